"""``lexalign export`` and ``lexalign concordance``: concordances to and from other people's formats."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lexalign.cli_common import (
    AsOf,
    Corpora,
    Expert,
    Out,
    Overrides,
    Rule,
    TableFormat,
    expert_of,
    for_each,
    iso3_of,
    print_rows,
    say,
)
from lexalign.errors import LexalignError

if TYPE_CHECKING:
    from lexalign.assessment import CountryAssessment
    from lexalign.model import Law
    from lexalign.review import ConcordanceTable

__all__ = ["concordance_app", "export"]

_SHOWN = 15


class ExchangeFormat(StrEnum):
    """What a concordance is written as."""

    package = "package"
    sssom = "sssom"
    parquet = "parquet"
    oscal = "oscal"


Instrument = Annotated[str, typer.Option("--instrument", help="cets185, cets189, cets224, or a YAML file of your own.")]


def export(
    countries: Annotated[list[str] | None, typer.Argument(help="ISO3 codes; all with a corpus when none.")] = None,
    to: Annotated[
        list[ExchangeFormat] | None,
        typer.Option("--to", help="package (CSV with a description, the default), sssom, parquet, oscal; repeatable."),
    ] = None,
    out: Out = Path("out"),
    instrument: Instrument = "cets185",
    licence: Annotated[
        str | None, typer.Option("--licence", help="Address of a licence; that of the library when all comes with it.")
    ] = None,
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Write concordances for other programs: Frictionless data package, SSSOM, Parquet, OSCAL mapping."""
    from lexalign.assessment import assess_bundled, countries_on
    from lexalign.provisions import load_instrument
    from lexalign.reports.exchange import data_package, oscal_mapping, parquet_tables, sssom
    from lexalign.review import read_overrides

    treaty = load_instrument(instrument)
    decisions = read_overrides(overrides)
    assessed: list[CountryAssessment] = []
    failure: typer.Exit | None = None
    codes = list(dict.fromkeys(iso3_of(code) for code in countries)) if countries else list(countries_on(treaty))
    try:
        for_each(
            codes,
            lambda code: assessed.append(
                assess_bundled(code, overrides=decisions, rule=rule, as_of=as_of, instrument=treaty)
            ),
        )
    except typer.Exit as error:
        failure = error
    made: list[Path] = []

    def work(form: ExchangeFormat) -> None:
        if form is ExchangeFormat.package:
            made.append(data_package(assessed, out / "package", licence=licence))
        elif form is ExchangeFormat.parquet:
            made.extend(parquet_tables(assessed, out / "parquet"))
        else:
            for a in assessed:
                stem = f"concordance-{a.country}-{treaty.id}-{a.as_of}"
                if form is ExchangeFormat.sssom:
                    made.append(sssom(a, out / f"{stem}.sssom.tsv", licence=licence))
                else:
                    made.append(oscal_mapping(a, out / f"{stem}.oscal.json"))

    try:
        for_each(dict.fromkeys(to or [ExchangeFormat.package]) if assessed else [], work)
    finally:
        for path in made:
            typer.echo(str(path))
    if failure is not None:
        raise failure


concordance_app = typer.Typer(no_args_is_help=True, help="Concordance tables that others made.")


@concordance_app.callback()
def _concordance() -> None:
    """Concordance tables that others made."""


@concordance_app.command("import")
def concordance_import(
    file: Annotated[Path, typer.Argument(help="The table: csv, xlsx, docx or html.")],
    country: Annotated[str, typer.Option("--country", help="ISO3 code of the country it is about.")],
    law: Annotated[
        str, typer.Option("--law", help="Law meant where the table names none: id of a law at hand, or a law file.")
    ] = "",
    columns: Annotated[
        str | None,
        typer.Option("--columns", help="provision=1,article=2,law=3,relation=4,comment=5; numbers or heads."),
    ] = None,
    instrument: Instrument = "cets185",
    with_guesses: Annotated[
        bool, typer.Option("--with-guesses", help="Also take what was read with a doubt; look at it first.")
    ] = False,
    absent_as: Annotated[
        str | None,
        typer.Option("--absent-as", help="Status where the table says there is no article: not-in-line; else none."),
    ] = None,
    at: Annotated[str, typer.Option("--at", help="Date of the table, YYYY-MM-DD; now by default.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Take it without asking.")] = False,
    expert: Expert = None,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Take a concordance table into the journal of decisions, after you saw how it was read.

    Rows that cannot be read are named, the others are taken; importing a table again adds nothing.
    """
    bad: list[object] = []

    def work(path: Path) -> None:
        from lexalign.review import import_concordance, read_concordance_table

        iso3 = iso3_of(country)
        table = read_concordance_table(path, country=iso3, law=_law(iso3, law), columns=columns, instrument=instrument)
        _show(table)
        who = expert_of(expert)
        tried = import_concordance(
            table, overrides, expert=who, guesses=with_guesses, absent_as=absent_as, at=at, dry_run=True
        )
        bad.extend(tried.problems)
        if dry_run or not tried.taken or not (yes or _agreed(len(tried.taken), iso3)):
            found = tried
        else:
            found = import_concordance(table, overrides, expert=who, guesses=with_guesses, absent_as=absent_as, at=at)
        first, *rest = str(found).split("\n")
        typer.echo(first)
        for line in rest:
            say(line.strip())

    for_each([file], work)
    if bad:
        raise typer.Exit(2)


def _law(country: str, law: str) -> str | Law | None:
    if law and Path(law).is_file():
        from lexalign.laws import read_law

        return read_law(law, country=country)
    return law or None


def _show(table: ConcordanceTable) -> None:
    """How the table was read: its columns, the first pairs, every guess."""
    for columns in table.columns:
        typer.echo(f"Columns of {columns}")
    sure = table.sure[:_SHOWN]
    rows = [
        {
            "row": ", ".join(filter(None, (r.table, str(r.row)))),
            "provision": f"{r.provision} ({r.paragraph})" if r.paragraph else r.provision,
            "law": r.law,
            "article": f"{r.article} {r.pinpoint}".strip(),
            "relation": r.relation,
            "in the law": "yes" if r.fingerprint else "no",
            "guess because": r.doubt,
        }
        for r in (*sure, *table.guesses)
    ]
    if rows:
        print_rows(rows, list(rows[0]), TableFormat.table)
    if len(table.sure) > len(sure):
        typer.echo(f"... and {len(table.sure) - len(sure)} more pairs without a doubt")


def _agreed(count: int, country: str) -> bool:
    if not sys.stdin.isatty():
        raise LexalignError(
            f"nothing was written: {count} decisions on {country} wait for your consent",
            fix="Look at how the table was read, then give --yes.",
        )
    return typer.confirm(f"Take {count} decisions into the journal of {country}?", err=True)
