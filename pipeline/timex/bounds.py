"""First and last days of the periods of the calendar, and their TIMEX3 values."""

from __future__ import annotations

import calendar
import datetime as dt

from pipeline.timex.expression import PeriodUnit
from pipeline.timex.words import SEASON_CODES

_DAY = dt.timedelta(days=1)
_DIVISIONS = {
    "quarter": (3, 1),
    "half": (6, 1),
    "season": (3, 3),
}  # months, and the month in which the first of a year opens


def month_end(first: dt.date) -> dt.date:
    """Give the last day of the month of a day."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def which_season(index: int, which: str, reference: dt.date) -> int:
    """Give the year of "last", "this" or "next" season: the one behind, the one at hand or of the same year, the one ahead."""
    bounds = {y: division_bounds("season", index, reference.year + y) for y in (-1, 0, 1)}
    if which == "last":
        return reference.year + max(y for y, (_, last) in bounds.items() if last < reference)
    if which == "next":
        return reference.year + min(y for y, (first, _) in bounds.items() if first > reference)
    return reference.year + next((y for y, (first, last) in bounds.items() if first <= reference <= last), 0)


def division_bounds(unit: str, index: int, year: int) -> tuple[dt.date, dt.date]:
    """First and last day; seasons are the meteorological ones of the north, winter ending in the year after."""
    size, opening = _DIVISIONS[unit]
    month = (index - 1) * size + opening
    first = dt.date(year, month, 1)
    closing = month + size - 1
    return first, month_end(dt.date(year + (closing > 12), (closing - 1) % 12 + 1, 1))


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
            return first, month_end(first), f"{first.year:04}-{first.month:02}"
        case "quarter" | "half" | "season":
            size, opening = _DIVISIONS[unit]
            number = (base.year * 12 + base.month - opening) // size + offset
            year, index = number // (12 // size), number % (12 // size) + 1
            code = SEASON_CODES[index - 1] if unit == "season" else f"{unit[0].upper()}{index}"
            return *division_bounds(unit, index, year), f"{year:04}-{code}"
        case "year":
            year = base.year + offset
            return dt.date(year, 1, 1), dt.date(year, 12, 31), f"{year:04}"
        case "decade":
            year = base.year // 10 * 10 + 10 * offset
            return dt.date(year, 1, 1), dt.date(year + 9, 12, 31), f"{year // 10:03}"
        case "century":
            year = (base.year - 1) // 100 * 100 + 100 * offset
            return dt.date(year + 1, 1, 1), dt.date(year + 100, 12, 31), f"{year // 100:02}"


def months_of(count: int, year: int) -> tuple[dt.date, dt.date, str]:
    """First day, last day and TIMEX3 value of the first so many months of a year, or the last ones where negative."""
    opening = 1 if count > 0 else 13 + count
    first = dt.date(year, opening, 1)
    last = month_end(dt.date(year, opening + abs(count) - 1, 1))
    value = {3: f"{year:04}-Q1", 6: f"{year:04}-H1", -3: f"{year:04}-Q4", -6: f"{year:04}-H2"}.get(count)
    return first, last, value or f"{first.isoformat()[:7]}/{last.isoformat()[:7]}"


def nth_of(unit: str | int, index: int, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date, str] | None:
    """The nth week, weekend, day or weekday (Monday is 1) of a period, from its end where the index is negative.

    The first week of a period is the one that holds its first Thursday, as ISO 8601 counts the weeks of a year.
    """
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    weekday = {"week": 4, "weekend": 6, "day": 0}.get(unit, 0) if isinstance(unit, str) else unit
    fitting = [day for day in days if not weekday or day.isoweekday() == weekday]
    if not 0 < abs(index) <= len(fitting):
        return None
    day = fitting[index if index < 0 else index - 1]
    return period("week" if unit == "week" else "weekend" if unit == "weekend" else "day", day, 0)
