"""Known concordances: which articles public sources, or a reading of headings, tie to which provisions.

One file ``corpora/<ISO3>/known.csv`` per country, kept by hand. A row says which article, on what basis, from which
source, and whether anybody compared it with the law itself. It is never the law: of most of these articles only the
number, or number and heading, was seen. What a row is worth in an assessment the counting rule says (``known`` in
``provisions/rules/*.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lexalign.errors import UnreadableFile
from lexalign.files import corpora_dir
from lexalign.laws.corpora import bundled_countries
from lexalign.laws.countries import check_country
from lexalign.laws.known_rows import BASES, read_rows
from lexalign.model import Article, Law, LawStatus
from lexalign.phrases import say

__all__ = [
    "BASES",
    "KnownHeading",
    "KnownMatch",
    "covered_countries",
    "known_countries",
    "known_headings",
    "known_laws",
    "known_matches",
]

KNOWN_FILE = "known.csv"
_PINPOINT = re.compile(r"\s*\(.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class KnownMatch:
    """One article tied to one provision by a source, or by a reading of its heading.

    Attributes:
        country: ISO 3166-1 alpha-3.
        law: Id of the law; the same as that of a bundled law where it is the same law.
        law_title, year, law_status: Of the law; ``year`` None where it is not known.
        language: ISO 639-1 code of the law's headings.
        article: As the source numbers it, with its paragraph: ``4(a)(1)``.
        heading: As the source gives it, ``[…]`` where it was cut; empty where it was not seen.
        provision: Article-level provision id.
        pinpoint: The provision as the row has it, which may be a paragraph of it: ``cets185:6.1.a``.
        relation: ``principal``, or ``partial`` where the source or a reading finds less than the provision asks.
        basis: ``published`` (the source ties the article to the provision), ``heading`` (the heading was read and
            the tie made from it) or ``inferred`` (the tie was made from a text in part or from a secondary source).
        publisher: Who says so; only where it is published.
        source: Address or citation.
        checked: Date (or year) when the row was compared with the text of the law; empty if nobody did.
        note: In our own words.
        where: File and line of the row.
    """

    country: str
    law: str
    law_title: str
    year: int | None
    law_status: LawStatus
    language: str
    article: str
    heading: str
    provision: str
    pinpoint: str
    relation: str
    basis: str
    publisher: str
    source: str
    checked: str
    note: str
    where: str

    @property
    def number(self) -> str:
        """The article without its paragraph: ``4`` for ``4(a)(1)``."""
        return _PINPOINT.sub("", self.article) or self.article


@dataclass(frozen=True, slots=True)
class KnownHeading:
    """A heading whose provision is known; what a machine can learn from without the text of a law.

    Attributes:
        country: ISO 3166-1 alpha-3.
        law: Id of the law.
        language: ISO 639-1 code of the heading.
        article: Number, without its paragraph.
        heading: As the source gives it; never empty, ``[…]`` where it was cut.
        provision: Article-level provision id.
        basis: As in :class:`KnownMatch`.
    """

    country: str
    law: str
    language: str
    article: str
    heading: str
    provision: str
    basis: str


def known_matches(country: str | None = None, *, folder: str | Path | None = None) -> tuple[KnownMatch, ...]:
    """What is known of a country's concordance, in the order of its file.

    Args:
        country: ISO 3166-1 alpha-3; None for all countries.
        folder: A folder of the user's with ``<ISO3>/known.csv`` files; one of them takes the place of the bundled
            file of that country.

    Returns:
        The rows, drafts and repealed laws included; empty where nothing is known, which says nothing about the law.

    Raises:
        DataFileError: A file does not keep to the format; all faults at once, each with file and line.
        UnreadableFile: The folder is not there.
    """
    wanted = check_country(country) if country is not None else None
    files = _files(folder)
    return tuple(
        match for code, path in sorted(files.items()) if wanted in (None, code) for match in _read_cached(path, code)
    )


def known_countries(*, folder: str | Path | None = None) -> tuple[str, ...]:
    """ISO3 codes of the countries with a known concordance."""
    return tuple(sorted(_files(folder)))


def covered_countries(*, folder: str | Path | None = None) -> tuple[str, ...]:
    """ISO3 codes of the countries of which a law is bundled or a concordance is known."""
    return tuple(sorted({*bundled_countries(folder=folder), *known_countries(folder=folder)}))


def known_headings(*, folder: str | Path | None = None) -> tuple[KnownHeading, ...]:
    """All headings whose provision is known, without doubles.

    Those of drafts and repealed laws are among them: as headings they are as good. Rows that a reading of the law does
    not bear out as principal (``relation`` partial) are left out.
    """
    found = (
        KnownHeading(m.country, m.law, m.language, m.number, m.heading, m.provision, m.basis)
        for m in known_matches(folder=folder)
        if m.heading and m.relation == "principal"
    )
    return tuple(dict.fromkeys(found))


def known_laws(country: str, *, folder: str | Path | None = None) -> tuple[Law, ...]:
    """The laws that a known concordance names, each with the articles named and nothing else.

    Args:
        country: ISO 3166-1 alpha-3.
        folder: As in :func:`known_matches`.

    Returns:
        Laws of the form ``known``: their articles have number and heading where it was seen, and no text.
    """
    rows: dict[str, list[KnownMatch]] = {}
    for match in known_matches(country, folder=folder):
        rows.setdefault(match.law, []).append(match)
    return tuple(_law(matches) for matches in rows.values())


def _law(matches: list[KnownMatch]) -> Law:
    first = matches[0]
    headings: dict[str, str] = {}
    for match in matches:
        headings[match.number] = headings.get(match.number) or match.heading
    sources = dict.fromkeys(m.source for m in matches)
    return Law(
        id=first.law,
        country=first.country,
        title=first.law_title,
        language=first.language,
        articles=tuple(Article(number, heading or None, "", key=number) for number, heading in headings.items()),
        year=first.year,
        status=first.law_status,
        form="known",
        source=say("Named in: {sources}", sources="; ".join(sources)),
    )


# --- files --------------------------------------------------------------------------------------------------------


def _files(folder: str | Path | None) -> Mapping[str, Path]:
    """Country ▶ its file; the user's in place of the bundled one."""
    roots = [corpora_dir()]
    if folder is not None:
        root = Path(folder)
        if not root.is_dir():
            raise UnreadableFile("there is no such folder of corpora", where=str(root), fix="Check the path.")
        roots.append(root)
    return {path.parent.name: path for root in roots for path in _in(root)}


def _in(root: Path) -> Iterator[Path]:
    for place in root.iterdir():
        path = place / KNOWN_FILE
        if re.fullmatch(r"[A-Z]{3}", place.name) and path.is_file():
            yield path


def _read_cached(path: Path, country: str) -> tuple[KnownMatch, ...]:
    stat = path.stat()
    return _read(path, country, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=512)
def _read(path: Path, country: str, _changed: int, _size: int) -> tuple[KnownMatch, ...]:
    """Read a file; its time and size are part of the key of the cache."""
    return tuple(
        KnownMatch(
            country=country,
            law=row["law"],
            law_title=row["law_title"],
            year=int(row["year"]) if row["year"] else None,
            law_status=LawStatus(row["law_status"]),
            language=row["language"],
            article=row["article"],
            heading=row["heading"],
            provision=row["article_provision"],
            pinpoint=row["provision"],
            relation=row["relation"],
            basis=row["basis"],
            publisher=row["publisher"],
            source=row["source"],
            checked=row["checked"],
            note=row["note"],
            where=row["where"],
        )
        for row in read_rows(path)
    )
