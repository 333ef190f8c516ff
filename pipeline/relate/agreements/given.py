"""Deals told by a noun with what stands around it: a sum that one gives, a contract that one prolongs.

"Welcomed a $3 million grant from Acme" tells of a grant that is made, whatever the verb: who calls a sum by its giver has it. "Signed a
contract extension" renews a contract; who signs it is bound by it.
"""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.find.instrument_heads import head_of
from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.money import sums
from pipeline.relate.agreements.parties import Slots
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.status import Deed

_GIVEN = frozenset({"grant", "award", "gift", "donation", "funding", "loan"})
_FRONT = 6  # tokens of a sum in front of what it is called
_BEHIND = 6  # tokens of "of $3 million" behind it
_HAS = frozenset("welcome use receive acknowledge have get utilise utilize".split())
_SIGNS = frozenset({"sign", "ink", "pen", "agree", "accept"})
_LONGER = frozenset({"extension", "renewal"})


def given(base: Statement) -> Deed | None:
    """The deed of a sum named with its giver and no verb of giving: "a $3 million grant from Acme"."""
    head, doc, end = head_of(base.span), base.span.doc, base.span.end
    if head.lower_ not in _GIVEN:
        return None
    stop = min(base.sentence.end, end + _BEHIND)
    giver = next((i for i in range(end, stop) if doc[i].lower_ == "from"), None)
    if giver is None or any(t.pos_ in {"VERB", "AUX"} or t.text in {",", ";"} for t in doc[end:giver]):
        return None
    front = doc[max(base.sentence.start, base.span.start - _FRONT) : base.span.start]
    told = sums(front.text) if len(front) else []
    if not (told and told[-1].end >= len(front.text.rstrip()) - 1) and not sums(doc[end:giver].text):
        return None
    verb = head.head
    to_come = head.dep_ == "dobj" and any(c.lower_ in {"to", "will", "would"} and c.dep_ == "aux" for c in verb.children)
    return Deed(head, "give", "planned" if to_come else "signed", 1)


def takers(slots: Slots, base: Statement) -> list[Actor]:
    """Who has what is given ("the Ministry welcomed a $3 million grant from Acme") or signs what is prolonged."""
    if base.deed is not None and (signer := extends(base.deed.token)) is not None:
        return slots.subject(signer)
    if base.deed is None or base.deed.token.i != head_of(base.span).i or base.deed.token.dep_ != "dobj":
        return []
    verb = base.deed.token.head
    return [a for a in slots.subject(verb) if a.kind == "organisation"] if verb.lemma_.lower() in _HAS else []


def extends(noun: Token) -> Token | None:
    """The verb that signs a prolongation: "signed a contract extension"; None for all other nouns."""
    if noun.lower_ not in _LONGER or noun.dep_ != "dobj" or noun.head.lemma_.lower() not in _SIGNS:
        return None
    return noun.head
