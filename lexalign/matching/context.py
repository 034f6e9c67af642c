"""What a sentence does with the words in it: whether it takes them back, or excepts them.

"A person does not commit an offence if he gains access with consent" names access to a computer and makes no offence
of it. Conduct, objects and measures that stand only in such clauses are not shown by them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lexalign.language.lexicon import Lexicon
from lexalign.language.wordings import Hit
from lexalign.laws.paragraphs import Paragraph, paragraphs
from lexalign.matching.reading import Reading
from lexalign.matching.windows import smallest_window
from lexalign.model import Article, Element, Formula

__all__ = ["CONTEXT_CONCEPTS", "Looked", "holds", "look", "taken_back"]

CONTEXT_CONCEPTS = ("exception", "negation")
"""Concepts of the sentence itself, which this module uses by name."""

KINDS = ("conduct", "object", "measure")
"""Kinds of elements that a negated clause cannot show; consent, purpose and safeguards are often put as exceptions."""

EXCEPTED_BEFORE = frozenset({"tr"})
"""Languages in which what is excepted stands before the word that excepts it."""

_SENTENCE = re.compile(r"[.!?؟。։][\"”»)]?\s+|\n\s*\n")
_CLAUSE = re.compile(r"[,;:.،؛。։–—]|\n\s*\n")
_COLON = re.compile(r"[:：—–-]\s*$")

HitsOf = Mapping[str, Sequence[Hit]]


@dataclass(frozen=True)
class Looked:
    """An article looked into: its paragraphs and the words that its sentences take back.

    Attributes:
        paragraphs: At every level, in the order of the text.
        words: Per paragraph, its first word and the one after its last, counted as in ``reading.words``.
        back: Indices of the words that stand in negated or excepting clauses.
        hits: Concept ▶ its hits outside such clauses, with word positions in the article.
        every: The same with the hits inside them.
    """

    reading: Reading
    paragraphs: tuple[Paragraph, ...]
    words: tuple[tuple[int, int], ...]
    back: frozenset[int]
    hits: HitsOf
    every: HitsOf

    @property
    def article(self) -> Article:
        """The article."""
        return self.reading.article


def look(reading: Reading, lexicon: Lexicon) -> Looked:
    """Look into an article.

    Args:
        reading: The article as read with the lexicon of its language.
        lexicon: That lexicon.
    """
    names = lexicon.finder.concepts
    first = reading.heading_words
    starts = reading.words.starts[first:]
    found = paragraphs(reading.article)
    spans = tuple((first + bisect_left(starts, p.start), first + bisect_left(starts, p.end)) for p in found)
    every: dict[str, list[Hit]] = {}
    for hit in reading.hits:
        every.setdefault(names[hit.concept], []).append(hit)
    marks = [(c, h) for c in CONTEXT_CONCEPTS for h in every.get(c, ()) if h.first >= first]
    back: set[int] = set()
    for concept, hit in marks:
        low, high = _scope(reading, found, concept, hit, before=lexicon.language in EXCEPTED_BEFORE)
        back.update(range(first + bisect_left(starts, low), first + bisect_left(starts, high)))
    kept = {c: [h for h in hits if h.first not in back] for c, hits in every.items()} if back else every
    return Looked(reading, found, spans, frozenset(back), kept, every)


def _scope(reading: Reading, found: Sequence[Paragraph], concept: str, hit: Hit, *, before: bool) -> tuple[int, int]:
    """Character offsets of what a negation or an exception bears on."""
    text = reading.article.text
    at, after = reading.words.starts[hit.first], reading.words.ends[hit.last]
    around = [p for p in found if p.start <= at < p.end]
    inner = max(around, key=lambda p: (p.start, len(p.labels)), default=None)
    start, end = (inner.start, inner.end) if inner is not None else (0, len(text))
    own_end = min((p.start for p in found if after <= p.start < end), default=end)
    breaks = _SENTENCE if concept == "negation" else _CLAUSE
    stop = breaks.search(text, after, own_end)
    to = stop.start() if stop else own_end
    if (
        concept == "negation"
        and (stop is None or text[stop.start()] in ":：")
        and own_end < end
        and _COLON.search(text[after:own_end].rstrip())
    ):
        to = end  # "does not apply to a person who: (a) ...; (b) ...": the list goes with it
    if concept == "exception" and not before:
        return at, to
    opened = start
    for stop in breaks.finditer(text, start, at):
        opened = stop.end()
    return opened, (after if concept == "exception" else to)


def holds(formula: Formula, hits: HitsOf) -> tuple[Hit, ...] | None:
    """The tightest words that satisfy a formula; None where nothing does.

    Args:
        formula: What must show.
        hits: Concept ▶ its hits, with positions in one row of words.
    """
    groups = [[h for c in group for h in hits.get(c, ())] for group in formula.groups]
    return smallest_window(groups, formula.within) if all(groups) else None


def taken_back(looked: Looked, elements: Iterable[Element], names: Sequence[str]) -> tuple[str, ...]:
    """Ids of those elements that an article shows only in negated or excepting clauses.

    Args:
        looked: The article.
        elements: Elements it shows somewhere.
        names: Names of the concepts that the reading's hits count by.
    """
    if not looked.back:
        return ()
    units: list[dict[str, list[Hit]]] | None = None
    out = []
    for element in elements:
        if element.kind not in KINDS or any(holds(f, looked.hits) for f in element.shown_by):
            continue
        if units is None:
            units = [
                {names[c]: [h for h in hits if order[h.first] not in looked.back] for c, hits in found.items()}
                for found, order in zip(looked.reading.unit_hits, looked.reading.unit_words, strict=True)
            ]
        if not any(holds(f, unit) for unit in units for f in element.shown_by):
            out.append(element.id)
    return tuple(out)
