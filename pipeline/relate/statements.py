"""What one sentence says of one agreement: an instrument with its verb, parties, signatories and witnesses.

Each instrument is read where it stands. The deed is the verb or verbal noun that governs it ("signed", "the signing of"); its
parties come from the slots of `pipeline.relate.parties`. Which statements tell of one agreement is decided later
(`pipeline.relate.joining`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Span, Token

from pipeline import records
from pipeline.find.instrument_heads import head_of
from pipeline.relate.actors import Actor, Scene
from pipeline.relate.parties import Slots
from pipeline.relate.statement import Statement, from_words
from pipeline.relate.status import Deed, deed, verb_class

_RUNS_OUT = frozenset({"expire", "end", "lapse"})
_BINDS = frozenset({"enter", "reach"})
_HANDS = frozenset({"sign", "ink", "initial", "co-sign"})
_OCCASIONS = frozenset({"signing", "signings"})
_DOINGS = frozenset({"conclude", "give", "renew", "end", "announce"})
_REACH = 45  # tokens behind an instrument that may tell of it


@dataclass(slots=True)
class Reader:
    """Reads statements off the Doc's instruments."""

    scene: Scene
    instruments: tuple[Span, ...]
    zones: tuple[records.Zone, ...]
    slots: Slots = field(init=False)
    _heads: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.slots = Slots(self.scene)
        self._heads = frozenset(head_of(span).i for span in self.instruments)

    def statements(self) -> list[Statement]:
        """The statements in the order of the text."""
        found = [s for span in (*self.instruments, *self._pronouns()) for s in self._read(span)]
        return _inherit(sorted(found, key=lambda s: s.start))

    def _pronouns(self) -> list[Span]:
        """As in "it was signed by": a pronoun that stands for an agreement told in the sentence or the one before."""
        doc = self.scene.doc
        return [
            Span(doc, token.i, token.i + 1, label="open")
            for token in doc
            if token.lower_ in {"it", "they", "both"}
            and token.pos_ == "PRON"
            and token.dep_ == "nsubjpass"
            and token.head.lemma_.lower() in _HANDS
            and any(s.end <= token.i and token.i - s.start < _REACH for s in self.instruments)
        ]

    def _read(self, span: Span) -> list[Statement]:
        base = from_words(span, self.scene.sentences.at(span.start), self.zones)
        if base is None:
            return []
        what = self._deed(head_of(span), span)
        if what is not None and what.token.lemma_.lower() == "extend" and span.label_ != "funding":
            what = replace(what, kind="renew", status="renewed" if what.status == "signed" else what.status)
        if what is None and "plea" in {t.lower_ for t in span}:
            what = self._plea(base.sentence)
        return self._with_parties(replace(base, deed=what))

    def _deed(self, head: Token, span: Span) -> Deed | None:
        """What is done to the instrument: by the words it hangs on, those hung on it, or a verb right in front of it."""
        doc = span.doc
        after = span.end
        if after < len(doc) and doc[after].lower_ in _OCCASIONS:
            return deed(doc[after])
        for child in head.children:
            if child.dep_ in {"acl", "relcl"} and child.i > head.i and verb_class(child) in _DOINGS:
                told_of = any(
                    c.dep_ == "nsubj" and c.tag_ in {"WDT", "WP"} for c in child.children
                )  # "a treaty which provides …"
                if (not told_of or child.lemma_ in _RUNS_OUT) and (
                    child.tag_ in {"VBN", "VBD"} or child.dep_ == "relcl"
                ):
                    return deed(child)
        if (
            after < len(doc)
            and doc[after].tag_ in {"VBN", "VBD"}
            and verb_class(doc[after]) in {"conclude", "give", "end", "renew"}
        ):
            return deed(doc[after])
        at = head
        for _ in range(6):
            if at.head.i == at.i:
                break
            relation, at = at.dep_, at.head
            if self.scene.sentences.at(at.i).start != self.scene.sentences.at(head.i).start:
                break
            kind = verb_class(at)
            if kind is not None and (
                relation not in {"nsubj", "advcl", "csubj", "ccomp", "npadvmod"} or at.lemma_ in _RUNS_OUT
            ):
                if kind == "hold" and relation not in {"dobj", "conj"}:
                    break
                return deed(at)
            if at.pos_ in {"VERB", "AUX"} and relation != "conj":
                break
        for i in range(span.start - 1, max(self.scene.sentences.at(span.start).start, span.start - 6) - 1, -1):
            if verb_class(doc[i]) in _DOINGS or (doc[i].text[:1].isupper() and verb_class(doc[i])):
                return deed(doc[i])
            if doc[i].pos_ == "VERB" or doc[i].text in {",", ".", ";"}:
                break
        return None

    def _plea(self, sentence: Span) -> Deed | None:
        """A plea agreement is made where the plea is told: "pleaded guilty under a plea agreement"."""
        for token in sentence:
            if token.lemma_.lower() in {"plead", "pled"} and token.tag_ in {"VBD", "VBN"}:
                return Deed(token, "conclude", "signed", 3)
        return None

    def _with_parties(self, base: Statement) -> list[Statement]:
        stop = self._stop(base)
        sides, how = self.slots.sides(base, stop)
        passive = base.deed is not None and _is_passive(base.deed.token, base.span)
        doers = self._doers(base, passive=passive, alone=not sides)
        if not doers and not base.definite and how != "between":
            doers = self.slots.by_preposition(base)
        owner = self.slots.owner(base.span)
        if owner is not None and how != "between" and all(a.identity != owner.identity for a in doers):
            doers = [owner, *doers]
        signatories, own = self._people(
            base, [a for a in (*doers, *sides) if a.kind == "person"], len(doers) + len(sides)
        )
        bodies = [a for a in (sides if how == "between" else (*doers, *sides)) if a.kind != "person"]
        parties = [*bodies, *own]
        inner = self.slots.in_name(base.span)
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
            parties=_once(parties),
            signatories=tuple(signatories),
            witnesses=tuple(self.slots.witnesses(base)),
            clause=self.scene.doc[base.sentence.start : stop],
        )
        return self._distributed(told, sides, how, doers)

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
            return self.slots.around_noun(verb)
        if base.deed.kind == "announce":
            # who announces an agreement need not be a party to it
            its = base.span.start > 0 and base.span.doc[base.span.start - 1].lower_ in {"its", "their"}
            return [a for a in self.slots.subject(verb) if a.kind == "organisation"] if its or alone else []
        return self.slots.subject(verb)

    def _people(self, base: Statement, people: list[Actor], actors: int) -> tuple[list[Actor], list[Actor]]:
        """Of the people told of, those who sign for others and those who bind themselves."""
        if base.deed is None:
            return [], people if base.label == "settlement" else []
        lemma = base.deed.token.lemma_.lower()
        by_hand = lemma in _HANDS or base.deed.token.lower_ in {"signing", "signed"}
        bodies = actors - len(people)
        acting = [
            a for a in people if base.label != "settlement" and (by_hand or self.scene.principals(a) or bodies >= 2)
        ]
        # a person who acts for nobody is a party where people bind themselves, and has no part in a state's treaty
        own = [a for a in people if a not in acting and (base.label == "settlement" or lemma in _BINDS)]
        return acting if base.deed.kind in {"conclude", "plan", "renew"} else [], own

    def _distributed(
        self, base: Statement, sides: list[Actor], how: str | None, subject: list[Actor]
    ) -> list[Statement]:
        """As in "treaties with A, B and C" are three; "two MoUs, one between A and B and another between C and D" are two."""
        doc = base.span.doc
        if not base.plural:
            return [base]
        if (
            how == "with"
            and len(sides) > 1
            and base.count in {None, len(sides)}
            and all(a.kind != "person" for a in sides)
        ):
            ours = [a for a in subject if a.kind != "person" and a not in sides]
            return [
                replace(base, parties=_once([*ours, side]), plural=False, distinct=True, rule="list: with")
                for side in sides
            ]
        members = []
        at = base.span.end
        stop = base.sentence.end
        while at < stop:
            if (
                doc[at].lower_ in {"one", "another", "other", "second"}
                and at + 1 < stop
                and doc[at + 1].lower_ in {"between", "with"}
            ):
                pair, after = self.scene.between(at + 1, stop)
                if pair:
                    members.append(
                        replace(base, parties=tuple(pair), plural=False, distinct=True, rule="list: one and another")
                    )
                    at = after
                    continue
            at += 1
        return members if len(members) > 1 else [base]

    def _stop(self, base: Statement) -> int:
        """The token at which the reading of an instrument's parties ends: its sentence's end, or the next instrument."""
        doc = base.span.doc
        end = min(base.sentence.end, base.span.end + _REACH)
        return next((i for i in range(base.span.end + 1, end) if i in self._heads and doc[i - 1].lower_ != "of"), end)


def _is_passive(verb: Token, span: Span) -> bool:
    if verb.pos_ == "NOUN":
        return False
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or (
        verb.tag_ == "VBN" and (verb.dep_ == "acl" or verb.i >= span.end)
    )


def _inherit(statements: list[Statement]) -> list[Statement]:
    """As in "signed two agreements: the X Agreement and the Y Agreement": the members of a list share what is said of the whole."""
    found: list[Statement] = []
    for statement in statements:
        whole = next(
            (
                s
                for s in reversed(found)
                if s.plural and s.deed is not None and s.sentence.start == statement.sentence.start
            ),
            None,
        )
        if (
            whole is None
            or statement.plural
            or statement.parties
            or whole.span.end > statement.start
            or not _opens_list(whole.span, statement.span)
        ):
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
    return found


def _opens_list(whole: Span, member: Span) -> bool:
    return any(
        t.text in {":", "–", "—"} or t.lower_ in {"including", "namely", "namely,"}
        for t in whole.doc[whole.end : member.start]
    )


def _once(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(actor.identity, actor)
    return tuple(seen.values())
