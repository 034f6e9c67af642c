"""Lines that a text takes: nothing lost, nothing too wide, close to what a printer does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lexalign.wrapping import column_points, row_height, wrapped


@given(st.text(max_size=200), st.floats(4, 90))
def test_the_lines_give_the_text_back(text: str, width: float) -> None:
    assert "".join(wrapped(text, width, size=9)) == text


@given(st.text(st.sampled_from("abc MW,"), max_size=300))
def test_a_narrower_column_never_takes_fewer_lines(text: str) -> None:
    counts = [len(wrapped(text, width, size=9)) for width in (60, 40, 25, 15, 8)]
    assert counts == sorted(counts)


def test_the_estimate_is_near_the_truth() -> None:
    # 1000 digits of Arial 9 are 5004 points wide.
    lines = len(wrapped("0123456789 " * 100, 50, size=9))
    least = 1100 * 0.53 * 9 / column_points(50)
    assert least <= lines <= least * 1.3


def test_line_feeds_count_and_heights_grow() -> None:
    assert len(wrapped("a\nb\nc", 50, size=9)) == 3
    assert len(wrapped("", 50, size=9)) == 1
    assert row_height(2, size=9) - row_height(1, size=9) > 9
