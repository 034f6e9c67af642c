"""The review as a state machine: messages of the expert in, the view to be shown out, the journal in between.

The browser holds nothing: each decision is on disk before the next page is made, and a review opened again on the
same journal shows what was decided. A message that fails changes nothing and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lexalign.errors import JournalError, LexalignError, OverrideError
from lexalign.matching.alignment import Alignment
from lexalign.review.identity import current_expert, expert_name, remember_expert
from lexalign.review.items import ReviewItem
from lexalign.review.journal import Overrides, overrides_folder, read_overrides
from lexalign.review.taking_back import withdraw
from lexalign.review.widget_known import FILTERS, HIDDEN_WHEN_BLIND, ORDERS, Asked, Key, Known, known, ordered
from lexalign.review.widget_pages import chosen_item, find_articles, said
from lexalign.review.widget_verdicts import SOURCE, record, says_already

__all__ = ["Session", "key_text"]

_PLAIN = Asked()


class Session:
    """A review going on.

    Args:
        alignments: Of the laws of one country.
        folder: Of the journals.
        expert: Who decides; None for the one remembered, else the expert is asked.
        asked: Blind or not, how conflicts are settled, what the counting rule counts.

    Raises:
        LexalignError: There is no alignment, or they are of several countries.
        JournalError: The journal there is cannot be read.
    """

    def __init__(
        self,
        alignments: Iterable[Alignment],
        folder: str | Path | None = None,
        *,
        expert: str | None = None,
        asked: Asked = _PLAIN,
    ) -> None:
        self.alignments = tuple(alignments)
        countries = sorted({a.law.country for a in self.alignments})
        if not countries:
            raise LexalignError("there is nothing to review", fix="Give the alignment of a law, or several in a list.")
        if len(countries) > 1:
            raise LexalignError(
                f"the laws are of several countries ({', '.join(countries)})", fix="Review one country at a time."
            )
        self.country = countries[0]
        self.folder = overrides_folder(folder)
        self.asked, self.blind = asked, asked.blind
        self.expert, self.trouble = (expert_name(expert), "") if expert is not None else _remembered()
        self.hint = "It is remembered on this computer." if expert is None else "It holds for this review."
        self.notice: tuple[str, str] = ("info", "")
        self.filter, self.pillar, self.query = "undecided", "", ""
        self.order = "treaty" if asked.blind else "useful"
        self.visit = 0
        self.search: tuple[str, str, list[tuple[Key, str, str, str, str]]] | None = None
        self._remember = expert is None
        self._written: list[str] = []
        self._chosen: dict[Key, ReviewItem] = {}
        self._seen: set[Key] = set()
        self._trail: list[Key] = []
        self._at = -1
        self._stamp: tuple[int, int] | None = (-1, -1)
        self._read()
        self._forward()

    # --- what is known --------------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read the journal if it changed, by this review or by another program."""
        path = self.folder / f"{self.country}.csv"
        stamp = (path.stat().st_mtime_ns, path.stat().st_size) if path.is_file() else None
        if stamp == self._stamp:
            return
        if stamp is None and self._stamp != (-1, -1):
            raise JournalError(
                "the journal is not there any more, so nothing was written",
                where=str(path),
                fix="Put it back, or run the cell again to begin a new one.",
            )
        self.overrides = read_overrides(self.folder, self.country) if stamp else Overrides()
        self._stamp = stamp
        self._list()

    def _list(self) -> None:
        self.known: Known = known(self.alignments, self.overrides, self.expert, self.asked)

    @property
    def item(self) -> ReviewItem | None:
        """What is shown now; None where nothing is left to be shown."""
        return self._page(self._trail[self._at]) if 0 <= self._at < len(self._trail) else None

    def _page(self, key: Key) -> ReviewItem | None:
        # An uncovered provision is a page no more once an article holds for it.
        return self.known.items.get(key) or self._chosen.get(key)

    def _before(self) -> int | None:
        """Place in the trail of the page before this one."""
        return next((i for i in range(self._at - 1, -1, -1) if self._page(self._trail[i]) is not None), None)

    @property
    def can_go_back(self) -> bool:
        """Whether a page was shown before this one."""
        return self._before() is not None

    @property
    def can_undo(self) -> bool:
        """Whether this review has taken a decision that is not taken back."""
        return bool(self._written)

    def alignment_of(self, item: ReviewItem) -> Alignment:
        """The alignment with an item's law and treaty; any with the treaty where the item names no article."""
        same = [a for a in self.alignments if a.instrument.id == item.instrument]
        return next((a for a in same if a.law.id == item.law), same[0])

    # --- which pages, in which order ------------------------------------------------------------------------------

    def filters(self) -> dict[str, str]:
        """Filters there are: id ▶ label."""
        return {k: v for k, v in FILTERS.items() if not (self.blind and k in HIDDEN_WHEN_BLIND)}

    def orders(self) -> dict[str, str]:
        """Orders there are: id ▶ label."""
        return {k: v for k, v in ORDERS.items() if not (self.blind and k == "useful")}

    def listed(self) -> list[ReviewItem]:
        """The items that filter, part and search let through, in the order chosen."""
        words = self.query.casefold().split()
        kept = [
            item
            for item in self.known.items.values()
            if self.known.passes(item, self.filter) and self.pillar in ("", item.pillar) and _has(item, words)
        ]
        return ordered(kept, self.alignments, self.order)

    def _forward(self) -> None:
        """Go on: along pages gone back over, then to the next that was not shown in this round."""
        after = range(self._at + 1, len(self._trail))
        gone_over = next((i for i in after if self._page(self._trail[i]) is not None), None)
        if gone_over is not None:
            self._show(gone_over)
            return
        keys = [item.key for item in self.listed()]
        here = self._trail[self._at] if self._trail else None
        if here in keys and self.order != "useful":
            keys = keys[keys.index(here) + 1 :] + keys[: keys.index(here) + 1]
        fresh = [key for key in keys if key not in self._seen]
        if not fresh and keys:
            self._seen.clear()
            fresh = [key for key in keys if key != here] or keys
            if self.notice[0] != "error":
                rest = f"{len(keys)} page{'s' if len(keys) > 1 else ''} of this selection"
                self.notice = (self.notice[0], f"{self.notice[1]} All were shown; {rest} once more.".strip())
        if fresh:
            self._visit(fresh[0])
        else:
            self._at = len(self._trail)
            self.visit += 1

    def _visit(self, key: Key) -> None:
        del self._trail[self._at + 1 :]
        if not self._trail or self._trail[-1] != key:
            self._trail.append(key)
        self._show(len(self._trail) - 1)

    def _show(self, at: int) -> None:
        self._at = at
        self._seen.add(self._trail[at])
        self.search = None
        if self.item is not None and not self.item.article:
            self._find({})
        self.visit += 1

    # --- messages -------------------------------------------------------------------------------------------------

    def handle(self, message: Mapping[str, Any]) -> None:
        """Do what the expert asks; what fails leaves all as it was, and :attr:`notice` says why.

        Args:
            message: ``{"do": ...}`` with ``decide``, ``next``, ``back``, ``go``, ``undo``, ``withdraw``, ``filter``,
                ``find`` or ``expert``, and what each needs.
        """
        self.notice = ("info", "")
        verbs: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
            "decide": self._decide, "next": lambda _: self._forward(), "back": lambda _: self._back(),
            "go": self._go, "undo": lambda _: self._undo(), "withdraw": self._withdraw, "filter": self._filter,
            "find": self._find, "expert": self._name_expert,
        }  # fmt: skip
        verb = verbs.get(str(message.get("do")))
        try:
            self._read()
            if verb is None:
                raise OverrideError(f"the review does not know {message.get('do')!r}", fix="Run the cell again.")
            verb(message)
        except LexalignError as error:
            self.notice = ("error", str(error))

    def _decide(self, message: Mapping[str, Any]) -> None:
        item = self.item
        if item is None or key_text(item.key) != message.get("key"):
            raise OverrideError("the page shown is not the one decided on, so nothing was written", fix="Decide again.")
        who = self._who()
        verdict, why = str(message.get("verdict")), str(message.get("rationale") or "")
        if not why.strip() and says_already(item, self.known.statuses.get(item.provision), verdict, self.known.names):
            self.notice = ("info", f"{_about(item)} says so already; nothing was written.")
            self._forward()
            return
        written = record(item, verdict, self.alignment_of(item), expert=who, rationale=why, folder=self.folder)
        self._written.append(written.id)
        self._read()
        self.notice = ("saved", f"Saved: {_about(item)} – {said(written)} ({written.at[11:19]} UTC).")
        self._forward()

    def _who(self) -> str:
        if not self.expert:
            raise OverrideError("a decision needs the name of the expert", fix="Say who decides, at the top.")
        return self.expert

    def _back(self) -> None:
        before = self._before()
        if before is not None:
            self._show(before)

    def _go(self, message: Mapping[str, Any]) -> None:
        offered = {key_text(key): key for key in (*self.known.items, *self._chosen, *(r[0] for r in self._results()))}
        key = offered.get(str(message.get("key")))
        if key is None:
            raise OverrideError("that page is not there any more", fix="Choose another.")
        if key not in self.known.items and key not in self._chosen:
            base = next(item for item in self.known.items.values() if item.provision == key[2])
            alignment = next(a for a in self.alignments if (a.law.id, a.instrument.id) == (key[0], base.instrument))
            self._chosen[key] = chosen_item(base, alignment, alignment.article(key[1]), blind=self.blind)
        self._visit(key)

    def _undo(self) -> None:
        who = self._who()
        if not self._written:
            raise OverrideError(
                "this review has taken no decision that could be undone",
                fix="An earlier decision is withdrawn in the history of its page.",
            )
        self._take_back(self._written[-1], who, "Undone in the review.")

    def _withdraw(self, message: Mapping[str, Any]) -> None:
        target = next((o for o in self.overrides if o.id == message.get("id")), None)
        if target is None or target.expert not in self.known.names:
            raise OverrideError("only a decision of your own can be withdrawn here")
        self._take_back(
            target.id, self._who(), str(message.get("rationale") or "").strip() or "Withdrawn in the review."
        )

    def _take_back(self, id: str, who: str, why: str) -> None:
        target = next((o for o in self.overrides if o.id == id), None)
        withdraw(self.country, id, expert=who, rationale=why, folder=self.folder, source=SOURCE)
        self._written = [known for known in self._written if known != id]
        self._read()
        if target is None:
            return
        key = next(
            (k for k in (*self.known.items, *self._chosen) if k == (target.law, target.article, target.provision)), None
        )
        self.notice = ("saved", f"Taken back: Art. {target.provision.partition(':')[2]} – {said(target)}.")
        if key is not None and (self.item is None or self.item.key != key):
            self._visit(key)
        elif key is not None:
            self._show(self._at)
        elif self.item is None:
            self._forward()

    def _filter(self, message: Mapping[str, Any]) -> None:
        before = (self.filter, self.pillar, self.order, self.query)
        for name, allowed in (("filter", self.filters()), ("pillar", ["", *self.pillars()]), ("order", self.orders())):
            if message.get(name) in allowed:
                setattr(self, name, message[name])
        self.query = str(message.get("query", self.query))
        if before != (self.filter, self.pillar, self.order, self.query):
            self._seen.clear()
        kept = [item.key for item in self.listed()]
        typing = "query" in message and not message.get("first")
        here = self.item.key if self.item else None
        if typing or (here in kept and not message.get("first") and "order" not in message):
            return
        if kept:
            self._visit(kept[0])
        else:
            del self._trail[self._at + 1 :]
            self._at = len(self._trail)
            self.visit += 1

    def pillars(self) -> list[str]:
        """Pillars of the items, in their order."""
        return list(dict.fromkeys(p.pillar for a in self.alignments for p in a.instrument.provisions
                                  if p.pillar != "final"))  # fmt: skip

    def _find(self, message: Mapping[str, Any]) -> None:
        if self.item is None:
            return
        item, query = self.item, str(message.get("query", "")).strip()
        same = [a for a in self.alignments if a.instrument.id == item.instrument]
        found = find_articles(same, item.provision, query, blind=self.blind)
        several = len({a.law.id for a in same}) > 1
        rows = []
        for alignment, article, note in found:
            key = (alignment.law.id, article.key or article.number, item.provision)
            page = self.known.items.get(key)
            held = self.known.decision(page) if page is not None else None
            told = ", ".join(filter(None, [note, said(held) if held else ""]))
            law = (alignment.law.title or alignment.law.id) if several else ""
            rows.append((key, article.number, article.heading or "", law, told))
        self.search = (item.provision, query, rows)

    def _results(self) -> list[tuple[Key, str, str, str, str]]:
        return self.search[2] if self.search else []

    def _name_expert(self, message: Mapping[str, Any]) -> None:
        who = expert_name(str(message.get("name", "")))
        if self._remember:
            try:
                who = remember_expert(who)
            except LexalignError as error:
                self.notice = ("info", f"{error} It holds for this review.")
        self.expert = who
        self._list()
        if self.item is None:
            self._forward()


# --- words --------------------------------------------------------------------------------------------------------


def key_text(key: Key) -> str:
    """A key as the browser holds it."""
    return "|".join(key)


def _about(item: ReviewItem) -> str:
    article = f"article {item.number} for " if item.article else ""
    return f"{article}Art. {item.provision.partition(':')[2]}"


def _has(item: ReviewItem, words: Sequence[str]) -> bool:
    if not words:
        return True
    names = " ".join([f"art. {item.provision.partition(':')[2]}", *item.title.values(), item.number, item.heading])
    text = f"{names} {item.law_title} {item.text}".casefold()
    return all(word in text for word in words)


def _remembered() -> tuple[str, str]:
    """The expert that is remembered, and what is wrong with what is remembered.

    Nobody is asked at the keyboard: the review has a field for it.
    """

    def nobody(_: str) -> str:
        raise EOFError

    try:
        return current_expert(nobody), ""
    except OverrideError as error:
        return "", str(error) if error.where else ""
