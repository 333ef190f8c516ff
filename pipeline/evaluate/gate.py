"""Floors that the figures on the gold sets must not fall below.

The floors stand in `tests/floors.json`: for each gold set a digest of it, since a figure means nothing without the
gold it was reached on, and a floor for each kind. `python -m pipeline.evaluate.gate` compares; with `--update` it
raises floors to what is reached now. Lowering one takes `--allow-lower` and a reason, which the file keeps.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.errors import RunError
from pipeline.evaluate.evaluation import evaluate_gold
from pipeline.evaluate.figures import KINDS, Evaluation
from pipeline.evaluate.gold import digest
from pipeline.settings import Settings

GATED = (*KINDS, "published")
ROOT = Path(__file__).resolve().parents[2]
FLOORS_FILE = ROOT / "tests" / "floors.json"
# Names the folder with the annotated releases that do not belong to the project.
SHARED_VARIABLE = "COMMUNIQUE_SHARED"
# Floors are multiples of 1/200: a figure is not held to its last digit.
STEPS = 200
# A figure that stands on a step may be computed a hair below it.
HAIR = 1e-9
UPDATE = "python -m pipeline.evaluate.gate --update"

_GOLD_CHANGED = (
    "the gold set is not the one that its floors were set on: its files have changed. If that is meant, "
    f"set the floors anew with `{UPDATE}` and commit {FLOORS_FILE.name} with it."
)
_WHEN_BELOW = f'Mend what made it worse; if the loss is worth it: `{UPDATE} --allow-lower --reason "…"`.'


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold set with floors: its name in the floors file and its folder."""

    name: str
    folder: Path

    @property
    def present(self) -> bool:
        """Whether the folder is there; only the project's own set always is."""
        return self.folder.is_dir()


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors of one gold set by kind (F1, or accuracy for `published`), and the digest of the set."""

    digest: str
    floors: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Lowering:
    """The record of a floor that was lowered."""

    date: str
    gold: str
    kind: str
    before: float
    after: float
    reason: str


@dataclass(frozen=True, slots=True)
class FloorsFile:
    """All floors by gold set, and what was lowered when and why."""

    sets: Mapping[str, Floors] = field(default_factory=dict)
    lowered: tuple[Lowering, ...] = ()

    @classmethod
    def read(cls, path: Path | None = None) -> FloorsFile:
        """Read a floors file, the project's own unless another is given; one that does not exist has no floors."""
        path = path or FLOORS_FILE
        if not path.exists():
            return cls()
        given = json.loads(path.read_text(encoding="utf-8"))
        sets = {name: Floors(row["digest"], row["floors"]) for name, row in given["sets"].items()}
        return cls(sets, tuple(Lowering(**row) for row in given["lowered"]))

    def write(self, path: Path | None = None) -> None:
        """Write the file, the project's own unless another is given."""
        sets = {name: {"digest": floors.digest, "floors": dict(floors.floors)} for name, floors in self.sets.items()}
        content = {"sets": sets, "lowered": [asdict(row) for row in self.lowered]}
        (path or FLOORS_FILE).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


class LoweringRefusedError(Exception):
    """Floors would have to be lowered, which nobody has allowed."""


def gold_sets() -> tuple[GoldSet, ...]:
    """Give the project's own gold set, and those beside the project (or where COMMUNIQUE_SHARED says)."""
    beside = Path(os.environ.get(SHARED_VARIABLE) or ROOT.parent / "shared") / "gold"
    return (
        GoldSet("own", ROOT / "tests" / "gold"),
        GoldSet("dev", beside / "dev"),
        GoldSet("deals", beside / "deals"),
    )


def check(name: str, floors: Floors, current_digest: str, evaluation: Evaluation) -> list[str]:
    """Say what is wrong with a gold set's figures, a line for each; an empty list where nothing is."""
    if current_digest != floors.digest:
        return [f"{name}: {_GOLD_CHANGED}"]
    problems = []
    for kind, floor in floors.floors.items():
        reached = evaluation.figure(kind)
        if reached < floor - HAIR:
            problems.append(f"{name}: {kind} reaches {reached:.4f}, below its floor of {floor:.4f}. {_WHEN_BELOW}")
    return problems


def updated(
    file: FloorsFile,
    name: str,
    current_digest: str,
    evaluation: Evaluation,
    reason: str | None = None,
) -> FloorsFile:
    """Give the file with the floors of one gold set raised to what is reached.

    Floors above what is reached are lowered where a reason is given, with a record of it, else
    `LoweringRefusedError` is raised.
    """
    old: Mapping[str, float] = file.sets[name].floors if name in file.sets else {}
    reached = {kind: evaluation.figure(kind) for kind in dict.fromkeys((*GATED, *old))}
    lower = [kind for kind, floor in old.items() if reached[kind] < floor - HAIR]
    if lower and not reason:
        spelt = ", ".join(f"{kind} from {old[kind]:.4f} to {rounded(reached[kind]):.4f}" for kind in lower)
        raise LoweringRefusedError(f"{name}: would lower {spelt}; nothing is written.")
    floors = {
        kind: rounded(figure) if kind in lower else max(old.get(kind, 0.0), rounded(figure))
        for kind, figure in reached.items()
    }
    today = datetime.now(UTC).date().isoformat()
    lowered = tuple(Lowering(today, name, kind, old[kind], floors[kind], reason or "") for kind in lower)
    return replace(
        file,
        sets={**file.sets, name: Floors(current_digest, floors)},
        lowered=file.lowered + lowered,
    )


def rounded(figure: float) -> float:
    """Round a figure down to the next step; one that stands on a step stays there."""
    return math.floor((figure + HAIR) * STEPS) / STEPS


def run_check(sets: Iterable[GoldSet], file: FloorsFile, workers: int = 1) -> list[str]:
    """Run the pipeline over the gold sets that are there, and say what is wrong."""
    problems: list[str] = []
    for gold in sets:
        if not gold.present:
            continue
        if gold.name not in file.sets:
            problems.append(f"gold set {gold.name!r} has no floors: set them with `{UPDATE}`.")
            continue
        problems += check(gold.name, file.sets[gold.name], digest(gold.folder), _evaluate(gold, workers))
    return problems


def run_update(sets: Iterable[GoldSet], file: FloorsFile, reason: str | None = None, workers: int = 1) -> FloorsFile:
    """Run the pipeline over the gold sets that are there, and give the file with their floors updated."""
    for gold in sets:
        if gold.present:
            file = updated(file, gold.name, digest(gold.folder), _evaluate(gold, workers), reason)
    return file


def _evaluate(gold: GoldSet, workers: int) -> Evaluation:
    # With the default settings, whatever pipeline.toml says here: floors belong to them.
    return evaluate_gold(gold.folder, workers=workers, settings=Settings())


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--update", is_flag=True, help="Raise the floors to what is reached.")
@click.option("--allow-lower", is_flag=True, help="With --update: lower floors too. Needs --reason.")
@click.option("--reason", metavar="TEXT", help="Why floors are lowered; kept in the floors file.")
@click.option("--workers", type=int, default=1, show_default=True, metavar="N", help="Processes that read releases.")
def main(*, update: bool, allow_lower: bool, reason: str | None, workers: int) -> None:
    """Compare the figures on all gold sets with their floors, or update the floors; then print the floors."""
    if allow_lower != bool(reason and reason.strip()):
        raise click.UsageError("--allow-lower and --reason go together.")
    if allow_lower and not update:
        raise click.UsageError("--allow-lower belongs to --update.")
    sets = gold_sets()
    for gold in sets:
        if not gold.present:
            click.echo(f"{gold.name}: not here, left as it is ({SHARED_VARIABLE} names another folder)", err=True)
    file, problems = FloorsFile.read(), []
    try:
        if update:
            file = run_update(sets, file, reason, workers)
            file.write()
        else:
            problems = run_check(sets, file, workers)
    except (LoweringRefusedError, RunError) as error:
        problems = [str(error)]
    if problems:
        click.echo("\n".join(problems), err=True)
        sys.exit(1)
    for name, floors in file.sets.items():
        click.echo(f"{name}: " + ", ".join(f"{kind} {floor:.3f}" for kind, floor in floors.floors.items()))


if __name__ == "__main__":
    main()
