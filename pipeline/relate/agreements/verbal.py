"""Deals told by a verb alone: money paid to resolve claims, bodies bought and merged, money given.

"Acme agreed to pay $2 million to resolve allegations" is a settlement though no noun says so; "Acme will acquire Borealis" is a
venture, "the Foundation donated $5 million to the University" funding. Each gives a statement like those of
`pipeline.relate.agreements.statements`, whose span is the verb with its object and whose name is the noun made of the verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from spacy.attrs import DEP, POS
from spacy.tokens import Doc, Token

from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.alliances import alliance
from pipeline.relate.agreements.commissions import commission
from pipeline.relate.agreements.money import sums
from pipeline.relate.agreements.promises import promise
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.statements import Reader
from pipeline.relate.agreements.verb_statement import deed_of, statement_of
from pipeline.relate.positions.title_groups import POSSESSIVE

_RESOLVE = frozenset({"resolve", "settle"})
_BUY = frozenset({"acquire", "buy", "purchase"})
_STAKES = frozenset({"stake", "shares", "interest", "shareholding", "holding"})
_MONEY = frozenset({"million", "billion", "thousand"})
# verb: (kind, noun, preposition before the other side, whether a sum must be told)
_GIVING = {
    "donate": ("funding", "donation to", "to", True),
    "pledge": ("funding", "pledge to", "to", True),
    "invest": ("venture", "investment in", "in", True),
    "sponsor": ("funding", "sponsorship of", "", False),
    "merge": ("venture", "merger", "with", False),
}


_SUMS = frozenset(
    {"award", "grant", "provide", "contribute", "receive", "secure", "extend", "allocate", "approve", "give"}
)
_SUM_TOKENS = 6
_SUM_REACH = 14  # tokens: "awarded the University of Elms EUR 3 million"


def verbal_statements(reader: Reader, doc: Doc) -> Iterator[Statement]:
    """The statements in the order of the text; what an agreement is for ("an agreement to acquire B") is told with it."""
    told = {t.i for span in reader.instruments for t in span}
    classes, relations = doc.to_array([POS, DEP]).T
    verb, noun, clause = (doc.vocab.strings[name] for name in ("VERB", "NOUN", "acl"))
    told |= {i for i in np.flatnonzero(relations == clause).tolist() if doc[i].head.i in told} if told else set()
    speaking = np.flatnonzero((classes == verb) | (classes == noun)).tolist()
    for token in (doc[i] for i in speaking if i not in told):
        if token.pos_ == "NOUN":
            if (deal := commission(reader, token)) is not None:
                yield deal
            continue
        lemma = token.lemma_.lower()
        found: Statement | None = None
        if lemma == "settle":
            found = _settlement(reader, token)
        elif lemma == "pay":
            found = _payment(reader, token)
        elif lemma in _BUY or (lemma == "take" and doc[token.i + 1 : token.i + 2].text == "over"):
            found = _purchase(reader, token)
        elif lemma in _SUMS:
            found = _sum_given(reader, token)
        elif lemma in _GIVING:
            found = _giving(reader, token)
        found = found or commission(reader, token) or alliance(reader, token) or promise(reader, token)
        if found is not None:
            yield found


def _settlement(reader: Reader, token: Token) -> Statement | None:
    """As in "settled for $2 million with Acme", "settled a lawsuit against Acme"."""
    doc, stop = token.doc, reader.scene.sentences.at(token.i).end
    deed = deed_of(token)
    if deed is None:
        return None
    at = next((i for i in range(token.i + 1, min(stop, token.i + 12)) if doc[i].lower_ == "with"), None)
    claim = next((i for i in range(token.i + 1, min(stop, token.i + 12)) if doc[i].lower_ == "against"), None)
    subject = reader.slots.subject(token)
    if claim is not None and (at is None or claim < at):
        other, end = reader.lists.read(claim + 1, stop)
        # who settles a claim against another is the one that has claimed
        return (
            statement_of(reader, deed, "settlement", [*subject, *other], "settle against", end, "settlement")
            if other and any(a.kind != "person" for a in subject)
            else None
        )
    if at is None or (
        doc[at].head.i != token.i and any(t.pos_ in {"NOUN", "PRON", "VERB"} for t in doc[token.i + 1 : at])
    ):
        return None  # "settle allegations in connection with"
    other, end = reader.lists.read(at + 1, stop)
    return (
        statement_of(reader, deed, "settlement", [*subject, *other], "settle with", end, "settlement")
        if other
        else None
    )


def _payment(reader: Reader, token: Token) -> Statement | None:
    """As in "has agreed to pay the United States $1 million to resolve allegations"."""
    doc, stop = token.doc, reader.scene.sentences.at(token.i).end
    deed = deed_of(token, certain=True)
    if deed is None:
        return None
    resolve = next(
        (
            i
            for i in range(token.i + 1, min(stop, token.i + 30))
            if doc[i].lemma_.lower() in _RESOLVE and doc[i - 1].lower_ == "to"
        ),
        None,
    )
    if resolve is None or not _sum_told(doc, token.i, resolve):
        return None
    payers = reader.slots.subject(token.head) if token.dep_ in {"xcomp", "advcl"} else reader.slots.subject(token)
    payers = payers or _counted_behind(reader, token)
    receivers, _ = reader.lists.read(token.i + 1, resolve)
    for i in range(token.i + 1, resolve):
        if not receivers and doc[i].lower_ == "to":
            receivers, _ = reader.lists.read(i + 1, resolve)
    receivers = receivers or reader.settlements.authority(reader.scene.sentences.at(token.i), payers)
    end = resolve + 1
    while end < stop and doc[end].pos_ in {"NOUN", "ADJ", "DET", "PROPN"}:
        end += 1
    name = f"settlement to {' '.join(doc[resolve:end].text.split())}"
    return statement_of(reader, deed, "settlement", [*payers, *receivers], "pay to resolve", end, name)


def _sum_told(doc: Doc, start: int, end: int) -> bool:
    return any(t.is_currency or t.lower_ in _MONEY or t.text.startswith("$") for t in doc[start:end])


def _counted_behind(reader: Reader, token: Token) -> list[Actor]:
    """As in "Two builders agreed to pay": the two bodies that are first named together behind it."""
    verb = token.head if token.dep_ in {"xcomp", "advcl"} else token
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.tag_ == "NNS"), None)
    if subject is None or not any(c.lower_ == "two" for c in subject.children):
        return []
    pairs = (p for p in reader.scene.pairs if p[0].start > token.i and p[0].kind == "organisation")
    return list(next(pairs, ()))


def _purchase(reader: Reader, token: Token) -> Statement | None:
    """As in "will acquire Borealis Ltd.", "bought a stake in Borealis", "was acquired by Acme": a body buys a body or a part of one."""
    doc, stop = token.doc, reader.scene.sentences.at(token.i).end
    deed = deed_of(token)
    if deed is None:
        return None
    if any(c.dep_ == "auxpass" for c in token.children) or doc[token.i + 1 : token.i + 2].text == "by":
        bought = reader.slots.subject(token)
        at = next((i for i in range(token.i + 1, min(stop, token.i + 6)) if doc[i].lower_ == "by"), None)
        buyers, end = reader.lists.read(at + 1, stop) if at is not None else ([], token.i)
        sellers: list[Actor] = []
    else:
        buyers = reader.slots.subject(token)
        bought, end = reader.lists.read(token.i + 1 + (token.lemma_.lower() == "take"), stop)
        if not bought:
            bought, end = _part_of(reader, token, stop)
        behind = next((i for i in range(end, min(stop, end + 3)) if doc[i].lower_ == "from"), None)
        if behind is None and bought:
            # the list may take "from Sandvik Ltd." for what hangs on the name in front
            last = bought[-1].end
            behind = next((i for i in range(last, min(stop, last + 2)) if doc[i].lower_ == "from"), None)
        sellers, end = reader.lists.read(behind + 1, stop) if behind is not None else ([], end)
        sellers = [a for a in sellers if a.kind != "country"]
    # "purchased a BMW": a thing of that name
    bought = [a for a in bought if a.kind == "organisation" and doc[a.start - 1].lower_ not in {"a", "an"}]
    buyers = [a for a in buyers if a.kind != "country"]
    if not bought or not buyers:
        return None
    # what is bought from another is bound by nothing itself
    sides = [*buyers, *(sellers or bought)]
    return statement_of(reader, deed, "venture", sides, "acquire", end, f"acquisition of {bought[0].name}")


def _part_of(reader: Reader, token: Token, stop: int) -> tuple[list[Actor], int]:
    """The body of which a share or a business is bought: "60 % of the shares of Tern Ltd", "Tern Ltd's media business"."""
    doc = token.doc
    for i in range(token.i + 1, min(stop, token.i + 12)):
        actor = reader.scene.at.get(i)
        if actor is not None:
            whole = actor.kind == "organisation" and doc[actor.end : actor.end + 1].text in POSSESSIVE
            return ([actor], actor.end) if whole else ([], token.i)
        if doc[i].lower_ in _STAKES:
            return reader.lists.read(i + 2, stop)
    return [], token.i


def _giving(reader: Reader, token: Token) -> Statement | None:
    """As in "donated $5 million to the University", "will sponsor the Club", "merged with Borealis", "A and B plan to merge"."""
    doc, stop = token.doc, reader.scene.sentences.at(token.i).end
    label, noun, preposition, needs_sum = _GIVING[token.lemma_.lower()]
    deed = deed_of(token)
    if deed is None or (needs_sum and not _sum_told(doc, token.i, min(stop, token.i + 10))):
        return None
    subject = reader.slots.subject(token)
    other: list[Actor] = []
    end = token.i + 1
    for at in range(token.i, min(stop, token.i + 14)):
        if (at == token.i and not preposition) or (preposition and at > token.i and doc[at].lower_ == preposition):
            other, end = reader.lists.read(at + 1, stop)
            if other:
                break
    together = preposition == "with" and len(subject) >= 2
    if not subject or not (other or together):
        return None
    name = f"{noun} {other[0].name}" if other and noun[-3:] != "ger" else noun
    return statement_of(reader, deed, label, [*subject, *other], token.lemma_.lower(), end, name)


def _sum_given(reader: Reader, token: Token) -> Statement | None:
    """As in "was awarded $12 million by the Foundation", "provides €3 million to Marland": a bare sum given by one to another."""
    doc, stop = token.doc, reader.scene.sentences.at(token.i).end
    deed = deed_of(token)
    amount = next(iter(sums(doc[token.i : min(stop, token.i + _SUM_REACH)].text)), None)
    if deed is None or amount is None:
        return None
    start = token.idx + amount.start
    span = doc.char_span(start, token.idx + amount.end, alignment_mode="expand")
    if (
        span is None
        or span.start
        - (reader.lists.read(token.i + 1, span.start)[1] if span.start - token.i > _SUM_TOKENS else token.i)
        > _SUM_TOKENS
        or (span.end < len(doc) and (doc[span.end].pos_ in {"NOUN", "PROPN", "ADJ"} or doc[span.end].dep_ == "amod"))
    ):
        return None  # "a $2 million grant" has a noun of its own
    if any(token.i < s.start < span.start for s in reader.instruments):
        return None  # "a grant of $2 million" has one too
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in token.children)
    subject = reader.slots.subject(token)
    other, end = reader.lists.read(token.i + 1, span.start)
    if not other:
        end = span.end
        for at in range(token.i + 1, min(stop, span.end + 25)):
            if doc[at].lower_ in ({"by"} if passive else {"to", "from", "by"}) and doc[at].tag_ != "TO":
                other, end = reader.lists.read(at + 1, stop)
                if other:
                    break
    # without both sides a sum is any sum
    if not subject or not other or any(a.kind == "person" for a in (*subject, *other)):
        return None
    made = statement_of(reader, deed, "funding", [*subject, *other], "give a sum", end, " ".join(span.text.split()))
    return replace(made, span=span)
