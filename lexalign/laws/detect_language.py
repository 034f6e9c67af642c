"""Language of a text by its most frequent small words, or by a script that one language alone is printed in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from lexalign.laws.small_words import NEVER, OWN_SCRIPT, WORDS_OF

__all__ = ["detect_language"]

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 200_000
_FOREIGN = 0.03
"""Share of words with letters that a language does not know from which on a text is not in it."""


def detect_language(text: str) -> tuple[str, float]:
    """Tell the language of a text.

    Args:
        text: Some sentences; of long texts a part from the beginning, the middle and the end is looked at.

    Returns:
        ISO 639-1 code, and the share of the words of the text that are small words of that language (0 to 1;
        running text lies between 0.2 and 0.5), or share of the words in its script. ``("und", 0.0)`` where no word is
        known. Of languages that small words do not tell apart (Croatian, Bosnian and Serbian) one is named for all.
    """
    if len(text) > _SAMPLE:
        third, middle = _SAMPLE // 3, len(text) // 2
        text = f"{text[:third]} {text[middle : middle + third]} {text[-third:]}"
    words = Counter(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))
    total = sum(words.values())
    if not total:
        return "und", 0.0
    printed = Counter[str]()
    for word, n in words.items():
        if letter := OWN_SCRIPT.match(word):
            printed[str(letter.lastgroup)] += n
    for language, n in printed.items():
        if n > 0.5 * total:
            return language, n / total
    counts = {language: sum(words[w] for w in small) for language, small in WORDS_OF.items()}
    strange = Counter[str]()
    for word, n in words.items():
        for letter in set(word).intersection(_told_by()):
            strange[letter] += n
    for language, unknown in NEVER.items():
        if sum(strange[letter] for letter in unknown) > _FOREIGN * total:
            counts[language] = 0
    best = max(counts, key=lambda language: counts[language])
    return (best, counts[best] / total) if counts[best] else ("und", 0.0)


@cache
def _told_by() -> frozenset[str]:
    return frozenset("".join(NEVER.values()))
