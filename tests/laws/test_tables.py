"""Tables of ready articles."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexalign.errors import EmptyLaw, UnreadableFile
from lexalign.laws import read_articles, read_law
from lexalign.laws.tables import read_table

Save = Callable[[str, str | bytes], Path]


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def test_numbers_and_words_that_spreadsheets_spoil_survive(save: Save) -> None:
    rows = [
        ["number", "heading", "text"],
        ["4.10", "NA", "NA"],
        ["NA", "Fees", "007"],
        ["1e5", "", "=1+1"],
        ["TRUE", "", "x"],
    ]
    law = read_law(save("a.csv", table(rows)), country="nam", language="en")
    assert law.country == "NAM"
    assert [(a.number, a.heading, a.text) for a in law.articles] == [
        ("4.10", "NA", "NA"),
        ("NA", "Fees", "007"),
        ("1e5", None, "=1+1"),
        ("TRUE", None, "x"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        ["Section No.", "Title", "Content"],
        ["ARTICLE", "Caption", "Body"],
        ["Número", "Epígrafe", "Texto"],
        ["§", "name", "TEXT"],
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_have_forgiving_names(header: list[str], delimiter: str) -> None:
    cut = read_table(table([header, ["§ 12a", "Humming", "Devices hum; all of them."]], delimiter), "x.csv")
    (article,) = cut.articles
    assert (article.number, article.heading, article.text) == ("12a", "Humming", "Devices hum; all of them.")


def test_a_section_column_beside_a_number_column_is_the_place() -> None:
    cut = read_table(
        table([["number", "section", "chapter", "text"], ["1", "Section I", "Part A > Chapter 2", "t"]]), "x.csv"
    )
    assert cut.articles[0].path == ("Section I", "Part A", "Chapter 2")


def test_every_oddity_is_kept_and_named() -> None:
    rows = [
        ["number", "text", "colour"],
        ["1", "one", "red"],
        ["1", "again", "red"],
        ["", "stray words", ""],
        ["2", "two"],
    ]
    cut = read_table(table(rows), "x.csv")
    assert [a.key for a in cut.articles] == ["1", "1#2", "2"]
    assert cut.front_matter == "stray words"
    assert {i.kind for i in cut.issues} >= {"duplicate", "columns", "numbering", "row"}
    assert any("line 4" in i.message for i in cut.issues)


def test_missing_columns_and_rows_are_explained() -> None:
    with pytest.raises(UnreadableFile, match="no column for the text") as caught:
        read_table("number,heading\n1,x\n", "laws/x.csv")
    assert "laws/x.csv" in str(caught.value)
    assert "content" in caught.value.fix
    with pytest.raises(EmptyLaw, match="no articles"):
        read_table("number,text\n", "x.csv")


def test_headings_printed_elsewhere_are_found_and_empty_ones_dropped() -> None:
    heads = [f"{word} of devices" for word in ("Opening", "Closing", "Hiding", "Selling", "Lending", "Tuning")]
    heads += ["Naming of devices", "Painting of devices", "Loss of devices", "Return of devices", "Fees"]
    body = "Whoever does so pays {} coins to the clerk."
    ends = [["number", "heading", "text"]]
    for i, _ in enumerate(heads):
        tail = heads[i + 1] if i + 1 < len(heads) else ""
        ends.append([str(i + 1), f"Article {i + 1}", f"Article {i + 1} - {body.format(i)}{tail}"])
    moved = read_table(table(ends), "x.csv").articles
    assert [a.heading for a in moved] == [None, *heads[1:]]
    assert [a.text for a in moved] == [body.format(i) for i in range(len(heads))]
    run_in = [["number", "text"], *[[str(i), f"Artículo {i}º.- {h}. {body.format(i)}"] for i, h in enumerate(heads, 1)]]
    inside = read_table(table(run_in), "x.csv").articles
    assert [a.heading for a in inside] == heads
    assert inside[3].text == body.format(4)


def test_a_first_paragraph_number_is_not_taken_for_the_article_number() -> None:
    rows = [["number", "text"], ["1", "1. Devices hum. 2. They do."], ["2", "1. Silence is golden. 2. So it is."]]
    assert read_table(table(rows), "x.csv").articles[0].text.startswith("1. Devices")


def test_a_large_cell_is_no_obstacle(save: Save) -> None:
    text = "word " * 60_000
    assert len(read_articles(save("a.csv", table([["number", "text"], ["1", text]]))).articles[0].text) > 250_000


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 999), st.text(st.characters(codec="utf-8", exclude_characters="\0"))), max_size=8)
)
def test_no_cell_is_lost_whatever_it_holds(rows: list[tuple[int, str]]) -> None:
    full = [["number", "text"], *[[str(n), f"x{t}x"] for n, t in rows]]
    if not rows:
        return
    cut = read_table(table(full), "x.csv")
    assert [a.number for a in cut.articles if not a.carried_by] == [str(n) for n, _ in rows]
    assert len({a.key for a in cut.articles}) == len(cut.articles)
