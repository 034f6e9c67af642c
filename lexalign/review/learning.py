"""Experts' decisions and old concordance tables ──▶ precedents: every decision makes the next country easier.

A pair that an expert confirmed or added, and one that a table calls principal, is a precedent for its provision. A
rejected pair is one against it. What is called partial or related says nothing either way, and neither does a pair on
which experts differ. Precedents help with *other* countries: those of a law's own country never count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lexalign.errors import LexalignError, OverrideError, UnknownArticle
from lexalign.language.lexicon import load_lexicon
from lexalign.laws.lookup import find_article, fingerprint
from lexalign.matching.gold_laws import laws_of
from lexalign.matching.gold_table import GoldRow, GoldTable, read_gold_table
from lexalign.matching.precedents import Precedent, Precedents, bundled_index, load_precedents, precedent_of, precedents
from lexalign.matching.reading import read_article
from lexalign.model import Action, Article, Law, Override
from lexalign.provisions import bundled_instruments, load_instrument
from lexalign.review.in_force import effective, in_words

__all__ = ["Learned", "learn", "learned"]

PRINCIPAL = ("", "full", "principal")
"""Relations of a decision that make its article a precedent."""


@dataclass(frozen=True)
class Learned:
    """An index with what was learned.

    Attributes:
        index: The base with the new rows; a row of the base for the same article of the same text gave way to the new.
        rows: The new ones.
        pairs: Pairs learned for, and against, a provision.
        problems: Sentences about decisions, rows and laws from which nothing could be learned.
    """

    index: Precedents
    rows: tuple[Precedent, ...]
    pairs: tuple[int, int]
    problems: tuple[str, ...]


_TextOf = tuple[str, str, tuple[tuple[str, int], ...]]


@dataclass
class _Lesson:
    """What is known of one article: provision ▶ 1 for, -1 against, 0 nothing either way."""

    article: Article
    says: dict[str, int] = field(default_factory=dict)


def learn(
    laws: Iterable[Law] | Mapping[str, Law] | str | Path,
    decisions: Iterable[Override] = (),
    *,
    gold: str | Path | GoldTable | None = None,
    negatives: str | Path | GoldTable | None = None,
    base: Precedents | str | Path | None = None,
    complete: bool = False,
    country: str | None = None,
    language: str | None = None,
) -> Precedents:
    """Add what experts decided, or what old tables say, to the precedents.

    Args:
        laws: The laws meant, as read when they were decided on; or the folder of the files that ``gold`` names.
        decisions: Of any number of experts and countries, withdrawn and superseded ones among them.
        gold: A table as for :func:`lexalign.evaluate`. Its law names are file names in the folder, or ids of ``laws``.
        negatives: A table of pairs known not to match.
        base: Index that the rows are added to; the bundled one by default. ``precedents(())`` begins with nothing.
        complete: The table names everything that there is in its laws: their other articles are learned as ordinary.
        country: ISO3 code for files of which neither table nor index gives one.
        language: ISO 639-1 code, likewise.

    Returns:
        The index, for ``align(..., precedents=...)`` and :func:`lexalign.matching.precedents.write_precedents`. Use
        :func:`learned` to see also what could not be used.

    Raises:
        UnreadableFile: A table or the base cannot be read.
    """
    return learned(
        laws,
        decisions,
        gold=gold,
        negatives=negatives,
        base=base,
        complete=complete,
        country=country,
        language=language,
    ).index


def learned(
    laws: Iterable[Law] | Mapping[str, Law] | str | Path,
    decisions: Iterable[Override] = (),
    *,
    gold: str | Path | GoldTable | None = None,
    negatives: str | Path | GoldTable | None = None,
    base: Precedents | str | Path | None = None,
    complete: bool = False,
    country: str | None = None,
    language: str | None = None,
    more: Iterable[Law] = (),
) -> Learned:
    """The same as :func:`learn`, with the new rows and with sentences about what could not be used.

    ``more`` are laws that decisions are on, beside those of the folder that ``gold`` names.
    """
    start = base if isinstance(base, Precedents) else load_precedents(base if base is not None else bundled_index())
    problems: list[str] = []
    tables = []
    for source, grade in ((gold, None), (negatives, 0)):
        if source is not None:
            tables.append((_table(source), source, grade))
    folder = laws if isinstance(laws, str | Path) else None
    given = [] if isinstance(laws, str | Path) else list(laws.values() if isinstance(laws, Mapping) else laws)
    by_name: Mapping[str, Law] = laws if isinstance(laws, Mapping) else {law.id: law for law in given}
    lessons: dict[str, dict[str, _Lesson]] = {}
    known: dict[str, Law] = {law.id: law for law in (*given, *more)}
    whole: set[str] = set()
    for table, source, grade in tables:
        beside = Path() if isinstance(source, GoldTable) else Path(source).parent
        found, bad = laws_of(
            table.by_law(), folder if folder is not None else by_name, beside, table.name, country, language
        )
        problems += [*table.problems, *bad]
        for one in found:
            law = known.setdefault(one.law.id, one.law)
            if complete and grade is None:
                whole.add(law.id)
            problems += _from_table(law, one.rows, grade, lessons.setdefault(law.id, {}), table.name)
    problems += _from_decisions(decisions, known, lessons)
    rows: list[Precedent] = []
    again: set[_TextOf] = set()
    for law_id, by_article in sorted(lessons.items()):
        try:
            made, judged = _rows(known[law_id], by_article, law_id in whole, start)
        except LexalignError as error:
            problems.append(f"{law_id}: {error} Nothing was learned from it.")
        else:
            rows += made
            again |= judged
    places = {(row.country, row.law, row.article) for row in rows}
    kept = [
        row for row in start.rows if _text_of(row) not in again and (row.country, row.law, row.article) not in places
    ]
    says = [says for by_article in lessons.values() for one in by_article.values() for says in one.says.values()]
    return Learned(precedents([*kept, *rows]), tuple(rows), (says.count(1), says.count(-1)), tuple(problems))


def _table(source: str | Path | GoldTable) -> GoldTable:
    treaties = [load_instrument(i) for i in bundled_instruments()]
    return source if isinstance(source, GoldTable) else read_gold_table(source, treaties)


def _from_table(
    law: Law, rows: Sequence[GoldRow], grade: int | None, lessons: dict[str, _Lesson], table: str
) -> list[str]:
    problems = []
    for row in rows:
        worth = row.grade if grade is None else grade
        article = _article(law, row.article) or _article(law, row.alternative)
        if article is None:
            problems.append(f"{table}:{row.line}: {row.law} as read has no article {row.article!r}.")
            continue
        says = lessons.setdefault(article.key, _Lesson(article)).says
        value = {0: -1, 1: 0, 2: 1}[worth]
        # The pair may stand in both tables, or twice in one: what is principal somewhere is principal.
        says[row.provision] = value if row.provision not in says else max(value, says[row.provision])
    return problems


def _article(law: Law, number: str) -> Article | None:
    if not number:
        return None
    try:
        return find_article(law, number)
    except UnknownArticle:
        return None


def _from_decisions(
    decisions: Iterable[Override], laws: Mapping[str, Law], lessons: dict[str, dict[str, _Lesson]]
) -> list[str]:
    """Learn from the decisions in force; those on which experts differ are not settled and teach nothing."""
    in_force = effective(decisions, conflicts="unanimous")
    problems = [f"{conflict} Nothing was learned from it." for conflict in in_force.conflicts]
    absent: dict[str, int] = {}
    for one in in_force:
        if one.action not in (Action.CONFIRM, Action.ADD, Action.SET_RELATION, Action.REJECT):
            continue
        law = laws.get(one.law)
        if law is None or law.country != one.country:
            absent[one.law] = absent.get(one.law, 0) + 1
            continue
        article = _article(law, one.article)
        said = f"{one.country}: {one.expert}'s decision ({in_words(one)}) on article {one.article} of {one.law}"
        if article is None:
            problems.append(f"{said}: the law as read has no such article.")
        elif one.fingerprint and one.fingerprint != fingerprint(article):
            problems.append(f"{said}: the article reads otherwise now; decide again to let others learn from it.")
        else:
            value = -1 if one.action is Action.REJECT else int(one.value in PRINCIPAL)
            lessons.setdefault(law.id, {}).setdefault(article.key, _Lesson(article)).says[one.provision] = value
    many = [f"{law} ({count})" for law, count in sorted(absent.items())]
    if many:
        problems.append(f"Decisions on laws that are not there taught nothing: {', '.join(many)}. Give these laws too.")
    return problems


def _text_of(row: Precedent) -> _TextOf:
    """By what an article is known again whatever its law is called: State, number, and what it says."""
    return row.country, row.article, row.counts


def _rows(
    law: Law, lessons: Mapping[str, _Lesson], whole: bool, base: Precedents
) -> tuple[list[Precedent], set[_TextOf]]:
    """Rows of a law: the articles that something is known of, and the others as ordinary where the table is whole.

    Returns:
        The rows, and the articles that they take the place of in the base; of some, nothing is left to learn.
    """
    if not law.language:
        raise OverrideError("its language is not known")
    lexicon = load_lexicon(law.language)
    before = {_text_of(row): row for row in base.rows if row.country == law.country and row.counts}
    out: list[Precedent] = []
    judged: set[_TextOf] = set()
    for article in law.articles:
        lesson = lessons.get(article.key)
        if lesson is None and not whole:
            continue
        says = lesson.says if lesson is not None else {}
        reading = read_article(article, lexicon)
        plain = precedent_of(
            reading,
            lexicon.finder.concepts,
            country=law.country,
            law=law.id,
            language=law.language,
            implements=[p for p, value in says.items() if value == 1],
            against=[p for p, value in says.items() if value == -1],
        )
        old = before.get(_text_of(plain))
        if old is not None:  # the same article of the same text: what is decided now is put on top of it
            serves = {p for p in old.implements if says.get(p, 1) == 1} | {*plain.implements}
            refused = {p for p in old.against if says.get(p, -1) == -1} | {*plain.against}
            heading = plain.heading or (old.heading if serves else "")
            plain = replace(
                plain, law=old.law, heading=heading, implements=tuple(sorted(serves)), against=tuple(sorted(refused))
            )
            judged.add(_text_of(old))
        if plain.counts and (plain.implements or plain.against or not says):
            out.append(plain)
    return out, judged
