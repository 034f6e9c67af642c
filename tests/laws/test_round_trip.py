"""What is printed in one form and read back is the same law."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lexalign.laws import read_articles
from lexalign.model import Article

from .printed import FORMS, printed

Save = Callable[[str, str | bytes], Path]

LAWS = {
    "en": ("Opening a device", "(1) Whoever opens a device pays coins.\n(2) Whoever opens it at night pays more.", "Part"),
    "fr": ("Accès à un appareil", "Quiconque ouvre un appareil d’autrui paie dix pièces.\n1° s’il agit la nuit ;\n2° s’il se cache.", "Titre"),
    "tr": ("Aygıtın açılması", "(1) Başkasının aygıtını açan kişi için ceza uygulanır.\n(2) Gece açan kişi daha çok öder.", "Bölüm"),
    "uk": ("Відкриття пристрою", "1. Хто відкриє чужий пристрій, сплачує монети.\n2. Хто відкриє його вночі, сплачує більше.", "Розділ"),
}  # fmt: skip
NUMBERS = ("1", "2", "2-1", "3", "4", "5", "6", "7", "8", "9", "10", "10-1", "10-2", "11", "12")


def law(language: str) -> list[Article]:
    heading, text, part = LAWS[language]
    return [
        Article(
            number, f"{heading} {number}", text.replace(".", f" {place}.", 2), (f"{part} {'I' if place < 6 else 'II'}",)
        )
        for place, number in enumerate(NUMBERS)
    ]


def flat(articles: Sequence[Article]) -> list[tuple[str, str, str]]:
    return [(a.number, a.heading or "", " ".join(a.text.split())) for a in articles]


@pytest.mark.parametrize("language", LAWS)
@pytest.mark.parametrize("form", [*FORMS, "two columns"])
def test_printed_and_read_back(form: str, language: str, save: Save) -> None:
    columns = 2 if form == "two columns" else 1
    kind = "pdf" if columns == 2 else form
    cut = read_articles(
        save(f"law.{kind}", printed(law(language), kind, language=language, columns=columns, foot=False))
    )
    assert flat(cut.articles) == flat(law(language))
    assert [a.path for a in cut.articles] == [a.path for a in law(language)]


@pytest.mark.parametrize("form", FORMS)
def test_a_real_act_printed_and_read_back(form: str, shared: Path, save: Save) -> None:
    own = read_articles(shared / "laws" / "KEN" / "cmca-2018.articles.csv").articles
    back = read_articles(save(f"law.{form}", printed(own, form))).articles
    assert flat(back) == flat(own)


@pytest.mark.parametrize("name", ["PHL/ra-10175", "RWA/law-60-2018-cybercrimes"])
def test_pages_of_laws_are_read_as_others_have_cut_them(name: str, shared: Path) -> None:
    cut = read_articles(shared / "laws" / f"{name}.html")
    page = cut.articles
    ready = read_articles(shared / "laws" / f"{name}.articles.csv").articles
    assert [a.number for a in page] == [a.number for a in ready]
    for ours, theirs, following in zip(page, ready, [*page[1:], None], strict=True):
        words, other = (Counter(re.findall(r"\w+", f"{a.heading or ''} {a.text}".casefold())) for a in (ours, theirs))
        # One table has the headings of chapters, and the signatures, at the end of the articles before them.
        after = " ".join(following.path) if following else cut.back_matter
        above = Counter(re.findall(r"\w+", after.casefold()))
        other -= (other - words) & above
        apart = (words - other).total() + (other - words).total()
        assert apart <= max(2, 0.02 * (words.total() + other.total())), ours.key
