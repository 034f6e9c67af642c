"""The annex: sheets, order, words, print layout, nothing that runs, the same bytes twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_annex import made_assessment, made_instrument, made_law
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lexalign.assessment.values import CountryAssessment
from lexalign.errors import LexalignError
from lexalign.model import Instrument, Law
from lexalign.reports.documents import annex
from lexalign.reports.sheet import PART_LINES
from lexalign.wrapping import row_height, wrapped

SHEETS = [
    "Cover",
    "Summary",
    "Concordance",
    "Gaps",
    "Drafting points",
    "Phenomena",
    "Safeguards",
    "Near misses",
    "Decisions",
    "Method and limits",
    "Provenance",
]


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return made_instrument()


@pytest.fixture(scope="module")
def law() -> Law:
    return made_law()


@pytest.fixture(scope="module")
def assessment() -> CountryAssessment:
    return made_assessment()


@pytest.fixture(scope="module")
def path(assessment: CountryAssessment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return annex(assessment, tmp_path_factory.mktemp("annex") / "KEN.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return load_workbook(path)


def table(sheet: Worksheet, first_head: str = "Convention article") -> list[dict[str, Any]]:
    rows = list(sheet.iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if row[0] == first_head)
    heads = [str(name) for name in rows[start] if name]
    return [dict(zip(heads, row, strict=False)) for row in rows[start + 1 :] if row[0]]


def text_of(sheet: Worksheet) -> str:
    return "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None)


def test_the_sheets(book: Any) -> None:
    assert book.sheetnames == SHEETS


def test_the_same_assessment_gives_the_same_bytes(assessment: CountryAssessment, path: Path, tmp_path: Path) -> None:
    assert annex(assessment, tmp_path / "again" / "x.xlsx").read_bytes() == path.read_bytes()
    other = annex(replace(assessment, as_of="2026-11-23"), tmp_path / "y.xlsx")
    assert other.read_bytes() != path.read_bytes()


def test_rows_stand_in_the_order_of_the_legal_profiles(book: Any, instrument: Instrument) -> None:
    order = [f"Article {p.rpartition(':')[2]}" for p in instrument.row_order]
    summary = [
        row["Convention article"].split(" — ")[0] for row in table(book["Summary"]) if "—" in row["Convention article"]
    ]
    assert [name for name in summary if name in order] == order
    concordance = list(dict.fromkeys(row["Convention article"] for row in table(book["Concordance"])))
    assert [name for name in concordance if name in order] == [name for name in order if name in concordance]
    assert len(concordance) >= 35


def test_statuses_are_words_with_colours_and_bases(book: Any) -> None:
    rows = {row["Convention article"]: row for row in table(book["Summary"]) if "—" in row["Convention article"]}
    found = {name.split(" — ")[0]: (row["Status"], row["Basis"]) for name, row in rows.items()}
    assert found["Article 2"] == ("● in line", "expert")
    assert found["Article 6"] == ("R reserved", "expert")
    assert found["Article 18"] == ("◐ partially in line", "machine")
    assert found["Article 20"] == ("○ not in line", "machine")
    assert found["Article 3"] == ("? no information", "—")
    fills = {
        str(cell.value): cell.fill.fgColor.rgb
        for row in book["Summary"].iter_rows()
        for cell in row
        if cell.fill.patternType
    }
    assert len({fills["● in line"], fills["◐ partially in line"], fills["○ not in line"]}) == 3


def test_the_state_of_a_pillar_stands_with_figures_bounds_and_reason(book: Any) -> None:
    rows = table(book["Summary"], "Pillar")
    first = rows[0]
    assert first["State of legislation"] == "◐ partially in place"
    assert (first["In line"], first["Partially"], first["Not in line"], first["No information"]) == (1, 0, 0, 8)
    assert first["Could still be (worst to best)"] == "not in place to largely in place"
    assert first["Why"].startswith("One of nine")


def test_elements_stand_in_words_not_as_ids(book: Any, instrument: Instrument) -> None:
    ids = {e.id for p in instrument.provisions for e in p.elements}
    for name in ("Concordance", "Gaps", "Near misses"):
        text = text_of(book[name])
        assert not [i for i in ids if i in text]
    words = [e.text for p in instrument.provisions if p.id.startswith("cets185:20") for e in p.elements if e.required]
    gap = next(row for row in table(book["Gaps"]) if row["Convention article"] == "Article 20")
    assert all(word in gap["What is missing"] for word in words)
    assert gap["What the provision asks"]


def test_gaps_are_only_what_is_not_or_partially_in_line(book: Any) -> None:
    assert [row["Convention article"] for row in table(book["Gaps"])] == ["Article 18", "Article 20"]


def test_a_gap_names_the_articles_that_came_near(book: Any) -> None:
    gap = next(row for row in table(book["Gaps"]) if row["Convention article"] == "Article 20")
    assert gap["What there is"].startswith("No article accepted.")
    assert "50 — Production order" in gap["What there is"]


def test_the_whole_text_of_a_long_article_is_there(book: Any, law: Law) -> None:
    rows = [r for r in table(book["Concordance"]) if r["Convention article"] == "Article 2"]
    parts = [r["Text, or digest where marked"] for r in rows if (r["Domestic article"] or "").startswith("15 —")]
    assert len(parts) > 1
    assert "".join(" ".join(parts).removeprefix("[Digest]").split()) == "".join(law.articles[1].text.split())


def test_no_cell_is_cut_in_print(book: Any) -> None:
    for sheet in book:
        merged = {cell for block in sheet.merged_cells.ranges for row in block.rows for cell in row}
        for row in sheet.iter_rows():
            height = sheet.row_dimensions[row[0].row].height
            assert height is None or height <= 409
            for cell in row:
                if cell.value is None or (cell.row, cell.column) in merged:
                    continue
                width = sheet.column_dimensions[cell.column_letter].width
                lines = len(wrapped(str(cell.value), width, size=cell.font.sz, bold=cell.font.b))
                assert height >= row_height(lines, size=cell.font.sz) - 4, (sheet.title, cell.coordinate)


def test_print_layout(book: Any) -> None:
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert "Kenya" in sheet.oddFooter.left.text
        assert "22 November 2026" in sheet.oddFooter.left.text
        assert "c-proc/1" in sheet.oddFooter.center.text
        assert sheet.oddFooter.right.text == "Page &P of &N"
    for name in ("Concordance", "Gaps", "Near misses", "Decisions"):
        sheet = book[name]
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert sheet.auto_filter.ref


def test_decisions_near_misses_and_problems_are_all_there(book: Any, assessment: CountryAssessment) -> None:
    decisions = table(book["Decisions"], "Date (UTC)")
    assert [row["Id"].replace("\n", "") for row in decisions] == [o.id for o in assessment.overrides]
    near = table(book["Near misses"])
    assert [row["Confidence"] for row in near] == [0.44, 0.31, 0.25]
    assert assessment.problems[0] in text_of(book["Cover"])
    assert "A. Wanjiru (2 decisions)" in text_of(book["Cover"])


def test_drafts_digests_and_hashes_are_named(book: Any) -> None:
    assert "draft: not counted" in text_of(book["Cover"])
    assert "Digests: at least one law" in text_of(book["Method and limits"])
    assert len([v for v in text_of(book["Provenance"]).split() if len(v) == 64]) == 2


def test_arabic_runs_from_right_to_left(book: Any) -> None:
    cells = [c for row in book["Concordance"].iter_rows() for c in row if c.value and str(c.value).startswith("يعاقب")]
    assert cells
    assert {c.alignment.readingOrder for c in cells} == {2}


def test_names_with_an_asterisk_bring_their_footnote(assessment: CountryAssessment, tmp_path: Path) -> None:
    kosovo = replace(assessment, country="XKX", name="Kosovo*")
    book = load_workbook(annex(kosovo, tmp_path / "x.xlsx", completeness={}))
    for name in ("Cover", "Summary"):
        assert "Resolution 1244" in text_of(book[name])


def test_law_texts_that_look_like_formulas_do_not_run(assessment: CountryAssessment, tmp_path: Path) -> None:
    evil = ['=HYPERLINK("http://x.example","y")', "+1", "@x", "http://x.example", "a\x00b\x1b\ud800", '& "A" &P']
    first = assessment["2"]
    rows = tuple(
        replace(first.rows[0], article=f"{n}", number=text, heading=text, text=text) for n, text in enumerate(evil)
    )
    status = replace(first, rows=rows, reason=evil[0])
    changed = replace(
        assessment,
        name="Trinidad & Tobago &P",
        provisions=(*(s for s in assessment.provisions if s is not first), status),
    )
    book = load_workbook(annex(changed, tmp_path / "x.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    found = {str(cell.value) for cell in cells}
    assert {evil[0], "+1", "@x", "http://x.example", "a\ufffdb\ufffd\ufffd"} <= {
        v.removeprefix("[Digest] ") for v in found
    }
    assert "Tobago &&P" in book["Cover"].oddFooter.left.text


def test_a_text_of_forty_thousand_characters_is_kept_whole(assessment: CountryAssessment, tmp_path: Path) -> None:
    first = assessment["2"]
    text = " ".join(f"w{n}" for n in range(7000))
    heading = " ".join(f"h{n}" for n in range(900))
    status = replace(first, rows=(replace(first.rows[2], text=text, heading=heading),))
    changed = replace(assessment, provisions=tuple(status if s is first else s for s in assessment.provisions))
    sheet = load_workbook(annex(changed, tmp_path / "x.xlsx"))["Concordance"]
    rows = [r for r in table(sheet) if r["Convention article"] == "Article 2"]
    assert len(text) > 40_000
    assert " ".join(r["Text, or digest where marked"] for r in rows).split() == text.split()
    assert [w for r in rows for w in (r["Domestic article"] or "").split() if w[0] == "h"] == heading.split()
    assert len(rows) > 40_000 / (PART_LINES * 80)


def test_nothing_known_still_makes_an_annex(assessment: CountryAssessment, tmp_path: Path) -> None:
    empty = replace(assessment, laws=(), provisions=(), pillars={}, near_misses=(), overrides=(), problems=())
    book = load_workbook(annex(empty, tmp_path / "x.xlsx", completeness={}))
    assert "No expert has decided anything yet" in text_of(book["Cover"])
    assert "Nothing is to be listed here." in text_of(book["Gaps"])


def test_a_wrong_date_is_explained(assessment: CountryAssessment, tmp_path: Path) -> None:
    with pytest.raises(LexalignError, match="is not a date"):
        annex(replace(assessment, as_of="soon"), tmp_path / "x.xlsx")
