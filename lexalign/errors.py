"""Every error a user can see: what is wrong, where it is, and what to do about it.

Messages are read by lawyers, not by programmers: one sentence for what, the place as precisely as it is
known (file, sheet, row, article), one sentence that helps. On the command line each of them ends the run of
the item concerned with exit code 2; the rest of a batch goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "CorpusError",
    "DataFileError",
    "EmptyLaw",
    "JournalError",
    "LexalignError",
    "NoTextLayer",
    "OverrideError",
    "UnknownArticle",
    "UnknownCountry",
    "UnknownLanguage",
    "UnknownProvision",
    "UnreadableFile",
]


class LexalignError(Exception):
    """Base of all errors of this library.

    Args:
        what: What is wrong, as a sentence without its full stop.
        where: The place: file, line, sheet, row, article. Empty when there is none.
        fix: What the user can do. Empty when there is nothing to be said.
    """

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        self.what = what
        self.where = where
        self.fix = fix
        super().__init__(what)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        head = head if head.endswith((".", "!", "?")) else head + "."
        return f"{head} {self.fix}" if self.fix else head


class UnreadableFile(LexalignError):
    """A file is absent, damaged, protected, or not what its content or name says it is."""


class EmptyLaw(LexalignError):
    """A file was read and holds no text, or no article could be found in it."""


class NoTextLayer(UnreadableFile):
    """A PDF holds page images only; it needs optical character recognition first."""


class UnknownCountry(LexalignError):
    """A country code or name is not in the table of States."""


class UnknownLanguage(LexalignError):
    """There is no lexicon for a language."""


class UnknownProvision(LexalignError):
    """A provision id is in no loaded instrument."""


class UnknownArticle(LexalignError):
    """A law has no article with the number given."""


class OverrideError(LexalignError):
    """An expert decision cannot be taken as it stands."""


class JournalError(LexalignError):
    """A journal of decisions cannot be read or written."""


class CorpusError(LexalignError):
    """A bundled or user corpus is inconsistent."""


class DataFileError(LexalignError):
    """A data file (treaty, lexicon, rule, corpus) is not valid; carries all its problems at once.

    Args:
        problems: One line each, already beginning with ``file:line``.
    """

    def __init__(self, problems: Sequence[str], *, fix: str = "") -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        what = self.problems[0] if count == 1 else f"{count} problems:\n  " + "\n  ".join(self.problems)
        super().__init__(what, fix=fix)
