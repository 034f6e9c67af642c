"""Lines that may begin an article, in any numbering tradition; which of them do is settled by ``chain``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lexalign.laws.numbers import clean_number

__all__ = ["DASH", "DASHES", "Candidate", "candidates", "strip_marks"]

DASHES = "-‐‑‒–—―\xad−�"
"""Dashes, among them what bad conversions make of one."""

DASH = "\\" + DASHES
"""The same, for use inside the brackets of a regular expression."""

_SPACE = "[ \\t\xa0  ]"
_LATIN = (
    r"bis|ter|qu[aá]ter|quinquies|quinquiesdecies|sexies|septies|octies|nonies|novies|decies|undecies|duodecies|terdecies|"
    r"quaterdecies|quindecies|BIS|TER|QU[AÁ]TER|QUINQUIES|SEXIES|SEPTIES|OCTIES|NONIES|NOVIES|DECIES"
)
NUMBER = (
    r"(?:[LRDA]\.?[ ]?)?\d{1,4}(?:[ºª°](?!\w)|\.[ºª°]|er\b)?(?:\^\d{1,3})?"
    rf"(?:(?:{_LATIN})\b|[a-z]{{1,3}}(?![^\W\d_])|[A-Z]{{1,2}}(?!\w))?"
    r"(?:[-‐‑–:]\d{1,3}(?!\d))*(?:\.\d{1,3}(?!\d))*"
    rf"(?:{_SPACE}?[-–]?{_SPACE}?(?:{_LATIN})\b)?(?:[-–/]{_SPACE}?[A-Z]{{1,2}}(?!\w)|{_SPACE}[A-Z](?=[.]))?"
)
"""An article number: 12, 202a, 126nd, 40A, 153 BIS, 278-1, 323-3-1, 3.º-A, L34-1, 245/A, 274^1, 4.10."""

_WORDS = {
    "article": "article|articles|art|artículo|articulo|artigo|articolul|articol|articolo|artikel|artikkel|artykuł|"
    "ARTICLE|ART|ARTÍCULO|ARTICULO|ARTIGO|ARTICOLUL|ARTICOLO|ARTIKEL|Article|Art|Artículo|Articulo|Artigo|"
    "Articolul|"
    "Articol|Articolo|Artikel|Artykuł|Статья|СТАТЬЯ|Стаття|СТАТТЯ|Член|ЧЛЕН|Члан|Мадда|Neni|Madde|MADDE|"
    "المادة|المــادة|مادة",
    "section": "Section|SECTION|Sec|SEC|Sect|SECT",
    "§": "§§?",
    "clause": "Clause|CLAUSE",
    "regulation": "Regulation|REGULATION|Rule|RULE",
}
_AFTER = r"modda|модда|cikk|straipsnis|pants|§"
_ORDINALS = {
    "1": "One|ONE|premier|PREMIER|1er|primo|PRIMO|primero|PRIMERO|Primero|unico|único|ÚNICO|Único|First|الأولى|الاولى",
    "2": "Two|TWO|الثانية",
    "3": "Three|THREE|الثالثة",
    "4": "الرابعة",
    "5": "الخامسة",
    "6": "السادسة",
    "7": "السابعة",
    "8": "الثامنة",
    "9": "التاسعة",
    "10": "العاشرة",
}
_ORDINAL_OF = {word: number for number, words in _ORDINALS.items() for word in words.split("|")}
_ORDINAL = "|".join(_ORDINAL_OF)
_FAMILY_OF = {word: family for family, words in _WORDS.items() for word in words.split("|")} | {"§": "§", "§§": "§"}

_LINE = re.compile(
    rf"^\f?{_SPACE}*+(?P<md>\#{{1,6}})?{_SPACE}*+(?P<mark>[*_>\[\"“«„‘']{{0,4}}+){_SPACE}*+"
    rf"(?:(?P<word>{'|'.join(w for words in _WORDS.values() for w in words.split('|'))})(?![^\W\d_])\.?{_SPACE}*+"
    rf"[*_]{{0,2}}+{_SPACE}*+(?:N[o°º]\.?{_SPACE}*+)?\(?(?:(?P<ordinal>{_ORDINAL})(?!\w)|(?P<number>{NUMBER}))\)?"
    rf"|(?P<before>\d{{1,4}}(?:[-/^]\d{{1,3}})?[a-zA-Z]?){_SPACE}*+[-–.]?{_SPACE}*+(?P<after>{_AFTER})(?!\w)"
    r"|(?P<plain>\d{1,3}(?:[A-Z]{1,2}|[a-z]|bis|ter)?(?:-\d{1,2}|-[A-Z])?)(?![\w/,°º)])"
    rf")(?P<sep>[*_]{{0,3}}(?:{_SPACE}*+[.:)º°\]{DASH}]{{1,3}}){{0,3}}[*_]{{0,3}}){_SPACE}*",
    re.MULTILINE,
)
_REST = re.compile(r"[^\n]*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may begin an article.

    Attributes:
        start, end: Offsets of the line's beginning and of what follows number and signs.
        line_end: Offset of the end of the line.
        number: Cleaned.
        family: Tradition the line follows: ``article``, ``section``, ``§``, ``after``, ``dotted``, ``bare`` ...
        style: What alike articles of one law share: Markdown level, indentation, sign after the number, heading.
        quoted: It stands in quotation marks: an article that another one inserts.
    """

    start: int
    end: int
    line_end: int
    number: str
    family: str
    style: tuple[str, ...]
    quoted: bool = False


def strip_marks(line: str) -> str:
    """A line without Markdown signs for headers, bold and italics."""
    return line.strip().lstrip("#>").strip(" \t\xa0*_#").replace("**", "")


def candidates(text: str, start: int = 0, end: int | None = None) -> Iterator[Candidate]:
    """All lines that may begin an article.

    Args:
        text: The text of a law.
        start: Where the part of it begins that is looked at.
        end: Where that part ends; None for the end of the text.

    Yields:
        Candidates in the order of the text, of all families.
    """
    for found in _LINE.finditer(text, start, len(text) if end is None else end):
        rest_found = _REST.match(text, found.end())
        rest = rest_found[0] if rest_found else ""
        made = _candidate(found, strip_marks(rest), found.end() + len(rest))
        if made is not None:
            yield made


def _candidate(found: re.Match[str], rest: str, line_end: int) -> Candidate | None:
    word, after, plain = found["word"], found["after"], found["plain"]
    sep = re.sub(r"[\s*_]+", "", found["sep"] or "")
    header = found["md"] or ""
    first = rest[:1]
    if word:
        if first in {",", ";", "/"} or (first.islower() and not header and not _opening_dash(sep)):
            return None
        if rest.startswith(("(", "[")) and not sep and not header and len(rest) > 4 and word != "§":
            family_penalty = "paragraph"
        else:
            family_penalty = ""
        family = _FAMILY_OF.get(word, "article")
        number = _ORDINAL_OF.get(found["ordinal"] or "", "") or clean_number(found["number"] or "")
    elif after:
        family, number, family_penalty = f"after {after.casefold()}", clean_number(found["before"]), ""
        if first.islower():
            return None
    else:
        number, family_penalty = clean_number(plain), ""
        if sep.startswith((".", *DASHES)):
            family = "dotted"
        elif sep or not rest:
            return None
        else:
            family = "bare"
        if first.islower() or first in {",", ";", "%", "/"} or (first.isdigit() and not _opening_dash(sep)):
            return None
        if family == "bare" and (found.end() == found.end("plain") or not (first.isupper() or header)):
            return None
    indent = len(found[0]) - len(found[0].lstrip())
    shape = "alone" if not rest else "open" if rest.endswith((";", ",")) else "line" if len(rest) < 110 else "long"
    style = (
        header,
        (word or after or "plain").rstrip("."),
        sep[:1] if sep[:1] not in DASHES else "—"[: len(sep[:1])],
        "deep" if indent > 3 and not header else "",
        shape,
        family_penalty,
    )
    quoted = any(sign in (found["mark"] or "") for sign in "\"“«„‘'")
    return Candidate(found.start(), found.end(), line_end, number, family, style, quoted)


def _opening_dash(sep: str) -> bool:
    return any(sign in DASHES for sign in sep)
