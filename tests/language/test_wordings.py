"""Words and wordings: folding, offsets, the trie."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexalign.language.wordings import Finder, parse_wording
from lexalign.language.words import fold, split_words


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("Accès", unicodedata.normalize("NFD", "ACCÈS")),
        ("BİLİŞİM", "bilişim"),
        ("IŞIK", "ışık"),
        ("Straße", "STRASSE"),
        ("أَمْر", "امر"),
        ("несанкціоноване", "НЕСАНКЦІОНОВАНЕ"),
        ("ﬁle", "file"),
    ],
)
def test_fold_takes_away_what_does_not_matter(word: str, same: str) -> None:
    assert fold(word) == fold(same)


def test_fold_keeps_what_matters() -> None:
    assert fold("access") != fold("assess")
    assert fold("data") != fold("date")


@given(st.text())
def test_offsets_point_at_the_words(text: str) -> None:
    words = split_words(text)
    for folded, start, end in zip(words.folded, words.starts, words.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert fold(text[start:end]) == folded
    assert list(words.starts) == sorted(words.starts)


def finder(**wordings: list[str]) -> Finder:
    return Finder(wordings, {}, list(wordings))


def found(f: Finder, text: str) -> list[tuple[str, str]]:
    words = split_words(text)
    return [(f.concepts[h.concept], " ".join(words.folded[h.first : h.last + 1])) for h in f.find(words)]


def test_prefix_suffix_choice_gap() -> None:
    f = finder(a=["intercept*"], b=["*daten"], c=["without ~2 (right|authori*)"], d=["(computer|information) system*"])
    assert found(f, "Intercepting") == [("a", "intercepting")]
    assert found(f, "Verkehrsdaten") == [("b", "verkehrsdaten")]
    assert found(f, "without right; without any lawful authority") == [
        ("c", "without right"),
        ("c", "without any lawful authority"),
    ]
    assert found(f, "without having had any right") == []
    assert found(f, "an information\nsystem, a computer-system") == [
        ("d", "information system"),
        ("d", "computer system"),
    ]


def test_longest_wording_counts_once() -> None:
    f = finder(a=["traffic", "traffic data", "traffic data ~3 retention"])
    assert found(f, "traffic data and its retention") == [("a", "traffic data and its retention")]


def test_but_not_cancels_only_what_it_overlaps() -> None:
    f = Finder({"access": ["access*"]}, {"access": ["access to information"]}, ["access"])
    assert found(f, "access to information held by a ministry") == []
    assert found(f, "access to a computer and access to information") == [("access", "access")]


@pytest.mark.parametrize("wording", ["", "~2 access", "access ~2", "e-mail", "(a|b c)", "a,b"])
def test_bad_wordings_are_refused(wording: str) -> None:
    with pytest.raises(ValueError):
        parse_wording(wording)


WORD = st.sampled_from(["alpha", "beta", "gamma", "delta", "alphabet"])


@given(st.lists(st.lists(WORD, min_size=1, max_size=3), min_size=1, max_size=4), st.lists(WORD, max_size=12))
def test_trie_finds_what_a_regular_expression_finds(wordings: list[list[str]], text: list[str]) -> None:
    names = {f"c{i}": [" ".join(w)] for i, w in enumerate(wordings)}
    got = {c for c, _ in found(finder(**names), " ".join(text))}
    want = {c for c, (w,) in names.items() if re.search(rf"(?:^| ){re.escape(w)}(?: |$)", " ".join(text))}
    assert got == want


@given(st.text(alphabet="ab1_é. -'\n\u0301\u0640\u064bب", max_size=40))
def test_words_are_letters_with_their_marks_as_long_as_they_go(text: str) -> None:
    plain = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640])*")
    words = split_words(text)
    assert list(zip(words.starts, words.ends, strict=True)) == [m.span() for m in plain.finditer(text)]
    assert words.folded == tuple(fold(m[0]) for m in plain.finditer(text))
