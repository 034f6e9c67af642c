"""Heat map and matrix workbook of hand-made countries."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from made_annex import made_assessment
from openpyxl import load_workbook

from lexalign.assessment import Matrix, matrix, states
from lexalign.assessment.values import CountryAssessment
from lexalign.errors import LexalignError
from lexalign.model import Basis, State, Status
from lexalign.reports import heatmap, matrix_workbook
from lexalign.reports.figures import _LOOKS, BASIS_LETTERS


def countries(number: int) -> Iterable[CountryAssessment]:
    """Countries with random statuses; the last ones of the table of States have asterisks."""
    chance = random.Random(20261122)
    base = made_assessment()
    for state in states()[-number:]:
        provisions = []
        for status in base.provisions:
            word = chance.choice(list(Status))
            basis = Basis.NONE if word is Status.NO_INFORMATION else chance.choice([Basis.MACHINE, Basis.EXPERT])
            provisions.append(replace(status, status=word, basis=basis))
        yield replace(base, country=state.iso3, name=state.name_en, provisions=tuple(provisions))


@pytest.fixture(scope="module")
def small() -> Matrix:
    return matrix(countries(5), pillar="substantive")


def test_the_heat_map_has_a_label_for_each_country_and_provision(small: Matrix) -> None:
    axes = heatmap(small).axes[0]
    assert [t.get_text() for t in axes.get_yticklabels()] == [a.name for a in small.assessments]
    heads = [t.get_text().replace("\n", " ") for t in axes.get_xticklabels()]
    assert [head.split()[0] for head in heads[:-1]] == [p.partition(":")[2] for p in small.columns]
    assert heads[-1] == "State of legislation"


def test_each_cell_has_its_sign_and_its_basis(small: Matrix) -> None:
    axes = heatmap(small).axes[0]
    words = [t.get_text() for t in axes.texts]
    signs = {Status.IN_LINE: "●", Status.PARTIAL: "◐", Status.NOT_IN_LINE: "○", Status.RESERVED: "R"}
    expected = [
        f"{signs.get(cell.status, '?')}{BASIS_LETTERS[cell.basis]}"
        for a in small.assessments
        for cell in (a[p] for p in small.columns)
    ]
    cells = [word for word in words if "place" not in word]
    assert cells == expected
    assert len(words) - len(cells) == len(small.assessments)


def test_date_rule_denominator_and_footnotes_stand_at_the_foot(small: Matrix) -> None:
    figure = heatmap(small)
    foot = " ".join(figure.texts[-1].get_text().split())
    for part in (
        "22 November 2026",
        "c-proc/1",
        "2 of the 193 members",
        "Resolution 1244",
        "without prejudice to the individual",
    ):
        assert part in foot


def test_in_grey_the_more_is_in_line_the_darker() -> None:
    def lightness(word: str) -> float:
        colour = _LOOKS[word][0]
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    order = [lightness(w) for w in (Status.IN_LINE, Status.PARTIAL, Status.NOT_IN_LINE, Status.NO_INFORMATION)]
    assert order == sorted(order)
    assert order[1] - order[0] > 60
    assert order[2] - order[1] > 25
    assert _LOOKS[Status.NOT_IN_LINE][1] and not _LOOKS[Status.NO_INFORMATION][1]
    assert {*map(str, Status), *map(str, State)} <= set(_LOOKS)


def test_two_hundred_countries_stand_in_blocks_without_overlap() -> None:
    figure = heatmap(matrix(countries(196), pillar="procedural"))
    labels = [t.get_text().replace("\n", " ") for axes in figure.axes for t in axes.get_yticklabels()]
    assert len(labels) == 196 and len(set(labels)) == 196
    assert max(len(axes.get_yticks()) for axes in figure.axes) <= 50
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    boxes = [axes.get_tightbbox(renderer) for axes in figure.axes]
    for left, right in pairwise(boxes):
        assert left.x1 <= right.x0 + 1
    assert boxes[0].x0 >= 0 and boxes[-1].x1 <= figure.bbox.x1
    assert max(box.y1 for box in boxes) <= figure.texts[0].get_window_extent(renderer).y0 + 1


def test_a_picture_is_written_the_same_twice_and_leaves_no_global_state(small: Matrix, tmp_path: Path) -> None:
    import matplotlib

    before = dict(matplotlib.rcParams)
    for ending in ("png", "pdf", "svg"):
        heatmap(small, tmp_path / f"a.{ending}")
        heatmap(small, tmp_path / f"b.{ending}")
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()
    assert dict(matplotlib.rcParams) == before


def test_a_picture_of_an_unknown_kind_is_refused(small: Matrix, tmp_path: Path) -> None:
    with pytest.raises(LexalignError, match=r"cannot be written as \.docx"):
        heatmap(small, tmp_path / "x.docx")


def test_the_workbook_has_words_bases_and_reasons(small: Matrix, tmp_path: Path) -> None:
    path = matrix_workbook(small, tmp_path / "m.xlsx")
    assert path.read_bytes() == matrix_workbook(small, tmp_path / "n.xlsx").read_bytes()
    book = load_workbook(io.BytesIO(path.read_bytes()))
    assert book.sheetnames == ["Statuses", "Bases", "Articles", "All cells"]
    rows = [r for r in book["Statuses"].iter_rows(values_only=True) if r[1] in small.countries]
    assert [r[0] for r in rows] == [a.name for a in small.assessments]
    for row, assessment in zip(rows, small.assessments, strict=True):
        assert [str(v)[2:] for v in row[2:-1]] == [assessment[p].status.value for p in small.columns]
        assert str(row[-1])[2:] == assessment.pillars["substantive"].state.value
    assert sum(r[1] in small.countries for r in book["All cells"].iter_rows(values_only=True)) == 5 * len(small.columns)
    text = " ".join(str(c.value) for row in book["Statuses"].iter_rows(max_row=7) for c in row if c.value)
    assert "Resolution 1244" in text and "c-proc/1" in text and "22 November 2026" in text


def test_a_pdf_of_two_hundred_countries_has_a_page_for_each_block(tmp_path: Path) -> None:
    from pypdf import PdfReader

    made = matrix(countries(120), pillar="procedural")
    heatmap(made, tmp_path / "a.pdf")
    pages = PdfReader(tmp_path / "a.pdf").pages
    assert len(pages) == 3
    for place, page in enumerate(pages, 1):
        text = page.extract_text()
        assert f"({place} of 3)" in text and "Signs" in text and "State of" in text
        assert float(page.mediabox.height) <= 17 * 72
        own = [a.name.split()[-1] for a in made.assessments[(place - 1) * 40 : place * 40]]
        assert all(name in text for name in own)
    heatmap(made, tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_picture_of_many_provisions_is_not_drawn_out(tmp_path: Path) -> None:
    width, height = heatmap(matrix(countries(196))).get_size_inches()
    assert width / height <= 3.0
