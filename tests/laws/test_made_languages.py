"""Made-up laws printed as the countries of the new languages print theirs: numbers, headings, chapters, paragraphs, references."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from lexalign.errors import UnknownArticle
from lexalign.laws import find_paragraph, paragraphs, read_law
from lexalign.laws.lookup import find_article
from lexalign.matching.references import references

HERE = Path(__file__).parent / "made_languages"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))


def test_every_law_has_its_expectation() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(EXPECTED)


@pytest.mark.parametrize("given", [True, False], ids=["given", "detected"])
@pytest.mark.parametrize("code", EXPECTED)
def test_a_law_is_read_as_its_country_prints_it(code: str, given: bool) -> None:
    wanted = EXPECTED[code]
    language = code.partition("-")[0]
    law = read_law(HERE / f"{code}.txt", country=wanted["country"], language=language if given else None)
    assert law.language == (language if given else wanted["detected"])
    assert [article.number for article in law.articles] == [row[0] for row in wanted["articles"]]
    assert [article.heading for article in law.articles] == [row[1] for row in wanted["articles"]]
    chapters = [wanted["chapters"][row[2]] for row in wanted["articles"]]
    assert [" / ".join(article.path) for article in law.articles] == chapters
    assert [[p.pinpoint for p in paragraphs(article)] for article in law.articles] == [r[3] for r in wanted["articles"]]
    for article, row in zip(law.articles, wanted["articles"], strict=True):
        assert [find_paragraph(article, pinpoint).pinpoint for pinpoint in row[3]] == row[3]
    repealed = [article.not_in_force for article in law.articles]
    assert repealed == [""] * 7 + ["repealed", ""]
    assert all(article.text for article in law.articles)
    assert {issue.kind for issue in law.issues} - {"numbering"} == {"repealed", *wanted.get("also", [])}
    found = [[key for ref in references(article, law) for key in ref.articles] for article in law.articles]
    assert found == [row[4] for row in wanted["articles"]]


@pytest.mark.parametrize(
    ("asked", "pinpoint"),
    [
        ("2. mgr. 5. gr. a", "5 a al. 2"),
        ("b-liður 1. mgr. 3. gr.", "3 b."),
        ("3. gr., 1. mgr., a-liður", "3 a."),
        ("a-lið 3. gr.", "3 a."),
    ],
)
def test_a_paragraph_is_found_as_iceland_cites_it(asked: str, pinpoint: str) -> None:
    law = read_law(HERE / "is-safn.txt", country="ISL", language="is")
    article = find_article(law, "5. gr. a" if "5" in asked else "3. gr.")
    assert find_paragraph(article, asked).pinpoint == pinpoint


def test_a_part_of_another_paragraph_is_not_found() -> None:
    law = read_law(HERE / "is-safn.txt", country="ISL", language="is")
    with pytest.raises(UnknownArticle, match="has no paragraph"):
        find_paragraph(find_article(law, "3. gr."), "a-liður 2. mgr. 3. gr.")


OLD_CODE = """Klukkulög
I. þáttur. Almenn ákvæði.
I. kafli. Um gildissvið laganna.
1. gr. Eigi skal refsa manni, nema klukka hans hafi suðað á sunnudegi.
2. gr. Hver, sem hringir klukku að nóttu, skal sæta sektum.
Nú er klukka hringd tvisvar, og má þá þyngja refsingu skv. 1. mgr. eða
3. gr. þessara laga.
3. gr. Hver, sem skemmir klukku, skal sæta sektum … ^1) eða varðhaldi.
^1) L. 82/2041, 4. gr.
[3. gr. a. Hver, sem hlerar klukku, skal sæta varðhaldi.]^1)
^1) L. 30/2042, 1. gr.
4.–5. gr. … ^1)
^1) L. 31/2042, 2. gr.
6. gr. Lög þessi öðlast gildi 1. janúar 2032.
[Ákvæði til bráðabirgða.
Eldri klukkur skulu skráðar.]^1)
"""


def test_an_old_code_of_iceland_is_read_with_its_gaps_and_notes(tmp_path: Path) -> None:
    (tmp_path / "klukkulög.txt").write_text(OLD_CODE, encoding="cp1252")
    law = read_law(tmp_path / "klukkulög.txt", country="ISL")
    assert law.language == "is"
    assert [article.number for article in law.articles] == ["1", "2", "3", "3 a", "4 – 5", "6"]
    assert [article.heading for article in law.articles] == [None] * 6
    assert {article.path for article in law.articles} == {
        ("I. þáttur. Almenn ákvæði", "I. kafli. Um gildissvið laganna")
    }
    assert [article.not_in_force for article in law.articles] == ["", "", "", "", "repealed", ""]
    assert not any("L. 31/2042" in article.text or "skráðar" in article.text for article in law.articles)
    assert {issue.kind for issue in law.issues} <= {"encoding", "noise", "repealed"}
    assert find_article(law, "5. gr.").number == "4 – 5"


@pytest.mark.parametrize("asked", ["2 kap. 2 a §", "2:2 a", "2:2a"])
def test_an_article_of_a_chapter_is_found_as_it_is_cited(asked: str) -> None:
    law = read_law(HERE / "sv.txt", country="SWE", language="sv")
    assert find_article(law, asked).heading == "Lyssnande"
