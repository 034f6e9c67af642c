"""An annex as one HTML page: nothing from outside, no script, made for keyboards, screen readers and paper."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

from lexalign.html import STATUS_COLOURS, STATUS_SIGNS, escaped
from lexalign.phrases import say, spoken
from lexalign.reports.documents.layout import Group, Laid, laid_out
from lexalign.reports.documents.values import Annex, Picture, Section, Table
from lexalign.reports.table import Column, Quoted, flag_of
from lexalign.safe import write_document

__all__ = ["annex_page", "section_html", "write_page"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_TABLES = """
.annex{font:15px/1.45 Arial,Helvetica,"Liberation Sans",sans-serif;color:#1f2933;background:#fff}
.annex h2,.annex h3{color:#1f3a5f;line-height:1.25}
.annex h2{font-size:1.35em;margin:2em 0 .4em;padding-top:.4em;border-top:3px solid #1f3a5f}
.annex h3{font-size:1.1em;margin:1.4em 0 .3em}
.annex p{margin:.4em 0;max-width:70em;white-space:pre-line}
.annex img{max-width:100%;height:auto;display:block;margin:.6em 0}
.annex .note{color:#4a5662;font-size:.92em}
.annex .scroll{overflow-x:auto}
.annex .scroll:focus-visible{outline:3px solid #b35900;outline-offset:2px}
.annex table{border-collapse:collapse;width:100%;font-size:.86em;margin:.6em 0 1.2em;table-layout:auto}
.annex caption{text-align:start;font-weight:700;padding:4px 0;color:inherit}
.annex th,.annex td{border:1px solid #b8c0cc;padding:4px 7px;vertical-align:top;text-align:start;color:inherit}
.annex th,.annex td{white-space:pre-line;overflow-wrap:anywhere;background:#fff}
.annex thead th{background:#1f3a5f;color:#fff;vertical-align:middle;overflow-wrap:normal}
.annex th.c,.annex td.c{text-align:center}
.annex tbody th[scope=rowgroup]{background:#e9edf2;border-top:2px solid #1f3a5f}
.annex tbody th[scope=row]{font-weight:400}
"""
_STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0}
main,header,footer{padding:0 24px;max-width:1500px;margin:0 auto}
h1{font-size:1.7em;margin:.8em 0 .3em;color:#1f3a5f}
.skip{position:absolute;left:-999em}
.skip:focus{left:8px;top:8px;background:#fff;padding:8px;border:2px solid #1f3a5f;z-index:2}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;padding:0}
a{color:#174ea6}
a:focus-visible{outline:3px solid #b35900;outline-offset:2px}
@media print{
@page{size:A4 landscape;margin:12mm 10mm 14mm}
body.annex{font-size:9.5pt}
main,header,footer{padding:0;max-width:none}
nav,.skip{display:none}
.annex h2{break-before:page;border-top:0}
.annex h2,.annex h3,.annex caption{break-after:avoid}
.annex thead{display:table-header-group}
.annex tbody th[scope=rowgroup]{break-after:avoid}
.annex .scroll{overflow:visible}
.annex table{font-size:7.5pt}
.annex th,.annex td{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
"""


def write_page(annex: Annex, path: Path) -> Path:
    """Write an annex as an HTML page.

    Args:
        annex: What it says, in the language it is to be in.
        path: The file; parent folders are made.

    Raises:
        LexalignError: The file cannot be written.
    """
    return write_document(path, annex_page(annex))


def annex_page(annex: Annex) -> str:
    """Make the HTML page of an annex.

    Args:
        annex: What it says, in the language it is to be in.

    Returns:
        The page: whole, with its style in it; it loads nothing.
    """
    contents = spoken(say("Contents"), annex.language)
    skip = spoken(say("Skip to the content"), annex.language)
    links = "".join(f'<li><a href="#{one.id}">{escaped(one.name)}</a></li>' for one in annex.sections)
    body = "".join(_section(one) for one in annex.sections)
    return (
        f'<!DOCTYPE html>\n<html lang="{escaped(annex.language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escaped(annex.title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="lexalign">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<style>{_TABLES}{_STYLE}</style>\n</head>\n<body class="annex">\n'
        f'<a class="skip" href="#main">{escaped(skip)}</a>\n'
        f"<header><h1>{escaped(annex.title)}</h1><p>{escaped(annex.subject)}</p>"
        f'<nav aria-label="{escaped(contents)}"><ul>{links}</ul></nav></header>\n'
        f'<main id="main">\n{body}</main>\n'
        f'<footer><p class="note">{escaped(annex.left)} · {escaped(annex.middle)}</p></footer>\n</body>\n</html>\n'
    )


def section_html(section: Section) -> str:
    """One section as a notebook shows it, with the style it needs."""
    return f'<style>{_TABLES}</style><div class="annex">{_section(section)}</div>'


def _section(section: Section) -> str:
    out = []
    titled = False
    for block in section.blocks:
        if isinstance(block, Table):
            out.append(_table(block) if block.rows else "")
            continue
        if isinstance(block, Picture):
            out.append(_picture(block))
            continue
        for kind, text in block.lines:
            if kind == "title":
                titled = True
                out.append(f'<h2 id="{section.id}-title">{escaped(text)}</h2>\n')
            else:
                out.append(_line(kind, text))
    label = f'aria-labelledby="{section.id}-title"' if titled else f'aria-label="{escaped(section.name)}"'
    return f'<section id="{section.id}" {label}>\n{"".join(out)}</section>\n'


def _picture(picture: Picture) -> str:
    data = base64.b64encode(picture.png).decode("ascii")
    size = f'width="{picture.width}" height="{picture.height}"'
    return f'<img src="data:image/png;base64,{data}" alt="{escaped(picture.alt)}" {size}>\n'


def _line(kind: str, text: str) -> str:
    if kind == "heading":
        return f"<h3>{escaped(text)}</h3>\n"
    name = ' class="note"' if kind == "note" else ""
    return f'<p{name} dir="auto">{escaped(text)}</p>\n'


def _table(table: Table) -> str:
    laid = laid_out(table)
    columns = "".join(f'<col style="width:{share:.2%}">' for share in laid.shares)
    head = "".join(f'<th scope="col"{_centred(c)}>{escaped(c.title)}</th>' for c in laid.columns)
    name = escaped(table.name)
    return (
        f'<div class="scroll" role="group" aria-label="{name}" tabindex="0"><table><caption>{name}</caption>'
        f"<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>\n{''.join(_bodies(laid))}</table></div>\n"
    )


def _centred(column: Column) -> str:
    return ' class="c"' if column.centred else ""


def _bodies(laid: Laid) -> Iterator[str]:
    for group in laid.groups:
        yield f"<tbody>{_group_head(group, len(laid.columns))}"
        for cells in group.rows:
            row = "".join(
                _cell(value, column, first=place == 0)
                for place, (value, column) in enumerate(zip(cells, laid.columns, strict=True))
            )
            yield f"<tr>{row}</tr>\n"
        yield "</tbody>\n"


def _group_head(group: Group, width: int) -> str:
    if not group.heads:
        return ""
    parts = [_content(value) for value in group.heads]
    line = " — ".join(parts[:2]) + "".join(f" · {part}" for part in parts[2:])
    return f'<tr><th scope="rowgroup" colspan="{width}" dir="auto">{line}</th></tr>\n'


def _content(value: object) -> str:
    flag = flag_of(value)
    if flag is not None:
        return f'<span aria-hidden="true">{STATUS_SIGNS[flag.of]}</span> {escaped(flag)}'
    return "" if value is None else str(escaped(str(value)))


def _cell(value: object, column: Column, *, first: bool) -> str:
    figure = isinstance(value, int | float)
    text = f"{value:.2f}" if figure and column.form else _content(value)
    attributes = ' class="c"' if column.centred or figure else ""
    flag = flag_of(value)
    colour = STATUS_COLOURS.get(flag.of, "") if flag is not None else ""
    attributes += f' style="background:{colour};color:#000"' if colour and colour != "#ffffff" else ""
    attributes += f' lang="{escaped(value.language)}"' if isinstance(value, Quoted) and value.language else ""
    tag, scope = ("th", ' scope="row"') if first else ("td", "")
    return f'<{tag}{scope} dir="auto"{attributes}>{text}</{tag}>'
