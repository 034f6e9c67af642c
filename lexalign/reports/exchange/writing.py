"""Files written whole, with a message for lawyers where that fails."""

from __future__ import annotations

from pathlib import Path

from lexalign.errors import LexalignError
from lexalign.files import write_atomic

__all__ = ["write_file"]


def write_file(path: Path, content: bytes | str) -> Path:
    """Write a file whole or not at all.

    Raises:
        LexalignError: It cannot be written.
    """
    try:
        return write_atomic(path, content)
    except OSError as error:
        raise LexalignError(
            f"the file cannot be written ({error.strerror or error})",
            where=str(path),
            fix="Close it where it is open, or choose a folder you may write to.",
        ) from error
