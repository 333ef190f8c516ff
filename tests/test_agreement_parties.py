"""press_agreements: who is bound by an agreement and who signed it, where its own sentence tells it only in part.

Each table has a text by the name of the case and what a reader would take from it; the module that knows the case is named above it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from tests.agreements_told import Told, by_name, told

ACME, BOREALIS, BANK = "Acme Corporation", "Borealis Group plc", "Safari Bank Ltd"
COUNTY = "Mombasa County Government"


# "The three parties", "the partners": pipeline.relate.agreements.actors.
COUNTED: dict[str, tuple[str, list[Told]]] = {
    "the three parties": (
        f"The {COUNTY}, {BANK} and {ACME} met in Nairobi. The three parties signed a memorandum of understanding on housing.",
        [Told("memorandum", "signed", (ACME, COUNTY, BANK))],
    ),
    "three, one of them not known for a body": (
        f"Roofs for All, the {COUNTY} and {BANK} launched a fund today. The three organisations signed a memorandum of understanding.",
        [Told("memorandum", "signed", (COUNTY, BANK))],
    ),
    "the partners of the sentence before": (
        f"The {COUNTY}, {BANK} and {ACME} met in Nairobi. The partners signed a memorandum of understanding on housing.",
        [Told("memorandum", "signed", (ACME, COUNTY, BANK))],
    ),
}

# States and the bodies that sign for them: pipeline.relate.agreements.component, pipeline.relate.agreements.lists.
STATES: dict[str, tuple[str, list[Told]]] = {
    "the ministries that sign a memorandum": (
        (
            "Viet Nam and Chile signed a memorandum of understanding on farming. The MoU was signed between the Ministry of Agriculture "
            "of Viet Nam and the Ministry of Agriculture of Chile."
        ),
        [Told("memorandum", "signed", ("Ministry of Agriculture of Chile", "Ministry of Agriculture of Viet Nam"))],
    ),
    "the state where a body sits": (
        "A Memorandum of Cooperation was signed between the Department of Roads, Nepal and the Japan Bridge Agency in Kathmandu.",
        [Told("memorandum", "signed", ("Department of Roads", "Japan Bridge Agency"))],
    ),
    "the ministries, in a numbered paragraph": (
        (
            "1. Singapore and Estonia have signed a Memorandum of Understanding (MoU) on legal cooperation.\n\n2. The MoU between the Ministry "
            "of Law of Singapore and Estonia's Ministry of Justice was signed in Tallinn."
        ),
        [Told("memorandum", "signed", ("Ministry of Justice", "Ministry of Law of Singapore"))],
    ),
    "two foreign ministers": (
        "The foreign ministers of Peru and Ecuador, Luis Rojas and Maria Paz, signed an agreement on border crossings.",
        [Told("treaty", "signed", ("Ecuador", "Peru"), ("Luis Rojas", "Maria Paz"))],
    ),
    "towns with their states": (
        "Mayor Rosa Diaz of Marrow City, Texas and Mayor Luis Rojas of Puerto Viejo, Chile put their signatures on a Sister City Agreement.",
        [Told("cooperation", "signed", ("Marrow City", "Puerto Viejo"), ("Luis Rojas", "Rosa Diaz"))],
    ),
    "a town, named as a side": (
        "The mayor explained that the partnership agreement between Lower Hills and Elms Parish was signed in May 2023.",
        [Told("cooperation", "signed", ("Elms Parish", "Lower Hills"), date="2023-05")],
    ),
    "an attorney general acts for the state": (
        f"Ohio Attorney General Karen Dahl secured a settlement with {ACME}.",
        [Told("settlement", "signed", (ACME, "Ohio"))],
    ),
    "whose attorney general is named": (
        f"{ACME} has entered into a settlement over its prices. Minnesota Attorney General Karen Dahl thanked all who helped.",
        [Told("settlement", "signed", (ACME, "Minnesota"))],
    ),
    "an ambassador acts for who sends her": (
        "The Agreement on Visa Exemption was signed by the Ambassador of Brazil to Ghana, Ms Ana Lima, and Ghana's Minister of Foreign Affairs, Mr Kofi Mensah.",
        [Told("treaty", "signed", ("Brazil", "Ghana"), ("Ana Lima", "Kofi Mensah"))],
    ),
    "a ministry with commas in its name": (
        "Asha Mwangi, Secretary to the Ministry of Ports, Roads, and Fishing, and Rosa Diaz, Country Manager of the Nordic Bank, signed a loan agreement.",
        [
            Told(
                "funding",
                "signed",
                ("Ministry of Ports, Roads, and Fishing", "Nordic Bank"),
                ("Asha Mwangi", "Rosa Diaz"),
            )
        ],
    ),
}


# Sentences of their own that add parties: pipeline.relate.agreements.further.
ADDED: dict[str, tuple[str, list[Told]]] = {
    "the other signatories": (
        (
            "Kenya was one of five countries that signed the Convention on Lake Fisheries in Nairobi on 12 June 2023. The other four "
            "signatories were Uganda, Tanzania, Rwanda and Malawi. Ethiopia will sign later."
        ),
        [
            Told(
                "treaty",
                "signed",
                ("Ethiopia", "Kenya", "Malawi", "Rwanda", "Tanzania", "Uganda"),
                date="2023-06-12",
            )
        ],
    ),
    "members of the consortium": (
        (
            "The TIDEWATCH consortium has signed its Consortium Agreement. The members of the consortium are the University of Bergen, "
            f"{ACME} and the University of Elms."
        ),
        [Told("cooperation", "signed", (ACME, "University of Bergen", "University of Elms"))],
    ),
    "the parties are": (
        f"The parties to the agreement are {ACME} and {BOREALIS}. The agreement was signed on 2 May 2024.",
        [Told("other", "signed", (ACME, BOREALIS), date="2024-05-02")],
    ),
    "parties of another kind": (
        "Norway and Kenya signed the Lake Accord. The opposition parties are the Green Party and the Labour Party.",
        [Told("treaty", "signed", ("Kenya", "Norway"))],
    ),
    "joining a settlement": (
        f"Ohio Attorney General Karen Dahl announced a settlement with {ACME}. Joining Ohio in the settlement are the attorneys general of Iowa and Utah.",
        [Told("settlement", "signed", (ACME, "Iowa", "Ohio", "Utah"))],
    ),
    "five universities": (
        (
            "Three universities have signed the Baltic Research Accord. The universities are the University of Tartu, Riga Technical University "
            "and the University of Gdansk."
        ),
        [Told("cooperation", "signed", ("Riga Technical University", "University of Gdansk", "University of Tartu"))],
    ),
    "the following companies": (
        f"The following companies signed a framework agreement with the Ministry of Works:\n- {ACME}\n- {BOREALIS}",
        [Told("cooperation", "signed", (ACME, BOREALIS, "Ministry of Works"))],
    ),
    "the following representatives": (
        (
            "A Memorandum of Understanding on legal education was signed on 6 May 2024 by the following representatives:\n"
            "• Mr Karl Berg, Dean, Bergen Law School\n• Ms Jane Low, Chief Executive, Norvik Legal Academy"
        ),
        [
            Told(
                "memorandum",
                "signed",
                ("Bergen Law School", "Norvik Legal Academy"),
                ("Jane Low", "Karl Berg"),
                "2024-05-06",
            )
        ],
    ),
    "the following representatives, in a numbered paragraph": (
        (
            "1. Norway and Turku have signed a Memorandum of Understanding (MOU) for lawyers.\n\n"
            f"2. Under the MOU signed by {ACME} and {BOREALIS}, Norway and Turku will host study visits.\n\n"
            "3. The MOU on Lawyers Exchange Programmes was signed by the following representatives on 6 May 2024:\n\n"
            f"- Mr Karl Berg, Dean, {ACME};\n\n- Ms Jane Low, Chief Executive, {BOREALIS}."
        ),
        [Told("memorandum", "signed", (ACME, BOREALIS), ("Jane Low", "Karl Berg"), "2024-05-06")],
    ),
    "also signed by": (
        f"The framework agreement between the City of Lyon and {ACME} was also signed by {BOREALIS}.",
        [Told("cooperation", "signed", (ACME, BOREALIS, "City of Lyon"))],
    ),
    "joined later": (
        f"{ACME} and {BANK} signed a partnership agreement on open data in May 2024. {BOREALIS} joined the agreement in June.",
        [Told("cooperation", "signed", (ACME, BOREALIS, BANK), date="2024-05")],
    ),
    "the agreements, exchanged for two states": (
        (
            "A Treaty on Extradition was signed. In addition, a Memorandum of Understanding on Fisheries was concluded. The agreements were "
            "exchanged by Dr Amina Yusuf, Minister of Trade, on behalf of Kenya and Mr Hans Vik, Minister of Trade, Ports and Fishing, on "
            "behalf of Norway."
        ),
        [
            Told("treaty", "signed", ("Kenya", "Norway"), ("Amina Yusuf", "Hans Vik")),
            Told("memorandum", "signed", ("Kenya", "Norway"), ("Amina Yusuf", "Hans Vik")),
        ],
    ),
}

# Who acts for whom, and who for nobody: pipeline.relate.agreements.actors, pipeline.relate.agreements.lists, pipeline.relate.agreements.statements.
ACTING: dict[str, tuple[str, list[Told]]] = {
    "a player": (
        "Bergen Harbour FC has signed a two-year contract with goalkeeper Ole Dahl.",
        [Told("contract", "signed", ("Bergen Harbour FC", "Ole Dahl"))],
    ),
    "a player, told for the body": (
        "Bergen Harbour FC has extended its contract with goalkeeper Ole Dahl.",
        [Told("contract", "renewed", ("Bergen Harbour FC", "Ole Dahl"))],
    ),
    "two mayors": (
        "The Mayor of Bergen, Ola Brandt, and the Mayor of Lyon, Rosa Diaz, signed a twinning agreement.",
        [Told("cooperation", "signed", ("Bergen", "Lyon"), ("Ola Brandt", "Rosa Diaz"))],
    ),
    "a town by its short name": (
        "Osaka City has a new port. For Osaka, the port director will sign an agreement between Osaka and Quebec City on sister ports.",
        [Told("cooperation", "planned", ("Osaka City", "Quebec City"))],
    ),
    "acronyms in front of titles": (
        "HVX Chairman Philip Berg and TRDK President Rosa Diaz, who signed the lease agreement, shook hands.",
        [Told("contract", "signed", (), ("Philip Berg", "Rosa Diaz"))],
    ),
    "each for his own": (
        (
            "The loan agreement was signed by the Minister of Finance, Kofi Mensah, for the Government of Ghana, and the Vice President of the "
            "Nordic Bank, Kari Dahl, for the Bank."
        ),
        [Told("funding", "signed", ("Government of Ghana", "Nordic Bank"), ("Kari Dahl", "Kofi Mensah"))],
    ),
    "signing were": (
        "Signing the memorandum of understanding were Dr Kofi Mensah, Director of the Ghana Seed Institute, and Ms Jane Low, Head of Norvik Institute.",
        [Told("memorandum", "signed", ("Ghana Seed Institute", "Norvik Institute"), ("Jane Low", "Kofi Mensah"))],
    ),
    "the heads of two bodies": (
        "A lease agreement for the old pier was signed by the directors of Norvik Institute and Harbour University.",
        [Told("contract", "signed", ("Harbour University", "Norvik Institute"))],
    ),
    "the rectors of the two universities": (
        (
            "The Rector of the University of Tartu, Jaan Kask, received the Rector of Gdansk University, Anna Nowak. A memorandum on "
            "cooperation was signed by the rectors of the two universities."
        ),
        [
            Told(
                "memorandum",
                "signed",
                ("Gdansk University", "University of Tartu"),
                ("Anna Nowak", "Jaan Kask"),
            )
        ],
    ),
}

# Names that no finder knows, short names: pipeline.relate.agreements.unread_parties, pipeline.relate.agreements.scene.
UNREAD: dict[str, tuple[str, list[Told]]] = {
    "the first word of its name": (
        "Wirrabel University opened a school. Wirrabel has been awarded a $50,000 grant by the Bunya Foundation.",
        [Told("funding", "signed", ("Bunya Foundation", "Wirrabel University"))],
    ),
    "signed by": (
        f"A memorandum of understanding was signed by Roofs for All, Kites Without Borders and the {COUNTY}.",
        [Told("memorandum", "signed", ("Kites Without Borders", COUNTY, "Roofs for All"))],
    ),
    "with": (
        "The contract with Kites Without Borders was signed on 3 May 2024.",
        [Told("contract", "signed", ("Kites Without Borders",), date="2024-05-03")],
    ),
    "in front of the verb": (
        "Officine Radar and Fine Measure today signed a supply contract. Fine Measure makes scales.",
        [Told("contract", "signed", ("Fine Measure", "Officine Radar"))],
    ),
    "beside a known one": (
        "An agreement between the Ministry of Energy and Norvox, a leading oil firm, was signed today.",
        [Told("other", "signed", ("Ministry of Energy", "Norvox"))],
    ),
    "not the place behind it": (
        f"{ACME} signed a contract with Fine Measure in the Netherlands. Fine Measure makes scales.",
        [Told("contract", "signed", (ACME, "Fine Measure"))],
    ),
    "what is spoken of": ("An agreement with Cabinet approval was signed. The Agreement with Annex A is long.", []),
}

# Who met, where nobody is told to sign: pipeline.relate.agreements.meetings.
MEETINGS: dict[str, tuple[str, list[Told]]] = {
    "negotiations": (
        (
            "Norvik Institute held talks with managers of Harbour University on Monday. After the talks a cooperation agreement was signed."
        ),
        [Told("cooperation", "signed", ("Harbour University", "Norvik Institute"))],
    ),
    "a visit": (
        "A delegation of Norvik Institute visited Harbour University. A memorandum of understanding was signed during the visit.",
        [Told("memorandum", "signed", ("Harbour University", "Norvik Institute"))],
    ),
    "two who act for states": (
        (
            "Minister of Agriculture of Kenya John Otieno received the Ambassador of Chile, Rosa Diaz. At the end of the meeting a memorandum of "
            "understanding was signed."
        ),
        [Told("memorandum", "signed", ("Chile", "Kenya"))],
    ),
    "a visit, told before": (
        "Rector Rosa Diaz of Harbour University paid a working visit to Norvik Institute in May.\n\nAt the end of the visit, a framework agreement was signed.",
        [Told("cooperation", "signed", ("Harbour University", "Norvik Institute"))],
    ),
    "several, signed during a visit": (
        (
            "The Rector of Harbour University, Dr. Rosa Diaz, carried out a visit to Norvik Institute in May.\n\nDuring the visit two papers were "
            "signed. The first of them, a Framework Agreement of Academic Cooperation, was signed on Monday. The second one, a Specific "
            "Agreement for a double degree, was signed the next day."
        ),
        [
            Told("cooperation", "signed", ("Harbour University", "Norvik Institute")),
            Told("cooperation", "signed", ("Harbour University", "Norvik Institute")),
        ],
    ),
    "no visit of another day": (
        "The President made a visit to Elms Hospital on Monday. On Tuesday an agreement was signed in Oslo.",
        [],
    ),
    "another body in between": (
        f"The Minister met officials of {BANK}. The Ministry of Health hopes that an agreement will be signed soon.",
        [],
    ),
}

# "The company", "the court": pipeline.relate.agreements.scene, pipeline.relate.agreements.component.
DESCRIBED: dict[str, tuple[str, list[Told]]] = {
    "the company that is spoken of": (
        f"{ACME} has signed a supply contract with {BOREALIS}. The company also entered into a licence agreement with Norvik Institute.",
        [
            Told("contract", "signed", (ACME, BOREALIS)),
            Told("contract", "signed", (ACME, "Norvik Institute")),
        ],
    ),
    "they and it": (
        f"The Harbour Agency and the State Law Office said on Monday that they had agreed to a settlement with {ACME}.",
        [Told("settlement", "signed", (ACME, "Harbour Agency", "State Law Office"))],
    ),
    "who is quoted": (
        'Rosa Diaz is head of Norvik Institute. "Our leasing contract with Alpenrail Leasing GmbH has expired," she said.',
        [Told("contract", "ended", ("Alpenrail Leasing GmbH", "Norvik Institute"))],
    ),
    "between asterisks": (
        "The Cabinet approved the award of the contract for six cranes to *Marrow Civils (Pty) Ltd* at BWP 64 million.",
        [Told("contract", "planned", ("Marrow Civils (Pty) Ltd",))],
    ),
    "awarded by the one, held by the other": (
        "The devices will be supplied by Tanner Medical Ltd under a two-year supply contract which Harbour Hospital has awarded in August.",
        [Told("contract", "signed", ("Harbour Hospital", "Tanner Medical Ltd"))],
    ),
    "one after the other": (
        (
            "Harbour University last week signed three memoranda. The first MoU, signed on Monday, is with Norvik Institute. On Wednesday, an MoU "
            "on pharmacy was signed with the Elms School of Pharmacy, represented by its Principal, Dr. Rosa Diaz. Harbour University is glad."
        ),
        [
            Told("memorandum", "signed", ("Harbour University", "Norvik Institute")),
            Told("memorandum", "signed", ("Elms School of Pharmacy", "Harbour University"), ("Rosa Diaz",)),
        ],
    ),
    "was represented by": (
        (
            f"A memorandum of understanding was signed between Harbour University and {ACME}. Director Asad Berg signed on behalf of the "
            "university, whereas the company was represented by its Chief Operating Officer Ms. Nimra Holm."
        ),
        [Told("memorandum", "signed", (ACME, "Harbour University"), ("Asad Berg", "Nimra Holm"))],
    ),
    "a venture of others": (
        f"{ACME} has been awarded a design contract by Dune Energy Ltd, a joint venture of Sun Holding plc and {BOREALIS}, for a plant.",
        [Told("contract", "signed", (ACME, "Dune Energy Ltd")), Told("venture", "in_force", (BOREALIS, "Sun Holding plc"))],
    ),
    "bought from": (
        f"{ACME} announced the completion of its previously announced acquisition of Norvik Engineering Ltd, from {BOREALIS}.",
        [Told("venture", "signed", (ACME, BOREALIS, "Norvik Engineering Ltd"))],
    ),
    "a letter from": (
        f"{ACME} has received a letter of intent from {BANK} today.",
        [Told("memorandum", "signed", (ACME, BANK))],
    ),
}

_TABLES = (DESCRIBED, COUNTED, STATES, ADDED, ACTING, UNREAD, MEETINGS)


@pytest.mark.parametrize("case", [c for t in _TABLES for c in t.values()], ids=[name for t in _TABLES for name in t])
def test_parties(case: tuple[str, list[Told]], read: Callable[[str], Doc]) -> None:
    text, expected = case
    assert by_name(told(read(text))) == expected
