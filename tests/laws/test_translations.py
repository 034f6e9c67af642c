"""A digest in two languages: the law's own is read by the matching, the others are for readers."""

from pathlib import Path

import pytest

from lexalign.errors import LexalignError
from lexalign.laws import read_corpus

_LAW = """\
law: {name}
country: FRA
title: Loi inventée
year: 2020
kind: cybercrime act
language: fr
status: in force
form: digest
source: {{citation: made up}}
articles:
  - number: "1"
    heading: Accès
    {body}
"""


def _file(folder: Path, body: str) -> Path:
    path = folder / "fra-loi.yaml"
    path.write_text(_LAW.format(name="fra-loi", body=body), encoding="utf-8")
    return path


def test_the_own_language_is_the_text_and_the_other_is_kept_beside(tmp_path: Path) -> None:
    body = "digest: Punit l'accès sans droit.\n    translations: {en: ' Punishes access without right. '}"
    law = read_corpus(_file(tmp_path, body))
    assert law.language == "fr"
    (article,) = law.articles
    assert article.text == "Punit l'accès sans droit."
    assert article.translations == {"en": "Punishes access without right."}
    assert len({article, article}) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("digest: Punit.\n    translations: {en: ' '}", "the one in 'en' is empty"),
        ("digest: Punit.\n    translations: {English: Punishes.}", "'English' is no language code"),
    ],
)
def test_a_faulty_translation_is_named_with_its_line(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(LexalignError) as caught:
        read_corpus(_file(tmp_path, body))
    assert said in str(caught.value)
    assert "fra-loi.yaml:11:" in str(caught.value)
