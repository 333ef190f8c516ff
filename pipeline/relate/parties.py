"""Where the parties of an agreement stand in its sentence: subject, "between", "with", "by", owner, states in its name.

Each place is a method that gives the actors found there. Lists are read by `pipeline.relate.actors`; the parse tells where a
list may begin, and where it fails the words in between do ("A and B have today signed").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from pipeline.find.instrument_heads import head_of
from pipeline.lexicon import country, words
from pipeline.relate.actors import Actor, Scene
from pipeline.relate.statement import Statement

_SIDES = frozenset({"between", "among"})
_GAP = words("subject_gap")
_TOGETHER = frozenset({"collaborate", "cooperate", "work", "partner", "co-operate"})
_HOLDERS = frozenset(
    "be hold start begin open enter continue approve announce complete conclude finalise finalize".split()
)
_WHOLES = frozenset({"acquisition", "takeover", "merger", "buyout"})
_HONORIFICS = words("honorifics")
_LONGEST_SUBJECT = 120  # tokens
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Slots:
    """Finds the actors in the slots of a statement."""

    scene: Scene

    def sides(self, base: Statement, stop: int) -> tuple[list[Actor], str | None]:
        """The parties behind "between", "with", "to" or "from", and how they are joined."""
        doc = base.span.doc
        gives = base.deed is not None and base.deed.kind == "give"
        starts = [base.span.end]
        for i in range(base.span.start, base.span.end):
            if doc[i].lower_ in _SIDES:
                starts.insert(0, i)
        at = starts[0]
        while at < stop:
            word = doc[at].lower_
            if base.deed is None and at >= base.span.end and (doc[at].pos_ in {"VERB", "AUX", "NUM"} or word == ","):
                break  # without a deed only what stands in the phrase itself is read
            if word in _SIDES:
                found, _ = self.scene.between(at, base.sentence.end)
                if found:
                    return found, "between"
            elif word == "with" or (
                word in {"to", "from"} and (gives or base.label in {"funding", "contract"}) and doc[at].tag_ != "TO"
            ):
                found, _ = self.scene.read(at + 1, base.sentence.end)
                if found:
                    return found, "with"
            elif (word in {"of", "by"} and doc[at - 1].lower_ in _WHOLES | {"of"}) or (
                word == "by" and head_of(base.span).lower_ in _WHOLES
            ):
                # "the acquisition of B by A"
                found, end = self.scene.read(at + 1, base.sentence.end)
                if found:
                    if end < stop and doc[end].lower_ in {"by", "with"}:
                        more, end = self.scene.read(end + 1, base.sentence.end)
                        found = [*found, *more]
                    return found, "of"
            elif word == "presence" or self._opens_clause(base, at) or self._opens_purpose(base, at, stop):
                break
            at += 1
        # "signed with X a treaty"; "entered with X into an agreement"
        if base.deed is not None and base.deed.token.i < base.span.start:
            for i in range(base.deed.token.i + 1, base.span.start):
                if doc[i].lower_ == "with" or (gives and doc[i].lower_ in {"to", "from"} and doc[i].tag_ != "TO"):
                    found, _ = self.scene.read(i + 1, base.span.start)
                    if found:
                        return found, "with"
            if gives:
                found, _ = self.scene.read(base.deed.token.i + 1, base.span.start)
                if found:
                    return found, "with"
        return [], None

    def _opens_clause(self, base: Statement, at: int) -> bool:
        """Whether a finite verb at `at` tells of something other than the deed."""
        token = base.span.doc[at]
        deed = base.deed is not None and base.deed.token.i == at
        return token.tag_ in _FINITE and token.pos_ == "VERB" and token.dep_ not in {"relcl", "acl"} and not deed

    def _opens_purpose(self, base: Statement, at: int, stop: int) -> bool:
        """Whether a verb at `at` tells the purpose: in "an agreement to supply X with Y" what follows names no party."""
        doc = base.span.doc
        token = doc[at]
        if token.tag_ != "VB" or token.pos_ != "VERB" or at < base.span.end or token.lemma_ in _TOGETHER | {"sign"}:
            return False
        return not any(doc[k].lower_ in _SIDES for k in range(at, stop))

    def subject(self, verb: Token) -> list[Actor]:
        """The actors that do what `verb` says: the list that ends in front of it, else its subject in the parse."""
        doc = verb.doc
        start = max(self.scene.sentences.at(verb.i).start, verb.i - _LONGEST_SUBJECT)
        for i in range(start, verb.i):
            found, end = self.scene.read(i, verb.i)
            if found and self._only_gap(doc, end, verb.i):
                # "the proposal made by Minister X to sign": who proposes does not sign
                return [] if self._is_agent(doc, i, start) and verb.tag_ == "VB" else found
        token = verb
        for _ in range(4):
            subjects = [c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i]
            if subjects and subjects[0].pos_ != "PRON":
                found, _ = self.scene.read(subjects[0].left_edge.i, verb.i)
                if found:
                    return found
                break
            if token.dep_ == "relcl":
                left = token.head.left_edge.i
                for i in range(left, token.head.i + 1):
                    found, _ = self.scene.read(i, verb.i)
                    if found:
                        return found
                break
            if (
                token.dep_ in {"conj", "xcomp", "ccomp", "advcl", "prep", "pcomp", "acl", "dobj", "attr"}
                and token.head.i != token.i
            ):
                token = token.head
            else:
                break
        return []

    def _is_agent(self, doc: Doc, i: int, start: int) -> bool:
        at = i - 1
        while at > start and (
            doc[at].is_space or doc[at].is_punct or doc[at].lower_ == "the" or doc[at].lower_ in _HONORIFICS
        ):
            at -= 1
        return doc[at].lower_ == "by"

    def _only_gap(self, doc: Doc, start: int, stop: int) -> bool:
        if stop - start > 9:
            return False
        return all(
            t.lower_ in _GAP or t.pos_ in {"AUX", "ADV", "PART"} or t.ent_type_ == "DATE" for t in doc[start:stop]
        )

    def by_preposition(self, base: Statement) -> list[Actor]:
        """As in "A will rent halls from B under a lease": who does what the verb above "under" says, and with whom."""
        doc = base.span.doc
        i = base.span.start - 1
        while i > base.sentence.start and (doc[i].pos_ in {"DET", "ADJ", "NUM"} or doc[i].is_space):
            i -= 1
        if doc[i].lower_ not in {"under", "through", "via"}:
            return []
        verb = doc[i].head
        while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
            verb = verb.head
        if verb.pos_ != "VERB" or verb.i > i:
            return []
        found = [a for a in self.subject(verb) if a.kind != "person"]
        for k in range(verb.i + 1, i):
            if doc[k].lower_ in {"from", "with", "to"} and found:
                others, _ = self.scene.read(k + 1, i)
                found += [a for a in others if a.kind != "person"]
        return found

    def around_noun(self, noun: Token) -> list[Actor]:
        """As in "A is in talks with B", "the board of A approved the signing": the bodies that do what the verb above a verbal noun says."""
        at = noun
        for _ in range(4):
            if at.head.i == at.i:
                return []
            at = at.head
            if at.pos_ in {"VERB", "AUX"}:
                break
        if at.lemma_.lower() not in _HOLDERS:
            return []
        return [a for a in self.subject(at) if a.kind != "person"]

    def under(self, base: Statement) -> list[Actor]:
        """As in "Under a memorandum signed in May, A will train the staff of B": the parties are told by what they do under it."""
        doc = base.span.doc
        if base.sentence.start + 3 < base.span.start or doc[base.sentence.start].lower_ not in {
            "under",
            "with",
            "through",
        }:
            return []
        comma = next((i for i in range(base.span.end, base.sentence.end) if doc[i].text == ","), None)
        if comma is None:
            return []
        found, end = self.scene.read(comma + 1, base.sentence.end)
        for actor in self.scene.actors:
            if (
                len(found) == 1
                and end <= actor.start < base.sentence.end
                and actor.kind == "organisation"
                and actor.identity != found[0].identity
            ):
                found = [*found, actor]
        return found if len(found) >= 2 else []

    def agents(self, verb: Token) -> list[Actor]:
        """Those behind "by" of a passive verb."""
        doc = verb.doc
        for i in range(verb.i + 1, min(self.scene.sentences.at(verb.i).end, verb.i + 25)):
            if doc[i].lower_ == "by":
                return self._joint_agents(doc, i, self.scene.sentences.at(verb.i).end)
            if doc[i].lower_ in {"presence", "to"} and doc[i].tag_ == "TO":
                break
        return []

    def _joint_agents(self, doc: Doc, i: int, stop: int) -> list[Actor]:
        """The agents behind "by" at `i`, and behind a second one: "by A and, for B, by C"."""
        found, end = self.scene.read(i + 1, stop)
        for k in range(end, min(stop, end + 14)):
            if doc[k].lower_ == "by":
                principal: list[Actor] = []
                if (lead := next((m for m in range(end, k) if doc[m].lower_ == "for"), None)) is not None:
                    principal, _ = self.scene.read(lead + 1, k)
                more, _ = self.scene.read(k + 1, stop)
                return [
                    *found,
                    *(replace(a, for_whom=principal[0]) if principal and a.kind == "person" else a for a in more),
                ]
        return found

    def witnesses(self, base: Statement) -> list[Actor]:
        """People behind "in the presence of" and "witnessed by", and those who witness the signing."""
        doc = base.span.doc
        for i in range(base.sentence.start, base.sentence.end):
            if doc[i].lower_ == "presence" and doc[i + 1 : i + 2].text.lower() == "of":
                found, _ = self.scene.read(i + 2, base.sentence.end)
                return [a for a in found if a.kind == "person"]
            if doc[i].lemma_ == "witness" and doc[i].pos_ in {"VERB", "NOUN"}:
                if doc[i + 1 : i + 2].text.lower() == "by":
                    found, _ = self.scene.read(i + 2, base.sentence.end)
                else:
                    found = self.subject(doc[i])
                return [a for a in found if a.kind == "person"]
        return []

    def owner(self, span: Span) -> Actor | None:
        """As in "Marland’s loan": the actor whose agreement it is said to be."""
        doc = span.doc
        at = span.start - 1
        while at > 0 and doc[at].pos_ in {"ADJ", "NUM"}:
            at -= 1
        if at <= 0:
            return None
        if doc[at].lower_ in {"'s", "’s", "'", "’"}:
            named = next((a for a in self.scene.actors if a.end == at), None)
            described = self.scene.described(at - 2) if at >= 2 else None
            return named or (described[0][0] if described and described[1] == at and len(described[0]) == 1 else None)
        if doc[at].lower_ == "whose":
            return next((a for a in reversed(self.scene.actors) if a.end in {at, at - 1}), None)
        return None

    def in_name(self, span: Span) -> list[Actor]:
        """States and bodies joined by hyphens in the name: "Marland-Norland Treaty"."""
        doc = span.doc
        found: list[Actor] = []
        head = head_of(span).i
        hyphen = next((t.i for t in doc[span.start : head] if t.text in {"-", "–"}), None)
        if hyphen is None:
            return []
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
