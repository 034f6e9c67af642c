"""Law × Instrument ──▶ Alignment: matches with confidence and evidence, and ways to look at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexalign.errors import EmptyLaw, UnknownArticle
from lexalign.html import Html, marked, table_html
from lexalign.language.lexicon import Lexicon, load_lexicon
from lexalign.matching.features import Features, features, read_articles
from lexalign.matching.fusion import Fit, accept, check_pair, confidence, load_fit
from lexalign.matching.precedents import Precedents, load_precedents
from lexalign.matching.shown import evidence_for
from lexalign.model import Article, Instrument, Law, Match
from lexalign.provisions import articles as articles_of
from lexalign.provisions import elements_of, load_instrument, provision

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from lexalign.matching.semantic import Embedder

__all__ = ["CANDIDATE", "COLUMNS", "Alignment", "Explanation", "align", "align_all"]

CANDIDATE = 0.02
"""Confidence below which a pair is not even kept as a candidate."""

COLUMNS = (
    "country",
    "law",
    "article",
    "heading",
    "provision",
    "title",
    "confidence",
    "accepted",
    "shown",
    "missing",
)
"""Columns of an alignment as a table; those of the signals follow them."""

CANDIDATES_KEPT = 10
"""Candidates kept for one provision, the surest first."""


@dataclass(frozen=True)
class Alignment:
    """One law against one instrument.

    Attributes:
        matches: Accepted matches and candidates, by provision in the instrument's order, surest first.
        settings: What was given to :func:`align` beside the law and the treaty; an explanation of a pair that is no
            candidate is made with the same.
    """

    law: Law
    instrument: Instrument
    matches: tuple[Match, ...]
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def accepted(self) -> tuple[Match, ...]:
        """The matches that go into the concordance unasked."""
        return tuple(m for m in self.matches if m.accepted)

    def article(self, key: str) -> Article:
        """The article of a match."""
        for article in self.law.articles:
            if article.key == key:
                return article
        raise UnknownArticle(f"{self.law.title} has no article {key}")

    def to_frame(self, *, accepted: bool | None = None) -> pd.DataFrame:
        """One row per pair: law, article, heading, provision, title, confidence, accepted, elements, signals.

        Args:
            accepted: Only accepted pairs, only candidates, or both.
        """
        import pandas as pd

        rows = []
        for m in self.matches:
            if accepted is not None and m.accepted is not accepted:
                continue
            article = self.article(m.article)
            rows.append(
                {
                    "country": self.law.country,
                    "law": self.law.id,
                    "article": m.article,
                    "heading": article.heading or "",
                    "provision": m.provision,
                    "title": title_of(self.instrument, m.provision),
                    "confidence": round(m.confidence, 4),
                    "accepted": m.accepted,
                    "shown": "; ".join(e.partition("/")[2] for e in m.shown),
                    "missing": "; ".join(e.partition("/")[2] for e in m.missing),
                    **{f"signal_{k}": round(v, 3) for k, v in m.signals.items()},
                }
            )
        return pd.DataFrame(rows, columns=None if rows else list(COLUMNS))

    def explain(self, provision_id: str, article: str | None = None) -> Explanation:
        """Why articles were, or were not, tied to a provision.

        Args:
            provision_id: ``16``, ``Art. 16`` or ``cets185:16``.
            article: Only this article; also one that is not even a candidate.

        Raises:
            UnknownProvision: The instrument has no such provision.
            UnknownArticle: The law has no such article.
        """
        from lexalign.laws.lookup import find_article

        wanted = provision(self.instrument, provision_id)
        top = wanted.parent or wanted.id
        matches = [m for m in self.matches if m.provision == top]
        if article is not None:
            key = find_article(self.law, article).key
            matches = [m for m in matches if m.article == key] or [self._weak(key, top)]
        return Explanation(self, top, tuple(matches))

    def _weak(self, key: str, provision_id: str) -> Match:
        everything = align(self.law, self.instrument, at_least=0.0, kept=len(self.law.articles), **self.settings)
        return next(m for m in everything.matches if m.article == key and m.provision == provision_id)

    def _rows(self) -> Iterable[tuple[str, str, list[Match]]]:
        by_provision: dict[str, list[Match]] = {}
        for m in self.accepted:
            by_provision.setdefault(m.provision, []).append(m)
        for pid in self.instrument.row_order:
            p = provision(self.instrument, pid)
            if p.pillar != "final":
                yield pid, title_of(self.instrument, pid), by_provision.get(pid, [])

    def __str__(self) -> str:
        lines = [
            f"{self.law.title} ({self.law.country}) against {self.instrument.short_title['en']}: machine proposals"
        ]
        for pid, title, matches in self._rows():
            found = ", ".join(f"{m.article} ({m.confidence:.2f})" for m in matches) or "–"
            lines.append(f"  Art. {pid.partition(':')[2]:<4} {title[:58]:<58}  {found}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = []
        for pid, title, matches in self._rows():
            cells = []
            for m in matches:
                a = self.article(m.article)
                cells.append(f"{a.number} {a.heading or ''}".strip() + f" ({m.confidence:.2f})")
            missing = [e for m in matches for e in m.missing] if len(matches) == 1 else []
            words = {e.id: e.text for e in elements_of(self.instrument, pid)}
            rows.append(
                [
                    f"Art. {pid.partition(':')[2]}",
                    title,
                    "\n".join(cells) or "–",
                    "\n".join(words[e] for e in missing) if matches else "",
                ]
            )
        caption = (
            f"{self.law.title} ({self.law.country}) and {self.instrument.short_title['en']}: "
            "articles proposed by the machine, with confidence; not reviewed"
        )
        return table_html(
            ["Convention", "Title", "Article of the law", "Required elements not seen"], rows, caption=caption
        )


@dataclass(frozen=True)
class Explanation:
    """The evidence for one provision, article by article; prints as text and as HTML."""

    alignment: Alignment
    provision: str
    matches: tuple[Match, ...]

    def _heading(self, m: Match) -> str:
        a = self.alignment.article(m.article)
        state = "accepted" if m.accepted else "candidate only"
        return f"{a.number} {a.heading or ''}".strip() + f": {state}, confidence {m.confidence:.2f}"

    def _checklist(self, m: Match) -> list[tuple[str, str, str]]:
        elements = elements_of(self.alignment.instrument, self.provision)
        article = self.alignment.article(m.article)
        words: dict[str, list[str]] = {}
        for seen in m.evidence:
            source = (article.heading or "") if seen.in_heading else article.text
            words.setdefault(seen.element, []).append(source[seen.start : seen.end])
        out = []
        for e in elements:
            state = "shown" if e.id in words else ("missing" if e.required else "optional, not shown")
            where = e.provision.partition(":")[2]
            quoted = " … ".join(dict.fromkeys(words.get(e.id, ())))
            out.append((state, f"{where}: {e.text}", quoted))
        return out

    def _empty(self) -> str:
        return (
            f"No article of {self.alignment.law.title} looks like Art. {self.provision.partition(':')[2]} "
            f"({title_of(self.alignment.instrument, self.provision)})."
        )

    def __str__(self) -> str:
        title = title_of(self.alignment.instrument, self.provision)
        lines = [f"Art. {self.provision.partition(':')[2]} {title}"]
        lines += [f"  {self._empty()}"] * (not self.matches)
        for m in self.matches:
            lines.append(f"\n  {self._heading(m)}")
            lines.append("    signals: " + ", ".join(f"{k} {v:.2f}" for k, v in m.signals.items()))
            lines.extend(f"    {r}" for r in m.remarks)
            for state, text, quoted in self._checklist(m):
                lines.append(f"    [{'x' if state == 'shown' else ' '}] {text}" + (f"  ({quoted})" if quoted else ""))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        p = provision(self.alignment.instrument, self.provision)
        out = [
            Html(
                table_html(
                    ["", ""],
                    [["What national law must do", p.explanation]],
                    caption=f"Art. {p.id.partition(':')[2]} {title_of(self.alignment.instrument, p.id)}",
                )
            )
        ]
        if not self.matches:
            out.append(Html(table_html(["Result"], [[self._empty()]])))
        texts = {e.id: e.text for e in elements_of(self.alignment.instrument, self.provision)}
        for m in self.matches:
            article = self.alignment.article(m.article)
            spans = [(e.start, e.end, texts[e.element]) for e in m.evidence if not e.in_heading]
            rows: list[list[str]] = [[state, text, quoted] for state, text, quoted in self._checklist(m)]
            signals = "; ".join(f"{k} {v:.2f}" for k, v in m.signals.items())
            out.append(
                Html(table_html(["Element", "What is asked", "Words that show it"], rows, caption=self._heading(m)))
            )
            out.append(
                Html(table_html(["Text", "Signals"], [[marked(article.text, spans), "\n".join([signals, *m.remarks])]]))
            )
        return "\n".join(out)


def title_of(instrument: Instrument, provision_id: str) -> str:
    """English title of a provision, or the first there is."""
    title = provision(instrument, provision_id).title
    return title.get("en") or next(iter(title.values()))


def align(
    law: Law,
    instrument: str | Path | Instrument = "cets185",
    *,
    lexicon: Lexicon | None = None,
    fit: Fit | None = None,
    precedents: Precedents | None = None,
    embedder: Embedder | None = None,
    at_least: float = CANDIDATE,
    kept: int = CANDIDATES_KEPT,
    progress: bool = False,
) -> Alignment:
    """Propose which articles of a law implement which provisions of an instrument.

    Args:
        law: A law from ``read_law`` or a bundled one.
        instrument: Id of a bundled instrument or a file of your own.
        lexicon: Of the law's language; the bundled one by default.
        fit: Weights; the shipped ones by default.
        precedents: Articles of other States whose place is settled; the shipped ones by default. Those of the law's
            own country never count.
        embedder: A sentence model from a folder of yours (``lexalign.matching.semantic.load_embedder``), together with
            weights fitted with it; none by default.
        at_least: Confidence from which a pair is kept as a candidate.
        kept: Candidates kept per provision.
        progress: Show a progress bar on stderr.

    Raises:
        UnknownLanguage: No lexicon for the law's language.
        EmptyLaw: The law has no articles.
        LexalignError: Weights and sentence model do not belong together.
    """
    (found,) = align_all(
        law,
        [instrument],
        lexicon=lexicon,
        fit=fit,
        precedents=precedents,
        embedder=embedder,
        at_least=at_least,
        kept=kept,
        progress=progress,
    )
    return found


def align_all(
    law: Law,
    instruments: Sequence[str | Path | Instrument],
    *,
    lexicon: Lexicon | None = None,
    fit: Fit | None = None,
    precedents: Precedents | None = None,
    embedder: Embedder | None = None,
    at_least: float = CANDIDATE,
    kept: int = CANDIDATES_KEPT,
    progress: bool = False,
) -> tuple[Alignment, ...]:
    """Align a law with several instruments; its articles are read once. Arguments and errors as in :func:`align`."""
    if not law.articles:
        raise EmptyLaw("there is no article to align", where=law.title or law.id)
    treaties = [load_instrument(i) for i in instruments]
    words = lexicon or load_lexicon(law.language)
    weights = fit or load_fit()
    check_pair(weights, embedder)
    settled = precedents or load_precedents()
    given = {"lexicon": lexicon, "fit": fit, "precedents": precedents, "embedder": embedder}
    settings = {name: value for name, value in given.items() if value is not None}
    once = None
    if embedder is not None:
        from lexalign.matching.semantic import remembering

        once = remembering(embedder)
    if progress:
        from tqdm import tqdm

        with tqdm(total=len(law.articles), desc=law.title[:40], unit="article", leave=False) as bar:
            readings = read_articles(law, words, each=bar.update)
    else:
        readings = read_articles(law, words)
    out = []
    for t in treaties:
        found = features(readings, t, words, settled, (law.country,), once)
        out.append(Alignment(law, t, _matches(law, t, words, weights, found, at_least, kept), settings))
    return tuple(out)


def _set_alone_aside(treaty: Instrument, chosen: NDArray[np.bool_]) -> dict[str, str]:
    """Take back what was chosen for provisions that mean nothing without others; says why, by provision."""
    column = {p.id: i for i, p in enumerate(articles_of(treaty))}
    out = {}
    for p, i in column.items():
        others = provision(treaty, p).follows
        if others and not any(chosen[:, column[o]].any() for o in others if o in column):
            chosen[:, i] = False
            out[p] = f"It counts only where one of {', '.join(o.partition(':')[2] for o in others)} is implemented."
    return out


def _matches(
    law: Law, treaty: Instrument, lexicon: Lexicon, fit: Fit, found: Features, at_least: float, kept: int
) -> tuple[Match, ...]:
    scores = confidence(found.values, found.headed, found.likeness.settled, fit)
    chosen = accept(scores, fit.threshold, fit.share_of_best)
    alone = _set_alone_aside(treaty, chosen)
    by_article = found.shown.by_article
    position = {e.id: i for i, e in enumerate(found.shown.elements)}
    out: list[Match] = []
    for p, one in enumerate(articles_of(treaty)):
        elements = elements_of(treaty, one.id)
        order = sorted(range(len(law.articles)), key=lambda a: (-scores[a, p], a))
        for rank, a in enumerate(order):
            if not chosen[a, p] and (scores[a, p] < at_least or rank >= kept):
                continue
            shown = [e for e in elements if by_article[a, position[e.id]]]
            required = [e for e in elements if e.required]
            remarks = [alone[one.id]] if one.id in alone else []
            if found.shown.requires[a, p] == 0:
                remarks.append("What such an article must name (its anchor) was not seen.")
            if found.shown.excludes[a, p] >= 0.5:
                remarks.append("It holds words that speak for a neighbouring provision instead.")
            match = Match(
                article=law.articles[a].key,
                provision=one.id,
                confidence=float(scores[a, p]),
                accepted=bool(chosen[a, p]),
                shown=tuple(e.id for e in required if e in shown),
                missing=tuple(e.id for e in required if e not in shown),
                evidence=evidence_for(found.shown.readings[a], shown, lexicon),
                signals={name: float(value[a, p]) for name, value in found.signals.items()},
                remarks=tuple(remarks),
            )
            out.append(match)
    return tuple(out)
