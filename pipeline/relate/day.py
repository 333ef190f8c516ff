"""The day of an agreement: from the sentences that tell of its signing, or from the occasion that they speak of.

"signed on 3 May" gives the day itself. "During this visit they signed" sends back to the day on which the visit was told, in the sentence
before or in the one before that. A date counts only where it hangs on the deed: "announced on Monday that it had signed" gives none.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline import records
from pipeline.find.dates import day_before
from pipeline.lexicon import words
from pipeline.relate.statement import Statement

_EVENTS = words("event_words")
_POINTING = frozenset({"this", "the", "that", "his", "her", "their"})
_OCCASION = frozenset({"during", "at", "on", "in"})
_DATED = frozenset({"conclude", "give", "end", "renew"})
_GRAINS = {"day": 10, "month": 7, "year": 4}  # a finer date may stand further off
_ADJECTIVES = 2  # words between a date and the name: "today’s civil settlement"
_SPANS = frozenset({"until", "till", "through", "to", "since"})  # "until 2028" is no day of signing


@dataclass(frozen=True, slots=True)
class Day:
    """When: ISO at the precision given, the first and last day, and what ties it to the agreement."""

    date: str
    start: str
    end: str
    basis: str


def day_of(doc: Doc, statements: list[Statement]) -> Day | None:
    """The day of the agreement from its statements: in their sentences first, then on the occasion that the sentence speaks of."""
    timexes = [
        t
        for t in records.get(doc, records.Timex)
        if t.type in {"date", "time"} and t.start_date and t.granularity in {"day", "month", "year", "time", "week"}
    ]
    ranked = sorted(
        [s for s in statements if s.deed is not None and s.deed.kind in _DATED],
        key=lambda s: (-s.deed.firmness if s.deed else 0, s.start),
    )
    for statement in ranked:
        if (day := _in_sentence(doc, statement, timexes)) is not None:
            return day
    for statement in ranked:
        if (day := _on_occasion(doc, statement)) is not None:
            return day
    for statement in statements:
        if (day := _of_name(doc, statement, timexes)) is not None:
            return day
    return None


def _of_name(doc: Doc, statement: Statement, timexes: list[records.Timex]) -> Day | None:
    """As in "today’s settlement", "the 1967 Treaty", "the Accord of 1974": a date that stands with the name."""
    before, after = statement.span.start, statement.span.end
    for timex in timexes:
        span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
        if span is None:
            continue
        gap = doc[span.end : before]
        in_front = span.end <= before and len(gap) <= _ADJECTIVES and all(t.pos_ in {"PART", "ADJ"} for t in gap)
        behind = span.start == after + 1 and doc[after].lower_ == "of"
        inside = before < span.start < after and doc[span.start - 1].lower_ == "of"
        possessive = len(gap) > 0 and gap[0].lower_ in {"'s", "’s"}
        if ((in_front and (possessive or timex.granularity == "year")) or behind or inside) and not statement.plural:
            return _as_day(timex)
    return None


def _in_sentence(doc: Doc, statement: Statement, timexes: list[records.Timex]) -> Day | None:
    assert statement.deed is not None
    verb = statement.deed.token
    best: tuple[int, records.Timex] | None = None
    for timex in timexes:
        span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
        if span is None or not statement.sentence.start <= span.start < statement.sentence.end:
            continue
        if (
            statement.span.start <= span.start < statement.span.end
            or {_word_before(doc, span.start), span[0].lower_} & _SPANS
        ):
            continue
        if not _ties(span.root, verb, statement):
            continue
        distance = abs(span.start - verb.i) - _GRAINS.get(timex.granularity or "", 0)
        if best is None or distance < best[0]:
            best = (distance, timex)
    return _as_day(best[1]) if best else None


def _ties(root: Token, verb: Token, statement: Statement) -> bool:
    """Whether a date hangs on the deed: its nearest verb is the deed, or the verb that the deed hangs on as its object."""
    at = root
    for _ in range(8):
        if at.i == verb.i:
            return True
        if at.pos_ in {"VERB", "AUX"} and at.dep_ not in {"aux", "auxpass"} and not _is_aside(at, root):
            break
        if at.head.i == at.i:
            break
        at = at.head
    if any(t.i == at.i for t in verb.ancestors) and verb.pos_ == "NOUN":
        return True
    if verb.dep_ in {"conj", "xcomp", "acl", "advcl"} and at.i == verb.head.i and verb.dep_ != "relcl":
        return True
    return statement.span.start <= at.i < statement.span.end or abs(root.i - verb.i) <= 2


def _word_before(doc: Doc, i: int) -> str:
    return next((doc[k].lower_ for k in range(i - 1, -1, -1) if not doc[k].is_space), "")


def _is_aside(verb: Token, root: Token) -> bool:
    """A verb of the purpose ("to enhance cooperation on 3 May") or of the time ("when he visited in May") tells when as well."""
    if any(c.lower_ in {"when", "while"} for c in verb.children) or (
        verb.dep_ == "xcomp" and any(c.lower_ == "when" for c in verb.head.children)
    ):
        return True
    return verb.tag_ == "VB" and verb.dep_ in {"acl", "advcl", "xcomp", "relcl"} and root.head.lower_ == "on"


def _as_day(timex: records.Timex) -> Day:
    assert timex.start_date is not None
    start, end = timex.start_date, timex.end_date or timex.start_date
    date = start if start == end else start[:7] if start[:7] == end[:7] else start[:4]
    return Day(date, start, end, "publication" if timex.anchor == "publication" else "sentence")


def _on_occasion(doc: Doc, statement: Statement) -> Day | None:
    """As in "During this visit", here or in the sentence before, sends back to the day on which the visit was told."""
    sentence = statement.sentence
    before = doc[sentence.start - 1].sent if sentence.start else None
    for sent in (sentence, before):
        if sent is None:
            continue
        for token in sent[:8]:
            if (
                token.lower_ in _EVENTS
                and token.i > 0
                and doc[token.i - 1].lower_ in _POINTING | {"same"}
                and token.i > 1
                and (doc[token.i - 2].lower_ in _OCCASION or doc[token.i - 3 : token.i].text.lower() == "at the same")
            ):
                timex = day_before(doc, sent.start_char)
                if timex is not None and timex.start_date is not None:
                    day = _as_day(timex)
                    return Day(day.date, day.start, day.end, "discourse")
    return None
