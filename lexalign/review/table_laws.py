"""The laws a table speaks of: which one is named, and which of its articles a citation means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lexalign.errors import OverrideError, UnknownArticle
from lexalign.laws.columns import fold_name
from lexalign.laws.lookup import find_article
from lexalign.laws.numbers import is_plain
from lexalign.model import Article, Instrument, Law, LawStatus
from lexalign.provisions import articles, provision
from lexalign.review.table_citations import Citation, citations, leading_citations
from lexalign.review.table_words import names_act

__all__ = ["Cited", "LawBook", "Wanted", "cited_articles", "cited_provisions", "provisions_titled"]

_MOST_IN_RANGE = 60
_WORDS = (
    "act acts law laws code ordinance decree bill statute regulation regulations constitution proclamation "
    "legislation the this that said same of and in on to for under by an no nr number article articles section "
    "sections art sec s ss loi lois la le les l du de des d et sur portant relative relatif n decret ordonnance dudit "
    "meme present presente ley leyes del los las el y decreto codigo numero sobre por que lei leis da do dos das e o "
    "os a um uma chapter cap republic amended as see part national"
)
_GENERIC = frozenset(_WORDS.split(" "))
_PENAL = re.compile(
    r"penal code|criminal code|code penal|codigo penal|codul penal|strafgesetzbuch|\bstgb\b|уголовн|\bкк\b|\bук\b"
)
_PROCEDURE = re.compile(
    r"criminal procedure|procedure penale|procesal penal|processo penal|procedura penala|strafprozess|\bstpo\b|\bcpp\b"
)


@dataclass(frozen=True, slots=True)
class Cited:
    """One national article as meant by a table.

    Attributes:
        article: None where the law at hand has no such article.
        number: Its key in the law, or the number as cited.
    """

    article: Article | None
    number: str
    pinpoint: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One article of the treaty, and the paragraph named (``6.1.b``), empty where none is."""

    provision: str
    paragraph: str


class LawBook:
    """The laws of a country that are at hand.

    Args:
        laws: Those that were read, and those known from sources.
        default: The law meant where a table names none; by default the only one in force that was read.
    """

    def __init__(self, laws: Iterable[Law], default: Law | None = None) -> None:
        given = tuple(laws)
        self.laws = given if default is None or any(one.id == default.id for one in given) else (default, *given)
        read = [law for law in given if law.form != "known" and law.status is LawStatus.IN_FORCE]
        self.default = default or (read[0] if len(read) == 1 else None)

    def named(self, words: str) -> tuple[Law | None, bool]:
        """The law that words name.

        Args:
            words: What stands before or after a citation, or in the column of the law.

        Returns:
            The law, or None; and whether the words name one at all. ``the Act`` names the law meant by default.
        """
        plain = " ".join(words.split())
        for law in self.laws:
            if plain.casefold() in (law.id.casefold(), (law.title or law.id).casefold()):
                return law, True
        said = _tokens(plain)
        own = said - _GENERIC
        found = [law for law in self.laws if _means(plain, own, law)]
        if len(found) > 1:  # an act and its bill have one name
            shared = {law.id: len(said & (_tokens(law.title) | {str(law.year)})) for law in found}
            found = [law for law in found if shared[law.id] == max(shared.values())]
        if len(found) == 1:
            return found[0], True
        if found:
            return (self.default, True) if self.default in found else (None, True)
        if not names_act(plain):
            return None, False
        return (self.default, self.default is not None) if not own else (None, True)


def _means(plain: str, own: frozenset[str], law: Law) -> bool:
    title = _tokens(law.title) - _GENERIC
    whole = title | _tokens(law.id.replace("-", " ")) | ({str(law.year)} if law.year else set())
    numbers = {t for t in own if t.isdecimal()}
    if own and own <= whole and (own > numbers or len(own) > 1):
        return True
    # "Law 60/2018", "Republic Act 10175": numbers that belong to one law whatever else its name is.
    if numbers and numbers <= whole and (len(numbers) > 1 or any(len(t) > 4 for t in numbers)):
        return True
    without_year = {t for t in title if not (t.isdecimal() and len(t) == 4)}
    if len(without_year) > 1 and without_year <= own:
        return True
    if _initials(law.title) & set(re.findall(r"\b[A-Z]{3,}\b", plain)):
        return True
    kind = _code_of(plain)
    return bool(kind) and kind == (law.kind if law.kind in ("penal code", "procedure code") else _code_of(law.title))


def _code_of(words: str) -> str:
    """``penal code`` or ``procedure code`` where words name one, in the languages that name theirs so."""
    folded = fold_name(words)
    return "procedure code" if _PROCEDURE.search(folded) else "penal code" if _PENAL.search(folded) else ""


@lru_cache(maxsize=4096)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", fold_name(text.replace("'", " ").replace("’", " "))))


@lru_cache(maxsize=512)
def _initials(title: str) -> frozenset[str]:
    """``CMCA`` for Computer Misuse and Cybercrimes Act, and ``CMC``."""
    small = {
        "and",
        "of",
        "the",
        "on",
        "for",
        "de",
        "du",
        "des",
        "la",
        "le",
        "et",
        "sur",
        "del",
        "y",
        "e",
        "da",
        "do",
        "to",
        "in",
    }
    words = [w for w in re.findall(r"[^\W\d_]+", title) if w.casefold() not in small and w[0].isupper()]
    letters = "".join(w[0].upper() for w in words)
    return frozenset(one for one in (letters, letters[:-1]) if len(one) >= 3)


# --- national articles ------------------------------------------------------------------------------------------------


def cited_articles(cited: Citation, law: Law) -> tuple[Cited, ...]:
    """The articles of a law that a citation means.

    Args:
        cited: One article, or a range: then all articles of the law from the first to the last, inserted ones included.
        law: The law.

    Returns:
        The articles; one the law does not have comes without.

    Raises:
        OverrideError: A range whose ends the law does not have and that are no plain numbers, or that is too long.
    """
    if cited.until:
        return _between(cited.number, cited.until, law)
    dotted = re.match(r"(?:\.\d+)+", cited.pinpoint)
    if dotted and (found := _find(law, cited.number + dotted[0], exact=True)):
        return (Cited(found, found.key or found.number, cited.pinpoint[dotted.end() :]),)
    found = _find(law, cited.number)
    if found is not None:
        return (Cited(found, found.key or found.number, cited.pinpoint),)
    if cited.joined:
        first, sign, last = re.match(r"(\d+)([-/])(\d+)", cited.number).groups()  # type: ignore[union-attr]
        ends = _find(law, first), _find(law, last)
        if sign == "/" and all(ends):
            return (*_one(first, law), *_one(last, law, cited.pinpoint))
        if sign == "-" and all(ends) and int(first) < int(last):
            return _between(first, last, law)
    return (Cited(None, cited.number, cited.pinpoint),)


def _one(number: str, law: Law, pinpoint: str = "") -> tuple[Cited, ...]:
    found = _find(law, number)
    return (Cited(found, (found.key or found.number) if found else number, pinpoint),)


def _find(law: Law, number: str, *, exact: bool = False) -> Article | None:
    if exact:
        return next((a for a in law.articles if number in (a.key, a.number)), None)
    try:
        return find_article(law, number)
    except UnknownArticle:
        return None


def _between(first: str, last: str, law: Law) -> tuple[Cited, ...]:
    ends = _find(law, first), _find(law, last)
    if ends[0] is not None and ends[1] is not None:
        places = [next(n for n, a in enumerate(law.articles) if a is end) for end in ends]
        if places[0] <= places[1]:
            found = law.articles[places[0] : places[1] + 1]
            if len(found) > _MOST_IN_RANGE:
                raise OverrideError(
                    f"articles {first} to {last} are {len(found)} articles", fix="Name those that are meant."
                )
            return tuple(Cited(a, a.key or a.number, "") for a in found)
    if is_plain(first) and is_plain(last) and 0 < int(last) - int(first) < _MOST_IN_RANGE:
        return tuple(c for n in range(int(first), int(last) + 1) for c in _one(str(n), law))
    raise OverrideError(
        f"the range from article {first} to article {last} cannot be followed in {law.title or law.id}",
        fix="Name each article.",
    )


# --- articles of the treaty -------------------------------------------------------------------------------------------

_DIVISION = re.compile(
    r"(?:chapter|section|title|part|chapitre|titre|partie|cap[ií]tulo|secci[óo]n|t[ií]tulo|sec[cç][ãa]o|parte)\s+"
    r"(?:[IVX]+|\d+)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:protocol|protocole|protocolo)\b|\bS?C?[ES]TC?[ES]?\s*(?:no\.?|n[°º])?\s*(?P<number>\d{3})\b", re.IGNORECASE
)
_LONG = 160


def cited_provisions(text: str, treaty: Instrument) -> tuple[Wanted, ...]:
    """The articles of the treaty that a cell names; of a cell with the text of the treaty, that of its first line.

    Returns:
        Nothing where the cell is the title of a chapter, or names no article.

    Raises:
        OverrideError: It names an article that the treaty does not have, a final clause, or another treaty.
    """
    first, *more = [line for line in text.split("\n") if line.strip()] or [""]
    # Further lines count where they begin with an article, as in a list; the text of the treaty refers to others.
    read = "\n".join([first, *(line for line in more if len(text) <= _LONG and leading_citations(line))])
    other = _other_treaty(read, treaty)
    if other:
        raise OverrideError(
            f"the row names another treaty ({other}) than {treaty.id}",
            fix="Read the table again for that treaty, with --instrument.",
        )
    plain = re.sub(rf"\b{re.escape(treaty.id)}\s*:\s*", "Article ", read, flags=re.IGNORECASE)
    out: list[Wanted] = []
    for cited in citations(_DIVISION.sub(" ", plain)):
        out += _wanted(cited, treaty)
    return tuple(dict.fromkeys(out))


def provisions_titled(text: str, treaty: Instrument) -> tuple[Wanted, ...]:
    """The article of the treaty whose title a cell is, in any language the treaty file has; none where two have it."""
    said = _title(text)
    found = [p.id for p in articles(treaty) if said and said in {_title(t) for t in p.title.values()}]
    return (Wanted(found[0], ""),) if len(found) == 1 else ()


def _title(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold_name(text)))


def _other_treaty(text: str, treaty: Instrument) -> str:
    for found in _OTHER.finditer(text):
        number = found["number"]
        if number and treaty.id.startswith("cets") and number != treaty.id[4:]:
            return found[0].strip()
        if not number and treaty.id == "cets185":
            return found[0].strip()
    return ""


def _wanted(cited: Citation, treaty: Instrument) -> list[Wanted]:
    every = [p.id.partition(":")[2] for p in articles(treaty, final=True)]
    first, last = cited.number, cited.until
    if cited.joined and cited.number not in every:
        first, sign, last = re.match(r"(\d+)([-/])(\d+)", cited.number).groups()  # type: ignore[union-attr]
        if sign == "/":
            return [w for n in (first, last) for w in _wanted(Citation(n, "", "", 0, 0, 0), treaty)]
    for number in filter(None, (first, last)):
        if number not in every:
            raise OverrideError(
                f"{treaty.id} has no Article {number}", fix="Mend the number, or delete the row if it is no article."
            )
    if last:
        if every.index(first) > every.index(last):
            raise OverrideError(f"the articles {first} to {last} of {treaty.id} stand in the wrong order")
        between = every[every.index(first) : every.index(last) + 1]
        return [w for n in between for w in _wanted(Citation(n, "", "", 0, 0, 0), treaty)]
    found = provision(treaty, first)
    if found not in articles(treaty):
        raise OverrideError(f"Article {first} of {treaty.id} is a final clause, which national law does not implement")
    return [Wanted(found.id, _paragraph(found.id, cited.pinpoint, treaty))]


def _paragraph(article: str, pinpoint: str, treaty: Instrument) -> str:
    """The paragraph in the library's numbers where the treaty file has it, else as the table has it."""
    if not pinpoint:
        return ""
    words = re.sub(r"[^\W\d_]{3,}\.?|\b(?:al|no|nr)\b\.?|n\.?\s?[º°]", " ", pinpoint)
    labels = re.findall(r"\d+|[a-zA-Z]+", words)
    known = {p.id for p in treaty.provisions}
    wanted = ".".join([article, *(label.lower() for label in labels)])
    named = wanted in known or any(one.startswith(f"{wanted}.") for one in known)
    return wanted.partition(":")[2] if named else pinpoint.strip(" ,")
