"""What people look at after an evaluation: the errors of a kind, release by release, and the figures of each release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from pipeline.evaluate.figures import KINDS, Evaluation
from pipeline.evaluate.gold import Row


def misses(evaluation: Evaluation, kind: str) -> Iterator[str]:
    """List the errors of one of `KINDS`: under the name of its release, what was missed (-) and what was wrong (+)."""
    for name, release in evaluation.releases.items():
        lines = [f"  - {_spelt(row)}" for row in release.missed[kind]]
        lines += [f"  + {_spelt(row)}" for row in release.wrong[kind]]
        if lines:
            yield from (name, *lines)


def per_release(evaluation: Evaluation) -> Iterator[str]:
    """List for each release and kind: found/gold+wrong."""
    for name, release in evaluation.releases.items():
        tallies = ((kind, release.tallies[kind]) for kind in KINDS)
        yield "  ".join(
            [f"{name:12}", *(f"{kind} {tally.found}/{tally.gold}+{tally.wrong}" for kind, tally in tallies)]
        )


def _spelt(row: Row) -> str:
    return str({name: list(value) if isinstance(value, tuple) else value for name, value in asdict(row).items()})
