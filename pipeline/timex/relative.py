"""Productions for expressions that hang on another day: "today", "last week", "two years ago", "the next day"."""

from __future__ import annotations

from typing import Final, Literal

from pipeline.timex.amounts import count
from pipeline.timex.expression import Clock, SamePeriod, Shift, Vague, Weekday
from pipeline.timex.lexemes import Lexemes, at, glued, skip
from pipeline.timex.points import day_number, month_name, weekday_name, year_number
from pipeline.timex.words import (
    CALENDAR_UNITS,
    DAY_PARTS,
    DEICTIC_DAYS,
    FISCAL,
    NARRATIVE,
    OFFSETS,
    SHADES,
    UNITS,
    WHICH,
)

_BESIDE: Final[dict[str, Literal["last", "next"]]] = {"following": "next", "previous": "last", "preceding": "last"}
SAME: Final = frozenset({"same", "corresponding", "comparable", "equivalent"})
_NOWADAYS: Final = frozenset({"world", "society", "economy", "youth", "generation", "climate", "age", "standards"})


def deictic_day(lexemes: Lexemes, i: int) -> tuple[Shift | Clock | Vague, int] | None:
    """Read "today", "yesterday afternoon", "this morning", "last night", "tomorrow (18)", "the day before yesterday"."""
    j = i + 1 if at(lexemes, i).lower in SHADES else i
    word = at(lexemes, j).lower
    part = ""
    if word in DEICTIC_DAYS:
        offset, j = DEICTIC_DAYS[word], j + 1
        if at(lexemes, j).lower in {"'", "’"} and at(lexemes, j + 1).text == "s" and glued(lexemes, j):
            if word == "today" and at(lexemes, j + 2).lower in _NOWADAYS:
                return Vague("PRESENT_REF"), j
        elif at(lexemes, j).lower in DAY_PARTS:
            part, j = DAY_PARTS[at(lexemes, j).lower], j + 1
        part = part or ("NI" if word == "tonight" else "")
    elif word in {"this", "last"} and at(lexemes, j + 1).lower in DAY_PARTS:
        part, offset, j = DAY_PARTS[at(lexemes, j + 1).lower], 0 if word == "this" else -1, j + 2
    elif word == "day" and at(lexemes, j + 1).lower in {"before", "after"} and at(lexemes, j + 2).lower in DEICTIC_DAYS:
        step = -1 if at(lexemes, j + 1).lower == "before" else 1
        offset, j = DEICTIC_DAYS[at(lexemes, j + 2).lower] + step, j + 3
    else:
        return None
    noted = _note(lexemes, j)
    if noted:
        note, j = noted
        shift = Shift("day", offset, "reference", note)
    else:
        shift = Shift("day", offset)
    return (Clock(part, shift) if part else shift), j


def _note(lexemes: Lexemes, i: int) -> tuple[tuple[int | None, int], int] | None:
    """Give the day in brackets of "today (23)", "today (27th July)", "today (July 27)"."""
    if at(lexemes, i).lower != "(":
        return None
    numbered = day_number(lexemes, i + 1)
    if numbered:
        j = skip(lexemes, numbered[1], "of")
        named = month_name(lexemes, j)
        month, j = named or (None, numbered[1])
        return ((month, numbered[0]), j + 1) if at(lexemes, j).lower == ")" else None
    named = month_name(lexemes, i + 1)
    numbered = day_number(lexemes, named[1]) if named else None
    if named and numbered and at(lexemes, numbered[1]).lower == ")":
        return (named[0], numbered[0]), numbered[1] + 1
    return None


def shifted_period(lexemes: Lexemes, i: int) -> tuple[Shift, int] | None:
    """Read "last week", "earlier this month", "the following year", "the same day", "that year"."""
    j = i + 1 if at(lexemes, i).lower in {"earlier", "later"} else i
    word = at(lexemes, j).lower
    if word in {"this", "the"} and at(lexemes, j + 1).lower in {"past", "coming"}:
        j, word = j + 1, at(lexemes, j + 1).lower
    k = j + 1
    if at(lexemes, k).lower in {"very", "entire", "whole"}:
        k += 1
    name = at(lexemes, k).lower
    if name == "calendar":
        k, name = k + 1, at(lexemes, k + 1).lower
    unit = UNITS.get(name)
    period = CALENDAR_UNITS.get(unit or "")
    if unit is None or period is None or unit != name:
        return None
    if (at(lexemes, k + 1).lower == "-" and glued(lexemes, k)) or at(lexemes, k - 1).lower in FISCAL:
        return None
    if word in WHICH:
        if word == "past" or (word in {"last", "next", "coming"} and unit in {"decade", "century"}):
            return None  # "the past year" is a length of time: the twelve months until now
        if word == "next" and unit == "day":
            return Shift("day", 1, "narrative"), k + 1
        if word in {"this", "current", "last"} and unit == "day":
            return None
        if word == "current" and unit != "year":
            return None
        return Shift(period, OFFSETS[WHICH[word]]), k + 1
    if word == "the" and at(lexemes, k + 1).lower in {"before", "after", "previous", "earlier"}:
        if at(lexemes, k + 2).text.isalnum() or k > j + 1:
            return None  # "the day after the vote" hangs on the vote
        return Shift(period, 1 if at(lexemes, k + 1).lower == "after" else -1, "narrative"), k + 2
    if word in NARRATIVE and word != "prior":
        if word == "that" and at(lexemes, k).text != at(lexemes, k).lower:
            return None
        return Shift(period, NARRATIVE[word], "narrative"), k + 1
    return None


def told_night(lexemes: Lexemes, i: int) -> tuple[Clock, int] | None:
    """Read "that night", "the next morning", "the same evening": a part of the day told of, or of one beside it."""
    word = at(lexemes, i).lower
    part = DAY_PARTS.get(at(lexemes, i + 1).lower)
    offset = 1 if word == "next" else NARRATIVE.get(word)
    if part is None or offset is None:
        return None
    return Clock(part, Shift("day", offset, "narrative")), i + 2


def same_period(lexemes: Lexemes, i: int) -> tuple[SamePeriod, int] | None:
    """Read "the same period last year", "the same quarter of the previous year", "the same month a year ago", "the year-ago quarter"."""
    if (
        at(lexemes, i).lower == "year"
        and at(lexemes, i + 1).lower == "-"
        and at(lexemes, i + 2).lower in {"ago", "earlier"}
    ):
        return (SamePeriod(-1), i + 4) if at(lexemes, i + 3).lower in {"period", "quarter", "month"} else None
    if at(lexemes, i).lower not in SAME or at(lexemes, i + 1).lower not in {
        "period",
        "quarter",
        "month",
        "time",
        "week",
    }:
        return None
    j = skip(lexemes, i + 2, "of", "in")
    j = skip(lexemes, j, "the", "a")
    words = at(lexemes, j).lower, at(lexemes, j + 1).lower
    if j > i + 2 and (named := year_number(lexemes, j)):
        return SamePeriod(0, named[0]), named[1]
    if (words[0] == "year" and words[1] in {"ago", "earlier", "before"}) or (
        words[0] in {"last", "previous", "preceding", "prior"} and words[1] == "year"
    ):
        return SamePeriod(-1), j + 2
    return None


def following_weekday(lexemes: Lexemes, i: int) -> tuple[Weekday, int] | None:
    """Read "the following Monday", "the previous Friday": a weekday after or before the day told of."""
    which = _BESIDE.get(at(lexemes, i).lower)
    named = weekday_name(lexemes, i + 1) if which else None
    return (Weekday(named[0], which), named[1]) if named else None


def distance(lexemes: Lexemes, i: int) -> tuple[Shift, int] | None:
    """Read "two years ago", "a week earlier", "three days later", "ten days from now"."""
    counted = count(lexemes, i)
    if not counted:
        return None
    number, j = counted
    unit = UNITS.get(at(lexemes, j).lower)
    period = CALENDAR_UNITS.get(unit or "")
    if number is None or period is None:
        return None
    word = at(lexemes, j + 1).lower
    if word == "ago":
        return Shift(period, -number), j + 2
    if word == "from" and at(lexemes, j + 2).lower in {"now", "today"}:
        return Shift(period, number), j + 3
    if word in {"earlier", "before", "later", "prior"} and at(lexemes, j + 2).lower not in {"than", "to"}:
        if word in {"before", "prior"} and at(lexemes, j + 2).text.isalnum():
            return None  # "two days before the vote"
        return Shift(period, number if word == "later" else -number, "narrative"), j + 2
    return None
