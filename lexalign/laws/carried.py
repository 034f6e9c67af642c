"""Articles that an amending act inserts: ``... is inserted: "Art. 495-bis. - ..."``."""

from __future__ import annotations

import re

from lexalign.laws.headings import run_in
from lexalign.laws.numbers import clean_number
from lexalign.laws.schemes import DASH, NUMBER
from lexalign.model import Article

__all__ = ["carried_articles"]

_OPEN = '"“«„'
_CLOSE = {'"': '"', "“": "”", "«": "»", "„": "“”"}
_START = re.compile(
    rf"(?P<quote>[{_OPEN}])\s*(?:[*_]{{1,2}})?(?:Art|ART|Article|Articolo|Artículo|Artigo|Articolul|Artikel|Section|§)\.?\s*"
    rf"(?P<number>{NUMBER})(?P<sep>[\s.:)º°{DASH}]{{1,8}})"
)
_NEXT = re.compile(
    rf"(?<=[.;\"”»] )(?P<quote>)(?:Art|Articolo|Article|Artículo|Artigo|Articolul)\.?\s*"
    rf"(?P<number>{NUMBER})(?P<sep>\.\s*[{DASH}]{{1,3}}\s*)(?=\()"
)
_HEADING = re.compile(rf"\((?P<head>[^()\n]{{3,300}})\)\s*[.]?\s*[{DASH}]?\s*")


_AMENDED = re.compile(
    rf"(?:\d{{1,2}}[a-z]?[.)]\s*)?(?:(?:(?:all|l|dopo il comma [\w-]{{1,12}} dell|à l|a l)['’]|(?:en )?el |[no]o? )"
    rf"(?:articolo|article|artículo|artigo)|(?:in )?section)\s+(?P<number>{NUMBER})(?!\s*[.:)])[^\n]{{0,160}}?"
    r"\b(?:of the|del|della|du|de la|de l|do|da)\b[^\n]{0,200}?"
    r"\b(?:modificat[oaie]|sostituit[oaie]|inserit[oaie]|aggiunt[oaie]|abrogat[oaie]|modifié|remplacé|inséré|ajouté|"
    r"complété|abrogé|modif[ií]case|sustit[uú]yese|agr[eé]gase|incorp[oó]rase|reempl[aá]zase|alterado|aditado|amended|"
    r"substituted|inserted|repealed)(?:e?s)?\b",
    re.IGNORECASE,
)


def carried_articles(number: str, text: str) -> tuple[str, list[Article]]:
    """Split the articles that an article inserts or amends from its own text.

    Quotations that open with an article's number and a sign are inserted articles; a paragraph that begins by
    naming an article of another act and says how it is amended stands for that article.

    Args:
        number: Number of the article of the amending act.
        text: Its text.

    Returns:
        The text without the inserted articles and the amending paragraphs (``[…]`` in their places), and those
        articles; the text as it is and nothing where there are none.
    """
    own, inserted = _quoted(number, text)
    kept: list[str] = []
    amended: dict[str, list[str]] = {}
    for paragraph in own.split("\n"):
        found = _AMENDED.match(paragraph) if "[…]" not in paragraph else None
        if found and clean_number(found["number"]) != number:
            amended.setdefault(clean_number(found["number"]), []).append(paragraph)
            kept.append("[…]")
        else:
            kept.append(paragraph)
    if not amended:
        return own, inserted
    more = [Article(name, None, "\n".join(parts), carried_by=number) for name, parts in amended.items()]
    return "\n".join(kept), sorted([*inserted, *more], key=lambda one: text.find(one.text[:60]))


def _quoted(number: str, text: str) -> tuple[str, list[Article]]:
    """Split the articles that stand in quotation marks from a text.

    Args:
        number: Number of the article of the amending act.
        text: Its text.

    Returns:
        The text without the inserted articles (``[…]`` in their places), and the inserted articles; the text as
        it is and nothing where no quotation opens with an article's number and a sign.
    """
    found = [one for one in _START.finditer(text) if one["sep"].strip()]
    if not found:
        return text, []
    opened = {start.start("number") for start in found}
    more = (one for one in _NEXT.finditer(text, found[0].end()) if one.start("number") not in opened)
    found = sorted([*found, *more], key=lambda one: one.start())
    own: list[str] = []
    inserted: list[Article] = []
    at = 0
    for place, start in enumerate(found):
        if start.start() < at:
            continue
        limit = found[place + 1].start() if place + 1 < len(found) else len(text)
        again = place + 1 < len(found) and not found[place + 1]["quote"]
        stop = limit if again else _closing(text, start.end(), limit, start["quote"] or '"')
        own.append(text[at : start.start()] + "[…]")
        body = text[start.end() : stop].rstrip(" ;.,\n" + '"”»')
        head = _HEADING.match(body)
        heading: str | None = None
        if head:
            heading, body = head["head"].strip(), body[head.end() :]
        elif split := run_in(body):
            heading, body = split
        inserted.append(Article(clean_number(start["number"]), heading, body, carried_by=number))
        at = stop
    own.append(text[at:])
    return "".join(own), inserted


def _closing(text: str, start: int, limit: int, quote: str) -> int:
    """End of the quotation: its closing sign at the end of a sentence or paragraph, else the limit."""
    signs = _CLOSE[quote]
    closing = re.compile(rf"[{signs}](?=[ \t]{{0,9}}[.;,]?[ \t]{{0,9}}(?:\n|$))")
    found = closing.search(text, start, limit)
    if found:
        return found.end()
    last = max(text.rfind(sign, start, limit) for sign in signs)
    return last + 1 if last > start else limit
