"""Parties of treaties that many states have joined: told by what a state is, owes or does under them.

The cases, by the words that stand in front of the treaty:

- "Norway became a Contracting Party to the Convention", "functions as a party of it", "is a member of the Protocol";
- "the Convention, to which Norway and Kenya are parties";
- "is party to several instruments. These include the Convention and the Protocol": a list in the sentence behind;
- "Norway and Kenya fulfil their obligations under international law, including the Convention";
- "the Ninth Norway-Kenya Consultations, held under the Memorandum": two states joined in the name of what is done under it.

A treaty of a union ("the ASEAN Treaty on Extradition") binds its member states, where the text calls them so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from pipeline.lexicon import country
from pipeline.relate.agreements.actors import Actor, Scene
from pipeline.relate.agreements.parties import Slots
from pipeline.relate.agreements.sentences import FINITE
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.status import membership_of

_MEMBERS = frozenset({"party", "parties", "signatory", "signatories", "member", "members"})
_TO = frozenset({"to", "of"})
_OBLIGATIONS = frozenset({"obligation", "commitment", "duty", "right"})
_UNDER = frozenset({"under", "to", "in", "from"})
_LISTING = frozenset({"these", "they"})
_INCLUDES = frozenset({"include", "be", "comprise"})
_LISTS = frozenset({"including", "namely", "such"})  # "parties to many treaties, including"
_TREATIES = frozenset({"convention", "treaty", "protocol", "covenant", "accord", "agreement"})
_LONGEST_CLAUSE = 30  # tokens of "to which A, B and C are parties"
_GAP = 3  # words between "to" and the treaty: "the 1907"


@dataclass(frozen=True, slots=True)
class Membership:
    """Finds the states that are bound by a treaty without being told to sign it."""

    scene: Scene
    slots: Slots

    def told(self, base: Statement) -> Statement:
        """The statement with the deed and the parties that membership, a list, obligations or a joint name tell."""
        if base.plural or base.headline:
            return base
        noun = self._member_noun(base) or self._listed_noun(base) or self._relative_noun(base)
        if noun is not None and (deed := membership_of(noun)) is not None:
            verb = deed_verb(noun)
            states = [a for a in self.slots.subject(verb) if a.kind != "person"] or self._ours(verb)
            return replace(base, deed=deed, parties=tuple(states)) if states else base
        aside = base.deed is None or base.deed.token.dep_ == "amod"  # "the renewed Memorandum"
        if aside and (states := self._obliged(base) or self._in_joint_name(base)):
            return replace(base, parties=tuple(states))
        return base

    def _ours(self, verb: Token) -> list[Actor]:
        """As in "We are parties to the Convention": the state that speaks."""
        name = self.scene.home
        we = next((c for c in verb.children if c.lower_ == "we" and c.dep_ == "nsubj"), None)
        if we is None or name is None:
            return []
        return [self.scene.nearest(Actor(we.i, we.i + 1, "country", None, name, country(name)))]

    def member_states(self, actors: list[Actor]) -> list[Actor]:
        """The parties with the member states of a union in place of the union itself: "ASEAN Member States"."""
        return [self._states_of(a) if a.kind == "organisation" else a for a in actors]

    def _states_of(self, union: Actor) -> Actor:
        doc = self.scene.doc
        for actor in self.scene.actors:
            behind = doc[actor.end : actor.end + 2].text.removesuffix("s")
            if actor.identity == union.identity and behind.lower() in {"member state", "member countrie"}:
                name = f"{union.name} {behind}s".removeprefix("the ")
                return Actor(actor.start, actor.end + 2, "country", None, name)
        return union

    def _member_noun(self, base: Statement) -> Token | None:
        """The noun "party" in front of the treaty."""
        doc = base.span.doc
        for i in range(base.span.start - 1, base.sentence.start, -1):
            if doc[i].tag_ in FINITE:
                return None
            if doc[i].lower_ in _TO and doc[i - 1].lower_ in _MEMBERS:
                between = {t.lower_ for t in doc[i + 1 : base.span.start]}
                listed = bool(between & (_LISTS | _TREATIES))  # "party to the Convention and its Protocol, as well as"
                return doc[i - 1] if base.span.start - i <= _GAP or listed else None
        return None

    def _relative_noun(self, base: Statement) -> Token | None:
        """As in "the Convention, to which A, B and C are parties"."""
        doc = base.span.doc
        at = base.span.end + (doc[base.span.end : base.span.end + 1].text == ",")
        if doc[at : at + 2].text.lower() not in {"to which", "of which"}:
            return None
        last = min(base.sentence.end, at + _LONGEST_CLAUSE)
        return next((t for t in doc[at + 2 : last] if t.lower_ in _MEMBERS), None)

    def _listed_noun(self, base: Statement) -> Token | None:
        """As in "is party to several treaties. These include X and Y": the noun "party" in the sentence before."""
        doc, start = base.span.doc, base.sentence.start
        opens = [t for t in base.sentence if not t.is_space][:2]
        if len(opens) < 2 or opens[0].lower_ not in _LISTING or opens[1].lemma_.lower() not in _INCLUDES or not start:
            return None
        before = self.scene.sentences.at(start - 1)
        return next((t for t in before if t.lower_ in _MEMBERS and doc[t.i + 1].lower_ in _TO), None)

    def _obliged(self, base: Statement) -> list[Actor]:
        """As in "A and B must fulfil their obligations under international law, including the Convention"."""
        doc = base.span.doc
        for i in range(base.span.start - 1, base.sentence.start, -1):
            if doc[i].tag_ in FINITE:
                break
            if doc[i].lemma_.lower() in _OBLIGATIONS and doc[i + 1].lower_ == "by":
                return [a for a in self.slots.lists.read(i + 2, base.span.start)[0] if a.kind != "person"]
            if doc[i].lemma_.lower() in _OBLIGATIONS and doc[i + 1].lower_ in _UNDER:
                verb = next((t for t in doc[i].ancestors if t.pos_ == "VERB"), None)
                return [a for a in self.slots.subject(verb) if a.kind != "person"] if verb is not None else []
        return []

    def _in_joint_name(self, base: Statement) -> list[Actor]:
        """As in "the Ninth Norway-Kenya Consultations, held under the Memorandum"."""
        doc = base.span.doc
        under = doc[base.sentence.start : base.span.start]
        if not base.named or not any(t.lower_ == "under" for t in under[-2 - _GAP :]):
            return []
        for i in range(base.sentence.start + 1, base.span.start - 1):
            if doc[i].text not in {"-", "–"} or doc[i - 1].whitespace_:
                continue
            one, other = self._state(base.sentence.start, i, i), self._state(i + 1, i + 1, base.span.start)
            if one is not None and other is not None and one.identity != other.identity:
                return [one, other]
        return []

    def _state(self, first: int, at: int, last: int) -> Actor | None:
        """The state whose name of one to three words ends in front of a hyphen at `at`, or begins there where `first` is `at`."""
        doc = self.scene.doc
        for length in (3, 2, 1):
            start, end = (at - length, at) if last == at else (at, at + length)
            state = country(doc[start:end].text) if first <= start and end <= last else None
            if state is not None:
                return Actor(start, end, "country", None, self.scene.state_name(state, doc[start:end].text), state)
        return None


def deed_verb(noun: Token) -> Token:
    """The verb that says who is a party: "become" of "became a party", "function" of "functions as a party"."""
    at = noun
    for _ in range(3):
        if at.head.i == at.i or at.pos_ in {"VERB", "AUX"}:
            break
        at = at.head
    return at
