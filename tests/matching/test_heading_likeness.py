"""The quick way to likeness of headings gives what the plain one gives."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from lexalign.matching.heading_likeness import likest_titles

TEXT = st.lists(
    st.sampled_from(["access", "to", "data", "datas", "illegal", "of", "x", "acces", "preservation"]), max_size=6
).map(" ".join)
HEADINGS = st.lists(TEXT, min_size=1, max_size=6, unique=True)
TITLES = st.lists(st.tuples(st.integers(0, 3), TEXT.filter(bool)), min_size=1, max_size=8).map(sorted)


def rare_words(headings: list[str], titles: list[str], owner: list[int]) -> np.ndarray:
    """Cosine over words, each weighing the less the more owners use it."""
    used = {w: {o for t, o in zip(titles, owner, strict=True) if w in t.split()} for t in titles for w in t.split()}

    def weight(word: str) -> float:
        return math.log((len(set(owner)) + 1) / (len(used.get(word, ())) + 0.5))

    out = np.zeros((len(headings), len(titles)))
    for i, h in enumerate(headings):
        for j, t in enumerate(titles):
            ours, theirs = set(h.split()), set(t.split())
            both = sum(weight(w) ** 2 for w in ours & theirs)
            length = math.prod(math.sqrt(sum(weight(w) ** 2 for w in some)) for some in (ours, theirs))
            out[i, j] = both / length if length else 0.0
    return out


@given(HEADINGS, TITLES)
def test_headings_are_as_alike_as_two_plain_ratios_and_rare_words_say(
    headings: list[str], titles: list[tuple[int, str]]
) -> None:
    owner, names = [o for o, _ in titles], [t for _, t in titles]
    sort = process.cdist(headings, names, scorer=fuzz.token_sort_ratio, dtype=np.float32)
    both = process.cdist(headings, names, scorer=fuzz.token_set_ratio, dtype=np.float32)
    plain = 0.5 * (0.65 * sort + 0.35 * both) / 100 + 0.5 * rare_words(headings, names, owner)
    want = np.stack([plain[:, [o == one for o in owner]].max(axis=1) for one in sorted(set(owner))], axis=1)
    assert np.allclose(likest_titles(headings, names, np.array(owner)), want, atol=1e-6)
