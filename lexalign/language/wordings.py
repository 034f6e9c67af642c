"""Wordings of concepts, and finding them in words.

A wording is written as words separated by blanks:

=============  =====================================================================
``intercept*``  any word that begins so; ``*daten`` any that ends so
``(a|b*|c)``    one of these words
``~3``          up to three arbitrary words
=============  =====================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from lexalign.language.finding import Branches, Lists, follow, longest, outside
from lexalign.language.words import Words, fold

__all__ = ["Finder", "Hit", "parse_wording"]

_TOKEN = re.compile(r"\(([^()]*)\)|~(\d+)|(\S+)")
_WORD = re.compile(r"^\*?[^\W_]+\*?$")
Slot = tuple[str, ...] | int


def parse_wording(wording: str) -> tuple[Slot, ...]:
    """``without ~2 (right|authori*)`` ▶ ``(("without",), 2, ("right", "authori*"))``, folded.

    Raises:
        ValueError: With a sentence that says what is wrong with it.
    """
    slots: list[Slot] = []
    for m in _TOKEN.finditer(wording):
        group, gap, word = m.groups()
        if gap is not None:
            slots.append(int(gap))
            continue
        words = [w.strip() for w in (group if group is not None else word).split("|")]
        for w in words:
            if not _WORD.match(w):
                raise ValueError(
                    f"{w!r} in {wording!r} is not one word of letters and digits with an optional * at an end"
                )
        slots.append(tuple(_fold_pattern(w) for w in words))
    if not slots:
        raise ValueError("a wording is empty")
    if isinstance(slots[0], int) or isinstance(slots[-1], int):
        raise ValueError(f"{wording!r} begins or ends with a gap")
    return tuple(slots)


def _fold_pattern(pattern: str) -> str:
    core = fold(pattern.strip("*"))
    return f"{'*' if pattern.startswith('*') else ''}{core}{'*' if pattern.endswith('*') else ''}"


class Hit(NamedTuple):
    """A concept shown by words ``first`` to ``last`` (indices into :class:`Words`, both included)."""

    concept: int
    first: int
    last: int


_Ids = tuple[int, ...] | int
"""A slot of a wording with the ids of its word patterns."""


class _Node:
    """What has been read of one or more wordings: what they show and cancel, and what may follow.

    Attributes:
        ways: (words within which, pattern) ▶ the node it leads to.
    """

    __slots__ = ("cancels", "shows", "ways")

    def __init__(self) -> None:
        self.ways: dict[tuple[int, int], _Node] = {}
        self.shows: list[int] = []
        self.cancels: list[int] = []


_Wording = tuple[list[_Ids], int, bool]
"""What follows the opening word of a wording, its concept, and whether it cancels it."""


class Finder:
    """Finds the concepts of a lexicon in words. Built once, at the first text, and used for every other.

    Args:
        wordings: Concept ▶ wordings that show it.
        but_not: Concept ▶ wordings that cancel it where they overlap.
        order: The concepts, in the order of their indices.
    """

    def __init__(
        self, wordings: Mapping[str, Iterable[str]], but_not: Mapping[str, Iterable[str]], order: Iterable[str]
    ) -> None:
        self.concepts = tuple(order)
        self._wordings, self._but_not = wordings, but_not
        self._patterns: dict[tuple[bool, bool], dict[str, int]] = {
            (False, False): {},
            (False, True): {},
            (True, False): {},
            (True, True): {},
        }
        self._count = 0
        self._farthest = 1
        self._waiting: dict[int, list[_Wording]] | None = None
        self._opened: dict[int, int] = {}
        self._branches = Branches(0)
        self._known: dict[str, int] = {}
        self._patterns_of = Lists()

    def _by_opening(self) -> dict[int, list[_Wording]]:
        """Pattern ▶ the wordings that it opens; made when the first text is read: lexicons are often only looked at."""
        if self._waiting is None:
            self._waiting = {}
            index = {c: i for i, c in enumerate(self.concepts)}
            for cancels, by_concept in enumerate((self._wordings, self._but_not)):
                for concept, texts in by_concept.items():
                    for text in texts:
                        opening, *slots = (self._ids(slot) for slot in parse_wording(text))
                        assert not isinstance(opening, int)
                        for pattern in opening:
                            self._waiting.setdefault(pattern, []).append((slots, index[concept], bool(cancels)))
            self._branches = Branches(self._count)
        return self._waiting

    def _ids(self, slot: Slot) -> _Ids:
        if isinstance(slot, int):
            self._farthest = max(self._farthest, slot + 1)
            return slot
        return tuple([self._pattern_id(word) for word in slot])

    def _open(self, pattern: int) -> int:
        """The node to which a pattern leads that opens wordings; made when the first word answers to it."""
        node = self._opened.get(pattern)
        if node is None:
            root = _Node()
            for slots, concept, cancels in self._by_opening()[pattern]:
                ends, within = [root], 1
                for slot in slots:
                    if isinstance(slot, int):
                        within = slot + 1
                        continue
                    ends = [end.ways.setdefault((within, word), _Node()) for end in ends for word in slot]
                    within = 1
                for end in ends:
                    (end.cancels if cancels else end.shows).append(concept)
            node = self._opened[pattern] = self._put(root)
        return node

    def _put(self, node: _Node) -> int:
        number = self._branches.add(node.shows, node.cancels, max((within for within, _ in node.ways), default=0))
        for (within, pattern), following in node.ways.items():
            self._branches.join(number, pattern, within, self._put(following))
        return number

    def _pattern_id(self, pattern: str) -> int:
        table = self._patterns[pattern.startswith("*"), pattern.endswith("*")]
        core = pattern.strip("*")
        if core not in table:
            table[core] = self._count
            self._count += 1
        return table[core]

    def _look_up(self, word: str) -> int:
        """The number of a folded word; the patterns it answers to are worked out once for each distinct word."""
        found = []
        exact, prefix = self._patterns[False, False], self._patterns[False, True]
        suffix, inside = self._patterns[True, False], self._patterns[True, True]
        if word in exact:
            found.append(exact[word])
        for i in range(1, len(word) + 1):
            if word[:i] in prefix:
                found.append(prefix[word[:i]])
            if suffix and word[-i:] in suffix:
                found.append(suffix[word[-i:]])
        found.extend(n for core, n in inside.items() if core in word)
        self._patterns_of.add(sorted(set(found)))
        self._known[word] = number = len(self._patterns_of) - 1
        return number

    def find(self, words: Words) -> list[Hit]:
        """All concepts shown in a text, in its order. See :meth:`find_all`."""
        return self.find_all([words])[0]

    def find_all(self, texts: Sequence[Words]) -> list[list[Hit]]:
        """All concepts shown in each of some texts, in its order.

        Of several wordings of one concept that the same pattern opens at a word the longest counts; a hit inside an
        earlier one of the same concept is left out; hits that a ``but_not`` wording overlaps are cancelled.
        """
        opening = self._by_opening()
        known = self._known
        if not known:
            self._look_up("")  # stands between texts: no wording goes on from one to the next
        row: list[int] = []
        begins_at = [0]
        between = [0] * self._farthest
        for words in texts:
            row.extend([known[w] if w in known else self._look_up(w) for w in words.folded])
            row.extend(between)
            begins_at.append(len(row))
        ids, many = self._patterns_of.of(np.array(row, dtype=np.int64))
        places = np.repeat(np.arange(len(row)), many)
        begins = np.concatenate([[0], np.cumsum(many)])
        node_of = np.full(self._count, -1, dtype=np.int64)
        for pattern in np.unique(ids).tolist():
            if pattern in opening:
                node_of[pattern] = self._open(pattern)
        opens = np.flatnonzero(node_of[ids] >= 0)
        first = places[opens]
        shown, cancelled = follow(self._branches, node_of[ids[opens]], ids, places, begins, first)
        opened, concept, last = shown[:, longest(*shown)]
        kept = np.ones(len(opened), dtype=bool)
        for some in np.unique(cancelled[1]).tolist():
            where, those = np.flatnonzero(concept == some), cancelled[:, cancelled[1] == some]
            kept[where] = outside(first[opened[where]], last[where], first[those[0]], those[2])
        begin, end, concept = first[opened[kept]], last[kept], concept[kept]
        starts = np.array(begins_at, dtype=np.int64)
        start = starts[np.searchsorted(starts, begin, side="right") - 1]
        columns = (concept, begin - start, end - start)
        hits = list(map(Hit._make, zip(*(column.tolist() for column in columns), strict=True)))
        return [hits[a:b] for a, b in pairwise(np.searchsorted(begin, starts).tolist())]
