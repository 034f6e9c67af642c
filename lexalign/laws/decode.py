"""Bytes ▶ what they are, and text: by content, the name of the file is only a hint."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from lexalign.errors import EmptyLaw, UnreadableFile
from lexalign.laws.detect_language import detect_language

__all__ = ["MAX_BYTES", "decode_text", "read_bytes", "sniff"]

MAX_BYTES = 128 * 1024 * 1024
"""Larger files are refused before they are read: no statute has that size."""

_BINARIES: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "Open it and save it as PDF, HTML or plain text."),
    (b"{\\rtf", "an RTF document", "Open it and save it as PDF, HTML or plain text."),
    (b"\x89PNG", "a picture (PNG)", "Recognise its text first, for instance with tesseract."),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Recognise its text first, for instance with tesseract."),
    (b"GIF8", "a picture (GIF)", "Recognise its text first, for instance with tesseract."),
    (b"II*\0", "a picture (TIFF)", "Recognise its text first, for instance with tesseract."),
    (b"MM\0*", "a picture (TIFF)", "Recognise its text first, for instance with tesseract."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and name the file inside."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and name the file inside."),
    (b"Rar!", "a RAR archive", "Unpack it and name the file inside."),
    (b"SQLite format 3", "a database (SQLite)", "Export the articles as a CSV table."),
    (b"\x7fELF", "a program", "Check that this is the file you mean."),
    (b"MZ", "a program", "Check that this is the file you mean."),
)
_HTML_START = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_PAGE_OF = {"tr": "cp1254", "ro": "cp1250"}
_CODE_PAGES = ("cp1252", "cp1251", "cp1256", "cp1254", "cp1250")


def read_bytes(path: Path) -> bytes:
    """Read a file whole, after a look at its size.

    Raises:
        UnreadableFile: It is absent, a folder, or too large.
        EmptyLaw: It has no bytes.
    """
    try:
        if path.is_dir():
            raise UnreadableFile("this is a folder, not a file", where=str(path), fix="Name one law file in it.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFile(
                f"the file has {size // 2**20} MB; a law file may have {MAX_BYTES // 2**20} MB",
                where=str(path),
                fix="Split it, or check that it is a law.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"the file cannot be opened ({error.strerror or error})", where=str(path), fix="Check the path."
        ) from error
    if not data.strip(b"\0\xff\xfe\xef\xbb\xbf \t\r\n\f\v"):
        raise EmptyLaw("the file is empty", where=str(path), fix="Fetch it again: the download may have failed.")
    return data


def sniff(data: bytes, path: Path) -> str:
    """Tell what a file is.

    Args:
        data: Its bytes.
        path: Its name, for the hint and for messages.

    Returns:
        ``pdf``, ``html``, ``table`` or ``text``.

    Raises:
        UnreadableFile: It is something else; says what it seems to be.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"PK\x03\x04":
        raise _refused(path, *_inside_zip(data))
    for magic, what, fix in _BINARIES:
        if data.startswith(magic):
            raise _refused(path, what, fix)
    head = data[:65536]
    if head.count(b"\0") and not _utf16_without_mark(data) and not data.startswith(_MARKS):
        raise _refused(path, "a binary file of unknown form", "Save the law as PDF, HTML, plain text or CSV.")
    start = head if b"\0" not in head else head.replace(b"\0", b"")
    suffix = path.suffix.lower()
    if _HTML_START.search(start[:4096] if suffix in {".md", ".txt", ".csv", ".tsv"} else start):
        return "html"
    if suffix in {".html", ".htm", ".xhtml"} and re.search(rb"<(?:p|div|span|table|br)\b", start, re.IGNORECASE):
        return "html"
    if suffix in {".csv", ".tsv"}:
        return "table"
    if suffix == ".pdf" and start.lstrip()[:1] != b"<" and _control_share(head) > 0.02:
        raise _refused(path, "a damaged PDF", "Fetch it again.")
    return "text"


def decode_text(data: bytes) -> tuple[str, str, int]:
    r"""Turn bytes into text.

    Args:
        data: Text in UTF-8 or UTF-16, with or without a byte order mark, or in a Windows code page.

    Returns:
        The text with line ends as ``\n``, the name of the encoding, and how many characters could not be read
        (each stands as U+FFFD).
    """
    text, encoding, bad = _decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding, bad


_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _decode(data: bytes) -> tuple[str, str, int]:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, encoding, text.count("�")
    wide = _utf16_without_mark(data)
    if wide:
        text = data.decode(wide, "replace")
        return text, wide, text.count("�")
    try:
        return data.decode("utf-8"), "utf-8", 0
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    bad = text.count("�")
    good = sum(1 for char in text if char > "\x7f") - bad
    if bad * 20 < good:
        return text, "utf-8", bad
    declared = _CHARSET.search(data[:4096])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii")), declared[1].decode("ascii").lower(), 0
        except (LookupError, UnicodeDecodeError):
            pass
    return _code_page(data)


def _code_page(data: bytes) -> tuple[str, str, int]:
    """The Windows code page in which the text looks most like a language."""
    best, encoding = -1.0, ""
    sample = data[:200_000]
    for page in _CODE_PAGES:
        language, share = detect_language(sample.decode(page, "replace"))
        if share > best + 1e-9:
            # Small words seldom have the letters in which Western pages differ: the language itself decides.
            best, encoding = share, _PAGE_OF.get(language, page)
    text = data.decode(encoding, "replace")
    return text, encoding, text.count("�")


def _utf16_without_mark(data: bytes) -> str:
    head = data[:4096]
    if len(head) < 8 or not head.count(b"\0") > len(head) // 20:
        return ""
    even, odd = head[0::2].count(b"\0"), head[1::2].count(b"\0")
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def _control_share(head: bytes) -> float:
    bad = sum(head.count(bytes([code])) for code in range(32) if code not in (9, 10, 11, 12, 13))
    return bad / max(1, len(head))


def _inside_zip(data: bytes) -> tuple[str, str]:
    head = data[:8192]
    fix = "Open it and save it as PDF, HTML or plain text."
    if b"word/" in head or b"word/document.xml" in data[-65536:]:
        return "a Word document (docx)", fix
    if b"xl/" in head or b"xl/workbook.xml" in data[-65536:]:
        return "an Excel workbook (xlsx)", "Save the sheet with the articles as CSV (UTF-8)."
    if b"opendocument" in head:
        return "an OpenDocument file", fix
    return "a ZIP archive", "Unpack it and name the file inside."


def _refused(path: Path, what: str, fix: str) -> UnreadableFile:
    return UnreadableFile(f"this seems to be {what}, which cannot be read as a law", where=str(path), fix=fix)
