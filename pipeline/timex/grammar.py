"""The grammar: productions over lexemes, tried at each place of a text; the longest reading wins.

The base productions stand in `points`, `periods`, `within`, `relative`, `amounts` and `clocks`. Here they are put together:
parts of periods ("early 2014"), days with their hour ("9 a.m. Friday"), and ranges ("from 3 to 5 May").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final, Literal

from pipeline.timex import points, productions, ranges, words
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
from pipeline.timex.lexemes import Lexemes, at, glued, skip
from pipeline.timex.lexer import Lexeme, lex
from pipeline.timex.places import Reading
from pipeline.timex.series import Listed, Series
from pipeline.timex.words import CalendarUnit

_PARTED: Final = frozenset({*words.PARTS, *words.PART_NOUNS, "later", "earlier"})
_OPENING: Final = frozenset({"between", "from"})
_STARTS: Final = productions.FIRST | _PARTED | _OPENING
_ENDS: Final = (Day, Month, Year, Division, Shift, Weekday)  # what can stand at an end of a range
_PERIODS: Final = (Month, Year, Division, Era, FiscalYear, Shift, Range)  # what can have a part
_JOINTS: Final = frozenset({"to", "through", "thru", "until", "till", "-", "and"})
_SHADED_PARTS: Final = {"first": "START", "early": "START", "latter": "END", "second": "END", "last": "END"}
_TIMED: Final = words.DAY_PARTS | words.CLOCK_NOUNS
_UNITS_OF_STORY: Final = frozenset({"day", "week", "month", "quarter", "year", "decade"})


def expressions(text: str, *, breaks: Collection[int] = (), day_first: bool | None = None) -> list[TimexExpression]:
    """Find all expressions of time in a text, in order, none inside another.

    `breaks` are the offsets where a new line of thought begins (a heading, a paragraph); no expression crosses one.
    `day_first` is as for `absolute_day`.
    """
    found: list[TimexExpression] = []
    cuts = sorted({0, *(cut for cut in breaks if 0 < cut < len(text))})
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        found += (
            [moved(e, start) for e in in_line(text[start:end], day_first)] if start else in_line(text[:end], day_first)
        )
    return found


def moved(expression: TimexExpression, by: int) -> TimexExpression:
    """Give the expression so many characters further on."""
    return replace(expression, start=expression.start + by, end=expression.end + by)


@lru_cache(maxsize=8192)
def in_line(text: str, day_first: bool | None = None) -> tuple[TimexExpression, ...]:
    """Find the expressions in one stretch of text; kept, since releases repeat themselves and one another."""
    table = productions.table(day_first=day_first)
    found: list[TimexExpression] = []
    for line in _lines(text):
        reader: LineReader | None = None
        i = 0
        while i < len(line):
            if not _begins(line[i].lower):
                i += 1
                continue
            reader = reader or LineReader(line, table)
            listed = reader.listed(i)
            if listed:
                found += listed[0]
            i = listed[1] if listed else i + 1
    return tuple(found)


def _begins(word: str) -> bool:
    """Whether an expression can begin with a word; "fy2024" and "q32024" begin with a code."""
    return word in _STARTS or word[0].isdecimal() or (word[-1].isdecimal() and word[:2] in productions.CODES)


def _lines(text: str) -> Iterator[list[Lexeme]]:
    """Cut the lexemes of a text at blank lines."""
    line: list[Lexeme] = []
    behind = 0
    several = text.count("\n") > 1
    for lexeme in lex(text):
        if line and several and text.count("\n", behind, lexeme.start) > 1:
            yield line
            line = []
        line.append(lexeme)
        behind = lexeme.end
    if line:
        yield line


class LineReader(Series):
    """Reader of one line."""

    def listed(self, i: int) -> Listed | None:
        """Read what stands at a place: a range, several dates that share a month or year, or one expression."""
        opened = at(self._lexemes, i).lower
        start = skip(self._lexemes, _hedged(self._lexemes, i + 1), "the") if opened in _OPENING else i
        ranged = self._range(start, opening=opened if start > i else "")
        if ranged:
            return [self.expression(start, ranged.end, ranged.rule, ranged.meaning)], ranged.end
        if start > i:
            return None
        several = self.several(i)
        if several:
            return several
        best = self._read(i)
        return ([self.expression(i, best.end, best.rule, best.meaning)], best.end) if best else None

    def _read(self, i: int) -> Reading | None:
        """Give a base reading, one with a part of it named, or one with a time of day."""
        best = self.simple(i)
        parted = self._part(i)
        if parted and (best is None or parted.end > best.end):
            best = parted
        return self._timed(best) or best

    def _part(self, i: int) -> Reading | None:
        """Read "early 2014", "mid-June", "late last year", "the end of 2026", "late Friday", "early in the year"."""
        lexemes, word = self._lexemes, at(self._lexemes, i).lower
        if word not in _PARTED:
            return None
        j = i + 1
        if word in words.PART_NOUNS and at(lexemes, j).lower == "of":
            mod, j = words.PART_NOUNS[word], skip(lexemes, j + 1, "the")
            if word in {"part", "half"}:
                mod = _SHADED_PARTS.get(at(lexemes, i - 1).lower, "MID")
            elif at(lexemes, j).lower in {"year", "month", "week"}:
                return Reading("part", Part(_mod(mod), Shift(_unit(at(lexemes, j).lower), 0)), j + 1)
        elif word == "end" and at(lexemes, j).lower == "-" and glued(lexemes, j):
            mod, j = "END", j + 1
        elif at(lexemes, j).lower == "in":
            return self._in_unit(i)
        elif word in {"later", "earlier"}:
            inner = self.simple(j)
            if inner is None or not isinstance(inner.meaning, Weekday) or inner.meaning.which:
                return None
            inner = self._timed(inner) or inner
            return Reading("part", Part("END" if word == "later" else "START", inner.meaning), inner.end)
        elif word in words.PARTS and word != "middle":
            mod, j = words.PARTS[word], skip(lexemes, skip(lexemes, j, "-"), "the", "on")
        else:
            return None
        inner = self.simple(j)
        if inner and isinstance(inner.meaning, _PERIODS):
            return Reading("part", Part(_mod(mod), inner.meaning), inner.end)
        if inner and word in {"early", "late"} and isinstance(inner.meaning, (Weekday, Day)):
            inner = self._timed(inner) or inner
            return Reading("part", Part(_mod(mod), inner.meaning), inner.end)
        return None

    def _in_unit(self, i: int) -> Reading | None:
        """Read "early in 2014", "later in the year", "late in the third quarter"."""
        lexemes, word = self._lexemes, at(self._lexemes, i).lower
        mod = {"later": "END", "earlier": "START"}.get(word) or words.PARTS.get(word)
        if mod is None:
            return None
        j = skip(lexemes, i + 2, "the")
        if (
            j > i + 2
            and at(lexemes, j).lower in _UNITS_OF_STORY
            and at(lexemes, j + 1).lower not in {"of", "that", "-"}
        ):
            unit = _unit(at(lexemes, j).lower)
            return Reading("part", Part(_mod(mod), Shift(unit, 0, "narrative" if unit == "day" else "story")), j + 1)
        inner = self.simple(j)
        if inner and isinstance(inner.meaning, _PERIODS):
            return Reading("part", Part(_mod(mod), inner.meaning), inner.end)
        return None

    def _timed(self, best: Reading | None) -> Reading | None:
        """Join a day with its part or hour: "Wednesday morning", "16:00 UTC today", "10 a.m. on June 3"."""
        if best is None:
            return None
        follow = at(self._lexemes, best.end).lower
        if isinstance(best.meaning, (Weekday, Day)) and follow in _TIMED:
            return Reading("day_part", Clock(_TIMED[follow], best.meaning), best.end + 1)
        if isinstance(best.meaning, Clock) and best.meaning.day is None and best.rule == "clock":
            inner = self.simple(skip(self._lexemes, best.end, "on", "of", ","))
            if (
                inner
                and inner.rule in {"day", "weekday", "deictic_day", "holiday"}
                and not isinstance(inner.meaning, Clock)
            ):
                end = skip(self._lexemes, inner.end, *words.DAY_PARTS)
                return Reading("clock", Clock(best.meaning.time, inner.meaning), end)
        return None

    def _range(self, i: int, *, opening: str) -> Reading | None:
        """Read "3 to 5 May 2024", "June 3-5", "June 3 through July 5, 2024", "between March and June 2022"."""
        lexemes = self._lexemes
        first = self._end_of_range(i)
        if first is None:
            return None
        left, j = first
        j = _continued(lexemes, j)
        joint = at(lexemes, j).lower
        if joint not in _JOINTS or (joint == "and" and opening != "between"):
            return None
        right = self._bare_day(left, j + 1) or self._end_of_range(skip(lexemes, _hedged(lexemes, j + 1), "the"))
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
        whole = self.simple(j)
        if not numbered or (whole and whole.rule in {"day", "iso_day", "clock"}):
            return None
        dated = None if isinstance(left.year, Year) else points.year_reference(self._lexemes, numbered[1])
        year, end = dated or (left.year, numbered[1])
        return Day(numbered[0], left.month, year), end

    def _end_of_range(self, i: int) -> tuple[Meaning, int] | None:
        """Read one end of a range: a date, or a bare day whose month stands at the other end."""
        best = self.simple(i)
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


def _continued(lexemes: Lexemes, i: int) -> int:
    """Give the index of the joint behind ", " and "and continuing": "2005 and continuing through 2008"."""
    j = skip(lexemes, i, ",")
    k = skip(lexemes, skip(lexemes, j, "and"), "continuing", "continued", "lasting")
    if k > j and at(lexemes, k - 1).lower != "and":
        return k
    return j if at(lexemes, j).lower in {"through", "to", "until"} else i


def _hedged(lexemes: Lexemes, i: int) -> int:
    """Give the index behind words that leave the end of a range a little open: "at least", "in or about", "approximately"."""
    if at(lexemes, i).lower == "at" and at(lexemes, i + 1).lower == "least":
        i += 2
    if at(lexemes, i).lower in {"in", "on", "at"} and at(lexemes, i + 1).lower == "or":
        i += 2
    return skip(lexemes, i, "about", "around", "approximately", "roughly")


def _mod(word: str) -> Literal["START", "MID", "END"]:
    return "START" if word == "START" else "END" if word == "END" else "MID"


def _unit(word: str) -> CalendarUnit:
    return words.CALENDAR_UNITS[word]
