"""Which day or year a careful reader gives to a date that leaves it open: by the story, the tense, and what lies nearest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from pipeline.timex.absolute import calendar_day
from pipeline.timex.bounds import period
from pipeline.timex.expression import Day

Anchor = Literal["publication", "text"] | None
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


def nearest(days: list[dt.date], reference: dt.date, tense: int, wrong_side: int = _NEVER) -> dt.date | None:
    """Give the day closest to the reference on the side that the tense points to, on either side where it points to none.

    A day on the other side counts as `wrong_side` times as far: the tense of one verb may mislead.
    """

    def distance(day: dt.date) -> int:
        days = (day - reference).days
        return abs(days) * (wrong_side if days * tense < 0 else 1)

    return min(days, key=distance, default=None)


def undated_day(day: Day, reference: dt.date | None, context: Context) -> tuple[dt.date | None, Anchor]:
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
    return nearest(fitting, reference, context.tense, _DAY_PENALTY), "publication"


def bare_day(day: Day, reference: dt.date | None, context: Context) -> tuple[dt.date | None, Anchor]:
    """Place "the 17th" in the month told of, else in the one that lies nearest on the side of the tense."""
    if context.told:
        return calendar_day(context.told.year, context.told.month, day.day), "text"
    if reference:
        starts = [period("month", reference, offset)[0] for offset in (-1, 0, 1)]
        near = [d for first in starts if (d := calendar_day(first.year, first.month, day.day))]
        return nearest(near, reference, context.tense), "publication"
    return None, None


def which_year(which: str, index: int, current: int) -> int:
    """How many years "last", "this" or "next" month or season number `index` lies from the year of the current one."""
    if which == "last":
        return -1 if index >= current else 0
    return int(which == "next" and index <= current)
