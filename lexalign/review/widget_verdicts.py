"""What an expert can decide on a page of the review, and how it gets into the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lexalign.errors import OverrideError
from lexalign.matching.alignment import Alignment
from lexalign.model import Override
from lexalign.provisions import paragraphs, provision
from lexalign.review.decisions import add, confirm, reject, set_status
from lexalign.review.in_force import verdict as verdict_of
from lexalign.review.items import ReviewItem

__all__ = ["SOURCE", "Verdict", "record", "says_already", "verdicts_on"]

SOURCE = "notebook"
"""Source of the decisions taken in the widget."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One button.

    Attributes:
        id: ``confirm``, ``partly``, ``related``, ``reject``, ``add``; without an article ``none``, ``reserved``,
            ``unknown``.
        key: The key that presses it.
        standard: The reason recorded where none is typed; empty where one must be.
        reasons: Reasons at hand, to be taken or changed.
    """

    id: str
    key: str
    label: str
    hint: str
    standard: str = ""
    reasons: tuple[str, ...] = ()


_RELATIONS: Mapping[str, str] = {"confirm": "full", "partly": "partial", "related": "related"}
_STATUSES: Mapping[str, str] = {"none": "not in line", "reserved": "reserved", "unknown": "no information"}
_STANDARD = "Read in full: it implements the provision."


def verdicts_on(item: ReviewItem, alignment: Alignment) -> tuple[Verdict, ...]:
    """The buttons of a page.

    Args:
        item: What is asked.
        alignment: Any with the treaty of the provision.
    """
    if not item.article:
        return (_CHOOSE, _NONE, *([_RESERVED] if _has_reservation(alignment, item.provision) else []), _UNKNOWN)
    lacking = tuple(e.text.strip().rstrip(".") for e in item.missing)
    partly = (f"Not shown: {'; '.join(f'“{text}”' for text in lacking)}.",) if lacking else ()
    return (
        Verdict("confirm", "c", "Confirm", "It implements the provision in full.", _STANDARD),
        Verdict(
            "partly", "p", "Partly", "It implements the provision in part.",
            reasons=(*partly, "It covers only some of the conduct or of the measures."),
        ),
        Verdict(
            "related", "l", "Related", "It is listed with the provision and not counted.",
            reasons=("It only defines terms that the provision uses.", "It only sets a penalty or a procedure for it."),
        ),
        Verdict(
            "reject", "r", "Reject", "It does not implement the provision.",
            reasons=("It is about something else.", "It is a general rule and says nothing of computers or data.",
                     "Another article of the law implements the provision."),
        ),
        _ADD,
    )  # fmt: skip


_ADD = Verdict("add", "a", "Add another article", "Look for an article that implements the provision.")
_CHOOSE = replace(_ADD, label="Choose an article")
_NONE = Verdict(
    "none", "r", "None: not in line", "No article implements the provision; its status becomes ‘not in line’.",
    reasons=("Looked through the laws listed; no article implements it.",),
)  # fmt: skip
_RESERVED = Verdict(
    "reserved", "v", "Reserved", "The State took a reservation; the provision's status becomes ‘reserved’.",
    reasons=("The State took the reservation that the provision admits.",),
)  # fmt: skip
_UNKNOWN = Verdict(
    "unknown", "o", "Cannot tell", "These laws do not tell; the provision's status becomes ‘no information’.",
    reasons=("It may stand in a law that is not among those read.",),
)  # fmt: skip


def _has_reservation(alignment: Alignment, provision_id: str) -> bool:
    treaty = alignment.instrument
    units = (provision(treaty, provision_id), *paragraphs(treaty, provision_id))
    return any(option.kind == "reservation" for unit in units for option in unit.options)


def says_already(item: ReviewItem, status: Override | None, verdict: str, mine: Sequence[str]) -> bool:
    """Whether the expert's own decision in force says just that, of the wording as it is now.

    Args:
        item: What is asked.
        status: The status in force of the provision, where the item names no article.
        verdict: Id of a verdict.
        mine: Spellings of the expert's name.
    """
    held = item.decision if item.article else status
    if held is None or held.expert not in mine or item.stale or item.conflict:
        return False
    if verdict in _STATUSES:
        return held.value == _STATUSES[verdict]
    wanted = ("reject", "") if verdict == "reject" else ("support", _RELATIONS.get(verdict, ""))
    return verdict_of(held) == wanted


def record(
    item: ReviewItem,
    verdict: str,
    alignment: Alignment,
    *,
    expert: str,
    rationale: str,
    folder: Path,
) -> Override:
    """Write a decision to the journal; returns only when it is on disk.

    Args:
        item: What was asked.
        verdict: Id of one of its verdicts.
        alignment: Of the law, with the treaty of the provision.
        expert: Who decides.
        rationale: Why; empty takes the verdict's standard reason.
        folder: Of the journals.

    Raises:
        OverrideError: There is no such verdict on the page, or it needs a reason.
        JournalError: The journal cannot be written; then nothing was decided.
    """
    found = next((v for v in verdicts_on(item, alignment) if v.id == verdict and v.id != "add"), None)
    if found is None:
        raise OverrideError(f"{verdict!r} cannot be decided on this page")
    why = rationale.strip() or found.standard
    law, treaty = alignment.law, alignment.instrument
    if verdict in _STATUSES:
        return set_status(
            law.country, item.provision, _STATUSES[verdict], expert=expert, rationale=why, folder=folder,
            source=SOURCE, instrument=treaty,
        )  # fmt: skip
    if verdict == "reject":
        return reject(
            law, item.article, item.provision, expert=expert, rationale=why, folder=folder, source=SOURCE,
            instrument=treaty,
        )  # fmt: skip
    proposed = any((m.article, m.provision) == (item.article, item.provision) for m in alignment.matches)
    verb = confirm if proposed else add
    return verb(
        law, item.article, item.provision, expert=expert, rationale=why, relation=_RELATIONS[verdict], folder=folder,
        source=SOURCE, instrument=treaty,
    )  # fmt: skip
