"""The count over time, with the published series, the Parties, and the targets beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.assessment.count_values import PillarCount
from lexalign.assessment.country import date_of
from lexalign.assessment.membership import instruments_known, membership
from lexalign.assessment.rules import Rule, elements_rule
from lexalign.assessment.tallies import counts
from lexalign.assessment.targets import Aim, aims
from lexalign.assessment.values import CountryAssessment
from lexalign.assessment.world import PublishedCount, published_counts
from lexalign.errors import LexalignError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Distance", "History", "HistoryPoint", "MembersPoint", "history", "year_ends"]

FIRST_YEAR = 2013
"""Year of the first global survey of C-PROC."""

MEANING = (
    "Each point says what is known today of that day: laws count from their year, published verdicts from their date "
    "(or from the day they were read, where they have none), decisions from the day they were made. What was there "
    "earlier and is not dated is missing in the earlier points, so a rise may be one of knowledge and not of law."
)


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """The count of a pillar on a day."""

    as_of: str
    count: PillarCount


@dataclass(frozen=True, slots=True)
class MembersPoint:
    """Members of a treaty on a day.

    Attributes:
        consented: Parties, and those for which it enters into force later, as the Council of Europe announces them.
        in_force: Parties alone.
        observers: Signed or invited.
        unsure: Those of which the dates known do not tell whether they had consented.
    """

    as_of: str
    instrument: str
    consented: int
    in_force: int
    observers: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a number is from a target; ``missing`` is 0 or less where it is reached."""

    aim: Aim
    figure: int
    missing: int
    basis: str


@dataclass(frozen=True)
class History:
    """A series of dated counts, with all that is needed to quote it.

    Attributes:
        points: Per day and pillar, all States of the denominator.
        members: Per day and treaty.
        published: C-PROC's published totals up to the last day; empty for other denominators than the UN members.
        distances: To the targets, on the last day.
    """

    rule: Rule
    denominator: str
    size: int
    dates: tuple[str, ...]
    points: tuple[HistoryPoint, ...]
    members: tuple[MembersPoint, ...]
    published: tuple[PublishedCount, ...]
    distances: tuple[Distance, ...]
    basis_note: str
    notes: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()

    @property
    def as_of(self) -> str:
        """The last day."""
        return self.dates[-1]

    @property
    def caption(self) -> str:
        """Dates, rule and denominator."""
        return (
            f"States with law largely in place from {self.dates[0]} to {self.as_of}, rule {self.rule.label} "
            f"({self.rule.title}), of {self.size} States ({self.denominator})"
        )

    def series(self, pillar: str) -> tuple[HistoryPoint, ...]:
        """The points of one pillar, oldest first."""
        return tuple(p for p in self.points if p.count.pillar == pillar)

    def to_frame(self) -> pd.DataFrame:
        """One row per day and pillar: count, bounds, bases, with rule and denominator."""
        import pandas as pd

        names = ("assessed", "largely", "partially", "not_in_place", "no_information", "share", "lower", "upper")
        bases = ("expert", "published", "presumed", "machine", "reading")
        return pd.DataFrame(
            [
                {
                    "as_of": p.as_of,
                    "rule": self.rule.label,
                    "denominator": self.denominator,
                    "denominator_size": self.size,
                    "pillar": p.count.pillar,
                    **{n: getattr(p.count, n) for n in names},
                    **{f"basis_{b}": getattr(p.count, b) for b in bases if hasattr(p.count, b)},
                }
                for p in self.points
            ]
        )

    def published_frame(self) -> pd.DataFrame:
        """The published series: date, count, percent, source; of UN members, by C-PROC's own method."""
        import pandas as pd

        names = ("as_of", "substantive", "substantive_percent", "procedural", "procedural_percent", "source", "note")
        head = {"rule": "C-PROC, not published in full", "denominator": "un-members", "denominator_size": 193}
        frame = pd.DataFrame(
            [{n: getattr(p, n) for n in names} | head | {"basis": "published total"} for p in self.published],
            columns=[*names, *head, "basis"],
        )
        return frame.astype(dict.fromkeys(names[1:5], "Int64"))

    def members_frame(self) -> pd.DataFrame:
        """Members of the treaties: one row per day and treaty."""
        import pandas as pd

        names = ("as_of", "instrument", "consented", "in_force", "observers", "unsure")
        head = {"rule": "membership", "denominator": "all", "basis": "membership tables"}
        return pd.DataFrame([{n: getattr(m, n) for n in names} | head for m in self.members])

    def distance_frame(self) -> pd.DataFrame:
        """Targets, figures on the last day and what is missing, with date, rule, denominator and basis."""
        import pandas as pd

        return pd.DataFrame(
            [
                {"as_of": self.as_of, "rule": self.rule.label if d.aim.kind == "pillar" else "membership",
                 "denominator": d.aim.denominator, "target_id": d.aim.id, "target": d.aim.target, "figure": d.figure,
                 "missing": d.missing, "basis": d.basis, "source": d.aim.source}
                for d in self.distances
            ]
        )  # fmt: skip

    def __str__(self) -> str:
        lines = [self.caption]
        lines += [
            f"  {p.as_of} {p.count.pillar}: {p.count.largely} of {p.count.total} "
            f"(bounds {p.count.lower} to {p.count.upper}; {p.count.assessed} assessed)"
            for p in self.points
        ]
        lines += [f"  {distance_words(d)}" for d in self.distances]
        return "\n".join([*lines, *(f"  {n}" for n in (self.basis_note, *self.notes, *self.footnotes))])

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        pillars = tuple(self.rule.pillars)
        by_day = {(p.as_of, p.count.pillar): p.count for p in self.points}
        heads = ["As of", *(f"{p}: {w}" for p in pillars for w in ("largely in place", "bounds")), "Assessed"]
        rows = []
        for day in self.dates:
            cells: list[object] = [day]
            for pillar in pillars:
                found = by_day[day, pillar]
                cells += [found.largely, f"{found.lower} to {found.upper}"]
            rows.append([*cells, by_day[day, pillars[0]].assessed])
        note = "\n".join((self.basis_note, *self.notes, *self.footnotes))
        main = table_html(heads, rows, caption=self.caption, note=note)
        goals = [[d.aim.id, d.aim.target, d.figure, max(0, d.missing), d.basis] for d in self.distances]
        caption = f"Distance to the targets as of {self.as_of}, rule {self.rule.label} ({self.denominator})"
        return str(main) + str(
            table_html(["Target", "Number", "Figure", "Missing", "Basis"], goals, caption=caption, note=self.basis_note)
        )


def distance_words(d: Distance) -> str:
    """A target and how far it is, in words."""
    state = "reached" if d.missing <= 0 else f"{d.missing} missing"
    return f"Target {d.aim.target} ({d.aim.kind} {d.aim.what}): {d.figure}, {state} (basis: {d.basis})"


def year_ends(first: int = FIRST_YEAR, as_of: str | date | None = None) -> tuple[str, ...]:
    """The last day of each year from a first one on, and then a day itself.

    Args:
        first: Year of the first point.
        as_of: The last day; today by default.
    """
    last = date_of(as_of)
    days = [f"{year}-12-31" for year in range(first, last.year) if year >= 1]
    return (*days, last.isoformat())


def history(
    assessments: Iterable[CountryAssessment] | Callable[[str], Iterable[CountryAssessment]],
    *,
    dates: Sequence[str | date] | None = None,
    as_of: str | date | None = None,
    rule: str | Path | Rule = "c-proc",
    denominator: str | Sequence[str] = "un-members",
    presume: str | None = None,
) -> History:
    """Count on several days, and put the published totals, the Parties and the targets beside it.

    Args:
        assessments: Dated ones, of which on each day the latest of each State counts (a register, say); or a function
            that gives the assessments of a day: ``lambda day: [assess_bundled(c, as_of=day) for c in countries]``.
        dates: The days; by default the last day of each year from 2013 on, and ``as_of``.
        as_of: The last day where no dates are given; today by default.
        rule: As of :func:`lexalign.counts`.
        denominator: As of :func:`lexalign.counts`; groups and Parties are those of each day.
        presume: As of :func:`lexalign.counts`.

    Raises:
        LexalignError: As of :func:`lexalign.counts`, or there is no day.
    """
    counting = elements_rule(rule).presuming(presume)
    days = sorted({date_of(d).isoformat() for d in (dates if dates is not None else year_ends(as_of=as_of))})
    if not days:
        raise LexalignError("there is no day to count on", fix="Give at least one date, such as 2026-11-22.")
    given = None if callable(assessments) else list(assessments)
    points = []
    for day in days:
        found = given if given is not None else list(assessments(day))  # type: ignore[operator]
        last = counts(found, as_of=day, rule=rule, denominator=denominator, presume=presume)
        points += [HistoryPoint(day, row) for row in last.rows if not row.region]
    held = [_members(name, day) for day in days for name in instruments_known()]
    published = [p for p in published_counts() if days[0] <= p.as_of <= days[-1]]
    of_last = {p.count.pillar: p.count for p in points if p.as_of == days[-1]}
    return History(
        rule=counting,
        denominator=last.denominator,
        size=last.size,
        dates=tuple(days),
        points=tuple(points),
        members=tuple(held),
        published=tuple(published) if last.denominator == "un-members" else (),
        distances=_distances(last.denominator, of_last, {m.instrument: m for m in held if m.as_of == days[-1]}),
        basis_note=last.basis_note,
        notes=(MEANING, *last.notes, *_said_of_members()),
        footnotes=last.footnotes,
    )


def _members(instrument: str, day: str) -> MembersPoint:
    found = membership(instrument, day)
    parties, ratified = len(found.codes("party")), len(found.codes("ratified"))
    observers = len(found.codes("signed")) + len(found.codes("invited"))
    return MembersPoint(day, instrument, parties + ratified, parties, observers, len(found.may_have_consented))


def _said_of_members() -> tuple[str, ...]:
    return tuple(
        f"{name.upper()}: members as known on {t.known_on.isoformat()}; later ones may be missing."
        for name, t in instruments_known().items()
    )


def _distances(
    denominator: str, pillars: dict[str, PillarCount], held: dict[str, MembersPoint]
) -> tuple[Distance, ...]:
    found = []
    for aim in aims():
        if aim.kind == "pillar":
            if aim.what not in pillars or aim.denominator != denominator:
                continue
            count = pillars[aim.what]
            figure, basis = count.largely, f"counted; {count.assessed} of {count.total} States assessed"
        else:
            members = held[aim.what]
            figure = members.consented if aim.kind == "parties" else members.observers
            known = instruments_known()[aim.what].known_on.isoformat()
            basis = f"membership as known on {known}"
        found.append(Distance(aim, figure, aim.target - figure, basis))
    return tuple(found)
