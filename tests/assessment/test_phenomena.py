"""Phenomena: every note is loadable, marked, and says what a country has."""

from __future__ import annotations

import pytest

from lexalign import coverage
from lexalign.assessment import assess_bundled, phenomena
from lexalign.errors import UnknownProvision

NAMES = "botnets identity-theft ddos critical-infrastructure malware spam election-interference production-orders terrorism ransomware transborder-access"


def test_all_notes_are_there_and_say_whether_they_were_read() -> None:
    known = phenomena()
    assert set(known) == set(NAMES.split())
    for note in known.values():
        assert note.basis.startswith("Guidance Note") and note.provisions


@pytest.mark.parametrize("name", NAMES.split())
def test_coverage_of_a_country(name: str) -> None:
    assessment = assess_bundled("KEN", as_of="2026-11-22", overrides=())
    found = coverage(assessment, name)
    assert len(found.rows) == sum(len(ids) for ids in phenomena()[name].provisions.values())
    for part, status in found.rows:
        assert assessment[status.provision] is status
        assert part in ("offences", "powers", "cooperation")
    for form in (str(found), found._repr_html_()):
        assert "2026-11-22" in form and "c-proc/1" in form and "not checked against the note" in form
    assert len(found.to_frame()) == len(found.rows)


def test_unknown_phenomenon_names_the_known_ones() -> None:
    with pytest.raises(UnknownProvision, match="ransomware"):
        coverage("KEN", "sextortion")
