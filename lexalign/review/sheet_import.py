"""The filled-in review sheet ──▶ decisions in the journal: ``import_sheet``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lexalign.errors import OverrideError, UnreadableFile
from lexalign.model import Action, Law, Override
from lexalign.review.anchors import anchor
from lexalign.review.checked import checked_country, decision_of
from lexalign.review.identity import expert_name, people
from lexalign.review.in_force import Opinions, cell_of, moment, opinions, verdict
from lexalign.review.journal import append, overrides_folder, read_overrides
from lexalign.review.sheet_keys import parse_key, plain
from lexalign.review.sheet_read import RowProblem, SheetCell, SheetContents, read_workbook
from lexalign.review.sheet_wanted import Reader, Wanted

__all__ = ["SheetImport", "import_sheet"]


@dataclass(frozen=True)
class SheetImport:
    """What came of reading a review sheet.

    Attributes:
        taken: The decisions that were new, as they stand in the journal (without ids, if it was only tried).
        unchanged: Rows that ask for nothing new.
        problems: Rows that were not taken, each with sheet, row, what, and how to mend it.
        notes: What one should know about rows that were taken.
        tried: Nothing was written, since it was only tried.
    """

    path: Path
    country: str
    expert: str
    taken: tuple[Override, ...]
    unchanged: int
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = ()
    tried: bool = False

    def __str__(self) -> str:
        done = "would be taken" if self.tried else "taken"
        lines = [
            f"{self.path.name}: {_plural(len(self.taken), 'decision')} of {self.expert} on {self.country} {done}, "
            f"{_plural(self.unchanged, 'row')} without change, {_plural(len(self.problems), 'row')} not taken"
        ]
        lines += [f"  {problem}" for problem in self.problems]
        lines += [f"  Note: {note}" for note in self.notes]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        rows = [[p.sheet, p.row or "", p.what, p.fix] for p in self.problems]
        head = str(self).partition("\n")[0]
        note = " ".join(self.notes)
        return str(table_html(["sheet", "row", "not taken because", "how to mend it"], rows, caption=head, note=note))


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def import_sheet(
    path: str | Path,
    folder: str | Path | None = None,
    *,
    expert: str | None = None,
    laws: Iterable[Law] = (),
    dry_run: bool = False,
) -> SheetImport:
    """Read a filled-in review sheet and write its new decisions into the journal. The file itself is not touched.

    Rows that were not changed since the sheet was made, or were read in before, ask for nothing; reading a sheet twice
    changes nothing. Rows that cannot be taken are reported, the others are taken.

    Args:
        path: The Excel file, made by :func:`lexalign.review.export_sheet`, as saved by any spreadsheet program.
        folder: Of the journals; see :func:`lexalign.review.overrides_folder`.
        expert: Who decides, if the first sheet does not say it.
        laws: The laws as they are now; with them it is noted which articles changed since the sheet was made.
        dry_run: Only say what would be taken.

    Returns:
        What was taken, what was not, and why.

    Raises:
        UnreadableFile: It cannot be opened, or is no review sheet.
        OverrideError: It does not say who decides, or its date is no date.
        JournalError: The journal cannot be read or written.
    """
    file = Path(path)
    contents = read_workbook(file)
    country = _country(contents, file)
    who, day = _who(contents, file, expert), _day(contents, file)
    place = overrides_folder(folder)
    known = read_overrides(place, country).decisions if place.is_dir() else ()
    reader = Reader(contents, country)
    problems, wanted, unchanged = list(contents.problems), [], 0
    for row in contents.rows:
        found = reader.read(row)
        if isinstance(found, RowProblem):
            problems.append(found)
        elif found is None:
            unchanged += row["key"].kind != "empty"
        else:
            wanted.append(found)
    single, doubled = _once_each(wanted)
    problems += doubled
    source = f"excel:{file.name}#{_export(contents)}"
    journal = _Journal(known, who)
    new: list[Override] = []
    for one in single:
        try:
            decision = journal.new(one, country, who, source, day)
        except OverrideError as error:
            problems.append(one.row.problem(error.what, error.fix))
            continue
        if decision is None:
            unchanged += 1
        else:
            new.append(decision)
    unchanged += len(wanted) - len(single) - len(doubled)
    taken = tuple(new) if dry_run or not new else append(new, folder)
    order = {sheet: n for n, sheet in enumerate(dict.fromkeys(row.sheet for row in contents.rows))}
    problems.sort(key=lambda p: (order.get(p.sheet, -1), p.row))
    return SheetImport(file, country, who, taken, unchanged, tuple(problems), _notes(taken, known, laws), tried=dry_run)


# --- whose it is --------------------------------------------------------------------------------------------------


def _country(contents: SheetContents, file: Path) -> str:
    named = contents.facts.get("country", "")
    if not named:
        found = Counter(key[0] for key in _keys(contents))
        if not found:
            raise UnreadableFile(
                "the workbook lost its hidden sheet and all of its keys", where=str(file),
                fix="Copy your decisions into the sheet as it was made.",
            )  # fmt: skip
        named = found.most_common(1)[0][0]
    return checked_country(named)


def _export(contents: SheetContents) -> str:
    named = contents.facts.get("export", "")
    return named or Counter(key[1] for key in _keys(contents)).most_common(1)[0][0]


def _keys(contents: SheetContents) -> list[tuple[str, str]]:
    """Country and export of every key that can be read."""
    out = []
    for row in contents.rows:
        try:
            key = parse_key(row["key"].text)
        except OverrideError:
            continue
        out.append((key.country, key.export))
    return out


def _who(contents: SheetContents, file: Path, expert: str | None) -> str:
    cell, place = contents.identity.get("expert", (SheetCell(), "the first sheet"))
    if cell.kind not in ("empty", "text"):
        raise OverrideError(f"the name of the expert is {cell.text!r}, which is no name", where=f"{file.name}, {place}")
    if not cell.text and not expert:
        raise OverrideError(
            "the sheet does not say who decides",
            where=f"{file.name}, {place}",
            fix="Write the name or ORCID iD into the yellow cell of the first sheet, or give it with --expert.",
        )
    who = expert_name(cell.text or str(expert))
    if cell.text and expert:
        key = people([who, expert])
        if key[who] != key[expert]:
            raise OverrideError(
                f"the sheet is signed by {who}, not by {expert}",
                where=f"{file.name}, {place}",
                fix="Leave the expert out: the decisions carry the name in the sheet.",
            )
    return who


def _day(contents: SheetContents, file: Path) -> str:
    if "date" not in contents.identity or contents.identity["date"][0].kind == "empty":
        return ""
    cell, place = contents.identity["date"]
    try:
        when = moment(cell.text) if cell.kind in ("date", "text") else None
    except OverrideError:
        when = None
    if when is None:
        raise OverrideError(
            f"{cell.text!r} is no date", where=f"{file.name}, {place}",
            fix="Write it as year-month-day, such as 2026-11-22, or leave the cell empty.",
        )  # fmt: skip
    if when > datetime.now(UTC) + timedelta(days=1):
        raise OverrideError(
            f"the decisions are dated in the future ({when.date()})", where=f"{file.name}, {place}",
            fix="Mend the date, or leave the cell empty.",
        )  # fmt: skip
    return when.date().isoformat()


# --- what is new --------------------------------------------------------------------------------------------------


def _once_each(wanted: Sequence[Wanted]) -> tuple[list[Wanted], list[RowProblem]]:
    """One decision for each cell: equal rows are one, rows that differ are all refused."""
    by_cell: dict[tuple[str, str, str], list[Wanted]] = {}
    for one in wanted:
        by_cell.setdefault(one.cell, []).append(one)
    single: list[Wanted] = []
    problems: list[RowProblem] = []
    for same in by_cell.values():
        if len({(_says(o.action, o.value), o.reason) for o in same}) == 1:
            single.append(same[0])
            continue
        for one in same:
            others = ", ".join(f"{o.row.row} ({o.row.sheet})" for o in same if o is not one)
            problems.append(
                one.row.problem(f"the row and row {others} decide differently on the same thing", "Keep one of them.")
            )
    return single, problems


def _says(action: Action, value: str) -> tuple[str, str]:
    return verdict(Override("", "", "", "", "", "", "", action, value))


class _Journal:
    """What an expert has decided so far."""

    def __init__(self, known: Sequence[Override], who: str) -> None:
        person = people([who, *(o.expert for o in known)])
        self._me = person[who]
        self._mine = [o for o in known if person[o.expert] == self._me]
        self._said: Opinions = opinions(known, person)

    def new(self, one: Wanted, country: str, who: str, source: str, day: str) -> Override | None:
        """The decision to write; None where the journal has it already.

        Raises:
            OverrideError: The decision cannot be taken.
        """
        fields = {
            "law": one.law, "article": one.article, "provision": one.provision, "value": one.value,
            "fingerprint": one.fingerprint,
        }  # fmt: skip
        made = decision_of(one.action, country, who, one.reason, source, day, **fields)
        mark = source.rpartition("#")[2]
        about = (one.law, one.article, one.provision)
        earlier = [
            o for o in self._mine
            if (o.law, o.article, o.provision) == about and o.action is not Action.NOTE
            and o.source.startswith("excel:") and o.source.rpartition("#")[2] == mark
        ]  # fmt: skip
        # What this sheet said last was read in before; whatever was decided since elsewhere stays.
        if earlier and _same(earlier[-1], made):
            return None
        standing = self._standing(made, about)
        if one.action is Action.WITHDRAW:
            if standing is None:
                raise OverrideError(
                    f"{who} has no decision here that could be withdrawn", fix="Choose another word, or empty the cell."
                )
            return replace(made, value=standing.id, fingerprint="")
        return None if standing is not None and _same(standing, made) else made

    def _standing(self, made: Override, about: tuple[str, str, str]) -> Override | None:
        """The expert's own decision on the same cell that is not withdrawn."""
        if made.action is not Action.WITHDRAW:
            return self._said.cells.get(cell_of(made), {}).get(self._me)
        for by_expert in self._said.cells.values():
            own = by_expert.get(self._me)
            if own is not None and (own.law, own.article, own.provision) == about:
                return own
        return None


def _same(before: Override, made: Override) -> bool:
    if plain(before.rationale) != made.rationale:
        return False
    if Action.WITHDRAW in (before.action, made.action):
        return before.action is made.action
    return verdict(before) == verdict(made)


def _notes(taken: Sequence[Override], known: Sequence[Override], laws: Iterable[Law]) -> tuple[str, ...]:
    out = []
    given = tuple(laws)
    ids = {law.id for law in given}
    anchors = anchor((o for o in taken if o.action is not Action.WITHDRAW and o.law in ids), given)
    out += [found.note for found in anchors.values() if found.note]
    for o in taken:
        later = [k for k in known if o.at and cell_of(k) == cell_of(o) and moment(k.at) > moment(o.at)]
        if later:
            last = max(later, key=lambda k: moment(k.at))
            about = f"article {o.article} for {o.provision}" if o.article else o.provision
            out.append(
                f"The decision on {about} is dated {o.at[:10]}; the later one of {last.expert} of {last.at[:10]} "
                "is newer."
            )
    return tuple(dict.fromkeys(out))
