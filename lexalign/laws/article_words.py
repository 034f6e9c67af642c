"""What laws call an article, in many languages, and the words that stand for its number."""

from __future__ import annotations

__all__ = ["AFTER", "APART", "BEFORE", "FAMILY", "LETTER_AFTER", "LINKS", "ORDINALS", "PLURALS", "STOPPED_HEADINGS"]

_LOWER = "article|articles|art|artículo|articulo|artigo|articolul|articol|articolo|artikel|artikkel|artykuł"
"""Words that are also printed in small letters at the beginning of an article."""

_ANY = (
    "artikolu|artikulo|artigu|atik|arts|artículos|articoli|artikelen|artigos|статья|статьи|стаття|статті|член|члан|"
    "чл|članak|član|članci|člen|čl|článok|článek|neni|madde|maddə|мадда|модда|моддаи|madda|артыкул|հոդված|მუხლი|άρθρο|"
    "άρθρον|αρθρο|αρθρον"
)
"""Words printed with a capital first letter or in capitals only."""

_NO_CAPITALS = "მ"
"""First letters of words above of scripts whose capitals Unicode knows and print does not use."""

_CASELESS = (
    "المادة|المــادة|مادة|ماده|مادہ|دفعہ|ماددەی|ماددە|סעיף|አንቀጽ|አንቀፅ|ዓንቀጽ|มาตรา|ມາດຕາ|មាត្រា|ပုဒ်မ|धारा|अनुच्छेद|दफा|ধারা|"
    "অনুচ্ছেদ|වගන්තිය|பிரிவு"
)
"""Words of scripts that know no capitals."""

APART = ("pasal", "fasal", "điều", "qodobka", "ingingo", "ibara", "kifungu", "alt", "erthygl", "andininy", "perkara")
"""Words of languages in which laws are printed beside other languages: each is a numbering of its own."""

_OTHERS = {
    "section": "section|sections|sec|sect|sek|seksyen|seksiyon|adran",
    "clause": "clause|ข้อ",
    "regulation": "regulation|rule",
}

AFTER = (
    r"modda|модда|бап|берене|статья|cikk|straipsnis|pants|§|gr|grein|člen|член|artikulua|madda|"
    r"(?:дугаар|дүгээр)[ \xa0]зүйл"
    r"|зүйл"
)
"""Words that follow the number, as a regular expression: ``12-modda``, ``12. člen``, ``12 §``, ``12. gr.``."""

LETTER_AFTER = r"(?<=[\d.\s]gr)\.?[ \t\xa0]?(?P<letter>[a-z])(?![\w-])"
"""A letter of the number that stands behind the word: ``228. gr. a``."""

STOPPED_HEADINGS = frozenset(("after gr", "after grein"))
"""Families of articles whose headings are sentences: ``Gildissvið.`` on a line of its own, with its full stop."""

BEFORE = frozenset(("ek", "geçici", "mükerrer", "additional", "transitional", "provisional", "əlavə", "додаткова"))
"""Words, folded, before the word: ``Ek Madde 1`` and ``Geçici Madde 1`` are numbered apart from ``Madde 1``."""

LINKS = r"(?:ya|cha|la|faha-?)"
"""Small words between the word and the number: ``Ingingo ya 12``."""

_PLURAL = (
    "articles|articole|articoli|artículos|articulos|artigos|artikelen|arts|sections|статьи|статті|члены|чланови|članci|"
    "§§|المواد"
)
PLURALS = frozenset(_PLURAL.split("|"))
"""Words, folded, that announce several articles at once: ``Articles 12 to 15 (repealed)``."""


def _families() -> dict[str, str]:
    out: dict[str, str] = {"§": "§", "§§": "§"}
    for word in _LOWER.split("|"):
        out |= dict.fromkeys((word, word.capitalize(), word.upper()), "article")
    for word in _ANY.split("|"):
        if word[0] in _NO_CAPITALS:
            out[word] = "article"
        out |= dict.fromkeys((word.capitalize(), word.upper()), "article")
    for word in APART:
        out |= dict.fromkeys((word, word.capitalize(), word.upper()), word)
    out |= dict.fromkeys(_CASELESS.split("|"), "article")
    for family, words in _OTHERS.items():
        out |= {form: family for word in words.split("|") for form in (word.capitalize(), word.upper())}
    return out


FAMILY = _families()
"""Word as printed ▶ family of numbering."""


def _arabic() -> dict[str, str]:
    """The ordinal numbers of Arabic laws, feminine as ``المادة`` asks, up to 199."""
    ones = ["الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة"]
    first = ("الأولى", "الاولى")
    tens = ["العشر", "الثلاث", "الأربع", "الخمس", "الست", "السبع", "الثمان", "التسع"]
    out: dict[str, str] = dict.fromkeys(first, "1")
    out |= {word: str(n) for n, word in enumerate(ones, start=2)}
    out["العاشرة"] = "10"
    for n, word in enumerate(["الحادية", *ones], start=11):
        out |= {f"{word} عشرة": str(n), f"{word} عشر": str(n)}
    for ten, stem in enumerate(tens, start=2):
        for ending in ("ون", "ين"):
            word = stem + ending
            for form in {word, word.replace("أ", "ا")}:
                out[form] = str(10 * ten)
                for n, one in enumerate(["الحادية", *ones], start=1):
                    out |= {f"{one} و{form}": str(10 * ten + n), f"{one} و {form}": str(10 * ten + n)}
    for hundred in ("المائة", "المئة"):
        out |= {f"{word} بعد {hundred}": str(100 + int(n)) for word, n in list(out.items()) if int(n) < 100}
        out[hundred] = "100"
    return out


_ORDINALS = {
    "1": "one|first|premier|première|1er|primo|primero|primeiro|unico|único|unique|întâi|unic|birinci|перша|первая|اول|"
    "mbere|kwanza",
    "2": "two|second|deuxième|segundo|secondo|دوم",
    "3": "three|third|troisième|tercero|terceiro|terzo|سوم",
    "4": "four|fourth|quatrième|cuarto|quarto|چهارم",
    "5": "five|fifth|cinquième|quinto|پنجم",
    "6": "six|sixth|sixième|sexto|sesto|ششم",
    "7": "seven|seventh|septième|séptimo|sétimo|settimo|هفتم",
    "8": "eight|eighth|huitième|octavo|oitavo|ottavo|هشتم",
    "9": "nine|ninth|neuvième|noveno|nono|نهم",
    "10": "ten|tenth|dixième|décimo|decimo|دهم",
}


def _ordinals() -> dict[str, str]:
    out = _arabic()
    for number, words in _ORDINALS.items():
        for word in words.split("|"):
            out |= dict.fromkeys((word.capitalize(), word.upper()), number)
            if number == "1":
                out[word] = number
    return out


ORDINALS = _ordinals()
"""Word as printed ▶ the number it stands for."""
