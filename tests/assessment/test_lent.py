"""Elements that another article lends count as shown in the status, and the reason names that article."""

from __future__ import annotations

from dataclasses import replace

from lexalign.assessment.rules import elements_rule
from lexalign.assessment.statuses import status_of
from lexalign.assessment.values import ConcordanceRow
from lexalign.model import Basis, Lent, Status
from lexalign.provisions import elements_of, load_instrument

PROVISION = "cets185:2"


def test_a_loan_counts_and_is_named() -> None:
    elements = elements_of(load_instrument(), PROVISION)
    required = [e.id for e in elements if e.required]
    lacking = f"{PROVISION}/without_right"
    row = ConcordanceRow(
        "act", "4", "4", "Access", "", PROVISION, 0.9, Basis.MACHINE,
        shown=tuple(e for e in required if e != lacking), missing=(lacking,), accepted=True,
    )  # fmt: skip
    rule = elements_rule("strict")
    alone = status_of(PROVISION, elements, rule, [row])
    helped = status_of(
        PROVISION, elements, rule, [replace(row, lent=(Lent(lacking, "2", "by the definition in article 2"),))]
    )
    assert alone.status is Status.PARTIAL and lacking in alone.missing
    assert helped.status is Status.IN_LINE and lacking not in helped.missing
    assert "by the definition in article 2" in helped.reason and "definition" not in alone.reason
