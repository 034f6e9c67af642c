"""The laws of a country in the corpora, aligned and assessed in one call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from lexalign.assessment.country import assess
from lexalign.assessment.rules import Rule
from lexalign.assessment.values import CountryAssessment
from lexalign.assessment.world import state
from lexalign.errors import CorpusError
from lexalign.laws import bundled_countries, bundled_laws, using_corpora
from lexalign.matching import align
from lexalign.model import Instrument, Override
from lexalign.review import read_overrides

__all__ = ["assess_bundled"]


def assess_bundled(
    country: str,
    *,
    overrides: str | Path | Iterable[Override] | None = None,
    rule: str | Path | Rule = "c-proc",
    as_of: str | date | None = None,
    instrument: str | Path | Instrument = "cets185",
    corpora: str | Path | None = None,
) -> CountryAssessment:
    """Assess a country from the laws that are bundled for it or that the user has imported.

    Args:
        country: Code or name.
        overrides: Experts' decisions, or the folder of their journals; by default the usual folder.
        rule: Counting rule: ``c-proc``, ``strict`` or a file.
        as_of: Date of the assessment, today by default.
        instrument: Id of a bundled instrument or a file of your own.
        corpora: Folder of the user's own laws, which join the bundled ones; see
            :func:`lexalign.laws.corpora_folder` for what None means.

    Raises:
        UnknownCountry: There is no such State.
        CorpusError: No law of it is bundled or imported.
    """
    iso3 = state(country).iso3
    with using_corpora(corpora):
        return _assessed(iso3, overrides, rule, as_of, instrument)


def _assessed(
    iso3: str,
    overrides: str | Path | Iterable[Override] | None,
    rule: str | Path | Rule,
    as_of: str | date | None,
    instrument: str | Path | Instrument,
) -> CountryAssessment:
    laws = bundled_laws(iso3)
    if not laws:
        raise CorpusError(
            f"no law of {state(iso3).name_en} is bundled",
            fix=f"Bundled are {', '.join(bundled_countries())}; 'lexalign import' puts a law into your own corpus.",
        )
    if overrides is None or isinstance(overrides, str | Path):
        overrides = read_overrides(overrides)
    return assess([align(law, instrument) for law in laws], overrides, rule=rule, as_of=as_of)
