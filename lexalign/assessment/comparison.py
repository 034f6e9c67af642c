"""What changed between two assessments of one country: two dates, or the law in force and the law with a bill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lexalign.assessment.values import ConcordanceRow, CountryAssessment, PillarState, ProvisionStatus
from lexalign.errors import LexalignError
from lexalign.html import table_html
from lexalign.model import Basis, Law, LawStatus, Override, Status
from lexalign.phrases import counted, field_word, fixed, in_languages, joined, say

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["AssessmentChange", "PillarChange", "ProvisionChange", "compare_assessments"]

_ORDER = (Status.NOT_IN_LINE, Status.PARTIAL, Status.IN_LINE)
_COLUMNS = (
    "provision",
    "title",
    "pillar",
    "before",
    "after",
    "change",
    "basis_before",
    "basis_after",
    "articles_added",
    "articles_removed",
    "articles_reworded",
    "elements_gained",
    "elements_lost",
    "decisions",
    "held",
)


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """One provision before and after.

    Attributes:
        title: Of the provision.
        added, removed: Articles tied to it after and not before; before and not after.
        reworded: Articles tied to it both times whose text or heading differs; as they are after.
        gained, lost: Ids of required elements that its articles show only after; only before.
        decided, undone: Decisions that hold only after; only before.
    """

    provision: str
    title: str
    pillar: str
    before: ProvisionStatus
    after: ProvisionStatus
    added: tuple[ConcordanceRow, ...] = ()
    removed: tuple[ConcordanceRow, ...] = ()
    reworded: tuple[ConcordanceRow, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    decided: tuple[Override, ...] = ()
    undone: tuple[Override, ...] = ()

    @property
    def change(self) -> str:
        """``improves``, ``worsens``, ``now known``, ``no longer known``, ``reserved``, ``no longer reserved``.

        ``same status`` where only what it rests on changed, ``unchanged`` where nothing did.
        """
        old, new = self.before.status, self.after.status
        if old is new:
            return "same status" if self.changed else "unchanged"
        if old in _ORDER and new in _ORDER:
            return "improves" if _ORDER.index(new) > _ORDER.index(old) else "worsens"
        if Status.RESERVED in (old, new):
            return "reserved" if new is Status.RESERVED else "no longer reserved"
        return "now known" if old is Status.NO_INFORMATION else "no longer known"

    @property
    def law_changed(self) -> bool:
        """Whether its articles, or the elements they show, differ."""
        return bool(self.added or self.removed or self.reworded or self.gained or self.lost)

    @property
    def changed(self) -> bool:
        """Whether anything differs: status, basis, articles, elements, decisions."""
        same = (self.before.status, self.before.basis) == (self.after.status, self.after.basis)
        return not same or self.law_changed or bool(self.decided or self.undone)

    @property
    def held(self) -> bool:
        """Whether the law changed, but a decision on the status, made for the law before, still holds."""
        decision = self.after.decision
        return decision is not None and self.before.decision == decision and self.law_changed


@dataclass(frozen=True, slots=True)
class PillarChange:
    """State of legislation of a pillar before and after."""

    pillar: str
    before: PillarState
    after: PillarState

    @property
    def changed(self) -> bool:
        """Whether the state differs."""
        return self.before.state is not self.after.state


@dataclass(frozen=True)
class AssessmentChange:
    """What changed between two assessments of a country under one rule.

    Attributes:
        before, after: The two assessments.
        labels: How the two are called: ``as of 2020-01-01``, ``law in force``, ``with the bill`` ...
        provisions: Every provision, in the instrument's order, unchanged ones too.
        pillars: Those the rule counts.
        notes: Sentences on what to look at: what could not be laid over, decisions that hold a status ...
    """

    before: CountryAssessment
    after: CountryAssessment
    labels: tuple[str, str]
    provisions: tuple[ProvisionChange, ...]
    pillars: tuple[PillarChange, ...]
    notes: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[ProvisionChange, ...]:
        """The provisions of which anything changed."""
        return tuple(c for c in self.provisions if c.changed)

    def __getitem__(self, provision: str) -> ProvisionChange:
        """Change of one provision: ``c["16"]`` or ``c["cets185:16"]``."""
        wanted = provision if ":" in provision else f"{self.after.instrument.id}:{provision}"
        for change in self.provisions:
            if change.provision == wanted:
                return change
        raise KeyError(provision)

    @property
    def sentence(self) -> str:
        """What changed, in figures, with both labels, the rule and how much of it nobody has reviewed."""
        short = in_languages(self.after.instrument.short_title) or self.after.instrument.id
        kinds = [c.change for c in self.provisions]
        named = ("improves", "worsens", "now known", "no longer known", "reserved", "no longer reserved", "same status")
        counts = [counted(kinds.count(kind), *_WORDS[kind]) for kind in named if kind in kinds]
        counts.append(say("{n} unchanged", n=kinds.count("unchanged")))
        states = [
            joined("", (fixed(c.pillar), ": ", c.before.state, " → ", c.after.state))
            if c.changed
            else say("{pillar}: {state}, as before", pillar=fixed(c.pillar), state=c.after.state)
            for c in self.pillars
        ]
        moved = [c for c in self.provisions if c.change not in ("unchanged", "same status")]
        machine = sum(c.after.basis in (Basis.MACHINE, Basis.READING) for c in moved)
        head = say(
            "{country}, {treaty}, rule {rule}, {before} → {after}: of {n} provisions {counts}.",
            country=self.after.name,
            treaty=short,
            rule=self.after.rule,
            before=self.labels[0],
            after=self.labels[1],
            n=len(self.provisions),
            counts=joined(", ", counts),
        )
        if states:
            head = joined("", (head, " ", joined("; ", states), "."))
        if machine:
            head += say(" {machine} of the {n} new statuses nobody has reviewed.", machine=machine, n=len(moved))
        return head

    def to_frame(self, *, all: bool = True) -> pd.DataFrame:
        """The matrix before and after: one row per provision.

        Args:
            all: Unchanged provisions too.

        Returns:
            Columns ``provision``, ``title``, ``pillar``, ``before``, ``after`` (statuses), ``change``, both bases,
            articles added, removed and reworded, elements gained and lost (ids), decisions made or undone, and whether
            a decision holds the status although the law changed. ``attrs`` carry country, labels and rule.
        """
        import pandas as pd

        chosen = self.provisions if all else self.changed
        frame = pd.DataFrame([dict(zip(_COLUMNS, _cells(c), strict=True)) for c in chosen], columns=list(_COLUMNS))
        frame.attrs = {"country": self.after.country, "labels": self.labels, "rule": self.after.rule}
        return frame

    def __str__(self) -> str:
        lines = [self.sentence]
        for c in self.changed:
            arrow = f"{c.before.status} → {c.after.status}" if c.before.status is not c.after.status else c.after.status
            lines.append(f"  Art. {c.provision.partition(':')[2]:<6} {c.title[:48]:<48} {arrow} [{c.after.basis}]")
            lines += [f"      {what}" for what in what_changed(c, self.before, self.after)]
        lines += [f"To be looked at: {note}" for note in self.notes]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        heads = [
            "Provision",
            *(label[:1].upper() + label[1:] for label in self.labels),
            "Change",
            "Basis",
            "What changed",
        ]
        rows = [
            [
                f"Art. {c.provision.partition(':')[2]} {c.title}",
                c.before.status.value,
                c.after.status.value,
                c.change,
                c.after.basis.value,
                "\n".join(what_changed(c, self.before, self.after)),
            ]
            for c in self.provisions
        ]
        return str(table_html(heads, rows, caption=self.sentence, note=" ".join(self.notes)))


_WORDS = {
    "improves": ("{n} improves", "{n} improve"),
    "worsens": ("{n} worsens", "{n} worsen"),
    "now known": ("{n} becomes known", "{n} become known"),
    "no longer known": ("{n} is no longer known", "{n} are no longer known"),
    "reserved": ("{n} becomes reserved", "{n} become reserved"),
    "no longer reserved": ("{n} is no longer reserved", "{n} are no longer reserved"),
    "same status": ("{n} keeps its status on other grounds", "{n} keep their status on other grounds"),
}


def compare_assessments(
    before: CountryAssessment,
    after: CountryAssessment,
    *,
    labels: tuple[str, str] | None = None,
    notes: Iterable[str] = (),
) -> AssessmentChange:
    """Compare two assessments of one country: of two dates, or of the law in force and the law with a bill.

    Args:
        before: The earlier one, or that of the law in force.
        after: Of the same country, under the same rule, on the same treaty.
        labels: How to call the two; by default their dates, or what differs in the laws counted.
        notes: Sentences to be kept with the result.

    Raises:
        LexalignError: They are of two countries, rules or treaties.
    """
    for what, one, other in (
        ("countries", before.country, after.country),
        ("rules", before.rule, after.rule),
        ("treaties", before.instrument.id, after.instrument.id),
    ):
        if one != other:
            raise LexalignError(
                f"the two assessments are of two {what} ({one} and {other})",
                fix="Two countries are put side by side by matrix()."
                if what == "countries"
                else "Assess both times alike.",
            )
    old = {s.provision: s for s in before.provisions}
    by_id = {p.id: p for p in after.instrument.provisions}
    texts = _texts(before.laws), _texts(after.laws)
    changes = tuple(
        _changed(old[s.provision], s, by_id[s.provision].title.get("en", ""), by_id[s.provision].pillar, texts)
        for s in after.provisions
        if s.provision in old
    )
    pillars = tuple(
        PillarChange(name, before.pillars[name], state)
        for name, state in after.pillars.items()
        if name in before.pillars
    )
    held = [
        say(
            "The status of Article {number} was set by {expert} for the law as it was, and holds; {changes}. "
            "Please look again.",
            number=c.provision.partition(":")[2],
            expert=c.after.decision.expert if c.after.decision else say("an expert"),
            changes=joined("; ", what_changed(c, before, after)),
        )
        for c in changes
        if c.held
    ]
    fresh = [p for p in after.problems if p not in before.problems]
    return AssessmentChange(
        before=before,
        after=after,
        labels=labels or _labels(before, after),
        provisions=changes,
        pillars=pillars,
        notes=tuple(dict.fromkeys((*notes, *held, *fresh))),
    )


def what_changed(change: ProvisionChange, *assessments: CountryAssessment) -> list[str]:
    """What changed of a provision, a phrase for each kind of change.

    Args:
        change: Of the provision.
        assessments: Before and after; they have the titles of the laws and the words of the elements.
    """
    words = {e.id: e.text for a in assessments for p in a.instrument.provisions for e in p.elements}
    titles = {law.id: law.title or law.id for a in reversed(assessments) for law in a.laws}

    def named(rows: Sequence[ConcordanceRow]) -> list[str]:
        return [f"{titles.get(r.law, r.law)}, {r.number}" for r in rows]

    gained, lost = ([fixed(words.get(e, e)) for e in ids] for ids in (change.gained, change.lost))
    parts: list[tuple[str, Sequence[str]]] = [
        (counted(len(change.added), "article added", "articles added"), named(change.added)),
        (counted(len(change.removed), "article gone", "articles gone"), named(change.removed)),
        (counted(len(change.reworded), "article reworded", "articles reworded"), named(change.reworded)),
        (say("now shown"), gained),
        (say("no longer shown"), lost),
        (say("decided"), [_decision(o) for o in change.decided]),
        (say("no longer decided"), [_decision(o) for o in change.undone]),
    ]
    out: list[str] = [joined("", (what, ": ", joined("; ", said))) for what, said in parts if said]
    if change.before.basis is not change.after.basis:
        out.append(say("basis: {before} → {after}", before=change.before.basis, after=change.after.basis))
    return out


def _texts(laws: Iterable[Law]) -> dict[tuple[str, str], tuple[str, str]]:
    return {(law.id, a.key or a.number): (a.heading or "", a.text) for law in laws for a in law.articles}


def _changed(
    before: ProvisionStatus,
    after: ProvisionStatus,
    title: str,
    pillar: str,
    texts: tuple[dict[tuple[str, str], tuple[str, str]], dict[tuple[str, str], tuple[str, str]]],
) -> ProvisionChange:
    old = {(r.law, r.article): r for r in before.rows}
    new = {(r.law, r.article): r for r in after.rows}
    both = [key for key in new if key in old]
    had, has = _decisions(before), _decisions(after)
    return ProvisionChange(
        provision=after.provision,
        title=title,
        pillar=pillar,
        before=before,
        after=after,
        added=tuple(r for key, r in new.items() if key not in old),
        removed=tuple(r for key, r in old.items() if key not in new),
        reworded=tuple(new[key] for key in both if texts[0].get(key) != texts[1].get(key)),
        gained=tuple(e for e in after.shown if e not in before.shown),
        lost=tuple(e for e in before.shown if e not in after.shown),
        decided=tuple(o for o in has if o not in had),
        undone=tuple(o for o in had if o not in has),
    )


def _decisions(status: ProvisionStatus) -> list[Override]:
    found = [r.decision for r in status.rows if r.decision is not None]
    return [*found, *((status.decision,) if status.decision is not None else ())]


def _labels(before: CountryAssessment, after: CountryAssessment) -> tuple[str, str]:
    if before.as_of != after.as_of:
        return say("as of {date}", date=before.as_of), say("as of {date}", date=after.as_of)
    known = {law.id: law for law in before.laws}
    fresh = [law.title or law.id for law in after.laws if known.get(law.id) != law]
    drafts = [law.title or law.id for law in after.laws if law.status is LawStatus.DRAFT]
    named = fresh or drafts
    if not named:
        return say("before"), say("after")
    bill = say("{numbers} and {n} more", numbers=named[0], n=len(named) - 1) if len(named) > 1 else named[0]
    return say("law as of {date}", date=before.as_of), say("with {law}", law=bill)


def _cells(c: ProvisionChange) -> tuple[object, ...]:
    decisions = [*(_decision(o) for o in c.decided), *(f"undone: {_decision(o)}" for o in c.undone)]
    return (
        c.provision,
        c.title,
        c.pillar,
        c.before.status.value,
        c.after.status.value,
        c.change,
        c.before.basis.value,
        c.after.basis.value,
        "; ".join(_named(c.added)),
        "; ".join(_named(c.removed)),
        "; ".join(_named(c.reworded)),
        "; ".join(c.gained),
        "; ".join(c.lost),
        "; ".join(decisions),
        c.held,
    )


def _named(rows: Sequence[ConcordanceRow]) -> list[str]:
    return [f"{r.law} {r.number}" for r in rows]


def _decision(override: Override) -> str:
    what = joined(" ", [part for part in (override.action, field_word(override.value)) if part])
    return say("{what} by {expert} on {date}", what=what, expert=override.expert, date=override.at[:10])
