"""What an expert can decide: confirm, reject, add, set a relation, a status or a state; and note."""

from __future__ import annotations

from pathlib import Path

from lexalign.errors import OverrideError
from lexalign.laws.lookup import find_article, fingerprint
from lexalign.model import PILLARS, Action, Article, Instrument, Law, Override, State, Status
from lexalign.review.checked import article_of_treaty, checked_country, decision_of, one_of
from lexalign.review.journal import append
from lexalign.review.lines import RELATIONS

__all__ = ["add", "confirm", "note", "reject", "set_relation", "set_state", "set_status"]


def confirm(
    law: Law,
    article: str | Article,
    provision: str,
    *,
    expert: str | None = None,
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
        expert: Your name or ORCID iD; by default the one remembered, which is asked for once.
        rationale: Why, in a sentence.
        relation: ``full`` makes the provision in line on your word, ``partial`` makes it partially in line at most,
            ``related`` lists the article without counting it.
        folder: Of the journals; see :func:`lexalign.review.overrides_folder`.
        source: Where the decision comes from.
        at: ISO date of the decision; now, if empty. A date without time is placed after what was decided that day.
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
    expert: str | None = None,
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
    expert: str | None = None,
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


def set_relation(
    law: Law,
    article: str | Article,
    provision: str,
    relation: str,
    *,
    expert: str | None = None,
    rationale: str,
    folder: str | Path | None = None,
    source: str = "python",
    at: str = "",
    instrument: Instrument | str | None = None,
) -> Override:
    """Say how far an article implements a provision: it does so ``full``, in ``partial``, or is only ``related``.

    On a match of the machine this confirms it with that relation; on a pair that was rejected, or that nobody
    proposed, it names the article for the provision. Other args and errors are those of :func:`confirm`.
    """
    return _on_match(
        Action.SET_RELATION, law, article, provision, expert, rationale, relation, folder, source, at, instrument
    )


def set_status(
    country: str,
    provision: str,
    status: str,
    *,
    expert: str | None = None,
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
        expert: Your name or ORCID iD; by default the one remembered, which is asked for once.
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
    word = one_of(status, tuple(Status), "status")
    wanted = article_of_treaty(provision, instrument)
    decision = decision_of(
        Action.SET_STATUS, checked_country(country), expert, rationale, source, at, provision=wanted, value=word
    )
    return append([decision], folder)[0]


def set_state(
    country: str,
    pillar: str,
    state: str,
    *,
    expert: str | None = None,
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
        expert: Your name or ORCID iD; by default the one remembered, which is asked for once.
        rationale: Why, in a sentence.
        folder: Of the journals.
        source: Where the decision comes from.
        at: ISO date of the decision; now, if empty.

    Raises:
        UnknownCountry: There is no State with that code.
        OverrideError: A reason or the expert is missing, or a word is not known.
        JournalError: The journal cannot be written.
    """
    word = one_of(state, tuple(State), "state of legislation")
    wanted = one_of(pillar, PILLARS, "pillar")
    decision = decision_of(
        Action.SET_STATE, checked_country(country), expert, rationale, source, at, provision=wanted, value=word
    )
    return append([decision], folder)[0]


def note(
    where: str | Law,
    text: str,
    *,
    article: str | Article = "",
    provision: str = "",
    expert: str | None = None,
    folder: str | Path | None = None,
    source: str = "python",
    at: str = "",
    instrument: Instrument | str | None = None,
) -> Override:
    """Write something down beside an article, a provision or a pillar. A note decides nothing.

    Args:
        where: The law, or the ISO3 code of the country where no article is meant.
        text: What you want to remember or tell the others.
        article: Its number or key; needs the law.
        provision: An article of the treaty, or the name of a pillar.
        expert: Your name or ORCID iD; by default the one remembered.
        folder: Of the journals.
        source: Where the note comes from.
        at: ISO date of the note; now, if empty.
        instrument: The treaty, if it is not one of the bundled.

    Raises:
        OverrideError: The text is empty, or neither an article nor a provision is named.
        UnknownArticle: The law has no such article.
        UnknownProvision: The treaty has no such article.
        JournalError: The journal cannot be written.
    """
    fields = {}
    if isinstance(where, Law):
        country, fields["law"] = where.country, where.id
    else:
        country = checked_country(where)
    if article:
        if not isinstance(where, Law):
            raise OverrideError(
                "a note on an article needs its law", fix="Give the law as read instead of the country."
            )
        found = _article(where, article)
        fields |= {"article": found.key or found.number, "fingerprint": fingerprint(found)}
    if provision:
        pillar = provision.strip().casefold()
        fields["provision"] = pillar if pillar in PILLARS else article_of_treaty(provision, instrument)
    return append([decision_of(Action.NOTE, country, expert, text, source, at, **fields)], folder)[0]


# --- on a pair --------------------------------------------------------------------------------------------------------


def _on_match(
    action: Action,
    law: Law,
    article: str | Article,
    provision: str,
    expert: str | None,
    rationale: str,
    relation: str,
    folder: str | Path | None,
    source: str,
    at: str,
    instrument: Instrument | str | None,
) -> Override:
    found = _article(law, article)
    word = one_of(relation, RELATIONS, "relation") if action is not Action.REJECT else ""
    wanted = article_of_treaty(provision, instrument)
    fields = {
        "law": law.id,
        "article": found.key or found.number,
        "provision": wanted,
        "value": word,
        "fingerprint": fingerprint(found),
    }
    return append([decision_of(action, law.country, expert, rationale, source, at, **fields)], folder)[0]


def _article(law: Law, article: str | Article) -> Article:
    return find_article(law, (article.key or article.number) if isinstance(article, Article) else article)
