"""The optional signal of meaning: how near an article and a provision lie in the space of a sentence model.

The model is one the user has in a folder of his own; ``lexalign.matching.onnx_model`` and ``static_model`` read such
folders. Without one nothing here is called, and no other module knows what a model is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np

from lexalign.errors import LexalignError, UnreadableFile
from lexalign.language.lexicon import Lexicon, load_lexicon
from lexalign.matching.onnx_model import BATCH, OnnxEmbedder, load_onnx, model_files
from lexalign.matching.reading import Reading
from lexalign.matching.static_model import StaticEmbedder, load_static, table_files
from lexalign.matching.token_windows import MAKE_ONE, WINDOW
from lexalign.model import Provision

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "Embedder",
    "OnnxEmbedder",
    "StaticEmbedder",
    "Windowed",
    "fingerprint_of",
    "load_embedder",
    "remembering",
    "semantic_signal",
    "with_model",
]

DECIMALS = 6
"""Of the signal; what lies beyond depends on which texts a model happened to read together."""


class Embedder(Protocol):
    """What turns texts into vectors: texts that mean the same lie near each other."""

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Vectors of texts.

        Args:
            texts: In any order, empty ones among them.

        Returns:
            Shape (texts, dimensions), each row of length 1 (or 0, for a text that says nothing to the model).
        """
        ...


@runtime_checkable
class Windowed(Protocol):
    """An embedder that reads so many words at a time and can cut a longer text into pieces that it reads whole."""

    def windows(self, text: str, /) -> Sequence[str]:
        """Pieces of a text, at least one, that together hold all of it."""
        ...


def _pieces(embedder: Embedder, text: str) -> Sequence[str]:
    return embedder.windows(text) if isinstance(embedder, Windowed) else (text,)


def fingerprint_of(embedder: Embedder) -> str:
    """What tells one model from another; empty where the embedder does not say (its attribute ``fingerprint``)."""
    return str(getattr(embedder, "fingerprint", ""))


class _Remembering:
    """An embedder that reads no text twice."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self.fingerprint = fingerprint_of(embedder)
        self._seen: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        new = [t for t in dict.fromkeys(texts) if t not in self._seen]
        if new:
            self._seen.update(zip(new, _checked(self.embedder.encode(new), len(new)), strict=True))
        return np.stack([self._seen[t] for t in texts]) if texts else np.zeros((0, 0), dtype=np.float32)

    def windows(self, text: str, /) -> Sequence[str]:
        return _pieces(self.embedder, text)


def remembering(embedder: Embedder) -> Embedder:
    """The same embedder, which reads a text once however often it is asked: one law against several treaties."""
    return embedder if isinstance(embedder, _Remembering) else _Remembering(embedder)


def _checked(vectors: object, count: int) -> NDArray[np.float32]:
    out = np.asarray(vectors, dtype=np.float32)
    if out.ndim != 2 or len(out) != count or not np.isfinite(out).all():
        raise LexalignError(
            f"the embedder was given {count} texts and did not give back a vector of numbers for each "
            f"(shape {out.shape}{'' if np.isfinite(out).all() else ', with values that are no numbers'})",
            fix="Its method encode must return an array of shape (texts, dimensions).",
        )
    return out


def _unit_texts(reading: Reading) -> list[str]:
    """What is embedded of an article: the whole, then each enumerated part with the openings above it."""
    heading, text = reading.article.heading or "", reading.article.text
    out = [_joined(heading, text)]
    n, words = reading.heading_words, reading.words
    for unit in reading.unit_words[1:]:
        own = np.array([w for w in unit if w >= n], dtype=np.int64)
        runs = np.split(own, np.flatnonzero(np.diff(own) != 1) + 1) if len(own) else []
        out.append(_joined(heading, " … ".join(text[words.starts[r[0]] : words.ends[r[-1]]] for r in runs)))
    return [t for t in dict.fromkeys(out) if t]


def _joined(title: str, text: str) -> str:
    return ". ".join(part for part in (title.strip().rstrip("."), text.strip()) if part)


def _asked(provision: Provision, lexicons: Sequence[Lexicon]) -> list[str]:
    """A provision in our own words: title and description, in each language that has them."""
    out = []
    for lexicon in lexicons:
        words = lexicon.provisions.get(provision.id)
        title = provision.title.get(lexicon.language) or (words.title if words else "")
        out.append(_joined(title, words.description if words else ""))
    if not any(lexicon.provisions.get(provision.id) for lexicon in lexicons):
        # A treaty of the user's own: what its file says must do.
        title = provision.title.get("en") or next(iter(provision.title.values()), "")
        out = [_joined(title, " ".join([provision.explanation, *(e.text for e in provision.elements)]))]
    return [t for t in dict.fromkeys(out) if t]


def semantic_signal(
    readings: Sequence[Reading], provisions: Sequence[Provision], lexicon: Lexicon, embedder: Embedder
) -> NDArray[np.float64]:
    """Likeness in meaning of articles to provisions, against what is usual in the law.

    Of an article the likest of its units and windows counts. A provision is asked for by its title and our description
    in the language of the law and in English, the likelier of the two. From each likeness the mean over the law is
    taken away: that all its articles speak of computers, or that a model finds two languages far apart, says nothing.

    Args:
        readings: Of the law's articles, in order.
        provisions: Articles of the treaty.
        lexicon: Of the law's language.
        embedder: The model.

    Returns:
        Shape (articles, provisions), in [-2, 2]; 0 is what is usual in the law, and what an article without text has.

    Raises:
        LexalignError: The embedder does not give a vector for each text.
    """
    out = np.zeros((len(readings), len(provisions)))
    lexicons = [lexicon] if lexicon.language == "en" else [lexicon, load_lexicon("en")]
    asked = [(p, text) for p, one in enumerate(provisions) for text in _asked(one, lexicons)]
    parts = [(a, w) for a, r in enumerate(readings) for text in _unit_texts(r) for w in _pieces(embedder, text)]
    if not asked or not parts:
        return out
    texts = [text for _, text in (*parts, *asked)]
    vectors = _checked(embedder.encode(texts), len(texts)).astype(np.float64)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)
    cosine = vectors[: len(parts)] @ vectors[len(parts) :].T
    best = np.full((len(readings), len(asked)), -np.inf)
    np.maximum.at(best, np.array([a for a, _ in parts]), cosine)
    says = np.isfinite(best[:, 0])
    above = best[says] - best[says].mean(axis=0)
    found = np.full((len(above), len(provisions)), -np.inf)
    for column, (p, _) in enumerate(asked):
        found[:, p] = np.maximum(found[:, p], above[:, column])
    out[says] = np.where(np.isfinite(found), found, 0.0)
    return np.asarray(np.round(out, DECIMALS) + 0.0)


def load_embedder(
    folder: str | Path,
    *,
    window: int = WINDOW,
    batch: int = BATCH,
    cache: bool | str | Path = False,
    progress: bool = False,
) -> OnnxEmbedder | StaticEmbedder:
    """Load a model from a folder on this machine.

    Args:
        folder: With ``tokenizer.json`` and either a sentence model, ``model.onnx`` (or ``onnx/model.onnx``), or one
            vector for each token, ``model.safetensors`` or a ``.npy`` of shape (tokens, dimensions).
        window: Tokens read at a time, marks that a model adds itself among them.
        batch: Texts a sentence model reads together.
        cache: Keep the vectors of a sentence model on disk: in the user's cache folder, or in the one named. Means of
            token vectors are made faster than they are looked up.
        progress: Show a progress bar on stderr.

    Raises:
        UnreadableFile: There is no such folder, a file is missing or damaged, or the model is of another kind.
        LexalignError: The packages of the extra ``semantic`` are not installed; a number makes no sense.
    """
    place = Path(folder).expanduser()
    if not place.is_dir():
        raise UnreadableFile("there is no such folder with a sentence model", where=str(place), fix=MAKE_ONE)
    network = any(p.is_file() for p in model_files(place))
    missing = ["model.onnx (nor a table of vectors)"] * (not network and not table_files(place))
    missing += ["tokenizer.json"] * (not (place / "tokenizer.json").is_file())
    if missing:
        raise UnreadableFile(f"the folder has no {' and no '.join(missing)}", where=str(place), fix=MAKE_ONE)
    if window < 16 or batch < 1:
        raise LexalignError(f"a window of {window} tokens and a batch of {batch} texts make no sense")
    if network:
        return load_onnx(place, window=window, batch=batch, cache=cache, progress=progress)
    return load_static(place, window=window)


def with_model(folder: Path | None, fit: Path | None, *, progress: bool = False) -> dict[str, Any]:
    """Arguments of ``align`` for a sentence model and the weights fitted with it; none where neither is named.

    Args:
        folder: Of the model; its vectors are kept in the user's cache folder.
        fit: File of the weights.
        progress: Show a progress bar on stderr.

    Raises:
        LexalignError: One is named without the other, or they do not belong together.
    """
    from lexalign.matching.fusion import check_pair, load_fit

    if folder is None and fit is None:
        return {}
    if folder is None or fit is None:
        given, absent = ("--fit", "--semantic") if folder is None else ("--semantic", "--fit")
        raise LexalignError(
            f"{given} is given without {absent}",
            fix="A sentence model and the weights fitted with it go together: name both, or neither.",
        )
    weights, embedder = load_fit(fit), load_embedder(folder, cache=True, progress=progress)
    check_pair(weights, embedder)
    return {"fit": weights, "embedder": embedder}
