"""The same corpus gives the same bytes, and every row points at its words."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from releases import APPOINTMENT, DOC_IDS, LOAN, RELEASES, SIGNING, write_corpus

from pipeline import extract
from pipeline.batch import Extractor
from pipeline.run import batches_of, files_of
from pipeline.schema import TABLES
from pipeline.settings import Settings


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus"), {**RELEASES, "empty.txt": ""})


@pytest.fixture(scope="module")
def extractor(corpus: Path) -> Extractor:
    return Extractor(corpus, Settings())


def bytes_of(outputs: Path) -> dict[str, bytes]:
    return {name: (outputs / f"{name}.parquet").read_bytes() for name in TABLES}


def test_workers_do_not_show_in_the_tables(corpus: Path, tmp_path: Path) -> None:
    # Batches of one give each of two workers something to do.
    for workers in (1, 2):
        tables = extract(corpus, tmp_path / str(workers), workers=workers, batch_size=1)
        assert tables.documents["doc_id"].tolist() == DOC_IDS
        manifest = tables.manifest
        assert manifest.pop("run")["workers"] == workers
        assert manifest["quarantine"] == {"load": 1}
    assert bytes_of(tmp_path / "1") == bytes_of(tmp_path / "2")


def test_a_second_run_gives_the_same_manifest_but_for_its_times(corpus: Path, tmp_path: Path) -> None:
    first, second = (extract(corpus, tmp_path).manifest for _ in range(2))
    assert first.pop("run").keys() == second.pop("run").keys()
    assert first == second


def test_rows_do_not_depend_on_the_other_releases_of_a_batch(extractor: Extractor, corpus: Path) -> None:
    together = extractor.extract(files_of(corpus)).tables
    for doc_id in DOC_IDS:
        alone = extractor.extract([corpus / doc_id]).tables
        for name in set(TABLES) - {"quarantine"}:
            rows = [row for row in together[name].to_pylist() if row["doc_id"] == doc_id]
            assert rows == alone[name].to_pylist()


def test_documents_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    # "a-b" sorts before "a/b" as text, and behind it as a path.
    corpus = write_corpus(tmp_path, dict.fromkeys(["a/b.txt", "a-b.txt", "B.txt", "a.txt"], LOAN))
    names = [path.relative_to(corpus).as_posix() for path in files_of(corpus)]
    assert names == sorted(names) == ["B.txt", "a-b.txt", "a.txt", "a/b.txt"]


def test_batches_hold_a_number_of_files_or_of_bytes(tmp_path: Path) -> None:
    sizes = [10, 10, 10, 900_000, 900_000, 3_000_000, 10]
    corpus = write_corpus(tmp_path, {f"{i}.txt": b"x" * size for i, size in enumerate(sizes)})
    batches = [[path.stem for path in batch] for batch in batches_of(files_of(corpus), batch_size=2)]
    assert batches == [["0", "1"], ["2", "3"], ["4"], ["5"], ["6"]]


# Pieces of releases in any order and with any white space between them, odd characters among them.
PIECES = [
    *SIGNING.split("\n"),
    *APPOINTMENT.split(". "),
    *LOAN.split(", "),
    "",
    "\u00a0",
    "\u200b",
    "\U0001f1f3\U0001f1f4",
    "e\u0301",
    "Dr. Ann O’Neil-Vâsquez (1990–2001)",
    "FOR IMMEDIATE RELEASE",
    "###",
    "- Jane Doe, CEO",
    "June 3",
    "$4m",
]
TEXTS = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "  ", "\n", "\n\n", "\t", ", "])), min_size=1, max_size=14
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=TEXTS)
def test_every_row_points_at_its_words(extractor: Extractor, corpus: Path, pieces: list[tuple[str, str]]) -> None:
    path = corpus / ".drawn.txt"
    path.write_text("".join(piece + gap for piece, gap in pieces), encoding="utf-8")
    tables = {name: table.to_pylist() for name, table in extractor.extract([path]).tables.items()}
    path.unlink()
    refusals = [row["error"] for row in tables["quarantine"]]
    # Reading may find no release in such a text; extraction has to take whatever was read.
    assert not [error for error in refusals if error.startswith("E2")], tables["quarantine"]
    texts = {row["doc_id"]: row["text"] for row in tables["documents"]}
    assert len(texts) + len(refusals) == 1
    for name, rows in tables.items():
        for row in rows:
            if "start_char" in row:
                _assert_points_at_words(texts[row["doc_id"]], name, row)


def _assert_points_at_words(text: str, table: str, row: dict[str, Any]) -> None:
    words = text[row["start_char"] : row["end_char"]]
    assert 0 <= row["start_char"] < row["end_char"] <= len(text)
    assert words == words.strip(), (table, row)
    assert row.get("text", words) == words
    assert row.get("evidence", words) in text


def test_rows_stand_in_the_order_of_the_text(corpus: Path) -> None:
    tables = extract(corpus)
    for name in ("people", "organisations", "titles", "dates", "agreements", "mentions"):
        frame: pd.DataFrame = tables[name]
        for doc_id, rows in frame.groupby("doc_id"):
            assert all(a <= b for a, b in pairwise(rows["start_char"])), (name, doc_id)
