"""What surrounds a date: whether the words speak of the past or the future, and which year the story is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from spacy.tokens import Doc, Span, Token

Tense = Literal[-1, 0, 1]

_FUTURE_LEADS: Final = frozenset({"by", "until", "till", "starting", "beginning", "effective", "upcoming"})
_FUTURE_VERBS: Final = frozenset(
    {"schedule", "expect", "plan", "slate", "set", "due", "aim", "intend", "hope", "anticipate", "upcoming", "invite"}
)
# In the present tense with a date they tell of what is fixed to come: "the trial begins Monday".
_FIXED_VERBS: Final = frozenset(
    "begin start open end close run meet resume expire arrive leave return launch premiere host vote conclude retire go take head be".split()
)
# Verbs of what goes on: in the past tense, "until May" is the May before.
_LASTING_VERBS: Final = frozenset("be last serve hold lead work run remain head stay live act chair".split())
_FUTURE_AUX: Final = frozenset({"will", "shall", "'ll", "wo", "would"})
_PAST_TAGS: Final = frozenset({"VBD", "VBN"})


@dataclass(frozen=True, slots=True)
class Layers:
    """What the pipeline has set on a Doc; asking the Doc itself goes over all its tokens each time."""

    tags: bool
    parse: bool
    entities: bool

    @classmethod
    def of(cls, doc: Doc) -> Layers:
        """Look once."""
        marks = doc.to_array(["TAG", "DEP", "ENT_IOB"])
        return cls(*(bool(marks[:, column].any()) for column in range(3)))


def tense(span: Span, layers: Layers, *, exact: bool = False) -> Tense:
    """-1 where the verb that an expression hangs on tells of the past, 1 of the future, 0 where neither is clear.

    Climbs the parse from the expression to its verb; without a parse the nearest verb of the sentence decides. `exact`
    tells that the expression is a day or an hour: "the deadline is Monday" lies ahead, "prices are up in March" may not.
    """
    doc = span.doc
    before = doc[span.start - 1] if span.start else None
    if before is not None and before.lower_ in {"until", "till"} and layers.parse and _lasted(_verb(span)):
        return -1
    if before is not None and (before.lower_ in _FUTURE_LEADS or (exact and before.lower_ in {"is", "are"})):
        return 1
    if before is not None and before.lower_ == "since":
        return -1
    if (
        before is not None
        and before.lower_ in {"from", "on"}
        and span.start > 1
        and doc[span.start - 2].lower_ in _FUTURE_LEADS
    ):
        return 1
    if before is not None and before.lower_ == "of" and span.start > 1 and doc[span.start - 2].lower_ == "ahead":
        return 1
    if not layers.tags:
        return _by_words(span)
    verb = _verb(span) if layers.parse else _nearest_verb(span)
    if verb is not None and not exact and verb.lemma_.lower() == "be" and verb.tag_ in {"VBZ", "VBP"}:
        return 0
    return _tense_of(verb, layers) if verb is not None else 0


def _lasted(verb: Token | None) -> bool:
    """Whether what went on has ended: "was master until May", while a case "was adjourned until May"."""
    if verb is None or (verb.lemma_.lower() or verb.lower_) not in _LASTING_VERBS:
        return False
    return verb.tag_ == "VBD" and not any(c.lower_ in _FUTURE_AUX for c in verb.children)


def in_passing(span: Span) -> bool:
    """Whether an expression stands in a relative clause, which tells of what was rather than of the news."""
    token = span.root
    for _ in range(20):
        if token.dep_ in {"relcl", "acl"}:
            return True
        if token.head is token:
            return False
        token = token.head
    return False


def _verb(span: Span) -> Token | None:
    token = span.root
    for _ in range(20):
        if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB"):
            return token
        if token.head is token:
            return None
        token = token.head
    return None


def _nearest_verb(span: Span) -> Token | None:
    doc = span.doc
    for distance in range(1, 25):
        for i in (span.start - distance, span.end - 1 + distance):
            if 0 <= i < len(doc) and doc[i].tag_.startswith("VB"):
                return doc[i]
    return None


def _tense_of(verb: Token, layers: Layers) -> Tense:
    children = list(verb.children) if layers.parse else list(verb.doc[max(0, verb.i - 3) : verb.i])
    helpers = {c.lower_ for c in children if c.dep_ in {"aux", "auxpass"} or c.pos_ == "AUX" or c.tag_ in {"MD", "TO"}}
    lemma = verb.lemma_.lower() or verb.lower_
    if helpers & _FUTURE_AUX:
        return 1
    if lemma in _FUTURE_VERBS:
        return 1
    if "to" in helpers and verb.tag_ == "VB":
        return 1
    if helpers & {"can", "may", "must", "should"}:
        return 1
    if verb.tag_ in _PAST_TAGS:
        if verb.tag_ == "VBN" and helpers & {"is", "are", "be"}:
            return 0
        return -1
    if helpers & {"was", "were", "had", "has", "have", "did"}:
        return -1
    if verb.tag_ in {"VBZ", "VBP"} and lemma in _FIXED_VERBS:
        return 1
    if (
        verb.tag_ == "VBG"
        and verb.head is not verb
        and verb.dep_ in {"advcl", "pcomp", "acl", "conj", "xcomp", "ccomp", "prep"}
    ):
        climbed = _climb(verb.head)
        return _tense_of(climbed, layers) if climbed is not None and climbed is not verb else 0
    return 0


def _climb(token: Token) -> Token | None:
    for _ in range(10):
        if token.tag_.startswith("VB") and token.tag_ != "VBG":
            return token
        if token.head is token:
            return None
        token = token.head
    return None


def _by_words(span: Span) -> Tense:
    """Without tags: "will" or "to be" near by speaks of the future, a word in -ed of the past."""
    doc = span.doc
    near = [t.lower_ for t in doc[max(0, span.start - 12) : min(len(doc), span.end + 12)]]
    if "will" in near or "upcoming" in near or "scheduled" in near:
        return 1
    return -1 if {"was", "were", "had", "held"} & set(near) or any(t.endswith("ed") and len(t) > 4 for t in near) else 0


def sentence_starts(doc: Doc) -> list[int]:
    """Give the offsets where sentences begin, the first one included; behind full stops and line ends where nothing marks them."""
    marks = doc.to_array(["SENT_START", "IDX"])
    if marks[:, 0].any():
        starts = marks[:, 0] == 1
        if len(starts):
            starts[0] = True
        return [int(offset) for offset in marks[starts, 1]]
    starts = [0]
    starts += [doc[i + 1].idx for i in range(len(doc) - 1) if "\n" in doc[i].text or doc[i].text in {".", "!", "?"}]
    return starts


def line_starts(doc: Doc, starts: Sequence[int]) -> set[int]:
    """Give the offsets of those sentences that begin a line, and of every token behind a blank line."""
    marks = doc.to_array(["ORTH", "IDX", "IS_SPACE"])
    sentences = set(starts)
    found = set()
    lines, behind = 0, -1
    for i in np.flatnonzero(marks[:, 2]).tolist():
        lines = (lines if i == behind else 0) + doc.vocab.strings[int(marks[i, 0])].count("\n")
        behind = i + 1
        if lines and behind < len(marks):
            offset = int(marks[behind, 1])
            if lines > 1 or offset in sentences:
                found.add(offset)
    return found
