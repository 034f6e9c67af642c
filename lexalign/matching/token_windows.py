"""The tokenizer of a model's folder, and the windows in which a long text is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lexalign.errors import LexalignError, UnreadableFile

__all__ = ["MAKE_ONE", "WINDOW", "Tokens", "hash_of", "needed", "open_tokens"]

WINDOW = 256
"""Tokens a model reads at a time, those it adds itself among them."""

OVERLAP = 4
"""A window shares one part in so many with the one before it: a sentence cut by one is whole in the other."""

MAKE_ONE = "docs/semantic.md says which folder is needed and how to make one."


class Tokens:
    """A tokenizer that leaves padding and cutting to the one who asks; see :func:`open_tokens`.

    Attributes:
        window: Tokens that are read at a time.
        padding: Number of the token to pad with.
        unknown: Number of the token that stands for words it does not know; None where it has none.
        count: Tokens it knows, one more than the highest number.
    """

    def __init__(self, tokenizer: Any, cut: Any, window: int, marks: bool) -> None:
        self.window = window
        self.padding = int((tokenizer.padding or {}).get("pad_id", 0))
        for one in (tokenizer, cut):
            one.no_truncation()
            one.no_padding()
        cut.enable_truncation(window)
        self.count = max(tokenizer.get_vocab(with_added_tokens=True).values(), default=-1) + 1
        self.unknown: int | None = None
        if word := getattr(tokenizer.model, "unk_token", None):
            self.unknown = tokenizer.token_to_id(word)
        self._tokenizer, self._cut, self._marks = tokenizer, cut, marks
        self._content = window - (tokenizer.num_special_tokens_to_add(False) if marks else 0)

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Numbers of the tokens of texts, of each at most the first ``window``."""
        found = self._cut.encode_batch([_sound(t) for t in texts], add_special_tokens=self._marks)
        return [e.ids for e in found]

    def windows(self, text: str) -> tuple[str, ...]:
        """Pieces of a text that are read whole, at least one; each shares a quarter with the one before it."""
        offsets = self._tokenizer.encode(_sound(text), add_special_tokens=False).offsets
        if len(offsets) <= self._content:
            return (text,)
        step = self._content - self._content // OVERLAP
        begins = range(0, len(offsets) - self._content // OVERLAP, step)
        ends = [min(b + self._content, len(offsets)) - 1 for b in begins]
        return tuple(text[offsets[b][0] : offsets[e][1]] for b, e in zip(begins, ends, strict=True))


def open_tokens(file: Path, window: int, *, marks: bool = True) -> Tokens:
    """Read a ``tokenizer.json``.

    Args:
        file: The file.
        window: Tokens read at a time.
        marks: Whether the tokenizer adds the marks its model wants at the beginning and the end of a text.

    Raises:
        UnreadableFile: It is no tokenizer.
        LexalignError: The packages of the extra ``semantic`` are not installed.
    """
    with needed():
        from tokenizers import Tokenizer
    try:
        tokenizer, cut = (Tokenizer.from_file(str(file)) for _ in range(2))
    except Exception as error:  # tokenizers raises Exception itself
        raise UnreadableFile(f"this is no tokenizer ({error})", where=str(file), fix=MAKE_ONE) from error
    return Tokens(tokenizer, cut, window, marks)


@contextmanager
def needed() -> Iterator[None]:
    """Say which extra to install where a package cannot be imported."""
    try:
        yield
    except ImportError as error:
        raise LexalignError(
            f"the semantic signal needs packages that are not installed ({error.name or error})",
            fix='Install them with `pip install "lexalign[semantic]"`.',
        ) from error


def hash_of(files: Sequence[Path], window: int) -> str:
    """What tells one model from another, wherever it lies: hash of its files and of how much it reads at a time."""
    total = hashlib.sha256(str(window).encode())
    for file in files:
        with file.open("rb") as source:
            total.update(hashlib.file_digest(source, "sha256").digest())
    return total.hexdigest()[:16]


def _sound(text: str) -> str:
    """The text, with a mark for each half of a character that a damaged file left: tokenizers refuse those."""
    return text.encode("utf-8", "replace").decode("utf-8")
