"""``lexalign history``, ``agreement``, ``corrections``, ``expert``: what the journals of decisions tell."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lexalign.cli_common import Format, Language, Overrides, TableFormat, for_each, iso3_of, print_frame, say

if TYPE_CHECKING:
    import pandas as pd

    from lexalign.matching import Alignment

__all__ = ["add_journal_commands"]

CountryArgument = Annotated[str, typer.Argument(help="ISO3 code or name.")]
Rule = Annotated[str, typer.Option("--conflicts", help="Where experts differ: latest, senior or unanimous.")]
Senior = Annotated[
    list[str] | None, typer.Option("--senior", help="An expert, the most senior first; repeatable; for senior.")
]


def add_journal_commands(app: typer.Typer) -> None:
    """Put the commands of this module on the program."""
    for command in (history, agreement, corrections, expert):
        app.command()(command)


def history(
    country: CountryArgument,
    provision: Annotated[str | None, typer.Option("--provision", help="16, cets185:16, or a pillar.")] = None,
    article: Annotated[str | None, typer.Option("--article", help="Number of the article.")] = None,
    law: Annotated[str | None, typer.Option("--law", help="Id of the law.")] = None,
    conflicts: Rule = "latest",
    senior: Senior = None,
    format: Format = TableFormat.table,
    overrides: Overrides = None,
) -> None:
    """Tell who decided what, when and why, what it replaced, and what holds now."""

    def work(_: None) -> None:
        from lexalign.review import history as tell

        told = tell(iso3_of(country), article, provision, law, overrides, conflicts=conflicts, seniority=senior or ())
        if format is TableFormat.table:
            typer.echo(str(told))
        else:
            print_frame(told.to_frame(), format)
        for problem in told.problems:
            say(problem)

    for_each([None], work)


def agreement(
    country: Annotated[str | None, typer.Argument(help="ISO3 code or name; all countries when not given.")] = None,
    differing: Annotated[bool, typer.Option("--differing", help="List the cells on which experts differ.")] = False,
    pairs: Annotated[bool, typer.Option("--pairs", help="Each two experts.")] = False,
    relations: Annotated[
        bool, typer.Option("--relations/--no-relations", help="Whether full, partial and related are told apart.")
    ] = True,
    format: Format = TableFormat.table,
    overrides: Overrides = None,
) -> None:
    """Measure how far experts agree: percent, Cohen's kappa, Krippendorff's alpha, and where they differ."""

    def work(_: None) -> None:
        from lexalign.review import agreement as measure
        from lexalign.review import read_overrides

        read = read_overrides(overrides, iso3_of(country) if country else None)
        found = measure(read, relations=relations)
        if differing:
            print_frame(found.disagreements_frame(), format)
        elif pairs or format is not TableFormat.table:
            print_frame(found.to_frame(pairs=pairs).round(4).astype(object).fillna(""), format)
        else:
            typer.echo(str(found))
        for problem in read.problems:
            say(problem)

    for_each([None], work)


def _alignments(iso3: str, files: list[Path], language: str | None, treaties: list[str]) -> list[Alignment]:
    from lexalign.errors import CorpusError
    from lexalign.laws import bundled_countries, bundled_laws, read_law
    from lexalign.matching import align_all

    laws = [read_law(path, country=iso3, language=language) for path in files] if files else bundled_laws(iso3)
    if not laws:
        raise CorpusError(
            f"no law of {iso3} is bundled",
            fix=f"Give the file you decided on with --law. Bundled are {', '.join(bundled_countries())}.",
        )
    return [alignment for law in laws for alignment in align_all(law, treaties)]


def corrections(
    country: CountryArgument,
    law: Annotated[
        list[Path] | None, typer.Option("--law", help="A law file; repeatable; the bundled laws when not given.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the table and the labels (gold, negatives) into this folder.")
    ] = None,
    changed: Annotated[bool, typer.Option("--changed", help="Only where the experts changed something.")] = False,
    conflicts: Rule = "latest",
    senior: Senior = None,
    language: Language = None,
    format: Format = TableFormat.table,
    overrides: Overrides = None,
) -> None:
    """Set what experts decided beside what was proposed; to send back, and to measure with."""

    def work(_: None) -> None:
        from lexalign.provisions import bundled_instruments
        from lexalign.review import corrections as compare
        from lexalign.review import read_overrides

        iso3 = iso3_of(country)
        read = read_overrides(overrides, iso3)
        named = {o.provision.partition(":")[0] for o in read}
        treaties = [t for t in bundled_instruments() if t in named] or ["cets185"]
        files = law or []
        alignments = _alignments(iso3, files, language, treaties)
        found = compare(alignments, read, conflicts=conflicts, seniority=senior or ())
        if format is TableFormat.table:
            typer.echo(str(found))
        else:
            print_frame(_spoken(found.to_frame(changed_only=changed)), format)
        if out is not None:
            ids = [a.law.id for a in alignments if a.instrument is alignments[0].instrument]
            names = dict(zip(ids, [_labelled(path) for path in files], strict=True)) if files else None
            for stem, frame, spoken in (
                ("corrections", _spoken(found.to_frame(changed_only=changed)), True),
                ("gold", found.gold_frame(names), False),
                ("negatives", found.negatives_frame(names), False),
            ):
                say(_write(frame, out / f"{stem}-{iso3}.csv", for_people=spoken))
        for problem in read.problems:
            say(problem)

    for_each([None], work)


def _labelled(path: Path) -> str:
    """Folder and name of a file, as the labels of a collection of laws name it."""
    return "/".join(path.resolve().parts[-2:])


def _spoken(frame: pd.DataFrame) -> pd.DataFrame:
    shown = frame.astype(object).where(frame.notna(), "")
    for column in ("stale", "experts_differ"):
        shown[column] = ["yes" if value else "" for value in frame[column]]
    shown["confidence"] = ["" if value == "" else round(float(value), 3) for value in shown["confidence"]]
    return shown


def _write(frame: pd.DataFrame, path: Path, *, for_people: bool) -> Path:
    """As CSV; what people open in a spreadsheet holds no formula, what the program reads holds every text as it is."""
    from lexalign.files import write_atomic
    from lexalign.safe import csv_text

    def cell(value: Any) -> str:
        return csv_text(value) if for_people else str(value)

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows([cell(value) for value in row] for row in frame.itertuples(index=False))
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    return write_atomic(path, ("\ufeff" if for_people else "") + out.getvalue())


def expert(
    name: Annotated[str | None, typer.Argument(help="Your name, ORCID iD, or both; shown when not given.")] = None,
) -> None:
    """Show or set who decides; remembered for all later decisions."""

    def work(_: None) -> None:
        from lexalign.cli_common import expert_of
        from lexalign.review import remember_expert

        typer.echo(remember_expert(name) if name is not None else expert_of(None))

    for_each([None], work)
