"""Where titles begin and end: what the model draws, offices of courts and legislators, brackets, posts for a country."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.find.titles import TitleFinder, title_phrases

# A text with the names that a model draws in it, and the titles that stand there.
DRAWN: dict[str, tuple[str, list[str]]] = {
    "a field behind for": (
        "<Karin Lim|PERSON>, <Chief Negotiator for Ocean Matters|TITLE>, spoke.",
        ["Chief Negotiator for Ocean Matters"],
    ),
    "a field behind on": (
        "<Senior Advisor to the President on Science and Technology|TITLE> <Karin Lim|PERSON> spoke.",
        ["Senior Advisor to the President on Science and Technology"],
    ),
    "somebody's office": (
        "<Director-General of Legal Affairs to the President|TITLE> <Jo Berg|PERSON> spoke.",
        ["Director-General of Legal Affairs to the President"],
    ),
    "a list that goes on": (
        "<Minister of Trade, Fisheries, and Foreign Tourism|TITLE> <Jo Berg|PERSON> spoke.",
        ["Minister of Trade, Fisheries, and Foreign Tourism"],
    ),
    "a noun of office that qualifies": (
        "<Karin Lim|PERSON>, <Assistant Director of Parliamentary Affairs and Executive Functions|TITLE>, spoke.",
        ["Assistant Director of Parliamentary Affairs and Executive Functions"],
    ),
    "hyphens": ("<Ambassador-at-Large|TITLE> <Karin Lim|PERSON> spoke.", ["Ambassador-at-Large"]),
    "a field in front": (
        "<Agriculture, Livestock, Land and Irrigation Minister|TITLE> <Jo Berg|PERSON> spoke.",
        ["Agriculture, Livestock, Land and Irrigation Minister"],
    ),
    "a word joined by a hyphen in front": (
        "<Jo Berg|PERSON>, <Non-Constituency Member of Parliament|TITLE>, asked.",
        ["Non-Constituency Member of Parliament"],
    ),
    "a body is no field": ("<Karin Lim|PERSON>, <Executive Secretary of NARI|TITLE>, spoke.", ["Executive Secretary"]),
    "a body in front is no field": ("<Halvex Director|TITLE> <Karin Lim|PERSON> spoke.", ["Director"]),
    "a second office is no field": (
        "<Karin Lim|PERSON>, <founder and Medical Director|TITLE>, spoke.",
        ["founder", "Medical Director"],
    ),
    "a judge of a court drawn as a body": (
        "<U.S. District Court|ORG> Judge <Karin Lim|PERSON> spoke.",
        ["U.S. District Court Judge"],
    ),
    "a body that draws the posting in": (
        "The <World Bank Country|ORG> Director for <Norway|GPE>, Ms <Karin Lim|PERSON>, spoke.",
        ["Country Director for Norway"],
    ),
    "words that no list holds behind an office": (
        "<Deputy Vice-Chancellor Pasifika|TITLE> <Karin Lim|PERSON> spoke.",
        ["Deputy Vice-Chancellor Pasifika"],
    ),
    "a region of sales": (
        "He was <Senior Vice President Business Development EMEA|TITLE> for <Halvex|ORG>.",
        ["Senior Vice President Business Development EMEA"],
    ),
    "a field with the word of a body in it": (
        "<Minister of State for the Council of Ministers Affairs|TITLE> <Jo Berg|PERSON> spoke.",
        ["Minister of State for the Council of Ministers Affairs"],
    ),
    "a prefix that a body has drawn in": (
        "<Jo Berg|PERSON>, <Halvex Capital Co|ORG>-President, spoke.",
        ["Co-President"],
    ),
    "an abbreviated rank that a body has drawn in": (
        "<Office for Foreign Relations Asst|ORG>. Prof. Dr. <Jo Berg|PERSON> spoke.",
        ["Asst. Prof."],
    ),
    "a body called after the state": (
        "Head of the <State Committee on Tourism|ORG> <Jo Berg|PERSON> spoke.",
        ["Head"],
    ),
}


@pytest.mark.parametrize(("marked", "expected"), DRAWN.values(), ids=DRAWN)
def test_titles_whatever_the_model_drew(draw: Callable[[str], Doc], marked: str, expected: list[str]) -> None:
    assert [phrase.text for phrase in title_phrases(TitleFinder()(draw(marked)))] == expected


# By the construction: a text and its titles.
TITLES: dict[str, tuple[str, list[str]]] = {
    "an office and a seat": ("Co-Chairs Rep. Karin Lim and Rep. Jo Berg spoke.", ["Co-Chair", "Rep.", "Rep."]),
    "a deputy ambassador": ("Deputy Ambassador Karin Lim spoke.", ["Deputy Ambassador"]),
    "a rank behind those served": (
        "Senior Advisor to the President Prof. Karin Lim spoke.",
        ["Senior Advisor to the President", "Prof."],
    ),
    "short form in brackets": (
        "Minister of State (MOS) for Health and Law Karin Lim spoke.",
        ["Minister of State (MOS) for Health and Law"],
    ),
    "field in brackets": (
        "Karin Lim, Permanent Secretary (Law), and Jo Berg, Deputy Director (Operations), spoke.",
        ["Permanent Secretary (Law)", "Deputy Director (Operations)"],
    ),
    "place in a picture": ("Director (left) Karin Lim spoke.", ["Director"]),
    "state of many words": (
        "Karin Lim, Ambassador to the People's Republic of China, spoke.",
        ["Ambassador to the People's Republic of China"],
    ),
    "secretary of an association": (
        "Karin Lim, General Secretary of the Larnvik Seafarers Society, spoke.",
        ["General Secretary"],
    ),
    "style of a state": ("Minister of Works of the Kingdom of Norway Karin Lim spoke.", ["Minister of Works"]),
    "unit whose name is a list": (
        "Write to Karin Lim, Chief, Transport, Energy and Agriculture Section, Larnvik.",
        ["Chief"],
    ),
    "office of a body without its apostrophe": (
        "Karin Lim, assistant administrator for EPAs Office of Enforcement and Compliance Assurance, spoke.",
        ["assistant administrator"],
    ),
    "department": ("See the Justice Departments site and the General Improvement Funds.", []),
    "section": ("Fraud Section Trial Attorney Karin Lim spoke.", ["Trial Attorney"]),
    "given name": ("Assistant U.S. Attorney Dean Sovol spoke.", ["Assistant U.S. Attorney"]),
    "occupations of several": (
        "Karin Lim and Jo Berg, owners and operators of Halvex Motors, spoke.",
        ["owner", "operator"],
    ),
    "occupations of anybody": ("The students, teachers and drivers of the town met.", []),
    "a minister's second field behind of": (
        "Karin Lim, Minister of Local Government and of Chieftainship Affairs, spoke.",
        ["Minister of Local Government and of Chieftainship Affairs"],
    ),
    "a second minister": (
        "Minister for Culture, Sport and Tourism and Second Minister for Law Mr Edwin Tan spoke.",
        ["Minister for Culture, Sport and Tourism", "Second Minister for Law"],
    ),
    "a chief officer of several fields": (
        "Karin Lim, Chief Agency, Sales and Marketing Officer at Halvex Insurance, spoke.",
        ["Chief Agency, Sales and Marketing Officer"],
    ),
    "an advocate by appointment": ("P.A. Ratnam, President's Counsel, spoke.", ["President's Counsel"]),
    "chargé d’affaires": (
        "Tim Berg, chargé d’affaires at the Norvista Embassy, spoke.",
        ["chargé d’affaires"],
    ),
    "a field in small letters behind for": (
        "The secretary of state for science policy, Tim Berg, spoke.",
        ["secretary of state for science policy"],
    ),
    "a list of fields in small letters": (
        "The minister of foreign affairs, European affairs and foreign trade, Hanna Berg, spoke.",
        ["minister of foreign affairs, European affairs and foreign trade"],
    ),
    "a noun of a body in front": ("Karin Lim is clinic director.", ["clinic director"]),
    "trade representative of a state": (
        "US Trade Representative Karin Lim met US Attorney Jo Berg.",
        ["US Trade Representative", "US Attorney"],
    ),
    "what somebody does in a list of offices": (
        "Aino Berg was the owner, operator and president of Halvex Motors.",
        ["owner", "operator", "president"],
    ),
    "abbreviated ranks": (
        "Assoc. Prof. Hana Zeqo and Asst. Prof. Jo Berg met Prof Lim.",
        ["Assoc. Prof.", "Asst. Prof.", "Prof"],
    ),
    "a part of the world": (
        "Karin Lim, Vice President of Sales for the Americas, and Jo Berg, Director for Asia Pacific, spoke.",
        ["Vice President of Sales for the Americas", "Director for Asia Pacific"],
    ),
    "a body behind a field with and": (
        "It was signed by Jo Dahl, Head of Corporate Affairs and Information Technology, Larn County Council and Karin Lim.",
        ["Head of Corporate Affairs and Information Technology"],
    ),
    "leaders with whom an officer speaks": (
        "Karin Lim, state leaders for Postmaster General Jo Berg.",
        ["state leader", "Postmaster General"],
    ),
    "abbreviated managing director beside another office": (
        "“We grew,” said Karin Lim, MD and CEO of Norvista Bank.",
        ["MD", "CEO"],
    ),
    "ad interim": ("Mr. Jo Berg, Representative a.i., spoke.", ["Representative a.i."]),
    "head of a unit without name": ("Head of Department Jo Dahl spoke.", ["Head of Department"]),
    "head of a unit by name": ("Head of School of Law Jo Dahl spoke.", ["Head"]),
    "students' affairs": (
        "Karin Lim, the university's vice president for student affairs and dean of students, spoke.",
        ["vice president for student affairs", "dean of students"],
    ),
    "a form of address in front": ("They met Her Worship Mayor Kim Dahl.", ["Mayor"]),
    "a lone field behind an office": (
        "Karin Lim, Vice President Newbuilding at Sundhav Drilling AS, spoke.",
        ["Vice President Newbuilding"],
    ),
    "a bracket in small letters": (
        "Étienne St-Onge, vice-president (research and innovation) at Larn University, spoke.",
        ["vice-president (research and innovation)"],
    ),
    "the district is no field": ("Carol Ann Buss, Superintendent of the District, said so.", ["Superintendent"]),
    "courtesy in front of a seat": (
        "The Chairman of the Senate Committee, Distinguished Senator Ibrahim Yaro, met Distinguished Professor Karin Lim.",
        ["Chairman", "Senator", "Distinguished Professor"],
    ),
    "board in small letters": (
        "Karin Lim, chairman of the board of Halvex Capital, spoke.",
        ["chairman of the board"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TITLES.values(), ids=TITLES)
def test_titles(read: Callable[[str], Doc], text: str, expected: list[str]) -> None:
    assert [phrase.text for phrase in title_phrases(read(text))] == expected
