"""``lexalign known``: what public sources say of which article implements which provision."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from lexalign.cli_common import AsOf, Format, Overrides, Rule, TableFormat, for_each, print_rows

__all__ = ["known"]


def known(
    countries: Annotated[list[str] | None, typer.Argument(help="ISO3 codes; an overview when none is given.")] = None,
    table: Annotated[bool, typer.Option("--table", help="The overview as Markdown, as in corpora/README.md.")] = False,
    format: Format = TableFormat.table,
    rule: Rule = "c-proc",
    as_of: AsOf = None,
    overrides: Overrides = None,
) -> None:
    """List known concordances: articles that sources name, on what basis, and what became of them."""
    from lexalign.assessment import known_overview, known_table

    if table:
        typer.echo(known_table(), nl=False)
    elif not countries:
        rows = [
            {
                "country": c.country,
                "name": c.name,
                "laws": "; ".join((*c.read, *c.named)),
                **c.rows,
                "checked": c.checked,
                "provisions": c.provisions,
            }
            for c in known_overview()
        ]
        print_rows(rows, list(rows[0]), format)
    else:
        found: list[dict[str, Any]] = []
        try:
            for_each(countries, lambda code: found.extend(_findings(code, rule, as_of, overrides)))
        finally:
            if found:
                print_rows(found, list(found[0]), format)


def _findings(code: str, rule: str, as_of: str | None, overrides: Path | None) -> list[dict[str, Any]]:
    from lexalign.assessment import assess_bundled, known_findings

    assessment = assess_bundled(code, overrides=overrides, rule=rule, as_of=as_of)
    return [
        {
            "country": assessment.country,
            "law": f.law,
            "article": f.article,
            "provision": f.provision,
            "outcome": f.outcome,
            "expert": f.expert,
            "heading": f.heading,
            "basis": f.match.basis if f.match else "",
            "relation": f.match.relation if f.match else "",
            "publisher": f.match.publisher if f.match else "",
            "checked": f.match.checked if f.match else "",
            "source": f.match.source if f.match else "",
            "note": f.match.note if f.match else "",
        }
        for f in known_findings(assessment, rule=rule)
    ]
