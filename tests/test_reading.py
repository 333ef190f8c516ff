"""The reading of a Doc: which white space is left out, which full stops are taken in, and the way back to the source."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from spacy.tokens import Doc

from pipeline import records
from pipeline.find.reading import _in_circle, read

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
