"""Stage 6: rows to Parquet, all tables at once or none.

The outputs folder keeps each run in a folder of its own and shows one of them:

    outputs/.runs/<run>/people.parquet …, manifest.json
    outputs/.current        -> .runs/<run>
    outputs/people.parquet  -> .current/people.parquet, and so on

A run writes into a new folder under `.runs` and ends by renaming one link over `.current`, which is atomic on POSIX
file systems: a reader sees the tables of the run before or of this one, and a run that fails or is killed leaves the
tables as they were. A lock keeps two runs from writing into one folder; what a killed run left behind is removed by
the next one, which knows by the lock that nobody is writing there.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import RunError
from pipeline.schema import TABLES, arrow_schema
from pipeline.schema_check import check

MANIFEST = "manifest.json"
CURRENT = ".current"
RUNS = ".runs"
LOCK = ".lock"
STARTED = "%Y%m%dT%H%M%SZ"  # the folder of a run begins with when it was started

# Rows a row group, the same whatever wrote them, so that equal rows give equal files. Documents carry whole texts
# and are kept in smaller groups, which bounds what is held in memory.
ROW_GROUP = {name: 256 if name == "documents" else 32_768 for name in TABLES}

_GATHERED = 64  # batches of rows

SHOWN = (*(f"{name}.parquet" for name in TABLES), MANIFEST)


class StagedRun:
    """A run on its way to the outputs folder: `append` rows table by table, then `publish` once."""

    def __init__(self, outputs: Path, folder: Path) -> None:
        self.outputs = outputs
        self.folder = folder
        self.rows = dict.fromkeys(TABLES, 0)
        self._pending = {name: _Pending(name) for name in TABLES}
        self._writers: dict[str, pq.ParquetWriter] = {}
        for name in TABLES:
            self._writers[name] = pq.ParquetWriter(folder / f"{name}.parquet", arrow_schema(name), compression="zstd")

    def append(self, table: str, data: pa.Table) -> None:
        """Add rows to a table. Raises `SchemaError` where they break its promises, `RunError` E303 on a full disk."""
        check(table, data)
        for batch in data.to_batches():
            self.append_checked(table, batch)

    def append_checked(self, table: str, batch: pa.RecordBatch) -> None:
        """Add rows that were checked where they were made. Raises `RunError` E303 on a full disk."""
        with _writing_errors(self.outputs):
            self.rows[table] += batch.num_rows
            self._pending[table].add(batch)
            if self._pending[table].rows >= ROW_GROUP[table]:
                self._flush(table)

    def publish(self, manifest: Mapping[str, Any]) -> None:
        """Finish the files, make them durable, and show this run in place of the one before."""
        self.finish(manifest)
        with _writing_errors(self.outputs):
            for path in (*self.folder.iterdir(), self.folder, self.folder.parent):
                _sync(path)
            for name in SHOWN:
                _link(self.outputs / name, f"{CURRENT}/{name}")
            _link(self.outputs / CURRENT, f"{RUNS}/{self.folder.name}")
            _sync(self.outputs)

    def finish(self, manifest: Mapping[str, Any]) -> None:
        """Write what rows are left, and the manifest."""
        with _writing_errors(self.outputs):
            for table, writer in self._writers.items():
                self._flush(table, to_the_end=True)
                writer.close()
            text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
            (self.folder / MANIFEST).write_text(text, encoding="utf-8")

    def close(self) -> None:
        """Let go of the files of a run that is not published."""
        for writer in self._writers.values():
            with suppress(OSError, pa.ArrowException):
                writer.close()

    def _flush(self, table: str, *, to_the_end: bool = False) -> None:
        size = ROW_GROUP[table]
        rows = self._pending[table].take()
        whole = rows.num_rows if to_the_end else rows.num_rows - rows.num_rows % size
        for start in range(0, whole, size):
            self._writers[table].write_table(rows.slice(start, min(size, whole - start)), row_group_size=size)
        for batch in rows.slice(whole).to_batches():
            self._pending[table].add(batch)


class _Pending:
    """Rows of a table that wait until there are enough of them for a row group."""

    def __init__(self, table: str) -> None:
        self.rows = 0
        self._schema = arrow_schema(table)
        self._gathered: list[pa.RecordBatch] = []
        self._fresh: list[pa.RecordBatch] = []

    def add(self, batch: pa.RecordBatch) -> None:
        """Add rows."""
        self.rows += batch.num_rows
        self._fresh.append(batch)
        if len(self._fresh) == _GATHERED:
            # A copy: rows hold on to the memory that they came in, all tables of a release. Of a table with few rows
            # that would be held for long.
            self._gathered += pa.Table.from_batches(self._fresh, self._schema).combine_chunks().to_batches()
            self._fresh = []

    def take(self) -> pa.Table:
        """Give all rows and forget them. One chunk a column: where pages break would else depend on how they came in."""
        rows = pa.Table.from_batches([*self._gathered, *self._fresh], self._schema).combine_chunks()
        self.rows, self._gathered, self._fresh = 0, [], []
        return rows


@contextmanager
def staged_run(outputs: Path | str, make: Callable[[Path, Path], StagedRun] | None = None) -> Iterator[StagedRun]:
    """Open a run in `outputs`, which is made where it does not exist; a run left without `publish` is removed.

    `make` makes the run of that folder and one of its own in there.

    Raises `RunError` E303 where the folder cannot be written, another run is writing there, or a file that no run
    has made stands where a table would.
    """
    outputs = Path(outputs)
    with _writing_errors(outputs):
        (outputs / RUNS).mkdir(parents=True, exist_ok=True)
        lock = _lock(outputs)
    try:
        with _writing_errors(outputs):
            _refuse_strangers(outputs)
            _remove_old(outputs)
            folder = outputs / RUNS / f"{datetime.now(UTC):{STARTED}}-{token_hex(4)}"
            folder.mkdir()
            run = (make or StagedRun)(outputs, folder)
        try:
            yield run
        finally:
            run.close()
            # The tables are out, or the run has failed with an error of its own: what cannot be removed now, the next
            # run removes.
            with suppress(OSError):
                _remove_old(outputs)
    finally:
        os.close(lock)


@contextmanager
def _writing_errors(outputs: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunError("E303", error.strerror or str(error), path=str(error.filename or outputs)) from error


def _lock(outputs: Path) -> int:
    """Take the lock of the folder; the system lets go of it when the process ends, however it ends."""
    lock = os.open(outputs / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        if isinstance(error, BlockingIOError):
            raise RunError(
                "E303",
                "another run is writing there",
                path=str(outputs),
                remedy="Wait for it to end, or choose another outputs folder.",
            ) from error
        raise
    return lock


def _refuse_strangers(outputs: Path) -> None:
    for name in SHOWN:
        path = outputs / name
        if path.exists() and not _is_link_to(path, f"{CURRENT}/{name}"):
            raise RunError(
                "E303",
                "a file that no run has made stands in the way",
                path=str(path),
                remedy="Move it away, or choose another outputs folder.",
            )


def _remove_old(outputs: Path) -> None:
    """Remove all runs but the one shown, and links to tables that it does not have."""
    current = outputs / CURRENT
    shown = current.readlink().name if current.is_symlink() else None
    for folder in (outputs / RUNS).iterdir():
        if folder.name != shown:
            shutil.rmtree(folder, ignore_errors=True)
    for path in outputs.iterdir():
        if path.is_symlink() and path.readlink().parts[0] == CURRENT and not path.exists():
            path.unlink(missing_ok=True)


def _link(path: Path, target: str) -> None:
    """Make `path` a link to `target` in one step, whatever link it was before."""
    if _is_link_to(path, target):
        return
    fresh = path.with_name(f".new-{path.name.lstrip('.')}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(path)


def _is_link_to(path: Path, target: str) -> bool:
    return path.is_symlink() and path.readlink() == Path(target)


def _sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
