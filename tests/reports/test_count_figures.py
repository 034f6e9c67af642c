"""Figures and maps of the count: what they show is in their table, what one must know stands at their foot."""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "assessment"))
from made_register import MEMBERS, rows, write

from lexalign.assessment import counts, states
from lexalign.assessment.history import history
from lexalign.assessment.register import read_register
from lexalign.assessment.state_list import StateList, state_list
from lexalign.assessment.uncertainty import uncertainty
from lexalign.assessment.values import CountryAssessment
from lexalign.errors import DataFileError, LexalignError, UnreadableFile
from lexalign.model import State
from lexalign.reports.count_figures import counts_by_region, counts_over_time, interval_figure, sensitivity_curve
from lexalign.reports.drawing import LOOKS
from lexalign.reports.tile_html import tile_map_html
from lexalign.reports.tile_map import geojson_map, read_tiles, tile_map, tiles

NEEDED = ("2026-11-22", "c-proc/1", "193", "un-members")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[CountryAssessment, ...]:
    made = [*rows(), {**rows(1, 2)[0], "iso3": "XKX"}]
    return read_register(write(tmp_path_factory.mktemp("figures") / "register.csv", made))


@pytest.fixture(scope="module")
def listed(given: tuple[CountryAssessment, ...]) -> StateList:
    return state_list(given, "substantive")


def words_of(figure: object) -> str:
    """All words that stand on a figure outside its axes, on one line."""
    return " ".join(" ".join(t.get_text() for t in figure.texts).split())  # type: ignore[attr-defined]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_figure_says_date_rule_denominator_basis_and_has_its_table(
    given: tuple[CountryAssessment, ...], tmp_path: Path
) -> None:
    found = counts(given, by="region")
    sure = uncertainty(given)
    series = history(given, dates=["2020-01-01", "2026-11-22"])
    drawn = {
        "time": counts_over_time(series, tmp_path / "time.png"),
        "region": counts_by_region(found, tmp_path / "region.svg"),
        "threshold": sensitivity_curve(found, sure, tmp_path / "threshold.png"),
        "interval": interval_figure(sure, tmp_path / "interval.pdf"),
        "tiles": tile_map(state_list(given, "procedural"), tmp_path / "tiles.png"),
    }
    for name, figure in drawn.items():
        words = words_of(figure)
        for part in (*NEEDED, "Basis", "expert"):
            assert part in words, (name, part)
        lines = table(tmp_path / f"{name}.csv")
        assert lines
        assert {line["rule"] for line in lines} == {"c-proc/1"}
        assert {line["denominator"] for line in lines} == {"un-members"}
        assert all(line["as_of"] for line in lines)
        assert any(c.startswith("basis") for c in lines[0])
    assert {p.suffix for p in tmp_path.iterdir()} == {".png", ".svg", ".pdf", ".csv"}
    assert all(p.stat().st_size > 500 for p in tmp_path.iterdir())


def test_nothing_runs_off_the_picture(given: tuple[CountryAssessment, ...]) -> None:
    figures = [
        counts_by_region(counts(given, by="group")),
        counts_over_time(history(given, dates=["2013-12-31", "2026-11-22"])),
        interval_figure(uncertainty(given)),
        tile_map(state_list(given)),
    ]
    for figure in figures:
        figure.draw_without_rendering()
        box = figure.bbox
        shown = [t for a in figure.axes for t in (*a.texts, a.title, *(a.get_yticklabels() if a.axison else ()))]
        for text in [*figure.texts, *shown]:
            if text.get_text():
                extent = text.get_window_extent()
                assert extent.x0 >= -1 and extent.y0 >= -1, text
                assert extent.x1 <= box.x1 + 1 and extent.y1 <= box.y1 + 1, text


def test_the_looks_hold_in_grey_print() -> None:
    """Told apart by lightness, or by a hatch on one of the two."""

    def lightness(colour: str) -> float:
        r, g, b = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    seen = [(lightness(c), hatch) for c, hatch, _ in LOOKS.values()]
    assert set(LOOKS) == set(State)
    for i, (one, first) in enumerate(seen):
        for two, second in seen[i + 1 :]:
            assert abs(one - two) > 0.15 or bool(first) != bool(second)


def test_the_bars_are_the_count(given: tuple[CountryAssessment, ...]) -> None:
    found = counts(given, by="region")
    figure = counts_by_region(found)
    for axes, pillar in zip(figure.axes, ("substantive", "procedural"), strict=True):
        width = sum(p.get_width() for p in axes.patches)  # type: ignore[attr-defined]
        assert width == found[pillar].total == 193
    with pytest.raises(LexalignError, match="no regions"):
        counts_by_region(counts(given))


def test_a_figure_of_two_counts_is_refused(given: tuple[CountryAssessment, ...]) -> None:
    with pytest.raises(LexalignError, match="different days"):
        sensitivity_curve(counts(given), uncertainty(given, denominator="all"))
    with pytest.raises(LexalignError, match=r"\.bmp"):
        tile_map(state_list(given), "map.bmp")


# --- tiles --------------------------------------------------------------------------------------------------------


def test_every_state_has_a_tile_of_its_own() -> None:
    places = tiles()
    assert set(places) == {s.iso3 for s in states()}
    assert len({(t.column, t.row) for t in places.values()}) == 196
    # Roughly where they lie: these hold on any map.
    for west, east in (("PRT", "ESP"), ("USA", "GBR"), ("FRA", "DEU"), ("IND", "JPN"), ("SEN", "KEN"), ("CHL", "ARG")):
        assert places[west].column < places[east].column, (west, east)
    for north, south in (
        ("CAN", "MEX"),
        ("NOR", "ITA"),
        ("EGY", "ZAF"),
        ("MNG", "AUS"),
        ("COL", "CHL"),
        ("DEU", "CHE"),
    ):
        assert places[north].row < places[south].row, (north, south)


def test_wrong_tiles_are_named(tmp_path: Path) -> None:
    path = tmp_path / "tiles.csv"
    path.write_text("iso3,column,row\nKEN,1,1\nUGA,1,1\nXXX,2,x\n")
    with pytest.raises(DataFileError) as error:
        read_tiles(path)
    problems = "\n".join(error.value.problems)
    assert "tiles.csv:3: 1, 1 stands twice" in problems and "'XXX'" in problems and "RWA has no tile" in problems


def test_the_page_says_each_state_and_needs_nothing_else(listed: StateList, tmp_path: Path) -> None:
    found = tile_map_html(listed, tmp_path / "map.html")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert found in page
    titles = re.findall(r"<title>([^<]*)</title>(?=<rect)", found)
    assert len(titles) == 196
    assert f"{listed.states[0].name}: {listed.states[0].state}, basis: machine" in titles
    assert any(t.startswith("Kosovo*: ") and "not in the denominator" in t for t in titles)
    assert not re.search(r"(?:src|href)\s*=|url\((?!#)|<script|@import", page)
    for part in (*NEEDED, "Resolution 1244", "Basis", '<table class="lexalign"'):
        assert part in page, part
    assert (
        len({re.search(r'width="(\d+)" height="(\d+)"', r).groups() for r in re.findall(r"<rect x[^>]*>", found)}) == 1
    )  # type: ignore[union-attr]


def test_kosovo_is_shown_and_not_counted_among_the_members(listed: StateList) -> None:
    (row,) = (s for s in listed.states if s.iso3 == "XKX")
    assert row.assessed and not row.counted
    assert sum(s.counted for s in listed.states) == 193
    assert sum(s.state is State.LARGELY for s in listed.states if s.counted) == 130
    assert "Dashed" in words_of(tile_map(listed)) and "Resolution 1244" in words_of(tile_map(listed))
    with pytest.raises(LexalignError, match="does not count a pillar"):
        state_list([], "cooperation")


# --- outlines of the user -----------------------------------------------------------------------------------------


def square(code: str, x: float) -> dict[str, object]:
    ring = [[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]
    return {"type": "Feature", "properties": {"ISO_A3": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_outlines_are_those_of_the_user(listed: StateList, tmp_path: Path) -> None:
    path = tmp_path / "squares.json"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": [square(c, n) for n, c in enumerate(MEMBERS[:4])]})
    )
    figure = geojson_map(listed, path, tmp_path / "map.png")
    words = words_of(figure)
    for part in (*NEEDED, "squares.json, supplied by the user", "only in the table"):
        assert part in words, part
    assert len(figure.axes[0].collections) == 4
    # The sign stands in the middle of its square, whichever corner the ring begins and ends with.
    assert [t.get_position() for t in figure.axes[0].texts] == [pytest.approx((n + 0.5, 0.5)) for n in range(4)]
    assert len(table(tmp_path / "map.csv")) == 196


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("not json", "this is not GeoJSON"),
        ("[]", "no list of features"),
        (
            '{"features": [{"properties": {"ISO_A3": "KEN"}, "geometry": {"type": "Polygon", "coordinates": [[["x", 1]]]}}]}',
            "feature 1",
        ),
        ('{"features": [{"properties": {"code": "KEN"}, "geometry": null}]}', "no feature has a known"),
    ],
)
def test_wrong_outlines_are_named(listed: StateList, tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "o.json"
    path.write_text(content)
    with pytest.raises(LexalignError, match=words):
        geojson_map(listed, path)
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        geojson_map(listed, tmp_path / "none.json")
