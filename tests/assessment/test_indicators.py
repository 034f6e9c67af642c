from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_country import law
from made_register import MEMBERS, rows, write

from lexalign.assessment import group, membership, states
from lexalign.assessment.indicators import Indicators, indicators
from lexalign.assessment.register import COLUMNS, read_register
from lexalign.assessment.values import CountryAssessment
from lexalign.errors import LexalignError
from lexalign.model import LawStatus

DAY = "2026-11-22"


def second(tmp_path: Path) -> tuple[CountryAssessment, ...]:
    """Japan has seven of nine articles, Kenya none, Chile two and a half."""
    said = {
        "JPN": ["in line"] * 7 + ["not in line"] * 2,
        "CHL": ["in line"] * 2 + ["partially in line"] + ["not in line"] * 6,
    }
    made = [
        dict(zip(COLUMNS, (code, DAY, f"cets224:{n}", s, "expert", "A. Lawyer", ""), strict=True))
        for code, statuses in said.items()
        for n, s in enumerate(statuses, start=6)
    ]
    return read_register(write(tmp_path / "second.csv", made), rule="second-protocol")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Indicators:
    folder = tmp_path_factory.mktemp("indicators")
    known = list(read_register(write(folder / "register.csv", rows())))
    bill = law("bill", MEMBERS[0], status=LawStatus.DRAFT, year=2025)
    known[0] = replace(known[0], laws=(bill, law("act", MEMBERS[0])))
    return indicators(known, second_protocol=second(folder), as_of=DAY)


def test_pillars_against_their_targets_with_every_state_behind_them(found: Indicators) -> None:
    for id, figure, distance in (
        ("substantive-130", 130, 0), ("substantive-135", 130, 5), ("procedural-100", 100, 0), ("procedural-110", 100, 10),
    ):  # fmt: skip
        row = found[id]
        assert (row.figure, row.of, row.distance, row.rule, row.denominator) == (
            figure, 193, distance, "c-proc/1", "un-members",
        )  # fmt: skip
        assert len(row.evidence) == figure
        assert "65 expert" in row.basis or "50 expert" in row.basis
    assert found["published-substantive-135"].figure == 134
    assert found["published-procedural-110"].figure is None  # only a percentage was published


def test_membership_targets(found: Indicators) -> None:
    for treaty, target in (("cets185", 80), ("cets189", 40), ("cets224", 20)):
        row, held = found[f"parties-{treaty}"], membership(treaty, DAY)
        number = len(held.codes("party")) + len(held.codes("ratified"))
        assert (row.figure, row.target, row.distance, len(row.evidence)) == (number, target, target - number, number)
        assert held.note == row.note
    row = found["observers-cets185"]
    assert row.target == 15 and len(row.evidence) == row.figure


@pytest.mark.parametrize("area", ["caribbean", "central-asia"])
def test_project_areas(found: Indicators, area: str) -> None:
    members = [s.iso3 for s in states() if s.iso3 in group(area, DAY)]
    held = membership("cets185", DAY)
    assert found[f"{area}-parties"].figure == sum(held.statuses[c] in ("party", "ratified") for c in members)
    for pillar, limit in (("substantive", 130), ("procedural", 100)):
        row = found[f"{area}-{pillar}"]
        assert (row.of, row.figure) == (len(members), sum(MEMBERS.index(c) < limit for c in members if c in MEMBERS))
        assert len(row.evidence) == row.figure


def test_of_kosovo_nothing_is_said_and_the_footnote_stands(found: Indicators) -> None:
    row = found["kosovo-substantive"]
    assert (row.figure, row.of, row.evidence) == (None, 1, ())
    assert "Kosovo*" in row.indicator
    assert any("Resolution 1244" in f for f in found.footnotes)
    assert "Resolution 1244" in str(found) and "Resolution 1244" in found._repr_html_()


def test_drafts_are_listed_with_their_title(found: Indicators) -> None:
    row = found["draft-laws"]
    assert row.figure == 1
    assert row.evidence == (f"{found['substantive-130'].evidence[0].rpartition(' (')[0]}: Act bill (2025)",)


def test_readiness_for_the_second_protocol(found: Indicators) -> None:
    row = found["second-protocol-ready"]
    assert (row.figure, row.rule) == (1, "second-protocol/1")
    party, signed = membership("cets185", DAY), membership("cets224", DAY)
    expected = {*party.codes("party"), *signed.codes("party"), *signed.codes("ratified"), *signed.codes("signed")}
    assert row.of == len(expected)
    japan = next(e for e in row.evidence if e.startswith("Japan"))
    assert "7 of 9" in japan and "6, 7, 8, 9, 10, 11, 12" in japan and "largely in place" in japan
    assert any(e.startswith("Chile") and "3 of 9" in e for e in row.evidence)


def test_every_row_says_date_rule_denominator_and_basis(found: Indicators) -> None:
    frame = found.to_frame()
    for column in ("as_of", "rule", "denominator", "basis", "note"):
        assert (frame[column].astype(str).str.len() > 0).all(), column
    assert len({r.id for r in found.rows}) == len(found.rows)


def test_assessments_of_another_treaty_are_refused(found: Indicators, tmp_path: Path) -> None:
    known = read_register(write(tmp_path / "r.csv", rows(0, 2)))
    with pytest.raises(LexalignError, match="Second Protocol"):
        indicators(known, second_protocol=known, as_of=DAY)
    empty = indicators(known, as_of=DAY)
    assert empty["second-protocol-ready"].figure is None
