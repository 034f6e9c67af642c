"""The bundled laws of a country, aligned and assessed in one call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from lexalign.assessment.country import assess, date_of
from lexalign.assessment.membership import membership
from lexalign.assessment.published import published, published_countries
from lexalign.assessment.rules import Rule, load_rule
from lexalign.assessment.values import CountryAssessment
from lexalign.assessment.world import known_codes, state
from lexalign.errors import CorpusError
from lexalign.laws import bundled_countries, bundled_laws
from lexalign.matching import align
from lexalign.model import Instrument, Override
from lexalign.review import Overrides, read_overrides

__all__ = ["assess_bundled", "known_countries"]


def assess_bundled(
    country: str,
    *,
    overrides: str | Path | Iterable[Override] | None = None,
    rule: str | Path | Rule = "c-proc",
    as_of: str | date | None = None,
    instrument: str | Path | Instrument = "cets185",
    presume: str | None = None,
) -> CountryAssessment:
    """Assess a country from the laws bundled for it and, where they are silent, from what is published of it.

    Args:
        country: Code or name.
        overrides: Experts' decisions, or the folder of their journals; by default the usual folder.
        rule: Counting rule: ``c-proc``, ``strict`` or a file.
        as_of: Date of the assessment, today by default.
        instrument: Id of a bundled instrument or a file of your own.
        presume: A scenario of the rule, such as ``parties``; see :func:`assess`.

    Raises:
        UnknownCountry: There is no such State.
        CorpusError: No law of it is bundled, and nothing else is known of it.
    """
    iso3 = state(country).iso3
    laws = bundled_laws(iso3)
    if overrides is None or isinstance(overrides, str | Path):
        overrides = read_overrides(overrides)
    overrides = tuple(overrides) if not isinstance(overrides, Overrides) else overrides
    if not laws and not presume and not published(iso3) and all(o.country != iso3 for o in overrides):
        raise CorpusError(
            f"no law of {state(iso3).name_en} is bundled", fix=f"Bundled are {', '.join(bundled_countries())}."
        )
    return assess(
        [align(law, instrument) for law in laws],
        overrides,
        rule=rule,
        as_of=as_of,
        country=iso3,
        instrument=instrument,
        presume=presume,
    )


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
    found = {*bundled_countries(), *(o.country for o in overrides)}
    if counting.published.statuses or counting.published.states:
        found |= set(published_countries(counting.published.publishers))
    if counting.presumption is not None:
        held = membership(counting.presumption.instrument, date_of(as_of))
        found |= {code for code, word in held.statuses.items() if word in counting.presumption.status}
    known = tuple(code for code in known_codes() if code in found)
    return (*known, *sorted(found - set(known)))
