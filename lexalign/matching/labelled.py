"""Labelled laws: which article is known to implement which provision, for fitting and for evaluation.

The table has one row per pair with the columns ``law_file``, ``article``, ``provision``, ``grade`` and, where the
article was inserted by an amending act, ``alt_article`` (the article that carries it). Grade 2 is a principal
domestic provision; grade 1 is a related or partial one, which counts neither for nor against.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lexalign.errors import UnreadableFile
from lexalign.language.lexicon import Lexicon, load_lexicon
from lexalign.laws.numbers import bare_number
from lexalign.laws.read import read_law
from lexalign.matching.features import FEATURES, OWN_FEATURES, features, precedent_columns
from lexalign.matching.precedents import Compared, Precedents, compare, likeness, precedent_of, precedents
from lexalign.matching.reading import Readings, read_articles
from lexalign.matching.typical import typical
from lexalign.model import Instrument, Law
from lexalign.provisions import articles, bundled_instruments, load_instrument

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lexalign.matching.semantic import Embedder

__all__ = [
    "Beside",
    "Gold",
    "LabelledLaw",
    "compare_labelled",
    "labels",
    "load_labelled",
    "read_gold",
    "set_beside",
    "settled_articles",
]

_COLUMNS = {"law_file", "article", "provision", "grade"}


@dataclass(frozen=True)
class Gold:
    """Labels of one law: (folded number, article-level provision) ▶ grade; carrying number ▶ inserted numbers."""

    grades: Mapping[tuple[str, str], int]
    carried: Mapping[str, frozenset[str]]


def folded_number(number: str) -> str:
    """``§ 202a``, ``202 A`` and ``202a.`` are one number."""
    text = unicodedata.normalize("NFKC", bare_number(number)).casefold()
    return re.sub(r"[\s.()]+", "", text.replace("^", "-").replace("–", "-"))


def read_gold(path: Path) -> dict[str, Gold]:
    """Read a table of labels: law file ▶ its labels.

    Raises:
        UnreadableFile: The file cannot be read or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            rows = list(csv.DictReader(source))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile(f"the labels cannot be read ({error})", where=str(path)) from error
    if not rows or not set(rows[0]) >= _COLUMNS:
        raise UnreadableFile(
            "this is not a table of labels", where=str(path), fix=f"It needs the columns {', '.join(sorted(_COLUMNS))}."
        )
    grades: dict[str, dict[tuple[str, str], int]] = {}
    carried: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        law, number = row["law_file"], folded_number(row["article"])
        top = row["provision"].strip().split(".")[0]
        old = grades.setdefault(law, {}).get((number, top), 0)
        grades[law][number, top] = max(old, int(row["grade"]))
        for name in filter(None, (number, folded_number(row.get("alt_article") or ""))):
            carried.setdefault(law, {}).setdefault(name, set()).add(number)
    return {law: Gold(g, {k: frozenset(v) for k, v in carried[law].items()}) for law, g in grades.items()}


def labels(law: Law, gold: Gold, provisions: tuple[str, ...]) -> NDArray[np.int64]:
    """1 for a pair that must be found, -1 for one that does not count, 0 for the rest; shape (articles, provisions)."""
    out = np.zeros((len(law.articles), len(provisions)), dtype=np.int64)
    present = {folded_number(a.number) for a in law.articles}
    for a, article in enumerate(law.articles):
        if "#" in article.key:  # a number printed again, in a schedule or by a slip: labels mean the first
            continue
        own = folded_number(article.number)
        for number in gold.carried.get(own, frozenset()):
            # An inserted article that stands by itself is the one to find; its carrier then counts neither way.
            instead = number != own and number in present
            for p, provision in enumerate(provisions):
                grade = gold.grades.get((number, provision), 0)
                mark = 0 if grade == 0 else -1 if instead or grade == 1 else 1
                if mark == 1 or (mark == -1 and out[a, p] == 0):
                    out[a, p] = mark
    return out


# --- laws with their labels ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LabelledLaw:
    """One labelled law, read once.

    Attributes:
        name: File of the law.
        provisions: Ids of the articles of all treaties, in order.
        readings, bare: Of its articles, and of the same without their headings.
        labels: As :func:`labels` gives them; a provision that no label names was not looked for and is -1 throughout.
        related: Articles that some label of grade 1 names, shape (articles,).
        against: (article, provision) places of pairs that look alike and are not.
        own, own_bare: Features but for those of precedents, shape (articles, provisions, features).
        headed: Which articles have a heading.
    """

    name: str
    law: Law
    lexicon: Lexicon
    provisions: tuple[str, ...]
    readings: Readings
    bare: Readings
    labels: NDArray[np.int64]
    related: NDArray[np.bool_]
    against: tuple[tuple[int, int], ...]
    own: NDArray[np.float64]
    own_bare: NDArray[np.float64]
    headed: NDArray[np.bool_]

    @property
    def language(self) -> str:
        """ISO 639-1."""
        return self.law.language


@dataclass(frozen=True)
class Beside:
    """Features of all pairs of a law, set beside precedents; and those of the law without headings."""

    values: NDArray[np.float64]
    stripped: NDArray[np.float64]
    headed: NDArray[np.bool_]
    settled: NDArray[np.bool_]
    labels: NDArray[np.int64]


def load_labelled(
    gold: Path,
    laws: Path,
    wanted: Sequence[str],
    negatives: Path | None = None,
    instruments: Sequence[str] | None = None,
    embedder: Embedder | None = None,
) -> list[LabelledLaw]:
    """Read the labelled laws in the languages wanted.

    Args:
        gold: Table of labels.
        laws: Folder of the law files, with an ``INDEX.csv`` that gives their languages.
        wanted: Language codes.
        negatives: Table of look-alikes: ``law_file``, ``article``, ``tempting_provision``.
        instruments: Ids of treaties, all bundled ones by default.
        embedder: A sentence model, for features with its signal.
    """
    from tqdm import tqdm

    from lexalign.matching.semantic import remembering

    with (laws / "INDEX.csv").open(encoding="utf-8", newline="") as source:
        language_of = {row["file"]: row["language"] for row in csv.DictReader(source)}
    table = read_gold(gold)
    tempting: dict[str, list[tuple[str, str]]] = {}
    if negatives is not None:
        with negatives.open(encoding="utf-8-sig", newline="") as source:
            for row in csv.DictReader(source):
                pair = (folded_number(row["article"]), row["tempting_provision"].split(".")[0])
                tempting.setdefault(row["law_file"], []).append(pair)
    named = {provision for marks in table.values() for _, provision in marks.grades}
    treaties = [load_instrument(i) for i in instruments or bundled_instruments()]
    ids = tuple(p.id for treaty in treaties for p in articles(treaty))
    looked_for = np.array([pid in named for pid in ids])
    out = []
    for name, marks in tqdm(sorted(table.items()), desc="reading", leave=False):
        language = language_of.get(name, "")
        if language not in wanted:
            continue
        law = read_law(laws / name, country=name[:3], language=language)
        marked = labels(law, marks, ids)
        marked[:, ~looked_for] = -1
        once = remembering(embedder) if embedder is not None else None
        out.append(_labelled(name, law, treaties, ids, marked, marks, tempting.get(name, ()), once))
    return out


def _labelled(
    name: str,
    law: Law,
    treaties: Sequence[Instrument],
    ids: tuple[str, ...],
    marked: NDArray[np.int64],
    marks: Gold,
    tempting: Sequence[tuple[str, str]],
    embedder: Embedder | None,
) -> LabelledLaw:
    lexicon = load_lexicon(law.language)
    bare_law = replace(law, articles=tuple(replace(a, heading=None) for a in law.articles))
    readings, bare = (read_articles(one, lexicon) for one in (law, bare_law))
    nothing = precedents(())
    full, stripped = (
        [features(law, r, t, nothing, (law.country,), embedder=embedder) for t in treaties] for r in (readings, bare)
    )
    values, values_bare = (np.concatenate([f.values for f in fs], axis=1) for fs in (full, stripped))
    place = {p: i for i, p in enumerate(ids)}
    at: dict[str, int] = {}
    for a, article in enumerate(law.articles):
        if "#" not in article.key:
            at.setdefault(folded_number(article.number), a)
    against = tuple(sorted({(at[n], place[p]) for n, p in tempting if n in at and p in place}))
    graded = {number for number, _ in marks.grades}
    related = np.array(
        [
            bool({n, *marks.carried.get(n, ())} & graded)
            for n in (folded_number(article.number) for article in law.articles)
        ],
        dtype=bool,
    )
    return LabelledLaw(
        name, law, lexicon, ids, readings, bare, marked, related, against, values, values_bare, full[0].headed
    )


def settled_articles(laws: Sequence[LabelledLaw]) -> Precedents:
    """The index of precedents that labelled laws give.

    Articles with a principal provision count for it, look-alikes against theirs, those no label names as ordinary;
    articles that are merely related to a provision say nothing either way.
    """
    rows = []
    for one in laws:
        against: dict[int, list[str]] = {}
        for a, p in one.against:
            against.setdefault(a, []).append(one.provisions[p])
        for a, reading in enumerate(one.readings):
            serves = [one.provisions[p] for p in np.flatnonzero(one.labels[a] == 1)]
            if not serves and a not in against and one.related[a]:
                continue
            rows.append(
                precedent_of(
                    reading,
                    one.lexicon.finder.concepts,
                    country=one.law.country,
                    law=one.name,
                    language=one.language,
                    implements=serves,
                    against=against.get(a, ()),
                )
            )
    return precedents(rows)


def compare_labelled(law: LabelledLaw, index: Precedents) -> tuple[Compared, Compared]:
    """The articles of a law, with and without their headings, beside an index."""
    return compare(law.readings, index), compare(law.bare, index)


def set_beside(
    law: LabelledLaw, index: Precedents, away: Collection[str], compared: tuple[Compared, Compared] | None = None
) -> Beside:
    """Features of a law beside precedents, none from its own country.

    Args:
        law: A labelled law.
        index: Precedents.
        away: Further countries whose precedents do not count.
        compared: From :func:`compare_labelled`, where it is at hand.
    """
    out = []
    settled = np.zeros(len(law.provisions), dtype=bool)
    gone = {law.law.country, *away}
    for one, own in zip(compared or compare_labelled(law, index), (law.own, law.own_bare), strict=True):
        like = likeness(one.near, law.provisions, index, gone)
        of_its_own = {name: own[:, :, i] for i, name in enumerate(OWN_FEATURES)}
        columns = precedent_columns(like, typical(one.paragraphs, law.provisions, index, gone), of_its_own)
        more = [columns[name] for name in FEATURES[len(OWN_FEATURES) :]]
        parts = (own[:, :, : len(OWN_FEATURES)], np.stack(more, axis=-1), own[:, :, len(FEATURES) :])
        out.append(np.concatenate(parts, axis=-1))
        settled = like.settled
    return Beside(out[0], out[1], law.headed, settled, law.labels)
