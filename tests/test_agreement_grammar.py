"""press_agreements: deals told by verbs alone, treaties that many have joined, settlements, speeches, captions and occasions.

Each table has a text by the name of the case and what a reader would take from it; the module that knows the case is named above it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from tests.agreements_told import Told, by_name, told

ACME, BOREALIS = "Acme Corporation", "Borealis Group plc"
ELMS, BERGEN = "University of Elms", "University of Bergen"
OSLO = "OSLO, 3 May 2024 - "


# Works, goods and things sold: pipeline.relate.agreements.commissions.
COMMISSIONS: dict[str, tuple[str, list[Told]]] = {
    "selected to supply": (
        "The Port Authority selected Acme Corporation to supply 40 cranes.",
        [Told("contract", "signed", (ACME, "Port Authority"))],
    ),
    "has been selected by": (
        "Acme Corporation has been selected by the Ministry of Transport to build a bridge.",
        [Told("contract", "signed", (ACME, "Ministry of Transport"))],
    ),
    "the contract, told behind": (
        "NASA has selected Borealis Group plc to provide launch services. The contract is valued at about $90 million.",
        [Told("contract", "signed", (BOREALIS, "NASA"))],
    ),
    "several, in lines below": (
        (
            "NASA has selected three companies to provide environmental services at its centers. The awardees are:\n\n"
            "Acme Technical Services, Inc., Orlando, Florida\n\nHydroGeo Logic, Inc., Reston, Virginia\n\nTetra Works Inc., Pittsburgh"
        ),
        [
            Told(
                "contract",
                "signed",
                ("Acme Technical Services, Inc.", "HydroGeo Logic, Inc.", "NASA", "Tetra Works Inc."),
            )
        ],
    ),
    "ordered from": (
        "Nordic Air has ordered twelve aircraft from Borealis Group plc.",
        [Told("contract", "signed", (BOREALIS, "Nordic Air"))],
    ),
    "will buy from": (
        "The Ministry of Defence will buy 40 trucks from Acme Corporation.",
        [Told("contract", "planned", (ACME, "Ministry of Defence"))],
    ),
    "a part of a company": (
        "Acme Corporation has agreed to sell its marine division to Borealis Group plc.",
        [Told("venture", "signed", (ACME, BOREALIS))],
    ),
    "the sale of": (
        "The sale of Marine Tools Ltd to Borealis Group plc is expected to close in June 2025.",
        [Told("venture", "planned", (BOREALIS, "Marine Tools Ltd"))],
    ),
    "leases to": (
        "Acme Corporation leases the building to Borealis Group plc.",
        [Told("contract", "signed", (ACME, BOREALIS))],
    ),
    "a host is no contractor": ("The Foundation has chosen the University of Elms to host the conference.", []),
    "a prize is no contract": ("The jury selected the University of Elms for its innovation award.", []),
    "a person": ("The museum selected Karin Lim to design the hall.", []),
}

# Bodies that join hands, and cooperation that is renewed: pipeline.relate.agreements.alliances.
ALLIANCES: dict[str, tuple[str, list[Told]]] = {
    "joins hands with": (
        OSLO + "The University of Elms joins hands with Acme Corporation to build a solar farm.",
        [Told("cooperation", "signed", (ACME, ELMS))],
    ),
    "tie-up": (
        "Acme Corporation announced a tie-up with Borealis Group plc to sell boats.",
        [Told("cooperation", "signed", (ACME, BOREALIS))],
    ),
    "exchange ceremony": (
        "The MoU exchange ceremony between the University of Elms and Acme Corporation was held on 14 March 2025.",
        [Told("memorandum", "signed", (ACME, ELMS), date="2025-03-14")],
    ),
    "through the signing of": (
        OSLO
        + "The University of Elms today formalised its collaboration with Acme Corporation through the signing of a Memorandum of Understanding.",
        [Told("memorandum", "signed", (ACME, ELMS), date="2024-05-03")],
    ),
}

# Treaties that many states have joined: pipeline.relate.agreements.membership.
MEMBERS: dict[str, tuple[str, list[Told]]] = {
    "became a party": (
        "Norway became a Contracting Party to the 1907 Convention for the Peaceful Settlement of Disputes on 11 September 1993.",
        [Told("treaty", "signed", ("Norway",), date="1993-09-11")],
    ),
    "functions as a party": (
        "Kenya functions as a party of the Oslo Framework Convention on Ships from the year 1993.",
        [Told("treaty", "in_force", ("Kenya",))],
    ),
    "these include": (
        (
            "Norway is also a party to a number of instruments on extradition. These include the Oslo Convention against the Taking of Ships "
            "and the Bergen Convention for the Suppression of Piracy."
        ),
        [Told("treaty", "in_force", ("Norway",)), Told("treaty", "in_force", ("Norway",))],
    ),
    "party to many, including": (
        "Norway is party to a wide network of international conventions, including the New York Convention on Arbitral Awards.",
        [Told("treaty", "in_force", ("Norway",))],
    ),
    "party to one and another": (
        (
            "Norway is party to the Oslo Convention on Reefs and its Protocol on the Taking of Ships, as well as the Bergen Convention on Salmon. "
            "Norway ratified the Oslo Convention on Rivers in July 2013."
        ),
        [
            Told("treaty", "in_force", ("Norway",)),
            Told("treaty", "in_force", ("Norway",)),
            Told("treaty", "in_force", ("Norway",)),
            Told("treaty", "signed", ("Norway",), date="2013-07"),
        ],
    ),
    "to which they are parties": (
        "It applies the rules of the Oslo Convention on the Law of the Sea, to which Norway, Kenya and Ghana are parties.",
        [Told("treaty", "in_force", ("Ghana", "Kenya", "Norway"))],
    ),
    "a commitment by": (
        "The text recalls the commitment by Norway to the Oslo Convention, the Rescue and Return Agreement and other norms.",
        [Told("treaty", "in_force", ("Norway",)), Told("treaty", "in_force", ("Norway",))],
    ),
    "welcomed as one more": (
        OSLO + "Kenya will welcome Norway as the 37th country to sign the Larnvik Accords on Monday.",
        [Told("treaty", "planned", ("Norway",), date="2024-05-06")],
    ),
    "the aim of": (
        OSLO + "The Arctic Council confirmed the aim of Norway and Kenya to finish the text soon and to sign the Larnvik Accord.",
        [Told("treaty", "planned", ("Kenya", "Norway"))],
    ),
    "a participle with its doers, whatever the parse": (
        OSLO + "Ministers regretted that the Larnvik Accord on cobalt, concluded by Norway and Kenya in 2016, expired in 2023.",
        [Told("treaty", "ended", ("Kenya", "Norway"), date="2016")],
    ),
    "named by the headline alone": (
        "Regional Framework Agreement for Energy Cooperation\n2014-11-12\n\nThe proposal to sign the above Agreement was approved by the Cabinet.",
        [Told("cooperation", "planned", ())],
    ),
    "obligations under": (
        (
            "It is important for Norway and Kenya to fulfil their obligations under international law, including the 1982 Oslo Convention on the "
            "Law of the Sea."
        ),
        [Told("treaty", "in_force", ("Kenya", "Norway"), date="1982")],
    ),
    "states joined in a name": (
        (
            "The Ninth Malta-Cyprus Annual Exchange of Visits, instituted under the 2015 Memorandum of Understanding on Bilateral Partnership in "
            "Environmental Affairs, was held in Valletta."
        ),
        [Told("memorandum", "in_force", ("Cyprus", "Malta"), date="2015")],
    ),
    "acceded, with a short form": (
        (
            "Norway acceded to the Oslo Convention on Service Abroad in Civil Matters (“Service Convention”) on 16 May 2023. The Service Convention "
            "helps the courts."
        ),
        [Told("treaty", "signed", ("Norway",), date="2023-05-16")],
    ),
    "also known as": (
        (
            "The Oslo Convention on Mediation, also known as the Convention on Settlement Agreements Resulting from Mediation, entered into force "
            "on 12 September 2020."
        ),
        [Told("treaty", "in_force", ())],
    ),
    "opens for signature": (
        "The Oslo Convention on Mediation opens for signature in Oslo on 7 August 2031. It was adopted by the General Assembly on 20 December 2018.",
        [Told("treaty", "planned", (), date="2031-08-07")],
    ),
    "a government read too far": (
        "The MoU between the Government of India and the Government of Norway for Cooperation in Fishing was signed on 3 May 2024.",
        [Told("memorandum", "signed", ("Government of India", "Government of Norway"), date="2024-05-03")],
    ),
    "each that joins": (
        OSLO
        + "Norway today ratified the Oslo Convention on Courts. The Convention has also been signed by Kenya and Ukraine.",
        [Told("treaty", "signed", ("Kenya", "Norway", "Ukraine"), date="2024-05-03")],
    ),
}

# The other side of a settlement, and the day of a plea: pipeline.relate.agreements.settlements.
SETTLED: dict[str, tuple[str, list[Told]]] = {
    "who alleges": (
        (
            "Acme Corporation has paid $2 million to settle allegations of fraud, the Department of Justice announced. The United States alleged "
            "that Acme Corporation charged too much."
        ),
        [Told("settlement", "signed", (ACME, "United States"))],
    ),
    "authorities announce what they settle": (
        "The Department of Commerce and the Environmental Protection Agency today announced a settlement with Acme Corporation.",
        [Told("settlement", "signed", (ACME, "Department of Commerce", "Environmental Protection Agency"))],
    ),
    "settles a lawsuit against": (
        "The Department of Justice settled a lawsuit against Acme Corporation alleging discrimination.",
        [Told("settlement", "signed", (ACME, "Department of Justice"))],
    ),
    "a city settles": (
        "The city of Elmsbury, Ohio, has agreed to make upgrades and pay a $650,000 penalty to resolve violations, the Department of Justice announced.",
        [Told("settlement", "signed", ("Department of Justice", "city of Elmsbury"))],
    ),
    "a decree is the settlement": (
        "Acme Corporation agreed to pay the United States $2 million to resolve claims. The Consent Decree, lodged in the court, is open to comment.",
        [Told("settlement", "signed", (ACME, "United States"))],
    ),
    "a plea of today": (
        OSLO
        + "Jonas Berg, a resident of Oslo, pleaded guilty today. In his plea agreement, Berg admitted to fraud. As part of his plea "
        "agreement, Berg agreed to pay a fine.",
        [Told("settlement", "signed", ("Jonas Berg",), date="2024-05-03")],
    ),
    "in settlement of a bill": ("Acme Corporation received a cheque in settlement of the claim.", []),
}

# Who signs, told behind or beside: pipeline.relate.agreements.anaphora, pipeline.relate.agreements.parties, pipeline.relate.agreements.list_people, pipeline.relate.agreements.speaker.
SIGNING: dict[str, tuple[str, list[Told]]] = {
    "a caption": (
        (
            "Photo: Prof. Karin Lim (left), President of the University of Elms, and Dr. Jonas Berg, Rector of the University of Bergen, after signing "
            "the memorandum of understanding on 3 May 2024."
        ),
        [Told("memorandum", "signed", (BERGEN, ELMS), ("Jonas Berg", "Karin Lim"), "2024-05-03")],
    ),
    "signing was": (
        (
            "An MoU was signed between the University of Elms and Acme Corporation on 4 March 2025. Signing on behalf of the University of Elms was "
            "Prof. Karin Lim, while Jonas Berg signed for Acme Corporation."
        ),
        [Told("memorandum", "signed", (ACME, ELMS), ("Jonas Berg", "Karin Lim"), "2025-03-04")],
    ),
    "bears the signatures of": (
        (
            "The twinning agreement between the City of Elmsbury and the City of Bergen was signed on 3 May 2024. It bears the signatures of Karin Lim, "
            "Mayor of the City of Elmsbury, and of Jonas Berg, Mayor of the City of Bergen."
        ),
        [
            Told(
                "cooperation",
                "signed",
                ("City of Bergen", "City of Elmsbury"),
                ("Jonas Berg", "Karin Lim"),
                "2024-05-03",
            )
        ],
    ),
    "represented by": (
        (
            "The University of Elms, represented by Rector Karin Lim, and Acme Corporation, represented by its CEO Jonas Berg, concluded a cooperation "
            "agreement on 3 May 2024."
        ),
        [Told("cooperation", "signed", (ACME, ELMS), ("Jonas Berg", "Karin Lim"), "2024-05-03")],
    ),
    "signed by, in front": (
        "Signed by Dr Karin Lim for the University of Elms and Mr Jonas Berg for Acme Corporation, the memorandum of understanding covers joint research.",
        [Told("memorandum", "signed", (ACME, ELMS), ("Jonas Berg", "Karin Lim"))],
    ),
    "in the presence of": (
        "In the presence of President Maria Silva, the Bank of Taveuni and the Nordic Bank exchanged a memorandum of understanding on 2 June 2025.",
        [Told("memorandum", "signed", ("Bank of Taveuni", "Nordic Bank"), (), "2025-06-02")],
    ),
    "the third that it has signed": (
        (
            "The Ministry of Law and the Larnvik Competitiveness Center signed a Memorandum of Understanding on 25 May 2025. "
            "Minister Holm said: “This is the third MOU that the Ministry of Law has signed with the Kingdom of Norway.”"
        ),
        [Told("memorandum", "signed", ("Larnvik Competitiveness Center", "Ministry of Law"), date="2025-05-25")],
    ),
    "witnessed by": (
        (
            "The research agreement was signed by Mr George Holm, Chairman of Acme Corporation, and Mr Jonas Berg, Rector of the University of Elms, and "
            "witnessed by Ms Gloria Lim, Director at the Ministry of Law."
        ),
        [Told("cooperation", "signed", (ACME, ELMS), ("George Holm", "Jonas Berg"))],
    ),
    "the speaker": (
        (
            "Speech by Ms Anna Holm, Minister for Environment, at the Signing Ceremony\n\nIt is my pleasure to be here to sign a Memorandum of "
            "Understanding on carbon markets between Norway and Kenya."
        ),
        [Told("memorandum", "signed", ("Kenya", "Norway"), ("Anna Holm",))],
    ),
    "remarks at a signing": (
        (
            "Remarks by Ms Anna Holm, Minister for Environment, at the Virtual Signing of the Memorandum of Understanding between the University of Elms "
            "and Acme Corporation on 20 October 2021"
        ),
        [Told("memorandum", "signed", (ACME, ELMS), (), "2021-10-20")],
    ),
    "at the end of a sentence": (
        "Acme Corporation Chairman Jonas Berg and Borealis Group plc Chairman Karin Lim inked the MoU.",
        [Told("memorandum", "signed", (ACME, BOREALIS), ("Jonas Berg", "Karin Lim"))],
    ),
}

# The day of the occasion: pipeline.relate.agreements.occasion.
OCCASIONS: dict[str, tuple[str, list[Told]]] = {
    "a ceremony held today": (
        OSLO + "In a virtual ceremony held today, Acme Corporation and Borealis Group plc signed a supply contract.",
        [Told("contract", "signed", (ACME, BOREALIS), date="2024-05-03")],
    ),
    "at the same ceremony": (
        (
            "On 2 June 2025 Acme Corporation and Borealis Group plc signed a supply contract. At the same ceremony Acme Corporation concluded a "
            "maintenance agreement with Marine Tools Ltd in Turku."
        ),
        [
            Told("contract", "signed", (ACME, BOREALIS), date="2025-06-02"),
            Told("contract", "signed", (ACME, "Marine Tools Ltd"), date="2025-06-02"),
        ],
    ),
    "the ceremony, told behind": (
        "The University of Elms and the University of Bergen signed a memorandum of understanding. The ceremony was held on 3 May 2024 in Oslo.",
        [Told("memorandum", "signed", (BERGEN, ELMS), date="2024-05-03")],
    ),
    "during a visit to come": (
        "Minister Anna Holm will visit Kenya from 3 to 5 May 2024. She will sign a memorandum of understanding between Norway and Kenya.",
        [Told("memorandum", "planned", ("Kenya", "Norway"), ("Anna Holm",), "2024-05")],
    ),
    "renewed after it was signed": (
        "The agreement, which was first signed in 2010 by the University of Elms and the University of Bergen, was renewed on 3 May 2024.",
        [Told("other", "renewed", (BERGEN, ELMS), date="2024-05-03")],
    ),
}

# Kinds, lists and what is no agreement: pipeline.relate.agreements.kinds, pipeline.relate.agreements.distribution, pipeline.relate.agreements.standing.
OTHERS: dict[str, tuple[str, list[Told]]] = {
    "museums lend things": (
        "The Alm Museum and the Tokiwa Museum have signed a loan agreement.",
        [Told("contract", "signed", ("Alm Museum", "Tokiwa Museum"))],
    ),
    "a protocol of universities": (
        "The cooperation protocol between the University of Elms and Acme Corporation was signed on 3 May 2024.",
        [Told("cooperation", "signed", (ACME, ELMS), date="2024-05-03")],
    ),
    "a deal that collapsed": (
        "The deal between Acme Corporation and Borealis Group plc collapsed in March 2024.",
        [Told("other", "ended", (ACME, BOREALIS), date="2024-03")],
    ),
    "when one is given": ("When the ministry awards a contract to Acme Corporation, workers should be safe.", []),
    "several to come": ("Several memoranda of understanding between Norway and Kenya are expected to be signed.", []),
    "a kind of agreement": ("A Conditional Fee Agreement is an agreement on fees between lawyers and clients.", []),
    "given to": (
        "In 2016, the Space Agency awarded a Launch Services contract to Acme Corporation.",
        [Told("contract", "signed", (ACME, "Space Agency"), date="2016")],
    ),
    "told twice, one plea": (
        (
            OSLO
            + "Karin Lim pleaded guilty today to fraud. According to Lims plea agreement, she called victims. Also according to Lims plea "
            "agreement, she sent letters."
        ),
        [Told("settlement", "signed", ("Karin Lim",), date="2024-05-03")],
    ),
    "a thing of that name": ("Acme Corporation later purchased a BMW.", []),
    "without one": ("Acme Corporation shipped boats without first obtaining a license from the Ministry of Trade.", []),
    "settlement at large": (
        "To facilitate settlement between these couples and Acme Corporation, the office offers mediation.",
        [],
    ),
    "a fund lends": (
        "Norway has reached a staff-level agreement with the Nordic Development Bank.",
        [Told("funding", "signed", ("Nordic Development Bank", "Norway"))],
    ),
    "a gathering": ("The mayor spoke of the Global Elms Conference and Convention in Oslo.", []),
    "a convention that is held": ("The Rotary Club of Elms will hold its National Convention in Oslo in May.", []),
    "a convention centre": ("The fair takes place in the Suntec International Convention and Exhibition Centre.", []),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(*case, id=name)
        for table in (COMMISSIONS, ALLIANCES, MEMBERS, SETTLED, SIGNING, OCCASIONS, OTHERS)
        for name, case in table.items()
    ],
)
def test_grammar(text: str, expected: list[Told], read: Callable[[str], Doc]) -> None:
    assert by_name(told(read(text))) == expected
