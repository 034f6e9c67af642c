"""Lines that may begin an article, in any numbering tradition; which of them do is settled by ``chain``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lexalign.laws.article_words import AFTER, BEFORE, FAMILY, LETTER_AFTER, LINKS, ORDINALS, PLURALS
from lexalign.laws.numbers import clean_number, han_value, roman_value
from lexalign.laws.typography import is_small

__all__ = ["DASH", "DASHES", "Candidate", "Found", "candidates", "strip_marks"]

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
    r"(?:[LRDA]\.?[ ]?|[A-Z](?=\d))?\d{1,4}(?:[ºª°](?!\w)|\.[ºª°]|er\b)?"
    r"(?:\^\d{1,3}|[⁰¹²³⁴-⁹]{1,3}|<sup>\s?\d{1,3}\s?</sup>)?"
    rf"(?:(?:{_LATIN})\b|[a-z]{{1,3}}(?![^\W\d_])|[A-Z]{{1,2}}(?!\w)|[а-яѓѕјљњќџђћΑ-Ω](?!\w))?"
    r"(?:[-‐‑–:]\d{1,3}(?!\d))*(?:\.\d{1,3}(?!\d))*"
    rf"(?:{_SPACE}?[-–]?{_SPACE}?(?:{_LATIN})\b)?(?:[-–/]{_SPACE}?[A-Z]{{1,2}}(?!\w)|/\d{{1,2}}(?![\w/])|{_SPACE}[A-Z](?=[.])"
    rf"|{_SPACE}[a-z](?=\.(?:\s|$))|[-–/][a-zа-яѓѕј](?!\w)|\.[a-zа-яѓѕј](?={_SPACE}*(?:\n|$|[(])))?"
)
"""An article number: 12, 202a, 126nd, 40A, 153 BIS, 278-1, 323-3-1, 3.º-A, L34-1, 245/A, 274^1, 4.10, 5 a, 5.a, 5-а."""

_TAIL = r"[\u0300-\u036f\u0610-\u065f\u0640\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
_LETTERS = "".join(
    sorted({word[0] for word in FAMILY} | {form for word in BEFORE for form in (word[0], word[0].upper())})
)
_LINE = re.compile(
    rf"^\f?(?P<indent>{_SPACE}*+)(?P<md>\#{{1,6}})?{_SPACE}*+(?P<mark>[*_>\[\"“«„‘']{{0,4}}+){_SPACE}*+"
    rf"(?(md)(?:\([A-Z]{{1,6}}\){_SPACE}*+)?)(?:(?P<cjk>[第제](?={_SPACE}?[\d一二三四五六七八九十百千〇零]))|(?P<word>(?=[{_LETTERS}])[^\W\d_](?:[^\W\d_]|{_TAIL}){{0,15}}+|§§?)|(?=\d))",
    re.MULTILINE,
)
_SEP = rf"(?P<sep>[*_]{{0,3}}(?:{_SPACE}*+[.:)º°\]ـ{DASH}]{{1,3}}){{0,3}}[*_]{{0,3}}){_SPACE}*"
_OF_WORD = re.compile(
    rf"(?!{_TAIL})\.?{_SPACE}*+[*_]{{0,2}}+{_SPACE}*+(?:(?:N[o°º]\.?(?![^\W\d_])|{LINKS}){_SPACE}*+)?\(?"
    rf"(?:(?P<number>{NUMBER})|(?P<roman>[IVXLC]{{1,8}}(?:{_SPACE}?(?:{_LATIN})\b)?)(?!\w)|(?P<ordinal>[^\W\d_]{{2,16}}))\)?"
)
_SECOND = re.compile(rf"{_SPACE}{{1,3}}(?P<word>[^\W\d_]{{1,16}})")
_ONE_SPENT = re.compile(rf"(\d{{1,3}}[A-Z]?)\.{_SPACE}*[{DASH}]{{1,3}}{_SPACE}*")
_SPENT = re.compile(rf"(?:{_ONE_SPENT.pattern})+")
_BLANK = re.compile(r"[\s*_]+")
_SEP_ONLY = re.compile(_SEP)
_WORDS = re.compile(rf"[^\W\d_]+(?={_SPACE}|\W|$)")
_PLAIN = re.compile(
    rf"(?:(?:(?P<first>\d{{1,4}})\.{_SPACE}?[–-]{_SPACE}?(?=\d{{1,4}}\.{_SPACE}?gr))?"
    rf"(?P<before>\d{{1,4}}(?:[-/]\d{{1,3}}|\.?(?:\^\d{{1,3}}|[⁰¹²³⁴-⁹]{{1,3}}|<sup>\s?\d{{1,3}}\s?</sup>))?"
    rf"(?:(?:{_SPACE}|[./])?[a-zA-Z](?![^\W\d_]))?){_SPACE}*+[-–.]?{_SPACE}*+(?:n[jc][iıy]{_SPACE})?(?P<after>{AFTER})(?!\w)"
    rf"(?:{LETTER_AFTER})?"
    rf"|(?P<plain>\d{{1,3}}(?:[A-Z]{{1,2}}|[a-z]|bis|ter)?(?:-\d{{1,2}}|-[A-Z])?)(?![\w/,°º)])){_SEP}"
)
_CJK = re.compile(
    rf"(?:第{_SPACE}?(?P<han>[\d一二三四五六七八九十百千〇零]{{1,7}}){_SPACE}?[条條](?:[の之](?P<han2>[\d一二三四五六七八九十]{{1,4}}))?"
    rf"|제{_SPACE}?(?P<hangul>\d{{1,4}}){_SPACE}?조(?:의{_SPACE}?(?P<hangul2>\d{{1,3}}))?){_SEP}"
)
_RANGE = re.compile(
    rf"\d{{1,4}}[a-zA-Z]{{0,2}}{_SPACE}++(?:bis|und|u\.|to|and|through|à|et|a|al|y|e|do|i|tot|en|до|и|та|по|[-–—]){_SPACE}++"
    rf"\d{{1,4}}[a-zA-Z]{{0,2}}(?!\w)"
)


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


_MOST_OF_A_FAMILY = 50_000
_MOST_OF_ALL = 100_000
_MOST_NUMBERS = 200_000
# Bounds of the time a file can take. The longest codes have some 10,000 articles; a megabyte of law has up to 4,000
# lines that might begin one.


@dataclass(frozen=True, slots=True)
class Found:
    """The lines of a text that may begin an article.

    Attributes:
        lines: In the order of the text, of all families.
        left: Family ▶ offset of the first line of it that was not looked at, because more lines of it stand before
            than any law has articles; empty for every law.
    """

    lines: list[Candidate]
    left: dict[str, int]


def strip_marks(line: str) -> str:
    """A line without Markdown signs for headers, bold and italics."""
    return line.strip().lstrip("#>").strip(" \t\xa0*_#").replace("**", "")


def candidates(text: str, start: int = 0, end: int | None = None) -> Found:
    """All lines that may begin an article.

    Args:
        text: The text of a law.
        start: Where the part of it begins that is looked at.
        end: Where that part ends; None for the end of the text.

    Returns:
        Candidates in the order of the text, and where looking for them was given up.
    """
    stop = len(text) if end is None else end
    out: list[Candidate] = []
    left: dict[str, int] = {}
    count: Counter[str] = Counter()
    numbers = 0
    for line in _LINE.finditer(text, start, stop):
        word = line["word"]
        if word is None:
            numbers += 1
            if numbers > _MOST_NUMBERS:
                if "plain" not in left:
                    left["plain"] = line.start()
                continue
            read = _cjk(text, line, stop) if line["cjk"] else _plain(text, line, stop)
        else:
            family = FAMILY.get(word)
            if family in left:
                continue
            read = _worded(text, line.end(), stop, line, family) if family else _apart(text, line, stop)
        if read is not None:
            if len(out) >= _MOST_OF_ALL:
                return Found(out, dict.fromkeys([*count, *left], line.start()) | left)
            count[read.family] += 1
            if count[read.family] > _MOST_OF_A_FAMILY:
                left.setdefault(read.family, line.start())
                continue
            made = _made(text, line, read, stop)
            out.append(made)
            if read.family == "dotted" and read.rest[:1].isdigit():
                out.extend(_spent(text, made))
    return Found(out, left)


def _spent(text: str, first: Candidate) -> Iterator[Candidate]:
    """Spent articles printed beside each other on one line: ``22. — 23. — 24. —``."""
    rest = text[first.end : first.line_end]
    if _SPENT.fullmatch(rest):
        for found in _ONE_SPENT.finditer(rest):
            begin, end = first.end + found.start(), first.end + found.end()
            yield replace(first, start=begin, end=end, number=found[1])


_BEFORE_LETTERS = frozenset(form for word in BEFORE for form in (word[0], word[0].upper()))


@dataclass(frozen=True, slots=True)
class _Read:
    """What a line says after its indentation and marks."""

    number: str
    family: str
    word: str
    sep: str
    end: int
    rest: str
    penalty: str = ""


def _rest(text: str, at: int, stop: int) -> str:
    end = text.find("\n", at, stop)
    return strip_marks(text[at : stop if end < 0 else end])


def _apart(text: str, line: re.Match[str], stop: int) -> _Read | None:
    """``Ek Madde 1``: its number is ``Ek 1``."""
    if line["word"][0] not in _BEFORE_LETTERS or _folded(line["word"]) not in BEFORE:
        return None
    word = _SECOND.match(text, line.end(), stop)
    family = FAMILY.get(word["word"]) if word else None
    read = _worded(text, word.end(), stop, line, family, word["word"]) if word and family else None
    return replace(read, number=f"{line['word']} {read.number}") if read else None


def _folded(word: str) -> str:
    return word.replace("İ", "i").casefold()


def _worded(text: str, at: int, stop: int, line: re.Match[str], family: str, word: str = "") -> _Read | None:
    word = word or line["word"]
    found = _OF_WORD.match(text, at, stop)
    if found is None:
        return None
    end, many = found.end(), False
    if found["number"]:
        number = clean_number(found["number"])
        if word.casefold() in PLURALS and (several := _RANGE.match(text, found.start("number"), stop)):
            number, end, many = re.sub(r"\s+", " ", several[0]), several.end(), True
    elif found["roman"]:
        number = found["roman"]
        if not roman_value(number.split()[0]):
            return None
    else:
        told = _ordinal(text, found.start("ordinal"), stop)
        if told is None:
            return None
        number, end = told
    after = _SEP_ONLY.match(text, end, stop)
    sep, end = (_bare(after["sep"]), after.end()) if after else ("", end)
    rest, header = _rest(text, end, stop), line["md"] or ""
    first = rest[:1]
    if first in {",", ";", "/"} or (is_small(first) and not header and not _opening_dash(sep)):
        return None
    inside = rest.startswith(("(", "[")) and not sep and not header and len(rest) > 4 and word != "§" and not many
    return _Read(number, family, word, sep, end, rest, "paragraph" if inside else "")


def _ordinal(text: str, at: int, stop: int) -> tuple[str, int] | None:
    """The longest ordinal number in words that begins here, as digits, and where it ends."""
    ends = [found.end() for found in _WORDS.finditer(text, at, min(stop, at + 60))][:4]
    for end in reversed(ends):
        number = ORDINALS.get(text[at:end])
        if number:
            return number, end + (text[end : end + 1] == ")")
    return None


def _plain(text: str, line: re.Match[str], stop: int) -> _Read | None:
    found = _PLAIN.match(text, line.end(), stop)
    if found is None:
        return None
    sep, rest, header = _bare(found["sep"]), _rest(text, found.end(), stop), line["md"] or ""
    first = rest[:1]
    if found["after"]:
        after = re.sub(r"\s", " ", found["after"])
        number = clean_number(found["before"]) + (f" {found['letter']}" if found["letter"] else "")
        number = f"{found['first']} – {number}" if found["first"] else number
        return None if is_small(first) else _Read(number, f"after {after}", after, sep, found.end(), rest)
    number = clean_number(found["plain"])
    if sep.startswith((".", *DASHES)):
        family = "dotted"
    elif sep or not rest:
        return None
    else:
        family = "bare"
    if is_small(first) or first in {",", ";", "%", "/"} or (first.isdigit() and not _opening_dash(sep)):
        return None
    if family == "bare" and (found.end() == found.end("plain") or not (first.isupper() or header)):
        return None
    return _Read(number, family, "plain", sep, found.end(), rest)


def _cjk(text: str, line: re.Match[str], stop: int) -> _Read | None:
    found = _CJK.match(text, line.start("cjk"), stop)
    if found is None:
        return None
    main, more = found["han"] or found["hangul"], found["han2"] or found["hangul2"]
    number = str(han_value(main)) + (f"-{han_value(more)}" if more else "")
    rest = _rest(text, found.end(), stop)
    return _Read(number, "article", line["cjk"], _bare(found["sep"]), found.end(), rest)


def _bare(sep: str) -> str:
    return sep if not sep or sep in {".", ":", ")"} else _BLANK.sub("", sep)


def _made(text: str, line: re.Match[str], read: _Read, stop: int) -> Candidate:
    line_end = text.find("\n", read.end, stop)
    line_end = stop if line_end < 0 else line_end
    rest, header = read.rest, line["md"] or ""
    indent = len(line["indent"]) + text.startswith("\f", line.start())
    style = (
        header,
        read.word.rstrip("."),
        read.sep[:1] if read.sep[:1] not in DASHES else "—"[: len(read.sep[:1])],
        "deep" if indent > 3 and not header else "",
        "alone" if not rest else "open" if rest.endswith((";", ",")) else "line" if len(rest) < 110 else "long",
        read.penalty,
    )
    quoted = bool(line["mark"]) and any(sign in line["mark"] for sign in "\"“«„‘'")
    return Candidate(line.start(), read.end, line_end, read.number, read.family, style, quoted)


def _opening_dash(sep: str) -> bool:
    return bool(sep) and any(sign in DASHES for sign in sep)
