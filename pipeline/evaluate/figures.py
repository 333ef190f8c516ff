"""The figures of an evaluation: what is counted, and the shares and means that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.evaluate.gold import Row

KINDS = ("people", "organisations", "titles", "dates", "agreements")
COUNTED = (*KINDS, "canonical people", "canonical organisations", "parents", "person+title", "parties", "signatories")
RATED = ("published", "status", "agreement date")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were found, missed, and answered wrongly."""

    found: int = 0
    missed: int = 0
    wrong: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.found + other.found, self.missed + other.missed, self.wrong + other.wrong)

    @property
    def gold(self) -> int:
        """How many there are in the gold."""
        return self.found + self.missed

    @property
    def answers(self) -> int:
        """How many answers were given."""
        return self.found + self.wrong

    @property
    def precision(self) -> float:
        """Share of the answers that are right, 0 where there are none."""
        return self.found / self.answers if self.answers else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found, 0 where there is none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 where both are."""
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Rate:
    """How often one value of a release or an agreement was right."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.right + other.right, self.total + other.total)

    @property
    def accuracy(self) -> float:
        """Share that was right, 0 where there is nothing."""
        return self.right / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class ReleaseScore:
    """The score of one release: tallies and rates by what is scored, and the errors by kind."""

    tallies: Mapping[str, Tally]
    rates: Mapping[str, Rate]
    missed: Mapping[str, tuple[Row, ...]]
    wrong: Mapping[str, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The score of a gold set: sums over its releases, each release, and the releases without output."""

    tallies: Mapping[str, Tally]
    rates: Mapping[str, Rate]
    releases: Mapping[str, ReleaseScore] = field(default_factory=dict)
    without_output: tuple[str, ...] = ()

    def figure(self, name: str) -> float:
        """Give the one number of what is scored: F1, or the accuracy of what is only right or wrong."""
        return self.tallies[name].f1 if name in self.tallies else self.rates[name].accuracy

    def as_dict(self) -> dict[str, dict[str, float]]:
        """Give all figures by what is scored, for JSON."""
        return {name: _tally_figures(tally) for name, tally in self.tallies.items()} | {
            name: {"accuracy": rate.accuracy, "n": rate.total} for name, rate in self.rates.items()
        }

    def __str__(self) -> str:
        """Give the figures as a table, one line for each thing scored."""
        lines = [f"{'':24}{'precision':>10}{'recall':>8}{'F1':>8}{'gold':>7}{'answers':>9}"]
        lines += [
            f"{name:24}{tally.precision:10.3f}{tally.recall:8.3f}{tally.f1:8.3f}{tally.gold:7}{tally.answers:9}"
            for name, tally in self.tallies.items()
        ]
        lines += [
            f"{name:24}{'':18}{rate.accuracy:8.3f}{rate.total:7}   (accuracy)" for name, rate in self.rates.items()
        ]
        return "\n".join(lines)


def _tally_figures(tally: Tally) -> dict[str, float]:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "gold": tally.gold,
        "answers": tally.answers,
    }
