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
from lexalign.phrases import fixed, joined, say

__all__ = ["with_known_states", "with_published"]

_ORDER = (State.NOT_IN_PLACE, State.PARTIALLY, State.LARGELY)
_REACH = {
    "article": say("said of this article"),
    "group": say("said of a group of articles, this one among them"),
    "most": say("said of most articles of a group, without saying which"),
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
    words = say(
        "Published by the {publisher} ({when}), {reach}: {status}.{remark} Source: {source}",
        publisher=verdict.publisher,
        when=when(verdict),
        reach=_REACH[verdict.scope],
        status=verdict.status,
        remark=remark,
        source=verdict.source,
    )
    if verdict.scope not in rule.published.scopes:
        return replace(status, reason=say("{reason} Not counted: {more}", reason=status.reason, more=words))
    # A floor that nobody tested is no finding either: it gives way to a verdict.
    if status.at_least or (status.basis is Basis.NONE and status.status is Status.NO_INFORMATION):
        return replace(
            status,
            at_least=False,
            status=verdict.status,
            basis=Basis.PUBLISHED,
            reason=say("{more}. Otherwise: {reason}", more=words, reason=status.reason),
        )
    if status.status is verdict.status:
        return replace(status, reason=joined(" ", (status.reason, words)))
    problems.append(
        say(
            "Article {article} is {status} here ({basis}); the {publisher} has published {other} ({when}): {source}",
            article=status.provision.partition(":")[2] or status.provision,
            status=status.status,
            basis=status.basis,
            publisher=verdict.publisher,
            other=verdict.status,
            when=when(verdict),
            source=verdict.source,
        )
    )
    return replace(status, reason=say("{reason} It differs: {more}", reason=status.reason, more=words))


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
                reason = say(
                    "{title}: {state}, because the State is {word} to {treaty} on {date}. {note} "
                    "Without that: {reason}",
                    title=fixed(presumption.title),
                    state=presumed,
                    word=fixed(word),
                    treaty=presumption.instrument.upper(),
                    date=day.isoformat(),
                    note=held.note,
                    reason=found.reason,
                )
                out[name] = replace(found, state=presumed, basis=Basis.PRESUMED, reason=reason, fixed=True)
    return out


def _published(pillar: PillarState, verdict: PublishedState, silent: bool, problems: list[str]) -> PillarState:
    value = verdict.states[pillar.pillar]
    words = say(
        "Published by the {publisher} ({when}): {state}. {remark} Source: {source}",
        publisher=verdict.publisher,
        when=when(verdict),
        state=value,
        remark=verdict.remark,
        source=verdict.source,
    )
    possible = _ORDER.index(pillar.lower) <= _ORDER.index(value) <= _ORDER.index(pillar.upper)
    open_ = pillar.state is State.NO_INFORMATION and possible
    if pillar.decision is None and (open_ or silent):
        before = "" if pillar.state is value else say(" Without it: {state}.", state=pillar.state)
        return replace(
            pillar,
            state=value,
            basis=Basis.PUBLISHED,
            lower=value,
            upper=value,
            fixed=True,
            reason=joined("", (words, ".", before, " ", pillar.reason)),
        )
    if pillar.state is value:
        return replace(pillar, reason=joined(" ", (pillar.reason, words)))
    problems.append(
        say(
            "{pillar} law is {state} here ({basis}); the {publisher} has published {other} ({when}): {source}",
            pillar=fixed(pillar.pillar.capitalize()),
            state=pillar.state,
            basis=pillar.basis,
            publisher=verdict.publisher,
            other=value,
            when=when(verdict),
            source=verdict.source,
        )
    )
    return replace(pillar, reason=say("{reason} It differs: {more}", reason=pillar.reason, more=words))
