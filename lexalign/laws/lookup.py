"""Finding an article by its number, and knowing whether its wording changed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

from lexalign.errors import UnknownArticle
from lexalign.laws.article_words import FAMILY
from lexalign.laws.numbers import bare_number, is_within, western_digits
from lexalign.model import Article, Law

__all__ = ["Numbers", "find_article", "fingerprint"]

_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=4096)  # a review asks for those of the whole law after each decision
def fingerprint(article: Article) -> str:
    """Short hash of an article's wording.

    Args:
        article: Any article; its number, key and path do not count.

    Returns:
        16 hexadecimal digits. They change when heading or text change a word or a sign, not when line breaks,
        white space, capitals or the Unicode form of accents do.
    """
    parts = (unicodedata.normalize("NFC", part).casefold() for part in (article.heading or "", article.text))
    folded = "\n".join(_SPACE.sub(" ", unicodedata.normalize("NFC", part)).strip() for part in parts)
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def find_article(law: Law, number: str) -> Article:
    """Find an article by its number, as people write it.

    Args:
        law: The law.
        number: ``12``, ``Art. 12``, ``§ 12``, ``12.``, ``Section 40A``, or the key ``12#2``; in the digits of any
            script: ``المادة ١٢``.

    Returns:
        The article; the first of them where a number is printed twice. Where none has the number, the one that
        stands for several, it among them: 117 is found in ``116 bis 119``.

    Raises:
        UnknownArticle: No article has the number; names the closest ones.
    """
    numbers = Numbers(law)
    article = numbers.find(number)
    if article is None:
        raise UnknownArticle(
            f"there is no article {number!r} in {law.title or law.id}",
            where=law.id,
            fix=_closest(law, _fold(_bare(str(number).strip()))),
        )
    return article


class Numbers:
    """The articles of one law by number, for who looks up many; see :func:`find_article`."""

    def __init__(self, law: Law) -> None:
        self.law = law

    def find(self, number: str) -> Article | None:
        """The article that a number as people write it means; None where there is none."""
        wanted = str(number).strip()
        if found := self._printed.get(wanted):
            return found[0]
        bare = _bare(wanted)
        folded = _fold(bare)
        if found := self._folded.get(folded):
            return found[0]
        loose = self._loose.get(_loose(bare), [])
        if len(loose) == 1:  # 274-1, 274.1 and 274^1 are one number, unless the law has several of them
            return loose[0]
        # 117 stands in "116 bis 119"
        return next((article for article in self.law.articles if is_within(folded, article.number)), None)

    @cached_property
    def place(self) -> dict[str, int]:
        """Key of each article ▶ its place in the law."""
        return {article.key: i for i, article in enumerate(self.law.articles)}

    @cached_property
    def _printed(self) -> dict[str, list[Article]]:
        return self._by(lambda article: (article.key, article.number))

    @cached_property
    def _folded(self) -> dict[str, list[Article]]:
        return self._by(lambda article: (_fold(article.key), _fold(article.number)))

    @cached_property
    def _loose(self) -> dict[str, list[Article]]:
        return self._by(lambda article: (_loose(article.number),))

    def _by(self, names: Callable[[Article], Iterable[str]]) -> dict[str, list[Article]]:
        out: dict[str, list[Article]] = {}
        for article in self.law.articles:
            for name in names(article):
                out.setdefault(name, []).append(article)
        return out


def _bare(wanted: str) -> str:
    word, _, rest = wanted.partition(" ")
    return bare_number(western_digits(rest if rest and word in FAMILY else wanted))


def _fold(number: str) -> str:
    return re.sub(r"[\s.°º]+", "", western_digits(unicodedata.normalize("NFC", number))).casefold()


def _loose(number: str) -> str:
    return re.sub(r"[\^.\-–]+", "-", _fold(number.replace(".", "-")))


def _closest(law: Law, wanted: str) -> str:
    from rapidfuzz import fuzz, process

    by_number = {article.key: _fold(article.key) for article in law.articles}
    if not by_number:
        return "The law has no articles."
    near = process.extract(wanted, by_number, scorer=fuzz.ratio, limit=3)
    return "The closest are " + ", ".join(str(key) for _, _, key in near) + "."
