"""Stage 6 where the outputs are at an address: the tables are made in a folder of this machine, then uploaded.

A store has no link that could be turned to another run in one step, but it writes an object whole or not at all:

    <outputs>/runs/<run>/people.parquet …   first, all tables of the run
    <outputs>/people.parquet …              then each once more, in place of that of the run before
    <outputs>/manifest.json                 last; `run.folder` in it says which run it is of

`read_tables` goes by the manifest to the tables of its run, and so never sees those of two; a run that fails or is killed
leaves it those of the run before. Who reads `<outputs>/people.parquet` and the like by themselves sees whole tables too,
but while they are put in place, for seconds, some may be of the run before and some of this one; they are all of one
run when the manifest has changed. The folder of the run before is removed at the end, others after a day: a run of another
machine that is under way is not disturbed, but two that end at one time may leave the plain names mixed, so there should be one
run at a time at an address. Runs of one machine keep each other out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.errors import RunError
from pipeline.places import Address, spelt, telling
from pipeline.write import MANIFEST, SHOWN, STARTED, StagedRun, staged_run

THERE = "runs"
_BEGUN = "begun"
_LEFT_BEHIND = timedelta(days=1)


class UploadedRun(StagedRun):
    """A run whose tables end up at an address."""

    def __init__(self, outputs: Path, folder: Path, address: Address) -> None:
        begin(address, folder.name)
        super().__init__(outputs, folder)
        self._address = address
        self._there = address / THERE / folder.name

    def publish(self, manifest: Mapping[str, Any]) -> None:
        """Finish the files, upload them, and name this run in the manifest in place of the one before."""
        place = f"{THERE}/{self.folder.name}"
        run = {**manifest.get("run", {}), "folder": place}
        self.finish({**manifest, "run": run})
        with _errors_of(self._address):
            before = folder_of(self._address)
            fs = self._address.fs
            for name in SHOWN:
                fs.put_file(str(self.folder / name), (self._there / name).path)
            for name in SHOWN:
                if name != MANIFEST:
                    fs.cp_file((self._there / name).path, (self._address / name).path)
            fs.pipe_file((self._address / MANIFEST).path, (self.folder / MANIFEST).read_bytes())
        # The tables are out: what cannot be removed now, a later run removes.
        with suppress(RunError), _errors_of(self._address):
            fs.rm_file((self._there / _BEGUN).path)
            _remove_old(self._address, shown=place, before=before)


@contextmanager
def uploaded_run(address: Address, folder: Path) -> Iterator[StagedRun]:
    """Open a run whose tables are made in `folder` and end up at the address.

    Raises `RunError` E303 where one of them cannot be written, another run of this machine is at it, or a file that no
    run has made stands where a table would; E311 and E312 where the address cannot be used.
    """
    with staged_run(folder, partial(UploadedRun, address=address)) as run:
        yield run


def begin(address: Address, run: str) -> None:
    """Write a small object there: hours of work are not to end at tables that cannot be written."""
    fs = address.fs
    with _errors_of(address):
        if folder_of(address) is None:
            for name in SHOWN:
                if fs.exists((address / name).path):
                    raise RunError(
                        "E303",
                        "a file that no run has made stands in the way",
                        path=str(address / name),
                        remedy="Move it away, or choose another outputs folder.",
                    )
        there = address / THERE / run
        _make(fs, there.path)
        fs.pipe_file((there / _BEGUN).path, b"run\n")


def folder_of(address: Address) -> str | None:
    """Give the folder, below the address, of the run that is shown there; None where there is none."""
    try:
        manifest = json.loads((address / MANIFEST).read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    folder = manifest.get("run", {}).get("folder") if isinstance(manifest, dict) else None
    return folder if isinstance(folder, str) else None


def _make(fs: Any, folder: str) -> None:
    """Make a folder and those above it, but for the first: of most stores that is a bucket, which nobody has asked for."""
    above, _, name = folder.rstrip("/").rpartition("/")
    if name and above and not fs.exists(folder):
        _make(fs, above)
        fs.mkdir(folder, create_parents=False)


def _remove(fs: Any, folder: str) -> None:
    """Remove a folder object by object: it holds a dozen, and not all servers of S3 remove many at once."""
    for path in fs.find(folder):
        fs.rm_file(path)
    with suppress(Exception):  # stores without folders have nothing left to remove, and say so in ways of their own
        fs.rmdir(folder)


def _remove_old(address: Address, *, shown: str, before: str | None) -> None:
    latest = f"{THERE}/{datetime.now(UTC) - _LEFT_BEHIND:{STARTED}}"
    for name, _ in (address / THERE).listed():
        folder = f"{THERE}/{name}"
        if folder != shown and (folder == before or folder < latest):
            _remove(address.fs, (address / folder).path)


@contextmanager
def _errors_of(address: Address) -> Iterator[None]:
    """Turn what the store raises into `RunError` E303."""
    try:
        with telling(address):
            yield
    except FileNotFoundError as error:
        raise RunError("E303", spelt(error), path=str(address)) from error
    except RunError as error:
        if error.code != "E311":
            raise
        raise RunError("E303", error.detail, path=str(address)) from error


def try_writing(address: Address) -> None:
    """Write there what a run would write first, and remove it; raises `RunError` where that cannot be done."""
    begin(address, _BEGUN)
    with _errors_of(address):
        _remove(address.fs, (address / THERE / _BEGUN).path)
