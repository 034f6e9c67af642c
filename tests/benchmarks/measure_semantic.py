"""What a sentence model adds: laws left out one by one without it, with it, and with a control that knows no meaning.

    nice python tests/benchmarks/measure_semantic.py MODEL [--shared ../shared] [--languages en,fr]

The control reads the same tokens and gives each a random direction, the longer the rarer the token is in the labelled
laws: whatever it gains comes from comparing words once more, not from meaning. A model helps where it gains clearly
more. Weights, threshold and precedents never see the law that is scored. Prints a table for docs/semantic.md.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from lexalign.language.lexicon import languages
from lexalign.matching.features import FEATURES
from lexalign.matching.fit import Fold, leave_out, summary
from lexalign.matching.labelled import LabelledLaw, load_labelled, settled_articles
from lexalign.matching.semantic import load_embedder
from lexalign.matching.static_model import StaticEmbedder, Table
from lexalign.matching.token_windows import open_tokens

DIMENSIONS = 256

ROWS = {
    "F1": "F1 of pairs",
    "precision": "precision",
    "recall": "recall",
    "presence_F1": "presence F1",
    "average_precision": "average precision",
    "F1_headings_taken_away": "F1, headings taken away",
    "calibration_error_headed": "calibration error",
    "look_alikes_accepted": "look-alikes accepted",
}


def control(folder: Path, window: int, laws: Sequence[LabelledLaw], seed: int = 0) -> StaticEmbedder:
    """An embedder with the tokens of a model and none of its meaning."""
    tokens = open_tokens(folder / "tokenizer.json", window, marks=False)
    seen: Counter[int] = Counter()
    number = 0
    for law in laws:
        for article in law.law.articles:
            pieces = tokens.windows(f"{article.heading or ''}. {article.text}")
            seen.update({t for ids in tokens.ids(pieces) for t in ids})
            number += 1
    rare = np.array([np.log((1 + number) / (1 + seen[t])) + 1 for t in range(tokens.count)])
    rows = np.random.default_rng(seed).normal(size=(tokens.count, DIMENSIONS))
    rows *= (rare / np.linalg.norm(rows, axis=1))[:, None]
    return StaticEmbedder(folder, Table(rows.astype(np.float32)), tokens, "control")


def without(laws: Sequence[LabelledLaw]) -> list[LabelledLaw]:
    """The same laws without the column of the model."""
    n = len(FEATURES)
    return [replace(law, own=law.own[:, :, :n], own_bare=law.own_bare[:, :, :n]) for law in laws]


def area(laws: Sequence[LabelledLaw], column: int) -> float:
    """How well one column alone tells right pairs from others: area under the curve."""
    from sklearn.metrics import roc_auc_score

    marks = np.concatenate([law.labels.ravel() for law in laws])
    values = np.concatenate([law.own[:, :, column].ravel() for law in laws])
    return float(roc_auc_score(marks[marks >= 0], values[marks >= 0]))


def table(runs: dict[str, list[Fold]], keep: set[str]) -> str:
    """The figures of the laws in some languages as a table."""
    found = {name: summary([f for f in folds if f.law.language in keep]) for name, folds in runs.items()}
    lines = [f"| left one law out | {' | '.join(found)} |", "|---" * (1 + len(found)) + "|"]
    for key, words in ROWS.items():
        lines.append(f"| {words} | {' | '.join(f'{one[key]:.4f}' for one in found.values() if key in one)} |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--languages", default=",".join(languages()))
    args = parser.parse_args(argv)
    gold, wanted = args.shared / "gold", args.languages.split(",")
    places = (gold / "matches.csv", args.shared / "laws", wanted, gold / "negatives.csv")
    model = load_embedder(args.model, cache=True, progress=sys.stderr.isatty())
    read = load_labelled(*places, embedder=model)
    blind = load_labelled(*places, embedder=control(args.model, model.window, read))
    print(f"{len(read)} laws, {sum(len(one.law.articles) for one in read)} articles; model {model.fingerprint}")
    for name, laws, column in (("model", read, -1), ("control", blind, -1), ("text", read, FEATURES.index("text"))):
        print(f"area under the curve of the column alone, {name}: {area(laws, column):.4f}", flush=True)
    index = settled_articles(read)
    runs = {
        name: leave_out(laws, index, lambda law: law.name)
        for name, laws in (("without", without(read)), ("with", read), ("control", blind))
    }
    spoken = {law.language for law in read}
    print(f"\n{table(runs, spoken)}")
    if "en" in spoken and len(spoken) > 1:
        for some in ({"en"}, spoken - {"en"}):
            print(f"\n{' '.join(sorted(some))}\n{table(runs, some)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
