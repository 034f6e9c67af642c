"""What the commands share: options, printing of tables, errors of one item that do not stop the others."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from lexalign.errors import LexalignError

if TYPE_CHECKING:
    import pandas as pd

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
Corpora = Annotated[
    Path | None,
    typer.Option(
        "--corpora",
        help="Folder of your own laws; by default LEXALIGN_CORPORA, ./corpora-own or your data folder.",
        callback=lambda context, value: _use_corpora(context, value),
    ),
]
Rule = Annotated[
    str, typer.Option("--rule", help="Counting rule: c-proc, strict, or your own file; for counts also unctad.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Date of the assessment, YYYY-MM-DD; today by default.")]
Pillar = Annotated[str, typer.Option("--pillar", help="substantive, procedural, cooperation ...; all for all.")]
Expert = Annotated[
    str | None,
    typer.Option("--expert", help="Who decides: name or ORCID iD; asked once and remembered when not given."),
]
Because = Annotated[str, typer.Option("--because", help="Why; kept with the decision.")]


def _use_corpora(context: typer.Context, folder: Path | None) -> Path | None:
    """Let the whole command see the folder, whatever it calls."""
    if folder is not None:
        from lexalign.laws import using_corpora

        context.with_resource(using_corpora(folder))
    return folder


def say(message: object) -> None:
    """A message for the person at the keyboard, kept out of what a program may read."""
    typer.echo(f"lexalign: {message}", err=True)


def for_each(items: Iterable[T], work: Callable[[T], None]) -> None:
    """Do the work for every item; an error stops only its item, and the exit code says that there was one."""
    failed = False
    for item in items:
        try:
            work(item)
        except LexalignError as error:
            say(error)
            failed = True
    if failed:
        raise typer.Exit(2)


def print_rows(rows: list[dict[str, Any]], columns: list[str], how: TableFormat) -> None:
    """Print rows as a table for people, as CSV, or as a line of JSON each."""
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
    cells = [[_cell(row.get(c)) for c in columns] for row in rows]
    widths = [min(60, max([len(c), *(len(line[i]) for line in cells)])) for i, c in enumerate(columns)]
    for line in [columns, ["-" * w for w in widths], *cells]:
        typer.echo("  ".join(_fit(text, w) for text, w in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A row per dictionary."""
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def print_frame(frame: pd.DataFrame, how: TableFormat) -> None:
    """Print a frame without its index."""
    print_rows(records(frame), [str(c) for c in frame.columns], how)


def iso3_of(code: str) -> str:
    """ISO3 of a code or name as a person typed it."""
    from lexalign.assessment import state

    return state(code).iso3


def expert_of(named: str | None) -> str:
    """Who decides: as named, else as remembered, else asked for once, with the question beside the output."""
    from lexalign.review import current_expert

    if named is not None:
        return named
    return current_expert(_ask if sys.stdin.isatty() else None)


def _ask(question: str) -> str:
    return str(typer.prompt(question.rstrip(": "), err=True))
