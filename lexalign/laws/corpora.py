"""Corpora: what is known of States, as YAML files; the bundled ones and the user's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import MISSING, dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from lexalign.errors import CorpusError, UnreadableFile
from lexalign.files import corpora_dir, read_data
from lexalign.laws.corpus_schema import corpus_schemas
from lexalign.laws.countries import check_country
from lexalign.model import PILLARS, Article, Issue, Law, LawStatus

__all__ = [
    "COUNTRY_CARD",
    "Completeness",
    "bundled_countries",
    "bundled_laws",
    "completeness",
    "corpora_folder",
    "law_of",
    "read_corpus",
    "using_corpora",
]

COUNTRY_CARD = "country.yaml"
"""Name of the file that says which laws of a country there are, and how complete they are."""

_REPEALED = re.compile(r"\W*repealed\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Completeness:
    """Whether a corpus holds all of a country's law for one pillar.

    Attributes:
        complete: Then a provision that no article shows is *not in line*; else there is *no information*.
        exceptions: Ids of provisions to which ``complete`` does not apply.
        note: Why, in a sentence; empty if nothing is to be said.
        treaties: Ids of the instruments it was said for. A law on cybercrime may hold all there is on the Budapest
            Convention and nothing of what its Protocols ask.
    """

    complete: bool
    exceptions: tuple[str, ...] = ()
    note: str = ""
    treaties: tuple[str, ...] = ("cets185",)


def read_corpus(folder: str | Path) -> Law:
    """Read one law of a corpus.

    Args:
        folder: The YAML file of the law, or a folder that holds exactly one (besides ``country.yaml``).

    Returns:
        The law; where its form is ``digest``, the texts of its articles are digests and its language is
        that of the digests.

    Raises:
        UnreadableFile: There is no such file.
        DataFileError: The file does not keep to the format; all faults at once, each with file and line.
        CorpusError: The folder holds no law, or several.
    """
    path = Path(folder)
    if path.is_dir():
        files = _law_files(path)
        if not files:
            raise CorpusError(
                "the folder holds no law",
                where=str(path),
                fix="A law is one .yaml file; see CONTRIBUTING.md for the format.",
            )
        if len(files) > 1:
            names = ", ".join(file.name for file in files)
            raise CorpusError(
                f"the folder holds several laws ({names})",
                where=str(path),
                fix="Name one of these files, or use bundled_laws().",
            )
        path = files[0]
    return _read_cached(path)


def bundled_laws(country: str | None = None, *, folder: str | Path | None = None) -> tuple[Law, ...]:
    """Laws of the bundled corpora, and of the user's own.

    Args:
        country: ISO 3166-1 alpha-3; None for all countries.
        folder: A folder of the user's with corpora in the same form (``<ISO3>/<law>.yaml``); a law of the same
            id takes the place of the bundled one. See :func:`corpora_folder` for what None means.

    Returns:
        The laws, by country, then in the order of the country's card; empty where nothing is bundled for a
        country, which says nothing about its law.

    Raises:
        DataFileError: A file does not keep to the format.
        CorpusError: A card names a law that is not there, or a law lies in another country's folder.
    """
    wanted = check_country(country) if country is not None else None
    laws: dict[str, Law] = {}
    for place in _country_folders(folder):
        if wanted is None or place.name == wanted:
            laws.update((law.id, law) for law in _laws_of(place))
    return tuple(sorted(laws.values(), key=lambda law: law.country))


def bundled_countries(*, folder: str | Path | None = None) -> tuple[str, ...]:
    """ISO3 codes of the States with at least one law in the bundled corpora or in the user's folder."""
    return tuple(sorted({place.name for place in _country_folders(folder) if _law_files(place)}))


def completeness(
    country: str, *, folder: str | Path | None = None, treaty: str | None = None
) -> Mapping[str, Completeness]:
    """What the corpus says of its own completeness.

    Args:
        country: ISO 3166-1 alpha-3.
        treaty: Id of an instrument: then what was said for others only is left out, and nothing counts as complete.
        folder: The user's own corpora; what a country card there says of a pillar takes the place of what the
            bundled one says. See :func:`corpora_folder` for what None means.

    Returns:
        Pillar ▶ completeness, for all pillars. A pillar nobody spoke about is not complete.

    Raises:
        DataFileError: The card does not keep to the format.
    """
    wanted = check_country(country)
    found = {pillar: Completeness(False) for pillar in PILLARS}
    for place in _country_folders(folder):
        card = _card(place) if place.name == wanted else None
        if card is None:
            continue
        found |= {
            pillar: Completeness(entry.complete, tuple(entry.except_), entry.note or "", tuple(entry.treaties))
            for pillar, entry in card.completeness.items()
        }
    if treaty is not None:
        found = {
            pillar: said if treaty in said.treaties else replace(said, complete=False) for pillar, said in found.items()
        }
    return found


# --- the user's own corpora ----------------------------------------------------------------------------------------

_USED: ContextVar[Path | None] = ContextVar("corpora in use", default=None)


def corpora_folder(folder: str | Path | None = None) -> Path:
    """The folder of the user's own corpora.

    Args:
        folder: Taken as it is. Otherwise the one that :func:`using_corpora` names, else that of the environment
            variable ``LEXALIGN_CORPORA``, else ``corpora-own`` in the working directory where there is one, else
            the user's own data folder.
    """
    if folder is not None:
        return Path(folder)
    used = _USED.get()
    if used is not None:
        return used
    named = os.environ.get("LEXALIGN_CORPORA")
    if named:
        return Path(named)
    here = Path("corpora-own")
    return here if here.is_dir() else _user_folder()


@contextmanager
def using_corpora(folder: str | Path | None) -> Iterator[Path]:
    """Let everything inside the ``with`` block see the corpora of a folder.

    Args:
        folder: The user's own corpora; None changes nothing.
    """
    token = _USED.set(Path(folder)) if folder is not None else None
    try:
        yield corpora_folder(folder)
    finally:
        if token is not None:
            _USED.reset(token)


def _user_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("lexalign", appauthor=False) / "corpora"


# --- files --------------------------------------------------------------------------------------------------------


def _country_folders(folder: str | Path | None) -> Iterator[Path]:
    """Country folders, bundled ones first."""
    roots = [corpora_dir()]
    own = corpora_folder(folder)
    if own.is_dir():
        roots.append(own)
    elif own != _user_folder():  # a folder that somebody named must be there
        raise UnreadableFile(
            "there is no such folder of corpora",
            where=str(own),
            fix="Check the path (or the environment variable LEXALIGN_CORPORA); 'lexalign import' makes the folder.",
        )
    for root in roots:
        yield from sorted(p for p in root.iterdir() if p.is_dir() and re.fullmatch(r"[A-Z]{3}", p.name))


def _law_files(place: Path) -> list[Path]:
    return sorted(p for p in place.iterdir() if p.suffix in {".yaml", ".yml"} and p.name != COUNTRY_CARD)


def _card(place: Path) -> Any | None:
    path = place / COUNTRY_CARD
    if not path.is_file():
        return None
    card, where = read_data(path, corpus_schemas()[1])
    if card.country != place.name:
        raise CorpusError(
            f"the card is of {card.country}, but lies in the folder {place.name}",
            where=where(("country",)),
            fix="Move the file or mend the code.",
        )
    return card


def _laws_of(place: Path) -> list[Law]:
    """Laws of a country folder in the order of its card; those the card does not name come last."""
    by_id: dict[str, Law] = {}
    for path in _law_files(place):
        law = _read_cached(path)
        if law.country != place.name:
            raise CorpusError(
                f"the law is of {law.country}, but lies in the folder {place.name}",
                where=path.name,
                fix="Move the file or mend the code.",
            )
        if law.id in by_id:
            raise CorpusError(f"two files describe the law {law.id!r}", where=path.name, fix="Keep one of them.")
        by_id[law.id] = law
    card = _card(place)
    order = list(card.laws) if card is not None else []
    missing = [law for law in order if law not in by_id]
    if missing:
        raise CorpusError(
            f"the card names laws that are not in the folder: {', '.join(missing)}",
            where=f"{place.name}/{COUNTRY_CARD}",
            fix="Add the files or take the names out of the card.",
        )
    return [by_id[law] for law in order] + [law for name, law in by_id.items() if name not in order]


def _read_cached(path: Path) -> Law:
    try:
        stat = path.stat()
    except OSError as error:
        raise UnreadableFile(
            f"the file cannot be opened ({error.strerror})", where=str(path), fix="Check the path."
        ) from error
    return _read(path, stat.st_mtime_ns, stat.st_size)


def _body(entry: Any) -> str:
    # A text stands as it was imported; digests are written by hand, with line ends of their own.
    return str(entry.text) if entry.text is not None else str(entry.digest).strip()


def _made(kind: type[Any], values: Mapping[str, Any]) -> Any:
    """A value of the model from a part of a file; what the file leaves out has its default."""
    needed = {field.name: field.default is MISSING for field in fields(kind)}
    return kind(**{n: value for n, value in values.items() if n in needed and (value is not None or needed[n])})


def _article(entry: Any) -> Article:
    body = _body(entry)
    why = entry.not_in_force
    if why is None:
        why = "repealed" if _REPEALED.fullmatch(body) else ""
    given = entry.model_dump() | {"text": body, "path": tuple(entry.path), "not_in_force": why}
    if entry.digest is not None:
        given["translations"] = {language: words.strip() for language, words in entry.translations.items()}
    article: Article = _made(Article, given | {"key": entry.key or entry.number})
    return article


@lru_cache(maxsize=512)
def _read(path: Path, _changed: int, _size: int) -> Law:
    """Read a law file; time and size of the file are part of the key of the cache."""
    data, _where = read_data(path, corpus_schemas()[0])
    return law_of(data)


def law_of(data: Any) -> Law:
    """The law that a file of a corpus describes, once its shape is known to be right."""
    articles = tuple(_article(entry) for entry in data.articles)
    if data.issues is not None:
        issues = [Issue(one.kind, one.article, one.message) for one in data.issues]
    else:
        issues = [Issue("note", None, " ".join(data.source.note.split()))] if data.source.note else []
        issues += [
            Issue("repealed", article.key, f"Article {article.number} is repealed.")
            for article in articles
            if article.not_in_force == "repealed"
        ]
    digest = data.form == "digest"
    law: Law = _made(
        Law,
        data.model_dump(exclude={"articles", "issues", "source"})
        | {
            "id": data.law,
            "language": (data.digest_language or data.language) if digest else data.language,
            "articles": articles,
            "status": LawStatus(data.status),
            "source": data.source.citation.strip(),
            "issues": tuple(issues),
        },
    )
    return law
