"""Which elements of which provision an article shows, and by which words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lexalign.language.lexicon import Lexicon
from lexalign.language.wordings import Hit
from lexalign.language.words import Words, split_words
from lexalign.matching.gates import Gates, concept_groups, gates_of
from lexalign.matching.units import LEAD, units
from lexalign.matching.windows import smallest_window
from lexalign.model import Article, Element, Evidence, Instrument, Provision
from lexalign.provisions import articles as articles_of
from lexalign.provisions import elements_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Reading", "Shown", "evidence_for", "read_article", "show"]

_HitsOf = dict[int, list[Hit]]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the matcher reads it: heading and text in one row of words, with the concepts found.

    Attributes:
        words: Of the heading, then of the text.
        heading_words: How many of them stand in the heading.
        hits: Concept hits, in the order of the text.
        unit_hits: Per unit, concept ▶ hits with word positions counted inside the unit.
        unit_words: Per unit, the indices of its words.
        pinpoints: Per unit, the numbers of its part, outermost first; none for the whole article.
        headings: The article's own, then those that open its parts.
    """

    article: Article
    words: Words
    heading_words: int
    hits: tuple[Hit, ...]
    unit_hits: tuple[_HitsOf, ...]
    unit_words: tuple[tuple[int, ...], ...]
    pinpoints: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]


def read_article(article: Article, lexicon: Lexicon) -> Reading:
    """Cut an article into words and units and find the concepts in it."""
    heading, text = (split_words(t, lexicon.letters) for t in (article.heading or "", article.text))
    n = len(heading)
    words = Words(heading.folded + text.folded, heading.starts + text.starts, heading.ends + text.ends)
    hits = lexicon.finder.find(words)
    unit_hits, unit_words, pinpoints = [], [], []
    headings = [article.heading] if article.heading else []
    firsts = [h.first for h in hits]
    for number, unit in enumerate(units(0, article.text)):
        order = list(range(n))
        inside = hits[: bisect_left(firsts, n)]
        for i, (a, b) in enumerate(unit.spans):
            lo, hi = bisect_left(text.starts, a), bisect_left(text.starts, b)
            if i < len(unit.spans) - 1:
                hi = min(hi, lo + LEAD)
            order.extend(range(n + lo, n + hi))
            inside += hits[bisect_left(firsts, n + lo) : bisect_left(firsts, n + hi)]
        found: _HitsOf = {}
        at = {w: i for i, w in enumerate(order)} if number else {}
        for h in inside:
            if not number:
                found.setdefault(h.concept, []).append(h)
            elif h.last in at and at[h.last] - at[h.first] == h.last - h.first:
                found.setdefault(h.concept, []).append(Hit(h.concept, at[h.first], at[h.last]))
        unit_hits.append(found)
        unit_words.append(tuple(order))
        pinpoints.append(unit.pinpoint)
        headings.extend([unit.heading] if unit.heading else [])
    return Reading(
        article,
        words,
        n,
        tuple(hits),
        tuple(unit_hits),
        tuple(unit_words),
        tuple(pinpoints),
        tuple(dict.fromkeys(headings)),
    )


@dataclass(frozen=True)
class Shown:
    """Elements shown by units of articles.

    Attributes:
        readings: One per article.
        owner: Index of the article of each unit, shape (units,).
        elements: The elements, own and paragraphs', in the instrument's order.
        by_unit: Boolean, shape (units, elements).
        gates: How strongly articles name what provisions require and what speaks against them.
    """

    readings: tuple[Reading, ...]
    owner: NDArray[np.int64]
    provisions: tuple[Provision, ...]
    elements: tuple[Element, ...]
    by_unit: NDArray[np.bool_]
    gates: Gates

    @property
    def by_article(self) -> NDArray[np.bool_]:
        """Elements shown anywhere in an article, shape (articles, elements)."""
        out = np.zeros((len(self.readings), len(self.elements)), dtype=bool)
        np.logical_or.at(out, self.owner, self.by_unit)
        return out


def show(readings: Sequence[Reading], instrument: Instrument, lexicon: Lexicon) -> Shown:
    """Evaluate every formula of an instrument on every unit."""
    index = {c: i for i, c in enumerate(lexicon.finder.concepts)}
    provisions = articles_of(instrument)
    elements = tuple(e for p in provisions for e in elements_of(instrument, p.id))
    all_hits = [(a, hits) for a, r in enumerate(readings) for hits in r.unit_hits]
    owner = np.asarray([a for a, _ in all_hits], dtype=np.int64)
    present = np.zeros((len(all_hits), len(index)), dtype=bool)
    for u, (_, hits) in enumerate(all_hits):
        present[u, list(hits)] = True

    def units_with(groups: tuple[tuple[int, ...], ...]) -> NDArray[np.bool_]:
        ok = np.ones(len(all_hits), dtype=bool)
        for group in groups:
            ok &= present[:, group].any(axis=1)
        return ok

    by_unit = np.zeros((len(all_hits), len(elements)), dtype=bool)
    for e, element in enumerate(elements):
        for formula in element.shown_by:
            groups = concept_groups(formula, index)
            ok = units_with(groups) & ~by_unit[:, e]
            if formula.within is None or len(groups) == 1:
                by_unit[ok, e] = True
                continue
            for u in np.flatnonzero(ok).tolist():
                hits = all_hits[u][1]
                window = smallest_window([[h for c in g for h in hits.get(c, ())] for g in groups], formula.within)
                by_unit[u, e] = window is not None
    gates = gates_of(readings, provisions, elements, owner, by_unit, index)
    return Shown(tuple(readings), owner, provisions, elements, by_unit, gates)


def evidence_for(reading: Reading, elements: Sequence[Element], lexicon: Lexicon) -> tuple[Evidence, ...]:
    """The words that show elements: of each element, the tightest window of its first formula that holds."""
    index = {c: i for i, c in enumerate(lexicon.finder.concepts)}
    names = lexicon.finder.concepts
    out: list[Evidence] = []
    for element in elements:
        for formula in element.shown_by:
            groups_of = concept_groups(formula, index)
            window: tuple[Hit, ...] | None = None
            order: tuple[int, ...] = ()
            for hits, order in zip(reading.unit_hits, reading.unit_words, strict=True):  # noqa: B007
                groups = [[h for c in g for h in hits.get(c, ())] for g in groups_of]
                window = smallest_window(groups, formula.within)
                if window is not None:
                    break
            if window is None:
                continue
            for h in window:
                first, last = order[h.first], order[h.last]
                out.append(
                    Evidence(
                        element.id,
                        names[h.concept],
                        reading.words.starts[first],
                        reading.words.ends[last],
                        in_heading=last < reading.heading_words,
                    )
                )
            break
    return tuple(dict.fromkeys(out))
