"""How laws in the languages of Central, Northern and Eastern Europe, the Caucasus and Central Asia refer to articles.

A table by language, as regular expressions: the word for an article where it stands before the number and where it
stands after it, what is written at a number, and which words beside a reference say that it is one to another law.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["WORDS", "ReferenceWords"]


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """The words of one language.

    Attributes:
        before: Words for an article before its number.
        after: Words for an article after its number.
        at: What may stand at the number, after it, before the word.
        prefix: What may stand before the number, joined to it.
        also: Words between the numbers of a list.
        until: Words between those of a range.
        other_after, other_before: Words after and before a reference that make it one to another law.
        own_after, own_before: Those that make it one to this law, whatever else stands there.
        aside: Words before a reference that set the article aside.
        letters: A letter of the number may stand behind the word: ``228. gr. a``.
    """

    before: str = ""
    after: str = ""
    at: str = r"\.?"
    prefix: str = ""
    also: str = ""
    until: str = ""
    other_after: str = ""
    other_before: str = ""
    own_after: str = ""
    own_before: str = ""
    aside: str = ""
    letters: bool = False


_NEAR = r"(?:[^.;,:\n]|(?<=\d)\.|\.(?=\s(?-i:[a-zа-яα-ωά-ώ(\d]))|,(?=\s(?:st|abs|odst|ods|ust|al|ал|т|stk|nr)\.))"
"""A sign of the clause that a reference stands in; the full stop of an abbreviation or ordinal is one."""

_HR = ReferenceWords(
    before=r"člank\w*|članak\w*|članc\w*|član(?:a|u|om|ovi\w*|ova|ak)?|čl\.|члан(?:а|у|ом|ови\w*|ова)?|чл\.",
    also=r"i|ili|te|и|или",
    until=r"do|до",
    other_after=rf"{_NEAR}{{0,40}}?\b(?:zakon(?:a|ika)|ustava|konvencije|закон(?:а|ика)|устава|конвенције)\b",
    own_after=rf"{_NEAR}{{0,25}}?\b(?:ov(?:og|oga|im|om)|istog|тог|ов(?:ог|ога|им|ом))\s+\w+",
    aside=r"osim|izuzev|neovisno o|bez obzira na|ukida\w*|mijenja\w*|осим|изузев|без обзира на|укида\w*",
)
_CS = ReferenceWords(
    before=r"§§?|článk\w+|článek|čl\.",
    also=r"a|nebo|i|anebo",
    until=r"až|do",
    other_after=rf"{_NEAR}{{0,40}}?\b(?:zákona|zákoníku|řádu|ústavy|úmluvy|listiny)\b",
    own_after=rf"{_NEAR}{{0,25}}?\btohoto\s+\w+",
    aside=r"s výjimkou|kromě|bez ohledu na|není dotčeno|není-li",
)
_DA = ReferenceWords(
    before=r"§§?|artikel|artikkel",
    also=r"og|eller|samt",
    until=r"til",
    other_after=rf"{_NEAR}{{0,40}}?\bi\s+(?!denne)(?:\w+\s){{0,2}}\w*(?:lov|loven|grunnloven|konventionen|konvensjonen)\b",
    other_before=r"\b(?!denne)\w{2,}(?:lov|loven|lovens|forordningen|forskriften)\s*$",
    own_before=r"\bdenne lovs?\s*$",
    aside=r"uanset|uten hensyn til|med undtagelse af|med unntak av|bortset fra|unntatt",
)
_IS_PART = (
    r"(?:(?:\d{1,3}\.(?:\s(?:og|eða|til)\s|\s?[–-]\s?|,\s)){0,3}\d{1,3}\.\s(?:mgr|tölul|málsl|stafl)\.|[a-z]-lið\w*)"
)
"""A part of an article, named before it: ``1. mgr. 12. gr.``."""
_IS_LAWS = (
    r"(?:\w*(?<!fé)(?<!banda)(?<!sam)(?<!á)(?:laga|laganna)|stjórnarskr\w+|\w*samning(?:s|sins)|\w*reglugerð\w*|"
    r"tilskipun\w*)"
)
"""Another law, in the genitive: ``almennra hegningarlaga``, ``laga nr. 30/1998``; but not ``sveitarfélaga``."""
WORDS: dict[str, ReferenceWords] = {
    "pl": ReferenceWords(
        before=r"artykuł\w*|art\.",
        also=r"i|oraz|lub|albo",
        until=r"do",
        other_after=rf"{_NEAR}{{0,30}}?\b(?:kodeksu|konstytucji|konwencji|rozporządzenia|ustawy)\b",
        own_after=rf"{_NEAR}{{0,25}}?\b(?:niniejsz|tej)\w*\s+\w+",
        aside=r"z wyjątkiem|z zastrzeżeniem|niezależnie od|uchyla\w*|bez względu na",
    ),
    "cs": _CS,
    "sk": ReferenceWords(
        before=r"§§?|článk\w+|článok|čl\.",
        also=r"a|alebo|i",
        until=r"až|do",
        other_after=rf"{_NEAR}{{0,40}}?\b(?:zákona|zákonníka|poriadku|ústavy|dohovoru)\b",
        own_after=rf"{_NEAR}{{0,25}}?\btohto\s+\w+",
        aside=r"s výnimkou|okrem|bez ohľadu na|nie je dotknuté",
    ),
    "sl": ReferenceWords(
        before=r"čl\.",
        after=r"člen\w*",
        at=r"\.?(?:\s?[a-z](?=\s))?",
        also=r"in|ali|ter",
        until=r"do",
        other_after=rf"{_NEAR}{{0,40}}?\b(?:zakon(?:a|ika)|ustave|konvencije)\b",
        own_after=rf"{_NEAR}{{0,25}}?\btega\s+\w+",
        aside=r"razen|ne glede na|brez poseganja v",
    ),
    "hr": _HR,
    "bs": _HR,
    "cnr": _HR,
    "sr": _HR,
    "mk": ReferenceWords(
        before=r"член(?:от|ови\w*)?|чл\.",
        also=r"и|или",
        until=r"до",
        other_after=rf"{_NEAR}{{0,40}}?\b(?:закон(?:от|икот|ик)|уставот|конвенцијата)\b",
        own_after=rf"{_NEAR}{{0,25}}?\bовој\s+\w+",
        aside=r"освен|без оглед на|со исклучок на",
    ),
    "bg": ReferenceWords(
        before=r"член(?:а|ът|ове|овете)?|чл\.",
        also=r"и|или",
        until=r"до",
        other_after=rf"{_NEAR}{{0,40}}?\bот\s+(?:\w+\s){{0,3}}(?:закон\w*|кодекс\w*|конституция\w*|конвенция\w*)\b",
        own_after=rf"{_NEAR}{{0,25}}?\b(?:този|настоящия)\s+\w+",
        aside=r"освен|с изключение на|независимо от|отменя\w*",
    ),
    "el": ReferenceWords(
        before=r"άρθρ\w+|αρθρ\w+|άρθ\.",
        also=r"και|ή",
        until=r"έως|ως|μέχρι",
        other_after=rf"{_NEAR}{{0,40}}?\b(?:του|της)\s+(?:\w+\s){{0,2}}(?:κώδικα|νόμου|ν\.|συντάγματος|σύμβασης|π\.?κ\.|κ\.?π\.?δ\.)",
        own_after=rf"{_NEAR}{{0,25}}?\b(?:παρόντος|παρόντα|παρούσας)\b",
        aside=r"με την επιφύλαξη|εκτός|ανεξάρτητα από|καταργ\w*",
    ),
    "ka": ReferenceWords(
        after=r"მუხლ\w*",
        before=r"მუხლ\w*",
        at=r"(?:-?ე)?",
        prefix=r"(?:მე-?)?",
        also=r"და|ან",
        until=r"-",
        other_before=r"(?:კოდექსის|კანონის|კონსტიტუციის|კონვენციის)\s*$",
        own_before=r"ამ\s+(?:კოდექსის|კანონის)\s*$",
        aside=r"გარდა|მიუხედავად",
    ),
    "hy": ReferenceWords(
        after=r"հոդված\w*",
        before=r"հոդված\w*",
        at=r"(?:-(?:րդ|ին))?",
        also=r"և|եւ|ու|կամ",
        other_before=r"(?:օրենսգրքի|օրենքի|սահմանադրության|կոնվենցիայի)\s*$",
        own_before=r"սույն\s+(?:օրենսգրքի|օրենքի)\s*$",
        aside=r"բացառությամբ|անկախ",
    ),
    "az": ReferenceWords(
        after=r"madd[əe]\w*",
        before=r"madd[əe]\w*",
        at=r"(?:-?(?:ci|cı|cu|cü))?",
        also=r"və|və ya|ya da",
        other_before=r"(?:məcəlləsinin|qanununun|konstitusiyasının|konvensiyasının)\s*$",
        own_before=r"\bbu\s+(?:məcəllənin|qanunun)\s*$",
        aside=r"istisna olmaqla",
    ),
    "uz": ReferenceWords(
        after=r"modda\w*|модда\w*",
        at=r"\s?-?",
        also=r"va|yoki|hamda|ва|ёки|ҳамда",
        other_before=r"(?:kodeksining|qonunining|konstitutsiyasining|кодексининг|қонунининг|конституциясининг)\s*$",
        own_before=r"(?:ushbu|mazkur|ушбу|мазкур)\s+(?:kodeksning|qonunning|кодекснинг|қонуннинг)\s*$",
    ),
    "hu": ReferenceWords(
        after=r"§|cikk\w*",
        also=r"és|vagy|illetve|valamint",
        until=r"-|–",
        other_before=r"(?:törvénykönyv\w*|törvény|rendelet|alaptörvény|Btk\.|Be\.|egyezmény)\s*$|\b\d{4}\.\s*évi[^.;]{0,60}$",
        own_before=r"\b(?:e|ezen|jelen)\s+(?:törvény|törvénykönyv)\s*$",
        aside=r"kivéve",
    ),
    "sq": ReferenceWords(
        before=r"neni\w*|nene\w*",
        also=r"dhe|ose|e",
        until=r"deri",
        other_after=rf"{_NEAR}{{0,40}}?\btë\s+(?:\w+\s){{0,2}}(?:kodit|kushtetutës|ligjit|konventës)\b",
        own_after=rf"{_NEAR}{{0,25}}?\bkëtij\s+\w+",
        aside=r"përveç|pavarësisht|me përjashtim",
    ),
    "sv": ReferenceWords(
        after=r"§§?",
        at=r"",
        also=r"och|eller|samt",
        until=r"till|-|–",
        other_after=r"\s*(?:(?:första|andra|tredje) stycket\s*)?(?:i\s+)?(?:\w+\s)?\w*(?:balken|lagen|"
        r"förordningen|formen)\b",
        own_after=rf"{_NEAR}{{0,25}}?\bdenna lag\b",
        aside=r"utom|trots|oavsett",
    ),
    "da": _DA,
    "nb": _DA,
    "no": _DA,
    "fi": ReferenceWords(
        after=r"§(?::\w+)?",
        at=r"",
        also=r"ja|tai|sekä",
        until=r"-|–",
        other_before=r"(?:\b(?!lain)\w{2,}(?:lain|kaaren|asetuksen|sopimuksen)|"
        r"\(\d{1,4}/\d{4}\))\s*(?:\d{1,3}\s?[a-z]? luvun\s*)?$",
        own_before=r"\btämän lain\s*(?:\d{1,3}\s?[a-z]? luvun\s*)?$",
        aside=r"lukuun ottamatta|poiketen",
    ),
    "is": ReferenceWords(
        after=r"gr\.|grein\w*",
        also=r"og|eða",
        until=r"til|-|–",
        other_after=rf"(?:(?:,|\s(?:og|eða))\s(?:{_IS_PART}\s)*(?:\d{{1,4}}\.(?:\s?(?:og|eða|–|-)\s?)?)+\s?gr\.(?:\s[a-z](?![\w-]))?)*"
        rf"\s+(?:(?:sömu|eldri|nýrri|gildandi|þeirra|þágildandi)\s+|\w+(?:ra|na)\s+){{0,2}}{_IS_LAWS}\b",
        other_before=rf"(?:\bl\.|\blaga?|\blögum|\bnr\.)\s*(?:nr\.\s*)?\d{{1,3}}/\d{{4}},\s*(?:{_IS_PART}\s*)*$",
        own_after=r"\s+(?:laga\s+þessara|þessara\s+laga|laga\s+þessa)\b",
        own_before=r"\b(?:lögum\s+þessum|þessum\s+lögum),?\s*$",
        aside=r"(?:þrátt fyrir|með fyrirvara um|að undanskil\w+|óháð|önnur en|nema)(?:\s\w+)?"
        rf"(?:(?:\s(?:og|eða))?\s{_IS_PART})*",
        letters=True,
    ),
    "et": ReferenceWords(
        before=r"§(?:-\w+)?|§§|paragrahv\w*",
        also=r"ja|või|ning",
        until=r"kuni|-|–",
        other_before=r"\b\w*(?:seadustiku|seaduse|konventsiooni|põhiseaduse)\s*$",
        own_before=r"\bkäesoleva\s+(?:seadustiku|seaduse)\s*$",
        aside=r"välja arvatud|sõltumata",
    ),
    "lv": ReferenceWords(
        after=r"pant\w*",
        also=r"un|vai",
        until=r"līdz|-|–",
        other_before=r"\b\w*(?:likuma|kodeksa|satversmes|konvencijas)\s*$",
        own_before=r"\b(?:šā|šī)\s+(?:likuma|kodeksa)\s*$",
        aside=r"izņemot|neatkarīgi no",
    ),
    "lt": ReferenceWords(
        after=r"straipsn\w*",
        before=r"str\.",
        also=r"ir|arba|bei",
        until=r"–|-|iki",
        other_before=r"\b(?:kodekso|įstatymo|konstitucijos|konvencijos)\s*$",
        own_before=r"\bšio\s+(?:kodekso|įstatymo)\s*$",
        aside=r"išskyrus|nepaisant",
    ),
}
"""ISO 639-1 code ▶ its words; languages that are not here are read by the rules of
:mod:`lexalign.matching.references`.
"""
