"""From a text to its layout: which stretch is headline, date line, dateline, credit, contact, boilerplate.

The reading is by form. Blocks (see `lines`) are walked from the top until the story begins, and every block is then
asked whether it is a credit, contact or "About" block. What is in no zone is story.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.layout import shapes
from pipeline.layout.dateline import Dateline, read_dateline
from pipeline.layout.days import DateLine, date_line, day_order
from pipeline.layout.front_matter import FrontMatter, read_front_matter
from pipeline.layout.lines import Block, ends_sentence, is_list_line, read_blocks, read_lines
from pipeline.lexicon import words
from pipeline.records import Zone, ZoneKind

_HEADLINE = 300  # characters; no headline is longer
_STORY = 140  # characters from which a block that ends a sentence is a paragraph of the story
_HEAD_BLOCKS = 14  # blocks within which the head of a release ends
_CONTACT_LINE = 130
_BOTTOM = 6  # blocks within which a date line at the foot stands
# A line that opens with one of these names or addresses somebody; it is no headline.
_ADDRESSED = words("honorifics") | {"your", "excellencies", "distinguished", "dear", "question", "answer"}
# The credit that closes a caption: "… at the port. Credit: Jane Doe", "… (Photo by Jane Doe)".
_CAPTION_CREDIT = re.compile(
    r"""
    (?:^|(?<=[.!?)\]”"]\s)|(?<=\())
    (?: (?:(?:photo|image|picture|video)\s+)? (?:credits?|photographer|photos?|images?|source) \s*:
      | (?:photos?|photographs?|images?|pictures?|video) \s+ (?:by|courtesy(?:\s+of)?:?)
      | courtesy \s+ of )
    \s* (?=[A-Z]) [^\n]{2,100} $
    """,
    re.IGNORECASE | re.VERBOSE,
)


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


def read_layout(text: str) -> Layout:
    """Read the layout of a release's text."""
    front = read_front_matter(text)
    lines = read_lines(text)
    inside = [line for line in lines if front and front.start <= line.start < front.end]
    above = [line for line in lines if front and line.start < front.start]
    blocks = read_blocks(above) + read_blocks(lines[len(above) + len(inside) :])
    reading = _Reading(text, blocks, front)
    reading.read()
    breaks = {line.start for line in inside} | {block.start for block in blocks}
    if reading.dateline:
        breaks.add(reading.dateline.end)
    breaks |= {zone.start for zone in reading.zones}
    return Layout(
        title=reading.title,
        dateline_place=(reading.dateline.place if reading.dateline else None) or reading.place,
        zones=_in_order(reading.zones),
        breaks=tuple(sorted(b for b in breaks if b < len(text))),
        header_days=tuple(reading.header_days),
        dateline=reading.dateline,
        front_matter=front,
    )


class _Reading:
    """One walk over the blocks of a text; its fields fill as the walk goes."""

    def __init__(self, text: str, blocks: Sequence[Block], front: FrontMatter | None) -> None:
        self.text = text
        self.blocks = blocks
        self.front = front
        self.day_first = _lazy_order(text)
        self.zones: list[Zone] = []
        self.taken: set[int] = set()
        self.header_days: list[HeaderDay] = []
        self.title: str | None = front.title if front else None
        self.place: str | None = None
        self.dateline: Dateline | None = None
        self.dates = [self._date_line(block) for block in blocks]

    def read(self) -> None:
        """Find the zones: head and foot first, then the dateline where the story begins."""
        if self.front and self.front.title:
            self.zones.append(Zone("headline", self.front.title_start, self.front.title_end))
        story = self._read_head()
        self._read_dates(story)
        self._read_credits(story)
        self._read_contacts()
        self._read_about(story)
        self._read_dateline(story)

    def _date_line(self, block: Block) -> DateLine | None:
        if len(block.text) > 150:
            return None
        found = date_line(block.text)
        if found is None and re.search(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}", block.text):
            found = date_line(block.text, day_first=self.day_first)
        return found

    # --- head -------------------------------------------------------------------------------------------------

    def _read_head(self) -> int:
        """Mark the headline blocks; returns the index of the block at which the story begins."""
        title_seen = self.title is not None
        for i, block in enumerate(self.blocks[:_HEAD_BLOCKS]):
            if self.dates[i] or shapes.is_notice(block.text) or shapes.is_end_mark(block.text):
                continue
            if self._is_side(block):
                continue
            if not title_seen:
                if not self._can_be_title(i):
                    return i
                self._mark(i, "headline")
                self.title = block.text
                title_seen = True
            elif self._repeats_title(block):
                self._mark(i, "headline")
                if self.title and self.title.rstrip().endswith(("…", "...")):
                    self.title = block.text
            elif self._is_subheadline(i):
                self._mark(i, "headline")
            else:
                return i
        return min(len(self.blocks), _HEAD_BLOCKS)

    def _is_side(self, block: Block) -> bool:
        """Whether a block of the head is credit or contact, and so neither headline nor story."""
        return (
            shapes.credit_label(block.text) is not None
            or shapes.contact_label(block.text) is not None
            or _CAPTION_CREDIT.search(block.text) is not None
            or (len(block.text) < _CONTACT_LINE and shapes.has_address(block.text) and not ends_sentence(block.text))
        )

    def _can_be_title(self, i: int) -> bool:
        block = self.blocks[i]
        if len(block.text) > _HEADLINE or (is_list_line(block.text) and not block.text.startswith(("–", "—", "»"))):
            return False
        if not any(c.isalpha() for c in block.text):
            return False
        if self._opens_with_dateline(block) or len(self.blocks) == 1:
            return False
        if not ends_sentence(block.text) or block.text.endswith(("?", "!", "…", "...")):
            return True
        # A full stop: a headline only where it is written like one, or a date line follows.
        following = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        followed = following is not None and (
            self.dates[i + 1] is not None or _letters(following.text) == _letters(block.text)
        )
        return followed or (
            len(block.text) < 160 and (shapes.capital_share(block.text) >= 0.8 or shapes.is_capitals(block.text))
        )

    def _repeats_title(self, block: Block) -> bool:
        if not self.title:
            return False
        title, again = _letters(self.title), _letters(block.text)
        if not title or not again or len(block.text) > _HEADLINE:
            return False
        if title == again:
            return True
        if min(len(title), len(again)) < 15:
            return False
        cut = self.title.rstrip().endswith(("…", "..."))
        # A longer block repeats a title that was cut; the first sentence of the story may open like its headline.
        return title.startswith(again) or (again.startswith(title) and (cut or not ends_sentence(block.text)))

    def _is_subheadline(self, i: int) -> bool:
        block = self.blocks[i]
        text = block.text
        if len(text) > 220 or self._opens_with_dateline(block) or text.endswith((",", ":", ";")):
            return False
        if (
            i + 1 >= len(self.blocks)
            or text.split(maxsplit=1)[0].lower().strip(".") in _ADDRESSED
            or text.endswith(")")
        ):
            return False
        before = self.blocks[i - 1] if i else None
        directly = before is not None and (before.start, before.end) in self._headline_spans()
        if text[0] in "–—-" and len(text) > 2 and text[1] in " \u00a0" and directly and len(text) < 160:
            return True
        if is_list_line(text) or (ends_sentence(text) and not text.endswith(("?", "!"))):
            return False
        if not self._story_follows(i):
            return False
        return shapes.is_capitals(text) or (len(text.split()) >= 4 and shapes.capital_share(text) >= 0.75)

    def _story_follows(self, i: int) -> bool:
        """Whether below block i, date lines and further short headings aside, a paragraph of running text comes next."""
        for j in range(i + 1, min(i + 4, len(self.blocks))):
            block = self.blocks[j]
            if ends_sentence(block.text) or len(block.text) > _STORY:
                return not block.text.endswith(":") or len(block.text) > _STORY
            if not (
                self.dates[j] or shapes.is_notice(block.text) or shapes.is_capitals(block.text) or self._is_side(block)
            ):
                return False
        return False

    def _headline_spans(self) -> set[tuple[int, int]]:
        return {(z.start, z.end) for z in self.zones if z.name == "headline"}

    def _opens_with_dateline(self, block: Block) -> bool:
        found = read_dateline(self.text, block.start, block.end)
        if not found or found.end >= block.end:
            return False
        dated = found.day is not None or found.partial is not None
        rest = block.end - found.end
        return dated or rest > 80 or ends_sentence(block.text)

    # --- date lines -------------------------------------------------------------------------------------------

    def _read_dates(self, story: int) -> None:
        for i, found in enumerate(self.dates):
            if found is None:
                continue
            top = i <= story + 1
            bottom = self._is_foot(i)
            if not (top or bottom or found.update or found.labelled):
                continue
            if not self._mark(i, "date"):
                continue
            block = self.blocks[i]
            self.header_days.append(
                HeaderDay(found.day, block.start, block.end, top and not found.update, found.update)
            )
            if top and found.place and not self.place:
                self.place = found.place

    def _is_foot(self, i: int) -> bool:
        """Whether only short lines that end no sentence stand below block i, and no label opens a line on it."""
        below = self.blocks[i + 1 :]
        if len(below) >= _BOTTOM or is_list_line(self.blocks[i].text):
            return False
        if i and self.blocks[i - 1].text.endswith(":"):
            return False
        return all(len(block.text) < 200 and not _is_sentence(block.text) for block in below)

    def _read_dateline(self, story: int) -> None:
        """The dateline stands at the first paragraph of the story, or at the next one below a caption."""
        for i in range(story, min(story + 3, len(self.blocks))):
            block = self.blocks[i]
            if i in self.taken or (len(block.text) < 40 and not ends_sentence(block.text)):
                continue
            first = i == story and not (i and self.blocks[i - 1].text.endswith(":"))
            found = read_dateline(self.text, block.start, block.end, first=first)
            if found is None and re.search(r"\d[/-]\d", block.text[:100]):
                found = read_dateline(self.text, block.start, block.end, day_first=self.day_first)
            if found and found.end < block.end:
                self.dateline = found
                self.zones.append(Zone("dateline", found.start, _strip_end(self.text, found.start, found.end)))
                return

    # --- credit, contact, about -------------------------------------------------------------------------------

    def _read_credits(self, story: int) -> None:
        for i, block in enumerate(self.blocks):
            if i in self.taken:
                continue
            label = shapes.credit_label(block.text)
            near = i <= story + 1 or i >= len(self.blocks) - 8
            if label and len(block.text) <= 200 and (near or label != "by"):
                self._mark(i, "credit")
                if block.text.rstrip(" :：").lower() == label and i + 1 < len(self.blocks):
                    self._mark(i + 1, "credit")
                continue
            caption = _CAPTION_CREDIT.search(block.text) if len(block.lines) == 1 else None
            if caption and i not in self.taken:
                start = block.start + caption.start()
                self.zones.append(Zone("credit", start, block.end))

    def _read_contacts(self) -> None:
        """A contact label opens a contact block; elsewhere an address draws in the short lines just above it."""
        i = 0
        while i < len(self.blocks):
            block = self.blocks[i]
            if i in self.taken or shapes.is_end_mark(block.text):
                i += 1
                continue
            if shapes.contact_label(block.text) and len(block.text) <= 400:
                if shapes.has_mail_or_phone(block.text) and (i == 0 or i - 1 not in self.taken):
                    self._take_lines_above(i)
                i = self._take_contact_block(i)
                continue
            if (
                len(block.text) <= _CONTACT_LINE
                and shapes.has_mail_or_phone(block.text)
                and not _is_sentence(block.text)
            ):
                self._take_lines_above(i)
                self._mark(i, "contact")
            i += 1

    def _take_contact_block(self, i: int) -> int:
        self._mark(i, "contact")
        j = i + 1
        while j < len(self.blocks) and j - i < 14 and j not in self.taken and self._is_contact_line(j, i):
            self._mark(j, "contact")
            j += 1
        return j

    def _is_contact_line(self, j: int, opened: int) -> bool:
        block = self.blocks[j]
        if (
            len(block.text) > _CONTACT_LINE
            or _is_sentence(block.text)
            or shapes.is_end_mark(block.text)
            or is_list_line(block.text)
        ):
            return False
        if (
            self.dates[j]
            or shapes.credit_label(block.text)
            or _is_about_heading(block.text)
            or shapes.is_notice(block.text)
        ):
            return False
        if shapes.has_address(block.text) or shapes.contact_label(block.text):
            return True
        if len(block.text) > 70:
            return False
        # A name, an office or a street; across a blank line only where an address follows soon.
        ahead = self.blocks[j + 1 : j + 4]
        address_soon = any(shapes.has_address(b.text) for b in ahead)
        return address_soon or (not block.lines[0].gap and j - opened <= 4 and shapes.capital_share(block.text) >= 0.7)

    def _take_lines_above(self, i: int) -> None:
        """The name and office above an address: short lines that end no sentence, below the middle of the text."""
        if self.blocks[i].start < len(self.text) * 0.4:
            return
        for j in range(i - 1, max(-1, i - 5), -1):
            block = self.blocks[j]
            street = len(block.text) <= 50 and any(c.isdigit() for c in block.text)
            office = len(block.text) <= 60 and re.search(r",\s[A-Z][\w.]{1,4}\.$", block.text) is not None
            short = (
                (len(block.text) <= 70 and not ends_sentence(block.text))
                or street
                or office
                or shapes.has_mail_or_phone(block.text)
            )
            if (
                j in self.taken
                or not short
                or shapes.is_end_mark(block.text)
                or is_list_line(block.text)
                or self.dates[j]
            ):
                return
            if not (
                shapes.capital_share(block.text) >= 0.7
                or shapes.has_address(block.text)
                or any(c.isdigit() for c in block.text)
            ):
                return
            self._mark(j, "contact")

    def _read_about(self, story: int) -> None:
        i = story + 1
        while i < len(self.blocks):
            if i not in self.taken and _is_about_heading(self.blocks[i].text):
                heading = self.blocks[i]
                self._mark(i, "about")
                i += 1
                if _is_sentence(heading.text):
                    continue  # heading and paragraph in one: "About Acme: Acme makes …"
                while i < len(self.blocks) and self._is_about_text(i):
                    self._mark(i, "about")
                    i += 1
            else:
                i += 1

    def _is_about_text(self, i: int) -> bool:
        block = self.blocks[i]
        if i in self.taken or shapes.is_end_mark(block.text) or _is_about_heading(block.text):
            return False
        return ends_sentence(block.text) or is_list_line(block.text) or len(block.text) > 80

    def _mark(self, i: int, name: ZoneKind) -> bool:
        if i in self.taken:
            return False
        self.taken.add(i)
        self.zones.append(Zone(name, self.blocks[i].start, self.blocks[i].end))
        return True


def _is_about_heading(text: str) -> bool:
    """Whether a block opens as "About Acme", "ABOUT THE AUTHORITY", "About Acme: Acme makes …"."""
    return bool(re.match(r"(?:About|ABOUT)\s+(?:the\s+|The\s+)?(?=[A-Z])[^:\n.?!]{2,80}(?::|$|\.\s)", text))


def _is_sentence(text: str) -> bool:
    """Whether a line is running text rather than a line of an address."""
    return ends_sentence(text) and not text.endswith((":", ";")) and len(text.split()) >= 6


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _strip_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _in_order(zones: Iterable[Zone]) -> tuple[Zone, ...]:
    """Zones by place; where two overlap the earlier one keeps its ground."""
    kept: list[Zone] = []
    for zone in sorted(zones, key=lambda z: (z.start, -z.end)):
        if zone.start < zone.end and (not kept or zone.start >= kept[-1].end):
            kept.append(zone)
    return tuple(kept)


def _lazy_order(text: str) -> bool | None:
    """The order of day and month, asked only where a numeric date leaves it open."""
    return day_order(text) if re.search(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b", text) else None
