"""Law × Instrument ──▶ Alignment: signals, fusion, evidence."""

from lexalign.matching.alignment import COLUMNS, Alignment, Explanation, align, align_all
from lexalign.matching.evaluating import evaluate
from lexalign.matching.evaluation import Evaluation

__all__ = ["COLUMNS", "Alignment", "Evaluation", "Explanation", "align", "align_all", "evaluate"]
