"""``lexalign import`` and ``lexalign compare``: the user's own laws, and their versions."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lexalign.cli_common import Corpora, Language, iso3_of, say
from lexalign.errors import CorpusError, LexalignError

if TYPE_CHECKING:
    from lexalign.laws.folder import LawFile

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    app.command("import")(import_)


def import_(
    paths: Annotated[list[str], typer.Argument(help="Law files, folders, or patterns in quotes ('laws/*.pdf').")],
    country: Annotated[
        str | None,
        typer.Option("--country", help="Code or name; else the name of the folder a file lies in, such as KEN."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Title of the law (one file only).")] = None,
    year: Annotated[int | None, typer.Option("--year", help="Year of the law (one file only).")] = None,
    status: Annotated[
        str | None, typer.Option("--status", help="in-force, draft or repealed; in-force for a new law.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="cybercrime-act, penal-code, procedure-code or other.")
    ] = None,
    language: Language = None,
    law_id: Annotated[
        str | None, typer.Option("--id", help="Id of the law, such as ken-cmca-2018 (one file only).")
    ] = None,
    version_date: Annotated[
        str | None, typer.Option("--version-date", help="Date of the text: 2018, 2018-05 or 2018-05-16.")
    ] = None,
    complete: Annotated[
        str | None,
        typer.Option("--complete", help="Pillars for which the country's law is all there: substantive,procedural."),
    ] = None,
    corpora: Corpora = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done; write nothing.")] = False,
) -> None:
    """Put laws into your own corpus, which all other commands then see beside the bundled one."""
    from lexalign.laws import corpora_folder, import_law, law_files
    from lexalign.laws.folder import with_bar

    files, passed = law_files(paths)
    alone = {"--title": title, "--year": year, "--id": law_id, "--version-date": version_date}
    given = [name for name, value in alone.items() if value is not None]
    if given and len(files) > 1:
        raise CorpusError(
            f"{', '.join(given)} can be said of one law only, and {len(files)} files were named",
            fix="Import that law by itself.",
        )
    shared_iso3 = iso3_of(country) if country else None
    words = {"status": status, "kind": kind, "title": title, "law_id": law_id}
    metadata: dict[str, Any] = words | {"language": language, "year": year, "version_date": version_date}
    metadata |= {name: value.replace("-", " ") for name in ("status", "kind") if (value := words[name])}
    metadata["complete"] = (complete or "").split(",")
    done: Counter[str] = Counter()
    taken: dict[str, Path] = {}
    for file in with_bar(files, progress=sys.stderr.isatty()):
        try:
            iso3 = _country_of(file, shared_iso3)
            looked = import_law(file.path, country=iso3, folder=corpora, dry_run=True, **metadata)
            _refuse_twice(looked.law.id, file.path, taken)
            imported = looked if dry_run else import_law(file.path, country=iso3, folder=corpora, **metadata)
        except LexalignError as error:
            done["failed"] += 1
            say(error if str(file.path) in str(error) else f"{file.path}: {error}")
            continue
        done[imported.action] += 1
        typer.echo(str(imported))
    for sentence in passed:
        say(sentence)
    counts = ", ".join(f"{count} {action}" for action, count in done.items())
    tried = " (a trial run: nothing was written)" if dry_run else ""
    say(f"{len(files)} file{'s' if len(files) > 1 else ''}: {counts}, in {corpora_folder(corpora)}{tried}.")
    if done["failed"]:
        raise typer.Exit(2)


def _country_of(file: LawFile, given: str | None) -> str:
    """The country of a file: as given, or as its folder is named; the two must not differ."""
    if file.country:
        try:
            named = iso3_of(file.country)
        except LexalignError:  # a folder may be named in capitals without being a country
            named = None
        if named and given and named != given:
            raise CorpusError(
                f"the file lies in the folder {named}, but the country given is {given}",
                where=str(file.path),
                fix="Leave --country away, or import the folders one by one.",
            )
        if named:
            return named
    if given:
        return given
    raise CorpusError(
        "the country of this law is not known",
        where=str(file.path),
        fix="Give --country, or put the file into a folder named after the country, such as KEN.",
    )


def _refuse_twice(law_id: str, path: Path, taken: dict[str, Path]) -> None:
    """Two files of one run are two laws: none of them may become a version of the other unasked."""
    if law_id in taken:
        raise CorpusError(
            f"{taken[law_id].name}, imported just now, has the same id {law_id}",
            where=str(path),
            fix="If it is another law, import it by itself with --id; if it is another version of that law, import it "
            "by itself with --version-date.",
        )
    taken[law_id] = path
