"""What changed in a text, word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lexalign.html import Html, escaped
from lexalign.language.words import fold

__all__ = ["Codes", "DiffPart", "diff_html", "diff_text", "same_wording", "word_diff", "words_of"]

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Scripts that put no space between words: there every letter counts as a word."""

_TOKEN = re.compile(rf"(?:[{_UNSPACED}]|[^\W{_UNSPACED}]+|[^\w\s])\s*|\s+")
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_DEL = "text-decoration:line-through;background:#fbe0dc;color:#5c1208"
_INS = "text-decoration:underline;background:#dcf3df;color:#0b3d16;font-weight:600"


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A stretch of text that both versions have, or only one.

    Attributes:
        kind: ``same``, ``removed`` or ``added``.
        text: As printed; of ``same`` parts as the new version prints them.
    """

    kind: str
    text: str


class Codes:
    """One sign for every distinct word, so that texts can be compared word by word at the speed of strings."""

    def __init__(self) -> None:
        self._signs: dict[str, str] = {}

    def encode(self, words: Iterable[str]) -> str:
        """The words, one sign each."""
        signs = self._signs
        return "".join([signs.get(word) or self._new(word) for word in words])

    def _new(self, word: str) -> str:
        place = len(self._signs) + 0x100
        sign = chr(place if place < 0xD800 else place + 0x800)  # between them lie the surrogates
        self._signs[word] = sign
        return sign


def words_of(text: str) -> list[str]:
    """The words of a text, folded; signs and white space left out."""
    return [fold(word) for word in _WORD.findall(text)]


def same_wording(old: str, new: str) -> bool:
    """Whether two texts have the same words and signs; white space, capitals and Unicode forms do not count."""
    return old == new or _bare(old) == _bare(new)


def word_diff(old: str, new: str) -> tuple[DiffPart, ...]:
    """What changed between two texts.

    Args:
        old: The text before.
        new: The text after.

    Returns:
        Parts in order. ``same`` and ``added`` parts together are the new text, sign for sign; ``same`` and
        ``removed`` ones are the old text but for capitals and white space.
    """
    from rapidfuzz.distance import LCSseq

    if same_wording(old, new):
        return (DiffPart("same", new),) if new else ()
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    codes = Codes()
    steps = LCSseq.opcodes(codes.encode(map(_folded, before)), codes.encode(map(_folded, after)))
    blocks = [
        (step.tag == "equal", before[step.src_start : step.src_end], after[step.dest_start : step.dest_end])
        for step in steps
    ]
    parts: list[DiffPart] = []
    space = ""  # that stood before what went, and went with it
    for same, gone, come in _readable(blocks):
        if same:
            parts.append(DiffPart("same", "".join(come)))
            space = "" if come[-1][-1:].isspace() else _split_space(gone[-1])[1]
            continue
        if gone:
            parts.append(DiffPart("removed", space + "".join(gone)))
        if come:
            parts.append(DiffPart("added", "".join(come)))
    return tuple(parts)


_Block = tuple[bool, list[str], list[str]]


def _readable(blocks: Sequence[_Block]) -> list[_Block]:
    """Neighbouring changes as one, and with them a lone word that stayed by chance between two longer changes."""
    out: list[_Block] = []
    for place, (same, gone, come) in enumerate(blocks):
        lone = (
            same
            and 0 < place < len(blocks) - 1
            and sum(bool(_WORD.match(token)) for token in come) <= 1
            and min(_size(blocks[place - 1]), _size(blocks[place + 1])) > 2
        )
        kept = same and not lone
        if out and out[-1][0] == kept:
            out[-1] = (kept, [*out[-1][1], *gone], [*out[-1][2], *come])
        else:
            out.append((kept, list(gone), list(come)))
    return out


def _size(block: _Block) -> int:
    return max(len(block[1]), len(block[2]))


def diff_text(parts: Iterable[DiffPart], *, context: int | None = None) -> str:
    """A diff as plain text: ``any [-device-] {+system+}``.

    Args:
        parts: Of :func:`word_diff`.
        context: Words to be kept on either side of a change; None for all of the text.
    """
    out = []
    listed = list(parts)
    for place, part in enumerate(listed):
        if part.kind == "same":
            out.append(_shortened(part.text, context, place, len(listed)))
            continue
        core, space = _split_space(part.text)
        signs = ("[-", "-]") if part.kind == "removed" else ("{+", "+}")
        out.append(f"{signs[0]}{core}{signs[1]}{space}")
    return "".join(out).strip()


def diff_html(parts: Iterable[DiffPart], *, context: int | None = None) -> Html:
    """A diff as HTML: what went is struck out and has a minus, what came is underlined and has a plus.

    Args:
        parts: Of :func:`word_diff`.
        context: Words to be kept on either side of a change; None for all of the text.
    """
    out: list[str] = []
    listed = list(parts)
    for place, part in enumerate(listed):
        if part.kind == "same":
            out.append(escaped(_shortened(part.text, context, place, len(listed))))
            continue
        core, space = _split_space(part.text)
        tag, sign, style, said = (
            ("del", "\N{MINUS SIGN}", _DEL, "removed") if part.kind == "removed" else ("ins", "+", _INS, "added")
        )
        out.append(f'<{tag} title="{said}" style="{style}">{sign}{escaped(core)}</{tag}>{escaped(space)}')
    return Html("".join(out).strip())


def _shortened(text: str, context: int | None, place: int, count: int) -> str:
    """A part that stayed, with its middle left out: what is far from any change."""
    if context is None:
        return text
    tokens = _TOKEN.findall(text)
    head = context if place > 0 else 0
    tail = context if place < count - 1 else 0
    if len(tokens) <= head + tail + 5:
        return text
    return "".join([*tokens[:head], "[…] ", *tokens[len(tokens) - tail :]])


def _split_space(text: str) -> tuple[str, str]:
    core = text.rstrip()
    return core, text[len(core) :]


def _folded(token: str) -> str:
    return unicodedata.normalize("NFC", token.strip().casefold())


def _bare(text: str) -> list[str]:
    return [folded for token in _TOKEN.findall(text) if (folded := _folded(token))]
