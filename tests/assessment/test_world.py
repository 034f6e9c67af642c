from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lexalign.assessment.world import REGIONS, denominator, published_counts, state, states, territories
from lexalign.assessment.world_check import check_world
from lexalign.assessment.world_names import check_names, fold, read_ambiguous
from lexalign.assessment.world_states import COLUMNS, StateRecord, read_states
from lexalign.assessment.world_tables import partial_date
from lexalign.errors import DataFileError, LexalignError, UnknownCountry

NAMES = Path(__file__).with_name("world_names.csv")
EVERYONE = (*states(), *territories())


def test_the_world_has_its_members() -> None:
    members = [s for s in states() if s.un_member]
    assert len(members) == 193
    assert {s.iso3 for s in states()} - {s.iso3 for s in members} == {"VAT", "XKX", "PSE"}
    regions = Counter(s.region for s in members)
    assert regions == {"Africa": 54, "Americas": 35, "Asia": 47, "Europe": 43, "Oceania": 14}
    # As the Council of Europe counts, its five members in Western Asia are Europe.
    ours = Counter(s.coe_region for s in members)
    assert ours == {"Africa": 54, "Americas": 35, "Asia": 42, "Europe": 48, "Oceania": 14}
    assert sum(s.coe_member for s in states()) == 46
    assert all(s.coe_region == "Europe" for s in states() if s.coe_member)
    for column in ("iso3", "iso2", "name_en", "name_fr", "name_es"):
        assert len({getattr(s, column) for s in EVERYONE}) == len(EVERYONE)
    codes = [s.m49 for s in EVERYONE if s.m49]
    assert len(set(codes)) == len(codes)
    assert {s.iso3 for s in EVERYONE if not s.m49} == {"XKX", "TWN"}


def test_subregions_have_the_sizes_of_the_geoscheme() -> None:
    sizes = Counter(s.subregion for s in states() if s.un_member)
    assert sizes == {
        "Northern Africa": 6, "Eastern Africa": 18, "Middle Africa": 9, "Southern Africa": 5, "Western Africa": 16,
        "Caribbean": 13, "Central America": 8, "South America": 12, "Northern America": 2, "Central Asia": 5,
        "Eastern Asia": 5, "South-eastern Asia": 11, "Southern Asia": 9, "Western Asia": 17, "Eastern Europe": 10,
        "Northern Europe": 10, "Southern Europe": 14, "Western Europe": 9, "Australia and New Zealand": 2,
        "Melanesia": 4, "Micronesia": 5, "Polynesia": 3,
    }  # fmt: skip


def test_territories_know_whose_they_are() -> None:
    whose = {t.iso3: t.sovereign for t in territories()}
    assert {"BES": "NLD", "HKG": "CHN", "JEY": "GBR", "COK": "NZL", "GRL": "DNK", "PRI": "USA"}.items() <= whose.items()
    assert [t.iso3 for t in territories() if not t.sovereign] == ["ESH"]
    assert all(s.sovereign == "" for s in states())
    assert not {t.iso3 for t in territories()} & set(denominator("all"))


def test_names_in_three_languages() -> None:
    assert [state("DEU").name(c) for c in ("en", "fr", "es", "de")] == ["Germany", "Allemagne", "Alemania", "Germany"]
    for record in EVERYONE:
        if record.iso3 == "COG":
            continue  # its short name is that of two States
        for name in (record.name_en, record.name_fr, record.name_es, *record.aliases):
            assert state(name) is record, name


def test_codes_survive_as_text() -> None:
    namibia = state("NAM")
    assert (namibia.iso2, namibia.name_en) == ("NA", "Namibia")
    assert state("na") is namibia
    assert state("004").iso3 == "AFG"


def _names() -> list[tuple[str, str]]:
    with NAMES.open(encoding="utf-8", newline="") as table:
        return [(row["typed"], row["means"]) for row in csv.DictReader(table)]


@pytest.mark.parametrize(("typed", "means"), [(t, m) for t, m in _names() if len(m) == 3])
def test_names_that_must_be_found(typed: str, means: str) -> None:
    with NAMES.open(encoding="utf-8", newline="") as table:
        why = next(row["why"] for row in csv.DictReader(table) if row["typed"] == typed)
    if why:
        with pytest.raises(UnknownCountry, match=f"does not name one State.*{means}"):
            state(typed)
    else:
        assert state(typed).iso3 == means


@pytest.mark.parametrize(("typed", "means"), [(t, m) for t, m in _names() if len(m) > 3])
def test_names_of_several_are_refused_and_all_are_named(typed: str, means: str) -> None:
    with pytest.raises(UnknownCountry, match="does not name one State") as error:
        state(typed)
    assert all(f"({code})" in str(error.value) for code in means.split(";"))


@pytest.mark.parametrize("typed", [*(t for t, m in _names() if m == "-"), "", "   "])
def test_names_that_must_not_be_guessed(typed: str) -> None:
    with pytest.raises(UnknownCountry, match="there is no State"):
        state(typed)


@given(st.sampled_from(EVERYONE), st.data())
def test_a_slip_of_one_letter_never_gives_another_state(record: StateRecord, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([record.name_en, record.name_fr, record.name_es, *record.aliases]))
    place = data.draw(st.integers(0, len(name) - 1))
    typed = name[:place] + data.draw(st.sampled_from(["", "x", "q", name[place] * 2])) + name[place + 1 :]
    assume(len(fold(typed)) > 3)
    try:
        found = state(typed)
    except UnknownCountry:
        return
    # What was typed is then, letter for letter, a name of the State that was found; a leading article apart.
    own = {fold(n) for n in (found.name_en, found.name_fr, found.name_es, *found.aliases)}
    assert any(fold(typed) == n or fold(typed).endswith(f" {n}") for n in own)


def test_the_closest_names_are_offered() -> None:
    with pytest.raises(UnknownCountry, match=r"Kenya \(KEN\)"):
        state("Keny")


def test_names_with_an_asterisk_have_a_footnote() -> None:
    for record in EVERYONE:
        assert record.name_en.endswith("*") == bool(record.footnote)
    assert "Resolution 1244" in state("XKX").footnote
    assert "without prejudice to the individual positions" in state("PSE").footnote


def test_denominators() -> None:
    assert len(denominator("un-members")) == 193
    assert len(denominator("coe-members")) == 46
    assert len(denominator("all")) == 196
    assert sum(len(denominator(f"un-members-{r.lower()}")) for r in REGIONS) == 193
    assert len(denominator("group:eu", "2020-01-31")) == 28
    assert len(denominator("group:caricom", "2025-01-01")) == 14  # Montserrat is no State
    assert len(denominator("parties:cets185", "2024-10-31")) == 75
    for wrong in ("the world", "group:", "parties:cets999"):
        with pytest.raises(LexalignError):
            denominator(wrong)


def test_published_totals_have_dates_sources_and_percentages() -> None:
    found = published_counts()
    assert [p.as_of for p in found] == sorted(p.as_of for p in found)
    assert all(p.source for p in found)
    by_date = {p.as_of: p for p in found}
    assert (by_date["2023-01-01"].substantive, by_date["2023-01-01"].procedural) == (130, 96)
    assert by_date["2025-12-31"].procedural is None
    compared = 0
    for p in found:
        for pillar in ("substantive", "procedural"):
            count, percent = getattr(p, pillar), getattr(p, f"{pillar}_percent")
            if count is not None and percent is not None:
                compared += 1
                assert round(100 * count / 193) == percent, (p.as_of, pillar)
    assert compared == 7


def test_the_table_agrees_with_the_membership_facts(shared: Path) -> None:
    path = shared / "facts" / "membership.csv"
    with path.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            record = state(row["iso3"])
            assert record.coe_member == (row["coe_member"] == "yes"), row["iso3"]
            assert state(row["country"]) is record


# --- wrong tables -------------------------------------------------------------------------------------------------

GOOD = {
    "iso3": "AAA", "iso2": "AA", "m49": "001", "kind": "member", "name_en": "Aland", "name_fr": "Alande",
    "name_es": "Alanda", "sovereign": "", "region": "Asia", "subregion": "Central Asia", "coe_region": "Asia",
    "coe_member": "no", "aliases": "", "footnote": "", "remark": "",
}  # fmt: skip


def table(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(GOOD | row for row in rows)
    return path


OTHER = {"iso3": "BBB", "iso2": "BB", "m49": "002", "name_en": "Beland", "name_fr": "Belande", "name_es": "Belanda"}


def test_a_good_table_is_read(tmp_path: Path) -> None:
    assert [s.iso3 for s in read_states(table(tmp_path / "s.csv", {}, OTHER))] == ["AAA", "BBB"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"iso3": "bbb"}, "capital letters"),
        ({"iso3": "AAA"}, "stands twice; the first is s.csv:2"),
        ({"m49": "001"}, "stands twice"),
        ({"m49": "2"}, "three digits"),
        ({"m49": ""}, "no remark says why"),
        ({"name_fr": "Alande"}, "stands twice"),
        ({"region": "Atlantis"}, "use Africa"),
        ({"coe_member": "maybe"}, "use yes, no"),
        ({"kind": "territory"}, "has a sovereign"),
        ({"sovereign": "AAA"}, "a State has none"),
        ({"kind": "territory", "sovereign": "ZZZ"}, "not in the table"),
        ({"footnote": "Mind."}, "asterisk"),
        ({"name_en": ""}, "name_en is empty"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, row: dict[str, str], words: str) -> None:
    with pytest.raises(DataFileError) as error:
        read_states(table(tmp_path / "s.csv", {}, OTHER | row))
    assert any(p.startswith("s.csv:3: ") and words in p for p in error.value.problems), error.value.problems


def test_a_table_that_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    for text, words in (
        ("", "columns are none"),
        ("iso3,iso2\n", "columns are iso3, iso2"),
        (",".join(COLUMNS) + "\nAAA,AA\n", "s.csv:2: the row has 2 cells"),
        (",".join(COLUMNS) + '\n"AAA,AA\n', "cannot be read"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DataFileError, match=words):
            read_states(path)


def test_two_states_may_not_share_a_name(tmp_path: Path) -> None:
    records = read_states(table(tmp_path / "s.csv", {"aliases": "Old Land"}, OTHER | {"aliases": "old  länd"}))
    with pytest.raises(DataFileError, match="name of AAA and of BBB"):
        check_names(records, {})
    path = tmp_path / "ambiguous_names.csv"
    path.write_text("name,iso3,why\nOld Land,KEN;UGA,two bear it\n", encoding="utf-8")
    assert check_names(records, read_ambiguous(path))
    path.write_text("name,iso3,why\nOld Land,KEN;QQQ,two bear it\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"ambiguous_names.csv:2: 'QQQ'"):
        read_ambiguous(path)


@pytest.mark.parametrize("text", ["24", "2024-13", "2024-02-30", "01.02.2024", "2024-6-1", "0000-01-01"])
def test_dates_that_are_none(text: str) -> None:
    with pytest.raises(LexalignError, match="is not a date"):
        partial_date(text)


def test_everything_bundled_is_in_order() -> None:
    problems, summary = check_world()
    assert problems == []
    assert len(summary) == 8
