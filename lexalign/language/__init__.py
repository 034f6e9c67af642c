"""What the library knows of legal language: words, wordings, lexicons."""

from lexalign.language.card import Card, card, provisions_table
from lexalign.language.lexicon import Lexicon, languages, load_lexicon
from lexalign.language.words import fold, split_words

__all__ = ["Card", "Lexicon", "card", "fold", "languages", "load_lexicon", "provisions_table", "split_words"]
