"""Properties of all readers: whatever bytes stand in a file of any name, there are releases and ReleaseErrors, no more.

Files of every kind are made, then spoilt: cut, bytes changed, pieces put in. A parser's own exception would come out as
E201, a fault of the program, and is not let pass.
"""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sample_files import STORY, gzipped, outcomes, pdf, tarred, word, zipped

from pipeline.listing import is_candidate
from pipeline.load import Release
from pipeline.load.clean import clean
from pipeline.load.columns import day_of_value
from pipeline.load.formats import KINDS, parts_of
from pipeline.load.mojibake import mend
from pipeline.load.paged import read_on
from pipeline.load.pdf_page import Line, text_of

QUICK = settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
MAIL = (
    "From: a@b.example\nDate: Fri, 03 May 2024 10:00:00 +0000\nSubject: =?utf-8?q?Qu=C3=A4y?=\nMIME-Version: 1.0\n"
    f"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; format=flowed\n\n{STORY} \nmore\n\n"
    f"--b\nContent-Type: text/html; charset=utf-8\n\n<p>{STORY}</p>\n--b--\n"
)
RECORD = {
    "id": 1,
    "text": STORY,
    "title": "Port builds quay",
    "date": "2024-05-03",
    "url": "https://velden.example/2024/05/03",
}


def _parquet() -> bytes:
    data = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([RECORD] * 3), data)
    return data.getvalue()


@cache
def sample(suffix: str) -> bytes:
    """A whole file of this kind."""
    text = {
        ".html": f"<html><body><h1>Port</h1><p>{STORY}</p></body></html>",
        ".md": f"---\ntitle: Port\ndate: 2024-05-03\n---\n# Port\n\n- {STORY}\n",
        ".eml": MAIL,
        ".mbox": f"From a Fri May  3 10:00:00 2024\n{MAIL}\nFrom b Fri May  3 10:00:00 2024\n{MAIL}",
        ".jsonl": f"{json.dumps(RECORD)}\n{json.dumps(RECORD)}\n",
        ".json": json.dumps([RECORD, RECORD]),
        ".csv": f'id,text,title\n1,"{STORY}\n\nmore",Port\n2,{STORY},Port\n',
        ".tsv": f"id\ttext\ttitle\n1\t{STORY}\tPort\n",
        ".txt": f"Port builds quay\n\nVELDEN, 3 May 2024 - {STORY}\x0c2\n",
    }
    makers = {
        ".docx": lambda: word("# Port", STORY, "- one"),
        ".pdf": lambda: pdf("# Port", STORY),
        ".parquet": _parquet,
        ".zip": lambda: zipped({"a.txt": STORY, "b.jsonl": text[".jsonl"]}),
        ".tar": lambda: tarred({"a.txt": STORY, "b.jsonl": text[".jsonl"]}, "w"),
        ".tgz": lambda: tarred({"a.txt": STORY}),
        ".txt.gz": lambda: gzipped(STORY),
    }
    return makers[suffix]() if suffix in makers else text[suffix].encode()


SUFFIXES = [
    ".html", ".md", ".eml", ".mbox", ".jsonl", ".json", ".csv", ".tsv", ".txt", ".docx", ".pdf", ".parquet", ".zip", ".tar", ".tgz", ".txt.gz",
]  # fmt: skip
PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from([
        b"\x00", b"\xff\xfe", b"{", b'"', b"[", b"]}", b"\n\n", b"From ", b"--b", b"=?utf-8?q?=FF?=", b"<p>", b"&#0;", b"\r", b"\\u0000", b"\\ud800",
        b"9" * 400, b"-1", b"1e999", b"NaN", b"\x0c", b"obj", b"stream", b"PK\x01\x02", b"%PDF-", b"\xef\xbb\xbf", b"---\n", b"\xe2\x80",
    ]),
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.sampled_from(["cut", "change", "insert", "drop"]), st.floats(0, 1, allow_nan=False), PIECES),
    max_size=6,
)


def spoilt(data: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    for how, where, piece in changes:
        at = int(where * len(data))
        match how:
            case "cut":
                data = data[:at]
            case "change":
                data = data[:at] + piece + data[at + len(piece) :]
            case "insert":
                data = data[:at] + piece + data[at:]
            case _:
                data = data[:at] + data[at + len(piece) + 1 :]
    return data


def check(suffix: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        found = outcomes(Path(folder), f"a{suffix}", data, max_chars=20_000)
    assert found
    names = set()
    for one in found:
        if not isinstance(one, Release):
            assert one.code.startswith("E1"), one.message
            assert one.path == f"a{suffix}"
            continue
        assert one.text == clean(one.text)
        assert any(c.isalnum() for c in one.text)
        one.doc_id.encode()
        assert one.doc_id not in names
        names.add(one.doc_id)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_whole_files(suffix: str) -> None:
    check(suffix, sample(suffix))


@pytest.mark.parametrize("suffix", SUFFIXES)
@QUICK
@given(changes=CHANGES)
def test_spoilt_files(suffix: str, changes: list[tuple[str, float, bytes]]) -> None:
    check(suffix, spoilt(sample(suffix), changes))


@QUICK
@given(suffix=st.sampled_from(sorted(KINDS)), data=st.binary(max_size=200))
def test_any_bytes(suffix: str, data: bytes) -> None:
    check(suffix, data)
    check(f"{suffix}.gz", gzipped(data))


@QUICK
@given(suffix=st.sampled_from(SUFFIXES), other=st.sampled_from(SUFFIXES))
def test_files_under_the_name_of_another_kind(suffix: str, other: str) -> None:
    check(other, sample(suffix))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "title", "date", "id", "url", "x"]), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@QUICK
@given(st.lists(JSON, max_size=5))
def test_any_json(values: list[object]) -> None:
    check(".jsonl", "\n".join(map(json.dumps, values)).encode())
    check(".json", json.dumps(values).encode())


@QUICK
@given(st.text(max_size=60), st.text(max_size=10))
def test_any_names(name: str, end: str) -> None:
    parts_of(name)
    assert isinstance(is_candidate(f"{name}{end}"), bool)
    name = f"{name.replace(chr(0), '')}.txt"
    try:
        data = zipped({name: STORY})
    except (ValueError, UnicodeError):
        return  # no name for an entry
    check(".zip", data)


@given(st.text())
@example("â€â€™Ã")
def test_mending_leaves_ascii_and_does_not_fail(text: str) -> None:
    mended = mend(text)
    assert [c for c in mended if c.isascii()] == [c for c in text if c.isascii()]


@given(st.text())
def test_reading_on_only_takes_away(text: str) -> None:
    assert len(read_on(text)) <= len(text)


@given(st.one_of(st.text(max_size=60), st.integers(), st.floats(), st.none(), st.datetimes(), st.dates()))
def test_any_value_of_a_date_column(value: object) -> None:
    day_of_value(value, None)
    day_of_value(value, True)


@QUICK
@given(
    st.lists(
        st.lists(
            st.tuples(st.text(min_size=1, max_size=20), *[st.floats(-1000, 1000, allow_nan=False)] * 4, st.booleans()),
            max_size=6,
        ),
        max_size=3,
    )
)
def test_any_lines_on_a_page(pages: list[list[tuple[str, float, float, float, float, bool]]]) -> None:
    lines = [
        [
            Line(text, min(a, c), min(b, d), max(a, c) + 1, max(b, d) + 1, abs(a) / 50 + 0.1, abs(b), hyphen=hyphen)
            for text, a, b, c, d, hyphen in page
        ]
        for page in pages
    ]
    text_of(lines)
