"""Reading the tables of the world: plain text, every wrong row with its line, dates of which a part may be known."""

from __future__ import annotations

import calendar
import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lexalign.errors import DataFileError, LexalignError, UnreadableFile
from lexalign.files import corpora_dir

__all__ = ["PartialDate", "Row", "Table", "day_of", "partial_date", "read_table", "world_file"]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the year, the month and year, or the day is known.

    Attributes:
        text: As written: ``2024``, ``2024-06`` or ``2024-06-20``.
        first, last: The first and the last day it can mean.
    """

    text: str
    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    def by(self, day: date) -> bool | None:
        """Whether it had come on a day; None where what is known does not tell."""
        if day >= self.last:
            return True
        return None if day >= self.first else False

    def __str__(self) -> str:
        return self.text


def partial_date(text: str) -> PartialDate | None:
    """Read a date of which a part may be known.

    Returns:
        The date, or None for an empty text.

    Raises:
        LexalignError: It is neither ``2024`` nor ``2024-06`` nor ``2024-06-20``, or there is no such day.
    """
    if not text:
        return None
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else 0 for part in found.groups())
        first = date(year, month or 1, day or 1)
        end = month or 12
        last = date(year, end, day or calendar.monthrange(year, end)[1])
    except ValueError:
        raise LexalignError(f"{text!r} is not a date", fix="Write 2024, 2024-06 or 2024-06-20.") from None
    return PartialDate(text, first, last)


def day_of(value: str | date | None) -> date:
    """A day as given; today for None.

    Raises:
        LexalignError: It is not a day.
    """
    if value is None:
        return date.today()
    if isinstance(value, date):
        return value
    found = partial_date(str(value).strip())
    if found is None or not found.exact:
        raise LexalignError(f"{value!r} is not a day", fix="Write it like 2026-11-22.")
    return found.first


@dataclass(frozen=True)
class Row:
    """A row of a table, which knows its line and collects what is wrong with it.

    Attributes:
        where: ``file:line``.
        cells: Column ▶ text, without blanks around it.
        problems: Shared by all rows of the table.
    """

    where: str
    cells: Mapping[str, str]
    problems: list[str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def wrong(self, message: str) -> None:
        """Note a problem of this row: half a sentence, without full stop."""
        self.problems.append(f"{self.where}: {message}")

    def needed(self, column: str) -> str:
        """A cell that must not be empty."""
        if not self[column]:
            self.wrong(f"the column {column} is empty")
        return self[column]

    def one_of(self, column: str, allowed: Collection[str], *, empty: bool = False) -> str:
        """A cell that holds one of a list of words."""
        if self[column] not in allowed and not (empty and not self[column]):
            shown = ", ".join(allowed) if len(allowed) <= 12 else f"one of {len(allowed)} known words"
            self.wrong(f"{self[column]!r} in the column {column} is not known; use {shown}")
        return self[column]

    def yes(self, column: str) -> bool:
        """A cell that says yes or no."""
        return self.one_of(column, ("yes", "no")) == "yes"

    def date(self, column: str) -> PartialDate | None:
        """A cell that holds a date of which a part may be known, or nothing."""
        try:
            return partial_date(self[column])
        except LexalignError as error:
            self.wrong(f"in the column {column}: {error}")
            return None


@dataclass(frozen=True)
class Table:
    """The rows of a table, and what was found wrong with them."""

    name: str
    rows: Sequence[Row]
    problems: list[str]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def unique(self, *columns: str) -> None:
        """Note rows that repeat what no other row may have; empty cells are passed over."""
        first: dict[tuple[str, ...], str] = {}
        for row in self.rows:
            key = tuple(row[c] for c in columns)
            if not all(key):
                continue
            if key in first:
                row.wrong(f"{', '.join(key)} stands twice; the first is {first[key]}")
            first.setdefault(key, row.where)

    def check(self) -> None:
        """Stop if anything was found wrong.

        Raises:
            DataFileError: With all problems, each with file and line.
        """
        if self.problems:
            raise DataFileError(self.problems, fix="Mend the table and try again.")


def world_file(name: str) -> Path:
    """Path of a table of the world."""
    return corpora_dir() / "world" / name


def read_table(path: Path, columns: Sequence[str]) -> Table:
    """Read a table as plain text: ``NA`` stays Namibia, ``4.10`` stays 4.10.

    Args:
        path: A CSV file, UTF-8.
        columns: The columns it must have, in this order.

    Raises:
        UnreadableFile: The file cannot be opened or is not UTF-8.
        DataFileError: Its columns are others, or a row has too many or too few cells.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableFile("the table cannot be opened", where=str(path), fix="Install lexalign again.") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile("the table is not UTF-8 text", where=str(path), fix="Save it again as UTF-8.") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems: list[str] = []
    rows: list[Row] = []
    start = 1
    try:
        head = next(reader, [])
        if head != list(columns):
            raise DataFileError(
                [f"{path.name}:1: the columns are {', '.join(head) or 'none'}"],
                fix=f"They must be {', '.join(columns)}.",
            )
        start = reader.line_num + 1
        for cells in reader:
            where = f"{path.name}:{start}"
            start = reader.line_num + 1
            if not cells:
                continue
            if len(cells) != len(columns):
                problems.append(f"{where}: the row has {len(cells)} cells, the table {len(columns)} columns")
                continue
            rows.append(Row(where, {c: v.strip() for c, v in zip(columns, cells, strict=True)}, problems))
    except csv.Error as error:
        raise DataFileError(
            [f"{path.name}:{start}: the row cannot be read ({error})"], fix="Look at its quotes."
        ) from error
    if problems:
        raise DataFileError(problems, fix="Put a text that holds a comma between double quotes.")
    return Table(path.name, tuple(rows), problems)
