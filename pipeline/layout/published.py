"""The day a release was issued, and what says so.

What the text shows its reader comes first: a date line at the top, a dateline, a date line at the foot, a sentence that
says when it was issued. Then what the publishing system noted beside it (front matter, page metadata), then the file
name, and last a line that only tells when the page was changed. A day inside the story is no day of issue.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

from pipeline.layout import front_matter
from pipeline.layout.days import days_in, slug_day
from pipeline.layout.reader import Layout
from pipeline.records import Facts
from pipeline.timex.lexer import lex
from pipeline.timex.words import WEEKDAYS

Basis = Literal["header", "dateline", "metadata", "filename", "body"]

# The text speaks of itself: "This statement was issued on 3 May 2024", "Published on May 3, 2024 by …".
_SAYS_ISSUED = re.compile(
    r"(?:^[^\w\n]*(?:first\s+)?(?:published|issued|released|posted)"
    r"|\bthis\s+(?:press\s+|news\s+|media\s+|joint\s+)?(?:release|statement|notice|communiqu[eé]|announcement|advisory)"
    r"\s+(?:was|is)\s+(?:first\s+)?(?:published|issued|released|posted))"
    r"(?:\s+(?:on|in\s+\w+\s+on|at\s+\w+\s+on)\b)?[\s:,]*(?:\w+,\s+)?(?=\w)",
    re.IGNORECASE | re.MULTILINE,
)
# A headline that names an utterance and closes with its day: "Speech by … on 8 December 2023".
_UTTERANCE = re.compile(
    r"\b(?:speech|remarks|address|statement|answer|reply|response|opening|keynote|message|toast|testimony)\b",
    re.IGNORECASE,
)
# A headline that opens with weekday and day ("Friday, June 13, 2025: Port …"), or gives the day that a paper which
# comes out day by day is for ("Orders for June 13, 2025").
_DAY_OPENS = re.compile(r"\s*(?::|\s[|–—-]\s)\s*\S")
_OF_THE_DAY = re.compile(
    r"(?:\w+\s){0,4}(?:orders|opinions|decisions|rulings|contracts|awards|bulletin|digest|newsletter|round-?up|briefing|gazette|summary)"
    r"\s*(?:for|of|[,:|–—-])\s*",
    re.IGNORECASE,
)
_NEAR = dt.timedelta(days=45)  # a dateline and the system's note of the same issue lie no further apart


def find_published(
    text: str, layout: Layout, *, metadata_date: dt.date | str | None = None, filename: str | None = None
) -> tuple[str | None, Basis | None]:
    """The day of issue (ISO) and its basis, both null where nothing states it.

    `metadata_date` is what stood beside the text (front matter already removed, HTML meta tags); `filename` the
    file's name. Front matter still in the text is read from the layout.
    """
    noted = front_matter.as_day(metadata_date)
    if noted is None and layout.front_matter:
        noted = front_matter.day_of(layout.front_matter.entries)
    named = slug_day(filename) if filename else None
    for day, basis in (
        (_header(layout, top=True), "header"),
        (_dateline(text, layout, noted or named), "dateline"),
        (_header(layout, top=False), "header"),
        (_said(text), "body"),
        (_in_headline(layout), "header"),
        (noted, "metadata"),
        (named, "filename"),
        (_updated(layout), "header"),
    ):
        if day:
            return day.isoformat(), basis  # type: ignore[return-value]  # the pairs above are literals
    return None, None


def facts_of(
    text: str,
    layout: Layout,
    *,
    title: str | None = None,
    metadata_date: dt.date | str | None = None,
    filename: str | None = None,
) -> Facts:
    """What is known of the release as a whole, from its layout and from what stood beside the text.

    The title of the text goes before `title`, which metadata gave.
    """
    day, basis = find_published(text, layout, metadata_date=metadata_date, filename=filename)
    return Facts(
        title=layout.title or title,
        dateline_place=layout.dateline_place,
        published=day,
        published_basis=basis,
        reference_date=day,
        reference_basis="published" if day else None,
    )


def _header(layout: Layout, *, top: bool) -> dt.date | None:
    """The day of a date line; at the foot the last one, which closes the release."""
    found = [h.day for h in layout.header_days if h.top is top and not h.update]
    if not found:
        return None
    return found[0] if top else found[-1]


def _updated(layout: Layout) -> dt.date | None:
    return next((h.day for h in layout.header_days if h.update), None)


def _dateline(text: str, layout: Layout, noted: dt.date | None) -> dt.date | None:
    """The dateline's day; one without a year takes it from a note near by or from the same day written in full."""
    dateline = layout.dateline
    if dateline is None:
        return None
    if dateline.day or dateline.partial is None:
        return dateline.day
    month, day = dateline.partial
    if noted:
        for year in (noted.year, noted.year - 1, noted.year + 1):
            whole = _day(year, month, day)
            if whole and abs(whole - noted) <= _NEAR:
                return whole
    changed = _updated(layout)
    if (
        changed
        and (changed.month, changed.day) >= (month, day)
        and (whole := _day(changed.year, month, day))
        and changed - whole <= _NEAR
    ):
        return whole
    same = {found.day for found in days_in(text[:20_000]) if (found.day.month, found.day.day) == (month, day)}
    return same.pop() if len(same) == 1 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _said(text: str) -> dt.date | None:
    for found in _SAYS_ISSUED.finditer(text):
        here = days_in(text[found.end() : found.end() + 40])
        if here and here[0].start == 0:
            return here[0].day
    return None


def _in_headline(layout: Layout) -> dt.date | None:
    """A headline that gives its day: of the speech or answer which the release holds, or of the paper itself."""
    title = layout.title
    found = days_in(title) if title else []
    if not title or len(found) != 1:
        return None
    before, after = title[: found[0].start], title[found[0].end :]
    weekday = lex(title[found[0].start : found[0].end])[0].lower in WEEKDAYS
    if not before.strip() and weekday and _DAY_OPENS.match(after):
        return found[0].day
    if after.strip(" .)]"):
        return None
    if _OF_THE_DAY.fullmatch(before):
        return found[0].day
    closes = _UTTERANCE.search(title) and re.search(r"(?:\bon|[,(–—-])$", before.rstrip())
    return found[0].day if closes else None
