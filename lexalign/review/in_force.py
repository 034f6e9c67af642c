"""Which expert decisions are in force, and where experts differ.

The rules, each of which is shown by rows of the table in ``docs/decisions.md``:

1. Decisions are weighed cell by cell. A cell is a pair of article and provision, the status of a provision, or the
   state of a pillar. ``confirm``, ``add`` and ``set-relation`` support a pair, ``reject`` denies it. A set state
   beats the statuses of its provisions, a set status beats the pairs of its provision, a decided pair beats the
   machine's.
2. Within a cell the later decision of an expert takes the place of the earlier one. Later means the date the decision
   bears; where dates are equal, the id decides.
3. A withdrawal takes one entry out, whoever made it, as though it had not been made; a withdrawal can be withdrawn.
4. Experts whose latest decisions on a cell say different things are in conflict, also if only about the relation. The
   rule chosen settles it (``latest``, ``senior``, ``unanimous``), and the conflict is always shown.
5. A note decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from lexalign.errors import OverrideError
from lexalign.model import Action, Override
from lexalign.review.identity import people

__all__ = [
    "CONFLICT_RULES",
    "Conflict",
    "InForce",
    "Opinions",
    "about",
    "cell_of",
    "effective",
    "in_words",
    "is_day",
    "moment",
    "opinions",
    "verdict",
    "withdrawn",
]

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
        named: Whether the rule found what it needs; False where ``senior`` knows none of the experts, so that the
            latest decision holds.
    """

    decisions: tuple[Override, ...]
    in_force: Override | None
    rule: str
    named: bool = True

    def __str__(self) -> str:
        said = "; ".join(f"{o.expert}: {in_words(o)}" for o in self.decisions)
        held = f"{self.in_force.expert}'s decision holds" if self.in_force else "none of them holds"
        if not self.named:
            held += ", because none of them is on the list of seniors and it is the latest"
        return f"Experts differ on {about(self.decisions[-1])} ({said}). By the rule '{self.rule}', {held}."


@dataclass(frozen=True)
class InForce:
    """The decisions that hold after superseding, withdrawals and conflicts.

    Attributes:
        decisions: At most one per cell, in the order of their dates.
        conflicts: Every disagreement, settled or not.
        problems: Sentences about withdrawals that cannot be followed.
        notes: Notes that were not withdrawn, in the order of their dates.
    """

    decisions: tuple[Override, ...]
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[Override, ...] = ()

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


def is_day(at: str) -> bool:
    """Whether a date gives the day only."""
    return re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", at.strip()) is not None


def cell_of(override: Override) -> Cell:
    """What a decision is about; two decisions on one cell replace or contradict each other.

    Returns:
        (kind, country, law, article, provision) for a match, (kind, country, provision or pillar) for a status or
        a state, (kind, country, id) for a withdrawal or a note.
    """
    match override.action:
        case Action.SET_STATUS | Action.SET_STATE:
            return (override.action.value, override.country, override.provision)
        case Action.WITHDRAW:
            return (override.action.value, override.country, override.value)
        case Action.NOTE:
            return (override.action.value, override.country, override.id)
        case _:
            return ("match", override.country, override.law, override.article, override.provision)


def verdict(override: Override) -> tuple[str, str]:
    """What a decision says, so that two wordings of one opinion are equal: confirm, add and set-relation support."""
    match override.action:
        case Action.CONFIRM | Action.ADD | Action.SET_RELATION:
            return ("support", override.value or "full")
        case Action.REJECT:
            return ("reject", "")
        case _:
            return (override.action.value, override.value)


def effective(
    overrides: Iterable[Override],
    *,
    conflicts: str = "latest",
    seniority: Sequence[str] = (),
    spellings: Iterable[str] = (),
) -> InForce:
    """The decisions in force.

    A later decision on the same cell takes the place of an earlier one; a withdrawal gives back what was before.

    Args:
        overrides: Decisions of one or several countries, in any order.
        conflicts: One of :data:`CONFLICT_RULES`.
        seniority: Experts, the most senior first, for the rule ``senior``. Where none of those who differ is
            named, the latest decision holds.
        spellings: Experts of decisions that are not given here, where a name may stand together with its ORCID iD.

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
    given = list(overrides)
    person = people(chain((o.expert for o in given), seniority, spellings))
    ranks = [person[text] for text in seniority]
    said = opinions(given, person)
    held: list[Override] = []
    differing: list[Conflict] = []
    for by_expert in said.cells.values():
        latest = tuple(by_expert.values())
        if len({verdict(o) for o in latest}) == 1:
            held.append(latest[-1])
            continue
        conflict = _settled(by_expert, conflicts, ranks)
        differing.append(conflict)
        if conflict.in_force is not None:
            held.append(conflict.in_force)
    held.sort(key=_when)
    return InForce(tuple(held), tuple(differing), said.problems, said.notes)


@dataclass(frozen=True)
class Opinions:
    """The latest decision of each expert on each cell, without what was withdrawn.

    Attributes:
        cells: Cell ▶ key of the person ▶ decision, in the order of the dates.
        notes: Those not withdrawn.
        problems: Sentences about withdrawals that cannot be followed.
    """

    cells: Mapping[Cell, Mapping[str, Override]]
    notes: tuple[Override, ...]
    problems: tuple[str, ...]


def opinions(overrides: Iterable[Override], person: Mapping[str, str]) -> Opinions:
    """What each expert says in the end.

    Args:
        overrides: In any order.
        person: Spelling ▶ key of the person, from :func:`lexalign.review.identity.people`.
    """
    ordered = sorted(overrides, key=_when)
    gone, problems = _withdrawn(ordered)
    cells: dict[Cell, dict[str, Override]] = {}
    notes: list[Override] = []
    for override in ordered:
        if override.action is Action.WITHDRAW or (override.country, override.id) in gone:
            continue
        if override.action is Action.NOTE:
            notes.append(override)
            continue
        by_expert = cells.setdefault(cell_of(override), {})
        # Taken out before it is set again, so that the order is that of each expert's latest decision.
        by_expert.pop(person[override.expert], None)
        by_expert[person[override.expert]] = override
    return Opinions(cells, tuple(notes), problems)


def withdrawn(overrides: Iterable[Override]) -> frozenset[tuple[str, str]]:
    """Country and id of the entries that are withdrawn."""
    return frozenset(_withdrawn(list(overrides))[0])


def _when(override: Override) -> tuple[datetime, str]:
    return moment(override.at), override.id


def _withdrawn(overrides: Sequence[Override]) -> tuple[set[tuple[str, str]], tuple[str, ...]]:
    """Country and id of what is withdrawn: what a withdrawal names that is not itself withdrawn, whatever its date."""
    known = {(o.country, o.id) for o in overrides}
    names = {(o.country, o.id): (o.country, o.value) for o in overrides if o.action is Action.WITHDRAW}
    expert = {(o.country, o.id): o.expert for o in overrides if o.action is Action.WITHDRAW}
    # Each withdrawal is judged after all those that name it: first the ones nobody takes back.
    named_by: dict[tuple[str, str], int] = {}
    for target in names.values():
        named_by[target] = named_by.get(target, 0) + 1
    ready = [key for key in names if key not in named_by]
    gone: set[tuple[str, str]] = set()
    problems: list[str] = []
    judged = 0
    while ready:
        key = ready.pop()
        judged += 1
        target = names[key]
        if key not in gone:
            if target in known:
                gone.add(target)
            else:
                problems.append(
                    f"{key[0]}: {expert[key]} withdrew the decision {target[1]!r}, which is not in the journal."
                )
        named_by[target] -= 1
        if target in names and not named_by[target]:
            ready.append(target)
    if judged < len(names):
        circle = sorted(key for key in names if named_by.get(key))
        problems.append(
            f"{circle[0][0]}: the withdrawals {', '.join(id for _, id in circle)} name each other in a circle; "
            "none of them was applied."
        )
    return gone, tuple(sorted(problems))


def _settled(by_expert: Mapping[str, Override], rule: str, ranks: Sequence[str]) -> Conflict:
    latest = tuple(by_expert.values())
    if rule == "unanimous":
        return Conflict(latest, None, rule)
    if rule == "senior":
        chosen = next((by_expert[who] for who in ranks if who in by_expert), None)
        return Conflict(latest, chosen or latest[-1], rule, chosen is not None)
    return Conflict(latest, latest[-1], rule)


def about(override: Override) -> str:
    """What a decision is about, in words."""
    match override.action:
        case Action.SET_STATUS:
            return f"the status of {override.provision} in {override.country}"
        case Action.SET_STATE:
            return f"the state of legislation ({override.provision}) in {override.country}"
        case _:
            place = f"article {override.article} of {override.law}" if override.article else override.law
            return " for ".join(filter(None, (place, override.provision))) or override.country


def in_words(override: Override) -> str:
    """What a decision says, in the words of the journal."""
    return f"{override.action.value} {override.value}".strip()
