"""press_agreements: the cases of grammar and discourse by which agreements, those bound and those who sign are told.

Each table has a text by the name of the case and what a reader would take from it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline import records
from pipeline.records import Mention, Party
from tests.agreements_told import Told, told

ACME, BOREALIS = "Acme Corporation", "Borealis Group plc"
ELMS, BERGEN, TURKU = "University of Elms", "University of Bergen", "University of Turku"
FOUNDATION = "Maren Foundation"

# Which word governs an agreement: pipeline.relate.agreements.governor.
DEEDS: dict[str, tuple[str, list[Told]]] = {
    "is to be signed": (
        "A supply contract between Acme Corporation and Borealis Group plc is to be signed in February 2031.",
        [Told("contract", "planned", (ACME, BOREALIS), date="2031-02")],
    ),
    "is expected to be signed": (
        "A student exchange agreement between the University of Elms and the University of Bergen is expected to be signed in May 2031.",
        [Told("cooperation", "planned", (ELMS, BERGEN), date="2031-05")],
    ),
    "put their names to": (
        (
            "Karin Lim, President of Acme Corporation, and Jonas Berg, Rector of the University of Elms, put their names to a research agreement on "
            "3 May 2024."
        ),
        [Told("cooperation", "signed", (ACME, ELMS), ("Karin Lim", "Jonas Berg"), "2024-05-03")],
    ),
    "a participle behind a comma": (
        "The Larnvik Truce, concluded on 14 October 1998 between Chad and Cameroon, holds to this day.",
        [Told("settlement", "signed", ("Chad", "Cameroon"), date="1998-10-14")],
    ),
    "how it ended": (
        "A cooperation agreement between the University of Elms and the University of Bergen expired in December 2021.",
        [Told("cooperation", "ended", (ELMS, BERGEN), date="2021-12")],
    ),
    "names between verb and agreement": (
        "On 15 November 2024 the Maren Foundation awarded Acme Corporation a contract worth $9 million.",
        [Told("contract", "signed", (FOUNDATION, ACME), date="2024-11-15")],
    ),
    "since it was made": (
        (
            "Acme Corporation and Borealis Group plc met in Oslo. The two companies have known each other since a memorandum of "
            "understanding between them was concluded in March 2024."
        ),
        [Told("memorandum", "signed", (ACME, BOREALIS), date="2024-03")],
    ),
    "a clause behind the last noun of the name": (
        (
            "The University of Elms and the University of Bergen met in Oslo. The work carries out the Framework Agreement on Cooperation "
            "in the Peaceful Uses of Open Water, which the two universities concluded in 2016."
        ),
        [Told("cooperation", "signed", (ELMS, BERGEN), date="2016")],
    ),
    "an assembly adopts": (
        "The General Assembly adopted the Oslo Convention on Mediation.",
        [Told("treaty", "signed", ())],
    ),
    "a treaty that turns out to be a convention": (
        "Ministers arrived in Oslo for the signing of a new treaty on mediation. The Oslo Convention on Mediation was signed on 7 August 2019.",
        [Told("treaty", "signed", (), date="2019-08-07")],
    ),
    "towns": (
        "The twinning agreement between the City of Elmsbury and the Town of Saint-Aubin was signed in May 2024.",
        [Told("cooperation", "signed", ("City of Elmsbury", "Town of Saint-Aubin"), date="2024-05")],
    ),
    "with which": (
        "Electricity comes from Borealis Group plc, with which Acme Corporation has a supply agreement.",
        [Told("contract", "in_force", (ACME, BOREALIS))],
    ),
    "under an existing agreement": (
        "Under an existing reseller agreement, Acme Corporation offers software of Borealis Group plc in Norway.",
        [Told("contract", "in_force", (ACME, BOREALIS))],
    ),
}

# A participle that tells who made an agreement, behind its name or its parties: pipeline.relate.agreements.making.
COUNCIL, UNION = "Pacific Council", "Baltic Union"
TOLD_ON = "OSLO, 3 May 2024 - "
MADE: dict[str, tuple[str, list[Told]]] = {
    "concluded by, then expired": (
        "The Taveuni Accord on reef protection, concluded by the Pacific Council and the Baltic Union in 2016, expired in 2023.",
        [Told("treaty", "ended", (COUNCIL, UNION), date="2016")],
    ),
    "concluded by, in a clause of regret": (
        "They regretted that the Mosvik Accord on tin, concluded by the Pacific Council and the Baltic Union in 2016, expired in 2023.",
        [Told("treaty", "ended", (COUNCIL, UNION), date="2016")],
    ),
    "reached by, with a short form": (
        "The Narvik Agreement on ferries (NAF), reached by the Nordic Council and the Baltic Assembly, has now expired.",
        [Told("other", "ended", ("Nordic Council", "Baltic Assembly"))],
    ),
    "signed by one with the other": (
        "The contract signed by Acme Corporation with Borealis Group plc has expired.",
        [Told("contract", "ended", (ACME, BOREALIS))],
    ),
    "signed by, then terminated": (
        "The supply agreement, signed by Acme Corporation and Borealis Group plc, was terminated in 2020.",
        [Told("contract", "ended", (ACME, BOREALIS), date="2020")],
    ),
    "an assembly adopts what has expired": (
        "The Universal Convention on Seeds, adopted by the General Assembly, expired in 2019.",
        [Told("treaty", "ended", (), date="2019")],
    ),
    "still to expire": (
        "The Oslo Accord on salmon, reached by Chad and Cameroon in 2012, will expire in 2031.",
        [Told("treaty", "signed", ("Chad", "Cameroon"), date="2012")],
    ),
    "behind the parties": (
        TOLD_ON
        + "The board welcomed the loan agreement between the Nordic Bank and the Taveuni Port Authority, signed yesterday by Anna Holm.",
        [Told("funding", "signed", ("Nordic Bank", "Taveuni Port Authority"), ("Anna Holm",), "2024-05-02")],
    ),
    "behind the parties without a comma": (
        TOLD_ON
        + "The mayor praised the cooperation agreement between the University of Elms and the University of Bergen signed in March by Jonas Berg.",
        [Told("cooperation", "signed", (ELMS, BERGEN), ("Jonas Berg",), "2024-03")],
    ),
    "behind the parties, without signatories": (
        TOLD_ON
        + "The council noted with pleasure the research agreement between Acme Corporation and the University of Elms, concluded on Monday in Oslo.",
        [Told("cooperation", "signed", (ACME, ELMS), date="2024-04-29")],
    ),
    "behind the party it is with": (
        TOLD_ON + "Investors hailed the supply agreement with Borealis Group plc, signed today by Acme Corporation.",
        [Told("contract", "signed", (ACME, BOREALIS), date="2024-05-03")],
    ),
    "behind the party it is with, of one who has it": (
        "Norway has a fisheries treaty with Kenya, signed in 2012.",
        [Told("treaty", "signed", ("Norway", "Kenya"), date="2012")],
    ),
    "a verb with an object makes no participle": (
        "The cooperation agreement between the University of Elms and the University of Bergen signed students up for courses.",
        [Told("cooperation", "in_force", (ELMS, BERGEN))],
    ),
}

# What stands between an instrument and its parties: pipeline.relate.agreements.phrase_tail.
BETWEEN: dict[str, tuple[str, list[Told]]] = {
    "a sum, and the signing behind the parties": (
        TOLD_ON
        + "Ministers took note of the financing agreement worth EUR 85 million between the Baltic Commission and the Eastern Rivers "
        "Authority (ERA), signed yesterday by Commissioner Holm and the Authority's Executive Secretary, Mr Osvaldo Tembe.",
        [
            Told(
                "funding",
                "signed",
                ("Baltic Commission", "Eastern Rivers Authority"),
                ("Holm", "Osvaldo Tembe"),
                "2024-05-02",
            )
        ],
    ),
    "a sum of a loan": (
        "Delegates took note of a loan agreement of USD 40 million between the Nordic Bank and the Republic of Kenya, signed on 4 May 2024.",
        [Told("funding", "signed", ("Nordic Bank", "Republic of Kenya"), date="2024-05-04")],
    ),
    "a value": (
        "The committee was told of the grant agreement valued at €3.5 million between the Maren Foundation and the University of Elms.",
        [Told("funding", "in_force", (FOUNDATION, ELMS))],
    ),
    "a term": (
        "The minister referred to the supply contract for 12 years between Acme Corporation and Borealis Group plc.",
        [Told("contract", "in_force", (ACME, BOREALIS))],
    ),
    "a sum and a term in brackets": (
        "The minister described the service contract (worth $2 million over five years) between Acme Corporation and Borealis Group plc.",
        [Told("contract", "in_force", (ACME, BOREALIS))],
    ),
}

# What two sides that meet tell of as their own.
SIDES: dict[str, tuple[str, list[Told]]] = {
    "in force between the two Unions": (
        TOLD_ON
        + "The Nordic Transport Union and the Baltic Trade Union met in Oslo. The Framework Arrangement on Ocean Transport remains in "
        "force between the two Unions. They discussed a Convention on Reef Protection that both Unions aim to finalise next year.",
        [
            Told("cooperation", "in_force", ("Nordic Transport Union", "Baltic Trade Union")),
            Told("treaty", "planned", ("Nordic Transport Union", "Baltic Trade Union"), date="2025"),
        ],
    ),
    "applies between both Councils": (
        (
            "The Pacific Council and the Nordic Council met in Oslo on 3 May 2024. The two sides recalled that the Larnvik Protocol on fisheries "
            "continues to apply between both Councils. The Accord on Salmon, which the two sides hope to sign in 2025, was discussed."
        ),
        [
            Told("treaty", "in_force", ("Pacific Council", "Nordic Council")),
            Told("treaty", "planned", ("Pacific Council", "Nordic Council"), date="2025"),
        ],
    ),
    "entered into force between the two universities": (
        (
            "The University of Elms and the University of Bergen met on 3 May 2024. The Larnvik Treaty entered into force between the two "
            "universities in 2012."
        ),
        [Told("treaty", "in_force", (ELMS, BERGEN))],
    ),
}

# Several agreements in one statement: pipeline.relate.agreements.distribution.
SEVERAL: dict[str, tuple[str, list[Told]]] = {
    "respectively": (
        "The University of Elms and the University of Bergen signed memoranda of understanding with Acme Corporation and Borealis Group plc, respectively.",
        [Told("memorandum", "signed", (ELMS, ACME)), Told("memorandum", "signed", (BERGEN, BOREALIS))],
    ),
    "a treaty and a memorandum": (
        "Norway signed a tax treaty and a memorandum of understanding with Kenya.",
        [Told("treaty", "signed", ("Norway", "Kenya")), Told("memorandum", "signed", ("Norway", "Kenya"))],
    ),
    "with three bodies that lines below name": (
        (
            "The Maren Foundation has awarded new grants to three universities.\n\n"
            "(1) University of Elms, for tidal research\n\n(2) University of Bergen, for fisheries\n\n(3) University of Turku, for languages\n"
        ),
        [Told("funding", "signed", (FOUNDATION, name)) for name in (ELMS, BERGEN, TURKU)],
    ),
    "lines below a colon": (
        (
            "The following memoranda of understanding were signed in Oslo:\n\n"
            "1. Memorandum of understanding between the University of Elms and the University of Bergen\n\n"
            "2. Memorandum of understanding between the University of Elms and the University of Turku\n"
        ),
        [Told("memorandum", "signed", (ELMS, BERGEN)), Told("memorandum", "signed", (ELMS, TURKU))],
    ),
    "several counted and told one by one": (
        (
            "Norway and Kenya will sign two memoranda of understanding. The Cabinet approved the proposal to enter into a memorandum of understanding "
            "between Norway and Kenya on tourism. The Cabinet approved the proposal to enter into a memorandum of understanding between Norway and "
            "Kenya on defence."
        ),
        [Told("memorandum", "planned", ("Norway", "Kenya")), Told("memorandum", "planned", ("Norway", "Kenya"))],
    ),
    "what an agreement is for": (
        "Acme Corporation has signed a financing agreement with the Maren Foundation to obtain a loan.",
        [Told("funding", "signed", (ACME, FOUNDATION))],
    ),
}

# Who is bound: settlements, states, lists of a kind of their own.
BOUND: dict[str, tuple[str, list[Told]]] = {
    "the authority that announces": (
        "Acme Corporation has agreed to pay $2 million to resolve allegations of fraud, the Justice Department announced.",
        [Told("settlement", "signed", (ACME, "Justice Department"))],
    ),
    "under the plea agreement": (
        "Under the plea agreement, Acme Corporation agreed to pay a fine.",
        [Told("settlement", "signed", (ACME,))],
    ),
    "the decree requires": (
        "The consent decree requires Acme Corporation to clean the harbour.",
        [Told("settlement", "signed", (ACME,))],
    ),
    "both sides of another clause": (
        (
            "Acme Corporation and Borealis Group plc build ships. The two companies have worked together since a memorandum of understanding was "
            "concluded in March 2024."
        ),
        [Told("memorandum", "signed", (ACME, BOREALIS), date="2024-03")],
    ),
    "the two countries'": (
        "Norway and Kenya trade in fish. In 2012 the two countries' Fisheries Accord was signed.",
        [Told("treaty", "signed", ("Norway", "Kenya"), date="2012")],
    ),
    "to acquire": (
        "Acme Corporation has entered into an agreement to acquire Borealis Group plc.",
        [Told("venture", "signed", (ACME, BOREALIS))],
    ),
    "awarded to nobody named": (
        "The proposal of the Minister to award the contract for six cranes was approved by the Cabinet.",
        [Told("contract", "planned", ())],
    ),
    "states joined by a hyphen": (
        "The U.S.-Peru Free Trade Agreement entered into force on 1 January 2004.",
        [Told("treaty", "in_force", ("U.S.", "Peru"))],
    ),
    "the sides of the agreement told before": (
        (
            "The University of Elms and the University of Bergen have signed a memorandum of understanding. The Tidal Research Student Exchange "
            "Agreement was signed as well."
        ),
        [Told("memorandum", "signed", (ELMS, BERGEN)), Told("cooperation", "signed", (ELMS, BERGEN))],
    ),
}

# Who signs: pipeline.relate.agreements.anaphora, pipeline.relate.agreements.lists.
SIGNERS: dict[str, tuple[str, list[Told]]] = {
    "signed for": (
        (
            "Acme Corporation and the University of Elms have concluded a research agreement. Karin Lim, Chief Executive Officer, signed for Acme "
            "Corporation."
        ),
        [Told("cooperation", "signed", (ACME, ELMS), ("Karin Lim",))],
    ),
    "the document": (
        (
            "Acme Corporation and the University of Elms have concluded a research agreement. The document was signed on 3 May 2024 by Karin Lim, "
            "Chief Executive Officer of Acme Corporation, and Jonas Berg, Rector of the University of Elms."
        ),
        [Told("cooperation", "signed", (ACME, ELMS), ("Karin Lim", "Jonas Berg"), "2024-05-03")],
    ),
    "titles behind names": (
        (
            "The agreement was signed in Oslo by Karin Lim, President and Chief Executive Officer of Acme Corporation, and Jonas Berg, Rector of the "
            "University of Elms."
        ),
        [Told("other", "signed", (ACME, ELMS), ("Karin Lim", "Jonas Berg"))],
    ),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(*case, id=name)
        for table in (DEEDS, MADE, BETWEEN, SIDES, SEVERAL, BOUND, SIGNERS)
        for name, case in table.items()
    ],
)
def test_cases(text: str, expected: list[Told], read: Callable[[str], Doc]) -> None:
    found = told(read(text))
    assert [(t.kind, t.status, set(t.parties), set(t.signatories), t.date) for t in found] == [
        (t.kind, t.status, set(t.parties), set(t.signatories), t.date) for t in expected
    ]


# What makes no agreement: pipeline.relate.agreements.standing, pipeline.relate.agreements.status.
NOTHING: dict[str, str] = {
    "refused": "Acme Corporation has refused to sign a contract with Borealis Group plc.",
    "must": "Norway must find it useful to enter into an agreement with Kenya.",
    "a relation": "The rector praised the partnership between the University of Elms and Acme Corporation.",
    "our partnership": "We are delighted to formalise our partnership with Acme Corporation.",
    "a quantity": "A great deal of work was done by Acme Corporation and the University of Elms.",
    "owners who sign": "Buildings whose owners have signed the Collective Sale Agreement need no permit.",
    "the approval of a body": "Acme Corporation said that details of the contract were received from Borealis Group plc.",
    "nobody's tenancy": "The house is subject to a Tenancy Agreement of nine years.",
}


@pytest.mark.parametrize("case", NOTHING)
def test_no_agreement(case: str, read: Callable[[str], Doc]) -> None:
    assert told(read(NOTHING[case])) == []


# How mentions join, and what keeps them apart: pipeline.relate.agreements.antecedents.
JOINED: dict[str, tuple[str, list[str]]] = {
    "apposition": (
        "Norway and Kenya signed the Nairobi Accord on Fisheries, a framework agreement, on 3 May 2024.",
        ["joined: apposition"],
    ),
    "the paper on the grant": (
        (
            "The Maren Foundation has given a grant of $3 million to the University of Elms. A memorandum of understanding for the grant was signed "
            "on 3 May 2024."
        ),
        ["joined: subject"],
    ),
    "the said agreement": (
        "Acme Corporation signed a supply agreement with Borealis Group plc. The said agreement runs for ten years.",
        ["joined: definite"],
    ),
}


@pytest.mark.parametrize("case", JOINED)
def test_mentions_join(case: str, read: Callable[[str], Doc]) -> None:
    text, joints = JOINED[case]
    doc = read(text)
    assert len(told(doc)) == 1
    rules = [m.rule for m in records.get(doc, Mention) if m.label == "agreement"]
    assert [r for r in rules if r.startswith("joined")] == joints


@pytest.mark.parametrize(
    "text",
    [
        (
            "Acme Corporation signed a research agreement with the University of Elms in 2021. In 2023 Acme Corporation and the University of Elms "
            "signed a confidentiality agreement."
        ),
        (
            "Acme Corporation signed a loan agreement with the Maren Foundation. In 2021 Acme Corporation withdrew from a loan agreement with the "
            "Maren Foundation."
        ),
    ],
    ids=["other words", "one signed, one ended"],
)
def test_two_stay_two(text: str, read: Callable[[str], Doc]) -> None:
    assert len(told(read(text))) == 2


def test_witnesses_do_not_sign(read: Callable[[str], Doc]) -> None:
    doc = read(
        "Acme Corporation and the University of Elms have concluded a research agreement. Karin Lim, Mayor of Turku, signed as a witness. Jonas "
        "Berg and Amina Odhiambo signed as witnesses."
    )
    roles = {p.name: p.role for p in records.get(doc, Party)}
    assert roles.get("Jonas Berg") == roles.get("Amina Odhiambo") == "witness"
    assert "signatory" not in roles.values()
