"""Tasks to parts, in this process or in worker processes that may be ended without harm to the run.

Workers are spawned, not forked: a fork copies whatever locks the threads of this process hold (Arrow's, a notebook's,
a progress bar's) and may hang on them. So each worker loads the model once, and a script that asks for workers needs
`if __name__ == "__main__":` around its call, as with any process pool of Python.

A pool of our own, since those of Python end with any of their processes: here a worker that hangs, grows or dies costs the
release it was at. The worker says what it begins on; where it does not come back, its task is done again one release at
a time, and what a worker ends on alone is given up.
"""

from __future__ import annotations

import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from pipeline.budget import GRACE, WAITING, memory_of, processor_time_of
from pipeline.errors import RunError
from pipeline.outcome import Part, Task, name_of
from pipeline.worker import Job, work

# Tasks under way for each worker: enough that none waits, few enough that results do not pile up.
AHEAD = 2

# Seconds between two looks at what workers hold of memory and time.
_LOOK = 0.25
# Deaths of a worker on one release alone, for a reason not known, until it is given up: somebody may have killed it.
_DEATHS = 2
# Deaths in a row of workers that were loading the model, until the run gives up.
_FALSE_STARTS = 3

_NEVER = float("inf")

# Each worker is one thread: several that each take all cores for a matrix product get in each other's way.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

# A task by number with something that came out of it; None says that it is done.
Event = tuple[int, Part | None]


class Pool(Protocol):
    """What does tasks. `next` gives what comes out of them, in order for each task."""

    @property
    def room(self) -> bool:
        """Whether another task would be begun soon."""

    def describe(self) -> dict[str, Any]:
        """Give what the manifest says of the model."""

    def submit(self, number: int, task: Task) -> None:
        """Take a task; numbers grow."""

    def next(self, first: int, *, full: bool = False) -> Event:
        """Wait for the next part, or end, of a task; `full` asks for none that would lie in wait for that of `first`."""

    def close(self) -> None:
        """Stop all work."""


class Here:
    """Tasks done in this process: quick to start, and a debugger sees all. No bound on memory."""

    def __init__(self, job: Job, lookup: Callable[[bytes], bytes | None] | None) -> None:
        from pipeline.batch import Extractor  # noqa: PLC0415  (seconds of imports that a run with nothing to do is spared)

        self._extractor = Extractor(job.corpus, job.settings, keys=job.keys, lookup=lookup)
        self._tasks = deque[tuple[int, Iterator[Part]]]()

    @property
    def room(self) -> bool:
        """One task at a time."""
        return not self._tasks

    def describe(self) -> dict[str, Any]:
        """Give what the manifest says of the model."""
        return self._extractor.describe()

    def submit(self, number: int, task: Task) -> None:
        """Take a task."""
        self._tasks.append((number, self._extractor.extract(task)))

    def next(self, first: int, *, full: bool = False) -> Event:  # noqa: ARG002  (there is one order only)
        """Work until the next part."""
        number, parts = self._tasks[0]
        part = next(parts, None)
        if part is None:
            self._tasks.popleft()
        return number, part

    def close(self) -> None:
        """Forget what is left."""
        self._tasks.clear()


@dataclass(slots=True, eq=False)
class _Worker:
    """A process with its tasks, the first of which it is at."""

    process: BaseProcess
    connection: Connection
    tasks: deque[tuple[int, Task]] = field(default_factory=deque)
    ready: bool = False
    at: tuple[str, ...] = ()
    until: float = _NEVER  # on the clock
    limit: float = _NEVER  # seconds that the process has computed in all

    @property
    def number(self) -> int | None:
        """The number of the task that it is at."""
        return self.tasks[0][0] if self.tasks else None

    def rest(self) -> None:
        """Note that it is at nothing."""
        self.at, self.until, self.limit = (), _NEVER, _NEVER

    def begin(self, names: tuple[str, ...], seconds: float) -> None:
        """Note what it is at, and how long that may take."""
        self.at = names
        self.until = time.monotonic() + WAITING * seconds + GRACE
        self.limit = processor_time_of(self.process.pid or 0) + seconds + GRACE

    @property
    def is_late(self) -> bool:
        """Whether it should have come back long ago."""
        return time.monotonic() > self.until or processor_time_of(self.process.pid or 0) > self.limit


class Workers:
    """Worker processes. Each is started when there is something for it to do."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._workers: list[_Worker] = []
        self._events = deque[Event]()
        self._facts: dict[str, Any] | None = None
        self._false_starts = 0
        self._deaths: Counter[str] = Counter()

    @property
    def room(self) -> bool:
        """Whether one of the workers has fewer tasks than it should have."""
        count = sum(len(worker.tasks) for worker in self._workers)
        return count < AHEAD * self._job.settings.workers

    def describe(self) -> dict[str, Any]:
        """Give what the manifest says of the model. Raises `RunError` where it cannot be loaded, or no worker starts."""
        if not self._workers:
            self._workers.append(self._started())
        while self._facts is None:
            self._look(first=0, full=False)
        return self._facts

    def submit(self, number: int, task: Task) -> None:
        """Give a task to the worker that has least to do, or to a new one as long as there are fewer than there may be."""
        worker = min(self._workers, key=lambda worker: len(worker.tasks), default=None)
        if worker is None or (worker.tasks and len(self._workers) < self._job.settings.workers):
            worker = self._started()
            self._workers.append(worker)
        worker.tasks.append((number, task))
        self._send(worker, number, task)

    def next(self, first: int, *, full: bool = False) -> Event:
        """Wait for the next part, or end, of a task. Raises `RunError` where no worker can be started any more."""
        while not self._events:
            self._look(first, full=full)
        return self._events.popleft()

    def close(self) -> None:
        """End the processes at once: nothing that they do outlives its task."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers.clear()

    def _started(self) -> _Worker:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        with _environment(_ONE_THREAD):
            process = context.Process(target=work, args=(theirs, self._job), daemon=True)
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _look(self, first: int, *, full: bool) -> None:
        """Take what the workers have to say, and see to those that say nothing any more."""
        # A worker far ahead is not listened to, and waits, as long as another one is at what all wait for.
        some = [worker for worker in self._workers if worker.number == first] if full else []
        listened = some or list(self._workers)
        ready = wait([worker.connection for worker in listened], timeout=_LOOK)
        for worker in listened:
            if worker.connection in ready:
                self._listen(worker)
            elif worker.is_late:
                self._replace(worker, "E206")
            if memory_of(worker.process.pid or 0) > self._job.settings.max_memory:
                self._replace(worker, "E207")

    def _listen(self, worker: _Worker) -> None:
        try:
            while worker.connection.poll():
                self._hear(worker, worker.connection.recv())
        except (EOFError, OSError):
            if worker in self._workers:
                self._replace(worker, "E204")

    def _hear(self, worker: _Worker, message: tuple[Any, ...]) -> None:
        match message:
            case "ready", facts:
                worker.ready = True
                self._facts = facts
                self._false_starts = 0
            case "failed", error:
                raise error
            case "at", names, seconds:
                worker.begin(names, seconds)
            case "part", number, part:
                worker.rest()
                worker.tasks[0] = number, worker.tasks[0][1].after(part)
                self._events.append((number, part))
            case "done", number:
                worker.rest()
                worker.tasks.popleft()
                self._events.append((number, None))

    def _replace(self, worker: _Worker, code: str) -> None:
        """End a worker and give its tasks to a new one, without what the old one cannot do."""
        worker.process.kill()
        worker.process.join()
        self._workers.remove(worker)
        self._listen(worker)  # to the end
        worker.connection.close()
        if not worker.ready:
            self._note_false_start(worker, code)
        elif worker.tasks:
            number, task = worker.tasks[0]
            worker.tasks[0] = number, self._without_culprit(task, worker.at, code)
        new = self._started()
        new.tasks = worker.tasks
        self._workers.append(new)
        for number, task in new.tasks:
            self._send(new, number, task)

    def _note_false_start(self, worker: _Worker, code: str) -> None:
        """Raise `RunError` where it makes no sense to start a worker again."""
        if code == "E207":
            raise RunError(
                "E305", f"max_memory = {self._job.settings.max_memory}, and the language model alone takes more"
            )
        self._false_starts += 1
        # Ended by a signal, it may have been bad luck; ended by itself, it will end again.
        if self._false_starts == _FALSE_STARTS or (worker.process.exitcode or 0) >= 0:
            raise RunError(
                "E305",
                f"workers = {self._job.settings.workers}, but a worker process cannot start",
                remedy='Put the call under `if __name__ == "__main__":` in your script, or set workers = 1.',
            )

    def _without_culprit(self, task: Task, at: tuple[str, ...], code: str) -> Task:
        if not at and task.paths:  # between two releases: something about the file
            at = (f"load {name_of(task.paths[0], self._job.corpus)}",)
            code = "E204"
        if len(at) > 1:
            return replace(task, alone=task.alone | set(at))
        self._deaths.update(at)
        if code == "E204" and any(self._deaths[name] < _DEATHS for name in at):
            return task
        return replace(task, given_up={**task.given_up, **dict.fromkeys(at, code)})

    def _send(self, worker: _Worker, number: int, task: Task) -> None:
        with suppress(OSError):  # it has just ended, which shows when it is listened to
            worker.connection.send((number, task))


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
