"""Cutting the real statutes: what ``tests/benchmarks/measure_reading.py`` measures, held to its figures."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from lexalign.laws import Segmented, paragraphs, read_articles
from lexalign.laws.numbers import rank


@cache
def measure() -> ModuleType:
    path = Path(__file__).resolve().parents[1] / "benchmarks" / "measure_reading.py"
    spec = importlib.util.spec_from_file_location("measure_reading", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["measure_reading"] = module
    spec.loader.exec_module(module)
    return module


@cache
def cut(path: Path) -> Segmented:
    return read_articles(path)


HELD = {
    "ARE/fdl-34-2021-cybercrime.html": 1.0,
    "DEU/stgb.md": 1.0,
    "DEU/stpo.md": 1.0,
    "MUS/computer-misuse-and-cybercrime-act-2003.txt": 1.0,
    "NLD/wetboek-van-strafrecht.md": 1.0,
    "NLD/wetboek-van-strafvordering.md": 1.0,
    "PAK/peca-2016.md": 0.98,
    "PHL/ra-10175.html": 1.0,
    "PRT/lei-109-2009-lei-do-cibercrime.md": 1.0,
    "RUS/uk-rf-1996-63-fz.html": 1.0,
    "RUS/upk-rf-2001-174-fz.html": 1.0,
    "RWA/law-60-2018-cybercrimes.html": 1.0,
}
"""File ▶ share of the labels whose heading or pinpoint the article with the labelled number must hold."""


@pytest.mark.parametrize("name", HELD)
def test_labelled_articles_hold_their_headings_and_pinpoints(name: str, shared: Path) -> None:
    articles = {rank(a.number): a for a in reversed(cut(shared / "laws" / name).articles)}
    rows = measure().labelled(shared)[name]
    held = [told for row in rows if (told := measure().holds(articles[rank(row["article"])], row)) is not None]
    assert held
    assert sum(held) / len(held) >= HELD[name]


@pytest.mark.parametrize("name", ["DEU/stgb.md", "DEU/stpo.md", "NLD/wetboek-van-strafrecht.md"])
def test_codes_have_no_number_twice_none_invented_and_none_lost(name: str, shared: Path) -> None:
    assert measure().doubtful_numbers(cut(shared / "laws" / name)) == ([], [], [])


@pytest.mark.parametrize("stem", ["PHL/ra-10175", "RWA/law-60-2018-cybercrimes"])
def test_pages_and_tables_of_a_law_have_the_same_words(stem: str, shared: Path) -> None:
    page, table = (cut(shared / "laws" / f"{stem}.{kind}") for kind in ("html", "articles.csv"))
    assert [a.number for a in page.articles] == [a.number for a in table.articles]
    pairs = zip(page.articles, table.articles, [*page.articles[1:], None], strict=True)
    assert min(measure().alike(one, other, after, page.back_matter) for one, other, after in pairs) >= 0.98


def test_paragraphs_of_real_articles_are_nested_and_apart(shared: Path) -> None:
    for name in ("PHL/ra-10175.html", "PAK/peca-2016.md", "MUS/computer-misuse-and-cybercrime-act-2003.txt"):
        for article in cut(shared / "laws" / name).articles:
            found = {one.pinpoint: one for one in paragraphs(article)}
            for one in found.values():
                above = found[one.parent] if one.parent else None
                assert (above.start if above else 0) <= one.start < one.end
                assert one.end <= (above.end if above else len(article.text))
