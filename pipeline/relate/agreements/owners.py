"""Parties that stand beside an agreement rather than in the slots of its deed: whose it is said to be, whom it is said to bind."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.find.instrument_heads import head_of
from pipeline.lexicon import country
from pipeline.relate.agreements.actors import Actor, Scene
from pipeline.relate.agreements.lists import Lists
from pipeline.relate.agreements.parties import WHOLES, Slots
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.status import verb_class

_OBLIGATIONS = frozenset({"commitment", "obligation", "accession", "adherence", "ratification", "implementation"})
_MILLIONS = frozenset({"million", "billion"})
_LONGEST_GAP = 9  # tokens between "with which" and the deed


@dataclass(frozen=True, slots=True)
class Owners:
    """Finds those whose agreement it is said to be."""

    scene: Scene
    lists: Lists
    slots: Slots

    def relative(self, base: Statement) -> list[Actor]:
        """As in "Alpha, with which Beta has a supply agreement": the one in front of "with which"."""
        if base.deed is None or base.deed.token.i > base.span.start:
            return []
        doc = base.span.doc
        for i in range(base.deed.token.i, max(base.sentence.start, base.deed.token.i - _LONGEST_GAP), -1):
            if doc[i].lower_ in {"which", "whom"} and doc[i - 1].lower_ == "with":
                before = [a for a in self.scene.actors if a.end <= i - 1 and i - 1 - a.end <= 2]
                return before[-1:]
        return []

    def beside(self, base: Statement) -> list[Actor]:
        """As in "The two companies have known each other since a memorandum was signed": both sides, told in another clause."""
        if base.deed is None or base.deed.kind not in {"conclude", "end", "renew"} or base.definite:
            return []
        for i in range(base.sentence.start, base.sentence.end):
            found = self.scene.described(i) if i not in self.scene.at else None
            if found is not None and len(found[0]) == 2 and all(a.kind != "person" for a in found[0]):
                return found[0]
        return []

    def our_state(self, base: Statement, sides: list[Actor]) -> Actor | None:
        """As in "We have signed a treaty with Marland": the state that speaks, where the other side is a state."""
        if base.deed is None or self.scene.home is None or any(a.kind != "country" for a in sides):
            return None
        verb = base.deed.token.head if base.deed.token.dep_ == "conj" else base.deed.token
        we = next(
            (c for t in (base.deed.token, verb) for c in t.children if c.lower_ == "we" and c.dep_ == "nsubj"), None
        )
        name = self.scene.home
        if we is None:
            return None
        return self.scene.nearest(Actor(we.i, we.i + 1, "country", None, name, country(name)))

    def obliged(self, base: Statement) -> list[Actor]:
        """As in "the commitment by A to the Convention", "A’s obligations under it": those who are said to be bound."""
        at = head_of(base.span)
        for clause in (c for t in base.span for c in t.children if c.dep_ == "relcl" and c.i >= base.span.end):
            # "the Accord, which A and B have been applying", "a treaty on fish that both sides aim to finalise"
            own = clause.head.i == at.i and any(c.dep_ == "dobj" and c.tag_ == "WDT" for c in clause.children)
            found = [a for a in self.slots.subject(clause) if a.kind != "person"] if own or _is_object(clause) else []
            if own or len(found) > 1:
                return found
        noun = at.head.head if at.dep_ == "pobj" else at
        if noun.lemma_.lower() not in _OBLIGATIONS:
            return []
        doc = base.span.doc
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        if owner is not None:
            return [a for a in self.scene.actors if a.start <= owner.i < a.end and a.kind != "person"]
        for i in range(noun.i + 1, base.span.start):
            if doc[i].lower_ == "by":
                return self.lists.read(i + 1, base.span.start)[0]
        return []

    def owners(self, span: Span) -> list[Actor]:
        """As in "Marland’s loan", "the two countries’ treaty": those whose agreement it is said to be."""
        doc = span.doc
        at = span.start - 1
        while at > 0 and (
            doc[at].pos_ in {"ADJ", "ADV", "NUM", "SYM"} or doc[at].tag_ == "VBN" or doc[at].lower_ in _MILLIONS
        ):
            at -= 1
        if at <= 0:
            return []
        if doc[at].lower_ in {"its", "their"} and head_of(span).lower_ in WHOLES:
            # "for Alpha to proceed with its acquisition of Beta", else "Alpha said that its acquisition of Beta"
            verb = next((t for t in head_of(span).ancestors if t.pos_ == "VERB" and t.i < at), None)
            doing = [a for a in self.slots.subject(verb) if a.kind == "organisation"] if verb is not None else []
            start = self.scene.sentences.at(at).start
            before = [a for a in self.scene.actors if start <= a.start < at and a.kind == "organisation"]
            return (doing or before)[:1]
        if doc[at].lower_ in {"'s", "’s", "'", "’"}:
            named = next((a for a in self.scene.actors if a.end == at), None)
            if named is not None:
                return [named]
            for i in range(at - 2, max(-1, at - 5), -1):
                described = self.scene.described(i)
                if described is not None and described[1] == at:
                    return described[0]
            return []
        if doc[at].lower_ == "whose":
            return next(([a] for a in reversed(self.scene.actors) if a.end in {at, at - 1}), [])
        return []

    def in_name(self, span: Span) -> list[Actor]:
        """States and bodies joined by hyphens in the name: "Marland-Norland Treaty"."""
        doc = span.doc
        found: list[Actor] = []
        head = head_of(span).i
        for token in doc[span.start : head]:
            # "the U.S.-Peru Agreement", one token
            parts = [p for p in token.text.replace("–", "-").split("-") if p]
            if len(parts) == 2 and all(country(p) for p in parts):
                return [Actor(token.i, token.i + 1, "country", None, p, country(p)) for p in parts]
        hyphen = next((t.i for t in doc[span.start : head] if t.text in {"-", "–"}), None)
        if hyphen is None:
            # "a World Bank loan", "its GSA contract"
            inside = [a for a in self.scene.actors if span.start <= a.start and a.end <= head]
            return [a for a in inside if a.kind == "organisation"] if span.label_ != "treaty" else []
        found += [actor for actor in self.scene.actors if span.start <= actor.start < head]
        start = span.start
        for i in range(span.start, head + 1):
            if doc[i].text in {"-", "–"} or i == head or i - start > 3:
                text = doc[start:i].text
                state = country(text) or (country(doc[start].text) if i > start else None)
                if state and all(a.state != state for a in found):
                    found.append(Actor(start, i, "country", None, text if country(text) else doc[start].text, state))
                start = i + 1
        return found


def _is_object(clause: Token) -> bool:
    """As in "that both sides aim to finalise": the clause has a subject of its own, and tells what that does with the agreement."""
    pronoun = clause.left_edge.lower_ in {"that", "which"}
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    told = any(verb_class(v) is not None for v in (clause, *(c for c in clause.children if c.dep_ == "xcomp")))
    return pronoun and told and subject is not None and subject.i > clause.left_edge.i
