"""What an expression of time says before anything is known of when it was said.

A `TimexExpression` is a place in the text, the name of the production that read it, and a meaning: one of the small
frozen classes below. Months, weekdays, quarters, halves and seasons count from 1; season 1 is spring.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

PeriodUnit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]
Base = Literal["reference", "narrative", "story"]
Which = Literal["last", "this", "next"]


@dataclass(frozen=True, slots=True)
class Shift:
    """A period so many units from the one that holds its base: "today", "last week", "two years ago".

    The base is the day of speaking ("reference"), the date told of before ("narrative": "the next day"), or that date
    where there is one and the day of speaking where not ("story": "for the quarter").
    `exact` keeps the day where the unit is larger ("a year ago today"); `note` is the day of the month or the month
    and day that the text adds in brackets: "today (23)".
    """

    unit: PeriodUnit
    offset: int
    base: Base = "reference"
    note: tuple[int | None, int] | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the calendar."""

    year: int


YearRef = Year | Shift | None


@dataclass(frozen=True, slots=True)
class Month:
    """A month, of a year if the text gives one; `which` is the word of "last April"."""

    month: int
    year: YearRef = None
    which: Which | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month; the month is null only inside lists and ranges that give it elsewhere."""

    day: int
    month: int | None = None
    year: YearRef = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Numeric:
    """A day in numbers that may be read in two ways, "03/04/2024"; without a custom to read it by it has no place."""

    first: int
    second: int
    year: int

    def day(self, *, day_first: bool) -> Day:
        """Read the numbers in one order."""
        day, month = (self.first, self.second) if day_first else (self.second, self.first)
        return Day(day, month, Year(self.year))


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: "Tuesday", "last Friday"; `weeks` counts from the week of speaking: "Monday of last week"."""

    weekday: int
    which: Which | None = None
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """A quarter, half or season of a year."""

    unit: Literal["quarter", "half", "season"]
    index: int
    year: YearRef = None
    which: Which | None = None


@dataclass(frozen=True, slots=True)
class Era:
    """A decade or century by its first and last year."""

    unit: Literal["decade", "century"]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year, known by its number; its bounds only where the text says when it ends.

    `part` is a quarter or half of it ("Q2"); `split` where it is written by two years ("2023/24"), of which the first counts.
    """

    year: YearRef
    end: Day | None = None
    part: str = ""
    split: bool = False


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast of the calendar by its name in the table of feasts: "christmas"."""

    name: str
    year: YearRef = None
    which: Which | None = None


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth week, weekend, day or weekday (1 to 7) of a period, counted from its end where negative."""

    index: int
    unit: Literal["week", "weekend", "day"] | int
    whole: Meaning


@dataclass(frozen=True, slots=True)
class Holding:
    """The week or weekend that holds a day: "the week of June 3"."""

    unit: Literal["week", "weekend"]
    day: Meaning


@dataclass(frozen=True, slots=True)
class Months:
    """The first or last months of a year: "the first nine months of 2024"; last where `count` is negative."""

    count: int
    year: YearRef = None


@dataclass(frozen=True, slots=True)
class Part:
    """The early, middle or late part of a period; it covers the whole period, as far as days go."""

    mod: Literal["START", "MID", "END"]
    whole: Meaning


@dataclass(frozen=True, slots=True)
class Range:
    """All days from the first day of one period to the last day of another."""

    first: Meaning
    last: Meaning


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, as TIMEX3 writes it behind the T ("10:30", "MO"), of a day if the text gives one."""

    time: str
    day: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, placed nowhere: value "P3Y"."""

    value: str


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often: value "P1Y" for "annually", "XXXX-WXX-2" for "every Tuesday"."""

    value: str


@dataclass(frozen=True, slots=True)
class SamePeriod:
    """The period told of before, so many years from it ("the same period last year") or in another year ("the same period of 2023")."""

    years: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Vague:
    """The past, present or future at large: value "PAST_REF"."""

    value: str


Meaning = (
    Day
    | Numeric
    | Month
    | Year
    | Division
    | Era
    | FiscalYear
    | Shift
    | SamePeriod
    | Holiday
    | Nth
    | Holding
    | Months
    | Weekday
    | Part
    | Range
    | Clock
    | Duration
    | Recurrence
    | Vague
)


@dataclass(frozen=True, slots=True)
class TimexExpression:
    """An expression found in a text: characters `start` to `end`, read by the production `rule`."""

    start: int
    end: int
    rule: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an expression means on the calendar.

    `value` is TIMEX3 (ISO-TimeML); `first` and `last` are the days it covers, both null where it cannot be placed.
    `anchor` tells what it hangs on: the day of publication, a date near by, or nothing.
    """

    type: Literal["date", "time", "duration", "set"]
    value: str
    first: dt.date | None = None
    last: dt.date | None = None
    granularity: str | None = None
    anchor: Literal["publication", "text"] | None = None
