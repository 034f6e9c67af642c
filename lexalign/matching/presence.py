"""From the confidence of a pair to the chance that a law has a provision at all; fitted, with the doubt laws share.

    python -m lexalign.matching.presence --gold GOLD.csv --laws FOLDER [--out provisions/presence.json]

The confidence of the fusion is that of one pair. Whether the *provision* is there is another question: what the machine
left out may be there as well, and what it gets wrong it often gets wrong throughout a law. So the confidence ``c`` of
the best article becomes ``logistic(shift + slope * logit(c) + spread * z)`` with one ``z`` for the whole law, drawn
from a standard normal distribution. The command scores every law by weights that have not seen it, fits the three
numbers, and prints how well they say, law by law left out, how many provisions a law has.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lexalign.errors import DataFileError
from lexalign.files import provisions_dir, write_atomic
from lexalign.matching.alignment import CANDIDATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NODES", "Presence", "fit_presence", "load_presence", "main"]

NODES = 15
"""Points at which the doubt that a law shares is added up (Gauss-Hermite)."""

_LAW = tuple["NDArray[np.float64]", "NDArray[np.bool_]"]


@dataclass(frozen=True)
class Presence:
    """How the confidence of a provision's best article becomes the chance that the provision is there.

    Attributes:
        shift, slope: On the logit.
        spread: Standard deviation, on the logit, of what all provisions of one law share.
        about: Date, data, figures and command, for people.
        fit: Hash of the weights it was fitted for; empty for none in particular.
    """

    shift: float
    slope: float
    spread: float
    about: Mapping[str, object]
    fit: str = ""

    def chances(self, confidences: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Chance at each node of the shared doubt, and the weight of each node.

        Args:
            confidences: In [0, 1], any shape; 0 and 1 stay as they are.

        Returns:
            Chances, the nodes along the first axis; weights, which add up to 1.
        """
        nodes, weights = _nodes(NODES if self.spread else 1)
        given = np.asarray(confidences, dtype=np.float64)
        inside = np.clip(given, 1e-6, 1 - 1e-6)
        logit = np.log(inside / (1 - inside))
        shape = (-1, *(1,) * given.ndim)
        found = 1 / (1 + np.exp(-(self.shift + self.slope * logit[None] + self.spread * nodes.reshape(shape))))
        return np.where((given == 0) | (given == 1), given, found), weights


@cache
def _nodes(number: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from numpy.polynomial.hermite_e import hermegauss

    nodes, weights = hermegauss(number)
    return nodes, weights / weights.sum()


@cache
def load_presence(path: Path | None = None) -> Presence:
    """Load the shipped numbers, or some of your own.

    Raises:
        DataFileError: The file lacks one of them.
    """
    path = path or provisions_dir() / "presence.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        shift, slope, spread = (float(data[k]) for k in ("shift", "slope", "spread"))
        found = Presence(shift, slope, spread, data["about"], str(data["fit"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataFileError(
            [f"{path.name}: it cannot be read ({error})"],
            fix="Make it again with `python -m lexalign.matching.presence`.",
        ) from error
    if found.spread < 0 or found.slope <= 0:
        raise DataFileError([f"{path.name}: the slope must be above 0, the spread not below"])
    return found


def weights_hash() -> str:
    """Hash of the weights that are shipped now, to tell whether the numbers were fitted for them."""
    return hashlib.sha256((provisions_dir() / "fit.json").read_bytes()).hexdigest()[:16]


# --- fitting ------------------------------------------------------------------------------------------------------


def fit_presence(laws: Sequence[_LAW]) -> Presence:
    """Fit shift, slope and spread by their likelihood.

    Args:
        laws: For each law the confidence of the best article of each provision that has a candidate, and whether the
            law has the provision.
    """
    from scipy.optimize import minimize

    def cost(numbers: NDArray[np.float64]) -> float:
        made = Presence(float(numbers[0]), float(numbers[1]), abs(float(numbers[2])), {})
        return -sum(_likelihood(made, law) for law in laws)

    best = minimize(cost, [0.5, 0.9, 0.5], method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-3})
    return Presence(float(best.x[0]), float(best.x[1]), abs(float(best.x[2])), {})


def _likelihood(made: Presence, law: _LAW) -> float:
    """Logarithm of the chance of what was found in a law."""
    chances, weights = made.chances(law[0])
    logs = np.log(np.where(law[1][None, :], chances, 1 - chances)).sum(axis=1)
    return float(logs.max() + np.log((weights * np.exp(logs - logs.max())).sum()))


def _place(made: Presence, law: _LAW) -> float:
    """Where the number of provisions found lies in its distribution, from 0 to 1, half of its own chance counted."""
    chances, weights = made.chances(law[0])
    total = np.zeros(chances.shape[1] + 1)
    for at_node, weight in zip(chances, weights, strict=True):
        found = np.ones(1)
        for chance in at_node:
            found = np.append(found * (1 - chance), 0.0) + np.append(0.0, found * chance)
        total += weight * found
    number = int(law[1].sum())
    return float(total[:number].sum() + total[number] / 2)


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    from lexalign.language.lexicon import languages
    from lexalign.matching.fit import leave_out
    from lexalign.matching.labelled import load_labelled, settled_articles

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--laws", type=Path, required=True)
    parser.add_argument("--negatives", type=Path, default=None, help="articles that look like a provision and are not")
    parser.add_argument("--out", type=Path, default=None, help="where to write; the bundled file by default")
    args = parser.parse_args(argv)
    labelled = load_labelled(args.gold, args.laws, languages(), args.negatives)
    folds = leave_out(labelled, settled_articles(labelled), lambda law: law.name)
    laws, names, without = labelled_presence([(f.law.name, f.scores, f.labels) for f in folds])
    made = fit_presence(laws)
    left_out = [fit_presence([law for law in laws if law is not one]) for one in laws]
    plain = Presence(0.0, 1.0, 0.0, {})
    places = {
        "as they are": [_place(plain, law) for law in laws],
        "fitted on the other laws": [_place(other, law) for other, law in zip(left_out, laws, strict=True)],
    }
    number = sum(len(law[1]) for law in laws)
    loss = {
        "as they are": -sum(_likelihood(plain, law) for law in laws) / number,
        "fitted on the other laws": -sum(_likelihood(o, law) for o, law in zip(left_out, laws, strict=True)) / number,
    }
    about = {
        "date": dt.date.today().isoformat(),
        "laws": len(laws),
        "provisions_with_a_candidate": number,
        "present_without_any_candidate": f"{without[1]} of {without[0]}",
        "log_loss": {k: round(v, 4) for k, v in loss.items()},
        "laws_whose_number_lies_in_the_90_percent_interval": {
            k: f"{sum(0.05 <= p <= 0.95 for p in v)} of {len(v)}" for k, v in places.items()
        },
        "command": "python -m lexalign.matching.presence --gold gold/matches.csv --laws laws"
        + (" --negatives gold/negatives.csv" if args.negatives else ""),
    }
    for name, *two in zip(names, *places.values(), strict=True):
        print(f"{name:<48} place as they are {two[0]:.3f}, fitted on the other laws {two[1]:.3f}")
    content = {
        "about": about,
        "fit": weights_hash(),
        **{k: round(getattr(made, k), 4) for k in ("shift", "slope", "spread")},
    }
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    print(text, end="")
    write_atomic(args.out or provisions_dir() / "presence.json", text)
    return 0


def labelled_presence(
    scored: Sequence[tuple[str, NDArray[np.float64], NDArray[np.int64]]],
) -> tuple[list[_LAW], list[str], tuple[int, int]]:
    """Best confidence and presence of each provision of each law; those only related articles speak for are left out.

    Args:
        scored: Name, confidences and labels of each law, shape (articles, provisions).

    Returns:
        The laws, their names, and how many provisions have no candidate at all and how many of those are present.
    """
    laws, names = [], []
    none = there = 0
    for name, scores, marks in scored:
        best = scores.max(axis=0, initial=0.0)
        present = (marks == 1).any(axis=0)
        told = present | (marks == 0).all(axis=0)
        candidate = best >= CANDIDATE
        none += int((told & ~candidate).sum())
        there += int((told & ~candidate & present).sum())
        laws.append((best[told & candidate], present[told & candidate]))
        names.append(name)
    return laws, names, (none, there)


if __name__ == "__main__":
    sys.exit(main())
