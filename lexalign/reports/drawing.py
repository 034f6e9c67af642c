"""What all figures of counts share: looks that hold in grey print, caption and foot, and a table beside each file."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lexalign.errors import LexalignError
from lexalign.files import write_atomic
from lexalign.model import Basis, State
from lexalign.safe import csv_text, moment_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["BASIS_KEY", "LOOKS", "Look", "foot_height", "letter_of", "new_figure", "set_foot", "write_figure"]

Look = tuple[str, str, str]
"""Colour, hatch and ink."""

LOOKS: Mapping[State, Look] = MappingProxyType(
    {
        State.LARGELY: ("#23693f", "", "white"),
        State.PARTIALLY: ("#e8b84a", "", "black"),
        State.NOT_IN_PLACE: ("#fbdcd6", "////", "black"),
        State.NO_INFORMATION: ("#ffffff", "", "#555555"),
    }
)
"""Differ in lightness and hatch, and for colour-blind eyes; a sign or number always stands with them."""

BASIS_KEY = (
    "m machine, a proposal to be reviewed; e expert; p published; s supposed, as the State is a Party; r reading"
)

_LETTERS = {"machine": "m", "expert": "e", "published": "p", "presumed": "s", "reading": "r"}
_FORMATS = ("png", "pdf", "svg")
_PER_INCH = 15.5


def letter_of(basis: Basis) -> str:
    """The small letter for a basis; empty for none."""
    return _LETTERS.get(str(basis), "")


def new_figure(width: float, height: float) -> Figure:
    """A figure that no global state knows of, in inches."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def _wrapped(lines: Sequence[str], width: float) -> list[str]:
    return [part for line in lines for part in textwrap.wrap(line, int(width * _PER_INCH), break_on_hyphens=False)]


def foot_height(lines: Sequence[str], width: float) -> float:
    """Inches that the foot needs below a figure of a width."""
    return 0.2 + 0.15 * len(_wrapped(lines, width))


def set_foot(figure: Figure, title: str, lines: Sequence[str]) -> None:
    """Put the title above and date, rule, denominator and basis below a figure."""
    width, height = figure.get_size_inches()
    foot = _wrapped(lines, width)
    head = "\n".join(textwrap.wrap(title, int(width * 9)))
    figure.text(0.2 / width, 1 - 0.15 / height, head, fontsize=12, fontweight="bold", va="top")
    at = (foot_height(lines, width) - 0.1) / height
    figure.text(0.2 / width, at, "\n".join(foot), fontsize=7.5, va="top", linespacing=1.35)


def write_figure(figure: Figure, path: str | Path | None, *, as_of: str, table: pd.DataFrame, caption: str) -> None:
    """Write a figure, and beside it the table it is drawn from, with the same name and the ending ``.csv``.

    Args:
        figure: The figure.
        path: A ``.png``, ``.pdf`` or ``.svg`` file; None for none.
        as_of: ISO date, for the properties of the file.
        table: What the figure shows; every row with date, rule, denominator and basis.
        caption: For the properties of the file.

    Raises:
        LexalignError: The ending is none of the three, or a file cannot be written.
    """
    import csv

    import matplotlib

    if path is None:
        return
    target = Path(path)
    kind = target.suffix.lower().lstrip(".")
    if kind not in _FORMATS:
        raise LexalignError(
            f"a picture cannot be written as {target.suffix or 'a file without ending'}",
            where=str(target),
            fix=f"Use one of .{', .'.join(_FORMATS)}.",
        )
    metadata: dict[str, dict[str, Any]] = {
        "png": {"Software": "lexalign", "Description": caption},
        "pdf": {"Creator": "lexalign", "Producer": "lexalign", "Subject": caption, "CreationDate": moment_of(as_of)},
        "svg": {"Creator": "lexalign", "Date": as_of, "Description": caption},
    }
    raw = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "lexalign"}):
        figure.savefig(raw, format=kind, dpi=150, metadata=metadata[kind])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([str(c) for c in table.columns])
    writer.writerows([csv_text(v) for v in row] for row in table.itertuples(index=False))
    try:
        write_atomic(target, raw.getvalue())
        write_atomic(target.with_suffix(".csv"), out.getvalue())
    except OSError as error:
        raise LexalignError(
            f"the file cannot be written ({error.strerror})",
            where=str(target),
            fix="Choose a folder you may write to.",
        ) from error
