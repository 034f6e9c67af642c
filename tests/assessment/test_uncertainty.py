from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_country import COMPLETE, Alignment, instrument, law, match

from lexalign.assessment import assess, counts, denominator
from lexalign.assessment.chances import (
    Outcome,
    mid_p_interval,
    number_of_states,
    outcome_of,
    outcomes_of,
    pillar_sums,
)
from lexalign.assessment.next_review import next_review
from lexalign.assessment.rules import PillarRule, judge, load_rule
from lexalign.assessment.uncertainty import Uncertainty, uncertainty
from lexalign.assessment.values import ConcordanceRow, CountryAssessment, PillarState, ProvisionStatus
from lexalign.errors import DataFileError, LexalignError
from lexalign.matching.presence import Presence, load_presence
from lexalign.model import Action, Basis, Element, Override, State, Status

RULE = load_rule()
PLAIN = Presence(0.0, 1.0, 0.0, {})
"""The confidence itself is the chance, and provisions share no doubt."""
TREATY = instrument()
IN, PART = Status.IN_LINE, Status.PARTIAL
MEMBERS = denominator("un-members")

chance = st.floats(0.01, 0.99)


def pillar(number: int, **more: object) -> PillarRule:
    provisions = tuple(f"p:{n}" for n in range(number))
    base = PillarRule("substantive", "", "", provisions, 1.0, 0.5, 0.75, 0.25, 0.5)
    return replace(base, **more)  # type: ignore[arg-type]


# --- the exact distributions --------------------------------------------------------------------------------------


@given(st.lists(st.floats(0, 1), max_size=8))
def test_the_number_of_states_is_that_of_all_worlds_written_out(chances: list[float]) -> None:
    expected = np.zeros(len(chances) + 1)
    for world in itertools.product((0, 1), repeat=len(chances)):
        expected[sum(world)] += np.prod([p if w else 1 - p for p, w in zip(chances, world, strict=True)])
    assert number_of_states(chances) == pytest.approx(expected, abs=1e-12)


@st.composite
def made_outcomes(draw: st.DrawFn) -> tuple[PillarRule, dict[str, Outcome]]:
    number = draw(st.integers(1, 5))
    alone = draw(st.sets(st.integers(0, number - 1), max_size=2))
    rule = pillar(
        number,
        partial=draw(st.sampled_from([0.0, 0.25, 0.5, 1.0])),
        in_line=draw(st.sampled_from([1.0, 2.0])),
        largely=draw(st.sampled_from([0.5, 0.6, 0.75, 1.0])),
        not_alone=frozenset(f"p:{n}" for n in alone),
        reserved=draw(st.sampled_from(["leave out", "in line", "not in line"])),
    )
    outcomes = {}
    for provision in rule.provisions:
        kind = draw(st.sampled_from(["open", "certain", "reserved"]))
        if kind == "reserved":
            outcomes[provision] = Outcome(reserved=True)
        elif kind == "certain":
            outcomes[provision] = Outcome(draw(st.sampled_from([IN, PART, None])))
        else:
            first, second = sorted((draw(chance), draw(chance)), reverse=True)
            outcomes[provision] = Outcome(None, ((first, PART), (second, draw(st.sampled_from([IN, PART])))))
    return rule, outcomes


def statuses_of(outcome: Outcome) -> list[tuple[float, Status]]:
    if outcome.reserved:
        return [(1.0, Status.RESERVED)]
    steps = [(1.0, outcome.base), *outcome.steps, (0.0, None)]
    return [(a - b, w or Status.NOT_IN_LINE) for (a, w), (b, _) in itertools.pairwise(steps)]


@settings(max_examples=200)
@given(made_outcomes())
def test_the_chance_of_a_pillar_is_that_of_all_worlds_judged_one_by_one(
    made: tuple[PillarRule, dict[str, Outcome]],
) -> None:
    rule, outcomes = made
    expected = 0.0
    for world in itertools.product(*(statuses_of(o) for o in outcomes.values())):
        weight = np.prod([w for w, _ in world])
        statuses = dict(zip(outcomes, (s for _, s in world), strict=True))
        expected += weight * (judge(rule, statuses).state is State.LARGELY)
    assert pillar_sums(rule, outcomes, PLAIN).reaches(rule.largely) == pytest.approx(expected, abs=1e-9)


def test_the_shared_doubt_is_added_up_finely_enough() -> None:
    presence = Presence(0.8, 0.9, 0.7, {})
    outcomes = {f"p:{n}": Outcome(None, ((0.3 + 0.06 * n, IN),)) for n in range(10)}
    rule = pillar(10)
    z = np.linspace(-7, 7, 4001)
    density = np.exp(-z * z / 2)
    by_z = []
    for value in z:
        fixed = Presence(0.8 + 0.7 * value, 0.9, 0.0, {})
        by_z.append(pillar_sums(rule, outcomes, fixed).reaches(0.75))
    expected = float((np.array(by_z) * density).sum() / density.sum())
    assert pillar_sums(rule, outcomes, presence).reaches(0.75) == pytest.approx(expected, abs=2e-4)


# --- what a provision can turn out to be --------------------------------------------------------------------------

ELEMENTS = tuple(Element(f"e/{n}", "cets185:2", "conduct", True, "", ()) for n in "ab")


def row(
    number: str, confidence: float | None, shown: str, relation: str = "", by: Basis = Basis.MACHINE
) -> ConcordanceRow:
    said = None
    if relation:
        said = Override("1", "2026-01-01T00:00:00Z", "E", "KEN", "l", number, "cets185:2", Action.CONFIRM, relation)
    return ConcordanceRow(
        "l",
        number,
        number,
        "",
        "",
        "cets185:2",
        confidence,
        by,
        relation,
        tuple(f"e/{s}" for s in shown),
        decision=said,
    )


def status(word: Status, basis: Basis, *rows: ConcordanceRow) -> ProvisionStatus:
    return ProvisionStatus("cets185:2", word, basis, rows)


def chances_of(outcome: Outcome, presence: Presence = PLAIN) -> tuple[float, float]:
    full, part = outcome.chances(presence)
    return float(full[0]), float(part[0])


def test_articles_for_one_provision_are_right_together() -> None:
    accepted, candidate = row("1", 0.9, "a"), row("2", 0.3, "b")
    found = outcome_of(status(PART, Basis.MACHINE, accepted), [candidate], ELEMENTS, RULE)
    # Both are so with 0.3: then both elements are there; only the first with another 0.6.
    assert chances_of(found) == pytest.approx((0.3, 0.6))
    assert found.articles == ("1", "2")
    assert not found.settled


@pytest.mark.parametrize(
    ("given_status", "expected"),
    [
        (status(IN, Basis.PUBLISHED), (1.0, 0.0)),
        (status(PART, Basis.PRESUMED), (0.0, 1.0)),
        (status(Status.NO_INFORMATION, Basis.NONE), (0.0, 0.0)),
        (status(IN, Basis.EXPERT, row("1", 0.4, "", "full", Basis.EXPERT)), (1.0, 0.0)),
        (status(PART, Basis.EXPERT, row("1", 0.9, "ab", "partial", Basis.EXPERT)), (0.0, 1.0)),
        # An article that only relates to it counts neither way.
        (status(Status.NO_INFORMATION, Basis.EXPERT, row("1", 0.9, "ab", "related", Basis.EXPERT)), (0.0, 0.0)),
        (status(Status.NOT_IN_LINE, Basis.MACHINE), (0.0, 0.0)),
    ],
)
def test_what_is_settled_is_not_left_to_chance(given_status: ProvisionStatus, expected: tuple[float, float]) -> None:
    found = outcome_of(given_status, (), ELEMENTS, RULE)
    assert found.settled
    assert chances_of(found) == expected
    assert chances_of(found, load_presence()) == expected


def test_a_candidate_alone_may_still_be_it() -> None:
    found = outcome_of(status(Status.NOT_IN_LINE, Basis.MACHINE), [row("7", 0.15, "ab")], ELEMENTS, RULE)
    assert chances_of(found) == pytest.approx((0.15, 0.0))


# --- the interval -------------------------------------------------------------------------------------------------


def test_the_mid_p_interval_by_hand() -> None:
    assert mid_p_interval(np.array([0.04, 0.92, 0.04])) == (1, 1, pytest.approx(0.92))
    assert mid_p_interval(np.array([0.3, 0.4, 0.3])) == (0, 2, pytest.approx(1.0))
    assert mid_p_interval(np.array([1.0])) == (0, 0, 1.0)


@given(st.lists(chance, min_size=1, max_size=40), st.sampled_from([0.5, 0.8, 0.9, 0.95]))
def test_the_interval_holds_what_it_says_and_its_ends_are_the_middle(chances: list[float], level: float) -> None:
    found = number_of_states(chances)
    low, high, holds = mid_p_interval(found, level)
    assert 0 <= low <= high <= len(chances)
    assert holds == pytest.approx(found[low : high + 1].sum())
    tail = (1 - level) / 2
    assert found[:low].sum() <= tail + found[low] and found[high + 1 :].sum() <= tail + found[high]


def world(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A pool of States: chance by the library, chance with the confidences as they are, truth in 1,000 worlds by hand."""
    rng = np.random.default_rng(seed)
    presence = load_presence()
    rule, size, worlds = pillar(10), 150, 1000
    first = rng.beta(1.2, 0.5, (size, 10))
    second = first * rng.uniform(0.2, 1.0, (size, 10))
    by_library, plain = np.empty(size), np.empty(size)
    truth = np.empty((size, worlds), dtype=bool)
    for i in range(size):
        outcomes = {
            p: Outcome(None, ((float(first[i, n]), PART), (float(second[i, n]), IN)))
            for n, p in enumerate(rule.provisions)
        }
        by_library[i] = pillar_sums(rule, outcomes, presence).reaches(rule.largely)
        plain[i] = pillar_sums(rule, outcomes, PLAIN).reaches(rule.largely)
        z = presence.spread * rng.standard_normal((worlds, 1))
        draws = rng.uniform(size=(worlds, 10))

        def there(confidence: np.ndarray, z: np.ndarray = z, draws: np.ndarray = draws) -> np.ndarray:
            logit = np.log(confidence / (1 - confidence))
            return draws < 1 / (1 + np.exp(-(presence.shift + presence.slope * logit + z)))

        # In line where the second article is so as well, one half where only the first is.
        total = 0.5 * there(first[i]) + 0.5 * there(second[i])
        truth[i] = total.sum(axis=1) >= 7.5
    return by_library, plain, truth


def test_over_a_thousand_worlds_the_interval_holds_the_true_count_as_often_as_it_says() -> None:
    """The construction is the mid-p interval; the usual one, tails of at most 5% each, holds more, and that is shown."""
    by_library, plain, truth = world(7)
    rng = np.random.default_rng(8)
    held = said = held_plain = usual = 0.0
    for at in range(truth.shape[1]):
        states = rng.choice(len(by_library), size=rng.integers(40, 140), replace=False)
        count = int(truth[states, at].sum())
        distribution = number_of_states(by_library[states])
        low, high, holds = mid_p_interval(distribution)
        held += low <= count <= high
        said += holds
        low, high, _ = mid_p_interval(number_of_states(plain[states]))
        held_plain += low <= count <= high
        below = np.cumsum(distribution)
        usual += int(np.argmax(below > 0.05)) <= count <= int(np.argmax(below >= 0.95))
    assert 870 <= held <= 930, held
    assert held == pytest.approx(said, abs=3 * (1000 * 0.09) ** 0.5)
    assert usual > held
    # The test can fail: whoever takes the confidences of pairs for those of provisions is wrong too often.
    assert held_plain < 800, held_plain


# --- in the count -------------------------------------------------------------------------------------------------


def machine(code: str, confidences: list[float], as_of: str = "2026-11-22") -> CountryAssessment:
    matches = tuple(match("1", str(n), ("conduct", "object"), confidence=c) for n, c in enumerate(confidences, start=2))
    return assess([Alignment(law(f"{code.lower()}-act", code), TREATY, matches)], completeness=COMPLETE, as_of=as_of)


def stated(code: str, value: State, basis: Basis) -> CountryAssessment:
    none = PillarState("procedural", State.NO_INFORMATION, Basis.NONE, 0, 0, 0, 0, State.NOT_IN_PLACE, State.LARGELY)
    said = Override("1", "2026-01-01T00:00:00Z", "E", code, "", "", "substantive", Action.SET_STATE, value)
    one = PillarState("substantive", value, basis, 0, 0, 0, 0, value, value, decision=said)
    return CountryAssessment(
        country=code, name=code, as_of="2026-11-22", rule=RULE.label, instrument=TREATY, laws=(), provisions=(),
        pillars={"substantive": one, "procedural": none},
    )  # fmt: skip


def made() -> list[CountryAssessment]:
    settled = [stated(c, State.LARGELY, Basis.PUBLISHED) for c in MEMBERS[:30]]
    settled += [stated(c, State.PARTIALLY, Basis.EXPERT) for c in MEMBERS[30:40]]
    open_ = [machine(c, [0.55 + 0.04 * n] * 8) for n, c in enumerate(MEMBERS[40:50])]
    return [*settled, *open_]


@pytest.fixture(scope="module")
def found() -> Uncertainty:
    return uncertainty(made(), by="region", presence=PLAIN)


def test_settled_states_count_as_they_are_and_open_ones_by_their_chance(found: Uncertainty) -> None:
    one = found["substantive"]
    assert (one.total, one.assessed, one.settled, one.open) == (193, 50, 40, 10)
    chances = {c.country: c.chance for c in found.chances if c.pillar == "substantive"}
    assert {chances[c] for c in MEMBERS[:30]} == {1.0} and {chances[c] for c in MEMBERS[30:40]} == {0.0}
    # Eight of ten must be there, with 0.55 each: 0.55 to the power of eight.
    assert chances[MEMBERS[40]] == pytest.approx(0.55**8)
    assert one.expected == pytest.approx(30 + sum(chances[c] for c in MEMBERS[40:50]))
    assert 30 <= one.low <= one.high <= 40
    assert sum(c for _, c in one.distribution) == pytest.approx(1.0)
    assert counts(made())["substantive"].upper == one.upper == 40 + 143


def test_states_without_an_assessment_are_in_the_bounds_and_not_in_the_interval(found: Uncertainty) -> None:
    smaller = uncertainty(made(), denominator=MEMBERS[:50], presence=PLAIN)["substantive"]
    whole = found["substantive"]
    assert (smaller.low, smaller.high, smaller.holds) == (whole.low, whole.high, whole.holds)
    assert (smaller.upper, whole.upper) == (40, 183)


def test_regions_add_up_and_the_curve_meets_the_interval(found: Uncertainty) -> None:
    parts = [r for r in found.rows if r.region and r.pillar == "substantive"]
    assert sum(r.expected for r in parts) == pytest.approx(found["substantive"].expected)
    assert sum(r.open for r in parts) == 10
    (used,) = (p for p in found.curve if p.pillar == "substantive" and p.share == 0.75)
    one = found["substantive"]
    assert (used.low, used.high, used.holds) == (one.low, one.high, one.holds)
    expected = [p.expected for p in found.curve if p.pillar == "substantive"]
    assert expected == sorted(expected, reverse=True)


def test_every_form_says_date_rule_denominator_basis_and_what_it_assumes(found: Uncertainty) -> None:
    for text in (str(found), found._repr_html_()):
        for words in ("2026-11-22", "c-proc/1", "193", "un-members", "30 published", "Mid-p", "independent"):
            assert words in text, words
    for frame in (found.to_frame(), found.distribution_frame("substantive"), found.chances_frame()):
        assert set(frame["as_of"]) == {"2026-11-22"} and set(frame["rule"]) == {"c-proc/1"}
        assert set(frame["denominator"]) == {"un-members"} and "basis" in frame


def test_what_cannot_be_an_interval(tmp_path: object) -> None:
    with pytest.raises(LexalignError, match="interval of 100%"):
        uncertainty(made(), level=1.0)
    with pytest.raises(LexalignError, match="c-proc/1"):
        uncertainty(made(), rule="strict")


def test_numbers_fitted_for_other_weights_are_said_to_be_so() -> None:
    other = replace(load_presence(), fit="0" * 16)
    assert any("fitted for other weights" in n for n in uncertainty(made(), presence=other).notes)
    assert not any("fitted" in n for n in uncertainty(made(), presence=PLAIN).notes)


def test_a_damaged_file_of_numbers_is_named(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "presence.json"
    path.write_text('{"shift": 1, "about": {}, "fit": ""}')
    with pytest.raises(DataFileError, match=r"presence\.json"):
        load_presence(path)


# --- what to review next ------------------------------------------------------------------------------------------


def test_what_is_named_first_narrows_most() -> None:
    steps = next_review(made(), presence=PLAIN, top=50)
    chances = {c.country: c.chance for c in uncertainty(made(), presence=PLAIN).chances if c.pillar == "substantive"}
    order = sorted((c for c in chances if 0 < chances[c] < 1), key=lambda c: -chances[c] * (1 - chances[c]))
    assert [s.country for s in steps.states] == order
    assert steps.states[-1].deviation_after == pytest.approx(0.0, abs=1e-9)
    assert sum(s.share for s in steps.states) == pytest.approx(1.0)
    for text in (str(steps), steps._repr_html_()):
        for words in ("2026-11-22", "c-proc/1", "193", "un-members", "30 published"):
            assert words in text, words
    assert set(steps.to_frame()["denominator"]) == {"un-members"}


@pytest.mark.parametrize("presence", [PLAIN, load_presence()], ids=["plain", "fitted"])
def test_what_reviewing_one_provision_takes_away_is_right(presence: Presence) -> None:
    a = machine("KEN", [0.9, 0.9, 0.9, 0.8, 0.8, 0.7, 0.6, 0.5])
    steps = {
        s.provision: s for s in next_review([a], presence=presence, top=50).provisions if s.pillar == "substantive"
    }
    outcomes = outcomes_of(a, RULE, RULE.pillars["substantive"])
    now = pillar_sums(RULE.pillars["substantive"], outcomes, presence).reaches(0.75)
    # All eight are needed: once one is known to be absent the chance is 0, so it is now / p once it is there.
    for number, confidence in ((2, 0.9), (9, 0.5)):
        nodes, weights = presence.chances(np.array([confidence]))
        there = float(weights @ nodes[:, 0])
        expected = there * (now / there - now) ** 2 + (1 - there) * now**2
        assert steps[f"cets185:{number}"].removes == pytest.approx(expected)
        assert steps[f"cets185:{number}"].removes <= now * (1 - now)
    assert steps["cets185:9"].removes > steps["cets185:2"].removes
    assert steps["cets185:9"].articles == ("1",)


def test_where_nothing_is_open_nothing_is_to_be_reviewed() -> None:
    steps = next_review([stated("KEN", State.LARGELY, Basis.EXPERT)])
    assert (steps.states, steps.provisions) == ((), ())
    assert "nothing is open" in str(steps)
