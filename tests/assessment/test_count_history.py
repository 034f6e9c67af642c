from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_register import MEMBERS, rows, write

from lexalign.assessment import counts, parties, published_counts
from lexalign.assessment.history import History, history, year_ends
from lexalign.assessment.register import read_register
from lexalign.assessment.rule_comparison import compare_rules
from lexalign.assessment.targets import aims, read_targets
from lexalign.assessment.values import CountryAssessment
from lexalign.errors import DataFileError, LexalignError


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> tuple[CountryAssessment, ...]:
    """The first 50 States from 2013, 100 from 2018, all from 2025."""
    made = [*rows(0, 50, "2013-01-15"), *rows(50, 100, "2018-06-30"), *rows(100, 193, "2025-12-31")]
    return read_register(write(tmp_path_factory.mktemp("history") / "register.csv", made))


@pytest.fixture(scope="module")
def found(register: tuple[CountryAssessment, ...]) -> History:
    return history(register, as_of="2026-11-22")


def test_the_series_from_2013_on(found: History) -> None:
    assert found.dates[0] == "2013-12-31" and found.dates[-1] == "2026-11-22" and len(found.dates) == 14
    numbers = {p.as_of: p.count.largely for p in found.series("substantive")}
    assert [numbers[d] for d in ("2013-12-31", "2017-12-31", "2018-12-31", "2024-12-31", "2025-12-31", "2026-11-22")] == [
        50, 50, 100, 100, 130, 130,
    ]  # fmt: skip
    assert [p.count.largely for p in found.series("procedural")][-1] == 100
    assert all(p.count.lower <= p.count.largely <= p.count.upper for p in found.points)
    assert all(p.count.assessed == (190 if p.as_of >= "2025-12-31" else p.count.assessed) for p in found.points)


def test_the_published_series_stands_beside_it(found: History) -> None:
    assert found.published == published_counts()
    frame = found.published_frame()
    assert set(frame["denominator_size"]) == {193} and set(frame["basis"]) == {"published total"}
    assert frame["substantive"].dropna().tolist() == [124, 130, 131, 134]
    assert "134" in str(frame["substantive"].tolist()[-1])


def test_the_distance_to_every_target(found: History) -> None:
    by_id = {d.aim.id: d for d in found.distances}
    assert [(i, d.aim.target, d.missing) for i, d in by_id.items()][:4] == [
        ("substantive-130", 130, 0), ("substantive-135", 135, 5), ("procedural-100", 100, 0), ("procedural-110", 110, 10),
    ]  # fmt: skip
    for treaty in ("cets185", "cets189", "cets224"):
        number = len(parties(treaty, "2026-11-22", with_ratified=True))
        d = by_id[f"parties-{treaty}"]
        assert (d.figure, d.missing) == (number, d.aim.target - number)
    assert by_id["observers-cets185"].aim.target == 15
    assert {d.aim.target for d in found.distances} == {130, 135, 100, 110, 80, 15, 40, 20}


def test_a_function_gives_the_assessments_of_each_day(register: tuple[CountryAssessment, ...]) -> None:
    asked: list[str] = []

    def on_day(day: str) -> list[CountryAssessment]:
        asked.append(day)
        return [replace(a, as_of=day) for a in register[:3]] if day > "2020" else []

    found = history(on_day, dates=["2022-01-01", "2014-01-01", "2022-01-01"])
    assert asked == ["2014-01-01", "2022-01-01"]
    assert [p.count.largely for p in found.series("substantive")] == [0, 3]


def test_every_form_says_dates_rule_denominator_and_basis(found: History) -> None:
    for text in (str(found), found._repr_html_()):
        for words in ("2013-12-31", "2026-11-22", "c-proc/1", "193", "un-members", "65 expert", "65 machine"):
            assert words in text, words
    for frame in (found.to_frame(), found.members_frame(), found.distance_frame(), found.published_frame()):
        assert {"as_of", "rule", "denominator"} <= set(frame.columns)
        assert any(c.startswith("basis") for c in frame.columns)


def test_targets_are_those_of_the_un_members_only(register: tuple[CountryAssessment, ...]) -> None:
    other = history(register, dates=["2026-11-22"], denominator=list(MEMBERS[:20]))
    assert other.published == ()
    assert {d.aim.kind for d in other.distances} == {"parties", "observers"}


def test_the_rule_and_the_table_have_the_same_targets() -> None:
    from lexalign.assessment import load_rule

    for pillar, numbers in load_rule("c-proc").targets.items():
        assert tuple(a.target for a in aims() if a.what == pillar) == numbers


def test_the_days_of_a_history() -> None:
    assert year_ends(2024, "2026-11-22") == ("2024-12-31", "2025-12-31", "2026-11-22")
    assert year_ends(2026, "2026-11-22") == ("2026-11-22",)
    with pytest.raises(LexalignError, match="no day"):
        history([], dates=[])


def test_wrong_targets_are_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "targets.csv"
    path.write_text("id,kind,what,target,denominator,source,note\na,pillar,cets185,many,un-members,s,\n")
    with pytest.raises(DataFileError, match=r"targets\.csv:2.*\n.*targets\.csv:2"):
        read_targets(path)


def test_rules_stand_side_by_side_and_never_in_one_number(
    register: tuple[CountryAssessment, ...], tmp_path: Path
) -> None:
    path = write(tmp_path / "r.csv", rows())
    both = [counts(read_register(path, rule=r), rule=r) for r in ("c-proc", "strict")]
    found = compare_rules(both)
    frame = found.to_frame()
    picked = frame[frame["pillar"] == "substantive"][["rule", "largely"]].to_numpy().tolist()
    assert picked == [["c-proc/1", 130], ["strict/1", 60]]
    for text in (str(found), found._repr_html_()):
        for words in ("2026-11-22", "c-proc/1", "strict/1", "193", "un-members", "65 expert", "30 expert"):
            assert words in text, words
    with pytest.raises(LexalignError, match="under one rule"):
        compare_rules([both[0], both[0]])
    with pytest.raises(LexalignError, match="several days"):
        compare_rules([both[0], replace(both[1], as_of="2020-01-01")])
    with pytest.raises(LexalignError, match="nothing to compare"):
        compare_rules([])
