"""A file that prints a law in several languages ▶ the law in one of them, the others beside each article."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from lexalign.errors import UnknownLanguage
from lexalign.language.lexicon import languages as lexicons
from lexalign.laws.checks import check_articles
from lexalign.laws.language_lines import Stretch, languages_in, reads_like, stretches
from lexalign.laws.numbers import clean_number
from lexalign.laws.schemes import Candidate, candidates
from lexalign.laws.segmenter import segment
from lexalign.laws.segments import Segmented, with_keys
from lexalign.laws.small_words import ALIKE, name_of, small_words
from lexalign.laws.source import SourceText
from lexalign.model import Article, Issue

__all__ = ["foreign_articles", "one_language", "one_language_of", "paired"]

_FEW_ARTICLES = 0.3
_HARDLY_ANY = 0.1
_MUCH_TEXT = 0.15
_ONCE = 1.3
_FEWEST_PAIRED = 0.5
_LIKE_LENGTHS = 0.4
_MOST_NAMED = 30
_READ = 160
_ONLY_ORDER = frozenset(("gap", "jump", "duplicate", "size", "empty", "repealed"))


def one_language(source: SourceText, language: str | None, where: str = "") -> Segmented | None:
    """Cut the law in one language out of a text that holds it in several.

    Languages may stand in columns, one after the other, article by article, or paragraph by paragraph under one
    number: each line is taken by itself.

    Args:
        source: The text of the file.
        language: ISO 639-1 code of the language wanted; None for English where the text has it, else the language
            with a lexicon that the most articles are in, else the one that the most are in.
        where: Name of the file, for messages.

    Returns:
        Articles of that language with :attr:`~lexalign.model.Article.translations`; None where the text is in one
        language, or where what is in another is no version of the same law.

    Raises:
        UnknownLanguage: The text holds several languages, and not the one wanted.
    """
    low, high = source.body or (0, len(source.text))
    if len(languages_in(source.text, low, high)) < 2:
        return None
    lines = stretches(source.text)
    found = list(dict.fromkeys(line.language for line in lines if line.language))
    if len(found) < 2:
        return None
    cuts = {code: _cut(source, lines, code) for code in found}
    most = max(found, key=lambda code: len(cuts[code].articles))
    if not cuts[most].articles:
        return None
    letters = {code: sum(line.end - line.start for line in lines if line.language == code) for code in found}
    whole = sum(letters.values())
    much = [code for code in found if letters[code] >= _MUCH_TEXT * whole]
    shared = _under_shared_numbers(source, lines, cuts, much)
    if shared:
        cuts |= shared
        most = max(found, key=lambda code: len(cuts[code].articles))
    held = [most]
    for code in found:
        none = len(cuts[code].articles) < _HARDLY_ANY * len(cuts[most].articles)
        if code != most and ((code in much and none) or _same_law(cuts[most].articles, cuts[code].articles)):
            held.append(code)
    if len(held) < 2:
        return None
    return _chosen({code: cuts[code] for code in held}, language, where)


def one_language_of(cut: Segmented, language: str | None, where: str = "") -> Segmented | None:
    """The same for articles that the file itself keeps apart, such as the rows of a table: each is of one language.

    Args:
        cut: The articles of the file.
        language: As in :func:`one_language`.
        where: Name of the file, for messages.

    Returns:
        As :func:`one_language`.

    Raises:
        UnknownLanguage: As :func:`one_language`.
    """
    numbers = [article.number for article in cut.articles]
    if len(set(numbers)) > (1 - _FEW_ARTICLES / 2) * len(numbers):
        return None
    begun = "\n".join(article.text[:_READ] for article in cut.articles)
    if len(languages_in(begun, 0, len(begun))) < 2:
        return None
    texts = [" ".join(f"{article.heading or ''}. {article.text}".split()) for article in cut.articles]
    joined = "\n".join(texts)
    ends = list(accumulate(len(text) + 1 for text in texts))
    letters: list[Counter[str]] = [Counter() for _ in texts]
    for line in stretches(joined):
        letters[bisect_right(ends, line.start)][line.language] += line.end - line.start
    groups: dict[str, list[Article]] = {}
    for article, count in zip(cut.articles, letters, strict=True):
        told = max(count, key=count.__getitem__, default="")
        groups.setdefault(told, []).append(article)
    cuts = {}
    for code, articles in groups.items():
        keyed = with_keys(articles)
        notes = [issue for issue in cut.issues if issue.kind not in _ONLY_ORDER]
        cuts[code] = replace(cut, articles=keyed, issues=(*notes, *check_articles(keyed)))
    most = max(cuts, key=lambda code: len(cuts[code].articles))
    held = [c for c in cuts if c and (c == most or _same_law(cuts[most].articles, cuts[c].articles))]
    return _chosen({code: cuts[code] for code in held}, language, where) if len(held) > 1 else None


def paired(articles: Sequence[Article], others: Mapping[str, Sequence[Article]]) -> tuple[Article, ...]:
    """Put the versions in other languages beside each article.

    Args:
        articles: In the language of the law, with keys.
        others: Language ▶ articles in it, with keys.

    Returns:
        The articles in their order; ``translations`` holds the texts of the articles of the same number (the second
        of a number goes with the second).
    """
    texts = {code: {_key(one): one.text for one in those if one.text} for code, those in others.items()}
    out = []
    for article in articles:
        found = {code: known[_key(article)] for code, known in texts.items() if _key(article) in known}
        out.append(replace(article, translations=found) if found else article)
    return tuple(out)


def foreign_articles(articles: Sequence[Article], language: str) -> list[Issue]:
    """Name the articles that read like another language than the law's; looks at the beginning of each."""
    own = {word for word, codes in small_words().items() if language in codes}
    if not own:
        return []
    out = []
    for article in articles:
        if any(_has_some(article.text[low:high], own) for low, high in ((0, _READ), (_READ, 4 * _READ))):
            continue
        told = reads_like(article.text[: 4 * _READ], fewest=6) and reads_like(article.text, fewest=10)
        if not told or told == language or any({told, language} <= group for group in ALIKE):
            continue
        words = article.text.casefold().split()
        theirs = sum(told in small_words().get(word, ()) for word in words)
        if theirs > 0.15 * len(words) and sum(word in own for word in words) < 0.5 * theirs:
            message = f"Article {article.number} reads like {name_of(told)}, and the law is read in "
            message += f"{name_of(language)}: it will not be matched well."
            out.append(Issue("language", article.key, message))
    return out


def _has_some(text: str, small: Collection[str]) -> bool:
    """Whether a few words of a text are small words of a language."""
    words = text.casefold().split()
    known = sum(word in small for word in words)
    return known > 1 and known > 0.06 * len(words)


# --- the text of one language -------------------------------------------------------------------------------------


def _cut(source: SourceText, lines: Sequence[Stretch], code: str) -> Segmented:
    """The articles of the lines of one language."""
    text, body = _only(source, [(line.start, line.end, line.language in (code, "")) for line in lines])
    return segment(text, language=code, body=body)


def _only(source: SourceText, pieces: Sequence[tuple[int, int, bool]]) -> tuple[str, tuple[int, int] | None]:
    """The pieces wanted on lines of their own, all page breaks kept; and where the body of the source is in them."""
    parts: list[str] = []
    length = at = 0
    gap = ""
    begin: int | None = None
    finish = 0
    low, high = source.body or (0, len(source.text))
    for start, end, wanted in pieces:
        between = source.text[at:start]
        gap += between if between.strip() == "" else "\n"
        at = max(at, end)
        if not wanted:
            gap += "\n"
            continue
        pages = gap.count("\f")
        breaks = "\f" * pages if pages else "\n" * min(2, max(1, gap.count("\n"))) if parts else ""
        if pages and parts:
            breaks = "\n" + breaks
        piece = source.text[start:end]
        parts += [breaks, piece]
        length += len(breaks) + len(piece)
        if start >= low and begin is None:
            begin = length - len(piece)
        if end <= high:
            finish = length
        gap = ""
    text = "".join(parts) + "\n"
    body = (begin or 0, max(finish, begin or 0)) if source.body else None
    return text, body


def _under_shared_numbers(
    source: SourceText, lines: Sequence[Stretch], cuts: Mapping[str, Segmented], much: Sequence[str]
) -> dict[str, Segmented]:
    """The articles of languages that stand under numbers printed once for all of them; empty where they do not."""
    if len(much) < 2:
        return {}
    starts = {place: one for code in cuts for place, one in _article_lines(source, lines, cuts[code], code).items()}
    if len(starts) > _ONCE * len({one.number for one in starts.values()}):
        return {}
    out = {code: _with_numbers(source, lines, starts, code) for code in much}
    fewest, before = (min(len(those[code].articles) for code in much) for those in (out, cuts))
    return out if fewest > before else {}


def _with_numbers(
    source: SourceText, lines: Sequence[Stretch], starts: Mapping[int, Candidate], code: str
) -> Segmented:
    """The articles of the lines of one language, each under the number that stands above it."""
    pieces: list[tuple[int, int, bool]] = []
    waiting: tuple[int, int] | None = None
    for place, line in enumerate(lines):
        own = line.language in (code, "")
        if place in starts:
            waiting = None if own else (line.start, starts[place].end)
        elif own and line.language and waiting is not None:
            pieces.append((*waiting, True))
            waiting = None
        pieces.append((line.start, line.end, own))
    text, body = _only(source, pieces)
    return segment(text, language=code, body=body)


def _article_lines(source: SourceText, lines: Sequence[Stretch], cut: Segmented, code: str) -> dict[int, Candidate]:
    """Places of the lines that begin the articles of a language ▶ what is read there."""
    begins: dict[str, int] = {}
    for span in cut.spans:
        if span.role == "article" and span.article is not None:
            begins.setdefault(span.article, span.start)
    wanted = sorted(begins.values())[::-1]
    out: dict[int, Candidate] = {}
    at = 0
    for place, line in enumerate(lines):  # the pieces that were cut, found again one after the other
        if line.language not in (code, ""):
            continue
        piece = source.text[line.start : line.end]
        low = cut.text.index(piece, at)
        at = low + len(piece)
        while wanted and wanted[-1] < low:
            wanted.pop()
        if wanted and wanted[-1] < at:
            found = candidates(source.text, line.start, line.end).lines
            if found and found[0].start <= line.start:
                out[place] = found[0]
    return out


# --- which versions belong together -------------------------------------------------------------------------------


def _same_law(articles: Sequence[Article], others: Sequence[Article]) -> bool:
    """Whether articles in another language are versions of these: the same numbers, and lengths that go together."""
    first, second = ({_key(one): len(one.text) for one in those if one.text} for those in (articles, others))
    common = [key for key in first if key in second]
    fewer, more = sorted((len(first), len(second)))
    if not common or len(common) < _FEWEST_PAIRED * fewer or fewer < _FEW_ARTICLES * more:
        return False
    pairs = [(math.log(first[key] + 20), math.log(second[key] + 20)) for key in common]
    near = sum(abs(one - other) < math.log(2.5) for one, other in pairs) / len(pairs)
    if len(pairs) < 8:
        return near >= 0.7
    return _correlation(pairs) >= _LIKE_LENGTHS or near >= 0.9


def _correlation(pairs: Sequence[tuple[float, float]]) -> float:
    count = len(pairs)
    means = [sum(pair[side] for pair in pairs) / count for side in (0, 1)]
    products = sum((one - means[0]) * (other - means[1]) for one, other in pairs)
    squares = [sum((pair[side] - means[side]) ** 2 for pair in pairs) for side in (0, 1)]
    return products / math.sqrt(squares[0] * squares[1]) if all(squares) else 0.0


def _key(article: Article) -> str:
    """Number and count of an article, written alike in all languages: ``12 bis`` and ``12bis``."""
    return re.sub(r"[\s.]+", "", clean_number(article.key or article.number).casefold())


# --- the choice and what is said of it ----------------------------------------------------------------------------


def _chosen(cuts: Mapping[str, Segmented], language: str | None, where: str) -> Segmented:
    """One of several versions, with the others beside it."""
    code = _choice(cuts, language, where)
    own = cuts[code]
    others = {other: cut.articles for other, cut in cuts.items() if other != code}
    named = language or code
    articles = paired(own.articles, others)
    issues = [_held(cuts, code, named), *_unpaired(own.articles, others, named)]
    return replace(own, articles=articles, issues=(*issues, *own.issues), language=named)


def _choice(cuts: Mapping[str, Segmented], language: str | None, where: str) -> str:
    readable = [code for code in cuts if cuts[code].articles]
    if language is not None:
        for code in readable:
            if code == language or any({code, language} <= group for group in ALIKE):
                return code
        raise UnknownLanguage(
            f"the file holds a law in {_list([_counted(c, cuts[c]) for c in cuts])}, and none in {name_of(language)}",
            where=where,
            fix=f"Read it in one of its languages: {_how(readable)}.",
        )
    known = lexicons()
    order = sorted(readable, key=lambda c: (c not in known, c != "en", -len(cuts[c].articles), -_letters(cuts[c])))
    return order[0]


def _letters(cut: Segmented) -> int:
    return sum(len(article.text) for article in cut.articles)


def _held(cuts: Mapping[str, Segmented], code: str, named: str) -> Issue:
    """The sentence that says which languages the file holds and how to read another."""
    counted = [_counted(named if one == code else one, cuts[one]) for one in cuts]
    message = f"The file holds the law in several languages: {_list(counted)}. It is read in {name_of(named)} only"
    others = [one for one in cuts if one != code and cuts[one].articles]
    message += f"; to read it in another, give {_how(others)}." if others else "."
    bare = [name_of(one) for one in cuts if one not in lexicons()]
    if bare:
        message += f" There is no lexicon for {_list(bare)}, so that version can be read and shown, but not aligned."
    return Issue("languages", None, message)


def _counted(code: str, cut: Segmented) -> str:
    many = len(cut.articles)
    return f"{name_of(code)} ({many} article{'' if many == 1 else 's'})"


def _how(codes: Sequence[str]) -> str:
    given = " or ".join(f'language="{code}"' for code in codes)
    return f"{given} (on the command line: {' or '.join(f'--language {code}' for code in codes)})"


def _unpaired(articles: Sequence[Article], others: Mapping[str, Sequence[Article]], language: str) -> list[Issue]:
    """Sentences that name the articles that only one language has."""
    out = []
    mine = {_key(one) for one in articles}
    name = name_of(language)
    for code, those in others.items():
        if not those:
            text = f"The text in {name_of(code)}, in which no article was found, is left out."
            out.append(Issue("languages", None, text))
            continue
        theirs = {_key(one) for one in those}
        only = [one.key for one in those if _key(one) not in mine]
        if only:
            text = f"Only in {name_of(code)}, not in {name}, and therefore left out: {_articles(only)}."
            out.append(Issue("languages", None, text))
        alone = [one.key for one in articles if _key(one) not in theirs]
        if alone:
            out.append(Issue("languages", None, f"Only in {name}, not in {name_of(code)}: {_articles(alone)}."))
    return out


def _articles(keys: Sequence[str]) -> str:
    shown = ", ".join(keys[:_MOST_NAMED]) + (" ..." if len(keys) > _MOST_NAMED else "")
    return f"article {shown}" if len(keys) == 1 else f"{len(keys)} articles ({shown})"


def _list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
