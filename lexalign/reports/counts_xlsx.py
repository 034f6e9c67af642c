"""The dated count of States as an Excel file: figures, targets, sensitivity, and the rule in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.assessment import Counts
from lexalign.assessment.history import History
from lexalign.assessment.next_review import NextReview
from lexalign.assessment.uncertainty import Uncertainty
from lexalign.reports.counts_more import history_sheets, interval_sheets, review_sheet
from lexalign.reports.counts_text import BASES, HEADS, count_sentence, figures, notes, published_words
from lexalign.reports.rules import rule_lines
from lexalign.reports.sheet import (
    Column,
    Footer,
    Row,
    add_sheet,
    finish,
    new_workbook,
    set_widths,
    write_lines,
    write_table,
)
from lexalign.reports.words import PILLAR_TITLES, date_words
from lexalign.safe import save

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["counts_workbook"]


def counts_workbook(
    counts: Counts,
    path: str | Path,
    *,
    interval: Uncertainty | None = None,
    review: NextReview | None = None,
    history: History | None = None,
) -> Path:
    """Write a count: figures per pillar and region, targets, and how far the count hangs on the threshold.

    Args:
        counts: From :func:`lexalign.counts`.
        path: The Excel file to write; parent folders are made.
        interval: Of the same count, for a sheet of its own; None for none.
        review: What to review next, for a sheet of its own; None for none.
        history: Up to the same day, for a sheet of its own; None for none.

    Returns:
        The path.

    Raises:
        LexalignError: The file cannot be written.
    """
    workbook = new_workbook()
    day = date_words(counts.as_of)
    footer = Footer(
        f"State of legislation, {day}", f"Rule {counts.rule.label}; {counts.size} States, {counts.denominator}"
    )
    sheet = add_sheet(workbook, "Counts", footer)
    widths = (30, 14, 10, 11, 12, 10, 10, 10, 12, 10, 14)
    columns = [
        Column(title, width, form="0.0%" if title == "Share" else "", centred=place > 1)
        for place, (title, width) in enumerate(zip(HEADS, widths, strict=True))
    ]
    bases = [Column(f"Of these: {name}", 11, centred=True) for name in BASES]
    columns = [*columns[:6], *bases, *columns[6:]]
    set_widths(sheet, [column.width for column in columns])
    lines = [
        ("title", "State of cybercrime legislation"),
        ("text", count_sentence(counts, interval)),
        *(("note", note) for note in notes(counts)),
    ]
    head = write_lines(sheet, 1, lines, width=len(columns))
    rows = []
    for row in counts.rows:
        cells = figures(row)
        rows.append(Row((*cells[:6], *(getattr(row, name) for name in BASES), *cells[6:])))
    at = write_table(sheet, head, columns, rows)
    finish(sheet, head_row=head, freeze_columns=2, columns=len(columns), last_row=at - 1)
    _targets(workbook, footer, counts)
    _sensitivity(workbook, footer, counts)
    if interval is not None:
        interval_sheets(workbook, footer, interval)
    if review is not None:
        review_sheet(workbook, footer, review)
    if history is not None:
        history_sheets(workbook, footer, history)
    _rule(workbook, footer, counts)
    return save(
        workbook, Path(path), as_of=counts.as_of, title="State of cybercrime legislation", subject=counts.caption
    )


def _targets(workbook: Workbook, footer: Footer, counts: Counts) -> None:
    sheet = add_sheet(workbook, "Targets", footer, portrait=True)
    columns = (
        Column("Pillar", 30),
        Column("Target", 12, centred=True),
        Column("Count", 12, centred=True),
        Column("Still missing", 14, centred=True),
        Column("Missing if all unknown were in place", 22, centred=True),
    )
    set_widths(sheet, [column.width for column in columns])
    lines = [("title", "Distance to the targets"), ("text", counts.caption + "."), ("note", counts.basis_note)]
    if counts.published is not None:
        lines.append(("note", published_words(counts)))
    at = write_lines(sheet, 1, lines, width=len(columns))
    rows = [
        Row(
            (
                PILLAR_TITLES.get(t.pillar, t.pillar),
                t.target,
                counts[t.pillar].largely,
                max(t.missing, 0),
                max(t.missing_at_best, 0),
            )
        )
        for t in counts.targets
    ]
    if rows:
        at = write_table(sheet, at, columns, rows, filters=False)
    else:
        at = write_lines(sheet, at, [("text", "The rule sets no target for this denominator.")], width=len(columns))
    finish(sheet, columns=len(columns), last_row=at - 1)


def _sensitivity(workbook: Workbook, footer: Footer, counts: Counts) -> None:
    sheet = add_sheet(workbook, "Sensitivity", footer, portrait=True)
    columns = (
        Column("Pillar", 30),
        Column("Share asked for", 14, form="0%", centred=True),
        Column("Largely in place", 14, centred=True),
        Column("At least", 12, centred=True),
        Column("At most", 12, centred=True),
        Column("Not moved by the share", 14, centred=True),
    )
    set_widths(sheet, [column.width for column in columns])
    used = ", ".join(f"{p.title.lower()} {p.largely:.0%}" for p in counts.rule.pillars.values())
    lines = [
        ("title", "How far the count depends on the threshold"),
        ("text", f"{counts.caption}. The rule asks for: {used}."),
        ("note", f"{counts.basis_note} Not moved: States whose state an expert set or a publication gives."),
    ]
    head = write_lines(sheet, 1, lines, width=len(columns))
    rows = [
        Row((PILLAR_TITLES.get(p.pillar, p.pillar), p.share, p.largely, p.lower, p.upper, p.fixed))
        for p in counts.sensitivity
    ]
    at = write_table(sheet, head, columns, rows) if rows else head
    finish(sheet, head_row=head, freeze_columns=1, columns=len(columns), last_row=at - 1)


def _rule(workbook: Workbook, footer: Footer, counts: Counts) -> None:
    sheet = add_sheet(workbook, "Rule", footer, portrait=True)
    set_widths(sheet, (95,))
    lines = [("title", f"Counting rule {counts.rule.label}"), *(("text", line) for line in rule_lines(counts.rule))]
    at = write_lines(sheet, 1, lines, width=1)
    finish(sheet, columns=1, last_row=at - 1)
