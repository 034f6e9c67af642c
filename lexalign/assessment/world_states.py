"""The table of States and territories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lexalign.assessment.world_tables import read_table, world_file
from lexalign.phrases import Multilingual

__all__ = [
    "COLUMNS",
    "KINDS",
    "REGIONS",
    "StateRecord",
    "known_codes",
    "name_of",
    "read_states",
    "states",
    "territories",
]

REGIONS: tuple[str, ...] = ("Africa", "Americas", "Asia", "Europe", "Oceania")
"""Regions of the United Nations geoscheme (M49)."""

KINDS: tuple[str, ...] = ("member", "observer", "other", "territory")
"""Member of the United Nations, observer there, neither, or a territory of a State."""

COLUMNS = (
    "iso3",
    "iso2",
    "m49",
    "kind",
    "name_en",
    "name_fr",
    "name_es",
    "sovereign",
    "region",
    "subregion",
    "coe_region",
    "coe_member",
    "aliases",
    "footnote",
    "remark",
)


@dataclass(frozen=True, slots=True)
class StateRecord:
    """A State or territory as the table has it.

    Attributes:
        iso3, iso2: ISO 3166-1 codes (user-assigned for Kosovo*).
        m49: Three digits; empty where there is none.
        name_en, name_fr, name_es: Short names of the United Nations, with an asterisk where a footnote belongs to it.
        region: Of the United Nations geoscheme; ``subregion`` is the finer one.
        coe_region: As the Council of Europe counts: its member States are Europe.
        aliases: Other names under which :func:`state` finds it.
        footnote: To be printed wherever the name is printed; mostly empty.
        kind: One of :data:`KINDS`.
        sovereign: ISO3 of the State a territory belongs to; empty for States and where that is disputed.
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
    name_fr: str = ""
    name_es: str = ""
    kind: str = "member"
    sovereign: str = ""
    subregion: str = ""
    coe_region: str = ""

    def name(self, language: str = "en") -> str:
        """Short name in ``en``, ``fr`` or ``es``; the English one for any other language."""
        return {"fr": self.name_fr, "es": self.name_es}.get(language, self.name_en)


def read_states(path: Path) -> tuple[StateRecord, ...]:
    """Read and check a table of States.

    Raises:
        DataFileError: Rows are wrong; all of them, with file and line.
    """
    table = read_table(path, COLUMNS)
    codes = {row["iso3"] for row in table}
    found = []
    for row in table:
        for column, length in (("iso3", 3), ("iso2", 2)):
            code = row.needed(column)
            if code and not (len(code) == length and code.isascii() and code.isalpha() and code.isupper()):
                row.wrong(f"{code!r} is not a code of {length} capital letters")
        if row["m49"] and not (len(row["m49"]) == 3 and row["m49"].isdecimal()):
            row.wrong(f"{row['m49']!r} is not an M49 code of three digits")
        kind = row.one_of("kind", KINDS)
        for column in ("name_en", "name_fr", "name_es", "subregion"):
            row.needed(column)
        if (kind == "territory") != bool(row["sovereign"]) and not (kind == "territory" and row["remark"]):
            row.wrong("a territory has a sovereign, or a remark that says why not; a State has none")
        if row["sovereign"] and row["sovereign"] not in codes:
            row.wrong(f"the sovereign {row['sovereign']!r} is not in the table")
        if not row["m49"] and not row["remark"]:
            row.wrong("the M49 code is missing and no remark says why")
        if any(row[f"name_{c}"].endswith("*") != bool(row["footnote"]) for c in ("en", "fr", "es")):
            row.wrong("a name has an asterisk where a footnote belongs to it, and only there")
        found.append(
            StateRecord(
                iso3=row["iso3"],
                iso2=row["iso2"],
                m49=row["m49"],
                name_en=row["name_en"],
                un_member=kind == "member",
                region=row.one_of("region", REGIONS),
                coe_member=row.yes("coe_member"),
                aliases=tuple(a.strip() for a in row["aliases"].split(";") if a.strip()),
                footnote=row["footnote"],
                remark=row["remark"],
                name_fr=row["name_fr"],
                name_es=row["name_es"],
                kind=kind,
                sovereign=row["sovereign"],
                subregion=row["subregion"],
                coe_region=row.one_of("coe_region", REGIONS),
            )
        )
    for column in ("iso3", "iso2", "m49", "name_en", "name_fr", "name_es"):
        table.unique(column)
    table.check()
    return tuple(found)


@cache
def _all() -> tuple[StateRecord, ...]:
    return read_states(world_file("states.csv"))


def name_of(record: StateRecord) -> str:
    """Name of a State, which a report has in its own language."""
    return Multilingual({"en": record.name_en, "fr": record.name_fr, "es": record.name_es})


@cache
def states() -> tuple[StateRecord, ...]:
    """All States: the 193 members of the United Nations, then the Holy See, Kosovo* and Palestine*."""
    return tuple(s for s in _all() if s.kind != "territory")


@cache
def territories() -> tuple[StateRecord, ...]:
    """Territories whose law has to be told apart from that of the State they belong to."""
    return tuple(s for s in _all() if s.kind == "territory")


@cache
def known_codes() -> Mapping[str, StateRecord]:
    """ISO3 ▶ State or territory."""
    return MappingProxyType({s.iso3: s for s in _all()})
