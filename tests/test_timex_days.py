"""Whole texts that write one day: in English by the date grammar, in other languages by dateparser."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.timex import absolute_day, spelled_day
from pipeline.timex.bounds import period
from pipeline.timex.expression import PeriodUnit

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
    ("the 18th day of June, 2024", "2024-06-18"),
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


@pytest.mark.parametrize(
    ("unit", "base", "offset", "expected"),
    [
        ("quarter", "2024-02-10", -1, ("2023-10-01", "2023-12-31", "2023-Q4")),
        ("half", "2024-07-01", 0, ("2024-07-01", "2024-12-31", "2024-H2")),
        ("half", "2024-07-01", 1, ("2025-01-01", "2025-06-30", "2025-H1")),
        ("season", "2024-01-31", 0, ("2023-12-01", "2024-02-29", "2023-WI")),
        ("season", "2024-03-01", -2, ("2023-09-01", "2023-11-30", "2023-FA")),
        ("season", "2024-12-01", 1, ("2025-03-01", "2025-05-31", "2025-SP")),
    ],
)
def test_periods_of_several_months(unit: PeriodUnit, base: str, offset: int, expected: tuple[str, str, str]) -> None:
    first, last, value = period(unit, dt.date.fromisoformat(base), offset)
    assert (first.isoformat(), last.isoformat(), value) == expected
