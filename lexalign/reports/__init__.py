"""Assessments ──▶ annexes, matrices, heat maps, counts, and the main job."""

from lexalign.reports.batch import BatchResult, annexes
from lexalign.reports.count_figures import counts_by_region, counts_over_time, interval_figure, sensitivity_curve
from lexalign.reports.count_files import global_count
from lexalign.reports.counts_text import count_sentence, counts_csv, counts_markdown
from lexalign.reports.counts_xlsx import counts_workbook
from lexalign.reports.documents import annex, annex_content, write_annex
from lexalign.reports.evaluation_figure import evaluation_figure
from lexalign.reports.evaluation_files import write_evaluation
from lexalign.reports.figures import heatmap
from lexalign.reports.matrix_xlsx import matrix_workbook
from lexalign.reports.run import ReportResult, report
from lexalign.reports.tile_html import tile_map_html
from lexalign.reports.tile_map import geojson_map, tile_map

__all__ = [
    "BatchResult",
    "ReportResult",
    "annex",
    "annex_content",
    "annexes",
    "count_sentence",
    "counts_by_region",
    "counts_csv",
    "counts_markdown",
    "counts_over_time",
    "counts_workbook",
    "evaluation_figure",
    "geojson_map",
    "global_count",
    "heatmap",
    "interval_figure",
    "matrix_workbook",
    "report",
    "sensitivity_curve",
    "tile_map",
    "tile_map_html",
    "write_annex",
    "write_evaluation",
]
