"""The same corpus gives the same bytes, and every row points at its words."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from releases import APPOINTMENT, DOC_IDS, LOAN, RELEASES, SIGNING, write_corpus
from sample_files import pdf, tarred, word, zipped

from pipeline import extract
from pipeline.batch import Extractor
from pipeline.cache.rows import decode
from pipeline.outcome import Refused, Task
from pipeline.run import files_of
from pipeline.schema import TABLES
from pipeline.settings import Settings
from pipeline.tables import read_manifest, read_tables


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus"), {**RELEASES, "empty.txt": ""})


@pytest.fixture(scope="module")
def extractor(corpus: Path) -> Extractor:
    return Extractor(corpus, Settings())


def rows_of(extractor: Extractor, *paths: Path) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for part in extractor.extract(Task(paths, (None,) * len(paths))):
        for item in (item for file in part.files for item in file.items):
            if isinstance(item, Refused):
                rows["quarantine"].append(item.row)
            else:
                for name, batch in decode(item.rows).items():
                    rows[name] += batch.to_pylist()
    return rows


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
    together = rows_of(extractor, *files_of(corpus))
    for doc_id in DOC_IDS:
        alone = rows_of(extractor, corpus / doc_id)
        for name in set(TABLES) - {"quarantine"}:
            assert [row for row in together[name] if row["doc_id"] == doc_id] == alone[name]


# Each in a process of its own, in a working directory of its own. In the last one Python takes file names for another
# encoding than UTF-8.
CIRCUMSTANCES: list[tuple[dict[str, str], str]] = [
    ({"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}, ""),
    ({"PYTHONHASHSEED": "1", "LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati"}, "workers = 2\nbatch_size = 1"),
    (
        {
            "PYTHONHASHSEED": "2",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONIOENCODING": "ascii",
            "TZ": "America/Anchorage",
        },
        "batch_size = 100\ncache = false",
    ),
]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Releases of all formats that say when they are from, and some names that are not ASCII."""
    folder = write_corpus(tmp_path_factory.mktemp("mixed"), {**RELEASES, "empty.txt": "", "naïve/武é.txt": LOAN})
    late = dt.datetime(2024, 6, 3, 23, 30, tzinfo=dt.UTC)
    paragraphs = [line for line in LOAN.split("\n") if line]
    (folder / "a.docx").write_bytes(word(*paragraphs, created=late))
    (folder / "b.pdf").write_bytes(pdf(*paragraphs, created=late))
    (folder / "c.eml").write_text(
        f"From: a@b.example\nDate: Mon, 3 Jun 2024 23:30:00 -0500\nSubject: A loan\n\n{LOAN}", encoding="utf-8"
    )
    (folder / "d.tar.gz").write_bytes(tarred({"ünder/b.txt": LOAN, "a.txt": SIGNING}))
    (folder / "e.zip").write_bytes(zipped({"ünder/b.txt": LOAN, "a.txt": SIGNING}))
    rows = pd.DataFrame({"id": [2, 1], "date": [late, late], "text": [LOAN, SIGNING]})
    rows.to_parquet(folder / "f.parquet")
    rows.to_csv(folder / "g.csv", index=False)
    rows.to_json(folder / "h.jsonl", orient="records", lines=True, date_format="iso")
    return folder


def test_circumstances_do_not_show_in_the_tables(mixed: Path, tmp_path: Path) -> None:
    found = []
    for i, (environment, chosen) in enumerate(CIRCUMSTANCES):
        there = tmp_path / str(i)
        there.mkdir()
        (there / "pipeline.toml").write_text(chosen)
        # A folder lists its files in another order where they were made in another order.
        for path in sorted(files_of(mixed), reverse=bool(i % 2)):
            (there / "corpus" / path.relative_to(mixed)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, there / "corpus" / path.relative_to(mixed))
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "extract", "corpus", "--outputs", "out"],
            env=os.environ | environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=there,
            check=False,
            capture_output=True,
        )
        assert done.returncode == 3, done.stderr  # one file is empty
        manifest = read_manifest(there / "out")
        del manifest["run"], manifest["settings"]["batch_size"]
        found.append((bytes_of(there / "out"), manifest))
    names = read_tables(tmp_path / "0" / "out").documents["doc_id"].tolist()
    assert "naïve/武é.txt" in names
    assert "d.tar.gz/ünder/b.txt" in names
    assert len(names) == len(DOC_IDS) + 14
    for other in found[1:]:
        assert other == found[0]


def test_documents_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    # "a-b" sorts before "a/b" as text, and behind it as a path.
    corpus = write_corpus(tmp_path, dict.fromkeys(["a/b.txt", "a-b.txt", "B.txt", "a.txt"], LOAN))
    names = [path.relative_to(corpus).as_posix() for path in files_of(corpus)]
    assert names == sorted(names) == ["B.txt", "a-b.txt", "a.txt", "a/b.txt"]


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
    tables = rows_of(extractor, path)
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
