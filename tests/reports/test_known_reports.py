"""How reports show what only sources say."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexalign.assessment import assess_bundled, matrix
from lexalign.assessment.matrices import by_name
from lexalign.reports.documents import annex
from lexalign.reports.documents.tables import concordance_rows, gap_rows, status_rows
from lexalign.reports.figures import BASIS_LETTERS, heatmap
from lexalign.reports.words import BASIS_WORDS, who_decided

DAY = "2026-11-22"


@pytest.fixture(scope="module")
def barbados():  # type: ignore[no-untyped-def]
    return assess_bundled("BRB", overrides=[], as_of=DAY)


def test_the_text_cell_says_that_nobody_read_it_and_names_the_source(barbados) -> None:  # type: ignore[no-untyped-def]
    cells = [row.cells for row in concordance_rows(barbados) if row.cells[2].startswith("4 — Illegal access")]
    (text,) = [c[3] for c in cells]
    assert text.startswith("[Text not read]\n4: published (Council of Europe)") and "https://www.coe.int" in text
    assert {c[7] for c in cells} == {"published"}


def test_of_what_nobody_read_no_element_is_missing(barbados) -> None:  # type: ignore[no-untyped-def]
    named = [s for s in barbados.provisions if s.rows]
    assert named and not any(s.missing or s.shown for s in named)
    gaps = {row.cells[0]: row.cells for row in gap_rows(barbados)}
    assert "nobody tested the elements" in gaps["Article 16"][4] and "•" not in gaps["Article 16"][4]
    figures = {row.cells[0].partition(" —")[0]: row.cells for row in status_rows(barbados)}
    assert figures["Article 16"][5:7] == (None, None)


def test_the_front_page_does_not_call_it_the_program_s(barbados) -> None:  # type: ignore[no-untyped-def]
    assert "rest on what sources say" in who_decided(barbados)
    assert "Every status below is a proposal" not in who_decided(barbados)
    assert "Every status below is a proposal" in who_decided(
        assess_bundled("KEN", overrides=[], known=False, bundled_decisions=False, as_of=DAY)
    )


def test_every_basis_has_a_letter_and_words() -> None:
    from lexalign.model import Basis

    assert set(BASIS_LETTERS) == set(BASIS_WORDS) == set(Basis)
    assert len(set(BASIS_LETTERS.values())) == len(Basis)


def test_annex_and_picture_of_known_countries(barbados, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from openpyxl import load_workbook

    book = load_workbook(annex(barbados, tmp_path / "a.xlsx"))
    words = {str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value}
    assert "not read; numbers and headings only" in words
    assert any(w.startswith("Laws not read:") for w in words)
    made = matrix(by_name([barbados, assess_bundled("ATG", overrides=[], as_of=DAY)]), pillar="substantive")
    assert [a.country for a in made.assessments] == ["ATG", "BRB"]
    assert made.to_frame("marked").loc["BRB", ["cets185:2", "cets185:7"]].tolist() == ["in line (p)", "no information"]
    texts = {t.get_text() for axes in heatmap(made).axes for t in axes.texts}
    assert {"●p", "◐r", "?"} <= texts
    assert "(p)" in made._repr_html_() and "(r)" in made.note


def test_blocks_of_the_picture_are_of_one_height() -> None:
    from lexalign.laws import bundled_countries, covered_countries

    chosen = [c for c in covered_countries() if c not in ("KEN", *bundled_countries()[-10:])]
    made = matrix([assess_bundled(c, overrides=[], known=True, as_of=DAY) for c in chosen], pillar="substantive")
    axes = heatmap(made).axes
    assert len(made.countries) == 51 and [len(a.get_yticks()) for a in axes] == [26, 25]
