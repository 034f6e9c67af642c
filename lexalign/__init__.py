"""lexalign: which article of national law implements which article of the Budapest Convention.

The short list of what users import; each name is loaded when it is first used, so that ``import lexalign`` is quick::

    from lexalign import align, assess, read_law

    a = align(read_law("act.html", country="RWA", language="en"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "add": "review",
    "align": "matching",
    "annex": "reports",
    "assess": "assessment",
    "assess_bundled": "assessment",
    "bundled_countries": "laws",
    "bundled_laws": "laws",
    "card": "language",
    "confirm": "review",
    "counts": "assessment",
    "coverage": "assessment",
    "global_count": "reports",
    "heatmap": "reports",
    "history": "assessment",
    "indicators": "assessment",
    "legislation_counts": "assessment",
    "load_instrument": "provisions",
    "matrix": "assessment",
    "matrix_workbook": "reports",
    "membership": "assessment",
    "next_review": "assessment",
    "parties": "assessment",
    "provisions_table": "language",
    "published": "assessment",
    "read_corpus": "laws",
    "read_law": "laws",
    "read_overrides": "review",
    "read_register": "assessment",
    "reject": "review",
    "report": "reports",
    "set_state": "review",
    "set_status": "review",
    "uncertainty": "assessment",
    "withdraw": "review",
}

if TYPE_CHECKING:
    from lexalign.assessment import (
        assess,
        assess_bundled,
        counts,
        coverage,
        history,
        indicators,
        legislation_counts,
        matrix,
        membership,
        next_review,
        parties,
        published,
        read_register,
        uncertainty,
    )
    from lexalign.language import card, provisions_table
    from lexalign.laws import bundled_countries, bundled_laws, read_corpus, read_law
    from lexalign.matching import align
    from lexalign.provisions import load_instrument
    from lexalign.reports import annex, global_count, heatmap, matrix_workbook, report
    from lexalign.review import add, confirm, read_overrides, reject, set_state, set_status, withdraw

__all__ = [
    "add",
    "align",
    "annex",
    "assess",
    "assess_bundled",
    "bundled_countries",
    "bundled_laws",
    "card",
    "confirm",
    "counts",
    "coverage",
    "global_count",
    "heatmap",
    "history",
    "indicators",
    "legislation_counts",
    "load_instrument",
    "matrix",
    "matrix_workbook",
    "membership",
    "next_review",
    "parties",
    "provisions_table",
    "published",
    "read_corpus",
    "read_law",
    "read_overrides",
    "read_register",
    "reject",
    "report",
    "set_state",
    "set_status",
    "uncertainty",
    "withdraw",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'lexalign' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"lexalign.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
