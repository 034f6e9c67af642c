"""Article numbers: cleaned as printed, compared as ranks.

``12 < 12a < 12bis < 12-1 < 13``; ``40^1`` and ``40-1`` follow 40. A rank is a tuple that sorts as a lawyer would.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["ARTICLE_WORDS", "bare_number", "clean_number", "is_plain", "rank"]

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
_PART = re.compile(r"(\d+)|([^\W\d_]+)")


def bare_number(printed: str) -> str:
    """Take the article word and signs around a number away: ``Art. 12.-`` ▶ ``12``.

    Args:
        printed: A number as a person or a table gives it.

    Returns:
        The number; the text itself, trimmed, where nothing would remain.
    """
    text = unicodedata.normalize("NFC", printed).strip()
    cut = _LEAD.sub("", text, count=1)
    cut = cut.rstrip(" \t\n.:,;°º-–—)]|*_#").strip("([*_# \t")
    return clean_number(cut) or text


def clean_number(number: str) -> str:
    """Fold what print adds to a number and is not part of it: ordinal signs, white space before bis."""
    text = re.sub(r"\.?[°º]\.?|(?<=\d)\.(?=[-–])", "", number)
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
    for digits, letters in _PART.findall(unicodedata.normalize("NFKC", number).casefold()):
        if digits:
            parts.append((2, int(digits[:9]), ""))
        elif letters in _LATIN_RANK:
            parts.append((0, _LATIN_RANK[letters], ""))
        else:
            parts.append((1, 0, letters))
    return tuple(parts)
