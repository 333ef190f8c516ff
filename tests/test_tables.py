import json
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from pipeline.errors import RunError
from pipeline.schema import TABLES, arrow_schema
from pipeline.tables import Tables, read_tables
from pipeline.write import staged_run

AGREEMENT = {
    "doc_id": "a.txt",
    "agreement_id": "a_1",
    "name": "loan",
    "kind": "funding",
    "status": "signed",
    "date": "2024-05",
    "start_date": datetime(2024, 5, 1),  # noqa: DTZ001  (days have no zone)
    "parties": ["Aru Bank", "Marland"],
    "signatories": [],
    "start_char": 0,
    "end_char": 4,
    "evidence": "loan",
    "rule": "signed",
    "confidence": 0.5,
}


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    with staged_run(tmp_path / "out") as run:
        run.append("agreements", pa.Table.from_pylist([AGREEMENT], schema=arrow_schema("agreements")))
        run.publish({"version": "1"})
    return tmp_path / "out"


def test_frames_have_real_types(outputs: Path) -> None:
    agreements = read_tables(outputs).agreements
    assert agreements["start_date"].dtype.kind == "M"
    assert agreements["end_date"].dtype.kind == "M"
    assert isinstance(agreements["name"].dtype, pd.StringDtype)
    assert agreements["confidence"].dtype == "float64"
    assert agreements["start_char"].dtype == "int64"
    assert agreements.loc[0, "parties"] == ["Aru Bank", "Marland"]
    assert agreements.loc[0, "signatories"] == []
    assert pd.isna(agreements.loc[0, "currency"])


def test_plain_pandas_reads_dates_as_dates(outputs: Path) -> None:
    for name in TABLES:
        frame = pd.read_parquet(outputs / f"{name}.parquet")
        days = [field.name for field in arrow_schema(name) if pa.types.is_timestamp(field.type)]
        assert all(frame[day].dtype.kind == "M" for day in days)


def test_all_tables_and_the_manifest_are_there(outputs: Path) -> None:
    tables = read_tables(str(outputs))
    assert list(tables) == list(TABLES)
    assert len(tables["agreements"]) == 1
    assert tables["people"].empty
    assert tables.manifest == {"version": "1"}
    with pytest.raises(KeyError):
        tables["manifest"]


def test_tables_introduce_themselves(outputs: Path) -> None:
    tables = read_tables(outputs)
    assert "agreements               1  one row for an agreement" in repr(tables)
    assert tables._repr_html_().count("<tr>") == 1 + len(TABLES)


def test_a_copy_of_the_files_is_read_as_well(outputs: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in outputs.iterdir():
        if not path.name.startswith("."):
            (copy / path.name).write_bytes(path.read_bytes())
    assert isinstance(read_tables(copy), Tables)


@pytest.mark.parametrize("made", [False, True])
def test_missing_tables_are_told(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "out"
    if made:
        folder.mkdir()
        (folder / "manifest.json").write_text(json.dumps({}))
    with pytest.raises(RunError, match="Run the pipeline first") as caught:
        read_tables(folder)
    assert caught.value.code == "E308"
