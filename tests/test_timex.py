"""The date grammar: tables of expressions and what they mean, spoken on Tuesday 18 June 2024."""

from __future__ import annotations

import datetime as dt
import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import timex
from pipeline.timex import Context, absolute_day, expressions, resolve, spelled_day

REFERENCE = dt.date(2024, 6, 18)

DAYS = [
    ("June 18, 2024", "2024-06-18"),
    ("18 Jun 2024", "2024-06-18"),
    ("Tuesday, March 4th, 2014", "2014-03-04"),
    ("Tues., 4th March 2014", "2014-03-04"),
    ("Oct. 14, 2025", "2025-10-14"),
    ("Oct. 14, 2025 (Tuesday)", "2025-10-14"),
    ("Sept. 5, 2013", "2013-09-05"),
    ("2024-06-18", "2024-06-18"),
    ("2016‑04‑21", "2016-04-21"),
    ("2024-06-18T10:30:00+08:00", "2024-06-18"),
    ("18/06/2024", "2024-06-18"),
    ("03/03/2024", "2024-03-03"),
    ("7/18/07", "2007-07-18"),
    ("18.06.2024", "2024-06-18"),
    ("3.2.2025", "2025-02-03"),  # a dot puts the day first
    ("03.02.2025", "2025-02-03"),
    ("3. 2. 2025", "2025-02-03"),
    ("10.5.2025", "2025-05-10"),
    ("Tue 03.06.2025", "2025-06-03"),
    ("2025.02.03", "2025-02-03"),
    ("03.02.25", None),
    ("18-Jun-2024", "2024-06-18"),
    ("18th of June 2024", "2024-06-18"),
    ("the 18th day of June, 2024", None),
    ("JUNE 18, 2024", "2024-06-18"),
    ("2024 June 18", "2024-06-18"),
    ("03/04/2024", None),
    ("June 2024", None),
    ("June 18", None),
    ("On June 18, 2024", None),
    ("February 30, 2024", None),
    ("1.2.3", None),
    ("3.2.2024.1", None),
    ("", None),
]

# text, rule, value, first day, last day
EXPRESSIONS = [
    ("June 18, 2024", "day", "2024-06-18", "2024-06-18", "2024-06-18"),
    ("Thursday, August 01, 2024", "day", "2024-08-01", "2024-08-01", "2024-08-01"),
    ("05th of March 2007", "day", "2007-03-05", "2007-03-05", "2007-03-05"),
    ("Tuesday, May 28", "day", "2024-05-28", "2024-05-28", "2024-05-28"),
    ("21 September of last year", "day", "2023-09-21", "2023-09-21", "2023-09-21"),
    ("2020-02-29", "iso_day", "2020-02-29", "2020-02-29", "2020-02-29"),
    ("June 2024", "month", "2024-06", "2024-06-01", "2024-06-30"),
    ("February, 2023", "month", "2023-02", "2023-02-01", "2023-02-28"),
    ("October last year", "month", "2023-10", "2023-10-01", "2023-10-31"),
    ("last April", "month", "2024-04", "2024-04-01", "2024-04-30"),
    ("last July", "month", "2023-07", "2023-07-01", "2023-07-31"),
    ("next June", "month", "2025-06", "2025-06-01", "2025-06-30"),
    ("2024", "year", "2024", "2024-01-01", "2024-12-31"),
    ("the year 1054", "year", "1054", "1054-01-01", "1054-12-31"),
    ("2007 tax year", "year", "2007", "2007-01-01", "2007-12-31"),
    ("2023-2024", "year", "2023/2024", "2023-01-01", "2024-12-31"),
    ("2023/24", "year", "2023/2024", "2023-01-01", "2024-12-31"),
    ("2023-24 academic year", "year", "2023/2024", "2023-01-01", "2024-12-31"),
    ("the 1990s", "era", "199", "1990-01-01", "1999-12-31"),
    ("the 1990's", "era", "199", "1990-01-01", "1999-12-31"),
    ("the '90s", "era", "199", "1990-01-01", "1999-12-31"),
    ("the nineties", "era", "199", "1990-01-01", "1999-12-31"),
    ("the 21st century", "era", "20", "2001-01-01", "2100-12-31"),
    ("the twentieth century", "era", "19", "1901-01-01", "2000-12-31"),
    ("the first quarter of 2025", "division", "2025-Q1", "2025-01-01", "2025-03-31"),
    ("Q3 2024", "division", "2024-Q3", "2024-07-01", "2024-09-30"),
    ("third-quarter 2024", "division", "2024-Q3", "2024-07-01", "2024-09-30"),
    ("the fourth quarter of last year", "division", "2023-Q4", "2023-10-01", "2023-12-31"),
    ("H1 2024", "division", "2024-H1", "2024-01-01", "2024-06-30"),
    ("the second half of 2024", "division", "2024-H2", "2024-07-01", "2024-12-31"),
    ("spring 2024", "division", "2024-SP", "2024-03-01", "2024-05-31"),
    ("winter 2023", "division", "2023-WI", "2023-12-01", "2024-02-29"),
    ("this summer", "division", "2024-SU", "2024-06-01", "2024-08-31"),
    ("last summer", "division", "2023-SU", "2023-06-01", "2023-08-31"),
    ("fiscal year 2024", "fiscal_year", "FY2024", None, None),
    ("FY2024-25", "fiscal_year", "FY2024", None, None),
    ("the fiscal year ending June 30, 2024", "fiscal_year", "FY2024", "2023-07-01", "2024-06-30"),
    ("early 2014", "part", "2014", "2014-01-01", "2014-12-31"),
    ("late February 2010", "part", "2010-02", "2010-02-01", "2010-02-28"),
    ("mid-2025", "part", "2025", "2025-01-01", "2025-12-31"),
    ("mid-June", "part", "2024-06", "2024-06-01", "2024-06-30"),
    ("the end of 2026", "part", "2026", "2026-01-01", "2026-12-31"),
    ("late last year", "part", "2023", "2023-01-01", "2023-12-31"),
    ("the beginning of the year", "part", "2024", "2024-01-01", "2024-12-31"),
    ("June 3-5, 2024", "range", "2024-06-03/2024-06-05", "2024-06-03", "2024-06-05"),
    ("from 3 to 5 May", "range", "2024-05-03/2024-05-05", "2024-05-03", "2024-05-05"),
    ("15 to 17 October 2024", "range", "2024-10-15/2024-10-17", "2024-10-15", "2024-10-17"),
    ("28 August to 2 September 2023", "range", "2023-08-28/2023-09-02", "2023-08-28", "2023-09-02"),
    ("between March and June 2022", "range", "2022-03/2022-06", "2022-03-01", "2022-06-30"),
    ("November to March 2022", "range", "2021-11/2022-03", "2021-11-01", "2022-03-31"),
    ("2002 through 2006", "range", "2002/2006", "2002-01-01", "2006-12-31"),
    ("Jan. 1, 2004, through Aug. 31, 2008", "range", "2004-01-01/2008-08-31", "2004-01-01", "2008-08-31"),
    ("from today until July 10", "range", "2024-06-18/2024-07-10", "2024-06-18", "2024-07-10"),
    ("Monday through Wednesday", "range", "2024-06-17/2024-06-19", "2024-06-17", "2024-06-19"),
    ("18 and 19 February 2014", "day_stretch", "2014-02-18/2014-02-19", "2014-02-18", "2014-02-19"),
    ("today", "deictic_day", "2024-06-18", "2024-06-18", "2024-06-18"),
    ("late yesterday", "deictic_day", "2024-06-17", "2024-06-17", "2024-06-17"),
    ("the day before yesterday", "deictic_day", "2024-06-16", "2024-06-16", "2024-06-16"),
    ("this morning", "deictic_day", "2024-06-18TMO", "2024-06-18", "2024-06-18"),
    ("last night", "deictic_day", "2024-06-17TNI", "2024-06-17", "2024-06-17"),
    ("today (17)", "deictic_day", "2024-06-17", "2024-06-17", "2024-06-17"),
    ("today (27th May)", "deictic_day", "2024-05-27", "2024-05-27", "2024-05-27"),
    ("last week", "shifted_period", "2024-W24", "2024-06-10", "2024-06-16"),
    ("next week", "shifted_period", "2024-W26", "2024-06-24", "2024-06-30"),
    ("this weekend", "shifted_period", "2024-W25-WE", "2024-06-22", "2024-06-23"),
    ("next month", "shifted_period", "2024-07", "2024-07-01", "2024-07-31"),
    ("later this month", "shifted_period", "2024-06", "2024-06-01", "2024-06-30"),
    ("last quarter", "shifted_period", "2024-Q1", "2024-01-01", "2024-03-31"),
    ("earlier this year", "shifted_period", "2024", "2024-01-01", "2024-12-31"),
    ("two years ago", "distance", "2022", "2022-01-01", "2022-12-31"),
    ("ten days from now", "distance", "2024-06-28", "2024-06-28", "2024-06-28"),
    ("last Friday", "weekday", "2024-06-14", "2024-06-14", "2024-06-14"),
    ("next Tuesday", "weekday", "2024-06-25", "2024-06-25", "2024-06-25"),
    ("Wednesday morning", "day_part", "2024-06-12TMO", "2024-06-12", "2024-06-12"),
    ("10:30 a.m. on Tuesday", "clock", "2024-06-18T10:30", "2024-06-18", "2024-06-18"),
    ("16:00 UTC today", "clock", "2024-06-18T16:00Z", "2024-06-18", "2024-06-18"),
    ("12:30 noon", "clock", "T12:30", None, None),
    ("3.30 pm", "clock", "T15:30", None, None),
    ("three-year", "duration", "P3Y", None, None),
    ("the past 18 months", "duration", "P18M", None, None),
    ("the past decade", "duration", "P10Y", None, None),
    ("two and a half years", "duration", "P2.5Y", None, None),
    ("several weeks", "duration", "PXW", None, None),
    ("30 minutes", "duration", "PT30M", None, None),
    ("annually", "recurrence", "P1Y", None, None),
    ("every Tuesday", "recurrence", "XXXX-WXX-2", None, None),
    ("every two weeks", "recurrence", "P2W", None, None),
    ("15 a year", "recurrence", "P1Y", None, None),
    ("twice a week", "recurrence", "P1W", None, None),
    ("recently", "vague", "PAST_REF", None, None),
]

# text, what stands in it
LISTS = [
    ("June 3 and 5, 2024", [("June 3", "2024-06-03"), ("5, 2024", "2024-06-05")]),
    ("3, 6 and 9 July", [("3", "2024-07-03"), ("6", "2024-07-06"), ("9 July", "2024-07-09")]),
    ("March, April and May 2020", [("March", "2020-03"), ("April", "2020-04"), ("May 2020", "2020-05")]),
    ("December and January 2021", [("December", "2020-12"), ("January 2021", "2021-01")]),
    ("in 2018, 2019 and 2020", [("2018", "2018"), ("2019", "2019"), ("2020", "2020")]),
    ("June 3 and 12 people", [("June 3", "2024-06-03")]),
]

NARRATIVE = [
    ("the next day", "2021-03-06"),
    ("the same day", "2021-03-05"),
    ("the previous day", "2021-03-04"),
    ("that year", "2021"),
    ("the following year", "2022"),
    ("21st September of the same year", "2021-09-21"),
    ("three days later", "2021-03-08"),
    ("later in the day", "2021-03-05"),
]

NOTHING = [
    "3,500",
    "10 to 12 people",
    "a 57-year-old man",
    "21 years of age",
    "may be late",
    "march on",
    "a second term",
    "the second of three",
    "version 10.4.2",
    "1:22:00",
    "COVID-19",
    "MH370",
    "G20",
    "in today's world",
    "1,990 cars",
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_absolute_day(text: str, day: str | None) -> None:
    found = absolute_day(text)
    assert (found.isoformat() if found else None) == day


def test_absolute_day_in_either_order() -> None:
    assert absolute_day("03/04/2024", day_first=True) == dt.date(2024, 4, 3)
    assert absolute_day("03/04/2024", day_first=False) == dt.date(2024, 3, 4)
    assert absolute_day("18/06/2024", day_first=False) == dt.date(2024, 6, 18)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18 June 2024", "2024-06-18"),
        ("Tue, 18 Jun 2024 10:00:00 GMT", "2024-06-18"),
        ("Tue, 18 Jun 2024 23:30:00 -0800", "2024-06-18"),  # the writer's own day
        ("Thu Jun 18 10:00:00 CEST 2020", "2020-06-18"),
        ("2024-06-18T10:00+02:00", "2024-06-18"),
        ("18 juin 2024", "2024-06-18"),
        ("mardi 18 juin 2024 à 10h00", "2024-06-18"),
        ("1er janvier 2024", "2024-01-01"),
        ("18. Juni 2024", "2024-06-18"),
        ("18 de junio de 2024", "2024-06-18"),
        ("18 de junho de 2024", "2024-06-18"),
        ("18 giugno 2024", "2024-06-18"),
        ("18 czerwca 2024", "2024-06-18"),
        ("2024年6月18日", "2024-06-18"),
        ("", None),
        ("5", None),
        ("today", None),
        ("yesterday", None),
        ("two days ago, 2024", None),
        ("10 days before 18 June 2024", None),
        ("1990s", None),
        ("five-year", None),
        ("Spring 2024", None),
        ("June 2024", None),
        ("juin 2024", None),
        ("18 juin", None),
        ("2024", None),
        ("2024-W25", None),
        ("Issue 12 of 2024", None),
        ("Vol. 3, No. 4, 2024", None),
        ("03/04/2024", None),
        ("03/04/2024 10:00 GMT", None),
        ("31 juin 2024", None),
        ("18 June 2024 to 20 June 2024", None),
        ("1718700000", None),
    ],
)
def test_spelled_day(text: str, day: str | None) -> None:
    found = spelled_day(text)
    assert (found.isoformat() if found else None) == day


@given(
    st.dates(dt.date(1000, 1, 1), dt.date(2199, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%d %b %Y", "%A, %d %B %Y", "%Y-%m-%d"]),
)
def test_every_day_is_read_back(day: dt.date, form: str) -> None:
    assert absolute_day(day.strftime(form)) == day


@pytest.mark.parametrize(("text", "rule", "value", "first", "last"), EXPRESSIONS)
def test_expressions(text: str, rule: str, value: str, first: str | None, last: str | None) -> None:
    [found] = expressions(text)
    meaning = resolve(found, REFERENCE)
    assert (found.rule, meaning.value) == (rule, value)
    days = [day.isoformat() if day else None for day in (meaning.first, meaning.last)]
    assert days == [first, last]


@pytest.mark.parametrize(("text", "found"), LISTS)
def test_lists(text: str, found: list[tuple[str, str]]) -> None:
    read = [(text[e.start : e.end], resolve(e, REFERENCE).value) for e in expressions(text)]
    assert read == found


@pytest.mark.parametrize(("text", "value"), NARRATIVE)
def test_narrative(text: str, value: str) -> None:
    [found] = expressions(text)
    meaning = resolve(found, REFERENCE, Context(told=dt.date(2021, 3, 5), tense=-1))
    assert (meaning.value, meaning.anchor) == (value, "text")
    assert resolve(found, REFERENCE).first is None


@pytest.mark.parametrize("text", NOTHING)
def test_no_expression(text: str) -> None:
    assert expressions(text) == []


@pytest.mark.parametrize(
    ("text", "tense", "day"),
    [
        ("Thursday", -1, "2024-06-13"),
        ("Thursday", 1, "2024-06-20"),
        ("Tuesday", -1, "2024-06-18"),
        ("July 3", -1, "2024-07-03"),  # two weeks ahead is nearer than a year back, whatever one verb says
        ("October 3", -1, "2023-10-03"),
        ("March 3", 1, "2025-03-03"),
        ("March 3", 0, "2024-03-03"),
    ],
)
def test_tense_gives_the_direction(text: str, tense: int, day: str) -> None:
    [found] = expressions(text)
    assert str(resolve(found, REFERENCE, Context(tense=tense)).first) == day  # type: ignore[arg-type]


def test_same_period_moves_what_was_told() -> None:
    [found] = expressions("the same period last year")
    told = (dt.date(2024, 1, 1), dt.date(2024, 3, 31))
    assert resolve(found, REFERENCE, Context(told_period=told)).value == "2023-Q1"


def test_nothing_is_placed_without_a_reference() -> None:
    for text in ("today", "last week", "Tuesday", "June 18", "this summer", "two years ago", "today (23)"):
        [found] = expressions(text)
        assert resolve(found, None).first is None


def test_no_expression_crosses_a_break() -> None:
    text = "closed until Friday\nSeptember 18, 2008"
    assert [text[e.start : e.end] for e in expressions(text, breaks={20})] == ["Friday", "September 18, 2008"]
    assert len(expressions("in June\n\n2024 was")) == 2


@given(st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    for found in expressions(text):
        assert 0 <= found.start < found.end <= len(text)
        resolve(found, REFERENCE)


@given(
    st.lists(
        st.sampled_from(
            [
                "3",
                "12",
                "2024",
                "June",
                "May",
                "-",
                ",",
                "to",
                "and",
                "the",
                "of",
                "last",
                "next",
                "year",
                "day",
                "Tuesday",
                "morning",
                "(",
                ")",
                "early",
                "two",
                "ago",
                "Q3",
                "10:30",
                "FY",
                "a",
                "every",
                "fiscal",
                "ending",
            ]
        ),
        max_size=9,
    )
)
def test_any_row_of_time_words_is_read_without_error(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for found in expressions(text):
        meaning = resolve(found, REFERENCE, Context(told=dt.date(2023, 5, 5), told_year=2023))
        assert meaning.first is None or (meaning.last is not None and meaning.first <= meaning.last)


def test_examples_of_the_package() -> None:
    assert doctest.testmod(timex).failed == 0
