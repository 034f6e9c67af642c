"""The assessment annex of a country: one content, from which a workbook, a document and a page are made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lexalign.assessment.comparison import AssessmentChange
from lexalign.assessment.values import CountryAssessment
from lexalign.errors import LexalignError
from lexalign.laws import Completeness
from lexalign.reports.documents.content import annex_content
from lexalign.reports.documents.values import Annex

__all__ = ["FORMATS", "annex", "annex_content", "write_annex"]

FORMATS: tuple[str, ...] = ("xlsx", "docx", "html")
"""The file formats of an annex."""


def annex(
    assessment: CountryAssessment,
    path: str | Path,
    *,
    language: str = "en",
    completeness: Mapping[str, Completeness] | None = None,
    change: AssessmentChange | None = None,
    second_protocol: CountryAssessment | None = None,
) -> Path:
    """Write the assessment annex of a country: Excel, Word or HTML, by the ending of the file's name.

    The sections are Cover, Summary, Concordance, Gaps, Drafting points, Changes (where given), Second Protocol (where
    given), Phenomena, Safeguards, Near misses, Decisions, Method and limits, Provenance; the provisions stand in the
    order of the Council of Europe's legal profiles. All formats are made of the same content. The same assessment
    gives the same bytes, whenever and wherever it is written.

    Args:
        assessment: What :func:`lexalign.assess` says of the country.
        path: The file to write, ``.xlsx``, ``.docx`` or ``.html``; parent folders are made.
        language: Of the annex: ``en``, ``fr`` or ``es``.
        completeness: Pillar ▶ whether all the law of that pillar was at hand, as the assessment was told; by
            default what the bundled corpora declare for the country.
        change: What changed since an earlier date, or what a bill would change; it gets a section.
        second_protocol: Assessment of the same country on the Second Protocol; it gets a section.

    Returns:
        The path.

    Raises:
        LexalignError: The file cannot be written, its ending or the language is not known, or the assessment's date is
            not a date.
    """
    content = annex_content(
        assessment, language=language, completeness=completeness, change=change, second_protocol=second_protocol
    )
    return write_annex(content, path)


def write_annex(content: Annex, path: str | Path) -> Path:
    """Write the content of an annex as a file: Excel, Word or HTML, by the ending of its name.

    Raises:
        LexalignError: The file cannot be written, or its ending is not known.
    """
    target = Path(path)
    ending = target.suffix.lower().removeprefix(".")
    if ending == "xlsx":
        from lexalign.reports.documents.xlsx import write_xlsx

        return write_xlsx(content, target)
    if ending == "docx":
        from lexalign.reports.documents.docx import write_docx

        return write_docx(content, target)
    if ending in ("html", "htm"):
        from lexalign.reports.documents.page import write_page

        return write_page(content, target)
    raise LexalignError(
        f"an annex cannot be written as {target.suffix or 'a file without an ending'}",
        where=str(target),
        fix=f"End the name in {', '.join('.' + one for one in FORMATS)}.",
    )
