"""Hits that stand close together."""

from __future__ import annotations

from collections.abc import Sequence

from lexalign.language.wordings import Hit

__all__ = ["smallest_window"]


def smallest_window(groups: Sequence[Sequence[Hit]], within: int | None) -> tuple[Hit, ...] | None:
    """One hit of each group, so that all stand as close together as possible; None if further than ``within``."""
    if any(not g for g in groups):
        return None
    if within is None or len(groups) == 1:
        return tuple(g[0] for g in groups)
    ordered = [sorted(g, key=lambda h: h.first) for g in groups]
    at = [0] * len(ordered)
    best: tuple[int, tuple[Hit, ...]] | None = None
    while True:
        chosen = tuple(g[i] for g, i in zip(ordered, at, strict=True))
        width = max(h.last for h in chosen) - min(h.first for h in chosen)
        if best is None or width < best[0]:
            best = (width, chosen)
        behind = min(range(len(at)), key=lambda i: ordered[i][at[i]].first)
        at[behind] += 1
        if at[behind] == len(ordered[behind]):
            break
    return best[1] if best[0] <= within else None
