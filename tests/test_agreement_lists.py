"""Several agreements told at once, and who signed them: lists under a heading, tables, coordination, signings told apart.

Every text is invented; the agreements stand in the order of the text.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from agreements_told import Told, told
from spacy.tokens import Doc

ELMS, BOREALIS, NORVIK, TIDAL = "University of Elms", "Borealis Institute", "Norvik University", "Tidal Foundation"

# Lines below a sentence that announces them: the lines name the agreements, the sentence tells what is done to them.
HEADED: dict[str, tuple[str, list[Told]]] = {
    "the following": (
        (
            "The proposals made by the Minister of Health to enter into agreements with the following institutions were "
            "approved by the Cabinet.\n"
            "(i) The Memorandum of Understanding between the Ministry of Health and the Norland Radio Authority.\n"
            "(ii) The Cooperation Agreement between the Department of Information and the Borealis News Agency.\n"
            "(iii) The Memorandum of Understanding between the Norvik Broadcasting Corporation and the Tidal Media Group.\n"
        ),
        [
            Told("memorandum", "planned", ("Ministry of Health", "Norland Radio Authority")),
            Told("cooperation", "planned", ("Department of Information", "Borealis News Agency")),
            Told("memorandum", "planned", ("Norvik Broadcasting Corporation", "Tidal Media Group")),
        ],
    ),
    "the sides of those counted, and signers in the line": (
        (
            "Two Memoranda of Understanding between Norway and Kenya were exchanged this morning in Nairobi. "
            "The following MoUs were exchanged:\n\n"
            "1. MoU on Digital Services. – Exchanged by Ms. Karin Lim, Secretary of the Ministry of Trade of Kenya, and "
            "Per Holm, Foreign Secretary of Norway.\n\n"
            "2. MoU between the Government of Norway and the Government of Kenya for Energy - Exchanged by Prof. John "
            "Otieno, Secretary of the Ministry of Energy of Kenya; Per Holm, Foreign Secretary of Norway; and His "
            "Excellency Omar Said, Ambassador of Norway to Kenya.\n"
        ),
        [
            Told("memorandum", "signed", ("Norway", "Kenya"), ("Karin Lim", "Per Holm")),
            Told(
                "memorandum",
                "signed",
                ("Government of Norway", "Government of Kenya"),
                ("John Otieno", "Per Holm", "Omar Said"),
            ),
        ],
    ),
    "documents, with signers below each": (
        (
            "Members of the delegations signed the following documents in Tashkent on 16 September 2025:\n\n"
            "1. Agreement between the Government of Norway and the Government of Kenya on Visa Exemption\n"
            "   For Norway: Karin Lim, Minister of Foreign Affairs\n"
            "   For Kenya: John Otieno, Minister of Foreign Affairs\n\n"
            "2. Memorandum of Understanding between the Elms Institute and the Norvik Museum\n"
            "   For Norway: Per Holm, Director of the Institute\n"
            "   For Kenya: Omar Said, Vice-President of the Museum\n"
        ),
        [
            Told(
                "treaty",
                "signed",
                ("Government of Norway", "Government of Kenya"),
                ("Karin Lim", "John Otieno"),
                "2025-09-16",
            ),
            Told("memorandum", "signed", ("Elms Institute", "Norvik Museum"), ("Per Holm", "Omar Said"), "2025-09-16"),
        ],
    ),
    "bodies": (
        (
            "The following companies have been awarded contracts to provide launch services:\n\n"
            "Aerostar Tidal, Inc., of Sioux Falls, South Dakota\n\n"
            "Borealis Designs Inc., of Santa Barbara, California\n\n"
            "Norvik Space LLC of Van Horn, Texas\n"
        ),
        [
            Told("contract", "signed", ("Aerostar Tidal, Inc.",)),
            Told("contract", "signed", ("Borealis Designs Inc.",)),
            Told("contract", "signed", ("Norvik Space LLC",)),
        ],
    ),
    "rows of a table with cells, signed by one": (
        (
            "Two Memoranda of Understanding were exchanged between the Elms Port Corporation and the following companies:\n\n"
            "No. | Company | Project | Place\n1 | Marudham Tidal Ltd. | Green ammonia | Oslo\n"
            "2 | Kalinga Works Ltd. | Wind turbines | Bergen\n\n"
            "The MoUs were signed on behalf of the Elms Port Corporation by its Managing Director, Dr. Karin Lim. The Minister "
            "said that no such MoU has failed.\n"
        ),
        [
            Told("memorandum", "signed", ("Elms Port Corporation", "Marudham Tidal Ltd."), ("Karin Lim",)),
            Told("memorandum", "signed", ("Elms Port Corporation", "Kalinga Works Ltd."), ("Karin Lim",)),
        ],
    ),
    "rows of a table": (
        (
            "The proposal made by the Minister of Ports to award the fuel supply contracts as follows was approved by the "
            "Cabinet.\n\nAirport\nName of Contractor\n\n* Frankfurt (FRA)\nBorealis Aviation Ltd\n\n"
            "* Sydney (SYD)\nWorld Tidal Services Inc.\n"
        ),
        [
            Told("contract", "planned", ("Borealis Aviation Ltd",)),
            Told("contract", "planned", ("World Tidal Services Inc.",)),
        ],
    ),
}


@pytest.mark.parametrize("case", HEADED)
def test_lines_below_a_heading(case: str, read: Callable[[str], Doc]) -> None:
    text, expected = HEADED[case]
    assert told(read(text)) == expected


COORDINATED: dict[str, tuple[str, list[Told]]] = {
    "states one by one": (
        (
            "The Department of Justice and the Trade Commission have antitrust cooperation agreements with Brazil, Canada "
            "and Japan."
        ),
        [
            Told("cooperation", "in_force", ("Department of Justice", "Trade Commission", state))
            for state in ("Brazil", "Canada", "Japan")
        ],
    ),
    "the two that were exchanged": (
        (
            "Two key agreements that were exchanged during the visit were a Mutual Legal Assistance Agreement between Sri "
            "Lanka and the Maldives and a Memorandum of Understanding between the Elms Institute and the Norvik Museum."
        ),
        [
            Told("treaty", "signed", ("Sri Lanka", "Maldives")),
            Told("memorandum", "signed", ("Elms Institute", "Norvik Museum")),
        ],
    ),
    "the one and the other between two": (
        (
            "The Mutual Legal Assistance Treaty (“MLAT”) and the Extradition Treaty (“ET”) between the Government of Norway "
            "and the Government of Kenya will both come into force on 7 June 2026."
        ),
        [Told("treaty", "in_force", ("Government of Norway", "Government of Kenya"))] * 2,
    ),
    "who is met signs": (
        (
            "Minister Karin Lim will be meeting Minister of Trade John Otieno and signing a Memorandum of Cooperation in "
            "the Food Sector."
        ),
        [Told("memorandum", "planned", (), ("Karin Lim", "John Otieno"))],
    ),
    "recipients of a table": (
        (
            "The Norvik Fund will support two projects. Funding agreements with the recipients will be signed in May.\n\n"
            "Recipient\n\nProject\n\n\nElms University\n\nHarbour\n\n\nBorealis Institute\n\nReef\n"
        ),
        [Told("funding", "planned", ("Elms University",)), Told("funding", "planned", (BOREALIS,))],
    ),
    "each pleads": (
        (
            "Karin Lim and Omar Said have each pleaded guilty for their roles in the scheme. According to their plea "
            "agreements, Karin Lim and Omar Said owned a company."
        ),
        [Told("settlement", "signed", ("Karin Lim",)), Told("settlement", "signed", ("Omar Said",))],
    ),
    "with each of": (
        (
            "The University of Elms signed separate memoranda of understanding with each of the Borealis Institute, Norvik "
            "University and the Tidal Foundation on Monday."
        ),
        [Told("memorandum", "signed", (ELMS, other)) for other in (BOREALIS, NORVIK, TIDAL)],
    ),
    "who announces is no member of the list": (
        (
            "The University of Elms signed agreements with the Borealis Institute and Norvik University, the Ministry of "
            "Education announced."
        ),
        [Told("other", "signed", (ELMS, other)) for other in (BOREALIS, NORVIK)],
    ),
}


@pytest.mark.parametrize("case", COORDINATED)
def test_coordination(case: str, read: Callable[[str], Doc]) -> None:
    text, expected = COORDINATED[case]
    assert told(read(text)) == expected


# The agreement in one sentence, who signed it in another.
SIGNED: dict[str, tuple[str, tuple[str, ...]]] = {
    "the verb told once": (
        (
            "Barbados, Guyana and Suriname signed a treaty on fish. Prime Minister Karin Lim signed for Barbados, President "
            "Dr. John Otieno for Guyana and President Omar Said for Suriname."
        ),
        ("Karin Lim", "John Otieno", "Omar Said"),
    ),
    "behind a title": (
        (
            "Norvik Television and Borealis Television Ltd. concluded a co-production contract for a film. Karin Lim, Head of "
            "Documentaries, signed for Norvik Television, Per Holm, Executive Producer, for Borealis Television."
        ),
        ("Karin Lim", "Per Holm"),
    ),
    "for a body described": (
        (
            "Acme Tidal Ltd and Elms Ports Corporation signed a memorandum of understanding on handling. Karin Lim, Acting "
            "Director General of Elms Ports, signed for the port and Per Holm, Country Manager, for Acme Tidal."
        ),
        ("Karin Lim", "Per Holm"),
    ),
    "to sign it": (
        (
            "Norway and Kenya have agreed on a treaty on extradition. Karin Lim, Minister of Justice of Norway, and "
            "John Otieno, Minister of Justice of Kenya, are to sign it in Oslo."
        ),
        ("Karin Lim", "John Otieno"),
    ),
    "a list of people": (
        (
            "The Consortium Agreement on Climate-Smart Rice was signed by the heads of two universities:\n\n"
            "- Dr. Karin Lim, President, University of Elms, Norway\n- Dr. Per Holm, Rector, Norvik University, Sweden\n"
        ),
        ("Karin Lim", "Per Holm"),
    ),
}


@pytest.mark.parametrize("case", SIGNED)
def test_who_signed(case: str, read: Callable[[str], Doc]) -> None:
    text, expected = SIGNED[case]
    (agreement,) = told(read(text))
    assert agreement.signatories == expected


def test_one_that_many_have_joined(read: Callable[[str], Doc]) -> None:
    text = (
        "Singapore and Fiji have ratified the Oslo Convention on Mediation. China, India and Japan signed the Convention on "
        "the day it opened for signature."
    )
    (convention,) = told(read(text))
    assert set(convention.parties) == {"Singapore", "Fiji", "China", "India", "Japan"}


def test_signings_belong_to_the_agreement_told_last(read: Callable[[str], Doc]) -> None:
    text = (
        "Barbados and Guyana signed a treaty on fish. Karin Lim signed for Barbados and Omar Said for Guyana. The Fisheries "
        "Division and the Norvik Foundation renewed their memorandum of understanding. Director Per Holm signed for the Division "
        "and Ines Roth for the Norvik Foundation."
    )
    assert [agreement.signatories for agreement in told(read(text))] == [
        ("Karin Lim", "Omar Said"),
        ("Per Holm", "Ines Roth"),
    ]


CLUB = (
    "HARBOUR CLUB ELMS\n\nHarbour Club Elms looks for a sponsor\n\nELMS, 3 May 2024 – Harbour Club Elms is looking for a new sponsor. "
    "Harbour Club Elms will play in white. "
)

# The side that is not named is the issuer: pipeline.relate.agreements.own_party.
UNSAID: dict[str, tuple[str, tuple[str, ...]]] = {
    "the club": (
        CLUB + "The club has ended its sponsorship agreement with Tidal Betting Ltd.",
        ("Harbour Club Elms", "Tidal Betting Ltd."),
    ),
    "we": (
        CLUB + "“We have signed a memorandum of understanding with Norvik University,” Karin Lim said.",
        ("Harbour Club Elms", NORVIK),
    ),
    "its, of a body named in front": (
        "The Ministry of Trade praised Acme Corporation for renewing its supply contract with Borealis Works Ltd.",
        ("Acme Corporation", "Borealis Works Ltd."),
    ),
    "no issuer is known": (
        "Ambassador Lim thanked the port. The supply contract with Borealis Works Ltd. was extended in May.",
        ("Borealis Works Ltd.",),
    ),
}


@pytest.mark.parametrize("case", UNSAID)
def test_the_side_that_is_not_named(case: str, read: Callable[[str], Doc]) -> None:
    text, expected = UNSAID[case]
    (agreement,) = told(read(text))
    assert set(agreement.parties) == set(expected)
