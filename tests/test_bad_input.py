"""Bad input costs itself alone: it is named with a reason and a remedy, and all else is extracted."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from releases import DOC_IDS, LOAN, RELEASES, write_corpus

from pipeline import Tables, extract, read_tables
from pipeline.cli import main
from pipeline.schema import TABLES

CHINESE = (
    "武汉理工大学与中国留学服务中心签署战略合作协议。双方将在学历认证、数字教育和国际人才培养等方面开展合作。\n" * 8
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary.txt": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20,
    "long.txt": LOAN.encode() * (5_000_000 // len(LOAN)),
    "chinese.txt": CHINESE.encode(),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Tables]:
    """A run over good releases and all bad ones: what it said, and its tables."""
    folder = tmp_path_factory.mktemp("bad")
    result = run("extract", write_corpus(folder / "corpus", {**RELEASES, **BAD}), "--outputs", folder / "out")
    return result, read_tables(folder / "out")


@pytest.mark.parametrize(
    ("name", "code", "remedy"),
    [
        ("empty.txt", "E101", "Remove the file"),
        ("blank.txt", "E101", "Remove the file"),
        ("binary.txt", "E102", "Convert the file"),
        ("long.txt", "E104", "Split the file"),
        ("chinese.txt", "E105", "Leave the file out"),
    ],
)
def test_a_bad_file_is_quarantined_with_a_remedy(bad: tuple[Result, Tables], name: str, code: str, remedy: str) -> None:
    result, tables = bad
    (row,) = tables.quarantine[tables.quarantine["path"] == name].itertuples()
    assert (row.stage, row.error) == ("load", code)
    assert remedy in str(row.message)
    assert name in result.output
    assert remedy in result.output


def test_bad_files_cost_nothing_else(bad: tuple[Result, Tables]) -> None:
    result, tables = bad
    assert result.exit_code == 3, result.output
    assert tables.documents["doc_id"].tolist() == DOC_IDS
    assert tables.quarantine["path"].tolist() == sorted(BAD)
    assert tables.manifest["quarantine"] == {"load": len(BAD)}


def test_undecodable_bytes_are_read_or_refused_but_end_nothing(tmp_path: Path) -> None:
    corpus = write_corpus(
        tmp_path / "corpus", {**RELEASES, "bytes.txt": LOAN.encode() + b"\xff\xfe\x81\x8d\xc3\x28" * 9}
    )
    tables = extract(corpus)
    assert set(DOC_IDS) <= set(tables.documents["doc_id"])
    assert "bytes.txt" in [*tables.documents["doc_id"], *tables.quarantine["path"]]


def test_a_corpus_of_bad_files_alone(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"empty.txt": b""})
    result = run("extract", corpus, "--outputs", tmp_path / "out")
    assert result.exit_code == 3
    assert "every release failed" in result.output
    assert len(read_tables(tmp_path / "out").quarantine) == 1


@pytest.mark.parametrize(
    ("corpus", "message"),
    [("none", "E301"), ("bare", "E302"), ("file.txt", "E301")],
)
def test_nothing_to_read_ends_the_run(tmp_path: Path, corpus: str, message: str) -> None:
    (tmp_path / "bare").mkdir()
    (tmp_path / "file.txt").write_text(LOAN)
    result = run("extract", tmp_path / corpus, "--outputs", tmp_path / "out")
    assert result.exit_code == 2
    assert message in result.output
    assert corpus in result.output
    assert not (tmp_path / "out").exists()


def test_outputs_that_cannot_be_written(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", RELEASES)
    (tmp_path / "file").write_text("")
    result = run("extract", corpus, "--outputs", tmp_path / "file" / "out")
    assert result.exit_code == 2
    assert "E303" in result.output
    assert "Check that the outputs folder may be written" in result.output


def test_outputs_in_the_corpus_are_not_read_as_releases(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", RELEASES)
    for _ in range(2):
        tables = extract(corpus, corpus / "outputs")
        assert tables.documents["doc_id"].tolist() == DOC_IDS
        assert tables.quarantine.empty


@pytest.mark.parametrize("model", ["no_such_model", "json", "./nowhere"])
def test_a_model_that_cannot_be_loaded(tmp_path: Path, model: str) -> None:
    corpus = write_corpus(tmp_path / "corpus", RELEASES)
    result = run("extract", corpus, "--outputs", tmp_path / "out", "--model", model)
    assert result.exit_code == 2
    assert "E304" in result.output
    assert "Install it with pip" in result.output


def test_names_that_could_fool_the_terminal_are_spelt_out(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {**RELEASES, "[red]\x1b[2J.txt": b""})
    result = run("extract", corpus, "--outputs", tmp_path / "out")
    assert "[red]\\x1b[2J.txt" in result.output
    assert "\x1b[2J" not in result.output


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", RELEASES)
    (corpus / os.fsdecode(b"caf\xe9.txt")).write_text(LOAN)
    result = run("extract", corpus, "--outputs", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "caf\\udce9.txt" in set(read_tables(tmp_path / "out").documents["doc_id"])


def test_a_script_that_cannot_start_workers_is_told_why(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", RELEASES)
    script = tmp_path / "script.py"
    script.write_text(f"from pipeline import extract\nextract({str(corpus)!r}, workers=2)\n")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert 'Put the call under `if __name__ == "__main__":`' in done.stderr.splitlines()[-1]


FRAGILE = """
import spacy
from spacy.language import Language


@Language.component("fragile")
def fragile(doc):
    if "RAISE" in doc.text:
        raise ValueError("odd text")
    if "MEMORY" in doc.text:
        raise MemoryError
    return doc


def load():
    from pipeline import en_press
    nlp = en_press.load()
    nlp.add_pipe("fragile", last=True)
    return nlp
"""


@pytest.fixture
def fragile_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "fragile_model.py").write_text(FRAGILE)
    monkeypatch.syspath_prepend(tmp_path / "modules")
    return "fragile_model"


@pytest.mark.parametrize(
    ("word", "code", "workers"),
    [("RAISE", "E201", 1), ("RAISE", "E201", 2), ("MEMORY", "E203", 1)],
)
def test_a_release_that_breaks_a_component_costs_itself_alone(
    tmp_path: Path, fragile_model: str, word: str, code: str, workers: int
) -> None:
    corpus = write_corpus(tmp_path / "corpus", {**RELEASES, "c.txt": f"{word} {LOAN}"})
    tables = extract(corpus, model=fragile_model, workers=workers, batch_size=3)
    assert tables.documents["doc_id"].tolist() == DOC_IDS
    (row,) = tables.quarantine.itertuples()
    assert (row.path, row.stage, row.error) == ("c.txt", "extract", code)
    if code == "E201":
        assert "fragile: ValueError: odd text" in str(row.message)


def test_a_file_that_breaks_its_reader_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import batch  # noqa: PLC0415

    releases_in = batch.releases_in

    def strange(path: Path, *given: Any) -> Any:
        if path.name == "loan.txt":
            raise AttributeError("odd markup")
        yield from releases_in(path, *given)

    monkeypatch.setattr(batch, "releases_in", strange)
    tables = extract(write_corpus(tmp_path / "corpus", RELEASES))
    assert tables.documents["doc_id"].tolist() == [name for name in DOC_IDS if name != "loan.txt"]
    (row,) = tables.quarantine.itertuples()
    assert (row.path, row.stage, row.error) == ("loan.txt", "load", "E201")
    assert "load: AttributeError: odd markup" in str(row.message)


def test_records_that_fit_no_table_cost_their_release_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import batch  # noqa: PLC0415

    tabulate = batch.tabulate

    def strange(release: Any, doc: Any) -> Any:
        rows = tabulate(release, doc)
        if release.doc_id == "loan.txt":
            rows["documents"][0]["published_basis"] = "hearsay"
        return rows

    monkeypatch.setattr(batch, "tabulate", strange)
    tables = extract(write_corpus(tmp_path / "corpus", RELEASES))
    assert tables.documents["doc_id"].tolist() == [name for name in DOC_IDS if name != "loan.txt"]
    (row,) = tables.quarantine.itertuples()
    assert (row.doc_id, row.error) == ("loan.txt", "E205")
    assert "'hearsay' is none of" in str(row.message)
    assert all(name in tables for name in TABLES)
