"""Following all wordings side by side finds what following each by itself finds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lexalign.language.finding import Branches, Lists, longest, outside, spread
from lexalign.language.wordings import Finder, Hit, parse_wording
from lexalign.language.words import Words

WORD = st.sampled_from(["a", "b", "ab", "ba", "abc", "x"])
PATTERN = st.sampled_from(["a", "b", "a*", "*b", "*b*", "(a|x)", "(ab*|b|*c)"])
WORDING = st.lists(st.tuples(PATTERN, st.sampled_from(["", "~1", "~3"])), min_size=1, max_size=4).map(
    lambda slots: " ".join([s for pattern, gap in slots[:-1] for s in (pattern, gap) if s] + [slots[-1][0]])
)
WORDINGS = st.dictionaries(st.sampled_from("pqr"), st.lists(WORDING, min_size=1, max_size=3), max_size=3)
TEXTS = st.lists(st.lists(WORD, max_size=9).map(lambda words: Words(tuple(words), ())), max_size=4)


def answers(word: str, pattern: str) -> bool:
    core = pattern.strip("*")
    begins, ends = not pattern.startswith("*"), not pattern.endswith("*")
    if begins and ends:
        return word == core
    return word.startswith(core) if begins else word.endswith(core) if ends else core in word


def ends_of(slots: Sequence[tuple[str, ...] | int], words: Sequence[str], at: int, opening: str) -> set[int]:
    """Last words of all ways in which a wording can be read that a pattern opens at a word."""
    first, *rest = slots
    assert not isinstance(first, int)
    if opening not in first or not answers(words[at], opening):
        return set()
    reached, within = {at}, 1
    for slot in rest:
        if isinstance(slot, int):
            within = slot + 1
            continue
        nexts = product(reached, range(1, within + 1))
        reached = {i + d for i, d in nexts if i + d < len(words) and any(answers(words[i + d], p) for p in slot)}
        within = 1
    return reached


def plainly(finder: Finder, wordings: dict[str, list[str]], but_not: dict[str, list[str]], text: Words) -> list[Hit]:
    """Every wording at every word. Of one concept and one pattern that opens its wordings the longest counts."""
    parsed = [[(c, parse_wording(w)) for c in some for w in some[c]] for some in (wordings, but_not)]
    patterns = list(dict.fromkeys(p for some in parsed for _, slots in some for s in slots if isinstance(s, tuple) for p in s))  # fmt: skip
    out: list[Hit] = []
    for c, concept in enumerate(finder.concepts):
        farthest = -1
        found, cancelled = ([slots for name, slots in some if name == concept] for some in parsed)
        hits = []
        for i, pattern in product(range(len(text)), patterns):
            last = max((e for slots in found for e in ends_of(slots, text.folded, i, pattern)), default=-1)
            if last > farthest:
                farthest = last
                hits.append(Hit(c, i, last))
        against = [(i, e) for i in range(len(text)) for p in patterns for slots in cancelled for e in ends_of(slots, text.folded, i, p)]  # fmt: skip
        out.extend(h for h in hits if not any(a <= h.last and h.first <= b for a, b in against))
    return out


@given(WORDINGS, WORDINGS, TEXTS)
def test_side_by_side_finds_what_one_by_one_finds(
    wordings: dict[str, list[str]], but_not: dict[str, list[str]], texts: list[Words]
) -> None:
    finder = Finder(wordings, but_not, sorted({*wordings, *but_not}))
    found = finder.find_all(texts)
    assert len(found) == len(texts)
    for text, hits in zip(texts, found, strict=True):
        assert hits == finder.find(text) == sorted(hits, key=lambda h: h.first)
        assert sorted(hits) == sorted(plainly(finder, wordings, but_not, text))


def test_no_wording_goes_on_from_one_text_to_the_next() -> None:
    finder = Finder({"p": ["a ~3 b"]}, {}, ["p"])
    apart = [Words(("a",), ()), Words(("b",), ())]
    assert finder.find_all(apart) == [[], []]
    assert len(finder.find_all([Words(("a", "b"), ())])[0]) == 1
    assert finder.find_all([]) == []


def test_lexicons_grow_while_texts_are_read() -> None:
    finder = Finder({"p": ["a b"], "q": ["b (x|ab) ~1 a"]}, {}, ["p", "q"])
    assert finder.find(Words(("a", "b"), ())) == [Hit(0, 0, 1)]
    assert finder.find(Words(("b", "ab", "x", "a", "b"), ())) == [Hit(1, 0, 3), Hit(0, 3, 4)]
    assert finder.find(Words(("a", "b"), ())) == [Hit(0, 0, 1)]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=8))
def test_spread_counts_on_from_each_beginning(pairs: list[tuple[int, int]]) -> None:
    begin = np.array([b for b, _ in pairs], dtype=np.int64)
    end = np.array([b + n for b, n in pairs], dtype=np.int64)
    assert spread(begin, end).tolist() == [i for b, n in pairs for i in range(b, b + n)]


STRETCHES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4)).map(lambda s: (s[0], s[0] + s[1])), max_size=6)


@given(STRETCHES, STRETCHES)
def test_outside_is_where_nothing_overlaps(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> None:
    if not others:
        return
    arrays = [np.array(column, dtype=np.int64) for stretches in (some, others) for column in ([a for a, _ in stretches], [b for _, b in stretches])]  # fmt: skip
    want = [not any(a <= last and first <= b for a, b in others) for first, last in some]
    assert outside(*arrays).tolist() == want


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 9)), max_size=12))
def test_longest_of_each_opening_and_none_inside_another(ends: list[tuple[int, int, int]]) -> None:
    want, farthest = [], {}
    for opening, concept in sorted({(o, c) for o, c, _ in ends}):
        last = max(e for o, c, e in ends if (o, c) == (opening, concept))
        if last > farthest.get(concept, -1):
            farthest[concept] = last
            want.append((opening, concept, last))
    columns = np.array(ends, dtype=np.int64).reshape(-1, 3).T
    assert [tuple(one) for one in columns[:, longest(*columns)].T.tolist()] == want


def test_lists_and_branches_can_be_added_to_after_they_were_read() -> None:
    lists = Lists()
    lists.add([1, 2])
    assert [part.tolist() for part in lists.of(np.array([0, 0]))] == [[1, 2, 1, 2], [2, 2]]
    lists.add([])
    lists.add([3])
    assert [part.tolist() for part in lists.of(np.array([2, 1]))] == [[3], [1, 0]]
    tree = Branches(4)
    first, second = tree.add([], [], 1), tree.add([7], [], 0)
    tree.join(first, 2, 1, second)
    ids, places, begins = np.array([0, 2]), np.array([0, 1]), np.array([0, 1, 2, 2, 2])
    went = tree.step(np.array([first, second]), np.array([0, 0]), ids, places, begins)
    assert [part.tolist() for part in went] == [[0], [second], [1]]
