"""What an expert can decide: confirm, reject, add, set a status or a state, withdraw."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path

from lexalign.errors import OverrideError, UnknownCountry
from lexalign.files import corpora_dir
from lexalign.laws.lookup import find_article, fingerprint
from lexalign.model import PILLARS, Action, Article, Instrument, Law, Override, State, Status
from lexalign.provisions import articles, load_instrument, normal_id
from lexalign.provisions import provision as find_provision
from lexalign.review.in_force import moment, withdrawn
from lexalign.review.journal import append, overrides_folder, read_overrides
from lexalign.review.lines import RELATIONS

__all__ = ["add", "confirm", "reject", "set_state", "set_status", "withdraw"]


def confirm(
    law: Law,
    article: str | Article,
    provision: str,
    *,
    expert: str,
    rationale: str,
    relation: str = "full",
    folder: str | Path | None = None,
    source: str = "python",
    at: str = "",
    instrument: Instrument | str | None = None,
) -> Override:
    """Say that an article implements a provision.

    Args:
        law: The law as read; the wording of the article is remembered by its fingerprint.
        article: The article, its number as people write it, or its key.
        provision: An article of the treaty: ``16`` or ``cets185:16``.
        expert: Your name or ORCID iD.
        rationale: Why, in a sentence.
        relation: ``full`` makes the provision in line on your word, ``partial`` makes it partially in line at most,
            ``related`` lists the article without counting it.
        folder: Of the journals; see :func:`lexalign.review.overrides_folder`.
        source: Where the decision comes from.
        at: ISO date of the decision; now, if empty.
        instrument: The treaty, if it is not one of the bundled.

    Returns:
        The decision as written.

    Raises:
        UnknownArticle: The law has no such article; the closest are named.
        UnknownProvision: The treaty has no such article.
        OverrideError: A reason or the expert is missing, or a word is not known.
        JournalError: The journal cannot be written.
    """
    return _on_match(
        Action.CONFIRM, law, article, provision, expert, rationale, relation, folder, source, at, instrument
    )


def add(
    law: Law,
    article: str | Article,
    provision: str,
    *,
    expert: str,
    rationale: str,
    relation: str = "full",
    folder: str | Path | None = None,
    source: str = "python",
    at: str = "",
    instrument: Instrument | str | None = None,
) -> Override:
    """Name an article for a provision that the machine did not propose.

    Args and errors are those of :func:`confirm`.
    """
    return _on_match(Action.ADD, law, article, provision, expert, rationale, relation, folder, source, at, instrument)


def reject(
    law: Law,
    article: str | Article,
    provision: str,
    *,
    expert: str,
    rationale: str,
    folder: str | Path | None = None,
    source: str = "python",
    at: str = "",
    instrument: Instrument | str | None = None,
) -> Override:
    """Say that an article does not implement a provision.

    Args and errors are those of :func:`confirm`.
    """
    return _on_match(Action.REJECT, law, article, provision, expert, rationale, "", folder, source, at, instrument)


def set_status(
    country: str,
    provision: str,
    status: str,
    *,
    expert: str,
    rationale: str,
    folder: str | Path | None = None,
    source: str = "python",
    at: str = "",
    instrument: Instrument | str | None = None,
) -> Override:
    """Set the status of a provision in a country, whatever the articles show.

    Args:
        country: ISO3 code.
        provision: An article of the treaty: ``16`` or ``cets185:16``.
        status: ``in line``, ``partially in line``, ``not in line``, ``no information`` or ``reserved``.
        expert: Your name or ORCID iD.
        rationale: Why, in a sentence.
        folder: Of the journals.
        source: Where the decision comes from.
        at: ISO date of the decision; now, if empty.
        instrument: The treaty, if it is not one of the bundled.

    Raises:
        UnknownCountry: There is no State with that code.
        UnknownProvision: The treaty has no such article.
        OverrideError: A reason or the expert is missing, or the status is no status.
        JournalError: The journal cannot be written.
    """
    word = _one_of(status, tuple(Status), "status")
    wanted = _article_of_treaty(provision, instrument)
    decision = _decision(
        Action.SET_STATUS, _country(country), expert, rationale, source, at, provision=wanted, value=word
    )
    return append([decision], folder)[0]


def set_state(
    country: str,
    pillar: str,
    state: str,
    *,
    expert: str,
    rationale: str,
    folder: str | Path | None = None,
    source: str = "python",
    at: str = "",
) -> Override:
    """Set the state of legislation of a pillar in a country, whatever its provisions are.

    Args:
        country: ISO3 code.
        pillar: ``substantive``, ``procedural`` or another of the treaty's pillars.
        state: ``largely in place``, ``partially in place``, ``not in place`` or ``no information``.
        expert: Your name or ORCID iD.
        rationale: Why, in a sentence.
        folder: Of the journals.
        source: Where the decision comes from.
        at: ISO date of the decision; now, if empty.

    Raises:
        UnknownCountry: There is no State with that code.
        OverrideError: A reason or the expert is missing, or a word is not known.
        JournalError: The journal cannot be written.
    """
    word = _one_of(state, tuple(State), "state of legislation")
    wanted = _one_of(pillar, PILLARS, "pillar")
    decision = _decision(
        Action.SET_STATE, _country(country), expert, rationale, source, at, provision=wanted, value=word
    )
    return append([decision], folder)[0]


def withdraw(
    country: str,
    id: str,
    *,
    expert: str,
    rationale: str,
    folder: str | Path | None = None,
    source: str = "python",
    at: str = "",
) -> Override:
    """Take a decision back; what was in force before it is in force again. Nothing is deleted.

    Args:
        country: ISO3 code.
        id: Of the decision.
        expert: Your name or ORCID iD.
        rationale: Why, in a sentence.
        folder: Of the journals.
        source: Where the decision comes from.
        at: ISO date; now, if empty.

    Raises:
        OverrideError: There is no such decision, or it was withdrawn before.
        JournalError: The journal cannot be read or written.
    """
    code = _country(country)
    place = overrides_folder(folder)
    known = read_overrides(place, code).decisions if place.is_dir() else ()
    target = next((o for o in known if o.id == id), None)
    if target is None:
        raise OverrideError(
            f"the journal of {code} has no decision with the id {id!r}",
            where=str(place / f"{code}.csv"),
            fix=f"read_overrides(country={code!r}) lists them with their ids.",
        )
    if (code, id) in withdrawn(known):
        raise OverrideError(
            f"the decision {id} is withdrawn already",
            fix="To put it in force again, withdraw that withdrawal or decide anew.",
        )
    fields = {"law": target.law, "article": target.article, "provision": target.provision, "value": id}
    decision = _decision(Action.WITHDRAW, code, expert, rationale, source, at, **fields)
    return append([decision], folder)[0]


# --- checks -------------------------------------------------------------------------------------------------------


def _on_match(
    action: Action,
    law: Law,
    article: str | Article,
    provision: str,
    expert: str,
    rationale: str,
    relation: str,
    folder: str | Path | None,
    source: str,
    at: str,
    instrument: Instrument | str | None,
) -> Override:
    number = (article.key or article.number) if isinstance(article, Article) else article
    found = find_article(law, number)
    word = _one_of(relation, RELATIONS, "relation") if action is not Action.REJECT else ""
    wanted = _article_of_treaty(provision, instrument)
    fields = {
        "law": law.id,
        "article": found.key or found.number,
        "provision": wanted,
        "value": word,
        "fingerprint": fingerprint(found),
    }
    return append([_decision(action, law.country, expert, rationale, source, at, **fields)], folder)[0]


def _decision(
    action: Action, country: str, expert: str, rationale: str, source: str, at: str, **fields: str
) -> Override:
    who = " ".join(_text(expert).split())
    why = _text(rationale).strip()
    if not who:
        raise OverrideError(
            "a decision needs the name of the expert", fix="Give expert='First name, family name' or an ORCID iD."
        )
    if not why:
        raise OverrideError("a decision needs a reason", fix="Say in rationale, in a sentence, why it is so.")
    if at:
        at = moment(at).isoformat().replace("+00:00", "Z")
    return Override(
        id="", at=at, expert=who, country=country, action=action, rationale=why, source=source,
        law=fields.get("law", ""), article=fields.get("article", ""), provision=fields.get("provision", ""),
        value=fields.get("value", ""), fingerprint=fields.get("fingerprint", ""),
    )  # fmt: skip


def _text(value: str) -> str:
    return unicodedata.normalize("NFC", str(value))


def _one_of(value: str, words: tuple[str, ...], what: str) -> str:
    folded = " ".join(str(value).casefold().replace("_", " ").replace("-", " ").split())
    for word in words:
        if folded == word:
            return str(word)
    raise OverrideError(f"{value!r} is no {what}", fix=f"Use one of: {', '.join(words)}.")


def _article_of_treaty(provision: str, instrument: Instrument | str | None) -> str:
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


def _country(code: str) -> str:
    wanted = str(code).strip().upper()
    if wanted in _codes():
        return wanted
    from rapidfuzz import fuzz, process

    near = ", ".join(name for name, *_ in process.extract(wanted, sorted(_codes()), scorer=fuzz.ratio, limit=3))
    raise UnknownCountry(f"there is no State with the code {code!r}", fix=f"The closest codes are {near}.")
