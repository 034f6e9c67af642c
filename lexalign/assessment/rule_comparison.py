"""The same count under several rules, side by side: each row names its rule, and no number mixes two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lexalign.assessment.count_values import Counts
from lexalign.errors import LexalignError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RuleComparison", "compare_rules"]


@dataclass(frozen=True)
class RuleComparison:
    """Counts of one day and denominator under several rules."""

    counts: tuple[Counts, ...]

    @property
    def caption(self) -> str:
        """Date, rules and denominator."""
        first = self.counts[0]
        rules = ", ".join(c.rule.label for c in self.counts)
        return (
            f"How far the count depends on the rule, as of {first.as_of}, rules {rules}, of {first.size} States "
            f"({first.denominator}); each number is of one rule, and they are never added up"
        )

    def to_frame(self) -> pd.DataFrame:
        """The rows of the counts, each with its rule, date, denominator and basis."""
        import pandas as pd

        return pd.concat([c.to_frame() for c in self.counts], ignore_index=True)

    def __str__(self) -> str:
        lines = [self.caption]
        for c in self.counts:
            lines += [
                f"  {c.rule.label}, {r.pillar}{', ' + r.region if r.region else ''}: {r.largely} of {r.total} "
                f"(bounds {r.lower} to {r.upper})"
                for r in c.rows
            ]
            lines.append(f"    {c.basis_note}")
        return "\n".join([*lines, *dict.fromkeys(f"  {f}" for c in self.counts for f in c.footnotes)])

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        heads = ["Rule", "Pillar", "Region", "States", "Largely in place", "Bounds", "Assessed"]
        rows = [
            [c.rule.label, r.pillar, r.region or "all", r.total, r.largely, f"{r.lower} to {r.upper}", r.assessed]
            for c in self.counts
            for r in c.rows
        ]
        notes = [f"{c.rule.label}: {c.basis_note}" for c in self.counts]
        notes += list(dict.fromkeys(f for c in self.counts for f in c.footnotes))
        return str(table_html(heads, rows, caption=self.caption, note="\n".join(notes)))


def compare_rules(found: Iterable[Counts]) -> RuleComparison:
    """Put counts under several rules side by side.

    Args:
        found: One count per rule, of one day and one denominator.

    Raises:
        LexalignError: They are of several days or denominators, or two are of one rule.
    """
    given = tuple(found)
    if not given:
        raise LexalignError("there is nothing to compare", fix="Give the counts under two rules or more.")
    if len({(c.as_of, c.denominator, c.size) for c in given}) > 1:
        raise LexalignError(
            "counts of several days or denominators do not show what hangs on the rule",
            fix="Count with the same as_of and denominator under each rule.",
        )
    labels = [c.rule.label for c in given]
    if len(set(labels)) < len(labels):
        raise LexalignError(f"two counts are under one rule ({', '.join(labels)})", fix="Give one count per rule.")
    return RuleComparison(given)
