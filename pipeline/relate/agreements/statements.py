"""What one sentence says of one agreement: an instrument with its verb, parties, signatories and witnesses.

Each instrument is read where it stands. The deed is the verb or verbal noun that governs it ("signed", "the signing of"); its
parties come from the slots of `pipeline.relate.agreements.parties`. Which statements tell of one agreement is decided later
(`pipeline.relate.agreements.joining`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Span, Token

from pipeline import records
from pipeline.find.instrument_heads import head_of
from pipeline.relate.agreements.actors import Actor, Scene
from pipeline.relate.agreements.anaphora import HANDS, anaphors, bare_signings
from pipeline.relate.agreements.distribution import inherit, once, spread
from pipeline.relate.agreements.further import Further
from pipeline.relate.agreements.given import extends, given, takers
from pipeline.relate.agreements.governor import governing_deed
from pipeline.relate.agreements.headings import Headings
from pipeline.relate.agreements.list_lines import Lines
from pipeline.relate.agreements.lists import Lists
from pipeline.relate.agreements.making import Making
from pipeline.relate.agreements.meetings import Meetings
from pipeline.relate.agreements.membership import Membership
from pipeline.relate.agreements.other_verbs import who_is_signing, whom_one_meets
from pipeline.relate.agreements.owners import Owners
from pipeline.relate.agreements.parties import WHOLES, Slots
from pipeline.relate.agreements.settlements import Settlements
from pipeline.relate.agreements.speaker import signs_as_speaker, speaker
from pipeline.relate.agreements.statement import Statement, from_words
from pipeline.relate.agreements.status import Deed, signs_by_name
from pipeline.relate.agreements.works import in_title

_BINDS = frozenset({"enter", "reach"})
_PERSONAL = frozenset({"consulting", "consultancy", "employment"})  # what a person agrees for himself or herself
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_OWNED = 3  # tokens between "his" and "contract"
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
    membership: Membership = field(init=False)
    _heads: frozenset[int] = frozenset()
    lines: Lines = field(init=False)
    _names: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.lists = Lists(self.scene)
        self.slots = Slots(self.scene, self.lists)
        self.owners = Owners(self.scene, self.lists, self.slots)
        self.settlements = Settlements(self.lists, self.slots)
        self.making = Making(self.lists, self.slots)
        self.membership = Membership(self.scene, self.slots)
        self._names = frozenset(i for a in self.scene.actors for i in range(a.start, a.end))
        self.lines = Lines(self.scene)
        self._heads = frozenset(head_of(span).i for span in self.instruments)

    def statements(self) -> list[Statement]:
        """The statements in the order of the text."""
        doc = self.scene.doc
        found = [s for span in (*self.instruments, *anaphors(doc, self.instruments)) for s in self._read(span)]
        found += bare_signings(doc, self.instruments, self.lists, self.slots)
        told = Headings(self.lines, self.lists, self.slots).tell(inherit(sorted(found, key=lambda s: s.start)))
        told = Further(self.lines, self.lists, self.slots).tell(told)
        return Meetings(self.lists, self.slots).tell(told)

    def _read(self, span: Span) -> list[Statement]:
        base = from_words(span, self.scene.sentences.at(span.start), self.zones)
        if base is None or in_title(span, base.sentence):
            return []
        if self._opens_item(base):
            base = replace(base, distinct=True, definite=False)  # each item of a list is one of its own
        what = governing_deed(head_of(span), span, base.sentence, self._names)
        if what is not None and what.token.lemma_.lower() == "extend" and span.label_ != "funding":
            what = replace(what, kind="renew", status="renewed" if what.status == "signed" else what.status)
        if what is not None and what.token.lemma_.lower() == "approve" and span.label_ == "funding":
            what = replace(what, kind="give", status="signed" if what.firmness == 3 else "planned")
        if what is None and span.label_ == "funding" and not base.plural:
            what = given(base)
        if what is None and base.settles:
            what = self.settlements.filed(base) or self.settlements.agreed(base)
        if what is None and "plea" in {t.lower_ for t in span}:
            what = self._plea(base.sentence)
        return self._with_parties(replace(base, deed=what))

    def _opens_item(self, base: Statement) -> bool:
        """As in "2. Memorandum on Fishing", "(iii) The Agreement between A and B": an item of a list that names an agreement."""
        start, items = base.span.start, self.lines.items
        behind = base.span.doc[base.span.end : base.sentence.end]
        # "2. The MoU between A and B was signed by C": a numbered paragraph speaks of what has been told
        prose = any(t.tag_ in _FINITE and t.dep_ in {"ROOT", "aux", "auxpass"} for t in behind)
        told = base.definite and (prose or behind[:1].text.lower() not in {"between", "among"})
        return start in items or (start - 1 in items and not told)

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
        passive = made is not None or (base.deed is not None and _is_passive(base.deed.token, base.span))
        doers, sides, how = self._both_sides(base, stop, passive=passive)
        if base.settles or "plea" in {t.lower_ for t in base.span}:
            base, doers, sides = self._settled(base, doers, sides)
        doers = [*doers, *self.lists.representatives(doers)]
        if signs_as_speaker(base) and (speaking := speaker(self.lists)) is not None:
            doers = [*(a for a in doers if a.identity != speaking.identity), speaking]
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
        union = (
            len(inner) == 1 and base.named and inner[0].name.isupper() and inner[0].name not in {"UN", "UNITED NATIONS"}
        )
        if len(inner) >= 2 or (inner and parties) or union:  # "the SAARC Framework Agreement" binds its union
            parties += [a for a in inner if all(a.identity != p.identity for p in parties)]
        told = replace(
            base,
            rule=_rule(base, how, passive=passive),
            parties=once(parties),
            # "The agreement between A and B was also signed by C"
            further=once(a for a in doers if a.kind != "person") if how == "between" and base.adds else (),
            one_side=how == "with" and self._acts_for(doers, parties) and len(once(parties)) == 1,
            signatories=tuple(signatories),
            witnesses=tuple(self.slots.witnesses(base)),
            clause=self.scene.doc[base.sentence.start : stop],
        )
        if not (told.parties or told.signatories):
            told = self.membership.told(told)
        return spread(told, sides, how, doers, self.lists, self.lines)

    def _acts_for(self, doers: list[Actor], parties: list[Actor]) -> bool:
        """Whether those who are told to do a deed are at most people of the only party ("with Alpha, represented by its director")."""
        known = {a.identity for a in parties}
        return all(a.kind == "person" and {p.identity for p in self.scene.principals(a)} <= known for a in doers)

    def _both_sides(self, base: Statement, stop: int, *, passive: bool) -> tuple[list[Actor], list[Actor], str | None]:
        """Who does the deed, those with whom it is done, and how these are joined to it ("between", "with")."""
        sides, how = self.slots.sides(base, stop)
        item = self.slots.of_item(base, stop) if base.deed is not None else None
        doers = item if item is not None else self._doers(base, passive=passive, alone=not sides)
        if not doers and base.deed is not None and base.deed.kind == "announce" and how == "with" and len(sides) == 1:
            # who announces a deal with another has made it
            doers = [a for a in self.slots.subject(base.deed.token) if a.kind != "person"]
        doers = self._makers(base, doers, len(sides))
        if base.deed is not None and base.deed.token.lemma_.lower() in HANDS and not sides and len(doers) == 1:
            doers = [*doers, *whom_one_meets(self.lists, base.sentence, base.deed.token)]
        its = base.span.start > 0 and base.span.doc[base.span.start - 1].lower_ in {"its", "their"}
        told_behind = base.deed is not None and base.deed.kind == "give" and base.deed.token.dep_ == "relcl"
        if (not doers or told_behind) and (its or not base.definite) and how != "between":
            doers = [*doers, *self.slots.by_preposition(base)]  # "supplied by A under a contract that B awarded"
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
        return doers, sides, how

    def _settled(
        self, base: Statement, doers: list[Actor], sides: list[Actor]
    ) -> tuple[Statement, list[Actor], list[Actor]]:
        """A settlement or plea with those whom the release tells to be bound by it, where its sentence does not."""
        if base.settles and not doers and not sides:
            sides = self.settlements.bound(base)
            base = replace(base, inferred=bool(sides))
        if base.deed is None and "plea" in {t.lower_ for t in base.span} and (plea := self.settlements.plea(sides)):
            base = replace(base, deed=Deed(plea, "conclude", "signed", 3))
        if base.settles and sides and not doers:
            doers = self.settlements.announcers(base) or (self.settlements.under(base) if len(sides) == 1 else [])
        if base.settles and base.deed is not None and len(doers) + len(sides) == 1:
            sides = [*sides, *self.settlements.authority(base.sentence, [*doers, *sides])]
        if base.settles and (doers or sides):
            other = self.settlements.accused(base, [*doers, *sides])
            if not other and base.deed is not None and self.settlements.filed(base) == base.deed:
                doers = []  # who files it alone is told with those who settle elsewhere
            sides = [*sides, *other]
        return base, doers, sides

    def _doers(self, base: Statement, *, passive: bool, alone: bool) -> list[Actor]:
        """Who does the deed. `alone`: no other party has been found."""
        if base.deed is None:
            return []
        verb = base.deed.token
        if inverted := who_is_signing(self.lists, base.sentence, verb):
            return inverted
        if told := takers(self.slots, base):
            return told
        if signs_by_name(verb) and verb.lemma_.lower() in {"bear", "carry"}:
            return self.slots.signatures(verb)
        if passive:
            if base.definite and verb.lemma_.lower() in {"approve", "endorse"}:
                return []  # "The agreement was approved by the council": whoever lets others sign
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
            # who announces an agreement need not be a party to it, and is none of a treaty
            if base.label == "treaty":
                return []
            its = base.span.start > 0 and base.span.doc[base.span.start - 1].lower_ in {"its", "their"}
            buys = base.label == "venture" and head_of(base.span).lower_ in WHOLES  # "Acme announced the acquisition of"
            return [a for a in self.slots.subject(verb) if a.kind == "organisation"] if its or alone or buys else []
        found = self.slots.subject(verb)
        by = base.span.doc[base.span.end : base.span.end + 1].text.lower() == "by" and verb.tag_ == "VB"
        return found or (
            self.lists.read(base.span.end + 1, base.sentence.end)[0] if by else []
        )  # "to sign the Treaty by Norland"

    def _makers(self, base: Statement, doers: list[Actor], sides: int) -> list[Actor]:
        """The doers of a deed, with those whom a participle behind the name or the sentence around it tells of. `sides`: parties found."""
        if base.deed is None or sides > 1:
            return doers
        if base.deed.kind in {"end", "renew"}:
            return self.making.by_whom(base) or doers
        behind = sides == 1 and base.deed.token.i >= base.span.end and all(a.kind == "person" for a in doers)
        return [*self.making.holders(base), *doers] if behind else doers

    def _people(self, base: Statement, people: list[Actor], actors: int) -> tuple[list[Actor], list[Actor]]:
        """Of the people told of, those who sign for others and those who bind themselves."""
        if base.deed is None:
            return [], people if base.settles else []
        lemma = base.deed.token.lemma_.lower()
        by_hand = (
            lemma in HANDS | {"exchange"}
            or base.deed.token.lower_ in {"signing", "signed"}
            or signs_by_name(base.deed.token)
        )
        bodies = actors - len(people)
        # who settles is bound; of those who sign a settlement, who holds an office signs for a party
        acting = [
            a
            for a in people
            if (
                by_hand and self.scene.principals(a)
                if base.settles
                else by_hand or self.scene.principals(a) or bodies >= 2
            )
        ]
        if _PERSONAL & {t.lower_ for t in base.span} and bodies == 1:
            return [], people
        if self._binds_oneself(base, people, bodies):
            return [], people
        # a person who acts for nobody is a party where people bind themselves, and has no part in a state's treaty
        binds = lemma == "enter" or (lemma in _BINDS and actors > 1)
        own = [a for a in people if a not in acting and (base.settles or binds)]
        if base.settles and "plea" not in {t.lower_ for t in base.span}:  # an attorney general settles for the state
            own = [next((p for p in self.scene.principals(a) if self.settlements.is_authority(p)), a) for a in own]
        own = [a for a in own if a.kind != "person" or not self._announces(base, a)]
        return acting if base.deed.kind in {"conclude", "plan", "renew"} else [], own

    def _announces(self, base: Statement, person: Actor) -> bool:
        """As in "Attorney General A Secures Settlement": who holds an office tells of it in a headline."""
        return base.headline and base.settles and bool(self.scene.principals(person))

    def _binds_oneself(self, base: Statement, people: list[Actor], bodies: int) -> bool:
        """As in "the club signed a contract with goalkeeper A", "B extended his contract": one who acts for nobody, and a body at most."""
        if base.label != "contract" or len(people) != 1 or bodies > 1:
            return False
        person, doc = people[0], base.span.doc
        if any(p.kind != "organisation" or bodies == 0 for p in self.scene.principals(person)):
            return False
        own = any(t.lower_ in {"his", "her"} for t in doc[max(base.sentence.start, base.span.start - _OWNED) : base.span.start])
        behind = doc[base.span.end : person.start] if person.start > base.span.end else None
        with_one = behind is not None and any(t.lower_ == "with" for t in behind) and bodies == 1
        owner = person.end <= base.span.start and doc[person.end].lower_ in {"'s", "’s"}
        prolongs = bodies == 0 and base.deed is not None and extends(base.deed.token) is not None
        return own or with_one or owner or prolongs

    def _stop(self, base: Statement) -> int:
        """The token at which the reading of an instrument's parties ends: its sentence's end, or the next instrument."""
        doc = base.span.doc
        end = min(base.sentence.end, base.span.end + _REACH)
        return next((i for i in range(base.span.end + 1, end) if i in self._heads and doc[i - 1].lower_ != "of"), end)


def _rule(base: Statement, how: str | None, *, passive: bool) -> str:
    """The name of what states an agreement: the voice and class of its deed, else where its parties stand."""
    if base.deed is not None:
        voice = "passive" if passive else "nominal" if base.deed.token.pos_ == "NOUN" else "verb"
        return f"{voice}: {base.deed.kind}"
    return f"parties: {how}" if how else base.rule


def _is_passive(verb: Token, span: Span) -> bool:
    if verb.pos_ == "NOUN":
        return False
    if any(c.dep_ == "agent" for c in verb.children) and verb.tag_ in {"VBN", "VBD"}:
        return True  # "signed in March by A"
    if verb.doc[verb.i + 1 : verb.i + 2].text.lower() == "by" and verb.tag_ in {"VBN", "VBD"}:
        return True
    if any(c.dep_ == "nsubj" and c.pos_ != "PRON" for c in verb.children):
        return False  # "the contract that A has awarded"
    return (
        any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
        or (verb.tag_ == "VBN" and (verb.dep_ == "acl" or verb.i >= span.end))
    )
