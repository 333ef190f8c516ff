"""Deals told by what one body has agreed to do for another: money lent, goods and works promised, a share taken.

The cases, each with the rule that ends up in the row:

- `verb: lend`: "Alpha Bank has agreed to lend the company $14 million", "lent $14 million to Acme";
- `verb: promise`: "has agreed to deliver 6,000 tonnes a year to Acme", "undertook to build two ferries for Acme";
- `verb: stake`: "took a 30 per cent stake in Acme".

Who only "will deliver" tells what a contract told elsewhere is for: goods and works make a contract of their own where they are agreed upon.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.lexicon import words
from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.money import sums
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.statements import Reader
from pipeline.relate.agreements.verb_statement import deed_of, statement_of

_AGREE = frozenset({"agree", "undertake", "contract"})
_DELIVER = words("works_verbs") - {"develop", "maintain", "manage", "operate", "provide", "run", "support", "create"}
_STAKES = frozenset({"stake", "shareholding", "holding"})
_TAKE = frozenset({"take", "hold"})
_OTHERS = frozenset({"to", "for", "with"})
_REACH = 20  # tokens between the verb and the other side
_NAMED = 6  # tokens of what is promised that go into the name
_SUM = 24  # tokens behind "lend" in which the sum is told


def promise(reader: Reader, token: Token) -> Statement | None:
    """What one body promises another; None where the verb promises nothing."""
    lemma = token.lemma_.lower()
    if lemma == "lend":
        return _loan(reader, token)
    if lemma in _TAKE:
        return _stake(reader, token)
    return _delivery(reader, token) if lemma in _DELIVER else None


def _loan(reader: Reader, token: Token) -> Statement | None:
    """Money lent to the body right behind the verb, or behind "to"."""
    doc, stop = token.doc, min(reader.scene.sentences.at(token.i).end, token.i + _SUM)
    deed = deed_of(token)
    if deed is None or not sums(doc[token.i : stop].text):
        return None
    lenders = [a for a in reader.slots.subject(_doer(token)) if a.kind != "person"]
    takers, end = _bodies(reader, token.i + 1, stop)
    if not takers:
        takers, end = _behind(reader, token, frozenset({"to"}), stop)
    if not takers and lenders and doc[token.i + 1].lower_ in {"it", "us"}:
        # "Acme said that Alpha Bank has agreed to lend it": the one that the sentence speaks of first
        start = reader.scene.sentences.at(token.i).start
        before = [a for a in reader.scene.actors if start <= a.start < lenders[0].start and a.kind == "organisation"]
        takers, end = before[-1:], token.i + 2
    if not lenders or not takers:
        return None
    return statement_of(reader, deed, "funding", [*lenders, *takers], "lend", end, f"loan to {takers[0].name}")


def _delivery(reader: Reader, token: Token) -> Statement | None:
    """Goods or works that a body has agreed to deliver to another."""
    head, doc = token.head, token.doc
    if token.tag_ != "VB" or token.dep_ != "xcomp" or head.lemma_.lower() not in _AGREE:
        return None
    deed = deed_of(token)
    doers = [a for a in reader.slots.subject(head) if a.kind == "organisation"]
    if deed is None or not doers:
        return None
    stop = min(reader.scene.sentences.at(token.i).end, token.i + _REACH)
    others, end = _bodies(reader, token.i + 1, stop)  # "to supply Acme with"
    if not others:
        others, end = _behind(reader, token, _OTHERS, stop)
    others = [a for a in others if a.identity not in {d.identity for d in doers}]
    if not others or any(a.kind == "person" for a in others):
        return None
    if doc[token.i + 1 : token.i + 2].text == "on":
        return None
    what = " ".join(t.text for t in _object(doc, token.i, end))
    return statement_of(reader, deed, "contract", [*doers, *others], "promise", end, f"contract to {what}")


def _stake(reader: Reader, token: Token) -> Statement | None:
    """A share that a body takes in another."""
    stake = next((c for c in token.children if c.dep_ == "dobj" and c.lower_ in _STAKES), None)
    deed = deed_of(token)
    if stake is None or deed is None or token.lemma_.lower() == "hold":
        return None
    doc, stop = token.doc, reader.scene.sentences.at(token.i).end
    if doc[stake.i + 1 : stake.i + 2].text not in {"in", "of"}:
        return None
    bought, end = _bodies(reader, stake.i + 2, stop)
    buyers = [a for a in reader.slots.subject(token) if a.kind != "country"]
    if not buyers or not bought:
        return None
    name = " ".join(doc[token.i + 1 : end].text.split())
    return statement_of(reader, deed, "venture", [*buyers, *bought], "stake", end, name)


def _doer(token: Token) -> Token:
    """The verb whose subject does what an infinitive says: "agreed" of "has agreed to lend"."""
    return token.head if token.dep_ == "xcomp" else token


def _bodies(reader: Reader, start: int, stop: int) -> tuple[list[Actor], int]:
    """The bodies or states whose list begins at a token, and the token behind it."""
    found, end = reader.lists.read(start, stop)
    return ([], start) if any(a.kind == "person" for a in found) else (found, end)


def _behind(reader: Reader, token: Token, prepositions: frozenset[str], stop: int) -> tuple[list[Actor], int]:
    """The bodies behind the first of some prepositions that has any, in the verb's own clause."""
    doc = token.doc
    for i in range(token.i + 1, stop):
        if doc[i].pos_ in {"VERB", "AUX"} and doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            break
        if doc[i].lower_ in prepositions and doc[i].tag_ != "TO":
            found, end = _bodies(reader, i + 1, stop)
            if found:
                return found, end
    return [], token.i


def _object(doc: Doc, start: int, stop: int) -> list[Token]:
    """The verb with what is promised, for a name."""
    found = []
    for token in doc[start : min(stop, start + _NAMED)]:
        if token.is_punct or token.lower_ in _OTHERS:
            break
        found.append(token)
    return found
