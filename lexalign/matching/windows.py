"""Hits that stand close together."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from operator import attrgetter

from lexalign.language.wordings import Hit

__all__ = ["smallest_window"]

_FIRST = attrgetter("first")


def smallest_window(groups: Sequence[Sequence[Hit]], within: int | None) -> tuple[Hit, ...] | None:
    """One hit of each group, so that all stand as close together as possible; None if further than ``within``."""
    if not all(groups):
        return None
    if within is None or len(groups) == 1:
        return tuple(g[0] for g in groups)
    if len(groups) == 2:
        return _of_two(sorted(groups[0], key=_FIRST), sorted(groups[1], key=_FIRST), within)
    ahead = [iter(sorted(g, key=_FIRST)) for g in groups]
    chosen = [next(g) for g in ahead]
    best, narrowest = tuple(chosen), sys.maxsize
    while True:
        firsts = [h.first for h in chosen]
        first = min(firsts)
        width = max([h.last for h in chosen]) - first
        if width < narrowest:
            best, narrowest = tuple(chosen), width
        behind = firsts.index(first)
        following = next(ahead[behind], None)
        if following is None:
            return best if narrowest <= within else None
        chosen[behind] = following


def _of_two(ones: Sequence[Hit], others: Sequence[Hit], within: int) -> tuple[Hit, ...] | None:
    """The same for two groups, which nearly all are; each in the order of the text."""
    i = j = 0
    best, narrowest = (ones[0], others[0]), sys.maxsize
    while i < len(ones) and j < len(others):
        one, other = ones[i], others[j]
        behind = one.first <= other.first
        width = (one.last if one.last > other.last else other.last) - (one.first if behind else other.first)
        if width < narrowest:
            best, narrowest = (one, other), width
        if behind:
            i += 1
        else:
            j += 1
    return best if narrowest <= within else None
