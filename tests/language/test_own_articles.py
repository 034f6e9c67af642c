"""Languages of which no law is at hand, on articles of our own in the drafting style of their laws."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from lexalign import align
from lexalign.language import languages, load_lexicon
from lexalign.model import Article, Law

FOLDER = Path(__file__).with_name("own_articles")
FILES = sorted(FOLDER.glob("*.yaml"))
REACH = 0.8


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_articles_of_our_own_find_their_provisions(path: Path) -> None:
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["articles"]
    want = {(e["number"], p) for e in entries for p in e["provisions"]}
    assert {p for _, p in want} >= {f"cets185:{n}" for n in range(2, 22)}
    assert sum(not e["provisions"] for e in entries) >= 8
    articles = tuple(Article(e["number"], e["heading"], e["text"], key=e["number"]) for e in entries)
    got = {(m.article, m.provision) for m in align(Law("own", "XXX", "Own articles", path.stem, articles)).accepted}
    true = len(got & want)
    f1 = 2 * true / (len(got) + len(want))
    print(f"\n{path.stem}: P {true / max(1, len(got)):.3f} R {true / len(want):.3f} F1 {f1:.3f}")
    print("missed", sorted(want - got), "\nwrong", sorted(got - want))
    assert f1 >= REACH


def test_every_language_is_tested_on_laws_or_on_sentences() -> None:
    lexicons = [load_lexicon(c) for c in languages()]
    own = {x.language for x in lexicons if x.tested_on == "own sentences" and not x.words_of}
    assert own == {p.stem for p in FILES}
