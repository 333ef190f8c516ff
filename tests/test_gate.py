"""The figures on the gold sets stay above their floors, and the gate that sees to it works."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.evaluate import gate
from pipeline.evaluate.evaluation import evaluate_gold
from pipeline.evaluate.figures import COUNTED, KINDS, RATED, Evaluation, Rate, Tally
from pipeline.evaluate.gate import Floors, FloorsFile, GoldSet, Lowering, LoweringRefusedError
from pipeline.evaluate.gold import digest

SETS = {gold.name: gold for gold in gate.gold_sets()}


@pytest.mark.parametrize("name", SETS)
def test_figures_reach_their_floors(name: str) -> None:
    gold = SETS[name]
    if not gold.present:
        pytest.skip(f"the gold set {name!r} is not here: {gold.folder} ({gate.SHARED_VARIABLE} names another place)")
    problems = gate.run_check([gold], FloorsFile.read())
    assert not problems, "\n".join(problems)


def test_the_model_case_comes_out_exactly() -> None:
    """One real release in which two people sign two agreements: every row right, and none beside them."""
    folder = SETS["dev"].folder.parent.parent / "seed"
    if not folder.is_dir():
        pytest.skip(f"the model case is not here: {folder} ({gate.SHARED_VARIABLE} names another place)")
    evaluation = evaluate_gold(folder)
    assert {kind: evaluation.figure(kind) for kind in KINDS} == dict.fromkeys(KINDS, 1.0)


def test_own_gold_is_always_there_and_every_set_has_floors() -> None:
    assert SETS["own"].present
    assert set(FloorsFile.read().sets) == set(SETS)


# ---------------------------------------------------------------- the gate itself


def reached(**tallies: Tally) -> Evaluation:
    return Evaluation(dict.fromkeys(COUNTED, Tally(1)) | tallies, dict.fromkeys(RATED, Rate(1, 1)))


def test_a_floor_above_what_is_reached_fails_and_says_so() -> None:
    evaluation = reached(people=Tally(3, 1, 1))  # F1 0.75
    (problem,) = gate.check("own", Floors("d", {"people": 0.755, "titles": 1.0}), "d", evaluation)
    assert "own: people reaches 0.7500, below its floor of 0.7550" in problem
    assert "--allow-lower --reason" in problem
    assert gate.check("own", Floors("d", {"people": 0.75, "titles": 1.0}), "d", evaluation) == []


@pytest.mark.parametrize("found", range(1, 60))
def test_a_floor_set_to_what_is_reached_is_kept(found: int) -> None:
    evaluation = reached(people=Tally(found, 60 - found, 40))
    file = gate.updated(FloorsFile(), "own", "d", evaluation)
    assert gate.check("own", file.sets["own"], "d", evaluation) == []


def test_changed_gold_fails_whatever_is_reached() -> None:
    (problem,) = gate.check("own", Floors("before", {}), "after", reached())
    assert "files have changed" in problem
    assert gate.UPDATE in problem


def test_update_raises_floors_and_leaves_other_sets() -> None:
    file = FloorsFile({"own": Floors("old", {"people": 0.5}), "dev": Floors("x", {"people": 0.9})})
    after = gate.updated(file, "own", "new", reached(people=Tally(3, 1, 1)))
    assert after.sets["own"] == Floors("new", {**dict.fromkeys(gate.GATED, 1.0), "people": 0.75})
    assert after.sets["dev"] == file.sets["dev"]
    assert after.lowered == ()


def test_update_keeps_a_floor_between_the_steps() -> None:
    file = FloorsFile({"own": Floors("d", {"people": 0.7499})})
    after = gate.updated(file, "own", "d", reached(people=Tally(3, 1, 1)))
    assert after.sets["own"].floors["people"] == 0.75
    file = FloorsFile({"own": Floors("d", {"people": 0.6662})})
    after = gate.updated(file, "own", "d", reached(people=Tally(2, 1, 1)))  # F1 0.6667, the step below is 0.665
    assert after.sets["own"].floors["people"] == 0.6662


def test_lowering_is_refused_without_a_reason() -> None:
    file = FloorsFile({"own": Floors("d", {"people": 0.8})})
    with pytest.raises(LoweringRefusedError, match=r"people from 0\.8000 to 0\.7500"):
        gate.updated(file, "own", "d", reached(people=Tally(3, 1, 1)))


def test_lowering_with_a_reason_is_recorded() -> None:
    file = FloorsFile({"own": Floors("d", {"people": 0.8, "dates": 0.9})})
    after = gate.updated(file, "own", "d", reached(people=Tally(3, 1, 1)), "gold corrected")
    today = datetime.now(UTC).date().isoformat()
    assert after.sets["own"].floors["people"] == 0.75
    assert after.sets["own"].floors["dates"] == 1.0
    assert after.lowered == (Lowering(today, "own", "people", 0.8, 0.75, "gold corrected"),)


@pytest.mark.parametrize(
    ("figure", "expected"), [(0.8, 0.8), (0.8049, 0.8), (0.805, 0.805), (0.8099999, 0.805), (1.0, 1.0), (0.0, 0.0)]
)
def test_floors_are_rounded_down_to_steps(figure: float, expected: float) -> None:
    assert gate.rounded(figure) == expected


def test_the_file_survives_writing(tmp_path: Path) -> None:
    file = FloorsFile(
        {"own": Floors("d", {"people": 0.8})}, (Lowering("2025-01-02", "own", "people", 0.9, 0.8, "wählte"),)
    )
    file.write(tmp_path / "floors.json")
    assert FloorsFile.read(tmp_path / "floors.json") == file
    assert FloorsFile.read(tmp_path / "none.json") == FloorsFile()


@pytest.fixture
def one_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the floors file of a project with one gold set, on which the people reach 0.75."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.json").write_text("{}")
    (folder / "a.txt").write_text("A release.")
    floors = tmp_path / "floors.json"
    monkeypatch.setattr(gate, "FLOORS_FILE", floors)
    monkeypatch.setattr(gate, "gold_sets", lambda: (GoldSet("own", folder), GoldSet("dev", tmp_path / "nowhere")))
    monkeypatch.setattr(gate, "evaluate_gold", lambda *_args, **_kw: reached(people=Tally(3, 1, 1)))
    FloorsFile({"own": Floors(digest(folder), {"people": 0.8})}).write(floors)
    return floors


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 1, "people reaches 0.7500"),
        (["--update"], 1, "would lower people"),
        (["--update", "--allow-lower"], 2, "go together"),
        (["--update", "--allow-lower", "--reason", " "], 2, "go together"),
        (["--update", "--reason", "new gold"], 2, "go together"),
        (["--allow-lower", "--reason", "new gold"], 2, "belongs to --update"),
    ],
)
def test_command_refuses(one_set: Path, arguments: list[str], code: int, said: str) -> None:
    before = one_set.read_bytes()
    result = CliRunner().invoke(gate.main, arguments)
    assert (result.exit_code, one_set.read_bytes()) == (code, before)
    assert said in result.output


def test_command_lowers_when_allowed_and_then_passes(one_set: Path) -> None:
    result = CliRunner().invoke(gate.main, ["--update", "--allow-lower", "--reason", "new gold"])
    assert result.exit_code == 0
    assert "dev: not here" in result.output
    written = json.loads(one_set.read_text())
    assert written["sets"]["own"]["floors"]["people"] == 0.75
    assert written["lowered"][0]["reason"] == "new gold"
    assert CliRunner().invoke(gate.main, []).exit_code == 0


def test_a_set_without_floors_fails(one_set: Path) -> None:
    FloorsFile().write(one_set)
    result = CliRunner().invoke(gate.main, [])
    assert result.exit_code == 1
    assert "has no floors" in result.output


def test_floors_are_compared_with_what_the_pipeline_does_now(tmp_path: Path) -> None:
    gold = {"published": "2024-06-03", "people": [], "organisations": [], "titles": [], "dates": [], "agreements": []}
    gold["people"] = [{"name": "Ingrid Solberg", "aliases": []}, {"name": "Never Named", "aliases": []}]
    (tmp_path / "a.json").write_text(json.dumps(gold))
    (tmp_path / "a.txt").write_text("OSLO, June 3, 2024 – Rector Ingrid Solberg opened the harbour on Monday.\n")
    assert evaluate_gold(tmp_path).tallies["people"].recall == 0.5
    file = FloorsFile({"own": Floors(digest(tmp_path), {"people": 0.9})})
    (problem,) = gate.run_check([GoldSet("own", tmp_path)], file)
    assert "below its floor of 0.9000" in problem
