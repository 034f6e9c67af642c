"""Further tables of an assessment annex: readiness for the Second Protocol, phenomena, safeguards."""

from __future__ import annotations

from lexalign.assessment.phenomena import coverage, phenomena
from lexalign.assessment.values import ConcordanceRow, CountryAssessment, ProvisionStatus
from lexalign.model import Basis, Status
from lexalign.phrases import fixed, joined, say
from lexalign.provisions import articles, elements_of
from lexalign.reports.table import Column, Row
from lexalign.reports.words import (
    article_name,
    bulleted,
    element_words,
    ordered_provisions,
    provision_name,
    title_of,
    with_law,
)

__all__ = ["PHENOMENA", "PROTOCOL", "SAFEGUARDS", "phenomena_rows", "protocol_rows", "safeguard_rows"]

PROTOCOL = (
    Column(say("Article of the Protocol"), 14, key=True),
    Column(say("Title"), 30, key=True),
    Column(say("Status"), 19, key=True),
    Column(say("Basis"), 10, centred=True),
    Column(say("Domestic articles"), 40),
    Column(say("What is missing"), 50),
    Column(say("Why"), 40),
)
PHENOMENA = (
    Column(say("Phenomenon"), 30, key=True),
    Column(say("Provisions named"), 13, centred=True),
    Column(say("In line"), 9, centred=True),
    Column(say("Partially"), 10, centred=True),
    Column(say("Not in line"), 9, centred=True),
    Column(say("No information"), 13, centred=True),
    Column(say("Reserved"), 12, centred=True),
    Column(say("Not, or not fully, in line"), 62),
    Column(say("Source of the list"), 40),
)
SAFEGUARDS = (
    Column(say("Convention article"), 12, key=True),
    Column(say("Official title"), 26, key=True),
    Column(say("Condition or safeguard"), 60),
    Column(say("Asked or optional"), 13, centred=True),
    Column(say("Seen"), 14, centred=True),
    Column(say("Where"), 66),
)


def protocol_rows(assessment: CountryAssessment) -> list[Row]:
    """Give one row per article of the treaty of an assessment: status, articles, what is missing."""
    laws = {law.id: law for law in assessment.laws}
    words = element_words(assessment.instrument)
    by_id = {s.provision: s for s in assessment.provisions}
    rows = []
    for provision in ordered_provisions(assessment.instrument):
        status = by_id.get(provision.id)
        if status is None:
            continue
        there = joined(
            "\n",
            [with_law(article_name(r), r, laws) for r in status.rows],
        )
        head = (provision_name(provision.id), title_of(provision), status.status)
        basis = "—" if status.basis is Basis.NONE else status.basis
        missing = bulleted(status.missing, words) if status.status is not Status.NO_INFORMATION or status.rows else ""
        rows.append(Row((*head, basis, there, missing, status.reason)))
    return rows


def phenomena_rows(assessment: CountryAssessment) -> list[Row]:
    """Give one row per phenomenon of which a Guidance Note names provisions of the treaty of an assessment."""
    rows = []
    for name, phenomenon in phenomena().items():
        found = coverage(assessment, name).rows
        if not found:
            continue
        statuses = [status.status for _, status in found]
        order = (Status.IN_LINE, Status.PARTIAL, Status.NOT_IN_LINE, Status.NO_INFORMATION, Status.RESERVED)
        lacking = joined(
            "\n",
            [
                joined(", ", [provision_name(s.provision) for _, s in found if s.status is kind]) + ": " + fixed(kind)
                for kind in (Status.NOT_IN_LINE, Status.PARTIAL, Status.NO_INFORMATION)
                if kind in statuses
            ],
        )
        source = joined(
            "", (fixed(phenomenon.basis), say("; list not checked against the note") if phenomenon.unchecked else "")
        )
        rows.append(
            Row((fixed(phenomenon.title), len(found), *(statuses.count(kind) for kind in order), lacking, source))
        )
    return rows


def safeguard_rows(assessment: CountryAssessment) -> list[Row]:
    """Give one row per condition or safeguard of Article 15 and of the powers, with the articles that show it."""
    laws = {law.id: law for law in assessment.laws}
    by_id = {s.provision: s for s in assessment.provisions}
    known = articles(assessment.instrument)
    first = [p for p in known if p.pillar == "safeguards"]
    rows = []
    for provision in (*first, *(p for p in known if p.pillar in ("procedural", "cooperation"))):
        status = by_id.get(provision.id)
        if status is None:
            continue
        asked = elements_of(assessment.instrument, provision.id)
        wanted = asked if provision in first else [e for e in asked if e.kind == "safeguard"]
        for place, element in enumerate(wanted):
            seen = [row for row in status.rows if element.id in _shown(row)]
            where = joined(
                "\n",
                [with_law(_place(row, element.id), row, laws) for row in seen],
            )
            head = (provision_name(provision.id), title_of(provision), fixed(element.text))
            kind = say("asked") if element.required else say("optional")
            repeats = frozenset((0, 1)) if place else frozenset[int]()
            cells = (*head, kind, _seen(status, bool(seen)), where)
            rows.append(Row(cells, starts_group=place == 0, repeats=repeats))
    return rows


def _shown(row: ConcordanceRow) -> set[str]:
    return {*row.shown, *(e for f in row.findings for e in f.shown)}


def _place(row: ConcordanceRow, element: str) -> str:
    pinpoints = [f.pinpoint for f in row.findings if element in f.shown and f.pinpoint not in ("", row.number)]
    name = article_name(row)
    return f"{name} [{', '.join(dict.fromkeys(pinpoints))}]" if pinpoints else name


def _seen(status: ProvisionStatus, seen: bool) -> str:
    if seen:
        return say("seen")
    # Of articles that nobody read nothing can be said.
    read = any(row.basis in (Basis.MACHINE, Basis.EXPERT) for row in status.rows)
    return say("not seen") if read else say("not known")
