"""Rows of a ``known.csv``: read, and checked one by one and against each other."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from lexalign.errors import DataFileError, UnknownProvision, UnreadableFile
from lexalign.model import LawStatus, Provision
from lexalign.provisions import load_instrument, normal_id
from lexalign.provisions import provision as find_provision

__all__ = ["BASES", "COLUMNS", "RELATIONS", "read_rows"]

COLUMNS: tuple[str, ...] = (
    "law",
    "law_title",
    "year",
    "law_status",
    "language",
    "article",
    "heading",
    "provision",
    "relation",
    "basis",
    "publisher",
    "source",
    "checked",
    "note",
)
BASES: Mapping[str, str] = {
    "published": "the source ties the article to the provision",
    "heading": "the heading was read and the tie made from it",
    "inferred": "the tie was made from part of the text or from a secondary source",
}
"""Basis of a row ▶ what it means."""

RELATIONS: tuple[str, ...] = ("principal", "partial")

_HEADING_WORDS = 10
_NOTE_LETTERS = 300
_MOST_BYTES = 5_000_000
_FIX = "The columns and their values are explained in corpora/README.md."
_OF_LAW = ("law_title", "year", "law_status", "language")


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read the rows of a file.

    Args:
        path: A ``known.csv``, UTF-8, with the columns of :data:`COLUMNS` in any order.

    Returns:
        One dictionary per row: the columns, stripped; ``article_provision`` (article-level id) and ``where``
        (file and line).

    Raises:
        UnreadableFile: It cannot be opened or is not UTF-8.
        DataFileError: Rows or columns are wrong; all of them, each with file and line.
    """
    name = f"{path.parent.name}/{path.name}"
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    problems: list[str] = []
    rows: list[dict[str, str]] = []
    try:
        head = [cell.strip() for cell in next(reader, [])]
        wrong = _columns(head)
        if wrong:
            raise DataFileError([f"{name}:1: {wrong}"], fix=_FIX)
        line = reader.line_num + 1
        for cells in reader:
            where, line = f"{name}:{line}", reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(head):
                problems.append(f"{where}: the row has {len(cells)} cells instead of {len(head)}")
                continue
            row = {column: cell.strip() for column, cell in zip(head, cells, strict=True)}
            problems.extend(f"{where}: {found}" for found in _faults(row))
            rows.append({**row, "where": where})
    except csv.Error as error:
        raise DataFileError([f"{name}:{reader.line_num}: the quotes do not match ({error})"], fix=_FIX) from error
    if not rows and not problems:
        problems.append(f"{name}:1: the file has no rows")
    problems.extend(_between(rows))
    if problems:
        raise DataFileError(problems, fix=_FIX)
    return rows


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"the file cannot be opened ({error.strerror})", where=str(path)) from error
    if len(data) > _MOST_BYTES:
        raise UnreadableFile("the file is too large to be a list of known matches", where=str(path))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            "the file is not UTF-8 text", where=str(path), fix="Save it again as CSV UTF-8, comma separated."
        ) from error


def _columns(head: list[str]) -> str:
    missing = [c for c in COLUMNS if c not in head]
    strange = [c for c in head if c not in COLUMNS]
    double = sorted({c for c in head if head.count(c) > 1})
    said = [
        f"{what} {', '.join(repr(c) for c in found)}"
        for what, found in (("missing:", missing), ("not known:", strange), ("twice:", double))
        if found
    ]
    return f"the columns are not right; {'; '.join(said)}" if said else ""


def _faults(row: dict[str, str]) -> list[str]:
    """What is wrong with one row; also puts the article-level provision into it."""
    found = [f"{column}: it is empty" for column in ("law_title", "article", "source") if not row[column]]
    for column, check in _CHECKS.items():
        said = check(row[column])
        if said:
            found.append(f"{column}: {said}")
    row["article_provision"], said = _provision(row["provision"])
    if said:
        found.append(f"provision: {said}")
    if (row["basis"] == "published") != bool(row["publisher"]):
        found.append("publisher: say who published it where the basis is 'published', and nobody elsewhere")
    found += [
        f"{column}: it holds a line break; write it on one line"
        for column in COLUMNS
        if re.search(r"[\r\n]", row[column])
    ]
    found += [
        f"{column}: it begins with {row[column][0]!r}, which a spreadsheet takes for a formula"
        for column in COLUMNS
        if row[column][:1] in ("=", "+", "@", "-")
    ]
    return found


def _one_of(*words: str) -> Callable[[str], str]:
    return lambda value: "" if value in words else f"{value!r} is none of {', '.join(words)}"


def _like(pattern: str, what: str) -> Callable[[str], str]:
    return lambda value: "" if re.fullmatch(pattern, value) else f"{value!r} is {what}"


def _heading(value: str) -> str:
    if "[…]" in value or len(value.split()) <= _HEADING_WORDS:
        return ""
    return f"it has more than {_HEADING_WORDS} words; cut it and write […] where you cut"


def _checked(value: str) -> str:
    if not value or re.fullmatch(r"[12]\d{3}", value):
        return ""
    try:
        date.fromisoformat(value)
    except ValueError:
        return f"{value!r} is no date; write 2026 or 2026-11-22"
    return ""


def _note(value: str) -> str:
    return "" if len(value) <= _NOTE_LETTERS else f"it is longer than {_NOTE_LETTERS} letters; say it in a sentence"


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "law": _like(r"[a-z0-9][a-z0-9-]*", "no id; use small letters, digits and hyphens, such as ken-cmca-2018"),
    "year": _like(r"|[12]\d{3}", "no year; leave it empty where it is not known"),
    "law_status": _one_of(*LawStatus),
    "language": _like(r"[a-z]{2}", "no ISO 639-1 code"),
    "relation": _one_of(*RELATIONS),
    "basis": _one_of(*BASES),
    "heading": _heading,
    "checked": _checked,
    "note": _note,
}


def _provision(value: str) -> tuple[str, str]:
    """The article-level id of a provision, or what is wrong with it."""
    if ":" not in value:
        return "", f"{value!r} names no treaty; write it like cets185:6"
    try:
        treaty = load_instrument(value.partition(":")[0])
        found: Provision = find_provision(treaty, normal_id(value, treaty.id))
    except (UnknownProvision, UnreadableFile) as error:
        return "", str(error)
    if found.pillar == "final":
        return "", f"{found.id} is a final clause, which national law does not implement"
    return found.parent or found.id, ""


def _between(rows: list[dict[str, str]]) -> list[str]:
    """What does not fit between rows: one law described in two ways, one tie given twice."""
    problems = []
    laws: dict[str, dict[str, str]] = {}
    pairs: dict[tuple[str, str, str], str] = {}
    for row in rows:
        first = laws.setdefault(row["law"], row)
        other = [column for column in _OF_LAW if row[column] != first[column]]
        if other:
            problems.append(
                f"{row['where']}: {', '.join(other)}: the law {row['law']} is described otherwise in {first['where']}"
            )
        pair = (row["law"], row["article"], row["provision"])
        if pair in pairs:
            problems.append(
                f"{row['where']}: article {row['article']} and {row['provision']} stand in {pairs[pair]} already"
            )
        pairs.setdefault(pair, row["where"])
    return problems
