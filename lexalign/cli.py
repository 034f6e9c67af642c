"""The command ``lexalign``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lexalign.cli_annex import annex, area
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
from lexalign.cli_counts import counts, indicators
from lexalign.cli_evaluate import evaluate, precedents_app
from lexalign.cli_exchange import concordance_app, export
from lexalign.cli_explain import explain
from lexalign.cli_gaps import change, coverage, gaps
from lexalign.cli_known import known
from lexalign.cli_laws import register as register_laws
from lexalign.cli_notebook import notebook_app
from lexalign.cli_override import override_app
from lexalign.cli_review import review_app
from lexalign.cli_review_journal import add_journal_commands
from lexalign.errors import LexalignError
from lexalign.version import __version__

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
app.add_typer(precedents_app, name="precedents")
app.command()(known)
app.add_typer(review_app, name="review")
app.add_typer(notebook_app, name="notebook")
app.add_typer(concordance_app, name="concordance")
app.command()(export)
app.command()(explain)
app.command()(evaluate)
add_journal_commands(app)
register_laws(app)
app.command()(gaps)
app.command()(change)
app.command()(coverage)
app.command()(counts)
app.command()(annex)
app.command()(area)
app.command()(indicators)


_OF_AMENDING = ("carried_by", "target_law")


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
            {
                "number": a.number,
                "heading": a.heading or "",
                "path": " / ".join(a.path),
                "carried_by": a.carried_by or "",
                "target_law": a.target_law,
                "text": a.text,
            }
            for a in law.articles
        )
        doubts.extend(f"{path.name}: {i.message}" for i in law.issues)

    try:
        for_each(files, work)
    finally:
        if rows:
            # Only amending acts insert articles into other laws.
            shown = [name for name in rows[0] if name not in _OF_AMENDING or any(row[name] for row in rows)]
            print_rows([{name: row[name] for name in shown} for row in rows], shown, format)
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
    paragraphs: Annotated[
        bool, typer.Option("--paragraphs", help="A row for each paragraph of the treaty, with pinpoints in the law.")
    ] = False,
    semantic: Annotated[
        Path | None, typer.Option("--semantic", help="Folder of a sentence model of yours; needs --fit.")
    ] = None,
    fit: Annotated[
        Path | None, typer.Option("--fit", help="Weights fitted with that model; docs/semantic.md says how.")
    ] = None,
) -> None:
    """Propose which articles implement which provisions: accepted pairs and candidates, with confidence."""
    from lexalign.laws import read_law
    from lexalign.matching import COLUMNS, PARAGRAPH_COLUMNS, align_all
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
            if format is TableFormat.table and not all_pairs and not paragraphs:
                typer.echo(str(alignment))
                continue
            frame = alignment.to_frame(paragraphs=paragraphs)
            frame["accepted"] = frame["accepted"].map({True: "true", False: "false"})
            rows.extend(records(frame))

    try:
        for_each(files, work)
    finally:
        if rows or format is not TableFormat.table:
            print_rows(rows, [*COLUMNS, *PARAGRAPH_COLUMNS] if paragraphs else list(COLUMNS), format)


def _assess(iso3: str, overrides: Path | None, rule: str, as_of: str | None) -> CountryAssessment:
    from lexalign.assessment import assess_bundled

    return assess_bundled(iso3, overrides=overrides, rule=rule, as_of=as_of)


def _assess_all(
    overrides: Path | None,
    rule: str,
    as_of: str | None,
    *,
    known: bool = False,
    presume: str | None = None,
    instrument: str = "cets185",
) -> tuple[list[CountryAssessment], typer.Exit | None]:
    """All bundled countries, or all of which anything is known; one that fails stops only itself.

    Returns:
        The assessments, and the exit to make at the end where a country failed.
    """
    from lexalign.assessment import assess_bundled, countries_on, known_countries
    from lexalign.assessment.country import date_of
    from lexalign.assessment.rules import elements_rule
    from lexalign.review import read_overrides

    # A wrong rule or date is one message, not one for each country.
    chosen = elements_rule(rule).presuming(presume)
    date_of(as_of)
    decisions = read_overrides(overrides)
    codes = countries_on(instrument)
    if known:
        codes = known_countries(decisions, rule=chosen, as_of=as_of, presume=presume)
    assessed: list[CountryAssessment] = []

    def work(iso3: str) -> None:
        assessed.append(
            assess_bundled(iso3, overrides=decisions, rule=chosen, as_of=as_of, presume=presume, instrument=instrument)
        )

    try:
        for_each(codes, work)
    except typer.Exit as error:
        return assessed, error
    return assessed, None


@app.command()
def matrix(
    pillar: Pillar = "substantive",
    format: Format = TableFormat.table,
    out: Annotated[Path | None, typer.Option("--out", help="Also write Excel and PNG into this folder.")] = None,
    instrument: Annotated[
        str, typer.Option("--instrument", help="cets185, cets189, cets224, or a YAML file of your own.")
    ] = "cets185",
    with_parts: Annotated[bool, typer.Option("--parts", help="Paragraphs (6.1.a, 19.2) as well.")] = False,
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Print the alignment matrix of the bundled countries."""
    from lexalign.assessment import matrix as build
    from lexalign.assessment.matrices import by_name

    assessed, failure = _assess_all(overrides, rule, as_of, instrument=instrument)
    result = build(by_name(assessed), pillar=None if pillar == "all" else pillar, with_parts=with_parts)
    frame = result.to_frame("marked" if format is TableFormat.table else "status").reset_index()
    if format is TableFormat.table:
        typer.echo(result.caption)
    print_frame(frame, format)
    if format is TableFormat.table:
        typer.echo(result.note)
    if out is not None:
        from lexalign.reports import heatmap, matrix_workbook

        treaty = "" if result.instrument.id == "cets185" else f"{result.instrument.id}-"
        stem = f"matrix-{treaty}{pillar}{'-parts' if with_parts else ''}-{result.as_of}"
        typer.echo(str(matrix_workbook(result, out / f"{stem}.xlsx")))
        heatmap(result, out / f"{stem}.png")
        typer.echo(str(out / f"{stem}.png"))
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
