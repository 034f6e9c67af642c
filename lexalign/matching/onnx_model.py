"""A folder with a sentence model (``model.onnx``, ``tokenizer.json``) ──▶ OnnxEmbedder. Nothing is ever downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lexalign.errors import UnreadableFile
from lexalign.matching.token_windows import MAKE_ONE, Tokens, hash_of, needed, open_tokens
from lexalign.matching.vector_cache import VectorCache, cache_folder

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BATCH", "OnnxEmbedder", "load_onnx", "model_files"]

BATCH = 32
"""Texts a model reads together."""

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class OnnxEmbedder:
    """A sentence model read from a folder; see :func:`lexalign.matching.semantic.load_embedder`, which makes it.

    The vector of a text is the mean of the vectors of its tokens, of length 1; what lies beyond the window is cut
    (:meth:`windows` gives the pieces of a long text).

    Attributes:
        folder: Where the model lies.
        window: Tokens it reads at a time.
        batch: Texts it reads together; changes the speed, and the vectors by less than 1e-6.
        dimensions: Length of its vectors.
        fingerprint: Hash of its files and window: the same for the same model, wherever it lies.
    """

    def __init__(self, folder: Path, session: Any, tokens: Tokens, fingerprint: str, batch: int) -> None:
        self.folder, self.window, self.batch, self.fingerprint = folder, tokens.window, batch, fingerprint
        self.progress = False
        self.cache: VectorCache | None = None
        self._session = session
        self._tokens = tokens
        self._kinds = {i.name: np.int32 if "int32" in i.type else np.int64 for i in session.get_inputs()}
        self._output = self._token_output()
        self.dimensions = self._try()

    def __reduce__(self) -> tuple[Any, ...]:
        cache = self.cache.file.parent if self.cache else False
        again = partial(load_onnx, window=self.window, batch=self.batch, cache=cache, progress=self.progress)
        return again, (self.folder,)

    def _wrong(self, what: str) -> UnreadableFile:
        return UnreadableFile(f"this is no sentence model that can be used here: {what}", where=str(self.folder))

    def _token_output(self) -> str:
        """The output with a vector for each token."""
        strange = sorted(set(self._kinds) - set(INPUTS))
        if strange or "input_ids" not in self._kinds:
            raise self._wrong(
                f"it asks for {', '.join(sorted(self._kinds)) or 'nothing'}; it may ask for {', '.join(INPUTS)}"
            )
        outputs: dict[str, int] = {o.name: len(o.shape or ()) for o in self._session.get_outputs()}
        for name in ("last_hidden_state", "token_embeddings", *outputs):
            if outputs.get(name) == 3:
                return name
        shapes = ", ".join(f"{name} with {rank} axes" for name, rank in outputs.items())
        raise self._wrong(f"it gives no vector for each token (texts × tokens × dimensions), but {shapes}")

    def _try(self) -> int:
        """Read a full window once, so that what is wrong with a model is said when it is loaded."""
        (found,) = self._tokens.ids(["a " * self.window])
        ids = (found or [0])[: self.window]
        vectors = self._run([ids, ids[:1]])
        if not vectors.shape[1] or not (np.linalg.norm(vectors, axis=1) > 0).all():
            raise self._wrong("its vectors are empty or zero")
        return int(vectors.shape[1])

    def windows(self, text: str, /) -> tuple[str, ...]:
        """Pieces of a text that the model reads whole; each shares a quarter with the one before it."""
        return self._tokens.windows(text)

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Vectors of texts, shape (texts, dimensions), each of length 1; of a text without any token, of length 0.

        Raises:
            UnreadableFile: The model fails on a text, or gives what is no vector.
        """
        known = self.cache.read(tuple(dict.fromkeys(texts))) if self.cache else {}
        # Texts of one length are read together: little is padded, and what is read with what does not depend on the
        # order of the texts.
        new = sorted({t for t in texts if t not in known})
        ids = self._tokens.ids(new)
        order = sorted(range(len(new)), key=lambda i: len(ids[i]))
        for some in self._batches(order):
            rows = self._run([ids[i] for i in some])
            if self.cache:
                self.cache.write([new[i] for i in some], rows)
            known.update({new[i]: row for i, row in zip(some, rows, strict=True)})
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for i, text in enumerate(texts):
            out[i] = known[text]
        return out

    def _batches(self, order: Sequence[int]) -> Any:
        some = [order[at : at + self.batch] for at in range(0, len(order), self.batch)]
        if not self.progress:
            return some
        from tqdm import tqdm

        return tqdm(some, desc="reading meaning", unit="batch", leave=False)

    def _run(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        longest = max(1, *(len(one) for one in ids))
        tokens = np.full((len(ids), longest), self._tokens.padding, dtype=np.int64)
        mask = np.zeros((len(ids), longest), dtype=np.int64)
        for i, one in enumerate(ids):
            tokens[i, : len(one)], mask[i, : len(one)] = one, 1
        given = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        try:
            (found,) = self._session.run([self._output], {k: given[k].astype(t) for k, t in self._kinds.items()})
        except Exception as error:  # onnxruntime has no base class of its own
            reason = str(error).splitlines()[0][:200]
            raise self._wrong(
                f"it fails on {longest} tokens ({reason}); if it reads fewer at a time, say so by window"
            ) from error
        found = np.asarray(found)
        if found.ndim != 3 or found.shape[:2] != tokens.shape or not np.isfinite(found).all():
            raise self._wrong(f"for {tokens.shape[0]} texts of {longest} tokens it gives {found.shape}, or no numbers")
        total = np.einsum("btd,bt->bd", found.astype(np.float64), mask.astype(np.float64))
        mean = total / np.maximum(1, mask.sum(axis=1, keepdims=True))
        length = np.linalg.norm(mean, axis=1, keepdims=True)
        unit = np.divide(mean, length, out=np.zeros_like(mean), where=length > 0)
        return np.asarray(unit, dtype=np.float32)


def load_onnx(
    folder: Path, *, window: int, batch: int = BATCH, cache: bool | str | Path = False, progress: bool = False
) -> OnnxEmbedder:
    """Load a sentence model; arguments and errors as in :func:`lexalign.matching.semantic.load_embedder`."""
    model = next(p for p in model_files(folder) if p.is_file())
    words = folder / "tokenizer.json"
    with needed():
        import onnxruntime
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.use_deterministic_compute = True
    try:
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has no base class of its own
        reason = str(error).splitlines()[0][:200]
        raise UnreadableFile(f"this is no model that can be read ({reason})", where=str(model), fix=MAKE_ONE) from error
    # Weights of a large model lie beside it, in files that its name begins.
    files = [*sorted(p for p in model.parent.glob("model.onnx*") if p.is_file()), words]
    out = OnnxEmbedder(folder, session, open_tokens(words, window), hash_of(files, window), batch)
    out.progress = progress
    if cache is not False:
        kept = cache_folder() if cache is True else Path(cache).expanduser()
        out.cache = VectorCache(kept / f"{out.fingerprint}.sqlite", out.dimensions)
    return out


def model_files(folder: Path) -> tuple[Path, ...]:
    """Where the model of a folder may lie."""
    return folder / "model.onnx", folder / "onnx" / "model.onnx"
