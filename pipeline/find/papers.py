"""Nouns that are agreements only by what stands with them.

Three cases, none of which the noun alone would tell:

- a paper that is signed: "signed the Country Programme Framework", "the signing of a road map", "the Charter of Twinning was signed";
- a sum that somebody gives: "a £310,000 award from the Elms Fund", "a $2 million gift from Acme";
- a relation that is made: "announced a collaboration with Acme", "closed a strategic transaction with Acme".
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.lexicon import table

SIGNED = table("signed_papers")
_GIVEN = {"award": "funding", "gift": "funding", "funding": "funding"}
_MADE = {"collaboration": "cooperation", "transaction": "venture"}
PAPERS = frozenset({*SIGNED, *_GIVEN, *_MADE})
_SIGNS = frozenset({"sign", "co-sign", "cosign", "countersign", "ink", "initial"})
_MAKES = frozenset("announce sign form launch establish enter unveil close complete seal extend renew expand".split())
_MONEY = frozenset({"million", "billion", "thousand", "m", "bn"})
_NEAR = 4  # tokens between a sum and what it is called
_HIGHEST = 4  # words that a paper may hang below its verb
_BEHIND = 6  # tokens between a relation and the "with" of the other side


def paper_at(doc: Doc, i: int) -> str | None:
    """The kind of the agreement that the noun at token `i` is by what stands with it; None where it is none."""
    token = doc[i]
    word = token.lower_
    if token.pos_ not in {"NOUN", "PROPN"}:
        return None
    if word in SIGNED:
        if word == "map" and (i == 0 or doc[i - 1].lower_ != "road"):
            return None
        return SIGNED[word] if _is_signed(token) else None
    if word in _GIVEN:
        return _GIVEN[word] if _is_given(doc, i) else None
    return _MADE[word] if word in _MADE and _is_made(token) else None


def _is_signed(token: Token) -> bool:
    """As in "signed a plan", "a plan was signed", "the signing of a plan", "a plan signed by"."""
    at = token
    for _ in range(_HIGHEST):
        relation, head = at.dep_, at.head
        if head.i == at.i:
            break
        if relation in {"dobj", "nsubjpass", "conj", "appos", "compound"} or (relation == "pobj" and head.lower_ == "of"):
            if head.lemma_.lower() in _SIGNS or head.lower_ == "signing":
                return True
        elif not (relation == "prep" and at.lower_ == "of"):
            break
        elif head.lower_ == "signing":
            return True
        at = head
    return any(c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_.lower() in _SIGNS for c in token.children)


def _is_given(doc: Doc, i: int) -> bool:
    """As in "a £310,000 award from", "€2 million in funding from"."""
    if doc[i + 1 : i + 2].text.lower() != "from" or not doc[i + 2 : i + 3].text:
        return False
    before = doc[max(0, i - _NEAR) : i]
    return any(t.is_currency or t.lower_ in _MONEY or t.text[:1] in "$€£" for t in before)


def _is_made(token: Token) -> bool:
    """As in "announced its collaboration with Acme": not "in collaboration with Acme", nor "the transaction will close"."""
    verb = token.head if token.dep_ != "pobj" else token.head.head
    made = token.dep_ in {"dobj", "nsubjpass"} or (token.dep_ == "pobj" and token.head.lower_ == "into")
    if not made or verb.lemma_.lower() not in _MAKES:
        return False
    behind = token.doc[token.i + 1 : min(len(token.doc), token.i + _BEHIND)]
    return any(t.lower_ in {"with", "between"} for t in behind)
