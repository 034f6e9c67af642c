from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_review import Alignment, instrument, law, match
from typer.testing import CliRunner

from lexalign.cli import app
from lexalign.errors import LexalignError
from lexalign.matching.labelled import read_gold
from lexalign.model import Law
from lexalign.review import add, confirm, corrections, note, read_overrides, reject, set_relation, set_status

TREATY = instrument()
KEN = law()
MATCHES = (
    match("1", "2", ["conduct"], confidence=0.9),
    match("2", "2", ["conduct"]),
    match("3", "2", accepted=False, confidence=0.3),
    match("4", "2", accepted=False, confidence=0.2),
    match("1", "3", ["conduct"]),
    match("2", "3", ["conduct"]),
)


def decided(folder: Path, of: Law = KEN) -> None:
    why: dict[str, Any] = {
        "folder": folder, "instrument": TREATY, "rationale": "Read it", "expert": "Anna", "at": "2025-03-01",
    }  # fmt: skip
    confirm(of, "1", "2", **why)
    reject(of, "2", "2", **(why | {"rationale": "<b>Another offence</b>"}))
    confirm(of, "3", "2", relation="partial", **why)
    reject(of, "4", "2", **why)
    set_relation(of, "1", "3", "partial", **why)
    set_relation(of, "2", "3", "related", **why)
    add(of, "5", "3", **why)
    reject(of, "5", "4", **why)
    set_status("KEN", "9", "in line", **why)
    note("KEN", "x", provision="2", expert="Anna", folder=folder, instrument=TREATY)


def test_each_decision_beside_what_was_proposed(tmp_path: Path) -> None:
    decided(tmp_path)
    found = corrections(Alignment(KEN, TREATY, MATCHES), read_overrides(tmp_path))
    assert [(r.article.number, r.provision[8:], r.proposed, r.decided, r.change) for r in found] == [
        ("1", "2", "accepted", "full", "confirmed"),
        ("1", "3", "accepted", "partial", "confirmed in part"),
        ("2", "2", "accepted", "rejected", "rejected"),
        ("2", "3", "accepted", "related", "only related"),
        ("3", "2", "candidate", "partial", "taken up"),
        ("4", "2", "candidate", "rejected", "rejected as proposed"),
        ("5", "3", "nothing", "full", "added"),
        ("5", "4", "nothing", "rejected", "rejected as proposed"),
    ]
    assert len(found.to_frame()) == 9
    changed = found.to_frame(changed_only=True)
    assert changed["change"].tolist() == ["confirmed in part", "rejected", "only related", "taken up", "added", "set"]
    assert changed.loc[1, "rationale"] == "<b>Another offence</b>"
    assert "5 of 8" in found._repr_html_()
    assert "<b>" not in found._repr_html_()
    text = str(found)
    assert "KEN: 8 decisions on articles (2 rejected as proposed, 1 added" in text
    assert "set: cets185:9 is in line" in text


def test_labels_are_those_the_program_measures_with(tmp_path: Path) -> None:
    decided(tmp_path)
    found = corrections(Alignment(KEN, TREATY, MATCHES), read_overrides(tmp_path))
    gold = found.gold_frame({"ken-act": "KEN/act.pdf"})
    assert gold[["article", "provision", "grade"]].to_numpy().tolist() == [
        ["1", "cets185:2", 2], ["1", "cets185:3", 1], ["2", "cets185:3", 1], ["3", "cets185:2", 1], ["5", "cets185:3", 2],
    ]  # fmt: skip
    gold.to_csv(tmp_path / "gold.csv", index=False)
    labels = read_gold(tmp_path / "gold.csv")["KEN/act.pdf"]
    assert labels.grades == {("1", "cets185:2"): 2, ("1", "cets185:3"): 1, ("2", "cets185:3"): 1, ("3", "cets185:2"): 1, ("5", "cets185:3"): 2}  # fmt: skip
    negatives = found.negatives_frame()
    assert negatives[["law_file", "article", "tempting_provision"]].to_numpy().tolist() == [
        ["KEN/ken-act.yaml", "2", "cets185:2"],
        ["KEN/ken-act.yaml", "4", "cets185:2"],
        ["KEN/ken-act.yaml", "5", "cets185:4"],
    ]


def test_the_columns_are_those_of_the_labels(shared: Path) -> None:
    from lexalign.review.corrections import GOLD_COLUMNS, NEGATIVE_COLUMNS

    for name, columns in (("matches", GOLD_COLUMNS), ("negatives", NEGATIVE_COLUMNS)):
        with (shared / "gold" / f"{name}.csv").open(encoding="utf-8", newline="") as table:
            assert tuple(next(csv.reader(table))) == columns


def test_stale_and_disputed_ones_are_shown_and_are_no_labels(tmp_path: Path) -> None:
    decided(tmp_path)
    why: dict[str, Any] = {"folder": tmp_path, "instrument": TREATY, "rationale": "No", "at": "2025-03-02"}
    reject(KEN, "5", "3", expert="Ben", **why)
    moved = replace(KEN.articles[1], number="2A", key="2A", carried_by="40")
    now = replace(KEN, articles=(replace(KEN.articles[0], text="Amended."), moved, *KEN.articles[3:]))
    found = corrections(Alignment(now, TREATY, MATCHES[4:5]), read_overrides(tmp_path))
    by = {(r.article.number, r.provision): r for r in found}
    assert by["1", "cets185:2"].stale
    assert by["5", "cets185:3"].differ
    assert by["2A", "cets185:2"].proposed == "nothing"
    assert ("3", "cets185:2") not in by
    assert found.gold_frame()[["article", "alt_article"]].to_numpy().tolist() == [["2A", "40"]]
    for words in ("Stale", "Renumbered", "Not applied", "Experts differ"):
        assert any(p.startswith(words) for p in found.problems), words
    assert "Left out of the labels, because stale or disputed: 3." in str(found)


def test_what_cannot_be_compared(tmp_path: Path) -> None:
    with pytest.raises(LexalignError, match="no law"):
        corrections([], [])
    with pytest.raises(LexalignError, match="several countries"):
        corrections([Alignment(KEN, TREATY), Alignment(law("u", "UGA"), TREATY)], [])
    decided(tmp_path)
    short = replace(TREATY, provisions=TREATY.provisions[:1], row_order=TREATY.row_order[:1])
    found = corrections(Alignment(KEN, short), read_overrides(tmp_path))
    assert found.rows == ()
    assert any(p.startswith("Left out") for p in found.problems)
    assert corrections(Alignment(KEN, instrument("cets189")), read_overrides(tmp_path)).rows == ()


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lexalign.review import identity

    monkeypatch.setattr(identity, "config_file", lambda: tmp_path / "config.toml")
    monkeypatch.setenv("LEXALIGN_OVERRIDES", str(tmp_path / "overrides"))
    monkeypatch.delenv("LEXALIGN_EXPERT", raising=False)

    def run(*args: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, list(args))
        assert result.exit_code == code, result.output
        return result.output

    assert "nobody is named" in run("override", "undo", "RWA", code=2)
    assert run("expert", "Jane Doe 0000-0002-1825-0097") == "Jane Doe (0000-0002-1825-0097)\n"
    from lexalign.laws import bundled_laws

    own = bundled_laws("RWA")[0]
    target = ["RWA", own.id, own.articles[8].number, "16"]
    run("override", "set-relation", *target, "partial", "--because", "=Only in part")
    run("override", "reject", *target, "--because", "No", "--expert", "Ben")
    run("override", "note", "RWA", "Ask them", "--provision", "16")
    run("override", "note", "RWA", "Ask again", "--law", own.id, "--article", own.articles[8].number)
    run("override", "undo", "RWA", "--expert", "Ben")
    run("override", "redo", "RWA", "--expert", "Ben")
    run("override", "undo", "RWA", "--expert", "Ben")
    told = run("history", "Rwanda", "--provision", "16")
    assert told.count("    why:") == 6
    assert "withdrawn by Ben" in told
    assert run("history", "RWA", "--format", "csv").startswith("at,expert,law")
    assert "articles, all: no cell was decided by two experts." in run("agreement", "RWA")
    assert run("agreement", "--format", "csv").startswith("about,pillar")
    assert run("agreement", "RWA", "--differing").startswith("cell")
    assert "RWA: 1 decisions on articles" in run("corrections", "RWA", "--changed", "--out", str(tmp_path / "out"))
    with (tmp_path / "out" / "corrections-RWA.csv").open(encoding="utf-8-sig", newline="") as table:
        (row,) = csv.DictReader(table)
    assert (row["rationale"], row["decided"], row["expert"][:8]) == ("'=Only in part", "partial", "Jane Doe")
    with (tmp_path / "out" / "gold-RWA.csv").open(encoding="utf-8", newline="") as table:
        (label,) = csv.DictReader(table)
    assert (label["law_file"], label["grade"]) == (f"RWA/{own.id}.yaml", "1")
    assert label["note"].startswith("=Only in part (Jane Doe")
    # A file of one's own: decided on and compared by its path.
    own_file = tmp_path / "FJI" / "act.csv"
    own_file.parent.mkdir()
    own_file.write_text('number,heading,text\n1,Access,"A person who gets into a computer without right."\n')
    run("override", "add", "FJI", str(own_file), "1", "2", "--because", "x")
    assert "1 confirmed" in run(
        "corrections", "FJI", "--law", str(own_file), "--language", "en", "--out", str(tmp_path)
    )
    assert "FJI/act.csv,1,," in (tmp_path / "gold-FJI.csv").read_text(encoding="utf-8")
    assert "no law of TON is bundled" in run("corrections", "TON", code=2)
