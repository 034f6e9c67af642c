"""Decisions that come with the corpora, beneath those of the user.

``corpora/<ISO3>/decisions.csv`` has the form of a journal and is never written to by the program. A bundled decision
holds only where the user's journals say nothing on the same article and provision: it is then no second opinion, and
makes no conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from lexalign.files import corpora_dir
from lexalign.model import Law, LawStatus, Override
from lexalign.provisions import normal_id
from lexalign.review.anchors import anchor
from lexalign.review.in_force import cell_of, withdrawn
from lexalign.review.journal import Overrides, read_overrides

__all__ = ["bundled_decisions", "under"]

DECISIONS_FILE = "decisions.csv"
Cell = tuple[str, str, str, str]


def bundled_decisions(country: str | None = None, *, folder: str | Path | None = None) -> Overrides:
    """The decisions that come with the corpora.

    Args:
        country: ISO 3166-1 alpha-3; None for all.
        folder: Of the corpora; the bundled ones by default.

    Returns:
        The decisions, and a sentence, with file and line, for everything that could not be read or is no decision on
        an article of the folder's country.

    Raises:
        JournalError: A file is no journal.
    """
    root = Path(folder) if folder is not None else corpora_dir()
    decisions: list[Override] = []
    problems: list[str] = []
    for place in sorted(p for p in root.iterdir() if re.fullmatch(r"[A-Z]{3}", p.name)):
        path = place / DECISIONS_FILE
        if country not in (None, place.name) or not path.is_file():
            continue
        found = read_overrides(path)
        problems.extend(f"{place.name}/{problem}" for problem in found.problems)
        for one in found.decisions:
            if one.country != place.name:
                problems.append(f"{place.name}/{path.name}: the decision {one.id} is about {one.country}.")
            elif not _on_match(one):
                problems.append(
                    f"{place.name}/{path.name}: {one.id}: a bundled decision is on an article, not {one.action}."
                )
            else:
                decisions.append(one)
    return Overrides(tuple(decisions), tuple(problems))


def under(
    user: Iterable[Override], bundled: Iterable[Override], laws: Sequence[Law]
) -> tuple[tuple[Override, ...], tuple[Override, ...]]:
    """Lay the user's decisions over the bundled ones.

    Args:
        user: Of the user's journals; any country.
        bundled: From :func:`bundled_decisions`.
        laws: The laws as they are now, so that a renumbered article is known as the same.

    Returns:
        Bundled decisions that hold: those on laws in force on which no decision of the user's stands that was not
        withdrawn; and those that gave way, each with the id of the user's decision in ``source``.
    """
    given = list(user)
    gone = withdrawn(given)
    standing = [o for o in given if _on_match(o) and (o.country, o.id) not in gone]
    ours = list(bundled)
    countable = {law.id for law in laws if law.status is LawStatus.IN_FORCE}
    by_cell: dict[Cell, Override] = dict(zip(_cells(standing, laws), standing, strict=True))
    holds: list[Override] = []
    gave_way: list[Override] = []
    for one, cell in zip(ours, _cells(ours, laws), strict=True):
        if one.law not in countable:
            continue
        by = by_cell.get(cell)
        if by is None:
            holds.append(one)
        else:
            gave_way.append(replace(one, source=f"bundled; gave way to {by.id} of {by.expert}"))
    return tuple(holds), tuple(gave_way)


def _on_match(decision: Override) -> bool:
    return cell_of(decision)[0] == "match"


def _cells(decisions: Sequence[Override], laws: Sequence[Law]) -> list[Cell]:
    anchors = anchor(decisions, laws)
    cells = []
    for one in decisions:
        found = anchors.get(one.id)
        article = found.article if found is not None and found.article is not None else one.article
        cells.append((one.country, one.law, article, normal_id(one.provision)))
    return cells
