"""What the text of a release keeps of the characters a file holds.

`documents.text` is the cleaned text, and all offsets count its characters, so cleaning is done once and changes only
what no reader sees: line ends, odd spaces, invisible marks, control characters, composed letters, letters and digits in the width of ideographs, and long gaps.
Cleaning a cleaned text changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Spaces that look like one space: no-break, figure, thin, ideographic and their kin.
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Controls but tab and line feed; soft hyphen, zero-width characters, joiners, bidi marks, BOM, fillers, lone surrogates.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\ud800-\udfff\U000e0000-\U000e007f]"
)
# Where a soft hyphen ends a line, it has divided a word.
_DIVIDED = re.compile(r"\u00ad[ \t]*\n[ \t]*(?=[^\W\d_])")
# Letters, digits and marks as wide as ideographs (U+FF01 to U+FF5E) stand for those of ASCII; ligatures for their letters.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
_IS_WIDE = re.compile(f"[{''.join(map(chr, _WIDE))}]")
_GAPS = re.compile(r"\n{4,}")


def clean(text: str) -> str:
    """The text as it goes into `documents.text`: NFC, line feeds only, no invisible marks, at most two blank lines on end."""
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _DIVIDED.sub("", text)
    text = _INVISIBLE.sub("", text)
    if _IS_WIDE.search(text):  # few texts have any, and looking each character up takes long
        text = text.translate(_WIDE)
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return _GAPS.sub("\n\n\n", text).strip("\n").rstrip()
