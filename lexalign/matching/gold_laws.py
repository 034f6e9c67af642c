"""The laws that a table of known matches names: found, read, with country and language."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lexalign.errors import LexalignError, UnreadableFile
from lexalign.laws.countries import check_country
from lexalign.laws.read import read_law
from lexalign.matching.gold_table import GoldRow
from lexalign.model import Law

__all__ = ["TableLaw", "laws_in", "laws_of"]

INDEX = "INDEX.csv"


@dataclass(frozen=True, slots=True)
class TableLaw:
    """A law with its rows of the table, under the name that the table gives it."""

    name: str
    law: Law
    rows: tuple[GoldRow, ...]


def laws_of(
    rows: Mapping[str, tuple[GoldRow, ...]],
    laws: str | Path | Mapping[str, Law] | None,
    beside: Path,
    table: str,
    country: str | None,
    language: str | None,
) -> tuple[list[TableLaw], list[str]]:
    """Read the laws of a table.

    Args:
        rows: File of a law ▶ its rows.
        laws: Folder of the files, or the laws themselves by those names; None for the folder of the table.
        beside: Folder of the table, where files are looked for too.
        table: Name of the table, for messages.
        country: Of laws of which neither table nor ``INDEX.csv`` nor the name of their folder gives one.
        language: Likewise; None to have it told from the text.

    Returns:
        The laws, and a sentence for each that could not be read.

    Raises:
        UnreadableFile: There is no such folder.
    """
    found: list[TableLaw] = []
    problems: list[str] = []
    places = [] if isinstance(laws, Mapping) else [Path(laws)] if laws is not None else []
    if places and not places[0].is_dir():
        raise UnreadableFile("there is no such folder of laws", where=str(places[0]), fix="Check the path.")
    places.append(beside)
    index = {} if isinstance(laws, Mapping) else _index(places)
    for name, its in rows.items():
        try:
            if isinstance(laws, Mapping):
                if name not in laws:
                    raise UnreadableFile("there is no law of that name among those given")
                law = laws[name]
            else:
                law = _read(name, its, places, index.get(name, ("", "")), country, language)
        except LexalignError as error:
            many = f"its {len(its)} rows" if len(its) > 1 else "its row"
            problems.append(f"{table}:{its[0].line}: {name}: {error} The law and {many} were not used.")
        else:
            found.append(TableLaw(name, law, its))
    return found, problems


def _read(
    name: str,
    rows: tuple[GoldRow, ...],
    places: list[Path],
    known: tuple[str, str],
    country: str | None,
    language: str | None,
) -> Law:
    file = next((place / name for place in places if (place / name).is_file()), None)
    if file is None:
        raise UnreadableFile("the file is not there", fix=f"Looked for in {' and '.join(str(p) for p in places)}.")
    said = {field: sorted({getattr(r, field) for r in rows} - {""}) for field in ("country", "language")}
    for field, values in said.items():
        if len(values) > 1:
            raise UnreadableFile(f"its rows name several values of {field} ({', '.join(values)})")
    folder = re.match(r"([A-Z]{3})/", name)
    state = next(iter(said["country"]), "") or known[0] or country or (folder[1] if folder else "")
    if not state:
        raise UnreadableFile(
            "its country is not known, so precedents from it could not be left out",
            fix="Add a column country with ISO3 codes, or give --country.",
        )
    tongue = next(iter(said["language"]), "") or known[1] or language
    return read_law(file, country=check_country(state), language=tongue or None)


def _index(places: list[Path]) -> dict[str, tuple[str, str]]:
    """File ▶ country and language, from the first ``INDEX.csv`` there is."""
    for place in places:
        path = place / INDEX
        if path.is_file():
            try:
                with path.open(encoding="utf-8-sig", newline="") as source:
                    return {
                        unicodedata.normalize("NFC", row.get("file") or ""): (
                            (row.get("iso3") or "").strip(),
                            (row.get("language") or "").strip(),
                        )
                        for row in csv.DictReader(source)
                    }
            except (OSError, UnicodeDecodeError, csv.Error) as error:
                raise UnreadableFile(f"the index of the laws cannot be read ({error})", where=str(path)) from error
    return {}


def laws_in(
    folder: str | Path, countries: Iterable[str], passed_over: Iterable[str] = ()
) -> tuple[list[Law], list[str]]:
    """Read the laws of countries that the ``INDEX.csv`` of a folder lists.

    Args:
        folder: Of the law files.
        countries: ISO3 codes.
        passed_over: Files that need not be read.

    Returns:
        The laws, and a sentence for each file that could not be read.
    """
    place, wanted, without = Path(folder), set(countries), set(passed_over)
    found: list[Law] = []
    problems: list[str] = []
    for name, (country, language) in sorted(_index([place]).items()):
        if country in wanted and name not in without:
            try:
                found.append(read_law(place / name, country=country, language=language or None))
            except LexalignError as error:
                problems.append(f"{name}: {error}")
    return found, problems
