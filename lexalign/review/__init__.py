"""Expert decisions: taken, kept in journals, put in force."""

from lexalign.review.agreement import Agreement, Disagreement, Measure, agreement
from lexalign.review.anchors import Anchor, anchor
from lexalign.review.corrections import Correction, Corrections, corrections
from lexalign.review.decisions import add, confirm, note, reject, set_relation, set_state, set_status
from lexalign.review.history import Entry, History, history
from lexalign.review.identity import current_expert, remember_expert
from lexalign.review.in_force import CONFLICT_RULES, Conflict, InForce, effective
from lexalign.review.items import Checked, ReviewItem, review_items
from lexalign.review.journal import Overrides, append, overrides_folder, read_overrides
from lexalign.review.lines import RELATIONS
from lexalign.review.sheet_import import SheetImport, import_sheet
from lexalign.review.sheet_read import RowProblem
from lexalign.review.sheet_write import export_sheet
from lexalign.review.table_import import TableImport, import_concordance
from lexalign.review.table_read import read_concordance_table
from lexalign.review.table_values import ConcordanceTable, TableProblem, TableReading
from lexalign.review.taking_back import redo, undo, withdraw
from lexalign.review.widget import Review, review

__all__ = [
    "CONFLICT_RULES",
    "RELATIONS",
    "Agreement",
    "Anchor",
    "Checked",
    "ConcordanceTable",
    "Conflict",
    "Correction",
    "Corrections",
    "Disagreement",
    "Entry",
    "History",
    "InForce",
    "Measure",
    "Overrides",
    "Review",
    "ReviewItem",
    "RowProblem",
    "SheetImport",
    "TableImport",
    "TableProblem",
    "TableReading",
    "add",
    "agreement",
    "anchor",
    "append",
    "confirm",
    "corrections",
    "current_expert",
    "effective",
    "export_sheet",
    "history",
    "import_concordance",
    "import_sheet",
    "note",
    "overrides_folder",
    "read_concordance_table",
    "read_overrides",
    "redo",
    "reject",
    "remember_expert",
    "review",
    "review_items",
    "set_relation",
    "set_state",
    "set_status",
    "undo",
    "withdraw",
]
