"""Headings and chapters of tables that somebody cut badly."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexalign.laws import read_law
from lexalign.laws.tables import read_table

NAMES = ["Loud humming", "Open devices", "Quiet hours", "Spare parts", "Old clocks", "Fallen leaves"] * 2


def _at_ends(note: str) -> str:
    rows = "".join(
        f'{at + 1},,"({1}) Whoever does thing {at} pays {at + 3} coins.{note}{NAMES[at]}"\n' for at in range(12)
    )
    return f"number,heading,text\n{rows}"


@pytest.mark.parametrize("note", ["", " [4]", " [4] [5]", " [31][32] "])
def test_a_footnote_mark_before_a_heading_at_the_end_does_not_hide_it(note: str) -> None:
    articles = read_table(_at_ends(note), "made.csv").articles
    assert [article.heading for article in articles[1:]] == NAMES[:11]
    assert all(article.text.endswith(f"coins.{note}".strip()) for article in articles[:-1])


def test_a_footnote_mark_alone_is_no_heading() -> None:
    rows = "".join(f'{at},,"Thing {at} hums all night and costs {at} coins. [{at}]"\n' for at in range(1, 13))
    articles = read_table(f"number,heading,text\n{rows}", "made.csv").articles
    assert all(article.heading is None and article.text.endswith(f"[{article.number}]") for article in articles)


def test_text_in_the_column_of_chapters_is_left_out_and_named() -> None:
    prose = "hums.(2) Whoever opens it at night pays ten coins. Nobody may repair it without the consent of the owner"
    rows = [f'1,First,"{prose}",It hums.', "2,Next,(2) The device,It sings.", "3,Last,Chapter II - Hum,It rests."]
    read = read_table("number,heading,path,text\n" + "\n".join(rows) + "\n", "made.csv")
    assert [article.path for article in read.articles] == [(), (), ("Chapter II - Hum",)]
    assert [issue.message for issue in read.issues if "chapters" in issue.message]


def test_long_names_of_chapters_stay() -> None:
    names = [
        "Chapter 1. On devices that hum; on those that sing, and on whatever else may be heard (at night)",
        "des appareils",
        "IV. Common rules",
    ]
    rows = "".join(f'{at},Name,"{name}",It hums.\n' for at, name in enumerate(names, start=1))
    read = read_table(f"number,heading,path,text\n{rows}", "made.csv")
    assert [article.path for article in read.articles] == [(name,) for name in names]


def test_real_headings_after_footnote_marks(shared: Path) -> None:
    law = read_law(shared / "laws/TUR/tck-5237.articles.csv", country="TUR")
    found = {article.number: article for article in law.articles if not article.path}
    assert all(found[number].heading for number in ("36", "44", "60", "136", "151", "228"))
    assert {article.path for article in law.articles} == {(), ("Geçici Maddeler",)}


@pytest.mark.parametrize("start", ["", "1. ", "(1) "])
@pytest.mark.parametrize(
    "goes_on", [", if it is done at night,", " (also of parts)", ", -\nwhoever does so", " of Anna"]
)
def test_a_sentence_that_begins_with_the_heading_stays_whole(start: str, goes_on: str) -> None:
    rows = "".join(f'{at},{name},"{start}{name}{goes_on} pays {at} coins."\n' for at, name in enumerate(NAMES[:6], 1))
    articles = read_table(f"number,heading,text\n{rows}", "made.csv").articles
    assert [article.heading for article in articles] == NAMES[:6]
    assert [article.text for article in articles] == [
        f"{start}{name}{goes_on} pays {at} coins." for at, name in enumerate(NAMES[:6], 1)
    ]


@pytest.mark.parametrize("stop", [". ", ": ", ".- ", " – ", "\n", ".\n"])
def test_a_heading_repeated_by_itself_goes_out_of_the_text(stop: str) -> None:
    rows = "".join(f'{at},{name},"{name}{stop}Whoever hums pays {at} coins."\n' for at, name in enumerate(NAMES[:6], 1))
    articles = read_table(f"number,heading,text\n{rows}", "made.csv").articles
    assert [article.text for article in articles] == [f"Whoever hums pays {at} coins." for at in range(1, 7)]


def test_no_real_article_begins_in_the_middle(shared: Path) -> None:
    for name in ("kryminalnyi-kodeks", "kryminalnyi-protsesualnyi-kodeks"):
        law = read_law(shared / f"laws/UKR/{name}.articles.csv", country="UKR")
        assert not [
            article.number for article in law.articles if article.text[:1] in {",", "("} and not article.heading
        ]
        assert not [article.number for article in law.articles if article.text.startswith((",", ";", ")"))]
