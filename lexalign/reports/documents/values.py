"""An annex as values: sections of lines and tables, from which every file format is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lexalign.model import State, Status
from lexalign.phrases import say, spoken
from lexalign.reports.table import Column, Flag, Quoted, Row

__all__ = ["Annex", "Block", "Lines", "Picture", "Section", "Table", "in_language"]


@dataclass(frozen=True, slots=True)
class Lines:
    """Running text.

    Attributes:
        lines: (kind, text); kind is ``title``, ``heading``, ``note`` or ``text``.
    """

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a section.

    Attributes:
        columns: Its columns.
        rows: Its rows; each has as many cells as there are columns.
        name: What it shows, for those who hear it read.
        main: Whether its head stays in view and is repeated on every page; one table of a section can be it.
        frozen: Columns that stay in view where the format can do that.
        filters: Whether the reader may filter it where the format can do that.
        groups: Places of the columns that say which group a row belongs to; a format without wide paper writes them
            once above the group instead.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    name: str
    main: bool = False
    frozen: int = 0
    filters: bool = False
    groups: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, with its words for those who do not see it.

    Attributes:
        png: The file.
        alt: What it shows; the figures themselves stand in a table beside it.
        width, height: In pixels.
    """

    png: bytes
    alt: str
    width: int
    height: int


Block = Lines | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an annex: a sheet of the workbook, a chapter of the document.

    Attributes:
        id: Same in every language.
        name: Name of the sheet or chapter.
        blocks: Lines, tables and pictures in their order.
        widths: Widths of the sheet's columns; those of the first table where empty.
    """

    id: str
    name: str
    blocks: tuple[Block, ...]
    widths: tuple[float, ...] = ()

    def _repr_html_(self) -> str:
        from lexalign.reports.documents.page import section_html

        return section_html(self)


@dataclass(frozen=True, slots=True)
class Annex:
    """What an annex says, before it is a file.

    Attributes:
        title, subject: Of the file.
        left, middle: What stands at the foot of every page.
        as_of: ISO date; the only clock there is.
        language: Of the words of the annex; what laws and people say stays as it is.
        sections: In their order.
    """

    title: str
    subject: str
    left: str
    middle: str
    as_of: str
    language: str
    sections: tuple[Section, ...]

    def __getitem__(self, section: str) -> Section:
        """Section of an id."""
        for one in self.sections:
            if one.id == section:
                return one
        raise KeyError(section)


def _wide_enough(column: Column) -> Column:
    """A column in which the longest word of its head is not broken, whatever language it is in."""
    needed = 1.2 * max(map(len, column.title.split()), default=0) + 3
    return replace(column, width=max(column.width, needed))


def in_language(annex: Annex, language: str) -> Annex:
    """Say an annex in a language: its own words, those of the treaty, and the names of States.

    Args:
        annex: In English, with the phrases it is made of.
        language: ``en``, or one that has a phrase book.

    Raises:
        LexalignError: There is no phrase book of that language.
    """

    def text(value: str) -> str:
        if isinstance(value, Quoted | Flag):
            return value
        return spoken(value, language)

    def cell(value: object) -> object:
        if isinstance(value, bool):
            return text(say("yes")) if value else None
        if isinstance(value, Status | State):
            return Flag(spoken(value, language), value.value)
        return text(value) if isinstance(value, str) else value

    def table(one: Table) -> Table:
        return replace(
            one,
            name=text(one.name),
            columns=tuple(_wide_enough(replace(c, title=text(c.title))) for c in one.columns),
            rows=tuple(replace(r, cells=tuple(map(cell, r.cells))) for r in one.rows),
        )

    def block(one: Block) -> Block:
        if isinstance(one, Table):
            return table(one)
        if isinstance(one, Picture):
            return replace(one, alt=text(one.alt))
        return Lines(tuple((kind, text(line)) for kind, line in one.lines))

    def section(one: Section) -> Section:
        return replace(one, name=text(one.name), blocks=tuple(map(block, one.blocks)))

    sections: Sequence[Section] = [section(one) for one in annex.sections]
    named = {name: text(getattr(annex, name)) for name in ("title", "subject", "left", "middle")}
    return replace(annex, language=language, sections=tuple(sections), **named)
