"""What only looks like a provision, and why it is not the provision."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lexalign.matching.context import Looked, holds
from lexalign.model import Element, Provision
from lexalign.phrases import fixed, joined, say

__all__ = ["known_look_alike", "looks_like"]

CORE = ("conduct", "object", "measure")
"""Kinds of elements that make a provision what it is; an article that shows them all is not called a look-alike."""


def looks_like(
    provision: Provision, elements: Sequence[Element], shown: Collection[str], looked: Looked, *, accepted: bool
) -> str:
    """Say why an article that looks like a provision is not it.

    Args:
        provision: The article of the treaty.
        elements: Its elements and those of its paragraphs.
        shown: Ids of the elements that the article shows or is lent.
        looked: The article.
        accepted: Whether the pair was accepted; then something is said only where none of its required elements was
            seen and the treaty's file names the look-alike.

    Returns:
        ``Looks like Article 16, but it obliges ...``; where the treaty's file names no such look-alike, what of its
        core was not seen; empty where neither can be said.
    """
    core = [e for e in elements if e.required and e.kind in CORE]
    unseen = [e for e in core if e.id not in shown]
    if accepted and any(e.id in shown for e in elements if e.required):
        return ""
    reason = known_look_alike(provision, looked)
    name = say("Article {number}", number=provision.id.partition(":")[2])
    if reason:
        return say("Looks like {article}, but {reason}", article=name, reason=fixed(f"{reason[0].lower()}{reason[1:]}"))
    if accepted or not unseen:
        return ""
    words = joined("; ", (fixed(e.text.strip().rstrip(".")) for e in unseen[:2]))
    if len(unseen) > 2:
        words += say(" (and {n} more)", n=len(unseen) - 2)
    return say("Looks like {article}, but this was not seen in it: {elements}.", article=name, elements=words)


def known_look_alike(provision: Provision, looked: Looked) -> str:
    """The reason of the first look-alike of a provision that an article is; empty where it is none of them."""
    for one in provision.near_misses:
        if any(holds(f, looked.every) for f in one.shows) and not any(holds(f, looked.every) for f in one.unless):
            return one.reason
    return ""
