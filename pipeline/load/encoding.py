"""Bytes to text: byte order marks first, then UTF-8 to the letter, then a guess among the encodings of old files."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from pipeline.errors import ReleaseError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How files that are no text begin: PDF, zip (also Office), old Office, images, gzip, RTF is text but no release.
_SIGNATURES = (
    b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf", b"\x7fELF", b"PAR1", b"SQLite",
)  # fmt: skip
_SAMPLE = 200_000  # bytes looked at when guessing
_ALLOWED_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1b\x1c\x1d\x1e\x1a")
# Guesses worth making for releases in English; a wider choice turns short texts into Chinese.
_CANDIDATES = [
    "cp1252",
    "iso8859_15",
    "cp1250",
    "cp1254",
    "mac_roman",
    "cp850",
    "big5",
    "gb18030",
    "shift_jis",
    "euc_kr",
    "cp1251",
    "cp1256",
]
# Quotes of Mac Roman read as Windows-1252 are capitals inside words: "HaleÕs".
_IMPLAUSIBLE = re.compile(r"[a-zà-ÿ][À-ÖØ-Þ]|[À-ÖØ-Þ](?=\s[a-z])|[\x80-\x9f]")


def decode(data: bytes) -> tuple[str, str]:
    """The text of the bytes and the name of its encoding.

    Raises ReleaseError E102 where they are no text, E103 where no encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding
    wide = _unmarked_utf16(data)
    if wide:
        return _strictly(data, wide), wide
    if data.startswith(_SIGNATURES) or _is_binary(data):
        raise ReleaseError("E102")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _guess(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError) as error:
        raise ReleaseError("E103", f"the byte order mark says {encoding}, the bytes are not") from error


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows in English text: every other byte is null."""
    sample = data[:2000]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.8 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.8 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_binary(data: bytes) -> bool:
    """Null bytes, or many controls, make no text."""
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return True
    controls = sum(byte < 32 and byte not in _ALLOWED_CONTROLS for byte in sample)
    return controls > 0.02 * len(sample)


def _guess(data: bytes) -> tuple[str, str]:
    # A file of UTF-8 with a few bytes broken on the way is still UTF-8, and the breaks show as replacement characters.
    lenient = data.decode("utf-8", errors="replace")
    broken, wide = lenient.count("\ufffd"), sum(c > "\x7f" and c != "\ufffd" for c in lenient)
    if wide > 4 * broken:
        return lenient, "utf-8"
    # What else English files are is mostly Windows-1252, as browsers assume too (WHATWG Encoding Standard, 4.2).
    few = sum(byte > 0x7F for byte in data[:_SAMPLE]) <= 0.05 * len(data[:_SAMPLE])
    if few:
        for encoding in ("cp1252", "mac_roman"):
            text = data.decode(encoding, errors="replace")
            if "\ufffd" not in text and not _IMPLAUSIBLE.search(text):
                return text, encoding
    best = from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES).best()
    if best:
        try:
            return data.decode(best.encoding), best.encoding
        except UnicodeDecodeError:
            pass
    if few:
        return data.decode("cp1252", errors="replace"), "cp1252"
    raise ReleaseError("E103")
