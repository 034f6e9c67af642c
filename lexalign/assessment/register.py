"""A register: a table of dated statuses and states, such as an office keeps in a spreadsheet, as assessments.

One row is one statement: of a State, from a day on, on a provision or a pillar. Later rows take the place of earlier
ones on the same thing. States of pillars are judged from the provisions by the counting rule; a row on a pillar stands
over that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lexalign.assessment.pillars import pillar_states
from lexalign.assessment.rules import Rule, elements_rule
from lexalign.assessment.values import CountryAssessment, PillarState, ProvisionStatus
from lexalign.assessment.world_states import known_codes, states
from lexalign.assessment.world_tables import Row, read_table
from lexalign.model import Action, Basis, Instrument, Override, State, Status
from lexalign.provisions import articles, load_instrument

__all__ = ["COLUMNS", "read_register"]

COLUMNS = ("iso3", "as_of", "on", "value", "basis", "source", "note")

_BASES = (Basis.EXPERT.value, Basis.PUBLISHED.value, Basis.MACHINE.value)


@dataclass(frozen=True, slots=True)
class _Entry:
    as_of: str
    on: str
    value: str
    basis: Basis
    source: str
    note: str
    where: str

    @property
    def reason(self) -> str:
        """A sentence: who says it, and where."""
        return f"{self.basis.capitalize()}, {self.as_of}: {self.source or 'no source'}. {self.note}".strip()

    def decision(self, iso3: str, action: Action) -> Override | None:
        """What an expert or a publication says, as a decision; None where only the machine says it."""
        if self.basis is Basis.MACHINE:
            return None
        return Override(
            id=f"register-{iso3}-{self.as_of}-{self.on}",
            at=f"{self.as_of}T00:00:00Z",
            expert=self.source,
            country=iso3,
            law="",
            article="",
            provision=self.on,
            action=action,
            value=self.value,
            rationale=self.note,
            source=f"published:{self.source}" if self.basis is Basis.PUBLISHED else self.where,
        )


def read_register(
    path: str | Path, *, rule: str | Path | Rule = "c-proc", instrument: str | Instrument | None = None
) -> tuple[CountryAssessment, ...]:
    """Read a register and judge it under a counting rule.

    Args:
        path: A CSV file with the columns ``iso3``, ``as_of`` (a day), ``on`` (``substantive``, ``procedural`` ... or an
            article such as ``cets185:6``), ``value`` (a state of legislation for a pillar, a status for an article),
            ``basis`` (``expert``, ``published`` or ``machine``), ``source`` and ``note``.
        rule: Counting rule of elements. What is published is left aside where the rule does so.
        instrument: The treaty; that of the rule for None.

    Returns:
        An assessment for each State and each day from which something is said of it, in the order of time: ready for
        :func:`lexalign.counts` and for a history.

    Raises:
        DataFileError: Rows are wrong; all of them, with file and line.
    """
    counting = elements_rule(rule)
    treaty = instrument if isinstance(instrument, Instrument) else load_instrument(instrument or counting.instrument)
    known = tuple(p.id for p in articles(treaty))
    table = read_table(Path(path), COLUMNS)
    table.unique("iso3", "as_of", "on")
    told = {s.iso3 for s in states()}
    entries: dict[str, list[_Entry]] = {}
    for row in table:
        entry = _entry(row, counting, treaty, frozenset(known))
        row.one_of("iso3", told)
        if entry is not None:
            entries.setdefault(row["iso3"], []).append(entry)
    table.check()
    found = []
    for iso3 in known_codes():
        held: dict[str, _Entry] = {}
        days = sorted({e.as_of for e in entries.get(iso3, ())})
        for day in days:
            held |= {e.on: e for e in entries[iso3] if e.as_of == day}
            found.append(_assessment(iso3, day, held, counting, treaty, known))
    return tuple(sorted(found, key=lambda a: a.as_of))


def _entry(row: Row, rule: Rule, treaty: Instrument, known: frozenset[str]) -> _Entry | None:
    day = row.date("as_of")
    if day is None or not day.exact:
        row.wrong("as_of must be a day such as 2026-11-22")
    basis = row.one_of("basis", _BASES)
    on = row.needed("on")
    if on not in rule.pillars:
        on = on if ":" in on else f"{treaty.id}:{on}"
        if on not in known:
            row.wrong(f"{row['on']!r} is neither a pillar of {rule.label} nor an article of {treaty.id}")
        row.one_of("value", [s.value for s in Status])
    else:
        row.one_of("value", [s.value for s in State])
        if basis == Basis.MACHINE.value:
            row.wrong("the machine says nothing of a pillar as such; give its articles, or the expert who judged it")
    if not row["source"] and basis != Basis.MACHINE.value:
        row.wrong("say in the column source who decided or published it")
    if day is None or basis not in _BASES:
        return None
    use = rule.published.states if on in rule.pillars else rule.published.statuses
    if basis == Basis.PUBLISHED.value and not use:
        return None
    return _Entry(day.first.isoformat(), on, row["value"], Basis(basis), row["source"], row["note"], row.where)


def _assessment(
    iso3: str,
    day: str,
    held: Mapping[str, _Entry],
    rule: Rule,
    treaty: Instrument,
    known: tuple[str, ...],
) -> CountryAssessment:
    unsaid = "The register says nothing on it."
    statuses = tuple(
        ProvisionStatus(
            p,
            Status(held[p].value),
            held[p].basis,
            reason=held[p].reason,
            decision=held[p].decision(iso3, Action.SET_STATUS),
        )
        if p in held
        else ProvisionStatus(p, Status.NO_INFORMATION, Basis.NONE, reason=unsaid)
        for p in known
    )
    problems: list[str] = []
    pillars = pillar_states(treaty, rule, statuses, {}, problems)
    for name in rule.pillars:
        if name in held and name in pillars:
            pillars[name] = _stated(iso3, pillars[name], held[name])
    return CountryAssessment(
        country=iso3,
        name=known_codes()[iso3].name_en,
        as_of=day,
        rule=rule.label,
        instrument=treaty,
        laws=(),
        provisions=statuses,
        pillars=pillars,
        problems=tuple(problems),
    )


def _stated(iso3: str, judged: PillarState, entry: _Entry) -> PillarState:
    state = State(entry.value)
    open_ = state is State.NO_INFORMATION
    return PillarState(
        pillar=judged.pillar,
        state=state,
        basis=Basis.NONE if open_ else entry.basis,
        in_line=judged.in_line,
        partial=judged.partial,
        not_in_line=judged.not_in_line,
        unknown=judged.unknown,
        lower=State.NOT_IN_PLACE if open_ else state,
        upper=State.LARGELY if open_ else state,
        decision=entry.decision(iso3, Action.SET_STATE),
        reason=f"{entry.reason} From the articles alone: {judged.state.value}.",
    )
