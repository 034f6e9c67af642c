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


@dataclass(slots=True)
class _Node:
    edges: dict[int, _Node] = field(default_factory=dict)
    gaps: dict[int, _Node] = field(default_factory=dict)
    shows: list[int] = field(default_factory=list)
    cancels: list[int] = field(default_factory=list)


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
        self._ids: dict[str, tuple[int, ...]] = {}

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

    def _pattern_ids(self, word: str) -> tuple[int, ...]:
        """Ids of all word patterns that a folded word answers to; worked out once for each distinct word."""
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
        self._ids[word] = ids
        return ids

    def find(self, words: Words) -> list[Hit]:
        """All concepts shown, in the order of the text.

        Of several wordings of one concept that begin at the same word the longest counts; a hit inside a longer
        hit of the same concept is left out; hits that a ``but_not`` wording overlaps are cancelled.
        """
        opening, known = self._tree().edges, self._ids
        ids: list[tuple[int, ...]] = []
        for word in words.folded:
            got = known.get(word)
            ids.append(self._pattern_ids(word) if got is None else got)
        hits: list[Hit] = []
        cancelled: list[Hit] = []
        covered: dict[int, int] = {}
        for i, first_ids in enumerate(ids):
            for first_id in first_ids:
                node = opening.get(first_id)
                if node is not None:
                    longest: dict[int, int] = {}
                    self._walk(node, ids, i, longest, cancelled, i)
                    for concept, last in longest.items():
                        if covered.get(concept, -1) < last:
                            covered[concept] = last
                            hits.append(Hit(concept, i, last))
        if cancelled:
            hits = [
                h
                for h in hits
                if not any(c.concept == h.concept and c.first <= h.last and h.first <= c.last for c in cancelled)
            ]
        return hits

    def _walk(
        self,
        node: _Node,
        ids: list[tuple[int, ...]],
        at: int,
        longest: dict[int, int],
        cancelled: list[Hit],
        first: int,
    ) -> None:
        for concept in node.shows:
            if longest.get(concept, -1) < at:
                longest[concept] = at
        if node.cancels:
            cancelled.extend([Hit(concept, first, at) for concept in node.cancels])
        following = at + 1
        if following >= len(ids):
            return
        edges = node.edges
        if edges:
            for word_id in ids[following]:
                after = edges.get(word_id)
                if after is not None:
                    self._walk(after, ids, following, longest, cancelled, first)
        for width, gap in node.gaps.items():
            edges = gap.edges
            for place, there in enumerate(ids[following : following + width + 1], following):
                for word_id in there:
                    after = edges.get(word_id)
                    if after is not None:
                        self._walk(after, ids, place, longest, cancelled, first)
