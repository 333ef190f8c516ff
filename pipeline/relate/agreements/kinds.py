"""The kind of an agreement, from its head word, the words of its name, its purpose and its parties.

The head decides where it can ("memorandum of understanding on cooperation" is a memorandum). "Agreement" and "deal" take
their kind from the words of the name, then from the states that are their parties, then from the verb of their purpose.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Span, Token

from pipeline.lexicon import country, table
from pipeline.relate.agreements.actors import Actor

_WORDS = table("agreement_kinds")
_PURPOSES = table("agreement_purposes")
# The more telling kind wins where a name has words of several: "research loan agreement".
_ORDER = ("settlement", "funding", "venture", "contract", "cooperation", "treaty")
_EXHIBITS = frozenset(
    "exhibition artwork artworks painting paintings art object objects artefact artefacts collection specimen equipment".split()
)
_COLLECTIONS = frozenset(
    "museum museums musée museo museu gallery galleries galerie library libraries archive archives collection collections".split()
)
_LENDERS = frozenset({"bank", "fund", "imf"})
_ENFORCERS = frozenset({"justice", "attorney", "prosecutor", "prosecutors"})
_CLAIMS = frozenset({"allegations", "violations", "violated", "complaint", "lawsuit", "alleged", "discriminated"})
# "a sponsorship contract" gives money for nothing but the name
_GIFTS = frozenset({"sponsorship", "grant", "donation", "loan", "funding"})
_SUPPLY = ("contract",)  # of two states even an air services agreement is a treaty
_STATES_COOPERATE = frozenset(
    {"cooperation", "co-operation", "implementation", "framework", "partnership", "collaboration"}
)


def kind_of(
    label: str,
    name: Iterable[str],
    others: Iterable[str],
    purpose: Sequence[Span],
    parties: Sequence[Actor],
    *,
    named: bool,
) -> str:
    """One of the eight kinds.

    `label` is the kind that the head gives or "open", `name` the words of its fullest name and `others` those of its other names,
    `purpose` what follows its mentions in their sentences.
    """
    words = [w.lower() for w in name]
    if label in {"open", "funding"} and "loan" in words and (_EXHIBITS & set(words) or _lend_objects(parties)):
        return "contract"  # a loan of things, not of money
    if label == "contract" and _GIFTS & set(words):
        return "funding"
    if words[:2] == ["exchange", "of"]:
        words = words[1:]  # notes and letters are exchanged on anything
    if any(pair == ("stock", "purchase") for pair in pairwise(words)):
        words = ["share", *words]  # shares are bought, no goods
    if words[:2] == ["charter", "of"]:
        words = words[1:]  # a paper on what follows; "charter" behind other words lets ships
    stateless = len(parties) > 1 and not any(map(_is_state, parties))  # a town is none
    if label == "treaty" and stateless and any(_WORDS.get(w, "treaty") != "treaty" for w in words):
        label = "open"  # "the cooperation protocol" of two universities
    if not any(w in _WORDS for w in words):
        words += [w.lower() for w in others]
    states = len(parties) >= (1 if named else 2) and all(map(_is_state, parties))
    if label not in {"open", "treaty", "cooperation"}:
        return label
    if label == "treaty":
        return "treaty"
    kinds = {k for w in words if (k := _WORDS.get(w))}
    if named and not parties and (telling := kinds - {"treaty"}):
        return next(k for k in _ORDER if k in telling)
    both = len(parties) >= 2 and all(a.kind == "country" for a in parties)
    if states or (named and not parties):
        if _STATES_COOPERATE & set(words):
            return "cooperation"
        return next((k for k in ("settlement", "funding", *_SUPPLY[both:]) if k in kinds), "treaty")
    for kind in _ORDER:
        if kind in kinds:
            return kind
    if label == "cooperation":
        return "cooperation"
    for token in (t for clause in purpose for t in _told_of(clause)):
        passive = token.tag_ == "VBN" and token.i > 0 and token.nbor(-1).lower_ == "be"
        if (token.tag_ in {"VB", "VBG"} or passive) and (aim := _PURPOSES.get(token.lemma_.lower())):
            return aim
    for token in (t for clause in purpose for t in clause):
        noun = _WORDS.get(token.lower_) if token.pos_ == "NOUN" else None
        if noun is not None and (noun == "cooperation" or token.lower_.startswith(("settle", "debt"))):
            return noun  # an office for "dispute resolution" settles nothing
    if label == "open" and any(_LENDERS & set(a.name.lower().split()) for a in parties):
        return "funding"
    return "other"


def _is_state(actor: Actor) -> bool:
    """Whether an actor is a state or its government; a town or province is none."""
    return actor.state is not None and country(actor.state) is not None


def _told_of(clause: Span) -> Iterator[Token]:
    """The tokens of what an agreement is said to be for: where "it allows", "it builds on" follows, that tells of something else."""
    for token in clause:
        if token.tag_ in {"VBZ", "VBP"} and token.pos_ == "VERB" and token.dep_ in {"ROOT", "conj", "ccomp"}:
            return
        yield token


def _lend_objects(parties: Sequence[Actor]) -> bool:
    """Whether museums, libraries or archives lend to one another: what they lend is no money."""
    return len(parties) > 1 and all(_COLLECTIONS & set(a.name.lower().split()) for a in parties)


def told_kind(around: Iterable[Token]) -> str:
    """The kind that the nouns of the sentences around tell where the agreement's own words tell none ("this $2 billion investment")."""
    nouns = {t.lower_ for t in around if t.pos_ in {"NOUN", "PROPN"}}
    if nouns & {"investment", "merger", "acquisition"}:
        return "venture"
    if nouns & {"cooperation", "collaboration", "partnership"}:
        return "cooperation"
    return "other"


def is_settled(parties: Sequence[Actor], words: Collection[str]) -> bool:
    """As in "The Justice Department announced an agreement with Elms County", which resolves a complaint: an authority settles with one.

    `words` are those of the release, lower case.
    """
    enforcing = [a for a in parties if a.kind == "organisation" and _ENFORCERS & set(a.name.lower().split())]
    others = [a for a in parties if a not in enforcing and a.state is None]
    return bool(enforcing and others) and any(w in words for w in _CLAIMS)
