"""The story of a cell: who decided what, when, why, what it replaced, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.errors import OverrideError
from lexalign.laws.lookup import find_article
from lexalign.laws.numbers import bare_number
from lexalign.model import PILLARS, Action, Law, Override
from lexalign.provisions import normal_id
from lexalign.review.anchors import anchor
from lexalign.review.checked import checked_country
from lexalign.review.identity import people
from lexalign.review.in_force import InForce, about, cell_of, effective, in_words, moment, verdict, withdrawn
from lexalign.review.journal import read_overrides

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Entry", "History", "history"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal, told.

    Attributes:
        decision: As written.
        replaced: What was in force on its cell before it, if anything; for a withdrawal, what it takes back.
        outcome: What became of it: ``in force``, ``withdrawn by ...``, ``replaced by ...``, ``not in force: ...``,
            ``note``.
    """

    decision: Override
    replaced: Override | None
    outcome: str

    def __str__(self) -> str:
        o = self.decision
        said = f"{o.at[:16].replace('T', ' ')} UTC  {o.expert}: {_words(self)} – {about(o)}"
        before = f"\n    replaced: {_said(self.replaced)}" if self.replaced and o.action is not Action.WITHDRAW else ""
        return f"{said}\n    why: {o.rationale}{before}\n    now: {self.outcome}"


@dataclass(frozen=True)
class History:
    """Entries of a journal that are about one thing, the oldest first.

    Attributes:
        subject: What was asked for, in words.
        entries: All that was ever written on it.
        in_force: What holds now, and where experts differ.
        problems: Sentences about lines of the journal that could not be read.
    """

    subject: str
    entries: tuple[Entry, ...]
    in_force: InForce
    problems: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __str__(self) -> str:
        if not self.entries:
            return "\n".join([f"No decision on {self.subject}.", *self.problems])
        count = f"{len(self)} entr{'y' if len(self) == 1 else 'ies'}"
        shown = [str(c) for c in self.in_force.conflicts]
        return "\n".join([f"{self.subject}: {count}", *map(str, self.entries), *shown, *self.problems])

    def to_frame(self) -> pd.DataFrame:
        """One row per entry: date, expert, what it is about, what it says, why, what it replaced, what became of it."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "at": e.decision.at,
                    "expert": e.decision.expert,
                    "law": e.decision.law,
                    "article": e.decision.article,
                    "provision": e.decision.provision,
                    "decision": _words(e),
                    "rationale": e.decision.rationale,
                    "replaced": _said(e.replaced) if e.replaced else "",
                    "outcome": e.outcome,
                    "source": e.decision.source,
                    "id": e.decision.id,
                }
                for e in self.entries
            ],
            columns=[
                "at", "expert", "law", "article", "provision", "decision", "rationale", "replaced", "outcome",
                "source", "id",
            ],
        )  # fmt: skip

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        heads = ["date (UTC)", "expert", "about", "decision", "why", "replaced", "now"]
        rows = [
            [
                e.decision.at[:16].replace("T", " "),
                e.decision.expert,
                about(e.decision),
                _words(e),
                e.decision.rationale,
                _said(e.replaced) if e.replaced else "",
                e.outcome,
            ]
            for e in self.entries
        ]
        note = " ".join([*(str(c) for c in self.in_force.conflicts), *self.problems])
        return str(table_html(heads, rows, caption=f"{self.subject}: {len(self)} entries", note=note))


def history(
    country: str,
    article: str | None = None,
    provision: str | None = None,
    law: str | Law | None = None,
    folder: str | Path | None = None,
    *,
    conflicts: str = "latest",
    seniority: Sequence[str] = (),
) -> History:
    """Tell what was decided in a country, on an article, on a provision, or on both together.

    Args:
        country: ISO3 code.
        article: Its number, as people write it. Decisions on the status of a provision are on no article.
        provision: ``16``, ``cets185:16``, or the name of a pillar.
        law: Id of a law, or the law as read: then decisions made under an earlier number of the article are found too.
        folder: Of the journals; see :func:`lexalign.review.overrides_folder`.
        conflicts: How differing experts are settled; see :func:`lexalign.review.effective`.
        seniority: Experts, the most senior first, for the rule ``senior``.

    Raises:
        UnknownCountry: There is no State with that code.
        UnknownArticle: The law given has no such article.
        JournalError: The journal cannot be read.
    """
    code = checked_country(country)
    read = read_overrides(folder, code)
    wanted = _provision(provision) if provision else None
    law_id = law.id if isinstance(law, Law) else law
    places = anchor(read.decisions, [law]) if isinstance(law, Law) else {}
    number = None
    if article is not None:
        number = find_article(law, article).key if isinstance(law, Law) else _folded(article)

    def chosen(o: Override) -> bool:
        if law_id is not None and o.law != law_id:
            return False
        if wanted is not None and (o.provision if o.provision in PILLARS else normal_id(o.provision)) != wanted:
            return False
        if number is None:
            return True
        if not o.article:
            return False
        place = places.get(o.id)
        return number in (o.article, place.article if place else None) or _folded(o.article) == number

    by_id = {o.id: o for o in read.decisions}
    kept = [o for o in read.decisions if chosen(_root(o, by_id))]
    person = people(o.expert for o in read.decisions)
    weigh = partial(effective, conflicts=conflicts, seniority=seniority, spellings=person)
    # Under its number of today, a renumbered article has one story.
    moved = {o.id: replace(o, article=p.article) if (p := places.get(o.id)) and p.article else o for o in kept}
    cells: dict[tuple[str, ...], list[Override]] = {}
    for o in sorted(kept, key=lambda o: (moment(o.at), o.id)):
        root = _root(o, by_id)
        cells.setdefault(cell_of(moved.get(root.id, root)), []).append(moved[o.id])
    entries = [entry for cell in cells.values() for entry in _told(cell, by_id, weigh, conflicts, person)]
    entries.sort(key=lambda e: (moment(e.decision.at), e.decision.id))
    subject = _subject(code, article, wanted, law_id)
    return History(subject, tuple(entries), weigh(moved.values()), read.problems)


def _told(
    cell: Sequence[Override],
    by_id: Mapping[str, Override],
    weigh: Callable[[Iterable[Override]], InForce],
    rule: str,
    person: Mapping[str, str],
) -> list[Entry]:
    """Entries of one cell, oldest first, with the withdrawals that belong to it."""
    found = weigh(cell)
    held = {o.id for o in found}
    differing = {o.id for c in found.conflicts for o in c.decisions}
    gone = {id for _, id in withdrawn(cell)}
    entries = []
    for place, o in enumerate(cell):
        after = [x for x in cell[place + 1 :] if x.id not in gone and x.action is not Action.WITHDRAW]
        if o.id in gone:
            by = next(x for x in cell if x.action is Action.WITHDRAW and x.value == o.id and x.id not in gone)
            outcome = f"withdrawn by {by.expert} on {by.at[:10]}: {by.rationale}"
        elif o.action is Action.NOTE:
            outcome = "a note, decides nothing"
        elif o.id in differing:
            outcome = f"{'in force' if o.id in held else 'not in force'} by the rule '{rule}'; experts differ"
        elif o.id in held or o.action is Action.WITHDRAW:
            outcome = "in force"
        else:
            own = next((x for x in after if person[x.expert] == person[o.expert]), None)
            with_ = next((x for x in found if own is None and verdict(x) == verdict(o)), None)
            if with_ is not None:
                outcome = f"in force, together with {_said(with_)}"
            else:
                outcome = f"replaced by {_said(own or after[0])}" if after else "not in force"
        match o.action:
            case Action.WITHDRAW:
                before = by_id.get(o.value)
            case Action.NOTE:
                before = None
            case _:
                before = next(iter(weigh(cell[:place])), None)
        entries.append(Entry(by_id.get(o.id, o), before, outcome))
    return entries


def _root(o: Override, by_id: Mapping[str, Override]) -> Override:
    """What a withdrawal is in the end about: it carries the place of what it takes back, unless written by hand."""
    seen: set[str] = set()
    while o.action is Action.WITHDRAW and o.value in by_id and o.id not in seen:
        seen.add(o.id)
        o = by_id[o.value]
    return o


def _provision(provision: str) -> str:
    pillar = provision.strip().casefold()
    if pillar in PILLARS:
        return pillar
    wanted = normal_id(provision)
    if not wanted.partition(":")[2]:
        raise OverrideError(f"{provision!r} is neither an article of a treaty nor a pillar")
    return wanted


def _folded(number: str) -> str:
    return "".join(bare_number(number).casefold().split()).strip(".")


def _subject(code: str, article: str | None, provision: str | None, law: str | None) -> str:
    parts = [f"article {article}" if article else "", law or "", provision or ""]
    return ", ".join([code, *filter(None, parts)])


def _words(entry: Entry) -> str:
    if entry.decision.action is Action.WITHDRAW:
        return f"withdraws {_said(entry.replaced)}" if entry.replaced else f"withdraws {entry.decision.value}"
    return in_words(entry.decision)


def _said(o: Override | None) -> str:
    return f"{in_words(o)} ({o.expert}, {o.at[:10]})" if o else ""
