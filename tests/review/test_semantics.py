"""Every row of ``semantics.yaml`` runs: decisions are taken, written, read and assessed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import semantics_table
from made_review import COMPLETE, UNKNOWN, Alignment, instrument, law, match

from lexalign.assessment import assess
from lexalign.errors import OverrideError
from lexalign.model import Action, Issue, Law, LawStatus, Match, Override
from lexalign.review import (
    add,
    append,
    confirm,
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

ROWS = semantics_table.rows()
KEYS = {
    "situation", "machine", "decisions", "refused", "holds", "status", "basis", "conflict", "stale", "shown", "silent",
    "notes", "complete", "rule", "seniority", "provision", "state", "now", "afterwards", "decided_on", "as_of",
}  # fmt: skip
TREATIES = {id: instrument(id) for id in ("cets185", "cets189")}
PAIR = re.compile(r"(?P<article>\w+) for (?P<treaty>cets\d+)?:?(?P<provision>\d+)(, (?P<value>.+))?")


def decide(text: str, day: int, of: Law, folder: Path, made: list[Override]) -> Override:
    """Take the decision that a line of the table tells."""
    told = re.fullmatch(r"(\[(?P<at>[\d-]+)\] )?(?P<who>.+?): (?P<verb>[a-z-]+)( (?P<rest>.+))?", text)
    assert told, text
    verb, rest = told["verb"], told["rest"] or ""
    why: dict[str, Any] = {"expert": told["who"], "folder": folder}
    if verb in ("undo", "redo"):
        return (undo if verb == "undo" else redo)("KEN", **why)
    why["at"] = told["at"] or f"2025-03-{day:02d}"
    if verb == "note":
        on, words = rest.removeprefix("on ").split(", ", 1)
        if on.endswith(" of the treaty"):
            return note("KEN", words, provision=on.split()[0], instrument=TREATIES["cets185"], **why)
        article, _, provision = on.partition(" for ")
        return note(of, words, article=article, provision=provision, instrument=TREATIES["cets185"], **why)
    why["rationale"] = "Read it"
    if verb == "withdraw":
        return withdraw("KEN", made[int(rest.removeprefix("#")) - 1].id, **why)
    if verb in ("set-status", "set-state"):
        subject, value = rest.split(", ")
        if verb == "set-state":
            return set_state("KEN", subject, value, **why)
        return set_status("KEN", subject, value, instrument=TREATIES["cets185"], **why)
    pair = PAIR.fullmatch(rest)
    assert pair, text
    why["instrument"] = TREATIES[pair["treaty"] or "cets185"]
    where = (of, pair["article"], f"{why['instrument'].id}:{pair['provision']}")
    if verb == "set-relation":
        return set_relation(*where, pair["value"], **why)
    if verb == "reject":
        return reject(*where, **why)
    verbs: dict[str, Callable[..., Override]] = {"confirm": confirm, "add": add}
    return verbs[verb](*where, **why, **({"relation": pair["value"]} if pair["value"] else {}))


def proposed(text: str) -> Match:
    accepted = not text.startswith("candidate ")
    article, _, rest = text.removeprefix("candidate ").partition(" for ")
    provision, _, shown = rest.partition(": ")
    return match(article, provision, shown.split(", "), accepted=accepted)


def now(law_: Law, change: dict[str, Any]) -> Law:
    for what, value in change.items():
        match what:
            case "changed":
                law_ = replace(
                    law_, articles=tuple(replace(a, text="Amended.") if a.key == value else a for a in law_.articles)
                )
            case "renumbered":
                law_ = replace(
                    law_,
                    articles=tuple(
                        replace(a, number=value.get(a.key, a.number), key=value.get(a.key, a.key))
                        for a in law_.articles
                    ),
                )
            case "gone":
                law_ = replace(law_, articles=tuple(a for a in law_.articles if a.key != value))
            case "status":
                law_ = replace(law_, status=LawStatus(value))
            case "repealed":
                law_ = replace(law_, issues=(Issue("repealed", value, "Repealed."),))
            case _:
                raise AssertionError(what)
    return law_


@pytest.mark.parametrize(("chapter", "row"), ROWS, ids=[row["situation"] for _, row in ROWS])
def test_row(chapter: str, row: dict[str, Any], tmp_path: Path) -> None:
    assert set(row) <= KEYS
    of = law(row.get("decided_on", "ken-act"))
    refused = row.get("refused", {})
    made: list[Override] = []
    for number, text in enumerate(row.get("decisions", ()), start=1):
        if number in refused:
            with pytest.raises(OverrideError, match=refused[number]):
                decide(text, number, of, tmp_path, made)
        else:
            made.append(decide(text, number, of, tmp_path, made))
    today = now(law(), row.get("now", {}))
    for number, text in enumerate(row.get("afterwards", ()), start=len(made) + 1):
        made.append(decide(text, number, today, tmp_path, made))
    read = read_overrides(tmp_path, "KEN")
    assert read.decisions == tuple(made)  # as taken, and in the order of entry
    found = assess(
        [Alignment(today, TREATIES["cets185"], tuple(map(proposed, row.get("machine", ()))))],
        read,
        completeness=COMPLETE if row.get("complete") else UNKNOWN,
        as_of=row.get("as_of"),
        conflicts=row.get("rule", "latest"),
        seniority=row.get("seniority", ()),
    )
    status = found[str(row.get("provision", 2))]
    holds = [f"{r.number} {r.relation}".strip() + f" ({r.basis})" for r in status.rows]
    assert holds == row["holds"]
    assert (status.status, status.basis) == (row["status"], row["basis"])
    assert status.conflict == row.get("conflict", False)
    assert status.stale == row.get("stale", False)
    assert len(status.notes) == row.get("notes", 0)
    for pillar, state in row.get("state", {}).items():
        assert f"{found.pillars[pillar].state} ({found.pillars[pillar].basis})" == state
    told = "\n".join([status.reason, *found.problems])
    for words in row.get("shown", ()):
        assert words in told
    for words in row.get("silent", ()):
        assert words not in told
    # A conflict is never settled in silence, and nothing is said to be one that is none.
    assert row.get("conflict", False) <= ("Experts differ on" in told)


def test_the_readers_table_is_this_one() -> None:
    assert semantics_table.DOCS.read_text(encoding="utf-8") == semantics_table.written(), (
        "run: python tests/review/semantics_table.py"
    )
    assert semantics_table.table().count("\n| ") == len(ROWS) + len({chapter for chapter, _ in ROWS})


def test_every_action_and_every_rule_has_rows() -> None:
    text = str([row for _, row in ROWS])
    assert all(f": {action.value} " in text for action in Action)
    assert {row.get("rule", "latest") for _, row in ROWS} == {"latest", "senior", "unanimous"}


def test_a_decision_of_the_future_that_stands_in_the_journal_is_left_out_and_said(tmp_path: Path) -> None:
    slip = Override(
        "x", "2999-01-01", "Anna", "KEN", "ken-act", "1", "cets185:2", Action.REJECT, "", "Read it", "", "", ""
    )
    append([slip], tmp_path)
    matches = (match("1", "2", ["conduct", "object"]),)
    found = assess([Alignment(law(), TREATIES["cets185"], matches)], read_overrides(tmp_path), completeness=UNKNOWN)
    assert found["2"].status == "in line"
    assert any("dated in the future (2999-01-01)" in p for p in found.problems)


def test_an_evening_west_of_greenwich_counts_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "WEST+24")  # where it is always yesterday still
    time.tzset()
    try:
        reject(law(), "1", "2", expert="Anna", rationale="x", folder=tmp_path, instrument=TREATIES["cets185"])
        matches = (match("1", "2", ["conduct", "object"]),)
        found = assess([Alignment(law(), TREATIES["cets185"], matches)], read_overrides(tmp_path), completeness=UNKNOWN)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found["2"].rows == ()
    assert found.problems == ()
