"""Precedents: named as evidence, never from the law's own country, learned from decisions, the same bytes always."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from lexalign import align, bundled_laws, confirm, learn, read_overrides, reject, undo
from lexalign.cli import app
from lexalign.errors import DataFileError, UnreadableFile
from lexalign.language.lexicon import load_lexicon
from lexalign.matching.gold_table import GoldRow, GoldTable
from lexalign.matching.precedents import (
    OWN_INDEX,
    STATES,
    Precedent,
    Precedents,
    likeness,
    load_precedents,
    nearness,
    precedents,
    write_precedents,
)
from lexalign.matching.reading import read_articles
from lexalign.model import Action, Law, Override
from lexalign.review.learning import learned

LAW = bundled_laws("RWA")[0]
NOTHING = precedents(())
SHIPPED = load_precedents()


def named_for(index: Precedents, provision: str, country: str) -> list[Precedent]:
    return [row for row in index.rows if row.country == country and provision in row.implements]


# --- the index ------------------------------------------------------------------------------------------------------


rows_of_an_index = st.lists(
    st.builds(
        Precedent,
        country=st.sampled_from(["KEN", "MUS", "XKX"]),
        law=st.sampled_from(["a", "b"]),
        article=st.sampled_from(["1", "2", "2#2"]),
        heading=st.sampled_from(["", "Accès", 'A "quoted"\nline']),
        language=st.sampled_from(["en", "fr"]),
        implements=st.sampled_from([(), ("cets185:2",), ("cets185:2", "cets185:3")]),
        against=st.sampled_from([(), ("cets185:4",)]),
        counts=st.sampled_from([(), (("access", 1),), (("access", 2), ("data", 1))]),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(rows_of_an_index, st.randoms(use_true_random=False))
def test_the_same_rows_give_the_same_bytes_and_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Precedent], chance: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("index")
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    for name, some in (("one", rows), ("two", shuffled)):
        write_precedents(precedents(some), folder / name, {"made_by": "test"})
    assert (folder / "one").read_bytes() == (folder / "two").read_bytes()
    back = load_precedents(folder / "one")
    assert back == precedents(rows)
    assert sorted(map(repr, back.rows)) == sorted(map(repr, rows))


def test_the_shipped_index_written_again_is_the_shipped_index(tmp_path: Path) -> None:
    about = json.loads(
        (Path(__file__).parents[2] / "provisions" / "precedents.jsonl").read_text("utf-8").split("\n")[0]
    )
    shuffled = list(SHIPPED.rows)
    random.Random(3).shuffle(shuffled)
    write_precedents(precedents(shuffled), tmp_path / "again", about["about"])
    assert load_precedents(tmp_path / "again") == SHIPPED
    assert np.array_equal(load_precedents(tmp_path / "again").rarity, SHIPPED.rarity)


@pytest.mark.parametrize("line", ["not json", '["KEN","a"]', '["KEN","a","1","","en",[],[],[999,1]]'])
def test_a_broken_index_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_text('{"about":{},"concepts":["access"]}\n' + line + "\n")
    with pytest.raises(DataFileError, match=r"broken\.jsonl:2"):
        align(LAW, precedents=file)


def test_an_index_of_ones_own_by_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_precedents(NOTHING, tmp_path / "none.jsonl", {})
    monkeypatch.setenv(OWN_INDEX, str(tmp_path / "none.jsonl"))
    assert load_precedents() == NOTHING
    assert align(LAW).matches == align(LAW, precedents=NOTHING).matches
    monkeypatch.setenv(OWN_INDEX, str(tmp_path / "gone.jsonl"))
    with pytest.raises(UnreadableFile, match=OWN_INDEX):
        align(LAW)


# --- likeness and evidence ------------------------------------------------------------------------------------------


def test_precedents_of_the_own_country_never_count() -> None:
    own = precedents(row for row in SHIPPED.rows if row.country == LAW.country)
    others = precedents(row for row in SHIPPED.rows if row.country != LAW.country)
    assert named_for(own, "cets185:2", LAW.country)
    assert align(LAW, precedents=own).matches == align(LAW, precedents=NOTHING).matches
    told = [s for m in align(LAW).matches for s in m.precedents]
    assert told and not [s for s in told if f" of {LAW.country} " in s]
    assert {m.article for m in align(LAW, precedents=others).accepted}


def test_the_nearest_articles_are_those_that_likeness_is_made_of() -> None:
    lexicon = load_lexicon(LAW.language)
    readings = read_articles(LAW, lexicon)
    provisions = ["cets185:2", "cets185:5", "cets185:19", "cets185:33", "cets999:1"]
    like = likeness(nearness(readings, SHIPPED), provisions, SHIPPED, {LAW.country})
    assert like.settled.tolist() == [True, True, True, True, False]
    assert (like.nearest[:, 4] == -1).all() and (like.alike[:, 4] == 0).all()
    assert np.allclose(like.nearness[:, :4].mean(axis=2), like.alike[:, :4])
    assert (np.diff(like.nearness, axis=2) <= 1e-9).all()
    for p, provision in enumerate(provisions[:4]):
        for row in np.unique(like.nearest[:, p]).tolist():
            assert provision in SHIPPED.rows[row].implements and SHIPPED.rows[row].country != LAW.country
        states = [{SHIPPED.rows[i].country for i in three} for three in like.nearest[:, p].tolist()]
        assert all(len(s) == STATES for s in states)


def test_the_same_article_in_another_state_is_named_with_likeness_one() -> None:
    elsewhere = replace(LAW, country="XKX", id="xkx-act-2020")
    article = FIRST
    index = learn([elsewhere], [decided(elsewhere, article, "cets185:16")], base=NOTHING)
    match = next(m for m in align(LAW, precedents=index).matches if (m.article, m.provision) == (article, "cets185:16"))
    heading = index.rows[0].heading
    sentence = f"Reads like article {article} of XKX act-2020 ({heading}), settled for Article 16 (likeness 1.00)."
    assert match.precedents == (sentence,)
    explanation = align(LAW, precedents=index).explain("16")
    assert sentence in " ".join(str(explanation).split()) and "act-2020" in explanation._repr_html_()
    assert not [s for m in align(LAW, precedents=index).matches if m.provision != "cets185:16" for s in m.precedents]


# --- learning from decisions and tables -----------------------------------------------------------------------------


def decided(law: Law, article: str, provision: str, action: Action = Action.CONFIRM, **more: str) -> Override:
    name = f"{article}-{provision}-{more.get('expert', 'A. Expert')}-{action}"
    fields = {"at": "2026-01-01T00:00:00Z", "expert": "A. Expert", **more}
    return Override(id=name, country=law.country, law=law.id, article=article, provision=provision, action=action, **fields)  # type: ignore[arg-type]  # fmt: skip


ELSEWHERE = replace(LAW, country="XKX", id="xkx-act")
FIRST = next(m.article for m in align(LAW).accepted if m.provision == "cets185:16")


def test_a_confirmed_article_makes_the_next_country_easier() -> None:
    without = align(LAW, precedents=NOTHING)
    taught = align(LAW, precedents=learn([ELSEWHERE], [decided(ELSEWHERE, FIRST, "cets185:33")], base=NOTHING))
    before, after = (
        {(m.article, m.provision): m.confidence for m in (*a.matches, *a.explain("33", FIRST).matches)}[
            FIRST, "cets185:33"
        ]
        for a in (without, taught)
    )
    assert after > 2 * before


@pytest.mark.parametrize(
    ("decisions", "implements", "against"),
    [
        ([("cets185:2", Action.CONFIRM, {})], ("cets185:2",), ()),
        ([("cets185:2", Action.ADD, {"value": "full"})], ("cets185:2",), ()),
        ([("cets185:2", Action.SET_RELATION, {"value": "principal"})], ("cets185:2",), ()),
        ([("cets185:2", Action.REJECT, {})], (), ("cets185:2",)),
        ([("cets185:2", Action.CONFIRM, {}), ("cets185:3", Action.REJECT, {})], ("cets185:2",), ("cets185:3",)),
        ([("cets185:2", Action.CONFIRM, {"value": "partial"})], None, None),
        ([("cets185:2", Action.CONFIRM, {}), ("cets185:2", Action.REJECT, {"at": "2026-02-01"})], (), ("cets185:2",)),
        ([("cets185:2", Action.CONFIRM, {}), ("cets185:2", Action.REJECT, {"expert": "B. Other"})], None, None),
        ([("cets185:2", Action.CONFIRM, {"fingerprint": "0" * 16})], None, None),
    ],
)
def test_what_a_decision_teaches(
    decisions: list[tuple[str, Action, dict[str, str]]], implements: tuple[str, ...] | None, against: tuple[str, ...]
) -> None:
    made = learned([ELSEWHERE], [decided(ELSEWHERE, FIRST, p, a, **more) for p, a, more in decisions], base=NOTHING)
    found = [(row.article, row.implements, row.against) for row in made.index.rows]
    assert found == ([] if implements is None else [(FIRST, implements, against)])
    silent = implements is None and "value" not in decisions[0][2]
    assert bool(made.problems) is silent  # an unsettled or outdated decision is said, a partial one is no fault


def test_decisions_of_a_journal_and_their_withdrawal(tmp_path: Path) -> None:
    law = replace(LAW, country="BRB", id="brb-act")
    confirm(law, FIRST, "16", expert="A. Expert", rationale="It orders preservation.", folder=tmp_path)
    reject(law, "1", "2", expert="A. Expert", rationale="A title only.", folder=tmp_path)
    made = learned([law], read_overrides(tmp_path), base=NOTHING)
    assert made.pairs == (1, 1) and not made.problems
    undo("BRB", expert="A. Expert", folder=tmp_path)
    assert learned([law], read_overrides(tmp_path), base=NOTHING).pairs == (1, 0)


def test_decisions_on_laws_that_are_not_there_are_counted() -> None:
    made = learned([], [decided(ELSEWHERE, FIRST, "cets185:2")], base=NOTHING)
    assert made.index == NOTHING and "xkx-act (1)" in made.problems[0]
    made = learned([ELSEWHERE], [decided(ELSEWHERE, "4711", "cets185:2")], base=NOTHING)
    assert made.index == NOTHING and "no such article" in made.problems[0]


def test_a_decision_takes_the_place_of_what_the_base_said(tmp_path: Path) -> None:
    base = learn([ELSEWHERE], [decided(ELSEWHERE, FIRST, p) for p in ("cets185:16", "cets185:17")], base=NOTHING)
    other = replace(ELSEWHERE, id="the-same-act-by-another-name")
    index = learn([other], [decided(other, FIRST, "cets185:16", Action.REJECT)], base=base)
    assert [(r.implements, r.against) for r in index.rows] == [(("cets185:17",), ("cets185:16",))]
    doubted = [decided(other, FIRST, p, value="related") for p in ("cets185:16", "cets185:17")]
    assert learn([other], doubted, base=base) == NOTHING
    assert learn([other], [decided(other, FIRST, "cets185:16")], base=base) == base
    shipped = learn([ELSEWHERE], [decided(ELSEWHERE, FIRST, "cets185:16")])
    assert len(shipped.rows) == len(SHIPPED.rows) + 1


def test_a_complete_table_makes_the_other_articles_ordinary() -> None:
    rows = tuple(GoldRow("xkx-act", FIRST, "", p, g, "", "", 2) for p, g in (("cets185:16", 2), ("cets185:17", 0)))
    gold = GoldTable("old.csv", (*rows, GoldRow("xkx-act", "1", "", "cets185:1", 1, "", "", 3)))
    some = learn([ELSEWHERE], gold=gold, base=NOTHING)
    assert [(r.article, r.implements, r.against) for r in some.rows] == [(FIRST, ("cets185:16",), ("cets185:17",))]
    every = learn([ELSEWHERE], gold=gold, base=NOTHING, complete=True)
    ordinary = [r for r in every.rows if not r.implements]
    assert len(ordinary) > 30 and not [r for r in ordinary if r.article in ("1", FIRST) or r.heading]


def test_learning_twice_and_in_any_order_gives_the_same() -> None:
    decisions = [decided(ELSEWHERE, a.key, "cets185:2") for a in LAW.articles[5:20]]
    once = learn([ELSEWHERE], decisions)
    assert learn([ELSEWHERE], decisions[::-1], base=once) == once


# --- command line ---------------------------------------------------------------------------------------------------


def test_build_and_show(tmp_path: Path) -> None:
    law = bundled_laws("KEN")[0]
    article = align(law).accepted[0]
    confirm(
        law, article.article, article.provision, expert="A. Expert", rationale="It does.", folder=tmp_path / "journals"
    )
    out = tmp_path / "own.jsonl"
    args = ["precedents", "build", "--decisions", str(tmp_path / "journals"), "--out", str(out)]
    result = CliRunner().invoke(app, args)
    assert result.exit_code == 0, result.output
    assert "1 of them learned now (1 pairs for a provision, 0 against one)" in result.output
    first = out.read_bytes()
    assert CliRunner().invoke(app, args).exit_code == 0 and out.read_bytes() == first
    result = CliRunner().invoke(app, ["precedents", "show", str(out), "--format", "csv"])
    assert f"\n{article.provision}," in result.output
    result = CliRunner().invoke(app, ["precedents", "show", str(out)])
    assert "18 States" in result.output and "en (" in result.output
    result = CliRunner().invoke(app, ["precedents", "show", str(tmp_path / "gone")])
    assert result.exit_code != 0
