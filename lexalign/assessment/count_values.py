"""A dated count as a value: its figures, and the forms in which it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lexalign.assessment.rules import Rule
from lexalign.assessment.world import PublishedCount

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Counts", "PillarCount", "SensitivityPoint", "Target"]


@dataclass(frozen=True, slots=True)
class PillarCount:
    """The count for one pillar, of all States or of those of a region or group.

    Attributes:
        region: Empty for all; else the region, or the title of the group.
        total: States in the denominator.
        assessed: Those of them with an assessment.
        largely, partially, not_in_place, no_information: States of each state of legislation; they add up to total.
        lower, upper: States with law largely in place if everything unknown turned out the worst, and the best.
        machine, expert, published, presumed, reading: Of ``largely``, on what basis.
    """

    pillar: str
    region: str
    total: int
    assessed: int
    largely: int
    partially: int
    not_in_place: int
    no_information: int
    lower: int
    upper: int
    machine: int
    expert: int
    published: int
    presumed: int
    reading: int = 0

    @property
    def share(self) -> float:
        """``largely`` as a share of ``total``."""
        return self.largely / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class SensitivityPoint:
    """The count if another share of provisions were asked for.

    Attributes:
        share: Of the greatest possible sum, in (0, 1].
        fixed: Of ``largely``, States whose state was set by an expert or published: no share changes them.
    """

    pillar: str
    share: float
    largely: int
    lower: int
    upper: int
    fixed: int


@dataclass(frozen=True, slots=True)
class Target:
    """Distance to a number of States aimed at.

    Attributes:
        missing: Target less the count; 0 or less means reached.
        missing_at_best: The same at the upper bound.
    """

    pillar: str
    target: int
    missing: int
    missing_at_best: int


@dataclass(frozen=True)
class Counts:
    """A dated count of States, with all that is needed to quote it.

    Attributes:
        as_of: ISO date.
        rule: The counting rule.
        denominator: Name of what the shares refer to; ``size`` is its number of States.
        assessed: Number of States of the denominator with an assessment.
        rows: Per pillar, all States; then per region where asked.
        sensitivity: Per pillar and share.
        targets: Per pillar; empty where the denominator is not the one the targets are for.
        published: The latest published totals at or before the date; None if there is none, or the denominator differs.
        notes: What one must know: assessments left out, and the like.
        footnotes: To be printed with names that bear an asterisk.
    """

    as_of: str
    rule: Rule
    denominator: str
    size: int
    assessed: int
    rows: tuple[PillarCount, ...]
    sensitivity: tuple[SensitivityPoint, ...]
    targets: tuple[Target, ...]
    published: PublishedCount | None = None
    notes: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()

    def __getitem__(self, pillar: str) -> PillarCount:
        """The count of all States for a pillar: ``c["substantive"]``."""
        for row in self.rows:
            if row.pillar == pillar and not row.region:
                return row
        raise KeyError(pillar)

    @property
    def caption(self) -> str:
        """Date, rule and denominator, as every printed form carries them."""
        return (
            f"State of legislation as of {self.as_of}, rule {self.rule.label} ({self.rule.title}), "
            f"of {self.size} States ({self.denominator})"
        )

    @property
    def basis_note(self) -> str:
        """On whose word the count rests, and what is not known."""
        parts = []
        for row in self.rows:
            if not row.region:
                named = [
                    f"{getattr(row, b)} {b}"
                    for b in ("expert", "published", "presumed", "machine", "reading")
                    if getattr(row, b)
                ]
                parts.append(f"{row.pillar}: {', '.join(named) or 'none'}")
        text = f"Basis of 'largely in place': {'; '.join(parts)}."
        if self.assessed < self.size:
            text += f" Only {self.assessed} of {self.size} States are assessed here"
            if any(row.presumed for row in self.rows):
                text += ", and of the other States nothing is said."
            else:
                text += (
                    ": the count is what is known at least (the lower bound), and of the other States nothing is said."
                )
        if any(row.presumed for row in self.rows):
            text += " What is presumed is no finding: it is in the count and not in the lower bound."
        return text

    def to_frame(self) -> pd.DataFrame:
        """One row per pillar and region, every row with date, rule, denominator and basis counts."""
        import pandas as pd

        records = [
            {
                "as_of": self.as_of,
                "rule": self.rule.label,
                "denominator": self.denominator,
                "denominator_size": self.size,
                "pillar": r.pillar,
                "region": r.region or "all",
                "states": r.total,
                "assessed": r.assessed,
                "largely": r.largely,
                "partially": r.partially,
                "not_in_place": r.not_in_place,
                "no_information": r.no_information,
                "share": r.share,
                "lower": r.lower,
                "upper": r.upper,
                "basis_expert": r.expert,
                "basis_published": r.published,
                "basis_presumed": r.presumed,
                "basis_machine": r.machine,
                "basis_reading": r.reading,
            }
            for r in self.rows
        ]
        return pd.DataFrame(records)

    def sensitivity_frame(self) -> pd.DataFrame:
        """The count as a function of the share asked for, every row with date, rule and denominator."""
        import pandas as pd

        head = {
            "as_of": self.as_of,
            "rule": self.rule.label,
            "denominator": self.denominator,
            "denominator_size": self.size,
        }
        return pd.DataFrame(
            [
                {**head, "pillar": p.pillar, "share_asked": p.share, "largely": p.largely, "lower": p.lower,
                 "upper": p.upper, "fixed": p.fixed}
                for p in self.sensitivity
            ]
        )  # fmt: skip

    def __str__(self) -> str:
        lines = [self.caption]
        for r in self.rows:
            name = f"{r.pillar}{', ' + r.region if r.region else ''}"
            lines.append(
                f"  {name}: {r.largely} of {r.total} largely in place ({r.share:.0%}; bounds {r.lower} to {r.upper}), "
                f"{r.partially} partially, {r.not_in_place} not, {r.no_information} no information"
            )
        lines.extend(f"  {line}" for line in self._lines())
        return "\n".join(lines)

    def _lines(self) -> list[str]:
        lines = [_target_words(t) for t in self.targets]
        for pillar in dict.fromkeys(p.pillar for p in self.sensitivity):
            points = [p for p in self.sensitivity if p.pillar == pillar]
            first, last, used = points[0], points[-1], self.rule.pillars[pillar].largely
            lines.append(
                f"With a share of {first.share:.0%} to {last.share:.0%} "
                f"instead of {used:.0%}, the {pillar} count would be {first.largely} to {last.largely}."
            )
        if self.published:
            lines.append(_published_words(self.published))
        return [*lines, self.basis_note, *self.notes, *self.footnotes]

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        bases = "Basis of largely: expert / published / presumed / machine / reading"
        heads = ["Pillar", "Region", "States", "Assessed", "Largely in place", "Share", "Bounds"]
        heads += ["Partially in place", "Not in place", "No information", bases]
        rows = []
        for r in self.rows:
            row: list[object] = [r.pillar, r.region or "all", r.total, r.assessed, r.largely, f"{r.share:.0%}"]
            row += [f"{r.lower} to {r.upper}", r.partially, r.not_in_place, r.no_information]
            rows.append([*row, f"{r.expert} / {r.published} / {r.presumed} / {r.machine} / {r.reading}"])
        main = table_html(heads, rows, caption=self.caption, note="\n".join(self._lines()))
        points = [[p.pillar, f"{p.share:.0%}", p.largely, f"{p.lower} to {p.upper}"] for p in self.sensitivity]
        caption = f"How far the count depends on the share asked for. {self.caption}"
        more = table_html(
            ["Pillar", "Share asked for", "Largely in place", "Bounds"], points, caption=caption, note=self.basis_note
        )
        return f"{main}<details><summary>Sensitivity to the threshold</summary>{more}</details>"


def _target_words(t: Target) -> str:
    if t.missing <= 0:
        return (
            f"Target of {t.target} ({t.pillar}): reached, {-t.missing} above it."
            if t.missing
            else (f"Target of {t.target} ({t.pillar}): reached.")
        )
    best = "could be reached" if t.missing_at_best <= 0 else f"would still lack {t.missing_at_best}"
    return f"Target of {t.target} ({t.pillar}): {t.missing} more needed; {best} if all that is unknown were in place."


def _published_words(p: PublishedCount) -> str:
    figures = []
    for pillar, number, percent in (
        ("substantive", p.substantive, p.substantive_percent),
        ("procedural", p.procedural, p.procedural_percent),
    ):
        if number is not None or percent is not None:
            both = [str(number)] if number is not None else []
            both += [f"{percent}%"] if percent is not None else []
            figures.append(f"{pillar} {' or '.join(both)}")
    return f"To compare: C-PROC's total as published for {p.as_of} was {', '.join(figures)} of UN members ({p.source})."
