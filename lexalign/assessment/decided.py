"""Decisions of experts on one country, sorted by what they are about: articles, statuses, states of pillars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lexalign.model import PILLARS, Action, Instrument, Law, Override
from lexalign.phrases import say
from lexalign.provisions import articles as articles_of
from lexalign.provisions import normal_id
from lexalign.review.anchors import Anchor, anchor
from lexalign.review.in_force import InForce, effective, moment

__all__ = ["Decided", "decide"]


@dataclass(frozen=True)
class Decided:
    """Decisions in force, sorted by what they are about.

    Attributes:
        matches: (law, article key now, provision) ▶ decision.
        conflicts: Ids of provisions on which experts differ.
        notes: Provision ▶ what experts noted on it or on its articles.
    """

    matches: Mapping[tuple[str, str, str], Override]
    statuses: Mapping[str, Override]
    states: Mapping[str, Override]
    anchors: Mapping[str, Anchor]
    conflicts: frozenset[str]
    problems: tuple[str, ...]
    notes: Mapping[str, tuple[Override, ...]]


def decide(
    mine: Sequence[Override],
    counted: Sequence[Law],
    laws: Sequence[Law],
    treaty: Instrument,
    conflicts: str,
    seniority: Sequence[str],
) -> Decided:
    """Sort the decisions in force by what they are about, and say which could not be applied.

    Args:
        mine: Of one country, up to the day of the assessment.
        counted: Laws that count.
        laws: All laws given, those that do not count too.
        treaty: Decisions on others are passed over.
        conflicts: What holds where experts differ; see :func:`lexalign.review.in_force.effective`.
        seniority: Experts, the most senior first.
    """
    anchors = anchor(mine, laws)
    known = {p.id for p in articles_of(treaty)}
    # Decisions follow a renumbered article before they are weighed, so that old and new numbers are one cell.
    moved = [_rekeyed(o, anchors, treaty) for o in mine]
    originals = {o.id: o for o in mine}
    held: InForce = effective(moved, conflicts=conflicts, seniority=seniority)
    conflicts_here = [c for c in held.conflicts if _concerns(c.decisions[-1], treaty)]
    problems = [*held.problems, *(str(c) for c in conflicts_here)]
    years = {law.id: law.year for law in counted if law.year}
    countable = {law.id for law in counted}
    matches: dict[tuple[str, str, str], Override] = {}
    statuses: dict[str, Override] = {}
    states: dict[str, Override] = {}
    for o in held:
        original = originals[o.id]
        if o.action is Action.SET_STATE:
            states[o.provision] = original
            continue
        if not _concerns(o, treaty):
            continue
        if o.provision not in known:
            problems.append(
                say(
                    "Not applied: the decision {id} of {expert}; {provision} is no article of {treaty}.",
                    id=o.id,
                    expert=o.expert,
                    provision=o.provision,
                    treaty=treaty.id,
                )
            )
        elif o.action is Action.SET_STATUS:
            statuses[o.provision] = original
            problems.extend(
                say(
                    "Please look again: {expert} set the status of {provision} on {date}, before {law} of {year}.",
                    expert=o.expert,
                    provision=o.provision,
                    date=o.at[:10],
                    law=law,
                    year=year,
                )
                for law, year in years.items()
                if year > moment(o.at).year
            )
        else:
            found = anchors[o.id]
            where = {"expert": o.expert, "article": o.article, "law": o.law, "provision": o.provision}
            if found.note:
                problems.append(found.note)
            if found.article is not None and o.law in countable:
                matches[(o.law, found.article, o.provision)] = original
                if years.get(o.law, 0) > moment(o.at).year:
                    problems.append(
                        say(
                            "Please check the date: the decision of {expert} on article {article} of {law} "
                            "({provision}) was applied, but it is of {date} and the law of {year}.",
                            date=o.at[:10],
                            year=years[o.law],
                            **where,
                        )
                    )
            elif found.article is not None:
                problems.append(
                    say(
                        "Not applied: the decision of {expert} on article {article} of {law} ({provision}), "
                        "because that law is not counted.",
                        **where,
                    )
                )
    differing = {c.decisions[-1].provision for c in conflicts_here}
    notes: dict[str, tuple[Override, ...]] = {}
    for o in held.notes:
        notes[o.provision] = (*notes.get(o.provision, ()), originals[o.id])
    return Decided(matches, statuses, states, anchors, frozenset(differing), tuple(problems), notes)


def _concerns(override: Override, treaty: Instrument) -> bool:
    return override.action is Action.SET_STATE or override.provision.partition(":")[0] == treaty.id


def _rekeyed(override: Override, anchors: Mapping[str, Anchor], treaty: Instrument) -> Override:
    provision = override.provision
    if override.action not in (Action.SET_STATE, Action.WITHDRAW) and provision not in (*PILLARS, ""):
        provision = normal_id(provision, treaty.id)
    found = anchors.get(override.id)
    article = found.article if found is not None and found.article is not None else override.article
    return replace(override, provision=provision, article=article)
