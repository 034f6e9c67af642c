"""The annex in French and Spanish: every word of ours is said in the language, what people and laws say stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from lexalign.assessment import assess_bundled
from lexalign.assessment.values import CountryAssessment
from lexalign.errors import LexalignError
from lexalign.phrases import report_languages, untranslated
from lexalign.reports.documents import annex, annex_content, content
from lexalign.reports.documents.values import Annex, Lines, Table

DAY = "2026-11-22"
LANGUAGES = [code for code in report_languages() if code != "en"]


def said(whole: Annex) -> Iterator[str]:
    for section in whole.sections:
        yield section.name
        for block in section.blocks:
            if isinstance(block, Lines):
                yield from (text for _, text in block.lines)
            elif isinstance(block, Table):
                yield from (block.name, *(c.title for c in block.columns))
                yield from (cell for row in block.rows for cell in row.cells if isinstance(cell, str))


def assessed(code: str, instrument: str = "cets185") -> CountryAssessment:
    return assess_bundled(code, as_of=DAY, instrument=instrument)


@pytest.mark.parametrize("code", ["KEN", "MUS", "VCT", "CHL", "SEN"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_ours_has_a_translation(code: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "in_language", lambda whole, _language: whole)
    done = assessed(code)
    whole = annex_content(done, language=language, second_protocol=assessed(code, "cets224"))
    # A digest is shown in English where it does not exist in the language of the annex.
    digests = {t for law in done.laws for a in law.articles for t in (a.text, *a.translations.values())}
    missing = {text for one in said(whole) for text in untranslated(one, language)}
    assert {text.replace("{{", "{").replace("}}", "}") for text in missing} <= digests


def test_the_french_annex_of_senegal_is_french(tmp_path: Path) -> None:
    done = assessed("SEN")
    path = annex(done, tmp_path / "SEN.docx", language="fr", second_protocol=assessed("SEN", "cets224"))
    text = "\n".join(p.text for p in Document(str(path)).paragraphs)
    assert "Sénégal" in text
    assert "22 novembre 2026" in text
    for english in ("Assessment", "The program", "Domestic law", "November", "Senegal:"):
        assert english not in text
    cells = {c.text for t in Document(str(path)).tables for row in t.rows for c in row.cells}
    assert any(cell.startswith("[Résumé]") for cell in cells)
    article = next(a for law in done.laws for a in law.articles if a.number == "431-8")
    flat = " ".join(article.text.split())
    assert any(flat in " ".join(cell.split()) for cell in cells)  # its own French digest, and not the English one


def test_the_spanish_annex_has_the_figures_of_the_english_one() -> None:
    done = assessed("CHL")
    english, spanish = annex_content(done), annex_content(done, language="es")
    for one, other in zip(english.sections, spanish.sections, strict=True):
        assert one.id == other.id
        assert one.name != other.name or one.name == "Decisions"
        for a, b in zip(one.blocks, other.blocks, strict=True):
            if isinstance(a, Table):
                assert isinstance(b, Table)
                figures = [[c for c in row.cells if isinstance(c, int | float)] for row in a.rows]
                assert figures == [[c for c in row.cells if isinstance(c, int | float)] for row in b.rows]


def test_the_languages_are_named_where_one_is_missing(tmp_path: Path) -> None:
    with pytest.raises(LexalignError, match="Use one of en, es, fr"):
        annex(assessed("BRB"), tmp_path / "x.html", language="de")
