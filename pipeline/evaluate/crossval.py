"""`python -m pipeline.evaluate.crossval GOLD…`: whether what was counted on annotated releases holds on others.

A rule's share of right rows is counted on annotated releases, is told as the `confidence` of its rows, and decides whether it
stays: one that is right less often than `--least` is not worth its rows. Figures on the very releases on which this was counted flatter. So the
releases are parted into folds; the shares are counted on all folds but one, the rules that fall short are left out, and the rows of the
fold that was held back are scored. Beside these figures stand those with all rules, and those with the choice made on all
releases, itself included: the difference of the last two columns is what the choice owes to having seen the answers.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from pipeline.errors import RunError
from pipeline.evaluate.answers import read_answers
from pipeline.evaluate.evaluation import extract_releases
from pipeline.evaluate.figures import KINDS, Tally
from pipeline.evaluate.gold import Annotations, find_texts, read_gold
from pipeline.evaluate.rules import ENOUGH, Counts, rules_of, summed, tell_rows
from pipeline.evaluate.scorer import score_release
from pipeline.tables import Tables

FOLDS = 5
LEAST = 0.6
SEED = 20250106


@dataclass(frozen=True, slots=True)
class Release:
    """An annotated release: its gold, its answer, and by kind the rule that made each row of the answer."""

    gold: Annotations
    answer: Annotations
    rules: Mapping[str, Sequence[str]]

    def counts(self) -> Counts:
        """How many of its rows are right and wrong, by table and rule."""
        return tell_rows(self.gold, self.answer, self.rules)

    def tally(self, kind: str, without: frozenset[tuple[str, str]]) -> Tally:
        """Its tally of one kind where some rules are left out."""
        rows = zip(getattr(self.answer, kind), self.rules[kind], strict=True)
        kept = tuple(row for row, rule in rows if (kind, rule) not in without)
        changed: dict[str, Any] = {kind: kept}
        return score_release(self.gold, replace(self.answer, **changed)).tallies[kind]


@dataclass(frozen=True, slots=True)
class Validation:
    """What cross-validation gives for one kind of row."""

    all_rules: Tally
    """Every row counts."""
    held_out: Tally
    """The rows of each fold, without the rules that fell short on the other folds."""
    seen: Tally
    """Without the rules that fell short on all releases."""
    told: float
    """Mean confidence of the rows, counted on the other folds."""
    right: float
    """Share of the rows that are right."""


def releases_of(gold_dir: Path, tables: Tables) -> list[Release]:
    """Give the releases of a gold set with what was extracted from them, in the order of their names."""
    gold, answers, rules = read_gold(gold_dir), read_answers(tables), rules_of(tables, KINDS)
    return [Release(gold[name], answers[name], rules[name]) for name in gold]


def cross_validate(
    releases: Sequence[Release], folds: int = FOLDS, least: float = LEAST, seed: int = SEED
) -> dict[str, Validation]:
    """Give by kind what is reached where the rules' shares are counted on other releases than those that are scored.

    `folds` is at most the number of releases; the same seed parts the same releases in the same way.
    """
    shuffled = random.Random(seed).sample(releases, len(releases))  # noqa: S311  (nothing is kept secret)
    parts = [shuffled[k::folds] for k in range(folds)]
    counted = [summed(release.counts() for release in part) for part in parts]
    all_counts = summed(counted)
    without_seen = below(all_counts, least)
    learnt = [summed(c for c in counted if c is not mine) for mine in counted]
    without = [below(counts, least) for counts in learnt]
    result: dict[str, Validation] = {}
    for kind in KINDS:
        shares = [
            (share_of(learnt[k], kind, rule), right)
            for k in range(folds)
            for (table, rule), rows in counted[k].items()
            if table == kind
            for right in rows.elements()
        ]
        result[kind] = Validation(
            _sum(release.tally(kind, frozenset()) for release in releases),
            _sum(release.tally(kind, without[k]) for k, part in enumerate(parts) for release in part),
            _sum(release.tally(kind, without_seen) for release in releases),
            sum(share for share, _ in shares) / max(1, len(shares)),
            sum(right for _, right in shares) / max(1, len(shares)),
        )
    return result


def below(counts: Counts, least: float) -> frozenset[tuple[str, str]]:
    """The rules, by table, that have rows enough to judge and are right in fewer of them than `least`."""
    return frozenset(
        key for key, rows in counts.items() if rows.total() >= ENOUGH and rows[True] < least * rows.total()
    )


def share_of(counts: Counts, kind: str, rule: str) -> float:
    """The share of right rows that a rule is known for; its table's, where the rule has made too few."""
    rows = counts.get((kind, rule), Counter[bool]())
    if rows.total() < ENOUGH:
        rows = sum((c for (table, _), c in counts.items() if table == kind), Counter[bool]())
    return rows[True] / rows.total() if rows else 0.0


def table(found: Mapping[str, Validation]) -> str:
    """Give a line for each kind: F1 with all rules, with the choice held out, with the choice seen; confidence told and right."""
    head = f"{'':16}{'all rules':>10}{'held out':>10}{'seen':>10}{'told':>10}{'right':>10}"
    lines = (
        f"{kind:16}{v.all_rules.f1:10.3f}{v.held_out.f1:10.3f}{v.seen.f1:10.3f}{v.told:10.3f}{v.right:10.3f}"
        for kind, v in found.items()
    )
    return "\n".join([head, *lines])


def _sum(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--folds", type=click.IntRange(min=2), default=FOLDS, show_default=True, help="Parts of the releases.")
@click.option(
    "--least", type=float, default=LEAST, show_default=True, help="Share of right rows that a rule must have."
)
@click.option("--workers", type=int, default=1, show_default=True, metavar="N", help="Processes that read releases.")
def main(gold: tuple[Path, ...], folds: int, least: float, workers: int) -> None:
    """Score the choice of rules on releases that were not asked for it: all those of the gold sets GOLD."""
    try:
        releases = [
            release
            for folder in gold
            for release in releases_of(folder, extract_releases(list(find_texts(folder).values()), workers))
        ]
    except RunError as error:
        click.echo(f"error {error}", err=True)
        sys.exit(2)
    click.echo(f"{len(releases)} releases, {min(folds, len(releases))} folds")
    click.echo(table(cross_validate(releases, min(folds, len(releases)), least)))


if __name__ == "__main__":
    main()
