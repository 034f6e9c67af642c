"""The laws of a country in the corpora, aligned and assessed in one call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from lexalign.assessment.country import assess, date_of
from lexalign.assessment.known_matches import with_known
from lexalign.assessment.membership import membership
from lexalign.assessment.published import published, published_countries
from lexalign.assessment.rules import Rule, load_rule
from lexalign.assessment.values import CountryAssessment
from lexalign.assessment.world import known_codes, state
from lexalign.errors import CorpusError
from lexalign.laws import bundled_countries, bundled_laws, covered_countries, known_matches, using_corpora
from lexalign.matching import align
from lexalign.model import Instrument, Law, LawStatus, Override
from lexalign.provisions import load_instrument
from lexalign.review import Overrides, read_overrides
from lexalign.review.bundled_decisions import bundled_decisions as decisions_of
from lexalign.review.bundled_decisions import under
from lexalign.review.in_force import moment

__all__ = ["assess_bundled", "countries_on", "known_countries"]


def assess_bundled(
    country: str,
    *,
    overrides: str | Path | Iterable[Override] | None = None,
    rule: str | Path | Rule = "c-proc",
    as_of: str | date | None = None,
    instrument: str | Path | Instrument = "cets185",
    presume: str | None = None,
    known: bool = True,
    bundled_decisions: bool = True,
    corpora: str | Path | None = None,
    laws: Iterable[Law] | None = None,
    with_drafts: bool | Iterable[str] = False,
) -> CountryAssessment:
    """Assess a country from its laws in the corpora, from what sources say of others, and from what is published of it.

    Args:
        country: Code or name.
        overrides: Experts' decisions, or the folder of their journals; by default the usual folder.
        rule: Counting rule: ``c-proc``, ``strict`` or a file.
        as_of: Date of the assessment, today by default.
        instrument: Id of a bundled instrument or a file of your own.
        known: Whether known concordances (:func:`lexalign.laws.known_matches`) are taken in; what they are worth
            the rule says.
        bundled_decisions: Whether the decisions that come with the corpora are taken in. One of the user's on the same
            article and provision always takes their place; what gave way is still listed.
        presume: A scenario of the rule, such as ``parties``; see :func:`assess`.
        corpora: Folder of the user's own laws, which join the bundled ones; see
            :func:`lexalign.laws.corpora_folder` for what None means.
        laws: The laws to read in place of those in the corpora.
        with_drafts: Count drafts as if they were in force: all, or those with these ids; see :func:`assess`.

    Raises:
        UnknownCountry: There is no such State.
        CorpusError: No law of it is bundled or imported, and nothing else is known of it.
    """
    iso3 = state(country).iso3
    with using_corpora(corpora):
        return _assessed(iso3, overrides, rule, as_of, instrument, presume, known, bundled_decisions, laws, with_drafts)


def _assessed(
    iso3: str,
    overrides: str | Path | Iterable[Override] | None,
    rule: str | Path | Rule,
    as_of: str | date | None,
    instrument: str | Path | Instrument,
    presume: str | None,
    known: bool,
    bundled_decisions: bool,
    given_laws: Iterable[Law] | None,
    with_drafts: bool | Iterable[str],
) -> CountryAssessment:
    laws = bundled_laws(iso3) if given_laws is None else tuple(given_laws)
    treaty = load_instrument(instrument)
    alignments = [align(law, treaty) for law in laws]
    given = with_known(alignments, iso3, treaty) if known else alignments
    if overrides is None or isinstance(overrides, str | Path):
        overrides = read_overrides(overrides)
    user = overrides if isinstance(overrides, Overrides) else Overrides(tuple(overrides))
    if not given and not presume and not published(iso3) and all(o.country != iso3 for o in user):
        raise CorpusError(
            f"no law of {state(iso3).name_en} is bundled, and no source is known that names one",
            fix=f"There is something on {', '.join(covered_countries())}; "
            "'lexalign import' puts a law into your own corpus.",
        )
    day = date_of(as_of)
    drafts = with_drafts if isinstance(with_drafts, bool) else frozenset(with_drafts)
    holds: tuple[Override, ...] = ()
    gave_way: tuple[Override, ...] = ()
    if bundled_decisions:
        mine = [o for o in user if o.country == iso3 and moment(o.at).date() <= day]
        holds, gave_way = under(mine, decisions_of(iso3), [_as_law(law, drafts) for law in laws])
    done = assess(
        given,
        Overrides((*user, *holds), user.problems),
        rule=rule,
        as_of=day,
        country=iso3,
        instrument=treaty,
        presume=presume,
        with_drafts=drafts,
    )
    listed = tuple(o for o in gave_way if moment(o.at).date() <= day)
    return replace(done, overrides=(*listed, *done.overrides)) if listed else done


def _as_law(law: Law, drafts: bool | frozenset[str]) -> Law:
    """A draft that is counted, as if it were in force: decisions on its articles hold."""
    counts = drafts is True or (drafts and law.id in drafts)
    return replace(law, status=LawStatus.IN_FORCE) if law.status is LawStatus.DRAFT and counts else law


def countries_on(instrument: str | Path | Instrument) -> tuple[str, ...]:
    """The countries that can be assessed on a treaty: a law is bundled, or a source names articles for that treaty.

    Args:
        instrument: The treaty.

    Returns:
        ISO3 codes.
    """
    prefix = f"{load_instrument(instrument).id}:"
    named = {match.country for match in known_matches() if match.provision.startswith(prefix)}
    return tuple(sorted({*bundled_countries(), *named}))


def known_countries(
    overrides: Iterable[Override] = (),
    *,
    rule: str | Path | Rule = "c-proc",
    as_of: str | date | None = None,
    presume: str | None = None,
) -> tuple[str, ...]:
    """The countries of which something can be said: a bundled law, a published verdict, an expert's decision.

    Args:
        overrides: Experts' decisions.
        rule: Whether it uses published verdicts, and what its scenario presumes.
        as_of: Date of the assessment, today by default.
        presume: A scenario of the rule; adds the States it speaks of.

    Returns:
        ISO3 codes, in the order of the table of States.
    """
    counting = load_rule(rule).presuming(presume)
    found = {*covered_countries(), *(o.country for o in overrides)}
    if counting.published.statuses or counting.published.states:
        found |= set(published_countries(counting.published.publishers))
    if counting.presumption is not None:
        held = membership(counting.presumption.instrument, date_of(as_of))
        found |= {code for code, word in held.statuses.items() if word in counting.presumption.status}
    known = tuple(code for code in known_codes() if code in found)
    return (*known, *sorted(found - set(known)))
