"""The world as tiles, every State of the same size: no claim on borders, no network, readable in grey print.

The tile stands roughly where the State lies; places are data (``corpora/world/tiles.csv``) and nothing but a drawing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexalign.assessment.state_list import ListedState, StateList
from lexalign.assessment.world_states import states
from lexalign.assessment.world_tables import read_table, world_file
from lexalign.errors import LexalignError, UnreadableFile
from lexalign.html import STATUS_SIGNS
from lexalign.model import State
from lexalign.reports.drawing import BASIS_KEY, LOOKS, foot_height, letter_of, new_figure, set_foot, write_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Tile", "geojson_map", "read_tiles", "tile_map", "tiles"]

_SIZE = 0.44
_TOP = 0.45


@dataclass(frozen=True, slots=True)
class Tile:
    """Where the tile of a State stands: column from the left, row from the top, both from 0."""

    iso3: str
    column: int
    row: int


def read_tiles(path: Path) -> Mapping[str, Tile]:
    """Read and check the places of the tiles.

    Raises:
        DataFileError: Rows are wrong, a State is missing, or two share a place; all problems with file and line.
    """
    table = read_table(path, ("iso3", "column", "row"))
    table.unique("iso3")
    table.unique("column", "row")
    known = {s.iso3 for s in states()}
    found = {}
    for row in table:
        row.one_of("iso3", known)
        for name in ("column", "row"):
            if not row[name].isdecimal():
                row.wrong(f"{row[name]!r} in the column {name} is not a number from 0 on")
        if row["column"].isdecimal() and row["row"].isdecimal():
            found[row["iso3"]] = Tile(row["iso3"], int(row["column"]), int(row["row"]))
    table.problems.extend(f"{path.name}: {code} has no tile" for code in sorted(known - set(found)))
    table.check()
    return found


@cache
def tiles() -> Mapping[str, Tile]:
    """ISO3 ▶ place, for all States."""
    return read_tiles(world_file("tiles.csv"))


def foot_of(found: StateList, *, key: bool = True) -> list[str]:
    """What stands below a map: date, rule, denominator, basis, what signs and letters mean, footnotes."""
    used = [s for s in State if any(r.state is s for r in found.states)]
    signs = "   ".join(f"{STATUS_SIGNS[s]} {s}" for s in used)
    outside = [r.name for r in found.states if not r.counted]
    lines = [f"{found.caption}.", found.basis_note]
    if key:
        lines.append(f"Signs:  {signs}.   Letters (basis):  {BASIS_KEY}.")
    if outside and len(outside) <= 10:
        lines.append(f"Dashed: shown and not counted, because not in the denominator: {', '.join(outside)}.")
    elif outside:
        lines.append(f"Dashed: shown and not counted, because not in the denominator ({len(outside)} States).")
    return [*lines, *found.notes, *found.footnotes]


def label_of(state: ListedState) -> str:
    """The code on a tile, with the asterisk of the name."""
    return f"{state.iso3}*" if state.name.endswith("*") else state.iso3


def tile_map(found: StateList, path: str | Path | None = None) -> Figure:
    """Draw the world as tiles.

    Args:
        found: From :func:`lexalign.assessment.state_list.state_list`.
        path: A ``.png``, ``.pdf`` or ``.svg`` file to write as well, with its table beside it as ``.csv``.

    Returns:
        A matplotlib figure; the key to the codes is the table.
    """
    from matplotlib.patches import Rectangle

    places = tiles()
    columns = max(t.column for t in places.values()) + 1
    rows = max(t.row for t in places.values()) + 1
    width = columns * _SIZE + 0.4
    foot = [*foot_of(found), "The codes are ISO 3166-1; the table that goes with the map gives the names."]
    bottom = foot_height(foot, width)
    height = _TOP + rows * _SIZE + bottom
    figure = new_figure(width, height)
    axes = figure.add_axes((0.2 / width, bottom / height, columns * _SIZE / width, rows * _SIZE / height))
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    axes.set_axis_off()
    for state in found.states:
        tile = places[state.iso3]
        colour, hatch, ink = LOOKS[state.state]
        line = "-" if state.counted else (0, (2, 1.5))
        axes.add_patch(
            Rectangle(
                (tile.column + 0.04, tile.row + 0.04), 0.92, 0.92, facecolor=colour, edgecolor="#6f6f6f",
                linewidth=0.6 if state.counted else 1.2, linestyle=line, hatch=hatch or None, gid=f"tile-{state.iso3}",
            )
        )  # fmt: skip
        box = {"facecolor": colour, "edgecolor": "none", "pad": 0.5} if hatch else None
        sign = f"{STATUS_SIGNS[state.state]}{letter_of(state.basis)}"
        for y, text, size in ((0.36, label_of(state), 7.0), (0.73, sign, 7.5)):
            axes.text(
                tile.column + 0.5, tile.row + y, text, ha="center", va="center", fontsize=size, color=ink, bbox=box
            )
    set_foot(figure, found.title, foot)
    write_figure(figure, path, as_of=found.as_of, table=found.to_frame(), caption=found.caption)
    return figure


# --- over outlines the user supplies ------------------------------------------------------------------------------


def geojson_map(
    found: StateList, outlines: str | Path, path: str | Path | None = None, *, code: str = "ISO_A3"
) -> Figure:
    """Draw the States over outlines that the user supplies.

    The library holds no borders; those of the file are its maker's, and the foot of the figure says so.

    Args:
        found: From :func:`lexalign.assessment.state_list.state_list`.
        outlines: A GeoJSON file with polygons in degrees of longitude and latitude.
        path: A ``.png``, ``.pdf`` or ``.svg`` file to write as well, with its table beside it as ``.csv``.
        code: The property of its features that holds the ISO3 code.

    Raises:
        UnreadableFile: The file cannot be read, or is no GeoJSON.
        LexalignError: None of its features has a code that is known.
    """
    from matplotlib.collections import PolyCollection

    shapes = _read_outlines(Path(outlines), code)
    by_code = {s.iso3: s for s in found.states}
    drawn = {c: s for c, s in shapes.items() if c in by_code}
    if not drawn:
        raise LexalignError(
            f"no feature has a known ISO3 code in its property {code!r}",
            where=str(outlines),
            fix="Name the property that holds the code with code=...",
        )
    absent = [s.name for s in found.states if s.iso3 not in drawn]
    about = (
        f"Outlines: {Path(outlines).name}, supplied by the user; they are no statement of the library on any border."
    )
    foot = [*foot_of(found), about]
    if absent:
        shown = ", ".join(absent[:8]) + (f" and {len(absent) - 8} more" if len(absent) > 8 else "")
        foot.append(f"Without an outline in that file, and so only in the table: {shown}.")
    width = 12.0
    bottom = foot_height(foot, width)
    height = _TOP + 5.6 + bottom
    figure = new_figure(width, height)
    axes = figure.add_axes((0.2 / width, bottom / height, 1 - 0.4 / width, 5.6 / height))
    for iso3, rings in drawn.items():
        state = by_code[iso3]
        colour, hatch, _ = LOOKS[state.state]
        line = "-" if state.counted else (0, (2, 1.5))
        axes.add_collection(
            PolyCollection(
                rings, facecolor=colour, edgecolor="#6f6f6f", linewidth=0.5, linestyle=line, hatch=hatch or None
            )
        )
        x, y = max((_middle(ring) for ring in rings), key=lambda found: found[0])[1]
        text = f"{STATUS_SIGNS[state.state]}{letter_of(state.basis)}"
        axes.text(x, y, text, ha="center", va="center", fontsize=6, bbox={"facecolor": "white", "pad": 0.4, "lw": 0})
    axes.set_axis_off()
    axes.set_aspect("equal", adjustable="datalim")
    axes.autoscale_view()
    set_foot(figure, found.title, foot)
    write_figure(figure, path, as_of=found.as_of, table=found.to_frame(), caption=found.caption)
    return figure


def _read_outlines(path: Path, code: str) -> dict[str, list[list[tuple[float, float]]]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnreadableFile(f"the file cannot be opened ({error.strerror})", where=str(path)) from error
    except (UnicodeDecodeError, ValueError) as error:
        raise UnreadableFile(f"this is not GeoJSON ({error})", where=str(path)) from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise UnreadableFile(
            "this is not GeoJSON: it has no list of features", where=str(path), fix="Give a FeatureCollection."
        )
    found: dict[str, list[list[tuple[float, float]]]] = {}
    for place, feature in enumerate(features, start=1):
        try:
            iso3 = str((feature.get("properties") or {}).get(code, "")).upper()
            found.setdefault(iso3, []).extend(_rings(feature.get("geometry") or {}))
        except (AttributeError, TypeError, ValueError, IndexError) as error:
            raise UnreadableFile(
                f"feature {place} is damaged ({error})", where=str(path), fix="Mend it, or leave it out."
            ) from error
    return {iso3: rings for iso3, rings in found.items() if iso3 and rings}


def _rings(geometry: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    """The outer rings of a polygon or of several."""
    kind, parts = geometry.get("type"), geometry.get("coordinates") or []
    polygons = parts if kind == "MultiPolygon" else [parts] if kind == "Polygon" else []
    return [[(float(p[0]), float(p[1])) for p in polygon[0]] for polygon in polygons if polygon and polygon[0]]


def _middle(ring: list[tuple[float, float]]) -> tuple[float, tuple[float, float]]:
    """Area of a ring and its centre of mass; that of its corners where it has no area."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(area) < 1e-12:
        return 0.0, (sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring))
    return abs(area) / 2, (x / (3 * area), y / (3 * area))
