"""Telling the double-byte encodings of East Asia in texts that are mostly English: names in brackets, quotation marks.

Guessers by statistics need more of such text than a release in English has. Here each encoding that the bytes fit is
asked how usual the characters are that it makes of them: the first levels of its standard, kana, hangul, common marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKS = frozenset("“”‘’—―…、。，．・·：；？！（）「」『』《》〈〉【】〔〕～－　①②③④⑤％＆")
_WIDE_CHARACTER = re.compile(rb"(?:[\x81-\xfe][\x40-\xfe])+|[\x80-\xff]")
_USUAL = 0.75  # mean usualness that makes a text of these characters; Western letters taken for them stay below a half
_NO_LETTER = 0x81  # stands for nothing in Windows-1252
_SAMPLE = 200_000  # bytes
_FEW = 5  # characters; fewer that are usual in Korea are as usual in China


@dataclass(frozen=True, slots=True)
class _Encoding:
    """`name` decodes; characters whose first byte lies in `common` are the usual ones of its standard."""

    name: str
    common: range
    script: str  # a class of characters that is usual whatever its bytes


# In the order of preference where two find them equally usual: the common characters of Korea lie among China's.
_ENCODINGS = (
    _Encoding("euc_kr", range(0xB0, 0xC9), ""),
    _Encoding("gb18030", range(0xB0, 0xD8), ""),
    _Encoding("shift_jis", range(0x88, 0x98), "\u3041-\u30ff"),
    _Encoding("big5", range(0xA4, 0xC7), ""),
    _Encoding("euc_jp", range(0), "\u3041-\u30ff"),
)
_ALIASES = {"shift_jis": "cp932", "euc_kr": "cp949"}  # what the vendors made of them, which holds more characters


def double_byte(data: bytes) -> str | None:
    """The double-byte encoding of a text, or null where it has none or that is not sure."""
    sample = data[:_SAMPLE]
    best, best_score = None, _USUAL
    for encoding in _ENCODINGS:
        name = _ALIASES.get(encoding.name, encoding.name)
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        score = _usualness(sample, name, encoding)
        if score > best_score:
            best, best_score = name, score
    return best


def _usualness(sample: bytes, name: str, encoding: _Encoding) -> float:
    """The mean usualness (0 to 1) of the characters beyond ASCII, of which each run of them counts every one."""
    total, count = 0.0, 0
    script = re.compile(f"[{encoding.script}]") if encoding.script else None
    for run in _WIDE_CHARACTER.finditer(sample):
        text = run[0].decode(name, errors="replace")
        wide = [c for c in text if c > "\x7f"]
        # One by itself, half of which is an ASCII letter: rather a Western letter and the one behind it.
        alone = len(wide) == 1 and run[0][-1] < 0x80 and run[0][0] != _NO_LETTER
        for character in wide:
            count += 1
            if alone or character == "\ufffd":
                continue
            if character in _MARKS or (script and script.match(character)):
                total += 1
                continue
            encoded = character.encode(name, errors="ignore")
            if len(encoded) != 2:
                continue
            if encoded[0] in encoding.common and (encoded[1] > 0xA0 or name not in {"gb18030", "cp949"}):
                total += 1
            elif "\u4e00" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3":
                total += 0.4
    usualness = total / count if count else 0.0
    return min(usualness, 0.9) if name == "cp949" and count < _FEW else usualness
