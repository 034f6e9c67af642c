"""An evaluation as a picture: whether confidence means what it says, and how well each provision is found."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexalign.errors import LexalignError
from lexalign.files import write_atomic
from lexalign.matching.evaluation import Evaluation
from lexalign.matching.measure import Calibration

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["evaluation_figure", "reliability_axes", "write_figure"]

_FORMATS = ("png", "pdf", "svg")
_INK, _PALE = "#1f4e79", "#9fb8d0"
_MARKS = {"with headings": ("o", _INK, "-"), "without headings": ("s", "#b35c00", "--")}
_ROW = 0.24


def evaluation_figure(evaluation: Evaluation, path: str | Path | None = None) -> Figure:
    """Draw a reliability diagram and, per provision, F1 with the pairs that it rests on.

    Args:
        evaluation: From :func:`lexalign.evaluate`.
        path: A ``.png``, ``.pdf`` or ``.svg`` file to write as well; None for none. The same evaluation gives the same
            bytes.

    Returns:
        A matplotlib figure that no global state knows of.

    Raises:
        LexalignError: The file's ending is none of the three, or it cannot be written.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    scores = evaluation.provisions
    height = max(5.4, 1.9 + _ROW * len(scores))
    figure = Figure(figsize=(11, height), facecolor="white")
    FigureCanvasAgg(figure)
    bottom, top = 1.05 / height, 1 - 0.75 / height
    side = 4.1
    reliability_axes(figure.add_axes((0.07, top - side / height, side / 11, side / height)), evaluation.calibration)
    _provisions(figure.add_axes((0.6, bottom, 0.36, top - bottom)), evaluation)
    title = f"{evaluation.name}: the machine beside the table"
    figure.text(0.02, 1 - 0.2 / height, title, fontsize=12, fontweight="bold", va="top")
    t = evaluation.total
    states = ", ".join(evaluation.states)
    foot = (
        f"{t.pairs} pairs, laws: {len(evaluation.laws)} ({states}). "
        + f"Presence F1 {t.presence_f1 or 0:.2f}; chance reaches {evaluation.floor:.2f}. "
        + "No precedent of the same country counts. Measured with "
        + "; ".join(f"{what} {version}" for what, version in evaluation.versions.items())
        + "."
    )
    figure.text(0.02, 0.1 / height, "\n".join(textwrap.wrap(foot, 170)), fontsize=7, va="bottom", linespacing=1.3)
    if path is not None:
        write_figure(figure, Path(path))
    return figure


def reliability_axes(axes: Axes, calibrations: Mapping[str, Calibration]) -> None:
    """Draw what confidence says against what is right.

    Args:
        axes: To draw on.
        calibrations: ``with headings`` and ``without headings`` ▶ bins and error.
    """
    axes.plot([0, 1], [0, 1], color="#8a8a8a", linewidth=0.8, linestyle=":", zorder=1)
    most = max((n for one in calibrations.values() for *_, n in one.bins), default=1)
    for kind, one in calibrations.items():
        if not one.bins:
            continue
        sign, ink, stroke = _MARKS[kind]
        said, right, counts = zip(*one.bins, strict=True)
        sizes = [18 + 160 * n / most for n in counts]
        axes.plot(said, right, color=ink, linestyle=stroke, linewidth=1, zorder=2)
        label = f"articles {kind} ({sum(counts)} pairs, error {one.error:.3f})"
        axes.scatter(said, right, s=sizes, marker=sign, color=ink, edgecolor="white", zorder=3, label=label)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel("confidence of the machine", fontsize=9)
    axes.set_ylabel("share of pairs that the table names", fontsize=9)
    axes.set_title("Does confidence mean what it says?", fontsize=10, loc="left")
    axes.tick_params(labelsize=8)
    if axes.get_legend_handles_labels()[0]:
        legend = axes.legend(fontsize=7.5, loc="upper left", frameon=False)
        for handle in legend.legend_handles:
            if handle is not None and hasattr(handle, "set_sizes"):
                handle.set_sizes([30])
    for spine in ("top", "right"):
        axes.spines[spine].set_visible(False)


def _provisions(axes: Axes, evaluation: Evaluation) -> None:
    scores = evaluation.provisions
    places = list(range(len(scores)))
    values = [one.f1 or 0.0 for one in scores.values()]
    pairs = [one.pairs for one in scores.values()]
    # A figure of fewer than five pairs says little; it is drawn so that it looks like that.
    colours = [_INK if n >= 5 else _PALE for n in pairs]
    axes.barh(places, values, color=colours, height=0.72)
    for place, value, n in zip(places, values, pairs, strict=True):
        axes.text(min(value, 1.0) + 0.015, place, f"{value:.2f}  ({n})", va="center", fontsize=7)
    axes.set_yticks(places, [_name(p) for p in scores], fontsize=7.5)
    axes.set_ylim(len(scores) - 0.4, -0.6)
    axes.set_xlim(0, 1.18)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axes.tick_params(axis="x", labelsize=8)
    axes.tick_params(axis="y", length=0)
    axes.set_title("F1 per provision (pairs in the table; pale: fewer than five)", fontsize=10, loc="left")
    for spine in ("top", "right", "left"):
        axes.spines[spine].set_visible(False)


def _name(provision: str) -> str:
    treaty, _, number = provision.partition(":")
    return f"{treaty.upper().replace('CETS', 'CETS ')} Art. {number}"


def write_figure(figure: Figure, path: Path) -> None:
    """Write a picture; the same picture gives the same bytes.

    Raises:
        LexalignError: The file's ending is none of ``.png``, ``.pdf``, ``.svg``, or it cannot be written.
    """
    import matplotlib

    kind = path.suffix.lower().lstrip(".")
    if kind not in _FORMATS:
        raise LexalignError(
            f"a picture cannot be written as {path.suffix or 'a file without ending'}",
            where=str(path),
            fix=f"Use one of .{', .'.join(_FORMATS)}.",
        )
    all_metadata: dict[str, dict[str, Any]] = {
        "png": {"Software": "lexalign"},
        "pdf": {"Creator": "lexalign", "Producer": "lexalign", "CreationDate": None},
        "svg": {"Creator": "lexalign", "Date": None},
    }
    raw = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "lexalign"}):
        figure.savefig(raw, format=kind, dpi=150, metadata=all_metadata[kind])
    try:
        write_atomic(path, raw.getvalue())
    except OSError as error:
        raise LexalignError(
            f"the file cannot be written ({error.strerror})", where=str(path), fix="Choose a folder you may write to."
        ) from error
