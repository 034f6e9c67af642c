"""Fusion: the signals of a pair ▶ one calibrated confidence, by weights kept as a data file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lexalign.errors import DataFileError
from lexalign.files import provisions_dir
from lexalign.matching.features import FEATURES, OWN_FEATURES

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["KINDS", "Fit", "Weights", "accept", "confidence", "load_fit"]

KINDS = ("headed", "headless", "headed_alone", "headless_alone")
"""Sets of weights, in the order of the fields of :class:`Fit`."""


@dataclass(frozen=True)
class Weights:
    """A logistic regression: feature ▶ weight, and its constant."""

    of: Mapping[str, float]
    bias: float


@dataclass(frozen=True)
class Fit:
    """Weights fitted on labelled laws.

    Attributes:
        headed, headless: Weights for articles with and without a heading.
        headed_alone, headless_alone: The same for provisions that no article of another State is settled for.
        threshold: Confidence from which a pair is accepted.
        share_of_best: An accepted pair reaches at least this share of the provision's best confidence in the law.
        about: Date, data, figures and command, for people.
    """

    headed: Weights
    headless: Weights
    headed_alone: Weights
    headless_alone: Weights
    threshold: float
    share_of_best: float
    about: Mapping[str, object]


@cache
def load_fit(path: Path | None = None) -> Fit:
    """Load the shipped fit, or one of your own.

    Raises:
        DataFileError: The file does not name exactly the features this version computes.
    """
    path = path or provisions_dir() / "fit.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        weights = [
            Weights({str(k): float(v) for k, v in data[kind]["weights"].items()}, float(data[kind]["bias"]))
            for kind in KINDS
        ]
        fit = Fit(
            **dict(zip(KINDS, weights, strict=True)),
            threshold=float(data["threshold"]),
            share_of_best=float(data["share_of_best"]),
            about=data["about"],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataFileError(
            [f"{path.name}: the fit cannot be read ({error})"],
            fix="Make it again with `python -m lexalign.matching.fit`.",
        ) from error
    wanted = dict(zip(KINDS, (FEATURES, FEATURES, OWN_FEATURES, OWN_FEATURES), strict=True))
    odd = ", ".join(sorted({f for kind, w in zip(KINDS, weights, strict=True) for f in set(w.of) ^ set(wanted[kind])}))
    if odd:
        raise DataFileError(
            [f"{path.name}: the fit and this version of lexalign name different features ({odd})"],
            fix="Make it again with `python -m lexalign.matching.fit`.",
        )
    return fit


def confidence(
    values: NDArray[np.float64], headed: NDArray[np.bool_], settled: NDArray[np.bool_], fit: Fit
) -> NDArray[np.float64]:
    """Confidence in [0, 1] of every pair.

    Args:
        values: Shape (articles, provisions, features), columns as in ``FEATURES``.
        headed: Which articles have a heading, shape (articles,).
        settled: Which provisions have precedents, shape (provisions,).
        fit: The weights.
    """

    def logit(weights: Weights) -> NDArray[np.float64]:
        return np.asarray(values @ np.array([weights.of.get(name, 0.0) for name in FEATURES]) + weights.bias)

    with_precedents = np.where(headed[:, None], logit(fit.headed), logit(fit.headless))
    alone = np.where(headed[:, None], logit(fit.headed_alone), logit(fit.headless_alone))
    both = np.where(settled[None, :], with_precedents, alone)
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(both, -30.0, 30.0))))


def accept(scores: NDArray[np.float64], threshold: float, share_of_best: float) -> NDArray[np.bool_]:
    """Which pairs go into the concordance: sure enough, and not far behind the provision's best article."""
    best = scores.max(axis=0, keepdims=True, initial=0.0)
    return np.asarray((scores >= threshold) & (scores >= share_of_best * best))
