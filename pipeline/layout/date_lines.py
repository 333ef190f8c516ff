"""Lines that give the day of issue: a day alone, behind a label, behind a place, beside a number of the paper.

The forms are those of press offices and publishing systems: "Geneva, 3 May 2024", "VELDEN: June 3, 2025", "Posted on
13/06/2025 08h30 - Updated on 14/06/2025", "Author: Ana Roe | Published: 13 June 2025", "Press Release No. 12/2025,
13 June 2025", "Done at Velden, this 3rd day of June 2025". What is labelled as the day of something else is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.layout import shapes
from pipeline.layout.days import TIME_OF_DAY, WIRE, FoundDay, days_in
from pipeline.lexicon import country, table, words
from pipeline.timex import absolute_day

_LINE = 110  # characters; a line that gives the day of issue is short
_MOST = 3  # days in one line: posted, updated, and one of either in another calendar
_CLOCK = re.compile(
    r"""
    [\s,|•·()–—-]* (?:at\s+)? (?-i:[A-Z]{3,4}\s)? \d{1,2} (?!\s*min) [:.h]? \d{0,2} (?::\d\d)?
    \s* (?:[ap]\.?m\b\.?|hrs\b|hours\b|uhr\b)?
    (?-i: \s* \(? (?:GMT|UTC) \s? [+-] \d{1,2} (?::?\d\d)? \)?
        | \s* \(? [A-Z]{2,4} \b \)?
        | \s+ (?:[A-Z][a-z]+\s){1,3} Time\b )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Words of a label that say little alone: they neither make a label nor tell of a filing.
_LITTLE = frozenset(
    "the of in at on for by time day last first until use de le du this".split()  # "Date de publication", "dated this"
)
# A day, a month, a year and perhaps an era of any calendar, then the day in brackets.
_OTHER_CALENDAR = re.compile(
    r"\d{1,2}\s+[^\W\d_][\w'’ -]{2,24}?,?\s+\d{3,4}(?:\s+[^\W\d_]\.?(?:[^\W\d_]\.?){0,3})?\s+\((?P<day>[^()]{8,40})\)(?=\s*$)"
)
_LEADING_ON = re.compile(r"(?<=\S)\s+(?:on\s+)?(?:the|this|on)$", re.IGNORECASE)  # "Velden, the", "Ana Roe on"
_CODE = re.compile(r"[A-Z]{0,6}[/-]?\d[\w./-]*")  # the number of a paper: "12/2025", "H25-012"
_SIGNATURE = re.compile(r"[A-Z]{1,6}[/-]?\d{1,5}(?:[/-]\d{1,4})?")  # the number alone, in a head: "FA176  7 December 2001"
_NUMBER_SIGN = frozenset({"no", "nr", "n°", "nº", "№", "number", "#", "ref"})
# "Done at Velden, this": how a document says where and when it was made.
_DONE = re.compile(
    r"(?:done|given|issued|made|dated)\s+(?:at|in)\s+(?P<place>[A-Z][\w.'’-]*(?:,?\s[A-Z][\w.'’-]*){0,4})"
    r",?\s*(?:(?:on\s+)?(?:this|the)|on)?",
    re.IGNORECASE,
)
_FILED = re.compile(r"[\s|(–—-]*(?:posted|published|issued|released)\b", re.IGNORECASE)  # "3 May 2024 Posted in News"
_PARTS = re.compile(r"\s[|/•·–—-]\s|\t+|\s{2,}|(?<=\w)\.\s|\s\(")  # what parts two labels of one line
_SIGNS = " \t|/•·–—-.,()"
_VALUE = re.compile(r"(?P<label>[^\W\d_][^\W\d_ ]*(?:\s[^\W\d_]+){0,2})\s*:\s*(?P<value>[^:|]{2,60})")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that gives a day of issue.

    `update` is true where it speaks of a later change ("Last updated on"), `embargo` where the day only ends a silence.
    `head` tells that it says so in a head alone: elsewhere a line like it is a day of something else.
    """

    day: dt.date
    place: str | None
    update: bool
    labelled: bool
    embargo: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before the day of a line: a label, or the place of issue, or neither (then it is bare)."""

    labelled: bool = False
    place: str | None = None
    head: bool = False


def date_line(
    line: str, *, day_first: bool | None = None, is_place: Callable[[str], bool] | None = None
) -> DateLine | None:
    """Read a line as one that gives the day of issue, or null.

    The day stands alone, or with a label ("Published:", "FOR IMMEDIATE RELEASE"), a clock time, a place before it
    ("Geneva, 3 May 2024"), the same day in another calendar ("27 Ramadan 1446 AH (27 March 2025)"), or a filing note
    behind it ("Posted in Press releases", "| News"). `is_place` tells of a name whether the release uses it as a place's.
    """
    if len(line) > _LINE:
        return None
    line = _without_other_calendar(line)
    found = days_in(line, day_first=day_first)
    if not found or len(found) > _MOST:
        return None
    plain = _plain_line(line, found, is_place) if len(found) <= 2 else None
    if plain is None or (plain.update and len(found) > 1):
        return _labelled_parts(line, found) or plain
    return plain


def _plain_line(line: str, found: Sequence[FoundDay], is_place: Callable[[str], bool] | None) -> DateLine | None:
    first = found[0]
    before, after = line[: first.start].strip(), _without_clock(line[first.end :])
    after = WIRE.sub(" ", after)
    if after.rstrip().endswith(".") and len(after.split()) > 2:
        return None  # a sentence that opens with a day
    after = after.strip(" \t.:)]")
    read = _read_before(before, is_place)
    if read is None:
        return None
    place = read.place
    if after and not _is_filing(after):
        # "3 May 2024, Geneva"
        behind = re.fullmatch(r"[,|–—-]\s*([A-Z][\w.'’-]*(?:,?\s[A-Z][\w.'’-]*){0,3})", after)
        if behind is None or before:
            return None
        place = behind[1]
    label_words = {w.lower() for w in re.findall(r"\w+", before)}
    return DateLine(
        first.day,
        place,
        update=bool(label_words & words("update_labels")),
        labelled=read.labelled or _FILED.match(after) is not None,
        embargo=bool(label_words & words("embargo_labels")),
        head=read.head,
    )


def _without_other_calendar(line: str) -> str:
    """The line with its day in the Gregorian calendar alone, where that stands in brackets behind another calendar's."""
    found = _OTHER_CALENDAR.search(line)
    if found is None or absolute_day(found["day"]) is None:
        return line
    return line[: found.start()] + found["day"]


def _without_clock(after: str) -> str:
    clock = _CLOCK.match(after)
    return after[clock.end() :] if clock and any(c.isdigit() for c in clock[0]) else after


def _read_before(before: str, is_place: Callable[[str], bool] | None) -> _Before | None:
    """What stands before the day, null where it is neither label nor place."""
    bare = before.strip(" \t,:|•·–—-*([#")
    if not bare:
        return _Before()
    label_words = words("date_labels") | words("update_labels")
    parts = [w.lower().strip(".,:|()–—-*") for w in TIME_OF_DAY.sub(" ", bare).split()]
    parts = [w for w in parts if w]
    if len(parts) <= 8 and all(w in label_words for w in parts):
        return _Before(labelled=True)
    if _is_numbered_paper(bare):
        return _Before()
    if _SIGNATURE.fullmatch(bare):
        return _Before(head=True)
    bare = _LEADING_ON.sub("", bare)
    before = _LEADING_ON.sub("", before)
    done = _DONE.fullmatch(bare)
    if done:
        return _Before(place=done["place"])
    if _is_byline(bare):
        return _Before()
    if _posted_by(before):
        return _Before(head=True)
    return _place_before(before, bare, label_words, is_place)


def _place_before(
    before: str, bare: str, label_words: frozenset[str], is_place: Callable[[str], bool] | None
) -> _Before | None:
    """A short run of capitalised words ending in a comma, bar or dash: the place of issue.

    A colon, or nothing at all, stands behind the name of a place alone: one that the release uses so, or one in capitals.
    """
    place_words = re.findall(r"[^\s,|–—()/&]+", bare)
    while place_words and place_words[0].lower().strip(".:·•") in label_words | {""}:
        del place_words[0]  # "Press release · Geneva, 3 May 2024"
    if not 0 < len(place_words) <= 6 or not all(w[0].isupper() or w in {"of", "de", "la", "the"} for w in place_words):
        return None
    last = {part.split()[-1].lower() for part in re.split(r"\s*[,|–—/]\s*", bare) if part.strip()}
    if last & (words("event_labels") | words("event_heads")):
        return None  # "Harbour Fair, 3 June 2025", "Harbour Fair | Velden | 3 June 2025"
    if any(w.lower() in label_words - _LITTLE for w in place_words):
        return _Before(labelled=True) if before.rstrip().endswith(_CLOSERS) else None
    place = bare[bare.index(place_words[0]) :].rstrip(",")
    if before.rstrip().endswith(_CLOSERS):
        return _Before(place=place)
    if any(c.isdigit() or c in ":;.!?" for c in place):
        return None
    known = country(place) is not None or place.lower() in table("capitals") or (is_place is not None and is_place(place))
    if known or (before.rstrip().endswith(":") and place.isupper() and len(place) > 3):
        return _Before(place=place, head=True)
    return None


_CLOSERS = (",", "|", "–", "—", "-", "(", "•", "·")


def _is_numbered_paper(bare: str) -> bool:
    """Whether a paper is named by its kind and number, or by its number alone: "Press Release No. 12/2025", "No. 118 of"."""
    parts = [part.strip(".,:;|()–—-") for part in re.sub(r"[|,]", " ", bare).split()]
    parts = [part for part in parts if part and part.lower() not in _LITTLE]
    codes = [part for part in parts if _CODE.fullmatch(part)]
    others = {part.lower() for part in parts if not _CODE.fullmatch(part)}
    signed = bool(others & _NUMBER_SIGN)
    kinds = others - _NUMBER_SIGN
    if not codes or len(codes) > 2 or not kinds <= words("date_labels") | words("paper_kinds") | {"joint", "official"}:
        return False
    return bool(kinds & words("paper_kinds")) or (signed and not kinds)


def _is_byline(bare: str) -> bool:
    """Whether it says by whom the paper was written or issued: "Posted by Ana Roe", "ISSUED BY VELDEN PORT AUTHORITY"."""
    verb, by, name = bare.partition(next((s for s in (" by ", " by: ", " BY ", " BY: ", " By ") if s in bare), "\n"))
    label = f"{verb} by".lower()
    return bool(by) and label in words("credit_labels") and 0 < len(name.split()) <= 6 and shapes.reads_like_names(name)


def _posted_by(before: str) -> bool:
    """Whether a line opens with who posted it, and the day comes behind a bar: "Posted by: Ana Roe / 3 June 2025"."""
    found = _VALUE.match(before)
    return (
        found is not None and _names_source(found["label"]) and before.rstrip().endswith(("/", "|", "•", "·", "–", "-"))
    )


def _names_source(label: str) -> bool:
    lower = label.lower()
    return lower in words("credit_labels") | {"poster"}


def _labelled_parts(line: str, found: Sequence[FoundDay]) -> DateLine | None:
    """The day behind the label that speaks of issue, of several labels in one line; else the one of a change."""
    if line.rstrip().endswith(".") and len(_without_clock(line[found[-1].end :]).split()) > 2:
        return None
    read = [part for part in _each_label(line, found) if part is not None]
    if len(read) < len(found):
        return None
    return next((part for part in read if not part.update), read[0])


def _each_label(line: str, found: Sequence[FoundDay]) -> Iterator[DateLine | None]:
    label_words = words("date_labels") | words("update_labels")
    at = 0
    for here in found:
        before = line[at : here.start]
        at = here.end
        tokens = list(re.finditer(r"[^\W_]+", before.rstrip(" :")))
        label: list[str] = []
        start = len(before)
        gap = before[tokens[-1].end() :] if tokens else before
        while tokens and tokens[-1][0].lower() in label_words and set(gap) <= set(" :\t"):
            token = tokens.pop()
            label.insert(0, token[0].lower())
            start = token.start()
            gap = before[tokens[-1].end() : start] if tokens else ""
            if len(gap) > 1 or ":" in gap or "\t" in gap:
                break
        telling = set(label) - _LITTLE
        if not telling or not _opens_part(before[:start], first=here is found[0], alone=telling == {"date"}):
            yield None
            continue
        yield DateLine(
            here.day,
            None,
            update=bool(telling & words("update_labels")),
            labelled=False,
            embargo=bool(set(label) & words("embargo_labels")),
            head=True,
        )


def _opens_part(lead: str, *, first: bool, alone: bool) -> bool:
    """Whether a label opens a part of its line: at its beginning, behind a sign that parts, behind another label's value.

    "Date" `alone` says so little that it must stand behind one who posted the release or at the beginning.
    """
    bare = (lead if first else _without_clock(lead)).strip(_SIGNS)
    value = _VALUE.match(bare)
    if not bare or (value is not None and _names_source(value["label"])):
        return True
    parted = lead[len(lead.rstrip(_SIGNS)) - 1 :]
    return not alone and _PARTS.search(parted) is not None


def _is_filing(after: str) -> bool:
    """Whether what follows the day only files it: "Posted in …", "| Press release", "(Updated …)", "by Ana Roe"."""
    first = after.strip(" ,|•·–—-([:").split(maxsplit=1)
    if not first:
        return True
    if after[-1:] in ".;" or len(after.split()) > 9:
        return False
    separated = after.lstrip()[:1] in "|•·–—-(["
    filing = (words("date_labels") | words("update_labels") | {"contact", "category"}) - _LITTLE
    return (
        first[0].lower().strip(":.,") in filing
        or shapes.is_notice(after)
        or (separated and len(after.split()) <= 6)
        or (len(after.split()) <= 6 and re.match(r"[,\s]*by\s+[A-Z]", after) is not None)
    )


__all__ = ["DateLine", "date_line"]
