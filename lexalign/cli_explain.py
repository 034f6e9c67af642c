"""``lexalign explain``: why an article was, or was not, tied to a provision."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from lexalign.cli_common import Country, Language, iso3_of

__all__ = ["explain"]

CANDIDATES = 3
"""Candidates shown beside the accepted articles."""


def explain(
    file: Annotated[Path, typer.Argument(help="A law: csv, txt, md, html, pdf.")],
    provision: Annotated[str, typer.Argument(help="Article of the treaty: 16, or cets189:3.")],
    country: Country,
    article: Annotated[
        str | None, typer.Option("--article", help="Only this article of the law, however unlike it is.")
    ] = None,
    language: Language = None,
    instrument: Annotated[
        str | None,
        typer.Option("--instrument", help="cets185, or a YAML file of your own; by default as the provision says."),
    ] = None,
    all_candidates: Annotated[
        bool, typer.Option("--all", help="All candidates, not only the likeliest three.")
    ] = False,
) -> None:
    """Show the evidence for a provision: words, paragraphs, what is missing, and how the confidence came about."""
    from lexalign.laws import read_law
    from lexalign.matching import align
    from lexalign.provisions import bundled_instruments
    from lexalign.provisions import provision as provision_of

    named = provision.rpartition(":")[0].strip().lower()
    treaty = instrument or (named if named in bundled_instruments() else "cets185")
    law = read_law(file, country=iso3_of(country), language=language)
    alignment = align(law, treaty)
    provision_of(alignment.instrument, provision)
    found = alignment.explain(provision, article)
    if article is None and not all_candidates:
        rest = [m for m in found.matches if not m.accepted]
        kept = tuple(m for m in found.matches if m.accepted or m in rest[:CANDIDATES])
        found = replace(found, matches=kept)
        typer.echo(str(found))
        if len(rest) > CANDIDATES:
            typer.echo(f"  {len(rest) - CANDIDATES} weaker candidates are left out; --all shows them.")
        return
    typer.echo(str(found))
