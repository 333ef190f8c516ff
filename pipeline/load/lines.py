"""The lines of a file of records, read in pieces and decoded line by line, so that no file has to fit into memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pipeline.errors import ReleaseError
from pipeline.load.encoding import decode

_PIECE = 2**18
_SAMPLE = 2**16  # bytes looked at for null bytes, which no file of lines has
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # UTF-32 first: its mark begins with that of UTF-16


class Decoder:
    """Decodes the lines of one file: UTF-8 where they are, else in the encoding that the first other line showed."""

    def __init__(self) -> None:
        self._other: str | None = None

    def decode(self, line: bytes) -> str:
        """The text of a line; raises ReleaseError E102 or E103 where it is none."""
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            pass
        if self._other is None:
            text, encoding = decode(line)
            if encoding != "utf-8":  # that is UTF-8 with a few bytes broken, and says nothing of other lines
                self._other = encoding
            return text
        return line.decode(self._other, errors="replace")


def byte_lines(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """The lines of a stream without their ends, as UTF-8 where they were UTF-16 or UTF-32; null for one over `most` bytes."""
    return split_lines(pieces_of(stream), most)


def split_lines(pieces: Iterable[bytes], most: int) -> Iterator[bytes | None]:
    """The lines of bytes that come in pieces."""
    held: list[bytes] = []
    length = 0
    for piece in pieces:
        first, *rest = piece.split(b"\n")
        length += len(first)
        if length <= most:
            held.append(first)
        for line in rest:
            yield _line(held, length, most)
            held, length = [line], len(line)
    if length:
        yield _line(held, length, most)


def _line(held: list[bytes], length: int, most: int) -> bytes | None:
    return b"".join(held).removesuffix(b"\r") if length <= most else None


def pieces_of(stream: BinaryIO) -> Iterator[bytes]:
    """The stream's bytes in pieces, as UTF-8 where a byte order mark says that they are not."""
    piece = stream.read(_PIECE)
    for mark, encoding in _WIDE:
        if piece.startswith(mark):
            decoder = codecs.getincrementaldecoder(encoding)("replace")
            while piece:
                yield decoder.decode(piece).encode("utf-8", "replace")
                piece = stream.read(_PIECE)
            yield decoder.decode(b"", final=True).encode("utf-8", "replace")
            return
    piece = piece.removeprefix(codecs.BOM_UTF8)
    if b"\0" in piece[:_SAMPLE]:
        raise ReleaseError("E102")
    while piece:
        yield piece
        piece = stream.read(_PIECE)
