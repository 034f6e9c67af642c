"""Escaping, marks over overlapping spans, tables that a screen reader can read."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexalign.html import STATUS_COLOURS, STATUS_SIGNS, Html, escaped, marked, table_html
from lexalign.model import State, Status

spans = st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90), st.text(max_size=8)), max_size=8)


def without_tags(markup: str) -> str:
    return re.sub(r"<[^>]*>", "", markup)


class Reader(HTMLParser):
    """Reads a page as a browser does: text, and for each character of it the title of the mark around it."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.titles: list[str | None] = []
        self.open: list[str | None] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "mark":
            self.open.append(dict(attrs)["title"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        self.titles += [self.open[-1] if self.open else None] * len(data)


@given(st.text(max_size=80), spans)
def test_without_its_tags_a_marked_text_is_the_escaped_text(text: str, where: list[tuple[int, int, str]]) -> None:
    assert without_tags(marked(text, where)) == escaped(text)


@given(
    st.text(st.sampled_from("ab <&\"'é中"), max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)))
)
def test_each_character_names_exactly_the_spans_over_it(text: str, where: list[tuple[int, int]]) -> None:
    page = Reader(marked(text, [(start, end, f"n{place}") for place, (start, end) in enumerate(where)]))
    assert page.text == text
    for at in range(len(text)):
        covering = {f"n{place}" for place, (start, end) in enumerate(where) if start <= at < end}
        found = page.titles[at]
        assert covering == (set(found.split("; ")) if found is not None else set())


def test_nested_and_overlapping_spans_never_nest_marks() -> None:
    markup = marked("abcdef", [(0, 4, "outer"), (1, 2, "inner"), (3, 6, "tail")])
    assert re.findall(r'title="([^"]*)"[^>]*>([^<]*)<', markup) == [
        ("outer", "a"), ("outer; inner", "b"), ("outer", "c"), ("outer; tail", "d"), ("tail", "ef"),
    ]  # fmt: skip


def test_titles_and_texts_cannot_become_markup() -> None:
    page = Reader(marked("<script>alert(1)</script>", [(0, 8, '"><img src=x onerror=alert(1)>')]))
    assert {tag for tag, _ in page.tags} == {"mark"}
    assert page.text == "<script>alert(1)</script>"


def test_what_no_page_may_hold_is_replaced_one_for_one() -> None:
    assert escaped("a\x00b\ud800c\uffff") == "a\ufffdb\ufffdc\ufffd"
    escaped("\ud800").encode("utf-8")


def test_a_table_is_escaped_and_names_its_rows_and_columns() -> None:
    markup = table_html(["Article", "<b>"], [["2 & 3", marked("x<y", [(0, 1, "e")])]], caption="<i>", note="a<b")
    page = Reader(markup)
    assert {tag for tag, _ in page.tags}.isdisjoint({"b", "i"})
    assert [a.get("scope") for tag, a in page.tags if tag == "th"] == ["col", "col", "row"]
    assert page.text == "<i>Article<b>2 & 3x<ya<b"
    assert "e" in page.titles


def test_a_status_shows_its_word_its_sign_and_its_colour() -> None:
    markup = table_html(["Provision", "Status"], [["16", Status.PARTIAL]])
    assert "partially in line" in markup
    assert STATUS_COLOURS["partially in line"] in markup
    assert STATUS_SIGNS["partially in line"] in markup


def test_every_status_and_state_has_its_sign_and_colour() -> None:
    words = {*map(str, Status), *map(str, State)}
    assert words == set(STATUS_COLOURS) == set(STATUS_SIGNS)


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="3 cells in a table of 2"):
        table_html(["a", "b"], [[1, 2, 3]])


def test_numbers_truth_values_and_nothing() -> None:
    page = Reader(table_html(["a", "b", "c", "d"], [["x", 0.5, True, None]]))
    assert page.text == "abcdx0.50yes"
    assert isinstance(table_html(["a"], []), Html)
