"""How productions move over lexemes: one at an index, whether two are glued, and what may be skipped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.timex.lexer import Lexeme

Lexemes = Sequence[Lexeme]
NOTHING: Final = Lexeme("", "", -1, -1)


def at(lexemes: Lexemes, i: int) -> Lexeme:
    """Read the lexeme at an index, or an empty one beyond either end."""
    return lexemes[i] if 0 <= i < len(lexemes) else NOTHING


def glued(lexemes: Lexemes, i: int) -> bool:
    """Whether no space stands between the lexeme at `i` and the next one."""
    return 0 <= i < len(lexemes) - 1 and lexemes[i].end == lexemes[i + 1].start


def skip(lexemes: Lexemes, i: int, *words: str) -> int:
    """Read the index behind one of these words, or the same index where none stands there."""
    return i + 1 if at(lexemes, i).lower in words else i
