"""The party that a release need not name: the body that issues it, or whose "its" stands in front of the agreement.

"The club has ended its contract with Acme", "we have signed a memorandum with Norvik University": words by which a body speaks of itself
stand for the issuer, or for the one named in front of "its". Nothing is added where no word of the sentence speaks of a second side ("the
contract with Acme was extended" may be anybody's), nor to treaties and settlements, whose sides are the states and authorities of the text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from pipeline import records
from pipeline.lexicon import table
from pipeline.relate.actors import Actor, Scene
from pipeline.relate.cluster import Cluster
from pipeline.relate.statement import Statement

_POSSESSIVES = frozenset({"its", "their"})
_OURS = frozenset({"our", "we"})
_SPEAKS = frozenset({"we", "it", "they"})
_BINDS = frozenset({"conclude", "plan", "renew", "end", "hold", "announce"})
_PLACES = frozenset({"headline", "letterhead", "about", "contact"})
_HEAVY = 3  # what a mention in these zones weighs against one in the story
_OFTEN = 3  # mentions that an issuer has at least
_AHEAD = 1.3  # how much more an issuer is named than the next body
_GAP = 6  # tokens between "with" and the name of the other side
_OWNED = 4  # tokens between a possessive and the name of the agreement


@dataclass
class OwnParty:
    """Finds the side of an agreement that its release leaves unsaid."""

    scene: Scene
    zones: tuple[records.Zone, ...]

    def of(self, cluster: Cluster, other: Actor) -> Actor | None:
        """The body that has an agreement with `other`, its only side that is named; None where nothing tells."""
        if other.kind == "country" or any(s.label in {"treaty", "settlement"} or s.settles for s in cluster.statements):
            return None
        for statement in cluster.statements:
            if statement.headline or not self._is_with(statement, other):
                continue
            found = self._owner(statement)
            if found is not None and found.identity != other.identity and not self._is_unit(found, other):
                return self.scene.nearest(found)
        return None

    def _is_with(self, s: Statement, other: Actor) -> bool:
        """Whether the other side stands behind "with", in the sentence of the agreement."""
        doc = self.scene.doc
        mine = next((a for a in s.parties if a.identity == other.identity), None)
        if mine is None or mine.start < s.span.start or (s.deed is not None and s.deed.kind not in _BINDS):
            return False
        return any(t.lower_ == "with" for t in doc[max(s.start, mine.start - _GAP) : mine.start])

    def _owner(self, s: Statement) -> Actor | None:
        doc = self.scene.doc
        before = {t.lower_ for t in doc[max(s.sentence.start, s.start - _OWNED) : s.start]}
        subject = _subject(s)
        if before & _POSSESSIVES:
            return self._spoken_of(s) or self.issuer
        if before & _OURS or (subject is not None and self._stands_for_issuer(subject)):
            return self.issuer
        return None

    def _stands_for_issuer(self, subject: Token) -> bool:
        """As in "we", "the company": words by which an issuer speaks of itself."""
        described = subject.lower_ in table("body_descriptions") and any(c.lower_ == "the" for c in subject.children)
        return described or subject.lower_ in _SPEAKS

    def _spoken_of(self, s: Statement) -> Actor | None:
        """The body that "its" stands for: the one named last in front of it in the sentence."""
        inside = [a for a in self.scene.actors if s.sentence.start <= a.start and a.end <= s.start]
        return next((a for a in reversed(inside) if a.kind == "organisation"), None)

    def _is_unit(self, one: Actor, other: Actor) -> bool:
        """Whether one is a unit of the other: these make no agreement."""
        keys = {a.key for a in (one, other)}
        return any(
            body is not None and body.parent in keys
            for body in (self.scene.bodies.get(a.key or "") for a in (one, other))
        )

    @cached_property
    def issuer(self) -> Actor | None:
        """The body that is named more than any other, in headline, letterhead and notice above all; None where two are named alike."""
        weights: Counter[str] = Counter()
        counts: Counter[str] = Counter()
        places = [z for z in self.zones if z.name in _PLACES]
        actors = [a for a in self.scene.actors if a.kind == "organisation" and a.key is not None]
        presented = {actors[0].identity} if actors else set()
        for actor in actors:
            start = self.scene.doc[actor.start].idx
            heavy = any(z.start <= start < z.end for z in places)
            weights[actor.identity] += _HEAVY if heavy else 1
            counts[actor.identity] += 1
            presented |= {actor.identity} if heavy else set()
        ranked = weights.most_common(2)
        if not ranked or counts[ranked[0][0]] < _OFTEN or ranked[0][0] not in presented:
            return None
        if len(ranked) > 1 and ranked[0][1] < _AHEAD * ranked[1][1]:
            return None
        return next(a for a in actors if a.identity == ranked[0][0])


def _subject(s: Statement) -> Token | None:
    """Who does the deed by the parse, other than the agreement itself; None where nobody is said to."""
    if s.deed is None:
        return None
    token = s.deed.token
    for _ in range(4):
        for child in token.children:
            if child.dep_ in {"nsubj", "agent"} and not s.span.start <= child.i < s.span.end:
                return child
        if token.dep_ not in {"conj", "xcomp", "acl", "pobj", "prep", "dobj"} or token.head.i == token.i:
            return None
        token = token.head
    return None
