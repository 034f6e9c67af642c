"""The exchange tables as a Frictionless data package: CSV files with a description that programs can check."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from lexalign.assessment import CountryAssessment
from lexalign.reports.exchange.schema import Field, Table, table_of
from lexalign.reports.exchange.tables import Row, exchange_tables, given_assessments
from lexalign.safe import csv_text, write_document
from lexalign.version import __version__

__all__ = ["LICENCE", "csv_cell", "data_package"]

LICENCE = {
    "name": "Apache-2.0",
    "path": "https://www.apache.org/licenses/LICENSE-2.0",
    "title": "Apache License 2.0",
}
"""Of what comes with the library; the decisions and laws of a user are the user's."""


def data_package(
    assessments: CountryAssessment | Iterable[CountryAssessment], folder: str | Path, *, licence: str | None = None
) -> Path:
    """Write a Frictionless data package: one CSV file per table and ``datapackage.json``.

    The same assessments give the same bytes. No text of a law is in it.

    Args:
        assessments: Of one country or of several, on one treaty or on several.
        folder: Where to; made if it does not exist. Files of the same names are written over.
        licence: Address of the licence of the whole. By default that of the library, provided that all decisions and
            laws come with it; otherwise none is claimed.

    Returns:
        The path of ``datapackage.json``.

    Raises:
        LexalignError: There is nothing to export, or one assessment was given twice.
    """
    given = given_assessments(assessments)
    place = Path(folder)
    resources = []
    for name, rows in exchange_tables(given).items():
        data = _csv(table_of(name), rows)
        write_document(place / f"{name}.csv", data)
        resources.append(_resource(table_of(name), data))
    # Last, so that nobody reads a description of files that are not there yet.
    text = json.dumps(_package(given, resources, licence), ensure_ascii=False, indent=2) + "\n"
    return write_document(place / "datapackage.json", text)


def csv_cell(value: object) -> str:
    """A value for a cell: safe in a spreadsheet, and to be had back by taking one leading apostrophe off."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = csv_text(value)
    return f"'{text}" if isinstance(value, str) and value.startswith("'") else text


def _csv(table: Table, rows: Sequence[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([f.name for f in table.fields])
    writer.writerows([csv_cell(row[f.name]) for f in table.fields] for row in rows)
    return out.getvalue().encode("utf-8")


def _resource(table: Table, data: bytes) -> dict[str, object]:
    keys = [
        {
            "fields": list(r.fields),
            "reference": {"resource": r.table, "fields": list(r.to)},
        }
        for r in table.references
    ]
    schema: dict[str, object] = {
        "fields": [_field(f) for f in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(field: Field) -> dict[str, object]:
    out: dict[str, object] = {"name": field.name, "type": field.type, "description": field.description}
    constraints: dict[str, object] = {}
    if field.required:
        constraints["required"] = True
    if field.allowed:
        constraints["enum"] = list(field.allowed)
    if field.minimum is not None:
        constraints["minimum"] = field.minimum
    if field.maximum is not None:
        constraints["maximum"] = field.maximum
    if constraints:
        out["constraints"] = constraints
    return out


def _package(
    given: Sequence[CountryAssessment], resources: list[dict[str, object]], licence: str | None
) -> dict[str, object]:
    days = sorted({a.as_of for a in given})
    names = list(dict.fromkeys(a.name for a in given))
    treaties = {a.instrument.id: a.instrument.short_title.get("en") or a.instrument.id for a in given}
    one = "-".join(dict.fromkeys(a.country.lower() for a in given)) if len(names) <= 3 else f"{len(names)}-countries"
    package: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", f"concordance-{one}-{'-'.join(treaties)}".lower()),
        "title": f"Concordance of {', '.join(names) if len(names) <= 3 else f'{len(names)} countries'} with the "
        f"{', '.join(treaties.values())}",
        "description": "Which article of national law implements which article of the treaty, on what basis, and how "
        f"far; as of {' to '.join(dict.fromkeys((days[0], days[-1])))}, by the rule "
        f"{', '.join(dict.fromkeys(a.rule for a in given))}. {table_of('codebook').description}",
        "version": days[-1],
        "keywords": ["law", "concordance", *treaties],
        "contributors": [{"title": f"lexalign {__version__}", "role": "wrangler"}],
    }
    if licence:
        package["licenses"] = [{"path": licence}]
    elif all_bundled(given):
        package["licenses"] = [LICENCE]
    sources = _sources(given)
    if sources:
        package["sources"] = sources
    return {**package, "resources": resources}


def all_bundled(given: Iterable[CountryAssessment]) -> bool:
    """Whether everything said comes with the library: no law and no decision of the user's is in it."""
    from lexalign.files import corpora_dir
    from lexalign.laws import bundled_laws, known_matches

    for a in given:
        own = {law.id for law in bundled_laws(a.country, folder=corpora_dir())}
        own |= {match.law for match in known_matches(a.country, folder=corpora_dir())}
        if any(law.id not in own for law in a.laws) or any(not o.source.startswith("bundled") for o in a.overrides):
            return False
    return True


def _sources(given: Iterable[CountryAssessment]) -> list[dict[str, str]]:
    """The treaties and the laws, each with its address where it has one."""
    found: dict[str, dict[str, str]] = {}
    for a in given:
        named = [(a.instrument.title.get("en") or a.instrument.id, a.instrument.source)]
        named += [(law.title or law.id, law.source) for law in a.laws]
        for title, source in named:
            entry = {"title": title}
            address = re.search(r"https?://[^\s,;)]+", source)
            if address:
                entry["path"] = address[0]
            found.setdefault(title, entry)
    return list(found.values())
