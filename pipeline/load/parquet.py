"""Tables of releases as Parquet, a row a release: the columns that matter, a few rows at a time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import ReleaseError
from pipeline.load.columns import Columns
from pipeline.load.limits import BYTES_PER_CHAR, RATIO, UNPACKED_ALWAYS, Budget
from pipeline.load.release import Record
from pipeline.settings import Settings

_ROWS = 64  # read at once


def read_parquet(stream: BinaryIO, settings: Settings) -> Iterator[Record]:
    """The rows of a Parquet file.

    Raises ReleaseError E110 where it is damaged, E111 where its columns unpack to far more than they are, E118 where
    none of them holds the text of releases.
    """
    try:
        columns = Columns(settings)
        metadata = pq.read_metadata(stream)
        schema = metadata.schema.to_arrow_schema()
        wanted = columns.wanted(schema.names)
        _check_sizes(metadata, wanted)
        # Values that repeat stay what they are in the file, one value and many references to it.
        repeating = [name for name in wanted if pa.types.is_string(schema.field(name).type)]
        file = pq.ParquetFile(stream, pre_buffer=False, read_dictionary=repeating)
        budget = Budget(stream.seek(0, os.SEEK_END))
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False):
            for place in range(batch.num_rows):
                record = batch.slice(place, 1).to_pylist()[0]
                budget.take(sum(len(value) for value in record.values() if isinstance(value, str)))
                number += 1
                yield Record(columns.key(record, number), _digest(record, settings), partial(columns.reading, record))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise ReleaseError("E110", str(error).splitlines()[0][:200] if str(error) else None) from error


def _digest(record: dict[str, Any], settings: Settings) -> str:
    """The digest of a row's values; of one that is too long to be a release nobody needs it."""
    if any(isinstance(value, str) and len(value) > settings.max_chars * BYTES_PER_CHAR for value in record.values()):
        return ""
    return hashlib.sha256(repr(record).encode("utf-8", "replace")).hexdigest()


def _check_sizes(metadata: Any, wanted: list[str]) -> None:
    for group in range(metadata.num_row_groups):
        for place in range(metadata.row_group(group).num_columns):
            column = metadata.row_group(group).column(place)
            if column.path_in_schema.split(".")[0] not in wanted:
                continue
            unpacked = column.total_uncompressed_size
            if unpacked > max(UNPACKED_ALWAYS, RATIO * column.total_compressed_size):
                raise ReleaseError("E111", f"column {column.path_in_schema} to {unpacked:,} bytes")
