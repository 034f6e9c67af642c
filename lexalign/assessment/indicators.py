"""The indicators of the Octopus Project as one table, each with the evidence behind its figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from lexalign.assessment.count_values import Counts, PillarCount
from lexalign.assessment.groups import group
from lexalign.assessment.matrices import footnotes_of
from lexalign.assessment.membership import Membership, membership
from lexalign.assessment.rules import Rule
from lexalign.assessment.tallies import admit, counts
from lexalign.assessment.targets import Aim, aims
from lexalign.assessment.values import CountryAssessment
from lexalign.assessment.world_states import known_codes, states
from lexalign.errors import LexalignError
from lexalign.model import LawStatus, State, Status

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["AREAS", "Indicator", "Indicators", "indicators"]

AREAS = ("caribbean", "central-asia")
"""Groups the outline asks about, besides Kosovo*."""

READINESS = "second-protocol"
"""The rule by which law is measured against the Second Protocol."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator.

    Attributes:
        figure: Number of States; None where nothing can be said.
        of: Of how many.
        target: None where none is set.
        rule: Counting rule, or ``membership``, ``laws`` where it is no count by a rule.
        basis: On what it rests.
        evidence: The States, laws or findings behind it, one by one.
        note: What must be said with it.
    """

    id: str
    indicator: str
    figure: int | None
    of: int
    target: int | None
    as_of: str
    rule: str
    denominator: str
    basis: str
    evidence: tuple[str, ...]
    note: str

    @property
    def distance(self) -> int | None:
        """Target less figure; 0 or less means reached."""
        return None if self.target is None or self.figure is None else self.target - self.figure


@dataclass(frozen=True)
class Indicators:
    """All indicators of a day."""

    as_of: str
    rule: str
    rows: tuple[Indicator, ...]
    footnotes: tuple[str, ...]

    def __getitem__(self, id: str) -> Indicator:
        """One indicator by its id."""
        for row in self.rows:
            if row.id == id:
                return row
        raise KeyError(id)

    @property
    def caption(self) -> str:
        """Date and rule."""
        return f"Indicators of the Octopus Project as of {self.as_of}, counts by rule {self.rule}"

    def to_frame(self) -> pd.DataFrame:
        """One row per indicator, with date, rule, denominator, basis and evidence."""
        import pandas as pd

        names = ("id", "indicator", "figure", "of", "target", "distance", "as_of", "rule", "denominator", "basis")
        rows = [
            {n: getattr(r, n) for n in names} | {"evidence": "; ".join(r.evidence), "note": r.note} for r in self.rows
        ]
        frame = pd.DataFrame(rows)
        return frame.astype(dict.fromkeys(("figure", "target", "distance"), "Int64"))

    def __str__(self) -> str:
        lines = [self.caption]
        for r in self.rows:
            goal = ""
            if r.target is not None and r.distance is not None:
                goal = f"; target {r.target}: {'reached' if r.distance <= 0 else f'{r.distance} missing'}"
            figure = "no information" if r.figure is None else f"{r.figure} of {r.of}"
            said = f"  {r.indicator}: {figure}{goal} [{r.rule}; {r.denominator}; basis: {r.basis}] {r.note}"
            lines.append(said.rstrip())
        return "\n".join([*lines, *(f"  {f}" for f in self.footnotes)])

    def _repr_html_(self) -> str:
        from lexalign.html import Html, escaped, table_html

        heads = ["Indicator", "Figure", "Of", "Target", "Distance", "Rule", "Denominator", "Basis", "Evidence", "Note"]
        rows = []
        for r in self.rows:
            items = "".join(f"<li>{escaped(e)}</li>" for e in r.evidence)
            seen = f"<details><summary>{len(r.evidence)}</summary><ul>{items}</ul></details>" if r.evidence else ""
            cells = [r.indicator, "no information" if r.figure is None else r.figure, r.of, r.target, r.distance]
            rows.append([*cells, r.rule, r.denominator, r.basis, Html(seen), r.note])
        return str(table_html(heads, rows, caption=self.caption, note="\n".join(self.footnotes)))


def indicators(
    assessments: Iterable[CountryAssessment],
    *,
    second_protocol: Iterable[CountryAssessment] = (),
    as_of: str | date | None = None,
    rule: str | Rule = "c-proc",
    presume: str | None = None,
) -> Indicators:
    """Make the table of indicators of the project outline.

    Args:
        assessments: Against the Budapest Convention, under the rule; all States of which something is known.
        second_protocol: Against the Second Protocol, under the rule ``second-protocol``:
            ``assess_bundled(country, instrument="cets224", rule="second-protocol")``.
        as_of: The day; by default that of the latest assessment.
        rule: Counting rule.
        presume: The scenario the assessments were made under; see :func:`lexalign.assess`.

    Raises:
        LexalignError: As of :func:`lexalign.counts`; or ``second_protocol`` holds assessments of another treaty.
    """
    given, ready = list(assessments), list(second_protocol)
    admitted = admit(given, as_of=as_of, rule=rule, denominator="all", presume=presume)
    day = admitted.day
    strangers = sorted({a.instrument.id for a in ready} - {"cets224"})
    if strangers:
        raise LexalignError(
            f"assessments against {', '.join(strangers)} say nothing of the Second Protocol",
            fix='Make them with assess_bundled(..., instrument="cets224", rule="second-protocol").',
        )
    whole = counts(given, as_of=day, rule=rule, presume=presume)
    rows = [*_pillars("", whole, admitted.inside), *_published(whole), *_members(day)]
    for area in AREAS:
        rows += _area(area, given, admitted.inside, day, rule, presume)
    rows += _kosovo(given, admitted.inside, day, rule, presume)
    rows.append(_drafts(admitted.inside, day))
    rows.append(_readiness(ready, day))
    shown = {c for c in known_codes() if known_codes()[c].footnote}
    return Indicators(day, admitted.rule.label, tuple(rows), footnotes_of(shown))


def _names(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(known_codes()[c].name_en for c in codes)


def _pillars(
    area: str, found: Counts, inside: Mapping[str, CountryAssessment], codes: Sequence[str] = ()
) -> list[Indicator]:
    """Both pillars, of an area or (for an empty one) of the members of the United Nations, against their targets."""
    rows = []
    mine = [a for c, a in inside.items() if (c in codes if area else known_codes()[c].un_member)]
    for row in found.rows:
        evidence = tuple(
            f"{a.name} ({a.pillars[row.pillar].basis})"
            for a in mine
            if row.pillar in a.pillars and a.pillars[row.pillar].state is State.LARGELY
        )
        goals: list[Aim | None] = [a for a in aims() if a.kind == "pillar" and a.what == row.pillar and not area]
        rows += [
            Indicator(
                id=goal.id if goal else f"{area}-{row.pillar}",
                indicator=f"{row.pillar.capitalize()} law largely in place",
                figure=row.largely if row.assessed else None,
                of=row.total,
                target=goal.target if goal else None,
                as_of=found.as_of,
                rule=found.rule.label,
                denominator=area or found.denominator,
                basis=_basis(row),
                evidence=evidence,
                note=f"Bounds {row.lower} to {row.upper}; {row.assessed} of {row.total} States assessed.",
            )
            for goal in goals or [None]
        ]
    return rows


def _published(found: Counts) -> list[Indicator]:
    """C-PROC's own latest total against the same targets: by a method not published in full."""
    total = found.published
    rows = []
    for aim in aims():
        if total is None or aim.kind != "pillar" or aim.what not in ("substantive", "procedural"):
            continue
        number, percent = getattr(total, aim.what), getattr(total, f"{aim.what}_percent")
        said = f"Published for {total.as_of}: {number or ''}{' States, ' if number else ''}{percent or '?'}% of 193."
        rows.append(
            Indicator(
                id=f"published-{aim.id}",
                indicator=f"{aim.what.capitalize()} law largely in place, as published by C-PROC",
                figure=number,
                of=found.size,
                target=aim.target,
                as_of=total.as_of,
                rule="C-PROC, not published in full",
                denominator=found.denominator,
                basis="published total",
                evidence=(total.source,),
                note=f"{said} {total.note}".strip(),
            )
        )
    return rows


def _basis(row: PillarCount) -> str:
    words = ("expert", "published", "presumed", "machine", "reading")
    return ", ".join(f"{getattr(row, w)} {w}" for w in words if getattr(row, w, 0)) or "none"


def _members(day: str) -> list[Indicator]:
    rows = []
    for aim in aims():
        if aim.kind == "pillar":
            continue
        held = membership(aim.what, day)
        title = aim.what.upper().replace("CETS", "CETS ")
        words = ("party", "ratified") if aim.kind == "parties" else ("signed", "invited")
        codes = [c for w in words for c in held.codes(w)]
        what = "Parties to" if aim.kind == "parties" else "Signatories of and States invited to"
        rows.append(
            Indicator(
                id=aim.id,
                indicator=f"{what} {title}",
                figure=len(codes),
                of=len(states()),
                target=aim.target,
                as_of=day,
                rule="membership",
                denominator=aim.denominator,
                basis=_dated(held),
                evidence=tuple(f"{known_codes()[c].name_en} ({held.statuses[c]})" for c in codes),
                note=held.note,
            )
        )
    return rows


def _dated(held: Membership) -> str:
    verified = sum(b.verified == "yes" for b in held.bonds.values())
    return f"membership table; {verified} of {len(held.bonds)} entries verified"


def _area(
    name: str,
    given: list[CountryAssessment],
    inside: Mapping[str, CountryAssessment],
    day: str,
    rule: str | Rule,
    presume: str | None,
) -> list[Indicator]:
    found = group(name, day)
    codes = [s.iso3 for s in states() if s.iso3 in found]
    held = membership("cets185", day)
    title = found.title.title_en
    within = [c for c in codes if held.statuses[c] in ("party", "ratified")]
    near = [c for c in codes if held.statuses[c] in ("signed", "invited")]
    rows = [
        Indicator(
            id=f"{name}-parties",
            indicator=f"Parties to CETS 185, {title}",
            figure=len(within),
            of=len(codes),
            target=None,
            as_of=day,
            rule="membership",
            denominator=name,
            basis=_dated(held),
            evidence=_names(within),
            note=f"Signed or invited: {', '.join(_names(near)) or 'none'}. {held.note} {title}: {found.note}",
        )
    ]
    counted = counts(given, as_of=day, rule=rule, denominator=codes, presume=presume)
    return rows + _titled(_pillars(name, counted, inside, codes), title)


def _kosovo(
    given: list[CountryAssessment],
    inside: Mapping[str, CountryAssessment],
    day: str,
    rule: str | Rule,
    presume: str | None,
) -> list[Indicator]:
    counted = counts(given, as_of=day, rule=rule, denominator=["XKX"], presume=presume)
    return _titled(_pillars("kosovo", counted, inside, ["XKX"]), known_codes()["XKX"].name_en)


def _titled(rows: Iterable[Indicator], title: str) -> list[Indicator]:
    return [replace(r, indicator=f"{r.indicator}, {title}") for r in rows]


def _drafts(inside: Mapping[str, CountryAssessment], day: str) -> Indicator:
    found = [(a, law) for a in inside.values() for law in a.laws if law.status is LawStatus.DRAFT]
    return Indicator(
        id="draft-laws",
        indicator="States with a draft law at hand",
        figure=len({a.country for a, _ in found}),
        of=len(inside),
        target=None,
        as_of=day,
        rule="laws",
        denominator="States assessed",
        basis="laws of the corpora with the status draft",
        evidence=tuple(f"{a.name}: {law.title or law.id}{f' ({law.year})' if law.year else ''}" for a, law in found),
        note="Drafts are listed and never counted as law. Drafts that are not in the corpora are not here.",
    )


def _readiness(ready: list[CountryAssessment], day: str) -> Indicator:
    first, second = membership("cets185", day), membership("cets224", day)
    bound = [c for c in first.codes("party") if second.statuses[c] not in ("signed", "ratified", "party")]
    signed = [c for w in ("party", "ratified", "signed") for c in second.codes(w)]
    order = {c: place for place, c in enumerate(known_codes())}
    codes = sorted({*bound, *signed}, key=order.__getitem__)
    found = counts(ready, as_of=day, rule=READINESS, denominator=codes)
    (row,) = (r for r in found.rows if not r.region)
    asked = found.rule.pillars[row.pillar].provisions
    latest = admit(ready, as_of=day, rule=READINESS, denominator=codes, presume=None).inside
    evidence = []
    for code, a in latest.items():
        there = [s for s in a.provisions if s.provision in asked and s.status in (Status.IN_LINE, Status.PARTIAL)]
        numbers = ", ".join(s.provision.rpartition(":")[2] for s in there) or "none"
        word = "signatory or Party to CETS 224" if code in signed else "Party to CETS 185"
        evidence.append(
            f"{a.name} ({word}): {len(there)} of {len(asked)} in line or partially so (Articles {numbers}); "
            f"{a.pillars[row.pillar].state} ({a.pillars[row.pillar].basis})"
        )
    return Indicator(
        id="second-protocol-ready",
        indicator="Law largely ready for the Second Protocol, CETS 224 Articles 6 to 14",
        figure=row.largely if row.assessed else None,
        of=row.total,
        target=None,
        as_of=day,
        rule=found.rule.label,
        denominator="Parties to CETS 185 and signatories of CETS 224",
        basis=_basis(row),
        evidence=tuple(evidence),
        note=(
            f"Bounds {row.lower} to {row.upper}; {row.assessed} of {row.total} States assessed; {len(signed)} of all "
            f"have signed or ratified CETS 224. {second.note}"
        ),
    )
