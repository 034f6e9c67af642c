"""An annex as an Excel workbook: a sheet for each section, fit to be printed."""

from __future__ import annotations

from pathlib import Path

from lexalign.reports.annexes.values import Annex, Lines, Section
from lexalign.reports.sheet import Footer, add_sheet, finish, new_workbook, set_widths, write_lines, write_table
from lexalign.safe import save

__all__ = ["write_xlsx"]


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
    tables = [block for block in section.blocks if not isinstance(block, Lines)]
    widths = section.widths or tuple(column.width for column in tables[0].columns)
    set_widths(sheet, widths)
    at, head, main = 1, 0, None
    for block in section.blocks:
        if isinstance(block, Lines):
            at = write_lines(sheet, at, block.lines, width=len(widths))
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
