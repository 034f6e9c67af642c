"""Everything ``lexalign check`` looks at: treaties, lexicons, rules, corpora, decisions."""

from __future__ import annotations

from pathlib import Path

from lexalign.errors import DataFileError, LexalignError
from lexalign.model import Instrument

__all__ = ["check_all"]


def _lines(error: LexalignError) -> list[str]:
    return list(error.problems) if isinstance(error, DataFileError) else [str(error)]


def check_all(overrides: Path | None = None) -> tuple[list[str], list[str]]:
    """Validate all bundled data and the journals of decisions.

    Args:
        overrides: Folder of the journals; the default one when None.

    Returns:
        Problems, one sentence each with file and line where there is one; and a summary of what was looked at.
    """
    problems: list[str] = []
    summary: list[str] = []
    instruments = _check_treaties(problems, summary)
    _check_languages(instruments, problems, summary)
    _check_rules(problems, summary)
    _check_notes(problems, summary)
    _check_world(problems, summary)
    _check_corpora(problems, summary)
    _check_decisions(overrides, problems, summary)
    return problems, summary


def _check_treaties(problems: list[str], summary: list[str]) -> list[Instrument]:
    from lexalign.provisions import articles, bundled_instruments, load_instrument

    loaded = []
    for name in bundled_instruments():
        try:
            treaty = load_instrument(name)
        except LexalignError as error:
            problems.extend(_lines(error))
            continue
        loaded.append(treaty)
        elements = sum(len(p.elements) for p in treaty.provisions)
        checked = (
            "checked against the official text" if treaty.text_checked else "NOT yet checked against the official text"
        )
        summary.append(f"{name}: {len(articles(treaty))} articles, {elements} elements, {checked}")
    return loaded


def _check_languages(instruments: list[Instrument], problems: list[str], summary: list[str]) -> None:
    from lexalign.language import languages, load_lexicon
    from lexalign.language.check import check_lexicon, unused_concepts
    from lexalign.matching.features import CONCEPTS_USED

    for code in languages():
        try:
            lexicon = load_lexicon(code)
        except LexalignError as error:
            problems.extend(_lines(error))
            continue
        problems.extend(check_lexicon(lexicon, instruments))
        wordings = sum(len(w) for w in lexicon.wordings.values())
        summary.append(f"lexicon {code}: {wordings} wordings, {len(lexicon.examples)} examples")
    problems.extend(
        f"concepts.yaml: no element uses the concept {c}" for c in unused_concepts(instruments, CONCEPTS_USED)
    )


def _check_rules(problems: list[str], summary: list[str]) -> None:
    from lexalign.assessment import bundled_rules, load_rule

    for name in bundled_rules():
        try:
            rule = load_rule(name)
        except LexalignError as error:
            problems.extend(_lines(error))
        else:
            summary.append(f"rule {rule.label}: {rule.title}")


def _check_notes(problems: list[str], summary: list[str]) -> None:
    from lexalign.assessment import phenomena

    try:
        known = phenomena()
    except LexalignError as error:
        problems.extend(_lines(error))
        return
    unchecked = sum(p.unchecked for p in known.values())
    summary.append(f"guidance notes: {len(known)} phenomena, {unchecked} not checked against the text of the note")


def _check_world(problems: list[str], summary: list[str]) -> None:
    from lexalign.assessment.world_check import check_world

    found, lines = check_world()
    problems.extend(found)
    summary.extend(lines)
    from lexalign.reports.tile_map import tiles

    try:
        summary.append(f"tiles: {len(tiles())}")
    except LexalignError as error:
        problems.extend(_lines(error))


def _check_corpora(problems: list[str], summary: list[str]) -> None:
    from lexalign.laws import bundled_countries, bundled_laws, completeness

    for country in bundled_countries():
        try:
            completeness(country)
            laws = bundled_laws(country)
        except LexalignError as error:
            problems.extend(_lines(error))
            continue
        summary.extend(
            f"{country}: {law.title} ({law.year}, {law.status}): {len(law.articles)} articles, {law.form}"
            for law in laws
        )


def _check_decisions(overrides: Path | None, problems: list[str], summary: list[str]) -> None:
    from lexalign.review import read_overrides

    try:
        found = read_overrides(overrides)
    except LexalignError as error:
        problems.extend(_lines(error))
        return
    problems.extend(found.problems)
    summary.append(f"decisions: {len(tuple(found))}")
