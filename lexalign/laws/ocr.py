"""Pictures of pages ▶ text, with the program tesseract where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

from lexalign.errors import UnreadableFile
from lexalign.laws.detect_language import detect_language

__all__ = ["Recogniser", "find_recogniser"]

_CODES = {"en": "eng", "fr": "fra", "es": "spa", "pt": "por", "de": "deu", "nl": "nld", "it": "ita", "ru": "rus",
          "uk": "ukr", "tr": "tur", "ar": "ara", "ro": "ron", "pl": "pol", "cs": "ces", "sk": "slk", "sl": "slv",
          "hr": "hrv", "bs": "bos", "cnr": "srp_latn", "sr": "srp", "mk": "mkd", "bg": "bul", "el": "ell", "hu": "hun",
          "sq": "sqi", "ka": "kat", "hy": "hye", "az": "aze", "uz": "uzb", "sv": "swe", "da": "dan", "nb": "nor",
          "no": "nor", "is": "isl", "fi": "fin", "et": "est", "lt": "lit", "lv": "lav"}  # fmt: skip
_DOTS_PER_INCH = 300
_MOST_DOTS = 30_000_000
_SECONDS_PER_PAGE = 120
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Tesseract with the languages to be used.

    Attributes:
        name: Program and version, for messages.
        program: Path of the program.
        languages: Names of its language packs.
        turned: Whether it can tell how a page is turned.
    """

    name: str
    program: str
    languages: tuple[str, ...]
    turned: bool

    def pages(self, document: Any, places: Sequence[int], where: str) -> Iterator[str]:
        """Recognise pages of a PDF.

        Args:
            document: The open PDF.
            places: Its pages, from 0.
            where: Its name, for messages.

        Yields:
            The text of each page, in the order of ``places``.

        Raises:
            UnreadableFile: Tesseract fails on a page or takes too long.
        """
        languages = self.languages
        rest = list(places)
        if len(languages) > 1 and rest:  # many languages at once are slow and make mistakes: the first page decides
            first = self._read(_picture(document, rest[0]), languages, rest[0], where)
            told = _CODES.get(detect_language(first)[0])
            if told in languages:
                languages = (told,)
            else:
                yield first
                rest = rest[1:]
        with ThreadPoolExecutor(_AT_ONCE) as workers:
            for start in range(0, len(rest), _AT_ONCE):
                some = rest[start : start + _AT_ONCE]
                pictures = [_picture(document, place) for place in some]
                yield from workers.map(
                    lambda one: self._read(one[0], languages, one[1], where), zip(pictures, some, strict=True)
                )

    def picture(self, data: bytes, where: str) -> str:
        """Recognise a picture file (PNG, JPEG, TIFF ...).

        Raises:
            UnreadableFile: It is damaged, or it takes too long.
        """
        text = self._read(data, self.languages, 0, where)
        told = _CODES.get(detect_language(text)[0])
        if len(self.languages) > 1 and told in self.languages:
            text = self._read(data, (told,), 0, where)
        return text

    def _read(self, picture: bytes, languages: Sequence[str], place: int, where: str) -> str:
        command = [self.program, "stdin", "stdout", "-l", "+".join(languages), "--dpi", str(_DOTS_PER_INCH)]
        command += ["--psm", "1" if self.turned else "3"]
        try:
            run = subprocess.run(
                command,
                input=picture,
                capture_output=True,
                timeout=_SECONDS_PER_PAGE,
                check=False,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(
                f"recognising the text of page {place + 1} took more than {_SECONDS_PER_PAGE} seconds",
                where=where,
                fix="Recognise its text first, for instance with ocrmypdf, and read the result.",
            ) from error
        text = run.stdout.decode("utf-8", "replace").replace("\f", "\n")
        if run.returncode and not text.strip():
            lines = [line for line in run.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
            if any("Too few characters" in line for line in lines):  # an empty page: its turn cannot be told
                return ""
            reason = lines[-1].strip()[:200].rstrip(".") if lines else "no reason given"
            raise UnreadableFile(
                f"tesseract could not read the picture of page {place + 1} ({reason})",
                where=where,
                fix="Check that tesseract works, or recognise the text with another program.",
            )
        return text


def find_recogniser(language: str | None) -> Recogniser | str:
    """Look for tesseract.

    Args:
        language: ISO 639-1 code of the text; None if it is not known.

    Returns:
        The recogniser; or a sentence that says what to install.
    """
    program = shutil.which("tesseract")
    if program is None or os.environ.get("LEXALIGN_OCR", "").casefold() in {"0", "off", "no"}:
        return (
            "Install tesseract (with the pack of the law's language, for instance tesseract-ocr-fra) to have it read."
        )
    name, packs = _installed(program)
    if language is not None:
        wanted = _CODES.get(language, language)
        if wanted not in packs:
            return (
                f"Tesseract is installed without the language pack {wanted}: install it (tesseract-ocr-{wanted}) to "
                "have it read."
            )
        return Recogniser(name, program, (wanted,), "osd" in packs)
    known = tuple(code for code in _CODES.values() if code in packs)
    if not known:
        return "Tesseract is installed without language packs: install that of the law's language to have it read."
    return Recogniser(name, program, known, "osd" in packs)


@cache
def _installed(program: str) -> tuple[str, frozenset[str]]:
    """Name with version, and language packs."""

    def said(option: str) -> list[str]:
        try:
            run = subprocess.run([program, option], capture_output=True, timeout=20, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return []
        return (run.stdout or run.stderr).decode("utf-8", "replace").splitlines()

    packs = frozenset(line.strip() for line in said("--list-langs")[1:])
    return (said("--version") or ["tesseract"])[0].strip(), packs


def _picture(document: Any, place: int) -> bytes:
    """A page as a grey picture (PGM), at most of the size that tesseract can take."""
    page = document[place]
    try:
        area = max(1.0, page.get_width() * page.get_height())
        scale = min(_DOTS_PER_INCH / 72, (_MOST_DOTS / area) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            dots = bitmap.to_numpy()
            rows, columns = dots.shape[:2]
            return b"P5 %d %d 255\n" % (columns, rows) + bytes(dots[:rows, :columns].tobytes())
        finally:
            bitmap.close()
    finally:
        page.close()
