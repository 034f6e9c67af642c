"""Files of law: read, cut into articles, looked up; and the bundled corpora."""

from lexalign.laws.bill import overlay
from lexalign.laws.compare import ArticleChange, LawComparison, compare
from lexalign.laws.corpora import (
    Completeness,
    bundled_countries,
    bundled_laws,
    completeness,
    corpora_folder,
    read_corpus,
    using_corpora,
)
from lexalign.laws.detect_language import detect_language
from lexalign.laws.folder import Laws, law_files, read_laws
from lexalign.laws.known import (
    KnownHeading,
    KnownMatch,
    covered_countries,
    known_countries,
    known_headings,
    known_matches,
)
from lexalign.laws.lookup import find_article, fingerprint
from lexalign.laws.own_corpus import Imported, import_law
from lexalign.laws.paragraphs import Paragraph, paragraphs
from lexalign.laws.pinpoints import find_paragraph
from lexalign.laws.read import read_articles, read_law
from lexalign.laws.segmenter import segment
from lexalign.laws.segments import Segmented, Span
from lexalign.laws.versions import LawVersion, law_as_of, law_versions

__all__ = [
    "ArticleChange",
    "Completeness",
    "Imported",
    "KnownHeading",
    "KnownMatch",
    "LawComparison",
    "LawVersion",
    "Laws",
    "Paragraph",
    "Segmented",
    "Span",
    "bundled_countries",
    "bundled_laws",
    "compare",
    "completeness",
    "corpora_folder",
    "covered_countries",
    "detect_language",
    "find_article",
    "find_paragraph",
    "fingerprint",
    "import_law",
    "known_countries",
    "known_headings",
    "known_matches",
    "law_as_of",
    "law_files",
    "law_versions",
    "overlay",
    "paragraphs",
    "read_articles",
    "read_corpus",
    "read_law",
    "read_laws",
    "segment",
    "using_corpora",
]
