"""Articles that amending acts carry: both numbers, and the law they go into."""

from __future__ import annotations

import pytest

from lexalign.laws import read_articles, segment
from lexalign.laws.carried import mark_carried
from lexalign.laws.target_law import named_law
from lexalign.model import Article

ACTS = {
    "Italian": (
        "Art. 1\n1. Dopo l'articolo 495 del codice degli apparecchi e' inserito il seguente: "
        '"Art. 495-bis. - (Apparecchi altrui). - Chi apre paga dieci monete".\n\n'
        'Art. 2\n1. All\'articolo 244 del codice di prova sono aggiunte le parole: "anche di notte".\n\n'
        "Art. 3\n1. La legge entra in vigore domani.\n",
        [("495-bis", "1", "codice degli apparecchi"), ("244", "2", "codice di prova")],
    ),
    "English": (
        "Section 1. Short title\nThis Act may be cited.\nSection 2. Insertion\nThe Humming Devices Act 1999 is amended by "
        "inserting after section 12 the following: “12A. Nobody hums at noon.”\nSection 3. Commencement\nTomorrow.\n",
        [("12A", "2", "Humming Devices Act 1999")],
    ),
    "Ukrainian": (
        "Стаття 1. Зміни\nДоповнити Годинниковий кодекс України такою статтею: «Стаття 361-1. Хто гуде, платить десять "
        "монет.»\nСтаття 2. Строки\nЗавтра.\nСтаття 3. Кінець\nКінець.\n",
        [("361-1", "1", "Годинниковий кодекс України")],
    ),
    "German": (
        "Artikel 1\nDas Uhrengesetz wird wie folgt geändert: „§ 202e Summen – Wer summt, zahlt.“\nArtikel 2\nNichts.\n"
        "Artikel 3\nMorgen.\n",
        [("202e", "1", "Uhrengesetz")],
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_inserted_articles_keep_both_numbers_and_their_law(name: str) -> None:
    text, wanted = ACTS[name]
    cut = segment(text)
    assert [(a.number, a.carried_by, a.target_law) for a in cut.articles if a.carried_by] == wanted
    assert [a.number for a in cut.articles if not a.carried_by] == ["1", "2", "3"]
    assert not [issue for issue in cut.issues if issue.kind in {"jump", "duplicate", "gap"}]


def test_inserted_articles_printed_without_quotation_marks() -> None:
    text = (
        "Article 1\nIl est inséré après l'article 431-6 du code des horloges un titre comprenant les articles 431-7 à 431-9 "
        "ainsi rédigés :\nArticle 431-7\nNul ne chante.\nArticle 431-8\nNul ne danse.\nArticle 431-9\nNul ne dort.\n"
        "Article 2\nLa présente loi entre en vigueur demain.\n"
    )
    cut = segment(text)
    assert [(a.number, a.carried_by, a.target_law) for a in cut.articles] == [
        ("1", None, ""),
        ("431-7", "1", "code des horloges"),
        ("431-8", "1", "code des horloges"),
        ("431-9", "1", "code des horloges"),
        ("2", None, ""),
    ]
    assert cut.issues == ()


def test_a_gap_is_no_insertion() -> None:
    plain = [Article(n, None, "Article 19 applies.") for n in ("16", "19", "20", "21")]
    assert mark_carried(plain) == plain


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Section 5 of the Humming (Public Places) Act 1990 is amended", "Humming (Public Places) Act 1990"),
        ("The Clocks Code (Cap. 63) is amended", "Clocks Code (Cap. 63)"),
        ("The principal Act is amended", ""),
        (
            "Après l'article 12 de la loi n° 2008-12 du 25 janvier 2008, il est inséré",
            "loi n° 2008-12 du 25 janvier 2008",
        ),
        ("Agrégase en el Código de Relojes el siguiente artículo", "Código de Relojes"),
        ("O artigo 5.º da Lei n.º 109/2009, de 15 de setembro, passa a", "Lei n.º 109/2009, de 15 de setembro"),
        ("In het Wetboek van Klokken wordt na artikel 3", "Wetboek van Klokken"),
        ("Внести в Часовой кодекс Российской Федерации следующие изменения", "Часовой кодекс Российской Федерации"),
        ("5237 sayılı Saat Kanununun 3 üncü maddesi", "5237 sayılı Saat Kanunu"),
        ("Codul ceasurilor se modifică", "Codul ceasurilor"),
        ("يضاف لقانون الساعات", "قانون الساعات"),
        ("Nothing in this section", ""),
    ],
)
def test_the_law_that_is_amended_is_named(text: str, name: str) -> None:
    assert named_law(text) == name


def test_tables_tell_what_is_carried(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "act.csv"
    path.write_text(
        "number,text\n1,After section 6 of the Clocks Act 2001 the following shall be inserted:\n70,Nobody hums.\n"
        "71,Nobody sings.\n2,Tomorrow.\n",
        encoding="utf-8",
    )
    found = [(a.number, a.carried_by, a.target_law) for a in read_articles(path).articles]
    assert found == [("1", None, ""), ("70", "1", "Clocks Act 2001"), ("71", "1", "Clocks Act 2001"), ("2", None, "")]
