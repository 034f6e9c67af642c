"""What an assessment says, as values: status of a provision, state of a pillar, concordance, matrix, counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lexalign.laws.known import KnownMatch
from lexalign.model import Basis, Evidence, Finding, Instrument, Law, Lent, Override, State, Status

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ConcordanceRow", "CountryAssessment", "PillarState", "ProvisionStatus"]


@dataclass(frozen=True, slots=True)
class ConcordanceRow:
    """One article that implements one provision, after the experts' decisions.

    Attributes:
        law, article: Law id and article key.
        number, heading, text: As in the law (``text`` is a digest where the law's form is ``digest``).
        provision: Article-level provision id.
        confidence: The machine's, or None where only an expert saw the match.
        relation: ``full``, ``partial``, ``principal`` or ``related`` where an expert said so, else empty.
        basis: Machine, expert, published or reading.
        shown, missing: Ids of required elements.
        decision: The override in force on this row, if any.
        stale: The article changed after that decision.
        accepted: The program accepted it by itself.
        known: What sources say of this pair; where the law itself was not read, the row rests on it alone.
        findings: Paragraph by paragraph of the provision, where the article shows it.
        lent: Missing elements that other articles of the law show for this one.
        remarks: What the program remarked, such as ``Looks like Article 16, but ...``.
    """

    law: str
    article: str
    number: str
    heading: str
    text: str
    provision: str
    confidence: float | None
    basis: Basis
    relation: str = ""
    shown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    decision: Override | None = None
    stale: bool = False
    accepted: bool = False
    known: tuple[KnownMatch, ...] = ()
    findings: tuple[Finding, ...] = ()
    lent: tuple[Lent, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvisionStatus:
    """How far a country implements one provision, and why.

    Attributes:
        shown, missing: Ids of required elements that the supporting articles together show and do not show.
        reason: One sentence for the reader: what the status rests on.
        decision: The ``set-status`` override in force, if any.
        stale: A decision it rests on concerns a text that changed since.
        conflict: Experts differ on it and no one withdrew.
        notes: What experts noted on it or on its articles; decides nothing.
        at_least: It may be better: its articles are known, but nobody tested their elements.
    """

    provision: str
    status: Status
    basis: Basis
    rows: tuple[ConcordanceRow, ...] = ()
    shown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str = ""
    decision: Override | None = None
    stale: bool = False
    conflict: bool = False
    notes: tuple[Override, ...] = ()
    at_least: bool = False

    def numbers(self, rows: Sequence[ConcordanceRow] | None = None) -> tuple[str, ...]:
        """Article numbers of the rows; in brackets those that do not support the status, but relate or are only listed.

        Args:
            rows: Some of the status's rows; all by default.
        """
        found = self.rows if rows is None else rows
        idle = self.status is Status.NO_INFORMATION
        return tuple(dict.fromkeys(f"({r.number})" if idle or r.relation == "related" else r.number for r in found))


@dataclass(frozen=True, slots=True)
class PillarState:
    """State of legislation of a pillar.

    Attributes:
        in_line, partial, not_in_line, unknown: Numbers of counted provisions of each status.
        lower, upper: The worst and the best state that the provisions without information could still make it.
        reason: One sentence: the figures and the rule.
        fixed: Published or presumed as a state, and not judged from provisions.
    """

    pillar: str
    state: State
    basis: Basis
    in_line: int
    partial: int
    not_in_line: int
    unknown: int
    lower: State
    upper: State
    reason: str = ""
    decision: Override | None = None
    fixed: bool = False


@dataclass(frozen=True)
class CountryAssessment:
    """All that is said of one country under one rule at one date.

    Attributes:
        as_of: ISO date of the assessment.
        rule: Id and version of the counting rule, e.g. ``c-proc/1``.
        provisions: Article-level, in the instrument's order.
        pillars: Pillar ▶ state, for the pillars the rule counts.
        near_misses: Candidate rows the machine did not accept and nobody decided.
        problems: Sentences about overrides that could not be applied, stale ones, conflicts.
    """

    country: str
    name: str
    as_of: str
    rule: str
    instrument: Instrument
    laws: tuple[Law, ...]
    provisions: tuple[ProvisionStatus, ...]
    pillars: Mapping[str, PillarState]
    near_misses: tuple[ConcordanceRow, ...] = ()
    overrides: tuple[Override, ...] = ()
    problems: tuple[str, ...] = field(default_factory=tuple)

    def __getitem__(self, provision: str) -> ProvisionStatus:
        """Status of one provision: ``a["16"]`` or ``a["cets185:16"]``."""
        wanted = provision if ":" in provision else f"{self.instrument.id}:{provision}"
        for status in self.provisions:
            if status.provision == wanted:
                return status
        raise KeyError(provision)

    def to_frame(self) -> pd.DataFrame:
        """One row per provision: status, basis, articles, missing elements, reason."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "country": self.country,
                    "provision": s.provision,
                    "status": s.status.value,
                    "basis": s.basis.value,
                    "articles": "; ".join(f"{r.number}" for r in s.rows),
                    "missing": "; ".join(s.missing),
                    "stale": s.stale,
                    "conflict": s.conflict,
                    "reason": s.reason,
                }
                for s in self.provisions
            ]
        )
