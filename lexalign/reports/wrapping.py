"""Kept for its name: the helpers live in :mod:`lexalign.wrapping`, below the review sheet that needs them too."""

from lexalign.wrapping import POINTS_PER_LINE, column_points, row_height, wrapped

__all__ = ["POINTS_PER_LINE", "column_points", "row_height", "wrapped"]
