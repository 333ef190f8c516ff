"""The titles that a Doc tells, as tests compare them."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline import records
from pipeline.records import Organisation, Person, Position

Row = tuple[str, str, str | None]


def rows(doc: Doc) -> set[Row]:
    """Person, title, and the body or place in which it is held."""
    people = {person.key: person.name for person in records.get(doc, Person)}
    bodies = {body.key: body.name for body in records.get(doc, Organisation)}
    return {
        (people[found.person], found.title, bodies.get(found.organisation or "") or found.place)
        for found in records.get(doc, Position)
    }
