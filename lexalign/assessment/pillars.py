"""Statuses of provisions ──▶ states of legislation of the pillars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lexalign.assessment.rules import PillarRule, Rule, judge
from lexalign.assessment.statuses import basis_of
from lexalign.assessment.values import PillarState, ProvisionStatus
from lexalign.model import Basis, Instrument, Override, State, Status
from lexalign.phrases import joined, say

__all__ = ["pillar_states"]


def pillar_states(
    treaty: Instrument,
    rule: Rule,
    statuses: Sequence[ProvisionStatus],
    decided: Mapping[str, Override],
    problems: list[str],
) -> dict[str, PillarState]:
    """State of legislation of each pillar that a rule counts, and of those an expert spoke about.

    Args:
        treaty: The instrument assessed.
        rule: The counting rule.
        statuses: Of the instrument's articles.
        decided: Pillar ▶ the ``set-state`` decision in force.
        problems: Sentences are added about what could not be counted.
    """
    by_id = {s.provision: s for s in statuses}
    pillars: dict[str, PillarState] = {}
    if rule.instrument == treaty.id:
        for name, pillar_rule in rule.pillars.items():
            absent = [p for p in pillar_rule.provisions if p not in by_id]
            if absent:
                problems.append(
                    say(
                        "The rule {rule} counts {absent}, which {treaty} as loaded does not have; "
                        "nothing is known of them.",
                        rule=rule.label,
                        absent=", ".join(absent),
                        treaty=treaty.id,
                    )
                )
            pillars[name] = _pillar(pillar_rule, rule, by_id, decided.get(name))
    else:
        problems.append(
            say(
                "The rule {rule} is for {instrument}, not for {treaty}; no pillar was counted.",
                rule=rule.label,
                instrument=rule.instrument,
                treaty=treaty.id,
            )
        )
    for name, decision in decided.items():
        if name not in pillars:
            state = State(decision.value)
            low, high = (State.NOT_IN_PLACE, State.LARGELY) if state is State.NO_INFORMATION else (state, state)
            reason = say(
                "Set by {expert} on {date}; the rule {rule} does not count this pillar.",
                expert=decision.expert,
                date=decision.at[:10],
                rule=rule.label,
            )
            pillars[name] = PillarState(name, state, basis_of(decision), 0, 0, 0, 0, low, high, reason, decision)
    return pillars


def _common_basis(known: Sequence[ProvisionStatus]) -> Basis:
    """The weakest: one proposal of the machine makes the whole rest on the machine."""
    found = {s.basis for s in known}
    weakest_first = (Basis.READING, Basis.MACHINE, Basis.PRESUMED, Basis.PUBLISHED, Basis.EXPERT)
    return next((basis for basis in weakest_first if basis in found), Basis.NONE)


def _pillar(
    pillar: PillarRule, rule: Rule, by_id: Mapping[str, ProvisionStatus], decision: Override | None
) -> PillarState:
    at_least = {p for p in pillar.provisions if p in by_id and by_id[p].at_least}
    found = judge(pillar, {p: by_id[p].status for p in pillar.provisions if p in by_id}, at_least=at_least)
    known = [by_id[p] for p in pillar.provisions if p in by_id and by_id[p].status is not Status.NO_INFORMATION]
    basis = _common_basis(known)
    more = say(" ({n} of them at least: their elements were not tested)", n=len(at_least)) if at_least else ""
    reserved = say(", {n} reserved", n=found.reserved) if found.reserved else ""
    share: str = f"{found.lower_share:.0%}"
    if found.unknown or at_least:
        share = say("{low:.0%} to {high:.0%}", low=found.lower_share, high=found.upper_share)
    figures = say(
        "Of {n} provisions {in_line} in line, {partial} partially{more}, {not_in_line} not, {unknown} without "
        "information{reserved}: {share} where {rule} asks {largely:.0%} for largely and {partially:.0%} for partially "
        "in place",
        n=len(pillar.provisions),
        in_line=found.in_line,
        partial=found.partial,
        more=more,
        not_in_line=found.not_in_line,
        unknown=found.unknown,
        reserved=reserved,
        share=share,
        rule=rule.label,
        largely=pillar.largely,
        partially=pillar.partially,
    )
    reason = joined("", (figures, "; " if found.why else "", found.why, "."))
    state, low, high = found.state, found.lower, found.upper
    if decision is not None:
        computed = say(" Without that decision: {status}.", status=state) if state.value != decision.value else ""
        said = say("Set by {expert} on {date}: ", expert=decision.expert, date=decision.at[:10])
        reason = joined("", (said, decision.rationale.strip(), computed, " ", reason))
        state, basis = State(decision.value), basis_of(decision)
        low, high = (State.NOT_IN_PLACE, State.LARGELY) if state is State.NO_INFORMATION else (state, state)
    return PillarState(
        pillar=pillar.pillar,
        state=state,
        basis=basis,
        in_line=found.in_line,
        partial=found.partial,
        not_in_line=found.not_in_line,
        unknown=found.unknown,
        lower=low,
        upper=high,
        reason=reason,
        decision=decision,
    )
