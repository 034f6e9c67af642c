"""What experts changed of what was proposed: to send back to whoever made the mapping, and to measure against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lexalign.errors import LexalignError, UnknownProvision
from lexalign.model import Action, Article, Law, Match, Override
from lexalign.provisions import normal_id
from lexalign.provisions import provision as find_provision
from lexalign.review.anchors import anchor
from lexalign.review.in_force import effective

if TYPE_CHECKING:
    import pandas as pd

    from lexalign.matching import Alignment

__all__ = ["GOLD_COLUMNS", "NEGATIVE_COLUMNS", "Correction", "Corrections", "corrections"]

GOLD_COLUMNS = ("law_file", "article", "alt_article", "pinpoint", "heading", "provision", "grade", "note")
"""Columns of a table of labels, as :mod:`lexalign.matching.labelled` reads it."""

NEGATIVE_COLUMNS = ("law_file", "article", "heading", "tempting_provision", "reason")
"""Columns of a table of pairs that look right and are not."""

_COLUMNS = (
    "country", "law", "law_title", "article", "heading", "provision", "provision_title", "proposed", "confidence",
    "decided", "change", "rationale", "expert", "date", "stale", "experts_differ",
)  # fmt: skip
_KEPT = ("confirmed", "rejected as proposed")


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision in force on an article, beside what was proposed.

    Attributes:
        article: As it is in the law now.
        proposed: ``accepted``, ``candidate`` or ``nothing``.
        decided: ``full``, ``partial``, ``related`` or ``rejected``.
        change: ``confirmed``, ``confirmed in part``, ``only related``, ``rejected``, ``taken up`` (a candidate),
            ``added``, or ``rejected as proposed`` (a candidate, or what was not proposed at all).
        stale: The wording changed since.
        differ: Experts differ on it; the rule chosen settled it.
    """

    law: Law
    article: Article
    provision: str
    provision_title: str
    proposed: str
    confidence: float | None
    decided: str
    change: str
    decision: Override
    stale: bool = False
    differ: bool = False

    @property
    def sure(self) -> bool:
        """Whether it can serve as a label: made for the wording of today, and no expert differs."""
        return not (self.stale or self.differ)

    @property
    def changed(self) -> bool:
        """Whether the expert said other than was proposed."""
        return self.change not in _KEPT


@dataclass(frozen=True)
class Corrections:
    """What experts decided on a country's laws, beside what was proposed.

    Attributes:
        rows: Law by law, in the order of articles and provisions.
        settings: Set statuses and states of pillars that are in force.
        problems: Sentences about decisions that could not be placed, and conflicts.
    """

    country: str
    rows: tuple[Correction, ...]
    settings: tuple[Override, ...] = ()
    problems: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Correction]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __str__(self) -> str:
        counts: dict[str, int] = {}
        for row in self.rows:
            counts[row.change] = counts.get(row.change, 0) + 1
        told = ", ".join(f"{n} {change}" for change, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])))
        head = f"{self.country}: {len(self)} decisions on articles{f' ({told})' if told else ''}"
        lines = [
            f"  {r.change}: article {r.article.number} of {r.law.title or r.law.id} for {r.provision} – "
            f"{r.decision.rationale} ({r.decision.expert}, {r.decision.at[:10]})"
            for r in self.rows
            if r.changed
        ]
        lines += [f"  set: {o.provision} is {o.value} – {o.rationale} ({o.expert}, {o.at[:10]})" for o in self.settings]
        unsure = sum(not r.sure for r in self.rows)
        lines += [f"Left out of the labels, because stale or disputed: {unsure}."] if unsure else []
        return "\n".join([head, *lines, *self.problems])

    def to_frame(self, *, changed_only: bool = False) -> pd.DataFrame:
        """One row per decision in force: what was proposed, what the expert says, why, who and when.

        Args:
            changed_only: Leave out where the expert agreed; set statuses and states always stand at the end.
        """
        import pandas as pd

        records = [
            [self.country, r.law.id, r.law.title, r.article.number, r.article.heading or "", r.provision,
             r.provision_title, r.proposed, r.confidence, r.decided, r.change, r.decision.rationale,
             r.decision.expert, r.decision.at[:10], r.stale, r.differ]
            for r in self.rows
            if r.changed or not changed_only
        ]  # fmt: skip
        records += [
            [self.country, "", "", "", "", o.provision, "", "", None, o.value, "set", o.rationale, o.expert, o.at[:10],
             False, False]
            for o in self.settings
        ]  # fmt: skip
        return pd.DataFrame(records, columns=list(_COLUMNS))

    def gold_frame(self, law_files: Mapping[str, str] | None = None) -> pd.DataFrame:
        """What experts confirmed, as labels: grade 2 in full, grade 1 in part or related.

        What is stale and what experts differ on is left out.

        Args:
            law_files: Law id ▶ how the labels name its file; ``<country>/<id>.yaml`` where it is not given.
        """
        import pandas as pd

        rows = [
            [_file(r, law_files), r.article.number, r.article.carried_by or "", "", r.article.heading or "",
             r.provision, 1 if r.decided in ("partial", "related") else 2, _signed(r.decision)]
            for r in self.rows
            if r.decided != "rejected" and r.sure
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=list(GOLD_COLUMNS))

    def negatives_frame(self, law_files: Mapping[str, str] | None = None) -> pd.DataFrame:
        """What experts rejected, as labels of what looks right and is not. Args are those of :meth:`gold_frame`."""
        import pandas as pd

        rows = [
            [_file(r, law_files), r.article.number, r.article.heading or "", r.provision, _signed(r.decision)]
            for r in self.rows
            if r.decided == "rejected" and r.sure
        ]
        return pd.DataFrame(rows, columns=list(NEGATIVE_COLUMNS))

    def _repr_html_(self) -> str:
        from lexalign.html import table_html

        heads = ["article", "law", "provision", "proposed", "confidence", "decided", "change", "why", "expert", "date"]
        rows = [
            [r.article.number, r.law.title or r.law.id, r.provision, r.proposed, r.confidence, r.decided, r.change,
             r.decision.rationale, r.decision.expert, r.decision.at[:10]]
            for r in self.rows
        ]  # fmt: skip
        changed = sum(r.changed for r in self.rows)
        caption = f"{self.country}: {changed} of {len(rows)} decisions on articles change what was proposed"
        return str(table_html(heads, rows, caption=caption, note=" ".join(self.problems)))


def corrections(
    alignments: Alignment | Iterable[Alignment],
    overrides: Iterable[Override],
    *,
    conflicts: str = "latest",
    seniority: Sequence[str] = (),
) -> Corrections:
    """Set what experts decided beside what was proposed.

    Args:
        alignments: Of the laws of one country, with one treaty or with several.
        overrides: Decisions, from ``read_overrides``; those on other countries and treaties are passed over.
        conflicts: How differing experts are settled; see :func:`lexalign.review.effective`.
        seniority: Experts, the most senior first, for the rule ``senior``.

    Raises:
        LexalignError: There is no alignment, or they are of several countries.
        OverrideError: There is no such rule for conflicts.
    """
    given = list(alignments) if isinstance(alignments, Iterable) else [alignments]
    codes = sorted({a.law.country for a in given})
    if len(codes) != 1:
        raise LexalignError(
            f"the laws are of several countries ({', '.join(codes)})" if codes else "there is no law to look at",
            fix="Give the alignments of one country.",
        )
    mine = [o for o in overrides if o.country == codes[0]]
    laws = {a.law.id: a.law for a in given}
    proposed = {(a.law.id, m.article, m.provision): m for a in given for m in a.matches}
    titles = {a.instrument.id: a.instrument for a in given}
    anchors = anchor(mine, laws.values())
    moved = [_placed(o, anchors[o.id].article if o.id in anchors else None) for o in mine]
    held = effective(moved, conflicts=conflicts, seniority=seniority)
    differing = {d.id for c in held.conflicts for d in c.decisions}
    rows: list[tuple[tuple[object, ...], Correction]] = []
    settings: list[Override] = []
    problems = [*held.problems, *(str(c) for c in held.conflicts if _of(c.decisions[0], titles))]
    original = {o.id: o for o in mine}
    for o in held:
        if not _of(o, titles):
            continue
        if o.action in (Action.SET_STATUS, Action.SET_STATE):
            settings.append(o)
            continue
        place = anchors[o.id]
        if place.note:
            problems.append(place.note)
        if place.article is None:
            continue
        law = laws[o.law]
        number, article = next((n, a) for n, a in enumerate(law.articles) if (a.key or a.number) == place.article)
        match = proposed.get((o.law, place.article, o.provision))
        decided = "rejected" if o.action is Action.REJECT else o.value or "full"
        treaty = titles[o.provision.partition(":")[0]]
        try:
            title = find_provision(treaty, o.provision).title.get("en", "")
        except UnknownProvision:
            problems.append(f"Left out: the decision {o.id} of {o.expert}; {treaty.id} has no article {o.provision}.")
            continue
        row = Correction(
            law=law,
            article=article,
            provision=o.provision,
            provision_title=title,
            proposed="nothing" if match is None else "accepted" if match.accepted else "candidate",
            confidence=match.confidence if match else None,
            decided=decided,
            change=_change(match, decided),
            decision=original[o.id],
            stale=place.stale,
            differ=o.id in differing,
        )
        order = treaty.row_order.index(o.provision) if o.provision in treaty.row_order else len(treaty.row_order)
        rows.append(((list(laws).index(o.law), number, treaty.id, order), row))
    rows.sort(key=lambda pair: pair[0])
    return Corrections(codes[0], tuple(row for _, row in rows), tuple(settings), tuple(dict.fromkeys(problems)))


def _placed(o: Override, article: str | None) -> Override:
    provision = o.provision
    if o.action not in (Action.SET_STATE, Action.WITHDRAW, Action.NOTE):
        provision = normal_id(provision)
    return replace(o, provision=provision, article=article or o.article)


def _of(o: Override, treaties: Mapping[str, object]) -> bool:
    return o.action is Action.SET_STATE or o.provision.partition(":")[0] in treaties


def _change(match: Match | None, decided: str) -> str:
    if decided == "rejected":
        return "rejected" if match is not None and match.accepted else "rejected as proposed"
    if match is None:
        return "added"
    if not match.accepted:
        return "taken up"
    return {"partial": "confirmed in part", "related": "only related"}.get(decided, "confirmed")


def _file(row: Correction, law_files: Mapping[str, str] | None) -> str:
    return (law_files or {}).get(row.law.id, f"{row.law.country}/{row.law.id}.yaml")


def _signed(o: Override) -> str:
    return f"{o.rationale} ({o.expert}, {o.at[:10]})"
