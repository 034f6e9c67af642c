"""The command line as a user meets it: what it prints, where it stops, what it says when something is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lexalign.cli import app, main
from lexalign.laws import bundled_laws

LAW = """number,heading,text
1,Short title,This Act is the Made-up Cybercrime Act.
2,Unauthorised access,"A person who intentionally and without authority gains access to the whole or any part of a computer system commits an offence and is liable to imprisonment for two years."
3,Unlawful interception,"A person who intentionally and without authority intercepts, by technical means, a non-public transmission of computer data to or from a computer system commits an offence."
4,Preservation order,"A police officer may by written notice require a person in control of stored computer data, including traffic data, to preserve it and keep its integrity for up to ninety days where it is vulnerable to loss or modification, and to keep the order confidential."
5,Fees,The Minister may set fees for licences.
"""


@pytest.fixture
def act(tmp_path: Path) -> Path:
    path = tmp_path / "act.csv"
    path.write_text(LAW, encoding="utf-8")
    return path


def run(*args: object, code: int = 0) -> tuple[str, str]:
    result = CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=True)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_articles_lists_what_is_in_the_file(act: Path) -> None:
    out, _ = run("articles", act, "--format", "csv", "--language", "en")
    assert [r["number"] for r in rows(out)] == ["1", "2", "3", "4", "5"]
    assert list(rows(out)[0]) == ["number", "heading", "path", "text"]


def test_align_keeps_the_contract_of_the_scorer(act: Path) -> None:
    out, _ = run("align", act, "--country", "KEN", "--language", "en", "--format", "csv")
    got = rows(out)
    assert {"article", "provision", "confidence", "accepted"} <= set(got[0])
    accepted = {(r["article"], r["provision"]) for r in got if r["accepted"] == "true"}
    assert {("2", "cets185:2"), ("3", "cets185:3"), ("4", "cets185:16")} <= accepted
    assert not any(article in ("1", "5") for article, _ in accepted)
    assert all(0 <= float(r["confidence"]) <= 1 for r in got)
    every, _ = run("align", act, "--country", "KEN", "--language", "en", "--format", "jsonl", "--all")
    assert len(every.splitlines()) == 5 * (35 + 7 + 13)
    assert {"article", "provision"} <= set(json.loads(every.splitlines()[0]))


def test_align_table_is_for_people(act: Path) -> None:
    out, _ = run("align", act, "--country", "Kenya", "--language", "en")
    assert "Illegal access" in out and "machine proposals" in out


def test_one_bad_file_does_not_stop_the_others(act: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    out, err = run(
        "align",
        tmp_path / "empty.txt",
        act,
        tmp_path / "none.pdf",
        "--country",
        "KEN",
        "--language",
        "en",
        "--format",
        "csv",
        code=2,
    )
    assert any(r["article"] == "2" for r in rows(out))
    assert "empty.txt" in err and "none.pdf" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--country", "Atlantis", "--language", "en"], "Atlantis"),
        (["--country", "KEN", "--language", "xx"], "no lexicon"),
        (["--country", "KEN", "--language", "en", "--instrument", "malabo"], "malabo"),
    ],
)
def test_bad_options_are_one_message_and_exit_2(
    act: Path, args: list[str], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["lexalign", "align", str(act), *args])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    err = capsys.readouterr().err
    assert says in err and "Traceback" not in err
    assert len([line for line in err.splitlines() if line.startswith("lexalign:")]) == 1


def test_override_round_trip(tmp_path: Path) -> None:
    law = bundled_laws("KEN")[0]
    folder = tmp_path / "decisions"
    number = law.articles[13].number
    who = ["--expert", "A. Expert", "--overrides", folder]
    run("override", "add", "KEN", law.id, number, "2", "--because", "entering without right", *who)
    run("override", "set-status", "KEN", "cets185:10", "reserved", "--because", "reservation taken", *who)
    out, _ = run("override", "list", "KEN", "--format", "csv", "--overrides", folder)
    got = rows(out)
    assert [(r["action"], r["provision"]) for r in got] == [("add", "cets185:2"), ("set-status", "cets185:10")]
    run("override", "withdraw", "KEN", got[1]["id"], "--because", "a mistake", *who)
    out, _ = run("override", "list", "KEN", "--format", "csv", "--overrides", folder)
    assert len(rows(out)) == 3


def test_override_for_an_article_that_is_not_there(tmp_path: Path) -> None:
    law = bundled_laws("KEN")[0]
    _, err = run(
        "override",
        "confirm",
        "KEN",
        law.id,
        "999",
        "2",
        "--because",
        "x",
        "--expert",
        "A",
        "--overrides",
        tmp_path,
        code=2,
    )
    assert "999" in err and "closest" in err
    assert not list(tmp_path.glob("*.csv"))


def test_annex_goes_on_after_an_unknown_country(tmp_path: Path) -> None:
    out, err = run("annex", "Atlantis", "KEN", "--out", tmp_path, "--as-of", "2026-11-22", code=2)
    assert "Atlantis" in err
    assert Path(out.strip().splitlines()[-1]).is_file()


def test_matrix_and_counts_say_date_rule_denominator_basis() -> None:
    out, _ = run("matrix", "--pillar", "procedural", "--as-of", "2026-11-22")
    assert "2026-11-22" in out and "c-proc" in out and "proposals of the program" in out
    out, _ = run("counts", "--as-of", "2026-11-22")
    for word in ("2026-11-22", "c-proc", "193", "machine", "130", "100"):
        assert word in out


def test_check_is_green_and_names_what_it_looked_at(tmp_path: Path) -> None:
    out, _ = run("check", "--overrides", tmp_path)
    assert "cets185" in out and "check: all good" in out
