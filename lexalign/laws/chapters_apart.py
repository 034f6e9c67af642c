"""Laws whose articles are numbered anew in each chapter, as in Sweden and Finland: ``4 kap. 9 c §`` is ``4:9 c``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from lexalign.laws.division_words import LAST_CHAPTERS
from lexalign.laws.schemes import Candidate

__all__ = ["numbered_by_chapter"]

_HEAD = re.compile(
    rf"^[ \t\xa0#*_]*(?P<number>\d{{1,3}}(?:[ \t\xa0]?[a-z])?)[ \t\xa0]*(?:{LAST_CHAPTERS})(?=[ \t\xa0*_]*(?:\n|"
    rf"[^\W\d_a-zåäö]))",
    re.MULTILINE,
)
_FAMILY = "after §"


def numbered_by_chapter(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Put the number of the chapter before that of the article, where the articles begin with 1 in several chapters.

    Args:
        text: The text of the law.
        found: Lines that may begin an article, in the order of the text.

    Returns:
        The same lines; numbers as lawyers write them for short, ``4:9 c``, in such laws; unchanged in others.
    """
    if not any(one.family == _FAMILY for one in found):
        return list(found)
    heads = list(_HEAD.finditer(text))
    starts = [head.start() for head in heads]
    firsts: set[int] = set()
    seen: set[int] = set()
    for one in found:
        place = bisect_right(starts, one.start) - 1
        if one.family == _FAMILY and place >= 0 and place not in seen:
            seen.add(place)
            if one.number == "1":
                firsts.add(place)
    if len(firsts) < 2 or len(firsts) < 0.5 * len(seen):
        return list(found)
    out = []
    for one in found:
        place = bisect_right(starts, one.start) - 1
        if one.family == _FAMILY and place >= 0:
            one = replace(one, number=f"{heads[place]['number']}:{one.number}")
        out.append(one)
    return out
