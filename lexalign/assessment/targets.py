"""Numbers of States that projects of the Council of Europe aim at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lexalign.assessment.membership import instruments_known
from lexalign.assessment.world_tables import read_table, world_file
from lexalign.model import PILLARS

__all__ = ["Aim", "aims", "read_targets"]

KINDS = ("pillar", "parties", "observers")


@dataclass(frozen=True, slots=True)
class Aim:
    """A number of States aimed at.

    Attributes:
        kind: ``pillar`` (law largely in place), ``parties`` (to a treaty) or ``observers`` (signed or invited).
        what: The pillar, or the treaty.
        denominator: What it is a number of.
    """

    id: str
    kind: str
    what: str
    target: int
    denominator: str
    source: str
    note: str = ""


def read_targets(path: Path) -> tuple[Aim, ...]:
    """Read and check a table of targets.

    Raises:
        DataFileError: Rows are wrong; all of them, with file and line.
    """
    table = read_table(path, ("id", "kind", "what", "target", "denominator", "source", "note"))
    table.unique("id")
    found = []
    for row in table:
        kind = row.one_of("kind", KINDS)
        what = row.one_of("what", PILLARS if kind == "pillar" else tuple(instruments_known()))
        if not row["target"].isdecimal() or int(row["target"]) < 1:
            row.wrong(f"the target {row['target']!r} is not a number of States")
        number = int(row["target"]) if row["target"].isdecimal() else 0
        found.append(
            Aim(row.needed("id"), kind, what, number, row.needed("denominator"), row.needed("source"), row["note"])
        )
    table.check()
    return tuple(found)


@cache
def aims() -> tuple[Aim, ...]:
    """The targets that come with the library."""
    return read_targets(world_file("targets.csv"))
