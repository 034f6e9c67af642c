from __future__ import annotations

from dataclasses import replace

import pytest
from made_country import COMPLETE, Alignment, instrument, law, match

from lexalign.assessment import assess, counts, denominator, states
from lexalign.assessment.values import CountryAssessment, PillarState
from lexalign.errors import LexalignError
from lexalign.model import Basis, State

TREATY = instrument()
REGION = {s.iso3: s.region for s in states()}
MEMBERS = denominator("un-members")


def state(
    pillar: str, value: State, basis: Basis, lower: State | None = None, upper: State | None = None
) -> PillarState:
    fixed = basis in (Basis.PUBLISHED, Basis.PRESUMED)
    return PillarState(pillar, value, basis, 0, 0, 0, 0, lower or value, upper or value, fixed=fixed)


def country(
    code: str, substantive: PillarState, procedural: PillarState, as_of: str = "2026-11-22"
) -> CountryAssessment:
    return CountryAssessment(
        country=code, name=code, as_of=as_of, rule="c-proc/1", instrument=TREATY, laws=(), provisions=(),
        pillars={"substantive": substantive, "procedural": procedural},
    )  # fmt: skip


def register() -> list[CountryAssessment]:
    """193 States whose counts are known: 130 and 100 largely in place; 3 not assessed; the rest told apart."""
    low, high = State.NOT_IN_PLACE, State.LARGELY
    made = []
    for place, code in enumerate(MEMBERS[:190]):
        if place < 130:
            basis = Basis.EXPERT if place < 20 else Basis.PUBLISHED
            one = state("substantive", State.LARGELY, basis)
        elif place < 150:
            one = state("substantive", State.PARTIALLY, Basis.PUBLISHED, upper=high)
        elif place < 180:
            one = state("substantive", State.NOT_IN_PLACE, Basis.PUBLISHED)
        else:
            one = state("substantive", State.NO_INFORMATION, Basis.NONE, low, high)
        if place < 100:
            two = state("procedural", State.LARGELY, Basis.PUBLISHED)
        elif place < 140:
            two = state("procedural", State.PARTIALLY, Basis.PUBLISHED)
        else:
            two = state("procedural", State.NO_INFORMATION, Basis.NONE, low, State.PARTIALLY)
        made.append(country(code, one, two))
    return made


def test_a_register_whose_answer_is_known() -> None:
    found = counts(register())
    one, two = found["substantive"], found["procedural"]
    assert (one.total, one.assessed) == (193, 190)
    assert (one.largely, one.partially, one.not_in_place, one.no_information) == (130, 20, 30, 13)
    assert (one.lower, one.upper) == (130, 130 + 20 + 10 + 3)
    assert (one.expert, one.published, one.machine, one.presumed) == (20, 110, 0, 0)
    assert one.share == pytest.approx(130 / 193)
    assert (two.largely, two.partially, two.not_in_place, two.no_information) == (100, 40, 0, 53)
    assert (two.lower, two.upper) == (100, 103)
    assert [(t.pillar, t.target, t.missing, t.missing_at_best) for t in found.targets] == [
        ("substantive", 130, 0, -33),
        ("substantive", 135, 5, -28),
        ("procedural", 100, 0, -3),
        ("procedural", 110, 10, 7),
    ]
    assert found.published is not None
    assert found.published.as_of == "2025-12-31"


def test_regions_add_up_and_each_is_right() -> None:
    found = counts(register(), by="region")
    for region in ("Africa", "Americas", "Asia", "Europe", "Oceania"):
        (row,) = (r for r in found.rows if r.region == region and r.pillar == "substantive")
        places = [i for i, code in enumerate(MEMBERS) if REGION[code] == region]
        assert row.total == len(places)
        assert row.largely == sum(i < 130 for i in places)
        assert row.upper == sum(i < 150 or i >= 180 for i in places)
        assert row.no_information == sum(i >= 180 for i in places)
    for name in (
        "total",
        "assessed",
        "largely",
        "partially",
        "not_in_place",
        "no_information",
        "lower",
        "upper",
        "expert",
    ):
        for pillar in ("substantive", "procedural"):
            parts = [getattr(r, name) for r in found.rows if r.region and r.pillar == pillar]
            assert sum(parts) == getattr(found[pillar], name), (pillar, name)


def test_nothing_assessed_is_nothing_known() -> None:
    found = counts([], as_of="2026-11-22")
    row = found["substantive"]
    assert (row.largely, row.no_information, row.lower, row.upper) == (0, 193, 0, 193)
    assert "Only 0 of 193 States are assessed" in str(found)
    assert counts([], as_of="2020-01-01").published is None


def test_every_printed_form_can_stand_alone() -> None:
    found = counts(register(), by="region")
    for text in (str(found), found._repr_html_()):
        for words in ("2026-11-22", "c-proc/1", "193", "un-members", "20 expert, 110 published"):
            assert words in text
    for frame in (found.to_frame(), found.sensitivity_frame()):
        assert set(frame["as_of"]) == {"2026-11-22"}
        assert set(frame["rule"]) == {"c-proc/1"}
        assert set(frame["denominator_size"]) == {193}
    assert found.to_frame()["largely"].tolist()[:2] == [130, 100]


def machine(code: str, in_line: int, *, complete: bool = True) -> CountryAssessment:
    matches = tuple(match("1", str(n), ("conduct", "object")) for n in range(2, 2 + in_line))
    alignment = Alignment(law(f"{code.lower()}-act", code), TREATY, matches)
    return assess([alignment], completeness=COMPLETE if complete else {}, as_of="2026-11-22")


def test_sensitivity_to_the_share_asked_for() -> None:
    found = counts([machine("KEN", 6), machine("UGA", 8), machine("RWA", 10), machine("TZA", 7, complete=False)])
    points = {p.share: p for p in found.sensitivity if p.pillar == "substantive"}
    assert sorted(points) == [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0]
    assert [points[s].largely for s in sorted(points)] == [4, 4, 4, 3, 3, 2, 2, 1, 1, 1, 1]
    # Tanzania's three unknown provisions, and 189 States, could still be anything.
    assert [points[s].upper for s in sorted(points)] == [193, 193, 193, 192, 192, 192, 192, 191, 191, 191, 191]
    used = points[found.rule.pillars["substantive"].largely]
    row = found["substantive"]
    assert (used.largely, used.lower, used.upper) == (row.largely, row.lower, row.upper)
    assert (row.machine, row.expert) == (2, 0)
    assert all(p.fixed == p.largely == 100 for p in counts(register()).sensitivity if p.pillar == "procedural")


def test_the_latest_assessment_at_the_date_counts() -> None:
    yes, no = (
        state("substantive", State.LARGELY, Basis.PUBLISHED),
        state("substantive", State.NOT_IN_PLACE, Basis.PUBLISHED),
    )
    other = state("procedural", State.NO_INFORMATION, Basis.NONE)
    made = [
        country("KEN", no, other, "2024-01-01"),
        country("KEN", yes, other, "2026-01-01"),
        country("UGA", yes, other, "2026-06-01"),
    ]
    assert [
        counts(made, as_of=d)["substantive"].largely for d in ("2023-12-31", "2025-01-01", "2026-03-01", "2026-11-22")
    ] == [0, 0, 1, 2]
    assert counts(made).as_of == "2026-06-01"
    assert any("UGA" in n for n in counts(made, as_of="2026-03-01").notes)
    with pytest.raises(LexalignError, match="two assessments"):
        counts([made[0], made[0]])


def test_doubtful_decisions_are_named() -> None:
    made = machine("KEN", 6)
    shaken = replace(made, provisions=tuple(replace(s, conflict=s.provision == "cets185:2") for s in made.provisions))
    elsewhere = replace(made, provisions=tuple(replace(s, stale=s.provision == "cets185:1") for s in made.provisions))
    assert any("experts differ: KEN" in n for n in counts([shaken]).notes)
    assert counts([elsewhere]).notes == ()


def test_who_is_outside_the_denominator_is_said() -> None:
    yes = state("substantive", State.LARGELY, Basis.PUBLISHED)
    other = state("procedural", State.NO_INFORMATION, Basis.NONE)
    made = [country("XKX", yes, other), country("KEN", yes, other)]
    found = counts(made)
    assert found["substantive"].largely == 1
    assert any("XKX" in n for n in found.notes)
    assert found.footnotes == ()
    everyone = counts(made, denominator="all")
    assert (everyone.size, everyone["substantive"].largely, everyone.targets) == (196, 2, ())
    assert any("Resolution 1244" in f for f in everyone.footnotes)
    assert "Resolution 1244" in str(everyone)
    own = counts(made, denominator=["KEN", "UGA"])
    assert (own.size, own["substantive"].upper, own.denominator) == (2, 2, "own list")


def test_what_cannot_be_counted() -> None:
    with pytest.raises(LexalignError, match="c-proc/1"):
        counts([replace(machine("KEN", 6), rule="strict/1")])
    with pytest.raises(LexalignError, match="region"):
        counts([], by="continent")
    with pytest.raises(LexalignError, match="un-members"):
        counts([], denominator="planets")
    with pytest.raises(LexalignError, match="XXX"):
        counts([], denominator=["KEN", "XXX"])
