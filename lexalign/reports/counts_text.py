"""The dated count of States in words: a sentence, CSV and Markdown, each with date, rule, denominator and basis."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from lexalign.assessment import Counts
from lexalign.assessment.count_values import PillarCount
from lexalign.assessment.history import History, distance_words
from lexalign.assessment.uncertainty import Uncertainty
from lexalign.files import write_atomic
from lexalign.reports.words import PILLAR_TITLES, date_words
from lexalign.safe import csv_text

__all__ = ["BASES", "HEADS", "count_sentence", "counts_csv", "counts_markdown", "figures", "notes", "published_words"]

HEADS = (
    "Pillar",
    "Region",
    "States",
    "Assessed",
    "Largely in place",
    "Share",
    "At least",
    "At most",
    "Partially in place",
    "Not in place",
    "No information",
)
BASES = ("expert", "published", "presumed", "machine", "reading")
_KINDS = {"un-members": "members of the United Nations", "coe-members": "members of the Council of Europe"}


def count_sentence(counts: Counts, interval: Uncertainty | None = None) -> str:
    """Say the count so that it can be quoted: date, rule, denominator, figures, bounds and basis.

    Args:
        counts: From :func:`lexalign.counts`.
        interval: Of the same count, to be said with it; None for none.
    """
    parts = []
    for row in counts.rows:
        if row.region:
            continue
        sure = ""
        if interval is not None:
            found = interval[row.pillar]
            sure = f"; {interval.level:.0%} interval {found.low} to {found.high}, holding {found.holds:.1%}"
        bases = ", ".join(f"{getattr(row, name)} {name}" for name in BASES if getattr(row, name)) or "none"
        parts.append(
            f"{PILLAR_TITLES.get(row.pillar, row.pillar).lower()} largely in place in {row.largely} of {row.total} "
            f"({row.share:.1%}; at least {row.lower}, at most {row.upper}{sure}; basis: {bases})"
        )
    return (
        f"As of {date_words(counts.as_of)}, by rule {counts.rule.label}, of {counts.size} "
        f"{_KINDS.get(counts.denominator, 'States')} ({counts.denominator}), {counts.assessed} assessed: "
        f"{'; '.join(parts)}."
    )


def figures(row: PillarCount) -> tuple[object, ...]:
    """Give the cells of one row, in the order of :data:`HEADS`."""
    return (
        PILLAR_TITLES.get(row.pillar, row.pillar),
        row.region or "all",
        row.total,
        row.assessed,
        row.largely,
        row.share,
        row.lower,
        row.upper,
        row.partially,
        row.not_in_place,
        row.no_information,
    )


def notes(counts: Counts) -> list[str]:
    """Give what must stand below every count: its basis, what was left out, footnotes to names."""
    return [counts.basis_note, *counts.notes, *counts.footnotes]


def published_words(counts: Counts) -> str:
    """Give the latest published total to compare with; empty where there is none."""
    total = counts.published
    if total is None:
        return ""
    figures = [
        f"{name} {number if number is not None else f'{percent}%'}"
        for name, number, percent in (
            ("substantive", total.substantive, total.substantive_percent),
            ("procedural", total.procedural, total.procedural_percent),
        )
        if number is not None or percent is not None
    ]
    return f"To compare, as published for {date_words(total.as_of)}: {', '.join(figures)}. Source: {total.source}"


def counts_csv(counts: Counts, path: str | Path) -> Path:
    """Write a count as CSV, UTF-8: every row says its date, rule, denominator, bounds and basis.

    Args:
        counts: From :func:`lexalign.counts`.
        path: Where to; parent folders are made.
    """
    frame = counts.to_frame()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([str(name) for name in frame.columns])
    writer.writerows([csv_text(value) for value in row] for row in frame.itertuples(index=False))
    return write_atomic(Path(path), out.getvalue())


def counts_markdown(
    counts: Counts,
    path: str | Path | None = None,
    *,
    interval: Uncertainty | None = None,
    history: History | None = None,
) -> str:
    """Write a count as Markdown, to be put into a page or a message.

    Args:
        counts: From :func:`lexalign.counts`.
        path: A file to write as well; None for none.
        interval: Of the same count; None for none.
        history: Up to the same day; None for none.

    Returns:
        The text.
    """
    lines = ["# State of cybercrime legislation", "", count_sentence(counts, interval), ""]
    lines += ["| " + " | ".join((*HEADS, "Basis of largely in place")) + " |", "|" + "---|" * (len(HEADS) + 1)]
    for row in counts.rows:
        bases = ", ".join(f"{getattr(row, name)} {name}" for name in BASES if getattr(row, name)) or "—"
        cells = [f"{v:.1%}" if isinstance(v, float) else str(v) for v in (*figures(row), bases)]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    lines.append("")
    if counts.targets:
        lines += ["| Pillar | Target | Still missing | Missing if all unknown were in place |", "|---|---|---|---|"]
        for t in counts.targets:
            cells = [PILLAR_TITLES.get(t.pillar, t.pillar), str(t.target), str(max(t.missing, 0))]
            lines.append("| " + " | ".join([*cells, str(max(t.missing_at_best, 0))]) + " |")
        lines.append("")
    if counts.published is not None:
        lines += [published_words(counts), ""]
    if interval is not None:
        lines += [
            f"{interval.caption}.",
            "",
            "| Pillar | Region | Count | Interval | It holds | Expected |",
            "|" + "---|" * 6,
        ]
        for i in interval.rows:
            cells = [PILLAR_TITLES.get(i.pillar, i.pillar), i.region or "all", str(i.largely), f"{i.low} to {i.high}"]
            lines.append("| " + " | ".join([*cells, f"{i.holds:.1%}", f"{i.expected:.1f}"]) + " |")
        lines += ["", interval.basis_note, "", interval.assumptions, ""]
    if history is not None:
        lines += [
            f"{history.caption}.",
            "",
            "| As of | Pillar | Count | At least | At most | Assessed |",
            "|" + "---|" * 6,
        ]
        for p in history.points:
            c = p.count
            cells = [p.as_of, PILLAR_TITLES.get(c.pillar, c.pillar)]
            cells += [str(v) for v in (c.largely, c.lower, c.upper, c.assessed)]
            lines.append("| " + " | ".join(cells) + " |")
        lines += [
            "",
            *(f"- {distance_words(d)}" for d in history.distances),
            "",
            history.basis_note,
            "",
            history.notes[0],
            "",
        ]
    for note in notes(counts):
        lines += [note.replace("*", "\\*"), ""]
    text = "\n".join(lines).rstrip() + "\n"
    if path is not None:
        write_atomic(Path(path), text)
    return text
