"""Whether a mention that speaks of no agreement told before tells of a particular one, or only talks of agreements."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.find.instrument_heads import head_of
from pipeline.find.papers import SIGNED
from pipeline.lexicon import table
from pipeline.relate.agreements.statement import Statement

_KINDS = table("agreement_kinds")
_SIDES = 2
_PROGRAMMES = frozenset({"cooperation", "programme", "program"})
_PRIVATE = frozenset({"contract", "funding", "venture"})


def stands_alone(s: Statement) -> bool:
    """Whether a statement without antecedent makes an agreement of its own.

    Words that only stand for an agreement, plurals without number or verb, and relations ("our partnership with A") make none.
    """
    many = s.plural and s.count is None
    if s.predicate or s.anaphoric or (many and not s.named and s.deed is None):
        return False
    if s.label == "cooperation" and s.definite and not s.named and not _is_announced(s):
        return False
    if head_of(s.span).lower_ in _PROGRAMMES and (s.deed is None or s.deed.kind not in {"conclude", "renew"}):
        return False  # a programme is no agreement unless it is signed
    if s.deed is not None and s.deed.kind != "hold":
        return _is_done(s, many=many)
    if s.label == "settlement" and s.bare and s.deed is None and s.span.text == "settlement":
        return False  # "to facilitate settlement between couples and vendors"
    if s.settles and s.deed is None and s.parties and all("court" in a.name.lower().split() for a in s.parties):
        return False  # the court in which "the Settlement" was filed is bound by none
    if s.settles and s.deed is None and not s.plural and not s.headline and s.parties:
        return True  # "under the plea agreement" is told for the first time where it binds somebody
    if s.headline and s.deed is None and len(s.parties) < 2:
        return False  # a headline alone that only names it
    if s.deed is not None and not s.parties:
        return False  # what somebody holds is told with who holds it
    if s.label == "open" and not s.parties and any(_KINDS.get(t.lower_) in _PRIVATE for t in s.span):
        return False  # "a Tenancy Agreement" of nobody; a treaty is known by its name alone
    if s.named and s.label == "open" and s.indefinite and not s.parties:
        return False  # "a Conditional Fee Agreement"
    if s.named and not s.plural and not s.weak and (s.label in {"treaty", "open"} or s.parties):
        return True
    if s.label == "cooperation" and not s.named and s.adjective is None and s.deed is None:
        return False  # "has a longstanding partnership with" tells of one, "a partnership with" of a relation
    return len(s.parties) >= 2 and not (s.plural and s.rule == "mention")


def follows(sides: Collection[object], s: Statement) -> bool:
    """Whether a statement that names nobody tells of one more agreement of those who made the one before it.

    As in "A student exchange agreement will be signed in July" behind the memorandum of two universities. `sides`: the parties of that one.
    """
    made = s.deed is not None and s.deed.kind in {"conclude", "renew"} and s.deed.token.pos_ == "VERB" and s.deed.firmness > 1
    # "a definitive agreement" is that on what was told before
    head = head_of(s.span)
    described = s.named or s.label == "memorandum" or any(t.pos_ in {"NOUN", "PROPN"} for t in s.span if t.i != head.i)
    return (
        len(sides) == _SIDES
        and made
        and described
        and s.indefinite
        and not (s.plural or s.headline or s.weak or s.settles or s.predicate or s.anaphoric)
        and s.label in {"open", "memorandum"}
    )


def _is_done(s: Statement, *, many: bool) -> bool:
    """Whether a statement with a deed says enough of whom it binds. `many`: of an uncounted number of agreements."""
    assert s.deed is not None
    people = len(s.parties) + len(s.signatories)
    if s.named and s.label == "open" and s.rule.startswith("verb") and not people:
        return False  # "owners who have signed the Sale Agreement"
    if s.label == "funding" and s.deed.kind == "give" and s.rule.startswith("verb") and people < _SIDES:
        return False  # "will award grants to pupils", "the board approved the loan": nobody is told who takes it
    if s.weak:
        both = s.deed.kind == "plan" or head_of(s.span).lower_ in SIGNED  # many a plan is signed by one alone
        return (people >= (_SIDES if both else 1) and not many) or _is_awarded(s)
    if many and not s.named:
        # "several memoranda are expected to be signed" tells of none in particular
        return len(s.parties) >= 2 and s.deed.kind != "announce" and s.deed.status != "planned" and s.deed.firmness > 1
    signing = s.rule.startswith("nominal") and s.deed.token.lower_ == "signing" and s.label == "treaty"
    return bool(people) or s.named or signing


def _is_announced(s: Statement) -> bool:
    """As in "announced its collaboration with Acme": what one announces with another is made by it."""
    return s.deed is not None and s.deed.kind == "announce" and s.rule.startswith("verb") and len(s.parties) >= _SIDES


def _is_awarded(s: Statement) -> bool:
    """As in "approved to award the contract": a contract to be given is a particular one also where nobody is named."""
    return (
        s.deed is not None
        and s.deed.status == "planned"
        and s.deed.token.lemma_.lower() == "award"
        and s.label == "contract"
        and s.definite
        and not s.plural
    )
