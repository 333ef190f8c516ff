"""The walk of a corpus through the pipeline: load, find, resolve, relate, tabulate, write."""

from __future__ import annotations

import json
import logging
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline import version
from pipeline.cache.kept import Found, Kept
from pipeline.cache.keys import Keys, keys_of
from pipeline.cache.rows import decode
from pipeline.cache.store import Store
from pipeline.components import COMPONENTS
from pipeline.errors import RunError
from pipeline.listing import Files, walk
from pipeline.model_files import model_digest
from pipeline.outcome import FilePart, Part, Refused, as_text, name_of, quarantine_table, size_of
from pipeline.places import Address, Place, place_of, user_cache
from pipeline.pool import Here, Pool, Workers
from pipeline.schema import TABLES
from pipeline.settings import Settings
from pipeline.stream import Stream
from pipeline.tables import Tables, read_manifest, read_tables
from pipeline.upload import uploaded_run
from pipeline.worker import Job
from pipeline.write import StagedRun, staged_run

log = logging.getLogger("communique")

CACHE = ".cache"

_LEAST_TASK = 16  # files

# Settings that the tables do not depend on; the manifest has them with the times of the run.
_OF_THE_RUN = ("workers", "cache", "cache_folder", "engine", "address")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: files done of `total`, how many inputs were quarantined, and how many files the cache had."""

    done: int
    total: int
    quarantined: int
    cached: int = 0


@dataclass(slots=True)
class _Account:
    """What the manifest says of a run, summed over its files."""

    files: int = 0
    bytes: int = 0
    cached: int = 0
    characters_given: int = 0
    characters_read: int = 0
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    quarantine: Counter[str] = field(default_factory=Counter)

    def add(self, part: FilePart, found: Found) -> None:
        for item in part.items:
            self.characters_given += item.given
            if isinstance(item, Refused):
                self.quarantine[item.row["stage"]] += 1
            else:
                self.characters_read += item.read
        if part.ends:
            self.files += 1
            self.bytes += size_of(found.path)
            self.cached += found.items is not None and not part.digest

    def spend(self, part: Part) -> None:
        for step, spent in part.seconds.items():
            self.seconds[step] += spent


def extract(
    corpus: Place | str,
    outputs: Place | str | None = None,
    *,
    settings: Settings | None = None,
    progress: Callable[[Progress], None] | None = None,
    **given: Any,
) -> Tables:
    """Extract the tables of all releases below `corpus`, write them into `outputs`, and return them.

    Both are folders or addresses (`s3://bucket/releases`). Without `outputs` nothing is kept on disk. Settings come from `settings`, else from `pipeline.toml` in the working
    directory; those `given` by name (`workers=2`) come before both. A release that cannot be read or extracted is a
    row of `quarantine`; what concerns the whole run raises `RunError`, and leaves `outputs` as it was.
    """
    settings = settings.with_(**given) if settings else Settings.read(**given)
    with ExitStack() as stack:
        if outputs is None:
            folder: Place = Path(stack.enter_context(TemporaryDirectory()))
            settings = settings.with_(cache=settings.cache and settings.cache_folder is not None)
        else:
            folder = place_of(outputs)
        write_tables(place_of(corpus), folder, settings, progress)
        return read_tables(folder)


def write_tables(
    corpus: Place,
    outputs: Place,
    settings: Settings,
    progress: Callable[[Progress], None] | None = None,
    *,
    again: bool = False,
    isolated: bool = False,
) -> dict[str, Any]:
    """Walk the corpus through the stages, publish the tables in `outputs`, and give the manifest.

    `again` tries once more what an earlier run has refused. `isolated` has even one worker in a process of its own, where
    its memory is bounded too; the calling script has to bear being imported by it (`pipeline.pool`).
    """
    started, clock = datetime.now(UTC), time.perf_counter()
    progress = progress or (lambda _: None)
    files = files_of(corpus, outputs)
    model = model_digest(settings.model)
    account = _Account()
    here = _mirror(outputs, settings) if isinstance(outputs, Address) else outputs
    opened = uploaded_run(outputs, here) if isinstance(outputs, Address) else staged_run(here)
    with opened as run, ExitStack() as stack:
        keys = keys_of(settings, model) if settings.cache else None
        store = _store(corpus, here, settings, stack) if keys else None
        kept = Kept(corpus, settings, keys, store, again=again)
        pool = _LatePool(Job(corpus, settings, keys, store.path.parent if store else None), store, isolated=isolated)
        stack.callback(pool.close)
        facts = _model_facts(pool, keys, store)
        progress(Progress(0, len(files), 0))

        def on_part(part: Part) -> None:
            kept.keep(part)
            account.spend(part)

        stream = Stream(kept, pool, _task_size(settings, len(files)), on_part)
        for part, found in stream.results(files):
            with _timed(account, "write"):
                _append(run, part)
                kept.note(part, found)
            account.add(part, found)
            progress(Progress(account.files, len(files), account.quarantine.total(), account.cached))
        pool.close()
        wall = time.perf_counter() - clock
        manifest = _manifest(corpus, settings, model=facts, run=run, account=account, started=started, wall=wall)
        run.publish(manifest)
        if store:
            store.prune()
        return manifest


def retry(
    outputs: Place, progress: Callable[[Progress], None] | None = None, *, isolated: bool = False, **given: Any
) -> dict[str, Any]:
    """Run once more what stands in the quarantine of `outputs`, and give the manifest of the tables with what came of it.

    Corpus and settings are those of the run that wrote the tables; settings `given` by name come before them (more
    seconds, say). All else comes from the cache. Raises `RunError` E308 where there are no tables.
    """
    before = read_manifest(outputs)
    run = before["run"]
    of_the_run = {name: run[name] for name in _OF_THE_RUN if name in run}
    settings = Settings().with_(**before["settings"]).with_(**of_the_run).with_(**given)
    if not settings.cache:
        log.warning("the run that wrote the tables kept nothing (cache = false): all releases are extracted again")
    corpus = place_of(run.get("corpus", before["corpus"]["path"]))
    return write_tables(corpus, outputs, settings, progress, again=True, isolated=isolated)


def files_of(corpus: Place, outputs: Place | None = None) -> Files:
    """Give the files of the corpus in the order of their names below it, which is the order of all tables.

    Tables of ours are files of a kind that is read: those in the outputs are left out where these lie in the corpus.
    """
    inside = f"{_below(outputs, corpus)}/" if outputs else ""
    files = Files(corpus, (file for file in walk(corpus) if not (inside and name_of(file, corpus).startswith(inside))))
    if not len(files):
        raise RunError("E302", path=str(corpus))
    return files


def stage_of(step: str) -> str:
    """Give the stage that a step of a run belongs to: the folder of a component of ours, `model` for the model's."""
    if step in COMPONENTS:
        return COMPONENTS[step].split(".")[1]
    return step if step in {"load", "tabulate", "write"} else "model"


class _LatePool:
    """A pool that is made when it is first needed: a run that finds all in the cache needs neither model nor workers."""

    def __init__(self, job: Job, store: Store | None, *, isolated: bool) -> None:
        self._job = job
        self._store = store
        self._isolated = isolated
        self._pool: Pool | None = None

    def __call__(self) -> Pool:
        """Give the pool."""
        if self._pool is None:
            corpus, settings = self._job.corpus, self._job.settings
            alone = not self._isolated and settings.workers == 1 and settings.engine == "local"
            if isinstance(corpus, Address) and corpus.is_of_this_process and not alone:
                raise RunError("E311", "worker processes do not see the memory of this one", path=str(corpus))
            if settings.engine == "ray":
                from pipeline.engine_ray import RayPool  # noqa: PLC0415  (Ray is an extra)

                self._pool = RayPool(self._job)
            elif not alone:
                self._pool = Workers(self._job)
            else:
                self._pool = Here(self._job, self._store.get if self._store else None)
        return self._pool

    def close(self) -> None:
        """End the pool, if there is one."""
        if self._pool:
            self._pool.close()
            self._pool = None


def _store(corpus: Place, outputs: Path, settings: Settings, stack: ExitStack) -> Store:
    """Open the store: in the outputs, or in a folder of the corpus's own below the one that the settings name.

    What a run does not use is removed, so one store cannot serve two corpora.
    """
    folder = outputs / CACHE
    if settings.cache_folder:
        folder = Path(settings.cache_folder) / _own_name(corpus)
    store = Store(folder)
    stack.callback(store.close)
    return store


def _mirror(outputs: Address, settings: Settings) -> Path:
    """Name the folder of this machine that tables for an address are made in, and the cache lies in."""
    return (Path(settings.cache_folder) if settings.cache_folder else user_cache()) / _own_name(outputs)


def _own_name(place: Place) -> str:
    """Name a folder after a place, so that no other place has the same."""
    digest = sha256(os.fsencode(str(place.resolve()))).hexdigest()[:12]
    return f"{as_text(place.name)}-{digest}"


def _below(outputs: Place, corpus: Place) -> str:
    """Name the outputs by their path below the corpus; nothing where they lie elsewhere."""
    if isinstance(outputs, Address) and isinstance(corpus, Address):
        return outputs.url[len(corpus.url) :].strip("/") if outputs.is_relative_to(corpus) else ""
    if isinstance(outputs, Path) and isinstance(corpus, Path) and outputs.resolve().is_relative_to(corpus.resolve()):
        return name_of(outputs.resolve(), corpus.resolve())
    return ""


def _model_facts(pool: _LatePool, keys: Keys | None, store: Store | None) -> dict[str, Any]:
    """Give what the manifest says of the model; the cache spares loading it for that alone."""
    key = keys.of_model() if keys else b""
    known = store.get(key) if store else None
    facts: dict[str, Any] = json.loads(known) if known else pool().describe()
    if store:
        if not known:
            store.put([(key, json.dumps(facts).encode())])
        store.use([key])
    return facts


def _task_size(settings: Settings, files: int) -> int:
    """Give the number of files in a task: no more than a batch, and few enough that all workers have something to do to the end."""
    return min(settings.batch_size, max(_LEAST_TASK, files // (4 * settings.workers)))


def _append(run: StagedRun, part: FilePart) -> None:
    refused: list[dict[str, Any]] = []
    for item in part.items:
        if isinstance(item, Refused):
            refused.append(item.row)
        else:
            for name, batch in decode(item.rows).items():
                run.append_checked(name, batch)
    if refused:
        run.append("quarantine", quarantine_table(refused))


@contextmanager
def _timed(account: _Account, step: str) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        account.seconds[step] += time.perf_counter() - start


def _manifest(
    corpus: Place,
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
    of_the_run = {name: chosen.pop(name) for name in _OF_THE_RUN}
    return {
        "version": version(),
        "model": model,
        "settings": chosen,
        "corpus": {
            "path": str(corpus),
            "files": account.files,
            "bytes": account.bytes,
            "releases": run.rows["documents"],
            "characters_given": account.characters_given,
            "characters_read": account.characters_read,
        },
        "rows": {name: run.rows[name] for name in TABLES},
        "quarantine": dict(sorted(account.quarantine.items())),
        "run": {
            "started": started.isoformat(timespec="seconds"),
            "corpus": str(corpus.resolve()),
            **of_the_run,
            "files_from_cache": account.cached,
            "seconds": round(wall, 3),
            "seconds_by_stage": {stage: round(spent, 3) for stage, spent in stages.items()},
            "seconds_by_step": {step: round(spent, 3) for step, spent in account.seconds.items()},
        },
    }
