"""What the readers of a release's parts share: its blocks, which of them are spoken for, and the zones found so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.layout import shapes
from pipeline.layout.date_lines import DateLine, date_line
from pipeline.layout.dateline import Dateline, read_dateline
from pipeline.layout.days import day_order
from pipeline.layout.front_matter import FrontMatter
from pipeline.layout.lines import Block, ends_sentence
from pipeline.records import Zone, ZoneKind

CONTACT_LINE = 130  # characters; no line of an address is longer
# The credit that closes a caption or stands inside it: "… at the port. Credit: Jane Doe", "(Photo by Jane Doe)", "© Jane Doe".
_CAPTION_CREDIT = re.compile(
    r"""
    (?:^|(?<=[.!?)\]”"]\s)|(?<=\()|(?<=with\sthe\s)(?=credit\s+["“]))
    (?: (?:(?:photo|image|picture|video)\s+)?
        (?:credits?|photographer|photos?|photographs?|images?|pictures?|source) \s*:
      | (?:photos?|photographs?|images?|pictures?|video) \s+ (?:by|courtesy(?:\s+of)?:?)
      | courtesy \s+ of
      | ©
      | credit (?=\s+["“]) )
    \s* ["“]? (?=[^\W\d_]) (?: [^()\n]{2,100} (?=\)) | [^\n]{2,100} $ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NUMERIC_DAY = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")


class Page:
    """One release on its way to a layout; its fields fill as its parts are read."""

    def __init__(
        self, text: str, blocks: Sequence[Block], front: FrontMatter | None, day_first: bool | None = None
    ) -> None:
        self.text = text
        self.blocks = blocks
        self.front = front
        self.day_first = day_first if day_first is not None else _lazy_order(text)
        self.zones: list[Zone] = []
        self.taken: set[int] = set()
        self.title: str | None = front.title if front else None
        self.dates = [self._date_line(block) for block in blocks]

    def mark(self, i: int, name: ZoneKind) -> bool:
        """Make block i a zone; false where it is one already."""
        if i in self.taken:
            return False
        self.taken.add(i)
        self.zones.append(Zone(name, self.blocks[i].start, self.blocks[i].end))
        return True

    def is_side(self, i: int) -> bool:
        """Whether a block of the head is credit or contact, and so neither headline nor story."""
        text = self.blocks[i].text
        return (
            shapes.credit_label(text) is not None
            or shapes.contact_label(text) is not None
            or caption_credit(text) is not None
            or (len(text) < CONTACT_LINE and shapes.has_address(text) and not ends_sentence(text))
        )

    def opens_with_dateline(self, i: int) -> bool:
        """Whether block i begins as the first paragraph of a story does."""
        block = self.blocks[i]
        found = self.dateline_at(i)
        if not found or found.end >= block.end:
            return False
        dated = found.day is not None or found.partial is not None
        return dated or block.end - found.end > 80 or ends_sentence(block.text)

    def dateline_at(self, i: int, *, first: bool = True, bare_day: bool = False) -> Dateline | None:
        """The dateline that opens block i; `first` tells that it is the first paragraph of the story.

        `bare_day` takes "3 May 2024: " for one.
        """
        block = self.blocks[i]
        found = read_dateline(self.text, block.start, block.end, first=first, bare_day=bare_day)
        if found is None and _NUMERIC_DAY.search(block.text[:100]):
            found = read_dateline(self.text, block.start, block.end, day_first=self.day_first)
        return found

    def names_place(self, name: str) -> bool:
        """Whether the release speaks of what is or happens "in" or "at" it, written like a name."""
        written = {name, name.title()} if name.isupper() else {name}
        return any(re.search(rf"\b(?:in|at|near)\s+{re.escape(form)}\b", self.text) for form in written)

    def _date_line(self, block: Block) -> DateLine | None:
        """The day of issue that a line gives, as a whole or in one of its columns."""
        if len(block.text) > 150:
            return None
        for part in (block.text, *shapes.columns(block.text)):
            order = self.day_first if _NUMERIC_DAY.search(part) else None
            found = date_line(part, day_first=order, is_place=self.names_place)
            if found:
                return found
        return None


def caption_credit(text: str) -> tuple[int, int] | None:
    """Where the credit of a caption stands in its text, or null."""
    found = _CAPTION_CREDIT.search(text)
    return found.span() if found else None


def is_sentence(text: str) -> bool:
    """Whether a line is running text rather than a line of an address."""
    return ends_sentence(text) and not text.endswith((":", ";")) and len(text.split()) >= 6


def letters(text: str) -> str:
    """Letters and digits alone, lower case, for telling whether two lines say the same."""
    return "".join(filter(str.isalnum, text.lower()))


def in_order(zones: Iterable[Zone]) -> tuple[Zone, ...]:
    """Zones by place; where two overlap the earlier one keeps its ground."""
    kept: list[Zone] = []
    for zone in sorted(zones, key=lambda z: (z.start, -z.end)):
        if zone.start < zone.end and (not kept or zone.start >= kept[-1].end):
            kept.append(zone)
    return tuple(kept)


def _lazy_order(text: str) -> bool | None:
    """The order of day and month, asked only where a numeric date leaves it open."""
    return day_order(text) if re.search(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b", text) else None
