"""Whose review would narrow the interval of the count most: States first, then provisions in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.assessment.chances import Outcome, pillar_sums, units_of
from lexalign.assessment.rules import PillarRule, Rule
from lexalign.assessment.tallies import admit
from lexalign.assessment.uncertainty import sums_of, uncertainty
from lexalign.assessment.values import CountryAssessment
from lexalign.matching.presence import Presence, load_presence

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NextReview", "ReviewStep", "next_review"]


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One thing to review, and what that would do to the count.

    Attributes:
        provision: Its id; empty where the whole pillar of the State is reviewed.
        articles: Numbers of the articles to look at, the surest first.
        chance: That the pillar is largely in place, as long as nobody looked.
        removes: Variance of the count that the review takes away on the average, in States squared.
        share: The same as a share of the variance of the count of that pillar.
        deviation_after: Of a State: standard deviation of the count of that pillar once this State and all those before
            it in the list were reviewed. Of a provision: once only it was.
    """

    country: str
    name: str
    pillar: str
    provision: str
    articles: tuple[str, ...]
    chance: float
    removes: float
    share: float
    deviation_after: float


@dataclass(frozen=True)
class NextReview:
    """What to review next, the most useful first.

    Attributes:
        states: Pillars of States.
        provisions: Single provisions; what several of one State take away does not add up.
    """

    as_of: str
    rule: Rule
    denominator: str
    size: int
    basis: str
    states: tuple[ReviewStep, ...]
    provisions: tuple[ReviewStep, ...]
    notes: tuple[str, ...] = ()

    @property
    def caption(self) -> str:
        """What is shown; date, rule and denominator."""
        return (
            f"What to review next to narrow the interval of the count, as of {self.as_of}, rule {self.rule.label}, of "
            f"{self.size} States ({self.denominator})"
        )

    def to_frame(self) -> pd.DataFrame:
        """States, then provisions, every row with date, rule, denominator and basis."""
        import pandas as pd

        head = {
            "as_of": self.as_of,
            "rule": self.rule.label,
            "denominator": self.denominator,
            "denominator_size": self.size,
        }
        columns = ("country", "name", "pillar", "provision", "chance", "removes", "share", "deviation_after")
        return pd.DataFrame(
            [
                {**head, "review": "provision" if s.provision else "State", **{c: getattr(s, c) for c in columns},
                 "articles": "; ".join(s.articles), "basis": self.basis}
                for s in (*self.states, *self.provisions)
            ],
            columns=[*head, "review", *columns, "articles", "basis"],
        )  # fmt: skip

    def __str__(self) -> str:
        lines = [self.caption]
        lines += [f"  {_words(s)}" for s in self.states] or ["  nothing is open: no count rests on the machine"]
        if self.provisions:
            lines.append("  By provision:")
            lines += [f"    {_words(s)}" for s in self.provisions]
        return "\n".join([*lines, f"  {self.basis}", *(f"  {n}" for n in self.notes)])

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        heads = ["State", "Pillar", "Provision", "Articles to look at", "Chance of largely in place", "Narrows by"]
        rows = [
            [s.name, s.pillar, s.provision or "all", ", ".join(s.articles), f"{s.chance:.0%}", f"{s.share:.0%}"]
            for s in (*self.states, *self.provisions)
        ]
        note = "\n".join(("Narrows by: share of the variance of the count.", self.basis, *self.notes))
        return str(table_html(heads, rows, caption=self.caption, note=note))


def _words(s: ReviewStep) -> str:
    where = f", {s.provision}" if s.provision else ""
    look = f"; articles {', '.join(s.articles)}" if s.articles else ""
    return (
        f"{s.name}, {s.pillar}{where}: chance {s.chance:.0%}, takes away {s.share:.0%} of the variance"
        f" (standard deviation then {s.deviation_after:.2f}){look}"
    )


def next_review(
    assessments: Iterable[CountryAssessment],
    *,
    as_of: str | date | None = None,
    rule: str | Path | Rule = "c-proc",
    denominator: str | Sequence[str] = "un-members",
    presume: str | None = None,
    top: int = 10,
    presence: Presence | None = None,
) -> NextReview:
    """Say which States and provisions to review next so that the interval of the count becomes narrower most.

    A review is taken to settle what it looks at: whether the articles that the machine found are so.

    Args:
        assessments: As of :func:`lexalign.counts`.
        as_of: As of :func:`lexalign.counts`.
        rule: As of :func:`lexalign.counts`.
        denominator: As of :func:`lexalign.counts`.
        presume: As of :func:`lexalign.counts`.
        top: States, and provisions, listed at most.
        presence: As of :func:`lexalign.assessment.uncertainty.uncertainty`.
    """
    given = [assessments] if isinstance(assessments, CountryAssessment) else list(assessments)
    admitted = admit(given, as_of=as_of, rule=rule, denominator=denominator, presume=presume)
    now = uncertainty(given, as_of=admitted.day, rule=admitted.rule, denominator=denominator, presence=presence)
    chances = presence or load_presence()
    states: list[ReviewStep] = []
    single: list[ReviewStep] = []
    for pillar in admitted.rule.pillars.values():
        variance = now[pillar.pillar].deviation ** 2
        mine: list[ReviewStep] = []
        for code, assessment in admitted.inside.items():
            found = sums_of(assessment, admitted.rule, pillar, chances)
            if found is None:
                continue
            chance = found[0].reaches(pillar.largely)
            for provision, (articles, removes) in _by_provision(pillar, found[1], chance, chances).items():
                left = max(0.0, variance - removes) ** 0.5
                single.append(
                    ReviewStep(code, assessment.name, pillar.pillar, provision, articles, chance, removes,
                               removes / variance if variance else 0.0, left)
                )  # fmt: skip
            removes = chance * (1 - chance)
            share = removes / variance if variance else 0.0
            mine.append(ReviewStep(code, assessment.name, pillar.pillar, "", (), chance, removes, share, 0.0))
        left = variance
        for step in sorted(mine, key=_order):
            left = max(0.0, left - step.removes)
            states.append(replace(step, deviation_after=left**0.5))
    return NextReview(
        as_of=admitted.day,
        rule=admitted.rule,
        denominator=admitted.denominator,
        size=len(admitted.codes),
        basis=now.basis_note,
        states=tuple(s for s in sorted(states, key=_order) if s.removes > 0)[:top],
        provisions=tuple(s for s in sorted(single, key=_order) if s.removes > 1e-12)[:top],
        notes=admitted.notes,
    )


def _order(step: ReviewStep) -> tuple[float, str, str]:
    return -step.removes, step.country, step.provision


def _by_provision(
    pillar: PillarRule, outcomes: Mapping[str, Outcome], chance: float, presence: Presence
) -> dict[str, tuple[tuple[str, ...], float]]:
    """Variance of the State's own 0 or 1 that knowing one provision takes away: the variance of the chance after it."""
    found = {}
    one, half = units_of(pillar)
    for provision, outcome in outcomes.items():
        if outcome.settled or outcome.reserved:
            continue
        others = pillar_sums(pillar, {p: o for p, o in outcomes.items() if p != provision}, presence)
        full, part = outcome.chances(presence)
        counts_alone = provision not in pillar.not_alone
        removes = 0.0
        for at_node, units, there in ((full, one, True), (part, half, True), (1.0 - full - part, 0, False)):
            seen = float(others.weights @ at_node)
            if seen > 1e-12:
                known = others.by_node(pillar.largely, one=one, more=units, there=there and counts_alone)
                removes += seen * (float(others.weights @ (at_node * known)) / seen - chance) ** 2
        found[provision] = outcome.articles, removes
    return found
