"""Agreements told without their name: "it was signed by", "the document was signed", "Ms A signed for B".

What stands for an agreement told before is read like any other mention, but makes no agreement of its own.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from pipeline.find.reading import with_lemma, words_of
from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.lists import Lists
from pipeline.relate.agreements.parties import Slots
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.status import Deed, deed, signs_by_name

HANDS = frozenset({"sign", "ink", "initial", "co-sign"})
_PRONOUNS = frozenset({"it", "they", "both"})
_PAPERS = frozenset("document documents text texts paper papers instrument instruments deed renewal extension amendment".split())
_POINTING = frozenset({"the", "this", "both", "these", "two"})
_REACH = 45  # tokens behind an agreement within which "it" can stand for it
_FAR = 250  # and within which "the document" or a mere "signed" can


def anaphors(doc: Doc, instruments: tuple[Span, ...]) -> list[Span]:
    """The pronouns and the words for papers that stand for one of `instruments`, where they are signed."""
    found = []
    for token in (doc[i] for i in words_of(doc).of(_PRONOUNS | _PAPERS)) if instruments else ():
        reach = _stands_for(token)
        if reach and any(s.end <= token.i and token.i - s.start < reach for s in instruments):
            found.append(Span(doc, token.i, token.i + 1, label="open"))
    return found


def _stands_for(token: Token) -> int:
    """How far back the agreement may stand that a word stands for; 0 where it stands for none."""
    papers = HANDS | {"exchange"} if token.lower_ in _PAPERS else HANDS
    signed = token.dep_ == "nsubjpass" and token.head.lemma_.lower() in papers
    bears = token.dep_ == "nsubj" and token.head.lemma_.lower() in {"bear", "carry"} and signs_by_name(token.head)
    object_of = token.dep_ == "dobj" and token.head.lemma_.lower() in HANDS
    # "put their names to it"
    object_of |= token.dep_ == "pobj" and token.head.lower_ == "to" and any(map(signs_by_name, token.ancestors))
    if token.lower_ in _PRONOUNS and token.pos_ == "PRON":
        return _REACH if signed or bears or (object_of and token.lower_ == "it") else 0
    if token.lower_ in _PAPERS and any(c.lower_ in _POINTING for c in token.children):
        return _FAR if signed or bears or object_of else 0
    return 0


def bare_signings(doc: Doc, instruments: tuple[Span, ...], lists: Lists, slots: Slots) -> list[Statement]:
    """As in "Ms A, Director, signed for B", "Mr C signed on behalf of D": who signed what was told before."""
    if not instruments:
        return []
    signing = (doc[i] for i in words_of(doc).of({"signing"}))
    found = [s for token in signing if (s := _inverted(token, instruments, lists)) is not None]
    for token in (doc[i] for i in with_lemma(doc, HANDS)):
        if token.pos_ != "VERB" or token.tag_ not in {"VBD", "VBN"}:
            continue
        sentence = lists.scene.sentences.at(token.i)
        what = deed(token)
        if what is None or what.status != "signed" or not _lacks_object(token, sentence, instruments):
            continue
        if not any(0 < token.i - s.end < _FAR for s in instruments):
            continue
        people = [a for a in slots.subject(token) if a.kind == "person"]
        if not people:
            continue
        statement = _signing(token, sentence, what, lists, slots)
        if statement is not None:
            found.append(statement)
    return found


def _inverted(token: Token, instruments: tuple[Span, ...], lists: Lists) -> Statement | None:
    """As in "Signing on behalf of B was Ms A", "Signing for the two sides were Ms A and Mr C"."""
    if token.lower_ != "signing":
        return None
    doc, sentence = token.doc, lists.scene.sentences.at(token.i)
    if token.i - sentence.start > 1 or token.i + 1 >= sentence.end:
        return None
    if not any(0 < token.i - s.end < _FAR for s in instruments) or any(
        sentence.start <= s.start < token.i for s in instruments
    ):
        return None
    copula = next((i for i in range(token.i + 1, sentence.end) if doc[i].lower_ in {"was", "were"}), None)
    people = lists.read(copula + 1, sentence.end)[0] if copula is not None else []
    if not people or any(a.kind != "person" for a in people):
        return None
    told = tuple(lists.signed_for(people, token.i + 1, sentence.end))
    return replace(_alone(token, sentence), deed=Deed(token, "conclude", "signed", 3), signatories=told)


def _lacks_object(token: Token, sentence: Span, instruments: tuple[Span, ...]) -> bool:
    if any(c.dep_ in {"dobj", "auxpass", "nsubjpass", "prt", "ccomp"} for c in token.children):
        return False
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is not None and not (
        following.is_punct or following.is_space or following.lower_ in {"for", "on", "as", "and", "in"}
    ):
        return False
    return not any(token.i < s.start < sentence.end for s in instruments)


def _signing(token: Token, sentence: Span, what: Deed, lists: Lists, slots: Slots) -> Statement | None:
    people = [a for a in slots.subject(token) if a.kind == "person"]
    told = _alone(token, sentence)
    ahead = [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]]
    if ahead[:1] == ["as"]:
        # "signed as witnesses"; who signs as something else signs for no party that is known
        return replace(told, witnesses=tuple(people)) if ahead[1:2] and ahead[1].startswith("witness") else None
    signing = lists.signed_for(people, token.i + 1, sentence.end)
    return replace(told, deed=what, signatories=(*signing, *_represented(token, sentence, lists, slots)))


def _represented(token: Token, sentence: Span, lists: Lists, slots: Slots) -> list[Actor]:
    """As in "A signed for the port, whereas Beta was represented by its director, B": who represents has signed, too."""
    doc = token.doc
    at = next((i for i in range(token.i + 1, sentence.end - 1) if doc[i].lower_ == "represented"), None)
    if at is None or doc[at + 1].lower_ != "by":
        return []
    principal = [a for a in slots.subject(doc[at]) if a.kind != "person"][:1]
    people = [a for a in lists.read(at + 2, sentence.end, most=1)[0] if a.kind == "person"]
    return [replace(a, for_whom=principal[0]) if principal else a for a in people]


def _alone(token: Token, sentence: Span) -> Statement:
    """The mention that "signed" makes of an agreement that it does not name."""
    return Statement(
        span=Span(token.doc, token.i, token.i + 1),
        sentence=sentence,
        label="open",
        rule="verb: sign alone",
        definite=True,
        anaphoric=True,
        name="agreement",
    )
