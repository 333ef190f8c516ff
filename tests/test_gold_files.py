"""The project's gold files keep the rules of annotation that can be checked without reading the releases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from pipeline.evaluate.gold import find_texts
from pipeline.evaluate.names import fold_entity
from pipeline.load import read_release
from pipeline.schema import AGREEMENTS

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
CORPUS = ROOT / "corpus"
FILES = sorted(GOLD.glob("*.json"))

KEYS = {
    "people": {"name", "aliases"},
    "organisations": {"name", "aliases", "parent"},
    "titles": {"person", "title", "organisation"},
    "dates": {"text", "start", "end"},
    "agreements": {"name", "kind", "status", "date", "parties", "signatories"},
}
VALUES = {column.name: column.values for column in AGREEMENTS.columns}
COUNTRIES = {fold_entity(name) for code, name in Locale("en").territories.items() if code.isalpha()}

gold_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def read(path: Path) -> dict[str, Any]:
    given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return given


@cache
def text_of(name: str) -> str:
    text = read_release(find_texts(GOLD, CORPUS)[name], CORPUS).text
    return " ".join(text.split())


def strings(gold: dict[str, Any]) -> Iterator[str]:
    """Go through all that is copied from the release."""
    for entity in (*gold["people"], *gold["organisations"]):
        yield from (entity["name"], *entity["aliases"])
    for title in gold["titles"]:
        yield from (title["title"], title["organisation"] or title["title"])
    for row in gold["dates"]:
        yield row["text"]
    for agreement in gold["agreements"]:
        yield from (agreement["name"], *agreement["parties"])


def test_there_are_enough_releases() -> None:
    assert len(FILES) >= 36


def test_every_release_of_the_corpus_has_gold() -> None:
    releases = {path.stem for path in CORPUS.rglob("*") if path.is_file() and path.stem.lower() != "readme"}
    assert releases == {path.stem for path in FILES}


@gold_file
def test_it_has_the_keys_of_a_gold_file(path: Path) -> None:
    gold = read(path)
    assert set(gold) == {"published", *KEYS}
    for kind, keys in KEYS.items():
        assert [row for row in gold[kind] if set(row) != keys] == []


@gold_file
def test_every_string_stands_in_the_release(path: Path) -> None:
    text = text_of(path.stem).casefold()  # a name set in capitals is annotated in the usual spelling
    assert [string for string in strings(read(path)) if string.casefold() not in text] == []


@gold_file
def test_strings_are_folded_and_not_empty(path: Path) -> None:
    assert [string for string in strings(read(path)) if not string or string != " ".join(string.split())] == []


@gold_file
def test_names_point_to_what_is_annotated(path: Path) -> None:
    gold = read(path)
    people = {person["name"] for person in gold["people"]}
    bodies = {body["name"] for body in gold["organisations"]}
    assert {title["person"] for title in gold["titles"]} <= people
    assert {body["parent"] for body in gold["organisations"] if body["parent"]} <= bodies
    for agreement in gold["agreements"]:
        assert set(agreement["signatories"]) <= people
        assert [p for p in agreement["parties"] if p not in people | bodies and fold_entity(p) not in COUNTRIES] == []


@gold_file
def test_nothing_is_listed_twice(path: Path) -> None:
    gold = read(path)
    for kind in ("people", "organisations"):
        names = [fold_entity(entity["name"]) for entity in gold[kind]]
        assert len(names) == len(set(names))
        assert [
            e["name"] for e in gold[kind] if e["name"] in e["aliases"] or len(set(e["aliases"])) < len(e["aliases"])
        ] == []
    for kind in ("titles", "dates"):
        rows = [tuple(row.values()) for row in gold[kind]]
        assert len(rows) == len(set(rows))


@gold_file
def test_kinds_and_statuses_are_those_of_the_tables(path: Path) -> None:
    for agreement in read(path)["agreements"]:
        assert agreement["kind"] in (VALUES["kind"] or ())
        assert agreement["status"] in (VALUES["status"] or ())


@gold_file
def test_dates_are_iso_and_in_order(path: Path) -> None:
    gold = read(path)
    if gold["published"] is not None:
        assert date.fromisoformat(gold["published"]).isoformat() == gold["published"]
    for row in gold["dates"]:
        assert (row["start"] is None) == (row["end"] is None)
        if row["start"] is not None:
            assert date.fromisoformat(row["start"]) <= date.fromisoformat(row["end"])
            assert date.fromisoformat(row["start"]).isoformat() == row["start"]
    for agreement in gold["agreements"]:
        day = agreement["date"]
        assert day is None or len(day) in {4, 7, 10}
        assert day is None or date.fromisoformat((day + "-01-01")[:10])  # a year or month, made whole
