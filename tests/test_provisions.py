"""Treaty knowledge: complete, and precise about what is wrong with a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lexalign.errors import DataFileError, UnknownProvision, UnreadableFile
from lexalign.provisions import articles, elements_of, load_instrument, normal_id, paragraphs, provision

CONVENTION = load_instrument("cets185")


def test_all_articles_are_there_in_order() -> None:
    assert [p.id for p in articles(CONVENTION)] == [f"cets185:{n}" for n in range(1, 36)]
    assert [p.id for p in articles(CONVENTION, final=True)] == [f"cets185:{n}" for n in range(1, 49)]
    rows = [*range(1, 23), *range(24, 36), 42]
    assert list(CONVENTION.row_order) == [f"cets185:{n}" for n in rows]


def test_titles_are_the_official_ones(shared: Path) -> None:
    text = next((shared / "treaties").glob("CETS185*_en_nl.md")).read_text(encoding="utf-8")
    official = {}
    for m in re.finditer(r"^### Article\s+(\d+)\s*\n+#+\s*([^\n]+)\n", text, re.M):
        official.setdefault(int(m.group(1)), re.sub(r"[^a-z0-9]+", " ", m.group(2).lower()).strip())
    assert set(range(1, 49)) <= set(official)
    for p in articles(CONVENTION, final=True):
        ours = re.sub(r"[^a-z0-9]+", " ", p.title["en"].lower()).strip()
        assert ours == official[int(p.id.split(":")[1])], p.id


def test_every_article_can_be_shown_and_is_explained() -> None:
    for p in articles(CONVENTION):
        assert any(e.required for e in elements_of(CONVENTION, p.id)), p.id
        assert len(p.explanation.split()) >= 15, p.id
        assert p.title.get("fr"), p.id


def test_paragraphs_that_can_be_in_line_on_their_own() -> None:
    wanted = [
        "6.1.a.i",
        "6.1.b",
        *(f"9.1.{c}" for c in "abcde"),
        "16.1",
        "16.2",
        "16.3",
        "18.1.a",
        "18.1.b",
        "19.2",
        "19.4",
    ]
    for number in wanted:
        assert provision(CONVENTION, number).parent == f"cets185:{number.split('.')[0]}"
    assert paragraphs(CONVENTION, "cets185:19")


def test_declarations_and_reservations_are_those_of_articles_40_and_42() -> None:
    declared, reserved = set(), set()
    for p in CONVENTION.provisions:
        for o in p.options:
            (declared if o.kind == "declaration" else reserved).add(p.id.split(":")[1].split(".")[0])
    assert declared == {"2", "3", "6", "7", "9", "27"}
    assert reserved >= {"4", "6", "9", "10", "11", "14", "22", "29"}


def test_twins_are_related_both_ways() -> None:
    for a, b in ((29, 16), (30, 17), (31, 19), (33, 20), (34, 21)):
        assert f"cets185:{b}" in provision(CONVENTION, str(a)).related
        assert f"cets185:{a}" in provision(CONVENTION, str(b)).related


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("16", "cets185:16"),
        ("Art. 16", "cets185:16"),
        ("6(1)(a)(i)", "cets185:6.1.a.i"),
        ("CETS185:6.1", "cets185:6.1"),
    ],
)
def test_ids_are_forgiving(text: str, wanted: str) -> None:
    assert normal_id(text) == wanted


def test_unknown_provision_and_instrument_say_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(UnknownProvision, match="Its articles are 1, 2, 3"):
        provision(CONVENTION, "99")
    with pytest.raises(UnreadableFile, match="cets185"):
        load_instrument("malabo")
    with pytest.raises(UnreadableFile, match="does not exist"):
        load_instrument(tmp_path / "none.yaml")


GOOD = """\
instrument: mini
title: {en: A small treaty}
short_title: {en: Small}
text_checked: false
provisions:
  - id: "1"
    title: {en: Entering}
    pillar: substantive
    elements:
      - {id: access, kind: conduct, requirement: required, text: entering a system, shown_by: [access + computer_system]}
"""


def test_own_treaty_loads(tmp_path: Path) -> None:
    path = tmp_path / "mini.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert [p.id for p in load_instrument(path).provisions] == ["mini:1"]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("access + computer_system", "acess + computer_system", 10, "unknown concept 'acess'"),
        ("shown_by: [access + computer_system]", "shown_by: []", 10, "nothing can show it"),
        ("kind: conduct", "kind: act", 10, "kind"),
        ("pillar: substantive", "pillar: penal", 8, "pillar"),
        ("    pillar: substantive", "    pillar: substantive\n    piller: x", 9, "piller"),
        ("    pillar: substantive", "    pillar: substantive\n    pillar: procedural", 9, "stands twice"),
        ("title: {en: A small treaty}", "title: {en: A small treaty", 3, "not valid YAML"),
        ("text_checked: false", 'text_checked: false\nrow_order: ["7"]', 5, "'7', which is not a provision"),
    ],
)
def test_a_broken_treaty_names_file_and_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    path = tmp_path / "mini.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_instrument(path)
    assert any(p.startswith(f"mini.yaml:{line}:") and says in p for p in caught.value.problems), caught.value
