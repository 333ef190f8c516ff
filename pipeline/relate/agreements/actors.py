"""Who can be a party: the Doc's people, bodies and states by token, whom a description stands for, and for whom a person acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc

from pipeline import records
from pipeline.lexicon import country, table, words
from pipeline.relate.agreements.sentences import Sentences
from pipeline.relate.positions.states import States, state_of

Kind = Literal["organisation", "person", "country"]
_DESCRIPTIONS = table("body_descriptions")
_JOINT = words("joint_descriptions")
_STATES = frozenset({"countries", "nations", "governments", "states"})
_OFFICES = frozenset(
    "minister president leader mayor rector chancellor secretary director chairman chairperson official chief".split()
)
_PAIR = 2
_NUMBERS = {w: n for n, w in enumerate("two three four five six seven eight nine ten".split(), _PAIR)}
_BETWEEN = frozenset({"said", "city", "private", "public", "bus", "law"}) | _NUMBERS.keys()
_BY_NAME = frozenset({"district"})
_BOTH = frozenset({"both", "two", "respective"})
_OF_PLACES = frozenset({"mayor", "lord mayor", "governor", "premier", "attorney general", "prefect", "chief minister"})
_HIGHER = frozenset({"prime", "vice", "deputy", "of", "to", "for"})
_LONGEST_DESCRIPTION = 4
# what makes a place a body that can bind itself: "the City of Elms", "Elms County"
TOWNS = frozenset(
    "state city town village municipality borough county canton commonwealth province parish township prefecture".split()
)


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
    """The Doc with its actors by token.

    `titles` gives the end of each title, `holders` the key of the person who holds it; `home` is the state whose government speaks,
    `groups` are those named together ("A and B", "A, B and C"), `dated` the tokens of dates.
    """

    doc: Doc
    at: dict[int, Actor] = field(default_factory=dict)
    titles: dict[int, int] = field(default_factory=dict)
    holders: dict[int, str] = field(default_factory=dict)
    actors: list[Actor] = field(default_factory=list)
    groups: list[tuple[Actor, ...]] = field(default_factory=list)
    employers: dict[str, tuple[records.Position, ...]] = field(default_factory=dict)
    bodies: dict[str, records.Organisation] = field(default_factory=dict)
    states: States | None = None
    home: str | None = None
    sentences: Sentences = field(init=False)
    dated: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.sentences = Sentences(self.doc)
        self.dated = frozenset(t.i for span in self.doc.spans.get("press_dates", ()) for t in span)

    @property
    def pairs(self) -> list[tuple[Actor, ...]]:
        """The groups of two."""
        return [g for g in self.groups if len(g) == _PAIR]

    def described(self, i: int) -> tuple[list[Actor], int] | None:
        """The actors that a description at `i` stands for ("the university", "both countries"), and the token behind it."""
        doc = self.doc
        if doc[i].lower_ in {"he", "she", "it", "they"} and doc[i].dep_ in {"nsubj", "nsubjpass"}:
            return self._pronoun(i)
        if doc[i].lower_ not in {"the", "both", "this", "each", "all"} or i + 1 >= len(doc):
            return None
        at = i + 1
        many = "two" in {doc[i].lower_, doc[at].lower_} or doc[i].lower_ == "both"  # "the two mediation centres"
        while (
            at < len(doc)
            and at - i < _LONGEST_DESCRIPTION
            and (doc[at].lower_ in _BETWEEN or doc[at].pos_ == "ADJ" or (many and doc[at].dep_ == "compound"))
        ):
            at += 1
        if at >= len(doc) or at in self.at or (at in self.titles and not doc[at].tag_.endswith("S")):
            return None
        noun = doc[at].lower_
        if (held := self._heads_of_both(i, at)) is not None:
            return held
        if (at + 1 < len(doc) and (doc[at + 1].lower_ == "of" or doc[at + 1].dep_ == "compound")) or doc[
            at
        ].dep_ == "compound":
            return None
        between = {t.lower_ for t in doc[i:at]}
        counted = "both" in between or bool(between & _NUMBERS.keys())
        # with a capital, "both Councils" may be tagged as one name
        plural = doc[at].tag_ in {"NNS", "NNPS"} or (counted and doc[at].tag_ == "NNP" and noun.endswith("s"))
        if plural and (counted or noun in _JOINT or noun.removesuffix("s") in _OFFICES):
            number = next((n for w, n in _NUMBERS.items() if w in between), None)
            joint = self._group(i, noun, number) if number != _PAIR and "both" not in between else []
            if not joint and number in {None, _PAIR}:
                joint = self._pair(i, noun)
            return (joint, at + 1) if joint else None
        single = self._single(i, noun)
        return ([single], at + 1) if single is not None else None

    def _single(self, i: int, noun: str) -> Actor | None:
        """The body that "the university" at `i` stands for: the one named last that is of the kind."""
        kinds = _DESCRIPTIONS.get(noun, "").split()
        if not kinds:
            return None
        before = [a for a in self.actors if a.end <= i and a.kind == "organisation"]
        if noun == "government":
            # a parliament is of the same kind, but no government: without one of that name it is the state's own
            own = next((a for a in reversed(before) if noun in a.name.lower().split()), None)
            return own or self._home(i)
        named = (a for a in reversed(before) if noun in a.name.lower().split())
        alike = (a for a in reversed(before) if a.key in self.bodies and self.bodies[a.key].type in kinds)
        if noun in _BY_NAME:
            return next(named, None)  # of the many kinds of districts the one that is called so
        return next(named, None) or self.spoken_of(i, noun, before) or next(alike, None)

    def spoken_of(self, i: int, noun: str, before: list[Actor]) -> Actor | None:
        """The body that the sentence before began with, where "the company" at `i` begins one and can stand for it; else None."""
        kinds = _DESCRIPTIONS.get(noun, "").split()
        begin = self.sentences.at(i).start
        if not begin or i - begin > 1:
            return None
        start = self.sentences.at(begin - 1).start
        verb = next((t.i for t in self.doc[start:begin] if t.pos_ in {"VERB", "AUX"}), begin)
        return next(
            (
                a
                for a in before
                if start <= a.start and a.end <= verb and a.key in self.bodies and self.bodies[a.key].type in kinds
            ),
            None,
        )

    def _home(self, i: int) -> Actor | None:
        name = self.home
        return self.nearest(Actor(i, i + 2, "country", None, name, country(name))) if name is not None else None

    def _heads_of_both(self, i: int, at: int) -> tuple[list[Actor], int] | None:
        """As in "the rectors of both universities", "of the respective firms": the last two who hold the office at `at`."""
        one, of = self.doc[at].lower_.removesuffix("s"), self.doc[at + 1 : at + 5]
        if one not in _OFFICES or of[:1].text.lower() != "of":
            return None
        behind = next((t.i for t in of if t.lower_ in _BOTH), None)
        if behind is None or behind + 1 >= len(self.doc):
            return None
        found = self._last_two(i, lambda a: a.kind == "person" and self._holds(a, one))
        return (found, behind + 2) if found else None

    def holds_office(self, place: Actor) -> bool:
        """Whether the text names the mayor or governor of a place: through them it can bind itself."""
        return any(p.place == place.name and _of_place(p) for those in self.employers.values() for p in those)

    def _group(self, i: int, noun: str, number: int | None) -> list[Actor]:
        """The three or more that "the three parties", "the partners" at `i` stand for: the last ones named together, as many as are counted.

        Without a number they are those named together last in front of it, in its sentence or the one before.
        """
        begin = self.sentences.at(i).start
        near = self.sentences.at(begin - 1).start if begin else 0
        before = [g for g in self.groups if g[-1].end <= i and all(a.kind != "person" for a in g)]
        last: tuple[Actor, ...] = next((g for g in reversed(before) if number in {None, len(g)}), ())
        if number is not None and not last:
            # of three named just before one may not be known for a body
            last = next((g for g in reversed(before) if g[0].start >= near and len(g) == number - 1), ())
        elif len(last) <= _PAIR:
            return []
        if number is None:
            called = noun in _STATES or (noun not in _JOINT and not _DESCRIPTIONS.get(noun))
            if last[0].start < near or called or self._between(last[-1].end, i):
                return []
        if noun in _STATES and not all(a.state is not None for a in last):
            return []
        return list(last)

    def _between(self, start: int, stop: int) -> bool:
        """Whether a body is named between two tokens: what is said of "the partners" there may be said of it, too."""
        return any(start <= a.start < stop and a.kind == "organisation" for a in self.actors)

    def _pair(self, i: int, noun: str) -> list[Actor]:
        """The two that "the two universities" at `i` stands for: the last two named together that can be called so, else the last two."""
        one = noun.removesuffix("s") if not noun.endswith("ies") else noun[:-3] + "y"
        kinds = _DESCRIPTIONS.get(one, "").split()

        def is_state(a: Actor) -> bool:
            return a.state is not None and (a.kind != "country" or country(a.name) is not None)

        def is_alike(a: Actor) -> bool:
            body = self.bodies.get(a.key or "")
            return a.kind == "organisation" and (_is_called(a.name, one) or (body is not None and body.type in kinds))

        if noun in _STATES:
            return self._last_two(i, is_state)
        if one in _OFFICES:
            held = self._last_two(i, lambda a: a.kind == "person" and self._holds(a, one))
            return held or self._last_two(i, lambda a: a.kind == "person")
        alike = self._last_two(i, is_alike)
        if alike or (noun not in _JOINT and not kinds):
            return alike
        return self._last_two(i, lambda a: a.kind == "organisation") or self._last_two(i, is_state)

    def _holds(self, person: Actor, office: str) -> bool:
        return any(_has_office(p.title, office) for p in self.employers.get(person.key or "", ()))

    def _last_two(self, i: int, can_be: Callable[[Actor], bool]) -> list[Actor]:
        """The last two that can be meant: those of the sentence, then a pair named in one breath before two named apart."""
        start = self.sentences.at(i).start
        here = {a.identity: a for a in self.actors if start <= a.start and a.end <= i and can_be(a)}
        if len(here) == 2:
            return list(here.values())
        for pair in reversed(self.pairs):
            if pair[1].end <= i and all(can_be(a) for a in pair):
                return list(pair)
        seen: dict[str, Actor] = {}
        for actor in reversed([a for a in self.actors if a.end <= i and can_be(a)]):
            seen.setdefault(actor.identity, actor)
            if len(seen) == 2:
                return list(reversed(seen.values()))
        return []

    def _pronoun(self, i: int) -> tuple[list[Actor], int] | None:
        """As in "she": the last person named; "it": the body that the text last began a sentence with; "they": those named together."""
        before = [a for a in self.actors if a.end <= i]
        if self.doc[i].lower_ == "they":
            start = self.sentences.at(i).start
            here = [g for g in self.groups if g[0].start >= start and g[-1].end <= i and g[0].kind != "person"]
            return (list(here[-1]), i + 1) if here else None
        if self.doc[i].lower_ == "it":
            opening = (
                a for a in reversed(before) if a.kind != "person" and a.start - self.sentences.at(a.start).start <= 2
            )
            found = next(opening, None)
        else:
            found = next((a for a in reversed(before) if a.kind == "person"), None)
        return ([found], i + 1) if found is not None else None

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
                found.append(self.nearest(made))
            elif position.place and (state := country(position.place)) is not None:
                name = self.state_name(state, position.place)
                found.append(self.nearest(Actor(person.start, person.end, "country", None, name, state)))
            elif position.place and _of_place(position):
                found.append(self.nearest(Actor(person.start, person.end, "country", None, position.place)))
        states = [a for a in found if a.kind == "country"]
        # a minister signs for the state
        return (states or found)[:1]

    def nearest(self, actor: Actor) -> Actor:
        """The mention of the same body or state that stands nearest, so that a row points at its words."""
        same = [a for a in self.actors if a.kind == actor.kind and a.identity == actor.identity]
        return min(same, key=lambda a: (abs(a.start - actor.start), a.start), default=actor)

    def state_name(self, state: str, fallback: str) -> str:
        """The name by which the Doc mostly calls a state, the shorter of two that are as frequent; else the words given."""
        alike = [a for a in self.actors if a.kind == "country" and a.state == state]
        alone = [a for a in alike if "-" not in {self.doc[a.start - 1].text, self.doc[a.end : a.end + 1].text}]
        names = [a.name for a in alone or alike]
        return min(names, key=lambda n: (-names.count(n), len(n))) if names else fallback.removeprefix("the ")


def _has_office(title: str, office: str) -> bool:
    """Whether a title is the office, in a field or rank of its own ("Foreign Minister"); a prime minister is no minister among two."""
    words = title.lower().split()
    return office in words[:1] or (office in words and not _HIGHER & set(words[: words.index(office)]))


def _of_place(position: records.Position) -> bool:
    """Whether an office is that of a town or province, which acts through it."""
    return position.title.lower().split(",")[0] in _OF_PLACES


def _is_called(name: str, noun: str) -> bool:
    """As in "University of Elms" and "Elms University" for "university"; not "University Council"."""
    words = name.lower().split()
    return words[-1] == noun or words[:2] == [noun, "of"]
