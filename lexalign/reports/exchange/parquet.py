"""The exchange tables as Parquet files: typed columns, no apostrophes, the codebook inside each file."""

from __future__ import annotations

import importlib
import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from lexalign.assessment import CountryAssessment
from lexalign.errors import LexalignError
from lexalign.reports.exchange.schema import Field, Table, table_of
from lexalign.reports.exchange.tables import Row, exchange_tables
from lexalign.safe import write_document

__all__ = ["parquet_tables"]


def parquet_tables(
    assessments: CountryAssessment | Iterable[CountryAssessment], folder: str | Path
) -> tuple[Path, ...]:
    """Write the exchange tables as Parquet, one file each.

    Args:
        assessments: Of one country or of several, on one treaty or on several.
        folder: Where to; made if it does not exist. Files of the same names are written over.

    Returns:
        The paths, in the order of the tables.

    Raises:
        LexalignError: The package pyarrow is not installed, or there is nothing to export.
    """
    arrow = _package("pyarrow")
    writer = _package("pyarrow.parquet")
    place = Path(folder)
    made = []
    for name, rows in exchange_tables(assessments).items():
        out = io.BytesIO()
        writer.write_table(_table(arrow, table_of(name), rows), out, compression="zstd")
        made.append(write_document(place / f"{name}.parquet", out.getvalue()))
    return tuple(made)


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise LexalignError(
            "Parquet files need the package pyarrow, which is not installed",
            fix="Install it with: pip install 'lexalign[parquet]'. The data package (CSV) needs nothing more.",
        ) from error


def _table(arrow: Any, table: Table, rows: list[Row]) -> Any:
    types = {
        "string": arrow.string(), "number": arrow.float64(), "integer": arrow.int64(), "boolean": arrow.bool_(),
        "date": arrow.date32(),
    }  # fmt: skip
    schema = arrow.schema(
        [
            arrow.field(f.name, types[f.type], nullable=not f.required, metadata={"description": f.description})
            for f in table.fields
        ],
        metadata={"title": table.title, "description": table.description, "key": json.dumps(table.key)},
    )
    columns = {f.name: [_value(f, row[f.name]) for row in rows] for f in table.fields}
    return arrow.table(columns, schema=schema)


def _value(field: Field, value: object) -> object:
    return date.fromisoformat(value) if field.type == "date" and isinstance(value, str) else value
