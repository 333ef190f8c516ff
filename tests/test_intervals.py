"""Intervals of figures: what they are on sets whose figures are known, and the command that prints them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.evaluate.figures import COUNTED, RATED, Rate, ReleaseScore, Tally
from pipeline.evaluate.intervals import Interval, intervals, main, table

GOLD = {"published": None, "people": [], "organisations": [], "titles": [], "dates": [], "agreements": []}


def release(people: Tally, published: bool = True) -> ReleaseScore:
    rates = dict.fromkeys(RATED, Rate()) | {"published": Rate(int(published), 1)}
    return ReleaseScore(dict.fromkeys(COUNTED, Tally()) | {"people": people}, rates, {}, {})


def test_the_figure_is_that_of_all_releases_together() -> None:
    found = intervals([release(Tally(3, 1, 0)), release(Tally(1, 1, 2), published=False)])
    assert found["people"]["precision"].figure == pytest.approx(4 / 6)
    assert found["people"]["recall"].figure == pytest.approx(4 / 6)
    assert found["people"]["f1"].figure == pytest.approx(Tally(4, 2, 2).f1)
    assert found["published"]["accuracy"].figure == 0.5


@pytest.mark.parametrize(
    ("tally", "expected"), [(Tally(2, 1, 1), 2 / 3), (Tally(2), 1.0), (Tally(0, 1), 0.0), (Tally(), 0.0)]
)
def test_releases_that_are_all_alike_leave_nothing_to_chance(tally: Tally, expected: float) -> None:
    found = intervals([release(tally)] * 7)["people"]["f1"]
    assert (found.figure, found.low, found.high) == pytest.approx((expected,) * 3)


def test_the_interval_narrows_with_the_root_of_the_number_of_releases() -> None:
    half = [release(Tally(), published=True), release(Tally(), published=False)]
    few, many = (intervals(half * n)["published"]["accuracy"] for n in (10, 160))
    # of 20 tosses 95 of 100 draws lie within .5 ± 1.96 · √(.25/20) = .22, of 320 within a fourth of that
    assert (few.low, few.high) == pytest.approx((0.28, 0.72), abs=0.03)
    assert (many.low, many.high) == pytest.approx((0.445, 0.555), abs=0.01)


def test_the_same_seed_gives_the_same_bounds() -> None:
    releases = [release(Tally(n, 1, n % 3)) for n in range(20)]
    assert intervals(releases) == intervals(releases)
    assert intervals(releases) != intervals(releases, seed=1)


def test_a_line_of_the_table_holds_figure_and_bounds() -> None:
    shown = table({"people": {"precision": Interval(0.5, 0.25, 0.75), "recall": Interval(1, 1, 1)}})
    assert shown == "people                  precision 0.500 [0.250, 0.750]  recall 1.000 [1.000, 1.000]"


def test_the_command_takes_several_sets_together(tmp_path: Path) -> None:
    for name, published in (("one", "2024-06-03"), ("two", "2020-01-01")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.json").write_text(json.dumps(GOLD | {"published": published}))
        (folder / "a.txt").write_text("OSLO, June 3, 2024 – The harbour opened on Monday.\n")
    result = CliRunner().invoke(main, [str(tmp_path / "one"), str(tmp_path / "two"), "--resamples", "50"])
    assert result.output.splitlines()[0] == "2 releases, 50 draws"
    assert "published               accuracy 0.500 [0.000, 1.000]" in result.output


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 2
    assert "no gold file" in result.output
