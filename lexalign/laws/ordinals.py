"""Ordinal numbers in words, first to fortieth and beyond, as the headings of parts and chapters spell them."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["ORDINAL_AFTER", "ORDINAL_BEFORE", "ORDINAL_STARTS"]

_GAP = r"[ \t\xa0]{1,3}"
_JOIN = r"[ \t\xa0-]{0,3}"


def _loose(stem: str) -> str:
    """A stem as a pattern in which accents may be missing, as they often are in capitals."""
    bare = [unicodedata.normalize("NFD", letter)[0] if letter.isalpha() else letter for letter in stem]
    same = {"ё": "её", "й": "й", "ї": "ї", "'": "'’ʼ`", "ı": "ıi"}
    return "".join(
        f"[{same[one]}]" if one in same else (f"[{one}{plain}]" if one != plain else re.escape(one))
        for one, plain in zip(stem, bare, strict=True)
    )


def _any(stems: str, endings: str = "") -> str:
    longest = sorted(stems.split(), key=len, reverse=True)
    return f"(?:{'|'.join(map(_loose, longest))}){endings}"


_ENGLISH = "first second third fourth fifth sixth seventh eighth ninth"
_ENGLISH_ALONE = (
    f"{_ENGLISH} tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    "twentieth thirtieth fortieth"
)
_COUNTED = "one two three four five six seven eight nine"
_COUNTED_ALONE = (
    f"{_COUNTED} ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty"
)
_FRENCH = (
    "deux trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz dix-sept dix-huit dix-neuv vingt "
    "trent quarant"
)
_FRENCH_UNITS = "un deux trois quatr cinqu six sept huit neuv"
_IBERIAN = (
    "segund cuart quart quint sext séptim sétim setim octav oitav noven non primer primeir tercer terceir únic undécim "
    "duodécim"
)
_IBERIAN_TENS = "décim decimo vigésim vigesimo trigésim trigesimo cuadragésim quadragésim"
_ITALIAN = (
    "prim second terz quart quint sest settim ottav non decim undicesim dodicesim tredicesim quattordicesim "
    "quindicesim sedicesim diciassettesim diciottesim diciannovesim ventesim trentesim quarantesim"
)
_ITALIAN_DIGITS = "prim second terz quart quint sest settim ottav non"
_ITALIAN_UNITS = "un du tre quattr cinqu sei sett ott nov"
_GERMAN = "erst zweit dritt viert fünft sechst siebent siebt acht neunt zehnt elft zwölft"
_GERMAN_UNITS = "ein zwei drei vier fünf sech sechs sieb sieben acht neun"
_GERMAN_TENS = "zwanzig dreißig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig"
_DUTCH = "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde"
_DUTCH_TEENS = "der veer vijf zes zeven acht negen"
_DUTCH_UNITS = "een twee drie vier vijf zes zeven acht negen"
_DUTCH_TENS = "twintigste dertigste veertigste"
_TURKISH = "birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu"
_TURKISH_TENS = "onuncu yirminci otuzuncu kırkıncı"
_RUSSIAN = "перв втор трет четвёрт пят шест седьм восьм девят"
_RUSSIAN_ALONE = (
    f"{_RUSSIAN} десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат "
    "девятнадцат двадцат тридцат сороков"
)
_UKRAINIAN = "перш друг трет четверт п'ят шост сьом восьм дев'ят"
_UKRAINIAN_ALONE = (
    f"{_UKRAINIAN} десят одинадцят дванадцят тринадцят чотирнадцят п'ятнадцят шістнадцят сімнадцят вісімнадцят "
    "дев'ятнадцят двадцят тридцят сороков"
)
_ROMANIAN_TEENS = "un do doi două trei pai patru cinci șai șase șapte opt nouă"
_ROMANIAN_HE = "doilea treilea patrulea cincilea șaselea șaptelea optulea nouălea zecelea douăzecilea treizecilea"
_ROMANIAN_SHE = "doua treia patra cincea șasea șaptea opta noua zecea douăzecea treizecea"
_ARABIC = "أول أولى اول اولى ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر حادي"

_ENGLISH_WORD = rf"(?:{_any('twenty thirty')}{_JOIN}{_any(_ENGLISH)}|{_any(_ENGLISH_ALONE)})"
_COUNTED_WORD = rf"(?:{_any('twenty thirty')}{_JOIN}{_any(_COUNTED)}|{_any(_COUNTED_ALONE)})"
_FRENCH_WORD = (
    r"(?:premier|premi[èe]re|seconde?|"
    rf"{_any('vingt trent quarant')}e?{_JOIN}(?:et{_JOIN})?{_any(_FRENCH_UNITS)}i[èe]me|{_any(_FRENCH)}i[èe]me)"
)
_IBERIAN_WORD = (
    rf"(?:{_any(_IBERIAN_TENS)}(?:[oa](?!\w))?{_JOIN}{_any(_IBERIAN)}[oa]?"
    rf"|{_any('décim vigésim trigésim cuadragésim quadragésim')}[oa]"
    rf"|{_any('primer tercer')}|{_any(_IBERIAN)}[oa])"
)
_ITALIAN_WORD = (
    rf"(?:{_any('decim ventesim trentesim')}[oa]?{_JOIN}{_any(_ITALIAN_DIGITS)}[oa]"
    rf"|(?:vent|trent|quarant)[ia]?{_any(_ITALIAN_UNITS)}esim[oa]|{_any(_ITALIAN)}[oa])"
)
_GERMAN_WORD = (
    rf"(?:(?:{_any(_GERMAN_UNITS)}und)?{_any(_GERMAN_TENS)}ste[rs]?|{_any(_GERMAN_UNITS)}zehnte[rs]?"
    rf"|{_any(_GERMAN)}e[rs]?)"
)
_DUTCH_WORD = rf"(?:(?:{_any(_DUTCH_UNITS)}[eë]n)?{_any(_DUTCH_TENS)}|{_any(_DUTCH_TEENS)}t(?:t)?iende|{_any(_DUTCH)})"
_TURKISH_WORD = rf"(?:{_any('on yirmi otuz kırk')}[ \t\xa0]?{_any(_TURKISH)}|{_any(_TURKISH_TENS)}|{_any(_TURKISH)})"
_RUSSIAN_ENDING = r"(?:ый|ой|ий|ая|ое|ья|ье)"
_RUSSIAN_WORD = (
    rf"(?:(?:двадцать|тридцать|сорок){_JOIN}{_any(_RUSSIAN, _RUSSIAN_ENDING)}|{_any(_RUSSIAN_ALONE, _RUSSIAN_ENDING)})"
)
_UKRAINIAN_ENDING = r"(?:ий|ій|а|я|е|є)"
_UKRAINIAN_WORD = (
    rf"(?:(?:двадцять|тридцять|сорок){_JOIN}{_any(_UKRAINIAN, _UKRAINIAN_ENDING)}"
    rf"|{_any(_UKRAINIAN_ALONE, _UKRAINIAN_ENDING)})"
)
_ROMANIAN_WORD = (
    r"(?:[îi]nt[âîi]i|prima|"
    rf"a{_GAP}(?:{_any('douăzeci treizeci')}{_GAP}[șşs]i{_GAP}(?:una|{_any(_ROMANIAN_SHE)})|{_any(_ROMANIAN_SHE)}"
    rf"|{_any(_ROMANIAN_TEENS)}sprezecea|(?:\d{{1,2}}|[IVXL]{{1,7}})-a)"
    rf"|al{_GAP}(?:{_any('douăzeci treizeci')}{_GAP}[șşs]i{_GAP}(?:unulea|{_any(_ROMANIAN_HE)})|{_any(_ROMANIAN_HE)}"
    rf"|{_any(_ROMANIAN_TEENS)}sprezecelea|(?:\d{{1,2}}|[IVXL]{{1,7}})-lea))"
)
_ARABIC_WORD = (
    rf"(?:ال(?:{'|'.join(_ARABIC.split())})ة?(?:[ \t\xa0]+(?:عشرة?|و[ \t\xa0]?ال(?:عشر|ثلاث|أربع|اربع)[وي]ن))?"
    r"|ال(?:عشر|ثلاث|أربع|اربع)[وي]ن)"
)
_BEFORE = (
    _GERMAN_WORD,
    _DUTCH_WORD,
    _ENGLISH_WORD,
    _TURKISH_WORD,
    _FRENCH_WORD,
    _IBERIAN_WORD,
    _RUSSIAN_WORD,
    _UKRAINIAN_WORD,
)

ORDINAL_BEFORE = f"(?:{'|'.join(_BEFORE)})"
"""Pattern of an ordinal before the word: ``Dreizehnter Abschnitt``; for a match that ignores case."""

ORDINAL_AFTER = (
    rf"(?:(?:the{_GAP})?{_ENGLISH_WORD}|{_COUNTED_WORD}|{_FRENCH_WORD}|{_IBERIAN_WORD}|{_ITALIAN_WORD}|{_RUSSIAN_WORD}"
    rf"|{_UKRAINIAN_WORD}|{_ROMANIAN_WORD}|{_ARABIC_WORD})"
)
"""Pattern of an ordinal, or of a number in words, after the word: ``Título décimo tercero``, ``Part Twenty-one``."""

_SPELT = (
    f"{_GERMAN} {_GERMAN_UNITS} {_GERMAN_TENS} {_DUTCH} {_DUTCH_UNITS} {_DUTCH_TENS} {_DUTCH_TEENS} {_ENGLISH_ALONE} "
    f"{_TURKISH} {_TURKISH_TENS} on? {_FRENCH} premier {_IBERIAN} {_IBERIAN_TENS}"
)


def _starts() -> frozenset[str]:
    out: set[str] = set()
    for stem in _SPELT.split():
        bare = unicodedata.normalize("NFD", stem[:3].replace("ı", "i"))
        flat = "".join(letter for letter in bare if not unicodedata.combining(letter))
        out |= {stem[:3], flat}
    return frozenset({*out, "on ", "onb", "oni", "ony", "ona", "ond", "ons"})


ORDINAL_STARTS = _starts()
"""The first three letters of what may stand before the word, as far as a line may begin with it."""
