"""How much precedents help: a learning curve, always with no precedent from the country that is scored.

    python tests/benchmarks/measure_precedents.py [--shared ../shared] [--sizes 0,2,5,10,all] [--orders 3] [--headings]

For each size, so many States are drawn (several seeded draws) whose labelled laws give the precedents. Countries are
scored in groups: weights and threshold are fitted on the laws of all other groups, and precedents from a law's own
country never count, neither where it is scored nor where it is fitted on. ``--headings`` adds a last line: all labelled
States and, beside them, the jurisdictions of which only headings are known (``lexalign known``).

Printed per size: median and range over the draws of F1 of pairs, presence F1, mean average precision and the expected
calibration error of articles with headings.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import numpy as np

from lexalign.language.lexicon import languages, load_lexicon
from lexalign.laws.known import known_headings
from lexalign.matching.fit import fit_weights, scores
from lexalign.matching.labelled import (
    Beside,
    LabelledLaw,
    compare_labelled,
    load_labelled,
    set_beside,
    settled_articles,
)
from lexalign.matching.measure import average_precisions, best_threshold, calibration, figures, tally
from lexalign.matching.precedents import Compared, Precedent, Precedents, precedent_of, precedents
from lexalign.matching.reading import read_article
from lexalign.model import Article

Sides = tuple[Compared, Compared]
"""A law beside the index, with and without its headings."""
GROUPS = 6
"""Groups of countries that are scored together; each by weights fitted on the others."""


def _countries(index: Precedents) -> set[str]:
    return {row.country for row in index.rows}


def measure(
    laws: Sequence[LabelledLaw], index: Precedents, compared: Mapping[str, Sides], chosen: Collection[str]
) -> dict[str, float]:
    """Figures over all laws with precedents from the States chosen, the law's own country always left out."""
    away = {s for s in _countries(index) if s not in chosen}
    data = {law.name: set_beside(law, index, away, compared[law.name]) for law in laws}
    countries = sorted({law.law.country for law in laws})
    found: list[list[tuple[np.ndarray, Beside]]] = []
    for group in (countries[g::GROUPS] for g in range(GROUPS)):
        fit = fit_weights([data[law.name] for law in laws if law.law.country not in group])
        found.append([(scores(data[law.name], fit), data[law.name]) for law in laws if law.law.country in group])
    total, ranked, said, marks = np.zeros(6, dtype=np.int64), [], [], []
    for group in found:
        limits = best_threshold([(got, seen.labels) for other in found if other is not group for got, seen in other])
        for got, seen in group:
            total += tally(got, seen.labels, *limits)
            ranked += average_precisions(got, seen.labels)
            said.append(got[seen.headed].ravel())
            marks.append(seen.labels[seen.headed].ravel())
    return {
        **figures(total),
        "average_precision": float(np.mean(ranked)),
        "calibration_error": calibration(np.concatenate(said), np.concatenate(marks)).error,
    }


def headings_only(known_to_texts: Collection[str]) -> list[Precedent]:
    """Precedents made of a heading alone, from jurisdictions of which no labelled law is there."""
    rows = []
    for k in known_headings():
        if k.country not in known_to_texts and k.language in languages():
            lexicon = load_lexicon(k.language)
            reading = read_article(Article(k.article, k.heading.replace("[…]", ""), "", key=k.article), lexicon)
            if reading.hits:
                rows.append(
                    precedent_of(
                        reading,
                        lexicon.finder.concepts,
                        country=k.country,
                        law=k.law,
                        language=k.language,
                        implements=(k.provision,),
                    )
                )
    return rows


def line(name: str, found: Sequence[dict[str, float]]) -> str:
    cells = []
    for key in found[0]:
        values = [one[key] for one in found]
        cells.append(f"{statistics.median(values):.3f} ({min(values):.3f}–{max(values):.3f})")
    return f"{name:<28} {len(found):>5}  " + "  ".join(f"{cell:>20}" for cell in cells)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    parser.add_argument("--sizes", default="0,2,5,10,all")
    parser.add_argument("--orders", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--headings", action="store_true")
    asked = parser.parse_args(arguments)
    gold = asked.shared / "gold"
    laws = load_labelled(gold / "matches.csv", asked.shared / "laws", languages(), gold / "negatives.csv")
    index = settled_articles(laws)
    states = sorted({law.law.country for law in laws})

    compared = {law.name: compare_labelled(law, index) for law in laws}
    say: Callable[[str], None] = lambda text: print(text, flush=True)  # noqa: E731
    say(
        f"{len(laws)} laws of {len(states)} States, {sum(len(law.readings) for law in laws)} articles, seed {asked.seed}"
    )
    names = ("F1", "presence F1", "average precision", "calibration error")
    say(f"{'precedents from':<28} draws  " + "  ".join(f"{name:>20}" for name in names))
    for size in asked.sizes.split(","):
        count = len(states) if size == "all" else min(int(size), len(states))
        draws = 1 if count in (0, len(states)) else asked.orders
        found = []
        for number in range(draws):
            order = states.copy()
            random.Random(f"{asked.seed}/{number}").shuffle(order)
            found.append(measure(laws, index, compared, set(order[:count])))
        say(line(f"{count} States", found))
    if asked.headings:
        wider = precedents([*index.rows, *headings_only(states)])
        every = sorted(_countries(wider))
        say(
            line(
                f"{len(states)} and headings of {len(every) - len(states)}",
                [measure(laws, wider, {law.name: compare_labelled(law, wider) for law in laws}, set(every))],
            )
        )


if __name__ == "__main__":
    main(sys.argv[1:])
