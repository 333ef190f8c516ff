"""Productions for points and periods that the calendar knows by name: days, months, years, quarters, seasons, eras.

A production takes lexemes and an index and gives a meaning with the index behind it, or null.
"""

from __future__ import annotations

from typing import Final

from pipeline.timex.absolute import absolute_day, calendar_day, full_year
from pipeline.timex.expression import Day, Month, Numeric, Range, Shift, Vague, Weekday, Year, YearRef
from pipeline.timex.lexemes import Lexemes, at, glued, skip
from pipeline.timex.words import (
    DOUBTFUL_NAMES,
    MONTH_ABBREVIATIONS,
    MONTHS,
    NARRATIVE,
    OFFSETS,
    ORDINALS,
    SCHOOL,
    WEEKDAYS,
    WHICH,
)

_BEFORE_SHORT: Final = frozenset({"in", "since", "until", "from", "to", "by", "late", "early", "mid", "and", "of"})
_PLAIN_YEARS: Final = range(1900, 2101)  # a lone number outside this span is hardly ever a year


def month_name(lexemes: Lexemes, i: int) -> tuple[int, int] | None:
    """Read a month and the index behind it and its full stop; an everyday word ("may", "march") only with a capital."""
    word = at(lexemes, i)
    month = MONTHS.get(word.lower)
    if month is None or (word.lower in DOUBTFUL_NAMES and not word.capitalised):
        return None
    if word.lower in MONTH_ABBREVIATIONS:
        if not word.capitalised:
            return None
        if at(lexemes, i + 1).lower == "." and glued(lexemes, i):
            return month, i + 2
    return month, i + 1


def weekday_name(lexemes: Lexemes, i: int) -> tuple[int, int] | None:
    """Read a day of the week and the index behind it and its full stop."""
    word = at(lexemes, i)
    weekday = WEEKDAYS.get(word.lower)
    if weekday is None or not word.capitalised:
        return None
    if len(word.text) <= 5 and at(lexemes, i + 1).lower == "." and glued(lexemes, i):
        return weekday, i + 2
    return weekday, i + 1


def clocked(lexemes: Lexemes, i: int) -> bool:
    """Whether the number at `i` is the hour of a time of day ("10:30")."""
    return (
        glued(lexemes, i)
        and at(lexemes, i + 1).lower == ":"
        and glued(lexemes, i + 1)
        and at(lexemes, i + 2).text[:1].isdecimal()
    )


def day_number(lexemes: Lexemes, i: int) -> tuple[int, int] | None:
    """Read a day of the month: "3", "03", "3rd", "3 rd", "third" before "of"."""
    word = at(lexemes, i)
    if word.ordinal is not None:
        return (word.ordinal, i + 1) if 1 <= word.ordinal <= 31 else None
    if word.number is not None and len(word.text) <= 2 and 1 <= word.number <= 31:
        if at(lexemes, i + 1).lower in {"st", "nd", "rd", "th"}:
            return word.number, i + 2
        return word.number, i + 1
    if word.lower in ORDINALS and at(lexemes, i + 1).lower == "of":
        return ORDINALS[word.lower], i + 1
    return None


def year_number(lexemes: Lexemes, i: int) -> tuple[int, int] | None:
    """Read a year of four digits, not a percentage and not glued to a time of day."""
    word = at(lexemes, i)
    year = full_year(word)
    if year is None:
        return None
    follow = at(lexemes, i + 1)
    if clocked(lexemes, i) or (glued(lexemes, i) and follow.lower in {"%", "°"}):
        return None
    return year, i + 1


def year_reference(lexemes: Lexemes, i: int) -> tuple[YearRef, int] | None:
    """Read what gives a day or month its year: ", 2024", "2024", "of the year 2024", "of the same year", "last year"."""
    short = _short_year(lexemes, i)
    if short:
        return Year(short[0]), short[1]
    j = skip(lexemes, i, ",")
    if j > i or at(lexemes, j).lower not in {"of", "in"}:
        found = year_number(lexemes, j)
        if found:
            return Year(found[0]), found[1]
        if j > i:
            return None
    j = skip(lexemes, j, "of", "in")
    j = skip(lexemes, j, "the")
    word = at(lexemes, j)
    if at(lexemes, j + 1).lower == "year" and not at(lexemes, j + 2).lower.startswith("year"):
        if word.lower in WHICH:
            return Shift("year", OFFSETS[WHICH[word.lower]]), j + 2
        if word.lower in NARRATIVE:
            return Shift("year", NARRATIVE[word.lower], "narrative"), j + 2
    if j > i:
        found = year_number(lexemes, skip(lexemes, j, "year"))
        if found:
            return Year(found[0]), found[1]
        if word.lower == "year" and word.text == "year" and at(lexemes, j - 1).lower == "the" and j > i + 1:
            return Shift("year", 0, "story"), j + 1
    return None


def _short_year(lexemes: Lexemes, i: int) -> tuple[int, int] | None:
    """Read "'24": the years up to 2039, else those of the century before."""
    number = at(lexemes, i + 1)
    if at(lexemes, i).lower not in {"'", "’", "‘"} or not glued(lexemes, i) or len(number.text) != 2:
        return None
    if number.number is None or (glued(lexemes, i + 1) and at(lexemes, i + 2).text.isalnum()):
        return None
    return number.number + (2000 if number.number < 40 else 1900), i + 2


def bare_day(lexemes: Lexemes, i: int) -> tuple[Day, int] | None:
    """Read "on the 17th": a day of the month at hand."""
    word = at(lexemes, i)
    led = at(lexemes, i - 1).lower == "the" and at(lexemes, i - 2).lower in {
        "on",
        "until",
        "till",
        "by",
        "from",
        "through",
    }
    follow = at(lexemes, i + 1)
    closed = not follow.text.isalnum() or follow.lower in {"and", "to", "but", "when", "at", "in", "for", "with", "as"}
    if word.ordinal is None or not led or not closed or follow.lower == "-" or not 1 <= word.ordinal <= 31:
        return None
    return Day(word.ordinal), i + 1


def day(lexemes: Lexemes, i: int) -> tuple[Day, int] | None:
    """Read a day of a month in every order in use, with or without weekday and year."""
    weekday, j = None, i
    named = weekday_name(lexemes, i)
    if named:
        weekday, j = named
        j = skip(lexemes, j, ",")
        j = skip(lexemes, j, "the")
    found = _month_first(lexemes, j) or _day_first(lexemes, j)
    if not found:
        return None
    month, number, j = found
    year: YearRef = None
    dated = year_reference(lexemes, j)
    if dated:
        year, j = dated
    if weekday is None and (late := _bracketed_weekday(lexemes, j)):
        weekday, j = late
    if calendar_day(year.year if isinstance(year, Year) else 2024, month, number) is None:
        return None
    return Day(number, month, year, weekday), j


def _bracketed_weekday(lexemes: Lexemes, i: int) -> tuple[int, int] | None:
    """Read "(Tuesday)" behind a day."""
    named = weekday_name(lexemes, i + 1) if at(lexemes, i).lower == "(" else None
    return (named[0], named[1] + 1) if named and at(lexemes, named[1]).lower == ")" else None


def _month_first(lexemes: Lexemes, i: int) -> tuple[int, int, int] | None:
    named = month_name(lexemes, i)
    if not named:
        return None
    month, j = named
    j = skip(lexemes, j, "the")
    numbered = day_number(lexemes, j)
    if not numbered:
        return None
    number, k = numbered
    follow = at(lexemes, k)
    if clocked(lexemes, k - 1) or (glued(lexemes, k - 1) and follow.lower in {"%", "/"}):
        return None
    if follow.lower in {"a", "p", "am", "pm"} and at(lexemes, k + 1).lower in {".", "m", ""}:
        return None
    return month, number, k


def _day_first(lexemes: Lexemes, i: int) -> tuple[int, int, int] | None:
    numbered = day_number(lexemes, i)
    if not numbered:
        return None
    number, j = numbered
    j = skip(lexemes, j, "day")
    j = skip(lexemes, j, "of", "-")
    named = month_name(lexemes, j)
    if not named:
        return None
    month, j = named
    if at(lexemes, j).lower == "-" and glued(lexemes, j) and full_year(at(lexemes, j + 1)):
        j += 1  # 18-Jun-2024
    return month, number, j


def _spaced_day(lexemes: Lexemes, i: int) -> tuple[Day, int] | None:
    """Read "2024 06 18": year, month and day in the order of ISO 8601, with spaces between."""
    year, month, day = at(lexemes, i), at(lexemes, i + 1), at(lexemes, i + 2)
    if full_year(year) is None or len(month.text) != 2 or len(day.text) != 2 or at(lexemes, i + 3).number is not None:
        return None
    found = calendar_day(year.number or 0, month.number or 0, day.number or 0)
    return (Day(found.day, found.month, Year(found.year)), i + 3) if found else None


def iso_day(lexemes: Lexemes, i: int, *, day_first: bool | None = None) -> tuple[Day | Numeric, int] | None:
    """2024-06-18, 2024/06/18, 18/06/2024, 18.06.2024: three numbers and twice the same mark, glued together.

    Behind dots blanks may stand: "18. 6. 2024".

    Where both orders give a day and `day_first` is null, the numbers stay as they are.
    """
    if spaced := _spaced_day(lexemes, i):
        return spaced
    pieces = lexemes[i : i + 5]
    if len(pieces) < 5 or pieces[1].lower != pieces[3].lower or pieces[1].lower not in {"-", "/", "."}:
        return None
    dotted = pieces[1].lower == "." and glued(lexemes, i) and glued(lexemes, i + 2) and full_year(pieces[4]) is not None
    if not dotted and not all(glued(lexemes, k) for k in range(i, i + 4)):
        return None
    first, second, third = pieces[0], pieces[2], pieces[4]
    clock = third.lower.partition("t")
    if first.number is None or second.number is None or not clock[0].isdecimal():
        return None
    if glued(lexemes, i + 4) and at(lexemes, i + 5).lower in {"-", "/"} and at(lexemes, i + 6).text[:1].isdecimal():
        return None
    text = pieces[1].lower.join((first.text, second.text, clock[0]))
    found = absolute_day(text, day_first=day_first)
    if found:
        return Day(found.day, found.month, Year(found.year)), i + 5
    either = absolute_day(text, day_first=True)
    return (Numeric(either.day, either.month, either.year), i + 5) if either and day_first is None else None


def month(lexemes: Lexemes, i: int) -> tuple[Month, int] | None:
    """Read a month with or without its year: "June 2024", "June of last year", "last April", "Oct. '24"."""
    which = WHICH.get(at(lexemes, i).lower)
    j = i + 1 if which else i
    named = month_name(lexemes, j)
    if not named or (which and day(lexemes, j)):
        return None  # "this Jan. 30 image": the day says more
    number, j = named
    if which:
        return Month(number, None, which), j
    if at(lexemes, j).lower in {"-", "/"} and glued(lexemes, j) and full_year(at(lexemes, j + 1)):
        j += 1  # Jun-2024
    dated = year_reference(lexemes, j)
    return (Month(number, dated[0]), dated[1]) if dated else (Month(number), j)


def weekday(lexemes: Lexemes, i: int) -> tuple[Weekday | Vague, int] | None:
    """Read a day of the week: "Tuesday", "last Friday", "this coming Monday", "Monday of last week"; "a Sunday" is any."""
    word = at(lexemes, i).lower
    which = WHICH.get(word)
    j = i + 1 if which else i
    if which and at(lexemes, j).lower in {"past", "coming"}:
        which, j = WHICH[at(lexemes, j).lower], j + 1
    named = weekday_name(lexemes, j)
    if not named or (which and day(lexemes, j)):
        return None
    k = skip(lexemes, named[1], "of", ",")
    if not which and at(lexemes, k).lower in {"last", "this", "next"} and at(lexemes, k + 1).lower == "week":
        return Weekday(named[0], None, OFFSETS[at(lexemes, k).lower]), k + 2
    if not which and at(lexemes, i - 1).lower in {"a", "any"} and not at(lexemes, named[1]).text.isalnum():
        return Vague(f"XXXX-WXX-{named[0]}"), named[1]
    return Weekday(named[0], which), named[1]


def year(lexemes: Lexemes, i: int) -> tuple[Year | Range, int] | None:
    """Read a year ("2024", "the year 2024", "calendar year 2024", "2007 tax year") or two ("2023-24", "2023/2024")."""
    j = i
    short = _short_year(lexemes, i)
    if short and at(lexemes, i - 1).lower in _BEFORE_SHORT:
        return Year(short[0]), short[1]
    named = at(lexemes, i).lower == "year" or (
        at(lexemes, i).lower in SCHOOL and at(lexemes, i + 1).lower in {"year", "years"}
    )
    if named:
        j = i + 1 if at(lexemes, i).lower == "year" else i + 2
    found = year_number(lexemes, j)
    if not found or not (named or found[0] in _PLAIN_YEARS or _dated(lexemes, i)):
        return None
    first, j = found
    meaning: Year | Range = Year(first)
    if at(lexemes, j).lower in {"-", "/"}:
        last = _second_year(lexemes, j, first)
        if last:
            meaning, j = Range(Year(first), Year(last)), j + 2
        elif glued(lexemes, j - 1) and glued(lexemes, j) and at(lexemes, j + 1).number is not None:
            return None  # a file or case number
    if at(lexemes, j).lower in SCHOOL and at(lexemes, j + 1).lower in {"year", "years"}:
        j += 2
    return meaning, j


def _second_year(lexemes: Lexemes, i: int, first: int) -> int | None:
    word = at(lexemes, i + 1)
    if word.number is None or (glued(lexemes, i + 1) and at(lexemes, i + 2).lower in {"-", "/"}):
        return None
    if len(word.text) == 2 and glued(lexemes, i):
        last = first // 100 * 100 + word.number
        return last if last == first + 1 or (first < last <= first + 10 and word.number > 12) else None
    full = full_year(word)
    return full if full and first < full <= first + 100 else None


def _dated(lexemes: Lexemes, i: int) -> bool:
    """Whether the words before a number of the Middle Ages say that it is a year."""
    word = at(lexemes, i)
    return (word.number or 0) >= 1500 and at(lexemes, i - 1).lower in {"in", "since", "until", "circa"}
