"""What an expert is asked: one item per proposed match and per provision that no article covers, the most useful first.

How useful a decision is: the chance that it changes what holds now, times how much the provision's status depends on
it. A proposal of the machine falls with the chance ``1 - confidence``, and where it lacks required elements an expert
who confirms it still lifts the status, for which half of the rest is reckoned; a candidate is taken with the chance
``confidence``; for an uncovered provision :data:`FOUND_BY_HAND` is assumed. The status depends wholly on an article
that stands alone (or on one that would show what is missing), by half on one of several, and by a tenth where the
others show everything without it. What the counting rule does not count weighs a third, and so does what has no say
because an expert set the status of the provision. Conflicts (+2) and decisions on a wording that has changed (+1) come
before all else; what is decided and undisputed has no use left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from lexalign.laws.lookup import fingerprint
from lexalign.model import Action, Article, Evidence, Instrument, Law, LawStatus, Match, Override, Provision
from lexalign.provisions import articles as articles_of
from lexalign.provisions import elements_of, normal_id
from lexalign.review.anchors import Anchor, anchor
from lexalign.review.identity import people
from lexalign.review.in_force import Conflict, effective, opinions

__all__ = ["CANDIDATES_SHOWN", "WORTH_A_LOOK", "Aligned", "Checked", "ReviewItem", "review_items"]

WORTH_A_LOOK = 0.1
"""Confidence from which a candidate that the machine did not accept is shown."""
CANDIDATES_SHOWN = 5
"""Such candidates shown for one provision, the surest first."""
FOUND_BY_HAND = 0.3
"""Assumed chance that an expert knows an article for a provision for which the machine accepted none."""


class Aligned(Protocol):
    """What an alignment must have: a law, an instrument, and the matches between them."""

    @property
    def law(self) -> Law:
        """The law."""

    @property
    def instrument(self) -> Instrument:
        """The treaty."""

    @property
    def matches(self) -> tuple[Match, ...]:
        """Accepted matches and candidates."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An element of a provision, and whether an article shows it.

    Attributes:
        provision: The article or paragraph of the treaty that asks it.
        shown: None where nobody looked: the machine did not propose the article, or its answers are hidden.
        words: The words of the article that show it, as they stand there.
    """

    id: str
    provision: str
    text: str
    kind: str
    required: bool
    shown: bool | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One question to an expert.

    Attributes:
        why: Why it is asked: ``accepted`` (proposed by the machine), ``candidate`` (left by it, but worth a look),
            ``decided`` (only an expert named the article), ``uncovered`` (no article holds for the provision),
            ``judge`` (in a blind review, instead of the first three).
        law, article: Law id and article key; empty for an uncovered provision.
        number, heading, path, text: Of the article as it stands now.
        fingerprint: Of that wording.
        digest: The text is not the law's own but a digest.
        provision: Id of an article of the treaty.
        title: Language ▶ title of the provision.
        elements: All elements of the provision and its paragraphs.
        evidence: The words that show them, as places in ``text`` (or in ``heading``).
        confidence: The machine's; None where it did not propose the article or where it is hidden.
        accepted: Whether the machine accepted it; False where that is hidden.
        decision: The decision that holds on this match; None where nobody decided or where it is hidden.
        mine: The latest decision, not withdrawn, of the expert the items were asked for.
        decisions: The latest of each expert, oldest first.
        conflict: A sentence where experts differ; empty otherwise.
        notes: What experts noted on the article or the provision, oldest first.
        stale: The wording changed after the decision that holds.
        counted: The counting rule counts the provision.
        applies: Law and article are in force; else the article counts only on an expert's word, or not at all.
        remarks: Sentences one should know.
        useful: How likely a decision changes a status, see the module; more is better, 0 means no use.
    """

    why: str
    country: str
    instrument: str
    provision: str
    title: Mapping[str, str]
    pillar: str
    explanation: str
    elements: tuple[Checked, ...]
    law: str = ""
    law_title: str = ""
    article: str = ""
    number: str = ""
    heading: str = ""
    path: tuple[str, ...] = ()
    text: str = ""
    fingerprint: str = ""
    digest: bool = False
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    accepted: bool = False
    decision: Override | None = None
    mine: Override | None = None
    decisions: tuple[Override, ...] = ()
    conflict: str = ""
    notes: tuple[Override, ...] = ()
    stale: bool = False
    counted: bool = True
    applies: bool = True
    remarks: tuple[str, ...] = ()
    useful: float = 0.0

    @property
    def key(self) -> tuple[str, str, str]:
        """Law, article, provision: what the item is about."""
        return (self.law, self.article, self.provision)

    @property
    def missing(self) -> tuple[Checked, ...]:
        """Required elements that were looked for and not found."""
        return tuple(e for e in self.elements if e.required and e.shown is False)


_Key = tuple[str, str, str]


@dataclass(slots=True)
class _Decided:
    """Decisions by what they are about, after articles that were renumbered have been followed."""

    held: dict[_Key, Override] = field(default_factory=dict)
    latest: dict[_Key, dict[str, Override]] = field(default_factory=dict)
    conflicts: dict[_Key, Conflict] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    notes: tuple[Override, ...] = ()
    anchors: Mapping[str, Anchor] = field(default_factory=dict)

    def noted(self, law: str, article: str, provision: str) -> tuple[Override, ...]:
        """Notes on an article, on a provision, or on the two together."""
        return tuple(
            o for o in self.notes if (o.law, o.article) in ((law, article), ("", "")) and o.provision in (provision, "")
        )

    def only(self, me: str, mine: Collection[str]) -> _Decided:
        """What one expert, by any of these spellings, decided, as though nobody else had."""
        own_notes = tuple(o for o in self.notes if o.expert in mine)
        latest = {key: {me: by_expert[me]} for key, by_expert in self.latest.items() if me in by_expert}
        held = {key: by_expert[me] for key, by_expert in latest.items()}
        return _Decided(held=held, latest=latest, notes=own_notes, anchors=self.anchors)


def review_items(
    alignments: Aligned | Iterable[Aligned],
    overrides: Iterable[Override] = (),
    *,
    conflicts: str = "latest",
    seniority: Sequence[str] = (),
    blind: bool = False,
    expert: str | None = None,
    counted: Collection[str] | None = None,
    not_asked: Collection[str] = (),
) -> tuple[ReviewItem, ...]:
    """List what an expert can decide about the laws of a country.

    Args:
        alignments: Of the laws of one country, with one treaty or several.
        overrides: Decisions taken so far, from ``read_overrides``; those on other countries are passed over.
        conflicts: How differing experts are settled: ``latest``, ``senior`` or ``unanimous``.
        seniority: Experts, the most senior first, for ``senior``.
        blind: Hide what the machine and other experts think, for an independent second opinion: every provision is
            asked, in the order of the treaty, and only the decisions of ``expert`` are shown.
        expert: Whose decisions ``mine`` holds.
        counted: Ids of the provisions that the counting rule counts; all, if not given.
        not_asked: Kinds of elements that the rule does not ask for (``mental``); they do not make a decision useful.

    Returns:
        The items, the most useful first; in a blind review in the order of the treaty, then of the laws.

    Raises:
        OverrideError: There is no such rule for conflicts.
    """
    given = list(alignments) if isinstance(alignments, Iterable) else [alignments]
    mine = [o for o in overrides if o.country in {a.law.country for a in given}]
    person = people([*(o.expert for o in mine), *seniority, expert or ""])
    me = person[expert] if expert else ""
    decided = _decided(mine, given, conflicts, seniority, person)
    if blind:
        decided = decided.only(me, [text for text, key in person.items() if me and key == me])
    treaties = {a.instrument.id: a.instrument for a in given}
    items: list[ReviewItem] = []
    for treaty in treaties.values():
        of_treaty = [a for a in given if a.instrument.id == treaty.id]
        for provision in articles_of(treaty):
            items += _of_provision(of_treaty, treaty, provision, decided, me, blind, counted, not_asked)
    return tuple(items if blind else sorted(items, key=lambda item: -item.useful))


def _decided(
    mine: Sequence[Override],
    given: Sequence[Aligned],
    conflicts: str,
    seniority: Sequence[str],
    person: Mapping[str, str],
) -> _Decided:
    laws = {a.law.id: a.law for a in given}
    anchors = anchor(mine, laws.values())
    originals = {o.id: o for o in mine}
    moved = []
    for o in mine:
        at = anchors.get(o.id)
        to = at.article if at is not None and at.article is not None else o.article
        about = o.provision and o.action not in (Action.SET_STATE, Action.WITHDRAW)
        moved.append(replace(o, article=to, provision=normal_id(o.provision) if about else o.provision))
    found = effective(moved, conflicts=conflicts, seniority=seniority)
    said = opinions(moved, person).cells
    return _Decided(
        held={_key(o): originals[o.id] for o in found if o.article},
        latest={
            (cell[2], cell[3], cell[4]): {who: originals[o.id] for who, o in by_expert.items()}
            for cell, by_expert in said.items()
            if cell[0] == "match"
        },
        conflicts={_key(c.decisions[-1]): c for c in found.conflicts if c.decisions[-1].article},
        notes=found.notes,
        settled={o.provision for o in found if o.action is Action.SET_STATUS},
        anchors=anchors,
    )


def _key(override: Override) -> _Key:
    return (override.law, override.article, override.provision)


# --- the items of one provision -----------------------------------------------------------------------------------


def _of_provision(
    given: Sequence[Aligned],
    treaty: Instrument,
    provision: Provision,
    decided: _Decided,
    me: str,
    blind: bool,
    counted: Collection[str] | None,
    not_asked: Collection[str],
) -> list[ReviewItem]:
    by_key = {(a.law.id, article.key or article.number): (a.law, article) for a in given for article in a.law.articles}
    proposed = {(a.law.id, m.article): m for a in given for m in a.matches if m.provision == provision.id}
    candidates = sorted((k for k, m in proposed.items() if not m.accepted), key=lambda k: -proposed[k].confidence)
    worth = {k for k in candidates[:CANDIDATES_SHOWN] if proposed[k].confidence >= WORTH_A_LOOK}
    named = {(law, article) for law, article, p in decided.latest if p == provision.id}
    shown = worth | named | {k for k, m in proposed.items() if m.accepted}
    base = ReviewItem(
        why="uncovered", country=given[0].law.country, instrument=treaty.id, provision=provision.id,
        title=provision.title, pillar=provision.pillar, explanation=provision.explanation,
        elements=_checklist(treaty, provision, None, None), counted=counted is None or provision.id in counted,
        notes=decided.noted("", "", provision.id),
    )  # fmt: skip
    items = [
        _of_match(base, treaty, provision, law, article, proposed.get(k), decided, me)
        for k, (law, article) in by_key.items()
        if k in shown
    ]
    if blind:
        machine = {remark for m in proposed.values() for remark in m.remarks}
        return [*(_blinded(item, base.elements, machine) for item in items), base]
    holding = [item for item in items if _holds(item)]
    weight = (1.0 if base.counted else 1 / 3) * (1 / 3 if provision.id in decided.settled else 1.0)
    items = [replace(item, useful=_use(item, holding, weight, not_asked)) for item in items]
    if not holding:
        items.append(replace(base, useful=round(FOUND_BY_HAND * weight, 4)))
    return items


def _of_match(
    base: ReviewItem,
    treaty: Instrument,
    provision: Provision,
    law: Law,
    article: Article,
    match: Match | None,
    decided: _Decided,
    me: str,
) -> ReviewItem:
    key = (law.id, article.key or article.number, provision.id)
    held, conflict = decided.held.get(key), decided.conflicts.get(key)
    latest = decided.latest.get(key, {})
    notes = [decided.anchors[o.id].note for o in latest.values() if o.id in decided.anchors]
    remarks = [*(match.remarks if match else ()), *(note for note in notes if note)]
    lapsed = _not_in_force(law, article)
    if lapsed:
        remarks.append(lapsed)
    why = "decided" if match is None else "accepted" if match.accepted else "candidate"
    return replace(
        base,
        why=why,
        law=law.id,
        law_title=law.title,
        article=key[1],
        number=article.number,
        heading=article.heading or "",
        path=article.path,
        text=article.text,
        fingerprint=fingerprint(article),
        digest=law.form == "digest",
        elements=_checklist(treaty, provision, match, article),
        evidence=match.evidence if match else (),
        confidence=match.confidence if match else None,
        accepted=match is not None and match.accepted,
        decision=held,
        mine=latest.get(me) if me else None,
        decisions=tuple(latest.values()),
        conflict=str(conflict) if conflict else "",
        notes=decided.noted(*key),
        stale=held is not None and held.id in decided.anchors and decided.anchors[held.id].stale,
        applies=not lapsed,
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _not_in_force(law: Law, article: Article) -> str:
    if law.status is not LawStatus.IN_FORCE:
        return f"The law is {'a draft' if law.status is LawStatus.DRAFT else 'repealed'}; it is not counted."
    repealed = any(i.kind == "repealed" and i.article == article.key for i in law.issues)
    why = article.not_in_force or ("repealed" if repealed else "")
    return f"The article is not in force ({why}); it is counted only if an expert confirms it." if why else ""


def _checklist(
    treaty: Instrument, provision: Provision, match: Match | None, article: Article | None
) -> tuple[Checked, ...]:
    words: dict[str, list[str]] = {}
    if match is not None and article is not None:
        for seen in match.evidence:
            source = (article.heading or "") if seen.in_heading else article.text
            words.setdefault(seen.element, []).append(" ".join(source[seen.start : seen.end].split()))

    def shown(id: str) -> bool | None:
        return None if match is None else id in words or id in match.shown

    return tuple(
        Checked(e.id, e.provision, e.text, e.kind, e.required, shown(e.id), tuple(dict.fromkeys(words.get(e.id, ()))))
        for e in elements_of(treaty, provision.id)
    )


def _blinded(item: ReviewItem, unseen: tuple[Checked, ...], machine: Collection[str]) -> ReviewItem:
    # What the machine remarked is hidden; what is a fact about the law, or the expert's own, is not.
    kept = tuple(r for r in item.remarks if r not in machine)
    return replace(
        item, why="judge", elements=unseen, evidence=(), confidence=None, accepted=False, remarks=kept, useful=0.0
    )


# --- usefulness ---------------------------------------------------------------------------------------------------


def _holds(item: ReviewItem) -> bool:
    """Whether the article counts for the provision as things stand."""
    if item.decision is not None:
        return item.decision.action is not Action.REJECT and item.decision.value != "related"
    return item.accepted and item.applies


def _use(item: ReviewItem, holding: Sequence[ReviewItem], weight: float, not_asked: Collection[str]) -> float:
    first = 2.0 * bool(item.conflict) + 1.0 * item.stale
    if item.decision is not None and not first:
        return 0.0
    asked = [e for e in item.elements if e.required and e.kind not in not_asked]
    others = [other for other in holding if other.key != item.key]
    lacking = {e.id for e in asked} - {e.id for other in others for e in other.elements if e.shown}
    alone = not others or any(e.shown for e in asked if e.id in lacking)
    effect = 1.0 if alone else 0.5 if lacking else 0.1
    chance = item.confidence if item.confidence is not None else 0.5
    if item.accepted:
        incomplete = any(e.shown is False for e in asked)
        chance = (1 - chance) + chance * (0.5 if incomplete else 0.0)
    return round(first + chance * effect * weight, 4)
