"""``lexalign import`` and ``lexalign compare`` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lexalign.cli import app, main
from lexalign.laws import bundled_laws
from lexalign.laws.amending import amending_words

OLD = """number,heading,text
1,Short title,This Act is the Act of Lamps.
2,Lighting,"Every lamp of the harbour is lit at dusk by the keeper, who notes the hour in a book of blue paper."
3,Oil,=Oil of whales is not burnt in lamps of the town unless the council has run out of every other oil.
"""
NEW = """number,heading,text
1,Short title,This Act is the Act of Lamps.
4,Oil,=Oil of whales is not burnt in lamps of the town unless the council has run out of every other oil.
2,Lighting,"Every lamp of the harbour is lit at noon by the keeper, who notes the hour in a book of blue paper."
"""


def run(*args: object, code: int = 0) -> tuple[str, str]:
    result = CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=True)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def lamps(tmp_path: Path) -> Path:
    path = tmp_path / "lamps.csv"
    path.write_text(OLD, encoding="utf-8")
    return path


def test_import_then_compare_two_versions_by_id(lamps: Path, own: Path) -> None:
    args = ["--language", "en", "--corpora", own]
    out, err = run(
        "import", lamps, "--country", "Kenya", "--title", "Lamps Act", "--year", "1901", "--status", "in-force",
        "--version-date", "1901", "--complete", "substantive, procedural", *args,
    )  # fmt: skip
    assert "added: KEN ken-lamps-act-1901: Lamps Act (in force, text of 1901), 3 articles" in out and "1 added" in err
    assert "Complete from now on for KEN: substantive, procedural" in out
    lamps.write_text(NEW, encoding="utf-8")
    out, err = run(
        "import", lamps, "--country", "KEN", "--id", "ken-lamps-act-1901", "--version-date", "1903-05-01", *args
    )
    assert "new version" in out and "1901" in out
    again, err = run("import", lamps, "--country", "KEN", *args)
    assert again.startswith("unchanged") and "1 unchanged" in err
    shown, _ = run("compare", "ken-lamps-act-1901@1901", "ken-lamps-act-1901", "--corpora", own)
    assert "1 changed, 1 renumbered, 1 unchanged" in shown and "[-dusk-] {+noon+}" in shown and "3 → 4" in shown
    assert not [law for law in bundled_laws("KEN") if law.id.startswith("ken-lamps")], (
        "the option holds for one run only"
    )


def test_other_commands_see_the_own_corpus(lamps: Path, own: Path) -> None:
    run("import", lamps, "--country", "UGA", "--kind", "cybercrime-act", "--language", "en", "--corpora", own)
    seen, _ = run("matrix", "--as-of", "2026-11-22", "--corpora", own)
    assert "UGA      Uganda" in seen
    out, _ = run("annex", "UGA", "--out", own.parent / "out", "--as-of", "2026-11-22", "--corpora", own)
    assert Path(out.strip()).is_file()
    checked, _ = run("check", "--overrides", own, "--corpora", own)
    assert "UGA: lamps" in checked and f"amending words: {len(amending_words())} languages" in checked


def test_many_files_one_bad_and_two_of_one_name(tmp_path: Path, own: Path) -> None:
    for name, text in {
        "KEN/a.csv": OLD,
        "KEN/sub/a.csv": NEW,
        "RWA/b.csv": OLD,
        "RWA/bad.csv": "just,some\nother,table\n",
        "lost.csv": OLD,
        "RWA/notes.rtf": "x",
    }.items():
        (tmp_path / "laws" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "laws" / name).write_text(text, encoding="utf-8")
    tried, err = run("import", tmp_path / "laws", "--language", "en", "--corpora", own, "--dry-run", code=2)
    assert not own.exists() and "nothing was written" in err and tried.count("added") == 2
    out, err = run("import", tmp_path / "laws", "--language", "en", "--corpora", own, code=2)
    assert out.count("added") == 2 and "5 files: 2 added, 3 failed" in err
    for name in ("bad.csv", "lost.csv", "notes.rtf", "same id ken-a"):
        assert name in err
    assert "Traceback" not in err
    _, err = run("import", tmp_path / "laws" / "KEN", "--country", "RWA", "--language", "en", "--corpora", own, code=2)
    assert "lies in the folder KEN, but the country given is RWA" in err


def test_compare_prints_csv_json_and_html(tmp_path: Path, lamps: Path) -> None:
    new = tmp_path / "new.csv"
    new.write_text(NEW, encoding="utf-8")
    both = [lamps, new, "--language", "en"]
    out, _ = run("compare", *both, "--format", "csv")
    rows = {row["old_number"]: row for row in csv.DictReader(io.StringIO(out))}
    assert (rows["2"]["kind"], rows["3"]["kind"], rows["3"]["new_number"]) == ("changed", "renumbered", "4")
    assert rows["2"]["text_changed"] == "true" and not any(
        value.startswith("=") for r in rows.values() for value in r.values()
    )
    out, _ = run("compare", *both, "--format", "json")
    said = json.loads(out)
    assert said["counts"]["changed"] == 1 and said["old"]["source"] == "lamps.csv"
    changed = next(one for one in said["articles"] if one["kind"] == "changed")
    assert {"kind": "removed", "text": "dusk "} in changed["diff"]
    page = tmp_path / "out" / "page.html"
    out, _ = run("compare", *both, "--format", "html", "--out", page)
    assert out.strip() == str(page) and page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "<ins " in page.read_text(encoding="utf-8")


def test_compare_lays_a_bill_over(tmp_path: Path, lamps: Path) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_text('number,text\n1,"Section 3 is repealed."\n2,"Section 9 is repealed."\n', encoding="utf-8")
    out, err = run("compare", lamps, bill, "--overlay", "--language", "en")
    assert "repealed   3" in out and "1 repealed, 2 unchanged" in out and "9" in err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["compare", "no-such-law", "other"], "no-such-law"),
        (["import", "nowhere.pdf", "--country", "KEN"], "nowhere.pdf"),
        (["import", "{lamps}", "--country", "Atlantis"], "Atlantis"),
        (["import", "{lamps}", "{lamps}", "{old}", "--country", "KEN", "--title", "T"], "--title"),
        (["matrix", "--corpora", "nowhere"], "nowhere"),
    ],
)
def test_a_wrong_word_is_one_message_and_exit_2(
    args: list[str],
    says: str,
    lamps: Path,
    own: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = lamps.with_name("other.csv")
    other.write_text(NEW, encoding="utf-8")
    monkeypatch.setenv("LEXALIGN_CORPORA", str(own)) if args[0] == "import" else None
    monkeypatch.setattr("sys.argv", ["lexalign", *(a.format(lamps=lamps, old=other) for a in args)])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    err = capsys.readouterr().err
    assert says in err and "Traceback" not in err
    assert len([line for line in err.splitlines() if line.startswith("lexalign:")]) == 1
