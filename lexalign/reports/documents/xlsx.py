"""An annex as an Excel workbook: a sheet for each section, fit to be printed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lexalign.reports.documents.values import Annex, Lines, Picture, Section, Table
from lexalign.reports.sheet import (
    Footer,
    add_sheet,
    cell_of,
    finish,
    new_workbook,
    set_widths,
    write_lines,
    write_table,
)
from lexalign.safe import save, write_cell

__all__ = ["write_xlsx"]

_PIXELS, _ROW = 7.0, 20.0
"""Pixels of a column of width 1, and of a row."""


def write_xlsx(annex: Annex, path: Path) -> Path:
    """Write an annex as a workbook.

    Args:
        annex: What it says, in the language it is to be in.
        path: The file; parent folders are made.

    Raises:
        LexalignError: The file cannot be written.
    """
    workbook = new_workbook()
    footer = Footer(annex.left, annex.middle, _page(annex.language))
    for section in annex.sections:
        _sheet(workbook, section, footer)
    return save(workbook, path, as_of=annex.as_of, title=annex.title, subject=annex.subject)


def _page(language: str) -> str:
    from lexalign.phrases import say, spoken

    return spoken(say("Page {page} of {pages}", page="&P", pages="&N"), language)


def _sheet(workbook: object, section: Section, footer: Footer) -> None:
    from openpyxl import Workbook

    assert isinstance(workbook, Workbook)
    sheet = add_sheet(workbook, section.name, footer)
    tables = [block for block in section.blocks if isinstance(block, Table)]
    widths = section.widths or _widths(tables)
    set_widths(sheet, widths)
    at, head, main = 1, 0, None
    for block in section.blocks:
        if isinstance(block, Lines):
            at = write_lines(sheet, at, block.lines, width=len(widths))
            continue
        if isinstance(block, Picture):
            at = _picture(sheet, block, at, sum(widths))
            continue
        if block.main:
            head, main = at, block
        at = write_table(sheet, at, block.columns, block.rows, filters=block.filters)
    frozen = main.frozen if main is not None else 0
    if main is not None and frozen:
        finish(sheet, head_row=head, freeze_columns=frozen, columns=len(widths), last_row=at - 1)
        return
    finish(sheet, columns=len(widths), last_row=at - 1)
    if head:
        sheet.print_title_rows = f"{head}:{head}"


def _widths(tables: Sequence[Table]) -> tuple[float, ...]:
    """Widths of the columns of a sheet: those that every table on it needs."""
    most = max(len(one.columns) for one in tables)
    return tuple(max(one.columns[i].width for one in tables if i < len(one.columns)) for i in range(most))


def _picture(sheet: Any, picture: Picture, at: int, width: float) -> int:
    """Put a picture onto a sheet, as wide as its columns; its words go into the cell behind it.

    Returns:
        The first free row.
    """
    from openpyxl.drawing.image import Image

    shown = Image(io.BytesIO(picture.png))
    scale = min(1.0, width * _PIXELS / picture.width)
    shown.width, shown.height = int(picture.width * scale), int(picture.height * scale)
    write_cell(cell_of(sheet, at, 1), picture.alt)
    sheet.add_image(shown, f"A{at}")
    return at + int(shown.height / _ROW) + 2
