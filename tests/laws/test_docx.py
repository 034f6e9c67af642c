"""Word documents: what Word shows is what is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lexalign.errors import EmptyLaw, UnreadableFile
from lexalign.laws import read_articles, read_law
from lexalign.laws.docx_text import docx_text

from .made_docx import level, made_docx, numbered, numbering, paragraph, run

Save = Callable[[str, str | bytes], Path]
LEVELS = level(0, "decimal", "%1.") + level(1, "decimal", "(%2)") + level(2, "lowerLetter", "(%3)")


def text_of(body: str, **parts: str) -> str:
    return docx_text(made_docx(body, parts), "x.docx").text


def test_automatic_numbers_are_counted_as_word_counts_them() -> None:
    body = "".join(
        numbered(text, number, at)
        for text, number, at in [
            ("Short title", 1, 0),
            ("Meaning", 1, 0),
            ("A device hums.", 1, 1),
            ("It is", 1, 1),
            ("small;", 1, 2),
            ("round.", 1, 2),
            ("Opening", 1, 0),
            ("Whoever opens it pays.", 1, 1),
            ("Another list", 2, 0),
            ("goes on", 2, 0),
        ]
    )
    assert text_of(body, numbering=numbering(LEVELS)).splitlines() == [
        "1. Short title",
        "2. Meaning",
        "(1) A device hums.",
        "(2) It is",
        "(a) small;",
        "(b) round.",
        "3. Opening",
        "(1) Whoever opens it pays.",
        "1. Another list",
        "2. goes on",
    ]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("upperRoman", "Article IV"),
        ("lowerRoman", "Article iv"),
        ("upperLetter", "Article D"),
        ("russianLower", "Article г"),
        ("decimalZero", "Article 04"),
        ("ordinal", "Article 4th"),
        ("cardinalText", "Article Four"),
        ("arabicAbjad", "Article د"),
        ("none", "Article"),
    ],
)
def test_forms_of_numbers(form: str, shown: str) -> None:
    body = "".join(numbered("x", 1) for _ in range(4))
    assert text_of(body, numbering=numbering(level(0, form, "Article %1"))).splitlines()[-1] == f"{shown} x"


def test_numbers_come_from_heading_styles_and_their_parents() -> None:
    levels = level(0, "upperRoman", "Chapter %1", '<w:pStyle w:val="Part"/>') + level(
        1, "decimal", "Article %2 –", '<w:pStyle w:val="Art"/><w:lvlRestart w:val="0"/>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Part"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Art"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="Art2"><w:basedOn w:val="Art"/></w:style>'
    )
    body = "".join(
        paragraph(text, f'<w:pStyle w:val="{style}"/>{more}')
        for text, style, more in [
            ("General", "Part", ""),
            ("Names", "Art", ""),
            ("Places", "Art2", ""),
            ("Special", "Part", ""),
            ("Times", "Art", ""),
            ("Without", "Art", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        ]
    )
    lines = text_of(body, numbering=numbering(levels), styles=styles).splitlines()
    assert lines == [
        "Chapter I General",
        "Article 1 – Names",
        "Article 2 – Places",
        "Chapter II Special",
        "Article 3 – Times",
        "Without",
    ]


def test_tracked_changes_are_accepted_and_said(save: Save) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>twenty</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("thirty")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{run("gone")}</w:moveFrom><w:moveTo w:id="4">{run(" here")}</w:moveTo>'
    joined = "<w:p><w:pPr><w:rPr><w:del w:id='5'/></w:rPr></w:pPr>" + run("Whoever listens ") + "</w:p>"
    body = (
        paragraph("Section 1. Opening")
        + paragraph(run("A person who opens a device pays ") + deleted + inserted + run(" coins.") + moved)
        + paragraph("Section 2. Listening")
        + joined
        + paragraph("pays too.")
        + '<w:p><w:pPr><w:rPr><w:del w:id="6"/></w:rPr></w:pPr><w:del w:id="7"><w:r><w:delText>Section 3. Old'
        "</w:delText></w:r></w:del></w:p>"
    )
    law = read_law(save("act.docx", made_docx(body)), country="XXA")
    assert [a.text for a in law.articles] == [
        "A person who opens a device pays thirty coins. here",
        "Whoever listens pays too.",
    ]
    (note,) = [issue for issue in law.issues if issue.kind == "changes"]
    assert "tracked deletions" in note.message


def test_what_stands_beside_the_text(save: Save) -> None:
    box = "<wps:txbx><w:txbxContent>" + paragraph("In a box.") + "</w:txbxContent></wps:txbx>"
    old = "<v:textbox><w:txbxContent>" + paragraph("In a box.") + "</w:txbxContent></v:textbox>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    note = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    cell = "<w:tr>{}</w:tr>".format("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("(a)", "opens it")))
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    body = (
        paragraph(run("Article 5") + raised + run(". Opening"))
        + paragraph(run("Whoever") + note + run(" hums,", "<w:b/>") + run("secret", "<w:vanish/>") + both)
        + f"<w:tbl>{cell}</w:tbl>"
        + paragraph(
            '<w:hyperlink w:anchor="x">' + run("pays") + "</w:hyperlink><w:r><w:noBreakHyphen/></w:r>" + run("x")
        )
        + paragraph("Article 6. Listening")
        + f"<w:sdt><w:sdtContent>{paragraph('Likewise.')}</w:sdtContent></w:sdt>"
    )
    footnotes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("See the old law.")}</w:footnote>'
    )
    law = read_law(save("act.docx", made_docx(body, {"footnotes": footnotes})), country="XXA")
    assert [a.number for a in law.articles] == ["5^2", "6"]
    assert law.articles[0].text == "Whoever hums,\nIn a box.\n(a) opens it\npays-x"
    assert law.articles[1].text == "Likewise."
    assert "See the old law." in law.back_matter
    assert any(issue.kind == "footnotes" for issue in law.issues)


def test_lists_that_skip_levels_and_start_again_number_as_in_libreoffice() -> None:
    steps = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 0), (1, 2), (1, 1), (2, 0), (2, 1), (1, 0), (1, 1), (2, 0)]
    levels = level(0, "upperRoman", "Part %1") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "%2(%3)")
    body = "".join(numbered("x", number, at) for number, at in steps)
    # As LibreOffice 7.4 prints the same document (soffice --convert-to txt).
    shown = [
        "Part I",
        "I.1",
        "1(a)",
        "1(b)",
        "I.2",
        "Part II",
        "1(a)",
        "II.2",
        "Part I",
        "I.1",
        "Part II",
        "II.1",
        "Part III",
    ]
    assert text_of(body, numbering=numbering(levels)).splitlines() == [f"{number} x" for number in shown]
    legal = levels.replace('<w:numFmt w:val="decimal"/>', '<w:numFmt w:val="decimal"/><w:isLgl/>')
    assert text_of(body, numbering=numbering(legal)).splitlines()[1] == "1.1 x"


def changed(part: str, content: bytes) -> bytes:
    """A good document with one part in place of another."""
    source = zipfile.ZipFile(io.BytesIO(made_docx(paragraph("Section 1. A"))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(name, content if name == part else source.read(name))
    return out.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
BAD = {
    "zip bomb": (changed("word/document.xml", b" " * 50_000_000), "exhaust the computer"),
    "entities": (changed("word/document.xml", ENTITIES), "entities"),
    "wide entities": (
        changed("word/document.xml", ENTITIES.decode().replace('1.0"', '1.0" encoding="UTF-16"').encode("utf-16")),
        "entities",
    ),
    "deep nesting": (made_docx("<w:sdt>" * 3000 + "</w:sdt>" * 3000), "nested too deep"),
    "no main part": (changed("_rels/.rels", b"<Relationships/>"), "no main part"),
    "locked": (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
    "old word": (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "save it as docx"),
}


@pytest.mark.parametrize("case", BAD)
def test_harmful_documents_are_refused(case: str, save: Save) -> None:
    data, words = BAD[case]
    with pytest.raises(UnreadableFile, match=words) as caught:
        read_articles(save("a.docx", data))
    assert "a.docx" in str(caught.value)
    assert caught.value.fix


def test_a_document_of_pictures_says_so(save: Save) -> None:
    with pytest.raises(EmptyLaw, match="pictures"):
        read_articles(save("a.docx", made_docx("<w:p><w:r><w:drawing/></w:r></w:p>")))
