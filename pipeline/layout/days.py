"""Calendar days in header lines: full days, days without a year, the order of day and month, days in file names."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.timex import absolute_day
from pipeline.timex.lexer import Lexeme, lex
from pipeline.timex.words import MONTHS, WEEKDAYS

_LONGEST = 10  # lexemes: "Tues . , the 4th of March , 2014" and its like
TIME_OF_DAY = re.compile(
    r"\b(?:at\s+)?\d{1,2}(?:[:.]\d\d)?(?:\s*(?:[ap]\.?m\.?|hrs|hours|o'clock))?(?:\s+[A-Z]{2,4}\b)?", re.IGNORECASE
)
# A wire service, between strokes or in brackets: "/Harbour Service/", "(GLOBE NEWSWIRE)", "(Newswire.com)".
WIRE = re.compile(
    r"/\s?(?!\d{1,4}(?:[\s.,/]|$))(?=[^/\n]*[^\W\d_])[^\W_][^/\n]{1,59}/|\((?:[A-Z]{2,}[\w .,&]*|[\w ]*(?:[Ww]ire|[Nn]ews)[\w .]*)\)|\b(?:PRNewswire|Business Wire|GLOBE NEWSWIRE)\b"
)
_SLUG_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_/]?)(\d\d)\2(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A full calendar day and where it stands in the text searched."""

    start: int
    end: int
    day: dt.date


def days_in(text: str, *, day_first: bool | None = None) -> list[FoundDay]:
    """The full calendar days written in a stretch of text, in order, each in its longest writing."""
    pieces = lex(text)
    found: list[FoundDay] = []
    i = 0
    while i < len(pieces):
        hit = _day_at(text, pieces, i, day_first)
        if hit:
            found.append(hit[0])
            i = hit[1]
        else:
            i += 1
    return found


def _day_at(text: str, pieces: list[Lexeme], i: int, day_first: bool | None) -> tuple[FoundDay, int] | None:
    if not _may_open(pieces[i]):
        return None
    for j in range(min(len(pieces), i + _LONGEST), i + 2, -1):
        if pieces[j - 1].lower in {",", ".", "(", "-", "/"}:
            continue
        start, end = pieces[i].start, pieces[j - 1].end
        day = absolute_day(text[start:end], day_first=day_first)
        if day:
            return FoundDay(start, end, day), j
    return None


def _may_open(piece: Lexeme) -> bool:
    return piece.number is not None or piece.ordinal is not None or piece.lower in MONTHS or piece.lower in WEEKDAYS


def day_order(text: str) -> bool | None:
    """Whether the text writes days before months, as its own worded days show; null where they do not.

    "18 June 2024" and "18/06/2024" speak for day first, "June 18, 2024" and "06/18/2024" for month first.
    """
    day_first = month_first = 0
    for found in days_in(text[:20_000]):
        written = text[found.start : found.end]
        pieces = [p for p in lex(written) if p.lower.isalnum() and p.lower not in WEEKDAYS]
        first = pieces[0]
        if first.lower in MONTHS:
            month_first += 1
        elif len(pieces) > 1 and (pieces[1].lower in MONTHS or (first.number or 0) in range(13, 32)):
            day_first += 1
        elif len(pieces) == 3 and (pieces[1].number or 0) in range(13, 32) and (first.number or 0) <= 12:
            month_first += 1
    if bool(day_first) == bool(month_first):
        return None
    return day_first > 0


def partial_day(text: str) -> tuple[int, int] | None:
    """Month and day of a text that gives these and nothing else ("Oct. 14", "14 October", "Friday, March 7")."""
    pieces = [p for p in lex(text) if p.lower not in {".", ",", "the", "of"} and p.lower not in WEEKDAYS]
    if len(pieces) != 2:
        return None
    month, day = pieces if pieces[0].lower in MONTHS else reversed(pieces)
    number = day.number or day.ordinal
    if month.lower not in MONTHS or number is None or not 1 <= number <= 31:
        return None
    return MONTHS[month.lower], number


def slug_day(name: str) -> dt.date | None:
    """The day that a file name or address carries: "2024-06-18-visit.txt", "20240618_visit", "/2024/06/18/visit"."""
    days = set()
    for found in _SLUG_DAY.finditer(name):
        try:
            days.add(dt.date(int(found[1]), int(found[3]), int(found[4])))
        except ValueError:
            continue
    return days.pop() if len(days) == 1 else None
