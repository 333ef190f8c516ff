"""What one sentence says of one agreement: an instrument with its verb, parties, signatories and witnesses.

Each instrument is read where it stands. The deed is the verb or verbal noun that governs it ("signed", "the signing of"); its
parties come from the slots of `pipeline.relate.parties`. Which statements tell of one agreement is decided later
(`pipeline.relate.joining`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Span, Token

from pipeline import records
from pipeline.find.instrument_heads import head_of
from pipeline.relate.actors import Actor, Scene
from pipeline.relate.anaphora import anaphors, bare_signings
from pipeline.relate.distribution import inherit, item_starts, once, spread
from pipeline.relate.governor import governing_deed
from pipeline.relate.lists import Lists
from pipeline.relate.making import Making
from pipeline.relate.owners import Owners
from pipeline.relate.parties import Slots
from pipeline.relate.settlements import Settlements
from pipeline.relate.statement import Statement, from_words
from pipeline.relate.status import Deed, signs_by_name

_BINDS = frozenset({"enter", "reach"})
_HANDS = frozenset({"sign", "ink", "initial", "co-sign"})
_PERSONAL = frozenset({"consulting", "consultancy", "employment"})  # what a person agrees for himself or herself
_REACH = 45  # tokens behind an instrument that may tell of it


@dataclass(slots=True)
class Reader:
    """Reads statements off the Doc's instruments."""

    scene: Scene
    instruments: tuple[Span, ...]
    zones: tuple[records.Zone, ...]
    lists: Lists = field(init=False)
    slots: Slots = field(init=False)
    owners: Owners = field(init=False)
    settlements: Settlements = field(init=False)
    making: Making = field(init=False)
    _heads: frozenset[int] = frozenset()
    _items: frozenset[int] = frozenset()
    _names: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.lists = Lists(self.scene)
        self.slots = Slots(self.scene, self.lists)
        self.owners = Owners(self.scene, self.lists, self.slots)
        self.settlements = Settlements(self.lists, self.slots)
        self.making = Making(self.lists, self.slots)
        self._names = frozenset(i for a in self.scene.actors for i in range(a.start, a.end))
        self._items = item_starts(self.scene.doc)
        self._heads = frozenset(head_of(span).i for span in self.instruments)

    def statements(self) -> list[Statement]:
        """The statements in the order of the text."""
        doc = self.scene.doc
        found = [s for span in (*self.instruments, *anaphors(doc, self.instruments)) for s in self._read(span)]
        found += bare_signings(doc, self.instruments, self.lists, self.slots)
        return inherit(sorted(found, key=lambda s: s.start))

    def _read(self, span: Span) -> list[Statement]:
        base = from_words(span, self.scene.sentences.at(span.start), self.zones)
        if base is None:
            return []
        if base.span.start in self._items or (not base.definite and base.span.start - 1 in self._items):
            base = replace(base, distinct=True, definite=False)  # each item of a list is one of its own
        what = governing_deed(head_of(span), span, base.sentence, self._names)
        if what is not None and what.token.lemma_.lower() == "extend" and span.label_ != "funding":
            what = replace(what, kind="renew", status="renewed" if what.status == "signed" else what.status)
        if what is not None and what.token.lemma_.lower() == "approve" and span.label_ == "funding":
            what = replace(what, kind="give", status="signed" if what.firmness == 3 else "planned")
        if what is None and "plea" in {t.lower_ for t in span}:
            what = self._plea(base.sentence)
        return self._with_parties(replace(base, deed=what))

    def _plea(self, sentence: Span) -> Deed | None:
        """A plea agreement is made where the plea is told: "pleaded guilty under a plea agreement"."""
        for token in sentence:
            if token.lemma_.lower() in {"plead", "pled"} and token.tag_ in {"VBD", "VBN"}:
                return Deed(token, "conclude", "signed", 3)
        return None

    def _with_parties(self, base: Statement) -> list[Statement]:
        stop = self._stop(base)
        made = self.making.behind_parties(base, stop)
        base = replace(base, deed=made) if made is not None else base
        sides, how = self.slots.sides(base, stop)
        passive = made is not None or (base.deed is not None and _is_passive(base.deed.token, base.span))
        item = self.slots.of_item(base, stop) if base.deed is not None else None
        doers = item if item is not None else self._doers(base, passive=passive, alone=not sides)
        doers = self._makers(base, doers, len(sides))
        if not doers and not base.definite and how != "between":
            doers = self.slots.by_preposition(base)
        if not sides:
            sides = self.owners.relative(base)
            how = "with" if sides else how
        if not doers and not sides:
            sides = self.owners.beside(base)
        if not doers and not sides and not base.definite and (sides := self.slots.under(base)):
            how = "under"
        if not doers and sides and (us := self.owners.our_state(base, sides)) is not None:
            doers = [us]
        owners = self.owners.owners(base.span) or ([] if doers or sides else self.owners.obliged(base))
        if how != "between":
            doers = [*(o for o in owners if all(a.identity != o.identity for a in doers)), *doers]
        if base.deed is not None and (principals := self.slots.on_behalf(base)):
            people = [a for a in doers if a.kind == "person"]
            if len(people) == len(principals):
                paired = {a: replace(a, for_whom=p) for a, p in zip(people, principals, strict=True)}
                doers = [paired.get(a, a) for a in doers]
            doers = [*doers, *principals]
        if base.settles and not doers and not sides:
            sides = self.settlements.bound(base)
            base = replace(base, inferred=bool(sides))
        if base.settles and base.deed is not None and len(doers) + len(sides) == 1:
            sides = [*sides, *self.settlements.authority(base.sentence, [*doers, *sides])]
        signatories, own = self._people(
            base, [a for a in (*doers, *sides) if a.kind == "person"], len(doers) + len(sides)
        )
        if how == "between" and base.deed is None and not signatories:
            # "the agreement between Premier A and Prime Minister B": they agreed for those whose heads they are
            signatories = [a for a in sides if a.kind == "person" and self.scene.principals(a)]
            own = [p for a in signatories for p in self.scene.principals(a)]
        bodies = [a for a in (sides if how == "between" else (*doers, *sides)) if a.kind != "person"]
        parties = [*bodies, *own]
        inner = self.owners.in_name(base.span)
        if len(inner) >= 2 or (inner and parties):
            parties += [a for a in inner if all(a.identity != p.identity for p in parties)]
        rule = base.rule
        if base.deed is not None:
            voice = "passive" if passive else "nominal" if base.deed.token.pos_ == "NOUN" else "verb"
            rule = f"{voice}: {base.deed.kind}"
        elif how:
            rule = f"parties: {how}"
        told = replace(
            base,
            rule=rule,
            parties=once(parties),
            signatories=tuple(signatories),
            witnesses=tuple(self.slots.witnesses(base)),
            clause=self.scene.doc[base.sentence.start : stop],
        )
        return spread(told, sides, how, doers, self.lists)

    def _doers(self, base: Statement, *, passive: bool, alone: bool) -> list[Actor]:
        """Who does the deed. `alone`: no other party has been found."""
        if base.deed is None:
            return []
        verb = base.deed.token
        if passive:
            agents = self.slots.agents(verb)
            if verb.i < base.span.start and base.deed.kind == "give":
                return [*self.slots.subject(verb), *agents]  # "the university was awarded a grant by the foundation"
            return self.slots.under(base) if not agents and alone and verb.dep_ == "acl" else agents
        if verb.i >= base.span.end and verb.dep_ not in {"relcl", "acl"}:
            return []  # "the lease expired"
        if verb.pos_ == "NOUN":
            return self.slots.around_noun(verb) or self.slots.agents(verb)
        if verb.lemma_.lower() == "adopt" and base.label == "treaty":
            return []  # an assembly adopts a treaty, and states bind themselves by it
        if base.deed.kind == "announce":
            # who announces an agreement need not be a party to it
            its = base.span.start > 0 and base.span.doc[base.span.start - 1].lower_ in {"its", "their"}
            return [a for a in self.slots.subject(verb) if a.kind == "organisation"] if its or alone else []
        return self.slots.subject(verb)

    def _makers(self, base: Statement, doers: list[Actor], sides: int) -> list[Actor]:
        """The doers of a deed, with those whom a participle behind the name or the sentence around it tells of. `sides`: parties found."""
        if base.deed is None or sides > 1:
            return doers
        if base.deed.kind == "end":
            return self.making.by_whom(base) or doers
        behind = sides == 1 and base.deed.token.i >= base.span.end and all(a.kind == "person" for a in doers)
        return [*self.making.holders(base), *doers] if behind else doers

    def _people(self, base: Statement, people: list[Actor], actors: int) -> tuple[list[Actor], list[Actor]]:
        """Of the people told of, those who sign for others and those who bind themselves."""
        if base.deed is None:
            return [], people if base.settles else []
        lemma = base.deed.token.lemma_.lower()
        by_hand = (
            lemma in _HANDS | {"exchange"}
            or base.deed.token.lower_ in {"signing", "signed"}
            or signs_by_name(base.deed.token)
        )
        bodies = actors - len(people)
        acting = [a for a in people if not base.settles and (by_hand or self.scene.principals(a) or bodies >= 2)]
        if _PERSONAL & {t.lower_ for t in base.span} and bodies == 1:
            return [], people
        # a person who acts for nobody is a party where people bind themselves, and has no part in a state's treaty
        binds = lemma == "enter" or (lemma in _BINDS and actors > 1)
        own = [a for a in people if a not in acting and (base.settles or binds)]
        return acting if base.deed.kind in {"conclude", "plan", "renew"} else [], own

    def _stop(self, base: Statement) -> int:
        """The token at which the reading of an instrument's parties ends: its sentence's end, or the next instrument."""
        doc = base.span.doc
        end = min(base.sentence.end, base.span.end + _REACH)
        return next((i for i in range(base.span.end + 1, end) if i in self._heads and doc[i - 1].lower_ != "of"), end)


def _is_passive(verb: Token, span: Span) -> bool:
    if verb.pos_ == "NOUN":
        return False
    by = verb.doc[verb.i + 1 : verb.i + 2].text.lower() == "by" and verb.tag_ in {"VBN", "VBD"}
    return (
        by
        or any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
        or (verb.tag_ == "VBN" and (verb.dep_ == "acl" or verb.i >= span.end))
    )
