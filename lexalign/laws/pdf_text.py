"""PDF ▶ text, page by page, in the order in which a person reads it."""

from __future__ import annotations

import ctypes
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from lexalign.errors import NoTextLayer, UnreadableFile
from lexalign.laws.ocr import Recogniser, find_recogniser
from lexalign.laws.page_layout import Piece, reading_order
from lexalign.laws.right_to_left import Glyph, is_right_to_left, reading_text
from lexalign.laws.source import SourceText
from lexalign.laws.typography import mended
from lexalign.model import Issue

__all__ = ["pdf_text"]

_MOST_PAGES = 5000
_SECONDS = 300
_LETTERS_PER_PAGE = 15
_PASSWORD = 4
_CLOSE = re.compile(r"[).;:,°º](?=[^\W\d_])")
_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_DIGITS = re.compile(r"(?<=[^\W_])[^\W_]?\d{1,2}(?![^\W_])")


def pdf_text(data: bytes, where: str, language: str | None = None) -> SourceText:
    """Take the text layer out of a PDF; recognise pages that are pictures, where tesseract is installed.

    Args:
        data: The file.
        where: Its name, for messages.
        language: ISO 639-1 code of the text, for pages that are pictures.

    Returns:
        The text with a form feed between pages.

    Raises:
        UnreadableFile: It is damaged, protected by a password, or too long.
        NoTextLayer: Its pages are pictures, and they cannot be recognised here.
    """
    import pypdfium2

    begun = time.monotonic()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).casefold():
            raise UnreadableFile(
                "the PDF is protected by a password",
                where=where,
                fix="Open it with its password and save a copy without one.",
            ) from error
        raise _damaged(where, str(error)) from error
    try:
        count = len(document)
        if not count:
            raise _damaged(where, "it has no pages")
        if count > _MOST_PAGES:
            raise UnreadableFile(
                f"the PDF has {count:,} pages; up to {_MOST_PAGES:,} are read", where=where, fix="Split it."
            )
        pages: list[str] = []
        lost: list[int] = []
        for place in range(count):
            try:
                pages.append(_page_text(document, place))
            except pypdfium2.PdfiumError:
                pages.append("")
                lost.append(place + 1)
            if time.monotonic() - begun > _SECONDS:
                raise UnreadableFile(
                    f"reading stopped after {_SECONDS} seconds at page {place + 1} of {count}",
                    where=where,
                    fix="Convert the PDF to text with another program (pdftotext) and read that.",
                )
        if len(lost) == count:
            raise _damaged(where, "none of its pages can be opened")
        notes = [Issue("pages", None, f"Damaged pages that could not be opened: {_list(lost)}.")] if lost else []
        empty = [place for place, page in enumerate(pages) if _is_empty(page) and place + 1 not in lost]
        pages = _recognised(document, pages, empty, notes, where, language)
        title = document.get_metadata_dict().get("Title") or None
    finally:
        document.close()
    return SourceText("\f".join(page.rstrip("\n") + "\n" for page in pages), None, title, tuple(notes))


def _recognised(
    document: Any, pages: list[str], empty: list[int], notes: list[Issue], where: str, language: str | None
) -> list[str]:
    """The pages, pictures among them recognised; says so in the notes."""
    letters = sum(sum(char.isalpha() for char in page) for page in pages)
    scanned = letters < _LETTERS_PER_PAGE * len(pages)
    if not empty or not (scanned or any(_has_picture(document, place) for place in empty)):
        return _mended(pages)
    found = find_recogniser(language)
    if isinstance(found, Recogniser):
        wanted = [place for place in empty if _has_picture(document, place)]
        for place, text in zip(wanted, found.pages(document, wanted, where), strict=True):
            pages[place] = text
        if wanted:
            notes.append(
                Issue(
                    "ocr",
                    None,
                    f"{len(wanted)} pages are pictures; their text was recognised with {found.name} "
                    f"({', '.join(found.languages)}) and may have wrong letters and numbers: compare with them.",
                )
            )
        letters = sum(sum(char.isalpha() for char in page) for page in pages)
        if letters >= _LETTERS_PER_PAGE * max(1, len(pages) // 4):
            return _mended(pages)
        raise NoTextLayer(
            f"the PDF has no text layer, and {found.name} found hardly any text on its pages ({len(pages)})",
            where=where,
            fix="Check that the pages can be read by eye; scan them again with 300 dots per inch, or recognise the "
            "text with another program, for instance ocrmypdf.",
        )
    if scanned:
        raise NoTextLayer(
            f"the PDF has no text layer: its pages ({len(pages)}) are pictures",
            where=where,
            fix=f"{found} Or recognise its text first, for instance with ocrmypdf, and read the result.",
        )
    notes.append(
        Issue(
            "pages",
            None,
            f"{len(empty)} pages of the PDF have no text ({_list([p + 1 for p in empty])}); they may be pictures of "
            f"text. {found}",
        )
    )
    return _mended(pages)


def _mended(pages: list[str]) -> list[str]:
    return mended("\f".join(pages), printed=True).split("\f")


def _page_text(document: Any, place: int) -> str:
    """Text of one page."""
    page = document[place]
    try:
        layer = page.get_textpage()
        try:
            lines = reading_order(list(_pieces(layer)), page.get_width())
        finally:
            layer.close()
    finally:
        page.close()
    return "\n".join(line.rstrip() for line in lines).replace("\f", "\n") + "\n"


def _pieces(layer: Any) -> Iterator[Piece]:
    """The lines of a page, cut at wide gaps."""
    count = layer.count_chars()
    text = layer.get_text_range(0, count) if count > 0 else ""
    if len(text) != count:  # letters beyond the first 65,536 signs: places and letters must agree
        text = "".join(_letter(layer, at) for at in range(max(count, 0)))
    measure = _Measure(layer)
    row: _Row | None = None
    at = 0
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text)):
        filled = line.strip()
        begin = at + len(line) - len(line.lstrip())
        end = begin + len(filled)
        at += len(line) + (2 if text[at + len(line) : at + len(line) + 2] == "\r\n" else 1)
        if not filled:
            continue
        size = measure.size(begin)
        turned = is_right_to_left(filled)
        if turned or (row and not any(char.isalpha() for char in filled)):
            glyphs = [Glyph(*measure.span(spot), text[spot]) for spot in range(begin, end) if not text[spot].isspace()]
            if row and not row.joins(glyphs, measure.base(begin)):
                yield row.piece()
                row = None
            if row:
                row.glyphs.extend(glyphs)
                continue
            if turned:
                row = _Row(glyphs, measure.base(begin), size, number, measure.bold(begin))
                continue
        if row:
            yield row.piece()
            row = None
        start = begin
        spaces = [(begin + found.start() - 1, begin + found.end()) for found in re.finditer(r"[ \t\xa0]+", filled)]
        gaps = [measure.left(high) - measure.right(low) for low, high in spaces]
        usual = median(gaps) if len(gaps) > 2 else 0.0  # justified lines are stretched
        for (low, high), gap in zip(spaces, gaps, strict=True):
            if gap > max(1.1 * size, 9, 2.2 * usual):
                yield _piece(measure, text, start, low + 1, number)
                start = high
        yield _piece(measure, text, start, end, number)
    if row:
        yield row.piece()


def _piece(measure: _Measure, text: str, start: int, end: int, line: int) -> Piece:
    words = text[start:end]
    signs: list[tuple[int, str]] = []
    for found in _DIGITS.finditer(words):
        raised = (at for at in range(*found.span()) if measure.raised(start + at - 1, start + at))
        signs += [(at, "^") for at in raised][:1]
    for found in _CLOSE.finditer(words):  # a narrow space after a sign is no space to the PDF
        at = found.end()
        if measure.gap(start + at) > 0.12 * measure.size(start + at):
            signs.append((at, " "))
    for at, sign in sorted(signs, reverse=True):
        words = words[:at] + sign + words[at:]
    words = words.replace("\x02", "-").replace("￾", "-").replace("\0", "")
    word = re.search(r"\s", text[start:end])
    left = measure.left(start)
    return Piece(
        left,
        measure.right(end - 1),
        measure.base(start),
        measure.size(start),
        words.strip(),
        line,
        first=measure.right(start + word.start() - 1 if word else end - 1) - left,
        bold=measure.bold(start),
    )


@dataclass(slots=True)
class _Row:
    """A line read from right to left; the file may have it in several parts, for instance at signs above letters."""

    glyphs: list[Glyph]
    base: float
    size: float
    line: int
    bold: bool

    def joins(self, glyphs: list[Glyph], base: float) -> bool:
        """Whether more letters stand on the same line, inside it or close by."""
        low, high = min(one.left for one in self.glyphs), max(one.right for one in self.glyphs)
        left, right = min(one.left for one in glyphs), max(one.right for one in glyphs)
        near = 1.5 * self.size
        return abs(base - self.base) < 0.6 * self.size and left < high + near and right > low - near

    def piece(self) -> Piece:
        """The line in reading order."""
        left, right = min(one.left for one in self.glyphs), max(one.right for one in self.glyphs)
        words = reading_text(self.glyphs, self.size)
        return Piece(left, right, self.base, self.size, words, self.line, bold=self.bold)


class _Measure:
    """Places of the letters of a page, in points."""

    def __init__(self, layer: Any) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._layer = layer.raw
        self._box = [ctypes.c_double() for _ in range(4)]
        self._loose = raw.FS_RECTF()
        self._origin = [ctypes.c_double() for _ in range(2)]

    def left(self, at: int) -> float:
        self._raw.FPDFText_GetCharBox(self._layer, at, *self._box)
        return self._box[0].value

    def right(self, at: int) -> float:
        self._raw.FPDFText_GetCharBox(self._layer, at, *self._box)
        return self._box[1].value

    def base(self, at: int) -> float:
        self._raw.FPDFText_GetCharOrigin(self._layer, at, *self._origin)
        return self._origin[1].value

    def height(self, at: int) -> float:
        self._raw.FPDFText_GetCharBox(self._layer, at, *self._box)
        return self._box[3].value - self._box[2].value

    def gap(self, at: int) -> float:
        """Distance from the end of the sign before, its own white space included, to a sign."""
        self._raw.FPDFText_GetLooseCharBox(self._layer, at - 1, self._loose)
        end = self._loose.right
        self._raw.FPDFText_GetCharOrigin(self._layer, at, *self._origin)
        return float(self._origin[0].value - end)

    def span(self, at: int) -> tuple[float, float]:
        """Left and right edge of a sign with its own white space."""
        self._raw.FPDFText_GetLooseCharBox(self._layer, at, self._loose)
        return float(self._loose.left), float(self._loose.right)

    def size(self, at: int) -> float:
        """Size of the letters: what the font asks for above and below, not the height of one letter."""
        self._raw.FPDFText_GetLooseCharBox(self._layer, at, self._loose)
        return max(abs(float(self._loose.top - self._loose.bottom)) * 0.86, 4.0)

    def bold(self, at: int) -> bool:
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        self._raw.FPDFText_GetFontInfo(self._layer, at, name, 128, flags)
        return bool(_BOLD.search(name.value)) or bool(flags.value & 1 << 18)

    def raised(self, before: int, at: int) -> bool:
        """Whether a digit is a superscript to the sign before it: clearly smaller, and above the base line."""
        rise = self.base(at) - self.base(before)
        tall = self.height(before)
        return rise > 0.15 * tall and self.height(at) < 0.85 * max(tall, 1.0)


def _letter(layer: Any, at: int) -> str:
    import pypdfium2.raw as raw

    code = raw.FPDFText_GetUnicode(layer.raw, at)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _is_empty(page: str) -> bool:
    return sum(char.isalpha() for char in page) < _LETTERS_PER_PAGE


def _has_picture(document: Any, place: int) -> bool:
    """Whether a page shows an image or drawing that could be text."""
    import pypdfium2

    try:
        page = document[place]
        try:
            return next(iter(page.get_objects(max_depth=3)), None) is not None
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return False


def _list(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:12])
    return shown + (" ..." if len(numbers) > 12 else "")


def _damaged(where: str, detail: str) -> UnreadableFile:
    detail = detail.strip().rstrip(".") or "unknown"
    return UnreadableFile(f"the PDF is damaged ({detail})", where=where, fix="Fetch it again.")
