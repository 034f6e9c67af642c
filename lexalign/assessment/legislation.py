"""Whether a State has cybercrime legislation at all: another question than how far it is in line, with own words.

The numbers of this module and those of :func:`lexalign.counts` are never one number: they have other types and other
words, and each refuses what belongs to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.assessment.country import date_of
from lexalign.assessment.matrices import footnotes_of
from lexalign.assessment.rules import Rule, load_rule
from lexalign.assessment.tallies import breakdown, denominator_notes, latest, named_denominator
from lexalign.assessment.values import CountryAssessment, ProvisionStatus
from lexalign.errors import LexalignError
from lexalign.model import Basis, LawStatus, State, Status

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Legislation", "LegislationCount", "LegislationCounts", "legislation", "legislation_counts"]

_PRESENT = (Status.IN_LINE, Status.PARTIAL)
_STRONGEST = (Basis.EXPERT, Basis.PUBLISHED, Basis.MACHINE, Basis.READING)


@dataclass(frozen=True, slots=True)
class Legislation:
    """Whether one State has legislation.

    Attributes:
        kind: ``has``, ``draft``, ``none`` or ``unknown``.
        word: What the rule calls it.
        basis: The best on which the finding rests.
        reason: A sentence: what it rests on.
        evidence: Rule of the assessment whose matches were used.
    """

    country: str
    name: str
    as_of: str
    rule: str
    kind: str
    word: str
    basis: Basis
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True)
class LegislationCount:
    """States of each finding, of all or of a region or group."""

    region: str
    total: int
    has: int
    draft: int
    none: int
    unknown: int
    machine: int
    expert: int
    published: int
    reading: int = 0

    @property
    def share(self) -> float:
        """``has`` as a share of ``total``."""
        return self.has / self.total if self.total else 0.0


@dataclass(frozen=True)
class LegislationCounts:
    """A dated count of the States that have legislation, with all that is needed to quote it.

    Attributes:
        rows: All States, then regions or groups where asked.
        findings: Of the States that were assessed.
    """

    as_of: str
    rule: Rule
    denominator: str
    size: int
    rows: tuple[LegislationCount, ...]
    findings: tuple[Legislation, ...]
    notes: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()

    @property
    def caption(self) -> str:
        """Date, rule and denominator."""
        return (
            f"States that have cybercrime legislation as of {self.as_of}, rule {self.rule.label} ({self.rule.title}), "
            f"of {self.size} States ({self.denominator})"
        )

    @property
    def basis_note(self) -> str:
        """On whose word the count rests, and what it does not say."""
        row = self.rows[0]
        bases = ", ".join(
            f"{getattr(row, b)} {b}" for b in ("expert", "published", "machine", "reading") if getattr(row, b)
        )
        return (
            f"Basis of '{self.rule.words['has']}': {bases or 'none'}. At least {row.has}, at most "
            f"{row.has + row.unknown + row.draft}. The count says that there is a law, not that it is in line with the "
            "Convention; it is not to be added to or compared with counts of States largely in line."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row per region or group, every row with date, rule, denominator and basis."""
        import pandas as pd

        head = {
            "as_of": self.as_of,
            "rule": self.rule.label,
            "denominator": self.denominator,
            "denominator_size": self.size,
        }
        words = self.rule.words
        return pd.DataFrame(
            [
                {
                    **head,
                    "region": r.region or "all",
                    "states": r.total,
                    words["has"]: r.has,
                    words["draft"]: r.draft,
                    words["none"]: r.none,
                    words["unknown"]: r.unknown,
                    "share": r.share,
                    "basis_expert": r.expert,
                    "basis_published": r.published,
                    "basis_machine": r.machine,
                    "basis_reading": r.reading,
                }
                for r in self.rows
            ]
        )

    def findings_frame(self) -> pd.DataFrame:
        """One row per State assessed: finding, basis, reason, date, rule."""
        import pandas as pd

        columns = ("country", "name", "as_of", "rule", "word", "basis", "reason")
        return pd.DataFrame([{c: str(getattr(f, c)) for c in columns} for f in self.findings], columns=list(columns))

    def __str__(self) -> str:
        words = self.rule.words
        lines = [self.caption]
        lines += [
            f"  {r.region or 'all'}: {words['has']} {r.has} of {r.total} ({r.share:.0%}), {words['draft']} {r.draft}, "
            f"{words['none']} {r.none}, {words['unknown']} {r.unknown}"
            for r in self.rows
        ]
        lines += [f"  {line}" for line in (self.basis_note, *self.notes, *self.footnotes)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        words = self.rule.words
        heads = ["Region or group", "States", *(words[k].capitalize() for k in ("has", "draft", "none", "unknown"))]
        rows = [[r.region or "all", r.total, r.has, r.draft, r.none, r.unknown] for r in self.rows]
        notes = "\n".join((self.basis_note, *self.notes, *self.footnotes))
        return str(table_html(heads, rows, caption=self.caption, note=notes))


def existence_rule(rule: str | Path | Rule = "unctad") -> Rule:
    """Load a rule that asks only whether there is legislation.

    Raises:
        LexalignError: It is a rule of elements.
    """
    found = load_rule(rule)
    if found.method != "existence":
        raise LexalignError(
            f"the rule {found.label} says how far law is in line, not whether there is any",
            fix="Use counts() for it, or the rule unctad here.",
        )
    return found


def legislation(assessment: CountryAssessment, rule: str | Path | Rule = "unctad") -> Legislation:
    """Say whether a State has legislation.

    Args:
        assessment: Its matches, decisions and published verdicts are the evidence; presumptions are none.
        rule: A rule of existence: ``unctad`` or a file.

    Raises:
        LexalignError: The rule is of another kind, or for another treaty.
    """
    asked = existence_rule(rule)
    if asked.instrument != assessment.instrument.id:
        raise LexalignError(
            f"the rule {asked.label} is for {asked.instrument}, not for {assessment.instrument.id}",
            fix=f"Assess the country against {asked.instrument}.",
        )
    kind, basis, reason = _finding(assessment, asked)
    return Legislation(
        country=assessment.country,
        name=assessment.name,
        as_of=assessment.as_of,
        rule=asked.label,
        kind=kind,
        word=asked.words[kind],
        basis=basis,
        reason=reason,
        evidence=assessment.rule,
    )


def _finding(a: CountryAssessment, rule: Rule) -> tuple[str, Basis, str]:
    asked = [s for s in a.provisions if s.provision in rule.any_of]
    present = [s for s in asked if _present(s)]
    if present:
        basis = next(b for b in _STRONGEST if any(_word_of(s) is b for s in present))
        named = ", ".join(s.provision.partition(":")[2] for s in present if _word_of(s) is basis)
        return "has", basis, f"Something corresponds to Article{'s' if ',' in named else ''} {named}."
    in_place = [
        p
        for p in a.pillars.values()
        if p.state in (State.LARGELY, State.PARTIALLY) and p.basis in (Basis.EXPERT, Basis.PUBLISHED)
    ]
    if in_place:
        best = next(p for b in _STRONGEST for p in in_place if p.basis is b)
        return "has", best.basis, f"{best.pillar.capitalize()} law is {best.state}. {best.reason}"
    absent = [s for s in asked if s.status is Status.NOT_IN_LINE and s.basis is not Basis.PRESUMED]
    bills = [
        law.title or law.id
        for law in a.laws
        if law.status is LawStatus.DRAFT and (law.kind == "cybercrime act" or law.form == "known")
    ]
    if bills:
        return "draft", Basis.MACHINE, f"A bill was read that is not in force: {', '.join(bills)}."
    if asked and len(absent) == len(rule.any_of):
        weakest = next(b for b in reversed(_STRONGEST) if any(s.basis is b for s in absent))
        return "none", weakest, "Of each of the articles asked for it is said that there is nothing."
    return "unknown", Basis.NONE, "Nothing was found, and nothing says that there is none."


def _present(status: ProvisionStatus) -> bool:
    said = status.decision is not None or status.basis in (Basis.EXPERT, Basis.PUBLISHED)
    if said:
        return status.status in _PRESENT
    return any(row.relation != "related" for row in status.rows)


def _word_of(status: ProvisionStatus) -> Basis:
    if status.basis in _STRONGEST:
        return status.basis
    read = any(row.basis not in (Basis.PUBLISHED, Basis.READING) for row in status.rows)
    return Basis.MACHINE if read else Basis.READING


def legislation_counts(
    assessments: Iterable[CountryAssessment],
    *,
    as_of: str | date | None = None,
    rule: str | Path | Rule = "unctad",
    denominator: str | Sequence[str] = "un-members",
    by: str | None = None,
) -> LegislationCounts:
    """Count the States that have legislation; those without an assessment are *no data*.

    Args:
        assessments: Made under one rule of elements. Where a country has several, the latest at or before the date.
        as_of: Date of the count; by default that of the latest assessment.
        rule: A rule of existence.
        denominator: As of :func:`lexalign.counts`.
        by: As of :func:`lexalign.counts`.

    Raises:
        LexalignError: The rule is of another kind, the assessments are of several rules or presume something, or the
            denominator or breakdown is not known.
    """
    asked = existence_rule(rule)
    given = [assessments] if isinstance(assessments, CountryAssessment) else list(assessments)
    made = sorted({a.rule for a in given})
    if len(made) > 1:
        raise LexalignError(
            f"the assessments are of several rules ({', '.join(made)})", fix="Assess all countries under one rule."
        )
    day = date_of(as_of if as_of is not None else max((a.as_of for a in given), default=None)).isoformat()
    name, codes = named_denominator(denominator, day)
    chosen, notes = latest(given, day)
    found: Mapping[str, Legislation] = {c: legislation(chosen[c], asked) for c in codes if c in chosen}
    parts, more = breakdown(by, codes, day)
    notes += denominator_notes(name, day)
    rows = [_count(region, members, found) for region, members in (("", codes), *parts.items()) if members]
    if made:
        notes.append(f"The evidence is that of assessments under {made[0]}; their states are not counted here.")
    return LegislationCounts(
        as_of=day,
        rule=asked,
        denominator=name,
        size=len(codes),
        rows=tuple(rows),
        findings=tuple(found.values()),
        notes=(*notes, *more),
        footnotes=footnotes_of(found),
    )


def _count(region: str, members: Sequence[str], found: Mapping[str, Legislation]) -> LegislationCount:
    here = [found[c] for c in members if c in found]
    number = {k: sum(f.kind == k for f in here) for k in ("has", "draft", "none", "unknown")}
    bases = [f.basis for f in here if f.kind == "has"]
    return LegislationCount(
        region=region,
        total=len(members),
        has=number["has"],
        draft=number["draft"],
        none=number["none"],
        unknown=number["unknown"] + len(members) - len(here),
        machine=bases.count(Basis.MACHINE),
        reading=bases.count(Basis.READING),
        expert=bases.count(Basis.EXPERT),
        published=bases.count(Basis.PUBLISHED),
    )
