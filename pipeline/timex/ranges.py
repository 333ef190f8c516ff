"""What the two ends of a range lend each other: "3 to 5 May 2024" gives the 3rd its month and year."""

from __future__ import annotations

from dataclasses import replace

from pipeline.timex.expression import Day, Division, Meaning, Month, Part, Range, Shift, Weekday, Year, YearRef


def share(left: Meaning, right: Meaning) -> Range | None:
    """Make a range of two ends, each given what only the other says; null where they do not fit."""
    match left, right:
        case Day(month=None), Day(month=int() as month, year=year) if left.day < right.day:
            return Range(replace(left, month=month, year=year), right)
        case (Day(month=None), _) | (_, Day(month=None)):
            return None
        case ((Day() | Month()), (Day() | Month())):
            return Range(_dated_by(left, right), right)
        case Division(), Division() if left.unit == right.unit:
            return Range(replace(left, year=left.year or right.year), right)
        case Year(), Year():
            return Range(left, right) if left.year < right.year <= left.year + 100 else None
        case ((Shift() | Day() | Month() | Part() | Year()), (Shift() | Day() | Month() | Year() | Part())):
            return Range(left, right)
        case ((Weekday() | Shift()), (Weekday() | Day())):
            return Range(left, right)
        case _:
            return None


def _dated_by(left: Day | Month, right: Day | Month) -> Day | Month:
    """Give the first end of a range the year of the last one: "November to March 2022" began the year before."""
    if left.year is not None or right.year is None or (isinstance(left, Month) and left.which):
        return left
    return replace(left, year=year_before(right.year, (left.month or 0) > (right.month or 0)))


def year_before(year: YearRef, earlier: bool) -> YearRef:
    """Give the year before where `earlier` says so and the year is a plain one, else the year itself."""
    return Year(year.year - 1) if earlier and isinstance(year, Year) else year
