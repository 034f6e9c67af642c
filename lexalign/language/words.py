"""Text ▶ words with their place, and the folded form under which words are compared.

Folding takes away what does not change a word's meaning in a statute: case, accents and vowel signs, Unicode
variants. It is done once for each distinct word; offsets always refer to the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain

__all__ = ["STEM", "Words", "fold", "split_words", "stem"]

# Letters and digits with the combining marks that may stand between them (NFD accents, Arabic vowel signs, tatweel).
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u064b-\u065f\u0670\u0640][^\W_]*)*")
_PIECES = re.compile(f"({_WORD.pattern})")
STEM = 7
REMEMBERED = 400_000
_SAME = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "_": ""}
)


class _Folded(dict[str, str]):
    """Word ▶ its folded form, worked out once for each of the last ``REMEMBERED`` words."""

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        text = unicodedata.normalize("NFKD", word.casefold())
        text = "".join(c for c in text if not unicodedata.combining(c))
        self[word] = folded = unicodedata.normalize("NFC", text).translate(_SAME)
        return folded


_folded = _Folded()


def fold(word: str) -> str:
    """The form under which a word is compared: ``Accès`` ▶ ``acces``, ``IŞLEM`` ▶ ``islem``, ``أمر`` ▶ ``امر``."""
    return _folded[word]


def stem(folded: str) -> str:
    """First letters of a folded word: prefixes did better than stemmers on statutes, in every language tried."""
    return folded[:STEM]


@dataclass(frozen=True)
class Words:
    """The words of a text, or of several in one row: ``folded[i]`` stands at characters ``starts[i]`` to ``ends[i]``.

    Attributes:
        folded: The words.
        texts: What they were cut from; where each stands is worked out when it is first asked for.
    """

    folded: tuple[str, ...]
    texts: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.folded)

    def __add__(self, other: Words) -> Words:
        """The words of one text and those of another, each counted from the beginning of its own."""
        return Words(self.folded + other.folded, self.texts + other.texts)

    @cached_property
    def _offsets(self) -> list[tuple[int, ...]]:
        """Per text, where words and what stands between them end: what is before the first word, that word, ..."""
        return [tuple(accumulate(map(len, _PIECES.split(text)))) for text in self.texts]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins."""
        return tuple(chain.from_iterable(ends[:-1:2] for ends in self._offsets))

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each word ends."""
        return tuple(chain.from_iterable(ends[1::2] for ends in self._offsets))


def split_words(text: str, letters: Mapping[int, str] | None = None) -> Words:
    """Cut a text into words.

    Args:
        text: Any.
        letters: Letters of folded words that are written in another way before they are compared, for a language
            that is printed in two scripts; as ``str.maketrans`` makes it.
    """
    folded = map(_folded.__getitem__, _WORD.findall(text))
    return Words(tuple([word.translate(letters) for word in folded] if letters else folded), (text,))
