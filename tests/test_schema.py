from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest

from pipeline.schema import TABLES, arrow_schema, data_dictionary
from pipeline.schema_check import SchemaError, check

# What readers rely on: names and order of the columns. Changing a line here changes the contract.
CONTRACT = {
    "documents": "doc_id path sha256 format title published published_basis reference_date reference_basis dateline_place"
    " language text characters tokens sentences duplicate_of",
    "people": "doc_id person_id name aliases family_name given_name part mentions start_char end_char evidence rule"
    " confidence",
    "organisations": "doc_id organisation_id name acronym aliases kind parent_id parent ror_id mentions start_char"
    " end_char evidence rule confidence",
    "titles": "doc_id person_id person title organisation_id organisation tenure start_char end_char evidence rule"
    " confidence",
    "dates": "doc_id text start_char end_char type value start_date end_date granularity anchor evidence rule confidence",
    "agreements": "doc_id agreement_id name kind status date start_date end_date date_basis parties signatories subject"
    " amount amount_max currency place start_char end_char evidence rule confidence",
    "agreement_parties": "doc_id agreement_id party_id party party_type role on_behalf_of start_char end_char",
    "mentions": "doc_id start_char end_char text label entity_id rule",
    "quarantine": "path doc_id stage error message",
}
TEXT = "The treaty was signed in May 2024."
DATE: dict[str, Any] = {
    "doc_id": "a.txt",
    "text": "May 2024",
    "start_char": 25,
    "end_char": 33,
    "type": "date",
    "value": "2024-05",
    "start_date": datetime(2024, 5, 1),  # noqa: DTZ001  (days have no zone)
    "end_date": None,
    "granularity": "month",
    "anchor": None,
    "evidence": TEXT,
    "rule": "month-year",
    "confidence": 0.9,
}


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=arrow_schema("dates"))


def test_tables_have_the_columns_of_the_contract() -> None:
    assert {name: " ".join(declared.names) for name, declared in TABLES.items()} == CONTRACT


@pytest.mark.parametrize("name", TABLES)
def test_schemas_carry_types_and_meanings(name: str) -> None:
    schema = arrow_schema(name)
    assert set(map(str, schema.types)) <= {"string", "timestamp[ms]", "int64", "double", "list<item: string>"}
    assert all(field.metadata[b"description"] for field in schema)
    assert b"one row for" in schema.metadata[b"description"]
    assert set(TABLES[name].key) <= set(TABLES[name].names)


def test_columns_of_one_name_have_one_type() -> None:
    types: dict[str, set[str]] = {}
    for name in TABLES:
        for field in arrow_schema(name):
            types.setdefault(field.name, set()).add(str(field.type))
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_good_rows_pass() -> None:
    check("dates", table(DATE), {"a.txt": TEXT})


@pytest.mark.parametrize("name", TABLES)
def test_empty_tables_pass(name: str) -> None:
    check(name, arrow_schema(name).empty_table())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": None}, "dates.value: 1 nulls"),
        ({"value": ""}, "dates.value: an empty string"),
        ({"type": "day"}, "dates.type: 'day' is none of date, time"),
        ({"granularity": "fortnight"}, "'fortnight' is none of"),
        ({"confidence": 1.5}, "outside 0 to 1"),
        ({"confidence": float("nan")}, "outside 0 to 1"),
        ({"end_char": 999}, "outside the text of 34 characters"),
        ({"start_char": 33}, "outside the text"),
        ({"start_char": -1}, "outside the text"),
        ({"start_char": 24}, "the row has 'May 2024', the text ' May 2024'"),
        ({"evidence": "signed  in May"}, "evidence does not stand in the text"),
    ],
)
def test_rows_that_break_a_promise_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(SchemaError) as caught:
        check("dates", table(DATE | change), {"a.txt": TEXT})
    assert message in str(caught.value)


def test_the_key_is_unique() -> None:
    with pytest.raises(SchemaError, match="two rows with"):
        check("dates", table(DATE, DATE | {"value": "2024"}))


def test_other_columns_and_types_are_refused() -> None:
    with pytest.raises(SchemaError, match="declared are"):
        check("dates", table(DATE).drop_columns(["anchor"]))
    with pytest.raises(SchemaError, match="start_char double"):
        check("dates", table(DATE).set_column(2, "start_char", pa.array([25.0])))


def test_the_dictionary_tells_of_every_column() -> None:
    page = data_dictionary()
    for name, declared in TABLES.items():
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for column in declared.columns:
            assert f"| {column.name} | " in section
            assert column.meaning in section
