"""Parties and signatories that a sentence of its own adds to an agreement told near by.

The cases, by the words that lead to the names:

- `_listed`: "The other six signatories were A, B and C", "The members of the consortium are A and B", "Partners are: A, B", with
  names in the same sentence or in lines below;
- `_joining`: "Joining Norland in the settlement are A and B", "Norland was joined by A and B in the settlement";
- `_signing`: "A and B will sign later", of a treaty: states sign it one by one;
- `_share`: "The documents were exchanged by Minister A and Minister B": who hands over several has signed each of them.

What is added belongs to the agreement that the sentence names ("the parties to the agreement are"), else to the one told last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from pipeline.find.reading import with_lemma, words_of
from pipeline.lexicon import words
from pipeline.relate.agreements.actors import Actor
from pipeline.relate.agreements.distribution import once
from pipeline.relate.agreements.list_lines import Lines, announces_list
from pipeline.relate.agreements.lists import Lists
from pipeline.relate.agreements.parties import Slots
from pipeline.relate.agreements.statement import Statement
from pipeline.relate.agreements.status import deed

_ROLES = frozenset({"parties", "signatories", "partners", "members", "participants"})
_MANY = words("joint_descriptions") - _ROLES - {"sides"}  # "the universities are"
_BOUND = frozenset({"parties", "signatories"})  # roles that only agreements have
_ARE = frozenset({"be", "include", "comprise"})
_WHOLES = frozenset({"consortium", "alliance", "partnership", "agreement", "coalition", "venture"})
# what may stand in front of a role that is meant of the agreement
_PLAIN = frozenset("the other remaining contracting signatory founding original initial first its all and".split())
_JOIN = frozenset({"join"})
_SIGN = frozenset({"sign", "ratify", "accede"})
_MADE = frozenset({"conclude", "plan", "renew", "give"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LONGEST_ROLE = 9  # tokens of "signatories to the agreement on fishing are"
_FAR = 120  # tokens between an agreement and the sentence that tells who else has a part in it
_LEAD = 7  # tokens of "are the attorneys general of"


@dataclass(frozen=True, slots=True)
class Further:
    """Adds to statements what sentences of their own tell of their parties."""

    lines: Lines
    lists: Lists
    slots: Slots

    def tell(self, statements: list[Statement]) -> list[Statement]:
        """The statements, in the order of the text, with those who have a further part in them."""
        if not statements:
            return statements
        told = list(statements)
        doc = self.lists.scene.doc
        for token in (doc[i] for i in words_of(doc).of(_ROLES | _MANY)):
            self._add(told, token, self._listed(token), bare=token.lower_ not in _BOUND)
        for k, s in enumerate(told):
            told[k] = self._following(s)
        for token in (doc[i] for i in with_lemma(doc, _JOIN)):
            self._add(told, token, self._joining(token), named=True)
        for token in (doc[i] for i in with_lemma(doc, _SIGN)):
            self._add(told, token, self._signing(token, told), treaty=True)
        for papers in [s for s in told if _of_several(s) and s.definite and s.signatories and s.label == "open"]:
            self._share(told, papers)
        return told

    def _share(self, told: list[Statement], papers: Statement) -> None:
        """Tell each agreement in front of "the agreements", "the documents" who is said to have signed them all."""
        for k, s in enumerate(told):
            if not 0 < papers.start - s.span.end < _FAR or s.plural or s.anaphoric or s.headline or s.signatories or len(s.parties) == 1:
                continue
            if s.deed is not None and s.deed.kind in _MADE:
                told[k] = replace(s, signatories=papers.signatories)
            elif s.deed is None and s.indefinite and not s.weak:
                told[k] = replace(s, signatories=papers.signatories, deed=papers.deed)

    def _add(
        self,
        told: list[Statement],
        token: Token,
        found: list[Actor],
        *,
        bare: bool = False,
        named: bool = False,
        treaty: bool = False,
    ) -> None:
        """Give those found to the agreement that the sentence of `token` speaks of.

        `named`: only to one named in the sentence; `treaty`: only to a treaty; `bare`: only where its sentence speaks of a
        consortium or partnership, or of "five universities" that signed.
        """
        if not found:
            return
        sentence = self.lists.scene.sentences.at(token.i)
        inside = [k for k, s in enumerate(told) if sentence.start <= s.start < sentence.end and not s.plural]
        before = [
            k
            for k, s in enumerate(told)
            if 0 < sentence.start - s.span.end < _FAR
            and not (s.plural or s.headline or s.anaphoric)
            and (s.deed is not None and s.deed.kind in _MADE)
        ]
        among = inside or ([] if named else before[-1:])
        if not among:
            return
        k = among[-1]
        s = told[k]
        if treaty and s.label != "treaty":
            return
        near = {t.lower_ for t in s.sentence}
        if bare and not (token.lower_ in near if token.lower_ in _MANY else inside or _WHOLES & near):
            return
        bodies = [a for a in found if a.kind != "person"]
        people = [a for a in found if a.kind == "person"] if token.lower_ == "signatories" else []
        known = any(x.start < s.start and not (x.plural or x.anaphoric) for x in told)
        if not s.parties and not s.signatories and not (s.definite and known):
            s = replace(s, parties=once(bodies))
        else:
            s = replace(s, further=once([*s.further, *bodies]))
        told[k] = replace(s, signatories=once([*s.signatories, *people]))

    def _following(self, s: Statement) -> Statement:
        """As in "The following firms signed an agreement with A:" above a list of them."""
        doc = s.span.doc
        if s.deed is None or s.deed.kind not in _MADE or s.plural or not announces_list(s.sentence):
            return s
        if s.deed.token.i > s.start or not any(t.lower_ == "following" for t in doc[s.sentence.start : s.deed.token.i]):
            return s
        return replace(s, parties=once([*s.parties, *self.lines.bodies(s.sentence.end)]))

    def _listed(self, token: Token) -> list[Actor]:
        """As in "The other signatories to the treaty were A and B", "Partners: A, B and C"."""
        doc, sentence = token.doc, self.lists.scene.sentences.at(token.i)
        before = doc[token.i - 1] if token.i > sentence.start else None
        plain = before is None or before.lower_ in _PLAIN | _WHOLES or before.pos_ == "NUM" or not before.is_alpha
        if not plain or any(t.dep_ == "neg" for t in token.children) or token.i - sentence.start > _LEAD:
            return []  # "the opposition parties are"
        for i in range(token.i + 1, min(sentence.end, token.i + _LONGEST_ROLE)):
            if (doc[i].lemma_.lower() in _ARE and doc[i].tag_ in _FINITE) or doc[i].text == ":":
                start = i + 1 + (doc[i + 1 : i + 2].text == ":")
                found = self._read(start, sentence)
                rest = doc[start : sentence.end].text.strip()
                return found if found or rest else self.lines.bodies(sentence.end)
            if doc[i].pos_ in {"VERB", "AUX", "PUNCT"}:
                return []
        return []

    def _joining(self, token: Token) -> list[Actor]:
        """As in "Joining Norland in the settlement are the attorneys general of A and B", "joined by A and B in the settlement"."""
        doc, sentence = token.doc, self.lists.scene.sentences.at(token.i)
        leads = {"by"} if token.tag_ == "VBN" else {"are", "is", "were", "was"} if token.tag_ == "VBG" else set()
        if token.tag_ == "VBG" and token.i - sentence.start > 1:
            return []
        for i in range(token.i + 1, sentence.end - 1):
            if doc[i].lower_ in leads:
                return [a for a in self._read(i + 1, sentence) if a.kind != "person"]
            if token.tag_ == "VBN":
                break
        return []

    def _read(self, i: int, sentence: Span) -> list[Actor]:
        """The list that begins at `i` or, behind "the attorneys general of", a few tokens later."""
        doc = sentence.doc
        for at in range(i, min(sentence.end, i + _LEAD)):
            found, _ = self.lists.read(at, sentence.end)
            if found:
                return found
            if doc[at].pos_ in {"VERB", "PUNCT"} or (at in self.lists.scene.at):
                break
        return []

    def _signing(self, token: Token, told: list[Statement]) -> list[Actor]:
        """As in "A and B will sign later": states that sign what was told, not named again."""
        sentence = self.lists.scene.sentences.at(token.i)
        if token.pos_ != "VERB" or any(sentence.start <= s.start < sentence.end for s in told):
            return []
        if any(c.dep_ in {"dobj", "neg", "nsubjpass", "auxpass", "prep"} and c.lower_ != "in" for c in token.children):
            return []
        if deed(token) is None:
            return []
        found = self.slots.subject(token)
        return found if all(a.kind == "country" for a in found) else []


def _of_several(s: Statement) -> bool:
    """Whether a mention stands for more than one agreement: "the agreements", "the documents"."""
    return s.plural or (s.anaphoric and s.span[0].tag_ == "NNS")
