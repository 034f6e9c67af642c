"""Alignment: the same always, escaping, explanations, honest about what it does not know."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from lexalign import align, bundled_laws
from lexalign.errors import EmptyLaw, UnknownArticle, UnknownLanguage, UnknownProvision
from lexalign.model import Article, Law

LAW = bundled_laws("RWA")[0]
ALIGNED = align(LAW)


def test_same_result_every_time() -> None:
    assert align(LAW).matches == ALIGNED.matches


def test_confidence_and_order() -> None:
    by_provision: dict[str, list[float]] = {}
    for m in ALIGNED.matches:
        assert 0 <= m.confidence <= 1
        by_provision.setdefault(m.provision, []).append(m.confidence)
    assert all(c == sorted(c, reverse=True) for c in by_provision.values())


def test_evidence_lies_in_the_article_it_names() -> None:
    for m in ALIGNED.matches:
        article = ALIGNED.article(m.article)
        for e in m.evidence:
            source = (article.heading or "") if e.in_heading else article.text
            assert source[e.start : e.end].strip()
        assert not set(m.shown) & set(m.missing)
        assert set(m.shown) <= {e.element for e in m.evidence}


def test_explain_says_what_is_shown_and_what_is_missing() -> None:
    text = str(ALIGNED.explain("2"))
    assert "[x]" in text and "elements shown" in text and "sum: confidence" in text
    page = ALIGNED.explain("2")._repr_html_()
    assert "<mark" in page
    with pytest.raises(UnknownProvision):
        ALIGNED.explain("99")
    with pytest.raises(UnknownArticle):
        ALIGNED.explain("2", article="4711")


def test_explain_an_article_that_is_no_candidate() -> None:
    explanation = ALIGNED.explain("2", article=LAW.articles[0].key)
    (match,) = explanation.matches
    assert not match.accepted


def test_a_provision_without_any_article_is_said_to_be_so() -> None:
    law = replace(LAW, articles=(Article("1", "Fees", "The Minister sets the fees for fishing licences.", key="1"),))
    a = align(law)
    assert a.accepted == ()
    assert "No article" in str(a.explain("16"))


def test_html_escapes_what_comes_from_the_law() -> None:
    evil = Article(
        "1",
        "<script>alert(1)</script> Illegal access",
        "Whoever without right accesses a computer system <img src=x> commits an offence.",
        key="1",
    )
    a = align(replace(LAW, title="<b>Act</b>", articles=(evil,)))
    page = a._repr_html_() + a.explain("2", article="1")._repr_html_()
    assert "<script" not in page and "<img" not in page and "<b>Act" not in page


def test_bad_input_is_said_clearly() -> None:
    with pytest.raises(UnknownLanguage, match="tlh"):
        align(replace(LAW, language="tlh"))
    with pytest.raises(EmptyLaw):
        align(replace(LAW, articles=()))


def test_negation_and_unrelated_law_are_not_accepted() -> None:
    # A law without any crime by computer: nothing may be accepted.
    texts = {
        "Right of access": "Every person has a right of access to information held by a public body on request.",
        "Fees": "The Minister may prescribe fees for licences of operators.",
        "Board": "The Board has nine members, who hold office for three years.",
        "Annual report": "The Authority submits an annual report to Parliament, including its accounts.",
    }
    law = Law(
        "xxx-1",
        "KEN",
        "Access to Information Act",
        "en",
        tuple(Article(str(i), h, t, key=str(i)) for i, (h, t) in enumerate(texts.items(), 1)),
    )
    assert align(law).accepted == ()


def test_order_of_articles_matters_little() -> None:
    # Place is a signal, so shuffling may move confidences, but not what the articles are.
    shuffled = list(LAW.articles)
    random.Random(7).shuffle(shuffled)
    again = {(m.article, m.provision) for m in align(replace(LAW, articles=tuple(shuffled))).accepted}
    first = {(m.article, m.provision) for m in ALIGNED.accepted}
    assert len(again & first) >= 0.7 * len(first)
