"""Files with tables in them (csv, xlsx, docx, html) ──▶ their cells as text, merged cells filled in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexalign.errors import UnreadableFile
from lexalign.laws.decode import decode_text, read_bytes, sniff
from lexalign.review.sheet_file import open_workbook

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["RawRow", "RawTable", "read_tables"]

_MOST_ROWS = 20_000
_MOST_COLUMNS = 60
_MOST_BLANK = 500
_SPAN = 2_000


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row.

    Attributes:
        number: As the program that made the file counts it; in Word and on a page the row of the table, from 1.
        cells: Text of each cell; a merged cell has its text in each of its places.
        merged: Places of the cells that are merged with the one to their left.
    """

    number: int
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a file; ``name`` says where: ``sheet Concordance``, ``table 2``; empty in a CSV file."""

    name: str
    rows: tuple[RawRow, ...]
    notes: tuple[str, ...] = ()


def read_tables(path: Path) -> tuple[RawTable, ...]:
    """Read all tables of a file.

    Args:
        path: A CSV file, an Excel workbook, a Word document or an HTML page.

    Returns:
        The tables in the order of the file; those without any text are left out.

    Raises:
        UnreadableFile: It is absent, damaged, protected, made to exhaust the computer, of another kind, or has no
            table.
        EmptyLaw: It is empty.
    """
    data = read_bytes(path)
    kind = sniff(data, path)
    if kind == "xlsx":
        tables = list(_sheets(path))
    elif kind == "docx":
        tables = list(_word_tables(data, path.name))
    elif kind == "html":
        tables = list(_page_tables(decode_text(data)[0], str(path)))
    elif kind in ("table", "text"):
        tables = [RawTable("", tuple(_csv_rows(decode_text(data)[0], str(path))))]
    else:
        raise UnreadableFile(
            f"a concordance table cannot be read from this kind of file ({kind})",
            where=str(path),
            fix="Give it as Excel (.xlsx), Word (.docx), CSV or HTML.",
        )
    found = tuple(t for t in tables if any(cell.strip() for row in t.rows for cell in row.cells))
    if not found:
        raise UnreadableFile(
            "the file has no table", where=str(path), fix="Put the concordance into a table, one row per article."
        )
    return found


def _limited(rows: Iterable[RawRow], where: str) -> Iterator[RawRow]:
    for n, row in enumerate(rows):
        if n >= _MOST_ROWS:
            raise UnreadableFile(
                f"the table has more than {_MOST_ROWS:,} rows, which no concordance has",
                where=where,
                fix="Keep the rows of the concordance only.",
            )
        yield row


# --- CSV ----------------------------------------------------------------------------------------------------------


def _csv_rows(text: str, where: str) -> Iterator[RawRow]:
    sign = max(",;\t|", key=lambda s: _cuts(text, s))
    lines = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=sign)
    try:
        rows = (RawRow(n, tuple(c.strip() for c in row[:_MOST_COLUMNS])) for n, row in enumerate(lines, start=1))
        yield from _limited(rows, where)
    except csv.Error as error:
        raise UnreadableFile(
            f"the table cannot be read ({error})",
            where=f"{where}, line {lines.line_num}",
            fix="Check the quotation marks around cells with commas or line breaks.",
        ) from error


def _cuts(text: str, sign: str) -> int:
    """How many of the first rows a sign cuts into the same number of cells, two or more."""
    try:
        rows = [row for row, _ in zip(csv.reader(io.StringIO(text[:50_000]), delimiter=sign), range(30), strict=False)]
    except csv.Error:
        return 0
    widths = [len(row) for row in rows if row]
    return max((widths.count(w) * 10 + w for w in set(widths) if w > 1), default=0)


# --- Excel --------------------------------------------------------------------------------------------------------


def _sheets(path: Path) -> Iterator[RawTable]:
    book = open_workbook(path)
    sheets = [s for s in book.worksheets if s.sheet_state == "visible"] or list(book.worksheets)
    hidden = [s.title for s in book.worksheets if s not in sheets]
    for place, sheet in enumerate(sheets):
        notes = [f"Hidden sheets were not read: {', '.join(hidden)}."] if hidden and not place else []
        rows = tuple(_limited(_sheet_rows(sheet, notes), f"{path}, sheet {sheet.title}"))
        yield RawTable(f"sheet {sheet.title}", rows, tuple(notes))


def _sheet_rows(sheet: Any, notes: list[str]) -> Iterator[RawRow]:
    # By the cells there are, not by the sheet's dimensions, which may be a million rows.
    grid: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet._cells.items():
        if column <= _MOST_COLUMNS and getattr(cell, "value", None) is not None:
            grid.setdefault(row, {})[column] = _shown(cell, notes)
    aside: dict[int, set[int]] = {}
    for area in sheet.merged_cells.ranges:
        text = grid.get(area.min_row, {}).get(area.min_col, "")
        for row in range(area.min_row, min(area.max_row, area.min_row + _SPAN) + 1):
            for column in range(area.min_col, min(area.max_col, _MOST_COLUMNS) + 1):
                grid.setdefault(row, {})[column] = text
                if column > area.min_col:
                    aside.setdefault(row, set()).add(column - 1)
    width = max((max(cells) for cells in grid.values() if cells), default=0)
    for row in sorted(grid):
        cells = grid[row]
        yield RawRow(row, tuple(cells.get(c, "") for c in range(1, width + 1)), frozenset(aside.get(row, ())))


def _shown(cell: Any, notes: list[str]) -> str:
    """A cell as the sheet shows it: 4.10 stays 4.10; what Excel made a date of is said."""
    value = cell.value
    if cell.data_type == "f":
        notes.append(f"Cell {cell.coordinate} holds a formula, which was not read; put its value there.")
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        decimals = re.search(r"0\.(0+)", cell.number_format or "")
        if decimals:
            return f"{value:.{len(decimals[1])}f}"
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
    if hasattr(value, "strftime"):
        notes.append(
            f"Cell {cell.coordinate} is a date to Excel ({value}); if it was a number such as 1-2, format the column "
            "as text and type it again."
        )
        return ""
    return str(value).strip()


# --- Word ---------------------------------------------------------------------------------------------------------


def _word_tables(data: bytes, where: str) -> Iterator[RawTable]:
    from lexalign.laws.docx_numbering import Numbering, Styles, child
    from lexalign.laws.docx_text import _Writer
    from lexalign.laws.package import Package, local_name

    package = Package(data, where)
    main = package.related("officeDocument")
    if main is None:
        raise UnreadableFile("the Word document has no main part", where=where, fix="Open it in Word and save it anew.")
    trees = {}
    for kind in ("styles", "numbering"):
        part = package.related(kind, main)
        trees[kind] = package.xml(part) if part else None
    styles = Styles(trees["styles"])
    writer = _Writer(styles, Numbering(trees["numbering"], styles))

    def tables(node: _Element) -> Iterator[_Element]:
        for one in node:
            if local_name(one) == "tbl":
                yield one
            elif local_name(one) == "p":
                writer.paragraph(one)  # automatic numbers go on from the text into the tables
            elif local_name(one) not in {"del", "moveFrom"}:
                yield from tables(one)

    try:
        body = child(package.xml(main), "body")
        for n, table in enumerate(tables(body) if body is not None else (), start=1):
            yield RawTable(f"table {n}", tuple(_limited(_word_rows(table, writer), f"{where}, table {n}")))
    except RecursionError as error:
        raise UnreadableFile(
            "the tables of the Word document are nested too deep", where=where, fix="Save the table as Excel or CSV."
        ) from error


def _word_rows(table: _Element, writer: Any) -> Iterator[RawRow]:
    from lexalign.laws.docx_numbering import attribute, child
    from lexalign.laws.docx_text import _cells, _rows

    above: dict[int, str] = {}
    for n, row in enumerate(_rows(table), start=1):
        cells: list[str] = []
        merged: set[int] = set()
        cells += [""] * _number(attribute(child(row, "trPr", "gridBefore")))
        for cell in _cells(row):
            writer.lines, writer.open = [], False
            writer.blocks(cell)
            text = "\n".join(line.strip() for line in writer.lines if line.strip())
            down = child(cell, "tcPr", "vMerge")
            if down is not None and attribute(down) != "restart":
                text = above.get(len(cells), "")
            span = max(1, min(_number(attribute(child(cell, "tcPr", "gridSpan"))), _MOST_COLUMNS))
            for extra in range(span):
                above[len(cells)] = text
                if extra:
                    merged.add(len(cells))
                cells.append(text)
        yield RawRow(n, tuple(cells[:_MOST_COLUMNS]), frozenset(merged))


def _number(value: str | None) -> int:
    return min(int(value), _MOST_COLUMNS) if value and value.isdecimal() else 0


# --- HTML ---------------------------------------------------------------------------------------------------------


def _page_tables(source: str, where: str) -> Iterator[RawTable]:
    from lxml import html

    try:
        root = html.document_fromstring(
            source.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except Exception as error:  # lxml says of damage what libxml2 says: anything
        raise UnreadableFile(
            f"the page is damaged ({error})", where=where, fix="Save the table as Excel or CSV."
        ) from error
    outer = [t for t in root.iter("table") if next(t.iterancestors("table"), None) is None]
    for n, table in enumerate(outer, start=1):
        yield RawTable(f"table {n}", tuple(_limited(_page_rows(table), f"{where}, table {n}")))


def _page_rows(table: Any) -> Iterator[RawRow]:
    held: dict[int, tuple[int, str]] = {}
    rows = [r for r in table.iter("tr") if next(r.iterancestors("table")) is table]
    for n, row in enumerate(rows, start=1):
        cells: list[str] = []
        merged: set[int] = set()
        own = [c for c in row if c.tag in ("td", "th")]
        while own or any(place >= len(cells) for place in held):
            place = len(cells)
            if place >= _MOST_COLUMNS:
                break
            if place in held:
                left, text = held.pop(place)
                if left > 1:
                    held[place] = (left - 1, text)
                cells.append(text)
                continue
            if not own:
                cells.append("")
                continue
            cell = own.pop(0)
            text = _page_text(cell)
            down = min(_span(cell, "rowspan"), _SPAN)
            for extra in range(min(_span(cell, "colspan"), _MOST_COLUMNS)):
                if down > 1:
                    held[len(cells)] = (down - 1, text)
                if extra:
                    merged.add(len(cells))
                cells.append(text)
        yield RawRow(n, tuple(cells[:_MOST_COLUMNS]), frozenset(merged))


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, int(value)) if value.isdecimal() else 1


def _page_text(cell: Any) -> str:
    for hidden in cell.xpath(".//script | .//style | .//template"):
        hidden.drop_tree()
    for line in cell.iter("br", "p", "li", "div"):
        line.tail = "\n" + (line.tail or "")
    return "\n".join(" ".join(line.split()) for line in cell.text_content().split("\n") if line.strip())
