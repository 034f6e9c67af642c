"""Romanian on articles of our own: the one Romanian act at hand has its offences repealed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from lexalign import align
from lexalign.language import languages
from lexalign.model import Article, Law

FILE = Path(__file__).with_name("romanian_articles.yaml")


def test_articles_of_our_own_find_their_provisions() -> None:
    if "ro" not in languages():
        pytest.fail("there is no Romanian lexicon")
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))["articles"]
    assert len(entries) >= 40
    want = {(e["number"], p) for e in entries for p in e["provisions"]}
    assert {p for _, p in want} >= {f"cets185:{n}" for n in range(2, 22)}
    articles = tuple(Article(e["number"], e["heading"], e["text"], key=e["number"]) for e in entries)
    law = Law("rou-own", "ROU", "Articole proprii", "ro", articles)
    got = {(m.article, m.provision) for m in align(law).accepted}
    true = len(got & want)
    f1 = 2 * true / (len(got) + len(want))
    print(f"\nRomanian, own articles: P {true / len(got):.3f} R {true / len(want):.3f} F1 {f1:.3f}")
    assert f1 >= 0.8
