"""The order in which the lines of a printed page are read: columns, rows of tables, notes in the margin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

__all__ = ["Piece", "reading_order"]

_NARROW = 0.18
_FEWEST = 5
_GAP = 1.7


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line without a wide gap in it.

    Attributes:
        left, right: Where it begins and ends, in points from the left edge of the page.
        base: Its base line, in points from the foot of the page.
        size: Size of its letters, in points.
        text: What it says.
        line: Number of the line it was found in, in the order of the file.
        first: Width of its first word, in points.
        bold: Whether it begins in bold letters.
        wide: It was put together of pieces with wide gaps between them (a row of a table, an entry of a contents list).
    """

    left: float
    right: float
    base: float
    size: float
    text: str
    line: int
    first: float = 0.0
    bold: bool = False
    wide: bool = False


def reading_order(pieces: Sequence[Piece], width: float) -> list[str]:
    """Put the pieces of a page in the order in which a person reads them.

    The order of the file is kept unless it jumps between columns; what stands side by side without being columns of
    running text (a table) stays side by side.

    Args:
        pieces: In the order of the file.
        width: Of the page, in points.

    Returns:
        Lines; an empty one where the page has a larger distance than between its lines.
    """
    notes, rest = _margin_notes(pieces, width)
    columns = _columns(rest, width)
    ordered = [_joined(rest)] if columns is None else columns
    lines: list[str] = []
    for column in ordered:
        lines.extend(_written(column, notes))
    lines.extend(note.text for note in notes)
    return lines


def _written(column: Sequence[Piece], notes: list[Piece]) -> list[str]:
    """Lines of a column: a sentence that goes on is one line, each note in the margin above what it is beside."""
    lines: list[str] = []
    for run in _downward(column):
        steps = [above.base - below.base for above, below in pairwise(run) if above.base - below.base > 1]
        pitch = median(steps) if steps else 0.0
        edge = sorted(piece.right for piece in run)[min(int(0.9 * len(run)), len(run) - 1)]
        for place, piece in enumerate(run):
            before = run[place - 1] if place else None
            beside = [note for note in notes if abs(note.base - piece.base) < 0.6 * piece.size]
            for note in beside:
                notes.remove(note)
                lines.append(note.text)
            if before is None or not pitch or beside:
                lines.append(piece.text)
            elif before.base - piece.base > _GAP * pitch:
                lines += ["", piece.text]
            elif len(run) > _FEWEST and _goes_on(before, piece, edge) and before.base - piece.base < 1.35 * pitch:
                lines[-1] = f"{lines[-1].rstrip()} {piece.text}"
            else:
                lines.append(piece.text)
    return lines


_ENDED = re.compile(r"[.;:!?»”\"؟؛\-‐–—_…|]$|(?:[.…·_] ?){3,}\s*[\divxlc]{1,6}$")
_PAGE_NUMBER = re.compile(r"\d{1,4}|[ivxlc]{1,7}")
_BEGINS = re.compile(r"[\[(\W]{0,2}(?:\w{1,4}[)\]]|\w{1,3}[.°º]|\d+[A-Za-z]{0,2}[.:)°º]|[–—•▪·*-])")
_RIGHT_TO_LEFT = re.compile("[֐-ࣿיִ-﷿ﹰ-ﻼ]")


def _goes_on(before: Piece, piece: Piece, edge: float) -> bool:
    """Whether a line goes on with the sentence of the one before: its first word had no room there."""
    return (
        before.right + 0.2 * before.size + piece.first > edge - 0.5
        and before.right <= edge + 3
        and abs(before.left - piece.left) < 80
        and before.bold == piece.bold
        and abs(before.size - piece.size) <= 0.2 * before.size
        and not (before.wide or piece.wide)
        and not _ENDED.search(before.text)
        and not _BEGINS.match(piece.text)
        and not _RIGHT_TO_LEFT.search(piece.text[:40])
    )


def _downward(column: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Runs of lines that go down the page; where they jump up, another column begins."""
    run: list[Piece] = []
    for piece in column:
        if run and piece.base > run[-1].base + piece.size:
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of each line put together again, with page numbers that the file has as lines of their own."""
    out: list[Piece] = []
    for piece in pieces:
        beside = out and abs(out[-1].base - piece.base) < 1 and piece.left > out[-1].right
        if out and (out[-1].line == piece.line or (beside and _PAGE_NUMBER.fullmatch(piece.text))):
            last = out[-1]
            text = f"{last.text} {piece.text}"
            out[-1] = replace(last, right=max(last.right, piece.right), text=text, wide=True)
        else:
            out.append(piece)
    return out


def _columns(pieces: Sequence[Piece], width: float, depth: int = 0) -> list[list[Piece]] | None:
    """The page as columns one after another, between the lines that run across; None where its order is right."""
    edge = _gutter(pieces, width)
    if edge is None or depth > 4:
        return None
    sides = [_side(piece, edge) for piece in pieces]
    own = [side for side in sides if side]
    jumps = sum(one != other for one, other in pairwise(own))
    fewer = min(own.count(-1), own.count(1))
    if jumps < max(4, 0.3 * fewer) or not all(_runs(pieces, sides, side, width, depth) for side in (-1, 1)):
        return None
    bands: list[tuple[list[Piece], list[Piece]]] = [([], [])]
    across: list[list[Piece]] = []
    for piece, side in sorted(zip(pieces, sides, strict=True), key=lambda one: (-round(one[0].base), one[0].left)):
        if side:
            bands[-1][side > 0].append(piece)
        elif across and not any(bands[-1]):
            across[-1].append(piece)
        else:
            across.append([piece])
            bands.append(([], []))
    out: list[list[Piece]] = []
    for place, (left, right) in enumerate(bands):
        if place:
            out.append(across[place - 1])
        for column in (left, right):
            out.extend(_columns(column, width, depth + 1) or ([_rows(column)] if column else []))
    return out


def _rows(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces on one base line put together."""
    out: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: (-round(one.base), one.left)):
        if out and abs(out[-1].base - piece.base) < 1:
            last = out[-1]
            text = f"{last.text} {piece.text}"
            out[-1] = replace(last, right=max(last.right, piece.right), text=text, wide=True)
        else:
            out.append(piece)
    return out


def _gutter(pieces: Sequence[Piece], width: float) -> float | None:
    """Left edge of the right column: an edge where many pieces begin and which few cross."""
    begins = Counter(round(piece.left) for piece in pieces)
    best, edge = 0.0, None
    for left, count in begins.items():
        if count < _FEWEST - 1 or not 0.2 * width < left < 0.8 * width:
            continue
        weights = {-1: 0, 0: 0, 1: 0}
        numbers = {-1: 0, 0: 0, 1: 0}
        for piece in pieces:
            side = _side(piece, left)
            weights[side] += len(piece.text)
            numbers[side] += 1
        total = sum(weights.values())
        if min(numbers[-1], numbers[1]) < _FEWEST or weights[0] > 0.35 * total:
            continue
        value = min(weights[-1], weights[1]) - weights[0]
        if value > max(best, 0.1 * total):
            best, edge = value, float(left)
    return edge


def _side(piece: Piece, edge: float) -> int:
    if piece.left >= edge - 3:
        return 1
    return -1 if piece.right <= edge else 0


def _runs(pieces: Sequence[Piece], sides: Sequence[int], side: int, width: float, depth: int) -> bool:
    """Whether a side is running text: many of its lines fill it, or it is columns of running text itself."""
    own = [piece for piece, at in zip(pieces, sides, strict=True) if at == side]
    low, high = min(piece.left for piece in own), max(piece.right for piece in own)
    wide = sum(piece.right - piece.left > 0.6 * (high - low) for piece in own)
    if high - low > 60 and wide >= 0.4 * len(own):
        return True
    return high - low > 120 and _columns(own, width, depth + 1) is not None


def _margin_notes(pieces: Sequence[Piece], width: float) -> tuple[list[Piece], list[Piece]]:
    """Notes in the margin (headings, in many Acts), each as one piece at its first line; and all other pieces."""
    for edge, side in _margins(pieces, width):
        own = [piece for piece in pieces if _side(piece, edge) == side]
        rest = [piece for piece in pieces if _side(piece, edge) != side]
        letters = [sum(char.isalpha() for char in piece.text) for piece in own]
        if len(own) < 3 or sum(letters) > 0.25 * sum(len(piece.text) for piece in pieces):
            continue
        if sum(count >= 4 for count in letters) < 0.7 * len(own) or any(
            piece.right - piece.left > 0.25 * width for piece in own
        ):
            continue
        blocks = _blocks(own)
        beside = [any(abs(one.base - block.base) < 0.6 * one.size for one in rest) for block in blocks]
        if sum(beside) >= 0.7 * len(blocks):
            return blocks, rest
    return [], list(pieces)


def _margins(pieces: Sequence[Piece], width: float) -> list[tuple[float, int]]:
    """Edges of the main text that leave a margin with something in it: the edge, and on which side the margin is."""
    begins = Counter(round(piece.left) for piece in pieces)
    out: list[tuple[float, int]] = []
    for left, count in begins.items():
        if count >= 3 and left > (1 - 0.3) * width:
            out.append((float(left), 1))
        if count >= _FEWEST and _NARROW * width < left < 0.36 * width:
            out.append((float(left), -1))
    clean = []
    for edge, side in sorted(out, key=lambda one: -begins[int(one[0])]):
        crossing = sum(_side(piece, edge) == 0 for piece in pieces)
        if crossing <= 2:  # running heads and feet; a hanging indent is crossed by many lines
            clean.append((edge, side))
    return clean


def _blocks(own: Sequence[Piece]) -> list[Piece]:
    """Lines of the margin that follow each other, as one piece."""
    out: list[Piece] = []
    low = 0.0
    for piece in sorted(own, key=lambda one: -one.base):
        if out and low - piece.base < 1.9 * max(piece.size, out[-1].size):
            last = out[-1]
            text = f"{last.text} {piece.text}"
            out[-1] = replace(last, right=max(last.right, piece.right), text=text, wide=True)
        else:
            out.append(piece)
        low = piece.base
    return out
