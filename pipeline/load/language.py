"""Whether a text is English: a cheap check by script and by the small words that no English prose goes without."""

from __future__ import annotations

import re
import unicodedata
from string import ascii_letters

from pipeline.errors import ReleaseError

_SAMPLE = 20_000  # characters looked at
_FEW_WORDS = 40  # below that the share of small words says little
_FEW_LETTERS = 20
# Frequent English words that are not also frequent words of French, German, Spanish, Italian, Portuguese or Dutch.
_SMALL_WORDS = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "for",
        "with",
        "that",
        "by",
        "from",
        "this",
        "it",
        "as",
        "are",
        "at",
        "be",
        "have",
        "has",
        "which",
        "an",
        "or",
        "not",
        "their",
        "its",
        "will",
        "were",
        "been",
        "also",
        "who",
        "he",
        "she",
        "they",
        "we",
        "you",
        "our",
        "your",
        "his",
        "her",
        "said",
        "new",
        "more",
        "than",
        "about",
        "when",
        "would",
        "other",
        "all",
    ]
)
_ENGLISH_SHARE = (
    0.11  # English releases have 0.2 to 0.45, bare lists of English names down to 0.12, other languages below 0.06
)
_OTHER_SHARE = 0.07
_LATIN_SHARE = 0.5
_NO_LETTERS = bytes(set(range(0x80)) - set(ascii_letters.encode()))
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def language_of(text: str) -> str | None:
    """Give "en" for English, null where the text is too short or too listlike to tell.

    Raises ReleaseError E105 where it is plainly something else.
    """
    sample = text[:_SAMPLE]
    plain = len(sample.encode("ascii", "ignore").translate(None, delete=_NO_LETTERS))
    others = [c for c in _BEYOND_ASCII.findall(sample) if c.isalpha()]
    letters = plain + len(others)
    if letters < _FEW_LETTERS:
        return None
    latin = plain + sum(unicodedata.name(c, "").startswith("LATIN") for c in others)
    if latin < _LATIN_SHARE * letters:
        raise ReleaseError("E105", f"{1 - latin / letters:.0%} of its letters are of another script")
    words = re.findall(r"[^\W\d_]+", sample.lower())
    share = sum(map(_SMALL_WORDS.__contains__, words)) / len(words)
    if share >= _ENGLISH_SHARE:
        return "en"
    if len(words) < _FEW_WORDS or share >= _OTHER_SHARE or _is_listlike(sample):
        return None
    raise ReleaseError("E105", f"of its {len(words)} words only {share:.0%} are small words of English")


def _is_listlike(sample: str) -> bool:
    """Whether most words begin with a capital or are numbers, as in a list of names: no prose to judge by."""
    tokens = re.findall(r"\w+", sample)
    return sum(not token[0].islower() for token in tokens) > 0.7 * len(tokens)
