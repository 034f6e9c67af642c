"""Marks of enumerations in any alphabet: ``(1)``, ``a)``, ``1°``, ``iv.``, ``1-bis.``, ``б)``, ``أ-``, ``①``, ``—``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

__all__ = ["Mark", "Reading", "follows", "marks", "readings"]

_LATIN_COUNT = (
    "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "nonies", "decies", "undecies",
    "duodecies",
)  # fmt: skip
_COUNT = "|".join(_LATIN_COUNT)
_LABEL = (
    rf"\d{{1,3}}(?:[.\-]\d{{1,2}}(?!\d))*(?:[ \-]?(?:{_COUNT})(?!\w)|\^\d{{1,2}}|[^\W\d_]{{1,2}}(?![^\W\d_]))?"
    rf"|[ivxlIVXL]{{1,7}}(?![^\W\d_])|στ(?![^\W_])|[^\W\d_]ـ?(?:[ \-](?:{_COUNT})(?!\w))?(?![^\W_])|"
    rf"[a-z]{{2}}(?![^\W_])"
)
_ICELANDIC = re.compile(r"(?:mgr|gr|tölul|stafl|málsl)\.|kafl[ai](?!\w)|þátt")
"""Words after a number that is cited: ``1. mgr. 12. gr.``."""
_DASH = r"\-‐‑–—―"
_GAP = r"[ \t\xa0\u2002-\u200a\u3000]"
_MARK = re.compile(
    rf"(?P<line>(?:^|(?<=\n)|(?<=\f)){_GAP}*+[*_>#]{{0,6}}+{_GAP}*+)?"
    rf"(?:[(（][ \t\xa0*_]{{0,3}}(?P<round>{_LABEL})[ \t\xa0*_]{{0,3}}[)）]"
    rf"|§{_GAP}?(?P<para>\d{{1,2}})[ºo°]?(?=[\s.])"
    r"|(?P<ring>[①-⑳])"
    rf"|(?<![\w(\[./°º^§$€£{_DASH}])(?<!\d,)(?P<label>{_LABEL})(?P<sign>\.?[°ºª][).]?|\.?\)|\.{_GAP}*[{_DASH}]{{1,2}}|\.(?!\d)"
    rf"|(?(line){_GAP}?[{_DASH}]{{1,2}}(?=\s)|(?!)))"
    rf"|(?(line)(?:(?P<bullet>[{_DASH}•·▪●◦*](?=[ \t\xa0]))"
    r"|(?P<bare>\^?\d{1,2}(?=[ \t\xa0\u3000]{1,4}[^\W\d_a-zа-яё])|[一二三四五六七八九十]{1,3}(?=\u3000)))|(?!)))",
)
_STOPS = frozenset('.;:,!?…؛،。։\n"”»)]' + "-‐‑–—―")
_LINKS = "and or et ou y o u e ed od und oder sowie en of и или та або чи й і ve veya și şi sau i lub oraz أو و"
_AND = frozenset(_LINKS.split(" "))
_LAST_WORD = re.compile(r"(?s:.*)(?<!\w)(\w+)\Z")
_CITED = re.compile(
    r"(?:articles?|sections?|subsections?|(?:sub)?paragraphs?|clauses?|points?|absatz|absätze|satz|"
    r"nummern?|buchstaben?|letter[ae]|litera|lid|leden|onderdeel|onder|alin(?:eat\w*|eas?|éas?)|comm[ai]|incisos?|"
    r"números?|numer[oi]|apartados?|párrafos?|alíneas?|статт\w*|стать\w*|пункт\w*|част\w+|член|fıkra\w*|bent\w*|madde\w*|odst|ods|odstav\w*|stavk?[auoe]?\w{0,3}|člank?\w{0,4}|član|člen\w{0,3}|bekezdés\w*|momentti\w*|"
    r"stycke\w*|ledd|lõike?\w*|punkt\w*|daļ\w{1,3}|dali\w{1,3}|παράγραφο\w*|παραγράφου|მუხლ\w*|հոդված\w*|maddə\w*|modda\w*|став\w{0,4})",
    re.IGNORECASE,
)
_CITED_SHORT = re.compile(
    r"(?:artt?|secs?|ss?|paras?|parr?|nos?|nr|n|núm|num|abs|buchst|litt?|let|alin|al|pp?|pag|inc|nº|ст|пп?|ч|чл|т|бр|cf|vol|"
    r"chap|ch|cap|mad|čl|st|ust|stk|odst|ods|pkt|písm|παρ|ал|skv|sbr)",
    re.IGNORECASE,
)
_MOST = 60_000
_LISTED = re.compile(
    r"[(（]\s?\w{1,4}\s?[)）]\s*(?:,|;|and|or|to|et|ou|à|y|o|a|e|und|oder|bis|en|of|и|или|та|або|ve|veya|și|sau)?\s*$"
)
_HANGUL = "가나다라마바사아자차카타파하"
_ABJAD = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_HIJA = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"
_CYRILLIC = "абвгґдђѓеєёжзѕиіїйјклљмнњопрстћќуфхцчџшщъыьэюя"
_MAY_MISS = frozenset("jkwyqxhñґєёіїйъыьэзщђѓѕјљњћќџ")
_KANJI = {sign: place for place, sign in enumerate("一二三四五六七八九十", start=1)}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a label: ``i`` is the ninth letter or the Roman one.

    Attributes:
        kind: Series it can belong to: ``digit``, ``latin``, ``LATIN``, ``roman``, ``ROMAN``, ``double`` ...
        main: Its place in the series, from 1.
        extra: Places of what is added: ``2A`` is (1,), ``1-bis`` is (2,), ``3.1`` is (1,).
        letter: The letter itself, folded; empty for numbers.
    """

    kind: str
    main: int
    extra: tuple[int, ...] = ()
    letter: str = ""

    @property
    def first(self) -> bool:
        """Whether a series can begin with it."""
        return self.main == 1 and not self.extra


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that may open an item.

    Attributes:
        start, end: Offsets of the mark as printed.
        label: Without brackets and signs: ``a``, ``1``, ``2A``.
        style: What surrounds it: ``()``, ``)``, ``.``, ``°``, ``-``, ``§``, ``ring``, ``bullet``, ``bare``.
        at_line: It stands at the beginning of a line.
    """

    start: int
    end: int
    label: str
    style: str
    at_line: bool


def marks(text: str) -> Iterator[Mark]:
    """Marks where an item may begin: at the beginnings of lines, or after the end of what stands before.

    Args:
        text: The text of an article.

    Yields:
        Marks in order. References (``section 3(1)``, ``subsections (1), (2) and (3)``) are left out as far as
        their surroundings show what they are. No more than the first 60,000 are looked at: no article has as many.
    """
    last_end, last_good = -1, False
    for found in islice(_MARK.finditer(text), _MOST):
        at_line = found["line"] is not None
        start = found.end("line") if at_line else found.start()
        label, style = _parts(found)
        end = found.end()
        good = _plausible(text, start, end, style, at_line)
        if last_end >= 0 and not text[last_end:start].strip(" \t\xa0-‐‑–—―") and style == "()":
            good = last_good or at_line  # 12.—(1)(a): an item if the mark before it is one
        if good or style == "()":
            last_end, last_good = end, good
        if good:
            yield Mark(start, end, label, style, at_line)


def _parts(found: re.Match[str]) -> tuple[str, str]:
    if found["round"]:
        return found["round"], "()"
    if found["para"]:
        return found["para"], "§"
    if found["ring"]:
        return unicodedata.normalize("NFKC", found["ring"]), "ring"
    if found["bullet"]:
        return found["bullet"], "bullet"
    if found["bare"]:
        return found["bare"].lstrip("^"), "bare"
    sign = "".join(found["sign"].split())
    if any(degree in sign for degree in "°ºª"):
        return found["label"], "°"
    if ")" in sign:
        return found["label"], ")"
    return found["label"], "." if sign == "." else "-"


def _plausible(text: str, start: int, end: int, style: str, at_line: bool) -> bool:
    before = text[max(0, start - 24) : start].rstrip(" \t\xa0")
    after = text[end : end + 8].lstrip(" \t\xa0*_")
    if not after.strip():
        return at_line
    if style in {"bullet", "bare", "-", "§"} and not at_line:
        return False
    if after[0] in ",;)" or (style == "." and _ICELANDIC.match(after)):
        return False
    if style != "bullet" and not (at_line and before.rstrip().endswith(".")) and _cites(before.rstrip("\n(")):
        return False
    if at_line:
        return style != "." or not after[0].isdigit()
    if not _may_precede(before) or ((")" in before or "）" in before) and _LISTED.search(before)):
        return False
    if style == "()":
        return True
    if style in {".", ")", "°"} and before[-1:] in '.;:!?؛。»”"':
        sure = style != "." or after[:1].isupper() or not after[:1].isalpha() or before[-1:] in ":;"
        return text[end : end + 1].isspace() and sure
    return False


def _cites(before: str) -> bool:
    """Whether words end with one that a number follows in a reference: ``section``, ``Abs.``, ``§``."""
    before = before.rstrip()
    if before.endswith("§"):
        return True
    short = before.endswith(".")
    last = _LAST_WORD.match(before[:-1] if short else before)
    return last is not None and _is_citing(last[1], short)


@lru_cache(maxsize=8192)
def _is_citing(word: str, short: bool) -> bool:
    return bool(_CITED_SHORT.fullmatch(word) or (not short and _CITED.fullmatch(word)))


def _may_precede(before: str) -> bool:
    """Whether an item may begin after these words: at the beginning, after a stop, or after ``and``."""
    words = before.rstrip()
    if not words or words[-1] in _STOPS or "\n" in before[len(words) :]:
        return True
    last = _LAST_WORD.match(words)
    return last is not None and last[1].lower() in _AND


@lru_cache(maxsize=4096)
def readings(label: str, style: str) -> tuple[Reading, ...]:
    """All ways to understand a label."""
    if style == "bullet":
        return (Reading("bullet", 1),)
    if label[0] in _KANJI:
        return (Reading("digit", _kanji(label)),)
    found = re.match(r"(\d+)(.*)", label, re.DOTALL)
    if found:
        return (Reading("digit", int(found[1]), tuple(_extras(found[2]))),)
    bare = re.split(r"[ \-]", label.replace("ـ", ""), maxsplit=1)
    extra = tuple(_extras(bare[1])) if len(bare) > 1 else ()
    base = unicodedata.normalize("NFD", bare[0].replace("đ", "d\u0335").replace("Đ", "D\u0335"))
    letters = "".join(c for c in base if not unicodedata.combining(c)).casefold()
    if not re.fullmatch(r"[a-z]+", letters):
        return _other_scripts(bare[0].casefold(), extra, bare[0] != bare[0].casefold())
    upper = label[0].isupper()
    out: list[Reading] = []
    if len(letters) == 1:
        marked = (1,) if letters != unicodedata.normalize("NFC", bare[0]).casefold() else ()
        out.append(Reading("LATIN" if upper else "latin", ord(letters) - 96, extra or marked, letters))
    elif len(letters) == 2 and letters[0] == letters[1]:
        place = ord(letters[0]) - 96
        kind = "LATIN" if upper else "latin"
        out += [Reading("double", place), Reading(kind, place, (1,), letters[0]), Reading(kind, 26 + place)]
    elif len(letters) == 2:
        kind = "LATIN" if upper else "latin"
        second = ord(letters[1]) - 96
        out += [Reading(kind, 26 * (ord(letters[0]) - 96) + second), Reading(kind, ord(letters[0]) - 96, (second,))]
    value = _roman(letters)
    if value:
        out.append(Reading("ROMAN" if upper else "roman", value, extra))
    return tuple(out)


def follows(before: Reading, after: Reading, *, lenient: bool) -> bool:
    """Whether one label follows another in a series.

    Args:
        before: The reading of the one.
        after: The reading of the other.
        lenient: Admit that up to four items between them were left out (repealed).
    """
    if before.kind != after.kind:
        return False
    if before.kind == "bullet":
        return True
    if after.main == before.main:
        return after.extra > before.extra
    step = after.main - before.main
    if step == 1:
        return not after.extra or lenient
    if step > 1 and before.letter and after.letter and not after.extra:
        between = _letters_between(before, after)
        if between and all(letter in _MAY_MISS for letter in between):
            return True
    return lenient and 1 < step <= 5 and not after.extra


def _letters_between(before: Reading, after: Reading) -> str:
    line = {"latin": "abcdefghijklmnopqrstuvwxyz", "LATIN": "abcdefghijklmnopqrstuvwxyz"}.get(before.kind, _CYRILLIC)
    return line[before.main : after.main - 1]


def _other_scripts(letter: str, extra: tuple[int, ...], upper: bool) -> tuple[Reading, ...]:
    letter = {"أ": "ا", "إ": "ا", "آ": "ا"}.get(letter, letter)
    if letter in {"στ", "ϛ"}:  # the sixth in Greek, between ε and ζ
        return (Reading(f"{'upper ' if upper else ''}α", 5, (1,)),)
    if len(letter) == 2 and letter[0] == letter[1]:
        return (Reading("double", _CYRILLIC.find(letter[0]) + 1 or ord(letter[0])),)
    if letter in _CYRILLIC:
        return (Reading("CYRILLIC" if upper else "cyrillic", _CYRILLIC.index(letter) + 1, extra, letter),)
    if letter in _ABJAD:
        return (Reading("abjad", _ABJAD.index(letter) + 1, extra), Reading("hija", _HIJA.index(letter) + 1, extra))
    for name, line in (("hangul", _HANGUL), ("iroha", _IROHA)):
        if letter in line:
            return (Reading(name, line.index(letter) + 1, extra),)
    if "σ" <= letter <= "ω":
        letter = chr(ord(letter) - 1)  # there is a second small sigma
    for first in "αաაกऀא":  # Greek, Armenian, Georgian, Thai, Devanagari, Hebrew: in the order of their code points
        if len(letter) == 1 and 0 <= ord(letter) - ord(first) < 64:
            return (Reading(f"{'upper ' if upper else ''}{first}", ord(letter) - ord(first) + 1, extra),)
    return ()


def _extras(rest: str) -> Iterator[int]:
    for digits, word in re.findall(r"(\d+)|([^\W\d_]+)", rest.casefold()):
        if digits:
            yield int(digits)
        elif word in _LATIN_COUNT:
            yield _LATIN_COUNT.index(word) + 2
        else:
            for letter in word:
                yield ord(letter) - 96 if "a" <= letter <= "z" else ord(letter)


def _roman(letters: str) -> int:
    if not letters or any(letter not in _ROMAN for letter in letters):
        return 0
    values = [_ROMAN[letter] for letter in letters]
    total = sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
    return total if re.fullmatch(r"l?x{0,3}(?:ix|iv|v?i{0,3})|xl(?:ix|iv|v?i{0,3})", letters) else 0


def _kanji(label: str) -> int:
    if len(label) == 1:
        return _KANJI.get(label, 0)
    tens, _, ones = label.partition("十")
    return (_KANJI.get(tens, 1) * 10 if "十" in label else 0) + _KANJI.get(ones, 0)
