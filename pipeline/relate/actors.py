"""Who can be a party: the Doc's people, bodies and states by token, and lists of them read from left to right.

Parties stand in lists ("between the Ministry of A of Marland, Bank B (BB), a lender, and the University of C"). A list is read
token by token: what stands at its joints counts, what hangs on a member ("of Marland", "a lender", "(BB)") is passed over, and a
person's title and body belong to the person. Reading needs no parse, which is at its worst in just these lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc

from pipeline import records
from pipeline.lexicon import country, table, words
from pipeline.relate.sentences import Sentences
from pipeline.relate.states import state_of

Kind = Literal["organisation", "person", "country"]
_DESCRIPTIONS = table("body_descriptions")
_JOINT = words("joint_descriptions")
_HONORIFICS = words("honorifics")
_SKIP = frozenset(
    "the a an both its their our new said two between his her either party parties hon mr ms mrs dr prof h.e. h.e m/s officials official representatives "
    "representative delegation leaders members country state his excellency m s".split()
)
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_TAILS = frozenset({"of", "under", "in", "at", "within", "from", "for"})
_REPRESENT = frozenset(
    "board government governments official officials representative representatives delegation leaders authorities state states behalf".split()
)
_REACH = 30  # tokens that a member of a list may take with all that hangs on it


@dataclass(frozen=True, slots=True)
class Actor:
    """A named person, body or state at tokens [start, end). `state` is the state meant by a country or a government."""

    start: int
    end: int
    kind: Kind
    key: str | None
    name: str
    state: str | None = None
    for_whom: Actor | None = None

    @property
    def identity(self) -> str:
        """What two mentions of one actor share."""
        return self.state or self.key or self.name.lower()


@dataclass(slots=True)
class Scene:
    """The Doc with its actors by token."""

    doc: Doc
    at: dict[int, Actor] = field(default_factory=dict)
    titles: dict[int, int] = field(default_factory=dict)
    actors: list[Actor] = field(default_factory=list)
    employers: dict[str, tuple[records.Position, ...]] = field(default_factory=dict)
    bodies: dict[str, records.Organisation] = field(default_factory=dict)
    sentences: Sentences = field(init=False)

    def __post_init__(self) -> None:
        self.sentences = Sentences(self.doc)

    def read(self, i: int, stop: int) -> tuple[list[Actor], int]:
        """The list of actors that begins at token `i`, and the token behind it; empty where none begins there."""
        found: list[Actor] = []
        end = i
        at = i
        while at < stop:
            member, after = self._member(at, stop)
            if not member:
                break
            found += member
            end = after
            at = self._joint(after, stop)
            if at == after:
                break
        return found, end

    def between(self, i: int, stop: int) -> tuple[list[Actor], int]:
        """The two or more sides behind "between" at `i`; the second is looked for behind the next "and" where the first runs long."""
        found, end = self.read(i + 1, stop)
        at = end
        while len(found) == 1 and at < min(stop, end + _REACH):
            if self.doc[at].lower_ in {"and", "&", "with"}:
                more, after = self.read(at + 1, stop)
                if more:
                    return found + more, after
            at += 1
        return found, end

    def _joint(self, i: int, stop: int) -> int:
        """The token behind "," / "and" / ", and" / "as well as" at `i`; `i` itself where no joint stands there."""
        at = i
        while at < stop and (self.doc[at].is_space or self.doc[at].lower_ in {",", "and", "&", ";", "/"}):
            at += 1
        if at + 2 < stop and self.doc[at : at + 3].text.lower() == "as well as":
            at += 3
        return at

    def _member(self, i: int, stop: int, *, bare: bool = False) -> tuple[list[Actor], int]:
        """One member of a list at `i` and the token behind all that hangs on it; `bare`: behind its name alone."""
        doc = self.doc
        at = i
        while at < stop and at - i < 8:
            word = doc[at].lower_
            if (described := self.described(at)) and at not in self.at:
                return described[0], described[1] if bare else self._over_tail(described[1], stop)
            if at in self.at or at in self.titles:
                break
            if (
                doc[at].is_space
                or word in _SKIP
                or word in _HONORIFICS
                or doc[at].text in {'"', "“", ".", "("}
                or (doc[at].pos_ == "ADJ" and not doc[at].is_sent_start)
                or (word in {"of", "from"} and at > i and doc[at - 1].lower_ in _REPRESENT)
                or word in _REPRESENT
                or (doc[at].pos_ == "NOUN" and doc[at].is_lower and self._leads_to_actor(at, stop))
            ):
                at += 1
            else:
                return [], i
        if at >= stop:
            return [], i
        person = self._titled_person(at, stop)
        if person is not None:
            return [person], person.end if bare else self._over_tail(person.end, stop)
        actor = self.at.get(at)
        if actor is None:
            return [], i
        end = actor.end
        if (
            (actor.kind == "country" or (actor.kind == "organisation" and end < stop and self._qualifies(end)))
            and end < stop
            and doc[end - 1].dep_ in {"compound", "amod", "nmod"}
            and doc[end - 1].head.i >= end
            and not (doc[end].is_punct or doc[end].is_space)
        ):
            return [], i  # "a Marland hospital"
        if end < stop and doc[end].lower_ in _POSSESSIVE:
            further = self.at.get(end + 1)
            if further is None:
                return [], i
            return [further], further.end if bare else self._over_tail(further.end, stop)
        return [actor], end if bare else self._over_tail(end, stop)

    def _qualifies(self, end: int) -> bool:
        """Whether the word behind a body is what is spoken of ("with Cabinet approval"), not people who act for it."""
        token = self.doc[end]
        return token.pos_ == "NOUN" and token.is_lower and token.lower_ not in _REPRESENT

    def _leads_to_actor(self, i: int, stop: int) -> bool:
        """As in "space agency" of "the space agency CNES"."""
        at = i
        while at < min(stop, i + 3) and self.doc[at].pos_ in {"NOUN", "ADJ"} and self.doc[at].is_lower:
            at += 1
        return at in self.at and self.at[at].kind != "country"

    def _titled_person(self, i: int, stop: int) -> Actor | None:
        """The person behind titles and bodies at `i` ("Marland’s Minister for Law, Mr Lee Ho"), or None where a body stands for itself."""
        doc = self.doc
        at, seen_title = i, False
        hint: Actor | None = None
        while at < stop and at - i < 26:
            actor = self.at.get(at)
            if at in self.titles and (actor is None or actor.kind != "person"):
                seen_title = True
                hint = next(
                    (a for k in range(at, self.titles[at]) if (a := self.at.get(k)) and a.kind == "country"), hint
                )
                at = self.titles[at]
                continue
            if actor is not None and actor.kind == "person":
                return (
                    self._with_principal(actor, hint, stop)
                    if seen_title or at == i or doc[at - 1].lower_ in _HONORIFICS
                    else None
                )
            if actor is not None:
                if at > i and not seen_title and doc[at - 1].lower_ not in _POSSESSIVE:
                    return None
                if hint is None or hint.kind != "country" or actor.kind == "country":
                    hint = actor
                at = actor.end
                if at < stop and doc[at].lower_ in _POSSESSIVE:
                    at += 1
                elif not seen_title and at not in self.titles:
                    return None
                continue
            word = doc[at].lower_
            if not seen_title:
                if word in _HONORIFICS or doc[at].is_space:
                    at += 1
                    continue
                return None
            if (
                doc[at].is_space
                or word in {",", "of", "for", "and", "the", "at", "in", "to", "(", ")", "."}
                or word in _HONORIFICS
                or word in _SKIP
                or doc[at].text[:1].isupper()
            ):
                at += 1
                continue
            return None
        return None

    def _with_principal(self, person: Actor, hint: Actor | None, stop: int) -> Actor:
        """The person with the one he or she acts for: "on behalf of the Ministry", else the state or body in the title."""
        doc = self.doc
        at = person.end
        while at < min(stop, person.end + 12):
            if doc[at].lower_ == "behalf":
                principal, _ = self._member(at + 2, stop, bare=True)
                if principal:
                    return Actor(person.start, person.end, person.kind, person.key, person.name, None, principal[0])
                if at > 0 and doc[at - 1].lower_ in _POSSESSIVE:
                    break
            if doc[at].lower_ in {"and", ";"} or doc[at].pos_ == "VERB":
                break
            at += 1
        if hint is not None and person.key is not None:
            return Actor(person.start, person.end, person.kind, person.key, person.name, None, hint)
        return person

    def _over_tail(self, i: int, stop: int) -> int:
        """The token behind what hangs on a member: brackets, "of Marland", ", a lender,", ", Director of X,", "on behalf of Y"."""
        doc = self.doc
        at = i
        while at < stop:
            word = doc[at].lower_
            if doc[at].is_space:
                at += 1
            elif word == "(" or doc[at].text == "[":
                close = next((k for k in range(at, min(stop, at + 20)) if doc[k].text in {")", "]"}), None)
                if close is None:
                    return at
                at = close + 1
            elif doc[at].text in {")", '"', "”"} or word in {"sc", "mp", "phd", "jr", "jr."}:
                at += 1
            elif word in _TAILS and (after := self._capitalised(at + 1, stop)) is not None:
                at = after
            elif word == "on" and at + 2 < stop and doc[at + 1].lower_ == "behalf":
                after = self._capitalised(at + 3, stop)
                at = after if after is not None else at + 3
            elif word == "," and (after := self._apposition(at + 1, stop)) is not None:
                at = after
            elif word in {"who", "which", "that"} or (
                doc[at].tag_ == "VBN" and doc[at].lower_ in {"based", "located", "owned"}
            ):
                after_clause = self._clause(at, stop)
                if after_clause is None:
                    return at
                at = after_clause
            else:
                return at
        return at

    def _capitalised(self, i: int, stop: int) -> int | None:
        """Behind a run of names at `i` ("the Federative Republic of Brazil"), None where none begins."""
        at = i
        while at < stop and self.doc[at].lower_ in {"the", "its"}:
            at += 1
        begin = at
        while at < stop and (
            at in self.at or self.doc[at].text[:1].isupper() or self.doc[at].text in {"-", "’s", "'s"}
        ):
            at = self.at[at].end if at in self.at else at + 1
        return at if at > begin else None

    def _apposition(self, i: int, stop: int) -> int | None:
        """Behind an apposition at `i` up to its closing comma or "and" with an actor behind it; None where the comma joins a list."""
        doc = self.doc
        if i >= stop:
            return None
        opens = doc[i].lower_ in {"a", "an", "which", "who"} or (
            doc[i].lower_ == "the" and doc[i].i + 1 not in self.at and self._member(i, stop, bare=True)[0] == []
        )
        held = i in self.titles and self._titled_person(i, stop) is None
        place = self.at.get(i)
        if (
            place is not None
            and place.kind == "country"
            and i + 1 < stop
            and self.doc[place.end : place.end + 1].text == ","
            and doc[i - 2].ent_type_ in {"GPE", "ORG"}
        ):
            return place.end + 1
        if not opens and not held:
            return None
        return self._clause(i, stop)

    def _clause(self, i: int, stop: int) -> int | None:
        for k in range(i, min(stop, i + _REACH)):
            if self.doc[k].text in {",", ";"} and k > i:
                return k + (
                    1
                    if self.doc[k + 1 : k + 2].text not in {"and", "&"} and not self._member(k + 1, stop, bare=True)[0]
                    else 0
                )
            if self.doc[k].lower_ in {"and", "&"} and self._member(k + 1, stop, bare=True)[0]:
                return k
        return None

    def described(self, i: int) -> tuple[list[Actor], int] | None:
        """The actors that a description at `i` stands for ("the university", "both countries"), and the token behind it."""
        doc = self.doc
        if doc[i].lower_ in {"he", "she", "it"} and doc[i].dep_ in {"nsubj", "nsubjpass"}:
            return self._pronoun(i)
        if doc[i].lower_ not in {"the", "both", "this", "each"} or i + 1 >= len(doc):
            return None
        at = i + 1
        while (
            at < len(doc)
            and (
                doc[at].lower_ in {"two", "three", "four", "said", "city", "private", "public", "bus", "law"}
                or doc[at].pos_ == "ADJ"
            )
            and at - i < 4
        ):
            at += 1
        if at >= len(doc) or at in self.at or at in self.titles:
            return None
        noun = doc[at].lower_
        if (at + 1 < len(doc) and (doc[at + 1].lower_ == "of" or doc[at + 1].dep_ == "compound")) or doc[
            at
        ].dep_ == "compound":
            return None
        if noun in _JOINT:
            pair = self._last_two(i, states=noun in {"countries", "nations", "governments", "states"})
            return (pair, at + 1) if pair else None
        kinds = _DESCRIPTIONS.get(noun)
        if kinds is None:
            return None
        before = [a for a in self.actors if a.end <= i and a.kind == "organisation"]
        for actor in reversed(before):
            if noun in actor.name.lower().split():
                return [actor], at + 1
        for actor in reversed(before):
            if actor.key in self.bodies and self.bodies[actor.key].type in kinds.split():
                return [actor], at + 1
        return None

    def _pronoun(self, i: int) -> tuple[list[Actor], int] | None:
        """As in "she": the last person named; "it": the body that the text last began a sentence with."""
        before = [a for a in self.actors if a.end <= i]
        if self.doc[i].lower_ == "it":
            opening = (
                a
                for a in reversed(before)
                if a.kind == "organisation" and a.start - self.sentences.at(a.start).start <= 2
            )
            found = next(opening, None)
        else:
            found = next((a for a in reversed(before) if a.kind == "person"), None)
        return ([found], i + 1) if found is not None else None

    def _last_two(self, i: int, states: bool) -> list[Actor]:
        seen: dict[str, Actor] = {}
        for actor in reversed([a for a in self.actors if a.end <= i]):
            if (actor.kind == "country" or actor.state) if states else actor.kind == "organisation":
                seen.setdefault(actor.identity, actor)
            if len(seen) == 2:
                break
        return list(reversed(seen.values())) if len(seen) == 2 else []

    def principals(self, person: Actor) -> list[Actor]:
        """The bodies or states for which a person acts: those named so, else where the person holds a title."""
        if person.for_whom is not None:
            return [person.for_whom]
        found = []
        for position in self.employers.get(person.key or "", ()):
            if position.tenure == "former":
                continue
            if position.organisation is not None and (body := self.bodies.get(position.organisation)):
                made = Actor(person.start, person.end, "organisation", body.key, body.name, state_of(body.name))
                found.append(self._nearest(made))
            elif position.place and (state := country(position.place)) is not None:
                name = self.state_name(state, position.place)
                found.append(self._nearest(Actor(person.start, person.end, "country", None, name, state)))
        states = [a for a in found if a.kind == "country"]
        # a minister signs for the state
        return (states or found)[:1]

    def _nearest(self, actor: Actor) -> Actor:
        """The mention of the same body or state that stands nearest, so that a row points at its words."""
        same = [a for a in self.actors if a.kind == actor.kind and a.identity == actor.identity]
        return min(same, key=lambda a: (abs(a.start - actor.start), a.start), default=actor)

    def state_name(self, state: str, fallback: str) -> str:
        """The name by which the Doc calls a state: its shortest proper name, else the words given."""
        names = [a.name for a in self.actors if a.kind == "country" and a.state == state]
        return min(names, key=len) if names else fallback.removeprefix("the ")
