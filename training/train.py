"""Train in rounds, each of which starts from the one before: a run that was cut goes on after the last whole round.

    python training/train.py OUT --weak weak.spacy --annotated gold.spacy --dev dev.spacy --registry ror.tsv.gz --vectors vectors
    python training/train.py OUT --start MODEL --annotated own.spacy --dev dev.spacy

A round is a run of `spacy train` with its own steps, learning rate and examples: ROUNDS falls from broad to fine, and the last round sees
annotated releases more often than weak labels. A round's folder has its name only when it is whole; an unfinished one is begun anew.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).parent
FRESH, GOING_ON = HERE / "config.cfg", HERE / "finetune.cfg"


@dataclass(frozen=True, slots=True)
class Round:
    """Steps of 2,500 words at a learning rate that falls evenly to the next round's, and how often annotated releases come in an epoch."""

    steps: int
    rate: float
    weight: int


TUNING = (Round(600, 0.0005, 12), Round(700, 0.0006, 16))  # from a trained model on
ROUNDS = (Round(1600, 0.0015, 4), Round(1000, 0.0010, 8), Round(700, 0.0006, 16), Round(600, 0.0004, 24))


def command(number: int, this: Round, given: argparse.Namespace, out: Path, before: Path | None) -> list[str]:
    """Give the `spacy train` of one round; `before` is the model it goes on from."""
    weak = [str(given.weak)] if given.weak else []
    options = {
        "paths.train": ",".join([*weak, *(f"{path}*{this.weight}" for path in given.annotated)]),
        "paths.dev": given.dev,
        "training.max_steps": this.steps,
        "training.optimizer.learn_rate.initial_rate": this.rate,
        "system.seed": 7 + number,
    }
    for name, path in (("registry", given.registry), ("vectors", given.vectors), ("init", before)):
        if path is not None:
            options[f"paths.{name}"] = path
    flags = [item for key, value in options.items() for item in (f"--{key}", str(value))]
    config = FRESH if before is None else GOING_ON
    return [sys.executable, "-W", "ignore", "-m", "spacy", "train", str(config), "--code", str(HERE / "augment.py"), "--output", str(out), *flags]


def main() -> None:
    """Read the command line and train what is not trained yet."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("out", type=Path)
    args.add_argument("--start", type=Path, help="go on from this model")
    args.add_argument("--steps", type=int, help="steps of a round, for a trial")
    args.add_argument("--weak", type=Path)
    args.add_argument("--annotated", type=Path, action="append", required=True)
    args.add_argument("--dev", required=True, help="examples to measure on, separated by commas")
    args.add_argument("--registry", type=Path)
    args.add_argument("--vectors", type=Path, help="a pipeline with static vectors (a model to start from has its own)")
    given = args.parse_args()
    # One thread: products of matrices this small lose more by being parted than they win, and sums keep their order.
    env = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parent}"}
    before: Path | None = given.start
    given.vectors = given.vectors or given.start
    rounds = TUNING if given.start else ROUNDS
    for number, planned in enumerate(rounds):
        this = replace(planned, steps=given.steps) if given.steps else planned
        done = given.out / f"round-{number + 1}"
        if not done.exists():
            part = done.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            print(f"Round {number + 1} of {len(rounds)}", flush=True)
            subprocess.run(command(number, this, given, part, before), check=True, env=env)  # noqa: S603 (our own command line)
            part.rename(done)
        before = done / "model-last"
    last = given.out / "last"
    shutil.rmtree(last, ignore_errors=True)
    shutil.copytree(given.out / f"round-{len(rounds)}" / "model-last", last)


if __name__ == "__main__":
    main()
