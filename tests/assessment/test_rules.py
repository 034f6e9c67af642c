from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexalign.assessment.rules import bundled_rules, judge, load_rule
from lexalign.errors import DataFileError, UnreadableFile
from lexalign.files import provisions_dir
from lexalign.model import State, Status
from lexalign.provisions import articles, load_instrument

RULE = load_rule()
SUBSTANTIVE, PROCEDURAL = RULE.pillars["substantive"], RULE.pillars["procedural"]
ORDER = [State.NOT_IN_PLACE, State.PARTIALLY, State.LARGELY]
IN, PART, NOT, UNKNOWN, RESERVED = (
    Status.IN_LINE, Status.PARTIAL, Status.NOT_IN_LINE, Status.NO_INFORMATION, Status.RESERVED
)  # fmt: skip


def ten(*counts: tuple[Status, int]) -> dict[str, Status]:
    statuses = [s for s, n in counts for _ in range(n)]
    assert len(statuses) == 10
    return dict(zip(SUBSTANTIVE.provisions, statuses, strict=True))


def test_the_bundled_rules_name_provisions_that_exist() -> None:
    assert set(bundled_rules()) >= {"c-proc", "strict"}
    for name in bundled_rules():
        rule = load_rule(name)
        known = {p.id for p in articles(load_instrument(rule.instrument))}
        for pillar in rule.pillars.values():
            assert set(pillar.provisions) <= known
        assert rule.text
        assert rule.source


@pytest.mark.parametrize(
    ("statuses", "state", "lower", "upper"),
    [
        (ten((IN, 10)), State.LARGELY, State.LARGELY, State.LARGELY),
        (ten((IN, 7), (PART, 1), (NOT, 2)), State.LARGELY, State.LARGELY, State.LARGELY),
        (ten((IN, 7), (NOT, 3)), State.PARTIALLY, State.PARTIALLY, State.PARTIALLY),
        (ten((PART, 10)), State.PARTIALLY, State.PARTIALLY, State.PARTIALLY),
        (ten((IN, 2), (NOT, 8)), State.NOT_IN_PLACE, State.NOT_IN_PLACE, State.NOT_IN_PLACE),
        # Enough is known, and the worst case is taken.
        (ten((IN, 7), (UNKNOWN, 3)), State.PARTIALLY, State.PARTIALLY, State.LARGELY),
        # Most is unknown, but the unknown cannot take it away.
        (ten((IN, 8), (UNKNOWN, 2)), State.LARGELY, State.LARGELY, State.LARGELY),
        # Less than half is known.
        (ten((IN, 4), (UNKNOWN, 6)), State.NO_INFORMATION, State.PARTIALLY, State.LARGELY),
        (ten((IN, 5), (UNKNOWN, 5)), State.PARTIALLY, State.PARTIALLY, State.LARGELY),
        # Absence is not concluded from what is unknown, only from what is known.
        (ten((NOT, 7), (UNKNOWN, 3)), State.NO_INFORMATION, State.NOT_IN_PLACE, State.PARTIALLY),
        (ten((NOT, 8), (UNKNOWN, 2)), State.NOT_IN_PLACE, State.NOT_IN_PLACE, State.NOT_IN_PLACE),
        (ten((UNKNOWN, 10)), State.NO_INFORMATION, State.NOT_IN_PLACE, State.LARGELY),
        # What is reserved is left out of the sum: 6 of 8.
        (ten((IN, 6), (NOT, 2), (RESERVED, 2)), State.LARGELY, State.LARGELY, State.LARGELY),
        (ten((RESERVED, 10)), State.NO_INFORMATION, State.NOT_IN_PLACE, State.LARGELY),
    ],
)
def test_states(statuses: dict[str, Status], state: State, lower: State, upper: State) -> None:
    found = judge(SUBSTANTIVE, statuses)
    assert (found.state, found.lower, found.upper) == (state, lower, upper)


STATUSES = st.fixed_dictionaries({p: st.sampled_from(list(Status)) for p in PROCEDURAL.provisions})


@given(STATUSES, st.data())
def test_bounds_hold_whatever_the_unknown_turns_out_to_be(statuses: dict[str, Status], data: st.DataObject) -> None:
    found = judge(PROCEDURAL, statuses)
    unknown = [p for p, s in statuses.items() if s is UNKNOWN]
    filled = statuses | {p: data.draw(st.sampled_from([IN, PART, NOT])) for p in unknown}
    if set(filled.values()) != {RESERVED}:
        outcome = judge(PROCEDURAL, filled).state
        assert ORDER.index(found.lower) <= ORDER.index(outcome) <= ORDER.index(found.upper)
    if found.state is State.LARGELY:
        assert found.lower is State.LARGELY
    if found.state is State.NOT_IN_PLACE:
        assert found.upper is State.NOT_IN_PLACE
    assert found.in_line + found.partial + found.not_in_line + found.unknown + found.reserved == 6


@given(STATUSES, st.lists(st.floats(0.5, 1.0), min_size=2, max_size=2))
def test_asking_more_never_gives_more(statuses: dict[str, Status], shares: list[float]) -> None:
    low, high = sorted(shares)
    easy, hard = (judge(PROCEDURAL, statuses, largely=s) for s in (low, high))
    assert (hard.state is State.LARGELY) <= (easy.state is State.LARGELY)
    assert (hard.upper is State.LARGELY) <= (easy.upper is State.LARGELY)


def test_search_alone_does_not_count() -> None:
    base = dict.fromkeys(PROCEDURAL.provisions, NOT)
    for status in (IN, PART):
        assert judge(PROCEDURAL, base | {"cets185:19": status}, largely=0.01).state is State.NOT_IN_PLACE
    assert judge(PROCEDURAL, base | {"cets185:19": IN, "cets185:16": IN}).state is State.PARTIALLY


def test_a_bad_rule_is_refused_with_all_its_lines(tmp_path: Path) -> None:
    text = (provisions_dir() / "rules" / "c-proc.yaml").read_text(encoding="utf-8")
    bad = tmp_path / "mine.yaml"
    bad.write_text(text.replace("share: 0.75", "share: 75", 1).replace("[mental]", "[mentl]"), encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        load_rule(bad)
    assert len(error.value.problems) == 2
    assert all(p.startswith("mine.yaml:") for p in error.value.problems)
    for old, new, words in [
        ('not_alone: ["cets185:19"]', 'not_alone: ["cets185:2"]', "which provisions does not"),
        ("largely: {share: 0.75}", "largely: {share: 0.1}", "above the share"),
        ("  procedural:\n    title", "  criminal:\n    title", "no pillar"),
        ('"cets185:3"', '"cets185:2"', "twice"),
    ]:
        assert old in text
        bad.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(DataFileError, match=words):
            load_rule(bad)
    bad.write_text(text.replace("share: 0.75", "share: 0.6").replace("id: c-proc", "id: mine"), encoding="utf-8")
    assert (load_rule(bad).label, load_rule(bad).pillars["substantive"].largely) == ("mine/1", 0.6)
    with pytest.raises(UnreadableFile):
        load_rule(tmp_path / "none.yaml")


def test_the_rule_agrees_with_what_was_published(shared: Path) -> None:
    """Verdicts by article, under the rule, against the state a public source words for the same State."""
    words = {"implemented": IN, "partial": PART, "not": NOT}
    verdicts: dict[str, dict[str, Status]] = {}
    with (shared / "gold" / "published_status_by_article.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            verdicts.setdefault(row["iso3"], {})[f"cets185:{row['convention_article']}"] = words[row["status"]]
    states = {"largely": State.LARGELY, "partially": State.PARTIALLY, "not": State.NOT_IN_PLACE}
    compared = 0
    with (shared / "facts" / "published_state_of_legislation.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            for pillar in ("substantive", "procedural"):
                published = states.get(row[pillar])
                found = judge(RULE.pillars[pillar], verdicts.get(row["iso3"], {}))
                if published is None or found.unknown == len(RULE.pillars[pillar].provisions):
                    continue
                compared += 1
                where = (row["iso3"], pillar, found)
                assert ORDER.index(found.lower) <= ORDER.index(published) <= ORDER.index(found.upper), where
                assert found.state in (published, State.NO_INFORMATION), where
    assert compared >= 10
