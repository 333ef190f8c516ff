"""Tokens of a text in a time that its length bounds.

spaCy's tokenizer takes punctuation off a word one character at a time, and copies what is left of the word each time: of
a word without end, such as a line of a hundred thousand brackets, it takes the square of the length in time. So words
longer than any word are handed to it in pieces.
"""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

# Characters; addresses on the web are the longest that stands in releases without a space, and are far shorter.
LONGEST = 1_000
_LONG = re.compile(rf"\S{{{LONGEST + 1},}}")


def make_doc(nlp: Language, text: str) -> Doc:
    """Give the text in tokens, as `nlp.make_doc` does; where a word is longer than `LONGEST`, a token ends there."""
    if all(len(word) <= LONGEST for word in text.split()):
        return nlp.make_doc(text)
    cuts = [cut for word in _LONG.finditer(text) for cut in range(word.start(), word.end(), LONGEST)]
    if not cuts:
        return nlp.make_doc(text)
    pieces = [nlp.make_doc(text[start:end]) for start, end in pairwise(sorted({0, *cuts, len(text)}))]
    tokens = [token for piece in pieces for token in piece]
    doc = Doc(nlp.vocab, words=[token.text for token in tokens], spaces=[bool(token.whitespace_) for token in tokens])
    for token, read in zip(doc, tokens, strict=True):
        token.norm_ = read.norm_
    return doc
