"""The report of a region, a group or the world: the count, the map, the trend, the matrices, a line for each State."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.assessment.count_values import Counts
from lexalign.assessment.groups import group
from lexalign.assessment.history import History, distance_words, history, year_ends
from lexalign.assessment.matrices import by_name, matrix
from lexalign.assessment.rules import Rule
from lexalign.assessment.state_list import StateList, state_list
from lexalign.assessment.tallies import counts, named_denominator
from lexalign.assessment.uncertainty import uncertainty
from lexalign.assessment.values import CountryAssessment
from lexalign.model import Basis, Status
from lexalign.reports.count_figures import counts_by_region, counts_over_time
from lexalign.reports.counts_text import BASES, HEADS, count_sentence, figures, notes, published_words
from lexalign.reports.documents import write_annex
from lexalign.reports.documents.values import Annex, Block, Lines, Picture, Section, Table
from lexalign.reports.figures import BASIS_LETTERS
from lexalign.reports.rules import rule_lines
from lexalign.reports.table import Column, Flag, Row
from lexalign.reports.tile_map import tile_map
from lexalign.reports.words import BASIS_WORDS, PILLAR_TITLES, date_words
from lexalign.version import __version__

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["area_content", "area_report"]

_STATES = (
    Column("State", 26, key=True),
    Column("Region", 14),
    Column("Substantive law", 21),
    Column("Procedural powers", 21),
    Column("In one line", 108),
)
_WIDTHS = (28, 22, 9, 10, 10, 9, 9, 9, 11, 10, 12, 40)
_COUNTED = tuple(
    Column(head, width, centred=width < 20, form="0.0%" if head == "Share" else "")
    for head, width in zip((*HEADS, "Basis of largely in place"), _WIDTHS, strict=True)
)


def area_report(
    assessments: Iterable[CountryAssessment],
    path: str | Path,
    *,
    area: str | Sequence[str] = "un-members",
    title: str = "",
    by: str | None = "region",
    on_day: Callable[[str], Iterable[CountryAssessment]] | None = None,
    dates: Sequence[str | date] | None = None,
    as_of: str | date | None = None,
    rule: str | Path | Rule = "c-proc",
    presume: str | None = None,
) -> Path:
    """Write the report of an area as Excel, Word or HTML, by the ending of the file's name.

    Args:
        assessments: Of the States of which something is known; those outside the area are left out.
        path: The file, ``.xlsx``, ``.docx`` or ``.html``; parent folders are made.
        area: A denominator: ``un-members``, ``un-members-africa``, ``group:caricom``, ``parties:cets185`` ..., or ISO3
            codes.
        title: What the area is called on the cover; by default its own name.
        by: What the count is broken down by: ``region``, ``group`` or None.
        on_day: Gives the assessments of an earlier day, for the trend; None for no trend.
        dates: Days of the trend; by default the end of each year from 2013 on, and the day of the count.
        as_of: As of :func:`lexalign.counts`.
        rule: As of :func:`lexalign.counts`.
        presume: As of :func:`lexalign.counts`.

    Raises:
        LexalignError: As of :func:`lexalign.counts`; or the file cannot be written, or its ending is not known.
    """
    content = area_content(
        assessments, area=area, title=title, by=by, on_day=on_day, dates=dates, as_of=as_of, rule=rule, presume=presume
    )
    return write_annex(content, path)


def area_content(
    assessments: Iterable[CountryAssessment],
    *,
    area: str | Sequence[str] = "un-members",
    title: str = "",
    by: str | None = "region",
    on_day: Callable[[str], Iterable[CountryAssessment]] | None = None,
    dates: Sequence[str | date] | None = None,
    as_of: str | date | None = None,
    rule: str | Path | Rule = "c-proc",
    presume: str | None = None,
) -> Annex:
    """Say what the report of an area says, before it is a file; arguments as of :func:`area_report`."""
    given = list(assessments)
    found = counts(given, as_of=as_of, rule=rule, denominator=area, by=by, presume=presume)
    day = found.as_of
    inside = set(named_denominator(area, day)[1])
    members = [a for a in given if a.country in inside]
    series = None
    if on_day is not None:
        days = dates if dates is not None else year_ends(as_of=day)
        series = history(on_day, dates=days, rule=rule, denominator=area, presume=presume)
    named = title or _name(area, day)
    named = named[:1].upper() + named[1:]
    listed = {
        pillar: state_list(given, pillar, as_of=day, rule=rule, denominator=area, presume=presume)
        for pillar in found.rule.pillars
    }
    interval = uncertainty(given, as_of=day, rule=rule, denominator=area, presume=presume)
    sections = [
        _cover(named, found, count_sentence(found, interval), series),
        _count(named, found),
        _map(named, listed),
        *([] if series is None else [_trend(named, series)]),
        *(_matrix(named, members, pillar) for pillar in found.rule.pillars if members),
        _states(named, listed, {a.country: a for a in members}),
        _method(found),
    ]
    return Annex(
        title=f"State of cybercrime legislation: {named}",
        subject=f"As of {date_words(day)}; rule {found.rule.label}",
        left=f"{named}, {date_words(day)}",
        middle=f"Counting rule {found.rule.label}",
        as_of=day,
        language="en",
        sections=tuple(sections),
    )


def _name(area: str | Sequence[str], day: str) -> str:
    """What an area is called."""
    if not isinstance(area, str):
        return f"{len(set(area))} States"
    if area.startswith("group:"):
        return group(area.partition(":")[2], day).title.title_en
    if area.startswith("parties:"):
        return f"Parties to {area.partition(':')[2].upper()}"
    known = {"un-members": "the members of the United Nations", "coe-members": "the members of the Council of Europe"}
    return known.get(area) or area.removeprefix("un-members-").replace("-", " ").title()


def _cover(named: str, found: Counts, sentence: str, series: History | None) -> Section:
    lines = [
        ("title", f"State of cybercrime legislation: {named}"),
        ("text", sentence),
        *(("text", words) for words in [published_words(found)] if words),
    ]
    if series is not None and series.distances:
        lines.append(("heading", "Targets"))
        lines.extend(("text", f"• {distance_words(one)}") for one in series.distances)
    lines.append(("heading", "To be read with every figure"))
    lines.extend(("note", note) for note in notes(found) if note)
    return Section("cover", "Cover", (Lines(tuple(lines)),), (150.0,))


def _count(named: str, found: Counts) -> Section:
    rows = []
    for row in found.rows:
        bases = ", ".join(f"{getattr(row, name)} {name}" for name in BASES if getattr(row, name)) or "—"
        rows.append(Row((*figures(row), bases), starts_group=not row.region))
    note = "At least and at most: if everything that is not known turned out the worst, and the best."
    blocks: list[Block] = [
        Lines((("title", f"{named}: the count"), ("note", note))),
        Table(_COUNTED, tuple(rows), "The count", main=True, filters=True),
    ]
    if any(row.region for row in found.rows):
        blocks.append(_picture(counts_by_region(found), "The count by region, as in the table above."))
    return Section("count", "Count", tuple(blocks))


def _map(named: str, listed: dict[str, StateList]) -> Section:
    blocks: list[Block] = [Lines((("title", f"{named}: map of tiles, every State of the same size"),))]
    for states in listed.values():
        alt = f"{states.caption}. {states.basis_note} The States are listed under States."
        blocks += [Lines((("heading", states.title), ("note", states.basis_note))), _picture(tile_map(states), alt)]
    return Section("map", "Map", tuple(blocks), (150.0,))


def _trend(named: str, series: History) -> Section:
    columns = (
        Column("Day", 20, key=True),
        Column("Pillar", 30),
        Column("Assessed", 12, centred=True),
        Column("Largely in place", 14, centred=True),
        Column("At least", 12, centred=True),
        Column("At most", 12, centred=True),
        Column("No information", 16, centred=True),
    )
    rows = tuple(
        Row(
            (
                date_words(p.as_of),
                PILLAR_TITLES.get(p.count.pillar, p.count.pillar),
                p.count.assessed,
                p.count.largely,
                p.count.lower,
                p.count.upper,
                p.count.no_information,
            )
        )
        for p in series.points
    )
    blocks: list[Block] = [
        Lines((("title", f"{named}: over time"), ("note", series.caption), ("note", series.basis_note))),
        _picture(counts_over_time(series), "The count over time, as in the table below."),
        Table(columns, rows, "Over time", main=True, filters=True),
        Lines(tuple(("note", note) for note in series.notes)),
    ]
    return Section("trend", "Trend", tuple(blocks))


def _matrix(named: str, members: Sequence[CountryAssessment], pillar: str) -> Section:
    made = matrix(by_name(members), pillar=pillar)
    width = max(8.0, 150 / max(1, len(made.columns)))
    heads = (p.rpartition(":")[2] for p in made.columns)
    columns = (Column("State", 26, key=True), *(Column(f"Art. {head}", width, centred=True) for head in heads))
    rows = []
    for assessment in made.assessments:
        by_id = {s.provision: s for s in assessment.provisions}
        cells = [_cell(by_id[p].status, by_id[p].basis) if p in by_id else "" for p in made.columns]
        rows.append(Row((assessment.name, *cells)))
    title = PILLAR_TITLES.get(pillar, pillar)
    lines = (
        ("title", f"{named}: {title}"),
        ("note", made.caption),
        ("note", made.note),
    )
    table = Table(columns, tuple(rows), str(title), main=True, frozen=1, filters=True)
    return Section(f"matrix-{pillar}", f"Matrix {pillar}", (Lines(lines), table))


def _cell(status: Status, basis: Basis) -> Flag:
    letter = BASIS_LETTERS.get(basis, "")
    return Flag(f"{status.value} ({letter})" if letter else status.value, status.value)


def _states(named: str, listed: dict[str, StateList], assessed: dict[str, CountryAssessment]) -> Section:
    columns = [c for c in _STATES if c.title not in ("Substantive law", "Procedural powers")]
    columns[2:2] = [Column(str(PILLAR_TITLES.get(pillar, pillar)), 21) for pillar in listed]
    first = next(iter(listed.values()))
    by_code = {pillar: {s.iso3: s for s in states.states} for pillar, states in listed.items()}
    rows = []
    for state in sorted((s for s in first.states if s.counted), key=lambda s: s.name):
        states = [by_code[pillar][state.iso3].state for pillar in listed]
        rows.append(Row((state.name, state.region, *states, _one_line(assessed.get(state.iso3)))))
    lines: tuple[tuple[str, str], ...] = (
        ("title", f"{named}: States"),
        *(("note", note) for note in first.footnotes),
    )
    table = Table(tuple(columns), tuple(rows), "States", main=True, frozen=1, filters=True)
    return Section("states", "States", (Lines(lines), table))


def _one_line(assessment: CountryAssessment | None) -> str:
    """What is known of a State, in a line: laws, statuses, what is missing, on whose word."""
    if assessment is None:
        return "Nothing is known of it here; that says nothing of its law."
    pillar_of = {p.id: p.pillar for p in assessment.instrument.provisions}
    counted = [s for s in assessment.provisions if pillar_of.get(s.provision) in ("substantive", "procedural")]
    parts = []
    for status, words in (
        (Status.IN_LINE, "in line"),
        (Status.PARTIAL, "partially"),
        (Status.NOT_IN_LINE, "not in line"),
        (Status.RESERVED, "reserved"),
    ):
        numbers = [s.provision.rpartition(":")[2] for s in counted if s.status is status]
        if numbers:
            parts.append(f"{words}: {', '.join(numbers)}")
    unknown = sum(s.status is Status.NO_INFORMATION for s in counted)
    if unknown:
        parts.append(f"no information on {unknown}")
    bases = {s.basis for s in counted if s.basis is not Basis.NONE}
    laws = [law.title for law in assessment.laws if law.status == "in force"]
    named = "; ".join(laws[:2]) + (f" and {len(laws) - 2} more" if len(laws) > 2 else "")
    basis = f" Basis: {', '.join(sorted(bases))}." if bases else ""
    return f"{f'{named}. ' if named else ''}{'; '.join(parts).capitalize() or 'No finding'}.{basis}"


def _method(found: Counts) -> Section:
    lines = [("title", "Method and limits"), ("heading", f"The counting rule {found.rule.label}")]
    lines += [("text", str(line)) for line in rule_lines(found.rule)]
    lines.append(("heading", "What a basis means"))
    lines += [("text", f"• {basis}: {words}.") for basis, words in BASIS_WORDS.items() if basis is not Basis.NONE]
    lines.append(("heading", "Provenance"))
    lines.append(("text", f"Made with lexalign {__version__} as of {date_words(found.as_of)}."))
    return Section("method", "Method and limits", (Lines(tuple(lines)),), (150.0,))


def _picture(figure: Figure, alt: str) -> Picture:
    """A figure as a picture that is the same every time."""
    raw = io.BytesIO()
    figure.savefig(raw, format="png", dpi=110, metadata={"Software": None})
    width, height = (round(inches * 110) for inches in figure.get_size_inches())
    return Picture(raw.getvalue(), alt, width, height)
