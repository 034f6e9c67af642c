"""Excel workbooks ▶ the rows of their table of articles, every number as the sheet shows it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lexalign.errors import LexalignError, UnreadableFile
from lexalign.laws.package import Package
from lexalign.laws.segments import Segmented
from lexalign.laws.tables import Row, read_rows
from lexalign.model import Issue

__all__ = ["read_workbook"]

_MOST_ROWS = 50_002
_MOST_COLUMNS = 200
_MOST_BLANK = 2_000


def read_workbook(data: bytes, where: str) -> Segmented:
    """Read the articles in an Excel workbook.

    Args:
        data: The file (xlsx, xlsm).
        where: Its name, for messages.

    Returns:
        The articles of the sheet that has a table of articles; of several such sheets, of the one with most
        articles. Other sheets are named in the issues.

    Raises:
        UnreadableFile: It is damaged, protected, made to exhaust the computer, or no sheet has the columns needed.
        EmptyLaw: The table has no articles.
    """
    package = Package(data, where)
    for name in package.names:
        if name.endswith((".xml", ".rels")) and "<!DOCTYPE" in package.read(name)[:4096].decode("latin-1"):
            package.xml(name)  # says why not
    import openpyxl

    found: list[tuple[str, Segmented]] = []
    refused: list[LexalignError] = []
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, rich_text=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or list(book.worksheets)
        for sheet in sheets:
            marks: list[Issue] = []
            try:
                cut = read_rows(_rows(sheet, marks), f"{where}, sheet {sheet.title}")
            except LexalignError as error:
                refused.append(error)
            else:
                found.append((sheet.title, replace(cut, issues=(*marks, *cut.issues))))
    except Exception as error:  # openpyxl says of damage what its parts say: anything
        detail = re.sub(r"\s+", " ", str(error)).strip().rstrip(".")[:200] or type(error).__name__
        raise UnreadableFile(
            f"the Excel workbook is damaged ({detail})", where=where, fix="Open it in Excel and save it anew."
        ) from error
    if not found:
        if refused:
            raise refused[0]
        raise UnreadableFile("the Excel workbook has no sheet", where=where, fix="Open it in Excel and save it anew.")
    title, cut = max(found, key=lambda one: len(one[1].articles))
    others = [name for name in book.sheetnames if name != title]
    if others:
        note = f"Read from the sheet {title}; not read: {', '.join(others[:10])}."
        cut = replace(cut, issues=(Issue("sheets", None, note), *cut.issues))
    return cut


def _rows(sheet: Any, marks: list[Issue]) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a sheet says of its size can be wrong
    blank, width = 0, 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > _MOST_ROWS or blank > _MOST_BLANK:
            return
        cells = [_shown(cell, number, marks) for cell in row[:_MOST_COLUMNS]]
        blank = 0 if any(cells) else blank + 1
        filled = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
        width = max(width, filled)
        yield f"row {number}", (cells + [""] * width)[:width]  # sheets end rows anywhere


def _shown(cell: Any, row: int, marks: list[Issue]) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return _decimals(float(value), cell.number_format) if "0.0" in (cell.number_format or "") else str(value)
    if isinstance(value, float):
        return _decimals(value, cell.number_format)
    if isinstance(value, str):
        if cell.data_type == "e":
            marks.append(Issue("cell", None, f"Cell {cell.coordinate} holds the error {value}."))
        return value if type(value) is str else str(value)
    if hasattr(value, "strftime"):
        marks.append(
            Issue(
                "cell",
                None,
                f"Cell {cell.coordinate} is a date to Excel ({value}); if it was a number such as 1-2, format the "
                "column as text and type it again.",
            )
        )
        return str(value.date() if hasattr(value, "date") else value)
    return _rich(value)


def _decimals(value: float, form: str | None) -> str:
    """A number with as many decimals as the sheet shows: 4.10 stays 4.10."""
    shown = re.search(r"0\.(0+)", form or "")
    if shown:
        return f"{value:.{len(shown[1])}f}"
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _rich(value: Any) -> str:
    """Text with formats in it: superscripts after a word get their sign."""
    out = ""
    for part in value if isinstance(value, list) else [value]:
        text = str(getattr(part, "text", part))
        raised = getattr(getattr(part, "font", None), "vertAlign", None) == "superscript"
        if raised and re.fullmatch(r"\w{1,4}(?:[-.]\w{1,3})?", text.strip()) and out[-1:].isalnum():
            text = "^" + text.strip()
        out += text
    return out
