"""How well matches agree with labels: pairs, provisions present, ranking, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lexalign.matching.fusion import accept

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "Calibration",
    "average_precisions",
    "best_threshold",
    "calibration",
    "f1",
    "figures",
    "tally",
    "tally_accepted",
]

AROUND = 0.06
"""Thresholds this far to either side share in the F1 of one, so that no single lucky pair decides."""

BINS = 10
"""Bins of the reliability diagram, equally wide."""

SHOWN_FROM = 0.02
"""Confidence from which a pair is shown at all; below it lie all the pairs nobody would think of."""


def tally(score: NDArray[np.float64], mark: NDArray[np.int64], threshold: float, share: float) -> NDArray[np.int64]:
    """True positives, false positives, false negatives of pairs; then the same of provisions present.

    Args:
        score: Confidence, shape (articles, provisions).
        mark: 1 for a pair that must be found, 0 for one that must not, -1 for one that counts neither way.
        threshold: Confidence from which a pair is accepted.
        share: Of the provision's best confidence that an accepted pair reaches.
    """
    return tally_accepted(accept(score, threshold, share), mark)


def tally_accepted(got: NDArray[np.bool_], mark: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same of pairs that were accepted, whatever for; ``got`` has the shape of ``mark``."""
    want, free = mark == 1, mark == -1
    has, any_free = want.any(axis=0), free.any(axis=0)
    found = got.any(axis=0)
    counted = has | ~any_free
    return np.array(
        [
            (got & want).sum(),
            (got & ~want & ~free).sum(),
            (~got & want).sum(),
            (has & found).sum(),
            (~has & found & counted).sum(),
            (has & ~found).sum(),
        ]
    )


def f1(true: float, false: float, missed: float) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * true / (2 * true + false + missed) if true else 0.0


def figures(counted: NDArray[np.int64]) -> dict[str, float]:
    """F1 of pairs and of provisions present, from a tally."""
    return {"F1": round(float(f1(*counted[:3])), 4), "presence_F1": round(float(f1(*counted[3:])), 4)}


def best_threshold(scored: Sequence[tuple[NDArray[np.float64], NDArray[np.int64]]]) -> tuple[float, float]:
    """Threshold and share of best whose F1 of pairs, taken with that of the thresholds ``AROUND``, is highest.

    Args:
        scored: Of each law, confidence and labels as in :func:`tally`. Weights must not have seen the law: on their own
            laws they are surer than on any other, and the threshold would be too strict.
    """
    steps, shares = range(10, 71, 2), (0, 30, 40, 50, 60, 70)
    value = {
        (t, s): f1(*np.sum([tally(c, m, t / 100, s / 100) for c, m in scored], axis=0)[:3])
        for t in steps
        for s in shares
    }
    around = {(t, s): float(np.mean([value[u, s] for u in steps if abs(u - t) <= 100 * AROUND])) for t, s in value}
    threshold, share = max(around, key=lambda o: (round(around[o], 6), o))
    return threshold / 100, share / 100


def average_precisions(score: NDArray[np.float64], mark: NDArray[np.int64]) -> list[float]:
    """Average precision of the ranked articles, for each provision that some article implements."""
    out = []
    for p in range(mark.shape[1]):
        column = mark[:, p]
        if (column == 1).any():
            kept = column >= 0
            right = (column[kept] == 1)[np.argsort(-score[kept, p], kind="stable")]
            out.append(float((np.cumsum(right) / np.arange(1, len(right) + 1))[right].mean()))
    return out


@dataclass(frozen=True)
class Calibration:
    """Whether a confidence of 0.7 means that seven in ten are right.

    Attributes:
        error: Expected calibration error: mean distance of confidence and share right, weighted by the pairs in a bin.
        bins: For each bin that holds pairs: mean confidence, share right, number of pairs.
    """

    error: float
    bins: tuple[tuple[float, float, int], ...]


def calibration(score: NDArray[np.float64], mark: NDArray[np.int64]) -> Calibration:
    """Compare confidence with truth, among the pairs sure enough to be shown (``SHOWN_FROM``).

    Args:
        score: Confidence, any shape.
        mark: Labels of the same shape, as in :func:`tally`.
    """
    kept = (mark >= 0) & (score >= SHOWN_FROM)
    said, right = score[kept], mark[kept] == 1
    at = np.minimum((said * BINS).astype(int), BINS - 1)
    bins = []
    for number in range(BINS):
        here = at == number
        if here.any():
            bins.append((float(said[here].mean()), float(right[here].mean()), int(here.sum())))
    total = sum(n for *_, n in bins)
    error = sum(n * abs(c - r) for c, r, n in bins) / total if total else 0.0
    return Calibration(error, tuple(bins))
