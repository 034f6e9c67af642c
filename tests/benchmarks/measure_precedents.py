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
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lexalign.language.lexicon import languages, load_lexicon
from lexalign.laws.known import known_headings
from lexalign.matching.features import FEATURES, OWN_FEATURES, precedent_columns
from lexalign.matching.fit import fit_weights, scores, with_threshold
from lexalign.matching.labelled import Beside, LabelledLaw, load_labelled, set_beside, settled_articles
from lexalign.matching.measure import average_precisions, calibration, figures, tally
from lexalign.matching.precedents import STATES, Likeness, Precedent, Precedents, likeness, precedent_of, precedents
from lexalign.matching.shown import read_article
from lexalign.model import Article

if TYPE_CHECKING:
    from numpy.typing import NDArray

GROUPS = 6
"""Groups of countries that are scored together; each by weights fitted on the others."""


@dataclass(frozen=True)
class ByState:
    """Likeness of the articles of a law to each State by itself, so that any set of States can be put together.

    Attributes:
        alike, against: Per State, shape (States, articles, provisions); ordinary: shape (States, articles).
        settles: Which provisions a State has a precedent for, shape (States, provisions).
        refuses: Which provisions a State has a look-alike of.
        plain: Which States have articles that implement nothing.
    """

    alike: NDArray[np.float32]
    against: NDArray[np.float32]
    ordinary: NDArray[np.float32]
    settles: NDArray[np.bool_]
    refuses: NDArray[np.bool_]
    plain: NDArray[np.bool_]


def by_state(law: LabelledLaw, index: Precedents, states: Sequence[str], bare: bool) -> ByState:
    """Likeness to each State alone, by the library's own function: all other States are left out."""
    readings = law.bare if bare else law.readings
    alike, against, ordinary, settles, refuses, plain = [], [], [], [], [], []
    for state in states:
        rows = [row for row in index.rows if row.country == state]
        like = likeness(
            readings, law.provisions, law.lexicon.finder.concepts, index, {s for s in _countries(index) if s != state}
        )
        alike.append(like.alike.astype(np.float32))
        against.append(like.against.astype(np.float32))
        ordinary.append(like.ordinary[:, 0].astype(np.float32))
        settles.append(like.settled)
        refused = {p for row in rows for p in row.against}
        refuses.append(np.array([p in refused for p in law.provisions]))
        plain.append(any(not row.implements for row in rows))
    return ByState(*map(np.stack, (alike, against, ordinary, settles, refuses)), np.array(plain))


def _countries(index: Precedents) -> set[str]:
    return {row.country for row in index.rows}


def together(parts: ByState, chosen: NDArray[np.bool_]) -> Likeness:
    """Likeness to the States chosen, as :func:`lexalign.matching.precedents.likeness` gives it for them."""
    n, m = parts.alike.shape[1:]
    alike, against, ordinary = np.zeros((n, m)), np.zeros((n, m)), np.zeros((n, m))
    for p in range(m):
        has = chosen & parts.settles[:, p]
        if has.any():
            alike[:, p] = np.sort(parts.alike[has, :, p], axis=0)[-STATES:].mean(axis=0)
        not_ = chosen & parts.refuses[:, p]
        if not_.any():
            against[:, p] = parts.against[not_, :, p].max(axis=0)
    plain = chosen & parts.plain
    if plain.any():
        ordinary[:] = np.sort(parts.ordinary[plain], axis=0)[-STATES:].mean(axis=0)[:, None]
    nowhere = np.full((n, m, STATES), -1, dtype=np.int64)
    return Likeness(alike, against, ordinary, nowhere, nowhere * 0.0, (parts.settles & chosen[:, None]).any(axis=0))


def beside(law: LabelledLaw, parts: tuple[ByState, ByState], chosen: NDArray[np.bool_]) -> Beside:
    """Features of a law beside the States chosen."""
    out, settled = [], np.zeros(0, dtype=bool)
    for one, own in zip(parts, (law.own, law.own_bare), strict=True):
        like = together(one, chosen)
        columns = precedent_columns(like)
        more = np.stack([columns[name] for name in FEATURES[len(OWN_FEATURES) :]], axis=-1)
        out.append(np.concatenate([own[:, :, : len(OWN_FEATURES)], more], axis=-1))
        settled = like.settled
    return Beside(out[0], out[1], law.headed, settled, law.labels)


def measure(
    laws: Sequence[LabelledLaw],
    parts: dict[str, tuple[ByState, ByState]],
    states: Sequence[str],
    chosen: Collection[str],
) -> dict[str, float]:
    """Figures over all laws with precedents from the States chosen, the law's own country always left out."""
    data = {
        law.name: beside(law, parts[law.name], np.array([s in chosen and s != law.law.country for s in states]))
        for law in laws
    }
    countries = sorted({law.law.country for law in laws})
    total, ranked, said, marks = np.zeros(6, dtype=np.int64), [], [], []
    for group in (countries[g::GROUPS] for g in range(GROUPS)):
        rest = [data[law.name] for law in laws if law.law.country not in group]
        fit = with_threshold(fit_weights(rest), rest)
        for law in laws:
            if law.law.country in group:
                seen = data[law.name]
                got = scores(seen, fit)
                total += tally(got, seen.labels, fit.threshold, fit.share_of_best)
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


def check(
    laws: Sequence[LabelledLaw], index: Precedents, parts: dict[str, tuple[ByState, ByState]], states: Sequence[str]
) -> None:
    """The way taken here gives what the library gives."""
    law = min(laws, key=lambda one: len(one.readings))
    ours = beside(law, parts[law.name], np.array([s != law.law.country for s in states]))
    theirs = set_beside(law, index, ())
    assert np.allclose(ours.values, theirs.values, atol=1e-6) and (ours.settled == theirs.settled).all()


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

    def parts_of(one: Precedents, those: Sequence[str]) -> dict[str, tuple[ByState, ByState]]:
        return {law.name: (by_state(law, one, those, False), by_state(law, one, those, True)) for law in laws}

    parts = parts_of(index, states)
    check(laws, index, parts, states)
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
            found.append(measure(laws, parts, states, set(order[:count])))
        say(line(f"{count} States", found))
    if asked.headings:
        wider = precedents([*index.rows, *headings_only(states)])
        every = sorted(_countries(wider))
        say(
            line(
                f"{len(states)} and headings of {len(every) - len(states)}",
                [measure(laws, parts_of(wider, every), every, set(every))],
            )
        )


if __name__ == "__main__":
    main(sys.argv[1:])
