"""Law × Instrument ──▶ Alignment: matches with confidence and evidence, and ways to look at them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lexalign.errors import EmptyLaw, UnknownArticle
from lexalign.html import table_html
from lexalign.language.lexicon import Lexicon, load_lexicon
from lexalign.matching.collector import collector_aside
from lexalign.matching.deepened import look_into
from lexalign.matching.fusion import Fit, check_pair, load_fit
from lexalign.matching.precedents import Precedents, compare, load_precedents
from lexalign.matching.reading import read_articles
from lexalign.matching.scored import matches_of, score
from lexalign.model import Article, Finding, Instrument, Law, Match
from lexalign.provisions import elements_of, load_instrument, provision

if TYPE_CHECKING:
    import pandas as pd

    from lexalign.matching.context import Looked
    from lexalign.matching.explanation import Explanation
    from lexalign.matching.semantic import Embedder

__all__ = [
    "CANDIDATE",
    "COLUMNS",
    "PARAGRAPH_COLUMNS",
    "Alignment",
    "Means",
    "align",
    "align_all",
    "title_of",
]

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

PARAGRAPH_COLUMNS = ("pinpoint", "lent")
"""Further columns of a table by paragraphs."""

CANDIDATES_KEPT = 15
"""Candidates kept for one provision, the surest first."""


@dataclass(frozen=True)
class Means:
    """What an alignment is made with, so that it can be explained with the same."""

    lexicon: Lexicon
    fit: Fit
    precedents: Precedents
    embedder: Embedder | None = None


@dataclass(frozen=True)
class Alignment:
    """One law against one instrument.

    Attributes:
        matches: Accepted matches and candidates, by provision in the instrument's order, surest first.
        means: What it was made with; None for one put together by hand.
    """

    law: Law
    instrument: Instrument
    matches: tuple[Match, ...]
    means: Means | None = field(default=None, repr=False, compare=False)

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

    def to_frame(self, *, accepted: bool | None = None, paragraphs: bool = False) -> pd.DataFrame:
        """One row per pair: law, article, heading, provision, title, confidence, accepted, elements, signals.

        Args:
            accepted: Only accepted pairs, only candidates, or both.
            paragraphs: One row per paragraph of the provision instead, with its ``pinpoint`` in the article and what
                is ``lent``, where the pair was looked into.
        """
        import pandas as pd

        rows: list[dict[str, object]] = []
        for m in self.matches:
            if accepted is not None and m.accepted is not accepted:
                continue
            row = {
                "country": self.law.country,
                "law": self.law.id,
                "article": m.article,
                "heading": self.article(m.article).heading or "",
                "provision": m.provision,
                "title": title_of(self.instrument, m.provision),
                "confidence": round(m.confidence, 4),
                "accepted": m.accepted,
                "shown": _names(m.shown),
                "missing": _names(m.missing),
            }
            signals = {f"signal_{k}": round(v, 3) for k, v in m.signals.items()}
            if not paragraphs:
                rows.append({**row, **signals})
                continue
            whole = Finding(m.provision, "", m.shown, m.missing)
            for f in m.findings or (whole,):
                lent = [f"{_names([loan.element])} ({loan.why})" for loan in m.lent if _of(loan.element, f.provision)]
                rows.append(
                    {
                        **row,
                        "provision": f.provision,
                        "title": title_of(self.instrument, f.provision),
                        "shown": _names(f.shown),
                        "missing": _names(f.missing),
                        "pinpoint": f.pinpoint,
                        "lent": "; ".join(lent),
                        **signals,
                    }
                )
        columns = [*COLUMNS, *PARAGRAPH_COLUMNS] if paragraphs else list(COLUMNS)
        return pd.DataFrame(rows, columns=None if rows else columns)

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
        from lexalign.matching.explanation import Explanation

        matches = [m for m in self.matches if m.provision == top]
        if article is not None:
            key = find_article(self.law, article).key
            matches = [m for m in matches if m.article == key] or [self._weak(key, top)]
        return Explanation(self, top, tuple(matches), whole=article is None)

    def _weak(self, key: str, provision_id: str) -> Match:
        from lexalign.matching.contributions import means_of

        means = means_of(self)
        everything = align(
            self.law,
            self.instrument,
            lexicon=means.lexicon,
            fit=means.fit,
            precedents=means.precedents,
            embedder=means.embedder,
            at_least=0.0,
            kept=len(self.law.articles),
        )
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


def _names(elements: Iterable[str]) -> str:
    return "; ".join(e.partition("/")[2] for e in elements)


def _of(element: str, provision_id: str) -> bool:
    return element.partition("/")[0] == provision_id


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
    precedents: Precedents | str | Path | None = None,
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
        precedents: Articles of other States whose place is settled, or the file of an index of your own (see
            ``lexalign precedents build``). By default the index that the environment variable ``LEXALIGN_PRECEDENTS``
            names, else the shipped one. Those of the law's own country never count.
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


@collector_aside()
def align_all(
    law: Law,
    instruments: Sequence[str | Path | Instrument],
    *,
    lexicon: Lexicon | None = None,
    fit: Fit | None = None,
    precedents: Precedents | str | Path | None = None,
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
    settled = precedents if isinstance(precedents, Precedents) else load_precedents(precedents)
    if progress:
        from tqdm import tqdm

        with tqdm(total=len(law.articles), desc=law.title[:40], unit="article", leave=False) as bar:
            readings = read_articles(law, words, each=bar.update)
    else:
        readings = read_articles(law, words)
    means = Means(words, weights, settled, embedder)
    once = None
    if embedder is not None:
        from lexalign.matching.semantic import remembering

        once = remembering(embedder)
    out = []
    beside = compare(readings, settled)
    looked: dict[str, Looked] = {}
    for treaty in treaties:
        scored = score(law, readings, treaty, weights, settled, beside, once)
        chosen = matches_of(law, treaty, words, scored, settled, at_least, kept)
        out.append(Alignment(law, treaty, look_into(law, treaty, words, scored.found, chosen, looked), means))
    return tuple(out)
