"""Likeness of headings to titles, letter by letter and word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]

__all__ = ["likest_titles"]


@dataclass(frozen=True, eq=False)
class _Texts:
    """Texts as sets of words.

    Attributes:
        forms: The texts.
        words: Indices into a vocabulary, one text after the other.
        ends: Where the words of each text end, 0 first.
        count: How many different words each has.
        letters: How many letters they have together.
    """

    forms: Sequence[str]
    words: NDArray[np.int64]
    ends: NDArray[np.int64]
    count: NDArray[np.int64]
    letters: NDArray[np.int64]

    def table(self, values: NDArray[Any], width: int) -> Any:
        """A value for each word as a sparse table, shape (texts, width)."""
        from scipy import sparse

        return sparse.csr_matrix((values, self.words, self.ends), shape=(len(self.forms), width))

    def sorted_words(self, *, once: bool) -> list[str]:
        """The texts with their words sorted, and each said only once."""
        return [" ".join(sorted(set(words) if once else words)) for words in (text.split() for text in self.forms)]


def likest_titles(headings: Sequence[str], titles: Sequence[str], owner: NDArray[np.int64]) -> Scores:
    """How like each heading is to the likest title of each owner.

    Half of it is likeness letter by letter: token_set alone gives 100 to any subset ("access" in "access to
    information"), token_sort alone punishes every added word, so both count. The other half is rare words in common.

    Args:
        headings: Words with blanks between them.
        titles: The same.
        owner: To what each title belongs, in ascending order, shape (titles,).

    Returns:
        Shape (headings, different owners), in [0, 1].
    """
    from rapidfuzz import fuzz, process

    words = {w for text in (*headings, *titles) for w in text.split()}
    vocabulary = {w: i for i, w in enumerate(sorted(words))}
    length = np.array([len(w) for w in vocabulary], dtype=np.int64)
    ours, theirs = (_texts(some, vocabulary, length) for some in (headings, titles))
    rare = _rare_words(ours, theirs, owner, len(vocabulary))

    # token_sort_ratio is the ratio of the texts with their words sorted; by itself it is much faster
    def ratio(some: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(process.cdist(some, others, scorer=fuzz.ratio, dtype=np.float32))

    (h_all, h_once), (t_all, t_once) = (
        [texts.sorted_words(once=once) for once in (False, True)] for texts in (ours, theirs)
    )
    sort = ratio(h_all, t_all)
    both = sort.copy()
    h, t = (np.flatnonzero([x != y for x, y in zip(*some, strict=True)]) for some in ((h_all, h_once), (t_all, t_once)))
    both[h] = ratio([h_once[i] for i in h], t_once)
    both[:, t] = ratio(h_once, [t_once[i] for i in t])

    def score(h: Any, t: Any, token_set: NDArray[np.float32]) -> Scores:
        return np.asarray(0.5 * ((0.65 * sort[h, t] + 0.35 * token_set) / 100) + 0.5 * rare[h, t])

    # Without a word in common token_set is the other, but for words said twice, which it counts once. With one it has
    # to be worked out, which is slow: only where the title may yet turn out the likest of its owner.
    starts = np.flatnonzero(np.diff(owner, prepend=owner[:1] - 1))
    own = np.searchsorted(starts, np.arange(len(owner)), side="right") - 1
    exact = score(slice(None), slice(None), both)
    h, t = np.nonzero(rare > 0)
    at_least, at_most = _bounds(ours, theirs, h, t, both, length)
    exact[h, t] = score(h, t, at_least)
    hoped = score(h, t, at_most)
    left = at_most > at_least
    for only_best in (True, False):
        best = np.maximum.reduceat(exact, starts, axis=1)[h, own[t]]
        left &= hoped > best
        now = np.flatnonzero(left)
        if only_best:  # the most hopeful title of each owner first: it may spare the others
            order = now[np.lexsort((-hoped[now], own[t[now]], h[now]))]
            groups = h[order] * len(starts) + own[t[order]]
            now = order[np.diff(groups, prepend=-1) != 0]
        pairs = [headings[i] for i in h[now].tolist()], [titles[i] for i in t[now].tolist()]
        exact[h[now], t[now]] = score(
            h[now], t[now], process.cpdist(*pairs, scorer=fuzz.token_set_ratio, dtype=np.float32)
        )
        left[now] = False
    return np.asarray(np.maximum.reduceat(exact, starts, axis=1))


def _texts(forms: Sequence[str], vocabulary: dict[str, int], length: NDArray[np.int64]) -> _Texts:
    some = [sorted({vocabulary[w] for w in form.split()}) for form in forms]
    words = np.array([w for one in some for w in one], dtype=np.int64)
    ends = np.cumsum([0, *map(len, some)])
    letters = np.concatenate([[0], np.cumsum(length[words])])
    return _Texts(forms, words, ends, np.diff(ends), np.diff(letters[ends]))


def _bounds(
    ours: _Texts,
    theirs: _Texts,
    h: NDArray[np.int64],
    t: NDArray[np.int64],
    ratio: NDArray[np.float32],
    length: NDArray[np.int64],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Between what token_set_ratio lies for pairs of texts that have words in common; often it is told by that.

    It is the best of three ratios: of the common words with those and the rest of one text, and with the other's,
    which lengths tell, and of the two texts with their common words first. What the rests have in common, letter by
    letter, is at most what the whole texts have.
    """
    far = int(length.sum()) + 1  # one product for both: how many words are common, and how many letters they have
    shared = ours.table(far + length[ours.words], len(length)) @ theirs.table(np.ones_like(theirs.words), len(length)).T
    common, common_letters = np.divmod(shared.toarray()[h, t], far)
    both = common_letters + common - 1
    rests, wholes = [], []
    for texts, i in ((ours, h), (theirs, t)):
        rest = texts.letters[i] - common_letters + np.maximum(texts.count[i] - common - 1, 0)
        rests.append(rest)
        wholes.append(both + 1 + rest)
    one, other = rests
    by_length = [100.0 - 100.0 * (1 + rest) / (both + whole) for rest, whole in zip(rests, wholes, strict=True)]
    subset = (one == 0) | (other == 0)
    at_least = np.where(subset, 100.0, np.maximum(*by_length))
    whole_texts = sum(texts.letters[i] + texts.count[i] - 1 for texts, i in ((ours, h), (theirs, t)))
    alike = np.ceil(ratio[h, t].astype(np.float64) / 200.0 * whole_texts - 1e-3)
    apart = one + other - 2 * np.minimum(alike, np.minimum(one, other))
    at_most = np.where(subset, 100.0, np.maximum(at_least, 100.0 - 100.0 * apart / sum(wholes)))
    return at_least.astype(np.float32), at_most.astype(np.float32)


def _rare_words(ours: _Texts, theirs: _Texts, owner: NDArray[np.int64], width: int) -> Scores:
    """Cosine of headings and titles in which a word counts the less, the more owners use it in theirs.

    "Unauthorised" stands over half of the offences and says little; "code", "device", "preservation" say much.
    """
    used = np.zeros((width, int(owner.max()) + 1), dtype=bool)
    used[theirs.words, np.repeat(owner, theirs.count)] = True
    weight = np.log((len(np.unique(owner)) + 1) / (used.sum(axis=1) + 0.5))

    def rows(texts: _Texts) -> Any:
        values = weight[texts.words]
        of = np.repeat(np.arange(len(texts.forms)), texts.count)
        return texts.table(values / np.sqrt(np.bincount(of, values**2))[of], width)

    return np.asarray((rows(ours) @ rows(theirs).T).toarray())
