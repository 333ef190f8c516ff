"""Productions for a piece of a longer period: "the third week of March", "the week of June 3", "the first nine months of 2024"."""

from __future__ import annotations

from typing import Final, Literal

from pipeline.timex.amounts import count
from pipeline.timex.expression import Clock, Holding, Holiday, Meaning, Month, Months, Nth, Shift, Year
from pipeline.timex.lexemes import Lexemes, at, glued, skip
from pipeline.timex.points import day, month, weekday_name, year_number, year_reference
from pipeline.timex.words import CALENDAR_UNITS, DAY_PARTS, HOLIDAYS, NARRATIVE, OFFSETS, ORDINALS, UNITS, WHICH

_UNITS: Final[dict[str, Literal["week", "weekend", "day"]]] = {"week": "week", "weekend": "weekend", "day": "day"}
HOLIDAY_FIRST: Final = frozenset(name.partition(" ")[0].partition("'")[0].partition("’")[0] for name in HOLIDAYS)
_LONGEST_NAME: Final = 5  # lexemes: "New", "Year", "'", "s", "Eve"


def nth(lexemes: Lexemes, i: int) -> tuple[Nth, int] | None:
    """Read "the third week of March", "the first Monday in September", "the last day of 2024"."""
    word = at(lexemes, i)
    index = word.ordinal or ORDINALS.get(word.lower) or {"last": -1, "final": -1, "opening": 1}.get(word.lower)
    if index is None or index > 5:
        return None
    named = weekday_name(lexemes, i + 1)
    unit: Literal["week", "weekend", "day"] | int | None = named[0] if named else _UNITS.get(at(lexemes, i + 1).lower)
    j = named[1] if named else i + 2
    k = skip(lexemes, j, "of", "in")
    if unit is None or k == j:
        return None
    whole = _whole(lexemes, k)
    return (Nth(index, unit, whole[0]), whole[1]) if whole else None


def _whole(lexemes: Lexemes, i: int) -> tuple[Meaning, int] | None:
    """Read the month or year that a piece belongs to."""
    found = month(lexemes, i) or year_number(lexemes, skip(lexemes, i, "the"))
    if found:
        meaning: Meaning = Year(found[0]) if isinstance(found[0], int) else found[0]
        return meaning, found[1]
    j = skip(lexemes, i, "the")
    if j > i and at(lexemes, j).lower in {"month", "year"}:
        return Shift("month" if at(lexemes, j).lower == "month" else "year", 0, "story"), j + 1
    word, unit = at(lexemes, j).lower, CALENDAR_UNITS.get(UNITS.get(at(lexemes, j + 1).lower, ""))
    if unit in {"month", "year", "week"} and at(lexemes, j + 1).lower == unit:
        if word in WHICH:
            return Shift(unit, OFFSETS[WHICH[word]]), j + 2
        if word in NARRATIVE:
            return Shift(unit, NARRATIVE[word], "narrative"), j + 2
    return None


def holding(lexemes: Lexemes, i: int) -> tuple[Holding, int] | None:
    """Read "the week of March 18", "the weekend of June 5"."""
    unit = {"week": "week", "weekend": "weekend"}.get(at(lexemes, i).lower)
    if unit is None or at(lexemes, i + 1).lower not in {"of", "beginning", "commencing", "starting", "ending"}:
        return None
    j = skip(lexemes, skip(lexemes, i + 2, "on"), "the")
    found = day(lexemes, j)
    return (Holding("week" if unit == "week" else "weekend", found[0]), found[1]) if found else None


def months(lexemes: Lexemes, i: int) -> tuple[Months, int] | None:
    """Read "the first nine months of 2024", "the last three months of the year"."""
    sign = {"first": 1, "opening": 1, "last": -1, "final": -1}.get(at(lexemes, i).lower)
    counted = count(lexemes, i + 1) if sign else None
    if not sign or not counted or not counted[0] or at(lexemes, counted[1]).lower != "months" or counted[0] > 11:
        return None
    dated = year_reference(lexemes, counted[1] + 1)
    if dated:
        return Months(sign * counted[0], dated[0]), dated[1]
    j = counted[1] + 1
    if (
        at(lexemes, j).lower in {"of", "in"}
        and at(lexemes, j + 1).lower == "the"
        and at(lexemes, j + 2).lower == "year"
    ):
        return Months(sign * counted[0], Shift("year", 0)), j + 3
    return None


def month_of(lexemes: Lexemes, i: int) -> tuple[Month, int] | None:
    """Read "the month of June 2024"."""
    if at(lexemes, i).lower != "month" or at(lexemes, i + 1).lower != "of":
        return None
    return month(lexemes, i + 2)


def part_of_day(lexemes: Lexemes, i: int) -> tuple[Clock, int] | None:
    """Read "the morning of January 31", "the night of last Friday"."""
    part = DAY_PARTS.get(at(lexemes, i).lower)
    joints = {"of", "on"} if at(lexemes, i - 1).lower == "the" else {"of"}
    if part is None or at(lexemes, i + 1).lower not in joints or (at(lexemes, i).capitalised and i):
        return None
    j = skip(lexemes, i + 2, "the")
    found = day(lexemes, j)
    if found:
        return Clock(part, found[0]), found[1]
    if at(lexemes, j).lower in NARRATIVE and at(lexemes, j + 1).lower == "day":
        return Clock(part, Shift("day", NARRATIVE[at(lexemes, j).lower], "narrative")), j + 2
    return None


def holiday(lexemes: Lexemes, i: int) -> tuple[Holiday, int] | None:
    """Read a feast: "Christmas", "last Christmas", "New Year's Eve 2024", "Easter Sunday"."""
    which = WHICH.get(at(lexemes, i).lower)
    j = i + 1 if which else i
    if not at(lexemes, j).capitalised:
        return None
    for size in range(_LONGEST_NAME, 0, -1):
        pieces = [at(lexemes, j + n) for n in range(size)]
        name = "".join(p.lower if n == 0 or glued(lexemes, j + n - 1) else " " + p.lower for n, p in enumerate(pieces))
        if name in HOLIDAYS and all(p.capitalised or not p.text.isalpha() or p.text == "s" for p in pieces):
            k = j + size
            dated = None if which else year_reference(lexemes, k)
            return Holiday(name, dated[0] if dated else None, which), dated[1] if dated else k
    return None


def unit_told(lexemes: Lexemes, i: int) -> tuple[Shift, int] | None:
    """Read "the day", "the quarter", "the year" where they stand for the one told of: "by the end of the day", "for the quarter"."""
    word = at(lexemes, i).lower
    if word not in {"day", "week", "weekend", "month", "quarter", "year"} or at(lexemes, i - 1).lower != "the":
        return None
    if at(lexemes, i).capitalised:
        return None
    before, second = at(lexemes, i - 2).lower, at(lexemes, i - 3).lower
    follow = at(lexemes, i + 1)
    if follow.lower in {"of", "that", "when", "before", "after", "to", "ended", "ending", "-", "'", "’", "ahead"}:
        return None
    framed = before in _FRAMES or (before == "of" and second in _SHARES) or (before == "in" and second in _SHADED)
    if word == "weekend":
        framed = framed or before in {"by", "before", "until", "till", "since", "on", "at", "after"}
    if word in {"day", "week"} and before in {"in", "on", "during", "of"} and not framed:
        return None
    unit = CALENDAR_UNITS[word]
    return (Shift(unit, 0, "narrative" if unit == "day" else "story"), i + 1) if framed else None


_FRAMES: Final = frozenset(
    "for during over throughout through within ended ending ends end finish finished finishing close closed closing began "
    "begin begins started start opened later earlier".split()
)
_SHARES: Final = frozenset(
    {"end", "start", "beginning", "rest", "remainder", "course", "close", "middle", "most", "much", "balance", "part"}
)
_SHADED: Final = frozenset({"later", "earlier", "late", "early"})

FRAMED_UNITS: Final = frozenset({"day", "week", "weekend", "month", "quarter", "year"})
