"""Precedents: articles of other States whose place is settled, and how like them a new article is.

Laws borrow from each other. What two articles have in common is told by the concepts they name and how often, which
is the same in every language; so an article in a language nobody has labelled yet is set beside articles in those
that have been. The index holds those counts, never a word of a law.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lexalign.errors import DataFileError, UnreadableFile
from lexalign.files import provisions_dir, write_atomic
from lexalign.matching.context import CONTEXT_CONCEPTS
from lexalign.matching.typical import (
    Moments,
    Paragraphs,
    as_columns,
    directions_of,
    moments_of,
    paragraphs_of,
    profiles_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lexalign.language.finding import Ints
    from lexalign.matching.reading import Reading, Readings

__all__ = [
    "OWN_INDEX",
    "Compared",
    "Likeness",
    "Precedent",
    "Precedents",
    "bundled_index",
    "compare",
    "index_file",
    "likeness",
    "load_precedents",
    "nearness",
    "precedent_of",
    "precedents",
    "write_precedents",
]

FILE = "precedents.jsonl"
OWN_INDEX = "LEXALIGN_PRECEDENTS"
"""Environment variable that names an index of one's own, used in place of the bundled one."""
STATES = 3
"""Of how many States the likest articles are looked at; one State's way of putting it may be its own."""
HEADING = 2
"""A concept in the heading counts as so many in the text."""
LONGEST_HEADING = 8
"""Words of a heading that the index keeps."""
REMEMBERED = 32
"""Of how many countries, or of countries and treaties, the directions are kept: 70 kB each."""
RARITY = 0.7
"""Power of the inverse document frequency: how much more a rare concept says than a common one."""

Directions = tuple["NDArray[np.float64]", "NDArray[np.float64]"]
"""From ``directions_of``: shapes (concepts, provisions) and (provisions,)."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """An article whose place is settled.

    Attributes:
        country: ISO 3166-1 alpha-3.
        law: Id or file of the law.
        article: Its number.
        heading: As printed, cut where it is long; empty for articles that implement nothing.
        language: ISO 639-1.
        implements: Ids of the provisions it is a principal provision for; empty if it is known to implement none.
        against: Ids of provisions that it looks like and does not implement.
        counts: Concept ▶ how often the article names it (a heading counts ``HEADING`` times).
    """

    country: str
    law: str
    article: str
    heading: str
    language: str
    implements: tuple[str, ...]
    against: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        """``article 14 of KEN cmca-2018 (Unauthorised access)``."""
        name = re.sub(r"(\.articles)?\.\w{2,4}$", "", self.law.rpartition("/")[2])
        name = re.sub(rf"^{self.country}\W", "", name, flags=re.IGNORECASE)
        return f"article {self.article} of {self.country} {name}" + (f" ({self.heading})" if self.heading else "")


@dataclass(frozen=True)
class Precedents:
    """An index of precedents, ready to be compared with.

    Attributes:
        rows: Sorted by country, law, article and what they say, so that where they came from leaves no trace.
        concepts: Columns of the profiles.
        profiles: Sparse, shape (rows, concepts), each row of length 1.
        rarity: Weight of each concept, shape (concepts,).
    """

    rows: tuple[Precedent, ...]
    concepts: tuple[str, ...]
    profiles: Any
    rarity: NDArray[np.float64]

    def __eq__(self, other: object) -> bool:
        """Two indexes with the same rows are the same index: the rest is computed from them."""
        return isinstance(other, Precedents) and self.rows == other.rows

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def halved(self) -> Any:
        """The profiles with half as many digits: what :func:`nearness` works with."""
        return self.profiles.astype(np.float32)

    @cached_property
    def places(self) -> Places:
        """Rows by what they are settled for."""
        places: tuple[dict[str, dict[str, list[int]]], ...] = ({}, {}, {})
        for at, row in enumerate(self.rows):
            for those, provisions in zip(
                places, (row.implements, row.against, () if row.implements else ("",)), strict=True
            ):
                for p in provisions:
                    those.setdefault(p, {}).setdefault(row.country, []).append(at)
        implementing, against, ordinary = (
            {p: {country: np.array(ats, dtype=np.int64) for country, ats in by.items()} for p, by in those.items()}
            for those in places
        )
        return Places(implementing, against, ordinary.get("", {}))

    @cached_property
    def moments(self) -> Mapping[str, Moments]:
        """Sums over the articles of each State, for what is typical of a provision."""
        return moments_of(self.rows, self.concepts)

    @cached_property
    def directions(self) -> Callable[[tuple[str, ...], frozenset[str]], Directions | None]:
        """What sets the articles of provisions apart, by the provisions and the countries left out.

        None where no country is left. Worked out once for all laws of a country, as long as it is among the last
        ``REMEMBERED``.
        """

        @lru_cache(maxsize=REMEMBERED)
        def without(provisions: tuple[str, ...], leave_out: frozenset[str]) -> Directions | None:
            others = [m for country, m in self.moments.items() if country not in leave_out]
            return directions_of(others, provisions) if others else None

        return without

    def countries(self) -> tuple[str, ...]:
        """States with an article that implements something."""
        return tuple(sorted({row.country for row in self.rows if row.implements}))


@dataclass(frozen=True, slots=True)
class Places:
    """Indices into ``Precedents.rows``.

    Attributes:
        implementing: Provision ▶ country ▶ its articles that implement it.
        against: Provision ▶ country ▶ its articles that look like it and do not implement it.
        ordinary: Country ▶ its articles that implement nothing.
    """

    implementing: Mapping[str, Mapping[str, Ints]]
    against: Mapping[str, Mapping[str, Ints]]
    ordinary: Mapping[str, Ints]


@dataclass(frozen=True)
class Compared:
    """The articles of a law beside an index; the same for all treaties.

    Attributes:
        near: Likeness of every article to every row of the index, shape (articles, rows), in [0, 1].
        paragraphs: Profiles of their units.
    """

    near: NDArray[np.float32]
    paragraphs: Paragraphs


@dataclass(frozen=True)
class Likeness:
    """How like settled articles of other States the articles of a law are; all of shape (articles, provisions).

    Attributes:
        alike: Mean likeness to the likest article of each of the ``STATES`` likest States.
        against: Likeness to the likest article that looks like the provision and does not implement it.
        ordinary: Likeness to articles that implement nothing, the same for all provisions.
        nearest: Index into ``Precedents.rows`` of the likest article of each of the likest States, the likest first;
            -1 where there are not so many. Shape (articles, provisions, ``STATES``).
        nearness: Likeness to those articles, of the same shape.
        settled: Which provisions have a precedent at all, shape (provisions,).
    """

    alike: NDArray[np.float64]
    against: NDArray[np.float64]
    ordinary: NDArray[np.float64]
    nearest: NDArray[np.int64]
    nearness: NDArray[np.float64]
    settled: NDArray[np.bool_]


def precedent_of(
    reading: Reading,
    concepts: Sequence[str],
    *,
    country: str,
    law: str,
    language: str,
    implements: Iterable[str] = (),
    against: Iterable[str] = (),
) -> Precedent:
    """Make a precedent of an article as read.

    Args:
        reading: The article.
        concepts: Names of the concepts its hits count by: ``lexicon.finder.concepts``.
        country: Of the law.
        law: Its id or file.
        language: Of the law.
        implements: Provisions it is known to implement.
        against: Provisions it is known to look like and not to implement.
    """
    serves, not_these = tuple(sorted(implements)), tuple(sorted(against))
    counts = _counts(reading)
    return Precedent(
        country,
        law,
        reading.article.key or reading.article.number,
        _short(reading.article.heading or "") if serves else "",
        language,
        serves,
        not_these,
        tuple(sorted((concepts[c], n) for c, n in counts.items() if concepts[c] not in CONTEXT_CONCEPTS)),
    )


def _short(heading: str) -> str:
    """A heading to know an article by; long ones are sentences of the law and are cut."""
    words = heading.split()
    return heading if len(words) <= LONGEST_HEADING else " ".join([*words[:LONGEST_HEADING], "[…]"])


def _counts(reading: Reading) -> dict[int, int]:
    counts: dict[int, int] = {}
    for hit in reading.hits:
        counts[hit.concept] = counts.get(hit.concept, 0) + (HEADING if hit.last < reading.heading_words else 1)
    return counts


def precedents(rows: Iterable[Precedent]) -> Precedents:
    """An index of the rows given; their order does not matter."""
    from scipy import sparse

    ordered = tuple(
        sorted(
            rows, key=lambda r: (r.country, r.law, r.article, r.implements, r.counts, r.against, r.heading, r.language)
        )
    )
    concepts = tuple(sorted({name for row in ordered for name, _ in row.counts}))
    index = {name: i for i, name in enumerate(concepts)}
    seen = np.zeros(len(concepts))
    for row in ordered:
        seen[[index[name] for name, _ in row.counts]] += 1
    rarity = (np.log((len(ordered) + 1) / (seen + 1)) + 1) ** RARITY
    counts = np.zeros((len(ordered), len(concepts)))
    for at, row in enumerate(ordered):
        counts[at, [index[name] for name, _ in row.counts]] = [n for _, n in row.counts]
    profiles = sparse.csr_matrix(profiles_of(counts, rarity))
    return Precedents(ordered, concepts, profiles, rarity)


def nearness(readings: Readings, index: Precedents) -> NDArray[np.float32]:
    """Likeness of every article to every row of an index, shape (articles, rows), in [0, 1].

    Args:
        readings: Of a law's articles, in order.
        index: The precedents.
    """
    counts = readings.counts[readings.wholes] + (HEADING - 1) * readings.in_headings
    mine = profiles_of(as_columns(counts, readings.lexicon.finder.concepts, index.concepts), index.rarity)
    # Rows of the index first: what comes next takes whole rows of it.
    return np.asarray((index.halved @ np.ascontiguousarray(mine.T, dtype=np.float32)).T)


def compare(readings: Readings, index: Precedents) -> Compared:
    """Set the articles of a law beside an index. Arguments as of :func:`nearness`."""
    return Compared(nearness(readings, index), paragraphs_of(readings, index))


def likeness(
    near: NDArray[np.float32], provisions: Sequence[str], index: Precedents, leave_out: Collection[str]
) -> Likeness:
    """Compare articles with precedents.

    Args:
        near: From :func:`nearness`.
        provisions: Ids, in order.
        index: The precedents.
        leave_out: Countries whose precedents do not count: the law's own, for a law is no precedent of itself.
    """
    n, m = near.shape[0], len(provisions)
    alike, against, ordinary = np.zeros((n, m)), np.zeros((n, m)), np.zeros((n, m))
    nearest, how_near = np.full((n, m, STATES), -1, dtype=np.int64), np.zeros((n, m, STATES))
    settled = np.zeros(m, dtype=bool)
    if not n:
        return Likeness(alike, against, ordinary, nearest, how_near, settled)

    def abroad(by_country: Mapping[str, Ints]) -> list[Ints]:
        return [rows for country, rows in by_country.items() if country not in leave_out]

    by_row = near.T
    for column, p in enumerate(provisions):
        if by_state := abroad(index.places.implementing.get(p, {})):
            alike[:, column], first, value = _likest(by_row, by_state)
            nearest[:, column, : first.shape[1]] = first
            how_near[:, column, : first.shape[1]] = value
            settled[column] = True
        if not_this := abroad(index.places.against.get(p, {})):
            against[:, column] = by_row[np.concatenate(not_this)].max(axis=0)
    if plain := abroad(index.places.ordinary):
        ordinary[:] = _mean_of_likest(np.array([by_row[rows].max(axis=0) for rows in plain]))[:, None]
    return Likeness(alike, against, ordinary, nearest, how_near, settled)


def _likest(
    by_row: NDArray[np.float32], by_state: Sequence[Ints]
) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.float64]]:
    """Mean likeness to the likest States; columns of the likest article of each, and how like it is, likest first."""
    best = np.stack([rows[by_row[rows].argmax(axis=0)] for rows in by_state], axis=1)
    value = np.take_along_axis(by_row, best.T, axis=0).T
    order = np.argsort(-value, axis=1, kind="stable")[:, :STATES]
    likest = np.take_along_axis(best, order, axis=1), np.take_along_axis(value, order, axis=1).astype(np.float64)
    return _mean_of_likest(value.T), *likest


def _mean_of_likest(best: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean over the likest ``STATES`` of each column; shape of ``best`` (States, articles)."""
    return np.asarray(np.sort(best, axis=0)[-STATES:].mean(axis=0))


# --- file ---------------------------------------------------------------------------------------------------------


def write_precedents(index: Precedents, path: Path, about: dict[str, object]) -> None:
    """Write an index: one line says what it is and names the concepts, then one line per article.

    The same rows give the same bytes.
    """
    number = {name: i for i, name in enumerate(index.concepts)}
    lines = [json.dumps({"about": about, "concepts": index.concepts}, ensure_ascii=False)]
    for row in index.rows:
        counts = [value for name, n in row.counts for value in (number[name], n)]
        head = [row.country, row.law, row.article, row.heading, row.language, row.implements, row.against]
        lines.append(json.dumps([*head, counts], ensure_ascii=False, separators=(",", ":")))
    write_atomic(path, "\n".join(lines) + "\n")


def index_file() -> Path:
    """The index used where none is named: your own, or the bundled one."""
    return Path(os.environ.get(OWN_INDEX) or bundled_index())


def bundled_index() -> Path:
    """The index that comes with the library."""
    return provisions_dir() / FILE


def load_precedents(path: str | Path | None = None) -> Precedents:
    """Load an index.

    Args:
        path: An index of your own, made by ``lexalign precedents build``; None for the one that the environment
            variable ``LEXALIGN_PRECEDENTS`` names, or the bundled one where it names none.

    Raises:
        UnreadableFile: There is no such file.
        DataFileError: It is no index of precedents; the message names the line.
    """
    file = Path(path) if path is not None else index_file()
    try:
        return _load(file, file.stat().st_mtime_ns)
    except OSError as error:
        raise UnreadableFile(
            f"the precedents cannot be read ({error.strerror})",
            where=str(file),
            fix=""
            if path is not None
            else f"The environment variable {OWN_INDEX} names this file."
            if os.environ.get(OWN_INDEX)
            else "Install lexalign again: its data did not come along.",
        ) from error


@lru_cache(maxsize=4)
def _load(path: Path, _changed: int) -> Precedents:
    rows: list[Precedent] = []
    number = 0
    try:
        with path.open(encoding="utf-8") as lines:
            number = 1
            names: list[str] = json.loads(next(lines))["concepts"]
            for number, line in enumerate(lines, start=2):  # noqa: B007
                *texts, serves, not_these, flat = json.loads(line)
                country, law, article, heading, language = (str(t) for t in texts)
                counts = tuple((names[c], int(k)) for c, k in zip(flat[::2], flat[1::2], strict=True))
                rows.append(
                    Precedent(country, law, article, heading, language, tuple(serves), tuple(not_these), counts)
                )
    except (ValueError, KeyError, TypeError, IndexError, StopIteration) as error:
        raise DataFileError(
            [f"{path.name}:{number}: this is no line of an index of precedents ({error})"],
            fix="Make it again with `lexalign precedents build`.",
        ) from error
    return precedents(rows)
