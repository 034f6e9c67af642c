"""Every example of every lexicon is a test; a broken lexicon says file and line; a new language is one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexalign.errors import DataFileError, UnknownLanguage
from lexalign.language import languages, load_lexicon
from lexalign.language.check import check_example, check_lexicon
from lexalign.language.words import split_words
from lexalign.provisions import load_instrument

CONCEPTS = [
    (code, concept) for code in languages() for concept in sorted({e.concept for e in load_lexicon(code).examples})
]


@pytest.mark.parametrize(("code", "concept"), CONCEPTS)
def test_examples(code: str, concept: str) -> None:
    lexicon = load_lexicon(code)
    assert [p for e in lexicon.examples if e.concept == concept and (p := check_example(lexicon, e))] == []


@pytest.mark.parametrize("code", languages())
def test_lexicon_is_complete_for_the_convention(code: str) -> None:
    assert check_lexicon(load_lexicon(code), [load_instrument("cets185")]) == []


@pytest.mark.parametrize("code", languages())
def test_every_provision_has_headings_and_a_description(code: str) -> None:
    words = load_lexicon(code).provisions
    for n in range(1, 36):
        assert words[f"cets185:{n}"].aliases, n
        assert len(words[f"cets185:{n}"].description.split()) >= 20, n


def test_a_language_without_lexicon_says_what_to_do() -> None:
    with pytest.raises(UnknownLanguage, match="CONTRIBUTING"):
        load_lexicon("xx")


def test_a_broken_lexicon_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "xx.yaml"
    path.write_text(
        "language: xx\nname: Xish\nconcepts:\n  access:\n    wordings:\n      own: [ok, '~2 bad']\n  no_such_concept:\n    wordings: {own: [x]}\n",
        encoding="utf-8",
    )
    with pytest.raises(DataFileError) as caught:
        load_lexicon(path)
    assert [p.split(": ")[0] for p in caught.value.problems] == ["xx.yaml:6", "xx.yaml:7"]


def test_a_broken_example_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "xx.yaml"
    path.write_text(
        "language: xx\nname: Xish\nconcepts:\n  access:\n    wordings: {own: [zugreif*]}\n    must_match: [er liest]\n",
        encoding="utf-8",
    )
    problems = check_lexicon(load_lexicon(path), [])
    assert any(p.startswith("xx.yaml:6") and "must show access" in p for p in problems)


def test_concepts_that_nothing_can_tell_apart_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "xx.yaml"
    path.write_text(
        "language: xx\nname: Xish\nconcepts:\n  search:\n    wordings: {own: [sonda*]}\n  seize:\n    wordings: {own: [sonda*]}\n",
        encoding="utf-8",
    )
    assert any("search and seize have the same wordings" in p for p in check_lexicon(load_lexicon(path), []))


@pytest.mark.parametrize("code", [c for c in languages() if load_lexicon(c).words_of])
def test_a_language_may_take_its_words_from_another(code: str) -> None:
    mine, theirs = load_lexicon(code), load_lexicon(load_lexicon(code).words_of)
    assert mine.language == code
    assert mine.wordings == theirs.wordings and check_lexicon(mine, [load_instrument("cets185")]) == []


def test_a_law_in_the_other_script_is_read_alike() -> None:
    """The same articles of our own in Latin and, letter by letter, in Cyrillic."""
    table = load_lexicon("sr").letters
    text = (
        "Ko neovlašćeno pristupi računarskom sistemu i izmijeni računarske podatke, kazniće se zatvorom do tri godine."
    )
    back: dict[str, str] = {}
    for cyrillic, written in table.items():
        back.setdefault(written, chr(cyrillic))
    folded = " ".join(split_words(text).folded)
    cyrillic = (
        "".join(back.get(c, c) for c in folded.replace("nj", "\0").replace("lj", "\1"))
        .replace("\0", "њ")
        .replace("\1", "љ")
    )
    assert cyrillic != folded
    finder = load_lexicon("sr").finder
    shown = [{finder.concepts[h.concept] for h in finder.find(split_words(t, table))} for t in (text, cyrillic)]
    assert shown[0] == shown[1] and {"access", "computer_system"} <= shown[0]


def test_words_of_a_file_that_is_not_there_or_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "xx.yaml").write_text("language: xx\nname: Xish\nwords_of: yy\nletters: {ab: c}\n", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_lexicon(tmp_path / "xx.yaml")
    assert [p.split(": ")[0] for p in caught.value.problems] == ["xx.yaml:4", "xx.yaml:3"]
