from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexalign.assessment import group, groups_known, groups_of, states
from lexalign.assessment.groups import read_group_titles, read_groups
from lexalign.errors import DataFileError, LexalignError

TODAY = "2025-10-31"
SIZES = {
    "coe": 46, "eu": 27, "au": 55, "oas": 34, "caricom": 15, "commonwealth": 56, "pif": 18, "asean": 11, "ecowas": 12,
    "gcc": 6, "arab-league": 22, "sadc": 16, "cis": 9, "eastern-partnership": 6, "oecd": 38, "cplp": 9, "eac": 8,
    "oecs": 7, "central-asia": 5, "un-african": 54, "un-asia-pacific": 54, "un-eastern-european": 23, "un-grulac": 33,
    "un-weog": 29,
}  # fmt: skip


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_groups_have_the_sizes_they_are_known_for(name: str, size: int) -> None:
    assert len(group(name, TODAY)) == size


@pytest.mark.parametrize(
    ("name", "day", "size"),
    [
        ("coe", "1949-05-05", 10),
        ("coe", "2022-03-15", 47),
        ("coe", "2022-03-16", 46),
        ("eu", "1957-12-31", 0),
        ("eu", "1995-01-01", 15),
        ("eu", "2004-05-01", 25),
        ("eu", "2013-07-01", 28),
        ("eu", "2020-02-01", 27),
        ("ecowas", "2025-01-28", 15),
        ("asean", "2025-10-25", 10),
        ("oas", "2023-11-18", 35),
        ("oecd", "2021-05-24", 37),
        ("cis", "2009-08-18", 9),
        ("eastern-partnership", "2009-05-06", 0),
        ("commonwealth", "2013-10-02", 54),
        ("commonwealth", "2013-10-03", 53),
        ("gcc", "1981-05-25", 6),
    ],
)
def test_groups_change_with_the_day(name: str, day: str, size: int) -> None:
    assert len(group(name, day)) == size


def test_the_groups_at_the_united_nations_share_its_members_out() -> None:
    parts = [set(group(n, TODAY).members) for n in groups_known() if n.startswith("un-")]
    assert sum(map(len, parts)) == len(set.union(*parts)) == 193
    assert set.union(*parts) == {s.iso3 for s in states() if s.un_member}


def test_groups_of_a_state() -> None:
    assert {"coe", "eu", "oecd"} <= set(groups_of("France", TODAY))
    assert "eu" not in groups_of("United Kingdom", "2024-01-01")
    assert "eu" in groups_of("United Kingdom", "2019-01-01")
    assert {"caricom", "oecs"} <= set(groups_of("Montserrat", TODAY))


def test_what_the_dates_do_not_tell_is_said() -> None:
    found = group("pif", "1975-06-01")
    assert "NIU" in found.unsure and "NIU" in found
    assert "do not tell" in found.note
    half = group("pif", "2022-06-01")
    assert half.unsure == ("NIU", "KIR") or set(half.unsure) == {"KIR", "NIU"}
    assert group("pif", TODAY).unsure == ()
    assert "later changes may be missing" in str(group("eu"))
    assert set(group("eu", TODAY).to_frame()["known_on"]) == {"2025-10-31"}


@given(st.sampled_from(list(groups_known())), st.dates(date(1930, 1, 1), date(2030, 1, 1)))
def test_nobody_is_twice_in_a_group(name: str, day: date) -> None:
    found = group(name, day)
    assert len(set(found.members)) == len(found.members)
    assert set(found.unsure) <= set(found.members)


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(LexalignError, match="caricom"):
        group("caribean")


HEAD = "group,iso3,from,to,verified,note,source\n"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("uno,KEN,,,no,,us", "'uno' in the column group"),
        ("eu,ZZZ,,,no,,us", "'ZZZ' in the column iso3"),
        ("eu,KEN,2020,2010,no,,us", "leaves eu before it joins"),
        ("eu,KEN,around 1990,,no,,us", "is not a date"),
        ("eu,KEN,,,no,,", "source is empty"),
        ("eu,KEN,,,,,us", "use yes, no"),
        ("eu,FRA,2020,,no,,us", "in eu already"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    path = tmp_path / "g.csv"
    titles = {"eu": groups_known()["eu"]}
    path.write_text(f"{HEAD}eu,FRA,1958,,no,,us\n{row}\n", encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        read_groups(path, titles)
    assert any(p.startswith("g.csv:3: ") and words in p for p in error.value.problems), error.value.problems
    path.write_text(HEAD, encoding="utf-8")
    with pytest.raises(DataFileError, match="eu has no members"):
        read_groups(path, titles)


def test_a_wrong_title_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("group,kind,title_en,title_fr,known_on,note,source\neu,club,,Union,2025,,us\n", encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        read_group_titles(path)
    assert len(error.value.problems) == 3
