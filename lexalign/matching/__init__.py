"""Law × Instrument ──▶ Alignment: signals, fusion, evidence."""

from lexalign.matching.alignment import COLUMNS, PARAGRAPH_COLUMNS, Alignment, align, align_all
from lexalign.matching.evaluating import evaluate
from lexalign.matching.evaluation import Evaluation
from lexalign.matching.explanation import Explanation

__all__ = [
    "COLUMNS",
    "PARAGRAPH_COLUMNS",
    "Alignment",
    "Evaluation",
    "Explanation",
    "align",
    "align_all",
    "evaluate",
]
