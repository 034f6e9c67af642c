"""Countries by provisions as a picture that still reads when it is printed in grey.

Status shows three times: by colour, by lightness (the darker, the more is in line; hatched where nothing is) and by
a sign; the small letter after the sign is the basis.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lexalign.assessment import Matrix
from lexalign.errors import LexalignError
from lexalign.files import write_atomic
from lexalign.html import STATUS_SIGNS
from lexalign.model import Basis, State, Status
from lexalign.reports.grid import Grid, GridRow, grid_of, last_date
from lexalign.reports.words import date_words, provision_name
from lexalign.safe import moment_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["BASIS_LETTERS", "heatmap"]

BASIS_LETTERS: Mapping[Basis, str] = MappingProxyType(
    {
        Basis.MACHINE: "m",
        Basis.EXPERT: "e",
        Basis.PUBLISHED: "p",
        Basis.PRESUMED: "s",
        Basis.READING: "r",
        Basis.NONE: "",
    }
)
"""Letter after the sign in a cell: machine, expert, published, supposed (of a Party), reading."""

_LOOKS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        Status.IN_LINE: ("#23693f", "", "white"),
        State.LARGELY: ("#23693f", "", "white"),
        Status.PARTIAL: ("#e8b84a", "", "black"),
        State.PARTIALLY: ("#e8b84a", "", "black"),
        Status.NOT_IN_LINE: ("#fbdcd6", "////", "black"),
        State.NOT_IN_PLACE: ("#fbdcd6", "////", "black"),
        Status.RESERVED: ("#d3def0", "....", "black"),
        Status.NO_INFORMATION: ("#ffffff", "", "#555555"),
    }
)
_BLOCK = 50
_WIDEST = 3.0
_ROW, _CELL, _STATE = 0.24, 0.42, 1.75
_GAP = 0.25
_SIZE = 8.0
_FORMATS = ("png", "pdf", "svg")


def heatmap(matrix: Matrix, path: str | Path | None = None) -> Figure:
    """Draw a matrix.

    Args:
        matrix: From :func:`lexalign.matrix`; up to some hundreds of countries: from the 51st on they stand in
            further blocks side by side, in fewer and taller ones where the picture would be too wide.
        path: A ``.png``, ``.pdf`` or ``.svg`` file to write as well; None for none. In a PDF each block of fifty has
            a page of its own, with heads and key, so that it can be printed at full size.

    Returns:
        A matplotlib figure that no global state knows of. Below it stand date, rule, number of States and the key.

    Raises:
        LexalignError: The matrix has no countries, or the file's ending is none of the three, or it cannot be written.
    """
    grid = grid_of(matrix)
    figure = draw(grid)
    if path is not None:
        target = Path(path)
        pages = _pages(grid) if target.suffix.lower() == ".pdf" and len(grid.rows) > _BLOCK else [figure]
        _write(pages, target, grid)
    return figure


def draw(grid: Grid) -> Figure:
    """Draw a grid; see :func:`heatmap`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    if not grid.rows or not grid.columns:
        raise LexalignError(
            "there is nothing to draw: the matrix has no countries or no provisions",
            where=grid.title,
            fix="Assess at least one country first.",
        )
    names = max(len(line) for row in grid.rows for line in _label(row.name).splitlines())
    label = 0.075 * names + 0.2
    body = len(grid.columns) * _CELL + len(grid.pillars) * _STATE
    heads = [_head(*column) for column in grid.columns]
    top = 0.75 + _head_height(heads)
    blocks = _blocks(grid.rows, label + body + 0.25, top)
    tallest = max(map(len, blocks))
    width = max(len(blocks) * (label + body + 0.25) + 0.5, 7.0)
    foot_lines = [line for note in _foot(grid) for line in textwrap.wrap(note, int(width * 16))]
    bottom = 0.35 + 0.15 * len(foot_lines)
    height = top + tallest * _ROW + bottom

    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    left = 0.2
    for block in blocks:
        size = len(block) * _ROW
        axes = figure.add_axes(
            (
                (left + label) / width,
                (bottom + (tallest - len(block)) * _ROW) / height,
                body / width,
                size / height,
            )
        )
        _block(axes, block, heads, grid.pillars)
        left += label + body + 0.25
    figure.text(0.2 / width, 1 - 0.2 / height, grid.title, fontsize=12, fontweight="bold", va="top")
    figure.text(0.2 / width, (bottom - 0.15) / height, "\n".join(foot_lines), fontsize=7.5, va="top", linespacing=1.35)
    return figure


def _blocks(rows: Sequence[GridRow], wide: float, top: float) -> list[Sequence[GridRow]]:
    """Rows cut into blocks of one height, none with a few rows left over.

    At most fifty rows to a block, unless the picture would be more than three times as wide as high.
    """
    count = -(-len(rows) // _BLOCK)
    while count > 1 and count * wide > _WIDEST * (top + len(rows) / count * _ROW):
        count -= 1
    tall = -(-len(rows) // count)
    return [rows[at : at + tall] for at in range(0, len(rows), tall)]


def _pages(grid: Grid) -> list[Figure]:
    blocks = _blocks(grid.rows, 0.0, 0.0)
    return [
        draw(replace(grid, title=f"{grid.title} ({place} of {len(blocks)})", rows=tuple(block)))
        for place, block in enumerate(blocks, 1)
    ]


def _head(provision: str, title: str) -> str:
    number = provision_name(provision).removeprefix("Article ")
    short = textwrap.shorten(title, width=76, placeholder=" …")
    return "\n".join(textwrap.wrap(f"{number}  {short}", 34)) if title else number


def _label(name: str) -> str:
    return "\n".join(textwrap.wrap(name, 30))


def _head_height(heads: Sequence[str]) -> float:
    """Inches that the heads, upright, need above the cells."""
    longest = max(len(line) for head in heads for line in head.splitlines())
    return 0.062 * max(longest, 5) + 0.1


def _block(axes: Axes, rows: Sequence[GridRow], heads: Sequence[str], pillars: Sequence[str]) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    wide = _STATE / _CELL
    patches: dict[str, list[Any]] = {}
    for line, row in enumerate(rows):
        for place, cell in enumerate(row.cells):
            if cell is None:
                continue
            word = str(cell.status)
            patches.setdefault(word, []).append(Rectangle((place, line), 1, 1))
            _word(axes, place + 0.5, line, f"{STATUS_SIGNS[word]}{BASIS_LETTERS[cell.basis]}", word)
        for place, pillar_state in enumerate(row.states):
            if pillar_state is None:
                continue
            word, at = str(pillar_state.state), len(heads) + place * wide + _GAP
            patches.setdefault(word, []).append(Rectangle((at, line), wide - _GAP, 1))
            text = f"{STATUS_SIGNS[word]} {word} {BASIS_LETTERS[pillar_state.basis]}".strip()
            _word(axes, at + (wide - _GAP) / 2, line, text, word)
    for word, found in patches.items():
        colour, hatch, _ = _LOOKS[word]
        drawn = PatchCollection(found, facecolor=colour, edgecolor="#8a8a8a", linewidth=0.5, hatch=hatch or None)
        drawn.set_clip_on(False)
        axes.add_collection(drawn)
    axes.set_xlim(0, len(heads) + len(pillars) * wide)
    axes.set_ylim(len(rows), 0)
    ticks = [place + 0.5 for place in range(len(heads))]
    labels = list(heads)
    for place, pillar in enumerate(pillars):
        ticks.append(len(heads) + place * wide + (wide + _GAP) / 2)
        labels.append("\n".join(textwrap.wrap(pillar, 16)))
    axes.xaxis.tick_top()
    axes.set_xticks(ticks, labels, rotation=90, fontsize=_SIZE - 0.5, ha="center", va="bottom")
    for label in axes.get_xticklabels()[len(heads) :]:
        label.set_rotation(0)
    axes.set_yticks(
        [line + 0.5 for line in range(len(rows))], [_label(row.name) for row in rows], fontsize=_SIZE, linespacing=0.9
    )
    axes.tick_params(length=0, pad=3)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _word(axes: Axes, x: float, line: int, text: str, status: str) -> None:
    _, hatch, ink = _LOOKS[status]
    box = {"facecolor": _LOOKS[status][0], "edgecolor": "none", "pad": 0.6} if hatch else None
    axes.text(x, line + 0.52, text, ha="center", va="center", fontsize=_SIZE - 0.5, color=ink, bbox=box)


def _foot(grid: Grid) -> list[str]:
    used = {cell.status for row in grid.rows for cell in row.cells if cell is not None}
    signs = "   ".join(f"{STATUS_SIGNS[status]} {status}" for status in Status if status in used)
    return [
        f"As of {_dates(grid.as_of)}. Counting rule {grid.rule}.",
        *grid.notes,
        f"Signs:  {signs}.   Letters (basis):  m machine, a proposal to be reviewed;  e expert;  p published;  "
        "s supposed, as the State is a Party;  r read from headings or secondary sources, elements not tested.",
    ]


def _dates(as_of: str) -> str:
    return " to ".join(date_words(part) for part in as_of.split(" to "))


def _write(figures: Sequence[Figure], path: Path, grid: Grid) -> None:
    import matplotlib

    kind = path.suffix.lower().lstrip(".")
    if kind not in _FORMATS:
        raise LexalignError(
            f"a picture cannot be written as {path.suffix or 'a file without ending'}",
            where=str(path),
            fix=f"Use one of .{', .'.join(_FORMATS)}.",
        )
    moment = moment_of(last_date(grid.as_of))
    all_metadata: dict[str, dict[str, Any]] = {
        "png": {"Software": "lexalign"},
        "pdf": {"Creator": "lexalign", "Producer": "lexalign", "CreationDate": moment},
        "svg": {"Creator": "lexalign", "Date": last_date(grid.as_of)},
    }
    raw = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "lexalign"}):
        if len(figures) > 1:
            from matplotlib.backends.backend_pdf import PdfPages

            with PdfPages(raw, metadata=all_metadata["pdf"]) as pages:
                for figure in figures:
                    pages.savefig(figure)
        else:
            figures[0].savefig(raw, format=kind, dpi=150, metadata=all_metadata[kind])
    try:
        write_atomic(path, raw.getvalue())
    except OSError as error:
        raise LexalignError(
            f"the file cannot be written ({error.strerror})",
            where=str(path),
            fix="Choose a folder you may write to.",
        ) from error
