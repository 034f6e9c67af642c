"""Articles as the matcher reads them: words, units and the concepts found in each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from lexalign.language.finding import spread
from lexalign.language.lexicon import Lexicon
from lexalign.language.wordings import Hit
from lexalign.language.words import Words, split_words, stem
from lexalign.matching.units import LEAD, Unit, units
from lexalign.model import Article, Law

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lexalign.language.finding import Ints

__all__ = [
    "Headings",
    "Reading",
    "Readings",
    "Stems",
    "best_of_units",
    "heading_form",
    "read_article",
    "read_articles",
]

BATCH = 150_000
"""Letters of articles in which concepts are looked for at once."""

_HitsOf = dict[int, list[Hit]]
_Span = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """An article as the matcher reads it: heading and text in one row of words, with the concepts found.

    Attributes:
        words: Of the heading, then of the text.
        heading_words: How many of them stand in the heading.
        hits: Concept hits, in the order of the text.
        unit_spans: Per unit, the stretches of words it is read as: (first, one after the last). The first unit is the
            whole article.
        pinpoints: Per unit, the numbers of its part, outermost first; none for the whole article.
        headings: The article's own, then those that open its parts.
    """

    article: Article
    words: Words
    heading_words: int
    hits: tuple[Hit, ...]
    unit_spans: tuple[tuple[_Span, ...], ...]
    pinpoints: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]

    @cached_property
    def _firsts(self) -> list[int]:
        return [h.first for h in self.hits]

    @cached_property
    def _known(self) -> dict[int, _HitsOf]:
        return {}

    def hits_in(self, unit: int) -> _HitsOf:
        """Concept ▶ hits in a unit, with word positions counted inside it; 0 is the whole article."""
        found = self._known.get(unit)
        if found is None:
            found = self._known[unit] = {}
            shift = 0
            for low, high in self.unit_spans[unit]:
                begin, end = bisect_left(self._firsts, low), bisect_left(self._firsts, high)
                for concept, first, last in self.hits[begin:end]:
                    if last < high:
                        found.setdefault(concept, []).append(Hit(concept, first - low + shift, last - low + shift))
                shift += high - low
        return found

    @property
    def unit_hits(self) -> tuple[_HitsOf, ...]:
        """The same for every unit."""
        return tuple([self.hits_in(unit) for unit in range(len(self.unit_spans))])

    @cached_property
    def unit_words(self) -> tuple[Sequence[int], ...]:
        """Per unit, the indices of its words."""
        return tuple([i for low, high in spans for i in range(low, high)] for spans in self.unit_spans)


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
    def owner(self) -> Ints:
        """Index of the article of each unit, shape (units,)."""
        return np.repeat(np.arange(len(self)), [len(r.unit_spans) for r in self])

    @cached_property
    def wholes(self) -> Ints:
        """Index of the unit that is the whole article, of each article, shape (articles,)."""
        return np.cumsum([0, *(len(r.unit_spans) for r in self)])[:-1]

    @cached_property
    def _begins(self) -> Ints:
        """The first word of each article where those of all articles stand in one row, shape (articles,)."""
        return np.cumsum([0, *(len(r.words) for r in self)])[:-1]

    @cached_property
    def _spans(self) -> tuple[Ints, Ints, Ints]:
        """The unit of each stretch of words, its first word and the one after its last, counted in that row."""
        spans = [(u, span) for u, some in enumerate(some for r in self for some in r.unit_spans) for span in some]
        units = np.array([u for u, _ in spans], dtype=np.int64)
        low, high = np.array([span for _, span in spans], dtype=np.int64).reshape(-1, 2).T
        shift = self._begins[self.owner[units]]
        return units, low + shift, high + shift

    def hits_of(self, unit: int) -> Mapping[int, Sequence[Hit]]:
        """Concept ▶ hits in a unit, with word positions counted inside it."""
        article = self.owner[unit]
        reading: Reading = self[article]
        return reading.hits_in(int(unit - self.wholes[article]))

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """How often each unit names each concept, shape (units, concepts)."""
        shape = len(self.owner), len(self.lexicon.finder.concepts)
        found = np.array([hit for r in self for hit in r.hits], dtype=np.int64).reshape(-1, 3)
        concept, first, last = found.T
        shift = np.repeat(self._begins, [len(r.hits) for r in self])
        first, last = first + shift, last + shift
        units, low, high = self._spans
        begin, end = np.searchsorted(first, low), np.searchsorted(first, high)
        inside = spread(begin, end)
        of = np.repeat(np.arange(len(units)), end - begin)
        whole = last[inside] < high[of]
        at = units[of[whole]] * shape[1] + concept[inside[whole]]
        return np.bincount(at, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)

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
    def lengths(self) -> Ints:
        """How many words each unit has, shape (units,)."""
        units, low, high = self._spans
        return np.bincount(units, high - low, minlength=len(self.owner)).astype(np.int64)

    @cached_property
    def stems(self) -> Stems:
        """The words of each unit as stems."""
        number: dict[str, int] = {}
        of_word: dict[str, int] = {}
        for r in self:
            for word in r.words.folded:
                if word not in of_word:
                    of_word[word] = number.setdefault(stem(word), len(number))
        ids = np.array([of_word[word] for r in self for word in r.words.folded], dtype=np.int64)
        units, low, high = self._spans
        return Stems(tuple(number), ids[spread(low, high)], np.repeat(units, high - low))

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
    ids: Ints
    units: Ints


@dataclass(frozen=True, eq=False)
class Headings:
    """The headings of articles and of their parts.

    Attributes:
        forms: Each once, as :func:`heading_form` gives it.
        articles: Index of the article that each heading belongs to, shape (headings,).
        numbers: Index of its form, of the same shape.
    """

    forms: tuple[str, ...]
    articles: Ints
    numbers: Ints


def heading_form(text: str, lexicon: Lexicon) -> str:
    """The stems of a heading, with blanks between them."""
    return " ".join(map(stem, split_words(text, lexicon.letters).folded))


def best_of_units(values: NDArray[Any], readings: Readings) -> NDArray[Any]:
    """Of each article, the best that one of its units has: shape (units, ...) ▶ (articles, ...)."""
    return np.asarray(np.maximum.reduceat(values, readings.wholes, axis=0)) if len(readings) else values[:0]


def read_article(article: Article, lexicon: Lexicon) -> Reading:
    """Cut an article into words and units and find the concepts in it."""
    return _read([article], lexicon)[0]


def _read(articles: Sequence[Article], lexicon: Lexicon) -> list[Reading]:
    headings = [split_words(a.heading or "", lexicon.letters) for a in articles]
    texts = [split_words(a.text, lexicon.letters) for a in articles]
    words = [heading + text for heading, text in zip(headings, texts, strict=True)]
    hits = lexicon.finder.find_all(words)
    out = []
    for i, article in enumerate(articles):
        n = len(headings[i])
        whole, *parts = units(0, article.text)
        spans = [((0, len(words[i])),), *(_stretches(unit, n, words[i]) for unit in parts)]
        own = [article.heading] if article.heading else []
        out.append(
            Reading(
                article,
                words[i],
                n,
                tuple(hits[i]),
                tuple(spans),
                (whole.pinpoint, *(unit.pinpoint for unit in parts)),
                tuple(dict.fromkeys([*own, *(unit.heading for unit in parts if unit.heading)])),
            )
        )
    return out


def _stretches(unit: Unit, n: int, words: Words) -> tuple[_Span, ...]:
    """The stretches of words of a part: the heading, the openings above it, the part."""
    out = [(0, n)]
    for i, (a, b) in enumerate(unit.spans):
        low, high = bisect_left(words.starts, a, n), bisect_left(words.starts, b, n)
        if i < len(unit.spans) - 1:
            high = min(high, low + LEAD)
        if low == out[-1][1]:
            out[-1] = out[-1][0], high
        else:
            out.append((low, high))
    return tuple(span for span in out if span[0] < span[1])


def read_articles(law: Law, lexicon: Lexicon, *, each: Callable[[], object] | None = None) -> Readings:
    """Read every article of a law; done once, whatever the number of treaties it is then set against.

    Args:
        law: The law, cut into articles.
        lexicon: Of the law's language.
        each: Called once after every article, for progress.
    """
    readings: list[Reading] = []
    batch: list[Article] = []
    length = 0
    for i, article in enumerate(law.articles, start=1):
        batch.append(article)
        length += len(article.text)
        if length >= BATCH or i == len(law.articles):
            readings.extend(_read(batch, lexicon))
            if each is not None:
                for _ in batch:
                    each()
            batch, length = [], 0
    return Readings(readings, lexicon)
