"""What a concordance table says, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.model import Instrument, Law
from lexalign.review.table_columns import Columns

if TYPE_CHECKING:
    import pandas as pd

    from lexalign.model import Override

__all__ = ["Absence", "ConcordanceTable", "TableProblem", "TableReading"]


@dataclass(frozen=True, slots=True)
class TableProblem:
    """A row that could not be read.

    Attributes:
        table: Name of the sheet or table; empty for a CSV file.
        row: Its number there; 0 where the whole table is meant.
    """

    file: str
    table: str
    row: int
    what: str
    fix: str = ""

    def __str__(self) -> str:
        place = ", ".join(filter(None, (self.file, self.table, f"row {self.row}" if self.row else "")))
        return f"{place}: {self.what.rstrip('.')}.{' ' + self.fix if self.fix else ''}"


@dataclass(frozen=True, slots=True)
class TableReading:
    """One national article that a row names for one article of the treaty.

    Attributes:
        paragraph: Of the treaty, as far as the row names one: ``6.1.b``.
        article: Its key in the law, or the number as cited where the law at hand has no such article.
        pinpoint: Paragraph of the national article, as cited.
        relation: ``full``, ``partial``, ``related``, ``principal``; empty where the row does not say.
        fingerprint: Of the article's wording; empty where the law at hand has no such article.
        doubt: Why it is only a guess; empty where it is none.
    """

    table: str
    row: int
    provision: str
    paragraph: str
    law: str
    article: str
    pinpoint: str
    relation: str
    comment: str
    fingerprint: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """A row that says that there is no article."""

    table: str
    row: int
    provision: str
    paragraph: str
    text: str


@dataclass(frozen=True)
class ConcordanceTable:
    """What a concordance table says, as far as it could be read.

    Attributes:
        columns: What the columns were taken to hold, table by table.
        readings: The pairs, in the order of the rows; those with a doubt are guesses.
        absent: Rows that say that there is no article.
        silent: Rows that name an article of the treaty and say nothing of national law.
        headings: Rows that are titles.
        problems: Rows that could not be read.
        notes: What else one should know.
        laws: The laws at hand that it was read against.
    """

    path: Path
    country: str
    instrument: Instrument
    columns: tuple[Columns, ...]
    readings: tuple[TableReading, ...]
    absent: tuple[Absence, ...] = ()
    silent: int = 0
    headings: int = 0
    problems: tuple[TableProblem, ...] = ()
    notes: tuple[str, ...] = ()
    laws: tuple[Law, ...] = field(default=(), repr=False)

    @property
    def sure(self) -> tuple[TableReading, ...]:
        """The readings without a doubt."""
        return tuple(r for r in self.readings if not r.doubt)

    @property
    def guesses(self) -> tuple[TableReading, ...]:
        """The readings with a doubt."""
        return tuple(r for r in self.readings if r.doubt)

    def decisions(
        self, expert: str | None = None, *, guesses: bool = False, absent_as: str | None = None, at: str = ""
    ) -> tuple[Override, ...]:
        """The decisions it comes to, not yet written; args as in :func:`lexalign.review.import_concordance`."""
        from lexalign.review.table_import import table_decisions

        return table_decisions(self, expert=expert, guesses=guesses, absent_as=absent_as, at=at)[0]

    def to_frame(self) -> pd.DataFrame:
        """One row per reading."""
        import pandas as pd

        names = list(TableReading.__slots__)
        return pd.DataFrame([{n: getattr(r, n) for n in names} for r in self.readings], columns=names)

    def __str__(self) -> str:
        lost = sum(1 for r in self.readings if not r.fingerprint)
        lines = [
            f"{self.path.name}: {len(self.sure)} pairs of {self.country} with {self.instrument.id}, "
            f"{len(self.guesses)} guesses, {len(self.absent)} rows say there is no article, {self.silent} say nothing, "
            f"{self.headings} are titles, {len(self.problems)} could not be read"
        ]
        if lost:
            lines.append(f"  {lost} of the pairs name an article that the law at hand does not have")
        lines += [f"  Columns of {c}" for c in self.columns]
        lines += [f"  Guess: {_place(r)}: {r.article} of {r.law} for {r.provision}: {r.doubt}" for r in self.guesses]
        lines += [f"  {problem}" for problem in self.problems]
        lines += [f"  Note: {note}" for note in self.notes]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        rows = [
            [_place(r), r.provision, r.paragraph, r.law, r.article, r.pinpoint, r.relation,
             "yes" if r.fingerprint else "no", r.doubt]
            for r in self.readings
        ]  # fmt: skip
        heads = ["row", "provision", "paragraph", "law", "article", "pinpoint", "relation", "in the law", "doubt"]
        note = " ".join([*(f"Columns of {c}." for c in self.columns), *map(str, self.problems), *self.notes])
        return str(table_html(heads, rows, caption=str(self).partition("\n")[0], note=note))


def _place(reading: TableReading) -> str:
    return ", ".join(filter(None, (reading.table, f"row {reading.row}")))
