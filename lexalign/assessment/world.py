"""The table of States, the denominators built on it, and the totals that C-PROC has published."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lexalign.errors import CorpusError, LexalignError, UnknownCountry, UnreadableFile
from lexalign.files import corpora_dir

__all__ = [
    "DENOMINATORS",
    "REGIONS",
    "PublishedCount",
    "StateRecord",
    "denominator",
    "published_counts",
    "state",
    "states",
]

REGIONS: tuple[str, ...] = ("Africa", "Americas", "Asia", "Europe", "Oceania")
"""Regions of the United Nations geoscheme (M49)."""


@dataclass(frozen=True, slots=True)
class StateRecord:
    """A State or territory as the table has it.

    Attributes:
        iso3, iso2: ISO 3166-1 codes (user-assigned for Kosovo*).
        m49: Three digits; empty where there is none.
        name_en: Short name, with an asterisk where a footnote belongs to it.
        aliases: Other names under which :func:`state` finds it.
        footnote: To be printed wherever the name is printed; mostly empty.
    """

    iso3: str
    iso2: str
    m49: str
    name_en: str
    un_member: bool
    region: str
    coe_member: bool
    aliases: tuple[str, ...] = ()
    footnote: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PublishedCount:
    """A total that C-PROC or someone quoting it has published; None where the source gives no figure.

    Attributes:
        as_of: ISO date the figures refer to.
        substantive, procedural: Number of States with legislation largely in place.
        substantive_percent, procedural_percent: The same, of UN members, as published.
    """

    as_of: str
    substantive: int | None
    substantive_percent: int | None
    procedural: int | None
    procedural_percent: int | None
    source: str
    note: str = ""


def _rows(path: Path, columns: set[str]) -> list[dict[str, str]]:
    """Rows of a bundled table as plain text: ``NA`` stays Namibia, nothing becomes a number."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableFile("the table cannot be opened", where=str(path), fix="Install lexalign again.") from error
    reader = csv.DictReader(text.splitlines())
    missing = columns - set(reader.fieldnames or ())
    if missing:
        raise CorpusError(f"the table has no column {', '.join(sorted(missing))}", where=str(path))
    return [{key: (value or "").strip() for key, value in row.items() if key} for row in reader]


def _yes(value: str, where: str) -> bool:
    if value not in ("yes", "no"):
        raise CorpusError(f"{value!r} is neither yes nor no", where=where)
    return value == "yes"


@cache
def states() -> tuple[StateRecord, ...]:
    """All records: the 193 members of the United Nations, then the Holy See, Kosovo* and Palestine*."""
    path = corpora_dir() / "world" / "states.csv"
    found = []
    columns = {"iso3", "iso2", "m49", "name_en", "un_member", "region", "coe_member", "aliases", "footnote", "remark"}
    for number, row in enumerate(_rows(path, columns), start=2):
        where = f"{path.name}:{number}"
        if row["region"] not in REGIONS:
            raise CorpusError(f"{row['region']!r} is not a region", where=where, fix=f"Use {', '.join(REGIONS)}.")
        found.append(
            StateRecord(
                iso3=row["iso3"],
                iso2=row["iso2"],
                m49=row["m49"],
                name_en=row["name_en"],
                un_member=_yes(row["un_member"], where),
                region=row["region"],
                coe_member=_yes(row["coe_member"], where),
                aliases=tuple(a for a in row["aliases"].split(";") if a),
                footnote=row["footnote"],
                remark=row["remark"],
            )
        )
    return tuple(found)


def _fold(name: str) -> str:
    """Letters without case, accents or signs, so that ``Cote d'Ivoire`` finds Côte d’Ivoire."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    letters = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(letters).split())


@cache
def _index() -> Mapping[str, StateRecord]:
    index: dict[str, StateRecord] = {}
    for record in states():
        for name in (record.iso3, record.iso2, record.m49, record.name_en, *record.aliases):
            if name:
                index[_fold(name)] = record
    return MappingProxyType(index)


def state(code_or_name: str) -> StateRecord:
    """Find a State.

    Args:
        code_or_name: ISO3, ISO2 or M49 code, or an English name, in any case, with or without accents.

    Raises:
        UnknownCountry: It is in the table under no such code or name; the closest ones are named.
    """
    from rapidfuzz import fuzz, process

    wanted = _fold(str(code_or_name))
    found = _index().get(wanted)
    if found is not None:
        return found
    near = process.extract(wanted, list(_index()), scorer=fuzz.ratio, limit=6) if wanted else []
    names = dict.fromkeys(f"{_index()[key].name_en} ({_index()[key].iso3})" for key, *_ in near)
    fix = (
        f"The closest are {', '.join(list(names)[:3])}."
        if names
        else "Give a code such as KEN or a name such as Kenya."
    )
    raise UnknownCountry(f"there is no State {str(code_or_name)!r} in the table of States", fix=fix)


def _member_in(region: str) -> Callable[[StateRecord], bool]:
    return lambda s: s.un_member and s.region == region


DENOMINATORS: Mapping[str, Callable[[StateRecord], bool]] = MappingProxyType(
    {
        "un-members": lambda s: s.un_member,
        "coe-members": lambda s: s.coe_member,
        "all": lambda s: True,
        **{f"un-members-{region.lower()}": _member_in(region) for region in REGIONS},
    }
)
"""Name of a denominator ▶ which records belong to it."""


def denominator(name: str = "un-members") -> tuple[str, ...]:
    """The States a share refers to.

    Args:
        name: ``un-members`` (193), ``coe-members`` (46), ``all`` (196), or a region such as ``un-members-africa``.

    Returns:
        ISO3 codes, in the order of the table.

    Raises:
        LexalignError: There is no such denominator.
    """
    rule = DENOMINATORS.get(name)
    if rule is None:
        raise LexalignError(f"there is no denominator {name!r}", fix=f"Use one of {', '.join(DENOMINATORS)}.")
    return tuple(record.iso3 for record in states() if rule(record))


@cache
def published_counts() -> tuple[PublishedCount, ...]:
    """The published global totals, oldest first; each with the source it was read in."""
    path = corpora_dir() / "world" / "published_counts.csv"
    figures = ("substantive", "substantive_percent", "procedural", "procedural_percent")
    found = []
    for number, row in enumerate(_rows(path, {"as_of", *figures, "source", "note"}), start=2):
        wrong = [name for name in figures if row[name] and not row[name].isdecimal()]
        if wrong:
            raise CorpusError(f"{row[wrong[0]]!r} is not a number", where=f"{path.name}:{number}")
        values = {name: int(row[name]) if row[name] else None for name in figures}
        found.append(PublishedCount(as_of=row["as_of"], source=row["source"], note=row["note"], **values))
    return tuple(sorted(found, key=lambda c: c.as_of))
