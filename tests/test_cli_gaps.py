"""``lexalign gaps``, ``change`` and ``coverage`` as a user meets them; the sheets they fill."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from lexalign.assessment import assess_bundled, compare_assessments, gaps
from lexalign.cli import app, main
from lexalign.errors import LexalignError
from lexalign.reports import annex

DAY = "2026-11-22"
HEAD = "number,heading,text\n1,Short title,This Act is the Made-up Data Act.\n"
PRESERVE = (
    '2,Preservation order,"A police officer may by written notice require a person in control of stored computer data, '
    "including traffic data, to preserve it and keep its integrity for up to ninety days where it is vulnerable to loss "
    'or modification, and to keep the order confidential."\n'
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text(HEAD + "2,Fees,The Minister may set fees for licences.\n", encoding="utf-8")
    new.write_text(HEAD + PRESERVE, encoding="utf-8")
    return old, new


def run(*args: object, code: int = 0) -> tuple[str, str]:
    result = CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=True)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_gaps_in_the_language_asked_for_and_a_wrong_country_beside_a_right_one(tmp_path: Path) -> None:
    (tmp_path / "j").mkdir()
    common = ("--as-of", DAY, "--overrides", tmp_path / "j", "--others", 1)
    out, err = run("gaps", "RWA", "ZZZ", "--language", "fr", "--format", "csv", *common, code=2)
    got = rows(out)
    assert {r["country"] for r in got} == {"RWA"} and "ZZZ" in err
    assert any("Définir les données de trafic" in r["point"] for r in got)
    assert all(r["comparators"] for r in got if r["provision"] == "cets185:6")
    table, _ = run("gaps", "RWA", *common)
    assert "Rwanda, Budapest Convention" in table and "  see " in table


def test_a_bill_and_its_annex(files: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "j").mkdir()
    common = ("--as-of", DAY, "--overrides", tmp_path / "j")
    out, _ = run("change", "RWA", "--bill", files[1], "--language", "en", "--format", "csv", "--changed", "--out", tmp_path / "out", *common)  # fmt: skip
    (row,) = [r for r in rows(out) if r["provision"] == "cets185:16"]
    assert (row["before"], row["after"], row["change"]) == ("partially in line", "in line", "improves")
    (path,) = (tmp_path / "out").iterdir()
    sheet = load_workbook(path)["Changes"]
    cells = [[str(c) for c in line if c is not None] for line in sheet.iter_rows(values_only=True)]
    (line,) = [c for c in cells if c[0] == "Article 16"]
    assert line[2:5] == ["◐ partially in line", "● in line", "improves"]
    assert any("law in force" in c[0] for c in cells if c)


def test_two_texts_two_dates_and_drafts(files: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "j").mkdir()
    out, _ = run("change", *files, "--country", "KEN", "--language", "en", "--as-of", DAY, "--format", "csv")
    assert len(rows(out)) == 35 and [r["change"] for r in rows(out) if r["provision"] == "cets185:16"] == ["now known"]
    dates, _ = run("change", "KEN", "--since", "2017-01-01", "--as-of", DAY, "--overrides", tmp_path / "j")
    assert f"as of 2017-01-01 → as of {DAY}" in dates
    drafts, _ = run("change", "KEN", "--drafts", "--as-of", DAY, "--overrides", tmp_path / "j")
    assert "law in force → with the drafts known" in drafts and "it is a draft" in drafts


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("KEN",), "not said what to compare with"),
        (("KEN", "--drafts", "--since", "2020-01-01"), "said twice"),
        (("law.csv", "--bill", "b.csv"), "Give --country"),
        (("law.csv", "--since", "2020-01-01", "--country", "KEN"), "known of countries, not of files"),
        (("KEN", "--since", "yesterday"), "is not a date"),
    ],
)
def test_what_is_missing_is_said(args: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("sys.argv", ["lexalign", "change", *args])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2 and words in capsys.readouterr().err


def test_coverage_of_one_and_of_all(tmp_path: Path) -> None:
    (tmp_path / "j").mkdir()
    common = ("--as-of", DAY, "--overrides", tmp_path / "j", "--format", "csv")
    one, _ = run("coverage", "KEN", "ransomware", *common)
    assert {"part", "provision", "status"} <= set(rows(one)[0])
    country, _ = run("coverage", "KEN", *common)
    assert {r["country"] for r in rows(country)} == {"KEN"} and len({r["phenomenon"] for r in rows(country)}) == 11
    every, err = run("coverage", "--all", "ransomware", "--out", tmp_path / "out", *common)
    assert {r["phenomenon"] for r in rows(every)} == {"ransomware"} and len({r["country"] for r in rows(every)}) > 50
    assert f"phenomena-{DAY}.html" in err and (tmp_path / "out" / f"phenomena-{DAY}.html").is_file()


def test_the_annex_has_drafting_points_and_refuses_changes_of_others(tmp_path: Path) -> None:
    kenya, rwanda = (assess_bundled(code, overrides=(), as_of=DAY) for code in ("KEN", "RWA"))
    sheet = load_workbook(annex(kenya, tmp_path / "a.xlsx"))["Drafting points"]
    text = "\n".join(str(c) for line in sheet.iter_rows(values_only=True) for c in line if c is not None)
    for gap in gaps(kenya).gaps:
        assert all(point.text in text for point in gap.points)
    assert "same tradition" in text
    with pytest.raises(LexalignError, match="changes are of Rwanda"):
        annex(kenya, tmp_path / "b.xlsx", change=compare_assessments(rwanda, rwanda))


def test_the_matrix_of_the_second_protocol_and_of_parts(tmp_path: Path) -> None:
    (tmp_path / "j").mkdir()
    common = ("--as-of", DAY, "--overrides", tmp_path / "j", "--format", "csv")
    second, _ = run("matrix", "--instrument", "cets224", "--pillar", "all", *common)
    assert {"KEN", "RWA"} <= {r["country"] for r in rows(second)} and "cets224:7" in rows(second)[0]
    parts, _ = run("matrix", "--parts", *common)
    assert {"cets185:6", "cets185:6.1.b"} <= set(rows(parts)[0])
