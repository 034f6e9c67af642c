"""How the review sheet looks: tables with yellow cells to fill in, lists to choose from, protection, print layout."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from lexalign.html import STATUS_COLOURS
from lexalign.model import State, Status
from lexalign.review.sheet_instructions import INSTRUCTIONS, LANGUAGE_NAMES
from lexalign.review.sheet_rows import MOST_LINES, SIZE, WIDTHS, SheetRow, TextPart, Writing
from lexalign.review.sheet_words import COLUMN_IDS, DECISIONS, LANGUAGES, words_of
from lexalign.safe import is_right_to_left, sheet_title, write_cell, xml_safe
from lexalign.wrapping import row_height, wrapped

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["META_TITLE", "add_front", "add_meta", "add_table", "add_texts", "new_workbook"]

META_TITLE = "lexalign"
"""Title of the hidden sheet with what the reader needs."""
FONT = "Arial"
INK, FAINT, HEAD, RULE = "FF1F2933", "FF5B6672", "FF1F3A5F", "FFB8C0CC"
YELLOW, GREY, RED = "FFFFF6CC", "FFF3F5F7", "FFF6C7BF"

_WIDTHS: Mapping[str, float] = MappingProxyType(
    {
        "key": 12, "rank": 8.5, "provision": 17, "law": 18, "article": 10, "heading": 18, "text": WIDTHS["text"],
        "elements": WIDTHS["elements"] + 1.5, "so_far": 23, "decision": 13, "reason": 30, "asks": WIDTHS["asks"],
        "now": 16, "why": 34, "pillar": 26,
    }
)  # fmt: skip
_COLOURS: Mapping[str, str] = MappingProxyType(
    {word: f"FF{colour[1:].upper()}" for word, colour in STATUS_COLOURS.items()}
)
_FROZEN: Mapping[str, str] = MappingProxyType({"articles": "article", "provisions": "provision", "pillars": "pillar"})
_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "articles": DECISIONS,
        "provisions": (*(s.value for s in Status), "withdraw"),
        "pillars": (*(s.value for s in State), "withdraw"),
    }
)


def new_workbook() -> Workbook:
    """A workbook without sheets, in the type of the tables."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    # Column widths are counted in digits of the type of this style.
    workbook._named_styles["Normal"].font = Font(name=FONT, size=10, family=2)  # type: ignore[attr-defined]
    return workbook


class _Styles:
    """Made once for a workbook and shared by its cells."""

    def __init__(self) -> None:
        from openpyxl.styles import Border, PatternFill, Protection, Side

        thin, thick = Side(style="thin", color=RULE), Side(style="medium", color=HEAD)
        self.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        self.group = Border(left=thin, right=thin, top=thick, bottom=thin)
        self.fills = {c: PatternFill("solid", fgColor=c) for c in (YELLOW, GREY, RED, HEAD, *_COLOURS.values())}
        self.unlocked = Protection(locked=False)
        self._fonts: dict[tuple[object, ...], Any] = {}
        self._alignments: dict[tuple[object, ...], Any] = {}

    def font(self, *, size: float = SIZE, bold: bool = False, colour: str = INK) -> Any:
        from openpyxl.styles import Font

        at = (size, bold, colour)
        if at not in self._fonts:
            self._fonts[at] = Font(name=FONT, size=size, bold=bold, color=colour)
        return self._fonts[at]

    def alignment(
        self, *, across: str = "left", down: str = "top", right_to_left: bool = False, indent: int = 0
    ) -> Any:
        from openpyxl.styles import Alignment

        at = (across, down, right_to_left, indent)
        if at not in self._alignments:
            self._alignments[at] = Alignment(
                wrap_text=True, horizontal="right" if right_to_left else across, vertical=down,
                readingOrder=2 if right_to_left else 0, indent=indent,
            )  # fmt: skip
        return self._alignments[at]


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))


def _sheet(workbook: Workbook, name: str, writing: Writing, *, portrait: bool = False) -> Worksheet:
    """A sheet set up for A4 paper, as wide as the page, protected without a password."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = workbook.create_sheet(sheet_title(name, workbook.sheetnames))
    sheet.sheet_view.showGridLines = False
    setup = sheet.page_setup
    setup.orientation, setup.paperSize = ("portrait" if portrait else "landscape"), 9
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.35
    margins.top, margins.bottom, margins.header, margins.footer = 0.45, 0.6, 0.25, 0.3
    foot = cast("Any", sheet.oddFooter)
    left = f"{writing.country} · {name} · {writing.expert}".strip(" ·")  # the code, which needs no footnote
    for part, text in ((foot.left, left[:80].replace("&", "&&")), (foot.right, writing.words["page"])):
        part.text, part.size, part.font = xml_safe(text).replace("\n", " "), 8, f"{FONT},Regular"
    lock = sheet.protection
    lock.sheet = True
    # In openpyxl False means that it may be done although the sheet is protected.
    lock.autoFilter = lock.sort = lock.formatColumns = lock.formatRows = lock.formatCells = False
    lock.insertRows = lock.deleteRows = lock.insertColumns = False
    return sheet


# --- tables to fill in --------------------------------------------------------------------------------------------


def add_table(
    workbook: Workbook,
    name: str,
    rows: Sequence[SheetRow],
    writing: Writing,
    *,
    hidden: Collection[str] = (),
    extra: int = 0,
) -> None:
    """Add a sheet to fill in.

    The first row, too thin to be seen, names the columns for the reader; the visible head is the second.

    Args:
        workbook: Where to.
        name: ``articles``, ``provisions`` or ``pillars``.
        rows: Its rows.
        writing: What all rows share.
        hidden: Columns that are there and not shown, besides the key.
        extra: Empty rows to fill in below the others.
    """
    from openpyxl.utils import get_column_letter

    styles, words, ids = _Styles(), writing.words, COLUMN_IDS[name]
    sheet = _sheet(workbook, words[name], writing)
    for column, id_ in enumerate(ids, start=1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = _WIDTHS[id_]
        dimension.hidden = id_ == "key" or id_ in hidden
        name_cell = _cell(sheet, 1, column)
        write_cell(name_cell, f"lexalign:{name}:{id_}")
        name_cell.font = styles.font(size=1, colour="FFFFFFFF")
        head = _cell(sheet, 2, column)
        write_cell(head, words[id_])
        head.font = styles.font(bold=True, colour="FFFFFFFF")
        head.fill, head.border = styles.fills[HEAD], styles.border
        head.alignment = styles.alignment(down="center")
    sheet.row_dimensions[1].height = 2.0
    tall = max(len(wrapped(words[i], _WIDTHS[i] - 2.5, size=SIZE, bold=True)) for i in ids if i != "key")
    sheet.row_dimensions[2].height = row_height(tall, size=SIZE) + 4
    empty = SheetRow({}, frozenset({"provision", "law", "article", "decision", "reason"}))
    for at, row in enumerate([*rows, *[empty] * extra], start=3):
        _write_row(sheet, at, row, ids, hidden, styles)
    last = 2 + len(rows) + extra
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(ids))}{last}"
    sheet.freeze_panes = f"{get_column_letter(ids.index(_FROZEN[name]) + 2)}3"
    sheet.print_title_rows = "2:2"
    sheet.print_area = f"A2:{get_column_letter(len(ids) - 1)}{max(2 + len(rows), 3)}"
    _choices(sheet, name, ids, last, 2 + len(rows) if extra else 0, writing)


def _write_row(
    sheet: Worksheet, at: int, row: SheetRow, ids: Sequence[str], hidden: Collection[str], styles: _Styles
) -> None:
    tallest = 1
    for column, id_ in enumerate(ids, start=1):
        cell = _cell(sheet, at, column)
        value = row.cells.get(id_, "")
        write_cell(cell, value if value != "" else None)
        open_ = id_ in row.open
        cell.font = styles.font(colour=FAINT if id_ in ("so_far", "why") else INK, bold=id_ in ("decision", "article"))
        cell.border = styles.group if row.group else styles.border
        text = value if isinstance(value, str) else ""
        centred = id_ in ("rank", "decision")
        cell.alignment = styles.alignment(
            across="center" if centred else "left",
            right_to_left=not centred and is_right_to_left(text),
            indent=1 if id_ == "elements" else 0,
        )
        if open_:
            cell.fill, cell.protection = styles.fills[YELLOW], styles.unlocked
            cell.number_format = "@"
        elif id_ == "now" and row.status in _COLOURS:
            cell.fill = styles.fills[_COLOURS[row.status]]
        elif id_ in ("so_far", "now", "why", "rank"):
            cell.fill = styles.fills[GREY]
        if id_ != "key" and id_ not in hidden:
            width = WIDTHS.get(id_, _WIDTHS[id_])
            tallest = max(tallest, len(wrapped(text, width, size=SIZE, bold=id_ in ("decision", "article"))))
    # One line more, since other programs break lines a little earlier.
    lines = tallest + 1 if tallest > 6 else max(tallest, 2)
    sheet.row_dimensions[at].height = min(row_height(lines, size=SIZE), 409.0)


def _choices(sheet: Worksheet, name: str, ids: Sequence[str], last: int, last_listed: int, writing: Writing) -> None:
    """Lists to choose from, what Excel says to a wrong entry, and a red cell where the reason is lacking."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    words = writing.words
    letter = {id_: get_column_letter(n) for n, id_ in enumerate(ids, start=1)}
    listed = ",".join(words[c] for c in _CHOICES[name])
    decide = DataValidation("list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
    decide.errorTitle, decide.error = words["choose_title"][:32], f"{words['choose']} {listed}"[:255]
    decide.promptTitle, decide.prompt, decide.showInputMessage = words["choose_title"][:32], words["choose"], True
    decide.add(f"{letter['decision']}3:{letter['decision']}{last}")
    why = DataValidation("textLength", operator="lessThanOrEqual", formula1="8000", allow_blank=True)
    why.promptTitle, why.prompt, why.showInputMessage = words["reason_title"][:32], words["reason_help"], True
    why.add(f"{letter['reason']}3:{letter['reason']}{last}")
    key = DataValidation("custom", formula1="FALSE", allow_blank=False, showErrorMessage=True)
    key.errorTitle, key.error = words["key"][:32], words["locked"]
    key.add(f"{letter['key']}1:{letter['key']}{last_listed or last}")
    for validation in (decide, why, key):
        sheet.add_data_validation(validation)
    if last_listed:
        _lists_of_names(sheet, letter, last_listed, last, writing)
    d, r = letter["decision"], letter["reason"]
    from openpyxl.styles import PatternFill

    red = PatternFill("solid", bgColor=RED, fgColor=RED)
    for column, formula in ((r, f"AND(LEN(${d}3)>0,LEN(${r}3)=0)"), (d, f"AND(LEN(${d}3)=0,LEN(${r}3)>0)")):
        sheet.conditional_formatting.add(f"{column}3:{column}{last}", FormulaRule([formula], fill=red))  # type: ignore[no-untyped-call]


def _lists_of_names(sheet: Worksheet, letter: Mapping[str, str], listed: int, last: int, writing: Writing) -> None:
    """Provisions and laws to choose from in the empty rows; what is typed instead is checked when it is read."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = writing.words
    lists = (("provision", "D", len(writing.labels)), ("law", "F", len(writing.laws)))
    for id_, column, count in lists:
        names = DataValidation("list", formula1=f"{META_TITLE}!${column}$2:${column}${count + 1}", allow_blank=True)
        names.showErrorMessage = False
        names.promptTitle, names.prompt, names.showInputMessage = words["add_title"][:32], words["add_help"][:255], True
        names.add(f"{letter[id_]}{listed + 1}:{letter[id_]}{last}")
        sheet.add_data_validation(names)


# --- the other sheets ---------------------------------------------------------------------------------------------


def add_front(workbook: Workbook, writing: Writing, language: str, day: str) -> int:
    """Add the first sheet: who decides, and how the sheets are filled in, the sheet's own language first."""
    styles, words = _Styles(), writing.words
    sheet = _sheet(workbook, words["instructions"], writing, portrait=True)
    for letter, width in (("A", 6.0), ("B", 38.0), ("C", 66.0)):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["A"].hidden = True
    sheet.page_setup.fitToHeight = 1
    title, _, footnote = writing.name.partition("\n")
    at = _line(sheet, 1, f"{words['title']} – {title}", styles, size=15, bold=True, colour=HEAD)
    if footnote:
        at = _line(sheet, at, footnote, styles, size=8.5)
    laws = "\n".join(writing.laws.values())
    fields = (
        ("expert", writing.expert),
        ("date", ""),
        ("country", f"{title} ({writing.country})" if title != writing.country else title),
        ("laws", laws),
        ("made", day),
    )
    for id_, value in fields:
        write_cell(_cell(sheet, at, 1), f"lexalign:{id_}")
        label, cell = _cell(sheet, at, 2), _cell(sheet, at, 3)
        write_cell(label, words[id_])
        write_cell(cell, value or None)
        for one in (label, cell):
            one.font, one.border = styles.font(size=10, bold=one is label), styles.border
            one.alignment = styles.alignment(down="center", right_to_left=one is cell and is_right_to_left(value))
        if id_ in ("expert", "date"):
            cell.fill, cell.protection = styles.fills[YELLOW], styles.unlocked
        if id_ in ("expert", "date"):
            cell.number_format = "yyyy-mm-dd" if id_ == "date" else "@"
        tall = max(len(wrapped(xml_safe(value), 66, size=10)), len(wrapped(words[id_], 38, size=10, bold=True)))
        sheet.row_dimensions[at].height = row_height(tall, size=10) + 4
        at += 1
    for code in (language, *(other for other in LANGUAGES if other != language)):
        at = _line(sheet, at + 1, LANGUAGE_NAMES[code], styles, size=11, bold=True, colour=HEAD)
        note = words_of(code)["elements_note"]
        for step in (*INSTRUCTIONS[code], *([note] if note else [])):
            at = _line(sheet, at, step, styles, size=9.5 if code == language else 8.5)
    sheet.print_area = f"B1:C{at - 1}"
    return workbook.sheetnames.index(sheet.title)


def _line(
    sheet: Worksheet, at: int, text: str, styles: _Styles, *, size: float, bold: bool = False, colour: str = INK
) -> int:
    sheet.merge_cells(start_row=at, end_row=at, start_column=2, end_column=3)
    cell = _cell(sheet, at, 2)
    write_cell(cell, text)
    cell.font, cell.alignment = styles.font(size=size, bold=bold, colour=colour), styles.alignment()
    lines = len(wrapped(xml_safe(text), 104, size=size, bold=bold))
    sheet.row_dimensions[at].height = row_height(lines, size=size) + 3
    return at + 1


def add_texts(workbook: Workbook, parts: Sequence[TextPart], writing: Writing) -> None:
    """Add the sheet of the texts that are too long for a row; none where there is none."""
    if not parts:
        return
    styles, words = _Styles(), writing.words
    sheet = _sheet(workbook, words["texts"], writing)
    widths = (24.0, 10.0, 24.0, WIDTHS["part"])
    for letter, width, id_ in zip("ABCD", widths, ("law", "article", "heading", "text"), strict=True):
        sheet.column_dimensions[letter].width = width
        head = _cell(sheet, 1, "ABCD".index(letter) + 1)
        write_cell(head, words[id_])
        head.font, head.fill = styles.font(bold=True, colour="FFFFFFFF"), styles.fills[HEAD]
        head.border, head.alignment = styles.border, styles.alignment(down="center")
    sheet.row_dimensions[1].height = row_height(2, size=SIZE) + 4
    before = ("", "")
    for at, part in enumerate(parts, start=2):
        new = (part.law, part.article) != before
        before = (part.law, part.article)
        tallest = 1
        for column, value in enumerate((writing.laws[part.law], part.number, part.heading, part.text), start=1):
            cell = _cell(sheet, at, column)
            write_cell(cell, value or None)
            cell.font = styles.font(colour=INK if new or column == 4 else FAINT)
            cell.border = styles.group if new else styles.border
            cell.alignment = styles.alignment(right_to_left=is_right_to_left(value))
            tallest = max(tallest, len(wrapped(xml_safe(value), widths[column - 1], size=SIZE)))
        sheet.row_dimensions[at].height = min(row_height(min(tallest + 1, MOST_LINES + 1), size=SIZE), 409.0)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:D{1 + len(parts)}"


def add_meta(
    workbook: Workbook,
    writing: Writing,
    articles: Sequence[tuple[str, str, str, str]],
    day: str,
    language: str,
) -> None:
    """Add the hidden sheet with what the reader needs to check rows that an expert adds."""
    sheet: Worksheet = workbook.create_sheet(META_TITLE)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    facts = (
        ("format", "1"), ("country", writing.country), ("export", writing.export), ("made", day),
        ("language", language), ("blind", "yes" if writing.blind else "no"), ("expert", writing.expert),
    )  # fmt: skip
    heads = (
        "fact",
        "value",
        "",
        "provision",
        "provision-id",
        "law",
        "law-id",
        "",
        "of",
        "key",
        "number",
        "fingerprint",
    )
    columns: list[list[str]] = [
        [f[0] for f in facts], [f[1] for f in facts], [], list(writing.labels.values()), list(writing.labels),
        list(writing.laws.values()), list(writing.laws), [], *(list(c) for c in zip(*articles, strict=True)),
    ]  # fmt: skip
    for column, (head, values) in enumerate(zip(heads, columns, strict=True), start=1):
        if head:
            write_cell(_cell(sheet, 1, column), f"lexalign:meta:{head}")
        for row, value in enumerate(values, start=2):
            write_cell(_cell(sheet, row, column), value or None)
