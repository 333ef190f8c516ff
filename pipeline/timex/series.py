"""Several dates that share a month or a year: "June 3 and 5", "3, 5 and 7 June", "March, April and May 2020"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pipeline.timex import points, ranges, words
from pipeline.timex.expression import Day, Month, Range, TimexExpression
from pipeline.timex.lexemes import Lexemes, at, skip
from pipeline.timex.places import Places

Listed = tuple[list[TimexExpression], int]
_BEHIND_DAY: Final = frozenset({"at", "in", "and", "to", "for", "on", "with", "the", "from"})


class Series(Places):
    """Reader of such lists in a line."""

    def several(self, i: int) -> Listed | None:
        """Read dates that share a month or a year: "June 3 and 5", "3, 5 and 7 June", "March, April and May 2020".

        Days that follow one another ("18 and 19 February") are one stretch of days, as a reader takes them.
        """
        word = at(self._lexemes, i).lower
        if word[0].isdecimal():
            return self._days_before_month(i)
        if word not in words.MONTHS and word not in words.WEEKDAYS:
            return None
        lead = self.simple(i)
        if lead and lead.rule == "day" and isinstance(lead.meaning, Day):
            return self._days_behind_month(i, lead.meaning, lead.end)
        return self._months_with_year(i)

    def _days_behind_month(self, i: int, lead: Day, end: int) -> Listed | None:
        """Read "June 3 and 5, 2024": bare days behind a month and day."""
        lexemes = self._lexemes
        places, j = [(lead, i, end)], end
        while lead.year is None:
            k = _joint(lexemes, j)
            numbered = points.day_number(lexemes, k) if k and not points.clocked(lexemes, k) else None
            if k is None or not numbered or numbered[0] <= places[-1][0].day or points.day(lexemes, k):
                break
            follow = at(lexemes, numbered[1])
            if follow.text.isalpha() and follow.lower not in _BEHIND_DAY:
                break  # "June 3 and 12 people"
            places.append((Day(numbered[0], lead.month), k, numbered[1]))
            j = numbered[1]
        if len(places) < 2:
            return None
        year, end = points.year_reference(lexemes, j) or (None, j)
        return self._stretch([(replace(day, year=year), k, behind) for day, k, behind in places], end), end

    def _days_before_month(self, i: int) -> Listed | None:
        """Read "18 and 19 February 2014", "3, 5 and 7 June": bare days before a day and month."""
        places: list[tuple[int, int, int]] = []
        j = i
        while True:
            whole = points.day(self._lexemes, j)
            if whole and places:
                last, end = whole
                days = [(Day(number, last.month, last.year), k, behind) for number, k, behind in places]
                return self._stretch([*days, (last, j, end)], end), end
            numbered = points.day_number(self._lexemes, j)
            if whole or not numbered or (places and numbered[0] <= places[-1][0]):
                return None
            joint = _joint(self._lexemes, numbered[1])
            if joint is None:
                return None
            places.append((numbered[0], j, numbered[1]))
            j = joint

    def _months_with_year(self, i: int) -> Listed | None:
        """Read "March, April and May 2020": bare months before a month and year."""
        places: list[tuple[int, int, int]] = []
        j = i
        while True:
            whole = self.simple(j)
            if not whole or not isinstance(whole.meaning, Month) or whole.meaning.which:
                return None
            last = whole.meaning
            if last.year is not None:
                if not places:
                    return None
                months = [
                    self.expression(k, behind, "month_list", Month(n, ranges.year_before(last.year, n > last.month)))
                    for n, k, behind in places
                ]
                return [*months, self.expression(j, whole.end, "month", last)], whole.end
            joint = _joint(self._lexemes, whole.end)
            if joint is None:
                return None
            places.append((last.month, j, whole.end))
            j = joint

    def _stretch(self, days: list[tuple[Day, int, int]], end: int) -> list[TimexExpression]:
        numbers = [day.day for day, _, _ in days]
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            return [self.expression(days[0][1], end, "day_stretch", Range(days[0][0], days[-1][0]))]
        made = [self.expression(first, behind, "day_list", day) for day, first, behind in days[:-1]]
        day, first, _ = days[-1]
        return [*made, self.expression(first, end, "day_list", day)]


def _joint(lexemes: Lexemes, i: int) -> int | None:
    """Give the index behind "and", "&", "or", a comma, or a comma and "and"."""
    j = skip(lexemes, i, ",")
    k = skip(lexemes, j, "and", "&", "or")
    return k if k > i else None
