"""press_dates: the expressions of time in a release, placed on the calendar.

The grammar of `pipeline.timex` reads the text; guards throw out what only looks like a date; what remains is resolved
in the order of the text, so that "the next day" can hang on the date told before it. Where no publication date is
stated, a reference date is inferred from the dates that the text gives in full.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.find.date_context import Layers, line_starts, sentence_starts, tense
from pipeline.find.date_fiscal import with_bounds
from pipeline.find.date_guards import rejection
from pipeline.find.date_lines import stretches
from pipeline.find.date_order import order_of
from pipeline.find.date_story import Placed, inferred, resolve_in_order, too_exact
from pipeline.lexicon import table
from pipeline.records import Facts, Timex
from pipeline.timex import Resolved, TimexExpression
from pipeline.timex.expression import (
    Clock,
    Day,
    FiscalYear,
    Numeric,
    Weekday,
)
from pipeline.timex.grammar import in_line, moved

SPANS_KEY: Final = "press_dates"
_LEAST_PRECISION: Final = 0.6  # a rule that is right less often is not worth its rows


def _timex(span: Span) -> Timex | None:
    """Give what was found where a span stands, null where nothing was."""
    start, end = span.start_char, span.end_char
    inside = (t for t in records.get(span.doc, Timex) if t.start >= start and t.end <= end)
    return next(inside, None)


Doc.set_extension("reference_date", default=None, force=True)
Span.set_extension("timex", getter=_timex, force=True)


@Language.factory(
    "press_dates",
    assigns=["doc.spans"],
    default_config={"day_first": None, "reference_date": None},
)
def make_dates(nlp: Language, name: str, day_first: bool | None, reference_date: str | None = None) -> DateFinder:
    """Give the component; see `DateFinder`."""
    return DateFinder(nlp, name, day_first=day_first, reference_date=reference_date)


class DateFinder:
    """Finds, guards and resolves expressions of time; see the module's docstring.

    Works alone, on a blank pipeline too (tense is then read from words near by instead of the parse):

        nlp = spacy.blank("en")
        nlp.add_pipe("press_dates")
        doc = nlp.make_doc("It rained yesterday.")
        doc._.reference_date = "2024-06-18"
        for span in nlp(doc).spans["press_dates"]:
            print(span.text, span.label_, span.kb_id_, span._.timex)

    Each span has the TIMEX3 type as its label (DATE, TIME, DURATION, SET), the TIMEX3 value as its `kb_id`, and in
    `span._.timex` the `records.Timex` with first and last day, granularity, and what it hangs on.

    `doc._.reference_date`, an ISO day or a `datetime.date`, is the day that the text speaks from; `nlp.pipe` takes Docs
    made like this as well. The setting `reference_date` gives one day for all documents. Without either it is the day of
    issue that the layout of the text states, or one inferred from the dates in the text, or none. `ValueError` where it
    is no day.

    `day_first` reads "03/04/2024": true as 3 April, false as March 4; null lets each release decide (see `date_order`),
    and leaves the day open where nothing in it tells.
    """

    factory: ClassVar[str] = "press_dates"

    def __init__(
        self,
        nlp: Language,
        name: str = "press_dates",
        *,
        day_first: bool | None = None,
        reference_date: str | None = None,
    ) -> None:
        self.name = name
        self.day_first = day_first
        self.reference_date = reference_date
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Store `records.Timex` and the spans, and complete `records.Facts` by the reference date."""
        if not records.has(doc, Facts):
            doc = _lay_out(self._nlp, doc, self.day_first)
        known = records.facts(doc)
        given = _given(doc, self.reference_date)
        placed = [p for p in _placed(doc, self.day_first, given) if _precision(p.expression.rule) >= _LEAST_PRECISION]
        stated = given or (dt.date.fromisoformat(known.published) if known.published else None)
        alone = [] if stated else resolve_in_order(placed, None)
        reference = stated or inferred(doc, alone)
        records.put(
            doc,
            Facts,
            [
                replace(
                    known,
                    reference_date=reference.isoformat() if reference else None,
                    reference_basis=_basis(reference, given, stated),
                )
            ],
        )
        told = resolve_in_order(placed, reference) if reference else alone
        if alone:  # what the text placed without the inferred day does not hang on it
            told = [
                old if old[1].first or too_exact(new, reference) else new for old, new in zip(alone, told, strict=True)
            ]
        meanings = [meaning for _, meaning in told]
        if any(isinstance(place.expression.meaning, FiscalYear) for place in placed):
            read = [(p.expression.start, p.expression.end, p.expression.meaning, meaning) for p, meaning in told]
            meanings = with_bounds(read, doc.text)
        found = [_record(place, meaning) for place, meaning in zip(placed, meanings, strict=True)]
        records.put(doc, Timex, found)
        doc.spans[SPANS_KEY] = [
            Span(doc, place.span.start, place.span.end, timex.type.upper(), kb_id=timex.value)
            for place, timex in zip(placed, found, strict=True)
        ]
        return doc


def _given(doc: Doc, default: str | None) -> dt.date | None:
    """Give the reference date that the caller set; raises `ValueError` where it is no ISO day."""
    given = doc._.reference_date or default
    if given is None or isinstance(given, dt.date):
        return given
    return dt.date.fromisoformat(given)


def _basis(reference: dt.date | None, given: dt.date | None, stated: dt.date | None) -> str | None:
    if reference is None:
        return None
    return "given" if given else "published" if stated else "inferred"


def _lay_out(nlp: Language, doc: Doc, day_first: bool | None) -> Doc:
    from pipeline.layout.component import make_layout  # noqa: PLC0415  # only where no layout ran before

    layout: Callable[[Doc], Doc] = make_layout(nlp, "press_layout", day_first)
    return layout(doc)


def _placed(doc: Doc, day_first: bool | None, given: dt.date | None) -> list[Placed]:
    """Give the expressions that stand the guards, in order; `given` is the reference date that the caller set."""
    starts = sentence_starts(doc)
    layers = Layers.of(doc)
    breaks = line_starts(doc, starts)
    for zone in records.get(doc, records.Zone):  # on a Doc parsed before its layout was read, sentences may cross these
        breaks |= {zone.start, zone.end}
    found = []
    read = [moved(e, at) for at, text in stretches(doc, starts, breaks) for e in in_line(text)]
    for expression in _ordered(doc, read, day_first, given):
        span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is not None and _colours(span):
            expression = replace(expression, start=span[1].idx)  # noqa: PLW2901  (the same one, less its article)
            span = span[1:]
        if span is not None and rejection(expression, span, layers) is None:
            sentence = bisect.bisect_right(starts, expression.start)
            found.append(
                Placed(
                    expression,
                    span,
                    sentence,
                    tense(span, layers, exact=isinstance(expression.meaning, (Clock, Day, Weekday))),
                )
            )
    return found


def _ordered(
    doc: Doc, found: list[TimexExpression], setting: bool | None, given: dt.date | None
) -> list[TimexExpression]:
    """Read the days in numbers by the custom of the release; the rule then says which, and how it is known."""
    if not any(isinstance(e.meaning, Numeric) for e in found):
        return found
    order = order_of(doc, found, setting, given)
    if order is None:
        return [replace(e, rule="day_or_month_first") if isinstance(e.meaning, Numeric) else e for e in found]
    rule = f"{'day' if order.day_first else 'month'}_first_by_{order.basis}"
    return [
        replace(e, rule=rule, meaning=e.meaning.day(day_first=order.day_first)) if isinstance(e.meaning, Numeric) else e
        for e in found
    ]


def _colours(span: Span) -> bool:
    """Whether an expression that "the" leads only colours the noun behind it: "the first quarter profit"."""
    follow = span.doc[span.end] if span.end < len(span.doc) else None
    led = len(span) > 1 and span[0].lower_ == "the"
    return led and follow is not None and follow.tag_ in {"NN", "NNS"} and follow.text.islower()


def _record(place: Placed, meaning: Resolved) -> Timex:
    return Timex(
        start=place.expression.start,
        end=place.expression.end,
        type=meaning.type,
        value=meaning.value,
        start_date=meaning.first.isoformat() if meaning.first else None,
        end_date=meaning.last.isoformat() if meaning.last else None,
        granularity=meaning.granularity,
        anchor=meaning.anchor,
        rule=place.expression.rule,
        confidence=_precision(place.expression.rule),
    )


def _precision(rule: str) -> float:
    return float(table("date_rule_precision").get(rule, "0.9"))


def day_before(doc: Doc, char_offset: int) -> Timex | None:
    """Give the nearest day that stands before an offset, in the same sentence or the one before: for "During this visit"."""
    starts = sentence_starts(doc)
    sentence = bisect.bisect_right(starts, char_offset)
    for found in reversed(records.get(doc, Timex)):
        if found.start >= char_offset or not found.start_date or found.granularity != "day":
            continue
        return found if sentence - bisect.bisect_right(starts, found.start) <= 1 else None
    return None
