"""What a review knows: the pages there are, what was decided on each, which of them a filter lets through."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lexalign.matching.alignment import Alignment
from lexalign.model import Action, Override
from lexalign.provisions import normal_id
from lexalign.review.identity import people
from lexalign.review.in_force import effective
from lexalign.review.items import ReviewItem, review_items
from lexalign.review.journal import Overrides

__all__ = ["FILTERS", "LOW_CONFIDENCE", "ORDERS", "Asked", "Key", "Known", "known", "ordered"]

Key = tuple[str, str, str]

LOW_CONFIDENCE = 0.5
"""Confidence below which a proposal is called one of low confidence."""

FILTERS: Mapping[str, str] = {
    "undecided": "Undecided",
    "conflicts": "Conflicts",
    "stale": "Stale",
    "low": "Low confidence",
    "uncovered": "No article",
    "others": "Not by me",
    "all": "All",
}
"""Id of a filter ▶ its label."""
HIDDEN_WHEN_BLIND = ("conflicts", "stale", "low", "others")
"""Filters that would tell what a blind review hides."""

ORDERS: Mapping[str, str] = {"useful": "Most useful first", "treaty": "Treaty", "law": "Law"}
"""Id of an order ▶ its label."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a review was asked for; the fields are those of ``review_items``."""

    blind: bool = False
    conflicts: str = "latest"
    seniority: Sequence[str] = ()
    counted: Collection[str] | None = None
    not_asked: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """The pages of a review and the decisions on them.

    Attributes:
        items: By law, article, provision; the most useful first.
        names: Spellings under which the expert stands in the journal.
        statuses: Provision ▶ the status decision in force; in a blind review the expert's own.
        differing: Provision ▶ a sentence where experts differ on its status.
        named: Provisions for which an article holds on an expert's word.
    """

    items: Mapping[Key, ReviewItem]
    names: tuple[str, ...]
    blind: bool
    statuses: Mapping[str, Override]
    differing: Mapping[str, str]
    named: frozenset[str]

    def decision(self, item: ReviewItem) -> Override | None:
        """The decision that a page shows: the one in force, in a blind review the expert's own."""
        return item.decision if item.article else self.statuses.get(item.provision)

    def decided(self, item: ReviewItem) -> bool:
        """Whether nothing more is asked on a page, though it can be decided anew."""
        if self.decision(item) is not None:
            return True
        return self.blind and not item.article and item.provision in self.named

    def conflict(self, item: ReviewItem) -> str:
        """A sentence where experts differ; in a blind review there is only one."""
        return item.conflict if item.article else self.differing.get(item.provision, "")

    def passes(self, item: ReviewItem, name: str) -> bool:
        """Whether a filter lets a page through; the id is one of :data:`FILTERS`."""
        match name:
            case "undecided":
                return not self.decided(item) or bool(self.conflict(item)) or item.stale
            case "conflicts":
                return bool(self.conflict(item))
            case "stale":
                return item.stale
            case "low":
                return item.confidence is not None and item.confidence < LOW_CONFIDENCE
            case "uncovered":
                return not item.article
            case "others":
                held = item.mine if item.article else self.statuses.get(item.provision)
                return held is None or held.expert not in self.names
            case _:
                return True


def known(alignments: Sequence[Alignment], overrides: Overrides, expert: str, asked: Asked) -> Known:
    """Put together what is known.

    Args:
        alignments: Of the laws of one country.
        overrides: Its decisions.
        expert: Who decides; empty if nobody is named yet.
        asked: How the review was asked for.
    """
    country = alignments[0].law.country
    names = _spellings(expert, overrides)
    found = review_items(
        alignments, overrides, blind=asked.blind, expert=expert or None, conflicts=asked.conflicts,
        seniority=asked.seniority, counted=asked.counted, not_asked=asked.not_asked,
    )  # fmt: skip
    told = (Action.SET_STATUS, Action.WITHDRAW)
    about = [o for o in overrides if o.country == country and o.action in told]
    if asked.blind:
        about = [o for o in about if o.expert in names]
    ids = {o.id for o in about if o.action is Action.SET_STATUS}
    of_statuses = [o for o in about if o.action is Action.SET_STATUS or _in_the_end(o, about) in ids]
    held = effective(of_statuses, conflicts=asked.conflicts, seniority=asked.seniority)
    out = Known(
        items={item.key: item for item in found},
        names=names,
        blind=asked.blind,
        statuses={normal_id(o.provision): o for o in held if o.action is Action.SET_STATUS},
        differing={normal_id(c.decisions[-1].provision): str(c) for c in held.conflicts},
        named=frozenset(),
    )
    decisions = [(item, out.decision(item)) for item in found if item.article]
    named = frozenset(item.provision for item, o in decisions if o is not None and o.action is not Action.REJECT)
    return Known(out.items, out.names, out.blind, out.statuses, out.differing, named)


def _in_the_end(withdrawal: Override, among: Sequence[Override]) -> str:
    """Id of what a withdrawal, or a withdrawal of one, is about."""
    by_id = {o.id: o for o in among}
    seen: set[str] = set()
    target = withdrawal
    while target.action is Action.WITHDRAW and target.value in by_id and target.id not in seen:
        seen.add(target.id)
        target = by_id[target.value]
    return target.id


def _spellings(expert: str, overrides: Iterable[Override]) -> tuple[str, ...]:
    if not expert:
        return ()
    keys = people([expert, *(o.expert for o in overrides)])
    return tuple(text for text, key in keys.items() if key == keys[expert])


def ordered(items: Iterable[ReviewItem], alignments: Sequence[Alignment], order: str) -> list[ReviewItem]:
    """Put pages into an order, one of :data:`ORDERS`; ``useful`` is the order they come in."""
    kept = list(items)
    if order == "useful":
        return kept
    place = {p.id: i for i, p in enumerate(p for a in alignments for p in a.instrument.provisions)}
    articles = {
        (a.law.id, article.key or article.number): (i, j)
        for i, a in enumerate(alignments)
        for j, article in enumerate(a.law.articles)
    }
    last = (len(alignments), 0)

    def where(item: ReviewItem) -> tuple[int, int]:
        return articles.get((item.law, item.article), last)

    if order == "treaty":
        return sorted(kept, key=lambda item: (place[item.provision], where(item)))
    return sorted(kept, key=lambda item: (where(item), place[item.provision]))
