"""What the library knows of legal language: words, wordings, lexicons."""

from lexalign.language.lexicon import Lexicon, languages, load_lexicon
from lexalign.language.words import fold, split_words

__all__ = ["Lexicon", "fold", "languages", "load_lexicon", "split_words"]
