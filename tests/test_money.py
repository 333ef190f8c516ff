"""Sums of money: amount, range and currency."""

from __future__ import annotations

import pytest

from pipeline.relate.agreements.money import sums

# A text and its sums: what is written, the amount, the top of a range, the currency.
SUMS: list[tuple[str, list[tuple[str, float, float | None, str]]]] = [
    ("a loan of $2.5 million", [("$2.5 million", 2_500_000, None, "USD")]),
    ("a $400,000 grant", [("$400,000", 400_000, None, "USD")]),
    ("US$ 7.2 bn in all", [("US$ 7.2 bn", 7_200_000_000, None, "USD")]),
    ("for 9.9 billion yuan", [("9.9 billion yuan", 9_900_000_000, None, "CNY")]),
    ("some Japanese Yen 500 million", [("Japanese Yen 500 million", 500_000_000, None, "JPY")]),
    ("$5\tmillion or €3\u00a0bn", [("$5\tmillion", 5_000_000, None, "USD"), ("€3\u00a0bn", 3_000_000_000, None, "EUR")]),
    ("about EUR 90 million", [("EUR 90 million", 90_000_000, None, "EUR")]),
    ("Euro 18 million, it said", [("Euro 18 million", 18_000_000, None, "EUR")]),
    ("a S$49 million fund", [("S$49 million", 49_000_000, None, "SGD")]),
    ("Rs. 2,656.87 million", [("Rs. 2,656.87 million", 2_656_870_000, None, "rupee")]),
    ("$5-10 million", [("$5-10 million", 5_000_000, 10_000_000, "USD")]),
    ("between €2 and €3 billion", [("€2 and €3 billion", 2_000_000_000, 3_000_000_000, "EUR")]),
    ("£1.2m from one and £300k from another", [("£1.2m", 1_200_000, None, "GBP"), ("£300k", 300_000, None, "GBP")]),
    ("on 5 May 2024", []),
    ("60 aircraft of type 787", []),
    ("won 3 awards", []),
    ("2 million people", []),
]


@pytest.mark.parametrize(("text", "expected"), SUMS, ids=[text for text, _ in SUMS])
def test_sums(text: str, expected: list[tuple[str, float, float | None, str]]) -> None:
    assert [(text[s.start : s.end], s.amount, s.amount_max, s.currency) for s in sums(text)] == expected
