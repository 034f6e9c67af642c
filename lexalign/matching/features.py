"""Signals of one law against one instrument, put side by side as the features that the fusion weighs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lexalign.matching.precedents import Compared, Likeness, Precedents, compare, likeness
from lexalign.matching.reading import Readings
from lexalign.matching.referred import FOREIGN, referred
from lexalign.matching.shown import Shown, show
from lexalign.matching.signals import (
    element_signals,
    heading_signal,
    neighbour_signal,
    path_signal,
    text_signal,
)
from lexalign.matching.typical import Typical, share_of_best, typical
from lexalign.model import Instrument, Law

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lexalign.matching.semantic import Embedder

__all__ = [
    "CONCEPTS_USED",
    "FEATURES",
    "OWN_FEATURES",
    "SEMANTIC",
    "Features",
    "features",
    "precedent_columns",
]

OWN_FEATURES: tuple[str, ...] = (
    "branch",
    "core",
    "whole",
    "heading",
    "text",
    "strength_of_article",
    "neighbours",
    "path",
    "rare",
    "text_best",
    "gate_closed",
    "excluded",
    "definition",
    "setting_aside",
    "anchor",
    "branch_heading",
    "branch_text",
    "twin_referred",
    "gate_apart",
    "branch_near",
)
"""What an article and the treaty alone tell, whatever other States did."""

FEATURES: tuple[str, ...] = (
    *OWN_FEATURES,
    "precedent",
    "precedent_best",
    "precedent_first",
    "precedent_against",
    "precedent_ordinary",
    "typical",
    "typical_first",
    "typical_best",
    "branch_precedent",
    "branch_typical",
    "heading_typical",
    "precedent_typical",
)
"""Names of the columns, in order; a fit names the same. The last ones compare with articles of other States."""

AGREEING: tuple[tuple[str, str], ...] = (
    ("branch", "heading"),
    ("branch", "text"),
    ("branch", "precedent"),
    ("branch", "typical"),
    ("heading", "typical"),
    ("precedent", "typical"),
)
"""Signals whose product is a signal of its own: each alone may be chance, both together seldom are."""

SEMANTIC: tuple[str, ...] = ("semantic",)
"""Columns after all others, there only where the user gives a sentence model."""

SETTING_ASIDE = ("repeal", "licensing", "administrative_body", "protected_reporting")
"""Concepts that, in a heading, say that the article is not about crime or its investigation."""

ANCHORS = (
    "computer_system",
    "computer_data",
    "computer_program",
    "network",
    "electronic_evidence",
    "traffic_data",
    "subscriber_information",
    "service_provider",
)
"""Concepts that tie an article to computers; whole codes are full of articles that only look alike."""

CONCEPTS_USED = (*SETTING_ASIDE, "definition", FOREIGN)
"""Concepts the matcher uses by name, whatever the instrument."""


@dataclass(frozen=True)
class Features:
    """Signals of every article against every provision.

    Attributes:
        shown: Elements shown, unit by unit.
        values: Shape (articles, provisions, features): ``FEATURES``, and ``SEMANTIC`` where there is a model.
        headed: Which articles have a heading, shape (articles,); the others are weighed by weights of their own.
        likeness: To articles of other States.
        signals: Name ▶ shape (articles, provisions), for people to look at.
    """

    shown: Shown
    values: NDArray[np.float64]
    headed: NDArray[np.bool_]
    likeness: Likeness
    signals: dict[str, NDArray[np.float64]]


def _rare(score: NDArray[np.float64]) -> NDArray[np.float64]:
    """A score divided by the root of how many articles of the law reach it: what all show says little of one."""
    ahead = np.empty(score.shape, dtype=np.int64)
    for column, those in enumerate(score.T):
        ahead[:, column] = len(those) - np.searchsorted(np.sort(those), those - 1e-9)
    return np.asarray(score / np.sqrt(np.maximum(ahead, 1)))


def precedent_columns(
    like: Likeness, how_typical: Typical, own: Mapping[str, NDArray[np.float64]]
) -> dict[str, NDArray[np.float64]]:
    """Comparison with articles of other States as columns: by itself, against the best, and with own signals.

    Args:
        like: To the likest articles.
        how_typical: Of all settled articles of a provision.
        own: Columns of ``OWN_FEATURES`` by name, at least those that ``AGREEING`` names.
    """
    columns = {
        "precedent": like.alike,
        "precedent_best": like.alike * share_of_best(like.alike, 0),
        "precedent_first": like.alike * share_of_best(like.alike, 1),
        "precedent_against": like.against,
        "precedent_ordinary": like.ordinary,
        "typical": how_typical.score,
        "typical_first": how_typical.first,
        "typical_best": how_typical.best,
    }
    both = {**own, **columns}
    return columns | {f"{x}_{y}": both[x] * both[y] for x, y in AGREEING if f"{x}_{y}" not in OWN_FEATURES}


def features(
    law: Law,
    readings: Readings,
    instrument: Instrument,
    index: Precedents,
    leave_out: Collection[str],
    beside: Compared | None = None,
    *,
    embedder: Embedder | None = None,
) -> Features:
    """Compute all signals.

    Args:
        law: The law.
        readings: Of the law's articles, in order.
        instrument: The treaty.
        index: Articles of other States whose place is settled.
        leave_out: Countries whose precedents do not count; the law's own always belongs there.
        beside: The readings beside the index, from ``compare``, where it is at hand: it is the same for all treaties.
        embedder: A sentence model, for the columns ``SEMANTIC``; without one they are not there.
    """
    lexicon = readings.lexicon
    shown = show(readings, instrument)
    provisions, gates = shown.provisions, shown.gates
    n, m = len(readings), len(provisions)
    element = element_signals(shown)
    heading = heading_signal(readings, provisions)
    text = text_signal(shown)
    path = path_signal(readings, provisions, lexicon)
    headed = np.array([bool(r.headings) for r in readings], dtype=bool)
    wording = np.minimum(1.0, text * 2.0)
    strength = np.where(
        headed[:, None],
        0.45 * element["branch"] + 0.3 * heading + 0.25 * wording,
        0.6 * element["branch"] + 0.4 * wording,
    )
    strength = strength * (0.4 + 0.6 * gates.requires) * (1.0 - 0.4 * gates.excludes)
    neighbours = neighbour_signal(strength**2, provisions) if n else np.zeros((n, m))
    number = {c: i for i, c in enumerate(lexicon.finder.concepts)}
    opening = np.zeros((n, 2))
    aside = [number[c] for c in SETTING_ASIDE if c in number]
    if "definition" in number:
        opening[:, 0] = readings.in_headings[:, number["definition"]] > 0
    empty = np.array([not r.article.text.strip() for r in readings], dtype=bool)
    opening[:, 1] = readings.in_headings[:, aside].any(axis=1) | empty
    anchors = [number[c] for c in ANCHORS if c in number]
    named = readings.counts[readings.wholes][:, anchors].sum(axis=1)
    anchor = np.minimum(1.0, 50.0 * named / np.maximum(50, readings.lengths[readings.wholes]))[:, None]
    if beside is None:
        beside = compare(readings, index)
    ids = [p.id for p in provisions]
    like = likeness(beside.near, ids, index, leave_out)
    is_definitions = np.array([p.pillar == "definitions" for p in provisions])
    columns: dict[str, NDArray[np.float64]] = {
        "branch": element["branch"],
        "core": element["core"],
        "whole": element["all"],
        "heading": heading,
        "text": text,
        "strength_of_article": share_of_best(strength, 1),
        "neighbours": neighbours,
        "path": path,
        "rare": _rare(element["branch"]),
        "text_best": text * share_of_best(text, 0) ** 2 * element["branch"],
        "gate_closed": 1.0 - gates.requires,
        "excluded": gates.excludes,
        "definition": opening[:, :1] * ~is_definitions,
        "setting_aside": np.broadcast_to(opening[:, 1:], (n, m)),
        "anchor": np.broadcast_to(anchor, (n, m)),
        "branch_heading": element["branch"] * heading,
        "branch_text": element["branch"] * text,
        "twin_referred": referred(law, readings, provisions, lexicon, element["branch"] * wording),
        "gate_apart": 1.0 - gates.near,
        "branch_near": element["branch"] * gates.near,
    }
    columns |= precedent_columns(like, typical(beside.paragraphs, ids, index, leave_out), columns)
    names = FEATURES
    if embedder is not None:
        from lexalign.matching.semantic import semantic_signal

        columns["semantic"] = semantic_signal(readings, provisions, lexicon, embedder)
        names += SEMANTIC
    values = np.stack([columns[name] for name in names], axis=-1) if n else np.zeros((0, m, len(names)))
    signals = {
        "elements": element["branch"],
        "heading": heading,
        "text": text,
        "place": neighbours,
        "strength": strength,
        "precedent": like.alike,
        **{name: columns[name] for name in SEMANTIC if name in columns},
    }
    return Features(shown, values, headed, like, signals)
