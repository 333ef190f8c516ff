"""Text to lexemes: the smallest pieces the date grammar reads, with their character offsets.

The pieces are smaller than the words of most tokenizers ("2023-2024" is three, "mid-June" is three) and do not depend
on any of them, so that one grammar serves headers, file names and the Docs of any pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Grouped and decimal numbers are one piece, so that "June 3,500" never reads as the 3rd; "18.06.2024" is five pieces, and so
# is "2024.1", where the 1 is a footnote mark more often than a decimal.
_PIECES = re.compile(
    r"""
      (?P<number>(?<!\d\.)\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\w) | (?<!\d\.)(?!(?:1[5-9]|20)\d\d\.\d\b)\d+\.\d+(?!\w|\.\d))
    | (?P<word>\w+)
    | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
_ORDINAL_ENDS = frozenset("tdhTDH")
_ORDINAL = re.compile(r"(\d{1,2})(st|nd|rd|th)")


class Lexeme(NamedTuple):
    """A piece of text: `lower` is its lower-case form, with every dash written "-"."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def number(self) -> int | None:
        """The whole number that the piece writes in digits."""
        text = self.text
        return int(text) if text[0:1].isdecimal() and text.isdecimal() and len(text) < 9 else None

    @property
    def ordinal(self) -> int | None:
        """The number of a piece such as "3rd"."""
        text = self.text
        found = _ORDINAL.fullmatch(self.lower) if text[-1:] in _ORDINAL_ENDS and text[0].isdecimal() else None
        return int(found[1]) if found else None

    @property
    def capitalised(self) -> bool:
        """Whether the piece begins with a capital letter."""
        return self.text[:1].isupper()


def lex(text: str) -> list[Lexeme]:
    """Give the lexemes of a text, in order."""
    return list(_pieces(text))


def _pieces(text: str) -> Iterator[Lexeme]:
    for found in _PIECES.finditer(text):
        piece = found[0]
        lower = "-" if piece in _DASHES else piece.lower()
        yield Lexeme(piece, lower, found.start(), found.end())
