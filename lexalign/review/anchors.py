"""Whether the article a decision is about is still there and still says the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lexalign.laws.lookup import fingerprint
from lexalign.model import Law, Override

__all__ = ["Anchor", "anchor"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a decision stands in the law as it is now.

    Attributes:
        article: Key of the article now; None where the decision cannot be placed.
        stale: The article's wording changed since the decision.
        note: A sentence for the reader; empty where all is as it was.
    """

    article: str | None
    stale: bool = False
    note: str = ""


def anchor(decisions: Iterable[Override], laws: Iterable[Law]) -> Mapping[str, Anchor]:
    """Find the articles that decisions are about.

    An article that got another number without a change of wording keeps its decisions, and the note says so.

    Args:
        decisions: Any; those that name no article are passed over.
        laws: The laws as they are now.

    Returns:
        Id of the decision ▶ its anchor.
    """
    by_law = {law.id: law for law in laws}
    prints: dict[str, dict[str, str]] = {}
    found: dict[str, Anchor] = {}
    for decision in decisions:
        if not decision.article:
            continue
        law = by_law.get(decision.law)
        if law is None:
            found[decision.id] = Anchor(
                None,
                note=f"The decision of {decision.expert} on article {decision.article} was not applied: "
                f"the law {decision.law!r} is not among the laws assessed.",
            )
            continue
        if law.id not in prints:
            prints[law.id] = {article.key or article.number: fingerprint(article) for article in law.articles}
        found[decision.id] = _place(decision, prints[law.id])
    return found


def _place(decision: Override, prints: Mapping[str, str]) -> Anchor:
    here = prints.get(decision.article)
    if here is not None and decision.fingerprint in ("", here):
        return Anchor(decision.article)
    same = [key for key, value in prints.items() if decision.fingerprint and value == decision.fingerprint]
    who = f"the decision of {decision.expert} on article {decision.article} of {decision.law} ({decision.provision})"
    if len(same) == 1:
        return Anchor(same[0], note=f"Renumbered: {who} now stands with article {same[0]}, which has the same wording.")
    if here is not None and not same:
        return Anchor(
            decision.article,
            stale=True,
            note=f"Stale: {who} was applied, but the wording of the article changed since {decision.at[:10]}.",
        )
    why = (
        f"articles {', '.join(same)} all have the wording it was made for"
        if same
        else "the law has no such article and none with the wording it was made for"
    )
    return Anchor(None, note=f"Not applied: {who}; {why}.")
