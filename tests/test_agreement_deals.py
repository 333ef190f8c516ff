"""press_agreements: deals told by promises, money that one lends another, shares that are bought, settlements of one side.

Each table has a text by the name of the case and what a reader would take from it; the module that knows the case is named above it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from tests.agreements_told import Told, by_name, told

ACME, BOREALIS = "Acme Corporation", "Borealis Group plc"
BANK = "Nordvik Savings Bank"

# What one body has agreed to do for another: pipeline.relate.agreements.promises.
PROMISES: dict[str, tuple[str, list[Told]]] = {
    "lend it": (
        "Acme Corporation said today that Nordvik Savings Bank has agreed to lend it $40 million.",
        [Told("funding", "signed", (ACME, BANK))],
    ),
    "agreed to deliver to": (
        "Acme Corporation has agreed to deliver 6,000 tonnes of barley a year to Borealis Group plc.",
        [Told("contract", "signed", (ACME, BOREALIS))],
    ),
    "will deliver": ("Acme Corporation will deliver 6,000 tonnes of barley a year to Borealis Group plc.", []),
    "a stake": (
        "Acme Corporation took a 30 per cent stake in Borealis Group plc.",
        [Told("venture", "signed", (ACME, BOREALIS))],
    ),
    "engaged to survey": (
        "The Ministry of Fisheries engaged Acme Corporation to survey the seabed.",
        [Told("contract", "signed", (ACME, "Ministry of Fisheries"))],
    ),
}

# Loans and purchases: pipeline.relate.agreements.parties, pipeline.relate.agreements.verbal.
SIDES: dict[str, tuple[str, list[Told]]] = {
    "a loan from one to another": (
        "A loan of up to $180 million from Nordvik Savings Bank to Acme Corporation was signed on 3 May 2024.",
        [Told("funding", "signed", (ACME, BANK), date="2024-05-03")],
    ),
    "a loan led by": (
        "Acme Corporation has secured a EUR 90 million syndicated loan led by Nordvik Savings Bank.",
        [Told("funding", "signed", (ACME, BANK))],
    ),
    "shares bought from another": (
        "Acme Corporation will acquire 100% of the shares of Tern Foods Ltd. from Borealis Group plc.",
        [Told("venture", "planned", (ACME, BOREALIS))],
    ),
    "the business of another": (
        "Acme Corporation took over Borealis Limited's media business.",
        [Told("venture", "signed", (ACME, "Borealis Limited"))],
    ),
}

# How a deal stands: pipeline.relate.agreements.status, pipeline.relate.agreements.commissions.
STANDING: dict[str, tuple[str, list[Told]]] = {
    "agreed a ceasefire": (
        "Kenya and Tanzania agreed a ceasefire.",
        [Told("settlement", "signed", ("Kenya", "Tanzania"))],
    ),
    "severed": (
        "Acme Corporation severed its carriage contract with Borealis Group plc.",
        [Told("contract", "ended", (ACME, BOREALIS))],
    ),
    "is being drawn up": (
        "A design contract with Acme Corporation is being drawn up by the Port Authority.",
        [Told("contract", "planned", (ACME, "Port Authority"))],
    ),
    "a donation handed over": (
        "Acme Corporation handed over a donation of $3 million to the University of Elms.",
        [Told("funding", "signed", (ACME, "University of Elms"))],
    ),
    "urged that it be signed": (
        "Norway and Kenya urged that the Trade Accord between Norway and Kenya be signed by both sides.",
        [Told("treaty", "planned", ("Kenya", "Norway"))],
    ),
    "consented to its conclusion": (
        "The cabinet consented to the conclusion of the Memorandum of Understanding between the Ministry of Health and the University of Elms.",
        [Told("memorandum", "planned", ("Ministry of Health", "University of Elms"))],
    ),
    "launched negotiations": (
        "Norway and Kenya launched negotiations on a free trade agreement.",
        [Told("treaty", "planned", ("Kenya", "Norway"))],
    ),
    "led under a contract": (
        "The team was led by Acme Corporation under a contract with the University of Elms.",
        [Told("contract", "in_force", (ACME, "University of Elms"))],
    ),
    "paid from a loan": (
        "Acme Corporation will fund the works from a term loan from Nordvik Savings Bank.",
        [Told("funding", "in_force", (ACME, BANK))],
    ),
    "talks about a sale": (
        "Acme Corporation is in talks with Borealis Group plc about a sale of its mill.",
        [Told("venture", "planned", (ACME, BOREALIS))],
    ),
}

# The issuer on the other side: pipeline.relate.agreements.own_party.
OWN: dict[str, tuple[str, list[Told]]] = {
    "with one alone": (
        "Acme Corporation today announced its results. The option agreement with Borealis Group plc lapsed on 24 October 2023.",
        [Told("contract", "ended", (ACME, BOREALIS), date="2023-10-24")],
    ),
    "the paragraph speaks of another": (
        "Acme Corporation today announced its results.\n\nThe University of Elms left. The lease with Borealis Group plc lapsed on 24 October 2023.",
        [Told("contract", "ended", (BOREALIS,), date="2023-10-24")],
    ),
}

# Who settles: pipeline.relate.agreements.settlements.
ACCUSED: dict[str, tuple[str, list[Told]]] = {
    "allegations that": (
        "The Justice Department today announced a settlement to resolve allegations that Acme Corporation misled its workers.",
        [Told("settlement", "signed", (ACME, "Justice Department"))],
    ),
    "a settlement that requires": (
        "The Justice Department has reached a settlement that will require Acme Corporation to sell its mill.",
        [Told("settlement", "signed", (ACME, "Justice Department"))],
    ),
    "behind a clause": (
        "Under his plea agreement, which is subject to court approval, Karin Lim has agreed to serve six months in jail.",
        [Told("settlement", "signed", ("Karin Lim",))],
    ),
    "filed with a lawsuit": (
        "The Justice Department filed a lawsuit and consent decree to resolve allegations that Acme Corporation misled its workers.",
        [Told("settlement", "signed", (ACME, "Justice Department"))],
    ),
}

# The kind that words of the name give: pipeline.relate.agreements.kinds.
KINDS: dict[str, tuple[str, list[Told]]] = {
    "sponsored": (
        "Acme Corporation and the University of Elms signed a sponsored research agreement.",
        [Told("funding", "signed", (ACME, "University of Elms"))],
    ),
    "a grant contract": (
        "Acme Corporation and the University of Elms signed a grant contract.",
        [Told("funding", "signed", (ACME, "University of Elms"))],
    ),
    "heads of terms": (
        "Acme Corporation signed heads of terms with Borealis Group plc.",
        [Told("memorandum", "signed", (ACME, BOREALIS))],
    ),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(*case, id=name)
        for table in (PROMISES, SIDES, STANDING, OWN, ACCUSED, KINDS)
        for name, case in table.items()
    ],
)
def test_deals(text: str, expected: list[Told], read: Callable[[str], Doc]) -> None:
    assert by_name(told(read(text))) == expected
