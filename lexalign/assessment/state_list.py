"""Every State with its state of legislation: what a map shows, and the table that stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.assessment.matrices import footnotes_of
from lexalign.assessment.rules import Rule
from lexalign.assessment.tallies import admit
from lexalign.assessment.values import CountryAssessment
from lexalign.assessment.world_states import states
from lexalign.errors import LexalignError
from lexalign.model import Basis, State

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ListedState", "StateList", "state_list"]


@dataclass(frozen=True, slots=True)
class ListedState:
    """One State.

    Attributes:
        name: With an asterisk where a footnote belongs to it.
        counted: It belongs to the denominator.
        assessed: Something is known of it; else the state is *no information*.
    """

    iso3: str
    name: str
    region: str
    state: State
    basis: Basis
    counted: bool
    assessed: bool
    reason: str


@dataclass(frozen=True)
class StateList:
    """All States with their state of legislation in one pillar, with all that is needed to quote it."""

    as_of: str
    rule: Rule
    denominator: str
    size: int
    pillar: str
    states: tuple[ListedState, ...]
    notes: tuple[str, ...]
    footnotes: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the list is about."""
        return f"{self.rule.pillars[self.pillar].title}: state of legislation"

    @property
    def caption(self) -> str:
        """Date, rule and denominator."""
        return (
            f"{self.title} as of {self.as_of}, rule {self.rule.label} ({self.rule.title}), of {self.size} States "
            f"({self.denominator})"
        )

    @property
    def basis_note(self) -> str:
        """How many States of each state, and on what basis."""
        inside = [s for s in self.states if s.counted]
        parts = []
        for state in State:
            mine = [s.basis for s in inside if s.state is state]
            named = ", ".join(f"{mine.count(b)} {b}" for b in Basis if b in mine and b is not Basis.NONE)
            parts.append(f"{state} {len(mine)}{f' ({named})' if named else ''}")
        return f"Basis: {'; '.join(parts)}. {sum(s.assessed for s in inside)} of {self.size} States are assessed."

    def to_frame(self) -> pd.DataFrame:
        """One row per State: name, region, state, basis, reason, with date, rule and denominator."""
        import pandas as pd

        head = {
            "as_of": self.as_of,
            "rule": self.rule.label,
            "denominator": self.denominator,
            "denominator_size": self.size,
            "pillar": self.pillar,
        }
        return pd.DataFrame(
            [
                {**head, "iso3": s.iso3, "name": s.name, "region": s.region, "state": s.state.value,
                 "basis": s.basis.value, "counted": s.counted, "assessed": s.assessed, "reason": s.reason}
                for s in self.states
            ]
        )  # fmt: skip

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        rows = [[s.name, s.iso3, s.region, s.state.value, s.basis.value] for s in self.states]
        note = "\n".join((self.basis_note, *self.notes, *self.footnotes))
        heads = ["State", "Code", "Region", "State of legislation", "Basis"]
        return str(table_html(heads, rows, caption=self.caption, note=note))


def state_list(
    assessments: Iterable[CountryAssessment],
    pillar: str = "substantive",
    *,
    as_of: str | date | None = None,
    rule: str | Path | Rule = "c-proc",
    denominator: str | Sequence[str] = "un-members",
    presume: str | None = None,
) -> StateList:
    """List all States with the state of legislation of a pillar.

    Args:
        assessments: As of :func:`lexalign.counts`.
        pillar: One that the rule counts.
        as_of: As of :func:`lexalign.counts`.
        rule: As of :func:`lexalign.counts`.
        denominator: As of :func:`lexalign.counts`; States outside it are listed as not counted.
        presume: As of :func:`lexalign.counts`.

    Raises:
        LexalignError: As of :func:`lexalign.counts`, or the rule does not count that pillar.
    """
    given = list(assessments)
    admitted = admit(given, as_of=as_of, rule=rule, denominator=denominator, presume=presume)
    if pillar not in admitted.rule.pillars:
        raise LexalignError(
            f"the rule {admitted.rule.label} does not count a pillar {pillar!r}",
            fix=f"It counts {', '.join(admitted.rule.pillars)}.",
        )
    every = admit(given, as_of=admitted.day, rule=rule, denominator="all", presume=presume).inside
    rows = []
    for record in states():
        found = every.get(record.iso3)
        state = found.pillars.get(pillar) if found is not None else None
        rows.append(
            ListedState(
                iso3=record.iso3,
                name=record.name_en,
                region=record.region,
                state=state.state if state else State.NO_INFORMATION,
                basis=state.basis if state else Basis.NONE,
                counted=record.iso3 in admitted.codes,
                assessed=state is not None,
                reason=state.reason if state else "Nothing is known of it here.",
            )
        )
    return StateList(
        as_of=admitted.day,
        rule=admitted.rule,
        denominator=admitted.denominator,
        size=len(admitted.codes),
        pillar=pillar,
        states=tuple(sorted(rows, key=lambda s: s.name)),
        notes=tuple(n for n in admitted.notes if not n.startswith("Assessed but not in the denominator")),
        footnotes=footnotes_of(s.iso3 for s in rows),
    )
