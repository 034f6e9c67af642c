"""What a clause of an amending act says: which articles, and whether they are inserted, replaced or repealed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from lexalign.errors import DataFileError
from lexalign.files import provisions_dir, read_data
from lexalign.language.wordings import Finder, parse_wording
from lexalign.language.words import fold, split_words
from lexalign.laws.numbers import clean_number
from lexalign.laws.schemes import DASH, NUMBER

__all__ = ["ACTIONS", "Amending", "Clause", "amending_words", "outside_quotes", "quotations", "read_clause"]

ACTIONS: tuple[str, ...] = ("insert", "replace", "repeal")

_SIGN = re.compile(rf"§{{1,2}}(?:-\w{{1,3}})?\s*(?P<number>{NUMBER})")
_SIGNS = re.compile(r"§{1,2}")
_AFTER = re.compile(rf"[\s.(]{{0,4}}(?:n[o°º]\.?\s*)?(?P<number>{NUMBER})", re.IGNORECASE)
_START = r"(?:(?<![\w.,-])|(?<=მე-))"
_JOINED = r"(?:-[^\W\d_]{1,3}(?!\w))?"
"""An ending joined to a number: Azerbaijani ``5-ci``, Armenian ``5-րդ``."""
_BEFORE = re.compile(rf"{_START}(?P<number>{NUMBER}){_JOINED}(?:[\s.)'’]{{0,3}}|-)(?:[^\W\d_]{{1,6}}\s+)?$")
_BETWEEN = re.compile(rf"{_JOINED}[\s).]{{0,3}}(?P<sign>[,;/]|[^\W\d_]{{1,8}}\.?)?\s{{1,3}}(?:მე-)?")
_DASHED = re.compile(rf"\s?[{DASH}]\s?(?=[\dA-Z])")
_STOP_DASHED = re.compile(rf"\.\s?[{DASH}]\s?(?=\d)")
_LETTER = re.compile(r"\.?[ \xa0]([a-z])(?![\w-])")
_BIS = re.compile(r"\s+bis$", re.IGNORECASE)
_QUOTED = re.compile(r"“([^“”]*)”|«([^«»]*)»|„([^„“”]*)[“”]|\"([^\"]*)\"|‘([^‘’]{3,})’")


@dataclass(frozen=True, slots=True)
class Amending:
    """The words of one language.

    Attributes:
        finder: Finds ``article``, ``insert``, ``replace``, ``repeal`` and ``part`` in words.
        listed, ranged: Folded words between the numbers of a list, and of a range.
        number_first: Whether the number stands before the word for article.
        letters: Whether a letter of the number may stand behind the word: ``228. gr. a``.
        unquoted: Where new articles stand below the clause without quotation marks: the word that announces their
            heading; else empty.
        notes: Wordings by which a note after a heading says which act inserted or changed it.
    """

    finder: Finder
    listed: frozenset[str]
    ranged: frozenset[str]
    number_first: bool
    notes: tuple[str, ...]
    letters: bool = False
    unquoted: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause says.

    Attributes:
        actions: Of :data:`ACTIONS`, those that it names.
        numbers: Numbers of articles that it names, in order.
        ranges: First and last numbers, for ``articles 5 to 9``.
        part: Whether it names a part of an article, such as a paragraph or words.
    """

    actions: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    ranges: tuple[tuple[str, str], ...] = ()
    part: bool = False


@cache
def amending_words() -> Mapping[str, Amending]:
    """Language ▶ the words by which amending provisions speak, from ``provisions/amending.yaml``.

    Raises:
        DataFileError: A wording is none, or an example is not understood as it says; all of them at once.
    """
    from pydantic import BaseModel, ConfigDict, Field

    class Language(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
        article: list[str] = Field(min_length=1)
        and_: list[str] = Field(alias="and", min_length=1)
        to: list[str] = Field(min_length=1)
        insert: list[str] = Field(min_length=1)
        replace: list[str] = Field(min_length=1)
        edition: list[str] = Field(min_length=1)
        repeal: list[str] = Field(min_length=1)
        part: list[str] = Field(min_length=1)
        number_first: bool = False
        letters: bool = False
        unquoted: str = ""
        examples: dict[str, list[str]]

    class AmendingFile(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
        languages: dict[str, Language]

    data, place = read_data(provisions_dir() / "amending.yaml", AmendingFile)
    problems: list[str] = []
    found: dict[str, Amending] = {}
    for code, said in data.languages.items():
        wordings = {name: getattr(said, name) for name in ("article", "part", *ACTIONS)}
        notes = [*said.insert, *said.replace, *said.edition]
        bad = _faults({**wordings, "edition": said.edition}, code, place)
        problems += bad
        if bad:
            continue
        listed, ranged = (frozenset(map(fold, words)) for words in (said.and_, said.to))
        finder = Finder(wordings, {}, list(wordings))
        found[code] = Amending(finder, listed, ranged, said.number_first, tuple(notes), said.letters, said.unquoted)
        for action, texts in said.examples.items():
            for at, text in enumerate(texts):
                clause = _read(text, found[code])
                if action not in clause.actions or not clause.numbers or clause.part:
                    where = place(("languages", code, "examples", action, at))
                    problems.append(f"{where}: {text!r} is not understood as {action!r} of an article")
    if problems:
        raise DataFileError(problems)
    return MappingProxyType(found)


def _faults(wordings: Mapping[str, list[str]], code: str, place: Any) -> list[str]:
    out = []
    for name, texts in wordings.items():
        for at, text in enumerate(texts):
            try:
                parse_wording(text)
            except ValueError as error:
                out.append(f"{place(('languages', code, name, at))}: {error}")
    return out


def read_clause(text: str, language: str) -> Clause | None:
    """Understand a clause of an amending act; what it quotes is not looked at.

    Args:
        text: The clause.
        language: ISO 639-1 code.

    Returns:
        What it says; None for a language whose amending words are not known.
    """
    words = amending_words().get(language)
    return None if words is None else _read(outside_quotes(text), words)


def quotations(text: str) -> list[str]:
    """What a text quotes, without the quotation marks."""
    return [next(filter(None, found), "").strip() for found in _QUOTED.findall(text)]


def outside_quotes(text: str) -> str:
    """A text with its quotations blanked; every other sign stays where it is."""
    return _QUOTED.sub(lambda found: " " * len(found[0]), text)


def _read(text: str, known: Amending) -> Clause:
    words = split_words(text)
    concepts = known.finder.concepts
    hits = [(concepts[hit.concept], words.starts[hit.first], words.ends[hit.last]) for hit in known.finder.find(words)]
    numbers: list[str] = []
    ranges: list[tuple[str, str]] = []
    taken: set[int] = set()
    letters: dict[int, str] = {}
    signs = [] if known.number_first else _SIGN.finditer(text)
    opened = [found.start("number") for found in signs]
    if known.number_first:  # "5 §": the sign stands where the word may
        hits += [("article", found.start(), found.end()) for found in _SIGNS.finditer(text)]
    for name, start, end in hits:
        if name != "article":
            continue
        if known.number_first:
            before = _BEFORE.search(text[:start])
            if before:
                opened += _backwards(text, before.start("number"), known)
                if known.letters and (letter := _LETTER.match(text, end)):
                    letters[before.start("number")] = letter[1]
        else:
            after = _AFTER.match(text, end)
            if after:
                opened.append(after.start("number"))
    for at in sorted(opened):
        if at not in taken:
            _run(text, at, known, numbers, ranges, taken, letters)
    actions = frozenset(name for name, _, _ in hits if name in ACTIONS)
    return Clause(actions, tuple(dict.fromkeys(numbers)), tuple(ranges), any(name == "part" for name, _, _ in hits))


def _run(
    text: str,
    at: int,
    known: Amending,
    numbers: list[str],
    ranges: list[tuple[str, str]],
    taken: set[int],
    letters: Mapping[int, str],
) -> None:
    """Take the numbers of a list or range that begins at an offset: ``5, 7 and 9 to 12``."""
    number = re.compile(NUMBER)
    through = False
    while (found := number.match(text, at)) is not None:
        taken.add(at)
        cut = _BIS.search(found[0]) if "bis" in known.ranged else None  # German "5 bis 8" is a range
        end = found.start() + cut.start() if cut else found.end()
        printed = clean_number(text[at:end])
        if at in letters:
            printed = f"{printed} {letters[at]}"
        if through and numbers:
            ranges.append((numbers[-1], printed))
        numbers.append(printed)
        dashed = _DASHED.match(text, end) or ("–" in known.ranged and _STOP_DASHED.match(text, end)) or None
        between = dashed or _BETWEEN.match(text, end)
        if between is None:
            return
        sign = "" if dashed else fold((between["sign"] or "").strip("."))
        through = bool(dashed) or sign in known.ranged
        if not through and sign not in known.listed and sign not in (",", ";", "/"):
            return
        at = between.end()


def _backwards(text: str, at: int, known: Amending) -> list[int]:
    """Where the list begins whose last number stands at an offset: ``8 ve 9``."""
    starts = [at]
    dash = rf"|(?<=\.\s)[{DASH}]|(?<=\.)[{DASH}]" if "–" in known.ranged else ""
    before = re.compile(
        rf"{_START}(?P<number>{NUMBER}){_JOINED}\.?\s*(?:,{dash}|(?P<word>[^\W\d_]{{1,8}}))\s*(?:მე-)?$"
    )
    while (found := before.search(text[: starts[-1]])) is not None:
        if found["word"] and fold(found["word"]) not in known.listed | known.ranged:
            break
        starts.append(found.start("number"))
    return [starts[-1]]
