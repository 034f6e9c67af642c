"""The tables of an assessment annex as rows of values: pillars, statuses, concordance, gaps, decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lexalign.assessment.comparison import AssessmentChange, what_changed
from lexalign.assessment.gaps import Gaps, points_of
from lexalign.assessment.known_matches import basis_words
from lexalign.assessment.values import ConcordanceRow, CountryAssessment, ProvisionStatus
from lexalign.model import Basis, Instrument, Law, Provision, Status
from lexalign.phrases import Multilingual, field_word, fixed, joined, say
from lexalign.reports.table import Column, Quoted, Row
from lexalign.reports.words import (
    PILLAR_TITLES,
    article_name,
    bulleted,
    date_words,
    decision_words,
    element_words,
    law_name,
    ordered_provisions,
    provision_name,
    title_of,
    with_law,
)

__all__ = [
    "CHANGES",
    "CONCORDANCE",
    "DECISIONS",
    "DRAFTING",
    "GAPS",
    "NEAR_MISSES",
    "PILLARS_TABLE",
    "STATUSES",
    "Ordered",
    "change_rows",
    "concordance_rows",
    "decision_rows",
    "drafting_rows",
    "gap_rows",
    "in_order",
    "near_miss_rows",
    "pillar_rows",
    "status_rows",
]

PILLARS_TABLE = (
    Column(say("Pillar"), 27),
    Column(say("State of legislation"), 20),
    Column(say("Basis"), 11, centred=True),
    Column(say("In line"), 9, centred=True),
    Column(say("Partially"), 10, centred=True),
    Column(say("Not in line"), 9, centred=True),
    Column(say("No information"), 13, centred=True),
    Column(say("Could still be (worst to best)"), 27),
    Column(say("Why"), 59),
)
STATUSES = (
    Column(say("Convention article"), 27),
    Column(say("Status"), 20),
    Column(say("Basis"), 11, centred=True),
    Column(say("Stale"), 9, centred=True),
    Column(say("Conflict"), 10, centred=True),
    Column(say("Elements shown"), 9, centred=True),
    Column(say("Elements missing"), 13, centred=True),
    Column(say("Domestic articles"), 27),
    Column(say("Why"), 59),
)
CONCORDANCE = (
    Column(say("Convention article"), 11, key=True),
    Column(say("Official title"), 14, key=True),
    Column(say("Domestic article"), 19, key=True),
    Column(say("Text, or digest where marked"), 43),
    Column(say("Elements shown"), 21),
    Column(say("Elements missing in this article"), 21),
    Column(say("Status of the provision"), 13),
    Column(say("Basis"), 9, centred=True),
    Column(say("Confidence"), 12.5, form="0.00", centred=True),
    Column(say("Expert and rationale"), 18),
    Column(say("Stale"), 7.5, centred=True),
)
GAPS = (
    Column(say("Convention article"), 12, key=True),
    Column(say("Official title"), 22, key=True),
    Column(say("Status"), 15, key=True),
    Column(say("Basis"), 10, centred=True),
    Column(say("What is missing"), 47),
    Column(say("What there is"), 30),
    Column(say("What the provision asks"), 54),
)
DRAFTING = (
    Column(say("Convention article"), 12, key=True),
    Column(say("Official title"), 20, key=True),
    Column(say("Status"), 14, key=True),
    Column(say("Basis"), 10, centred=True),
    Column(say("What to add"), 62),
    Column(say("Declarations and reservations"), 26),
    Column(say("Articles of other States"), 46),
)
CHANGES = (
    Column(say("Convention article"), 12, key=True),
    Column(say("Official title"), 24, key=True),
    Column(say("Before"), 16),
    Column(say("After"), 16),
    Column(say("Change"), 14),
    Column(say("Basis before"), 10, centred=True),
    Column(say("Basis after"), 10, centred=True),
    Column(say("What changed"), 66),
    Column(say("A decision holds it"), 12, centred=True),
)
NEAR_MISSES = (
    Column(say("Convention article"), 12, key=True),
    Column(say("Official title"), 26, key=True),
    Column(say("Domestic article"), 40, key=True),
    Column(say("Confidence"), 12, form="0.00", centred=True),
    Column(say("Why it is near: it shows"), 50),
    Column(say("Why it was not accepted: it does not show"), 50),
)
DECISIONS = (
    Column(say("Date (UTC)"), 13, key=True),
    Column(say("Expert"), 20, key=True),
    Column(say("Action"), 11, key=True),
    Column(say("Law"), 20, key=True),
    Column(say("Domestic article"), 10, key=True),
    Column(say("Convention article or pillar"), 18, key=True),
    Column(say("Value"), 14),
    Column(say("Rationale"), 52),
    Column(say("Source"), 14),
    Column(say("Id"), 16),
    Column(say("Supersedes"), 16),
)


@dataclass(frozen=True, slots=True)
class Ordered:
    """A provision in the order of the report, and what is said of it: None where it was not assessed."""

    provision: Provision
    status: ProvisionStatus | None


def in_order(assessment: CountryAssessment) -> tuple[Ordered, ...]:
    """Give the provisions of an assessment in the order of the Council of Europe's legal profiles."""
    statuses = {s.provision: s for s in assessment.provisions}
    return tuple(Ordered(p, statuses.get(p.id)) for p in ordered_provisions(assessment.instrument))


def _laws(assessment: CountryAssessment) -> Mapping[str, Law]:
    return {law.id: law for law in assessment.laws}


def _domestic(row: ConcordanceRow, laws: Mapping[str, Law]) -> str:
    return joined("\n", (article_name(row), law_name(laws.get(row.law), row.law)))


def _numbers(status: ProvisionStatus, laws: Mapping[str, Law]) -> str:
    """Article numbers, law by law where there is more than one; in brackets those that do not support the status."""
    if len(laws) <= 1:
        return ", ".join(status.numbers())
    by_law: dict[str, list[ConcordanceRow]] = {}
    for row in status.rows:
        by_law.setdefault(row.law, []).append(row)
    return joined(
        "\n",
        (
            joined("", (law_name(laws.get(law), law), ": ", ", ".join(status.numbers(rows))))
            for law, rows in by_law.items()
        ),
    )


def _basis(basis: Basis) -> str:
    return "—" if basis is Basis.NONE else basis


def pillar_rows(assessment: CountryAssessment) -> list[Row]:
    """Give one row per pillar: those the rule counts with their state, the others with figures only."""
    pillar_of = {p.id: p.pillar for p in assessment.instrument.provisions}
    rows: list[Row] = []
    for pillar, state in assessment.pillars.items():
        same = state.lower == state.upper
        span = state.lower if same else say("{worst} to {best}", worst=state.lower, best=state.upper)
        span = fixed(span) if same else span
        why = _lines(state.reason, decision_words(state.decision))
        figures = (state.in_line, state.partial, state.not_in_line, state.unknown)
        title = PILLAR_TITLES.get(pillar, pillar)
        rows.append(Row((title, state.state, _basis(state.basis), *figures, span, why)))
    for pillar in PILLAR_TITLES:
        statuses = [s.status for s in assessment.provisions if pillar_of.get(s.provision) == pillar]
        if pillar in assessment.pillars or not statuses:
            continue
        kinds = (Status.IN_LINE, Status.PARTIAL, Status.NOT_IN_LINE, Status.NO_INFORMATION)
        counted = tuple(statuses.count(kind) for kind in kinds)
        reserved = statuses.count(Status.RESERVED)
        why = say("The rule gives no state for this pillar; the figures are those of its provisions.")
        if reserved:
            why += say(" Reserved: {n}.", n=reserved)
        rows.append(Row((PILLAR_TITLES[pillar], say("not counted by the rule"), "", *counted, "", why)))
    return rows


def status_rows(assessment: CountryAssessment) -> list[Row]:
    """Give one row per provision: status in words, basis, figures, articles, reason."""
    laws = _laws(assessment)
    rows: list[Row] = []
    for item in in_order(assessment):
        name = joined(" — ", (provision_name(item.provision.id), title_of(item.provision)))
        status = item.status
        if status is None:
            none = say(
                "Not a provision that national law implements; see the declarations and reservations of the State."
            )
            rows.append(Row((name, say("not assessed"), "", None, None, None, None, "", none)))
            continue
        why = _lines(status.reason, decision_words(status.decision))
        shown = len(status.shown) or None
        missing = len(status.missing) or None
        cells = (name, status.status, _basis(status.basis), status.stale, status.conflict, shown, missing)
        rows.append(Row((*cells, _numbers(status, laws), why)))
    return rows


def concordance_rows(assessment: CountryAssessment) -> list[Row]:
    """Give one row per article that implements a provision, the rows of a provision together.

    A provision that no article implements has one row that says so.
    """
    laws, words = _laws(assessment), element_words(assessment.instrument)
    rows: list[Row] = []
    for item in in_order(assessment):
        if item.status is None:
            continue
        head = (provision_name(item.provision.id), title_of(item.provision))
        status = item.status
        if not status.rows:
            cells = (
                *head,
                _absence(status),
                "",
                "",
                "",
                status.status,
                _basis(status.basis),
                None,
                _said(status, None),
                None,
            )
            rows.append(Row(cells))
        for place, row in enumerate(status.rows):
            law = laws.get(row.law)
            text = _text(row, law)
            full = (
                *head,
                _domestic(row, laws),
                text,
                _shown_where(row, words),
                bulleted(row.missing, words, {loan.element: loan.why for loan in row.lent}),
                status.status,
                _basis(row.basis),
                row.confidence,
                _said(status, row),
                row.stale,
            )
            repeats = frozenset((0, 1)) if place else frozenset[int]()
            rows.append(Row(full, starts_group=place == 0, repeats=repeats))
    return rows


def _text(row: ConcordanceRow, law: Law | None) -> str:
    """Text of an article; a digest in the language of the report where it is there, in English or its own otherwise."""
    if law is not None and law.form == "known":
        return joined("\n", (say("[Text not read]"), *(basis_words(match) for match in row.known)))
    if law is None or law.form != "digest" or not row.text:
        return Quoted(row.text, law.language if law is not None else "")
    article = next((a for a in law.articles if (a.key or a.number) == row.article), None)
    others = article.translations if article is not None and article.text == row.text else {}
    first = {"en": others["en"]} if "en" in others else {}
    return joined(" ", (say("[Digest]"), Multilingual({**first, law.language: row.text, **others})))


def _lines(*parts: str) -> str:
    return joined("\n", [part for part in parts if part])


def _shown_where(row: ConcordanceRow, words: Mapping[str, str]) -> str:
    """Elements shown, each with the paragraph of the domestic article, where one shows it by itself."""
    where = {e: f.pinpoint for f in row.findings for e in f.shown if f.pinpoint not in ("", row.number)}
    return bulleted(row.shown, words, where)


def _absence(status: ProvisionStatus) -> str:
    if status.status is Status.NO_INFORMATION:
        return say("None found; the law at hand may not be all the law there is")
    return say("None")


def _said(status: ProvisionStatus, row: ConcordanceRow | None) -> str:
    """What experts said of a row and of the status of its provision."""
    parts = [decision_words(row.decision) if row is not None else "", decision_words(status.decision)]
    if row is not None and row.relation:
        parts.insert(0, say("Relation: {relation}.", relation=fixed(row.relation)))
    if status.conflict:
        parts.append(say("Experts differ on this provision."))
    return _lines(*parts)


def gap_rows(assessment: CountryAssessment) -> list[Row]:
    """Give the provisions that are not, or only partially, in line: what is missing, in words."""
    laws, words = _laws(assessment), element_words(assessment.instrument)
    rows: list[Row] = []
    for item in in_order(assessment):
        status = item.status
        if status is None or status.status not in (Status.NOT_IN_LINE, Status.PARTIAL):
            continue
        missing = bulleted(status.missing, words) or status.reason
        there = _lines(*(article_name(row) for row in status.rows)) or _nearest(assessment, item.provision.id)
        head = (provision_name(item.provision.id), title_of(item.provision), status.status, _basis(status.basis))
        if len(laws) > 1 and status.rows:
            there = _lines(*(with_law(article_name(row), row, laws) for row in status.rows))
        rows.append(Row((*head, missing, there, fixed(item.provision.explanation))))
    return rows


def drafting_rows(found: Gaps) -> list[Row]:
    """Give one row per gap: what to add, what the treaty lets a State leave out, and who has it already."""
    order = {p.id: place for place, p in enumerate(ordered_provisions(found.assessment.instrument))}
    titles = {p.id: title_of(p) for p in found.assessment.instrument.provisions}
    rows: list[Row] = []
    for gap in sorted(found.gaps, key=lambda g: order.get(g.provision, len(order))):
        points = points_of(gap)
        if gap.near:
            points.append(
                say("Before drafting, look at articles that came near: {articles}.", articles=", ".join(gap.near))
            )
        head = (provision_name(gap.provision), titles[gap.provision], gap.status, _basis(gap.basis))
        others = _lines(*(joined("", ("• ", one.words)) for one in gap.comparators)) or say("None known")
        rows.append(Row((*head, _lines(*points), _lines(*gap.options), others)))
    return rows


def change_rows(change: AssessmentChange) -> list[Row]:
    """Give one row per provision, before and after, unchanged ones too."""
    by_id = {c.provision: c for c in change.provisions}
    rows: list[Row] = []
    for provision in ordered_provisions(change.after.instrument):
        one = by_id.get(provision.id)
        if one is None:
            continue
        head = (provision_name(one.provision), title_of(provision), one.before.status, one.after.status)
        bases = (_basis(one.before.basis), _basis(one.after.basis))
        changes = _lines(*what_changed(one, change.before, change.after))
        rows.append(Row((*head, fixed(one.change), *bases, changes, one.held)))
    return rows


def _nearest(assessment: CountryAssessment, provision: str) -> str:
    """Say that no article was accepted, and which came near: the reader should look there before believing in a gap."""
    near = sorted((r for r in assessment.near_misses if r.provision == provision), key=lambda r: -(r.confidence or 0.0))
    if not near:
        return say("No article, and none that came near")
    return _lines(say("No article accepted. To be looked at first (see Near misses):"), *map(article_name, near))


def near_miss_rows(assessment: CountryAssessment) -> list[Row]:
    """Give the candidates nobody accepted or decided, the likeliest of each provision first."""
    laws, words = _laws(assessment), element_words(assessment.instrument)
    rows: list[Row] = []
    for provision in _all_articles(assessment.instrument):
        found = [row for row in assessment.near_misses if row.provision == provision.id]
        found.sort(key=lambda row: (-(row.confidence or 0.0), row.law, row.article))
        for place, row in enumerate(found):
            shown = bulleted(row.shown, words) or say(
                "Nothing of what is required, only a likeness of heading, words or place."
            )
            head = (provision_name(provision.id), title_of(provision), _domestic(row, laws))
            missing = bulleted(row.missing, words) or say("Nothing is missing; the confidence is too low.")
            remarks = [r for r in row.remarks if r.startswith("Looks like") and "this was not seen" not in r]
            missing = _lines(*remarks, missing)
            if row.known and row.confidence is None:
                shown = _lines(*(basis_words(match) for match in row.known))
                missing = say("The program did not find it in the text.")
            repeats = frozenset((0, 1)) if place else frozenset[int]()
            rows.append(Row((*head, row.confidence, shown, missing), starts_group=place == 0, repeats=repeats))
    return rows


def _all_articles(instrument: Instrument) -> tuple[Provision, ...]:
    first = ordered_provisions(instrument)
    known = {p.id for p in first}
    return first + tuple(p for p in instrument.provisions if p.id not in known)


def decision_rows(assessment: CountryAssessment) -> list[Row]:
    """Give every decision in the journal, the oldest first, withdrawn and superseded ones too."""
    laws = _laws(assessment)
    rows: list[Row] = []
    for one in sorted(assessment.overrides, key=lambda o: (o.at, o.id)):
        concerns = PILLAR_TITLES.get(one.provision, one.provision)
        if ":" in one.provision:
            concerns = provision_name(one.provision)
        law = law_name(laws.get(one.law), one.law)
        when = _lines(date_words(one.at), one.at[11:19])
        value = field_word(one.value)
        cells = (when, one.expert, one.action, law, one.article, concerns, value, one.rationale, one.source)
        rows.append(Row((*cells, one.id, one.supersedes)))
    return rows
