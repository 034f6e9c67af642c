"""Expert decisions: taken, kept in journals, put in force."""

from lexalign.review.anchors import Anchor, anchor
from lexalign.review.decisions import add, confirm, reject, set_state, set_status, withdraw
from lexalign.review.in_force import CONFLICT_RULES, Conflict, InForce, effective
from lexalign.review.items import Checked, ReviewItem, review_items
from lexalign.review.journal import Overrides, append, overrides_folder, read_overrides
from lexalign.review.lines import RELATIONS

__all__ = [
    "CONFLICT_RULES",
    "RELATIONS",
    "Anchor",
    "Checked",
    "Conflict",
    "InForce",
    "Overrides",
    "ReviewItem",
    "add",
    "anchor",
    "append",
    "confirm",
    "effective",
    "overrides_folder",
    "read_overrides",
    "reject",
    "review_items",
    "set_state",
    "set_status",
    "withdraw",
]
