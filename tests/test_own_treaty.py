"""A treaty of the user's own, and a thirteenth language, each by one file and no code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lexalign import align, annex, assess, card, matrix, matrix_workbook, provisions_table
from lexalign.cli import app
from lexalign.errors import UnknownProvision
from lexalign.language import load_lexicon
from lexalign.model import Article, Law

TREATY = """\
instrument: harbour
title: {en: Model Rules on Harbour Computers}
short_title: {en: Harbour Rules}
text_checked: true
provisions:
  - id: "1"
    title: {en: Entry into harbour computers}
    pillar: substantive
    explanation: Whoever enters a computer of a harbour without being allowed to must be punished.
    elements:
      - {id: entry, kind: conduct, requirement: required, text: entering a computer, shown_by: [access + computer_system]}
      - {id: no_right, kind: qualifier, requirement: required, text: without being allowed to, shown_by: [without_right]}
  - id: "2"
    title: {en: Keeping of harbour data}
    pillar: procedural
    explanation: The harbour police must be able to order that data are kept unchanged.
    elements:
      - {id: order, kind: measure, requirement: required, text: an order to keep data, shown_by: [preserve + computer_data]}
"""

LAW = Law(
    "ken-harbour",
    "KEN",
    "Harbour Act",
    "en",
    (
        Article("1", "Fees", "The harbour master sets the fees for moorings.", key="1"),
        Article(
            "2",
            "Entry into harbour computers",
            "Whoever without right gains access to a computer system of a harbour commits an offence.",
            key="2",
        ),
        Article(
            "3",
            "Keeping of data",
            "The harbour police may order any person to preserve stored computer data for sixty days.",
            key="3",
        ),
    ),
    year=2020,
)


@pytest.fixture
def treaty(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.yaml"
    path.write_text(TREATY, encoding="utf-8")
    return path


def test_own_treaty_works_in_every_function(treaty: Path, tmp_path: Path) -> None:
    a = align(LAW, treaty)
    assert {(m.article, m.provision) for m in a.accepted} == {("2", "harbour:1"), ("3", "harbour:2")}
    assert "[x]" in str(a.explain("1"))
    assert "Entry into harbour computers" in a._repr_html_()
    assert list(a.to_frame(accepted=True)["provision"]) == ["harbour:1", "harbour:2"]
    assessment = assess(a, instrument=treaty)
    assert assessment["1"].status == "in line"
    assert assessment["harbour:2"].status == "in line"
    assert annex(assessment, tmp_path / "annex.xlsx").is_file()
    table = matrix([assessment], pillar="substantive")
    assert "harbour:1" in table.to_frame().columns
    assert matrix_workbook(table, tmp_path / "matrix.xlsx").is_file()
    assert list(provisions_table(treaty)["provision"]) == ["harbour:1", "harbour:2"]
    assert "entering a computer" in str(card("harbour:1", treaty))


def test_own_treaty_works_on_the_command_line(treaty: Path, tmp_path: Path) -> None:
    act = tmp_path / "act.csv"
    act.write_text(
        "number,heading,text\n" + "\n".join(f'{a.number},{a.heading},"{a.text}"' for a in LAW.articles),
        encoding="utf-8",
    )
    args = ["align", str(act), "--country", "KEN", "--language", "en", "--instrument", str(treaty), "--format", "csv"]
    out = CliRunner().invoke(app, args)
    assert out.exit_code == 0 and "harbour:2" in out.stdout
    shown = CliRunner().invoke(app, ["provisions", "harbour:2", "--instrument", str(treaty)])
    assert "an order to keep data" in shown.stdout
    listed = CliRunner().invoke(app, ["provisions", "--instrument", str(treaty), "--format", "csv"])
    assert "Keeping of harbour data" in listed.stdout


ESPERANTO = """\
language: eo
name: Esperanto
concepts:
  access:
    wordings: {own: [alir*, "eniĝ* ~2 en"]}
    must_match: [li aliras la sistemon]
    must_not_match: [li legas]
  computer_system:
    wordings: {own: [komputil*, komputa sistemo*]}
    must_match: [en komputilon]
  without_right:
    wordings: {own: [sen rajto, sen ~2 permeso]}
    must_match: [sen ia ajn permeso]
provisions:
  "cets185:2":
    title: Kontraŭleĝa aliro
    aliases: [Kontraŭleĝa aliro, Nerajtigita aliro al komputilo]
    description: Kiu sen rajto aliras komputilan sistemon aŭ parton de ĝi, tiu estas punata per malliberigo aŭ monpuno.
pillars:
  substantive: [krimoj]
"""


def test_a_thirteenth_language_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "eo.yaml"
    path.write_text(ESPERANTO, encoding="utf-8")
    articles = (
        Article("1", "Celo", "Ĉi tiu leĝo celas la sekurecon de la havenoj.", ("Ĝeneralaj reguloj",), "1"),
        Article(
            "2", "Nerajtigita aliro", "Kiu sen rajto aliras komputilan sistemon, tiu estas punata.", ("Krimoj",), "2"
        ),
        Article("3", "Impostoj", "La ministro fiksas la impostojn.", (), "3"),
    )
    a = align(replace(LAW, language="eo", articles=articles), lexicon=load_lexicon(path))
    assert [(m.article, m.provision) for m in a.accepted] == [("2", "cets185:2")]


def test_cards_read_well() -> None:
    text = str(card("19.2"))
    assert "Article 19" in text and "19.4" in text and "related: 18, 31" in text
    assert "not yet checked" in str(card("cets224:7"))
    assert "not yet checked" in card("cets224:7")._repr_html_()
    assert "reservation (Art. 42)" in str(card("22"))
    with pytest.raises(UnknownProvision):
        card("99")
