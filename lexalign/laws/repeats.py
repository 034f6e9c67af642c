"""Phrases that a bad conversion printed twice in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lexalign.model import Article, Issue

__all__ = ["once_only", "without_repeats"]

_SURE = 40
_SHORT = 12
_FEWEST = 3
_LONGEST = 3000
_STARTS = re.compile(r"(?:^|(?<=[.;:)—–\n\s]))(?=[^\W_])")
_FULL_STOP = re.compile(r"[.;:,!?\s—–-]*")


def once_only(articles: Sequence[Article]) -> tuple[list[Article], list[Issue]]:
    """Take repeated phrases out of a law in which they are frequent; say where there are any.

    Args:
        articles: With keys, in the order printed.

    Returns:
        The articles, and issues of the kind ``repeated``. In a law that repeats itself in few places only nothing
        is taken out: there it may be meant.
    """
    found = {place: count for place, one in enumerate(articles) if (count := without_repeats(one.text)[1])}
    out = list(articles)
    if len(found) < max(_FEWEST, 0.1 * len(articles)):
        return out, [
            Issue("repeated", articles[i].key, f"Article {articles[i].number} has {_phrases(n)} twice in a row.")
            for i, n in found.items()
        ]
    total = 0
    for place, one in enumerate(articles):
        text, count = without_repeats(one.text, _SHORT)
        total += count
        out[place] = replace(one, text=text) if count else one
    message = f"{total} phrases in {len(found)} articles stood twice in a row, as bad conversions print them; each is "
    message += "kept once."
    return out, [Issue("repeated", None, message)]


def _phrases(count: int) -> str:
    return "a phrase" if count == 1 else f"{count} phrases"


def without_repeats(text: str, shortest: int = _SURE) -> tuple[str, int]:
    """Keep one of two equal phrases that follow each other.

    Args:
        text: The text of an article.
        shortest: Characters that a phrase must have; shorter ones are left alone.

    Returns:
        The text, and how many phrases stood twice in a row.
    """
    if len(text) < 2 * shortest or not _may_repeat(text):
        return text, 0
    out: list[str] = []
    at = count = 0
    for found in _STARTS.finditer(text):
        start = found.start()
        if start < at:
            continue
        stop = _twin(text, start, shortest)
        if stop:
            second = stop + len(text[start:stop].rstrip())
            out.append(text[at:stop].rstrip())
            ending = _FULL_STOP.match(text, second)
            tail = ending[0] if ending else ""
            out.append(tail if text[start:stop].rstrip()[-1:].isalnum() or not tail.strip() else tail.lstrip(".;:,"))
            at = ending.end() if ending else second
            count += 1
    return ("".join(out) + text[at:], count) if count else (text, 0)


def _may_repeat(text: str) -> bool:
    """Whether some stretch of the text occurs twice at all; a quick look at fixed places."""
    seen: set[str] = set()
    for found in re.finditer(r"[^\W_]+[^\n]{8}", text):
        if found[0] in seen:
            return True
        seen.add(found[0])
    return False


def _twin(text: str, start: int, shortest: int) -> int:
    """Where the phrase that begins here is said again at once; 0 if it is not."""
    again = text.find(text[start : start + shortest], start + shortest, start + _LONGEST + shortest)
    if again < 0:
        return 0
    phrase = text[start:again].rstrip()
    if len(phrase) < shortest or not text.startswith(phrase, again):
        return 0
    after = text[again + len(phrase) : again + len(phrase) + 1]
    return again if not (after.isalnum() and phrase[-1].isalnum()) else 0
