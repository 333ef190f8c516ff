"""Files come out in their order, whatever comes from the cache and however workers get along."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.cache.kept import Found
from pipeline.outcome import FilePart, Part, Refused, Task
from pipeline.stream import Stream


class Cache:
    """Knows the files whose names begin with k; those with d turn out to be damaged behind their first item."""

    def find(self, path: Path) -> Found:
        return Found(path, path.name, items=items_of(path.name) if path.name[0] in "kd" else None)

    def parts(self, found: Found) -> Iterator[FilePart]:
        assert found.items
        damaged = found.name.startswith("d")
        yield FilePart(found.name, found.items[:1] if damaged else found.items, ends=not damaged)  # type: ignore[arg-type]


class Pool:
    """Does tasks from the latest to the earliest, a file a part, and notes them."""

    def __init__(self, room: int = 3) -> None:
        self.tasks: list[tuple[int, Task]] = []
        self.noted: list[list[str]] = []
        self._room = room

    @property
    def room(self) -> bool:
        return len(self.tasks) < self._room

    def submit(self, number: int, task: Task) -> None:
        self.tasks.append((number, task))
        self.noted.append([path.name for path in task.paths])

    def next(self, first: int, *, full: bool = False) -> tuple[int, Part | None]:
        number, task = next(t for t in self.tasks if t[0] == first) if full else self.tasks[-1]
        self.tasks.remove((number, task))
        if not task.paths:
            return number, None
        part = Part((FilePart(task.paths[0].name, items_of(task.paths[0].name)[task.done :]),))
        self.tasks.append((number, task.after(part)))
        return number, part


def items_of(name: str) -> tuple[Refused, ...]:
    return tuple(Refused({"path": name, "number": i}) for i in range(2))


def run(pool: Any, names: str, batch_size: int = 2) -> list[str]:
    """Give what comes out, a name for each item, and look that each file has all of its items once."""
    stream = Stream(Cache(), lambda: pool, batch_size, lambda _: None)  # type: ignore[arg-type]
    out: list[str] = []
    for part, found in stream.results(Path(name) for name in names.split()):
        assert part.name == found.name
        out += [f"{item.row['path']}{item.row['number']}" for item in part.items]  # type: ignore[union-attr]
    assert out == [f"{name}{i}" for name in names.split() for i in range(2)]
    return out


@pytest.mark.parametrize("room", [1, 2, 9])
@pytest.mark.parametrize(
    "names",
    ["n1", "k1", "n1 n2 n3 n4 n5 n6 n7", "k1 n1 k2 k3 n2 n3 k4", "d1", "n1 d1 k1 d2 n2", "k1 d1 n1 n2 n3 n4 d2"],
)
def test_files_come_in_their_order(names: str, room: int) -> None:
    run(Pool(room), names)


def test_batches_hold_a_number_of_files_and_pass_over_those_of_the_cache() -> None:
    pool = Pool(9)
    run(pool, "n1 k1 n2 n3 k2 n4 n5")
    assert pool.noted == [["n1", "n2"], ["n3", "n4"], ["n5"]]


def test_batches_end_at_a_number_of_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {"n1": 10, "n2": 10, "n3": 900_000, "n4": 900_000, "n5": 3_000_000, "n6": 10}
    monkeypatch.setattr("pipeline.stream.size_of", lambda path: sizes[path.name])
    pool = Pool(9)
    run(pool, " ".join(sizes), batch_size=4)
    assert pool.noted == [["n1", "n2", "n3"], ["n4"], ["n5"], ["n6"]]


def test_a_file_does_not_wait_for_ever_for_its_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.stream._WAITING", 5)
    pool = Pool(9)
    run(pool, "n1 " + " ".join(f"k{i}" for i in range(20)) + " n2", batch_size=16)
    assert pool.noted == [["n1"], ["n2"]]


def test_a_task_that_is_done_again_goes_on_where_it_was() -> None:
    task = Task((Path("a"), Path("b"), Path("c")), ("1", "2", None))
    part = Part((FilePart("a", items_of("a")), FilePart("b", items_of("b"), ends=False)))
    rest = task.after(part)
    assert (rest.paths, rest.digests, rest.done) == ((Path("b"), Path("c")), ("2", None), 2)
    assert rest.after(Part((FilePart("b", ()), FilePart("c", ())))).paths == ()
