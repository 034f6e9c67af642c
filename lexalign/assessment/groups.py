"""Groups of States with dates: organisations, groups at the United Nations, project areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from lexalign.assessment.world_names import state
from lexalign.assessment.world_states import known_codes
from lexalign.assessment.world_tables import PartialDate, day_of, read_table, world_file
from lexalign.errors import LexalignError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Group", "GroupTitle", "Span", "group", "groups_known", "groups_of", "read_group_titles", "read_groups"]

KINDS = ("organisation", "regional group", "project area")


@dataclass(frozen=True, slots=True)
class GroupTitle:
    """What a group is called, and how far its list of members can be trusted.

    Attributes:
        kind: ``organisation``, ``regional group`` (at the United Nations) or ``project area`` (Council of Europe).
        known_on: The day for which the list is given; later changes may be missing.
    """

    id: str
    kind: str
    title_en: str
    title_fr: str
    known_on: date
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which a State belonged to a group.

    Attributes:
        start: First day; None where it is not known.
        end: First day on which it no longer belonged; None while it does.
        verified: Whether the dates were read in a source.
    """

    group: str
    iso3: str
    start: PartialDate | None
    end: PartialDate | None
    verified: bool
    note: str
    source: str


@dataclass(frozen=True)
class Group:
    """The members of a group on a day.

    Attributes:
        members: ISO3 codes, territories included.
        unsure: Those of which the dates known do not tell whether they belonged on that day; some of them are counted
            as members, namely those that were so later and whose first day is not known.
        note: What must be said with it: up to which day it is known, and remarks.
    """

    title: GroupTitle
    as_of: str
    members: tuple[str, ...]
    unsure: tuple[str, ...]
    note: str

    def __len__(self) -> int:
        return len(self.members)

    def __contains__(self, iso3: object) -> bool:
        return iso3 in self.members

    def __str__(self) -> str:
        return (
            f"{self.title.title_en}, {self.as_of}: {len(self.members)} members: {', '.join(self.members)}. {self.note}"
        )

    def to_frame(self) -> pd.DataFrame:
        """One row per member: codes, name, whether it is sure, the day and the day up to which the list is known."""
        import pandas as pd

        head = {"group": self.title.id, "as_of": self.as_of, "known_on": self.title.known_on.isoformat()}
        return pd.DataFrame(
            [{**head, "iso3": c, "name": known_codes()[c].name_en, "sure": c not in self.unsure} for c in self.members],
            columns=[*head, "iso3", "name", "sure"],
        )


def read_group_titles(path: Path) -> Mapping[str, GroupTitle]:
    """Read and check the list of groups.

    Raises:
        DataFileError: Rows are wrong; all of them, with file and line.
    """
    table = read_table(path, ("group", "kind", "title_en", "title_fr", "known_on", "note", "source"))
    table.unique("group")
    found = {}
    for row in table:
        known = row.date("known_on")
        if known is None or not known.exact:
            row.wrong("known_on must be a day")
        found[row.needed("group")] = GroupTitle(
            id=row["group"],
            kind=row.one_of("kind", KINDS),
            title_en=row.needed("title_en"),
            title_fr=row.needed("title_fr"),
            known_on=known.last if known else date.min,
            note=row["note"],
            source=row.needed("source"),
        )
    table.check()
    return MappingProxyType(found)


def read_groups(path: Path, titles: Mapping[str, GroupTitle]) -> tuple[Span, ...]:
    """Read and check the members of groups.

    Raises:
        DataFileError: Rows are wrong; all of them, with file and line.
    """
    table = read_table(path, ("group", "iso3", "from", "to", "verified", "note", "source"))
    spans: dict[tuple[str, str], list[Span]] = {}
    for row in table:
        row.one_of("group", titles)
        row.one_of("iso3", known_codes())
        span = Span(
            group=row["group"],
            iso3=row["iso3"],
            start=row.date("from"),
            end=row.date("to"),
            verified=row.yes("verified"),
            note=row["note"],
            source=row.needed("source"),
        )
        if span.start and span.end and span.start.first >= span.end.last:
            row.wrong(f"{span.iso3} leaves {span.group} before it joins")
        before = spans.setdefault((span.group, span.iso3), [])
        if before and (before[-1].end is None or span.start is None or span.start.last < before[-1].end.first):
            row.wrong(f"{span.iso3} is in {span.group} already; rows of one State stand in the order of time")
        before.append(span)
    for name in set(titles) - {row["group"] for row in table}:
        table.problems.append(f"{path.name}: the group {name} has no members")
    table.check()
    return tuple(span for held in spans.values() for span in held)


@cache
def groups_known() -> Mapping[str, GroupTitle]:
    """Id of a group ▶ its title, in the order in which they are shown."""
    return read_group_titles(world_file("group_titles.csv"))


@cache
def _spans() -> tuple[Span, ...]:
    return read_groups(world_file("groups.csv"), groups_known())


def group(name: str, as_of: str | date | None = None) -> Group:
    """The members of a group on a day.

    Args:
        name: ``coe``, ``eu``, ``au``, ``caricom``, ``central-asia`` ...; see :func:`groups_known`.
        as_of: The day; today by default.

    Raises:
        LexalignError: There is no such group, or the day is not a day.
    """
    title = groups_known().get(name)
    if title is None:
        raise LexalignError(f"there is no group {name!r}", fix=f"Use one of {', '.join(groups_known())}.")
    day = day_of(as_of)
    members: list[str] = []
    unsure: list[str] = []
    for span in _spans():
        if span.group != name:
            continue
        # Who is a member on the day for which the list is given was so at least on that day.
        began = span.start.by(day) if span.start else (True if day >= title.known_on else None)
        ended = span.end.by(day) if span.end else False
        if began is False or ended is True:
            continue
        members.append(span.iso3)
        if began is None or ended is None:
            unsure.append(span.iso3)
    parts = [f"Members as known on {title.known_on.isoformat()}; later changes may be missing."]
    if unsure:
        parts.append(f"Of {', '.join(sorted(unsure))} the dates known do not tell for {day.isoformat()}.")
    if title.note:
        parts.append(title.note)
    parts.append(f"Source: {title.source}.")
    order = {code: place for place, code in enumerate(known_codes())}
    return Group(title, day.isoformat(), tuple(sorted(members, key=order.__getitem__)), tuple(unsure), " ".join(parts))


def groups_of(country: str, as_of: str | date | None = None) -> tuple[str, ...]:
    """Ids of the groups a State belongs to on a day.

    Args:
        country: Code or name.
        as_of: The day; today by default.

    Raises:
        UnknownCountry: There is no such State.
    """
    iso3 = state(country).iso3
    return tuple(name for name in groups_known() if iso3 in group(name, as_of))
