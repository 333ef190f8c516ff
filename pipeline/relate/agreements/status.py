"""What a verb or verbal noun does to an agreement, and whether it has been done: status and its firmness.

The class of the word ("sign" concludes, "renew" renews, "terminate" ends) comes from the lexicon; tense, modality and the
word it hangs on ("proposal to sign", "will sign") tell whether it has happened, is to come, or is only thought of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from pipeline.lexicon import table, words

Status = Literal["signed", "planned", "in_force", "renewed", "ended"]

_CLASSES = table("agreement_verbs")
_PLANNING = words("planning_words")
_DONE: dict[str, Status] = {
    "conclude": "signed",
    "give": "signed",
    "announce": "signed",
    "renew": "renewed",
    "end": "ended",
    "hold": "in_force",
    "plan": "planned",
}
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_UNREAL = frozenset({"would", "could", "might", "may", "should", "can", "must", "ca"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "without", "neither", "nor"})
_GLAD = frozenset(
    {"pleased", "pleasure", "honour", "honor", "delighted", "privilege", "happy", "glad", "proud", "here", "first"}
)
# who refuses to sign or is kept from it has not signed
_DENYING = frozenset("refuse fail decline oppose deny block avoid prevent stop omit hesitate reject".split())
_HANDS_OVER = frozenset({"hand", "present"})
_GIFTS = frozenset({"donation", "grant", "loan"})
_PUTS = frozenset({"put", "affix", "append", "set", "add", "bear", "carry"})
_SIGNATURES = frozenset({"name", "names", "signature", "signatures"})
_MEMBERS = frozenset({"party", "parties", "signatory", "signatories"})
_BECOMING = frozenset({"become", "make"})
_CONDITIONS = frozenset({"if", "unless", "whether", "until", "before"})
_NOUNS = frozenset(
    "signing signature conclusion signatory ratification accession adoption award negotiation negotiations talk talks proposal renewal extension amendment renegotiation "
    "termination expiry cancellation withdrawal rejection exchange".split()
)


@dataclass(frozen=True, slots=True)
class Deed:
    """What is said to be done to an agreement: the word, its class in the lexicon, the status, and how firm it is (0 to 3)."""

    token: Token
    kind: str
    status: Status
    firmness: int


def verb_class(token: Token) -> str | None:
    """The class of a verb or verbal noun in the lexicon; None for all other words."""
    word = token.lower_
    if word in _NOUNS:
        return _CLASSES.get(word)
    lemma = token.lemma_.lower()
    if signs_by_name(token):
        return "conclude"
    if word in _MEMBERS:
        return "hold" if token.doc[token.i + 1 : token.i + 2].text == "to" else None
    if lemma == "agree":
        ahead = [t.lower_ for t in token.doc[token.i + 1 : token.i + 4]]
        if ahead[:2] == ["in", "principle"]:
            return "plan"
        agreed = token.pos_ == "VERB" and any(
            c.dep_ in {"dobj", "nsubjpass"} for c in token.children
        )  # "agreed a ceasefire"
        return "conclude" if agreed or {"on", "upon"} & set(ahead[:2]) else None
    if lemma in _HANDS_OVER and any(c.dep_ == "dobj" and c.lower_ in _GIFTS for c in token.children):
        return "give"  # "handed over a donation"
    if lemma == "draw" and token.doc[token.i + 1 : token.i + 2].text.lower() == "up":
        return "plan"
    if lemma == "work" and token.doc[token.i + 1 : token.i + 2].text.lower() in {"toward", "towards"}:
        return "plan"
    kind = _CLASSES.get(lemma) or _CLASSES.get(_stem(word))
    if (
        kind is None
        or token.pos_ in {"ADJ", "ADP", "ADV"}
        or (token.pos_ == "NOUN" and not (lemma == "sign" and token.text[0].isupper()))
    ):
        return None
    if lemma == "enter" or word.startswith("enter"):
        # "entered into force" is what comes after the deal
        following = [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]]
        return kind if following[:1] == ["into"] and following[1:] not in (["force"], ["effect"]) else None
    return kind


def signs_by_name(token: Token) -> bool:
    """As in "put their names to", "bears the signatures of": a verb that signs together with its object."""
    if token.lemma_.lower() not in _PUTS or token.pos_ not in {"VERB", "AUX"}:
        return False
    ahead = [t.lower_ for t in token.doc[token.i + 1 : token.i + 5]]
    at = next((k for k, word in enumerate(ahead) if word in _SIGNATURES), None)
    return at is not None


def is_passive(verb: Token) -> bool:
    """As in "was signed", whatever the parser calls the subject."""
    return verb.tag_ == "VBN" and any(c.lemma_ == "be" and c.dep_ in {"aux", "auxpass"} for c in verb.children)


def _stem(word: str) -> str:
    """The base of a verb form that the tagger took for a name in a headline ("Signs", "Reaches", "Inked")."""
    for ending, base in (("ies", "y"), ("ches", "ch"), ("es", "e"), ("s", ""), ("ed", ""), ("d", ""), ("ing", "")):
        if word.endswith(ending) and word[: -len(ending)] + base in _CLASSES:
            return word[: -len(ending)] + base
    return word


def deed(token: Token) -> Deed | None:
    """What the verb or verbal noun `token` says is done; None where it is denied or only thought of."""
    kind = verb_class(token)
    if kind is None:
        return None
    if token.lower_ in _MEMBERS:
        return membership_of(token)
    if token.lower_ in _NOUNS and not _is_infinitive(token):
        return _nominal(token, kind)
    helpers = [c for c in token.children if c.dep_ in {"aux", "auxpass", "neg", "mark"}]
    # "three days before, a treaty was signed" tells when, "before a treaty was signed" sets a condition
    adverbs = (c for c in token.children if c.dep_ == "advmod" and all(g.dep_ != "npadvmod" for g in c.children))
    about = {c.lower_ for c in (*helpers, *adverbs)}
    if about & _NEGATIONS:
        lapsed = kind == "renew" and token.tag_ == "VBN" and not about & (_FUTURE | _UNREAL)
        return Deed(token, "end", "ended", 3) if lapsed else None  # "was not renewed"
    if about & _CONDITIONS or (about & {"when", "whenever"} and token.tag_ in {"VBZ", "VBP"}):
        return None  # "when the government awards a contract"
    if token.tag_ == "VBG" and token.head.lower_ == "without":
        return None  # "without first obtaining a licence"
    future = bool(about & _FUTURE) or _hangs_on_future(token)
    if about & _UNREAL:
        return None
    if any(a.lemma_.lower() in _DENYING for a in _climb(token)[:2]):
        return None
    if "to" in about and any(_is_unreal(a) for a in _climb(token)[:3]):
        return None  # "must find it useful to enter into"
    status = _DONE[kind]
    if token.lemma_.lower() == "adopt" and not (future or "to" in about):
        return Deed(token, kind, status, 1)  # an assembly adopts what states are still to sign
    if (token.tag_ == "VB" and ("to" in about or future)) or _is_infinitive(token):
        if hangs_on_glad(token) or _is_last_of_many(token):
            return Deed(token, kind, status, 2)
        return Deed(token, kind, _to_come(kind), 2)
    if future:
        return Deed(token, kind, _to_come(kind), 2)
    if token.tag_ == "VBG" and not about & {"is", "are", "was", "were", "be", "been", "'s", "'re"}:
        governor = _governor(token)
        if governor is not None and (governor.lemma_.lower() in _PLANNING or _is_future(governor)):
            return Deed(token, kind, _to_come(kind), 2)
        return Deed(token, kind, status, 1)
    if token.tag_ in {"VBD", "VBN"} or about & {"has", "have", "had", "'ve", "’ve"}:
        if token.tag_ == "VBN" and "be" in about:  # "is to be signed", "urged that it be signed"
            return Deed(token, kind, _to_come(kind), 2)
        return Deed(token, kind, status, 3)
    return Deed(token, kind, status, 2)


def _is_unreal(verb: Token) -> bool:
    return verb.lemma_.lower() not in {"like", "love"} and any(
        c.dep_ == "aux" and c.lower_ in _UNREAL for c in verb.children
    )


def _is_infinitive(token: Token) -> bool:
    """As in "to award the contract", where the tagger may see a noun."""
    return token.i > 0 and token.doc[token.i - 1].lower_ == "to" and token.tag_ in {"NN", "VB", "VBP"}


def _is_last_of_many(token: Token) -> bool:
    """As in "became the 12th country to sign": the infinitive tells what has been done."""
    noun = token.head
    return token.dep_ in {"relcl", "acl"} and noun.dep_ == "attr" and noun.head.lemma_.lower() in {"become", "be"}


def membership_of(token: Token) -> Deed | None:
    """As in "is a party to the treaty", which stands in force, and "became a party to it", which concludes it."""
    verb = token.head if token.head.pos_ in {"VERB", "AUX"} else token.head.head  # "functions as a party"
    if any(c.dep_ == "neg" for c in verb.children) or _is_future(verb):
        return None
    if verb.lemma_.lower() in _BECOMING:
        return Deed(token, "conclude", "signed", 3)
    return Deed(token, "hold", "in_force", 2)


def _to_come(kind: str) -> Status:
    return "in_force" if kind == "hold" else "planned"


def _nominal(token: Token, kind: str) -> Deed | None:
    """As in "the signing of": done unless what it hangs on is still to come."""
    status = _DONE[kind]
    if any(t.lower_ == "today" for t in token.subtree):
        return Deed(token, kind, status, 2)  # "will strengthen ties with the signing of a memorandum today"
    for ancestor in _climb(token):
        if ancestor.pos_ in {"VERB", "AUX"}:
            if any(c.dep_ == "neg" for c in ancestor.children):
                return None
            if any(c.lower_ == "today" and c.i > token.i for c in ancestor.children):
                return Deed(token, kind, status, 2)
            if _is_future(ancestor) or ancestor.lemma_.lower() in {
                "propose",
                "schedule",
                "plan",
                "expect",
                "approve",
                "authorise",
                "authorize",
                "permit",
                "consent",
                "recommend",
            }:
                return Deed(token, kind, "planned", 2)
            if ancestor.tag_ in {"VBD", "VBN"}:
                return Deed(token, kind, status, 2)
            break
        if ancestor.lemma_.lower() in _PLANNING:
            return Deed(token, kind, "planned", 1)
    return Deed(token, kind, status, 1)


def _climb(token: Token) -> list[Token]:
    found: list[Token] = []
    at = token
    while at.head.i != at.i and len(found) < 5:
        at = at.head
        found.append(at)
    return found


def _governor(token: Token) -> Token | None:
    """The word that a non-finite verb hangs on, past verbs joined to it and prepositions."""
    at = token
    for _ in range(4):
        if at.head.i == at.i:
            return None
        if at.dep_ == "conj" or at.head.pos_ == "ADP" or at.dep_ == "pcomp":
            at = at.head
            if at.pos_ in {"VERB", "AUX"}:
                if any(c.dep_ == "aux" and c.lower_ in _FUTURE for c in at.children):
                    return at
                continue
            continue
        return at.head
    return at


def _is_future(verb: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} and c.lower_ in _FUTURE for c in verb.children)


def _hangs_on_future(token: Token) -> bool:
    """As in "will meet … and sign", "is scheduled to sign", "will be pleased to sign"."""
    if token.dep_ == "conj" and token.tag_ in {"VB", "VBG"} and token.head.pos_ == "VERB":
        return _is_future(token.head) or _hangs_on_future(token.head)
    return False


def hangs_on_glad(token: Token) -> bool:
    """As in "pleased to sign", "here today, joining Minister A to sign": the act itself."""
    for ancestor in _climb(token)[:4]:
        if ancestor.lower_ in _GLAD:
            return True
        if any(c.lower_ in _GLAD for c in ancestor.children if c.i < token.i) and not _is_future(ancestor):
            return True
        if ancestor.pos_ == "VERB" and ancestor.tag_ != "VBG":
            return False
    return False
