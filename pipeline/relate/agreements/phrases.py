"""Mentions that stand in one phrase or sentence and so tell of one agreement, whatever they are called."""

from __future__ import annotations

import re

from pipeline.find.instrument_heads import core_at, head_of
from pipeline.relate.agreements.cluster import Cluster
from pipeline.relate.agreements.statement import Statement

_ABOUT = frozenset({"for", "on", "regarding", "regard", "concerning", "relating", "respect"})
_LONGEST_ABOUT = 25  # tokens with the parties between: "an Exchange of Notes between A and B in regard to the grant"

_NAMING = frozenset({"known", "named", "called", "titled", "entitled", "nicknamed", "renamed", "dubbed"})
_ALIAS_WORDS = frozenset(
    "also as the which is was are will be to been has it formally now better commonly otherwise".split()
)
_FORM = 5  # words of "in the form of a"
_LONGEST_ALIAS = 18  # tokens between two names of one agreement

_FURTHEST_SHORT_FORM = 40  # tokens of the full name that the span may not reach over
_LONGEST_MEMBER = 10  # tokens of a member of a list
_APPOSED = 6  # tokens between two names of one agreement, white space among them


def is_apposition(before: Statement, s: Statement) -> bool:
    """As in "the Accord, a framework agreement": only a comma and an article stand between two names of one agreement."""
    # Every statement is asked about every other: what stands far apart is left before its tokens are looked at.
    if before.plural or s.plural or s.distinct or not 2 <= s.span.start - before.span.end <= _APPOSED:
        return False
    between = [t for t in s.span.doc[before.span.end : s.span.start] if not t.is_space]
    if _in_series(s) or (before.named and s.named and not before.words & s.words):
        return False
    return (
        len(between) in {2, 3}
        and between[0].text == ","
        and between[1].lower_ in {"a", "an"}
        and all(t.pos_ in {"ADJ", "NUM"} for t in between[2:])
    )


def _in_series(s: Statement) -> bool:
    """As in "signed a treaty, a memorandum on fishing and a contract": the second of three is no other name of the first."""
    doc = s.span.doc
    for i in range(s.span.end, min(s.sentence.end - 2, s.span.end + _LONGEST_MEMBER)):
        if doc[i].pos_ in {"VERB", "AUX"} or doc[i].text in {";", ":"}:
            return False
        if doc[i].lower_ == "and" and doc[i + 1].lower_ in {"a", "an", "the"}:
            return any(core_at(doc, k) is not None for k in range(i + 2, min(s.sentence.end, i + _LONGEST_MEMBER)))
    return False


def is_alias(before: Statement, s: Statement) -> bool:
    """As in "the Oslo Convention, also known as the Convention on Mediation", "the new Convention will be named the Oslo Convention"."""
    if _is_short_form(before, s):
        return True
    if before.plural or s.plural or not 2 <= s.span.start - before.span.end <= _LONGEST_ALIAS:
        return False
    inside = re.sub(r"\([^)]*\)", " ", s.span.doc[before.span.end : s.span.start].text)  # a short form in brackets
    between = re.findall(r"\w+", inside.lower())
    formed = between[:4] == ["in", "the", "form", "of"] and len(between) <= _FORM
    if formed or between in (["takes", "the", "form", "of", "a"], ["by", "way", "of", "a"]):
        return True  # "the settlement, in the form of a consent judgment"
    return bool(_NAMING & set(between)) and set(between) <= _NAMING | _ALIAS_WORDS


def _is_short_form(before: Statement, s: Statement) -> bool:
    """As in "the Hague Convention on Service Abroad in Civil Matters (“Service Convention”)"."""
    doc, at = s.span.doc, s.span.start - 1
    while at > before.span.end and doc[at].text in {'"', "“", "‘", "'", "the", "The"}:
        at -= 1
    return (
        doc[at].text == "("
        and before.sentence.start == s.sentence.start
        and s.span.start - before.span.end <= _FURTHEST_SHORT_FORM
        and head_of(before.span).lower_ == head_of(s.span).lower_
    )


def tells_under(cluster: Cluster, s: Statement) -> bool:
    """As in "Under the settlement, they agreed to pay": the sentence speaks of the settlement and of what is done under it."""
    return any(
        x.settles
        and x.sentence.start == s.sentence.start
        and x.start < s.start
        and (x.definite or x.sentence[0].lower_ in {"under", "in", "as"})
        for x in cluster.statements
    )


def is_on(paper: Statement, cluster: Cluster) -> bool:
    """As in "a Memorandum for the grant": the name of a paper names what was told before."""
    doc, head = paper.span.doc, head_of(paper.span).i
    told = {head_of(x.span).lower_ for x in cluster.statements if x.weak}
    return not paper.weak and any(
        doc[i].lower_ in told and doc[i - 1].lower_ in {"the", "this", "said"} for i in range(head + 2, paper.span.end)
    )


def is_aim(paper: Statement, s: Statement) -> bool:
    """As in "signed two agreements to obtain a loan": what the paper is for is no agreement of its own."""
    if not s.weak or s.definite or s.deed is None or s.deed.status != "planned" or paper.weak or paper.deed is None:
        return False
    before = s.span.doc[s.deed.token.i - 1] if s.deed.token.i else s.deed.token
    return paper.sentence.start == s.sentence.start and paper.span.end <= before.i < s.start and before.lower_ == "to"


def is_about(paper: Statement, s: Statement) -> bool:
    """As in "an Exchange of Notes in regard to the above grant": the paper and what it is on stand in one phrase."""
    if not s.weak or paper.weak or paper.plural or paper.deed is None or paper.sentence.start != s.sentence.start:
        return False
    doc = s.span.doc
    between = [t.lower_ for t in doc[paper.span.start : s.start] if t.i >= paper.span.end]
    inside = paper.span.start <= s.start < paper.span.end
    aim = (
        s.deed is not None
        and s.deed.status == "planned"
        and any(t.tag_ == "TO" and t.i + 1 == s.deed.token.i for t in doc[paper.span.end : s.start])
    )
    linked = bool(between) and bool(_ABOUT & set(between[-5:])) and s.start - paper.span.end < _LONGEST_ABOUT
    return (s.definite or aim) and paper.start < s.start and (inside or linked or aim)
