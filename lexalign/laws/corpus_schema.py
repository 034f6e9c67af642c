"""Shape of the YAML files of a corpus; built when one is first read, so that pydantic is not loaded before."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

__all__ = ["corpus_schemas"]


@cache
def corpus_schemas() -> tuple[type[Any], type[Any]]:
    """The pydantic models of a law's file and of a country's card."""
    from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

    class Strict(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    class ArticleEntry(Strict):
        # One article: number as printed, heading, place, and its digest or text. The key is given where it is not
        # the number: for the second article of one number.
        number: str = Field(min_length=1)
        key: str | None = Field(default=None, min_length=1)
        heading: str | None = None
        path: list[str] = Field(default_factory=list)
        digest: str | None = None
        text: str | None = None
        carried_by: str | None = None
        target_law: str | None = None
        not_in_force: str | None = None
        # Language ▶ the digest or text in that language, beside the one in the language of the law.
        translations: dict[str, str] = Field(default_factory=dict)

        @model_validator(mode="after")
        def _one_body(self) -> ArticleEntry:
            if (self.digest is None) == (self.text is None):
                raise ValueError("give either digest or text, not both and not neither")
            if self.digest is not None and not self.digest.strip():
                raise ValueError("the digest is empty (write 'Repealed.' for a repealed article)")
            for language, words in self.translations.items():
                if not re.fullmatch(r"[a-z]{2,3}", language):
                    raise ValueError(f"translations: {language!r} is no language code (write en, fr, es ...)")
                if not words.strip():
                    raise ValueError(f"translations: the one in {language!r} is empty")
            return self

    class SourceEntry(Strict):
        # Where the law was read.
        citation: str
        file: str | None = None
        sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
        note: str | None = None

    class IssueEntry(Strict):
        # Something doubtful that was found when the law was read.
        kind: str = Field(min_length=1)
        article: str | None = None
        message: str = Field(min_length=1)

    class ImportEntry(Strict):
        # When and from which file a law came into a user's own corpus; the file is kept beside. The seal tells
        # whether anybody has edited this file since.
        at: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$")
        original: str = Field(min_length=1)
        seal: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")

    class LawFile(Strict):
        # One law of a corpus.
        law: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
        country: str = Field(pattern=r"^[A-Z]{3}$")
        title: str = Field(min_length=1)
        number: str | None = None
        year: int | None = Field(default=None, ge=1000, le=2999)
        kind: Literal["cybercrime act", "penal code", "procedure code", "other"]
        language: str = Field(pattern=r"^[a-z]{2,3}$")
        status: Literal["in force", "draft", "repealed"]
        version_date: str | None = Field(default=None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
        form: Literal["digest", "text"]
        digest_language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}$")
        source: SourceEntry
        imported: ImportEntry | None = None
        front_matter: str = ""
        back_matter: str = ""
        issues: list[IssueEntry] | None = None
        articles: list[ArticleEntry] = Field(min_length=1)

        @field_validator("articles")
        @classmethod
        def _unique(cls, articles: list[ArticleEntry]) -> list[ArticleEntry]:
            seen: set[str] = set()
            for article in articles:
                key = article.key or article.number
                if key in seen:
                    raise ValueError(f"the number {key!r} stands twice (give the second one a key, such as '{key}#2')")
                seen.add(key)
            return articles

    class CompletenessEntry(Strict):
        # Whether the laws of a corpus hold all of a country's law for a pillar.
        complete: bool
        except_: list[str] = Field(default_factory=list, alias="except")
        # Instruments it was said for: a law on cybercrime may hold nothing of what the Protocols ask.
        treaties: list[str] = Field(default_factory=lambda: ["cets185"])
        note: str | None = None

    class CountryFile(Strict):
        # The card of a country: its laws in the corpus and how complete they are.
        country: str = Field(pattern=r"^[A-Z]{3}$")
        laws: list[str]
        completeness: dict[
            Literal["definitions", "substantive", "procedural", "jurisdiction", "cooperation", "safeguards"],
            CompletenessEntry,
        ] = Field(default_factory=dict)

    return LawFile, CountryFile
