"""The last steps that all readers share: which articles are carried, keys, and what is not in force."""

from __future__ import annotations

from collections.abc import Sequence

from lexalign.laws.carried import mark_carried
from lexalign.laws.checks import mark_repealed
from lexalign.laws.segments import with_keys
from lexalign.model import Article

__all__ = ["finished"]


def finished(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Articles as read ▶ articles as a law has them.

    Args:
        articles: In the order printed, headings settled.

    Returns:
        The same articles with ``key``, ``carried_by``, ``target_law`` and ``not_in_force`` set.
    """
    return mark_repealed(with_keys(mark_carried(articles)))
