"""`python -m pipeline.evaluate GOLD`: scores on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from pipeline.errors import RunError
from pipeline.evaluate.evaluation import evaluate_gold
from pipeline.evaluate.figures import KINDS
from pipeline.evaluate.report import misses, per_release

_path = click.Path(path_type=Path)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("gold", type=_path)
@click.option("--outputs", type=_path, help="Score these tables. [default: extract the releases now]")
@click.option("--texts", type=_path, help="Folder of the releases. [default: beside the gold files, else corpus]")
@click.option("--workers", type=int, default=1, show_default=True, metavar="N", help="Processes that read releases.")
@click.option("--misses", "kind", type=click.Choice(KINDS), help="List what was missed (-) and what was wrong (+).")
@click.option("--per-release", "each", is_flag=True, help="List the figures of each release: found/gold+wrong.")
@click.option(
    "--json", "json_path", type=_path, metavar="FILE", help="Write the figures as JSON too; - for standard output."
)
def main(
    gold: Path,
    outputs: Path | None,
    texts: Path | None,
    workers: int,
    kind: str | None,
    each: bool,
    json_path: Path | None,
) -> None:
    """Score the pipeline on the annotated releases of the folder GOLD."""
    try:
        evaluation = evaluate_gold(gold, outputs, texts, workers)
    except RunError as error:
        click.echo(f"error {error}", err=True)
        sys.exit(2)
    for name in evaluation.without_output:
        click.echo(f"no output for {name}", err=True)
    figures = json.dumps(evaluation.as_dict(), indent=1)
    if json_path == Path("-"):
        click.echo(figures)
        return
    if json_path is not None:
        json_path.write_text(figures + "\n", encoding="utf-8")
    for line in misses(evaluation, kind) if kind else ():
        click.echo(line)
    for line in per_release(evaluation) if each else ():
        click.echo(line)
    click.echo(evaluation)


if __name__ == "__main__":
    main()
