"""The dateline: the place, and perhaps the day and the wire service, that open the first paragraph.

"WASHINGTON, D.C. — ", "SEOUL, South Korea, Oct. 14, 2025 /Wire/ -- ", "Colombo, 3 May 2024: ", "(Budapest) ".
The forms follow the AP and Reuters practice of setting the place first and closing with a dash.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.layout import days, shapes

_REACH = 130  # characters within which a dateline ends
_CLOSER = re.compile(
    r"(?<=\d)\.?\s*/\s?(?!\d{1,4}(?:[\s.,/]|$))(?=[^/\n]*[^\W\d_])[^\W_][^/\n]{1,59}/\.?\s*[-–—]*\s*|\s*(?:--+|[—–―]|-(?=\s)|(?<=\s)-|(?<=[.)])-(?=[A-Z])|(?<=[A-Z]{5})-(?=[A-Z][a-z]))\s*|\s*[|:]\s+|(?<=\d)\.\s+(?=[A-Z“])"
)
_CAPITALS = re.compile(
    r"""
    (?P<caps> [A-Z][A-Z.'’]{3,} (?:\s[A-Z][A-Z.'’]{2,}){0,2} )
    (?P<state> ,\s[A-Z][\w.]{1,12}\.? )?
    \s+ (?=[A-Z“"])(?=[“"]?[A-Z][a-z]|A\s|U\.S\.|[“"]?[A-Z]{2,}\s[A-Z][a-z]|[A-Z]{2,5}\b)
    """,
    re.VERBOSE,
)
_AGENCY = re.compile(
    r"\([A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,3}"
)  # "3 May 2024 (Harbour Press) – "; its last bracket is off
_AGENCY_AND_DAY = re.compile(
    r"(?P<place>[A-Z][^\d():;\n]{1,40}?),?\s*\([A-Z][^()\d\n]{2,60}?\s*[-–—,:]\s*(?P<day>\w[^()\n]{5,28})\)\s*(?:[-–—:]+\s*)?(?=[A-Z“\"‘])"
)
_SMALL = frozenset(
    [
        "of",
        "de",
        "la",
        "le",
        "da",
        "do",
        "del",
        "di",
        "dos",
        "das",
        "du",
        "des",
        "el",
        "al",
        "der",
        "and",
        "&",
        "the",
        "on",
        "upon",
        "sur",
        "am",
        "an",
    ]
)
_TITLED = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "hon",
        "sen",
        "rep",
        "gov",
        "gen",
        "president",
        "minister",
        "secretary",
        "professor",
        "senator",
        "judge",
    ]
)
_OPENERS = frozenset(["the", "a", "an", "today", "yesterday", "this", "in", "on", "following", "after", "u.s."])


@dataclass(frozen=True, slots=True)
class Dateline:
    """`start`/`end` bound the dateline with its closing dash; `partial` is (month, day) where no year is given."""

    start: int
    end: int
    place: str | None
    day: dt.date | None = None
    partial: tuple[int, int] | None = None


def read_dateline(
    text: str, start: int, end: int, *, day_first: bool | None = None, first: bool = True, bare_day: bool = False
) -> Dateline | None:
    """The dateline that opens the paragraph at `start`, or null. `text` is the whole release.

    `first` tells that the paragraph is the first of the story; only there may a dateline have lost its dash. With
    `bare_day` a day alone may stand before a colon.
    """
    head = text[start : min(end, start + _REACH)]
    return (
        _bracketed(head, start, day_first=day_first)
        or _agency_and_day(head, start, day_first=day_first)
        or _closed(head, start, day_first=day_first, bare_day=bare_day)
        or (_bare_capitals(text, head, start) if first else None)
    )


def _bracketed(head: str, start: int, *, day_first: bool | None) -> Dateline | None:
    """Read "(Budapest) The …", "[Geneva, 3 May 2024] – The …"."""
    found = re.match(r"[(\[]([^()\[\]\n]{3,70})[)\]]\s*(?:[-–—:]+\s*)?(?=[A-Z“\"‘])", head)
    if not found:
        return None
    parts = _parts(found[1], day_first=day_first)
    if parts is None or parts.place is None:
        return None
    bare = parts.place.replace(".", "")
    if parts.day is None and parts.partial is None and (bare.isupper() and len(bare) < 7):
        return None  # an acronym in brackets
    return Dateline(start, start + found.end(), parts.place, parts.day, parts.partial)


def _agency_and_day(head: str, start: int, *, day_first: bool | None) -> Dateline | None:
    """Read "VELDEN, (Harbour Wire / Coast News - 24th Oct, 2024) The …": place, then agency and day in brackets."""
    found = _AGENCY_AND_DAY.match(head)
    if not found or not _is_place(found["place"]):
        return None
    here = days.days_in(found["day"], day_first=day_first)
    if len(here) != 1 or found["day"][: here[0].start].strip() or found["day"][here[0].end :].strip():
        return None
    return Dateline(start, start + found.end(), found["place"], here[0].day)


def _closed(head: str, start: int, *, day_first: bool | None, bare_day: bool) -> Dateline | None:
    """A place, with or without a day, closed by a dash; closed by a colon only where a day stands before it."""
    for closer in _CLOSER.finditer(head):
        before = head[: closer.start()]
        after = head[closer.end() :]
        if not before.strip() or not after or days.WIRE.match(after):
            continue
        parts = _parts(before, day_first=day_first)
        if parts is None:
            if closer[0].strip() in {"-", ":", ".", "|"}:
                continue
            return None  # a full dash behind other words: the sentence has begun
        dated = parts.day is not None or parts.partial is not None
        if parts.place is None and not dated:
            continue
        if closer[0].strip() in {":", ".", "|"} and not (
            (parts.place and (parts.day or (dated and closer[0].strip() == ":")))
            or (bare_day and parts.day and closer[0].strip() == ":")
        ):
            continue
        upcoming = [] if dated else days.days_in(after[:40], day_first=day_first)
        if upcoming and upcoming[0].start == 0:
            continue  # "VELDEN – 3 May 2024 – …"
        if not (dated or parts.wired or "," in before or before.isupper() or _plain_place(before, after)):
            return None
        if not (after[0].isupper() or after[0] in "“\"‘'([" or after[0].isdigit() or dated or before.isupper()):
            return None
        return Dateline(start, start + closer.end(), parts.place, parts.day, parts.partial)
    return None


@dataclass(frozen=True, slots=True)
class _Parts:
    place: str | None
    day: dt.date | None
    partial: tuple[int, int] | None
    wired: bool


def _parts(before: str, *, day_first: bool | None) -> _Parts | None:
    """Take a dateline's words apart; null where something in them is neither place, day nor wire service."""
    wired = bool(days.WIRE.search(before))
    bare = days.WIRE.sub(" ", before)
    found = days.days_in(bare, day_first=day_first)
    if len(found) > 1:
        return None
    day = found[0].day if found else None
    partial = None
    if found:
        rest = days.TIME_OF_DAY.sub("", bare[found[0].end :]).strip(" ,.)|/")
        place = bare[: found[0].start]
        if rest and not place.strip(" ,(|"):
            place, rest = rest, ""  # "3 May 2024, Colombo – "
        if rest and not _AGENCY.fullmatch(rest):
            return None
    else:
        place, partial = _split_partial(bare)
    place = " ".join(place.split()).strip(" ,(|/–—-:[")
    if not place:
        return _Parts(None, day, partial, wired)
    return _Parts(place, day, partial, wired) if _is_place(place) else None


def _split_partial(bare: str) -> tuple[str, tuple[int, int] | None]:
    tokens = list(re.finditer(r"\S+", bare))
    for count in (2, 3, 4):
        if len(tokens) >= count:
            cut = tokens[-count].start()
            partial = days.partial_day(bare[cut:].strip(" ,()"))
            if partial:
                return bare[:cut], partial
    return bare, None


def _is_place(place: str) -> bool:
    """Whether words can be the place of a dateline: capitalised, few, no digits, nobody's title."""
    tokens = re.findall(r"[^\s,/]+", place)
    return (
        0 < len(tokens) <= 8
        and not any(c.isdigit() for c in place)
        and not any(c in place for c in '“”"!?;:$%@')
        and all(t[0].isupper() or t.lower() in _SMALL for t in tokens)
        and tokens[0][0].isupper()
        and tokens[0].lower().strip(".") not in _TITLED | _OPENERS
        and not tokens[0].endswith(("’s", "'s"))
    )


def _plain_place(before: str, after: str) -> bool:
    """Whether "Singapore – The …" is a dateline although nothing but the dash says so."""
    return len(before.split()) <= 3 and after[0].isupper() and len(before) <= 30


def _bare_capitals(text: str, head: str, start: int) -> Dateline | None:
    """Read "WASHINGTON The United States …": a place in capitals whose dash was lost on the way.

    An acronym looks alike, but comes again in its release; a dateline stands once. A release that shouts
    (a paragraph all in capitals) gives no such sign.
    """
    found = _CAPITALS.match(head)
    if not found or shapes.is_capitals(head):
        return None
    place = ""
    for token in found["caps"].split():
        if re.search(rf"\b{re.escape(token)}\b", text[start + found.end("caps") :]):
            break
        place = f"{place} {token}".strip()
    if place != found["caps"]:
        # "WASHINGTON HSBC Holdings": the second word comes again, the place ends before it.
        end = len(place) + 1
        return Dateline(start, start + end, place) if len(place) >= 5 else None
    if len(place) < 5 and not found["state"]:
        return None
    return Dateline(start, start + found.end(), place + (found["state"] or ""))
