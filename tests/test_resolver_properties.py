"""What holds of resolution whatever the names: every mention is of one entity, and nothing is lost or made up."""

from __future__ import annotations

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.find.organisations import GROUP as BODIES
from pipeline.find.people import GROUP as PEOPLE
from pipeline.find.titles import GROUP as TITLES
from pipeline.resolve.entities import resolve

VOCAB = spacy.blank("en").vocab
NAMES = st.sampled_from(
    [
        *(
            "Karin Lim",
            "Lim",
            "K. Lim",
            "Jo Lim",
            "Karin",
            "Lim Karin",
            "KARIN LIM",
            "van den Berg",
            "Mary O'Neil",
            "Núñez",
            "x",
        ),
        *(
            "University of Fjellheim",
            "Fjellheim",
            "UoF",
            "the University",
            "Nordvik Energy AS",
            "Nordvik",
            "(",
            "Ministry of Health",
        ),
    ]
)
PLAIN = st.sampled_from(["said", ",", "(", ")", "of", "and", "\n", "\n\n", ".", "The", "its"])
PARTS = st.lists(
    st.one_of(st.tuples(NAMES, st.sampled_from([PEOPLE, BODIES])), st.tuples(PLAIN, st.none())), max_size=25
)


def document(parts: list[tuple[str, str | None]]) -> Doc:
    words: list[str] = []
    marked: list[tuple[int, int, str]] = []
    for text, group in parts:
        start = len(words)
        words += text.split(" ")
        if group:
            marked.append((start, len(words), group))
    doc = Doc(VOCAB, words=words, sent_starts=[i == 0 or words[i - 1] in {".", "\n\n"} for i in range(len(words))])
    for group in (PEOPLE, BODIES):
        doc.spans[group] = [Span(doc, s, e, label=group, span_id="model") for s, e, of in marked if of == group]
    doc.spans[TITLES] = []
    return doc


@settings(max_examples=150, deadline=None)
@given(parts=PARTS)
def test_every_mention_is_of_one_entity(parts: list[tuple[str, str | None]]) -> None:
    doc = document(parts)
    resolve(doc)
    people = {person.key: person for person in records.get(doc, records.Person)}
    bodies = {body.key: body for body in records.get(doc, records.Organisation)}
    mentions = records.get(doc, records.Mention)
    assert len({(m.start, m.end, m.label) for m in mentions}) == len(mentions)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(doc.text)
        if mention.key is not None:
            assert mention.key in (people if mention.label == "person" else bodies)
    named = {m.key for m in mentions}
    assert people.keys() | bodies.keys() <= named  # no entity without a place where it is named
    assert all(body.parent is None or body.parent != body.key for body in bodies.values())


@settings(max_examples=60, deadline=None)
@given(parts=PARTS)
def test_resolution_is_the_same_each_time(parts: list[tuple[str, str | None]]) -> None:
    one, other = document(parts), document(parts)
    resolve(one)
    resolve(other)
    assert one.user_data == other.user_data
