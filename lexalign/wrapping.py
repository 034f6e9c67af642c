"""How many lines a text takes in a column: Excel fits no row height by itself when a file is made by a program.

The widths are those of Arial (the same in Liberation Sans and Helvetica), in thousandths of the type size.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["POINTS_PER_LINE", "column_points", "row_height", "wrapped"]

_WIDTHS = {
    **dict.fromkeys("ijl'|", 222),
    **dict.fromkeys("tfI.,;:/\\!() []\N{NO-BREAK SPACE}", 290),
    **dict.fromkeys('r-"“”*', 345),
    **dict.fromkeys("cksvxyzJ", 500),
    **dict.fromkeys("abdeghnopquL0123456789?_\N{EN DASH}", 556),
    **dict.fromkeys("FTZ+=<>~^", 611),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys("W%@—…", 980),
    "•": 350,
}
_SAFETY = 1.03
_BOLD = 1.08
POINTS_PER_LINE = 1.3
"""Height of a line for each point of type size."""


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1000
    base = unicodedata.normalize("NFD", character)[0]
    return _WIDTHS.get(base, 680 if character.isupper() else 600)


def _measure(text: str) -> int:
    return sum(map(_width, text))


def column_points(width: float) -> float:
    """Room for text in a column, in points.

    Args:
        width: Excel's column width (in digits of the standard font), as given to openpyxl.
    """
    return max(width * 7 - 3, 7) * 0.75


def wrapped(text: str, width: float, *, size: float, bold: bool = False) -> list[str]:
    """Break a text into the lines it takes in a column.

    Args:
        text: Any text; line feeds end a line.
        width: Excel's column width.
        size: Type size in points.
        bold: Whether it stands in bold type.

    Returns:
        The lines, at least one; joined they give the text back, character for character.
    """
    room = column_points(width) * 1000 / (size * _SAFETY * (_BOLD if bold else 1))
    lines: list[str] = []
    for paragraph in text.splitlines(keepends=True) or [""]:
        line, used = "", 0.0
        for word in _words(paragraph):
            length = _measure(word.rstrip())
            if line and used + length > room:
                lines.append(line)
                line, used = "", 0.0
            while length > room and len(word) > 1:
                cut, taken = 0, 0.0
                while cut < len(word) - 1 and taken + _width(word[cut]) <= room:
                    taken += _width(word[cut])
                    cut += 1
                cut = max(cut, 1)
                lines.append(word[:cut])
                word = word[cut:]
                length = _measure(word.rstrip())
            line += word
            used += _measure(word)
        lines.append(line)
    return lines


def _words(text: str) -> list[str]:
    """Words, each with the white space behind it."""
    words: list[str] = []
    start = 0
    for place in range(1, len(text)):
        if text[place - 1].isspace() and not text[place].isspace():
            words.append(text[start:place])
            start = place
    if start < len(text):
        words.append(text[start:])
    return words


def row_height(lines: int, *, size: float) -> float:
    """Height of a row in points.

    Args:
        lines: Lines of its tallest cell.
        size: Type size in points.
    """
    return round(max(lines, 1) * size * POINTS_PER_LINE + 3, 1)
