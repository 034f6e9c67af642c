"""The concordance in the shape of OSCAL's control mapping model (1.2), for tools that know no law.

Articles and provisions are treated as controls of catalogs that nobody publishes as OSCAL: the catalogs are named in
the back matter, not linked. An article that shows all a provision requires is ``superset-of`` it (it may ask or punish
more), one that shows a part ``intersects-with`` it, a rejected pair has ``no-relationship``; ``related`` is a word of
ours, in our own namespace.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path

from lexalign.assessment import CountryAssessment
from lexalign.assessment.values import ConcordanceRow
from lexalign.errors import LexalignError
from lexalign.model import Override
from lexalign.reports.exchange.names import article_curie, law_curie
from lexalign.reports.exchange.sssom import predicate_of
from lexalign.reports.exchange.tables import day_of, rejected_pairs
from lexalign.safe import write_document

__all__ = ["oscal_mapping"]

_VERSION = "1.2.1"
_TERMS = "urn:lexalign:term"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:lexalign:oscal")
_RELATIONSHIPS = {
    "skos:closeMatch": "superset-of",
    "skos:broadMatch": "intersects-with",
    "skos:relatedMatch": "related",
}
Entry = dict[str, object]


def oscal_mapping(assessment: CountryAssessment, path: str | Path) -> Path:
    """Write the concordance of a country as an OSCAL mapping collection (JSON).

    Args:
        assessment: Of one country on one treaty. Candidates that nobody decided are left out.
        path: Where to.

    Returns:
        The path.

    Raises:
        LexalignError: There is no pair to map; the model does not admit an empty collection.
    """
    text = json.dumps(_collection(assessment), ensure_ascii=False, indent=2) + "\n"
    return write_document(Path(path), text)


def _collection(a: CountryAssessment) -> Entry:
    name = f"{a.country}:{a.instrument.id}:{a.rule}:{a.as_of}"
    maps: dict[str, list[Entry]] = {}
    for law, entry in _maps(a, name):
        maps.setdefault(law, []).append(entry)
    if not maps:
        raise LexalignError(
            f"{a.name} has no article in the concordance, and OSCAL admits no empty mapping",
            fix="Export the data package instead: it also says what is not known.",
        )
    laws = {law.id: law for law in a.laws}
    treaty = _id(f"treaty:{a.instrument.id}")
    resources = [{"uuid": treaty, "title": a.instrument.title.get("en") or a.instrument.id}]
    resources += [{"uuid": _id(law_curie(a.country, k)), "title": laws[k].title or k} for k in maps]
    return {
        "mapping-collection": {
            "uuid": _id(name),
            "metadata": {
                "title": f"Concordance of {a.name} with {a.instrument.short_title.get('en') or a.instrument.id}",
                "last-modified": f"{a.as_of}T00:00:00Z",
                "version": a.as_of,
                "oscal-version": _VERSION,
            },
            "provenance": {
                "method": "hybrid",
                "matching-rationale": "functional",
                "status": "not-complete",
                "mapping-description": "Which article of national law implements which article of the treaty, as of "
                f"{a.as_of}, by the rule {a.rule}. A pair that is not listed is not denied.",
            },
            "mappings": [
                {
                    "uuid": _id(f"{name}:{law}"),
                    "source-resource": {"type": "catalog", "href": f"#{_id(law_curie(a.country, law))}"},
                    "target-resource": {"type": "catalog", "href": f"#{treaty}"},
                    "maps": entries,
                }
                for law, entries in maps.items()
            ],
            "back-matter": {"resources": resources},
        }
    }


def _maps(a: CountryAssessment, name: str) -> Iterator[tuple[str, Entry]]:
    for status in a.provisions:
        for row in status.rows:
            entry = _map(name, a.country, row.law, row.article, row.provision, _RELATIONSHIPS[predicate_of(row)])
            yield row.law, entry | _said(row)
    for law, article, provision, decision, _ in rejected_pairs(a):
        yield law, _map(name, a.country, law, article, provision, "no-relationship") | _by(decision)


def _map(name: str, country: str, law: str, article: str, provision: str, relationship: str) -> Entry:
    curie = article_curie(country, law, article)
    return {
        "uuid": _id(f"{name}:{curie}:{provision}"),
        **({"ns": _TERMS} if relationship == "related" else {}),
        "relationship": relationship,
        "sources": [{"type": "control", "id-ref": curie}],
        "targets": [{"type": "control", "id-ref": provision}],
    }


def _said(row: ConcordanceRow) -> Entry:
    basis: Entry = {"props": [_prop("basis", row.basis.value)]}
    if row.decision is not None:
        return _by(row.decision)
    if row.confidence is not None:
        basis["confidence-score"] = {"percentage": round(row.confidence, 4)}
    return basis | {"matching-rationale": "semantic"}


def _by(decision: Override) -> Entry:
    return {
        "matching-rationale": "functional",
        "props": [_prop("basis", "expert"), _prop("expert", decision.expert), _prop("decided-on", day_of(decision))],
        "remarks": decision.rationale.strip(),
    }


def _prop(name: str, value: str) -> Entry:
    return {"name": name, "ns": _TERMS, "value": " ".join(value.split())}


def _id(name: str) -> str:
    return str(uuid.uuid5(_SPACE, name))
