"""Countries against provisions: the matrix experts know."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lexalign.assessment.paragraphs import with_paragraphs
from lexalign.assessment.values import CountryAssessment, ProvisionStatus
from lexalign.assessment.world import state as state_record
from lexalign.errors import LexalignError, UnknownCountry
from lexalign.model import PILLARS, Basis, Instrument

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Matrix", "by_name", "matrix"]

_CELLS = ("status", "basis", "articles", "reason", "stale", "conflict")
_MARKS = {Basis.EXPERT: " (e)", Basis.PUBLISHED: " (p)", Basis.PRESUMED: " (presumed)", Basis.READING: " (r)"}


@dataclass(frozen=True)
class Matrix:
    """Status of provisions (columns) in countries (rows).

    Attributes:
        pillar: The one shown; empty for all.
        columns: Provision ids, in the instrument's order.
        titles: Of the provisions, in the same order.
        pillars: Those whose state is shown.
        as_of: The one date of all assessments, or ``first to last``.
        rule: The one rule of all assessments.
        footnotes: To be printed with the names that bear an asterisk.
    """

    instrument: Instrument
    pillar: str
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    pillars: tuple[str, ...]
    assessments: tuple[CountryAssessment, ...]
    as_of: str
    rule: str
    footnotes: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """ISO3 codes of the rows."""
        return tuple(a.country for a in self.assessments)

    @property
    def state_columns(self) -> tuple[str, ...]:
        """Names of the columns of states in :meth:`to_frame`: ``state``, or ``substantive state`` ... for several."""
        return ("state",) if len(self.pillars) == 1 else tuple(f"{p} state" for p in self.pillars)

    def status(self, country: str, provision: str) -> ProvisionStatus:
        """One cell: ``m.status("KEN", "16")``.

        Raises:
            LexalignError: There is no such row or column.
        """
        for a in self.assessments:
            if a.country == country:
                try:
                    return a[provision]
                except KeyError:
                    break
        raise LexalignError(
            f"the matrix has no cell for {country} and {provision}", fix=f"Its rows are {', '.join(self.countries)}."
        )

    def to_frame(self, what: str = "status") -> pd.DataFrame:
        """The matrix as a wide table.

        Args:
            what: What stands in the cells: ``status``, ``basis``, ``articles``, ``reason``, ``stale``, ``conflict``, or
                ``marked``: the status with the letter of its basis.

        Returns:
            Index ``country`` (ISO3); columns ``name``, the provision ids, then the states of the pillars. The columns
            of states hold states with ``status``, bases with ``basis``, reasons with ``reason``, and are left out
            otherwise. ``attrs`` carry date, rule and pillar.
        """
        import pandas as pd

        if what not in (*_CELLS, "marked"):
            raise LexalignError(
                f"the cells of a matrix have no {what!r}", fix=f"Use one of {', '.join(_CELLS)}, marked."
            )
        records = []
        for a in self.assessments:
            by_id = {s.provision: s for s in a.provisions}
            record: dict[str, object] = {"country": a.country, "name": a.name}
            record |= {p: _cell(by_id[p], what) for p in self.columns}
            for column, pillar in zip(self.state_columns, self.pillars, strict=True):
                found = a.pillars.get(pillar)
                if what == "status":
                    record[column] = found.state.value if found else ""
                elif what == "marked":
                    record[column] = f"{found.state.value}{_MARKS.get(found.basis, '')}" if found else ""
                elif what == "basis":
                    record[column] = found.basis.value if found else Basis.NONE.value
                elif what == "reason":
                    record[column] = found.reason if found else ""
            records.append(record)
        columns = ["country", "name", *self.columns]
        if what in ("status", "basis", "reason", "marked"):
            columns += self.state_columns
        frame = pd.DataFrame(records, columns=columns).set_index("country")
        frame.attrs = {"as_of": self.as_of, "rule": self.rule, "pillar": self.pillar or "all", "cells": what}
        return frame

    def to_tidy(self) -> pd.DataFrame:
        """One row per country and provision: names, pillar, status, basis, articles, reason, flags, date, rule."""
        import pandas as pd

        pillars = {p.id: p.pillar for p in self.instrument.provisions}
        records = []
        for a in self.assessments:
            by_id = {s.provision: s for s in a.provisions}
            for provision, title in zip(self.columns, self.titles, strict=True):
                cells = {what: _cell(by_id[provision], what) for what in _CELLS}
                head = {"country": a.country, "name": a.name, "provision": provision, "title": title}
                records.append({**head, "pillar": pillars[provision], **cells, "as_of": a.as_of, "rule": a.rule})
        columns = ["country", "name", "provision", "title", "pillar", *_CELLS, "as_of", "rule"]
        return pd.DataFrame(records, columns=columns)

    @property
    def caption(self) -> str:
        """What the matrix shows, in a sentence."""
        short = self.instrument.short_title.get("en") or self.instrument.id
        part = f"{self.pillar} provisions" if self.pillar else "all provisions"
        return f"{short}, {part}: {len(self.assessments)} countries, as of {self.as_of}, rule {self.rule}"

    @property
    def note(self) -> str:
        """What one must know to read it: the bases of the cells, and the footnotes."""
        cells = [s.basis for a in self.assessments for s in a.provisions if s.provision in self.columns]
        known = [b for b in cells if b is not Basis.NONE]
        bases = ", ".join(f"{sum(b is basis for b in known)} {basis.value}" for basis in Basis if basis in known)
        first = f"Basis of the {len(cells)} cells: {bases or 'none known'}"
        if len(known) < len(cells):
            first += f", {len(cells) - len(known)} without information"
        marks = (
            "(e) rests on an expert, (p) on a publication, (r) on a reading of headings or secondary sources; "
            "unmarked cells are proposals of the program, not reviewed."
        )
        return " ".join([f"{first}.", marks, *self.footnotes])

    def _repr_html_(self) -> str:
        from lexalign.html import Html, escaped, table_html

        heads: list[str] = ["Country"]
        for provision, title in zip(self.columns, self.titles, strict=True):
            heads.append(Html(f'<abbr title="{escaped(title)}">Art. {escaped(provision.partition(":")[2])}</abbr>'))
        heads += [column.capitalize() for column in self.state_columns]
        rows = []
        for a in self.assessments:
            by_id = {s.provision: s for s in a.provisions}
            cells = [_marked(by_id[p]) for p in self.columns]
            states = [a.pillars[p].state.value if p in a.pillars else "" for p in self.pillars]
            rows.append([a.name, *cells, *states])
        return str(table_html(heads, rows, caption=self.caption, note=self.note))


def matrix(
    assessments: Iterable[CountryAssessment],
    *,
    pillar: str | None = None,
    instrument: Instrument | str | None = None,
    with_parts: bool = False,
) -> Matrix:
    """Put countries and provisions into one table.

    Args:
        assessments: One per country, under one rule; shown in the order given.
        pillar: ``substantive``, ``procedural``, ``cooperation`` ...; None for all.
        instrument: Which treaty, where the assessments are of several.
        with_parts: Show paragraphs (``6.1.a``, ``19.2``) behind their articles.

    Raises:
        LexalignError: There is no assessment, a country stands twice, or rules or treaties are mixed.
    """
    given = [assessments] if isinstance(assessments, CountryAssessment) else list(assessments)
    if pillar is not None and pillar not in PILLARS:
        raise LexalignError(f"there is no pillar {pillar!r}", fix=f"Use one of {', '.join(PILLARS)}.")
    wanted = instrument.id if isinstance(instrument, Instrument) else instrument
    chosen = tuple(a for a in given if wanted in (None, a.instrument.id))
    if not chosen:
        raise LexalignError("there is no assessment to show", fix="Give at least one, of the treaty asked for.")
    _same([a.instrument.id for a in chosen], "treaties", "Name one with instrument=.")
    _same([a.rule for a in chosen], "rules", "Assess all countries under one rule.")
    codes = [a.country for a in chosen]
    twice = sorted({c for c in codes if codes.count(c) > 1})
    if twice:
        raise LexalignError(f"{', '.join(twice)} stands twice", fix="Give one assessment per country.")
    treaty = chosen[0].instrument
    if with_parts:
        chosen = tuple(with_paragraphs(a) for a in chosen)
    present = set.intersection(*({s.provision for s in a.provisions} for a in chosen))
    shown = [p for p in treaty.provisions if p.id in present and p.pillar != "final" and pillar in (None, p.pillar)]
    counted = {p for a in chosen for p in a.pillars if pillar in (None, p)}
    dates = sorted({a.as_of for a in chosen})
    return Matrix(
        instrument=treaty,
        pillar=pillar or "",
        columns=tuple(p.id for p in shown),
        titles=tuple(p.title.get("en") or next(iter(p.title.values()), "") for p in shown),
        pillars=tuple(p for p in PILLARS if p in counted),
        assessments=chosen,
        as_of=dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}",
        rule=chosen[0].rule,
        footnotes=footnotes_of(codes),
    )


def by_name(assessments: Iterable[CountryAssessment]) -> list[CountryAssessment]:
    """In the order of the countries' names; accents count only between names that are otherwise alike."""

    def plain(name: str) -> str:
        letters = unicodedata.normalize("NFKD", name.casefold())
        return "".join(letter for letter in letters if not unicodedata.combining(letter))

    return sorted(assessments, key=lambda a: (plain(a.name), a.name, a.country))


def footnotes_of(codes: Iterable[str]) -> tuple[str, ...]:
    """The footnotes that the names of these States need, each with the name."""
    found = []
    for code in codes:
        try:
            record = state_record(code)
        except UnknownCountry:
            continue
        if record.footnote:
            found.append(f"{record.name_en} {record.footnote}")
    return tuple(found)


def _same(values: Sequence[str], what: str, fix: str) -> None:
    if len(set(values)) > 1:
        raise LexalignError(f"the assessments are of several {what} ({', '.join(sorted(set(values)))})", fix=fix)


def _cell(status: ProvisionStatus, what: str) -> object:
    match what:
        case "status":
            return status.status.value
        case "basis":
            return status.basis.value
        case "marked":
            return f"{status.status.value}{_MARKS.get(status.basis, '')}"
        case "articles":
            return "; ".join(f"{r.law} {status.numbers([r])[0]}" for r in status.rows)
        case _:
            return getattr(status, what)


def _marked(status: ProvisionStatus) -> str:
    """The word of the status, its basis in brackets where it is not the machine's: colours say nothing alone."""
    from lexalign.html import STATUS_COLOURS, STATUS_SIGNS, Html, escaped

    word = status.status.value
    flags = (" stale" if status.stale else "") + (" conflict" if status.conflict else "")
    return Html(
        f'<span style="background:{STATUS_COLOURS[word]};color:#000" title="{escaped(status.reason)}">'
        f'<span aria-hidden="true">{STATUS_SIGNS[word]}</span> {word}{_MARKS.get(status.basis, "")}{flags}</span>'
    )
