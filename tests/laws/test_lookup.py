"""Articles by number, fingerprints, corpora."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexalign.errors import CorpusError, DataFileError, UnknownArticle
from lexalign.laws import bundled_countries, bundled_laws, completeness, find_article, fingerprint, read_corpus
from lexalign.laws.lookup import Numbers
from lexalign.laws.numbers import bare_number, rank
from lexalign.laws.segments import with_keys
from lexalign.model import PILLARS, Article, Law

LAW = Law(
    "x",
    "XXA",
    "Devices Act",
    "en",
    with_keys(
        [Article(n, None, f"text {n}") for n in ("12", "12a", "12 bis", "274^1", "3-A", "12", "L34-1", "S", "4.10")]
    ),
)


@pytest.mark.parametrize(
    ("asked", "key"),
    [("12", "12"), ("Art. 12", "12"), ("§ 12", "12"), ("12.", "12"), ("Section 12A", "12a"),
     ("article 12bis", "12 bis"),
     ("12#2", "12#2"), ("Статья 274^1", "274^1"), ("274.1", "274^1"),
     ("274-1", "274^1"), ("Artigo 3.º-A", "3-A"), ("L34-1", "L34-1"),
     ("4.10", "4.10"), ("S", "S")],
)  # fmt: skip
def test_an_article_is_found_as_people_write_it(asked: str, key: str) -> None:
    assert find_article(LAW, asked).key == key


@pytest.mark.parametrize(
    ("asked", "number"),
    [("117", "116 bis 119"), ("§ 116", "116 bis 119"), ("119", "116 bis 119"), ("117a", "116 bis 119"), ("6", "5 – 7"),
     ("13", "12 to 15"), ("14", "14"), ("20 bis", "20 bis"), ("المادة ٣٣", "33"), ("धारा ४०", "40"), ("33", "33"), ("٥١", "٥١"),
     ("51", "٥١"), ("۱۱۸", "116 bis 119")],
)  # fmt: skip
def test_an_article_is_found_in_a_range_and_in_the_digits_of_any_script(asked: str, number: str) -> None:
    printed = ("5 – 7", "12 to 15", "14", "20 bis", "21", "33", "40", "٥١", "116 bis 119")
    law = replace(LAW, articles=with_keys([Article(n, None, "x") for n in printed]))
    assert find_article(law, asked).number == number


@pytest.mark.parametrize("asked", ["120", "115", "119a", "22", "8", "x117", "20 ter"])
def test_a_number_outside_every_range_is_not_found(asked: str) -> None:
    law = replace(LAW, articles=with_keys([Article(n, None, "x") for n in ("5 – 7", "20 bis", "21", "116 bis 119")]))
    with pytest.raises(UnknownArticle):
        find_article(law, asked)


def test_an_unknown_number_names_the_closest() -> None:
    with pytest.raises(UnknownArticle) as caught:
        find_article(LAW, "Art. 274-2")
    assert "274^1" in caught.value.fix
    assert "Devices Act" in str(caught.value)


def test_numbers_sort_as_lawyers_sort_them() -> None:
    order = [
        "1",
        "2",
        "9",
        "10",
        "40",
        "40 bis",
        "40 ter",
        "40A",
        "40B",
        "40-1",
        "40-2",
        "40-10",
        "41",
        "153 BIS",
        "153 ter",
    ]
    assert sorted(sorted(order), key=rank) == order
    assert bare_number("Articolul 243^3") == "243^3"
    assert bare_number("Art. 1er") in {"1", "1er"}


@given(st.text(max_size=60), st.text(max_size=200))
def test_a_fingerprint_ignores_space_and_case_only(heading: str, text: str) -> None:
    article = Article("1", heading, text)
    spread = replace(article, number="2", path=("p",), text="\n".join(f"{w}\t" for w in text.split()))
    assert fingerprint(article) == fingerprint(spread)
    assert fingerprint(article) != fingerprint(replace(article, text=text + " not"))
    assert len(fingerprint(article)) == 16


def test_a_fingerprint_sees_a_word_moved_between_heading_and_text_and_one_sign() -> None:
    assert fingerprint(Article("1", "a", "b c")) != fingerprint(Article("1", "a b", "c"))
    assert fingerprint(Article("1", None, "may, not")) != fingerprint(Article("1", None, "may not"))
    assert fingerprint(Article("1", None, "Acce\u0300s")) == fingerprint(Article("1", None, "ACCÈS"))


# --- corpora ------------------------------------------------------------------------------------------------------

YAML = """law: xxa-devices
country: XXA
title: Devices Act
year: 2031
kind: cybercrime act
language: fr
status: in force
version_date: "2031-05"
form: digest
digest_language: en
source:
  citation: nowhere
articles:
  - number: "1"
    heading: Accès
    digest: Opening a device is an offence.
  - number: "2"
    heading: null
    path: [Part I]
    digest: Repealed.
"""
CARD = """country: XXA
laws: [xxa-devices]
completeness:
  substantive: {complete: true, except: ["cets185:10"], note: null}
"""


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    (tmp_path / "XXA").mkdir()
    (tmp_path / "XXA" / "devices.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "XXA" / "country.yaml").write_text(CARD, encoding="utf-8")
    return tmp_path


def test_the_bundled_corpora_are_sound() -> None:
    laws = bundled_laws()
    assert {law.country for law in laws} == set(bundled_countries()) >= {"KEN", "MUS", "PHL", "RWA"}
    assert all(law.form == "digest" and law.articles for law in laws)
    assert len({law.country for law in laws}) == 18 and len({law.language for law in laws}) == 12
    # Whatever the language of the law is, its digest can be read in English.
    assert all(law.language == "en" or a.translations["en"] for law in laws for a in law.articles)
    assert {pillar for c in bundled_countries() for pillar in completeness(c)} == set(PILLARS)
    assert bundled_laws("ken") == tuple(law for law in laws if law.country == "KEN")


def test_a_users_corpus_joins_the_bundled_ones(corpora: Path) -> None:
    (law,) = bundled_laws("XXA", folder=corpora)
    assert law == read_corpus(corpora / "XXA")
    assert (law.language, law.form, law.version_date) == ("en", "digest", "2031-05")
    assert law.articles[1].not_in_force == "repealed"
    assert law.articles[1].path == ("Part I",)
    assert "XXA" in bundled_countries(folder=corpora) and "XXA" not in bundled_countries()
    found = completeness("XXA", folder=corpora)
    assert found["substantive"].complete and found["substantive"].exceptions == ("cets185:10",)
    assert not found["procedural"].complete
    assert bundled_laws("ZZZ") == ()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('number: "1"', "number: 1", "devices.yaml:14: articles.0.number"),
        ('number: "2"', 'number: "1"', "stands twice"),
        ("digest: Repealed.", "digest: ''", "the digest is empty"),
        ('"2031-05"', "2031-05-01", "version_date"),
        ("year: 2031", "yaer: 2031", "devices.yaml:4: yaer"),
        ("in force", "valid", "devices.yaml:7: status"),
    ],
)
def test_faults_of_a_corpus_are_named_by_line(old: str, new: str, problem: str, corpora: Path) -> None:
    path = corpora / "XXA" / "devices.yaml"
    path.write_text(YAML.replace(old, new), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        read_corpus(path)
    assert problem in str(caught.value)


def test_a_card_that_does_not_fit_its_folder_is_refused(corpora: Path, save: Callable[[str, str], Path]) -> None:
    card = corpora / "XXA" / "country.yaml"
    card.write_text(CARD.replace("xxa-devices", "xxa-gadgets"), encoding="utf-8")
    with pytest.raises(CorpusError, match="xxa-gadgets"):
        bundled_laws("XXA", folder=corpora)
    (corpora / "XXA" / "devices.yaml").write_text(YAML.replace("country: XXA", "country: XXB"), encoding="utf-8")
    with pytest.raises(CorpusError, match="XXB"):
        bundled_laws("XXA", folder=corpora)


def test_numbers_of_a_law_are_put_in_order_once_and_say_what_the_law_has_not() -> None:
    numbers = Numbers(LAW)
    assert [numbers.find(a.key) for a in LAW.articles] == list(LAW.articles)
    assert numbers.find("12") is LAW.articles[0] and numbers.find("99") is None
    assert [numbers.place[a.key] for a in LAW.articles] == list(range(len(LAW.articles)))
    two = Numbers(replace(LAW, articles=with_keys([Article(n, None, "x") for n in ("274-1", "274.1")])))
    assert two.find("274^1") is None, "two articles answer to it"
