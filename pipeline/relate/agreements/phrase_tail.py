"""What stands between an instrument and its parties: a sum, a term, that it is in force.

"The agreement worth EUR 85 million between A and B", "the loan of USD 3 million over ten years with B", "the Accord remains in force
between A and B". Where the parse hangs "between" on the sum or the term, the words still tell whose agreement it is.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.relate.agreements.money import sums
from pipeline.relate.agreements.sentences import FINITE

_SIDES = frozenset({"between", "among", "with"})
_LEADS = frozenset(
    "worth of for over to up at a an the about some around nearly almost term period in total value and".split()
)
_AMOUNTING = frozenset({"valued", "totalling", "totaling", "amounting", "estimated"})
_STANDS = frozenset("be have remain stay continue stand enter come apply will shall".split())
_FORCE = frozenset({"force", "effect", "operation"})


def over_phrase(span: Span, stop: int) -> int:
    """The token behind what stands between an instrument and its parties: a sum ("worth EUR 85 million"), a term ("of five years").

    Where the parse hangs "between" on the sum, the words still tell whose agreement it is. The instrument's end where nothing is passed.
    """
    doc = span.doc
    if span.end >= stop:
        return int(span.end)
    if (force := _over_force(span, stop)) is not None:
        return force
    tail = doc[span.end : stop]
    money = [(tail.start_char + s.start, tail.start_char + s.end) for s in sums(tail.text)]
    at = begin = int(span.end)
    passed = False
    while at < stop:
        token = doc[at]
        if token.lower_ in _SIDES:
            return at if passed or at == begin else begin
        if any(first <= token.idx < last for first, last in money):
            passed = True
        elif token.like_num and doc[at + 1 : at + 2].text and doc[at + 1].tag_ in {"NNS", "HYPH"}:
            passed = True  # "five years"
        elif not _leads(token, passed=passed):
            return begin
        at += 1
    return begin


def _over_force(span: Span, stop: int) -> int | None:
    """The "between" behind "remains in force" or "applies", of which the instrument is the subject; None where there is none."""
    doc = span.doc
    for i in range(span.end, stop):
        token = doc[i]
        if token.lower_ in _SIDES:
            in_force = i > span.end + 2 and doc[i - 1].lower_ in _FORCE and doc[i - 2].lower_ in {"in", "into"}
            applies = i > span.end and doc[i - 1].lemma_.lower() == "apply"
            return i if token.lower_ != "with" and (in_force or applies) else None
        if token.tag_ in FINITE and token.lemma_.lower() not in _STANDS:
            return None
    return None


def _leads(token: Token, *, passed: bool) -> bool:
    """Whether a word leads to a sum or a term, or hangs on it: "worth", "valued at", "a term of", "years", "(", ")"."""
    if token.is_space or token.text in {"(", ")", "-"} or token.is_currency:
        return True
    if token.lower_ in _LEADS or (token.tag_ in {"VBN", "VBG"} and token.lower_ in _AMOUNTING):
        return True
    return passed and token.tag_ in {"NN", "NNS", "JJ"}


def addressed(span: Span, stop: int) -> int | None:
    """As in "award the contract for …, on the basis of …, to M/s Alpha": the title of a company marks it however far it stands."""
    doc = span.doc
    for i in range(span.end, stop - 2):
        if doc[i].lower_ == "to" and doc[i + 1 : i + 4].text.lower().startswith(("m/s", "messrs")):
            return i
    return None
