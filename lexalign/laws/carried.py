"""Articles that an amending act inserts: ``... is inserted: "Art. 495-bis. - ..."``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from lexalign.laws.article_words import FAMILY
from lexalign.laws.headings import run_in
from lexalign.laws.numbers import clean_number, is_plain, rank
from lexalign.laws.schemes import DASH, NUMBER
from lexalign.laws.target_law import named_law
from lexalign.model import Article

__all__ = ["carried_articles", "mark_carried"]

_LEAD = 600
_ANNOUNCED = re.compile(r"[:：«“„\"]\s*$")
_OPEN = '"“«„'
_CLOSE = {'"': '"', "“": "”", "«": "»", "„": "“”"}
_WORDS = "|".join(re.escape(word) for word in sorted(FAMILY, key=len, reverse=True))
_START = re.compile(
    rf"(?P<quote>[{_OPEN}])\s*(?:[*_]{{1,2}})?(?:(?:{_WORDS})(?![^\W\d_])\.?\s*(?P<number>{NUMBER})"
    rf"|(?P<lettered>\d{{1,3}}[A-Z]{{1,2}})(?=\s?[.{DASH}]))(?P<sep>[\s.:)º°{DASH}]{{1,8}})"
)
_NEXT = re.compile(
    rf"(?<=[.;\"”»] )(?P<quote>)(?:Art|Articolo|Article|Artículo|Artigo|Articolul)\.?\s*"
    rf"(?P<number>{NUMBER})(?P<lettered>)(?P<sep>\.\s*[{DASH}]{{1,3}}\s*)(?=\()"
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
_MOST_IN_ORDER = 2000
_ARTICLE = ("artic", "artíc", "artig", "section")


def carried_articles(number: str, text: str, most: int = 20_000) -> tuple[str, list[Article]]:
    """Split the articles that an article inserts or amends from its own text.

    Quotations that open with an article's number and a sign are inserted articles; a paragraph that begins by
    naming an article of another act and says how it is amended stands for that article.

    Args:
        number: Number of the article of the amending act.
        text: Its text.
        most: How many quoted articles are split off at most; further ones stay in the text.

    Returns:
        The text without the inserted articles and the amending paragraphs (``[…]`` in their places), and those
        articles; the text as it is and nothing where there are none.
    """
    own, inserted = _quoted(number, text, most)
    folded = own.lower()
    if not any(word in folded for word in _ARTICLE):  # most articles amend nothing: a quick look
        return own, inserted
    kept: list[str] = []
    amended: dict[str, list[str]] = {}
    targets: dict[str, str] = {}
    for paragraph in own.split("\n"):
        found = _AMENDED.match(paragraph) if "[…]" not in paragraph else None
        if found and clean_number(found["number"]) != number:
            name = clean_number(found["number"])
            amended.setdefault(name, []).append(paragraph)
            if name not in targets:
                targets[name] = named_law(found[0])
            kept.append("[…]")
        else:
            kept.append(paragraph)
    if not amended:
        return own, inserted
    more = [
        Article(name, None, "\n".join(parts), carried_by=number, target_law=targets[name])
        for name, parts in amended.items()
    ]
    if len(inserted) + len(more) < _MOST_IN_ORDER:
        return "\n".join(kept), sorted([*inserted, *more], key=lambda one: text.find(one.text[:60]))
    return "\n".join(kept), [*inserted, *more]


def _quoted(number: str, text: str, most: int) -> tuple[str, list[Article]]:
    """Split the articles that stand in quotation marks from a text.

    Args:
        number: Number of the article of the amending act.
        text: Its text.
        most: How many articles are split off at most.

    Returns:
        The text without the inserted articles (``[…]`` in their places), and the inserted articles; the text as
        it is and nothing where no quotation opens with an article's number and a sign.
    """
    if not any(quote in text for quote in _OPEN):
        return text, []
    all_starts = (one for one in _START.finditer(text) if one["sep"].strip() or _announced(text, one.start()))
    found = list(islice(all_starts, most + 1))
    if not found:
        return text, []
    opened = {start.start("number") for start in found}
    more = (one for one in _NEXT.finditer(text, found[0].end()) if one.start("number") not in opened)
    found = sorted([*found, *islice(more, most + 1)], key=lambda one: one.start())
    own: list[str] = []
    inserted: list[Article] = []
    at = 0
    for place, start in enumerate(found):
        if start.start() < at:
            continue
        if len(inserted) >= most:
            break
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
        target = named_law(text[at : start.start()].rpartition("\n")[2][-_LEAD:])
        if not target and inserted:
            target = inserted[-1].target_law
        name = clean_number(start["number"] or start["lettered"])
        inserted.append(Article(name, heading, body, carried_by=number, target_law=target))
        at = stop
    own.append(text[at:])
    return "".join(own), inserted


def _announced(text: str, at: int) -> bool:
    """Whether a colon stands before the quotation."""
    return text[max(0, at - 4) : at].rstrip().endswith(":")


def _closing(text: str, start: int, limit: int, quote: str) -> int:
    """End of the quotation: its closing sign at the end of a sentence or paragraph, else the limit."""
    signs = _CLOSE[quote]
    closing = re.compile(rf"[{signs}](?=[ \t]{{0,9}}[.;,]?[ \t]{{0,9}}(?:\n|$))")
    found = closing.search(text, start, limit)
    if found:
        return found.end()
    last = max(text.rfind(sign, start, limit) for sign in signs)
    return last + 1 if last > start else limit


def mark_carried(articles: Sequence[Article]) -> list[Article]:
    """Say which articles of an amending act are those it inserts into other laws, and into which.

    An article that announces other articles (names the number of the one that follows it, or ends with a colon)
    carries all that stand between it and the article with the next number of the act.

    Args:
        articles: In the order printed.

    Returns:
        The same articles; ``carried_by`` and ``target_law`` set where they were not and the text tells.
    """
    out = list(articles)
    places: dict[str, list[int]] = {}
    for place, one in enumerate(out):
        places.setdefault(one.number, []).append(place)
    at = 0
    while at + 1 < len(out):
        carrier = out[at]
        stop = _carried_until(out, at, places)
        for place in range(at + 1, stop):
            if out[place].carried_by is None:
                out[place] = replace(out[place], carried_by=carrier.number)
        at = max(at + 1, stop)
    carriers = {one.number: one for one in reversed(out) if one.carried_by is None}
    wanting = {one.carried_by for one in out if one.carried_by in carriers and not one.target_law}
    targets = {number: _target_of(carriers[number]) for number in wanting if number}
    return [
        replace(one, target_law=targets[one.carried_by])
        if one.carried_by and not one.target_law and targets.get(one.carried_by)
        else one
        for one in out
    ]


def _carried_until(out: Sequence[Article], at: int, places: dict[str, list[int]]) -> int:
    """Place after the last article that the one at ``at`` carries; 0 if it carries none."""
    carrier, first = out[at], out[at + 1]
    if carrier.carried_by or first.carried_by or not is_plain(carrier.number):
        return 0
    following = str(int(carrier.number) + 1)
    if rank(first.number) <= rank(following):
        return 0
    names = first.number in carrier.text and re.search(rf"(?<![\w-]){re.escape(first.number)}(?!\w)", carrier.text)
    if not (names or _ANNOUNCED.search(carrier.text)) or not _target_of(carrier):
        return 0
    stop = next((place for place in places.get(following, ()) if place > at + 1), 0)
    run = [rank(one.number) for one in out[at + 1 : stop]]
    return stop if run == sorted(run) else 0


def _target_of(carrier: Article) -> str:
    for text in (carrier.text[:_LEAD], carrier.heading or ""):
        if target := named_law(text):
            return target
    return named_law(" ".join(carrier.path[-1:]))
