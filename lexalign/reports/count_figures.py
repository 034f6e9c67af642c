"""Counts as pictures: over time with the targets, by region, against the threshold, with what the machine leaves open.

Each carries date, rule, denominator and basis at its foot, holds in grey print (hatches, markers, numbers beside the
colours), and is written together with the table it is drawn from.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexalign.assessment.count_values import Counts, PillarCount
from lexalign.assessment.history import History
from lexalign.assessment.uncertainty import PillarInterval, Uncertainty
from lexalign.errors import LexalignError
from lexalign.model import State
from lexalign.reports.drawing import LOOKS, foot_height, new_figure, set_foot, write_figure
from lexalign.reports.words import PILLAR_TITLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["counts_by_region", "counts_over_time", "interval_figure", "sensitivity_curve"]

_BLUE, _ORANGE, _GREY = "#1f4e79", "#c05a00", "#6f6f6f"
_TOP, _PANEL, _GAP, _LEFT = 0.75, 2.9, 0.75, 0.75


def _panels(
    width: float, foot: Sequence[str], title: str, number: int, *, tall: float = _PANEL, left: float = _LEFT
) -> tuple[Figure, list[Axes]]:
    """Panels side by side under a title and above a foot."""
    bottom = foot_height(foot, width) + 0.55
    height = _TOP + tall + bottom
    figure = new_figure(width, height)
    each = (width - left - 0.3 - (number - 1) * _GAP) / number
    axes = [
        figure.add_axes(((left + place * (each + _GAP)) / width, bottom / height, each / width, tall / height))
        for place in range(number)
    ]
    for one in axes:
        one.spines[["top", "right"]].set_visible(False)
        one.tick_params(labelsize=8)
    set_foot(figure, title, foot)
    return figure, axes


def _whole_numbers() -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(integer=True)


def _foot(found: Counts | History | Uncertainty, *more: str) -> list[str]:
    return [f"{found.caption}.", *more, found.basis_note, *found.notes, *found.footnotes]


# --- over time ----------------------------------------------------------------------------------------------------


def counts_over_time(found: History, path: str | Path | None = None) -> Figure:
    """Draw the count of each pillar over time, with its bounds, the published totals and the targets.

    Args:
        found: From :func:`lexalign.assessment.history.history`.
        path: A ``.png``, ``.pdf`` or ``.svg`` file to write as well, with its table beside it as ``.csv``.

    Raises:
        LexalignError: The file cannot be written.
    """
    pillars = tuple(found.rule.pillars)
    explained = (
        "Filled circles: counted here; grey band: bounds, from the worst to the best that is not known. Squares: "
        "C-PROC's published totals, by its own method; open where only a percentage of 193 was published. Dashed "
        "lines: targets."
    )
    figure, axes = _panels(11.0, _foot(found, explained), "States with law largely in place over time", len(pillars))
    for one, pillar in zip(axes, pillars, strict=True):
        _over_time(one, found, pillar)
    write_figure(figure, path, as_of=found.as_of, table=found.to_frame(), caption=found.caption)
    return figure


def _day(iso: str) -> float:
    day = date.fromisoformat(iso)
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def _over_time(axes: Axes, found: History, pillar: str) -> None:
    points = found.series(pillar)
    x = [_day(p.as_of) for p in points]
    axes.fill_between(
        x, [p.count.lower for p in points], [p.count.upper for p in points], color="#d9d9d9", linewidth=0, alpha=0.6
    )
    axes.plot(x, [p.count.largely for p in points], color=_BLUE, marker="o", markersize=5, linewidth=1.5)
    last = points[-1].count
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
    looks: dict[str, Any] = {"textcoords": "offset points", "fontsize": 8, "va": "center", "bbox": box}
    axes.annotate(str(last.largely), (x[-1], last.largely), xytext=(7, 0), color=_BLUE, **looks)
    labels: list[tuple[float, int]] = []
    for p in found.published:
        number, percent = getattr(p, pillar, None), getattr(p, f"{pillar}_percent", None)
        value = number if number is not None else round(percent * 193 / 100) if percent is not None else None
        if value is not None:
            full = number is not None
            axes.plot(_day(p.as_of), value, "s", markersize=6, color=_ORANGE, fillstyle="full" if full else "none")
            labels.append((_day(p.as_of), value))
    if labels:
        at, value = labels[-1]
        axes.annotate(str(value), (at, value), xytext=(0, 13), ha="center", color=_ORANGE, **looks)
    goals = sorted({d.aim.target for d in found.distances if d.aim.kind == "pillar" and d.aim.what == pillar})
    left = min([*x, *(a for a, _ in labels)])
    for goal in goals:
        axes.axhline(goal, color=_GREY, linestyle="--", linewidth=0.9)
        above = goal == goals[-1]
        axes.annotate(f"target {goal}", (left, goal), xytext=(0, 2 if above else -2), textcoords="offset points",
                      fontsize=7.5, va="bottom" if above else "top", color="#333333")  # fmt: skip
    axes.set_ylim(0, found.size + 2)
    axes.set_title(PILLAR_TITLES.get(pillar, pillar), fontsize=10, loc="left")
    axes.set_ylabel(f"States of {found.size}", fontsize=8)
    # A year is named in its middle; a point at its end stands at the small mark.
    years = range(int(left), int(x[-1]) + 1)
    axes.set_xlim(left - 0.4, x[-1] + 1.4)
    axes.set_xticks([y + 0.5 for y in years][:: 1 + len(years) // 9], [str(y) for y in years][:: 1 + len(years) // 9])
    axes.tick_params(axis="x", length=0)
    axes.set_xticks(list(years), minor=True)


# --- by region ----------------------------------------------------------------------------------------------------

_STATES = (
    (State.LARGELY, "largely"),
    (State.PARTIALLY, "partially"),
    (State.NOT_IN_PLACE, "not_in_place"),
    (State.NO_INFORMATION, "no_information"),
)


def counts_by_region(found: Counts, path: str | Path | None = None) -> Figure:
    """Draw how many States of each region or group have law in place, as stacked bars.

    Args:
        found: From :func:`lexalign.counts` with ``by``.
        path: A ``.png``, ``.pdf`` or ``.svg`` file to write as well, with its table beside it as ``.csv``.

    Raises:
        LexalignError: The count was made without ``by``, or the file cannot be written.
    """
    regions = list(dict.fromkeys(r.region for r in found.rows if r.region))
    if not regions:
        raise LexalignError("the count has no regions or groups", fix='Count with by="region" or by="group".')
    pillars = tuple(found.rule.pillars)
    left = 0.5 + 0.068 * max(len(part) for r in regions for part in textwrap.wrap(r, 30))
    tall = 0.4 + 0.42 * len(regions)
    explained = (
        "In the bars: numbers of States, in the order of the key; hatched: not in place; white: no information. "
        "Numbers that find no room are in the table."
    )
    title = "States with law in place, by region or group"
    figure, axes = _panels(11.0, _foot(found, explained), title, len(pillars), tall=tall, left=left)
    for place, (one, pillar) in enumerate(zip(axes, pillars, strict=True)):
        rows = [next(r for r in found.rows if r.region == region and r.pillar == pillar) for region in regions]
        _bars(one, rows, names=place == 0)
        one.set_title(PILLAR_TITLES.get(pillar, pillar), fontsize=10, loc="left")
    _legend(figure, found.rows)
    write_figure(figure, path, as_of=found.as_of, table=found.to_frame(), caption=found.caption)
    return figure


def _bars(axes: Axes, rows: Sequence[PillarCount], *, names: bool) -> None:
    largest = max(r.total for r in rows)
    for line, row in enumerate(rows):
        at = 0
        for state, column in _STATES:
            number = getattr(row, column)
            colour, hatch, ink = LOOKS[state]
            if not number:
                continue
            axes.barh(line, number, left=at, height=0.72, color=colour, edgecolor="#6f6f6f", linewidth=0.6,
                      hatch=hatch or None)  # fmt: skip
            if number / largest > 0.03:
                box = {"facecolor": colour, "edgecolor": "none", "pad": 0.6} if hatch else None
                axes.text(at + number / 2, line, str(number), ha="center", va="center", fontsize=8, color=ink, bbox=box)
            at += number
    labels = ["\n".join(textwrap.wrap(r.region, 30)) for r in rows] if names else []
    axes.set_yticks(range(len(rows)), labels or [""] * len(rows), fontsize=8)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("States", fontsize=8)


def _legend(figure: Figure, rows: Sequence[PillarCount]) -> None:
    from matplotlib.patches import Patch

    handles = [
        Patch(facecolor=LOOKS[s][0], edgecolor="#6f6f6f", hatch=LOOKS[s][1] or None, label=str(s))
        for s, column in _STATES
        if any(getattr(r, column) for r in rows)
    ]
    figure.legend(handles=handles, loc="upper right", ncols=len(handles), fontsize=8, frameon=False)


# --- sensitivity and interval -------------------------------------------------------------------------------------


def sensitivity_curve(found: Counts, uncertainty: Uncertainty | None = None, path: str | Path | None = None) -> Figure:
    """Draw the count as a function of the share of provisions asked for.

    Args:
        found: From :func:`lexalign.counts`.
        uncertainty: Of the same count, for its interval at each share; None for none.
        path: A ``.png``, ``.pdf`` or ``.svg`` file to write as well, with its table beside it as ``.csv``.

    Raises:
        LexalignError: The two are not of the same count, or the file cannot be written.
    """
    if uncertainty is not None and (uncertainty.as_of, uncertainty.rule.label, uncertainty.size) != (
        found.as_of, found.rule.label, found.size,
    ):  # fmt: skip
        raise LexalignError(
            "the count and its uncertainty are of different days, rules or denominators",
            fix="Make both from the same assessments with the same arguments.",
        )
    pillars = tuple(dict.fromkeys(p.pillar for p in found.sensitivity))
    explained = "Circles: the count at each share asked for; dotted line: the share of the rule."
    if uncertainty is not None:
        explained += f" Bars: the {uncertainty.level:.0%} interval. {uncertainty.assumptions}"
    explained += " States without information are in no point; they are in the bounds of the count."
    figure, axes = _panels(11.0, _foot(found, explained), "How far the count depends on the threshold", len(pillars))
    table = found.sensitivity_frame()
    table["basis"] = found.basis_note
    for one, pillar in zip(axes, pillars, strict=True):
        points = [p for p in found.sensitivity if p.pillar == pillar]
        if uncertainty is not None:
            curve = [p for p in uncertainty.curve if p.pillar == pillar]
            one.vlines([p.share for p in curve], [p.low for p in curve], [p.high for p in curve], color="#9db7d1",
                       linewidth=7)  # fmt: skip
        one.step([p.share for p in points], [p.largely for p in points], where="pre", color=_BLUE, linewidth=1.2)
        one.plot([p.share for p in points], [p.largely for p in points], "o", color=_BLUE, markersize=5)
        used = found.rule.pillars[pillar].largely
        one.axvline(used, color=_ORANGE, linestyle=":", linewidth=1.5)
        top = max([1, *(p.largely for p in points), *(p.high for p in (uncertainty.curve if uncertainty else ()))])
        one.set_ylim(0, top * 1.2 + 1)
        one.text(used, top * 1.2 + 0.6, f" rule: {used:.0%}", fontsize=8, color=_ORANGE, va="top")
        one.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
        one.yaxis.set_major_locator(_whole_numbers())
        one.set_xlabel("share of the greatest possible sum asked for", fontsize=8)
        one.set_ylabel("States largely in place", fontsize=8)
        one.set_title(PILLAR_TITLES.get(pillar, pillar), fontsize=10, loc="left")
    if uncertainty is not None:
        sides = {(p.pillar, p.share): p for p in uncertainty.curve}
        keys = list(zip(table["pillar"], table["share_asked"], strict=True))
        for name in ("low", "high", "holds"):
            table[name] = [getattr(sides.get(k), name, None) for k in keys]
    write_figure(figure, path, as_of=found.as_of, table=table, caption=found.caption)
    return figure


def interval_figure(found: Uncertainty, path: str | Path | None = None) -> Figure:
    """Draw the exact distribution of the count of each pillar, with its interval.

    Args:
        found: From :func:`lexalign.assessment.uncertainty.uncertainty`.
        path: A ``.png``, ``.pdf`` or ``.svg`` file to write as well, with its table beside it as ``.csv``.

    Raises:
        LexalignError: The file cannot be written.
    """
    import pandas as pd

    rows = [r for r in found.rows if not r.region]
    explained = "Solid: inside the interval; hatched: outside it. Dotted line: the count as it stands."
    foot = [f"{found.caption}.", explained, found.basis_note, found.assumptions, *found.notes, *found.footnotes]
    figure, axes = _panels(11.0, foot, "What the machine leaves open in the count", len(rows))
    for one, row in zip(axes, rows, strict=True):
        _distribution(one, row, found.level)
    table = pd.concat([found.distribution_frame(r.pillar) for r in rows], ignore_index=True)
    write_figure(figure, path, as_of=found.as_of, table=table, caption=found.caption)
    return figure


def _distribution(axes: Axes, row: PillarInterval, level: float) -> None:
    kept: list[tuple[int, float]] = [(n, c) for n, c in row.distribution if c >= 1e-4]
    for number, chance in kept:
        inside = row.low <= number <= row.high
        looks: dict[str, Any] = (
            {"color": _BLUE} if inside else {"facecolor": "white", "edgecolor": _BLUE, "hatch": "////"}
        )
        axes.bar(number, chance, width=0.8, **looks)
    axes.axvline(row.largely, color=_ORANGE, linestyle=":", linewidth=1.5)
    axes.xaxis.set_major_locator(_whole_numbers())
    axes.set_xlim(min(n for n, _ in kept) - 2, max(n for n, _ in kept) + 2)
    axes.set_xlabel(f"States largely in place, of {row.total}; {row.open} of {row.assessed} assessed open", fontsize=8)
    axes.set_ylabel("chance", fontsize=8)
    said = f"{level:.0%} interval {row.low} to {row.high} (holds {row.holds:.1%})"
    axes.set_title(f"{PILLAR_TITLES.get(row.pillar, row.pillar)}: {said}", fontsize=9, loc="left")
