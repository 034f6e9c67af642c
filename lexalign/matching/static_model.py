"""A folder with one vector for each token (``model.safetensors`` or a ``.npy``, ``tokenizer.json``) ──▶ StaticEmbedder.

The vector of a text is the mean of the vectors of its tokens: no network is run, and a laptop reads a code in seconds.
The container ``safetensors`` is eight bytes that give the length of a JSON header, the header, and the numbers; it is
read here without a package of its own, and only as far as the table wanted.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lexalign.errors import UnreadableFile
from lexalign.matching.token_windows import MAKE_ONE, Tokens, hash_of, open_tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["StaticEmbedder", "load_static", "table_files"]

KINDS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I64": "<i8", "I32": "<i4"}
"""Kinds of numbers in a container that are understood, as numpy names them (BF16 has no name there)."""

NO_TABLE = "this is no table with one vector for each token: "
WHY = f"A model of layers needs a model.onnx instead; {MAKE_ONE}"


@dataclass(frozen=True)
class Table:
    """Vectors of tokens.

    Attributes:
        rows: Shape (rows, dimensions).
        row_of: Row of each token, where several share one; by default token and row have the same number.
        weights: How much each token counts in a mean; all the same by default.
    """

    rows: NDArray[np.float32]
    row_of: NDArray[np.int64] | None = None
    weights: NDArray[np.float64] | None = None


class StaticEmbedder:
    """Vectors of tokens read from a folder; ``lexalign.matching.semantic.load_embedder`` makes it.

    Attributes:
        folder: Where they lie.
        window: Tokens it takes the mean of at a time.
        dimensions: Length of its vectors.
        fingerprint: Hash of its files and window: the same for the same model, wherever it lies.
    """

    def __init__(self, folder: Path, table: Table, tokens: Tokens, fingerprint: str) -> None:
        self.folder, self.window, self.fingerprint = folder, tokens.window, fingerprint
        self.dimensions = int(table.rows.shape[1])
        self._table, self._tokens = table, tokens

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(load_static, window=self.window), (self.folder,)

    def windows(self, text: str, /) -> tuple[str, ...]:
        """Pieces of a text of at most ``window`` tokens; each shares a quarter with the one before it."""
        return self._tokens.windows(text)

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Vectors of texts, shape (texts, dimensions), each of length 1; of a text of unknown words only, of length 0.

        What lies beyond the window is cut (:meth:`windows` gives the pieces of a long text).
        """
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for i, ids in enumerate(self._tokens.ids(texts)):
            known = np.array([t for t in ids if t != self._tokens.unknown], dtype=np.int64)
            rows = known if self._table.row_of is None else self._table.row_of[known]
            vectors = self._table.rows[rows].astype(np.float64)
            if self._table.weights is not None:
                vectors *= self._table.weights[known][:, None]
            total = vectors.sum(axis=0)
            length = float(np.linalg.norm(total))
            if length > 0:
                out[i] = total / length
        return out


def table_files(folder: Path) -> list[Path]:
    """Where the table of a folder may lie: ``model.safetensors``, else its ``.npy``."""
    return [p for p in (folder / "model.safetensors", *sorted(folder.glob("*.npy"))) if p.is_file()]


def load_static(folder: Path, *, window: int) -> StaticEmbedder:
    """Load vectors of tokens; arguments and errors as in ``lexalign.matching.semantic.load_embedder``."""
    found, words = table_files(folder), folder / "tokenizer.json"
    file = found[0]
    if file.suffix == ".npy" and len(found) > 1:
        names = ", ".join(p.name for p in found)
        raise UnreadableFile(
            f"the folder holds more than one table ({names})", where=str(folder), fix="Leave the one that is meant."
        )
    tokens = open_tokens(words, window, marks=False)
    table = _from_npy(file) if file.suffix == ".npy" else _from_safetensors(file)
    places = len(table.rows) if table.row_of is None else len(table.row_of)
    if places < tokens.count:
        raise UnreadableFile(
            f"the table has {places} vectors, and the tokenizer beside it {tokens.count} tokens: they do not belong "
            "together",
            where=str(file),
            fix=MAKE_ONE,
        )
    return StaticEmbedder(folder, table, tokens, hash_of([file, words], window))


def _sane(rows: NDArray[Any], file: Path) -> NDArray[np.float32]:
    if rows.ndim != 2 or not rows.size or rows.dtype.kind != "f":
        raise UnreadableFile(f"{NO_TABLE}{rows.dtype} of shape {rows.shape}", where=str(file), fix=WHY)
    # In half precision as it lies there; a table of hundreds of megabytes is not made twice as large.
    if not np.isfinite(rows).all():
        raise UnreadableFile(f"{NO_TABLE}some values are no numbers", where=str(file), fix=MAKE_ONE)
    return np.asarray(rows, dtype=np.float32) if rows.dtype.itemsize > 2 else rows


def _from_npy(file: Path) -> Table:
    try:
        rows = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise UnreadableFile(f"this is no array that can be read ({error})", where=str(file), fix=MAKE_ONE) from error
    return Table(_sane(rows, file))


def _from_safetensors(file: Path) -> Table:
    try:
        size = file.stat().st_size
        with file.open("rb") as source:
            length = int.from_bytes(source.read(8), "little")
            if not 2 <= length <= size - 8:
                raise ValueError("its header is longer than the file")
            header = json.loads(source.read(length))
        parts = {str(k): v for k, v in header.items() if k != "__metadata__"}
        flat = {k: v for k, v in parts.items() if len(v["shape"]) == 2}
        wide = [k for k, v in flat.items() if v["dtype"] in ("F64", "F32", "F16", "BF16")]
        if len(wide) == 1:
            begin = 8 + length
            rows = _sane(_numbers(file, parts[wide[0]], begin, size), file)
            single = {k: v for k, v in parts.items() if len(v["shape"]) == 1}
            return _with_weights(rows, {k: _numbers(file, v, begin, size) for k, v in single.items()}, file)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableFile(
            f"this is no file of weights that can be read ({error})", where=str(file), fix=MAKE_ONE
        ) from error
    raise UnreadableFile(f"{NO_TABLE}it holds {len(wide)} tables of numbers", where=str(file), fix=WHY)


def _numbers(file: Path, part: Mapping[str, Any], begin: int, size: int) -> NDArray[Any]:
    first, last = (int(x) for x in part["data_offsets"])
    shape = tuple(int(x) for x in part["shape"])
    kind = np.dtype(KINDS[part["dtype"]])
    if not 0 <= first <= last <= size - begin or last - first != kind.itemsize * math.prod(shape):
        raise ValueError("it is cut off, or its header does not fit")
    found = np.fromfile(file, dtype=kind, count=math.prod(shape), offset=begin + first).reshape(shape)
    if part["dtype"] == "BF16":  # the upper half of a number of 32 bits
        found = (found.astype(np.uint32) << 16).view(np.float32)
    return found


def _with_weights(rows: NDArray[np.float32], lists: Mapping[str, NDArray[Any]], file: Path) -> Table:
    """The table with ``mapping`` (token ▶ row) and ``weights`` of tokens, where a file has them."""
    row_of, weights = lists.get("mapping"), lists.get("weights")
    if row_of is not None and (row_of.dtype.kind != "i" or row_of.min(initial=0) < 0 or row_of.max() >= len(rows)):
        raise UnreadableFile("its mapping names vectors that are not there", where=str(file), fix=MAKE_ONE)
    tokens = len(rows) if row_of is None else len(row_of)
    if weights is not None and (len(weights) != tokens or not np.isfinite(weights).all()):
        raise UnreadableFile(f"it has not one weight for each of {tokens} tokens", where=str(file), fix=MAKE_ONE)
    return Table(
        rows,
        None if row_of is None else row_of.astype(np.int64),
        None if weights is None else weights.astype(np.float64),
    )
