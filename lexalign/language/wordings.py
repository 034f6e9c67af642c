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
from dataclasses import dataclass, field
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


@dataclass(slots=True, eq=False)
class _Node:
    """Where the words read so far lead: what they show and cancel, and what may follow.

    Attributes:
        reach: Words among which a wording must go on; -1 until ``close`` has worked it out.
        steps: Pattern ▶ the ways it goes on: (turn in which they are tried, words within which, node).
    """

    edges: dict[int, _Node] = field(default_factory=dict)
    gaps: dict[int, _Node] = field(default_factory=dict)
    shows: list[int] = field(default_factory=list)
    cancels: list[int] = field(default_factory=list)
    reach: int = -1
    steps: dict[int, list[tuple[int, int, _Node]]] = field(default_factory=dict)
    after: frozenset[int] = frozenset()

    def close(self) -> None:
        """Put the ways on into one table, when all wordings are in."""
        ways = [(1, self.edges), *((width + 1, gap.edges) for width, gap in self.gaps.items())]
        for turn, (within, edges) in enumerate(ways):
            for pattern, node in edges.items():
                self.steps.setdefault(pattern, []).append((turn, within, node))
        self.after = frozenset(self.steps)
        self.reach = max(within for within, _ in ways) if self.steps else 0


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
        self._root: _Node | None = None
        self._farthest = 1
        self._known: dict[str, tuple[tuple[int, ...], tuple[_Node, ...]]] = {}

    def _tree(self) -> _Node:
        """The trie; made when the first text is read, as lexicons are often only looked at."""
        if self._root is None:
            index = {c: i for i, c in enumerate(self.concepts)}
            root = _Node()
            for concept, texts in self._wordings.items():
                for leaf in (leaf for text in texts for leaf in self._leaves(root, text)):
                    leaf.shows.append(index[concept])
            for concept, texts in self._but_not.items():
                for leaf in (leaf for text in texts for leaf in self._leaves(root, text)):
                    leaf.cancels.append(index[concept])
            self._root = root
        return self._root

    def _leaves(self, root: _Node, wording: str) -> list[_Node]:
        nodes = [root]
        for slot in parse_wording(wording):
            if isinstance(slot, int):
                self._farthest = max(self._farthest, slot + 1)
                nodes = [n.gaps.setdefault(slot, _Node()) for n in nodes]
            else:
                nodes = [n.edges.setdefault(self._pattern_id(w), _Node()) for n in nodes for w in slot]
        return nodes

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
        opening = self._tree().edges
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
        opened = tuple(opening[n] for n in ids if n in opening)
        for node in opened:
            if node.reach < 0:
                node.close()
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
        if not node.reach:
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
