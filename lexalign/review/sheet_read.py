"""The filled-in workbook ──▶ its tables: found by the names of their columns, wherever they now stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexalign.errors import UnreadableFile
from lexalign.review.sheet_file import open_workbook
from lexalign.review.sheet_keys import plain
from lexalign.review.sheet_words import COLUMN_IDS, LANGUAGES, folded, words_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["RowProblem", "SheetCell", "SheetContents", "TableRow", "read_workbook"]

_PREFIX = "lexalign:"
_HEAD_WITHIN = 60
"""Rows from the top among which the head of a table is looked for."""
_FEWEST_LABELS = 4


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that was not taken.

    Attributes:
        sheet: Its title as it is now.
        row: As numbered by the spreadsheet program; 0 where the whole sheet is meant.
        what: What is wrong.
        fix: How to mend it.
    """

    sheet: str
    row: int
    what: str
    fix: str = ""

    def __str__(self) -> str:
        place = f"sheet '{self.sheet}'" + (f", row {self.row}" if self.row else "")
        return f"{place}: {self.what.rstrip('.')}.{' ' + self.fix if self.fix else ''}"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What stands in a cell.

    Attributes:
        text: As text; numbers as they are written, dates as ISO dates.
        kind: ``empty``, ``text``, ``number``, ``date``, ``truth``, ``formula`` or ``error``.
        merged: It is merged with cells of other rows or of other columns that are read.
    """

    text: str = ""
    kind: str = "empty"
    merged: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of one of the tables, by column id."""

    table: str
    sheet: str
    row: int
    cells: Mapping[str, SheetCell]

    def __getitem__(self, column: str) -> SheetCell:
        return self.cells.get(column, SheetCell())

    def problem(self, what: str, fix: str = "") -> RowProblem:
        """A problem of this row."""
        return RowProblem(self.sheet, self.row, what, fix)


@dataclass(slots=True)
class SheetContents:
    """A review workbook as it came back.

    Attributes:
        facts: What the hidden sheet says: country, export ...
        labels: Provision id ▶ its name in the sheet.
        laws: Law id ▶ its name in the sheet.
        articles: Law id ▶ (key, number, fingerprint) of its articles.
        identity: ``expert`` and ``date`` as they stand on the first sheet, with their place.
        problems: Of whole sheets.
    """

    rows: list[TableRow] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    laws: dict[str, str] = field(default_factory=dict)
    articles: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    identity: dict[str, tuple[SheetCell, str]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)


def read_workbook(path: Path) -> SheetContents:
    """Read a review workbook.

    Tables are known by the thin first row that names their columns, or by their visible heads where that row is gone,
    so that sheets can be renamed and columns moved or added.

    Raises:
        UnreadableFile: It cannot be opened, or holds no review sheet.
    """
    workbook = open_workbook(path)
    out = SheetContents()
    found = 0
    for sheet in workbook.worksheets:
        grid = _grid(sheet)
        ids = _named_cells(grid)
        if any(table == "meta" for table, _ in ids.values()):
            _take_meta(out, grid, ids)
            continue
        for (row, column), (table, name) in ids.items():
            if table == "":
                _take_identity(out, sheet, grid, row, column, name, workbook.epoch)
        head = _head(ids) or _head_by_labels(grid)
        if head is None:
            continue
        found += 1
        table, at, columns = head
        if "key" not in columns:
            out.problems.append(
                RowProblem(
                    sheet.title, 0, "the hidden column with the keys is gone, so no row could be read",
                    "Copy your decisions into the sheet as it was made, or export it again.",
                )
            )  # fmt: skip
            continue
        out.rows += _table_rows(sheet, grid, table, at, columns, workbook.epoch)
    if not found:
        raise UnreadableFile(
            "the workbook holds no review sheet",
            where=str(path),
            fix="Give the file that 'lexalign review export' made, filled in.",
        )
    return out


# --- finding ------------------------------------------------------------------------------------------------------

_Grid = dict[int, dict[int, Any]]
_Ids = dict[tuple[int, int], tuple[str, str]]


def _grid(sheet: Worksheet) -> _Grid:
    """Cells that hold something, by row and column; not by the sheet's dimensions, which may be a million rows."""
    grid: _Grid = {}
    for (row, column), cell in sorted(sheet._cells.items()):
        if getattr(cell, "value", None) is not None:
            grid.setdefault(row, {})[column] = cell
    return grid


def _named_cells(grid: _Grid) -> _Ids:
    out: _Ids = {}
    for row, cells in grid.items():
        for column, cell in cells.items():
            if isinstance(cell.value, str) and cell.value.startswith(_PREFIX):
                table, _, name = cell.value.removeprefix(_PREFIX).rpartition(":")
                out[row, column] = (table, name)
    return out


def _head(ids: _Ids) -> tuple[str, int, dict[str, int]] | None:
    by_row: dict[tuple[int, str], dict[str, int]] = {}
    for (row, column), (table, name) in ids.items():
        if name in COLUMN_IDS.get(table, ()):
            by_row.setdefault((row, table), {}).setdefault(name, column)
    if not by_row:
        return None
    (row, table), columns = max(by_row.items(), key=lambda item: len(item[1]))
    return (table, row, columns) if len(columns) >= _FEWEST_LABELS else None


def _head_by_labels(grid: _Grid) -> tuple[str, int, dict[str, int]] | None:
    best: tuple[str, int, dict[str, int]] | None = None
    for row in sorted(grid)[:_HEAD_WITHIN]:
        texts = {folded(cell.value): column for column, cell in reversed(grid[row].items()) if _is_text(cell)}
        for language in LANGUAGES:
            words = words_of(language)
            for table, names in COLUMN_IDS.items():
                columns = {name: texts[folded(words[name])] for name in names if folded(words[name]) in texts}
                if len(columns) >= _FEWEST_LABELS and len(columns) > len(best[2] if best else ()):
                    best = (table, row, columns)
    # Without the column of decisions it is another table, such as that of the long texts.
    return best if best and "decision" in best[2] else None


def _is_text(cell: Any) -> bool:
    return isinstance(cell.value, str)


# --- reading ------------------------------------------------------------------------------------------------------


def _table_rows(
    sheet: Worksheet, grid: _Grid, table: str, head: int, columns: Mapping[str, int], epoch: datetime
) -> list[TableRow]:
    merged = _merged(sheet, set(columns.values()))
    heads = {folded(words_of(language)["decision"]) for language in LANGUAGES}
    out = []
    for row in sorted(grid):
        if row <= head:
            continue
        cells = {
            name: _value(grid[row].get(column), epoch, (row, column) in merged) for name, column in columns.items()
        }
        if folded(cells["decision"].text if "decision" in cells else "") in heads:
            continue
        out.append(TableRow(table, sheet.title, row, cells))
    in_grid = {row for row in grid if row > head}
    for row in sorted({r for r, _ in merged if r > head} - in_grid):
        cells = {name: SheetCell(merged=(row, column) in merged) for name, column in columns.items()}
        out.append(TableRow(table, sheet.title, row, cells))
    return out


def _merged(sheet: Worksheet, columns: set[int]) -> set[tuple[int, int]]:
    """Cells of the columns read that are merged with another row or with another column that is read."""
    out: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        inside = [c for c in columns if area.min_col <= c <= area.max_col]
        if inside and (area.max_row > area.min_row or len(inside) > 1):
            out |= {(row, c) for row in range(area.min_row, area.max_row + 1) for c in inside}
    return out


def _value(cell: Any, epoch: datetime, merged: bool) -> SheetCell:
    if cell is None:
        return SheetCell(merged=merged)
    value, kind = cell.value, str(cell.data_type)
    if kind == "f" or not isinstance(value, str | int | float | bool | date):
        text = value if isinstance(value, str) else getattr(value, "text", None)
        return SheetCell(str(text or "").strip(), "formula" if kind == "f" else "date", merged)
    if kind == "e":
        return SheetCell(str(value), "error", merged)
    if isinstance(value, bool):
        return SheetCell("TRUE" if value else "FALSE", "truth", merged)
    if isinstance(value, int | float):
        whole = int(value) if isinstance(value, float) and value.is_integer() else value
        return SheetCell(str(whole), "number", merged)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return SheetCell(day.isoformat(), "date", merged)
    text = plain(value)
    return SheetCell(text, "text" if text else "empty", merged)


def _take_identity(
    out: SheetContents, sheet: Worksheet, grid: _Grid, row: int, column: int, name: str, epoch: datetime
) -> None:
    """The value beside the label: the second cell to the right of the id that holds something."""
    right = [c for c in sorted(grid[row]) if c > column]
    cell = _value(grid[row][right[1]], epoch, False) if len(right) > 1 else SheetCell()
    if name == "date" and cell.kind == "number":
        cell = _serial(cell, epoch)
    out.identity.setdefault(name, (cell, f"sheet '{sheet.title}', row {row}"))


def _serial(cell: SheetCell, epoch: datetime) -> SheetCell:
    """A date that lost its format is the number of its day."""
    from openpyxl.utils.datetime import from_excel

    number = float(cell.text)
    if not 36526 <= number <= 73050:  # 2000 to 2099
        return cell
    found = from_excel(number, epoch)
    return SheetCell(found.date().isoformat(), "date") if isinstance(found, datetime) else cell


def _take_meta(out: SheetContents, grid: _Grid, ids: _Ids) -> None:
    head = min(row for row, _ in ids)
    columns = {name: column for (row, column), (table, name) in ids.items() if table == "meta" and row == head}

    def rows(*names: str) -> list[list[str]]:
        if any(name not in columns for name in names):
            return []
        wanted = [columns[name] for name in names]
        full = (grid[r] for r in sorted(grid) if r > head and all(c in grid[r] for c in wanted))
        return [[str(cells[c].value) for c in wanted] for cells in full]

    out.facts.update(_pairs(rows("fact", "value")))
    out.labels.update((id_, label) for label, id_ in rows("provision", "provision-id"))
    out.laws.update((id_, label) for label, id_ in rows("law", "law-id"))
    for law, key, number, mark in rows("of", "key", "number", "fingerprint"):
        out.articles.setdefault(law, []).append((key, number, mark))


def _pairs(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    return {row[0]: row[1] for row in rows}
