"""Finding a State by what people type: codes, names in English, French and Spanish; nothing is ever guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lexalign.assessment.world_states import StateRecord, known_codes
from lexalign.assessment.world_tables import read_table, world_file
from lexalign.errors import DataFileError, UnknownCountry

__all__ = ["Ambiguous", "check_names", "read_ambiguous", "state"]

_ARTICLE = re.compile(r"(?:the|la|le|les|l|el|los|las) ")
_STYLE = re.compile(
    r"(?:(?:the )?(?:republic|kingdom|federal republic|democratic republic|sultanate|principality|grand duchy"
    r"|commonwealth|union|islamic republic) of(?: the)?"
    r"|(?:la |le )?(?:republique|royaume|sultanat|principaute|grand duche|union) (?:de la|de l|du|des|de|d)"
    r"|(?:la |el )?(?:republica|reino|sultanato|principado|gran ducado|union) (?:de la|de los|de las|del|de)) "
)
_NEAR = 70
"""Likeness, 0 to 100, from which a name is worth proposing."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that must not be taken for one State.

    Attributes:
        codes: ISO3 of those it may mean.
        why: Half a sentence.
    """

    name: str
    codes: tuple[str, ...]
    why: str


def fold(name: str) -> str:
    """Letters without case, accents or signs, so that ``Cote d'Ivoire`` finds Côte d’Ivoire and ``St.`` Saint."""
    decomposed = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    letters = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("saint" if word == "st" else word for word in "".join(letters).split())


def read_ambiguous(path: Path) -> Mapping[str, Ambiguous]:
    """Read the names that must not be taken for one State.

    Raises:
        DataFileError: Rows are wrong; all of them, with file and line.
    """
    table = read_table(path, ("name", "iso3", "why"))
    table.unique("name")
    found: dict[str, Ambiguous] = {}
    for row in table:
        codes = tuple(row.needed("iso3").split(";"))
        for code in codes:
            if code not in known_codes():
                row.wrong(f"{code!r} is not in the table of States")
        found[fold(row.needed("name"))] = Ambiguous(row["name"], codes, row.needed("why"))
    table.check()
    return MappingProxyType(found)


def check_names(records: Iterable[StateRecord], ambiguous: Mapping[str, Ambiguous]) -> Mapping[str, StateRecord]:
    """Index States by all their codes and names.

    Args:
        records: Of the table of States.
        ambiguous: Folded names that must lead to no single State; they may still be the official name of one.

    Returns:
        Folded code or name ▶ record.

    Raises:
        DataFileError: Two States share a name that is not listed as ambiguous.
    """
    index: dict[str, StateRecord] = {}
    problems = []
    for record in records:
        for name in (record.iso3, record.iso2, record.m49, *_names(record)):
            key = fold(name)
            other = index.setdefault(key, record) if key else record
            if other is not record and key not in ambiguous:
                problems.append(
                    f"states.csv: {name!r} is a name of {other.iso3} and of {record.iso3}; "
                    "take it away from one, or list it in ambiguous_names.csv"
                )
    if problems:
        raise DataFileError(problems)
    return MappingProxyType(index)


def _names(record: StateRecord) -> Iterator[str]:
    yield from (record.name_en, record.name_fr, record.name_es)
    yield from record.aliases


@cache
def _ambiguous() -> Mapping[str, Ambiguous]:
    return read_ambiguous(world_file("ambiguous_names.csv"))


@cache
def _index() -> Mapping[str, StateRecord]:
    return check_names(known_codes().values(), _ambiguous())


def state(code_or_name: str) -> StateRecord:
    """Find a State or territory.

    What is found is found exactly: case, accents and signs apart. Formal styles (*Republic of*), articles (*la*) and
    turned names (*Tanzania, United Republic of*) are understood.

    Args:
        code_or_name: ISO3, ISO2 or M49 code, or a name in English, French or Spanish.

    Raises:
        UnknownCountry: It is in the table under no such code or name (the closest ones are named), or the name may
            mean several (all are named).
    """
    text = str(code_or_name)
    for form in _forms(text):
        doubt = _ambiguous().get(form)
        if doubt is not None:
            raise UnknownCountry(f"{text!r} does not name one State: {doubt.why}", fix=f"Say {_either(doubt.codes)}.")
        found = _index().get(form)
        if found is not None:
            return found
    near = _near(fold(text))
    fix = f"The closest are {', '.join(near)}." if near else "Give a code such as KEN or a name such as Kenya."
    raise UnknownCountry(f"there is no State {text!r} in the table of States", fix=fix)


def _forms(text: str) -> Iterator[str]:
    """The name as typed, then its forms without turning, article and style; each may be in the table or not."""
    yield fold(text)
    start = [fold(text)]
    head, comma, tail = text.partition(",")
    if comma and "," not in tail:
        start.append(fold(f"{tail} {head}"))
        yield start[-1]
    for form in start:
        for pattern in (_ARTICLE, _STYLE):
            short = pattern.sub("", form, count=1) if pattern.match(form) else ""
            if short:
                yield short


def _either(codes: Sequence[str]) -> str:
    named = [f"{known_codes()[c].name_en} ({c})" for c in codes]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"


def _near(wanted: str) -> list[str]:
    from rapidfuzz import fuzz, process

    if not wanted:
        return []
    names = [key for key in _index() if len(key) > 3]
    near = process.extract(wanted, names, scorer=fuzz.ratio, limit=6, score_cutoff=_NEAR)
    return list(dict.fromkeys(f"{_index()[key].name_en} ({_index()[key].iso3})" for key, *_ in near))[:3]
