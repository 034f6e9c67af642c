"""The last sections of an annex: how it was made and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from lexalign.assessment.values import CountryAssessment
from lexalign.laws import Completeness
from lexalign.model import PILLARS, Basis
from lexalign.phrases import joined, say
from lexalign.reports.documents.values import Block, Lines, Section, Table
from lexalign.reports.rules import rule_lines
from lexalign.reports.table import Column, Row
from lexalign.reports.words import (
    BASIS_WORDS,
    PILLAR_TITLES,
    date_words,
    instrument_name,
    law_sha256,
    provision_name,
)

__all__ = ["method", "provenance"]

_COMPLETENESS = (
    Column(say("Pillar"), 30),
    Column(say("All law at hand?"), 18),
    Column(say("Except"), 34),
    Column(say("Note"), 90),
)
_HASHES = (
    Column(say("Law"), 24),
    Column(say("Articles"), 10, centred=True),
    Column(say("SHA-256 of its articles"), 70),
    Column(say("Source"), 60),
)
_HOW = (
    (
        "text",
        say(
            "The program compares each article of each law with each provision: the notions its words show, its "
            "heading, its likeness to a description of the provision, and its place in the law. These give one "
            "confidence from 0 to 1. Above a fixed threshold, and where no other article fits the provision much "
            "better, the match is accepted and counted; below it, a likely one is listed as a near miss and not "
            "counted."
        ),
    ),
    (
        "text",
        say(
            "A confidence is the program's estimate that a lawyer would make the same match. It is no opinion on the "
            "law. A match or status whose basis is machine is a proposal, to be reviewed by a person who knows the "
            "legal order."
        ),
    ),
    (
        "text",
        say(
            "Not seen: case law, practice, implementing regulations, general parts of criminal law and procedure, and "
            "laws that were not read. Drafts and repealed laws are listed and never counted."
        ),
    ),
    (
        "text",
        say(
            "What people wrote (rationales, notes, sources) and what laws say stays in the language it was written in."
        ),
    ),
)


def method(assessment: CountryAssessment, declared: Mapping[str, Completeness]) -> Section:
    """Say how articles were matched, what bases mean, what the rule asks, and whether all the law was at hand.

    Args:
        assessment: Of the country.
        declared: Pillar ▶ whether all law of that pillar was at hand.
    """
    lines: list[tuple[str, str]] = [
        ("title", say("{country}: method and limits", country=assessment.name)),
        ("heading", say("How articles were matched")),
        *_HOW,
    ]
    if assessment.instrument.text_checked:
        words = say(
            "What each provision asks is written in lexalign's own words, as elements; the list was checked against "
            "the official text of the treaty. The elements are a reading aid and have no authority of their own."
        )
    else:
        words = say(
            "What each provision asks is written in lexalign's own words, as elements; the list has not yet been "
            "checked against the official text of the treaty. The elements are a reading aid and have no authority of "
            "their own."
        )
    lines.append(("text", words))
    if any(law.form == "digest" for law in assessment.laws):
        words = say(
            "Digests: at least one law was read as digests, its articles put in other words by people who had the "
            "official text before them. A digest can miss a qualification. Before a finding is relied on, the "
            "official text must be read."
        )
        lines.append(("text", words))
    if any(law.form == "known" for law in assessment.laws):
        words = say(
            "Laws not read: of at least one law only the numbers, or numbers and headings, of some articles are "
            "known, from the sources named. That an article is not named says nothing. What such a name is worth "
            "the counting rule says; before a finding is relied on, the official text must be read."
        )
        lines.append(("text", words))
    lines.append(("heading", say("What a basis means")))
    lines.extend(
        ("text", joined("", ("• ", basis, ": ", words, ".")))
        for basis, words in BASIS_WORDS.items()
        if basis is not Basis.NONE
    )
    lines.append(("heading", say("The counting rule {rule}", rule=assessment.rule)))
    lines.extend(("text", line) for line in rule_lines(assessment.rule))
    lines.append(("heading", say("Whether all the law was at hand")))
    words = say(
        "Where all law of a pillar was at hand, a provision that no article shows is not in line; where it was "
        "not, there is no information. Absence of a file is never absence of law."
    )
    lines.append(("text", words))
    rows = tuple(
        Row(
            (
                PILLAR_TITLES[pillar],
                say("yes") if declared[pillar].complete else say("no"),
                joined(", ", [provision_name(p) for p in declared[pillar].exceptions]),
                declared[pillar].note or say("Nobody has said anything about it."),
            )
        )
        for pillar in PILLARS
        if pillar in declared
    )
    if not rows:
        lines.append(("text", say("Nothing was declared: nothing counts as complete.")))
    table = Table(_COMPLETENESS, rows, say("Whether all the law was at hand"))
    blocks: list[Block] = [Lines(tuple(lines)), *([table] if rows else [])]
    return Section("method", say("Method and limits"), tuple(blocks), tuple(c.width for c in _COMPLETENESS))


def provenance(
    assessment: CountryAssessment, second_protocol: CountryAssessment | None = None, *, language: str = "en"
) -> Section:
    """Say by what the annex was made, and from which texts, with their hashes.

    Args:
        assessment: Of the country.
        second_protocol: What it also rests on, if given.
        language: Of the annex.
    """
    from lexalign.version import __version__

    treaties = [assessment.instrument, *([second_protocol.instrument] if second_protocol is not None else [])]
    lines = [
        ("title", say("{country}: provenance", country=assessment.name)),
        (
            "text",
            say("Made with lexalign {version} as of {date}.", version=__version__, date=date_words(assessment.as_of)),
        ),
        *(
            (
                "text",
                say(
                    "Treaty: {treaty}, checked against the official text. {source}",
                    treaty=instrument_name(treaty),
                    source=treaty.source,
                )
                if treaty.text_checked
                else say(
                    "Treaty: {treaty}, not yet checked. {source}", treaty=instrument_name(treaty), source=treaty.source
                ),
            )
            for treaty in treaties
        ),
        (
            "text",
            say(
                "Counting rule: {rule}. Country: {country} ({code}).",
                rule=assessment.rule,
                country=assessment.name,
                code=assessment.country,
            ),
        ),
        (
            "text",
            say(
                "Decisions: {n}. The same laws, decisions, rule and date give this file again, byte for byte.",
                n=len(assessment.overrides),
            ),
        ),
        (
            "text",
            say(
                "To make it again: lexalign annex {code} --as-of {date} --rule {rule} --language {language}",
                code=assessment.country,
                date=assessment.as_of,
                rule=assessment.rule.partition("/")[0],
                language=language,
            ),
        ),
        ("heading", say("Texts the assessment rests on")),
    ]
    rows = tuple(Row((law.id, len(law.articles), law_sha256(law), law.source)) for law in assessment.laws)
    after = ("note", say("The hash is of keys, numbers, headings and texts as read; any change changes it."))
    blocks: list[Block] = [
        Lines(tuple(lines)),
        *([Table(_HASHES, rows, say("Laws"))] if rows else []),
        Lines((after,)),
    ]
    return Section("provenance", say("Provenance"), tuple(blocks), tuple(c.width for c in _HASHES))
