"""Countries × phenomena: the figures are those of the countries, and the bases are seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lexalign.assessment import assess_bundled, coverage, phenomena, phenomena_matrix
from lexalign.assessment.phenomena_matrix import PhenomenaMatrix, PhenomenonCell
from lexalign.errors import LexalignError, UnknownProvision
from lexalign.model import Basis, Status

DAY = "2026-11-22"


@pytest.fixture(scope="module")
def made() -> PhenomenaMatrix:
    return phenomena_matrix([assess_bundled(code, overrides=(), as_of=DAY) for code in ("RWA", "KEN", "ATG")])


def test_cells_are_the_coverage_of_each_country(made: PhenomenaMatrix) -> None:
    assert {p.id for p in made.phenomena} == set(phenomena())
    for a in made.assessments:
        for name in phenomena():
            rows = coverage(a, name).rows
            cells = [made.cells[a.country, name, part] for n, part in made.columns if n == name]
            assert [s for cell in cells for s in cell.rows] == [s for _, s in rows]
    tidy = made.to_tidy()
    figures = tidy[["in_line", "partially", "not_in_line", "reserved", "no_information"]].sum(axis=1)
    assert (figures == tidy["provisions"]).all() and set(tidy["rule"]) == {"c-proc/1"}
    wide = made.to_frame("in line")
    assert list(wide.index) == ["RWA", "KEN", "ATG"]
    row = tidy[(tidy.country == "KEN") & (tidy.phenomenon == "ransomware") & (tidy.part == "offences")].iloc[0]
    assert wide.loc["KEN", "ransomware: offences"] == row["in_line"] > 0


def test_a_cell_says_figures_and_bases() -> None:
    one = assess_bundled("KEN", overrides=(), as_of=DAY)["2"]
    kinds = [(Status.IN_LINE, Basis.EXPERT), (Status.IN_LINE, Basis.MACHINE), (Status.PARTIAL, Basis.MACHINE), (Status.NO_INFORMATION, Basis.NONE)]  # fmt: skip
    cell = PhenomenonCell(tuple(replace(one, status=s, basis=b) for s, b in kinds))
    assert cell.signs == "●2 ◐1 ?1 (1e 2m)" and cell.look is Status.PARTIAL
    assert PhenomenonCell(cell.rows[:2]).look is Status.IN_LINE
    assert PhenomenonCell(cell.rows[3:]).look is Status.NO_INFORMATION
    absent = replace(one, status=Status.NOT_IN_LINE)
    assert PhenomenonCell((absent, cell.rows[3])).look is Status.NOT_IN_LINE


def test_forms_say_date_rule_and_that_lists_are_unchecked(made: PhenomenaMatrix) -> None:
    for form in (str(made), made._repr_html_(), made.page()):
        assert DAY in form and "c-proc/1" in form and "not checked against the text" in form
    assert made.page().startswith("<!doctype html>") and "Antigua and Barbuda" in made.page()


def test_what_cannot_be_shown_is_said(made: PhenomenaMatrix) -> None:
    one = made.assessments[0]
    for given, words in (([], "no assessment"), ([one, one], "stands twice"), ([one, replace(one, country="KEN", rule="x")], "several rules")):  # fmt: skip
        with pytest.raises(LexalignError, match=words):
            phenomena_matrix(given)
    with pytest.raises(UnknownProvision, match="ransomware"):
        phenomena_matrix([one], ["sextortion"])
    with pytest.raises(LexalignError, match="Use signs"):
        made.to_frame("colour")
