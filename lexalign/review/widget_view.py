"""The state of a review as the browser shows it, and as a table where there is no browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from lexalign.html import printable, table_html
from lexalign.model import Action, Law, Override
from lexalign.provisions import normal_id
from lexalign.review.history import history
from lexalign.review.in_force import withdrawn
from lexalign.review.items import ReviewItem
from lexalign.review.widget_known import LOW_CONFIDENCE
from lexalign.review.widget_pages import page_of, row_of, said, state_of
from lexalign.review.widget_state import Session, key_text
from lexalign.review.widget_verdicts import Verdict, says_already, verdicts_on

__all__ = ["table_of", "view_of"]


def view_of(session: Session, seq: str = "") -> dict[str, Any]:
    """All that the browser shows, as JSON values.

    Args:
        session: The review.
        seq: Id of the message that this view answers.
    """
    items = session.known.items.values()
    rows = [
        row_of(item, key_text(item.key), state_of(session.known.decision(item)), _flags(session, item))
        for item in session.listed()
    ]
    item = session.item
    kind, text = session.notice
    return {
        "ready": True,
        "seq": seq,
        "page": session.visit,
        "title": printable(_title(session)),
        "expert": {"name": printable(session.expert), "hint": session.hint},
        "blind": session.blind,
        "progress": {"decided": sum(session.known.decided(i) for i in items), "total": len(items)},
        "filter": session.filter,
        "filters": [
            {"id": id, "label": label, "count": sum(session.known.passes(i, id) for i in items)}
            for id, label in session.filters().items()
        ],
        "order": session.order,
        "orders": [{"id": id, "label": label} for id, label in session.orders().items()],
        "pillar": session.pillar,
        "pillars": [{"id": "", "label": "All"}, *({"id": p, "label": p.capitalize()} for p in session.pillars())],
        "query": printable(session.query),
        "rows": rows,
        "item": _item(session, item) if item else None,
        "search": _search(session),
        "notice": {"kind": kind, "text": printable(text)},
        "warnings": [printable(w) for w in (session.trouble, *session.overrides.problems) if w],
        "can_undo": session.can_undo,
        "can_back": session.can_go_back,
        "empty": _empty(session),
    }


def _title(session: Session) -> str:
    titles = list(dict.fromkeys(a.law.title or a.law.id for a in session.alignments))
    laws = titles[0] if len(titles) == 1 else f"{len(titles)} laws"
    return f"{session.country}: {laws}"


def _empty(session: Session) -> str:
    if session.filter == "undecided" and not session.query and not session.pillar:
        return "Every page is decided. Choose ‘All’ above to look at them again."
    return "No page is left in this selection. Choose another above, or clear the search."


def _flags(session: Session, item: ReviewItem) -> list[str]:
    if session.blind:
        return []
    low = item.confidence is not None and item.confidence < LOW_CONFIDENCE
    told = {"conflict": bool(session.known.conflict(item)), "stale": item.stale, "low confidence": low}
    return [name for name, so in told.items() if so]


# --- the page -----------------------------------------------------------------------------------------------------


def _item(session: Session, item: ReviewItem) -> dict[str, Any]:
    alignment = session.alignment_of(item)
    law: Law | None = alignment.law if item.article else None
    page = page_of(item, law, blind=session.blind)
    held = session.known.decision(item)
    conflict = session.known.conflict(item)
    notes = [{"kind": "conflict", "text": printable(conflict)}] if conflict else []
    if item.stale:
        notes.append({"kind": "stale", "text": "The wording changed after the decision; please look again."})
    remarks = [*item.remarks, *_spread(session, item)]
    notes += [{"kind": "remark", "text": printable(text)} for text in remarks]
    told = [f"Note of {o.expert}, {o.at[:10]}: {o.rationale}" for o in item.notes]
    notes += [{"kind": "note", "text": printable(text)} for text in told]
    status = session.known.statuses.get(item.provision)
    return page | {
        "key": key_text(item.key),
        "decision": printable(_held(held)) if held else "",
        "state": state_of(held),
        "flags": notes,
        "conflict": bool(conflict),
        "stale": item.stale,
        "history": _history(session, item),
        "verdicts": [
            _verdict(v, says_already(item, status, v.id, session.known.names)) for v in verdicts_on(item, alignment)
        ],
    }


def _held(decision: Override) -> str:
    return f"{said(decision).capitalize()} by {decision.expert} on {decision.at[:10]}: {decision.rationale}"


def _spread(session: Session, item: ReviewItem) -> Sequence[str]:
    unit = next(p for p in session.alignment_of(item).instrument.provisions if p.id == item.provision)
    if item.article or not unit.spread:
        return ()
    return ("Laws usually meet this provision by clauses in many articles: none of its own is no sign of absence.",)


def _verdict(verdict: Verdict, chosen: bool) -> dict[str, Any]:
    names = ("id", "key", "label", "hint", "standard")
    return {name: getattr(verdict, name) for name in names} | {"reasons": list(verdict.reasons), "chosen": chosen}


def _history(session: Session, item: ReviewItem) -> list[dict[str, Any]]:
    """What was decided on a page, the newest first, and what became of it; in a blind review only by the expert."""
    if not any(normal_id(o.provision) == item.provision for o in session.overrides if ":" in o.provision):
        return []
    alignment = session.alignment_of(item)
    if item.article:
        told = history(session.country, item.article, item.provision, alignment.law, session.folder)
        entries = [e for e in told if e.decision.action is not Action.WITHDRAW]
    else:
        told = history(session.country, None, item.provision, None, session.folder)
        entries = [e for e in told if e.decision.action is Action.SET_STATUS]
    held = session.known.decision(item)
    gone = {id for _, id in withdrawn(session.overrides)}
    out = []
    for entry in reversed(entries):
        o = entry.decision
        mine = o.expert in session.known.names
        if session.blind and not mine:
            continue
        is_held = held is not None and o.id == held.id
        fate = entry.outcome
        if session.blind:
            fate = "withdrawn" if o.id in gone else "yours now" if is_held else "replaced by a later one of yours"
        out.append(
            {
                "id": o.id,
                "what": printable(said(o).capitalize()),
                "expert": printable(o.expert),
                "at": f"{o.at[:10]} {o.at[11:16]}".strip(),
                "rationale": printable(o.rationale),
                "fate": printable(fate),
                "held": is_held,
                "gone": o.id in gone,
                "mine": mine,
            }
        )
    return out


def _search(session: Session) -> Mapping[str, Any] | None:
    if session.search is None:
        return None
    provision, query, rows = session.search
    return {
        "provision": provision,
        "query": printable(query),
        "results": [
            {"key": key_text(key), "number": printable(number), "heading": printable(heading), "law": printable(law),
             "known": known}
            for key, number, heading, law, known in rows
        ],
    }  # fmt: skip


# --- without a browser --------------------------------------------------------------------------------------------


def table_of(session: Session, more: str = "") -> str:
    """The pages and their decisions as a table, for exports and for notebooks without widgets.

    Args:
        session: The review.
        more: A sentence to be added below.
    """
    place = {p.id: i for i, p in enumerate(p for a in session.alignments for p in a.instrument.provisions)}
    rows = []
    for item in sorted(session.known.items.values(), key=lambda i: place[i.provision]):
        held = session.known.decision(item)
        row = row_of(item, "", state_of(held), _flags(session, item))
        machine = (
            "" if item.confidence is None else f"{'accepted' if item.accepted else 'candidate'} {item.confidence:.2f}"
        )
        said_so = f"{said(held)} – {held.expert}, {held.at[:10]}: {held.rationale}" if held else ""
        cells = [row["provision"], row["title"], row["article"]]
        cells += [] if session.blind else [machine]
        rows.append([*cells, f"{row['sign']}\N{NO-BREAK SPACE}{row['word']}", said_so, ", ".join(row["flags"])])
    heads = ["Convention", "Title", "Article of the law", "Machine", "State", "Decision", "Look at"]
    if session.blind:
        heads.remove("Machine")
    decided = sum(session.known.decided(item) for item in session.known.items.values())
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    caption = f"Review of {_title(session)}: {decided} of {len(session.known.items)} decided, as of {now}"
    told = "Proposals of the machine until an expert decides."
    if session.blind:
        told = "A blind review: what the machine and other experts think is hidden."
    notes = [told, *session.overrides.problems, more]
    return str(table_html(heads, rows, caption=caption, note=" ".join(n for n in notes if n)))
