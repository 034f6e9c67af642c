"""What sets the settled articles of a provision apart from all others, learned from the precedents.

Nearest precedents (``precedents.likeness``) ask whether an article reads like *one* article of another State. This
asks what all settled articles of a provision have in common that other articles have not: a linear discriminant over
the concepts they name, one direction for each provision. It is applied paragraph by paragraph, so that the third
paragraph of an offence, which forbids the tools for it, is seen although the article as a whole reads like the offence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lexalign.matching.reading import best_of_units
from lexalign.matching.threads import one_thread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lexalign.matching.precedents import Precedent, Precedents
    from lexalign.matching.reading import Readings

__all__ = [
    "Moments",
    "Paragraphs",
    "Typical",
    "as_columns",
    "directions_of",
    "moments_of",
    "paragraphs_of",
    "profiles_of",
    "share_of_best",
    "typical",
]

RIDGE = 3.0
"""Added to the variance of every concept, in mean variances: few articles are settled, and there are many concepts."""
FEWEST = 3
"""Concepts that a paragraph must name to be typical of anything."""


@dataclass(frozen=True)
class Moments:
    """Sums over the articles of one State in an index; a law weighs by the root of its articles.

    Attributes:
        weight: Sum of the weights.
        total: Weighted sum of the profiles, shape (concepts,).
        products: Weighted sum of their outer products, shape (concepts, concepts).
        settled: Provision id ▶ mean profile of the articles that implement it.
    """

    weight: float
    total: NDArray[np.float64]
    products: NDArray[np.float64]
    settled: Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Paragraphs:
    """The units of a law's articles as profiles over the concepts of an index.

    Attributes:
        profiles: Shape (units, concepts), rows of length 1; zero where a unit names fewer than ``FEWEST`` concepts.
        speaks: Which units name enough, shape (units,).
        readings: The articles.
    """

    profiles: NDArray[np.float64]
    speaks: NDArray[np.bool_]
    readings: Readings


@dataclass(frozen=True)
class Typical:
    """How typical articles are of provisions, by their best paragraph; all of shape (articles, provisions).

    Attributes:
        score: 0 for what an average article shows, 1 for the middle of the settled ones; not below 0.
        first: The same, times its share of what the paragraph scores for its best provision.
        best: The same, times its share of what the law's best article scores for the provision.
    """

    score: NDArray[np.float64]
    first: NDArray[np.float64]
    best: NDArray[np.float64]


def profiles_of(counts: NDArray[np.float64], weights: NDArray[np.float64] | float = 1.0) -> NDArray[np.float64]:
    """Counts of concepts, shape (rows, concepts), as rows of length 1; ``weights`` of the concepts."""
    values = np.log1p(counts) * weights
    length = np.linalg.norm(values, axis=-1, keepdims=True)
    return np.asarray(np.divide(values, length, out=np.zeros_like(values), where=length > 0))


def moments_of(rows: Sequence[Precedent], concepts: Sequence[str]) -> dict[str, Moments]:
    """Moments of the articles of each State; rows and concepts of an index."""
    number = {name: i for i, name in enumerate(concepts)}
    by_law: dict[tuple[str, str], list[Precedent]] = {}
    for row in rows:
        by_law.setdefault((row.country, row.law), []).append(row)
    out: dict[str, Moments] = {}
    for country in sorted({c for c, _ in by_law}):
        weight, total, products = 0.0, np.zeros(len(number)), np.zeros((len(number), len(number)))
        settled: dict[str, list[NDArray[np.float64]]] = {}
        for (state, _), members in sorted(by_law.items()):
            if state != country:
                continue
            counts = np.zeros((len(members), len(number)))
            for i, row in enumerate(members):
                for name, n in row.counts:
                    counts[i, number[name]] = n
            profiles = profiles_of(counts)
            share = 1.0 / np.sqrt(len(members))
            weight += share * len(members)
            total += share * profiles.sum(axis=0)
            with one_thread():
                products += share * (profiles.T @ profiles)
            for profile, row in zip(profiles, members, strict=True):
                for provision in row.implements:
                    settled.setdefault(provision, []).append(profile)
        out[country] = Moments(weight, total, products, {p: np.mean(v, axis=0) for p, v in settled.items()})
    return out


def paragraphs_of(readings: Readings, index: Precedents) -> Paragraphs:
    """Profiles of the units of a law's articles.

    Args:
        readings: Of its articles, in order.
        index: The precedents they will be compared with.
    """
    counts = as_columns(readings.counts, readings.lexicon.finder.concepts, index.concepts)
    return Paragraphs(profiles_of(counts), (counts > 0).sum(axis=1) >= FEWEST, readings)


def as_columns(counts: NDArray[np.float64], concepts: Sequence[str], wanted: Sequence[str]) -> NDArray[np.float64]:
    """Counts of some concepts, shape (rows, concepts), as counts of others, shape (rows, wanted)."""
    place = {name: i for i, name in enumerate(concepts)}
    out = np.zeros((len(counts), len(wanted)))
    known = [i for i, name in enumerate(wanted) if name in place]
    out[:, known] = counts[:, [place[wanted[i]] for i in known]]
    return out


def typical(those: Paragraphs, provisions: Sequence[str], index: Precedents, leave_out: Collection[str]) -> Typical:
    """How typical the articles of a law are of provisions.

    Args:
        those: Their paragraphs, from :func:`paragraphs_of` with the same index.
        provisions: Ids, in order.
        index: The precedents.
        leave_out: Countries whose precedents do not count.
    """
    score = np.zeros((len(those.readings), len(provisions)))
    first = score.copy()
    found = index.directions(tuple(provisions), frozenset(leave_out))
    if found is not None and len(those.readings):
        directions, at = found
        with one_thread():
            units = np.maximum(those.profiles @ directions - at, 0.0) * those.speaks[:, None]
        score = best_of_units(units, those.readings)
        first = best_of_units(units * share_of_best(units, 1), those.readings)
    return Typical(score, first, score * share_of_best(score, 0))


def share_of_best(score: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Scores as shares of the best along an axis; 0 where nothing scores."""
    best = score.max(axis=axis, keepdims=True, initial=0.0)
    return np.asarray(np.divide(score, best, out=np.zeros_like(score), where=best > 0))


def directions_of(
    moments: Sequence[Moments], provisions: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Linear discriminants, shape (concepts, provisions), and what an average article scores, shape (provisions,)."""
    weight = sum(m.weight for m in moments)
    mean = np.sum([m.total for m in moments], axis=0) / weight
    spread = np.sum([m.products for m in moments], axis=0) / weight - np.outer(mean, mean)
    size = len(mean)
    away = np.zeros((size, len(provisions)))
    for p, provision in enumerate(provisions):
        states = [m.settled[provision] for m in moments if provision in m.settled]
        if states:  # one State's way of putting it may be its own: the fewer there are, the less they say
            away[:, p] = (np.mean(states, axis=0) - mean) * len(states) / (len(states) + 1.0)
    ridge = RIDGE * max(float(np.trace(spread)) / max(size, 1), 1e-12)
    with one_thread():
        directions = np.linalg.solve(spread + ridge * np.eye(size), away)
    middle = np.einsum("cp,cp->p", directions, away)
    directions = np.divide(directions, middle, out=np.zeros_like(directions), where=middle > 0)
    return directions, mean @ directions
