"""The concordance as SSSOM, the Simple Standard for Sharing Ontological Mappings (TSV, version 1.1).

Subject is the national article, object the provision. The predicate says how far the article goes:

* ``skos:closeMatch``: it implements the provision (relation full or principal, or the program found all required
  elements). Not ``exactMatch``, which is transitive: one article that implements three provisions would make the three
  provisions equal, and laws of two States equal to each other.
* ``skos:broadMatch``: the provision is broader than the article: an expert or a source calls it partial, or required
  elements are missing from it.
* ``skos:relatedMatch``: an expert lists it as related only.
* ``skos:closeMatch`` with the modifier ``Not``: an expert rejected the pair.

Confidence stands only with the program's own records. Where an expert decided, the program's figure would say
something about another claim; it is kept in the extension ``ext_program_confidence``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from lexalign.assessment import CountryAssessment
from lexalign.assessment.values import ConcordanceRow
from lexalign.model import Action, Article, Basis, Law, Override
from lexalign.provisions import provision as find_provision
from lexalign.reports.exchange.datapackage import LICENCE, all_bundled
from lexalign.reports.exchange.names import article_curie, law_curie, prefixes_of
from lexalign.reports.exchange.tables import day_of, missing_of, rejected_pairs
from lexalign.review.identity import orcid_of
from lexalign.safe import write_document
from lexalign.version import __version__

__all__ = ["predicate_of", "sssom", "sssom_text"]

_COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "author_id", "author_label", "reviewer_id", "reviewer_label", "subject_source",
    "subject_source_version", "mapping_tool", "mapping_tool_version", "mapping_date", "review_date", "confidence",
    "see_also", "comment", "ext_basis", "ext_relation", "ext_decision", "ext_program_confidence", "ext_stale",
)  # fmt: skip
_EXTENSIONS = (
    ("ext_basis", "basis", "xsd:string"),
    ("ext_relation", "relation", "xsd:string"),
    ("ext_decision", "decision", "xsd:string"),
    ("ext_program_confidence", "programConfidence", "xsd:double"),
    ("ext_stale", "stale", "xsd:boolean"),
)
Record = dict[str, str]


def sssom(assessment: CountryAssessment, path: str | Path, *, licence: str | None = None) -> Path:
    """Write the concordance of a country as SSSOM TSV.

    Args:
        assessment: Of one country on one treaty. Candidates that nobody decided are left out.
        path: Where to, usually ``.sssom.tsv``.
        licence: Address of a licence. By default that of the library, provided that all decisions and laws come
            with it; otherwise none is claimed.

    Returns:
        The path.
    """
    return write_document(Path(path), sssom_text(assessment, licence=licence))


def sssom_text(assessment: CountryAssessment, *, licence: str | None = None) -> str:
    """The text of :func:`sssom`; the same for the same assessment."""
    records = list(_records(assessment))
    used = [name for name in _COLUMNS if any(record.get(name) for record in records)]
    columns = used or list(_COLUMNS[:7])
    out = io.StringIO()
    out.writelines(f"#{line}\n" for line in _head(assessment, licence, columns).splitlines())
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([record.get(name, "") for name in columns] for record in records)
    return out.getvalue()


def _head(a: CountryAssessment, licence: str | None, columns: list[str]) -> str:
    import yaml

    treaty = a.instrument.id
    short = a.instrument.short_title.get("en") or treaty
    address = licence or (LICENCE["path"] if all_bundled([a]) else None)
    head: dict[str, object] = {
        "sssom_version": "1.1",
        "curie_map": prefixes_of(treaty),
        "mapping_set_id": f"urn:lexalign:concordance:{a.country}:{treaty}:{a.rule}:{a.as_of}",
        "mapping_set_version": a.as_of,
        "mapping_set_title": f"Concordance of {a.name} with the {short}",
        "mapping_set_description": f"Which article of national law implements which article of the {short}, as of "
        f"{a.as_of}, by the rule {a.rule}. A pair that is not listed is not denied.",
        **({"license": address} if address else {}),
        "object_source": f"treaty:{treaty}",
        "publication_date": a.as_of,
        "extension_definitions": [
            {"slot_name": name, "property": f"lexalign:{term}", "type_hint": hint}
            for name, term, hint in _EXTENSIONS
            if name in columns
        ],
    }
    return str(yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=10_000))


def _records(a: CountryAssessment) -> Iterator[Record]:
    laws = {law.id: law for law in a.laws}
    by_key = {(law.id, one.key or one.number): one for law in a.laws for one in law.articles}
    denied: dict[str, list[Record]] = {}
    for law, key, provision, decision, stale in rejected_pairs(a):
        record = _pair(a, laws[law], by_key[law, key], provision)
        record |= {"predicate_id": "skos:closeMatch", "predicate_modifier": "Not", "ext_basis": Basis.EXPERT.value}
        denied.setdefault(provision, []).append(record | _decided(decision, None, stale))
    for status in a.provisions:
        for row in status.rows:
            record = _pair(a, laws[row.law], by_key[row.law, row.article], row.provision)
            yield record | {"predicate_id": predicate_of(row), "ext_basis": row.basis.value} | _said(a, row)
        yield from denied.get(status.provision, ())


def _pair(a: CountryAssessment, law: Law, article: Article, provision: str) -> Record:
    found = find_provision(a.instrument, provision)
    number = provision.partition(":")[2]
    heading = f" – {article.heading}" if article.heading else ""
    return {
        "subject_id": article_curie(a.country, law.id, article.key or article.number),
        "subject_label": _line(f"{law.title or law.id}, {article.number}{heading}"),
        "object_id": provision,
        "object_label": _line(f"Article {number} – {found.title.get('en') or next(iter(found.title.values()))}"),
        "subject_source": law_curie(a.country, law.id),
        "subject_source_version": law.version_date or "",
    }


def predicate_of(row: ConcordanceRow) -> str:
    """How far an article of the concordance goes, as a predicate of SKOS."""
    if row.relation == "related":
        return "skos:relatedMatch"
    if row.relation == "full":
        return "skos:closeMatch"
    named = row.basis in (Basis.PUBLISHED, Basis.READING)
    partial = all(k.relation == "partial" for k in row.known) if named else bool(missing_of(row))
    return "skos:broadMatch" if row.relation == "partial" or partial else "skos:closeMatch"


def _said(a: CountryAssessment, row: ConcordanceRow) -> Record:
    if row.decision is not None:
        return _decided(row.decision, row, row.stale)
    if row.confidence is None:
        return _named(row)
    missing = [e.rpartition("/")[2].replace("_", " ") for e in missing_of(row)]
    found = f"Not found in the article: {', '.join(missing)}." if missing else "All required elements found."
    return {
        "mapping_justification": "semapv:CompositeMatching",
        "mapping_tool": "lexalign",
        "mapping_tool_version": __version__,
        "mapping_date": a.as_of,
        "confidence": f"{row.confidence:.4f}",
        "comment": _line(" ".join((found, *row.remarks))),
    }


def _decided(decision: Override, row: ConcordanceRow | None, stale: bool) -> Record:
    """An expert's own pair is curation; a proposal of the program that an expert judged is a review."""
    proposed = row is not None and row.accepted and decision.action is not Action.ADD
    role = "reviewer" if proposed else "author"
    day = day_of(decision)
    who = orcid_of(decision.expert)
    record = {
        "mapping_justification": "semapv:MappingReview" if proposed else "semapv:ManualMappingCuration",
        f"{role}_id": f"orcid:{who}" if who else "",
        f"{role}_label": "" if who else _line(decision.expert).replace("|", r"\|"),
        "mapping_date": day,
        "review_date": day if proposed else "",
        "comment": _line(decision.rationale),
        "ext_decision": decision.id,
        "ext_stale": "true" if stale else "",
    }
    if row is not None:
        record["ext_relation"] = row.relation
    if row is not None and row.confidence is not None:
        record |= {
            "mapping_tool": "lexalign",
            "mapping_tool_version": __version__,
            "ext_program_confidence": f"{row.confidence:.4f}",
        }
    return record


def _named(row: ConcordanceRow) -> Record:
    """A pair that rests on sources alone: published by somebody, read from a heading, or inferred."""
    bases = {k.basis for k in row.known}
    way = (
        "ManualMappingCuration" if "published" in bases
        else "LexicalMatching" if "heading" in bases
        else "BackgroundKnowledgeBasedMatching"
    )  # fmt: skip
    sources = dict.fromkeys(k.source for k in row.known if k.source)
    links = [s for s in sources if s.startswith(("https://", "http://")) and not any(c.isspace() for c in s)]
    publishers = dict.fromkeys(k.publisher for k in row.known if k.publisher)
    said = "Published." if "published" in bases else "Read from the heading." if "heading" in bases else "Inferred."
    return {
        "mapping_justification": f"semapv:{way}",
        "author_label": "|".join(_line(p).replace("|", r"\|") for p in publishers),
        "see_also": "|".join(s.replace("|", "%7C") for s in links),
        "comment": _line(f"{said} The elements were not tested. Sources: {'; '.join(sources) or 'not named'}."),
    }


def _line(text: str) -> str:
    """On one line, since line ends inside cells are where readers of TSV differ."""
    return " ".join(text.split())
