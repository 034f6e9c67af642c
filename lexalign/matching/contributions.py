"""How each group of features moved the confidence of a pair: a waterfall in log-odds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from lexalign.html import Html, escaped, table_html
from lexalign.language.lexicon import load_lexicon
from lexalign.matching.features import AGREEING, FEATURES, SEMANTIC, Features, features
from lexalign.matching.fusion import KINDS, load_fit
from lexalign.matching.precedents import load_precedents
from lexalign.matching.reading import read_articles

if TYPE_CHECKING:
    from lexalign.matching.alignment import Alignment, Means

__all__ = ["Contribution", "Waterfall", "features_again", "means_of", "waterfall_html", "waterfall_text", "waterfalls"]

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("elements shown", ("branch", "core", "whole", "rare")),
    ("heading", ("heading",)),
    ("likeness of the text", ("text",)),
    ("chapter and neighbours", ("neighbours", "path")),
    ("compared with other provisions", ("strength_of_article",)),
    ("anchors and gates", ("gate_closed", "gate_apart", "excluded", "definition", "setting_aside", "anchor")),
    ("articles of other States", ("precedent", "typical")),
    ("articles it refers to", ("twin_referred",)),
)
"""What the reader sees ▶ the features summed up in it; a name stands for all features that begin with it."""

PRODUCTS: dict[str, tuple[str, str]] = {
    **{f"{x}_{y}": (x, y) for x, y in AGREEING},
    "branch_near": ("branch", "gate_apart"),
    "text_best": ("text", "branch"),
}
"""Features that are a product ▶ the two signals multiplied. Each gets half of what the product adds: its Shapley value,
set against an article that shows neither."""

OF_A_MODEL = "likeness of meaning (sentence model)"
OTHERS = "other signals"
START = "starting point (most pairs are no match)"
BAR = 36
"""Signs of a bar in text."""


_FRAME = "position:relative;width:260px;max-width:100%;height:0.9em;background:#f1f3f5"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one group of features adds to, or takes from, the log-odds."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The contributions of a pair, from the constant on; their sum is the log-odds of its confidence."""

    article: str
    provision: str
    contributions: tuple[Contribution, ...]

    @property
    def confidence(self) -> float:
        """Confidence that the contributions add up to."""
        total = sum(c.value for c in self.contributions)
        return float(1.0 / (1.0 + np.exp(-np.clip(total, -30.0, 30.0))))


def means_of(alignment: Alignment) -> Means:
    """What an alignment was made with; the shipped lexicon, weights and precedents where it does not say."""
    from lexalign.matching.alignment import Means

    return alignment.means or Means(load_lexicon(alignment.law.language), load_fit(), load_precedents())


def features_again(alignment: Alignment) -> Features:
    """Compute the features of an alignment again; it keeps only the confidences they led to."""
    means, law = means_of(alignment), alignment.law
    readings = read_articles(law, means.lexicon)
    return features(law, readings, alignment.instrument, means.precedents, (law.country,), embedder=means.embedder)


def waterfalls(alignment: Alignment, found: Features, pairs: Sequence[tuple[str, str]]) -> tuple[Waterfall, ...]:
    """Work out how the confidence of pairs came about.

    Args:
        alignment: Of the law and the treaty.
        found: Its features, from :func:`features_again`.
        pairs: Article keys with article-level provision ids.
    """
    means, law = means_of(alignment), alignment.law
    row = {a.key: i for i, a in enumerate(law.articles)}
    column = {p.id: i for i, p in enumerate(found.shown.provisions)}
    out = []
    for key, provision in pairs:
        a, p = row[key], column[provision]
        kind = ("headed" if found.headed[a] else "headless") + ("" if found.likeness.settled[p] else "_alone")
        assert kind in KINDS
        weights = getattr(means.fit, kind)
        parts: dict[str, float] = {name: 0.0 for name, _ in GROUPS}
        names = (FEATURES + SEMANTIC)[: found.values.shape[-1]]
        for name, value in zip(names, found.values[a, p].tolist(), strict=True):
            both = PRODUCTS.get(name, (name,))
            for one in both:
                group = _group(one)
                parts[group] = parts.get(group, 0.0) + weights.of.get(name, 0.0) * value / len(both)
        contributions = [Contribution(START, weights.bias), *(Contribution(n, v) for n, v in parts.items())]
        out.append(Waterfall(key, provision, tuple(contributions)))
    return tuple(out)


def _group(feature: str) -> str:
    if feature in SEMANTIC:
        return OF_A_MODEL
    for name, members in GROUPS:
        if feature in members:
            return name
    return next((n for n, members in GROUPS if any(feature.startswith(f"{m}_") for m in members)), OTHERS)


def _scale(parts: Sequence[Contribution]) -> list[tuple[float, float]]:
    """Where each bar begins and ends, in [0, 1] of the width; the last one is the sum."""
    ends = np.cumsum([0.0, *(c.value for c in parts)])
    low, high = float(ends.min()), float(ends.max())
    width = (high - low) or 1.0
    at = [(float(e) - low) / width for e in ends]
    bars = [(min(x, y), max(x, y)) for x, y in pairwise(at)]
    zero = -low / width
    return [*bars, (min(zero, at[-1]), max(zero, at[-1]))]


def _rows(one: Waterfall) -> list[tuple[str, float, tuple[float, float]]]:
    total = Contribution(f"sum: confidence {one.confidence:.2f}", sum(c.value for c in one.contributions))
    both = zip((*one.contributions, total), _scale(one.contributions), strict=True)
    return [(c.name, c.value, bar) for c, bar in both]


def waterfall_text(one: Waterfall) -> str:
    """The waterfall as lines of text, at most 100 signs wide."""
    lines = []
    for name, value, (low, high) in _rows(one):
        begin, end = round(low * BAR), round(high * BAR)
        sign = "█" if value >= 0 else "░"
        bar = " " * begin + sign * max(end - begin, 1 if abs(value) > 0.005 else 0)
        lines.append(f"{name:<42}{value:+7.2f}  {bar}".rstrip())
    return "\n".join(lines)


def waterfall_html(one: Waterfall) -> Html:
    """The waterfall as a table: what, how much in figures, and a bar that only repeats the figure."""
    rows: list[list[object]] = []
    for name, value, (low, high) in _rows(one):
        colour = "#1f6f8b" if value >= 0 else "#c2571a"
        width = max(100 * (high - low), 0.5 if abs(value) > 0.005 else 0.0)
        place = f"left:{min(100 * low, 99.5):.1f}%;width:{width:.1f}%"
        fill = f'<div style="position:absolute;{place};height:100%;background:{colour}"></div>'
        bar = Html(f'<div aria-hidden="true" dir="ltr" style="{_FRAME}">{fill}</div>')
        rows.append([name, Html(escaped(f"{value:+.2f}")), bar])
    return table_html(
        ["Signal", "Log-odds", "Bar"],
        rows,
        caption="How the confidence came about",
        note="What speaks for the match adds, what speaks against it takes away.",
    )
