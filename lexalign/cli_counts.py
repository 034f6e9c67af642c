"""The commands ``lexalign counts`` and ``lexalign indicators``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lexalign.cli_common import AsOf, Format, Overrides, Rule, TableFormat, for_each, print_frame, say
from lexalign.errors import LexalignError

if TYPE_CHECKING:
    from lexalign.assessment import CountryAssessment

__all__ = ["counts", "indicators"]


class Show(StrEnum):
    """What of the count is printed."""

    COUNT = "count"
    INTERVAL = "interval"
    NEXT = "next"
    HISTORY = "history"
    TARGETS = "targets"
    RULES = "rules"
    STATES = "states"


Register = Annotated[
    Path | None,
    typer.Option("--register", help="Count your own table of dated statuses (CSV) instead of what is bundled."),
]
Presume = Annotated[
    str | None,
    typer.Option("--presume", help="Scenario of the rule, e.g. parties; off by default, named in the result."),
]


class _Known:
    """The assessments to count: all countries of which something is known, or those of a register.

    Countries that fail are said once and stop only themselves; :attr:`failed` tells that there were some.
    """

    def __init__(
        self, rule: str, presume: str | None, overrides: Path | None, register: Path | None, instrument: str
    ) -> None:
        from lexalign.assessment.register import read_register
        from lexalign.review import read_overrides

        self.rule, self.presume, self.instrument = rule, presume, instrument
        self.failed = False
        self.register = None
        if register is not None:
            if presume:
                raise LexalignError(
                    "a register is counted as it stands; nothing is presumed with it", fix="Leave out --presume."
                )
            self.register = list(read_register(register, rule=rule))
        else:
            self.overrides = read_overrides(overrides)

    def on(self, day: str | None) -> list[CountryAssessment]:
        """The assessments of a day."""
        from lexalign.assessment import assess_bundled, known_countries
        from lexalign.laws import bundled_countries

        if self.register is not None:
            return self.register
        found: list[CountryAssessment] = []

        def work(code: str) -> None:
            done = assess_bundled(
                code,
                overrides=self.overrides,
                rule=self.rule,
                as_of=day,
                presume=self.presume,
                instrument=self.instrument,
            )
            found.append(done)

        # Publications and known concordances speak of the Budapest Convention; of other treaties only laws at hand do.
        codes = (
            known_countries(self.overrides, rule=self.rule, as_of=day, presume=self.presume)
            if self.instrument == "cets185"
            else bundled_countries()
        )
        try:
            for_each(codes, work)
        except typer.Exit:
            self.failed = True
        return found


def counts(
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    by: Annotated[
        str | None, typer.Option("--by", help="region, coe-region, group, or groups such as caricom,eu.")
    ] = None,
    presume: Presume = None,
    of: Annotated[
        str, typer.Option("--of", help="Denominator: un-members, coe-members, all, group:NAME, parties:cets185.")
    ] = "un-members",
    show: Annotated[
        Show,
        typer.Option(
            "--show",
            help="count; interval: how sure it is; next: what to review; history and targets: since --since; "
            "rules: beside --beside; states: each State.",
        ),
    ] = Show.COUNT,
    since: Annotated[int, typer.Option("--since", help="First year of the history.")] = 2013,
    beside: Annotated[
        list[str] | None, typer.Option("--beside", help="With --show rules: rules to compare with; repeatable.")
    ] = None,
    pillar: Annotated[str, typer.Option("--pillar", help="With --show states: substantive or procedural.")] = (
        "substantive"
    ),
    register: Register = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write workbook, tables, figures and maps into this folder as well.")
    ] = None,
    outlines: Annotated[
        Path | None, typer.Option("--outlines", help="With --out: GeoJSON of outlines, for maps over them.")
    ] = None,
    format: Format = TableFormat.table,
    overrides: Overrides = None,
) -> None:
    """Count the States largely in line, with date, rule, denominator, basis and bounds.

    Counted are all countries of which something is known: bundled laws, published verdicts, decisions.
    """
    from lexalign.assessment import legislation_counts, load_rule
    from lexalign.assessment.country import date_of
    from lexalign.assessment.tallies import breakdown, named_denominator

    # What was typed wrong is said before the work, not after it.
    day = date_of(as_of).isoformat() if as_of is not None or register is None else None
    breakdown(by, named_denominator(of, day)[1], day)
    used = load_rule(rule).presuming(presume)
    if used.method == "existence":
        if show is not Show.COUNT or out is not None or register is not None:
            raise LexalignError(
                f"the rule {used.label} only says whether there is legislation",
                fix="Leave out --show, --out and --register, or count with c-proc or strict.",
            )
        known = _Known("c-proc", None, overrides, None, used.instrument)
        _print(legislation_counts(known.on(day), as_of=day, rule=rule, by=by, denominator=of), format)
    else:
        known = _Known(rule, presume, overrides, register, used.instrument)
        given = known.on(day)
        day = day or max((a.as_of for a in given), default=None)
        common: dict[str, Any] = {"as_of": day, "denominator": of, "presume": presume}
        if show is Show.RULES:
            _print(_side_by_side([rule, *(beside or ["strict"])], given, overrides, register, by, common), format)
        else:
            _print(_shown(show, given, known, rule, by, since, pillar, common), format, targets=show is Show.TARGETS)
        if out is not None:
            _write(out, given, known, rule, by, since, outlines, common)
    if known.failed:
        raise typer.Exit(2)


def _shown(
    show: Show,
    given: list[CountryAssessment],
    known: _Known,
    rule: str,
    by: str | None,
    since: int,
    pillar: str,
    common: dict[str, Any],
) -> Any:
    from lexalign.assessment import counts as count
    from lexalign.assessment.history import history, year_ends
    from lexalign.assessment.next_review import next_review
    from lexalign.assessment.state_list import state_list
    from lexalign.assessment.uncertainty import uncertainty

    if show is Show.COUNT:
        return count(given, rule=rule, by=by, **common)
    if show is Show.INTERVAL:
        return uncertainty(given, rule=rule, by=by, **common)
    if show is Show.NEXT:
        return next_review(given, rule=rule, **common)
    if show is Show.STATES:
        return state_list(given, pillar, rule=rule, **common)
    days = year_ends(since, common["as_of"])
    if show is Show.TARGETS:
        days = days[-1:]
    rest = {k: v for k, v in common.items() if k != "as_of"}
    return history(_by_day(known, given, days[-1]), dates=days, rule=rule, **rest)


def _by_day(known: _Known, given: list[CountryAssessment], last: str) -> Any:
    """Assessments of each day; those of the last day are at hand."""
    return lambda day: given if day == last or known.register is not None else known.on(day)


def _side_by_side(
    rules: list[str],
    given: list[CountryAssessment],
    overrides: Path | None,
    register: Path | None,
    by: str | None,
    common: dict[str, Any],
) -> Any:
    from lexalign.assessment import counts as count
    from lexalign.assessment import load_rule
    from lexalign.assessment.rule_comparison import compare_rules

    found = []
    for place, name in enumerate(dict.fromkeys(rules)):
        if place:
            other = _Known(name, None, overrides, register, load_rule(name).instrument)
            found.append(count(other.on(common["as_of"]), rule=name, by=by, **{**common, "presume": None}))
        else:
            found.append(count(given, rule=name, by=by, **common))
    return compare_rules(found)


def _print(result: Any, format: TableFormat, *, targets: bool = False) -> None:
    if format is TableFormat.table:
        if hasattr(result, "states") and hasattr(result, "pillar"):
            typer.echo(f"{result.caption}\n{result.basis_note}")
            print_frame(result.to_frame()[["name", "iso3", "region", "state", "basis", "counted"]], format)
            for line in (*result.notes, *result.footnotes):
                typer.echo(line)
            return
        typer.echo(str(result))
        return
    print_frame(result.distance_frame() if targets else result.to_frame(), format)


def _write(
    out: Path,
    given: list[CountryAssessment],
    known: _Known,
    rule: str,
    by: str | None,
    since: int,
    outlines: Path | None,
    common: dict[str, Any],
) -> None:
    from lexalign.assessment.history import year_ends
    from lexalign.reports.count_files import global_count

    days = year_ends(since, common["as_of"])
    files = global_count(
        given,
        out,
        on_day=None if known.register is not None else _by_day(known, given, days[-1]),
        dates=days,
        rule=rule,
        by=by or "region",
        outlines=outlines,
        **common,
    )
    for path in files:
        say(path)


def indicators(
    as_of: AsOf = None,
    rule: Rule = "c-proc",
    presume: Presume = None,
    register: Register = None,
    format: Format = TableFormat.table,
    overrides: Overrides = None,
) -> None:
    """Print the indicators of the Octopus Project: figure, target, distance, basis, and the evidence behind each."""
    from lexalign.assessment.country import date_of
    from lexalign.assessment.indicators import READINESS
    from lexalign.assessment.indicators import indicators as make
    from lexalign.assessment.rules import elements_rule

    day = date_of(as_of).isoformat()
    known = _Known(rule, presume, overrides, register, elements_rule(rule).instrument)
    second = _Known(READINESS, None, overrides, None, "cets224")
    _print(make(known.on(day), second_protocol=second.on(day), as_of=day, rule=rule, presume=presume), format)
    if known.failed or second.failed:
        raise typer.Exit(2)
