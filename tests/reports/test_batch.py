"""Many annexes: what is up to date stays, one failure stops only itself, a stop loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from lexalign.cli import app
from lexalign.errors import LexalignError
from lexalign.reports import annexes, batch
from lexalign.review import set_status

DAY = "2026-11-22"


def run(out: Path, countries: list[str], **more: object) -> batch.BatchResult:
    return annexes(out, countries, as_of=DAY, progress=False, overrides=out / "journal", **more)  # type: ignore[arg-type]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "journal").mkdir()
    return tmp_path


def test_a_second_run_writes_only_what_has_changed(out: Path) -> None:
    first = run(out, ["BRB", "VCT"], formats=("xlsx", "html"))
    assert [p.name for p in first.written] == [
        f"annex-{code}-{DAY}.{one}" for code in ("BRB", "VCT") for one in ("xlsx", "html")
    ]
    second = run(out, ["BRB", "VCT"], formats=("xlsx", "html"))
    assert (len(second.written), len(second.kept)) == (0, 4)
    set_status(
        "BRB", "cets185:2", "in line", rationale="Read in the Official Gazette.", expert="Ada", folder=out / "journal"
    )
    (out / f"annex-VCT-{DAY}.html").unlink()
    third = run(out, ["BRB", "VCT"], formats=("xlsx", "html"))
    assert {p.name for p in third.written} == {
        f"annex-BRB-{DAY}.xlsx",
        f"annex-BRB-{DAY}.html",
        f"annex-VCT-{DAY}.html",
    }
    assert len(run(out, ["BRB"], again=True).written) == 1


def test_one_failure_does_not_stop_the_rest(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = batch.assess_bundled

    def broken(code: str, **more: object) -> object:
        if code == "VCT":
            raise ZeroDivisionError("a fault of ours")
        return real(code, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(batch, "assess_bundled", broken)
    found = run(out, ["VCT", "Atlantis", "BRB"])
    assert [p.name for p in found.written] == [f"annex-BRB-{DAY}.xlsx"]
    assert found.failures[0] == ("VCT", "unexpected ZeroDivisionError: a fault of ours")
    assert "Atlantis" in found.failures[1][1]
    assert "1 written, 2 failed" in str(found)


def test_a_stop_loses_nothing(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = batch.assess_bundled

    def stopping(code: str, **more: object) -> object:
        if code == "VCT":
            raise KeyboardInterrupt
        return real(code, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(batch, "assess_bundled", stopping)
        found = run(out, ["BRB", "VCT", "KNA"])
    assert found.stopped
    assert "goes on where it was" in str(found)
    after = run(out, ["BRB", "VCT", "KNA"])
    assert [p.name for p in after.kept] == [f"annex-BRB-{DAY}.xlsx"]
    assert len(after.written) == 2
    assert not [p for p in out.rglob("*") if p.name.startswith("tmp") or p.suffix == ".tmp"]


def test_a_spoiled_record_only_costs_time(out: Path) -> None:
    run(out, ["BRB"])
    (out / batch.RECORD).write_text("{not json", encoding="utf-8")
    assert len(run(out, ["BRB"]).written) == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [({"formats": ("odt",)}, "xlsx, docx, html"), ({"language": "de"}, "Use one of en"), ({"rule": "none"}, "none")],
)
def test_what_is_wrong_for_all_is_said_once(out: Path, more: dict[str, object], said: str) -> None:
    with pytest.raises(LexalignError, match=said):
        run(out, ["BRB"], **more)


def test_the_command(out: Path) -> None:
    go = CliRunner()
    none = go.invoke(app, ["annex", "--out", str(out)])
    assert none.exit_code == 2
    done = go.invoke(
        app,
        [
            "annex",
            "BRB",
            "-f",
            "docx",
            "-f",
            "html",
            "--out",
            str(out),
            "--as-of",
            DAY,
            "--overrides",
            str(out / "journal"),
        ],
    )
    assert done.exit_code == 0, done.output
    assert (out / f"annex-BRB-{DAY}.docx").is_file()
    assert "Annexes: 2 written." in done.output
