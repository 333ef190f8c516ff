"""The command line. No logic here: each command calls one function and prints what came back.

Exit codes: 0 all went well; 2 nothing was done (wrong call, no corpus, no model, outputs that cannot be written);
3 the tables are written, and some inputs stand in quarantine; 130 and 143 stopped by Ctrl-C and SIGTERM, the tables
before left as they were.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline import version
from pipeline.errors import CATALOGUE, RunError
from pipeline.places import Place, place_of

if TYPE_CHECKING:
    from pipeline.run import Progress as RunProgress

# spaCy takes seconds to import: commands import what they run when they run, so that --help answers at once.

NOTHING_DONE = 2
SOME_QUARANTINED = 3
LISTED = 20

_folder = click.Path(path_type=Path)


class _Place(click.ParamType):  # type: ignore[type-arg]  # older versions of click do not take one
    """A folder, or an address such as s3://bucket/releases."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Place:
        try:
            return place_of(value)
        except RunError as error:
            self.fail(f"{error.message}. {error.remedy}", param, ctx)


_place = _Place()
_model_option = click.option(
    "--model", metavar="NAME", help="Language model: a package or a path. [default: pipeline.en_press]"
)
_workers_option = click.option("--workers", type=int, metavar="N", help="Processes that read releases. [default: 1]")
_outputs_option = click.option(
    "--outputs", type=_place, default="outputs", show_default=True, help="Folder or address for the tables."
)
_engine_option = click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    help="Read releases on this machine, or on all processors of a Ray cluster. [default: local]",
)
_address_option = click.option(
    "--address", metavar="HOST:PORT", help="Address of the cluster. [default: RAY_ADDRESS, or one on this machine]"
)
_seconds_option = click.option(
    "--max-seconds",
    type=int,
    metavar="N",
    help="Quarantine releases that take longer. [default: 60, more for long ones]",
)
_memory_option = click.option(
    "--max-memory", type=int, metavar="N", help="Quarantine releases that take more megabytes. [default: 4000]"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version(), prog_name="communique")
def main() -> None:
    """Turn a folder of press releases into typed tables of who, with what title, where, when, and what was agreed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what a terminal of another encoding cannot show is spelt out
            stream.reconfigure(errors="backslashreplace")


@main.command()
@click.argument("corpus", type=_place)
@_outputs_option
@_workers_option
@_engine_option
@_address_option
@_model_option
@click.option("--max-chars", type=int, metavar="N", help="Quarantine longer releases. [default: 200000]")
@_seconds_option
@_memory_option
@click.option("--day-first/--month-first", default=None, help="How to read 3/4/2025. [default: as the text settles]")
@click.option("--cache/--no-cache", default=None, help="Keep what is extracted for the next run. [default: cache]")
@click.option("--cache-folder", metavar="FOLDER", help="Where to keep it. [default: .cache in the outputs, or the user's cache]")
def extract(corpus: Place, outputs: Place, **given: Any) -> None:
    """Extract the tables of all releases below CORPUS, a folder or an address such as s3://bucket/releases.

    What an earlier run has extracted, be it that it was stopped, is not extracted again. Settings that are not given
    come from pipeline.toml in the working directory. The exit code is 0 if all releases were read, 3 if some had to be
    left out, 2 if there was nothing to do or no way to do it.
    """
    with _errors_told():
        from pipeline.run import write_tables  # noqa: PLC0415  (see above)
        from pipeline.settings import Settings  # noqa: PLC0415

        settings = Settings.read(**given)
        with _progress() as progress:
            manifest = write_tables(corpus, outputs, settings, progress, isolated=True)
        _print_summary(manifest, outputs)
    sys.exit(SOME_QUARANTINED if manifest["rows"]["quarantine"] else 0)


@main.command()
@_outputs_option
@_workers_option
@_engine_option
@_address_option
@_seconds_option
@_memory_option
def retry(outputs: Place, **given: Any) -> None:
    """Try once more what stands in the quarantine.

    Corpus and settings are those of the run that wrote the tables. What comes of it is put into them; all other
    releases are taken from the cache of that run. Exit codes are those of extract.
    """
    with _errors_told():
        from pipeline.run import retry as run  # noqa: PLC0415
        from pipeline.tables import read_manifest  # noqa: PLC0415

        if not read_manifest(outputs)["rows"]["quarantine"]:
            click.echo("nothing stands in the quarantine")
            return
        with _progress() as progress:
            manifest = run(outputs, progress, isolated=True, **given)
        _print_summary(manifest, outputs)
    sys.exit(SOME_QUARANTINED if manifest["rows"]["quarantine"] else 0)


@main.command()
@click.option("--gold", type=_folder, default=Path("tests/gold"), show_default=True, help="Annotated releases.")
@click.option("--outputs", type=_folder, default=None, help="Score these tables. [default: extract the gold texts]")
@_workers_option
def evaluate(gold: Path, outputs: Path | None, workers: int | None) -> None:
    """Score the tables against annotated releases."""
    with _errors_told():
        from pipeline.evaluate import evaluate_gold  # noqa: PLC0415

        click.echo(str(evaluate_gold(gold, outputs, workers=workers or 1)))


@main.command()
@click.option("--outputs", type=_place, default="outputs", show_default=True, help="Folder or address to write to.")
@_model_option
def doctor(outputs: Place, model: str | None) -> None:
    """Look whether all that a run needs is there, and say what to do if not."""
    with _errors_told():
        from pipeline.doctor import examine  # noqa: PLC0415
        from pipeline.settings import Settings  # noqa: PLC0415

        findings = list(examine(Settings.read(model=model), outputs))
    table = Table("", "what", "found", box=None)
    for finding in findings:
        found = Text(finding.detail)
        if not finding.ok:
            found.append(f"\n{finding.remedy}", style="bold")
        table.add_row(
            Text("ok" if finding.ok else "NO", style="green" if finding.ok else "red"), Text(finding.name), found
        )
    _out().print(table)
    sys.exit(0 if all(finding.ok for finding in findings) else NOTHING_DONE)


@main.command()
@click.argument("corpus", type=_place)
@_workers_option
@_model_option
def profile(corpus: Place, **given: Any) -> None:
    """Show where the time of a run over CORPUS goes. No tables are kept."""
    with _errors_told():
        from pipeline.run import extract as run  # noqa: PLC0415
        from pipeline.timing import costs, speed  # noqa: PLC0415

        with _progress() as progress:
            manifest = run(corpus, progress=progress, **given).manifest
    table = Table("stage", "step", box=None)
    table.add_column("seconds", justify="right")
    table.add_column("share", justify="right")
    stage = ""
    for cost in costs(manifest):
        table.add_row("" if cost.stage == stage else cost.stage, cost.step, f"{cost.seconds:.2f}", f"{cost.share:.0%}")
        stage = cost.stage
    _out().print(table)
    rates = speed(manifest)
    click.echo(
        f"{rates['seconds']:.1f} s on the clock, loading the model included: "
        f"{rates['releases']:.1f} releases and {rates['characters']:,.0f} characters a second"
    )


def shown(name: str) -> str:
    """Give a file name as it can be printed: what would move the cursor or cannot be encoded is spelt out."""
    spelt = (c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in name)
    return "".join(spelt)


@contextmanager
def _errors_told() -> Iterator[None]:
    """Print a `RunError` with its remedy and end with exit code 2; turn SIGTERM into an orderly end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    except RunError as error:
        where = f"{shown(error.path)}: " if error.path else ""
        click.echo(f"error {error.code}: {where}{shown(error.message)}.\n{error.remedy}", err=True)
        sys.exit(NOTHING_DONE)
    except KeyboardInterrupt:
        click.echo(
            "stopped; the outputs are as they were. The same command goes on where this run has stopped", err=True
        )
        sys.exit(128 + signal.SIGINT)


class _Lines:
    """Progress for logs and pipes: a line at each tenth of the way."""

    def __init__(self) -> None:
        self._tenth = -1

    def __call__(self, progress: RunProgress) -> None:
        tenth = 10 * progress.done // max(1, progress.total)
        if tenth > self._tenth:
            self._tenth = tenth
            known = f", {progress.cached} from the cache" if progress.cached else ""
            left_out = f", {progress.quarantined} left out" if progress.quarantined else ""
            click.echo(f"{progress.done} of {progress.total} files{known}{left_out}", err=True)


@contextmanager
def _progress() -> Iterator[Any]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("loading the model", total=None)

        def advance(progress: RunProgress) -> None:
            bar.update(task, description="releases", completed=progress.done, total=progress.total)

        yield advance


def _print_summary(manifest: dict[str, Any], outputs: Place) -> None:
    rows = manifest["rows"]
    table = Table("table", box=None)
    table.add_column("rows", justify="right")
    for name, count in rows.items():
        table.add_row(name, f"{count:,}")
    out = _out()
    out.print(table)
    if rows["quarantine"]:
        from pipeline.tables import read_table  # noqa: PLC0415

        left_out = Table("left out", "why, and what to do", box=None)
        for row in read_table(outputs, "quarantine").head(LISTED).itertuples():
            left_out.add_row(Text(shown(str(row.path))), Text(shown(f"{row.error} {row.message}")))
        out.print()
        out.print(left_out)
        if rows["quarantine"] > LISTED:
            click.echo(f"and {rows['quarantine'] - LISTED} more in {shown(str(outputs))}/quarantine.parquet")
        if not rows["documents"]:
            click.echo(f"error E307: {CATALOGUE['E307'].message}. {CATALOGUE['E307'].remedy}", err=True)
    click.echo(f"written to {shown(str(outputs))}")


def _out() -> Console:
    # In a pipe the lines are as long as they have to be.
    console = Console()
    return console if console.is_terminal else Console(width=200, soft_wrap=True)
