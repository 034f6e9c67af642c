"""Fusion: the signals of a pair ▶ one calibrated confidence, by weights kept as a data file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lexalign.errors import DataFileError, LexalignError
from lexalign.files import provisions_dir
from lexalign.matching.features import FEATURES, OWN_FEATURES, SEMANTIC

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lexalign.matching.semantic import Embedder

__all__ = ["KINDS", "Fit", "Weights", "accept", "check_pair", "confidence", "load_fit"]

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

    @property
    def semantic(self) -> bool:
        """Whether it weighs the signal of a sentence model, and so needs one."""
        return any(name in getattr(self, kind).of for kind in KINDS for name in SEMANTIC)


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
    more = SEMANTIC if fit.semantic else ()
    wanted = {k: (OWN_FEATURES if k.endswith("_alone") else FEATURES) + more for k in KINDS}
    odd = ", ".join(sorted({f for kind, w in zip(KINDS, weights, strict=True) for f in set(w.of) ^ set(wanted[kind])}))
    if odd:
        raise DataFileError(
            [f"{path.name}: the fit and this version of lexalign name different features ({odd})"],
            fix="Make it again with `python -m lexalign.matching.fit`.",
        )
    return fit


def check_pair(fit: Fit, embedder: Embedder | None) -> None:
    """See to it that weights and sentence model belong together.

    Raises:
        LexalignError: One is there without the other, or the weights were fitted with another model.
    """
    from lexalign.matching.semantic import fingerprint_of

    how = "`python -m lexalign.matching.fit --semantic FOLDER --out FOLDER2` makes weights for a model."
    if embedder is None:
        if fit.semantic:
            raise LexalignError("these weights were fitted with a sentence model, and none is given", fix=how)
        return
    if not fit.semantic:
        raise LexalignError(
            "a sentence model is given, and the weights do not weigh it", fix=f"Give weights fitted with it: {how}"
        )
    mine, theirs = fingerprint_of(embedder), str(fit.about.get("semantic_model", ""))
    if mine and theirs and mine != theirs:
        raise LexalignError(
            f"the weights were fitted with another sentence model ({theirs}) than the one given ({mine})", fix=how
        )


def confidence(
    values: NDArray[np.float64], headed: NDArray[np.bool_], settled: NDArray[np.bool_], fit: Fit
) -> NDArray[np.float64]:
    """Confidence in [0, 1] of every pair.

    Args:
        values: Shape (articles, provisions, features), columns as in ``FEATURES`` and ``SEMANTIC``, if there.
        headed: Which articles have a heading, shape (articles,).
        settled: Which provisions have precedents, shape (provisions,).
        fit: The weights.
    """
    names = (FEATURES + SEMANTIC)[: values.shape[-1]]

    def logit(weights: Weights) -> NDArray[np.float64]:
        return np.asarray(values @ np.array([weights.of.get(name, 0.0) for name in names]) + weights.bias)

    with_precedents = np.where(headed[:, None], logit(fit.headed), logit(fit.headless))
    alone = np.where(headed[:, None], logit(fit.headed_alone), logit(fit.headless_alone))
    both = np.where(settled[None, :], with_precedents, alone)
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(both, -30.0, 30.0))))


def accept(scores: NDArray[np.float64], threshold: float, share_of_best: float) -> NDArray[np.bool_]:
    """Which pairs go into the concordance: sure enough, and not far behind the provision's best article."""
    best = scores.max(axis=0, keepdims=True, initial=0.0)
    return np.asarray((scores >= threshold) & (scores >= share_of_best * best))
