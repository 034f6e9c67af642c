"""Names that last: URIs for countries' laws, their articles, and the provisions of treaties."""

from __future__ import annotations

from urllib.parse import quote

__all__ = ["PREFIXES", "article_curie", "law_curie", "prefixes_of"]

_BASE = "urn:lexalign:"
PREFIXES = {
    "article": f"{_BASE}article:",
    "law": f"{_BASE}law:",
    "lexalign": f"{_BASE}term:",
    "orcid": "https://orcid.org/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "treaty": f"{_BASE}treaty:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefix ▶ beginning of the URI. The URNs are well formed and not registered: names, not addresses."""


def prefixes_of(instrument: str) -> dict[str, str]:
    """The prefixes with that of a treaty, so that ids of provisions are names as they stand: ``cets185:6``."""
    return dict(sorted({**PREFIXES, instrument: f"{_BASE}provision:{instrument}:"}.items()))


def law_curie(country: str, law: str) -> str:
    """Short name of a law: ``law:KEN/ken-cmca-2018``."""
    return f"law:{country}/{quote(law, safe='')}"


def article_curie(country: str, law: str, article: str) -> str:
    """Short name of an article: ``article:KEN/ken-cmca-2018/14``; signs that no URI holds are percent-encoded."""
    return f"article:{country}/{quote(law, safe='')}/{quote(article, safe='')}"
