"""Whose title it is where several could hold it, and in whose body where no word at it says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc
from title_rows import Row, rows

from pipeline import records
from pipeline.records import Person, Position

# Titles in a row, and which of the people around them holds which.
HOLDERS: dict[str, tuple[str, set[Row]]] = {
    "an apposition that ends before the next": (
        "Attorney Karin Lim, head of the Civil Division, and Governor Jo Berg spoke.",
        {
            ("Karin Lim", "Attorney", "Civil Division"),
            ("Karin Lim", "head", "Civil Division"),
            ("Jo Berg", "Governor", None),
        },
    ),
    "two offices of the next in a list": (
        "Chancellor Karin Lim, President and Rector Jo Berg and Dean Lee Ho spoke.",
        {
            ("Karin Lim", "Chancellor", None),
            ("Jo Berg", "President", None),
            ("Jo Berg", "Rector", None),
            ("Lee Ho", "Dean", None),
        },
    ),
    "a list that is closed": (
        "Directors Karin Lim and Jo Berg, Professor Lee Ho and others spoke.",
        {("Karin Lim", "Director", None), ("Jo Berg", "Director", None), ("Lee Ho", "Professor", None)},
    ),
    "respectively": (
        "Karin Lim and Jo Berg, president and treasurer of Halvex Inc., respectively, spoke.",
        {("Karin Lim", "president", "Halvex Inc."), ("Jo Berg", "treasurer", "Halvex Inc.")},
    ),
    "both": (
        "Karin Lim and Jo Berg, both patient recruiters at Halvex Inc., spoke.",
        {("Karin Lim", "patient recruiter", "Halvex Inc."), ("Jo Berg", "patient recruiter", "Halvex Inc.")},
    ),
    "who appoints holds nothing": (
        "President Karin Lim has appointed a new Chairman.",
        {("Karin Lim", "President", None)},
    ),
    "a district is one attorney's": (
        "Assistant Attorney General Karin Lim and U.S. Attorney Jo Berg of the Eastern District of Ohio spoke.",
        {
            ("Karin Lim", "Assistant Attorney General", None),
            ("Jo Berg", "U.S. Attorney", "Eastern District of Ohio"),
        },
    ),
    "where a secretary was": (
        "Secretary to the President Karin Lim at the Larnvik Museum spoke.",
        {("Karin Lim", "Secretary to the President", None)},
    ),
    "in a district": (
        "U.S. District Judge Karin Lim in the Eastern District of Ohio spoke.",
        {("Karin Lim", "U.S. District Judge", "Eastern District of Ohio")},
    ),
}


@pytest.mark.parametrize(("text", "expected"), HOLDERS.values(), ids=HOLDERS)
def test_holders(read: Callable[[str], Doc], text: str, expected: set[Row]) -> None:
    assert rows(read(text)) == expected


DEAL = (
    "Norvista Holdings Ltd to buy Halvex Inc.\n\nNorvista Holdings Ltd and Halvex Inc. signed the contract on Monday. Norvista Holdings "
    "Ltd is old.\n\nHalvex Inc. makes pumps. “They work,” said Chief Financial Officer Karin Lim.\n\n“It is a good day,” said Chief "
    "Executive Officer Jo Berg."
)

# What the release lets see: a text, one of its rows and the rule that made it.
INFERRED: dict[str, tuple[str, Row, str]] = {
    "the side of the paragraph": (
        DEAL,
        ("Karin Lim", "Chief Financial Officer", "Halvex Inc."),
        "title before name + side",
    ),
    "neither side": (DEAL, ("Jo Berg", "Chief Executive Officer", None), "title before name"),
    "the address of a press officer": (
        f"{DEAL}\n\nContact: Lee Ho, Press Officer, press@halvex.example",
        ("Lee Ho", "Press Officer", "Halvex Inc."),
        "apposition + address",
    ),
    "the quotation's body": (
        "The works opened. “Halvex Inc. is pleased to help,” said Acting Regional Administrator Karin Lim.",
        ("Karin Lim", "Acting Regional Administrator", "Halvex Inc."),
        "title before name + quote",
    ),
    "the side that is named": (
        "On the side of Halvex Inc. were Director Karin Lim and guests.",
        ("Karin Lim", "Director", "Halvex Inc."),
        "title before name + side named",
    ),
    "no president of a foundation among ministers": (
        "The Larnvik Foundation opened a school. The Larnvik Foundation is old. Minister Jo Berg spoke. “Good,” said President Karin Lim.",
        ("Karin Lim", "President", None),
        "title before name",
    ),
    "a state that is only visited": (
        "President Karin Lim, on a visit to India, spoke in Mumbai.",
        ("Karin Lim", "President", None),
        "title before name",
    ),
    "a state that tells a company apart": (
        "The proposal made by Karin Lim, Minister of Works, to hire Halvex Ltd of Norway was approved.",
        ("Karin Lim", "Minister of Works", None),
        "apposition",
    ),
    "no minister where there are none": (
        "The United States and Canada agreed. The United States said that President Jo Berg and Prime Minister Karin Lim met.",
        ("Karin Lim", "Prime Minister", "Canada"),
        "title before name + other state",
    ),
    "the second of two presidents": (
        "Norway and Fiji agreed. The Government of Norway said that President Jo Berg and President Karin Lim met.",
        ("Karin Lim", "President", "Fiji"),
        "title before name + state of the host",
    ),
    "the seat of government": (
        "Talks begin\n\nOSLO, May 3, 2024 – President Jo Berg met Fijian Prime Minister Karin Lim. Fiji is near. Fiji is old. Norway is far.",
        ("Jo Berg", "President", "Norway"),
        "title before name + home state",
    ),
    "a guest's visit": (
        "President Jo Berg welcomed the Fijian minister on a first visit to Norway.",
        ("Jo Berg", "President", "Norway"),
        "title before name + home state",
    ),
    "a counterpart": (
        "Minister Jo Berg of Norway and his Fijian counterpart, Minister Karin Lim, met. Fiji and Norway agreed.",
        ("Karin Lim", "Minister", "Fiji"),
        "title before name",
    ),
    "another office of the same state": (
        "Norway said so. Fiji’s Minister of Foreign Affairs Karin Lim came to Norway. Norway heard Foreign Minister Lim.",
        ("Karin Lim", "Foreign Minister", "Fiji"),
        "title before name + state named elsewhere",
    ),
    "a state's head beside a bank's": (
        "Minister Lee Ho of the Government of Norway met the President of the Larnvik Bank, Mr Jo Berg, and President Karin Lim.",
        ("Karin Lim", "President", "Norway"),
        "title before name + home state",
    ),
    "whom one can ask": (
        (
            "The Larnvik Institute of Rivers holds two hearings. The Larnvik Institute of Rivers will answer. Questions may be put to project manager "
            "Karin Lim."
        ),
        ("Karin Lim", "project manager", "Larnvik Institute of Rivers"),
        "title before name + issuer",
    ),
    "a secretariat's head": (
        "The Union of River Towns met. The Union of River Towns has nine members. “Rivers join us,” Secretary-General Karin Lim said.",
        ("Karin Lim", "Secretary-General", "Union of River Towns"),
        "title before name + issuer",
    ),
    "the body that opens the line": (
        "Signatories\n\nNorwegian side: Halvex Inc. – Karin Lim, Chairwoman\nFijian side: Norvista Holdings (NH) – Jo Berg, Chairman\n",
        ("Karin Lim", "Chairwoman", "Halvex Inc."),
        "apposition",
    ),
    "the next head": (
        "Larnvik Bank was founded in 1990. Karin Lim has been named the bank’s next Chief Executive Officer.",
        ("Karin Lim", "Chief Executive Officer", "Larnvik Bank"),
        "copula",
    ),
    "an office of the only body": (
        ("Halvex Inc. opens depot\n\nOSLO, May 3, 2024 – Halvex Inc. opened a depot on Monday. Halvex Inc. built it in a year. "
        "Karin Lim, Fleet Director, cut the ribbon."),
        ("Karin Lim", "Fleet Director", "Halvex Inc."),
        "apposition + issuer",
    ),
    "an office of either of two bodies": (
        ("Halvex Inc. opens depot\n\nOSLO, May 3, 2024 – Halvex Inc. opened a depot on Monday. The Larnvik Port Authority lent the ground. "
        "The Larnvik Port Authority dug the dock, and the Larnvik Port Authority paved the road. Karin Lim, Fleet Director, cut the ribbon."),
        ("Karin Lim", "Fleet Director", None),
        "apposition",
    ),
    "a secretary of a cabinet": (
        "The Government of Norway said so. Agriculture Secretary Karin Lim agreed.",
        ("Karin Lim", "Agriculture Secretary", "Norway"),
        "title before name + home state",
    ),
}


@pytest.mark.parametrize(("text", "row", "rule"), INFERRED.values(), ids=INFERRED)
def test_inferred_bodies(read: Callable[[str], Doc], text: str, row: Row, rule: str) -> None:
    doc = read(text)
    people = {person.key: person.name for person in records.get(doc, Person)}
    made = {found.rule for found in records.get(doc, Position) if (people[found.person], found.title) == row[:2]}
    assert row in rows(doc)
    assert made == {rule}


# A title given once for a list, an office told of a predecessor, and what else names a holder at a distance.
LISTED: dict[str, tuple[str, set[Row]]] = {
    "lines behind a colon": (
        "The new wardens are:\n\n1. Mrs Ola Brandt – Harbour\n2. Mr Ian Tweed – Forests\n\nThe wardens meet in May.",
        {("Ola Brandt", "warden", None), ("Ian Tweed", "warden", None)},
    ),
    "lines told of between": (
        "Four new lay members join the Larnvik Council:\n\nOla Brandt\nOla is old.\n\nIan Tweed\nIan is young.",
        {("Ola Brandt", "lay member", "Larnvik Council"), ("Ian Tweed", "lay member", "Larnvik Council")},
    ),
    "a colon that opens no list": ("The wardens said: Ola Brandt is here.", set()),
    "a predecessor": (
        "Karin Lim has been appointed Director of Norvista Holdings. She succeeds Ole Dahl.",
        {("Karin Lim", "Director", "Norvista Holdings"), ("Ole Dahl", "Director", "Norvista Holdings")},
    ),
    "one who left": (
        "Karin Lim, Director of Norvista Holdings since the departure of Ms Jane Roy, spoke.",
        {("Karin Lim", "Director", "Norvista Holdings"), ("Jane Roy", "Director", "Norvista Holdings")},
    ),
    "a nominee replaces nobody who is told": (
        "President Karin Lim announced a pick to replace Justice Ole Dahl.",
        {("Karin Lim", "President", None), ("Ole Dahl", "Justice", None)},
    ),
    "a role": (
        "Karin Lim held the role of Head of Risk at Halvex Inc.",
        {("Karin Lim", "Head of Risk", "Halvex Inc.")},
    ),
    "a past office": (
        "Karin Lim is Partner at Halvex Inc. and a past Provost of the Larnvik Guild.",
        {("Karin Lim", "Partner", "Halvex Inc."), ("Karin Lim", "Provost", "Larnvik Guild")},
    ),
    "two offices, each with its article": (
        "The Mayor and the Director of Norvista Holdings, Mr Ian Tweed, spoke.",
        {("Ian Tweed", "Director", "Norvista Holdings")},
    ),
    "styles between title and name": (
        "The Vice Governor, Her Excellency, Engr. (Mrs.) Karin Lim, spoke.",
        {("Karin Lim", "Vice Governor", None)},
    ),
    "who sign in order": (
        "The agreement between the Moss Institute and the Fern Institute was signed by Director Karin Lim and Director Jo Berg.",
        {("Karin Lim", "Director", "Moss Institute"), ("Jo Berg", "Director", "Fern Institute")},
    ),
    "a delegation of a place": (
        "The delegation of Aichi Prefecture led by Mr Ken Abe, Deputy Director, arrived.",
        {("Ken Abe", "Deputy Director", "Aichi Prefecture")},
    ),
    "the owner of an office, behind an adjective": (
        "Brightgate's former chief executive, Ed Low, spoke.",
        {("Ed Low", "chief executive", "Brightgate")},
    ),
    "one who visits with others": (
        "The Government of Norway held talks with Fijian President Karin Lim, Foreign Minister Jo Berg and guests. Fiji is far.",
        {("Karin Lim", "President", "Fiji"), ("Jo Berg", "Foreign Minister", "Fiji")},
    ),
    "a guest who meets": (
        "Norway is old. The Government of Norway spoke. The Fijian Ambassador, Lee Ho, met with Minister Karin Lim. Fiji is far.",
        {("Lee Ho", "Ambassador", "Fiji"), ("Karin Lim", "Minister", "Norway")},
    ),
    "an owner without its apostrophe": (
        "Special Agent in Charge Karin Lim of the FBIs Las Vegas field office spoke.",
        {("Karin Lim", "Special Agent in Charge", None)},
    ),
    "the only body": (
        "Larnvik Museum opens\n\nThe Larnvik Museum opened on Monday. “Good,” said Head of Prints Jo Berg. The Larnvik Museum is old.",
        {("Jo Berg", "Head of Prints", "Larnvik Museum")},
    ),
    "a trade is no office of the only body": (
        "Larnvik Museum opens\n\nThe Larnvik Museum opened on Monday. The Larnvik Museum is old. Photographer Jo Berg came.",
        {("Jo Berg", "Photographer", None)},
    ),
}


@pytest.mark.parametrize(("text", "expected"), LISTED.values(), ids=LISTED)
def test_listed_and_told_at_a_distance(read: Callable[[str], Doc], text: str, expected: set[Row]) -> None:
    assert rows(read(text)) == expected
