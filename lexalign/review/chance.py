"""Agreement corrected for chance: Krippendorff's alpha for any number of coders, Cohen's kappa for two.

Alpha is computed here from its published definition (K. Krippendorff, "Computing Krippendorff's Alpha-Reliability",
University of Pennsylvania, 2011; nominal data), because the kept package for it is under the GPL. Kappa is
scikit-learn's.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence

__all__ = ["cohen_kappa", "krippendorff_alpha", "pairs_agreeing"]


def krippendorff_alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Alpha for nominal answers; answers may be missing.

    Args:
        units: For each unit the answers it got, in any order; units with fewer than two are passed over.

    Returns:
        1 for agreement without exception, 0 for what chance would give, below 0 for less than that; None where it is
        not defined, because no unit got two answers or all answers are the same.
    """
    disagreeing = 0.0
    totals: Counter[Hashable] = Counter()
    for answers in units:
        size = len(answers)
        if size < 2:
            continue
        counts = Counter(answers)
        totals += counts
        disagreeing += (size * size - sum(n * n for n in counts.values())) / (size - 1)
    n = sum(totals.values())
    expected = n * n - sum(count * count for count in totals.values())
    return None if expected == 0 else 1 - (n - 1) * disagreeing / expected


def cohen_kappa(one: Sequence[str], other: Sequence[str]) -> float | None:
    """Kappa of two coders.

    Args:
        one: Answers of the first, a unit each.
        other: Of the second, in the same order.

    Returns:
        1 for agreement without exception, 0 for what chance would give; None where it is not defined, because there
        is no unit or all answers are the same.
    """
    if len({*one, *other}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    value = float(cohen_kappa_score(one, other))
    return None if math.isnan(value) else value


def pairs_agreeing(units: Sequence[Sequence[Hashable]]) -> tuple[int, int]:
    """Pairs of answers to one unit that are the same, and all such pairs."""
    same = sum(n * (n - 1) // 2 for answers in units for n in Counter(answers).values())
    return same, sum(len(answers) * (len(answers) - 1) // 2 for answers in units)
