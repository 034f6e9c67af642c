"""Paragraph by paragraph: which part of a national article shows which part of a provision."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lexalign.language.wordings import Hit
from lexalign.matching.context import Looked, holds
from lexalign.matching.signals import WEIGHTS
from lexalign.matching.units import LEAD
from lexalign.matching.windows import smallest_window
from lexalign.model import Element, Finding

__all__ = ["Parts", "find", "parts_of"]

MOST = 5
"""Paragraphs named in one pinpoint at most; more of them are the article."""


ACCOMPANYING = ("mental", "qualifier")
"""Kinds of elements that go with the others."""


LIKE = 0.6
"""Likeness of a paragraph's heading to a title of the provision from which it says something."""

NAMED = 4.0
"""What such a heading weighs beside the elements, see ``WEIGHTS``."""


@dataclass(frozen=True)
class Parts:
    """The paragraphs of an article with the concepts found in each.

    Attributes:
        pinpoints: As cited.
        headings: The phrases that open them as headings do; empty where there is none.
        parents: Per paragraph, the index of the one around it; -1 where that is the article.
        children: Per paragraph, the indices of those directly inside it.
        hits: Per paragraph, concept ▶ hits, those of the words it is read with included.
        leads: Per paragraph, how many words it is read with: positions below that are not its own.
    """

    number: str
    pinpoints: tuple[str, ...]
    headings: tuple[str, ...]
    parents: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    top: tuple[int, ...]
    hits: tuple[Mapping[str, Sequence[Hit]], ...]
    leads: tuple[int, ...]


def parts_of(looked: Looked) -> Parts:
    """Cut the hits of an article by its paragraphs.

    A paragraph is read with the opening words of those above it: "A person who sells: (a) a password".
    """
    found, words = looked.paragraphs, looked.words
    index = {p.pinpoint: i for i, p in enumerate(found)}
    children: list[list[int]] = [[] for _ in found]
    top: list[int] = []
    for i, p in enumerate(found):
        if p.parent is None:
            top.append(i)
        else:
            children[index[p.parent]].append(i)
    flat = sorted(((h.first, h.last, c) for c, hits in looked.hits.items() for h in hits))
    firsts = [f for f, _, _ in flat]
    hits_of: list[Mapping[str, Sequence[Hit]]] = []
    leads: list[int] = []
    above: dict[int, tuple[tuple[int, int], ...]] = {}
    opening = (0, looked.reading.heading_words)
    begin = words[top[0]][0] if top else 0
    intro = (opening[1], min(begin, opening[1] + LEAD))
    for i, p in enumerate(found):
        if p.parent is None:
            above[i] = (opening, intro)
        else:
            up = index[p.parent]
            first_child = words[children[up][0]][0]
            above[i] = (*above[up], (words[up][0], min(first_child, words[up][0] + LEAD)))
        mine: dict[str, list[Hit]] = {}
        shift = 0
        for low, high in (*above[i], words[i]):
            lead = shift
            for f, last, concept in flat[bisect_left(firsts, low) : bisect_left(firsts, high)]:
                if last < high:
                    mine.setdefault(concept, []).append(Hit(0, f - low + shift, last - low + shift))
            shift += max(0, high - low)
        hits_of.append(mine)
        leads.append(lead)
    return Parts(
        looked.article.number,
        tuple(p.pinpoint for p in found),
        tuple(p.heading for p in found),
        tuple(-1 if p.parent is None else index[p.parent] for p in found),
        tuple(tuple(c) for c in children),
        tuple(top),
        tuple(hits_of),
        tuple(leads),
    )


def _shows(parts: Parts, i: int, element: Element) -> bool:
    """Whether a paragraph shows an element by at least one word of its own."""
    hits, lead = parts.hits[i], parts.leads[i]
    for formula in element.shown_by:
        window = holds(formula, hits)
        if window is None:
            continue
        if any(h.last >= lead for h in window):
            return True
        own = {c: [h for h in found if h.last >= lead] for c, found in hits.items()}
        for n, group in enumerate(formula.groups):  # the tightest window stands above; one that reaches in may not
            if any(own.get(c) for c in group):
                rest = [
                    [h for c in g for h in (own if k == n else hits).get(c, ())] for k, g in enumerate(formula.groups)
                ]
                if all(rest) and smallest_window(rest, formula.within) is not None:
                    return True
    return False


def _deepest(parts: Parts, element: Element) -> tuple[int, ...]:
    out: list[int] = []
    waiting = [i for i in parts.top if _shows(parts, i, element)]
    while waiting:
        i = waiting.pop(0)
        inner = [c for c in parts.children[i] if _shows(parts, c, element)]
        if inner:
            waiting = [*inner, *waiting]
        else:
            out.append(i)
    return tuple(out)


def _above(parts: Parts, i: int) -> tuple[int, ...]:
    out: list[int] = []
    while (i := parts.parents[i]) >= 0:
        out.append(i)
    return tuple(out)


def _named_so(parts: Parts, titles: Sequence[str]) -> dict[int, float]:
    """Per paragraph that has a heading or stands under one, how like the provision's titles that heading is."""
    from rapidfuzz import fuzz, process

    headed = [i for i, heading in enumerate(parts.headings) if heading]
    if not headed or not titles:
        return {}
    names = [t.casefold() for t in titles]
    likeness = process.cdist([parts.headings[i].casefold() for i in headed], names, scorer=fuzz.token_sort_ratio)
    own = {i: float(score) / 100 for i, score in zip(headed, likeness.max(axis=1), strict=True)}
    under = {i: next((own[k] for k in (i, *_above(parts, i)) if k in own), 0.0) for i in range(len(parts.pinpoints))}
    return {i: score for i, score in under.items() if score >= LIKE}


def _pinpoint(
    parts: Parts, where: Mapping[str, Sequence[int]], kinds: Mapping[str, str], named: Mapping[int, float]
) -> str:
    """The fewest paragraphs that together show what any paragraph shows.

    Mind and qualifiers stand everywhere and add no paragraph to those that show the rest. Of paragraphs that show as
    much the first counts: the basic offence stands before its aggravated forms.
    """
    left = {e for e, places in where.items() if places}
    if not left:
        return parts.number
    left = {e for e in left if kinds[e] not in ACCOMPANYING} or left
    chosen: list[int] = []
    while left:
        # What a paragraph's opening words show counts for the items under it: 18(1)(a) is read with 18(1).
        weights: dict[int, tuple[float, int, int]] = {}
        for i in {i for e in left for i in where[e]}:
            with_above = {i, *_above(parts, i)}
            core = sum(WEIGHTS[kinds[e]] for e in left if set(where[e]) & with_above)
            core += NAMED * named.get(i, 0.0)
            weights[i] = (core, sum(i in where[e] for e in left), -i)
        best = max(weights, key=weights.__getitem__)
        chosen.append(best)
        left -= {e for e in left if set(where[e]) & {best, *_above(parts, best)}}
    if len(chosen) > MOST:
        return parts.number
    return ", ".join(parts.pinpoints[i] for i in sorted(chosen))


def find(
    elements: Sequence[Element],
    shown: Collection[str],
    lent: Collection[str],
    parts: Parts,
    titles: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """Say for each paragraph of a provision where an article shows it.

    Args:
        elements: Of the provision and its paragraphs, in order.
        shown: Ids of those the article shows.
        lent: Ids of those other articles lend to it.
        parts: Its paragraphs.
        titles: What laws call such a provision; a paragraph with a heading like that goes first.

    Returns:
        A finding for the elements common to the provision, if it has any, and one for each paragraph.
    """
    named = _named_so(parts, titles)
    by_paragraph: dict[str, list[Element]] = {}
    for element in elements:
        by_paragraph.setdefault(element.provision, []).append(element)
    out = []
    for provision, mine in by_paragraph.items():
        seen = [e for e in mine if e.id in shown]
        where = {e.id: _deepest(parts, e) for e in seen if e.required} or {e.id: _deepest(parts, e) for e in seen}
        missing = tuple(e.id for e in mine if e.required and e.id not in shown and e.id not in lent)
        pinpoint = _pinpoint(parts, where, {e.id: e.kind for e in seen}, named) if seen else ""
        out.append(Finding(provision, pinpoint, tuple(e.id for e in seen), missing))
    return tuple(out)
