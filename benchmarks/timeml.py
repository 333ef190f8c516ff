"""Texts with TIMEX3 annotations, and how answers to them are scored.

The scores are those of TempEval-3 (UzZaman et al. 2013, "SemEval-2013 Task 1: TempEval-3"): an expression is found strictly
where both ends agree, relaxed where the two overlap; type and value are F1 of the relaxed matches times the share of
them whose type or value is the same.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Timex3:
    """An annotation: characters `start` to `end` of its text, TIMEX3 type ("DATE") and value ("2024-06-18")."""

    start: int
    end: int
    type: str
    value: str

    def overlap(self, other: Timex3) -> int:
        """Count the characters that two annotations share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its annotations; `created` is the day it was written (ISO), null where it is not given."""

    name: str
    text: str
    created: str | None
    timexes: tuple[Timex3, ...]


def read(path: Path) -> list[Annotated]:
    """Read a folder of TimeML files (.tml, or .xml where there are none), one such file, or JSON lines {name, created, text, timexes}.

    Raises `ValueError` where a path holds neither, naming it.
    """
    if path.is_dir():
        files = sorted(path.rglob("*.tml")) or sorted(path.rglob("*.xml"))
        if not files:
            raise ValueError(f"{path}: no .tml or .xml file in it")
        return [read_timeml(file) for file in files]
    if path.suffix == ".jsonl":
        return list(_read_lines(path))
    if path.suffix in {".tml", ".xml"}:
        return [read_timeml(path)]
    raise ValueError(f"{path}: neither a folder of TimeML files nor .tml nor .jsonl")


def _read_lines(path: Path) -> Iterator[Annotated]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            timexes = tuple(Timex3(t["start"], t["end"], t["type"], t["value"]) for t in row["timexes"])
            yield Annotated(row["name"], row["text"], row["created"], timexes)


def read_timeml(path: Path) -> Annotated:
    """Read one TimeML file.

    The text is that of its TEXT element, or all of it in files that have none (TimeML before TempEval-3). The
    annotation of the creation time gives `created`; it is no part of the task.
    """
    try:
        root = ET.parse(path).getroot()  # noqa: S314  (files that the caller names, as any benchmark's)
    except ET.ParseError as error:
        raise ValueError(f"{path}: {error}") from error
    creation = next((t for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), None)
    body = root.find(".//TEXT")
    pieces: list[str] = []
    timexes: list[Timex3] = []
    _walk(root if body is None else body, pieces, timexes, 0, skip=creation)
    created = (creation.get("value") or "")[:10] if creation is not None else ""
    return Annotated(path.stem, "".join(pieces), created if len(created) == 10 else None, tuple(timexes))


def _walk(element: ET.Element, pieces: list[str], timexes: list[Timex3], at: int, *, skip: ET.Element | None) -> int:
    """Gather the text of an element and its annotations; `at` is the offset at which it begins, the result where it ends."""
    start = at
    pieces.append(element.text or "")
    at += len(pieces[-1])
    for child in element:
        at = _walk(child, pieces, timexes, at, skip=skip)
        pieces.append(child.tail or "")
        at += len(pieces[-1])
    if (
        element.tag == "TIMEX3" and element is not skip and at > start
    ):  # an empty one stands for what the text leaves out
        timexes.append(Timex3(start, at, element.get("type", ""), element.get("value", "")))
    return at


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold annotation and the answer that found it; one of the two is null where there is no other."""

    gold: Timex3 | None
    answer: Timex3 | None


def pair(gold: Sequence[Timex3], answers: Sequence[Timex3]) -> list[Pair]:
    """Pair each gold annotation with at most one answer that overlaps it: the same extent first, then the longest overlap."""
    candidates = sorted(
        ((g, a) for g in range(len(gold)) for a in range(len(answers)) if gold[g].overlap(answers[a])),
        key=lambda c: (
            (gold[c[0]].start, gold[c[0]].end) != (answers[c[1]].start, answers[c[1]].end),
            -gold[c[0]].overlap(answers[c[1]]),
            c,
        ),
    )
    pairs, taken, given = [], set(), set()
    for g, a in candidates:
        if g not in taken and a not in given:
            taken.add(g)
            given.add(a)
            pairs.append(Pair(gold[g], answers[a]))
    pairs += [Pair(t, None) for g, t in enumerate(gold) if g not in taken]
    return pairs + [Pair(None, t) for a, t in enumerate(answers) if a not in given]


@dataclass(frozen=True, slots=True)
class Scores:
    """The four F1, with the counts behind them."""

    gold: int
    answers: int
    found: int
    exact: int
    typed: int
    valued: int

    @property
    def relaxed(self) -> float:
        """F1 where an overlap counts."""
        return self._f1(self.found)

    @property
    def strict(self) -> float:
        """F1 where both ends must agree."""
        return self._f1(self.exact)

    @property
    def type(self) -> float:
        """F1 of overlaps of the same type."""
        return self._f1(self.typed)

    @property
    def value(self) -> float:
        """F1 of overlaps of the same value."""
        return self._f1(self.valued)

    def _f1(self, right: int) -> float:
        return 2 * right / (self.gold + self.answers) if self.gold + self.answers else 1.0


def score(pairs: Sequence[Pair]) -> Scores:
    """Score the pairs of all texts together."""
    found = [(p.gold, p.answer) for p in pairs if p.gold and p.answer]
    return Scores(
        gold=sum(p.gold is not None for p in pairs),
        answers=sum(p.answer is not None for p in pairs),
        found=len(found),
        exact=sum((g.start, g.end) == (a.start, a.end) for g, a in found),
        typed=sum(g.type == a.type for g, a in found),
        valued=sum(g.value == a.value for g, a in found),
    )
