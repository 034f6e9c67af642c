"""What an assessment annex says, from which the workbook, the document and the page are made alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lexalign.assessment.comparison import AssessmentChange, PillarChange
from lexalign.assessment.gaps import LANGUAGES, Gaps, gaps
from lexalign.assessment.values import CountryAssessment, PillarState
from lexalign.errors import LexalignError
from lexalign.laws import Completeness, bundled_laws
from lexalign.laws import completeness as completeness_of
from lexalign.model import Basis, Law, LawStatus
from lexalign.phrases import counted, fixed, in_languages, joined, say
from lexalign.reports.documents import more_tables, tables
from lexalign.reports.documents.method import method, provenance
from lexalign.reports.documents.values import Annex, Block, Lines, Section, Table, in_language
from lexalign.reports.table import Column, Row
from lexalign.reports.words import (
    PILLAR_TITLES,
    date_words,
    footnote,
    instrument_name,
    law_name,
    provision_name,
    who_decided,
)
from lexalign.safe import moment_of

__all__ = ["annex_content"]

_SHEET_WIDTHS = (30.0, 20.0, 14.0, 18.0, 14.0, 60.0)


def annex_content(
    assessment: CountryAssessment,
    *,
    language: str = "en",
    completeness: Mapping[str, Completeness] | None = None,
    change: AssessmentChange | None = None,
    second_protocol: CountryAssessment | None = None,
) -> Annex:
    """Say what the annex of a country says, before it is a file.

    Args:
        assessment: What :func:`lexalign.assess` says of the country.
        language: Of the annex: ``en``, ``fr`` or ``es``. What laws and people say stays in their language.
        completeness: Pillar ▶ whether all the law of that pillar was at hand, as the assessment was told; by
            default what the bundled corpora declare for the country.
        change: What changed since an earlier date, or what a bill would change.
        second_protocol: Assessment of the same country on the Second Protocol.

    Raises:
        LexalignError: The language is not known, the date is no date, or an argument is of another country.
    """
    moment_of(assessment.as_of)
    declared = _declared(assessment) if completeness is None else completeness
    drafting = gaps(assessment, language=language if language in LANGUAGES else "en")
    sections = [
        _cover(assessment),
        _summary(assessment, change),
        _listing("concordance", say("Concordance"), _about_concordance(assessment), _concordance(assessment)),
        _listing("gaps", say("Gaps"), _about_gaps(assessment), _gaps(assessment)),
        _listing("drafting", say("Drafting points"), _about_drafting(drafting), _drafting(drafting)),
        *([] if change is None else [_changes(change, assessment)]),
        *([] if second_protocol is None else [_protocol(second_protocol, assessment)]),
        *_only_here(assessment),
        _listing("near-misses", say("Near misses"), _about_near_misses(assessment), _near_misses(assessment)),
        _listing("decisions", say("Decisions"), _about_decisions(assessment), _decisions(assessment)),
        method(assessment, declared),
        provenance(assessment, second_protocol, language=language),
    ]
    whole = Annex(
        title=say("Assessment annex: {country}", country=assessment.name),
        subject=say("{treaty}; rule {rule}", treaty=instrument_name(assessment.instrument), rule=assessment.rule),
        left=say("{country}: assessment of {date}", country=assessment.name, date=date_words(assessment.as_of)),
        middle=say("Counting rule {rule}, {treaty}", rule=assessment.rule, treaty=_short_title(assessment)),
        as_of=assessment.as_of,
        language="en",
        sections=tuple(sections),
    )
    return in_language(whole, language)


def _short_title(assessment: CountryAssessment) -> str:
    return in_languages(assessment.instrument.short_title) or assessment.instrument.id


def _declared(assessment: CountryAssessment) -> Mapping[str, Completeness]:
    """What the bundled corpus declares, if all its laws were read and law by then: as in the assessment."""
    laws = {law.id for law in bundled_laws(assessment.country)}
    read = {law.id for law in assessment.laws if law.year is None or str(law.year) <= assessment.as_of[:4]}
    return completeness_of(assessment.country, treaty=assessment.instrument.id) if laws and laws <= read else {}


def _listing(name: str, title: str, lines: Sequence[tuple[str, str]], table: Table) -> Section:
    """A section with one table, or the word that there is nothing to list."""
    nothing = ("text", say("Nothing is to be listed here."))
    if table.rows:
        return Section(name, title, (Lines(tuple(lines)), table))
    return Section(name, title, (Lines((*lines, nothing)),), tuple(c.width for c in table.columns))


# --- cover and summary --------------------------------------------------------------------------------------------


def _cover(assessment: CountryAssessment) -> Section:
    lines: list[tuple[str, str]] = [
        ("title", say("{country}: legislation on cybercrime and electronic evidence", country=assessment.name)),
        ("heading", say("Assessment annex")),
        ("text", say("Domestic law set against the {treaty}.", treaty=instrument_name(assessment.instrument))),
        (
            "text",
            say(
                "Assessed as of {date}, by the counting rule {rule}.",
                date=date_words(assessment.as_of),
                rule=assessment.rule,
            ),
        ),
        ("text", who_decided(assessment)),
    ]
    note = footnote(assessment.country)
    if note:
        lines.append(("note", note))
    lines.append(("heading", say("In short")))
    lines.extend(("text", _state_words(pillar)) for pillar in assessment.pillars.values())
    lines.append(("heading", say("Laws")))
    titles = (say("Law"), say("Id"), say("Status"), say("Text of"), say("Form"), say("Source"))
    columns = tuple(Column(title, width) for title, width in zip(titles, _SHEET_WIDTHS, strict=True))
    rows = [
        Row(
            (
                law_name(law),
                law.id,
                _law_status(law),
                date_words(law.version_date or "") or say("date not known"),
                _form(law),
                law.source,
            )
        )
        for law in assessment.laws
    ]
    blocks: list[Block] = [
        Lines(tuple(lines)),
        Table(columns, tuple(rows or [Row((say("No law was read."), "", "", "", "", ""))]), say("Laws")),
    ]
    if assessment.problems:
        found = [("text", joined("", ("• ", problem))) for problem in assessment.problems]
        blocks.append(Lines((("heading", say("To be looked at")), *found)))
    return Section("cover", say("Cover"), tuple(blocks), _SHEET_WIDTHS)


def _law_status(law: Law) -> str:
    return fixed(law.status) if law.status is LawStatus.IN_FORCE else say("{status}: not counted", status=law.status)


def _form(law: Law) -> str:
    if law.form == "text":
        return say("full text")
    return say("not read; numbers and headings only") if law.form == "known" else fixed(law.form)


def _state_words(pillar: PillarState) -> str:
    """A pillar's state in a sentence, never without its basis and what could still change it."""
    head = joined("", ("• ", PILLAR_TITLES.get(pillar.pillar, pillar.pillar), ": ", pillar.state))
    if pillar.basis is not Basis.NONE:
        head += say(" (basis: {basis})", basis=pillar.basis)
    if pillar.lower != pillar.upper:
        head += say("; what is not known could still make it {worst} to {best}", worst=pillar.lower, best=pillar.upper)
    return joined("", (head, "."))


def _summary(assessment: CountryAssessment, change: AssessmentChange | None) -> Section:
    before: list[tuple[str, str]] = [
        ("title", say("{country}: summary", country=assessment.name)),
        (
            "note",
            say(
                "As of {date}; rule {rule}. Basis says on whose word a line rests: "
                "machine is a proposal to be reviewed, expert a signed decision. No information is not a finding that "
                "law is absent.",
                date=date_words(assessment.as_of),
                rule=assessment.rule,
            ),
        ),
    ]
    if change is not None:
        before += [("heading", say("What changed")), ("text", change.sentence)]
    before.append(("heading", say("State of legislation by pillar")))
    blocks: list[Block] = [
        Lines(tuple(before)),
        Table(tables.PILLARS_TABLE, tuple(tables.pillar_rows(assessment)), say("State of legislation by pillar")),
        Lines((("heading", say("Status of each provision")),)),
        Table(
            tables.STATUSES,
            tuple(tables.status_rows(assessment)),
            say("Status of each provision"),
            main=True,
            filters=True,
        ),
    ]
    note = footnote(assessment.country)
    if note:
        blocks.append(Lines((("note", note),)))
    return Section("summary", say("Summary"), tuple(blocks))


# --- the tables ---------------------------------------------------------------------------------------------------


def _concordance(assessment: CountryAssessment) -> Table:
    rows = tuple(tables.concordance_rows(assessment))
    return Table(tables.CONCORDANCE, rows, say("Concordance"), main=True, frozen=3, filters=True, groups=(0, 1, 6))


def _about_concordance(assessment: CountryAssessment) -> Sequence[tuple[str, str]]:
    return [
        ("title", say("{country}: concordance", country=assessment.name)),
        (
            "note",
            say(
                "Which domestic article implements which article of the Convention, after the experts' decisions. The "
                "status is that of the provision as a whole: what one article lacks, another may have. A digest is the "
                "content of an article in other words; consult the official text before relying on it. Stale: the "
                "article changed after the decision."
            ),
        ),
    ]


def _gaps(assessment: CountryAssessment) -> Table:
    return Table(tables.GAPS, tuple(tables.gap_rows(assessment)), say("Gaps"), main=True, frozen=2, filters=True)


def _about_gaps(assessment: CountryAssessment) -> Sequence[tuple[str, str]]:
    unknown = [s for s in assessment.provisions if s.status == "no information"]
    text = say("Provisions that are not in line, or only in part, and what all their articles together do not show.")
    if unknown:
        names = ", ".join(str(provision_name(s.provision)).removeprefix("Article ") for s in unknown)
        text += counted(
            len(unknown),
            " Of {n} provision there is no information, which is no gap: Articles {names}.",
            " Of {n} provisions there is no information, which is no gap: Articles {names}.",
            names=names,
        )
    return [("title", say("{country}: gaps", country=assessment.name)), ("note", text)]


def _drafting(found: Gaps) -> Table:
    rows = tuple(tables.drafting_rows(found))
    return Table(tables.DRAFTING, rows, say("Drafting points"), main=True, frozen=2, filters=True)


def _about_drafting(found: Gaps) -> Sequence[tuple[str, str]]:
    return [
        ("title", say("{country}: drafting points", country=found.assessment.name)),
        ("text", found.sentence),
        (
            "note",
            say(
                "What to add where a provision is not in line, or only in part, in lexalign's own words: a starting "
                "point for those who draft, without authority of its own. To be checked: the article is known by name "
                "only, and nobody tested what it says. Articles of other States: the nearest by legal tradition and "
                "language; read them in the official text."
            ),
        ),
    ]


def _changes(change: AssessmentChange, assessment: CountryAssessment) -> Section:
    """The section of changes.

    Raises:
        LexalignError: They are of another country or treaty.
    """
    if (change.after.country, change.after.instrument.id) != (assessment.country, assessment.instrument.id):
        raise LexalignError(
            f"the changes are of {change.after.name} and {change.after.instrument.id}",
            where=f"annex of {assessment.name}",
            fix="Give the changes of the same country and treaty.",
        )
    states = [
        ("text", joined("", ("• ", PILLAR_TITLES.get(c.pillar, c.pillar), ": ", _moved(c), ".")))
        for c in change.pillars
    ]
    before, after = change.labels
    lines = [
        ("title", joined("", (assessment.name, ": ", before, " → ", after))),
        ("text", change.sentence),
        *states,
        *(("note", note) for note in change.notes),
    ]
    rows = tuple(tables.change_rows(change))
    table = Table(tables.CHANGES, rows, say("Changes"), main=True, frozen=2, filters=True)
    return _listing("changes", say("Changes"), lines, table)


def _moved(change: PillarChange) -> str:
    if not change.changed:
        return say("{state} before and after", state=change.after.state)
    before, after = change.before, change.after
    return joined("", (before.state, " (", before.basis, ") → ", after.state, " (", after.basis, ")"))


def _protocol(protocol: CountryAssessment, assessment: CountryAssessment) -> Section:
    """Readiness for the Second Protocol.

    Raises:
        LexalignError: It is of another country.
    """
    if protocol.country != assessment.country:
        raise LexalignError(
            f"the assessment on {protocol.instrument.id} is of {protocol.name}",
            where=f"annex of {assessment.name}",
            fix="Give that of the same country.",
        )
    checked = say(
        "What each provision asks was written from knowledge of the Protocol and is not yet checked against its text."
    )
    lines = [
        ("title", say("{country}: readiness for the Second Protocol", country=assessment.name)),
        ("text", say("Domestic law set against the {treaty}.", treaty=instrument_name(protocol.instrument))),
        ("text", say("Rule {rule}, as of {date}.", rule=protocol.rule, date=date_words(protocol.as_of))),
        *(("text", _state_words(pillar)) for pillar in protocol.pillars.values()),
        *([] if protocol.instrument.text_checked else [("note", checked)]),
    ]
    rows = tuple(more_tables.protocol_rows(protocol))
    table = Table(more_tables.PROTOCOL, rows, say("Second Protocol"), main=True, frozen=2, filters=True)
    return _listing("second-protocol", say("Second Protocol"), lines, table)


def _only_here(assessment: CountryAssessment) -> list[Section]:
    """Sections that only some treaties have: phenomena and safeguards."""
    out = []
    named = tuple(more_tables.phenomena_rows(assessment))
    if named:
        table = Table(more_tables.PHENOMENA, named, say("Phenomena"), main=True, frozen=1, filters=True)
        note = say(
            "For each phenomenon the provisions that a Guidance Note of the Cybercrime Convention Committee names, and "
            "how far they are in line. A Note says that a phenomenon is covered by provisions, not that a State must "
            "have all of them."
        )
        lines = [("title", say("{country}: phenomena", country=assessment.name)), ("note", note)]
        out.append(_listing("phenomena", say("Phenomena"), lines, table))
    safeguards = tuple(more_tables.safeguard_rows(assessment))
    if safeguards:
        table = Table(
            more_tables.SAFEGUARDS, safeguards, say("Safeguards"), main=True, frozen=2, filters=True, groups=(0, 1)
        )
        note = say(
            "Conditions and safeguards of Article 15, and those that each power and form of co-operation has, with the "
            "articles that show them. Not seen is no finding that there is none: much of it is in constitutions, "
            "general procedure and practice, which were not read."
        )
        lines = [("title", say("{country}: conditions and safeguards", country=assessment.name)), ("note", note)]
        out.append(_listing("safeguards", say("Safeguards"), lines, table))
    return out


def _near_misses(assessment: CountryAssessment) -> Table:
    rows = tuple(tables.near_miss_rows(assessment))
    columns = tables.NEAR_MISSES
    return Table(columns, rows, say("Near misses"), main=True, frozen=2, filters=True, groups=(0, 1))


def _about_near_misses(assessment: CountryAssessment) -> Sequence[tuple[str, str]]:
    return [
        ("title", say("{country}: near misses", country=assessment.name)),
        (
            "note",
            say(
                "Articles that resemble a provision and were not accepted. None of them counts. A reviewer who sees an "
                "implementing article here confirms it; the decision is kept and the figures follow."
            ),
        ),
    ]


def _decisions(assessment: CountryAssessment) -> Table:
    rows = tuple(tables.decision_rows(assessment))
    return Table(tables.DECISIONS, rows, say("Decisions"), main=True, frozen=2, filters=True)


def _about_decisions(assessment: CountryAssessment) -> Sequence[tuple[str, str]]:
    return [
        ("title", say("{country}: decisions of experts", country=assessment.name)),
        (
            "note",
            counted(
                len(assessment.overrides),
                "{n} decision so far, the oldest first. None is ever deleted: a later one supersedes it, or it is "
                "withdrawn.",
                "{n:,} decisions so far, the oldest first. None is ever deleted: a later one supersedes it, or it is "
                "withdrawn.",
            ),
        ),
    ]
