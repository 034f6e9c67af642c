"""Assessments ──▶ annexes, matrices, heat maps, counts, and the main job."""

from lexalign.reports.annex_xlsx import annex
from lexalign.reports.counts_text import count_sentence, counts_csv, counts_markdown
from lexalign.reports.counts_xlsx import counts_workbook
from lexalign.reports.evaluation_figure import evaluation_figure
from lexalign.reports.evaluation_files import write_evaluation
from lexalign.reports.figures import heatmap
from lexalign.reports.matrix_xlsx import matrix_workbook
from lexalign.reports.run import ReportResult, report

__all__ = [
    "ReportResult",
    "annex",
    "count_sentence",
    "counts_csv",
    "counts_markdown",
    "counts_workbook",
    "evaluation_figure",
    "heatmap",
    "matrix_workbook",
    "report",
    "write_evaluation",
]
