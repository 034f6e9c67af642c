"""The signals: each a function articles × provisions ▶ array in [0, 1], named and inspectable.

``elements``  how much of a provision an article shows: the best of its branches (common elements with one paragraph's)
``heading``   likeness of the article's heading to the headings laws give to such articles (rapidfuzz)
``text``      likeness of the article's words to our own-words description of the provision (TF-IDF cosine)
``place``     the chapter it stands in, and what its neighbours look like
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from lexalign.language.lexicon import Lexicon
from lexalign.language.words import split_words, stem
from lexalign.matching.heading_likeness import likest_titles
from lexalign.matching.reading import Reading, Readings, best_of_units, heading_form
from lexalign.matching.shown import Shown
from lexalign.model import PILLARS, Element, Provision

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]

__all__ = ["WEIGHTS", "branches", "element_signals", "heading_signal", "neighbour_signal", "path_signal", "text_signal"]

WEIGHTS = {
    "conduct": 3.0,
    "measure": 3.0,
    "object": 2.0,
    "authority": 1.0,
    "qualifier": 1.0,
    "safeguard": 1.5,
    "mental": 0.5,
}
"""How much an element of each kind says about a match: mind and qualifier are common to all offences."""


def branches(provision: Provision, elements: Sequence[Element]) -> list[tuple[int, ...]]:
    """Indices into ``elements`` that make up each branch: the article's own with those of one paragraph."""
    own = [i for i, e in enumerate(elements) if e.provision == provision.id and e.required]
    groups: dict[str, list[int]] = {}
    for i, e in enumerate(elements):
        if e.provision != provision.id and e.required:
            groups.setdefault(e.provision, []).append(i)
    return [tuple(own + g) for g in groups.values()] or [tuple(own)]


def element_signals(shown: Shown) -> dict[str, Scores]:
    """How much of each provision each article shows.

    Returns:
        ``branch``: the best branch in one unit; ``core``: the same for conduct, measure and object alone; ``all``:
        the whole provision. Each of shape (articles, provisions).
    """
    by_article = shown.by_article
    n_articles, n_provisions = len(shown.readings), len(shown.provisions)
    out = {k: np.zeros((n_articles, n_provisions)) for k in ("branch", "core", "all")}
    starts: dict[str, list[int]] = {}
    owner_of = {e.provision: e.provision.partition(".")[0] for e in shown.elements}
    for i, e in enumerate(shown.elements):
        starts.setdefault(owner_of[e.provision], []).append(i)
    for p, provision in enumerate(shown.provisions):
        columns = starts.get(provision.id, [])
        if not columns:
            continue
        elements = [shown.elements[i] for i in columns]
        weight = np.array([WEIGHTS[e.kind] for e in elements])
        heavy = np.array([e.kind in ("conduct", "measure", "object") for e in elements])
        units = shown.by_unit[:, columns]
        best, best_core = np.zeros(len(units)), np.zeros(len(units))
        for branch in branches(provision, elements):
            index = np.array(branch, dtype=np.int64)
            if not len(index):
                continue
            best = np.maximum(best, units[:, index] @ weight[index] / weight[index].sum())
            core = index[heavy[index]]
            if len(core):
                best_core = np.maximum(best_core, units[:, core] @ weight[core] / weight[core].sum())
        out["branch"][:, p] = best_of_units(best, shown.readings)
        out["core"][:, p] = best_of_units(best_core, shown.readings)
        required = np.array([e.required for e in elements])
        if required.any():
            out["all"][:, p] = by_article[:, columns][:, required] @ weight[required] / weight[required].sum()
    return out


def _titles(provision: Provision, lexicon: Lexicon) -> tuple[str, ...]:
    words = lexicon.provisions.get(provision.id)
    titles = [provision.title.get(lexicon.language, ""), words.title if words else ""]
    return tuple(dict.fromkeys(t for t in [*titles, *(words.aliases if words else ())] if t))


def heading_signal(readings: Readings, provisions: Sequence[Provision]) -> Scores:
    """Likeness of headings to titles and aliases; of an article, the best of its own and those of its parts."""
    lexicon, headings = readings.lexicon, readings.headings
    titles_of = [[heading_form(t, lexicon) for t in _titles(one, lexicon)] for one in provisions]
    owner = np.repeat(np.arange(len(provisions)), [len(titles) for titles in titles_of])
    out = np.zeros((len(readings), len(provisions)))
    if not len(owner) or not headings.forms:
        return out
    best = likest_titles(headings.forms, [title for titles in titles_of for title in titles], owner)
    of_articles = np.zeros((len(readings), best.shape[1]))
    np.maximum.at(of_articles, headings.articles, best[headings.numbers])
    out[:, np.unique(owner)] = of_articles
    return out


def text_signal(shown: Shown) -> Scores:
    """TF-IDF cosine of units with descriptions; of an article, the best of its units."""
    from scipy import sparse
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    lexicon, stems = shown.readings.lexicon, shown.readings.stems
    documents = []
    texts: dict[str, list[str]] = {}
    for e in shown.elements:
        texts.setdefault(e.provision.partition(".")[0], []).append(e.text)
    for provision in shown.provisions:
        words = lexicon.provisions.get(provision.id)
        titles = " . ".join(_titles(provision, lexicon))
        # A treaty of the user's own has no words in the lexicons: what its file says of its elements must do.
        asked = words.description if words else " . ".join([provision.explanation, *texts.get(provision.id, ())])
        documents.append([stem(w) for w in split_words(f"{titles} . {asked}", lexicon.letters).folded])
    if not any(documents):
        return np.zeros((len(shown.readings), len(shown.provisions)))
    counter = CountVectorizer(analyzer=_same, dtype=np.float64)
    asked = counter.fit_transform(documents)
    column = np.array([counter.vocabulary_.get(name, -1) for name in stems.names], dtype=np.int64)[stems.ids]
    there = column >= 0  # words that no description has say nothing
    ones, where = np.ones(int(there.sum())), (stems.units[there], column[there])
    found = sparse.coo_matrix((ones, where), shape=(len(shown.readings.owner), asked.shape[1])).tocsr()
    weigh = TfidfTransformer(sublinear_tf=True).fit(asked)
    cosine = (weigh.transform(found) @ weigh.transform(asked).T).toarray()
    return best_of_units(cosine, shown.readings)


def _same(tokens: list[str]) -> list[str]:
    return tokens


def path_signal(readings: Sequence[Reading], provisions: Sequence[Provision], lexicon: Lexicon) -> Scores:
    """1 where the chapter heading names the provision's pillar, 0 where it names another, 0.5 where it says nothing."""
    marks = {pillar: [heading_form(t, lexicon) for t in lexicon.pillars.get(pillar, ())] for pillar in PILLARS}
    cache: dict[tuple[str, ...], dict[str, bool]] = {}
    out = np.full((len(readings), len(provisions)), 0.5)
    for a, r in enumerate(readings):
        path = r.article.path
        if path not in cache:
            text = f" {heading_form(' . '.join(path), lexicon)} "
            cache[path] = {pillar: any(f" {t} " in text for t in names) for pillar, names in marks.items()}
        named = cache[path]
        if any(named.values()):
            for p, provision in enumerate(provisions):
                out[a, p] = 1.0 if named.get(provision.pillar, False) else 0.0
    return out


def neighbour_signal(score: Scores, provisions: Sequence[Provision]) -> Scores:
    """What the neighbours look like: laws often follow the Convention's order.

    For article a and provision p: the best of the scores of articles just before on the provisions just before p
    (or p itself), and of articles just after on those just after, each fading with distance.
    """
    n, m = score.shape
    out = np.zeros((n, m))
    for step, fade in ((1, 1.0), (2, 0.6)):
        for shift, less in ((0, 0.7), (1, 1.0), (2, 0.8), (3, 0.6)):
            if step >= n or shift >= m:
                continue
            before = np.zeros((n, m))
            before[step:, shift:] = score[: n - step, : m - shift]
            after = np.zeros((n, m))
            after[: n - step, : m - shift] = score[step:, shift:]
            out = np.maximum(out, np.maximum(before, after) * (fade * less))
    return out
