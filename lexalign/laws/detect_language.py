"""Language of a text by its most frequent small words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

__all__ = ["STOP_WORDS", "detect_language"]

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

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 200_000


def detect_language(text: str) -> tuple[str, float]:
    """Tell the language of a text.

    Args:
        text: Some sentences; of long texts a part from the beginning, the middle and the end is looked at.

    Returns:
        ISO 639-1 code, and the share of the words of the text that are small words of that language (0 to 1;
        running text lies between 0.2 and 0.5). ``("und", 0.0)`` where no word is known.
    """
    if len(text) > _SAMPLE:
        third, middle = _SAMPLE // 3, len(text) // 2
        text = f"{text[:third]} {text[middle : middle + third]} {text[-third:]}"
    words = Counter(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))
    total = sum(words.values())
    if not total:
        return "und", 0.0
    counts = {language: sum(words[w] for w in small) for language, small in STOP_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return (best, counts[best] / total) if counts[best] else ("und", 0.0)
