"""Plain texts that came from pages: page numbers, running heads and feet, words divided at line ends.

Only where it is sure. Pages show by the form feeds that `pdftotext` and old printers put between them. A hyphen that
ends a line goes where the whole word stands elsewhere in the text and the word with a hyphen does not.
"""

from __future__ import annotations

import re
from collections import Counter

_PAGE_NUMBER = re.compile(
    r"(?:page|pg\.?|p\.)?\s*(?:\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|(?-i:[ivxl]{1,6}))", re.IGNORECASE
)
_EDGE = 2  # lines at the head and foot of a page
_LONGEST = 160  # characters of a line that may be one of them
_NUMBER = 20  # characters of a page's number
_DIVIDED = re.compile(r"(?<![^\W\d_])(?P<first>[^\W\d_]+)-\n(?P<second>[^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def read_on(text: str) -> str:
    """The text without what only marks its pages, and with the words whole that a line end divided."""
    return _joined(_without_page_marks(text) if "\x0c" in text else text)


def is_page_number(line: str) -> bool:
    """Whether a line is a page's number: 3, - 3 -, Page 3 of 5, iii."""
    number = line.strip(" \t-–—•|")
    return len(number) <= _NUMBER and bool(_PAGE_NUMBER.fullmatch(number))


def _without_page_marks(text: str) -> str:
    pages = [page.split("\n") for page in text.replace("\r\n", "\n").split("\x0c")]
    edges = [_edges(lines) for lines in pages]
    counts = Counter(key for lines, edge in zip(pages, edges, strict=True) for key in {_key(lines[i]) for i in edge})
    seen: set[str] = set()
    kept: list[str] = []
    for lines, edge in zip(pages, edges, strict=True):
        dropped = set()
        for i in edge:
            key = _key(lines[i])
            if is_page_number(lines[i]) or key in seen:
                dropped.add(i)
            elif counts[key] > 1:
                seen.add(key)
        kept.append("\n".join(line for i, line in enumerate(lines) if i not in dropped))
    return "\n".join(kept)


def _edges(lines: list[str]) -> list[int]:
    """The lines at the head and foot of a page that hold something and are short."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    edge = sorted({*filled[:_EDGE], *filled[-_EDGE:]})
    return [i for i in edge if len(lines[i].strip()) <= _LONGEST]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.lower().split()))


def _joined(text: str) -> str:
    if "-\n" not in text:
        return text
    known = Counter(word.lower() for word in _WORD.findall(text))

    def join(found: re.Match[str]) -> str:
        first, second = found["first"].lower(), found["second"].lower()
        whole = known[first + second] and not known[f"{first}-{second}"] and found["second"].islower()
        return found["first"] + found["second"] if whole else found[0]

    return _DIVIDED.sub(join, text)
