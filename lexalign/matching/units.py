"""Articles ▶ units: an article that says many things is cut into its enumerated parts, each matched by itself.

Omnibus articles (a list of fifteen offences in one section) hide from whole-article scores: each offence is a
fifteenth of the text. A unit is the smallest enumerated part that is long enough to say something, read together
with the opening words of what stands above it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Part", "Unit", "parts", "units"]

LONG = 90
"""Words above which an article, or a part of it, is looked at for enumerated parts."""

LEAD = 30
"""Opening words of the levels above that a unit is read with."""

_BRACKETED = re.compile(r"\((\d{1,2}|[a-z]{1,2}|[ivx]{1,5}|[A-Z]|[а-яё]|[\u0621-\u064a])\)")
_SIGN = re.compile(r"[.)°º](?=\s)")
_BARE = re.compile(r"(?:^|\s)(\d{1,2}|[a-zA-Z])$")
_BEFORE = re.compile(
    r"(?:^|[.;:,—–\-)\]\n\"”»]|\b(?:and|or|et|ou|y|o|e|u|und|oder|en|of|и|или|та|або|ve|veya|și|sau|si))\s*$",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"\W{0,6}([^\W\d_][^.:;—–\n]{3,70}?)\s*(?:[.:]\s*[—–-]|[.:—–](?=\s))")
_ROMAN = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
)
_LATIN = tuple("abcdefghijklmnopqrstuvwxyz")
_ORDERS: dict[str, tuple[str, ...]] = {
    "digit": tuple(str(n) for n in range(1, 100)),
    "roman": _ROMAN,
    "letter": _LATIN + tuple(c + d for c in "a" for d in _LATIN),
    "double": tuple(c * 2 for c in _LATIN),
    "capital": tuple(c.upper() for c in _LATIN),
    "cyrillic": tuple("абвгдежзиклмн"),
    "arabic": tuple("أبتثجحخدذرزس"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """An enumerated part of a text.

    Attributes:
        start, end: The characters it covers, mark included.
        leads: What it is read with: the opening of each level above.
        heading: The words that open it as a heading does (``(1) Illegal Access. – The access ...``), or those of
            the level above.
    """

    pinpoint: tuple[str, ...]
    start: int
    end: int
    leads: tuple[tuple[int, int], ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is matched: characters of an article's text, with the leads it is read with."""

    article: int
    pinpoint: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    heading: str = ""


_Mark = tuple[int, int, str, bool]
"""Start, end, label, and whether it stands in brackets."""


def _marks(text: str) -> list[_Mark]:
    """All that may open an item, in order: ``(a)``, and ``a)``, ``1.`` or ``1°`` between blanks."""
    out = [(m.start(), m.end(), m.group(1), True) for m in _BRACKETED.finditer(text)]
    for sign in _SIGN.finditer(text):
        at = sign.start()
        label = _BARE.search(text[max(0, at - 3) : at])
        if label is not None:
            out.append((at - len(label.group(1)), at + 1, label.group(1), False))
    return sorted(out)


def _sequence(text: str, all_marks: Sequence[_Mark], start: int, end: int) -> list[tuple[int, int, str]]:
    """The outermost enumeration in a stretch of text: (start of mark, end of mark, label)."""
    inside = all_marks[bisect_left(all_marks, (start,)) : bisect_left(all_marks, (end,))]
    marks = [m for m in inside if _BEFORE.search(text[max(start, m[0] - 14) : m[0]])]
    best: list[tuple[int, int, str]] = []
    labels = {label for _, _, label, _ in marks}
    for order in _ORDERS.values():
        if not labels.issuperset(order[:2]):
            continue
        for bracketed in (True, False):
            found: list[tuple[int, int, str]] = []
            for at, after, label, has_brackets in marks:
                if has_brackets is bracketed and len(found) < len(order) and label == order[len(found)]:
                    found.append((at, after, label))
            if len(found) >= 2 and (
                not best or found[0][0] < best[0][0] or (found[0][0] == best[0][0] and len(found) > len(best))
            ):
                best = found
    return best


def _run_in_heading(text: str, start: int, end: int) -> str:
    m = _RUN_IN.match(text, start, end)
    return m.group(1).strip() if m is not None and len(m.group(1).split()) <= 8 else ""


def parts(text: str, *, long: int = LONG) -> tuple[Part, ...]:
    """The smallest enumerated parts worth matching by themselves; none where the text has no enumeration."""
    out: list[Part] = []
    all_marks: list[_Mark] = []

    def cut(
        start: int, end: int, pinpoint: tuple[str, ...], leads: tuple[tuple[int, int], ...], depth: int, heading: str
    ) -> bool:
        # a text of that many words has as many letters and spaces between them
        if depth > 4 or end - start < 2 * long - 1 or len(text[start:end].split()) < long:
            return False
        if not all_marks:
            all_marks.extend(_marks(text))
        items = _sequence(text, all_marks, start, end)
        if not items:
            return False
        here = (*leads, (start, items[0][0])) if items[0][0] > start else leads
        for i, (at, after, label) in enumerate(items):
            stop = items[i + 1][0] if i + 1 < len(items) else end
            own = _run_in_heading(text, after, stop) or heading
            if not cut(after, stop, (*pinpoint, label), here, depth + 1, own):
                out.append(Part((*pinpoint, label), at, stop, here, own))
        return True

    cut(0, len(text), (), (), 0, "")
    return tuple(out)


def units(index: int, text: str) -> tuple[Unit, ...]:
    """Units of the article with number ``index``: the whole first, then its parts."""
    whole = Unit(index, (), ((0, len(text)),))
    return (whole, *(Unit(index, p.pinpoint, (*p.leads, (p.start, p.end)), p.heading) for p in parts(text)))
