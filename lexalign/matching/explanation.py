"""Why articles were, or were not, tied to a provision: the evidence as text and as HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lexalign.html import Html, marked, table_html
from lexalign.laws.paragraphs import paragraphs
from lexalign.matching.context import look
from lexalign.matching.contributions import (
    Waterfall,
    features_again,
    means_of,
    waterfall_html,
    waterfall_text,
    waterfalls,
)
from lexalign.matching.features import Features
from lexalign.matching.near_misses import known_look_alike
from lexalign.model import Article, Instrument, Match
from lexalign.provisions import elements_of, provision

if TYPE_CHECKING:
    from lexalign.matching.alignment import Alignment

__all__ = ["Explanation"]

LOOK_ALIKES = 3
"""Articles named as look-alikes besides the candidates."""

TEMPTING = 0.2
"""Likeness of heading or text from which an article may tempt a reader."""

WIDTH = 98
"""Signs in a line of text."""


@dataclass(frozen=True)
class Explanation:
    """The evidence for one provision, article by article; prints as text and as HTML.

    Attributes:
        matches: Accepted articles and candidates, or the one that was asked for.
        whole: Whether all articles of the law were asked about; then look-alikes are named, too.
    """

    alignment: Alignment
    provision: str
    matches: tuple[Match, ...]
    whole: bool = False

    @cached_property
    def _features(self) -> Features:
        return features_again(self.alignment)

    @cached_property
    def waterfalls(self) -> tuple[Waterfall, ...]:
        """How the confidence of each match came about, in log-odds; worked out when it is first looked at."""
        if not self.matches:
            return ()
        return waterfalls(self.alignment, self._features, [(m.article, m.provision) for m in self.matches])

    @cached_property
    def look_alikes(self) -> tuple[tuple[str, str], ...]:
        """Articles too unlike to be candidates that still may tempt a reader: key, and why they are not it."""
        if not self.whole:
            return ()
        found, lexicon = self._features, means_of(self.alignment).lexicon
        ids = [p.id for p in found.shown.provisions]
        if self.provision not in ids:
            return ()
        column = ids.index(self.provision)
        # The gates are left out: that they are shut is what makes a look-alike.
        like = np.maximum(found.signals["heading"], np.minimum(1.0, 2 * found.signals["text"]))[:, column].tolist()
        known = {m.article for m in self.alignment.matches if m.provision == self.provision}
        one = provision(self.alignment.instrument, self.provision)
        out: list[tuple[str, str]] = []
        for a in sorted(range(len(like)), key=lambda a: (-like[a], a)):
            if like[a] < TEMPTING or len(out) == LOOK_ALIKES:
                break
            reading = found.shown.readings[a]
            if reading.article.key not in known and (why := known_look_alike(one, look(reading, lexicon))):
                out.append((reading.article.key, why))
        return tuple(out)

    def _look_alike_rows(self) -> list[tuple[str, str]]:
        name = f"Article {self.provision.partition(':')[2]}"
        articles = [(self.alignment.article(key), why) for key, why in self.look_alikes]
        return [
            (f"{a.number} {a.heading or ''}".strip(), f"May look like {name}, but {why[0].lower()}{why[1:]}")
            for a, why in articles
        ]

    def _heading(self, m: Match) -> str:
        a = self.alignment.article(m.article)
        state = "accepted" if m.accepted else "candidate only"
        return f"{a.number} {a.heading or ''}".strip() + f": {state}, confidence {m.confidence:.2f}"

    def _checklist(self, m: Match) -> list[tuple[str, str, str, str]]:
        """Per element: shown, lent, missing or optional; what is asked; where; the words."""
        elements = elements_of(self.alignment.instrument, self.provision)
        article = self.alignment.article(m.article)
        words: dict[str, list[str]] = {}
        for seen in m.evidence:
            source = (article.heading or "") if seen.in_heading else article.text
            words.setdefault(seen.element, []).append(" ".join(source[seen.start : seen.end].split()))
        where = self._where(article, m)
        lent = {loan.element: loan.why for loan in m.lent}
        out = []
        for e in elements:
            quoted = " … ".join(dict.fromkeys(words.get(e.id, ())))
            if e.id in words:
                state, at = "shown", where.get(e.id, "")
            elif e.id in lent:
                state, at = "lent", lent[e.id]
            else:
                state, at = "missing" if e.required else "optional, not shown", ""
            out.append((state, f"{e.provision.partition(':')[2]}: {e.text}", at, quoted))
        return out

    def _where(self, article: Article, m: Match) -> dict[str, str]:
        """Element ▶ the innermost paragraph in which the words begin that show it."""
        found = paragraphs(article)
        out: dict[str, str] = {}
        for seen in sorted(m.evidence, key=lambda e: (e.in_heading, -e.start)):
            if not seen.in_heading:
                around = [p for p in found if p.start <= seen.start < p.end]
                inner = max(around, key=lambda p: (p.start, len(p.labels)), default=None)
                out[seen.element] = inner.pinpoint if inner is not None else article.number
        return out

    def _empty(self) -> str:
        return (
            f"No article of {self.alignment.law.title} looks like Art. {self.provision.partition(':')[2]} "
            f"({_title(self.alignment.instrument, self.provision)})."
        )

    def __str__(self) -> str:
        lines = [f"Art. {self.provision.partition(':')[2]} {_title(self.alignment.instrument, self.provision)}"]
        if not self.matches:
            lines += _wrapped(self._empty(), "  ")
        for m, fall in zip(self.matches, self.waterfalls, strict=True):
            lines += ["", *_wrapped(self._heading(m), "  ")]
            for remark in (*m.remarks, *m.precedents):
                lines += _wrapped(remark, "    ")
            for state, text, at, quoted in self._checklist(m):
                mark = {"shown": "x", "lent": "~", "missing": " "}.get(state, "-")
                said = ", ".join(part for part in (at, f"“{quoted}”" if quoted else "") if part)
                lines += _wrapped(f"[{mark}] {text}" + (f"  ({said})" if said else ""), "    ", hang="        ")
            lines += ["", *(f"    {line}" for line in waterfall_text(fall).splitlines())]
        for heading, why in self._look_alike_rows():
            lines += ["", *_wrapped(f"{heading}: {why}", "  ")]
        if self.matches:
            lines += ["", "  [x] shown  [~] lent by another article  [ ] missing  [-] optional, not shown"]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        p = provision(self.alignment.instrument, self.provision)
        out = [
            table_html(
                ["", ""],
                [["What national law must do", p.explanation]],
                caption=f"Art. {p.id.partition(':')[2]} {_title(self.alignment.instrument, p.id)}",
            )
        ]
        if not self.matches:
            out.append(table_html(["Result"], [[self._empty()]]))
        texts = {e.id: e.text for e in elements_of(self.alignment.instrument, self.provision)}
        for m, fall in zip(self.matches, self.waterfalls, strict=True):
            article = self.alignment.article(m.article)
            spans = [(e.start, e.end, texts[e.element]) for e in m.evidence if not e.in_heading]
            headers = ["Element", "What is asked", "Where", "Words that show it"]
            said = " ".join((*m.remarks, *m.precedents))
            out.append(table_html(headers, self._checklist(m), caption=self._heading(m), note=said))
            out.append(waterfall_html(fall))
            text = Html(f'<div dir="auto">{marked(article.text, spans)}</div>')
            out.append(table_html(["Text of the article"], [[text]], row_heads=False))
        if self.look_alikes:
            out.append(table_html(["Other article", "Why it is not it"], self._look_alike_rows()))
        return "\n".join(out)


def _title(instrument: Instrument, provision_id: str) -> str:
    title = provision(instrument, provision_id).title
    return title.get("en") or next(iter(title.values()))


def _wrapped(text: str, indent: str, *, hang: str = "") -> Sequence[str]:
    return textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=hang or indent, break_long_words=False
    )
