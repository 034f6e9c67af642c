"""Everything ``lexalign check`` looks at in the tables of the world."""

from __future__ import annotations

from collections.abc import Callable

from lexalign.assessment.groups import group, groups_known
from lexalign.assessment.membership import instruments_known, membership, parties
from lexalign.assessment.published import published, published_countries
from lexalign.assessment.targets import aims
from lexalign.assessment.traditions import traditions
from lexalign.assessment.world import published_counts, state
from lexalign.assessment.world_states import states, territories
from lexalign.errors import DataFileError, LexalignError

__all__ = ["check_world"]


def check_world() -> tuple[list[str], list[str]]:
    """Read all tables of the world.

    Returns:
        Problems, with file and line; and a line for each table that says what it holds and how far it can be trusted.
    """
    problems: list[str] = []
    summary: list[str] = []
    for look in (_states, _groups, _membership, _published, _targets, _traditions):
        _attempt(look, problems, summary)
    return problems, summary


def _attempt(look: Callable[[], list[str]], problems: list[str], summary: list[str]) -> None:
    try:
        summary.extend(look())
    except DataFileError as error:
        problems.extend(error.problems)
    except LexalignError as error:
        problems.append(str(error))


def _states() -> list[str]:
    members = sum(s.un_member for s in states())
    if members != 193:
        raise DataFileError([f"states.csv: {members} members of the United Nations; there are 193"])
    state("KEN")  # builds the index of names
    return [f"world: {members} members of the United Nations, {len(states())} States, {len(territories())} territories"]


def _groups() -> list[str]:
    titles = groups_known()
    held = {s.iso3 for s in states() if s.coe_member}
    known_on = titles["coe"].known_on
    if held != set(group("coe", known_on).members):
        raise DataFileError([f"groups.csv: the members of the group coe on {known_on} are not those of states.csv"])
    return [f"groups: {len(titles)}, as known on {max(t.known_on for t in titles.values())}"]


def _membership() -> list[str]:
    lines = []
    for name, treaty in instruments_known().items():
        bonds = membership(name, treaty.known_on).bonds.values()
        verified = sum(b.verified == "yes" for b in bonds)
        lines.append(
            f"membership {name}: {len(parties(name, treaty.known_on))} Parties on {treaty.known_on}, "
            f"{len(bonds)} entries, {verified} verified"
        )
    return lines


def _published() -> list[str]:
    told = published_countries()
    verdicts = sum(len(published(code).statuses) for code in told)
    return [f"published: {len(told)} States, {verdicts} verdicts on articles, {len(published_counts())} global totals"]


def _targets() -> list[str]:
    return [f"targets: {len(aims())}"]


def _traditions() -> list[str]:
    known = traditions()
    absent = [s.iso3 for s in states() if s.iso3 not in known]
    if absent:
        raise DataFileError([f"traditions.csv: no row for {', '.join(absent)}"])
    verified = sum(t.verified for t in known.values())
    return [f"legal traditions: {len(known)} States and territories, {verified} verified"]
