"""Files to their outcomes, in the order of the files, whatever comes from the cache and whatever from workers.

Nothing is held but what waits for its turn: a few batches that are under way, and the files between them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.cache.kept import Found, Kept
from pipeline.outcome import FilePart, Part, Task, size_of
from pipeline.places import File
from pipeline.pool import Pool

# A batch ends at this many bytes of files, if not at `batch_size`: a few very long releases are as much work.
BATCH_BYTES = 1_000_000
# Files that wait for one before them; then a batch is not filled up any more.
_WAITING = 512
# Parts that wait for files before them; then workers that are ahead wait as well.
_AHEAD = 64


@dataclass(slots=True, eq=False)
class _Slot:
    """A file in its turn: parts of it that have come, and the task that it is in, if it is not from the cache."""

    found: Found
    task: int | None = None
    parts: deque[FilePart] = field(default_factory=deque)
    ended: bool = False


class Stream:
    """The walk of files past cache and workers; `results` gives the parts of each file with what was found of it."""

    def __init__(self, kept: Kept, pool: Callable[[], Pool], batch_size: int, on_part: Callable[[Part], None]) -> None:
        self._kept = kept
        self._pool = pool
        self._batch_size = batch_size
        self._on_part = on_part
        self._queue: deque[_Slot] = deque()
        self._batch: list[_Slot] = []
        self._bytes = 0
        self._tasks: dict[int, deque[_Slot]] = {}  # the files of a task that have not ended
        self._number = 0
        self._held = 0

    def results(self, paths: Iterable[File]) -> Iterator[tuple[FilePart, Found]]:
        """Give the parts of all files, file by file."""
        for path in paths:
            slot = _Slot(self._kept.find(path))
            self._queue.append(slot)
            if slot.found.items is None:
                self._add(slot)
            yield from self._ready()
            while self._tasks and not self._pool().room:
                yield from self._wait()
            while len(self._queue) >= _WAITING:
                self._submit()
                yield from self._wait()
        self._submit()
        while self._queue:
            yield from self._wait()

    def _add(self, slot: _Slot) -> None:
        size = size_of(slot.found.path)
        if self._bytes + size > BATCH_BYTES:
            self._submit()
        self._batch.append(slot)
        self._bytes += size
        if len(self._batch) == self._batch_size:
            self._submit()

    def _submit(self) -> None:
        if self._batch:
            self._begin(self._batch, done=0)
            self._batch, self._bytes = [], 0

    def _begin(self, slots: list[_Slot], done: int) -> None:
        self._number += 1
        for slot in slots:
            slot.task = self._number
        self._tasks[self._number] = deque(slots)
        paths, digests = zip(*((slot.found.path, slot.found.digest) for slot in slots), strict=True)
        self._pool().submit(self._number, Task(paths, digests, done=done))

    def _ready(self) -> Iterator[tuple[FilePart, Found]]:
        """Give what has come and is in its turn."""
        while self._queue:
            slot = self._queue[0]
            if slot.task is None and slot.found.items is not None:
                yield from self._from_cache(slot)
            while slot.parts and not slot.ended:
                part = slot.parts.popleft()
                self._held -= 1
                slot.ended = part.ends
                yield part, slot.found
            if not slot.ended:
                return
            self._queue.popleft()

    def _from_cache(self, slot: _Slot) -> Iterator[tuple[FilePart, Found]]:
        done = 0
        for part in self._kept.parts(slot.found):
            done += len(part.items)
            slot.ended = part.ends
            yield part, slot.found
        if not slot.ended:  # damaged from here on
            self._begin([slot], done)

    def _wait(self) -> Iterator[tuple[FilePart, Found]]:
        """Wait until something more has come, and give what is in its turn."""
        first = self._queue[0].task if self._queue else None
        number, part = self._pool().next(first or 0, full=self._held >= _AHEAD)
        if part is None:
            del self._tasks[number]
        else:
            self._on_part(part)
            slots = self._tasks[number]
            for file in part.files:
                slots[0].parts.append(file)
                self._held += 1
                if file.ends:
                    slots.popleft()
        yield from self._ready()
