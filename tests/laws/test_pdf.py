"""PDF: columns, notes in the margin, broken words, raised numbers, pages that are pictures."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lexalign.errors import NoTextLayer, UnreadableFile
from lexalign.laws import read_articles, read_law
from lexalign.laws.ocr import Recogniser, find_recogniser
from lexalign.laws.pdf_text import pdf_text
from lexalign.laws.right_to_left import Glyph, is_right_to_left, reading_text
from lexalign.laws.typography import mended

from .conftest import pdf_bytes
from .printed import font, printed, row_by_row

if TYPE_CHECKING:
    from PIL import Image

Save = Callable[[str, str | bytes], Path]
WORDS = (
    "Whoever opens a device that belongs to somebody else, hides it from the owner or lends it to a third person "
    "without having asked pays a fine of ten coins and gives back what was found in the device at that time"
)


def wrapped(text: str, width: float, size: float = 10) -> list[str]:
    """Lines of at most so many points."""
    from reportlab.lib.utils import simpleSplit

    return simpleSplit(text, font(), size, width)


def column(numbers: range) -> list[str]:
    """Articles as lines of a narrow column."""
    out = []
    for number in numbers:
        out += [f"Article {number}. Opening number {number}", *wrapped(f"{WORDS} in case {number}.", 230)]
    return out


def test_columns_written_row_by_row_are_read_one_after_another(save: Save) -> None:
    page = row_by_row(column(range(1, 5)), column(range(5, 9)), head="OFFICIAL GAZETTE OF NOWHERE, NUMBER SEVEN")
    cut = read_articles(save("a.pdf", page))
    assert [a.number for a in cut.articles] == [str(n) for n in range(1, 9)]
    assert [" ".join(a.text.split()) for a in cut.articles] == [f"{WORDS} in case {n}." for n in range(1, 9)]
    assert [a.heading for a in cut.articles] == [f"Opening number {n}" for n in range(1, 9)]


def test_rows_of_a_table_stay_rows() -> None:
    left = ["Offence", "Opening", "Hiding", "Lending", "Listening", "Tuning", "Naming", "Painting"]
    right = [f"{n} coins" for n in range(len(left))]
    lines = pdf_text(row_by_row(left, right), "x.pdf").text.splitlines()
    assert "Opening 1 coins" in lines


def test_entries_of_a_contents_list_stay_lines_of_their_own() -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    def entry(number: int, dots: bool) -> list[tuple[float, float, str, float]]:
        text, y = f"Article {number} Opening of devices", 780 - 14 * number
        if not dots:
            return [(50, y, text, 10), (520, y, str(number), 10)]
        while stringWidth(text, font(), 10) < 465:
            text += "."
        return [(50, y, f"{text} {number}", 10)]

    for dots in (True, False):
        pages = canvas_pdf(*(one for number in range(1, 15) for one in entry(number, dots)))
        starts = [line.split()[1] for line in pdf_text(pages, "x.pdf").text.splitlines() if line]
        assert starts == [str(number) for number in range(1, 15)]


def canvas_pdf(*draws: tuple[float, float, str, float]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for x, y, text, size in draws:
        canvas.setFont(font(), size)
        canvas.drawString(x, y, text)
    canvas.save()
    return out.getvalue()


def test_headings_in_the_margin_stand_above_their_article() -> None:
    draws: list[tuple[float, float, str, float]] = []
    y = 780
    heads = ["Short title", "Meaning of\nwords", "Opening a device", "Listening"]
    for number, head in enumerate(heads, start=1):
        lines = wrapped(f"{number}. {WORDS}.", 380)
        draws += [(160, y - 14 * row, line, 10) for row, line in enumerate(lines)]
        draws += [(50, y - 12 * row, line, 8) for row, line in enumerate(head.split("\n"))]
        y -= 14 * len(lines) + 20
    cut = pdf_text(canvas_pdf(*draws), "x.pdf").text
    places = [cut.index(f"{head}\n{n}. Whoever") for n, head in enumerate([h.replace("\n", " ") for h in heads], 1)]
    assert places == sorted(places)


def test_raised_numbers_narrow_spaces_and_wrapped_lines(save: Save) -> None:
    page = canvas_pdf(
        (50, 780, "Article 27", 11), (50 + 54, 785, "1", 6), (116, 780, "Opening", 11),
        *((50, 760 - 14 * row, line, 11) for row, line in enumerate(wrapped(f"{WORDS}. The 10 coins are due.", 480, 11))),
        (50, 700, "Article 28 Listening", 11), (50, 686, "Whoever listens pays.", 11),
    )  # fmt: skip
    cut = read_articles(save("a.pdf", page))
    assert [a.number for a in cut.articles] == ["27^1", "28"]
    assert "\n" not in cut.articles[0].text
    assert cut.articles[0].text == f"{WORDS}. The 10 coins are due."


def test_words_are_mended_only_where_it_is_sure() -> None:
    text = (
        "A com-\nputer is any computer that hums. The non-\nprofit club, a non-profit one.\n"
        "A self-\nmade thing. The ﬁne and the oﬃce. He pays.Then he goes; and Then. He pays. Co\xadoperate."
    )
    assert mended(text, printed=True) == (
        "A computer\nis any computer that hums. The non-\nprofit club, a non-profit one.\n"
        "A self-\nmade thing. The fine and the office. He pays. Then he goes; and Then. He pays. Cooperate."
    )
    assert mended("see www.court.Example and e.g.This") == "see www.court.Example and e.g.This"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_passwords(algorithm: str, save: Save) -> None:
    import pypdf

    for user, owner in (("secret", "secret"), ("", "owner")):
        writer = pypdf.PdfWriter(
            clone_from=io.BytesIO(pdf_bytes([["Section 1. A", "B c d e f g h i j k.", "Section 2. C"]]))
        )
        writer.encrypt(user, owner, algorithm=algorithm)
        out = io.BytesIO()
        writer.write(out)
        path = save("locked.pdf", out.getvalue())
        if user:
            with pytest.raises(UnreadableFile, match="password"):
                read_articles(path)
        else:  # only printing or copying is forbidden: anybody may read it
            assert len(read_articles(path).articles) == 2


def drawn(lines: list[str]) -> Image.Image:
    """A white page of 200 dots per inch with letters drawn on it."""
    from matplotlib.font_manager import findfont
    from PIL import Image, ImageDraw, ImageFont

    letters = ImageFont.truetype(findfont("DejaVu Sans"), 34)
    picture = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        pen.text((140, 160 + 60 * row), line, font=letters, fill=0)
    return picture


def scan(*pages: list[str]) -> bytes:
    """A PDF of pictures."""
    first, *rest = (drawn(lines) for lines in pages)
    out = io.BytesIO()
    first.save(out, "PDF", resolution=200, save_all=True, append_images=rest)
    return out.getvalue()


SCANNED = [
    "Section 1. Short title",
    "This Act may be cited as the Imaginary Devices Act.",
    "Section 2. Opening a device",
    "A person who opens a device that belongs to somebody else",
    "pays ten coins to the owner of the device.",
]


def need_tesseract() -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract is not here")


def test_pictures_of_pages_are_recognised(save: Save) -> None:
    need_tesseract()
    path = save("scan.pdf", scan(SCANNED, ["Section 3. Listening", "A person who listens pays twenty coins."]))
    for language in ("en", None):
        law = read_law(path, country="XXA", language=language)
        assert [(a.number, a.heading) for a in law.articles] == [
            ("1", "Short title"),
            ("2", "Opening a device"),
            ("3", "Listening"),
        ]
        assert law.articles[2].text == "A person who listens pays twenty coins."
        (note,) = [issue for issue in law.issues if issue.kind == "ocr"]
        assert "2 pages are pictures" in note.message
        assert "tesseract" in note.message


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_picture_of_a_page_is_recognised(form: str, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    need_tesseract()
    from PIL import Image

    out = io.BytesIO()
    drawn(SCANNED).save(out, form, dpi=(200, 200))
    path = save("page.txt", out.getvalue())
    cut = read_articles(path)
    assert [(a.number, a.heading) for a in cut.articles] == [("1", "Short title"), ("2", "Opening a device")]
    assert [issue.kind for issue in cut.issues] == ["ocr"]
    assert Image.open(path).format == form
    with pytest.raises(UnreadableFile, match=r"page\.txt"):
        read_articles(save("page.txt", out.getvalue()[: len(out.getvalue()) // 8]))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoTextLayer, match="Install tesseract"):
        read_articles(path)


def test_without_tesseract_the_message_names_what_to_install(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoTextLayer, match=r"Install tesseract.*ocrmypdf"):
        read_articles(save("scan.pdf", scan(SCANNED)))
    mixed = io.BytesIO()
    import pypdf

    writer = pypdf.PdfWriter()
    for part in (printed(read_articles(save("a.txt", "\n".join(SCANNED))).articles, "pdf"), scan(["Picture"])):
        writer.append(io.BytesIO(part))
    writer.write(mixed)
    cut = read_articles(save("mixed.pdf", mixed.getvalue()))
    assert len(cut.articles) == 2
    (note,) = [issue for issue in cut.issues if issue.kind == "pages"]
    assert "(2)" in note.message
    assert "Install tesseract" in note.message


def test_a_missing_language_pack_is_named(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    need_tesseract()
    monkeypatch.setattr("lexalign.laws.ocr._installed", lambda program: ("tesseract 5", frozenset({"eng"})))
    assert isinstance(find_recogniser("en"), Recogniser)
    assert "tesseract-ocr-ukr" in str(find_recogniser("uk"))
    with pytest.raises(NoTextLayer, match="language pack ukr"):
        read_articles(save("scan.pdf", scan(SCANNED)), language="uk")


def test_blank_pages_are_not_taken_for_pictures(save: Save) -> None:
    cut = read_articles(save("a.pdf", pdf_bytes([["Section 1. A", "It hums in the night.", "Section 2. B"], []])))
    assert not [issue for issue in cut.issues if issue.kind in {"ocr", "pages"}]


def from_left(line: str, at: float = 50) -> list[Glyph]:
    """Letters of a line as they stand on paper, from the left; a space is ten points wide, a letter six."""
    glyphs = []
    for char in line:
        if char != " ":
            glyphs.append(Glyph(at, at + 6, char))
        at += 6 if char != " " else 10
    return glyphs


def test_lines_from_the_right_are_put_into_the_order_of_reading() -> None:
    words = "يعاقب كل من فتح"
    on_paper = words[::-1]
    assert is_right_to_left(words)
    assert not is_right_to_left("Section 1 فتح")
    assert reading_text(from_left(on_paper), 12) == words
    # Numbers and foreign words run from the left within the line; brackets are drawn mirrored.
    drawn = f"{'قانون'[::-1]} internet law (2.000) {'فتح'[::-1]}"
    assert reading_text(from_left(drawn), 12) == "فتح (2.000) internet law قانون"
    alef, mark = Glyph(50, 56, "ا"), Glyph(51, 55, "ً")
    ligature = [Glyph(56, 62, "ا"), Glyph(56, 62, "ل")]
    assert reading_text([mark, alef, *ligature], 12) == "لااً"
