"""Productions for periods that go by names and numbers of their own: fiscal years, quarters, halves, seasons, decades.

A production takes lexemes and an index and gives a meaning with the index behind it, or null.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, Literal

from pipeline.timex.absolute import full_year
from pipeline.timex.expression import Division, Era, FiscalYear, Part, Shift, Year
from pipeline.timex.lexemes import Lexemes, at, glued, skip
from pipeline.timex.points import day, year_number, year_reference
from pipeline.timex.words import DECADE_WORDS, FISCAL, OFFSETS, ORDINALS, SEASONS, WHICH

_MIXED_YEAR = re.compile(r"(fy|q[1-4]|h[12]|[1-4]q|[12]h)(\d{4}|\d{2})?")
_DIVISIONS: Final[dict[str, Literal["quarter", "half"]]] = {"quarter": "quarter", "half": "half"}


def fiscal_year(lexemes: Lexemes, i: int) -> tuple[FiscalYear, int] | None:
    """Read "fiscal year 2024", "FY 2024-25", "FY24", "2024 fiscal year", "the fiscal year ending June 30, 2024"."""
    word = at(lexemes, i).lower
    if word in WHICH and at(lexemes, i + 1).lower in FISCAL and at(lexemes, i + 2).lower == "year":
        return FiscalYear(Shift("year", OFFSETS[WHICH[word]])), i + 3
    mixed = _MIXED_YEAR.fullmatch(word)
    if mixed and mixed[1] == "fy":
        if mixed[2]:
            digits = mixed[2]
            return _fiscal(lexemes, int(digits) + (2000 if len(digits) == 2 else 0), i + 1)
        found = year_number(lexemes, i + 1)
        return _fiscal(lexemes, *found) if found else None
    if word in FISCAL:
        j = skip(lexemes, i + 1, "year", "years")
        found = year_number(lexemes, j)
        if found:
            return _fiscal(lexemes, *found)
        if j > i + 1 and at(lexemes, j).lower in {"ending", "ended", "ends"}:
            closing = day(lexemes, skip(lexemes, j + 1, "on"))
            if closing:
                return FiscalYear(closing[0].year, closing[0]), closing[1]
        return None
    found = year_number(lexemes, i)
    if found:
        meaning, j = _fiscal(lexemes, *found)
        if at(lexemes, j).lower in FISCAL and at(lexemes, j + 1).lower in {"year", "years", "budget"}:
            return meaning, j + 2 if at(lexemes, j + 1).lower != "budget" else j + 1
    return None


def year_end(lexemes: Lexemes, i: int) -> tuple[Part, int] | None:
    """Read "year-end", "year end 2024", "year's end"."""
    j = i + 1
    if at(lexemes, j).lower in {"'", "’"} and at(lexemes, j + 1).text == "s":
        j += 2
    j = skip(lexemes, j, "-")
    unit: Literal["year", "month"] = "year" if at(lexemes, i).lower == "year" else "month"
    if at(lexemes, j).lower != "end" or at(lexemes, i - 1).lower in {"-", "fiscal", "financial"}:
        return None
    dated = year_reference(lexemes, j + 1) if unit == "year" else None
    return Part("END", dated[0] if dated and dated[0] else Shift(unit, 0)), dated[1] if dated else j + 1


def _fiscal(lexemes: Lexemes, year: int, i: int) -> tuple[FiscalYear, int]:
    """Make the fiscal year whose number ends before `i`, with the second year of "2023-24"."""
    split = (
        at(lexemes, i).lower in {"-", "/"}
        and len(at(lexemes, i + 1).text) in {2, 4}
        and bool(at(lexemes, i + 1).number)
    )
    return FiscalYear(Year(year), split=split), i + 2 if split else i


def division(lexemes: Lexemes, i: int) -> tuple[Division | FiscalYear, int] | None:
    """Read a quarter, half or season: "the first quarter of 2025", "Q3 2024", "2024 H1", "spring 2024", "this summer"."""
    word = at(lexemes, i).lower
    named = _MIXED_YEAR.fullmatch(word)
    if named and named[1] != "fy":
        unit, index = _coded(named[1])
        if named[2]:
            return Division(unit, index, Year(int(named[2]) + (2000 if len(named[2]) == 2 else 0))), i + 1
        dated = year_reference(lexemes, i + 1)
        return (Division(unit, index, dated[0]), dated[1]) if dated else (Division(unit, index), i + 1)
    found = year_number(lexemes, i)
    if found and (named := _MIXED_YEAR.fullmatch(at(lexemes, i + 1).lower)) and named[1] != "fy" and not named[2]:
        return Division(*_coded(named[1]), Year(found[0])), i + 2
    return _ordinal_division(lexemes, i) or _season(lexemes, i)


def _coded(code: str) -> tuple[Literal["quarter", "half"], int]:
    """Read "q3" and "h1"."""
    return ("quarter" if "q" in code else "half"), int(code.strip("qh"))


def _ordinal_division(lexemes: Lexemes, i: int) -> tuple[Division | FiscalYear, int] | None:
    word = at(lexemes, i)
    index = word.ordinal or ORDINALS.get(word.lower) or {"final": -1, "last": -1}.get(word.lower)
    j = skip(lexemes, i + 1, "-")
    unit = _DIVISIONS.get(at(lexemes, j).lower)
    if index is None or unit is None or (word.lower == "last" and unit == "quarter"):
        return None
    size = 4 if unit == "quarter" else 2
    index = size if index == -1 else index
    if index > size:
        return None
    dated = year_reference(lexemes, j + 1)
    if dated is None and (nested := fiscal_year(lexemes, skip(lexemes, skip(lexemes, j + 1, "of"), "the"))):
        return replace(nested[0], end=None, part=f"{unit[0].upper()}{index}"), nested[1]
    if dated is None and unit == "half":
        return None  # of a match, a story, a building
    return (Division(unit, index, dated[0]), dated[1]) if dated else (Division(unit, index), j + 1)


def _season(lexemes: Lexemes, i: int) -> tuple[Division, int] | None:
    which = WHICH.get(at(lexemes, i).lower)
    j = i + 1 if which else i
    index = SEASONS.get(at(lexemes, j).lower)
    if index is None:
        found = year_number(lexemes, i)
        if found and at(lexemes, i + 1).lower in SEASONS and at(lexemes, i + 1).lower != "fall":
            return Division("season", SEASONS[at(lexemes, i + 1).lower], Year(found[0])), i + 2
        return None
    if which:
        return Division("season", index, None, which), j + 1
    dated = year_reference(lexemes, j + 1)
    if dated:
        return Division("season", index, dated[0]), dated[1]
    before, follow = at(lexemes, i - 1).lower, at(lexemes, j + 1)
    before = at(lexemes, i - 2).lower if before == "the" else before
    if before == "in" or (before in {"since", "until", "till", "by", "before"} and not follow.text.isalpha()):
        return Division("season", index), j + 1
    return None


def era(lexemes: Lexemes, i: int) -> tuple[Era, int] | None:
    """Read a decade or a century: "the 1990s", "the '90s", "the nineties", "the 21st century"."""
    word = at(lexemes, i)
    if re.fullmatch(r"(1[5-9]|20)\d0s", word.lower):
        first = int(word.text[:4])
        return Era("decade", first, first + 9), i + 1
    if (first_year := _possessive_decade(lexemes, i)) is not None:
        return Era("decade", first_year, first_year + 9), i + 3
    if word.lower in {"'", "’", "‘"} and glued(lexemes, i) and re.fullmatch(r"\d0s", at(lexemes, i + 1).lower):
        first = 1900 + int(at(lexemes, i + 1).text[:2])
        return Era("decade", first, first + 9), i + 2
    if at(lexemes, i - 1).lower == "the" and word.lower in DECADE_WORDS:
        first = 1900 + DECADE_WORDS[word.lower]
        return Era("decade", first, first + 9), i + 1
    before = at(lexemes, i - 1).lower
    led = (
        before == "the"
        or (before in {"late", "early", "mid", "-"} and at(lexemes, i - 3 if before == "-" else i - 2).lower == "the")
        or (before in {"and", "or"} and re.fullmatch(r"\d0s", at(lexemes, i - 2).lower))
    )
    if led and re.fullmatch(r"[2-9]0s", word.lower):
        first = 1900 + int(word.text[:2])
        return Era("decade", first, first + 9), i + 1
    index = word.ordinal or ORDINALS.get(word.lower)
    j = i + 1
    if index is None and word.lower == "twenty" and at(lexemes, i + 1).lower == "-":
        index, j = 20 + ORDINALS.get(at(lexemes, i + 2).lower, 0), i + 3
    if index is None and word.number and at(lexemes, i + 1).lower in {"st", "nd", "rd", "th"}:
        index, j = word.number, i + 2
    j = skip(lexemes, j, "-")
    if index and 10 <= index <= 22 and at(lexemes, j).lower == "century":
        return Era("century", index * 100 - 99, index * 100), j + 1
    return None


def _possessive_decade(lexemes: Lexemes, i: int) -> int | None:
    """Read "the 1990's": four pieces, of which the year begins the second."""
    year = full_year(at(lexemes, i))
    if year is None or year % 10 or at(lexemes, i - 1).lower not in {"the", "early", "late", "mid"}:
        return None
    written = at(lexemes, i + 1).lower in {"'", "’"} and at(lexemes, i + 2).text == "s"
    return year if written and glued(lexemes, i) and glued(lexemes, i + 1) else None
