"""Opening an Excel file that came back by mail: looked at before it is read, and never written."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.errors import UnreadableFile

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["open_workbook"]

_MOST_BYTES = 40 * 2**20
_MOST_UNPACKED = 160 * 2**20
_MOST_PARTS = 2_000
_MOST_MERGED = 200_000
_MERGED = re.compile(rb"""mergeCell\s[^>]*?ref=["']\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})["']""")
_AS_XLSX = "Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)."


def open_workbook(path: Path) -> Workbook:
    """Open an Excel file that others have filled in.

    The directory of the archive is looked at first, so that a small file which unpacks to gigabytes is refused at once.

    Args:
        path: The file.

    Returns:
        The openpyxl workbook, with formulas as they are and not their results.

    Raises:
        UnreadableFile: It is absent, in use, protected by a password, not an Excel workbook, damaged, or unreasonably
            large.
    """
    where = str(path)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UnreadableFile(
                f"the file has more than {_MOST_BYTES // 2**20} MB, far more than a review sheet", where=where
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"the file cannot be opened ({error.strerror})", where=where,
            fix="Check the path, and close the file where it is open.",
        ) from error  # fmt: skip
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            "the file is protected by a password, or of the old kind .xls", where=where,
            fix=f"Take the password away. {_AS_XLSX}",
        )  # fmt: skip
    if not data.startswith(b"PK"):
        raise UnreadableFile("the file is not an Excel workbook", where=where, fix=_AS_XLSX)
    _look_inside(data, where)
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
    # Whatever a damaged file makes openpyxl raise, the reader learns the same from it.
    except Exception as error:
        raise UnreadableFile(
            f"the workbook is damaged ({type(error).__name__}: {error})", where=where, fix=_AS_XLSX
        ) from error


def _look_inside(data: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED:
                raise UnreadableFile(
                    f"the file would unpack to {unpacked / 2**20:,.0f} MB in {len(parts):,} parts, which no review "
                    "sheet needs",
                    where=where,
                    fix="Do not open it; ask the sender for the file again.",
                )
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names:
                raise UnreadableFile("the file is no Excel workbook but another archive", where=where, fix=_AS_XLSX)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_xml(archive.read(part), part.filename, where)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise UnreadableFile(f"the workbook is damaged ({error})", where=where, fix=_AS_XLSX) from error


def _check_xml(xml: bytes, name: str, where: str) -> None:
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml:
        raise UnreadableFile(
            f"the part {name} declares entities, which no spreadsheet program does", where=where,
            fix="Do not open it; ask the sender for the file again.",
        )  # fmt: skip
    if "worksheets/" not in name:
        return
    merged = 0
    for left, top, right, bottom in _MERGED.findall(xml):
        merged += (abs(_number(right) - _number(left)) + 1) * (abs(int(bottom) - int(top)) + 1)
    if merged > _MOST_MERGED:
        raise UnreadableFile(
            f"{merged:,} cells of one sheet are merged", where=where, fix="Unmerge the cells and save the file again."
        )


def _number(letters: bytes) -> int:
    value = 0
    for letter in letters.upper():
        value = value * 26 + letter - 64
    return value
