"""The date grammar: tables of expressions and what they mean, spoken on Tuesday 18 June 2024."""

from __future__ import annotations

import datetime as dt
import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import timex
from pipeline.timex import Context, expressions, resolve
from pipeline.timex.expression import Numeric
from pipeline.timex.grammar import in_line
from pipeline.timex.holidays import easter

REFERENCE = dt.date(2024, 6, 18)

# What of a text an expression takes: no preposition, "the" where it is a noun phrase of its own, the words that shade it.
EXTENTS = [
    ("in the 1990s", "the 1990s"),
    ("the 2016 elections", "2016"),
    ("the Monday meeting", "Monday"),
    ("the three-year contract", "three-year"),
    ("the third-quarter results", "third-quarter"),
    ("during the third quarter of 2024", "the third quarter of 2024"),
    ("over the past decade", "the past decade"),
    ("over six years", "over six years"),
    ("for more than a year", "more than a year"),
    ("just one year", "one year"),
    ("to last three weeks", "three weeks"),
    ("on the first of April", "the first of April"),
    ("in the year-ago quarter", "the year-ago quarter"),
    ("usually on Tuesdays", "Tuesdays"),
    ("about three years ago", "about three years ago"),
    ("at about 3 p.m.", "about 3 p.m."),
    ("by the end of the year", "the end of the year"),
    ("on the day before yesterday", "the day before yesterday"),
    ("in the early 1990s", "the early 1990s"),
    ("last week's vote", "last week"),
    ("at the same time last year", "the same time last year"),
    ("in the year 2000", "the year 2000"),
    ("the annual meeting", "annual"),
    ("in the distant past", "the distant past"),
    ("twice a week", "twice a week"),
    ("15 a year", "a year"),
]

TYPES = [
    ("June 18, 2024", "date"),
    ("last week", "date"),
    ("recently", "date"),
    ("10:30 a.m.", "time"),
    ("last night", "time"),
    ("this morning", "time"),
    ("Friday evening", "time"),
    ("three years", "duration"),
    ("the past 18 months", "duration"),
    ("annually", "set"),
    ("every Tuesday", "set"),
]

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
    ("late in the day", "2021-03-05"),
    ("that night", "2021-03-05TNI"),
    ("the next morning", "2021-03-06TMO"),
    ("the afternoon of the same day", "2021-03-05TAF"),
    ("the day before", "2021-03-04"),
    ("the year before", "2020"),
    ("the week after", "2021-W10"),
    ("a year earlier", "2020"),
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
    "1,990 cars",
    "a now-defunct firm",
    "the most recent visit",
    "on the 17th floor",
    "a quarter of the staff",
    "Person of the Year",
    "the 1st of the month",
    "NOW",
    "the fall of the wall",
    "a 16-year-old boy",
    "the day of the vote",
]


@pytest.mark.parametrize(("text", "taken"), EXTENTS)
def test_extents(text: str, taken: str) -> None:
    assert [text[e.start : e.end] for e in expressions(text)] == [taken]


@pytest.mark.parametrize(("text", "kind"), TYPES)
def test_types(text: str, kind: str) -> None:
    [found] = expressions(text)
    assert resolve(found, REFERENCE).type == kind


def test_numbers_alone_wait_for_their_order() -> None:
    [found] = expressions("03/04/2024")
    assert isinstance(found.meaning, Numeric)
    assert (found.meaning.day(day_first=True).day, found.meaning.day(day_first=False).day) == (3, 4)
    [read] = expressions("03/04/2024", day_first=True)
    assert resolve(read, None).value == "2024-04-03"


@pytest.mark.parametrize(
    ("year", "day"),
    [(2000, "2000-04-23"), (2011, "2011-04-24"), (2019, "2019-04-21"), (2024, "2024-03-31"), (2038, "2038-04-25")],
)
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


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


def test_same_period_of_a_named_year() -> None:
    [found] = expressions("the same period of 2023")
    told = (dt.date(2024, 1, 1), dt.date(2024, 9, 30))
    assert resolve(found, REFERENCE, Context(told_period=told)).value == "2023-01-01/2023-09-30"
    assert resolve(found, REFERENCE).first is None


def test_what_was_read_once_is_kept() -> None:
    line = "The board met on June 3 and last week."
    assert in_line(line) is in_line(line)
    assert [e.start for e in expressions(f"Yes.\n{line}", breaks={5})] == [e.start + 5 for e in in_line(line)]


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
