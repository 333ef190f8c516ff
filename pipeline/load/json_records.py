"""Records in JSON: one object a line, or a list of objects, of which one at a time is held in memory."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from pipeline.errors import ReleaseError
from pipeline.load.columns import Columns
from pipeline.load.limits import BYTES_PER_CHAR
from pipeline.load.lines import Decoder, byte_lines, pieces_of, split_lines
from pipeline.load.release import Reading, Record
from pipeline.settings import Settings

_SPACE = b" \t\r\n"
_IN_STRING = re.compile(rb'["\\]')
_OUTSIDE = re.compile(rb'["{}\[\],]')
_ESCAPE, _QUOTE, _COMMA = b'\\",'
_OPENING, _CLOSING = b"[{", b"]}"


def read_json_lines(stream: BinaryIO, settings: Settings) -> Iterator[Record]:
    """The records of a file with one JSON value a line (jsonlines.org); a line that is none costs itself alone."""
    lines = byte_lines(stream, settings.max_chars * BYTES_PER_CHAR)
    return _records((line for line in lines if line is None or line.strip(_SPACE)), settings)


def read_json(stream: BinaryIO, settings: Settings) -> Iterator[Record]:
    """The records of a file that is a JSON list of objects, an object with such a list in it, or an object that is one release.

    One value a line is read as well. Raises ReleaseError E110 where the file is no JSON to its end; the records up to
    there have been given.
    """
    most = settings.max_chars * BYTES_PER_CHAR
    pieces = pieces_of(stream)
    head = b""
    while len(head) <= most and (piece := next(pieces, b"")):
        head += piece
    whole = len(head) <= most
    opening = head.lstrip(_SPACE)[:1]
    rest = _chain(head, pieces)
    if opening == b"[":
        yield from _records(_elements(rest, 1, most), settings)
    elif opening != b"{":
        raise ReleaseError("E101" if not opening else "E110", "it holds no JSON object or list")
    elif _is_lines(head):
        yield from _records((line for line in split_lines(rest, most) if line is None or line.strip(_SPACE)), settings)
    elif not whole:
        yield from _records(_elements(rest, 2, most), settings)
    else:
        yield from _in_object(head, settings)


def _records(raw: Iterator[bytes | None], settings: Settings) -> Iterator[Record]:
    columns, decoder = Columns(settings), Decoder()
    for number, data in enumerate(raw, start=1):
        try:
            value = _value(data, decoder)
        except ReleaseError as error:
            yield Record(columns.key(None, number), "", partial(_fail, error))
        else:
            digest = hashlib.sha256(data or b"").hexdigest()
            yield Record(columns.key(value, number), digest, partial(columns.reading, value))


def _in_object(data: bytes, settings: Settings) -> Iterator[Record]:
    """One object: a release, or what is wrapped around the longest list of objects in it."""
    try:
        value = _value(data, Decoder())
    except ReleaseError as error:
        raise ReleaseError("E110", error.detail) from error
    columns = Columns(settings)
    lists: list[list[Any]] = [
        inner for inner in value.values() if isinstance(inner, list) and any(isinstance(x, dict) for x in inner)
    ]
    if columns.has_text(value) or not lists:
        yield Record(None, hashlib.sha256(data).hexdigest(), partial(columns.reading, value))
        return
    longest = lists[max(range(len(lists)), key=lambda i: len(lists[i]))]
    for number, inner in enumerate(longest, start=1):
        digest = hashlib.sha256(json.dumps(inner).encode()).hexdigest()
        yield Record(columns.key(inner, number), digest, partial(columns.reading, inner))


def _value(data: bytes | None, decoder: Decoder) -> Any:
    if data is None:
        raise ReleaseError("E104", "the record is too long to be looked at")
    try:
        return json.loads(decoder.decode(data), strict=False)
    except (ValueError, RecursionError) as error:
        raise ReleaseError("E119", f"{type(error).__name__}: {error}") from error


def _fail(error: ReleaseError) -> Reading:
    raise error


def _chain(head: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from pieces


def _is_lines(head: bytes) -> bool:
    """Whether the first line is an object by itself and more stand below it."""
    first, _, below = head.lstrip(_SPACE).partition(b"\n")
    if not below.lstrip(_SPACE).startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _elements(pieces: Iterator[bytes], level: int, most: int) -> Iterator[bytes | None]:
    """The bytes of the elements of the lists at this level of nesting (in level 2, objects alone); null for one too long.

    The brackets are counted and nothing is parsed: an element that is no JSON is given like any other.
    """
    opened = bytearray()
    in_string = skip = False
    held = _Element(most)
    for piece in pieces:
        at = start = 0
        while at < len(piece):
            if skip:  # the character behind a backslash
                skip, at = False, at + 1
                continue
            found = (_IN_STRING if in_string else _OUTSIDE).search(piece, at)
            if not found:
                break
            at, mark = found.end(), piece[found.start()]
            inside = len(opened) == level and opened[-1] == _OPENING[0]
            if in_string:
                skip, in_string = mark == _ESCAPE, mark == _ESCAPE
            elif mark == _QUOTE:
                in_string = True
            elif mark in _OPENING:
                opened.append(mark)
                if len(opened) == level and mark == _OPENING[0]:
                    held, start = _Element(most), at
            else:
                if inside and (mark == _COMMA or mark in _CLOSING):
                    held.add(piece[start : found.start()])
                    if held.is_value(level):
                        yield held.data()
                    held, start = _Element(most), at
                if mark in _CLOSING and opened:
                    opened.pop()
        if len(opened) >= level:
            held.add(piece[start:])
    if opened or in_string:
        raise ReleaseError("E110", "it ends in the middle of a value")


class _Element:
    """The bytes of one element as they come, dropped once they are too many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._parts: list[bytes] = []
        self._length = 0
        self._opening = b""

    def add(self, part: bytes) -> None:
        self._opening = self._opening or part.lstrip(_SPACE)[:1]
        self._length += len(part)
        if self._length <= self._most:
            self._parts.append(part)
        else:
            self._parts.clear()

    def is_value(self, level: int) -> bool:
        """Whether there is anything, and an object where scalars do not count."""
        return self._opening == b"{" if level > 1 else bool(self._opening)

    def data(self) -> bytes | None:
        return b"".join(self._parts).strip(_SPACE) if self._length <= self._most else None
