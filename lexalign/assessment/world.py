"""The world: States, the denominators built on them, and the totals that have been published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from lexalign.assessment.groups import group
from lexalign.assessment.membership import instruments_known, parties
from lexalign.assessment.world_names import state
from lexalign.assessment.world_states import REGIONS, StateRecord, known_codes, states, territories
from lexalign.assessment.world_tables import read_table, world_file
from lexalign.errors import LexalignError

__all__ = [
    "DENOMINATORS",
    "REGIONS",
    "PublishedCount",
    "StateRecord",
    "denominator",
    "known_codes",
    "published_counts",
    "state",
    "states",
    "territories",
]

_FIGURES = ("substantive", "substantive_percent", "procedural", "procedural_percent")


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


def denominator(name: str = "un-members", as_of: str | date | None = None) -> tuple[str, ...]:
    """The States a share refers to.

    Args:
        name: ``un-members`` (193), ``coe-members`` (46), ``all`` (196), a region such as ``un-members-africa``, a
            group such as ``group:caricom`` (its territories are left out), or ``parties:cets185``.
        as_of: Day for which groups and Parties are asked; today by default.

    Returns:
        ISO3 codes, in the order of the table.

    Raises:
        LexalignError: There is no such denominator.
    """
    kind, _, what = name.partition(":")
    if kind == "group":
        chosen = set(group(what, as_of).members)
        return tuple(s.iso3 for s in states() if s.iso3 in chosen)
    if kind == "parties" and what in instruments_known():
        chosen = set(parties(what, as_of).codes)
        return tuple(s.iso3 for s in states() if s.iso3 in chosen)
    rule = DENOMINATORS.get(name)
    if rule is None:
        raise LexalignError(
            f"there is no denominator {name!r}",
            fix=f"Use one of {', '.join(DENOMINATORS)}, group:NAME, or parties:cets185.",
        )
    return tuple(record.iso3 for record in states() if rule(record))


@cache
def published_counts() -> tuple[PublishedCount, ...]:
    """The published global totals of C-PROC, oldest first; each with the source it was read in."""
    table = read_table(world_file("published_counts.csv"), ("as_of", *_FIGURES, "source", "note"))
    found = []
    for row in table:
        row.needed("source")
        values: dict[str, int | None] = {}
        for name in _FIGURES:
            if row[name] and not row[name].isdecimal():
                row.wrong(f"{row[name]!r} in the column {name} is not a number")
            values[name] = int(row[name]) if row[name].isdecimal() else None
        as_of = row.date("as_of")
        if as_of is None or not as_of.exact:
            row.wrong("as_of must be a day")
        for pillar in ("substantive", "procedural"):
            count, percent = values[pillar], values[f"{pillar}_percent"]
            if count is not None and percent is not None and abs(100 * count / 193 - percent) > 1:
                row.wrong(f"{count} of 193 is not {percent}%")
        found.append(PublishedCount(as_of=row["as_of"], source=row["source"], note=row["note"], **values))
    table.unique("as_of")
    table.check()
    return tuple(sorted(found, key=lambda c: c.as_of))
