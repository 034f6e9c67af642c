"""Articles on foreign requests that refer to the articles on the domestic power.

Codes often say only that the powers of certain articles may be used where a foreign authority asks for it. What such an
article implements is told by the articles it names: the twin of the provision they implement (preservation at home and
on request, Articles 16 and 29 of the Convention on Cybercrime; so it goes on to Articles 21 and 34).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from lexalign.language.lexicon import Lexicon
from lexalign.laws.lookup import Numbers
from lexalign.matching.reading import Reading
from lexalign.matching.references import references
from lexalign.model import Law, Provision

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FOREIGN", "referred", "twins"]

FOREIGN = "foreign_request"
"""Concept that an article on foreign requests names."""


def twins(provisions: Sequence[Provision]) -> dict[int, tuple[int, ...]]:
    """Places of the provisions on co-operation ▶ places of the domestic powers they are related to."""
    place = {p.id: i for i, p in enumerate(provisions)}
    out = {}
    for i, p in enumerate(provisions):
        if p.pillar == "cooperation":
            powers = [place[r] for r in p.related if r in place and provisions[place[r]].pillar == "procedural"]
            if powers:
                out[i] = tuple(powers)
    return out


def referred(
    law: Law,
    readings: Sequence[Reading],
    provisions: Sequence[Provision],
    lexicon: Lexicon,
    likely: NDArray[np.float64],
) -> NDArray[np.float64]:
    """How much the articles that an article on foreign requests refers to look like the twin of a provision.

    Args:
        law: The law.
        readings: Of its articles, in order.
        provisions: Articles of the treaty, in order.
        lexicon: Of the law's language.
        likely: How much each article looks like each provision, in [0, 1], shape (articles, provisions).

    Returns:
        Of the same shape; 0 for provisions without a twin and for articles that name no foreign request.
    """
    out = np.zeros_like(likely)
    pairs = twins(provisions)
    if not pairs:
        return out
    number = {c: i for i, c in enumerate(lexicon.finder.concepts)}.get(FOREIGN, -1)
    numbers = Numbers(law)
    row = numbers.place
    for a, reading in enumerate(readings):
        if not any(h.concept == number for h in reading.hits):
            continue
        named = {row[key] for r in references(reading.article, law, numbers) if r.extends for key in r.articles}
        if named:
            best = likely[sorted(named)].max(axis=0)
            for p, powers in pairs.items():
                out[a, p] = best[list(powers)].max()
    return out
