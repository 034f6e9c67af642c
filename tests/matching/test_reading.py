"""What is counted once for a law is what each of its articles tells by itself."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest

from lexalign import bundled_laws
from lexalign.language import load_lexicon
from lexalign.laws import read_law
from lexalign.matching import reading
from lexalign.matching.collector import collector_aside
from lexalign.matching.reading import Readings, best_of_units, heading_form, read_article, read_articles
from lexalign.model import Law


@pytest.fixture(scope="module", params=["KEN", "UKR", "CHL"])
def law(request: pytest.FixtureRequest) -> Law:
    return bundled_laws(request.param)[-1]


@pytest.fixture(scope="module")
def readings(law: Law) -> Readings:
    return read_articles(law, load_lexicon(law.language))


def test_reading_many_at_once_is_reading_one_by_one(
    law: Law, readings: Readings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BATCH", 500)
    seen: list[int] = []
    again = read_articles(law, readings.lexicon, each=lambda: seen.append(len(seen)))
    assert tuple(again) == tuple(readings) == tuple(read_article(a, readings.lexicon) for a in law.articles)
    assert len(seen) == len(law.articles)


def test_counts_are_those_of_the_hits(readings: Readings) -> None:
    rows = [(a, u) for a, r in enumerate(readings) for u in range(len(r.unit_spans))]
    assert readings.owner.tolist() == [a for a, _ in rows]
    assert [rows[i] for i in readings.wholes.tolist()] == [(a, 0) for a in range(len(readings))]
    for row, (a, u) in enumerate(rows):
        r = readings[a]
        hits = r.hits_in(u)
        assert readings.hits_of(row) is hits and r.unit_hits[u] is hits
        assert {c: len(some) for c, some in hits.items()} == {
            c: n for c, n in enumerate(readings.counts[row].tolist()) if n
        }
        assert readings.lengths[row] == len(r.unit_words[u]) == len(set(r.unit_words[u]))
        for c, some in hits.items():  # what a unit says at a place, the article says at the place of those words
            words = r.unit_words[u]
            assert {(c, words[h.first], words[h.last]) for h in some} <= set(r.hits)
    heading = [{h.concept for h in r.hits if h.last < r.heading_words} for r in readings]
    assert [set(np.flatnonzero(row).tolist()) for row in readings.in_headings] == heading
    assert any(len(r.unit_spans) > 1 for r in readings) or len(rows) == len(readings)


def test_stems_and_headings_are_those_of_the_units(readings: Readings) -> None:
    stems = readings.stems
    row = 0
    for r in readings:
        for words in r.unit_words:
            ids = stems.ids[stems.units == row].tolist()
            assert [stems.names[i] for i in ids] == [r.words.folded[i][:7] for i in words]
            row += 1
    found = [(a, heading_form(h, readings.lexicon)) for a, r in enumerate(readings) for h in r.headings]
    headings = readings.headings
    assert [(a, headings.forms[n]) for a, n in zip(headings.articles.tolist(), headings.numbers.tolist(), strict=True)] == found  # fmt: skip


def test_best_of_units_is_the_best_that_one_has(readings: Readings) -> None:
    values = np.random.default_rng(0).normal(size=(len(readings.owner), 2))
    want = [values[readings.owner == a].max(axis=0).tolist() for a in range(len(readings))]
    assert best_of_units(values, readings).tolist() == want
    assert best_of_units(values[:0], Readings((), readings.lexicon)).shape == (0, 2)


def test_omnibus_articles_are_read_in_parts(shared: Path) -> None:
    law = read_law(shared / "laws" / "PHL" / "ra-10175.html", country="PHL", language="en")
    readings = read_articles(law, load_lexicon("en"))
    test_counts_are_those_of_the_hits(readings)
    assert sum(len(r.unit_spans) > 3 for r in readings) > 1


def test_the_collector_rests_and_goes_on_as_before() -> None:
    assert gc.isenabled()
    with pytest.raises(KeyError), collector_aside():
        assert not gc.isenabled()
        with collector_aside():
            pass
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()
    gc.disable()
    try:
        with collector_aside():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
