from __future__ import annotations

import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lexalign.errors import JournalError, OverrideError
from lexalign.model import Action, Override, State, Status
from lexalign.review import append, journal, read_overrides
from lexalign.review.journal import overrides_folder
from lexalign.review.lines import COLUMNS, HEADER, format_line, parse_line

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(lambda t: bool(t.strip()))


def made(**more: str) -> Override:
    base = Override(
        id="", at="", expert="A. Expert", country="KEN", law="ken-act", article="14", provision="cets185:2",
        action=Action.CONFIRM, value="full", rationale="It is.", fingerprint="0" * 16,
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


@st.composite
def decisions(draw: st.DrawFn) -> Override:
    action = draw(st.sampled_from([a for a in Action if a is not Action.WITHDRAW]))
    values = {
        Action.CONFIRM: ["full", "partial", "related", ""],
        Action.ADD: ["full", "partial", "related", ""],
        Action.SET_RELATION: ["full", "partial", "related"],
        Action.REJECT: [""],
        Action.NOTE: [""],
        Action.SET_STATUS: [s.value for s in Status],
        Action.SET_STATE: [s.value for s in State],
    }[action]
    provision = draw(st.sampled_from(["substantive", "procedural"])) if action is Action.SET_STATE else draw(TEXT)
    on_article = action in (Action.CONFIRM, Action.ADD, Action.SET_RELATION, Action.REJECT)
    return Override(
        id="", at="", expert=draw(TEXT), country="KEN", law=draw(TEXT) if on_article else "",
        article=draw(TEXT) if on_article else "", provision=provision, action=action,
        value=draw(st.sampled_from(values)),
        rationale=draw(TEXT), source=draw(TEXT), fingerprint=draw(st.text("0123456789abcdef", max_size=16)),
    )  # fmt: skip


@given(decisions(), st.text(st.characters(exclude_categories=["Cs"])))
def test_one_decision_is_one_line_and_comes_back_as_it_was(decision: Override, extra: str) -> None:
    decision = replace(decision, id="x", at="2026-11-22", rationale=decision.rationale + extra)
    line = format_line(decision)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert parse_line(line[:-1]) == decision


@given(st.lists(decisions(), min_size=1, max_size=6), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_cut_at_any_byte_all_complete_lines_live_and_writing_goes_on(
    made_up: list[Override], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for decision in made_up:
            append([decision], folder)
        path = folder / "KEN.csv"
        whole = path.read_bytes()
        before = read_overrides(folder, "KEN")
        assert len(before) == len(made_up)
        assert before.problems == ()
        cut = data.draw(st.integers(0, len(whole)))
        path.write_bytes(whole[:cut])
        kept = max(whole[:cut].count(b"\n") - 1, 0)
        torn = whole[:cut].rpartition(b"\n")[2]
        after = read_overrides(folder, "KEN")
        if torn and whole[cut : cut + 1] == b"\n":  # nothing but the line end is missing: the decision counts
            kept += torn + b"\n" != HEADER
            torn = b""
        elif torn and len(after) > kept:  # nothing but the id of what it replaced is missing
            assert torn.endswith(b",")
            torn = b""
            last = replace(before.decisions[kept], supersedes="")
            before = replace(before, decisions=(*before.decisions[:kept], last))
            kept += 1
        assert after.decisions == before.decisions[:kept]
        assert len(after.problems) == bool(torn)
        new = append([made(rationale="After the accident.")], folder)
        again = read_overrides(folder, "KEN")
        assert again.decisions == (*before.decisions[:kept], *new)
        assert again.problems == ()
        aside = folder / "KEN.torn"
        assert (aside.read_bytes() if aside.exists() else b"") == (torn + b"\n" if torn else b"")


def _write_many(folder: str, who: int, together: Barrier | None = None) -> None:
    if together is not None:
        together.wait(60)
    for i in range(50):
        append([made(expert=f"Expert {who}", article=str(i), rationale=f"{who}/{i}")], folder)


def test_four_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(4)
    workers = [context.Process(target=_write_many, args=(str(tmp_path), who, together)) for who in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [w.exitcode for w in workers] == [0] * 4
    found = read_overrides(tmp_path, "KEN")
    assert found.problems == ()
    assert sorted(o.rationale for o in found) == sorted(f"{who}/{i}" for who in range(4) for i in range(50))
    assert len({o.id for o in found}) == 200
    # Each cell is superseded in a chain: every decision but the first of a cell names the one before it.
    for i in range(50):
        chain = [o for o in found if o.article == str(i)]
        assert [o.supersedes for o in chain] == ["", *(o.id for o in chain[:-1])]


def test_ids_sort_by_time_and_the_file_is_plain(tmp_path: Path) -> None:
    written = [append([made(article=str(i))], tmp_path)[0] for i in range(5)]
    assert [o.id for o in written] == sorted(o.id for o in written)
    lines = (tmp_path / "KEN.csv").read_bytes().split(b"\n")
    assert lines[0].decode().split(",") == list(COLUMNS)
    assert b"\r" not in b"".join(lines)


def test_formulas_do_not_reach_a_spreadsheet(tmp_path: Path) -> None:
    append([made(rationale='=HYPERLINK("http://x")', expert="@who")], tmp_path)
    line = (tmp_path / "KEN.csv").read_text(encoding="utf-8").splitlines()[1]
    import csv

    cells = next(csv.reader([line]))
    assert not any(c.startswith(("=", "+", "-", "@")) for c in cells)
    assert next(iter(read_overrides(tmp_path))).rationale == '=HYPERLINK("http://x")'


def test_bad_lines_are_named_and_good_ones_kept(tmp_path: Path) -> None:
    first, second = append([made(), made(article="15")], tmp_path)
    path = tmp_path / "KEN.csv"
    header, one, two, _ = path.read_text(encoding="utf-8").split("\n")
    foreign = one.replace("KEN", "UGA").replace(first.id, "another")
    bad = [
        "only,three,fields",
        two.replace(second.id, first.id),
        one.replace("confirm", "maybe"),
        one.replace(first.at, "yesterday").replace(first.id, "i2"),
        one.replace("It is.", "").replace(first.id, "i3"),
        one.replace(",full,", ",wholly,").replace(first.id, "i4"),
        '"open quote,' + one,
        foreign,
    ]
    # A line that stands twice, as after a merge, is no problem; line ends of Windows are none either.
    path.write_bytes(("\ufeff" + "\r\n".join([header, one, *bad, two, one]) + "\r\n").encode())
    found = read_overrides(tmp_path, "KEN")
    assert found.decisions == (first, second)
    assert [p.split(": ")[0] for p in found.problems] == [f"KEN.csv:{n}" for n in range(3, 11)]
    for problem, word in zip(
        found.problems, ["3 fields", "id", "maybe", "yesterday", "reason", "wholly", "quotes", "UGA"], strict=True
    ):
        assert word in problem


def test_a_folder_of_journals(tmp_path: Path) -> None:
    append([made(), made(country="UGA"), made(article="15")], tmp_path)
    (tmp_path / "notes.csv").write_text("x", encoding="utf-8")
    (tmp_path / "TZA.csv").write_text("this;is;Excel\n", encoding="utf-8")
    found = read_overrides(tmp_path)
    assert [o.country for o in found] == ["KEN", "KEN", "UGA"]
    assert len(found.problems) == 2
    assert len(read_overrides(tmp_path, "uga")) == 1
    assert len(read_overrides(tmp_path, "RWA")) == 0
    assert len(read_overrides(tmp_path / "KEN.csv", "UGA")) == 0
    with pytest.raises(JournalError, match="not a journal"):
        read_overrides(tmp_path, "TZA")
    with pytest.raises(JournalError, match="no such"):
        read_overrides(tmp_path / "nowhere")


def test_a_wrong_decision_writes_nothing_at_all(tmp_path: Path) -> None:
    for wrong in (made(rationale=" "), made(value="wholly"), made(country="Kenya"), made(expert="\ud800")):
        with pytest.raises(OverrideError):
            append([made(), wrong], tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_journal_that_is_none_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "KEN.csv").write_text("name,age\nx,1\n", encoding="utf-8")
    with pytest.raises(JournalError):
        append([made()], tmp_path)
    assert (tmp_path / "KEN.csv").read_text(encoding="utf-8") == "name,age\nx,1\n"
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(JournalError, match="cannot be written"):
        append([made()], tmp_path / "file")


def test_where_journals_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEXALIGN_OVERRIDES", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert overrides_folder().name == "overrides"
    assert overrides_folder().is_absolute()
    assert len(read_overrides()) == 0
    (tmp_path / "overrides").mkdir()
    assert overrides_folder() == Path("overrides")
    monkeypatch.setenv("LEXALIGN_OVERRIDES", str(tmp_path / "elsewhere"))
    assert overrides_folder() == tmp_path / "elsewhere"
    assert overrides_folder(tmp_path / "given") == tmp_path / "given"
    append([made()])
    assert (tmp_path / "elsewhere" / "KEN.csv").is_file()
    assert len(read_overrides()) == 1


def test_shown_as_table_and_escaped(tmp_path: Path) -> None:
    append([made(rationale="<script>"), made(rationale="second thought")], tmp_path)
    found = read_overrides(tmp_path)
    frame = found.to_frame()
    assert list(frame.columns) == [*COLUMNS, "in_force"]
    assert frame["in_force"].tolist() == [False, True]
    assert frame["article"].tolist() == ["14", "14"]
    page = found._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_an_editor_that_drops_the_last_line_end_loses_nothing(tmp_path: Path) -> None:
    first, second = append([made(), made(article="15")], tmp_path)
    path = tmp_path / "KEN.csv"
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    assert read_overrides(tmp_path).decisions == (first, second)
    assert read_overrides(tmp_path).problems == ()
    third = append([made(article="15", rationale="Again.")], tmp_path)[0]
    assert third.supersedes == second.id
    assert read_overrides(tmp_path).decisions == (first, second, third)
    path.write_bytes(HEADER.strip())
    assert append([made()], tmp_path) == read_overrides(tmp_path).decisions
    assert not (tmp_path / "KEN.torn").exists()


def test_what_others_change_between_two_writes_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "KEN.csv"
    first = append([made()], tmp_path)[0]
    alone = path.read_bytes()
    second = append([made()], tmp_path)[0]
    theirs = replace(second, id="theirs", at="2025-01-01T00:00:00Z", supersedes=first.id)
    path.write_bytes(path.read_bytes() + format_line(theirs))  # a line more
    with pytest.raises(OverrideError, match="already"):
        append([made(id="theirs")], tmp_path)
    assert append([made(rationale="Third.")], tmp_path)[0].supersedes == second.id
    path.write_bytes(alone)  # an older state, as after a checkout
    assert append([made(rationale="Fourth.")], tmp_path)[0].supersedes == first.id
    path.write_bytes(alone.replace(b"It is.", b"It isn"))  # as long, and not the same
    append([made(article="16")], tmp_path)
    assert [o.rationale for o in read_overrides(tmp_path)] == ["It isn", "It is."]


def test_a_write_that_fails_leaves_the_journal_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = append([made()], tmp_path)[0]
    before = (tmp_path / "KEN.csv").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal.os, "fsync", full)
    with pytest.raises(JournalError, match="No space left"):
        append([made(rationale="Lost?")], tmp_path)
    assert (tmp_path / "KEN.csv").read_bytes() == before
    monkeypatch.undo()
    assert append([made()], tmp_path)[0].supersedes == first.id
    assert len(read_overrides(tmp_path)) == 2


def test_what_would_not_come_back_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OverrideError, match="30,000 characters"):
        append([made(rationale="x" * 30_001)], tmp_path)
    longest = append([made(rationale='"\n' * 14_999 + "xy")], tmp_path)
    assert read_overrides(tmp_path).decisions == longest


def test_the_marks_of_a_merge_are_named_and_both_sides_kept(tmp_path: Path) -> None:
    first, second = append([made(), made(article="15")], tmp_path)
    path = tmp_path / "KEN.csv"
    header, one, two, _ = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([header, "<<<<<<< HEAD", one, "=======", two, ">>>>>>> theirs", ""]), encoding="utf-8")
    found = read_overrides(tmp_path)
    assert found.decisions == (first, second)
    assert len(found.problems) == 3
    assert all("merge conflict" in p for p in found.problems)


def test_kills_and_crowds_in_small() -> None:
    # A smaller run of what tests/benchmarks/measure_journal.py measures.
    script = Path(__file__).resolve().parents[1] / "benchmarks" / "measure_journal.py"
    small = ["--kills", "25", "--writers", "4", "--each", "25", "--size", "20000"]
    env = os.environ | {"PYTHONPATH": str(script.parents[2])}
    run = subprocess.run([sys.executable, str(script), *small], capture_output=True, text=True, check=True, env=env)
    figures = re.fullmatch(
        r"25 kills: (\d+) decisions acknowledged, 0 lost, 0 unreadable journals, \d+ cut lines\n"
        r"4 writers x 25: 100 acknowledged, 100 there, .*\n20000 decisions, read: (\S+) s.*",
        run.stdout,
        re.DOTALL,
    )
    assert figures, run.stdout
    assert int(figures[1]) > 25
    assert float(figures[2]) < 2
