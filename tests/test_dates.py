"""press_dates: what is found in sentences, which day it means there, and what only looks like a date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline import en_press, records
from pipeline.find.dates import DateFinder, day_before
from pipeline.records import Facts, Timex

TABLES = Path(__file__).parent / "tables"
NOT_DATES = [
    line for line in (TABLES / "not_dates.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    model = en_press.load()
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
    assert len(set(NOT_DATES)) >= 300


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
    ("Prices rose in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
    ("The plan runs from approximately 2004 through 2009.", "2004 through 2009", "2004-01-01", "2009-12-31"),
    ("See /news/2024-03-05-visit for the pictures.", "2024-03-05", "2024-03-05", None),
    ("It was announced on 8 January 2024.1", "8 January 2024", "2024-01-08", None),
    ("The court closed on June 18.", "June 18", "2024-06-18", None),
    ("The council voted in May.", "May", "2024-05-01", "2024-05-31"),
    ("The council will vote in May.", "May", "2025-05-01", "2025-05-31"),
    ("The team plans to travel in the spring.", "the spring", "2025-03-01", "2025-05-31"),
    ("The museum opened last autumn.", "last autumn", "2023-09-01", "2023-11-30"),
    ("The museum is expected to open this autumn.", "this autumn", "2024-09-01", "2024-11-30"),
    ("Sales rose in the first quarter.", "the first quarter", "2024-01-01", "2024-03-31"),
    ("Members will meet at 9 a.m. Friday.", "9 a.m. Friday", "2024-06-21", None),
    ("Members met late Friday.", "late Friday", "2024-06-14", None),
    ("The ship sank on the night of March 15.", "the night of March 15", "2024-03-15", None),
    ("The trial begins at 9:30 a.m. Monday.", "9:30 a.m. Monday", "2024-06-24", None),
    ("The deadline is midnight on Sunday.", "midnight on Sunday", "2024-06-23", None),
    ("Voters go to the polls on November 5.", "November 5", "2024-11-05", None),
    ("The fair ends Saturday.", "Saturday", "2024-06-22", None),
    ("Prices are up in March.", "March", "2024-03-01", "2024-03-31"),
    ("Rain will fall by the weekend.", "the weekend", "2024-06-22", "2024-06-23"),
    ("The museum will reopen in the summer.", "the summer", "2024-06-01", "2024-08-31"),
    ("Earlier Friday, the envoys had met.", "Earlier Friday", "2024-06-14", None),
    ("Prices are stable since September.", "September", "2023-09-01", "2023-09-30"),
    ("Shops will close on Christmas Day.", "Christmas Day", "2024-12-25", None),
    ("The first nine months of 2023 were dry.", "The first nine months of 2023", "2023-01-01", "2023-09-30"),
    ("A visit is due in the week of July 8.", "the week of July 8", "2024-07-08", "2024-07-14"),
    ("Work ends by the end of the year.", "the end of the year", "2024-01-01", "2024-12-31"),
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


@pytest.mark.parametrize(
    "text",
    [
        "Ada Grung, born in Oslo on 1 January 1934, was a pilot. The wake lasts from November 4 to 7.",
        "On 1 January 1995 the firm opened in Oslo. In 2022 it was sold. The wake lasts from November 4 to 7.",
    ],
)
def test_a_day_of_long_ago_is_no_reference(nlp: Language, text: str) -> None:
    doc = read(nlp, text)
    assert records.facts(doc).reference_date is None
    assert records.get(doc, Timex)[-1].start_date is None


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


# A release of 18 June 2024 with a day in numbers; what it is read as, and the rule that says why.
ORDERS = [
    ("The fair opened on 03/04/2024 and closed on 18/04/2024.", "2024-04-03", "day_first_by_dates"),
    ("The fair opened on 03/04/2024. The next one is on 18 June 2025.", "2024-04-03", "day_first_by_dates"),
    ("The fair opened on 03/04/2024. The next one is on June 18, 2025.", "2024-03-04", "month_first_by_dates"),
    ("The fair opened on 03/04/2024. Write to fair@harbour.gov for more.", "2024-03-04", "month_first_by_country"),
    (
        "The fair opened on 03/04/2024. See https://www.harbour.org.uk/fair for more.",
        "2024-04-03",
        "day_first_by_country",
    ),
    ("The fair in Sri Lanka opened on 03/04/2024.", "2024-04-03", "day_first_by_country"),
    ("The United States and Kenya opened the fair on 03/04/2024.", None, "day_or_month_first"),
    ("The fair opened on 03/04/2024.", None, "day_or_month_first"),
    ("The notice of 06/07/2024 was late.", "2024-07-06", "day_first_by_published"),
]


@pytest.mark.parametrize(("text", "day", "rule"), ORDERS)
def test_order_of_day_and_month_is_decided_and_marked(text: str, day: str | None, rule: str) -> None:
    published = "2024-07-06" if rule.endswith("published") else "2024-06-18"
    doc = spacy.blank("en").make_doc(text)
    records.put(doc, Facts, [Facts(published=published)])
    found = records.get(DateFinder(spacy.blank("en"))(doc), Timex)[0]
    assert (found.start_date, found.rule) == (day, rule)
    assert found.value == (day or "2024-XX-XX")


def test_a_setting_overrides_the_order_of_day_and_month() -> None:
    text = "The fair opened on 03/04/2024. The next one is on June 18, 2025."
    for day_first, day in ((True, "2024-04-03"), (False, "2024-03-04")):
        nlp = spacy.blank("en")
        nlp.add_pipe("press_dates", config={"day_first": day_first})
        found = records.get(nlp(text), Timex)[0]
        assert (found.start_date, found.rule) == (day, f"{'day' if day_first else 'month'}_first_by_setting")


def test_reference_date_of_a_document() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("press_dates")

    def docs() -> Iterator[Doc]:
        for day in ("2024-06-18", "2019-01-02", None):
            doc = nlp.make_doc("It rained yesterday.")
            doc._.reference_date = day
            yield doc

    read = list(nlp.pipe(docs()))
    assert [records.get(doc, Timex)[0].start_date for doc in read] == ["2024-06-17", "2019-01-01", None]
    assert [records.facts(doc).reference_basis for doc in read] == ["given", "given", None]
    doc = nlp.make_doc("It rained yesterday.")
    doc._.reference_date = "last week"
    with pytest.raises(ValueError, match="last week"):
        nlp(doc)


def test_one_reference_date_for_all_documents() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("press_dates", config={"reference_date": "2024-06-18"})
    assert [found.start_date for found in records.get(nlp("It rained yesterday."), Timex)] == ["2024-06-17"]


def test_spans_of_all_four_types() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("press_dates", config={"reference_date": "2024-06-18"})
    doc = nlp("It rained last week. Buses leave at 10:30 a.m. every Tuesday. The trip takes two hours.")
    spans = doc.spans["press_dates"]
    assert [(span.text, span.label_, span.kb_id_) for span in spans] == [
        ("last week", "DATE", "2024-W24"),
        ("10:30 a.m.", "TIME", "2024-06-18T10:30"),
        ("every Tuesday", "SET", "XXXX-WXX-2"),
        ("two hours", "DURATION", "PT2H"),
    ]
    week = spans[0]._.timex
    assert (week.start_date, week.end_date, week.granularity, week.anchor) == (
        "2024-06-10",
        "2024-06-16",
        "week",
        "publication",
    )
    assert doc[0:1]._.timex is None


# What a release says of its fiscal year; first and last day of the second such year it speaks of.
FISCAL = [
    ("Fiscal year 2025 (1 January to 31 December 2025) was good. Fiscal 2024 was not.", "2024-01-01", "2024-12-31"),
    (
        "The 2023/24 financial year, which ran from 1 July 2023 to 30 June 2024, was good. FY2024-25 is not.",
        "2024-07-01",
        "2025-06-30",
    ),
    ("The fiscal year ending June 30, 2025 was good. The third quarter of FY2026 is not.", "2026-01-01", "2026-03-31"),
    ("FY2025 (ended March 31, 2026) was good. The first half of fiscal 2026 is not.", "2026-04-01", "2026-09-30"),
    ("The fiscal year ending March 31, 2025 was good. FY2026 is not.", None, None),
    ("Fiscal 2025 was good. Fiscal 2024 was not.", None, None),
    ("Cases by financial year 2010, 2011 and 2012. Fiscal 2013 is not over.", None, None),
]


@pytest.mark.parametrize(("text", "first", "last"), FISCAL)
def test_fiscal_years_by_their_own_account(text: str, first: str | None, last: str | None) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("press_dates")
    found = [t for t in records.get(nlp(text), Timex) if t.rule in {"fiscal_year", "division"}]
    assert (found[-1].start_date, found[-1].end_date) == (first, last)


def test_undated_days_take_the_year_of_the_story(nlp: Language) -> None:
    text = "The yard opened on May 3, 2021. In June, it closed again. It will reopen in September."
    assert [first for _, first, _ in placed(read(nlp, text, "2024-06-18"))] == [
        "2021-05-03",
        "2021-06-01",
        "2024-09-01",
    ]


def test_the_year_is_that_of_the_story_or_the_present_one(nlp: Language) -> None:
    text = "Prices are at their lowest since June 2009, and forecasts for the year were cut."
    assert [found.value for found in records.get(read(nlp, text, "2024-06-18"), Timex)] == ["2009-06", "2024"]
    text = "In the fourth quarter of 2009 it lost $4 million. It lost $8 million for the year."
    assert [found.value for found in records.get(read(nlp, text, "2024-06-18"), Timex)] == ["2009-Q4", "2009"]


def test_what_hangs_on_a_coarser_date_is_not_placed(nlp: Language) -> None:
    text = "The yard was sold on May 3, 2021. The first ship follows in the second quarter of 2028, the next one nine months later."
    assert [first for _, first, _ in placed(read(nlp, text, "2024-06-18"))] == ["2021-05-03", "2028-04-01"]


def test_sentences_that_are_skipped_cost_no_dates() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("press_dates", config={"reference_date": "2024-06-18"})
    filler = "Nothing of the kind was ever told to anyone there. "
    text = f"{filler}The vote was on June 3, 2024. {filler * 3}It rained yesterday.\n\n{filler}\n2024-05-06\n{filler}"
    found = records.get(nlp(text), Timex)
    assert [text[t.start : t.end] for t in found] == ["June 3, 2024", "yesterday", "2024-05-06"]


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


# What stands with a day or a month decides its year: a text, the words that date, and the first day they cover.
YEARS = [
    ("The two towns prolong their pact of 2018 as of 30 November.", "30 November", None),
    ("In 2018 the quay was opened on 30 November.", "30 November", "2018-11-30"),
    ("Ms Roe led the port until May.", "May", "2025-05-01"),
    ("Ms Roe was master of the port until May, when she left.", "May", "2025-05-01"),
    ("The quay is closed until May.", "May", "2026-05-01"),
    ("The quay will be closed until May.", "May", "2026-05-01"),
    ("The hearing was adjourned until May.", "May", "2026-05-01"),
    ("The board met on 25. 5. 2025 in Velden.", "25. 5. 2025", "2025-05-25"),
]


@pytest.mark.parametrize(("text", "words", "first"), YEARS)
def test_year_of_a_day(nlp: Language, text: str, words: str, first: str | None) -> None:
    told = None if "2018" in text else "2025-06-18"
    found = records.get(read(nlp, text, told), Timex)
    starts = {text[one.start : one.end]: one.start_date for one in found}
    assert starts.get(words) == first
