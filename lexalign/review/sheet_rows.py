"""Review items ──▶ the rows of the review sheet: what each cell says, which cells are the expert's, and the key."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lexalign.html import STATUS_SIGNS
from lexalign.model import Action, Instrument, Override, Provision
from lexalign.provisions import elements_of
from lexalign.review.identity import people
from lexalign.review.in_force import effective, opinions
from lexalign.review.items import Checked, ReviewItem
from lexalign.review.sheet_keys import RowKey, filled_mark, plain, write_key
from lexalign.safe import is_right_to_left, xml_safe
from lexalign.wrapping import wrapped

__all__ = [
    "MOST_LINES",
    "SIZE",
    "WIDTHS",
    "SheetRow",
    "TextPart",
    "Writing",
    "article_rows",
    "decided_on",
    "long_texts",
    "pillar_rows",
    "provision_rows",
]

SIZE = 9.0
"""Type size of the tables, in points."""
MOST_LINES = 33
"""Lines a row can show: Excel ends rows at 409 points."""
WIDTHS: Mapping[str, float] = {"text": 52, "elements": 40, "asks": 88, "part": 120}
_EXCERPT = MOST_LINES - 3
_WORDS_QUOTED = 3
_QUOTE_LENGTH = 70
_LONGEST_REASON = 8_000


@dataclass(frozen=True, slots=True)
class Writing:
    """What all rows of one workbook share.

    Attributes:
        words: Labels of its language.
        titles: Provision id ▶ title in that language.
        labels: Provision id ▶ how the sheet names it: ``Art. 2 — Illegal access``.
        laws: Law id ▶ how the sheet names it.
        name: Of the country as it is printed; a footnote that belongs to it stands on a line of its own.
        expert: Whose decisions are filled in; empty for those in force.
        blind: The answers of the machine and of others are hidden.
        continued: (law, article) ▶ row of the sheet of texts where the rest stands.
    """

    words: Mapping[str, str]
    labels: Mapping[str, str]
    laws: Mapping[str, str]
    country: str
    export: str
    name: str
    expert: str = ""
    blind: bool = False
    continued: Mapping[tuple[str, str], int] | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet.

    Attributes:
        cells: Column id ▶ text; number for ``rank``.
        open: Ids of the columns the expert fills in.
        group: Whether a new provision begins here.
        status: Status or state that the row shows, in the words of the library; for its colour.
    """

    cells: Mapping[str, str | int]
    open: frozenset[str]
    group: bool = False
    status: str = ""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of an article's text that fits one row."""

    law: str
    article: str
    number: str
    heading: str
    text: str


# --- articles -----------------------------------------------------------------------------------------------------


def article_rows(items: Sequence[ReviewItem], order: Sequence[str], writing: Writing) -> list[SheetRow]:
    """Rows of the sheet of articles: by provision in the order of the treaty, the surest article first.

    Args:
        items: From ``review_items``, the most useful first.
        order: Ids of the provisions as the sheet lists them.
        writing: What all rows share.
    """
    ranks = {id(item): n for n, item in enumerate((i for i in items if i.useful > 0), start=1)}
    place = {provision: n for n, provision in enumerate(order)}
    by_place = sorted(items, key=lambda i: (place[i.provision], i.why == "uncovered", -(i.confidence or 0.0)))
    rows, before = [], ""
    for item in by_place:
        rows.append(_article_row(item, ranks.get(id(item)), item.provision != before, writing))
        before = item.provision
    return rows


def _article_row(item: ReviewItem, rank: int | None, group: bool, writing: Writing) -> SheetRow:
    words = writing.words
    uncovered = item.why == "uncovered"
    said = item.mine if writing.expert else item.decision
    decision, reason = _filled(said)
    key = RowKey(
        "uncovered" if uncovered else "match", writing.country, writing.export, item.law, item.article,
        item.provision, item.fingerprint, filled_mark(decision, reason),
    )  # fmt: skip
    only_law = next(iter(writing.laws.values())) if len(writing.laws) == 1 else ""
    cells: dict[str, str | int] = {
        "key": write_key(key),
        "provision": writing.labels[item.provision],
        "law": writing.laws.get(item.law, only_law),
        "article": item.number,
        "heading": "\n".join([item.heading, *(f"({part})" for part in item.path[-1:])]).strip(),
        "text": words["blind" if writing.blind else "uncovered"] if uncovered else _text(item, writing),
        "elements": _elements(item.elements, writing),
        "so_far": _so_far(item, writing),
        "decision": words[decision] if decision else "",
        "reason": reason,
    }
    if rank is not None:
        cells["rank"] = rank
    return SheetRow(cells, frozenset({"decision", "reason", *(("law", "article") if uncovered else ())}), group)


def _filled(said: Override | None) -> tuple[str, str]:
    """Decision and reason as they stand in the cells; empty where there is none to fill in."""
    if said is None or len(said.rationale) > _LONGEST_REASON:
        return "", ""
    word = {"full": "confirm", "partial": "partly", "related": "related"}.get(said.value or "full", "")
    if said.action is Action.REJECT:
        word = "reject"
    elif said.action in (Action.SET_STATUS, Action.SET_STATE):
        word = said.value
    return (word, plain(xml_safe(said.rationale))) if word else ("", "")


def _text(item: ReviewItem, writing: Writing) -> str:
    head = [writing.words["digest"]] if item.digest else []
    row = (writing.continued or {}).get((item.law, item.article))
    if row is None:
        return "\n".join([*head, xml_safe(item.text)])
    lines = wrapped(xml_safe(item.text), WIDTHS["text"], size=SIZE)
    first = _first_line(lines, [e.start for e in item.evidence if not e.in_heading])
    kept = ("[…] " if first else "") + "".join(lines[first : first + _EXCERPT]).strip()
    return "\n".join([*head, kept, writing.words["continued"].format(writing.words["texts"], row)])


def _first_line(lines: Sequence[str], places: Sequence[int]) -> int:
    """Where an excerpt begins that holds as many places of the text as it can."""
    ends, total = [], 0
    for line in lines:
        total += len(line)
        ends.append(total)
    at = [bisect(ends, place) for place in places]
    starts = [0, *(max(line - 1, 0) for line in at)]
    best = max(starts, key=lambda s: (sum(s <= line < s + _EXCERPT for line in at), -s))
    return min(best, max(len(lines) - _EXCERPT, 0))


def long_texts(items: Iterable[ReviewItem]) -> tuple[list[TextPart], dict[tuple[str, str], int]]:
    """Cut the texts that no row can show into parts that one can.

    Returns:
        The parts in the order of the laws, and (law, article) ▶ place of its first part, counted from 0.
    """
    parts: list[TextPart] = []
    starts: dict[tuple[str, str], int] = {}
    for item in items:
        at = (item.law, item.article)
        text = xml_safe(item.text)
        if not item.article or at in starts or len(wrapped(text, WIDTHS["text"], size=SIZE)) <= MOST_LINES - 2:
            continue
        starts[at] = len(parts)
        lines = wrapped(text, WIDTHS["part"], size=SIZE)
        for n in range(0, len(lines), MOST_LINES - 3):
            piece = "".join(lines[n : n + MOST_LINES - 3]).rstrip()
            parts.append(TextPart(item.law, item.article, item.number, item.heading, piece))
    return parts, starts


def _elements(elements: Sequence[Checked], writing: Writing) -> str:
    """The checklist, shortened where no row could show it: first the words, then what is optional."""
    for quoted, optional in ((True, True), (True, False), (False, False)):
        text = _checklist(elements, writing.words, quoted=quoted, optional=optional)
        if not optional and any(not e.required for e in elements):
            text += "\n" + writing.words["cut"].format(writing.words["provisions"])
        if len(wrapped(text, WIDTHS["elements"], size=SIZE)) <= MOST_LINES:
            return text
    lines = wrapped(text, WIDTHS["elements"], size=SIZE)[: MOST_LINES - 2]
    return "".join(lines).rstrip() + "\n" + writing.words["cut"].format(writing.words["provisions"])


def _checklist(elements: Sequence[Checked], words: Mapping[str, str], *, quoted: bool, optional: bool) -> str:
    known = any(e.shown is not None for e in elements)
    required = [e for e in elements if e.required]
    free = [e for e in elements if not e.required] if optional else []
    if not known:
        groups = [("asked", "•", required), ("may", "•", free)]
    else:
        groups = [
            ("missing", "✗", [e for e in required if not e.shown]),
            ("shown", "✓", [e for e in elements if e.shown]),
            ("optional", "–", [e for e in free if not e.shown]),
        ]
    lines = []
    for title, sign, group in groups:
        if group:
            lines.append(words[title])
            lines += [f"{sign} {xml_safe(e.text)}{_quoted(e) if quoted else ''}" for e in group]
    return "\n".join(lines)


def _quoted(element: Checked) -> str:
    kept = [w if len(w) <= _QUOTE_LENGTH else f"{w[:_QUOTE_LENGTH]}…" for w in element.words[:_WORDS_QUOTED]]
    words = xml_safe(" … ".join(kept))
    if is_right_to_left(words):  # on a line of its own, where its direction disturbs nothing
        return f"\n{words}"
    return f" [{words}]" if words else ""


def _so_far(item: ReviewItem, writing: Writing) -> str:
    words = writing.words
    lines = []
    if item.why in ("accepted", "candidate", "decided"):
        share = f"{item.confidence:.0%}" if item.confidence is not None else ""
        lines.append(words["proposed" if item.why == "accepted" else item.why].format(share))
    if item.conflict:
        lines.append(words["conflict"])
    if item.stale:
        lines.append(words["stale"])
    lines += [said_so(o, words) for o in item.decisions]
    lines += [f"{o.expert}, {o.at[:10]}: {o.rationale}" for o in item.notes]
    lines += item.remarks
    text = "\n".join(xml_safe(line) for line in lines)
    return text if len(text) <= 750 else f"{text[:750]} …"


def said_so(decision: Override, words: Mapping[str, str]) -> str:
    """Who decided what when, and why."""
    word, _ = _filled(decision)
    shown = words.get(word, word) or f"{decision.action.value} {decision.value}".strip()
    return f"{decision.expert}, {decision.at[:10]}: {shown}. {decision.rationale}"


# --- provisions and pillars ---------------------------------------------------------------------------------------


def decided_on(
    overrides: Sequence[Override], action: Action, expert: str, *, blind: bool = False
) -> tuple[dict[str, Override], dict[str, list[Override]]]:
    """What is decided on provisions or pillars.

    Args:
        overrides: Of one country.
        action: ``set-status`` or ``set-state``.
        expert: Whose decision to give; empty for the one in force.
        blind: Leave out what others decided.

    Returns:
        Provision or pillar ▶ that decision, and ▶ the latest of each expert, oldest first.
    """
    person = people([*(o.expert for o in overrides), expert])
    cells = {c[2]: by for c, by in opinions(overrides, person).cells.items() if c[0] == action.value}
    if not expert:
        held = {o.provision: o for o in effective(overrides) if o.action is action}
        return held, {about: list(by.values()) for about, by in cells.items()}
    me = person[expert]
    mine = {about: by[me] for about, by in cells.items() if me in by}
    said = {about: [o for who, o in by.items() if who == me or not blind] for about, by in cells.items()}
    return mine, said


def provision_rows(
    provisions: Sequence[tuple[Instrument, Provision]],
    filled: Mapping[str, Override],
    said: Mapping[str, Sequence[Override]],
    now: Mapping[str, tuple[str, str]],
    counted: Iterable[str],
    writing: Writing,
) -> list[SheetRow]:
    """Rows of the sheet of provisions; ``now`` holds status and reason by provision, none in a blind review."""
    counts = set(counted)
    rows = []
    for treaty, provision in provisions:
        asks = [xml_safe(provision.explanation)] if provision.explanation else []
        if provision.id in counts:
            asks.append(writing.words["counted"])
        checks = [Checked(e.id, e.provision, e.text, e.kind, e.required) for e in elements_of(treaty, provision.id)]
        asks.append(_checklist(checks, writing.words, quoted=False, optional=True))
        cells = {"provision": writing.labels[provision.id], "asks": "\n".join(a for a in asks if a)}
        rows.append(_standing_row("status", provision.id, cells, filled, said, now, writing))
    return rows


def pillar_rows(
    pillars: Sequence[str],
    filled: Mapping[str, Override],
    said: Mapping[str, Sequence[Override]],
    now: Mapping[str, tuple[str, str]],
    writing: Writing,
) -> list[SheetRow]:
    """Rows of the sheet of pillars; ``now`` holds state and reason by pillar, none in a blind review."""
    return [_standing_row("state", p, {"pillar": writing.words[p]}, filled, said, now, writing) for p in pillars]


def _standing_row(
    kind: str,
    about: str,
    cells: dict[str, str],
    filled: Mapping[str, Override],
    said: Mapping[str, Sequence[Override]],
    now: Mapping[str, tuple[str, str]],
    writing: Writing,
) -> SheetRow:
    decision, reason = _filled(filled.get(about))
    key = RowKey(kind, writing.country, writing.export, "", "", about, "", filled_mark(decision, reason))
    status, why = now.get(about, ("", ""))
    lines = [why, *(said_so(o, writing.words) for o in said.get(about, ()))]
    text = "\n".join(xml_safe(line) for line in lines if line)
    full: dict[str, str | int] = {
        **cells,
        "key": write_key(key),
        "now": f"{STATUS_SIGNS.get(status, '')} {writing.words.get(status, status)}".strip(),
        "why": text if len(text) <= 1000 else f"{text[:1000]} …",
        "decision": writing.words[decision] if decision else "",
        "reason": reason,
    }
    return SheetRow(full, frozenset({"decision", "reason"}), True, status)
