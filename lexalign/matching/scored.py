"""Every article of a law against every provision of a treaty: weighed, chosen, and made into matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lexalign.language.lexicon import Lexicon
from lexalign.matching.features import Features, features
from lexalign.matching.fusion import Fit, accept, confidence
from lexalign.matching.precedents import Compared, Likeness, Precedents
from lexalign.matching.reading import Readings
from lexalign.matching.shown import evidence_for
from lexalign.model import Instrument, Law, Match
from lexalign.phrases import say
from lexalign.provisions import articles as articles_of
from lexalign.provisions import elements_of, provision

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lexalign.matching.semantic import Embedder

__all__ = ["Scored", "matches_of", "score"]

TOLD_FROM = 0.5
"""Likeness from which a settled article of another State is named as a reason."""


@dataclass(frozen=True)
class Scored:
    """Every article of a law against every provision.

    Attributes:
        found: The signals.
        confidence: Shape (articles, provisions).
        accepted: Pairs that go into the concordance unasked, of the same shape.
        alone: Provisions whose pairs were taken back because they mean nothing without others ▶ why.
    """

    found: Features
    confidence: NDArray[np.float64]
    accepted: NDArray[np.bool_]
    alone: dict[str, str]


def score(
    law: Law,
    readings: Readings,
    treaty: Instrument,
    fit: Fit,
    settled: Precedents,
    beside: Compared,
    embedder: Embedder | None = None,
) -> Scored:
    """Weigh all pairs of a law and a treaty.

    Args:
        law: The law.
        readings: Of its articles, in order.
        treaty: The treaty.
        fit: Weights.
        settled: Precedents; those of the law's own country do not count.
        beside: The readings beside them, from ``compare``; the same for all treaties.
        embedder: The sentence model that the weights were fitted with, if they were with one.
    """
    found = features(law, readings, treaty, settled, (law.country,), beside, embedder=embedder)
    scores = confidence(found.values, found.headed, found.likeness.settled, fit)
    chosen = accept(scores, fit.threshold, fit.share_of_best)
    alone = _set_alone_aside(treaty, chosen)
    return Scored(found, scores, chosen, alone)


def _set_alone_aside(treaty: Instrument, chosen: NDArray[np.bool_]) -> dict[str, str]:
    """Take back what was chosen for provisions that mean nothing without others; says why, by provision."""
    column = {p.id: i for i, p in enumerate(articles_of(treaty))}
    out = {}
    for p, i in column.items():
        others = provision(treaty, p).follows
        if others and not any(chosen[:, column[o]].any() for o in others if o in column):
            chosen[:, i] = False
            out[p] = f"It counts only where one of {', '.join(o.partition(':')[2] for o in others)} is implemented."
    return out


def matches_of(
    law: Law, treaty: Instrument, lexicon: Lexicon, scored: Scored, settled: Precedents, at_least: float, kept: int
) -> tuple[Match, ...]:
    """Accepted matches and candidates, by provision, surest first.

    Args:
        law: The law.
        treaty: The treaty.
        lexicon: Of the law's language.
        scored: The law against the treaty.
        settled: Precedents that the law was compared with.
        at_least: Confidence from which a pair is kept as a candidate.
        kept: Candidates kept per provision.
    """
    found, scores, chosen, alone = scored.found, scored.confidence, scored.accepted, scored.alone
    by_article = found.shown.by_article
    position = {e.id: i for i, e in enumerate(found.shown.elements)}
    out: list[Match] = []
    for p, one in enumerate(articles_of(treaty)):
        elements = elements_of(treaty, one.id)
        order = np.argsort(-scores[:, p], kind="stable")
        likely = (scores[order, p] >= at_least) & (np.arange(len(order)) < kept)
        for a in order[likely | chosen[order, p]].tolist():
            shown = [e for e in elements if by_article[a, position[e.id]]]
            required = [e for e in elements if e.required]
            remarks = [alone[one.id]] if one.id in alone else []
            if found.shown.gates.requires[a, p] == 0:
                remarks.append(say("What such an article must name (its anchor) was not seen."))
            if found.shown.gates.excludes[a, p] >= 0.5:
                remarks.append(say("It holds words that speak for a neighbouring provision instead."))
            match = Match(
                article=law.articles[a].key,
                provision=one.id,
                confidence=float(scores[a, p]),
                accepted=bool(chosen[a, p]),
                shown=tuple(e.id for e in required if e in shown),
                missing=tuple(e.id for e in required if e not in shown),
                evidence=evidence_for(found.shown.readings[a], shown, lexicon),
                signals={name: float(value[a, p]) for name, value in found.signals.items()},
                remarks=tuple(remarks),
                precedents=_told(found.likeness, settled, a, p, one.id),
            )
            out.append(match)
    return tuple(out)


def _told(like: Likeness, settled: Precedents, a: int, p: int, provision_id: str) -> tuple[str, ...]:
    """The settled articles that an article is most like, as sentences; none where it is not very like any."""
    out = []
    for row, near in zip(like.nearest[a, p].tolist(), like.nearness[a, p].tolist(), strict=True):
        if row >= 0 and near >= TOLD_FROM:
            place = f"Article {provision_id.partition(':')[2]}"
            out.append(f"Reads like {settled.rows[row]}, settled for {place} (likeness {near:.2f}).")
    return tuple(out)
