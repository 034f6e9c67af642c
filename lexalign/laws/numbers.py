"""Article numbers: cleaned as printed, compared as ranks.

``12 < 12a < 12bis < 12-1 < 13``; ``40^1`` and ``40-1`` follow 40. A rank is a tuple that sorts as a lawyer would.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = [
    "ARTICLE_WORDS",
    "bare_number",
    "clean_number",
    "han_value",
    "is_plain",
    "is_within",
    "rank",
    "roman_value",
    "western_digits",
]

ARTICLE_WORDS = (
    r"(?:articles?|art[ií]culos?|artigos?|articol(?:ul|e)?|articol[io]|artikel[n]?|artt?|section|sections|secs?|sects?|"
    r"s|ss|§{1,2}|clause|regulation|rule|"
    r"maddes?i?|md|статья|статьи|стаття|статті|ст|član|чл(?:ен|ан)?|neni|nenit|cikk|"
    r"المادة|مادة|المــادة)"
)
"""What stands before an article's number, in the languages read here; letters only, matched without case."""

_LATIN = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "nonies",
    "novies",
    "decies",
    "undecies",
    "duodecies",
    "terdecies",
    "quaterdecies",
    "quindecies",
    "quinquiesdecies",
    "sexiesdecies",
    "septiesdecies",
    "octiesdecies",
    "noviesdecies",
    "vicies",
]
_LATIN_RANK = {word: place for place, word in enumerate(_LATIN, start=2)}
_LEAD = re.compile(rf"^\W*{ARTICLE_WORDS}\b[\s.:]*(?:n[o°º]\.?\s*)?|^\s*§+\s*", re.IGNORECASE)
_ROMAN = re.compile(r"(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN_DOWN = str.maketrans("XLC", "IVX")
_HAN = "〇一二三四五六七八九"
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
_RAISED = re.compile(r"([⁰¹²³⁴-⁹]+)|<sup>\s?(\d+)\s?</sup>")
_SEVERAL = re.compile(r"(\d+[a-zA-Z]{0,2})\s+(?:[^\W\d_]{1,7}\.?|[-–—])\s+(\d+[a-zA-Z]{0,2})")
_BY_CHAPTER = re.compile(r"(\d{1,3}(?:\s?[a-z])?)\s*(?:kap\.?|luku|luvun|luvussa)\s*(\d{1,3}(?:\s?[a-z])?)\s*§?")
_LETTER_LAST = re.compile(r"(\d{1,4})\.?\s*gr(?:\.|ein)?(?:\s?([a-z]))?\.?", re.IGNORECASE)
"""``228. gr. a``, as Icelandic laws are cited."""
_DIGITS = 2  # the kind of a part of a rank that is a figure
_PART = re.compile(r"(\d+)|([^\W\d_]+)")


def bare_number(printed: str) -> str:
    """Take the article word and signs around a number away: ``Art. 12.-`` ▶ ``12``.

    Args:
        printed: A number as a person or a table gives it.

    Returns:
        The number; the text itself, trimmed, where nothing would remain.
    """
    text = unicodedata.normalize("NFC", printed).strip()
    if by_chapter := _BY_CHAPTER.fullmatch(text):
        return f"{by_chapter[1]}:{by_chapter[2]}"
    if after := _LETTER_LAST.fullmatch(text):
        return f"{after[1]} {after[2]}" if after[2] else after[1]
    cut = _LEAD.sub("", text, count=1)
    cut = cut.rstrip(" \t\n.:,;°º-–—)]|*_#§").strip("([*_# \t")
    return clean_number(cut) or text


def clean_number(number: str) -> str:
    """Fold what print adds to a number and is not part of it: ordinal signs, white space before bis.

    A raised figure is written with a circumflex: ``274¹`` and ``274<sup>1</sup>`` are ``274^1``.
    """
    if number.isdecimal():
        return number
    text = _RAISED.sub(lambda found: "^" + unicodedata.normalize("NFKC", found[1] or found[2]), number)
    text = re.sub(r"\.?[°º]\.?|(?<=\d)\.(?=[-–^])", "", text)
    text = text.replace("–", "-").replace("‑", "-").replace("‐", "-")
    return re.sub(r"\s+", " ", text).strip(" .:-")


def is_plain(number: str) -> bool:
    """Whether the number is digits only."""
    return number.isdecimal()


@lru_cache(maxsize=65536)
def rank(number: str) -> tuple[tuple[int, int, str], ...]:
    """Sorting key of a number.

    Args:
        number: As in :attr:`lexalign.model.Article.number`.

    Returns:
        One triple per part: kind (0 latin counting word, 1 letters, 2 digits), value, letters. A number is less
        than the same number with anything after it.
    """
    parts: list[tuple[int, int, str]] = []
    lead, _, more = number.partition(" ")
    if value := roman_value(lead):
        number = f"{value} {more}"
    for digits, letters in _PART.findall(unicodedata.normalize("NFKC", clean_number(number)).casefold()):
        if digits:
            parts.append((2, int(digits[:9]), ""))
        elif (counting := _without_accents(letters)) in _LATIN_RANK:
            parts.append((0, _LATIN_RANK[counting], ""))
        else:
            parts.append((1, 0, letters))
    return tuple(parts)


def _without_accents(letters: str) -> str:
    """``quáter`` is ``quater``."""
    if letters.isascii():
        return letters
    return "".join(sign for sign in unicodedata.normalize("NFD", letters) if not unicodedata.combining(sign))


def western_digits(text: str) -> str:
    """Digits of any script as 0 to 9: ``١٢`` and ``१२`` are ``12``."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def is_within(number: str, several: str) -> bool:
    """Whether a number is one of those that a printed range stands for.

    Args:
        number: One number: ``117``, ``117a``.
        several: As printed: ``116 bis 119``, ``12 to 15``, ``12 – 15``.

    Returns:
        True from the first to the last of the range, both included, and for what is inserted between them (117a);
        False where ``several`` is no range: ``116 bis`` is one article.
    """
    ends = _SEVERAL.fullmatch(western_digits(several))
    asked = rank(western_digits(number))
    if not ends or not asked or asked[0][0] != _DIGITS:
        return False
    return rank(ends[1]) <= asked <= rank(ends[2])


def roman_value(printed: str) -> int:
    """Value of a Roman number in capitals up to 399; 0 if it is none. ``C`` and ``L`` alone are letters."""
    found = _ROMAN.fullmatch(printed)
    if not found or not printed or printed in {"C", "L"}:
        return 0
    hundreds, tens, ones = found.groups()
    return 100 * len(hundreds) + 10 * _ROMAN_ONES.index(tens.translate(_ROMAN_DOWN)) + _ROMAN_ONES.index(ones)


def han_value(printed: str) -> int:
    """Value of a number in digits of any script or in Chinese characters: ``十二`` and ``12`` are 12."""
    if printed.isdecimal():
        return int(printed)
    total = digit = 0
    for sign in printed:
        if sign in _HAN_TENS:
            total += (digit or 1) * _HAN_TENS[sign]
            digit = 0
        else:
            value = _HAN.find(sign) if sign in _HAN else int(unicodedata.numeric(sign, 0))
            digit = 10 * digit + value
    return total + digit
