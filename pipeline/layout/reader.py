"""From a text to its layout: which stretch is letterhead, headline, date line, dateline, credit, contact, boilerplate.

The reading is by form. Blocks (see `lines`) are walked from the top until the story begins (`head`), and every block is
then asked whether it gives the day of issue, or is a credit, contact or "About" block (`sides`). What is in no zone is
story.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.layout import shapes
from pipeline.layout.dateline import Dateline
from pipeline.layout.front_matter import FrontMatter, read_front_matter
from pipeline.layout.head import read_head
from pipeline.layout.lines import ends_sentence, is_list_line, read_blocks, read_lines
from pipeline.layout.page import Page, in_order, is_sentence
from pipeline.layout.sides import read_about, read_contacts, read_credits
from pipeline.records import Zone

_BOTTOM = 6  # blocks within which a date line at the foot stands
_SIGNATURE = 5  # lines of a signature
_TRIES = 3  # blocks, from where the story begins, at which a dateline may stand: below a caption, say
_DAY_AND_COLON = re.compile(r"[^:]{0,20}\d[^:]{0,20}:\s")
# Layouts that are kept: loading reads a text's, and the component asks for it again when the batch is full.
_KEPT = 128
_POINTS = 12  # lines of key points that may stand above the first paragraph


@dataclass(frozen=True, slots=True)
class HeaderDay:
    """A day of issue that a line of its own states. `top` is true above or just below the headline."""

    day: dt.date
    start: int
    end: int
    top: bool
    update: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """How a release is laid out. Offsets count characters of its text.

    `breaks` are the offsets where a block begins (a paragraph, a headline, an item of a list, a line of an address),
    and where the first sentence begins behind a dateline. `zones` do not overlap and stand in the order of the text.
    """

    title: str | None
    dateline_place: str | None
    zones: tuple[Zone, ...]
    breaks: tuple[int, ...]
    header_days: tuple[HeaderDay, ...] = ()
    dateline: Dateline | None = None
    front_matter: FrontMatter | None = None


@lru_cache(maxsize=_KEPT)
def read_layout(text: str, *, day_first: bool | None = None) -> Layout:
    """Read the layout of a release's text; `day_first` reads "03/04/2024" in its head (null: as its other dates do)."""
    front = read_front_matter(text)
    lines = read_lines(text)
    inside = [line for line in lines if front and front.start <= line.start < front.end]
    above = [line for line in lines if front and line.start < front.start]
    blocks = read_blocks(above) + read_blocks(lines[len(above) + len(inside) :])
    page = Page(text, blocks, front, day_first)
    if front and front.title:
        page.zones.append(Zone("headline", front.title_start, front.title_end))
    story = read_head(page)
    header_days = list(_read_dates(page, story))
    read_credits(page, story)
    read_contacts(page)
    read_about(page, story)
    dateline = _read_dateline(page, story)
    breaks = {line.start for line in inside} | {block.start for block in blocks}
    if dateline:
        breaks.add(dateline.end)
    breaks |= {zone.start for zone in page.zones}
    places = (page.dates[i].place for i in range(min(story + 2, len(blocks))) if page.dates[i])  # type: ignore[union-attr]
    return Layout(
        title=page.title,
        dateline_place=(dateline.place if dateline else None) or next(filter(None, places), None),
        zones=in_order(page.zones),
        breaks=tuple(sorted(b for b in breaks if b < len(text))),
        header_days=tuple(header_days),
        dateline=dateline,
        front_matter=front,
    )


def _read_dates(page: Page, story: int) -> Iterator[HeaderDay]:
    """Mark the lines that give the day of issue; an embargo ends on a day, but says of none that it is the day of issue."""
    for i, found in enumerate(page.dates):
        if found is None:
            continue
        top = i <= story or (i == story + 1 and not is_list_line(page.blocks[i].text))
        if found.head and not top:
            continue
        if not (
            top or _is_foot(page, i) or (found.place and _is_signed(page, i, story)) or found.update or found.labelled
        ) or not page.mark(i, "date"):
            continue
        block = page.blocks[i]
        if not found.embargo:
            yield HeaderDay(found.day, block.start, block.end, top and not found.update, found.update)


def _is_foot(page: Page, i: int) -> bool:
    """Whether only short lines that end no sentence stand below block i, and no label opens a line on it."""
    below = page.blocks[i + 1 :]
    beside = [page.blocks[j] for j in (i - 1, i + 1) if 0 <= j < len(page.blocks)]
    if len(below) >= _BOTTOM or (is_list_line(page.blocks[i].text) and any(is_list_line(b.text) for b in beside)):
        return False  # an item of a list; a lone bullet is an ornament of the page
    if i and page.blocks[i - 1].text.endswith(":"):
        return False
    return all(len(block.text) < 200 and not is_sentence(block.text) for block in below)


def _is_signed(page: Page, i: int, story: int) -> bool:
    """Whether block i stands with a signature below running text, whatever follows: above a name, or below name and post."""
    if i <= story or is_list_line(page.blocks[i].text):
        return False
    first = i
    while first > story and _is_short(page, first - 1):
        first -= 1
    above = page.blocks[first:i]
    if not is_sentence(page.blocks[first - 1].text) or sum(found is not None for found in page.dates[first:]) > 1:
        return False
    if not above:
        return i + 1 < len(page.blocks) and _is_short(page, i + 1) and shapes.reads_like_names(page.blocks[i + 1].text)
    return 1 < len(above) <= _SIGNATURE and shapes.reads_like_names(above[-1].text)


def _is_short(page: Page, i: int) -> bool:
    """Whether a block may be a line of a signature: a few words that end no sentence and label nothing."""
    text = page.blocks[i].text
    return len(text.split()) <= 8 and not ends_sentence(text) and ":" not in text and not is_list_line(text)


def _read_dateline(page: Page, story: int) -> Dateline | None:
    """The dateline stands at the first paragraph of the story, or at the next one below a caption or key points."""
    start = _below_points(page, story)
    for i in range(start, min(start + _TRIES, len(page.blocks))):
        block = page.blocks[i]
        if i in page.taken or (len(block.text) < 40 and not ends_sentence(block.text)):
            continue
        first = i == start and not (i and page.blocks[i - 1].text.endswith(":"))
        found = page.dateline_at(i, first=first, bare_day=first and not _tells_days(page, i))
        if found and found.end < block.end:
            page.zones.append(Zone("dateline", found.start, _strip_end(page.text, found.start, found.end)))
            return found
    return None


def _tells_days(page: Page, i: int) -> bool:
    """Whether a further paragraph opens as block i does, with a day and a colon: then it is a chronology."""
    return any(_DAY_AND_COLON.match(block.text) for block in page.blocks[i + 1 :])


def _below_points(page: Page, story: int) -> int:
    """The first paragraph below a list of key points, its heading and its items; `story` where there is no such list."""
    i = story
    points = False
    while i < min(story + _POINTS, len(page.blocks)):
        text = page.blocks[i].text
        if is_sentence(text):
            break
        if is_list_line(text):
            points = True
        elif len(text.split()) > 8:
            break
        i += 1
    return i if points and i < len(page.blocks) else story


def _strip_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
