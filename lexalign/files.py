"""Where the data lies, and how files are read and written safely."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lexalign.errors import DataFileError, UnreadableFile

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["corpora_dir", "notebooks_dir", "provisions_dir", "read_data", "read_yaml", "write_atomic"]

Model = TypeVar("Model", bound="BaseModel")
Path_ = tuple[str | int, ...]


@cache
def _bundled(name: str) -> Path:
    """Folder of bundled data: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise UnreadableFile(
        f"the bundled folder {name!r} is missing",
        where=str(package),
        fix="Install lexalign again: its data did not come along.",
    )


def provisions_dir() -> Path:
    """Folder of the treaty knowledge: treaties, lexicons, rules."""
    return _bundled("provisions")


def corpora_dir() -> Path:
    """Folder of what is known of States."""
    return _bundled("corpora")


def notebooks_dir() -> Path:
    """Folder of the notebooks."""
    return _bundled("notebooks")


def read_yaml(path: Path) -> tuple[Any, Mapping[Path_, int]]:
    """Read a YAML file and remember the line of every value.

    Args:
        path: The file, UTF-8.

    Returns:
        The data, and a map from the path of keys and indices to a value's line number (from 1).

    Raises:
        UnreadableFile: The file cannot be opened or is not UTF-8.
        DataFileError: It is not YAML, or a key stands twice in one mapping.
    """
    import yaml

    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableFile(f"the file cannot be opened ({error.strerror})", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile("the file is not UTF-8 text", where=str(path), fix="Save it again as UTF-8.") from error
    lines: dict[Path_, int] = {}
    problems: list[str] = []

    def build(node: Any, at: Path_) -> Any:
        lines[at] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            out: dict[Any, Any] = {}
            for key_node, value_node in node.value:
                key = loader.construct_object(key_node)
                if key in out:
                    problems.append(f"{path.name}:{key_node.start_mark.line + 1}: the key {key!r} stands twice")
                out[key] = build(value_node, (*at, key))
                lines[(*at, key)] = key_node.start_mark.line + 1
            return out
        if isinstance(node, yaml.SequenceNode):
            return [build(child, (*at, i)) for i, child in enumerate(node.value)]
        return loader.construct_object(node)

    loader = loader_class(text)
    try:
        node = loader.get_single_node()
        data = build(node, ()) if node is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark is not None else ""
        detail = getattr(error, "problem", None) or str(error)
        raise DataFileError(
            [f"{path.name}{line}: not valid YAML ({detail})"],
            fix="Check the indentation and the quotes around that line.",
        ) from error
    finally:
        loader.dispose()
    if problems:
        raise DataFileError(problems)
    return data, lines


def read_data(path: Path, schema: type[Model]) -> tuple[Model, Callable[[Path_], str]]:
    """Read a YAML file against a pydantic schema.

    Returns:
        The validated data, and a function that turns a path of keys into ``file:line``.

    Raises:
        DataFileError: All violations of the schema, each with file and line.
    """
    from pydantic import ValidationError

    data, lines = read_yaml(path)

    def place(at: Path_) -> str:
        while at and at not in lines:
            at = at[:-1]
        return f"{path.name}:{lines.get(at, 1)}"

    try:
        return schema.model_validate(data), place
    except ValidationError as error:
        problems = []
        for item in error.errors():
            at = tuple(item["loc"])
            name = ".".join(str(part) for part in at) or "the file"
            problems.append(f"{place(at)}: {name}: {item['msg']}")
        raise DataFileError(problems) from error


def write_atomic(path: Path, content: bytes | str) -> Path:
    """Write a file so that a reader sees the old one or the whole new one, never a part.

    Args:
        path: Where to; parent folders are made.
        content: Bytes, or text written as UTF-8.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if path.exists():
            made.chmod(path.stat().st_mode & 0o777)
        else:
            mask = os.umask(0)
            os.umask(mask)
            made.chmod(0o666 & ~mask)
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    return path
