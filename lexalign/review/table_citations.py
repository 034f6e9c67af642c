"""Citations of articles as people write them in tables: ``Arts 2–5``, ``sections 14, 15(2) and 16A of the Act``.

Only what is announced by a word or sign for an article is taken, or what stands at the beginning of a line of a cell
that announces nothing; numbers of years, of laws and of penalties are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lexalign.laws.numbers import clean_number, western_digits

__all__ = ["Citation", "citations", "leading_citations"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One article, or a range of articles, as cited.

    Attributes:
        number: The first article, cleaned: ``14``, ``323-1``, ``2 bis``.
        pinpoint: What follows the number: ``(1)(a)``, ``, paragraph 1``; empty where nothing does.
        until: The last article of a range; empty where it is none.
        joined: A hyphen or stroke joins two plain numbers in ``number``: it is one number (``323-1``), or a range or
            pair of articles (``14-16``, ``16/17``); only the law can tell.
        start, end: Offsets in the text.
        group: Citations of one list have one group: what is said after the list (``of the Act``) is said of all.
    """

    number: str
    pinpoint: str
    until: str
    start: int
    end: int
    group: int
    joined: bool = False


_COUNT = (
    r"(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|novies|decies|undecies|duodecies|terdecies|"
    r"quaterdecies|quindecies)"
)
_NUMBER = (
    r"(?:[LRDA]\.?\s?)?\d{1,4}(?![\d,.]\d{3})(?:\s?[°ºª])?(?:\.(?=[°ºª])[°ºª])?"
    r"(?:[¹²³⁰⁴-⁹]+|(?!(?:st|nd|rd|th)\b)[A-Za-z]{1,2}(?![A-Za-z])|[а-яΑ-Ωα-ω](?!\w)|[^\S\n](?-i:[A-Z])(?=[^\S\n]*(?:$|[\n,;&).])))?"
    r"(?:[\-‑^/](?:\d{1,3}|[A-Z]{1,2})(?!\w))*"
    rf"(?:[\s\-]?{_COUNT}(?!\w))?"
)
_LABEL = rf"(?:\d{{1,3}}[A-Za-z]{{0,2}}(?:\s?{_COUNT})?|[ivxlcIVXLC]{{1,6}}|[A-Za-z]{{1,2}})"
_GAP = r"[^\S\n]"
_BRACKET = rf"{_GAP}?\({_GAP}?{_LABEL}{_GAP}?\)"
_MARK = r"(?:\(?(?:\d{1,3}(?:\.?[ºo°ª])?|[ivxIVX]{1,5}|[a-zA-Z])\)?(?![\w]))"
_ONE_WORD = (
    r"sub-?section(?!s)|(?:sub-?)?paragraph(?!s)|paragraphe(?!s)|para(?!s|[a-z])|par(?!s|[a-z])|al(?:[ií]n[ée]a|ineat\w*)?(?!s)|"
    r"abs(?:atz)?|n\.?\s?[ºo°]|inciso(?!s)|inc|lit(?:era)?|let(?:ra|tre|tera)?(?!s)|point|apartado(?!s)|"
    r"p[áa]rrafo(?!s)|par[áa]grafo(?!s)|numeral(?!e)|n[úu]mero(?!s)|item|indent|fracci[óo]n"
)
_MANY_WORDS = (
    r"sub-?sections|(?:sub-?)?paragraphs|paragraphes|paras|pars|al[ií]n[ée]as|als|n\.?\s?[ºo°]s|incisos|lettres|letras|"
    r"points|apartados|p[áa]rrafos|par[áa]grafos|numerales|n[úu]meros|items|fracciones|§§"
)
_AND = r"(?:\s?(?:,|;|&|/)\s?(?:(?:and|or|et|ou|y|o|e|und)\s)?|\s(?:and|or|et|ou|y|o|e|und|to|à|a)\s|\s?[–—-]\s?)"
_PIN = re.compile(
    rf"(?:{_BRACKET}(?:{_AND}\(\s?{_LABEL}\s?\))*"
    rf"|(?:{_GAP}?,\s?|{_GAP})(?:{_MANY_WORDS})\.?\s?{_MARK}(?:{_AND}{_MARK})*"
    rf"|(?:{_GAP}?,\s?|{_GAP})(?:{_ONE_WORD})\.?\s?{_MARK}"
    rf"|(?P<sign>(?:{_GAP}?,\s?|{_GAP})§§?\s?\d{{1,2}}(?:\.?[ºo°])?(?!\w))"
    r"|\.(?:\d{1,2}|[ivx]{1,5}|[a-z])(?!\w)"
    rf"|{_GAP}(?:[a-z]|\d{{1,2}})\)(?!\w))",
    re.IGNORECASE,
)
_WORDS = (
    r"articles?|artt?s?|art[ií]culos?|artigos?|articol(?:ul|ele|e)?|articol[io]|artikel[ns]?|sections?|sects?|secs?|ss?|"
    r"clauses?|regulations?|rules?|maddes?i?|статья|статьи|статей|стаття|статті|статтей|ст|член|член\w*|чл|neni|nenet|"
    r"artykuł\w*|članak|član\w*|članc\w*|člank\w*|čl|člen\w*|článek|článk\w*|článok|члан\w*|άρθρ\w*|αρθρ\w*|άρθ|nen\w{1,4}|"
    r"მუხლ\w*|հոդված\w*|maddə\w*|madda\w*|paragrahv\w*|artikkel|artikl[ai]|straipsn\w*|pants?"
)
_AFTER = (
    r"člen\w*|§{1,2}|cikk\w*|straipsn\w*|pant[aāsuiī]\w{0,4}|modda\w*|модда\w*|maddə\w*|მუხლ\w*|հոդված\w*|gr\.|grein\w*"
)
"""Words that stand after the number: ``221. člen``, ``9 c §``, ``278-modda``, ``4 kap. 9 c §``."""
_BACKWARD = re.compile(
    r"(?<![\w.,/^-])(?P<listed>(?:\d{1,4}\.(?:,\s|\s(?:og|eða|til)\s|\s?[–-]\s?)){1,20}(?=\d{1,4}\.\s?gr))?"
    r"(?:(?P<chapter>\d{1,3}(?:\s?[a-z])?)\s?(?:kap\.?|luku|luvun)\s?)?(?:მე-?)?"
    r"(?P<number>\d{1,4}(?:\.?\^\d{1,2}|[¹²³⁰⁴-⁹]{1,2}|[-/]\d{1,2}(?!\d))?(?:[ /.]?[a-zA-Z](?![^\W\d_]))?)"
    rf"(?:\.?\s?|-)(?:(?:ci|cı|cu|cü|րդ|ին)\s)?(?:{_AFTER})(?![^\W\d_])(?!\s?\d)(?:(?<=\bgr\.)\s(?P<letter>[a-z])(?![\w-]))?",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(\d{1,4})\.(,\s|\s(?:og|eða|til)\s|\s?[–-]\s?)")
_WORD = re.compile(
    rf"(?:(?<![\w'’])(?:{_WORDS})(?![^\W\d])\.?|§{{1,2}}|(?<!\w)(?:المادة|مادة|المواد))\s*(?:n\s?[°º]s?\.?\s*)?(?=[\dLRDA])",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?[–—]\s?|\s-\s|\s(?:to|through|until|à|a|ao|al|bis|до|по)\s(?:la\s|el\s|o\s)?", re.IGNORECASE)
_NEXT = re.compile(
    r"\s*(?:,|;|&|/|\+|\n|\b(?:and|or|et|ou|y|o|e|und|oder|as\s+well\s+as|ainsi\s+que|plus|și|и|та|ve|و)\b)"
    r"(?:\s*(?:and|or|et|ou|y|o|e|und)\b)?\s*"
    r"|\.?\s+(?:i|ili|oraz|lub|a|nebo|alebo|in|ali|και|ή|és|och|og|eller|dhe|ja|või|un|ir|və|va|և|და)\s+(?=\d)",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"{_COUNT}(?!\w)", re.IGNORECASE)
_NUM = re.compile(_NUMBER, re.IGNORECASE)
_MAY_FOLLOW = re.compile(
    r"\s*$|\s*\n|\s*[,;&/+)\]:]|\.(?!\d)|\s*[–—-]|\s*\(|\s+(?:and|or|et|ou|y|o|e|und|to|through|à|a|of|in|du|de|des|del|"
    r"do|da|dos|della|der|under|read)\b|\s+(?-i:[A-Za-zА-я]{0,3}[A-ZА-ЯІЇЄ]{2})",
    re.IGNORECASE,
)
_AT_LINE = re.compile(r"[\s*_\"“«•▪·>]*")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def citations(text: str) -> tuple[Citation, ...]:
    """All articles cited in a cell.

    Args:
        text: A cell that cites; for a cell with the text of a law in it see :func:`leading_citations`.

    Returns:
        The citations in order. Where no word for an article stands in the cell, the numbers at the beginnings of its
        lines: ``14, 15(2)``, ``2. Illegal access``.
    """
    text = western_digits(text)
    found: list[Citation] = []
    at = group = 0
    while word := _WORD.search(text, at):
        listed = _list(text, word.end(), group, sign=word[0].startswith("§"))
        if not listed:
            at = word.end()
            continue
        found += [replace(listed[0], start=word.start()), *listed[1:]]
        at, group = listed[-1].end, group + 1
    if not found:
        found = [each for n, one in enumerate(_BACKWARD.finditer(text)) for each in _backward(one, n)]
    return tuple(found) if found else tuple(_bare(text))


def _backward(found: re.Match[str], group: int) -> list[Citation]:
    number = _clean(found["number"]) + (f" {found['letter'].lower()}" if found["letter"] else "")
    chapter = f"{_clean(found['chapter'])}:" if found["chapter"] else ""
    out: list[Citation] = []
    ranged = False
    for one in _LISTED.finditer(found["listed"] or ""):  # "3., 5. og 7.–9. gr."
        if ranged:
            out[-1] = replace(out[-1], until=one[1])
        else:
            out.append(Citation(one[1], "", "", found.start() + one.start(), found.start() + one.end(1), group))
        ranged = one[2].strip() in {"til", "–", "-"}
    if ranged:
        return [*out[:-1], replace(out[-1], until=number, end=found.end())]
    start = found.end("listed") if found["listed"] else found.start()
    return [*out, Citation(f"{chapter}{number}", "", "", start, found.end(), group)]


def leading_citations(text: str) -> tuple[Citation, ...]:
    """The articles that begin a line: those whose text is pasted into a cell, not those it refers to.

    A bare number counts on the first line only, since numbered paragraphs look the same.
    """
    text = western_digits(text)
    found: list[Citation] = []
    at = 0
    for n, line in enumerate(text.split("\n")):
        start = at + _AT_LINE.match(line).end()  # type: ignore[union-attr]
        word = _WORD.match(text, start)
        listed = _list(text, word.end(), n, sign=word[0].startswith("§")) if word else []
        if listed and "\n" not in text[start : listed[0].end]:
            found += [replace(listed[0], start=start), *(c for c in listed[1:] if c.end <= at + len(line))]
        elif not found and line.strip() and not text[:at].strip():
            found += [c for c in _bare(line) if c.start <= len(line)][:1]
        at += len(line) + 1
    return tuple(found)


def _list(text: str, at: int, group: int, *, sign: bool = False, bare: bool = False) -> list[Citation]:
    """A list of numbers with their pinpoints, from where its first number begins."""
    out: list[Citation] = []
    begin = at
    while number := _NUM.match(text, at):
        end = _pins(text, number.end(), sign)
        if out or bare:
            plain = number[0].strip()
            if not _MAY_FOLLOW.match(text, end) or (_YEAR.fullmatch(plain) and end == number.end()):
                break
        pinpoint, until, stop = text[number.end() : end], "", end
        if (ahead := _RANGE.match(text, end)) and (last := _NUM.match(text, _after_word(text, ahead.end()))):
            close = _pins(text, last.end(), sign)
            # A title may begin with a figure: what follows the last article of a range must be able to.
            if _MAY_FOLLOW.match(text, close) or ahead[0].strip() not in {"–", "—", "-"}:
                until, stop = _clean(last[0]), close
        printed = _clean(number[0])
        joined = bool(re.fullmatch(r"\d{1,4}[-/]\d{1,4}", printed))
        out.append(Citation(printed, _tidy(pinpoint), until, begin if not out else number.start(), stop, group, joined))
        more = _NEXT.match(text, stop)
        while more and (counted := _COUNTED.match(text, more.end())) and (base := re.match(r"\d+", out[-1].number)):
            stop = counted.end()  # "184 bis and ter"
            out.append(Citation(f"{base[0]} {counted[0].lower()}", "", "", counted.start(), stop, group))
            more = _NEXT.match(text, stop)
        if more is None:
            break
        at = more.end()
    return out


def _after_word(text: str, at: int) -> int:
    word = _WORD.match(text, at)
    return word.end() if word else at


def _pins(text: str, at: int, sign: bool) -> int:
    while pin := _PIN.match(text, at):
        if sign and pin["sign"]:
            break  # "§ 202a, § 303b" are two articles
        at = pin.end()
    return at


def _bare(text: str) -> list[Citation]:
    """Numbers at the beginnings of lines, with or without a title behind them."""
    found: list[Citation] = []
    at = 0
    for group, line in enumerate(text.split("\n")):
        start = _AT_LINE.match(line).end()  # type: ignore[union-attr]
        listed = _list(line, start, group, bare=True)
        if not listed and (number := _NUM.match(line, start)):
            end = _pins(line, number.end(), False)
            titled = re.match(r"\s+[^\W\d_]{3,}", line[end:]) and line[end:].lstrip()[:1].isupper()
            if titled and not _YEAR.fullmatch(number[0].strip()):
                pinpoint = _tidy(line[number.end() : end])
                listed = [Citation(_clean(number[0]), pinpoint, "", start, end, group)]
        found += [replace(c, start=c.start + at, end=c.end + at) for c in listed]
        at += len(line) + 1
    return found


def _clean(number: str) -> str:
    return clean_number(re.sub(r"\s+", " ", number).strip())


def _tidy(pinpoint: str) -> str:
    return " ".join(pinpoint.split())
