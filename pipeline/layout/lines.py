"""The lines of a text, and the blocks they make up.

A block is what a reader sees as one unit: a headline, a paragraph, an item of a list, a line of an address. Line ends
inside a block are soft: the text goes on. They come from hard wrapping, which shows in the lengths of the text's own
lines, or from pages whose links were torn onto lines of their own, which shows in signs of continuation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.layout import shapes


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something; `start`/`end` bound its text without the white space around it."""

    start: int
    end: int
    text: str
    gap: bool  # whether blank lines stand between it and the line before (true for the first one)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `text` has its soft line ends folded into spaces."""

    lines: tuple[Line, ...]
    text: str

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.lines[-1].end


# Behind one of these words no unit of text ends.
_LEADS_ON = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "his",
        "her",
        "in",
        "into",
        "its",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "their",
        "this",
        "to",
        "under",
        "upon",
        "which",
        "with",
        "who",
        "whose",
        "between",
        "within",
        "without",
        "about",
        "against",
        "than",
        "these",
        "those",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
    ]
)
# A line end in one of these is an abbreviation before a name or a number, not the end of a sentence.
_ABBREVIATED = frozenset(
    [
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "prof.",
        "hon.",
        "sen.",
        "rep.",
        "reps.",
        "sens.",
        "gov.",
        "gen.",
        "col.",
        "maj.",
        "capt.",
        "lt.",
        "sgt.",
        "st.",
        "no.",
        "nos.",
        "vs.",
        "u.s.",
        "u.k.",
        "u.n.",
        "d.c.",
    ]
)
_LIST_LINE = re.compile(
    r"""
      [*•·▪●○◦‣»]\s*(?=\S)                      # a bullet
    | [-–—](?:\s+(?=\S)|(?=[A-Z“"]))             # a dash in place of one, but no minus sign
    | \(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)](?=\s)   # 1. 2) (a) iv.
    | \(?[A-Z]\)(?=\s)
    | \[\d{1,3}\]
    """,
    re.VERBOSE,
)
_WRAPPED_PAIRS = 3  # that many soft line ends of like length make a hard-wrapped text
_WRAP_WIDTHS = range(40, 140)


def read_lines(text: str) -> list[Line]:
    """The lines of the text that hold something."""
    lines: list[Line] = []
    gap = True
    for found in re.finditer(r"[^\n]*\n?", text):
        raw = found[0]
        stripped = raw.strip()
        if not stripped:
            gap = gap or bool(raw)
            continue
        start = found.start() + raw.index(stripped[0])
        lines.append(Line(start, start + len(stripped), stripped, gap))
        gap = False
    return lines


def read_blocks(lines: Sequence[Line]) -> list[Block]:
    """The lines, joined where their ends are soft."""
    width = wrap_width(lines)
    fragmented = width is None and sum(_goes_on(a, b) for a, b in pairwise(lines)) >= 2
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _is_soft(groups[-1], line, width=width, fragmented=fragmented):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Block(tuple(group), " ".join(line.text for line in group)) for group in groups]


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which the text was hard-wrapped, in characters, or null where it was not.

    The line ends that are certainly soft tell it: in wrapped text they all stand near one column.
    """
    lengths = sorted(len(a.text) for a, b in pairwise(lines) if _goes_on(a, b))
    if len(lengths) < _WRAPPED_PAIRS:
        return None
    width = lengths[-1]
    near = sum(length >= width - 18 for length in lengths)
    return width if width in _WRAP_WIDTHS and near >= 0.75 * len(lengths) else None


def is_list_line(text: str) -> bool:
    """Whether a line begins with a bullet or a number."""
    return bool(_LIST_LINE.match(text))


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, closing quotes and brackets aside."""
    bare = text.rstrip("\"'”’)]» ")
    return bare.endswith((".", "!", "?", ":", ";", "…")) and text.rsplit(maxsplit=1)[-1].lower() not in _ABBREVIATED


def _goes_on(line: Line, following: Line) -> bool:
    """Whether the line end between two lines is certainly soft."""
    if following.gap or is_list_line(following.text) or shapes.has_address(following.text):
        return False
    first = following.text[0]
    if first in ",;.)]”’" and not line.text.endswith(first):
        return True
    if first.islower() or (first in "–—" and following.text[1:2].islower()):
        return not line.text.endswith((":", ";"))
    last = line.text.rsplit(maxsplit=1)[-1]
    if ends_sentence(line.text):
        return False
    # "Where the Wildfires Are" is a whole headline: the word leads on only in small letters, or between capitals.
    leads_on = last in _LEADS_ON or (last.lower() in _LEADS_ON and last.isupper() and following.text.isupper())
    return leads_on or last.lower() in _ABBREVIATED


def _is_soft(group: Sequence[Line], line: Line, *, width: int | None, fragmented: bool) -> bool:
    before = group[-1]
    if line.gap:
        # A headline set on two lines with a blank one between.
        return (
            line.text[0].islower()
            and before.text[-1].isalnum()
            and len(before.text) < 120
            and not shapes.has_address(line.text)
            and not is_list_line(line.text)
            and len(line.text.split()) > 1
        )
    if _goes_on(before, line):
        return True
    if (
        len(group) == 1
        and len(before.text) < 40
        and before.text.isupper()
        and line.text[0] in "-–—"
        and len(line.text) > 40
    ):
        return True  # a dateline whose dash came to stand on the next line
    if is_list_line(line.text) or shapes.is_labelled(line.text) or shapes.has_address(before.text):
        return False
    if width is not None:
        if before.text.endswith((":", ";")) or shapes.is_day_line(line.text) or shapes.is_capitals(before.text):
            return False
        # Where the next word had no room the line was broken; a line that ends no sentence need not be quite full.
        full = len(before.text) + 1 + len(line.text.split(maxsplit=1)[0]) > width - 2
        return full or (len(before.text) > 0.7 * width and not ends_sentence(before.text))
    if not fragmented or ends_sentence(before.text):
        return False
    # In a text whose links were torn out, an unfinished paragraph goes on with the name that was linked.
    return (len(group) > 1 or before.text.endswith(("’s", "'s"))) and not shapes.is_day_line(line.text)
