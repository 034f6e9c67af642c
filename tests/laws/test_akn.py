"""Akoma Ntoso: what is marked is what is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lexalign.errors import EmptyLaw, UnreadableFile
from lexalign.laws import read_law

Save = Callable[[str, str | bytes], Path]
SPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def akn(body: str, *, more: str = "", prefix: str = "") -> str:
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso {name}="{SPACE}"><act><meta><identification/></meta>'
        "<preface><longTitle><p>The <shortTitle>Imaginary Devices Act</shortTitle></p></longTitle></preface>"
        f"<preamble><p>Whereas devices hum,</p></preamble><body>{body}</body>"
        f"<conclusions><p>Done at Nowhere.</p></conclusions>{more}</act></akomaNtoso>"
    )
    if not prefix:
        return text
    import re

    return re.sub(r"<(/?)(?=[a-z])", rf"<\1{prefix}:", text)


CODE = """
<book><num>Book I</num><heading>Devices</heading>
 <chapter><num>Chapter 1.</num><heading>Opening</heading>
  <article eId="art_3"><num>Article 3.</num><heading>Opening a
      device</heading>
   <paragraph><num>1.</num><content><p>Whoever opens<authorialNote><p>See the old law.</p></authorialNote> a device pays</p>
    </content></paragraph>
   <paragraph><num>2.</num><intro><p>It is worse if he</p></intro>
     <point><num>(a)</num><content><p>hums;</p></content></point>
     <point><num>(b)</num><content><p>hides.</p></content></point></paragraph></article>
  <article><num>Article 3<sup>1</sup></num><content><p>It takes 10<sup>6</sup> coins.</p></content></article>
 </chapter></book>
<article><num>Art. 4.</num><content><p>(repealed)</p></content></article>
"""


@pytest.mark.parametrize("prefix", ["", "akn"])
def test_articles_with_number_heading_path_and_text(prefix: str, save: Save) -> None:
    law = read_law(save("act.xml", akn(CODE, prefix=prefix)), country="XXA")
    first, second, last = law.articles
    assert (first.number, first.heading) == ("3", "Opening a device")
    assert first.path == ("Book I – Devices", "Chapter 1 – Opening")
    assert first.text == "1. Whoever opens a device pays\n2. It is worse if he\n(a) hums;\n(b) hides."
    assert (second.number, second.heading, second.text) == ("3^1", None, "It takes 10^6 coins.")
    assert (last.number, last.path, last.not_in_force) == ("4", (), "repealed")
    assert law.title == "Imaginary Devices Act"
    assert "Whereas devices hum," in law.front_matter
    assert "Done at Nowhere." in law.back_matter
    assert "See the old law." in law.back_matter


def test_sections_are_articles_only_where_no_articles_are(save: Save) -> None:
    sections = "".join(
        f"<section><num>{n}.</num><heading>Head {n}</heading><subsection><num>(1)</num><content><p>A device hums.</p>"
        "</content></subsection></section>"
        for n in (1, 2, 3)
    )
    law = read_law(save("act.xml", akn(f"<part><num>Part I</num>{sections}</part>")), country="XXA")
    assert [(a.number, a.heading, a.path, a.text) for a in law.articles] == [
        (str(n), f"Head {n}", ("Part I",), "(1) A device hums.") for n in (1, 2, 3)
    ]
    above = "<section><num>Section 1</num><article><num>7</num><content><p>x y</p></content></article></section>"
    law = read_law(save("act.xml", akn(above)), country="XXA")
    assert [(a.number, a.path) for a in law.articles] == [("7", ("Section 1",))]


def test_quoted_articles_are_carried_by_the_one_that_inserts_them(save: Save) -> None:
    inserted = (
        '<quotedStructure startQuote="“" endQuote="”"><article><num>“Article 12a</num><heading>Humming</heading><content>'
        "<p>No device may hum.</p></content></article></quotedStructure>"
    )
    body = f"<article><num>1</num><content><p>The Code is amended: <mod>after Article 12 {inserted}</mod></p></content></article>"
    law = read_law(save("act.xml", akn(body)), country="XXA")
    assert [(a.number, a.heading, a.text, a.carried_by) for a in law.articles] == [
        ("1", None, "The Code is amended: after Article 12\n[…]", None),
        ("12a", "Humming", "No device may hum.", "1"),
    ]


def test_what_is_no_article_is_kept_where_it_stands(save: Save) -> None:
    body = (
        "<hcontainer><content><p>Enacted by the Assembly.</p></content></hcontainer><crossHeading>Opening</crossHeading>"
        "<section><num>1</num><content><p>A device hums.</p></content></section>"
        "<crossHeading>Listening</crossHeading>"
        "<section><num>2</num><content><p>It is round.</p></content></section>"
        '<hcontainer name="schedule"><num>Schedule 1</num><heading>Fees</heading><paragraph><num>1</num><content>'
        "<p>Ten coins.</p></content></paragraph></hcontainer>"
    )
    law = read_law(save("act.xml", akn(body)), country="XXA")
    assert [(a.number, a.path, a.text) for a in law.articles] == [
        ("1", ("Opening",), "A device hums."),
        ("2", ("Listening",), "It is round."),
    ]
    assert "Enacted by the Assembly." in law.front_matter
    assert "Schedule 1 Fees\n1 Ten coins." in law.back_matter
    assert "Schedule" not in law.front_matter


def test_articles_without_numbers_are_named_and_said(save: Save) -> None:
    body = '<article eId="art_7"><content><p>A device hums.</p></content></article>'
    law = read_law(
        save("act.xml", akn(body + "<article><num>8</num><content><p>x y</p></content></article>")), country="XXA"
    )
    assert [a.number for a in law.articles] == ["7", "8"]
    assert any(issue.kind == "numbering" for issue in law.issues)


BAD = {
    "no body": (akn("").replace("<body></body>", ""), UnreadableFile, "no body"),
    "no article": (akn("<p>Hello</p>"), EmptyLaw, "no article"),
    "cut": (akn(CODE)[:900], UnreadableFile, "damaged"),
    "entities": (
        akn(CODE).replace("\n<akoma", '\n<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><akoma'),
        UnreadableFile,
        "entities",
    ),
    "deep": (akn("<article><num>1</num>" + "<p>" * 20_000), UnreadableFile, "nested too deep"),
    "other xml": ('<?xml version="1.0"?><rss version="2"><channel/></rss>', UnreadableFile, "not Akoma Ntoso"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_documents_are_refused(case: str, save: Save) -> None:
    text, error, words = BAD[case]
    with pytest.raises(error, match=words) as caught:
        read_law(save("law.xml", text), country="XXA")
    assert "law.xml" in str(caught.value)
    assert caught.value.fix
