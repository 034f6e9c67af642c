"""Bytes ▶ what they are, and text: by content, the name of the file is only a hint."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from lexalign.errors import EmptyLaw, UnreadableFile
from lexalign.laws.detect_language import detect_language
from lexalign.laws.package import Package

__all__ = ["MAX_BYTES", "decode_text", "read_bytes", "sniff"]

MAX_BYTES = 128 * 1024 * 1024
"""Larger files are refused before they are read: no statute has that size."""

_UNPACK = "Unpack it and name the file inside."
_PICTURES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"GIF8": "GIF",
    b"BM": "BMP",
}
_BINARIES: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "an RTF document", "Open it in Word or LibreOffice and save it as docx, PDF or plain text."),
    (b"AT&TFORM", "a DjVu file", "Convert it to PDF; if it holds pictures of pages, recognise its text with ocrmypdf."),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"7z\xbc\xaf", "a 7-Zip archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ", "an xz archive", _UNPACK),
    (b"SQLite format 3", "a database (SQLite)", "Export the articles as a CSV table."),
    (b"\x7fELF", "a program", "Check that this is the file you mean."),
    (b"MZ", "a program", "Check that this is the file you mean."),
)
_HTML_START = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{2,20})",
    re.IGNORECASE,
)
_PAGE_OF = {"tr": "cp1254", "az": "cp1254"}
_PAGE_OF |= dict.fromkeys(("ro", "pl", "cs", "sk", "sl", "hr", "hu"), "cp1250") | dict.fromkeys(
    ("et", "lv", "lt"), "cp1257"
)
_CODE_PAGES = ("cp1252", "cp1251", "cp1256", "cp1254", "cp1250")
_SMALL_WORDS: dict[str, tuple[str, ...]] = {
    "cp1250": ("się nie jest przez oraz lub który od do na w z", "a na je se že nebo podle který pro v z o",
               "és az egy nem vagy hogy ha a is meg", "i je se u na da ili koji od za kao čl",
               "in je na za ki se ali če v z"),
    "cp1251": ("на се от за да е или които при с и в", "и је у на се да или који од за са", "і ў на што або не з у",
               "и во на се да или кој од за со"),
    "cp1252": ("och att det som en för av är på med", "og at det som en for av er på med",
               "të dhe në për me një që nga",
               "ja on että tai ei se joka", "og að sem til er um fyrir á í"),
    "cp1253": ("και το του της η ο να με την των από για που σε στο",),
    "cp1254": ("və bu ilə üçün olan ya maddə hər bir",),
    "cp1255": ("של את על לא או כל זה היא הוא אם לפי",),
    "cp1257": ("ir kad yra arba nuo už iš į su", "un ir par no ar vai kas tas ja", "ja on või ei see mis kui"),
}  # fmt: skip
"""Windows code page ▶ small words of languages without a lexicon that are written in it."""

_DECLARABLE = re.compile(
    r"(?:windows-|cp)(?:125\d|874)|iso-?8859-\d{1,2}|koi8-[ru]|(?:ibm|cp)866|utf-?(?:8|16|16le|16be|32)|mac\w{0,12}|"
    r"gb(?:2312|k|18030)|big5|shift_jis|euc-(?:jp|kr)|tis-620|us-ascii"
)


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
        ``pdf``, ``docx``, ``xlsx``, ``html``, ``akn``, ``json``, ``table``, ``picture`` or ``text``.

    Raises:
        UnreadableFile: It is something else; says what it seems to be.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _package_form(data, path)
    if any(data.startswith(magic) and (magic not in _SHORT or b"\0" in data[:64]) for magic in _PICTURES):
        return "picture"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_office(data, path)
    for magic, what, fix in _BINARIES:
        if data.startswith(magic) and (magic not in _SHORT or b"\0" in data[:64]):
            raise _refused(path, what, fix)
    head = data[:65536]
    if head.count(b"\0") and not _utf16_without_mark(data) and not data.startswith(_MARKS):
        raise _refused(path, "a binary file of unknown form", "Save the law as PDF, HTML, plain text or CSV.")
    start = head if b"\0" not in head else head.replace(b"\0", b"")
    return _text_form(start.lstrip(_EDGES), head, path)


_JSON = frozenset([".json", ".jsonl", ".ndjson"])
_SHORT = frozenset([b"BM", b"MZ", b"BZh"])
_EDGES = codecs.BOM_UTF8 + codecs.BOM_UTF16_LE + b" \t\r\n\f\v"
_AKN_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?akomaNtoso[\s>]")
_XML_ROOT = re.compile(rb"<(?:([\w.-]{1,40}):)?([A-Za-z_][\w.-]{0,60})[\s/>]")
_HTML_TAGS = re.compile(rb"<(?:p|div|span|table|br|h[1-6]|li)\b", re.IGNORECASE)


def _text_form(start: bytes, head: bytes, path: Path) -> str:
    suffix = path.suffix.lower()
    if start.startswith(b"<") and _AKN_ROOT.search(start[:8192]):
        return "akn"
    if start.startswith((b"MIME-Version:", b"From: <Saved by")) and b"text/html" in start:
        raise _refused(path, "a web archive (mht)", "Open it in a browser and save it as HTML only.")
    if _HTML_START.search(start[:4096] if suffix in {".md", ".txt", ".csv", ".tsv", ".json"} else start):
        return "html"
    if start.startswith(b"<?xml"):
        if suffix in {".html", ".htm", ".xhtml"} and _HTML_TAGS.search(start):
            return "html"
        raise _other_xml(start, path)
    if suffix in {".html", ".htm", ".xhtml"} and _HTML_TAGS.search(start):
        return "html"
    if suffix == ".xml" and start.startswith(b"<"):
        raise _other_xml(start, path)
    if re.match(rb"[\[{]\s*[\[{]?\s*\"", start) or (suffix in _JSON and start.startswith((b"[", b"{"))):
        return "json"
    if suffix in {".csv", ".tsv"}:
        return "table"
    if suffix in {".pdf", ".docx", ".xlsx"} and not start.startswith(b"<") and _control_share(head) > 0.02:
        raise _refused(
            path, f"a damaged {suffix[1:].upper() if suffix == '.pdf' else suffix[1:]} file", "Fetch it again."
        )
    return "text"


def _other_xml(start: bytes, path: Path) -> UnreadableFile:
    if b"schemas.microsoft.com/office/word" in start or b'progid="Word.Document"' in start:
        return _refused(path, "a Word document saved as XML", "Open it in Word and save it as docx.")
    names = [found[2].decode("ascii", "replace") for found in _XML_ROOT.finditer(start)]
    what = f"an XML file that is not Akoma Ntoso (its root is {names[0]})" if names else "an XML file without content"
    return _refused(path, what, "Fetch the law as Akoma Ntoso, HTML, PDF or plain text.")


def _old_office(data: bytes, path: Path) -> UnreadableFile:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableFile(
            "the Office document is protected by a password",
            where=str(path),
            fix="Open it with its password and save a copy without one (File, Info, Protect Document).",
        )
    if "WordDocument".encode("utf-16-le") in data:
        return _refused(path, "an old Word document (doc)", "Open it in Word or LibreOffice and save it as docx.")
    return _refused(path, "an old Word or Excel file", "Open it and save it as docx, xlsx, PDF or plain text.")


def _package_form(data: bytes, path: Path) -> str:
    names = Package(data, str(path)).names
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        if "xl/workbook.bin" in names:
            raise _refused(path, "a binary Excel workbook (xlsb)", "Save it as xlsx.")
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        raise _refused(path, "an OpenDocument file", "Open it in LibreOffice and save it as docx, xlsx or PDF.")
    if any(name.endswith(".opf") for name in names):
        raise _refused(path, "an e-book (EPUB)", "Save the law as HTML or PDF.")
    raise _refused(path, "a ZIP archive", _UNPACK)


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
        name = (declared[1] or declared[2]).decode("ascii").lower()
        try:
            if _DECLARABLE.fullmatch(name):
                return data.decode(name), name, 0
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
    for page, languages in _SMALL_WORDS.items():
        words = re.findall(r"[^\W\d_]+", sample.decode(page, "replace").casefold())
        for small in languages:
            known = frozenset(small.split())
            share = sum(word in known for word in words) / max(1, len(words))
            if share > best + 0.03:
                best, encoding = share, page
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


def _refused(path: Path, what: str, fix: str) -> UnreadableFile:
    return UnreadableFile(f"this seems to be {what}, which cannot be read as a law", where=str(path), fix=fix)
