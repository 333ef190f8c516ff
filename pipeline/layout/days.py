"""Calendar days in header lines: full days, days without a year, and lines that exist to give the day of issue."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.lexicon import words
from pipeline.timex import absolute_day
from pipeline.timex.lexer import Lexeme, lex
from pipeline.timex.words import MONTHS, WEEKDAYS

_LONGEST = 10  # lexemes: "Tues . , the 4th of March , 2014" and its like
_LINE = 110  # characters; a line that gives the day of issue is short
_CLOCK = re.compile(
    r"[\s,|•·()–—-]*(?:at\s+)?\d{1,2}[:.]?\d{0,2}(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,4}\)?)?", re.IGNORECASE
)
TIME_OF_DAY = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)?(?:\s*(?:[ap]\.?m\.?|hrs|hours|o'clock))?(?:\s+[A-Z]{2,4}\b)?", re.IGNORECASE
)
_LITTLE = frozenset({"the", "of", "in", "at", "on", "for", "by", "time", "day", "last", "first", "until", "use"})
# A day, a month, a year and perhaps an era of any calendar, then the day in brackets.
_OTHER_CALENDAR = re.compile(
    r"\d{1,2}\s+[^\W\d_][\w'’ -]{2,24}?,?\s+\d{3,4}(?:\s+[^\W\d_]\.?(?:[^\W\d_]\.?){0,3})?\s+\((?P<day>[^()]{8,40})\)(?=\s*$)"
)
_SLUG_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_/]?)(\d\d)\2(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A full calendar day and where it stands in the text searched."""

    start: int
    end: int
    day: dt.date


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that gives a day of issue.

    `update` is true where it speaks of a later change ("Last updated on"), `embargo` where the day only ends a silence.
    """

    day: dt.date
    place: str | None
    update: bool
    labelled: bool
    embargo: bool = False


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


def date_line(line: str, *, day_first: bool | None = None) -> DateLine | None:
    """Read a line as one that gives the day of issue, or null.

    The day stands alone, or with a label ("Published:", "FOR IMMEDIATE RELEASE"), a clock time, a place before it
    ("Geneva, 3 May 2024"), the same day in another calendar ("27 Ramadan 1446 AH (27 March 2025)"), or a filing note
    behind it ("Posted in Press releases", "| News").
    """
    if len(line) > _LINE:
        return None
    line = _without_other_calendar(line)
    found = days_in(line, day_first=day_first)
    if not found or len(found) > 2:
        return None
    first = found[0]
    before, after = line[: first.start].strip(), line[first.end :]
    clock = _CLOCK.match(after)
    if clock and any(c.isdigit() for c in clock[0]):
        after = after[clock.end() :]
    if after.rstrip().endswith(".") and len(after.split()) > 2:
        return None  # a sentence that opens with a day
    after = after.strip(" \t.)]")
    labelled, place = _read_before(before)
    if labelled is None and place is None and before.strip("(*[#|•·-–— "):
        return None
    if after and not _is_filing(after):
        # "3 May 2024, Geneva"
        behind = re.fullmatch(r"[,|–—-]\s*([A-Z][\w.'’-]*(?:,?\s[A-Z][\w.'’-]*){0,3})", after)
        if behind is None or before:
            return None
        place = behind[1]
    label_words = {w.lower() for w in re.findall(r"\w+", before)}
    embargo = bool(label_words & words("embargo_labels"))
    return DateLine(first.day, place, bool(label_words & words("update_labels")), bool(labelled), embargo)


def _without_other_calendar(line: str) -> str:
    """The line with its day in the Gregorian calendar alone, where that stands in brackets behind another calendar's."""
    found = _OTHER_CALENDAR.search(line)
    if found is None or absolute_day(found["day"]) is None:
        return line
    return line[: found.start()] + found["day"]


def _read_before(before: str) -> tuple[bool | None, str | None]:
    """Whether what stands before the day is a label, and the place where it is one."""
    bare = before.strip(" \t,:|•·–—-*([#")
    if not bare:
        return False, None
    label_words = words("date_labels") | words("update_labels")
    parts = [w.lower().strip(".,:|()–—-*") for w in TIME_OF_DAY.sub(" ", bare).split()]
    parts = [w for w in parts if w]
    if len(parts) <= 8 and all(w in label_words for w in parts):
        return True, None
    # A short run of capitalised words ending in a comma, bar or dash: the place of issue.
    place_words = re.findall(r"[^\s,|–—()/&]+", bare)
    while place_words and place_words[0].lower().strip(".:·•") in label_words | {""}:
        del place_words[0]  # "Press release · Geneva, 3 May 2024"
    closed = before.rstrip().endswith((",", "|", "–", "—", "-", "(", "•", "·"))
    if (
        closed
        and 0 < len(place_words) <= 6
        and all(w[0].isupper() or w in {"of", "de", "la", "the"} for w in place_words)
    ):
        if any(w.lower() in label_words - {"the", "of"} for w in place_words):
            return True, None
        return None, bare[bare.index(place_words[0]) :].rstrip(",")
    return None, None


def _is_filing(after: str) -> bool:
    """Whether what follows the day only files it: "Posted in …", "| Press release", "(Updated …)"."""
    first = after.strip(" ,|•·–—-([:").split(maxsplit=1)
    if not first:
        return True
    if after[-1:] in ".;" or len(after.split()) > 9:
        return False
    separated = after.lstrip()[:1] in "|•·–—-(["
    filing = (words("date_labels") | words("update_labels") | {"contact", "category"}) - _LITTLE
    return first[0].lower().strip(":.,") in filing or (separated and len(after.split()) <= 6)


def slug_day(name: str) -> dt.date | None:
    """The day that a file name or address carries: "2024-06-18-visit.txt", "20240618_visit", "/2024/06/18/visit"."""
    days = set()
    for found in _SLUG_DAY.finditer(name):
        try:
            days.add(dt.date(int(found[1]), int(found[3]), int(found[4])))
        except ValueError:
            continue
    return days.pop() if len(days) == 1 else None
