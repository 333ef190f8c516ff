"""The day of the occasion on which an agreement is signed, told in another sentence than the signing.

The cases, in the order in which they are tried:

- `_pointed_at`: "During this visit they signed": the day on which the visit was told;
- `_gone_on`: "Immediately afterwards they signed", "They also signed", "At the same table": the day of what went before;
- `_ceremony`: "The ceremony was held on 3 May", in a sentence near by;
- `_planned_visit`: "will visit Norland from 3 to 5 May and sign": the month, or the days, of the visit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from pipeline import records
from pipeline.find.dates import day_before
from pipeline.lexicon import words
from pipeline.relate.agreements.statement import Statement

_EVENTS = words("event_words")
_POINTING = frozenset({"this", "the", "that", "his", "her", "their"})
_WHEN = frozenset({"during", "at", "on", "in"})
_AFTER = frozenset({"afterwards", "afterward", "thereafter", "also"})
_FOLLOWING = frozenset({"after", "following"})
_ENDS = frozenset({"until", "till", "through", "to", "since", "by"})
_TAKES_PLACE = frozenset({"hold", "take", "host", "organise", "organize", "conduct"})
_CEREMONIES = frozenset({"ceremony", "signing"})
_NEAR = 3  # sentences between a signing and its ceremony
_FAR = 400  # tokens between them; sentences alone would not bound a text without any
_OPENING = 8  # tokens of a sentence that tell on what occasion


@dataclass(frozen=True, slots=True)
class Day:
    """When: ISO at the precision given, the first and last day, and what ties it to the agreement."""

    date: str
    start: str
    end: str
    basis: str


def as_day(timex: records.Timex) -> Day:
    """The day of a time expression; of a longer one the month or year in which it lies."""
    assert timex.start_date is not None
    start, end = timex.start_date, timex.end_date or timex.start_date
    date = start if start == end else start[:7] if start[:7] == end[:7] else start[:4]
    return Day(date, start, end, "publication" if timex.anchor == "publication" else "sentence")


def on_occasion(doc: Doc, statement: Statement) -> Day | None:
    """The day of the occasion that a statement with a deed speaks of; None where the text tells of none."""
    assert statement.deed is not None
    if statement.headline:
        return None
    for case in (_pointed_at, _gone_on, _ceremony, _planned_visit):
        timex = case(doc, statement)
        if timex is not None and timex.start_date is not None:
            return replace(as_day(timex), basis="discourse")
    return None


def _pointed_at(doc: Doc, statement: Statement) -> records.Timex | None:
    """As in "During this visit", here or in the sentence before: the day on which the visit was told."""
    sentence = statement.sentence
    before = doc[sentence.start - 1].sent if sentence.start else None
    for sent in (sentence, before):
        if sent is None:
            continue
        for token in sent[:_OPENING]:
            if (
                token.lower_ in _EVENTS
                and token.i > 1
                and doc[token.i - 1].lower_ in _POINTING | {"same"}
                and (doc[token.i - 2].lower_ in _WHEN or doc[token.i - 3 : token.i].text.lower() == "at the same")
            ):
                timex = day_before(doc, sent.start_char)
                if timex is not None:
                    return timex
    return None


def _gone_on(doc: Doc, statement: Statement) -> records.Timex | None:
    """As in "Immediately afterwards they signed", "After the discussion they signed", "On the same table": the day goes on."""
    assert statement.deed is not None
    sentence, deed = statement.sentence, statement.deed
    if deed.status not in {"signed", "renewed"} or deed.token.pos_ not in {"VERB", "AUX"}:
        return None
    opening = [t for t in sentence[:_OPENING] if not t.is_space]
    also = any(t.lower_ in _AFTER for t in (*deed.token.children, *opening[:3]))
    same = any(t.lower_ == "same" and doc[t.i - 1].lower_ == "the" for t in opening)
    after = len(opening) > 1 and opening[0].lower_ in _FOLLOWING and opening[1].lower_ in _POINTING
    return _day_told(doc, sentence) if also or same or after else None


def _day_told(doc: Doc, sentence: Span) -> records.Timex | None:
    """The last day told in the two sentences before, that is not still to come nor the end of a term."""
    starts = [s.start_char for s in doc.sents if s.start_char < sentence.start_char]
    begin = starts[-2] if len(starts) > 1 else 0
    today = records.facts(doc).reference_date
    for timex in reversed(records.get(doc, records.Timex)):
        if not begin <= timex.start < sentence.start_char or timex.granularity != "day" or not timex.start_date:
            continue
        if (today is not None and timex.start_date > today) or _word_in_front(doc, timex) in _ENDS:
            continue
        return timex
    return None


def _word_in_front(doc: Doc, timex: records.Timex) -> str:
    span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
    return doc[span.start - 1].lower_ if span is not None and span.start > 0 else ""


def _ceremony(doc: Doc, statement: Statement) -> records.Timex | None:
    """As in "The signing ceremony took place on 3 May", at most three sentences away."""
    assert statement.deed is not None
    if statement.deed.kind not in {"conclude", "renew"}:
        return None
    for verb in _verbs_near(doc, statement.sentence):
        subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None or subject.lower_ not in _CEREMONIES or verb.lemma_.lower() not in _TAKES_PLACE:
            continue
        inside = [t for t in _days(doc) if verb.sent.start_char <= t.start < verb.sent.end_char]
        if len(inside) == 1 and inside[0].granularity == "day":
            return inside[0]
    return None


def _verbs_near(doc: Doc, sentence: Span) -> Iterator[Token]:
    at = doc[sentence.start].sent
    near = deque([at])
    while len(near) <= _NEAR and near[0].start > 0:
        near.appendleft(doc[near[0].start - 1].sent)
    most = len(near) + _NEAR
    while len(near) < most and near[-1].end < len(doc):
        near.append(doc[near[-1].end].sent)
    start, end = max(near[0].start, sentence.start - _FAR), min(near[-1].end, sentence.end + _FAR)
    yield from (t for t in doc[start:end] if t.pos_ == "VERB")


def _planned_visit(doc: Doc, statement: Statement) -> records.Timex | None:
    """As in "will visit Norland from 3 to 5 May. She will meet the Minister and sign": the signing is part of the visit."""
    assert statement.deed is not None
    if statement.deed.status != "planned" or statement.deed.kind != "conclude":
        return None
    told = statement.deed.token.sent
    for sent in (told, doc[told.start - 1].sent) if told.start else (told,):
        visit = next((t for t in sent if t.lemma_.lower() in {"visit", "travel"}), None)
        inside = [t for t in _days(doc) if sent.start_char <= t.start < sent.end_char]
        if visit is not None and len(inside) == 1 and inside[0].start > visit.idx:
            return inside[0]
    return None


def _days(doc: Doc) -> list[records.Timex]:
    told = (t for t in records.get(doc, records.Timex) if t.start_date)
    return [t for t in told if t.granularity in {"day", "range"}]
