"""Further sheets of the workbook of counts: interval, what to review next, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lexalign.assessment.history import History, distance_words
from lexalign.assessment.next_review import NextReview
from lexalign.assessment.uncertainty import Uncertainty
from lexalign.reports.sheet import Column, Footer, Row, add_sheet, finish, set_widths, write_lines, write_table
from lexalign.reports.words import PILLAR_TITLES

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["history_sheets", "interval_sheets", "review_sheet"]


def _sheet(
    workbook: Workbook,
    footer: Footer,
    name: str,
    lines: list[tuple[str, str]],
    columns: tuple[Column, ...],
    rows: list[Row],
) -> None:
    sheet = add_sheet(workbook, name, footer)
    set_widths(sheet, [column.width for column in columns])
    head = write_lines(sheet, 1, lines, width=len(columns))
    at = write_table(sheet, head, columns, rows) if rows else head
    finish(sheet, head_row=head, freeze_columns=2, columns=len(columns), last_row=max(at - 1, 1))


def interval_sheets(workbook: Workbook, footer: Footer, found: Uncertainty) -> None:
    """Write the interval per pillar and region, and the chance of each State that is open.

    Args:
        workbook: Where to.
        footer: At the foot of each page.
        found: From :func:`lexalign.assessment.uncertainty.uncertainty`.
    """
    columns = (
        Column("Pillar", 28),
        Column("Region", 24),
        *(Column(t, 11, centred=True) for t in ("States", "Assessed", "Of these open", "Largely in place")),
        *(Column(t, 11, centred=True) for t in ("Interval from", "Interval to")),
        Column("It holds", 11, form="0.0%", centred=True),
        Column("Expected", 11, form="0.0", centred=True),
        *(Column(t, 11, centred=True) for t in ("At least", "At most")),
    )
    lines = [
        ("title", f"{found.level:.0%} interval of the count"),
        ("text", f"{found.caption}."),
        *(("note", n) for n in (found.basis_note, found.assumptions, *found.notes, *found.footnotes)),
    ]
    rows = [
        Row((PILLAR_TITLES.get(r.pillar, r.pillar), r.region or "all", r.total, r.assessed, r.open, r.largely, r.low,
             r.high, r.holds, r.expected, r.lower, r.upper))
        for r in found.rows
    ]  # fmt: skip
    _sheet(workbook, footer, "Interval", lines, columns, rows)
    columns = (
        Column("State", 28),
        Column("Pillar", 28),
        Column("Chance of largely in place", 16, form="0.0%", centred=True),
        Column("State of legislation", 20),
        Column("Basis", 14),
        Column("Settled", 10, centred=True),
    )
    rows = [
        Row((c.name, PILLAR_TITLES.get(c.pillar, c.pillar), c.chance, c.state.value, c.basis.value,
             "yes" if c.settled else "no"))
        for c in found.chances
    ]  # fmt: skip
    lines[0] = ("title", "Chance of each State assessed")
    _sheet(workbook, footer, "Chances", lines, columns, rows)


def review_sheet(workbook: Workbook, footer: Footer, found: NextReview) -> None:
    """Write which States and provisions to review next.

    Args:
        workbook: Where to.
        footer: At the foot of each page.
        found: From :func:`lexalign.assessment.next_review.next_review`.
    """
    columns = (
        Column("State", 28),
        Column("Pillar", 28),
        Column("Provision", 16),
        Column("Articles to look at", 24),
        Column("Chance of largely in place", 14, form="0%", centred=True),
        Column("Narrows by (share of variance)", 14, form="0%", centred=True),
        Column("Standard deviation then", 14, form="0.00", centred=True),
    )
    lines = [("title", "What to review next"), ("text", f"{found.caption}."), ("note", found.basis)]
    lines += [("note", n) for n in found.notes]
    rows = [
        Row((s.name, PILLAR_TITLES.get(s.pillar, s.pillar), s.provision or "all", ", ".join(s.articles), s.chance,
             s.share, s.deviation_after))
        for s in (*found.states, *found.provisions)
    ]  # fmt: skip
    _sheet(workbook, footer, "Review next", lines, columns, rows)


def history_sheets(workbook: Workbook, footer: Footer, found: History) -> None:
    """Write the count over time, the published totals, the members of the treaties and the targets.

    Args:
        workbook: Where to.
        footer: At the foot of each page.
        found: From :func:`lexalign.assessment.history.history`.
    """
    names = (
        "Largely in place",
        "At least",
        "At most",
        "Partially in place",
        "Not in place",
        "No information",
        "Assessed",
    )
    columns = (Column("As of", 14), Column("Pillar", 30), *(Column(n, 12, centred=True) for n in names))
    goals = [("text", distance_words(d)) for d in found.distances]
    lines = [("title", "Count over time"), ("text", f"{found.caption}."), *goals]
    lines += [("note", n) for n in (found.basis_note, *found.notes, *found.footnotes)]
    rows = []
    for p in found.points:
        c = p.count
        figures = (c.largely, c.lower, c.upper, c.partially, c.not_in_place, c.no_information, c.assessed)
        rows.append(Row((p.as_of, PILLAR_TITLES.get(c.pillar, c.pillar), *figures)))
    _sheet(workbook, footer, "Over time", lines, columns, rows)
    columns = (
        Column("As of", 14),
        *(Column(n, 14, centred=True) for n in ("Substantive", "Substantive, %", "Procedural", "Procedural, %")),
        Column("Source", 60),
        Column("Note", 40),
    )
    rows = [
        Row((p.as_of, p.substantive, p.substantive_percent, p.procedural, p.procedural_percent, p.source, p.note))
        for p in found.published
    ]
    lines = [
        ("title", "Totals published by C-PROC"),
        (
            "text",
            "Of 193 members of the United Nations (un-members), on the dates given; rule: C-PROC's own, not published "
            "in full; basis: published totals.",
        ),
    ]
    _sheet(workbook, footer, "Published", lines, columns, rows)
