"""How many States have legislation in place: the dated count, with its bounds and its basis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lexalign.assessment.count_values import Counts, PillarCount, SensitivityPoint, Target
from lexalign.assessment.country import date_of
from lexalign.assessment.groups import group, groups_known
from lexalign.assessment.matrices import footnotes_of
from lexalign.assessment.membership import membership, parties
from lexalign.assessment.rules import PillarRule, Rule, elements_rule, judge
from lexalign.assessment.values import CountryAssessment
from lexalign.assessment.world import REGIONS, denominator, known_codes, published_counts, states
from lexalign.errors import LexalignError
from lexalign.model import Basis, State

__all__ = [
    "Admitted",
    "admit",
    "breakdown",
    "counts",
    "denominator_notes",
    "latest",
    "named_denominator",
    "sensitivity",
    "shares_of",
]

SHARES: tuple[float, ...] = tuple(round(0.5 + 0.05 * i, 2) for i in range(11))
"""Shares for *largely in place* at which the sensitivity of the count is shown: 0.5 to 1.0."""

_ALWAYS, _NEVER = 2.0, -1.0
_TOLERANCE = 1e-9


def shares_of(rule: PillarRule) -> tuple[float, ...]:
    """The shares at which the sensitivity of a pillar's count is shown."""
    return tuple(share for share in SHARES if share >= rule.partially)


def counts(
    assessments: Iterable[CountryAssessment],
    *,
    as_of: str | date | None = None,
    rule: str | Path | Rule = "c-proc",
    denominator: str | Sequence[str] = "un-members",
    by: str | None = None,
    presume: str | None = None,
) -> Counts:
    """Count the States whose legislation is in place.

    States without an assessment are counted as *no information*, never as without law.

    Args:
        assessments: Under the rule given. Where a country has several, the latest at or before the date counts.
        as_of: Date of the count; by default that of the latest assessment.
        rule: The rule they were made under.
        denominator: ``un-members`` (193), ``coe-members``, ``group:caricom`` ..., or ISO3 codes of your own list.
        by: ``region`` for rows per region of the United Nations as well, ``coe-region`` as the Council of Europe counts
            regions, ``group`` for project areas and for Parties, signatories and invited States, or ids of groups with
            commas between them: ``caricom,eu``.
        presume: The scenario the assessments were made under; see :func:`assess`.

    Raises:
        LexalignError: An assessment was made under another rule, a country has two of one date, or the denominator
            or breakdown is not known.
    """
    admitted = admit(assessments, as_of=as_of, rule=rule, denominator=denominator, presume=presume)
    counting, day, name, codes = admitted.rule, admitted.day, admitted.denominator, admitted.codes
    inside, notes = admitted.inside, list(admitted.notes)
    counted = {p for pillar_rule in counting.pillars.values() for p in pillar_rule.provisions}
    doubtful = [
        c for c, a in inside.items() if any((s.stale or s.conflict) and s.provision in counted for s in a.provisions)
    ]
    if doubtful:
        notes.append(f"Rest on decisions that are stale or on which experts differ: {', '.join(doubtful)}.")
    parts, more = breakdown(by, codes, day)
    groups = {"": codes} | parts
    notes += [*denominator_notes(name, day), *more]
    if counting.presumption is not None:
        notes.append(f"Scenario {counting.scenario}: {counting.presumption.text}")
        notes.append(f"Parties: {membership(counting.presumption.instrument, day).note}")
    rows = [
        _count(pillar, region, members, inside)
        for region, members in groups.items()
        for pillar in counting.pillars
        if members
    ]
    aims = counting.targets if name == counting.targets_denominator else {}
    totals = {r.pillar: r for r in rows if not r.region}
    published = [p for p in published_counts() if p.as_of <= day] if name == "un-members" else []
    return Counts(
        as_of=day,
        rule=counting,
        denominator=name,
        size=len(codes),
        assessed=len(inside),
        rows=tuple(rows),
        sensitivity=tuple(
            point
            for pillar_rule in counting.pillars.values()
            for point in sensitivity(pillar_rule, shares_of(pillar_rule), codes, inside)
        ),
        targets=tuple(
            Target(pillar, aim, aim - totals[pillar].largely, aim - totals[pillar].upper)
            for pillar, numbers in aims.items()
            if pillar in totals
            for aim in numbers
        ),
        published=published[-1] if published else None,
        notes=tuple(notes),
        footnotes=footnotes_of(inside),
    )


@dataclass(frozen=True)
class Admitted:
    """What is counted: a rule, a day, a denominator, and the assessments that belong to them.

    Attributes:
        codes: ISO3 of the denominator.
        inside: ISO3 ▶ the latest assessment at or before the day, for those of the denominator that have one.
        notes: What was left out.
    """

    rule: Rule
    day: str
    denominator: str
    codes: tuple[str, ...]
    inside: Mapping[str, CountryAssessment]
    notes: tuple[str, ...]


def admit(
    assessments: Iterable[CountryAssessment],
    *,
    as_of: str | date | None,
    rule: str | Path | Rule,
    denominator: str | Sequence[str],
    presume: str | None,
) -> Admitted:
    """Say what is counted; arguments and errors as of :func:`counts`."""
    counting = elements_rule(rule).presuming(presume)
    given = [assessments] if isinstance(assessments, CountryAssessment) else list(assessments)
    strangers = sorted({type(a).__name__ for a in given if not isinstance(a, CountryAssessment)})
    if strangers:
        raise LexalignError(
            f"{', '.join(strangers)} cannot be counted here: these are not assessments of how far law is in line",
            fix="Give what assess() returns; for States that have legislation use legislation_counts().",
        )
    others = sorted({a.rule for a in given} - {counting.label})
    if others:
        raise LexalignError(
            f"assessments made under {', '.join(others)} cannot be counted under {counting.label}",
            fix="Assess them again with the same rule, or count with the rule they were made under.",
        )
    day = date_of(as_of if as_of is not None else max((a.as_of for a in given), default=None)).isoformat()
    name, codes = named_denominator(denominator, day)
    chosen, notes = latest(given, day)
    inside = {code: chosen[code] for code in codes if code in chosen}
    outside = sorted(set(chosen) - set(codes))
    if outside:
        notes.append(f"Assessed but not in the denominator, so not counted: {', '.join(outside)}.")
    return Admitted(counting, day, name, codes, inside, tuple(notes))


def breakdown(by: str | None, codes: Sequence[str], day: str | None) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The parts of a denominator that have a row of their own, and what must be said of them.

    Args:
        by: None, ``region``, ``coe-region``, ``group``, or ids of groups with commas between them.
        codes: ISO3 of the denominator.
        day: ISO date, for groups whose members change; today for None.

    Returns:
        Title ▶ ISO3 codes; and notes.

    Raises:
        LexalignError: There is no such breakdown.
    """
    if by is None:
        return {}, []
    if by in ("region", "coe-region"):
        kind = by.replace("-", "_")
        region = {s.iso3: getattr(s, kind) for s in states()}
        return {r: tuple(c for c in codes if region.get(c) == r) for r in REGIONS}, []
    wanted = [n.strip() for n in by.split(",")]
    if by == "group":
        wanted = [g.id for g in groups_known().values() if g.kind == "project area"]
    unknown = [n for n in wanted if n not in groups_known()]
    if unknown:
        raise LexalignError(
            f"there is no breakdown by {', '.join(unknown)}",
            fix=f"Use region, coe-region, group, or groups out of {', '.join(groups_known())}.",
        )
    parts: dict[str, tuple[str, ...]] = {}
    notes = ["Groups overlap, so their rows do not add up to the whole."]
    for name in wanted:
        found = group(name, day)
        parts[found.title.title_en] = tuple(c for c in codes if c in found)
        notes.append(f"{found.title.title_en}: {found.note}")
    if by == "group":
        held = membership("cets185", day)
        for word, title in _BONDS.items():
            parts[title] = tuple(c for c in codes if held.statuses.get(c) == word)
        notes.append(f"CETS 185: {held.note}")
    return parts, notes


_BONDS = {
    "party": "Parties to CETS 185",
    "signed": "Signatories of CETS 185",
    "invited": "Invited to accede to CETS 185",
}


def denominator_notes(name: str, day: str) -> list[str]:
    """What must be said of a denominator whose States are those of a group or a treaty: how far its list is known."""
    kind, _, what = name.partition(":")
    if kind == "group":
        found = group(what, day)
        return [f"{found.title.title_en}: {found.note}"]
    return [f"{what.upper()}: {parties(what, day).note}"] if kind == "parties" else []


def named_denominator(wanted: str | Sequence[str], day: str | None) -> tuple[str, tuple[str, ...]]:
    """Name and ISO3 codes of a denominator on a day.

    Raises:
        LexalignError: There is none of that name, or a code is not in the table of States.
    """
    if isinstance(wanted, str):
        return wanted, denominator(wanted, day)
    known = known_codes()
    codes = tuple(dict.fromkeys(wanted))
    strangers = [c for c in codes if c not in known]
    if strangers:
        raise LexalignError(f"{', '.join(strangers)}: not in the table of States", fix="Give ISO3 codes such as KEN.")
    if not codes:
        raise LexalignError(
            "the denominator has no States", fix="Give at least one ISO3 code, or a name such as un-members."
        )
    return "own list", codes


def latest(given: Sequence[CountryAssessment], day: str) -> tuple[dict[str, CountryAssessment], list[str]]:
    """The latest assessment of each country at or before a day, and notes on those left out.

    Raises:
        LexalignError: A country has two of one date.
    """
    chosen: dict[str, CountryAssessment] = {}
    late: set[str] = set()
    for a in sorted(given, key=lambda a: a.as_of):
        if a.as_of > day:
            late.add(a.country)
            continue
        if a.country in chosen and chosen[a.country].as_of == a.as_of:
            raise LexalignError(f"{a.country} has two assessments of {a.as_of}", fix="Give one per country and date.")
        chosen[a.country] = a
    only_late = sorted(late - set(chosen))
    notes = [f"Assessed only after {day}, so without information here: {', '.join(only_late)}."] if only_late else []
    return chosen, notes


def _count(pillar: str, region: str, members: Sequence[str], assessed: Mapping[str, CountryAssessment]) -> PillarCount:
    found = [assessed[c].pillars[pillar] for c in members if c in assessed and pillar in assessed[c].pillars]
    absent = len(members) - len(found)
    number = {state: sum(p.state is state for p in found) for state in State}
    bases = [p.basis for p in found if p.state is State.LARGELY]
    return PillarCount(
        pillar=pillar,
        region=region,
        total=len(members),
        assessed=sum(c in assessed for c in members),
        largely=number[State.LARGELY],
        partially=number[State.PARTIALLY],
        not_in_place=number[State.NOT_IN_PLACE],
        no_information=number[State.NO_INFORMATION] + absent,
        lower=sum(p.lower is State.LARGELY for p in found),
        upper=sum(p.upper is State.LARGELY for p in found) + absent,
        machine=bases.count(Basis.MACHINE),
        expert=bases.count(Basis.EXPERT),
        published=bases.count(Basis.PUBLISHED),
        presumed=bases.count(Basis.PRESUMED),
        reading=bases.count(Basis.READING),
    )


def sensitivity(
    rule: PillarRule, shares: Sequence[float], members: Sequence[str], assessed: Mapping[str, CountryAssessment]
) -> tuple[SensitivityPoint, ...]:
    """The count of a pillar if other shares were asked for; what an expert set or a publication gives stays."""
    reached: list[tuple[float, float, float]] = []
    absent = fixed = 0
    for code in members:
        a = assessed.get(code)
        state = a.pillars.get(rule.pillar) if a is not None else None
        if a is None or state is None:
            absent += 1
        elif state.fixed or state.decision is not None:
            fixed += state.state is State.LARGELY
            words = (state.state, state.lower, state.upper)
            now, low, high = (_ALWAYS if word is State.LARGELY else _NEVER for word in words)
            reached.append((now, low, high))
        else:
            # Judged once: a pillar is largely in place at every share up to its own, unless what counts is alone.
            again = judge(
                rule,
                {s.provision: s.status for s in a.provisions},
                largely=1e-12,
                at_least={s.provision for s in a.provisions if s.at_least},
            )
            low, high = (
                share if word is State.LARGELY else _NEVER
                for word, share in ((again.lower, again.lower_share), (again.upper, again.upper_share))
            )
            reached.append((low, low, high))

    def number(place: int, share: float) -> int:
        return sum(r[place] + _TOLERANCE >= share for r in reached)

    return tuple(
        SensitivityPoint(rule.pillar, s, number(0, s), number(1, s), number(2, s) + absent, fixed) for s in shares
    )
