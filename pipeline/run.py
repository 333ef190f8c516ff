"""The walk of a corpus through the pipeline: load, find, resolve, relate, tabulate, write."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline import version
from pipeline.batch import BatchResult
from pipeline.load import find_files
from pipeline.model import COMPONENTS
from pipeline.pool import Workers
from pipeline.schema import TABLES
from pipeline.settings import Settings
from pipeline.tables import Tables, read_tables
from pipeline.write import StagedRun, staged_run

# A batch ends at this many bytes of files, if not at `batch_size`: a few very long releases are as much work.
BATCH_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: files done of `total`, and how many of them were quarantined."""

    done: int
    total: int
    quarantined: int


@dataclass(slots=True)
class _Account:
    """What the manifest says of a run, summed over its batches."""

    files: int = 0
    characters_given: int = 0
    characters_read: int = 0
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    quarantine: Counter[str] = field(default_factory=Counter)

    def add(self, result: BatchResult) -> None:
        self.files += result.files
        self.characters_given += result.characters_given
        self.characters_read += result.characters_read
        for step, spent in result.seconds.items():
            self.seconds[step] += spent
        self.quarantine.update(result.tables["quarantine"]["stage"].to_pylist())


def extract(
    corpus: Path | str,
    outputs: Path | str | None = None,
    *,
    settings: Settings | None = None,
    progress: Callable[[Progress], None] | None = None,
    **given: Any,
) -> Tables:
    """Extract the tables of all releases below `corpus`, write them into `outputs`, and return them.

    Without `outputs` nothing is kept on disk. Settings come from `settings`, else from `pipeline.toml` in the working
    directory; those `given` by name (`workers=2`) come before both. A release that cannot be read or extracted is a
    row of `quarantine`; what concerns the whole run raises `RunError`, and leaves `outputs` as it was.
    """
    settings = settings.with_(**given) if settings else Settings.read(**given)
    with ExitStack() as stack:
        folder = Path(outputs) if outputs is not None else Path(stack.enter_context(TemporaryDirectory()))
        write_tables(Path(corpus), folder, settings, progress or (lambda _: None))
        return read_tables(folder)


def write_tables(corpus: Path, outputs: Path, settings: Settings, progress: Callable[[Progress], None]) -> None:
    """Walk the corpus through the stages and publish the tables in `outputs`."""
    started, clock = datetime.now(UTC), time.perf_counter()
    files = files_of(corpus)
    account = _Account()
    with staged_run(outputs) as run, Workers(corpus, settings) as workers:
        model = workers.describe()
        progress(Progress(0, len(files), 0))
        for result in workers.extract(batches_of(files, settings.batch_size)):
            _append(run, result, account)
            progress(Progress(account.files, len(files), account.quarantine.total()))
        wall = time.perf_counter() - clock
        run.publish(
            _manifest(corpus, files, settings, model=model, run=run, account=account, started=started, wall=wall)
        )


def files_of(corpus: Path) -> list[Path]:
    """Give the files of the corpus in the order of their names below it, which is the order of all tables."""
    return sorted(find_files(corpus), key=lambda path: path.relative_to(corpus).as_posix())


def batches_of(files: Iterable[Path], batch_size: int) -> Iterator[list[Path]]:
    """Cut files into batches by number and bytes alone, so that batches are the same however many workers run."""
    batch: list[Path] = []
    size = 0
    for path in files:
        length = _bytes(path)
        if batch and (len(batch) == batch_size or size + length > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(path)
        size += length
    if batch:
        yield batch


def stage_of(step: str) -> str:
    """Give the stage that a step of a run belongs to: the folder of a component of ours, `model` for the model's."""
    if step in COMPONENTS:
        return COMPONENTS[step].split(".")[1]
    return step if step in {"load", "tabulate", "write"} else "model"


def _append(run: StagedRun, result: BatchResult, account: _Account) -> None:
    start = time.perf_counter()
    for name, table in result.tables.items():
        run.append(name, table)
    account.add(result)
    account.seconds["write"] += time.perf_counter() - start


def _manifest(
    corpus: Path,
    files: list[Path],
    settings: Settings,
    *,
    model: dict[str, Any],
    run: StagedRun,
    account: _Account,
    started: datetime,
    wall: float,
) -> dict[str, Any]:
    """Say what ran, over what, and what came out; all that may differ between equal runs stands under `run`."""
    stages: defaultdict[str, float] = defaultdict(float)
    for step, spent in account.seconds.items():
        stages[stage_of(step)] += spent
    chosen = settings.as_dict()
    workers = chosen.pop("workers")
    return {
        "version": version(),
        "model": model,
        "settings": chosen,
        "corpus": {
            "path": str(corpus),
            "files": len(files),
            "bytes": sum(map(_bytes, files)),
            "releases": run.rows["documents"],
            "characters_given": account.characters_given,
            "characters_read": account.characters_read,
        },
        "rows": {name: run.rows[name] for name in TABLES},
        "quarantine": dict(sorted(account.quarantine.items())),
        "run": {
            "started": started.isoformat(timespec="seconds"),
            "workers": workers,
            "seconds": round(wall, 3),
            "seconds_by_stage": {stage: round(spent, 3) for stage, spent in stages.items()},
            "seconds_by_step": {step: round(spent, 3) for step, spent in account.seconds.items()},
        },
    }


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # gone since it was listed: reading it will say so
        return 0
