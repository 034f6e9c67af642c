"""What a page of the review shows: plain values for the browser, made from review items.

Texts of laws are cut here into stretches with the numbers of the elements they show, so that the browser only places
text. Nothing that a blind review hides is put into a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from lexalign.errors import LexalignError
from lexalign.html import printable
from lexalign.laws.lookup import fingerprint
from lexalign.matching.alignment import Alignment, align
from lexalign.model import Action, Article, Law, Match, Override
from lexalign.review.items import Checked, ReviewItem

__all__ = ["SIGNS", "chosen_item", "find_articles", "page_of", "row_of", "said", "state_of", "stretches"]

SIGNS: Mapping[str, tuple[str, str]] = {
    "open": ("○", "open"),
    "full": ("●", "confirmed"),
    "partial": ("◐", "partly"),
    "related": ("◌", "related"),
    "reject": ("✕", "rejected"),
    "status": ("■", "status set"),
}
"""State of a page ▶ its sign and its word."""

_SHOWN = {True: ("shown", "shown"), False: ("missing", "not seen"), None: ("open", "")}
_FOUND_AT_MOST = 20


def said(decision: Override) -> str:
    """What a decision says, in a word: ``confirmed``, ``partly``, ``rejected``, ``not in line`` ..."""
    match decision.action:
        case Action.REJECT:
            return "rejected"
        case Action.SET_STATUS | Action.SET_STATE:
            return f"status set: {decision.value}"
        case Action.WITHDRAW:
            return "withdrawn"
        case Action.CONFIRM | Action.ADD | Action.SET_RELATION:
            relation = decision.value or "full"
            words = {"full": "confirmed", "partial": "confirmed in part", "related": "listed as related"}
            return ("added, " if decision.action is Action.ADD else "") + words[relation]
        case _:
            return decision.action.value


def state_of(decision: Override | None) -> str:
    """State of the page that a decision leaves: one of :data:`SIGNS`."""
    if decision is None:
        return "open"
    if decision.action is Action.REJECT:
        return "reject"
    if decision.action in (Action.SET_STATUS, Action.SET_STATE):
        return "status"
    return decision.value or "full"


def stretches(text: str, spans: Iterable[tuple[int, int, int]], titles: Mapping[int, str]) -> list[dict[str, Any]]:
    """Cut a text where marks begin and end.

    Args:
        text: Of an article, or its heading.
        spans: (start, end, number of the element), offsets in characters.
        titles: Number of an element ▶ what it asks.

    Returns:
        Stretches ``{"t": text, "e": numbers, "n": those that end here, "title": ...}``; together they are the text,
        unprintable characters replaced one for one.
    """
    kept = [(max(start, 0), min(end, len(text)), n) for start, end, n in spans]
    kept = [span for span in kept if span[0] < span[1]]
    edges = sorted({0, len(text), *(e for start, end, _ in kept for e in (start, end))})
    out: list[dict[str, Any]] = []
    for start, end in pairwise(edges):
        numbers = sorted({n for a, b, n in kept if a <= start and end <= b})
        piece: dict[str, Any] = {"t": printable(text[start:end]), "e": numbers}
        if numbers:
            piece["n"] = sorted({n for _, b, n in kept if b == end and n in numbers})
            piece["title"] = "; ".join(titles[n] for n in numbers)
        out.append(piece)
    return out


def page_of(item: ReviewItem, law: Law | None, *, blind: bool, language: str = "en") -> dict[str, Any]:
    """The provision with its checklist and the article with its marks.

    Args:
        item: What is asked.
        law: The law of the article; None for an uncovered provision.
        blind: The machine's answers are hidden, and the page says so.
        language: Of the titles of provisions, where they have one.
    """
    number = {e.id: i for i, e in enumerate(item.elements, start=1)}
    titles = {number[e.id]: e.text for e in item.elements}
    places = [(e, number[e.element]) for e in item.evidence if e.element in number]
    article = None
    if law is not None:
        article = {
            "law": printable(item.law_title or item.law),
            "path": printable(" › ".join(item.path)),
            "number": printable(item.number),
            "heading": stretches(item.heading, [(e.start, e.end, n) for e, n in places if e.in_heading], titles),
            "text": stretches(item.text, [(e.start, e.end, n) for e, n in places if not e.in_heading], titles),
            "language": law.language,
            "digest": "The text is a digest in other words; the law itself decides." if item.digest else "",
        }
    return {
        "provision": {
            "id": item.provision,
            "name": _name(item.provision),
            "instrument": item.instrument.upper().replace("CETS", "CETS "),
            "pillar": item.pillar,
            "title": item.title.get(language) or next(iter(item.title.values())),
            "explanation": item.explanation,
        },
        "headline": "Which article implements it?" if blind else "No article holds for it yet",
        "blindfold": blind,
        "checklist": [_line(e, number[e.id], item.provision) for e in item.elements],
        "article": article,
        "machine": _machine(item),
    }


def _name(provision: str) -> str:
    return f"Article {provision.partition(':')[2]}"


def _line(element: Checked, number: int, provision: str) -> dict[str, Any]:
    state, word = _SHOWN[element.shown]
    if not element.required:
        word = f"optional, {word}" if word else "optional"
        state = state if element.shown else "optional"
    where = element.provision.partition(":")[2]
    text = element.text if element.provision == provision else f"{where}: {element.text}"
    return {"n": number, "state": state, "word": word or element.kind, "text": text}


def _machine(item: ReviewItem) -> str:
    if item.confidence is None:
        return ""
    state = "Proposed by the machine" if item.accepted else "Only a candidate of the machine"
    return f"{state}, confidence {item.confidence:.2f}"


def row_of(item: ReviewItem, key: str, state: str, flags: Sequence[str]) -> dict[str, Any]:
    """A line of the list of pages."""
    sign, word = SIGNS[state]
    article = printable(f"{item.number} {item.heading}".strip()) if item.article else "no article yet"
    return {
        "key": key,
        "provision": f"Art. {item.provision.partition(':')[2]}",
        "title": item.title.get("en") or next(iter(item.title.values())),
        "article": article,
        "state": state,
        "sign": sign,
        "word": word,
        "flags": list(flags),
    }


# --- an article of the expert's own choice ------------------------------------------------------------------------


def find_articles(
    alignments: Iterable[Alignment], provision: str, query: str, *, blind: bool
) -> list[tuple[Alignment, Article, str]]:
    """Articles by number, heading or text, for a provision that needs one.

    Args:
        alignments: With the treaty of the provision.
        provision: Its id.
        query: A number, or words that all stand in the heading or text; empty for the machine's weaker candidates.
        blind: The machine's candidates are not told.

    Returns:
        At most 20, the best first: alignment, article, and what is known of the pair (empty if nothing).
    """
    words = _folded(query).split()
    ranked: list[tuple[float, int, Alignment, Article, str]] = []
    for alignment in alignments:
        known = {m.article: m for m in alignment.matches if m.provision == provision}
        for place, article in enumerate(alignment.law.articles):
            match = known.get(article.key or article.number)
            note = "" if blind or match is None else f"confidence {match.confidence:.2f}"
            rank = _rank(article, words)
            if not words:
                rank = None if blind or match is None else 1.0 - match.confidence
            if rank is not None:
                ranked.append((rank, place, alignment, article, note))
    ranked.sort(key=lambda found: found[:2])
    return [(alignment, article, note) for _, _, alignment, article, note in ranked[:_FOUND_AT_MOST]]


def _rank(article: Article, words: Sequence[str]) -> float | None:
    """0 for the number itself, 1 for its beginning, 2 for the heading, 3 for the text; None for neither."""
    if not words:
        return None
    number, asked = _folded(article.number).replace(" ", ""), "".join(words)
    asked = re.sub(r"^(?:articles?|art|sections?|sec|s|§)\.?(?=\d)", "", asked)
    if number == asked:
        return 0.0
    if number.startswith(asked):
        return 1.0
    heading = _folded(article.heading or "")
    if all(word in heading for word in words):
        return 2.0
    text = f"{heading} {_folded(article.text)}"
    return 3.0 if all(word in text for word in words) else None


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())


def chosen_item(base: ReviewItem, alignment: Alignment, article: Article, *, blind: bool) -> ReviewItem:
    """The page for an article an expert chose for a provision, with the words that speak for it.

    Args:
        base: Any item of the provision.
        alignment: Of the law.
        article: One of its articles.
        blind: Nothing the machine saw is told.
    """
    key = article.key or article.number
    law = alignment.law
    match = next((m for m in alignment.matches if (m.article, m.provision) == (key, base.provision)), None)
    seen = None if blind else match or _look(alignment, article, base.provision)
    elements = tuple(
        replace(
            e,
            shown=None if seen is None else any(v.element == e.id for v in seen.evidence) or e.id in seen.shown,
            words=(),
        )
        for e in base.elements
    )
    return replace(
        base, why="chosen", law=law.id, law_title=law.title, article=key, number=article.number,
        heading=article.heading or "", path=article.path, text=article.text, fingerprint=fingerprint(article),
        digest=law.form == "digest", elements=elements, evidence=seen.evidence if seen else (),
        confidence=match.confidence if match and not blind else None, accepted=False, decision=None, mine=None,
        decisions=(), conflict="", stale=False, applies=True, remarks=(), notes=(), useful=0.0,
    )  # fmt: skip


def _look(alignment: Alignment, article: Article, provision: str) -> Match | None:
    """The evidence alone; a confidence means nothing without the rest of the law."""
    try:
        alone = align(replace(alignment.law, articles=(article,)), alignment.instrument, at_least=0.0, kept=1)
    except LexalignError:
        return None
    return next((m for m in alone.matches if m.provision == provision), None)
