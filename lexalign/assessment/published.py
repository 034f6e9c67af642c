"""What others have published of single States: verdicts on articles and states of legislation, with their sources."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from lexalign.assessment.world_names import state
from lexalign.assessment.world_states import known_codes
from lexalign.assessment.world_tables import PartialDate, Row, read_table, world_file
from lexalign.model import State, Status
from lexalign.phrases import say

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Published",
    "PublishedState",
    "PublishedStatus",
    "published",
    "published_countries",
    "read_published_states",
    "read_published_statuses",
]

SCOPES = ("article", "group", "most")
BASES = ("worded", "graded", "normalised", "undivided", "none")
_PILLARS = ("substantive", "procedural")


@dataclass(frozen=True, slots=True)
class PublishedStatus:
    """A published verdict on one article.

    Attributes:
        dated: When it was so; None where the source has no date. ``or_later`` if the source may be younger.
        read_by: A day by which the source had been read; what has no date is used from then on only.
        scope: ``article`` (the source names it), ``group`` (it speaks of all articles of a group), ``most`` (it speaks
            of most of them and does not say which).
        remark: In our words.
    """

    iso3: str
    provision: str
    dated: PartialDate | None
    or_later: bool
    read_by: date
    status: Status
    publisher: str
    scope: str
    remark: str
    source: str


@dataclass(frozen=True, slots=True)
class PublishedState:
    """A published state of legislation.

    Attributes:
        dated, or_later, read_by: As of :class:`PublishedStatus`.
        states: Pillar ▶ state; *no information* where the source says nothing.
        basis: ``worded`` (the source says it in these words), ``graded`` (it gives grades), ``normalised`` (it says so
            in other words), ``undivided`` (it speaks of the legislation as a whole), ``none``.
        remark: In our words.
    """

    iso3: str
    dated: PartialDate | None
    or_later: bool
    read_by: date
    states: Mapping[str, State]
    publisher: str
    basis: str
    remark: str
    source: str


@dataclass(frozen=True)
class Published:
    """All that is known to be published of one State."""

    iso3: str
    states: tuple[PublishedState, ...]
    statuses: tuple[PublishedStatus, ...]

    def __bool__(self) -> bool:
        return bool(self.states or self.statuses)

    def to_frame(self) -> pd.DataFrame:
        """One row per verdict: on what, verdict, date, publisher, how far it reaches, remark, source."""
        import pandas as pd

        columns = ["iso3", "on", "verdict", "dated", "publisher", "how", "remark", "source"]
        rows = [
            [self.iso3, pillar, value.value, when(s), s.publisher, s.basis, s.remark, s.source]
            for s in self.states
            for pillar, value in s.states.items()
        ]
        rows += [
            [self.iso3, v.provision, v.status.value, when(v), v.publisher, v.scope, v.remark, v.source]
            for v in self.statuses
        ]
        return pd.DataFrame(rows, columns=columns)


def when(verdict: PublishedState | PublishedStatus) -> str:
    """The date of a verdict in words."""
    if verdict.dated is None:
        return say("undated")
    return say("{date} or later", date=str(verdict.dated)) if verdict.or_later else str(verdict.dated)


def read_published_states(path: Path) -> tuple[PublishedState, ...]:
    """Read and check the published states of legislation.

    Raises:
        DataFileError: Rows are wrong; all of them, with file and line.
    """
    columns = ("iso3", "as_of", "or_later", "read_by", *_PILLARS, "publisher", "basis", "remark", "source")
    table = read_table(path, columns)
    table.unique("iso3", "publisher", "as_of")
    words = [s.value for s in State]
    found = []
    for row in table:
        states = {p: row.one_of(p, words) for p in _PILLARS}
        basis = row.one_of("basis", BASES)
        if (basis == "none") != (set(states.values()) == {State.NO_INFORMATION.value}):
            row.wrong("the basis is none where nothing is known, and only there")
        found.append(
            PublishedState(
                iso3=row.one_of("iso3", known_codes()),
                dated=_dated(row),
                or_later=row["or_later"] == "yes",
                read_by=_read_by(row),
                states=MappingProxyType({p: State(w) for p, w in states.items() if w in words}),
                publisher=row.needed("publisher"),
                basis=basis,
                remark=row.needed("remark"),
                source=row.needed("source"),
            )
        )
    table.check()
    return tuple(found)


def read_published_statuses(path: Path) -> tuple[PublishedStatus, ...]:
    """Read and check the published verdicts on articles.

    Raises:
        DataFileError: Rows are wrong; all of them, with file and line.
    """
    columns = ("iso3", "provision", "as_of", "or_later", "read_by", "status", "publisher", "scope", "remark", "source")
    table = read_table(path, columns)
    table.unique("iso3", "provision", "publisher")
    words = [s.value for s in Status if s is not Status.NO_INFORMATION]
    found = []
    for row in table:
        if not row["provision"].partition(":")[2]:
            row.wrong(f"{row['provision']!r} is not a provision such as cets185:6")
        word = row.one_of("status", words)
        found.append(
            PublishedStatus(
                iso3=row.one_of("iso3", known_codes()),
                provision=row["provision"],
                dated=_dated(row),
                or_later=row["or_later"] == "yes",
                read_by=_read_by(row),
                status=Status(word) if word in words else Status.NO_INFORMATION,
                publisher=row.needed("publisher"),
                scope=row.one_of("scope", SCOPES),
                remark=row["remark"],
                source=row.needed("source"),
            )
        )
    table.check()
    return tuple(found)


def _dated(row: Row) -> PartialDate | None:
    later = row.yes("or_later")
    found = row.date("as_of")
    if later and found is None and not row["as_of"]:
        row.wrong("or_later says yes, and there is no date")
    return found


def _read_by(row: Row) -> date:
    found = row.date("read_by")
    if found is None or not found.exact:
        row.wrong("read_by must be a day")
        return date.max
    return found.first


@cache
def _states() -> tuple[PublishedState, ...]:
    return read_published_states(world_file("published_states.csv"))


@cache
def _statuses() -> tuple[PublishedStatus, ...]:
    return read_published_statuses(world_file("published_statuses.csv"))


def published_countries(publishers: Collection[str] = ()) -> tuple[str, ...]:
    """The States of which a verdict is published.

    Args:
        publishers: Whose verdicts; everybody's where it is empty.

    Returns:
        ISO3 codes, in the order of the table of States.
    """
    told = {v.iso3 for v in _statuses() if not publishers or v.publisher in publishers}
    told |= {s.iso3 for s in _states() if s.basis != "none" and (not publishers or s.publisher in publishers)}
    return tuple(code for code in known_codes() if code in told)


def published(country: str, *, before: date | None = None) -> Published:
    """What is known to be published of a State.

    Args:
        country: Code or name.
        before: Leave out what is dated later than this day, and what has no date and was read only later.

    Raises:
        UnknownCountry: There is no such State.
    """
    iso3 = state(country).iso3

    def held(verdict: PublishedState | PublishedStatus) -> bool:
        if verdict.iso3 != iso3 or before is None:
            return verdict.iso3 == iso3
        return verdict.read_by <= before if verdict.dated is None else verdict.dated.by(before) is not False

    # The youngest first; what has no date comes last, because nobody knows how old it is.
    age = {id(s): s.dated.last if s.dated else date.min for s in _states()}
    return Published(
        iso3=iso3,
        states=tuple(sorted(filter(held, _states()), key=lambda s: age[id(s)], reverse=True)),
        statuses=tuple(filter(held, _statuses())),
    )
