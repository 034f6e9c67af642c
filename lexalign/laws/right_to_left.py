"""Lines of Arabic and Hebrew in a PDF, put into reading order by the places of their letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Glyph", "is_right_to_left", "reading_text"]

_LETTERS = re.compile("[֐-ࣿיִ-﷿ﹰ-ﻼ]")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_SPACE = 0.17


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter with its place: left and right edge with its white space, in points."""

    left: float
    right: float
    text: str


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a line are read from right to left."""
    return 2 * len(_LETTERS.findall(text)) > sum(char.isalpha() for char in text)


def reading_text(glyphs: Sequence[Glyph], size: float) -> str:
    """Text of a line from the places of its letters.

    Args:
        glyphs: The letters of the line, spaces left out; several of one place are one sign (a ligature), given in
            the order in which the file has them when it is read from the left.
        size: Size of the letters, in points.

    Returns:
        The line in reading order: from the right, numbers and foreign words from the left.
    """
    units: list[Glyph] = []
    marks = [glyph for glyph in glyphs if unicodedata.combining(glyph.text[:1])]
    for glyph in glyphs:
        if unicodedata.combining(glyph.text[:1]):
            continue
        if units and abs(units[-1].left - glyph.left) < 0.01 and abs(units[-1].right - glyph.right) < 0.01:
            units[-1] = Glyph(glyph.left, glyph.right, glyph.text + units[-1].text)  # the letters of a ligature
        else:
            units.append(glyph)
    if not units:
        return "".join(mark.text for mark in marks)
    for mark in marks:  # signs above and below letters stand where their letter stands
        middle = (mark.left + mark.right) / 2
        at = min(range(len(units)), key=lambda n: abs((units[n].left + units[n].right) / 2 - middle))
        units[at] = Glyph(units[at].left, units[at].right, units[at].text + mark.text)
    units.sort(key=lambda one: (-one.right, -one.left))
    words: list[list[str]] = [[]]
    edge = units[0].left
    for unit in units:
        if edge - unit.right > _SPACE * size:
            words.append([])
        words[-1].append(unit.text)
        edge = min(edge, unit.left) if words[-1][1:] else unit.left
    return " ".join(_turned(words))


def _turned(words: Sequence[Sequence[str]]) -> list[str]:
    """Words as they are read: those that run from the left, and rows of them, the other way round."""
    out: list[str] = []
    row: list[str] = []
    for word in words:
        text = _word(word)
        if _foreign(text):
            row.insert(0, text)
            continue
        out += [*row, text]
        row = []
    return [*out, *row]


def _foreign(text: str) -> bool:
    return any(char.isalpha() for char in text) and not _LETTERS.search(text)


def _word(signs: Sequence[str]) -> str:
    """A word: its numbers and foreign letters turned, its brackets mirrored."""
    out: list[str] = []
    run: list[str] = []
    waiting: list[str] = []
    for sign in signs:
        if sign.isdigit() or (sign[:1].isalpha() and not _LETTERS.search(sign)):
            run += [*waiting, sign]
            waiting = []
        elif run and sign in {".", ",", "/", "-", ":", "٫", "٬"}:
            waiting.append(sign)
        else:
            out += [*reversed(run), *waiting, sign.translate(_MIRRORED)]
            run, waiting = [], []
    return "".join([*out, *reversed(run), *waiting])
