"""Elements shown: windows, gates, units, evidence that points at the words."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from lexalign.language import load_lexicon
from lexalign.language.wordings import Hit
from lexalign.matching.reading import Readings, read_article
from lexalign.matching.shown import evidence_for, show
from lexalign.matching.windows import smallest_window
from lexalign.model import Article
from lexalign.provisions import elements_of, load_instrument

HITS = st.lists(st.integers(0, 60).map(lambda i: Hit(0, i, i + i % 3)), max_size=6)


@given(st.lists(HITS, min_size=1, max_size=3), st.integers(0, 30))
def test_smallest_window_is_the_smallest(groups: list[list[Hit]], within: int) -> None:
    got = smallest_window(groups, within)

    def width(chosen: tuple[Hit, ...]) -> int:
        return max(h.last for h in chosen) - min(h.first for h in chosen)

    if len(groups) == 1:
        assert got == ((groups[0][0],) if groups[0] else None)
        return
    # Hits of up to three words: the sweep is exact on where hits begin, so it may miss the best by their length.
    best = min((width(c) for c in product(*groups)), default=None)
    if got is None:
        assert best is None or best > within - 2 or best > within
    else:
        assert width(got) <= within and best is not None and width(got) <= best + 2


def test_evidence_points_at_the_words() -> None:
    lexicon, treaty = load_lexicon("en"), load_instrument("cets185")
    text = "A person who intentionally and without authority gains access to the whole or any part of a computer system commits an offence."
    reading = read_article(Article("4", "Hacking", text), lexicon)
    elements = elements_of(treaty, "cets185:2")
    found = evidence_for(reading, elements, lexicon)
    words = {text[e.start : e.end].lower() for e in found if not e.in_heading}
    assert any("access" in w for w in words) and any("computer system" in w for w in words)
    shown = show(Readings([reading], lexicon), treaty)
    have = {e.id for e, yes in zip(shown.elements, shown.by_article[0], strict=True) if yes}
    assert {e.element for e in found} == have & {e.id for e in elements}
    assert {e.id for e in elements if e.required} <= have


def test_words_far_apart_show_nothing() -> None:
    lexicon, treaty = load_lexicon("en"), load_instrument("cets185")
    text = (
        "Access to the building is for staff. "
        + "The committee meets in the hall every month. " * 12
        + "A computer system is bought."
    )
    shown = show(Readings([read_article(Article("1", None, text), lexicon)], lexicon), treaty)
    assert not any(shown.by_article[0, i] for i, e in enumerate(shown.elements) if e.id == "cets185:2/access")
