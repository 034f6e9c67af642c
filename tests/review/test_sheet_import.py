from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_sheet import (
    Filled,
    as_decision,
    country,
    exported,
    fill,
    law,
    mark_of,
    put,
    spoil,
    write,
)
from openpyxl import load_workbook

from lexalign.errors import OverrideError, UnreadableFile
from lexalign.model import Action
from lexalign.review import confirm, import_sheet, read_overrides, reject, set_status, withdraw
from lexalign.review.sheet_keys import RowKey, parse_key, write_key
from lexalign.review.sheet_read import RowProblem, SheetCell, SheetContents, TableRow
from lexalign.review.sheet_wanted import Reader
from lexalign.review.sheet_words import COLUMN_IDS, LANGUAGES, words_of
from tests.programs import converted

GIVEN = country(12, 5)
LAW = GIVEN[0].law


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(tmp_path_factory.mktemp("sheet") / "made.xlsx", GIVEN)


@pytest.fixture
def sheet(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_once, tmp_path / "made.xlsx"))


def journal(folder: Path) -> list[object]:
    return [as_decision(o) for o in read_overrides(folder, "KEN")] if folder.is_dir() else []


def test_what_is_filled_in_is_what_is_decided(sheet: Path, tmp_path: Path) -> None:
    filled = fill(sheet, 45, Random(1))
    write(filled, tmp_path / "back.xlsx", expert="Jane Doe (0000-0002-1825-0097)")
    before = (tmp_path / "back.xlsx").read_bytes()
    found = import_sheet(tmp_path / "back.xlsx", tmp_path / "j")
    assert found.problems == ()
    assert {as_decision(o) for o in found.taken} == set(filled.good.values())
    assert sorted(journal(tmp_path / "j")) == sorted(filled.good.values())
    for o in found.taken:
        assert o.expert == "Jane Doe (0000-0002-1825-0097)"
        assert o.fingerprint == mark_of(LAW, o.article)
        assert re.fullmatch(r"excel:back\.xlsx#[0-9a-f]{10}", o.source)
    # Twice, and under another name: nothing new; and the file is as it was.
    (tmp_path / "back.xlsx").rename(tmp_path / "renamed.xlsx")
    again = import_sheet(tmp_path / "renamed.xlsx", tmp_path / "j")
    assert (again.taken, again.problems) == ((), ())
    assert again.unchanged == found.unchanged + 45
    assert len(journal(tmp_path / "j")) == 45
    assert (tmp_path / "renamed.xlsx").read_bytes() == before


def test_an_untouched_sheet_asks_for_nothing(tmp_path: Path) -> None:
    who = {"expert": "Ben", "folder": tmp_path / "j", "rationale": "=Because\x07 it is.\r\nSo."}
    confirm(LAW, "3", "2", **who)
    reject(LAW, "4", "2", **who)
    set_status("KEN", "5", "reserved", **who)
    for language in LANGUAGES:
        made = exported(tmp_path / "s.xlsx", GIVEN, read_overrides(tmp_path / "j").decisions, language=language)
        found = import_sheet(made, tmp_path / "j", expert="Jane Doe")
        assert (found.taken, found.problems) == ((), ()), language
    assert len(journal(tmp_path / "j")) == 3


def rows(path: Path, title: str = "Articles") -> Iterator[tuple[int, dict[str, object]]]:
    sheet = load_workbook(path)[title]
    ids = [str(c.value).rpartition(":")[2] for c in sheet[1]]
    for line in sheet.iter_rows(min_row=3):
        yield line[0].row, dict(zip(ids, (c.value for c in line), strict=True))


def change(path: Path, title: str, row: int, **values: object) -> None:
    workbook = load_workbook(path)
    sheet = workbook[title]
    ids = [str(c.value).rpartition(":")[2] for c in sheet[1]]
    for name, value in values.items():
        put(sheet, row, ids.index(name) + 1, value)
    workbook.save(path)


def row_of(path: Path, provision: str, article: str | None) -> int:
    return next(
        n for n, r in rows(path) if str(r["provision"]).startswith(f"Art. {provision} ") and r["article"] == article
    )


def test_minds_that_change(sheet: Path, tmp_path: Path) -> None:
    where, at = tmp_path / "j", row_of(sheet, "2", "3")

    def say(decision: str | None, reason: str | None) -> tuple[list[object], list[str]]:
        change(sheet, "Articles", at, decision=decision, reason=reason)
        found = import_sheet(sheet, where, expert="Jane Doe")
        return [o.action.value + o.value for o in found.taken], [p.what for p in found.problems]

    assert say("confirm", "One.") == (["confirmfull"], [])
    assert say("reject", "Two.") == (["reject"], [])
    assert say("confirm", "One.") == (["confirmfull"], []), "back again is a new decision"
    assert say("confirm", "One, said better.") == (["confirmfull"], [])
    # Decided elsewhere since: the old sheet does not bring its answer back.
    withdraw("KEN", read_overrides(where, "KEN").decisions[-1].id, expert="Jane Doe", rationale="x", folder=where)
    reject(LAW, "3", "2", expert="Doe, Jane", rationale="Elsewhere.", folder=where)
    assert say("confirm", "One, said better.") == ([], [])
    elsewhere = read_overrides(where, "KEN").decisions[-1].id
    assert say("withdraw", "No longer.") == (["withdraw" + elsewhere], [])
    assert say("withdraw", "No longer.") == ([], [])
    assert say(None, None) == ([], [])


def test_what_was_filled_in_for_the_expert(tmp_path: Path) -> None:
    where = tmp_path / "j"
    confirm(LAW, "3", "2", expert="Jane Doe", rationale="Old.", folder=where)
    reject(LAW, "3", "2", expert="Ben", rationale="No.", folder=where)
    made = exported(tmp_path / "s.xlsx", GIVEN, read_overrides(where).decisions, expert="Jane Doe")
    at = row_of(made, "2", "3")
    shown = dict(rows(made))[at]
    assert (shown["decision"], shown["reason"]) == ("confirm", "Old.")
    assert "Ben, 20" in str(shown["so_far"]) and "EXPERTS DIFFER" in str(shown["so_far"])

    def problem(**values: object) -> str:
        change(made, "Articles", at, **values)
        found = import_sheet(made, where)
        assert found.taken == ()
        assert [p.row for p in found.problems] == [at]
        return found.problems[0].what

    assert "empty now" in problem(decision=None, reason=None)
    assert "empty now" in problem(decision=None, reason="Old.")
    assert "still that of the decision before" in problem(decision="reject", reason="Old.")
    assert "no reason" in problem(decision="reject", reason=None)
    change(made, "Articles", at, decision="withdraw", reason="I was wrong.")
    (taken,) = import_sheet(made, where).taken
    assert (taken.action, taken.value, taken.expert) == (
        Action.WITHDRAW,
        read_overrides(where).decisions[0].id,
        "Jane Doe",
    )
    with pytest.raises(OverrideError, match="signed by Jane Doe, not by Ben"):
        import_sheet(made, where, expert="Ben")


def test_provisions_and_pillars(sheet: Path, tmp_path: Path) -> None:
    change(sheet, "Provisions", 4, decision="partiellement conforme", reason="Only half.")
    change(sheet, "Provisions", 5, decision="confirm", reason="Not a status.")
    change(sheet, "Pillars", 4, decision="not in place", reason="None.")
    change(sheet, "Pillars", 5, decision="in line", reason="Not a state.")
    found = import_sheet(sheet, tmp_path / "j", expert="Jane Doe")
    assert [as_decision(o) for o in found.taken] == [
        ("set-status", "partially in line", "", "", "cets185:2", "Only half."),
        ("set-state", "not in place", "", "", "substantive", "None."),
    ]
    assert [(p.sheet, p.row) for p in found.problems] == [("Provisions", 5), ("Pillars", 5)]
    assert "largely in place" in found.problems[1].fix
    assert import_sheet(sheet, tmp_path / "j", expert="Jane Doe").taken == ()
    change(sheet, "Provisions", 4, decision="withdraw", reason="Too soon.")
    (taken,) = import_sheet(sheet, tmp_path / "j", expert="Jane Doe").taken
    assert taken.value == found.taken[0].id


def test_articles_that_the_expert_knows(tmp_path: Path) -> None:
    first, second = country(4, 2, laws=2)
    twin = replace(second.law.articles[4], key="5#2")
    second = replace(second, law=replace(second.law, articles=(*second.law.articles, twin)))
    made = exported(tmp_path / "s.xlsx", [first, second])
    uncovered = row_of(made, "4", None)
    empty = next(n for n, r in rows(made) if not any(r.values()))
    change(made, "Articles", uncovered, law="Act 1 (2018)", article=31)
    (begun,) = import_sheet(made, tmp_path / "j", expert="Jane Doe").problems
    assert (begun.row, begun.what) == (uncovered, "the row names an article but no decision")
    change(made, "Articles", uncovered, decision="confirm", reason="There.")
    cases = [
        ({"provision": "4", "law": "ken-act", "article": "Section 32", "decision": "related", "reason": "Near."}, "add related 32"),
        ({"provision": "4", "article": "33", "decision": "confirm", "reason": "No law."}, "does not name the law"),
        ({"provision": "4", "law": "Act 9", "article": "33", "decision": "confirm", "reason": "."}, "no law"),
        ({"provision": "4", "law": "Act 1 (2018)", "article": "5", "decision": "confirm", "reason": "."}, "2 articles numbered 5"),
        ({"provision": "4", "law": "Act 1 (2018)", "article": "5#2", "decision": "confirm", "reason": "."}, "add full 5#2"),
        ({"provision": "4", "law": "ken-act", "article": "77", "decision": "confirm", "reason": "."}, "no article '77'"),
        ({"provision": "4(1)", "law": "ken-act", "article": "7", "decision": "confirm", "reason": "."}, "whole articles"),
        ({"provision": "4", "law": "ken-act", "article": "7", "decision": "withdraw", "reason": "."}, "could be withdrawn"),
        ({"decision": "confirm"}, "which article of the Convention"),
    ]  # fmt: skip
    for n, (values, _) in enumerate(cases):
        change(made, "Articles", empty + n, **values)
    found = import_sheet(made, tmp_path / "j", expert="Jane Doe")
    said = {p.row: p.what for p in found.problems}
    taken = {f"{o.action.value} {o.value} {o.article}" for o in found.taken}
    assert taken == {"add full 31", "add related 32", "add full 5#2"}
    for n, (_, wanted) in enumerate(cases):
        if not wanted.startswith("add "):
            assert wanted in said[empty + n], (n, said)
    assert len(found.problems) == 7


@pytest.mark.parametrize("seed", range(12))
def test_spoiled_sheets(seed: int, sheet: Path, tmp_path: Path) -> None:
    check_spoiled(seed, sheet, tmp_path)


def check_spoiled(seed: int, made: Path, folder: Path) -> tuple[int, int]:
    """Spoil a sheet; every good row must be taken, every bad one named, and nothing else."""
    chance = Random(seed)
    language = chance.choice(LANGUAGES)
    filled = fill(made, 30, chance)
    spoil(filled, chance, 8, [p.id for p in GIVEN[0].instrument.provisions])
    if language != "en":  # the expert may write the words of any of the languages
        for row in filled.rows:
            if row["decision"] in ("confirm", "partly", "related", "reject"):
                row["decision"] = words_of(language)[row["decision"]]
    bad = write(filled, folder / "back.xlsx", chance=chance)
    found = import_sheet(folder / "back.xlsx", folder / f"j{seed}")
    assert {(p.sheet, p.row) for p in found.problems} == bad, seed
    assert all(p.what and p.fix for p in found.problems)
    assert sorted(as_decision(o) for o in found.taken) == sorted(set(filled.good.values())), seed
    again = import_sheet(folder / "back.xlsx", folder / f"j{seed}")
    assert (again.taken, len(again.problems)) == ((), len(found.problems)), seed
    return len(found.taken), len(found.problems)


def saved_by_libreoffice(path: Path, folder: Path) -> Path:
    """The file as LibreOffice saves it."""
    return converted(path, folder, "xlsx", "Calc MS Excel 2007 XML")


def test_libreoffice_saves_it(sheet: Path, tmp_path: Path) -> None:
    filled = fill(sheet, 45, Random(2))
    filled.rows.reverse()
    write(filled, tmp_path / "back.xlsx")
    change(tmp_path / "back.xlsx", "Provisions", 4, decision="reserved", reason="=Declared.")
    saved = saved_by_libreoffice(tmp_path / "back.xlsx", tmp_path)
    found = import_sheet(saved, tmp_path / "j")
    want = {*filled.good.values(), ("set-status", "reserved", "", "", "cets185:2", "=Declared.")}
    assert found.problems == ()
    assert {as_decision(o) for o in found.taken} == want
    # What openpyxl saved and what LibreOffice saved of it are one sheet.
    assert import_sheet(tmp_path / "back.xlsx", tmp_path / "j").taken == ()
    untouched = saved_by_libreoffice(sheet, tmp_path)
    assert import_sheet(untouched, tmp_path / "other", expert="Ben").taken == ()


def test_who_and_when(sheet: Path, tmp_path: Path) -> None:
    filled = fill(sheet, 1, Random(3))
    back = tmp_path / "back.xlsx"

    def read(date: object, signed: object = "Jane Doe", **more: str) -> str:
        filled.date = date
        write(filled, back, expert=signed)  # type: ignore[arg-type]
        shutil.rmtree(tmp_path / "j", ignore_errors=True)
        return import_sheet(back, tmp_path / "j", **more).taken[0].at[:10]

    assert read("2026-01-31") == read(46053) == "2026-01-31"
    for wrong in ("31/01/2026", "soon", 7, True):
        with pytest.raises(OverrideError, match=r"is no date") as error:
            read(wrong)
        assert "row 3" in error.value.where
    with pytest.raises(OverrideError, match="future"):
        read("2099-01-01")
    assert not (tmp_path / "j").exists()
    with pytest.raises(OverrideError, match="who decides"):
        read(None, None)
    assert read(None, None, expert="Ben")
    with pytest.raises(OverrideError, match="no ORCID"):
        read(None, "0000-0002-1825-0098")
    with pytest.raises(OverrideError, match="no name"):
        read(None, 12)


def test_an_older_decision_is_kept_and_said_to_be_older(sheet: Path, tmp_path: Path) -> None:
    where = tmp_path / "j"
    filled = fill(sheet, 1, Random(3))
    ((_, _, _, article, provision, _),) = filled.good.values()
    confirm(LAW, article, provision, expert="Ben", rationale="Later.", folder=where, at="2026-11-01")
    filled.date = "2026-10-01"
    write(filled, tmp_path / "back.xlsx")
    found = import_sheet(tmp_path / "back.xlsx", where)
    assert len(found.taken) == 1
    assert "the later one of Ben of 2026-11-01" in found.notes[0]


def test_the_law_changed_meanwhile(sheet: Path, tmp_path: Path) -> None:
    filled = fill(sheet, 1, Random(3))
    ((_, _, _, article, _, _),) = filled.good.values()
    write(filled, tmp_path / "back.xlsx")
    changed = replace(LAW, articles=tuple(replace(a, text="New.") if a.key == article else a for a in LAW.articles))
    found = import_sheet(tmp_path / "back.xlsx", tmp_path / "j", laws=[law("other"), changed])
    assert found.taken[0].fingerprint == mark_of(LAW, article)
    assert found.notes[0].startswith("Stale")


def test_trying_writes_nothing(sheet: Path, tmp_path: Path) -> None:
    filled = fill(sheet, 3, Random(4))
    write(filled, tmp_path / "back.xlsx")
    found = import_sheet(tmp_path / "back.xlsx", tmp_path / "j", dry_run=True)
    assert {as_decision(o) for o in found.taken} == set(filled.good.values())
    assert "would be taken" in str(found)
    assert not (tmp_path / "j").exists()


def test_what_the_hidden_sheet_and_the_key_column_are_for(sheet: Path, tmp_path: Path) -> None:
    filled = fill(sheet, 4, Random(5))
    write(filled, tmp_path / "back.xlsx")
    workbook = load_workbook(tmp_path / "back.xlsx")
    del workbook["lexalign"]
    workbook.save(tmp_path / "lost.xlsx")
    added = max(n for n, _ in rows(tmp_path / "lost.xlsx")) + 1
    change(tmp_path / "lost.xlsx", "Articles", added, provision="2", article="9", decision="confirm", reason="x")
    found = import_sheet(tmp_path / "lost.xlsx", tmp_path / "j")
    assert {as_decision(o) for o in found.taken} == set(filled.good.values())
    assert [(p.row, "hidden sheet" in p.what) for p in found.problems] == [(added, True)]
    workbook = load_workbook(tmp_path / "back.xlsx")
    workbook["Articles"].delete_cols(len(COLUMN_IDS["articles"]))
    workbook.save(tmp_path / "nokeys.xlsx")
    found = import_sheet(tmp_path / "nokeys.xlsx", tmp_path / "k")
    assert (found.taken, [(p.sheet, p.row) for p in found.problems]) == ((), [("Articles", 0)])


def test_files_that_are_no_sheets(sheet: Path, tmp_path: Path) -> None:
    def refused(name: str, data: bytes | None = None) -> str:
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(UnreadableFile) as error:
            import_sheet(tmp_path / name, tmp_path / "j", expert="Jane Doe")
        return str(error.value)

    assert "cannot be opened" in refused("none.xlsx")
    assert "not an Excel workbook" in refused("a.xlsx", b"key,decision\n")
    assert "password" in refused("b.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "damaged" in refused("c.xlsx", sheet.read_bytes()[:-500])
    other = load_workbook(sheet)
    for title in ("Articles", "Provisions", "Pillars"):
        del other[title]
    other.save(tmp_path / "d.xlsx")
    assert "no review sheet" in refused("d.xlsx")

    def with_part(name: str, change: tuple[bytes, bytes]) -> bytes:
        with zipfile.ZipFile(sheet) as source, zipfile.ZipFile(tmp_path / "made.zip", "w", zipfile.ZIP_DEFLATED) as out:
            for part in source.infolist():
                data = source.read(part)
                out.writestr(part.filename, data.replace(*change, 1) if part.filename == name else data)
        return (tmp_path / "made.zip").read_bytes()

    first = "xl/worksheets/sheet1.xml"
    bomb = with_part(first, (b"<sheetData>", b"<sheetData>" + b" " * 200 * 2**20))
    assert len(bomb) < 2**20
    assert "unpack" in refused("bomb.xlsx", bomb)
    entity = (b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet')
    assert "entities" in refused("entity.xlsx", with_part(first, entity))
    wide = (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    assert "merged" in refused("wide.xlsx", with_part("xl/worksheets/sheet5.xml", wide))
    assert "damaged" in refused("broken.xlsx", with_part(first, (b"<sheetData>", b"<sheetData")))


def test_problems_are_shown(sheet: Path, tmp_path: Path) -> None:
    filled: Filled = fill(sheet, 2, Random(6))
    row = next(r for r in filled.rows if id(r) in filled.good)
    row["decision"] = "<b>perhaps</b>"
    write(filled, tmp_path / "back.xlsx")
    found = import_sheet(tmp_path / "back.xlsx", tmp_path / "j")
    assert "1 decision of Jane Doe on KEN taken" in str(found)
    assert "is no decision" in str(found)
    assert "&lt;b&gt;perhaps" in found._repr_html_()


KINDS = ("empty", "text", "number", "date", "truth", "formula", "error")
TEXTS = st.sampled_from(
    ["", "confirm", "reject", "2", "Art. 2", "2.1", "31", "999", "4.1", "Act 0 (2018)", "x", "nan", "1e5", "in line"]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    table=st.sampled_from(["articles", "provisions", "pillars"]),
    cells=st.dictionaries(
        st.sampled_from(["key", "provision", "law", "article", "decision", "reason", "pillar"]),
        st.builds(SheetCell, TEXTS | st.text(max_size=8), st.sampled_from(KINDS), st.booleans()),
    ),
    key=st.sampled_from(["", "match", "uncovered", "status", "state"]),
)
def test_whatever_stands_in_a_row_it_is_taken_or_named(table: str, cells: dict[str, SheetCell], key: str) -> None:
    contents = SheetContents(
        labels={"cets185:2": "Art. 2 — Two"},
        laws={"ken-act": "Act 0 (2018)"},
        articles={"ken-act": [("31", "31", "f"), ("4.1", "4.1", "g")]},
    )
    if key:
        about = {"status": "cets185:2", "state": "substantive"}.get(key, "cets185:2")
        cells = cells | {"key": SheetCell(write_key(RowKey(key, "KEN", "x", "ken-act", "31", about, "f", "")), "text")}
    row = TableRow(table, "S", 3, cells)
    found = Reader(contents, "KEN").read(row)
    if isinstance(found, RowProblem):
        assert (found.sheet, found.row) == ("S", 3)
        assert found.what and found.fix
    elif found is not None:
        assert found.reason and found.reason == cells["reason"].text
        assert not cells["decision"].merged and not cells["reason"].merged
        assert (found.law, found.article) in (("", ""), ("ken-act", "31"), ("ken-act", "4.1"))


def test_a_key_tells_when_it_is_damaged() -> None:
    key = write_key(RowKey("match", "KEN", "e", "l|a w%", "12#2 é", "cets185:2", "f", "m"))
    assert parse_key(key) == RowKey("match", "KEN", "e", "l|a w%", "12#2 é", "cets185:2", "f", "m")
    for at in range(len(key)):
        with pytest.raises(OverrideError, match="damaged"):
            parse_key(key[:at] + ("x" if key[at] != "x" else "y") + key[at + 1 :])
        with pytest.raises(OverrideError, match="damaged"):
            parse_key(key[:at] + key[at + 1 :])
