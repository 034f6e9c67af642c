"""Citations in tables, as lawyers of Central, Northern and Eastern Europe, the Caucasus and Uzbekistan write them."""

from __future__ import annotations

import pytest

from lexalign.laws.columns import find_columns
from lexalign.review.table_citations import citations

CITED = {
    "Art. 267 § 1": "267",
    "čl. 5a": "5a",
    "221. člen KZ-1": "221",
    "9 c §": "9 c",
    "4 kap. 9 c §": "4:9 c",
    "38 luku 8 §": "38:8",
    "278-modda": "278",
    "271-ci maddə": "271",
    "Neni 192/b": "192/b",
    "Άρθρο 370Β": "370Β",
    "Чл. 319а": "319а",
    "423. §": "423",
    "§ 263, stk. 2": "263",
    "§ 206^1": "206^1",
    "241. pants": "241",
    "196 straipsnis": "196",
    "მუხლი 284": "284",
    "359-րդ հոդված": "359",
    "1. mgr. 228. gr. almennra hegningarlaga": "228",
    "228. gr. a": "228 a",
    "210. gr. a, 228. og 257. gr.": "210 a 228 257",
    "70. gr. laga nr. 88/2008": "70",
    "Članci 266. i 267.": "266 267",
    "Члан 298": "298",
}


@pytest.mark.parametrize("text", CITED)
def test_a_citation_is_understood(text: str) -> None:
    assert " ".join(one.number for one in citations(text)) == CITED[text]


@pytest.mark.parametrize("text", ["3.–5. og 7. gr.", "3.-5. gr. og 7. gr.", "3. til 5. gr., 7. gr."])
def test_a_range_before_the_word_is_understood(text: str) -> None:
    assert [(one.number, one.until) for one in citations(text)] == [("3", "5"), ("7", "")]


@pytest.mark.parametrize(
    "header",
    [
        "Artykuł|Tytuł|Treść", "Článek|Název|Znění", "Člen|Naslov|Besedilo", "Članak|Naslov|Tekst", "Члан|Назив|Текст",
        "Член|Заглавие|Текст", "Άρθρο|Τίτλος|Κείμενο", "მუხლი|სათაური|ტექსტი", "Հոդված|Վերնագիր|Տեքստ",
        "Maddə|Başlıq|Mətn", "Modda|Sarlavha|Matn", "Szakasz|Cím|Szöveg", "Neni|Titulli|Teksti", "Paragraf|Rubrik|Text",
        "Paragraf|Overskrift|Tekst", "Pykälä|Otsikko|Teksti", "Paragrahv|Pealkiri|Tekst", "Pants|Nosaukums|Teksts",
        "Straipsnis|Pavadinimas|Tekstas", "Grein|Fyrirsögn|Texti",
    ],
)  # fmt: skip
def test_columns_are_told_by_their_names(header: str) -> None:
    found = find_columns(header.split("|"))
    assert found is not None
    assert (found["number"], found["heading"], found["text"]) == ([0], [1], [2])
