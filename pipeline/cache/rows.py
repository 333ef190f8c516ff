"""The rows of one release as bytes: a head that counts, then one Arrow record batch a table, compressed together.

Record batches go without their schemas, which are several times as long as the rows of a release and are known: the key
of an entry holds a digest of the code, `schema.py` among it.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

import pyarrow as pa

from pipeline.schema import TABLES, arrow_schema

# Refusals are kept with the file.
KEPT = tuple(name for name in TABLES if name != "quarantine")

_HEAD = struct.Struct(f"<{len(KEPT)}Q")  # bytes a table; Arrow pads messages to whole words, so all of them are aligned
_SIZE = struct.Struct("<Q")
_CODEC = pa.Codec("zstd", compression_level=3)


def encode(tables: Mapping[str, pa.Table]) -> bytes:
    """Pack the rows of a release; empty tables take no room."""
    messages = [_message(tables[name]) for name in KEPT]
    packed = b"".join([_HEAD.pack(*map(len, messages)), *messages])
    return _SIZE.pack(len(packed)) + bytes(_CODEC.compress(packed, asbytes=True))


def decode(packed: bytes) -> dict[str, pa.RecordBatch]:
    """Unpack rows; tables without rows are left out. The bytes have to be those that `encode` gave."""
    (size,) = _SIZE.unpack_from(packed)
    buffer = _CODEC.decompress(memoryview(packed)[_SIZE.size :], decompressed_size=size)
    lengths = _HEAD.unpack_from(buffer)
    batches: dict[str, pa.RecordBatch] = {}
    start = _HEAD.size
    for name, length in zip(KEPT, lengths, strict=True):
        if length:
            batches[name] = pa.ipc.read_record_batch(buffer.slice(start, length), arrow_schema(name))
        start += length
    return batches


def entry_of(packed: bytes, annotations: bytes | None) -> bytes:
    """Give what the cache keeps of a release: its packed rows, and the key of the annotations they were made from."""
    return bytes([len(annotations or b"")]) + (annotations or b"") + packed


def from_entry(entry: bytes) -> tuple[bytes, bytes | None]:
    """Give the packed rows and the key of the annotations that stand in an entry."""
    start = 1 + entry[0]
    return entry[start:], entry[1:start] or None


def _message(table: pa.Table) -> bytes:
    if not table.num_rows:
        return b""
    (batch,) = table.combine_chunks().to_batches()
    return bytes(batch.serialize())
