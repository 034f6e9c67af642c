"""Why articles were, or were not, tied to a provision: the evidence as text and as HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lexalign.html import Html, marked, table_html
from lexalign.matching.contributions import Waterfall, waterfall_html, waterfall_text, waterfalls
from lexalign.model import Instrument, Match
from lexalign.provisions import elements_of, provision

if TYPE_CHECKING:
    from lexalign.matching.alignment import Alignment

__all__ = ["Explanation"]

WIDTH = 98
"""Signs in a line of text."""


@dataclass(frozen=True)
class Explanation:
    """The evidence for one provision, article by article; prints as text and as HTML."""

    alignment: Alignment
    provision: str
    matches: tuple[Match, ...]

    @cached_property
    def waterfalls(self) -> tuple[Waterfall, ...]:
        """How the confidence of each match came about, in log-odds; worked out when it is first looked at."""
        return waterfalls(self.alignment, [(m.article, m.provision) for m in self.matches])

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
        where = {e: f.pinpoint for f in m.findings for e in f.shown}
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
            for remark in (*m.remarks, *([fall.precedent] if fall.precedent else [])):
                lines += _wrapped(remark, "    ")
            for state, text, at, quoted in self._checklist(m):
                mark = {"shown": "x", "lent": "~", "missing": " "}.get(state, "-")
                said = ", ".join(part for part in (at, f"“{quoted}”" if quoted else "") if part)
                lines += _wrapped(f"[{mark}] {text}" + (f"  ({said})" if said else ""), "    ", hang="        ")
            lines += ["", *(f"    {line}" for line in waterfall_text(fall).splitlines())]
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
            out.append(table_html(headers, self._checklist(m), caption=self._heading(m), note=" ".join(m.remarks)))
            out.append(waterfall_html(fall))
            text = Html(f'<div dir="auto">{marked(article.text, spans)}</div>')
            out.append(table_html(["Text of the article"], [[text]], row_heads=False))
        return "\n".join(out)


def _title(instrument: Instrument, provision_id: str) -> str:
    title = provision(instrument, provision_id).title
    return title.get("en") or next(iter(title.values()))


def _wrapped(text: str, indent: str, *, hang: str = "") -> Sequence[str]:
    return textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=hang or indent, break_long_words=False
    )
