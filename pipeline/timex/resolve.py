"""Expressions to days: what "last week" or "June 18" means, given the day of speaking and what was told before."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from pipeline.timex.absolute import calendar_day
from pipeline.timex.expression import (
    Clock,
    Day,
    Division,
    Duration,
    Era,
    FiscalYear,
    Meaning,
    Month,
    Part,
    PeriodUnit,
    Range,
    Recurrence,
    Resolved,
    SamePeriod,
    Shift,
    TimexExpression,
    Vague,
    Weekday,
    Year,
    YearRef,
)
from pipeline.timex.words import SEASON_CODES

Anchor = Literal["publication", "text"] | None
_DAY = dt.timedelta(days=1)
_NEVER = 10_000
# "effective from October 1", said late in September: a day next week is likelier than one of last year.
_DAY_PENALTY = 8


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds an expression.

    `told` is the first day of the date told of last, `told_period` the first and last day of the month, quarter or
    other stretch told of last; `told_year` the year that an undated month or day near it
    belongs to; `tense` is -1 where the words speak of the past, 1 of the future, 0 where they do not tell.
    """

    told: dt.date | None = None
    told_period: tuple[dt.date, dt.date] | None = None
    told_year: int | None = None
    tense: Literal[-1, 0, 1] = 0


def resolve(expression: TimexExpression, reference: dt.date | None, context: Context | None = None) -> Resolved:
    """Give the calendar meaning of an expression spoken on the day `reference`; a null interval where it cannot be placed."""
    try:
        return _meaning(expression.meaning, reference, context or Context())
    except OverflowError:  # a shift beyond the years 1 to 9999
        return Resolved("date", "XXXX-XX-XX")


def _meaning(meaning: Meaning, reference: dt.date | None, context: Context) -> Resolved:
    match meaning:
        case Day():
            return _day(meaning, reference, context)
        case Month():
            return _month(meaning, reference, context)
        case Year(year):
            return Resolved("date", f"{year:04}", dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
        case Weekday():
            return _weekday(meaning, reference, context)
        case Division():
            return _division(meaning, reference, context)
        case Era(unit, first, last):
            value = f"{first // 10:03}" if unit == "decade" else f"{first // 100:02}"
            return Resolved("date", value, dt.date(first, 1, 1), dt.date(last, 12, 31), unit)
        case FiscalYear():
            return _fiscal(meaning, reference, context)
        case Shift():
            return _shift(meaning, reference, context)
        case SamePeriod(years):
            return _same_period(years, context)
        case Part(_, whole):
            return _meaning(whole, reference, context)
        case Range():
            return _range(meaning, reference, context)
        case Clock(time, None):
            day_told = context.told.isoformat() if context.told else ""
            return Resolved("time", f"{day_told}T{time}", granularity="time", anchor="text" if day_told else None)
        case Clock(time, day):
            placed = _meaning(day, reference, context) if day else Resolved("date", "")
            kind: Literal["date", "time"] = "time" if time[0].isdecimal() else "date"
            granularity = "time" if kind == "time" else placed.granularity
            return Resolved(kind, f"{placed.value}T{time}", placed.first, placed.last, granularity, placed.anchor)
        case Duration(value):
            return Resolved("duration", value)
        case Recurrence(value):
            return Resolved("set", value)
        case Vague(value):
            return Resolved("date", value)


def _year_of(ref: YearRef, reference: dt.date | None, context: Context) -> tuple[int | None, Anchor]:
    """Give the year that a text names beside a day or month, and what it hangs on."""
    if isinstance(ref, Year):
        return ref.year, None
    if isinstance(ref, Shift):
        base, anchor = _base(ref, reference, context)
        return (base.year + ref.offset, anchor) if base else (None, None)
    return None, None


def _base(shift: Shift, reference: dt.date | None, context: Context) -> tuple[dt.date | None, Anchor]:
    if shift.base == "narrative" and context.told:
        return context.told, "text"
    if shift.base == "narrative" or reference is None:
        return None, None
    return reference, "publication"


def _day(day: Day, reference: dt.date | None, context: Context) -> Resolved:
    month = day.month or 0
    if day.year is not None:
        year, anchor = _year_of(day.year, reference, context)
        found = calendar_day(year, month, day.day) if year else None
    else:
        found, anchor = _undated_day(day, reference, context)
    if found is None:
        return Resolved("date", f"XXXX-{month:02}-{day.day:02}", granularity="day")
    return Resolved("date", found.isoformat(), found, found, "day", anchor)


def _undated_day(day: Day, reference: dt.date | None, context: Context) -> tuple[dt.date | None, Anchor]:
    """Give the year that a careful reader gives a day: that of the story, else the one the tense points to."""
    month = day.month or 0
    if context.told_year:
        told = calendar_day(context.told_year, month, day.day)
        if told and (day.weekday is None or told.isoweekday() == day.weekday):
            return told, "text"
    if reference is None:
        return None, None
    near = [d for y in (-1, 0, 1) if (d := calendar_day(reference.year + y, month, day.day))]
    fitting = [d for d in near if day.weekday is None or d.isoweekday() == day.weekday] or near
    return _nearest(fitting, reference, context.tense, _DAY_PENALTY), "publication"


def _nearest(days: list[dt.date], reference: dt.date, tense: int, wrong_side: int = _NEVER) -> dt.date | None:
    """Give the day closest to the reference on the side that the tense points to, on either side where it points to none.

    A day on the other side counts as `wrong_side` times as far: the tense of one verb may mislead.
    """

    def distance(day: dt.date) -> int:
        days = (day - reference).days
        return abs(days) * (wrong_side if days * tense < 0 else 1)

    return min(days, key=distance, default=None)


def _month(month: Month, reference: dt.date | None, context: Context) -> Resolved:
    anchor: Anchor = None
    year: int | None = None
    if month.year is not None:
        year, anchor = _year_of(month.year, reference, context)
    elif month.which and reference:
        year, anchor = reference.year + _which(month.which, month.month, reference.month), "publication"
    elif context.told_year:
        year, anchor = context.told_year, "text"
    elif reference:
        anchor = "publication"
        starts = [dt.date(reference.year + y, month.month, 1) for y in (-1, 0, 1)]
        same = next((d for d in starts if (d.year, d.month) == (reference.year, reference.month)), None)
        found = same or _nearest(starts, reference, context.tense)
        year = found.year if found else None
    if year is None:
        return Resolved("date", f"XXXX-{month.month:02}", granularity="month")
    first = dt.date(year, month.month, 1)
    return Resolved("date", f"{year:04}-{month.month:02}", first, _month_end(first), "month", anchor)


def _which(which: str, index: int, current: int) -> int:
    """How many years "last", "this" or "next" month or season number `index` lies from the year of the current one."""
    if which == "last":
        return -1 if index >= current else 0
    return int(which == "next" and index <= current)


def _month_end(first: dt.date) -> dt.date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _weekday(weekday: Weekday, reference: dt.date | None, context: Context) -> Resolved:
    if reference is None:
        return Resolved("date", f"XXXX-WXX-{weekday.weekday}", granularity="day")
    monday = reference - (reference.isoweekday() - 1) * _DAY
    there = monday + (weekday.weekday - 1) * _DAY  # in the week of the reference
    if weekday.which == "this":
        found = there
    elif weekday.which == "last":
        found = there if there < reference else there - 7 * _DAY
    elif weekday.which == "next":
        found = there if there > reference else there + 7 * _DAY
    else:
        found = _nearest([there - 7 * _DAY, there, there + 7 * _DAY], reference, context.tense or -1) or there
    return Resolved("date", found.isoformat(), found, found, "day", "publication")


def _division(division: Division, reference: dt.date | None, context: Context) -> Resolved:
    year, anchor = _year_of(division.year, reference, context)
    code = _division_code(division)
    if division.which and reference:
        year, anchor = _which_season(division.index, division.which, reference), "publication"
    elif year is None and division.year is None and division.unit == "quarter" and reference:
        ends = {y: _division_bounds("quarter", division.index, y)[1] for y in (reference.year - 1, reference.year)}
        past = [y for y, end in ends.items() if end <= reference]
        year = reference.year if context.tense > 0 or not past else max(past)
        anchor = "publication"
    elif year is None and division.year is None and division.unit == "season" and reference and context.tense:
        starts = [_division_bounds("season", division.index, reference.year + y)[0] for y in (-1, 0, 1)]
        found = _nearest(starts, reference, context.tense)
        year, anchor = (found.year, "publication") if found else (None, None)
    if year is None:
        return Resolved("date", f"XXXX-{code}", granularity=division.unit)
    first, last = _division_bounds(division.unit, division.index, year)
    return Resolved("date", f"{year:04}-{code}", first, last, division.unit, anchor)


def _division_code(division: Division) -> str:
    if division.unit == "season":
        return SEASON_CODES[division.index - 1]
    return f"{division.unit[0].upper()}{division.index}"


def _which_season(index: int, which: str, reference: dt.date) -> int:
    """Give the year of "last", "this" or "next" season: the one behind, the one at hand or of the same year, the one ahead."""
    bounds = {y: _division_bounds("season", index, reference.year + y) for y in (-1, 0, 1)}
    if which == "last":
        return reference.year + max(y for y, (_, last) in bounds.items() if last < reference)
    if which == "next":
        return reference.year + min(y for y, (first, _) in bounds.items() if first > reference)
    return reference.year + next((y for y, (first, last) in bounds.items() if first <= reference <= last), 0)


def _division_bounds(unit: str, index: int, year: int) -> tuple[dt.date, dt.date]:
    """First and last day; seasons are the meteorological ones of the north, winter ending in the year after."""
    size = {"quarter": 3, "half": 6, "season": 3}[unit]
    month = (index - 1) * size + (3 if unit == "season" else 1)
    first = dt.date(year, month, 1)
    closing = month + size - 1
    return first, _month_end(dt.date(year + (closing > 12), (closing - 1) % 12 + 1, 1))


def _fiscal(fiscal: FiscalYear, reference: dt.date | None, context: Context) -> Resolved:
    """Bounds only where the text says on which day the year ends."""
    year, anchor = _year_of(fiscal.year, reference, context)
    if fiscal.end is not None:
        closing = _day(fiscal.end, reference, context)
        if closing.last:
            opening = calendar_day(closing.last.year - 1, closing.last.month, min(closing.last.day, 28))
            if opening:
                month_end = closing.last == _month_end(closing.last.replace(day=1))
                first = (_month_end(opening.replace(day=1)) if month_end else opening) + _DAY
                return Resolved("date", f"FY{closing.last.year:04}", first, closing.last, "year", closing.anchor)
    return Resolved("date", f"FY{year:04}" if year else "XXXX", granularity="year", anchor=anchor)


def _shift(shift: Shift, reference: dt.date | None, context: Context) -> Resolved:
    base, anchor = _base(shift, reference, context)
    if shift.unit == "day" and shift.note:
        return _noted(shift, base, anchor)
    if base is None:
        return Resolved("date", _UNKNOWN.get(shift.unit, "XXXX"), granularity=_granularity(shift.unit))
    first, last, value = period(shift.unit, base, shift.offset)
    if shift.base == "narrative" and reference and first > reference and context.tense <= 0 and abs(shift.offset) > 1:
        return Resolved("date", _UNKNOWN.get(shift.unit, "XXXX"), granularity=_granularity(shift.unit))
    return Resolved("date", value, first, last, _granularity(shift.unit), anchor)


_UNKNOWN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX"}


def _granularity(unit: PeriodUnit) -> str:
    return "range" if unit == "weekend" else unit


def _noted(shift: Shift, base: dt.date | None, anchor: Anchor) -> Resolved:
    """Read "today (23)": the day in brackets counts, in the month that lies nearest; unplaced where no month is known."""
    month, number = shift.note or (None, 0)
    found = None
    if base is not None:
        near = base + shift.offset * _DAY
        months = [(near.year + (near.month + m - 1) // 12, (near.month + m - 1) % 12 + 1) for m in (-1, 0, 1)]
        days = [d for y, m in months if (month is None or m == month) and (d := calendar_day(y, m, number))]
        found = min(days, key=lambda d: abs((d - near).days), default=None)
    if found is None:
        value = f"XXXX-{month:02}-{number:02}" if month else f"XXXX-XX-{number:02}"
        return Resolved("date", value, granularity="day")
    return Resolved("date", found.isoformat(), found, found, "day", anchor)


def period(unit: PeriodUnit, base: dt.date, offset: int) -> tuple[dt.date, dt.date, str]:
    """First day, last day and TIMEX3 value of the period so many units from the one that holds a day."""
    monday = base - (base.isoweekday() - 1) * _DAY + 7 * offset * _DAY
    week = f"{monday.isocalendar().year:04}-W{monday.isocalendar().week:02}"
    match unit:
        case "day":
            day = base + offset * _DAY
            return day, day, day.isoformat()
        case "week":
            return monday, monday + 6 * _DAY, week
        case "weekend":
            return monday + 5 * _DAY, monday + 6 * _DAY, week + "-WE"
        case "month":
            months = base.year * 12 + base.month - 1 + offset
            first = dt.date(months // 12, months % 12 + 1, 1)
            return first, _month_end(first), f"{first.year:04}-{first.month:02}"
        case "quarter":
            quarters = base.year * 4 + (base.month - 1) // 3 + offset
            first, last = _division_bounds("quarter", quarters % 4 + 1, quarters // 4)
            return first, last, f"{first.year:04}-Q{quarters % 4 + 1}"
        case "year":
            year = base.year + offset
            return dt.date(year, 1, 1), dt.date(year, 12, 31), f"{year:04}"
        case "decade":
            year = base.year // 10 * 10 + 10 * offset
            return dt.date(year, 1, 1), dt.date(year + 9, 12, 31), f"{year // 10:03}"
        case "century":
            year = (base.year - 1) // 100 * 100 + 100 * offset
            return dt.date(year + 1, 1, 1), dt.date(year + 100, 12, 31), f"{year // 100:02}"
        case "half" | "season":
            raise NotImplementedError(unit)


def _same_period(years: int, context: Context) -> Resolved:
    """Give the stretch of days told of before, moved by years; a month or quarter stays one."""
    if context.told_period is None:
        return Resolved("date", "XXXX", granularity="range")
    first, last = (day.replace(year=day.year + years, day=min(day.day, 28)) for day in context.told_period)
    whole = context.told_period[1] == _month_end(context.told_period[1].replace(day=1))
    last = _month_end(last.replace(day=1)) if whole else last.replace(day=context.told_period[1].day)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day == 1 and whole and months == 1:
        return Resolved("date", f"{first.year:04}-{first.month:02}", first, last, "month", "text")
    if first.day == 1 and whole and months == 3 and first.month % 3 == 1:
        return Resolved("date", f"{first.year:04}-Q{first.month // 3 + 1}", first, last, "quarter", "text")
    return Resolved("date", f"{first.isoformat()}/{last.isoformat()}", first, last, "range", "text")


def _range(meaning: Range, reference: dt.date | None, context: Context) -> Resolved:
    first = _meaning(meaning.first, reference, context)
    later = context
    if first.first and isinstance(meaning.last, (Day, Month)) and meaning.last.year is None:
        later = Context(first.first, tense=1)  # the end of a range lies behind its beginning
        last = _meaning(meaning.last, first.first, later)
    elif first.first and isinstance(meaning.last, Weekday):
        last = _meaning(meaning.last, first.first, Context(tense=1))
    else:
        last = _meaning(meaning.last, reference, context)
    if first.first is None or last.last is None or last.last < first.first:
        return Resolved("date", f"{first.value}/{last.value}", granularity="range")
    anchor = first.anchor or (last.anchor if not isinstance(meaning.last, (Day, Month, Weekday)) else None)
    return Resolved("date", f"{first.value}/{last.value}", first.first, last.last, "range", anchor)
