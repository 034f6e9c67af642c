"""``lexalign annex`` and ``lexalign area``: documents of a country, and of a region, a group or the world."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lexalign.cli_common import AsOf, Corpora, Out, Overrides, Rule, say

__all__ = ["annex", "area"]


class AnnexFormat(StrEnum):
    """File formats of an annex."""

    xlsx = "xlsx"
    docx = "docx"
    html = "html"


def annex(
    countries: Annotated[list[str] | None, typer.Argument(help="Codes or names of countries.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All countries of which anything is known.")] = False,
    format: Annotated[
        list[AnnexFormat] | None, typer.Option("--format", "-f", help="May be given several times.")
    ] = None,
    language: Annotated[str, typer.Option("--language", "-l", help="Of the annex: en, fr or es.")] = "en",
    again: Annotated[bool, typer.Option("--again", help="Also write what is up to date.")] = False,
    out: Out = Path("out"),
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Write the assessment annex of countries: Excel, Word, HTML.

    Files that are up to date are kept, one country that fails does not stop the others, and a run that was stopped
    goes on where it was.
    """
    from lexalign.reports import annexes

    if bool(countries) == everything:
        say("Name the countries, or say --all for every country of which anything is known.")
        raise typer.Exit(2)
    result = annexes(
        out,
        None if everything else countries,
        formats=[str(one) for one in format or (AnnexFormat.xlsx,)],
        language=language,
        rule=rule,
        as_of=as_of,
        overrides=overrides,
        again=again,
        progress=everything or len(countries or ()) > 1,
    )
    for path in result.written:
        typer.echo(str(path))
    for line in str(result).splitlines()[len(result.written) :]:
        say(line)
    if result.failures or result.stopped:
        raise typer.Exit(2)


def area(
    name: Annotated[
        str, typer.Argument(help="un-members, un-members-africa, coe-members, group:caricom, parties:cets185 ...")
    ] = "un-members",
    format: Annotated[
        list[AnnexFormat] | None, typer.Option("--format", "-f", help="May be given several times.")
    ] = None,
    trend: Annotated[bool, typer.Option("--trend", help="Also the count at the end of each year since 2013.")] = False,
    by: Annotated[str | None, typer.Option("--by", help="Break the count down by region or group.")] = None,
    out: Out = Path("out"),
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Write the report of a region, a group or the world: count, map, matrices, a line for each State."""
    from lexalign.assessment import CountryAssessment, assess_bundled, known_countries
    from lexalign.assessment.country import date_of
    from lexalign.reports.area_report import area_content
    from lexalign.reports.documents import write_annex
    from lexalign.review import read_overrides

    day = date_of(as_of).isoformat()
    decisions = read_overrides(overrides)

    def known(on: str) -> list[CountryAssessment]:
        codes = known_countries(decisions, rule=rule, as_of=on)
        return [assess_bundled(code, overrides=decisions, rule=rule, as_of=on) for code in codes]

    content = area_content(known(day), area=name, by=by, on_day=known if trend else None, as_of=day, rule=rule)
    for ending in format or (AnnexFormat.html,):
        path = out / f"report-{name.replace(':', '-')}-{day}.{ending}"
        typer.echo(str(write_annex(content, path)))
