"""press_instruments: the phrases that name or describe an agreement."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from spacy.tokens import Doc

from pipeline.find.instrument_heads import head_of, is_plural
from pipeline.find.instruments import GROUP

# A text and its instruments, each with the kind that its head gives.
PHRASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "description": (
        "Acme Corporation signed a supply agreement with Borealis Group plc.",
        [("supply agreement", "open")],
    ),
    "proper name": (
        "They signed the Tidal Research Training Cooperation Agreement in May.",
        [("Tidal Research Training Cooperation Agreement", "open")],
    ),
    "parties are no part of the name": (
        "The Memorandum of Understanding on Youth Work between Norway and Kenya was signed.",
        [("Memorandum of Understanding on Youth Work", "memorandum")],
    ),
    "short form in brackets": (
        "Norway and Kenya signed a Memorandum of Understanding (MOU) in Oslo.",
        [("Memorandum of Understanding", "memorandum")],
    ),
    "phrase of several words": (
        "France and Germany exchanged letters of intent.",
        [("letters of intent", "memorandum")],
    ),
    "two names joined": (
        "Kenya joined the Convention on Fair Trade and the Protocol on Clean Seas.",
        [("Convention on Fair Trade", "treaty"), ("Protocol on Clean Seas", "treaty")],
    ),
    "counts and praise stay out": (
        "The two historic treaties were signed in Oslo.",
        [("treaties", "treaty")],
    ),
    "hyphen in the modifier": (
        "The Port of Oslo signed a ten-year lease.",
        [("ten-year lease", "contract")],
    ),
    "a small letter behind a hyphen": (
        "Norway and Kenya signed a Memorandum of Understanding on Multi-sectoral Grant Assistance.",
        [("Memorandum of Understanding on Multi-sectoral Grant Assistance", "memorandum")],
    ),
    "over a line wrap in the complement": (
        "Norway and Kenya signed the Memorandum of Understanding on Youth Work and\nFair Trade.",
        [("Memorandum of Understanding on Youth Work and\nFair Trade", "memorandum")],
    ),
    "the day is no part of the name": (
        "Norway joined the Convention on Salmon Fishing on 11 September 1993.",
        [("Convention on Salmon Fishing", "treaty")],
    ),
    "over a line wrap": (
        "Norway and Kenya have signed a memorandum\nof understanding on fisheries.",
        [("memorandum\nof understanding on fisheries", "memorandum")],
    ),
    "law": ("The Agreement Act was passed in 2012.", []),
    "modifier of another noun": ("The settlement rate rose in 2012.", []),
    "facility without money": ("The company opened a new facility in Oslo.", []),
    "facility of a lender": ("The bank opened a credit facility.", [("credit facility", "funding")]),
    "acronym inside an address": ("See example.org/press-release-mou-signing for more.", []),
}


@pytest.mark.parametrize("case", PHRASES)
def test_phrases(case: str, read: Callable[[str], Doc]) -> None:
    text, expected = PHRASES[case]
    assert [(span.text, span.label_) for span in read(text).spans[GROUP]] == expected


@pytest.mark.parametrize(
    ("text", "head", "plural"),
    [
        ("They signed a Memorandum of Understanding on Youth Work.", "Memorandum", False),
        ("They signed Memoranda of Understanding.", "Memoranda", True),
        ("Kenya and Norway signed two extradition treaties.", "treaties", True),
        ("Kenya and Norway signed the Oslo Accords.", "Accords", False),
    ],
)
def test_head_and_number(text: str, head: str, plural: bool, read: Callable[[str], Doc]) -> None:
    span = read(text).spans[GROUP][0]
    assert head_of(span).text == head
    assert is_plural(span) is plural


def test_spans_are_apart(read: Callable[[str], Doc]) -> None:
    doc = read(
        "Norway and Kenya signed a trade agreement, a tax treaty and a loan agreement. The agreements run for ten years."
    )
    spans = list(doc.spans[GROUP])
    assert all(a.end <= b.start for a, b in pairwise(spans))
