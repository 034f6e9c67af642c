"""``lexalign override``: expert decisions on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from lexalign.cli_common import (
    Because,
    Expert,
    Format,
    Overrides,
    TableFormat,
    expert_of,
    for_each,
    iso3_of,
    print_frame,
    say,
)

__all__ = ["override_app"]

override_app = typer.Typer(
    no_args_is_help=True, help="Expert decisions: they always beat the machine and are never lost."
)


def _law_of(country: str, law: str) -> Any:
    from lexalign.laws import bundled_laws, read_law

    if Path(law).is_file():
        return read_law(law, country=country)
    known = bundled_laws(country)
    for one in known:
        if one.id == law:
            return one
    from lexalign.errors import CorpusError

    names = ", ".join(one.id for one in known) or "none"
    raise CorpusError(
        f"{country} has no bundled law {law!r}", fix=f"Bundled: {names}. A file of your own is given by its path."
    )


def _decide(
    verb: str,
    country: str,
    law: str,
    article: str,
    provision: str,
    expert: str | None,
    because: str,
    folder: Path | None,
    **more: str,
) -> None:
    def work(_: None) -> None:
        from lexalign import review

        iso3 = iso3_of(country)
        decision = getattr(review, verb)(
            _law_of(iso3, law),
            article,
            provision,
            expert=expert_of(expert),
            rationale=because,
            folder=folder,
            source="cli",
            **more,
        )
        typer.echo(f"{decision.id}  {decision.action} {article} – {decision.provision}")

    for_each([None], work)


Law = Annotated[str, typer.Argument(help="Id of a bundled law, or a law file.")]
ArticleNumber = Annotated[str, typer.Argument(help="Number of the article.")]
ProvisionId = Annotated[str, typer.Argument(help="Provision: 16 or cets185:16.")]
CountryArgument = Annotated[str, typer.Argument(help="ISO3 code.")]


@override_app.command("confirm")
def override_confirm(
    country: CountryArgument,
    law: Law,
    article: ArticleNumber,
    provision: ProvisionId,
    because: Because,
    expert: Expert = None,
    relation: Annotated[str, typer.Option("--relation", help="full, partial or related.")] = "full",
    overrides: Overrides = None,
) -> None:
    """Confirm a match: the article implements the provision."""
    _decide("confirm", country, law, article, provision, expert, because, overrides, relation=relation)


@override_app.command("add")
def override_add(
    country: CountryArgument,
    law: Law,
    article: ArticleNumber,
    provision: ProvisionId,
    because: Because,
    expert: Expert = None,
    relation: Annotated[str, typer.Option("--relation", help="full, partial or related.")] = "full",
    overrides: Overrides = None,
) -> None:
    """Add a match the machine did not see."""
    _decide("add", country, law, article, provision, expert, because, overrides, relation=relation)


@override_app.command("reject")
def override_reject(
    country: CountryArgument,
    law: Law,
    article: ArticleNumber,
    provision: ProvisionId,
    because: Because,
    expert: Expert = None,
    overrides: Overrides = None,
) -> None:
    """Reject a match: the article does not implement the provision."""
    _decide("reject", country, law, article, provision, expert, because, overrides)


@override_app.command("set-relation")
def override_set_relation(
    country: CountryArgument,
    law: Law,
    article: ArticleNumber,
    provision: ProvisionId,
    relation: Annotated[str, typer.Argument(help="full, partial or related.")],
    because: Because,
    expert: Expert = None,
    overrides: Overrides = None,
) -> None:
    """Say how far an article implements a provision; confirms the match, or adds it."""
    _decide("set_relation", country, law, article, provision, expert, because, overrides, relation=relation)


@override_app.command("set-status")
def override_set_status(
    country: CountryArgument,
    provision: ProvisionId,
    status: Annotated[
        str, typer.Argument(help="'in line', 'partially in line', 'not in line', 'no information', 'reserved'.")
    ],
    because: Because,
    expert: Expert = None,
    overrides: Overrides = None,
) -> None:
    """Set the status of a provision in a country."""

    def work(_: None) -> None:
        from lexalign.review import set_status

        d = set_status(
            iso3_of(country),
            provision,
            status,
            expert=expert_of(expert),
            rationale=because,
            folder=overrides,
            source="cli",
        )
        typer.echo(f"{d.id}  {d.provision} {d.value}")

    for_each([None], work)


@override_app.command("set-state")
def override_set_state(
    country: CountryArgument,
    pillar: Annotated[str, typer.Argument(help="substantive, procedural ...")],
    state: Annotated[
        str, typer.Argument(help="'largely in place', 'partially in place', 'not in place', 'no information'.")
    ],
    because: Because,
    expert: Expert = None,
    overrides: Overrides = None,
) -> None:
    """Set the state of legislation of a pillar in a country."""

    def work(_: None) -> None:
        from lexalign.review import set_state

        d = set_state(
            iso3_of(country), pillar, state, expert=expert_of(expert), rationale=because, folder=overrides, source="cli"
        )
        typer.echo(f"{d.id}  {d.provision} {d.value}")

    for_each([None], work)


@override_app.command("withdraw")
def override_withdraw(
    country: CountryArgument,
    decision: Annotated[str, typer.Argument(help="Id of the decision.")],
    because: Because,
    expert: Expert = None,
    overrides: Overrides = None,
) -> None:
    """Withdraw a decision; what stood before it holds again."""

    def work(_: None) -> None:
        from lexalign.review import withdraw

        d = withdraw(
            iso3_of(country), decision, expert=expert_of(expert), rationale=because, folder=overrides, source="cli"
        )
        typer.echo(f"{d.id}  withdraws {d.value}")

    for_each([None], work)


@override_app.command("note")
def override_note(
    country: CountryArgument,
    text: Annotated[str, typer.Argument(help="What to remember.")],
    provision: Annotated[str, typer.Option("--provision", help="16, cets185:16, or a pillar.")] = "",
    law: Annotated[str, typer.Option("--law", help="Id of a bundled law, or a law file.")] = "",
    article: Annotated[str, typer.Option("--article", help="Number of the article; needs --law.")] = "",
    expert: Expert = None,
    overrides: Overrides = None,
) -> None:
    """Note something beside a provision, a pillar or an article; decides nothing."""

    def work(_: None) -> None:
        from lexalign.review import note

        iso3 = iso3_of(country)
        where = _law_of(iso3, law) if law else iso3
        d = note(
            where, text, article=article, provision=provision, expert=expert_of(expert), folder=overrides, source="cli"
        )
        typer.echo(f"{d.id}  note {' – '.join(filter(None, (d.article, d.provision)))}")

    for_each([None], work)


def _step(verb: str, country: str, because: str, expert: str | None, folder: Path | None) -> None:
    def work(_: None) -> None:
        from lexalign import review

        code = iso3_of(country)
        d = getattr(review, verb)(code, expert=expert_of(expert), rationale=because, folder=folder, source="cli")
        typer.echo(f"{d.id}  withdraws {d.value}")

    for_each([None], work)


@override_app.command("undo")
def override_undo(
    country: CountryArgument,
    because: Annotated[str, typer.Option("--because", help="Why; 'Undone.' when not given.")] = "",
    expert: Expert = None,
    overrides: Overrides = None,
) -> None:
    """Withdraw your last decision that is not withdrawn yet."""
    _step("undo", country, because, expert, overrides)


@override_app.command("redo")
def override_redo(
    country: CountryArgument,
    because: Annotated[str, typer.Option("--because", help="Why; 'Redone.' when not given.")] = "",
    expert: Expert = None,
    overrides: Overrides = None,
) -> None:
    """Withdraw your last withdrawal, so that the decision holds again."""
    _step("redo", country, because, expert, overrides)


@override_app.command("list")
def override_list(
    country: Annotated[str | None, typer.Argument(help="ISO3 code; all countries when not given.")] = None,
    format: Format = TableFormat.table,
    overrides: Overrides = None,
) -> None:
    """List decisions, the oldest first."""

    def work(_: None) -> None:
        from lexalign.review import read_overrides

        found = read_overrides(overrides, country=iso3_of(country) if country else None)
        frame = found.to_frame()
        print_frame(frame, format)
        for problem in found.problems:
            say(problem)
        if found.problems:
            raise typer.Exit(2)

    for_each([None], work)
