"""A full day in a spelling that the date grammar does not know, as metadata write it: other languages, time stamps.

The grammar of this package reads English prose. Web pages and publishing systems note their day in the language of their
makers ("18 juin 2024") or in the manner of a mail header ("Thu Jun 18 10:00:00 CEST 2024"); dateparser knows these. It is
asked for nothing else: it also finds days in "the 1990s" and "5", so that a text must hold a year of four digits, give
day, month and year, and leave the order of day and month no choice.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from typing import Any

from pipeline.timex.absolute import absolute_day

_LANGUAGES = (
    "en",
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "pl",
    "cs",
    "tr",
    "id",
    "vi",
    "ja",
    "zh",
    "ko",
)
_LONGEST = 60  # characters
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OPEN_ORDER = re.compile(r"(?<!\d)\d{1,2}\s?([./-])\s?\d{1,2}\s?\1\s?\d{2,4}(?!\d)")
_SETTINGS = {
    "PARSERS": ["absolute-time"],  # no time stamps of bare digits, nothing relative
    "REQUIRE_PARTS": ["day", "month", "year"],
    "STRICT_PARSING": True,
    "DATE_ORDER": "DMY",
    "RETURN_AS_TIMEZONE_AWARE": False,  # the day as its writer has it
}


@lru_cache(maxsize=4096)
def spelled_day(text: str) -> dt.date | None:
    """The day that a text as a whole writes in full, in English or one of the languages most used beside it.

    What `absolute_day` reads is read by it. Null for whatever leaves a part of the day open ("June 2024", "03/04/2024"),
    counts from another day ("yesterday") or names anything else ("Issue 12 of 2024").
    """
    text = " ".join(text.split())
    day = absolute_day(text)
    if day or len(text) > _LONGEST or len(_YEAR.findall(text)) != 1 or _OPEN_ORDER.search(text):
        return day
    found = _parser().get_date_data(text).date_obj
    # The year is the one that stands there, not one worked out of a clock or a zone.
    return found.date() if found and str(found.year) in text else None


@cache
def _parser() -> Any:
    from dateparser.date import DateDataParser  # noqa: PLC0415  (slow to import, and seldom asked)

    return DateDataParser(languages=list(_LANGUAGES), settings=_SETTINGS, try_previous_locales=False)
