"""A corpus and its tables at addresses: those of a run over folders, byte for byte, whatever the store."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fsspec
import pandas as pd
import pytest
from click.testing import CliRunner
from fsspec.implementations.memory import MemoryFileSystem
from releases import LOAN, RELEASES, write_corpus
from s3_server import needs_s3

from pipeline import extract, read_tables
from pipeline.cli import main
from pipeline.errors import RunError
from pipeline.listing import walk
from pipeline.outcome import name_of
from pipeline.places import Address, place_of
from pipeline.run import files_of, retry, write_tables
from pipeline.schema import TABLES
from pipeline.settings import Settings

TINY = Settings(model="tiny_model", batch_size=2)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user-cache"))
    yield
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


@pytest.fixture(params=["memory", "file", pytest.param("s3", marks=needs_s3)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give an address of each kind."""
    if request.param == "s3":
        return str(request.getfixturevalue("s3"))
    return "memory://press" if request.param == "memory" else (tmp_path / "store").as_uri()


def put(address: str, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        fs, path = fsspec.url_to_fs(f"{address}/{name}")
        fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        fs.pipe_file(path, content.encode() if isinstance(content, str) else content)


def zipped(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "press.zip", "w") as archive:
        for name, text in RELEASES.items():
            archive.writestr(name, text)
    return (folder / "press.zip").read_bytes()


def assert_equal(found: str | Path, expected: Path) -> None:
    """Compare tables by their bytes, and manifests but for what may differ."""
    for name in TABLES:
        with fsspec.open(f"{found}/{name}.parquet") as file:
            assert file.read() == (expected / f"{name}.parquet").read_bytes(), name
    with fsspec.open(f"{found}/manifest.json") as file:
        manifests = [json.load(file), json.loads((expected / "manifest.json").read_text())]
    for manifest in manifests:
        del manifest["run"], manifest["corpus"]["path"]
    assert manifests[0] == manifests[1]


def test_the_tables_of_an_address_are_those_of_a_folder(store: str, tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": f"{LOAN}{number}\n"}) + "\n" for number in range(5))
    files: dict[str, str | bytes] = {
        **RELEASES,
        "many/2024/news.jsonl": rows,
        "many/press.zip": zipped(tmp_path),
        "empty.txt": "",
        ".hidden/a.txt": LOAN,
        "README.md": LOAN,
        "many/large.jsonl": json.dumps({"text": LOAN, "note": "x" * 5_000_000}),  # read as it comes
        "a-b.txt": LOAN,
        "a/b.txt": LOAN,
        "a.txt": LOAN,
    }
    put(f"{store}/corpus", files)
    corpus = write_corpus(tmp_path / "corpus", files)
    write_tables(corpus, tmp_path / "out", TINY)
    tables = extract(f"{store}/corpus", f"{store}/out", settings=TINY)
    assert_equal(f"{store}/out", tmp_path / "out")
    assert len(tables.documents) == 15
    pd.testing.assert_frame_equal(read_tables(f"{store}/out").people, read_tables(tmp_path / "out").people)
    # And as any program reads them.
    assert len(pd.read_parquet(f"{store}/out/documents.parquet")) == 15


def test_what_has_not_changed_is_not_read_again(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tmp_path / "asked"
    monkeypatch.setenv("COUNT_TEXTS", str(asked))

    def run() -> int:
        asked.unlink(missing_ok=True)
        extract(f"{store}/corpus", f"{store}/out", settings=TINY)
        return len(asked.read_text().splitlines()) if asked.exists() else 0

    put(f"{store}/corpus", RELEASES)
    assert run() == 3
    assert run() == 0
    put(f"{store}/corpus", {"loan.txt": f"{LOAN}More of it.\n"})
    assert run() == 1
    fs, path = fsspec.url_to_fs(f"{store}/corpus/appointment.txt")
    fs.rm_file(path)
    assert run() == 0
    assert read_tables(f"{store}/out").documents["doc_id"].tolist() == ["b/signing.txt", "loan.txt"]


@needs_s3
def test_worker_processes_and_the_command_line_read_addresses(s3: str, tmp_path: Path) -> None:
    put(f"{s3}/corpus", {**RELEASES, "empty.txt": ""})
    call = ["extract", f"{s3}/corpus", "--outputs", f"{s3}/out", "--workers", "2", "--model", "tiny_model"]
    result = CliRunner().invoke(main, call)
    assert result.exit_code == 3, result.output
    assert f"written to {s3}/out" in result.output
    write_tables(
        write_corpus(tmp_path / "corpus", {**RELEASES, "empty.txt": ""}), tmp_path / "out", Settings(model="tiny_model")
    )
    assert_equal(f"{s3}/out", tmp_path / "out")
    put(f"{s3}/corpus", {"empty.txt": LOAN})
    assert retry(place_of(f"{s3}/out"))["rows"]["documents"] == 4
    assert (
        CliRunner().invoke(main, ["doctor", "--outputs", f"{s3}/out", "--model", "tiny_model"]).output.count("NO") == 0
    )


@needs_s3
def test_what_a_store_refuses_is_told(s3: str) -> None:
    with pytest.raises(RunError, match="E301"):
        extract(f"{s3}/nothing", settings=TINY)
    with pytest.raises(RunError, match=r"E30[13]|E311"):
        extract("s3://another-bucket", settings=TINY)
    put(f"{s3}/corpus", RELEASES)
    with pytest.raises(RunError, match=r"E303 .*another-bucket"):
        extract(f"{s3}/corpus", "s3://another-bucket/out", settings=TINY)


def folders_in(address: str) -> list[str]:
    fs, path = fsspec.url_to_fs(f"{address}/runs")
    return sorted(name.rpartition("/")[2] for name in fs.ls(path, detail=False))


def test_a_run_that_fails_half_way_through_its_upload_leaves_the_tables_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus, out = "memory://corpus", "memory://out"
    put(corpus, RELEASES)
    extract(corpus, out, settings=TINY)
    before = read_tables(out)
    put(corpus, {"loan.txt": f"{LOAN}More of it.\n"})
    copy = MemoryFileSystem.cp_file
    copied: list[str] = []

    def fails(self: Any, source: str, target: str, **given: Any) -> None:
        if len(copied) == 3:
            raise PermissionError("no more")
        copied.append(target)
        copy(self, source, target, **given)

    with monkeypatch.context() as patch:
        patch.setattr(MemoryFileSystem, "cp_file", fails)
        with pytest.raises(RunError, match=r"E303 .*no more"):
            extract(corpus, out, settings=TINY)
    for name in TABLES:
        pd.testing.assert_frame_equal(read_tables(out)[name], before[name])
    extract(corpus, out, settings=TINY)
    assert read_tables(out).documents["text"].str.contains("More of it").any()
    pd.testing.assert_frame_equal(
        pd.read_parquet(f"{out}/documents.parquet"),
        pd.read_parquet(f"{out}/runs/{folder_shown(out)}/documents.parquet"),
    )


def folder_shown(address: str) -> str:
    return str(read_tables(address).manifest["run"]["folder"]).removeprefix("runs/")


def test_the_folder_of_the_run_before_is_removed_and_those_left_behind_are_after_a_day() -> None:
    put("memory://corpus", RELEASES)
    for name in ("20200101T000000Z-0000", "29990101T000000Z-0000"):  # of killed runs; of one under way
        put("memory://out", {f"runs/{name}/begun": "run\n"})
    extract("memory://corpus", "memory://out", settings=TINY)
    first = folder_shown("memory://out")
    extract("memory://corpus", "memory://out", settings=TINY)
    assert folders_in("memory://out") == sorted([folder_shown("memory://out"), "29990101T000000Z-0000"])
    assert first not in folders_in("memory://out")


def test_a_file_that_no_run_has_made_is_left_alone() -> None:
    put("memory://corpus", RELEASES)
    put("memory://out", {"people.parquet": "mine"})
    with pytest.raises(RunError, match=r"E303 .*memory://out/people.parquet.*no run has made"):
        extract("memory://corpus", "memory://out", settings=TINY)


def test_outputs_in_the_corpus_are_no_releases() -> None:
    put("memory://corpus", RELEASES)
    for _ in range(2):
        tables = extract("memory://corpus", "memory://corpus/out", settings=TINY)
        assert len(tables.documents) == 3
        assert not len(tables.quarantine)


def test_a_corpus_in_memory_is_seen_by_this_process_alone() -> None:
    put("memory://corpus", RELEASES)
    with pytest.raises(RunError, match=r"E311 .*do not see the memory"):
        extract("memory://corpus", settings=TINY, workers=2)


def test_a_file_that_a_store_does_not_give_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    put("memory://corpus", RELEASES)
    read = MemoryFileSystem.cat_file
    lost = ["/corpus/loan.txt"]

    def fails(self: Any, path: str, *given: Any, **named: Any) -> Any:
        if path in lost:
            raise ConnectionError("the line is cut")
        return read(self, path, *given, **named)

    monkeypatch.setattr(MemoryFileSystem, "cat_file", fails)
    tables = extract("memory://corpus", "memory://out", settings=TINY)
    assert list(zip(tables.quarantine["path"], tables.quarantine["error"], strict=True)) == [("loan.txt", "E108")]
    assert len(tables.documents) == 2
    lost.clear()  # which says nothing of the file: the next run tries again
    assert len(extract("memory://corpus", "memory://out", settings=TINY).documents) == 3


@pytest.mark.parametrize(
    ("address", "code", "told"),
    [
        ("abfs://container/corpus", "E312", "pip install adlfs"),
        ("nosuch://somewhere/corpus", "E311", "nosuch"),
        ("sftp://me:secret@host/corpus", "E311", "password"),
    ],
)
def test_addresses_that_cannot_be_used(address: str, code: str, told: str, tmp_path: Path) -> None:
    if address.startswith("abfs") and find_spec("adlfs"):
        pytest.skip("adlfs is installed")
    result = CliRunner().invoke(main, ["extract", address, "--outputs", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert told in result.stderr
    assert "secret" not in result.stderr
    with pytest.raises(RunError) as caught:
        extract(address, settings=TINY)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("corpus", Path("corpus")),
        ("file:///a/b", Path("/a/b")),
        ("s3://bucket/a/", Address("s3://bucket/a")),
        ("memory://", Address("memory://")),
    ],
)
def test_places(given: str, expected: Path | Address) -> None:
    assert place_of(given) == expected


def test_names_below_an_address() -> None:
    root = place_of("gs://bucket/corpus")
    assert isinstance(root, Address)
    assert str(root / "2024" / "a.txt") == "gs://bucket/corpus/2024/a.txt"
    assert (root / "2024").name == "2024"
    assert (root / "2024").is_relative_to(root)
    assert not place_of("gs://bucket/corpus2").is_relative_to(root)  # type: ignore[union-attr]


def test_a_corpus_is_walked_in_the_order_of_whole_names(tmp_path: Path) -> None:
    names = ["a.txt", "a/z.txt", "a-b.txt", "a/b/c.txt", "a0/x.txt", "ä/x.txt", "a/b.txt", "a!.txt", "Z.txt"]
    write_corpus(tmp_path, dict.fromkeys(names, LOAN))
    put("memory://corpus", dict.fromkeys(names, LOAN))
    for corpus in (tmp_path, place_of("memory://corpus")):
        assert [name_of(file, corpus) for file in walk(corpus)] == sorted(names)
        files = files_of(corpus)
        assert [name_of(file, corpus) for file in files] == sorted(names)
        assert list(files) == list(files)
        assert len(files) == len(names)
