"""Many files of law at once: a folder or a glob is a corpus."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, overload

from lexalign.errors import LexalignError, UnknownCountry, UnreadableFile
from lexalign.laws.read import read_law
from lexalign.model import Law

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LawFile", "Laws", "law_files", "read_laws", "with_bar"]

T = TypeVar("T")
_LAWS = frozenset({
    ".csv", ".tsv", ".xlsx", ".json", ".jsonl", ".ndjson", ".txt", ".text", ".md", ".markdown", ".html",
    ".htm", ".xhtml", ".mht", ".pdf", ".docx", ".odt", ".xml", ".akn"
})  # fmt: skip
"""How the names of files end that are read when a folder is named; what they are is told from their content."""

_GLOB = re.compile(r"[*?\[]")
_ISO3 = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class LawFile:
    """A file that may hold a law.

    Attributes:
        path: Of the file.
        country: The name of the nearest folder above it that is three capitals, not higher than the folder that
            was named; empty where there is none.
    """

    path: Path
    country: str = ""


@dataclass(frozen=True)
class Laws(Sequence[Law]):
    """Laws read from many files.

    Attributes:
        laws: In the order of their files.
        problems: A sentence, with the file, for everything that could not be read or was passed over.
    """

    laws: tuple[Law, ...] = ()
    problems: tuple[str, ...] = ()

    @overload
    def __getitem__(self, at: int) -> Law: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Law, ...]: ...
    def __getitem__(self, at: int | slice) -> Law | tuple[Law, ...]:
        return self.laws[at]

    def __len__(self) -> int:
        return len(self.laws)

    def __str__(self) -> str:
        lines = [f"{law.country} {law.id}: {law.title} ({len(law.articles)} articles)" for law in self.laws]
        return "\n".join([*lines, *(f"Not read: {problem}" for problem in self.problems)])

    def to_frame(self) -> pd.DataFrame:
        """One row per law; ``articles`` and ``issues`` are their numbers."""
        import pandas as pd

        return pd.DataFrame([dict(zip(_COLUMNS, _row(law), strict=True)) for law in self.laws], columns=list(_COLUMNS))

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        note = " ".join(f"Not read: {problem}" for problem in self.problems)
        return str(table_html(_COLUMNS, map(_row, self.laws), caption=f"{len(self.laws)} laws", note=note))


_COLUMNS = ("country", "law", "title", "year", "status", "kind", "language", "articles", "issues", "source")


def _row(law: Law) -> list[object]:
    sizes = [len(law.articles), len(law.issues)]
    return [law.country, law.id, law.title, law.year, str(law.status), law.kind, law.language, *sizes, law.source]


def law_files(place: str | Path | Iterable[str | Path]) -> tuple[tuple[LawFile, ...], tuple[str, ...]]:
    """The files that a path, a folder or a glob names.

    Args:
        place: A file, a folder (with all folders in it), a pattern such as ``laws/**/*.html``, or several of these.

    Returns:
        The files in the order of their names, each once; and sentences about files of a folder that were passed
        over because their names do not end like those of laws.

    Raises:
        UnreadableFile: There is nothing of that name, or the folder or pattern holds no file of law.
    """
    places = [place] if isinstance(place, str | Path) else list(place)
    found: dict[Path, LawFile] = {}
    passed: list[str] = []
    for one in places:
        path = Path(one).expanduser()
        root = path
        if path.is_dir():
            files = _inside(path)
            laws = [file for file in files if file.suffix.lower() in _LAWS]
            passed += [
                f"{file}: passed over, because files that end in {file.suffix or 'nothing'} are not read as laws; "
                "name the file itself to have it read."
                for file in files
                if file not in laws
            ]
        elif path.exists():
            laws = [path]
        elif _GLOB.search(str(path)):
            root, laws = _matches(path)
        else:
            raise UnreadableFile("there is no such file or folder", where=str(path), fix="Check the path.")
        if not laws:
            raise UnreadableFile(
                "no file of law was found there", where=str(path), fix=f"Laws end in {', '.join(sorted(_LAWS))}."
            )
        for file in laws:
            found.setdefault(file.resolve(), LawFile(file, _country_above(file, root)))
    return tuple(found.values()), tuple(passed)


def read_laws(
    place: str | Path | Iterable[str | Path],
    *,
    country: str | None = None,
    language: str | None = None,
    status: str = "in force",
    progress: bool = False,
) -> Laws:
    """Read all laws that a folder or a glob names; one that cannot be read does not stop the rest.

    Args:
        place: A file, a folder (with all folders in it), a pattern such as ``laws/**/*.html``, or several of these.
        country: ISO 3166-1 alpha-3 of all of them; None to take it from the folder a file lies in (``KEN/act.html``).
        language: ISO 639-1 of all of them; None to have it told from each text.
        status: ``in force``, ``draft`` or ``repealed``.
        progress: Whether to show a bar on the standard error stream.

    Returns:
        The laws and, as ``problems``, what could not be read. Ids are unique in a country: where two files give the
        same one, the second is counted (``ken-act-2``) and named among the problems.

    Raises:
        UnreadableFile: There is no such file or folder, or no file of law in it.
    """
    files, passed = law_files(place)
    laws: list[Law] = []
    problems = list(passed)
    ids: Counter[tuple[str, str]] = Counter()
    for file in with_bar(files, progress=progress):
        try:
            law = read_law(file.path, country=_country_of(file, country), language=language, status=status)
        except LexalignError as error:
            problems.append(_placed(error, file.path))
            continue
        ids[law.country, law.id] += 1
        count = ids[law.country, law.id]
        if count > 1:
            problems.append(
                f"{file.path}: another file has given the id {law.id} already; this law is kept as {law.id}-{count}. "
                "It may be the same law in another form."
            )
            law = replace(law, id=f"{law.id}-{count}")
        laws.append(law)
    return Laws(tuple(laws), tuple(problems))


def with_bar(
    items: Sequence[T], *, progress: bool, what: str = "laws", unit: str = "law", least: int = 2
) -> Iterator[T]:
    """Go through the items, with a bar on the standard error stream where that is wanted and they are enough."""
    if not progress or len(items) < least:
        yield from items
        return
    from tqdm import tqdm

    yield from tqdm(items, desc=what, unit=unit, file=sys.stderr)


def _country_of(file: LawFile, country: str | None) -> str:
    if country or file.country:
        return country or file.country
    raise UnknownCountry(
        "the country of this law is not known",
        where=str(file.path),
        fix="Give the country, or put the file into a folder named after it, such as KEN.",
    )


def _placed(error: LexalignError, path: Path) -> str:
    text = str(error)
    return text if str(path) in text else f"{path}: {text}"


def _inside(folder: Path) -> list[Path]:
    return _seen(folder, folder.rglob("*"))


def _seen(root: Path, paths: Iterable[Path]) -> list[Path]:
    """The files among the paths, without hidden ones and what is in hidden folders."""
    return sorted(p for p in paths if p.is_file() and not any(n.startswith(".") for n in p.relative_to(root).parts))


def _matches(pattern: Path) -> tuple[Path, list[Path]]:
    """The folder before the first part with a wildcard, and the files that the pattern fits."""
    parts = pattern.parts
    first = next(place for place, part in enumerate(parts) if _GLOB.search(part))
    root = Path(*parts[:first]) if first else Path()
    if not root.is_dir():
        return root, []
    return root, _seen(root, root.glob("/".join(parts[first:])))


def _country_above(file: Path, root: Path) -> str:
    """The name of the nearest folder that looks like a code; of a file that was named itself, its own folder's."""
    if file == root or not file.is_relative_to(root):
        above = [file.absolute().parent.name]
    else:
        above = [root.absolute().name, *file.relative_to(root).parts[:-1]]
    return next((name for name in reversed(above) if _ISO3.fullmatch(name)), "")
