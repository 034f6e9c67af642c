"""The command ``lexalign``."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from lexalign import __version__
from lexalign.errors import LexalignError

__all__ = ["app", "main"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Which article of national law implements which article of the Budapest Convention.",
)
override_app = typer.Typer(no_args_is_help=True, help="Expert decisions: they always beat the machine and are never lost.")
app.add_typer(override_app, name="override")

T = TypeVar("T")


class TableFormat(StrEnum):
    """How a table is printed."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"


Files = Annotated[list[Path], typer.Argument(help="Law files: csv, txt, md, html, pdf.")]
Country = Annotated[str, typer.Option("--country", help="ISO 3166-1 alpha-3 code, e.g. KEN.")]
Language = Annotated[str | None, typer.Option("--language", help="ISO 639-1 code; found out when not given.")]
Format = Annotated[TableFormat, typer.Option("--format", help="table, csv or jsonl.")]
Out = Annotated[Path, typer.Option("--out", help="Folder for the files that are written.")]
Overrides = Annotated[Path | None, typer.Option("--overrides", help="Folder of the journals of decisions.")]
Rule = Annotated[str, typer.Option("--rule", help="Counting rule: c-proc, strict, or a file of your own.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Date of the assessment, YYYY-MM-DD; today by default.")]
Pillar = Annotated[str, typer.Option("--pillar", help="substantive, procedural or cooperation.")]
Expert = Annotated[str, typer.Option("--expert", help="Who decides: name or ORCID iD.")]
Because = Annotated[str, typer.Option("--because", help="Why; kept with the decision.")]


def _say(message: object) -> None:
    typer.echo(f"lexalign: {message}", err=True)


def _each(items: Iterable[T], work: Callable[[T], None]) -> None:
    """Do the work for every item; an error stops only its item, and the exit code says that there was one."""
    failed = False
    for item in items:
        try:
            work(item)
        except LexalignError as error:
            _say(error)
            failed = True
    if failed:
        raise typer.Exit(2)


def _print_rows(rows: list[dict[str, Any]], columns: list[str], how: TableFormat) -> None:
    if how is TableFormat.jsonl:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    if how is TableFormat.csv:
        out = io.StringIO()
        writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        typer.echo(out.getvalue(), nl=False)
        return
    cells = [[str(row.get(c, "") or "").replace("\n", " ") for c in columns] for row in rows]
    widths = [min(60, max([len(c), *(len(line[i]) for line in cells)])) for i, c in enumerate(columns)]
    for line in [columns, ["-" * w for w in widths], *cells]:
        typer.echo("  ".join(_fit(text, w) for text, w in zip(line, widths, strict=True)).rstrip())


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"


def _country(code: str) -> str:
    from lexalign.assessment import state

    return state(code).iso3


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
            {"number": a.number, "heading": a.heading or "", "path": " / ".join(a.path), "text": a.text} for a in law.articles
        )
        doubts.extend(f"{path.name}: {i.message}" for i in law.issues)

    try:
        _each(files, work)
    finally:
        if rows:
            _print_rows(rows, ["number", "heading", "path", "text"], format)
        for doubt in doubts:
            _say(doubt)


ALIGN_COLUMNS = ["country", "law", "article", "heading", "provision", "title", "confidence", "accepted", "shown", "missing"]


@app.command()
def align(
    files: Files,
    country: Country,
    language: Language = None,
    instrument: Annotated[str, typer.Option("--instrument", help="cets185, or a YAML file of your own.")] = "cets185",
    format: Format = TableFormat.table,
    all_pairs: Annotated[bool, typer.Option("--all", help="All pairs, however weak.")] = False,
) -> None:
    """Propose which articles implement which provisions: accepted pairs and candidates, with confidence."""
    from lexalign.laws import read_law
    from lexalign.matching import align as run

    rows: list[dict[str, Any]] = []
    iso3 = _country(country)

    def work(path: Path) -> None:
        law = read_law(path, country=iso3, language=language)
        limits = {"at_least": 0.0, "kept": len(law.articles)} if all_pairs else {}
        alignment = run(law, instrument, progress=sys.stderr.isatty(), **limits)  # type: ignore[arg-type]
        if format is TableFormat.table and not all_pairs:
            typer.echo(str(alignment))
            return
        for row in alignment.to_frame().to_dict("records"):
            rows.append({**{str(k): v for k, v in row.items()}, "accepted": str(row["accepted"]).lower()})

    try:
        _each(files, work)
    finally:
        if rows or format is not TableFormat.table:
            _print_rows(rows, ALIGN_COLUMNS, format)


def _assess(iso3: str, overrides: Path | None, rule: str, as_of: str | None) -> Any:
    from lexalign.assessment import assess_bundled

    return assess_bundled(iso3, overrides=overrides, rule=rule, as_of=as_of)


def _bundled() -> tuple[str, ...]:
    from lexalign.laws import bundled_countries

    return bundled_countries()


@app.command()
def annex(
    countries: Annotated[list[str], typer.Argument(help="ISO3 codes of countries with a corpus.")],
    out: Out = Path("out"),
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
) -> None:
    """Write the assessment annex (Excel) of countries."""
    from lexalign.reports import annex as write

    def work(code: str) -> None:
        iso3 = _country(code)
        assessment = _assess(iso3, overrides, rule, as_of)
        typer.echo(str(write(assessment, out / f"annex-{iso3}-{assessment.as_of}.xlsx")))

    _each(countries, work)


@app.command()
def matrix(
    pillar: Pillar = "substantive",
    format: Format = TableFormat.table,
    out: Annotated[Path | None, typer.Option("--out", help="Also write Excel and PNG into this folder.")] = None,
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
) -> None:
    """Print the alignment matrix of the bundled countries."""
    from lexalign.assessment import matrix as build

    assessed: list[Any] = []
    failure: BaseException | None = None
    try:
        _each(_bundled(), lambda iso3: assessed.append(_assess(iso3, overrides, rule, as_of)))
    except typer.Exit as error:
        failure = error
    result = build(assessed, pillar=pillar)
    frame = result.to_frame().reset_index()
    _print_rows([{str(k): v for k, v in r.items()} for r in frame.to_dict("records")], [str(c) for c in frame.columns], format)
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
    by: Annotated[str | None, typer.Option("--by", help="region")] = None,
    format: Format = TableFormat.table,
    overrides: Overrides = None,
) -> None:
    """Count the States largely in line, with date, rule, denominator, basis and bounds."""
    from lexalign.assessment import counts as count

    assessed: list[Any] = []
    failure: BaseException | None = None
    try:
        _each(_bundled(), lambda iso3: assessed.append(_assess(iso3, overrides, rule, as_of)))
    except typer.Exit as error:
        failure = error
    result = count(assessed, as_of=as_of, rule=rule, by=by)
    if format is TableFormat.table:
        typer.echo(str(result))
    else:
        frame = result.to_frame()
        _print_rows([{str(k): v for k, v in r.items()} for r in frame.to_dict("records")], [str(c) for c in frame.columns], format)
    if failure is not None:
        raise failure


@app.command()
def report(
    out: Out = Path("out"),
    as_of: AsOf = None,
    overrides: Overrides = None,
) -> None:
    """Run the main job on the bundled corpora: matrices, heat maps, counts, an annex for each country."""
    from lexalign.reports import report as run

    result = run(out, overrides=overrides, as_of=as_of)
    typer.echo(str(result))
    if result.failures:
        raise typer.Exit(2)


# --- overrides ------------------------------------------------------------------------------------------------------


def _law_of(country: str, law: str) -> Any:
    from lexalign.laws import bundled_laws, read_law

    if Path(law).is_file():
        return read_law(law, country=country)
    known = bundled_laws(country)
    for one in known:
        if one.id == law:
            return one
    from lexalign.errors import CorpusError

    names = ", ".join(one.id for one in known) or "none"
    raise CorpusError(f"{country} has no bundled law {law!r}", fix=f"Bundled: {names}. A file of your own is given by its path.")


def _decide(verb: str, country: str, law: str, article: str, provision: str, expert: str, because: str, folder: Path | None, **more: str) -> None:
    def work(_: None) -> None:
        from lexalign import review

        iso3 = _country(country)
        decision = getattr(review, verb)(
            _law_of(iso3, law), article, provision, expert=expert, rationale=because, folder=folder, source="cli", **more
        )
        typer.echo(f"{decision.id}  {decision.action} {article} – {decision.provision}")

    _each([None], work)


Law = Annotated[str, typer.Argument(help="Id of a bundled law, or a law file.")]
ArticleNumber = Annotated[str, typer.Argument(help="Number of the article.")]
ProvisionId = Annotated[str, typer.Argument(help="Provision: 16 or cets185:16.")]
CountryArgument = Annotated[str, typer.Argument(help="ISO3 code.")]


@override_app.command("confirm")
def override_confirm(
    country: CountryArgument, law: Law, article: ArticleNumber, provision: ProvisionId, expert: Expert, because: Because,
    relation: Annotated[str, typer.Option("--relation", help="full, partial or related.")] = "full",
    overrides: Overrides = None,
) -> None:
    """Confirm a match: the article implements the provision."""
    _decide("confirm", country, law, article, provision, expert, because, overrides, relation=relation)


@override_app.command("add")
def override_add(
    country: CountryArgument, law: Law, article: ArticleNumber, provision: ProvisionId, expert: Expert, because: Because,
    relation: Annotated[str, typer.Option("--relation", help="full, partial or related.")] = "full",
    overrides: Overrides = None,
) -> None:
    """Add a match the machine did not see."""
    _decide("add", country, law, article, provision, expert, because, overrides, relation=relation)


@override_app.command("reject")
def override_reject(
    country: CountryArgument, law: Law, article: ArticleNumber, provision: ProvisionId, expert: Expert, because: Because,
    overrides: Overrides = None,
) -> None:
    """Reject a match: the article does not implement the provision."""
    _decide("reject", country, law, article, provision, expert, because, overrides)


@override_app.command("set-status")
def override_set_status(
    country: CountryArgument, provision: ProvisionId,
    status: Annotated[str, typer.Argument(help="'in line', 'partially in line', 'not in line', 'no information', 'reserved'.")],
    expert: Expert, because: Because, overrides: Overrides = None,
) -> None:
    """Set the status of a provision in a country."""

    def work(_: None) -> None:
        from lexalign.review import set_status

        d = set_status(_country(country), provision, status, expert=expert, rationale=because, folder=overrides, source="cli")
        typer.echo(f"{d.id}  {d.provision} {d.value}")

    _each([None], work)


@override_app.command("set-state")
def override_set_state(
    country: CountryArgument,
    pillar: Annotated[str, typer.Argument(help="substantive, procedural ...")],
    state: Annotated[str, typer.Argument(help="'largely in place', 'partially in place', 'not in place', 'no information'.")],
    expert: Expert, because: Because, overrides: Overrides = None,
) -> None:
    """Set the state of legislation of a pillar in a country."""

    def work(_: None) -> None:
        from lexalign.review import set_state

        d = set_state(_country(country), pillar, state, expert=expert, rationale=because, folder=overrides, source="cli")
        typer.echo(f"{d.id}  {d.provision} {d.value}")

    _each([None], work)


@override_app.command("withdraw")
def override_withdraw(
    country: CountryArgument,
    decision: Annotated[str, typer.Argument(help="Id of the decision.")],
    expert: Expert, because: Because, overrides: Overrides = None,
) -> None:
    """Withdraw a decision; what stood before it holds again."""

    def work(_: None) -> None:
        from lexalign.review import withdraw

        d = withdraw(_country(country), decision, expert=expert, rationale=because, folder=overrides, source="cli")
        typer.echo(f"{d.id}  withdraws {d.value}")

    _each([None], work)


@override_app.command("list")
def override_list(
    country: Annotated[str | None, typer.Argument(help="ISO3 code; all countries when not given.")] = None,
    format: Format = TableFormat.table,
    overrides: Overrides = None,
) -> None:
    """List decisions, the oldest first."""

    def work(_: None) -> None:
        from lexalign.review import read_overrides

        found = read_overrides(overrides, country=_country(country) if country else None)
        frame = found.to_frame()
        _print_rows([{str(k): v for k, v in r.items()} for r in frame.to_dict("records")], [str(c) for c in frame.columns], format)
        for problem in found.problems:
            _say(problem)

    _each([None], work)


# --- check ----------------------------------------------------------------------------------------------------------


@app.command()
def check(
    overrides: Overrides = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Only problems.")] = False,
) -> None:
    """Validate treaties, lexicons, rules, corpora and decisions; exit 2 when something is wrong."""
    from lexalign.checks import check_all

    problems, summary = check_all(overrides)
    if not quiet:
        for line in summary:
            typer.echo(line)
    for problem in problems:
        _say(problem)
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
        _say(error)
        sys.exit(2)


if __name__ == "__main__":
    main()
