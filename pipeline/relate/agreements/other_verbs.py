"""Who signs by the word of another verb or noun: whom one welcomes to sign, thanks for signing, meets and signs with, whose aim it is."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.relate.agreements.actors import Actor, Scene
from pipeline.relate.agreements.lists import Lists

_ONE_OF_MANY = frozenset({"country", "nation", "state", "member", "signatory"})
_LONGEST_AIM = 8  # tokens between "of" and "to"


def welcomed(scene: Scene, verb: Token) -> Actor | None:
    """As in "welcomed Norland as the 37th country to sign": the state in front of "as" signs."""
    doc = verb.doc
    if verb.tag_ != "VB" or verb.i < 2 or doc[verb.i - 2].lower_ not in _ONE_OF_MANY:
        return None
    at = next((i for i in range(verb.i - 3, max(0, verb.i - 8), -1) if doc[i].lower_ == "as"), None)
    return next((a for a in scene.actors if at is not None and a.end == at and a.kind != "person"), None)


def one_of(lists: Lists, noun: Token) -> list[Actor]:
    """As in "Norland was one of seven countries that signed": who is said to be one of those at `noun`."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"of", "among"}:
        return []
    verb = noun.head.head
    if verb.lower_ == "one":
        verb = verb.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb.lemma_ == "be" else None
    starts = range(subject.left_edge.i, subject.i + 1) if subject is not None else ()
    return next((found for i in starts if (found := lists.read(i, verb.i)[0])), [])


def who_is_signing(lists: Lists, sentence: Span, verb: Token) -> list[Actor]:
    """As in "Signing the memorandum were A and B": those behind the copula."""
    if verb.tag_ != "VBG" or verb.i - sentence.start > 1:
        return []
    doc = verb.doc
    copula = next((i for i in range(verb.i + 1, sentence.end) if doc[i].lower_ in {"was", "were", "are", "is"}), None)
    return lists.read(copula + 1, sentence.end)[0] if copula is not None else []


def whom_one_thanks(lists: Lists, verb: Token) -> list[Actor] | None:
    """As in "thanked A for renewing its contract": who is thanked has done it; None where nobody is told to be thanked."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "for":
        return None
    whom = next((c for c in verb.head.head.children if c.dep_ == "dobj" and c.i < verb.i), None)
    starts = range(whom.left_edge.i, whom.i + 1) if whom is not None else ()
    return next((found for i in starts if (found := lists.read(i, verb.head.i)[0])), None)


def whom_one_meets(lists: Lists, sentence: Span, verb: Token) -> list[Actor]:
    """As in "Minister A will meet Minister B and sign a memorandum": the people met, who sign, too."""
    doc = verb.doc
    meets = [t for t in doc[sentence.start : verb.i] if t.lemma_.lower() == "meet" and t.pos_ == "VERB"]
    if not meets or doc[verb.i - 1].lower_ != "and":
        return []
    found, end = lists.read(meets[-1].i + 1 + (meets[-1].nbor().lower_ == "with"), verb.i)
    return [a for a in found if a.kind == "person"] if verb.i - end <= 1 else []


def whose_aim(lists: Lists, verb: Token) -> list[Actor]:
    """As in "the aim of both Unions to finalise the text": those between "of" and the infinitive."""
    doc, to = verb.doc, verb.i - 1
    for i in range(max(1, to - _LONGEST_AIM), to):
        if doc[i - 1].lower_ == "of" and doc[to].lower_ == "to":
            found, end = lists.read(i, to)
            if found and end == to:
                return found
    return []
