"""Tables of articles in Excel and JSON, and column names in every language."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lexalign.errors import EmptyLaw, LexalignError, UnreadableFile
from lexalign.laws import read_articles, read_law
from lexalign.laws.json_table import read_json
from lexalign.laws.tables import read_table

Save = Callable[[str, str | bytes], Path]


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEAD: list[object] = ["Article", "Title", "Text"]


@pytest.mark.parametrize(
    "header",
    [
        "Section No.;Heading;Body",
        "Numéro d’article;Intitulé;Texte",
        "N° de artículo;Epígrafe;Contenido",
        "Artigo;Epígrafe;Texto",
        "Nummer;Überschrift;Wortlaut",
        "Artikelnummer;Opschrift;Tekst",
        "Articolo;Rubrica;Testo",
        "№ статьи;Наименование;Текст статьи",
        "Номер статті;Назва;Текст",
        "Madde No;Başlık;Madde metni",
        "رقم المادة;العنوان;النص",
        "Nr. articol;Denumire;Conținut",
        "articleNumber;articleTitle;fullText",
        "article_no;section_title;ARTICLE_TEXT",
    ],
)
def test_column_names_of_every_language(header: str) -> None:
    cut = read_table(f"{header}\n12a;Humming;A device hums.\n", "x.csv")
    assert [(a.number, a.heading, a.text) for a in cut.articles] == [("12a", "Humming", "A device hums.")]


def with_raised(data: bytes) -> bytes:
    """The workbook with 27 and a superscript 1 as a shared string, as Excel writes it."""
    source = zipfile.ZipFile(io.BytesIO(data))
    sheet = source.read("xl/worksheets/sheet1.xml").replace(b't="inlineStr"><is><t>RAISED</t></is>', b't="s"><v>0</v>')
    assert b't="s"' in sheet
    types = source.read("[Content_Types].xml").replace(
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.sharedStrings+xml"/></Types>',
    )
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>27</t></r><r><rPr>'
        b'<vertAlign val="superscript"/></rPr><t>1</t></r></si></sst>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            new = {"xl/worksheets/sheet1.xml": sheet, "[Content_Types].xml": types}.get(name, source.read(name))
            package.writestr(name, new)
        package.writestr("xl/sharedStrings.xml", strings)
    return out.getvalue()


def test_a_workbook_as_ministries_fill_it(save: Save) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Law"
    sheet.append(["Ministry of Humming"])
    sheet.append([])
    sheet.append(HEAD)
    sheet.append([1, "Short title", "This Act is short."])
    sheet.append([4.1, "Fees", "Ten coins."])
    sheet["A5"].number_format = "0.00"
    sheet.append(["RAISED", "Raised", "One."])
    sheet.append([datetime.date(2031, 2, 1), "Spoilt", "Was 1-2."])
    sheet.append([None, None, "Stray words."])
    sheet.append([30, "Sum", "=1+1"])
    book.create_sheet("Notes").append(["nothing here"])
    out = io.BytesIO()
    book.save(out)
    law = read_law(save("law.xlsx", with_raised(out.getvalue())), country="XXA", language="en")
    assert [a.number for a in law.articles] == ["1", "4.10", "27^1", "2031-02-01", "30"]
    assert law.front_matter.split("\n\n") == ["Ministry of Humming", "Stray words."]
    kinds = {issue.kind: issue.message for issue in law.issues}
    assert "A7" in kinds["cell"]
    assert "Notes" in kinds["sheets"]
    assert "row 8" in kinds["numbering"]
    assert "row" not in kinds


def test_the_sheet_with_most_articles_is_read(save: Save) -> None:
    data = workbook(("Short", [HEAD, ["1", "a", "b"]]), ("Long", [HEAD, ["1", "a", "b"], ["2", "c", "d"]]))
    assert len(read_articles(save("noname", data)).articles) == 2


def broken(data: bytes, part: str, content: bytes) -> bytes:
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(name, content if name == part else source.read(name))
    return out.getvalue()


GOOD = workbook(("A", [HEAD, ["1", "a", "b"]]))
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'
BAD: dict[str, tuple[bytes, type[LexalignError], str]] = {
    "entities": (broken(GOOD, "xl/styles.xml", LAUGHS), UnreadableFile, "entities"),
    "bomb": (broken(GOOD, "xl/worksheets/sheet1.xml", b" " * 40_000_000), UnreadableFile, "exhaust"),
    "damaged": (broken(GOOD, "xl/workbook.xml", b"<workbook>"), UnreadableFile, "damaged"),
    "cut": (GOOD[: len(GOOD) // 2], UnreadableFile, "damaged"),
    "no columns": (workbook(("Only", [["a", "b"], ["1", "2"]])), UnreadableFile, "no column for the number"),
    "no rows": (workbook(("Only", [HEAD])), EmptyLaw, "no articles"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_workbooks_are_refused(case: str, save: Save) -> None:
    data, error, words = BAD[case]
    with pytest.raises(error, match=words) as caught:
        read_articles(save("bad.xlsx", data))
    assert "bad.xlsx" in str(caught.value)


ARTICLES = [
    {"number": 1, "heading": "Short title", "text": "This Act is short.", "path": ["Part I", "Chapter 1"]},
    {"number": 4.10, "heading": None, "text": "Ten coins."},
]
SHAPES = {
    "list": '[{"number": 1, "heading": "Fees", "text": "Ten coins."}, {"number": 4.10, "text": "More."}]',
    "inside": '{"law": {"name": "x", "articles": [{"article": "1", "title": "Fees", "content": "Ten coins."},'
    '{"article": 4.10, "content": "More."}]}}',
    "lines": '{"section": "1", "title": "Fees", "body": "Ten coins."}\n\n{"section": 4.10, "body": "More."}\n',
    "chapters": '{"chapters": [{"articles": [{"número": "1", "título": "Fees", "texto": "Ten coins."}]},'
    '{"articles": [{"número": "4.10", "texto": "More."}]}]}',
    "by number": '{"1": {"heading": "Fees", "text": "Ten coins."}, "4.10": {"text": "More."}}',
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["law.json", "law.jsonl", "law.txt", "law"])
def test_json_in_many_shapes_and_under_any_name(shape: str, name: str, save: Save) -> None:
    cut = read_articles(save(name, SHAPES[shape]))
    assert [(a.number, a.heading, a.text) for a in cut.articles] == [
        ("1", "Fees", "Ten coins."),
        ("4.10", None, "More."),
    ]


def test_json_paths_and_texts_by_number() -> None:
    assert read_json(json.dumps(ARTICLES), "x").articles[0].path == ("Part I", "Chapter 1")
    cut = read_json('{"1": "A device hums.", "2": "It is round."}', "x")
    assert [(a.number, a.text) for a in cut.articles] == [("1", "A device hums."), ("2", "It is round.")]


BAD_JSON = {
    "cut": ('[{"number": "1", "text": "a"}, {"numb', "line 1, column"),
    "bad line": ('{"number": "1", "text": "a"}\n{"number": "2", "text": \n', "line 2"),
    "no list": ('{"a": 1, "b": [1, 2, 3]}', "no list of articles"),
    "deep": ("[" * 100_000, "nested too deep"),
    "empty list": ("[]", "no list of articles"),
}


@pytest.mark.parametrize("case", BAD_JSON)
def test_bad_json_is_refused_with_the_place(case: str, save: Save) -> None:
    text, words = BAD_JSON[case]
    with pytest.raises(UnreadableFile, match=words) as caught:
        read_articles(save("bad.json", text))
    assert "bad.json" in str(caught.value)
    assert caught.value.fix


def test_a_table_is_known_by_its_header_under_any_name(save: Save) -> None:
    table = "number;heading;text\n1;Fees;Ten coins, no more.\n"
    for name in ("law.txt", "law", "law.csv", "law.html"):
        (article,) = read_articles(save(name, table.encode("utf-16"))).articles
        assert (article.number, article.heading) == ("1", "Fees")


def test_number_and_heading_in_one_cell() -> None:
    cut = read_table("article,text\nArticle 12 – Illegal humming,It is punished.\n4-1,Plain.\n", "x.csv")
    assert [(a.number, a.heading) for a in cut.articles] == [("12", "Illegal humming"), ("4-1", None)]
