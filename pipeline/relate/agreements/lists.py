"""Lists of parties, read from left to right.

Parties stand in lists ("between the Ministry of A of Marland, Bank B (BB), a lender, and the University of C"). A list is read
token by token: what stands at its joints counts, what hangs on a member ("of Marland", "a lender", "(BB)") is passed over, and a
person's title and body belong to the person. Reading needs no parse, which is at its worst in just these lists.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.lexicon import country, words
from pipeline.relate.agreements.actors import TOWNS, Actor, Scene
from pipeline.relate.agreements.list_people import SKIP, counterpart, office_holder, over_age, over_heads, titled_person
from pipeline.relate.agreements.sentences import FINITE
from pipeline.relate.positions.title_groups import POSSESSIVE

_HONORIFICS = words("honorifics")
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her"})
_THEN = frozenset({"then", "now", "former", "formerly", "currently", "also"})
_TAILS = frozenset({"of", "under", "in", "at", "within", "from", "for"})
_REPRESENT = frozenset(
    "board government governments official officials representative representatives delegation delegations leaders authorities authority state states behalf staff counterpart counterparts judiciary "
    "judiciaries side sides faculty faculties departments schools subsidiaries ministries municipalities".split()
)
_UNITS = frozenset({"faculty", "faculties", "departments", "schools"})
_INTRODUCING = frozenset({"DET", "NUM", "ADJ", "NOUN", "PART"})
_LONGEST_INTRODUCTION = 9
_TELLING = frozenset({"announce", "say", "report", "confirm", "state"})
_JOINED = frozenset({"venture", "alliance", "consortium"})
_REACH = 30  # tokens that a member of a list may take with all that hangs on it


@dataclass(frozen=True, slots=True)
class Lists:
    """Reads lists of the actors of a scene."""

    scene: Scene

    def read(self, i: int, stop: int, most: int | None = None) -> tuple[list[Actor], int]:
        """The list of actors that begins at token `i`, or its first `most`, and the token behind it; empty where none begins there."""
        found: list[Actor] = []
        end = i
        at = i
        while at < stop and (most is None or len(found) < most):
            member, after = self.member(at, stop)
            if not member or (found and self._tells(end, member[-1])):
                break
            found += member
            end = after
            at = self._joint(after, stop)
            if at == after:
                break
            at = self._introduced(at, stop)
        return found, end

    def _tells(self, end: int, member: Actor) -> bool:
        """As in "with A and B, the Ministry announced": who tells of it, behind a comma, is no member of the list that ends at `end`."""
        doc = self.scene.doc
        token = doc[min(member.end, len(doc) - 1)]
        joined = any(t.lower_ in {"and", "&"} for t in doc[end : member.start])
        return not joined and token.tag_ in FINITE and token.lemma_.lower() in _TELLING

    def _introduced(self, i: int, stop: int) -> int:
        """Where the names begin behind "the town’s four bus companies:" at `i`; `i` itself where nothing introduces names."""
        doc = self.scene.doc
        for at in range(i, min(stop, i + _LONGEST_INTRODUCTION)):
            if doc[at].text == ":":
                return at + 1 if at > i and doc[at - 1].tag_ == "NNS" else i
            if at in self.scene.at or doc[at].pos_ not in _INTRODUCING:
                return i
        return i

    def between(self, i: int, stop: int) -> tuple[list[Actor], int]:
        """The two or more sides behind "between" at `i`; the second is looked for behind the next "and" where the first runs long."""
        found, end = self.read(i + 1, stop)
        if not found:
            # the first side is not known for one: the second may be
            last = next((k for k in range(i + 1, min(stop, i + _REACH)) if self.scene.doc[k].lower_ == "and"), None)
            return self.read(last + 1, stop) if last is not None else ([], end)
        at = end
        while len(found) == 1 and at < min(stop, end + _REACH) and self.scene.doc[at].tag_ not in FINITE:
            if self.scene.doc[at].lower_ in {"and", "&", "with"}:
                more, after = self.read(at + 1, stop)
                if more:
                    return found + more, after
            at += 1
        return found, end

    def signed_for(self, people: list[Actor], i: int, stop: int) -> list[Actor]:
        """People with those for whom they signed: "for B, C for D" behind "signed" at `i`, the subject being the first of them."""
        doc = self.scene.doc
        behalf = doc[i : i + 3].text.lower() == "on behalf of"
        if not behalf and doc[i : i + 1].text.lower() != "for":
            return people
        lead = i + (3 if behalf else 1)
        principals, end = self._bodies(lead, stop)
        if len(principals) in {1, len(people)}:
            told = [replace(a, for_whom=principals[min(k, len(principals) - 1)]) for k, a in enumerate(people)]
        elif not principals and (behind := self._over_description(lead, stop)) > lead:
            told, end = people, behind  # "A signed for the port and B, Manager, for Alpha"
        else:
            return people
        # "…, C, Director, for D": the verb is told once
        more, after = self.member(self._joint(end, stop), stop, bare=True)
        if len(more) == 1 and more[0].kind == "person" and (again := self._over_title(after, stop)) is not None:
            told += self.signed_for(more, again, stop)
        return told

    def _bodies(self, i: int, stop: int) -> tuple[list[Actor], int]:
        """The bodies and states that begin a list at `i`, and the token behind them; a person ends them."""
        found: list[Actor] = []
        end = at = i
        while at < stop:
            member, after = self.member(at, stop)
            if not member or any(a.kind == "person" for a in member):
                break
            found += member
            end, at = after, self._joint(after, stop)
            if at == after:
                break
        return found, end

    def _over_description(self, i: int, stop: int) -> int:
        """Behind "the port" at `i`, whomever it stands for; `i` where no description stands there."""
        doc, at = self.scene.doc, i + 1
        while at < stop and at not in self.scene.at and doc[at].is_lower and doc[at].pos_ in {"ADJ", "NOUN"}:
            at += 1
        return at if i < stop and doc[i].lower_ == "the" and at > i + 1 else i

    def _over_title(self, i: int, stop: int) -> int | None:
        """The "for" or "on behalf of" behind a person’s title at `i` ("Karin Lim, Director of Studies, for A"), None where none stands there."""
        doc = self.scene.doc
        for at in range(i, min(stop, i + _REACH)):
            if doc[at].lower_ == "for" and (at == i or doc[at - 1].text == ","):
                return at
            if doc[at : at + 3].text.lower() == "on behalf of":
                return at
            if doc[at].pos_ in {"VERB", "AUX"} or doc[at].text == ";":
                return None
        return None

    def representatives(self, bodies: list[Actor]) -> list[Actor]:
        """Those who act for `bodies` by "Alpha, represented by its Rector Karin Lim,"."""
        doc, found = self.scene.doc, []
        for body in bodies:
            at = next(
                (i for i in range(body.end, min(len(doc) - 1, body.end + 6)) if doc[i].lower_ == "represented"), None
            )
            if at is not None and body.kind != "person" and doc[at + 1].lower_ == "by":
                people = self.read(at + 2, self.scene.sentences.at(at).end, most=1)[0]
                found += [replace(a, for_whom=body) for a in people if a.kind == "person"]
        return found

    def _joint(self, i: int, stop: int) -> int:
        """The token behind "," / "and" / ", and" / "as well as" at `i`; `i` itself where no joint stands there."""
        at = i
        while at < stop and (self.scene.doc[at].is_space or self.scene.doc[at].lower_ in {",", "and", "&", ";", "/"}):
            at += 1
        if at + 2 < stop and self.scene.doc[at : at + 3].text.lower() == "as well as":
            at += 3
        return at

    def member(self, i: int, stop: int, *, bare: bool = False) -> tuple[list[Actor], int]:
        """One member of a list at `i` and the token behind all that hangs on it; `bare`: behind its name alone."""
        doc = self.scene.doc
        at = i
        while at < stop and at - i < 8:
            word = doc[at].lower_
            if (described := self.scene.described(at)) and at not in self.scene.at:
                return described[0], described[1] if bare else self._over_tail(described[1], stop)
            if (named := self._renamed(at, stop)) is not None:
                at = named
                break
            if (other := counterpart(self, at, stop)) is not None:
                return [other], other.end if bare else self._over_tail(other.end, stop, other)
            if (behind := over_heads(self, at, stop)) is not None:
                at = behind
                continue
            if at in self.scene.at or at in self.scene.titles:
                break
            if (
                doc[at].is_space
                or word in SKIP
                or word in _HONORIFICS
                or doc[at].text in {'"', "“", ".", "(", "*", "**"}
                or (word == "/" and doc[at - 1].lower_ == "m")
                or (doc[at].pos_ == "ADJ" and not doc[at].is_sent_start)
                or (
                    word in {"of", "from", "at", "in"}
                    and at > i
                    and doc[at - 1].lower_ in _REPRESENT | TOWNS | {"each"}
                )
                or word in _REPRESENT
                or (at + 1 in self.scene.titles and doc[at].text[:1].isupper())  # "HVX Chairman Lee Ho"
                or (word in TOWNS and doc[at + 1 : at + 2].text == "of")
                or (doc[at].pos_ == "NOUN" and doc[at].is_lower and self._leads_to_actor(at, stop))
                or (doc[at].pos_ == "NOUN" and doc[at + 1 : at + 2].text in _UNITS)  # "the law faculties of"
            ):
                at += 1
            else:
                return [], i
        if at >= stop:
            return [], i
        person = titled_person(self, at, stop) or office_holder(self, at, stop)
        if person is not None:
            return [person], person.end if bare else self._over_tail(person.end, stop, person)
        actor = self.scene.at.get(at)
        if actor is None:
            return [], i
        end = actor.end
        if actor.kind == "country" and (body := self._body_of(end, stop)) is not None:
            actor, end = body, body.end  # "the United States (U.S.) Space Agency"
        if (
            (actor.kind == "country" or (actor.kind == "organisation" and end < stop and self._qualifies(end)))
            and end < stop
            and doc[end - 1].dep_ in {"compound", "amod", "nmod"}
            and doc[end - 1].head.i >= end
            and not (doc[end].is_punct or doc[end].is_space)
        ):
            behind = self._represents(end, stop)
            if behind is None:
                return [], i  # "a Marland hospital"
            if actor.kind == "country":
                return [actor], behind
        if end < stop and doc[end].lower_ in POSSESSIVE:
            further = self.scene.at.get(end + 1)
            if further is None:
                return [], i
            return [further], further.end if bare else self._over_tail(further.end, stop)
        return [actor], end if bare else self._over_tail(end, stop, body=actor.kind == "organisation")

    def _body_of(self, i: int, stop: int) -> Actor | None:
        """The body whose name follows a state's at `i`, over the short form of the state in brackets."""
        doc = self.scene.doc
        close = next((k for k in range(i, min(stop, i + 4)) if doc[k].text == ")"), None)
        at = close + 1 if i < stop and doc[i].text == "(" and close is not None else i
        body = self.scene.at.get(at) if at < stop else None
        return body if body is not None and body.kind == "organisation" else None

    def _represents(self, i: int, stop: int) -> int | None:
        """The token behind the people who act for a state named in front of them ("Marland authorities", "Marland and Norland judiciaries")."""
        doc = self.scene.doc
        at = i
        if at + 1 < stop and doc[at].lower_ == "and" and at + 1 in self.scene.at:
            return at if self._represents(self.scene.at[at + 1].end, stop) is not None else None
        return at + 1 if at < stop and doc[at].lower_ in _REPRESENT else None

    def _qualifies(self, end: int) -> bool:
        """Whether the word behind a body is what is spoken of ("with Cabinet approval"), not people who act for it."""
        token = self.scene.doc[end]
        return token.pos_ == "NOUN" and token.is_lower and token.lower_ not in _REPRESENT

    def _renamed(self, i: int, stop: int) -> int | None:
        """Where the name stands in "the owner of the store, Alpha Ltd": behind a description and a comma."""
        doc = self.scene.doc
        if doc[i].pos_ != "NOUN" or not doc[i].is_lower:
            return None
        for at in range(i, min(stop - 1, i + _LONGEST_INTRODUCTION)):
            if doc[at].text == ",":
                actor = self.scene.at.get(at + 1)
                return at + 1 if actor is not None and actor.kind == "organisation" else None
            if at in self.scene.at or not (doc[at].pos_ in {"NOUN", "DET", "ADJ"} or doc[at].lower_ == "of"):
                return None
        return None

    def _leads_to_actor(self, i: int, stop: int) -> bool:
        """As in "space agency" of "the space agency CNES"."""
        at = i
        while at < min(stop, i + 3) and self.scene.doc[at].pos_ in {"NOUN", "ADJ"} and self.scene.doc[at].is_lower:
            at += 1
        return at in self.scene.at and self.scene.at[at].kind != "country"

    def _over_tail(self, i: int, stop: int, person: Actor | None = None, *, body: bool = False) -> int:
        """The token behind what hangs on a member: brackets, "of Marland", ", a lender,", ", Director of X,", "on behalf of Y"."""
        doc = self.scene.doc
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
            elif (
                word in _TAILS
                and at + 1 not in self.scene.dated
                and (after := self._capitalised(at + 1, stop)) is not None
            ):
                at = after
            elif word == "," and doc[at + 1 : at + 3].text.lower() == "represented by" and person is None:
                close = next((k for k in range(at + 3, min(stop, at + _REACH)) if doc[k].text == ","), None)
                if close is None:
                    return at
                return close + 1 if doc[close + 1 : close + 2].text not in {"and", "&"} else close
            elif (word == "," and doc[at + 1 : at + 3].text.lower() == "on behalf" and at + 3 < stop) or (
                word == "," and person is not None and doc[at + 1 : at + 2].text == "for"
            ):
                at += 1
            elif word == "on" and at + 2 < stop and doc[at + 1].lower_ == "behalf":
                after = self._capitalised(at + 3, stop)
                at = after if after is not None else at + 3
            elif person is not None and word == "," and (age := over_age(doc, at + 1, stop)) is not None:
                at = age
            elif word == "," and (after := self._apposition(at + 1, stop, person, body=body)) is not None:
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
        while at < stop and self.scene.doc[at].lower_ in {"the", "its"}:
            at += 1
        begin = at
        while at < stop and (
            at in self.scene.at or self.scene.doc[at].text[:1].isupper() or self.scene.doc[at].text in {"-", "’s", "'s"}
        ):
            at = self.scene.at[at].end if at in self.scene.at else at + 1
        return at if at > begin else None

    def _apposition(self, i: int, stop: int, person: Actor | None, *, body: bool = False) -> int | None:
        """Behind an apposition at `i` up to its closing comma or "and" with an actor behind it; None where the comma joins a list."""
        doc = self.scene.doc
        if i >= stop:
            return None
        opens = doc[i].lower_ in {"a", "an", "which", "who"} or (
            doc[i].lower_ == "the" and doc[i].i + 1 not in self.scene.at and self.member(i, stop, bare=True)[0] == []
        )
        begin = i + (doc[i].lower_ in _ARTICLES | _THEN)
        own = person is not None and self.scene.holders.get(begin) == person.key
        held = own or (begin in self.scene.titles and titled_person(self, begin, stop) is None)
        place = self.scene.at.get(i)
        if (
            place is not None
            and place.kind == "country"
            and (i + 1 < stop or person is not None)
            and (doc[place.end : place.end + 1].text in {",", ".", ";"} or self._is_address(place.end, stop, person))
            and (body or (person is not None and i - 1 > person.end) or doc[i - 2].ent_type_ in {"GPE", "ORG"})
            and not self._is_state(i - 1)
        ):
            # "the University of Elms, Marland", "the Roads Agency, Marland and the Bridge Agency"
            return place.end + (doc[place.end : place.end + 1].text == ",")
        if not opens and not held:
            return None
        return self._clause(i, stop, person)

    def _is_address(self, i: int, stop: int, person: Actor | None) -> bool:
        """Whether a state that ends at `i` is where the one in front of it sits: the next party follows behind "and", or the verb."""
        doc = self.scene.doc
        if person is not None and i < len(doc) and doc[i].pos_ in {"VERB", "AUX"}:
            return True
        at = i + 1 if i < stop and doc[i].lower_ in {"and", "&"} else stop
        while at < stop and doc[at].lower_ in {"the", "its"}:
            at += 1
        behind = self.scene.at.get(at)
        return at < stop and doc[at].text[:1].isupper() and (behind is None or country(behind.name) is None)

    def _is_state(self, end: int) -> bool:
        """Whether a state is named in front of token `end`: "Norland, Marland" are two, "Elmsbury, Marland" is one place."""
        before = next((self.scene.at[k] for k in range(end - 1, max(-1, end - 4), -1) if k in self.scene.at), None)
        return (
            before is not None and before.kind == "country" and before.end == end and country(before.name) is not None
        )

    def _clause(self, i: int, stop: int, person: Actor | None = None) -> int | None:
        inside = 0  # the end of the name that `k` stands in: "the Ministry of Ports, Roads, and Rivers"
        for k in range(i, min(stop, i + _REACH)):
            named = self.scene.at.get(k)
            inside = named.end if named is not None and named.start == k and named.kind == "organisation" else inside
            if k < inside:
                continue
            if person is not None and self.scene.holders.get(k + 1, "") == person.key:
                continue  # "Chairman, President and Chief Executive Officer"
            place = self.scene.at.get(k + 1)
            if person is not None and place is not None and place.kind == "country":
                continue  # "Minister of Foreign Affairs, Marland"
            if self.scene.doc[k].text in {",", ";"} and k > i:
                return k + (
                    1
                    if self.scene.doc[k + 1 : k + 2].text not in {"and", "&"}
                    and not self.member(k + 1, stop, bare=True)[0]
                    else 0
                )
            joint = self.scene.doc[k].lower_ in {"and", "&"} and self.member(k + 1, stop, bare=True)[0]
            if joint and not _JOINED & {t.lower_ for t in self.scene.doc[i:k]}:  # but "a joint venture of B and C"
                return k
        return None
