"""Alignments and decisions of one country ──▶ its assessment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from lexalign.assessment.decided import Decided, decide
from lexalign.assessment.fill import with_known_states, with_published
from lexalign.assessment.known_matches import known_basis, told_of
from lexalign.assessment.pillars import pillar_states
from lexalign.assessment.rules import Rule, elements_rule
from lexalign.assessment.statuses import status_of
from lexalign.assessment.values import ConcordanceRow, CountryAssessment, ProvisionStatus
from lexalign.assessment.world import state as state_record
from lexalign.assessment.world_states import name_of
from lexalign.errors import LexalignError, OverrideError, UnknownCountry
from lexalign.language import languages, load_lexicon
from lexalign.laws.known import KnownMatch
from lexalign.model import (
    Action,
    Article,
    Basis,
    Instrument,
    Law,
    LawStatus,
    Match,
    Override,
)
from lexalign.phrases import say
from lexalign.provisions import articles as articles_of
from lexalign.provisions import elements_of, load_instrument
from lexalign.review.in_force import moment
from lexalign.review.journal import Overrides

__all__ = ["HasMatches", "SaysComplete", "assess", "date_of"]


_OLD = 3
"""Years after which a version of a law is said to be old."""


class HasMatches(Protocol):
    """What an alignment must have: a law, an instrument, and the matches between them."""

    @property
    def law(self) -> Law:
        """The law."""

    @property
    def instrument(self) -> Instrument:
        """The treaty."""

    @property
    def matches(self) -> tuple[Match, ...]:
        """Accepted matches and candidates."""


class SaysComplete(Protocol):
    """What is known of the completeness of the laws on a pillar."""

    @property
    def complete(self) -> bool:
        """Whether the laws assessed hold all there is."""

    @property
    def exceptions(self) -> tuple[str, ...]:
        """Ids of provisions to which that does not apply."""


def assess(
    alignments: HasMatches | Iterable[HasMatches],
    overrides: Iterable[Override] = (),
    *,
    rule: str | Path | Rule = "c-proc",
    as_of: str | date | None = None,
    completeness: Mapping[str, SaysComplete] | None = None,
    country: str | None = None,
    instrument: str | Path | Instrument | None = None,
    conflicts: str = "latest",
    seniority: Sequence[str] = (),
    presume: str | None = None,
    with_drafts: bool | Iterable[str] = False,
) -> CountryAssessment:
    """Say how far a country implements an instrument.

    Args:
        alignments: Of the laws of one country with one instrument. Drafts and repealed laws are listed and never
            counted.
        overrides: Expert decisions, from ``read_overrides``; those on other countries or treaties are passed over.
        rule: Counting rule: ``c-proc``, ``strict`` or a file.
        as_of: Date of the assessment, today by default. Later decisions and laws of later years are left out.
        completeness: Pillar ▶ whether the laws given hold all there is. By default what the bundled corpus says,
            provided that all its laws are among those given; otherwise nothing is complete.
        country: ISO3 code or name; needed only where there is no alignment.
        instrument: Needed only where there is no alignment; ``cets185`` by default.
        conflicts: How differing experts are settled: ``latest``, ``senior`` or ``unanimous``.
        seniority: Experts, the most senior first, for ``senior``.
        presume: A scenario of the rule, such as ``parties``: what is presumed where nothing is known. Off by default.
        with_drafts: Count drafts as if they were in force: all, or those with these ids.

    Returns:
        Status of each article of the instrument, state of each pillar the rule counts, and what could not be applied.

    Raises:
        LexalignError: The alignments are of several countries or treaties, or one law was given twice.
        UnknownCountry: The country named is not in the table of States.
        UnreadableFile: There is no such rule.
        OverrideError: There is no such rule for conflicts.
    """
    given = list(alignments) if isinstance(alignments, Iterable) else [alignments]
    code, treaty = _one_country(given, country, instrument)
    counting = elements_rule(rule).presuming(presume)
    day = date_of(as_of)
    problems: list[str] = []
    as_law = with_drafts if isinstance(with_drafts, bool) else frozenset(with_drafts)
    counted = [a for a in given if _counts(a.law, day, problems, as_law)]
    problems.extend(p for a in counted for p in _little_tried(a.law))
    mine = _on_country(overrides, code, day, problems)
    held = decide(mine, [a.law for a in counted], [a.law for a in given], treaty, conflicts, seniority)
    problems.extend(held.problems)
    then = {a.law.id for a in given if not _later(a.law, day)}
    said = _completeness(code, treaty.id, then, problems) if completeness is None else completeness
    statuses, near = _statuses(treaty, counting, counted, held, said, problems)
    statuses = with_published(statuses, code, counting, day, problems)
    pillars = pillar_states(treaty, counting, statuses, held.states, problems)
    pillars = with_known_states(pillars, statuses, code, counting, day, problems)
    return CountryAssessment(
        country=code,
        name=_name(code, problems),
        as_of=day.isoformat(),
        rule=counting.label,
        instrument=treaty,
        laws=tuple(a.law for a in given),
        provisions=statuses,
        pillars=pillars,
        near_misses=near,
        overrides=tuple(mine),
        problems=tuple(dict.fromkeys(problems)),
    )


# --- what is assessed ---------------------------------------------------------------------------------------------


def date_of(value: str | date | None) -> date:
    """A date as given; for None today, here or in universal time, whichever is later.

    Decisions bear universal time: what an expert west of Greenwich decides in the evening is of the next day already,
    and must count at once.

    Raises:
        LexalignError: It is not a date.
    """
    if value is None:
        return max(date.today(), datetime.now(UTC).date())
    if isinstance(value, date):
        return value
    try:
        return moment(str(value)).date()
    except OverrideError as error:
        raise LexalignError(error.what, fix="Write it like 2026-11-22.") from error


def _one_country(
    given: Sequence[HasMatches], country: str | None, instrument: str | Path | Instrument | None
) -> tuple[str, Instrument]:
    code = state_record(country).iso3 if country else ""
    codes = sorted({a.law.country for a in given} | ({code} if code else set()))
    if not codes:
        raise LexalignError("there is nothing to assess", fix="Give alignments, or the country that has none.")
    if len(codes) > 1:
        raise LexalignError(
            f"the laws are of several countries ({', '.join(codes)})", fix="Assess one country at a time."
        )
    laws = [a.law.id for a in given]
    twice = sorted({law for law in laws if laws.count(law) > 1})
    if twice:
        raise LexalignError(f"the law {twice[0]} was given twice", fix="Give each law once.")
    treaties = {a.instrument.id: a.instrument for a in given}
    if instrument is not None or not treaties:
        wanted = load_instrument(instrument or "cets185")
        treaties.setdefault(wanted.id, wanted)
    if len(treaties) > 1:
        raise LexalignError(
            f"the laws were aligned with several treaties ({', '.join(sorted(treaties))})",
            fix="Assess one treaty at a time.",
        )
    return codes[0], next(iter(treaties.values()))


def _counts(law: Law, day: date, problems: list[str], drafts: bool | frozenset[str]) -> bool:
    title = law.title or law.id
    if law.status is LawStatus.DRAFT and (drafts is True or (drafts and law.id in drafts)):
        problems.append(say("{law} is counted as if it were in force: it is a draft.", law=title))
        return True
    if law.status is not LawStatus.IN_FORCE:
        problems.append(
            say("{law} is listed but not counted: a draft.", law=title)
            if law.status is LawStatus.DRAFT
            else say("{law} is listed but not counted: repealed.", law=title)
        )
        return False
    if _later(law, day):
        problems.append(
            say(
                "{law} is listed but not counted: it is of {year}, after {date}.",
                law=title,
                year=law.year,
                date=day.isoformat(),
            )
        )
        return False
    dated = re.match(r"\d{4}", law.version_date or "")
    if dated and str(law.version_date) > day.isoformat()[: len(str(law.version_date))]:
        problems.append(
            say(
                "{law} was read as of {version}; on {date} it may have read otherwise.",
                law=title,
                version=law.version_date,
                date=day.isoformat(),
            )
        )
    elif dated and int(dated[0]) <= day.year - _OLD:
        problems.append(
            say(
                "{law} was read as it stood in {version}; what has changed it since is not in this assessment.",
                law=title,
                version=dated[0],
            )
        )
    return True


def _little_tried(law: Law) -> list[str]:
    """What to say of a law, where its words were read, in a language whose lexicon has never met a published law."""
    if law.form == "known" or law.language not in languages() or load_lexicon(law.language).tested_on == "laws":
        return []
    return [
        say(
            "{law} is in a language ({language}) whose wordings were tried on sentences of our own only, "
            "not on a published law: look at every proposal.",
            law=law.title or law.id,
            language=law.language,
        )
    ]


def _later(law: Law, day: date) -> bool:
    return law.status is not LawStatus.DRAFT and law.year is not None and law.year > day.year


def _on_country(overrides: Iterable[Override], code: str, day: date, problems: list[str]) -> list[Override]:
    if isinstance(overrides, Overrides):
        other = re.compile(rf"(?!{code}\b)[A-Z]{{3}}\.csv\b")
        problems.extend(p for p in overrides.problems if not other.match(p))
    mine = [o for o in overrides if o.country == code]
    problems.extend(
        say(
            "Not applied: the decision {id} of {expert}, because it is dated in the future ({date}).",
            id=o.id,
            expert=o.expert,
            date=o.at[:10],
        )
        for o in mine
        if moment(o.at).date() > max(day, date_of(None))
    )
    return [o for o in mine if moment(o.at).date() <= day]


def _completeness(code: str, treaty: str, laws: set[str], problems: list[str]) -> Mapping[str, SaysComplete]:
    """What the bundled card says; void where one of the laws it speaks of was not given, or was not yet law."""
    from lexalign.laws.corpora import bundled_laws, completeness

    absent = sorted({law.id for law in bundled_laws(code)} - laws)
    if absent and laws:
        problems.append(
            say(
                "What the corpus says of its completeness was left aside, because it also holds {laws}, "
                "which was not given or is of a later year.",
                laws=", ".join(absent),
            )
        )
    return {} if absent else completeness(code, treaty=treaty)


def _name(code: str, problems: list[str]) -> str:
    try:
        return name_of(state_record(code))
    except UnknownCountry:
        problems.append(say("{country} is not in the table of States; no count includes it.", country=code))
        return code


# --- provisions ---------------------------------------------------------------------------------------------------


def _statuses(
    treaty: Instrument,
    rule: Rule,
    counted: Sequence[HasMatches],
    held: Decided,
    said: Mapping[str, SaysComplete],
    problems: list[str],
) -> tuple[tuple[ProvisionStatus, ...], tuple[ConcordanceRow, ...]]:
    rows: dict[str, list[ConcordanceRow]] = {}
    rejected: dict[str, list[ConcordanceRow]] = {}
    near: list[ConcordanceRow] = []
    for alignment in counted:
        law = alignment.law
        proposed = {(m.article, m.provision): m for m in alignment.matches}
        lapsed = {i.article: "repealed" for i in law.issues if i.kind == "repealed" and i.article}
        lapsed |= {a.key or a.number: a.not_in_force for a in law.articles if a.not_in_force}
        by_key = {a.key or a.number: a for a in law.articles}
        place = {key: i for i, key in enumerate(by_key)}
        decided = {(a, p): o for (of, a, p), o in held.matches.items() if of == law.id}
        told, tells = told_of(alignment)
        pairs = sorted({*proposed, *decided, *told}, key=lambda pair: place.get(pair[0], len(place)))
        for key, provision in pairs:
            article = by_key.get(key)
            if article is None:
                continue
            match, decision = proposed.get((key, provision)), decided.get((key, provision))
            stale = decision is not None and held.anchors[decision.id].stale
            named = told.get((key, provision), ())
            row = _row(law, article, provision, match, decision, stale, named)
            if decision is not None and decision.action is Action.REJECT:
                if named or (match is not None and match.accepted):
                    rejected.setdefault(provision, []).append(row)
            elif decision is not None or (tells and named) or (match and match.accepted and key not in lapsed):
                rows.setdefault(provision, []).append(row)
            elif key in lapsed:
                if match is not None and match.accepted:
                    problems.append(
                        say(
                            "Not counted: article {article} of {law} ({provision}), not in force: {why}.",
                            article=article.number,
                            law=law.title,
                            provision=provision,
                            why=lapsed[key],
                        )
                    )
            else:
                near.append(row)
    statuses = []
    undecided: dict[str, list[ConcordanceRow]] = {}
    for row in near:
        undecided.setdefault(row.provision, []).append(row)
    for provision_ in articles_of(treaty):
        card = said.get(provision_.pillar)
        statuses.append(
            status_of(
                provision_.id,
                elements_of(treaty, provision_.id),
                rule,
                rows.get(provision_.id, ()),
                rejected=rejected.get(provision_.id, ()),
                candidates=undecided.get(provision_.id, ()),
                decision=held.statuses.get(provision_.id),
                complete=card is not None
                and card.complete
                and provision_.id not in card.exceptions
                and not provision_.spread,
                conflict=provision_.id in held.conflicts,
            )
        )
    noted = (replace(s, notes=held.notes.get(s.provision, ())) for s in statuses)
    return tuple(noted), tuple(sorted(near, key=lambda r: -(r.confidence or 0.0)))


def _row(
    law: Law,
    article: Article,
    provision: str,
    match: Match | None,
    decision: Override | None,
    stale: bool,
    named: tuple[KnownMatch, ...],
) -> ConcordanceRow:
    supported = decision is not None and decision.action is not Action.REJECT
    return ConcordanceRow(
        law=law.id,
        article=article.key or article.number,
        number=article.number,
        heading=article.heading or "",
        text=article.text,
        provision=provision,
        confidence=match.confidence if match else None,
        basis=Basis.EXPERT if decision else Basis.MACHINE if match or not named else known_basis(named),
        relation=(decision.value or "full") if decision is not None and supported else "",
        shown=match.shown if match else (),
        missing=match.missing if match else (),
        evidence=match.evidence if match else (),
        decision=decision,
        stale=stale,
        accepted=match is not None and match.accepted,
        known=named,
        findings=match.findings if match else (),
        lent=match.lent if match else (),
        remarks=match.remarks if match else (),
    )
