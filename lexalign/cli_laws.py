"""``lexalign import`` and ``lexalign compare``: the user's own laws, and their versions."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lexalign.cli_common import Corpora, Language, iso3_of, say
from lexalign.errors import CorpusError, LexalignError

if TYPE_CHECKING:
    from lexalign.laws.compare import LawComparison
    from lexalign.laws.folder import LawFile
    from lexalign.model import Law

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    app.command("import")(import_)
    app.command("compare")(compare)


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
    taken: set[str] = set()  # two files of one run are two laws: none becomes a version of the other unasked
    for file in with_bar(files, progress=sys.stderr.isatty()):
        try:
            iso3 = _country_of(file, shared_iso3)
            imported = import_law(file.path, country=iso3, folder=corpora, dry_run=dry_run, unlike=taken, **metadata)
        except LexalignError as error:
            done["failed"] += 1
            say(error if str(file.path) in str(error) else f"{file.path}: {error}")
            continue
        taken.add(imported.law.id)
        done[imported.action] += 1
        typer.echo(str(imported))
    for sentence in passed:
        say(sentence)
    counts = ", ".join(f"{count} {action}" for action, count in done.items())
    tried = " (a trial run: nothing was written)" if dry_run else ""
    say(f"{len(files)} file{'s' if len(files) > 1 else ''}: {counts}, in {corpora_folder(corpora)}{tried}.")
    if done["failed"]:
        raise typer.Exit(2)


class DiffFormat(StrEnum):
    """How a comparison is printed."""

    table = "table"
    csv = "csv"
    html = "html"
    json = "json"


def compare(
    old: Annotated[str, typer.Argument(help="Law file, or law id of the corpora, or id@date for an older version.")],
    new: Annotated[str, typer.Argument(help="The same, after the change.")],
    language: Language = None,
    format: Annotated[DiffFormat, typer.Option("--format", help="table, csv, html or json.")] = DiffFormat.table,
    out: Annotated[Path | None, typer.Option("--out", help="File to write instead of printing.")] = None,
    overlay: Annotated[
        bool, typer.Option("--overlay", help="NEW is a bill that amends OLD: lay it over OLD first.")
    ] = False,
    corpora: Corpora = None,
) -> None:
    """Compare two versions of a law: articles added, removed, renumbered, changed, repealed."""
    from lexalign.laws import compare as compared
    from lexalign.laws import overlay as laid_over

    before, after = _law(old, language), _law(new, language)
    if overlay:
        after = laid_over(before, after)
        for issue in after.issues:
            if issue.kind == "amendment":
                say(issue.message)
    result = compared(before, after)
    text = _shown(result, format)
    if out is None:
        typer.echo(text, nl=not text.endswith("\n"))
        return
    from lexalign.files import write_atomic

    typer.echo(str(write_atomic(out, text)))


def _law(name: str, language: str | None) -> Law:
    """A law by its file, or by its id in the corpora, with ``@`` and a date for an older version."""
    from lexalign.laws import bundled_laws, law_as_of, read_corpus, read_law

    path = Path(name)
    if path.is_file():
        if path.suffix in (".yaml", ".yml"):
            return read_corpus(path)
        above = path.absolute().parent.name
        country = above if len(above) == 3 and above.isascii() and above.isalpha() and above.isupper() else "XXX"
        return read_law(path, country=country, language=language)
    wanted, _, day = name.partition("@")
    known = bundled_laws()
    found = next((law for law in known if law.id == wanted), None)
    if found is None:
        raise CorpusError(
            f"there is no file and no law {name!r}",
            fix=f"Give a file, or one of the ids in the corpora: {', '.join(law.id for law in known)}.",
        )
    return law_as_of(found.country, wanted, day) if day else found


def _shown(result: LawComparison, how: DiffFormat) -> str:
    if how is DiffFormat.table:
        return str(result)
    if how is DiffFormat.csv:
        return _csv(result)
    if how is DiffFormat.html:
        return _page(result)
    rows_ = []
    for change, row in zip(result.changes, result.rows(), strict=True):
        shown = change.kind != "unchanged"
        row["diff"] = [{"kind": part.kind, "text": part.text} for part in change.diff] if shown else []
        rows_.append(row)
    content = {
        "old": _identity(result.old),
        "new": _identity(result.new),
        "counts": result.counts,
        "remarks": list(result.remarks),
        "articles": rows_,
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _csv(result: LawComparison) -> str:
    from lexalign.safe import csv_text

    rows = result.rows()
    out = io.StringIO()
    writer = csv.DictWriter(out, list(result.to_frame().columns), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        yes_no = {name: "true" if value else "false" for name, value in row.items() if isinstance(value, bool)}
        writer.writerow({name: yes_no.get(name) or csv_text(value) for name, value in row.items()})
    return out.getvalue()


def _identity(law: Law) -> dict[str, object]:
    told = {"law": law.id, "country": law.country, "title": law.title, "status": str(law.status)}
    return told | {"version_date": law.version_date, "source": law.source}


def _page(result: LawComparison) -> str:
    from lexalign.html import escaped

    title = escaped(f"{result.old.title} → {result.new.title}")
    direction = "rtl" if result.new.language in ("ar", "fa", "he", "ur") else "ltr"
    return (
        f'<!doctype html>\n<html lang="{escaped(result.new.language)}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{title}</title></head>\n<body>{result._repr_html_()}</body></html>\n"
    )


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
