"""Versions of one law in the user's own corpus: the texts of the same law at different dates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lexalign.errors import CorpusError, UnreadableFile
from lexalign.files import read_data
from lexalign.laws.corpora import corpora_folder, read_corpus
from lexalign.laws.corpus_schema import corpus_schemas
from lexalign.laws.countries import check_country
from lexalign.model import Law

__all__ = ["LawVersion", "law_as_of", "law_versions", "locked", "versions_folder"]

_LOCK_SECONDS = 60


@dataclass(frozen=True, slots=True)
class LawVersion:
    """The text of a law at one date.

    Attributes:
        law: The law as it was.
        date: Date of the text (``2018``, ``2018-05-16``), or the day of the import where the former is not known.
        dated: Whether ``date`` is the date of the text.
        current: Whether this is the version that all commands see.
        file: Its file in the corpus.
        original: The file it was read from, kept beside.
        sha256: Of that file; empty for a law written by hand.
        imported: When, ISO 8601; empty for a law written by hand.
    """

    law: Law
    date: str
    dated: bool
    current: bool
    file: Path
    original: Path
    sha256: str
    imported: str

    @property
    def stamp(self) -> str:
        """Name of the version among those of the law."""
        return f"{self.date or 'undated'}-{self.sha256[:8] or 'by-hand'}"

    def __str__(self) -> str:
        what = "text of" if self.dated else "imported on"
        return f"{self.law.id}, {what} {self.date}{', current' if self.current else ''}: {self.law.title}"


def law_versions(country: str, law_id: str, *, folder: str | Path | None = None) -> tuple[LawVersion, ...]:
    """All versions of a law that the user's corpus holds.

    Args:
        country: ISO 3166-1 alpha-3.
        law_id: Id of the law.
        folder: The user's corpora; see :func:`lexalign.laws.corpora_folder` for what None means.

    Returns:
        The versions, the oldest first, the current one last; empty where there is no such law.

    Raises:
        DataFileError: A file does not keep to the format.
    """
    place = corpora_folder(folder) / check_country(country)
    current = place / f"{law_id}.yaml"
    older = sorted(versions_folder(place, law_id).glob("*.yaml"))
    found = [_version(path, place, current=False) for path in older]
    found.sort(key=lambda version: (version.date, version.imported, version.sha256))
    if current.is_file():
        found.append(_version(current, place, current=True))
    return tuple(found)


def law_as_of(country: str, law_id: str, day: str, *, folder: str | Path | None = None) -> Law:
    """The law as its text stood on a day.

    Args:
        country: ISO 3166-1 alpha-3.
        law_id: Id of the law.
        day: ISO date, or a year: then its end.
        folder: See :func:`law_versions`.

    Returns:
        The latest version whose date is not after the day.

    Raises:
        CorpusError: The corpus has no such law, or no version of it so old.
    """
    versions = law_versions(country, law_id, folder=folder)
    if not versions:
        raise CorpusError(f"the corpus of {country} has no law {law_id!r}", fix="See its folder for the ids.")
    fitting = [version for version in versions if version.date[: len(day)] <= day]
    if not fitting:
        raise CorpusError(
            f"there is no version of {law_id} of {day} or before; the oldest is of {versions[0].date}",
            fix="Import the older text with its date: lexalign import FILE --id ... --version-date ...",
        )
    return max(fitting, key=lambda version: (version.date, version.current, version.imported)).law


def versions_folder(place: Path, law_id: str) -> Path:
    """Where the older versions of a law lie in the folder of its country."""
    return place / "versions" / law_id


def _version(path: Path, place: Path, *, current: bool) -> LawVersion:
    data, _ = read_data(path, corpus_schemas()[0])
    imported = data.imported.at if data.imported else ""
    return LawVersion(
        law=read_corpus(path),
        date=data.version_date or imported[:10],
        dated=bool(data.version_date),
        current=current,
        file=path,
        original=place / (data.imported.original if data.imported else data.source.file or ""),
        sha256=data.source.sha256 or "",
        imported=imported,
    )


@contextmanager
def locked(place: Path, *, write: bool) -> Iterator[None]:
    """Keep other programs from changing a country's folder meanwhile.

    Args:
        place: The folder of the country; made when there is none.
        write: Whether anything will be written; without it nothing is locked.

    Raises:
        UnreadableFile: The folder cannot be made or written to.
        CorpusError: Another program holds it for a minute.
    """
    if not write:
        yield
        return
    from filelock import FileLock, Timeout

    try:
        place.mkdir(parents=True, exist_ok=True)
        lock = FileLock(place / ".lock", timeout=_LOCK_SECONDS)
        lock.acquire()
    except Timeout as error:
        raise CorpusError(
            f"another program has been writing for {_LOCK_SECONDS} seconds",
            where=str(place),
            fix="Close it and try again.",
        ) from error
    except OSError as error:
        raise UnreadableFile(
            f"the folder of the corpus cannot be written ({error.strerror or error})",
            where=str(place),
            fix="Check that you may write there, or name another folder in LEXALIGN_CORPORA.",
        ) from error
    try:
        yield
    except OSError as error:
        raise UnreadableFile(
            f"the corpus cannot be written ({error.strerror or error})",
            where=str(place),
            fix="Check that you may write there and that the disk is not full.",
        ) from error
    finally:
        lock.release()
