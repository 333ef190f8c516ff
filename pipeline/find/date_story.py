"""The story that dates stand in: each is resolved in the order of the text, so that it can hang on those told before it.

Where no publication date is stated, a reference date is inferred from the dates that the text gives in full.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from spacy.tokens import Doc, Span

from pipeline.find.date_context import Tense, in_passing
from pipeline.lexicon import table
from pipeline.timex import Context, Resolved, TimexExpression, resolve
from pipeline.timex.expression import Clock, Day, Meaning, Month, Part, Range, SamePeriod, Shift, Weekday, Year

_OPENING: Final = 600  # characters within which the news of a release is told, whatever its length
_WORD: Final = 6  # characters, with the space behind it
_DETERMINERS: Final = frozenset({"the", "their", "its", "our", "a", "that", "this"})
_NEAR: Final = 10  # days
_MEMORY: Final = 5  # sentences over which "the next day" reaches back
_RECALLED: Final = 100  # expressions looked at on the way back; sentences alone would not bound a list of dates


@dataclass(frozen=True, slots=True)
class Placed:
    """An expression with its tokens, the number of its sentence, and whether the words about it tell of the past."""

    expression: TimexExpression
    span: Span
    sentence: int
    tense: Tense


def inferred(doc: Doc, alone: Sequence[tuple[Placed, Resolved]]) -> dt.date | None:
    """Give the day that a release without a publication date seems to speak from.

    That is the last full day that its opening tells of as past; a day further down may be any day of history.
    """
    # A release that looks back on a year speaks from no day before it.
    years = (p.expression.meaning.year for p, _ in alone if isinstance(p.expression.meaning, Year) and p.tense < 0)
    latest = max(years, default=0)
    days = [
        meaning.first
        for place, meaning in alone
        if meaning.granularity == "day"
        and meaning.first
        and meaning.type == "date"
        and place.tense <= 0
        and not in_passing(place.span)
        and not _of_a_life(place.span)
        and meaning.first.year >= latest
        and place.expression.start < max(_OPENING, len(doc) // 4 * _WORD)
    ]
    return max(days, default=None) or _inferred_by_note([place.expression.meaning for place, _ in alone])


def _of_a_life(span: Span) -> bool:
    """Whether a day is one of birth: "born in Oslo on May 9, 1934"."""
    return any(token.lower_ in {"born", "birth"} for token in span.doc[max(0, span.start - 6) : span.start])


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


def too_exact(new: tuple[Placed, Resolved], reference: dt.date | None) -> bool:
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


def resolve_in_order(placed: Iterable[Placed], reference: dt.date | None) -> list[tuple[Placed, Resolved]]:
    """Each expression with its meaning, resolved in the order of the text."""
    done: list[tuple[Placed, Resolved]] = []
    places = list(placed)
    years: dict[int, int] = {}
    for place in places:
        if isinstance(place.expression.meaning, Year) and not _names_a_paper(place.span):
            years.setdefault(place.sentence, place.expression.meaning.year)
    for place in places:
        context = Context(
            told=_told_before(done, place),
            told_period=_told_period(done, place),
            told_year=_told_year(years, done, place, reference),
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
    loose = isinstance(place.expression.meaning, Shift) and place.expression.meaning.base == "story"
    for other, told in islice(reversed(done), _RECALLED):
        if place.sentence - other.sentence > (1 if loose else _MEMORY):
            return None
        if loose and (told.granularity in {"day", "time"} or _since(other.span)):
            continue  # "forecasts for the year" are of this year, whatever happened on some day
        if told.first and (fine is None or told.granularity in fine):
            return told.first
        if told.first and other.sentence == place.sentence:
            return None  # what it hangs on is told less exactly
    return None


def _names_a_paper(span: Span) -> bool:
    """Whether a year belongs to the name of a pact or a law, and dates no event: "their pact of 2018", "the 2018 Accord"."""
    doc, start, end = span.doc, span.start, span.end
    heads = table("instrument_heads")
    if start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in heads:
        return True
    return (
        any(token.lower_ in heads for token in doc[end : end + 3] if token.is_alpha)
        and start > 0
        and doc[start - 1].lower_ in _DETERMINERS
    )


def _since(span: Span) -> bool:
    return span.start > 0 and span.doc[span.start - 1].lower_ == "since"


def _told_period(done: Sequence[tuple[Placed, Resolved]], place: Placed) -> tuple[dt.date, dt.date] | None:
    """Give the month, quarter or other stretch that "the same period last year" compares with."""
    if not isinstance(place.expression.meaning, SamePeriod):
        return None
    for other, told in islice(reversed(done), _RECALLED):
        if place.sentence - other.sentence > _MEMORY:
            return None
        if told.first and told.last and told.granularity in {"week", "month", "quarter", "half", "season", "range"}:
            return told.first, told.last
    return None


def _narrative_unit(meaning: Meaning | None) -> str | None:
    match meaning:
        case Shift(unit=unit, base="narrative" | "story"):
            return unit
        case Day(month=None):
            return "month"
        case Weekday(which="next" | "last"):
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
    years: Mapping[int, int], done: Sequence[tuple[Placed, Resolved]], place: Placed, reference: dt.date | None
) -> int | None:
    """Give the year of the story that an undated day or month belongs to, where that is not the reference's own.

    A date with its year in the same sentence or the one before gives it, while the words do not turn to the future;
    without a reference, a year that stands in the same sentence does too.
    """
    if not isinstance(place.expression.meaning, (Day, Month, Range, Part, Clock)):
        return None
    if reference is None and place.sentence in years:
        return years[place.sentence]
    for other, told in islice(reversed(done), _RECALLED):
        if place.sentence - other.sentence > 1:
            break
        if told.first and told.anchor != "publication" and told.granularity in {"day", "month", "range"}:
            if place.tense < 0 and (reference is None or told.first.year != reference.year):
                return told.first.year
            return None
    return None
