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
    if all(len(g) == 1 for g in groups):
        only = tuple([g[0] for g in groups])
        return only if max([h.last for h in only]) - min([h.first for h in only]) <= within else None
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
