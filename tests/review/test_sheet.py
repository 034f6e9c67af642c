from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_sheet import Alignment, country, exported, law, treaty
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from lexalign.errors import LexalignError, OverrideError, UnknownLanguage
from lexalign.model import Action, Article, Evidence, Match, Override
from lexalign.provisions import articles as articles_of
from lexalign.provisions import elements_of, load_instrument
from lexalign.review import export_sheet, import_sheet
from lexalign.review.sheet_instructions import INSTRUCTIONS
from lexalign.review.sheet_words import _ALL, COLUMN_IDS, LANGUAGES, meaning, words_of
from lexalign.wrapping import row_height, wrapped

LONG = "Whoever counts all of these words must be patient. " * 900
ARABIC = "من فعل ذلك يدفع الغرامة. "


def with_texts(*texts: str) -> Alignment:
    """An act whose articles have these texts; each is proposed for provision 1."""
    articles = tuple(Article(str(n), None, text, key=str(n)) for n, text in enumerate(texts, start=1))
    matches = tuple(
        Match(a.key, "cets185:1", 0.9, True, ("cets185:1/act",), ("cets185:1/aim",), remarks=("=A remark.",))
        for a in articles
    )
    return Alignment(replace(law(), articles=articles), matches, treaty(2))


def cells(workbook: Workbook, title: str) -> list[dict[str, Any]]:
    sheet = workbook[title]
    ids = [str(c.value).rpartition(":")[2] for c in sheet[1]]
    return [dict(zip(ids, line, strict=True)) for line in sheet.iter_rows(min_row=3) if any(c.value for c in line)]


def test_nothing_in_it_can_run_and_nothing_is_lost(tmp_path: Path) -> None:
    texts = ["=1+1", "+1", "@SUM(A1)", "a\x07b\x0bc\ufffe", "\ud800 half", LONG, ARABIC * 3]
    given = replace(with_texts(*texts), law=replace(with_texts(*texts).law, title="=HYPERLINK(1) [x]*?"))
    path = exported(tmp_path / "s.xlsx", [given])
    workbook = load_workbook(path)
    for sheet in workbook.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type in ("s", "n"), (sheet.title, cell.coordinate)
                assert cell.data_type == "s" or cell.value is None or isinstance(cell.value, int)
    rows = cells(workbook, "Articles")
    shown = {str(r["article"].value): str(r["text"].value) for r in rows if r["article"].value}
    assert shown["1"] == "=1+1"
    assert shown["4"] == "a\N{REPLACEMENT CHARACTER}b\nc\N{REPLACEMENT CHARACTER}"
    # Too long for a row: it says where the rest is, and there is all of it.
    found = re.search(r"the whole text is in the sheet “Texts”, from row (\d+)", shown["6"])
    assert found
    texts_sheet = workbook["Texts"]
    parts = [line for line in texts_sheet.iter_rows(min_row=int(found[1]), values_only=True) if line[1] == "6"]
    assert " ".join(" ".join(str(p[3]) for p in parts).split()) == " ".join(LONG.split())
    assert all((workbook["Texts"].row_dimensions[n].height or 0) <= 409 for n in range(1, texts_sheet.max_row + 1))
    assert len(shown["6"]) < 3000
    arabic = next(r["text"] for r in rows if r["article"].value == "7")
    assert (arabic.alignment.readingOrder, arabic.alignment.horizontal) == (2, "right")


def test_a_long_text_is_shown_where_its_evidence_stands(tmp_path: Path) -> None:
    text = LONG + "Here at last is the machine. " + LONG
    given = with_texts(text)
    at = text.index("machine")
    seen = replace(given.matches[0], evidence=(Evidence("cets185:1/act", "c", at, at + 7),))
    path = exported(tmp_path / "s.xlsx", [replace(given, matches=(seen,))])
    shown = str(cells(load_workbook(path), "Articles")[0]["text"].value)
    assert shown.startswith("[…] ") and "Here at last is the machine." in shown
    assert shown.endswith("the whole text is in the sheet “Texts”, from row 2]")
    assert shown.count("\n") < 40 and len(shown) < 3000


def test_what_can_be_typed_where(tmp_path: Path) -> None:
    workbook = load_workbook(exported(tmp_path / "s.xlsx", country(4, 2)))
    assert workbook.sheetnames[0] == "Instructions"
    assert workbook.active.title == "Instructions"
    assert workbook["lexalign"].sheet_state == "hidden"
    for name in ("articles", "provisions", "pillars"):
        sheet = workbook[words_of("en")[name]]
        assert sheet.protection.sheet and not sheet.protection.password
        assert not sheet.protection.autoFilter and not sheet.protection.sort
        last = get_column_letter(len(COLUMN_IDS[name]))
        hidden = {c for c, d in sheet.column_dimensions.items() if d.hidden}
        assert last in hidden and sheet.row_dimensions[1].height <= 3
        # Nothing hidden among what is frozen: programs count hidden columns differently.
        assert sheet.freeze_panes == {"articles": "D3", "provisions": "B3", "pillars": "B3"}[name]
        assert not hidden & {"A", "B", "C"} and not any(d.hidden for d in sheet.row_dimensions.values())
        assert sheet.auto_filter.ref.startswith("A2:")
        assert sheet.print_title_rows == "$2:$2"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
            "landscape",
            9,
            0,
        )
        open_ = {i for row in cells(workbook, sheet.title) for i, c in row.items() if not c.protection.locked}
        assert {"decision", "reason"} <= open_ <= {"decision", "reason", "law", "article"}
        lists = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
        for v in lists:
            assert len(v.formula1) <= 255 and v.promptTitle and len(v.promptTitle) <= 32 and len(v.prompt) <= 255
        assert lists[0].formula1.count(",") == {"articles": 4, "provisions": 5, "pillars": 4}[name]
        assert lists[0].showErrorMessage and lists[0].error
    rows = cells(workbook, "Articles")
    assert {str(r["article"].protection.locked) for r in rows if "|match|" in r["key"].value} == {"True"}
    # The provisions to choose from stand in the hidden sheet, where a list may be as long as it likes.
    sheet = workbook["Articles"]
    wide = next(v for v in sheet.data_validations.dataValidation if "lexalign!" in str(v.formula1))
    assert wide.formula1 == "lexalign!$D$2:$D$5"
    assert [workbook["lexalign"][f"D{n}"].value for n in range(2, 6)] == [f"Art. {n} — Title {n}" for n in range(1, 5)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels(language: str, tmp_path: Path) -> None:
    words = words_of(language)
    assert set(words) == set(words_of("en"))
    assert all(words[k] or k == "elements_note" for k in words)
    assert (
        len(
            {words[s] for s in ("articles", "provisions", "pillars", "texts", "instructions", "lexalign") if s in words}
        )
        == 5
    )
    for choices in (("confirm", "partly", "related", "reject", "withdraw"),
                    ("in line", "partially in line", "not in line", "no information", "reserved", "withdraw"),
                    ("largely in place", "partially in place", "not in place", "no information", "withdraw")):  # fmt: skip
        listed = ",".join(words[c] for c in choices)
        assert len(listed) <= 253 and "," not in "".join(words[c] for c in choices)
        # What is chosen in any language, in any spelling, is understood and is one thing.
        for choice in choices:
            for typed in (words[choice], words[choice].upper(), f" {words[choice]}. "):
                assert meaning(typed, choices) == choice
    assert len(INSTRUCTIONS[language]) == 8
    workbook = load_workbook(exported(tmp_path / "s.xlsx", country(3, 1), language=language))
    front = " ".join(str(c.value) for line in workbook[words["instructions"]].iter_rows() for c in line)
    assert all(step in front for steps in INSTRUCTIONS.values() for step in steps)
    for name, ids in COLUMN_IDS.items():
        assert [c.value for c in workbook[words[name]][2]] == [words[i] for i in ids]
    with pytest.raises(UnknownLanguage, match="de"):
        exported(tmp_path / "x.xlsx", country(3, 1), language="de")


def test_no_two_choices_share_a_word_in_any_language() -> None:
    for choices in (
        ("confirm", "partly", "related", "reject", "withdraw"),
        ("definitions", "substantive", "procedural"),
    ):
        seen = [_ALL[language][c] for language in LANGUAGES for c in choices]
        for word in seen:
            assert sum(meaning(word, (c,)) == c for c in choices) == 1, word
    assert meaning("perhaps", ("confirm",)) is None


def test_blind(tmp_path: Path) -> None:
    given = country(4, 2)
    said = [
        Override("1", "2026-11-01", "Ben", "KEN", "ken-act", "2", "cets185:1", Action.REJECT, "", "Ben's secret."),
        Override("2", "2026-11-02", "Jane Doe", "KEN", "ken-act", "3", "cets185:1", Action.CONFIRM, "full", "Mine."),
        Override("3", "2026-11-02", "Ben", "KEN", "", "", "cets185:2", Action.SET_STATUS, "in line", "Ben's secret."),
        Override("4", "2026-11-02", "Ben", "KEN", "ken-act", "30", "cets185:1", Action.ADD, "full", "Ben's secret."),
    ]  # fmt: skip
    now = {"cets185:1": ("in line", "The machine's secret.")}
    path = exported(tmp_path / "s.xlsx", given, said, expert="Jane Doe", blind=True, now=now)
    workbook = load_workbook(path)
    text = "\n".join(str(c.value) for s in workbook.worksheets for line in s.iter_rows() for c in line if c.value)
    assert (
        "secret" not in text and "90%" not in text and "MISSING" not in text.replace("Elements shown and missing", "")
    )
    rows = cells(workbook, "Articles")
    assert {(r["decision"].value, r["reason"].value) for r in rows} == {(None, None), ("confirm", "Mine.")}
    assert not any(r["rank"].value for r in rows)
    assert [r["provision"].value[:6] for r in rows if "|uncovered|" in r["key"].value] == [
        "Art. 1",
        "Art. 2",
        "Art. 3",
        "Art. 4",
    ]
    assert "30" not in {r["article"].value for r in rows}
    with pytest.raises(OverrideError, match="whose it is"):
        exported(tmp_path / "x.xlsx", given, said, blind=True)


def test_what_stands_in_the_rows(tmp_path: Path) -> None:
    given = country(3, 2)
    said = [Override("1", "2026-11-01", "Ben", "KEN", "", "", "cets185:2", Action.SET_STATUS, "in line", "Seen it.")]
    path = exported(tmp_path / "s.xlsx", given, said, now={"cets185:2": ("in line", "Set by Ben."), "substantive": ("not in place", "Why.")},
                    counted=["cets185:1"], language="fr")  # fmt: skip
    workbook = load_workbook(path)
    rows = cells(workbook, "Articles")
    assert [(r["provision"].value, r["article"].value) for r in rows] == [
        ("Art. 1 — Titre 1", "2"), ("Art. 1 — Titre 1", "3"), ("Art. 2 — Titre 2", "3"), ("Art. 2 — Titre 2", "4"),
        ("Art. 3 — Titre 3", None),
    ]  # fmt: skip
    assert sorted(r["rank"].value for r in rows) == [1, 2, 3, 4, 5]
    assert "MANQUANTS\n✗ it is done to a machine\nPRÉSENTS\n✓ somebody does" in rows[0]["elements"].value
    assert "90%" in rows[0]["so_far"].value
    assert "DEMANDÉS" in rows[4]["elements"].value
    two = next(r for r in cells(workbook, "Dispositions") if r["provision"].value.startswith("Art. 2"))
    assert (two["now"].value, two["decision"].value, two["reason"].value) == ("● conforme", "conforme", "Seen it.")
    assert "Ben, 2026-11-01: conforme. Seen it." in two["why"].value
    pillar = next(r for r in cells(workbook, "Domaines") if r["now"].value)
    assert (pillar["pillar"].value, pillar["now"].value) == ("Droit pénal matériel", "○ pas en place")


def test_several_treaties(tmp_path: Path) -> None:
    (one,) = country(3, 1)
    second = replace(
        one.instrument,
        id="own-treaty",
        provisions=(replace(one.instrument.provisions[0], id="own-treaty:1", elements=()),),
    )
    match = replace(one.matches[0], provision="own-treaty:1")
    path = exported(tmp_path / "s.xlsx", [one, replace(one, instrument=second, matches=(match,))])
    shown = [r["provision"].value for r in cells(load_workbook(path), "Articles")]
    assert shown == [
        "CETS185 Art. 1 — Title 1", "CETS185 Art. 2 — Title 2", "CETS185 Art. 3 — Title 3", "OWN-TREATY Art. 1 — Title 1",
    ]  # fmt: skip
    sheet = load_workbook(path)
    at = next(line[0].row for line in sheet["Articles"].iter_rows(min_row=3) if not any(c.value for c in line))
    for n, wanted in enumerate(("CETS185 Art. 3 — Title 3", "own-treaty:1", "Own-treaty Art. 1", "1")):
        for column, value in (("B", wanted), ("C", str(30 + n)), ("I", "confirm"), ("J", "Because.")):
            sheet["Articles"][f"{column}{at + n}"].value = value
    sheet.save(tmp_path / "back.xlsx")
    found = import_sheet(tmp_path / "back.xlsx", tmp_path / "j", expert="Jane Doe")
    assert [(o.article, o.provision) for o in found.taken] == [
        ("30", "cets185:3"),
        ("31", "own-treaty:1"),
        ("32", "own-treaty:1"),
    ]
    assert [p.what for p in found.problems] == ["“1” may be cets185:1 or own-treaty:1"]


def test_every_cell_can_be_read_in_its_row(tmp_path: Path) -> None:
    """The longest provisions there are, with all that may stand beside them."""
    given = []
    for name in ("cets185", "cets189", "cets224"):
        instrument = load_instrument(name)
        acts = law(count=3)
        acts = replace(
            acts, articles=tuple(replace(a, text=LONG, path=("A long title of a part " * 3,)) for a in acts.articles)
        )
        matches = tuple(
            Match(n, p.id, 0.9, n == "1", tuple(e.id for e in elements_of(instrument, p.id) if n == "1"), remarks=("A remark. " * 20,),
                  evidence=tuple(Evidence(e.id, "c", 0, 60) for e in elements_of(instrument, p.id)))
            for p in articles_of(instrument) for n in ("1", "2")
        )  # fmt: skip
        given.append(Alignment(acts, matches, instrument))
    why = {p.id: ("in line", "A long reason of many words. " * 50) for a in given for p in articles_of(a.instrument)}
    said = [
        Override(
            str(n),
            f"2026-11-{n:02d}",
            f"Expert {n}",
            "KEN",
            "ken-act",
            "1",
            "cets185:2",
            Action.REJECT,
            "",
            "No. " * 40,
        )
        for n in range(1, 20)
    ]
    workbook = load_workbook(exported(tmp_path / "s.xlsx", given, said, now=why, language="fr"))
    for name in ("articles", "provisions", "texts"):
        sheet = workbook[words_of("fr")[name]]
        widths = {c: d.width for c, d in sheet.column_dimensions.items() if not d.hidden}
        for line in sheet.iter_rows(min_row=2):
            height = sheet.row_dimensions[line[0].row].height
            assert height <= 409
            for cell in line:
                if cell.value and cell.column_letter in widths:
                    # An indent takes the room of a digit and a half.
                    room = widths[cell.column_letter] - 1.5 * cell.alignment.indent
                    lines = wrapped(str(cell.value), room, size=9, bold=bool(cell.font.bold))
                    assert row_height(len(lines), size=9) <= height, (name, cell.coordinate, len(lines), height)


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(b"work of a week")
    with pytest.raises(LexalignError, match="not written over"):
        export_sheet(country(3, 1), path)
    assert path.read_bytes() == b"work of a week"
    with pytest.raises(LexalignError, match="xlsx"):
        export_sheet(country(3, 1), tmp_path / "s.xls")
    other = replace(country(3, 1)[0], law=replace(law("uga-act"), country="UGA"))
    with pytest.raises(LexalignError, match="KEN, UGA"):
        export_sheet([*country(3, 1), other], tmp_path / "t.xlsx")
    with pytest.raises(LexalignError, match="ken-act was given twice"):
        export_sheet([*country(3, 1), *country(3, 1)], tmp_path / "t.xlsx")
    with pytest.raises(LexalignError, match="no law"):
        export_sheet([], tmp_path / "t.xlsx")


def test_the_same_content_gives_the_same_file(tmp_path: Path) -> None:
    first = exported(tmp_path / "a.xlsx", country(4, 2)).read_bytes()
    assert exported(tmp_path / "b.xlsx", country(4, 2)).read_bytes() == first
