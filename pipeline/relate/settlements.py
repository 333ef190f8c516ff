"""Settlements and pleas: who is bound by one that its sentence tells without parties, and the authority on the other side.

Courts and prosecutors tell of these agreements in clauses of their own: "under the plea agreement, she will", "the decree requires the
company to". Where not even these name a party, it is the one that pleads, pays or settles in the release.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.relate.actors import Actor
from pipeline.relate.lists import Lists
from pipeline.relate.parties import Slots
from pipeline.relate.statement import Statement

_UNDER = frozenset({"under", "in", "pursuant", "part", "according", "per"})
_REQUIRES = frozenset(
    "require oblige obligate bind compel commit order direct enjoin permit allow call provide".split()
)
_PLEADS = frozenset({"plead", "pled", "settle"})
_AGREES = frozenset({"plead", "settle", "pay", "resolve", "forfeit", "admit"})
_NEAR = 8  # tokens between a settlement and the words that tie a party to it
_AUTHORITY_WORDS = frozenset("department ministry commission agency authority attorney prosecutor prosecution".split())
_AUTHORITIES = frozenset({"government", "court"})


@dataclass(slots=True)
class Settlements:
    """Finds the parties of settlements."""

    lists: Lists
    slots: Slots
    _pleas: list[tuple[int, list[Actor]]] | None = None

    def bound(self, base: Statement) -> list[Actor]:
        """The one bound by a settlement whose own words name no party; empty where the release tells of none."""
        if base.plural:
            return []
        return self._under(base) or self._required(base) or self._pleading(base)

    def authority(self, sentence: Span, parties: list[Actor]) -> list[Actor]:
        """The authority that announces a settlement of others in the same sentence: "…, the Department of Justice announced"."""
        if any(self._is_authority(a) for a in parties):
            return []
        for token in sentence:
            if token.lemma_.lower() == "announce" and token.pos_ == "VERB":
                return [a for a in self.slots.subject(token) if self._is_authority(a) and a not in parties][:1]
        return []

    def _is_authority(self, actor: Actor) -> bool:
        body = self.lists.scene.bodies.get(actor.key or "")
        named = bool(_AUTHORITY_WORDS & set(actor.name.lower().split()))
        return actor.kind == "country" or (body is not None and (body.type in _AUTHORITIES or named))

    def _under(self, base: Statement) -> list[Actor]:
        """As in "Under the terms of the plea agreement, A agreed", "According to a plea agreement, A was"."""
        doc = base.span.doc
        if not any(
            t.lower_ in _UNDER for t in doc[max(base.sentence.start, base.span.start - _NEAR) : base.span.start]
        ):
            return []
        comma = next((i for i in range(base.span.end, base.sentence.end) if doc[i].text == ","), None)
        return self.lists.read(comma + 1, base.sentence.end)[0] if comma is not None else []

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
        if self._pleas is None:
            told = ((t.i, self.slots.subject(t)) for t in base.span.doc if _pleads(t))
            self._pleas = [(at, actors) for at, actors in told if actors]
        at = bisect.bisect_left(self._pleas, base.span.start, key=lambda plea: plea[0])
        if at > 0:
            return self._pleas[at - 1][1]
        return self._pleas[0][1] if self._pleas else []


def _pleads(token: Token) -> bool:
    if token.pos_ != "VERB":
        return False
    lemma = token.lemma_.lower()
    agrees = lemma == "agree" and any(c.dep_ == "xcomp" and c.lemma_.lower() in _AGREES for c in token.children)
    return agrees or (lemma in _PLEADS and token.tag_ in {"VBD", "VBN", "VBZ"})
