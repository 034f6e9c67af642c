from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_country import COMPLETE, UNKNOWN, Alignment, Complete, elements, instrument, law, match

from lexalign.assessment import assess
from lexalign.errors import LexalignError, UnknownCountry, UnreadableFile
from lexalign.laws import fingerprint
from lexalign.model import Action, Basis, Issue, Law, LawStatus, Match, Override, State, Status
from lexalign.review import Overrides

TREATY = instrument()
KEN = law()
SEEN = ("conduct", "object")
RANK = [Status.NO_INFORMATION, Status.NOT_IN_LINE, Status.PARTIAL, Status.IN_LINE]


def on(
    article: str,
    provision: str,
    action: Action,
    value: str = "",
    *,
    n: int = 1,
    expert: str = "Anna",
    of: Law = KEN,
    **more: str,
) -> Override:
    found = next((a for a in of.articles if a.key == article), None)
    about = f"cets185:{provision}" if provision.isdigit() else provision
    base = Override(
        id=f"id{n}-{expert}-{article}-{provision}", at=f"2026-11-{n:02d}T10:00:00Z", expert=expert, country=of.country,
        law=of.id if article else "", article=article, provision=about,
        action=action, value=value, rationale="Read it", fingerprint=fingerprint(found) if found else "",
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def run(matches: Sequence[Match] = (), decisions: Sequence[Override] = (), of: Law = KEN, **more: Any) -> Any:
    more.setdefault("completeness", UNKNOWN)
    more.setdefault("as_of", "2026-11-22")
    return assess([Alignment(of, TREATY, tuple(matches))], decisions, **more)


# --- the machine alone --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("matches", "completeness", "status", "basis"),
    [
        ([match("1", "2", SEEN)], UNKNOWN, Status.IN_LINE, Basis.MACHINE),
        ([match("1", "2", ["conduct"])], UNKNOWN, Status.PARTIAL, Basis.MACHINE),
        ([match("1", "2", ["conduct"]), match("2", "2", ["object"])], UNKNOWN, Status.IN_LINE, Basis.MACHINE),
        ([match("1", "2", [])], UNKNOWN, Status.PARTIAL, Basis.MACHINE),
        ([match("1", "2", ["mental", "damage"])], COMPLETE, Status.PARTIAL, Basis.MACHINE),
        ([match("1", "2", SEEN, accepted=False)], UNKNOWN, Status.NO_INFORMATION, Basis.NONE),
        # A candidate that shows all, or that the machine half believes in, keeps absence from being said unseen.
        ([match("1", "2", SEEN, accepted=False)], COMPLETE, Status.NO_INFORMATION, Basis.NONE),
        ([match("1", "2", [], accepted=False, confidence=0.2)], COMPLETE, Status.NO_INFORMATION, Basis.NONE),
        ([match("1", "2", [], accepted=False, confidence=0.1)], COMPLETE, Status.NOT_IN_LINE, Basis.MACHINE),
        ([], COMPLETE, Status.NOT_IN_LINE, Basis.MACHINE),
        ([], {"substantive": Complete(True, ("cets185:2",))}, Status.NO_INFORMATION, Basis.NONE),
        ([], {"substantive": Complete(False)}, Status.NO_INFORMATION, Basis.NONE),
        ([], {"procedural": Complete(True)}, Status.NO_INFORMATION, Basis.NONE),
    ],
)
def test_status_from_elements(
    matches: list[Match], completeness: Mapping[str, Complete], status: Status, basis: Basis
) -> None:
    found = run(matches, completeness=completeness)["2"]
    assert (found.status, found.basis) == (status, basis)
    assert found.reason.endswith(".")


def test_elements_of_paragraphs_count() -> None:
    both = ["6.1/conduct", "6.1/object", "6.2/conduct", "6.2/object"]
    assert run([match("1", "6", both[:2])])["6"].missing == ("cets185:6.2/conduct", "cets185:6.2/object")
    assert run([match("1", "6", both[:2])])["6"].status is Status.PARTIAL
    assert run([match("1", "6", both)])["6"].status is Status.IN_LINE


def test_the_rule_says_which_elements_are_asked() -> None:
    matches = [match("1", "2", SEEN)]
    assert run(matches).rule == "c-proc/1"
    strict = run(matches, rule="strict")
    assert strict.rule == "strict/1"
    assert strict["2"].status is Status.PARTIAL
    assert strict["2"].missing == ("cets185:2/mental",)
    assert run([match("1", "2", [*SEEN, "mental"])], rule="strict")["2"].status is Status.IN_LINE
    with pytest.raises(UnreadableFile, match=r"c-proc, .*strict"):
        run(rule="lenient")


def test_drafts_repealed_and_later_laws_are_listed_and_never_counted() -> None:
    matches = (match("1", "2", SEEN),)
    laws = [
        law("draft", status=LawStatus.DRAFT),
        law("old", status=LawStatus.REPEALED),
        law("new", year=2027),
        replace(KEN, issues=(Issue("repealed", "1", "Article 1 is repealed."),)),
    ]
    found = assess([Alignment(one, TREATY, matches) for one in laws], completeness=COMPLETE, as_of="2026-11-22")
    assert [one.id for one in found.laws] == ["draft", "old", "new", "ken-act"]
    assert found["2"].status is Status.NOT_IN_LINE
    assert found["2"].rows == ()
    assert sum("listed but not counted" in p for p in found.problems) == 3
    # An expert may know better of the repealed article, not of the draft.
    confirmed = [on("1", "2", Action.CONFIRM, of=laws[3]), on("1", "3", Action.CONFIRM, of=laws[0])]
    again = assess(
        [Alignment(one, TREATY, matches) for one in laws], confirmed, completeness=COMPLETE, as_of="2026-11-22"
    )
    assert again["2"].status is Status.IN_LINE
    assert again["3"].status is Status.NOT_IN_LINE
    assert any("that law is not counted" in p for p in again.problems)


# --- experts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("matches", "decisions", "status", "basis"),
    [
        ([match("1", "2", ["conduct"])], [on("1", "2", Action.CONFIRM, "full")], Status.IN_LINE, Basis.EXPERT),
        ([match("1", "2", ["conduct"])], [on("1", "2", Action.CONFIRM, "")], Status.IN_LINE, Basis.EXPERT),
        ([match("1", "2", SEEN)], [on("1", "2", Action.CONFIRM, "partial")], Status.PARTIAL, Basis.EXPERT),
        ([match("1", "2", SEEN)], [on("1", "2", Action.CONFIRM, "related")], Status.NO_INFORMATION, Basis.EXPERT),
        ([match("1", "2", SEEN)], [on("1", "2", Action.REJECT)], Status.NO_INFORMATION, Basis.EXPERT),
        ([match("1", "2", SEEN, accepted=False)], [on("1", "2", Action.CONFIRM)], Status.IN_LINE, Basis.EXPERT),
        ([], [on("4", "2", Action.ADD, "partial")], Status.PARTIAL, Basis.EXPERT),
        ([], [on("", "2", Action.SET_STATUS, "reserved")], Status.RESERVED, Basis.EXPERT),
        ([match("1", "2", SEEN)], [on("", "2", Action.SET_STATUS, "not in line")], Status.NOT_IN_LINE, Basis.EXPERT),
        # An expert's "in part" is not lifted by another article that only the machine proposes.
        (
            [match("1", "2"), match("2", "2", SEEN)],
            [on("1", "2", Action.CONFIRM, "partial")],
            Status.PARTIAL,
            Basis.EXPERT,
        ),
        # A rejection that changes nothing leaves the basis with the machine; one that does makes it the expert's.
        ([match("1", "2", SEEN), match("2", "2", SEEN)], [on("2", "2", Action.REJECT)], Status.IN_LINE, Basis.MACHINE),
        (
            [match("1", "2", ["conduct"]), match("2", "2", SEEN)],
            [on("2", "2", Action.REJECT)],
            Status.PARTIAL,
            Basis.EXPERT,
        ),
        # Decisions on other countries, treaties and later days are passed over.
        ([match("1", "2", SEEN)], [replace(on("1", "2", Action.REJECT), country="UGA")], Status.IN_LINE, Basis.MACHINE),
        ([match("1", "2", SEEN)], [on("1", "cets189:2", Action.REJECT)], Status.IN_LINE, Basis.MACHINE),
        ([match("1", "2", SEEN)], [on("1", "2", Action.REJECT, n=23)], Status.IN_LINE, Basis.MACHINE),
    ],
)
def test_experts_beat_the_machine(
    matches: list[Match], decisions: list[Override], status: Status, basis: Basis
) -> None:
    found = run(matches, decisions)["2"]
    assert (found.status, found.basis) == (status, basis)


def test_rows_say_what_they_rest_on() -> None:
    matches = [
        match("1", "2", ["conduct"]),
        match("3", "2", accepted=False, confidence=0.3),
        match("5", "2", accepted=False, confidence=0.4),
    ]
    decision = on("2", "2", Action.ADD, "related")
    found = run(matches, [decision])
    one, two = found["2"].rows
    assert (one.article, one.basis, one.confidence, one.relation, one.decision) == ("1", Basis.MACHINE, 0.9, "", None)
    assert (two.article, two.basis, two.confidence, two.relation, two.decision) == (
        "2",
        Basis.EXPERT,
        None,
        "related",
        decision,
    )
    assert [r.article for r in found.near_misses] == ["5", "3"]
    assert (found["2"].shown, found["2"].missing) == (("cets185:2/conduct",), ("cets185:2/object",))
    related = run([match("1", "2", ["conduct"])], [on("1", "2", Action.CONFIRM, "related")])["2"]
    assert (related.shown, len(related.missing)) == ((), 2)
    assert found.overrides == (decision,)
    assert found.to_frame().loc[1, "articles"] == "1; 2"


def test_stale_decisions_are_applied_and_flagged() -> None:
    decision = on("1", "2", Action.CONFIRM)
    now = replace(KEN, articles=(replace(KEN.articles[0], text="Amended."), *KEN.articles[1:]))
    found = run([match("1", "2")], [decision], of=now)
    assert found["2"].status is Status.IN_LINE
    assert found["2"].stale
    assert found["2"].rows[0].stale
    assert any(p.startswith("Stale") for p in found.problems)


def test_decisions_follow_a_renumbered_article_and_are_weighed_there() -> None:
    old = on("1", "2", Action.CONFIRM, "full", n=1)
    moved = replace(KEN.articles[0], number="1A", key="1A")
    now = replace(KEN, articles=(moved, *KEN.articles[1:]))
    found = run([], [old], of=now)
    assert [r.article for r in found["2"].rows] == ["1A"]
    assert found["2"].rows[0].decision == old
    assert any("Renumbered" in p for p in found.problems)
    newer = on("1A", "2", Action.REJECT, n=2, of=now)
    assert run([], [old, newer], of=now)["2"].rows == ()
    lost = run([], [old], of=replace(KEN, articles=KEN.articles[1:]))
    assert lost["2"].status is Status.NO_INFORMATION
    assert any("Not applied" in p for p in lost.problems)


def test_conflicts_are_shown_and_settled_as_asked() -> None:
    decisions = [on("1", "2", Action.CONFIRM, n=1), on("1", "2", Action.REJECT, n=2, expert="Ben")]
    matches = [match("1", "2", ["conduct"])]
    by_rule = {
        "latest": Status.NO_INFORMATION,
        "senior": Status.IN_LINE,
        "unanimous": Status.PARTIAL,
    }
    for rule, status in by_rule.items():
        found = run(matches, decisions, conflicts=rule, seniority=["Anna"])
        assert found["2"].status is status, rule
        assert found["2"].conflict
        assert any("Experts differ" in p for p in found.problems)
        assert not found["3"].conflict


@given(
    shown=st.lists(st.sets(st.sampled_from(["conduct", "object", "mental", "damage"])), max_size=4),
    accepted=st.lists(st.booleans(), min_size=4, max_size=4),
    values=st.lists(st.sampled_from(["none", "reject", "related", "partial", "full"]), min_size=4, max_size=4),
    complete=st.booleans(),
)
def test_in_line_only_if_everything_is_shown_or_an_expert_says_so(
    shown: list[set[str]], accepted: list[bool], values: list[str], complete: bool
) -> None:
    matches = [match(str(i + 1), "2", sorted(s), accepted=accepted[i]) for i, s in enumerate(shown)]
    decisions = [
        on(str(i + 1), "2", Action.REJECT if v == "reject" else Action.CONFIRM, "" if v == "reject" else v)
        for i, v in enumerate(values)
        if v != "none"
    ]
    found = run(matches, decisions, completeness=COMPLETE if complete else UNKNOWN)["2"]
    machine = [s for i, s in enumerate(shown) if accepted[i] and values[i] == "none"]
    covered = set().union(*machine) >= {"conduct", "object"}
    assert (found.status is Status.IN_LINE) == ("full" in values or (covered and "partial" not in values))
    assert (found.status is Status.NOT_IN_LINE) <= complete
    undecided = any(not a and v == "none" for a, v in zip(accepted, values, strict=False))
    assert (found.status is Status.NO_INFORMATION) <= (not complete or undecided)
    # Taking the machine's rows away never makes the status better, unless they only kept it open.
    without = run([], decisions, completeness=COMPLETE if complete else UNKNOWN)["2"]
    open_ = undecided and found.status is Status.NO_INFORMATION
    assert RANK.index(without.status) <= RANK.index(found.status) or "partial" in values or "full" in values or open_


# --- the pillar, the whole ----------------------------------------------------------------------------------------


def test_pillars_and_their_reason() -> None:
    matches = [match("1", str(n), SEEN) for n in range(2, 9)] + [match("2", "9", ["conduct"])]
    found = run(matches).pillars
    assert set(found) == {"substantive", "procedural"}
    substantive = found["substantive"]
    assert (substantive.in_line, substantive.partial, substantive.not_in_line, substantive.unknown) == (7, 1, 0, 2)
    assert (substantive.state, substantive.lower, substantive.upper) == (State.LARGELY,) * 3
    assert substantive.basis is Basis.MACHINE
    assert "75% to 95%" in substantive.reason
    procedural = found["procedural"]
    assert (procedural.state, procedural.lower, procedural.upper) == (
        State.NO_INFORMATION,
        State.NOT_IN_PLACE,
        State.LARGELY,
    )
    assert procedural.basis is Basis.NONE


def test_search_alone_is_no_procedural_law() -> None:
    found = run([match("1", "19", SEEN)], completeness=COMPLETE).pillars["procedural"]
    assert found.state is State.NOT_IN_PLACE
    assert "Art. 19 alone" in found.reason
    both = run([match("1", "19", SEEN), match("2", "18", SEEN)], completeness=COMPLETE).pillars["procedural"]
    assert both.state is State.PARTIALLY


def test_an_expert_sets_a_state() -> None:
    decisions = [
        on("", "procedural", Action.SET_STATE, "largely in place"),
        on("", "cooperation", Action.SET_STATE, "no information"),
    ]
    found = run([], decisions, completeness=COMPLETE).pillars
    assert (found["procedural"].state, found["procedural"].basis) == (State.LARGELY, Basis.EXPERT)
    assert found["procedural"].decision == decisions[0]
    assert "Without that decision: not in place" in found["procedural"].reason
    assert found["substantive"].state is State.NOT_IN_PLACE
    assert (found["cooperation"].lower, found["cooperation"].upper) == (State.NOT_IN_PLACE, State.LARGELY)


def test_what_a_publication_says_is_named_so() -> None:
    decisions = [
        on("", "procedural", Action.SET_STATE, "largely in place", source="https://www.coe.int/x"),
        on("", "2", Action.SET_STATUS, "in line", source="published: Octopus"),
        on("", "3", Action.SET_STATUS, "in line", source="excel:sheet.xlsx"),
    ]
    found = run([], decisions)
    assert found.pillars["procedural"].basis is Basis.PUBLISHED
    assert (found["2"].basis, found["3"].basis) == (Basis.PUBLISHED, Basis.EXPERT)
    # The basis of a pillar is the weakest of its provisions.
    assert found.pillars["substantive"].basis is Basis.PUBLISHED
    assert run([match("1", "4", SEEN)], decisions).pillars["substantive"].basis is Basis.MACHINE


def test_a_country_without_laws_is_without_information() -> None:
    found = assess([], country="Holy See", instrument=TREATY, as_of="2026-11-22")
    assert (found.country, found.name, found.as_of) == ("VAT", "Holy See", "2026-11-22")
    assert {s.status for s in found.provisions} == {Status.NO_INFORMATION}
    assert [s.provision for s in found.provisions] == [f"cets185:{n}" for n in range(1, 22)]
    assert {p.state for p in found.pillars.values()} == {State.NO_INFORMATION}


def test_problems_of_the_journal_are_handed_on() -> None:
    read = Overrides((), ("KEN.csv:3: the decision was passed over: x.", "UGA.csv:4: y.", "notes.csv: z."))
    problems = run([], read).problems
    assert [p.split(":")[0] for p in problems] == ["KEN.csv", "notes.csv"]


@pytest.mark.parametrize(
    ("alignments", "more", "words"),
    [
        ([], {}, "nothing to assess"),
        ([Alignment(KEN, TREATY), Alignment(law("u", "UGA"), TREATY)], {}, "several countries"),
        ([Alignment(KEN, TREATY)], {"country": "UGA"}, "several countries"),
        ([Alignment(KEN, TREATY), Alignment(KEN, TREATY)], {}, "given twice"),
        ([Alignment(KEN, TREATY), Alignment(law("x"), instrument("cets189"))], {}, "several treaties"),
        ([Alignment(KEN, TREATY)], {"as_of": "soon"}, "not a date"),
    ],
)
def test_what_cannot_be_assessed(alignments: list[Alignment], more: dict[str, Any], words: str) -> None:
    with pytest.raises(LexalignError, match=words):
        assess(alignments, **more)


def test_unknown_country_is_said() -> None:
    with pytest.raises(UnknownCountry):
        assess([], country="Atlantis")
    assert any("table of States" in p for p in run(of=law(country="ABC")).problems)


def test_another_treaty_has_statuses_and_no_pillars() -> None:
    other = instrument("own")
    found = assess([Alignment(KEN, other)], completeness=UNKNOWN)
    assert len(found.provisions) == 21
    assert found.pillars == {}
    assert any("is for cets185" in p for p in found.problems)


def test_the_made_treaty_has_what_the_tests_think() -> None:
    assert [e.required for e in elements("cets185:2")] == [True, True, True, False]


def test_completeness_of_the_bundled_card_needs_the_bundled_laws() -> None:
    alone = run(completeness=None)
    assert alone["2"].status is Status.NO_INFORMATION
    assert any("left aside" in p for p in alone.problems)
    bundled = run(of=law("ken-cmca-2018"), completeness=None)
    assert bundled["2"].status is Status.NOT_IN_LINE
    assert bundled["9"].status is Status.NO_INFORMATION


def test_no_article_of_its_own_is_no_absence_for_what_laws_spread() -> None:
    # The penalty stands in each offence and the safeguard in each power; a bundled law said to be complete shows it.
    from lexalign.assessment import assess_bundled
    from lexalign.provisions import articles as all_articles
    from lexalign.provisions import load_instrument

    spread = {p.id for p in all_articles(load_instrument("cets185")) if p.spread}
    assert spread == {"cets185:13", "cets185:14", "cets185:15"}
    for country in ("KEN", "PHL", "RWA"):
        found = assess_bundled(country, overrides=())
        assert all(found[p].status is not Status.NOT_IN_LINE for p in spread)


def test_a_law_in_a_language_tried_on_no_law_is_named() -> None:
    assert not [p for p in run([match("1", "2", SEEN)]).problems if "sentences of our own" in p]
    (said,) = run([match("1", "2", SEEN)], of=replace(KEN, language="pl")).problems
    assert "(pl)" in said and "look at every proposal" in said
    assert not [p for p in run(of=replace(KEN, language="pl", form="known")).problems if "sentences of our own" in p]
