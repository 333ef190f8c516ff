"""Cross-validation of what is counted by rule: the choice of rules is scored on releases that had no part in it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.evaluate.crossval import Release, below, cross_validate, main, share_of
from pipeline.evaluate.figures import KINDS, Tally
from pipeline.evaluate.gold import Annotations, Person

GOLD = {"published": None, "people": [], "organisations": [], "titles": [], "dates": [], "agreements": []}


def release(**rows: bool) -> Release:
    """A release in which each rule made one person, right or wrong."""
    people = tuple(Person(rule) for rule in rows)
    right = tuple(person for person in people if rows[person.name])
    return Release(
        Annotations(people=right),
        Annotations(people=people),
        {kind: list(rows) if kind == "people" else [] for kind in KINDS},
    )


def test_a_rule_that_falls_short_elsewhere_is_left_out() -> None:
    found = cross_validate([release(good=True, bad=False)] * 20)["people"]
    assert found.all_rules == Tally(20, 0, 20)
    assert found.held_out == found.seen == Tally(20)
    assert (found.told, found.right) == (0.5, 0.5)


def test_the_choice_is_made_without_the_fold_that_is_scored() -> None:
    # right in 11 of 20, which is below .6; the folds that hold back few of the right ones see a better rule than it is
    found = cross_validate([release(rule=k < 11) for k in range(20)])["people"]
    assert found.seen == Tally(0, 11)
    assert found.held_out.wrong > 0
    assert found.right == 11 / 20


@pytest.mark.parametrize(
    ("right", "wrong", "out"), [(2, 3, True), (3, 2, False), (0, 4, False), (5, 4, True), (6, 4, False)]
)
def test_a_rule_is_judged_where_it_has_made_rows_enough(right: int, wrong: int, out: bool) -> None:
    counts = {("people", "rule"): Counter({True: right, False: wrong})}
    assert below(counts, 0.6) == ({("people", "rule")} if out else set())


def test_a_rare_rule_takes_the_share_of_its_table() -> None:
    counts = {("people", "often"): Counter({True: 7, False: 1}), ("people", "rare"): Counter({False: 2})}
    assert share_of(counts, "people", "often") == 7 / 8
    assert share_of(counts, "people", "rare") == share_of(counts, "people", "unseen") == 0.7
    assert share_of(counts, "titles", "unseen") == 0.0


def test_the_command_prints_a_line_for_each_kind(tmp_path: Path) -> None:
    for name in ("a", "b"):
        gold = GOLD | {"published": "2024-06-03", "people": [{"name": "Ingrid Solberg", "aliases": []}]}
        (tmp_path / f"{name}.json").write_text(json.dumps(gold))
        (tmp_path / f"{name}.txt").write_text("OSLO, June 3, 2024 – Rector Ingrid Solberg opened the harbour.\n")
    result = CliRunner().invoke(main, [str(tmp_path)])
    first, head, *lines = result.output.splitlines()
    assert first == "2 releases, 2 folds"
    assert head.split() == ["all", "rules", "held", "out", "seen", "told", "right"]
    assert [line.split()[0] for line in lines] == list(KINDS)
    assert lines[0].split()[1:4] == ["1.000"] * 3


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 2
    assert "no gold file" in result.output
