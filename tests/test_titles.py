"""press_titles: which words name an office, where the title ends, and what is only a part of something else's name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from releases import WRAPPED
from spacy.tokens import Doc

from pipeline.find.titles import TitleFinder, singular, title_phrases

# By the phenomenon: a text, and its titles as they would stand in a table.
TITLES: dict[str, tuple[str, list[str]]] = {
    "prefix": ("WUT President Yang Zongkai welcomed the guests.", ["President"]),
    "ranked head": (
        "Acting Deputy Assistant Attorney General Nora Whitfield spoke.",
        ["Acting Deputy Assistant Attorney General"],
    ),
    "plural": ("Vice Presidents Maria Keller and Tomas Novak attended.", ["Vice President"]),
    "plural on the first noun: no singular stands there": ("Attorneys General Nora Whitfield and Paul Iversen agreed.", ["Attorneys General"]),
    "plural in -men: no singular stands there": ("Congressmen Paul Iversen and Mark Poole agreed.", ["Congressmen"]),
    "hyphens": (
        "Deputy Director-General Karin Lim and Vice-Chancellor Jo Berg spoke.",
        ["Deputy Director-General", "Vice-Chancellor"],
    ),
    "elect": ("President-elect Karin Lim spoke.", ["President-elect"]),
    "in charge": ("Karin Lim, Special Agent in Charge, spoke.", ["Special Agent in Charge"]),
    "lower case": ("Norvista chief executive officer Karin Lim spoke.", ["chief executive officer"]),
    "field": (
        "The Minister for Sustainability and the Environment, Ms Karin Lim, opened the plant.",
        ["Minister for Sustainability and the Environment"],
    ),
    "field that is a list": (
        "Minister of Land, Infrastructure and Transport Hiroshi Mori spoke.",
        ["Minister of Land, Infrastructure and Transport"],
    ),
    "rank of a minister": (
        "Karin Lim, Senior Minister of State for Digital Development and Information, spoke.",
        ["Senior Minister of State for Digital Development and Information"],
    ),
    "two offices of state": (
        "Jane Roe, Minister of Education and Minister of Health, spoke.",
        ["Minister of Education", "Minister of Health"],
    ),
    "field of learning": ("Karin Lim, Professor of Marine Biology, spoke.", ["Professor of Marine Biology"]),
    "field in lower case": (
        "Karin Lim, director of research and innovation, spoke.",
        ["director of research and innovation"],
    ),
    "field of work": ("Karin Lim, Head of Corporate Communications, spoke.", ["Head of Corporate Communications"]),
    "post abroad": ("Karin Lim, Ambassador to Peru, spoke.", ["Ambassador to Peru"]),
    "body is no field": ("Wang Daquan, Director of the Chinese Service Center, spoke.", ["Director"]),
    "state is no field": (
        "The President of Finland met the Prime Minister of Norway.",
        ["President", "Prime Minister"],
    ),
    "ministry is no field": (
        "Karin Lim, Permanent Secretary of the Ministry of Health, spoke.",
        ["Permanent Secretary"],
    ),
    "committee is no field": ("Karin Lim, Chair of the Rules Committee, spoke.", ["Chair"]),
    "joined titles": (
        "Karin Lim, Executive Vice President and Chief Operating Officer, spoke.",
        ["Executive Vice President", "Chief Operating Officer"],
    ),
    "office and academic rank": ("Secretary-General Professor Karin Lim spoke.", ["Secretary-General", "Professor"]),
    "U.S. of an office": ("U.S. Attorney Karin Lim spoke.", ["U.S. Attorney"]),
    "U.S. of a state": ("U.S. Attorney General Karin Lim spoke.", ["Attorney General"]),
    "former is no part": ("The former Governor, Karin Lim, spoke.", ["Governor"]),
    "honorifics are none": ("Mr. Paul Iversen, Dr. Karin Lim and Sir Jo Berg spoke.", []),
    "inside a body's name": ("The Office of the President issued the statement.", []),
    "ordinary words": ("The general public may attend the head office; a member asked why.", []),
    "line ends": ("Karin Lim\nDirector\nPress Officer\n", ["Director", "Press Officer"]),
    "wrapped line": (
        WRAPPED,
        ["director", "Chief Executive Officer"],
    ),
    "United States of an office": ("Karin Lim, United States Attorney for Larnvik, spoke.", ["United States Attorney"]),
    "prefixes": (
        "Pro-Vice-Chancellor Karin Lim and Under-Secretary-General Jo Berg spoke.",
        ["Pro-Vice-Chancellor", "Under-Secretary-General"],
    ),
    "rank of a secretary": ("Under Secretary Karin Lim spoke.", ["Under Secretary"]),
    "abbreviated ranks": ("Lt. Col. Paul Iversen and Maj. Gen. Jo Berg spoke.", ["Lt. Col.", "Maj. Gen."]),
    "leader of a side": ("Leader of the Opposition Karin Lim spoke.", ["Leader of the Opposition"]),
    "rank and family name": ("Senator King and the Senior Fellow Karin Lim spoke.", ["Senator", "Senior Fellow"]),
    "family name behind an address": ("Mr. Peter King, Ms. Laura Bishop and Mr. Dean spoke.", []),
    # what stands in front of the head
    "field by its ending": ("Karin Lim, Procurement Director, spoke.", ["Procurement Director"]),
    "field that no list holds": ("Karin Lim, Orchid Director, spoke.", ["Orchid Director"]),
    "field that is a body's name in this release": (
        "Karin Lim, Halvex President, spoke. Halvex will move.",
        ["President"],
    ),
    "noun of a body": ("Museum Director Karin Lim spoke.", ["Museum Director"]),
    "noun of a body that has a name": ("The Larnvik Museum Director Karin Lim spoke.", ["Director"]),
    "joined fields": ("Karin Lim, Media and Advocacy Officer, spoke.", ["Media and Advocacy Officer"]),
    "joined titles are no joined fields": (
        "Karin Lim, Head of Media and Chief Risk Officer, spoke.",
        ["Head of Media", "Chief Risk Officer"],
    ),
    "profession by its ending": (
        "Karin Lim, a hydrologist at the Institute of Marine Physics, spoke.",
        ["hydrologist"],
    ),
    "nouns in lower case": ("Karin Lim, a crane operator at Norvista Holdings, spoke.", ["crane operator"]),
    "board of an officer": ("The board chair, Karin Lim, and board member Jo Berg spoke.", ["board chair", "board member"]),
    "noun of a body in lower case, at a body": (
        "Karin Lim is clinic director at Larnvik Hospital.",
        ["clinic director"],
    ),
    "state of a mission": ("Karin Lim, Head of Mission to Chile, spoke.", ["Head of Mission to Chile"]),
    "noun of a body in lower case": ("The company president, Karin Lim, spoke.", ["president"]),
    "body in front of a title in lower case": ("The Cabinet spokesperson, Karin Lim, spoke.", ["spokesperson"]),
    "United States inside": (
        "Assistant United States Attorneys Karin Lim and Jo Berg spoke.",
        ["Assistant United States Attorney"],
    ),
    "rank behind an office": ("Commander Air Marshal Karin Lim spoke.", ["Commander", "Air Marshal"]),
    "rank behind a field": ("Minister for Law Professor Karin Lim spoke.", ["Minister for Law", "Professor"]),
    # what stands behind the head
    "field in brackets": (
        "Karin Lim, Deputy Vice-Chancellor (Research), spoke.",
        ["Deputy Vice-Chancellor (Research)"],
    ),
    "acronym in brackets": ("Karin Lim, Director General (NWA), spoke.", ["Director General"]),
    "field behind a comma": (
        "Karin Lim, Vice President, Customer Operations, spoke.",
        ["Vice President, Customer Operations"],
    ),
    "place behind a comma": ("Karin Lim, Mayor, District of Larnvik, spoke.", ["Mayor"]),
    "field that a body follows": (
        "Karin Lim, Head of Payload Systems at Norvista Holdings, spoke.",
        ["Head of Payload Systems"],
    ),
    "field of an acronym": (
        "Karin Lim, Commissioner for Peace and Security of the NWA, spoke.",
        ["Commissioner for Peace and Security"],
    ),
    "acronym is no field": ("The Executive Secretary of the NWA, Karin Lim, spoke.", ["Executive Secretary"]),
    "organ of every body": (
        "Chair of the Board Karin Lim and Jo Berg, President of the Management Board, spoke.",
        ["Chair of the Board", "President of the Management Board"],
    ),
    "board with a name": ("Karin Lim, Chairman of the Board of Investment, spoke.", ["Chairman"]),
    "board of a body": (
        "Karin Lim, Chairwoman of the Board of Directors of Norvista Holdings, spoke.",
        ["Chairwoman of the Board of Directors"],
    ),
    "field behind in": ("Karin Lim, Senior Lecturer in Marine Ecology, spoke.", ["Senior Lecturer in Marine Ecology"]),
    "head of a government": ("The Chief Minister of Brukvedal, Karin Lim, spoke.", ["Chief Minister"]),
    "top of a body": ("Karin Lim, Chief Executive Officer of Ocelvia, spoke.", ["Chief Executive Officer"]),
    "master of a place": ("Karin Lim, Harbour Master of Larnvik, and a Master of Science spoke.", ["Harbour Master"]),
    "government is no field": (
        "The Secretary of Finance of the Government of Norway, Karin Lim, spoke.",
        ["Secretary of Finance"],
    ),
    "field behind for": (
        "Karin Lim, Vice President for River Operations, spoke.",
        ["Vice President for River Operations"],
    ),
    "glued to a date line": (
        'LARNVIK (May 2, 2024)–U.S. Representative Karin Lim spoke; “so”."President Jo Berg did not.',
        ["U.S. Representative", "President"],
    ),
    "possessive in a field": (
        "Karin Lim, Director of Education and Children's Services, spoke.",
        ["Director of Education and Children's Services"],
    ),
    "title of a title": (
        "Karin Lim, Spokesperson of the Secretary General, spoke.",
        ["Spokesperson of the Secretary General"],
    ),
    "in chief": ("Karin Lim, editor-in-chief, spoke.", ["editor-in-chief"]),
    "lower-case field with an adjective": ("Karin Lim, chief of plastic surgery, spoke.", ["chief of plastic surgery"]),
    "ministry behind a rank": (
        "Karin Lim, Secretary of State of the Ministry of Trade, spoke.",
        ["Secretary of State"],
    ),
    "plural abbreviation": ("Sens. Ron Hale and Ann Poole spoke.", ["Sens."]),
    "degree behind a name": ("Karin Lim, MD, and Jo Berg, MP, spoke.", []),
    "member in front of a name": ("MEP Karin Lim spoke.", ["MEP"]),
    "work inside a name": ("They met at the Larnvik Volunteer Ambulance.", []),
    "house of a parliament": ("They met in the House of Representatives.", []),
    "office behind an address": ("Mr. Speaker, Mr. Justice Hale spoke.", ["Speaker", "Justice"]),
}


@pytest.mark.parametrize(("text", "expected"), TITLES.values(), ids=TITLES)
def test_titles(read: Callable[[str], Doc], text: str, expected: list[str]) -> None:
    assert [phrase.text for phrase in title_phrases(read(text))] == expected


# Entities drawn by hand: a wrong one must not carry a title away.
DRAWN: dict[str, tuple[str, list[str]]] = {
    "a name ends the field": (
        "Minister of Health <Karin Lim|PERSON> and Minister for Law <Jo Berg|PERSON> spoke.",
        ["Minister of Health", "Minister for Law"],
    ),
    "a field drawn as a name": ("<Karin Lim|PERSON>, Minister for <Law|PERSON>, spoke.", ["Minister for Law"]),
    "a field drawn as a body": (
        "<Karin Lim|PERSON>, Minister of <Plantation Industries|ORG>, spoke.",
        ["Minister of Plantation Industries"],
    ),
    "an office drawn as a name": ("<Dean|PERSON> <Karin Lim|PERSON> spoke.", ["Dean"]),
    "a body that ends on a rank word": ("<Norvista Global|ORG> President <Karin Lim|PERSON> spoke.", ["President"]),
    "an office inside a body": ("The <Office of the Special Envoy|ORG> closed.", []),
    "a title drawn with its body": ("<Karin Lim|PERSON> serves as <Dean of the School of Law|ORG>.", ["Dean"]),
    "a title drawn behind its body's possessive": (
        "<The University of Fjellheim’s Rector|ORG>, Ms <Karin Lim|PERSON>, spoke.",
        ["Rector"],
    ),
    "a title drawn behind its body": ("The <Larnvik Times Editor|ORG> spoke.", ["Editor"]),
    "a field of work drawn as a body": (
        "<Karin Lim|PERSON>, Vice President for <Research|ORG>, spoke.",
        ["Vice President for Research"],
    ),
    "a body not drawn is no field": ("They met <Lena Dahl|PERSON>, CEO of Nakshatra.", ["CEO"]),
    "a ministry not drawn": ("The Ministry of Justice met the Board of Directors.", []),
    "an office of an officer not drawn": ("The Prime Minister's Office and the Sheriff’s Department met.", []),
    "a field drawn as a body, in front": (
        "<Karin Lim|PERSON>, <Investor Relations|ORG> Officer, spoke.",
        ["Investor Relations Officer"],
    ),
    "a body that draws half a title in": (
        "<GSA Inspector|ORG> General <Karin Lim|PERSON> spoke.",
        ["Inspector General"],
    ),
    "a name not drawn ends the field": (
        "Minister of Transport and Infrastructure Orhan Tekin spoke.",
        ["Minister of Transport and Infrastructure"],
    ),
    "a body's field in front": (
        "<Larnvik|GPE> Public Works Bureau Director-General <Karin Lim|PERSON> spoke.",
        ["Director-General"],
    ),
    "a ranked unit in front": ("Assistant Division Chief <Karin Lim|PERSON> spoke.", ["Assistant Division Chief"]),
    "an envoy behind an office": (
        "Trade Representative Ambassador <Karin Lim|PERSON> spoke.",
        ["Trade Representative", "Ambassador"],
    ),
    "in charge of a body": (
        "<Karin Lim|PERSON>, Attorney in charge of the <Fraud Division|ORG>, spoke.",
        ["Attorney"],
    ),
    "in charge, of an office": (
        "<Karin Lim|PERSON>, Special Agent in Charge of the <Larnvik Office|ORG>, spoke.",
        ["Special Agent in Charge"],
    ),
    "a name with a capital inside is no field": ("They met <Lena Dahl|PERSON>, founder of NorMedical.", ["founder"]),
    "a person's office": ("They met at the Office of Senator <Ron Hale|PERSON>.", ["Senator"]),
    "a family name drawn": (
        "They met <Laura Bishop|PERSON>, <Dean|PERSON> <Jo Berg|PERSON> and the Bishop.",
        ["Dean", "Bishop"],
    ),
}


@pytest.mark.parametrize(("marked", "expected"), DRAWN.values(), ids=DRAWN)
def test_titles_whatever_the_model_drew(draw: Callable[[str], Doc], marked: str, expected: list[str]) -> None:
    assert [phrase.text for phrase in title_phrases(TitleFinder()(draw(marked)))] == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("President", "president"),
        ("PRESIDENT", "president"),
        ("Secretaries", "secretary"),
        ("Chairmen", "chairman"),
        ("congresswomen", "congresswoman"),
        ("Sens.", "sen."),
        ("Reps.", "rep."),
        ("Justices", "justice"),
        ("Presidency", None),
        ("table", None),
    ],
)
def test_singular(word: str, expected: str | None) -> None:
    assert singular(Doc(spacy.blank("en").vocab, [word])[0]) == expected


@pytest.mark.parametrize(
    ("text", "head", "plural"),
    [
        ("Vice Presidents Maria Keller and Tomas Novak attended.", "president", True),
        ("Directors General Maria Keller and Tomas Novak attended.", "director", True),
        ("The Minister for Trade and Industries, Jo Berg, attended.", "minister", False),
        ("Deputy Assistant Attorney General Jo Berg attended.", "general", False),
    ],
)
def test_the_head_says_the_number(read: Callable[[str], Doc], text: str, head: str, plural: bool) -> None:
    phrase = title_phrases(read(text))[0]
    assert (phrase.head, phrase.plural) == (head, plural)
