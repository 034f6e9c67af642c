"""Notes in brackets after headings that say which act inserted or changed them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from lexalign.language.wordings import Finder
from lexalign.language.words import split_words
from lexalign.laws.amending import amending_words
from lexalign.laws.schemes import DASHES

__all__ = ["without_notes"]

_LAST = re.compile(r"[(\[](?P<note>[^()\[\]]{6,300})[)\]][\s.]*$")
_ACT = re.compile(r"\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2}|(?:№|[Nn][o°º]\.?|[Nn]r?\.)\s*\d")


@lru_cache(maxsize=4096)
def without_notes(title: str) -> str:
    """Cut the notes off the end of a heading or of the name of a chapter.

    Args:
        title: The heading; of any language of ``provisions/amending.yaml``.

    Returns:
        The heading without brackets at its end that say that an act, named by its number or date, inserted or
        changed it. What says that it was repealed stays, and so does a heading that is nothing but a note.
    """
    while (found := _LAST.search(title)) is not None and _ACT.search(found["note"]) and _says(found["note"]):
        rest = title[: found.start()].rstrip().rstrip(DASHES).rstrip()
        if not any(sign.isalpha() for sign in rest):
            break
        title = rest
    return title


@cache
def _finder() -> Finder:
    wordings = {code: words.notes for code, words in amending_words().items()}
    return Finder(wordings, {}, list(wordings))


def _says(note: str) -> bool:
    return next(iter(_finder().find(split_words(note))), None) is not None
