"""PDF ▶ text, page by page."""

from __future__ import annotations

import io
import logging
import time

from lexalign.errors import NoTextLayer, UnreadableFile

__all__ = ["pdf_text"]

_MOST_PAGES = 5000
_SECONDS = 300
_LETTERS_PER_PAGE = 15


def pdf_text(data: bytes, where: str) -> tuple[str, int, str | None]:
    """Take the text layer out of a PDF.

    Args:
        data: The file.
        where: Its name, for messages.

    Returns:
        The text with a form feed between pages, how many pages have no text, and the title the file gives itself.

    Raises:
        UnreadableFile: It is damaged, protected by a password, or too long.
        NoTextLayer: Its pages are pictures.
    """
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    begun = time.monotonic()
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _protected(where)
        count = len(reader.pages)
        if count > _MOST_PAGES:
            raise UnreadableFile(
                f"the PDF has {count:,} pages; up to {_MOST_PAGES:,} are read", where=where, fix="Split it."
            )
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text() or "")
            if time.monotonic() - begun > _SECONDS:
                raise UnreadableFile(
                    f"reading stopped after {_SECONDS} seconds at page {len(pages)} of {count}",
                    where=where,
                    fix="Convert the PDF to text with another program (pdftotext) and read that.",
                )
        title = str(reader.metadata.title) if reader.metadata and reader.metadata.title else None
    except UnreadableFile:
        raise
    except FileNotDecryptedError as error:
        raise _protected(where) from error
    except DependencyError as error:
        raise UnreadableFile(
            "the PDF is encrypted in a way that this installation cannot open",
            where=where,
            fix="Install the package cryptography, or open the PDF and save a copy without protection.",
        ) from error
    except Exception as error:  # a damaged file makes the parser fail in any place and in any way
        detail = str(error).strip().rstrip(".") or type(error).__name__
        raise UnreadableFile(f"the PDF is damaged ({detail})", where=where, fix="Fetch it again.") from error
    empty = sum(sum(char.isalpha() for char in page) < _LETTERS_PER_PAGE for page in pages)
    if not pages or sum(sum(char.isalpha() for char in page) for page in pages) < _LETTERS_PER_PAGE * len(pages):
        raise NoTextLayer(
            f"the PDF has no text layer: its pages ({count}) are pictures",
            where=where,
            fix="Recognise its text first, for instance with ocrmypdf (or tesseract), then read the result.",
        )
    text = "\f".join(page.replace("\f", "\n").rstrip("\n") + "\n" for page in pages)
    return text.replace("\r\n", "\n").replace("\r", "\n"), empty, title


def _protected(where: str) -> UnreadableFile:
    return UnreadableFile(
        "the PDF is protected by a password", where=where, fix="Open it with its password and save a copy without one."
    )
