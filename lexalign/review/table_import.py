"""A concordance table ──▶ decisions in the country's journal: ``import_concordance``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lexalign.errors import OverrideError
from lexalign.model import Action, Instrument, Law, Override, Status
from lexalign.review.checked import decision_of, one_of
from lexalign.review.identity import people
from lexalign.review.in_force import cell_of, opinions, verdict
from lexalign.review.journal import append, overrides_folder, read_overrides
from lexalign.review.table_read import read_concordance_table
from lexalign.review.table_values import Absence, ConcordanceTable, TableProblem, TableReading

__all__ = ["TableImport", "import_concordance", "table_decisions"]

_RELATIONS = {"": "principal", "full": "full", "partial": "partial", "related": "related", "principal": "principal"}
_OF_PARAGRAPHS = ("partial", "principal", "related")
"""Of several rows on paragraphs of one article the first of these that one of them says."""


@dataclass(frozen=True)
class TableImport:
    """What came of importing a concordance table.

    Attributes:
        table: As read.
        taken: The decisions that were new, as they stand in the journal (without ids, if it was only tried).
        unchanged: Decisions that the journal has already, or had from this table before.
        problems: Rows that were not taken: those that could not be read, and those that contradict each other.
        notes: What one should know of what was taken.
        tried: Nothing was written.
        guesses: Guesses that were left out, because they were not asked for.
    """

    table: ConcordanceTable
    expert: str
    taken: tuple[Override, ...]
    unchanged: int = 0
    problems: tuple[TableProblem, ...] = ()
    notes: tuple[str, ...] = ()
    tried: bool = False
    guesses: int = 0

    def __str__(self) -> str:
        done = "would be taken" if self.tried else "taken"
        one = len(self.taken) == 1
        lines = [
            f"{self.table.path.name}: {len(self.taken)} decision{'' if one else 's'} of {self.expert} on "
            f"{self.table.country} {done}, {self.unchanged} known already, {len(self.problems)} rows not taken, "
            f"{len(self.table.absent)} rows say there is no article"
        ]
        if self.guesses:
            lines.append(f"  {self.guesses} guesses were left out; look at them, and ask for them if they are right")
        lines += [f"  {problem}" for problem in self.problems]
        lines += [f"  Note: {note}" for note in self.notes]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        rows = [[o.law, o.article, o.provision, o.action.value, o.value, o.rationale] for o in self.taken]
        heads = ["law", "article", "provision", "decision", "value", "rationale"]
        note = " ".join([*map(str, self.problems), *self.notes])
        return str(table_html(heads, rows, caption=str(self).partition("\n")[0], note=note))


def import_concordance(
    table: str | Path | ConcordanceTable,
    folder: str | Path | None = None,
    *,
    expert: str | None = None,
    country: str | None = None,
    law: str | Law | None = None,
    columns: str | Mapping[str, str | int] | None = None,
    instrument: str | Path | Instrument = "cets185",
    laws: Iterable[Law] | None = None,
    guesses: bool = False,
    absent_as: str | None = None,
    at: str = "",
    dry_run: bool = False,
) -> TableImport:
    """Write what a concordance table says into the journal of its country, as decisions of an expert.

    A pair of the table is settled as ``principal`` (it is the article; its elements say how far it goes) unless the
    table says full, partial or related. What the journal has already, or had from this table before, is not written
    again: what was decided since stays. The table itself is not touched.

    Args:
        table: The file, or the table as read by :func:`lexalign.review.read_concordance_table`.
        folder: Of the journals; see :func:`lexalign.review.overrides_folder`.
        expert: Who answers for it: name or ORCID iD; by default the one remembered.
        country: ISO3 code; needed with a file.
        law: The law meant where the table names none. This and the next three are for a file only, and as in
            :func:`lexalign.review.read_concordance_table`.
        columns: Which column holds what.
        instrument: The treaty.
        laws: The laws at hand.
        guesses: Take the readings that are in doubt as well.
        absent_as: Status to set where the table says that there is no article, such as ``not in line``; by default
            such rows are only counted, since a table is seldom proof that nothing is there.
        at: ISO date of the table's decisions; now, if empty.
        dry_run: Only say what would be taken.

    Returns:
        What was taken, what was not, and why.

    Raises:
        UnreadableFile: The file cannot be read, or has no such table.
        OverrideError: Nobody is named as the expert, a word is not known, or the country is missing.
        JournalError: The journal cannot be read or written.
    """
    if not isinstance(table, ConcordanceTable):
        if country is None:
            raise OverrideError("no country is named", fix="Give it: country='KEN'.")
        table = read_concordance_table(
            table, country=country, law=law, columns=columns, instrument=instrument, laws=laws
        )
    made, differing, notes = table_decisions(table, expert=expert, guesses=guesses, absent_as=absent_as, at=at)
    place = overrides_folder(folder)
    known = read_overrides(place, table.country).decisions if place.is_dir() else ()
    new = _new(made, known, table.path.name)
    taken = tuple(new) if dry_run or not new else append(new, folder)
    order = {name: n for n, name in enumerate(dict.fromkeys(c.table for c in table.columns))}
    problems = sorted((*table.problems, *differing), key=lambda p: (order.get(p.table, -1), p.row))
    who = made[0].expert if made else _who(expert)
    lost = [o for o in taken if o.article and not o.fingerprint]
    if lost:
        names = ", ".join(dict.fromkeys(f"{o.article} of {o.law}" for o in lost))
        notes = (
            *notes,
            "The law at hand does not have these articles; decisions on them are kept, and listed as not applied until "
            f"it does: {names}.",
        )
    left = 0 if guesses else len(table.guesses)
    return TableImport(table, who, taken, len(made) - len(new), tuple(problems), (*table.notes, *notes), dry_run, left)


def table_decisions(
    table: ConcordanceTable,
    *,
    expert: str | None = None,
    guesses: bool = False,
    absent_as: str | None = None,
    at: str = "",
) -> tuple[tuple[Override, ...], tuple[TableProblem, ...], tuple[str, ...]]:
    """The decisions that a table comes to: one for each article and article of the treaty.

    Args and errors are those of :func:`import_concordance`.

    Returns:
        The decisions without ids; the rows that contradict each other; notes.
    """
    who = _who(expert)
    pairs: dict[tuple[str, str, str], list[TableReading]] = {}
    for reading in table.readings if guesses else table.sure:
        pairs.setdefault((reading.law, reading.article, reading.provision), []).append(reading)
    out: list[Override] = []
    problems: list[TableProblem] = []
    for (law, article, provision), rows in pairs.items():
        relation = _relation(rows)
        if not relation:
            said = ", ".join(f"{r.relation or 'nothing'} in row {r.row}" for r in rows)
            problems.append(
                TableProblem(
                    table.path.name, rows[0].table, rows[0].row,
                    f"the rows differ on article {article} of {law} for {provision} ({said})", "Keep one of them.",
                )
            )  # fmt: skip
            continue
        out.append(
            decision_of(
                Action.SET_RELATION, table.country, who, _why(table, rows), _source(table, rows[0].table, rows[0].row),
                at, law=law, article=article, provision=provision, value=relation, fingerprint=rows[0].fingerprint,
            )
        )  # fmt: skip
    notes: tuple[str, ...] = ()
    if absent_as is not None:
        statuses, notes = _absences(table, who, absent_as, at)
        out += statuses
    return tuple(out), tuple(problems), notes


def _who(expert: str | None) -> str:
    from lexalign.review.identity import current_expert, expert_name

    return current_expert() if expert is None else expert_name(expert)


def _relation(rows: Sequence[TableReading]) -> str:
    """What the rows on one pair say together; empty where they contradict each other.

    A row on a paragraph says nothing of the whole article: ``full`` for a paragraph leaves the article to its elements.
    """
    whole = {_RELATIONS[r.relation] for r in rows if not r.paragraph}
    if whole:
        return whole.pop() if len(whole) == 1 else ""
    parts = {"principal" if r.relation == "full" else _RELATIONS[r.relation] for r in rows}
    return next(word for word in _OF_PARAGRAPHS if word in parts)


def _source(table: ConcordanceTable, name: str, row: int) -> str:
    return f"table:{table.path.name}{', ' + name if name else ''} row {row}"


def _why(table: ConcordanceTable, rows: Sequence[TableReading]) -> str:
    first = rows[0]
    places: dict[str, list[str]] = {}
    for r in rows:
        places.setdefault(r.table, []).append(str(r.row))
    where = "; ".join(
        f"{name + ', ' if name else ''}row{'s' if len(set(n)) > 1 else ''} {', '.join(dict.fromkeys(n))}"
        for name, n in places.items()
    )
    cited = ", ".join(dict.fromkeys(f"{r.article}{_joined(r.pinpoint)}" for r in rows))
    parts = ", ".join(dict.fromkeys(r.paragraph for r in rows if r.paragraph))
    law = next((one for one in table.laws if one.id == first.law), None)
    version = f" (version of {law.version_date})" if law is not None and law.version_date else ""
    said = [f"Named in the table {table.path.name}, {where}: {cited}{f' for paragraph {parts}' if parts else ''}."]
    said.append(
        f"Anchored to {first.law}{version}." if first.fingerprint
        else f"The law at hand, {first.law}{version}, has no such article."
    )  # fmt: skip
    said += [f"Read with a doubt: {doubt}." for doubt in dict.fromkeys(r.doubt for r in rows if r.doubt)]
    said += list(dict.fromkeys(r.comment for r in rows if r.comment))
    return " ".join(said)


def _joined(pinpoint: str) -> str:
    return pinpoint if pinpoint.startswith(("(", ".", ",")) or not pinpoint else f" {pinpoint}"


def _absences(table: ConcordanceTable, who: str, absent_as: str, at: str) -> tuple[list[Override], tuple[str, ...]]:
    word = one_of(absent_as, tuple(Status), "status")
    named = {r.provision for r in table.readings}
    by_provision: dict[str, list[Absence]] = {}
    for one in table.absent:
        by_provision.setdefault(one.provision, []).append(one)
    out: list[Override] = []
    left: list[str] = []
    for provision, rows in by_provision.items():
        if provision in named or all(r.paragraph for r in rows):
            left.append(provision)
            continue
        row = next(r for r in rows if not r.paragraph)
        why = f"The table {table.path.name}, {row.table + ', ' if row.table else ''}row {row.row}, says {row.text!r}."
        source = _source(table, row.table, row.row)
        out.append(decision_of(Action.SET_STATUS, table.country, who, why, source, at, provision=provision, value=word))
    if not left:
        return out, ()
    note = f"No status was set for {', '.join(left)}: the table names an article elsewhere, or speaks of a paragraph."
    return out, (note,)


# --- what is new ------------------------------------------------------------------------------------------------------


def _new(made: Iterable[Override], known: Sequence[Override], file: str) -> list[Override]:
    """The decisions that the journal does not have from this expert, and never had from this table."""
    person = people([*(o.expert for o in known), *(o.expert for o in made)])
    standing = opinions(known, person).cells
    # What this table said last was taken before; whatever was decided since elsewhere stays.
    before = {
        (cell_of(o), person[o.expert]): verdict(o)
        for o in known
        if o.source.startswith((f"table:{file} row ", f"table:{file}, "))
    }
    out = []
    for one in made:
        me = person[one.expert]
        held = standing.get(cell_of(one), {}).get(me)
        same = held is not None and verdict(held) == verdict(one)
        if not same and before.get((cell_of(one), me)) != verdict(one):
            out.append(one)
    return out
