"""Articles of other States that cover a gap, those of the same legal tradition and language first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lexalign.assessment.bundled import assess_bundled
from lexalign.assessment.traditions import LIKENESS, likeness, traditions
from lexalign.assessment.values import ConcordanceRow, CountryAssessment
from lexalign.assessment.world import state
from lexalign.assessment.world_states import name_of
from lexalign.errors import UnknownCountry
from lexalign.laws import bundled_countries, known_matches
from lexalign.laws.known import KnownMatch
from lexalign.model import Basis, Instrument, Law, LawStatus
from lexalign.phrases import fixed, say
from lexalign.provisions import load_instrument, normal_id

__all__ = ["Comparator", "comparator_pool", "comparators"]

_RANK = ("expert", "published", "machine", "checked", "heading", "inferred")


@dataclass(frozen=True, slots=True)
class Comparator:
    """An article of another State on a provision.

    Attributes:
        country, name: Of the State.
        law, law_title, number, heading: The article, as printed.
        basis: ``expert``, ``published``, ``machine``, or for a law that was not read ``checked`` (a reading of the text
            bore it out), ``heading`` or ``inferred``.
        shown: Ids of the elements asked for that it shows.
        wanted: How many were asked for.
        tested: Its elements were tested; else only that it is on the provision is known.
        whole: An expert says that it implements the provision fully.
        likeness: Of the legal traditions, 0 to 3; see :func:`lexalign.assessment.traditions.likeness`.
        same_language: It is in a language in which the other State makes its laws.
        language: ISO 639-1 code of the law.
        source: Where it is named; empty where the law was read.
    """

    country: str
    name: str
    law: str
    law_title: str
    number: str
    heading: str
    provision: str
    basis: str
    shown: tuple[str, ...]
    wanted: int
    tested: bool
    whole: bool
    likeness: int
    same_language: bool
    language: str
    source: str = ""

    def covers(self, element: str) -> bool:
        """Whether it may be read for an element: it shows it, or it is on the provision and nobody tested it."""
        return not element or not self.tested or self.whole or element in self.shown

    @property
    def words(self) -> str:
        """Where it stands, how near it is, and what it rests on: one line, for reports in their own language."""
        heading = f" ({self.heading})" if self.heading else ""
        if self.whole:
            reach = say("full, on an expert's word")
        elif self.tested and self.wanted:
            reach = say("shows {shown} of {wanted}", shown=len(self.shown), wanted=self.wanted)
        else:
            reach = say("on it") if self.tested else say("elements not tested")
        same = {"language": self.language}
        language = (
            say("same language ({language})", **same) if self.same_language else say("language {language}", **same)
        )
        return say(
            "{country}, {law}, {article}: {likeness}, {language}; {basis}, {reach}",
            country=self.name,
            law=self.law_title,
            article=f"{self.number}{heading}",
            likeness=fixed(LIKENESS[self.likeness]),
            language=language,
            basis=fixed(self.basis),
            reach=reach,
        )

    def __str__(self) -> str:
        return str(self.words)


def comparators(
    country: str,
    provision: str,
    missing: Sequence[str] = (),
    *,
    instrument: str | Path | Instrument = "cets185",
    limit: int = 3,
    pool: Iterable[CountryAssessment] | None = None,
) -> tuple[Comparator, ...]:
    """Find articles of other States that cover a gap, in the bundled corpora and the known concordances.

    Only law in force counts. The best article of each State is given: first by legal tradition, then by language, then
    by basis (expert, published, machine, reading), then by how many of the missing elements it shows.

    Args:
        country: Code or name of the State with the gap.
        provision: Of which something is missing.
        missing: Ids of the elements that are missing; none asks for the provision as a whole.
        instrument: The treaty.
        limit: How many to give, one for each State.
        pool: Assessments of other States to look in; those of the bundled laws by default.

    Raises:
        UnknownCountry: There is no such State.
    """
    if limit <= 0:
        return ()
    treaty = load_instrument(instrument)
    code, wanted = state(country).iso3, normal_id(provision, treaty.id)
    given = comparator_pool(treaty) if pool is None else tuple(pool)
    own = _languages(code)
    found: list[Comparator] = []
    read: set[str] = set()
    for assessment in given:
        if assessment.country == code or assessment.instrument.id != treaty.id:
            continue
        laws = {law.id: law for law in assessment.laws}
        read |= {law.id for law in assessment.laws if law.form != "known"}
        status = next((s for s in assessment.provisions if s.provision == wanted), None)
        for row in status.rows if status is not None else ():
            law = laws.get(row.law)
            if law is not None and law.form != "known" and law.status is LawStatus.IN_FORCE:
                found += _of_row(row, law, assessment.name, code, wanted, missing, own)
    for match in known_matches():
        if match.country != code and match.provision == wanted and match.law not in read:
            found += _of_known(match, code, len(missing), own)
    found.sort(key=_order)
    best: dict[str, Comparator] = {}
    for one in found:
        best.setdefault(one.country, one)
    return tuple(best.values())[:limit]


def _order(c: Comparator) -> tuple[object, ...]:
    shown = c.wanted if c.whole else len(c.shown)
    return (-c.likeness, not c.same_language, _RANK.index(c.basis), -shown, c.name, c.law, c.number)


def _of_row(
    row: ConcordanceRow, law: Law, name: str, country: str, provision: str, missing: Sequence[str], own: frozenset[str]
) -> list[Comparator]:
    whole = row.relation == "full"
    shown = tuple(e for e in missing if e in row.shown)
    if row.relation == "related" or (missing and not shown and not whole):
        return []
    published = any(match.basis == "published" for match in row.known)
    basis = "expert" if row.basis is Basis.EXPERT else "published" if published else "machine"
    # A digest is in the language of those who made it, not of the law.
    spoken = _languages(law.country) if law.form == "digest" else frozenset((law.language,))
    return [
        Comparator(
            country=law.country,
            name=name,
            law=law.id,
            law_title=law.title,
            number=row.number,
            heading=row.heading,
            provision=provision,
            basis=basis,
            shown=shown,
            wanted=len(missing),
            tested=True,
            whole=whole,
            likeness=likeness(country, law.country),
            same_language=bool(own & spoken),
            language="/".join(sorted(own & spoken) or sorted(spoken)),
        )
    ]


def _of_known(match: KnownMatch, country: str, wanted: int, own: frozenset[str]) -> list[Comparator]:
    if match.law_status is not LawStatus.IN_FORCE or match.relation != "principal":
        return []
    basis = "published" if match.basis == "published" else "checked" if match.checked else match.basis
    return [
        Comparator(
            country=match.country,
            name=_name(match.country),
            law=match.law,
            law_title=match.law_title,
            number=match.article,
            heading=match.heading,
            provision=match.provision,
            basis=basis,
            shown=(),
            wanted=wanted,
            tested=False,
            whole=False,
            likeness=likeness(country, match.country),
            same_language=match.language in own,
            language=match.language,
            source=match.source,
        )
    ]


def _name(country: str) -> str:
    try:
        return name_of(state(country))
    except UnknownCountry:
        return country


def _languages(country: str) -> frozenset[str]:
    known = traditions().get(country)
    return frozenset(known.languages) if known is not None else frozenset()


def comparator_pool(instrument: Instrument) -> tuple[CountryAssessment, ...]:
    """The States whose law is bundled, assessed on a treaty without the user's own decisions.

    Args:
        instrument: The treaty. The laws are assessed once for it and remembered.
    """
    held = _POOLS.get(instrument.id)
    if held is None or held[0] is not instrument:
        held = (
            instrument,
            tuple(assess_bundled(code, overrides=(), instrument=instrument) for code in bundled_countries()),
        )
        _POOLS[instrument.id] = held
    return held[1]


_POOLS: dict[str, tuple[Instrument, tuple[CountryAssessment, ...]]] = {}
