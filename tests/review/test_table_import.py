"""Concordance tables that others made, taken into the journal."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lexalign import assess_bundled, data_package, import_concordance, read_concordance_table, read_overrides
from lexalign.cli import app
from lexalign.errors import CorpusError, LexalignError, OverrideError, UnreadableFile
from lexalign.laws import bundled_laws, fingerprint, known_matches
from lexalign.model import Action, Article, Basis, Law, Status
from lexalign.review import confirm, reject, withdraw

LAW = "ken-cmca-2018"
WORDS = "Made-up words about the habits of quokkas fill this cell from its beginning to its end. " * 6


def table(tmp_path: Path, rows: Sequence[Sequence[str]], name: str = "table.csv") -> Path:
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return path


HEAD = ("Article of the Budapest Convention", "Domestic legislation", "Status", "Comments")
ROWS = (
    HEAD,
    ("Chapter II – Measures", "", "", ""),
    ("Art. 2 – Illegal access", "section 14 and 15(2) of the Act", "full", "Made up."),
    ("Article 3", "Sec. 17", "", ""),
    ("Arts 4–5", "section 16", "partially", ""),
    ("Art. 6 (1)(a)(i)", "s. 18(1)(a)", "full", ""),
    ("Art. 6.1.b", "s. 18(2)", "", ""),
    ("Article 7", "nil", "", ""),
    ("Article 8", "—", "", ""),
    ("Article 9", "", "", ""),
    ("Article 12", "section 142", "", ""),
    ("Article 99", "Section 3", "", ""),
    ("Article 10", "see the Copyright Act", "", ""),
    ("Article 13", "Penal Code: s. 3; Computer Misuse and Cybercrimes Act: sections 42, 43", "", ""),
    ("", "section 44", "", ""),
    ("Article 16", "section 51 (draft)", "", ""),
    ("Article 18", "section 50", "not in line", ""),
    ("Article 19", "section 48", "in a way", ""),
    ("Arts 20, 21", "sections 52, 53", "", ""),
    ("Corporate liability", "section 45", "", ""),
    ("Illegal quokkas", "section 46", "", ""),
)


def read(path: Path, **more: object):  # type: ignore[no-untyped-def]
    return read_concordance_table(path, country="KEN", **more)  # type: ignore[arg-type]


# --- reading ----------------------------------------------------------------------------------------------------------


def test_every_row_is_read_counted_or_reported(tmp_path: Path) -> None:
    found = read(table(tmp_path, ROWS))
    assert {(r.row, r.article, r.provision[8:], r.relation) for r in found.sure} == {
        (3, "14", "2", "full"), (3, "15", "2", "full"), (4, "17", "3", ""), (5, "16", "4", "partial"),
        (5, "16", "5", "partial"), (6, "18", "6", "full"), (7, "18", "6", ""), (11, "142", "12", ""),
        (14, "42", "13", ""), (14, "43", "13", ""),
    }  # fmt: skip
    assert {(r.row, r.article): r.doubt.split(" ")[-1] for r in found.guesses} == {
        (15, "44"): "empty", (16, "51"): "'draft'", (18, "48"): "part", (19, "52"): "which", (19, "53"): "which",
        (20, "45"): "title",
    }  # fmt: skip
    assert {p.row: p.what.split(" ")[-1] for p in found.problems} == {
        12: "99", 13: "Act'", 14: "Code'", 17: "same", 21: "cets185",
    }  # fmt: skip
    assert [(a.row, a.text) for a in found.absent] == [(8, "nil"), (9, "—")]
    assert (found.silent, found.headings) == (1, 1)
    rows = {r.row for r in found.readings} | {p.row for p in found.problems} | {a.row for a in found.absent}
    assert rows | {2, 10} == set(range(2, len(ROWS) + 1))
    assert {r.paragraph for r in found.readings if r.provision == "cets185:6"} == {"6.1.a.i", "6.1.b"}
    by_key = {a.key: fingerprint(a) for a in bundled_laws("KEN")[0].articles}
    assert all(r.fingerprint == by_key.get(r.article, "") for r in found.readings)
    assert len(found.to_frame()) == len(found.readings)
    assert "by its head" in str(found) and "142" in found._repr_html_()


def test_columns_are_found_by_what_stands_in_them_or_as_one_says(tmp_path: Path) -> None:
    bare = table(tmp_path, [("x", "14", "2"), ("x", "17", "Art. 3"), ("x", "16", "Art. 4")])
    with pytest.raises(UnreadableFile, match="no table was found"):
        read(table(tmp_path, [("a", "b"), ("c", "d")], "none.csv"))
    said = read(bare, columns="provision=3,article=2")
    assert [(r.provision[8:], r.article) for r in said.readings] == [("2", "14"), ("3", "17"), ("4", "16")]
    headed = read(table(tmp_path, [("Nr", "Was", "Wo"), ("1", "Art. 2", "s. 14")], "headed.csv"),
                  columns={"provision": "Was", "article": "wo"})  # fmt: skip
    assert [(r.provision[8:], r.article) for r in headed.readings] == [("2", "14")]
    guessed = read(table(tmp_path, [("Art. 2", "Section 14"), ("Art. 3", "Section 17")], "bare.csv"))
    assert guessed.columns[0].why == {"provision": "by what stands in it", "article": "by what stands in it"}
    for wrong, why in (("provision=9,article=1", "no column '9'"), ("provision=1", "where the article stands"),
                       ("treaty=1,article=2", "which column holds what")):  # fmt: skip
        with pytest.raises(OverrideError, match=why):
            read(bare, columns=wrong)


def test_word_tables_with_merged_cells_and_pasted_law(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="python-docx makes the document: pip install python-docx")
    document = docx.Document()
    contact = document.add_table(1, 2)
    contact.cell(0, 0).text = "Contact"
    profile = document.add_table(0, 3)
    rows = [
        ("BUDAPEST CONVENTION", "DOMESTIC LEGISLATION", "REMARKS"),
        ("Chapter I – Use of terms", "", ""),
        (f"Article 1 – Definitions\n{WORDS} as in Articles 2 to 11", f"Section 2. Terms\n{WORDS}\nIn section 99 too.", ""),
        ("Article 2", f"Made-up Penal Code\nSection 3. Something\n{WORDS}\nComputer Misuse and Cybercrimes Act\n"
         f"Section 14. Heading\n{WORDS}\nSection 15 – Other\n(1) see section 30", "Made up."),
        ("Article 3", "Section 17", ""),
        ("", "Section 18", ""),
        ("Article 4", WORDS, ""),
    ]  # fmt: skip
    for cells in rows:
        for cell, text in zip(profile.add_row().cells, cells, strict=True):
            cell.text = text
    profile.cell(1, 0).merge(profile.cell(1, 2))
    profile.cell(4, 0).merge(profile.cell(5, 0))
    document.add_paragraph("Between the tables")
    further = document.add_table(1, 3)
    for cell, text in zip(further.rows[0].cells, ("Article 7", "section 25", ""), strict=True):
        cell.text = text
    path = tmp_path / "profile.docx"
    document.save(str(path))

    found = read(path)
    assert [(r.table, r.row, r.provision[8:], r.article) for r in found.sure] == [
        ("table 2", 5, "3", "17"), ("table 2", 6, "3", "18"), ("table 3", 1, "7", "25"),
    ]  # fmt: skip
    assert [(r.row, r.provision[8:], r.article) for r in found.guesses] == [
        (3, "1", "2"),
        (4, "2", "14"),
        (4, "2", "15"),
    ]
    assert all("text of the law" in r.doubt for r in found.guesses)
    assert [(p.row, "Penal Code" in p.what) for p in found.problems] == [(4, True), (7, False)]
    assert any("table 1" in note for note in found.notes)


def test_excel_shows_numbers_as_the_sheet_does(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Concordancia"
    for row in (["Tabla inventada"], [], ["Artículo del Convenio de Budapest", "Ley", "Artículo nacional", "Observaciones"],
                [2, "Ley inventada", 4.10, "a"], ["6.1.a", None, "arts. 5 y 6", "b"], ["Arts. 7 y 8", None, "no existe", None],
                ["Art. 9", None, "=A1", None], ["Art. 10", None, "5", None], [None, None, "6", None]):  # fmt: skip
        sheet.append(row)
    sheet["C4"].number_format = "0.00"
    sheet.merge_cells("A8:A9")
    sheet["A8"] = "Art. 10"
    book.create_sheet("Secret").sheet_state = "hidden"
    path = tmp_path / "tabla.xlsx"
    book.save(path)
    law = Law("esp-made", "ESP", "Ley inventada 1/2020", "es",
              tuple(Article(n, None, f"Texto {n}", key=n) for n in ("4", "4.10", "5", "6")), year=2020)  # fmt: skip
    found = read_concordance_table(path, country="ESP", laws=[law])
    assert [(r.row, r.provision[8:], r.paragraph, r.article) for r in found.readings] == [
        (4, "2", "", "4.10"), (5, "6", "6.1.a", "5"), (5, "6", "6.1.a", "6"), (8, "10", "", "5"), (9, "10", "", "6"),
    ]  # fmt: skip
    assert not found.guesses and [a.provision[8:] for a in found.absent] == ["7", "8"]
    assert any("C7 holds a formula" in note for note in found.notes) and any("Secret" in note for note in found.notes)


def test_html_and_damage(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><table><tr><th>Convention article<th>National law<tr><td rowspan=2>Art. 2<td>s. 14"
        "<script>section 99</script><tr><td>s. 15<br>s. 16<tr><td colspan=2>Title 2<tr><td>3<td>nil</table></body></html>"
    )
    found = read(page)
    assert [(r.row, r.provision[8:], r.article) for r in found.sure] == [(2, "2", "14"), (3, "2", "15"), (3, "2", "16")]
    assert (len(found.absent), found.headings) == (1, 1)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (300 * 2**20))
    for name, data in (("bomb.xlsx", bomb.getvalue()), ("cut.docx", b"PK\x03\x04 nothing"), ("x.pdf", b"%PDF-1.4 x"),
                       ("empty.csv", b"")):  # fmt: skip
        (tmp_path / name).write_bytes(data)
        with pytest.raises(LexalignError) as error:
            read(tmp_path / name)
        assert name in str(error.value) and error.value.fix


def test_a_cell_over_law_and_article_is_no_title(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<table><tr><th>Convention<th>Law<th>Section<tr><td>Art. 7<td colspan=2>nil<tr><td>Art. 2<td colspan=2>section 14"
        "<tr><td colspan=3>Section 17 stands in a title</table>"
    )
    found = read(page)
    assert [a.provision for a in found.absent] == ["cets185:7"] and [r.article for r in found.sure] == ["14"]
    assert found.headings == 1 and not found.problems


def test_automatic_numbers_go_on_from_the_text_into_the_table(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="python-docx makes the document: pip install python-docx")
    document = docx.Document()
    document.add_paragraph("first of a list", style="List Number")
    cells = document.add_table(2, 2).rows
    for cell, text in zip((*cells[0].cells, *cells[1].cells), ("Convention", "National law", "", "s. 14"), strict=True):
        cell.text = text
    cells[1].cells[0].paragraphs[0].style = document.styles["List Number"]
    cells[1].cells[0].paragraphs[0].add_run("Illegal access")
    document.save(str(tmp_path / "numbered.docx"))
    assert [(r.provision, r.article) for r in read(tmp_path / "numbered.docx").sure] == [("cets185:2", "14")]


def test_which_law_is_meant_is_never_guessed(tmp_path: Path) -> None:
    laws = [Law(f"xkx-{n}", "KEN", f"Quokka {n} Act", "en", (Article("1", None, n, key="1"),), year=2000)
            for n in ("Access", "Data")]  # fmt: skip
    path = table(tmp_path, [HEAD, ("Art. 2", "s. 1", "", ""), ("Art. 3", "s. 1 of the Quokka Data Act", "", "")])
    found = read(path, laws=laws)
    assert [(r.law, r.provision[8:]) for r in found.readings] == [("xkx-Data", "3")]
    assert [p.row for p in found.problems] == [2] and "--law" in found.problems[0].fix
    assert [r.law for r in read(path, laws=laws, law="xkx-Access").readings] == ["xkx-Access", "xkx-Data"]
    with pytest.raises(CorpusError, match="no law 'xkx-None'"):
        read(path, laws=laws, law="xkx-None")


def test_a_published_concordance_is_read_as_the_corpora_have_it(shared: Path, tmp_path: Path) -> None:
    """589 rows on 55 jurisdictions, with titles of laws and numbers of articles as sources write them."""
    with (shared / "gold" / "published_concordance.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 500
    read_rows, lost = 0, 0
    for country in sorted({row["iso3"] for row in rows}):
        mine = [row for row in rows if row["iso3"] == country]
        cells = [(row["convention_article"], row["domestic_article"], row["law_title"]) for row in mine]
        head = ("Convention article", "Domestic article", "Law")
        found = read_concordance_table(table(tmp_path, [head, *cells], f"{country}.csv"), country=country)
        known = {(m.law, n, m.provision.split(".")[0]) for m in known_matches(country) for n in (m.number, m.article)}
        strange = [r for r in found.readings if (r.law, r.article, r.provision) not in known]
        assert not [r for r in strange if (r.law, r.article + r.pinpoint, r.provision) not in known], country
        reported = {r.row for r in found.readings} | {p.row for p in found.problems}
        assert reported == set(range(2, len(mine) + 2)) and not found.guesses, country
        read_rows += len({r.row for r in found.readings})
        lost += len({p.row for p in found.problems})
    assert read_rows >= 0.93 * len(rows), (read_rows, lost)


# --- taking -----------------------------------------------------------------------------------------------------------


def test_taken_once_and_kept_with_what_is_decided_since(tmp_path: Path) -> None:
    path, folder = table(tmp_path, ROWS), tmp_path / "overrides"
    tried = import_concordance(path, folder, country="KEN", expert="Jane Doe", dry_run=True)
    assert tried.tried and not folder.exists()
    first = import_concordance(path, folder, country="KEN", expert="Jane Doe")
    assert [(o.article, o.provision[8:], o.value) for o in first.taken] == [
        ("14", "2", "full"), ("15", "2", "full"), ("17", "3", "principal"), ("16", "4", "partial"), ("16", "5", "partial"),
        ("18", "6", "principal"), ("142", "12", "principal"), ("42", "13", "principal"), ("43", "13", "principal"),
    ]  # fmt: skip
    assert {o.action for o in first.taken} == {Action.SET_RELATION}
    assert first.taken[0].source == "table:table.csv row 3" and "Made up." in first.taken[0].rationale
    assert "6.1.a.i, 6.1.b" in first.taken[5].rationale and "rows 6, 7" in first.taken[5].rationale
    lost = first.taken[6]
    assert not lost.fingerprint and "no such article" in lost.rationale and any("142" in n for n in first.notes)
    assert all(o.fingerprint and "Anchored to ken-cmca-2018" in o.rationale for o in first.taken if o is not lost)
    assert first.guesses == 8
    written = (folder / "KEN.csv").read_bytes()

    again = import_concordance(path, folder, country="KEN", expert="DOE, Jane")
    assert not again.taken and again.unchanged == 9 and (folder / "KEN.csv").read_bytes() == written
    # What is decided since stays: a rejection, and a withdrawal.
    law = bundled_laws("KEN")[0]
    reject(law, "17", "cets185:3", expert="Jane Doe", rationale="Looked again.", folder=folder)
    withdraw("KEN", first.taken[0].id, expert="Jane Doe", rationale="Looked again.", folder=folder)
    assert not import_concordance(path, folder, country="KEN", expert="Jane Doe").taken
    # The table itself may change its mind, and change it back.
    for relation in ("full", "partial", "full"):
        changed = table(tmp_path, [HEAD, ("Art. 4", "s. 16", relation, "")])
        assert [o.value for o in import_concordance(changed, folder, country="KEN", expert="Jane Doe").taken] == [
            relation
        ]
    table(tmp_path, ROWS)
    # Another expert who brings the same table is a second opinion.
    assert len(import_concordance(path, folder, country="KEN", expert="Ben").taken) == 9


def test_what_the_expert_said_already_is_not_said_again(tmp_path: Path) -> None:
    confirm(bundled_laws("KEN")[0], "17", "cets185:3", expert="Jane Doe", rationale="By hand.", relation="principal",
            folder=tmp_path / "o")  # fmt: skip
    path = table(tmp_path, [HEAD, ("Article 3", "s. 17", "", ""), ("Article 2", "s. 14", "", "")])
    found = import_concordance(path, tmp_path / "o", country="KEN", expert="Jane Doe")
    assert [o.article for o in found.taken] == ["14"] and found.unchanged == 1


def test_guesses_and_absences_only_on_request(tmp_path: Path) -> None:
    path, folder = table(tmp_path, ROWS), tmp_path / "overrides"
    found = import_concordance(path, folder, country="KEN", expert="Jane Doe", guesses=True, absent_as="not-in-line")
    guessed = [o for o in found.taken if "with a doubt" in o.rationale]
    assert {o.article for o in guessed} == {"44", "45", "51", "48", "52", "53"} and not found.guesses
    statuses = {o.provision: o.value for o in found.taken if o.action is Action.SET_STATUS}
    assert statuses == {"cets185:7": "not in line", "cets185:8": "not in line"}
    assessed = assess_bundled("KEN", overrides=folder)
    assert assessed["7"].status is Status.NOT_IN_LINE and assessed["7"].basis is Basis.EXPERT
    assert {r.article: r.relation for r in assessed["2"].rows if r.decision and r.decision.expert == "Jane Doe"} == {
        "14": "full", "15": "full",
    }  # fmt: skip
    assert any("142" in p and "Not applied" in p for p in assessed.problems)
    with pytest.raises(OverrideError, match="no status"):
        import_concordance(path, folder, country="KEN", expert="Jane Doe", absent_as="gone")


def test_rows_that_contradict_each_other_are_all_refused(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        [HEAD, ("Art. 2", "s. 14", "full", ""), ("Art. 2", "s. 14", "partial", ""), ("Art. 3", "s. 17", "", "")],
    )
    found = import_concordance(path, tmp_path / "o", country="KEN", expert="Jane Doe")
    assert [o.article for o in found.taken] == ["17"]
    assert [p.row for p in found.problems] == [2] and "differ on article 14" in str(found.problems[0])
    # No status is set from a paragraph's absence, nor against an article named elsewhere.
    path = table(
        tmp_path, [HEAD, ("Art. 6.1.b", "nil", "", ""), ("Art. 3", "s. 17", "", ""), ("Art. 3", "nil", "", "")], "b.csv"
    )
    found = import_concordance(path, tmp_path / "p", country="KEN", expert="Jane Doe", absent_as="not in line")
    assert [o.article for o in found.taken] == ["17"] and any("cets185:6, cets185:3" in n for n in found.notes)


@pytest.mark.parametrize("country", ["KEN", "PHL"])
def test_an_export_comes_back_as_the_same_concordance(country: str, tmp_path: Path) -> None:
    assessed = assess_bundled(country, overrides=())
    data_package(assessed, tmp_path)
    found = import_concordance(tmp_path / "concordance.csv", tmp_path / "o", country=country, expert="Jane Doe")
    assert not found.problems and not found.table.guesses
    said = {(o.law, o.article, o.provision): o.value for o in found.taken}
    assert said == {
        (r.law, r.article, r.provision): r.relation or "principal" for s in assessed.provisions for r in s.rows
    }
    again = assess_bundled(country, overrides=tmp_path / "o")
    assert [s.numbers() for s in again.provisions] == [s.numbers() for s in assessed.provisions]


# --- command ----------------------------------------------------------------------------------------------------------


def test_command_asks_before_it_writes(tmp_path: Path) -> None:
    path, folder = table(tmp_path, ROWS), tmp_path / "overrides"
    command = [
        "concordance",
        "import",
        str(path),
        "--country",
        "KEN",
        "--expert",
        "Jane Doe",
        "--overrides",
        str(folder),
    ]
    asked = CliRunner().invoke(app, command)
    assert asked.exit_code == 2 and "wait for your consent" in asked.output and not folder.exists()
    assert CliRunner().invoke(app, [*command, "--dry-run"]).exit_code == 2 and not folder.exists()
    done = CliRunner().invoke(app, [*command, "--yes"])
    assert done.exit_code == 2  # some rows were not taken
    assert "9 decisions of Jane Doe on KEN taken" in done.output and "row 12" in done.output
    assert "article = column 2" in done.output and "guess because" in done.output
    assert len(read_overrides(folder)) == 9
    clean = table(tmp_path, [HEAD, ("Art. 3", "s. 17", "", "")], "clean.csv")
    done = CliRunner().invoke(app, [*command[:2], str(clean), *command[3:], "--yes"])
    assert done.exit_code == 0 and "0 decisions of Jane Doe on KEN" in done.output


def test_command_exports(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow writes Parquet: pip install 'lexalign[parquet]'")
    forms = [part for form in ("sssom", "package", "parquet", "oscal") for part in ("--to", form)]
    (tmp_path / "none").mkdir()
    given = ["--out", str(tmp_path), "--as-of", "2026-11-22", "--overrides", str(tmp_path / "none")]
    done = CliRunner().invoke(app, ["export", "KEN", "PHL", "PHL", *forms, *given])
    assert done.exit_code == 0, done.output
    files = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*"))
    assert "concordance-KEN-cets185-2026-11-22.sssom.tsv" in files and "package/datapackage.json" in files
    assert "concordance-PHL-cets185-2026-11-22.oscal.json" in files and "parquet/elements.parquet" in files
    assert sorted(map(Path, done.output.split())) == sorted(p for p in tmp_path.rglob("*.*") if p.suffix != ".csv")
    assert CliRunner().invoke(app, ["export", "Atlantis", *given]).exit_code != 0
