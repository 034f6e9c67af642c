"""Files of law: read, cut into articles, looked up; and the bundled corpora."""

from lexalign.laws.corpora import Completeness, bundled_countries, bundled_laws, completeness, read_corpus
from lexalign.laws.detect_language import detect_language
from lexalign.laws.lookup import find_article, fingerprint
from lexalign.laws.paragraphs import Paragraph, paragraphs
from lexalign.laws.pinpoints import find_paragraph
from lexalign.laws.read import read_articles, read_law
from lexalign.laws.segmenter import segment
from lexalign.laws.segments import Segmented, Span

__all__ = [
    "Completeness",
    "Paragraph",
    "Segmented",
    "Span",
    "bundled_countries",
    "bundled_laws",
    "completeness",
    "detect_language",
    "find_article",
    "find_paragraph",
    "fingerprint",
    "paragraphs",
    "read_articles",
    "read_corpus",
    "read_law",
    "segment",
]
