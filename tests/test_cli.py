"""The command line, end to end on invented releases."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result
from releases import DOC_IDS, RELEASES, SIGNING, write_corpus

from pipeline.cli import main, shown
from pipeline.schema import TABLES
from pipeline.write import staged_run

GOLD = {
    "published": "2024-06-03",
    "people": [{"name": "Ingrid Solberg", "aliases": ["Solberg"]}],
    "organisations": [{"name": "University of Fjellheim", "aliases": [], "parent": None}],
    "titles": [{"person": "Ingrid Solberg", "title": "Rector", "organisation": "University of Fjellheim"}],
    "dates": [{"text": "June 3, 2024", "start": "2024-06-03", "end": "2024-06-03"}],
    "agreements": [],
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", RELEASES)


def test_extract_writes_tables_and_says_what_it_found(corpus: Path, tmp_path: Path) -> None:
    outputs = tmp_path / "out"
    result = run("extract", corpus, "--outputs", outputs)
    assert result.exit_code == 0, result.output
    documents = pd.read_parquet(outputs / "documents.parquet")
    assert documents["doc_id"].tolist() == DOC_IDS
    manifest = json.loads((outputs / "manifest.json").read_text())
    assert manifest["corpus"]["releases"] == 3
    assert manifest["corpus"]["characters_read"] == documents["characters"].sum()
    for name in TABLES:
        rows = len(pd.read_parquet(outputs / f"{name}.parquet"))
        assert manifest["rows"][name] == rows
        assert f"{name} {rows}".split() in [line.split() for line in result.stdout.splitlines()]
    assert "3 of 3 files" in result.stderr


def test_the_tables_hold_what_the_releases_say(corpus: Path, tmp_path: Path) -> None:
    run("extract", corpus, "--outputs", tmp_path / "out")
    people = pd.read_parquet(tmp_path / "out" / "people.parquet")
    signing = people[people["doc_id"] == "b/signing.txt"]
    assert {"Ingrid Solberg", "Peter Aas", "Lena Dahl"} <= set(signing["name"])
    dates = pd.read_parquet(tmp_path / "out" / "dates.parquet")
    assert pd.Timestamp("2023-04-01") in set(dates["start_date"])
    agreements = pd.read_parquet(tmp_path / "out" / "agreements.parquet")
    assert "memorandum" in set(agreements["kind"])


def test_evaluate_prints_scores(corpus: Path, tmp_path: Path) -> None:
    gold = write_corpus(tmp_path / "gold", {"signing.json": json.dumps(GOLD)})
    run("extract", corpus, "--outputs", tmp_path / "out")
    result = run("evaluate", "--gold", gold, "--outputs", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert {"people", "titles", "agreements"} <= {line.split(" ")[0] for line in result.stdout.splitlines()}


@pytest.mark.parametrize("missing", ["gold", "out"])
def test_evaluate_without_gold_or_tables(tmp_path: Path, missing: str) -> None:
    gold = write_corpus(tmp_path / "gold", {"signing.json": json.dumps(GOLD)} if missing == "out" else {})
    result = run("evaluate", "--gold", gold, "--outputs", tmp_path / "out")
    assert result.exit_code == 2
    assert "error E" in result.stderr


def test_version_is_told() -> None:
    assert run("--version").output.startswith("communique, version ")


def test_help_comes_without_loading_spacy() -> None:
    code = (
        "import sys, pipeline.cli as c\ntry: c.main(['extract', '--help'])\nfinally: assert 'spacy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "CORPUS" in done.stdout


@pytest.mark.parametrize("command", ["extract", "retry", "evaluate", "doctor", "profile"])
def test_every_command_tells_what_it_does(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.split("\n\n")) >= 3


@pytest.mark.parametrize(
    "arguments", [["extract"], ["extract", "a", "b"], ["extract", "a", "--workers", "two"], ["conjure"]]
)
def test_wrong_calls(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_settings_that_make_no_sense(corpus: Path, tmp_path: Path) -> None:
    result = run("extract", corpus, "--outputs", tmp_path / "out", "--workers", "0")
    assert result.exit_code == 2
    assert "workers = 0 is less than 1" in result.stderr


def test_retry_reads_again_what_was_left_out(corpus: Path, tmp_path: Path) -> None:
    outputs = tmp_path / "out"
    write_corpus(corpus, {"empty.txt": ""})
    assert run("extract", corpus, "--outputs", outputs, "--model", "tiny_model").exit_code == 3
    result = run("retry", "--outputs", outputs)
    assert result.exit_code == 3
    assert "E101" in result.stdout
    write_corpus(corpus, {"empty.txt": SIGNING})
    result = run("retry", "--outputs", outputs, "--workers", "2")
    assert result.exit_code == 0, result.output
    assert "4 of 4 files, 3 from the cache" in result.stderr
    assert len(pd.read_parquet(outputs / "documents.parquet")) == 4
    result = run("retry", "--outputs", outputs)
    assert result.exit_code == 0
    assert result.stdout == "nothing stands in the quarantine\n"


def test_retry_without_tables(tmp_path: Path) -> None:
    result = run("retry", "--outputs", tmp_path)
    assert result.exit_code == 2
    assert "Run the pipeline first" in result.stderr


def test_a_second_run_takes_all_from_the_cache_unless_told_otherwise(corpus: Path, tmp_path: Path) -> None:
    command = ["extract", corpus, "--outputs", tmp_path / "out", "--model", "tiny_model"]
    assert "from the cache" not in run(*command).stderr
    assert "3 of 3 files, 3 from the cache" in run(*command).stderr
    assert "from the cache" not in run(*command, "--no-cache").stderr


def test_a_second_run_on_one_folder_is_refused(corpus: Path, tmp_path: Path) -> None:
    with staged_run(tmp_path / "out"):
        result = run("extract", corpus, "--outputs", tmp_path / "out", "--model", "tiny_model")
    assert result.exit_code == 2
    assert "another run is writing there" in result.stderr
    assert "Wait for it to end" in result.stderr


def test_profile_shows_steps_and_keeps_no_tables(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    result = run("profile", corpus)
    assert result.exit_code == 0, result.output
    for step in ("load", "ner", "press_layout", "press_agreements", "tabulate", "write"):
        assert step in result.stdout
    assert "releases and" in result.stdout
    assert set(tmp_path.iterdir()) == before


def test_doctor_finds_nothing_amiss(tmp_path: Path) -> None:
    result = run("doctor", "--outputs", tmp_path / "new" / "out")
    assert result.exit_code == 0, result.output
    assert "press_agreements" in result.stdout
    assert not (tmp_path / "new").exists()


def test_doctor_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("doctor", "--outputs", tmp_path / "file", "--model", "no_such_model")
    assert result.exit_code == 2
    assert "Install it with pip" in result.stdout
    assert "Check that the outputs folder may be written" in result.stdout


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("plain name.txt", "plain name.txt"),
        ("Köln.txt", "Köln.txt"),
        ("a\nb\x1b[31m.txt", "a\\nb\\x1b[31m.txt"),
        ("caf\udce9.txt", "caf\\udce9.txt"),
        ("\u202etxt.exe", "\\u202etxt.exe"),
    ],
)
def test_names_as_they_are_printed(name: str, printed: str) -> None:
    assert shown(name) == printed


@pytest.mark.parametrize(("number", "workers"), [(signal.SIGTERM, "1"), (signal.SIGINT, "2"), (signal.SIGKILL, "2")])
def test_a_run_that_is_stopped_leaves_the_tables_before(tmp_path: Path, number: signal.Signals, workers: str) -> None:
    outputs = tmp_path / "out"
    small = write_corpus(tmp_path / "small", {"a.txt": SIGNING})
    large = write_corpus(tmp_path / "large", {f"{i}.txt": SIGNING for i in range(3000)})
    assert run("extract", small, "--outputs", outputs).exit_code == 0
    command = [sys.executable, "-m", "pipeline", "extract", str(large), "--outputs", str(outputs), "--workers", workers]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stderr
    assert process.stderr.readline().startswith("0 of 3000")
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode in {128 + number, -number}
    assert pd.read_parquet(outputs / "documents.parquet")["doc_id"].tolist() == ["a.txt"]
    assert len(list((outputs / ".runs").iterdir())) == (2 if number == signal.SIGKILL else 1)
    assert run("extract", small, "--outputs", outputs).exit_code == 0
    assert len(list((outputs / ".runs").iterdir())) == 1
    _assert_no_process_left(process.pid)


def _assert_no_process_left(group: int) -> None:
    """Workers see that their parent is gone and end, even where it was killed."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("worker processes are still there")
