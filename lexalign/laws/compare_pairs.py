"""Which article of a law is which article of another version of it: told by text first, by number second."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lexalign.laws.compare_words import Codes, same_wording, words_of
from lexalign.laws.numbers import bare_number, rank
from lexalign.model import Article

__all__ = ["Pair", "Texts", "pair_articles", "same_number", "text_origins"]

_SHORTLIST = 20  # articles looked at closely for each, those with the most words in common that are rare
_ALIKE = 0.6  # two articles of different numbers are one article from here on
_ALONE = 0.4  # ... or from here on, where nothing else comes near for either of them
_AHEAD = 0.15  # how far behind the next best must be
_STILL = 0.3  # two articles of one number are one article, changed, from here on; below it is another one
_SAME_NUMBER = 0.25  # what one number is worth beside likeness, which goes from 0 to 1
_SHINGLE = 4
_STUB = 30


@dataclass(frozen=True, slots=True)
class Pair:
    """An article before and after.

    Attributes:
        old, new: Places in the two lists of articles.
        likeness: Share of words in the same order, 0 to 1.
    """

    old: int
    new: int
    likeness: float


class Texts:
    """The words of the articles of two versions, ready to be compared."""

    def __init__(self, old: Sequence[Article], new: Sequence[Article]) -> None:
        codes = Codes()
        self.articles = (old, new)
        self.words = tuple(
            [[*words_of(article.heading or ""), *words_of(article.text)] for article in side] for side in (old, new)
        )
        self.coded = tuple([codes.encode(words) for words in side] for side in self.words)

    def likeness(self, old: int, new: int) -> float:
        """Share of the words of both that stand in both in the same order."""
        from rapidfuzz.distance import Indel

        return float(Indel.normalized_similarity(self.coded[0][old], self.coded[1][new]))

    def stub(self, side: int, place: int) -> bool:
        """Whether nothing is left of an article but the word that it is repealed."""
        return bool(self.articles[side][place].not_in_force) and len(self.words[side][place]) < _STUB


def pair_articles(texts: Texts) -> list[Pair]:
    """Pair the articles of two versions one to one, so that likeness is greatest over all.

    Args:
        texts: The articles of both.

    Returns:
        The pairs, in the order of the old articles. Whoever is in none was added or removed.
    """
    old, new = texts.articles
    free = ({*range(len(old))}, {*range(len(new))})
    pairs: list[Pair] = []

    def take(found: Iterable[Pair]) -> None:
        for pair in found:
            pairs.append(pair)
            free[0].discard(pair.old)
            free[1].discard(pair.new)

    take(_untouched(old, new))
    take(_by_text(texts, [i for i in sorted(free[0]) if not texts.stub(0, i)],
                  [j for j in sorted(free[1]) if not texts.stub(1, j)]))  # fmt: skip
    take(_by_number(texts, sorted(free[0]), sorted(free[1])))
    take(_by_neighbours(texts, pairs, sorted(free[0]), free[1]))
    return sorted(pairs, key=lambda pair: pair.old)


def same_number(one: Article, other: Article) -> bool:
    """Whether two articles have one number, however it is printed (``12bis``, ``12 bis``; ``40^1``, ``40-1``)."""
    return _number(one) == _number(other)


def _number(article: Article) -> tuple[Any, ...]:
    return rank(bare_number(article.number)) or (article.number.casefold(),)


def _untouched(old: Sequence[Article], new: Sequence[Article]) -> Iterator[Pair]:
    by_key = {article.key or article.number: place for place, article in enumerate(new)}
    for i, article in enumerate(old):
        j = by_key.get(article.key or article.number)
        if j is not None and same_wording(_all(article), _all(new[j])):
            yield Pair(i, j, 1.0)


def _all(article: Article) -> str:
    return f"{article.heading or ''}\n{article.text}"


def _by_text(texts: Texts, old: list[int], new: list[int]) -> Iterator[Pair]:
    """The best pairing of what is alike: sure pairs weigh far more than doubtful ones."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    old = [i for i in old if texts.words[0][i]]
    new = [j for j in new if texts.words[1][j]]
    if not old or not new:
        return
    likeness: dict[tuple[int, int], float] = {}
    scores: dict[tuple[int, int], float] = {}
    for i, j, common in _shortlist(texts, old, new):
        likeness[i, j] = texts.likeness(i, j)
        scores[i, j] = (likeness[i, j] + common) / 2
    rivals = (_two_best(scores, 0), _two_best(scores, 1))
    weights: dict[tuple[int, int], float] = {}
    for (i, j), score in scores.items():
        one, other = texts.articles[0][i], texts.articles[1][j]
        numbered = same_number(one, other)
        alone = all(best[at][0] == score >= best[at][1] + _AHEAD for best, at in zip(rivals, (i, j), strict=True))
        if score >= (_STILL if numbered else _ALONE if alone else _ALIKE):
            near = 1 - abs(i / len(texts.words[0]) - j / len(texts.words[1]))
            extra = _SAME_NUMBER * numbered + 0.02 * (one.key == other.key) + 0.01 * near
            weights[i, j] = (score + extra) ** 4
    for olds, news in _components(weights):
        table = np.array([[weights.get((i, j), 0.0) for j in news] for i in olds])
        rows, columns = linear_sum_assignment(table, maximize=True)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            at = (olds[row], news[column])
            if at in weights:
                yield Pair(*at, likeness[at])


def _two_best(scores: Mapping[tuple[int, int], float], side: int) -> dict[int, tuple[float, float]]:
    """The highest and the second highest score of every article of a side."""
    best: dict[int, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for at, score in scores.items():
        first, second = best[at[side]]
        best[at[side]] = (score, first) if score > first else (first, max(second, score))
    return best


def _shortlist(texts: Texts, old: list[int], new: list[int]) -> Iterator[tuple[int, int, float]]:
    """Pairs worth a close look, with how much they share of the words that are rare in these laws (0 to 1)."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    before = [texts.words[0][i] for i in old]
    after = [texts.words[1][j] for j in new]
    vectors = TfidfVectorizer(analyzer=lambda words: words, sublinear_tf=True, dtype=np.float32)
    vectors.fit([*before, *after])
    left, right = vectors.transform(before), vectors.transform(after).T.tocsr()
    places: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for column, j in enumerate(new):
        places[_number(texts.articles[1][j])].append(column)
    best: list[list[tuple[float, int]]] = [[] for _ in new]  # of each new article, the old ones most like it
    chosen: dict[tuple[int, int], float] = {}
    for start in range(0, len(old), 256):
        block = np.asarray((left[start : start + 256] @ right).todense())
        top = np.argsort(-block, axis=1, kind="stable")[:, :_SHORTLIST]
        for offset, columns in enumerate(top.tolist()):
            row = start + offset
            for column in {*columns, *places.get(_number(texts.articles[0][old[row]]), ())}:
                chosen[row, column] = float(block[offset, column])
        order = np.argsort(-block, axis=0, kind="stable")[:_SHORTLIST]
        for column, rows in enumerate(order.T.tolist()):
            best[column] += [(-float(block[offset, column]), start + offset) for offset in rows]
            best[column] = sorted(best[column])[:_SHORTLIST]
    for column, rows_of in enumerate(best):
        for common, row in rows_of:
            chosen[row, column] = -common
    for (row, column), common in sorted(chosen.items()):
        if common > 0:
            yield old[row], new[column], min(common, 1.0)


def _components(weights: dict[tuple[int, int], float]) -> list[tuple[list[int], list[int]]]:
    """Groups of articles that compete for each other; each is settled by itself."""
    above: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while above.setdefault(node, node) != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for i, j in weights:
        above[root((0, i))] = root((1, j))
    groups: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
    for side, place in sorted(above):
        groups.setdefault(root((side, place)), ([], []))[side].append(place)
    return list(groups.values())


def _by_number(texts: Texts, old: list[int], new: list[int]) -> Iterator[Pair]:
    """What is left: one number is one article, whatever stands under it now."""
    by_number: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for j in new:
        by_number[_number(texts.articles[1][j])].append(j)
    for i in old:
        fitting = by_number.get(_number(texts.articles[0][i]))
        if fitting:
            j = fitting.pop(0)
            yield Pair(i, j, texts.likeness(i, j))


def _by_neighbours(texts: Texts, pairs: Sequence[Pair], old: list[int], new: set[int]) -> Iterator[Pair]:
    """Repealed articles in a law that was numbered anew have only their place to be known by."""
    there = {pair.old: pair.new for pair in pairs}
    for i in old:
        if texts.stub(0, i):
            after, before = there.get(i - 1, -2) + 1, there.get(i + 1, 0) - 1
            j = next((j for j in (after, before) if j in new and texts.stub(1, j)), None)
            if j is not None:
                there[i] = j
                yield Pair(i, j, texts.likeness(i, j))


# --- split and merged ---------------------------------------------------------------------------------------------


def text_origins(
    orphans: Iterable[int],
    orphan_words: Sequence[Sequence[str]],
    homes: Mapping[int, tuple[Sequence[str], Sequence[str]]],
) -> dict[int, int]:
    """Find the articles from which parts were made into articles of their own (or, backwards, into which they went).

    Args:
        orphans: Places of articles without a counterpart.
        orphan_words: Words of all articles on that side.
        homes: Place of an article on the other side ▶ its words, and the words of its own counterpart (none if it
            has none): what the counterpart has still is no origin.

    Returns:
        Place of an orphan ▶ place of the article that held most of its words, in runs of four or more.
    """
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, (words, counterpart) in homes.items():
        for run in _runs(words) - _runs(counterpart):
            runs[run].append(place)
    found = {}
    for orphan in orphans:
        own = _runs(orphan_words[orphan])
        held: dict[int, int] = defaultdict(int)
        for run in own:
            for place in runs.get(run, ()):
                held[place] += 1
        if len(own) >= 5 and held:
            place = max(held, key=lambda home: (held[home], -home))
            if held[place] >= 0.6 * len(own):
                found[orphan] = place
    return found


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
