"""Sums of money: "$1.407 million", "US$ 16.4 million", "9.9 billion yuan", "between €2 and €3 billion" to amount and currency."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.lexicon import table

_UNITS = table("currencies")
_SCALES = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "mil": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_SIGN = "|".join(
    re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True) if not unit[0].isalpha() or not unit[-1].isalpha()
)
_WORD = "|".join(
    re.escape(unit).replace(r"\ ", r"\s+") for unit in sorted(_UNITS, key=len, reverse=True) if unit[-1].isalpha()
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:thousand|million|billion|trillion|mil|bn|mn|tn|k|m|b)\b"
# A unit stands before the number or behind its scale; digits and scale are one token run that spaCy cuts differently by currency.
_DIGIT = re.compile(r"\d")
_SUM = re.compile(
    rf"(?:(?<![\w])(?P<before>{_SIGN}|(?:{_WORD})\b\.?)\s?)?(?P<low>{_NUMBER})(?P<low_scale>[\s-]?{_SCALE})?"
    rf"(?:\s?(?:to|and|-|–)\s?(?:{_SIGN}|(?:{_WORD})\b)?\s?(?P<high>{_NUMBER})(?P<high_scale>[\s-]?{_SCALE})?)?"
    rf"(?:[\s-](?P<after>{_WORD})\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum at characters [start, end): `amount`, `amount_max` (of a range, else null) in the unit `currency` (ISO 4217)."""

    start: int
    end: int
    amount: float
    amount_max: float | None
    currency: str


def sums(text: str) -> list[Sum]:
    """The sums of money in a text, in order. A number without a currency is none."""
    found: list[Sum] = []
    if _DIGIT.search(text) is None:
        return found
    for match in _SUM.finditer(text):
        unit = match["before"] or match["after"]
        if unit is None:
            continue
        currency = _UNITS.get(" ".join(unit.lower().split())) or _UNITS.get(unit.lower().rstrip("."))
        if currency is None:
            continue
        high_scale = _scale(match["high_scale"])
        low = float(match["low"].replace(",", "")) * (
            _scale(match["low_scale"]) or (high_scale if match["high"] else None) or 1.0
        )
        high = (
            float(match["high"].replace(",", "")) * (high_scale or _scale(match["low_scale"]) or 1.0)
            if match["high"]
            else None
        )
        end = (
            match.end()
            if match["high"] is None or high is None or high > low
            else match.end("low_scale" if match["low_scale"] else "low")
        )
        found.append(
            Sum(
                match.start(), end, round(low, 2), round(high, 2) if high is not None and high > low else None, currency
            )
        )
    return found


def _scale(text: str | None) -> float | None:
    return _SCALES[text.strip().removeprefix("-").lower()] if text else None
