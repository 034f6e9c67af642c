"""The bundled laws of a country, aligned and assessed in one call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from lexalign.assessment.country import assess, date_of
from lexalign.assessment.known_matches import with_known
from lexalign.assessment.rules import Rule
from lexalign.assessment.values import CountryAssessment
from lexalign.assessment.world import state
from lexalign.errors import CorpusError, UnknownCountry
from lexalign.laws import bundled_laws, covered_countries
from lexalign.matching import align
from lexalign.model import Instrument, Override
from lexalign.provisions import load_instrument
from lexalign.review import read_overrides
from lexalign.review.bundled_decisions import bundled_decisions as decisions_of
from lexalign.review.bundled_decisions import under
from lexalign.review.in_force import moment
from lexalign.review.journal import Overrides

__all__ = ["assess_bundled"]


def assess_bundled(
    country: str,
    *,
    overrides: str | Path | Iterable[Override] | None = None,
    rule: str | Path | Rule = "c-proc",
    as_of: str | date | None = None,
    instrument: str | Path | Instrument = "cets185",
    known: bool = True,
    bundled_decisions: bool = True,
) -> CountryAssessment:
    """Assess a country from the laws that are bundled for it, and from what sources say of others.

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

    Raises:
        UnknownCountry: There is no such State.
        CorpusError: No law of it is bundled, and no source is known to speak of one.
    """
    iso3 = _code(country)
    laws = bundled_laws(iso3)
    treaty = load_instrument(instrument)
    alignments = [align(law, treaty) for law in laws]
    given = with_known(alignments, iso3, treaty) if known else alignments
    if not given:
        raise CorpusError(
            f"no law of {state(iso3).name_en} is bundled, and no source is known that names one",
            fix=f"There is something on {', '.join(covered_countries())}.",
        )
    if overrides is None or isinstance(overrides, str | Path):
        overrides = read_overrides(overrides)
    if not bundled_decisions:
        return assess(given, overrides, rule=rule, as_of=as_of)
    user = overrides if isinstance(overrides, Overrides) else Overrides(tuple(overrides))
    day = date_of(as_of)
    mine = [o for o in user if o.country == iso3 and moment(o.at).date() <= day]
    holds, gave_way = under(mine, decisions_of(iso3), laws)
    done = assess(given, Overrides((*user, *holds), user.problems), rule=rule, as_of=day)
    listed = tuple(o for o in gave_way if moment(o.at).date() <= day)
    return replace(done, overrides=(*listed, *done.overrides)) if listed else done


def _code(country: str) -> str:
    """The ISO3 code; that of a territory with a corpus is good even where the table of States does not have it."""
    try:
        return state(country).iso3
    except UnknownCountry:
        if country.strip().upper() in covered_countries():
            return country.strip().upper()
        raise
