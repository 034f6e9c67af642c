"""A register of 193 States whose counts are known: one row per State and article, written as an office would."""

from __future__ import annotations

import csv
from pathlib import Path

from lexalign.assessment import denominator
from lexalign.assessment.register import COLUMNS

MEMBERS = denominator("un-members")
IN, PART, NOT = "in line", "partially in line", "not in line"


def substantive(place: int) -> list[str]:
    """Articles 2 to 13 of the State at a place: largely by both rules, by c-proc alone, partially, not, unknown."""
    if place < 60:
        return [IN] * 12
    if place < 130:
        return [IN] * 7 + [PART] + [NOT] * 4  # 7.5 of 10
    if place < 150:
        return [IN] * 7 + [NOT] * 5  # 7 of 10
    if place < 180:
        return [PART] * 4 + [NOT] * 8  # 2 of 10
    if place < 190:
        return [IN] * 5 + [""] * 7  # 5 of 10 known: partially, at best largely
    return []


def procedural(place: int) -> list[str]:
    """Articles 14 to 21 in the same way."""
    if place < 40:
        return [IN] * 8
    if place < 100:
        return [NOT, NOT, IN, IN, IN, IN, PART, NOT]  # 4.5 of 6
    if place < 140:
        return [IN, IN, IN, IN, NOT, IN, NOT, NOT]  # 3 of 6
    if place < 160:
        return [IN, IN, NOT, NOT, NOT, IN, NOT, NOT]  # search and seizure alone
    return []


def rows(first: int = 0, last: int = 193, day: str = "2026-11-22") -> list[dict[str, str]]:
    """The rows of some of the States, all of one day; every other State by an expert, the rest by the machine."""
    out = []
    for place in range(first, last):
        basis = "expert" if place % 2 else "machine"
        for start, statuses in ((2, substantive(place)), (14, procedural(place))):
            out += [
                {"iso3": MEMBERS[place], "as_of": day, "on": f"cets185:{n}", "value": s, "basis": basis,
                 "source": "A. Lawyer" if place % 2 else "", "note": ""}
                for n, s in enumerate(statuses, start=start)
                if s
            ]  # fmt: skip
    return out


def write(path: Path, made: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)
    return path
