"""What every decision is checked for before it is written."""

from __future__ import annotations

import csv
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import cache

from lexalign.errors import OverrideError, UnknownCountry
from lexalign.files import corpora_dir
from lexalign.model import Action, Instrument, Override
from lexalign.provisions import articles, load_instrument, normal_id
from lexalign.provisions import provision as find_provision
from lexalign.review.identity import current_expert, expert_name
from lexalign.review.in_force import is_day, moment

__all__ = ["article_of_treaty", "checked_country", "decision_of", "one_of"]

_AHEAD = timedelta(days=1)
"""How far a clock may run ahead before a date is taken for a slip."""


def decision_of(
    action: Action, country: str, expert: str | None, rationale: str, source: str, at: str, **fields: str
) -> Override:
    """A decision checked for who, why and when; without its id.

    Args:
        action: What is decided.
        country: ISO3 code, checked before.
        expert: Name or ORCID iD; None for the one remembered, see :func:`lexalign.review.current_expert`.
        rationale: Why; for a note, what it says.
        source: Where the decision comes from.
        at: ISO date; empty for now. A date without time is kept so: its place in that day is found on writing.
        fields: ``law``, ``article``, ``provision``, ``value``, ``fingerprint``.

    Raises:
        OverrideError: Expert, reason or date is missing, wrong or in the future.
    """
    why = _text(rationale).strip()
    if not why:
        if action is Action.NOTE:
            raise OverrideError("the note is empty", fix="Say in a sentence what you want to remember.")
        raise OverrideError("a decision needs a reason", fix="Say in rationale, in a sentence, why it is so.")
    at = at.strip()
    if at:
        when = moment(at)
        if when > datetime.now(UTC) + _AHEAD:
            raise OverrideError(
                f"a decision cannot be dated in the future ({at})", fix="Check the date and this computer's clock."
            )
        at = at if is_day(at) else when.isoformat().replace("+00:00", "Z")
    who = current_expert() if expert is None else expert_name(expert)
    return Override(
        id="", at=at, expert=who, country=country, action=action, rationale=why, source=source,
        law=fields.get("law", ""), article=fields.get("article", ""), provision=fields.get("provision", ""),
        value=fields.get("value", ""), fingerprint=fields.get("fingerprint", ""),
    )  # fmt: skip


def _text(value: str) -> str:
    return unicodedata.normalize("NFC", str(value))


def one_of(value: str, words: tuple[str, ...], what: str) -> str:
    """The word meant, whatever its capitals, hyphens and underscores.

    Raises:
        OverrideError: It is none of the words; names them.
    """
    folded = " ".join(str(value).casefold().replace("_", " ").replace("-", " ").split())
    for word in words:
        if folded == word:
            return str(word)
    raise OverrideError(f"{value!r} is no {what}", fix=f"Use one of: {', '.join(words)}.")


def article_of_treaty(provision: str, instrument: Instrument | str | None) -> str:
    """Id of an article of a treaty, from its number or id.

    Raises:
        UnknownProvision: The treaty has no such article.
        OverrideError: It is a paragraph or a final clause.
    """
    if instrument is None and ":" in provision:
        instrument = provision.rpartition(":")[0].strip().lower()
    treaty = load_instrument(instrument or "cets185")
    found = find_provision(treaty, normal_id(provision, treaty.id))
    if found.parent is not None:
        raise OverrideError(
            f"{found.id} is a paragraph, and decisions are taken on whole articles",
            fix=f"Give {found.parent} and name the paragraph in the rationale.",
        )
    if found not in articles(treaty):
        raise OverrideError(f"{found.id} is a final clause, which national law does not implement")
    return found.id


@cache
def _codes() -> frozenset[str]:
    path = corpora_dir() / "world" / "states.csv"
    with path.open(encoding="utf-8", newline="") as table:
        return frozenset(row["iso3"] for row in csv.DictReader(table))


def checked_country(code: str) -> str:
    """ISO3 code of a State.

    Raises:
        UnknownCountry: There is no State with that code; names the closest.
    """
    wanted = str(code).strip().upper()
    if wanted in _codes():
        return wanted
    from rapidfuzz import fuzz, process

    near = ", ".join(name for name, *_ in process.extract(wanted, sorted(_codes()), scorer=fuzz.ratio, limit=3))
    raise UnknownCountry(f"there is no State with the code {code!r}", fix=f"The closest codes are {near}.")
