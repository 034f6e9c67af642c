"""What a journal holds, kept in memory; fills in the id and the date of a new decision, and what it supersedes."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lexalign.errors import OverrideError
from lexalign.model import Action, Override
from lexalign.review.in_force import cell_of, effective, is_day, moment

__all__ = ["JournalIndex", "stamp"]

_CLOCK = timedelta(days=1)
"""How far the clocks of those who share a journal may differ."""


def stamp(when: datetime) -> str:
    """A point in time as journals write it."""
    return when.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class JournalIndex:
    """Decisions of one journal, by id and by cell.

    It is kept from one write to the next, so that a click does not read a long journal anew; the bytes it was made
    from are known by their hash, and whatever was changed since by others makes it void.
    """

    def __init__(self) -> None:
        self.ids: dict[str, Override] = {}
        self.cells: dict[tuple[str, ...], list[Override]] = {}
        self.withdrawals: list[Override] = []
        self.experts: set[str] = set()
        self.size = 0
        self._hash = b""

    def begins(self, data: bytes) -> bool:
        """Whether a journal begins with what the index was made from."""
        return len(data) >= self.size and hashlib.blake2b(data[: self.size]).digest() == self._hash

    def mark(self, data: bytes) -> None:
        """Say what bytes the index stands for."""
        self.size, self._hash = len(data), hashlib.blake2b(data).digest()

    def take(self, known: Iterable[Override]) -> None:
        """Take in decisions that stand in the journal."""
        for override in known:
            if override.id not in self.ids:
                self._take(override)

    def _take(self, override: Override) -> None:
        self.ids[override.id] = override
        self.experts.add(override.expert)
        if override.action is Action.WITHDRAW:
            self.withdrawals.append(override)
        elif override.action is not Action.NOTE:
            self.cells.setdefault(cell_of(override), []).append(override)

    def complete(self, decision: Override) -> Override:
        """A decision with its id, its date and what it replaces, taken in.

        Raises:
            OverrideError: The id it brings stands in the journal already.
        """
        match decision.action:
            case Action.WITHDRAW:
                before = [self.ids[decision.value]] if decision.value in self.ids else []
            case Action.NOTE:
                before = []
            case _:
                before = self.cells.get(cell_of(decision), [])
        at = decision.at
        if not at or is_day(at):
            # A clock that runs behind, or a date without time, must not make the newer decision the older one. What
            # bears a date far ahead is a slip that must not draw the newer decision along.
            now = moment(at) if at else datetime.now(UTC)
            past = [when + timedelta(microseconds=1) for o in before if (when := moment(o.at)) < now + _CLOCK]
            at = stamp(max([now, *past]))
        replaced = decision.supersedes
        if not replaced and decision.action not in (Action.WITHDRAW, Action.NOTE):
            replaced = next((o.id for o in effective([*before, *self.withdrawals], spellings=self.experts)), "")
        number = decision.id or f"{moment(at):%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(4)}"
        if number in self.ids:
            raise OverrideError(f"the journal has a decision with the id {number} already", fix="Leave the id empty.")
        complete = replace(decision, id=number, at=at, supersedes=replaced)
        self._take(complete)
        return complete
