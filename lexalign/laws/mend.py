"""Numbers that a bad print or a bad conversion spoilt: ``15, 3.1, 17`` has a 16; 2741 between 274 and 275 is 274-1."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lexalign.laws.numbers import rank
from lexalign.laws.schemes import Candidate
from lexalign.laws.typography import is_small

__all__ = ["Mended", "mend"]

_MOST_IN_A_ROW = 12
_SPOILT = re.compile(
    r"^\f?[ \t\xa0]*+(?P<md>#{1,6})?[ \t\xa0*_]*+(?:(?P<word>[^\W\d_]{1,12}|§)\.?[ \t\xa0]*+)?"
    r"(?P<token>[\dIlOoSBZ|][\dIlOoSBZ|., ]{0,4}[\dIlOoSBZ|]|[IlOSBZ|])(?P<sep>[ \t\xa0]*[.:)\-–—]*)[ \t\xa0*_]*"
    r"(?=\S|\n|$)",
    re.MULTILINE,
)
_LOOKS_LIKE = str.maketrans("IlOoSBZ|", "11005821")


@dataclass(frozen=True, slots=True)
class Mended:
    """A number that was read otherwise than it is printed.

    Attributes:
        end: Offset where the article's number ends.
        printed: The number as the file has it.
        number: As it is read.
    """

    end: int
    printed: str
    number: str


def mend(
    text: str, chain: Sequence[Candidate], found: Sequence[Candidate], family: str
) -> tuple[list[Candidate], list[Mended]]:
    """Read spoilt numbers between two good ones.

    A line in the style of the law's articles is taken for a missing article if as many such lines as numbers are
    missing stand between two articles, and what is printed is like the number that is missing.

    Args:
        text: The text of the law.
        chain: The articles' lines, in the order of the text.
        found: All lines that might begin an article.
        family: The numbering of the law.

    Returns:
        The articles' lines with numbers as they are read, and what was changed.
    """
    good = _increasing(chain)
    if len(good) < 4:
        return list(chain), []
    taken = {one.start for one in good}
    members = [one for one in found if one.family == family and one.start not in taken and not one.quoted]
    starts = [one.start for one in members]
    out = {one.start: one for one in chain}
    notes: list[Mended] = []
    for before, after in pairwise(good):
        between = members[bisect_left(starts, before.start + 1) : bisect_left(starts, after.start)]
        like = [one for one in between if _alike(one, before) or _alike(one, after)]
        raised, rest = _raised(before, after, like)
        wanted = _missing(before, after)
        rest = _fitting([one for one in rest if _alike(one, before)], wanted) or _fitting(rest, wanted)
        if not rest and 0 < len(wanted) <= 3:
            rest = _spoilt_lines(text, before, after, wanted)
        changed = [*raised, *((one, str(n)) for one, n in zip(rest, wanted, strict=False))]
        for one, number in changed:
            out[one.start] = replace(one, number=number)
            notes.append(Mended(one.end, one.number, number))
    return sorted(out.values(), key=lambda one: one.start), notes


def _increasing(chain: Sequence[Candidate]) -> list[Candidate]:
    """The longest run of increasing numbers."""
    tails: list[int] = []
    keys: list[tuple[tuple[int, int, str], ...]] = []
    links: list[int] = []
    ranks = [rank(one.number) for one in chain]
    for place, value in enumerate(ranks):
        at = bisect_left(keys, value)
        links.append(tails[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            keys.append(value)
        else:
            tails[at], keys[at] = place, value
    place = tails[-1] if tails else -1
    out = []
    while place >= 0:
        out.append(chain[place])
        place = links[place]
    return out[::-1]


def _alike(one: Candidate, other: Candidate) -> bool:
    return one.style[:3] == other.style[:3] and not one.style[5]


def _main(one: Candidate) -> int:
    parts = rank(one.number)
    return parts[0][1] if parts and parts[0][0] == 2 else -1


def _missing(before: Candidate, after: Candidate) -> list[int]:
    low, high = _main(before), _main(after)
    return list(range(low + 1, high)) if 0 <= low < high <= low + 1 + _MOST_IN_A_ROW else []


def _raised(
    before: Candidate, after: Candidate, like: Sequence[Candidate]
) -> tuple[list[tuple[Candidate, str]], list[Candidate]]:
    """Lines whose raised figure sank: 2741, 2742 after 274; and the other lines."""
    stem = str(_main(before))
    raised: list[tuple[Candidate, str]] = []
    rest: list[Candidate] = []
    last = rank(before.number)
    for one in like:
        tail = one.number.removeprefix(stem)
        number = f"{stem}^{tail}"
        if (
            one.number.isdecimal()
            and one.number.startswith(stem)
            and 1 <= len(tail) <= 2
            and tail[:1] != "0"
            and _main(one) > _main(after)
            and last < rank(number) < rank(after.number)
        ):
            raised.append((one, number))
            last = rank(number)
        else:
            rest.append(one)
    return raised, rest


def _fitting(lines: Sequence[Candidate], wanted: Sequence[int]) -> list[Candidate]:
    """One line for each missing number, in order; none where some cannot be had."""
    out: list[Candidate] = []
    for one in lines:
        if len(out) < len(wanted) and _similar(one.number, wanted[len(out)]):
            out.append(one)
    return out if len(out) == len(wanted) else []


def _similar(printed: str, number: int) -> bool:
    """Whether a print may be a bad copy of a number: the same last figure, or one figure wrong of two or more."""
    wanted, shown = str(number), printed.translate(_LOOKS_LIKE)
    if shown == wanted or re.sub(r"[., ]", "", shown) == wanted:
        return True
    if len(shown) == len(wanted) >= 2 and shown.isdecimal():
        return sum(a != b for a, b in zip(shown, wanted, strict=True)) == 1
    return len(shown) - len(wanted) in {1, 2} and len(wanted) >= 2 and shown.startswith(wanted) and shown.isdecimal()


def _spoilt_lines(text: str, before: Candidate, after: Candidate, wanted: Sequence[int]) -> list[Candidate]:
    """Lines in the style of the articles that begin with something like a number; all that are missing, or none."""
    header, word = before.style[0], before.style[1]
    out: list[Candidate] = []
    for found in _SPOILT.finditer(text, before.line_end, after.start):
        if (found["md"] or "") not in {header, after.style[0]} or (found["word"] or "plain") not in {
            word,
            after.style[1],
        }:
            continue
        token = found["token"].strip()
        if token.isdecimal() or not re.search(r"\d", token.translate(_LOOKS_LIKE)):
            continue
        shaped = re.fullmatch(r"\d{1,2}[.,]\d{1,2}", token) and (header or word != "plain")
        if not (shaped or _similar(token, wanted[min(len(out), len(wanted) - 1)])):
            continue
        if word == "plain" and not header and not found["sep"].strip():
            continue
        end = text.find("\n", found.end())
        line_end = after.start if end < 0 or end > after.start else end
        first = text[found.end() : found.end() + 1]
        if is_small(first):
            continue
        out.append(replace(before, start=found.start(), end=found.end(), line_end=line_end, number=token, quoted=False))
    return out if len(out) == len(wanted) else []
