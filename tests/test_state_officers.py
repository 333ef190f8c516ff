"""Whose state or body an officer serves, where a release tells of two: visitors and hosts, sides that sign, governments below a state's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc
from title_rows import Row, rows

# Visitors and hosts: the visited state is not the visitor's own.
VISITS: dict[str, tuple[str, set[Row]]] = {
    "a visit abroad": (
        (
            "President Silva arrives in Oslo\n\nDuring his state visit to Norway, President Amara Silva met Prime Minister Lena Dahl in Oslo "
            "today. The President thanked Norway for its support to Sri Lanka.\n"
        ),
        {("Amara Silva", "President", "Sri Lanka"), ("Lena Dahl", "Prime Minister", "Norway")},
    ),
    "a visit to the issuer's state": (
        (
            "Prime Minister of Fiji visits Singapore\n\nPrime Minister Ratu Vakalala of Fiji called on President Lim Bee Hwa today. "
            "Singapore and Fiji enjoy warm ties.\n"
        ),
        {("Ratu Vakalala", "Prime Minister", "Fiji"), ("Lim Bee Hwa", "President", "Singapore")},
    ),
    "talks abroad": (
        (
            "President Silva, who is in Beijing on a state visit to China, said that the visit brings new investments to Sri Lanka. President "
            "Amara Silva held talks with President Wang Li. Foreign Minister Vijitha Rao joined him.\n"
        ),
        {
            ("Amara Silva", "President", "Sri Lanka"),
            ("Wang Li", "President", "China"),
            ("Vijitha Rao", "Foreign Minister", "Sri Lanka"),
        },
    ),
    "each state of a journey": (
        (
            "MEDIA RELEASE OF THE MINISTER FOR TRADE OF CANADA\n\nI will visit Fiji and Tonga from 10 to 16 May.\n\nIn Fiji I will hold "
            "discussions with President Ratu Vakalala.\n\nI will visit Tonga for discussions with Prime Minister Sione Moala. Canada looks "
            "forward to them. Canada’s ties with both are old.\n"
        ),
        {("Ratu Vakalala", "President", "Fiji"), ("Sione Moala", "Prime Minister", "Tonga")},
    ),
    "an envoy's hosts": (
        (
            "Australia’s High Commissioner to Sri Lanka, Paul Roe, met the President today. He told of Australia’s plans and of Australia’s "
            "help. Mr Roe commended President Amara Silva’s reforms.\n"
        ),
        {("Paul Roe", "High Commissioner to Sri Lanka", "Australia"), ("Amara Silva", "President", "Sri Lanka")},
    ),
    "a delegation that meets": (
        "The Sri Lankan delegation met Ambassador Jane Roe of the US in Washington. Sri Lanka thanked her. Minister Lee Ho of Sri Lanka spoke.\n",
        {("Jane Roe", "Ambassador", "US"), ("Lee Ho", "Minister", "Sri Lanka")},
    ),
    "an oath": (
        (
            "Amara Silva was sworn in today as the 9th President of Sri Lanka before Chief Justice Nihal Perera. Ambassadors of India and China "
            "attended.\n"
        ),
        {("Amara Silva", "President", "Sri Lanka"), ("Nihal Perera", "Chief Justice", "Sri Lanka")},
    ),
    "a company that bears a state's name": (
        (
            "During his state visit to China, President Amara Silva met managers of China Harbour Works Ltd. He told them of Sri Lanka’s ports, "
            "which the government wants to widen.\n"
        ),
        {("Amara Silva", "President", "Sri Lanka")},
    ),
}

GUESTS: dict[str, tuple[str, set[Row]]] = {
    "those who met the President": (
        (
            "President Silva in Oslo\n\nDuring his state visit to Norway President Amara Silva spoke of Sri Lanka. Those who met with the "
            "President included Mr Lee Ho, Minister of Trade, and Mr Jo Berg, Minister of Defence.\n"
        ),
        {("Lee Ho", "Minister of Trade", "Norway"), ("Jo Berg", "Minister of Defence", "Norway")},
    ),
    "the other side of a meeting": (
        (
            "The Ministry of Foreign Affairs of the Kyrgyz Republic received guests. The Kyrgyz Republic thanked Slovenia. "
            "From the Slovenian side, State Secretary Rok Zadra spoke.\n"
        ),
        {("Rok Zadra", "State Secretary", "Slovenia")},
    ),
    "a visitor told by name": (
        (
            "The President and Indian Prime Minister Shri Nalin Mehta opened a road built with the help of India. Mr Mehta’s visit to Sri Lanka "
            "was his first. Sri Lanka builds many roads. President Amara Silva thanked the Government of India.\n"
        ),
        {("Amara Silva", "President", "Sri Lanka")},
    ),
    "each state has one President": (
        (
            "President Joan Hale welcomed President Pedro Ruiz of Spain today. The United States and Spain are partners. President Hale thanked "
            "Spain for its help. Spain will host the summit of the United States and Spain.\n"
        ),
        {("Joan Hale", "President", "United States"), ("Pedro Ruiz", "President", "Spain")},
    ),
    "a state in the title": (
        "Sri Lanka sent a delegation. Sri Lanka met US Trade Representative, Ambassador Jane Greer. Sri Lanka thanked her.\n",
        {("Jane Greer", "Ambassador", "US")},
    ),
    "home from abroad": (
        "President Amara Silva returned to Sri Lanka tonight from his state visit to China. The visit to China lasted four days.\n",
        {("Amara Silva", "President", "Sri Lanka")},
    ),
}

# Two sides told in one sentence.
SIDES: dict[str, tuple[str, set[Row]]] = {
    "on behalf of each": (
        (
            "The agreement was exchanged by Dr Ali Hassan, Minister of Foreign Affairs, on behalf of the Maldives and Ms Vijitha Rao, Minister "
            "of Foreign Affairs and Tourism, on behalf of Sri Lanka.\n"
        ),
        {
            ("Ali Hassan", "Minister of Foreign Affairs", "Maldives"),
            ("Vijitha Rao", "Minister of Foreign Affairs and Tourism", "Sri Lanka"),
        },
    ),
    "representing each": (
        (
            "The treaty was signed by Minister of Justice Karin Berg, representing the Government of Norway, and Minister for Law Lee Ho, "
            "representing the Government of Singapore.\n"
        ),
        {("Karin Berg", "Minister of Justice", "Norway"), ("Lee Ho", "Minister for Law", "Singapore")},
    ),
    "represented by": (
        "Qatar, represented by Mr Hamad Al Thani, Permanent Secretary (Law), opened the meeting.\n",
        {("Hamad Al Thani", "Permanent Secretary (Law)", "Qatar")},
    ),
    "was represented by": (
        "Fiji was represented by Ambassador Luke Daunivalu.\n",
        {("Luke Daunivalu", "Ambassador", "Fiji")},
    ),
    "signed on behalf of a body": (
        "Larnvik University and Halvex Inc. agreed. Professor Jane Roe, Principal, signed on behalf of Larnvik University.\n",
        {("Jane Roe", "Principal", "Larnvik University"), ("Jane Roe", "Professor", None)},
    ),
    "who is chosen": (
        (
            "ADB President Takeo Mori congratulated President Amara Silva on his election as the President of Sri Lanka. Mr Mori thanked the "
            "Asian Development Bank (ADB).\n"
        ),
        {("Takeo Mori", "President", "Asian Development Bank"), ("Amara Silva", "President", "Sri Lanka")},
    ),
}

# Bare offices of ministries, parliaments, regions and towns.
PUBLIC: dict[str, tuple[str, set[Row]]] = {
    "a ministry's secretary": (
        "The Ministry of Law hosted a dialogue. Permanent Secretary Luke Goh opened the dialogue.\n",
        {("Luke Goh", "Permanent Secretary", "Ministry of Law")},
    ),
    "one of two ministries": (
        "The Ministry of Law and the Ministry of Health hosted a dialogue. Permanent Secretary Luke Goh opened the dialogue.\n",
        {("Luke Goh", "Permanent Secretary", None)},
    ),
    "a parliament's speaker": (
        "The Parliament of Sri Lanka met today. Deputy Speaker Rizvie Salih received the delegation.\n",
        {("Rizvie Salih", "Deputy Speaker", "Parliament of Sri Lanka")},
    ),
    "a government below a state's": (
        (
            "The Government of Tamil Nadu signed 12 memoranda today in Chennai. Chief Minister M. Selvan and Minister for Industries R. Pandian "
            "were present. India is a large market.\n"
        ),
        {("M. Selvan", "Chief Minister", "Tamil Nadu"), ("R. Pandian", "Minister for Industries", "Tamil Nadu")},
    ),
    "a secretary of two offices": (
        "The Ministry of Law spoke of Larnvik College. Larnvik College has named Luke Goh as Registrar and Secretary.\n",
        {("Luke Goh", "Secretary", "Larnvik College")},
    ),
    "a director who represents an owner": (
        "Halvex Inc. appointed Ms Zhao Mei – Non-Executive Director, representing Norvista Holdings. Halvex Inc. has seven directors.\n",
        {("Zhao Mei", "Non-Executive Director", "Halvex Inc.")},
    ),
    "a parliament that is no body": (
        "The Parliament of Tuvalu sent a delegation. It met Legislative Yuan Deputy Speaker Kang Shu-min.\n",
        {("Kang Shu-min", "Deputy Speaker", None)},
    ),
    "a central bank's governor": (
        "The Reserve Bank of Fiji granted a licence. The Deputy Governor, Mr Apisai Tudu, said that it was the third.\n",
        {("Apisai Tudu", "Deputy Governor", "Reserve Bank of Fiji")},
    ),
    "a town's mayor": (
        "Larnvik City opened a park. Larnvik City will open three more. Mayor Jonas Cortes planted a tree.\n",
        {("Jonas Cortes", "Mayor", "Larnvik City")},
    ),
    "the unit behind the name": (
        "FBI Special Agent in Charge Lee Hale of the Houston Field Office announced the plea.\n",
        {("Lee Hale", "Special Agent in Charge", "Houston Field Office")},
    ),
    "the unit behind its agency": (
        "Special Agent in Charge Lee Hale of the IRS Criminal Investigation, Houston Field Office announced the plea.\n",
        {("Lee Hale", "Special Agent in Charge", "Houston Field Office")},
    ),
}

CASES = {**VISITS, **GUESTS, **SIDES, **PUBLIC}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_whom_officers_serve(read: Callable[[str], Doc], text: str, expected: set[Row]) -> None:
    assert expected <= rows(read(text))
