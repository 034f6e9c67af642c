"""Excel files that hold whatever a law says, and nothing that Excel would run.

A statute may begin a line with ``=``, a heading may be ``#N/A``, an expert may paste a control character. Here
every text stays a text, and the same content always gives the same bytes.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.errors import LexalignError
from lexalign.files import write_atomic

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

__all__ = [
    "CELL_LIMIT",
    "csv_text",
    "is_right_to_left",
    "moment_of",
    "same_bytes",
    "save",
    "sheet_title",
    "write_cell",
    "write_document",
    "xml_safe",
]

CELL_LIMIT = 32_767
"""Most characters (UTF-16 units) that Excel keeps in one cell."""

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ACTIVE = ("=", "+", "-", "@", "\t", "\n")
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def xml_safe(text: str) -> str:
    """Make a text fit for XML without losing sight of what was in it.

    Args:
        text: Any text, also with control characters, U+FFFE, U+FFFF or lone surrogates.

    Returns:
        The text with line and page breaks of every kind as line feeds, and each character that XML cannot hold as
        U+FFFD, the visible replacement character.
    """
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub("\n", text))


def _utf16_length(text: str) -> int:
    return len(text) + sum(1 for character in text if character > "\uffff")


def _fitted(text: str) -> str:
    """Cut a text to what one cell holds, and say so at its end."""
    if _utf16_length(text) <= CELL_LIMIT:
        return text
    mark = f" […] [cut here: the text has {len(text):,} characters, an Excel cell holds {CELL_LIMIT:,}]"
    room = CELL_LIMIT - len(mark)
    kept = text[:room]
    while _utf16_length(kept) > room:
        kept = kept[: len(kept) - max(1, (_utf16_length(kept) - room + 1) // 2)]
    return kept + mark


def write_cell(cell: Cell, value: object) -> None:
    """Write a value into a cell so that a text never becomes a formula, an error value or a link.

    Args:
        cell: A cell of an openpyxl worksheet.
        value: A text, number, date, truth value or None; anything else is written as its text. Numbers that are
            not finite leave the cell empty. Texts over 32,767 characters are cut with a visible mark.
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        cell.value = None
        return
    if isinstance(value, bool | int | float | date):
        cell.value = value
        return
    text = _fitted(_ESCAPE_LIKE.sub("_x005F_", xml_safe(str(value))))
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_ACTIVE):
        # Without the prefix Excel makes a formula of it as soon as somebody edits the cell.
        cell.quotePrefix = True


def csv_text(value: object) -> str:
    """Write a value for a CSV file that will be opened in a spreadsheet.

    Args:
        value: Anything.

    Returns:
        Its text; with an apostrophe before it where a spreadsheet would take it for a formula. Numbers stay.
    """
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    text = xml_safe(str(value))
    return f"'{text}" if text.startswith(_ACTIVE) else text


def sheet_title(name: str, taken: Collection[str] = ()) -> str:
    """Make a name that Excel admits for a sheet.

    Args:
        name: What one would like to call it.
        taken: Titles already used in the workbook; Excel compares them without regard to case.

    Returns:
        At most 31 characters, none of ``[]:*?/`` and backslash, no apostrophe at either end, and not taken.
    """
    clean = " ".join(_FORBIDDEN_IN_TITLE.sub(" ", xml_safe(name)).split()).strip("' ")
    while _utf16_length(clean) > 31:
        clean = clean[:-1].rstrip("' ")
    # Excel keeps the word History for itself.
    clean = f"{clean} sheet" if clean.casefold() == "history" else clean or "Sheet"
    used = {title.casefold() for title in taken}
    title, number = clean, 1
    while title.casefold() in used:
        number += 1
        suffix = f" ({number})"
        stem = clean
        while _utf16_length(stem) > 31 - len(suffix):
            stem = stem[:-1]
        title = stem.rstrip("' ") + suffix
    return title


def is_right_to_left(text: str) -> bool:
    """Tell whether a text runs from right to left: by its first letter that has a direction."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def moment_of(as_of: str) -> datetime:
    """Turn the date of a report into the moment that stands in its files.

    Args:
        as_of: ISO date, ``2026-11-22``.

    Raises:
        LexalignError: It is not a date.
    """
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        raise LexalignError(
            f"{as_of!r} is not a date", where="the date of the report", fix="Write it as year-month-day: 2026-11-22."
        ) from None
    # The zip format knows no time before 1980.
    return datetime(max(day.year, 1980), day.month, day.day)


def save(workbook: Workbook, path: Path, *, as_of: str, title: str, subject: str = "") -> Path:
    """Write a workbook whole or not at all, with the same bytes for the same content.

    Args:
        workbook: Finished openpyxl workbook.
        path: Where to; parent folders are made.
        as_of: ISO date; becomes the file's date of creation and change, and that of its parts.
        title: Title in the file's properties.
        subject: Subject in the file's properties.

    Returns:
        The path.

    Raises:
        LexalignError: ``as_of`` is not a date, or the file cannot be written.
    """
    import io

    moment = moment_of(as_of)
    properties = workbook.properties
    properties.creator = properties.lastModifiedBy = "lexalign"
    properties.title = xml_safe(title)
    properties.subject = xml_safe(subject)
    properties.created = moment
    raw = io.BytesIO()
    workbook.save(raw)
    return write_document(path, same_bytes(raw.getvalue(), moment))


def same_bytes(data: bytes, moment: datetime) -> bytes:
    """Pack an Office file again so that it bears one date only: the same content gives the same bytes.

    Args:
        data: The file as a library wrote it.
        moment: What its parts and its properties bear.
    """
    import io
    import zipfile

    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            info = zipfile.ZipInfo(entry.filename, date_time=moment.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, content)
    return out.getvalue()


def write_document(path: Path, data: bytes | str) -> Path:
    """Write a file whole or not at all.

    Raises:
        LexalignError: It cannot be written.
    """
    try:
        return write_atomic(path, data)
    except OSError as error:
        raise LexalignError(
            f"the file cannot be written ({error.strerror or error})",
            where=str(path),
            fix="Close it where it is open, or choose a folder you may write to.",
        ) from error
