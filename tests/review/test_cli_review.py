"""``lexalign review`` as a user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from lexalign.cli import app
from lexalign.laws import bundled_laws
from lexalign.review import read_overrides

LAW = """number,heading,text
1,Short title,This Act is the Made-up Cybercrime Act.
2,Unauthorised access,"A person who intentionally and without authority gains access to the whole or any part of a computer system commits an offence and is liable to imprisonment for two years."
3,Fees,The Minister may set fees for licences.
"""


def run(*args: object, code: int = 0) -> tuple[str, str]:
    result = CliRunner().invoke(app, ["review", *(str(a) for a in args)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


def fill(path: Path, article: str, decision: str, reason: str, expert: str = "Jane Doe") -> int:
    workbook = load_workbook(path)
    sheet = workbook.worksheets[1]
    at = next(line[0].row for line in sheet.iter_rows(min_row=3) if line[2].value == article)
    sheet[f"I{at}"].value, sheet[f"J{at}"].value = decision, reason
    workbook.worksheets[0]["C2"].value = expert
    workbook.save(path)
    return int(at)


@pytest.mark.skipif(not bundled_laws("RWA"), reason="no bundled law of Rwanda")
def test_a_bundled_country_there_and_back(tmp_path: Path) -> None:
    sheet, journal = tmp_path / "rwanda.xlsx", tmp_path / "j"
    out, _ = run("export", "rwa", "--out", sheet, "--overrides", tmp_path)
    assert out.strip() == str(sheet)
    front = load_workbook(sheet)["Instructions"]
    assert front["B1"].value == "Review of the alignment – Rwanda"
    statuses = [c.value for c in load_workbook(sheet)["Provisions"]["C"][2:]]
    assert any("in line" in str(s) for s in statuses)
    _, err = run("export", "RWA", "--out", sheet, code=2)
    assert "not written over" in err
    article = next(line[2].value for line in load_workbook(sheet)["Articles"].iter_rows(min_row=3) if line[2].value)
    fill(sheet, article, "partly", "Half of it.")
    out, _ = run("import", sheet, "--overrides", journal, "--dry-run")
    assert "1 decision of Jane Doe on RWA would be taken" in out
    assert not journal.exists()
    out, _ = run("import", sheet, "--overrides", journal)
    assert f"confirm partial: {article} – cets185:" in out
    out, _ = run("import", sheet, "--overrides", journal)
    assert "0 decisions" in out
    assert len(read_overrides(journal)) == 1
    again = tmp_path / "again.xlsx"
    run("export", "RWA", "--out", again, "--overrides", journal, "--expert", "Jane Doe", "--language", "fr")
    filled = [
        (line[8].value, line[9].value)
        for line in load_workbook(again)["Articles"].iter_rows(min_row=3)
        if line[8].value
    ]
    assert filled == [("en partie", "Half of it.")]


def test_law_files_and_what_can_be_wrong(tmp_path: Path) -> None:
    act = tmp_path / "act.csv"
    act.write_text(LAW, encoding="utf-8")
    sheet, journal = tmp_path / "s.xlsx", tmp_path / "j"
    run("export", "--law", act, "--country", "GHA", "--out", sheet, "--law-language", "en", "--overrides", tmp_path)
    at = fill(sheet, "2", "perhaps", "Why not.")
    good = tmp_path / "good.xlsx"
    run("export", "--law", act, "--country", "GHA", "--out", good, "--law-language", "en", "--overrides", tmp_path)
    fill(good, "2", "confirm", "Plainly.")
    # One file that is no sheet and one bad row stop nothing else.
    out, err = run("import", act, sheet, good, "--overrides", journal, code=2)
    assert "act.csv: the file is not an Excel workbook" in err
    assert f"s.xlsx, sheet 'Articles', row {at}: “perhaps” is no decision. Choose one of: confirm, partly" in err
    assert "1 decision of Jane Doe on GHA taken" in out
    assert [(o.article, o.provision) for o in read_overrides(journal, "GHA")] == [("2", "cets185:2")]
    for wrong, what in (
        (("export",), "no country is named"),
        (("export", "KEN", "--country", "GHA"), "two countries are named"),
        (("export", "TCD"), "no law of TCD is bundled"),
        (("export", "KEN", "--language", "de", "--out", tmp_path / "x.xlsx"), "language 'de'"),
        (("export", "KEN", "--conflicts", "loudest", "--out", tmp_path / "x.xlsx"), "no rule 'loudest'"),
    ):
        _, err = run(*wrong, "--overrides", tmp_path / "none" if wrong[1:2] != ("KEN",) else tmp_path, code=2)
        assert what in err, (wrong, err)
    assert not (tmp_path / "x.xlsx").exists()


def test_blind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    act = tmp_path / "act.csv"
    act.write_text(LAW, encoding="utf-8")
    monkeypatch.setenv("LEXALIGN_EXPERT", "Ben Otieno")
    sheet = tmp_path / "s.xlsx"
    run(
        "export",
        "--law",
        act,
        "--country",
        "GHA",
        "--out",
        sheet,
        "--law-language",
        "en",
        "--blind",
        "--overrides",
        tmp_path,
    )
    workbook = load_workbook(sheet)
    assert workbook["Instructions"]["C2"].value == "Ben Otieno"
    text = " ".join(str(c.value) for s in workbook.worksheets for line in s.iter_rows() for c in line if c.value)
    assert "The program" not in text and "in line" not in text.replace("partially in line", "")
