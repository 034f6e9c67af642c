"""The command ``lexalign``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lexalign import __version__
from lexalign.cli_common import (
    AsOf,
    Corpora,
    Country,
    Files,
    Format,
    Language,
    Out,
    Overrides,
    Pillar,
    Rule,
    TableFormat,
    for_each,
    iso3_of,
    print_frame,
    print_rows,
    records,
    say,
)
from lexalign.cli_known import known
from lexalign.cli_laws import register as register_laws
from lexalign.cli_override import override_app
from lexalign.cli_review import review_app
from lexalign.cli_review_journal import add_journal_commands
from lexalign.errors import LexalignError

if TYPE_CHECKING:
    from lexalign.assessment import CountryAssessment

__all__ = ["app", "main"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Which article of national law implements which article of the Budapest Convention.",
)
app.add_typer(override_app, name="override")
app.command()(known)
app.add_typer(review_app, name="review")
add_journal_commands(app)
register_laws(app)


@app.command()
def articles(
    files: Files,
    language: Language = None,
    format: Format = TableFormat.table,
) -> None:
    """Cut laws into articles and list them, with what is doubtful."""
    from lexalign.laws import read_law

    rows: list[dict[str, Any]] = []
    doubts: list[str] = []

    def work(path: Path) -> None:
        law = read_law(path, country="XXX", language=language)
        rows.extend(
            {"number": a.number, "heading": a.heading or "", "path": " / ".join(a.path), "text": a.text}
            for a in law.articles
        )
        doubts.extend(f"{path.name}: {i.message}" for i in law.issues)

    try:
        for_each(files, work)
    finally:
        if rows:
            print_rows(rows, ["number", "heading", "path", "text"], format)
        for doubt in doubts:
            say(doubt)


@app.command()
def align(
    files: Files,
    country: Country,
    language: Language = None,
    instrument: Annotated[
        list[str] | None,
        typer.Option("--instrument", help="cets185, or a YAML file of your own; repeatable; all bundled by default."),
    ] = None,
    format: Format = TableFormat.table,
    all_pairs: Annotated[bool, typer.Option("--all", help="All pairs, however weak.")] = False,
    semantic: Annotated[
        Path | None, typer.Option("--semantic", help="Folder of a sentence model of yours; needs --fit.")
    ] = None,
    fit: Annotated[
        Path | None, typer.Option("--fit", help="Weights fitted with that model; docs/semantic.md says how.")
    ] = None,
) -> None:
    """Propose which articles implement which provisions: accepted pairs and candidates, with confidence."""
    from lexalign.laws import read_law
    from lexalign.matching import COLUMNS, align_all
    from lexalign.matching.semantic import with_model
    from lexalign.provisions import bundled_instruments

    rows: list[dict[str, Any]] = []
    iso3 = iso3_of(country)
    model = with_model(semantic, fit, progress=sys.stderr.isatty())

    def work(path: Path) -> None:
        law = read_law(path, country=iso3, language=language)
        limits: dict[str, Any] = {"at_least": 0.0, "kept": len(law.articles)} if all_pairs else {}
        treaties = instrument or bundled_instruments()
        for alignment in align_all(law, treaties, progress=sys.stderr.isatty(), **limits, **model):
            if format is TableFormat.table and not all_pairs:
                typer.echo(str(alignment))
                continue
            frame = alignment.to_frame()
            frame["accepted"] = frame["accepted"].map({True: "true", False: "false"})
            rows.extend(records(frame))

    try:
        for_each(files, work)
    finally:
        if rows or format is not TableFormat.table:
            print_rows(rows, list(COLUMNS), format)


def _assess(iso3: str, overrides: Path | None, rule: str, as_of: str | None) -> CountryAssessment:
    from lexalign.assessment import assess_bundled

    return assess_bundled(iso3, overrides=overrides, rule=rule, as_of=as_of)


def _assess_all(
    overrides: Path | None, rule: str, as_of: str | None, *, known: bool = False, presume: str | None = None
) -> tuple[list[CountryAssessment], typer.Exit | None]:
    """All bundled countries, or all of which anything is known; one that fails stops only itself.

    Returns:
        The assessments, and the exit to make at the end where a country failed.
    """
    from lexalign.assessment import assess_bundled, known_countries
    from lexalign.assessment.country import date_of
    from lexalign.assessment.rules import elements_rule
    from lexalign.laws import covered_countries
    from lexalign.review import read_overrides

    # A wrong rule or date is one message, not one for each country.
    chosen = elements_rule(rule).presuming(presume)
    date_of(as_of)
    decisions = read_overrides(overrides)
    codes = known_countries(decisions, rule=chosen, as_of=as_of, presume=presume) if known else covered_countries()
    assessed: list[CountryAssessment] = []

    def work(iso3: str) -> None:
        assessed.append(assess_bundled(iso3, overrides=decisions, rule=chosen, as_of=as_of, presume=presume))

    try:
        for_each(codes, work)
    except typer.Exit as error:
        return assessed, error
    return assessed, None


@app.command()
def annex(
    countries: Annotated[list[str], typer.Argument(help="ISO3 codes of countries with a corpus.")],
    out: Out = Path("out"),
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Write the assessment annex (Excel) of countries."""
    from lexalign.reports import annex as write

    def work(code: str) -> None:
        iso3 = iso3_of(code)
        assessment = _assess(iso3, overrides, rule, as_of)
        typer.echo(str(write(assessment, out / f"annex-{iso3}-{assessment.as_of}.xlsx")))

    for_each(countries, work)


@app.command()
def matrix(
    pillar: Pillar = "substantive",
    format: Format = TableFormat.table,
    out: Annotated[Path | None, typer.Option("--out", help="Also write Excel and PNG into this folder.")] = None,
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Print the alignment matrix of the bundled countries."""
    from lexalign.assessment import matrix as build
    from lexalign.assessment.matrices import by_name

    assessed, failure = _assess_all(overrides, rule, as_of)
    result = build(by_name(assessed), pillar=pillar)
    frame = result.to_frame("marked" if format is TableFormat.table else "status").reset_index()
    if format is TableFormat.table:
        typer.echo(result.caption)
    print_frame(frame, format)
    if format is TableFormat.table:
        typer.echo(result.note)
    if out is not None:
        from lexalign.reports import heatmap, matrix_workbook

        stem = f"matrix-{pillar}-{result.as_of}"
        typer.echo(str(matrix_workbook(result, out / f"{stem}.xlsx")))
        heatmap(result, out / f"{stem}.png")
        typer.echo(str(out / f"{stem}.png"))
    if failure is not None:
        raise failure


@app.command()
def counts(
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    by: Annotated[
        str | None, typer.Option("--by", help="region, coe-region, group, or groups such as caricom,eu.")
    ] = None,
    presume: Annotated[
        str | None,
        typer.Option("--presume", help="Scenario of the rule, e.g. parties; off by default, named in the result."),
    ] = None,
    of: Annotated[
        str, typer.Option("--of", help="Denominator: un-members, coe-members, all, group:NAME, parties:cets185.")
    ] = "un-members",
    format: Format = TableFormat.table,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Count the States largely in line, with date, rule, denominator, basis and bounds.

    Counted are all countries of which something is known: bundled laws, published verdicts, decisions.
    """
    from lexalign.assessment import Counts, LegislationCounts, legislation_counts, load_rule
    from lexalign.assessment import counts as count
    from lexalign.assessment.tallies import breakdown, named_denominator

    breakdown(by, named_denominator(of, as_of)[1], as_of)  # what was typed wrong is said before the work, not after it
    exists = load_rule(rule).presuming(presume).method == "existence"
    result: Counts | LegislationCounts
    assessed, failure = _assess_all(overrides, "c-proc" if exists else rule, as_of, known=True, presume=presume)
    if exists:
        result = legislation_counts(assessed, as_of=as_of, rule=rule, by=by, denominator=of)
    else:
        result = count(assessed, as_of=as_of, rule=rule, by=by, presume=presume, denominator=of)
    if format is TableFormat.table:
        typer.echo(str(result))
    else:
        frame = result.to_frame()
        print_frame(frame, format)
    if failure is not None:
        raise failure


@app.command()
def report(
    out: Out = Path("out"),
    as_of: AsOf = None,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Run the main job on the bundled corpora: matrices, heat maps, counts, an annex for each country."""
    from lexalign.reports import report as run

    result = run(out, overrides=overrides, as_of=as_of)
    typer.echo(str(result))
    if result.failures:
        raise typer.Exit(2)


# --- check ----------------------------------------------------------------------------------------------------------


@app.command()
def provisions(
    provision: Annotated[str | None, typer.Argument(help="cets185:19 or 19; all when not given.")] = None,
    instrument: Annotated[str, typer.Option("--instrument", help="cets185, or a YAML file of your own.")] = "cets185",
    language: Language = None,
    format: Format = TableFormat.table,
) -> None:
    """List the provisions of a treaty, or show the reference card of one."""
    from lexalign.language import card, provisions_table

    if provision is not None:
        typer.echo(str(card(provision, instrument, language=language)))
    else:
        print_frame(provisions_table(instrument), format)


@app.command()
def coverage(
    country: Annotated[str, typer.Argument(help="ISO3 code of a country with a corpus.")],
    phenomenon: Annotated[str, typer.Argument(help="ransomware, botnets, ddos, malware, spam ...")],
    format: Format = TableFormat.table,
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Which provisions named for a phenomenon by the Guidance Notes a country has."""
    from lexalign.assessment import coverage as cover

    found = cover(_assess(iso3_of(country), overrides, rule, as_of), phenomenon)
    if format is TableFormat.table:
        typer.echo(str(found))
    else:
        print_frame(found.to_frame(), format)


@app.command()
def check(
    overrides: Overrides = None,
    corpora: Corpora = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Only problems.")] = False,
) -> None:
    """Validate treaties, lexicons, rules, corpora and decisions; exit 2 when something is wrong."""
    from lexalign.checks import check_all

    problems, summary = check_all(overrides)
    if not quiet:
        for line in summary:
            typer.echo(line)
    for problem in problems:
        say(problem)
    if problems:
        raise typer.Exit(2)
    if not quiet:
        typer.echo("check: all good")


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    """Entry point: an error a user can do something about is one message and exit code 2."""
    try:
        app()
    except LexalignError as error:
        say(error)
        sys.exit(2)


if __name__ == "__main__":
    main()
