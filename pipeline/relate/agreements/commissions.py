"""Contracts told by a verb alone: works ordered from a body, goods ordered, things sold or let.

The cases, each with the rule that ends up in the row:

- `verb: commission`: "selected Acme to build the bridge", "was chosen by the Ministry to supply cranes", "commissioned Acme to design it";
- `verb: order`: "ordered twelve trams from Acme", "will buy 40 trucks from Acme", "won an order from the Ministry";
- `verb: sell`: "sold its marine division to Acme", "agreed to sell Borealis Ltd to Acme", "the sale of Borealis Ltd to Acme";
- `verb: let`: "leases the hall to Acme", "the hall is leased from Acme".

Who is chosen to host a conference or for a prize has no contract: a commission is told by a verb of works or by services.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from pipeline.lexicon import words
from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.governor import governing_deed
from pipeline.relate.agreements.statement import Statement, counts
from pipeline.relate.agreements.statements import Reader
from pipeline.relate.agreements.status import Deed
from pipeline.relate.agreements.verb_statement import deed_of, statement_of

_CHOOSE = frozenset({"select", "choose", "commission", "contract", "hire", "engage", "tap", "pick", "retain"})
_WORKS = words("works_verbs")
_SERVICES = frozenset(
    "service services support supply construction delivery maintenance engineering design development work works operation operations consultancy contract project".split()
)
_ORDER = frozenset({"order", "buy", "purchase", "procure"})
_TAKE = frozenset({"win", "secure", "receive", "land", "place", "get", "obtain"})
_SELL = frozenset({"sell", "divest"})
_LET = frozenset({"lease", "rent", "charter", "license", "licence"})
# a part of a company that is sold takes its business along: a venture; all else that is sold is a contract
_BUSINESSES = frozenset(
    "division business stake unit subsidiary subsidiaries share shares arm mill plant operations company branch brand interest".split()
)
_REACH = 16  # tokens between a verb and the other side
_LONGEST_NAME = 9
_SEVERAL = 2
_TALKS = frozenset({"talks", "discussions", "negotiations"})
_ABOUT = frozenset({"about", "over", "on", "for"})


def commission(reader: Reader, token: Token) -> Statement | None:
    """One body is to do works or services for another, or sell or let it something; None where the verb tells of nothing of the kind."""
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN":
        return _sale(reader, token) if lemma == "sale" else None
    if lemma in _CHOOSE:
        return _works(reader, token)
    if lemma in _ORDER:
        return _goods(reader, token)
    if lemma in _TAKE:
        return _order_won(reader, token)
    if lemma in _SELL:
        return _sold(reader, token)
    return _let(reader, token) if lemma in _LET else None


def _works(reader: Reader, token: Token) -> Statement | None:
    """As in "selected Acme to build the bridge", "has been selected by the Ministry to supply cranes"."""
    doc, stop = token.doc, reader.scene.sentences.at(token.i).end
    deed = deed_of(token)
    if deed is None:
        return None
    subject = reader.slots.subject(token)
    other: list[Actor] = []
    if _is_passive(token):
        end = token.i + 1
        if doc[end : end + 1].text == "by":
            other, end = reader.lists.read(end + 1, stop)
        done_by = subject
    else:
        other = subject
        done_by, end = reader.lists.read(token.i + 1, stop, most=2)
    if not done_by and not _is_passive(token):
        done_by, end = _counted(reader, token, stop)
    purpose = _purpose(doc, end, min(stop, end + _REACH))
    if purpose is None and done_by and not _is_passive(token):
        end = done_by[-1].end  # the list may have taken along what the works are
        purpose = _purpose(doc, end, min(stop, end + _REACH))
    bodies = [a for a in done_by if a.kind == "organisation"]
    clients = [a for a in other if a.kind != "person"]
    if purpose is None or not bodies or len(bodies) < len(done_by) or not (clients or _is_passive(token)):
        return None
    name = f"contract {_phrase(doc, purpose, stop)}"
    return statement_of(reader, deed, "contract", [*clients, *bodies], "commission", purpose, name)


def _counted(reader: Reader, token: Token, stop: int) -> tuple[list[Actor], int]:
    """As in "selected five companies to provide", with the five in lines below, and the token behind "companies"."""
    noun = next((c for c in token.children if c.dep_ == "dobj" and c.tag_ == "NNS"), None)
    number = next((n for c in noun.children if (n := counts(c)) is not None), None) if noun is not None else None
    if noun is None or number is None or number < _SEVERAL:
        return [], token.i + 1
    return reader.lines.bodies(stop, number), noun.i + 1


def _purpose(doc: Doc, start: int, stop: int) -> int | None:
    """The "to" or "for" at which the works begin."""
    for i in range(start, stop - 1):
        if doc[i].tag_ == "TO" and doc[i + 1].tag_ == "VB":
            return i if doc[i + 1].lemma_.lower() in _WORKS else None
        if doc[i].lower_ == "for":
            phrase = [t.lower_ for t in doc[i + 1 : min(stop, i + 8)]]
            return i if _SERVICES & set(phrase) else None
        if doc[i].pos_ in {"VERB", "AUX"} and doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return None
    return None


def _phrase(doc: Doc, start: int, stop: int) -> str:
    end = start + 2
    while end < min(stop, start + _LONGEST_NAME) and doc[end].pos_ in {"NOUN", "ADJ", "DET", "NUM", "PROPN"}:
        end += 1
    return " ".join(doc[start:end].text.split())


def _goods(reader: Reader, token: Token) -> Statement | None:
    """As in "ordered twelve trams from Acme"."""
    deed = deed_of(token)
    if deed is None or _is_passive(token) or not any(c.dep_ == "dobj" for c in token.children):
        return None
    found = _other_side(reader, token, "from")
    buyers = [a for a in reader.slots.subject(token) if a.kind != "person"]
    if found is None or not buyers:
        return None
    sellers, at, end = found
    return statement_of(reader, deed, "contract", [*buyers, *sellers], "order", end, _what(token, at, "purchase of"))


def _order_won(reader: Reader, token: Token) -> Statement | None:
    """As in "won a $40 million order from the Ministry"."""
    deed = deed_of(token)
    order = next((c for c in token.children if c.dep_ == "dobj" and c.lemma_.lower() == "order"), None)
    if deed is None or order is None:
        return None
    found = _other_side(reader, order, "with" if token.lemma_.lower() == "place" else "from")
    takers = [a for a in reader.slots.subject(token) if a.kind != "person"]
    if found is None or not takers:
        return None
    return statement_of(reader, deed, "contract", [*takers, *found[0]], "order", found[2], "order")


def _sold(reader: Reader, token: Token) -> Statement | None:
    """As in "agreed to sell its marine division to Acme", "sold Borealis Ltd to Acme"."""
    deed = deed_of(token)
    if deed is None or _is_passive(token):
        return None
    found = _other_side(reader, token, "to")
    sellers = [a for a in reader.slots.subject(token) if a.kind != "person"]
    if found is None or not sellers:
        return None
    buyers, at, end = found
    sold = _sold_bodies(reader, token.i + 1, at)
    label = "venture" if sold or _BUSINESSES & {t.lower_ for t in token.doc[token.i : at]} else "contract"
    return statement_of(reader, deed, label, [*sellers, *buyers, *sold], "sell", end, _what(token, at, "sale of"))


def _sale(reader: Reader, token: Token) -> Statement | None:
    """As in "the sale of Borealis Ltd to Acme was completed": what is done to it tells how it stands."""
    doc, sentence = token.doc, reader.scene.sentences.at(token.i)
    if doc[token.i + 1 : token.i + 2].text != "of":
        return None
    deed = governing_deed(token, Span(doc, token.i, token.i + 1), sentence) or _closing(token)
    found = _other_side(reader, token, "to")
    if found is None:
        return _talked_over(reader, token)
    if deed is None:
        return None
    buyers, at, end = found
    sold = _sold_bodies(reader, token.i + 2, at)
    label = "venture" if sold or _BUSINESSES & {t.lower_ for t in doc[token.i : at]} else "contract"
    what = " ".join(doc[token.i : at].text.split())
    sides = [*_sellers(reader, token, deed), *buyers, *sold]
    return statement_of(reader, deed, label, sides, "sell", end, what)


def _sellers(reader: Reader, token: Token, deed: Deed) -> list[Actor]:
    """As in "completed the sale of its mill to Acme": whose what is sold was."""
    doc = token.doc
    if doc[token.i + 2 : token.i + 3].text.lower() not in {"its", "their"}:
        return []
    return [a for a in reader.slots.subject(deed.token) if a.kind == "organisation"] if deed.token.pos_ == "VERB" else []


def _talked_over(reader: Reader, token: Token) -> Statement | None:
    """As in "is in talks with Acme about a sale of its mill": the two that talk are to be bound by it."""
    doc, start = token.doc, reader.scene.sentences.at(token.i).start
    at = next((i for i in range(token.i - 1, start, -1) if doc[i].lower_ in _TALKS and doc[i - 1].lower_ == "in"), None)
    if at is None or doc[at + 1].lower_ != "with":
        return None
    others, behind = reader.lists.read(at + 2, token.i)
    verb = doc[at - 1].head
    ours = [a for a in reader.slots.subject(verb) if a.kind == "organisation"]
    if not ours or not others or any(a.kind != "organisation" for a in others) or doc[behind].lower_ not in _ABOUT:
        return None
    end = token.i + 2
    while end < len(doc) and doc[end].pos_ in {"DET", "PRON", "ADJ", "NOUN", "PROPN"} and not doc[end].is_sent_start:
        end += 1
    label = (
        "venture"
        if _BUSINESSES & {t.lower_ for t in doc[token.i : end]} or doc[end - 1].pos_ == "PROPN"
        else "contract"
    )
    deed = Deed(doc[at], "plan", "planned", 2)
    name = " ".join(doc[token.i : end].text.split())
    made = statement_of(reader, deed, label, [*ours, *others], "sell", end, name)
    return replace(made, span=Span(doc, token.i, end))


def _closing(token: Token) -> Deed | None:
    """As in "the sale is expected to close"."""
    verb = token.head
    close = verb if verb.lemma_ == "close" else next((c for c in verb.children if c.lemma_ == "close"), None)
    return deed_of(close) if close is not None and token.dep_ in {"nsubj", "nsubjpass"} else None


def _sold_bodies(reader: Reader, start: int, stop: int) -> list[Actor]:
    found, end = reader.lists.read(start, stop)
    return [a for a in found if a.kind == "organisation"] if end >= stop - 1 else []


def _let(reader: Reader, token: Token) -> Statement | None:
    """As in "leases the hall to Acme", "rents the hall from Acme"."""
    deed = deed_of(token)
    if deed is None or _is_passive(token) or not any(c.dep_ == "dobj" for c in token.children):
        return None
    found = _other_side(reader, token, "to") or _other_side(reader, token, "from")
    subject = [a for a in reader.slots.subject(token) if a.kind != "person"]
    if found is None or not subject:
        return None
    other, at, end = found
    return statement_of(reader, deed, "contract", [*subject, *other], "let", end, _what(token, at, "lease of"))


def _other_side(reader: Reader, head: Token, preposition: str) -> tuple[list[Actor], int, int] | None:
    """The bodies behind a preposition that hangs on `head` or on its object, where it stands, and the token behind them."""
    doc, stop = head.doc, reader.scene.sentences.at(head.i).end
    for i in range(head.i + 1, min(stop, head.i + _REACH)):
        token = doc[i]
        if token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "VBP", "VBG"}:
            return None
        if token.lower_ != preposition or token.tag_ == "TO":
            continue
        found, end = reader.lists.read(i + 1, stop)
        bodies = [a for a in found if a.kind == "organisation" or (a.kind == "country" and a.state is not None)]
        return (bodies, i, end) if bodies and bodies[0].kind == "organisation" else None
    return None


def _what(token: Token, stop: int, noun: str) -> str:
    """The noun of the verb with the object: "sale of its marine division"."""
    doc = token.doc
    start = token.i + 1
    while start < stop and doc[start].pos_ in {"DET", "PRON"}:
        start += 1
    return f"{noun} {' '.join(doc[start:stop].text.split())}"


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
