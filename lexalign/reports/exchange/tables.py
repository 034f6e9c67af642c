"""Assessments ──▶ the rows of the exchange tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lexalign.assessment import CountryAssessment
from lexalign.assessment.values import ConcordanceRow
from lexalign.errors import LexalignError
from lexalign.model import Action, Basis, Override
from lexalign.provisions import articles, elements_of, normal_id
from lexalign.reports.exchange.schema import TABLES
from lexalign.review.anchors import anchor
from lexalign.review.in_force import effective, moment

__all__ = ["Rejected", "day_of", "exchange_tables", "given_assessments", "missing_of", "rejected_pairs"]

Row = dict[str, object]
Rejected = tuple[str, str, str, Override, bool]
"""Law, article as it is keyed now, provision, the decision, and whether the wording changed since."""


def given_assessments(assessments: CountryAssessment | Iterable[CountryAssessment]) -> tuple[CountryAssessment, ...]:
    """The assessments as given, in the order of country and treaty.

    Raises:
        LexalignError: There is none, or one country stands twice for one treaty.
    """
    given = (assessments,) if isinstance(assessments, CountryAssessment) else tuple(assessments)
    if not given:
        raise LexalignError("there is nothing to export", fix="Give the assessment of at least one country.")
    keys = [(a.country, a.instrument.id) for a in given]
    for country, treaty in keys:
        if keys.count((country, treaty)) > 1:
            raise LexalignError(f"{country} was given twice for {treaty}", fix="Give each assessment once.")
    return tuple(sorted(given, key=lambda a: (a.country, a.instrument.id)))


def day_of(decision: Override) -> str:
    """Day of a decision as an ISO date, in universal time, however its date was written."""
    return moment(decision.at).date().isoformat()


def missing_of(row: ConcordanceRow) -> tuple[str, ...]:
    """Required elements that an article neither shows nor is lent."""
    lent = {one.element for one in row.lent}
    return tuple(e for e in row.missing if e not in lent)


def rejected_pairs(assessment: CountryAssessment) -> tuple[Rejected, ...]:
    """Pairs that experts deny, after conflicts and withdrawals, in the order of the treaty.

    A bundled decision counts only where the user's journals say nothing; a pair that is in the concordance or open is
    not denied, whatever one of several experts said.
    """
    open_or_held = {(r.law, r.article, r.provision) for s in assessment.provisions for r in s.rows}
    open_or_held |= {(r.law, r.article, r.provision) for r in assessment.near_misses}
    place = {p.id: n for n, p in enumerate(articles(assessment.instrument))}
    found: dict[tuple[str, str, str], Rejected] = {}
    own = [o for o in assessment.overrides if not o.source.startswith("bundled")]
    bundled = [o for o in assessment.overrides if o.source.startswith("bundled")]
    anchors = anchor(assessment.overrides, assessment.laws)
    spoken: set[tuple[str, str, str]] = set()
    for decisions in (own, bundled):
        now: set[tuple[str, str, str]] = set()
        for o in effective(decisions):
            at = anchors.get(o.id)
            provision = normal_id(o.provision, assessment.instrument.id) if o.article else ""
            if at is None or at.article is None or provision not in place:
                continue
            cell = (o.law, at.article, provision)
            now.add(cell)
            if o.action is Action.REJECT and cell not in open_or_held and cell not in spoken:
                found[cell] = (*cell, o, at.stale)
        spoken |= now
    order = {(law.id, a.key or a.number): n for law in assessment.laws for n, a in enumerate(law.articles)}
    return tuple(sorted(found.values(), key=lambda r: (place[r[2]], r[0], order.get((r[0], r[1]), 0))))


def exchange_tables(assessments: CountryAssessment | Iterable[CountryAssessment]) -> dict[str, list[Row]]:
    """The rows of all tables of :data:`TABLES`.

    Args:
        assessments: Of one country or of several, on one treaty or on several.

    Returns:
        Table ▶ rows; each row has exactly the fields of its table, None where nothing is said. No text of a law is in
        them.

    Raises:
        LexalignError: There is nothing to export, or one assessment was given twice.
    """
    given = given_assessments(assessments)
    made: dict[str, list[Row]] = {
        "laws": _once((row for a in given for row in _laws(a)), ("country", "law")),
        "provisions": _once((row for a in given for row in _provisions(a)), ("provision",)),
        "concordance": [row for a in given for row in _concordance(a)],
        "statuses": [row for a in given for row in _statuses(a)],
        "states": [row for a in given for row in _states(a)],
        "elements": [row for a in given for row in _elements(a)],
        "decisions": _once((row for a in given for row in _decisions(a)), ("country", "id")),
        "codebook": _codebook(),
    }
    return {t.name: [{f.name: row.get(f.name) for f in t.fields} for row in made[t.name]] for t in TABLES}


def _once(rows: Iterable[Row], key: Sequence[str]) -> list[Row]:
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in key), row)
    return list(found.values())


def _laws(a: CountryAssessment) -> Iterator[Row]:
    for law in a.laws:
        yield {
            "country": a.country, "law": law.id, "title": law.title, "year": law.year, "status": law.status.value,
            "kind": law.kind, "language": law.language, "form": law.form, "version_date": law.version_date,
            "articles": len(law.articles), "source": law.source,
        }  # fmt: skip


def _provisions(a: CountryAssessment) -> Iterator[Row]:
    for p in articles(a.instrument):
        yield {
            "provision": p.id, "instrument": a.instrument.id, "number": p.id.partition(":")[2],
            "title": p.title.get("en") or next(iter(p.title.values())), "pillar": p.pillar,
        }  # fmt: skip


def _concordance(a: CountryAssessment) -> Iterator[Row]:
    for status in a.provisions:
        yield from (_pair(a, row, "concordance") for row in status.rows)
    by_key = {(law.id, one.key or one.number): one for law in a.laws for one in law.articles}
    for law, key, provision, decision, stale in rejected_pairs(a):
        article = by_key[law, key]
        yield {
            "country": a.country, "law": law, "article": key, "provision": provision, "outcome": "rejected",
            "number": article.number, "heading": article.heading, "basis": Basis.EXPERT.value, "accepted": False,
            "decision": decision.id, "expert": decision.expert, "decided_on": day_of(decision), "stale": stale,
        }  # fmt: skip
    yield from (_pair(a, row, "candidate") for row in a.near_misses)


def _pair(a: CountryAssessment, row: ConcordanceRow, outcome: str) -> Row:
    read = row.confidence is not None
    return {
        "country": a.country,
        "law": row.law,
        "article": row.article,
        "provision": row.provision,
        "outcome": outcome,
        "number": row.number,
        "heading": row.heading or None,
        "relation": row.relation or None,
        "basis": row.basis.value,
        "confidence": round(row.confidence, 4) if row.confidence is not None else None,
        "accepted": row.accepted,
        "elements_shown": len(row.shown) if read else None,
        "elements_missing": len(missing_of(row)) if read else None,
        "decision": row.decision.id if row.decision else None,
        "expert": row.decision.expert if row.decision else None,
        "decided_on": day_of(row.decision) if row.decision else None,
        "stale": row.stale,
        "sources": " | ".join(dict.fromkeys(k.source for k in row.known if k.source)) or None,
    }


def _statuses(a: CountryAssessment) -> Iterator[Row]:
    for s in a.provisions:
        yield {
            "country": a.country, "provision": s.provision, "status": s.status.value, "basis": s.basis.value,
            "at_least": s.at_least, "articles": "; ".join(s.numbers()) or None, "conflict": s.conflict,
            "stale": s.stale, "reason": s.reason or None, "as_of": a.as_of, "rule": a.rule,
        }  # fmt: skip


def _states(a: CountryAssessment) -> Iterator[Row]:
    for pillar, s in a.pillars.items():
        yield {
            "country": a.country, "instrument": a.instrument.id, "pillar": pillar, "state": s.state.value,
            "basis": s.basis.value, "lower": s.lower.value, "upper": s.upper.value, "reason": s.reason or None,
        }  # fmt: skip


def _elements(a: CountryAssessment) -> Iterator[Row]:
    for status in a.provisions:
        wanted = [e for e in elements_of(a.instrument, status.provision) if e.required]
        for row in status.rows:
            shown, lent = set(row.shown), {one.element: one.article for one in row.lent}
            missing = set(row.missing)
            for e in wanted:
                if e.id not in shown and e.id not in missing and e.id not in lent:
                    continue  # the article was not read for it
                yield {
                    "country": a.country, "law": row.law, "article": row.article, "provision": row.provision,
                    "element": e.id, "kind": e.kind, "text": e.text,
                    "found": "shown" if e.id in shown else "lent" if e.id in lent else "missing",
                    "lent_by": None if e.id in shown else lent.get(e.id),
                }  # fmt: skip


def _decisions(a: CountryAssessment) -> Iterator[Row]:
    for o in a.overrides:
        yield {
            "country": o.country, "id": o.id, "at": o.at, "expert": o.expert, "law": o.law or None,
            "article": o.article or None, "provision": o.provision or None, "action": o.action.value,
            "value": o.value or None, "rationale": o.rationale or None, "source": o.source or None,
            "fingerprint": o.fingerprint or None, "supersedes": o.supersedes or None,
        }  # fmt: skip


def _codebook() -> list[Row]:
    return [
        {
            "table": t.name, "field": f.name, "type": f.type, "required": f.required,
            "allowed": " | ".join(f.allowed) or None, "description": f.description,
        }
        for t in TABLES
        for f in t.fields
    ]  # fmt: skip
