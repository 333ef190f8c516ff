"""The words of English time expressions, as tables.

Keys are lower-case lexemes. Months and weekdays count from 1 (January, Monday), as in ISO 8601. What a word
means in its place is the grammar's business: "may", "march", "second" and "sun" stand in these tables too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

CalendarUnit = Literal["day", "week", "weekend", "month", "quarter", "year", "decade", "century"]

MONTH_NAMES: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH_ABBREVIATIONS: Final = {name[:3]: n for n, name in enumerate(MONTH_NAMES, 1) if name != "may"} | {"sept": 9}
MONTHS: Final = {name: n for n, name in enumerate(MONTH_NAMES, 1)} | MONTH_ABBREVIATIONS

WEEKDAY_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_ABBREVIATIONS: Final = {name[:3]: n for n, name in enumerate(WEEKDAY_NAMES, 1)} | {
    "tues": 2,
    "weds": 3,
    "thu": 4,
    "thur": 4,
    "thurs": 4,
}
WEEKDAYS: Final = {name: n for n, name in enumerate(WEEKDAY_NAMES, 1)} | WEEKDAY_ABBREVIATIONS

# Names of days and months that are also everyday words: they count only with a capital, and mostly with company.
DOUBTFUL_NAMES: Final = frozenset({"may", "march", "august", "mar", "jan", "jun", "dec", "sun", "sat", "wed", "mon"})

ORDINALS: Final = {
    word: n
    for n, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
}
NUMBERS: Final = {
    word: n
    for n, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
VAGUE_NUMBERS: Final = frozenset({"several", "few", "many", "some", "recent", "couple"})

# Units of time by the letter that TIMEX3 gives them; "T" before those of the clock.
UNIT_CODES: Final = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
}
UNITS: Final = (
    {name: name for name in UNIT_CODES}
    | {name + "s": name for name in UNIT_CODES if name != "century"}
    | {"centuries": "century", "yr": "year", "yrs": "year", "hrs": "hour", "mins": "minute"}
)
CALENDAR_UNITS: Final[Mapping[str, CalendarUnit]] = {unit: unit for unit in get_args(CalendarUnit)}

SEASONS: Final = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
SEASON_CODES: Final = ("SP", "SU", "FA", "WI")
DAY_PARTS: Final = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
CLOCK_NOUNS: Final = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}

DEICTIC_DAYS: Final = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
WHICH: Final[Mapping[str, Literal["last", "this", "next"]]] = {
    "last": "last",
    "past": "last",
    "this": "this",
    "current": "this",
    "next": "next",
    "coming": "next",
    "upcoming": "next",
}
OFFSETS: Final = {"last": -1, "this": 0, "next": 1}
# "the next day" in a story hangs on the day told of; "the next year" may hang on either, so it is left to WHICH.
NARRATIVE: Final = {"same": 0, "that": 0, "previous": -1, "preceding": -1, "prior": -1, "following": 1, "subsequent": 1}

SHADES: Final = frozenset({"earlier", "later", "late", "early"})  # of "earlier this month", "late yesterday"
PARTS: Final = {"early": "START", "mid": "MID", "middle": "MID", "late": "END"}
PART_NOUNS: Final = {
    "beginning": "START",
    "start": "START",
    "middle": "MID",
    "end": "END",
    "close": "END",
    "part": "MID",
    "half": "MID",
}
RECURRENCES: Final = {
    "hourly": "PT1H",
    "daily": "P1D",
    "weekly": "P1W",
    "biweekly": "P2W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "bimonthly": "P2M",
    "quarterly": "P1Q",
    "annually": "P1Y",
    "annual": "P1Y",
    "yearly": "P1Y",
    "biennial": "P2Y",
    "biennially": "P2Y",
    "triennial": "P3Y",
    "semiannual": "P6M",
    "semiannually": "P6M",
    "biannual": "P6M",
    "biannually": "P6M",
    "nightly": "XXXX-XX-XXTNI",
}
FISCAL: Final = frozenset({"fiscal", "financial"})
SCHOOL: Final = frozenset({"academic", "school", "tax", "calendar", "marketing", "crop"})
DECADE_WORDS: Final = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}

# Words for the past, present and future at large, by their TIMEX3 values. "Later" and "soon" say too little to be listed.
VAGUE_TIMES: Final = {
    "recently": "PAST_REF",
    "recent": "PAST_REF",
    "lately": "PAST_REF",
    "now": "PRESENT_REF",
    "current": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
}

# Feasts that English news date by, by their name in lower case: month and day, or the rule that `holidays` works them out by.
HOLIDAYS: Final = {
    "christmas": "12-25",
    "christmas day": "12-25",
    "christmas eve": "12-24",
    "boxing day": "12-26",
    "new year's day": "01-01",
    "new year’s day": "01-01",
    "new year's eve": "12-31",
    "new year’s eve": "12-31",
    "halloween": "10-31",
    "valentine's day": "02-14",
    "valentine’s day": "02-14",
    "thanksgiving": "fourth thursday of november",
    "thanksgiving day": "fourth thursday of november",
    "labor day": "first monday of september",
    "memorial day": "last monday of may",
    "good friday": "easter-2",
    "easter": "easter",
    "easter sunday": "easter",
    "easter monday": "easter+1",
    "ash wednesday": "easter-46",
    "palm sunday": "easter-7",
}
