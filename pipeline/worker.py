"""A worker process: it loads the model once, then takes tasks and sends parts, until it is told to end.

Its side of the conversation, one message each, the task's number in front where there is one:

    ("ready", facts)              the model is loaded, and this is it
    ("failed", error)             it cannot be loaded
    ("at", names, seconds)        work begins on these files or releases, and should take no longer than that
    ("part", number, part)        what has come out of a task since the last part
    ("done", number)              the task is done
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path

from pipeline.cache.keys import Keys
from pipeline.cache.store import Store
from pipeline.errors import RunError
from pipeline.places import Place
from pipeline.settings import Settings

_PR_SET_PDEATHSIG = 1  # Linux: the signal that a process gets when its parent ends


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker works on; `cache` is the folder to look things up in, by `keys`."""

    corpus: Place
    settings: Settings
    keys: Keys | None = None
    cache: Path | None = None


def work(connection: Connection, job: Job) -> None:
    """Do the tasks that come over the connection; the whole life of a worker process."""
    _follow_the_parent()
    from pipeline.batch import Extractor  # noqa: PLC0415  (seconds of imports, and the parent needs none of them)

    store = Store(job.cache, writable=False) if job.cache else None
    try:
        extractor = Extractor(job.corpus, job.settings, keys=job.keys, lookup=store.get if store else None)
        gc.freeze()  # the model and the word lists live as long as the process: no need to look through them again and again
        connection.send(("ready", extractor.describe()))
    except RunError as error:
        connection.send(("failed", error))
        return

    def at(names: Sequence[str], seconds: float) -> None:
        connection.send(("at", tuple(names), seconds))

    # EOFError and OSError: the run is over, or has been killed.
    with suppress(EOFError, OSError):
        while True:
            number, task = connection.recv()
            for part in extractor.extract(task, at):
                connection.send(("part", number, part))
            connection.send(("done", number))


def _follow_the_parent() -> None:
    """Leave Ctrl-C to the parent, which stops its workers in order, and end when the parent has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":  # at once, even while compiled code is running
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    parent = parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
