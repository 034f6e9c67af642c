"""Status of one provision, from its rows and the experts' decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lexalign.assessment.known_matches import from_known
from lexalign.assessment.rules import Rule
from lexalign.assessment.values import ConcordanceRow, ProvisionStatus
from lexalign.model import Basis, Element, Override, Status
from lexalign.phrases import enumerated, fixed, joined, say

__all__ = ["asked_elements", "basis_of", "status_of"]

_NAMED = 3


def asked_elements(elements: Iterable[Element], rule: Rule) -> tuple[Element, ...]:
    """The required elements of a provision that a rule asks for."""
    return tuple(e for e in elements if e.required and e.kind not in rule.kinds_not_asked)


def basis_of(decision: Override) -> Basis:
    """Published where the source of a decision is a publication (an address, or ``published:...``), else expert."""
    address = decision.source.casefold().startswith(("http://", "https://", "published:"))
    return Basis.PUBLISHED if address else Basis.EXPERT


def status_of(
    provision: str,
    elements: Sequence[Element],
    rule: Rule,
    rows: Sequence[ConcordanceRow],
    *,
    rejected: Sequence[ConcordanceRow] = (),
    candidates: Sequence[ConcordanceRow] = (),
    decision: Override | None = None,
    complete: bool = False,
    conflict: bool = False,
) -> ProvisionStatus:
    """Status of a provision.

    An expert's word on the status beats an expert's word on an article, which beats the elements the machine saw.
    Where they leave a doubt, the lower status is taken.

    Args:
        provision: Its id.
        elements: All of the provision and of its paragraphs.
        rule: Which elements are asked.
        rows: Articles tied to it, those the expert only calls ``related`` included.
        rejected: Rows the machine had accepted and an expert rejected.
        candidates: Rows the machine did not accept and nobody decided.
        decision: The ``set-status`` decision in force.
        complete: The laws assessed hold all there is on this provision.
        conflict: Experts differ on it.
    """
    asked = asked_elements(elements, rule)
    read = [r for r in rows if not _only_named(r)]
    # Of articles that nobody read no element is missing: it is only not known.
    shown, missing = _split(asked, [r for r in read if r.relation != "related"]) if read or not rows else ((), ())
    status, basis, reason, at_least = _with_known(asked, rule, rows, rejected, candidates, complete)
    if decision is not None:
        without = say(" Without that decision: {status}.", status=status) if status.value != decision.value else ""
        status, basis, at_least = Status(decision.value), basis_of(decision), False
        said = say("Set by {expert} on {date}: ", expert=decision.expert, date=decision.at[:10])
        reason = joined("", (said, _sentence(decision.rationale), without))
    stale = any(r.stale for r in (*rows, *rejected))
    if stale and decision is None:
        reason += say(" A decision it rests on was made for an earlier wording of the article; please look again.")
    if conflict:
        reason += say(" Experts differ on it.")
    return ProvisionStatus(
        provision=provision,
        status=status,
        basis=basis,
        rows=tuple(rows),
        shown=shown,
        missing=missing,
        reason=reason,
        decision=decision,
        stale=stale,
        conflict=conflict,
        at_least=at_least,
    )


def _only_named(row: ConcordanceRow) -> bool:
    """Whether a row rests on nothing but a source: the article was not read here and no expert spoke."""
    return row.basis in (Basis.PUBLISHED, Basis.READING)


def _with_known(
    asked: Sequence[Element],
    rule: Rule,
    rows: Sequence[ConcordanceRow],
    rejected: Sequence[ConcordanceRow],
    candidates: Sequence[ConcordanceRow],
    complete: bool,
) -> tuple[Status, Basis, str, bool]:
    """Status, basis, reason, and whether it may be better.

    The law that was read decides; what a source only names can lift the status, and keeps it from *not in line*.
    """
    read = [r for r in rows if not _only_named(r)]
    named = [r for r in rows if _only_named(r)]
    doubtful = [*named, *_doubtful(asked, rule, candidates)]
    status, basis, reason = _by_rows(asked, rule, read, rejected, doubtful, complete)
    found = from_known(named, rule.known)
    if found is None or any(r.relation in ("full", "partial") for r in read):
        return status, basis, reason, False
    if found.status is None and not (read or rejected or complete):
        return status, basis, found.reason + say(" No article was read for it here."), False
    if found.status is None or (status in (Status.IN_LINE, Status.PARTIAL) and found.status is not Status.IN_LINE):
        return status, basis, joined(" ", (reason, found.reason)), False
    if status is Status.IN_LINE:
        return status, basis, reason, False
    why = joined(" ", (found.reason, reason)) if status is Status.PARTIAL else found.reason
    return found.status, found.basis, why, found.at_least


def _split(asked: Sequence[Element], rows: Sequence[ConcordanceRow]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    # What another article of the law lends (a definition, a general rule) counts as shown; the reason names it.
    seen = {element for row in rows for element in (*row.shown, *(loan.element for loan in row.lent))}
    return tuple(e.id for e in asked if e.id in seen), tuple(e.id for e in asked if e.id not in seen)


def _by_rows(
    asked: Sequence[Element],
    rule: Rule,
    rows: Sequence[ConcordanceRow],
    rejected: Sequence[ConcordanceRow],
    doubtful: Sequence[ConcordanceRow],
    complete: bool,
) -> tuple[Status, Basis, str]:
    full = [r for r in rows if r.relation == "full"]
    partial = [r for r in rows if r.relation == "partial"]
    # An article that an expert calls principal is settled as such; how far it goes is left to its elements.
    machine = [r for r in rows if r.basis is Basis.MACHINE or r.relation == "principal"]
    if full:
        named = {"experts": _experts(full), "articles": _articles(full)}
        many = _many(full)
        reason: str = (
            say("On the word of {experts}, {articles} implement it.", **named)
            if many
            else say("On the word of {experts}, {articles} implements it.", **named)
        )
        _, missing = _split(asked, [r for r in rows if r.relation != "related"])
        if missing:
            reason += say(" The program did not recognise {elements}.", elements=_elements(asked, missing))
        return Status.IN_LINE, Basis.EXPERT, reason
    if partial:
        named = {"experts": _experts(partial), "articles": _articles(partial)}
        reason = (
            say("On the word of {experts}, {articles} implement it in part", **named)
            if _many(partial)
            else say("On the word of {experts}, {articles} implements it in part", **named)
        )
        if machine:
            reason += say(
                "; {articles}, proposed by the program, cannot lift that without an expert", articles=_articles(machine)
            )
        return Status.PARTIAL, Basis.EXPERT, joined("", (reason, "."))
    if machine:
        status, reason = _by_elements(asked, rule, machine)
        alone = [r for r in rows if r.accepted or r.basis is Basis.MACHINE]
        before = _by_elements(asked, rule, [*alone, *rejected])[0] if alone or rejected else None
        settled = [r for r in machine if r.relation == "principal"]
        if settled:
            named = {"experts": _experts(settled), "articles": _articles(settled)}
            reason += (
                say(" That {articles} is on it, {experts} settled.", **named)
                if len(settled) == 1
                else say(" That {articles} are on it, {experts} settled.", **named)
            )
        return status, Basis.EXPERT if before is not status else Basis.MACHINE, reason
    status = Status.NOT_IN_LINE if complete else Status.NO_INFORMATION
    found = say("No article was found for it")
    if rejected:
        found = say(
            "An expert rejected {articles}, and no other article was found for it", articles=_articles(rejected)
        )
    elif rows:
        named = {"experts": _experts(rows), "articles": _articles(rows, first=True)}
        found = (
            say("{articles} only relate to it, on the word of {experts}", **named)
            if _many(rows)
            else say("{articles} only relates to it, on the word of {experts}", **named)
        )
    if complete and doubtful:
        status = Status.NO_INFORMATION
        reason = found + say(", but {articles} may be it; an expert should look.", articles=_articles(doubtful))
    elif complete:
        reason = found + say("; the laws assessed are said to hold all there is on it.")
    else:
        reason = found + say(", and the laws assessed may not hold all there is on it.")
    if rejected or rows:
        return status, Basis.EXPERT, reason
    return status, Basis.MACHINE if status is Status.NOT_IN_LINE else Basis.NONE, reason


def _doubtful(asked: Sequence[Element], rule: Rule, candidates: Sequence[ConcordanceRow]) -> list[ConcordanceRow]:
    """Candidates too good to call the provision absent without a look at them."""
    ids = {e.id for e in asked}
    return [
        r for r in candidates if r.known or (r.confidence or 0.0) >= rule.doubt_from or (ids and ids <= set(r.shown))
    ]


def _by_elements(asked: Sequence[Element], rule: Rule, rows: Sequence[ConcordanceRow]) -> tuple[Status, str]:
    status, reason = _by_seen(asked, rule, rows)
    own = {e for r in rows for e in r.shown}
    ids = {e.id for e in asked} - own
    lent = {loan.element: loan for r in rows for loan in r.lent if loan.element in ids}
    if lent:
        words = {e.id: _words(e) for e in asked}
        loans = joined("; ", (joined(", ", (words[e], loan.why)) for e, loan in list(lent.items())[:_NAMED]))
        reason += say(" Counted as shown, though by another article: {elements}.", elements=loans)
    return status, reason


def _by_seen(asked: Sequence[Element], rule: Rule, rows: Sequence[ConcordanceRow]) -> tuple[Status, str]:
    shown, missing = _split(asked, rows)
    if not asked:
        return (
            Status.PARTIAL,
            say(
                "{articles} deals with it; the rule asks for no element, so an expert should look.",
                articles=_articles(rows, first=True),
            ),
        )
    figures = {"shown": len(shown), "asked": len(asked), "articles": _articles(rows)}
    if len(shown) + 1e-9 >= rule.in_line_share * len(asked):
        if not missing:
            return Status.IN_LINE, say("The program recognised all required elements in {articles}.", **figures)
        return Status.IN_LINE, say(
            "The program recognised {shown} of {asked} required elements in {articles}.", **figures
        )
    if not shown:
        return Status.PARTIAL, say(
            "The program ties {articles} to it but recognised none of its {asked} required elements; "
            "an expert should look.",
            **figures,
        )
    return Status.PARTIAL, say(
        "The program recognised {shown} of {asked} required elements in {articles}; not {elements}.",
        elements=_elements(asked, missing),
        **figures,
    )


def _articles(rows: Sequence[ConcordanceRow], *, first: bool = False) -> str:
    """``articles 3, 4``, with a capital where it stands first in a sentence."""
    numbers = list(dict.fromkeys(r.number for r in rows))
    named = ", ".join(numbers[:5])
    if len(numbers) > 5:
        named = say("{numbers} and {n} more", numbers=named, n=len(numbers) - 5)
    if first:
        return say("Articles {numbers}", numbers=named) if len(numbers) > 1 else say("Article {number}", number=named)
    return say("articles {numbers}", numbers=named) if len(numbers) > 1 else say("article {number}", number=named)


def _many(rows: Sequence[ConcordanceRow]) -> bool:
    return len({r.number for r in rows}) > 1


def _experts(rows: Sequence[ConcordanceRow]) -> str:
    return enumerated(list(dict.fromkeys(r.decision.expert for r in rows if r.decision))) or say("an expert")


def _words(element: Element) -> str:
    return fixed(element.text.strip().rstrip("."))


def _elements(asked: Sequence[Element], ids: Sequence[str]) -> str:
    words = {e.id: _words(e) for e in asked}
    named = joined("; ", (words[i] for i in ids[:_NAMED]))
    if len(ids) > _NAMED:
        return say("({elements}; and {n} more)", elements=named, n=len(ids) - _NAMED)
    return say("({elements})", elements=named)


def _sentence(text: str) -> str:
    flat = " ".join(text.split())
    return flat if flat.endswith((".", "!", "?")) else f"{flat}."
