"""The law that a provision amends, as it names it: ``... section 5 of the Devices Act 1999 is amended ...``."""

from __future__ import annotations

import re

__all__ = ["named_law"]

_NUMBERED = (
    r"(?:n[.º°o]*|nr\.?|no\.?|№|nº)\s?\d[\w./-]*(?:,?\s(?:de|du|del|din|of|от|від|van|vom)\s\d{1,2}(?:er|º)?\.?\s(?:de\s)?[^\W\d_]+"
    r"(?:\s(?:de|del))?(?:\s\d{4})?)?"
)
_CODE = r"(?:code|codice|c[óo]digo|codul(?:ui)?|codi|kodeks\w*)"
_ACT = (
    r"(?:loi|legge|ley|lei|legea|legii|ordonnance|ordinanza|ordenanza|ordonan[țţ]a|decreto|d[ée]cret|decretul|wet|besluit|"
    r"закон\w*|указ\w*|постанов\w*)"
)
_NAMES = (
    # a code, followed by the words of its name: code de procédure pénale
    re.compile(rf"(?<!\w){_CODE}(?=\s)(?P<words>(?:\s(?:[^\W\d_]+['’])?[^\W\d_]+){{1,7}})", re.IGNORECASE),
    # an act with its number or date: legge 18 marzo 2008, n. 48
    re.compile(
        rf"(?<!\w){_ACT}(?:[ -](?:organi(?:que|ca)|orgánica|legislativo|legge|lei|ley|loi|supremo|federal\w*|lege))?"
        rf"\s(?:\d{{1,2}}[º°]?\s[^\W\d_]+\s\d{{4}},?\s)?{_NUMBERED}",
        re.IGNORECASE,
    ),
    # the Computer Misuse Act 1990, the Penal Code (Cap. 63)
    re.compile(
        r"(?<!\w)(?:[A-Z][\w’'\-]*(?:\s\([A-Z][\w ’'\-]{1,60}\))?(?:\s(?:of|and|the|on|for|to|against)"
        r"(?:\s(?:the|and))?)?\s){0,9}"
        r"(?<![a-z]\. )(?:Act|Code|Ordinance|Decree|Law|Regulations|Constitution)(?!\w)"
        r"(?:,?\s(?:\((?:[Cc]ap\.?|[Cc]hapter|No\.?|Act)\s?[\w ./]{1,20}\)|[Cc]ap\.?\s?[\d.:]+\w?|"
        r"No\.\s?\d+\s(?:of|/)\s?\d{4}|(?:of\s)?\d{4}))*"
    ),
    # Strafgesetzbuch, Telekommunikationsgesetz; Wetboek van Strafrecht
    re.compile(r"(?<!\w)[A-ZÄÖÜ][\w-]*(?:gesetz(?:buch)?|ordnung|verordnung|kodex)(?=(?:e?s)?(?!\w))"),
    re.compile(r"(?<!\w)Wetboek van [A-Z]\w+|(?<!\w)[A-Z][a-z]+wet(?:boek)?(?!\w)(?: [a-z]+){0,2}(?= )"),
    # Уголовный кодекс Российской Федерации, Кримінального кодексу України
    re.compile(
        r"(?<!\w)[А-ЯІЇЄҐ][\w-]+(?:\s[а-яіїєґ-]+){0,2}\s[Кк]одекс\w*(?:\s[А-ЯІЇЄҐ][\w-]+){0,2}"
        r"|(?<!\w)Закон\w*(?:\s[А-ЯІЇЄҐ]\w+){0,2}\s[«\"“][^«»\"“”\n]{3,160}[»\"”]"
    ),
    # 5237 sayılı Türk Ceza Kanunu
    re.compile(r"(?<!\w)(?:\d{1,2}/\d{1,2}/\d{4} tarihli ve )?\d{3,4} sayılı (?:[A-ZÇĞİÖŞÜ]\w+ (?:ve )?){0,7}Kanunu?"),
    # قانون العقوبات
    re.compile(r"(?<!\w)(?:ال|لل|ل|بال)?(?:قانون|مجلة|مرسوم(?:\sبقانون)?)(?:\sال[^\W\d_]+){1,3}(?:\sرقم\s\(?\d+\)?)?"),
)
_STOPS = (
    "sono è e viene vengono dopo est sont il elle on ainsi se es són são é fica ficam passa passam après un "
    "une uno una i gli che qui que come comme como en dans sous articolo article artículo artigo articolul et "
    "y și şi o aprobado aprobat approvato promulgué mediante este esta ce cette questo ha hanno si sia al ao "
    "aos als alla alle aux au las los les lo partea cu prin republicat publicat capitolo titolo livre libro "
    "titre título is are and as to in by after the portant jo tel telle modifié el siguiente modifiée "
    "completato modificat completat comma primo secondo terzo le parole"
)
_STOP = frozenset(_STOPS.split())
_HELDS = "de di del della delle dei du des da do dos la l d pe of"
_HELD = frozenset(_HELDS.split())
_NO_NAME = frozenset({"The", "This", "That", "In", "Of", "Section", "Article", "Under", "Any", "Where", "Such"})


def named_law(text: str) -> str:
    """The law that a text names last.

    Args:
        text: The heading or the opening words of an amending provision.

    Returns:
        The name as printed; empty where none is recognised. ``the Act`` and ``this Law`` are no names.
    """
    best, place = "", -1
    for pattern in _NAMES:
        for found in pattern.finditer(text):
            name = _trimmed(found)
            if name and found.start() >= place:
                best, place = name, found.start()
    return best


def _trimmed(found: re.Match[str]) -> str:
    """The name without the words that go on after it; empty where nothing but the kind of law remains."""
    name = re.sub(r"\s+", " ", found[0]).strip(" ,")
    name = re.sub(r"^[لب](?=قانون|مجلة|مرسوم)", "", name)  # "to" and "in", written together with the name
    if "words" not in found.re.groupindex:
        words = name.split(" ")
        while words and words[0] in _NO_NAME:
            words = words[1:]
        return " ".join(words) if len(words) > 1 or len(words[0] if words else "") > 10 else ""
    kept = [name.split(" ")[0]]
    for word in name.split(" ")[1:]:
        plain = word.casefold().rstrip("'’")
        if (plain == "in" and kept[-1].casefold().startswith("codice")) or plain == "materia":
            kept.append(word)
        elif plain in _STOP:
            break
        else:
            kept.append(word)
    while len(kept) > 1 and (kept[-1].casefold() in _HELD or kept[-1].casefold() == "in"):
        kept.pop()
    return " ".join(kept) if len(kept) > 1 else ""
