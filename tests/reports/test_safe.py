"""Excel cells that no law can turn into something else."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from lexalign.errors import LexalignError
from lexalign.safe import CELL_LIMIT, csv_text, is_right_to_left, save, sheet_title, write_cell, xml_safe

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x.example\";\"y\")", "=cmd|' /C calc'!A0", "#N/A",
             "#REF!", "http://x.example", "mailto:x@y.example", "\t=1", "{=1+1}", "TRUE", "4.10", "1e5"]  # fmt: skip


def written(value: object) -> tuple[object, str, bool, object]:
    workbook = Workbook()
    write_cell(workbook.active["A1"], value)
    out = io.BytesIO()
    workbook.save(out)
    cell = load_workbook(io.BytesIO(out.getvalue())).active["A1"]
    return cell.value, cell.data_type, cell.quotePrefix, cell.hyperlink


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_stays_a_text(text: str) -> None:
    value, kind, quoted, link = written(text)
    assert (value, kind, link) == (text, "s", None)
    assert bool(quoted) == text.startswith(("=", "+", "-", "@", "\t"))


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_formula_and_no_link_stands_in_the_file(text: str, tmp_path: Path) -> None:
    workbook = Workbook()
    write_cell(workbook.active["A1"], text)
    with zipfile.ZipFile(save(workbook, tmp_path / "x.xlsx", as_of="2026-11-22", title=text)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert not re.search(r"<f[ >]|hyperlink", sheet)
        assert not [name for name in parts.namelist() if "externalLink" in name or "rels/sheet" in name]


@given(st.text(st.characters(codec=None), max_size=60))
def test_every_text_can_be_written_and_read_back(text: str) -> None:
    value, *_ = written(text)
    shown = xml_safe(text)
    assert re.sub("_x005F_", "_", str(value or "")) == shown


def test_control_characters_and_surrogates_are_replaced_visibly() -> None:
    assert xml_safe("a\x00b\x1bc\ud800d\uffffe\ufffef") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"
    assert xml_safe("page\x0cbreak\r\nline\rend\u2028x") == "page\nbreak\nline\nend\nx"


def test_the_escape_of_excel_is_no_way_in() -> None:
    value, *_ = written("_x0041_")
    assert value == "_x005F_x0041_"  # what Excel shows as _x0041_; unescaped it would show A


@pytest.mark.parametrize("text", ["x" * 40_000, "\N{GRINNING FACE}" * 40_000, "x" * CELL_LIMIT])
def test_a_long_text_is_cut_with_a_visible_mark(text: str) -> None:
    value = str(written(text)[0])
    units = len(value.encode("utf-16-le")) // 2
    assert units <= CELL_LIMIT
    if text == "x" * CELL_LIMIT:
        assert value == text
    else:
        assert units > CELL_LIMIT - 10
        assert value.endswith("[cut here: the text has 40,000 characters, an Excel cell holds 32,767]")


def test_numbers_stay_numbers_and_what_is_no_number_stays_empty() -> None:
    assert written(0.5)[:2] == (0.5, "n")
    assert written(float("nan"))[0] is None
    assert written(float("inf"))[0] is None
    assert written(None)[0] is None


@given(st.lists(st.text(st.characters(codec=None), max_size=40), max_size=12))
def test_sheet_titles_are_admitted_by_excel_and_unique(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        title = sheet_title(name, taken)
        assert 1 <= len(title.encode("utf-16-le", "surrogatepass")) // 2 <= 31
        assert not set(title) & set("[]:*?/\\")
        assert title == title.strip("'")
        assert title.casefold() not in {t.casefold() for t in taken}
        taken.append(title)


def test_sheet_titles_known_cases() -> None:
    assert sheet_title("Côte d'Ivoire: gaps/misses") == "Côte d'Ivoire gaps misses"
    assert sheet_title("x" * 40, ["X" * 31]) == "x" * 27 + " (2)"
    assert sheet_title("[]") == "Sheet"


def test_a_spreadsheet_takes_no_csv_text_for_a_formula() -> None:
    assert csv_text("=1+1") == "'=1+1"
    assert csv_text("@x") == "'@x"
    assert csv_text(-0.5) == "-0.5"
    assert csv_text("NA") == "NA"


def test_right_to_left_is_told_by_the_first_letter() -> None:
    assert is_right_to_left("12 — المادة")
    assert not is_right_to_left("Article المادة")
    assert not is_right_to_left("12.")


def test_a_date_that_is_none_is_explained(tmp_path: Path) -> None:
    with pytest.raises(LexalignError, match="year-month-day"):
        save(Workbook(), tmp_path / "x.xlsx", as_of="22.11.2026", title="x")


def test_a_file_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LexalignError, match="cannot be written"):
        save(Workbook(), tmp_path / "file" / "x.xlsx", as_of="2026-11-22", title="x")
