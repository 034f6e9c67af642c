"""Sheets fit to be printed and sent: a title, a table with its head repeated on each page, cells one can read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from lexalign.html import STATUS_COLOURS, STATUS_SIGNS
from lexalign.reports.table import Column, Row, flag_of
from lexalign.safe import is_right_to_left, sheet_title, write_cell, xml_safe
from lexalign.wrapping import row_height, wrapped

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = [
    "Column",
    "Footer",
    "Row",
    "add_sheet",
    "cell_of",
    "finish",
    "new_workbook",
    "set_widths",
    "write_lines",
    "write_table",
]

FONT = "Arial"
SIZE = 9.0
INK = "FF1F2933"
FAINT = "FF8A94A0"
HEAD_FILL = "FF1F3A5F"
RULE = "FFB8C0CC"
MAX_LINES = 26
"""Lines that one row holds before its text goes on in the next (Excel ends rows at 409 points)."""
PART_LINES = 16
"""Lines of each part of such a text: what leaves pages of print well filled."""


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands at the foot of every printed page: left, in the middle, and the page number at the right."""

    left: str
    middle: str
    right: str = "Page &P of &N"


def new_workbook() -> Workbook:
    """Make a workbook without sheets whose standard type is that of the tables."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    # Column widths are counted in digits of the type of this style.
    workbook._named_styles["Normal"].font = Font(name=FONT, size=10, family=2)  # type: ignore[attr-defined]
    return workbook


def add_sheet(workbook: Workbook, name: str, footer: Footer, *, portrait: bool = False) -> Worksheet:
    """Add a sheet set up for A4 paper.

    Args:
        workbook: Where to.
        name: Its name; made fit for Excel and unique.
        footer: What stands at the foot of every page.
        portrait: Upright paper; landscape otherwise.
    """
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = workbook.create_sheet(sheet_title(name, workbook.sheetnames))
    sheet.sheet_view.showGridLines = False
    setup = sheet.page_setup
    setup.orientation = "portrait" if portrait else "landscape"
    setup.paperSize = 9
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.65, 0.3, 0.3
    sheet.print_options.horizontalCentered = True
    foot = cast("Any", sheet.oddFooter)
    for part, text in (
        (foot.left, _footer_text(footer.left)),
        (foot.center, _footer_text(footer.middle)),
        (foot.right, footer.right),
    ):
        part.text, part.size, part.font = text, 8, f"{FONT},Regular"
    return sheet


def _footer_text(text: str) -> str:
    # Excel takes "&" for a code, and keeps 255 characters of the whole footer.
    return xml_safe(text).replace("\n", " ")[:80].replace("&", "&&")


class _Styles:
    """Fonts, fills and borders made once and shared."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], Any] = {}

    def font(self, *, size: float = SIZE, bold: bool = False, colour: str = INK, italic: bool = False) -> Any:
        from openpyxl.styles import Font

        key = ("font", size, bold, colour, italic)
        if key not in self._made:
            self._made[key] = Font(name=FONT, size=size, bold=bold, italic=italic, color=colour)
        return self._made[key]

    def fill(self, colour: str) -> Any:
        from openpyxl.styles import PatternFill

        key = ("fill", colour)
        if key not in self._made:
            self._made[key] = PatternFill("solid", fgColor=colour)
        return self._made[key]

    def border(self, *, group: bool) -> Any:
        from openpyxl.styles import Border, Side

        key = ("border", group)
        if key not in self._made:
            thin = Side(style="thin", color=RULE)
            self._made[key] = Border(
                left=thin, right=thin, bottom=thin, top=Side(style="medium", color=HEAD_FILL) if group else thin
            )
        return self._made[key]

    def alignment(
        self, *, centred: bool = False, right_to_left: bool = False, middle: bool = False, low: bool = False
    ) -> Any:
        from openpyxl.styles import Alignment

        key = ("alignment", centred, right_to_left, middle, low)
        if key not in self._made:
            across = "center" if centred else "right" if right_to_left else "left"
            self._made[key] = Alignment(
                wrap_text=True,
                vertical="center" if middle else "bottom" if low else "top",
                horizontal=across,
                readingOrder=2 if right_to_left else 0,
            )
        return self._made[key]


_STYLES = _Styles()
_FILLS: Mapping[str, str] = MappingProxyType(
    {word: f"FF{colour[1:].upper()}" for word, colour in STATUS_COLOURS.items() if colour != "#ffffff"}
)


def write_lines(sheet: Worksheet, at: int, lines: Sequence[tuple[str, str]], *, width: int) -> int:
    """Write lines of running text across the whole width of a sheet.

    Args:
        sheet: A sheet whose column widths are set.
        at: First row.
        lines: (kind, text); kind is ``title``, ``heading``, ``note`` or ``text``.
        width: Number of columns to run across.

    Returns:
        The first free row.
    """
    looks = {"title": (15.0, True, HEAD_FILL), "heading": (11.0, True, HEAD_FILL), "note": (8.5, False, "FF52606D")}
    total = sum(_width_of(sheet, column) for column in range(1, width + 1))
    for kind, text in _short_lines(lines):
        size, bold, colour = looks.get(kind, (SIZE + 0.5, False, INK))
        if width > 1:
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=width)
        cell = cell_of(sheet, at, 1)
        write_cell(cell, text)
        cell.font = _STYLES.font(size=size, bold=bold, colour=colour, italic=kind == "note")
        cell.alignment = _STYLES.alignment(right_to_left=is_right_to_left(text), low=kind == "heading")
        count = len(wrapped(xml_safe(text), total, size=size, bold=bold))
        sheet.row_dimensions[at].height = row_height(count, size=size) + (8 if kind == "heading" else 0)
        at += 1
    return at


def _short_lines(lines: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Break what no row can hold (Excel rows end at 409 points)."""
    return [(kind, text[at : at + 3000]) for kind, text in lines for at in range(0, max(len(text), 1), 3000)]


def _width_of(sheet: Worksheet, column: int) -> float:
    from openpyxl.utils import get_column_letter

    return float(sheet.column_dimensions[get_column_letter(column)].width)


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the widths of the first columns of a sheet."""
    from openpyxl.utils import get_column_letter

    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def write_table(
    sheet: Worksheet,
    at: int,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    head: bool = True,
    filters: bool = True,
) -> int:
    """Write a table: its head, then its rows, each as high as its text needs.

    A row whose text is too long for one Excel row goes on in the next; the key cells are repeated there in grey,
    so that filters keep the parts together.

    Args:
        sheet: A sheet whose column widths are set to those of the columns.
        at: Row of the head.
        columns: The columns.
        rows: The rows; each has as many cells as there are columns.
        head: Whether to write the head.
        filters: Whether the head gets filter buttons (a sheet can have them once).

    Returns:
        The first free row.
    """
    from openpyxl.utils import get_column_letter

    if head:
        tallest = 1
        for place, column in enumerate(columns, start=1):
            cell = cell_of(sheet, at, place)
            write_cell(cell, column.title)
            cell.font = _STYLES.font(bold=True, colour="FFFFFFFF")
            cell.fill = _STYLES.fill(HEAD_FILL)
            cell.border = _STYLES.border(group=False)
            cell.alignment = _STYLES.alignment(centred=column.centred, middle=True)
            # The filter button covers the end of the last line.
            room = column.width - (2.5 if filters else 0)
            tallest = max(tallest, len(wrapped(column.title, room, size=SIZE, bold=True)))
        sheet.row_dimensions[at].height = row_height(tallest, size=SIZE) + 4
        at += 1
    first = at - 1
    grouped = any(not row.starts_group for row in rows)
    for row in rows:
        at = _write_row(sheet, at, columns, row, grouped=grouped)
    if filters and head and rows:
        sheet.auto_filter.ref = f"A{first}:{get_column_letter(len(columns))}{at - 1}"
    return at


def _write_row(sheet: Worksheet, at: int, columns: Sequence[Column], row: Row, *, grouped: bool) -> int:
    shown = [_shown(value) for value in row.cells]
    broken = [
        wrapped(xml_safe(value), column.width, size=SIZE) if isinstance(value, str) else [""]
        for value, column in zip(shown, columns, strict=True)
    ]
    longest = max(map(len, broken))
    parts = 1 if longest <= MAX_LINES else math.ceil(longest / PART_LINES)
    size = math.ceil(longest / parts)
    for part in range(parts):
        tallest = 1
        for place, (value, column, lines) in enumerate(zip(shown, columns, broken, strict=True), start=1):
            repeated = part > 0 and column.key and len(lines) <= size
            here = lines if repeated else lines[part * size : (part + 1) * size]
            tallest = max(tallest, len(here))
            whole = repeated or (part == 0 and len(lines) <= size)
            piece = value if whole else "".join(here) or None
            cell = cell_of(sheet, at, place)
            faint = repeated or place - 1 in row.repeats
            _write_body_cell(cell, piece, column, faint=faint, group=grouped and row.starts_group and part == 0)
            if part == 0:
                _paint(cell, row.cells[place - 1])
        sheet.row_dimensions[at].height = row_height(tallest, size=SIZE)
        at += 1
    return at


def _shown(value: object) -> object:
    """Put the sign of a status before its word, so that it also reads in black and white."""
    if isinstance(value, bool):
        return "yes" if value else ""
    flag = flag_of(value)
    if flag is not None:
        return f"{STATUS_SIGNS[flag.of]} {flag}"
    return str(value) if isinstance(value, str) else value


def _write_body_cell(cell: Cell, piece: object, column: Column, *, faint: bool, group: bool) -> None:
    write_cell(cell, piece.rstrip() if isinstance(piece, str) else piece)
    cell.font = _STYLES.font(colour=FAINT if faint else INK)
    cell.border = _STYLES.border(group=group)
    text = piece if isinstance(piece, str) else ""
    figure = isinstance(piece, int | float) and not isinstance(piece, bool)
    cell.alignment = _STYLES.alignment(centred=column.centred or figure, right_to_left=is_right_to_left(text))
    if column.form and figure:
        cell.number_format = column.form


def _paint(cell: Cell, value: object) -> None:
    """Give the cell of a status its colour."""
    flag = flag_of(value)
    if flag is not None and flag.of in _FILLS:
        cell.fill = _STYLES.fill(_FILLS[flag.of])


def cell_of(sheet: Worksheet, row: int, column: int) -> Cell:
    """Give a cell of a sheet, rows and columns counted from 1."""
    return cast("Cell", sheet.cell(row, column))


def finish(
    sheet: Worksheet, *, head_row: int = 0, freeze_columns: int = 0, columns: int = 0, last_row: int = 0
) -> None:
    """Freeze the head of a sheet, repeat it in print, and say what is printed.

    Args:
        sheet: The sheet.
        head_row: Row of the table's head; 0 where there is none to repeat.
        freeze_columns: Columns that stay in view.
        columns: Number of columns to print.
        last_row: Last row to print.
    """
    from openpyxl.utils import get_column_letter

    if head_row:
        sheet.freeze_panes = f"{get_column_letter(freeze_columns + 1)}{head_row + 1}"
        sheet.print_title_rows = f"{head_row}:{head_row}"
    if columns and last_row:
        sheet.print_area = f"A1:{get_column_letter(columns)}{last_row}"
