"""Productions for what has no place on the calendar: lengths of time, frequencies, and times at large."""

from __future__ import annotations

from typing import Final

from pipeline.timex.expression import Duration, Recurrence, Vague
from pipeline.timex.lexemes import Lexemes, at, glued, skip
from pipeline.timex.points import month_name, weekday_name
from pipeline.timex.words import (
    DAY_PARTS,
    NUMBERS,
    RECURRENCES,
    SEASON_CODES,
    SEASONS,
    UNIT_CODES,
    UNITS,
    VAGUE_NUMBERS,
    VAGUE_TIMES,
    WEEKDAYS,
)

_AGE: Final = frozenset({"old", "older", "olds", "young", "younger"})
# Before "a year": it lasts.
_LASTING: Final = frozenset(
    "for within over than nearly almost about approximately after in once half just under around least last lasted "
    "lasting lasts took take takes taking spent spend spends spending".split()
)
_RATED: Final = frozenset({"once", "twice", "times", "million", "billion", "trillion", "percent", "%", "cent"})
_COUNT_SHADES: Final = frozenset(
    "consecutive straight full more additional calendar business trading working school successive further whole long short".split()
)
_BEFORE_VERB: Final = frozenset({"to", "will", "would", "could", "can", "may", "might", "should", "not"})
_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_LEADS: Final = frozenset(
    {"past", "last", "next", "previous", "coming", "recent", "first", "final", "preceding", "following"}
)
_BARE: Final = frozenset({"decades", "centuries", "months", "weeks", "years"})
_BARE_FINE: Final = frozenset({"days", "hours", "minutes", "seconds"})  # of opening, of work: only where they measure
_MEASURED: Final = frozenset(
    {"for", "within", "several", "after", "in", "of", "take", "takes", "took", "last", "lasted", "just"}
)
_MEASURING: Final = frozenset({"after", "before", "later", "earlier", "ago", "long"})
LONG: Final = {"daylong": "P1D", "weeklong": "P1W", "monthlong": "P1M", "yearlong": "P1Y", "hourlong": "PT1H"}


def count(lexemes: Lexemes, i: int) -> tuple[int | None, int] | None:
    """Read a counted number and the index behind it: "3", "three", "twenty-one", "a"; null number for "several"."""
    word = at(lexemes, i)
    if word.number is not None and len(word.text) <= 3:
        scale = _SCALES.get(at(lexemes, i + 1).lower, 0)
        return (word.number * scale, i + 2) if scale else (word.number, i + 1)
    if "," in word.text and word.text.replace(",", "").isdecimal():
        return int(word.text.replace(",", "")), i + 1
    if word.lower in {"a", "an"}:
        if at(lexemes, i + 1).lower in VAGUE_NUMBERS:
            return None, skip(lexemes, i + 2, "of")
        if at(lexemes, i + 1).lower in {"hundred", "dozen"}:
            return {"hundred": 100, "dozen": 12}[at(lexemes, i + 1).lower], i + 2
        return 1, i + 1
    if word.lower in NUMBERS:
        number, j = NUMBERS[word.lower], i + 1
        if number >= 20 and at(lexemes, j).lower == "-" and NUMBERS.get(at(lexemes, j + 1).lower, 10) < 10:
            return number + NUMBERS[at(lexemes, j + 1).lower], j + 2
        scale = _SCALES.get(at(lexemes, j).lower, 0)
        return (number * scale, j + 1) if scale else (number, j)
    return (None, skip(lexemes, i + 1, "of")) if word.lower in VAGUE_NUMBERS else None


def duration(lexemes: Lexemes, i: int) -> tuple[Duration, int] | None:
    """Read "three years", "five-year", "18 months", "past decade", "decades", "half an hour", "week-long"; an age is none."""
    word = at(lexemes, i).lower
    if word in LONG:
        return Duration(LONG[word]), i + 1
    halved = _halved(lexemes, i + 1) if word in _LEADS else None
    found = halved or _halved(lexemes, i) or _unit_long(lexemes, i) or _counted(lexemes, i) or _bare(lexemes, i)
    if found is None:
        return None
    meaning, j = found
    follow = at(lexemes, j).lower, at(lexemes, j + 1).lower
    if follow[0] in _AGE or (follow[0] == "-" and follow[1] in _AGE) or follow == ("of", "age"):
        return None
    if follow == ("-", "long") and glued(lexemes, j - 1):
        j += 2
    added = _added(lexemes, j, meaning)
    return added or (meaning, j)


def _added(lexemes: Lexemes, i: int, meaning: Duration) -> tuple[Duration, int] | None:
    """Read the smaller part of "two years and three months", "1 hour 20 minutes", "a year and a half"."""
    j = skip(lexemes, skip(lexemes, i, ","), "and")
    if j > i and at(lexemes, j).lower == "a" and at(lexemes, j + 1).lower == "half" and meaning.value[1:2] != "X":
        return Duration(f"{meaning.value[:-1]}.5{meaning.value[-1]}"), j + 2
    counted = count(lexemes, j)
    if counted is None or counted[0] is None or at(lexemes, j).lower in {"a", "an"}:
        return None
    unit = UNITS.get(at(lexemes, counted[1]).lower)
    code = UNIT_CODES.get(unit or "", "")
    big, small = meaning.value[-1], code[-1:]
    nested = {"Y": "M", "M": "D", "H": "M", "W": "D"}.get(big) == small or (big == "M" and small == "S")
    if not nested or ("T" in meaning.value) != (code[:1] == "T") or at(lexemes, counted[1] + 1).lower in {"a", "ago"}:
        return None
    return Duration(f"{meaning.value}{counted[0]}{small}"), counted[1] + 1


def _halved(lexemes: Lexemes, i: int) -> tuple[Duration, int] | None:
    """Read "half an hour", "half a century", "half-hour", "a half century", "a quarter century"."""
    j = skip(lexemes, i, "a")
    word = at(lexemes, j).lower
    if word not in {"half", "quarter"}:
        return None
    k = skip(lexemes, j + 1, "-") if j > i else skip(lexemes, j + 1, "a", "an", "-")
    unit = UNITS.get(at(lexemes, k).lower)
    if unit is None or unit != at(lexemes, k).lower or (word == "quarter" and unit != "century"):
        return None
    if k == j + 1 and j == i:
        return None
    if unit in {"century", "decade"}:
        years = {"century": 100, "decade": 10}[unit] // (2 if word == "half" else 4)
        return Duration(f"P{years}Y"), k + 1
    minutes = {"hour": "PT30M", "minute": "PT30S", "year": "P6M"}.get(unit)
    return Duration(minutes or length("0.5", unit)), k + 1


def _unit_long(lexemes: Lexemes, i: int) -> tuple[Duration, int] | None:
    """Read "week-long", "decades-long"."""
    word = at(lexemes, i).lower
    unit = UNITS.get(word)
    if (
        unit is None
        or at(lexemes, i + 1).lower != "-"
        or at(lexemes, i + 2).lower != "long"
        or at(lexemes, i - 1).lower == "-"
    ):
        return None
    return _sized("1" if unit == word else "X", unit), i + 3


def _counted(lexemes: Lexemes, i: int) -> tuple[Duration, int] | None:
    """Read a number and a unit: "three years", "the past 18 months", "two and a half years", "a week" where it lasts."""
    led = at(lexemes, i).lower in _LEADS
    if led and at(lexemes, i).lower == "last" and at(lexemes, i - 1).lower in _BEFORE_VERB:
        return None  # "to last three weeks"
    j = i + 1 if led else i
    counted = count(lexemes, j)
    if counted is None:
        return None
    number, k = counted
    dashed = at(lexemes, k).lower == "-"
    k = skip(lexemes, k, "-", "(")
    if at(lexemes, k).number == number and at(lexemes, k + 1).lower == ")":
        k += 2  # "three (3) years"
    halved = False
    for joint in (("and", "a", "half"), ("and", "-", "a", "-", "half")):
        if number is not None and tuple(at(lexemes, k + n).lower for n in range(len(joint))) == joint:
            halved, k = True, skip(lexemes, k + len(joint), "-")
    while at(lexemes, k).lower in _COUNT_SHADES:
        k += 1
    word = at(lexemes, k).lower
    unit = UNITS.get(word)
    single = number == 1 and at(lexemes, j).lower in {"a", "an"}
    if unit is None or (word == "second" and (single or number is None or not dashed)):
        return None  # "a second term" counts, it does not last
    if (number is None and unit == word) or (single and unit == "quarter"):
        return None  # "some day", "many a year", "a quarter of them"
    before = at(lexemes, j - 1).lower
    if single and not led and before not in _LASTING and not _lasts(lexemes, k + 1):
        return None  # "a week" alone may name a rate or any week
    if single and at(lexemes, k + 1).lower == "-":
        return None  # "a week-long visit"
    size = "X" if number is None else f"{number}.5" if halved else str(number)
    return _sized(size, unit), k + 1


def _lasts(lexemes: Lexemes, i: int) -> bool:
    """Whether what stands behind "a week" makes it a length of time: "after", "and a half", "and 20 minutes"."""
    if at(lexemes, i).lower in {"after", "before"}:
        return True
    if at(lexemes, i).lower != "and":
        return False
    counted = count(lexemes, i + 1)
    halved = at(lexemes, i + 1).lower == "a" and at(lexemes, i + 2).lower == "half"
    return halved or (counted is not None and at(lexemes, counted[1]).lower in UNITS)


def _bare(lexemes: Lexemes, i: int) -> tuple[Duration, int] | None:
    """Read a unit without a number: "past decade", "recent years", "decades", "hours later"."""
    word = at(lexemes, i).lower
    if word in _LEADS:
        name = at(lexemes, i + 1).lower
        unit = UNITS.get(name)
        if unit is None or word in {"first", "final", "previous", "preceding", "following"}:
            return None
        if unit != name:
            return _sized("X", unit), i + 2
        single = word in {"past", "last", "next", "coming"} and name != "second"
        return (_sized("1", unit), i + 2) if single else None
    if word in _BARE or (
        word in _BARE_FINE and (at(lexemes, i - 1).lower in _MEASURED or at(lexemes, i + 1).lower in _MEASURING)
    ):
        return _sized("X", UNITS[word]), i + 1
    return None


def _sized(size: str, unit: str) -> Duration:
    """Write a length of time; decades and centuries in years, for which ISO 8601 has a letter."""
    if unit in {"decade", "century"}:
        years = 10 if unit == "decade" else 100
        if not size.isdecimal():
            return Duration("PXY" if size == "X" else f"P{int(float(size) * years)}Y")
        return Duration(f"P{int(size) * years}Y")
    return Duration(length(size, unit))


def length(size: str, unit: str) -> str:
    """Write a length of time in ISO 8601: "P3Y", "PT30M"."""
    code = UNIT_CODES[unit]
    return f"PT{size}{code[1]}" if code[0] == "T" else f"P{size}{code}"


def recurrence(lexemes: Lexemes, i: int) -> tuple[Recurrence, int] | None:
    """Read "annually", "every Tuesday", "each year", "every two weeks", "per month", "twice a week", "Sundays"."""
    word = at(lexemes, i)
    if word.lower in {"semi", "bi"} and at(lexemes, i + 1).lower == "-":
        whole = RECURRENCES.get(word.lower + at(lexemes, i + 2).lower)
        return (Recurrence(whole), i + 3) if whole else None
    if word.lower in RECURRENCES:
        return (Recurrence(RECURRENCES[word.lower]), i + 1) if word.text == word.lower else None
    if word.lower in {"a", "an"}:
        return _rate(lexemes, i)
    if word.lower in {"once", "twice"}:
        j = skip(lexemes, i + 1, "a", "an", "per", "every", "each")
        rate = _rate_unit(lexemes, j) if j > i + 1 else None
        return (Recurrence(rate), j + 1) if rate else None
    if (counted := count(lexemes, i)) and at(lexemes, counted[1]).lower == "times":
        j = skip(lexemes, counted[1] + 1, "a", "an", "per", "every", "each")
        rate = _rate_unit(lexemes, j) if j > counted[1] + 1 else None
        return (Recurrence(rate), j + 1) if rate else None
    if word.lower in {"every", "each", "per"}:
        return _each(lexemes, i)
    if word.lower.endswith("days") and word.lower[:-1] in WEEKDAYS and word.capitalised:
        return Recurrence(f"XXXX-WXX-{WEEKDAYS[word.lower[:-1]]}"), i + 1
    named = weekday_name(lexemes, i)
    part = DAY_PARTS.get(at(lexemes, i + 1).lower[:-1]) if at(lexemes, i + 1).lower.endswith("s") else None
    return (Recurrence(f"XXXX-WXX-{named[0]}T{part}"), i + 2) if named and part else None


def _rate_unit(lexemes: Lexemes, i: int) -> str | None:
    unit = UNITS.get(at(lexemes, i).lower)
    return length("1", unit) if unit == at(lexemes, i).lower and unit != "second" else None


def _rate(lexemes: Lexemes, i: int) -> tuple[Recurrence, int] | None:
    """Read the "a year" of "15 a year", "$2 million a year", "3,000 people a day"."""
    before, numbers = at(lexemes, i - 1), [at(lexemes, i - n) for n in (2, 3)]
    number = any(word.text[:1].isdecimal() or word.lower in NUMBERS for word in numbers)
    counted = before.text.isalpha() and before.lower not in _LASTING and number
    rated = before.lower in _RATED or before.text[:1].isdecimal() or counted
    rate = _rate_unit(lexemes, i + 1)
    if not rated or rate is None or at(lexemes, i + 2).lower in {"ago", "earlier", "later", "after", "before"}:
        return None
    return Recurrence(rate), i + 2


def _each(lexemes: Lexemes, i: int) -> tuple[Recurrence, int] | None:
    word = at(lexemes, i).lower
    j = skip(lexemes, i + 1, "single")
    named = weekday_name(lexemes, j)
    if named:
        part = DAY_PARTS.get(at(lexemes, named[1]).lower)
        value = f"XXXX-WXX-{named[0]}" + (f"T{part}" if part else "")
        return Recurrence(value), named[1] + bool(part)
    if word != "per" and (month := month_name(lexemes, j)):
        return Recurrence(f"XXXX-{month[0]:02}"), month[1]
    if word != "per" and at(lexemes, j).lower in SEASONS:
        return Recurrence(f"XXXX-{SEASON_CODES[SEASONS[at(lexemes, j).lower] - 1]}"), j + 1
    if word != "per" and at(lexemes, j).lower in DAY_PARTS:
        return Recurrence(f"XXXX-XX-XXT{DAY_PARTS[at(lexemes, j).lower]}"), j + 1
    size = "1"
    if at(lexemes, j).lower in {"other", "second"} and word != "per":
        size, j = "2", j + 1
    elif counted := count(lexemes, j):
        size, j = ("X" if counted[0] is None else str(counted[0])), counted[1]
    unit = UNITS.get(at(lexemes, j).lower)
    if unit is None or (unit == "second" and at(lexemes, j).lower == "second" and word != "per"):
        return None
    return Recurrence(length(size, unit)), j + 1


def vague(lexemes: Lexemes, i: int) -> tuple[Vague, int] | None:
    """Read the past, present or future at large: "recently", "now", "the near future", "years ago"."""
    word, follow = at(lexemes, i), at(lexemes, i + 1)
    if at(lexemes, i - 1).lower == "the" and (found := _at_large(lexemes, i)):
        return found
    if word.lower in VAGUE_TIMES:
        opening = i == 0 or at(lexemes, i - 1).lower in {".", '"', "“", ":"}
        if (word.capitalised and (not opening or word.text.isupper())) or (follow.lower == "-" and glued(lexemes, i)):
            return None  # "NOW", the name; "now-defunct"
        if word.lower == "current" and follow.lower in {"account", "accounts"}:
            return None
        if word.lower == "recent" and at(lexemes, i - 1).lower == "most":
            return None  # the last of a row, whenever that was
        return Vague(VAGUE_TIMES[word.lower]), i + 1
    if (word.lower, follow.lower) in _SHADED_TIMES:
        return Vague(VAGUE_TIMES[follow.lower]), i + 2
    if word.lower == "these" and follow.lower == "days":
        return Vague("PRESENT_REF"), i + 2
    return _long_ago(lexemes, i)


# About "the past" and "the future" where they stand alone.
_LEADING: Final = frozenset({"in", "for", "of", "from", "to", "into", "until", "about"})
_CLOSING: Final = frozenset({"to", "and", "as", "but", "when", "with", "is", "was", "he", "the", "we"})
_SHADED_TIMES: Final = frozenset(
    {("more", "recently"), ("most", "recently"), ("very", "recently"), ("more", "recent"), ("right", "now")}
)


def _at_large(lexemes: Lexemes, i: int) -> tuple[Vague, int] | None:
    """Read what "the" leads: "the past", "the foreseeable future", "the moment", "the time being"."""
    word, follow = at(lexemes, i).lower, at(lexemes, i + 1)
    before = at(lexemes, i - 2).lower
    if word in {"near", "distant", "foreseeable", "immediate"} and follow.lower in {"future", "past", "term"}:
        return Vague("PAST_REF" if follow.lower == "past" else "FUTURE_REF"), i + 2
    if word in {"recent", "distant"} and follow.lower == "past":
        return Vague("PAST_REF"), i + 2
    if word == "time" and follow.lower == "being":
        return Vague("PRESENT_REF"), i + 2
    if word == "moment" and before in {"at", "for"} and follow.lower not in {"of", "when", "that", "it", "he", "she"}:
        return Vague("PRESENT_REF"), i + 1
    if (
        word not in {"past", "future", "present"}
        or before not in _LEADING
        or (follow.text.isalnum() and follow.lower not in _CLOSING)
    ):
        return None
    return Vague(f"{word.upper()}_REF"), i + 1


def _long_ago(lexemes: Lexemes, i: int) -> tuple[Vague, int] | None:
    """Read "years ago", "several weeks ago", "long ago", "some time ago", "a few months later": how far is not said."""
    word = at(lexemes, i).lower
    j = i
    if word in {"long", "sometime"}:
        j = i + 1
    elif word == "some" and at(lexemes, i + 1).lower == "time":
        j = i + 2
    else:
        counted = count(lexemes, i)
        if counted and counted[0] is None:
            j = counted[1]
        elif counted:
            return None
        unit = UNITS.get(at(lexemes, j).lower)
        if unit is None or unit == at(lexemes, j).lower:
            return None
        j += 1
    if at(lexemes, j).lower == "ago":
        return Vague("PAST_REF"), j + 1
    later = at(lexemes, j).lower == "later" and j > i + 1 and at(lexemes, j + 1).lower != "than"
    return (Vague("FUTURE_REF"), j + 1) if later else None
