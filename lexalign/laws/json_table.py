"""JSON and JSON lines ▶ the rows of a table of articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lexalign.errors import UnreadableFile
from lexalign.laws.columns import find_columns, known_names
from lexalign.laws.segments import Segmented
from lexalign.laws.tables import Row, read_rows

__all__ = ["read_json"]

_DEEPEST = 12


def read_json(text: str, where: str) -> Segmented:
    """Read the articles in a JSON document.

    Args:
        text: A list of objects, one per article; an object that has such a list in it; an object of number ▶ text
            or number ▶ article; or one object per line (JSON lines).
        where: Name of the file, for messages.

    Returns:
        The articles; numbers are kept as they are written (``4.10``).

    Raises:
        UnreadableFile: It is no JSON, or holds no list of articles.
        EmptyLaw: The list is empty.
    """
    items, by_line = _load(text, where)
    objects = _objects(items)
    if objects is None:
        raise UnreadableFile(
            "the JSON holds no list of articles",
            where=where,
            fix="Give a list of objects, each with a number (or article, section) and a text (or content, body).",
        )
    return read_rows(_rows(objects, by_line), where)


def _load(text: str, where: str) -> tuple[Any, bool]:
    def parse(part: str) -> Any:
        return json.loads(part, parse_float=str, parse_int=str, parse_constant=str)

    try:
        try:
            return parse(text), False
        except json.JSONDecodeError as whole:
            lines = [(at, line) for at, line in enumerate(text.split("\n"), start=1) if line.strip()]
            if len(lines) < 2 or not all(line.lstrip().startswith(("{", "[")) for _, line in lines[:2]):
                raise
            items = []
            for at, line in lines:
                try:
                    items.append(parse(line))
                except json.JSONDecodeError as error:
                    if not items:
                        raise whole from error
                    raise UnreadableFile(
                        f"line {at} is no JSON ({error.msg})",
                        where=where,
                        fix="Check the quotation marks on that line.",
                    ) from error
            return items, True
    except json.JSONDecodeError as error:
        raise UnreadableFile(
            f"the file is no valid JSON (line {error.lineno}, column {error.colno}: {error.msg})",
            where=where,
            fix="Check the commas and quotation marks there, or write it anew from the program it comes from.",
        ) from error
    except RecursionError as error:
        raise UnreadableFile(
            "the JSON is nested too deep", where=where, fix="Give a plain list of objects, one per article."
        ) from error


def _objects(data: Any, depth: int = 0) -> list[dict[str, Any]] | None:
    """The list of articles in the data: the longest list of objects of which the keys are known names of columns."""
    if depth > _DEEPEST:
        return None
    if isinstance(data, list):
        objects = [one for one in data if isinstance(one, dict)]
        if objects and any(find_columns(list(one)) for one in objects[:50]):
            return objects
        found = [inner for one in data[:2000] if (inner := _objects(one, depth + 1))]
        return [one for part in found for one in part] or None
    if not isinstance(data, dict):
        return None
    found = [inner for one in data.values() if (inner := _objects(one, depth + 1))]
    if found:
        return max(found, key=len)
    if data and not {key.casefold() for key in data} & known_names():
        if all(isinstance(value, str) for value in data.values()) and any(key.strip()[:1].isdigit() for key in data):
            return [{"number": key, "text": value} for key, value in data.items()]
        if all(isinstance(value, dict) for value in data.values()):
            numbered = [{"number": key, **value} for key, value in data.items()]
            if any(find_columns(list(one)) for one in numbered[:50]):
                return numbered
    return None


def _rows(objects: list[dict[str, Any]], by_line: bool) -> Iterator[Row]:
    keys = list(dict.fromkeys(str(key) for one in objects for key in one))
    yield "list of keys", keys
    for at, one in enumerate(objects, start=1):
        yield f"{'line' if by_line else 'object'} {at}", [_shown(one.get(key)) for key in keys]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        parts = [_shown(one) for one in value]
        return (" > " if all(len(part) < 120 and "\n" not in part for part in parts) else "\n").join(
            filter(None, parts)
        )
    if isinstance(value, dict):
        return "\n".join(filter(None, (_shown(one) for one in value.values())))
    return str(value)
