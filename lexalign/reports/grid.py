"""Countries by provisions as plain cells: what the matrix workbook and the heat map are drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from lexalign.assessment import CountryAssessment, Matrix, denominator
from lexalign.assessment.values import PillarState, ProvisionStatus
from lexalign.model import Basis
from lexalign.reports.words import PILLAR_TITLES, plural

__all__ = ["Grid", "GridRow", "grid_of", "last_date"]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One country.

    Attributes:
        country: ISO 3166-1 alpha-3.
        name: As reports write it, with an asterisk where a footnote belongs to it.
        cells: In the order of the columns; None where the country was not assessed on a provision.
        states: State per pillar shown; None where its rule counts no such pillar.
    """

    country: str
    name: str
    cells: tuple[ProvisionStatus | None, ...]
    states: tuple[PillarState | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix ready to be drawn.

    Attributes:
        title: What is shown.
        columns: (provision id, official title).
        pillars: Heads of the columns of states.
        rows: Countries in order.
        as_of: ISO date, or ``first to last``.
        rule: Id and version of the rule.
        notes: What must stand at the foot: how many countries, on what basis, footnotes to names.
    """

    title: str
    columns: tuple[tuple[str, str], ...]
    pillars: tuple[str, ...]
    rows: tuple[GridRow, ...]
    as_of: str
    rule: str
    notes: tuple[str, ...] = ()


def grid_of(matrix: Matrix) -> Grid:
    """Lay a matrix out in cells.

    Args:
        matrix: From :func:`lexalign.assessment.matrix`.
    """
    short = matrix.instrument.short_title.get("en") or matrix.instrument.id
    part = PILLAR_TITLES.get(matrix.pillar, matrix.pillar) if matrix.pillar else "All provisions"
    one = len(matrix.pillars) == 1
    return Grid(
        title=f"{short}: {part}",
        columns=tuple(zip(matrix.columns, matrix.titles, strict=True)),
        pillars=tuple("State of legislation" if one else PILLAR_TITLES.get(p, p) for p in matrix.pillars),
        rows=tuple(_row(a, matrix) for a in matrix.assessments),
        as_of=matrix.as_of,
        rule=matrix.rule,
        notes=(_about(matrix), *matrix.footnotes),
    )


def _row(assessment: CountryAssessment, matrix: Matrix) -> GridRow:
    statuses = {s.provision: s for s in assessment.provisions}
    return GridRow(
        country=assessment.country,
        name=assessment.name,
        cells=tuple(statuses.get(p) for p in matrix.columns),
        states=tuple(assessment.pillars.get(p) for p in matrix.pillars),
    )


def _about(matrix: Matrix) -> str:
    """Say how many States are shown, of how many, and on what the cells rest."""
    members = set(denominator("un-members"))
    inside = sum(1 for a in matrix.assessments if a.country in members)
    shown = set(matrix.columns)
    bases = [s.basis for a in matrix.assessments for s in a.provisions if s.provision in shown]
    counted = [f"{bases.count(b):,} {b}" for b in Basis if b in bases and b is not Basis.NONE]
    unknown = bases.count(Basis.NONE)
    counted += [f"{unknown:,} without information"] if unknown else []
    return (
        f"{plural(len(matrix.assessments), 'country', 'countries')} shown, {inside} of the {len(members)} members of "
        "the United Nations; of the others nothing is said. "
        f"Basis of the {plural(len(bases), 'cell')}: {', '.join(counted)}."
    )


def last_date(as_of: str) -> str:
    """Give the last date of ``first to last``, or the one there is."""
    return as_of.rpartition(" to ")[2]
