"""Damaged and hostile files of every form, made from one small law; the same ones in every run."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lexalign.model import Article

from .conftest import pdf_bytes
from .made_docx import made_docx, numbered, numbering, paragraph
from .printed import printed

ARTICLES = [
    Article(
        str(n),
        f"Device of kind {n}",
        f"(1) Whoever opens a device of kind {n} that belongs to somebody else pays {n} coins.\n"
        "(2) Who opens it at night pays twice as much to the owner.",
        ("Part I – Devices",) if n < 9 else ("Part II – Fees",),
    )
    for n in range(1, 17)
]


@dataclass(frozen=True, slots=True)
class Case:
    """One file: what was done to it, its name, its bytes."""

    kind: str
    name: str
    data: bytes


def good_files() -> dict[str, bytes]:
    """The law in every form, by extension."""
    rows = [{"number": a.number, "heading": a.heading, "text": a.text, "path": " > ".join(a.path)} for a in ARTICLES]
    table = io.StringIO()
    writer = csv.DictWriter(table, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    text = printed(ARTICLES, "txt")
    sections = "".join(
        f"<section><num>{a.number}.</num><heading>{a.heading}</heading><content><p>{a.text}</p></content></section>"
        for a in ARTICLES
    )
    akn = (
        '<?xml version="1.0" encoding="UTF-8"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act>'
        f"<meta/><body><part><num>Part I</num>{sections}</part></body></act></akomaNtoso>"
    )
    return {
        "txt": text,
        "md": text.replace(b"Section", b"## Section"),
        "html": printed(ARTICLES, "html"),
        "docx": printed(ARTICLES, "docx"),
        "pdf": printed(ARTICLES, "pdf"),
        "csv": table.getvalue().encode("utf-8"),
        "json": json.dumps(rows).encode("utf-8"),
        "jsonl": "\n".join(json.dumps(row) for row in rows).encode("utf-8"),
        "xlsx": _workbook(rows),
        "xml": akn.encode("utf-8"),
    }


def damaged(count: int, seed: int = 20, *, with_hostile: bool = True) -> Iterator[Case]:
    """So many damaged files, all forms and kinds of damage in turn, the hostile ones first."""
    made = 0
    for case in hostile() if with_hostile else ():
        if made < count:
            made += 1
            yield case
    dice = random.Random(seed)
    good = good_files()
    kinds = [_cut, _cut_front, _flipped, _many_flipped, _zeroed, _hole, _doubled, _mixed, _renamed, _garbage]
    while made < count:
        form = list(good)[made % len(good)]
        damage = kinds[made // len(good) % len(kinds)]
        name, data = damage(form, good, dice)
        yield Case(damage.__name__.strip("_"), name, data)
        made += 1


def hostile() -> Iterator[Case]:
    """Files made to do harm, or of which nothing can be read."""
    good = good_files()
    for form in good:
        yield Case("empty", f"law.{form}", b"")
        yield Case("nothing but zeros", f"law.{form}", b"\0" * 4096)
        yield Case("byte order mark only", f"law.{form}", b"\xff\xfe")
        yield Case("spaces", f"law.{form}", b" \n" * 500_000)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "http://example.invalid/x">]>'
    remote = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">'
    for start, word in ((bomb, "&l9;"), (outside, "&e;"), (remote, "x")):
        inside = f"<article><num>1</num><content><p>{word}</p></content></article>"
        akn = f"{start}<akomaNtoso><act><body>{inside}</body></act></akomaNtoso>"
        for encoding in ("utf-8", "utf-16"):
            text = akn if encoding == "utf-8" else akn.replace('"1.0"', '"1.0" encoding="UTF-16"')
            yield Case("entities", "law.xml", text.encode(encoding))
        yield Case("entities", "law.html", f"{start}<html><body><p>Article 1. {word}</p></body></html>".encode())
        main = f"{start}<w:document xmlns:w='x'><w:body>{word}</w:body></w:document>".encode()
        yield Case("entities", "law.docx", _replaced(good["docx"], "word/document.xml", main))
        yield Case("entities", "law.xlsx", _replaced(good["xlsx"], "xl/worksheets/sheet1.xml", main))
    spaces = b" " * 300_000_000
    for form, part in (
        ("docx", "word/document.xml"),
        ("xlsx", "xl/worksheets/sheet1.xml"),
        ("docx", "word/styles.xml"),
    ):
        yield Case("zip bomb", f"law.{form}", _replaced(good[form], part, spaces[:80_000_000]))
        yield Case("zip bomb", f"law.{form}", _replaced(good[form], part, spaces))
        yield Case("lying zip", f"law.{form}", _lying(_replaced(good[form], part, spaces[:200_000_000])))
        yield Case("many parts", f"law.{form}", _crowded(good[form]))
    for depth in (300, 5000, 200_000):
        yield Case("deep nesting", "law.html", b"<html><body>" + b"<div>" * depth + b"Article 1. A" + b"</div>" * depth)
        yield Case("deep nesting", "law.xml", b"<akomaNtoso><act><body>" + b"<part>" * depth)
        yield Case("deep nesting", "law.docx", made_docx("<w:sdt>" * depth + "</w:sdt>" * depth))
        yield Case(
            "deep nesting", "law.docx", made_docx("<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth)
        )
        yield Case("deep nesting", "law.json", b'{"a":' * depth + b"1" + b"}" * depth)
        yield Case("deep nesting", "law.json", b"[" * depth + b"]" * depth)
        yield Case("deep nesting", "law.pdf", _deep_pdf(depth))
    deep_lists = numbering('<w:lvl w:ilvl="0"><w:lvlText w:val="%1%2%3%4%5%6%7%8%9"/></w:lvl>')
    yield Case("automatic numbers", "law.docx", made_docx(numbered("x", 1, 8) * 2000, {"numbering": deep_lists}))
    loop = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    looped = made_docx(paragraph("Section 1. A", '<w:pStyle w:val="A"/>'), {"styles": loop})
    yield Case("styles in a circle", "law.docx", looped)
    for user in ("secret", ""):
        yield Case("password", "law.pdf", _locked(good["pdf"], user))
    yield Case(
        "password",
        "law.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le"),
    )
    yield Case("password", "law.docx", _flagged(good["docx"]))
    yield Case("huge page", "law.pdf", pdf_bytes([["Section 1. A"]]).replace(b"600 800", b"9e9 9e9"))
    yield Case(
        "pages in a circle", "law.pdf", pdf_bytes([["Section 1. A"]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    )
    yield Case("no text", "law.pdf", pdf_bytes([[], []]))
    for sign in ("(a)", "1. ", "Article 1 ", "“", "§", "\f", "^", "&#x41;", "<b>"):
        yield Case("one sign", "law.txt", (sign * (2_000_000 // len(sign))).encode())
        yield Case("one sign", "law.html", ("<html><body><p>" + sign * (1_000_000 // len(sign))).encode())
    yield Case("one cell", "law.csv", b'number,text\n1,"' + b"a" * 20_000_000)
    yield Case("many columns", "law.csv", b"number,text" + b",x" * 500_000 + b"\n" + b"1," * 500_000)
    yield Case("many rows", "law.csv", b"number,text\n" + b"1,a\n" * 300_000)


def _cut(form: str, good: dict[str, bytes], dice: random.Random) -> tuple[str, bytes]:
    return f"law.{form}", good[form][: dice.randrange(1, len(good[form]))]


def _cut_front(form: str, good: dict[str, bytes], dice: random.Random) -> tuple[str, bytes]:
    return f"law.{form}", good[form][dice.randrange(1, min(2000, len(good[form]))) :]


def _flipped(form: str, good: dict[str, bytes], dice: random.Random, times: int = 1) -> tuple[str, bytes]:
    data = bytearray(good[form])
    for _ in range(times):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return f"law.{form}", bytes(data)


def _many_flipped(form: str, good: dict[str, bytes], dice: random.Random) -> tuple[str, bytes]:
    return _flipped(form, good, dice, dice.choice((5, 50, 500)))


def _zeroed(form: str, good: dict[str, bytes], dice: random.Random) -> tuple[str, bytes]:
    data, size = bytearray(good[form]), dice.choice((8, 64, 512))
    at = dice.randrange(len(data))
    data[at : at + size] = bytes(len(data[at : at + size]))
    return f"law.{form}", bytes(data)


def _hole(form: str, good: dict[str, bytes], dice: random.Random) -> tuple[str, bytes]:
    at = dice.randrange(len(good[form]))
    return f"law.{form}", good[form][:at] + good[form][at + dice.choice((1, 16, 256)) :]


def _doubled(form: str, good: dict[str, bytes], dice: random.Random) -> tuple[str, bytes]:
    low, high = sorted(dice.randrange(len(good[form])) for _ in range(2))
    return f"law.{form}", good[form][:high] + good[form][low:]


def _mixed(form: str, good: dict[str, bytes], dice: random.Random) -> tuple[str, bytes]:
    other = good[dice.choice(list(good))]
    at = dice.randrange(len(good[form]))
    return f"law.{form}", good[form][:at] + other[dice.randrange(len(other)) :]


def _renamed(form: str, good: dict[str, bytes], dice: random.Random) -> tuple[str, bytes]:
    return f"law.{dice.choice([*(one for one in good if one != form), 'png', 'exe', 'xhtml'])}", good[form]


def _garbage(form: str, good: dict[str, bytes], dice: random.Random) -> tuple[str, bytes]:
    return f"law.{form}", good[form][: dice.choice((0, 4, 64))] + dice.randbytes(dice.randrange(1, 20_000))


def _workbook(rows: list[dict[str, str | None]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _replaced(data: bytes, part: str, content: bytes) -> bytes:
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(name, content if name == part else source.read(name))
    return out.getvalue()


def _lying(data: bytes) -> bytes:
    """The package with every size in its directories said to be a thousand."""
    out = bytearray(data)
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = out.find(mark)
        while at >= 0:
            if int.from_bytes(out[at + place : at + place + 4], "little") > 10_000_000:
                out[at + place : at + place + 4] = (1000).to_bytes(4, "little")
            at = out.find(mark, at + 4)
    return bytes(out)


def _crowded(data: bytes) -> bytes:
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name in source.namelist():
            package.writestr(name, source.read(name))
        for number in range(6000):
            package.writestr(f"x/{number}", b"")
    return out.getvalue()


def _flagged(data: bytes) -> bytes:
    """The package with the mark of a password on its first part."""
    out = bytearray(data)
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        out[out.find(mark) + place] |= 1
    return bytes(out)


def _locked(data: bytes, user: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _deep_pdf(depth: int) -> bytes:
    return pdf_bytes([["Section 1. A"]]).replace(b"/Type /Catalog", b"/Type /Catalog /X " + b"[" * depth + b"]" * depth)
