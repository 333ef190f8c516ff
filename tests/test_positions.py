"""press_positions: which person holds which title in which body."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline import records
from pipeline.lexicon import country
from pipeline.records import Organisation, Person, Position
from pipeline.relate.positions.chain import chain
from pipeline.relate.positions.states import States
from pipeline.resolve.entities import EntityResolver

Row = tuple[str, str, str | None, str]


def rows(doc: Doc) -> list[Row]:
    people = {person.key: person.name for person in records.get(doc, Person)}
    bodies = {body.key: body.name for body in records.get(doc, Organisation)}
    return [
        (people[found.person], found.title, bodies.get(found.organisation or "") or found.place, found.tenure)
        for found in records.get(doc, Position)
    ]


def now(person: str, title: str, body: str | None = None) -> Row:
    return person, title, body, "current"


# By the pattern that relates title and holder: a text and its rows.
PATTERNS: dict[str, tuple[str, list[Row]]] = {
    "title before name": ("President Karin Lim spoke.", [now("Karin Lim", "President")]),
    "body before title": (
        "Norvista Holdings Chief Executive Officer Karin Lim spoke.",
        [now("Karin Lim", "Chief Executive Officer", "Norvista Holdings")],
    ),
    "body in the possessive": (
        "Norvista Holdings' President Karin Lim spoke.",
        [now("Karin Lim", "President", "Norvista Holdings")],
    ),
    "body behind the name": (
        "Professor Jane Roe of the University of Fjellheim spoke.",
        [now("Jane Roe", "Professor", "University of Fjellheim")],
    ),
    "apposition": (
        "Amal Perera, Vice Chairman of Norvista Holdings, spoke.",
        [now("Amal Perera", "Vice Chairman", "Norvista Holdings")],
    ),
    "apposition with article": (
        "Amal Perera, the Vice Chairman of Norvista Holdings, spoke.",
        [now("Amal Perera", "Vice Chairman", "Norvista Holdings")],
    ),
    "apposition, body behind a comma": (
        "Jane Roe, President, Halvex Inc., resigned.",
        [now("Jane Roe", "President", "Halvex Inc.")],
    ),
    "apposition in brackets": (
        "Karin Lim (Director, Institute of Marine Physics) spoke.",
        [now("Karin Lim", "Director", "Institute of Marine Physics")],
    ),
    "apposition between dashes": (
        "Ms Karin Lim – Director of the Institute of Marine Physics – spoke.",
        [now("Karin Lim", "Director", "Institute of Marine Physics")],
    ),
    "apposition over post-nominals": (
        "Hon. (Dr.) Amal Perera, MP, Minister of Health, spoke.",
        [now("Amal Perera", "Minister of Health")],
    ),
    "apposition over a service's mark": (
        "Mr Paul Iversen, IAS, Chairman of Norvista Holdings, spoke.",
        [now("Paul Iversen", "Chairman", "Norvista Holdings")],
    ),
    "apposition over a home": (
        "Ms Karin Lim of Norvista Holdings, Chair of the National Water Agency, spoke.",
        [now("Karin Lim", "Chair", "National Water Agency")],
    ),
    "body behind a colon": (
        "Ms Karin Lim, Executive Dean: School of Law, spoke.",
        [now("Karin Lim", "Executive Dean", "School of Law")],
    ),
    "apposition over an age": (
        "Paul Iversen, 42, the owner of Halvex Inc., pleaded guilty.",
        [now("Paul Iversen", "owner", "Halvex Inc.")],
    ),
    "apposition after a verb of saying": (
        "“It works,” said Karin Lim, director of Halvex Inc.",
        [now("Karin Lim", "director", "Halvex Inc.")],
    ),
    "title, name": ("Its founder, Robert Bernhard, spoke.", [now("Robert Bernhard", "founder")]),
    "title with body, name": (
        "The Director of the Institute of Marine Physics, Dr. Karin Lim, spoke.",
        [now("Karin Lim", "Director", "Institute of Marine Physics")],
    ),
    "copula": (
        "Karin Lim is the Chairwoman of the National Water Agency.",
        [now("Karin Lim", "Chairwoman", "National Water Agency")],
    ),
    "appointed": (
        "Ms Karin Lim was appointed Director of the Institute of Marine Physics.",
        [now("Karin Lim", "Director", "Institute of Marine Physics")],
    ),
    "appointed as": (
        "Ms Karin Lim has been appointed as Director of the National Water Agency.",
        [now("Karin Lim", "Director", "National Water Agency")],
    ),
    "relative clause": (
        "Ms Karin Lim, who is Director of the Institute of Marine Physics, spoke.",
        [now("Karin Lim", "Director", "Institute of Marine Physics")],
    ),
    "lines of a contact block": (
        "Karin Lim\nDirector\n\nPaul Iversen\nDean\n",
        [now("Karin Lim", "Director"), now("Paul Iversen", "Dean")],
    ),
    "unit inside a body": (
        "Ms Karin Lim, Chair of the Audit Committee of the National Water Agency, spoke.",
        [now("Karin Lim", "Chair", "Audit Committee")],
    ),
    "body with its acronym": (
        "Karin Lim, Director of the National Water Agency (NWA), spoke.",
        [now("Karin Lim", "Director", "National Water Agency")],
    ),
    "nobody holds it": ("The President of Norvista Holdings left; Karin Lim stayed.", []),
    "nobody holds it, in another sentence": ("The Minister of Health left. Karin Lim stayed.", []),
    "joined with a name": ("The Director and Ms Karin Lim met.", []),
    "relative of the subject": ("Karin Lim's husband is Director of the Institute of Marine Physics.", []),
    "rank between title and name": (
        "Secretary to the Ministry of Health Professor Karin Lim spoke.",
        [now("Karin Lim", "Secretary", "Ministry of Health"), now("Karin Lim", "Professor")],
    ),
    "acronym behind the title": (
        "The Chief Executive Officer (CEO) of Norvista Holdings, Ms Karin Lim, spoke.",
        [now("Karin Lim", "Chief Executive Officer", "Norvista Holdings")],
    ),
    "body in brackets behind the name": (
        "Director Karin Lim (National Water Agency) spoke.",
        [now("Karin Lim", "Director", "National Water Agency")],
    ),
    "bodies in a list behind commas": (
        "The Secretary, Ministry of Health and Ministry of Trade, Ms Karin Lim, spoke.",
        [now("Karin Lim", "Secretary", "Ministry of Health"), now("Karin Lim", "Secretary", "Ministry of Trade")],
    ),
    "two bodies": (
        "Ms Karin Lim, Director of Norvista Holdings and of the Institute of Marine Physics, spoke.",
        [
            now("Karin Lim", "Director", "Norvista Holdings"),
            now("Karin Lim", "Director", "Institute of Marine Physics"),
        ],
    ),
    "body shared by two titles and names": (
        "Dean Karin Lim and Professor Paul Iversen of the University of Fjellheim spoke.",
        [
            now("Karin Lim", "Dean", "University of Fjellheim"),
            now("Paul Iversen", "Professor", "University of Fjellheim"),
        ],
    ),
    "members whose chairman is named": (
        "They met members of the Northern Science Foundation, whose chairman, Paul Iversen, spoke.",
        [now("Paul Iversen", "chairman", "Northern Science Foundation")],
    ),
    "title, name, title, name": (
        (
            "They met the Director of Norvista Holdings, Mr Paul Iversen, Chairman of the National Water Agency, Ms Karin Lim, "
            "and guests."
        ),
        [
            now("Paul Iversen", "Director", "Norvista Holdings"),
            now("Karin Lim", "Chairman", "National Water Agency"),
        ],
    ),
    "name, title, name, title": (
        (
            "They met Mr Paul Iversen, Director of Norvista Holdings, Ms Karin Lim, Chairman of the National Water Agency, and "
            "guests."
        ),
        [
            now("Paul Iversen", "Director", "Norvista Holdings"),
            now("Karin Lim", "Chairman", "National Water Agency"),
        ],
    ),
    "residence in front of the title": (
        "Paul Iversen, 42, a resident of Oslo, and the owner of Halvex Inc., pleaded guilty.",
        [now("Paul Iversen", "owner", "Halvex Inc.")],
    ),
    "phrase in front of the subject": ("On behalf of the President, Karin Lim signed the letter.", []),
    "phrase in front of the subject, with an honorific": (
        "After a call with the Prime Minister, Ms Karin Lim left early.",
        [],
    ),
    "several in front of one": ("Together with the ministers, Ms Karin Lim opened the fair.", []),
    "several behind one": ("Ms Karin Lim, deans and students attended the fair.", []),
    "end of a sentence": ("They thanked the President. Karin Lim left early.", []),
    "object of a verb of appointing": (
        "Norvista Holdings appointed Ms Karin Lim as President.",
        [now("Karin Lim", "President", "Norvista Holdings")],
    ),
    "object and title without as": (
        "The board has appointed Ms Karin Lim Director of the Institute of Marine Physics.",
        [now("Karin Lim", "Director", "Institute of Marine Physics")],
    ),
    "promoted by": (
        "Norvista Holdings promoted Ms Karin Lim to Vice President.",
        [now("Karin Lim", "Vice President", "Norvista Holdings")],
    ),
    "succeeds": (
        "Ms Karin Lim succeeds Mr Paul Iversen as Chair of Norvista Holdings.",
        [now("Karin Lim", "Chair", "Norvista Holdings"), now("Paul Iversen", "Chair", "Norvista Holdings")],
    ),
    "joined as": (
        "Ms Karin Lim joined Norvista Holdings as Chief Financial Officer.",
        [now("Karin Lim", "Chief Financial Officer", "Norvista Holdings")],
    ),
    "name as": (
        "They thanked Ms Karin Lim as Director of the National Water Agency.",
        [now("Karin Lim", "Director", "National Water Agency")],
    ),
    "guest": ("Ms Karin Lim attended as the Chief Guest.", []),
    "clause behind as": ("It works, as the Director of the National Water Agency told Karin Lim.", []),
    "has been": (
        "Ms Karin Lim has been Director of the Institute of Marine Physics since 2019.",
        [now("Karin Lim", "Director", "Institute of Marine Physics")],
    ),
    "who is now": (
        "Ms Karin Lim, who is now Director of the Institute of Marine Physics, spoke.",
        [now("Karin Lim", "Director", "Institute of Marine Physics")],
    ),
    "re-elected": (
        "Ms Karin Lim was re-elected President of the Northern Science Foundation.",
        [now("Karin Lim", "President", "Northern Science Foundation")],
    ),
    "promoted to": (
        "Ms Karin Lim was promoted to Vice President of Norvista Holdings.",
        [now("Karin Lim", "Vice President", "Norvista Holdings")],
    ),
    "title is name": (
        "Norvista Holdings, whose president is Karin Lim, left.",
        [now("Karin Lim", "president", "Norvista Holdings")],
    ),
    "name, title and body in three lines": (
        "Karin Lim\nPress Officer\nNorvista Holdings\n",
        [now("Karin Lim", "Press Officer", "Norvista Holdings")],
    ),
    "body in the line above the name": (
        "Norvista Holdings\nKarin Lim\nPress Officer\nTel. 12 34\n",
        [now("Karin Lim", "Press Officer", "Norvista Holdings")],
    ),
    "curriculum": (
        "Curriculum vitae: Karin Lim\n\n2018–2022   Managing Director, Norvista Holdings\n",
        [("Karin Lim", "Managing Director", "Norvista Holdings", "former")],
    ),
    "label": (
        "Staff\n\nDean (second term): Karin Lim\nHead, Institute of Marine Physics: Paul Iversen\n",
        [now("Karin Lim", "Dean"), now("Paul Iversen", "Head", "Institute of Marine Physics")],
    ),
    "table row": (
        "Office         Holder\nRegistrar      Karin Lim\nBursar         Paul Iversen\n",
        [now("Karin Lim", "Registrar"), now("Paul Iversen", "Bursar")],
    ),
    "capacity": (
        "Ms Karin Lim, in her capacity as Director of the Institute of Marine Physics, spoke.",
        [now("Karin Lim", "Director", "Institute of Marine Physics")],
    ),
    "occupation without a place": ("Paul Iversen, an economist, spoke.", []),
    "owner of another": ("Its director, Karin Lim’s pupil, spoke.", []),
    "title that leads to the next name": (
        "Deputy Minister of Defence Karin Lim, Secretary to the Committee Mr Paul Iversen, and guests attended.",
        [now("Karin Lim", "Deputy Minister of Defence"), now("Paul Iversen", "Secretary")],
    ),
    "what kind of body": (
        "Ms Karin Lim, director of the technology company Norvista Holdings, spoke.",
        [now("Karin Lim", "director", "Norvista Holdings")],
    ),
    "body around brackets": (
        "The Institute of Marine Physics (Director Karin Lim) signed.",
        [now("Karin Lim", "Director", "Institute of Marine Physics")],
    ),
    "party in brackets": ("Councillor Karin Lim (Labour Party) spoke.", [now("Karin Lim", "Councillor")]),
    "place between two titles": (
        "Karin Lim, Professor of Physics at the University of Fjellheim, Norway, and Chair of Norvista Holdings, spoke.",
        [
            now("Karin Lim", "Professor of Physics", "University of Fjellheim"),
            now("Karin Lim", "Chair", "Norvista Holdings"),
        ],
    ),
    "years between two titles": (
        "Karin Lim was Dean of the School of Law from 2018 to 2022 and Director of the Institute of Marine Physics.",
        [
            ("Karin Lim", "Dean", "School of Law", "former"),
            ("Karin Lim", "Director", "Institute of Marine Physics", "former"),
        ],
    ),
    "where somebody comes from": ("The Finnish coach Karin Lim left.", [now("Karin Lim", "coach")]),
    "denied": ("Karin Lim is not the Director of the Institute of Marine Physics.", []),
    "body and holder behind a title": (
        "The director of the Norvista State Museum Lola Karimova signed it.",
        [now("Lola Karimova", "director", "Norvista State Museum")],
    ),
    "unread body in front of a title in apposition": (
        "“We grew,” said Arik Dahl, Halvex Capital Co-President, and head of Lending Markets.",
        [now("Arik Dahl", "Co-President", "Halvex Capital"), now("Arik Dahl", "head of Lending Markets", "Halvex Capital")],
    ),
    "next": (
        "Karin Lim has been named the next dean of the Larnvik College of Engineering.",
        [("Karin Lim", "dean", "Larnvik College of Engineering", "incoming")],
    ),
    "unread place in front of the name": (
        "The Mayor of Larnvik Jo Berg spoke.",
        [now("Jo Berg", "Mayor", "Larnvik")],
    ),
    "listed ministries right before the name": (
        "It was signed by Minister of State, Ministry of Law and Ministry of Transport Karin Lim.",
        [now("Karin Lim", "Minister of State", "Ministry of Law"), now("Karin Lim", "Minister of State", "Ministry of Transport")],
    ),
    "unread body and places between title and name": (
        "The President, LKSU Alumni, Norway and Denmark, Ms Wanda Adel, spoke.",
        [now("Wanda Adel", "President", "LKSU Alumni")],
    ),
    "head noun of an introduction": (
        "It was signed by the following representatives:\n- Ms Karin Lim, Secretary-General, Bar Council of Larn\n- Mr Jo Berg, Director, Halvex Inc.\n\nMore was said.",
        [now("Karin Lim", "Secretary-General", "Bar Council of Larn"), now("Jo Berg", "Director", "Halvex Inc.")],
    ),
    "offices behind a name in a list": (
        "The Mayor met Karin Lim, District Secretary, Divisional Secretaries and officials.",
        [],
    ),
    "list of people with offices of their own behind are": (
        "Norland’s Members of the Court are Chief Justice Karin Lim and Justice Jo Berg.",
        [
            now("Karin Lim", "Member", "Norland"),
            now("Jo Berg", "Member", "Norland"),
            now("Karin Lim", "Chief Justice"),
            now("Jo Berg", "Justice"),
        ],
    ),
    "in his capacity, behind another office": (
        "The proposal was made by Hon. Jo Berg, the Prime Minister, in his capacity as the Minister of National Policies.",
        [now("Jo Berg", "Prime Minister"), now("Jo Berg", "Minister of National Policies")],
    ),
    "title, dash, name with honorific": (
        "Present were Bimal Ratna and Norwegian Ambassador – H.E. Majith Jaya.",
        [now("Majith Jaya", "Ambassador", "Norway")],
    ),
    "name and title without a comma in a list": (
        "It was graced by Dr. Anil Perera Secretary to the President, Roshan Gama, Additional Secretary, and others.",
        [now("Anil Perera", "Secretary to the President"), now("Roshan Gama", "Additional Secretary")],
    ),
    "chosen for an office by another clause": (
        "Hours after Barack Berg was elected President, Karin Lim and Jo Dahl met.",
        [],
    ),
    "body behind a comma and the": (
        "Karin Lim, Vice-President, The Law Society of Norvista; and others spoke.",
        [now("Karin Lim", "Vice-President", "Law Society of Norvista")],
    ),
    "unread body behind a comma and the": (
        "- Ms Jaelle Berg (Chief Executive Officer and Co-Founder, The Great Room)\n- Others came.",
        [now("Jaelle Berg", "Chief Executive Officer", "Great Room"), now("Jaelle Berg", "Co-Founder", "Great Room")],
    ),
    "courtesy between a chair and a seat": (
        "The Chairman of the Larnvik Council, Distinguished Senator Ibrahim Yaro, spoke.",
        [now("Ibrahim Yaro", "Chairman", "Larnvik Council"), now("Ibrahim Yaro", "Senator")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), PATTERNS.values(), ids=PATTERNS)
def test_patterns(read: Callable[[str], Doc], text: str, expected: list[Row]) -> None:
    assert rows(read(text)) == expected


# Several people or several titles.
GROUPS: dict[str, tuple[str, list[Row]]] = {
    "plural before names": (
        "Vice Presidents Maria Keller and Tomas Novak attended.",
        [now("Maria Keller", "Vice President"), now("Tomas Novak", "Vice President")],
    ),
    "plural before names, with the body": (
        "Norvista Holdings Vice Presidents Maria Keller and Tomas Novak attended.",
        [
            now("Maria Keller", "Vice President", "Norvista Holdings"),
            now("Tomas Novak", "Vice President", "Norvista Holdings"),
        ],
    ),
    "plural behind names": (
        "Ms Karin Lim and Mr Paul Iversen, Vice Presidents of Norvista Holdings, spoke.",
        [
            now("Karin Lim", "Vice President", "Norvista Holdings"),
            now("Paul Iversen", "Vice President", "Norvista Holdings"),
        ],
    ),
    "office and rank before the name": (
        "Secretary-General Professor Karin Lim spoke.",
        [now("Karin Lim", "Secretary-General"), now("Karin Lim", "Professor")],
    ),
    "singular before joined names": (
        "Director Karin Lim and Mr Paul Iversen attended.",
        [now("Karin Lim", "Director")],
    ),
    "titles share holder and body": (
        "Karin Lim, Chairman and CEO of Norvista Holdings, spoke.",
        [now("Karin Lim", "Chairman", "Norvista Holdings"), now("Karin Lim", "CEO", "Norvista Holdings")],
    ),
    "three titles": (
        "Ms Karin Lim, Founder, Chairman and CEO of Norvista Holdings, spoke.",
        [
            now("Karin Lim", "Founder", "Norvista Holdings"),
            now("Karin Lim", "Chairman", "Norvista Holdings"),
            now("Karin Lim", "CEO", "Norvista Holdings"),
        ],
    ),
    "titles before the name": (
        "Norvista Holdings President and CEO Karin Lim spoke.",
        [now("Karin Lim", "President", "Norvista Holdings"), now("Karin Lim", "CEO", "Norvista Holdings")],
    ),
    "titles with a body each": (
        "Ms Karin Lim, Chairman of Norvista Holdings and Director of the National Water Agency, spoke.",
        [now("Karin Lim", "Chairman", "Norvista Holdings"), now("Karin Lim", "Director", "National Water Agency")],
    ),
    "two offices of state": (
        "Mr Edwin Teo, Minister for Law and Second Minister for Home Affairs, spoke.",
        [now("Edwin Teo", "Minister for Law"), now("Edwin Teo", "Second Minister for Home Affairs")],
    ),
    "rank in front and office behind": (
        "Professor Jane Roe, Director of the Institute of Marine Physics, spoke.",
        [now("Jane Roe", "Professor"), now("Jane Roe", "Director", "Institute of Marine Physics")],
    ),
    "each person a title in front": (
        "Rector Ingrid Solberg and Chief Executive Officer Peter Aas signed it.",
        [now("Ingrid Solberg", "Rector"), now("Peter Aas", "Chief Executive Officer")],
    ),
    "each person an apposition": (
        "Ms Karin Lim, President of Norvista Holdings, and Mr Paul Iversen, Director of the Institute of Physics, spoke.",
        [now("Karin Lim", "President", "Norvista Holdings"), now("Paul Iversen", "Director", "Institute of Physics")],
    ),
    "rank that opens the next of a list": (
        "Paul Iversen, Dean of the School of Law, and Prof. Karin Lim, President of Norvista Holdings, signed.",
        [
            now("Paul Iversen", "Dean", "School of Law"),
            now("Karin Lim", "Prof."),
            now("Karin Lim", "President", "Norvista Holdings"),
        ],
    ),
    "the last of two has the apposition": (
        "Mr Paul Iversen and Ms Karin Lim, President of Norvista Holdings, spoke.",
        [now("Karin Lim", "President", "Norvista Holdings")],
    ),
    "a second ministry": (
        "The Minister for Trade and the Second Minister for Law Mr Edwin Tan spoke.",
        [now("Edwin Tan", "Minister for Trade"), now("Edwin Tan", "Second Minister for Law")],
    ),
    "offices of one and of several": (
        "He met the Leader of the Opposition and members of the Larn Party, the Secretary-General of the Coral Forum, Noel Dahl, and others.",
        [now("Noel Dahl", "Secretary-General", "Coral Forum")],
    ),
    "later": (
        "Karin Lim was Director of Norvista until 2010 and later chair of the Halvex Board.",
        [("Karin Lim", "Director", "Norvista", "former"), ("Karin Lim", "chair", "Halvex Board", "former")],
    ),
    "a ministry and a party": (
        "Jo Berg, who is Minister for Finance and Leader of the Larn Party, spoke.",
        [now("Jo Berg", "Minister for Finance"), now("Jo Berg", "Leader", "Larn Party")],
    ),
    "two offices behind the name of another clause": (
        "Minister Shan met with State Councillor and Minister of Public Security Zhao Kezi.",
        [
            now("Shan", "Minister"),
            now("Zhao Kezi", "State Councillor"),
            now("Zhao Kezi", "Minister of Public Security"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), GROUPS.values(), ids=GROUPS)
def test_groups(read: Callable[[str], Doc], text: str, expected: list[Row]) -> None:
    assert rows(read(text)) == expected


TENURES: dict[str, tuple[str, list[Row]]] = {
    "former": ("Former Finance Minister Joseph Okello spoke.", [("Joseph Okello", "Finance Minister", None, "former")]),
    "former, apposition": (
        "Ms Karin Lim, former President of Norvista Holdings, spoke.",
        [("Karin Lim", "President", "Norvista Holdings", "former")],
    ),
    "formerly": (
        "Ms Karin Lim, formerly President of Norvista Holdings, spoke.",
        [("Karin Lim", "President", "Norvista Holdings", "former")],
    ),
    "until now": (
        "Ms Karin Lim, until now President of Norvista Holdings, spoke.",
        [("Karin Lim", "President", "Norvista Holdings", "former")],
    ),
    "resigned": (
        "Ms Karin Lim resigned as President of Norvista Holdings.",
        [("Karin Lim", "President", "Norvista Holdings", "former")],
    ),
    "was elected": (
        "Ms Karin Lim was elected Chair of the Northern Science Foundation.",
        [now("Karin Lim", "Chair", "Northern Science Foundation")],
    ),
    "was named": ("Ms Karin Lim was named Chief Scientist.", [now("Karin Lim", "Chief Scientist")]),
    "late, of something else": (
        "Late on Monday President Karin Lim signed the letter.",
        [now("Karin Lim", "President")],
    ),
    "next, of something else": (
        "Next week President Karin Lim will sign the letter.",
        [now("Karin Lim", "President")],
    ),
    "former, in front of the body": (
        "Former Norvista Holdings President Karin Lim spoke.",
        [("Karin Lim", "President", "Norvista Holdings", "former")],
    ),
    "incoming, apposition": (
        "Ms Karin Lim, incoming President of Norvista Holdings, spoke.",
        [("Karin Lim", "President", "Norvista Holdings", "incoming")],
    ),
    "was": (
        "Ms Karin Lim was Director of the Institute of Marine Physics until 2019.",
        [("Karin Lim", "Director", "Institute of Marine Physics", "former")],
    ),
    "former of the first alone": (
        "Former President Karin Lim and Director Paul Iversen attended.",
        [("Karin Lim", "President", None, "former"), now("Paul Iversen", "Director")],
    ),
    "acting stays in the title": (
        "Acting Director Lena Dahl spoke.",
        [("Lena Dahl", "Acting Director", None, "acting")],
    ),
    "acting in lower case": (
        "Ms Karin Lim, acting head of the National Water Agency, spoke.",
        [("Karin Lim", "acting head", "National Water Agency", "acting")],
    ),
    "interim": (
        "Lena Dahl, Interim Director of the National Water Agency, spoke.",
        [("Lena Dahl", "Interim Director", "National Water Agency", "acting")],
    ),
    "incoming": ("Incoming President Karin Lim spoke.", [("Karin Lim", "President", None, "incoming")]),
    "elect": ("President-elect Nora Whitfield spoke.", [("Nora Whitfield", "President-elect", None, "incoming")]),
    "will become": (
        "Ms Karin Lim will become President of Norvista Holdings.",
        [("Karin Lim", "President", "Norvista Holdings", "incoming")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TENURES.values(), ids=TENURES)
def test_tenure(read: Callable[[str], Doc], text: str, expected: list[Row]) -> None:
    assert rows(read(text)) == expected


# Where the body is a state, a district or a constituency.
PLACES: dict[str, tuple[str, list[Row]]] = {
    "of a state": ("The President of Finland, Ms Karin Lim, spoke.", [now("Karin Lim", "President", "Finland")]),
    "state of the host": (
        (
            "Norway’s Minister for Law Paul Iversen will visit Fiji. The Norwegian delegation left Norway on Monday. Minister Iversen "
            "will meet Minister of Trade Karin Lim."
        ),
        [now("Paul Iversen", "Minister for Law", "Norway"), now("Karin Lim", "Minister of Trade", "Fiji")],
    ),
    "state behind a comma": (
        "They met Ms Karin Lim, Minister of Health, Mali, and guests.",
        [now("Karin Lim", "Minister of Health", "Mali")],
    ),
    "town that nobody knows": (
        "The Mayor of Brukvedal, Ms Karin Lim, spoke.",
        [now("Karin Lim", "Mayor", "Brukvedal")],
    ),
    "adjective of a state that the text names": (
        "Finnish President Karin Lim left Finland.",
        [now("Karin Lim", "President", "Finland")],
    ),
    "possessive of a state": (
        "Singapore’s Minister for Law, Mr Edwin Teo, spoke.",
        [now("Edwin Teo", "Minister for Law", "Singapore")],
    ),
    "state named elsewhere": (
        "Prime Minister Karin Lim spoke about the future of Norway.",
        [now("Karin Lim", "Prime Minister", "Norway")],
    ),
    "senator's bracket": ("Sen. Ron Hale (I-Vt.) wrote the bill.", [now("Ron Hale", "Sen.", "Vt.")]),
    "senators' brackets": (
        "Senators Ron Hale (D-Ore.) and Ann Poole (R-Mo.) wrote the bill.",
        [now("Ron Hale", "Senator", "Ore."), now("Ann Poole", "Senator", "Mo.")],
    ),
    "district in a bracket": (
        "Representative Mark Poole (WI-02) wrote the bill.",
        [now("Mark Poole", "Representative", "WI-02")],
    ),
    "party and district in a bracket": (
        "Rep. Mark Poole (D-CA-12) wrote the bill.",
        [now("Mark Poole", "Rep.", "CA-12")],
    ),
    "legislator and chair": (
        "Rep. Mark Poole (WI-02), Chair of the National Water Agency, agreed.",
        [now("Mark Poole", "Rep.", "WI-02"), now("Mark Poole", "Chair", "National Water Agency")],
    ),
    "of a state behind the name": (
        "Congressman Mark Poole of Ohio wrote the bill.",
        [now("Mark Poole", "Congressman", "Ohio")],
    ),
    "judicial district": (
        "U.S. Attorney Karin Lim for the Eastern District of Michigan announced it.",
        [now("Karin Lim", "U.S. Attorney", "Eastern District of Michigan")],
    ),
    "constituency": (
        "Ms Karin Lim, Member of Parliament for Kandal, spoke.",
        [now("Karin Lim", "Member of Parliament", "Kandal")],
    ),
    "adjective of a state that the text does not name": (
        "Finnish President Karin Lim left.",
        [now("Karin Lim", "President", "Finland")],
    ),
    "full style of a state": (
        "The President of the Republic of Finland, Ms Karin Lim, spoke.",
        [now("Karin Lim", "President", "Republic of Finland")],
    ),
    "envoy of one state to another": (
        "The Ambassador of Norway to Fiji, Ms Karin Lim, spoke.",
        [now("Karin Lim", "Ambassador", "Norway")],
    ),
    "state in front of its leaders": (
        "She met Norwegian leaders, including Education Minister Karin Lim, in Norway and flew to Fiji, Fiji and Fiji.",
        [now("Karin Lim", "Education Minister", "Norway")],
    ),
    "senator's party and state behind a comma": (
        "Sen. Ron Hale, D-Ore., wrote the bill.",
        [now("Ron Hale", "Sen.", "Ore.")],
    ),
    "seat named elsewhere": (
        "Rep. Mark Poole (WI-02) wrote the bill. “It works,” said Congressman Poole.",
        [now("Mark Poole", "Rep.", "WI-02"), now("Mark Poole", "Congressman", "WI-02")],
    ),
    "legislature": (
        "Senator Ron Hale spoke in the Senate.",
        [now("Ron Hale", "Senator", "Senate")],
    ),
    "district of the release": (
        "The Northern District of Ohio won, said U.S. Attorney Karin Lim.",
        [now("Karin Lim", "U.S. Attorney", "Northern District of Ohio")],
    ),
    "province": (
        "Governor of the Western Province Karin Lim spoke.",
        [now("Karin Lim", "Governor", "Western Province")],
    ),
    "city": ("Chicago Mayor Karin Lim signed it.", [now("Karin Lim", "Mayor", "Chicago")]),
}


@pytest.mark.parametrize(("text", "expected"), PLACES.values(), ids=PLACES)
def test_places(read: Callable[[str], Doc], text: str, expected: list[Row]) -> None:
    assert rows(read(text)) == expected


# Where the body is said by a word that stands for it, or by the release as a whole; with the source that the rule names.
INFERRED: dict[str, tuple[str, str | None, str]] = {
    "its": (
        "Norvista Holdings left early, and its president Karin Lim stayed.",
        "Norvista Holdings",
        "title before name + its",
    ),
    "its, of the sentence before": (
        "Norvista Holdings left early. Its president, Karin Lim, stayed.",
        "Norvista Holdings",
        "title, name + its",
    ),
    "description in the possessive": (
        "The University of Fjellheim left. The university's rector, Karin Lim, stayed.",
        "University of Fjellheim",
        "title, name",
    ),
    "description of two words in the possessive": (
        "The Larnvik Port Authority met. The port authority's board chair, Ms Karin Lim, stayed.",
        "Larnvik Port Authority",
        "title, name + description",
    ),
    "description of two words that name another body": (
        "The Larnvik Port Authority met. The water authority's board chair, Ms Karin Lim, stayed.",
        None,
        "title, name",
    ),
    "description by a trade": (
        "Norvista Holdings Ltd left. The chairwoman of the retailer, Karin Lim, stayed.",
        "Norvista Holdings Ltd",
        "title, name",
    ),
    "court of a judge": (
        "Judge Karin Lim sentenced him in Larnvik District Court on Monday.",
        "Larnvik District Court",
        "title before name + court of the sentence",
    ),
    "court to which a judge is to go": (
        "Norway nominated Judge Karin Lim to Larnvik District Court on Monday.",
        None,
        "title before name",
    ),
    "body of several, behind a comma": (
        "Professors Karin Lim and Jo Berg, of the University of Fjellheim, spoke.",
        "University of Fjellheim",
        "title before name",
    ),
    "signers in order, behind their names": (
        "The Moss Institute and the Fern Institute signed a pact. Karin Lim, Director, and Jo Berg, Chair, signed the pact.",
        "Moss Institute",
        "apposition + in order",
    ),
    "executive of the issuer": (
        "Norvista Holdings Ltd opened a mill. Norvista Holdings Ltd is old. Chief executive Karin Lim came.",
        "Norvista Holdings Ltd",
        "title before name + issuer",
    ),
    "description of another noun": (
        "Norvista Holdings Ltd left. The airline's chairwoman, Karin Lim, stayed.",
        "Norvista Holdings Ltd",
        "title, name",
    ),
    "for whom one signs": (
        "It was signed for the National Water Agency by Karin Lim, director.",
        "National Water Agency",
        "apposition",
    ),
    "unit that one heads": (
        "Assistant Attorney General Karin Lim, head of the Civil Division, spoke.",
        "Civil Division",
        "title before name",
    ),
    "home state": ("Prime Minister Karin Lim spoke of Norway.", "Norway", "title before name + home state"),
    "home state of the chief justice": (
        "Chief Justice Karin Lim spoke of Norway.",
        "Norway",
        "title before name + home state",
    ),
    "state of a delegation that one leads": (
        "Norway met Fiji. Ms Karin Lim, Minister of Trade, led the Fiji delegation.",
        "Fiji",
        "apposition + state of the list",
    ),
    "state on whose behalf one signs": (
        "Norway met Fiji. On behalf of Fiji, it was signed by Trade Minister Karin Lim.",
        "Fiji",
        "title before name + state of the list",
    ),
    "minister with whom one deals": (
        "Norway and Fiji met. Norway signed. We signed with Minister Karin Lim.",
        "Fiji",
        "title before name + state of the host",
    ),
    "ministry nearer than the state": (
        "It was signed by Norway’s Minister of State, Ministry of Works and Ministry of Health, Ms Karin Lim.",
        "Ministry of Works",
        "title, name",
    ),
    "in charge of a body": (
        "Ms Karin Lim, Attorney General in charge of the Civil Division, spoke.",
        "Civil Division",
        "apposition",
    ),
    "only university": (
        "Rector Karin Lim spoke at the University of Fjellheim.",
        "University of Fjellheim",
        "title before name + only university",
    ),
    "issuer": (
        (
            "Norvista Holdings Ltd opens mill\n\nNorvista Holdings Ltd opened a mill on Monday. “It works,” said Chief Financial "
            "Officer Karin Lim. Norvista Holdings Ltd was founded in 1990."
        ),
        "Norvista Holdings Ltd",
        "title before name + issuer",
    ),
    "issuer of a field of work": (
        (
            "Norvista Holdings Ltd opens mill\n\nNorvista Holdings Ltd opened a mill on Monday. Norvista Holdings Ltd is old. “Good,” "
            "said Karin Lim, Chief Engineer."
        ),
        "Norvista Holdings Ltd",
        "apposition + issuer",
    ),
    "a faculty has the dean": (
        "The School of Law opened in May. “Good,” said the Dean, Ms Karin Lim. The Norvista Institute closed.",
        "School of Law",
        "title, name + body of its kind",
    ),
    "as written": (
        "The work was led by Professor Karin Lim of Onward 2030, as all know.",
        "Onward",
        "title before name + as written",
    ),
    "side of several": (
        "The University of Fjellheim is old. On the Finnish side were Rector Karin Lim and guests.",
        None,
        "title before name",
    ),
    "no issuer among equals": (
        "Norvista Holdings Ltd and Halvex Inc. opened a mill. “It works,” said Chief Financial Officer Karin Lim.",
        None,
        "title before name",
    ),
    "held before, in words that no rule understands": (
        "Norvista Holdings Ltd opened a mill. Norvista Holdings Ltd is old. Ms Karin Lim was Chief Financial Officer of the works.",
        None,
        "copula",
    ),
}


@pytest.mark.parametrize(("text", "body", "rule"), INFERRED.values(), ids=INFERRED)
def test_inferred_bodies(read: Callable[[str], Doc], text: str, body: str | None, rule: str) -> None:
    doc = read(text)
    assert ([row[2] for row in rows(doc)][:1], [found.rule for found in records.get(doc, Position)][:1]) == (
        [body],
        [rule],
    )


# What is said twice is one row, in its fullest form.
FOLDED: dict[str, tuple[str, list[Row]]] = {
    "same title, short name": (
        "President Karin Lim of Norvista Holdings spoke. President Lim left.",
        [now("Karin Lim", "President", "Norvista Holdings")],
    ),
    "body said later": (
        "President Karin Lim spoke. Ms Karin Lim, President of Norvista Holdings, left.",
        [now("Karin Lim", "President", "Norvista Holdings")],
    ),
    "last words of the title": (
        "Assistant Attorney General Karin Lim of the Civil Division spoke. “We won,” said Attorney General Lim.",
        [now("Karin Lim", "Assistant Attorney General", "Civil Division")],
    ),
    "case": (
        "Ms Karin Lim, president of Norvista Holdings, spoke. President Lim left.",
        [now("Karin Lim", "president", "Norvista Holdings")],
    ),
    "abbreviated rank": (
        "Sen. Ron Hale (D-Ore.) spoke. Senator Hale left.",
        [now("Ron Hale", "Senator", "Ore.")],
    ),
    "abbreviated office": (
        "Ms Karin Lim, Chief Executive Officer of Norvista Holdings, spoke. CEO Lim left.",
        [now("Karin Lim", "Chief Executive Officer", "Norvista Holdings")],
    ),
    "two titles stay two": (
        "Professor Karin Lim spoke. President Lim left.",
        [now("Karin Lim", "Professor"), now("Karin Lim", "President")],
    ),
    "two bodies stay two": (
        "Ms Karin Lim, Director of Norvista Holdings, is also Director of the Institute of Marine Physics.",
        [
            now("Karin Lim", "Director", "Norvista Holdings"),
            now("Karin Lim", "Director", "Institute of Marine Physics"),
        ],
    ),
    "full style of a state at the title": (
        "Ms Karin Lim, Ambassador of the Kingdom of Norway, spoke. Norway agreed.",
        [now("Karin Lim", "Ambassador", "Kingdom of Norway")],
    ),
    "body of the office named before": (
        "Norvista Holdings Chairman Jo Berg and Chief Executive Officer Karin Lim spoke.",
        [
            now("Jo Berg", "Chairman", "Norvista Holdings"),
            now("Karin Lim", "Chief Executive Officer", "Norvista Holdings"),
        ],
    ),
    "two holders stay two": (
        "Director Karin Lim spoke. Director Paul Iversen left.",
        [now("Karin Lim", "Director"), now("Paul Iversen", "Director")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FOLDED.values(), ids=FOLDED)
def test_folded(read: Callable[[str], Doc], text: str, expected: list[Row]) -> None:
    assert rows(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("President Karin Lim spoke.", "title before name"),
        ("Ms Karin Lim, President of Norvista Holdings, spoke.", "apposition"),
        ("Its founder, Ms Karin Lim, spoke.", "title, name"),
        ("Ms Karin Lim is the Chairwoman of Norvista Holdings.", "copula"),
        ("Karin Lim\nDirector\n", "line under name"),
    ],
)
def test_each_row_says_which_rule_made_it(read: Callable[[str], Doc], text: str, rule: str) -> None:
    assert [found.rule for found in records.get(read(text), Position)] == [rule]


def test_a_row_points_at_its_title(read: Callable[[str], Doc]) -> None:
    doc = read("Ms Karin Lim, Vice Chairman of Norvista Holdings, spoke.")
    assert [doc.text[found.start : found.end] for found in records.get(doc, Position)] == ["Vice Chairman"]


def test_chain_has_one_item_for_each_named_thing(draw: Callable[[str], Doc]) -> None:
    doc = EntityResolver()(draw("<Halvex Inc.|ORG> President <Karin Lim|PERSON> left the <United States|GPE>."))
    assert [(item.kind, item.text) for item in chain(doc)] == [
        ("body", "Halvex Inc."),
        ("title", "President"),
        ("person", "Karin Lim"),
        ("word", "left"),
        ("word", "the"),
        ("body", "United States"),
        ("word", "."),
    ]


def test_chain_covers_every_token(draw: Callable[[str], Doc]) -> None:
    doc = EntityResolver()(
        draw("<Karin Lim|PERSON>, Attorney for the <Eastern District|LOC> of <Ohio|GPE>,\n\nleft <NWA|ORG>.")
    )
    items = chain(doc)
    assert [item.start for item in items] == [0, *(item.end for item in items[:-1])]
    assert items[-1].end == len(doc)


@pytest.mark.parametrize(
    ("marked", "text", "expected"),
    [
        ("They left <Vietnam|GPE>.", "Vietnamese", "Vietnam"),
        ("They left <Viet Nam|GPE>.", "Vietnamese", "Viet Nam"),
        ("They left <the United States|GPE>.", "American", "United States"),
        ("They left <Norway|GPE>.", "Vietnamese", None),
        ("They left the Kingdom of <Norway|GPE>.", "Norwegian", "Norway"),
        ("They left the Republic of <Korea|GPE>.", "South Korea", "Republic of Korea"),
        ("They left <Norway|GPE>. <Norway|GPE> saw NORWAY.", "Norwegian", "Norway"),
        ("They left <Brunei Darussalam|GPE>. <Brunei Darussalam|GPE> met <Brunei|GPE>.", "Brunei", "Brunei Darussalam"),
        ("They left <Norway|GPE>.", "Larnvik", None),
    ],
)
def test_a_state_is_named_as_the_release_names_it(
    draw: Callable[[str], Doc], marked: str, text: str, expected: str | None
) -> None:
    assert States(draw(marked)).name(country(text) or "") == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<Norway|GPE> signed. <Norway|GPE> agreed with <Fiji|GPE>.", "Norway"),
        ("They left for <Fiji|GPE> from <Norway|GPE>.", "Fiji"),
        ("The <Norwegian|NORP> team left <Norway|GPE> for <Fiji|GPE>.", "Norway"),
        ("They left.", None),
        ("<Norway|GPE> and <Fiji|GPE> met.", "Norway"),
        ("A state visit to <Fiji|GPE> began. <Norway|GPE> agreed.", "Norway"),
        ("They met in <Suva|GPE>, <Fiji|GPE>. <Norway|GPE> agreed.", "Norway"),
        ("The Ambassador of <Fiji|GPE> to <Norway|GPE> spoke of <Fiji|GPE>.", "Norway"),
        ("<Fiji|GPE> agreed. <Norway|GPE> agreed.", None),
        ("The Embassy of <Fiji|GPE> gave it to <Norway|GPE>.", "Norway"),
        ("The <Fijian|NORP> Embassy met. It came from <Norway|GPE>.", "Norway"),
        ("The President in <Fiji|GPE> met. <Norway|GPE> agreed.", "Norway"),
        ("<Norway|GPE>, <Fiji|GPE> and <Malta|GPE> met.", "Norway"),
        ("The <Sri Lankan|NORP> team met <Norway|GPE>.", "Norway"),
        ("They met in the <Norwegian|NORP> hall.", None),
    ],
)
def test_home_state(draw: Callable[[str], Doc], marked: str, expected: str | None) -> None:
    assert States(draw(marked)).home == expected


def test_a_title_begins_behind_what_is_glued_to_it(read: Callable[[str], Doc]) -> None:
    doc = read("LARNVIK (May 2, 2024)–Chancellor Karin Lim of the University of Fjellheim spoke.")
    (found,) = records.get(doc, Position)
    assert doc.text[found.start : found.end] == found.title == "Chancellor"
