"""What other articles of a law lend to one: definitions, general rules, and articles it refers to.

Lending is looked at after the matches are chosen; it adds to what an article shows and never makes a match.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lexalign.language.lexicon import Lexicon
from lexalign.language.wordings import Hit
from lexalign.laws.lookup import Numbers
from lexalign.matching.context import Looked, holds
from lexalign.matching.reading import Reading
from lexalign.matching.references import Reference, references
from lexalign.model import Element, Law, Lent
from lexalign.phrases import say
from lexalign.provisions import families

__all__ = ["Lending", "lend", "lending", "reach"]

EXTENDING = ("this_law_offence", "commit_offence", "powers_procedures", "procedural_scope", "applies_to")
"""Concepts near a reference that say that the article goes on from the one it names."""

APART = ("purpose_of_offence", "attempt", "aid_abet", "extradition", "jurisdiction")
"""Concepts near a reference that say that the article speaks of the offence named without being a form of it."""

CARRIED = ("mental", "qualifier", "safeguard", "authority")
"""Kinds of elements that "an offence under section 4" carries over; conduct and object must stand in the article."""

NEAR = 12
"""Words between such a concept and the reference."""

CLOSE = 6
"""The same for words of definition."""

HEAD = 8
"""Opening words of an entry of a definition article among which the word stands that is defined."""

ENTRY = 150
"""Words of an entry at most; a longer stretch is more than one definition."""

GENERAL = {
    "without_right": say("the general rule on what is without right"),
    "intent": say("the general rule on intent"),
}
"""Concepts that one article may state for all offences of a law or chapter."""

SANCTIONS = ("imprisonment", "fine")

_ENTRY = re.compile(r"[;\n]|(?<=[.:])\s")


@dataclass(frozen=True)
class Lending:
    """What the articles of a law have to lend.

    Attributes:
        definitions: Concept ▶ (concept it also covers, key of the article that says so).
        general: Concept ▶ (key of an article that states it in general, its chapter path; none where it holds for
            the whole law).
    """

    law: Law
    readings: Sequence[Reading]
    lexicon: Lexicon
    definitions: Mapping[str, tuple[tuple[str, str], ...]]
    general: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    place: Mapping[str, int]
    numbers: Numbers
    referred: dict[str, tuple[Reference, ...]] = field(default_factory=dict)

    def references(self, key: str) -> tuple[Reference, ...]:
        """References of an article; worked out once."""
        if key not in self.referred:
            self.referred[key] = references(self.readings[self.place[key]].article, self.law, self.numbers)
        return self.referred[key]


def lending(law: Law, readings: Sequence[Reading], lexicon: Lexicon, offences: Collection[str]) -> Lending:
    """Find the definitions and general rules of a law.

    Args:
        law: The law.
        readings: Of its articles, in order.
        lexicon: Of its language.
        offences: Keys of articles matched to an offence; what they say holds for them alone.
    """
    number = {name: i for i, name in enumerate(lexicon.finder.concepts)}
    sanctions = {number[name] for name in SANCTIONS}
    kin: dict[str, set[str]] = {}
    for family in families():
        for one in family:
            kin.setdefault(one, set()).update(c for c in family if c != one)
    definitions: dict[str, dict[str, str]] = {}
    general: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for reading in readings:
        article = reading.article
        if article.not_in_force:
            continue
        defining = [h for h in reading.hits if h.concept == number["definition"]]
        in_heading = {lexicon.finder.concepts[h.concept] for h in reading.hits if h.last < reading.heading_words}
        if "definition" in in_heading or len(defining) > 1:
            for head, body in _entries(reading, lexicon):
                for other in sorted(kin.get(head, set()) & body):
                    definitions.setdefault(head, {}).setdefault(other, article.key)
        if article.key in offences or any(h.concept in sanctions for h in reading.hits):
            continue
        for concept in GENERAL:
            if concept in in_heading or (concept == "without_right" and _says_when(reading, number, concept)):
                general.setdefault(concept, []).append((article.key, article.path))
    return Lending(
        law,
        readings,
        lexicon,
        {head: tuple(sorted(others.items())) for head, others in definitions.items()},
        {concept: tuple(found) for concept, found in general.items()},
        {r.article.key: i for i, r in enumerate(readings)},
        Numbers(law),
    )


def _entries(reading: Reading, lexicon: Lexicon) -> Iterator[tuple[str, set[str]]]:
    """The word defined and the concepts of what it means, entry by entry."""
    text, names, first = reading.article.text, lexicon.finder.concepts, reading.heading_words
    starts = reading.words.starts[first:]
    cuts = [0, *(first + bisect_left(starts, m.end()) for m in _ENTRY.finditer(text)), len(reading.words)]
    cuts[0] = first
    hits = sorted(reading.hits, key=lambda h: h.first)
    firsts = [h.first for h in hits]
    for begin, end in pairwise(cuts):
        if not 4 <= end - begin <= ENTRY:
            continue
        inside = hits[bisect_left(firsts, begin) : bisect_left(firsts, end)]
        meaning = [h for h in inside if names[h.concept] == "definition" and h.last < begin + 2 * HEAD]
        heads = [h for h in inside if h.last < begin + HEAD and names[h.concept] != "definition"]
        if not heads:
            continue
        head = heads[0]
        after = max([head.last, *(h.first for h in meaning)])
        body = {names[h.concept] for h in inside if h.first > after}
        for concept in sorted({names[h.concept] for h in heads if h.first == head.first}):
            yield concept, body


def _says_when(reading: Reading, number: Mapping[str, int], concept: str) -> bool:
    """Whether an article opens by defining when an act is such ("access is unauthorised if"), and is no offence."""
    if any(h.concept == number["offence"] for h in reading.hits):
        return False
    said = [h for h in reading.hits if h.concept == number[concept] and h.first < reading.heading_words + 40]
    meant = [h for h in reading.hits if h.concept == number["definition"]]
    return any(abs(h.first - d.first) <= NEAR for h in said for d in meant)


def lend(
    missing: Sequence[Element], looked: Looked, shown: Mapping[str, Collection[str]], source: Lending
) -> tuple[Lent, ...]:
    """Find which missing elements other articles of the law lend to an article.

    Args:
        missing: Required elements that the article does not show.
        looked: The article.
        shown: Key of each article ▶ ids of the elements that it shows.
        source: What the law has to lend.

    Returns:
        One loan for each element that is lent: by a definition, else by an article referred to, else by a general rule.
    """
    out = []
    for element in missing:
        found = _by_definition(element, looked, source) or _by_reference(element, looked, shown, source)
        found = found or _by_general_rule(element, looked, source)
        if found is not None:
            out.append(found)
    return tuple(out)


def _by_definition(element: Element, looked: Looked, source: Lending) -> Lent | None:
    wanted = {c for f in element.shown_by for group in f.groups for c in group}
    for head, others in source.definitions.items():
        own = looked.hits.get(head)
        if not own:
            continue
        for other, key in others:
            if other not in wanted or key == looked.article.key:
                continue
            more: dict[str, Sequence[Hit]] = {**looked.hits, other: [*looked.hits.get(other, ()), *own]}
            if any(holds(f, more) for f in element.shown_by):
                why = say(
                    "by the definition in article {article}: “{term}” there also covers “{other}”",
                    article=key,
                    term=_plain(head),
                    other=_plain(other),
                )
                return Lent(element.id, key, why)
    return None


def _plain(concept: str) -> str:
    return concept.replace("_", " ")


def _by_reference(
    element: Element, looked: Looked, shown: Mapping[str, Collection[str]], source: Lending
) -> Lent | None:
    for reference in source.references(looked.article.key):
        if reference.extends and _goes_on(looked, reference, element):
            for key in reference.articles:
                if element.id in shown.get(key, ()):
                    return Lent(element.id, key, say("by reference to article {article}", article=key))
    return None


def _goes_on(looked: Looked, reference: Reference, element: Element) -> bool:
    """Whether the words around a reference carry over what the article named says of an element.

    "As defined in section 2" carries over anything; "an offence under section 4" how the offence is committed, unless
    that offence is only the purpose, or what is attempted.
    """
    first = looked.reading.heading_words
    starts = looked.reading.words.starts[first:]
    begin, end = first + bisect_left(starts, reference.start), first + bisect_left(starts, reference.end)
    if begin in looked.back:
        return False

    def near(concepts: Sequence[str], words: int) -> bool:
        hits = (h for c in concepts for h in looked.hits.get(c, ()))
        return any(h.first <= end + words and h.last >= begin - words for h in hits)

    if near(("definition",), CLOSE):
        return True
    return element.kind in CARRIED and near(EXTENDING, NEAR) and not near(APART, NEAR)


def _by_general_rule(element: Element, looked: Looked, source: Lending) -> Lent | None:
    if element.kind not in ("mental", "qualifier"):
        return None
    for concept, where in source.general.items():
        if not any(len(f.groups) == 1 and concept in f.groups[0] for f in element.shown_by):
            continue
        for key, path in where:
            chapter = looked.article.path[: len(path)] == path
            if key != looked.article.key and (chapter or concept == "intent"):
                return Lent(element.id, key, say("by {rule} in article {article}", rule=GENERAL[concept], article=key))
    return None


def reach(looked: Looked, offences: Sequence[str], source: Lending) -> str:
    """Say which offences of the law a general article on attempt or aiding reaches; empty where it does not tell.

    Args:
        looked: The general article.
        offences: Keys of the articles matched to offences, in the order of the law.
        source: Holds the references.
    """
    named = {k for r in source.references(looked.article.key) if r.extends for k in r.articles}
    inside = [k for k in offences if k in named]
    others = [k for k in offences if k not in named and k != looked.article.key]
    if not named or not inside:
        return ""
    if others:
        return say("It names the offences of {these}, not {those}.", these=_articles(inside), those=_articles(others))
    return say("It names the offences of {these}: all that were found.", these=_articles(inside))


def _articles(keys: Sequence[str]) -> str:
    named = ", ".join(keys[:12])
    if len(keys) > 12:
        named = say("{numbers} and {n} more", numbers=named, n=len(keys) - 12)
    return say("articles {numbers}", numbers=named) if len(keys) > 1 else say("article {number}", number=named)
