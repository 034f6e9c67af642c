"""Countries × phenomena: against what each State has offences, powers and co-operation, after the Guidance Notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from lexalign.assessment.matrices import footnotes_of
from lexalign.assessment.phenomena import PARTS, Phenomenon, coverage, phenomena
from lexalign.assessment.values import CountryAssessment, ProvisionStatus
from lexalign.errors import LexalignError, UnknownProvision
from lexalign.html import STATUS_COLOURS, STATUS_SIGNS, Html, escaped, table_html
from lexalign.model import Basis, Status

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PhenomenaMatrix", "PhenomenonCell", "phenomena_matrix"]

_SHOWN = (Status.IN_LINE, Status.PARTIAL, Status.NOT_IN_LINE, Status.RESERVED, Status.NO_INFORMATION)
_LETTERS: Mapping[Basis, str] = MappingProxyType(
    {Basis.EXPERT: "e", Basis.PUBLISHED: "p", Basis.MACHINE: "m", Basis.READING: "r", Basis.PRESUMED: "s"}
)


@dataclass(frozen=True, slots=True)
class PhenomenonCell:
    """What a country has of the provisions that a note names in one part (offences, powers, co-operation).

    Attributes:
        rows: Status of each provision, in the order of the note.
    """

    rows: tuple[ProvisionStatus, ...]

    def count(self, status: Status) -> int:
        """How many of the provisions have a status."""
        return sum(s.status is status for s in self.rows)

    @property
    def bases(self) -> Mapping[Basis, int]:
        """Basis ▶ number of provisions; what is without information has none."""
        return {b: n for b in _LETTERS if (n := sum(s.basis is b for s in self.rows))}

    @property
    def signs(self) -> str:
        """How many are in line, partially, not, reserved, unknown, and on what basis: ``●5 ◐2 ?1 (6m 1e)``."""
        counted = " ".join(f"{STATUS_SIGNS[s]}{n}" for s in _SHOWN if (n := self.count(s)))
        bases = " ".join(f"{n}{_LETTERS[b]}" for b, n in self.bases.items())
        return f"{counted} ({bases})" if bases else counted

    @property
    def look(self) -> Status:
        """The colour of the cell: in line where all are, no information where nothing is known, else by the best."""
        if not self.rows or self.count(Status.NO_INFORMATION) == len(self.rows):
            return Status.NO_INFORMATION
        if self.count(Status.IN_LINE) + self.count(Status.RESERVED) == len(self.rows):
            return Status.IN_LINE
        if self.count(Status.IN_LINE) or self.count(Status.PARTIAL):
            return Status.PARTIAL
        return Status.NOT_IN_LINE if self.count(Status.NOT_IN_LINE) else Status.NO_INFORMATION


@dataclass(frozen=True)
class PhenomenaMatrix:
    """What countries (rows) have against phenomena (columns).

    Attributes:
        cells: (ISO3, phenomenon, part) ▶ cell; a part that the note does not name has none.
        as_of: The one date of all assessments, or ``first to last``.
        rule: The one rule of all assessments.
    """

    assessments: tuple[CountryAssessment, ...]
    phenomena: tuple[Phenomenon, ...]
    cells: Mapping[tuple[str, str, str], PhenomenonCell]
    as_of: str
    rule: str
    footnotes: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """(phenomenon, part) of each column."""
        return tuple((p.id, part) for p in self.phenomena for part in PARTS if part in p.provisions)

    def to_frame(self, what: str = "signs") -> pd.DataFrame:
        """The matrix as a wide table.

        Args:
            what: ``signs`` (figures and bases in words of signs), or ``in line``: how many of the provisions named are.

        Returns:
            Index ``country`` (ISO3); columns ``name`` and ``<phenomenon>: <part>``.
        """
        import pandas as pd

        if what not in ("signs", "in line"):
            raise LexalignError(f"the cells have no {what!r}", fix="Use signs, or in line.")
        records = []
        for a in self.assessments:
            record: dict[str, object] = {"country": a.country, "name": a.name}
            for name, part in self.columns:
                cell = self.cells[a.country, name, part]
                record[f"{name}: {part}"] = cell.signs if what == "signs" else cell.count(Status.IN_LINE)
            records.append(record)
        heads = ["country", "name", *(f"{name}: {part}" for name, part in self.columns)]
        frame = pd.DataFrame(records, columns=heads).set_index("country")
        frame.attrs = {"as_of": self.as_of, "rule": self.rule}
        return frame

    def to_tidy(self) -> pd.DataFrame:
        """One row per country, phenomenon and part: figures of each status, bases, note, date, rule."""
        import pandas as pd

        by_id = {p.id: p for p in self.phenomena}
        records = [
            {
                "country": a.country,
                "name": a.name,
                "phenomenon": name,
                "part": part,
                "provisions": len(cell.rows),
                "in_line": cell.count(Status.IN_LINE),
                "partially": cell.count(Status.PARTIAL),
                "not_in_line": cell.count(Status.NOT_IN_LINE),
                "reserved": cell.count(Status.RESERVED),
                "no_information": cell.count(Status.NO_INFORMATION),
                "basis": ", ".join(f"{n} {b}" for b, n in cell.bases.items()),
                "note": by_id[name].basis,
                "note_unchecked": by_id[name].unchecked,
                "as_of": a.as_of,
                "rule": a.rule,
            }
            for a in self.assessments
            for name, part in self.columns
            if (cell := self.cells[a.country, name, part]).rows
        ]
        return pd.DataFrame(records)

    @property
    def caption(self) -> str:
        """What the matrix shows, in a sentence."""
        return (
            f"Provisions that the Guidance Notes name for {_many(len(self.phenomena), 'phenomenon', 'phenomena')}: "
            f"{_many(len(self.assessments), 'country', 'countries')}, as of {self.as_of}, rule {self.rule}"
        )

    @property
    def note(self) -> str:
        """What one must know to read it."""
        unchecked = [p.title for p in self.phenomena if p.unchecked]
        lists = f" Lists not checked against the text of the note: {', '.join(unchecked)}." if unchecked else ""
        return " ".join(
            [
                "● in line, ◐ partially, ○ not in line, R reserved, ? no information, each with the number of "
                "provisions; in brackets the basis: e expert, p published, m machine (a proposal, not reviewed), "
                "r reading, s supposed. "
                "A note says which provisions serve, not that a State must have all of them." + lists,
                *self.footnotes,
            ]
        )

    def __str__(self) -> str:
        lines = [self.caption]
        for a in self.assessments:
            lines.append(a.name)
            for p in self.phenomena:
                cells = [(part, self.cells[a.country, p.id, part]) for part in PARTS if part in p.provisions]
                lines.append(f"  {p.id:<24} " + "   ".join(f"{part} {c.signs}" for part, c in cells if c.rows))
        return "\n".join([*lines, self.note])

    def _repr_html_(self) -> str:
        titles = {p.id: p.title for p in self.phenomena}
        heads: list[str] = ["Country"]
        heads += [Html(f"{escaped(titles[name])}<br>{escaped(part)}") for name, part in self.columns]
        rows = [
            [a.name, *(_coloured(self.cells[a.country, name, part]) for name, part in self.columns)]
            for a in self.assessments
        ]
        return str(table_html(heads, rows, caption=self.caption, note=self.note))

    def page(self) -> str:
        """The matrix as an HTML page of its own."""
        return (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>'
            f"{escaped(self.caption)}</title></head><body>{self._repr_html_()}</body></html>\n"
        )


def phenomena_matrix(assessments: Iterable[CountryAssessment], names: Sequence[str] | None = None) -> PhenomenaMatrix:
    """Put countries and phenomena into one table.

    Args:
        assessments: One per country, under one rule, of the Budapest Convention; shown in the order given.
        names: Phenomena (:func:`lexalign.assessment.phenomena` lists them); all by default.

    Raises:
        UnknownProvision: There is no such phenomenon.
        LexalignError: There is no assessment, a country stands twice, or rules are mixed.
    """
    given = tuple(assessments)
    known = phenomena()
    chosen = list(known) if names is None else list(dict.fromkeys(names))
    for name in chosen:
        if name not in known:
            raise UnknownProvision(f"no Guidance Note on {name!r} is known", fix=f"Known are {', '.join(known)}.")
    if not given:
        raise LexalignError("there is no assessment to show", fix="Give at least one.")
    codes = [a.country for a in given]
    twice = sorted({c for c in codes if codes.count(c) > 1})
    if twice:
        raise LexalignError(f"{', '.join(twice)} stands twice", fix="Give one assessment per country.")
    rules = sorted({a.rule for a in given})
    if len(rules) > 1:
        raise LexalignError(f"the assessments are of several rules ({', '.join(rules)})", fix="Use one rule for all.")
    cells = {}
    for a in given:
        for name in chosen:
            rows = coverage(a, name).rows
            for part in known[name].provisions:
                cells[a.country, name, part] = PhenomenonCell(tuple(s for p, s in rows if p == part))
    dates = sorted({a.as_of for a in given})
    return PhenomenaMatrix(
        assessments=given,
        phenomena=tuple(known[name] for name in chosen),
        cells=cells,
        as_of=dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}",
        rule=rules[0],
        footnotes=footnotes_of(codes),
    )


def _coloured(cell: PhenomenonCell) -> str:
    why = "; ".join(f"Art. {s.provision.partition(':')[2]} {s.status}" for s in cell.rows)
    colour = STATUS_COLOURS[cell.look.value]
    return Html(f'<span style="background:{colour};color:#000" title="{escaped(why)}">{escaped(cell.signs)}</span>')


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
