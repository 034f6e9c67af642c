"""Kept for its name: the helpers live in :mod:`lexalign.safe`, below the review sheet that needs them too."""

from lexalign.safe import CELL_LIMIT, csv_text, is_right_to_left, moment_of, save, sheet_title, write_cell, xml_safe

__all__ = ["CELL_LIMIT", "csv_text", "is_right_to_left", "moment_of", "save", "sheet_title", "write_cell", "xml_safe"]
