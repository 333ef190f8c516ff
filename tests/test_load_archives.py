"""Archives and packed files: what is in them, by name; what is refused, with a code, and without costing the rest."""

from __future__ import annotations

import json
import os
import tarfile
from pathlib import Path

import pytest
from sample_files import STORY, Outcome, gzipped, outcomes, pdf, release, said, tarred, word, zipped

from pipeline.errors import ReleaseError
from pipeline.listing import is_candidate
from pipeline.load import Release, find_files, read_release, releases_in
from pipeline.load.formats import parts_of
from pipeline.settings import Settings

RECORD = json.dumps({"text": STORY})
ENTRIES: dict[str, bytes | str] = {
    "2024/b.txt": STORY,
    "a.html": f"<p>{STORY}</p>",
    "news.jsonl": f"{RECORD}\n{RECORD}",
    "packed.txt.gz": gzipped(STORY),
    "quay.docx": word(STORY),
    "quay.pdf": pdf(STORY),
}
NAMES = ["2024/b.txt", "a.html", "news.jsonl#1", "news.jsonl#2", "packed.txt.gz", "quay.docx", "quay.pdf"]


def link(name: str, to: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = to
    return info


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("press.zip", zipped(ENTRIES)),
        ("press.tar.gz", tarred(ENTRIES)),
        ("press.tgz", tarred(ENTRIES)),
        ("press.tar", tarred(ENTRIES, "w")),
        ("press.zip.gz", gzipped(zipped(ENTRIES))),
    ],
)
def test_archives(tmp_path: Path, name: str, data: bytes) -> None:
    found = outcomes(tmp_path, f"in/{name}", data)
    assert said(found) == [(f"in/{name}/{inner}", "ok") for inner in NAMES]
    assert {one.path for one in found} == {f"in/{name}"}
    assert {one.text for one in found if isinstance(one, Release)} == {STORY}


def test_packed_file(tmp_path: Path) -> None:
    found = release(outcomes(tmp_path, "2024-05-03-quay.txt.gz", gzipped(STORY)))
    assert (found.doc_id, found.format, found.text) == ("2024-05-03-quay.txt.gz", "text", STORY)
    assert (found.facts.published, found.facts.published_basis) == ("2024-05-03", "filename")


def test_what_is_passed_over_and_what_is_named(tmp_path: Path) -> None:
    entries = {
        "a.txt": STORY, "README.txt": STORY, ".hidden.txt": STORY, ".git/b.txt": STORY, "__MACOSX/._a.txt": "x", "style.css": "x",
        "photo.jpg": "x", "old.doc": "x", "empty.txt": "", "folder/": "",
    }  # fmt: skip
    assert said(outcomes(tmp_path, "a.zip", zipped(entries))) == [
        ("a.zip/a.txt", "ok"), ("a.zip/empty.txt", "E101"), ("a.zip/old.doc", "E106"),
    ]  # fmt: skip
    assert said(outcomes(tmp_path, "b.zip", zipped({"photo.jpg": "x"}))) == [("b.zip", "E101")]


def test_entries_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    data = tarred({"./a.txt": STORY, "a.txt": STORY})
    assert [name for name, _ in said(outcomes(tmp_path, "a.tgz", data))] == ["a.tgz/a.txt", "a.tgz/a.txt (2)"]


def test_archives_in_archives(tmp_path: Path) -> None:
    inner: dict[str, bytes | str] = {"a.txt": STORY}
    for level in range(3):
        inner = {f"{level}.zip": zipped(inner), "b.txt": STORY}
    assert said(outcomes(tmp_path, "in.zip", zipped(inner))) == [
        ("in.zip/2.zip/1.zip/0.zip", "E116"), ("in.zip/2.zip/1.zip/b.txt", "ok"), ("in.zip/2.zip/b.txt", "ok"), ("in.zip/b.txt", "ok"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["../out.txt", "a/../../out.txt", "/etc/out.txt", "C:\\out.txt", "..\\out.txt"])
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    for archive, data in (
        ("a.zip", zipped({name: STORY, "in.txt": STORY})),
        ("a.tar", tarred({name: STORY, "in.txt": STORY}, "w")),
    ):
        found = outcomes(tmp_path, archive, data)
        assert sorted(code for _, code in said(found)) == ["E113", "ok"]
        assert list(tmp_path.rglob("out.txt")) == []
    assert not (tmp_path.parent / "out.txt").exists()


def test_links_and_devices_in_archives(tmp_path: Path) -> None:
    entries: dict[str, bytes | str | tarfile.TarInfo] = {
        "a": link("a.txt", "/etc/passwd"),
        "b": link("b.txt", "../x.txt", tarfile.LNKTYPE),
        "c": link("c.txt", "", tarfile.FIFOTYPE),
        "d": link("d.txt", "", tarfile.CHRTYPE),
        "e.txt": STORY,
    }
    assert said(outcomes(tmp_path, "a.tgz", tarred(entries))) == [
        ("a.tgz/a.txt", "E113"), ("a.tgz/b.txt", "E113"), ("a.tgz/c.txt", "E114"), ("a.tgz/d.txt", "E114"), ("a.tgz/e.txt", "ok"),
    ]  # fmt: skip


def _locked() -> bytes:
    """A zip archive whose entry says that it is encrypted."""
    data = bytearray(zipped({"a.txt": STORY}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _spoilt() -> bytes:
    data = bytearray(zipped({"a.txt": STORY * 9, "b.txt": STORY}))
    data[60] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "outcome"),
    [
        ("a.zip", b"PK\x03\x04 no archive", [("a.zip", "E110")]),
        ("a.zip", b"", [("a.zip", "E110")]),
        ("a.zip", _locked(), [("a.zip/a.txt", "E115")]),
        ("a.zip", _spoilt(), [("a.zip/a.txt", "E110"), ("a.zip/b.txt", "ok")]),
        ("a.tgz", b"no archive", [("a.tgz", "E110")]),
        ("a.tgz", gzipped(b"no archive" * 100), [("a.tgz", "E110")]),
        ("a.tar", tarred({"a.txt": STORY, "b.txt": "x" * 9000}, "w")[:4000], [("a.tar/a.txt", "ok"), ("a.tar/b.txt", "E110"), ("a.tar", "E110")]),
        ("a.tar", tarred({"a.txt": STORY}, "w")[:1024] + b"no header" * 200, [("a.tar/a.txt", "ok"), ("a.tar", "E110")]),
        ("a.txt.gz", b"no archive", [("a.txt.gz", "E110")]),
        ("a.txt.gz", gzipped(STORY)[:-12], [("a.txt.gz", "E110")]),
        ("a.png.gz", gzipped("x"), [("a.png.gz", "E106")]),
    ],
)  # fmt: skip
def test_damaged_archives(tmp_path: Path, name: str, data: bytes, outcome: list[tuple[str, str]]) -> None:
    assert said(outcomes(tmp_path, name, data)) == outcome


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt.gz", gzipped(b" " * 80_000_000), "E104"),
        ("a.jsonl.gz", gzipped(b" " * 80_000_000), "E111"),
        ("a.zip", zipped({"a.json": b"[" + b" " * 80_000_000}), "E111"),
        ("a.zip", zipped({f"{i}.zip": zipped({f"{j}.jsonl": b" " * 9_000_000 for j in range(4)}) for i in range(3)}), "E111"),
        ("a.docx", zipped({"word/document.xml": b" " * 80_000_000}), "E111"),
    ],
)  # fmt: skip
def test_archive_bombs(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    found = said(outcomes(tmp_path, name, data))
    assert found[-1][1] == code
    assert [other for _, other in found].count("E111") <= 1  # the rest of the archive is left
    assert len(data) < 500_000


def test_a_header_that_would_fill_the_memory(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 2**40
    assert said(outcomes(tmp_path, "a.tar", info.tobuf() + b"\0" * 1024)) == [("a.tar", "E110")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.TXT", "text"), ("a.jsonl.gz", "jsonl"), ("a.tar.gz", "tar"), ("a.tgz", "tar"), ("a.b.zip", "zip"), ("a.htm", "html"),
        ("a.png", None), ("a", None), (".gz", None), ("a.gz", None), ("txt", None),
    ],
)  # fmt: skip
def test_kinds_by_name(name: str, kind: str | None) -> None:
    found = parts_of(name).kind
    assert (found.name if found else None) == kind


def test_candidates() -> None:
    assert all(map(is_candidate, ("a.txt", "A.PDF", "a.doc", "a.csv.gz", "a.rar", "read me.txt")))
    assert not any(map(is_candidate, (".a.txt", "README", "README.md", "readme.txt.gz", "a.jpg", "a.py", "a")))


def test_odd_names_on_disk(tmp_path: Path) -> None:
    (tmp_path / "new\nline.txt").write_text(STORY)
    (tmp_path / "a#1.txt").write_text(STORY)
    Path(str(tmp_path) + "/bad\udcff.txt").write_text(STORY)
    found: list[Outcome] = []
    for path in find_files(tmp_path):
        found += releases_in(path, tmp_path, Settings())
    assert said(found) == [("a#1.txt", "ok"), ("bad\\xff.txt".replace("\\x", "\\udc"), "ok"), ("new\nline.txt", "ok")]


def test_pipes_and_links_on_disk(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "out.txt").symlink_to("/etc/passwd")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    codes = {}
    for path in find_files(tmp_path):
        with pytest.raises(ReleaseError) as caught:
            read_release(path, tmp_path)
        codes[path.name] = caught.value.code
    assert codes == {"pipe.txt": "E114", "out.txt": "E113", "zero.txt": "E113", "loop.txt": "E108"}


def test_one_release_is_asked_of_a_file_of_many(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": STORY}))
    with pytest.raises(ReleaseError, match=r"E106.*several releases"):
        read_release(tmp_path / "a.zip", tmp_path)
