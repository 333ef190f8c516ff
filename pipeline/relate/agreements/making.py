"""The participle that tells who made an agreement and when, where another verb has the sentence.

"The Accord, concluded by A and B in 2016, expired", "the board welcomed the agreement between A and B, signed yesterday by C": the
participle stands right behind the name, or right behind the parties. It is known by where it stands and by what follows it, whatever
it hangs on in the parse.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span

from pipeline import records
from pipeline.find.instrument_heads import head_of
from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.lists import Lists
from pipeline.relate.agreements.parties import Slots
from pipeline.relate.agreements.phrase_tail import over_phrase
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.status import Deed, verb_class

_SIDES = frozenset({"between", "among"})
_MADE = frozenset({"VBN", "VBD"})
_TELLS = frozenset({"by", "in", "on", "at", "during", "today", "yesterday", "earlier", "last", "this"})
_CLOSED = frozenset({",", ".", ";", ")"})
# what is told of an agreement that the participle says is made
_SUPERSEDED = frozenset({"plan", "hold", "announce", "give"})
_WHICH = frozenset({"which", "that", "was", "were"})
_ADVERBS = 2  # words between the parties and the participle: "both", "duly", "which was"
_ASSEMBLY = frozenset({"adopt"})


@dataclass(frozen=True, slots=True)
class Making:
    """Finds participles of making behind a name or its parties."""

    lists: Lists
    slots: Slots

    def by_whom(self, base: Statement) -> list[Actor]:
        """Those who made an agreement whose end is told: "the Accord, concluded by A and B in 2016, expired"."""
        doc = base.span.doc
        at = base.span.end
        while at < base.sentence.end and (
            doc[at].text == "," or self._in_brackets(at) or doc[at].pos_ == "ADV" or doc[at].lower_ in _WHICH
        ):
            at += 1
        if not self._is_made(at, base.sentence) or base.deed is None or base.deed.token.i == at:
            return []
        found = self.slots.agents(doc[at])
        alone = len(found) == 1 and not any(a.kind == "country" for a in found)
        # an assembly adopts what states bind themselves by
        return [] if doc[at].lemma_.lower() in _ASSEMBLY and alone else found

    def behind_parties(self, base: Statement, stop: int) -> Deed | None:
        """As in "the agreement between A and B, signed yesterday by C": the signing told behind the parties."""
        if base.plural or (base.deed is not None and base.deed.kind not in _SUPERSEDED):
            return None
        doc = base.span.doc
        at = over_phrase(base.span, stop)
        if at >= stop or doc[at].lower_ not in _SIDES | {"with"}:
            return None
        found, end = (
            self.lists.between(at, base.sentence.end)
            if doc[at].lower_ in _SIDES
            else self.lists.read(at + 1, base.sentence.end)
        )
        if not found:
            return None
        if doc[end - 1].text == ",":
            end -= 1
        while end < base.sentence.end and (doc[end].text == ")" or doc[end].is_space):
            end += 1
        comma = doc[end : end + 1].text == ","
        at = end + comma
        while at < min(base.sentence.end, end + comma + _ADVERBS) and (
            doc[at].pos_ == "ADV" or doc[at].lower_ in {"which", "was"}
        ):
            at += 1
        if not self._is_made(at, base.sentence):
            return None
        return Deed(doc[at], "conclude", "signed", 3)

    def holders(self, base: Statement) -> list[Actor]:
        """As in "A has a treaty with B, signed in 2012": who has or announces what the participle says is made."""
        head = head_of(base.span)
        if head.dep_ != "dobj" or verb_class(head.head) not in {"hold", "announce"}:
            return []
        return [a for a in self.slots.subject(head.head) if a.kind != "person"]

    def _in_brackets(self, at: int) -> bool:
        doc = self.lists.scene.doc
        return doc[at].text in {"(", ")"} or (doc[at - 1].text == "(" and doc[at + 1 : at + 2].text == ")")

    def _is_made(self, at: int, sentence: Span) -> bool:
        """Whether the word at `at` is a participle of making: behind it the sentence tells by whom, where or when, and no object."""
        doc = sentence.doc
        if at + 1 >= sentence.end or doc[at].tag_ not in _MADE or verb_class(doc[at]) != "conclude":
            return False
        if any(c.dep_ in {"aux", "neg", "dobj"} for c in doc[at].children):
            return False
        behind = doc[at + 1]
        dated = any(t.start <= behind.idx < t.end for t in records.get(doc, records.Timex))
        return behind.lower_ in _TELLS or behind.text in _CLOSED or dated
