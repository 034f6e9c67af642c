"""Explanations: the waterfall adds up, everything is escaped, the command says why."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lexalign.cli import app
from lexalign.matching import align
from lexalign.matching.contributions import GROUPS, features_again, means_of, waterfall_text, waterfalls
from lexalign.matching.features import FEATURES
from lexalign.model import Article, Law

ARTICLES = (
    Article(
        "4",
        "Illegal <b>access</b>",
        "A person who intentionally and without right gains access to a computer system <script>alert(1)</script> "
        "commits an offence and is liable to imprisonment.",
        key="4",
    ),
    Article("5", None, "Service providers shall retain traffic data of all users for twelve months.", key="5"),
    Article("6", "Preservation of data", "An officer may order a person to preserve stored computer data.", key="6"),
)
LAW = Law("made-act", "XXX", "A made-up Act", "en", ARTICLES)


def test_contributions_add_up_to_the_confidence_of_every_pair() -> None:
    alignment = align(LAW, at_least=0.0, kept=len(ARTICLES))
    pairs = [(m.article, m.provision) for m in alignment.matches]
    assert len(pairs) > 100
    for m, fall in zip(alignment.matches, waterfalls(alignment, features_again(alignment), pairs), strict=True):
        total = sum(c.value for c in fall.contributions)
        assert total == pytest.approx(math.log(m.confidence / (1 - m.confidence)), abs=1e-6)
        assert fall.confidence == pytest.approx(m.confidence)


def test_every_feature_has_a_group_for_the_reader() -> None:
    named = [member for _, members in GROUPS for member in members]
    assert len(named) == len(set(named))
    for feature in FEATURES:
        assert any(feature == m or feature.startswith(f"{m}_") for m in named), feature


def test_a_product_of_signals_counts_half_for_each_of_them() -> None:
    alignment = align(LAW)
    found = features_again(alignment)
    (fall,) = waterfalls(alignment, found, [("4", "cets185:2")])
    column = [p.id for p in found.shown.provisions].index("cets185:2")
    value = dict(zip(FEATURES, found.values[[a.key for a in ARTICLES].index("4"), column].tolist(), strict=True))
    weight = means_of(alignment).fit.headed.of
    by_name = {c.name: c.value for c in fall.contributions}
    heading = ("heading", 1.0), ("branch_heading", 0.5), ("heading_typical", 0.5)
    text = ("text", 1.0), ("branch_text", 0.5), ("text_best", 0.5)
    for name, parts in (("heading", heading), ("likeness of the text", text)):
        assert by_name[name] == pytest.approx(sum(weight[f] * value[f] * share for f, share in parts)), name
        assert by_name[name] != 0.0


def test_the_text_fits_a_terminal_of_100_and_shows_the_figures() -> None:
    found = align(LAW).explain("2", "4")
    text = str(found)
    assert all(len(line) <= 100 for line in text.splitlines())
    assert "sum: confidence" in text and "[x] 2: entering a computer system" in text
    assert all(f"{c.value:+.2f}" in waterfall_text(found.waterfalls[0]) for c in found.waterfalls[0].contributions)


def test_html_is_escaped_marks_the_words_and_has_the_figures_as_text() -> None:
    page = align(LAW).explain("2", "4")._repr_html_()
    assert "<script" not in page and "<b>access" not in page and "&lt;script&gt;" in page
    assert "<mark" in page and 'dir="auto"' in page and "confidence" in page
    for c in align(LAW).explain("2", "4").waterfalls[0].contributions:
        assert f"{c.value:+.2f}" in page


def test_look_alikes_are_named_where_no_article_is_asked_for() -> None:
    alignment = align(LAW)
    said = str(alignment.explain("16"))
    assert "everybody" in said, "the article on retention is told apart, as a candidate or beside them"
    assert alignment.explain("16", "6").look_alikes == ()


def test_the_command_explains_one_article_and_many(tmp_path: Path) -> None:
    file = tmp_path / "made.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["number", "heading", "path", "text"])
        writer.writerows([a.number, a.heading or "", "", a.text] for a in ARTICLES)
    run = CliRunner().invoke(app, ["explain", str(file), "2", "--country", "KEN", "--language", "en", "--article", "5"])
    assert run.exit_code == 0 and "5: candidate only" in run.output and "sum: confidence" in run.output
    run = CliRunner().invoke(app, ["explain", str(file), "16", "--country", "KEN", "--language", "en"])
    assert run.exit_code == 0 and "Art. 16" in run.output
    run = CliRunner().invoke(
        app,
        [
            "align",
            str(file),
            "--country",
            "KEN",
            "--language",
            "en",
            "--instrument",
            "cets185",
            "--format",
            "csv",
            "--paragraphs",
        ],
    )
    assert run.exit_code == 0
    rows = list(csv.DictReader(run.output.splitlines()))
    assert "pinpoint" in rows[0] and any("." in r["provision"] for r in rows)
