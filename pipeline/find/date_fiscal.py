"""When the fiscal years of a release begin and end, where its text makes that clear.

It does by a stretch of days behind the year ("fiscal year 2023/24 (1 July 2023 to 30 June 2024)"), or by the day that a
year ends ("the fiscal year ending June 30, 2025"); other fiscal years and their quarters then follow. A year that ends
in March may bear the number of either calendar year, so that only a number with its days settles those.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.timex.bounds import month_end
from pipeline.timex.expression import Day, FiscalYear, Meaning, Range, Resolved, Year

# What stands between a fiscal year and the days that explain it.
_GAP: Final = re.compile(
    r"\s*(?:[(,–—-]\s*)*(?:(?:which|that|the|period|runs?|ran|running|began|from|ended|ending|ends|on|to)\s+)*",
    re.IGNORECASE,
)
_LONG: Final = range(350, 381)  # days
_EARLY: Final = 4  # a year that ends in this month or before it is called after either calendar year


@dataclass(frozen=True, slots=True)
class FiscalCustom:
    """The month in which fiscal years end, and how many years behind their number."""

    month: int
    behind: int


Told = tuple[int, int, Meaning, Resolved]  # where an expression stands, what it says, and what it means


def with_bounds(told: Sequence[Told], text: str) -> list[Resolved]:
    """Give the meanings of all expressions, in their order, fiscal years with their days where the text tells them."""
    custom = _custom(told, text)
    return [
        _bounded(said, meaning, custom) if isinstance(said, FiscalYear) else meaning for _, _, said, meaning in told
    ]


def _custom(told: Sequence[Told], text: str) -> FiscalCustom | None:
    """Read the custom of the release; null where it has none or more than one."""
    explained = {c for left, right in itertools.pairwise(told) if (c := _explained(left, right, text))}
    if not explained:
        ends = {
            meaning.last.month
            for _, _, said, meaning in told
            if isinstance(said, FiscalYear) and said.end and meaning.last
        }
        explained = {FiscalCustom(month, 0) for month in ends if month > _EARLY}
    return explained.pop() if len(explained) == 1 else None


def _explained(left: Told, right: Told, text: str) -> FiscalCustom | None:
    """Read the custom from a fiscal year and the days that stand behind it."""
    said, days = left[2], right[3]
    if not isinstance(said, FiscalYear) or not isinstance(said.year, Year) or said.part or said.end:
        return None
    between = text[left[1] : right[0]]
    if not isinstance(right[2], (Day, Range, FiscalYear)) or not between.strip() or _GAP.fullmatch(between) is None:
        return None
    if days.first is None or days.last is None:
        return None
    year_long = (days.last - days.first).days + 1 in _LONG
    closing = days.granularity == "day" or (isinstance(right[2], FiscalYear) and right[2].end is not None)
    if not (year_long or closing) or days.last != month_end(days.last.replace(day=1)):
        return None
    return FiscalCustom(days.last.month, days.last.year - said.year.year - said.split)


def _bounded(fiscal: FiscalYear, meaning: Resolved, custom: FiscalCustom | None) -> Resolved:
    if custom is None or meaning.first or not meaning.value[2:6].isdecimal():
        return meaning
    closing = int(meaning.value[2:6]) + custom.behind + fiscal.split
    last = month_end(dt.date(closing, custom.month, 1))
    months = 12
    if fiscal.part:
        months = 3 if fiscal.part[0] == "Q" else 6
        last = _moved(last, months * int(fiscal.part[1:]) - 12)
    first = _moved(last, -months) + dt.timedelta(days=1)
    return replace(meaning, first=first, last=last)


def _moved(last: dt.date, months: int) -> dt.date:
    """Move the last day of a month by months, to the last day of that month."""
    index = last.year * 12 + last.month - 1 + months
    return month_end(dt.date(index // 12, index % 12 + 1, 1))
