"""How sure is it that a law has a provision, from the confidences of its candidate articles? Two ways, measured.

    python tests/benchmarks/measure_presence.py [../shared]

For every labelled law, scored by weights that have not seen it, and every article of the treaties: the probability that
the law has it, as the *best* of its candidates says (mistakes on one provision go together) and as *independent*
candidates would say (one minus the product of the doubts). Printed for each: the Brier score and the logarithmic loss
(lower is better), expected against found by tenths, and how far the number of provisions found in a law lies from the
number expected, in standard deviations (1.0 is right; above it, doubts within a law go together).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from lexalign.language.lexicon import languages
from lexalign.matching.alignment import CANDIDATE, CANDIDATES_KEPT
from lexalign.matching.fit import leave_one_law_out, load_labelled


def best(column: np.ndarray) -> float:
    return float(column.max(initial=0.0))


def independent(column: np.ndarray) -> float:
    kept = np.sort(column[column >= CANDIDATE])[::-1][:CANDIDATES_KEPT]
    return float(1 - np.prod(1 - kept))


def main(shared: Path) -> None:
    data = load_labelled(shared / "gold" / "matches.csv", shared / "laws", languages())
    folds = leave_one_law_out(data)
    ways: dict[str, Callable[[np.ndarray], float]] = {"best": best, "independent": independent}
    for name, way in ways.items():
        predicted: list[float] = []
        found: list[bool] = []
        spread: list[float] = []
        for fold in folds:
            expected: list[float] = []
            seen: list[bool] = []
            for column in range(fold.scores.shape[1]):
                marks = fold.law.labels[:, column]
                if (marks == 1).any() or (marks == 0).all():
                    expected.append(way(fold.scores[:, column]))
                    seen.append(bool((marks == 1).any()))
            deviation = sum(p * (1 - p) for p in expected) ** 0.5
            spread.append((sum(seen) - sum(expected)) / deviation)
            predicted += expected
            found += seen
        p, y = np.clip(np.array(predicted), 1e-6, 1 - 1e-6), np.array(found)
        loss = -(np.log(p[y]).sum() + np.log(1 - p[~y]).sum()) / len(y)
        print(f"{name}: {len(y)} provisions in {len(folds)} laws, {y.sum()} present, {p.sum():.1f} expected; ", end="")
        print(f"Brier {((p - y) ** 2).mean():.4f}, log loss {loss:.4f}, ", end="")
        print(f"root mean square deviation per law {np.sqrt(np.mean(np.square(spread))):.2f} sd")
        for low in np.arange(0, 1, 0.1):
            inside = (p >= low) & (p < low + 0.1 + (1e-9 if low > 0.85 else 0))
            if inside.any():
                print(f"  {low:.1f}-{low + 0.1:.1f}: n {inside.sum():4d}  expected {p[inside].mean():.3f}  found {y[inside].mean():.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared")
