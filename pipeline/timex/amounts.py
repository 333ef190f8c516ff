"""Productions for what has no place on the calendar: lengths of time, frequencies and times of day."""

from __future__ import annotations

import re
from typing import Final

from pipeline.timex.expression import Clock, Duration, Recurrence, Vague
from pipeline.timex.points import Lexemes, at, glued, skip, weekday_name
from pipeline.timex.words import (
    DAY_PARTS,
    NUMBERS,
    RECURRENCES,
    UNIT_CODES,
    UNITS,
    VAGUE_NUMBERS,
    VAGUE_TIMES,
    WEEKDAYS,
)

_CLOCK_MIXED = re.compile(r"(\d{1,2})(am|pm|noon)")
_ZONES: Final = frozenset(
    {"utc", "gmt", "est", "edt", "et", "ct", "cst", "cdt", "pt", "pst", "pdt", "mt", "mst", "mdt", "bst", "cet", "sgt"}
)
_AGE: Final = frozenset({"old", "older"})
_LASTING: Final = frozenset({"for", "within", "over", "than", "nearly", "almost"})
_RATED: Final = frozenset({"once", "twice", "times", "million", "billion", "trillion", "percent"})  # before "a year"
_COUNT_SHADES: Final = frozenset(
    {"consecutive", "straight", "full", "more", "additional", "calendar", "business", "trading", "working", "school"}
)


def count(lexemes: Lexemes, i: int) -> tuple[int | None, int] | None:
    """Read a counted number and the index behind it: "3", "three", "twenty-one", "a"; null number for "several"."""
    word = at(lexemes, i)
    if word.number is not None and len(word.text) <= 3:
        return word.number, i + 1
    if word.lower in {"a", "an"}:
        if at(lexemes, i + 1).lower in VAGUE_NUMBERS:
            return None, skip(lexemes, i + 2, "of")
        return 1, i + 1
    if word.lower in NUMBERS:
        number, j = NUMBERS[word.lower], i + 1
        if number >= 20 and at(lexemes, j).lower == "-" and NUMBERS.get(at(lexemes, j + 1).lower, 10) < 10:
            return number + NUMBERS[at(lexemes, j + 1).lower], j + 2
        return number, j
    return (None, i + 1) if word.lower in VAGUE_NUMBERS else None


def duration(lexemes: Lexemes, i: int) -> tuple[Duration, int] | None:
    """Read "three years", "five-year", "18 months", "the past decade", "decades"; an age is none."""
    j = i + 1 if at(lexemes, i).lower in {"past", "last", "next", "previous", "coming", "recent"} else i
    counted = count(lexemes, j)
    if counted:
        number, k = counted
        k = skip(lexemes, k, "-", "(")
        if at(lexemes, k).number == number and at(lexemes, k + 1).lower == ")":
            k += 2  # "three (3) years"
        halved = number is not None and [at(lexemes, k + n).lower for n in range(3)] == ["and", "a", "half"]
        k = k + 3 if halved else k
        while at(lexemes, k).lower in _COUNT_SHADES:
            k += 1
        unit = UNITS.get(at(lexemes, k).lower)
        single = number == 1 and at(lexemes, j).lower in {"a", "an"}
        if unit is None or (at(lexemes, k).lower == "second" and (single or number is None)):
            return None  # "a second term" counts, it does not last
        if single and at(lexemes, k + 1).lower != "after" and at(lexemes, j - 1).lower not in _LASTING:
            return None  # "a week" alone may name a rate or any week
    elif j > i or at(lexemes, i).lower in {"decades", "centuries", "months", "weeks", "years"}:
        number, k, halved = None, j, False
        unit = UNITS.get(at(lexemes, k).lower)
        if unit is None or (j > i and at(lexemes, i).lower == "recent" and unit == at(lexemes, k).lower):
            return None
        if j > i and unit == at(lexemes, k).lower:
            number = 1
            if at(lexemes, i).lower not in {"past", "last", "next", "coming"}:
                return None
    else:
        return None
    follow = at(lexemes, k + 1).lower, at(lexemes, k + 2).lower
    if follow[0] in _AGE or (follow[0] == "-" and follow[1] in _AGE) or (follow[0] == "of" and follow[1] == "age"):
        return None
    if unit in {"decade", "century"}:
        years = 10 if unit == "decade" else 100
        return Duration("PXY" if number is None else f"P{number * years}Y"), k + 1
    return Duration(_length("X" if number is None else f"{number}.5" if halved else str(number), unit)), k + 1


def _length(size: str, unit: str) -> str:
    """Write a length of time in ISO 8601: "P3Y", "PT30M"."""
    code = UNIT_CODES[unit]
    return f"PT{size}{code[1]}" if code[0] == "T" else f"P{size}{code}"


def recurrence(lexemes: Lexemes, i: int) -> tuple[Recurrence, int] | None:
    """Read "annually", "every Tuesday", "each year", "every two weeks", "per month", "twice a week", "Sundays"."""
    word = at(lexemes, i)
    if word.lower in RECURRENCES:
        return (Recurrence(RECURRENCES[word.lower]), i + 1) if word.text == word.lower else None
    if word.lower in {"a", "an"}:
        unit = UNITS.get(at(lexemes, i + 1).lower)
        rated = at(lexemes, i - 1).lower in _RATED or at(lexemes, i - 1).text[:1].isdecimal()
        follow = at(lexemes, i + 2).lower
        if (
            rated
            and unit == at(lexemes, i + 1).lower
            and unit != "second"
            and follow not in {"ago", "earlier", "later"}
        ):
            return Recurrence(_length("1", unit)), i + 2
        return None
    if word.lower in {"every", "each", "per"}:
        j = skip(lexemes, i + 1, "single")
        named = weekday_name(lexemes, j)
        if named:
            return Recurrence(f"XXXX-WXX-{named[0]}"), named[1]
        size = 1
        if at(lexemes, j).lower == "other":
            size, j = 2, j + 1
        elif (counted := count(lexemes, j)) and counted[0]:
            size, j = counted[0], counted[1]
        unit = UNITS.get(at(lexemes, j).lower)
        if unit is None or (unit == "second" and at(lexemes, j).lower == "second" and word.lower != "per"):
            return None
        return Recurrence(_length(str(size), unit)), j + 1
    if word.lower.endswith("days") and word.lower[:-1] in WEEKDAYS and word.capitalised:
        return Recurrence(f"XXXX-WXX-{WEEKDAYS[word.lower[:-1]]}"), i + 1
    return None


def vague(lexemes: Lexemes, i: int) -> tuple[Vague, int] | None:
    """Read the past, present or future at large: "recently", "currently", "in the near future"."""
    word = at(lexemes, i).lower
    if word in VAGUE_TIMES:
        return Vague(VAGUE_TIMES[word]), i + 1
    if word == "more" and at(lexemes, i + 1).lower == "recently":
        return Vague("PAST_REF"), i + 2
    if word == "near" and at(lexemes, i + 1).lower in {"future", "term"} and at(lexemes, i - 1).lower == "the":
        return Vague("FUTURE_REF"), i + 2
    if word in {"past", "future"} and at(lexemes, i - 1).lower == "the" and at(lexemes, i - 2).lower == "in":
        follow = at(lexemes, i + 1)
        if not follow.text.isalnum() or follow.lower in {"to", "and", "as", "but"}:
            return Vague("PAST_REF" if word == "past" else "FUTURE_REF"), i + 1
    return None


def clock(lexemes: Lexemes, i: int) -> tuple[Clock, int] | None:
    """Read "10:30 a.m.", "5 pm", "12:30 noon", "18:00 UTC", "3.30 pm", "noon", "at midnight"."""
    word = at(lexemes, i)
    if word.lower in {"noon", "midday", "midnight"}:
        return Clock(DAY_PARTS[word.lower]), i + 1
    mixed = _CLOCK_MIXED.fullmatch(word.lower)
    if mixed:
        return _clock(int(mixed[1]), 0, "pm" if mixed[2] == "noon" else mixed[2], lexemes, i + 1)
    if "." in word.text and re.fullmatch(r"\d{1,2}\.[0-5]\d", word.text):
        hour, minute = map(int, word.text.split("."))
        half = _half(lexemes, i + 1)
        return _clock(hour, minute, half[0], lexemes, half[1]) if half else None
    hour_number = (
        word.number if len(word.text) <= 2 and not (at(lexemes, i - 1).lower == ":" and glued(lexemes, i - 1)) else None
    )
    if hour_number is None:
        if len(word.text) == 4 and word.text.isdecimal() and at(lexemes, i + 1).lower in {"utc", "gmt", "hrs", "hours"}:
            return _clock(int(word.text[:2]), int(word.text[2:]), "", lexemes, skip(lexemes, i + 1, "hrs", "hours"))
        return None
    j, minute, exact = i + 1, 0, False
    if at(lexemes, j).lower == ":" and glued(lexemes, i) and re.fullmatch(r"[0-5]\d(am|pm)?", at(lexemes, j + 1).lower):
        minute, exact = int(at(lexemes, j + 1).text[:2]), True
        tail = at(lexemes, j + 1).lower[2:]
        j += 2
        if at(lexemes, j).lower == ":" and at(lexemes, j + 1).number is not None:
            exact, j = False, j + 2  # "1:22:00" is a length of time unless the half of the day stands behind it
        if tail:
            return _clock(hour_number, minute, tail, lexemes, j)
    half = _half(lexemes, j)
    if half:
        return _clock(hour_number, minute, half[0], lexemes, half[1])
    return _clock(hour_number, minute, "", lexemes, j) if exact else None


def _half(lexemes: Lexemes, i: int) -> tuple[str, int] | None:
    """Read "a.m.", "PM", "noon", "o'clock" behind an hour."""
    word = at(lexemes, i).lower
    if word in {"am", "pm"}:
        return word, i + 1
    if word in {"a", "p"} and at(lexemes, i + 1).lower == "." and at(lexemes, i + 2).lower == "m" and glued(lexemes, i):
        return word + "m", skip(lexemes, i + 3, ".") if glued(lexemes, i + 2) else i + 3
    if word in {"noon", "midnight"}:
        return ("pm" if word == "noon" else ""), i + 1
    return None


def _clock(hour: int, minute: int, half: str, lexemes: Lexemes, j: int) -> tuple[Clock, int] | None:
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    zone = ""
    if at(lexemes, j).lower in _ZONES and at(lexemes, j).text.isupper():
        zone = "Z" if at(lexemes, j).lower in {"utc", "gmt"} else ""
        j += 1
    return Clock(f"{hour:02}:{minute:02}{zone}"), j
