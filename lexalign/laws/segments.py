"""What reading and cutting gives: articles, what belongs to none, and the spans that account for all the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lexalign.model import Article, Issue

__all__ = ["Segmented", "Span", "with_keys"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text read, ``text[start:end]``.

    Attributes:
        role: ``front``, ``article``, ``path`` (a heading above articles), ``noise`` (a running head) or ``back``.
        article: Key of the article; None for the other roles.
    """

    role: str
    start: int
    end: int
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Segmented:
    """A text cut into articles; nothing of it is lost.

    Attributes:
        articles: In the order printed.
        front_matter: What stands before the first article: title, enacting formula, list of contents.
        back_matter: What follows the last one and is no article: signatures, schedules without numbers.
        issues: Gaps, duplicates, doubtful numbers and sizes, lines left out.
        text: The text that was cut, after reading and before cutting; empty for tables.
        spans: In order and without gaps: the pieces of ``text`` put together give ``text``. Empty for tables.
        scheme: Name of the numbering scheme that was found, for the curious.
        language: Of a file in several languages, the one that these articles are in; else empty.
    """

    articles: tuple[Article, ...]
    front_matter: str = ""
    back_matter: str = ""
    issues: tuple[Issue, ...] = ()
    text: str = ""
    spans: tuple[Span, ...] = ()
    scheme: str = ""
    language: str = ""


def with_keys(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Give every article a key of its own: its number, or ``12#2`` for the second one numbered 12."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    out: list[Article] = []
    for article in articles:
        seen[article.number] += 1
        count = seen[article.number]
        key = article.number if count == 1 else f"{article.number}#{count}"
        while key in taken:  # a number printed as "12#2" must not collide with ours
            count += 1
            key = f"{article.number}#{count}"
        taken.add(key)
        out.append(replace(article, key=key))
    return tuple(out)
