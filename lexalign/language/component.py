"""A spaCy component that marks the concepts of a lexicon, for those who build pipelines of their own.

    nlp = spacy.blank("en")
    nlp.add_pipe("lexalign_concepts")          # found through spaCy's entry points once lexalign is installed
    doc = nlp("... gains access to a computer system without right ...")
    [(span.text, span.label_) for span in doc.spans["concepts"]]

The one module that imports spaCy at its top: only spaCy itself loads it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from lexalign.language.lexicon import Lexicon, load_lexicon
from lexalign.language.words import split_words

__all__ = ["Concepts", "make_concepts"]


class Concepts:
    """Marks concepts as spans with the concept as label.

    Args:
        lexicon: Whose wordings are looked for.
        spans_key: Name under which the spans are put into ``doc.spans``.
    """

    def __init__(self, lexicon: Lexicon, spans_key: str = "concepts") -> None:
        self.lexicon = lexicon
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Add the spans to a document and give it back."""
        words = split_words(doc.text, self.lexicon.letters)
        names = self.lexicon.finder.concepts
        spans = [
            doc.char_span(words.starts[h.first], words.ends[h.last], label=names[h.concept], alignment_mode="expand")
            for h in self.lexicon.finder.find(words)
        ]
        doc.spans[self.spans_key] = [s for s in spans if s is not None]
        return doc


@Language.factory("lexalign_concepts", assigns=["doc.spans"], default_config={"spans_key": "concepts"})
def make_concepts(nlp: Language, name: str = "lexalign_concepts", spans_key: str = "concepts") -> Concepts:
    """Make the component for a pipeline's language.

    Args:
        nlp: The pipeline.
        name: Name of the component in it.
        spans_key: Name under which the spans are put into ``doc.spans``.

    Raises:
        UnknownLanguage: There is no lexicon for the pipeline's language.
    """
    return Concepts(load_lexicon(nlp.lang or ""), spans_key)
