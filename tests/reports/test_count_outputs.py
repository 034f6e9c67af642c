"""Every count that is printed anywhere carries date, rule, denominator and basis."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "assessment"))
from made_register import rows, write

from lexalign.assessment.register import read_register
from lexalign.cli import app
from lexalign.reports import global_count

DAY = "2026-11-22"
SHOWN = ("count", "interval", "next", "history", "targets", "rules", "states")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("outputs") / "register.csv", rows())


def run(*args: str) -> str:
    done = CliRunner().invoke(app, list(args))
    assert done.exit_code == 0, done.output + repr(done.exception)
    return done.stdout


@pytest.mark.parametrize("show", SHOWN)
def test_the_command_line_as_text(show: str, register: Path) -> None:
    out = run("counts", "--register", str(register), "--as-of", DAY, "--show", show, "--since", "2025")
    for words in (DAY, "c-proc/1", "193", "un-members", "asis", "expert"):
        assert words in out, (show, words)


@pytest.mark.parametrize("show", SHOWN)
@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_the_command_line_as_tables(show: str, format: str, register: Path) -> None:
    out = run(
        "counts", "--register", str(register), "--as-of", DAY, "--show", show, "--since", "2025", "--format", format
    )  # fmt: skip
    if format == "csv":
        lines: list[dict[str, object]] = list(csv.DictReader(io.StringIO(out)))  # type: ignore[arg-type]
    else:
        lines = [json.loads(line) for line in out.splitlines()]
    if show == "next":
        assert lines == []  # experts and a machine without confidences leave nothing open
        return
    assert lines
    for line in lines:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(line["as_of"]))
        assert line["rule"] in ("c-proc/1", "strict/1", "membership")
        assert line["denominator"] in ("un-members", "all")
        assert any(str(c).startswith("basis") for c in line)


def test_files_sheets_and_pictures(register: Path, tmp_path: Path) -> None:
    files = global_count(read_register(register), tmp_path / "out", dates=["2025-12-31", DAY], as_of=DAY)
    assert len(files) == len(set(files)) and all(f.is_file() for f in files)
    kinds = sorted({f.suffix for f in files})
    assert kinds == [".csv", ".html", ".md", ".png", ".xlsx"]
    for path in files:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                table = list(csv.DictReader(file))
            assert table, path
            for line in table:
                assert line["as_of"] and line["rule"] == "c-proc/1" and line["denominator"] == "un-members"
            assert any(c.startswith("basis") for c in table[0])
        elif path.suffix in (".md", ".html"):
            text = path.read_text(encoding="utf-8")
            for words in ("2026", "c-proc/1", "193", "un-members", "asis", "expert"):
                assert words in text, (path, words)
    (book,) = (f for f in files if f.suffix == ".xlsx")
    names = []
    for sheet in load_workbook(book):
        names.append(sheet.title)
        if sheet.title == "Rule":
            continue
        text = "\n".join(str(c.value) for line in sheet.iter_rows() for c in line if c.value is not None)
        for words in ("193", "un-members", "asis"):
            assert words in text, (sheet.title, words)
        assert "c-proc/1" in text or "C-PROC's own" in text, sheet.title
        assert DAY in text or "22 November 2026" in text or sheet.title == "Published", sheet.title
    assert names == [
        "Counts", "Targets", "Sensitivity", "Interval", "Chances", "Review next", "Over time", "Published", "Rule",
    ]  # fmt: skip


def test_the_indicators_of_the_command_line(register: Path) -> None:
    out = run("indicators", "--register", str(register), "--as-of", DAY, "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(out)))
    assert {line["id"] for line in lines} >= {
        "substantive-130",
        "parties-cets224",
        "draft-laws",
        "second-protocol-ready",
    }
    for line in lines:
        assert line["as_of"] and line["rule"] and line["denominator"] and line["basis"]
    assert lines[0]["figure"] == "130" and lines[0]["distance"] == "0"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--rule", "unctad", "--show", "interval"), "only says whether there is legislation"),
        (("--by", "continent"), "no breakdown by continent"),
        (("--presume", "parties", "--register", "REGISTER"), "counted as it stands"),
        (("--register", "nowhere.csv"), "cannot be opened"),
        (("--show", "states", "--pillar", "cooperation", "--register", "REGISTER"), "does not count a pillar"),
    ],
)
def test_what_is_typed_wrong_is_said(args: tuple[str, ...], words: str, register: Path) -> None:
    done = CliRunner().invoke(app, ["counts", *(str(register) if a == "REGISTER" else a for a in args)])
    assert done.exit_code != 0
    assert words in str(done.exception)
