"""Decisions taken back: withdraw one, undo the last, redo what was undone. Each is a new entry; nothing is deleted."""

from __future__ import annotations

from pathlib import Path

from lexalign.errors import OverrideError
from lexalign.model import Action, Override
from lexalign.review.checked import checked_country, decision_of
from lexalign.review.identity import current_expert, expert_name, people
from lexalign.review.in_force import moment, withdrawn
from lexalign.review.journal import append, overrides_folder, read_overrides

__all__ = ["redo", "undo", "withdraw"]


def withdraw(
    country: str,
    id: str,
    *,
    expert: str | None = None,
    rationale: str,
    folder: str | Path | None = None,
    source: str = "python",
    at: str = "",
) -> Override:
    """Take a decision back, your own or another's; what was in force before it is in force again.

    A withdrawal can itself be withdrawn: then the decision holds again.

    Args:
        country: ISO3 code.
        id: Of the decision, note or withdrawal.
        expert: Your name or ORCID iD; by default the one remembered.
        rationale: Why, in a sentence.
        folder: Of the journals.
        source: Where the decision comes from.
        at: ISO date; now, if empty.

    Raises:
        OverrideError: There is no such decision, it was withdrawn before, or ``at`` is before its own date.
        JournalError: The journal cannot be read or written.
    """
    code = checked_country(country)
    place = overrides_folder(folder)
    known = _known(place, code)
    target = next((o for o in known if o.id == id), None)
    if target is None:
        raise OverrideError(
            f"the journal of {code} has no decision with the id {id!r}",
            where=str(place / f"{code}.csv"),
            fix=f"read_overrides(country={code!r}) lists them with their ids.",
        )
    if (code, id) in withdrawn(known):
        raise OverrideError(
            f"the decision {id} is withdrawn already",
            fix="To put it in force again, withdraw that withdrawal or decide anew.",
        )
    return _take_back(code, target, expert, rationale, folder, source, at)


def undo(
    country: str,
    *,
    expert: str | None = None,
    rationale: str = "",
    folder: str | Path | None = None,
    source: str = "python",
) -> Override:
    """Withdraw the last decision or note of an expert that is not withdrawn yet; called again, the one before it.

    Args:
        country: ISO3 code.
        expert: Whose; by default the one remembered. Other experts' decisions are never touched.
        rationale: Why; ``Undone.`` if empty.
        folder: Of the journals.
        source: Where the decision comes from.

    Returns:
        The withdrawal as written; its ``value`` is the id of what it takes back.

    Raises:
        OverrideError: The expert has nothing to undo.
        JournalError: The journal cannot be read or written.
    """
    code, who, known = _mine(country, expert, folder)
    gone = withdrawn(known)
    for decision in reversed(known):  # as written: the last one taken, whatever date it bears
        if decision.action is not Action.WITHDRAW and (code, decision.id) not in gone and decision.expert in who:
            return _take_back(code, decision, who[0], rationale or "Undone.", folder, source, "")
    raise OverrideError(f"{who[0]} has no decision on {code} that could be undone")


def redo(
    country: str,
    *,
    expert: str | None = None,
    rationale: str = "",
    folder: str | Path | None = None,
    source: str = "python",
) -> Override:
    """Withdraw the last withdrawal of an expert, so that what it took back holds again.

    Args and errors are those of :func:`undo`.
    """
    code, who, known = _mine(country, expert, folder)
    gone = withdrawn(known)
    of = {o.id: o for o in known}
    for decision in reversed(known):
        target = of.get(decision.value) if decision.action is Action.WITHDRAW else None
        open_ = target is not None and target.action is not Action.WITHDRAW and (code, decision.id) not in gone
        if open_ and decision.expert in who:
            return _take_back(code, decision, who[0], rationale or "Redone.", folder, source, "")
    raise OverrideError(f"{who[0]} has undone nothing on {code}")


def _mine(country: str, expert: str | None, folder: str | Path | None) -> tuple[str, list[str], tuple[Override, ...]]:
    """Code, spellings of the expert with the one given first, and the journal."""
    code = checked_country(country)
    known = _known(overrides_folder(folder), code)
    name = current_expert() if expert is None else expert_name(expert)
    keys = people([name, *(o.expert for o in known)])
    return code, [name, *(text for text, key in keys.items() if key == keys[name] and text != name)], known


def _known(place: Path, code: str) -> tuple[Override, ...]:
    return read_overrides(place, code).decisions if place.is_dir() else ()


def _take_back(
    code: str, target: Override, expert: str | None, why: str, folder: str | Path | None, source: str, at: str
) -> Override:
    if at.strip() and moment(at).date() < moment(target.at).date():
        raise OverrideError(
            f"a withdrawal of {at} would be before the decision it takes back, which is of {target.at[:10]}",
            fix="Give a later date, or none for now.",
        )
    fields = {"law": target.law, "article": target.article, "provision": target.provision, "value": target.id}
    return append([decision_of(Action.WITHDRAW, code, expert, why, source, at, **fields)], folder)[0]
