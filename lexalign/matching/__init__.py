"""Law × Instrument ──▶ Alignment: signals, fusion, evidence."""

from lexalign.matching.alignment import COLUMNS, PARAGRAPH_COLUMNS, Alignment, align, align_all
from lexalign.matching.explanation import Explanation

__all__ = ["COLUMNS", "PARAGRAPH_COLUMNS", "Alignment", "Explanation", "align", "align_all"]
