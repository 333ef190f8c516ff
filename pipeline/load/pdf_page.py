"""From lines with their places on a page to text: in reading order, in paragraphs, without what is on every page.

What a line end stands for is told by geometry. A wide gap, a change of size, an indent begin a paragraph; a line that
had room for the next one's first word was ended on purpose; any other line end is soft, and becomes a space.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.load.paged import is_page_number

_GAP = 1.3  # times the usual distance of lines: a gap between paragraphs
_SINGLE = 1.6  # times their size: the widest distance of lines that are set single
_MANY = 8  # lines of a block that tell their usual distance themselves
_EDGE = 3  # lines at the head and foot of a page that may stand on every page
_SORTED = 120  # blocks a page beyond which they stay in the order of the file
_SENTENCE_END = re.compile(r"[.!?:;][\"”’')\]]*$")
_BULLET = re.compile(r"(?:[•·▪●○◦‣»*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
# First parts of compounds whose hyphen stays where a line ends on it.
_STAYS = frozenset(
    "long short well self high low mid non co pre post ex vice multi inter anti semi state world full part half year"
    " one two three four five six seven eight nine ten first second third cross large small end early late real"
    " follow day land sea air".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. Places are in points from the page's lower left corner; `size` is that of its letters.

    `first_word` is the width of its first word, `hyphen` tells that it ends in one.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    first_word: float
    hyphen: bool = False


def text_of(pages: Sequence[Sequence[Line]]) -> str:
    """The text of a document: paragraphs parted by blank lines, lines that were ended on purpose by line feeds."""
    known = _words(pages)
    ordered = [_in_reading_order(lines) for lines in _without_running(pages)]
    usual = _usual_distance(block for blocks in ordered for block in blocks)
    parts = [part for blocks in ordered for part in _paragraphs(blocks, known, usual)]
    return "\n\n".join(_over_pages(parts))


def _without_running(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Pages without their numbers, and without the head and foot lines that stood on an earlier page already."""
    edges = [_edges(lines) for lines in pages]
    counts = Counter(key for edge in edges for key in set(edge.values()))
    seen: set[str] = set()
    for lines, edge in zip(pages, edges, strict=True):
        kept = []
        for line in lines:
            key = edge.get(id(line))
            if key is not None:
                if is_page_number(line.text) and (len(pages) > 1 or any(c.isalpha() for c in line.text)):
                    continue
                if counts[key] > 1 and 2 * counts[key] >= len(pages):
                    if key in seen:
                        continue
                    seen.add(key)
            kept.append(line)
        yield kept


def _edges(lines: Sequence[Line]) -> dict[int, str]:
    """The lines at the head and foot of a page, each with its text less its numbers, and its height on the page."""
    by_height = sorted(lines, key=lambda line: -line.top)
    return {
        id(line): f"{re.sub(r'[0-9]+', '#', line.text.lower())} {line.bottom:.0f}"
        for line in (*by_height[:_EDGE], *by_height[max(_EDGE, len(by_height) - _EDGE) :])
    }


def _in_reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """Blocks of lines that follow each other downwards, each block behind those that stand above it in its column."""
    blocks: list[list[Line]] = []
    for line in lines:
        last = blocks[-1][-1] if blocks else None
        if last and _follows(last, line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    if len(blocks) > _SORTED:
        return blocks
    boxes = [
        (min(x.left for x in b), min(x.bottom for x in b), max(x.right for x in b), max(x.top for x in b))
        for b in blocks
    ]
    waiting = list(range(len(blocks)))
    ordered: list[list[Line]] = []
    while waiting:
        free = next(
            (i for i in waiting if not any(_is_above(boxes[j], boxes[i]) for j in waiting if j != i)), waiting[0]
        )
        waiting.remove(free)
        ordered.append(blocks[free])
    return ordered


def _follows(above: Line, below: Line) -> bool:
    """Whether a line stands below another, close to it and in its column."""
    overlap = min(above.right, below.right) - max(above.left, below.left)
    return below.top < above.top and above.bottom - below.top < 2.5 * above.size and overlap > 0


def _is_above(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    """Whether box a stands above box b and they share some width."""
    return a[1] >= b[3] - 1 and min(a[2], b[2]) - max(a[0], b[0]) > 0


def _paragraphs(blocks: Sequence[Sequence[Line]], known: Counter[str], of_all: float) -> Iterator[str]:
    """The paragraphs of a page; `of_all` is the usual distance of lines in the document."""
    for block in blocks:
        usual = _usual_distance([block]) if len(block) >= _MANY else of_all
        left, right = min(line.left for line in block), max(line.right for line in block)
        text = block[0].text
        for i, (above, line) in enumerate(pairwise(block)):
            previous = block[i - 1] if i else None
            if _begins_paragraph(above, line, previous, usual, left):
                yield text
                text = line.text
            elif above.hyphen:
                text = _joined(text, line.text, known)
            elif _is_soft(above, line, left, right):
                text = f"{text} {line.text}"
            else:
                text = f"{text}\n{line.text}"
        yield text


def _usual_distance(blocks: Iterable[Sequence[Line]]) -> float:
    """The distance of lines within a paragraph, as a share of their size: that of the closer ones."""
    distances = sorted(
        (a.bottom - b.bottom) / b.size for block in blocks for a, b in pairwise(block) if 0.2 < a.size / b.size < 5
    )
    if not distances:
        return _SINGLE
    usual = distances[len(distances) // 4]
    return usual if len(distances) > _MANY else min(usual, _SINGLE)


def _begins_paragraph(above: Line, line: Line, previous: Line | None, usual: float, left: float) -> bool:
    if abs(above.size - line.size) > 0.12 * line.size:
        return True
    if (above.bottom - line.bottom) / line.size > _GAP * usual or _BULLET.match(line.text):
        return True
    indented = line.left - left > 0.8 * line.size
    flush = above.left - left < 0.3 * line.size and (previous is None or previous.left - left < 2.5 * line.size)
    return indented and flush and bool(_SENTENCE_END.search(above.text)) and line.left - left < 5 * line.size


def _is_soft(above: Line, line: Line, left: float, right: float) -> bool:
    """Whether the line above had no room for the first word of this one."""
    space = 0.25 * line.size
    room = right - above.right
    if abs((above.left - left) - room) < line.size and above.left - left > line.size:
        room += above.left - left  # centred
    return line.first_word + space >= room - 1


def _joined(text: str, rest: str, known: Counter[str]) -> str:
    """A text whose last line ends in a hyphen with the next line: the hyphen goes where it only divided a word."""
    head = re.search(r"[^\W\d_]+(?=-$)", text)
    tail = re.match(r"[^\W\d_]+", rest)
    if not head or not tail or not tail[0][0].islower() or text[: head.start()].endswith("-"):
        return text + rest
    first, second = head[0].lower(), tail[0].lower()
    whole, compound = known[first + second], known[f"{first}-{second}"]
    if compound > whole or (whole == 0 and first in _STAYS):
        return text + rest
    return text[:-1] + rest


def _words(pages: Sequence[Sequence[Line]]) -> Counter[str]:
    """How often each word stands inside a line, compounds with their hyphens."""
    return Counter(
        word.lower() for lines in pages for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)
    )


def _over_pages(parts: Sequence[str]) -> list[str]:
    """Paragraphs, with those that a page break cut in two made whole again."""
    whole: list[str] = []
    for part in parts:
        if whole and part[0].islower() and len(whole[-1]) > 60 and not _SENTENCE_END.search(whole[-1]):
            whole[-1] = f"{whole[-1]} {part}"
        else:
            whole.append(part)
    return whole
