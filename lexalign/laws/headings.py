"""Headings: taken out of the text where they are printed in it, dropped where they say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from lexalign.laws.numbers import ARTICLE_WORDS, clean_number
from lexalign.laws.schemes import DASH, NUMBER
from lexalign.laws.typography import is_small
from lexalign.model import Article

__all__ = ["are_phrases", "has_dash", "is_abbreviated", "run_in", "settle_headings"]

_DASH = rf"[{DASH}]"
_JOIN = rf"(?:\s*(?:[.:)]|º|°|{_DASH}))*\s*"
_MARK = re.compile(
    rf"^\s*(?P<word>{ARTICLE_WORDS}(?![^\W\d_])\.?\s*)?"
    rf"(?:(?P<first>one|premier|1er|primo|[uú]nico|first|الأولى)(?!\w)|(?P<number>{NUMBER})(?!\w))"
    rf"(?(word)|(?=\s*[.)º°+{DASH}])){_JOIN}",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\s*[.)º°+{DASH}]")
_CLOSE = re.compile(rf"(?!\w){_JOIN}")
_STOPPED = re.compile(rf"[.:\n{DASH}]")
_SENTENCE = re.compile(
    rf"(?P<head>[^.\n:;]{{2,140}}?)\s*(?P<stop>\.\s*(?:{_DASH}+|_{{2,}})|_{{2,}}|\s{_DASH}+|:{_DASH}+|\.)\s*(?=\S)"
)
_ABBREVIATED = re.compile(
    r"(?:(?<!\w)(?:etc|usw|vb|vs|ff|seqq?|inc|ltd|jr|sr|osv|mv|e\.a|o\.a|u\.\s?a|i\.\s?d|o\.\s?fl|др|пр|т\.\s?[дп]|ін|итд|"
    r"и сл|et al|y ss|e ss|[^\W\d_]\.[^\W\d_]))\.$",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\(?(?:1|a|i)[).]")


def settle_headings(articles: Iterable[Article]) -> list[Article]:
    """Tidy headings the same way for all articles of a law.

    Takes the number away from the beginning of headings and texts, drops headings that are only the number or
    only the beginning of the text, and finds headings that a law prints elsewhere: at the beginning of the
    text, or at the end of the article before.

    Args:
        articles: In the order printed.

    Returns:
        The articles with headings settled.
    """
    plain = list(articles)
    own = [a for a in plain if a.number != "1" and a.text.startswith(a.number) and _AFTER.match(a.text, len(a.number))]
    bare = len(own) >= 0.5 * max(1, sum(a.number != "1" for a in plain))
    settled = [_without_number(article, bare) for article in plain]
    settled = _without_echoes(settled)
    if _headings_at_ends(settled):
        settled = _shift_headings(settled)
    return _run_in_headings(settled)


def run_in(text: str) -> tuple[str, str] | None:
    """Split a text that begins with its heading: ``Definitions. — In this Act ...``.

    Returns:
        Heading and rest; None where the text does not begin with a short phrase closed by a stop or a dash.
    """
    found = _SENTENCE.match(text)
    if not found or _PARAGRAPH.match(text):
        return None
    head, rest = found["head"].strip(), text[found.end() :]
    if found["stop"] == "." and not text[found.end() - 1].isspace():
        return None
    if len(head.split()) > 14 or (not rest[:1].isalnum() and rest[:1] not in "([\"'“«„‘"):
        return None
    if found["stop"].startswith(".") and is_abbreviated(head + "."):
        head += "."
    return (head, rest) if head[:1].isalpha() and not is_small(head[:1]) else None


def is_abbreviated(heading: str) -> bool:
    """Whether the full stop at the end of a heading belongs to its last word: ``to take over, etc.``."""
    return bool(_ABBREVIATED.search(heading))


def _without_number(article: Article, bare: bool) -> Article:
    """Take word and number away from the beginning of heading and text; a bare number only where most texts have it."""
    heading, text = article.heading, article.text
    if heading:
        heading = _cut_mark(heading, article.number, bare).strip() or None
    return replace(article, heading=heading, text=_cut_mark(text, article.number, bare).strip())


def are_phrases(heads: Sequence[str]) -> bool:
    """Whether beginnings of texts are short enough, taken together, to be headings and not sentences."""
    return bool(heads) and median(len(head.split()) for head in heads) <= 8


def has_dash(opening: str) -> bool:
    """Whether a run-in heading is closed by a dash or a rule, not by a full stop alone."""
    return bool(re.search(rf"(?:[.:\s]{_DASH}+|__)\s*$", opening))


def _cut_mark(text: str, number: str, bare: bool) -> str:
    found = _MARK.match(text)
    if not found or not (found["word"] or bare):
        return text
    printed = found["number"]
    same = _squeezed(clean_number(printed or "")) == _squeezed(number) or (found["first"] and number == "1")
    return text[found.end() :] if same else text


def _squeezed(number: str) -> str:
    return re.sub(r"[\s.\-–^]+", "", number).casefold()


def _without_echoes(articles: Sequence[Article]) -> list[Article]:
    """Where headings are repeated at the beginning of the text: drop one of the two.

    Short phrases are headings, and go out of the text; if they are mostly whole sentences, somebody filled the
    heading column with the beginning of the text, and they go out of the headings.
    """
    echoes = {i: echo for i, article in enumerate(articles) if (echo := _echo(article)) is not None}
    if not echoes:
        return list(articles)
    sentences = median(len((articles[i].heading or "").split()) for i in echoes) > 9
    out = list(articles)
    for i, (end, alone) in echoes.items():
        rest = articles[i].text[end:].strip()
        words = len((articles[i].heading or "").split())
        if sentences or words > (30 if rest else 8):
            out[i] = replace(articles[i], heading=None)
        elif alone and rest and not is_small(rest[:1]):
            out[i] = replace(articles[i], text=rest)
    return out


def _echo(article: Article) -> tuple[int, bool] | None:
    """Offset in the text after the heading that it begins with, and whether the heading stands there by itself.

    It does not where a sentence begins with the same words: the definition of an offence must stay whole.
    """
    if not article.heading:
        return None
    begin = re.match(r"\(?1[).]\s*", article.text)
    at = begin.end() if begin else 0
    head = article.heading.rstrip(" .")
    if article.text[at : at + len(head)].casefold() != head.casefold():
        return None
    after = _CLOSE.match(article.text, at + len(head))
    if after is None:
        return (at + len(head), False) if len(head) > 120 else None
    return after.end(), bool(after.end() == len(article.text) or _STOPPED.search(after[0]))


def _run_in_headings(articles: Sequence[Article]) -> list[Article]:
    """Take headings out of the texts where most articles without heading begin with one."""
    bare = [article for article in articles if not article.heading and len(article.text) > 40]
    split = {id(article): found for article in bare if (found := run_in(article.text))}
    if len(bare) < 3 or len(split) < 0.4 * len(bare) or not are_phrases([head for head, _ in split.values()]):
        return list(articles)
    return [
        replace(article, heading=split[id(article)][0], text=split[id(article)][1]) if id(article) in split else article
        for article in articles
    ]


_NOTE = r"\[\d{1,3}\]"
_TAIL = re.compile(rf"[.:;)\"”»]\s*(?:{_NOTE}\s*)*(?=(?P<tail>[^\W\d_][^.:;\n]{{2,140}})$)")
_NOTES = re.compile(rf"(?:\s*{_NOTE})+$")


def _tail(text: str) -> str | None:
    """A short piece without a full stop after the last sentence of a text; marks of footnotes may stand around it."""
    notes = _NOTES.search(text)
    end = notes.start() if notes else len(text)
    last = None
    for found in _TAIL.finditer(text[max(0, end - 180) : end]):
        last = found
    tail = last["tail"].strip() if last else ""
    if not tail[:1].isupper() or len(tail.split()) > 16:
        return None
    return tail + text[end:].rstrip()


def _headings_at_ends(articles: Sequence[Article]) -> bool:
    """Whether the law prints each heading at the end of the article before."""
    if len(articles) < 10 or sum(article.heading is not None for article in articles) > 0.3 * len(articles):
        return False
    return sum(_tail(article.text) is not None for article in articles) >= 0.6 * len(articles)


def _shift_headings(articles: Sequence[Article]) -> list[Article]:
    out: list[Article] = []
    carried: str | None = None
    for article in articles:
        tail = _tail(article.text)
        text = article.text[: -len(tail)].rstrip() if tail and article.text.endswith(tail) else article.text
        out.append(replace(article, heading=article.heading or carried, text=text))
        carried = tail
    return out
