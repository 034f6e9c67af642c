"""Checks of lexicons against the concepts and the treaties: what ``lexalign check`` says about languages."""

from __future__ import annotations

from collections.abc import Iterable

from lexalign.language.lexicon import Example, Lexicon
from lexalign.language.words import split_words
from lexalign.model import Instrument
from lexalign.provisions import articles, concepts, elements_of

__all__ = ["check_example", "check_lexicon", "unused_concepts"]


def check_example(lexicon: Lexicon, example: Example) -> str | None:
    """None where an example holds, else a sentence that says what went wrong and where."""
    finder = lexicon.finder
    shown = {finder.concepts[h.concept] for h in finder.find(split_words(example.phrase, lexicon.letters))}
    if (example.concept in shown) is example.shows:
        return None
    verb = "must show" if example.shows else "must not show"
    return (
        f"{example.place}: {example.phrase!r} {verb} {example.concept}, and it does {'not' if example.shows else 'so'}"
    )


def check_lexicon(lexicon: Lexicon, instruments: Iterable[Instrument]) -> list[str]:
    """Problems of one lexicon: broken examples, concepts without wordings or alike, elements it can never show.

    One that takes its words from another has no problems of its own.
    """
    if lexicon.words_of:
        return []
    problems = [p for e in lexicon.examples if (p := check_example(lexicon, e)) is not None]
    name = f"lexicon/{lexicon.language}.yaml"
    with_examples = {e.concept for e in lexicon.examples if e.shows}
    for concept in concepts():
        if not lexicon.wordings.get(concept):
            problems.append(f"{name}: the concept {concept} has no wording")
        elif concept not in with_examples:
            problems.append(f"{name}: the concept {concept} has no example that must match")
    seen: dict[frozenset[str], str] = {}
    for concept, wordings in lexicon.wordings.items():
        twin = seen.setdefault(frozenset(wordings), concept) if wordings else concept
        if twin != concept:
            problems.append(f"{name}: {twin} and {concept} have the same wordings, so nothing can tell them apart")
    for instrument in instruments:
        for provision in articles(instrument):
            for element in elements_of(instrument, provision.id):
                can = any(
                    all(any(lexicon.wordings.get(c) for c in group) for group in formula.groups)
                    for formula in element.shown_by
                )
                if element.required and not can:
                    problems.append(f"{name}: nothing can show the required element {element.id}")
    return problems


def unused_concepts(instruments: Iterable[Instrument], also: Iterable[str] = ()) -> list[str]:
    """Concepts that no formula of any instrument uses.

    Args:
        instruments: The treaties whose formulas count.
        also: Concepts that the matcher uses by name.
    """
    used = set(also)
    for instrument in instruments:
        for p in instrument.provisions:
            formulas = [f for e in p.elements for f in e.shown_by] + [*p.requires, *p.excludes]
            used.update(c for f in formulas for group in f.groups for c in group)
    return sorted(set(concepts()) - used)
