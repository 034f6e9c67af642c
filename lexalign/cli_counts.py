"""The count of the command line: everything that is known, under a rule of either kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lexalign.cli_common import for_each

if TYPE_CHECKING:
    from lexalign.assessment import CountryAssessment, Counts, LegislationCounts

__all__ = ["count_all"]


def count_all(
    overrides: Path | None,
    rule: str,
    as_of: str | None,
    *,
    by: str | None = None,
    presume: str | None = None,
    of: str = "un-members",
) -> tuple[Counts | LegislationCounts, typer.Exit | None]:
    """Count over all countries of which something is known; one that fails stops only itself.

    Args:
        overrides: Folder of the journals of decisions; the default one when None.
        rule: Of elements, or of existence: then the evidence is assessed by the rule c-proc and counted in other words.
        as_of: Date of the count, today by default.
        by: Breakdown.
        presume: Scenario of a rule of elements.
        of: Denominator.

    Returns:
        The count, and the exit to make at the end where a country failed.
    """
    from lexalign.assessment import assess_bundled, counts, known_countries, legislation_counts, load_rule
    from lexalign.assessment.country import date_of
    from lexalign.assessment.tallies import breakdown, named_denominator
    from lexalign.review import read_overrides

    chosen = load_rule(rule).presuming(presume)
    day = date_of(as_of).isoformat()
    breakdown(by, named_denominator(of, day)[1], day)  # what was typed wrong is said before the work, not after it
    decisions = read_overrides(overrides)
    asked = chosen if chosen.method == "elements" else load_rule("c-proc")
    assessed: list[CountryAssessment] = []

    def work(iso3: str) -> None:
        assessed.append(assess_bundled(iso3, overrides=decisions, rule=asked, as_of=day, presume=presume))

    failure = None
    try:
        for_each(known_countries(decisions, rule=asked, as_of=day, presume=presume), work)
    except typer.Exit as error:
        failure = error
    if chosen.method == "existence":
        return legislation_counts(assessed, as_of=day, rule=chosen, by=by, denominator=of), failure
    return counts(assessed, as_of=day, rule=asked, by=by, presume=presume, denominator=of), failure
