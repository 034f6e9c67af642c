"""Kind of a law from its title: only where the title leaves no doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from lexalign.model import Article

__all__ = ["cited_title", "infer_kind", "names_of_kinds"]

_RULES: tuple[tuple[str, str], ...] = (
    (
        "procedure code",
        r"criminal procedure (?:code|act|law)|code of criminal procedure|code de procedure penale|"
        r"codigo (?:de )?proces[oa]l? penal|codigo de procedimiento penal|codigo de processo penal|"
        r"strafproze(?:ss|ß)ordnung|wetboek van strafvordering|codice di procedura penale|codul de procedura penala|"
        r"уголовно-? ?процессуальн\w+ кодекс\w*|уголовного судопроизводства|"
        r"кримінальн\w+ процесуальн\w+ (?:кодекс\w*|законодавств\w*)|ceza muhakemesi(?:nin| kanunu\w*)|"
        r"log um meðferð (?:sakamala|opinberra mala)|"
        r"قانون الإجراءات (?:الجزائية|الجنائية)|قانون أصول المحاكمات الجزائية",
    ),
    (
        "penal code",
        r"(?:penal|criminal) code|criminal offences act|(?<!cyber )(?<!computer )(?<!electronic )crimes act|"
        r"code penal|codigo penal|strafgesetzbuch|"
        r"wetboek van strafrecht|codice penale|codul penal|уголовн\w+ кодекс\w*|кримінальн\w+ кодекс\w*|ceza kanunu\w*|"
        r"almenn hegningarlog|قانون العقوبات",
    ),
    (
        "cybercrime act",
        r"cyber ?-?crimes?|cybercriminalite|cibercrime|ciberdelin?cuencia|cyber ?security|cybersecurite|"
        r"computer (?:misuse|crimes?|related crimes?)|electronic crimes|delitos informaticos|computerkriminalit\w+|"
        r"computercriminaliteit|criminalit\w+ informatica|criminalitatii informatice|кіберзлочин\w*|киберпреступ\w*|"
        r"الجرائم (?:الإلكترونية|المعلوماتية)|الجرائم الالكترونية|bilisim suclari",
    ),
)


def names_of_kinds() -> tuple[str, ...]:
    """The kinds a law can have."""
    return ("cybercrime act", "penal code", "procedure code", "other")


def infer_kind(*texts: str) -> str:
    """Tell the kind of a law.

    Args:
        texts: Title, file name, opening words: what says it most surely comes first, the rest counts only where
            that says nothing.

    Returns:
        One of :func:`names_of_kinds`; ``other`` unless the first text that names a kind names exactly one.
    """
    for text in texts:
        folded = _fold(text)
        found = {kind for kind, pattern in _RULES if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", folded)}
        if found:
            return found.pop() if len(found) == 1 else "other"
    return "other"


_CITED = re.compile(
    r"(?:cited as|known as|called|this (?:act|law|code) is)\s+(?:the\s+)?[\"“'*_]*"
    r"(?P<title>[A-Z][\w ,()'&’\n-]{4,120}?(?:Act|Code|Law|Ordinance|Decree|Bill)\b(?:,? (?:of )?\d{4})?)",
    re.IGNORECASE,
)


def cited_title(articles: Sequence[Article]) -> str | None:
    """Title by which a law says it may be cited, looked for in its first and last articles; None if it does not."""
    for article in (*articles[:3], *articles[-2:]):
        found = _CITED.search(article.text[:600])
        if found and len(article.text) < 2500:
            return re.sub(r"\s+", " ", found["title"]).strip()
    return None


def _fold(text: str) -> str:
    """Case and Latin accents away; signs of other scripts stay as they are."""
    flat = re.sub(r"[-_]+", " ", text)
    out = []
    for char in unicodedata.normalize("NFC", flat).casefold():
        base = unicodedata.normalize("NFD", char)[0]
        out.append(base if base.isascii() or char == "ı" else char)
    return re.sub(r"\s+", " ", "".join(out)).replace("ı", "i")
