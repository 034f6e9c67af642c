"""Articles as the matcher reads them: words, units and the concepts found in each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from lexalign.language.lexicon import Lexicon
from lexalign.language.wordings import Hit
from lexalign.language.words import Words, split_words, stem
from lexalign.matching.units import LEAD, units
from lexalign.model import Article, Law

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "Headings",
    "Reading",
    "Readings",
    "Stems",
    "best_of_units",
    "heading_form",
    "read_article",
    "read_articles",
    "readings_of",
]

_HitsOf = dict[int, list[Hit]]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the matcher reads it: heading and text in one row of words, with the concepts found.

    Attributes:
        words: Of the heading, then of the text.
        heading_words: How many of them stand in the heading.
        hits: Concept hits, in the order of the text.
        unit_hits: Per unit, concept ▶ hits with word positions counted inside the unit.
        unit_words: Per unit, the indices of its words; the first unit is the whole article.
        pinpoints: Per unit, the numbers of its part, outermost first; none for the whole article.
        headings: The article's own, then those that open its parts.
    """

    article: Article
    words: Words
    heading_words: int
    hits: tuple[Hit, ...]
    unit_hits: tuple[_HitsOf, ...]
    unit_words: tuple[Sequence[int], ...]
    pinpoints: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]


class Readings(tuple[Reading, ...]):
    """The articles of a law as read, in order, with what is counted in them once for all treaties.

    Attributes:
        lexicon: What they were read with.
    """

    lexicon: Lexicon

    def __new__(cls, readings: Iterable[Reading], lexicon: Lexicon) -> Self:
        """Put readings together."""
        self = super().__new__(cls, readings)
        self.lexicon = lexicon
        return self

    @cached_property
    def owner(self) -> NDArray[np.int64]:
        """Index of the article of each unit, shape (units,)."""
        return np.repeat(np.arange(len(self)), [len(r.unit_hits) for r in self]).astype(np.int64)

    @cached_property
    def wholes(self) -> NDArray[np.int64]:
        """Index of the unit that is the whole article, of each article, shape (articles,)."""
        return np.cumsum([0, *(len(r.unit_hits) for r in self)])[:-1].astype(np.int64)

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """How often each unit names each concept, shape (units, concepts)."""
        out = np.zeros((len(self.owner), len(self.lexicon.finder.concepts)))
        found = [hits for r in self for hits in r.unit_hits]
        rows = np.repeat(np.arange(len(found)), [len(hits) for hits in found])
        columns = [concept for hits in found for concept in hits]
        out[rows, columns] = [len(places) for hits in found for places in hits.values()]
        return out

    @cached_property
    def in_headings(self) -> NDArray[np.float64]:
        """How often the heading of each article names each concept, shape (articles, concepts)."""
        out = np.zeros((len(self), len(self.lexicon.finder.concepts)))
        for a, r in enumerate(self):
            for hit in r.hits:
                if hit.first >= r.heading_words:
                    break
                if hit.last < r.heading_words:
                    out[a, hit.concept] += 1.0
        return out

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """How many words each unit has, shape (units,)."""
        return np.array([len(words) for r in self for words in r.unit_words], dtype=np.int64)

    @cached_property
    def stems(self) -> Stems:
        """The words of each unit as stems."""
        number: dict[str, int] = {}
        of_word: dict[str, int] = {}
        rows: list[NDArray[np.int32]] = []
        for r in self:
            for word in r.words.folded:
                if word not in of_word:
                    of_word[word] = number.setdefault(stem(word), len(number))
            ids = np.array([of_word[word] for word in r.words.folded], dtype=np.int32)
            rows.extend(ids if isinstance(unit, range) else ids[list(unit)] for unit in r.unit_words)
        ids = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int32)
        return Stems(tuple(number), ids, np.repeat(np.arange(len(self.lengths)), self.lengths))

    @cached_property
    def headings(self) -> Headings:
        """All headings, each once, in the form in which they are compared."""
        form_of: dict[str, int] = {}
        found = [
            (a, form_of.setdefault(heading_form(heading, self.lexicon), len(form_of)))
            for a, r in enumerate(self)
            for heading in r.headings
        ]
        rows, forms = np.array(found, dtype=np.int64).reshape(-1, 2).T
        return Headings(tuple(form_of), rows, forms)


@dataclass(frozen=True, eq=False)
class Stems:
    """The words of units as stems, one unit after the other.

    Attributes:
        names: The stems.
        ids: Indices into ``names``, shape (words of all units,).
        units: The unit that each stands in, of the same shape.
    """

    names: tuple[str, ...]
    ids: NDArray[np.int32]
    units: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Headings:
    """The headings of articles and of their parts.

    Attributes:
        forms: Each once, as :func:`heading_form` gives it.
        articles: Index of the article that each heading belongs to, shape (headings,).
        numbers: Index of its form, of the same shape.
    """

    forms: tuple[str, ...]
    articles: NDArray[np.int64]
    numbers: NDArray[np.int64]


def heading_form(text: str, lexicon: Lexicon) -> str:
    """The stems of a heading, with blanks between them."""
    return " ".join(map(stem, split_words(text, lexicon.letters).folded))


def readings_of(readings: Sequence[Reading], lexicon: Lexicon) -> Readings:
    """Readings with what is counted in them; the same object where they have it already."""
    return readings if isinstance(readings, Readings) else Readings(readings, lexicon)


def best_of_units(values: NDArray[Any], readings: Readings) -> NDArray[Any]:
    """Of each article, the best that one of its units has: shape (units, ...) ▶ (articles, ...)."""
    return np.asarray(np.maximum.reduceat(values, readings.wholes, axis=0)) if len(readings) else values[:0]


def read_article(article: Article, lexicon: Lexicon) -> Reading:
    """Cut an article into words and units and find the concepts in it."""
    heading, text = (split_words(t, lexicon.letters) for t in (article.heading or "", article.text))
    n = len(heading)
    words = Words(heading.folded + text.folded, heading.starts + text.starts, heading.ends + text.ends)
    hits = lexicon.finder.find(words)
    unit_hits, unit_words, pinpoints = [], [], []
    headings = [article.heading] if article.heading else []
    firsts = [h.first for h in hits]
    for number, unit in enumerate(units(0, article.text)):
        order = list(range(n))
        inside = hits[: bisect_left(firsts, n)]
        for i, (a, b) in enumerate(unit.spans):
            lo, hi = bisect_left(text.starts, a), bisect_left(text.starts, b)
            if i < len(unit.spans) - 1:
                hi = min(hi, lo + LEAD)
            order.extend(range(n + lo, n + hi))
            inside += hits[bisect_left(firsts, n + lo) : bisect_left(firsts, n + hi)]
        found: _HitsOf = {}
        at = {w: i for i, w in enumerate(order)} if number else {}
        for h in inside:
            if not number:
                found.setdefault(h.concept, []).append(h)
            elif h.last in at and at[h.last] - at[h.first] == h.last - h.first:
                found.setdefault(h.concept, []).append(Hit(h.concept, at[h.first], at[h.last]))
        unit_hits.append(found)
        unit_words.append(tuple(order))
        pinpoints.append(unit.pinpoint)
        headings.extend([unit.heading] if unit.heading else [])
    return Reading(
        article,
        words,
        n,
        tuple(hits),
        tuple(unit_hits),
        tuple(unit_words),
        tuple(pinpoints),
        tuple(dict.fromkeys(headings)),
    )


def read_articles(law: Law, lexicon: Lexicon, *, each: Callable[[], object] | None = None) -> Readings:
    """Read every article of a law; done once, whatever the number of treaties it is then set against.

    Args:
        law: The law, cut into articles.
        lexicon: Of the law's language.
        each: Called once after every article, for progress.
    """
    readings = []
    for article in law.articles:
        readings.append(read_article(article, lexicon))
        if each is not None:
            each()
    return Readings(readings, lexicon)
