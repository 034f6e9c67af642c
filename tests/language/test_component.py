"""The spaCy component: found by its name, marks concepts with offsets, says when a language has no lexicon."""

from __future__ import annotations

import pytest

from lexalign.errors import UnknownLanguage

spacy = pytest.importorskip("spacy")


def test_concepts_are_marked_in_a_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("lexalign_concepts")
    doc = nlp("Whoever, without right, gains access to a computer system's data (s. 4(1)(a)) is punished.")
    marked = {(span.text.lower(), span.label_) for span in doc.spans["concepts"]}
    assert ("without right", "without_right") in marked
    assert any(label == "computer_system" for _, label in marked)
    assert any(label == "access" for _, label in marked)


def test_own_name_for_the_spans() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("lexalign_concepts", config={"spans_key": "mine"})
    assert nlp("A computer system.").spans["mine"]


def test_a_language_without_lexicon() -> None:
    with pytest.raises(UnknownLanguage):
        spacy.blank("yo").add_pipe("lexalign_concepts")
