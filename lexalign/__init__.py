"""lexalign: which article of national law implements which article of the Budapest Convention.

The short list of what users import; each name is loaded when it is first used, so that ``import lexalign`` is quick::

    from lexalign import align, assess, read_law

    a = align(read_law("act.html", country="RWA", language="en"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lexalign.version import __version__ as __version__

_HOME = {
    "add": "review",
    "agreement": "review",
    "align": "matching",
    "annex": "reports",
    "annexes": "reports",
    "assess": "assessment",
    "assess_bundled": "assessment",
    "bill_change": "assessment",
    "bundled_countries": "laws",
    "bundled_laws": "laws",
    "card": "language",
    "compare": "laws",
    "compare_assessments": "assessment",
    "confirm": "review",
    "corrections": "review",
    "counts": "assessment",
    "coverage": "assessment",
    "data_package": "reports.exchange",
    "gaps": "assessment",
    "evaluate": "matching",
    "global_count": "reports",
    "heatmap": "reports",
    "indicators": "assessment",
    "legislation_counts": "assessment",
    "history": "review",
    "learn": "review.learning",
    "load_instrument": "provisions",
    "matrix": "assessment",
    "matrix_workbook": "reports",
    "membership": "assessment",
    "next_review": "assessment",
    "parties": "assessment",
    "note": "review",
    "import_concordance": "review",
    "import_law": "laws",
    "law_versions": "laws",
    "oscal_mapping": "reports.exchange",
    "overlay": "laws",
    "parquet_tables": "reports.exchange",
    "phenomena_matrix": "assessment",
    "provisions_table": "language",
    "published": "assessment",
    "read_concordance_table": "review",
    "read_corpus": "laws",
    "read_law": "laws",
    "read_laws": "laws",
    "read_overrides": "review",
    "redo": "review",
    "read_register": "assessment",
    "reject": "review",
    "report": "reports",
    "set_relation": "review",
    "set_state": "review",
    "set_status": "review",
    "sssom": "reports.exchange",
    "undo": "review",
    "uncertainty": "assessment",
    "withdraw": "review",
    "write_evaluation": "reports",
}

if TYPE_CHECKING:
    from lexalign.assessment import (
        assess,
        assess_bundled,
        bill_change,
        compare_assessments,
        counts,
        coverage,
        gaps,
        indicators,
        legislation_counts,
        matrix,
        membership,
        next_review,
        parties,
        phenomena_matrix,
        published,
        read_register,
        uncertainty,
    )
    from lexalign.language import card, provisions_table
    from lexalign.laws import (
        bundled_countries,
        bundled_laws,
        compare,
        import_law,
        law_versions,
        overlay,
        read_corpus,
        read_law,
        read_laws,
    )
    from lexalign.matching import align, evaluate
    from lexalign.provisions import load_instrument
    from lexalign.reports import annex, annexes, global_count, heatmap, matrix_workbook, report, write_evaluation
    from lexalign.reports.exchange import data_package, oscal_mapping, parquet_tables, sssom
    from lexalign.review import (
        add,
        agreement,
        confirm,
        corrections,
        history,
        import_concordance,
        note,
        read_concordance_table,
        read_overrides,
        redo,
        reject,
        set_relation,
        set_state,
        set_status,
        undo,
        withdraw,
    )
    from lexalign.review.learning import learn

__all__ = [
    "add",
    "agreement",
    "align",
    "annex",
    "annexes",
    "assess",
    "assess_bundled",
    "bill_change",
    "bundled_countries",
    "bundled_laws",
    "card",
    "compare",
    "compare_assessments",
    "confirm",
    "corrections",
    "counts",
    "coverage",
    "data_package",
    "evaluate",
    "gaps",
    "global_count",
    "heatmap",
    "history",
    "import_concordance",
    "import_law",
    "indicators",
    "law_versions",
    "learn",
    "legislation_counts",
    "load_instrument",
    "matrix",
    "matrix_workbook",
    "membership",
    "next_review",
    "note",
    "oscal_mapping",
    "overlay",
    "parquet_tables",
    "parties",
    "phenomena_matrix",
    "provisions_table",
    "published",
    "read_concordance_table",
    "read_corpus",
    "read_law",
    "read_laws",
    "read_overrides",
    "read_register",
    "redo",
    "reject",
    "report",
    "set_relation",
    "set_state",
    "set_status",
    "sssom",
    "uncertainty",
    "undo",
    "withdraw",
    "write_evaluation",
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
