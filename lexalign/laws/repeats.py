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
_STARTS = re.compile(r"(?<![^.;:)—–\s])[^\W_]\w*+")
_CLOSING = ";:)\n"
_CLAUSE = 25
_SIGNS = " \n\t.;:,!?—–-"


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
    total = places = 0
    for place, one in enumerate(articles):
        text, count = without_repeats(one.text, _SHORT)
        total += count
        places += bool(count)
        out[place] = replace(one, text=text) if count else one
    message = f"{total} phrases in {places} articles stood twice in a row, as bad conversions print them; each is "
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
    if len(text) < 2 * shortest or (shortest == _SURE and not _may_repeat(text)):
        return text, 0
    out: list[str] = []
    at = count = 0
    furthest = _LONGEST + shortest
    for found in _STARTS.finditer(text):
        start = found.start()
        if start < at or text.find(text[start : start + shortest], start + shortest, start + furthest) < 0:
            continue
        phrase, again = _twin(text, start, shortest)
        if again:
            out.append(text[at:start] + phrase)
            at = again + len(phrase)  # the signs after the second one stay
            count += 1
    return ("".join(out) + text[at:], count) if count else (text, 0)


def _may_repeat(text: str) -> bool:
    """Whether some clause of the text occurs twice at all; a quick look."""
    for sign in _CLOSING:
        text = text.replace(sign, ".")
    clauses = [clause for piece in text.split(".") if len(clause := piece.strip()) >= _CLAUSE]
    return len(set(clauses)) < len(clauses)


def _twin(text: str, start: int, shortest: int) -> tuple[str, int]:
    """The phrase that begins here and where it is said again at once; 0 if it is not."""
    again = text.find(text[start : start + shortest], start + shortest, start + _LONGEST + shortest)
    phrase = text[start:again].rstrip(_SIGNS) if again > 0 else ""
    if len(phrase) < shortest or not text.startswith(phrase, again):
        return "", 0
    after = text[again + len(phrase) : again + len(phrase) + 1]
    return ("", 0) if after.isalnum() else (phrase, again)
