"""Reference cards: what a provision asks, what a State may declare or reserve, and how laws word it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.html import Html, table_html
from lexalign.language.lexicon import languages, load_lexicon
from lexalign.model import Element, Instrument, Provision
from lexalign.provisions import articles, load_instrument, paragraphs, provision

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Card", "card", "provisions_table"]

UNCHECKED = (
    "Written from general knowledge; numbers, titles and structure are not yet checked against the official text."
)
WORDINGS_SHOWN = 6


@dataclass(frozen=True)
class Card:
    """One provision, readable as text and in a notebook.

    Attributes:
        languages: Whose wordings are shown.
    """

    instrument: Instrument
    provision: Provision
    languages: tuple[str, ...]

    @property
    def parts(self) -> tuple[Provision, ...]:
        """The provision itself and its paragraphs."""
        return (self.provision, *paragraphs(self.instrument, self.provision.id))

    def _title(self) -> str:
        short = self.instrument.short_title.get("en") or self.instrument.id
        titles = " / ".join(dict.fromkeys(self.provision.title.values()))
        return f"{short}, Article {self.provision.id.partition(':')[2]}: {titles}"

    def _elements(self) -> list[tuple[str, str, str, str]]:
        return [
            (p.id.partition(":")[2], "required" if e.required else "optional", e.kind, e.text)
            for p in self.parts
            for e in p.elements
        ]

    def _options(self) -> list[tuple[str, str, str, str]]:
        out = []
        for o in (o for p in self.parts for o in p.options):
            effect = [f"{word} {', '.join(ids)}" for word, ids in (("adds", o.adds), ("waives", o.waives)) if ids]
            out.append((o.paragraph, o.kind, o.basis, "; ".join([o.text, *effect])))
        return out

    def _wordings(self) -> list[tuple[str, str, str]]:
        out = []
        for code in self.languages:
            lexicon = load_lexicon(code)
            words = lexicon.provisions.get(self.provision.id)
            if words:
                headings = list(dict.fromkeys([words.title, *words.aliases]))
                out.append((code, "headings", "; ".join(h for h in headings[:WORDINGS_SHOWN] if h)))
            for concept in _concepts(self.parts):
                known = lexicon.wordings.get(concept, ())
                if known:
                    more = f" … {len(known) - WORDINGS_SHOWN} more" if len(known) > WORDINGS_SHOWN else ""
                    out.append((code, concept, "; ".join(known[:WORDINGS_SHOWN]) + more))
        return out

    def _related(self) -> str:
        return ", ".join(r.partition(":")[2] for r in self.provision.related)

    def __str__(self) -> str:
        lines = [self._title(), f"  pillar: {self.provision.pillar}"]
        if not self.instrument.text_checked:
            lines.append(f"  {UNCHECKED}")
        lines += [f"  {line}" for line in _wrapped(self.provision.explanation)]
        if self.provision.related:
            lines.append(f"  related: {self._related()}")
        lines.append("  elements:")
        lines += [f"    {where:<10} {asked:<9} {kind:<10} {text}" for where, asked, kind, text in self._elements()]
        if self._options():
            lines.append("  declarations and reservations:")
            lines += [f"    {where:<10} {kind} ({basis}): {text}" for where, kind, basis, text in self._options()]
        lines.append("  wordings:")
        lines += [f"    {code}  {concept}: {words}" for code, concept, words in self._wordings()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        note = "" if self.instrument.text_checked else UNCHECKED
        head: list[Sequence[object]] = [["Pillar", self.provision.pillar], ["What it asks", self.provision.explanation]]
        if self.provision.related:
            head.append(["Related", self._related()])
        tables = [
            table_html(["", ""], head, caption=self._title(), note=note),
            table_html(["Paragraph", "Asked", "Kind", "Element"], self._elements(), caption="Elements"),
        ]
        if self._options():
            tables.append(
                table_html(["Paragraph", "Kind", "Basis", "What it changes"], self._options(), caption="Options")
            )
        tables.append(table_html(["Language", "Concept", "Wordings"], self._wordings(), caption="How laws word it"))
        return Html("\n".join(tables))


def _wrapped(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, 100)


def _concepts(parts: Sequence[Provision]) -> tuple[str, ...]:
    formulas = [f for p in parts for e in p.elements for f in e.shown_by]
    return tuple(dict.fromkeys(c for f in formulas for group in f.groups for c in group))


def card(
    provision_id: str, instrument: str | Path | Instrument = "cets185", *, language: str | Sequence[str] | None = None
) -> Card:
    """The reference card of a provision.

    Args:
        provision_id: ``19``, ``19.2`` or ``cets224:7``; a paragraph gives the card of its article.
        instrument: For ids without a prefix.
        language: Code or codes of the languages whose wordings are shown; all that have a lexicon by default.

    Raises:
        UnknownProvision: There is no such provision.
        UnknownLanguage: A language has no lexicon.
    """
    treaty = load_instrument(instrument)
    prefix = provision_id.strip().lower().rpartition(":")[0]
    if prefix and prefix != treaty.id:
        treaty = load_instrument(prefix)
    found = provision(treaty, provision_id)
    if found.parent is not None:
        found = provision(treaty, found.parent)
    codes = languages() if language is None else ((language,) if isinstance(language, str) else tuple(language))
    for code in codes:
        load_lexicon(code)
    return Card(treaty, found, codes)


def provisions_table(instrument: str | Path | Instrument = "cets185") -> pd.DataFrame:
    """All articles of an instrument: id, titles, pillar, numbers of required and optional elements."""
    import pandas as pd

    treaty = load_instrument(instrument)
    rows = []
    for p in articles(treaty, final=True):
        elements: list[Element] = [e for part in (p, *paragraphs(treaty, p.id)) for e in part.elements]
        rows.append(
            {
                "provision": p.id,
                **{f"title_{code}": p.title.get(code, "") for code in ("en", "fr")},
                "pillar": p.pillar,
                "required": sum(e.required for e in elements),
                "optional": sum(not e.required for e in elements),
                "text_checked": "yes" if treaty.text_checked else "no",
            }
        )
    return pd.DataFrame(rows)
