"""The three formats of an annex: the same words in each, the same bytes twice, fit to be opened, heard and printed."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from made_annex import made_assessment
from openpyxl import load_workbook

from lexalign.assessment import assess_bundled
from lexalign.assessment.comparison import compare_assessments
from lexalign.assessment.values import CountryAssessment
from lexalign.errors import LexalignError
from lexalign.model import Status
from lexalign.reports.documents import FORMATS, annex, annex_content
from lexalign.reports.documents.values import Annex, Lines
from lexalign.reports.table import flag_of
from tests.programs import browser, converted

DAY = "2026-11-22"


@pytest.fixture(scope="module")
def kenya() -> CountryAssessment:
    return assess_bundled("KEN", as_of=DAY)


@pytest.fixture(scope="module")
def content(kenya: CountryAssessment) -> Annex:
    return annex_content(kenya, second_protocol=assess_bundled("KEN", as_of=DAY, instrument="cets224"))


@pytest.fixture(scope="module")
def files(kenya: CountryAssessment, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("annex")
    protocol = assess_bundled("KEN", as_of=DAY, instrument="cets224")
    return {one: annex(kenya, folder / f"KEN.{one}", second_protocol=protocol) for one in FORMATS}


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def words_of(path: Path) -> str:
    """All words of a file without spaces, for a comparison that line ends and cells cannot disturb."""
    if path.suffix == ".html":
        parser = _Texts()
        parser.feed(path.read_text(encoding="utf-8"))
        text = "".join(parser.parts)
    elif path.suffix == ".docx":
        body = Document(str(path)).element.body
        text = "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))
    else:
        book = load_workbook(path)
        text = "\n".join(str(c.value) for s in book for column in s.iter_cols() for c in column if c.value is not None)
    return "".join(text.split())


def said(content: Annex) -> list[str]:
    """Every text an annex says, in lines and cells."""
    out = []
    for section in content.sections:
        for block in section.blocks:
            if isinstance(block, Lines):
                out += [text for _, text in block.lines]
                continue
            out += [column.title for column in block.columns if any(row.cells for row in block.rows)]
            for row in block.rows:
                out += [f"{flag_of(c) or c}" for c in row.cells if isinstance(c, str)]
    return [text for text in out if text.strip()]


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_says_all_that_the_content_says(content: Annex, files: dict[str, Path], ending: str) -> None:
    words = words_of(files[ending])
    texts = said(content)
    assert len(texts) > 1000
    empty = {  # columns without a word in them are left out on paper
        c.title
        for s in content.sections
        for b in s.blocks
        if not isinstance(b, Lines)
        for i, c in enumerate(b.columns)
        if all(row.cells[i] in (None, "") for row in b.rows)
    } | {b.columns[i].title for s in content.sections for b in s.blocks if not isinstance(b, Lines) for i in b.groups}
    lost = []
    for text in texts:
        # A long cell goes on in the next row of the sheet, so that only its pieces stand together.
        pieces = [text] if ending != "xlsx" else re.split(r"(?<=[.;:])\s|\n", text)
        lost += [p for p in pieces if "".join(p.split())[:40] not in words and p not in empty]
    assert not lost


def test_the_figures_of_a_status_are_the_same_everywhere(content: Annex, files: dict[str, Path]) -> None:
    table = next(b for b in content["summary"].blocks if not isinstance(b, Lines) and b.main)
    want = Counter(str(row.cells[1]) for row in table.rows)
    document = Document(str(files["docx"]))
    tables = [t for t in document.tables if t.rows[0].cells[0].text == "Convention article"]
    signs = re.compile(r"^[●◐○?R] ")
    in_word = Counter(signs.sub("", row.cells[1].text) for row in tables[0].rows[1:])
    sheet = load_workbook(files["xlsx"])["Summary"]
    rows = list(sheet.iter_rows(values_only=True))
    start = next(i for i, row in enumerate(rows) if row[0] == "Convention article")
    in_excel = Counter(signs.sub("", str(row[1])) for row in rows[start + 1 :] if row[0] and row[1])
    assert want == in_word == in_excel
    assert want[Status.IN_LINE.value] > 5


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_on_another_day(
    files: dict[str, Path], ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    later = time.time() + 86_400 * 3
    monkeypatch.setattr(time, "time", lambda: later)
    kenya = assess_bundled("KEN", as_of=DAY)
    protocol = assess_bundled("KEN", as_of=DAY, instrument="cets224")
    again = annex(kenya, tmp_path / "other" / f"name.{ending}", second_protocol=protocol)
    assert again.read_bytes() == files[ending].read_bytes()
    if ending != "html":
        with zipfile.ZipFile(again) as packed:
            assert {entry.date_time[:3] for entry in packed.infolist()} == {(2026, 11, 22)}


def test_word_keeps_all_tables_and_rows_when_libreoffice_saves_it(files: dict[str, Path], tmp_path: Path) -> None:
    before = [[cell.text for cell in row.cells] for t in Document(str(files["docx"])).tables for row in t.rows]
    saved = converted(files["docx"], tmp_path, "docx", "MS Word 2007 XML")
    after = [[cell.text for cell in row.cells] for t in Document(str(saved)).tables for row in t.rows]
    assert len(before) > 200
    assert [["".join(cell.split()) for cell in row] for row in after] == [
        ["".join(cell.split()) for cell in row] for row in before
    ]


def test_heads_are_repeated_and_never_broken(files: dict[str, Path]) -> None:
    for table in Document(str(files["docx"])).tables:
        first = table.rows[0]._tr
        assert first.trPr.findall("{*}tblHeader")
        assert first.trPr.findall("{*}cantSplit")
        assert len(table.columns) == len(table._tbl.tblGrid.findall("{*}gridCol"))


def test_the_document_has_chapters(files: dict[str, Path], content: Annex) -> None:
    document = Document(str(files["docx"]))
    chapters = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert len(chapters) == len(content.sections)
    assert document.core_properties.title == "Assessment annex: Kenya"
    assert document.core_properties.language == "en-GB"


def test_the_page_loads_nothing_and_runs_nothing(files: dict[str, Path]) -> None:
    page = files["html"].read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|\son\w+=", page)
    assert "default-src 'none'" in page
    for target in re.findall(r'href="([^"]*)"', page):
        assert target.startswith("#")
        assert f'id="{target[1:]}"' in page


@pytest.fixture(scope="module")
def page(files: dict[str, Path]) -> Any:
    with browser() as chromium:
        found = chromium.new_page(viewport={"width": 1366, "height": 768})
        found.goto(files["html"].as_uri())
        yield found


def test_the_page_passes_axe(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page)
    assert found.response["passes"], "axe looked at nothing"
    assert found.violations_count == 0, found.generate_report()


def test_the_keyboard_reaches_every_section(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        target = page.evaluate("document.activeElement.getAttribute('href')")
        if target:
            seen.append(target)
    assert set(seen) >= {"#cover", "#concordance", "#gaps", "#second-protocol", "#provenance"}
    page.keyboard.press("Shift+Tab")


def test_nothing_of_a_law_becomes_markup_or_a_field(tmp_path: Path) -> None:
    assessment = made_assessment()
    evil = [
        "<script>alert(1)</script>",
        '"><img src=x onerror=1>',
        "a\x00b\x1b\ud800",
        "&amp; {x} %s",
        "=1+1",
        "\u202ex",
    ]
    first = assessment["2"]
    rows = tuple(
        replace(first.rows[0], article=f"{n}", number=text, heading=text, text=text, law="other")
        for n, text in enumerate(evil)
    )
    changed = replace(
        assessment,
        name="<b>{Kenya}</b>",
        provisions=(*(s for s in assessment.provisions if s is not first), replace(first, rows=rows, reason=evil[0])),
    )
    page = annex(changed, tmp_path / "x.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|<img|<b>", page)
    document = Document(str(annex(changed, tmp_path / "x.docx")))
    text = "\n".join(cell.text for t in document.tables for row in t.rows for cell in row.cells)
    assert "<script>alert(1)</script>" in text
    assert "a\ufffdb\ufffd\ufffd" in text
    assert not any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in text)


def test_arabic_is_set_from_right_to_left(tmp_path: Path) -> None:
    document = Document(str(annex(made_assessment(), tmp_path / "x.docx")))
    found = [
        p
        for t in document.tables
        for row in t.rows
        for cell in row.cells
        for p in cell.paragraphs
        if p.text.startswith("يعاقب")
    ]
    assert found
    assert all(p._p.pPr.findall("{*}bidi") for p in found)


def test_what_changed_has_a_section_and_a_line_in_the_summary(kenya: CountryAssessment) -> None:
    before = assess_bundled("KEN", as_of="2017-01-01")
    content = annex_content(kenya, change=compare_assessments(before, kenya))
    assert "changes" in [s.id for s in content.sections]
    lines = [text for b in content["summary"].blocks if isinstance(b, Lines) for _, text in b.lines]
    assert "What changed" in lines
    assert any("→" in text and "provisions" in text for text in lines)


def test_a_name_without_a_known_ending_is_explained(tmp_path: Path) -> None:
    with pytest.raises(LexalignError, match=r"\.xlsx, \.docx, \.html"):
        annex(made_assessment(), tmp_path / "x.odt")


def test_the_protocol_of_another_country_is_refused(kenya: CountryAssessment) -> None:
    other = assess_bundled("PHL", as_of=DAY, instrument="cets224")
    with pytest.raises(LexalignError, match="Philippines"):
        annex_content(kenya, second_protocol=other)
