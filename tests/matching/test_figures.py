"""The figures this version claims, measured on real laws with the scorer of the collection."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def english(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Labels of the English laws, and the folder with what the command line predicts for them."""
    from typer.testing import CliRunner

    from lexalign.cli import app

    folder = tmp_path_factory.mktemp("english")
    with (shared / "laws" / "INDEX.csv").open(encoding="utf-8", newline="") as source:
        language = {row["file"]: row["language"] for row in csv.DictReader(source)}
    with (shared / "gold" / "matches.csv").open(encoding="utf-8", newline="") as source:
        rows = [row for row in csv.DictReader(source) if language[row["law_file"]] == "en"]
    gold = folder / "gold.csv"
    with gold.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    for law in sorted({row["law_file"] for row in rows}):
        args = ["align", str(shared / "laws" / law), "--country", law[:3], "--language", "en", "--format", "csv"]
        result = CliRunner().invoke(app, args)
        assert result.exit_code == 0, result.output
        (folder / f"{law.replace('/', '__')}.csv").write_text(result.stdout, encoding="utf-8")
    return gold, folder


def test_f1_and_presence_on_the_english_laws(
    shared: Path, english: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("score", shared / "bench" / "score.py")
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold, folder = english
    out = tmp_path / "figures.json"
    args = ["score.py", "--gold", gold, "--laws", shared / "laws", "--predictions", folder, "--json", out]
    monkeypatch.setattr(sys, "argv", [str(a) for a in args])
    with contextlib.redirect_stdout(io.StringIO()):
        score.main()
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["failed"] == []
    assert figures["F1"] >= 0.80
    assert figures["presence_F1"] >= 0.87


def test_the_fit_says_how_it_does_on_laws_it_has_not_seen() -> None:
    about = json.loads((ROOT / "provisions" / "fit.json").read_text(encoding="utf-8"))["about"]
    # Over all laws and languages, whole codes among them.
    assert about["left_one_law_out"]["F1"] >= 0.75
    assert about["left_one_law_out"]["presence_F1"] >= 0.88
    assert about["left_one_law_out"]["calibration_error_headed"] <= 0.05
    assert about["left_one_law_out"]["look_alikes_accepted"] <= 0.08
    assert about["left_one_language_out"]["F1"] >= 0.70
    assert about["date"] and about["command"] and about["laws"]


def test_a_fit_is_the_same_every_time_and_can_be_used(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from lexalign import align, bundled_laws
    from lexalign.matching.fit import main
    from lexalign.matching.fusion import load_fit
    from lexalign.matching.precedents import load_precedents

    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        args = ["--gold", shared / "gold" / "matches.csv", "--laws", shared / "laws", "--languages", "fr,it"]
        assert main([*map(str, args), "--out", str(tmp_path / name)]) == 0
        made.append([(tmp_path / name / f).read_bytes() for f in ("fit.json", "precedents.jsonl")])
    assert made[0] == made[1]
    assert "left_one_law_out" in capsys.readouterr().out
    law = bundled_laws("RWA")[0]
    fit = load_fit(tmp_path / "one" / "fit.json")
    assert align(law, fit=fit, precedents=load_precedents(tmp_path / "one" / "precedents.jsonl")).accepted


def test_digests_give_the_pairs_of_the_text(shared: Path) -> None:
    sys.path.insert(0, str(ROOT / "tests" / "benchmarks"))
    from measure_digests import compare

    found = compare(shared)
    assert len({law.country for law, _, _ in found}) == 18
    for country in {law.country for law, _, _ in found}:
        here = [(text, digest) for law, text, digest in found if law.country == country]
        assert sum(len(t & d) for t, d in here) >= 0.85 * sum(len(t) for t, _ in here), country
    assert sum(len(t & d) for _, t, d in found) >= 0.93 * sum(len(t) for _, t, _ in found)
    # Digests are crisper than statutes, so they also show pairs that the full text hides.
    assert sum(len(t & d) for _, t, d in found) >= 0.80 * sum(len(t | d) for _, t, d in found)
