"""What is no text of an article: page numbers, running heads, footnotes, phrases printed twice."""

from __future__ import annotations

import pytest

from lexalign.laws import segment
from lexalign.laws.repeats import without_repeats


def page(first: int, *, above: str = "", below: str = "") -> str:
    arts = "\n".join(
        f"Article {n}. Clock {n}\nThe clock of the tower number {n} hums at noon." for n in (first, first + 1)
    )
    return "\n".join(part for part in (above, arts, below) if part)


@pytest.mark.parametrize("shape", ["{}", "- {} -", "Page {}", "{}/2", "Page {} of 2"])
@pytest.mark.parametrize("foot", [True, False])
def test_page_numbers_of_two_pages(shape: str, foot: bool) -> None:
    text = "\f".join(page(2 * n - 1, **{"below" if foot else "above": shape.format(n)}) for n in (1, 2))
    cut = segment(text)
    assert [a.text for a in cut.articles] == [f"The clock of the tower number {n} hums at noon." for n in range(1, 5)]
    assert [i.kind for i in cut.issues] == ["noise"]
    assert "".join(text[s.start : s.end] for s in cut.spans) == text


def test_numbers_that_do_not_count_pages_stay() -> None:
    text = "\f".join([page(1, below="17"), page(3, below="4")])
    assert [a.text[-2:] for a in segment(text).articles] == ["n.", "17", "n.", "\n4"]


def test_footnotes_leave_the_text_of_their_page() -> None:
    first = page(1).replace("noon", "noon^1", 1) + "\n^1 Inserted by the Clocks Act 2001.\n1"
    second = (
        page(3).replace("hums", "hums^2", 1) + "\n^2 Repealed by the Clocks Act 2003.\n^7 Not a note of this page.\n2"
    )
    cut = segment(first + "\f" + second)
    assert cut.articles[1].text == "The clock of the tower number 2 hums at noon."
    assert "Not a note" in cut.articles[3].text
    assert "Inserted by" in cut.issues[0].message


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "(1) The clock of the old tower hums at noon and at night. The clock of the old tower hums at noon and at night.",
            "(1) The clock of the old tower hums at noon and at night.",
        ),
        (
            "Nobody may open the clock of the tower at noon; or nobody may open the clock of the tower at night.",
            "Nobody may open the clock of the tower at noon; or nobody may open the clock of the tower at night.",
        ),
        ("It hums. It hums.", "It hums. It hums."),
        (
            "The clock of the old tower hums at noon today; The clock of the old tower hums at noon today.",
            "The clock of the old tower hums at noon today.",
        ),
    ],
)
def test_a_phrase_printed_twice_in_a_row(text: str, wanted: str) -> None:
    assert without_repeats(text)[0] == wanted


def test_a_law_full_of_repeated_phrases_keeps_each_once_and_others_are_only_reported() -> None:
    said = [f"The clock number {n} of the old tower hums at noon and at night." for n in range(1, 9)]
    twice = segment("\n\n".join(f"Article {n}\n{one} {one}" for n, one in enumerate(said, start=1)))
    assert [a.text for a in twice.articles] == said
    assert [i.kind for i in twice.issues] == ["repeated"]
    once = segment(
        "\n\n".join(f"Article {n}\n{one}{' ' + one if n == 3 else ''}" for n, one in enumerate(said, start=1))
    )
    assert once.articles[2].text == f"{said[2]} {said[2]}"
    assert [(i.kind, i.article) for i in once.issues] == [("repeated", "3")]
