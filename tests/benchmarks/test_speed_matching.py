"""Speed of matching on all real laws, beside spaCy's blank tokeniser and rapidfuzz measured in the same run.

    python -m pytest tests/benchmarks/test_speed_matching.py -s

Measured is processor time in one process, which other programs lengthen less than the clock. Reading the files,
loading lexicons, weights and precedents, and importing packages are not counted, for either side. Every spaCy pipeline
is a fresh one, as a program that reads the laws once would have it.
"""

from __future__ import annotations

import csv
import importlib.util
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lexalign import align, bundled_laws, read_law
from lexalign.language.lexicon import languages, load_lexicon
from lexalign.matching.alignment import align_all
from lexalign.matching.fusion import load_fit
from lexalign.model import Law
from lexalign.provisions import articles, load_instrument

REPEATS = 2
SAMPLE = 60
"""Articles on which rapidfuzz is timed with our descriptions: on all of them it would need hours."""
STRIDE = 5
"""Every how manieth article it is timed with the treaties' texts."""


@pytest.fixture(scope="module")
def laws(shared: Path) -> list[Law]:
    with (shared / "laws" / "INDEX.csv").open(encoding="utf-8", newline="") as source:
        rows = [row for row in csv.DictReader(source) if row["language"] in languages()]
    found = [read_law(shared / "laws" / r["file"], country=r["iso3"], language=r["language"]) for r in rows]
    for law in found:
        load_lexicon(law.language)
    align(bundled_laws("RWA")[0])  # imports, weights, precedents
    return found


def seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def texts_of(some: Sequence[Law]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for law in some:
        out.setdefault(law.language, []).extend(f"{a.heading or ''}\n{a.text}" for a in law.articles)
    return out


def test_all_laws_within_three_times_the_tokeniser(laws: list[Law]) -> None:
    import spacy

    texts = texts_of(laws)

    def tokenise() -> None:
        for language, some in texts.items():
            nlp = spacy.blank(language)
            for text in some:
                nlp.make_doc(text)

    tokenise()
    ours = seconds(lambda: [align(law) for law in laws])
    theirs = seconds(tokenise)
    count = sum(len(law.articles) for law in laws)
    words = sum(len(text.split()) for some in texts.values() for text in some)
    print(f"\n{len(laws)} laws, {count} articles, {words} words: align {ours:.1f} s, spaCy blank {theirs:.1f} s, ratio {ours / theirs:.2f}")  # fmt: skip
    assert ours < 3 * theirs


def texts_of_the_treaties(shared: Path) -> list[str]:
    """Title and English text of each provision of CETS 185 and 189, as the collection's own baselines compare them."""
    spec = importlib.util.spec_from_file_location("baselines", shared / "bench" / "baselines.py")
    assert spec and spec.loader
    baselines = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(baselines)
    return [f"{title}. {text}" for title, text in baselines.convention().values()]


def test_faster_than_partial_token_set_ratio(shared: Path, laws: list[Law]) -> None:
    """All articles against the texts of the treaties, by ``cdist`` on one thread and by ``align_all``.

    Of each law every ``STRIDE``-th article by length is timed for ``cdist``, and its time taken in proportion. That
    scorer stops at the first common word, so that it is quick, and says nothing, where the languages are the same.
    """
    from rapidfuzz import fuzz, process

    asked = texts_of_the_treaties(shared)
    theirs, full, pairs = 0.0, 0, 0
    for law in laws:
        texts = sorted((f"{a.heading or ''}. {a.text}" for a in law.articles), key=len)
        some = texts[STRIDE // 2 :: STRIDE] or texts
        start = time.process_time()
        found = process.cdist(some, asked, scorer=fuzz.partial_token_set_ratio, workers=1)
        theirs += (time.process_time() - start) * sum(map(len, texts)) / sum(map(len, some))
        full, pairs = full + int((found >= 100).sum()), pairs + found.size
    ours = seconds(lambda: [align_all(law, ("cets185", "cets189")) for law in laws])
    print(f"\nalign_all {ours:.1f} s, cdist(partial_token_set_ratio) {theirs:.0f} s, {theirs / ours:.1f} times; {full / pairs:.0%} of its pairs get 100")  # fmt: skip
    assert theirs > 20 * ours


def test_twenty_times_faster_than_partial_ratio(laws: list[Law]) -> None:
    """Also says how fast ``partial_token_set_ratio`` is, which is no alternative: it stops at the first common word."""
    from rapidfuzz import fuzz, process

    chance = random.Random(0)
    drawn = chance.sample([(law, article) for law in laws for article in law.articles], SAMPLE)
    by_language: dict[str, list[str]] = {}
    for law, article in drawn:
        by_language.setdefault(law.language, []).append(f"{article.heading or ''} {article.text}")
    provisions = [p.id for p in articles(load_instrument("cets185"))]
    asked = {
        language: [words[p].description for p in provisions if p in words]
        for language in by_language
        for words in [load_lexicon(language).provisions]
    }

    def per_character(scorer: Callable[..., float]) -> tuple[float, float]:
        """Seconds per character of text, and the share of pairs that get the full 100 points."""
        start = time.process_time()
        found = [process.cdist(some, asked[k], scorer=scorer, workers=1).ravel() for k, some in by_language.items()]
        took = time.process_time() - start
        return took / sum(len(t) for some in by_language.values() for t in some), float(
            (np.concatenate(found) >= 100).mean()
        )

    start = time.process_time()
    for law in laws:
        align(law)
    ours = (time.process_time() - start) / sum(len(t) for some in texts_of(laws).values() for t in some)
    partial, _ = per_character(fuzz.partial_ratio)
    token_set, full = per_character(fuzz.partial_token_set_ratio)
    print(f"\nseconds per million characters: align {ours * 1e6:.2f}, partial_ratio {partial * 1e6:.1f} ({partial / ours:.0f} times), partial_token_set_ratio {token_set * 1e6:.2f} ({token_set / ours:.2f} times; {full:.0%} of all pairs get 100)")  # fmt: skip
    assert partial > 20 * ours
    assert full > 0.9, "were it discriminating, it would be the alternative to beat"


def test_the_same_law_twice_gives_the_same_matches(laws: list[Law]) -> None:
    for law in sorted(laws, key=lambda one: len(one.articles))[:8]:
        assert align(law).matches == align(law).matches


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_articles_changes_what_place_explains_and_nothing_else(laws: list[Law], seed: int) -> None:
    # The one signal that looks at neighbours is taken out of the weights; chapter headings travel with their articles.
    fit = load_fit()
    still = {name: {**getattr(fit, name).of, "neighbours": 0.0} for name in ("headed", "headless", "headed_alone", "headless_alone")}  # fmt: skip
    placeless = replace(fit, **{name: replace(getattr(fit, name), of=of) for name, of in still.items()})
    for law in [one for one in laws if 20 <= len(one.articles) <= 120][:6]:
        shuffled = list(law.articles)
        random.Random(seed).shuffle(shuffled)
        found = []
        for one in (law, replace(law, articles=tuple(shuffled))):
            matches = align(one, fit=placeless, at_least=0.0, kept=len(law.articles)).matches
            found.append({(m.article, m.provision): m for m in matches})
        first, again = found
        assert first.keys() == again.keys() and len(first) == len(law.articles) * len(articles(load_instrument()))
        for pair, match in first.items():
            assert np.isclose(match.confidence, again[pair].confidence, atol=1e-9), (law.id, pair)
            assert match.accepted == again[pair].accepted
            assert match.evidence == again[pair].evidence
