"""The main job on the bundled corpora."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexalign.assessment import denominator, known_countries
from lexalign.errors import LexalignError
from lexalign.laws import bundled_countries, bundled_laws, covered_countries
from lexalign.reports import ReportResult, report
from lexalign.review import confirm

PARTS = ("substantive", "procedural", "cooperation", "cets224")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> ReportResult:
    folder = tmp_path_factory.mktemp("report")
    (folder / "overrides").mkdir()
    return report(folder / "out", overrides=folder / "overrides", as_of="2026-11-22", progress=False)


def test_every_bundled_country_goes_through(result: ReportResult) -> None:
    assert not result.failures
    assert {a.country for a in result.assessments} == set(covered_countries())


def test_the_files(result: ReportResult) -> None:
    names = {path.name for path in result.files}
    assert names == {
        *(f"annex-{code}-2026-11-22.xlsx" for code in covered_countries()),
        *(f"matrix-{p}-2026-11-22.{e}" for p in PARTS for e in ("xlsx", "png")),
        "phenomena-2026-11-22.html",
        "matching-2026-11-22.png",
        *(f"counts-2026-11-22.{e}" for e in ("csv", "xlsx", "md")),
        *(f"report-un-members-2026-11-22.{e}" for e in ("html", "docx")),
    }
    assert all(path.stat().st_size > 500 for path in result.files)
    assert {path.name for path in result.files[0].parent.iterdir()} == names


def test_the_sentence_says_everything(result: ReportResult) -> None:
    for part in (
        "22 November 2026",
        "c-proc/1",
        "193",
        f"{len(set(known_countries()) & set(denominator()))} assessed",
        "at least",
        "basis",
    ):
        assert part in result.sentence
    assert str(result).endswith(result.sentence)


def test_the_same_day_gives_the_same_bytes(result: ReportResult, tmp_path: Path) -> None:
    code = bundled_countries()[0]
    again = report(tmp_path, countries=[code], overrides=[], as_of="2026-11-22", progress=False)
    first = next(path for path in result.files if path.name.startswith(f"annex-{code}"))
    assert again.files[0].read_bytes() == first.read_bytes()


def test_one_failure_stops_only_its_country(tmp_path: Path) -> None:
    done = report(tmp_path, countries=["ZZZ", "Kenya", "FRA"], overrides=[], as_of="2026-11-22", progress=False)
    assert [a.country for a in done.assessments] == ["KEN"]
    assert [what for what, _ in done.failures] == ["ZZZ", "FRA"]
    assert "no law of France is bundled" in done.failures[1][1]
    assert "1 assessed" in done.sentence
    assert "Failed: ZZZ" in str(done)


def test_nothing_at_all_is_no_crash(tmp_path: Path) -> None:
    done = report(tmp_path, countries=["ZZZ"], overrides=[], progress=False)
    assert (done.files, done.sentence) == ((), "")


def test_a_decision_changes_the_annex(tmp_path: Path) -> None:
    law = bundled_laws("KEN")[0]
    confirm(law, "51", "16", expert="A", rationale="r", folder=tmp_path / "j", at="2026-11-01T10:00:00Z")
    done = report(tmp_path / "out", countries=["KEN"], overrides=tmp_path / "j", as_of="2026-11-22", progress=False)
    assert done.assessments[0]["16"].basis == "expert"


def test_journals_that_are_not_there_and_wrong_dates_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(LexalignError, match="no such folder"):
        report(tmp_path, overrides=tmp_path / "none", progress=False)
    with pytest.raises(LexalignError):
        report(tmp_path, as_of="22.11.2026", progress=False)
    assert not list(tmp_path.iterdir())
