"""How far the machine's proposals can be trusted: what was measured when its weights were fitted, as a picture."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexalign.matching.fusion import Fit, load_fit
from lexalign.matching.measure import Calibration
from lexalign.reports.evaluation_figure import reliability_axes, write_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["matching_figure", "reliability_of"]


def reliability_of(fit: Fit) -> dict[str, Calibration]:
    """Reliability that a fit remembers: each law scored by weights that had not seen it. Empty where it has none."""
    kept: Any = fit.about.get("reliability_left_one_law_out", {})
    return {
        kind: Calibration(one["error"], tuple((float(c), float(r), int(n)) for c, r, n in one["bins"]))
        for kind, one in kept.items()
    }


def matching_figure(path: str | Path | None = None, *, fit: Fit | None = None) -> Figure:
    """Draw the reliability diagram of the matching, with precision and recall, each law left out in turn.

    Args:
        path: A ``.png``, ``.pdf`` or ``.svg`` file to write as well; None for none.
        fit: The weights; the shipped ones by default.

    Returns:
        A matplotlib figure that no global state knows of.

    Raises:
        LexalignError: The file's ending is none of the three, or it cannot be written.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    weights = fit or load_fit()
    figure = Figure(figsize=(6.2, 6.6), facecolor="white")
    FigureCanvasAgg(figure)
    reliability_axes(figure.add_axes((0.11, 0.2, 0.84, 0.72)), reliability_of(weights))
    about: Any = weights.about
    left, laws = about.get("left_one_law_out", {}), about.get("laws", [])
    states = len({name.partition("/")[0] for name in laws})
    foot = (
        f"{len(laws)} labelled laws of {states} States, each scored by weights that had not seen it and without "
        f"precedents from its State. Of the pairs accepted, {left.get('precision', 0):.0%} are right; of the pairs "
        f"that lawyers named, {left.get('recall', 0):.0%} are accepted (F1 {left.get('F1', 0):.2f}). Whether a "
        f"provision is there at all: F1 {left.get('presence_F1', 0):.2f}. Fitted {about.get('date', '')}. "
        "The area of a sign shows the number of pairs."
    )
    figure.text(0.04, 0.02, "\n".join(textwrap.wrap(foot, 105)), fontsize=7, va="bottom", linespacing=1.3)
    if path is not None:
        write_figure(figure, Path(path))
    return figure
