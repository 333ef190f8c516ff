"""Tasks to parts on a Ray cluster: the scheduling and the moving of data are Ray's, the work is that of `pool`.

Each processor of the cluster takes a task at a time. The Ray worker that runs it keeps a worker process of `pool.Workers`
beside it, which loads the model once and whose budgets of time and memory hold here as they do on one machine: what a
release may do to a process, it does to that one. Parts stream back as they are ready, a few at most ahead of the
run. A worker or node that is lost costs the part in flight: what is left of its task is submitted once more.

All nodes need the same communique, libraries and model, which each worker compares with those of the run before it
begins, and have to see the corpus under the same path. Tables and cache are written where the run was started. Workers
cannot look into that cache: files that it has are not read again, but where a rule has changed the model is asked again.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.cache.keys import keys_of
from pipeline.errors import RunError
from pipeline.model_files import model_digest
from pipeline.outcome import Part, Task
from pipeline.pool import AHEAD, Event, Workers
from pipeline.settings import Settings
from pipeline.worker import Job

try:
    import ray
    from ray.exceptions import RayError, RayTaskError
except ImportError as missing:
    raise RunError("E310", str(missing)) from missing

log = logging.getLogger("communique")

# Parts of a task that wait to be fetched, before the worker waits too.
_PARTS_AHEAD = 4
# Times that a task may be lost with its worker or node without giving a part, until the run is given up.
_LOSSES = 10
# Seconds between two looks at how large the cluster is: it may grow, or lose nodes.
_LOOK = 5.0
# Seconds to wait for the task that all wait for, until others that are ahead are heard too: it may need their processor.
_TURN = 5.0
_REACH = 10.0  # seconds for an answer from the address


@dataclass(frozen=True, slots=True)
class _RayJob:
    """What a Ray worker is told: the job as it is on every node, and the digest of what its rows depend on."""

    job: Job
    basis: bytes


@dataclass(slots=True, eq=False)
class _Running:
    """A task under way: what is left of it, the parts to come, and how often it was lost since the last one."""

    task: Task
    parts: Any  # ray.ObjectRefGenerator
    losses: int = 0


class RayPool:
    """A `pool.Pool` on the cluster at `settings.address`; raises `RunError` E309 where that cannot be used.

    A session of Ray that the calling program has begun itself is used as it is, and left open.
    """

    def __init__(self, job: Job) -> None:
        self._ours = not ray.is_initialized()
        if self._ours:
            _connect(job.settings.address)
        # Paths as other nodes see them; the workers of a cluster are Ray's to count.
        model = job.settings.model
        there = job.settings.with_(workers=1, model=str(Path(model).absolute()) if Path(model).is_dir() else model)
        self._model = model
        self._job = _RayJob(Job(job.corpus.absolute(), there, job.keys), _basis_of(job.settings))
        self._read = ray.remote(_read).options(
            num_cpus=1,
            num_returns="streaming",
            # What has come of a lost task is not to come again, so the rest of it is submitted instead.
            max_retries=0,
            _generator_backpressure_num_objects=_PARTS_AHEAD,
        )
        self._running: dict[int, _Running] = {}
        self._processors = 1
        self._looked = float("-inf")

    @property
    def room(self) -> bool:
        """Whether a processor of the cluster would soon have nothing to do."""
        if time.monotonic() - self._looked > _LOOK:
            self._processors = max(1, int(ray.cluster_resources().get("CPU", 1)))
            self._looked = time.monotonic()
        return len(self._running) < AHEAD * self._processors

    def describe(self) -> dict[str, Any]:
        """Give what the manifest says of the model. Raises `RunError` where no worker can load it."""
        try:
            facts = ray.get(ray.remote(_describe).options(num_cpus=1, max_retries=_LOSSES).remote(self._job))
        except RayError as error:
            raise _unusable(error) from error
        if isinstance(facts, RunError):
            raise facts
        return {**facts, "name": self._model}

    def submit(self, number: int, task: Task) -> None:
        """Queue a task with Ray."""
        task = replace(task, paths=tuple(path.absolute() if isinstance(path, Path) else path for path in task.paths))
        self._running[number] = _Running(task, self._read.remote(self._job, task))

    def next(self, first: int, *, full: bool = False) -> Event:
        """Wait for the next part, or end, of a task. Raises `RunError` where the cluster cannot do the work."""
        while True:
            number = self._ready(first, full=full)
            running = self._running[number]
            try:
                part = ray.get(next(running.parts))
            except StopIteration:
                del self._running[number]
                return number, None
            except RayTaskError as error:  # not of a release: those end as rows of `quarantine`
                raise _unusable(error) from error
            except RayError as error:
                self._again(running, error)
                continue
            if isinstance(part, RunError):
                raise part
            running.task = running.task.after(part)
            running.losses = 0
            return number, part

    def close(self) -> None:
        """Stop all work, and leave the cluster if it was joined for this run, which ends all that it does for it."""
        for running in self._running.values():
            if not self._ours and running.task.paths:
                with suppress(RayError, ValueError):
                    ray.cancel(running.parts, force=True)
        self._running.clear()
        if self._ours:
            ray.shutdown()

    def _ready(self, first: int, *, full: bool) -> int:
        """Wait until something of a task is ready, and give its number."""
        numbers = {running.parts: number for number, running in self._running.items()}
        if full and first in self._running:
            ready, _ = ray.wait([self._running[first].parts], timeout=_TURN)
            if ready:
                return first
        ready, _ = ray.wait(list(numbers), num_returns=1)
        return numbers[ready[0]]

    def _again(self, running: _Running, error: RayError) -> None:
        """Submit what is left of a task that was lost."""
        running.losses += 1
        if running.losses > _LOSSES:
            raise _unusable(error) from error
        log.warning("a worker of the cluster was lost (%s); what it was at is done again", type(error).__name__)
        running.parts = self._read.remote(self._job, running.task)


def _connect(address: str | None) -> None:
    """Join the cluster; None leaves to Ray which one (RAY_ADDRESS, one on this machine, a new one on this machine)."""
    address = address or os.environ.get("RAY_ADDRESS") or None
    if address and "://" in address:
        raise RunError("E309", "results cannot be streamed through Ray Client", path=address)
    host, _, port = (address or "").rpartition(":")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # a Ray that is started here reports to nobody
    # Ray puts a handler of its own in the place of that for SIGTERM.
    handler = signal.getsignal(signal.SIGTERM)
    try:
        if host and port.isdigit():  # told at once, where Ray would try for a minute
            socket.create_connection((host, int(port)), timeout=_REACH).close()
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (OSError, RuntimeError, ValueError, RayError) as error:
        raise RunError("E309", str(error).strip() or type(error).__name__, path=address) from error
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, handler)


def _basis_of(settings: Settings) -> bytes:
    """Digest what rows depend on beside the text: code, libraries, model and settings."""
    return keys_of(settings, model_digest(settings.model)).rows


def _unusable(error: RayError) -> RunError:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return RunError("E309", f"{type(error).__name__}: {lines[-1].strip() if lines else ''}")


# What follows runs in the workers of Ray.

_pools: dict[_RayJob, Workers] = {}


def _read(given: _RayJob, task: Task) -> Iterator[Part | RunError]:
    """Give the parts of a task as they are ready, or the error that ends the run."""
    number = 1
    try:
        pool = _pool_of(given)
        pool.submit(number, task)
        while (part := pool.next(number)[1]) is not None:
            yield part
    except RunError as error:
        _forget()
        yield error
    except BaseException:  # given up half-way: the process beside this one would go on with the task
        _forget()
        raise


def _describe(given: _RayJob) -> dict[str, Any] | RunError:
    """Give what the manifest says of the model, or why it cannot be loaded."""
    try:
        return _pool_of(given).describe()
    except RunError as error:
        _forget()
        return error


def _pool_of(given: _RayJob) -> Workers:
    """Give the pool of this worker; it has one process, which has loaded the model."""
    if given not in _pools:
        _forget()
        node = ray.util.get_node_ip_address()
        if not given.job.corpus.is_dir():  # an address that it cannot use says so itself
            raise RunError("E309", f"the node {node} does not see the corpus", path=str(given.job.corpus))
        if _basis_of(given.job.settings) != given.basis:
            raise RunError(
                "E309", f"the node {node} has another communique, model, Python or library than this machine"
            )
        _pools[given] = Workers(given.job)
    return _pools[given]


def _forget() -> None:
    while _pools:
        _pools.popitem()[1].close()
