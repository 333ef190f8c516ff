"""The reading of a Doc: which white space is left out, which full stops are taken in, and the way back to the source."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import numpy as np
import pytest
from spacy.tokens import Doc, Span

from pipeline import records
from pipeline.find.reading import _in_circle, read, words_of

# By the phenomenon: a text, and the tokens of its reading.
READ: dict[str, tuple[str, str]] = {
    "wrapped line": (
        "The agreement was signed in the main hall of the University\nof Fjellheim by many.",
        "The|agreement|was|signed|in|the|main|hall|of|the|University|of|Fjellheim|by|many|.",
    ),
    "indented line": (
        "The agreement was signed in the main hall of the University\n   of Fjellheim by many.",
        "The|agreement|was|signed|in|the|main|hall|of|the|University|of|Fjellheim|by|many|.",
    ),
    "blocks": ("Karin Lim\n\nShe spoke.", "Karin|Lim|\n\n|She|spoke|."),
    "two spaces": ("Karin  Lim spoke.", "Karin|Lim|spoke|."),
    "no-break space": ("Ms\u00a0Karin Lim spoke.", "Ms|Karin|Lim|spoke|."),
    "columns": ("Karin Lim\tJo Berg", "Karin|Lim|\t|Jo|Berg"),
    "abbreviated ranks": ("Lt. Col. Jo Berg spoke.", "Lt.|Col.|Jo|Berg|spoke|."),
    "legal forms": ("Sawit Sdn. Bhd. opened.", "Sawit|Sdn.|Bhd.|opened|."),
    "legal form in brackets": ("Sandaru (Pvt.) Ltd. opened.", "Sandaru|(|Pvt.|)|Ltd.|opened|."),
    "end of a sentence": ("They met Sawit Bhd. The plant closed.", "They|met|Sawit|Bhd|.|The|plant|closed|."),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_what_is_read(draw: Callable[[str], Doc], text: str, expected: str) -> None:
    assert "|".join(token.text for token in read(draw(text)).doc) == expected


def test_a_doc_without_white_space_is_its_own_reading(draw: Callable[[str], Doc]) -> None:
    doc = draw("Karin Lim spoke.")
    assert read(doc).doc is doc


def test_a_doc_without_sentences_is_its_own_reading(draw: Callable[[str], Doc]) -> None:
    doc = Doc(draw("").vocab, words=["Karin", "\n", "Lim"])
    assert read(doc).doc is doc


def test_entities_and_zones_are_read(draw: Callable[[str], Doc]) -> None:
    doc = draw("Fjellheim and  Larnvik sign\n\nMs  <Karin  Lim|PERSON> of <Halvex|ORG> spoke at length in the hall.")
    reading = read(doc)
    assert [(entity.text, entity.label_) for entity in reading.doc.ents] == [("Karin Lim", "PERSON"), ("Halvex", "ORG")]
    assert [
        (zone.name, reading.doc.text[zone.start : zone.end]) for zone in records.get(reading.doc, records.Zone)
    ] == [("headline", "Fjellheim and Larnvik sign")]


def test_spans_go_back_to_the_source(draw: Callable[[str], Doc]) -> None:
    doc = draw("Ms  <Karin  Lim|PERSON> met Lt. Col. <Jo Berg|PERSON>.")
    reading = read(doc)
    assert [reading.in_source(entity).text for entity in reading.doc.ents] == ["Karin  Lim", "Jo Berg"]
    ranks = next(reading.doc[i : i + 2] for i in range(len(reading.doc)) if reading.doc[i].text == "Lt.")
    assert reading.in_source(ranks).text == "Lt. Col."


def test_words_that_hang_on_one_another_are_found() -> None:
    heads = np.array([1, 1, 3, 2, 2, 1])  # 2 and 3 hang on one another, 4 on them
    assert _in_circle(heads).tolist() == [False, False, True, True, True, False]


def test_words_are_looked_up_in_the_order_of_the_text(draw: Callable[[str], Doc]) -> None:
    words = words_of(draw("The Board met. A board of the Halvex Group is the Board."))
    assert words.of({"board", "group", "council"}) == [1, 5, 9, 12]
    assert words.of({"council"}) == []
    assert "the" in words.small
    assert "group" not in words.small


def test_words_are_those_of_the_doc_as_it_stands(draw: Callable[[str], Doc]) -> None:
    doc = draw("Karin Lim spoke.")
    assert words_of(doc) is words_of(doc)
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[0:2])
    assert words_of(doc).texts == ["Karin Lim", "spoke", "."]


def test_lines_of_tokens(draw: Callable[[str], Doc]) -> None:
    words = words_of(draw("Karin Lim\nspoke of it\n"))
    assert words.texts == ["Karin", "Lim", "\n", "spoke", "of", "it", "\n"]
    assert [words.line(i) for i in (0, 1, 2, 3, 6)] == [(0, 2), (0, 2), (0, 2), (3, 6), (3, 6)]


def test_a_reading_follows_what_components_write_on_the_doc(draw: Callable[[str], Doc]) -> None:
    doc = draw("Ms  Karin  Lim of Halvex spoke.")
    before = read(doc).doc
    assert read(doc).doc is before
    doc.spans["names"] = [doc[2:5]]
    assert [span.text for span in read(doc).doc.spans["names"]] == ["Karin Lim"]
    del doc.spans["names"]
    assert "names" not in read(doc).doc.spans
    doc.ents = [Span(doc, 2, 5, label="PERSON")]
    assert [entity.text for entity in read(doc).doc.ents] == ["Karin Lim"]
    records.put(doc, records.Zone, [records.Zone("headline", 0, 3)])
    assert [zone.name for zone in records.get(read(doc).doc, records.Zone)] == ["headline"]


def test_what_is_remembered_of_a_doc_is_not_written_with_it(draw: Callable[[str], Doc]) -> None:
    doc = draw("Ms  Karin  Lim spoke.")
    read(doc)
    assert pickle.loads(pickle.dumps(doc)).text == doc.text
    assert not doc.user_hooks
