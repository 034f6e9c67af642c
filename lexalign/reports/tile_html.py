"""The tile map as a page of its own: a drawing whose tiles say their State, and the table beside it."""

from __future__ import annotations

from pathlib import Path

from lexalign.assessment.state_list import ListedState, StateList
from lexalign.errors import LexalignError
from lexalign.files import write_atomic
from lexalign.html import STATUS_SIGNS, Html, escaped, table_html
from lexalign.model import Basis, State
from lexalign.reports.drawing import LOOKS, letter_of
from lexalign.reports.tile_map import Tile, foot_of, label_of, tiles

__all__ = ["tile_map_html"]

_STEP = 44
_HATCH = (
    '<defs><pattern id="lexalign-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="#fbdcd6"/>'
    '<line x1="0" y1="0" x2="0" y2="7" stroke="#6f6f6f" stroke-width="1.2"/></pattern></defs>'
)


def tile_map_html(found: StateList, path: str | Path | None = None) -> Html:
    """Make the tile map as HTML that needs nothing else: no network, no script.

    Each tile tells its State, state of legislation and basis when the reader points at it; who uses no pointer finds
    the same in the table below, which is sorted by name.

    Args:
        found: From :func:`lexalign.assessment.state_list.state_list`.
        path: A file to write a whole page into as well; None for none.

    Returns:
        The figure and the table, fit for a notebook or for a page.

    Raises:
        LexalignError: The file cannot be written.
    """
    places = tiles()
    width = (max(t.column for t in places.values()) + 1) * _STEP
    height = (max(t.row for t in places.values()) + 1) * _STEP
    drawn = "".join(_tile(s, places[s.iso3]) for s in sorted(found.states, key=lambda s: _reading(places[s.iso3])))
    label = escaped(f"Tile map. {found.caption}. The table below says the same.")
    svg = (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" '
        f'style="max-width:{width}px;width:100%;font-family:sans-serif">{_HATCH}{drawn}</svg>'
    )
    notes = "".join(f"<p>{escaped(line)}</p>" for line in foot_of(found, key=False))
    signs = ", ".join(f"{STATUS_SIGNS[s]} {s}" for s in State)
    letters = ", ".join(f"{letter_of(b)} {b}" for b in Basis if letter_of(b))
    key = f"<p>Signs: {escaped(signs)}. Letters (basis): {escaped(letters)}.</p>"
    rows = [
        [s.name, s.iso3, s.region, s.state.value, s.basis.value, "yes" if s.counted else "no", s.reason]
        for s in found.states
    ]
    heads = ["State", "Code", "Region", "State of legislation", "Basis", "Counted", "Reason"]
    table = table_html(heads, rows, caption=found.caption, note="\n".join((found.basis_note, *found.footnotes)))
    body = Html(
        f'<figure class="lexalign-tiles" style="margin:0"><h2>{escaped(found.title)}</h2>{svg}'
        f'<figcaption style="font-size:0.85em">{key}{notes}</figcaption></figure>{table}'
    )
    if path is not None:
        page = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escaped(found.caption)}</title>'
            f'<meta name="viewport" content="width=device-width"></head><body style="font-family:sans-serif">{body}'
            "</body></html>\n"
        )
        try:
            write_atomic(Path(path), page)
        except OSError as error:
            raise LexalignError(
                f"the file cannot be written ({error.strerror})",
                where=str(path),
                fix="Choose a folder you may write to.",
            ) from error
    return body


def _reading(tile: Tile) -> tuple[int, int]:
    return tile.row, tile.column


def _tile(state: ListedState, tile: Tile) -> str:
    colour, hatch, ink = LOOKS[state.state]
    x, y = tile.column * _STEP, tile.row * _STEP
    fill = "url(#lexalign-hatch)" if hatch else colour
    dash = "" if state.counted else ' stroke-dasharray="4 2" stroke-width="2"'
    basis = f", basis: {state.basis}" if state.basis is not Basis.NONE else ""
    outside = "" if state.counted else "; not in the denominator"
    title = escaped(f"{state.name}: {state.state}{basis}{outside}")
    halo = ' paint-order="stroke" stroke="#fbdcd6" stroke-width="4"' if hatch else ""
    words = "".join(
        f'<text x="{x + _STEP / 2}" y="{y + at}" text-anchor="middle" font-size="{size}" fill="{ink}"{halo}>'
        f"{escaped(text)}</text>"
        for at, size, text in (
            (19, 12, label_of(state)),
            (35, 13, f"{STATUS_SIGNS[state.state]}{letter_of(state.basis)}"),
        )
    )
    return (
        f'<g data-iso3="{state.iso3}"><title>{title}</title><rect x="{x + 2}" y="{y + 2}" width="{_STEP - 4}" '
        f'height="{_STEP - 4}" fill="{fill}" stroke="#6f6f6f"{dash}/>{words}</g>'
    )
