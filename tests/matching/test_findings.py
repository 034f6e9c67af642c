"""Paragraphs, negation, references and definitions: what a chosen match is found to show, where, and by whose word."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexalign.language import load_lexicon
from lexalign.matching import align
from lexalign.matching.context import look, taken_back
from lexalign.matching.deepened import look_into
from lexalign.matching.findings import find, parts_of
from lexalign.matching.reading import read_article
from lexalign.matching.references import references
from lexalign.model import Article, Law, Match
from lexalign.provisions import elements_of, load_instrument

DEVICES = Article(
    "18",
    "Illegal devices",
    "(1) A person who knowingly, without lawful excuse and for the purpose of committing an offence under this Act—\n"
    "(a) manufactures, sells or procures a device designed primarily to commit such an offence; or\n"
    "(b) sells or discloses a computer password or access code,\ncommits an offence.\n"
    "(2) A person who has in his possession such a device or access code, for the purpose of committing an offence, "
    "is liable to imprisonment.\n"
    "(3) No offence is committed by authorised testing of a system.",
    key="18",
)
ACCESS = Article(
    "4",
    "Illegal access",
    "A person who intentionally and without right gains access to a computer system commits an offence and is liable "
    "to imprisonment.",
    key="4",
)


def made_law(*articles: Article, language: str = "en") -> Law:
    return Law("made-act", "XXX", "A made-up Act", language, articles)


def match_of(law: Law, article: str, provision: str) -> Match:
    found = [m for m in align(law).matches if (m.article, m.provision) == (article, provision)]
    assert found and found[0].accepted, "the made-up law no longer matches; mend the text"
    return found[0]


def test_paragraphs_of_the_treaty_are_found_in_paragraphs_of_the_law() -> None:
    match = match_of(made_law(ACCESS, DEVICES), "18", "cets185:6")
    where = {f.provision.partition(":")[2]: f.pinpoint for f in match.findings}
    assert where["6.1.a.i"] == "18(1)(a)"
    assert where["6.1.a.ii"] == "18(1)(b)"
    assert where["6.1.b"] == "18(2)"
    for finding in match.findings:
        assert bool(finding.pinpoint) is bool(finding.shown)
        assert not set(finding.shown) & set(finding.missing)


def test_table_by_paragraphs_keeps_the_columns_of_the_contract() -> None:
    alignment = align(made_law(ACCESS, DEVICES))
    plain, deep = alignment.to_frame(), alignment.to_frame(paragraphs=True)
    assert set(plain.columns) <= set(deep.columns) and {"pinpoint", "lent"} <= set(deep.columns)
    cut = deep["provision"].str.partition(".")[0]
    assert set(zip(cut, deep["article"], deep["confidence"], deep["accepted"], strict=True)) == set(
        zip(plain["provision"], plain["article"], plain["confidence"], plain["accepted"], strict=True)
    )


def test_looking_into_matches_changes_neither_confidence_nor_acceptance(monkeypatch: pytest.MonkeyPatch) -> None:
    law = made_law(ACCESS, DEVICES)
    deep = align(law).matches
    monkeypatch.setattr("lexalign.matching.alignment.look_into", lambda *given: given[4])
    plain = align(law).matches
    assert [(m.article, m.provision, m.confidence, m.accepted) for m in deep] == [
        (m.article, m.provision, m.confidence, m.accepted) for m in plain
    ]
    assert any(m.findings for m in deep) and not any(m.findings for m in plain)
    assert look_into.__module__ == "lexalign.matching.deepened"


@pytest.mark.parametrize(
    ("language", "text", "gone"),
    [
        ("en", "A person does not commit an offence if he gains access to a computer system with leave.", True),
        ("en", "This section shall not apply to: (a) access to a computer system by its owner; (b) a child.", True),
        ("en", "The officer may enter the house, except to gain access to a computer system.", True),
        ("en", "Whoever gains access to a computer system commits an offence unless he is its owner.", False),
        ("en", "No person shall gain access to a computer system.", False),
        ("fr", "Ne constitue pas une infraction le fait d'accéder à un système informatique.", True),
        ("fr", "Quiconque accède à un système informatique est puni, sauf autorisation.", False),
        ("es", "No constituye delito el acceso a un sistema informático.", True),
        ("pt", "Não constitui crime aceder a um sistema informático.", True),
        ("de", "Nicht strafbar ist, wer sich Zugang zu einem Computersystem verschafft.", True),
        ("it", "Non costituisce reato l'accesso a un sistema informatico.", True),
        ("ru", "Не является преступлением доступ к компьютерной системе.", True),
        ("uk", "Не є злочином доступ до комп'ютерної системи.", True),
        ("tr", "Bilişim sistemine erişim hâlleri dışında ceza verilir.", True),
        ("ro", "Nu constituie infracțiune accesul la un sistem informatic.", True),
        ("ar", "لا يعد جريمة الدخول إلى نظام معلوماتي.", True),
    ],
)
def test_what_a_law_takes_back_is_not_shown(language: str, text: str, gone: bool) -> None:
    lexicon, treaty = load_lexicon(language), load_instrument()
    looked = look(read_article(Article("1", None, text), lexicon), lexicon)
    element = next(e for e in elements_of(treaty, "cets185:2") if e.id == "cets185:2/access")
    from lexalign.matching.context import holds

    assert any(holds(f, looked.every) for f in element.shown_by), "the words themselves must be found"
    assert bool(taken_back(looked, [element], lexicon.finder.concepts)) is gone


@pytest.mark.parametrize(
    ("text", "named", "extends"),
    [
        ("an offence under section 4", ("4",), True),
        ("an offence under sections 4, 5 and 7", ("4", "5", "7"), True),
        ("the offences in sections 4 to 7", ("4", "5", "6", "7"), True),
        ("Notwithstanding section 4, a court may", ("4",), False),
        ("an offence under section 4 of the Penal Code", (), True),
        ("the order in sub-section (4)", (), True),
        ("(Act No. 3 of 2001, s. 4)", (), True),
        ("les infractions prévues à l'article 4", ("4",), True),
        ("nach den §§ 4 bis 6 strafbar", ("4", "5", "6"), True),
        ("деяние, предусмотренное статьей 4", ("4",), True),
        ("4 üncü maddede tanımlanan suç", ("4",), True),
        ("الجريمة المنصوص عليها في المادة (4)", ("4",), True),
        ("under section 99", (), True),
    ],
)
def test_references_to_other_articles_of_the_law(text: str, named: tuple[str, ...], extends: bool) -> None:
    articles = [Article(str(n), None, "", key=str(n)) for n in range(1, 9)]
    asking = Article("20", None, text, key="20")
    found = references(asking, made_law(*articles, asking))
    assert tuple(k for r in found for k in r.articles) == named
    assert all(r.extends is extends for r in found)


def test_a_definition_lends_its_meaning_and_says_so() -> None:
    definitions = Article(
        "2",
        "Interpretation",
        "In this Act—\n“damage” means to impair a thing and includes to alter or suppress;\n"
        "“computer data” means any representation of facts in a form suitable for processing and includes a program;\n"
        "“officer” means a police officer.",
        key="2",
    )
    offence = Article(
        "6",
        "Data interference",
        "A person who intentionally and without right damages computer data commits an offence and is liable to "
        "imprisonment.",
        key="6",
    )
    alone = match_of(made_law(ACCESS, offence), "6", "cets185:4")
    helped = match_of(made_law(definitions, ACCESS, offence), "6", "cets185:4")
    assert "cets185:4.1/altering" in alone.missing and not alone.lent
    lent = {loan.element: loan for loan in helped.lent}
    assert lent["cets185:4.1/altering"].article == "2"
    assert "definition in article 2" in lent["cets185:4.1/altering"].why
    assert "cets185:4.1/altering" in helped.missing, "lent elements stay out of what the article itself shows"
    assert all("cets185:4.1/altering" not in f.missing for f in helped.findings)


def test_an_offence_built_on_another_takes_its_qualifiers_but_not_from_its_purpose() -> None:
    built = "A person who commits the offence referred to in section 4 by damaging computer data is liable to a fine."
    aimed = "A person who damages computer data for the purpose of committing an offence under section 4 is liable to a fine."
    for text, wanted in ((built, True), (aimed, False)):
        law = made_law(ACCESS, Article("6", "Data interference", text, key="6"))
        matches = [m for m in align(law).matches if (m.article, m.provision) == ("6", "cets185:4") and m.accepted]
        assert matches, "the made-up law no longer matches; mend the text"
        lent = {loan.element: loan.article for loan in matches[0].lent}
        assert (lent.get("cets185:4/without_right") == "4") is wanted


def test_nothing_is_lent_to_candidates() -> None:
    for m in align(made_law(ACCESS, DEVICES)).matches:
        assert m.accepted or not m.lent


LETTERS = st.text(alphabet="()abi12.;, \nsellpawordces", max_size=160)


@settings(max_examples=60, deadline=None)
@given(LETTERS)
def test_findings_hold_for_any_text(text: str) -> None:
    lexicon, treaty = load_lexicon("en"), load_instrument()
    article = Article("9", "Illegal devices", text + " sells a computer password ", key="9")
    looked = look(read_article(article, lexicon), lexicon)
    elements = elements_of(treaty, "cets185:6")
    parts = parts_of(looked)
    known = {article.number, *parts.pinpoints}
    found = find(elements, {e.id for e in elements}, (), parts)
    assert [f.provision for f in found] == list(dict.fromkeys(e.provision for e in elements))
    for f in found:
        assert f.pinpoint and set(f.pinpoint.split(", ")) <= known and not f.missing


def test_what_a_definition_defines_does_not_hang_on_the_order_of_a_set() -> None:
    # "child pornography" opens two concepts at one word; which is named first once changed from run to run
    code = """
from lexalign.language import load_lexicon
from lexalign.matching.lent import _entries
from lexalign.matching.reading import read_article
from lexalign.model import Article
text = "“child pornography” means any image or other material in which a child is shown;"
print([head for head, _ in _entries(read_article(Article("2", None, text, key="2"), load_lexicon("en")), load_lexicon("en"))])
"""
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2", "3")
    }
    (one,) = said
    assert one.count("'") >= 4, "the made-up definition no longer opens two concepts; mend the text"
