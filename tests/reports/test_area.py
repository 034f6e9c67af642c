"""The report of a region or the world: who is in it, what it says in every format, and that it can be heard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from typer.testing import CliRunner

from lexalign.assessment import assess_bundled, counts
from lexalign.assessment.values import CountryAssessment
from lexalign.cli import app
from lexalign.errors import LexalignError
from lexalign.model import State
from lexalign.reports.area_report import area_content, area_report
from lexalign.reports.documents.values import Annex, Picture, Table
from lexalign.reports.table import flag_of
from tests.programs import browser

DAY = "2026-11-22"


@pytest.fixture(scope="module")
def known() -> list[CountryAssessment]:
    return [assess_bundled(code, overrides=[], as_of=DAY) for code in ("KEN", "PHL", "BRB", "VCT", "KNA")]


@pytest.fixture(scope="module")
def caribbean(known: list[CountryAssessment]) -> Annex:
    return area_content(known, area="group:caribbean", by=None, as_of=DAY)


def table(content: Annex, section: str) -> Table:
    return next(b for b in content[section].blocks if isinstance(b, Table))


def test_only_the_area_is_in_it(caribbean: Annex) -> None:
    rows = {str(row.cells[0]): row for row in table(caribbean, "states").rows}
    assert {"Barbados", "Saint Kitts and Nevis", "Jamaica"} <= rows.keys()
    assert not {"Kenya", "Philippines"} & rows.keys()
    assert "Caribbean" in caribbean.title
    assert [str(row.cells[0]) for row in table(caribbean, "matrix-substantive").rows] == sorted(
        ["Barbados", "Saint Kitts and Nevis", "Saint Vincent and the Grenadines"]
    )


def test_its_figures_are_those_of_the_count(known: list[CountryAssessment], caribbean: Annex) -> None:
    found = counts(known, as_of=DAY, denominator="group:caribbean")
    for row in table(caribbean, "count").rows:
        count = next(c for c in found.rows if c.largely == row.cells[4] and c.total == row.cells[2])
        assert (count.lower, count.upper, count.no_information) == (row.cells[6], row.cells[7], row.cells[10])
    states = [flag_of(row.cells[2]) for row in table(caribbean, "states").rows]
    largely = sum(one is not None and one.of == State.LARGELY for one in states)
    assert largely == found["substantive"].largely > 0


def test_every_state_has_a_line_and_nothing_known_says_nothing_of_its_law(caribbean: Annex) -> None:
    lines = {str(row.cells[0]): str(row.cells[-1]) for row in table(caribbean, "states").rows}
    assert lines["Jamaica"] == "Nothing is known of it here; that says nothing of its law."
    assert "Basis: published" in lines["Saint Kitts and Nevis"]
    assert re.search(r"in line: [\d, ]+", lines["Saint Kitts and Nevis"], re.IGNORECASE)


def test_pictures_have_words_and_a_table_beside_them(caribbean: Annex) -> None:
    pictures = [b for s in caribbean.sections for b in s.blocks if isinstance(b, Picture)]
    assert len(pictures) == 2
    assert all(len(p.alt) > 30 and p.png.startswith(b"\x89PNG") for p in pictures)


def test_all_formats_say_it_and_the_same_bytes_come_twice(known: list[CountryAssessment], tmp_path: Path) -> None:
    made = {}
    for ending in ("xlsx", "docx", "html"):
        paths = [
            area_report(known, tmp_path / f"{n}.{ending}", area="group:caribbean", by=None, as_of=DAY) for n in "ab"
        ]
        assert paths[0].read_bytes() == paths[1].read_bytes()
        made[ending] = paths[0]
    document = Document(str(made["docx"]))
    assert len(document.inline_shapes) == 2
    assert any("Saint Kitts and Nevis" in cell.text for t in document.tables for row in t.rows for cell in row.cells)
    book = load_workbook(made["xlsx"])
    assert len(book["Map"]._images) == 2
    page = made["html"].read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == 2
    assert not re.search(r"<script|<link|src=\"http", page)


def test_the_page_passes_axe(known: list[CountryAssessment], tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    path = area_report(known, tmp_path / "x.html", area="group:caribbean", by=None, as_of=DAY)
    with browser() as chromium:
        page = chromium.new_page()
        page.goto(path.as_uri())
        found = axe.Axe().run(page)
    assert found.response["passes"]
    assert found.violations_count == 0, found.generate_report()


def test_the_command(tmp_path: Path) -> None:
    arguments = ["area", "group:caribbean", "-f", "html", "--out", str(tmp_path), "--as-of", DAY]
    done = CliRunner().invoke(app, [*arguments, "--overrides", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert (tmp_path / f"report-group-caribbean-{DAY}.html").is_file()
    with pytest.raises(LexalignError, match="no denominator"):
        CliRunner().invoke(app, ["area", "atlantis", "--out", str(tmp_path)], catch_exceptions=False)
