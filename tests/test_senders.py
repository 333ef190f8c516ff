"""Whose title it is where several could hold it, and in whose body where no word at it says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline import records
from pipeline.records import Organisation, Person, Position

Row = tuple[str, str, str | None]


def rows(doc: Doc) -> set[Row]:
    people = {person.key: person.name for person in records.get(doc, Person)}
    bodies = {body.key: body.name for body in records.get(doc, Organisation)}
    return {
        (people[found.person], found.title, bodies.get(found.organisation or "") or found.place)
        for found in records.get(doc, Position)
    }


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
