"""Files of law: read, cut into articles, looked up; and the bundled corpora."""

from lexalign.laws.corpora import Completeness, bundled_countries, bundled_laws, completeness, read_corpus
from lexalign.laws.detect_language import detect_language
from lexalign.laws.known import (
    KnownHeading,
    KnownMatch,
    covered_countries,
    known_countries,
    known_headings,
    known_matches,
)
from lexalign.laws.lookup import find_article, fingerprint
from lexalign.laws.read import read_articles, read_law
from lexalign.laws.segmenter import segment
from lexalign.laws.segments import Segmented, Span

__all__ = [
    "Completeness",
    "KnownHeading",
    "KnownMatch",
    "Segmented",
    "Span",
    "bundled_countries",
    "bundled_laws",
    "completeness",
    "covered_countries",
    "detect_language",
    "find_article",
    "fingerprint",
    "known_countries",
    "known_headings",
    "known_matches",
    "read_articles",
    "read_corpus",
    "read_law",
    "segment",
]
