"""What is known of a country's concordance from sources, put beside what the program and the experts say.

A law that is not bundled but named in ``corpora/<ISO3>/known.csv`` joins the assessment with the articles named, so
that drafts, repealed laws and later laws are told apart as of any law. Where the law itself is bundled, the rows are
not doubled: they are compared with the program's (:func:`known_findings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lexalign.assessment.rules import KnownRule, Rule, load_rule
from lexalign.errors import LexalignError, UnknownArticle
from lexalign.laws.known import BASES, KnownMatch, known_laws, known_matches
from lexalign.laws.lookup import find_article
from lexalign.model import Action, Basis, Instrument, Law, LawStatus, Match, Status
from lexalign.phrases import counted, enumerated, fixed, joined, say

if TYPE_CHECKING:
    from lexalign.assessment.values import ConcordanceRow, CountryAssessment

__all__ = [
    "KnownAlignment",
    "KnownFinding",
    "basis_words",
    "from_known",
    "known_basis",
    "known_findings",
    "told_of",
    "with_known",
]

Pair = tuple[str, str]


class _HasMatches(Protocol):
    @property
    def law(self) -> Law: ...

    @property
    def instrument(self) -> Instrument: ...

    @property
    def matches(self) -> tuple[Match, ...]: ...


@dataclass(frozen=True)
class KnownAlignment:
    """A law with what sources say of it.

    Attributes:
        matches: The program's; empty where the law itself is not at hand.
        known: (article key, provision) ▶ the rows that tie them.
        read: The law itself is at hand, so that the rows are only compared.
    """

    law: Law
    instrument: Instrument
    matches: tuple[Match, ...] = ()
    known: Mapping[Pair, tuple[KnownMatch, ...]] = field(default_factory=dict)
    read: bool = False


def with_known(
    alignments: Iterable[_HasMatches], country: str, instrument: Instrument, *, folder: str | Path | None = None
) -> list[_HasMatches]:
    """Add to the alignments of a country what sources say of its laws.

    Args:
        alignments: Of the laws at hand.
        country: ISO 3166-1 alpha-3.
        instrument: Rows on other treaties are passed over.
        folder: The user's corpora; see :func:`lexalign.laws.known.known_matches`.

    Returns:
        The alignments, those of laws that a source names with its rows; then one for each further law named.
    """
    rows: dict[str, list[KnownMatch]] = {}
    for match in known_matches(country, folder=folder):
        if match.provision.partition(":")[0] == instrument.id:
            rows.setdefault(match.law, []).append(match)
    found: list[_HasMatches] = []
    for a in alignments:
        told = rows.pop(a.law.id, None)
        found.append(
            a if told is None else KnownAlignment(a.law, a.instrument, a.matches, _by_pair(told, a.law), read=True)
        )
    further = [law for law in known_laws(country, folder=folder) if law.id in rows]
    return [*found, *(KnownAlignment(law, instrument, known=_by_pair(rows[law.id], law)) for law in further)]


def _by_pair(rows: Iterable[KnownMatch], law: Law) -> dict[Pair, tuple[KnownMatch, ...]]:
    found: dict[Pair, tuple[KnownMatch, ...]] = {}
    for row in rows:
        key = _key(row, law)
        if key is not None:
            found[key, row.provision] = (*found.get((key, row.provision), ()), row)
    return found


def _key(row: KnownMatch, law: Law) -> str | None:
    for number in (row.article, row.number):
        try:
            article = find_article(law, number)
        except UnknownArticle:
            continue
        return article.key or article.number
    return None


def told_of(alignment: object) -> tuple[Mapping[Pair, tuple[KnownMatch, ...]], bool]:
    """What sources say of a law, and whether that counts (the law itself is not at hand)."""
    if isinstance(alignment, KnownAlignment):
        return alignment.known, not alignment.read
    return {}, False


def known_basis(rows: Sequence[KnownMatch]) -> Basis:
    """Published where one of the rows is, else a reading."""
    return Basis.PUBLISHED if any(r.basis == "published" for r in rows) else Basis.READING


# --- status -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FromKnown:
    """What the known rows of a provision make of it under a rule.

    Attributes:
        status: None where the rule only lists them.
        at_least: It may be better: nobody tested the elements.
    """

    status: Status | None
    basis: Basis
    reason: str
    at_least: bool


def from_known(rows: Sequence[ConcordanceRow], rule: KnownRule) -> FromKnown | None:
    """Status that the known rows of a provision give it.

    Args:
        rows: Of one provision; those without known matches, and those an expert decided, are passed over.
        rule: What the counting rule says of known rows.

    Returns:
        The best that one of them gives, with all that give the same; None where there are none.
    """
    matches = [match for row in rows if row.decision is None for match in row.known]
    if not matches:
        return None
    best = max((_worth(match, rule) for match in matches), key=_rank)
    same = [match for match in matches if _worth(match, rule) == best]
    return FromKnown(best.status, best.basis, joined(" ", (_named(same), best.reason)), best.at_least)


def _rank(found: FromKnown) -> tuple[int, bool, bool]:
    order = {None: 0, Status.PARTIAL: 1, Status.IN_LINE: 2}
    return order[found.status], found.basis is Basis.PUBLISHED, found.at_least


def _named(matches: Sequence[KnownMatch]) -> str:
    """``Articles 3, 4 of the Act`` law by law; with the verb that goes with them."""
    by_law: dict[str, list[str]] = {}
    for match in matches:
        by_law.setdefault(match.law_title, []).append(match.article)
    parts: list[str] = []
    for title, numbers in by_law.items():
        named = {"numbers": ", ".join(dict.fromkeys(numbers)), "law": title}
        if parts:
            words = counted(len(set(numbers)), "article {numbers} of {law}", "articles {numbers} of {law}", **named)
        else:
            words = counted(len(set(numbers)), "Article {numbers} of {law}", "Articles {numbers} of {law}", **named)
        parts.append(words)
    many = sum(len(set(numbers)) for numbers in by_law.values()) > 1
    all_of = enumerated(parts)
    return say("{articles} are", articles=all_of) if many else say("{articles} is", articles=all_of)


def _worth(match: KnownMatch, rule: KnownRule) -> FromKnown:
    """What one row gives; the reason goes on from ``Article 3 of the Act is``."""
    untested = say("; nobody tested the elements here, so it may be better.")
    only_listed = say(", which the rule only lists.")
    if match.basis == "published":
        said = say("named for it in a publication ({publisher})", publisher=match.publisher)
        if rule.published is None:
            return FromKnown(None, Basis.PUBLISHED, said + only_listed, False)
        if match.relation == "partial":
            reason = said + say(", as covering part of it or as a general rule.")
            return FromKnown(Status.PARTIAL, Basis.PUBLISHED, reason, False)
        if rule.published is Status.IN_LINE and match.publisher in rule.publishers:
            reason = said + say(", and the rule takes its word; the elements were not tested here.")
            return FromKnown(Status.IN_LINE, Basis.PUBLISHED, reason, False)
        return FromKnown(Status.PARTIAL, Basis.PUBLISHED, said + untested, True)
    of_basis = rule.heading if match.basis == "heading" else rule.inferred
    if match.checked:
        said = say("on it, as a reading of the text bore out")
    elif match.basis == "heading":
        said = say("on it by what its heading was read to say")
    else:
        said = say("on it by a secondary source or part of the text")
    if match.relation == "partial" or not (of_basis or (match.checked and rule.checked)):
        return FromKnown(None, Basis.READING, said + only_listed, False)
    return FromKnown(Status.PARTIAL, Basis.READING, said + untested, True)


# --- comparison ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """One known row, or one of the program's that no source has, and what became of it.

    Attributes:
        outcome: Where the law was not read: ``counted`` or ``listed``, as the rule has it, ``draft``, ``repealed`` or
            ``later law``. Where it was read: ``found`` (the program accepted the same pair), ``candidate`` (it left it
            open), ``not found``, ``no such article``, or ``extra`` (accepted by the program, and named by no source).
        expert: What an expert decided on the pair: ``principal``, ``related``, ``rejected`` ...; empty if none did.
        match: The row; None for ``extra``.
    """

    law: str
    article: str
    heading: str
    provision: str
    outcome: str
    expert: str = ""
    match: KnownMatch | None = None


def known_findings(
    assessment: CountryAssessment, *, rule: str | Path | Rule = "c-proc", folder: str | Path | None = None
) -> tuple[KnownFinding, ...]:
    """Compare what sources say of a country with its assessment.

    Args:
        assessment: From ``assess_bundled``.
        rule: The one it was made under.
        folder: The user's corpora.

    Returns:
        One finding per known row of the assessment's treaty, in the order of the file; then the extra ones.

    Raises:
        LexalignError: The assessment was made under another rule.
    """
    counting = load_rule(rule)
    if counting.label != assessment.rule:
        raise LexalignError(
            f"the assessment was made under {assessment.rule}, not under {counting.label}",
            fix="Give the rule it was made under.",
        )
    laws = {law.id: law for law in assessment.laws}
    rows = {(r.law, r.article, r.provision): r for s in assessment.provisions for r in s.rows}
    rows |= {(r.law, r.article, r.provision): r for r in assessment.near_misses}
    rejected = {(o.law, o.article, o.provision) for o in assessment.overrides if o.action is Action.REJECT}
    treaty = assessment.instrument.id
    known = [m for m in known_matches(assessment.country, folder=folder) if m.provision.partition(":")[0] == treaty]
    found = []
    seen: set[tuple[str, str, str]] = set()
    for match in known:
        law = laws.get(match.law)
        key = _key(match, law) if law is not None else None
        cell = (match.law, key or "", match.provision)
        seen.add(cell)
        row = rows.get(cell)
        said = (row.relation if row and row.decision else "") or ("rejected" if not row and cell in rejected else "")
        outcome = _outcome(match, law, key, row, counting.known, assessment.as_of)
        found.append(KnownFinding(match.law, match.article, match.heading, match.provision, outcome, said, match))
    compared = {m.law for m in known if m.law in laws and laws[m.law].form != "known"}
    extra = [
        KnownFinding(r.law, r.number, r.heading, r.provision, "extra", r.relation)
        for cell, r in rows.items()
        if r.law in compared and r.accepted and cell not in seen
    ]
    return (*found, *extra)


def _outcome(
    match: KnownMatch,
    law: Law | None,
    key: str | None,
    row: ConcordanceRow | None,
    rule: KnownRule,
    as_of: str,
) -> str:
    if match.law_status is not LawStatus.IN_FORCE:
        return str(match.law_status)
    if match.year is not None and match.year > int(as_of[:4]):
        return "later law"
    if law is not None and key is None:
        return "no such article"
    if law is None or law.form == "known":
        return "counted" if _worth(match, rule).status is not None else "listed"
    if row is None or row.confidence is None:
        return "not found"
    return "found" if row.accepted else "candidate"


def basis_words(match: KnownMatch) -> str:
    """A row in words: article, basis, what it means, and the source."""
    who = f" ({match.publisher})" if match.publisher else ""
    head = joined("", (f"{match.article}: ", fixed(match.basis), who, ", ", fixed(BASES[match.basis]), "."))
    if match.checked:
        head += say(" Compared with the law in {date}.", date=match.checked)
    note = f" {match.note}" if match.note else ""
    return joined("", (head, note, say(" Source: {source}", source=match.source)))
