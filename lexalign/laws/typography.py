"""What print and conversion do to words, undone where it is sure: ligatures, word breaks, words run together."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

__all__ = ["is_small", "mended", "plain_text"]

_LINK = re.compile(r"\[([^\]\n]{1,400})\]\(https?://[^\s()]{1,500}\)")
_RAISED = re.compile(r"(?<=[\w.)])<sup>\s*(\w{1,4}(?:[-.]\w{1,3})?)\s*</sup>", re.IGNORECASE)
_SHAPES = re.compile("[ﬀ-ﬆﬓ-ﬗﭐ-﷿ﹰ-ﻼ]+")
_SOFT = re.compile(r"(?<=[^\W\d_])\xad[ \t]*\n?[ \t]*(?=[^\W\d_])")
_BREAK = re.compile(
    r"(?<![\w-])([^\W\d_]{2,30})[-‐][ \t]*\n[ \t]*([^\W\d_]{2,30})(?![\w-])"
    r"([^\w\s-]*)(?:[ \t]*\n|[ \t]+)?"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_RUN_ON = re.compile(r"(?<![\w@/.])([^\W\d_]*[^\W\d_A-Z]{3,}[.;:])([^\W\d_]{4,})(?![\w@/])")


def plain_text(text: str) -> str:
    """Plain text or Markdown as it is read: targets of links away, ``<sup>`` as ``^``, words mended."""
    return mended(_RAISED.sub(r"^\1", _LINK.sub(r"\1", text)))


def mended(text: str, *, printed: bool = False) -> str:
    """Put words together again.

    Args:
        text: The text of a law.
        printed: It comes from printed pages, in which words are also broken at line ends.

    Returns:
        Ligatures and shaped Arabic letters as plain letters; soft hyphens inside words gone. In printed text a word
        broken by a hyphen at the end of a line is whole again if the text has it whole elsewhere and not with the
        hyphen; a space follows the end of a sentence that runs into a word which the text has elsewhere.
    """
    text = _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    if "\xad" in text:
        text = _SOFT.sub("", text)
    if not printed:
        return text
    broken = _BREAK.search(text)
    if not broken and not _RUN_ON.search(text):
        return text
    words = Counter(word.casefold() for word in _WORD.findall(text))

    def whole(found: re.Match[str]) -> str:
        joined = (found[1] + found[2]).casefold()
        if words[joined] > words[f"{found[1]}-{found[2]}".casefold()]:
            return found[1] + found[2] + found[3] + "\n"
        return found[0]

    def apart(found: re.Match[str]) -> str:
        first = re.sub(r"\W", "", found[1]).casefold()
        if found[2][0].isupper() and not found[2].isupper() and words[found[2].casefold()] > 1 and words[first] > 1:
            return f"{found[1]} {found[2]}"
        return found[0]

    return _RUN_ON.sub(apart, _BREAK.sub(whole, text))


def is_small(text: str) -> bool:
    """Whether a text begins with a small letter; no letter is small in a script printed without capitals (Georgian)."""
    first = text[:1]
    return first.islower() and not "ა" <= first <= "ჿ"
