"""Small pieces of HTML for notebooks and pages: tables, and texts with their evidence marked.

Everything that comes from outside is escaped here, so that no statute, heading or rationale can become markup.
Colours are never alone: a status is always its word, and the word carries the colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType

__all__ = ["STATUS_COLOURS", "STATUS_SIGNS", "Html", "escaped", "marked", "printable", "table_html"]

STATUS_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "in line": "#a9d8b0",
        "partially in line": "#fbe3a3",
        "not in line": "#e58d7e",
        "no information": "#ffffff",
        "reserved": "#c9d6ea",
        "largely in place": "#a9d8b0",
        "partially in place": "#fbe3a3",
        "not in place": "#e58d7e",
    }
)
"""Word of a status or state ▶ background. The first three differ in lightness, so that they hold in grey print."""

STATUS_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "in line": "●",
        "partially in line": "◐",
        "not in line": "○",
        "no information": "?",
        "reserved": "R",
        "largely in place": "●",
        "partially in place": "◐",
        "not in place": "○",
    }
)
"""Word of a status or state ▶ one sign, for cells too small for the word."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TABLE = "border-collapse:collapse;font-size:0.9em;text-align:start"
_CELL = "border:1px solid #c8c8c8;padding:3px 8px;vertical-align:top;text-align:start;white-space:pre-line"
_HEAD = f"{_CELL};background:#e9edf2;color:#000"
_MARK = "background:#ffe58a;color:#000;border-bottom:2px solid #b07d00"


class Html(str):
    """Markup that is already safe: :func:`table_html` puts it into a cell as it stands."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def printable(text: str) -> str:
    """Put U+FFFD for each control character and lone surrogate, which no page may hold; offsets stay true."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def escaped(text: str) -> Html:
    """Escape a text for element content and for attributes alike, after :func:`printable`.

    Args:
        text: Any text.

    Returns:
        The same text, safe anywhere in a page.
    """
    return Html(escape(printable(text), quote=True))


def marked(text: str, spans: Iterable[tuple[int, int, str]]) -> Html:
    """Show a text with the words that are evidence marked.

    Nested and overlapping spans are cut where they meet: each stretch of text is marked once, and its title names
    every span that covers it. Taking the tags away gives the escaped text back.

    Args:
        text: The text.
        spans: (start, end, title) with character offsets into the text, end exclusive. What lies outside the text
            is cut off; empty spans are passed over. The title appears when the reader points at the words.

    Returns:
        The text as HTML with ``<mark title=...>`` around the evidence.
    """
    length = len(text)
    kept = [(max(start, 0), min(end, length), title) for start, end, title in spans]
    kept = [span for span in kept if span[0] < span[1]]
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for start, end, title in kept:
        opens.setdefault(start, []).append(title)
        closes.setdefault(end, []).append(title)
    parts: list[str] = []
    active: list[str] = []
    at = 0
    for edge in sorted({*opens, *closes, length}):
        piece = escaped(text[at:edge])
        if piece and active:
            titles = "; ".join(dict.fromkeys(title for title in active if title))
            parts.append(f'<mark title="{escaped(titles)}" style="{_MARK}">{piece}</mark>')
        else:
            parts.append(piece)
        for title in closes.get(edge, ()):
            active.remove(title)
        active.extend(opens.get(edge, ()))
        at = edge
    return Html("".join(parts))


def _content(value: object) -> str:
    if isinstance(value, Html):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return "" if value != value else f"{value:.2f}"
    return str(escaped(str(value)))


def _cell(value: object, *, row_head: bool) -> str:
    content = _content(value)
    tag, attributes = ("th", ' scope="row"') if row_head else ("td", "")
    style = f"{_CELL};font-weight:600" if row_head else _CELL
    if isinstance(value, int | float) and not isinstance(value, bool):
        style = style.replace("text-align:start", "text-align:end")
    colour = STATUS_COLOURS.get(value) if isinstance(value, str) else None
    if colour:
        style += f";background:{colour};color:#000"
        content = f'<span aria-hidden="true">{STATUS_SIGNS[str(value)]}</span> {content}'
    return f'<{tag}{attributes} dir="auto" style="{style}">{content}</{tag}>'


def table_html(
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    caption: str = "",
    note: str = "",
    row_heads: bool = True,
) -> Html:
    """Make a table that carries its own style and that a screen reader can read.

    Args:
        headers: One per column.
        rows: Rows of cells: text (escaped), numbers, None (empty), or :class:`Html` (taken as it stands). A cell
            that is just the word of a status or state gets its sign and colour.
        caption: What the table shows; stands above it.
        note: What one must know to read it (date, rule, basis); stands below it.
        row_heads: Whether the first cell names its row.

    Returns:
        One ``<table>``, with the note behind it.

    Raises:
        ValueError: A row has not as many cells as there are headers.
    """
    head = "".join(f'<th scope="col" style="{_HEAD}">{_content(name)}</th>' for name in headers)
    lines: list[str] = []
    for row in rows:
        if len(row) != len(headers):
            raise ValueError(f"a row of {len(row)} cells in a table of {len(headers)} columns")
        cells = "".join(_cell(value, row_head=row_heads and place == 0) for place, value in enumerate(row))
        lines.append(f"<tr>{cells}</tr>")
    style = "caption-side:top;text-align:start;font-weight:600;padding:4px 0"
    title = f'<caption style="{style}">{_content(caption)}</caption>' if caption else ""
    foot = f'<p style="font-size:0.85em;margin:4px 0 12px">{_content(note)}</p>' if note else ""
    return Html(
        f'<table class="lexalign" style="{_TABLE}">{title}<thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>{foot}"
    )
