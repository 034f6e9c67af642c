"""How sure the count is where it rests on the machine: an exact distribution, and an interval of it.

The interval is about the States that were assessed: which of the articles the machine found are really so. The States
without information are not in it; what they could change stands in the bounds of the count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.assessment.chances import (
    Outcome,
    PillarSums,
    mid_p_interval,
    number_of_states,
    outcomes_of,
    pillar_sums,
)
from lexalign.assessment.matrices import footnotes_of
from lexalign.assessment.rules import PillarRule, Rule
from lexalign.assessment.tallies import admit, breakdown, denominator_notes, sensitivity, shares_of
from lexalign.assessment.values import CountryAssessment, PillarState
from lexalign.errors import LexalignError
from lexalign.matching.presence import Presence, load_presence, weights_hash
from lexalign.model import Basis, State, Status

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CurvePoint", "PillarInterval", "StateChance", "Uncertainty", "is_settled", "sums_of", "uncertainty"]

ASSUMPTIONS = (
    "The interval takes a provision to be there with a chance drawn from the confidence of its best article, as fitted "
    "on labelled laws with a doubt that all provisions of a State share; States to be independent of each other; and "
    "the elements recognised in an article to be recognised rightly. What is decided by experts, published or presumed "
    "is taken as it is. States and provisions of which nothing is known add nothing: they are in the bounds only. The "
    "bounds take the machine at its word, so the interval may begin below the lower one. Mid-p interval: the share of "
    "the chance that it really holds is given with it."
)
"""What the interval rests on; printed with it."""


@dataclass(frozen=True, slots=True)
class StateChance:
    """The chance that a pillar is largely in place in a State.

    Attributes:
        chance: In [0, 1]; 0 or 1 where it is settled.
        settled: Nothing that the machine leaves open could change it.
        state, basis: As the count has them.
    """

    country: str
    name: str
    pillar: str
    chance: float
    settled: bool
    state: State
    basis: Basis


@dataclass(frozen=True, slots=True)
class PillarInterval:
    """The count of one pillar with what the machine leaves open.

    Attributes:
        region: Empty for all; else the region, or the title of the group.
        total, assessed: States; those of them with an assessment.
        largely: The count as it stands.
        settled: Of the States assessed, those that are settled; ``open`` are the others.
        low, high: The interval; ``holds`` is the chance that it really holds.
        expected, deviation: Mean and standard deviation of the number.
        distribution: Number of States ▶ its chance, for all numbers with a chance above 0.
        lower, upper: The bounds: if everything unknown turned out the worst, and the best.
    """

    pillar: str
    region: str
    total: int
    assessed: int
    largely: int
    settled: int
    open: int
    low: int
    high: int
    holds: float
    expected: float
    deviation: float
    distribution: tuple[tuple[int, float], ...]
    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The interval if another share of provisions were asked for."""

    pillar: str
    share: float
    expected: float
    low: int
    high: int
    holds: float


@dataclass(frozen=True)
class Uncertainty:
    """A dated count with its interval, and all that is needed to quote it.

    Attributes:
        level: What the interval aims to hold.
        rows: Per pillar, all States; then per region or group where asked.
        curve: Per pillar and share.
        chances: Per State and pillar, of the States assessed.
        notes, footnotes: What must be printed with it.
    """

    as_of: str
    rule: Rule
    denominator: str
    size: int
    assessed: int
    level: float
    rows: tuple[PillarInterval, ...]
    curve: tuple[CurvePoint, ...]
    chances: tuple[StateChance, ...]
    notes: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()

    def __getitem__(self, pillar: str) -> PillarInterval:
        """The interval of all States for a pillar: ``u["substantive"]``."""
        for row in self.rows:
            if row.pillar == pillar and not row.region:
                return row
        raise KeyError(pillar)

    @property
    def caption(self) -> str:
        """Date, rule and denominator."""
        return (
            f"{self.level:.0%} interval of the States with law largely in place, as of {self.as_of}, rule "
            f"{self.rule.label} ({self.rule.title}), of {self.size} States ({self.denominator})"
        )

    @property
    def basis_note(self) -> str:
        """On whose word the count and the interval rest."""
        parts = []
        for row in self.rows:
            if not row.region:
                mine = [c.basis for c in self.chances if c.pillar == row.pillar and c.state is State.LARGELY]
                named = ", ".join(f"{mine.count(b)} {b}" for b in Basis if b in mine) or "none"
                parts.append(f"{row.pillar}: {named}; {row.open} of {row.assessed} States assessed are open")
        return f"Basis of 'largely in place': {'. '.join(parts)}."

    @property
    def assumptions(self) -> str:
        """What the interval rests on."""
        return ASSUMPTIONS

    def _head(self) -> dict[str, object]:
        return {
            "as_of": self.as_of,
            "rule": self.rule.label,
            "denominator": self.denominator,
            "denominator_size": self.size,
        }

    def to_frame(self) -> pd.DataFrame:
        """One row per pillar and region: count, interval, what it holds, bounds, date, rule, denominator, basis."""
        import pandas as pd

        columns = ("settled", "open", "low", "high", "holds", "expected", "deviation", "lower", "upper")
        return pd.DataFrame(
            [
                {
                    **self._head(),
                    "pillar": r.pillar,
                    "region": r.region or "all",
                    "states": r.total,
                    "assessed": r.assessed,
                    "largely": r.largely,
                    "level": self.level,
                    **{c: getattr(r, c) for c in columns},
                    "basis": self.basis_note,
                }
                for r in self.rows
            ]
        )

    def distribution_frame(self, pillar: str, region: str = "") -> pd.DataFrame:
        """The whole distribution of one row: number of States and its chance, with date, rule, denominator, basis."""
        import pandas as pd

        for r in self.rows:
            if r.pillar == pillar and r.region == region:
                head = {**self._head(), "pillar": pillar, "region": region or "all"}
                rows = [{**head, "number": n, "chance": c, "basis": self.basis_note} for n, c in r.distribution]
                return pd.DataFrame(rows)
        raise KeyError(pillar, region)

    def chances_frame(self) -> pd.DataFrame:
        """One row per State assessed and pillar: chance, whether settled, state, basis, date, rule, denominator."""
        import pandas as pd

        return pd.DataFrame(
            [
                {**self._head(), "country": c.country, "name": c.name, "pillar": c.pillar, "chance": c.chance,
                 "settled": c.settled, "state": c.state.value, "basis": c.basis.value}
                for c in self.chances
            ]
        )  # fmt: skip

    def __str__(self) -> str:
        lines = [self.caption]
        lines += [
            f"  {r.pillar}{', ' + r.region if r.region else ''}: {r.low} to {r.high} of {r.total} "
            f"(holds {r.holds:.1%}; count {r.largely}, expected {r.expected:.1f}, bounds {r.lower} to {r.upper}; "
            f"{r.open} of {r.assessed} assessed open)"
            for r in self.rows
        ]
        return "\n".join([*lines, *(f"  {line}" for line in self._lines())])

    def _lines(self) -> list[str]:
        return [self.basis_note, self.assumptions, *self.notes, *self.footnotes]

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        heads = ["Pillar", "Region", "Largely in place", f"{self.level:.0%} interval", "It holds", "Expected"]
        heads += ["Bounds", "States assessed", "Of these open", "States"]
        rows = [
            [r.pillar, r.region or "all", r.largely, f"{r.low} to {r.high}", f"{r.holds:.1%}", f"{r.expected:.1f}",
             f"{r.lower} to {r.upper}", r.assessed, r.open, r.total]
            for r in self.rows
        ]  # fmt: skip
        return str(table_html(heads, rows, caption=self.caption, note="\n".join(self._lines())))


def _about(presence: Presence, unsaid: Sequence[str]) -> tuple[str, ...]:
    notes = []
    if presence.fit and presence.fit != weights_hash():
        notes.append(
            "The chances were fitted for other weights of the matching than those shipped now; they are to be fitted "
            "again (python -m lexalign.matching.presence)."
        )
    if unsaid:
        named = ", ".join(unsaid[:5]) + (f" and {len(unsaid) - 5} more" if len(unsaid) > 5 else "")
        notes.append(
            "Said by the machine without any confidence, and so taken as it is, which makes the interval too narrow: "
            f"{named}."
        )
    return tuple(notes)


def _bare(assessment: CountryAssessment, pillar: PillarRule) -> bool:
    """Whether the machine says of a counted provision that something is there, and gives no article for it."""
    there = (Status.IN_LINE, Status.PARTIAL)
    return any(
        s.basis is Basis.MACHINE and s.status in there and not s.rows and s.decision is None
        for s in assessment.provisions
        if s.provision in pillar.provisions
    )


def is_settled(state: PillarState) -> bool:
    """Whether an expert, a publication or a presumption has settled the state of a pillar, so that it is 0 or 1."""
    return state.decision is not None or state.basis not in (Basis.MACHINE, Basis.NONE)


def sums_of(
    assessment: CountryAssessment, rule: Rule, pillar: PillarRule, presence: Presence
) -> tuple[PillarSums, dict[str, Outcome]] | None:
    """The distribution of a pillar's sum in a State, and what it is made of; None where the pillar is settled."""
    state = assessment.pillars.get(pillar.pillar)
    if state is None or is_settled(state):
        return None
    outcomes = dict(outcomes_of(assessment, rule, pillar))
    if all(o.settled for o in outcomes.values()):
        return None
    return pillar_sums(pillar, outcomes, presence), outcomes


def uncertainty(
    assessments: Iterable[CountryAssessment],
    *,
    as_of: str | date | None = None,
    rule: str | Path | Rule = "c-proc",
    denominator: str | Sequence[str] = "un-members",
    by: str | None = None,
    presume: str | None = None,
    level: float = 0.9,
    presence: Presence | None = None,
) -> Uncertainty:
    """Say how sure the count of States is where it rests on the machine.

    Args:
        assessments: As of :func:`lexalign.counts`.
        as_of: As of :func:`lexalign.counts`.
        rule: As of :func:`lexalign.counts`.
        denominator: As of :func:`lexalign.counts`.
        by: As of :func:`lexalign.counts`.
        presume: As of :func:`lexalign.counts`.
        level: What the interval should hold, from 0.5 to below 1.
        presence: From confidences to chances; the shipped one, fitted on labelled laws, for None.

    Raises:
        LexalignError: As of :func:`lexalign.counts`, or the level is out of range.
    """
    if not 0.5 <= level < 1:
        raise LexalignError(f"an interval of {level:.0%} is none", fix="Use a level from 0.5 to 0.99, such as 0.9.")
    admitted = admit(assessments, as_of=as_of, rule=rule, denominator=denominator, presume=presume)
    counting = admitted.rule
    chances = presence or load_presence()
    parts, notes = breakdown(by, admitted.codes, admitted.day)
    found: list[StateChance] = []
    unsaid: dict[str, str] = {}
    curves: dict[tuple[str, str], tuple[float, ...]] = {}
    for code, assessment in admitted.inside.items():
        for pillar in counting.pillars.values():
            state = assessment.pillars.get(pillar.pillar)
            if state is None:
                continue
            sums = sums_of(assessment, counting, pillar, chances)
            chance = float(state.state is State.LARGELY) if sums is None else sums[0].reaches(pillar.largely)
            sure = sums is None or chance in (0.0, 1.0)
            if state.decision is None and _bare(assessment, pillar):
                unsaid.setdefault(code, assessment.name)
            found.append(StateChance(code, assessment.name, pillar.pillar, chance, sure, state.state, state.basis))
            if sums is not None:
                curves[code, pillar.pillar] = tuple(sums[0].reaches(share) for share in shares_of(pillar))
    rows = [
        _interval(pillar, region, members, admitted.inside, found, level)
        for region, members in (("", admitted.codes), *parts.items())
        for pillar in counting.pillars
        if members
    ]
    return Uncertainty(
        as_of=admitted.day,
        rule=counting,
        denominator=admitted.denominator,
        size=len(admitted.codes),
        assessed=len(admitted.inside),
        level=level,
        rows=tuple(rows),
        curve=tuple(
            point for pillar in counting.pillars.values() for point in _curve(pillar, admitted.inside, curves, level)
        ),
        chances=tuple(found),
        notes=(
            *_about(chances, list(unsaid.values())),
            *admitted.notes,
            *denominator_notes(admitted.denominator, admitted.day),
            *notes,
        ),
        footnotes=footnotes_of(admitted.inside),
    )


def _interval(
    pillar: str,
    region: str,
    members: Sequence[str],
    inside: Mapping[str, CountryAssessment],
    found: Sequence[StateChance],
    level: float,
) -> PillarInterval:
    wanted = set(members)
    mine = [c for c in found if c.pillar == pillar and c.country in wanted]
    distribution = number_of_states(c.chance for c in mine if not c.settled)
    sure = sum(c.chance == 1.0 for c in mine if c.settled)
    low, high, holds = mid_p_interval(distribution, level)
    open_ = [c.chance for c in mine if not c.settled]
    states = [inside[c.country].pillars[pillar] for c in mine]
    return PillarInterval(
        pillar=pillar,
        region=region,
        total=len(members),
        assessed=len({c.country for c in mine}),
        largely=sum(c.state is State.LARGELY for c in mine),
        settled=len(mine) - len(open_),
        open=len(open_),
        low=sure + low,
        high=sure + high,
        holds=holds,
        expected=sure + sum(open_),
        deviation=sum(p * (1 - p) for p in open_) ** 0.5,
        distribution=tuple((sure + n, float(c)) for n, c in enumerate(distribution) if c > 0.0),
        lower=sum(s.lower is State.LARGELY for s in states),
        upper=sum(s.upper is State.LARGELY for s in states) + len(members) - len(mine),
    )


def _curve(
    pillar: PillarRule,
    inside: Mapping[str, CountryAssessment],
    curves: Mapping[tuple[str, str], tuple[float, ...]],
    level: float,
) -> list[CurvePoint]:
    """A settled State counts as it does in the sensitivity of the count; an open one by its chance at each share."""
    settled = [c for c in inside if (c, pillar.pillar) not in curves]
    found = []
    for place, point in enumerate(sensitivity(pillar, shares_of(pillar), settled, inside)):
        open_ = [curves[c, pillar.pillar][place] for c in inside if (c, pillar.pillar) in curves]
        low, high, holds = mid_p_interval(number_of_states(open_), level)
        sure = point.largely
        found.append(CurvePoint(pillar.pillar, point.share, sure + sum(open_), sure + low, sure + high, holds))
    return found
