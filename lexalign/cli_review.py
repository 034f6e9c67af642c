"""``lexalign review``: the Excel sheet that an expert fills in, made and read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lexalign.cli_common import AsOf, Overrides, Rule, for_each, iso3_of, say
from lexalign.errors import LexalignError

if TYPE_CHECKING:
    from lexalign.matching.alignment import Alignment
    from lexalign.model import Law, Override

__all__ = ["review_app"]

review_app = typer.Typer(no_args_is_help=True, help="Review in Excel: make the sheet, read it back.")


@review_app.command("export")
def review_export(
    country: Annotated[str | None, typer.Argument(help="ISO3 code of a country with bundled laws.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The Excel file; review-XXX.xlsx by default.")] = None,
    law: Annotated[list[Path] | None, typer.Option("--law", help="A law file of your own; repeatable.")] = None,
    of_country: Annotated[str | None, typer.Option("--country", help="Country of the law files, e.g. KEN.")] = None,
    law_language: Annotated[
        str | None, typer.Option("--law-language", help="Language of the law files; found out when not given.")
    ] = None,
    instrument: Annotated[
        list[str] | None, typer.Option("--instrument", help="cets185, or a YAML file of your own; repeatable.")
    ] = None,
    blind: Annotated[
        bool, typer.Option("--blind", help="Hide the answers of the program and of other experts.")
    ] = False,
    expert: Annotated[str | None, typer.Option("--expert", help="Who will fill it in: name or ORCID iD.")] = None,
    language: Annotated[str, typer.Option("--language", help="Language of the labels: en, fr or es.")] = "en",
    conflicts: Annotated[
        str, typer.Option("--conflicts", help="How differing experts are settled: latest, senior or unanimous.")
    ] = "latest",
    senior: Annotated[
        list[str] | None, typer.Option("--senior", help="Experts for 'senior', the most senior first; repeatable.")
    ] = None,
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
) -> None:
    """Make the review sheet of a country: one row per proposal and per provision without an article.

    An existing file is never written over.
    """

    def work(_: None) -> None:
        from lexalign.assessment import load_rule, state
        from lexalign.assessment.country import date_of
        from lexalign.review import current_expert, export_sheet, read_overrides

        iso3 = _country(country, of_country)
        laws = _laws(iso3, law, law_language)
        counting = load_rule(rule)
        decisions = read_overrides(overrides)
        for problem in decisions.problems:
            say(problem)
        given = _aligned(laws, instrument or ["cets185"])
        who = current_expert() if blind and expert is None else (expert or "")
        target = out or Path(f"review-{iso3}.xlsx")
        made = export_sheet(
            [a for of_treaty in given for a in of_treaty],
            target,
            decisions,
            expert=who,
            language=language,
            blind=blind,
            conflicts=conflicts,
            seniority=senior or (),
            counted={p for pillar in counting.pillars.values() for p in pillar.provisions},
            not_asked=counting.kinds_not_asked,
            now={} if blind else _now(given, decisions.decisions, rule, as_of, conflicts, senior or []),
            as_of=date_of(as_of),
            name="\n* ".join(part for part in (state(iso3).name_en, state(iso3).footnote) if part),
        )
        typer.echo(str(made))

    for_each([None], work)


@review_app.command("import")
def review_import(
    files: Annotated[list[Path], typer.Argument(help="Filled-in review sheets (.xlsx).")],
    expert: Annotated[
        str | None, typer.Option("--expert", help="Who decides, if the first sheet does not say it.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken.")] = False,
    overrides: Overrides = None,
) -> None:
    """Read filled-in review sheets: good rows are taken, bad ones are named. Reading twice changes nothing."""
    failed: list[object] = []

    def work(path: Path) -> None:
        from lexalign.laws import bundled_laws
        from lexalign.review import import_sheet

        found = import_sheet(path, overrides, expert=expert, laws=bundled_laws(), dry_run=dry_run)
        typer.echo(str(found).partition("\n")[0])
        for decision in found.taken:
            about = " – ".join(part for part in (decision.article, decision.provision) if part)
            typer.echo(f"  {decision.action.value} {decision.value}".rstrip() + f": {about}")
        for note in found.notes:
            say(f"{path.name}: {note}")
        for problem in found.problems:
            say(f"{path.name}, {problem}")
        failed.extend(found.problems)

    for_each(files, work)
    if failed:
        raise typer.Exit(2)


# --- what the sheet is made from ----------------------------------------------------------------------------------


def _country(argument: str | None, option: str | None) -> str:
    codes = {iso3_of(code) for code in (argument, option) if code}
    if len(codes) != 1:
        what = f"two countries are named ({', '.join(sorted(codes))})" if codes else "no country is named"
        raise LexalignError(what, fix="Give one: lexalign review export KEN, or --law FILE --country KEN.")
    return codes.pop()


def _laws(iso3: str, files: list[Path] | None, language: str | None) -> list[Law]:
    from lexalign.errors import CorpusError
    from lexalign.laws import bundled_countries, bundled_laws, read_law

    if files:
        return [read_law(path, country=iso3, language=language) for path in files]
    laws = list(bundled_laws(iso3))
    if not laws:
        raise CorpusError(
            f"no law of {iso3} is bundled",
            fix=f"Give its laws with --law FILE. Bundled are {', '.join(bundled_countries())}.",
        )
    return laws


def _aligned(laws: list[Law], instruments: list[str]) -> list[list[Alignment]]:
    """For each treaty, the alignments of all laws."""
    from lexalign.matching import align_all

    by_law = [align_all(law, instruments) for law in laws]
    return [list(of_treaty) for of_treaty in zip(*by_law, strict=True)]


def _now(
    given: list[list[Alignment]],
    decisions: tuple[Override, ...],
    rule: str,
    as_of: str | None,
    conflicts: str,
    senior: list[str],
) -> dict[str, tuple[str, str]]:
    """Status of each provision and state of each pillar, with the reason."""
    from lexalign.assessment import assess

    now: dict[str, tuple[str, str]] = {}
    for of_treaty in given:
        found = assess(of_treaty, decisions, rule=rule, as_of=as_of, conflicts=conflicts, seniority=senior)
        now |= {s.provision: (s.status.value, s.reason) for s in found.provisions}
        now |= {name: (p.state.value, p.reason) for name, p in found.pillars.items()}
    return now
