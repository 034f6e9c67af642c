"""``lexalign notebook``: the notebooks that come with lexalign, run and written as pages without code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lexalign.cli_common import AsOf, Rule, for_each, iso3_of, say

__all__ = ["notebook_app"]

notebook_app = typer.Typer(no_args_is_help=True, help="Run the notebooks; pages without code, or copies to work with.")


@notebook_app.command("list")
def listed() -> None:
    """List the notebooks that come with lexalign."""
    from lexalign.reports.notebook import notebook_names

    for name in notebook_names():
        typer.echo(name)


@notebook_app.command("copy")
def copied(
    name: Annotated[str, typer.Argument(help="Name of a notebook, as 'lexalign notebook list' has it.")],
    to: Annotated[Path, typer.Option("--to", help="Folder to put it into.")] = Path(),
) -> None:
    """Copy a notebook to work with it."""
    from lexalign.errors import LexalignError
    from lexalign.files import notebooks_dir
    from lexalign.reports.notebook import notebook_names
    from lexalign.safe import write_document

    if name not in notebook_names():
        raise LexalignError(f"there is no notebook {name!r}", fix=f"Use one of {', '.join(notebook_names())}.")
    target = to / f"{name}.ipynb"
    if target.exists():
        raise LexalignError("the file is there already", where=str(target), fix="Choose another folder.")
    typer.echo(str(write_document(target, (notebooks_dir() / f"{name}.ipynb").read_bytes())))


@notebook_app.command("country")
def country(
    countries: Annotated[list[str] | None, typer.Option("--country", help="Code or name; several times.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All countries of which anything is known.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="The page (.html or .ipynb), or a folder for several.")
    ] = None,
    rule: Rule = "c-proc",
    as_of: AsOf = None,
) -> None:
    """Run the notebook of a country and write its page, without code."""
    from lexalign.assessment import known_countries
    from lexalign.assessment.country import date_of
    from lexalign.reports.notebook import run_notebook

    if bool(countries) == everything:
        say("Name a country with --country, or say --all.")
        raise typer.Exit(2)
    day = date_of(as_of).isoformat()
    codes = list(known_countries(as_of=day)) if everything else list(countries or ())
    one_file = out is not None and out.suffix.lower() in (".html", ".ipynb")
    if one_file and len(codes) > 1:
        say("Several countries need a folder: --out FOLDER.")
        raise typer.Exit(2)

    def work(code: str) -> None:
        iso3 = iso3_of(code)
        path = out if one_file and out is not None else (out or Path("out")) / f"country-{iso3}-{day}.html"
        made = run_notebook("country_assessment", path, {"COUNTRY": iso3, "AS_OF": day, "RULE": rule}, progress=False)
        typer.echo(str(made))

    for_each(codes, work)
