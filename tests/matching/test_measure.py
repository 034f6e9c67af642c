"""Thresholds."""

from __future__ import annotations

import numpy as np

from lexalign.matching.measure import best_threshold


def test_one_lucky_pair_does_not_make_the_threshold() -> None:
    # Right pairs above .6, six wrong ones at .42, and one right pair at .44: just there all would be right.
    scores = np.concatenate([np.linspace(0.62, 0.95, 20), np.full(6, 0.42), [0.44]])[:, None]
    labels = np.concatenate([np.ones(20), np.zeros(6), [1]])[:, None].astype(np.int64)
    threshold, _ = best_threshold([(scores, labels)])
    assert threshold == 0.5, "clear of the wrong ones to both sides"


def test_among_equals_the_strictest() -> None:
    scores, labels = np.array([[0.9], [0.1]]), np.array([[1], [0]])
    threshold, share = best_threshold([(scores, labels)])
    assert (threshold, share) == (0.7, 0.7)


def test_the_share_of_the_best_keeps_followers_out() -> None:
    # In every column the best is right and the next, at six tenths of it, is wrong; no threshold tells them apart.
    best = np.linspace(0.3, 0.9, 30)
    scores, labels = np.stack([best, 0.6 * best]), np.stack([np.ones(30), np.zeros(30)]).astype(np.int64)
    _, share = best_threshold([(scores, labels)])
    assert share == 0.7
