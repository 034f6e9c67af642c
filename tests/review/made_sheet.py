"""A made-up country for the review sheet, an expert who fills the sheet in, and a hand that spoils it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lexalign.laws import fingerprint
from lexalign.model import Action, Article, Element, Instrument, Law, Match, Override, Provision
from lexalign.review import export_sheet
from lexalign.review.sheet_keys import parse_key, plain, write_key
from lexalign.review.sheet_words import COLUMN_IDS, words_of

Decision = tuple[str, str, str, str, str, str]
"""Action, value, law, article, provision, reason."""

REASONS = (
    "Read with the general part.", "=1+1 is no formula here", "+254 is a telephone code", "-5 years is not enough", "@court",
    "Deux lignes :\nla seconde « suit ».", "Ölçülü ve açık: ğüşiöç İI", "النص العربي يكفي هنا", "Умысел не требуется", "“Quotes”, 'more', \"most\"",
    "A tab\tinside", "<b>&amp;</b>", "日本語の理由 🙂", "_x0041_ stays", "12", "TRUE", "1/2/2026", "   spaces   inside   ", "e\u0301 is é", "#N/A",
)  # fmt: skip
RELATIONS = {"confirm": "full", "partly": "partial", "related": "related", "reject": ""}


@dataclass(frozen=True)
class Alignment:
    law: Law
    matches: tuple[Match, ...]
    instrument: Instrument


def treaty(count: int) -> Instrument:
    def one(n: int) -> Provision:
        pid = f"cets185:{n}"
        asked = (
            Element(f"{pid}/act", pid, "conduct", True, f"somebody does what number {n} is about", ()),
            Element(f"{pid}/aim", pid, "object", True, "it is done to a machine", ()),
            Element(f"{pid}/harm", pid, "qualifier", False, "it does harm", ()),
        )
        return Provision(pid, None, {"en": f"Title {n}", "fr": f"Titre {n}"}, "substantive", "What it is about.", asked)

    ids = tuple(f"cets185:{n}" for n in range(1, count + 1))
    return Instrument("cets185", {"en": "T"}, {"en": "T"}, True, "", ids, tuple(one(n) for n in range(1, count + 1)))


def law(id: str = "ken-act", count: int = 40, title: str = "The Act") -> Law:
    def one(n: int) -> Article:
        return Article(str(n), f"Heading {n}", f"Whoever does thing {n} is to pay {n} coins.", ("Part I",), key=str(n))

    return Law(id, "KEN", title, "en", tuple(one(n) for n in range(1, count + 1)), year=2018)


def country(provisions: int, per_provision: int, laws: int = 1) -> list[Alignment]:
    """Each provision but the last has so many accepted articles, shared out among the laws."""
    the_treaty = treaty(provisions)
    given = []
    for n in range(laws):
        acts = law("ken-act" if n == 0 else f"ken-act-{n}", title=f"Act {n}")
        matches = tuple(
            Match(str(1 + (p + m) % 40), f"cets185:{p}", 0.9 - m / 100, True, (f"cets185:{p}/act",), (f"cets185:{p}/aim",))
            for p in range(1, provisions)
            for m in range(per_provision)
            if m % laws == n
        )  # fmt: skip
        given.append(Alignment(acts, matches, the_treaty))
    return given


def as_decision(o: Override) -> Decision:
    return (o.action.value, o.value, o.law, o.article, o.provision, o.rationale)


# --- filling in ---------------------------------------------------------------------------------------------------


@dataclass
class Filled:
    """A workbook in the hands of an expert.

    Attributes:
        rows: Of the sheet of articles: column id ▶ value.
        good: What must be taken.
        bad: Rows (by identity) that must be reported.
    """

    path: Path
    rows: list[dict[str, Any]]
    good: dict[int, Decision] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)
    merges: list[tuple[int, str]] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    keep_ids: bool = True
    date: object = None


def put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    """Write as a person types: a text is a text."""
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, Formula):
        cell.value = str(value)
        cell.data_type = "f"
    elif isinstance(value, str):
        cell.data_type = "s"


class Formula(str):
    """A text that is a formula."""


def fill(path: Path, decide: int, chance: Random, *, language: str = "en") -> Filled:
    """Open an exported sheet and decide so many of its rows.

    Reasons are expected as the journal keeps all of them: accents composed, no space around them.
    """
    sheet = load_workbook(path)[words_of(language)["articles"]]
    ids = COLUMN_IDS["articles"]
    rows = [dict(zip(ids, (c.value for c in line), strict=True)) for line in sheet.iter_rows(min_row=3)]
    out = Filled(path, rows)
    words = words_of(language)
    proposals = [r for r in rows if r["key"] and "|match|" in r["key"]]
    for n, row in enumerate(chance.sample(proposals, decide)):
        key = parse_key(row["key"])
        choice = chance.choice(list(RELATIONS))
        reason = f"{REASONS[n % len(REASONS)]} ({n})"
        row |= {"decision": words[choice], "reason": reason}
        action = Action.REJECT if choice == "reject" else Action.CONFIRM
        out.good[id(row)] = (action.value, RELATIONS[choice], key.law, key.article, key.provision, plain(reason))
    return out


def write(
    filled: Filled, to: Path, *, expert: str = "Jane Doe", language: str = "en", chance: Random | None = None
) -> set[tuple[str, int]]:
    """Write what was filled in to another file; gives sheet and row number of the rows that must be reported."""
    workbook = load_workbook(filled.path)
    words = words_of(language)
    front, sheet = workbook[words["instructions"]], workbook[words["articles"]]
    for row in front.iter_rows(max_col=3):
        if row[0].value == "lexalign:expert":
            put(front, row[0].row, 3, expert)
        if row[0].value == "lexalign:date" and filled.date is not None:
            put(front, row[0].row, 3, filled.date)
            if isinstance(filled.date, int):
                front.cell(row[0].row, 3).number_format = "General"
    columns: list[str] = [*COLUMN_IDS["articles"]]
    if chance is not None:
        columns += filled.extra
        chance.shuffle(columns)
    sheet.delete_rows(1, sheet.max_row)
    for place, name in enumerate(columns, start=1):
        known = name in COLUMN_IDS["articles"]
        if filled.keep_ids and known:
            put(sheet, 1, place, f"lexalign:articles:{name}")
        put(sheet, 2, place, words[name] if known else name)
    where: dict[int, int] = {}
    for at, row in enumerate(filled.rows, start=3):
        where[id(row)] = at
        for place, name in enumerate(columns, start=1):
            value = row.get(name) if name in COLUMN_IDS["articles"] else f"my own note {at}"
            if value is not None:
                put(sheet, at, place, value)
    for identity, name in filled.merges:
        at, place = where[identity], columns.index(name) + 1
        sheet.merge_cells(start_row=at, end_row=at + 1, start_column=place, end_column=place)
    for old, new in filled.titles.items():
        workbook[words[old]].title = new
    title = sheet.title
    to.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(to)
    return {(title, where[i]) for i in filled.bad if i in where}


# --- spoiling -----------------------------------------------------------------------------------------------------

Spoil = Callable[[Filled, dict[str, Any], Random], None]


def spoil(filled: Filled, chance: Random, times: int, provisions: Sequence[str]) -> None:
    """Do to the sheet what happens to sheets that are sent around; keeps ``good`` and ``bad`` true."""
    rows = filled.rows
    for row in chance.sample([r for r in rows if id(r) in filled.good], times):
        chance.choice(_SPOILS)(filled, row, chance)
    for _ in range(chance.randrange(4)):
        _add(filled, chance, provisions)
    for row in chance.sample([r for r in rows if id(r) not in filled.good and id(r) not in filled.bad], 5):
        rows[:] = [r for r in rows if r is not row]
    keys = [r["key"] for r in rows]
    for row in chance.sample([r for r in rows if id(r) in filled.good and keys.count(r["key"]) == 1], 2):
        del filled.good[id(row)]
        rows[:] = [r for r in rows if r is not row]
    if chance.random() < 0.7:
        chance.shuffle(rows)
    elif chance.random() < 0.5:
        rows.sort(key=lambda r: str(r["article"]))
    _merge(filled, chance)
    filled.extra = ["Ministry", "Ministry", "Remark"][: chance.randrange(4)]
    filled.keep_ids = chance.random() < 0.8
    filled.titles = {"articles": "Feuil1", "instructions": "A & B"} if chance.random() < 0.5 else {}
    filled.date = chance.choice([None, datetime(2026, 11, 20), "2026-11-20", 46346])


def _bad(filled: Filled, row: dict[str, Any], **change: object) -> None:
    row.update(change)
    filled.good.pop(id(row), None)
    filled.bad.add(id(row))


def _word(filled: Filled, row: dict[str, Any], chance: Random) -> None:
    _bad(filled, row, decision=chance.choice(["yes", "ok", "confirmed?", "x", "in line", "full stop"]))


def _type(filled: Filled, row: dict[str, Any], chance: Random) -> None:
    value = chance.choice([1, 2.5, True, datetime(2026, 2, 1), Formula('="con"&"firm"'), Formula("=1/0")])
    _bad(filled, row, **{chance.choice(["decision", "reason"]): value})


def _no_reason(filled: Filled, row: dict[str, Any], chance: Random) -> None:
    _bad(filled, row, reason=chance.choice([None, "", "  \n "]))


def _no_decision(filled: Filled, row: dict[str, Any], chance: Random) -> None:
    _bad(filled, row, decision=chance.choice([None, "", " "]))


def _key(filled: Filled, row: dict[str, Any], chance: Random) -> None:
    key = row["key"]
    at = chance.randrange(1, len(key))
    other = "z" if key[at] != "z" else "y"
    _bad(filled, row, key=chance.choice([key[:at], key[:at] + other + key[at + 1 :], key[at:], "KEN", 17, key.upper()]))


def _other_key(filled: Filled, row: dict[str, Any], chance: Random) -> None:
    key = parse_key(row["key"])
    change = chance.choice([{"country": "UGA"}, {"kind": "status"}, {"kind": "state"}])
    _bad(filled, row, key=write_key(replace(key, **change)))


def _shown(filled: Filled, row: dict[str, Any], chance: Random) -> None:
    column, value = chance.choice([("article", "39b"), ("provision", "Art. 999 — None"), ("article", 400)])
    _bad(filled, row, **{column: value})


def _keyless(filled: Filled, row: dict[str, Any], chance: Random) -> None:
    """Without its key the row is one that the expert added: article and provision stand in it."""
    row["key"] = None
    action, *rest = filled.good[id(row)]
    filled.good[id(row)] = ("add" if action == "confirm" else action, *rest)  # type: ignore[assignment]


def _twice(filled: Filled, row: dict[str, Any], chance: Random) -> None:
    copy = dict(row)
    filled.rows.append(copy)
    if chance.random() < 0.5:
        other = "reject" if row["decision"] != "reject" else "confirm"
        copy["decision"] = other
        _bad(filled, row)
        _bad(filled, copy)


def _harmless(filled: Filled, row: dict[str, Any], chance: Random) -> None:
    row["decision"] = chance.choice([row["decision"].upper(), f" {row['decision']} ", f"{row['decision']}."])
    row["text"] = None
    row["so_far"] = 12


_SPOILS: tuple[Spoil, ...] = (
    _word, _type, _no_reason, _no_decision, _key, _other_key, _shown, _keyless, _twice, _harmless,
)  # fmt: skip


def _merge(filled: Filled, chance: Random) -> None:
    """Merge the decisions of two neighbours that are whole so far."""
    if chance.random() < 0.5:
        return
    rows, name = filled.rows, chance.choice(["decision", "reason"])
    whole = [n for n in range(len(rows) - 1) if all(id(r) not in filled.bad and r["key"] for r in rows[n : n + 2])]
    copies = {r["key"] for r in rows if sum(o["key"] == r["key"] for o in rows) > 1}
    whole = [n for n in whole if not {rows[n]["key"], rows[n + 1]["key"]} & copies]
    if whole:
        n = chance.choice(whole)
        filled.merges.append((id(rows[n]), name))
        _bad(filled, rows[n])
        _bad(filled, rows[n + 1])


def _add(filled: Filled, chance: Random, provisions: Sequence[str]) -> None:
    """Fill in one of the empty rows, well or badly."""
    row = next(r for r in filled.rows if not any(r.values()))
    number = chance.choice([31, "32", "Art. 33", "34."])
    # The last provision has no article yet, so that what is added meets no other row.
    used = {d[3:5] for d in filled.good.values()}
    plain = "".join(c for c in str(number) if c.isdigit())
    last = provisions[-1]
    if (plain, last) in used:
        return
    shown = last.partition(":")[2]
    row |= {
        "provision": chance.choice([int(shown), shown, f"Art. {shown}", last, f"Art. {shown} — Title {shown}"]),
        "article": number, "decision": "partly", "reason": f"Added {plain}.",
    }  # fmt: skip
    spoiled = chance.choice([
        None, None, None, {"article": "99x"}, {"article": datetime(2026, 1, 12)}, {"article": None}, {"provision": None},
        {"provision": f"{shown}.1"}, {"provision": f"{shown} (1)"}, {"provision": "999"}, {"decision": None},
        {"reason": None}, {"law": "No such law"}, {"article": 31.5}, {"article": Formula("=30+1")},
    ])  # fmt: skip
    if spoiled:
        _bad(filled, row, **spoiled)
    else:
        filled.good[id(row)] = ("add", "partial", "ken-act", plain, last, f"Added {plain}.")


def exported(path: Path, given: Sequence[Alignment], decisions: Sequence[Override] = (), **more: Any) -> Path:
    path.unlink(missing_ok=True)
    return export_sheet(list(given), path, decisions, as_of="2026-11-22", **more)


def mark_of(acts: Law, number: str) -> str:
    return next(fingerprint(a) for a in acts.articles if a.number == number)
