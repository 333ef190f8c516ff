"""press_agreements: agreements told beside one another, by several names, or for the second time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline import records
from tests.agreements_told import Told, by_name, told

ELMS, BERGEN, TURKU = "University of Elms", "University of Bergen", "University of Turku"
BOTH = (BERGEN, ELMS)
SIGNED = "The University of Elms and the University of Bergen signed a Memorandum of Understanding on 3 May 2024. "

# A second agreement of those who made the first: pipeline.relate.agreements.standing.follows, pipeline.relate.agreements.governor.
SECOND: dict[str, tuple[str, list[Told]]] = {
    "still to be signed": (
        SIGNED + "A student exchange agreement will be signed in July 2024.",
        [
            Told("memorandum", "signed", BOTH, date="2024-05-03"),
            Told("cooperation", "planned", BOTH, date="2024-07"),
        ],
    ),
    "going to be signed": (
        SIGNED + "A Double Degree Agreement in forestry is going to be signed in June 2024.",
        [
            Told("memorandum", "signed", BOTH, date="2024-05-03"),
            Told("cooperation", "planned", BOTH, date="2024-06"),
        ],
    ),
    "a time between verb and agreement": (
        SIGNED + "The two universities also extended for five years the Inter-Institutional Agreement on staff mobility.",
        [Told("memorandum", "signed", BOTH, date="2024-05-03"), Told("cooperation", "renewed", BOTH, date="2024-05-03")],
    ),
    "a sum between agreement and verb": (
        "Three days before, on Saturday, a Grant Agreement of EUR 4 million for early warning of floods was concluded between Acme Corporation and the Maren Foundation.",
        [Told("funding", "signed", ("Acme Corporation", "Maren Foundation"))],
    ),
    "not renewed": (
        "The 2018 agreement between the University of Elms and the University of Turku was not renewed.",
        [Told("other", "ended", (ELMS, TURKU), date="2018")],
    ),
    "a new one for what has ended": (
        (
            "In 2015 the University of Elms signed a Memorandum of Understanding with the University of Turku. That memorandum has expired. "
            "The University of Elms will sign a new Memorandum of Understanding with the University of Turku in May 2031."
        ),
        [
            Told("memorandum", "ended", (ELMS, TURKU), date="2015"),
            Told("memorandum", "planned", (ELMS, TURKU), date="2031-05"),
        ],
    ),
    "of agreement beside of understanding": (
        SIGNED + "The University of Elms and the University of Bergen also signed a Memorandum of Agreement (MoA) on joint degrees.",
        [Told("memorandum", "signed", BOTH, date="2024-05-03"), Told("memorandum", "signed", BOTH, date="2024-05-03")],
    ),
    "a lease and a contract, each with another": (
        "The City of Elms entered into a lease with Acme Corporation and a service contract with Borealis Group plc on 3 May 2024.",
        [
            Told("contract", "signed", ("Acme Corporation", "City of Elms"), date="2024-05-03"),
            Told("contract", "signed", ("Borealis Group plc", "City of Elms"), date="2024-05-03"),
        ],
    ),
    "as well as an agreement": (
        (
            "The visit saw the signing of a Memorandum of Understanding between the University of Elms and the University of Bergen, "
            "as well as an agreement on student exchange."
        ),
        [Told("memorandum", "signed", BOTH), Told("cooperation", "signed", BOTH)],
    ),
    "three in a row": (
        (
            "The rectors of the University of Elms and the University of Bergen signed the Framework Agreement of Academic Cooperation, "
            "a Specific Agreement for a double degree in oceanography, and a Joint Research Agreement on red tide."
        ),
        [Told("cooperation", "signed", BOTH)] * 3,
    ),
    "renewed, first signed before": (
        "The University of Elms and the University of Bergen renewed their Memorandum of Understanding, first signed in 2011, on 3 May 2024.",
        [Told("memorandum", "renewed", BOTH, date="2024-05-03")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SECOND.values(), ids=SECOND)
def test_second_agreements(text: str, expected: list[Told], read: Callable[[str], Doc]) -> None:
    assert by_name(told(read(text))) == expected


# One agreement, whatever it is called, and the name that is the fullest.
ONE: dict[str, tuple[str, str]] = {
    "long form beside an acronym": (
        "The University of Elms signed a renewed MoU with the University of Bergen. The Memorandum of Understanding was signed by Karin Lim.",
        "Memorandum of Understanding",
    ),
    "an agreement that is praised": (
        (
            "The University of Elms and Acme Corporation have signed a significant agreement. The Memorandum of Cooperation (MoC) was signed "
            "on 3 May 2024 by Karin Lim, Rector of the University of Elms. The pact covers laboratories."
        ),
        "Memorandum of Cooperation",
    ),
    "a pact in the headline": (
        (
            "Elms City, Bergen sign sister-city pact\n\nELMS – The City of Elms and the City of Bergen have signed a Memorandum of Agreement. "
            "“This pact will last,” said Mayor Karin Lim.\n"
        ),
        "Memorandum of Agreement",
    ),
    "the paper of a settlement": (
        (
            "Attorney General Karin Lim announced that her office has reached an agreement with Acme Corporation. Under the Consent Judgment, "
            "filed on 3 May 2024 in Elms County District Court, Acme will pay $3 million. The settlement ends a long case."
        ),
        "Consent Judgment",
    ),
    "what a deal ends": (
        "Acme Corporation has reached an agreement with Borealis Group plc that ends a quarrel over pipes.",
        "agreement",
    ),
    "approved by a council": (
        "The City of Elms and the City of Turku signed a Sister City Agreement on 3 May 2024. The Agreement was approved by the Elms City Council.",
        "Sister City Agreement",
    ),
}


@pytest.mark.parametrize(("text", "name"), ONE.values(), ids=ONE)
def test_one_agreement(text: str, name: str, read: Callable[[str], Doc]) -> None:
    found = records.get(read(text), records.Agreement)
    assert [(a.name, a.status) for a in found] == [(name, "signed")]


# What only stands in the title of something else: pipeline.relate.agreements.works.
TITLES: dict[str, str] = {
    "a seminar": "Karin Lim led a seminar on the Convention on Biological Diversity at the University of Elms.",
    "a project": "The project “Agreement for Life” was presented at the University of Elms by Karin Lim.",
    "a study": "The study “The Treaty of Elms and its Readers” was written by Karin Lim.",
}


@pytest.mark.parametrize("case", TITLES)
def test_titles_of_works(case: str, read: Callable[[str], Doc]) -> None:
    assert told(read(TITLES[case])) == []
