"""The sides of a meeting at which an agreement is made: "The rector of A received a delegation of B. A memorandum was signed".

The sentence that tells of the signing names nobody; the two that met in it, or just before it, are the parties.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from pipeline.find.reading import with_lemma
from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.distribution import once
from pipeline.relate.agreements.lists import Lists
from pipeline.relate.agreements.parties import Slots
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.status import is_passive

_MEETS = frozenset({"meet", "receive", "host", "welcome", "visit"})
_HOLDS = frozenset({"hold", "have", "conduct", "pay", "make", "carry"})
_TALKS = frozenset(
    {"talk", "talks", "negotiation", "negotiations", "meeting", "meetings", "discussions", "consultations", "visit"}
)
_POINTING = frozenset({"visit", "meeting", "talks", "negotiations", "discussions", "occasion", "stay"})
_OPENS = frozenset({"during", "after", "following", "at", "on", "in"})
_OPENING = 7  # tokens of "at the end of the visit"
_MADE = frozenset({"conclude", "renew"})
_NEAR = 2  # sentences between a meeting and what is signed at it
_LEAD = 8  # tokens of "with a delegation from the"
_WHERE = frozenset({"in", "at", "on", "during", "for"})
_SIDES = 2


@dataclass(frozen=True, slots=True)
class Meetings:
    """Finds who met where nobody is told to sign."""

    lists: Lists
    slots: Slots

    def tell(self, statements: list[Statement]) -> list[Statement]:
        """The statements, those of a signing without parties with the two that met."""
        if not any(map(_lacks_parties, statements)):
            return statements
        doc = self.lists.scene.doc
        meetings = [doc[i] for i in with_lemma(doc, _MEETS | _HOLDS)]
        return [self._told(s, meetings) if meetings and _lacks_parties(s) else s for s in statements]

    def _told(self, s: Statement, meetings: list[Token]) -> Statement:
        sentences, actors = self.lists.scene.sentences, self.lists.scene.actors
        start = s.sentence.start
        if any(self.lists.scene.principals(a) for a in s.signatories):
            return s
        opening = _opening(s.sentence)
        before = sentences.at(start - 1) if start and "\n" not in s.span.doc[start - 1].text else s.sentence
        pointing = _points(opening) or _points(_opening(before))
        for _ in range(_NEAR):
            start = sentences.at(start - 1).start if start else 0
        for verb in reversed([t for t in meetings if start <= t.i < s.start]):
            if "\n\n" in s.span.doc[verb.i : s.start].text and not pointing:
                continue
            sides = once(self._sides(verb, s.start))
            known, end = {a.identity for a in sides}, self.lists.scene.sentences.at(verb.i).end
            if any(end <= a.start < s.start and a.kind == "organisation" and a.identity not in known for a in actors):
                return s  # what is signed may be with the body named in between
            planned = s.deed is not None and s.deed.status == "planned"
            named = bool(_POINTING & set(opening))
            if len(sides) == 1 and s.label != "treaty" and named and not planned and sides[0].kind == "organisation":
                # the other one is the body whose rector is called by the title alone
                return replace(s, parties=sides, inferred=True, one_side=True)
            if len(sides) == _SIDES and (s.label != "treaty" or all(a.kind == "country" for a in sides)):
                return replace(s, parties=sides, inferred=True)
        return s

    def _sides(self, verb: Token, stop: int) -> list[Actor]:
        """Who met whom, people by those for whom they act."""
        if verb.pos_ != "VERB" or is_passive(verb):
            return []
        talks = [c for c in verb.children if c.dep_ == "dobj" and c.lower_ in _TALKS]
        if verb.lemma_.lower() in _HOLDS and not talks:
            return []
        first = talks[0].i + 1 if talks else verb.i + 1
        end = min(stop, self.lists.scene.sentences.at(verb.i).end)
        doc = verb.doc
        last = next((i for i in range(first, min(end, first + _LEAD)) if doc[i].lower_ in _WHERE), first + _LEAD)
        starts = range(first, min(end, last))
        others = next((found for i in starts if (found := self.lists.read(i, end)[0])), [])
        return [*self._bodies(self.slots.subject(verb)), *self._bodies(others)]

    def _bodies(self, actors: list[Actor]) -> list[Actor]:
        """The first body or state of a side, or the one for which its people act."""
        found = [a for a in actors if a.kind != "person"]
        return (found or [p for a in actors for p in self.lists.scene.principals(a)])[:1]


def _opening(sentence: Span) -> list[str]:
    """The words that open a sentence, lower case."""
    return [t.lower_ for t in sentence if not t.is_space][:_OPENING]


def _points(opening: list[str]) -> bool:
    """As in "During the visit", "At the end of the talks"."""
    return bool(opening) and opening[0] in _OPENS and bool(_POINTING & set(opening))


def _lacks_parties(s: Statement) -> bool:
    return (
        s.deed is not None
        and s.deed.kind in _MADE
        and s.deed.firmness > 1
        and not (s.parties or s.headline or s.anaphoric or s.plural or s.settles)
    )
