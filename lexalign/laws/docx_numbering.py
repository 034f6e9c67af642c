"""Automatic numbers of Word: they stand in no paragraph, so they are counted here as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lexalign.laws.package import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Numbering", "Styles", "attribute", "child"]

_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_ALPHABETS = {
    "Letter": "abcdefghijklmnopqrstuvwxyz",
    "russian": "абвгдежзиклмнопрстуфхцчшщэюя",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
}
_CARDINALS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip


def child(node: _Element | None, *names: str) -> _Element | None:
    """The descendant reached by a path of names without namespaces; None where it ends."""
    for name in names:
        if node is None:
            return None
        node = next((one for one in node if local_name(one) == name), None)
    return node


def attribute(node: _Element | None, name: str = "val") -> str | None:
    """Value of an attribute, whatever its namespace."""
    if node is None:
        return None
    return next((str(value) for key, value in node.attrib.items() if str(key).rpartition("}")[2] == name), None)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """An abstract list: its levels and how far they have counted."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Styles:
    """Paragraph and character styles: what a paragraph takes from its style and from those that one is based on."""

    def __init__(self, root: _Element | None) -> None:
        self._nodes: dict[str, _Element] = {}
        self.default: str | None = None
        for node in root if root is not None else ():
            name = attribute(node, "styleId")
            if local_name(node) == "style" and name:
                self._nodes[name] = node
                if attribute(node, "type") == "paragraph" and attribute(node, "default") in {"1", "true", "on"}:
                    self.default = name

    def numbering(self, style: str | None) -> tuple[str | None, int | None]:
        """List and level that a paragraph style gives; None where it gives none."""
        number, level = None, None
        for node in self._line(style):
            properties = child(node, "pPr", "numPr")
            level = _whole(attribute(child(properties, "ilvl"))) if level is None else level
            number = attribute(child(properties, "numId")) if number is None else number
        return number, level

    def run_value(self, style: str | None, name: str) -> str | None:
        """Value of a property of characters that a style gives: ``vertAlign``, ``vanish`` (``on`` without one)."""
        for node in self._line(style):
            found = child(node, "rPr", name)
            if found is not None:
                return attribute(found) or "on"
        return None

    def _line(self, style: str | None) -> list[_Element]:
        out: list[_Element] = []
        while style in self._nodes and len(out) < 20:
            node = self._nodes[style]
            out.append(node)
            style = attribute(child(node, "basedOn"))
        return out


class Numbering:
    """Counts the automatic numbers of a document, paragraph by paragraph in its order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._list_of: dict[str, str] = {}
        self._levels_of: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        links: dict[str, str] = {}
        linked: dict[str, str] = {}
        for node in root if root is not None else ():
            if local_name(node) == "abstractNum":
                key = attribute(node, "abstractNumId") or ""
                self._lists[key] = _List(dict(_level(one) for one in node if local_name(one) == "lvl"))
                if name := attribute(child(node, "styleLink")):
                    links[name] = key
                if name := attribute(child(node, "numStyleLink")):
                    linked[key] = name
        for key, name in linked.items():
            if name in links:
                self._lists[key] = self._lists[links[name]]
        for node in root if root is not None else ():
            key = attribute(child(node, "abstractNumId")) or ""
            number = attribute(node, "numId")
            if local_name(node) == "num" and number and key in self._lists:
                self._list_of[number] = key
                self._override(number, node, self._lists[key])

    def label(self, properties: _Element | None) -> str:
        """Number of the next paragraph.

        Args:
            properties: Its ``w:pPr``.

        Returns:
            The number as Word shows it with what stands behind it (``"1. "``); empty for a paragraph without one.
        """
        style = attribute(child(properties, "pStyle")) or self._styles.default
        own = child(properties, "numPr")
        number = attribute(child(own, "numId"))
        level = _whole(attribute(child(own, "ilvl")))
        from_style = number is None
        if from_style:
            number, inherited = self._styles.numbering(style)
            level = inherited if level is None else level
        if number is None or number not in self._list_of:
            return ""
        levels = self._levels_of[number]
        if from_style:
            level = next((at for at, one in levels.items() if one.style == style), level)
        return self._count(number, min(max(level or 0, 0), _LEVELS - 1), levels)

    def _count(self, number: str, level: int, levels: dict[int, _Level]) -> str:
        counts = self._lists[self._list_of[number]].counts
        start = self._starts[number].pop(level, None)
        now = counts[level]
        if start is not None:
            counts[level] = start
        else:
            counts[level] = levels.get(level, _Level()).start if now is None else now + 1
        for above in range(level):  # a level that is left out counts as begun
            if counts[above] is None:
                counts[above] = levels.get(above, _Level()).start
        for deeper in range(level + 1, _LEVELS):
            restart = levels.get(deeper, _Level()).restart
            if restart is None or (restart and level < restart):
                counts[deeper] = None
        shown = levels.get(level, _Level(form="none"))
        if shown.form == "bullet":
            return "– "
        text = re.sub(
            r"%([1-9])", lambda found: self._shown(counts, levels, int(found[1]) - 1, shown.legal), shown.text
        )
        if not text.strip():
            return ""
        return text if shown.suffix == "nothing" else text.rstrip() + " "

    @staticmethod
    def _shown(counts: list[int | None], levels: dict[int, _Level], level: int, legal: bool) -> str:
        form = "decimal" if legal else levels.get(level, _Level()).form
        return _number(counts[level] or 0, form)

    def _override(self, number: str, node: _Element, base: _List) -> None:
        levels, starts = dict(base.levels), {}
        for one in node:
            if local_name(one) != "lvlOverride":
                continue
            at = _whole(attribute(one, "ilvl")) or 0
            own = child(one, "lvl")
            if own is not None:
                levels[at] = _level(own)[1]
            start = _whole(attribute(child(one, "startOverride")))
            if start is not None:
                starts[at] = start
                levels[at] = replace(levels.get(at, _Level()), start=start)
        self._levels_of[number] = levels
        self._starts[number] = starts


def _level(node: _Element) -> tuple[int, _Level]:
    start = _whole(attribute(child(node, "start")))
    legal = child(node, "isLgl")
    return _whole(attribute(node, "ilvl")) or 0, _Level(
        start=0 if start is None and child(node, "start") is None else start or 0,
        form=attribute(child(node, "numFmt")) or "decimal",
        text=attribute(child(node, "lvlText")) or "",
        suffix=attribute(child(node, "suff")) or "tab",
        restart=_whole(attribute(child(node, "lvlRestart"))),
        legal=legal is not None and attribute(legal) not in {"0", "false", "off"},
        style=attribute(child(node, "pStyle")),
    )


def _number(count: int, form: str) -> str:
    count = min(max(count, 0), 99_999)
    if form == "none":
        return ""
    if form in {"upperRoman", "lowerRoman"}:
        roman = _roman(count)
        return roman.upper() if form.startswith("upper") else roman
    for name, alphabet in _ALPHABETS.items():
        if name in form and count:
            letter = alphabet[(count - 1) % len(alphabet)]
            letters = letter * ((count - 1) // len(alphabet) % 40 + 1)
            return letters.upper() if "upper" in form.lower() else letters
    if form == "decimalZero":
        return f"{count:02}"
    if form == "decimalEnclosedParen":
        return f"({count})"
    if form == "ordinal":
        return f"{count}{_suffix(count)}"
    if form in {"cardinalText", "ordinalText"} and 0 < count <= len(_CARDINALS):
        return (_CARDINALS if form == "cardinalText" else _ORDINALS)[count - 1].capitalize()
    return str(count)


def _suffix(count: int) -> str:
    return "th" if count % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _roman(count: int) -> str:
    out = []
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        out.append(sign * times)
    return "".join(out)


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else None
