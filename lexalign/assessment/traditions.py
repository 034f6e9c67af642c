"""Legal tradition and languages of legislation of each State, and how near two States are in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lexalign.assessment.world_states import known_codes
from lexalign.assessment.world_tables import read_table, world_file

__all__ = ["LIKENESS", "TRADITIONS", "Tradition", "likeness", "traditions"]

TRADITIONS: Mapping[str, str] = {
    "common": "common law",
    "french": "civil law, French",
    "iberian": "civil law, Iberian",
    "italian": "civil law, Italian",
    "dutch": "civil law, Dutch",
    "germanic": "civil law, Germanic",
    "nordic": "civil law, Nordic",
    "central-european": "civil law, Central and South-East European",
    "post-soviet": "civil law, post-Soviet",
    "socialist": "socialist law",
    "roman-dutch": "Roman-Dutch law",
    "islamic": "Islamic law",
    "customary": "customary law",
}
"""Words of the column ``traditions`` ▶ what they mean."""

LIKENESS: tuple[str, ...] = ("another tradition", "the same family", "a related tradition", "the same tradition")
"""How near two traditions are, in words; the index is the rank."""

_CIVIL = frozenset(name for name, words in TRADITIONS.items() if words.startswith("civil law"))
_COLUMNS = ("iso3", "traditions", "languages", "verified", "note", "source")


@dataclass(frozen=True, slots=True)
class Tradition:
    """What is known of a State.

    Attributes:
        names: Of its criminal law as far as it can be told apart, the chief one first; keys of :data:`TRADITIONS`.
        languages: ISO 639-1 codes of the languages in which laws are made.
        verified: Whether somebody looked it up; else it is general knowledge.
    """

    names: tuple[str, ...]
    languages: tuple[str, ...]
    verified: bool
    note: str = ""

    def __str__(self) -> str:
        return "; ".join(TRADITIONS[name] for name in self.names)


@cache
def traditions() -> Mapping[str, Tradition]:
    """ISO3 ▶ tradition, for every State and some territories.

    Raises:
        DataFileError: ``traditions.csv`` is not valid; all problems with file and line.
    """
    table = read_table(world_file("traditions.csv"), _COLUMNS)
    table.unique("iso3")
    known = set(known_codes())
    found = {}
    for row in table:
        if row["iso3"] not in known:
            row.wrong(f"{row['iso3']!r} is not in the table of States")
        names = tuple(part.strip() for part in row.needed("traditions").split(";"))
        for name in names:
            if name not in TRADITIONS:
                row.wrong(f"{name!r} is no tradition; use {', '.join(TRADITIONS)}")
        languages = tuple(part.strip() for part in row.needed("languages").split(";"))
        for language in languages:
            if not (len(language) == 2 and language.isalpha() and language.islower()):
                row.wrong(f"{language!r} is not a language code of two small letters")
        found[row["iso3"]] = Tradition(names, languages, row.yes("verified"), row["note"])
    table.check()
    return found


def likeness(one: str, other: str) -> int:
    """How near the legal traditions of two States are.

    Args:
        one: ISO3 code of a State or territory; of one that the table does not have nothing is known.
        other: ISO3 code of the other.

    Returns:
        3 where the chief tradition is the same, 2 where the chief tradition of one is among those of the other,
        1 where both are civil law of different kinds, else 0.
    """
    known = traditions()
    if one not in known or other not in known:
        return 0
    a, b = known[one].names, known[other].names
    if a[0] == b[0]:
        return 3
    if a[0] in b or b[0] in a:
        return 2
    return 1 if a[0] in _CIVIL and b[0] in _CIVIL else 0
