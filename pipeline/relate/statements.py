"""What one sentence says of one agreement: an instrument with its verb, parties, signatories, witnesses, day and sum.

Each instrument is read where it stands. The deed is the verb or verbal noun that governs it ("signed", "the signing of"); the
parties are its subject, what stands behind "between", "with" and "by", its owner, and states in its name. Who is one agreement over
several sentences is decided later (`pipeline.relate.joining`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span, Token

from pipeline import records
from pipeline.find.instruments import head_of, is_plural
from pipeline.lexicon import country, table, words
from pipeline.relate.actors import Actor, Scene
from pipeline.relate.sentences import Sentences
from pipeline.relate.status import Deed, deed, verb_class

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "said", "its", "their", "our", "such", "aforesaid"})
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_SIDES = frozenset({"between", "among"})
_GAP = frozenset(
    "have has had will would be been is are was were also jointly recently today yesterday formally officially both each which who that to and , – — ( ) - "
    "agreed plans planned intends announced finally successfully virtually separately then now already earlier just it they this morning afternoon he she work works working together toward towards jointly".split()
)
_TOGETHER = frozenset({"collaborate", "cooperate", "work", "partner", "co-operate"})
_ADJECTIVES = table("status_adjectives")
_HOLDERS = frozenset("be hold start begin open enter continue approve announce complete conclude finalise finalize".split())
_WHOLES = frozenset({"acquisition", "takeover", "merger", "buyout"})
_HANDS = frozenset({"sign", "ink", "initial", "co-sign"})
_OCCASIONS = frozenset({"signing", "signings"})
_HONORIFICS = words("honorifics")
_WEAK = words("instrument_weak")
_GENERIC = frozenset("agreement agreements memorandum memoranda of understanding mou mous moa moc treaty treaties convention pact accord deal deals contract contracts settlement "
                     "cooperation intent letter new bilateral loi".split())
_REACH = 45


@dataclass(frozen=True, slots=True)
class Statement:
    """One mention of an agreement and what its sentence says of it. `label` is the kind its head word gives, or "open"."""

    span: Span
    sentence: Span
    label: str
    rule: str
    deed: Deed | None = None
    parties: tuple[Actor, ...] = ()
    signatories: tuple[Actor, ...] = ()
    witnesses: tuple[Actor, ...] = ()
    plural: bool = False
    count: int | None = None
    definite: bool = False
    named: bool = False
    distinct: bool = False
    headline: bool = False
    adjective: str | None = None
    weak: bool = False
    clause: Span | None = None
    name: str | None = None

    @property
    def start(self) -> int:
        """The first token of the mention."""
        return int(self.span.start)

    @property
    def words(self) -> frozenset[str]:
        """The words of the name that set it apart from other agreements."""
        plain = {t.lower_ for t in self.span if t.is_alpha or "-" in t.text}
        if plain & {"un", "u.n."}:
            plain |= {"united", "nations"}
        return frozenset(plain) - {"un", "u.n."} - _GENERIC - {"on", "for", "the", "and", "in", "to", "a", "an"}


@dataclass(slots=True)
class Reader:
    """Reads statements off the Doc's instruments."""

    scene: Scene
    instruments: tuple[Span, ...]
    zones: tuple[records.Zone, ...]
    sentences: Sentences
    _cores: dict[int, int] = field(default_factory=dict)

    def statements(self) -> list[Statement]:
        """The statements in the order of the text."""
        self._cores = {head_of(span).i: i for i, span in enumerate(self.instruments)}
        found: list[Statement] = []
        for span in self.instruments:
            found += self._read(span)
        return _inherit(found)

    def _read(self, span: Span) -> list[Statement]:
        doc = span.doc
        head = head_of(span)
        plural = is_plural(span)
        determiner, adjectives = _determiner(doc, span.start)
        what = self._deed(head, span)
        if what is not None and what.token.lemma_.lower() == "extend" and span.label_ != "funding":
            what = replace(what, kind="renew", status="renewed" if what.status == "signed" else what.status)
        if what is None and "plea" in {t.lower_ for t in span}:
            what = self._plea(span)
        named = sum(t.text[:1].isupper() for t in span) >= 2 and bool(_named_words(span)) and not _all_titled(span, self.sentences.at(span.start))
        base = Statement(
            span,
            self.sentences.at(span.start),
            span.label_,
            "mention",
            what,
            plural=plural,
            count=_count(doc, span.start) if plural else None,
            definite=determiner in _DEFINITE or (determiner is None and not plural and not named and not _in(span, self.zones, "headline") and head.text[:1].isupper() and head.lower_ != "mou"),
            named=named,
            distinct=bool({"another", "separate", "second", "second", "third", "different", "other"} & adjectives),
            headline=_in(span, self.zones, "headline"),
            adjective=next((_ADJECTIVES[w] for w in sorted(adjectives | {t.lower_ for t in doc[span.start : head.i]}) if w in _ADJECTIVES), None),
            weak=(head.lower_ in _WEAK or head.lower_.removesuffix("s") in _WEAK) and not (named and span.label_ == "treaty"),
        )
        return self._with_parties(base, head)

    def _deed(self, head: Token, span: Span) -> Deed | None:
        """What is done to the instrument: by the words it hangs on, those hung on it, or a verb right in front of it."""
        doc = span.doc
        after = span.end
        if after < len(doc) and doc[after].lower_ in _OCCASIONS:
            return deed(doc[after])
        for child in head.children:
            if child.dep_ in {"acl", "relcl"} and child.i > head.i and verb_class(child) in {"conclude", "give", "renew", "end", "announce"}:
                told_of = any(c.dep_ == "nsubj" and c.tag_ in {"WDT", "WP"} for c in child.children)  # "a treaty which provides …"
                if not told_of and (child.tag_ in {"VBN", "VBD"} or child.dep_ == "relcl"):
                    return deed(child)
        if after < len(doc) and doc[after].tag_ in {"VBN", "VBD"} and verb_class(doc[after]) in {"conclude", "give", "end", "renew"}:
            return deed(doc[after])
        at = head
        for _ in range(6):
            if at.head is at:
                break
            relation, at = at.dep_, at.head
            if self.sentences.at(at.i).start != self.sentences.at(head.i).start:
                break
            kind = verb_class(at)
            if kind is not None and (relation not in {"nsubj", "advcl", "csubj", "ccomp", "npadvmod"} or at.lemma_ in {"expire", "end", "lapse", "replace"}):
                if kind == "hold" and relation not in {"dobj", "conj"}:
                    break
                return deed(at) if at.lower_ != "exchange" else deed(at)
            if at.pos_ in {"VERB", "AUX"} and relation != "conj":
                break
        for i in range(span.start - 1, max(self.sentences.at(span.start).start, span.start - 6) - 1, -1):
            if verb_class(doc[i]) in {"conclude", "give", "announce", "renew", "end"} or (doc[i].text[:1].isupper() and verb_class(doc[i])):
                return deed(doc[i])
            if doc[i].pos_ == "VERB" or doc[i].text in {",", ".", ";"}:
                break
        return None

    def _plea(self, span: Span) -> Deed | None:
        """A plea agreement is made where the plea is told: "pleaded guilty under a plea agreement"."""
        for token in self.sentences.at(span.start):
            if token.lemma_.lower() in {"plead", "pled"} and token.tag_ in {"VBD", "VBN"}:
                return Deed(token, "conclude", "signed", 3)
        return None

    def _with_parties(self, base: Statement, head: Token) -> list[Statement]:
        doc = base.span.doc
        scene = self.scene
        stop = self._stop(base.span)
        sides, how, end = self._sides(base, stop)
        subject: list[Actor] = []
        witnesses: list[Actor] = self._witnesses(base, stop)
        passive = False
        if base.deed is not None:
            verb = base.deed.token
            passive = verb.pos_ != "NOUN" and (
                any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or (verb.tag_ == "VBN" and (verb.dep_ == "acl" or verb.i >= base.span.end))
            )
            if passive:
                subject = self._agents(verb, stop)
                if verb.i < base.span.start and base.deed.kind == "give":
                    subject = [*self.subject(verb), *subject]  # "the university was awarded a grant by the foundation"
                elif not subject and not sides and verb.dep_ == "acl":
                    subject = self._under(base)
            elif verb.i >= base.span.end:
                subject = []  # "the lease expired"
            elif verb.pos_ == "NOUN":
                subject = self._around_noun(verb)
            elif base.deed.kind == "announce":
                # who announces an agreement need not be a party to it
                subject = [a for a in self.subject(verb) if a.kind == "organisation"] if not sides else []
            else:
                subject = self.subject(verb)
        owner = self._owner(base.span)
        if owner is not None and not sides:
            subject = [owner, *subject] if not any(a.identity == owner.identity for a in subject) else subject
        inner = self._in_name(base.span)
        people = [a for a in (*subject, *sides) if a.kind == "person"]
        bodies = [a for a in (*subject, *sides) if a.kind != "person"]
        if how == "between":
            bodies = [a for a in sides if a.kind != "person"]
        signs = base.deed is not None and base.deed.kind in {"conclude", "plan", "renew"}
        by_hand = base.deed is not None and (base.deed.token.lemma_.lower() in _HANDS or base.deed.token.lower_ in {"signing", "signed"})
        acting = [a for a in people if base.label != "settlement" and (by_hand or scene.principals(a) or len(bodies) >= 2)]
        # a person who acts for nobody is a party where people bind themselves, and has no part in a state's treaty
        binds = base.label == "settlement" or (base.deed is not None and base.deed.token.lemma_.lower() in {"enter", "reach", "negotiate"})
        own = [a for a in people if a not in acting and binds]
        signatories = tuple(acting) if signs else ()
        parties = [*bodies, *own]
        if len(inner) >= 2 or (inner and parties):
            parties = [*parties, *(a for a in inner if all(a.identity != p.identity for p in parties))]
        rule = base.rule
        if base.deed is not None:
            rule = f"{'passive' if passive else 'nominal' if base.deed.token.pos_ == 'NOUN' else 'verb'}: {base.deed.kind}"
        elif how:
            rule = f"parties: {how}"
        elif base.named:
            rule = "named"
        base = replace(base, rule=rule, parties=tuple(_once(parties)), signatories=signatories, witnesses=tuple(witnesses), clause=doc[base.sentence.start : stop])
        return self._distributed(base, sides, how, subject)

    def _distributed(self, base: Statement, sides: list[Actor], how: str | None, subject: list[Actor]) -> list[Statement]:
        """"treaties with A, B and C" are three; "two MoUs, one between A and B and another between C and D" are two."""
        doc = base.span.doc
        if not base.plural:
            return [base]
        if how == "with" and len(sides) > 1 and len(base.count and [1] * base.count or sides) == len(sides) and all(a.kind != "person" for a in sides):
            ours = [a for a in subject if a.kind != "person" and a not in sides]
            return [replace(base, parties=tuple(_once([*ours, side])), plural=False, distinct=True, rule="list: with") for side in sides]
        members = []
        at = base.span.end
        stop = base.sentence.end
        while at < stop:
            if doc[at].lower_ in {"one", "another", "other", "second"} and at + 1 < stop and doc[at + 1].lower_ in {"between", "with"}:
                pair, after = self.scene.between(at + 1, stop)
                if pair:
                    members.append(replace(base, parties=tuple(pair), plural=False, distinct=True, rule="list: one and another"))
                    at = after
                    continue
            at += 1
        return members if len(members) > 1 else [base]

    def _stop(self, span: Span) -> int:
        """The token at which the reading of an instrument's parties ends: its sentence's end, or the next instrument."""
        doc = span.doc
        end = min(self.sentences.at(span.start).end, span.end + _REACH)
        for i in range(span.end, end):
            if i in self._cores and doc[i - 1].lower_ not in {"of"} and i > span.end:
                return i
        return end

    def _sides(self, base: Statement, stop: int) -> tuple[list[Actor], str | None, int]:
        """The parties behind "between", "with", "to" or "from", how they are joined, and where their list ends."""
        doc = base.span.doc
        gives = base.deed is not None and base.deed.kind == "give"
        starts = [base.span.end]
        for i in range(base.span.start, base.span.end):
            if doc[i].lower_ in _SIDES:
                starts.insert(0, i)
        at = starts[0]
        while at < stop:
            word = doc[at].lower_
            if base.deed is None and at >= base.span.end and (doc[at].pos_ in {"VERB", "AUX"} or word == ","):
                break  # without a deed only what stands in the phrase itself is read
            if word in _SIDES:
                found, end = self.scene.between(at, base.sentence.end)
                if found:
                    return found, "between", end
            elif word == "with" or (word in {"to", "from"} and (gives or base.label in {"funding", "contract"}) and doc[at].tag_ != "TO"):
                found, end = self.scene.read(at + 1, base.sentence.end)
                if found:
                    return found, "with", end
            elif word in {"of", "by"} and doc[at - 1].lower_ in _WHOLES | {"of"} or (word == "by" and head_of(base.span).lower_ in _WHOLES):
                # "the acquisition of B by A"
                found, end = self.scene.read(at + 1, base.sentence.end)
                if found:
                    if end < stop and doc[end].lower_ in {"by", "with"}:
                        more, end = self.scene.read(end + 1, base.sentence.end)
                        found = [*found, *more]
                    return found, "of", end
            elif word == "presence" or (doc[at].tag_ in {"VBD", "VBZ", "VBP", "MD"} and (base.deed is None or doc[at].i != base.deed.token.i) and doc[at].pos_ in {"VERB"} and doc[at].dep_ not in {"relcl", "acl"}):
                break
            elif doc[at].tag_ == "VB" and doc[at].pos_ == "VERB" and doc[at].lemma_ not in _TOGETHER and word not in {"sign"} and at >= base.span.end:
                # "an agreement to supply X with Y": what follows is the purpose
                if not any(doc[k].lower_ in _SIDES for k in range(at, stop)):
                    break
            at += 1
        # "signed with X a treaty"; "entered with X into an agreement"
        if base.deed is not None and base.deed.token.i < base.span.start:
            for i in range(base.deed.token.i + 1, base.span.start):
                if doc[i].lower_ == "with" or (gives and doc[i].lower_ in {"to", "from"} and doc[i].tag_ != "TO"):
                    found, end = self.scene.read(i + 1, base.span.start)
                    if found:
                        return found, "with", end
            if gives:
                found, end = self.scene.read(base.deed.token.i + 1, base.span.start)
                if found:
                    return found, "with", end
        return [], None, base.span.end

    def subject(self, verb: Token) -> list[Actor]:
        """The actors that do what `verb` says: the list that ends in front of it, else its subject in the parse."""
        doc = verb.doc
        start = self.sentences.at(verb.i).start
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
                    found, end = self.scene.read(i, verb.i)
                    if found:
                        return found
                break
            if token.dep_ in {"conj", "xcomp", "ccomp", "advcl", "prep", "pcomp", "acl", "dobj", "attr"} and token.head is not token:
                token = token.head
            else:
                break
        return []

    def _is_agent(self, doc: Doc, i: int, start: int) -> bool:
        at = i - 1
        while at > start and (doc[at].is_space or doc[at].is_punct or doc[at].lower_ == "the" or doc[at].lower_ in _HONORIFICS):
            at -= 1
        return doc[at].lower_ == "by"

    def _only_gap(self, doc: Doc, start: int, stop: int) -> bool:
        if stop - start > 9:
            return False
        return all(t.lower_ in _GAP or t.pos_ in {"AUX", "ADV", "PART"} or t.ent_type_ == "DATE" for t in doc[start:stop])

    def _around_noun(self, noun: Token) -> list[Actor]:
        """"A is in talks with B", "the board of A approved the signing": the bodies that do what the verb above a verbal noun says."""
        at = noun
        for _ in range(4):
            if at.head is at:
                return []
            at = at.head
            if at.pos_ in {"VERB", "AUX"}:
                break
        if at.lemma_.lower() not in _HOLDERS:
            return []
        return [a for a in self.subject(at) if a.kind != "person"]

    def _under(self, base: Statement) -> list[Actor]:
        """"Under a memorandum signed in May, A will train the staff of B": the parties are told by what they do under it."""
        doc = base.span.doc
        if base.sentence.start + 3 < base.span.start or doc[base.sentence.start].lower_ not in {"under", "with", "through"}:
            return []
        comma = next((i for i in range(base.span.end, base.sentence.end) if doc[i].text == ","), None)
        if comma is None:
            return []
        found, end = self.scene.read(comma + 1, base.sentence.end)
        for actor in self.scene.actors:
            if len(found) == 1 and end <= actor.start < base.sentence.end and actor.kind == "organisation" and actor.identity != found[0].identity:
                found = [*found, actor]
        return found if len(found) >= 2 else []

    def _agents(self, verb: Token, stop: int) -> list[Actor]:
        doc = verb.doc
        for i in range(verb.i + 1, min(self.sentences.at(verb.i).end, verb.i + 25)):
            if doc[i].lower_ == "by":
                found, _ = self.scene.read(i + 1, self.sentences.at(verb.i).end)
                return found
            if doc[i].lower_ in {"presence", "to"} and doc[i].tag_ == "TO":
                break
        return []

    def _witnesses(self, base: Statement, stop: int) -> list[Actor]:
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

    def _owner(self, span: Span) -> Actor | None:
        """"Marland’s loan": the actor whose agreement it is said to be."""
        doc = span.doc
        at = span.start - 1
        while at > 0 and doc[at].pos_ in {"ADJ", "NUM"}:
            at -= 1
        if at > 0 and doc[at].lower_ in {"'s", "’s"}:
            return next((a for a in self.scene.actors if a.end == at), None)
        return None

    def _in_name(self, span: Span) -> list[Actor]:
        """States and bodies joined by hyphens in the name: "Marland-Norland Treaty"."""
        doc = span.doc
        found: list[Actor] = []
        head = head_of(span).i
        hyphen = next((t.i for t in doc[span.start : head] if t.text in {"-", "–"}), None)
        if hyphen is None:
            return []
        for actor in self.scene.actors:
            if span.start <= actor.start < head:
                found.append(actor)
        start = span.start
        for i in range(span.start, head + 1):
            if doc[i].text in {"-", "–"} or i == head or i - start > 3:
                text = doc[start:i].text
                state = country(text) or (country(doc[start].text) if i > start else None)
                if state and all(a.state != state for a in found):
                    found.append(Actor(start, i, "country", None, text if country(text) else doc[start].text, state))
                start = i + 1
        return found


def _inherit(statements: list[Statement]) -> list[Statement]:
    """"signed two agreements: the X Agreement and the Y Agreement": the members of a list share what is said of the whole."""
    found: list[Statement] = []
    for at, statement in enumerate(statements):
        whole = next((s for s in reversed(found) if s.plural and s.deed is not None and s.sentence.start == statement.sentence.start), None)
        if whole is None or statement.plural or statement.parties or whole.span.end > statement.start or not _opens_list(whole.span, statement.span):
            found.append(statement)
            continue
        found.append(
            replace(
                statement,
                deed=whole.deed,
                parties=whole.parties,
                signatories=whole.signatories,
                witnesses=whole.witnesses,
                distinct=True,
                rule=f"list: {whole.rule}",
            )
        )
        del at
    return found


def _opens_list(whole: Span, member: Span) -> bool:
    return any(t.text in {":", "–", "—"} or t.lower_ in {"including", "namely", "namely,"} for t in whole.doc[whole.end : member.start])


def _determiner(doc: Doc, start: int) -> tuple[str | None, frozenset[str]]:
    """The determiner in front of an instrument and the words between."""
    between = set()
    for i in range(start - 1, max(-1, start - 6), -1):
        word = doc[i].lower_
        if word in _DEFINITE | {"a", "an", "no", "any", "another", "some", "each", "every"}:
            if word in {"another"}:
                between.add(word)
            return word, frozenset(between)
        if word in {"'s", "’s"} or doc[i].pos_ == "PRON":
            return word, frozenset(between)
        if doc[i].pos_ in {"ADJ", "NUM", "VERB", "ADV", "NOUN"} or word in _COUNTS or word == ",":
            between.add(word)
            if doc[i].pos_ == "VERB" and doc[i].tag_ not in {"VBN", "VBG"}:
                break
            continue
        break
    return None, frozenset(between)


def _count(doc: Doc, start: int) -> int | None:
    for i in range(start - 1, max(-1, start - 4), -1):
        if doc[i].lower_ in _COUNTS:
            return _COUNTS[doc[i].lower_]
        if doc[i].is_digit and len(doc[i].text) < 3:
            return int(doc[i].text)
        if doc[i].pos_ not in {"ADJ", "NOUN"}:
            break
    return None


def _named_words(span: Span) -> set[str]:
    return {t.lower_ for t in span if t.text[:1].isupper() and t.is_alpha and t.lower_ not in _GENERIC and t.pos_ != "ADP"}


def _all_titled(span: Span, sentence: Span) -> bool:
    """Whether the sentence capitalises its words as headlines do, so that capitals name nothing."""
    letters = [t for t in sentence if t.is_alpha and len(t) > 3 and not span.start <= t.i < span.end]
    return len(letters) > 3 and sum(t.text[0].isupper() for t in letters) > 0.8 * len(letters) and sentence[-1].text not in {".", ":"}


def _in(span: Span, zones: tuple[records.Zone, ...], name: str) -> bool:
    return any(z.name == name and z.start <= span.start_char < z.end for z in zones)


def _once(actors: list[Actor]) -> list[Actor]:
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(actor.identity, actor)
    return list(seen.values())
