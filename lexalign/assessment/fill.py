"""Published verdicts and presumptions, where neither an expert nor the text of a law says anything.

They never stand over a decision or over what the program found; where they differ from it, the difference is listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from lexalign.assessment.membership import membership
from lexalign.assessment.published import PublishedState, PublishedStatus, published, when
from lexalign.assessment.rules import Rule
from lexalign.assessment.values import PillarState, ProvisionStatus
from lexalign.assessment.world_states import known_codes
from lexalign.model import Basis, State, Status

__all__ = ["with_known_states", "with_published"]

_ORDER = (State.NOT_IN_PLACE, State.PARTIALLY, State.LARGELY)
_REACH = {
    "article": "said of this article",
    "group": "said of a group of articles, this one among them",
    "most": "said of most articles of a group, without saying which",
}


def with_published(
    statuses: Sequence[ProvisionStatus], country: str, rule: Rule, day: date, problems: list[str]
) -> tuple[ProvisionStatus, ...]:
    """Put published verdicts where nothing else is known of a provision.

    Args:
        statuses: Of the articles of an instrument.
        country: ISO3.
        rule: Says whether published verdicts are used, and whose.
        day: Of the assessment; what is dated later is left out.
        problems: A sentence is added for each verdict that differs from what is said here.
    """
    if not rule.published.statuses or country not in known_codes():
        return tuple(statuses)
    told: dict[str, PublishedStatus] = {}
    for verdict in published(country, before=day).statuses:
        if rule.published.admits(verdict.publisher):
            told.setdefault(verdict.provision, verdict)
    return tuple(_filled(s, told.get(s.provision), rule, problems) for s in statuses)


def _filled(
    status: ProvisionStatus, verdict: PublishedStatus | None, rule: Rule, problems: list[str]
) -> ProvisionStatus:
    if verdict is None:
        return status
    remark = f" {verdict.remark}" if verdict.remark else ""
    words = (
        f"Published by the {verdict.publisher} ({when(verdict)}), {_REACH[verdict.scope]}: {verdict.status.value}."
        f"{remark} Source: {verdict.source}"
    )
    if verdict.scope not in rule.published.scopes:
        return replace(status, reason=f"{status.reason} Not counted: {words}")
    # A floor that nobody tested is no finding either: it gives way to a verdict.
    if status.at_least or (status.basis is Basis.NONE and status.status is Status.NO_INFORMATION):
        return replace(
            status,
            at_least=False,
            status=verdict.status,
            basis=Basis.PUBLISHED,
            reason=f"{words}. Otherwise: {status.reason}",
        )
    if status.status is verdict.status:
        return replace(status, reason=f"{status.reason} {words}")
    problems.append(
        f"{_short(status.provision)} is {status.status.value} here ({status.basis.value}); the {verdict.publisher} has "
        f"published {verdict.status.value} ({when(verdict)}): {verdict.source}"
    )
    return replace(status, reason=f"{status.reason} It differs: {words}")


def with_known_states(
    pillars: Mapping[str, PillarState],
    statuses: Sequence[ProvisionStatus],
    country: str,
    rule: Rule,
    day: date,
    problems: list[str],
) -> dict[str, PillarState]:
    """Put published states of legislation, and presumed ones where the rule's scenario says so, where nothing is known.

    Args:
        pillars: As the rule and the experts give them.
        statuses: Of the provisions they rest on.
        country: ISO3.
        rule: Says whether published states are used, and what is presumed.
        day: Of the assessment.
        problems: A sentence is added for each published state that differs from what is said here.
    """
    out = dict(pillars)
    if country not in known_codes():
        return out
    if rule.published.states:
        told = [s for s in published(country, before=day).states if rule.published.admits(s.publisher)]
        of_law = (Basis.MACHINE, Basis.EXPERT)
        own = {s.provision for s in statuses if s.decision is not None or any(r.basis in of_law for r in s.rows)}
        for name, counted in rule.pillars.items():
            verdict = next((s for s in told if s.states.get(name, State.NO_INFORMATION) in _ORDER), None)
            if name in out and verdict is not None:
                # A publisher's own verdict on the pillar goes before what its verdicts on articles add up to.
                silent = out[name].basis not in of_law and not own & set(counted.provisions)
                out[name] = _published(out[name], verdict, silent, problems)
    presumption = rule.presumption
    if presumption is not None:
        held = membership(presumption.instrument, day)
        word = held.statuses.get(country, "none")
        for name, presumed in presumption.pillars.items():
            found = out.get(name)
            silent = found is not None and found.state is State.NO_INFORMATION and found.decision is None
            if found is not None and silent and word in presumption.status:
                reason = (
                    f"{presumption.title}: {presumed.value}, because the State is {word} to "
                    f"{presumption.instrument.upper()} on {day.isoformat()}. {held.note} Without that: {found.reason}"
                )
                out[name] = replace(found, state=presumed, basis=Basis.PRESUMED, reason=reason, fixed=True)
    return out


def _published(pillar: PillarState, verdict: PublishedState, silent: bool, problems: list[str]) -> PillarState:
    value = verdict.states[pillar.pillar]
    words = f"Published by the {verdict.publisher} ({when(verdict)}): {value.value}. {verdict.remark}"
    words += f" Source: {verdict.source}"
    possible = _ORDER.index(pillar.lower) <= _ORDER.index(value) <= _ORDER.index(pillar.upper)
    open_ = pillar.state is State.NO_INFORMATION and possible
    if pillar.decision is None and (open_ or silent):
        before = "" if pillar.state is value else f" Without it: {pillar.state.value}."
        return replace(
            pillar,
            state=value,
            basis=Basis.PUBLISHED,
            lower=value,
            upper=value,
            fixed=True,
            reason=f"{words}.{before} {pillar.reason}",
        )
    if pillar.state is value:
        return replace(pillar, reason=f"{pillar.reason} {words}")
    problems.append(
        f"{pillar.pillar.capitalize()} law is {pillar.state.value} here ({pillar.basis.value}); the "
        f"{verdict.publisher} has published {value.value} ({when(verdict)}): {verdict.source}"
    )
    return replace(pillar, reason=f"{pillar.reason} It differs: {words}")


def _short(provision: str) -> str:
    return f"Article {provision.partition(':')[2] or provision}"
