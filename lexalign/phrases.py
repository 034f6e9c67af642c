"""Sentences that can be said in another language: English ones that remember how they were made.

What an assessment says (why a status is what it is) is made of English sentences with names and figures in them. A
:class:`Phrase` is such a sentence as a plain string, so that nothing else needs to know of it; a report that is to be
in French or Spanish asks for it with :func:`spoken`. The translations are data, in
``provisions/phrases/<language>/``.
What people wrote (a rationale, a note, a heading, a law's text) is never translated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from lexalign.errors import DataFileError, LexalignError
from lexalign.files import provisions_dir, read_data
from lexalign.model import State, Status

__all__ = [
    "Multilingual",
    "Phrase",
    "PhraseBook",
    "counted",
    "enumerated",
    "field_word",
    "fixed",
    "in_languages",
    "joined",
    "phrase_book",
    "report_languages",
    "say",
    "spoken",
    "untranslated",
]


class Phrase(str):
    """An English text that knows its template and what was put into it."""

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Phrase:
        """Make the text from its template (as for ``str.format``) and the values."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def __add__(self, other: str) -> Phrase:
        return joined("", (self, other))

    def __radd__(self, other: str) -> Phrase:
        return joined("", (other, self))

    def __reduce__(self) -> tuple[type[Phrase], tuple[str, dict[str, object]]]:
        return Phrase, (self.template, dict(self.values))


class Multilingual(str):
    """A text that exists in several languages, such as the name of a State; as a string it is the first of them."""

    __slots__ = ("texts",)

    texts: Mapping[str, str]

    def __new__(cls, texts: Mapping[str, str]) -> Multilingual:
        """Make it from language ▶ text; the one to use where nothing else is asked stands first."""
        made = super().__new__(cls, next(iter(texts.values()), ""))
        made.texts = texts
        return made

    def __reduce__(self) -> tuple[type[Multilingual], tuple[dict[str, str]]]:
        return Multilingual, (dict(self.texts),)


def say(template: str, /, **values: object) -> Phrase:
    """Say a sentence of ours.

    Args:
        template: English, with ``{names}`` for what is put in. Only literal texts, so that a test finds them all.
        values: What is put in: phrases (translated too), figures, or texts that stay as they are.
    """
    return Phrase(template, values)


def counted(number: int, one: str, many: str, /, **values: object) -> Phrase:
    """Say a sentence that depends on a number: ``counted(2, "{n} article", "{n} articles")``."""
    return Phrase(one if number == 1 else many, {"n": number, **values})


def fixed(text: str) -> Phrase:
    """Take a text of our data (what an element asks, say) as one that can be translated as a whole."""
    return Phrase(text.replace("{", "{{").replace("}", "}}"), {})


def joined(separator: str, parts: Iterable[str]) -> Phrase:
    """Put texts one behind the other; each is translated by itself. The separator has no words."""
    given = tuple(parts)
    places = separator.join(f"{{p{i}}}" for i in range(len(given)))
    return Phrase(places, {f"p{i}": part for i, part in enumerate(given)})


def enumerated(parts: Sequence[str]) -> str:
    """``a and b and c``: few things, in words."""
    if len(parts) <= 1:
        return parts[0] if parts else ""
    return say("{one} and {other}", one=enumerated(parts[:-1]), other=parts[-1])


def in_languages(texts: Mapping[str, str]) -> str:
    """Take a text of a data file that stands there in several languages; the English one where a language has none."""
    english = texts.get("en")
    return Multilingual({"en": english, **texts} if english else texts)


def field_word(value: str) -> str:
    """Take what a decision sets: a status, state or relation is a word of the field, to be translated."""
    known = {*Status, *State, "full", "partial", "principal", "related"}
    return fixed(value) if value in known else value


# --- translations -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PhraseBook:
    """Translations into one language.

    Attributes:
        language: ISO 639-1.
        entries: English template ▶ template in that language.
    """

    language: str
    entries: Mapping[str, str]

    def template(self, english: str) -> str | None:
        """Translation of a template, None where there is none; a closing full stop may be missing on both sides."""
        key = _key(english)
        found = self.entries.get(key)
        if found is None and key.endswith("."):
            found = self.entries.get(key[:-1])
            return None if found is None else f"{found.rstrip('.')}."
        if found is None and f"{key}." in self.entries:
            found = self.entries[f"{key}."].removesuffix(".")
        return found


def _key(english: str) -> str:
    # Line ends of a data file are no part of a text.
    return " ".join(english.split()) if "\n" in english or "  " in english else english


def needs_translation(template: str) -> bool:
    """Whether a template has words of its own (and is not only made of places and signs)."""
    return any(sign.isalpha() for literal, *_ in Formatter().parse(template) for sign in literal)


def spoken(text: str, language: str) -> str:
    """Give a text in a language.

    Args:
        text: A :class:`Phrase`, a word of the field (a status, a basis ...), or any other text, which stays as it is.
        language: ``en`` gives the text itself.

    Returns:
        The translation; the English where there is none.

    Raises:
        LexalignError: There is no phrase book of that language.
    """
    return str(text) if language == "en" else _spoken(text, phrase_book(language))


def _spoken(text: str, book: PhraseBook) -> str:
    if isinstance(text, StrEnum):
        return book.template(text.value) or str(text)
    if isinstance(text, Multilingual):
        return text.texts.get(book.language) or _spoken(fixed(text), book)
    if not isinstance(text, Phrase):
        return text
    values = {name: _spoken(value, book) if isinstance(value, str) else value for name, value in text.values.items()}
    template = book.template(text.template) if needs_translation(text.template) else None
    return (template or text.template).format(**values)


def untranslated(text: str, language: str) -> set[str]:
    """Give the templates in a text that the phrase book of a language lacks."""
    book = phrase_book(language)
    if isinstance(text, StrEnum):
        return set() if book.template(text.value) else {text.value}
    if isinstance(text, Multilingual):
        return set() if text.texts.get(language) else untranslated(fixed(text), language)
    if not isinstance(text, Phrase):
        return set()
    inner = (untranslated(value, language) for value in text.values.values() if isinstance(value, str))
    missing = set().union(*inner)
    if needs_translation(text.template) and book.template(text.template) is None:
        missing.add(text.template)
    return missing


def report_languages() -> tuple[str, ...]:
    """Languages in which reports can be written: English, and those that have phrases."""
    return ("en", *sorted(path.name for path in _folder().glob("??") if path.is_dir()))


def phrase_book(language: str) -> PhraseBook:
    """Read the translations into a language: all files of its folder.

    Raises:
        LexalignError: There are none.
        DataFileError: An entry stands twice with different translations, or does not put in what the English does.
    """
    files = tuple(sorted((_folder() / language).glob("*.yaml"))) if language.isalpha() else ()
    if not files:
        raise LexalignError(
            f"reports cannot be written in the language {language!r}",
            fix=f"Use one of {', '.join(report_languages())}, or add phrases in provisions/phrases/{language}/.",
        )
    return _read(language, files, tuple(path.stat().st_mtime_ns for path in files))


def _folder() -> Path:
    return provisions_dir() / "phrases"


@cache
def _schema() -> type[Any]:
    from pydantic import BaseModel, ConfigDict, Field

    class Entry(BaseModel):
        # What is said in English, and the same in the language of the file.
        model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
        en: str = Field(min_length=1)
        said: str = Field(min_length=1)

    class File(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
        language: str = Field(pattern=r"^[a-z]{2}$")
        verified: bool
        phrases: dict[str, list[Entry]]

    return File


@cache
def _read(language: str, files: tuple[Path, ...], _changed: tuple[int, ...]) -> PhraseBook:
    entries: dict[str, str] = {}
    problems: list[str] = []
    for path in files:
        data, where = read_data(path, _schema())
        if data.language != language:
            problems.append(f"{path.name}:1: the language is {data.language!r}, but the folder is {language}")
        for group, listed in data.phrases.items():
            for place, entry in enumerate(listed):
                key, said = _key(entry.en), _key(entry.said)
                fault = _fault(key, said, entries)
                if fault:
                    problems.append(f"{where(('phrases', group, place))}: {fault}")
                entries[key] = said
    if problems:
        raise DataFileError(problems)
    return PhraseBook(language, entries)


def _fault(key: str, said: str, entries: Mapping[str, str]) -> str:
    if entries.get(key, said) != said:
        return f"{key!r} has another translation above"
    try:
        asked, given = _names(key), _names(said)
    except ValueError as error:
        return f"{error}; a brace that is meant as such is written twice"
    return "" if asked == given else f"the English puts in {_listed(asked)}, the translation {_listed(given)}"


def _names(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "nothing"
