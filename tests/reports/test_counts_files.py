"""Counts in Excel, CSV, Markdown and one sentence: never without date, rule, denominator, bounds, basis."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from made_annex import made_assessment
from openpyxl import load_workbook

from lexalign.assessment import Counts, counts
from lexalign.model import Basis, State
from lexalign.reports import count_sentence, counts_csv, counts_markdown, counts_workbook

NEEDED = ("c-proc/1", "193", "un-members")


@pytest.fixture(scope="module")
def made() -> Counts:
    base = made_assessment()
    largely = replace(base.pillars["substantive"], state=State.LARGELY, basis=Basis.EXPERT, lower=State.LARGELY)
    other = replace(base, country="NAM", name="Namibia", pillars={**base.pillars, "substantive": largely})
    return counts([base, other], as_of="2026-11-22", by="region")


def test_the_sentence_can_be_quoted(made: Counts) -> None:
    sentence = count_sentence(made)
    for part in (
        *NEEDED,
        "22 November 2026",
        "2 assessed",
        "in 1 of 193 (0.5%; at least 1, at most 193; basis: 1 expert)",
    ):
        assert part in sentence


def test_each_form_says_date_rule_denominator_and_basis(made: Counts, tmp_path: Path) -> None:
    text = counts_markdown(made, tmp_path / "c.md")
    assert text == (tmp_path / "c.md").read_text(encoding="utf-8")
    assert count_sentence(made) in text
    assert made.basis_note in text
    book = load_workbook(counts_workbook(made, tmp_path / "c.xlsx"))
    first = "\n".join(str(c.value) for row in book["Counts"].iter_rows() for c in row if c.value is not None)
    assert count_sentence(made) in first and made.basis_note in first
    for name in ("Targets", "Sensitivity"):
        words = "\n".join(str(c.value) for row in book[name].iter_rows() for c in row if c.value is not None)
        assert all(part in words for part in (*NEEDED, "2026-11-22")), name
        assert made.basis_note in words
    with counts_csv(made, tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(made.rows)
    for row in rows:
        assert (row["as_of"], row["rule"], row["denominator"], row["denominator_size"]) == (
            "2026-11-22", "c-proc/1", "un-members", "193",
        )  # fmt: skip


def test_the_figures_are_the_same_in_all_forms(made: Counts, tmp_path: Path) -> None:
    book = load_workbook(counts_workbook(made, tmp_path / "c.xlsx"))
    heads: list[object] = []
    found = []
    for row in book["Counts"].iter_rows(values_only=True):
        if row[0] == "Pillar":
            heads = list(row)
        elif heads and row[0]:
            found.append(dict(zip(heads, row, strict=True)))
    assert [(r["States"], r["Largely in place"], r["At least"], r["At most"], r["No information"]) for r in found] == [
        (r.total, r.largely, r.lower, r.upper, r.no_information) for r in made.rows
    ]
    assert [r["Of these: expert"] for r in found] == [r.expert for r in made.rows]
    table = [line.split(" | ") for line in counts_markdown(made).splitlines() if line.startswith(("| Sub", "| Proc"))]
    wide = [cells for cells in table if len(cells) > 5]
    assert [(cells[1], int(cells[2]), int(cells[4])) for cells in wide] == [
        (r.region or "all", r.total, r.largely) for r in made.rows
    ]


def test_the_same_count_gives_the_same_bytes(made: Counts, tmp_path: Path) -> None:
    one, two = counts_workbook(made, tmp_path / "a.xlsx"), counts_workbook(made, tmp_path / "b.xlsx")
    assert one.read_bytes() == two.read_bytes()
