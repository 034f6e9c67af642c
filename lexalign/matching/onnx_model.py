"""A folder with a sentence model (``model.onnx``, ``tokenizer.json``) ──▶ OnnxEmbedder. Nothing is ever downloaded."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lexalign.errors import LexalignError, UnreadableFile
from lexalign.matching.vector_cache import VectorCache, cache_folder

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BATCH", "WINDOW", "OnnxEmbedder", "load_embedder"]

WINDOW = 256
"""Tokens a model reads at a time, those it adds itself among them."""

BATCH = 32
"""Texts a model reads together."""

OVERLAP = 4
"""A window shares one part in so many with the one before it: a sentence cut by one is whole in the other."""

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
MAKE_ONE = "docs/semantic.md says which folder is needed and how to make one."


class OnnxEmbedder:
    """A sentence model read from a folder; see :func:`load_embedder`, which makes it.

    The vector of a text is the mean of the vectors of its tokens, of length 1; what lies beyond the window is cut
    (:meth:`windows` gives the pieces of a long text).

    Attributes:
        folder: Where the model lies.
        window: Tokens it reads at a time.
        batch: Texts it reads together; changes the speed, and the vectors by less than 1e-6.
        dimensions: Length of its vectors.
        fingerprint: Hash of its files and window: the same for the same model, wherever it lies.
    """

    def __init__(
        self, folder: Path, session: Any, tokenizers: tuple[Any, Any, int], fingerprint: str, window: int, batch: int
    ) -> None:
        self.folder, self.window, self.batch, self.fingerprint = folder, window, batch, fingerprint
        self.progress = False
        self.cache: VectorCache | None = None
        self._session = session
        self._tokenizer, self._cut, self._padding = tokenizers
        self._content = window - self._tokenizer.num_special_tokens_to_add(False)
        self._kinds = {i.name: np.int32 if "int32" in i.type else np.int64 for i in session.get_inputs()}
        self._output = self._token_output()
        self.dimensions = self._try()

    def __reduce__(self) -> tuple[Any, ...]:
        cache = self.cache.file.parent if self.cache else False
        again = partial(load_embedder, window=self.window, batch=self.batch, cache=cache, progress=self.progress)
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
        ids = (self._cut.encode("a " * self.window).ids or [0])[: self.window]
        vectors = self._run([ids, ids[:1]])
        if not vectors.shape[1] or not (np.linalg.norm(vectors, axis=1) > 0).all():
            raise self._wrong("its vectors are empty or zero")
        return int(vectors.shape[1])

    def windows(self, text: str, /) -> tuple[str, ...]:
        """Pieces of a text that the model reads whole; each shares a quarter with the one before it."""
        offsets = self._tokenizer.encode(_sound(text), add_special_tokens=False).offsets
        if len(offsets) <= self._content:
            return (text,)
        step = self._content - self._content // OVERLAP
        begins = range(0, len(offsets) - self._content // OVERLAP, step)
        ends = [min(b + self._content, len(offsets)) - 1 for b in begins]
        return tuple(text[offsets[b][0] : offsets[e][1]] for b, e in zip(begins, ends, strict=True))

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Vectors of texts, shape (texts, dimensions), each of length 1; of a text without any token, of length 0.

        Raises:
            UnreadableFile: The model fails on a text, or gives what is no vector.
        """
        known = self.cache.read(tuple(dict.fromkeys(texts))) if self.cache else {}
        # Texts of one length are read together: little is padded, and what is read with what does not depend on the
        # order of the texts.
        new = sorted({t for t in texts if t not in known})
        ids = [e.ids for e in self._cut.encode_batch([_sound(t) for t in new])]
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
        tokens = np.full((len(ids), longest), self._padding, dtype=np.int64)
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


def load_embedder(
    folder: str | Path,
    *,
    window: int = WINDOW,
    batch: int = BATCH,
    cache: bool | str | Path = False,
    progress: bool = False,
) -> OnnxEmbedder:
    """Load a sentence model from a folder on this machine.

    Args:
        folder: With ``model.onnx`` (or ``onnx/model.onnx``) and ``tokenizer.json``.
        window: Tokens the model reads at a time, its own marks among them.
        batch: Texts it reads together.
        cache: Keep vectors on disk: in the user's cache folder, or in the one named.
        progress: Show a progress bar on stderr.

    Raises:
        UnreadableFile: There is no such folder, a file is missing or damaged, or the model is of another kind.
        LexalignError: The packages of the extra ``semantic`` are not installed; a number makes no sense.
    """
    place = Path(folder).expanduser()
    if not place.is_dir():
        raise UnreadableFile("there is no such folder with a sentence model", where=str(place), fix=MAKE_ONE)
    models = [p for p in (place / "model.onnx", place / "onnx" / "model.onnx") if p.is_file()]
    words = place / "tokenizer.json"
    missing = ["model.onnx"] * (not models) + ["tokenizer.json"] * (not words.is_file())
    if missing:
        raise UnreadableFile(f"the folder has no {' and no '.join(missing)}", where=str(place), fix=MAKE_ONE)
    if window < 16 or batch < 1:
        raise LexalignError(f"a window of {window} tokens and a batch of {batch} texts make no sense")
    session, tokenizers = _open(models[0], words, window)
    # Weights of a large model lie beside it, in files that its name begins.
    files = [*sorted(p for p in models[0].parent.glob("model.onnx*") if p.is_file()), words]
    out = OnnxEmbedder(place, session, tokenizers, _hash(files, window), window, batch)
    out.progress = progress
    if cache is not False:
        kept = cache_folder() if cache is True else Path(cache).expanduser()
        out.cache = VectorCache(kept / f"{out.fingerprint}.sqlite", out.dimensions)
    return out


def _open(model: Path, words: Path, window: int) -> tuple[Any, tuple[Any, Any, int]]:
    """The model, and its tokenizer: one for whole texts, one that cuts at the window, and what to pad with."""
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise LexalignError(
            f"the semantic signal needs packages that are not installed ({error.name or error})",
            fix='Install them with `pip install "lexalign[semantic]"`.',
        ) from error
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.use_deterministic_compute = True
    try:
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has no base class of its own
        reason = str(error).splitlines()[0][:200]
        raise UnreadableFile(f"this is no model that can be read ({reason})", where=str(model), fix=MAKE_ONE) from error
    try:
        tokenizer, cut = (Tokenizer.from_file(str(words)) for _ in range(2))
    except Exception as error:  # tokenizers raises Exception itself
        raise UnreadableFile(f"this is no tokenizer ({error})", where=str(words), fix=MAKE_ONE) from error
    padding = int((tokenizer.padding or {}).get("pad_id", 0))
    for one in (tokenizer, cut):
        one.no_truncation()
        one.no_padding()
    cut.enable_truncation(window)
    return session, (tokenizer, cut, padding)


def _sound(text: str) -> str:
    """The text, with a mark for each half of a character that a damaged file left: tokenizers refuse those."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _hash(files: Sequence[Path], window: int) -> str:
    total = hashlib.sha256(str(window).encode())
    for file in files:
        with file.open("rb") as source:
            total.update(hashlib.file_digest(source, "sha256").digest())
    return total.hexdigest()[:16]
