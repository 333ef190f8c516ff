"""The productions of the grammar by name, each with the words it can begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Final, NamedTuple

from pipeline.timex import amounts, clocks, periods, points, relative, within, words
from pipeline.timex.expression import Meaning
from pipeline.timex.lexemes import Lexemes

Production = Callable[[Lexemes, int], tuple[Meaning, int] | None]


class Entry(NamedTuple):
    """A base production with the words it can begin with; `digits` where it can begin with a number."""

    production: Production
    first: frozenset[str]
    digits: bool = False


class Table:
    """The productions by the words that they can begin with, in the order of the table."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.of_digits = tuple((rule, entry.production) for rule, entry in entries.items() if entry.digits)
        self.of_word: dict[str, tuple[tuple[str, Production], ...]] = {
            word: tuple((rule, entry.production) for rule, entry in entries.items() if word in entry.first)
            for word in _words(*(entry.first for entry in entries.values()))
        }

    def beginning(self, word: str) -> tuple[tuple[str, Production], ...]:
        """Give the productions that can begin with a lexeme, written in lower case, with their names."""
        if word[0].isdecimal() or (word[-1].isdecimal() and word[:2] in CODES):
            return self.of_digits
        return self.of_word.get(word, ())


def _words(*tables: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*tables)


_COUNTS: Final = _words(words.NUMBERS, words.VAGUE_NUMBERS, {"a", "an"})
CODES: Final = frozenset({"fy", *(f"q{n}" for n in range(1, 5)), "h1", "h2"})
_BASE: Final = {
    "day": Entry(points.day, _words(words.MONTHS, words.WEEKDAYS, words.ORDINALS), digits=True),
    "bare_day": Entry(points.bare_day, frozenset(), digits=True),
    "month": Entry(points.month, _words(words.MONTHS, words.WHICH)),
    "month_of": Entry(within.month_of, frozenset({"month"})),
    "fiscal_year": Entry(periods.fiscal_year, _words(words.FISCAL, words.WHICH, CODES), digits=True),
    "division": Entry(
        periods.division, _words(words.ORDINALS, words.SEASONS, words.WHICH, CODES, {"final"}), digits=True
    ),
    "era": Entry(periods.era, _words(words.ORDINALS, words.DECADE_WORDS, {"'", "’", "‘", "twenty"}), digits=True),
    "year": Entry(points.year, _words(words.SCHOOL, {"year", "'", "’", "‘"}), digits=True),
    "weekday": Entry(points.weekday, _words(words.WEEKDAYS, words.WHICH)),
    "narrative_weekday": Entry(relative.following_weekday, frozenset({"following", "previous", "preceding"})),
    "deictic_day": Entry(relative.deictic_day, _words(words.DEICTIC_DAYS, words.SHADES, {"this", "last", "day"})),
    "told_night": Entry(relative.told_night, _words(words.NARRATIVE, {"next"})),
    "distance": Entry(relative.distance, _COUNTS, digits=True),
    "shifted_period": Entry(relative.shifted_period, _words(words.WHICH, words.NARRATIVE, words.SHADES, {"the"})),
    "same_period": Entry(relative.same_period, relative.SAME | {"year"}),
    "day_told": Entry(within.unit_told, within.FRAMED_UNITS),
    "year_end": Entry(periods.year_end, frozenset({"year", "month"})),
    "nth": Entry(within.nth, _words(words.ORDINALS, {"last", "final", "opening"}), digits=True),
    "holding": Entry(within.holding, frozenset({"week", "weekend"})),
    "months": Entry(within.months, frozenset({"first", "last", "opening", "final"})),
    "holiday": Entry(within.holiday, _words(within.HOLIDAY_FIRST, words.WHICH)),
    "vague": Entry(
        amounts.vague,
        _words(
            words.VAGUE_TIMES,
            words.VAGUE_NUMBERS,
            words.UNITS,
            "more most very right these near distant foreseeable immediate time moment past future present long a".split(),
        ),
    ),
    "recurrence": Entry(
        amounts.recurrence,
        _words(
            words.RECURRENCES,
            words.WEEKDAYS,
            words.NUMBERS,
            words.VAGUE_NUMBERS,
            ["every", "each", "per", "a", "an", "once", "twice", "semi", "bi"],
            [f"{weekday}s" for weekday in words.WEEKDAY_NAMES],
        ),
        digits=True,
    ),
    "clock": Entry(clocks.clock, _words(words.CLOCK_NOUNS, words.NUMBERS), digits=True),
    "day_part": Entry(within.part_of_day, _words(words.DAY_PARTS)),
    "told_part": Entry(clocks.day_part, _words(words.DAY_PARTS)),
    "duration": Entry(
        amounts.duration,
        _words(
            _COUNTS,
            words.UNITS,
            words.WHICH,
            amounts.LONG,
            ["previous", "recent", "half", "quarter", "first", "final", "preceding", "following"],
        ),
        digits=True,
    ),
}
FIRST: Final = _words(*(entry.first for entry in _BASE.values()))

# A text with none of these words and no digit holds no expression: what only opens one ("the", "last", "two") tells nothing.
TELLING: Final = _words(
    words.MONTHS,
    words.WEEKDAYS,
    (f"{weekday}s" for weekday in words.WEEKDAY_NAMES),
    words.UNITS,
    words.SEASONS,
    words.DAY_PARTS,
    (f"{part}s" for part in words.DAY_PARTS),
    words.CLOCK_NOUNS,
    words.DEICTIC_DAYS,
    words.DECADE_WORDS,
    words.RECURRENCES,
    words.VAGUE_TIMES,
    amounts.LONG,
    CODES,
    "christmas easter halloween thanksgiving valentine valentines ago clock past present future moment half time semi bi term".split(),
)


@cache
def table(*, day_first: bool | None) -> Table:
    """Give the productions; `day_first` is as for `absolute_day`."""
    return Table(_BASE | {"iso_day": Entry(partial(points.iso_day, day_first=day_first), frozenset(), digits=True)})
