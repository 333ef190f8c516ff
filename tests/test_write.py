import errno
import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from pipeline import write
from pipeline.errors import RunError
from pipeline.schema import TABLES, arrow_schema
from pipeline.schema_check import SchemaError
from pipeline.write import SHOWN, StagedRun, staged_run


def quarantine(*paths: str) -> pa.Table:
    rows = [{"path": path, "stage": "load", "error": "E101", "message": "no text"} for path in paths]
    return pa.Table.from_pylist(rows, schema=arrow_schema("quarantine"))


def publish(outputs: Path, *paths: str) -> None:
    with staged_run(outputs) as run:
        run.append("quarantine", quarantine(*paths))
        run.publish({"rows": run.rows})


def paths_in(outputs: Path) -> list[str]:
    return pd.read_parquet(outputs / "quarantine.parquet")["path"].tolist()


def runs_in(outputs: Path) -> list[str]:
    return [path.name for path in (outputs / ".runs").iterdir()]


def test_all_tables_and_the_manifest_appear(tmp_path: Path) -> None:
    outputs = tmp_path / "deep" / "outputs"
    publish(outputs, "a")
    assert sorted(p.name for p in outputs.iterdir() if not p.name.startswith(".")) == sorted(SHOWN)
    assert json.loads((outputs / "manifest.json").read_text())["rows"]["quarantine"] == 1
    for name in TABLES:
        assert pd.read_parquet(outputs / f"{name}.parquet").columns.tolist() == list(TABLES[name].names)


def test_a_run_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    publish(tmp_path, "a")
    publish(tmp_path, "b")
    assert paths_in(tmp_path) == ["b"]
    assert len(runs_in(tmp_path)) == 1


def test_a_run_that_fails_leaves_the_tables_before(tmp_path: Path) -> None:
    publish(tmp_path, "a")
    before = runs_in(tmp_path)

    def fail() -> None:
        with staged_run(tmp_path) as run:
            run.append("quarantine", quarantine("b"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert paths_in(tmp_path) == ["a"]
    assert runs_in(tmp_path) == before


def test_the_first_run_that_fails_shows_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), staged_run(tmp_path):
        raise ZeroDivisionError
    assert [name for name in SHOWN if os.path.lexists(tmp_path / name)] == []


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    publish(tmp_path, "a")
    (tmp_path / ".runs" / "killed").mkdir()
    (tmp_path / ".runs" / "killed" / "people.parquet").write_bytes(b"half")
    publish(tmp_path, "b")
    assert len(runs_in(tmp_path)) == 1
    assert paths_in(tmp_path) == ["b"]


@pytest.mark.parametrize("step", ["_sync", "_link"])
def test_a_disk_that_gives_up_while_publishing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    publish(tmp_path, "a")

    def fail(path: Path, *_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(write, step, fail)
    with pytest.raises(RunError, match=r"No space left on device.*Check that the outputs folder") as caught:
        publish(tmp_path, "b")
    assert caught.value.code == "E303"
    assert paths_in(tmp_path) == ["a"]
    assert len(runs_in(tmp_path)) == 1


def test_a_folder_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="Not a directory"), staged_run(tmp_path / "file" / "outputs"):
        pass


def test_a_file_that_no_run_made_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "people.parquet").write_text("mine")
    with pytest.raises(RunError, match="stands in the way"), staged_run(tmp_path):
        pass
    assert (tmp_path / "people.parquet").read_text() == "mine"


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    publish(tmp_path, "a")
    assert (tmp_path / "README.md").read_text() == "mine"


def test_two_runs_do_not_write_into_one_folder(tmp_path: Path) -> None:
    with staged_run(tmp_path), pytest.raises(RunError, match="another run is writing there"), staged_run(tmp_path):
        pass
    publish(tmp_path, "a")


def test_rows_are_checked_on_the_way(tmp_path: Path) -> None:
    with staged_run(tmp_path) as run, pytest.raises(SchemaError):
        run.append("quarantine", quarantine("a", "a"))


@pytest.mark.parametrize("sizes", [[100], [1] * 100, [30, 3, 67]])
def test_bytes_do_not_depend_on_how_rows_come_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: list[int]
) -> None:
    monkeypatch.setitem(write.ROW_GROUP, "quarantine", 32)
    rows = quarantine(*(f"{i:03}" for i in range(100)))

    def written(folder: Path, sizes: list[int]) -> bytes:
        with staged_run(folder) as run:
            start = 0
            for size in sizes:
                run.append("quarantine", rows.slice(start, size))
                start += size
            run.publish({})
        return (folder / "quarantine.parquet").read_bytes()

    assert written(tmp_path / "a", sizes) == written(tmp_path / "b", [50, 50])
    assert paths_in(tmp_path / "a") == rows["path"].to_pylist()


def test_rows_are_counted(tmp_path: Path) -> None:
    with staged_run(tmp_path) as run:
        assert isinstance(run, StagedRun)
        run.append("quarantine", quarantine("a", "b"))
        run.append("quarantine", quarantine("c"))
        assert run.rows["quarantine"] == 3
        assert run.rows["people"] == 0
