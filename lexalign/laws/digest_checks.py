"""Whether the digests of a corpus are what they say: in order, with headings, in their language, in other words."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from lexalign.files import corpora_dir, read_data
from lexalign.laws.corpora import law_of
from lexalign.laws.corpus_schema import corpus_schemas
from lexalign.laws.detect_language import detect_language
from lexalign.laws.numbers import rank
from lexalign.laws.read import read_law
from lexalign.model import Article, Law

__all__ = ["RUN", "check_digests", "longest_run", "statutes_folder"]

RUN = 8
"""Words in a row that a digest may not share with the statute."""
_SHORTEST, _LONGEST = 8, 12_000
_SURE = 0.1
"""Share of commonplace words from which a text is said to be of a language."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")


def statutes_folder() -> Path | None:
    """Folder of the statutes that the digests were written from, beside a checkout; None where it is not."""
    beside = corpora_dir().resolve().parents[1] / "shared"
    folder = Path(os.environ.get("LEXALIGN_SHARED", beside)) / "laws"
    return folder if folder.is_dir() else None


def check_digests(statutes: str | Path | None = None, *, folder: str | Path | None = None) -> tuple[list[str], str]:
    """Check the digests of the corpora.

    Args:
        statutes: Folder of the statutes they were written from; what needs them is left out where it is None.
        folder: Of the corpora; the bundled ones by default.

    Returns:
        Problems, each with file and line; and a sentence on what was looked at.
    """
    root = Path(folder) if folder is not None else corpora_dir()
    texts = Path(statutes) if statutes is not None else None
    problems: list[str] = []
    digests = articles = compared = 0
    for path in sorted(root.glob("[A-Z][A-Z][A-Z]/*.yaml")):
        if path.name == "country.yaml":
            continue
        data, where = read_data(path, corpus_schemas()[0])
        if data.form != "digest":
            continue
        law = law_of(data)
        digests, articles = digests + 1, articles + len(law.articles)
        problems += _head(data, law, path, where)
        problems += _order(law, where)
        problems += _lengths(law, where)
        source = texts / data.source.file if texts is not None and data.source.file else None
        if source is not None and source.is_file():
            compared += 1
            problems += _beside_source(data, law, path, source, where)
    seen = f", {compared} of them compared with the statute" if compared else "; no statute was at hand to compare with"
    return problems, f"digests: {digests} laws, {articles} articles{seen}"


def _head(data: Any, law: Law, path: Path, where: Any) -> Iterator[str]:
    """Source, hash, date and language of a law."""
    if data.source.file and not data.source.sha256:
        yield f"{where(('source',))}: the file is named, but not its hash (sha256)"
    if data.version_date is None and data.year is None:
        yield f"{path.name}:1: neither year nor version_date says of when the law is"
    if data.language != "en" and law.language == data.language:
        bare = [a.number for a in law.articles if not a.translations.get("en")]
        if bare:
            yield f"{path.name}:1: no English digest of article {', '.join(bare[:5])}"
    found, sure = detect_language(" ".join(a.text for a in law.articles)[:20_000])
    if found != law.language and sure >= _SURE:
        yield f"{path.name}:1: the digests are said to be in {law.language!r}, but read like {found!r}"
    english = " ".join(a.translations.get("en", "") for a in law.articles)[:20_000]
    if english.strip():
        found, sure = detect_language(english)
        if found != "en" and sure >= _SURE:
            yield f"{path.name}:1: the translations are said to be in 'en', but read like {found!r}"


def _order(law: Law, where: Any) -> Iterator[str]:
    """Articles of one scheme of numbers stand in the order of their figures; letters go by the law's own."""
    last: dict[str, Article] = {}
    for place, article in enumerate(law.articles):
        if not any(sign.isdecimal() for sign in article.number):
            continue  # numbered in words, as transitional articles are
        scheme = article.carried_by or ""
        before = last.get(scheme)
        if before is not None and article.key == article.number and rank(article.number)[0] < rank(before.number)[0]:
            yield (
                f"{where(('articles', place))}: article {article.number} stands behind {before.number} "
                "(give it a key if the law numbers anew here)"
            )
        if article.key == article.number:
            last[scheme] = article


def _lengths(law: Law, where: Any) -> Iterator[str]:
    for place, article in enumerate(law.articles):
        if article.not_in_force:
            continue
        for language, text in ((law.language, article.text), *article.translations.items()):
            if not _SHORTEST <= len(text) <= _LONGEST:
                at = where(("articles", place))
                yield f"{at}: the digest of article {article.number} ({language}) has {len(text)} signs"


def _beside_source(data: Any, law: Law, path: Path, source: Path, where: Any) -> Iterator[str]:
    """What only the statute tells: the hash, the headings, and words in a row."""
    if data.source.sha256 and hashlib.sha256(source.read_bytes()).hexdigest() != data.source.sha256:
        yield f"{where(('source',))}: {source.name} is not the file whose hash is given"
    words = _words(_text(source, law))
    joined = "".join(words)
    runs = _runs(words)
    for place, article in enumerate(law.articles):
        at = where(("articles", place))
        heading = (article.heading or "").split("[…]")[0]
        if heading and "".join(_words(heading)) not in joined:
            yield f"{at}: the heading of article {article.number} is not in {source.name}"
        for text in (article.text, *article.translations.values()):
            shared = longest_run(_words(text), runs)
            if len(shared) >= RUN and not _is_name(shared, text):
                yield f"{at}: article {article.number} has {len(shared)} words of the statute: {' '.join(shared[:12])}"


def _text(source: Path, law: Law) -> str:
    """All that the statute says, read as any law is: in its own bytes, without the marks of its format."""
    read = read_law(source, country=law.country, language=law.language)
    parts = [read.front_matter]
    for one in read.articles:
        parts += [*one.path, one.heading or "", one.text]
    return "\n".join((*parts, read.back_matter))


def _is_name(run: list[str], text: str) -> bool:
    """Whether a stretch of words is the title of an act or the name of an office: all its longer words are capitals."""
    printed = _WORD.findall(text)
    folded = [word.casefold() for word in printed]
    for start in range(len(folded) - len(run) + 1):
        if folded[start : start + len(run)] == run:
            return all(len(word) <= 3 or word[0].isupper() for word in printed[start : start + len(run)])
    return False


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str]) -> frozenset[tuple[str, ...]]:
    found = (tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
    # A number between words is a reference or the mark of a paragraph, and no wording.
    return frozenset(run for run in found if not any(word.isdecimal() for word in run))


def longest_run(words: list[str], runs: Set[tuple[str, ...]]) -> list[str]:
    """The longest stretch of words of which every eight in a row stand in the statute too; empty for less than eight.

    Args:
        words: Of a digest.
        runs: All stretches of eight words of the statute.
    """
    best: list[str] = []
    start: int | None = None
    for i in range(len(words) - RUN + 1):
        if tuple(words[i : i + RUN]) in runs:
            start = i if start is None else start
            if i + RUN - start > len(best):
                best = words[start : i + RUN]
        else:
            start = None
    return best
