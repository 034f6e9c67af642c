"""Status of the paragraphs of a provision (6.1.a, 6.1.b, 19.2 ...), from what is known of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from lexalign.assessment.values import CountryAssessment, ProvisionStatus
from lexalign.laws import bundled_laws
from lexalign.laws.corpora import completeness as declared
from lexalign.model import Basis, Provision, Status
from lexalign.phrases import say
from lexalign.provisions import paragraphs

__all__ = ["with_paragraphs"]


class _SaysComplete(Protocol):
    @property
    def complete(self) -> bool: ...

    @property
    def exceptions(self) -> tuple[str, ...]: ...


def with_paragraphs(
    assessment: CountryAssessment, *, completeness: Mapping[str, _SaysComplete] | None = None
) -> CountryAssessment:
    """Add to an assessment the statuses of paragraphs, each behind its article.

    A paragraph is as its article where that is in line, not in line, reserved or unknown. Where the article is
    partially in line, the elements decide that its articles show: those of the paragraph, of what is nested in it, and
    of the article itself. A paragraph of which nothing is shown is not in line only if the laws hold all there is.

    Args:
        assessment: Of any treaty.
        completeness: Pillar ▶ whether the laws hold all there is; by default what the bundled corpus says.

    Returns:
        The assessment with more statuses; states of pillars are as before.
    """
    said = _declared(assessment) if completeness is None else completeness
    by_id = {p.id: p for p in assessment.instrument.provisions}
    out: list[ProvisionStatus] = []
    for status in assessment.provisions:
        out.append(status)
        article = by_id.get(status.provision)
        if article is None or article.parent is not None:
            continue
        card = said.get(article.pillar)
        complete = card is not None and card.complete and article.id not in card.exceptions and not article.spread
        parts = paragraphs(assessment.instrument, article.id)
        out += [_paragraph(part, status, complete) for part in parts if _tells(part, parts)]
    return replace(assessment, provisions=tuple(out))


def _declared(assessment: CountryAssessment) -> Mapping[str, _SaysComplete]:
    """What the corpus declares, if all its laws were given and none is of a later year; as the assessment has it."""
    laws = {law.id for law in bundled_laws(assessment.country)}
    year = int(assessment.as_of[:4])
    given = {law.id for law in assessment.laws if law.year is None or law.year <= year}
    return declared(assessment.country, treaty=assessment.instrument.id) if laws and laws <= given else {}


def _tells(part: Provision, beside: tuple[Provision, ...]) -> bool:
    """Whether a paragraph, or what is nested in it, has a required element: else nothing can be said of it."""
    return any(e.required for p in beside if _within(p.id, part.id) for e in p.elements)


def _within(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(f"{outer}.")


def _paragraph(part: Provision, whole: ProvisionStatus, complete: bool) -> ProvisionStatus:
    def own(element: str) -> bool:
        return _within(element.partition("/")[0], part.id)

    shared = whole.provision
    mine = tuple(e for e in whole.shown if own(e)), tuple(e for e in whole.missing if own(e))
    general = tuple(e for e in whole.missing if e.partition("/")[0] == shared)
    rows = tuple(r for r in whole.rows if not r.shown or any(own(e) for e in r.shown))
    number = shared.partition(":")[2]
    base = replace(
        whole,
        provision=part.id,
        rows=rows if whole.status is Status.PARTIAL else whole.rows,
        shown=mine[0],
        missing=mine[1],
        reason=say("As Article {number}: {reason}", number=number, reason=whole.reason),
        decision=None,
        notes=(),
    )
    if whole.status is not Status.PARTIAL:
        return base
    if not whole.shown and not whole.missing:
        reason = say("Article {number} is known by name only; nobody tested its parts.", number=number)
        return replace(base, status=Status.NO_INFORMATION, basis=Basis.NONE, reason=reason)
    if mine[0] and not mine[1] and not general:
        reason = say("The articles show all that it asks, on the program's word.")
        return replace(base, status=Status.IN_LINE, basis=Basis.MACHINE, reason=reason)
    if mine[0]:
        reason = (
            say("The articles do not show some of what it asks, on the program's word.")
            if mine[1]
            else say(
                "The articles do not show something that Article {number} asks of all its parts, "
                "on the program's word.",
                number=number,
            )
        )
        return replace(base, basis=Basis.MACHINE, reason=reason)
    found = say("None of what it asks was recognised in the articles found")
    if complete:
        reason = found + say("; the laws assessed are said to hold all there is on it.")
        return replace(base, status=Status.NOT_IN_LINE, basis=Basis.MACHINE, reason=reason)
    reason = found + say(", and the laws assessed may not hold all there is on it.")
    return replace(base, status=Status.NO_INFORMATION, basis=Basis.NONE, reason=reason)
