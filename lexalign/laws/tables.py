"""Tables of ready articles (CSV): one row per article, columns by forgiving names."""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata
from dataclasses import replace
from typing import Any

from lexalign.errors import EmptyLaw, UnreadableFile
from lexalign.laws.carried import carried_articles
from lexalign.laws.checks import check_articles, mark_repealed
from lexalign.laws.headings import settle_headings
from lexalign.laws.numbers import bare_number
from lexalign.laws.segments import Segmented, with_keys
from lexalign.model import Article, Issue

__all__ = ["read_table"]

_NAMES: dict[str, tuple[str, ...]] = {
    "number": (
        "number", "article number", "section number", "article no", "section no", "no", "nr", "num", "numero",
        "nummer", "article", "section", "art", "sec", "articulo", "artigo", "artikel", "articolo", "articol", "madde",
        "paragraph",
        "§", "статья", "стаття", "номер", "المادة",
    ),
    "heading": ("heading", "headings", "title", "caption", "rubric", "name", "article title", "section title",
                "marginal note", "titulo", "titre", "titolo", "titlu", "uberschrift", "opschrift", "epigrafe", "baslik",
                "назва", "название", "заголовок"),
    "text": ("text", "content", "contents", "body", "full text", "article text", "texto", "texte", "testo", "inhalt",
             "tekst", "metin", "текст", "النص"),
    "path": ("path", "chapter", "part", "division", "book", "place", "hierarchy", "chapitre", "capitulo", "kapitel"),
    "carried_by": ("carried by", "carrier"),
}  # fmt: skip
"""Field ▶ names of columns that mean it, the surest first."""

_MAX_CELL = 16 * 1024 * 1024
_MAX_ROWS = 200_000


def read_table(text: str, where: str) -> Segmented:
    """Read a table of articles.

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
    try:
        rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=_separator(text), strict=False)
        header = next((row for row in rows if any(cell.strip() for cell in row)), None)
        if header is None:
            raise EmptyLaw("the table is empty", where=where)
        columns = _columns(header, where)
        articles, loose, issues = _read_rows(rows, header, columns, where)
    except csv.Error as error:
        raise UnreadableFile(
            f"the table cannot be read ({error})",
            where=where,
            fix="Check the quotation marks around cells with commas or line breaks; save it again as CSV (UTF-8).",
        ) from error
    if not articles:
        raise EmptyLaw("the table has a header and no articles", where=where, fix="Add one row per article.")
    keyed = mark_repealed(with_keys(settle_headings(articles)))
    return Segmented(keyed, front_matter="\n\n".join(loose), issues=(*issues, *check_articles(keyed)), scheme="table")


def _read_rows(
    rows: Any, header: list[str], columns: dict[str, list[int]], where: str
) -> tuple[list[Article], list[str], list[Issue]]:
    articles: list[Article] = []
    loose: list[str] = []
    issues: list[Issue] = []
    used = {place for places in columns.values() for place in places}
    unused = [name.strip() for place, name in enumerate(header) if place not in used and name.strip()]
    if unused:
        issues.append(Issue("columns", None, f"Columns that were not used: {', '.join(unused)}."))
    for count, row in enumerate(rows, start=1):
        if count > _MAX_ROWS:
            raise UnreadableFile(f"the table has more than {_MAX_ROWS:,} rows", where=where, fix="Split it by law.")
        if not any(cell.strip() for cell in row):
            continue
        line = rows.line_num
        if len(row) != len(header):
            issues.append(
                Issue(
                    "row",
                    None,
                    f"The row ending on line {line} has {len(row)} cells where the header has {len(header)}; "
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
            issues.append(
                Issue(
                    "numbering", None, f"The row ending on line {line} has no number; its text is kept as front matter."
                )
            )
            continue
        path = tuple(part.strip() for cell in cells["path"] for part in re.split(r"\s+[>|]\s+", cell) if part.strip())
        carried = bare_number(cells["carried_by"][0]) if cells["carried_by"] else None
        own, inserted = carried_articles(bare_number(number), body)
        articles.append(Article(bare_number(number), heading, own.strip(), path, carried_by=carried))
        articles.extend(replace(one, path=path) for one in inserted)
    return articles, loose, issues


def _columns(header: list[str], where: str) -> dict[str, list[int]]:
    """Field ▶ places of its columns in a row."""
    names = [_fold(name) for name in header]
    found: dict[str, list[int]] = {field: [] for field in _NAMES}
    for field in ("number", "heading", "text", "carried_by"):
        for wanted in _NAMES[field]:
            free = [
                p for p, name in enumerate(names) if name == wanted and not any(p in used for used in found.values())
            ]
            if free:
                found[field] = free[:1]
                break
    used = {place for places in found.values() for place in places}
    above = {*_NAMES["path"], "section", "title"}
    found["path"] = [p for p, name in enumerate(names) if p not in used and name in above]
    for field, like in (("number", "number, article or section"), ("text", "text, content or body")):
        if not found[field]:
            raise UnreadableFile(
                f"the table has no column for the {field} of the articles; its columns are "
                f"{', '.join(name.strip() or '(no name)' for name in header[:12])}",
                where=where,
                fix=f"Name one column {like} in the first line.",
            )
    return found


def _separator(text: str) -> str:
    """The separator that cuts the header line into most known names."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    known = {name for names in _NAMES.values() for name in names}
    return max(",;\t|", key=lambda sign: sum(_fold(cell.strip('"')) in known for cell in line.split(sign)))


def _fold(name: str) -> str:
    flat = unicodedata.normalize("NFD", name.replace("_", " ").replace("-", " ").strip(" ﻿\"'.:").casefold())
    bare = "".join(c for c in flat if not unicodedata.combining(c) or not ("̀" <= c <= "ͯ"))
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", bare))


def _normal(text: str) -> str:
    if "&" in text:  # scraped cells keep character references
        text = html.unescape(text)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
