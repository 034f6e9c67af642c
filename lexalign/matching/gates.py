"""How strongly an article speaks for a provision at all, and for a neighbouring one instead: its gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lexalign.language.wordings import Hit
from lexalign.matching.reading import best_of_units
from lexalign.matching.windows import smallest_window
from lexalign.model import Formula

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lexalign.matching.reading import Readings
    from lexalign.model import Element, Provision

__all__ = ["Gates", "concept_groups", "gates_of"]

FULL = 100
"""Words among which one mention of a concept makes an article, or a paragraph of it, be about it."""

NEAR = 40.0
"""Words between the parts of a gate at which they count for a third (1/e) of what they would side by side."""

ANYWHERE = 10**9
"""Words an article never reaches."""

_Groups = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Gates:
    """What opens and closes the way from an article to a provision; each in [0, 1], shape (articles, provisions).

    Attributes:
        requires: How strongly what the provision requires is named: 1 in a heading, or where every ``FULL`` words of
            the article or of one of its paragraphs name it; less for a passing mention. 1 without requirement.
        near: How close together the parts of a requirement stand: 1 side by side, less the further apart, 0 where one
            is missing. 1 without requirement.
        excludes: How strongly what speaks against the provision is named. 0 where nothing does.
    """

    requires: NDArray[np.float64]
    near: NDArray[np.float64]
    excludes: NDArray[np.float64]


def concept_groups(formula: Formula, number: Mapping[str, int]) -> _Groups:
    """The groups of a formula as concept numbers."""
    return tuple(tuple(number[c] for c in group) for group in formula.groups)


def gates_of(
    readings: Readings,
    provisions: Sequence[Provision],
    elements: Sequence[Element],
    by_unit: NDArray[np.bool_],
    number: Mapping[str, int],
) -> Gates:
    """Work out the gates of every article.

    Args:
        readings: Of the articles.
        provisions: In order.
        elements: Those that ``by_unit`` speaks of.
        by_unit: Which units show which element, shape (units, elements); units in the order of the readings.
        number: Concept ▶ the number the readings' hits count by.
    """
    shape = (len(readings), len(provisions))
    requires, near, excludes = np.ones(shape), np.ones(shape), np.zeros(shape)
    whole, parts = _density(readings), _unit_density(readings)
    for p, one in enumerate(provisions):
        if one.excludes:
            excludes[:, p] = _strongest(whole, [concept_groups(f, number) for f in one.excludes])
        if one.requires:
            asked = [concept_groups(f, number) for f in one.requires]
            requires[:, p] = _strongest(whole, asked)
            requires[:, p] = np.maximum(requires[:, p], best_of_units(_strongest(parts, asked), readings))
            near[:, p] = 0.0
            for a in np.flatnonzero(requires[:, p]).tolist():
                near[a, p] = _nearness(readings[a].hits_in(0), asked)
    _look_at_the_part(excludes, readings, provisions, elements, by_unit, parts, number)
    return Gates(requires, near, excludes)


def _density(readings: Readings) -> NDArray[np.float64]:
    """How often each concept stands in each article, per ``FULL`` words, at most 1; shape (articles, concepts)."""
    out = readings.counts[readings.wholes] * (FULL / np.maximum(FULL, readings.lengths[readings.wholes]))[:, None]
    out[readings.in_headings > 0] = 1.0
    return np.minimum(out, 1.0)


def _unit_density(readings: Readings) -> NDArray[np.float64]:
    """The same for each unit, headings counted like any other words; shape (units, concepts)."""
    return np.minimum(1.0, readings.counts * FULL / np.maximum(FULL, readings.lengths)[:, None])


def _together(density: NDArray[np.float64], groups: _Groups) -> NDArray[np.float64]:
    return np.asarray(np.min([density[:, g].sum(axis=1).clip(max=1.0) for g in groups], axis=0))


def _strongest(density: NDArray[np.float64], formulas: Sequence[_Groups]) -> NDArray[np.float64]:
    return np.asarray(np.max([_together(density, groups) for groups in formulas], axis=0))


def _nearness(places: Mapping[int, Sequence[Hit]], formulas: Sequence[_Groups]) -> float:
    """Of the formula whose parts stand closest together, in [0, 1]."""
    best = 0.0
    for groups in formulas:
        window = smallest_window([[h for c in group for h in places.get(c, ())] for group in groups], ANYWHERE)
        if window is not None:
            apart = max(h.last for h in window) - min(h.first for h in window) if len(groups) > 1 else 0
            best = max(best, float(np.exp(-apart / NEAR)))
    return best


def _look_at_the_part(
    excludes: NDArray[np.float64],
    readings: Readings,
    provisions: Sequence[Provision],
    elements: Sequence[Element],
    by_unit: NDArray[np.bool_],
    density: NDArray[np.float64],
    number: Mapping[str, int],
) -> None:
    """Where parts of an article have headings of their own, only the part that shows a provision speaks against it."""
    columns: dict[str, list[int]] = {}
    for e, element in enumerate(elements):
        columns.setdefault(element.provision.partition(".")[0], []).append(e)
    for a, r in enumerate(readings):
        if len(r.unit_spans) < 2 or len(r.headings) - bool(r.article.heading) < 2:
            continue
        parts = np.flatnonzero(readings.owner == a)[1:]
        for p, one in enumerate(provisions):
            if excludes[a, p] > 0:
                shown = by_unit[parts][:, columns.get(one.id, [])].sum(axis=1)
                best = density[parts[shown == shown.max()]]
                excludes[a, p] = _strongest(best, [concept_groups(f, number) for f in one.excludes]).min()
