"""UTF-8 that was once read as Windows-1252 ("â€™" for ’, "Ã©" for é): put right, where it is certain.

A stretch is repaired where its characters, as bytes of Windows-1252 (of Latin-1 where Windows-1252 has none), are one
whole UTF-8 character and nobody can have meant them: "â€" and two more, a capital with an accent behind a small letter,
or before a sign that follows no letter. Stretches that someone may have meant ("CAFÉ”", "NÍŽE") stay, except those
that open with Ã or Â in a text where another stretch shows what happened to it.
"""

from __future__ import annotations

import re

_UNUSED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})  # bytes that Windows-1252 leaves out
_BYTES = {chr(code): code for code in range(0x80, 0x100)} | {
    bytes([code]).decode("cp1252"): code for code in range(0x80, 0xA0) if code not in _UNUSED
}
_TRAIL = "".join(re.escape(character) for character, code in _BYTES.items() if code < 0xC0)
_STRETCH = re.compile(f"â[€‚„\x80\x82\x84][{_TRAIL}]|ï»¿|ð[Ÿ\x9f][{_TRAIL}]{{2}}|[Â-ß][{_TRAIL}]")
# What may well follow a capital with an accent: letters, closing quotes, points, dashes, ordinals, a no-break space.
_MAY_FOLLOW = frozenset("\u00a0«»·®²³¹ªº…‘’“”•–—™†‡›‹‚„ˆ˜‰ŠŽŒšžœŸƒ")


def mend(text: str) -> str:
    """The text with its mojibake put right, twice over where it went wrong twice; else as it is."""
    for _ in range(2):
        certain = any(_is_certain(text, stretch) for stretch in _STRETCH.finditer(text))
        if not certain:
            return text
        text = _STRETCH.sub(_mended, text)
    return text


def _mended(stretch: re.Match[str]) -> str:
    given = stretch[0]
    if not (_is_certain(stretch.string, stretch) or given[0] in "ÃÂ"):
        return given
    return _whole(given) or given


def _is_certain(text: str, stretch: re.Match[str]) -> bool:
    given = stretch[0]
    if _whole(given) is None:
        return False
    if len(given) > 2 or given[1] not in _MAY_FOLLOW:
        return True
    return stretch.start() > 0 and text[stretch.start() - 1].islower()


def _whole(stretch: str) -> str | None:
    """The one character that a stretch's bytes are in UTF-8, or null."""
    try:
        return bytes(_BYTES[character] for character in stretch).decode("utf-8")
    except UnicodeDecodeError:
        return None
