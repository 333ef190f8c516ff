"""Partnerships told by a verb alone: bodies that join hands, team up or partner, and cooperation that is renewed.

Who works with whom is told in passing in many a release; a deal is what the headline or the lead tells ("Acme joins hands with the
University of Elms"), so only there do these verbs make one. To renew cooperation is a deal wherever it is told, and so is whom one takes as a sponsor or an
official partner ("named Acme its title sponsor", "Acme becomes the official partner of the Elms Club").
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.statements import Reader
from pipeline.relate.agreements.status import Deed
from pipeline.relate.agreements.verb_statement import deed_of, statement_of

# verb: what stands behind it, none for a verb that needs nothing
_PHRASES: dict[str, tuple[str, ...]] = {
    "join": ("hands", "forces"),
    "team": ("up",),
    "tie": ("up",),
    "partner": ("",),
}
_RENEW = frozenset({"renew", "extend", "prolong"})
_COOPERATION = frozenset({"cooperation", "co-operation", "collaboration", "partnership"})
# what one is taken as: the kind of the deal and what it is called
_ROLES = {"sponsor": ("funding", "sponsorship"), "partner": ("cooperation", "partnership")}
_NAMES = frozenset({"sign", "name", "announce", "welcome", "unveil", "appoint", "bring", "secure"})
_BECOMES = frozenset({"become", "serve"})
_OFFICIAL = frozenset("official exclusive founding title presenting headline preferred principal".split())
_ROLE = 9  # tokens of "as the official banking and founding partner"
_LEAD = 2  # sentences of the story in which a partnership is the news
_REACH = 6


def alliance(reader: Reader, token: Token) -> Statement | None:
    """The partnership that a verb makes or renews; None where it tells of none."""
    lemma = token.lemma_.lower()
    if lemma in _RENEW:
        return _renewal(reader, token)
    if lemma in _NAMES:
        return _named(reader, token)
    if lemma in _BECOMES:
        return _becoming(reader, token)
    phrases = _PHRASES.get(lemma)
    if phrases is None:
        return None
    behind = token.doc[token.i + 1 : token.i + 2].text.lower()
    if not (behind in phrases or phrases == ("",)) or not _is_news(reader, token):
        return None
    deed = deed_of(token)
    if deed is None or deed.kind != "conclude" or token.tag_ == "VBG":
        return None
    return _with(reader, token, deed, token.i + 1 + (behind in phrases), lemma, "partnership")


def _renewal(reader: Reader, token: Token) -> Statement | None:
    """As in "renews its cooperation with the University of Elms"."""
    noun = next((c for c in token.children if c.dep_ == "dobj" and c.lower_ in _COOPERATION), None)
    deed = deed_of(token)
    if noun is None or deed is None:
        return None
    done = replace(deed, kind="renew", status="renewed" if deed.kind == "conclude" else "planned")
    return _with(reader, token, done, noun.i + 1, "renew cooperation", noun.text)


def _named(reader: Reader, token: Token) -> Statement | None:
    """As in "signed Acme as presenting sponsor", "has named Acme its title sponsor"."""
    deed, stop = deed_of(token), reader.scene.sentences.at(token.i).end
    if deed is None:
        return None
    taken, end = reader.lists.read(token.i + 1, stop)
    role = _role(token.doc, end, stop)
    ours = [a for a in reader.slots.subject(token) if a.kind == "organisation"]
    theirs = [a for a in taken if a.kind == "organisation"]
    if role is None or not ours or len(theirs) != 1 or len(taken) != 1:
        return None
    label, name = _ROLES[role.lower_]
    return statement_of(reader, deed, label, [*ours, *theirs], "take as partner", role.i + 1, name)


def _becoming(reader: Reader, token: Token) -> Statement | None:
    """As in "Acme becomes the official partner of the Elms Club"."""
    deed, stop = deed_of(token), reader.scene.sentences.at(token.i).end
    role = _role(token.doc, token.i + 1, stop)
    if deed is None or role is None or token.doc[role.i + 1 : role.i + 2].text not in {"of", "for"}:
        return None
    whose, end = reader.lists.read(role.i + 2, stop)
    ours = [a for a in reader.slots.subject(token) if a.kind == "organisation"]
    theirs = [a for a in whose if a.kind == "organisation"]
    if len(ours) != 1 or not theirs:
        return None
    label, name = _ROLES[role.lower_]
    return statement_of(reader, deed, label, [*ours, *theirs], "take as partner", end, name)


def _role(doc: Doc, start: int, stop: int) -> Token | None:
    """The "sponsor" or "official partner" as which one is taken, where words of its kind alone lead to it."""
    for i in range(start, min(stop, start + _ROLE)):
        word = doc[i].lower_
        if word in _ROLES:
            special = word == "sponsor" or any(t.lower_ in _OFFICIAL for t in doc[start:i])
            return doc[i] if special else None
        if doc[i].pos_ not in {"ADP", "DET", "PRON", "ADJ", "NOUN", "PROPN", "VERB", "ADV", "CCONJ", "PART"} or word == "with":
            return None
    return None


def _with(reader: Reader, token: Token, deed: Deed, start: int, rule: str, name: str) -> Statement | None:
    doc, stop = token.doc, reader.scene.sentences.at(token.i).end
    at = next((i for i in range(start, min(stop, start + _REACH)) if doc[i].lower_ == "with"), None)
    if at is None or any(t.pos_ in {"VERB", "NOUN"} for t in doc[start:at]):
        return None
    other, end = reader.lists.read(at + 1, stop)
    ours = [a for a in reader.slots.subject(token) if a.kind != "person"]
    theirs = [a for a in other if a.kind == "organisation"]
    return statement_of(reader, deed, "cooperation", [*ours, *theirs], rule, end, name) if ours and theirs else None


def _is_news(reader: Reader, token: Token) -> bool:
    """Whether a token stands in the headline or the lead."""
    heads = [z for z in reader.zones if z.name == "headline"]
    if any(z.start <= token.idx < z.end for z in heads):
        return True
    begin = max((z.end for z in reader.zones if z.name in {"headline", "date", "dateline"}), default=0)
    before = {
        reader.scene.sentences.at(t.i).start for t in token.doc if begin <= t.idx and t.i <= token.i and not t.is_space
    }
    return len(before) <= _LEAD
