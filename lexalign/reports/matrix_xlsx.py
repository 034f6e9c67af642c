"""The matrix of countries and provisions as an Excel file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.assessment import Matrix
from lexalign.assessment.values import PillarState, ProvisionStatus
from lexalign.model import Basis
from lexalign.reports.grid import Grid, GridRow, grid_of, last_date
from lexalign.reports.sheet import (
    Column,
    Footer,
    Row,
    add_sheet,
    finish,
    new_workbook,
    set_widths,
    write_lines,
    write_table,
)
from lexalign.reports.words import BASIS_WORDS, date_words, provision_name
from lexalign.safe import save

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["matrix_workbook"]


def matrix_workbook(matrix: Matrix, path: str | Path) -> Path:
    """Write a matrix: statuses, their bases, the articles, and one row per cell with its reason.

    Args:
        matrix: From :func:`lexalign.matrix`.
        path: The Excel file to write; parent folders are made.

    Returns:
        The path.

    Raises:
        LexalignError: The file cannot be written.
    """
    grid = grid_of(matrix)
    workbook = new_workbook()
    dates = " to ".join(date_words(part) for part in grid.as_of.split(" to "))
    footer = Footer(f"{grid.title}, {dates}", f"Counting rule {grid.rule}")
    _wide(workbook, footer, grid, dates, "Statuses", "statuses")
    _wide(workbook, footer, grid, dates, "Bases", "on whose word each status rests")
    _wide(
        workbook,
        footer,
        grid,
        dates,
        "Articles",
        "domestic articles (in brackets those that only relate, or are only listed)",
    )
    _cells(workbook, footer, grid, dates)
    return save(
        workbook, Path(path), as_of=last_date(grid.as_of), title=grid.title, subject=f"As of {dates}; rule {grid.rule}"
    )


def _lines(grid: Grid, dates: str, what: str) -> list[tuple[str, str]]:
    bases = {cell.basis for row in grid.rows for cell in row.cells if cell is not None} - {Basis.NONE}
    words = "; ".join(f"{basis}: {BASIS_WORDS[basis]}" for basis in Basis if basis in bases)
    return [
        ("title", f"{grid.title}: {what}"),
        ("text", f"As of {dates}. Counting rule {grid.rule}."),
        *(("note", note) for note in grid.notes),
        (
            "note",
            f"No information is not a finding that law is absent. {words[:1].upper()}{words[1:]}.".strip(" .") + ".",
        ),
    ]


def _wide(workbook: Workbook, footer: Footer, grid: Grid, dates: str, name: str, what: str) -> None:
    sheet = add_sheet(workbook, name, footer)
    columns = [
        Column("Country", 20),
        Column("ISO", 6, centred=True),
        *(Column(f"{provision_name(p)}\n{title}", 14) for p, title in grid.columns),
    ]
    if name != "Articles":
        columns += [Column(pillar, 20) for pillar in grid.pillars]
    set_widths(sheet, [column.width for column in columns])
    head = write_lines(sheet, 1, _lines(grid, dates, what), width=len(columns))
    at = write_table(sheet, head, columns, [_wide_row(row, name) for row in grid.rows])
    finish(sheet, head_row=head, freeze_columns=1, columns=len(columns), last_row=at - 1)


def _wide_row(row: GridRow, name: str) -> Row:
    cells = [_cell(cell, name) for cell in row.cells]
    states = [_state(state, name) for state in row.states] if name != "Articles" else []
    return Row((row.name, row.country, *cells, *states))


def _cell(cell: ProvisionStatus | None, name: str) -> object:
    if cell is None:
        return ""
    if name == "Statuses":
        return cell.status
    if name == "Bases":
        return "—" if cell.basis is Basis.NONE else str(cell.basis)
    return ", ".join(cell.numbers())


def _state(state: PillarState | None, name: str) -> object:
    if state is None:
        return ""
    if name == "Statuses":
        return state.state
    return "—" if state.basis is Basis.NONE else str(state.basis)


def _cells(workbook: Workbook, footer: Footer, grid: Grid, dates: str) -> None:
    sheet = add_sheet(workbook, "All cells", footer)
    columns = (
        Column("Country", 20),
        Column("ISO", 6, centred=True),
        Column("Convention article", 12),
        Column("Official title", 28),
        Column("Status", 18),
        Column("Basis", 11, centred=True),
        Column("Domestic articles", 20),
        Column("Stale", 8, centred=True),
        Column("Conflict", 10, centred=True),
        Column("Why", 60),
    )
    set_widths(sheet, [column.width for column in columns])
    head = write_lines(sheet, 1, _lines(grid, dates, "every cell with its reason"), width=len(columns))
    rows = [
        Row(
            (
                row.name,
                row.country,
                provision_name(provision),
                title,
                cell.status,
                _cell(cell, "Bases"),
                _cell(cell, "Articles"),
                cell.stale,
                cell.conflict,
                cell.reason,
            )
        )
        for row in grid.rows
        for (provision, title), cell in zip(grid.columns, row.cells, strict=True)
        if cell is not None
    ]
    at = write_table(sheet, head, columns, rows)
    finish(sheet, head_row=head, freeze_columns=3, columns=len(columns), last_row=at - 1)
