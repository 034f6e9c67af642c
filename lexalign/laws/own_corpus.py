"""The user's own corpus: laws put into it with their metadata, originals kept beside, older versions kept too.

::

    <folder>/KEN/country.yaml                        which laws, how complete; made once, then the user's to edit
    <folder>/KEN/ken-cmca-2018.yaml                  the law as it is now
    <folder>/KEN/versions/ken-cmca-2018/<date>-<hash>.yaml   as it was before
    <folder>/KEN/originals/ken-cmca-2018/<hash>-<name>       the files it was read from
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from lexalign.errors import CorpusError, LexalignError
from lexalign.files import corpora_dir, write_atomic
from lexalign.laws.corpora import bundled_laws, corpora_folder
from lexalign.laws.countries import check_country
from lexalign.laws.country_card import check_pillars, lacks_card, write_card
from lexalign.laws.decode import read_bytes
from lexalign.laws.law_file import edited_by_hand, law_yaml
from lexalign.laws.read import read_law
from lexalign.laws.versions import LawVersion, law_versions, locked, versions_folder
from lexalign.model import Law, LawStatus

__all__ = ["Imported", "import_law"]

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file that was put into the user's corpus.

    Attributes:
        law: As it stands in the corpus; as it would stand after a trial run.
        action: ``added``, ``new version``, ``older version``, ``updated`` (the same file, read anew or with other
            metadata) or ``unchanged``.
        file: The file of the corpus that describes the law.
        original: The copy of the file it was read from.
        remarks: Sentences the user should read.
    """

    law: Law
    action: str
    file: Path
    original: Path
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        dated = f", text of {self.law.version_date}" if self.law.version_date else ""
        head = (
            f"{self.action}: {self.law.country} {self.law.id}: {self.law.title} ({self.law.status}{dated}), "
            f"{len(self.law.articles)} articles"
        )
        return "\n".join([head, *(f"  {remark}" for remark in self.remarks)])


def import_law(
    path: str | Path,
    *,
    country: str,
    language: str | None = None,
    title: str | None = None,
    year: int | None = None,
    status: str | None = None,
    kind: str | None = None,
    law_id: str | None = None,
    version_date: str | None = None,
    complete: Iterable[str] = (),
    unlike: Collection[str] = (),
    folder: str | Path | None = None,
    dry_run: bool = False,
) -> Imported:
    """Put a law into the user's own corpus.

    The same file twice changes nothing. Another file of the same law (of the same id) becomes its new version, and
    the one before is kept; what is not said of the new version is taken over from the one before.

    Args:
        path: File of the law, in any form that :func:`lexalign.laws.read_law` reads.
        country: ISO 3166-1 alpha-3.
        language: ISO 639-1; None to have it told from the text.
        title: Title of the law; None to take it from the file.
        year: Year of the law.
        status: ``in force``, ``draft`` or ``repealed``; None for in force, or as before.
        kind: As in :func:`lexalign.laws.read_law`.
        law_id: Id of the law, by which its versions are known; None for one made of country and title, or of
            country and file name where no title is given.
        version_date: Date of the text, ``2018``, ``2018-05`` or ``2018-05-16``.
        complete: Pillars for which the corpus now holds all of the country's law.
        unlike: Ids of laws of which this is no other version, such as those imported a moment ago from other files.
        folder: The user's corpora; see :func:`lexalign.laws.corpora_folder` for what None means.
        dry_run: Look only; nothing is written.

    Returns:
        The law, what was done, and where it is.

    Raises:
        UnreadableFile: The file cannot be read, or nothing can be written to the folder.
        EmptyLaw: The file holds no law.
        CorpusError: An id, a date or a pillar is not one; or the file would become a version of a law in ``unlike``.
    """
    file, iso3 = Path(path), check_country(country)
    if file.suffix.lower() in (".yaml", ".yml"):
        raise CorpusError(
            "this is a file of a corpus already",
            where=str(file),
            fix=f"Copy it into {corpora_folder(folder) / iso3}; then all commands see it.",
        )
    _check_metadata(year, law_id, version_date)
    pillars = check_pillars(complete)
    root = corpora_folder(folder)
    place = root / iso3
    data = read_bytes(file)
    sha256 = hashlib.sha256(data).hexdigest()
    with locked(place, write=not dry_run):
        wanted = law_id or _made_id(iso3, title or file, year if title else None)
        known = _known(place, iso3, sha256, wanted)
        before = next((version for version in reversed(known) if version.sha256 == sha256), None)
        like = before or (known[-1] if known else None)
        was = like.law if like is not None else None
        if before is None and (was.id if was else wanted) in unlike:
            raise CorpusError(
                f"another file, imported just now, has the same id {wanted}",
                where=str(file),
                fix="If it is another law, import it by itself with --id; if it is another version of that law, import "
                "it by itself with --version-date.",
            )
        law = read_law(
            file,
            country=iso3,
            language=language or (was.language if was else None),
            title=title or (was.title if was else None),
            year=year if year is not None or was is None else was.year,
            status=status or (str(was.status) if was else LawStatus.IN_FORCE),
            kind=kind or (was.kind if was else None),
            law_id=was.id if was else wanted,
        )
        dated = version_date or (before.law.version_date if before else None)
        source = before.law.source if before else law.source.strip()  # a copy under another name is the same file
        law = replace(law, source=source, version_date=dated)
        return _keep(law, file, data, sha256, known, before, pillars, root, dry_run=dry_run)


def _keep(
    law: Law,
    file: Path,
    data: bytes,
    sha256: str,
    known: tuple[LawVersion, ...],
    before: LawVersion | None,
    pillars: tuple[str, ...],
    root: Path,
    *,
    dry_run: bool,
) -> Imported:
    place = root / law.country
    current = known[-1] if known else None
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    target = place / f"{law.id}.yaml"
    remarks: list[str] = []
    old = before is not None and not before.current
    if before is not None:
        action = "unchanged" if before.law == law else "updated"
        target = before.file
        if action == "updated" and edited_by_hand(target):
            action, law = "unchanged", before.law
            remarks.append(f"Its file was edited by hand and is left as it is: {target}")
        if old:
            remarks.append("This file is an older version of the law; the newest one stays as it is.")
    elif current is None:
        action = "added"
    elif _is_older(law, current):
        action, old = "older version", True
        target = versions_folder(place, law.id) / f"{law.version_date}-{sha256[:8]}.yaml"
        remarks.append(f"The version of {current.date} stays the newest one.")
    else:
        action = "new version"
        remarks.append(f"The version of {current.date} is kept; compare them with 'lexalign compare'.")
        if law.articles == current.law.articles:
            remarks.append("Its articles read exactly as before.")
    original = before.original if before else place / "originals" / law.id / f"{sha256[:8]}-{_plain_name(file.name)}"
    text = law_yaml(
        law, file=file.name, sha256=sha256, at=now, original=original.relative_to(place).as_posix(), where=target
    )
    if (
        not old
        and action in ("added", "new version")
        and any(bundled.id == law.id for bundled in bundled_laws(law.country, folder=corpora_dir()))
    ):
        remarks.append("It takes the place of the bundled law of the same id.")
    if action == "updated" and before is not None:
        remarks.append("The same file as before, read anew or with other metadata.")
    remarks += _readiness(law)
    if not dry_run:
        write_atomic(original, data)
        if action == "new version" and current is not None:
            kept = versions_folder(place, law.id) / f"{current.stamp}.yaml"
            write_atomic(kept, current.file.read_bytes())
        if action != "unchanged":
            write_atomic(target, text)
    if pillars or lacks_card(place):
        remarks += write_card(place, pillars, day=now[:10], dry_run=dry_run)
    return Imported(law, action, target, original, tuple(remarks))


def _readiness(law: Law) -> list[str]:
    """What a lawyer should look at before the law is relied on."""
    out = []
    doubts = [issue for issue in law.issues if issue.kind not in ("repealed", "note")]
    if doubts:
        out.append(f"{len(doubts)} doubtful places; see 'lexalign articles' ({doubts[0].message})")
    if law.language == "und":
        out.append("The language could not be told; give it with language.")
    if law.status is not LawStatus.IN_FORCE:
        out.append(f"It is {'a draft' if law.status is LawStatus.DRAFT else 'repealed'}: shown, never counted.")
    return out


def _known(place: Path, iso3: str, sha256: str, law_id: str) -> tuple[LawVersion, ...]:
    """Versions of the law that has this id; else of one that was read from the very same file."""
    by_id = law_versions(iso3, law_id, folder=place.parent)
    if by_id or not place.is_dir():
        return by_id
    for path in sorted(place.glob("*.yaml")):
        if path.stem != "country":
            versions = law_versions(iso3, path.stem, folder=place.parent)
            if any(version.sha256 == sha256 for version in versions):
                return versions
    return ()


def _is_older(law: Law, current: LawVersion) -> bool:
    then = current.law.version_date
    if not law.version_date or not then:
        return False
    known = min(len(law.version_date), len(then))  # 2018 is not older than 2018-05: it may be later in that year
    return law.version_date[:known] < then[:known]


def _check_metadata(year: int | None, law_id: str | None, version_date: str | None) -> None:
    if law_id is not None and not _ID.fullmatch(law_id):
        raise CorpusError(
            f"{law_id!r} is not an id of a law", fix="Use small letters, digits and hyphens, such as ken-cmca-2018."
        )
    if year is not None and not 1000 <= year <= 2999:
        raise CorpusError(f"{year} is not the year of a law", fix="Write four digits, such as 2018.")
    if version_date is not None:
        try:
            if not _DATE.fullmatch(version_date):
                raise ValueError
            date.fromisoformat((version_date + "-01-01")[:10])
        except ValueError as error:
            raise LexalignError(f"{version_date!r} is not a date", fix="Write 2018, 2018-05 or 2018-05-16.") from error


def _made_id(iso3: str, name: str | Path, year: int | None = None) -> str:
    """Id of country and title or file name; letters that are not Latin are told apart by a short hash."""
    text = re.sub(r"\.articles$", "", name.stem) if isinstance(name, Path) else name
    flat = unicodedata.normalize("NFKD", text.casefold())
    slug = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in flat if not unicodedata.combining(c))).strip("-")
    lost = sum(c.isalpha() and not c.isascii() for c in flat if not unicodedata.combining(c))
    parts = [iso3.lower(), slug[:60].strip("-")]
    if year is not None and str(year) not in slug:
        parts.append(str(year))
    if lost > 2 or not slug:
        parts.append(hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:8])
    return "-".join(part for part in parts if part)


def _plain_name(name: str) -> str:
    """The file's name without what some file systems refuse."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]+', "_", name)[-120:].strip(" .") or "law"
