"""``lexalign evaluate`` and ``lexalign precedents``: the machine beside tables, and what it learns from them."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lexalign.cli_common import Format, Language, TableFormat, print_frame, print_rows, say
from lexalign.errors import LexalignError

if TYPE_CHECKING:
    from lexalign.matching.precedents import Precedents
    from lexalign.model import Law

__all__ = ["evaluate", "precedents_app"]


class TableName(StrEnum):
    """Tables of an evaluation."""

    provisions = "provisions"
    languages = "languages"
    laws = "laws"
    pairs = "pairs"
    confusion = "confusion"
    calibration = "calibration"


Laws = Annotated[
    Path | None,
    typer.Option("--laws", help="Folder of the law files that the table names; the table's own by default."),
]
Negatives = Annotated[
    Path | None, typer.Option("--negatives", help="Table of pairs known not to match: law_file, article, provision.")
]
TableCountry = Annotated[
    str | None, typer.Option("--country", help="ISO3 code for laws of which neither table nor INDEX.csv gives one.")
]


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Your concordance table (CSV): law_file, article, provision, grade ...")],
    laws: Laws = None,
    negatives: Negatives = None,
    instrument: Annotated[
        list[str] | None,
        typer.Option(
            "--instrument",
            help="Treaty that the table covers as a whole: what it does not name is wrong. Repeatable. By default only "
            "the provisions that the table names are compared.",
        ),
    ] = None,
    country: TableCountry = None,
    language: Language = None,
    precedents: Annotated[
        Path | None, typer.Option("--precedents", help="An index of your own (see `lexalign precedents build`).")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Of the shuffles that give the floor.")] = 0,
    out: Annotated[Path | None, typer.Option("--out", help="Also write all tables and a figure here.")] = None,
    of: Annotated[TableName, typer.Option("--of", help="Which table, for csv and jsonl.")] = TableName.provisions,
    format: Format = TableFormat.table,
) -> None:
    """Compare the machine with your own table of matches: precision, recall, presence, calibration, confusion.

    Each country is compared as though it were new: precedents of its own never count.
    """
    from lexalign.matching.evaluating import evaluate as compare

    found = compare(
        gold,
        laws,
        negatives=negatives,
        instruments=instrument,
        country=country,
        language=language,
        precedents=precedents,
        seed=seed,
    )
    if format is TableFormat.table:
        typer.echo(str(found))
    else:
        print_frame(found.to_frame(of.value), format)
        for problem in found.problems:
            say(problem)
    if out is not None:
        from lexalign.reports import write_evaluation

        for path in write_evaluation(found, out):
            typer.echo(str(path), err=format is not TableFormat.table)
    if found.problems:
        raise typer.Exit(2)


precedents_app = typer.Typer(
    no_args_is_help=True, help="Articles whose place is settled, which the machine learns from."
)


@precedents_app.command()
def build(
    out: Annotated[Path, typer.Option("--out", help="The index to write (.jsonl).")],
    gold: Annotated[Path | None, typer.Option("--gold", help="Table of known matches, as for `evaluate`.")] = None,
    laws: Laws = None,
    negatives: Negatives = None,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="Journals of decisions: a folder, or one file.")
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="The table names all there is: the other articles are ordinary ones.")
    ] = False,
    base: Annotated[Path | None, typer.Option("--base", help="Index to add to; the bundled one by default.")] = None,
    country: TableCountry = None,
    language: Language = None,
) -> None:
    """Add tables and decisions to the precedents and write the index.

    Use it with --precedents, or name it in the environment variable LEXALIGN_PRECEDENTS.
    """
    from lexalign.matching.precedents import write_precedents
    from lexalign.review import read_overrides
    from lexalign.review.learning import learned
    from lexalign.version import __version__

    if gold is None and decisions is None and negatives is None:
        raise LexalignError("there is nothing to learn from", fix="Give --gold, --negatives or --decisions.")
    problems: list[str] = []
    journal = read_overrides(decisions) if decisions is not None else None
    read: list[Law] = []
    if journal is not None:
        problems += journal.problems
        read, bad = _laws_decided_on({(o.country, o.law) for o in journal if o.law}, laws)
        problems += bad
    made = learned(
        laws if laws is not None else (gold or negatives or out).parent,
        journal or (),
        gold=gold,
        negatives=negatives,
        base=base,
        complete=complete,
        country=country,
        language=language,
        more=read,
    )
    write_precedents(made.index, out, {"made_by": "lexalign precedents build", "lexalign": __version__})
    for problem in (*problems, *made.problems):
        say(problem)
    typer.echo(
        f"{out}: {len(made.index.rows)} articles, {len(made.rows)} of them learned now "
        f"({made.pairs[0]} pairs for a provision, {made.pairs[1]} against one)"
    )
    if problems or made.problems:
        raise typer.Exit(2)


def _laws_decided_on(wanted: set[tuple[str, str]], folder: Path | None) -> tuple[list[Law], list[str]]:
    """The laws with these ids: bundled ones, else those of the folder that its ``INDEX.csv`` lists."""
    from lexalign.laws import bundled_countries, bundled_laws
    from lexalign.matching.gold_laws import laws_in

    countries = {country for country, _ in wanted}
    found = [law for code in sorted(countries & set(bundled_countries())) for law in bundled_laws(code)]
    problems: list[str] = []
    rest = wanted - {(law.country, law.id) for law in found}
    if folder is not None and rest:
        more, problems = laws_in(folder, {country for country, _ in rest})
        found = [*more, *found]
    return [law for law in found if (law.country, law.id) in wanted], problems


@precedents_app.command()
def show(
    index: Annotated[Path | None, typer.Argument(help="An index; the one in use when none is given.")] = None,
    format: Format = TableFormat.table,
) -> None:
    """Show what an index holds: States, languages, and pairs per provision."""
    from lexalign.matching.precedents import index_file, load_precedents

    file = index or index_file()
    rows = _by_provision(load_precedents(file))
    if format is TableFormat.table:
        typer.echo(_about(load_precedents(file), file))
    print_rows(rows, ["provision", "pairs", "states", "languages", "against"], format)


def _by_provision(settled: Precedents) -> list[dict[str, Any]]:
    from lexalign.provisions import articles, bundled_instruments, load_instrument

    order = {p.id: i for i, p in enumerate(p for t in bundled_instruments() for p in articles(load_instrument(t)))}
    refused = Counter(p for row in settled.rows for p in row.against)
    pairs = Counter(p for row in settled.rows for p in row.implements)
    out = []
    for p in sorted({*pairs, *refused}, key=lambda p: (order.get(p, len(order)), p)):
        its = [row for row in settled.rows if p in row.implements]
        out.append(
            {
                "provision": p,
                "pairs": pairs[p],
                "states": len({row.country for row in its}),
                "languages": " ".join(sorted({row.language for row in its})),
                "against": refused[p],
            }
        )
    return out


def _about(settled: Precedents, file: Path) -> str:
    kinds = Counter("for" if row.implements else "against" if row.against else "ordinary" for row in settled.rows)
    languages = Counter(row.language for row in settled.rows)
    states = settled.countries()
    return (
        f"{file}\n{len(settled.rows)} articles: {kinds['for']} implement a provision, {kinds['against']} look like one "
        f"and do not, {kinds['ordinary']} are ordinary\n{len(states)} States: {', '.join(states)}\n"
        f"{len(languages)} languages: {', '.join(f'{k} ({n})' for k, n in sorted(languages.items()))}\n"
        "Precedents of a law's own country never count when it is aligned.\n"
    )
