"""press_agreements: agreements that only the words around a noun tell: papers that are signed, sums with their giver, sponsors.

Each table has a text by the name of the case and what a reader would take from it; the module that knows the case is named above it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from tests.agreements_told import Told, by_name, told

ACME, BOREALIS = "Acme Corporation", "Borealis Group plc"
ELMS = "University of Elms"
FISHERIES = "Ministry of Fisheries"

# Papers and relations: pipeline.find.papers.
PAPERS: dict[str, tuple[str, list[Told]]] = {
    "a framework signed": (
        "The Ministry of Fisheries and the University of Elms signed the Country Programming Framework for 2026 to 2029.",
        [Told("cooperation", "signed", (FISHERIES, ELMS))],
    ),
    "a road map signed": (
        "The Ministry of Fisheries and the University of Elms signed a road map on joint degrees.",
        [Told("cooperation", "signed", (FISHERIES, ELMS))],
    ),
    "a plan of one alone": ("Senator Nora Beck signed a plan to build schools.", []),
    "a plan that nobody signs": ("Acme Corporation said that its plan was approved by the Ministry of Fisheries.", []),
    "a collaboration announced": (
        "Acme Corporation announced its collaboration with Borealis Group plc.",
        [Told("cooperation", "signed", (ACME, BOREALIS))],
    ),
    "in collaboration": ("The talks were held in close collaboration with Acme Corporation.", []),
    "a transaction announced": (
        "Acme Corporation announced a strategic transaction with Borealis Group plc.",
        [Told("venture", "signed", (ACME, BOREALIS))],
    ),
    "a letter of support": (
        "A Letter of Support was issued by the Ministry of Fisheries to Acme Corporation.",
        [Told("memorandum", "signed", (ACME, FISHERIES))],
    ),
    "an assurance": (
        "Acme Corporation entered into an Assurance of Voluntary Compliance with the Ministry of Fisheries.",
        [Told("settlement", "signed", (ACME, FISHERIES))],
    ),
    "a term facility": (
        "Acme Corporation has signed a term facility of EUR 30 million with Nordvik Savings Bank.",
        [Told("funding", "signed", (ACME, "Nordvik Savings Bank"))],
    ),
}

# Sums and prolongations: pipeline.relate.agreements.given.
GIVEN: dict[str, tuple[str, list[Told]]] = {
    "a grant welcomed": (
        "The Ministry of Fisheries also welcomed a $3.8 million grant from Acme Corporation for cold stores.",
        [Told("funding", "signed", (ACME, FISHERIES))],
    ),
    "an award used": (
        "The University of Elms would evaluate the scheme with a £310,000 award from Acme Corporation.",
        [Told("funding", "signed", (ACME, ELMS))],
    ),
    "a sum to be used": (
        "The Ministry of Fisheries plans to use a $3 million loan from Acme Corporation.",
        [Told("funding", "planned", (ACME, FISHERIES))],
    ),
    "not renewed": (
        "The University of Elms said that a supply contract with Acme Corporation was not renewed.",
        [Told("contract", "ended", (ACME, ELMS))],
    ),
    "granted to": (
        "A licence agreement on the enzyme, granted to Acme Corporation in 2022, was terminated.",
        [Told("contract", "ended", (ACME,))],
    ),
}

# Sponsors and partners: pipeline.relate.agreements.alliances; sellers: pipeline.relate.agreements.commissions.
PARTNERS: dict[str, tuple[str, list[Told]]] = {
    "named as sponsor": (
        "The University of Elms has named Acme Corporation as its title sponsor.",
        [Told("funding", "signed", (ACME, ELMS))],
    ),
    "an official partner": (
        "Acme Corporation becomes the official banking partner of the University of Elms.",
        [Told("cooperation", "signed", (ACME, ELMS))],
    ),
    "a partner in words": ("Acme Corporation has become a partner of the University of Elms in the fight against waste.", []),
    "whose what is sold was": (
        "Acme Corporation completed the sale of its Tornio unit to Borealis Group plc.",
        [Told("venture", "signed", (ACME, BOREALIS))],
    ),
    "an acquisition announced": (
        "Acme Corporation announced the acquisition of Borealis Group plc.",
        [Told("venture", "signed", (ACME, BOREALIS))],
    ),
    "to be acquired": (
        "Acme Corporation has entered into a definitive agreement to be acquired by Borealis Group plc for $400 million.",
        [Told("venture", "signed", (ACME, BOREALIS))],
    ),
    "stock purchase": (
        "Acme Corporation signed a stock purchase agreement with Borealis Group plc.",
        [Told("venture", "signed", (ACME, BOREALIS))],
    ),
    "a venture of two": (
        "The bridge was built by Fjord Works, a joint venture of Acme Corporation and Borealis Group plc.",
        [Told("venture", "in_force", (ACME, BOREALIS))],
    ),
    "contracted for": (
        "Acme Corporation has contracted Borealis Group plc for Front-End Engineering Design services.",
        [Told("contract", "signed", (ACME, BOREALIS))],
    ),
    "approved for": (
        "Nordvik Savings Bank has approved a financing package of $250 million for the Ministry of Fisheries.",
        [Told("funding", "signed", ("Nordvik Savings Bank", FISHERIES))],
    ),
    "to be signed by those told before": (
        "The University of Elms signed a memorandum with Acme Corporation in May. A student exchange agreement will be signed in July.",
        [Told("memorandum", "signed", (ACME, ELMS)), Told("cooperation", "planned", (ACME, ELMS))],
    ),
    "in the form of": (
        "The University of Elms has settled with Acme Corporation. The settlement, in the form of a consent judgment, ends it.",
        [Told("settlement", "signed", (ACME, ELMS))],
    ),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=name) for table in (PAPERS, GIVEN, PARTNERS) for name, case in table.items()],
)
def test_given(text: str, expected: list[Told], read: Callable[[str], Doc]) -> None:
    assert by_name(told(read(text))) == by_name(expected)
