"""`python -m pipeline.evaluate.intervals GOLD…`: every figure of several gold sets taken together, with how far chance may move it.

A figure on 36 releases is known less well than its three digits say. The releases are drawn anew, with replacement, as many as
there are, and the figure is taken of each such draw: 95 of 100 draws lie in the interval (the percentile bootstrap; Efron and
Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13). It is the releases that are drawn, not their rows: the rows
of one release are right or wrong together.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np

from pipeline.errors import RunError
from pipeline.evaluate.evaluation import evaluate_gold
from pipeline.evaluate.figures import COUNTED, RATED, ReleaseScore

RESAMPLES = 1000
SEED = 20250106
LEVEL = 0.95

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure of a gold set (0 to 1) and the bounds between which 95 of 100 draws of its releases put it."""

    figure: float
    low: float
    high: float


def intervals(
    releases: Sequence[ReleaseScore], resamples: int = RESAMPLES, seed: int = SEED
) -> dict[str, dict[str, Interval]]:
    """Give by what is scored the interval of each of its figures: precision, recall and f1, or accuracy.

    The same releases, number of draws and seed give the same bounds.
    """
    draws = np.random.default_rng(seed).multinomial(
        len(releases), np.full(len(releases), 1 / len(releases)), size=resamples
    )
    # the first draw is the set itself: how often each release counts
    times = np.vstack([np.ones(len(releases), dtype=draws.dtype), draws])
    return {name: _bounded(_tally_figures(releases, name, times)) for name in COUNTED} | {
        name: _bounded(_rate_figures(releases, name, times)) for name in RATED
    }


def _tally_figures(releases: Sequence[ReleaseScore], name: str, times: Floats) -> dict[str, Floats]:
    """The figures of each draw: F1 is found / (found + half of what was missed or wrong)."""
    tallies = [release.tallies[name] for release in releases]
    counts = np.array([(t.found, t.missed, t.wrong) for t in tallies], dtype=float)
    found, missed, wrong = (times @ counts).T
    return {
        "precision": _share(found, found + wrong),
        "recall": _share(found, found + missed),
        "f1": _share(found, found + (missed + wrong) / 2),
    }


def _rate_figures(releases: Sequence[ReleaseScore], name: str, times: Floats) -> dict[str, Floats]:
    counts = np.array([(r.rates[name].right, r.rates[name].total) for r in releases], dtype=float)
    right, total = (times @ counts).T
    return {"accuracy": _share(right, total)}


def _share(part: Floats, whole: Floats) -> Floats:
    """Parts of wholes, 0 where there is nothing."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _bounded(figures: dict[str, Floats]) -> dict[str, Interval]:
    outside = (1 - LEVEL) / 2
    return {
        name: Interval(float(draws[0]), *(float(q) for q in np.quantile(draws[1:], (outside, 1 - outside))))
        for name, draws in figures.items()
    }


def table(found: dict[str, dict[str, Interval]]) -> str:
    """Give the figures as lines: what is scored, then each figure with its bounds."""
    return "\n".join(
        f"{name:24}" + "  ".join(f"{figure} {i.figure:.3f} [{i.low:.3f}, {i.high:.3f}]" for figure, i in each.items())
        for name, each in found.items()
    )


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--resamples", type=click.IntRange(min=1), default=RESAMPLES, show_default=True, help="Draws of releases."
)
@click.option("--seed", type=int, default=SEED, show_default=True, help="Seed of the draws.")
@click.option("--workers", type=int, default=1, show_default=True, metavar="N", help="Processes that read releases.")
def main(gold: tuple[Path, ...], resamples: int, seed: int, workers: int) -> None:
    """Score the pipeline on all releases of the gold sets GOLD, with 95% intervals."""
    try:
        releases = [release for folder in gold for release in evaluate_gold(folder, workers=workers).releases.values()]
    except RunError as error:
        click.echo(f"error {error}", err=True)
        sys.exit(2)
    click.echo(f"{len(releases)} releases, {resamples} draws")
    click.echo(table(intervals(releases, resamples, seed)))


if __name__ == "__main__":
    main()
