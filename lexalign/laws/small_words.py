"""Small words of the languages that official gazettes print laws in, and what those languages are called."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["ALIKE", "NAMES", "NEVER", "OWN_SCRIPT", "SCRIPTS", "STOP_WORDS", "WORDS_OF", "name_of", "small_words"]

NAMES = {
    "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "bs": "Bosnian", "ca": "Catalan", "cnr": "Montenegrin", "cs": "Czech", "cy": "Welsh", "da": "Danish",
    "de": "German", "dv": "Dhivehi",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "ga": "Irish", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "ht": "Haitian",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian",
    "kk": "Kazakh", "km": "Khmer", "ko": "Korean", "ky": "Kyrgyz", "lb": "Luxembourgish", "lo": "Lao",
    "lt": "Lithuanian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian", "mn": "Mongolian", "ms": "Malay",
    "mt": "Maltese", "my": "Burmese", "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "rn": "Kirundi", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "si": "Sinhala",
    "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "tg": "Tajik", "th": "Thai", "ti": "Tigrinya", "tk": "Turkmen", "tl": "Filipino",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""ISO 639-1 code ▶ name in English."""

ALIKE = (
    {"rw", "rn"},
    {"hr", "bs", "cnr", "sr"},
    {"id", "ms"},
    {"da", "nb", "no", "nn"},
    {"am", "ti"},
    {"tl", "fil"},
    {"fa", "tg", "ps"},
)
"""Languages that small words do not tell apart: who asks for one of them gets the text that reads like another."""

STOP_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in or for by is be any that shall "
        "with as this an under which not may such it on section act",
        "fr": "le la les des du et est en un une par pour dans que "
        "qui ou sur au aux sont il ne pas ce cette être article loi",
        "es": "el la los las del de y en que se por para con "
        "una un o su al como lo no sin será ley artículo podrá cuando",
        "pt": "o os as do da dos das e em que se por para com uma um ou ao à no na nos não são lei artigo pelo pela é",
        "de": "der die das und in den von zu des dem ist mit "
        "oder nicht wird für auf eine einer ein im nach sich auch gesetz",
        "nl": "de het een van en in of dat op te is voor "
        "met aan door wordt niet die bij ten tot artikel worden als zijn",
        "it": "il lo gli di del della dei delle e è che in per con una un o al alla sono non dal si ai nel articolo",
        "ro": "și şi de la în care cu din sau se pe a "
        "al prin nu pentru unei unui este sunt prevăzute legea art ale lit",
        "ru": "и в не на с по что или от за для к о из при его лица лиц статьи статья а то как также если этого был",
        "uk": "і та в на не з що або до за від для у її про при його особи статті стаття є це як якщо цього також й",
        "tr": "ve bir bu ile veya için olan de da madde "
        "göre kadar olarak ya kanun hakkında ise suç hapis cezası birinci",
        "ar": "في من على أو أن إلى المادة هذا التي عن كل لا به ما ذلك أي مع القانون لم بين يعاقب و بها الذي",
    }.items()
}
"""Language ▶ small words that make up a large part of any legal text in it."""

_MORE = {
    "rw": "mu ku no na ya cyangwa ry n’ by cy kandi ibyo iri itegeko ingingo igihe kugira gukora ko cyo rya bya cya "
    "kuri muri umuntu ari hakurikijwe ubu iyo wa yo byo ntabwo nta uko hagati hamwe bigomba kigomba",
    "sw": "ya na wa kwa katika au la ni za kuwa hii ambayo kama cha yoyote mtu sheria hiyo kifungu lazima vya huo ili "
    "chini bila baada",
    "mt": "ta ‑il il tal fil ma li jew għandu għandha dan din għal f b minn hija kull persuna artikolu att mill bil "
    "sabiex ikun tkun dawk hu kif meta lil skont taħt għandhom",
    "sq": "të e në dhe i për me që nga një si është ose së ky neni këtij ligj me kur sipas kjo tij do janë",
    "hr": "i u na za se je od ili koji koje da iz ovog članka sa zakona te koja sukladno kao bez ako su članak će "
    "može po stavka osoba člana stav",
    "sr": "и у на за се је су или од који које да из овог овим члана члан закона са као без ако ће може по лице става",
    "mk": "и на во за од се со да или што е по ако ќе член ставот овој закон кој како",
    "bg": "и на за в от се по или с до е да при чл ал който ако закон на това са не като за което",
    "pl": "i w z na do o się lub nie jest oraz za od przez art ust który w tym ustawy po przy dla jeżeli podlega albo",
    "cs": "a v se na o nebo k z za s je do podle odst které který zákona jako ve od není být při pro této",
    "sk": "a v sa na o alebo k z za s je do podľa ods ktoré ktorý zákona ako vo od nie byť pri pre tohto odo",
    "sl": "in v na za se je o ali iz ki z po s člen zakona člena odstavka ne pri od kot da če do tega",
    "hu": "a az és vagy hogy nem meg ha egy is e szerint törvény bekezdés valamint illetve által kell aki cikk",
    "fi": "ja tai on että sekä sen joka ei jos voi ovat tämän mukaan lain momentin pykälän jonka se siitä rikoksesta",
    "sv": "och i att av som den för på till är om eller en det ett med skall ska inte har vid kap enligt denna lag",
    "da": "og i at af som den for på til er om eller en det et med skal ikke har ved efter denne lov stk kan der",
    "is": "og að sem er um í til á við af ekki eða skal með en fyrir þessi lög laga gr mgr skv má þess hefur frá ef "
    "verður það þegar hann henni þeim sé eru vera sbr þó þar hver",
    "et": "ja on või ei ning selle kui mis seaduse lõike kes käesoleva ka tema alusel korral ta isiku",
    "lv": "un ir vai ar no par uz šī likuma panta kas pēc tiek ja to šā šajā ka tā persona",
    "lt": "ir arba ar su į yra iš šio straipsnio kai už kad pagal įstatymo ne jo kurie tai asmuo bei dėl",
    "el": "και το του της των η ο να που με για από στην στο σε την τον ή οι τα είναι άρθρο",
    "ga": "an na agus ar le do a i ag go den nó is sa faoi bhfuil leis má alt duine chun acht aon",
    "cy": "y yr a o i yn ar am neu ac â os gan mae hon ei hwn adran wedi person deddf ddeddf dan",
    "ca": "la de el i els les que per en del amb una un o no al dels se article als si llei aquesta aquest "
    "són les és pel ha",
    "eu": "eta edo du da ez dira bat artikulua lege legea izango ere hau honen direla dituzte beharko duen",
    "lb": "an de den d’ dat fir mat vun zu ass sech oder eng en déi net gëtt dëst gesetz artikel bei op",
    "id": "dan yang di atau dengan untuk dari pada dalam ini ke tidak ayat pasal oleh setiap dapat sebagaimana orang "
    "dimaksud adalah undang mana hendaklah akan bagi",
    "tl": "ng ang sa mga na at o ay kung para nito hindi anumang may seksyon artikulo batas isang ito mula",
    "vi": "và các của có được người hoặc theo này là cho trong với không khi điều khoản quy định về bị tại đã",
    "so": "iyo ee oo ka ku ama in uu waa la ah loo qodobka sharciga sharci qof soo si u ay leh wax",
    "mg": "ny sy ny ao amin na izay dia ho an fa tsy ity lalàna andininy noho araka misy olona raha eo",
    "ht": "nan ak yon ki pou la yo pa sou oswa se moun atik lwa si nenpòt li epi sa",
    "az": "və ya ilə bu üçün olan hər bir da də maddə qanun olaraq edilən görə tərəfindən olduqda cəza haqqında",
    "uz": "va yoki bilan uchun bu ushbu modda qonun boʻyicha tomonidan shaxs bo‘yicha esa ham har bir kerak "
    "ва ёки билан учун бу ушбу модда қонун бўйича томонидан шахс эса ҳам ҳар бир керак",
    "tk": "we ýa-da ýa bilen üçin bu şu madda kanun boýunça tarapyndan hem bir her",
    "kk": "және немесе мен үшін бұл осы бап заң бойынша тиіс егер қылмыстық адам немесе болып бір",
    "ky": "жана же менен үчүн бул ушул берене мыйзам боюнча тийиш эгерде адам болуп бир",
    "tg": "ва ё бо дар аз барои ин ки моддаи қонуни мазкур шахс мешавад ба агар",
    "mn": "болон буюу энэ хууль нь зүйл тухай байх дагуу хүн бол ба эсхүл заасан",
    "be": "і ў або на з па для не што да за ад у гэтага артыкула закона якія як калі",
    "fa": "و در به از که را این با است برای آن یا هر می شود ماده قانون باشد تا مورد شده بر خود های",
    "ur": "کے کی کا اور میں سے ہے کو یا کسی اس پر یہ کہ ہو نہ دفعہ جو ہیں گا تحت شخص",
}

NEVER = {
    "ru": "јљњђћѓќѕіїєґўқғҳҷӣӯәөүһңі", "uk": "ыэёъјљњђћѓќѕўқғҳҷӣӯәөүһң", "be": "ијљњђћѓќѕїєґқғҳщъ",
    "bg": "ыэёіїєґјљњђћѓќѕўқғҳҷӣӯәөүһң", "sr": "ыэёъщйюяьіїєґѓќѕўқғҳҷ", "mk": "ыэёъщйюяьіїєґђћўқғҳҷ",
    "tg": "ыщьцјљњђћѓќѕіїєґў", "uz": "ыщьјљњђћѓќѕіїєґҷӣӯәөүһң", "kk": "ўҳҷӣӯјљњђћ", "ky": "ўқғҳҷӣӯәһіјљњђћ",
    "mn": "ўқғҳҷӣӯәһіңјљњђћ", "is": "åøäßçñãõàèìòùëïâêîôûąćęłńśźżčšžřůěďťňőűğışțțăġħ",
}  # fmt: skip
"""Language in Cyrillic letters, or Icelandic ▶ letters that its words are never printed with."""

WORDS_OF: dict[str, frozenset[str]] = STOP_WORDS | {code: frozenset(words.split()) for code, words in _MORE.items()}
"""The same for all languages that gazettes are printed in, as far as we know them."""

SCRIPTS = {
    "el": "\u0370-\u03ff\u1f00-\u1fff", "hy": "\u0530-\u058f", "he": "\u0590-\u05ff", "dv": "\u0780-\u07bf",
    "hi": "\u0900-\u097f", "bn": "\u0980-\u09ff", "ta": "\u0b80-\u0bff", "si": "\u0d80-\u0dff", "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff", "my": "\u1000-\u109f", "ka": "\u10a0-\u10ff\u1c90-\u1cbf", "am": "\u1200-\u139f",
    "km": "\u1780-\u17ff", "ja": "\u3041-\u30ff", "ko": "\uac00-\ud7af\u1100-\u11ff", "zh": "\u3400-\u9fff",
}  # fmt: skip
"""Language ▶ the letters that laws in it alone are printed with."""

OWN_SCRIPT = re.compile("|".join(f"(?P<{code}>[{letters}])" for code, letters in SCRIPTS.items()))
"""A letter of one of them; the group that matches is the language."""


@cache
def small_words() -> dict[str, tuple[str, ...]]:
    """Each small word, in small letters ▶ the languages that it is one of."""
    out: dict[str, tuple[str, ...]] = {}
    for language, words in WORDS_OF.items():
        for word in words:
            for part in re.findall(r"[^\W\d_]+", word):
                if language not in out.get(part, ()):
                    out[part] = (*out.get(part, ()), language)
    return out


def name_of(language: str) -> str:
    """A language in English; its code where we have no name for it."""
    return NAMES.get(language, repr(language))
