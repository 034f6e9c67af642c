"""The assessment annex of a country: one Excel file that can be read, printed and sent as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.assessment.comparison import AssessmentChange, PillarChange
from lexalign.assessment.gaps import Gaps, gaps
from lexalign.assessment.values import CountryAssessment, PillarState
from lexalign.errors import LexalignError
from lexalign.laws import Completeness, bundled_laws
from lexalign.laws import completeness as completeness_of
from lexalign.model import PILLARS, Basis
from lexalign.reports import annex_tables as tables
from lexalign.reports.rules import rule_lines
from lexalign.reports.sheet import (
    Column,
    Footer,
    Row,
    add_sheet,
    finish,
    new_workbook,
    set_widths,
    write_lines,
    write_table,
)
from lexalign.reports.words import (
    BASIS_WORDS,
    PILLAR_TITLES,
    date_words,
    footnote,
    instrument_name,
    law_name,
    law_sha256,
    plural,
    provision_name,
    who_decided,
)
from lexalign.safe import save

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["annex"]

_Lines = Sequence[tuple[str, str]]


def annex(
    assessment: CountryAssessment,
    path: str | Path,
    *,
    completeness: Mapping[str, Completeness] | None = None,
    change: AssessmentChange | None = None,
) -> Path:
    """Write the assessment annex of a country.

    The sheets are Cover, Summary, Concordance, Gaps, Drafting points, Changes (where given), Near misses, Decisions,
    Method and limits, Provenance; the provisions stand in the order of the Council of Europe's legal profiles. The same
    assessment gives the same bytes, whenever and wherever it is written.

    Args:
        assessment: What :func:`lexalign.assess` says of the country.
        path: The Excel file to write; parent folders are made.
        completeness: Pillar ▶ whether all the law of that pillar was at hand, as the assessment was told; by
            default what the bundled corpora declare for the country.
        change: What changed since an earlier date, or what a bill would change; it gets a sheet.

    Returns:
        The path.

    Raises:
        LexalignError: The file cannot be written, or the assessment's date is not a date.
    """
    workbook = new_workbook()
    footer = Footer(
        f"{assessment.name}: assessment of {date_words(assessment.as_of)}",
        f"Counting rule {assessment.rule}, {_short_title(assessment)}",
    )
    declared = _declared(assessment) if completeness is None else completeness
    _cover(workbook, assessment, footer)
    _summary(workbook, assessment, footer)
    drafting = gaps(assessment)
    changes = [] if change is None else [_changes(change, assessment)]
    sheets: tuple[tuple[str, Sequence[Column], Sequence[Row], _Lines, int], ...] = (
        ("Concordance", tables.CONCORDANCE, tables.concordance_rows(assessment), _about_concordance(assessment), 3),
        ("Gaps", tables.GAPS, tables.gap_rows(assessment), _about_gaps(assessment), 2),
        ("Drafting points", tables.DRAFTING, tables.drafting_rows(drafting), _about_drafting(drafting), 2),
        *changes,
        ("Near misses", tables.NEAR_MISSES, tables.near_miss_rows(assessment), _about_near_misses(assessment), 2),
        ("Decisions", tables.DECISIONS, tables.decision_rows(assessment), _about_decisions(assessment), 2),
    )
    for name, columns, rows, lines, frozen in sheets:
        _table_sheet(workbook, footer, name, columns, rows, lines, frozen)
    _method(workbook, assessment, footer, declared)
    _provenance(workbook, assessment, footer)
    return save(
        workbook,
        Path(path),
        as_of=assessment.as_of,
        title=f"Assessment annex: {assessment.name}",
        subject=f"{instrument_name(assessment.instrument)}; rule {assessment.rule}",
    )


def _short_title(assessment: CountryAssessment) -> str:
    return assessment.instrument.short_title.get("en") or assessment.instrument.id


def _declared(assessment: CountryAssessment) -> Mapping[str, Completeness]:
    """What the bundled corpus declares, if all its laws were read and law by then: as in the assessment."""
    laws = {law.id for law in bundled_laws(assessment.country)}
    read = {law.id for law in assessment.laws if law.year is None or str(law.year) <= assessment.as_of[:4]}
    return completeness_of(assessment.country) if laws and laws <= read else {}


def _cover(workbook: Workbook, assessment: CountryAssessment, footer: Footer) -> None:
    sheet = add_sheet(workbook, "Cover", footer)
    widths = (30, 20, 14, 18, 14, 60)
    set_widths(sheet, widths)
    lines = [
        ("title", f"{assessment.name}: legislation on cybercrime and electronic evidence"),
        ("heading", "Assessment annex"),
        ("text", f"Domestic law set against the {instrument_name(assessment.instrument)}."),
        ("text", f"Assessed as of {date_words(assessment.as_of)}, by the counting rule {assessment.rule}."),
        ("text", who_decided(assessment)),
    ]
    note = footnote(assessment.country)
    if note:
        lines.append(("note", note))
    lines.append(("heading", "In short"))
    lines.extend(("text", _state_words(pillar)) for pillar in assessment.pillars.values())
    at = write_lines(sheet, 1, [*lines, ("heading", "Laws")], width=len(widths))
    columns = [
        Column(title, width)
        for title, width in zip(("Law", "Id", "Status", "Text of", "Form", "Source"), widths, strict=True)
    ]
    rows = [
        Row(
            (
                law_name(law),
                law.id,
                f"{law.status}{'' if law.status == 'in force' else ': not counted'}",
                date_words(law.version_date or "") or "date not known",
                {"text": "full text", "known": "not read; numbers and headings only"}.get(law.form, law.form),
                law.source,
            )
        )
        for law in assessment.laws
    ]
    at = write_table(sheet, at, columns, rows or [Row(("No law was read.", "", "", "", "", ""))], filters=False)
    if assessment.problems:
        at = write_lines(sheet, at, [("heading", "To be looked at")], width=len(widths))
        at = write_lines(sheet, at, [("text", f"• {problem}") for problem in assessment.problems], width=len(widths))
    finish(sheet, columns=len(widths), last_row=at - 1)


def _state_words(pillar: PillarState) -> str:
    """A pillar's state in a sentence, never without its basis and what could still change it."""
    basis = "" if pillar.basis is Basis.NONE else f" (basis: {pillar.basis})"
    open_ = f"; what is not known could still make it {pillar.lower} to {pillar.upper}"
    return (
        f"• {PILLAR_TITLES.get(pillar.pillar, pillar.pillar)}: {pillar.state}{basis}"
        f"{open_ if pillar.lower != pillar.upper else ''}."
    )


def _summary(workbook: Workbook, assessment: CountryAssessment, footer: Footer) -> None:
    sheet = add_sheet(workbook, "Summary", footer)
    width = len(tables.STATUSES)
    set_widths(sheet, [column.width for column in tables.STATUSES])
    at = write_lines(
        sheet,
        1,
        [
            ("title", f"{assessment.name}: summary"),
            (
                "note",
                f"As of {date_words(assessment.as_of)}; rule {assessment.rule}. Basis says on whose word a line rests: "
                "machine is a proposal to be reviewed, expert a signed decision. No information is not a finding that "
                "law is absent.",
            ),
            ("heading", "State of legislation by pillar"),
        ],
        width=width,
    )
    at = write_table(sheet, at, tables.PILLARS_TABLE, tables.pillar_rows(assessment), filters=False)
    at = write_lines(sheet, at, [("heading", "Status of each provision")], width=width)
    head = at
    at = write_table(sheet, at, tables.STATUSES, tables.status_rows(assessment))
    note = footnote(assessment.country)
    if note:
        at = write_lines(sheet, at, [("note", note)], width=width)
    finish(sheet, columns=width, last_row=at - 1)
    sheet.print_title_rows = f"{head}:{head}"


def _table_sheet(
    workbook: Workbook,
    footer: Footer,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    lines: _Lines,
    frozen: int,
) -> None:
    sheet = add_sheet(workbook, name, footer)
    set_widths(sheet, [column.width for column in columns])
    at = write_lines(sheet, 1, lines, width=len(columns))
    if not rows:
        at = write_lines(sheet, at, [("text", "Nothing is to be listed here.")], width=len(columns))
        finish(sheet, columns=len(columns), last_row=at - 1)
        return
    head = at
    at = write_table(sheet, at, columns, rows)
    finish(sheet, head_row=head, freeze_columns=frozen, columns=len(columns), last_row=at - 1)


def _about_concordance(assessment: CountryAssessment) -> _Lines:
    return [
        ("title", f"{assessment.name}: concordance"),
        (
            "note",
            "Which domestic article implements which article of the Convention, after the experts' decisions. The "
            "status is that of the provision as a whole: what one article lacks, another may have. A digest is the "
            "content of an article in other words; consult the official text before relying on it. Stale: the "
            "article changed after the decision.",
        ),
    ]


def _about_gaps(assessment: CountryAssessment) -> _Lines:
    unknown = [s for s in assessment.provisions if s.status == "no information"]
    names = ", ".join(provision_name(s.provision).removeprefix("Article ") for s in unknown)
    text = "Provisions that are not in line, or only in part, and what all their articles together do not show."
    if unknown:
        text += f" Of {plural(len(unknown), 'provision')} there is no information, which is no gap: Articles {names}."
    return [("title", f"{assessment.name}: gaps"), ("note", text)]


def _about_drafting(found: Gaps) -> _Lines:
    return [
        ("title", f"{found.assessment.name}: drafting points"),
        ("text", found.sentence),
        (
            "note",
            "What to add where a provision is not in line, or only in part, in lexalign's own words: a starting point "
            "for those who draft, without authority of its own. To be checked: the article is known by name only, and "
            "nobody tested what it says. Articles of other States: the nearest by legal tradition and language; read "
            "them in the official text.",
        ),
    ]


def _changes(
    change: AssessmentChange, assessment: CountryAssessment
) -> tuple[str, Sequence[Column], Sequence[Row], _Lines, int]:
    """The sheet of changes.

    Raises:
        LexalignError: They are of another country or treaty.
    """
    if (change.after.country, change.after.instrument.id) != (assessment.country, assessment.instrument.id):
        raise LexalignError(
            f"the changes are of {change.after.name} and {change.after.instrument.id}",
            where=f"annex of {assessment.name}",
            fix="Give the changes of the same country and treaty.",
        )
    states = [("text", f"• {PILLAR_TITLES.get(c.pillar, c.pillar)}: {_moved(c)}.") for c in change.pillars]
    lines = [
        ("title", f"{assessment.name}: {change.labels[0]} → {change.labels[1]}"),
        ("text", change.sentence),
        *states,
        *(("note", note) for note in change.notes),
    ]
    return "Changes", tables.CHANGES, tables.change_rows(change), lines, 2


def _moved(change: PillarChange) -> str:
    if not change.changed:
        return f"{change.after.state} before and after"
    return f"{change.before.state} ({change.before.basis}) → {change.after.state} ({change.after.basis})"


def _about_near_misses(assessment: CountryAssessment) -> _Lines:
    return [
        ("title", f"{assessment.name}: near misses"),
        (
            "note",
            "Articles that resemble a provision and were not accepted. None of them counts. A reviewer who sees an "
            "implementing article here confirms it; the decision is kept and the figures follow.",
        ),
    ]


def _about_decisions(assessment: CountryAssessment) -> _Lines:
    return [
        ("title", f"{assessment.name}: decisions of experts"),
        (
            "note",
            f"{plural(len(assessment.overrides), 'decision')} so far, the oldest first. None is ever deleted: a later "
            "one supersedes it, or it is withdrawn.",
        ),
    ]


def _method(
    workbook: Workbook, assessment: CountryAssessment, footer: Footer, declared: Mapping[str, Completeness]
) -> None:
    sheet = add_sheet(workbook, "Method and limits", footer)
    columns = (Column("Pillar", 30), Column("All law at hand?", 18), Column("Except", 34), Column("Note", 90))
    set_widths(sheet, [column.width for column in columns])
    width = len(columns)
    checked = "was checked" if assessment.instrument.text_checked else "has not yet been checked"
    lines = [("title", f"{assessment.name}: method and limits"), ("heading", "How articles were matched"), *_HOW]
    lines.append(
        (
            "text",
            f"What each provision asks is written in lexalign's own words, as elements; the list {checked} against "
            "the official text of the treaty. The elements are a reading aid and have no authority of their own.",
        )
    )
    if any(law.form == "digest" for law in assessment.laws):
        lines.append(
            (
                "text",
                "Digests: at least one law was read as digests, its articles put in other words by people who had the "
                "official text before them. A digest can miss a qualification. Before a finding is relied on, the "
                "official text must be read.",
            )
        )
    if any(law.form == "known" for law in assessment.laws):
        lines.append(
            (
                "text",
                "Laws not read: of at least one law only the numbers, or numbers and headings, of some articles are "
                "known, from the sources named. That an article is not named says nothing. What such a name is worth "
                "the counting rule says; before a finding is relied on, the official text must be read.",
            )
        )
    lines.append(("heading", "What a basis means"))
    lines.extend(("text", f"• {basis}: {words}.") for basis, words in BASIS_WORDS.items() if basis is not Basis.NONE)
    lines.append(("heading", f"The counting rule {assessment.rule}"))
    lines.extend(("text", line) for line in rule_lines(assessment.rule))
    lines.append(("heading", "Whether all the law was at hand"))
    lines.append(
        (
            "text",
            "Where all law of a pillar was at hand, a provision that no article shows is not in line; where it was "
            "not, there is no information. Absence of a file is never absence of law.",
        )
    )
    at = write_lines(sheet, 1, lines, width=width)
    rows = [
        Row(
            (
                PILLAR_TITLES[pillar],
                "yes" if declared[pillar].complete else "no",
                ", ".join(provision_name(p) for p in declared[pillar].exceptions),
                declared[pillar].note or "Nobody has said anything about it.",
            )
        )
        for pillar in PILLARS
        if pillar in declared
    ]
    if rows:
        at = write_table(sheet, at, columns, rows, filters=False)
    else:
        at = write_lines(sheet, at, [("text", "Nothing was declared: nothing counts as complete.")], width=width)
    finish(sheet, columns=width, last_row=at - 1)


_HOW = (
    (
        "text",
        "The program compares each article of each law with each provision: the notions its words show, its heading, "
        "its likeness to a description of the provision, and its place in the law. These give one confidence from 0 to "
        "1. Above a fixed threshold, and where no other article fits the provision much better, the match is accepted "
        "and counted; below it, a likely one is listed as a near miss and not counted.",
    ),
    (
        "text",
        "A confidence is the program's estimate that a lawyer would make the same match. It is no opinion on the law. "
        "A match or status whose basis is machine is a proposal, to be reviewed by a person who knows the legal order.",
    ),
    (
        "text",
        "Not seen: case law, practice, implementing regulations, general parts of criminal law and procedure, and "
        "laws that were not read. Drafts and repealed laws are listed and never counted.",
    ),
)


def _provenance(workbook: Workbook, assessment: CountryAssessment, footer: Footer) -> None:
    from lexalign.version import __version__

    sheet = add_sheet(workbook, "Provenance", footer)
    columns = (
        Column("Law", 24),
        Column("Articles", 10, centred=True),
        Column("SHA-256 of its articles", 70),
        Column("Source", 60),
    )
    set_widths(sheet, [column.width for column in columns])
    checked = "checked against the official text" if assessment.instrument.text_checked else "not yet checked"
    at = write_lines(
        sheet,
        1,
        [
            ("title", f"{assessment.name}: provenance"),
            ("text", f"Made with lexalign {__version__} as of {date_words(assessment.as_of)}."),
            ("text", f"Treaty: {instrument_name(assessment.instrument)}, {checked}. {assessment.instrument.source}"),
            ("text", f"Counting rule: {assessment.rule}. Country: {assessment.name} ({assessment.country})."),
            (
                "text",
                f"Decisions: {len(assessment.overrides)}. The same laws, decisions, rule and date give this file "
                "again, byte for byte.",
            ),
            ("heading", "Texts the assessment rests on"),
        ],
        width=len(columns),
    )
    rows = [Row((law.id, len(law.articles), law_sha256(law), law.source)) for law in assessment.laws]
    if rows:
        at = write_table(sheet, at, columns, rows, filters=False)
    at = write_lines(
        sheet,
        at,
        [("note", "The hash is of keys, numbers, headings and texts as read; any change changes it.")],
        width=4,
    )
    finish(sheet, columns=len(columns), last_row=at - 1)
