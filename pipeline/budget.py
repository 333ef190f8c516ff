"""The time and memory that a release may take, and what enforces them.

Time is processor time, so that a busy machine costs no release; a release that waits, for what should not matter, may
take ten times as long on the clock. Time is enforced twice. Inside a process an alarm breaks off whatever Python is
doing: that costs the release and nothing else. Compiled code that never comes back to Python does not notice; where
releases are read in worker processes, the run then ends the worker (`pool`). Memory is watched from outside alone, so
it is bounded in worker processes only.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from pipeline.settings import Settings

# Each so many characters of a text earn it another `max_seconds`: some fifty times what a slow machine needs.
EARNING = 20_000
# Times as long as the processor time that it may take, a release may take on the clock.
WAITING = 10
# Seconds that a worker may be late with an answer once its time is up, before it is ended.
GRACE = 5.0
_AGAIN = (
    0.5  # seconds; an alarm that falls into a destructor is lost, so it is raised anew until the time limit is left
)


class TimeUp(BaseException):
    """The time of a release is used up; no `Exception`, so that no parser takes it for a fault of its input."""


def seconds_for(settings: Settings, characters: int) -> float:
    """Give the seconds of processor time that a text of so many characters may take."""
    return settings.max_seconds * (1 + characters / EARNING)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeUp` in the block once it has taken so much time. Limits do not nest.

    Without effect outside the main thread and on systems without interval timers: Python delivers alarms there only.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    with (
        _alarm(signal.ITIMER_PROF, signal.SIGPROF, seconds),
        _alarm(signal.ITIMER_REAL, signal.SIGALRM, WAITING * seconds),
    ):
        yield


@contextmanager
def _alarm(timer: int, number: signal.Signals, seconds: float) -> Iterator[None]:
    started = time.monotonic()
    handler = signal.signal(number, _ring)
    left, interval = signal.setitimer(timer, seconds, _AGAIN)
    try:
        yield
    finally:
        try:
            signal.setitimer(timer, 0)
        except TimeUp:  # rang on the way here
            signal.setitimer(timer, 0)
            raise
        finally:
            signal.signal(number, handler)
            if left:  # somebody else's alarm, such as that of a test runner
                signal.setitimer(timer, max(0.001, left - (time.monotonic() - started)), interval)


def processor_time_of(process: int) -> float:
    """Give the seconds that a process has computed, 0 where the system does not tell (it is /proc that does)."""
    try:
        # Behind the name, which may hold anything, stand 11 other fields (proc(5), /proc/pid/stat).
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0


def memory_of(process: int) -> int:
    """Give the megabytes of memory that a process holds, 0 where the system does not tell (it is /proc that does)."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return int(pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000)


def _ring(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001  (what `signal.signal` calls)
    raise TimeUp
