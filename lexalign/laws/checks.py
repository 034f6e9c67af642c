"""What looks doubtful in a sequence of articles: gaps, duplicates, jumps, sizes, repeals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from lexalign.laws.numbers import rank
from lexalign.model import Article, Issue

__all__ = ["check_articles", "mark_repealed"]

_REPEALED = re.compile(
    r"\W*(?:\(?1\)?\W+)?(?:(?:статья|стаття|article|section|artículo|artigo|articolul|madde|neni|član|članak|člen|"
    r"член|члан|maddə|modda|модда|հոդվածն?)\W+)?"
    r"(?:repealed|deleted|omitted|abrog\w+|derogad\w+|revogad\w+|weggefallen|aufgehoben|vervallen|"
    r"утратил\w* силу|виключен\w*|втратил\w* чинність|mülga|yürürlükten kaldırıl\w+|ملغاة|"
    r"uchylon\w|skreślon\w|zrušen[aoýé]?|brisan[ao]?|prestao da važi|črtan[ao]?|брисан[ао]?|избришан[ао]?|"
    r"престао да важи|"
    r"отм|отменен[ао]?|καταργήθηκε|(?:άρθρο )?καταργημένο|ამოღებულია|ძალადაკარგულია|ուժը կորցրել է|ուժը կորցրած է|"
    r"ləğv (?:edilib|edilmişdir|olunub)|çıxarıl(?:ıb|mışdır)|chiqarilgan|o[‘ʻ’'`]z kuchini yo[‘ʻ’'`]qotgan|чиқарилган|"
    r"ўз кучини йўқотган|hatályát vesztette|hatályon kívül helyezve|shfuqizuar|har upphävts|upphäv[dt]|ophævet|"
    r"opphevet|"
    r"opphevd|felld(?:ur|t)? (?:brott|niður|úr gildi)|(?:fellur|féll) brott|"
    r"(?:\d{1,4}(?: ?[a-z])? § )?on kumottu|kumottu|kehtetu|izslēgts|zaudējis spēku|neteko galios|"
    r"panaikintas)\b.{0,400}",
    re.IGNORECASE | re.DOTALL,
)
_DOTS = re.compile(r"[\s\[]*…[\s\]]*\^?\d{1,2}\)[\s\]]*")
"""Dots with the mark of a note: what stood here was repealed by the act that the note names."""
_DOUBLED = re.compile(r"\d([a-z])\1+$|\d[a-z]{2,3}$")  # 126aa follows 126z in some codes
_SEVERAL = re.compile(r"\d+[a-zA-Z]{0,2}\s\S{1,7}\s(\d+)[a-zA-Z]{0,2}")
_DIGITS = 2  # the kind of a part of a rank that is a figure
_MOST_GAPS = 40


def check_articles(articles: Sequence[Article]) -> tuple[Issue, ...]:
    """Look over the articles of a law.

    Args:
        articles: With keys and after :func:`mark_repealed`, in the order printed.

    Returns:
        Issues in the order of the articles within each kind: ``gap``, ``jump``, ``duplicate``, ``size``,
        ``empty``, ``repealed``.
    """
    return (*_order(articles), *_duplicates(articles), *_sizes(articles), *_contents(articles))


def _order(articles: Sequence[Article]) -> list[Issue]:
    issues: list[Issue] = []
    gaps = 0
    own = [article for article in articles if not article.carried_by]
    present = {n for one in own for n in _covered(one.number)}
    top: Article | None = None  # the article that the numbering goes on from after an interruption
    for before, after in pairwise(own):
        low, high = _last(before.number), _main(after.number)
        if low is None or high is None:
            continue
        back = rank(after.number) < rank(before.number) and not (low == high and _DOUBLED.search(after.number))
        if back and (top is None or rank(top.number) < rank(before.number)):
            top = before
        if top is not None and not back and rank(before.number) < rank(top.number) < rank(after.number):
            low, before, top = _last(top.number) or low, top, None
        if high > low + 1:
            missing = [n for n in range(low + 1, min(high, low + 1000)) if n not in present]
            gaps += bool(missing)
            if missing and gaps <= _MOST_GAPS:
                what = f"{missing[0]}" if len(missing) == 1 else f"{missing[0]} to {missing[-1]}"
                missing_ = f"Article {before.number} is followed by {after.number}; {what} not found between them."
                issues.append(Issue("gap", after.key, missing_))
        elif back:
            issues.append(
                Issue("jump", after.key, f"Article {after.number} stands after {before.number}: numbers go back here.")
            )
    if gaps > _MOST_GAPS:
        issues.append(Issue("gap", None, f"{gaps - _MOST_GAPS} further gaps in the numbering are not listed."))
    return issues


def _duplicates(articles: Sequence[Article]) -> list[Issue]:
    return [
        Issue(
            "duplicate",
            article.key,
            f"The number {article.number} is printed again; this one is kept as {article.key}.",
        )
        for article in articles
        if article.key != article.number
    ]


def _sizes(articles: Sequence[Article]) -> list[Issue]:
    lengths = [len(article.text) for article in articles if article.text]
    if len(lengths) < 8:
        return []
    middle = median(lengths)
    limit = max(12_000, 20 * middle)
    issues = []
    for article in articles:
        size = len(article.text)
        if size > limit:
            more = "far more than the others: it may contain articles that were not recognised."
            issues.append(Issue("size", article.key, f"Article {article.number} has {size:,} characters, {more}"))
        elif 0 < size < min(12, middle / 20) and not article.not_in_force and not article.text.endswith((".", "…]")):
            less = "far fewer than the others: its text may stand elsewhere."
            issues.append(Issue("size", article.key, f"Article {article.number} has {size} characters, {less}"))
    return issues


def mark_repealed(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Say of articles whose text is only that they were repealed that they are not in force."""
    return tuple(
        replace(article, not_in_force="repealed")
        if not article.not_in_force
        and (_REPEALED.fullmatch(_words(article.text) or article.heading or "") or _DOTS.fullmatch(article.text))
        else article
        for article in articles
    )


def _contents(articles: Sequence[Article]) -> list[Issue]:
    issues = []
    for article in articles:
        if article.not_in_force == "repealed":
            issues.append(Issue("repealed", article.key, f"Article {article.number} seems to be repealed."))
        elif not _words(article.text) and "[…]" not in article.text:
            issues.append(Issue("empty", article.key, f"Article {article.number} has a number and no text."))
    return issues


def _words(text: str) -> str:
    """The text, or nothing where it is only dashes and the like."""
    return text if re.search(r"\w", text) else ""


def _main(number: str) -> int | None:
    """The figure that a number begins with; None where it begins otherwise (``L34-1``, ``Ek 1``)."""
    parts = rank(number)
    return parts[0][1] if parts and parts[0][0] == _DIGITS else None


def _covered(number: str) -> range:
    low, high = _main(number), _last(number)
    return range(low, min(high, low + 1000) + 1) if low is not None and high is not None else range(0)


def _last(number: str) -> int | None:
    """The figure up to which an article goes that stands for several: ``116 bis 119``."""
    several = _SEVERAL.fullmatch(number)
    return int(several[1]) if several else _main(number)
