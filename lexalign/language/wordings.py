"""Wordings of concepts, and finding them in words: one trie, one pass over a text.

A wording is written as words separated by blanks:

=============  =====================================================================
``intercept*``  any word that begins so; ``*daten`` any that ends so
``(a|b*|c)``    one of these words
``~3``          up to three arbitrary words
=============  =====================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, chain, repeat
from operator import itemgetter

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


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept shown by words ``first`` to ``last`` (indices into :class:`Words`, both included)."""

    concept: int
    first: int
    last: int


_Ids = tuple[int, ...] | int
"""A slot of a wording with the ids of its word patterns."""


@dataclass(slots=True, eq=False)
class _Node:
    """Where the words read so far lead: what they show and cancel, and what may follow.

    Attributes:
        reach: Words among which a wording must go on; -1 until ``close`` has worked it out.
        steps: Pattern ▶ the ways it goes on: (turn in which they are tried, words within which, node).
    """

    edges: dict[int, _Node] | None = None
    gaps: dict[int, _Node] | None = None
    shows: tuple[int, ...] = ()
    cancels: tuple[int, ...] = ()
    reach: int = -1
    steps: dict[int, list[tuple[int, int, _Node]]] | None = None
    after: frozenset[int] = frozenset()

    def on(self, slot: _Ids) -> list[_Node]:
        """The nodes to which one slot of a wording leads; made where they are not there yet."""
        if isinstance(slot, int):
            self.gaps = self.gaps or {}
            return [self.gaps.setdefault(slot, _Node())]
        self.edges = self.edges or {}
        return [self.edges.setdefault(pattern, _Node()) for pattern in slot]

    def close(self) -> None:
        """Put the ways on into one table, when all wordings are in."""
        steps: dict[int, list[tuple[int, int, _Node]]] = {}
        ways = [(1, self.edges), *((width + 1, gap.edges) for width, gap in (self.gaps or {}).items())]
        for turn, (within, edges) in enumerate(ways):
            for pattern, node in (edges or {}).items():
                steps.setdefault(pattern, []).append((turn, within, node))
        self.steps, self.after = steps, frozenset(steps)
        self.reach = max(within for within, _ in ways) if steps else 0


@dataclass(frozen=True, slots=True)
class _Row:
    """The patterns that the words of a text answer to, in one row.

    Attributes:
        ids: The patterns.
        places: Of which word each of them is.
        begins: Per word, where its patterns begin; as many more of them as a wording can reach.
    """

    ids: list[int]
    places: list[int]
    begins: list[int]


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
        self._opened: dict[int, _Node] = {}
        self._known: dict[str, tuple[tuple[int, ...], tuple[_Node, ...]]] = {}

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
        return self._waiting

    def _ids(self, slot: Slot) -> _Ids:
        if isinstance(slot, int):
            self._farthest = max(self._farthest, slot + 1)
            return slot
        return tuple([self._pattern_id(word) for word in slot])

    def _open(self, pattern: int) -> _Node:
        """Where a word pattern leads that opens wordings; made when the first word answers to it."""
        node = self._opened.get(pattern)
        if node is None:
            node = self._opened[pattern] = _Node()
            for slots, concept, cancels in self._by_opening()[pattern]:
                ends = [node]
                for slot in slots:
                    ends = [following for end in ends for following in end.on(slot)]
                for end in ends:
                    if cancels:
                        end.cancels = (*end.cancels, concept)
                    else:
                        end.shows = (*end.shows, concept)
            node.close()
        return node

    def _pattern_id(self, pattern: str) -> int:
        table = self._patterns[pattern.startswith("*"), pattern.endswith("*")]
        core = pattern.strip("*")
        if core not in table:
            table[core] = self._count
            self._count += 1
        return table[core]

    def _look_up(self, word: str) -> tuple[tuple[int, ...], tuple[_Node, ...]]:
        """Ids of all word patterns that a folded word answers to, and where the wordings go on that they open.

        Worked out once for each distinct word.
        """
        opening = self._by_opening()
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
        ids = tuple(sorted(set(found)))
        opened = tuple(self._open(n) for n in ids if n in opening)
        self._known[word] = got = (ids, opened)
        return got

    def find(self, words: Words) -> list[Hit]:
        """All concepts shown, in the order of the text.

        Of several wordings of one concept that begin at the same word the longest counts; a hit inside a longer
        hit of the same concept is left out; hits that a ``but_not`` wording overlaps are cancelled.
        """
        known = self._known
        looked = [known.get(word) or self._look_up(word) for word in words.folded]
        per_word = [ids for ids, _ in looked]
        ids = list(chain.from_iterable(per_word))
        places = [i for i, some in enumerate(per_word) for _ in some]
        begins = [*accumulate(map(len, per_word), initial=0), *repeat(len(ids), self._farthest)]
        row = _Row(ids, places, begins)
        hits: list[Hit] = []
        cancelled: dict[int, list[Hit]] = {}
        covered: dict[int, int] = {}
        for i, (_, opened) in enumerate(looked):
            begin = begins[i + 1]
            for node in opened:
                # Most words that could open a wording are followed by none that could go on with it.
                if not (node.shows or node.cancels) and node.after.isdisjoint(ids[begin : begins[i + 1 + node.reach]]):
                    continue
                longest: dict[int, int] = {}
                self._walk(node, row, i, longest, cancelled, i)
                for concept, last in longest.items():
                    if covered.get(concept, -1) < last:
                        covered[concept] = last
                        hits.append(Hit(concept, i, last))
        if cancelled:
            hits = [
                h
                for h in hits
                if h.concept not in cancelled
                or not any(c.first <= h.last and h.first <= c.last for c in cancelled[h.concept])
            ]
        return hits

    def _walk(
        self,
        node: _Node,
        row: _Row,
        at: int,
        longest: dict[int, int],
        cancelled: dict[int, list[Hit]],
        first: int,
    ) -> None:
        for concept in node.shows:
            if longest.get(concept, -1) < at:
                longest[concept] = at
        for concept in node.cancels:
            cancelled.setdefault(concept, []).append(Hit(concept, first, at))
        if node.reach < 0:
            node.close()
        if not node.steps:
            return
        begin = row.begins[at + 1]
        ways = []
        for n, pattern in enumerate(row.ids[begin : row.begins[at + 1 + node.reach]], begin):
            for turn, within, following in node.steps.get(pattern, ()):
                place = row.places[n]
                if place - at <= within:
                    ways.append((turn, n, place, following))
        if len(ways) > 1:
            ways.sort(key=_turn)
        for _, _, place, following in ways:
            self._walk(following, row, place, longest, cancelled, first)


_turn = itemgetter(0, 1)
