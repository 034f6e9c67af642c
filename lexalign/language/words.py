"""Text ▶ words with their place, and the folded form under which words are compared.

Folding takes away what does not change a word's meaning in a statute: case, accents and vowel signs, Unicode
variants. It is done once for each distinct word; offsets always refer to the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

__all__ = ["STEM", "Words", "fold", "split_words", "stem"]

# Letters and digits with the combining marks that may stand between them (NFD accents, Arabic vowel signs, tatweel).
_WORD = re.compile(r"([^\W_]+(?:[\u0300-\u036f\u064b-\u065f\u0670\u0640][^\W_]*)*)")
STEM = 7
_SAME = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "_": ""}
)


@lru_cache(maxsize=400_000)
def fold(word: str) -> str:
    """The form under which a word is compared: ``Accès`` ▶ ``acces``, ``IŞLEM`` ▶ ``islem``, ``أمر`` ▶ ``امر``."""
    text = unicodedata.normalize("NFKD", word.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", text).translate(_SAME)


def stem(folded: str) -> str:
    """First letters of a folded word: prefixes did better than stemmers on statutes, in every language tried."""
    return folded[:STEM]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: ``folded[i]`` stands at characters ``starts[i]`` to ``ends[i]``."""

    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.folded)


def split_words(text: str, letters: Mapping[int, str] | None = None) -> Words:
    """Cut a text into words.

    Args:
        text: Any.
        letters: Letters of folded words that are written in another way before they are compared, for a language
            that is printed in two scripts; as ``str.maketrans`` makes it.
    """
    pieces = _WORD.split(text)  # what stands between words, a word, what stands between, ...
    ends = tuple(accumulate(map(len, pieces)))
    folded = tuple(map(fold, pieces[1::2]))
    if letters:
        folded = tuple([word.translate(letters) for word in folded])
    return Words(folded, ends[:-1:2], ends[1::2])
