"""Expressions to days: what "last week" or "June 18" means, given the day of speaking and what was told before."""

from __future__ import annotations

import datetime as dt

from pipeline.timex.absolute import calendar_day
from pipeline.timex.bounds import division_bounds, month_end, months_of, nth_of, period, which_season
from pipeline.timex.expression import (
    Clock,
    Day,
    Division,
    Duration,
    Era,
    FiscalYear,
    Holding,
    Holiday,
    Meaning,
    Month,
    Months,
    Nth,
    Numeric,
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
from pipeline.timex.holidays import feast
from pipeline.timex.undated import Anchor, Context, bare_day, nearest, undated_day, which_year
from pipeline.timex.words import SEASON_CODES

_DAY = dt.timedelta(days=1)


def resolve(expression: TimexExpression, reference: dt.date | None, context: Context | None = None) -> Resolved:
    """Give the calendar meaning of an expression spoken on the day `reference`; a null interval where it cannot be placed."""
    try:
        return _meaning(expression.meaning, reference, context or Context())
    except (OverflowError, ValueError):  # a shift beyond the years 1 to 9999
        return Resolved("date", "XXXX-XX-XX")


def _meaning(meaning: Meaning, reference: dt.date | None, context: Context) -> Resolved:
    match meaning:
        case Day():
            return _day(meaning, reference, context)
        case Month():
            return _month(meaning, reference, context)
        case Numeric(_, _, year):
            return Resolved("date", f"{year:04}-XX-XX", granularity="day")
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
        case SamePeriod(years, year):
            return _same_period(years, year, context)
        case Holiday():
            return _holiday(meaning, reference, context)
        case Nth():
            return _nth(meaning, reference, context)
        case Holding():
            return _holding(meaning, reference, context)
        case Months():
            return _months(meaning, reference, context)
        case Part(_, whole):
            return _meaning(whole, reference, context)
        case Range():
            return _range(meaning, reference, context)
        case Clock():
            return _clock(meaning, reference, context)
        case Duration(value):
            return Resolved("duration", value)
        case Recurrence(value):
            return Resolved("set", value)
        case Vague(value):
            return Resolved("date", value)


def _clock(clock: Clock, reference: dt.date | None, context: Context) -> Resolved:
    """A time of day without a day has no place on the calendar; its value takes the day that the story is at."""
    part = not clock.time[0].isdecimal()
    if clock.day is None:
        told = context.told or (reference if context.tense else None)  # without a verb it may be of any day
        anchor: Anchor = None if told is None else "text" if context.told else "publication"
        return Resolved("time", f"{told.isoformat() if told else ''}T{clock.time}", granularity="time", anchor=anchor)
    placed = _meaning(clock.day, reference, context)
    return Resolved(
        "time",
        f"{placed.value}T{clock.time}",
        placed.first,
        placed.last,
        placed.granularity if part else "time",
        placed.anchor,
    )


def _holiday(holiday: Holiday, reference: dt.date | None, context: Context) -> Resolved:
    found: dt.date | None = None
    anchor: Anchor = None
    if holiday.year is not None:
        year, anchor = _year_of(holiday.year, reference, context)
        found = feast(holiday.name, year) if year else None
    elif context.told_year:
        found, anchor = feast(holiday.name, context.told_year), "text"
    elif reference is not None:
        near = [feast(holiday.name, reference.year + y) for y in (-1, 0, 1)]
        side = {"last": -1, "next": 1}.get(holiday.which or "", context.tense)
        found, anchor = nearest(near, reference, side), "publication"
        if holiday.which == "this":
            found = feast(holiday.name, reference.year)
    if found is None:
        return Resolved("date", "XXXX-XX-XX", granularity="day")
    return Resolved("date", found.isoformat(), found, found, "day", anchor)


def _holding(holding: Holding, reference: dt.date | None, context: Context) -> Resolved:
    day = _meaning(holding.day, reference, context)
    if day.first is None:
        return Resolved("date", _UNKNOWN[holding.unit], granularity=_granularity(holding.unit))
    first, last, value = period(holding.unit, day.first, 0)
    return Resolved("date", value, first, last, _granularity(holding.unit), day.anchor)


def _months(months: Months, reference: dt.date | None, context: Context) -> Resolved:
    year, anchor = _year_of(months.year, reference, context)
    if year is None:
        return Resolved("date", "XXXX", granularity="range")
    first, last, value = months_of(months.count, year)
    return Resolved("date", value, first, last, {3: "quarter", 6: "half"}.get(abs(months.count), "range"), anchor)


def _nth(nth: Nth, reference: dt.date | None, context: Context) -> Resolved:
    whole = _meaning(nth.whole, reference, context)
    unit = nth.unit if isinstance(nth.unit, str) else "day"
    found = nth_of(nth.unit, nth.index, whole.first, whole.last) if whole.first and whole.last else None
    if found is None:
        return Resolved("date", _UNKNOWN[unit], granularity=_granularity(unit))
    first, last, value = found
    return Resolved("date", value, first, last, _granularity(unit), whole.anchor)


def _year_of(ref: YearRef, reference: dt.date | None, context: Context) -> tuple[int | None, Anchor]:
    """Give the year that a text names beside a day or month, and what it hangs on."""
    if isinstance(ref, Year):
        return ref.year, None
    if isinstance(ref, Shift):
        base, anchor = _base(ref, reference, context)
        return (base.year + ref.offset, anchor) if base else (None, None)
    return None, None


def _base(shift: Shift, reference: dt.date | None, context: Context) -> tuple[dt.date | None, Anchor]:
    if shift.base != "reference" and context.told:
        return context.told, "text"
    if shift.base == "narrative" or reference is None:
        return None, None
    return reference, "publication"


def _day(day: Day, reference: dt.date | None, context: Context) -> Resolved:
    month = day.month
    if month is None:
        found, anchor = bare_day(day, reference, context)
    elif day.year is not None:
        year, anchor = _year_of(day.year, reference, context)
        found = calendar_day(year, month, day.day) if year else None
    else:
        found, anchor = undated_day(day, reference, context)
    if found is None:
        return Resolved("date", f"XXXX-{f'{month:02}' if month else 'XX'}-{day.day:02}", granularity="day")
    return Resolved("date", found.isoformat(), found, found, "day", anchor)


def _month(month: Month, reference: dt.date | None, context: Context) -> Resolved:
    anchor: Anchor = None
    year: int | None = None
    if month.year is not None:
        year, anchor = _year_of(month.year, reference, context)
    elif month.which and reference:
        year, anchor = reference.year + which_year(month.which, month.month, reference.month), "publication"
    elif context.told_year:
        year, anchor = context.told_year, "text"
    elif reference:
        anchor = "publication"
        starts = [dt.date(reference.year + y, month.month, 1) for y in (-1, 0, 1)]
        same = next((d for d in starts if (d.year, d.month) == (reference.year, reference.month)), None)
        found = same or nearest(starts, reference, context.tense)
        year = found.year if found else None
    if year is None:
        return Resolved("date", f"XXXX-{month.month:02}", granularity="month")
    first = dt.date(year, month.month, 1)
    return Resolved("date", f"{year:04}-{month.month:02}", first, month_end(first), "month", anchor)


def _weekday(weekday: Weekday, reference: dt.date | None, context: Context) -> Resolved:
    if reference is None:
        return Resolved("date", f"XXXX-WXX-{weekday.weekday}", granularity="day")
    monday = reference - (reference.isoweekday() - 1) * _DAY
    there = monday + (weekday.weekday - 1) * _DAY  # in the week of the reference
    if weekday.weeks is not None:
        found = there + 7 * weekday.weeks * _DAY
    elif weekday.which == "this":
        found = there
    elif weekday.which == "last":
        found = there if there < reference else there - 7 * _DAY
    elif weekday.which == "next":
        found = there if there > reference else there + 7 * _DAY
    else:
        found = nearest([there - 7 * _DAY, there, there + 7 * _DAY], reference, context.tense or -1) or there
    return Resolved("date", found.isoformat(), found, found, "day", "publication")


def _division(division: Division, reference: dt.date | None, context: Context) -> Resolved:
    year, anchor = _year_of(division.year, reference, context)
    code = _division_code(division)
    if division.which and reference:
        year, anchor = which_season(division.index, division.which, reference), "publication"
    elif year is None and division.year is None and division.unit == "quarter" and reference:
        ends = {y: division_bounds("quarter", division.index, y)[1] for y in (reference.year - 1, reference.year)}
        past = [y for y, end in ends.items() if end <= reference]
        year = reference.year if context.tense > 0 or not past else max(past)
        anchor = "publication"
    elif year is None and division.year is None and division.unit == "season" and reference:
        seasons = [division_bounds("season", division.index, reference.year + y) for y in (-1, 0, 1)]
        under_way = next((first for first, last in seasons if first <= reference <= last), None)
        found = under_way or nearest([first for first, _ in seasons], reference, context.tense)
        year, anchor = (found.year, "publication") if found else (None, None)
    if year is None:
        return Resolved("date", f"XXXX-{code}", granularity=division.unit)
    first, last = division_bounds(division.unit, division.index, year)
    return Resolved("date", f"{year:04}-{code}", first, last, division.unit, anchor)


def _division_code(division: Division) -> str:
    if division.unit == "season":
        return SEASON_CODES[division.index - 1]
    return f"{division.unit[0].upper()}{division.index}"


def _fiscal(fiscal: FiscalYear, reference: dt.date | None, context: Context) -> Resolved:
    """Bounds only where the text says on which day the year ends."""
    year, anchor = _year_of(fiscal.year, reference, context)
    if fiscal.part:
        unit = "quarter" if fiscal.part[0] == "Q" else "half"
        return Resolved("date", f"FY{year:04}-{fiscal.part}" if year else "XXXX", granularity=unit, anchor=anchor)
    if fiscal.end is not None:
        closing = _day(fiscal.end, reference, context)
        if closing.last:
            opening = calendar_day(closing.last.year - 1, closing.last.month, min(closing.last.day, 28))
            if opening:
                whole = closing.last == month_end(closing.last.replace(day=1))
                first = (month_end(opening.replace(day=1)) if whole else opening) + _DAY
                return Resolved("date", f"FY{closing.last.year:04}", first, closing.last, "year", closing.anchor)
    return Resolved("date", f"FY{year:04}" if year else "XXXX", granularity="year", anchor=anchor)


def _shift(shift: Shift, reference: dt.date | None, context: Context) -> Resolved:
    base, anchor = _base(shift, reference, context)
    if shift.unit == "day" and shift.note:
        return _noted(shift, base, anchor)
    if base is None:
        return Resolved("date", _UNKNOWN.get(shift.unit, "XXXX"), granularity=_granularity(shift.unit))
    if (
        shift.unit == "weekend" and shift.base == "story"
    ):  # "over the weekend" is the one behind, "by the weekend" the one ahead
        first, last, value = period("weekend", base, -1 if context.tense < 0 and base.isoweekday() < 6 else 0)
        return Resolved("date", value, first, last, "range", anchor)
    first, last, value = period(shift.unit, base, shift.offset)
    if shift.base == "story" and context.told is None:
        return Resolved("date", value, granularity=_granularity(shift.unit), anchor=anchor)
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


def _same_period(years: int, year: int | None, context: Context) -> Resolved:
    """Give the stretch of days told of before, moved by years; a month or quarter stays one."""
    if context.told_period is None:
        return Resolved("date", "XXXX", granularity="range")
    years = year - context.told_period[0].year if year else years
    first, last = (day.replace(year=day.year + years, day=min(day.day, 28)) for day in context.told_period)
    whole = context.told_period[1] == month_end(context.told_period[1].replace(day=1))
    last = month_end(last.replace(day=1)) if whole else last.replace(day=context.told_period[1].day)
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
