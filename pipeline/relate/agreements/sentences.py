"""Sentences as a reader sees them: the parser's, but without its cuts in the middle of a line.

On long names and brackets the parser starts sentences where nothing ends one ("Alpha / and / Beta (the body) signed"). A start counts
only behind a mark that can end a sentence, or behind a line break. What goes on longer than any sentence is no sentence and is cut:
every agreement is read against the whole of its own, which would take the square of such a text in time.
"""

from __future__ import annotations

import bisect
from itertools import pairwise

import numpy as np
from spacy.attrs import SENT_START
from spacy.tokens import Doc, Span

from pipeline.lexicon import words

_ABBREVIATIONS = words("honorifics") | {"m/s", "messrs", "no", "nos", "vs", "v"}
_FORMS = words("legal_forms")
_ENDS = frozenset({".", "!", "?", "”", '"', "’", "'", ":", ";", "…", "•", ")", "-", "–", "—", "*", "。"})

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # tags of verbs that make a sentence
_LONGEST = 400  # tokens; a list of those present may run to 200 and more


class Sentences:
    """The sentences of a Doc, looked up by token."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        given = np.flatnonzero(doc.to_array(SENT_START) == 1).tolist()
        starts = [0, *(i for i in given if i > 0 and _may_start(doc, i))]
        self._starts = [
            cut for start, end in pairwise([*starts, len(doc)]) for cut in range(start, max(end, start + 1), _LONGEST)
        ]

    def at(self, i: int) -> Span:
        """The sentence that token `i` stands in."""
        k = bisect.bisect_right(self._starts, i) - 1
        end = self._starts[k + 1] if k + 1 < len(self._starts) else len(self._doc)
        return self._doc[self._starts[k] : end]


def _may_start(doc: Doc, i: int) -> bool:
    before = i - 1
    if doc[before].is_space:
        # a wrapped line goes on with a small letter or a bracket
        wrapped = doc[before].text.count("\n") == 1 and (doc[i].text == "(" or doc[i].text[:1].islower())
        return not wrapped
    text = doc[before].text
    if text == "." and before and doc[before - 1].lower_ in _ABBREVIATIONS and not doc[before - 1].whitespace_:
        return False
    if text.lower().rstrip(".") in _ABBREVIATIONS or doc[i].lower_.rstrip(".") in _FORMS:
        return False  # "Hon." and "(Pvt.) Ltd." end nothing
    return text in _ENDS or text[-1] in _ENDS or not text[-1].isalnum()
