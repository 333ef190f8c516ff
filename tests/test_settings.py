from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import RunError
from pipeline.settings import Settings


def test_file_over_defaults_and_call_over_file(tmp_path: Path) -> None:
    path = tmp_path / "pipeline.toml"
    path.write_text('model = "other"\nworkers = 3\nday_first = true\n')
    assert Settings.read(path, workers=2, model=None) == Settings(model="other", workers=2, day_first=True)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert Settings.read(tmp_path / "pipeline.toml") == Settings()


def test_the_working_directory_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pipeline.toml").write_text("batch_size = 4")
    monkeypatch.chdir(tmp_path)
    assert Settings.read().batch_size == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("worker = 2", "'worker', which is no setting; did you mean workers?"),
        ("[run]\nworkers = 2", "'run', which is no setting; settings are model, workers"),
        ("workers = 0", "workers = 0 is less than 1"),
        ("workers = true", "workers = True is not a whole number"),
        ("max_chars = 1.5", "max_chars = 1.5 is not a whole number"),
        ('day_first = "yes"', "day_first = 'yes' is not true or false"),
        ('model = " "', "model is empty"),
        ("workers =", "Invalid value"),
    ],
)
def test_slips_are_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "pipeline.toml"
    path.write_text(text)
    with pytest.raises(RunError) as caught:
        Settings.read(path)
    assert caught.value.code == "E305"
    assert message in str(caught.value)


@pytest.mark.parametrize("given", [{"wrokers": 2}, {"workers": "2"}])
def test_calls_are_checked_too(given: dict[str, Any]) -> None:
    with pytest.raises(RunError):
        Settings().with_(**given)
