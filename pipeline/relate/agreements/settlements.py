"""Settlements and pleas: who is bound by one that its sentence tells without parties, and the authority on the other side.

Courts and prosecutors tell of these agreements in clauses of their own: "under the plea agreement, she will", "the decree requires the
company to". Where not even these name a party, it is the one that pleads, pays or settles in the release.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.find.instrument_heads import head_of
from pipeline.lexicon import country
from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.lists import Lists
from pipeline.relate.agreements.parties import Slots
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.status import Deed

_UNDER = frozenset({"under", "in", "pursuant", "part", "according", "per"})
_REQUIRES = frozenset(
    "require oblige obligate bind compel commit order direct enjoin permit allow call provide prohibit bar forbid restrain".split()
)
_FILES = frozenset({"file", "lodge", "submit"})
_CLAIMS = frozenset(
    {"violation", "breach", "allegation", "claim", "charge", "allege", "lawsuit", "suit", "complaint", "case", "action"}
)
_PLEADS = frozenset({"plead", "pled", "settle"})
_AGREES = frozenset({"plead", "settle", "pay", "resolve", "forfeit", "admit"})
# who brings or settles a claim, else who alleges, else who is paid
_CLAIMING = (frozenset({"sue", "settle", "reach"}), frozenset({"allege", "contend"}), frozenset({"pay"}))
_FURTHEST_RECEIVER = 14  # tokens behind "pay"
_NEAR = 8  # tokens between a settlement and the words that tie a party to it
_AUTHORITY_WORDS = frozenset("department ministry commission agency authority attorney prosecutor prosecution".split())
_AUTHORITIES = frozenset({"government", "court"})


@dataclass(slots=True)
class Settlements:
    """Finds the parties of settlements."""

    lists: Lists
    slots: Slots
    _pleas: list[tuple[Token, list[Actor]]] | None = None
    _claimants: list[Actor] | None = None

    def plea(self, bound: list[Actor]) -> Token | None:
        """The verb by which one of those bound pleads: a plea agreement is made with the plea."""
        those = {a.identity for a in bound}
        told = (token for token, actors in self._told_pleas() if those & {a.identity for a in actors})
        own = next((t for t in told if t.lemma_.lower() in _PLEADS - {"settle"}), None)
        return own if own is not None else self._plea_of_one_described()

    def _plea_of_one_described(self) -> Token | None:
        """As in "An Oslo woman pleaded guilty today": the plea that opens a release, told of somebody who is named later."""
        pleas = (t for t in self.lists.scene.doc if t.lemma_.lower() in {"plead", "pled"} and t.tag_ in {"VBD", "VBN"})
        first = next(pleas, None)
        return first if first is not None and not self.slots.subject(first) else None

    def bound(self, base: Statement) -> list[Actor]:
        """The one bound by a settlement whose own words name no party; empty where the release tells of none."""
        if base.plural:
            # "according to their plea agreements": of all who have pleaded
            return (self.under(base) or self._pleading(base)) if "plea" in {t.lower_ for t in base.span} else []
        return self.under(base) or self._required(base) or self.accused(base, []) or self._pleading(base)

    def filed(self, base: Statement) -> Deed | None:
        """As in "filed a lawsuit and consent decree", "lodged a proposed settlement": who files what a court is to approve has settled."""
        at = head_of(base.span)
        while at.dep_ in {"conj", "nmod", "compound", "amod"} and at.head.i != at.i and at.head.pos_ != "VERB":
            at = at.head
        verb = at.head
        if at.dep_ != "dobj" or verb.lemma_.lower() not in _FILES or verb.tag_ not in {"VBD", "VBN", "VBZ", "VBG"}:
            return None
        return Deed(verb, "conclude", "signed", 2)

    def agreed(self, base: Statement) -> Deed | None:
        """As in "they have agreed to a settlement with Alpha"."""
        at = head_of(base.span)
        verb = at.head.head if at.dep_ == "pobj" and at.head.lower_ == "to" else None
        if verb is None or verb.lemma_ != "agree" or verb.tag_ not in {"VBD", "VBN"}:
            return None
        return Deed(verb, "conclude", "signed", 2)

    def authority(self, sentence: Span, parties: list[Actor]) -> list[Actor]:
        """The authority on the other side of a settlement: who alleges what is settled, else who announces the settlement.

        "Acme agreed to pay $2 million to resolve allegations, the Department of Justice announced. The United States alleged that Acme …"
        is settled with the United States.
        """
        if any(self.is_authority(a) for a in parties):
            return []
        known = {a.identity for a in parties}
        announcing = [a for a in self._announcing(sentence) if a.identity not in known]
        claiming = [a for a in self._claiming() if a.identity not in known]
        return (claiming if announcing and claiming else announcing) or self._own_state(known)

    def _own_state(self, known: set[str]) -> list[Actor]:
        """The state or province whose attorney general the release names, where it names no other's."""
        scene = self.lists.scene
        offices = [p for those in scene.employers.values() for p in those if p.title.lower() == "attorney general"]
        places = {p.place for p in offices if p.place is not None and country(p.place) is None and p.tenure != "former"}
        found = next((a for a in scene.actors if {a.name} == places and a.kind == "country"), None)
        return [found] if found is not None and found.identity not in known else []

    def announcers(self, base: Statement) -> list[Actor]:
        """As in "the Ministry and the Agency announced a settlement with Acme": authorities announce what they have settled themselves."""
        if base.deed is None or base.deed.kind != "announce":
            return []
        doers = self.slots.subject(base.deed.token)
        # "Ohio Attorney General Karen Dahl announced a settlement": of her state
        acting = [p for a in doers if a.kind == "person" for p in self.lists.scene.principals(a)]
        return [a for a in (*doers, *acting) if self.is_authority(a)]

    def accused(self, base: Statement, known: list[Actor]) -> list[Actor]:
        """Who settles, where the sentence tells nobody or the authority alone: "to resolve allegations that A", "violations by A"."""
        if base.plural or not all(self.is_authority(a) for a in known):
            return []
        doc = base.span.doc
        for i in range(base.span.start, base.sentence.end - 2):
            claim = doc[i].lemma_.lower() in _CLAIMS and doc[i + 1].lower_ in {"that", "against", "by"}
            required = doc[i].lemma_.lower() in _REQUIRES and doc[i].pos_ == "VERB"
            if not (claim or required):
                continue
            found = self.lists.read(i + 1 + claim, base.sentence.end)[0]
            if found and not any(self.is_authority(a) for a in found):
                return found
        return []

    def _announcing(self, sentence: Span) -> list[Actor]:
        for token in sentence:
            if token.lemma_.lower() == "announce" and token.pos_ == "VERB":
                behind = self.lists.read(token.i + 1, sentence.end)[0]  # "…, announced the Department of Justice"
                found = self.slots.subject(token)
                return [a for a in (found if any(map(self.is_authority, found)) else behind) if self.is_authority(a)]
        return []

    def _claiming(self) -> list[Actor]:
        """Who claims: "the United States alleged", "the Department settles a lawsuit", "Acme pays the United States"; empty where none is told."""
        if self._claimants is None:
            self._claimants = next((found for case in _CLAIMING if (found := self._those(case))), [])
        return self._claimants

    def _those(self, verbs: frozenset[str]) -> list[Actor]:
        """The first authority that does what one of `verbs` says, or that is paid; who alleges is a state."""
        for token in self.lists.scene.doc:
            if token.pos_ != "VERB" or token.lemma_.lower() not in verbs:
                continue
            if "pay" in verbs:
                found = [a for a in self._paid(token) if _is_state(a)]
            elif token.tag_ not in {"VBD", "VBZ"} or token.dep_ == "amod":
                continue
            else:
                claims = "allege" in verbs
                found = [a for a in self.slots.subject(token) if (_is_state(a) if claims else self.is_authority(a))]
            if found:
                return found[:1]
        return []

    def _paid(self, pay: Token) -> list[Actor]:
        """As in "pays the United States", "will pay a penalty of $2 million to the United States"."""
        doc, stop = pay.doc, self.lists.scene.sentences.at(pay.i).end
        last = min(stop, pay.i + _FURTHEST_RECEIVER)
        starts = [pay.i + 1, *(i + 1 for i in range(pay.i + 1, last) if doc[i].lower_ == "to" and doc[i].tag_ != "TO")]
        return next((found[:1] for i in starts if (found := self.lists.read(i, stop)[0])), [])

    def is_authority(self, actor: Actor) -> bool:
        """Whether a body or state enforces the law or acts for a state."""
        body = self.lists.scene.bodies.get(actor.key or "")
        named = bool(_AUTHORITY_WORDS & set(actor.name.lower().split()))
        return (
            _is_state(actor)
            or (actor.kind == "country" and self.lists.scene.holds_office(actor))
            or (actor.kind == "organisation" and named)
            or (body is not None and body.type in _AUTHORITIES)
        )

    def under(self, base: Statement) -> list[Actor]:
        """As in "Under the terms of the plea agreement, A agreed", "According to a plea agreement, A was"."""
        doc = base.span.doc
        if not any(
            t.lower_ in _UNDER for t in doc[max(base.sentence.start, base.span.start - _NEAR) : base.span.start]
        ):
            return []
        # "Under the agreement, which the court must approve, A has agreed": the first comma need not open the clause
        commas = (i for i in range(base.span.end, base.sentence.end) if doc[i].text == ",")
        return next((found for i in commas if (found := self.lists.read(i + 1, base.sentence.end)[0])), [])

    def _required(self, base: Statement) -> list[Actor]:
        """As in "The consent decree requires A to"."""
        doc = base.span.doc
        for i in range(base.span.end, min(base.sentence.end, base.span.end + _NEAR)):
            if doc[i].pos_ == "VERB":
                if doc[i].lemma_.lower() not in _REQUIRES:
                    return []
                return self.lists.read(i + 1 + (doc[i + 1 : i + 2].text.lower() == "for"), base.sentence.end)[0]
        return []

    def _pleading(self, base: Statement) -> list[Actor]:
        """The one that pleads, settles or agrees to pay: told last before, or first behind."""
        pleas = self._told_pleas()
        at = bisect.bisect_left(pleas, base.span.start, key=lambda plea: plea[0].i)
        if at > 0:
            return pleas[at - 1][1]
        return pleas[0][1] if pleas else []

    def _told_pleas(self) -> list[tuple[Token, list[Actor]]]:
        """The verbs by which somebody pleads, settles or agrees to pay, with who does."""
        if self._pleas is None:
            told = ((t, self.slots.subject(t)) for t in self.lists.scene.doc if _pleads(t))
            self._pleas = [(verb, actors) for verb, actors in told if actors]
        return self._pleas


def _is_state(actor: Actor) -> bool:
    """Whether a place is a state, not a town where something happened."""
    return actor.kind == "country" and country(actor.state or actor.name) is not None


def _pleads(token: Token) -> bool:
    if token.pos_ != "VERB":
        return False
    lemma = token.lemma_.lower()
    agrees = lemma == "agree" and any(c.dep_ == "xcomp" and c.lemma_.lower() in _AGREES for c in token.children)
    return agrees or (lemma in _PLEADS and token.tag_ in {"VBD", "VBN", "VBZ"})
