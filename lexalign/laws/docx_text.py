"""Word documents (docx) ▶ text as Word shows it: automatic numbers counted, tracked changes accepted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lexalign.errors import EmptyLaw, UnreadableFile
from lexalign.laws.docx_numbering import Numbering, Styles, attribute, child
from lexalign.laws.package import Package, local_name
from lexalign.laws.source import SourceText
from lexalign.model import Issue

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["docx_text"]

_OFF = frozenset({"0", "false", "off"})
_DELETED = frozenset({"del", "moveFrom", "rPrChange", "pPrChange", "instrText", "delText", "delInstrText"})
_SUPERSCRIPT = re.compile(r"\w{1,4}(?:[-.]\w{1,3})?")
_SIGNS = {"noBreakHyphen": "-", "tab": " ", "ptab": " ", "cr": "\n"}


def docx_text(data: bytes, where: str) -> SourceText:
    """Take the text out of a Word document.

    Args:
        data: The file.
        where: Its name, for messages.

    Returns:
        One line per paragraph, with its automatic number; inserted text is in, deleted and hidden text is out; the
        cells of a table row stand on one line; text boxes follow the paragraph they hang on; footnotes come last,
        after the body.

    Raises:
        UnreadableFile: It is damaged, protected, or made to exhaust the computer.
        EmptyLaw: It has no text.
    """
    package = Package(data, where)
    main = package.related("officeDocument")
    if main is None:
        raise UnreadableFile(
            "the Word document has no main part",
            where=where,
            fix="Open it in Word and save it anew, or fetch it again.",
        )
    root = package.xml(main)
    parts = {kind: package.related(kind, main) for kind in ("styles", "numbering", "footnotes", "endnotes")}
    trees = {kind: package.xml(name) if name else None for kind, name in parts.items()}
    styles = Styles(trees["styles"])
    writer = _Writer(styles, Numbering(trees["numbering"], styles))
    try:
        writer.blocks(child(root, "body"))
        text = writer.text()
        length = len(text)
        notes = [note for kind in ("footnotes", "endnotes") for note in _footnotes(trees[kind], styles)]
    except RecursionError as error:
        raise UnreadableFile(
            "the parts of the Word document are nested too deep",
            where=where,
            fix="Save it as plain text and read that.",
        ) from error
    if not text.strip():
        raise EmptyLaw("the Word document holds no text", where=where, fix=_empty_fix(root))
    if notes:
        text += "\nFootnotes\n" + "\n".join(notes) + "\n"
    return SourceText(text, (0, length) if notes else None, _title(package), tuple(_notes(root, len(notes))))


class _Writer:
    """Writes the paragraphs of a document."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.lines: list[str] = []
        self.open = False  # the mark of the last paragraph is deleted: the next one goes on in its line
        self.boxes: list[_Element] = []

    def text(self) -> str:
        return "".join(f"{line.rstrip(' ')}\n" for line in self.lines)

    def blocks(self, parent: _Element | None) -> None:
        """Write all that stands in a body, a cell or a text box."""
        for node in parent if parent is not None else ():
            name = local_name(node)
            if name == "p":
                self.paragraph(node)
            elif name == "tbl":
                self.table(node)
            elif name == "AlternateContent":
                self.blocks(_choice(node))
            elif name not in _DELETED and len(node):
                self.blocks(node)

    def paragraph(self, node: _Element) -> None:
        properties = child(node, "pPr")
        label = self.numbering.label(properties)
        runs = _Runs(self)
        runs.walk(node)
        body = runs.text()
        mark = child(properties, "rPr")
        gone = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        if body.strip() or not gone:
            if self.open and self.lines:
                self.lines[-1] += body
            else:
                self.lines.append((label + body).lstrip(" ") if body.strip() else "")
            self.open = gone
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.open = False
            self.blocks(box)

    def table(self, node: _Element) -> None:
        """One line per row where its cells have one line each, else the cells one after another."""
        for row in _rows(node):
            before, self.lines = self.lines, []
            cells = []
            for cell in _cells(row):
                self.lines = []
                self.open = False
                self.blocks(cell)
                cells.append([line.strip() for line in self.lines if line.strip()])
            self.lines = before
            self.open = False
            if all(len(cell) <= 1 for cell in cells):
                self.lines.append(" ".join(line for cell in cells for line in cell))
            elif len(cells) > 1 and len(cells[0]) == 1 and cells[1] and len(cells[0][0]) <= 12:
                self.lines.append(f"{cells[0][0]} {cells[1][0]}")  # a number in a column of its own
                self.lines.extend(line for cell in (cells[1][1:], *cells[2:]) for line in cell)
            else:
                self.lines.extend(line for cell in cells for line in cell)


class _Runs:
    """Writes what stands in one paragraph."""

    def __init__(self, writer: _Writer) -> None:
        self.writer = writer
        self.parts: list[str] = []
        self.raised = ""

    def text(self) -> str:
        self._settle()
        return re.sub(r"[ \t\xa0]+", " ", "".join(self.parts))

    def walk(self, parent: _Element) -> None:
        for node in parent:
            name = local_name(node)
            if name == "r":
                self._run(node)
            elif name == "AlternateContent":
                chosen = _choice(node)
                if chosen is not None:
                    self.walk(chosen)
            elif name == "t":  # of a formula
                self._put(node.text or "", False)
            elif name == "txbxContent":
                self.writer.boxes.append(node)
            elif name not in _DELETED and name not in {"pPr", "rPr"}:
                self.walk(node)

    def _run(self, node: _Element) -> None:
        properties = child(node, "rPr")
        style = attribute(child(properties, "rStyle"))
        hidden = child(properties, "vanish")
        if hidden is not None:
            if attribute(hidden) not in _OFF:
                return
        elif (self.writer.styles.run_value(style, "vanish") or "off") not in _OFF:
            return
        align = attribute(child(properties, "vertAlign")) or self.writer.styles.run_value(style, "vertAlign")
        for one in node:
            name = local_name(one)
            if name == "t":
                self._put(one.text or "", align == "superscript")
            elif name in _SIGNS:
                self._put(_SIGNS[name], False)
            elif name == "br":
                self._put("\f" if attribute(one, "type") == "page" else "\n", False)
            elif name == "sym":
                self._put(_symbol(attribute(one, "char")), False)
            elif name == "ruby":
                base = child(one, "rubyBase")
                if base is not None:
                    self.walk(base)
            elif name in {"drawing", "pict", "object", "AlternateContent"}:
                chosen = _choice(one) if name == "AlternateContent" else one
                if chosen is not None:
                    self.writer.boxes.extend(_outer_boxes(chosen))

    def _put(self, text: str, raised: bool) -> None:
        if raised:
            self.raised += text
        elif text:
            self._settle()
            self.parts.append(text)

    def _settle(self) -> None:
        """Write the superscript that has ended: with a sign before it where it belongs to the word before it."""
        text, self.raised = self.raised, ""
        if not text:
            return
        last = next((part[-1] for part in reversed(self.parts) if part), " ")
        belongs = _SUPERSCRIPT.fullmatch(text.strip()) and (last.isalnum() or last in ").")
        self.parts.append("^" + text.strip() if belongs else text)


def _outer_boxes(node: _Element) -> list[_Element]:
    """Text boxes in a drawing; those inside another one are reached through it."""
    if local_name(node) == "txbxContent":
        return [node]
    if local_name(node) == "AlternateContent":
        chosen = _choice(node)
        return _outer_boxes(chosen) if chosen is not None else []
    return [box for one in node for box in _outer_boxes(one)]


def _choice(node: _Element) -> _Element | None:
    """Of the same content in an old and a new form, the new one."""
    new = child(node, "Choice")
    return new if new is not None else child(node, "Fallback")


def _rows(table: _Element) -> list[_Element]:
    out: list[_Element] = []
    for node in table:
        name = local_name(node)
        if name == "tr":
            if child(node, "trPr", "del") is None:
                out.append(node)
        elif name not in {"tblPr", "tblGrid"} and name not in _DELETED:
            out.extend(_rows(node))
    return out


def _cells(row: _Element) -> list[_Element]:
    out: list[_Element] = []
    for node in row:
        name = local_name(node)
        if name == "tc":
            out.append(node)
        elif name not in {"trPr", "tblPrEx"} and name not in _DELETED:
            out.extend(_cells(node))
    return out


def _symbol(code: str | None) -> str:
    """A sign given by its place in a font; those of symbol fonts have no meaning outside them."""
    if code is None or not re.fullmatch(r"[0-9A-Fa-f]{1,6}", code):
        return ""
    place = int(code, 16)
    return chr(place) if 0x20 <= place < 0xD800 or 0xF900 <= place <= 0xFFFD else ""


def _footnotes(root: _Element | None, styles: Styles) -> list[str]:
    out = []
    for node in root if root is not None else ():
        if local_name(node) not in {"footnote", "endnote"} or attribute(node, "type") not in {None, "normal"}:
            continue
        writer = _Writer(styles, Numbering(None, styles))
        writer.blocks(node)
        text = " ".join(line.strip() for line in writer.lines if line.strip())
        if text:
            out.append(f"[{attribute(node, 'id')}] {text}")
    return out


def _title(package: Package) -> str | None:
    name = package.related("core-properties")
    if name is None:
        return None
    try:
        title = child(package.xml(name), "title")
    except UnreadableFile:  # properties are no reason to refuse a document
        return None
    return " ".join((title.text or "").split()) or None if title is not None else None


def _notes(root: _Element, footnotes: int) -> list[Issue]:
    out = []
    kinds = {"ins": 0, "del": 0, "altChunk": 0}
    for node in root.iter():
        name = local_name(node)
        if name in kinds:
            kinds[name] += 1
    if kinds["ins"] or kinds["del"]:
        out.append(
            Issue(
                "changes",
                None,
                f"The document has {kinds['ins']} tracked insertions and {kinds['del']} tracked deletions; "
                "it was read as if all of them were accepted.",
            )
        )
    if footnotes:
        out.append(Issue("footnotes", None, f"{footnotes} footnotes are kept after the last article, not inside any."))
    if kinds["altChunk"]:
        out.append(
            Issue(
                "part",
                None,
                f"{kinds['altChunk']} parts that Word takes in from other files were not read; "
                "open the document in Word and save it anew to have them in.",
            )
        )
    return out


def _empty_fix(root: _Element) -> str:
    if any(local_name(node) in {"drawing", "pict"} for node in root.iter()):
        return "Its pages are pictures: save it as PDF and recognise the text, for instance with ocrmypdf."
    return "Fetch it again, or check that it is a law."
