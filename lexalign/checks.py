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
    _check_drafting(instruments, problems, summary)
    _check_world(problems, summary)
    _check_amending(problems, summary)
    _check_corpora(problems, summary)
    _check_digests(problems, summary)
    _check_known(problems, summary)
    _check_bundled_decisions(problems, summary)
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
    from lexalign.matching.context import CONTEXT_CONCEPTS
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
        f"concepts.yaml: no element uses the concept {c}"
        for c in unused_concepts(instruments, (*CONCEPTS_USED, *CONTEXT_CONCEPTS))
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


def _check_drafting(instruments: list[Instrument], problems: list[str], summary: list[str]) -> None:
    from lexalign.assessment.gaps import load_drafting, without_point

    for treaty in instruments:
        try:
            points = load_drafting(treaty).points
            bare = without_point(treaty)
        except LexalignError as error:
            problems.extend(_lines(error))
            continue
        summary.append(
            f"drafting points {treaty.id}: {len(points)}, {len(bare)} required elements without one in each language"
        )


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


def _check_amending(problems: list[str], summary: list[str]) -> None:
    from lexalign.laws.amending import amending_words

    try:
        summary.append(f"amending words: {len(amending_words())} languages")
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


def _check_digests(problems: list[str], summary: list[str]) -> None:
    from lexalign.laws.digest_checks import check_digests, statutes_folder

    try:
        found, line = check_digests(statutes_folder())
    except LexalignError as error:
        problems.extend(_lines(error))
        return
    problems.extend(found)
    summary.append(line)


def _check_known(problems: list[str], summary: list[str]) -> None:
    from lexalign.errors import UnknownArticle
    from lexalign.laws import bundled_laws, find_article, known_countries, known_matches

    rows = laws = 0
    for country in known_countries():
        try:
            found = known_matches(country)
            at_hand = {law.id: law for law in bundled_laws(country)}
        except LexalignError as error:
            problems.extend(_lines(error))
            continue
        rows, laws = rows + len(found), laws + len({m.law for m in found})
        for match in found:
            law = at_hand.get(match.law)
            if law is None:
                continue
            if (match.law_status, match.year) != (law.status, law.year):
                problems.append(
                    f"{match.where}: {match.law} is {law.status}, of {law.year}, in the corpus; say the same here."
                )
            try:
                find_article(law, match.number)
            except UnknownArticle as error:
                problems.append(f"{match.where}: {error}")
    summary.append(f"known concordances: {rows} rows on {laws} laws of {len(known_countries())} countries")


def _check_bundled_decisions(problems: list[str], summary: list[str]) -> None:
    from datetime import UTC, datetime

    from lexalign.laws import bundled_laws
    from lexalign.provisions import load_instrument, provision
    from lexalign.review import anchor
    from lexalign.review.bundled_decisions import bundled_decisions
    from lexalign.review.in_force import moment

    try:
        found = bundled_decisions()
        laws = bundled_laws()
    except LexalignError as error:
        problems.extend(_lines(error))
        return
    problems.extend(found.problems)
    anchors = anchor(found, laws)
    for one in found:
        where = f"{one.country}/decisions.csv: {one.id}"
        if anchors[one.id].note:
            problems.append(f"{where}: {anchors[one.id].note}")
        if moment(one.at) > datetime.now(UTC):
            problems.append(f"{where}: its date {one.at} lies in the future.")
        try:
            provision(load_instrument(one.provision.partition(":")[0]), one.provision)
        except LexalignError as error:
            problems.append(f"{where}: {error}")
    summary.append(f"bundled decisions: {len(found)}")


def _check_decisions(overrides: Path | None, problems: list[str], summary: list[str]) -> None:
    from lexalign.review import read_overrides

    try:
        found = read_overrides(overrides)
    except LexalignError as error:
        problems.extend(_lines(error))
        return
    problems.extend(found.problems)
    summary.append(f"decisions: {len(tuple(found))}")
