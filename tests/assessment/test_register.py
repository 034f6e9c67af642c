from __future__ import annotations

from pathlib import Path

import pytest
from made_register import MEMBERS, rows, write

from lexalign.assessment import counts, published_counts, states
from lexalign.assessment.register import COLUMNS, read_register
from lexalign.assessment.uncertainty import uncertainty
from lexalign.assessment.values import CountryAssessment
from lexalign.errors import DataFileError, LexalignError
from lexalign.model import Basis, State

REGION = {s.iso3: s.region for s in states()}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("register") / "register.csv", rows())


@pytest.fixture(scope="module")
def registers(file: Path) -> dict[str, tuple[CountryAssessment, ...]]:
    return {rule: read_register(file, rule=rule) for rule in ("c-proc", "strict")}


# Largely, partially, not, no information, lower, upper: by hand from the rows of made_register.py.
ANSWERS = {
    ("c-proc", "substantive"): (130, 30, 30, 3, 130, 143),
    ("c-proc", "procedural"): (100, 40, 20, 33, 100, 133),
    # Of twelve articles five are known in the last ten States: too few. Articles 14 and 15 count beside search here.
    ("strict", "substantive"): (60, 90, 30, 13, 60, 73),
    ("strict", "procedural"): (40, 120, 0, 33, 40, 73),
}


@pytest.mark.parametrize(("rule", "pillar"), ANSWERS)
def test_the_known_answer_is_given_exactly(
    registers: dict[str, tuple[CountryAssessment, ...]], rule: str, pillar: str
) -> None:
    found = counts(registers[rule], rule=rule)[pillar]
    assert (
        found.largely, found.partially, found.not_in_place, found.no_information, found.lower, found.upper
    ) == ANSWERS[rule, pillar]  # fmt: skip
    assert (found.total, found.assessed) == (193, 190)
    assert found.machine == (found.largely + 1) // 2 and found.expert == found.largely // 2


def test_the_targets_are_met_to_the_state(registers: dict[str, tuple[CountryAssessment, ...]]) -> None:
    found = counts(registers["c-proc"])
    assert [(t.target, t.missing) for t in found.targets] == [(130, 0), (135, 5), (100, 0), (110, 10)]
    assert counts(registers["strict"], rule="strict").targets == ()


@pytest.mark.parametrize("by", ["region", "coe-region"])
def test_every_region_is_right(registers: dict[str, tuple[CountryAssessment, ...]], by: str) -> None:
    region = REGION if by == "region" else {s.iso3: s.coe_region for s in states()}
    for rule, limits in (("c-proc", (130, 100)), ("strict", (60, 40))):
        found = counts(registers[rule], rule=rule, by=by)
        for pillar, limit in zip(("substantive", "procedural"), limits, strict=True):
            parts = {r.region: r for r in found.rows if r.region and r.pillar == pillar}
            for name, part in parts.items():
                places = [i for i, c in enumerate(MEMBERS) if region[c] == name]
                assert (part.total, part.largely) == (len(places), sum(i < limit for i in places)), (rule, name)
            assert sum(r.total for r in parts.values()) == 193


def test_what_has_no_confidence_is_as_sure_as_it_is_stated(registers: dict[str, tuple[CountryAssessment, ...]]) -> None:
    found = uncertainty(registers["c-proc"])["substantive"]
    assert (found.low, found.high, found.holds, found.open) == (130, 130, 1.0, 0)
    assert any("without any confidence" in n for n in uncertainty(registers["c-proc"]).notes)


def test_published_percentages_are_those_of_their_counts() -> None:
    checked = 0
    for total in published_counts():
        for pillar in ("substantive", "procedural"):
            number, percent = getattr(total, pillar), getattr(total, f"{pillar}_percent")
            if number is not None and percent is not None:
                assert round(100 * number / 193) == percent, (total.as_of, pillar)
                checked += 1
    assert checked == 7


def test_later_rows_take_the_place_of_earlier_ones(tmp_path: Path) -> None:
    made = rows(0, 1, "2014-01-01")
    made += [{**made[0], "as_of": "2020-05-01", "value": "not in line"}]
    made += [
        dict(
            zip(
                COLUMNS,
                (MEMBERS[0], "2022-01-01", "procedural", "not in place", "published", "a report", ""),
                strict=True,
            )
        )
    ]
    first, second, third = read_register(write(tmp_path / "r.csv", made))
    assert [a.as_of for a in (first, second, third)] == ["2014-01-01", "2020-05-01", "2022-01-01"]
    assert [a["2"].status.value for a in (first, second, third)] == ["in line", "not in line", "not in line"]
    assert [a.pillars["procedural"].state for a in (first, second, third)] == [
        State.LARGELY, State.LARGELY, State.NOT_IN_PLACE,
    ]  # fmt: skip
    assert third.pillars["procedural"].basis is Basis.PUBLISHED
    assert "a report" in third.pillars["procedural"].reason
    # The strict rule leaves publications aside, in a register too.
    assert [a.pillars["procedural"].state for a in read_register(tmp_path / "r.csv", rule="strict")] == [
        State.LARGELY
    ] * 2


def test_a_pillar_an_expert_states_is_fixed_under_every_share(tmp_path: Path) -> None:
    said = dict(
        zip(COLUMNS, ("KEN", "2020-01-01", "substantive", "largely in place", "expert", "A. Lawyer", ""), strict=True)
    )
    (a,) = read_register(write(tmp_path / "r.csv", [said]))
    assert a.pillars["substantive"].decision is not None
    assert {(p.largely, p.fixed) for p in counts([a]).sensitivity if p.pillar == "substantive"} == {(1, 1)}


WRONG = {
    "state": ("XXX,2020-01-01,cets185:2,in line,expert,A,", r"r\.csv:2: 'XXX' in the column iso3"),
    "day": ("KEN,2020,cets185:2,in line,expert,A,", r"r\.csv:2: as_of must be a day"),
    "article": ("KEN,2020-01-01,cets185:99,in line,expert,A,", r"r\.csv:2: 'cets185:99' is neither a pillar"),
    "word": (
        "KEN,2020-01-01,cets185:2,largely in place,expert,A,",
        r"r\.csv:2: 'largely in place' in the column value",
    ),
    "pillar word": ("KEN,2020-01-01,substantive,in line,expert,A,", r"r\.csv:2: 'in line' in the column value"),
    "basis": ("KEN,2020-01-01,cets185:2,in line,rumour,A,", r"r\.csv:2: 'rumour' in the column basis"),
    "source": ("KEN,2020-01-01,cets185:2,in line,expert,,", r"r\.csv:2: say in the column source"),
    "machine pillar": ("KEN,2020-01-01,substantive,largely in place,machine,A,", r"r\.csv:2: the machine says nothing"),
    "twice": ("KEN,2020-01-01,cets185:2,in line,expert,A,\nKEN,2020-01-01,cets185:2,in line,expert,A,", "r.csv:3"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_rows_are_named_by_line(what: str, tmp_path: Path) -> None:
    line, words = WRONG[what]
    path = tmp_path / "r.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{line}\n")
    with pytest.raises(DataFileError, match=words):
        read_register(path)


def test_all_wrong_rows_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{WRONG['state'][0]}\n{WRONG['basis'][0]}\n")
    with pytest.raises(DataFileError, match="2 problems"):
        read_register(path)
    with pytest.raises(LexalignError, match="only says whether there is legislation"):
        read_register(path, rule="unctad")
