"""Batches to results, in order, in this process or in several.

Workers are spawned, not forked: a fork copies whatever locks the threads of this process hold (Arrow's, a notebook's,
a progress bar's) and may hang on them. So each worker loads the model once, and a script that asks for workers needs
`if __name__ == "__main__":` around its call, as with any process pool of Python.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Self

import pyarrow as pa

from pipeline.batch import BatchResult, Extractor, name_of, quarantine_table, quarantined
from pipeline.errors import ReleaseError, RunError
from pipeline.schema import TABLES, arrow_schema
from pipeline.settings import Settings

Batch = Sequence[Path]

# Batches under way for each worker: enough that none waits, few enough that results do not pile up.
AHEAD = 2

# Each worker is one thread: several that each take all cores for a matrix product get in each other's way.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Workers:
    """The processes of a run; a context manager. `describe` the model first, then `extract` batches."""

    def __init__(self, corpus: Path, settings: Settings) -> None:
        self.corpus = corpus
        self.settings = settings
        self._stack = ExitStack()
        self._pool: ProcessPoolExecutor | None = None
        self._here: Extractor | None = None

    def __enter__(self) -> Self:
        if self.settings.workers == 1:
            self._here = Extractor(self.corpus, self.settings)
        else:
            self._stack.enter_context(_environment(_ONE_THREAD))
            self._start(self.settings.workers)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        self._stack.close()

    def describe(self) -> dict[str, Any]:
        """Give what the manifest says of the model. Raises `RunError` where it cannot be loaded, or no worker starts."""
        if self._here:
            return self._here.describe()
        try:
            return self._submit_description().result()
        except BrokenProcessPool as error:
            raise RunError(
                "E305",
                f"workers = {self.settings.workers}, but a worker process cannot start",
                remedy='Put the call under `if __name__ == "__main__":` in your script, or set workers = 1.',
            ) from error

    def extract(self, batches: Iterable[Batch]) -> Iterator[BatchResult]:
        """Extract batches, several at a time, and give their results in the order of the batches."""
        if self._here:
            for batch in batches:
                yield self._here.extract(batch)
            return
        waiting = deque[tuple[Batch, Future[BatchResult]]]()
        for batch in batches:
            if len(waiting) == AHEAD * self.settings.workers:
                yield from self._next(waiting)
            waiting.append((batch, self._submit(batch)))
        while waiting:
            yield from self._next(waiting)

    def _next(self, waiting: deque[tuple[Batch, Future[BatchResult]]]) -> Iterator[BatchResult]:
        batch, future = waiting[0]
        try:
            result = future.result()
        except BrokenProcessPool:
            # A worker was killed, by the system for want of memory or by a fault in compiled code. All batches under
            # way are lost with it; the oldest is done again alone, file by file if need be, and the others anew.
            result = self._extract_alone(batch)
            self._start(self.settings.workers)
            rest = [(other, self._submit(other)) for other, _ in list(waiting)[1:]]
            waiting.clear()
            waiting.extend([(batch, future), *rest])
        waiting.popleft()
        yield result

    def _extract_alone(self, batch: Batch) -> BatchResult:
        self._start(1)
        try:
            return self._submit(batch).result()
        except BrokenProcessPool:
            if len(batch) > 1:
                return _joined([self._extract_alone([path]) for path in batch])
            error = ReleaseError("E204")
            row = quarantined(name_of(batch[0], self.corpus), error)
            tables = {name: arrow_schema(name).empty_table() for name in TABLES}
            return BatchResult(tables | {"quarantine": quarantine_table([row])}, files=1)

    def _start(self, workers: int) -> None:
        self._stop()
        self._pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_guard)

    def _stop(self) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _submit(self, batch: Batch) -> Future[BatchResult]:
        assert self._pool
        try:
            return self._pool.submit(_extract, self.corpus, self.settings, batch)
        except BrokenProcessPool as error:
            # The pool broke before it was asked: to the caller this is the same as breaking under the batch.
            failed = Future[BatchResult]()
            failed.set_exception(error)
            return failed

    def _submit_description(self) -> Future[dict[str, Any]]:
        assert self._pool
        return self._pool.submit(_describe, self.corpus, self.settings)


def _joined(results: list[BatchResult]) -> BatchResult:
    seconds: dict[str, float] = {}
    for result in results:
        for step, spent in result.seconds.items():
            seconds[step] = seconds.get(step, 0.0) + spent
    return BatchResult(
        {name: pa.concat_tables([result.tables[name] for result in results]) for name in TABLES},
        seconds=seconds,
        files=sum(result.files for result in results),
        characters_given=sum(result.characters_given for result in results),
        characters_read=sum(result.characters_read for result in results),
    )


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Set variables that are not set, for the processes started meanwhile."""
    fresh = {name: value for name, value in values.items() if name not in os.environ}
    os.environ.update(fresh)
    try:
        yield
    finally:
        for name in fresh:
            os.environ.pop(name, None)


# ---------------------------------------------------------------- in the worker

_extractor: Extractor | None = None


def _guard() -> None:
    """Leave Ctrl-C to the parent, which stops the workers in order, and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _loaded(corpus: Path, settings: Settings) -> Extractor:
    # Loaded with the first task, not when the process starts: an error there would break the pool and lose its reason.
    global _extractor  # noqa: PLW0603  (one model a process)
    if _extractor is None:
        _extractor = Extractor(corpus, settings)
    return _extractor


def _describe(corpus: Path, settings: Settings) -> dict[str, Any]:
    return _loaded(corpus, settings).describe()


def _extract(corpus: Path, settings: Settings, batch: Batch) -> BatchResult:
    return _loaded(corpus, settings).extract(batch)
