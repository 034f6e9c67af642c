"""provisions/lexicon/<language>.yaml ──▶ Lexicon: how laws in a language word each concept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from lexalign.errors import DataFileError, UnknownLanguage
from lexalign.files import provisions_dir, read_data
from lexalign.language.wordings import Finder, parse_wording
from lexalign.language.words import fold
from lexalign.provisions import concepts

TestedOn = Literal["laws", "own sentences"]

__all__ = ["Example", "Lexicon", "ProvisionWords", "languages", "load_lexicon"]


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase that must, or must not, show a concept; every one of them is a test."""

    concept: str
    phrase: str
    shows: bool
    place: str


@dataclass(frozen=True, slots=True)
class ProvisionWords:
    """What laws in a language call the articles that implement a provision, and how they word them."""

    title: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Lexicon:
    """How laws in one language word each concept.

    Attributes:
        wordings: Concept ▶ wordings.
        sources: (concept, wording) ▶ where the wording is known from.
        provisions: Provision id ▶ headings and description in this language.
        pillars: Pillar ▶ chapter headings under which laws put it.
        tested_on: What its matches were measured on: laws as published, or only sentences of our own.
        words_of: Code of the language whose words these are, where the languages share them (Bosnian and Croatian).
        letters: Letters of the language ▶ those its words are written with here, for a language of two scripts; as
            ``str.maketrans`` makes it, and applied to folded words.
    """

    language: str
    name: str
    wordings: Mapping[str, tuple[str, ...]]
    but_not: Mapping[str, tuple[str, ...]]
    sources: Mapping[tuple[str, str], str]
    examples: tuple[Example, ...]
    provisions: Mapping[str, ProvisionWords]
    pillars: Mapping[str, tuple[str, ...]]
    tested_on: TestedOn
    finder: Finder = field(repr=False)
    words_of: str = ""
    letters: Mapping[int, str] = field(default_factory=dict, repr=False)


@cache
def _schema() -> Any:
    from pydantic import BaseModel, ConfigDict, Field

    class Strict(BaseModel):
        model_config = ConfigDict(extra="forbid")

    class ConceptEntry(Strict):
        wordings: dict[str, list[str]]
        but_not: list[str] = Field(default_factory=list)
        must_match: list[str] = Field(default_factory=list)
        must_not_match: list[str] = Field(default_factory=list)

    class ProvisionEntry(Strict):
        title: str | None = None
        aliases: list[str] = Field(default_factory=list)
        description: str = ""

    class LexiconFile(Strict):
        language: str = Field(pattern=r"^[a-z]{2,3}$")
        name: str
        tested_on: TestedOn = "laws"
        words_of: str | None = Field(default=None, pattern=r"^[a-z]{2,3}$")
        letters: dict[str, str] = Field(default_factory=dict)
        concepts: dict[str, ConceptEntry] = Field(default_factory=dict)
        provisions: dict[str, ProvisionEntry] = Field(default_factory=dict)
        pillars: dict[str, list[str]] = Field(default_factory=dict)

    return LexiconFile


def languages(folder: Path | None = None) -> tuple[str, ...]:
    """Codes of the languages that have a lexicon."""
    return tuple(sorted(p.stem for p in ((folder or provisions_dir()) / "lexicon").glob("*.yaml")))


def load_lexicon(language: str | Path) -> Lexicon:
    """Load the lexicon of a language.

    Args:
        language: ISO 639-1 code, or a lexicon file of your own.

    Raises:
        UnknownLanguage: There is none.
        DataFileError: The file is not valid; all problems with file and line.
    """
    path = Path(language)
    if path.suffix not in (".yaml", ".yml"):
        path = provisions_dir() / "lexicon" / f"{str(language).lower()}.yaml"
    if not path.is_file():
        raise UnknownLanguage(
            f"there is no lexicon for the language {str(language)!r}",
            fix=f"There is one for {', '.join(languages())}; CONTRIBUTING.md says how to add a language with one file.",
        )
    return _load(path.resolve(), path.stat().st_mtime_ns)


@cache
def _load(path: Path, _changed: int) -> Lexicon:
    data, place = read_data(path, _schema())
    known = concepts()
    problems: list[str] = []
    letters = _letters(data.letters, place, problems)
    if data.words_of:
        return _in_the_words_of(data, path, letters, problems, place)
    if not data.concepts:
        problems.append(f"{path.name}:1: there are no concepts")
    wordings: dict[str, tuple[str, ...]] = {}
    but_not: dict[str, tuple[str, ...]] = {}
    sources: dict[tuple[str, str], str] = {}
    examples: list[Example] = []

    def check(wording: str, at: tuple[str | int, ...]) -> bool:
        try:
            parse_wording(wording)
        except ValueError as error:
            problems.append(f"{place(at)}: {error}")
            return False
        return True

    for name, entry in data.concepts.items():
        here = ("concepts", name)
        if name not in known:
            problems.append(f"{place(here)}: unknown concept {name!r} (concepts.yaml lists them)")
        good: dict[str, None] = {}
        for source, texts in entry.wordings.items():
            for i, text in enumerate(texts):
                if check(text, (*here, "wordings", source, i)):
                    good.setdefault(text)
                    sources.setdefault((name, text), source)
        wordings[name] = tuple(good)
        but_not[name] = tuple(t for i, t in enumerate(entry.but_not) if check(t, (*here, "but_not", i)))
        for key, shows in (("must_match", True), ("must_not_match", False)):
            for i, phrase in enumerate(getattr(entry, key)):
                examples.append(Example(name, phrase, shows, place((*here, key, i))))
    if problems:
        raise DataFileError(problems)
    return Lexicon(
        language=data.language,
        name=data.name,
        wordings=wordings,
        but_not=but_not,
        sources=sources,
        examples=tuple(examples),
        provisions={
            k: ProvisionWords(v.title or "", tuple(v.aliases), v.description) for k, v in data.provisions.items()
        },
        pillars={k: tuple(v) for k, v in data.pillars.items()},
        tested_on=data.tested_on,
        finder=Finder(wordings, but_not, known),
        letters=letters,
    )


def _letters(given: Mapping[str, str], place: Any, problems: list[str]) -> dict[int, str]:
    out = {}
    for letter, written in given.items():
        folded = fold(letter)
        if len(letter) != 1 or len(folded) != 1:
            problems.append(f"{place(('letters', letter))}: {letter!r} is not one letter without marks")
        else:
            out[ord(folded)] = fold(written)
    return out


def _in_the_words_of(data: Any, path: Path, letters: Mapping[int, str], problems: list[str], place: Any) -> Lexicon:
    """The lexicon of a language that shares its words with another one."""
    if data.concepts or data.provisions or data.pillars:
        problems.append(
            f"{place(('words_of',))}: with words_of there are no concepts, provisions or pillars of its own"
        )
    source = path.with_name(f"{data.words_of}.yaml")
    if not source.is_file():
        problems.append(f"{place(('words_of',))}: there is no lexicon {source.name} beside this file")
    if problems:
        raise DataFileError(problems)
    theirs = load_lexicon(source)
    if theirs.words_of:
        raise DataFileError([f"{place(('words_of',))}: {source.name} takes its own words from {theirs.words_of}"])
    return replace(theirs, language=data.language, name=data.name, words_of=data.words_of, letters=letters, examples=())
