"""Where the parties of an agreement stand in its sentence: subject, "between", "with", "by", owner, states in its name.

Each place is a method that gives the actors found there. Lists are read by `pipeline.relate.agreements.actors`; the parse tells where a
list may begin, and where it fails the words in between do ("A and B have today signed").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pipeline.find.instrument_heads import head_of
from pipeline.lexicon import words
from pipeline.relate.agreements.actors import Actor, Scene
from pipeline.relate.agreements.lists import Lists
from pipeline.relate.agreements.other_verbs import one_of, welcomed, whom_one_thanks, whose_aim
from pipeline.relate.agreements.phrase_tail import addressed, over_phrase
from pipeline.relate.agreements.sentences import FINITE
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.status import is_passive

_SIDES = frozenset({"between", "among"})
_GAP = words("subject_gap")
_TOGETHER = frozenset({"collaborate", "cooperate", "work", "partner", "co-operate"})
_HOLDERS = frozenset(
    "be become remain hold start begin open enter continue approve announce complete conclude finalise finalize deposit lodge submit participate launch resume conduct".split()
)
WHOLES = frozenset({"acquisition", "takeover", "merger", "buyout"})
_WITNESS = frozenset({"witness", "attend", "observe"})
_HONORIFICS = words("honorifics")
_LONGEST_SUBJECT = 120  # tokens
_NEXT_AGENT = 14  # tokens between one agent and the next: "by A and, for B, by C"
_BUYS = frozenset({"acquire", "buy", "purchase"})
_ENDS = frozenset({"from", "to"})
_NEXT_END = 4  # tokens between a giver and the "to" of the taker
_LENT = frozenset("led provided arranged extended granted given offered financed funded".split())
_GRANTED = frozenset({"granted", "awarded", "issued"})
_LONGEST_GAP = 9  # tokens between a subject and its verb
# "A and B after signing the treaty"
_WHILE = frozenset({"after", "before", "during", "following", "upon", "on", "while", "when"})


@dataclass(frozen=True, slots=True)
class Slots:
    """Finds the actors in the slots of a statement."""

    scene: Scene
    lists: Lists

    def sides(self, base: Statement, stop: int) -> tuple[list[Actor], str | None]:
        """The parties behind "between", "with", "to" or "from", and how they are joined."""
        doc = base.span.doc
        gives = base.deed is not None and base.deed.kind == "give"
        starts = [base.span.end]
        if (aim := next((t.i for t in base.span if t.tag_ == "VB" and t.lemma_.lower() in _BUYS), None)) is not None:
            starts.insert(0, aim)
        for i in range(base.span.start, base.span.end):
            if doc[i].lower_ in _SIDES:
                starts.insert(0, i)
        if gives and base.label == "contract" and (company := addressed(base.span, base.sentence.end)) is not None:
            starts.insert(0, company)
        at = starts[0]
        behind = over_phrase(base.span, stop)
        while at < stop:
            if base.span.end <= at < behind:
                at = behind
            word = doc[at].lower_
            numbered = doc[at].pos_ == "NUM" and doc[at - 1].lower_ != "of"  # "the Accord of 1974 between"
            if (
                base.deed is None
                and at >= base.span.end
                and (doc[at].pos_ in {"VERB", "AUX"} or numbered or word == ",")
            ):
                break  # without a deed only what stands in the phrase itself is read
            if word in _SIDES:
                if found := self.lists.between(at, base.sentence.end)[0]:
                    return found, "between"
            elif (
                word == "with"
                or (
                    word in {"to", "from"}
                    and (gives or base.label in {"funding", "contract"})
                    and (doc[at].tag_ != "TO" or doc[at + 1 : at + 2].text == "*")
                )
                or (word == "to" and at > base.span.end and doc[at - 1].lower_ in _GRANTED)  # "a licence, granted to B"
                or (word == "by" and base.label == "funding" and doc[at - 1].lower_ in _LENT)
                or (word == "for" and base.label == "funding" and base.deed and base.deed.token.lemma_ == "approve")
                or (word == "from" and head_of(base.span).lower_ == "letter")
            ):  # "a loan led by Alpha Bank"
                if found := self.lists.read(at + 1, base.sentence.end)[0]:
                    return [*found, *self._other_end(base, at, found)], "with"
            elif word == "of" and doc[at - 1].lower_ == "venture":
                if len(found := self.lists.read(at + 1, base.sentence.end)[0]) > 1:  # "a joint venture of A and B"
                    return found, "between"
            elif (word in {"of", "by"} and doc[at - 1].lower_ in WHOLES | {"of"}) or (
                word == "by" and head_of(base.span).lower_ in WHOLES
            ):
                # "the acquisition of B by A"
                found, end = self.lists.read(at + 1, base.sentence.end)
                if found:
                    turned = (
                        doc[at].lower_ == "by" and doc[end : end + 1].text.lower() == "of"
                    )  # "the acquisition by A of B"
                    # "the acquisition of B, from C"
                    end = next((k for k in range(found[-1].end, min(stop, end + 2)) if doc[k].lower_ == "from"), end)
                    if end < stop and (turned or doc[end].lower_ in {"by", "with", "from"}):
                        more, end = self.lists.read(end + 1, base.sentence.end)
                        found = [*found, *more]
                    return found, "of"
            elif doc[at].lemma_.lower() in _BUYS and (doc[at].tag_ == "VB" or doc[at - 1].lower_ == "be"):
                # "to acquire B", "to be acquired by B"
                found, _ = self.lists.read(at + 1 + (doc[at - 1].lower_ == "be"), base.sentence.end)
                if found := [a for a in found if a.kind == "organisation"]:
                    return found, "of"
            elif word == "presence" or self._opens_clause(base, at) or self._opens_purpose(base, at, stop):
                break
            at += 1
        # "signed with X a treaty"; "entered with X into an agreement"
        if base.deed is not None and base.deed.token.i < base.span.start:
            for i in range(base.deed.token.i + 1, base.span.start):
                if doc[i].lower_ == "with" or (gives and doc[i].lower_ in {"to", "from"} and doc[i].tag_ != "TO"):
                    found, _ = self.lists.read(i + 1, base.span.start)
                    if found:
                        return found, "with"
            if gives:
                found, _ = self.lists.read(base.deed.token.i + 1, base.span.start)
                if found:
                    return found, "with"
        return [], None

    def _other_end(self, base: Statement, at: int, found: list[Actor]) -> list[Actor]:
        """As in "a loan from A to B": money has a giver and a taker, told one behind the other."""
        doc = base.span.doc
        if base.label != "funding" or doc[at].lower_ not in _ENDS:
            return []
        for i in range(found[-1].end, min(base.sentence.end, found[-1].end + _NEXT_END)):
            if doc[i].lower_ in _ENDS - {doc[at].lower_} and doc[i].tag_ != "TO":
                return self.lists.read(i + 1, base.sentence.end)[0]
            if doc[i].pos_ in {"VERB", "AUX"} or doc[i].text in {",", ";"}:
                break
        return []

    def _opens_clause(self, base: Statement, at: int) -> bool:
        """Whether a finite verb at `at` tells of something other than the deed."""
        token = base.span.doc[at]
        deed = base.deed is not None and base.deed.token.i == at
        return (
            token.tag_ in FINITE and token.pos_ == "VERB" and token.dep_ not in {"relcl", "acl", "amod"} and not deed
        )

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
        if (one_more := welcomed(self.scene, verb)) is not None:
            return [one_more]
        for i in range(start, verb.i):
            found, end = self.lists.read(i, verb.i)
            if found and doc[i - 1 : i].text.lower() == "of" and doc[i - 2 : i - 1].text.lower() == "presence":
                found = [a for a in found if a.kind != "person"]  # "in the presence of President A, B and C signed"
            if found and self._only_gap(verb, end):
                # "the proposal made by Minister X to sign": who proposes does not sign
                # "Remarks by Minister X at the signing": nor does who speaks
                return [] if self._is_agent(doc, i, start) and verb.tag_ not in FINITE | {"VBN"} else found
        if (thanked := whom_one_thanks(self.lists, verb)) is not None:
            return thanked
        token = verb
        for _ in range(4):
            near = (*token.children, *(c for a in token.children if a.dep_ == "aux" for c in a.children))
            subjects = [c for c in near if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i]
            if subjects and subjects[0].pos_ != "PRON":
                for i in range(subjects[0].left_edge.i, subjects[0].i + 1):
                    found, _ = self.lists.read(i, verb.i)
                    if found:
                        return found
                break
            if token.dep_ == "relcl":
                # "Alpha, the firm that holds": the noun may stand beside the name
                noun = token.head.head if token.head.dep_ == "appos" else token.head
                while noun.dep_ == "conj" and noun.pos_ == "PROPN":
                    noun = noun.head  # "A and B, who signed"
                starts = range(noun.left_edge.i, token.head.i + 1)
                return next((f for i in starts if (f := self.lists.read(i, verb.i)[0])), one_of(self.lists, noun))
            if token.tag_ == "VB" and (aiming := whose_aim(self.lists, token)):
                return aiming
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
        return doc[at].lower_ in {"by", "as"}

    def _only_gap(self, verb: Token, start: int) -> bool:
        """Whether between a list and its verb stand only words that can: "have today jointly", "intend to", "are expected to"."""
        if verb.i - start > _LONGEST_GAP:
            return False
        if verb.dep_ == "conj" and verb.head.i < start and "and" in {t.lower_ for t in verb.doc[start : verb.i]}:
            return False  # "A signed with B and reached": who signed also reached
        above = {a.i for a in verb.ancestors if a.pos_ in {"VERB", "AUX", "ADJ"}}
        return all(
            t.lower_ in _GAP
            or t.i in self.scene.dated
            or (t.lower_ == "on" and t.i + 1 in self.scene.dated)
            or (verb.tag_ == "VBG" and t.lower_ in _WHILE)
            or t.pos_ in {"AUX", "ADV", "PART"}
            or t.ent_type_ == "DATE"
            or t.i in above
            for t in verb.doc[start : verb.i]
        )

    def by_preposition(self, base: Statement) -> list[Actor]:
        """As in "A will rent halls from B under a lease": who does what the verb above "under" says, and with whom."""
        doc = base.span.doc
        i = base.span.start - 1
        while i > base.sentence.start and (
            doc[i].pos_ in {"DET", "ADJ", "NUM"} or doc[i].dep_ == "amod" or doc[i].is_space
        ):
            i -= 1
        funded = doc[i].lower_ in {"with", "from"} and base.label == "funding"  # "built with a grant from B"
        if doc[i].lower_ not in {"under", "through", "via"} and not funded:
            return []
        verb = doc[i].head
        while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
            verb = verb.head
        if verb.pos_ != "VERB" or verb.i > i:
            return []
        # "the team is led by A under a contract with B": who does it is told behind "by"
        doers = self.agents(verb) if is_passive(verb) or (funded and verb.dep_ == "acl") else self.subject(verb)
        found = [a for a in doers if a.kind != "person"] or doers
        for k in range(verb.i + 1, i):
            if (k == verb.i + 1 or doc[k].lower_ in {"from", "with", "to"}) and found:
                others, _ = self.lists.read(k + (doc[k].lower_ in {"from", "with", "to"}), i)
                found += [a for a in others if a.kind != "person"]
        return found

    def around_noun(self, noun: Token) -> list[Actor]:
        """As in "A is in talks with B", "the board of A approved the signing": the bodies that do what the verb above a verbal noun says."""
        at = noun
        for _ in range(4):
            if at.head.i == at.i:
                return self._pictured(noun)
            at = at.head
            if at.pos_ in {"VERB", "AUX"}:
                break
        adjunct = noun.dep_ == "pobj" and noun.head.lower_ in {"with", "through", "by"}
        if (at.lemma_.lower() not in _HOLDERS and not adjunct) or (
            noun.lower_ == "award" and at.lemma_.lower() == "approve"
        ):
            return []  # who approves an award is not bound by it
        doers = self.subject(at)
        if at.lemma_.lower() == "participate":
            return doers  # "Minister A will participate in the signing of"
        if (
            adjunct
            and (lead := next((t.i for t in noun.doc[at.i + 1 : noun.i] if t.lower_ == "with"), None)) is not None
        ):
            doers = [
                *doers,
                *self.lists.read(lead + 1, noun.i)[0],
            ]  # "formalised its ties with B through the signing of"
        return [a for a in doers if a.kind != "person"]

    def _pictured(self, noun: Token) -> list[Actor]:
        """As in "Rector A and President B at the signing of": a caption without a verb tells who signs."""
        sentence, doc = self.scene.sentences.at(noun.i), self.scene.doc
        if noun.lower_ not in {"signing", "signings"} or any(t.tag_ in FINITE for t in sentence):
            return []
        for i in range(sentence.start, noun.i):
            found, end = self.lists.read(i, noun.i)
            if found and doc[i - 1 : i].text.lower() == "by":
                return []  # "Remarks by Minister A at the signing of"
            if found and all(t.lower_ in _WHILE | {"at", "the", ",", "in"} for t in doc[end : noun.i]):
                return found
        return []

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
        found, end = self.lists.read(comma + 1, base.sentence.end)
        for actor in self.scene.actors:
            if (
                len(found) == 1
                and end <= actor.start < base.sentence.end
                and actor.kind == "organisation"
                and actor.identity != found[0].identity
            ):
                found = [*found, actor]
        return found if len(found) >= 2 else []

    def on_behalf(self, base: Statement) -> list[Actor]:
        """Those for whom the people of a deed act: "put their names on behalf of A and B to"."""
        assert base.deed is not None
        doc = base.span.doc
        for i in range(base.deed.token.i + 1, base.sentence.end - 2):
            if doc[i].lower_ == "behalf" and doc[i + 1].lower_ == "of":
                if any(a.end == i - 1 for a in self.scene.actors if a.kind == "person"):
                    return []  # "A on behalf of B and C on behalf of D": each is told beside the person
                return [a for a in self.lists.read(i + 2, base.sentence.end)[0] if a.kind != "person"]
        return []

    def of_item(self, base: Statement, stop: int) -> list[Actor] | None:
        """Those behind "by" in an item of a list whose deed stands in front of a colon; None where it is no such item."""
        assert base.deed is not None
        doc = base.span.doc
        if not any(t.text == ":" for t in doc[base.deed.token.i : base.span.start]):
            return None
        # items in one line end with a semicolon, those on lines of their own may have one within
        inline = not any("\n" in t.text for t in doc[base.deed.token.i : base.span.start] if t.is_space)
        for i in range(base.span.end, stop):
            if inline and doc[i].text == ";":
                return []
            if doc[i].lower_ == "by":
                closing = (k for k in range(i, stop) if doc[k].text == ";")
                return self.joint_agents(i, next(closing, stop) if inline else base.sentence.end)
        return []

    def agents(self, verb: Token) -> list[Actor]:
        """Those behind "by" of a passive verb."""
        doc = verb.doc
        for i in range(verb.i + 1, min(self.scene.sentences.at(verb.i).end, verb.i + 25)):
            if doc[i].lower_ == "by":
                return self.joint_agents(i, self.scene.sentences.at(verb.i).end)
            if (doc[i].lower_ in {"presence", "to"} and doc[i].tag_ == "TO") or (
                verb.pos_ == "NOUN" and doc[i].pos_ in {"VERB", "AUX"}
            ):
                break
        return []

    def signatures(self, verb: Token) -> list[Actor]:
        """Those behind "bears the signatures of", and behind a second "of": "of A, Mayor of X, and of B"."""
        doc, stop = verb.doc, self.scene.sentences.at(verb.i).end
        found: list[Actor] = []
        at = next((i for i in range(verb.i + 1, min(stop, verb.i + 5)) if doc[i].lower_ == "of"), None)
        while at is not None:
            more, end = self.lists.read(at + 1, stop)
            found += more
            at = next((i for i in range(end, min(stop, end + 3)) if doc[i].lower_ == "of"), None) if more else None
        return found

    def joint_agents(self, i: int, stop: int) -> list[Actor]:
        """The agents behind "by" at `i`, and behind a second one: "by A and, for B, by C"."""
        doc = self.scene.doc
        found, end = self.lists.read(i + 1, stop)
        k = end
        while k < min(stop, end + _NEXT_AGENT):
            if doc[k].lower_ == "by" and doc[k - 1].lemma_.lower() in _WITNESS:
                break  # "by A and B, and witnessed by C"
            if doc[k].lower_ == "by":
                principal: list[Actor] = []
                if (lead := next((m for m in range(end, k) if doc[m].lower_ in {"for", "of"}), None)) is not None:
                    principal, _ = self.lists.read(lead + 1, k)
                more, end = self.lists.read(k + 1, stop)
                found += [replace(a, for_whom=principal[0]) if principal and a.kind == "person" else a for a in more]
                k = end
            k += 1
        return found

    def witnesses(self, base: Statement) -> list[Actor]:
        """People behind "in the presence of" and "witnessed by", and those who witness the signing."""
        doc = base.span.doc
        for i in range(base.sentence.start, base.sentence.end):
            if doc[i].lower_ == "presence" and doc[i + 1 : i + 2].text.lower() == "of":
                found, _ = self.lists.read(i + 2, base.sentence.end)
                return [a for a in found if a.kind == "person"]
            if doc[i].lemma_ == "witness" and doc[i].pos_ in {"VERB", "NOUN"}:
                if doc[i + 1 : i + 2].text.lower() == "by":
                    found, _ = self.lists.read(i + 2, base.sentence.end)
                else:
                    found = self.subject(doc[i])
                return [a for a in found if a.kind == "person"]
        return []
