"""Vectors kept on disk: a code of a thousand articles is read by a model once, not at each run.

One SQLite file for each model, in the user's cache folder; it holds hashes of texts and vectors, never a text. It may
be deleted at any time. A cache that cannot be used is said to be so, and the work goes on without it.
"""

from __future__ import annotations

import hashlib
import sqlite3
import warnings
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["VectorCache", "cache_folder"]

AT_ONCE = 500
"""Rows asked for in one query; SQLite takes a limited number of values."""


def cache_folder() -> Path:
    """Where vectors are kept when no folder is named."""
    from platformdirs import user_cache_path

    return user_cache_path("lexalign") / "embeddings"


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


class VectorCache:
    """Vectors of one model by the hash of their texts.

    Args:
        file: The SQLite file, made when something is first put into it. Its name must tell one model from another.
        dimensions: Length of the vectors; what is found with another length is not used.
    """

    def __init__(self, file: Path, dimensions: int) -> None:
        self.file = file
        self.dimensions = dimensions

    def read(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors there are; texts without one are not in the result."""
        out: dict[str, NDArray[np.float32]] = {}
        if not texts or not self.file.is_file():
            return out
        text_of = {_key(t): t for t in texts}
        keys = list(text_of)
        try:
            with closing(self._open()) as base:
                for at in range(0, len(keys), AT_ONCE):
                    some = keys[at : at + AT_ONCE]
                    marks = ",".join("?" * len(some))
                    for key, blob in base.execute(f"SELECT text, vector FROM vectors WHERE text IN ({marks})", some):
                        vector = np.frombuffer(blob, dtype="<f4") if len(blob) == 4 * self.dimensions else None
                        if vector is not None and np.isfinite(vector).all():
                            out[text_of[key]] = vector.astype(np.float32)
        except (sqlite3.Error, OSError, TypeError) as error:
            self._warn(error)
        return out

    def write(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep vectors, all of them or none.

        Args:
            texts: Their texts.
            vectors: Shape (texts, dimensions).
        """
        rows = [(_key(t), v.astype("<f4").tobytes()) for t, v in zip(texts, vectors, strict=True)]
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as base, base:
                base.execute("CREATE TABLE IF NOT EXISTS vectors (text BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
                base.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except (sqlite3.Error, OSError) as error:
            self._warn(error)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.file, timeout=30.0)

    def _warn(self, error: Exception) -> None:
        warnings.warn(
            f"{self.file}: the kept vectors cannot be used ({error}); the work goes on without them. "
            "Delete the file if this happens again.",
            stacklevel=3,
        )
