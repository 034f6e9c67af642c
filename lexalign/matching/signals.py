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
from lexalign.matching.shown import Reading, Shown
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
        np.maximum.at(out["branch"][:, p], shown.owner, best)
        np.maximum.at(out["core"][:, p], shown.owner, best_core)
        required = np.array([e.required for e in elements])
        if required.any():
            out["all"][:, p] = by_article[:, columns][:, required] @ weight[required] / weight[required].sum()
    return out


def _titles(provision: Provision, lexicon: Lexicon) -> tuple[str, ...]:
    words = lexicon.provisions.get(provision.id)
    titles = [provision.title.get(lexicon.language, ""), words.title if words else ""]
    return tuple(dict.fromkeys(t for t in [*titles, *(words.aliases if words else ())] if t))


def _heading_form(text: str, lexicon: Lexicon) -> str:
    return " ".join(stem(w) for w in split_words(text, lexicon.letters).folded)


def heading_signal(readings: Sequence[Reading], provisions: Sequence[Provision], lexicon: Lexicon) -> Scores:
    """Likeness of headings to titles and aliases; of an article, the best of its own and those of its parts."""
    titles = [(p, _heading_form(t, lexicon)) for p, one in enumerate(provisions) for t in _titles(one, lexicon)]
    out = np.zeros((len(readings), len(provisions)))
    rows = np.array([a for a, r in enumerate(readings) for _ in r.headings], dtype=np.int64)
    if not titles or not len(rows):
        return out
    headings = [_heading_form(h, lexicon) for r in readings for h in r.headings]
    names = [t for _, t in titles]
    rare = _rare_words(headings, names, np.array([p for p, _ in titles]))
    score = 0.5 * _alike(headings, names, rare > 0) + 0.5 * rare
    best = np.zeros((len(rows), len(provisions)))
    for column, (p, _) in enumerate(titles):
        best[:, p] = np.maximum(best[:, p], score[:, column])
    np.maximum.at(out, rows, best)
    return out


def _alike(headings: Sequence[str], names: Sequence[str], common: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Likeness of headings and titles, letter by letter; ``common`` says which of them have a word in common.

    token_set alone gives 100 to any subset ("access" in "access to information"), token_sort alone punishes every added
    word. Without a word in common the two are the same, but for words said twice, which token_set counts once.
    """
    from rapidfuzz import fuzz, process

    def sorted_words(texts: Sequence[str], *, once: bool) -> list[str]:
        return [" ".join(sorted(set(words) if once else words)) for words in (text.split() for text in texts)]

    # token_sort_ratio is the ratio of the texts with their words sorted; by itself it is much faster
    sort, both = (
        process.cdist(
            sorted_words(headings, once=once), sorted_words(names, once=once), scorer=fuzz.ratio, dtype=np.float32
        )
        for once in (False, True)
    )
    h, n = (some.tolist() for some in common.nonzero())
    pairs = [headings[i] for i in h], [names[i] for i in n]
    both[common] = process.cpdist(*pairs, scorer=fuzz.token_set_ratio, dtype=np.float32)
    return np.asarray((0.65 * sort + 0.35 * both) / 100)


def _rare_words(headings: Sequence[str], names: Sequence[str], owner: NDArray[np.int64]) -> Scores:
    """Cosine of headings and titles in which a word counts the less, the more provisions use it in theirs.

    "Unauthorised" stands over half of the offences and says little; "code", "device", "preservation" say much.
    """
    used: dict[str, set[int]] = {}
    for name, p in zip(names, owner.tolist(), strict=True):
        for word in name.split():
            used.setdefault(word, set()).add(p)
    count = len(set(owner.tolist()))
    vocabulary = {w: i for i, w in enumerate(sorted({w for text in (*headings, *names) for w in text.split()}))}
    weight = np.array([np.log((count + 1) / (len(used.get(w, ())) + 0.5)) for w in vocabulary])

    def rows(texts: Sequence[str]) -> Scores:
        out = np.zeros((len(texts), len(vocabulary)))
        for i, text in enumerate(texts):
            out[i, [vocabulary[w] for w in text.split()]] = 1.0
        out *= weight
        norm = np.linalg.norm(out, axis=1, keepdims=True)
        return np.asarray(np.divide(out, norm, out=out, where=norm > 0))

    return np.asarray(rows(headings) @ rows(names).T)


def text_signal(shown: Shown, lexicon: Lexicon) -> Scores:
    """TF-IDF cosine of units with descriptions; of an article, the best of its units."""
    from sklearn.feature_extraction.text import TfidfVectorizer

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
    asked_for = {s for document in documents for s in document}
    rows: list[list[str]] = []
    for r in shown.readings:  # words that no description has would be passed over
        stems = [s if (s := stem(w)) in asked_for else "" for w in r.words.folded]
        rows.extend([stems[i] for i in unit if stems[i]] for unit in r.unit_words)
    if not any(documents) or not any(rows):
        return np.zeros((len(shown.readings), len(shown.provisions)))
    vectorizer = TfidfVectorizer(analyzer=_same, sublinear_tf=True, dtype=np.float64)
    queries = vectorizer.fit_transform(documents)
    cosine = (vectorizer.transform(rows) @ queries.T).toarray()
    out = np.zeros((len(shown.readings), len(shown.provisions)))
    np.maximum.at(out, shown.owner, cosine)
    return out


def _same(tokens: list[str]) -> list[str]:
    return tokens


def path_signal(readings: Sequence[Reading], provisions: Sequence[Provision], lexicon: Lexicon) -> Scores:
    """1 where the chapter heading names the provision's pillar, 0 where it names another, 0.5 where it says nothing."""
    marks = {pillar: [_heading_form(t, lexicon) for t in lexicon.pillars.get(pillar, ())] for pillar in PILLARS}
    cache: dict[tuple[str, ...], dict[str, bool]] = {}
    out = np.full((len(readings), len(provisions)), 0.5)
    for a, r in enumerate(readings):
        path = r.article.path
        if path not in cache:
            text = f" {_heading_form(' . '.join(path), lexicon)} "
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
