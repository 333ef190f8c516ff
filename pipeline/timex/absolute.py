"""Whether a whole text is one full calendar day, and which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from pipeline.timex.lexer import Lexeme, lex
from pipeline.timex.words import MONTHS, WEEKDAYS

_LONGEST = 60  # characters; no way of writing one day is longer, and most texts asked about are


@lru_cache(maxsize=4096)
def absolute_day(text: str, *, day_first: bool | None = None) -> dt.date | None:
    """Give the day that the text as a whole writes in full: "June 18, 2024", "Tues., 4th March 2014", "2024-06-18".

    `day_first` reads "03/04/2024": true as 3 April, false as March 4, null only where one reading is a date
    ("18/06/2024"). A weekday may stand before or behind; an ISO 8601 time of day may follow an ISO day. Null for
    anything else, also where the parts make no day ("February 30, 2024").
    """
    text = text.strip()
    if not 6 <= len(text) <= _LONGEST or not any(c.isdigit() for c in text):
        return None
    pieces = _without_weekday(lex(text))
    marks = [p.lower for p in pieces if not p.lower.isalnum()]
    words = _without_fillers(pieces)
    iso = _iso(pieces)
    if iso:
        return iso
    if len(words) != 3 or not set(marks) <= set("-/.,"):
        return None
    if any(word.lower in MONTHS for word in words):
        return _worded(words)
    return _numeric(words, marks, day_first=day_first)


def calendar_day(year: int, month: int, day: int) -> dt.date | None:
    """Give the date of these numbers, or null where the calendar has none such."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def full_year(piece: Lexeme) -> int | None:
    """Give the year that a piece writes in four digits; releases speak of 1000 to 2199."""
    return piece.number if len(piece.text) == 4 and piece.text[0] in "12" and piece.text[:2] < "22" else None


def _without_fillers(pieces: Sequence[Lexeme]) -> list[Lexeme]:
    """Leave out marks and the little words of "the 3rd day of June"."""
    kept = [p for p in pieces if p.lower.isalnum() and p.lower not in {"the", "of"}]
    return [p for i, p in enumerate(kept) if not (p.lower == "day" and i and kept[i - 1].ordinal is not None)]


def _without_weekday(pieces: Sequence[Lexeme]) -> list[Lexeme]:
    kept = list(pieces)
    if kept and kept[0].lower in WEEKDAYS:
        del kept[0]
        while kept and kept[0].lower in {".", ",", "-", ":"}:
            del kept[0]
    while kept and kept[-1].lower in {".", ")", ","}:
        del kept[-1]
    if len(kept) > 3 and kept[-1].lower in WEEKDAYS:
        del kept[-1]
        while kept and kept[-1].lower in {",", "(", "-"}:
            del kept[-1]
    return kept


def _iso(pieces: Sequence[Lexeme]) -> dt.date | None:
    """2024-06-18, 2024-06-18 10:30, 2024-06-18T10:30:00+08:00."""
    if len(pieces) < 5 or pieces[1].lower != "-" or pieces[3].lower != "-":
        return None
    year, month = full_year(pieces[0]), pieces[2].number
    day, _, clock = pieces[4].lower.partition("t")
    if year is None or month is None or not day.isdecimal() or len(day) > 2:
        return None
    rest = pieces[5:]
    if rest and not ((clock or rest[0].text.isdecimal()) and rest[-1].lower != "-" and len(rest) > 1):
        return None
    return calendar_day(year, month, int(day))


def _worded(words: Sequence[Lexeme]) -> dt.date | None:
    """Give the three parts with the month as a word, in one of the orders in use."""
    first, second, third = words
    if second.lower in MONTHS:
        month = MONTHS[second.lower]
        year, day = (full_year(first), third) if full_year(first) else (full_year(third), first)
    elif first.lower in MONTHS:
        month, day, year = MONTHS[first.lower], second, full_year(third)
    else:
        return None
    number = day.number if day.ordinal is None and len(day.text) <= 2 else day.ordinal
    return calendar_day(year, month, number) if year and number else None


def _numeric(words: Sequence[Lexeme], marks: Sequence[str], *, day_first: bool | None) -> dt.date | None:
    """18/06/2024, 06-18-2024, 18.06.2024, 2024/06/18; a year of two digits only behind slashes."""
    if len(marks) != 2 or marks[0] != marks[1] or marks[0] == ",":
        return None
    first, second = words[0].number, words[1].number
    year = full_year(words[2])
    if full_year(words[0]) and len(words[2].text) <= 2:
        return calendar_day(words[0].number or 0, second or 0, words[2].number or 0)
    if year is None and len(words[2].text) == 2 and marks[0] == "/" and words[2].number is not None:
        year = words[2].number + (2000 if words[2].number < 50 else 1900)
    if first is None or second is None or year is None:
        return None
    if marks[0] == ".":
        day_first = True  # no English custom puts the month first before a dot
    readings = {
        True: calendar_day(year, second, first),
        False: calendar_day(year, first, second),
    }
    if day_first is not None and readings[day_first]:
        return readings[day_first]
    found = {day for day in readings.values() if day}
    return found.pop() if len(found) == 1 else None
