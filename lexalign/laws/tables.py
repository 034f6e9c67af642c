"""Tables of ready articles: one row per article, columns by forgiving names. CSV here; others hand their rows over."""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from lexalign.errors import EmptyLaw, UnreadableFile
from lexalign.laws.carried import carried_articles
from lexalign.laws.columns import COLUMNS, Columns, find_columns, fold_name, known_names
from lexalign.laws.finish import finished
from lexalign.laws.headings import settle_headings
from lexalign.laws.numbers import bare_number
from lexalign.laws.segments import Segmented
from lexalign.laws.structure import is_division
from lexalign.model import Article, Issue

__all__ = ["has_separators", "looks_like_table", "read_rows", "read_table"]

_MAX_CELL = 16 * 1024 * 1024
_MAX_COLUMNS = 1000
_MAX_ROWS = 50_000
_ROWS_ABOVE = 20
_NUMBER_AND_HEADING = re.compile(r"(?P<number>\d[\w^/-]{0,12})\s*[.:–—-]+\s+(?P<heading>[^\n]{3,300})")

_PARAGRAPH = re.compile(r"\(\d{1,3}[a-z]?\)\s*\S")
_PARAGRAPH_INSIDE = re.compile(r"[.;:]\s*\(\d{1,3}[a-z]?\)")
_LONG_NAME = 60

Row = tuple[str, Sequence[str]]
"""Where a row stands in its file, in words, and its cells."""


def read_table(text: str, where: str) -> Segmented:
    """Read a CSV table of articles.

    Args:
        text: The CSV, with a header line; separated by commas, semicolons, tabs or bars.
        where: Name of the file, for messages.

    Returns:
        The articles; every cell is kept as the string it is (``NA`` and ``4.10`` survive).

    Raises:
        UnreadableFile: The header names no number column or no text column, or the quoting is broken.
        EmptyLaw: There are no rows.
    """
    csv.field_size_limit(max(csv.field_size_limit(), _MAX_CELL))
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=_separator(text), strict=False)

    def placed() -> Iterator[Row]:
        for row in rows:
            yield f"row ending on line {rows.line_num}", row

    try:
        return read_rows(placed(), where)
    except csv.Error as error:
        raise UnreadableFile(
            f"the table cannot be read ({error})",
            where=where,
            fix="Check the quotation marks around cells with commas or line breaks; save it again as CSV (UTF-8).",
        ) from error


def looks_like_table(text: str) -> bool:
    """Whether the first line of a text is the header of a table of articles."""
    line = next((line for line in text.splitlines() if line.strip()), "")[:2000]
    sign = _separator(line)
    return sign in line and find_columns([cell.strip('" ') for cell in line.split(sign)]) is not None


def has_separators(text: str) -> bool:
    """Whether the first line of a text has a sign in it that can separate columns."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return any(sign in line for sign in ",;\t|")


def read_rows(rows: Iterable[Row], where: str) -> Segmented:
    """Make articles of the rows of a table.

    Args:
        rows: All rows in order, among the first ones the header.
        where: Name of the file, for messages.

    Returns:
        The articles. Rows above the header and rows without a number are kept as front matter.

    Raises:
        UnreadableFile: There is no header with a column for the number and one for the text, or no end of rows.
        EmptyLaw: There are no articles.
    """
    some = list(islice(rows, _MAX_ROWS + 1))
    if len(some) > _MAX_ROWS:
        raise UnreadableFile(f"the table has more than {_MAX_ROWS:,} rows", where=where, fix="Split it by law.")
    rest = iter(some)
    above: list[Row] = []
    columns: Columns | None = None
    header: Sequence[str] = ()
    for place, cells in rest:
        if not any(cell.strip() for cell in cells):
            continue
        header, columns = cells, find_columns(cells)
        if columns is not None or len(above) >= _ROWS_ABOVE:
            break
        above.append((place, cells))
    if len(header) > _MAX_COLUMNS:
        raise UnreadableFile(
            f"the table has {len(header):,} columns", where=where, fix="Keep those of number, heading and text."
        )
    if columns is None:
        if not above:
            raise EmptyLaw("the table is empty", where=where, fix="Add a header line and one row per article.")
        raise _no_columns(max((row for _, row in above), key=_known), where)
    articles, loose, issues = _articles(rest, header, columns)
    if not articles:
        raise EmptyLaw("the table has a header and no articles", where=where, fix="Add one row per article.")
    loose = [" ".join(cell.strip() for cell in row if cell.strip()) for _, row in above] + loose
    keyed, doubts = finished(settle_headings(articles))
    return Segmented(keyed, front_matter="\n\n".join(loose), issues=(*issues, *doubts), scheme="table")


def _articles(
    rows: Iterable[Row], header: Sequence[str], columns: Columns
) -> tuple[list[Article], list[str], list[Issue]]:
    articles: list[Article] = []
    loose: list[str] = []
    issues: list[Issue] = []
    prose: dict[str, None] = {}
    used = {place for places in columns.values() for place in places}
    unused = [name.strip() for place, name in enumerate(header) if place not in used and name.strip()]
    if unused:
        issues.append(Issue("columns", None, f"Columns that were not used: {', '.join(unused)}."))
    for place, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            issues.append(
                Issue(
                    "row",
                    None,
                    f"The {place} has {len(row)} cells where the header has {len(header)}; "
                    "cells beyond the header were not used. Check its commas and quotation marks.",
                )
            )
        cells = {
            field: [row[p].strip() for p in places if p < len(row) and row[p].strip()]
            for field, places in columns.items()
        }
        number = " ".join(cells["number"])
        body = _normal("\n\n".join(cells["text"]))
        heading = _normal(" ".join(cells["heading"])) or None
        if not number:
            loose.append("\n".join(part for part in (heading, body) if part))
            issues.append(Issue("numbering", None, f"The {place} has no number; its text is kept as front matter."))
            continue
        number = bare_number(number)
        if not columns["heading"] and (both := _NUMBER_AND_HEADING.fullmatch(number)):
            number, heading = both["number"], _normal(both["heading"])
        parts = [part.strip() for cell in cells["path"] for part in re.split(r"\s+[>|]\s+", cell) if part.strip()]
        path = tuple(part for part in parts if not _is_prose(part))
        prose.update(dict.fromkeys(part for part in parts if _is_prose(part)))
        carried = bare_number(cells["carried_by"][0]) if cells["carried_by"] else None
        own, inserted = carried_articles(number, body)
        articles.append(Article(number, heading, own.strip(), path, carried_by=carried))
        articles.extend(replace(one, path=path) for one in inserted)
    if prose:
        shown = "; ".join(f"“{part[:60]}…”" for part in prose)
        message = f"The column of chapters holds text of articles, which was left out of their paths: {shown[:300]}."
        issues.append(Issue("columns", None, message))
    return articles, loose, issues


def _is_prose(part: str) -> bool:
    """Whether a cell that should name a chapter holds a piece of an article's text."""
    if is_division(part):
        return False
    return bool(
        _PARAGRAPH.match(part) or (len(part) > _LONG_NAME and (part[0].islower() or _PARAGRAPH_INSIDE.search(part)))
    )


def _no_columns(header: Sequence[str], where: str) -> UnreadableFile:
    names = {fold_name(name) for name in header}
    has_text = bool(names & {fold_name(name) for name in COLUMNS["text"]})
    has_number = bool(names & {fold_name(name) for name in COLUMNS["number"]})
    field, like = ("text", "text, content or body")
    if has_text or not has_number:
        field, like = ("number", "number, article or section")
    return UnreadableFile(
        f"the table has no column for the {field} of the articles; its columns are "
        f"{', '.join(name.strip()[:60] or '(no name)' for name in header[:12])}",
        where=where,
        fix=f"Name one column {like} in the first line.",
    )


def _known(header: Sequence[str]) -> int:
    names = known_names()
    return sum(fold_name(cell) in names for cell in header)


def _separator(text: str) -> str:
    """The separator that cuts one of the first lines into most known names."""
    names = known_names()
    best, sign = 0, ","
    for line in [line for line in text[:100_000].splitlines()[: 2 * _ROWS_ABOVE] if line.strip()][:_ROWS_ABOVE]:
        for one in ",;\t|":
            known = sum(fold_name(cell.strip('" ')) in names for cell in line[:4000].split(one)) if one in line else 0
            if known > best:
                best, sign = known, one
    return sign


def _normal(text: str) -> str:
    if "&" in text:  # scraped cells keep character references
        text = html.unescape(text)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
