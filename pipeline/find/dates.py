"""press_dates: the expressions of time in a release, placed on the calendar.

The grammar of `pipeline.timex` reads the text; guards throw out what only looks like a date; what remains is resolved
in the order of the text, so that "the next day" can hang on the date told before it. Where no publication date is
stated, a reference date is inferred from the dates that the text gives in full.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.find.date_context import Layers, Tense, in_passing, sentence_starts, tense
from pipeline.find.date_guards import rejection
from pipeline.lexicon import table
from pipeline.records import Facts, Timex
from pipeline.timex import Context, Resolved, TimexExpression, expressions, resolve
from pipeline.timex.expression import Clock, Day, Meaning, Month, Part, Range, SamePeriod, Shift, Weekday, Year

SPANS_KEY: Final = "press_dates"
_OPENING: Final = 600  # characters within which the news of a release is told, whatever its length
_WORD: Final = 6  # characters, with the space behind it
_NEAR: Final = 10  # days
_MEMORY: Final = 3  # sentences over which "the next day" reaches back
_LEAST_PRECISION: Final = 0.6  # a rule that is right less often is not worth its rows


@Language.factory(
    "press_dates",
    assigns=["doc.spans"],
    default_config={"day_first": None},
)
def make_dates(nlp: Language, name: str, day_first: bool | None) -> DateFinder:
    """Give the component. `day_first` reads "03/04/2024": true as 3 April, false as March 4, null as no date."""
    return DateFinder(nlp, name, day_first=day_first)


class DateFinder:
    """Finds, guards and resolves expressions of time; see the module's docstring."""

    def __init__(self, nlp: Language, name: str = "press_dates", *, day_first: bool | None = None) -> None:
        self.name = name
        self.day_first = day_first
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Store `records.Timex` and the spans, and complete `records.Facts` by the reference date."""
        if not records.has(doc, Facts):
            doc = _lay_out(self._nlp, doc)
        known = records.facts(doc)
        placed = [p for p in _placed(doc, self.day_first) if _precision(p.expression.rule) >= _LEAST_PRECISION]
        published = dt.date.fromisoformat(known.published) if known.published else None
        alone = [] if published else _told(placed, None)
        reference = published or _inferred(doc, alone)
        records.put(
            doc,
            Facts,
            [
                replace(
                    known,
                    reference_date=reference.isoformat() if reference else None,
                    reference_basis=("published" if published else "inferred") if reference else None,
                )
            ],
        )
        told = _told(placed, reference) if reference else alone
        if alone:  # what the text placed without the inferred day does not hang on it
            told = [
                old if old[1].first or _too_exact(new, reference) else new for old, new in zip(alone, told, strict=True)
            ]
        found = [_record(place, meaning) for place, meaning in told]
        records.put(doc, Timex, found)
        doc.spans[SPANS_KEY] = [place.span for place in placed]
        return doc


@dataclass(frozen=True, slots=True)
class Placed:
    """An expression with its tokens, the number of its sentence, and whether the words about it tell of the past."""

    expression: TimexExpression
    span: Span
    sentence: int
    tense: Tense


def _lay_out(nlp: Language, doc: Doc) -> Doc:
    from pipeline.layout.component import make_layout  # noqa: PLC0415  # only where no layout ran before

    layout: Callable[[Doc], Doc] = make_layout(nlp, "press_layout")
    return layout(doc)


def _placed(doc: Doc, day_first: bool | None) -> list[Placed]:
    """Give the expressions that stand the guards, in order."""
    starts = sentence_starts(doc)
    layers = Layers.of(doc)
    text = layers.text
    breaks = {start for start in starts if "\n" in text[max(0, start - 2) : start]}
    for zone in records.get(doc, records.Zone):  # on a Doc parsed before its layout was read, sentences may cross these
        breaks |= {zone.start, zone.end}
    found = []
    for expression in expressions(text, breaks=breaks, day_first=day_first):
        span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is not None and rejection(expression, span, layers) is None:
            sentence = bisect.bisect_right(starts, expression.start)
            found.append(Placed(expression, span, sentence, tense(span, layers)))
    return found


def _inferred(doc: Doc, alone: Sequence[tuple[Placed, Resolved]]) -> dt.date | None:
    """Give the day that a release without a publication date seems to speak from.

    That is the last full day that its opening tells of as past; a day further down may be any day of history.
    """
    days = [
        meaning.first
        for place, meaning in alone
        if meaning.granularity == "day"
        and meaning.first
        and meaning.type == "date"
        and place.tense <= 0
        and not in_passing(place.span)
        and place.expression.start < max(_OPENING, len(doc) // 4 * _WORD)
    ]
    return max(days, default=None) or _inferred_by_note([place.expression.meaning for place, _ in alone])


def _inferred_by_note(meanings: Sequence[Meaning]) -> dt.date | None:
    """Give the day of "today (08)", where the text knows of one year alone and gives the month with another day."""
    years = {meaning.year for meaning in meanings if isinstance(meaning, Year)}
    several = any(isinstance(meaning, Range) and isinstance(meaning.first, Year) for meaning in meanings)
    notes = [note for meaning in meanings if (note := _note(meaning)) and note.note]
    days = [
        day for meaning in meanings for day in _ends(meaning) if isinstance(day, Day) and day.month and not day.year
    ]
    if len(years) != 1 or several or not notes or not days:
        return None
    near = resolve(TimexExpression(0, 0, "day", replace(days[0], year=Year(min(years)))), None).first
    noted = resolve(TimexExpression(0, 0, "day", replace(notes[0], offset=0)), near).first if near else None
    return noted - dt.timedelta(days=notes[0].offset) if noted else None


def _note(meaning: Meaning | None) -> Shift | None:
    match meaning:
        case Shift(unit="day", note=tuple()):
            return meaning
        case Clock(day=inner) | Range(first=inner):
            return _note(inner)
        case _:
            return None


def _ends(meaning: Meaning) -> tuple[Meaning, ...]:
    return (meaning.first, meaning.last) if isinstance(meaning, Range) else (meaning,)


def _too_exact(new: tuple[Placed, Resolved], reference: dt.date | None) -> bool:
    """Whether an inferred day cannot bear an expression: "today" may be days later, "this year" is the same.

    A weekday is borne where it is the inferred day's own, and a day noted in brackets where it is near.
    """
    place, meaning = new
    if reference is None or meaning.first is None or meaning.anchor != "publication":
        return False
    match place.expression.meaning:
        case Weekday() | Clock(day=Weekday()):
            return meaning.first != reference
        case Shift(note=tuple()) | Clock(day=Shift(note=tuple())):
            return abs((meaning.first - reference).days) > _NEAR
        case Shift(unit="year" | "decade" | "century") | Part(whole=Shift(unit="year")) | Day() | Month() | Range():
            return False
        case _:
            return meaning.granularity in {"day", "week", "month", "time", "range"}


def _told(placed: Iterable[Placed], reference: dt.date | None) -> list[tuple[Placed, Resolved]]:
    """Each expression with its meaning, resolved in the order of the text."""
    done: list[tuple[Placed, Resolved]] = []
    places = list(placed)
    for place in places:
        context = Context(
            told=_told_before(done, place),
            told_period=_told_period(done, place),
            told_year=_told_year(places, done, place, reference),
            tense=place.tense,
        )
        spoken = context.told if place.expression.rule == "narrative_weekday" else reference
        done.append((place, resolve(place.expression, spoken, context)))
    return done


_FINE: Final = {
    "day": {"day"},
    "week": {"day", "week"},
    "month": {"day", "week", "month"},
    "quarter": {"day", "week", "month", "quarter"},
}


def _told_before(done: Sequence[tuple[Placed, Resolved]], place: Placed) -> dt.date | None:
    """Give the date that "the next day" or "that year" hangs on: the last one told not long before, at least as exactly."""
    unit = _narrative_unit(place.expression.meaning)
    if unit is None:
        return None
    fine = _FINE.get(unit)
    for other, told in reversed(done):
        if place.sentence - other.sentence > _MEMORY:
            return None
        if told.first and (fine is None or told.granularity in fine):
            return told.first
    return None


def _told_period(done: Sequence[tuple[Placed, Resolved]], place: Placed) -> tuple[dt.date, dt.date] | None:
    """Give the month, quarter or other stretch that "the same period last year" compares with."""
    if not isinstance(place.expression.meaning, SamePeriod):
        return None
    for other, told in reversed(done):
        if place.sentence - other.sentence > _MEMORY:
            return None
        if told.first and told.last and told.granularity in {"week", "month", "quarter", "half", "season", "range"}:
            return told.first, told.last
    return None


def _narrative_unit(meaning: Meaning | None) -> str | None:
    match meaning:
        case Shift(unit=unit, base="narrative"):
            return unit
        case Weekday(which="next"):
            return "day"
        case Day(year=Shift() as year) | Month(year=Shift() as year):
            return _narrative_unit(year)
        case Clock(day=None):
            return "day"
        case Part(whole=inner) | Clock(day=inner):
            return _narrative_unit(inner)
        case _:
            return None


def _told_year(
    places: Sequence[Placed], done: Sequence[tuple[Placed, Resolved]], place: Placed, reference: dt.date | None
) -> int | None:
    """Give the year of the story that an undated day or month belongs to, where that is not the reference's own.

    A date with its year in the same sentence or the one before gives it, while the words do not turn to the future;
    without a reference, a year that stands in the same sentence does too.
    """
    if not isinstance(place.expression.meaning, (Day, Month, Range, Part, Clock)):
        return None
    if reference is None:
        for other in places:
            if other.sentence == place.sentence and isinstance(other.expression.meaning, Year):
                return other.expression.meaning.year
    for other, told in reversed(done):
        if place.sentence - other.sentence > 1:
            break
        if told.first and told.anchor != "publication" and told.granularity in {"day", "month", "range"}:
            if reference is None or (told.first.year != reference.year and place.tense < 0):
                return told.first.year
            return None
    return None


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
