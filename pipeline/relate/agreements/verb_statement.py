"""What statements told by a verb alone share: whether the verb says that the deal is made, and the statement that it makes."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.distribution import once
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.statements import Reader
from pipeline.relate.agreements.status import Deed

_UNREAL = frozenset({"would", "could", "might", "may", "should", "can", "must", "not", "n't", "never", "if"})
# who fails to buy or is kept from it has not bought
_DENYING = frozenset("refuse fail decline oppose block prevent try attempt".split())


def deed_of(token: Token, *, certain: bool = False) -> Deed | None:
    """What the verb says is done. `certain`: "will pay" tells what has been agreed."""
    about = {c.lower_ for c in token.children if c.dep_ in {"aux", "auxpass", "neg", "mark"}}
    if about & _UNREAL:
        return None
    head = token.head
    if token.tag_ == "VB" and token.dep_ in {"xcomp", "advcl", "acl"}:
        if any(c.dep_ == "neg" for c in head.children) or head.lemma_.lower() in _DENYING:
            return None
        agreed = head.lemma_.lower() in {"agree", "agreement", "consent"}
        return Deed(token, "conclude", "signed", 3) if agreed else Deed(token, "plan", "planned", 2)
    if about & {"will", "shall", "to"}:
        return Deed(token, "conclude", "signed", 2) if certain else Deed(token, "plan", "planned", 2)
    if token.tag_ == "VBG" and "is" not in about and "are" not in about:
        return None
    return Deed(token, "conclude", "signed", 3 if token.tag_ in {"VBD", "VBN"} else 2)


def statement_of(
    reader: Reader, deed: Deed, label: str, parties: Sequence[Actor], rule: str, end: int, name: str
) -> Statement:
    """The statement of a verb: its span runs to `end`, `label` is its kind, `rule` the name behind "verb: "."""
    token = deed.token
    sentence = reader.scene.sentences.at(token.i)
    return Statement(
        span=Span(token.doc, token.i, max(end, token.i + 1)),
        sentence=sentence,
        label=label,
        rule=f"verb: {rule}",
        deed=deed,
        parties=once(parties),
        headline=any(z.name == "headline" and z.start <= token.idx < z.end for z in reader.zones),
        clause=sentence,
        name=name,
    )
