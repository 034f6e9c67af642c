"""Every example of every lexicon is a test; a broken lexicon says file and line; a new language is one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexalign.errors import DataFileError, UnknownLanguage
from lexalign.language import languages, load_lexicon
from lexalign.language.check import check_example, check_lexicon
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
