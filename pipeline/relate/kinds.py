"""The kind of an agreement, from its head word, the words of its name, its purpose and its parties.

The head decides where it can ("memorandum of understanding on cooperation" is a memorandum). "Agreement" and "deal" take
their kind from the words of the name, then from the states that are their parties, then from the verb of their purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Span, Token

from pipeline.lexicon import table
from pipeline.relate.actors import Actor

_WORDS = table("agreement_kinds")
_PURPOSES = table("agreement_purposes")
# The more telling kind wins where a name has words of several: "research loan agreement".
_ORDER = ("settlement", "funding", "venture", "contract", "cooperation", "treaty")
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
    if not any(w in _WORDS for w in words):
        words += [w.lower() for w in others]
    states = len(parties) >= (1 if named else 2) and all(a.kind == "country" or a.state for a in parties)
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
    for clause in purpose:
        for token in clause:
            if token.tag_ in {"VB", "VBG"} and (aim := _PURPOSES.get(token.lemma_.lower())):
                return aim
    for clause in purpose:
        for token in clause:
            if token.pos_ == "NOUN" and (told := _WORDS.get(token.lower_)) in {"cooperation", "settlement"}:
                return str(told)
    return "other"


def told_kind(around: Iterable[Token]) -> str:
    """The kind that the nouns of the sentences around tell where the agreement's own words tell none ("this $2 billion investment")."""
    nouns = {t.lower_ for t in around if t.pos_ in {"NOUN", "PROPN"}}
    if nouns & {"investment", "merger", "acquisition"}:
        return "venture"
    if nouns & {"cooperation", "collaboration", "partnership"}:
        return "cooperation"
    return "other"
