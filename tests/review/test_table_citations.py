"""Citations of articles, as people write them in tables."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexalign.errors import OverrideError, UnknownArticle
from lexalign.laws import find_article, known_matches
from lexalign.laws.known import known_laws
from lexalign.model import Article, Law
from lexalign.provisions import load_instrument
from lexalign.review.table_citations import citations, leading_citations
from lexalign.review.table_laws import LawBook, cited_articles, cited_provisions
from lexalign.review.table_words import is_absent, relation_of, role_of_head


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Art. 6 (1)(a)(i)", "6 (1)(a)(i)"),
        ("Article 6, paragraph 1", "6 , paragraph 1"),
        ("Arts 2–5", "2..5"),
        ("Articles 2 to 5 and 7", "2..5 | 7"),
        ("sections 14, 15(2) and 16A of the Act", "14 | 15 (2) | 16A"),
        ("s. 4(1)(a) and (b), 5", "4 (1)(a) and (b) | 5"),
        ("Section 14 – Made-up heading\nSection 15", "14 | 15"),
        ("14\n15(2)\n16A", "14 | 15 (2) | 16A"),
        ("2. Illegal access", "2"),
        ("Illegal access (Art. 2)", "2"),
        ("Article 323-1 du code pénal", "323-1"),
        ("Articles 323-1 à 323-3-1", "323-1..323-3-1"),
        ("art. 184 bis y ter", "184 bis | 184 ter"),
        ("Art. 269A, 269B y 269C", "269A | 269B | 269C"),
        ("Art. 2.º, n.º 1, alínea a) e Art. 6.º", "2 , n.º 1, alínea a) | 6"),
        ("artigos 2.º a 5.º", "2..5"),
        ("§ 202a, § 303b StGB", "202a | 303b"),
        ("Art. 21 § 1, inciso II", "21 § 1, inciso II"),
        ("ст. 361, 361-1 КК", "361 | 361-1"),
        ("المادة ١٢", "12"),
        ("Article 6, paras 1 and 2, and Article 7", "6 , paras 1 and 2 | 7"),
        # What is no article:
        ("Act No. 5 of 2018, sections 14 and 15", "14 | 15"),
        ("section 14, 3 years imprisonment", "14"),
        ("Article 2: up to 5 years or a fine of 10,000", "2"),
        ("Article 35 - 24/7 Network", "35"),
        ("2018 Made-up Act", ""),
        ("Sections 14, 2018", "14"),
        ("Chapter II – Measures", ""),
        ("no corresponding provision", ""),
        ("", ""),
    ],
)
def test_as_people_write(text: str, cited: str) -> None:
    found = [f"{c.number}{'..' + c.until if c.until else ''} {c.pinpoint}".strip() for c in citations(text)]
    assert " | ".join(found) == cited


NUMBER = st.builds(lambda n, letter: f"{n}{letter}", st.integers(1, 999), st.sampled_from(["", "", "a", "B", " bis"]))
PIN = st.sampled_from(["", "(1)", "(2)(b)", "(a)(iv)"])
WORD = st.sampled_from(["section ", "sections ", "Art. ", "arts. ", "Articles ", "artículos ", "artigos ", "s. "])
LIST = st.lists(st.tuples(NUMBER, PIN), min_size=1, max_size=6)
AND = st.sampled_from([" and ", " et ", " y ", " e ", ", ", "; ", " & "])
TAIL = st.sampled_from(["", ".", " of the Act", " – a made-up title", "\nsome words", " (a made-up title)"])


@given(WORD, LIST, AND, TAIL)
def test_a_list_comes_back_whole(word: str, items: list[tuple[str, str]], link: str, tail: str) -> None:
    *most, last = [number + pin for number, pin in items]
    text = word + (", ".join(most) + link if most else "") + last + tail
    assert [(c.number, c.pinpoint) for c in citations(text)] == [(n, p) for n, p in items]


@given(st.text(st.sampled_from("Artsecion.12345 ,;()-–/ab§\nof"), max_size=60))
def test_offsets_stay_within_and_in_order(text: str) -> None:
    found = citations(text)
    assert all(0 <= c.start < c.end <= len(text) for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    leading_citations(text)


def test_pasted_text_gives_the_articles_that_begin_lines() -> None:
    text = "Made Act, 2018\nSection 14. Heading\n(1) Under section 3 nothing.\n“Section 15 – Other\nas in section 17"
    assert [c.number for c in leading_citations(text)] == ["14", "15"]
    assert [c.number for c in leading_citations("14. (1) A made-up rule\n2. another\n")] == ["14"]


# --- in a law ---------------------------------------------------------------------------------------------------------


def law_of(*numbers: str, **more: str) -> Law:
    articles = tuple(Article(n, None, f"Text {n}.", key=n) for n in numbers)
    return Law(more.get("id", "xkx-made-2018"), "KEN", more.get("title", "Quokka Misuse Act, 2018"), "en", articles,
               year=2018, kind=more.get("kind", "cybercrime act"))  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "text", "meant"),
    [
        ("14 15 15A 16", "sections 14-16", "14 15 15A 16"),
        ("14 15 15A 16", "sections 14 to 16", "14 15 15A 16"),
        ("14 16 14-16", "section 14-16", "14-16"),
        ("16 17", "sections 16/17", "16 17"),
        ("323-1 323-2 323-3", "art. 323-1 à 323-3", "323-1 323-2 323-3"),
        ("4 4.10", "article 4.10", "4.10"),
        ("4 5", "article 4.1", "4"),
        ("269A", "Art. 269 A", "269A"),
        ("1 2", "articles 5 to 7", "?5 ?6 ?7"),
        ("1 2", "article 14-16", "?14-16"),
    ],
)
def test_the_law_tells_a_range_from_a_number(numbers: str, text: str, meant: str) -> None:
    law = law_of(*numbers.split())
    found = [one for c in citations(text) for one in cited_articles(c, law)]
    assert " ".join(one.number if one.article else f"?{one.number}" for one in found) == meant


def test_a_range_that_cannot_be_followed_is_refused() -> None:
    with pytest.raises(OverrideError, match="range from article 7a to article 9b"):
        cited_articles(citations("articles 7a to 9b")[0], law_of("1", "2"))
    with pytest.raises(OverrideError, match="are 61 articles"):
        cited_articles(citations("articles 1 to 61")[0], law_of(*map(str, range(1, 62))))


def test_which_law_is_named() -> None:
    act = law_of("1", id="xkx-qma-2018")
    penal = law_of("1", id="xkx-pc-1930", title="Penal Code, Chapter 63", kind="penal code")
    both = LawBook([act, penal])
    assert both.default is None and LawBook([act]).default is act
    for words in ("xkx-qma-2018", "of the Quokka Misuse Act", "QMA 2018", "the Quokka Act", "Quokka Misuse Act No. 3"):
        assert both.named(words) == (act, True), words
    for words in ("du code pénal", "Penal Code", "of the Criminal Code"):
        assert both.named(words) == (penal, True), words
    assert both.named("of the Evidence Act") == (None, True)
    assert both.named("a made-up title") == (None, False)
    assert both.named("of the Act") == (None, False)
    assert LawBook([act, penal], act).named("of the Act") == (act, True)
    assert both.named("Code of Criminal Procedure") == (None, True)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Article 2 – Illegal access", "2"),
        ("Art. 6 (1)(a)(i)", "6/6.1.a.i"),
        ("cets185:6.1.b", "6/6.1.b"),
        ("6.1.a", "6/6.1.a"),
        ("Article 19 paragraph 3", "19/19.3"),
        ("Arts 2–5", "2 3 4 5"),
        ("2-4", "2 3 4"),
        ("16/17", "16 17"),
        ("Article 1 – Definitions\nSee also the articles 2 to 11", "1"),
        ("Article 2\nArticle 3", "2 3"),
        ("Section 1 – Substantive law", ""),
        ("Title 2 – Offences", ""),
    ],
)
def test_articles_of_the_treaty(text: str, wanted: str) -> None:
    found = cited_provisions(text, load_instrument("cets185"))
    assert " ".join("/".join(filter(None, (w.provision[8:], w.paragraph))) for w in found) == wanted


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Article 99", "no Article 99"),
        ("Article 36", "final clause"),
        ("Article 3 of the Additional Protocol", "another treaty"),
        ("CETS No. 224, Art. 6", "another treaty"),
        ("Articles 7 to 5", "wrong order"),
    ],
)
def test_what_is_no_article_of_the_treaty_is_refused(text: str, why: str) -> None:
    with pytest.raises(OverrideError, match=why):
        cited_provisions(text, load_instrument("cets185"))


def test_articles_as_sources_number_them_are_found_in_their_laws() -> None:
    """All rows of all known concordances: what their sources wrote leads to the article the library keeps."""
    laws = {law.id: law for code in {m.country for m in known_matches()} for law in known_laws(code)}
    seen, wrong = 0, []
    for match in known_matches():
        law = laws.get(match.law)
        if law is None:
            continue
        try:
            expected = find_article(law, match.article)
        except UnknownArticle:
            continue
        seen += 1
        found = [one.number for c in citations(f"Article {match.article}") for one in cited_articles(c, law)]
        if (expected.key or expected.number) not in found:
            wrong.append((match.law, match.article, found))
    assert seen > 500
    assert len(wrong) <= seen // 100, wrong


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["nil", "—", "-", "N/A", "None", "no corresponding provision", "No specific provision found", "Néant",
     "Aucune disposition correspondante", "No existe", "Sin disposición", "Não há", "nenhuma disposição"],
)  # fmt: skip
def test_words_for_nothing(text: str) -> None:
    assert is_absent(text)
    assert not citations(text)


@pytest.mark.parametrize("text", ["", "Section 14", "no 14", "None of section 3", "Noël", "there is a draft"])
def test_other_words_are_not_nothing(text: str) -> None:
    assert not is_absent(text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [("Fully in line", "full"), ("Conforme", "full"), ("partially", "partial"), ("Parcialmente", "partial"),
     ("Not in line", "not"), ("non conforme", "not"), ("related", "related"), ("largely, but not for attempts", "")],
)  # fmt: skip
def test_words_for_how_far(text: str, relation: str) -> None:
    assert relation_of(text) == relation


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("BUDAPEST CONVENTION", "provision"),
        ("Article de la Convention", "provision"),
        ("Artículo del Convenio", "provision"),
        ("Artigo da Convenção", "provision"),
        ("DOMESTIC LEGISLATION", "article"),
        ("Corresponding provision in national law", "article"),
        ("Législation nationale", "article"),
        ("Legislación nacional", "article"),
        ("Legislação nacional", "article"),
        ("Law", "law"),
        ("Ley", "law"),
        ("Status", "relation"),
        ("Degré de conformité", "relation"),
        ("Comentários", "comment"),
        ("Country", ""),
    ],
)
def test_heads_of_columns(head: str, role: str) -> None:
    assert role_of_head(head) == role
