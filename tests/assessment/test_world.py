from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from lexalign.assessment.world import REGIONS, denominator, published_counts, state, states
from lexalign.errors import LexalignError, UnknownCountry


def test_the_world_has_its_members() -> None:
    members = [s for s in states() if s.un_member]
    assert len(members) == 193
    assert {s.iso3 for s in states()} - {s.iso3 for s in members} == {"VAT", "XKX", "PSE"}
    regions = Counter(s.region for s in members)
    assert regions == {"Africa": 54, "Americas": 35, "Asia": 47, "Europe": 43, "Oceania": 14}
    assert sum(s.coe_member for s in states()) == 46
    for column in ("iso3", "iso2", "name_en"):
        assert len({getattr(s, column) for s in states()}) == len(states())


def test_codes_survive_as_text() -> None:
    namibia = state("NAM")
    assert (namibia.iso2, namibia.name_en) == ("NA", "Namibia")
    assert state("na") is namibia
    assert state("004").iso3 == "AFG"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Cote d’Ivoire", "CIV"),
        ("Côte d'Ivoire", "CIV"),
        ("turkey", "TUR"),
        ("TURKIYE", "TUR"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Guinea", "GIN"),
        ("Guinea-Bissau", "GNB"),
        ("Congo", "COG"),
        ("DR Congo", "COD"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("Korea", "KOR"),
        ("Kosovo", "XKX"),
        ("Moldova", "MDA"),
    ],
)
def test_names_that_must_be_found(name: str, code: str) -> None:
    assert state(name).iso3 == code


@pytest.mark.parametrize("name", ["Keny", "", "   ", "Atlantis", "UNK", "Guine"])
def test_names_that_must_not_be_guessed(name: str) -> None:
    with pytest.raises(UnknownCountry):
        state(name)


def test_the_closest_names_are_offered() -> None:
    with pytest.raises(UnknownCountry, match=r"Kenya \(KEN\)"):
        state("Keny")


def test_names_with_an_asterisk_have_a_footnote() -> None:
    for record in states():
        assert record.name_en.endswith("*") == bool(record.footnote)
    assert "Resolution 1244" in state("XKX").footnote
    assert "without prejudice to the individual positions" in state("PSE").footnote


def test_denominators() -> None:
    assert len(denominator("un-members")) == 193
    assert len(denominator("coe-members")) == 46
    assert sum(len(denominator(f"un-members-{r.lower()}")) for r in REGIONS) == 193
    with pytest.raises(LexalignError, match="un-members"):
        denominator("the world")


def test_published_totals_have_dates_and_sources() -> None:
    found = published_counts()
    assert [p.as_of for p in found] == sorted(p.as_of for p in found)
    assert all(p.source for p in found)
    by_date = {p.as_of: p for p in found}
    assert (by_date["2023-01-01"].substantive, by_date["2023-01-01"].procedural) == (130, 96)
    assert by_date["2025-12-31"].procedural is None


def test_the_table_agrees_with_the_membership_facts(shared: Path) -> None:
    path = shared / "facts" / "membership.csv"
    with path.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            record = state(row["iso3"])
            assert record.coe_member == (row["coe_member"] == "yes"), row["iso3"]
            assert state(row["country"]) is record
