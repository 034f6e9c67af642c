"""Which countries are covered, by what, and on what basis: one row per country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lexalign.assessment.world import state
from lexalign.errors import UnknownCountry
from lexalign.laws import bundled_laws, covered_countries, known_matches
from lexalign.laws.known import BASES
from lexalign.model import Law, LawStatus

__all__ = ["KnownCountry", "known_overview", "known_table"]

_HEADS = (
    "State or territory",
    "ISO",
    "Laws read",
    "Laws known by name",
    "Published",
    "Heading",
    "Inferred",
    "Checked",
    "Provisions",
)


@dataclass(frozen=True, slots=True)
class KnownCountry:
    """What there is on one country.

    Attributes:
        country: ISO 3166-1 alpha-3.
        name: As the table of States has it; the code where it has none.
        read: Titles of the laws that are bundled.
        named: Titles of further laws that sources name.
        rows: Basis ▶ number of rows.
        checked: Rows that were compared with the law.
        provisions: Provisions that rows on law in force name.
    """

    country: str
    name: str
    read: tuple[str, ...]
    named: tuple[str, ...]
    rows: Mapping[str, int]
    checked: int
    provisions: int


def known_overview(*, folder: str | Path | None = None) -> tuple[KnownCountry, ...]:
    """What there is on each country covered, by code.

    Args:
        folder: The user's corpora; see :func:`lexalign.laws.known_matches`.

    Raises:
        DataFileError: A file does not keep to its format.
    """
    return tuple(_country(code, folder) for code in covered_countries(folder=folder))


def _country(code: str, folder: str | Path | None) -> KnownCountry:
    laws = bundled_laws(code, folder=folder)
    rows = known_matches(code, folder=folder)
    ids = {law.id for law in laws}
    named = {r.law: _title(r.law_title, r.year, r.law_status) for r in rows if r.law not in ids}
    return KnownCountry(
        country=code,
        name=_name(code),
        read=tuple(_law_title(law) for law in laws),
        named=tuple(named.values()),
        rows={basis: sum(r.basis == basis for r in rows) for basis in BASES},
        checked=sum(bool(r.checked) for r in rows),
        provisions=len({r.provision for r in rows if r.law_status is LawStatus.IN_FORCE}),
    )


def known_table(*, folder: str | Path | None = None) -> str:
    """The overview as a Markdown table, as ``corpora/README.md`` has it."""
    countries = known_overview(folder=folder)
    lines = [f"| {' | '.join(_HEADS)} |", "|---|---|---|---|--:|--:|--:|--:|--:|"]
    lines += [
        "| "
        + " | ".join(
            cell.replace("|", "\\|").replace("*", "\\*")
            for cell in (
                c.name,
                c.country,
                "; ".join(c.read),
                "; ".join(c.named),
                *(str(c.rows[basis] or "") for basis in BASES),
                str(c.checked or ""),
                str(c.provisions or ""),
            )
        )
        + " |"
        for c in countries
    ]
    sums = [sum(c.rows[basis] for c in countries) for basis in BASES]
    read, named = sum(len(c.read) for c in countries), sum(len(c.named) for c in countries)
    total = [f"{len(countries)} covered", "", str(read), str(named), *map(str, sums)]
    lines.append(f"| {' | '.join([*total, str(sum(c.checked for c in countries)), ''])} |")
    return "\n".join(lines) + "\n"


def _law_title(law: Law) -> str:
    return _title(law.title, law.year, law.status)


def _title(title: str, year: int | None, status: LawStatus) -> str:
    when = f" ({year})" if year and str(year) not in title else ""
    return f"{title}{when}" if status is LawStatus.IN_FORCE else f"{title}{when} [{status}]"


def _name(code: str) -> str:
    try:
        return state(code).name_en
    except UnknownCountry:
        return code
