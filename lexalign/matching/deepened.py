"""Chosen pairs ▶ the same pairs looked into: what is taken back, what is lent, which paragraph shows what.

All of it is worked out after confidences and acceptance, and changes neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lexalign.language.lexicon import Lexicon
from lexalign.matching.context import Looked, look, taken_back
from lexalign.matching.features import Features
from lexalign.matching.findings import Parts, find, parts_of
from lexalign.matching.lent import lend, lending, reach
from lexalign.matching.near_misses import looks_like
from lexalign.model import Finding, Instrument, Law, Lent, Match, Provision
from lexalign.phrases import fixed, joined, say
from lexalign.provisions import elements_of, provision

__all__ = ["look_into"]

CANDIDATES = 3
"""Candidates of each provision that are looked into as deeply as accepted articles, the surest first."""

TOGETHER = ("attempt", "aid_abet")
"""Concepts of provisions that hold for other offences."""


def look_into(
    law: Law,
    treaty: Instrument,
    lexicon: Lexicon,
    found: Features,
    matches: Sequence[Match],
    looked_at: dict[str, Looked],
) -> tuple[Match, ...]:
    """Look into matches.

    Args:
        law: The law.
        treaty: The instrument.
        lexicon: Of the law's language.
        found: Features of the law against the instrument.
        matches: Accepted ones and candidates, by provision, surest first.
        looked_at: Key ▶ article looked into already, for another treaty; those looked into here are put in.

    Returns:
        The same matches in the same order with findings, loans and remarks. Confidence and acceptance are untouched.
    """
    names = lexicon.finder.concepts
    place = {a.key: i for i, a in enumerate(law.articles)}
    readings = found.shown.readings
    elements = {p.id: elements_of(treaty, p.id) for p in treaty.provisions if p.parent is None}
    ids = [e.id for e in found.shown.elements]
    shown = {
        a.key: {ids[i] for i in row.nonzero()[0].tolist()}
        for a, row in zip(law.articles, found.shown.by_article, strict=True)
    }
    criminal = {p.id for p in treaty.provisions if p.parent is None and p.pillar == "substantive"}
    offence = {p for p in criminal if any(e.kind == "mental" and e.required for e in elements[p])}
    offences = sorted({m.article for m in matches if m.accepted and m.provision in offence}, key=place.__getitem__)
    source = None
    parts_at: dict[str, Parts] = {}
    candidates: dict[str, int] = {}
    out = []
    for match in matches:
        key = match.article
        if key not in looked_at:
            looked_at[key] = look(readings[place[key]], lexicon)
        looked, mine = looked_at[key], elements[match.provision]
        remarks = list(match.remarks)
        seen = [e for e in mine if e.id in shown[key]]
        gone = set(taken_back(looked, seen, names))
        if gone:
            texts = joined("; ", (fixed(e.text) for e in mine if e.id in gone))
            remarks.append(say("Named only where the law takes it back or excepts it: {elements}.", elements=texts))
        have = {e.id for e in seen} - gone
        deep = match.accepted
        if not deep:
            candidates[match.provision] = candidates.get(match.provision, 0) + 1
            deep = candidates[match.provision] <= CANDIDATES
        loans: tuple[Lent, ...] = ()
        if match.accepted:
            missing = [e for e in mine if e.required and e.id not in have]
            if missing or any(c in TOGETHER for e in mine for f in e.shown_by for g in f.groups for c in g):
                source = source or lending(law, readings, lexicon, offences)
            if missing and source is not None:
                loans = lend(missing, looked, shown, source)
            if source is not None and match.provision in criminal - offence:
                general = [e for e in seen if any(c in TOGETHER for f in e.shown_by for g in f.groups for c in g)]
                said = reach(looked, offences, source) if general else ""
                remarks.extend([said] if said else [])
        lent = {loan.element for loan in loans}
        remark = looks_like(provision(treaty, match.provision), mine, have | lent, looked, accepted=match.accepted)
        remarks.extend([remark] if remark else [])
        findings: tuple[Finding, ...] = ()
        if deep:
            if key not in parts_at:
                parts_at[key] = parts_of(looked)
            findings = find(mine, have, lent, parts_at[key], _titles(provision(treaty, match.provision), lexicon))
        out.append(
            replace(
                match,
                shown=tuple(e for e in match.shown if e not in gone),
                missing=tuple(e.id for e in mine if e.required and e.id not in have),
                evidence=tuple(e for e in match.evidence if e.element not in gone) if gone else match.evidence,
                remarks=tuple(remarks),
                findings=findings,
                lent=loans,
            )
        )
    return tuple(out)


def _titles(one: Provision, lexicon: Lexicon) -> tuple[str, ...]:
    words = lexicon.provisions.get(one.id)
    return (*one.title.values(), *((words.title, *words.aliases) if words else ()))
