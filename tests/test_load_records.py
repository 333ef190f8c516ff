"""Files of many releases: one outcome a record, named by its key or number; a bad record costs only itself."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sample_files import QUOTE, STORY, gzipped, outcomes, release, said

from pipeline.load import Release, files, releases_in
from pipeline.load.columns import day_of_value
from pipeline.load.json_records import _elements
from pipeline.settings import Settings

RECORDS: list[dict[str, Any]] = [
    {"headline": f"Port builds quay {number}", "body": STORY, "published_at": "2024-05-03T09:00:00Z"} for number in (1, 2, 3)
]  # fmt: skip


def lines(*records: Any) -> str:
    return "\n".join(json.dumps(record) for record in records)


def parquet(rows: list[dict[str, Any]]) -> bytes:
    data = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), data)
    return data.getvalue()


def csv_of(delimiter: str) -> str:
    rows = [
        ["Headline", "Body", "Published at"],
        *([r["headline"], f'"{r["body"]}"', r["published_at"]] for r in RECORDS),
    ]
    return "\r\n".join(delimiter.join(row) for row in rows)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", lines(*RECORDS)),
        ("a.ndjson", lines(*RECORDS).replace("\n", "\r\n\r\n")),
        ("a.jsonl", lines(*RECORDS).encode("utf-8-sig")),
        ("a.jsonl", lines(*RECORDS).encode("utf-16")),
        ("a.json", json.dumps(RECORDS)),
        ("a.json", json.dumps(RECORDS, indent=2)),
        ("a.json", json.dumps({"count": 3, "tags": ["a"], "articles": RECORDS})),
        ("a.json", lines(*RECORDS)),
        ("a.csv", csv_of(",")),
        ("a.csv", csv_of(";")),
        ("a.csv", csv_of("\t").encode("utf-16")),
        ("a.tsv", csv_of("\t")),
        ("a.parquet", parquet(RECORDS)),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_records(tmp_path: Path, name: str, data: str | bytes, packed: bool) -> None:
    if packed:
        name, data = f"{name}.gz", gzipped(data)
    found = outcomes(tmp_path, name, data)
    assert said(found) == [(f"{name}#{number}", "ok") for number in (1, 2, 3)]
    for number, one in enumerate(found, start=1):
        assert isinstance(one, Release)
        assert one.text == f"Port builds quay {number}\n\n{STORY}"
        assert (one.path, one.format) == (name, name.split(".")[1].replace("ndjson", "jsonl"))
        assert (one.facts.title, one.facts.published, one.facts.published_basis) == (
            f"Port builds quay {number}", "2024-05-03", "metadata",
        )  # fmt: skip


def test_records_of_wordpress_and_mongodb(tmp_path: Path) -> None:
    record = {
        "id": {"$oid": "65f0"}, "date": {"$date": "2024-05-03T09:00:00Z"}, "title": {"rendered": "Port builds quay &#8211; now"},
        "content": {"rendered": f"<p>{STORY}</p>\n<p>{QUOTE}</p>", "protected": False},
    }  # fmt: skip
    found = release(outcomes(tmp_path, "a.json", json.dumps([record])))
    assert (found.doc_id, found.text) == ("a.json#65f0", f"Port builds quay – now\n\n{STORY}\n\n{QUOTE}")
    assert found.facts.published == "2024-05-03"


def test_a_table_of_excel(tmp_path: Path) -> None:
    data = f"\ufeffsep=;\r\ntitle;text\r\nPort;{STORY} “Quay”, it’s\r\n"
    assert "“Quay”, it’s" in release(outcomes(tmp_path, "a.csv", data)).text
    assert "“Quay”, it’s" in release(outcomes(tmp_path, "b.csv", data.lstrip("\ufeff").encode("cp1252"))).text


def test_names_of_records(tmp_path: Path) -> None:
    """A record goes by its own key where it has one that tells it apart, else by its number."""
    keys: list[Any] = ["r-1", 7, "r-1", None, "x" * 300, "a\nb", 2.5]
    data = lines(*({"id": key, "text": STORY} for key in keys))
    names = [name.partition("#")[2] for name, _ in said(outcomes(tmp_path, "a.jsonl", data))]
    assert names == ["r-1", "7", "r-1 (2)", "4", "5", "6", "7 (2)"]
    data = (
        lines({"text": STORY}, {"id": 1, "text": STORY}, {"id": "01", "text": STORY})
        + "\n{broken\n"
        + lines({"id": "4", "text": STORY})
    )
    names = [name.partition("#")[2] for name, _ in said(outcomes(tmp_path, "a.jsonl", data))]
    assert names == ["1", "1 (2)", "01", "4", "4 (2)"]


def test_a_bad_record_costs_itself_alone(tmp_path: Path) -> None:
    good = json.dumps({"text": STORY})
    data = "\n".join(
        [good, "{broken", "[1, 2]", good, '{"text": null}', '{"other": 1}', '{"text": 5}', "[" * 5000, good]
    )
    assert [code for _, code in said(outcomes(tmp_path, "a.jsonl", data))] == [
        "ok", "E119", "E119", "ok", "E101", "E118", "E101", "E119", "ok",
    ]  # fmt: skip
    data = f'[{good}, {{"text": broken}}, {good}, 7, {good}]'
    assert [code for _, code in said(outcomes(tmp_path, "a.json", data))] == ["ok", "E119", "ok", "E119", "ok"]
    data = f"text,title\n{STORY},one\n{STORY},two,three\n,\n,only a title\n{STORY}\n"
    assert [code for _, code in said(outcomes(tmp_path, "a.csv", data))] == ["ok", "E119", "E101", "ok"]


def test_a_file_cut_short_gives_what_it_has(tmp_path: Path) -> None:
    assert said(outcomes(tmp_path, "a.json", json.dumps(RECORDS)[:-20])) == [
        ("a.json#1", "ok"), ("a.json#2", "ok"), ("a.json", "E110"),
    ]  # fmt: skip
    data = gzipped(lines(*({"text": STORY, "more": str(i) * 999} for i in range(400))))
    codes = [code for _, code in said(outcomes(tmp_path, "a.jsonl.gz", data[:-10], max_chars=500))]
    assert codes[-1] == "E110"
    assert set(codes[:-1]) == {"ok"}


def test_one_object_is_one_release(tmp_path: Path) -> None:
    found = release(
        outcomes(tmp_path, "2024-05-03-quay.json", json.dumps({"text": STORY, "authors": [{"name": "Ana Roe"}]}))
    )
    assert (found.doc_id, found.facts.published, found.facts.published_basis) == (
        "2024-05-03-quay.json", "2024-05-03", "filename",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.jsonl", "", "E101"),
        ("a.json", "  ", "E101"),
        ("a.json", "[]", "E101"),
        ("a.json", "7", "E110"),
        ("a.json", '{"a": ', "E110"),
        ("a.json", '{"a": 1}', "E118"),
        ("a.csv", "", "E101"),
        ("a.csv", "one,two\n1,2\n", "E118"),
        ("a.csv", b"text\n\x00\x01", "E102"),
        ("a.parquet", b"PAR1 no", "E110"),
        ("a.parquet", parquet([{"one": 1}]), "E118"),
        ("a.jsonl", b"\x89PNG\x00", "E102"),
    ],
)
def test_files_of_records_that_are_none(tmp_path: Path, name: str, data: str | bytes, code: str) -> None:
    assert [found for _, found in said(outcomes(tmp_path, name, data))] == [code]


def test_columns_by_settings(tmp_path: Path) -> None:
    record = {
        "text": "not this",
        "Volltext": STORY,
        "Kopf": "Port builds quay",
        "Tag": "03/05/2024",
        "Nr": 12,
        "wo": "x",
    }
    names = {"text_column": "volltext", "title_column": "Kopf", "date_column": "Tag", "id_column": "Nr"}
    for name, data in (("a.jsonl", lines(record)), ("a.parquet", parquet([record]))):
        found = release(outcomes(tmp_path, name, data, day_first=True, **names))
        assert (found.doc_id, found.text) == (f"{name}#12", f"Port builds quay\n\n{STORY}")
        assert found.facts.published == "2024-05-03"
    (error,) = outcomes(tmp_path, "a.csv", "text,body\nx,y\n", text_column="Volltext")
    assert "text_column" in str(error)
    assert "the columns are text, body" in str(error)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (STORY, STORY),
        (f"<p>{STORY}</p><p>Velden &amp; Marrow</p>", f"{STORY}\n\nVelden & Marrow"),
        (f"{STORY} Velden &amp; Marrow", f"{STORY} Velden & Marrow"),
        (f"{STORY} 3 < 4 and <b", f"{STORY} 3 < 4 and <b"),
        (f"<html><body><nav><a href='/'>Home</a></nav><p>{STORY}</p><p>{QUOTE}</p></body></html>", f"{STORY}\n\n{QUOTE}"),
        ([STORY, QUOTE], f"{STORY}\n\n{QUOTE}"),
    ],
)  # fmt: skip
def test_texts_of_records(tmp_path: Path, text: Any, read: str) -> None:
    assert release(outcomes(tmp_path, "a.jsonl", lines({"text": text}))).text == read


@pytest.mark.parametrize(
    ("value", "day_first", "day"),
    [
        ("2024-05-03", None, "2024-05-03"),
        ("3 May 2024, 10:00", None, "2024-05-03"),
        ("2024-05-03T23:30:00-05:00", None, "2024-05-03"),
        (dt.datetime(2024, 5, 3, 10, tzinfo=dt.UTC), None, "2024-05-03"),
        (20240503, None, "2024-05-03"),
        ("20240503", None, "2024-05-03"),
        (1714723200, None, "2024-05-03"),
        (1714723200000, None, "2024-05-03"),
        ("1714723200", None, "2024-05-03"),
        (1714723200.0, None, "2024-05-03"),
        ("03/05/2024", None, "None"),
        ("03/05/2024", True, "2024-05-03"),
        ("03/05/2024", False, "2024-03-05"),
        (2024, None, "None"),
        (20241350, None, "None"),
        (True, None, "None"),
        (float("nan"), None, "None"),
        ("soon", None, "None"),
        (None, None, "None"),
    ],
)
def test_days_of_columns(value: object, day_first: bool | None, day: str) -> None:
    assert str(day_of_value(value, day_first)) == day


def test_the_address_gives_the_day_where_nothing_else_does(tmp_path: Path) -> None:
    found = release(
        outcomes(tmp_path, "a.jsonl", lines({"text": STORY, "url": "https://velden.example/2024/05/03/quay"}))
    )
    assert (found.facts.published, found.facts.published_basis) == ("2024-05-03", "metadata")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    ("given", "level", "elements"),
    [
        ('[1, "a,]\\"}", {"b": [2, 3]}, []]', 1, ["1", '"a,]\\"}"', '{"b": [2, 3]}', "[]"]),
        ('{"n": 1, "tags": ["x"], "list": [{"a": "\\\\"}, {"b": {}}]}', 2, ['{"a": "\\\\"}', '{"b": {}}']),
        ('["' + "x" * 60 + '", 2]', 1, [None, "2"]),
    ],
)
def test_elements_of_a_list_in_pieces(given: str, level: int, elements: list[str | None], size: int) -> None:
    pieces = (given.encode()[i : i + size] for i in range(0, len(given), size))
    assert [found.decode() if found else None for found in _elements(pieces, level, 50)] == elements


def test_a_long_file_is_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Releases come before the file is read to its end."""
    record = json.dumps({"text": STORY, "more": "x" * 50_000})
    reads: list[int] = []
    _count_reads(monkeypatch, reads)
    for name, joined in (("a.jsonl", "\n".join([record] * 200)), ("a.json", f"[{','.join([record] * 200)}]")):
        path = tmp_path / name
        path.write_text(joined)
        reads.clear()
        found = releases_in(path, tmp_path, Settings(max_chars=2000))
        assert isinstance(next(found), Release)
        assert sum(reads) < len(joined) / 3
        assert sum(isinstance(one, Release) for one in found) == 199


def _count_reads(monkeypatch: pytest.MonkeyPatch, reads: list[int]) -> None:
    opened: Callable[..., Any] = files._opened

    class Counted:
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self._stream.close()

        def fileno(self) -> int:
            return int(self._stream.fileno())

        def read(self, size: int = -1) -> bytes:
            data: bytes = self._stream.read(size)
            reads.append(len(data))
            return data

    monkeypatch.setattr(files, "_opened", lambda *given: Counted(opened(*given)))
