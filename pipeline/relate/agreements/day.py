"""The day of an agreement: from the sentences that tell of its signing, or from the occasion that they speak of.

"signed on 3 May" gives the day itself. "During this visit they signed" sends back to the day on which the visit was told, in the sentence
before or in the one before that. A date counts only where it hangs on the deed: "announced on Monday that it had signed" gives none.
"""

from __future__ import annotations

from datetime import date, timedelta

from spacy.tokens import Doc, Token

from pipeline import records
from pipeline.lexicon import words
from pipeline.relate.agreements.occasion import Day, as_day, on_occasion
from pipeline.relate.agreements.statement import BARE_DAYS, Statement
from pipeline.relate.agreements.status import Deed

_EVENTS = words("event_words")
_OCCASION = frozenset({"during", "at", "on", "in"})
_DATED = frozenset({"conclude", "give", "end", "renew"})
_GRAINS = {"day": 10, "month": 7, "year": 4}  # a finer date may stand further off
_ADJECTIVES = 2  # words between a date and the name: "today’s civil settlement"
_SPANS = frozenset({"until", "till", "through", "to", "since"})  # "until 2028" is no day of signing


def day_of(doc: Doc, statements: list[Statement]) -> Day | None:
    """The day of the agreement from its statements: in their sentences first, then on the occasion that the sentence speaks of."""
    timexes = [
        t
        for t in records.get(doc, records.Timex)
        if t.type in {"date", "time"} and t.start_date and t.granularity in {"day", "month", "year", "time", "week"}
    ]
    # the date in a name ("the Convention of 5 October 1961") is not that of what is done to it
    names = [s.span for s in statements]
    told = [t for t in timexes if not any(n.start_char < t.start and t.end <= n.end_char for n in names)]
    deeds = [s.deed for s in statements if s.deed is not None]
    # what an assembly has adopted and states are still to sign has no day yet
    adopted = {d.token.i for d in deeds if d.token.lemma_.lower() == "adopt"} if any(map(_is_to_come, deeds)) else set()
    ranked = sorted(
        [s for s in statements if s.deed is not None and s.deed.kind in _DATED and s.deed.token.i not in adopted],
        key=lambda s: (-s.deed.firmness if s.deed else 0, s.start),
    )
    for statement in ranked:
        if (day := _in_sentence(doc, statement, told)) is not None:
            return day
    for statement in ranked:
        if (day := on_occasion(doc, statement)) is not None:
            return day
    for statement in statements:
        if (day := _of_name(doc, statement, timexes) or _todays(doc, statement)) is not None:
            return day
    return None


def _is_to_come(deed: Deed) -> bool:
    return deed.status == "planned" and deed.kind in {"conclude", "plan"}


def _todays(doc: Doc, statement: Statement) -> Day | None:
    """As in "Todays settlement resolves", written without its apostrophe."""
    at = statement.start - 1
    while at > 0 and statement.start - at <= _ADJECTIVES and doc[at].pos_ in {"ADJ", "VERB"}:
        at -= 1
    day = records.facts(doc).reference_date
    if at < 0 or doc[at].lower_ not in BARE_DAYS or day is None or statement.plural:
        return None
    told = date.fromisoformat(day) - timedelta(days=doc[at].lower_ == "yesterdays")
    return Day(told.isoformat(), told.isoformat(), told.isoformat(), "publication")


def _of_name(doc: Doc, statement: Statement, timexes: list[records.Timex]) -> Day | None:
    """As in "today’s settlement", "the 1967 Treaty", "the Accord of 1974": a date that stands with the name."""
    before, after = statement.span.start, statement.span.end
    for timex in timexes:
        span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
        if span is None:
            continue
        gap = doc[span.end : before]
        in_front = (
            span.end <= before
            and len(gap) <= _ADJECTIVES + 1
            and all(t.pos_ in {"PART", "ADJ"} or t.lower_ in {"'", "’", "s"} for t in gap)
        )
        behind = span.start == after + 1 and doc[after].lower_ == "of"
        inside = before < span.start < after and doc[span.start - 1].lower_ == "of"
        possessive = len(gap) > 0 and gap[0].lower_ in {"'s", "’s", "'", "’"}
        if ((in_front and (possessive or timex.granularity == "year")) or behind or inside) and not statement.plural:
            return as_day(timex)
    return None


def _in_sentence(doc: Doc, statement: Statement, timexes: list[records.Timex]) -> Day | None:
    assert statement.deed is not None
    verb = statement.deed.token
    inside = statement.sentence.start <= verb.i < statement.sentence.end
    sentence = statement.sentence if inside else verb.sent  # a plea agreement is told apart from the plea
    best: tuple[int, records.Timex] | None = None
    for timex in timexes:
        span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
        if span is None or not sentence.start <= span.start < sentence.end:
            continue
        if (
            statement.span.start <= span.start < statement.span.end
            or (
                timex.granularity == "year"
                and span.end == statement.start
                and doc[span.start - 1].lower_ not in _OCCASION
            )
            or {_word_before(doc, span.start), span[0].lower_} & _SPANS
        ):
            continue
        if not _ties(span.root, verb, statement):
            continue
        distance = abs(span.start - verb.i) - _GRAINS.get(timex.granularity or "", 0)
        if best is None or distance < best[0]:
            best = (distance, timex)
    return as_day(best[1]) if best else None


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
    if any(t.i == at.i for t in verb.ancestors) and verb.pos_ in {"NOUN", "PROPN"}:
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
    if verb.dep_ == "acl" and verb.head.lower_ in _EVENTS:
        return True  # "in a ceremony held on 3 May"
    return verb.tag_ == "VB" and verb.dep_ in {"acl", "advcl", "xcomp", "relcl"} and root.head.lower_ == "on"
