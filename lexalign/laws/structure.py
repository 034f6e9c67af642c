"""Headings above articles (parts, chapters, titles) and the places where a law ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from lexalign.laws.division_words import ENDINGS, FINAL, FIRST_ORDINALS, LAST, LAW_NOTE, LEVELS, SCHEDULES, TENS
from lexalign.laws.ordinals import ORDINAL_AFTER, ORDINAL_BEFORE, ORDINAL_STARTS
from lexalign.laws.schemes import DASH, DASHES, strip_marks
from lexalign.laws.typography import is_small

__all__ = ["Division", "divisions", "ending", "is_division", "is_schedule"]

_LEVELS: tuple[tuple[str, ...], ...] = (
    ("book|livre|libro|livro|buch|boek|cartea|kitap|книга|الكتاب|general provisions of the book",),
    ("part|partie|parte|partea|teil|deel|часть|частина|kısım|القسم|جزء|الجزء",),
    ("title|titre|título|titulo|titolo|titlul|titel|titul|раздел|розділ|الباب|باب",),
    (
        "chapter|chapitre|capítulo|capitulo|capo|capitolo|capitolul|capitol|kapitel|hoofdstuk|глава|bölüm|الفصل|فصل|bob|боб",
    ),
    ("division|subpart|sub-?chapter|unterkapitel|afdeling|afdeeling|abschnitt|ayrım|підрозділ|подраздел",),
    ("section|sección|seccion|secção|seção|sezione|secțiunea|secţiunea|paragraf|параграф|untertitel|القطاع|الفرع",),
    ("sub-?section|subdivision|sub-?division|párrafo|parrafo|parágrafo|paragraphe|paragraful|subsecção|subtítulo",),
)
_LEVEL_OF = {word: level for level, (words,) in enumerate(_LEVELS) for word in words.split("|")}
_MORE = {word.casefold(): level for level, words in LEVELS.items() for word in words.split("|")}
_CHAPTER = _LEVEL_OF["chapter"]
_ALL = "|".join(sorted(_LEVEL_OF, key=len, reverse=True))
_ROMAN_LETTER = r"(?-i:(?=[IVX])X{0,4}(?:IX|IV|V?I{0,3})(?!(?<=I)[Ff])[A-Ha-h])"
"""A Roman number with a letter, as of a title put between others: IVA, Vb, XIXA; no ``If``."""
_NUMERAL = (
    rf"(?:{ORDINAL_AFTER}|{_ROMAN_LETTER}|[IVXLCDM]{{1,8}}(?:bis|ter)?|\d{{1,3}}[A-Z]?|[A-Z]|[IVXLC]{{1,6}}\.?[ºª°]?"
    r"|[I1](?:er|[eè]?re)|\d{1,2}(?:e|[eè]me)|pr[eé]limin\w*|únic[oa]|unic[oa]|[iı]lk|التمهيدي)"
)
_ORDINAL_BEFORE = rf"(?:{ORDINAL_BEFORE}|allgemeiner|besonderer|общая|особенная|загальна|особлива|\d{{1,2}}[.])"
_NEW = "|".join(sorted((word for words in LEVELS.values() for word in words.split("|")), key=len, reverse=True))
_NEW_FIRST = "|".join(word for word in _NEW.split("|") if word not in LAST.split("|"))
_NEW_ORDINAL = (
    rf"(?:(?:{'|'.join(TENS.split())})[ \t\xa0]+(?:[иi][ \t\xa0]+)?)?"
    rf"(?:{'|'.join(sorted(FIRST_ORDINALS.split(), key=len, reverse=True))}){ENDINGS}"
)
_GREEK = r"(?-i:[Α-Ω]{1,3}[΄'’ʹ´])"
_BEFORE_WORD = (
    rf"(?:{_NEW_ORDINAL}|(?:\d{{1,3}}(?:[ \t\xa0]?[a-z]|\^\d{{1,2}})?|(?-i:[IVXLC]{{1,8}}))\.?"
    r"(?:-?(?:c[iıuü](?![^\W_])|(?=b)))?)"
)
_HEAD = re.compile(
    rf"^(?:(?P<word>{_ALL})[ \t\xa0]*(?:[nN][o°º]\.?)?[ \t\xa0]*[.:{DASH}]?[ \t\xa0]*(?P<num>{_NUMERAL})(?![\w])"
    rf"|{_ORDINAL_BEFORE}[ \t\xa0]+(?P<after>{_ALL})(?!\w)"
    rf"|(?P<named>{_NEW_FIRST})[ \t\xa0]*[.:{DASH}]?[ \t\xa0]*(?:[ei]\s(?=[^\W\d_]{{2}}))?"
    rf"(?P<count>{_NEW_ORDINAL}|{_GREEK}|{_NUMERAL})(?!\w)"
    rf"|{_BEFORE_WORD}[ \t\xa0-]{{0,3}}(?<![^\W\d_])(?P<last>{_NEW})(?!\w))"
    rf"(?P<rest>[ \t\xa0]*[.:)º°{DASH}]*[ \t\xa0]*[^\n]*)$",
    re.IGNORECASE,
)
_OPENINGS = (
    "allgemeiner besonderer geçici son yürürlük transitional transitory final closing miscellaneous general "
    "preliminary supplementary common special disposition schluss straf bußgeld slot overgangs"
)
_WORDS = (*_LEVEL_OF, *_OPENINGS.split(" "), "ek ")
_ROMAN_SIGNS_OR_BRACKET = frozenset("IVXLC[")
_STARTS = (
    {word[:3] for word in (*_NEW.split("|"), *FIRST_ORDINALS.split())}
    | ORDINAL_STARTS
    | {form for word in _WORDS for form in (word[:3], word[:3].replace("ı", "i"))}
)
"""How the headings below begin that begin with three letters without accents; see :func:`_may_be_head`."""
_FURTHEST = 6000
_LAST = "transit[oó]ri[aeè]s?|transitoires?|transitorii|tranzitorii|finales?|finali|finais|diverses|derogatorias?"
_UNNUMBERED = re.compile(
    r"^(?:(?:ek|geçici|son|yürürlük) (?:maddeler|hükümler|hükümleri)"
    r"|(?:transitional|transitory|final|closing|miscellaneous|general|preliminary|supplementary|common|special)"
    r"(?:,? (?:and|&)? ?(?:transitional|final|closing|miscellaneous|general|supplementary|repeal\w*))* "
    r"(?:provisions|matters)"
    rf"|disposi(?:ciones|tions|zioni|ções|ţii|ții) (?:{_LAST}|"
    r"generales|générales|generali|gerais|comunes|communes|comuni|adicionales|abrogatoires)"
    rf"(?: (?:y|et|e|și|şi) (?:{_LAST}))?"
    r"|(?:übergangs|schluss|straf|bußgeld|allgemeine)[ -]?(?:und (?:übergangs|schluss|bußgeld)[ -]?)?"
    r"(?:vorschriften|bestimmungen)"
    r"|(?:slot|overgangs)(?:- en (?:slot|overgangs))?bepalingen"
    rf"|{FINAL}"
    r"|(?:заключительн|переходн|общ|прикінцев|перехідн|загальн)\w+"
    r"(?: (?:и|та|і) (?:заключительн|переходн|прикінцев|перехідн)\w+)? (?:положения|положення)"
    r"|(?:ال)?(?:أحكام|احكام) (?:ال)?(?:ختامية|عامة|انتقالية))[.:]?$",
    re.IGNORECASE,
)
_SCHEDULE = re.compile(
    r"^(?:(?:first|second|third|fourth|fifth|sixth|seventh|the)\s+)?(?:schedules?|annex(?:e|es)?|appendix|anexos?|anlage[n]?|"
    rf"bijlagen?|allegat[oi]|anexa|anexe(?:le)?|приложени[ея]|додат(?:ок|ки)|{SCHEDULES}|ek|ekler|ملحق|الملحق)"
    r"(?:\s+(?:[IVXLC]{1,5}|\d{1,2}|[A-Z]))?\s*(?:[.:(\[–—-].{0,120})?$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:approved(?:\s+by)?\s*[,:]|statement of objects|objects and reasons|done (?:at|in)\b|fait à\b|hecho en\b|"
    r"dad[oa] (?:en|a)\b|aprovad[ao] em\b|promulgad[ao] em\b|anótese|data(?:ta|to|ted)? (?:a|at)\b|"
    r"президент (?:российской|україни)|москва,\s*кремль|м\.\s*київ|footnotes?|notes|endnotes?|legislative history|"
    r"la presente legge, munita|der bundespräsident|lasten en bevelen|kigali,?\s|"
    r"samþykkt á alþingi\s|gjört [áí]\s|\[?ákvæði til bráðabirgða(?:\s[IVXL]{1,5})?[.\]]*(?:\^?\d{1,2}\))?\s*$)",
    re.IGNORECASE,
)
_LAW_NOTE = re.compile(LAW_NOTE)
_CLOSING_BRACKET = re.compile(r"\](?:\^?\d{1,2}\))?\s*$")
_MARKDOWN = re.compile(r"[ \t]*(#{1,6})(?!#)")
_FIRST = "za me pi li ve sh il fi se th fo si sc an ap bi al ek st ob do fa he da pr no en le la de ki vi fy sa gj"
_ENDINGS = frozenset(_FIRST.split(" "))
"""The first two letters of schedules and closing lines, as far as they are without accents."""


@dataclass(frozen=True, slots=True)
class Division:
    """A heading above articles.

    Attributes:
        start, end: Offsets of its lines.
        level: Smaller is further out.
        title: Its lines, joined by a dash.
    """

    start: int
    end: int
    level: int
    title: str


def divisions(text: str, starts: Sequence[int], begin: int, *, is_article_word: str) -> list[Division]:
    """Headings that stand just above articles.

    Args:
        text: The text of the law.
        starts: Offsets of the beginnings of the articles.
        begin: Where the law begins in the text.
        is_article_word: Family of the articles; ``section`` means that sections are articles, not divisions.

    Returns:
        Divisions in the order of the text. A line counts only if nothing but headings stands between it and
        the next article: a sentence that begins with "Chapter II" does not.
    """
    out: list[Division] = []
    low = begin
    for start in starts:
        block = _lines_before(text, start, low)
        out.extend(_divisions_of(block, is_article_word))
        low = start
    return _with_sections(out)


def _with_sections(found: list[Division]) -> list[Division]:
    """``Раздел`` stands above ``Глава`` in Russian laws, under it in Bulgarian ones: there a chapter comes first."""
    first = [word for one in found if (word := one.title[:6].casefold().strip()) in {"раздел", "глава"}]
    if "раздел" not in first or first[0] == "раздел":
        return found
    below = _LEVEL_OF["section"] - _LEVEL_OF["раздел"]
    return [
        replace(one, level=one.level + below) if one.title.casefold().startswith("раздел") else one for one in found
    ]


def ending(text: str, start: int, end: int, *, header: str) -> int:
    """Where the last article ends and schedules, signatures or notes begin.

    Args:
        text: The text of the law.
        start: Where the last article goes on after its first line.
        end: Where the law ends at the latest.
        header: Markdown sign of the articles' lines (``######``), or empty.

    Returns:
        Offset of the first line that belongs to no article; ``end`` if there is none.
    """
    at = start
    for raw in text[start:end].splitlines(keepends=True):
        line = strip_marks(raw)
        if line and len(line) < 200:
            lead = line[:2].lower()
            if (lead in _ENDINGS or not lead.isascii()) and _ends(line):
                return at
            md = _MARKDOWN.match(raw) if header and at > start and not line.startswith("(") else None
            if md and len(md[1]) <= len(header):
                return at
        at += len(raw)
    return end


@lru_cache(maxsize=4096)
def _ends(line: str) -> bool:
    """Whether a line is the heading of a schedule, or what is signed or noted after a law."""
    return bool((_SCHEDULE.match(line) and not line.endswith((".", ";"))) or _CLOSING.match(line))


def is_division(line: str) -> bool:
    """Whether a line by itself looks like the heading of a part, chapter or title."""
    bare = strip_marks(line)
    return _may_be_head(bare) and (head := _head(line, bare, "")) is not None and not _UNNUMBERED.match(head[1])


def is_schedule(line: str) -> bool:
    """Whether a line is the heading of a schedule or annex."""
    return bool(_SCHEDULE.match(strip_marks(line)))


_Line = tuple[int, int, str, str]
"""Start, end, the line as printed and without Markdown signs; a bare tuple, because there are very many."""


def _lines_before(text: str, start: int, low: int) -> list[_Line]:
    """Heading-like lines just before an article, first one first."""
    out: list[_Line] = []
    at, words, filled = start, 0, 0
    low = max(low, text.rfind("\n", low, max(low, start - _FURTHEST)) + 1)
    while at > low and filled < 12:
        begin = text.rfind("\n", low, at - 1) + 1 if at - 1 > low else low
        begin = max(begin, low)
        raw = text[begin:at]
        line = strip_marks(raw)
        if line:
            filled += 1
            words += len(line.split())
            if words > 120 or len(line) > 300:
                break
        out.append((begin, at, raw, line))
        at = begin
    return out[::-1]


def _divisions_of(block: Sequence[_Line], family: str) -> list[Division]:
    places = [
        (i, head)
        for i, (_, _, raw, bare) in enumerate(block)
        if _may_be_head(bare) and (head := _head(raw, bare, family)) is not None
    ]
    if not places:
        return []
    filled = [i for i, (_, _, _, bare) in enumerate(block) if bare]
    titled = {after for one, after in pairwise(filled) if any(one == i for i, _ in places)}
    places = [(i, head) for i, head in places if not (i in titled and _UNNUMBERED.match(head[1]))]
    # Walk back from the article: after the last division line only its title may stand.
    out: list[Division] = []
    until = len(block)
    for i, (level, line) in reversed(places):
        titles = [bare for _, _, _, bare in block[i + 1 : until] if bare and not _LAW_NOTE.match(bare)]
        if len(titles) > 4 or sum(len(t) for t in titles) > 400 or any(t.endswith((";", ",")) for t in titles[-1:]):
            break
        if any(len(t) > 60 and t.endswith(".") and not t.isupper() for t in titles):
            break
        line = line.rstrip(" .:" + DASHES)
        title = " – ".join([line, " ".join(titles)]) if titles else line
        out.append(Division(block[i][0], block[until - 1][1], level, re.sub(r"\s+", " ", title)))
        until = i
    return out[::-1]


def _unnumbered(raw: str, line: str) -> tuple[int, str] | None:
    """``Final provisions``: a heading of the level of a chapter, without a number."""
    if len(line) > 90 or is_small(line[:1]) or not _UNNUMBERED.match(line):
        return None
    md = re.match(r"[ \t]*(#{1,6})", raw)
    return (_CHAPTER if not md else 10 * len(md[1]) + _CHAPTER), line


def _may_be_head(line: str) -> bool:
    """Whether a look at the beginning of a line leaves it open that it is a heading; much faster than to match it."""
    lead = line[:3].lower()
    return not lead.isascii() or lead in _STARTS or line[:1].isdigit() or line[:1] in _ROMAN_SIGNS_OR_BRACKET


def _head(raw: str, line: str, family: str) -> tuple[int, str] | None:
    if not line or len(line) > 240:
        return None
    found = _HEAD.match(line)
    if not found and line.startswith("["):  # an inserted chapter: "[II. kafli A. Heiti.]"
        line = _CLOSING_BRACKET.sub("", line[1:])
        found = _HEAD.match(line)
        found = found if found and found["last"] else None
    if not found:
        return _unnumbered(raw, line)
    word = (found["word"] or found["after"] or found["named"] or found["last"]).casefold().replace("i̇", "i")
    if (word, family) in {("section", "section"), ("paragraf", "§")}:
        return None
    rest = found["rest"].strip()
    if len(re.findall(r"(?<!\w)\d{1,3}[A-Z]?\. ", rest)) > 1:
        return None  # a line of a list of contents
    if is_small(rest[:1]) or rest.endswith((";", ",")) or (rest.endswith(".") and len(rest) > 120):
        return None
    md = re.match(r"[ \t]*(#{1,6})", raw)
    level = _LEVEL_OF.get(word, _MORE.get(word))
    if level is None:  # a pattern such as sub-?section matched
        level = next((n for n, (words,) in enumerate(_LEVELS) if re.fullmatch(words, word)), 3)
    return (level if not md else 10 * len(md[1]) + level), line
