"""What errors consist of: a table of kinds, each with a release in which it happens, and the command that counts them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.evaluate.causes import TABLES, Error, errors_of, main, table
from pipeline.evaluate.gold import Agreement, Annotations, Organisation, Person, Title

SOLBERG = Person("Ingrid Solberg", ("Solberg",))
PORT = Organisation("Port of Halden", ("Port",))
GUILD = Organisation("Pilots' Guild", (), "Port of Halden")
GOLD = Annotations(
    people=(SOLBERG, Person("Mary Smith")),
    organisations=(PORT, GUILD),
    titles=(Title("Ingrid Solberg", "Harbour Master", "Port of Halden"),),
    agreements=(Agreement("pilotage agreement", "contract", "signed", parties=("Port of Halden", "Pilots' Guild")),),
)


def kinds(gold: Annotations, answer: Annotations, of: str) -> list[str]:
    return [error.kind for error in errors_of(gold, answer) if error.table == of]


def test_the_same_rows_are_no_error() -> None:
    assert errors_of(GOLD, GOLD) == []


@pytest.mark.parametrize(
    ("people", "bodies", "expected"),
    [
        ((SOLBERG,), GOLD.organisations, ["missed"]),
        ((SOLBERG, Person("Captain Mary Smith")), GOLD.organisations, ["name cut otherwise"]),
        ((SOLBERG,), (PORT, GUILD, Organisation("Mary Smith")), ["told as an organisation"]),
        ((*GOLD.people, Person("Solberg")), GOLD.organisations, ["told twice"]),
        ((*GOLD.people, Person("Pilots' Guild")), GOLD.organisations, ["is an organisation"]),
        ((*GOLD.people, Person("Quay Nine")), GOLD.organisations, ["too many"]),
    ],
)
def test_people(people: tuple[Person, ...], bodies: tuple[Organisation, ...], expected: list[str]) -> None:
    assert kinds(GOLD, Annotations(people=people, organisations=bodies), "people") == expected


def test_a_body_that_is_only_an_alias_of_another_was_told_under_its_name() -> None:
    answer = Annotations(organisations=(Organisation("Port of Halden", ("Pilots' Guild",)),))
    assert kinds(GOLD, answer, "organisations") == ["told under another's name"]


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ((PORT, Organisation("Pilots' Guild")), ["parent not told"]),
        ((PORT, Organisation("Pilots' Guild", (), "Quay Nine")), ["another parent"]),
        ((PORT,), ["body not found"]),
        ((Organisation("Port of Halden", (), "Pilots' Guild"), GUILD), ["too many"]),
    ],
)
def test_parents(bodies: tuple[Organisation, ...], expected: list[str]) -> None:
    assert kinds(GOLD, Annotations(organisations=bodies), "parents") == expected


@pytest.mark.parametrize(
    ("wanted", "told", "expected"),
    [
        ("Port of Halden", Title("Ingrid Solberg", "Harbour Master"), "organisation not told, though found"),
        ("Court of Halden", Title("Ingrid Solberg", "Harbour Master"), "organisation not told nor found"),
        ("Norway", Title("Ingrid Solberg", "Harbour Master"), "state or place not told"),
        ("Norway", Title("Ingrid Solberg", "Harbour Master", "Sweden"), "another than the state or place"),
        ("Port of Halden", Title("Ingrid Solberg", "Harbour Master", "Sweden"), "another organisation, though found"),
        ("Court of Halden", Title("Ingrid Solberg", "Harbour Master", "Sweden"), "another organisation, not found"),
        (None, Title("Ingrid Solberg", "Harbour Master", "Sweden"), "organisation told where there is none"),
        ("Norway", Title("Ingrid Solberg", "Master", "Norway"), "title cut otherwise"),
        ("Norway", Title("Mary Smith", "Harbour Master", "Norway"), "another person"),
    ],
)
def test_titles(wanted: str | None, told: Title, expected: str) -> None:
    court = Organisation("Court of Halden")
    gold = Annotations(
        people=GOLD.people,
        organisations=(PORT, court),
        titles=(Title("Ingrid Solberg", "Harbour Master", wanted),),
    )
    answer = Annotations(people=GOLD.people, organisations=(PORT,), titles=(told,))
    assert kinds(gold, answer, "titles") == [expected]


def test_a_title_that_has_no_answer_is_missed_for_its_person_or_for_itself() -> None:
    assert kinds(GOLD, Annotations(people=(SOLBERG,)), "titles") == ["missed"]
    assert kinds(GOLD, Annotations(), "titles") == ["person not found"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (("pilotage agreement", "memorandum", ("Port of Halden", "Pilots' Guild")), ["another kind"]),
        (("pilotage agreement", "contract", ()), ["no parties told"]),
        (("pilotage agreement", "contract", ("Norway",)), ["other parties"]),
        (("deal", "contract", ("Port of Halden", "Pilots' Guild")), ["another name"]),
        (("pilotage agreement", "treaty", ("Norway",)), ["other parties, another kind"]),
        (("quay lease", "lease", ("Norway",)), ["missed", "too many"]),
    ],
)
def test_agreements(told: tuple[str, str, tuple[str, ...]], expected: list[str]) -> None:
    name, kind, parties = told
    answer = Annotations(
        organisations=GOLD.organisations, agreements=(Agreement(name, kind, "signed", parties=parties),)
    )
    assert kinds(GOLD, answer, "agreements") == expected


def test_the_two_sides_of_an_error_are_told() -> None:
    answer = Annotations(people=GOLD.people, titles=(Title("Ingrid Solberg", "Master", "Port of Halden"),))
    (error,) = (error for error in errors_of(GOLD, answer) if error.table == "titles")
    assert error.gold == "Ingrid Solberg, Harbour Master, Port of Halden"
    assert error.answer == "Ingrid Solberg, Master, Port of Halden"


def test_the_most_frequent_kind_of_a_table_comes_first() -> None:
    errors = [Error("titles", kind, None, None) for kind in ("missed", "too many", "too many")]
    errors.append(Error("people", "missed", None, None))
    assert [line.split() for line in table(errors).splitlines()] == [
        ["people", "missed", "1"],
        ["titles", "too", "many", "2"],
        ["titles", "missed", "1"],
    ]


def test_the_command_counts_and_lists(tmp_path: Path) -> None:
    gold = {name: [] for name in ("people", "organisations", "titles", "dates", "agreements")}
    (tmp_path / "a.json").write_text(json.dumps(gold | {"published": None}))
    (tmp_path / "a.txt").write_text("Rector Ingrid Solberg opened the harbour on Monday.\n")
    result = CliRunner().invoke(main, [str(tmp_path), "--show", "people"])
    first, *lines = result.output.splitlines()
    assert first == "a: too many: – | Ingrid Solberg"
    assert {line.split()[0] for line in lines} <= set(TABLES)
    assert lines[0].split() == ["people", "too", "many", "1"]


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 2
    assert "no gold file" in result.output
