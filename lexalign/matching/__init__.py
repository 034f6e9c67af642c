"""Law × Instrument ──▶ Alignment: signals, fusion, evidence."""

from lexalign.matching.alignment import COLUMNS, Alignment, Explanation, align, align_all

__all__ = ["COLUMNS", "Alignment", "Explanation", "align", "align_all"]
