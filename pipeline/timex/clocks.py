"""Productions for times of day: "10:30 a.m.", "18:00 UTC", "3 o'clock", "noon", "in the morning"."""

from __future__ import annotations

import re
from typing import Final

from pipeline.timex.expression import Clock
from pipeline.timex.lexemes import Lexemes, at, glued, skip
from pipeline.timex.words import CLOCK_NOUNS, DAY_PARTS, NUMBERS

_MIXED: Final = re.compile(r"(\d{1,2})(am|pm|noon|h)")
_MINUTES: Final = re.compile(r"([0-5]\d)(am|pm|h|hrs)?")
# What time zones write behind the clock; only that of Greenwich has a mark of its own in TIMEX3.
_ZONES: Final = frozenset(
    "utc gmt est edt et ct cst cdt pt pst pdt mt mst mdt bst cet cest eet eest ist sgt hkt jst kst wib aest aedt nzst cat eat wat".split()
)
_GREENWICH: Final = frozenset({"utc", "gmt"})
_OFFSET: Final = re.compile(r"[+-]?\d{1,4}")
_WITHIN: Final = frozenset({"in", "during", "through", "throughout", "by", "until", "into"})


def clock(lexemes: Lexemes, i: int) -> tuple[Clock, int] | None:
    """Read "10:30 a.m.", "5 pm", "12:30 noon", "18:00 UTC", "3.30 pm", "14h30", "three o'clock", "noon", "0800 GMT"."""
    word = at(lexemes, i)
    if word.lower in CLOCK_NOUNS:
        return Clock(CLOCK_NOUNS[word.lower]), i + 1
    mixed = _MIXED.fullmatch(word.lower)
    if mixed and mixed[2] == "h":
        return None  # "14h" is a length of time as well
    if mixed:
        return _clock(int(mixed[1]), 0, "pm" if mixed[2] == "noon" else mixed[2], lexemes, i + 1)
    if hours := re.fullmatch(r"([01]?\d|2[0-3])h([0-5]\d)", word.lower):
        return _clock(int(hours[1]), int(hours[2]), "", lexemes, i + 1)
    if "." in word.text and re.fullmatch(r"\d{1,2}\.[0-5]\d", word.text):
        hour, minute = map(int, word.text.split("."))
        half = _half(lexemes, i + 1)
        return _clock(hour, minute, half[0], lexemes, half[1]) if half else None
    if word.lower in NUMBERS and NUMBERS[word.lower] <= 12:
        half = _half(lexemes, i + 1)
        return _clock(NUMBERS[word.lower], 0, half[0], lexemes, half[1]) if half else None
    return _digits(lexemes, i)


def _digits(lexemes: Lexemes, i: int) -> tuple[Clock, int] | None:
    word = at(lexemes, i)
    inside = at(lexemes, i - 1).lower == ":" and glued(lexemes, i - 1) and glued(lexemes, i - 2)
    hour = word.number if len(word.text) <= 2 and not inside else None
    if hour is None:
        if len(word.text) == 4 and word.text.isdecimal() and at(lexemes, i + 1).lower in {*_GREENWICH, "hrs", "hours"}:
            return _clock(int(word.text[:2]), int(word.text[2:]), "", lexemes, skip(lexemes, i + 1, "hrs", "hours"))
        return None
    j, minute, exact = i + 1, 0, False
    if at(lexemes, j).lower == ":" and glued(lexemes, i) and (read := _MINUTES.fullmatch(at(lexemes, j + 1).lower)):
        minute, exact, j = int(read[1]), True, j + 2
        if at(lexemes, j).lower == ":" and at(lexemes, j + 1).number is not None:
            exact, j = False, j + 2  # "1:22:00" is a length of time unless the half of the day stands behind it
        if read[2]:
            return _clock(hour, minute, read[2] if read[2] in {"am", "pm"} else "", lexemes, j)
    half = _half(lexemes, j)
    if half:
        return _clock(hour, minute, half[0], lexemes, half[1])
    return _clock(hour, minute, "", lexemes, j) if exact else None


def _half(lexemes: Lexemes, i: int) -> tuple[str, int] | None:
    """Read "a.m.", "PM", "noon", "o'clock" behind an hour."""
    word = at(lexemes, i).lower
    if word in {"am", "pm"}:
        return word, i + 1
    if word in {"a", "p"} and at(lexemes, i + 1).lower == "." and at(lexemes, i + 2).lower == "m" and glued(lexemes, i):
        return word + "m", skip(lexemes, i + 3, ".") if glued(lexemes, i + 2) else i + 3
    if word in {"noon", "midnight"}:
        return ("pm" if word == "noon" else ""), i + 1
    if word == "o" and at(lexemes, i + 1).lower in {"'", "’"} and at(lexemes, i + 2).lower == "clock":
        return "", i + 3
    return None


def _clock(hour: int, minute: int, half: str, lexemes: Lexemes, j: int) -> tuple[Clock, int] | None:
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    zone, j = _zone(lexemes, j)
    return Clock(f"{hour:02}:{minute:02}{zone}"), j


def _zone(lexemes: Lexemes, i: int) -> tuple[str, int]:
    """Read "UTC", "(GMT)", "(GMT +8)", "Eastern Time" behind a time; "Z" for Greenwich without an offset."""
    j = skip(lexemes, i, "(")
    named = at(lexemes, j)
    if named.lower in _ZONES and named.text.isupper():
        k = j + 1
        if at(lexemes, k).lower in {"+", "-"} and _OFFSET.fullmatch(at(lexemes, k + 1).text) and j > i:
            k += 2
            k = k + 2 if at(lexemes, k).lower == ":" else k
        if j > i and at(lexemes, k).lower != ")":
            return "", i
        return "Z" if named.lower in _GREENWICH and k == j + 1 else "", k + 1 if j > i else k
    if named.lower in {"eastern", "central", "pacific", "mountain", "local"} and j == i:
        k = skip(lexemes, j + 1, "standard", "daylight")
        if at(lexemes, k).lower == "time":
            return "", k + 1
    return "", i


def day_part(lexemes: Lexemes, i: int) -> tuple[Clock, int] | None:
    """Read "the morning" where it tells when: "in the morning", "during the night of"; not "the morning session"."""
    word = at(lexemes, i).lower
    part = DAY_PARTS.get(word)
    if part is None:
        return None
    if word == "night" and at(lexemes, i - 1).lower == "at":
        return Clock(part), i + 1
    led = at(lexemes, i - 1).lower == "the" and at(lexemes, i - 2).lower in _WITHIN
    follow = at(lexemes, i + 1)
    closed = (
        not follow.text.isalnum()
        or follow.capitalised
        or follow.lower
        in {
            "the",
            "we",
            "they",
            "and",
            "of",
            "on",
            "to",
            "but",
            "when",
            "while",
            "as",
            "before",
        }
    )
    return (Clock(part), i + 1) if led and closed else None
