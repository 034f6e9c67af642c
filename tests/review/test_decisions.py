from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexalign.errors import OverrideError, UnknownArticle, UnknownCountry, UnknownProvision
from lexalign.laws import fingerprint
from lexalign.model import Action, Article, Instrument, Law, Override, Provision
from lexalign.review import (
    add,
    anchor,
    append,
    confirm,
    effective,
    note,
    read_overrides,
    redo,
    reject,
    set_relation,
    set_state,
    set_status,
    undo,
    withdraw,
)
from lexalign.review.in_force import moment

TREATY = Instrument(
    "cets185", {"en": "Treaty"}, {"en": "T"}, True, "", ("cets185:6", "cets185:16"),
    (
        Provision("cets185:6", None, {"en": "Six"}, "substantive"),
        Provision("cets185:6.1", "cets185:6", {"en": "Six one"}, "substantive"),
        Provision("cets185:16", None, {"en": "Sixteen"}, "procedural"),
        Provision("cets185:40", None, {"en": "Declarations"}, "final"),
    ),
)  # fmt: skip


def act(*numbers: str) -> Law:
    return Law(
        "ken-act", "KEN", "Act", "en", tuple(Article(n, None, f"Text once numbered {n}.", key=n) for n in numbers)
    )


ACT = act("12", "13", "14A", "202a")


def test_each_function_writes_what_it_says(tmp_path: Path) -> None:
    who = {"expert": "  A.  Expert ", "rationale": " Because. ", "folder": tmp_path}
    made = [
        confirm(ACT, "Section 14A", "Art. 16", instrument=TREATY, **who),
        add(ACT, ACT.articles[0], "cets185:6", relation="partial", instrument=TREATY, **who),
        reject(ACT, "202a", "16", instrument=TREATY, source="excel:x.xlsx", at="2025-11-20", **who),
        set_status("ken", "16", "In line", instrument=TREATY, **who),
        set_state("KEN", "procedural", "largely in place", **who),
        set_relation(ACT, "13", "6", "Related", instrument=TREATY, **who),
        note(ACT, " Because. ", article="13", provision="6", instrument=TREATY, expert="A. Expert", folder=tmp_path),
        note("KEN", "Because.", provision="Procedural", expert="A. Expert", folder=tmp_path),
    ]
    made.append(withdraw("KEN", made[0].id, **who))
    assert read_overrides(tmp_path, "KEN").decisions == tuple(made)
    assert [(o.action.value, o.law, o.article, o.provision, o.value) for o in made] == [
        ("confirm", "ken-act", "14A", "cets185:16", "full"),
        ("add", "ken-act", "12", "cets185:6", "partial"),
        ("reject", "ken-act", "202a", "cets185:16", ""),
        ("set-status", "", "", "cets185:16", "in line"),
        ("set-state", "", "", "procedural", "largely in place"),
        ("set-relation", "ken-act", "13", "cets185:6", "related"),
        ("note", "ken-act", "13", "cets185:6", ""),
        ("note", "", "", "procedural", ""),
        ("withdraw", "ken-act", "14A", "cets185:16", made[0].id),
    ]
    assert {(o.expert, o.rationale, o.country) for o in made} == {("A. Expert", "Because.", "KEN")}
    assert made[0].fingerprint == fingerprint(ACT.articles[2])
    assert made[2].at.startswith("2025-11-20T00:00:00")
    assert made[2].source == "excel:x.xlsx"


def test_what_cannot_be_taken_is_refused_in_words_and_not_written(tmp_path: Path) -> None:
    who = {"expert": "A", "rationale": "B", "folder": tmp_path / "none", "instrument": TREATY}
    with pytest.raises(UnknownArticle, match="14A"):
        confirm(ACT, "14B", "16", **who)
    with pytest.raises(UnknownProvision, match="6, 16"):
        confirm(ACT, "12", "99", **who)
    with pytest.raises(OverrideError, match="Give cets185:6 "):
        confirm(ACT, "12", "6(1)", **who)
    with pytest.raises(OverrideError, match="final clause"):
        set_status("KEN", "40", "in line", **who)
    with pytest.raises(OverrideError, match="full, partial, related"):
        confirm(ACT, "12", "16", relation="mostly", **who)
    with pytest.raises(OverrideError, match="partially in line"):
        set_status("KEN", "16", "good", **who)
    with pytest.raises(UnknownCountry, match="KEN"):
        set_status("KNE", "16", "in line", **who)
    del who["instrument"]
    with pytest.raises(OverrideError, match="substantive, procedural"):
        set_state("KEN", "criminal", "not in place", **who)
    with pytest.raises(OverrideError, match="no decision"):
        withdraw("KEN", "x", **who)
    with pytest.raises(OverrideError, match="no decision on KEN"):
        undo("KEN", expert="A", folder=tmp_path / "none")
    with pytest.raises(OverrideError, match="full, partial, related"):
        set_relation(ACT, "12", "16", "", instrument=TREATY, **who)
    with pytest.raises(OverrideError, match="needs its law"):
        note("KEN", "B", article="12", expert="A", folder=tmp_path / "none")
    with pytest.raises(OverrideError, match="provision"):
        note(ACT, "B", expert="A", folder=tmp_path / "none")
    with pytest.raises(OverrideError, match="note is empty"):
        note("KEN", " ", provision="procedural", expert="A", folder=tmp_path / "none")
    with pytest.raises(OverrideError, match="reason"):
        set_state("KEN", "procedural", "not in place", expert="A", rationale=" \n", folder=tmp_path / "none")
    with pytest.raises(OverrideError, match="name of the expert"):
        set_state("KEN", "procedural", "not in place", expert=" ", rationale="B", folder=tmp_path / "none")
    with pytest.raises(OverrideError, match="date"):
        set_state("KEN", "procedural", "not in place", at="soon", **who)
    assert not (tmp_path / "none").exists()


def test_later_supersedes_and_withdrawal_restores(tmp_path: Path) -> None:
    who = {"expert": "A", "rationale": "B", "folder": tmp_path, "instrument": TREATY}
    first = confirm(ACT, "12", "16", **who)
    second = reject(ACT, "12", "16", **who)
    assert second.supersedes == first.id
    assert effective(read_overrides(tmp_path)).decisions == (second,)
    del who["instrument"]
    undo = withdraw("KEN", second.id, **who)
    assert effective(read_overrides(tmp_path)).decisions == (first,)
    with pytest.raises(OverrideError, match="withdrawn already"):
        withdraw("KEN", second.id, **who)
    third = add(ACT, "12", "16", relation="partial", instrument=TREATY, **who)
    assert third.supersedes == first.id
    withdraw("KEN", third.id, **who)
    withdraw("KEN", undo.id, **who)
    assert effective(read_overrides(tmp_path)).decisions == (second,)
    assert len(read_overrides(tmp_path)) == 6


def test_a_clock_that_runs_behind_changes_nothing(tmp_path: Path) -> None:
    who = {"expert": "A", "rationale": "B", "folder": tmp_path}
    ahead = (datetime.now(UTC) + timedelta(hours=3)).isoformat()
    set_state("KEN", "procedural", "not in place", at=ahead, **who)
    newer = set_state("KEN", "procedural", "largely in place", **who)
    assert effective(read_overrides(tmp_path)).decisions == (newer,)


def test_a_date_far_ahead_is_a_slip(tmp_path: Path) -> None:
    who = {"expert": "A", "rationale": "B", "folder": tmp_path}
    with pytest.raises(OverrideError, match="in the future"):
        set_state("KEN", "procedural", "not in place", at="2999-01-01", **who)
    # Where one came in by another way, what is decided now still bears today's date.
    slip = Override("x", "2999-01-01", "A", "KEN", "", "", "procedural", Action.SET_STATE, "not in place", "B")
    append([slip], tmp_path)
    newer = set_state("KEN", "procedural", "largely in place", **who)
    assert moment(newer.at) < datetime.now(UTC) + timedelta(minutes=1)


def test_a_day_without_time_comes_after_what_was_decided_that_day(tmp_path: Path) -> None:
    who = {"expert": "A", "rationale": "B", "folder": tmp_path}
    set_state("KEN", "procedural", "not in place", at="2025-11-20T09:00:00Z", **who)
    later = set_state("KEN", "procedural", "largely in place", at="2025-11-20", **who)
    assert later.at.startswith("2025-11-20T09:00:00.000001")
    set_state("KEN", "procedural", "partially in place", at="2025-11-19", **who)
    assert effective(read_overrides(tmp_path)).decisions == (later,)


def test_undo_and_redo_go_step_by_step_and_touch_only_ones_own(tmp_path: Path) -> None:
    who = {"expert": "Jane Doe", "folder": tmp_path}
    why = {"rationale": "B", "instrument": TREATY}
    first = confirm(ACT, "12", "16", at="2025-11-20", **who, **why)
    second = reject(ACT, "12", "16", at="2025-01-01", **who, **why)
    ben = confirm(ACT, "13", "16", expert="Ben", folder=tmp_path, **why)

    def held() -> set[str]:
        return {o.id for o in effective(read_overrides(tmp_path))}

    # The last one taken goes first, whatever date it bears; another spelling is the same person.
    assert undo("KEN", expert="DOE,  Jane", folder=tmp_path).value == second.id
    assert undo("ken", **who).value == first.id
    assert held() == {ben.id}
    with pytest.raises(OverrideError, match="could be undone"):
        undo("KEN", **who)
    redo("KEN", **who)
    assert held() == {ben.id, first.id}
    assert undo("KEN", **who).value == first.id
    redo("KEN", **who)
    redo("KEN", **who)
    assert held() == {ben.id, first.id}  # the second is back too, and older by its own date
    assert len([o for o in read_overrides(tmp_path) if o.id not in held()]) == 7
    with pytest.raises(OverrideError, match="undone nothing"):
        redo("KEN", **who)
    assert undo("KEN", **who, rationale="Wrong law").rationale == "Wrong law"


def decided(number: int, expert: str, action: Action, value: str = "") -> Override:
    return Override(
        f"id{number}", f"2026-11-{number:02d}", expert, "KEN", "ken-act", "12", "cets185:16", action, value, "Because."
    )


def test_experts_who_differ_are_a_conflict() -> None:
    anna = decided(1, "Anna", Action.CONFIRM, "full")
    ben = decided(2, "Ben", Action.REJECT)
    found = effective([ben, anna])
    assert (found.decisions, len(found.conflicts)) == ((ben,), 1)
    assert found.conflicts[0].decisions == (anna, ben)
    assert "Anna: confirm full; Ben: reject" in str(found.conflicts[0])
    assert effective([anna, ben], conflicts="senior", seniority=["anna"]).decisions == (anna,)
    unanimous = effective([anna, ben], conflicts="unanimous")
    assert (unanimous.decisions, len(unanimous.conflicts)) == ((), 1)
    again = decided(3, "Anna", Action.CONFIRM, "partial")
    assert effective([anna, ben, again]).decisions == (again,)
    assert effective([anna, ben, again]).conflicts[0].decisions == (ben, again)
    # The same opinion in other words is none, nor is a change of one's own mind, nor what was withdrawn.
    assert effective([anna, decided(2, "Ben", Action.ADD)]).conflicts == ()
    assert effective([anna, ben, decided(3, " ANNA ", Action.REJECT)]).conflicts == ()
    gone = Override("w", "2026-11-04", "Ben", "KEN", "", "", "", Action.WITHDRAW, "id2", "Wrong.")
    assert effective([gone, anna, ben]).conflicts == ()
    assert effective([gone, anna, ben]).decisions == (anna,)
    with pytest.raises(OverrideError):
        effective([], conflicts="loudest")
    with pytest.raises(OverrideError):
        effective([], conflicts="senior")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["Anna", "Ben", "Cleo"]),
        st.sampled_from(["12", "13"]),
        st.sampled_from(
            [(Action.CONFIRM, "full"), (Action.ADD, "partial"), (Action.REJECT, ""), (Action.WITHDRAW, "")]
        ),
        st.integers(0, 30),
    ),
    max_size=15,
)


def played(steps: list[tuple[str, str, tuple[Action, str], int]]) -> list[Override]:
    made: list[Override] = []
    for number, (expert, article, (action, value), back) in enumerate(steps):
        if action is Action.WITHDRAW:
            value = made[back % len(made)].id if made else "nothing"
        at = f"2026-11-01T00:{number:02d}:00Z"
        made.append(
            Override(f"id{number}", at, expert, "KEN", "ken-act", article, "cets185:16", action, value, "Because.")
        )
    return made


@given(STEPS, st.randoms(use_true_random=False), st.sampled_from(["latest", "senior", "unanimous"]))
def test_any_history(steps: list[tuple[str, str, tuple[Action, str], int]], chance: Random, rule: str) -> None:
    history = played(steps)
    held = effective(history, conflicts=rule, seniority=["Cleo", "Anna"])
    cells = [o.article for o in held]
    assert len(cells) == len(set(cells))
    assert all(o.action is not Action.WITHDRAW for o in held)
    shuffled = history[:]
    chance.shuffle(shuffled)
    assert effective(shuffled, conflicts=rule, seniority=["Cleo", "Anna"]) == held
    # One more decision, taken back: everything is as it was.
    more = [
        Override("new", "2026-11-02", "Cleo", "KEN", "ken-act", "12", "cets185:16", Action.CONFIRM, "related", "x"),
        Override("undo", "2026-11-03", "Anna", "KEN", "", "", "", Action.WITHDRAW, "new", "x"),
    ]
    assert effective([*history, *more], conflicts=rule, seniority=["Cleo", "Anna"]) == held
    first = effective([*history, more[0]], conflicts="senior", seniority=["Cleo"])
    assert more[0] in first.decisions


def test_a_withdrawal_of_nothing_is_said_and_harms_nothing() -> None:
    anna = decided(1, "Anna", Action.CONFIRM, "full")
    lost = Override("w", "2026-11-04", "Ben", "KEN", "", "", "", Action.WITHDRAW, "id9", "Wrong.")
    other = replace(lost, id="w2", country="UGA", value="id1")
    found = effective([anna, lost, other])
    assert found.decisions == (anna,)
    assert len(found.problems) == 2


def test_long_chains_and_circles_of_withdrawals() -> None:
    chain = [decided(1, "Anna", Action.CONFIRM, "full")]
    base = Override("", "2026-11-02", "Anna", "KEN", "", "", "", Action.WITHDRAW, "", "x")
    for number in range(5001):
        chain.append(replace(base, id=f"w{number}", value=chain[-1].id))
    assert effective(chain).decisions == ()
    assert effective(chain[:-1]).decisions == (chain[0],)
    # An earlier date of the withdrawal's withdrawal changes nothing.
    early = replace(base, id="w2", value="w1", at="2026-10-01")
    assert effective([chain[0], replace(base, id="w1", value="id1"), early]).decisions == (chain[0],)
    circle = [replace(base, id="w1", value="w2"), replace(base, id="w2", value="w1"), chain[0]]
    found = effective(circle)
    assert found.decisions == (chain[0],)
    assert "w1, w2" in found.problems[0]


def test_decisions_follow_their_article(tmp_path: Path) -> None:
    who = {"expert": "A", "rationale": "B", "folder": tmp_path, "instrument": TREATY}
    same, moved, changed, gone = (confirm(ACT, n, "16", **who) for n in ("12", "13", "14A", "202a"))
    twelve, thirteen, fourteen, _ = ACT.articles
    # 13 became 13bis, and another text took the number 13; 14A was amended; 202a left without trace.
    now = replace(
        ACT,
        articles=(
            twelve,
            Article("13", None, "Something new.", key="13"),
            replace(thirteen, number="13bis", key="13bis"),
            replace(fourteen, text="Other words."),
        ),
    )
    found = anchor([same, moved, changed, gone, replace(same, id="x", law="other")], [now])
    assert (found[same.id].article, found[same.id].stale, found[same.id].note) == ("12", False, "")
    assert (found[moved.id].article, found[moved.id].stale) == ("13bis", False)
    assert found[moved.id].note.startswith("Renumbered")
    assert (found[changed.id].article, found[changed.id].stale) == ("14A", True)
    assert found[gone.id].article is None
    assert "no such article" in found[gone.id].note
    assert found["x"].article is None
    # Two articles with the wording it was made for: no guess.
    twins = replace(ACT, articles=tuple(replace(thirteen, number=n, key=n) for n in ("20", "21")))
    assert anchor([moved], [twins])[moved.id].article is None
    # Nor where another text has taken the old number meanwhile.
    taken = replace(twins, articles=(*twins.articles, Article("13", None, "Something new.", key="13")))
    assert anchor([moved], [taken])[moved.id].article is None
    assert "all have the wording" in anchor([moved], [taken])[moved.id].note
