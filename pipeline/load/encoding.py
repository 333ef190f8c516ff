"""Bytes to text: byte order marks first, then UTF-8 to the letter, then a guess among the encodings of old files."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from pipeline.errors import ReleaseError
from pipeline.load.east_asian import double_byte

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
_FEW = 0.15  # share of bytes beyond ASCII that English with Western names may have
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b\x1c\x1d\x1e\x1a"))
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
_ESCAPE = b"\x1b$"  # begins Japanese in ISO-2022-JP (RFC 1468), as in mails from Japan
# What browsers read under these names (WHATWG Encoding Standard, 4.2): the vendors' extensions of them.
_WIDER = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932",
    "euc-kr": "cp949", "ks-c-5601-1987": "cp949", "iso-8859-9": "cp1254", "tis-620": "cp874", "big5": "big5hkscs",
}  # fmt: skip
_CHARACTERS = (
    "utf-8",
    "utf-16",
    "utf-32",
    "cp",
    "iso",
    "latin",
    "mac",
    "koi8",
    "gb",
    "big5",
    "euc",
    "shift",
    "tis",
    "johab",
)
# What shows that an encoding is not the text's: signs inside words ("Wa³êsa"), four accented letters on end (Cyrillic),
# the sign for any currency (the euro of Latin-9). And capitals behind small letters: "HaleÕs", a quote of Mac Roman.
_IMPLAUSIBLE = re.compile(
    r"[\x80-\x9f¤]|[a-zà-ÿ][¹²³±¿¡¢£¥¶¼½¾¦¸Ç…„‰†‡≤≥∂∑∏π∫Ω≈∆◊][a-zà-ÿ]|[À-ÖØ-öø-ÿ]{4}|[À-ÖØ-öø-ſ]{5}"
)

_ACCENTED = re.compile(r"[^\W\d_\x00-\x7f]")


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """The text of the bytes and the name of its encoding; `declared` is the encoding that they state themselves.

    It counts where there is no mark and they are no UTF-8, and fits. Raises ReleaseError E102 where they are no text, E103 where no encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding
    wide = _unmarked_utf16(data)
    if wide:
        return _strictly(data, wide), wide
    if data.startswith(_SIGNATURES) or _is_binary(data):
        raise ReleaseError("E102")
    if _ESCAPE in data:  # all its bytes are ASCII, so that they pass for UTF-8
        escaped = _as_declared(data, "iso2022_jp_2")
        if escaped:
            return escaped
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _as_declared(data, declared) or _guess(data)


def _as_declared(data: bytes, declared: str | None) -> tuple[str, str] | None:
    name = text_codec(declared) if declared else None
    try:
        return (data.decode(name), name) if name else None
    except UnicodeError:  # it is not theirs
        return None


def text_codec(declared: str) -> str | None:
    """Python's name of an encoding as files and mails name it, or null where there is none of that name.

    Only encodings of characters count: what else Python takes for one (punycode, escapes) costs the square of a text.
    """
    name = declared.strip().lower()
    try:
        name = codecs.lookup(_WIDER.get(name.replace("_", "-"), name)).name
    except (LookupError, ValueError):
        return None
    return name if name.startswith(_CHARACTERS) else None


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
    controls = len(sample) - len(sample.translate(None, delete=_CONTROLS))
    return controls > 0.02 * len(sample)


def _guess(data: bytes) -> tuple[str, str]:
    # A file of UTF-8 with a few bytes broken on the way is still UTF-8, and the breaks show as replacement characters.
    lenient = data.decode("utf-8", errors="replace")
    broken, wide = lenient.count("\ufffd"), sum(c > "\x7f" and c != "\ufffd" for c in lenient)
    if wide > 4 * broken:
        return lenient, "utf-8"
    # What else English files are is mostly Windows-1252, as browsers assume too (WHATWG Encoding Standard, 4.2).
    wide_encoding = double_byte(data)
    if wide_encoding:
        return data.decode(wide_encoding), wide_encoding
    few = sum(byte > 0x7F for byte in data[:_SAMPLE]) <= _FEW * len(data[:_SAMPLE])
    if few:
        for encoding in ("cp1252", "iso8859_15", "cp1250", "mac_roman"):
            text = data.decode(encoding, errors="replace")
            if _is_plausible(text):
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


def _is_plausible(text: str) -> bool:
    """Whether an encoding may be the text's, by what it makes of the bytes beyond ASCII."""
    if "\ufffd" in text or _IMPLAUSIBLE.search(text):
        return False
    for found in _ACCENTED.finditer(text):
        capital, before, behind = (
            found[0],
            text[max(0, found.start() - 1) : found.start()],
            text[found.end() : found.end() + 2],
        )
        if capital.isupper() and (before.islower() or (behind[:1].isspace() and behind[1:].islower())):
            return False
    return True
