"""The global count with all that belongs to it, as one set of files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from lexalign.assessment.history import history, year_ends
from lexalign.assessment.next_review import next_review
from lexalign.assessment.rules import Rule
from lexalign.assessment.state_list import state_list
from lexalign.assessment.tallies import counts
from lexalign.assessment.uncertainty import uncertainty
from lexalign.assessment.values import CountryAssessment
from lexalign.reports.count_figures import counts_by_region, counts_over_time, interval_figure, sensitivity_curve
from lexalign.reports.counts_text import counts_csv, counts_markdown
from lexalign.reports.counts_xlsx import counts_workbook
from lexalign.reports.tile_html import tile_map_html
from lexalign.reports.tile_map import geojson_map, tile_map

__all__ = ["global_count"]


def global_count(
    assessments: Iterable[CountryAssessment],
    out: str | Path,
    *,
    on_day: Callable[[str], Iterable[CountryAssessment]] | None = None,
    dates: Sequence[str | date] | None = None,
    as_of: str | date | None = None,
    rule: str | Path | Rule = "c-proc",
    denominator: str | Sequence[str] = "un-members",
    by: str | None = "region",
    presume: str | None = None,
    outlines: str | Path | None = None,
) -> tuple[Path, ...]:
    """Write the count: workbook, CSV, Markdown, figures each with its table, and a tile map per pillar.

    Args:
        assessments: As of :func:`lexalign.counts`.
        out: Folder for the files; made if it does not exist.
        on_day: Gives the assessments of an earlier day, for the history; None if those given are of several dates.
        dates: Days of the history; by default the end of each year from 2013 on, and the day of the count.
        as_of: As of :func:`lexalign.counts`.
        rule: As of :func:`lexalign.counts`.
        denominator: As of :func:`lexalign.counts`.
        by: As of :func:`lexalign.counts`; None for no picture by region.
        presume: As of :func:`lexalign.counts`.
        outlines: A GeoJSON file with outlines of States, for maps over them as well; see
            :func:`lexalign.reports.tile_map.geojson_map`.

    Returns:
        The files, in the order of writing; each picture has its table beside it.

    Raises:
        LexalignError: As of :func:`lexalign.counts`, or a file cannot be written.
    """
    given = [assessments] if isinstance(assessments, CountryAssessment) else list(assessments)
    found = counts(given, as_of=as_of, rule=rule, denominator=denominator, by=by, presume=presume)
    day, folder = found.as_of, Path(out)
    sure = uncertainty(given, as_of=day, rule=rule, denominator=denominator, by=by, presume=presume)
    review = next_review(given, as_of=day, rule=rule, denominator=denominator, presume=presume)
    series = history(
        on_day or given,
        dates=dates if dates is not None else year_ends(as_of=day),
        rule=rule,
        denominator=denominator,
        presume=presume,
    )
    files = [
        counts_workbook(found, folder / f"counts-{day}.xlsx", interval=sure, review=review, history=series),
        counts_csv(found, folder / f"counts-{day}.csv"),
    ]
    markdown = folder / f"counts-{day}.md"
    counts_markdown(found, markdown, interval=sure, history=series)
    files.append(markdown)

    def drawn(name: str, ending: str = ".png") -> Path:
        path = folder / f"{name}-{day}{ending}"
        files.append(path)
        if ending == ".png":
            files.append(path.with_suffix(".csv"))
        return path

    counts_over_time(series, drawn("counts-over-time"))
    if any(r.region for r in found.rows):
        counts_by_region(found, drawn("counts-by-region"))
    sensitivity_curve(found, sure, drawn("counts-threshold"))
    interval_figure(sure, drawn("counts-interval"))
    for pillar in found.rule.pillars:
        listed = state_list(given, pillar, as_of=day, rule=rule, denominator=denominator, presume=presume)
        tile_map(listed, drawn(f"tiles-{pillar}"))
        tile_map_html(listed, drawn(f"tiles-{pillar}", ".html"))
        if outlines is not None:
            geojson_map(listed, outlines, drawn(f"map-{pillar}"))
    return tuple(files)
