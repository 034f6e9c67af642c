"""``lexalign gaps``, ``change``, ``coverage``: what is missing, what would change, what the law is good for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lexalign.cli_common import (
    AsOf,
    Corpora,
    Format,
    Language,
    Overrides,
    Rule,
    TableFormat,
    for_each,
    iso3_of,
    print_frame,
    print_rows,
    records,
    say,
)
from lexalign.errors import LexalignError

if TYPE_CHECKING:
    from lexalign.assessment import CountryAssessment
    from lexalign.assessment.comparison import AssessmentChange

__all__ = ["change", "coverage", "gaps"]

Treaty = Annotated[str, typer.Option("--instrument", help="cets185, cets189, cets224, or a YAML file of your own.")]


def gaps(
    countries: Annotated[list[str], typer.Argument(help="ISO3 codes of countries.")],
    language: Annotated[str, typer.Option("--language", help="Of the drafting points: en, fr or es.")] = "en",
    others: Annotated[int, typer.Option("--others", min=0, help="Comparator articles for each gap.")] = 3,
    instrument: Treaty = "cets185",
    format: Format = TableFormat.table,
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Give gaps as drafting points, with options of the treaty and articles of other States that cover them."""
    from lexalign.assessment import assess_bundled
    from lexalign.assessment import gaps as find

    rows: list[dict[str, Any]] = []

    def work(code: str) -> None:
        done = assess_bundled(iso3_of(code), overrides=overrides, rule=rule, as_of=as_of, instrument=instrument)
        found = find(done, language=language, others=others)
        if format is TableFormat.table:
            typer.echo(str(found))
        else:
            rows.extend(records(found.to_frame()))

    try:
        for_each(countries, work)
    finally:
        if rows:
            print_rows(rows, list(rows[0]), format)


def change(
    old: Annotated[str, typer.Argument(help="ISO3 code of a country, or a file with the law as it is.")],
    new: Annotated[Path | None, typer.Argument(help="A file with the law as it would be.")] = None,
    bill: Annotated[list[Path] | None, typer.Option("--bill", help="File of a bill; repeatable.")] = None,
    amends: Annotated[
        str | None, typer.Option("--amends", help="Id of the law the bill amends; none: an act of its own.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="Earlier date, YYYY-MM-DD.")] = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="Count the drafts that are known of the country.")] = False,
    country: Annotated[str | None, typer.Option("--country", help="ISO3 code; needed where laws are files.")] = None,
    language: Language = None,
    changed: Annotated[bool, typer.Option("--changed", help="Only the provisions that change.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Also write an annex with the changes here.")] = None,
    instrument: Treaty = "cets185",
    format: Format = TableFormat.table,
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Say what a bill would change, or what changed between two dates or two texts: before and after, per provision."""
    from lexalign.assessment import assess_bundled, bill_change, compare_assessments, text_change
    from lexalign.laws import read_law

    found: AssessmentChange
    annexed = "before"
    asked = [bool(new), bool(bill), since is not None, drafts]
    if sum(asked) != 1:
        raise LexalignError(
            "it is not said what to compare with" if not any(asked) else "it is said twice what to compare with",
            fix="Give one of: a second file, --bill FILE, --since DATE, --drafts.",
        )
    is_file = Path(old).suffix != "" or Path(old).is_file()
    if is_file and country is None:
        raise LexalignError("the law is a file, and its country is not said", where=old, fix="Give --country.")
    code = iso3_of(country if country is not None else old)
    common: dict[str, Any] = {"rule": rule, "as_of": as_of, "instrument": instrument}
    if new is not None:
        first, second = (read_law(path, country=code, language=language) for path in (old, new))
        found = text_change(first, second, **common)
        annexed = "after"
    elif bill:
        bills = [read_law(path, country=code, language=language, status="draft") for path in bill]
        base = [read_law(old, country=code, language=language)] if is_file else None
        if base and amends is None:
            say(f"the bill is taken as an act beside {base[0].id}; where it amends it, give --amends {base[0].id}")
        found = bill_change(code, bills, amends=amends, laws=base, overrides=overrides, **common)
    elif is_file:
        raise LexalignError("two dates and drafts are known of countries, not of files", where=old, fix="Give a code.")
    else:
        common["overrides"] = overrides
        later = assess_bundled(code, **common, with_drafts=drafts)
        earlier = assess_bundled(code, **{**common, "as_of": since if since is not None else as_of})
        labels = None if since is not None else ("law in force", "with the drafts known")
        found = compare_assessments(earlier, later, labels=labels)
        annexed = "after" if since is not None else "before"
    if format is TableFormat.table:
        typer.echo(str(found))
    else:
        print_frame(found.to_frame(all=not changed), format)
    if out is not None:
        from lexalign.reports import annex

        shown: CountryAssessment = found.after if annexed == "after" else found.before
        path = annex(shown, out / f"change-{code}-{found.after.as_of}.xlsx", change=found)
        say(path) if format is not TableFormat.table else typer.echo(str(path))


def coverage(
    country: Annotated[str | None, typer.Argument(help="ISO3 code of a country; with --all none.")] = None,
    phenomenon: Annotated[
        str | None, typer.Argument(help="ransomware, botnets, ddos, malware ...; all if none.")
    ] = None,
    all_countries: Annotated[bool, typer.Option("--all", help="All countries of which something is known.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="With --all: also write an HTML page into this folder.")
    ] = None,
    format: Format = TableFormat.table,
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
    corpora: Corpora = None,
) -> None:
    """Which provisions that the Guidance Notes name for a phenomenon a country has; --all for all countries."""
    from lexalign.assessment import assess_bundled, phenomena_matrix
    from lexalign.assessment import coverage as cover
    from lexalign.assessment.matrices import by_name
    from lexalign.review import read_overrides

    failed: typer.Exit | None = None
    if not all_countries:
        if country is None:
            raise LexalignError("no country is named", fix="Give a code, or --all.")
        done = assess_bundled(iso3_of(country), overrides=overrides, rule=rule, as_of=as_of)
        if phenomenon is not None:
            one = cover(done, phenomenon)
            typer.echo(str(one)) if format is TableFormat.table else print_frame(one.to_frame(), format)
            return
        assessed = [done]
    else:
        from lexalign.laws import covered_countries

        phenomenon = phenomenon or country
        assessed = []
        decisions = read_overrides(overrides)
        try:
            for_each(
                covered_countries(),
                lambda code: assessed.append(assess_bundled(code, overrides=decisions, rule=rule, as_of=as_of)),
            )
        except typer.Exit as error:
            failed = error
    table = phenomena_matrix(by_name(assessed), [phenomenon] if phenomenon else None)
    if format is TableFormat.table:
        typer.echo(str(table))
    else:
        print_frame(table.to_tidy(), format)
    if out is not None:
        from lexalign.files import write_atomic

        path = write_atomic(out / f"phenomena-{table.as_of}.html", table.page())
        say(path)
    if failed is not None:
        raise failed
