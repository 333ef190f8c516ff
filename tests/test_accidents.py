"""A release that hangs, grows or kills its worker costs itself alone, and the run goes on."""

from pathlib import Path
from typing import Any

import pytest
from releases import APPOINTMENT, DOC_IDS, LOAN, RELEASES, write_corpus

from pipeline import batch, extract, pool, read_tables
from pipeline.errors import RunError
from pipeline.run import retry, write_tables
from pipeline.settings import Settings

TINY = Settings(model="tiny_model", max_seconds=2)
ACCIDENTS = {"HANGS": "E206", "STUCK": "E206", "DIES": "E204", "RAISES": "E201"}


def refusals(outputs: Path) -> dict[str, str]:
    quarantine = read_tables(outputs).quarantine
    return dict(zip(quarantine["path"], quarantine["error"], strict=True))


@pytest.fixture(scope="module")
def accidents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with corpus and tables of a run in which all accidents happen in one batch."""
    folder = tmp_path_factory.mktemp("accidents")
    releases = {f"c-{word}.txt": f"{APPOINTMENT}\n{word} happens.\n" for word in ACCIDENTS}
    corpus = write_corpus(folder / "corpus", {**RELEASES, **releases, "d.txt": LOAN})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "GRACE", 0.5)
        write_tables(corpus, folder / "out", TINY, isolated=True)
    return folder


def test_an_accident_costs_its_release_alone(accidents: Path) -> None:
    tables = read_tables(accidents / "out")
    assert tables.documents["doc_id"].tolist() == sorted([*DOC_IDS, "d.txt"])
    assert refusals(accidents / "out") == {f"c-{word}.txt": code for word, code in ACCIDENTS.items()}
    assert set(tables.quarantine["stage"]) == {"extract"}
    assert tables.quarantine["doc_id"].tolist() == tables.quarantine["path"].tolist()
    messages = dict(zip(tables.quarantine["path"], tables.quarantine["message"], strict=True))
    assert "longer than its time budget" in messages["c-HANGS.txt"]


def test_a_release_that_takes_too_much_memory(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"a.txt": f"GROWS {APPOINTMENT}", "b.txt": LOAN})
    write_tables(corpus, tmp_path / "out", Settings(model="tiny_model", max_memory=500), isolated=True)
    assert refusals(tmp_path / "out") == {"a.txt": "E207"}
    tables = read_tables(tmp_path / "out")
    assert tables.documents["doc_id"].tolist() == ["b.txt"]
    assert "Raise max_memory" in str(tables.quarantine["message"][0])


def test_a_model_that_takes_too_much_memory(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", RELEASES)
    with pytest.raises(RunError, match="the language model alone takes more"):
        write_tables(corpus, tmp_path / "out", Settings(model="tiny_model", max_memory=5), isolated=True)


def test_what_accidents_left_out_is_told_in_the_same_words_by_a_run_in_this_process(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {**RELEASES, "c.txt": f"HANGS {LOAN}"})
    tables = extract(corpus, tmp_path / "out", settings=TINY)
    assert tables.documents["doc_id"].tolist() == DOC_IDS
    assert refusals(tmp_path / "out") == {"c.txt": "E206"}


def test_a_file_that_takes_too_long_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(path: Path, *given: Any) -> Any:
        while path.name == "loan.txt":
            pass
        yield from releases_in(path, *given)

    releases_in = batch.releases_in
    monkeypatch.setattr(batch, "releases_in", slow)
    tables = extract(write_corpus(tmp_path / "corpus", RELEASES), settings=TINY)
    assert len(tables.documents) == 2
    (row,) = tables.quarantine.itertuples()
    assert (row.path, row.stage, row.error) == ("loan.txt", "load", "E206")


def test_retry_runs_what_was_refused_and_nothing_else(
    accidents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (accidents / "corpus" / "c-RAISES.txt").write_text(APPOINTMENT)
    for word in ("STUCK", "DIES"):  # tried above
        (accidents / "corpus" / f"c-{word}.txt").unlink()
    monkeypatch.setenv("COUNT_TEXTS", str(tmp_path / "counted"))
    monkeypatch.setattr(pool, "GRACE", 0.5)
    manifest = retry(accidents / "out", isolated=True, workers=1)
    assert manifest["run"]["files_from_cache"] == len(DOC_IDS) + 1
    assert "c-RAISES.txt" in set(read_tables(accidents / "out").documents["doc_id"])
    assert refusals(accidents / "out") == {"c-HANGS.txt": "E206"}
    assert "Bank to lend" not in (tmp_path / "counted").read_text()
