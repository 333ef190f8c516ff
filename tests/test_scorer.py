"""The rules by which answers are compared with gold, and their agreement with the scorer of the guidelines."""

from __future__ import annotations

import importlib.util
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from pipeline import extract
from pipeline.errors import RunError
from pipeline.evaluate import evaluate_gold, score
from pipeline.evaluate.__main__ import main
from pipeline.evaluate.figures import Rate, Tally
from pipeline.evaluate.gold import (
    Agreement,
    Annotations,
    Date,
    Organisation,
    Person,
    Title,
    digest,
    find_texts,
    read_gold,
)
from pipeline.evaluate.names import NameIndex, fold, fold_entity, overlap
from pipeline.evaluate.report import misses, per_release
from pipeline.evaluate.scorer import match_dates, match_entities, score_release
from pipeline.settings import Settings

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("COMMUNIQUE_SHARED", ROOT.parent / "shared"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Port of Selmouth", "port of selmouth"),
        ("the  Port\nof Selmouth", "port of selmouth"),
        ("Theatre of Selmouth", "theatre of selmouth"),
        ("José Ñuñez", "jose nunez"),
        ("STRASSE AG", "straße ag".casefold()),
        ("Lumo, Inc.", "lumo inc"),
        ("Lumo's", "lumo"),
        ("Lumo’s Board", "lumo board"),
        ("A.-M. O'Brien", "a m o brien"),
        ("ﬁne", "fine"),
        ("", ""),
        (None, ""),
    ],
)
def test_names_are_folded(text: str | None, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("U.S.", "the United States of America", True),
        ("UK", "Great Britain", True),
        ("People's Republic of China", "China", True),
        ("Republic of Korea", "South Korea", True),
        ("EU", "European Union", True),
        ("U.S. Navy", "United States Navy", False),
        ("North Korea", "Korea", False),
    ],
)
def test_usual_forms_of_a_country_are_one(one: str, other: str, same: bool) -> None:
    assert (fold_entity(one) == fold_entity(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("June 18, 2024", "June 18", 1.0),
        ("June 18, 2024", "18 June", 1.0),
        ("June 18", "July 18", 0.5),
        ("June", "July", 0.0),
        ("", "July", 0.0),
        (None, None, 0.0),
    ],
)
def test_overlap_is_a_share_of_the_shorter_text(one: str | None, other: str | None, expected: float) -> None:
    assert overlap(one, other) == expected


def test_full_name_beats_the_alias_of_another() -> None:
    index = NameIndex([("Lumo", ()), ("Lumo Holding", ("Lumo", "LH"))])
    assert [index.find(name) for name in ("Lumo", "LUMO Holding", "lh", "Brand")] == [0, 1, 1, None]
    assert index.key("The Brand") == "brand"


def test_each_entity_is_found_once_and_a_second_answer_is_wrong() -> None:
    gold = [Person("Ada Brandt", ("Brandt",)), Person("Li Tuan")]
    matching = match_entities(gold, [Person("Brandt"), Person("ada brandt"), Person("Otto Renn")])
    assert matching.pairs == ((gold[0], Person("Brandt")),)
    assert matching.missed == (gold[1],)
    assert matching.wrong == (Person("ada brandt"), Person("Otto Renn"))


def test_an_answer_is_found_by_its_name_not_by_its_aliases() -> None:
    matching = match_entities([Person("Ada Brandt")], [Person("A. B.", ("Ada Brandt",))])
    assert not matching.pairs


def test_canonical_counts_the_fullest_name_only() -> None:
    gold = Annotations(people=(Person("Ada Brandt", ("Brandt",)), Person("Li Tuan")))
    answer = Annotations(people=(Person("Brandt"), Person("LI TUAN"), Person("Otto Renn")))
    tallies = score_release(gold, answer).tallies
    assert tallies["people"] == Tally(2, 0, 1)
    assert tallies["canonical people"] == Tally(1, 1, 2)


def test_parents_are_pairs_of_entities_under_any_of_their_names() -> None:
    gold = Annotations(
        organisations=(
            Organisation("Law School", (), "Selmouth University"),
            Organisation("Selmouth University", ("SU",)),
        )
    )
    answer = Annotations(organisations=(Organisation("law school", (), "SU"), Organisation("SU", (), "Selmouth City")))
    assert score_release(gold, answer).tallies["parents"] == Tally(1, 0, 1)


BODIES = (Organisation("Selmouth University", ("SU",)), Organisation("Lumo"))
PEOPLE = (Person("Ada Brandt", ("Brandt",)), Person("Li Tuan"))


@pytest.mark.parametrize(
    ("answer", "title", "without_body"),
    [
        (Title("Brandt", "rector", "SU"), True, True),
        (Title("Ada Brandt", "Rector", "Selmouth University"), True, True),
        (Title("Ada Brandt", "Rector", "Lumo"), False, True),
        (Title("Ada Brandt", "Rector", None), False, True),
        (Title("Ada Brandt", "Vice-Rector", "SU"), False, False),
        (Title("Li Tuan", "Rector", "SU"), False, False),
    ],
)
def test_a_title_is_right_where_person_title_and_body_agree(answer: Title, title: bool, without_body: bool) -> None:
    gold = Annotations(
        people=PEOPLE, organisations=BODIES, titles=(Title("Ada Brandt", "Rector", "Selmouth University"),)
    )
    tallies = score_release(gold, Annotations(titles=(answer,))).tallies
    assert tallies["titles"] == (Tally(1) if title else Tally(0, 1, 1))
    assert tallies["person+title"] == (Tally(1) if without_body else Tally(0, 1, 1))


def test_a_country_may_hold_the_title_and_none_equals_none() -> None:
    gold = Annotations(titles=(Title("Ada Brandt", "President", "United States"), Title("Li Tuan", "Judge", None)))
    answer = Annotations(titles=(Title("Li Tuan", "judge", None), Title("Ada Brandt", "President", "the U.S.")))
    assert score_release(gold, answer).tallies["titles"] == Tally(2)


JUNE = Date("June 2024", "2024-06-01", "2024-06-30")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([JUNE], Tally(1)),
        ([Date("early June 2024", JUNE.start, JUNE.end)], Tally(1)),
        ([Date("that month", JUNE.start, JUNE.end)], Tally(0, 1, 1)),
        ([Date("June 2024", JUNE.start, "2024-06-29")], Tally(0, 1, 1)),
        ([JUNE, JUNE], Tally(1)),  # repeated
        ([JUNE, Date("June", JUNE.start, JUNE.end)], Tally(1)),  # cut in another way
        ([], Tally(0, 1)),
    ],
)
def test_a_date_is_right_where_its_days_agree_and_its_text_overlaps(answers: list[Date], expected: Tally) -> None:
    assert match_dates([JUNE, Date("fiscal 2024")], answers).tally == expected


MOU = Agreement("memorandum of understanding", "memorandum", "signed", "2024-06-18", ("SU", "Lumo"), ("Brandt",))


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (MOU, True),
        (Agreement("Memorandum", "memorandum", "planned", None, ("Selmouth University", "Lumo")), True),
        (Agreement("memorandum", "memorandum", "signed", None, ("Lumo",)), True),  # half of the parties
        (Agreement("memorandum", "memorandum", "signed", None, ("Lumo", "Rexa")), False),  # one of three
        (Agreement("memorandum", "memorandum", "signed"), False),
        (Agreement("memorandum", "contract", "signed", None, ("SU", "Lumo")), False),
        (Agreement("accord", "memorandum", "signed", None, ("SU", "Lumo")), False),
    ],
)
def test_an_agreement_is_found_by_kind_name_and_parties(answer: Agreement, found: bool) -> None:
    gold = Annotations(people=PEOPLE, organisations=BODIES, agreements=(MOU,))
    result = score_release(gold, Annotations(agreements=(answer,)))
    assert result.tallies["agreements"] == (Tally(1) if found else Tally(0, 1, 1))


def test_agreements_pair_by_strength_not_by_order() -> None:
    loan = Agreement("loan agreement", "funding", "signed", "2024", ("Lumo", "Rexa"))
    grant = Agreement("grant agreement", "funding", "planned", None, ("Lumo", "Rexa"))
    answers = (Agreement("the grant agreement", "funding", "planned", None, ("Lumo", "Rexa")), loan)
    result = score_release(Annotations(agreements=(loan, grant)), Annotations(agreements=answers))
    assert result.tallies["agreements"] == Tally(2)
    assert result.rates["status"] == Rate(2, 2)
    assert result.rates["agreement date"] == Rate(2, 2)


def test_agreements_without_parties_on_both_sides_can_pair() -> None:
    truce = Agreement("truce", "settlement", "in_force")
    assert score_release(Annotations(agreements=(truce,)), Annotations(agreements=(truce,))).tallies[
        "agreements"
    ] == Tally(1)


def test_parts_of_an_agreement_are_scored_for_pairs_only() -> None:
    other = Agreement("lease", "contract", "signed", "2020", ("Lumo", "Port of Selmouth"), ("Li Tuan",))
    gold = Annotations(people=PEOPLE, organisations=BODIES, agreements=(MOU, other))
    answer = Annotations(
        agreements=(
            Agreement("memorandum", "memorandum", "ended", "2024-06", ("Lumo", "SU"), ("Ada Brandt", "Li Tuan")),
        )
    )
    result = score_release(gold, answer)
    assert result.tallies["parties"] == Tally(2)
    assert result.tallies["signatories"] == Tally(1, 0, 1)
    assert result.rates["status"] == Rate(0, 1)
    assert result.rates["agreement date"] == Rate(0, 1)


def test_figures_follow_from_the_counts() -> None:
    tally = Tally(found=3, missed=1, wrong=3)
    assert (tally.precision, tally.recall, tally.f1) == (0.5, 0.75, 2 * 0.5 * 0.75 / 1.25)
    assert (Tally().precision, Tally().recall, Tally().f1, Rate().accuracy) == (0.0, 0.0, 0.0, 0.0)


def test_a_release_without_output_is_all_missed() -> None:
    gold = {"a": Annotations("2024-01-02", people=PEOPLE), "b": Annotations(people=PEOPLE)}
    evaluation = score(gold, {"b": Annotations(people=PEOPLE[:1])})
    assert evaluation.without_output == ("a",)
    assert evaluation.tallies["people"] == Tally(1, 3)
    assert evaluation.figure("people") == 0.4
    assert evaluation.figure("published") == 0.5


def test_errors_are_listed_by_release() -> None:
    evaluation = score({"a": Annotations(people=PEOPLE)}, {"a": Annotations(people=(PEOPLE[0], Person("Otto Renn")))})
    assert list(misses(evaluation, "people")) == [
        "a",
        "  - {'name': 'Li Tuan', 'aliases': []}",
        "  + {'name': 'Otto Renn', 'aliases': []}",
    ]
    assert list(misses(evaluation, "dates")) == []
    assert list(per_release(evaluation)) == [
        f"{'a':12}  people 1/2+1  organisations 0/0+0  titles 0/0+0  dates 0/0+0  agreements 0/0+0"
    ]


# ---------------------------------------------------------------- gold folders and tables

GOLD: dict[str, Any] = {
    "published": "2024-06-19",
    "people": [{"name": "Ada Brandt", "aliases": ["Brandt"]}, {"name": "Li Tuan", "aliases": []}],
    "organisations": [
        {"name": "Law School", "aliases": [], "parent": "Selmouth University"},
        {"name": "Selmouth University", "aliases": ["SU"], "parent": None},
        {"name": "Lumo", "aliases": [], "parent": None},
    ],
    "titles": [{"person": "Ada Brandt", "title": "Rector", "organisation": "Selmouth University"}],
    "dates": [
        {"text": "June 18", "start": "2024-06-18", "end": "2024-06-18"},
        {"text": "fiscal 2024", "start": None, "end": None},
    ],
    "agreements": [
        {
            "name": "memorandum of understanding",
            "kind": "memorandum",
            "status": "signed",
            "date": "2024-06-18",
            "parties": ["Selmouth University", "Lumo"],
            "signatories": ["Ada Brandt"],
        }
    ],
}


def write_tables(answers: dict[str, dict[str, Any]], folder: Path) -> None:
    """Write answers in the form of gold files as the tables of a run."""
    folder.mkdir()
    columns = {
        "people": ["name", "aliases"],
        "organisations": ["name", "aliases", "parent"],
        "titles": ["person", "title", "organisation"],
        "dates": ["text", "start_date", "end_date"],
        "agreements": ["name", "kind", "status", "date", "parties", "signatories"],
    }
    for table, names in columns.items():
        rows = [
            {"doc_id": f"{stem}.txt", **{name: row.get(name, row.get(name.removesuffix("_date"))) for name in names}}
            for stem, answer in answers.items()
            for row in answer[table]
        ]
        frame = pd.DataFrame(rows, columns=["doc_id", *names])
        for day in {"start_date", "end_date"} & set(names):
            frame[day] = pd.to_datetime(frame[day]).astype("datetime64[ms]")
        frame.to_parquet(folder / f"{table}.parquet")
    documents = pd.DataFrame(
        [{"doc_id": f"{s}.txt", "path": f"{s}.txt", "published": a["published"]} for s, a in answers.items()]
    )
    documents["published"] = pd.to_datetime(documents["published"]).astype("datetime64[ms]")
    documents.to_parquet(folder / "documents.parquet")


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "lumo.json").write_text(json.dumps(GOLD))
    (folder / "lumo.txt").write_text("A release.")
    return folder


def test_gold_written_as_tables_scores_full(gold_dir: Path, tmp_path: Path) -> None:
    write_tables({"lumo": GOLD}, tmp_path / "outputs")
    evaluation = evaluate_gold(gold_dir, tmp_path / "outputs")
    assert {name: evaluation.figure(name) for name in evaluation.as_dict()} == dict.fromkeys(evaluation.as_dict(), 1.0)
    assert evaluation.tallies["dates"].gold == 1  # what cannot be placed is not scored


def test_command_prints_table_misses_and_json(gold_dir: Path, tmp_path: Path) -> None:
    write_tables({"lumo": GOLD | {"people": [], "published": None}}, tmp_path / "outputs")
    figures = tmp_path / "figures.json"
    result = CliRunner().invoke(
        main,
        [
            str(gold_dir),
            "--outputs",
            str(tmp_path / "outputs"),
            "--misses",
            "people",
            "--per-release",
            "--json",
            str(figures),
        ],
    )
    lines = result.output.splitlines()
    assert lines[:2] == ["lumo", "  - {'name': 'Ada Brandt', 'aliases': ['Brandt']}"]
    assert "people                       0.000   0.000   0.000      2        0" in lines
    assert "organisations                1.000   1.000   1.000      3        3" in lines
    assert "published                                    0.000      1   (accuracy)" in lines
    assert json.loads(figures.read_text())["organisations"] == {
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
        "gold": 3,
        "answers": 3,
    }


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda folder: (folder / "lumo.json").unlink(), "no gold file"),
        (lambda folder: (folder / "lumo.txt").unlink(), "no release of the same name"),
        (lambda folder: (folder / "lumo.md").write_text("Again."), "two releases have the name"),
        (lambda folder: (folder / "lumo.json").write_text("{}"), "cannot be read"),
    ],
)
def test_a_gold_folder_that_cannot_be_used_is_named(
    gold_dir: Path, prepare: Callable[[Path], object], message: str
) -> None:
    prepare(gold_dir)
    with pytest.raises(RunError, match=message) as raised:
        evaluate_gold(gold_dir)
    assert raised.value.path


def test_tables_that_are_missing_are_named(gold_dir: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(gold_dir), "--outputs", str(tmp_path / "nowhere")])
    assert result.exit_code == 2
    assert "parquet is missing" in result.output


def test_releases_may_stand_in_the_corpus_above(tmp_path: Path) -> None:
    gold, corpus = tmp_path / "tests" / "gold", tmp_path / "corpus" / "2024"
    gold.mkdir(parents=True)
    corpus.mkdir(parents=True)
    (gold / "lumo.json").write_text(json.dumps(GOLD))
    (corpus / "lumo.html").write_text("<p>A release.</p>")
    (corpus / "other.txt").write_text("Another.")
    assert find_texts(gold) == {"lumo": corpus / "lumo.html"}


def test_digest_changes_with_every_byte_and_name(gold_dir: Path) -> None:
    digests = {digest(gold_dir)}
    (gold_dir / "lumo.txt").write_text("A release!")
    digests.add(digest(gold_dir))
    (gold_dir / "lumo.json").write_text(json.dumps(GOLD | {"published": None}))
    digests.add(digest(gold_dir))
    (gold_dir / "lumo.json").rename(gold_dir / "lumen.json")
    (gold_dir / "lumo.txt").rename(gold_dir / "lumen.txt")
    digests.add(digest(gold_dir))
    assert len(digests) == 4
    (gold_dir / "README").write_text("Not part of the gold.")
    assert digest(gold_dir) in digests


# ---------------------------------------------------------------- the scorer of the guidelines


@pytest.fixture(scope="module")
def guidelines_scorer() -> ModuleType:
    path = SHARED / "gold" / "score.py"
    if not path.is_file():
        pytest.skip(f"the scorer of the annotation guidelines is not there: {path}")
    spec = importlib.util.spec_from_file_location("guidelines_scorer", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def perturbed(gold: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Make an answer with the errors that answers have: rows missing, doubled, renamed, moved."""
    answer = json.loads(json.dumps(gold))
    names = [entity["name"] for kind in ("people", "organisations") for entity in gold[kind]] or ["Nobody"]
    if rng.random() < 0.3:
        answer["published"] = rng.choice([None, "2019-05-04"])
    for kind in ("people", "organisations"):
        for row in answer[kind]:
            if row["aliases"] and rng.random() < 0.4:
                row["name"], row["aliases"] = row["aliases"][0], [row["name"]]
            if "parent" in row and rng.random() < 0.2:
                row["parent"] = rng.choice([None, *names])
    for row in answer["titles"]:
        change = {
            "person": rng.choice(names),
            "title": row["title"].upper() + rng.choice(["", " Emeritus"]),
            "organisation": rng.choice([None, "U.S.", *names]),
        }
        field = rng.choice([*change, "title", None, None])
        if field:
            row[field] = change[field]
    for row in answer["dates"]:
        if rng.random() < 0.2:
            row["end"] = row["start"]
        if rng.random() < 0.3:
            row["text"] = rng.choice(row["text"].split())
    for row in answer["agreements"]:
        if rng.random() < 0.2:
            row["kind"] = rng.choice(["memorandum", "contract", "settlement"])
        if rng.random() < 0.3:
            row["status"], row["date"] = rng.choice(["signed", "planned"]), rng.choice([None, "2020", row["date"]])
        if rng.random() < 0.4:
            row["name"] = " ".join(rng.sample(row["name"].split(), k=1)) + rng.choice(["", " agreement"])
        for part in ("parties", "signatories"):
            if rng.random() < 0.4:
                row[part] = [*row[part][1:], *rng.sample(names, k=rng.randint(0, 1))]
    for kind in ("people", "organisations", "titles", "dates", "agreements"):
        rows = [row for row in answer[kind] if rng.random() < 0.85]
        rows += [row for row in rows if rng.random() < 0.15]
        rng.shuffle(rows)
        answer[kind] = rows
    return answer


def assert_scorers_agree(scorer: ModuleType, gold: Path, outputs: Path) -> None:
    theirs, _ = scorer.score(sorted(gold.glob("*.json")), scorer.read_answers(outputs))
    assert evaluate_gold(gold, outputs).as_dict() == theirs


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", ["dev", "deals"])
def test_both_scorers_agree_to_the_last_digit(
    guidelines_scorer: ModuleType, tmp_path: Path, name: str, seed: int
) -> None:
    gold = SHARED / "gold" / name
    rng = random.Random(seed)
    answers = {
        path.stem: perturbed(json.loads(path.read_text(encoding="utf-8")), rng)
        for path in sorted(gold.glob("*.json"))
        if rng.random() < 0.95
    }
    write_tables(answers, tmp_path / "outputs")
    assert_scorers_agree(guidelines_scorer, gold, tmp_path / "outputs")
    figures = evaluate_gold(gold, tmp_path / "outputs").as_dict()
    assert 0.2 < figures["people"]["f1"] < 1
    assert 0.2 < figures["agreements"]["f1"] < 1


@pytest.mark.parametrize("name", ["dev", "deals"])
def test_both_scorers_agree_on_what_the_pipeline_writes(
    guidelines_scorer: ModuleType, tmp_path: Path, name: str
) -> None:
    gold = SHARED / "gold" / name
    extract(gold, tmp_path / "outputs", settings=Settings())
    assert_scorers_agree(guidelines_scorer, gold, tmp_path / "outputs")


def test_gold_is_read_whole(gold_dir: Path) -> None:
    (lumo,) = read_gold(gold_dir).values()
    assert lumo.people == PEOPLE
    assert lumo.agreements[0].signatories == ("Ada Brandt",)
