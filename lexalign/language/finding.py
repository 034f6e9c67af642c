"""Finding wordings in the words of many texts at once: all words that open a wording are followed side by side.

The wordings of a lexicon make a tree: a node is what has been read of one or more wordings, a branch a pattern that may
follow within so many words. Its arrays are extended when a text has a word that opens wordings not yet met; most of a
lexicon is never needed for one law.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["Branches", "Lists", "follow", "longest", "outside", "spread"]

SIEVE = 16
"""Places for each branch in the table that tells at one look that a pattern cannot follow a node."""


class Lists:
    """Many short lists of numbers, one after the other; grows at the end."""

    def __init__(self) -> None:
        self._items: list[int] = []
        self._ends: list[int] = [0]
        self._arrays: tuple[Ints, Ints] | None = None

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, items: Sequence[int]) -> None:
        """Put one more list at the end."""
        self._items.extend(items)
        self._ends.append(len(self._items))
        self._arrays = None

    def of(self, which: Ints) -> tuple[Ints, Ints]:
        """The items of some lists, one list after the other, and how many each has."""
        if self._arrays is None:
            self._arrays = np.array(self._items, dtype=np.int64), np.array(self._ends, dtype=np.int64)
        items, ends = self._arrays
        begin, end = ends[which], ends[which + 1]
        return items[spread(begin, end)], end - begin


class Branches:
    """The tree of wordings as arrays.

    Attributes:
        reach: Per node, the words among which it must go on; 0 where no wording goes on.
        shows: Per node, the concepts whose wordings end there.
        cancels: Per node, the concepts that are cancelled there.
    """

    def __init__(self, patterns: int) -> None:
        self._patterns = patterns
        self._reach: list[int] = []
        self.shows, self.cancels = Lists(), Lists()
        self._keys: list[int] = []
        self._ways: list[tuple[int, int]] = []
        self._ready: tuple[Ints, Ints, Ints, Ints, NDArray[np.bool_]] | None = None

    def add(self, shows: Sequence[int], cancels: Sequence[int], reach: int) -> int:
        """Put in one more node; returns its number."""
        self._reach.append(reach)
        self.shows.add(shows)
        self.cancels.add(cancels)
        self._ready = None
        return len(self._reach) - 1

    def join(self, node: int, pattern: int, within: int, following: int) -> None:
        """Say that after a node a pattern within so many words leads to another node."""
        self._keys.append(node * self._patterns + pattern)
        self._ways.append((within, following))
        self._ready = None

    def _arrays(self) -> tuple[Ints, Ints, Ints, Ints, NDArray[np.bool_]]:
        if self._ready is None:
            keys = np.array(self._keys, dtype=np.int64)
            order = np.argsort(keys, kind="stable")
            within, following = np.array(self._ways, dtype=np.int64).reshape(-1, 2)[order].T
            sieve = np.zeros(1 << (SIEVE * len(keys)).bit_length(), dtype=bool)
            sieve[keys & (len(sieve) - 1)] = True
            self._ready = np.array(self._reach, dtype=np.int64), keys[order], within, following, sieve
        return self._ready

    def step(self, node: Ints, at: Ints, ids: Ints, places: Ints, begins: Ints) -> tuple[Ints, Ints, Ints]:
        """Go on from nodes reached at words: which of them went on (an index), to which nodes, and at which words.

        Args:
            node: Nodes.
            at: The words at which they were reached, of the same shape.
            ids: The patterns that all words answer to, in one row.
            places: Of which word each pattern is, of the same shape.
            begins: Per word, where its patterns begin; as many more of them as a wording can reach.
        """
        reach, keys, within, following, sieve = self._arrays()
        begin, end = begins[at + 1], begins[at + 1 + reach[node]]
        index = spread(begin, end)
        who = np.repeat(np.arange(len(node)), end - begin)
        key = node[who] * self._patterns + ids[index]
        likely = np.flatnonzero(sieve[key & (len(sieve) - 1)])
        key, who, index = key[likely], who[likely], index[likely]
        low, high = np.searchsorted(keys, key, side="left"), np.searchsorted(keys, key, side="right")
        way, many = spread(low, high), high - low
        who, place = np.repeat(who, many), np.repeat(places[index], many)
        near = np.flatnonzero(place - at[who] <= within[way])
        return who[near], following[way[near]], place[near]


def spread(begin: Ints, end: Ints) -> Ints:
    """``begin[0], begin[0] + 1, ..., end[0] - 1, begin[1], ...``."""
    many = end - begin
    ends = np.cumsum(many)
    return np.repeat(begin - (ends - many), many) + np.arange(int(ends[-1]) if len(ends) else 0)


def follow(branches: Branches, node: Ints, ids: Ints, places: Ints, begins: Ints, at: Ints) -> tuple[Ints, Ints]:
    """Follow wordings from the words that open them to their ends.

    Args:
        branches: The tree.
        node: The nodes that words open.
        ids: The patterns that all words answer to, in one row.
        places: Of which word each pattern is.
        begins: Per word, where its patterns begin; see :meth:`Branches.step`.
        at: The words that open them, of the shape of ``node``.

    Returns:
        What is shown and what is cancelled, each of shape (3, ends): index of the opening word's node in ``node``,
        concept, last word.
    """
    shown: list[Ints] = []
    cancelled: list[Ints] = []
    opening = np.arange(len(node))
    while len(node):
        for those, found in ((branches.shows, shown), (branches.cancels, cancelled)):
            concepts, many = those.of(node)
            found.append(np.stack([np.repeat(opening, many), concepts, np.repeat(at, many)]))
        who, node, at = branches.step(node, at, ids, places, begins)
        opening = opening[who]
    empty = np.zeros((3, 0), dtype=np.int64)
    return np.concatenate([empty, *shown], axis=1), np.concatenate([empty, *cancelled], axis=1)


def longest(opening: Ints, concept: Ints, last: Ints) -> Ints:
    """Which ends count: of one concept and opening the longest, and none inside one of the concept that opens before.

    Returns:
        Indices, by opening and concept.
    """
    order = np.lexsort((last, opening, concept))
    final = np.ones(len(order), dtype=bool)
    final[:-1] = (np.diff(opening[order]) != 0) | (np.diff(concept[order]) != 0)
    order = order[final]
    # No end of a concept is less than the first of the next one's here, so that each concept starts anew.
    ahead = last[order] + concept[order] * (int(last.max(initial=0)) + 1)
    before = np.maximum.accumulate(ahead)[:-1]
    order = order[np.append(True, ahead[1:] > before)[: len(order)]]
    return np.asarray(order[np.lexsort((concept[order], opening[order]))])


def outside(first: Ints, last: Ints, others_first: Ints, others_last: Ints) -> NDArray[np.bool_]:
    """Which stretches of words have none of the others over any of their words."""
    order = np.argsort(others_first, kind="stable")
    farthest = np.maximum.accumulate(others_last[order])
    before = np.searchsorted(others_first[order], last, side="right") - 1
    return np.asarray((before < 0) | (farthest[before] < first))
