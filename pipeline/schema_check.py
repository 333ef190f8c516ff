"""The check before each write: that rows are what the schema declares."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema import CONFIDENCE, TABLES, TEXT, Column, Table, arrow_schema, type_name


class SchemaError(ValueError):
    """Rows that break what a table promises; the message names table, column and the first offender."""


def check(table: str, data: pa.Table, texts: Mapping[str, str] | None = None) -> None:
    """Raise `SchemaError` where `data` breaks what `table` promises.

    Looked at: columns and types, nulls, empty strings, closed vocabularies, the key, confidences outside 0 to 1 and,
    for the documents whose text is in `texts` (doc_id to text), that offsets lie inside the text and give the
    row's `text`, and that `evidence` stands in the text.
    """
    declared = TABLES[table]
    if not data.schema.equals(arrow_schema(table)):
        raise SchemaError(f"{table}: columns are {_spell(data.schema)}, declared are {_spell(arrow_schema(table))}")
    for column in declared.columns:
        _check_column(table, column, data[column.name])
    _check_key(declared, data)
    if texts and {"doc_id", "start_char", "end_char"} <= set(declared.names):
        _check_offsets(declared, data, texts)


def _spell(schema: pa.Schema) -> str:
    return ", ".join(f"{f.name} {type_name(f.type)}{'' if f.nullable else ' not null'}" for f in schema)


def _check_column(table: str, column: Column, values: pa.ChunkedArray) -> None:
    where = f"{table}.{column.name}"
    if not column.nullable and values.null_count:
        raise SchemaError(f"{where}: {values.null_count} nulls in a column that has none")
    if column.type == TEXT and column.name != "text" and pc.any(pc.equal(values, "")).as_py():
        raise SchemaError(f"{where}: an empty string; what is not known is null")
    if column.values is not None:
        strange = sorted({v for v in pc.unique(values).to_pylist() if v is not None} - set(column.values))
        if strange:
            raise SchemaError(f"{where}: {strange[0]!r} is none of {', '.join(column.values)}")
    if column is CONFIDENCE:
        bounds = pc.min_max(values).as_py()
        if values and not (bounds["min"] >= 0 and bounds["max"] <= 1):
            raise SchemaError(f"{where}: {bounds['min']} to {bounds['max']} is outside 0 to 1")


def _check_key(table: Table, data: pa.Table) -> None:
    seen: set[tuple[object, ...]] = set()
    for key in zip(*(data[name].to_pylist() for name in table.key), strict=True):
        if key in seen:
            raise SchemaError(f"{table.name}: two rows with {dict(zip(table.key, key, strict=True))}")
        seen.add(key)


def _check_offsets(table: Table, data: pa.Table, texts: Mapping[str, str]) -> None:
    given = [data[name].to_pylist() for name in ("doc_id", "start_char", "end_char")]
    words, evidence = (
        data[name].to_pylist() if name in table.names else [None] * data.num_rows for name in ("text", "evidence")
    )
    stand: set[tuple[str, str | None]] = set()  # evidence is the same for all rows of a sentence
    for doc_id, start, end, said, shown in zip(*given, words, evidence, strict=True):
        text = texts.get(doc_id)
        if text is None:
            continue
        if not 0 <= start < end <= len(text):
            raise SchemaError(f"{table.name}: {doc_id} {start}–{end}: outside the text of {len(text)} characters")
        if said is not None and said != text[start:end]:
            raise SchemaError(
                f"{table.name}: {doc_id} {start}–{end}: the row has {said!r}, the text {text[start:end]!r}"
            )
        if shown is not None and (doc_id, shown) not in stand:
            if shown not in text:
                raise SchemaError(f"{table.name}: {doc_id} {start}–{end}: its evidence does not stand in the text")
            stand.add((doc_id, shown))
