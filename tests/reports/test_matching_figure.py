"""The picture that says how far the matching can be trusted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lexalign.matching.fusion import load_fit
from lexalign.reports.matching_figure import matching_figure, reliability_of

FIT = load_fit()


def test_the_shipped_fit_remembers_how_reliable_it_is() -> None:
    found = reliability_of(FIT)
    assert set(found) == {"with headings", "without headings"}
    for one, kept in zip(found.values(), ("headed", "headings_taken_away"), strict=True):
        total = sum(n for *_, n in one.bins)
        error = sum(n * abs(said - right) for said, right, n in one.bins) / total
        assert error == pytest.approx(one.error, abs=2e-3)
        assert one.error == pytest.approx(FIT.about["left_one_law_out"][f"calibration_error_{kept}"], abs=1e-4)  # type: ignore[index]


def test_the_picture_says_what_was_measured(tmp_path: Path) -> None:
    figure = matching_figure(tmp_path / "m.png")
    text = " ".join(" ".join(t.get_text() for t in figure.texts).split())
    left = FIT.about["left_one_law_out"]
    assert f"{left['precision']:.0%} are right" in text and f"{left['recall']:.0%} are accepted" in text  # type: ignore[index]
    assert len(figure.axes[0].collections) == 2
    assert (
        matching_figure(tmp_path / "n.png") and (tmp_path / "m.png").read_bytes() == (tmp_path / "n.png").read_bytes()
    )


def test_weights_that_remember_nothing_draw_an_empty_diagram() -> None:
    assert not matching_figure(fit=replace(FIT, about={})).axes[0].collections
