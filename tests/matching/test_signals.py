"""Quick ways to a signal give what the plain ones give."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from lexalign.matching.signals import _alike, _rare_words

HEADINGS = st.lists(
    st.lists(st.sampled_from(["access", "to", "data", "datas", "illegal", "of", "x"]), max_size=5).map(" ".join),
    min_size=1,
    max_size=6,
)


@given(HEADINGS, HEADINGS.map(lambda names: [f"{name} data".strip() for name in names]))
def test_headings_are_as_alike_as_two_plain_ratios_say(headings: list[str], names: list[str]) -> None:
    sort = process.cdist(headings, names, scorer=fuzz.token_sort_ratio, dtype=np.float32)
    both = process.cdist(headings, names, scorer=fuzz.token_set_ratio, dtype=np.float32)
    common = _rare_words(headings, names, np.arange(len(names))) > 0
    assert common.tolist() == [[bool({*h.split()} & {*n.split()}) for n in names] for h in headings]
    assert np.array_equal(_alike(headings, names, common), (0.65 * sort + 0.35 * both) / 100)
