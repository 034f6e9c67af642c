"""Tables for paper that is not as wide as a sheet: groups get a line of their own, columns without a word go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lexalign.reports.documents.values import Table
from lexalign.reports.table import Column, Row

__all__ = ["Group", "Laid", "laid_out"]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share a line above them.

    Attributes:
        heads: Cells of the line above; empty where the table has no groups.
        rows: Cells of the columns that are left.
    """

    heads: tuple[object, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A table as it stands on paper.

    Attributes:
        columns: Those that are left.
        shares: Share of the width of each, together 1.
    """

    columns: tuple[Column, ...]
    shares: tuple[float, ...]
    groups: tuple[Group, ...]


def laid_out(table: Table) -> Laid:
    """Lay a table out: the columns of its groups are written once above the group, empty columns are left out."""
    places = range(len(table.columns))
    kept = [i for i in places if i not in table.groups and any(row.cells[i] not in (None, "") for row in table.rows)]
    widths = [table.columns[i].width for i in kept]
    groups = tuple(
        Group(
            tuple(rows[0].cells[i] for i in table.groups if rows[0].cells[i] not in (None, "")),
            tuple(tuple(row.cells[i] for i in kept) for row in rows),
        )
        for rows in _grouped(table)
    )
    return Laid(tuple(table.columns[i] for i in kept), tuple(w / sum(widths) for w in widths), groups)


def _grouped(table: Table) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for row in table.rows:
        if rows and (row.starts_group and table.groups):
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows
