"""Which elements of which provision an article shows, and by which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lexalign.language.lexicon import Lexicon
from lexalign.language.wordings import Hit
from lexalign.matching.gates import Gates, concept_groups, gates_of
from lexalign.matching.reading import Reading, Readings, best_of_units
from lexalign.matching.windows import smallest_window
from lexalign.model import Element, Evidence, Instrument, Provision
from lexalign.provisions import articles as articles_of
from lexalign.provisions import elements_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Shown", "evidence_for", "show"]


@dataclass(frozen=True)
class Shown:
    """Elements shown by units of articles.

    Attributes:
        readings: One per article.
        elements: The elements, own and paragraphs', in the instrument's order.
        by_unit: Boolean, shape (units, elements).
        gates: How strongly articles name what provisions require and what speaks against them.
    """

    readings: Readings
    provisions: tuple[Provision, ...]
    elements: tuple[Element, ...]
    by_unit: NDArray[np.bool_]
    gates: Gates

    @cached_property
    def by_article(self) -> NDArray[np.bool_]:
        """Elements shown anywhere in an article, shape (articles, elements)."""
        return best_of_units(self.by_unit, self.readings)


def show(readings: Readings, instrument: Instrument) -> Shown:
    """Evaluate every formula of an instrument on every unit."""
    index = {c: i for i, c in enumerate(readings.lexicon.finder.concepts)}
    provisions = articles_of(instrument)
    elements = tuple(e for p in provisions for e in elements_of(instrument, p.id))
    present = np.ascontiguousarray((readings.counts > 0).T)

    def units_with(groups: tuple[tuple[int, ...], ...]) -> NDArray[np.bool_]:
        ok = np.ones(len(readings.owner), dtype=bool)
        for group in groups:
            ok &= np.logical_or.reduce(present[list(group)], axis=0)
        return ok

    by_unit = np.zeros((len(readings.owner), len(elements)), dtype=bool)
    for e, element in enumerate(elements):
        for formula in element.shown_by:
            groups = concept_groups(formula, index)
            ok = units_with(groups) & ~by_unit[:, e]
            if formula.within is None or len(groups) == 1:
                by_unit[ok, e] = True
                continue
            for u in np.flatnonzero(ok).tolist():
                hits = readings.hits_of(u)
                window = smallest_window([[h for c in g for h in hits.get(c, ())] for g in groups], formula.within)
                by_unit[u, e] = window is not None
    gates = gates_of(readings, provisions, elements, by_unit, index)
    return Shown(readings, provisions, elements, by_unit, gates)


def evidence_for(reading: Reading, elements: Sequence[Element], lexicon: Lexicon) -> tuple[Evidence, ...]:
    """The words that show elements: of each element, the tightest window of its first formula that holds."""
    index = {c: i for i, c in enumerate(lexicon.finder.concepts)}
    names = lexicon.finder.concepts
    out: list[Evidence] = []
    for element in elements:
        for formula in element.shown_by:
            groups_of = concept_groups(formula, index)
            window: tuple[Hit, ...] | None = None
            for unit in range(len(reading.unit_spans)):
                hits = reading.hits_in(unit)
                window = smallest_window([[h for c in g for h in hits.get(c, ())] for g in groups_of], formula.within)
                if window is not None:
                    break
            if window is None:
                continue
            order = reading.unit_words[unit]
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
