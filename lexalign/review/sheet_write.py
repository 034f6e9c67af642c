"""Alignments and decisions ──▶ the Excel review sheet: ``export_sheet``."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from lexalign.errors import LexalignError, OverrideError
from lexalign.laws.lookup import fingerprint
from lexalign.model import PILLARS, Action, Instrument, Law, LawStatus, Override, Provision
from lexalign.provisions import articles as articles_of
from lexalign.provisions import load_instrument
from lexalign.review.identity import expert_name
from lexalign.review.items import Aligned, ReviewItem, review_items
from lexalign.review.sheet_look import add_front, add_meta, add_table, add_texts, new_workbook
from lexalign.review.sheet_rows import Writing, article_rows, decided_on, long_texts, pillar_rows, provision_rows
from lexalign.review.sheet_words import words_of
from lexalign.safe import save

__all__ = ["export_sheet"]


def export_sheet(
    alignments: Aligned | Iterable[Aligned],
    path: str | Path,
    overrides: Iterable[Override] = (),
    *,
    expert: str = "",
    language: str = "en",
    blind: bool = False,
    conflicts: str = "latest",
    seniority: Sequence[str] = (),
    counted: Collection[str] | None = None,
    not_asked: Collection[str] = (),
    now: Mapping[str, tuple[str, str]] | None = None,
    as_of: str | date | None = None,
    name: str = "",
) -> Path:
    """Write the review sheet of a country: one row per proposal and per provision that no article covers.

    The sheet is read back with :func:`lexalign.review.import_sheet`. An existing file is never written over, since it
    may hold an expert's work.

    Args:
        alignments: Of the laws of one country, with one treaty or several.
        path: The Excel file to make.
        overrides: Decisions taken so far; they are filled in.
        expert: Who will fill the sheet in; then only this expert's decisions are filled in, those of others are shown
            beside. Without a name the decisions in force are filled in, and the expert signs on the first sheet.
        language: Of the labels: ``en``, ``fr`` or ``es``.
        blind: Hide the machine's answers and those of other experts.
        conflicts: How differing experts are settled: ``latest``, ``senior`` or ``unanimous``.
        seniority: Experts, the most senior first, for ``senior``.
        counted: Ids of the provisions that the counting rule counts.
        not_asked: Kinds of elements that the rule does not ask for.
        now: Provision id or pillar ▶ (status or state, why), from an assessment.
        as_of: Date of the sheet, today by default.
        name: Of the country as it is to be printed; its footnote, if it has one, on a second line. By default the code.

    Returns:
        The path.

    Raises:
        LexalignError: The laws are of several countries or none, or the file exists or cannot be written.
        UnknownLanguage: There are no labels in the language.
        OverrideError: There is no such rule for conflicts, a blind review has no expert, or the name is none.
    """
    given = list(alignments) if isinstance(alignments, Iterable) else [alignments]
    target = Path(path)
    words = words_of(language)
    country = _country_of(given, target)
    mine = [o for o in overrides if o.country == country]
    me = expert_name(expert) if expert.strip() else ""
    if blind and not me:
        raise OverrideError(
            "a blind review needs to know whose it is, so that only the decisions of others are hidden",
            fix="Give the name of the expert.",
        )
    items = review_items(
        given, mine, conflicts=conflicts, seniority=seniority, blind=blind, expert=me, counted=counted,
        not_asked=not_asked,
    )  # fmt: skip
    day = str(as_of or date.today())
    provisions = _provisions(given)
    parts, starts = long_texts(items)
    writing = Writing(
        words=words,
        labels=_labels(provisions, language),
        laws=_law_labels(given),
        country=country,
        export=_export_id(items, mine, day, language, me, name),
        name=name or country,
        expert=me,
        blind=blind,
        continued={at: start + 2 for at, start in starts.items()},
    )
    known = {} if blind else (now or {})
    workbook = new_workbook()
    front = add_front(workbook, writing, language, day)
    articles = article_rows(items, [p.id for _, p in provisions], writing)
    hidden = [*(["rank"] if blind else ()), *_no_law_column(writing)]
    add_table(workbook, "articles", articles, writing, hidden=hidden, extra=_EMPTY_ROWS)
    filled, said = decided_on(mine, Action.SET_STATUS, me, blind=blind)
    rows = provision_rows(provisions, filled, said, known, counted or (), writing)
    add_table(workbook, "provisions", rows, writing, hidden=["now", "why"] if blind else [])
    filled, said = decided_on(mine, Action.SET_STATE, me, blind=blind)
    add_table(workbook, "pillars", pillar_rows(PILLARS, filled, said, known, writing), writing,
              hidden=["now", "why"] if blind else [])  # fmt: skip
    add_texts(workbook, parts, writing)
    add_meta(workbook, writing, _article_list(given), day, language)
    workbook.active = front
    return save(workbook, target, as_of=day[:10], title=f"{words['articles']} {country}", subject="lexalign review")


_EMPTY_ROWS = 40
"""Rows below the list in which an expert can name further articles."""


def _no_law_column(writing: Writing) -> list[str]:
    return ["law"] if len(writing.laws) == 1 else []


def _country_of(given: Sequence[Aligned], target: Path) -> str:
    countries = sorted({a.law.country for a in given})
    if len(countries) != 1:
        what = f"the laws are of several countries ({', '.join(countries)})" if countries else "there is no law"
        raise LexalignError(what, fix="Make one review sheet for each country, with at least one law.")
    pairs = [(a.law.id, a.instrument.id) for a in given]
    twice = sorted({law for law, treaty in pairs if pairs.count((law, treaty)) > 1})
    if twice:
        raise LexalignError(f"the law {twice[0]} was given twice", fix="Give each law once, under its own file name.")
    if target.suffix.lower() != ".xlsx":
        raise LexalignError(
            "a review sheet is an Excel workbook", where=str(target), fix="Give a name that ends in .xlsx."
        )
    if target.exists():
        raise LexalignError(
            "the file exists and is not written over, since it may hold an expert's work",
            where=str(target),
            fix="Read it in with 'lexalign review import', or give another name.",
        )
    return countries[0]


def _provisions(given: Sequence[Aligned]) -> list[tuple[Instrument, Provision]]:
    treaties = {a.instrument.id: a.instrument for a in given}
    return [(t, p) for t in treaties.values() for p in articles_of(t)]


def _labels(provisions: Sequence[tuple[Instrument, Provision]], language: str) -> dict[str, str]:
    several = len({t.id for t, _ in provisions}) > 1
    titles = _titles(language)
    out = {}
    for treaty, provision in provisions:
        number = provision.id.partition(":")[2]
        prefix = f"{treaty.id.upper()} " if several or treaty.id != load_instrument().id else ""
        title = provision.title.get(language) or titles.get(provision.id) or provision.title.get("en")
        title = title or next(iter(provision.title.values()), "")
        out[provision.id] = f"{prefix}Art. {number} — {title}"
    return out


def _titles(language: str) -> dict[str, str]:
    """Titles from the lexicon, for a language in which the treaty has no official ones."""
    from lexalign.language.lexicon import load_lexicon

    return {p: words.title for p, words in load_lexicon(language).provisions.items() if words.title}


def _law_labels(given: Sequence[Aligned]) -> dict[str, str]:
    laws = {a.law.id: a.law for a in given}
    names = {i: _law_name(law) for i, law in laws.items()}
    doubles = {n for n in names.values() if list(names.values()).count(n) > 1}
    return {i: f"{n} [{i}]" if n in doubles else n for i, n in names.items()}


def _law_name(law: Law) -> str:
    title = " ".join((law.title or law.id).split())
    year = f" ({law.year})" if law.year and str(law.year) not in title else ""
    status = "" if law.status is LawStatus.IN_FORCE else f" [{law.status.value}]"
    return f"{title}{year}{status}"


def _article_list(given: Sequence[Aligned]) -> list[tuple[str, str, str, str]]:
    """Law, key, number and fingerprint of every article, so that an added row can be checked without the law."""
    laws = {a.law.id: a.law for a in given}
    return [
        (law.id, article.key or article.number, article.number, fingerprint(article))
        for law in laws.values()
        for article in law.articles
    ]


def _export_id(items: Sequence[ReviewItem], mine: Sequence[Override], *more: str) -> str:
    digest = hashlib.sha256()
    for item in items:
        digest.update("\x1f".join([*item.key, item.fingerprint, item.why]).encode("utf-8", "surrogatepass"))
    for part in (*(o.id for o in mine), *more):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\x1e")
    return digest.hexdigest()[:10]
