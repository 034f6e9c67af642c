"""Cross-references inside a law: which of its other articles an article speaks of, and with what words around."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from lexalign.laws.lookup import Numbers
from lexalign.matching.reference_words import WORDS
from lexalign.model import Article, Law

__all__ = ["Reference", "references"]

LONGEST_RANGE = 40
"""Articles that "articles 4 to 43" may name at most; more is the whole law and says nothing of one of them."""

_NUMBER = (
    r"\d{1,4}(?:[.\-–^/]\d{1,3}){0,2}(?:[A-Z]{1,2}(?![\w])|[a-z]{1,2}(?![\w]))?"
    r"(?:[ \-]?(?:ter|quater|quinquies|sexies|septies|octies|bis(?!\s+\d)))?"
)
_PARAGRAPH = r"(?:\s?\([\w]{1,4}\))*"
_AND = (
    r"\s*(?:,\s*(?:and|or|et|ou|y|o|e|u|und|oder|en|of|и|или|та|або|ve|veya|и/или|و|أو|și|sau)?|"
    r"\b(?:and|or|et|ou|y|o|e|u|und|oder|en|of|и|или|та|або|і|й|ve|veya|și|sau|ile)\b|[وأ]و?(?=\s))\s*"
)
_TO = r"\s*(?:\b(?:to|through|à|a|al|până la|bis|tot|t/m|до|по|ilâ|ila|إلى|الى)\b|[–—])\s*"
_WORD = (
    r"(?:(?<![\w-])(?:sections?|sec\.|ss?\.|articles?|arts?\.|art[íi]culos?|artigos?|articol(?:o|i|ul|ele|ului|elor)|"
    r"artikel(?:en|s|n)?|"
    r"стать(?:я|и|е|ей|ю|ям|ями|ях)|ст\.|ст\.\s*ст\.|статт(?:я|і|ю|ею|ям|ями|ях)|статей)|§§?|"
    r"[وبفل]?(?:ال|لل)?(?:مادة|مواد|مادتين|فصل|فصول)(?!\w))"
)
_LIST = rf"{_NUMBER}{_PARAGRAPH}(?:(?:{_AND}|{_TO})(?:(?:§§?|art\.|articles?)\s*)?{_NUMBER}{_PARAGRAPH}){{0,20}}"
_FORWARD = re.compile(rf"(?P<word>{_WORD})\s*\(?(?P<list>{_LIST})", re.IGNORECASE)
_BACKWARD = re.compile(
    rf"(?P<list>\d{{1,4}}(?:(?:\s*[’'`]?\s*(?:[iıuü]?n[cj][iıuü]))?(?:{_AND}|{_TO})\d{{1,4}}){{0,10}})"
    r"\s*[’'`]?\s*(?:[iıuü]?n[cj][iıuü])\s+madde",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?P<to>{_TO})?(?P<number>{_NUMBER})")
# What makes a reference one to another law; "of this Act", "настоящего Кодекса" do not.
_OTHER = re.compile(
    r"^[\s\w(),.°º;\-]{0,50}?(?:\bof (?:the|that|their) (?!present|said)[^.;]{0,70}?\b(?:Act|Code|Law|"
    r"Ordinance|Constitution|Convention|Decree|"
    r"Treaty|Rules|Regulations|Protocol)\b|\b(?:du code|de la loi|du décret|de la constitution|"
    r"de la convention|de l['’]ordonnance)\b|"
    r"\b(?:del código|de la ley|de la constitución|del convenio|del reglamento)\b|\b(?:do código|da lei|"
    r"da constituição|da convenção|do decreto)\b|"
    r"\b(?:del codice|della legge|della costituzione|del decreto|del regolamento)\b|\bdin (?:legea|codul|"
    r"ordonanța|constituți)|"
    r"\b(?:des|der) (?!vor)[A-ZÄÖÜ]\w+(?:gesetz|buch|ordnung)\w*|\b(?:StGB|StPO|TKG|BGB|GVG|AO|GG)\b|"
    r"\bvan (?:het Wetboek|de Wet|de Grondwet)|"
    r"(?<!настоящего )(?<!цього )\b(?:(?!настоящ|цього)\w+\s){0,3}(?:кодекса|федерального закона|конституции|"
    r"кодексу|конституції)\b|"
    r"من (?:قانون|نظام|الدستور|القانون رقم))",
    re.IGNORECASE,
)
# "(Act No. 17 of 2025, s. 3)": the note of an amendment.
_CITED = re.compile(r"\b(?:Act|Acts|Law|Cap|Loi|Ley|Lei|Legge|Gesetz|No|N[o°º])\b\.?[^.;()]{0,30}[,\s]\s*$")
_OWN = re.compile(
    r"^[\s\w(),.\-]{0,40}?(?:\bthis\b|\bprésente?\b|\bpresente\b|\best[ae]\b|\bdies\w*|\bdeze\b|\bdit\b|"
    r"\bquest[oa]\b|настоящ|цього|\bprezent|هذا|هذه)",
    re.IGNORECASE,
)
_OTHER_BEFORE = re.compile(r"(?:sayılı|Kanunu?n?un(?:un)?|Yasası\w*)\W[^.;]{0,40}$")
_OWN_BEFORE = re.compile(r"\bbu Kanun\w*\W[^.;]{0,40}$", re.IGNORECASE)
_SETS_ASIDE = re.compile(
    r"(?:notwithstanding|subject to|without prejudice|except|unless|other than|save as|sous réserve|"
    r"sans préjudice|sauf|hormis|nonobstant|"
    r"sin perjuicio|salvo|excepto|sem prejuízo|exceto|unbeschadet|vorbehaltlich|außer|onverminderd|behoudens|"
    r"tenzij|fatt\w+ salv\w+|"
    r"fermo restando|без ущерба|за исключением|кроме|крім|за винятком|без шкоди|مع عدم الإخلال|باستثناء|"
    r"fără a aduce atingere|cu excepția|"
    r"repeal\w*|amend\w*|abrog\w*|modifi\w*)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_SET_ASIDE_AFTER = re.compile(r"^[^.;:]{0,50}?(?:saklı|hariç|repealed|amended)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words of an article that name other articles of the same law.

    Attributes:
        start, end: Character offsets into the article's text.
        articles: Keys of the articles named, the article itself left out.
        extends: Whether the words may extend what the article says; those that set another article aside
            ("notwithstanding section 4") do not.
    """

    start: int
    end: int
    articles: tuple[str, ...]
    extends: bool


def references(article: Article, law: Law, numbers: Numbers | None = None) -> tuple[Reference, ...]:
    """Find the references of an article to other articles of its law.

    References to other laws ("section 4 of the Penal Code") are left out, and so are numbers the law does not have.

    Args:
        article: One of its articles.
        law: The law.
        numbers: Of that law, where more than one of its articles is asked for.
    """
    text = article.text
    numbers = numbers or Numbers(law)
    out: list[Reference] = []
    if law.language in WORDS:
        return _by_words(article, numbers, _Patterns.of(law.language))
    for pattern in (_FORWARD, _BACKWARD):
        for found in pattern.finditer(text):
            before, after = text[max(0, found.start() - 90) : found.start()], text[found.end() : found.end() + 130]
            if (_OTHER.match(after) and not _OWN.match(after)) or _CITED.search(before):
                continue
            opened = pattern is _FORWARD and "(" in text[found.end("word") : found.start("list")]
            if opened and found["word"].isascii():
                continue  # "section (2)" is a paragraph; المادة (12) is an article
            if pattern is _BACKWARD and _OTHER_BEFORE.search(before) and not _OWN_BEFORE.search(before):
                continue
            keys = _keys(_named(found["list"], numbers), article, numbers)
            if keys:
                aside = bool(_SETS_ASIDE.search(before) or _SET_ASIDE_AFTER.match(after))
                out.append(Reference(found.start(), found.end(), keys, extends=not aside))
    return tuple(sorted(out, key=lambda r: r.start))


_NUMBER_NEW = (
    r"(?<![\w/])\d{1,4}(?:\.?\^\d{1,2}|[¹²³⁰⁴-⁹]{1,2}|-\d{1,2}(?!\d)|\.\d{1,2}(?![\d.]))?"
    r"(?:[ \xa0]?[a-z](?=[ \xa0]§)|[ \xa0][a-z](?=[,.;]|[ \xa0](?:og|eller|i|stk))|[-/.]?[a-zа-яѓѕјΑ-Ω](?!\w))?"
)
_CHAPTER = r"(?:(?P<chapter>\d{1,3}(?:[ \xa0]?[a-z])?)[ \xa0](?:kap\.|luvun)[ \xa0])?"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The words of one language as patterns."""

    both: tuple[re.Pattern[str], ...]
    one: re.Pattern[str]
    other_after: re.Pattern[str] | None
    other_before: re.Pattern[str] | None
    own_after: re.Pattern[str] | None
    own_before: re.Pattern[str] | None
    aside: re.Pattern[str] | None

    @staticmethod
    @cache
    def of(language: str) -> _Patterns:
        words = WORDS[language]
        also = rf"\s*(?:,\s*(?:(?:{words.also})\s)?|(?<!\w)(?:{words.also})(?!\w))\s*"
        until = rf"\s*(?:(?<!\w)(?:{words.until or '–'})(?!\w)|[–-])\s*"
        number = rf"{words.prefix}{_NUMBER_NEW}{words.at}"
        again = rf"(?:(?:{words.before})\s*)?" if words.before else ""
        # the number in a list keeps its full stop only where more follows: "čl. 3. i 5."
        listed = rf"{number}(?:(?:{also}|{until}){again}{number}){{0,20}}"
        both = []
        if words.before:
            # A sign may stand without a space before its number, a word may not.
            both.append(rf"(?<![\w-])(?:{words.before})(?:(?<=\W)\s?|\s)(?P<list>{listed})")
        if words.after:
            behind = r"(?:\s(?P<letter>[a-z])(?![\w-]))?" if words.letters else ""
            both.append(rf"{_CHAPTER}(?<![\w§.])(?P<list>{listed})\s*(?:{words.after}){behind}")

        def made(pattern: str, ahead: str = "", behind: str = "") -> re.Pattern[str] | None:
            return re.compile(ahead + pattern + behind, re.IGNORECASE) if pattern else None

        return _Patterns(
            tuple(re.compile(pattern, re.IGNORECASE) for pattern in both),
            re.compile(rf"(?P<to>{until})?{words.prefix}(?P<number>{_NUMBER_NEW})", re.IGNORECASE),
            made(words.other_after),
            made(words.other_before),
            made(words.own_after),
            made(words.own_before),
            made(words.aside, r"(?<!\w)(?:", r")(?!\w)[^.;:]{0,60}$"),
        )


def _by_words(article: Article, numbers: Numbers, known: _Patterns) -> tuple[Reference, ...]:
    """References in a language of :mod:`lexalign.matching.reference_words`."""
    text = article.text
    out: list[Reference] = []
    taken: list[tuple[int, int]] = []
    for pattern in known.both[::-1]:  # a number before the word first: "3 ir 5 straipsnių"
        for found in pattern.finditer(text):
            start, end = found.span()
            if any(start < b and a < end for a, b in taken):
                continue
            before, after = text[max(0, start - 90) : start], text[end : end + 130]
            own = _says(known.own_before, before) or (
                known.own_after is not None and bool(known.own_after.match(after))
            )
            other = _says(known.other_before, before) or (
                known.other_after is not None and bool(known.other_after.match(after))
            )
            taken.append((start, end))
            if other and not own:
                continue
            chapter = found.groupdict().get("chapter") or article.number.rpartition(":")[0]
            letter = found.groupdict().get("letter")
            listed = f"{found['list'].rstrip('. ')} {letter.lower()}," if letter else found["list"]
            keys = _keys(_listed(listed, numbers, known, chapter), article, numbers)
            if keys:
                out.append(Reference(start, end, keys, extends=not _says(known.aside, before)))
    return tuple(sorted(out, key=lambda r: r.start))


def _says(pattern: re.Pattern[str] | None, before: str) -> bool:
    return pattern is not None and bool(pattern.search(before))


_Named = tuple[str | None, str | None, bool]
"""Key of the first of two ends written as one number ("3-5"), key of the number or last end, whether "to" precedes."""


def _listed(listed: str, numbers: Numbers, known: _Patterns, chapter: str) -> Iterator[_Named]:
    for one in known.one.finditer(listed):
        number, first = one["number"].strip(), None
        key = (_key(f"{chapter}:{number}", numbers) if chapter else None) or _key(number, numbers)
        if key is None and (ends := re.fullmatch(r"(\d+)-(\d+)", number)):
            first, key = (_key(f"{chapter}:{end}" if chapter else end, numbers) for end in ends.groups())
        if key is None and (plain := re.match(r"\d+", number)) and not number[-1].isdigit():
            key = _key(plain[0], numbers)
        yield first, key, bool(one["to"])


def _named(listed: str, numbers: Numbers) -> Iterator[_Named]:
    for one in _ONE.finditer(re.sub(r"\([^)]*\)", " ", listed)):
        key, first = _key(one["number"], numbers), None
        if key is None and (ends := re.fullmatch(r"(\d+)[-–](\d+)", one["number"])):
            first, key = _key(ends[1], numbers), _key(ends[2], numbers)
        yield first, key, bool(one["to"])


def _keys(named: Iterable[_Named], article: Article, numbers: Numbers) -> tuple[str, ...]:
    """Keys of a list with its ranges filled, each once, without the article's own."""
    out: dict[str, None] = {}
    last: str | None = None
    order, articles = numbers.place, numbers.law.articles
    for first, key, range_ in named:
        if first is not None:
            out[first] = None
            last, range_ = first, True
        if key is None:
            last = None
            continue
        if range_ and last is not None and 0 < order[key] - order[last] <= LONGEST_RANGE:
            out.update(dict.fromkeys(a.key for a in articles[order[last] + 1 : order[key]]))
        out[key] = None
        last = key
    return tuple(k for k in out if k != article.key)


def _key(number: str, numbers: Numbers) -> str | None:
    article = numbers.find(number)
    return article.key if article is not None else None
