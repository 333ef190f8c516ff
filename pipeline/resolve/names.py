"""Names compared: one folded form for what is written in several ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Case, accents, punctuation, white space, a leading "the" and a possessive ending do not count."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’]s\b", "", plain)
    return re.sub(r"[^\w]+", " ", plain).strip().removeprefix("the ")


def surface(text: str) -> str:
    """A name as a table shows it: white space folded."""
    return " ".join(text.split())


def is_part_in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of `short` stand in `long` in the same order; an initial stands for a word that begins with it."""
    i = 0
    for word in long:
        if i < len(short) and (word == short[i] or _abbreviates(short[i], word) or _abbreviates(word, short[i])):
            i += 1
    return i == len(short)


def _abbreviates(initial: str, word: str) -> bool:
    return len(initial) == 1 and word.startswith(initial)
