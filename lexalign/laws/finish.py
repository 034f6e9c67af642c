"""The last steps that all readers share: which articles are carried, keys, what is not in force, what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence

from lexalign.laws.carried import mark_carried
from lexalign.laws.checks import check_articles, mark_repealed
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
    once, repeated = once_only(with_keys(mark_carried(articles)))
    keyed = mark_repealed(once)
    return keyed, (*repeated, *check_articles(keyed))
