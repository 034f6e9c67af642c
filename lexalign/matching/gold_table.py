"""A user's own concordance table ──▶ labels: columns by forgiving names, wrong rows named by line."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lexalign.errors import LexalignError, UnknownProvision, UnreadableFile
from lexalign.laws.countries import check_country
from lexalign.laws.decode import decode_text, read_bytes
from lexalign.model import Instrument
from lexalign.provisions import normal_id
from lexalign.provisions import provision as find_provision

__all__ = ["GoldRow", "GoldTable", "read_gold_table"]

_NAMES: dict[str, tuple[str, ...]] = {
    "law": ("law file", "file", "filename", "law path", "path", "law", "act", "statute", "loi", "ley", "lei", "gesetz",
            "wet", "legge", "lege", "kanun", "закон", "القانون"),
    "article": ("article", "domestic article", "national article", "domestic provision", "national provision",
                "article number", "section", "section number", "number", "no", "nr", "art", "sec", "articulo", "artigo",
                "artikel", "articolo", "articol", "madde", "§", "статья", "стаття", "المادة"),
    "alternative": ("alt article", "alternative article", "alternative", "carried by", "carrying article",
                    "inserted by"),
    "provision": ("provision", "tempting provision", "convention article", "convention provision", "convention",
                  "treaty article", "treaty provision", "budapest convention", "budapest convention article",
                  "budapest", "cets 185", "cets185", "coe article"),
    "grade": ("grade", "relation", "relevance", "level"),
    "language": ("language", "lang", "langue", "idioma", "lingua", "sprache", "taal", "dil", "язык", "мова", "اللغة"),
    "country": ("country", "iso3", "country code", "state", "pays", "pais", "land", "paese", "ulke", "страна",
                "країна", "الدولة"),
}  # fmt: skip
"""What a column holds ▶ names of columns that mean it, the surest first."""

_NEEDED = {"law": "law_file", "article": "article", "provision": "provision"}
_GRADES: Mapping[str, int] = {
    "": 2, "2": 2, "full": 2, "principal": 2, "yes": 2, "exact": 2,
    "1": 1, "partial": 1, "related": 1, "general": 1, "close": 1,
    "0": 0, "no": 0, "none": 0,
}  # fmt: skip
_MAX_ROWS = 200_000
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One row of a table: an article of a law, and the provision that it is said to implement.

    Attributes:
        law: As the table names the file.
        article: Number, as the table has it.
        alternative: Number of the article of an amending act that carries it; empty if none does.
        provision: Article-level id.
        grade: 2 for a principal domestic provision, 1 for a related or partial one, 0 for one that implements nothing.
        language, country: Codes, empty where the table says nothing.
        line: Of the file, from 1.
    """

    law: str
    article: str
    alternative: str
    provision: str
    grade: int
    language: str
    country: str
    line: int


@dataclass(frozen=True, slots=True)
class GoldTable:
    """A table as read.

    Attributes:
        name: Of the file.
        rows: The good ones, in order.
        problems: A sentence for every row that could not be used, with file and line.
    """

    name: str
    rows: tuple[GoldRow, ...]
    problems: tuple[str, ...] = ()

    def by_law(self) -> dict[str, tuple[GoldRow, ...]]:
        """File of a law ▶ its rows, the files in the order of their names."""
        found: dict[str, list[GoldRow]] = {}
        for row in self.rows:
            found.setdefault(row.law, []).append(row)
        return {law: tuple(found[law]) for law in sorted(found)}


def read_gold_table(path: str | Path, treaties: Sequence[Instrument]) -> GoldTable:
    """Read a table of which article implements which provision.

    Args:
        path: CSV, separated by commas, semicolons, tabs or bars. Columns for the file of the law, the article and the
            provision; optional ones for grade (2, principal, where it is empty), alternative article, language and
            country. One cell may name several provisions, separated by semicolons.
        treaties: In which the provisions are looked up; a bare number means the first of them.

    Returns:
        The rows that can be used, and a sentence for each that cannot.

    Raises:
        UnreadableFile: The file cannot be read, lacks a column, or has no row that can be used.
    """
    file = Path(path)
    data = read_bytes(file)
    if data[:4] == b"PK\x03\x04":
        raise UnreadableFile("this is no CSV table", where=str(file), fix="Save it in Excel as CSV (UTF-8).")
    text, _, _ = decode_text(data)
    rows: list[GoldRow] = []
    problems: list[str] = []
    try:
        reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=_separator(text))
        header = next((row for row in reader if any(cell.strip() for cell in row)), [])
        columns = _columns(header, file)
        line = reader.line_num + 1
        for cells in reader:
            at, line = line, reader.line_num + 1
            if len(rows) > _MAX_ROWS:
                raise UnreadableFile(f"the table has more than {_MAX_ROWS:,} rows", where=str(file), fix="Split it.")
            if any(cell.strip() for cell in cells):
                row = {name: cells[i].strip() if i < len(cells) else "" for name, i in columns.items()}
                try:
                    rows.extend(_rows(row, at, treaties))
                except LexalignError as error:
                    problems.append(f"{file.name}:{at}: {error}")
    except csv.Error as error:
        raise UnreadableFile(
            f"the table cannot be read ({error})", where=str(file), fix="Check the quotation marks; save it as CSV."
        ) from error
    if not rows:
        raise UnreadableFile(
            "the table has no row that can be used" + "".join(f"\n  {p}" for p in problems[:_SHOWN]),
            where=str(file),
            fix="One row is one pair: file of the law, article, provision.",
        )
    return GoldTable(file.name, tuple(rows), tuple(problems))


def _rows(row: Mapping[str, str], line: int, treaties: Sequence[Instrument]) -> list[GoldRow]:
    for name, column in _NEEDED.items():
        if not row[name]:
            raise UnreadableFile(f"the cell of the column {column} is empty")
    grade = _GRADES.get(_fold(row.get("grade", "")).removesuffix(".0"))
    if grade is None:
        raise UnreadableFile(
            f"{row['grade']!r} is no grade", fix="Use 2 (principal), 1 (partial or related) or 0 (not at all)."
        )
    language = row.get("language", "").casefold()
    if language and not re.fullmatch(r"[a-z]{2,3}", language):
        raise UnreadableFile(f"{row['language']!r} is no ISO 639-1 code of a language", fix="Write en, fr, es ...")
    country = check_country(row["country"]) if row.get("country") else ""
    # Commas may stand inside a pinpoint, and so does the colon of an id; only semicolons part provisions.
    names = [name.strip() for name in row["provision"].split(";") if name.strip()]
    law = unicodedata.normalize("NFC", row["law"].replace("\\", "/")).removeprefix("./")
    return [
        GoldRow(law, row["article"], row.get("alternative", ""), top, grade, language, country, line)
        for top in dict.fromkeys(_article_of(name, treaties) for name in names)
    ]


def _article_of(name: str, treaties: Sequence[Instrument]) -> str:
    """The article-level id of a provision as people write it."""
    wanted = re.sub(r"^(\w+?)\s*(\d+)\s*:", r"\1\2:", name.casefold())
    treaty = treaties[0]
    if ":" in wanted:
        ids = {t.id: t for t in treaties}
        prefix = wanted.partition(":")[0].strip()
        if prefix not in ids:
            raise UnknownProvision(f"{name!r} names a treaty that is not compared", fix=f"Compared: {', '.join(ids)}.")
        treaty = ids[prefix]
    found = _deepest(treaty, normal_id(wanted, treaty.id))
    if found is None:
        raise UnknownProvision(f"{name!r} is no article of {treaty.id}", fix="Write it like 6, Art. 6 or cets185:6.")
    return found


def _deepest(treaty: Instrument, wanted: str) -> str | None:
    """The article a pinpoint belongs to; a paragraph that the treaty file does not list still names its article."""
    try:
        found = find_provision(treaty, wanted.partition(".")[0])
    except UnknownProvision:
        return None
    return None if found.pillar == "final" else found.id


def _columns(header: Sequence[str], file: Path) -> dict[str, int]:
    names = [_fold(name) for name in header]
    found: dict[str, int] = {}
    for field, known in _NAMES.items():
        for wanted in known:
            free = [i for i, name in enumerate(names) if name == wanted and i not in found.values()]
            if free:
                found[field] = free[0]
                break
    missing = [column for field, column in _NEEDED.items() if field not in found]
    if missing:
        raise UnreadableFile(
            f"the table has no column {', '.join(missing)}; its columns are "
            + ", ".join(name.strip() or "(no name)" for name in header[:_SHOWN]),
            where=str(file),
            fix="Name the columns law_file, article and provision in the first line.",
        )
    return found


def _separator(text: str) -> str:
    line = next((line for line in text.splitlines() if line.strip()), "")
    known = {name for names in _NAMES.values() for name in names}
    return max(",;\t|", key=lambda sign: sum(_fold(cell) in known for cell in line.split(sign)))


def _fold(name: str) -> str:
    flat = unicodedata.normalize("NFKD", name.replace("_", " ").replace("-", " ").strip(" \ufeff\"'.:").casefold())
    return re.sub(r"\s+", " ", "".join(c for c in flat if not unicodedata.combining(c)))
