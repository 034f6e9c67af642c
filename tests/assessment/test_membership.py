from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexalign.assessment import membership, parties, states
from lexalign.assessment.membership import STATUSES, instruments_known, read_membership, read_treaties
from lexalign.errors import DataFileError, LexalignError


@pytest.mark.parametrize(
    ("day", "number"),
    [
        # Numbers that the Council of Europe announced; it counts from the deposit of the instrument.
        ("2021-06-30", 66),
        ("2024-10-31", 76),
        # What the table then adds: Ecuador and New Zealand.
        ("2026-11-22", 78),
    ],
)
def test_known_totals(day: str, number: int) -> None:
    assert len(parties("cets185", day, with_ratified=True)) == number


def test_a_state_goes_from_signature_to_membership() -> None:
    def status(day: str) -> str:
        return membership("cets189", day)["DEU"]

    assert [status(d) for d in ("2003-01-27", "2003-01-28", "2011-06-09", "2011-06-10", "2011-09-30", "2011-10-01")] == [
        "none", "signed", "signed", "ratified", "ratified", "party",
    ]  # fmt: skip
    assert "CIV" not in parties("cets185", "2024-10-31")
    assert "CIV" in parties("cets185", "2024-10-31", with_ratified=True)
    assert "CIV" in parties("cets185", "2024-11-01")


def test_the_second_protocol_is_not_in_force() -> None:
    found = membership("cets224", "2026-02-28")
    assert set(found.codes("ratified")) == {"SRB", "JPN", "HUN"}
    assert len(parties("cets224", "2026-02-28")) == 0
    assert len(found.codes("signed")) == 49
    assert membership("cets224", "2022-05-11").codes("none") == tuple(s.iso3 for s in states())
    assert "five ratifications and had three" in str(found)


def test_signatories_and_invited_states() -> None:
    found = membership("cets185", "2026-11-22")
    assert found.codes("signed") == ("IRL", "ZAF")
    assert len(found.codes("invited")) == 16
    assert [membership("cets185", d)["Kenya"] for d in ("2024-10-08", "2024-10-09")] == ["none", "invited"]
    # Only the month is known.
    assert [membership("cets185", d)["MOZ"] for d in ("2024-01-31", "2024-02-10", "2024-02-29")] == [
        "none", "not known", "invited",
    ]  # fmt: skip
    assert found["Russia"] == "none"
    with pytest.raises(LexalignError, match="territory"):
        found["Jersey"]


def test_what_the_dates_do_not_tell_is_said() -> None:
    early = parties("cets185", "2021-06-30")
    # Of these a date is missing; Nigeria's and Türkiye's entry into force is known, so they are no doubt.
    assert set(early.unsure) == {"CMR", "ECU", "GRD", "SLE", "TUN"}
    assert "NGA" not in early and "TUR" in early
    assert "at most" in str(early) and "CMR" in early.note
    assert parties("cets185", "2026-11-22").unsure == ()
    assert parties("cets185", "2025-11-01").unsure == ("ECU",)


def test_no_number_without_its_day() -> None:
    found = membership("cets185", "2026-11-22")
    for text in (str(found), str(parties("cets185", "2026-11-22"))):
        assert "As known on 2024-10-31; later signatures and accessions may be missing" in text
        assert "not fully verified" in text
    frame = found.to_frame()
    assert len(frame) == 196
    assert set(frame["as_of"]) == {"2026-11-22"}
    assert frame.set_index("iso3").loc["NZL", "known_on"] == "2025-12-01"
    assert frame.set_index("iso3").loc["GHA", "verified"] == "partly"


@given(st.dates(date(2001, 1, 1), date(2027, 1, 1)), st.sampled_from(["cets185", "cets189", "cets224"]))
def test_every_state_has_one_status_and_nobody_leaves(day: date, instrument: str) -> None:
    found = membership(instrument, day)
    assert len(found.statuses) == 196
    assert set(found.statuses.values()) <= set(STATUSES)
    later = parties(instrument, date(2027, 1, 1))
    now = parties(instrument, day)
    assert set(now.codes) <= set(later.codes)
    assert set(now.codes) <= set(parties(instrument, day, with_ratified=True).codes)
    assert not set(now.codes) & set(now.unsure)


def test_the_table_says_what_its_source_says(shared: Path) -> None:
    held = {n: membership(n, "2026-11-22").bonds for n in instruments_known()}
    with (shared / "facts" / "membership.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    compared = 0
    for row in rows:
        for name, bonds in held.items():
            bond = bonds.get(row["iso3"])
            assert (bond is not None) == bool(row[f"{name}_status"]), (row["iso3"], name)
            if bond is None:
                continue
            compared += 1
            assert row[f"{name}_status"].startswith(bond.status)
            for ours, theirs in (("signed", "signed"), ("ratified", "ratified"), ("in_force", "eif")):
                assert str(getattr(bond, ours) or "") == row.get(f"{name}_{theirs}", "").rstrip("?"), row
            mark = row[f"{name}_verified"]
            assert bond.verified == (mark if mark in ("yes", "no") else "partly" if mark else "no"), (row["iso3"], name)
    assert compared == sum(len(b) for b in held.values()) == 194


HEAD = "instrument,iso3,status,signed,ratified,in_force,invited,verified,known_on,note,source\n"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("cets999,KEN,party,,,,,yes,,,", "'cets999' in the column instrument"),
        ("cets185,JEY,party,,,,,yes,,,", "'JEY' in the column iso3"),
        ("cets185,KEN,friend,,,,,yes,,,", "'friend' in the column status"),
        ("cets185,KEN,signed,,2010-01-01,,,yes,,,", "no date of ratification"),
        ("cets185,KEN,party,2011-01-01,2010-01-01,2010-05-01,,yes,,,", "ratified before it signed"),
        ("cets185,KEN,party,,1999-01-01,,,yes,,,", "before 2001-11-23"),
        ("cets185,KEN,party,,2010-01-15,2010-04-01,,yes,,,", "gives 2010-05-01"),
        ("cets185,KEN,party,,2010-13-15,,,yes,,,", "is not a date"),
        ("cets185,KEN,ratified,,,,,yes,,,", "date of ratification only"),
        ("cets185,KEN,party,,,,,surely,,,", "'surely' in the column verified"),
        ("cets185,UGA,party,,,,,yes,,,", "stands twice"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    path = tmp_path / "m.csv"
    path.write_text(f"{HEAD}cets185,UGA,party,,,,,yes,,,\n{row}\n", encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        read_membership(path, instruments_known())
    assert any(p.startswith("m.csv:3: ") and words in p for p in error.value.problems), error.value.problems


def test_the_table_of_treaties_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    head = "instrument,opened,in_force,months_to_force,known_on,note,source\n"
    path.write_text(f"{head}cets185,2001-11,,three,2024-10-31,,\n", encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        read_treaties(path)
    assert len(error.value.problems) == 3


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(LexalignError, match="cets185, cets189, cets224"):
        membership("cets201")
    with pytest.raises(LexalignError, match="is not a day"):
        membership("cets185", "2024")
