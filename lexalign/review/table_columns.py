"""Which column of a table holds what: by its head, else by what stands in it, else as the user says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lexalign.errors import OverrideError
from lexalign.laws.columns import fold_name
from lexalign.model import Instrument
from lexalign.review.table_citations import citations, leading_citations
from lexalign.review.table_files import RawRow, RawTable
from lexalign.review.table_laws import cited_provisions
from lexalign.review.table_words import ROLES, is_absent, names_act, role_of_head

__all__ = ["Columns", "guess_columns", "parse_columns"]

_HEAD_WITHIN = 15
_ENOUGH = 0.6
_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of one table hold.

    Attributes:
        table: Its name in the file; empty for a CSV file.
        places: Role ▶ place of the column, from 0.
        heads: Role ▶ the column's head; empty where the table has none.
        why: Role ▶ ``by its head``, ``by what stands in it``, ``as you said``, ``as in table 1``.
        after: Number of the last row that belongs to the head; 0 where there is none.
    """

    table: str
    places: Mapping[str, int]
    heads: Mapping[str, str]
    why: Mapping[str, str]
    after: int = 0

    def __str__(self) -> str:
        parts = [
            f"{role} = column {place + 1}"
            + (f" ({self.heads[role]!r}, {self.why[role]})" if self.heads.get(role) else f" ({self.why[role]})")
            for role, place in self.places.items()
        ]
        return f"{self.table or 'the table'}: {', '.join(parts)}"


def parse_columns(text: str) -> dict[str, str]:
    """Columns as said on the command line: ``provision=1,article=Domestic law``.

    Returns:
        Role ▶ number or head of the column.

    Raises:
        OverrideError: A role is not known, or the article of the treaty or of the law has no column.
    """
    out: dict[str, str] = {}
    for part in filter(str.strip, text.split(",")):
        role, sign, column = (piece.strip() for piece in part.partition("="))
        if not sign or not column or role not in ROLES:
            raise OverrideError(
                f"{part.strip()!r} does not say which column holds what",
                fix=f"Write it like provision=1,article=2; what can be said is {', '.join(ROLES)}.",
            )
        out[role] = column
    missing = [role for role in ("provision", "article") if role not in out]
    if missing:
        raise OverrideError(
            f"the columns do not say where the {missing[0]} stands", fix="Write them like provision=1,article=2."
        )
    return out


def guess_columns(
    table: RawTable, treaty: Instrument, said: Mapping[str, str | int] | None = None, like: Columns | None = None
) -> Columns | None:
    """Tell what the columns of a table hold.

    Args:
        table: The table.
        treaty: Whose articles one column names.
        said: What the user says: role ▶ number from 1, or head of the column.
        like: The columns of a table before it in the file, which it may go on without a head.

    Returns:
        The columns; None where it is no concordance table.

    Raises:
        OverrideError: The user names a column that the table does not have.
    """
    head = _head(table.rows)
    if said is not None:
        return _as_said(table, head, said)
    rows = [r for r in table.rows if head is None or r.number > head.number]
    width = max((len(r.cells) for r in rows), default=0)
    sample = [[r.cells[c] for r in rows if c < len(r.cells) and r.cells[c]][:_SAMPLE] for c in range(width)]
    places: dict[str, int] = {}
    why: dict[str, str] = {}
    roles = [role_of_head(c) for c in head.cells] if head else []
    for role in ROLES:
        named = [c for c, r in enumerate(roles) if r == role and c < width and c not in (head.merged if head else ())]
        if named:
            places[role] = max(named, key=lambda c: (_fits(role, sample[c], treaty), -c))
            why[role] = "by its head"
    if "provision" not in places:
        free = [c for c in range(width) if roles[c : c + 1] in ([], [""], ["article"], ["law"])]
        good = [c for c in free if _fits("provision", sample[c], treaty) >= _ENOUGH]
        if good:
            places["provision"], why["provision"] = good[0], "by what stands in it"
            if places.get("article") == good[0]:
                del places["article"]
    if "article" not in places or (roles.count("article") > 1 and places["article"] == places.get("provision")):
        free = [
            c for c in range(width)
            if c not in places.values() and roles[c : c + 1] in ([], [""], ["article"])
        ] or ([places["law"]] if "law" in places else [])  # fmt: skip
        good = [c for c in free if _fits("article", sample[c], treaty) >= _ENOUGH]
        if good and "provision" in places:
            best = max(good, key=lambda c: (_fits("article", sample[c], treaty), -c))
            places["article"], why["article"] = best, "by what stands in it"
            places = {role: c for role, c in places.items() if role == "article" or c != best}
    if "provision" not in places or "article" not in places:
        goes_on = like is not None and head is None and max(like.places.values()) < width
        if like is not None and goes_on and _fits("provision", sample[like.places["provision"]], treaty) > 0:
            return _like(table, like)
        return None
    if "law" not in places:
        rest = [c for c, r in enumerate(roles) if r == "article" and c not in places.values()]
        acts = [c for c in rest if sample[c] and sum(map(names_act, sample[c])) / len(sample[c]) >= _ENOUGH]
        if acts:
            places["law"], why["law"] = acts[0], "by what stands in it"
    heads = {role: (head.cells[c] if head and c < len(head.cells) else "") for role, c in places.items()}
    ordered = {role: places[role] for role in ROLES if role in places}
    return Columns(table.name, ordered, heads, why, head.number if head else 0)


def _like(table: RawTable, like: Columns) -> Columns:
    return Columns(table.name, like.places, {}, dict.fromkeys(like.places, f"as in {like.table or 'the table before'}"))


def _head(rows: Sequence[RawRow]) -> RawRow | None:
    """The first row, among the first ones, with words for two different columns and no number of an article."""
    for row in rows[:_HEAD_WITHIN]:
        own = [c for n, c in enumerate(row.cells) if c and n not in row.merged]
        roles = {role for c in own if len(c) <= 120 and (role := role_of_head(c))}
        if len(own) > 1 and (len(roles) > 1 or (roles and len(own) == 2)) and not any(map(citations, own)):
            return row
    return None


def _as_said(table: RawTable, head: RawRow | None, said: Mapping[str, str | int]) -> Columns:
    places: dict[str, int] = {}
    width = max(len(r.cells) for r in table.rows)
    names = {fold_name(str(column)) for column in said.values() if not str(column).strip().isdecimal()}
    if names:
        head = next((r for r in table.rows[:_HEAD_WITHIN] if names <= set(map(fold_name, r.cells))), head)
    for role, column in said.items():
        text = str(column).strip()
        if text.isdecimal():
            place = int(text) - 1
        else:
            heads = [fold_name(c) for c in head.cells] if head else []
            place = heads.index(fold_name(text)) if fold_name(text) in heads else -1
        if not 0 <= place < width:
            has = f"It has {width} columns" + (f": {', '.join(c or '(empty)' for c in head.cells)}." if head else ".")
            raise OverrideError(f"there is no column {text!r}", where=table.name, fix=has)
        places[role] = place
    heads_of = {role: (head.cells[c] if head and c < len(head.cells) else "") for role, c in places.items()}
    ordered = {role: places[role] for role in ROLES if role in places}
    return Columns(table.name, ordered, heads_of, dict.fromkeys(ordered, "as you said"), head.number if head else 0)


def _fits(role: str, cells: Sequence[str], treaty: Instrument) -> float:
    """Share of the cells that read as what the column should hold."""
    if not cells:
        return 0.0
    if role == "provision":
        return sum(_is_provision(c, treaty) for c in cells) / len(cells)
    if role == "article":
        return sum(is_absent(c) or bool(citations(c) if len(c) < 400 else leading_citations(c)) for c in cells) / len(
            cells
        )
    return 1.0


def _is_provision(cell: str, treaty: Instrument) -> bool:
    try:
        return bool(cited_provisions(cell, treaty))
    except OverrideError:
        return False
