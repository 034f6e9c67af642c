"""Tables as values, before anybody says in which file they stand: columns, rows, and cells that carry a status."""

from __future__ import annotations

from dataclasses import dataclass

from lexalign.model import State, Status

__all__ = ["Column", "Flag", "Quoted", "Row", "flag_of"]


class Flag(str):
    """The word for a status or state in the language of a report, which still knows which one it is.

    Attributes:
        of: The English word: key of :data:`lexalign.html.STATUS_SIGNS`.
    """

    __slots__ = ("of",)

    of: str

    def __new__(cls, word: str, of: str) -> Flag:
        """Make the word of a report from the word of the field."""
        made = super().__new__(cls, word)
        made.of = of
        return made


class Quoted(str):
    """Words of a law or a person, in a language of their own.

    Attributes:
        language: ISO 639-1; empty where it is not known.
    """

    __slots__ = ("language",)

    language: str

    def __new__(cls, text: str, language: str = "") -> Quoted:
        """Make a quotation."""
        made = super().__new__(cls, text)
        made.language = language
        return made


def flag_of(value: object) -> Flag | None:
    """The flag that a cell is, in English for a bare status or state; None for anything else."""
    if isinstance(value, Flag):
        return value
    return Flag(value.value, value.value) if isinstance(value, Status | State) else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: Its head.
        width: In Excel's unit, digits of the standard font.
        key: Repeated (faintly) where a long row goes on in the next one.
        form: Number format, for columns of figures.
        centred: Whether its cells are centred.
    """

    title: str
    width: float
    key: bool = False
    form: str = ""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a table.

    Attributes:
        cells: One per column.
        starts_group: Whether a group (the articles of one provision) begins here; it gets a heavier line.
        repeats: Places of cells that only repeat the row above; written faintly.
    """

    cells: tuple[object, ...]
    starts_group: bool = True
    repeats: frozenset[int] = frozenset()
