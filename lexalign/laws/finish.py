"""The last steps that all readers share: which articles are carried, keys, what is not in force, what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lexalign.laws.carried import mark_carried
from lexalign.laws.checks import check_articles, mark_repealed
from lexalign.laws.edition_notes import without_notes
from lexalign.laws.repeats import once_only
from lexalign.laws.segments import with_keys
from lexalign.model import Article, Issue

__all__ = ["finished"]


def finished(articles: Sequence[Article]) -> tuple[tuple[Article, ...], tuple[Issue, ...]]:
    """Articles as read ▶ articles as a law has them.

    Args:
        articles: In the order printed, headings settled.

    Returns:
        The same articles with ``key``, ``carried_by``, ``target_law`` and ``not_in_force`` set, and what a person
        should look at.
    """
    once, repeated = once_only(with_keys(mark_carried([_named(article) for article in articles])))
    keyed = mark_repealed(once)
    return keyed, (*repeated, *check_articles(keyed))


def _named(article: Article) -> Article:
    """The article with heading and path as named, without the notes of editions after them."""
    heading = without_notes(article.heading) if article.heading else article.heading
    path = tuple(map(without_notes, article.path))
    return (
        article if (heading, path) == (article.heading, article.path) else replace(article, heading=heading, path=path)
    )
