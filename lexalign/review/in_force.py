"""Which expert decisions are in force, and where experts differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lexalign.errors import OverrideError
from lexalign.model import Action, Override

__all__ = ["CONFLICT_RULES", "Conflict", "InForce", "cell_of", "effective", "moment", "verdict", "withdrawn"]

CONFLICT_RULES: tuple[str, ...] = ("latest", "senior", "unanimous")
"""How a conflict is settled: the latest decision holds; the senior expert's holds; no decision holds."""

Cell = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Experts whose latest decisions on one cell differ, none of them withdrawn.

    Attributes:
        decisions: The latest decision of each expert, oldest first.
        in_force: The one the rule lets hold; None where the rule lets none hold.
        rule: Name of that rule.
    """

    decisions: tuple[Override, ...]
    in_force: Override | None
    rule: str

    def __str__(self) -> str:
        said = "; ".join(f"{o.expert}: {_words(o)}" for o in self.decisions)
        held = f"{self.in_force.expert}'s decision holds" if self.in_force else "none of them holds"
        return f"Experts differ on {_subject(self.decisions[-1])} ({said}). By the rule '{self.rule}', {held}."


@dataclass(frozen=True)
class InForce:
    """The decisions that hold after superseding, withdrawals and conflicts.

    Attributes:
        decisions: At most one per cell, in the order of their dates.
        conflicts: Every disagreement, settled or not.
        problems: Sentences about withdrawals that name no known decision.
    """

    decisions: tuple[Override, ...]
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Override]:
        return iter(self.decisions)

    def __len__(self) -> int:
        return len(self.decisions)


def moment(at: str) -> datetime:
    """Point in time of a decision; one without a zone is read as UTC.

    Raises:
        OverrideError: It is not an ISO 8601 date.
    """
    try:
        parsed = datetime.fromisoformat(at.strip())
    except ValueError as error:
        raise OverrideError(f"{at!r} is not a date", fix="Write it like 2026-11-22 or 2026-11-22T09:30:00Z.") from error
    return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)


def cell_of(override: Override) -> Cell:
    """What a decision is about; two decisions on one cell replace or contradict each other.

    Returns:
        (kind, country, law, article, provision) for a match, (kind, country, provision or pillar) for a status or
        a state, (kind, country, id) for a withdrawal.
    """
    match override.action:
        case Action.SET_STATUS | Action.SET_STATE:
            return (override.action.value, override.country, override.provision)
        case Action.WITHDRAW:
            return (override.action.value, override.country, override.value)
        case _:
            return ("match", override.country, override.law, override.article, override.provision)


def verdict(override: Override) -> tuple[str, str]:
    """What a decision says, so that two wordings of one opinion are equal: confirm and add both support."""
    match override.action:
        case Action.CONFIRM | Action.ADD:
            return ("support", override.value or "full")
        case Action.REJECT:
            return ("reject", "")
        case _:
            return (override.action.value, override.value)


def effective(overrides: Iterable[Override], *, conflicts: str = "latest", seniority: Sequence[str] = ()) -> InForce:
    """The decisions in force.

    A later decision on the same cell takes the place of an earlier one; a withdrawal gives back what was before.

    Args:
        overrides: Decisions of one or several countries, in any order.
        conflicts: One of :data:`CONFLICT_RULES`.
        seniority: Experts, the most senior first, for the rule ``senior``. Where none of those who differ is
            named, the latest decision holds.

    Raises:
        OverrideError: There is no such rule, or ``senior`` was asked for without naming experts.
    """
    if conflicts not in CONFLICT_RULES:
        raise OverrideError(
            f"there is no rule {conflicts!r} for conflicts", fix=f"Use one of {', '.join(CONFLICT_RULES)}."
        )
    if conflicts == "senior" and not seniority:
        raise OverrideError(
            "the rule 'senior' needs to know who is senior", fix="Give seniority=[...], the most senior first."
        )
    ordered = sorted(overrides, key=lambda o: moment(o.at))
    gone, problems = _withdrawn(ordered)
    cells: dict[Cell, list[Override]] = {}
    for override in ordered:
        if override.action is not Action.WITHDRAW and (override.country, override.id) not in gone:
            cells.setdefault(cell_of(override), []).append(override)
    held: list[Override] = []
    differing: list[Conflict] = []
    for decisions in cells.values():
        # Taken out before it is set again, so that the order is that of each expert's latest decision.
        by_expert: dict[str, Override] = {}
        for override in decisions:
            by_expert.pop(_name(override.expert), None)
            by_expert[_name(override.expert)] = override
        latest = tuple(by_expert.values())
        if len({verdict(o) for o in latest}) == 1:
            held.append(latest[-1])
            continue
        chosen = _settle(by_expert, conflicts, seniority)
        differing.append(Conflict(latest, chosen, conflicts))
        if chosen is not None:
            held.append(chosen)
    held.sort(key=lambda o: moment(o.at))
    return InForce(tuple(held), tuple(differing), problems)


def withdrawn(overrides: Iterable[Override]) -> frozenset[tuple[str, str]]:
    """Country and id of the decisions that are withdrawn."""
    return frozenset(_withdrawn(sorted(overrides, key=lambda o: moment(o.at)))[0])


def _withdrawn(ordered: Sequence[Override]) -> tuple[set[tuple[str, str]], tuple[str, ...]]:
    """Ids that are withdrawn, each with its country; a withdrawal can itself be withdrawn."""
    known = {(o.country, o.id) for o in ordered}
    gone: set[tuple[str, str]] = set()
    problems: list[str] = []
    for override in reversed(ordered):
        if override.action is not Action.WITHDRAW or (override.country, override.id) in gone:
            continue
        target = (override.country, override.value)
        if target in known:
            gone.add(target)
        else:
            problems.append(
                f"{override.country}: {override.expert} withdrew the decision {override.value!r}, "
                "which is not in the journal."
            )
    return gone, tuple(problems)


def _settle(by_expert: dict[str, Override], rule: str, seniority: Sequence[str]) -> Override | None:
    if rule == "unanimous":
        return None
    if rule == "senior":
        for expert in seniority:
            if _name(expert) in by_expert:
                return by_expert[_name(expert)]
    return list(by_expert.values())[-1]


def _name(expert: str) -> str:
    return " ".join(expert.split()).casefold()


def _subject(override: Override) -> str:
    match override.action:
        case Action.SET_STATUS:
            return f"the status of {override.provision} in {override.country}"
        case Action.SET_STATE:
            return f"the state of legislation ({override.provision}) in {override.country}"
        case _:
            return f"article {override.article} of {override.law} for {override.provision}"


def _words(override: Override) -> str:
    return f"{override.action.value} {override.value}".strip()
