"""Akoma Ntoso (AKN) ▶ articles: number, heading, place and text are marked, nothing has to be found."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lexalign.errors import EmptyLaw, UnreadableFile
from lexalign.laws.finish import finished
from lexalign.laws.numbers import bare_number
from lexalign.laws.package import local_name, parse_xml
from lexalign.laws.segments import Segmented
from lexalign.model import Article, Issue

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["akn_articles"]

_UNITS = ("article", "section", "rule", "clause", "paragraph", "point", "hcontainer")
"""Elements that can be the articles of a law, in the order in which they are asked."""

_HIERARCHY = frozenset(
    [
        "alinea",
        "article",
        "book",
        "chapter",
        "clause",
        "division",
        "hcontainer",
        "indent",
        "item",
        "level",
        "list",
        "paragraph",
        "part",
        "point",
        "proviso",
        "rule",
        "section",
        "subchapter",
        "subclause",
        "subdivision",
        "sublist",
        "subparagraph",
        "subpart",
        "subrule",
        "subsection",
        "subtitle",
        "title",
        "tome",
        "transitional",
    ]
)
_LINES = _HIERARCHY | frozenset(
    [
        "p",
        "block",
        "blockList",
        "listIntroduction",
        "listWrapUp",
        "intro",
        "wrapUp",
        "content",
        "container",
        "crossHeading",
        "tr",
        "table",
        "ul",
        "ol",
        "li",
        "quotedStructure",
        "longTitle",
        "formula",
        "recital",
        "recitals",
        "citations",
        "citation",
        "preamble",
        "preface",
        "conclusions",
    ]
)
_OUT = frozenset(["meta", "authorialNote", "noteRef", "del", "coverPage", "components", "attachments"])
_DOCUMENTS = frozenset(
    ["act", "bill", "doc", "statement", "amendment", "officialGazette", "portion", "documentCollection"]
)
_SUPERSCRIPT = re.compile(r"\w{1,4}(?:[-.]\w{1,3})?")


def akn_articles(data: bytes, where: str) -> tuple[Segmented, str | None]:
    """Read an Akoma Ntoso document.

    Args:
        data: The XML, any version of the standard.
        where: Name of the file, for messages.

    Returns:
        Its articles, and its title. What is quoted from another law in an article (``quotedStructure``) becomes
        an article of its own, carried by that one. Preface and preamble are front matter, conclusions and notes
        back matter.

    Raises:
        UnreadableFile: It is damaged XML, or has what is forbidden in XML from outside.
        EmptyLaw: It has no article.
    """
    root = parse_xml(data, where, doctype=True)
    documents = [node for node in root.iter() if local_name(node) in _DOCUMENTS]
    document = next((node for node in documents if _find(node, "body", "mainBody") is not None), None)
    body = _find(document, "body", "mainBody") if document is not None else None
    if document is None or body is None:
        raise UnreadableFile(
            "the Akoma Ntoso document has no body", where=where, fix="Check that it is a law, not only its metadata."
        )
    unit = _unit(body)
    if unit is None:
        raise EmptyLaw("no article was found", where=where, fix="Check that the body of the document has articles.")
    reader = _Reader(unit)
    reader.walk(body)
    keyed, doubts = finished(reader.articles)
    front = [_text(node) for name in ("preface", "preamble") if (node := _find(document, name)) is not None]
    back = [*reader.back, *(_text(node) for node in document if local_name(node) == "conclusions")]
    notes = [
        text for node in document.iter() if local_name(node) == "authorialNote" and (text := _text(node, note=True))
    ]
    if notes:
        back.append("Notes\n" + "\n".join(notes))
    issues: list[Issue] = []
    if reader.unnumbered:
        message = f"{reader.unnumbered} articles have no number; they are named after their identifiers in the file."
        issues.append(Issue("numbering", None, message))
    if notes:
        issues.append(Issue("footnotes", None, f"{len(notes)} notes are kept after the last article, not inside any."))
    attached = [n for n in document.iter() if local_name(n) in {"attachment", "component"}]
    back.extend(_text(one) for one in attached)
    if attached:
        issues.append(
            Issue(
                "schedule", None, f"{len(attached)} attachments are kept after the last article, not cut into articles."
            )
        )
    cut = Segmented(
        keyed,
        front_matter="\n\n".join(part for part in (*front, *reader.front) if part),
        back_matter="\n\n".join(part for part in back if part),
        issues=(*issues, *doubts),
        scheme=f"akn {unit}",
    )
    return cut, _title(document)


def _unit(body: _Element) -> str | None:
    """The element that is an article in this document: one with a number, and not only a heading above others."""
    counts: Counter[str] = Counter()
    above: Counter[str] = Counter()
    for node in body.iter():
        name = local_name(node)
        if name in _UNITS and _child(node, "num") is not None and not _quoted(node):
            counts[name] += 1
            above[name] += any(local_name(one) in {"article", "section"} for one in node)
    for name in _UNITS:
        if counts[name] and above[name] * 2 < counts[name]:
            return name
    return None


class _Reader:
    """Walks down to the articles and keeps what stands outside them."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.articles: list[Article] = []
        self.front: list[str] = []
        self.back: list[str] = []
        self.unnumbered = 0

    def walk(self, parent: _Element, path: tuple[str, ...] = ()) -> None:
        above = path
        for node in parent:
            name = local_name(node)
            if name == self.unit and (_child(node, "num") is not None or name == "article"):
                self._article(node, above)
            elif name in {"num", "heading", "subheading"} or name in _OUT:
                continue
            elif name == "crossHeading":
                above = (*path, _flat(node))
            elif (name in _HIERARCHY or name == "container") and any(
                local_name(one) == self.unit for one in node.iter()
            ):
                label = _label(node)
                self.walk(node, (*path, label) if label else path)
            elif text := _text(node):
                (self.back if self.articles else self.front).append(text)

    def _article(self, node: _Element, path: tuple[str, ...]) -> None:
        number = bare_number(_flat(_child(node, "num")))
        if not number:
            self.unnumbered += 1
            number = (node.get("eId") or node.get("id") or "").rpartition("_")[2] or f"?{self.unnumbered}"
        heading = " – ".join(t for n in ("heading", "subheading") if (t := _flat(_child(node, n)))) or None
        self.articles.append(Article(number, heading, _text(node, inside=True, carrying=True), path))
        for quoted in node.iter():
            if local_name(quoted) in {"article", "section"} and _quoted(quoted, node):
                other = _child(quoted, "num")
                if other is not None and not any(
                    local_name(up) in {"article", "section"} and _quoted(up, node) for up in quoted.iterancestors()
                ):
                    heading = _flat(_child(quoted, "heading")) or None
                    text = _text(quoted, inside=True)
                    self.articles.append(
                        Article(bare_number(_flat(other).strip('"“”«»„ ')), heading, text, path, carried_by=number)
                    )


def _quoted(node: _Element, until: _Element | None = None) -> bool:
    """Whether an element is quoted from another law."""
    for up in node.iterancestors():
        if up is until:
            return False
        if local_name(up) in {"quotedStructure", "quotedText"}:
            return True
    return False


def _label(node: _Element) -> str:
    number, heading = _flat(_child(node, "num")), _flat(_child(node, "heading"))
    return " – ".join(part for part in (number.rstrip(" .:–—-"), heading) if part)


def _find(node: _Element | None, *names: str) -> _Element | None:
    return next((one for one in node if local_name(one) in names), None) if node is not None else None


def _child(node: _Element, name: str) -> _Element | None:
    return _find(node, name)


def _flat(node: _Element | None) -> str:
    return " ".join(_text(node).split()) if node is not None else ""


def _text(node: _Element, *, inside: bool = False, note: bool = False, carrying: bool = False) -> str:
    """Text of an element, a line for each of its blocks, numbers on the line of what they number.

    Args:
        node: The element.
        inside: Without its own number and heading.
        note: The element is a note (which is left out elsewhere).
        carrying: With ``[…]`` in the place of each article quoted in it.
    """
    out: list[str] = []
    last = "\n"
    glued = False
    for sign, text in _events(node, inside, note, carrying):
        if sign == "break":
            if last != "\n" and not glued:
                out.append("\n")
                last = "\n"
            continue
        if sign == "glue":
            glued = True
            if last not in " \n":
                out.append(" ")
                last = " "
            continue
        flat = re.sub(r"\s+", " ", text)
        if sign == "raised" and _SUPERSCRIPT.fullmatch(flat.strip()) and (last.isalnum() or last in ")."):
            flat = "^" + flat.strip()
        if last in " \n":
            flat = flat.lstrip(" ")
        if flat:
            out.append(flat)
            last = flat[-1]
            glued = False
    lines = (line.strip() for line in "".join(out).split("\n"))
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))


def _events(node: _Element, inside: bool, note: bool, carrying: bool) -> Iterator[tuple[str, str]]:
    """What is met on a walk through an element: texts, ends of lines, ends of numbers. Loops: elements nest deep."""
    stack: list[tuple[_Element, bool]] = [(node, True)]
    while stack:
        one, opening = stack.pop()
        name = local_name(one)
        if not opening:
            if name == "num":
                yield "glue", ""
            elif name in _LINES or name in {"heading", "subheading"}:
                yield "break", ""
            elif name in {"td", "th"}:
                yield "text", " "
            if one is not node:
                yield "text", one.tail or ""
            continue
        skipped = not name or (name in _OUT and not (note and one is node))
        own = inside and one.getparent() is node and name in {"num", "heading", "subheading"}
        if carrying and name in {"article", "section"} and _child(one, "num") is not None and _quoted(one, node):
            yield from (("break", ""), ("text", "[…]"), ("break", ""), ("text", one.tail or ""))
            continue
        if skipped or own:
            yield "text", one.tail or ""
            continue
        if name in _LINES or name in {"heading", "subheading"}:
            yield "break", ""
        if name in {"br", "eol"}:
            yield "break", ""
        yield ("raised" if name == "sup" else "text"), one.text or ""
        stack.append((one, False))
        stack.extend((each, True) for each in reversed(one))


def _title(document: _Element) -> str | None:
    for name in ("shortTitle", "docTitle", "longTitle"):
        for node in document.iter():
            if local_name(node) == name and (text := _flat(node)):
                return text[:300]
    for node in document.iter():
        if local_name(node) == "FRBRalias" and node.get("value"):
            return " ".join(str(node.get("value")).split())[:300]
    return None
