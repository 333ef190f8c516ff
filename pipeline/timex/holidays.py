"""On which day of a year a feast falls."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from pipeline.timex.words import HOLIDAYS, MONTHS, ORDINALS, WEEKDAYS

_DAY = dt.timedelta(days=1)


@lru_cache(maxsize=512)
def feast(name: str, year: int) -> dt.date:
    """Give the day of a feast of `words.HOLIDAYS` in a year from 1583 on, by the Gregorian calendar."""
    rule = HOLIDAYS[name]
    if rule[0].isdecimal():
        return dt.date(year, int(rule[:2]), int(rule[3:]))
    if rule.startswith("easter"):
        return easter(year) + int(rule[6:] or 0) * _DAY
    order, weekday, _, month = rule.split()
    index = -1 if order == "last" else ORDINALS[order]
    return nth_weekday(year, MONTHS[month], WEEKDAYS[weekday], index)


def nth_weekday(year: int, month: int, weekday: int, index: int) -> dt.date:
    """Give the nth weekday (Monday is 1) of a month, from its end where the index is negative; the last one at most."""
    first = dt.date(year, month, 1)
    days = [first + n * _DAY for n in range(31)]
    fitting = [day for day in days if day.month == month and day.isoweekday() == weekday]
    return fitting[max(-len(fitting), index) if index < 0 else min(index, len(fitting)) - 1]


def easter(year: int) -> dt.date:
    """Give Easter Sunday by the rule of the western church (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * shift) // 451
    month, day = divmod(epact + shift - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)
