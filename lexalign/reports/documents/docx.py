"""An annex as a Word document: a chapter for each section, on A4 paper across, heads of tables on every page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from lexalign.html import STATUS_COLOURS, STATUS_SIGNS
from lexalign.phrases import say, spoken
from lexalign.reports.documents.layout import Laid, laid_out
from lexalign.reports.documents.values import Annex, Lines, Picture, Section, Table
from lexalign.reports.table import Column, Quoted, flag_of
from lexalign.safe import is_right_to_left, moment_of, same_bytes, write_document, xml_safe

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["write_docx"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT = "Arial"
_INK, _DARK, _FAINT, _RULE = "1F2933", "1F3A5F", "52606D", "B8C0CC"
_GROUP_FILL = "E9EDF2"
_WIDTH = 15_700
"""Room between the margins of a page, in twentieths of a point."""
_LETTER, _MOST_KEPT = 82, 16
"""Width of a letter, in twentieths of a point, and lines of a row that is not broken over two pages."""
_LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
_STYLES = {"title": "Heading 1", "heading": "Heading 2", "note": "Note", "text": "Normal"}


def write_docx(annex: Annex, path: Path) -> Path:
    """Write an annex as a Word document.

    Args:
        annex: What it says, in the language it is to be in.
        path: The file; parent folders are made.

    Raises:
        LexalignError: The file cannot be written.
    """
    from docx import Document as new_document

    moment = moment_of(annex.as_of)
    document = new_document()
    _set_up(document, annex)
    for place, section in enumerate(annex.sections):
        _chapter(document, section, first=place == 0)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "lexalign"
    properties.title, properties.subject = xml_safe(annex.title)[:255], xml_safe(annex.subject)[:255]
    properties.comments = ""
    properties.language = _LOCALES.get(annex.language, annex.language)
    properties.created = properties.modified = moment
    properties.revision = 1
    raw = io.BytesIO()
    document.save(raw)
    return write_document(path, same_bytes(raw.getvalue(), moment))


# --- paper and styles ---------------------------------------------------------------------------------------------


def _set_up(document: Document, annex: Annex) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt, RGBColor

    paper = document.sections[0]
    paper.orientation = WD_ORIENT.LANDSCAPE
    paper.page_width, paper.page_height = Mm(297), Mm(210)
    paper.left_margin = paper.right_margin = Mm(10)
    paper.top_margin, paper.bottom_margin = Mm(12), Mm(14)
    paper.header_distance = paper.footer_distance = Mm(7)
    styles: Any = document.styles
    styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    looks = {
        "Normal": (9.5, False, _INK, 0, 4),
        "Note": (8.5, False, _FAINT, 0, 4),
        "Heading 1": (16, True, _DARK, 0, 6),
        "Heading 2": (11.5, True, _DARK, 10, 4),
    }
    for name, (size, bold, colour, before, after) in looks.items():
        style = styles[name]
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
        style.font.italic = name == "Note"
        style.font.color.rgb = RGBColor.from_string(colour)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        _fonts_of(style.element, annex.language)
    _footer(paper, annex)


def _fonts_of(element: Any, language: str) -> None:
    """Give a style one type for all scripts, and the language of the annex for the spelling."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    properties = element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")) + properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.insert(
        0,
        parse_xml(f'<w:rFonts xmlns:w="{_W}" w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/>'),
    )
    properties.append(parse_xml(f'<w:lang xmlns:w="{_W}" w:val="{_LOCALES.get(language, language)}"/>'))


def _footer(paper: Any, annex: Annex) -> None:
    from docx.oxml import parse_xml

    foot = paper.footer
    foot.is_linked_to_previous = False
    paragraph = foot.paragraphs[0]._p
    page = spoken(say("Page {page} of {pages}", page="\x01", pages="\x02"), annex.language)
    runs = [_run(xml_safe(annex.left), 16, _FAINT), "<w:r><w:tab/></w:r>", _run(xml_safe(annex.middle), 16, _FAINT)]
    runs.append("<w:r><w:tab/></w:r>")
    for part in page.replace("\x01", "\0PAGE\0").replace("\x02", "\0NUMPAGES\0").split("\0"):
        if part in ("PAGE", "NUMPAGES"):
            inside = _run("1", 16, _FAINT)
            runs.append(f'<w:fldSimple w:instr=" {part} ">{inside}</w:fldSimple>')
        elif part:
            runs.append(_run(part, 16, _FAINT))
    tabs = f'<w:tabs><w:tab w:val="center" w:pos="{_WIDTH // 2}"/><w:tab w:val="right" w:pos="{_WIDTH}"/></w:tabs>'
    new = parse_xml(f'<w:p xmlns:w="{_W}"><w:pPr>{tabs}</w:pPr>{"".join(runs)}</w:p>')
    paragraph.getparent().replace(paragraph, new)


# --- chapters -----------------------------------------------------------------------------------------------------


def _chapter(document: Document, section: Section, *, first: bool) -> None:
    fresh = not first
    for block in section.blocks:
        if isinstance(block, Lines):
            for kind, text in block.lines:
                paragraph = document.add_paragraph(style=_STYLES[kind])
                paragraph.paragraph_format.page_break_before = fresh
                _write(paragraph, text)
                fresh = False
        elif isinstance(block, Picture):
            _picture(document, block)
        elif block.rows:
            _table(document, block)


def _picture(document: Document, picture: Picture) -> None:
    from docx.shared import Mm

    wide, high = 275.0, 140.0
    scale = min(wide / picture.width, high / picture.height)
    shown: Any = document.add_picture(io.BytesIO(picture.png), width=Mm(picture.width * scale))
    shown._inline.docPr.set("descr", xml_safe(picture.alt))


def _write(paragraph: Any, text: str) -> None:
    for place, line in enumerate(xml_safe(text).split("\n")):
        run = paragraph.add_run()
        if place:
            run.add_break()
        run.add_text(line)
    if is_right_to_left(text):
        from docx.oxml import parse_xml

        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:bidi xmlns:w="{_W}"/>'))


def _table(document: Document, table: Table) -> None:
    """Add a table, written as XML at once: cell by cell the library takes minutes for a long one."""
    from docx.oxml import parse_xml

    laid = laid_out(table)
    widths = [round(share * _WIDTH) for share in laid.shares]
    edge = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="70" w:type="dxa"/>' for side in ("left", "right"))
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edge}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblCaption w:val="{_attribute(table.name)}"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join((_head(laid.columns, widths), *_body(laid, widths)))
    body: Any = document.element.body
    made = parse_xml(f'<w:tbl xmlns:w="{_W}">{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>')
    body.insert(len(body) - 1, made)
    # A paragraph between two tables keeps Word from making one of them.
    gap = f'<w:p xmlns:w="{_W}"><w:pPr><w:spacing w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
    body.insert(len(body) - 1, parse_xml(gap))


def _head(columns: Sequence[Column], widths: Sequence[int]) -> str:
    cells = "".join(
        _cell([column.title], width, fill=_DARK, colour="FFFFFF", bold=True, centred=column.centred)
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _body(laid: Laid, widths: Sequence[int]) -> Iterator[str]:
    for group in laid.groups:
        if group.heads:
            yield (
                "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
                + _cell([_joined(group.heads)], sum(widths), span=len(widths), fill=_GROUP_FILL, bold=True, keep=True)
                + "</w:tr>"
            )
        for cells in group.rows:
            whole = "<w:trPr><w:cantSplit/></w:trPr>" if _fits(cells, widths) else ""
            inside = "".join(
                _value_cell(value, column, width)
                for value, column, width in zip(cells, laid.columns, widths, strict=True)
            )
            yield f"<w:tr>{whole}{inside}</w:tr>"


def _fits(cells: Sequence[object], widths: Sequence[int]) -> bool:
    """Whether a row is short enough to be kept on one page."""
    letters = (
        sum(1 + len(line) * _LETTER // width for line in _text(value).split("\n"))
        for value, width in zip(cells, widths, strict=True)
    )
    return max(letters, default=0) <= _MOST_KEPT


def _joined(heads: Sequence[object]) -> str:
    """``Article 2 — Illegal access · ● in line``."""
    texts = [_text(value) for value in heads]
    return " — ".join(texts[:2]) + "".join(f"  ·  {text}" for text in texts[2:])


def _text(value: object) -> str:
    flag = flag_of(value)
    if flag is not None:
        return f"{STATUS_SIGNS[flag.of]} {flag}"
    return "" if value is None else str(value)


def _value_cell(value: object, column: Column, width: int) -> str:
    flag = flag_of(value)
    fill = STATUS_COLOURS[flag.of][1:].upper() if flag is not None else ""
    figure = isinstance(value, int | float)
    text = f"{value:{column.form.replace('0.00', '.2f')}}" if figure and column.form else _text(value)
    language = value.language if isinstance(value, Quoted) else ""
    return _cell(text.split("\n"), width, fill=fill, centred=column.centred or figure, language=language)


def _cell(
    lines: Sequence[str],
    width: int,
    *,
    fill: str = "",
    colour: str = _INK,
    bold: bool = False,
    centred: bool = False,
    span: int = 1,
    keep: bool = False,
    language: str = "",
) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill and fill != "FFFFFF" else ""
    out = []
    for line in xml_safe("\n".join(lines)).split("\n"):
        turned = is_right_to_left(line)
        form = "<w:keepNext/>" if keep else ""
        form += "<w:bidi/>" if turned else ""
        form += '<w:spacing w:before="20" w:after="20"/>'
        form += '<w:jc w:val="center"/>' if centred else ""
        run = _run(line, 15, colour, bold=bold, turned=turned, language=language)
        out.append(f"<w:p><w:pPr>{form}</w:pPr>{run}</w:p>")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(out)}</w:tc>"


def _run(text: str, size: int, colour: str, *, bold: bool = False, turned: bool = False, language: str = "") -> str:
    """One run; size in half points."""
    if not text:
        return ""
    form = "<w:b/><w:bCs/>" if bold else ""
    form += f'<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    form += "<w:rtl/>" if turned else ""
    form += f'<w:lang w:val="{_attribute(language)}"/>' if language else ""
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _attribute(text: str) -> str:
    return escape(xml_safe(text).replace("\n", " "), {'"': "&quot;"})
