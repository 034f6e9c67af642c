"""Law × Instrument ──▶ Alignment: signals, fusion, evidence."""

from lexalign.matching.alignment import Alignment, Explanation, align

__all__ = ["Alignment", "Explanation", "align"]
