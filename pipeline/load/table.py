"""Tables of releases as text: .csv and .tsv, a row a release, under a row of column names."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from pipeline.errors import ReleaseError
from pipeline.load.columns import Columns
from pipeline.load.limits import BYTES_PER_CHAR
from pipeline.load.lines import Decoder, byte_lines
from pipeline.load.release import Reading, Record
from pipeline.settings import Settings

_DELIMITERS = ",;\t|"
_SEPARATOR = re.compile("sep=([,;\t|])", re.IGNORECASE)  # the line that Excel reads above the names


def read_csv(stream: BinaryIO, settings: Settings) -> Iterator[Record]:
    """The rows of a table whose cells are parted by commas, or by what parts its column names: semicolons, tabs, bars.

    Raises ReleaseError E118 where no column holds the text of releases.
    """
    return _rows(stream, settings, None)


def read_tsv(stream: BinaryIO, settings: Settings) -> Iterator[Record]:
    """The rows of a table whose cells are parted by tabs; raises ReleaseError as `read_csv` does."""
    return _rows(stream, settings, "\t")


def _rows(stream: BinaryIO, settings: Settings, delimiter: str | None) -> Iterator[Record]:
    most = settings.max_chars * BYTES_PER_CHAR
    csv.field_size_limit(most)  # of the whole process, and always the same in a run
    lines = _text_lines(stream, most)
    first = next(lines, None)
    if first and (told := _SEPARATOR.fullmatch(first.strip("\ufeff\n"))):
        delimiter = told[1]
        first = next(lines, None)
    if first is None:
        raise ReleaseError("E101")
    delimiter = delimiter or max(_DELIMITERS, key=first.count)
    try:
        names = next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error as error:
        raise ReleaseError("E110", str(error)) from error
    columns = Columns(settings)
    columns.wanted(names)
    rows = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            number += 1
            yield Record(columns.key(None, number), "", partial(_fail, str(error)))
            continue
        if row is None:
            return
        if not any(row):
            continue
        number += 1
        record = dict(zip(names, row, strict=False))
        digest = hashlib.sha256("\0".join(row).encode("utf-8", "replace")).hexdigest()
        if len(row) > len(names):
            yield Record(
                columns.key(None, number), digest, partial(_fail, f"it has {len(row)} cells under {len(names)} columns")
            )
        else:
            yield Record(columns.key(record, number), digest, partial(columns.reading, record))


def _text_lines(stream: BinaryIO, most: int) -> Iterator[str]:
    """The lines as text, with line feeds at their ends, which cells may hold."""
    decoder = Decoder()
    for line in byte_lines(stream, most):
        if line is None:
            raise ReleaseError("E110", f"it has a line of more than {most:,} bytes")
        # Old Macs end lines in a carriage return alone, which the csv module does not take.
        yield from (f"{part}\n" for part in decoder.decode(line).split("\r"))


def _fail(what: str) -> Reading:
    raise ReleaseError("E119", what)
