"""Gates: what an article on a subject names, in which of its paragraphs, and how near together."""

from __future__ import annotations

import numpy as np

from lexalign.language.lexicon import load_lexicon
from lexalign.matching.gates import NEAR, Gates
from lexalign.matching.reading import Readings, read_article
from lexalign.matching.shown import show
from lexalign.model import Article
from lexalign.provisions import articles, load_instrument

PAD = "The minister keeps a register of clocks and bells in every town of the country. "
PRESERVE = "An officer may order a person to preserve computer data."
COLUMN = [p.id for p in articles(load_instrument("cets185"))].index("cets185:16")


def gates(*texts: str) -> Gates:
    lexicon = load_lexicon("en")
    readings = [read_article(Article(str(i), None, text, key=str(i)), lexicon) for i, text in enumerate(texts)]
    return show(Readings(readings, lexicon), load_instrument("cets185")).gates


def test_one_paragraph_of_a_long_article_opens_the_gate() -> None:
    whole = f"{PAD * 20}{PRESERVE} {PAD * 20}"
    parts = "\n".join(f"({n}) {text}" for n, text in enumerate((PAD * 20, PRESERVE, PAD * 20), start=1))
    found = gates(whole, parts, PRESERVE, PAD)
    passing, paragraph, alone, nothing = found.requires[:, COLUMN]
    assert nothing == 0 < passing < 0.4 < paragraph == alone == 1


def test_what_a_gate_asks_for_counts_the_less_the_further_apart_it_stands() -> None:
    apart = [f"An officer may order a person to preserve {'the old ' * n} computer data." for n in (0, 5, 20, 60)]
    near = gates(*apart, "An officer may preserve clocks.", "Computer data is not clockwork.").near[:, COLUMN]
    assert near[0] > 0.9
    assert np.all(np.diff(near[:4]) < 0) and near[3] > 0
    assert np.isclose(near[2] / near[1], np.exp(-30 / NEAR)), "thirty words more"
    assert near[4] == near[5] == 0


def test_a_provision_without_gates_requires_nothing() -> None:
    found = gates(PAD)
    free = [i for i, p in enumerate(articles(load_instrument("cets185"))) if not p.requires]
    assert np.all(found.requires[0, free] == 1) and np.all(found.near[0, free] == 1)
