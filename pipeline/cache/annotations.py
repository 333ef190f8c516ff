"""What a language model says of a text, as bytes: tags, lemmas, trees and entities of its tokens, and groups of spans.

The text and its tokens are not kept: the tokenizer makes them again. Nor are norms and tensors, which no press component
reads. Each attribute is a short list of the values that
occur and a number a token; together they take about 3 KB for a release of 800 tokens.
"""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np
import pyarrow as pa
from spacy.tokens import Doc, Span, SpanGroup

_STRINGS = ("TAG", "MORPH", "LEMMA", "DEP", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
_NUMBERS = ("POS", "ENT_IOB")
_SIZE = struct.Struct("<QQ")
_CODEC = pa.Codec("zstd", compression_level=3)


def freeze(doc: Doc) -> bytes | None:
    """Pack the annotations of a Doc; None where a component has left more on it than this keeps."""
    if doc.cats or any(not str(key).startswith("press_") for key in doc.user_data):
        return None
    groups = {name: [dict(group.attrs), [_span(span) for span in group]] for name, group in doc.spans.items()}
    if not _is_plain(groups):
        return None
    # A tree says where sentences start; spaCy takes one of the two only.
    edges = "HEAD" if doc.has_annotation("DEP") else "SENT_START"
    names: list[int | str] = [*_STRINGS, *_NUMBERS, edges]
    columns: list[dict[str, Any]] = []
    arrays: list[bytes] = []
    found = doc.to_array(names)
    for name, column in zip(map(str, names), found.T, strict=True):
        values, codes = np.unique(column.astype(np.int64 if name == edges else np.uint64), return_inverse=True)
        kind = "<u1" if len(values) <= 0xFF else "<u4"
        listed = [doc.vocab.strings[int(v)] if v else "" for v in values] if name in _STRINGS else values.tolist()
        columns.append({"name": name, "values": listed, "kind": kind})
        arrays.append(codes.astype(kind).tobytes())
    text = json.dumps({"tokens": len(doc), "columns": columns, "groups": groups}, ensure_ascii=False)
    head = text.encode("utf-8", "surrogatepass")
    packed = b"".join([head, *arrays])
    return _SIZE.pack(len(head), len(packed)) + bytes(_CODEC.compress(packed, asbytes=True))


def thaw(doc: Doc, packed: bytes) -> bool:
    """Put packed annotations on a Doc of the same text. False, and nothing done, where its tokens are others."""
    length, size = _SIZE.unpack_from(packed)
    buffer = memoryview(_CODEC.decompress(memoryview(packed)[_SIZE.size :], decompressed_size=size))
    head = json.loads(bytes(buffer[:length]).decode("utf-8", "surrogatepass"))
    tokens = head["tokens"]
    if tokens != len(doc):
        return False
    names = [column["name"] for column in head["columns"]]
    array = np.zeros((tokens, len(names)), dtype=np.uint64)
    start = length
    for i, column in enumerate(head["columns"]):
        codes = np.frombuffer(buffer, dtype=column["kind"], count=tokens, offset=start)
        start += codes.nbytes
        if column["name"] in _STRINGS:
            values = np.array([doc.vocab.strings.add(v) if v else 0 for v in column["values"]], dtype=np.uint64)
        else:
            values = np.array(column["values"], dtype=np.int64).astype(np.uint64)
        array[:, i] = values[codes]
    doc.from_array(names, array)  # type: ignore[arg-type]  # thinc's own name for such arrays
    for name, (given, spans) in head["groups"].items():
        doc.spans[name] = SpanGroup(doc, name=name, attrs=given, spans=[_made(doc, *span) for span in spans])
    return True


def _span(span: Span) -> list[Any]:
    """Spell out a span as the arguments that make it."""
    return [span.start, span.end, span.label_, span.kb_id_, span.id_]


def _is_plain(value: Any) -> bool:
    """Whether JSON gives a value back as it was."""
    try:
        return bool(json.loads(json.dumps(value)) == value)
    except (TypeError, ValueError):
        return False


def _made(doc: Doc, start: int, end: int, label: str, kb_id: str, span_id: str) -> Span:
    return Span(doc, start, end, label=label, kb_id=kb_id, span_id=span_id)
