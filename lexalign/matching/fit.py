"""Fit the fusion on labelled laws, and say how well it does on laws it has not seen.

    python -m lexalign.matching.fit --gold GOLD.csv --laws FOLDER [--languages en,fr] [--out provisions/fit.json]

``FOLDER/INDEX.csv`` gives the language of each law file. Prints precision, recall and F1 with every law left out
once: those are the figures to trust. Then fits on all laws and writes the weights with date, figures and command.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lexalign.files import provisions_dir, write_atomic
from lexalign.language.lexicon import languages, load_lexicon
from lexalign.laws.read import read_law
from lexalign.matching.features import FEATURES, features, read_articles
from lexalign.matching.fusion import Fit, Weights, accept, confidence
from lexalign.matching.labelled import labels, read_gold
from lexalign.provisions import articles, bundled_instruments, load_instrument

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Labelled", "fit_weights", "leave_one_law_out", "load_labelled", "main"]

STRENGTH = 1.0
"""Inverse regularisation of the logistic regression (sklearn's C), on standardised features."""


SLACK = 0.005
"""F1 given up for a stricter threshold."""


@dataclass(frozen=True)
class Labelled:
    """One labelled law: features and labels of all its pairs, and its features with every heading taken away.

    Few laws have no headings at all, so the weights for articles without one are fitted on laws stripped of theirs.
    """

    name: str
    language: str
    values: NDArray[np.float64]
    headed: NDArray[np.bool_]
    stripped: NDArray[np.float64]
    labels: NDArray[np.int64]


def load_labelled(
    gold: Path, laws: Path, wanted: Sequence[str], instruments: Sequence[str] | None = None
) -> list[Labelled]:
    """Read the labelled laws in the languages wanted and compute their features.

    Args:
        gold: Table of labels.
        laws: Folder of the law files, with an ``INDEX.csv`` that gives their languages.
        wanted: Language codes.
        instruments: Ids of treaties, all bundled ones by default. A provision that no label of the table names was
            not looked for by whoever labelled, so its pairs count neither way.
    """
    with (laws / "INDEX.csv").open(encoding="utf-8", newline="") as source:
        language_of = {row["file"]: row["language"] for row in csv.DictReader(source)}
    table = read_gold(gold)
    named = {provision for marks in table.values() for _, provision in marks.grades}
    treaties = [load_instrument(i) for i in instruments or bundled_instruments()]
    ids = tuple(p.id for treaty in treaties for p in articles(treaty))
    looked_for = np.array([pid in named for pid in ids])
    out = []
    for name, marks in sorted(table.items()):
        language = language_of.get(name, "")
        if language not in wanted:
            continue
        law = read_law(laws / name, country=name[:3], language=language)
        bare = replace(law, articles=tuple(replace(a, heading=None) for a in law.articles))
        lexicon = load_lexicon(language)
        read = [read_articles(one, lexicon) for one in (law, bare)]
        found, stripped = ([features(readings, t, lexicon) for t in treaties] for readings in read)
        values, values_bare = (np.concatenate([f.values for f in fs], axis=1) for fs in (found, stripped))
        marked = labels(law, marks, ids)
        marked[:, ~looked_for] = -1
        out.append(Labelled(name, language, values, found[0].headed, values_bare, marked))
    return out


def fit_weights(data: Sequence[Labelled]) -> Fit:
    """Two logistic regressions, for articles with and without heading; the caller sets threshold and share of best."""
    with_heading = [(d.values[d.headed], d.labels[d.headed]) for d in data]
    without = [(d.stripped, d.labels) for d in data]
    return Fit(_regress(with_heading), _regress(without), 0.5, 0.7, {})


def _regress(pairs: Sequence[tuple[NDArray[np.float64], NDArray[np.int64]]]) -> Weights:
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
    return Weights(dict(zip(FEATURES, (float(w) for w in weights), strict=True)), bias)


def tally(score: NDArray[np.float64], mark: NDArray[np.int64], threshold: float, share: float) -> NDArray[np.int64]:
    """True positives, false positives, false negatives of pairs; then the same of provisions present."""
    got = accept(score, threshold, share)
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
    """Threshold and share of best: the strictest whose F1 of pairs is within ``SLACK`` of the highest.

    A pair wrongly accepted costs a lawyer's trust, one wrongly left out stands among the candidates.
    """
    options = [(t / 100, s / 100) for t in range(10, 71, 2) for s in (0, 30, 50, 60, 70)]
    value = {o: f1(*np.sum([tally(s, m, *o) for s, m in scored], axis=0)[:3]) for o in options}
    highest = max(value.values())
    return max(o for o in options if value[o] >= highest - SLACK)


@dataclass(frozen=True)
class Fold:
    """One law scored by weights and a threshold that have not seen it; the same with its headings taken away."""

    law: Labelled
    tally: NDArray[np.int64]
    stripped: NDArray[np.int64]
    scores: NDArray[np.float64]


def leave_one_law_out(data: Sequence[Labelled]) -> list[Fold]:
    """Score each law by what was fitted on the others."""
    out = []
    for left in data:
        rest = [d for d in data if d is not left]
        fit = fit_weights(rest)
        threshold, share = best_threshold([(confidence(d.values, d.headed, fit), d.labels) for d in rest])
        score = confidence(left.values, left.headed, fit)
        bare = confidence(left.stripped, np.zeros_like(left.headed), fit)
        counted, counted_bare = (tally(s, left.labels, threshold, share) for s in (score, bare))
        out.append(Fold(left, counted, counted_bare, score))
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--laws", type=Path, required=True)
    parser.add_argument("--languages", default=",".join(languages()))
    parser.add_argument("--out", type=Path, default=None, help="where to write; the bundled fit by default")
    args = parser.parse_args(argv)
    data = load_labelled(args.gold, args.laws, args.languages.split(","))
    folds = leave_one_law_out(data)
    total, bare = (np.sum([getattr(f, kind) for f in folds], axis=0) for kind in ("tally", "stripped"))
    lines = []
    for fold in folds:
        tp, fp, fn = (int(v) for v in fold.tally[:3])
        lines.append(
            f"{fold.law.name:<48} pairs {tp + fn:4d}  P {tp / max(1, tp + fp):.3f}  R {tp / max(1, tp + fn):.3f}"
            f"  F1 {f1(tp, fp, fn):.3f}  presence {f1(*fold.tally[3:]):.3f}"
        )
    fit = fit_weights(data)
    threshold, share = best_threshold([(confidence(d.values, d.headed, fit), d.labels) for d in data])
    within = np.sum([tally(confidence(d.values, d.headed, fit), d.labels, threshold, share) for d in data], axis=0)
    about = {
        "date": dt.date.today().isoformat(),
        "laws": [d.name for d in data],
        "left_one_law_out": figures(total),
        "left_one_law_out_headings_taken_away": figures(bare),
        "on_the_laws_fitted": figures(within),
        "command": f"python -m lexalign.matching.fit --gold gold/matches.csv --laws laws --languages {args.languages}",
    }
    print("\n".join([*lines, *(f"{k}: {v}" for k, v in about.items() if k.startswith(("left", "on")))]))
    content = {
        "about": about,
        "threshold": threshold,
        "share_of_best": share,
        **{
            kind: {"bias": round(w.bias, 6), "weights": {k: round(v, 6) for k, v in w.of.items()}}
            for kind, w in (("headed", fit.headed), ("headless", fit.headless))
        },
    }
    write_atomic(args.out or provisions_dir() / "fit.json", json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
