"""How reports name things: articles, titles, elements, dates, decisions; the same in every table."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from lexalign.assessment.values import ConcordanceRow, CountryAssessment, ProvisionStatus
from lexalign.assessment.world import state
from lexalign.errors import UnknownCountry
from lexalign.model import PILLARS, Basis, Instrument, Law, LawStatus, Override, Provision
from lexalign.phrases import counted, field_word, fixed, in_languages, joined, say

__all__ = [
    "BASIS_WORDS",
    "PILLAR_TITLES",
    "article_name",
    "bulleted",
    "date_words",
    "decision_words",
    "element_words",
    "footnote",
    "instrument_name",
    "law_name",
    "law_sha256",
    "ordered_provisions",
    "plural",
    "provision_name",
    "title_of",
    "who_decided",
    "with_law",
]

PILLAR_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "definitions": say("Definitions"),
        "substantive": say("Substantive criminal law"),
        "procedural": say("Procedural powers"),
        "jurisdiction": say("Jurisdiction"),
        "cooperation": say("International co-operation"),
        "safeguards": say("Conditions and safeguards"),
        "final": say("Final clauses"),
    }
)

BASIS_WORDS: Mapping[Basis, str] = MappingProxyType(
    {
        Basis.MACHINE: say("proposed by the program from the text of the law; not yet reviewed by a person"),
        Basis.EXPERT: say("decided by a named expert, whose decision is listed under Decisions"),
        Basis.PUBLISHED: say("taken from a published source"),
        Basis.PRESUMED: say("presumed because the State is a Party to the Convention"),
        Basis.READING: say("read from headings or secondary sources; nobody tested the elements, so it may be better"),
        Basis.NONE: say("rests on nothing: no law or decision says anything about it"),
    }
)
"""What each basis means to the reader of a report."""

_MONTHS: tuple[str, ...] = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)


def plural(count: int, one: str, many: str = "") -> str:
    """Put a number before its noun: ``1 State``, ``2 States``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def date_words(iso: str) -> str:
    """Write an ISO date in words (``22 November 2026``), whatever the language of the machine is; else as it is."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return say("{day} {month} {year}", day=day.day, month=_MONTHS[day.month - 1], year=day.year)


def provision_name(provision: str) -> str:
    """Name a provision as lawyers do: ``cets185:6.1.a.i`` becomes ``Article 6(1)(a)(i)``."""
    number, *rest = provision.rpartition(":")[2].split(".")
    return say("Article {number}", number=number + "".join(f"({part})" for part in rest))


def instrument_name(instrument: Instrument) -> str:
    """Name an instrument: title, short title and series number."""
    title = in_languages(instrument.title) or instrument.id
    short = in_languages(instrument.short_title)
    series = say("CETS No. {number}", number=instrument.id[4:]) if instrument.id.startswith("cets") else instrument.id
    return joined("", (title, " (", joined(", ", [part for part in (short, series) if part and part != title]), ")"))


def title_of(provision: Provision) -> str:
    """Give the official title of a provision, which a report has in its own language where there is one."""
    return in_languages(provision.title)


def ordered_provisions(instrument: Instrument) -> tuple[Provision, ...]:
    """Give the articles of an instrument in the order of the Council of Europe's legal profiles.

    Articles that the profiles pass over stand behind the one they follow in the treaty; final clauses are left out
    unless the profiles have a row for them.
    """
    articles = {p.id: p for p in instrument.provisions if p.parent is None}
    order = [i if ":" in i else f"{instrument.id}:{i}" for i in instrument.row_order]
    order = [i for i in dict.fromkeys(order) if i in articles]
    before = ""
    for provision in articles.values():
        if provision.id not in order:
            if provision.pillar == "final":
                continue
            order.insert(order.index(before) + 1 if before else 0, provision.id)
        before = provision.id
    return tuple(articles[i] for i in order)


def element_words(instrument: Instrument) -> Mapping[str, str]:
    """Give element id ▶ what the element asks, in words."""
    return {e.id: fixed(e.text) for p in instrument.provisions for e in p.elements}


def bulleted(ids: Sequence[str], words: Mapping[str, str], notes: Mapping[str, str] | None = None) -> str:
    """List elements in words, one to a line, with a note in brackets behind those that have one."""
    noted = notes or {}
    lines = []
    for i in ids:
        note = ("", " [", noted[i], "]") if noted.get(i) else ()
        lines.append(joined("", ("• ", words.get(i, i.rpartition("/")[2].replace("_", " ")), *note)))
    return joined("\n", lines)


def article_name(row: ConcordanceRow) -> str:
    """Name a domestic article by its number and heading, exactly as printed."""
    return f"{row.number} — {row.heading}" if row.heading else row.number


def law_name(law: Law | None, law_id: str = "") -> str:
    """Name a law by title and year, and say if it is not in force."""
    if law is None:
        return law_id
    year = f" ({law.year})" if law.year and str(law.year) not in law.title else ""
    status = ("", " [", law.status, "]") if law.status is not LawStatus.IN_FORCE else ()
    return joined("", (law.title, year, *status))


def with_law(text: str, row: ConcordanceRow, laws: Mapping[str, Law]) -> str:
    """Put the law of a row in brackets behind what is said of its article."""
    return joined("", (text, " (", law_name(laws.get(row.law), row.law), ")"))


def law_sha256(law: Law) -> str:
    """Fingerprint of the articles of a law as they were read: any change of wording changes it."""
    digest = hashlib.sha256()
    for article in law.articles:
        for part in (article.key, article.number, article.heading or "", article.text):
            digest.update(part.encode("utf-8", "surrogatepass"))
            digest.update(b"\x1f")
    return digest.hexdigest()


def decision_words(decision: Override | None) -> str:
    """Say who decided what, when and why; empty where nobody did."""
    if decision is None:
        return ""
    value = (" (", field_word(decision.value), ")") if decision.value else ()
    head = joined("", (decision.expert, ", ", date_words(decision.at), ": ", decision.action, *value, "."))
    return joined(" ", [part for part in (head, decision.rationale.strip()) if part])


def who_decided(assessment: CountryAssessment) -> str:
    """Say in a sentence or two on whose word the assessment rests."""
    settled = sum(1 for s in assessment.provisions if s.basis is Basis.EXPERT)
    machine = sum(1 for s in assessment.provisions if s.basis is Basis.MACHINE)
    named = sum(1 for s in assessment.provisions if s.basis in (Basis.PUBLISHED, Basis.READING))
    if not assessment.overrides and not named:
        return say(
            "No expert has decided anything yet. Every status below is a proposal of the program, to be reviewed by "
            "a person who knows the law of the country."
        )
    sources = ""
    if named:
        sources = counted(
            named,
            " {n} status rests on what sources say of laws that were not read here, to be reviewed against the law "
            "itself.",
            " {n} statuses rest on what sources say of laws that were not read here, to be reviewed against the law "
            "itself.",
        )
    if not assessment.overrides:
        of_program = counted(
            machine,
            "No expert has decided anything yet. {n} status is a proposal of the program, to be reviewed.",
            "No expert has decided anything yet. {n} statuses are proposals of the program, to be reviewed.",
        )
        return joined("", (of_program, sources))
    experts: dict[str, int] = {}
    for decision in assessment.overrides:
        experts[decision.expert] = experts.get(decision.expert, 0) + 1
    names = joined(
        ", ",
        (
            counted(count, "{expert} ({n} decision)", "{expert} ({n:,} decisions)", expert=name)
            for name, count in sorted(experts.items())
        ),
    )
    rest = counted(
        settled,
        "{n} status rests on an expert's word, {machine:,} on the program's proposal, still to be reviewed.",
        "{n} statuses rest on an expert's word, {machine:,} on the program's proposal, still to be reviewed.",
        machine=machine,
    )
    return joined("", (say("Decisions by {experts}.", experts=names), " ", rest, sources))


def footnote(country: str) -> str:
    """Give the footnote that belongs to the name of a State (Kosovo*, Palestine*); mostly empty."""
    try:
        note = state(country).footnote
    except UnknownCountry:
        return ""
    return joined("", ("* ", fixed(note))) if note else ""


def pillar_order(provisions: Sequence[ProvisionStatus], pillar_of: Mapping[str, str]) -> list[str]:
    """List the pillars that occur, in the order of reports."""
    present = {pillar_of.get(s.provision, "") for s in provisions}
    return [p for p in PILLARS if p in present]
