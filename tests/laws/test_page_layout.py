"""Reading order of a page: whatever the places of the pieces, no word is lost and none is made up."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from lexalign.laws.page_layout import Piece, reading_order
from lexalign.laws.right_to_left import Glyph, reading_text

NUMBERS = st.floats(0, 600, allow_nan=False)


@st.composite
def pages(draw: st.DrawFn) -> list[Piece]:
    """Pages with columns, margins and stray pieces."""
    lefts = draw(st.lists(st.sampled_from([40.0, 50.0, 160.0, 310.0, 470.0]), min_size=1, max_size=3))
    out = []
    for number in range(draw(st.integers(0, 40))):
        left = draw(st.sampled_from(lefts)) if draw(st.integers(0, 9)) else draw(NUMBERS)
        base = 800 - 13.0 * draw(st.integers(0, 50))
        words = draw(
            st.sampled_from(["word", "12", "(a) word", "Short title", "a line of words that is long.", "كلمة"])
        )
        right = left + draw(st.sampled_from([20.0, 100.0, 220.0, 500.0]))
        out.append(
            Piece(left, right, base, 10, f"{words} {number}x", draw(st.integers(0, 40)), 20, draw(st.booleans()))
        )
    return sorted(out, key=lambda piece: piece.line) if draw(st.booleans()) else out


@settings(max_examples=300, deadline=None)
@given(pages())
def test_no_word_is_lost_or_made_up(pieces: list[Piece]) -> None:
    lines = reading_order(pieces, 595)
    assert Counter(" ".join(lines).split()) == Counter(" ".join(piece.text for piece in pieces).split())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(NUMBERS, st.sampled_from([*"ابلaz19().,-", "ً"])), max_size=30))
def test_no_letter_of_a_line_from_the_right_is_lost(letters: list[tuple[float, str]]) -> None:
    glyphs = [Glyph(left, left + 5, letter) for left, letter in letters]
    same = str.maketrans("(", ")")  # brackets are mirrored where they stand among letters read from the right
    before = "".join(letter for _, letter in letters).translate(same)
    assert Counter(reading_text(glyphs, 10).replace(" ", "").translate(same)) == Counter(before)
