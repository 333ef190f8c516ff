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
}


@pytest.mark.parametrize(("text", "expected"), TITLES.values(), ids=TITLES)
def test_titles(read: Callable[[str], Doc], text: str, expected: list[str]) -> None:
    assert [phrase.text for phrase in title_phrases(read(text))] == expected
