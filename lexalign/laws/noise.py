"""Running heads, running feet and page numbers inside a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import pairwise

from lexalign.laws.division_words import LAW_NOTE
from lexalign.laws.schemes import strip_marks
from lexalign.laws.structure import is_division

__all__ = ["running_lines"]

_BREAK = re.compile("\f")
_DIGITS = re.compile(r"\d+")
_LIST_MARK = re.compile(r"^\W{0,2}(?:\(?[a-zA-Z0-9]{1,4}\)|[a-z]\.|\d{1,3}[.°º])")
_PAGE_NUMBER = re.compile(
    r"(?:page |p\. ?|- |– |\[)?(\d{1,4})(?: ?(?:/|of|de|von|sur|из|/) ?\d{1,4}| -| –|\])?", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"(?:\^|\[)(\d{1,3})\]?[ .)]\s*\S.{5,}")
_LAW_NOTE = re.compile(LAW_NOTE)
_FEWEST = 4
_LONGEST = 90
_MOST_PAGES = 20_000
_MOST_LINES = 500_000
_FEWEST_ON_A_PAGE = 200
_FEWEST_ON_A_LINE = 8


def running_lines(text: str, start: int, end: int, spared: Collection[int]) -> list[tuple[int, int]]:
    """Lines that repeat on many pages.

    A page number is a line whose only number grows by small steps from page to page, far apart in the text.
    A running head is a line that is the same each time and stands next to page numbers, or at the edges of
    pages where the text has form feeds.

    Args:
        text: The text of a law.
        start: Where the part of it begins that is looked at.
        end: Where that part ends.
        spared: Offsets of lines that are something else: beginnings of articles.

    Returns:
        Start and end of each such line, its line break included, in order.
    """
    lines = _lines(text, start, end)
    pages = _pages(text, lines, start, end)
    on_pages = _page_numbers(pages, lines)
    if _LAW_NOTE.search(text, start, end):
        on_pages |= {place for place, line in enumerate(lines) if _LAW_NOTE.match(line[2])}
    if len(lines) < 3 * _FEWEST:
        return _stretches(on_pages - {p for p in on_pages if lines[p][0] in spared}, lines, end)
    groups = _alike(lines)
    numbered: set[int] = {p for p in on_pages if lines[p][0] not in spared}
    for shape, places in groups.items():
        if "0" in shape and _counts_pages(places, lines):
            numbered.update(p for p in places if lines[p][0] not in spared)
    edges = _page_edges(text, lines, start, end)
    marks = sorted(numbered | edges)
    running = set(numbered)
    for shape, places in groups.items():
        if len(shape) < 3 or is_division(lines[places[0]][2]) or _LIST_MARK.match(lines[places[0]][2]):
            continue
        free = [p for p in places if lines[p][0] not in spared]
        near = [p for p in free if p in edges or _near(p, marks)]
        if len(near) >= max(_FEWEST, 0.8 * len(free)) and len(near) >= 0.2 * max(len(numbered), 1):
            running.update(near)
    running.update(p for p in _footnotes(text, lines, pages, numbered) if lines[p][0] not in spared)
    return _stretches(running, lines, end)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Start, end and words of each line that is not empty; none where lines are too many and short to be print."""
    out: list[tuple[int, int, str]] = []
    if text.count("\n", start, end) > max(_MOST_LINES, (end - start) // _FEWEST_ON_A_LINE):
        return out
    at = start
    for line in text[start:end].replace("\f", "\n").split("\n"):
        after = at + len(line)
        if line and not line.isspace():
            out.append((at, after, strip_marks(line)))
        at = after + 1
    return out


def _alike(lines: list[tuple[int, int, str]]) -> dict[str, list[int]]:
    """Short lines that are the same but for their figures, where there are enough of them: shape ▶ places."""
    # One substitution in all of them is many times faster than one in each.
    short = [place for place, line in enumerate(lines) if len(line[2]) <= _LONGEST]
    shapes = _DIGITS.sub("0", "\n".join([lines[place][2] for place in short])).split("\n")
    groups: dict[str, list[int]] = defaultdict(list)
    for place, shape in zip(short, shapes, strict=bool(short)):
        groups[shape].append(place)
    return {shape: places for shape, places in groups.items() if len(places) >= _FEWEST}


def _stretches(places: Collection[int], lines: list[tuple[int, int, str]], end: int) -> list[tuple[int, int]]:
    return [(lines[place][0], min(lines[place][1] + 1, end)) for place in sorted(places)]


def _breaks(text: str, start: int, end: int) -> list[int]:
    """Offsets of the form feeds; none where they are too many and close to part pages."""
    if text.count("\f", start, end) > max(_MOST_PAGES, (end - start) // _FEWEST_ON_A_PAGE):
        return []
    return [f.start() for f in _BREAK.finditer(text, start, end)]


def _pages(text: str, lines: list[tuple[int, int, str]], start: int, end: int) -> list[tuple[int, int]]:
    """First place and the one after the last of the lines of each page; none where the text has no form feeds."""
    begins = [line[0] for line in lines]
    breaks = [bisect_left(begins, at) for at in _breaks(text, start, end)]
    edges = [0, *breaks, len(lines)] if breaks else []
    return [(a, b) for a, b in pairwise(edges) if a < b]


def _page_numbers(pages: list[tuple[int, int]], lines: list[tuple[int, int, str]]) -> set[int]:
    """First or last lines of pages that are only a number, one more than that of the page before."""
    out: set[int] = set()
    for pick in (0, -1):
        last: tuple[int, int] | None = None
        for first, after in pages:
            place = first if pick == 0 else after - 1
            found = _PAGE_NUMBER.fullmatch(lines[place][2])
            if found and last is not None and int(found[1]) == last[1] + 1:
                out |= {last[0], place}
            last = (place, int(found[1])) if found else None
    return out


def _footnotes(
    text: str, lines: list[tuple[int, int, str]], pages: list[tuple[int, int]], numbered: Collection[int]
) -> Iterator[int]:
    """Last lines of a page that explain raised figures in the text of the page: ``^1 Inserted by Act 5``."""
    for first, after in pages:
        stop = after
        while stop > first and stop - 1 in numbered:
            stop -= 1
        notes: list[tuple[int, str]] = []
        while stop > first and (found := _FOOTNOTE.match(lines[stop - 1][2])):
            stop -= 1
            notes.append((stop, found[1]))
        page = text[lines[first][0] : lines[stop][0]] if notes else ""
        if notes and all(re.search(rf"(?:\^|\[){mark}(?!\d)", page) for _, mark in notes):
            yield from (place for place, _ in notes)


def _counts_pages(places: list[int], lines: list[tuple[int, int, str]]) -> bool:
    """Whether the numbers grow by 1 to 3 nearly always, with at least a page of text between them."""
    rows = [[int(n[:6]) for n in _DIGITS.findall(lines[p][2])] for p in places]
    changing = [column for column in zip(*rows, strict=True) if len(set(column)) > 1]
    shown = _DIGITS.sub("", lines[places[0]][2])
    if len(changing) != 1 or len(shown.split()) > 6 or re.match(r"\d+[.)]", lines[places[0]][2]):
        return False
    if is_division(lines[places[0]][2]) or shown.strip().startswith("("):
        return False
    steps = [b - a for a, b in pairwise(changing[0])]
    small = sum(1 <= step <= 8 for step in steps)
    apart = (lines[places[-1]][0] - lines[places[0]][0]) / len(steps)
    return small >= 0.8 * len(steps) and apart > 500


def _page_edges(text: str, lines: list[tuple[int, int, str]], start: int, end: int) -> set[int]:
    """Places of the first and last two lines of each page."""
    breaks = _breaks(text, start, end)
    if len(breaks) < _FEWEST:
        return set()
    begins = [line[0] for line in lines]
    edges: set[int] = {0, 1, len(lines) - 2, len(lines) - 1}
    for at in breaks:
        middle = bisect_left(begins, at)
        edges.update(p for p in range(middle - 2, middle + 2) if 0 <= p < len(lines))
    return edges


def _near(place: int, marks: list[int]) -> bool:
    at = bisect_left(marks, place)
    return any(0 <= i < len(marks) and 0 < abs(marks[i] - place) <= 2 for i in (at - 1, at, at + 1))
