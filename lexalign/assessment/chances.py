"""From the confidences of matches to the chance that a pillar is largely in place, exactly.

One chain of small exact steps: confidences ▶ chances (:class:`lexalign.matching.presence.Presence`) ▶ what a provision
can turn out to be (:func:`outcome_of`) ▶ the distribution of the rule's sum over the provisions of a pillar
(:func:`pillar_sums`) ▶ the chance that the sum reaches a share (:meth:`PillarSums.reaches`) ▶ the distribution of a
number of States (:func:`number_of_states`).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from lexalign.assessment.rules import PillarRule, Rule
from lexalign.assessment.statuses import asked_elements
from lexalign.assessment.values import ConcordanceRow, CountryAssessment, ProvisionStatus
from lexalign.matching.presence import Presence
from lexalign.model import Basis, Element, Status
from lexalign.provisions import elements_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "Outcome",
    "PillarSums",
    "mid_p_interval",
    "number_of_states",
    "outcome_of",
    "outcomes_of",
    "pillar_sums",
    "units_of",
]

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a provision would turn out to be if its candidate articles were all looked at.

    Attributes:
        base: What it is if none of the articles in doubt is so; None if it then adds nothing to the rule's sum.
        steps: (confidence, what it is if this article and those before it are so), the surest first.
        reserved: The State reserved it.
        articles: Numbers of the articles that are in doubt, the surest first.
    """

    base: Status | None = None
    steps: tuple[tuple[float, Status], ...] = ()
    reserved: bool = False
    articles: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nothing is left to chance."""
        return all(word is self.base for _, word in self.steps)

    def chances(self, presence: Presence) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Chance of *in line* and of *partially in line*, at each node of the doubt that a State's provisions share."""
        return self.split(presence.chances(np.array(self.confidences))[0])

    @property
    def confidences(self) -> tuple[float, ...]:
        """One, those of the steps (none above the one before it), and nought."""
        return (*itertools.accumulate((1.0, *(c for c, _ in self.steps)), min), 0.0)

    def split(self, at_node: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Chance of *in line* and of *partially in line*, from those of its confidences at each node."""
        # The articles down to a place are so, and none after it, with the difference of the chances there.
        gaps = at_node[:, :-1] - at_node[:, 1:]
        words = (self.base, *(word for _, word in self.steps))
        full, part = (gaps[:, [w is s for w in words]].sum(axis=1) for s in (Status.IN_LINE, Status.PARTIAL))
        return full, part


def outcome_of(
    status: ProvisionStatus, candidates: Sequence[ConcordanceRow], elements: Sequence[Element], rule: Rule
) -> Outcome:
    """What a provision can turn out to be.

    A decision, a published verdict or a presumption settles it. Otherwise each article that the machine ties to it is
    so with a chance drawn from its confidence, and the provision is what the elements of the articles that are so add
    up to. The articles of one law are taken to be right or wrong *together*, the surer one whenever the less sure one
    is: the chance that the provision is there is then that of its best article (:mod:`lexalign.matching.presence`).

    Args:
        status: Of the provision, with its rows.
        candidates: Rows the machine did not accept and nobody decided.
        elements: All of the provision.
        rule: Which of them are asked.
    """
    if status.status is Status.RESERVED:
        return Outcome(reserved=True)
    if status.decision is not None or status.basis not in (Basis.MACHINE, Basis.EXPERT, Basis.NONE):
        return _certain(status.status)
    relations = {row.relation for row in status.rows if row.decision is not None}
    if "full" in relations:
        return _certain(Status.IN_LINE)
    if "partial" in relations:
        return _certain(Status.PARTIAL)
    settled = [r for r in status.rows if r.decision is not None and r.relation not in ("", "related")]
    open_ = [r for r in (*status.rows, *candidates) if r.decision is None and r.basis is Basis.MACHINE]
    open_ = sorted((r for r in open_ if r.confidence), key=lambda r: -(r.confidence or 0.0))
    if not open_ and not settled:
        return _certain(status.status)
    asked = {e.id for e in asked_elements(elements, rule)}
    seen = {element for row in settled for element in row.shown} & asked
    base = _by_elements(asked, seen, rule) if settled else None
    steps = []
    for row in open_:
        seen |= asked & set(row.shown)
        steps.append((float(row.confidence or 0.0), _by_elements(asked, seen, rule)))
    return Outcome(base, tuple(steps), articles=tuple(dict.fromkeys(r.number for r in open_)))


def _by_elements(asked: set[str], seen: set[str], rule: Rule) -> Status:
    whole = bool(asked) and len(seen) + _TOLERANCE >= rule.in_line_share * len(asked)
    return Status.IN_LINE if whole else Status.PARTIAL


def _certain(status: Status) -> Outcome:
    return Outcome(status if status in (Status.IN_LINE, Status.PARTIAL) else None)


def outcomes_of(assessment: CountryAssessment, rule: Rule, pillar: PillarRule) -> Mapping[str, Outcome]:
    """What each counted provision of a pillar can turn out to be; one that nothing is known of adds nothing."""
    by_id = {s.provision: s for s in assessment.provisions}
    undecided: dict[str, list[ConcordanceRow]] = {}
    for row in assessment.near_misses:
        undecided.setdefault(row.provision, []).append(row)
    found = {}
    for provision in pillar.provisions:
        status = by_id.get(provision)
        if status is None:
            found[provision] = Outcome()
            continue
        rows = undecided.get(provision, [])
        needs = bool(rows or status.rows) and status.decision is None
        elements = elements_of(assessment.instrument, provision) if needs else ()
        found[provision] = outcome_of(status, rows, elements, rule)
    return found


@dataclass(frozen=True)
class PillarSums:
    """The distribution of a rule's sum over the provisions of a pillar.

    Attributes:
        chances: Of each sum, in whole units: shape (nodes, 2, units); the second of the two where a provision is there
            that counts even alone.
        weights: Of the nodes of the doubt that the provisions share.
        whole: The greatest possible sum, in units; 0 where no provision counts.
    """

    chances: NDArray[np.float64]
    weights: NDArray[np.float64]
    whole: int

    def by_node(self, share: float, *, one: int = 0, more: int = 0, there: bool = False) -> NDArray[np.float64]:
        """The chance, at each node, of at least a share of the greatest sum, by more than what does not count alone.

        Args:
            share: In (0, 1].
            one: Greatest units of a provision that is to be added and of which it is known what it is.
            more: Its own units.
            there: Whether it is there and counts even alone.
        """
        whole = self.whole + one
        if not whole:
            return np.zeros(len(self.weights))
        needed = max(0, math.ceil((share - _TOLERANCE) * whole) - more)
        rows = self.chances if there else self.chances[:, 1:]
        return np.asarray(np.minimum(1.0, rows[:, :, needed:].sum(axis=(1, 2))))

    def reaches(self, share: float) -> float:
        """The chance of at least a share of the greatest possible sum."""
        return float(self.weights @ self.by_node(share))


def units_of(rule: PillarRule) -> tuple[int, int]:
    """What a provision in line and one partially in line add, in whole units: exact, whatever the weights."""
    ratio = Fraction(str(rule.partial)) / Fraction(str(rule.in_line))
    return ratio.denominator, ratio.numerator


def pillar_sums(rule: PillarRule, outcomes: Mapping[str, Outcome], presence: Presence) -> PillarSums:
    """Add up, provision by provision, all that a pillar's sum can be (Poisson-binomial with three outcomes).

    Args:
        rule: Of the pillar; the weights are added as the exact fractions they are written as.
        outcomes: Provision ▶ what it can be; given the doubt they share, they are independent of each other.
        presence: From confidences to chances.
    """
    one, half = units_of(rule)
    counted = [(p, o) for p, o in outcomes.items() if not (o.reserved and rule.reserved == "leave out")]
    counted = [(p, _certain(Status(rule.reserved)) if o.reserved else o) for p, o in counted]
    given = [o.confidences for _, o in counted]
    # All at once: a pass over few numbers costs as much as one over many.
    at_node, weights = presence.chances(np.array([c for one_given in given for c in one_given] or [0.0]))
    ends = list(itertools.accumulate(len(g) for g in given))
    chances = np.zeros((len(weights), 2, 1))
    chances[:, 0, 0] = 1.0
    for (provision, outcome), mine, end in zip(counted, given, ends, strict=True):
        full, part = outcome.split(at_node[:, end - len(mine) : end])
        before = chances.shape[2]
        chances = np.concatenate([chances, np.zeros((len(weights), 2, one))], axis=2)
        moved = np.zeros_like(chances)
        for chance, step in ((full, one), (part, half)):
            if chance.any():
                moved[:, :, step : step + before] += chance[:, None, None] * chances[:, :, :before]
        if provision not in rule.not_alone:
            moved[:, 1] += moved[:, 0]
            moved[:, 0] = 0.0
        chances = chances * np.clip(1.0 - full - part, 0.0, 1.0)[:, None, None] + moved
    return PillarSums(chances, weights, one * len(counted))


def number_of_states(chances: Iterable[float]) -> NDArray[np.float64]:
    """The exact distribution of how many of some independent things are so (Poisson-binomial).

    Args:
        chances: Of each.

    Returns:
        Chance of 0, 1, 2 ... of them; its length is their number and one.
    """
    found = np.ones(1)
    for chance in chances:
        longer = np.zeros(len(found) + 1)
        longer[:-1] = found * (1.0 - chance)
        longer[1:] += found * chance
        found = longer
    return found


def mid_p_interval(distribution: NDArray[np.float64], level: float = 0.9) -> tuple[int, int, float]:
    """The interval of a distribution on 0, 1, 2 ... by mid-probabilities.

    A number is inside if the chance of less than it, and half of its own, lies between the two tails. An interval of
    whole numbers cannot hold exactly 90%: this one holds about as often more as less, where the usual one holds always
    more; what it holds is given, so that nobody needs to trust the name.

    Args:
        distribution: Chance of 0, 1, 2 ...
        level: Share of the chance it should hold, in (0, 1).

    Returns:
        First and last number, and the chance that they hold between them.
    """
    middle = np.cumsum(distribution) - distribution / 2
    tail = (1.0 - level) / 2
    inside = np.flatnonzero((middle >= tail - 1e-12) & (middle <= 1.0 - tail + 1e-12))
    low, high = int(inside[0]), int(inside[-1])
    return low, high, float(min(1.0, distribution[low : high + 1].sum()))
