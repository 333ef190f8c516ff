"""The grammar: productions over lexemes, tried at each place of a text; the longest reading wins.

The base productions stand in `points`, `relative` and `amounts`. Here they are put together: parts of periods
("early 2014"), ranges ("from 3 to 5 May") and lists that share a month or year ("March, April and May 2020").
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from typing import Final, Literal, NamedTuple

from pipeline.timex import amounts, periods, points, ranges, relative, words
from pipeline.timex.expression import (
    Clock,
    Day,
    Division,
    Era,
    FiscalYear,
    Meaning,
    Month,
    Part,
    Range,
    Shift,
    TimexExpression,
    Weekday,
    Year,
)
from pipeline.timex.lexer import Lexeme, lex
from pipeline.timex.points import Lexemes, at, skip

Production = Callable[[Lexemes, int], tuple[Meaning, int] | None]
Listed = tuple[list[TimexExpression], int]


class Reading(NamedTuple):
    """What a production read: its name, the meaning, and the index behind it."""

    rule: str
    meaning: Meaning
    end: int


class _Entry(NamedTuple):
    """A base production with the words it can begin with; `digits` where it can begin with a number."""

    production: Production
    first: frozenset[str]
    digits: bool = False


def _words(*tables: Collection[str]) -> frozenset[str]:
    return frozenset().union(*tables)


_COUNTS: Final = _words(words.NUMBERS, words.VAGUE_NUMBERS, {"a", "an"})
_CODES: Final = frozenset({"fy", *(f"q{n}" for n in range(1, 5)), "h1", "h2"})
_BASE: Final = {
    "day": _Entry(points.day, _words(words.MONTHS, words.WEEKDAYS, words.ORDINALS), digits=True),
    "month": _Entry(points.month, _words(words.MONTHS, words.WHICH)),
    "fiscal_year": _Entry(periods.fiscal_year, _words(words.FISCAL, words.WHICH, _CODES), digits=True),
    "division": _Entry(
        periods.division, _words(words.ORDINALS, words.SEASONS, words.WHICH, _CODES, {"final"}), digits=True
    ),
    "era": _Entry(periods.era, _words(words.ORDINALS, words.DECADE_WORDS, {"'", "’", "‘", "twenty"}), digits=True),
    "year": _Entry(points.year, _words(words.SCHOOL, {"year"}), digits=True),
    "weekday": _Entry(points.weekday, _words(words.WEEKDAYS, words.WHICH)),
    "narrative_weekday": _Entry(relative.following_weekday, frozenset({"following"})),
    "deictic_day": _Entry(relative.deictic_day, _words(words.DEICTIC_DAYS, words.SHADES, {"this", "last", "day"})),
    "distance": _Entry(relative.distance, _COUNTS, digits=True),
    "shifted_period": _Entry(relative.shifted_period, _words(words.WHICH, words.NARRATIVE, words.SHADES, {"the"})),
    "same_period": _Entry(relative.same_period, frozenset({"same"})),
    "day_told": _Entry(relative.day_told, frozenset({"day"})),
    "vague": _Entry(amounts.vague, _words(words.VAGUE_TIMES, {"more", "near", "past", "future"})),
    "recurrence": _Entry(
        amounts.recurrence,
        _words(
            words.RECURRENCES, {"every", "each", "per", "a", "an"}, [f"{weekday}s" for weekday in words.WEEKDAY_NAMES]
        ),
    ),
    "clock": _Entry(amounts.clock, _words(words.DAY_PARTS), digits=True),
    "duration": _Entry(
        amounts.duration,
        _words(_COUNTS, words.UNITS, words.WHICH, {"previous", "recent"}),
        digits=True,
    ),
}
_FIRST: Final = _words(*(entry.first for entry in _BASE.values()))
_PARTED: Final = _words(words.PARTS, words.PART_NOUNS)
_OPENING: Final = frozenset({"between", "from"})
_STARTS: Final = _words(_FIRST, _PARTED, _OPENING)
_ENDS: Final = (Day, Month, Year, Division, Shift, Weekday)  # what can stand at an end of a range
_PERIODS: Final = (Month, Year, Division, Era, FiscalYear, Shift, Range)  # what can have a part
_JOINTS: Final = frozenset({"to", "through", "thru", "until", "till", "-", "and"})
_BEHIND_DAY: Final = frozenset({"at", "in", "and", "to", "for", "on", "with", "the", "from"})
_SHADED_PARTS: Final = {"first": "START", "early": "START", "latter": "END", "second": "END", "last": "END"}


def expressions(text: str, *, breaks: Collection[int] = (), day_first: bool | None = None) -> list[TimexExpression]:
    """Find all expressions of time in a text, in order, none inside another.

    `breaks` are the offsets where a new line of thought begins (a heading, a paragraph); no expression crosses one.
    `day_first` is as for `absolute_day`.
    """
    base = _BASE | {"iso_day": _Entry(partial(points.iso_day, day_first=day_first), frozenset(), digits=True)}
    found: list[TimexExpression] = []
    for line in _lines(text, breaks):
        reader = _LineReader(line, base)
        i = 0
        while i < len(line):
            if not _begins(line[i].lower):
                i += 1
            elif listed := reader.listed(i):
                found += listed[0]
                i = listed[1]
            else:
                i += 1
    return found


def _begins(word: str) -> bool:
    """Whether an expression can begin with a word; "fy2024" and "q32024" begin with a code."""
    return word in _STARTS or word[0].isdecimal() or (word[-1].isdecimal() and word[:2] in _CODES)


def _lines(text: str, breaks: Collection[int]) -> Iterator[list[Lexeme]]:
    """Cut the lexemes of a text at breaks and blank lines."""
    cuts = sorted(breaks, reverse=True)
    line: list[Lexeme] = []
    behind = 0
    for lexeme in lex(text):
        cut = False
        while cuts and cuts[-1] <= lexeme.start:
            cut = cuts.pop() >= behind or cut
        if line and (cut or text.count("\n", behind, lexeme.start) > 1):
            yield line
            line = []
        line.append(lexeme)
        behind = lexeme.end
    if line:
        yield line


class _LineReader:
    """Reader of one line; what the base productions give at a place is kept, since ranges and lists look at places again."""

    def __init__(self, lexemes: Lexemes, base: dict[str, _Entry]) -> None:
        self._lexemes = lexemes
        self._base = base
        self._seen: dict[int, Reading | None] = {}

    def listed(self, i: int) -> Listed | None:
        """Read what stands at a place: a range, several dates that share a month or year, or one expression."""
        opened = at(self._lexemes, i).lower
        start = i + 1 if opened in _OPENING else i
        ranged = self._range(start, opening=opened if start > i else "")
        if ranged:
            return [self._expression(start, ranged.end, ranged.rule, ranged.meaning)], ranged.end
        if start > i:
            return None
        several = self._several(i)
        if several:
            return several
        best = self._read(i)
        return ([self._expression(i, best.end, best.rule, best.meaning)], best.end) if best else None

    def _expression(self, i: int, j: int, rule: str, meaning: Meaning) -> TimexExpression:
        return TimexExpression(self._lexemes[i].start, self._lexemes[j - 1].end, rule, meaning)

    def _simple(self, i: int) -> Reading | None:
        """Give the longest base reading at a place; of equal ones the first in the table."""
        if i not in self._seen:
            self._seen[i] = self._longest(i)
        return self._seen[i]

    def _longest(self, i: int) -> Reading | None:
        word = at(self._lexemes, i).lower
        if not word:
            return None
        digits = word[0].isdecimal() or (word[-1].isdecimal() and word[:2] in _CODES)
        if not digits and word not in _FIRST:
            return None
        best: Reading | None = None
        for rule, (production, first, numeric) in self._base.items():
            if (numeric and digits) or word in first:
                found = production(self._lexemes, i)
                if found and (best is None or found[1] > best.end):
                    best = Reading(rule, *found)
        return best

    def _read(self, i: int) -> Reading | None:
        """Give a base reading, one with a part of it named, or one with a time of day."""
        best = self._simple(i)
        parted = self._part(i)
        if parted and (best is None or parted.end > best.end):
            best = parted
        return self._timed(best) or best

    def _part(self, i: int) -> Reading | None:
        """Read "early 2014", "mid-June", "late last year", "the end of 2026", "the latter half of 2015"."""
        lexemes, word = self._lexemes, at(self._lexemes, i).lower
        if word not in _PARTED:
            return None
        noun = word in words.PART_NOUNS and at(lexemes, i + 1).lower == "of"
        if noun:
            mod, j = words.PART_NOUNS[word], skip(lexemes, i + 2, "the")
            if word in {"part", "half"}:
                mod = _SHADED_PARTS.get(at(lexemes, i - 1).lower, "MID")
            elif at(lexemes, j).lower in {"year", "month", "week"}:
                return Reading("part", Part(_mod(mod), Shift(_unit(at(lexemes, j).lower), 0)), j + 1)
        elif word in words.PARTS and word != "middle":
            mod, j = words.PARTS[word], skip(lexemes, i + 1, "-", "in")
            j = skip(lexemes, j, "the")
        else:
            return None
        inner = self._simple(j)
        if inner and isinstance(inner.meaning, _PERIODS):
            return Reading("part", Part(_mod(mod), inner.meaning), inner.end)
        return None

    def _timed(self, best: Reading | None) -> Reading | None:
        """Join a day with its part or hour: "Wednesday morning", "16:00 UTC today", "10 a.m. on June 3"."""
        if best is None:
            return None
        follow = at(self._lexemes, best.end).lower
        if isinstance(best.meaning, (Weekday, Day)) and follow in words.DAY_PARTS:
            return Reading("day_part", Clock(words.DAY_PARTS[follow], best.meaning), best.end + 1)
        if isinstance(best.meaning, Clock) and best.meaning.day is None:
            inner = self._simple(skip(self._lexemes, best.end, "on", "of", ","))
            if inner and inner.rule in {"day", "weekday", "deictic_day"}:
                return Reading("clock", Clock(best.meaning.time, inner.meaning), inner.end)
        return None

    def _range(self, i: int, *, opening: str) -> Reading | None:
        """Read "3 to 5 May 2024", "June 3-5", "June 3 through July 5, 2024", "between March and June 2022"."""
        lexemes = self._lexemes
        first = self._end_of_range(i)
        if first is None:
            return None
        left, j = first
        j = skip(lexemes, j, ",") if at(lexemes, j + 1).lower in {"through", "to", "until"} else j
        joint = at(lexemes, j).lower
        if joint not in _JOINTS or (joint == "and" and opening != "between"):
            return None
        right = self._bare_day(left, j + 1) or self._end_of_range(skip(lexemes, j + 1, "the"))
        if right is None:
            return None
        if joint == "-" and isinstance(left, (Shift, Weekday)) != isinstance(right[0], (Shift, Weekday)):
            return None
        shared = ranges.share(left, right[0])
        return Reading("range", shared, right[1]) if shared else None

    def _bare_day(self, left: Meaning, j: int) -> tuple[Day, int] | None:
        """Read the 5 of "June 3-5, 2024": a bare day behind the joint is of the same month."""
        if not isinstance(left, Day) or not left.month or points.month_name(self._lexemes, j):
            return None
        numbered = points.day_number(self._lexemes, j)
        whole = self._simple(j)
        if not numbered or (whole and whole.rule in {"day", "iso_day", "clock"}):
            return None
        dated = None if isinstance(left.year, Year) else points.year_reference(self._lexemes, numbered[1])
        year, end = dated or (left.year, numbered[1])
        return Day(numbered[0], left.month, year), end

    def _end_of_range(self, i: int) -> tuple[Meaning, int] | None:
        """Read one end of a range: a date, or a bare day whose month stands at the other end."""
        best = self._simple(i)
        if best and best.rule == "year" and isinstance(best.meaning, Range):
            return None
        parted = self._part(i)
        if parted and (best is None or parted.end > best.end):
            return parted.meaning, parted.end
        if best and isinstance(best.meaning, _ENDS):
            return best.meaning, best.end
        if best is None or best.rule not in {"clock", "duration"}:
            named = points.weekday_name(self._lexemes, i)
            j = skip(self._lexemes, named[1], ",") if named else i
            numbered = points.day_number(self._lexemes, j)
            if numbered:
                return Day(numbered[0], None, None, named[0] if named else None), numbered[1]
        return None

    def _several(self, i: int) -> Listed | None:
        """Read dates that share a month or a year: "June 3 and 5", "3, 5 and 7 June", "March, April and May 2020".

        Days that follow one another ("18 and 19 February") are one stretch of days, as a reader takes them.
        """
        word = at(self._lexemes, i).lower
        if word[0].isdecimal():
            return self._days_before_month(i)
        if word not in words.MONTHS and word not in words.WEEKDAYS:
            return None
        lead = self._simple(i)
        if lead and lead.rule == "day" and isinstance(lead.meaning, Day):
            return self._days_behind_month(i, lead.meaning, lead.end)
        return self._months_with_year(i)

    def _days_behind_month(self, i: int, lead: Day, end: int) -> Listed | None:
        """Read "June 3 and 5, 2024": bare days behind a month and day."""
        lexemes = self._lexemes
        places, j = [(lead, i, end)], end
        while lead.year is None:
            k = _joint(lexemes, j)
            numbered = points.day_number(lexemes, k) if k else None
            if k is None or not numbered or numbered[0] <= places[-1][0].day or points.day(lexemes, k):
                break
            follow = at(lexemes, numbered[1])
            if follow.text.isalpha() and follow.lower not in _BEHIND_DAY:
                break  # "June 3 and 12 people"
            places.append((Day(numbered[0], lead.month), k, numbered[1]))
            j = numbered[1]
        if len(places) < 2:
            return None
        year, end = points.year_reference(lexemes, j) or (None, j)
        return self._stretch([(replace(day, year=year), k, behind) for day, k, behind in places], end), end

    def _days_before_month(self, i: int) -> Listed | None:
        """Read "18 and 19 February 2014", "3, 5 and 7 June": bare days before a day and month."""
        places: list[tuple[int, int, int]] = []
        j = i
        while True:
            whole = points.day(self._lexemes, j)
            if whole and places:
                last, end = whole
                days = [(Day(number, last.month, last.year), k, behind) for number, k, behind in places]
                return self._stretch([*days, (last, j, end)], end), end
            numbered = points.day_number(self._lexemes, j)
            if whole or not numbered or (places and numbered[0] <= places[-1][0]):
                return None
            joint = _joint(self._lexemes, numbered[1])
            if joint is None:
                return None
            places.append((numbered[0], j, numbered[1]))
            j = joint

    def _months_with_year(self, i: int) -> Listed | None:
        """Read "March, April and May 2020": bare months before a month and year."""
        places: list[tuple[int, int, int]] = []
        j = i
        while True:
            whole = self._simple(j)
            if not whole or not isinstance(whole.meaning, Month) or whole.meaning.which:
                return None
            last = whole.meaning
            if last.year is not None:
                if not places:
                    return None
                months = [
                    self._expression(k, behind, "month_list", Month(n, ranges.year_before(last.year, n > last.month)))
                    for n, k, behind in places
                ]
                return [*months, self._expression(j, whole.end, "month", last)], whole.end
            joint = _joint(self._lexemes, whole.end)
            if joint is None:
                return None
            places.append((last.month, j, whole.end))
            j = joint

    def _stretch(self, days: list[tuple[Day, int, int]], end: int) -> list[TimexExpression]:
        numbers = [day.day for day, _, _ in days]
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            return [self._expression(days[0][1], end, "day_stretch", Range(days[0][0], days[-1][0]))]
        made = [self._expression(first, behind, "day_list", day) for day, first, behind in days[:-1]]
        day, first, _ = days[-1]
        return [*made, self._expression(first, end, "day_list", day)]


def _joint(lexemes: Lexemes, i: int) -> int | None:
    """Give the index behind "and", "&", "or", a comma, or a comma and "and"."""
    j = skip(lexemes, i, ",")
    k = skip(lexemes, j, "and", "&", "or")
    return k if k > i else None


def _mod(word: str) -> Literal["START", "MID", "END"]:
    return "START" if word == "START" else "END" if word == "END" else "MID"


def _unit(word: str) -> Literal["year", "month", "week"]:
    return "year" if word == "year" else "month" if word == "month" else "week"
