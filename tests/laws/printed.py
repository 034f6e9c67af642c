"""The exporter that only tests need: a list of articles printed as a ministry would, as txt, html, docx or pdf."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from lexalign.model import Article

FORMS = ("txt", "html", "docx", "pdf")
WORDS = {"en": "Section", "fr": "Article", "tr": "Madde", "uk": "Стаття", "es": "Artículo", "ru": "Статья"}
_HEAD, _DIVISION, _TEXT = "head", "division", "text"


def printed(
    articles: Sequence[Article], form: str, *, language: str = "en", columns: int = 1, foot: bool = True
) -> bytes:
    """Print articles: headings of parts where they change, number and heading on a line, the text below it."""
    lines = list(_lines(articles, WORDS[language]))
    if form == "txt":
        return "".join(f"\n{text}\n" if kind != _TEXT else f"{text}\n" for kind, text in lines).encode("utf-8")
    if form == "html":
        return _html(lines)
    return _docx(lines) if form == "docx" else _pdf(lines, columns, foot)


def _lines(articles: Sequence[Article], word: str) -> Iterator[tuple[str, str]]:
    above: tuple[str, ...] = ()
    for article in articles:
        for depth, part in enumerate(article.path):
            if article.path[: depth + 1] != above[: depth + 1]:
                yield _DIVISION, part
        above = article.path
        yield _HEAD, f"{word} {article.number}." + (f" {article.heading}" if article.heading else "")
        for line in article.text.split("\n"):
            if line.strip():
                yield _TEXT, line


def _html(lines: Sequence[tuple[str, str]]) -> bytes:
    tags = {_HEAD: "h4", _DIVISION: "h2", _TEXT: "p"}
    body = "\n".join(f"<{tags[kind]}>{html.escape(text)}</{tags[kind]}>" for kind, text in lines)
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Law</title></head><body>\n{body}\n</body></html>'
    return page.encode("utf-8")


def _docx(lines: Sequence[tuple[str, str]]) -> bytes:
    import docx

    document = docx.Document()
    for kind, text in lines:
        if kind == _TEXT:
            document.add_paragraph(text)
        else:
            document.add_heading(text, level=1 if kind == _DIVISION else 3)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def font(bold: bool = False) -> str:
    """A font with Latin, Turkish and Cyrillic letters: the one that comes with matplotlib."""
    import matplotlib
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = "DejaVuSans-Bold" if bold else "DejaVuSans"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(Path(matplotlib.get_data_path()) / f"fonts/ttf/{name}.ttf")))
    return name


def _pdf(lines: Sequence[tuple[str, str]], columns: int, with_foot: bool) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    def foot(canvas: object, document: object) -> None:
        if not with_foot:
            return
        canvas.setFont(font(), 8)  # type: ignore[attr-defined]
        canvas.drawCentredString(A4[0] / 2, 25, str(document.page))  # type: ignore[attr-defined]

    size = 9 if columns == 1 else 7
    styles = {
        kind: ParagraphStyle(
            kind, fontName=font(kind != _TEXT), fontSize=size, leading=size * 1.25, spaceBefore=before, alignment=4
        )
        for kind, before in ((_DIVISION, 9), (_HEAD, 6), (_TEXT, 1))
    }
    width = (A4[0] - 100 - 18 * (columns - 1)) / columns
    frames = [Frame(50 + n * (width + 18), 45, width, A4[1] - 90, 0, 0, 0, 0) for n in range(columns)]
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, invariant=1)
    document.addPageTemplates(PageTemplate("page", frames, onPage=foot))
    document.build([Paragraph(html.escape(text), styles[kind]) for kind, text in lines])
    return out.getvalue()


def row_by_row(left: Sequence[str], right: Sequence[str], head: str = "") -> bytes:
    """A page of two columns whose lines are written row by row across both, as some programs write them."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont(font(), 10)
    if head:
        canvas.drawString(120, 800, head)
    for row in range(max(len(left), len(right))):
        for x, column in ((50, left), (315, right)):
            if row < len(column):
                canvas.drawString(x, 770 - 13 * row, column[row])
    canvas.save()
    return out.getvalue()
