"""Fit the fusion on labelled laws, and say how well it does on laws it has not seen.

    python -m lexalign.matching.fit --gold GOLD.csv --laws FOLDER [--negatives NEGATIVES.csv]
        [--semantic MODEL --out FOLDER2]

``FOLDER/INDEX.csv`` gives the language of each law file. Prints how well each law is matched by weights fitted on the
others, with no precedent from its own country, and the same with all laws of its language left out: those are the
figures to trust. Then fits on all laws, and writes the weights and the index of precedents with date, figures and
command.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lexalign.files import provisions_dir, write_atomic
from lexalign.language.lexicon import languages
from lexalign.matching.features import FEATURES, OWN_FEATURES, SEMANTIC
from lexalign.matching.fusion import KINDS, Fit, Weights, accept, confidence
from lexalign.matching.labelled import (
    Beside,
    LabelledLaw,
    compare_labelled,
    load_labelled,
    set_beside,
    settled_articles,
)
from lexalign.matching.measure import Calibration, average_precisions, best_threshold, calibration, f1, figures, tally
from lexalign.matching.precedents import FILE as PRECEDENTS_FILE
from lexalign.matching.precedents import Precedents, write_precedents
from lexalign.matching.semantic import load_embedder

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Fold", "fit_weights", "leave_out", "main"]

STRENGTH = 1.0
"""Inverse regularisation of the logistic regression (sklearn's C), on standardised features."""


_Pairs = tuple["NDArray[np.float64]", "NDArray[np.int64]", "NDArray[np.bool_]"]


def fit_weights(data: Sequence[Beside]) -> Fit:
    """Logistic regressions for articles with and without heading, with and without precedents.

    The caller sets threshold and share of best. Few laws have no headings at all, so the weights for articles without
    one are fitted on laws stripped of theirs. Laws read with a sentence model give weights that need one.
    """
    every = FEATURES + SEMANTIC if all(d.values.shape[-1] > len(FEATURES) for d in data) else FEATURES
    alone_names = tuple(name for name in every if name in OWN_FEATURES + SEMANTIC)
    own = [every.index(name) for name in alone_names]
    with_heading = [(d.values[d.headed], d.labels[d.headed], d.settled) for d in data]
    without = [(d.stripped, d.labels, d.settled) for d in data]

    def alone(pairs: Sequence[_Pairs]) -> Weights:
        return _regress([(v[:, :, own], m) for v, m, _ in pairs], alone_names)

    def beside(pairs: Sequence[_Pairs]) -> Weights:
        chosen = [(v[:, s], m[:, s]) for v, m, s in pairs]
        if any((m == 1).any() for _, m in chosen):
            return _regress(chosen, every)
        weights = alone(pairs)  # labels of one State only: it has no precedents
        return Weights({name: weights.of.get(name, 0.0) for name in every}, weights.bias)

    return Fit(
        headed=beside(with_heading),
        headless=beside(without),
        headed_alone=alone(with_heading),
        headless_alone=alone(without),
        threshold=0.5,
        share_of_best=0.7,
        about={},
    )


def _regress(pairs: Sequence[tuple[NDArray[np.float64], NDArray[np.int64]]], names: Sequence[str]) -> Weights:
    from sklearn.linear_model import LogisticRegression

    x = np.concatenate([v.reshape(-1, v.shape[-1]) for v, _ in pairs])
    y = np.concatenate([m.ravel() for _, m in pairs])
    # A code has thirty times the articles of an act and no more to say: its pairs weigh by the root of their number.
    share = np.concatenate([np.full(m.size, 1.0 / np.sqrt(max(1, int((m >= 0).sum())))) for _, m in pairs])
    x, y, share = x[y >= 0], y[y >= 0], share[y >= 0]
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit((x - mean) / scale, y, sample_weight=share / share.mean())
    weights = model.coef_[0] / scale
    bias = float(model.intercept_[0] - weights @ mean)
    return Weights(dict(zip(names, (float(w) for w in weights), strict=True)), bias)


def scores(data: Beside, fit: Fit) -> NDArray[np.float64]:
    """Confidence of every pair of a law."""
    return confidence(data.values, data.headed, data.settled, fit)


@dataclass(frozen=True)
class Fold:
    """One law scored by weights, a threshold and precedents that have not seen it; and with its headings taken away."""

    law: LabelledLaw
    labels: NDArray[np.int64]
    headed: NDArray[np.bool_]
    scores: NDArray[np.float64]
    bare: NDArray[np.float64]
    fit: Fit

    @property
    def tally(self) -> NDArray[np.int64]:
        """Pairs and provisions found, wrongly found, missed."""
        return tally(self.scores, self.labels, self.fit.threshold, self.fit.share_of_best)

    @property
    def tally_bare(self) -> NDArray[np.int64]:
        """The same without headings."""
        return tally(self.bare, self.labels, self.fit.threshold, self.fit.share_of_best)


def leave_out(laws: Sequence[LabelledLaw], index: Precedents, key: Callable[[LabelledLaw], str]) -> list[Fold]:
    """Score each law by what was fitted on the others.

    Args:
        laws: All of them.
        index: Precedents from all of them; those of the countries left out do not count, for any law.
        key: What is left out together: the law itself, its country, its language.
    """
    from tqdm import tqdm

    compared = {law.name: compare_labelled(law, index) for law in laws}
    out = []
    for left in tqdm(sorted({key(law) for law in laws}), desc="left out", leave=False):
        away = {law.law.country for law in laws if key(law) == left}
        rest = [set_beside(law, index, away, compared[law.name]) for law in laws if key(law) != left]
        fit = fit_weights(rest)
        for law in laws:
            if key(law) == left:
                seen = set_beside(law, index, away, compared[law.name])
                bare = confidence(seen.stripped, np.zeros_like(seen.headed), seen.settled, fit)
                out.append(Fold(law, seen.labels, seen.headed, scores(seen, fit), bare, fit))
    return [_with_threshold(fold, [one for one in out if key(one.law) != key(fold.law)]) for fold in out]


def _with_threshold(fold: Fold, others: Sequence[Fold]) -> Fold:
    """The fold with threshold and share of best that serve the others, each scored by weights that had not seen it."""
    if not others:
        return fold
    threshold, share = best_threshold([(one.scores, one.labels) for one in others])
    return replace(fold, fit=replace(fold.fit, threshold=threshold, share_of_best=share))


def summary(folds: Sequence[Fold]) -> dict[str, float]:
    """Figures over folds: F1 of pairs, presence F1, mean average precision, calibration errors."""
    total = np.sum([f.tally for f in folds], axis=0)
    ranked = [ap for f in folds for ap in average_precisions(f.scores, f.labels)]
    headed, bare = reliability(folds).values()
    return {
        **figures(total),
        "precision": round(float(total[0] / max(1, total[0] + total[1])), 4),
        "recall": round(float(total[0] / max(1, total[0] + total[2])), 4),
        "average_precision": round(float(np.mean(ranked)), 4),
        "calibration_error_headed": round(headed.error, 4),
        "calibration_error_headings_taken_away": round(bare.error, 4),
        **{f"{k}_headings_taken_away": v for k, v in figures(np.sum([f.tally_bare for f in folds], axis=0)).items()},
        **_negatives(folds),
    }


def reliability(folds: Sequence[Fold]) -> dict[str, Calibration]:
    """Whether confidences mean what they say: of articles with a heading, and of all with their headings taken away."""
    return {
        "with headings": calibration(
            np.concatenate([f.scores[f.headed].ravel() for f in folds]),
            np.concatenate([f.labels[f.headed].ravel() for f in folds]),
        ),
        "without headings": calibration(
            np.concatenate([f.bare.ravel() for f in folds]), np.concatenate([f.labels.ravel() for f in folds])
        ),
    }


def _negatives(folds: Sequence[Fold]) -> dict[str, float]:
    """Share of the articles known to look like a provision that were accepted for it all the same."""
    seen = taken = 0
    for fold in folds:
        got = accept(fold.scores, fold.fit.threshold, fold.fit.share_of_best)
        for a, p in fold.law.against:
            seen += 1
            taken += bool(got[a, p])
    return {"look_alikes_accepted": round(taken / seen, 4)} if seen else {}


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--laws", type=Path, required=True)
    parser.add_argument("--negatives", type=Path, default=None, help="articles that look like a provision and are not")
    parser.add_argument("--languages", default=",".join(languages()))
    parser.add_argument("--out", type=Path, default=None, help="folder to write to; the bundled data by default")
    parser.add_argument("--semantic", type=Path, default=None, help="folder of a sentence model; needs --out")
    args = parser.parse_args(argv)
    if args.semantic and not args.out:
        parser.error("--semantic needs --out: the bundled weights are for use without a model")
    embedder = load_embedder(args.semantic, progress=sys.stderr.isatty()) if args.semantic else None
    laws = load_labelled(args.gold, args.laws, args.languages.split(","), args.negatives, embedder=embedder)
    index = settled_articles(laws)
    by_law = leave_out(laws, index, lambda law: law.name)
    for fold in by_law:
        tp, fp, fn = (int(v) for v in fold.tally[:3])
        print(
            f"{fold.law.name:<48} pairs {tp + fn:4d}  P {tp / max(1, tp + fp):.3f}  R {tp / max(1, tp + fn):.3f}"
            f"  F1 {f1(tp, fp, fn):.3f}  presence {f1(*fold.tally[3:]):.3f}"
        )
    data = [set_beside(law, index, {law.law.country}) for law in laws]
    threshold, share = best_threshold([(fold.scores, fold.labels) for fold in by_law])
    fit = replace(fit_weights(data), threshold=threshold, share_of_best=share)
    within = np.sum([tally(scores(d, fit), d.labels, fit.threshold, fit.share_of_best) for d in data], axis=0)
    several = len({law.language for law in laws}) > 1
    about: dict[str, Any] = {
        "date": dt.date.today().isoformat(),
        "laws": [law.name for law in laws],
        "left_one_law_out": summary(by_law),
        # Laws of one language only, as for a model that knows no other, leave nothing to fit on.
        **({"left_one_language_out": summary(leave_out(laws, index, lambda law: law.language))} if several else {}),
        "on_the_laws_fitted": figures(within),
        "reliability_left_one_law_out": {
            kind: {"error": round(one.error, 4), "bins": [[round(c, 4), round(r, 4), n] for c, r, n in one.bins]}
            for kind, one in reliability(by_law).items()
        },
        "command": "python -m lexalign.matching.fit --gold gold/matches.csv --laws laws"
        + (" --negatives gold/negatives.csv" if args.negatives else "")
        + (" --semantic FOLDER --out FOLDER2" if args.semantic else ""),
        **({"semantic_model": embedder.fingerprint} if embedder else {}),
    }
    for name in ("left_one_law_out", "left_one_language_out", "on_the_laws_fitted"):
        if name in about:
            print(f"{name}: {about[name]}")
    content = {
        "about": about,
        "threshold": fit.threshold,
        "share_of_best": fit.share_of_best,
        **{
            kind: {"bias": round(w.bias, 6), "weights": {k: round(v, 6) for k, v in w.of.items()}}
            for kind, w in zip(KINDS, (fit.headed, fit.headless, fit.headed_alone, fit.headless_alone), strict=True)
        },
    }
    place = args.out or provisions_dir()
    write_atomic(place / "fit.json", json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    write_precedents(index, place / PRECEDENTS_FILE, {"date": about["date"], "command": about["command"]})
    return 0


if __name__ == "__main__":
    sys.exit(main())
