"""HTML ▶ text: what a reader sees, line by line, superscripts marked with ``^``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["html_text"]

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "nav",
        "canvas",
        "audio",
        "video",
        "map",
        "meta",
        "link",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "tr",
        "ul",
        "caption",
    ]
)
_AKN_BLOCKS = frozenset(
    [
        "p",
        "article",
        "chapter",
        "part",
        "section",
        "title",
        "book",
        "division",
        "heading",
        "content",
        "item",
        "paragraph",
        "subparagraph",
        "subsection",
        "listintroduction",
        "listwrapup",
        "blocklist",
        "preface",
        "preamble",
        "body",
        "act",
        "conclusions",
    ]
)
_SUPER_RULE = re.compile(r"\.([\w-]+)\s*\{[^{}]{0,400}vertical-align\s*:\s*super\b")
_SUPER_STYLE = re.compile(r"vertical-align\s*:\s*super")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
_SHARE = 0.8


def html_text(source: str) -> tuple[str, tuple[int, int], str | None]:
    """Turn a page into text.

    Args:
        source: The HTML.

    Returns:
        The text (blocks on lines of their own, white space folded, scripts, styles and navigation dropped); start
        and end of the element in it that holds nearly all the text; and the title of the page, if any.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing in it at all
        root = None
    if root is None:
        return "", (0, 0), None
    styles = " ".join(_inner(node) for node in root.iter("style"))
    walker = _Walker(frozenset(_SUPER_RULE.findall(styles)))
    walker.walk(root)
    text = "".join(walker.parts)
    title = next((" ".join(_inner(node).split()) for node in root.iter("title")), None) or None
    return text, _core(root, walker.places, len(text)), title


class _Walker:
    """Writes the text of a tree; loops instead of recursing, since pages nest without bound."""

    def __init__(self, superscripts: frozenset[str]) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.last = "\n"
        self.glued = False
        self.superscripts = superscripts
        self.places: dict[_Element, tuple[int, int]] = {}

    def walk(self, root: _Element) -> None:
        """Write the text of an element and all in it."""
        stack: list[tuple[_Element, bool]] = [(root, True)]
        begun: dict[_Element, int] = {}
        while stack:
            node, opening = stack.pop()
            tag = node.tag if isinstance(node.tag, str) else ""
            if opening:
                if not tag or tag in _DROPPED or self._hidden(node):
                    self._write(node.tail)
                    continue
                if tag == "br":
                    self._break()
                    self._write(node.tail)
                    continue
                if self._block(node, tag):
                    self._break()
                elif tag in {"td", "th"}:
                    self._write(" ")
                begun[node] = self.length
                if self._raised(node, tag):
                    self._raise_text(node)
                    self._write(node.tail)
                    continue
                self._write(node.text)
                stack.append((node, False))
                stack.extend((child, True) for child in reversed(node))
            else:
                if self._block(node, tag):
                    self._break()
                elif tag in {"td", "th"}:
                    self._write(" ")
                elif (
                    (node.get("class") or "").lstrip().startswith("akn-num")
                ):  # the number stays on the line of what it numbers
                    self._write(" ")
                    self.glued = True
                self.places[node] = (begun[node], self.length)
                if node is not root:
                    self._write(node.tail)

    def _write(self, text: str | None) -> None:
        if not text:
            return
        flat = _SPACES.sub(" ", text)
        if flat.startswith(" ") and self.last in " \n":
            flat = flat[1:]
        self._put(flat)

    def _put(self, text: str) -> None:
        if text:
            self.glued = False
            self.parts.append(text)
            self.length += len(text)
            self.last = text[-1]

    def _break(self) -> None:
        if self.last != "\n" and not self.glued:
            self._put("\n")

    def _raise_text(self, node: _Element) -> None:
        text = _inner(node).strip()
        if re.fullmatch(r"\w{1,4}(?:[-.]\w{1,3})?", text) and (self.last.isalnum() or self.last in ")."):
            self._put("^" + text)
        else:
            self._write(text)

    def _raised(self, node: _Element, tag: str) -> bool:
        if tag == "sup":
            return True
        if tag != "span":
            return False
        return self._class(node) in self.superscripts or bool(_SUPER_STYLE.search(node.get("style") or ""))

    @staticmethod
    def _class(node: _Element) -> str:
        return (node.get("class") or "").strip()

    def _block(self, node: _Element, tag: str) -> bool:
        if tag in _BLOCKS:
            return True
        name = node.get("class")  # Akoma Ntoso shown as HTML: spans with the names of its blocks
        return name is not None and name.lstrip().startswith("akn-") and _akn_block(name)

    @staticmethod
    def _hidden(node: _Element) -> bool:
        style = node.get("style")
        return (style is not None and bool(_HIDDEN.search(style))) or node.get("hidden") is not None


def _akn_block(name: str) -> bool:
    return name.strip()[4:].split(" ")[0].lower() in _AKN_BLOCKS


def _inner(node: _Element) -> str:
    return "".join(part for part in node.itertext() if isinstance(part, str))


def _core(root: _Element, places: dict[_Element, tuple[int, int]], length: int) -> tuple[int, int]:
    """The innermost element that holds nearly all the text of the page."""
    node = root
    whole = places.get(root, (0, length))
    while True:
        best = None
        for child in node:
            place = places.get(child)
            if place and place[1] - place[0] >= _SHARE * (whole[1] - whole[0]):
                best = child
        if best is None:
            return places.get(node, whole)
        node = best
