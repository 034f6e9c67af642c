"""What a reader of one file form gives: the text of the file, before it is cut."""

from __future__ import annotations

from dataclasses import dataclass

from lexalign.model import Issue

__all__ = ["SourceText"]


@dataclass(frozen=True, slots=True)
class SourceText:
    r"""The text of a file.

    Attributes:
        text: Line ends are ``\n``; form feeds stand between pages; superscripts after a word are written ``^n``.
        body: Start and end of the law in the text, where other things surround it; None if that is not known.
        title: Title that the file gives itself; None if it gives none.
        notes: What was doubtful in reading it.
    """

    text: str
    body: tuple[int, int] | None = None
    title: str | None = None
    notes: tuple[Issue, ...] = ()
