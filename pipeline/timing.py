"""Where the time of a run went, by stage and step, from its manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.run import stage_of


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one step (a component, reading, writing) summed over all workers, and its share of all steps."""

    stage: str
    step: str
    seconds: float
    share: float


def costs(manifest: Mapping[str, Any]) -> list[Cost]:
    """Give the steps of a run in the order in which a release passes them."""
    steps: dict[str, float] = manifest["run"]["seconds_by_step"]
    total = sum(steps.values()) or 1.0
    return [Cost(stage_of(step), step, seconds, seconds / total) for step, seconds in steps.items()]


def speed(manifest: Mapping[str, Any]) -> dict[str, float]:
    """Give seconds on the clock, and releases and characters read in each of them (loading the model included)."""
    seconds = manifest["run"]["seconds"] or 1.0
    corpus = manifest["corpus"]
    return {
        "seconds": manifest["run"]["seconds"],
        "releases": corpus["releases"] / seconds,
        "characters": corpus["characters_read"] / seconds,
    }
