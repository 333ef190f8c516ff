"""What the model says of a text comes out of the cache as it went in."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
from releases import APPOINTMENT, LOAN, SIGNING, WRAPPED
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

import pipeline
from pipeline.cache.annotations import freeze, thaw
from pipeline.components import COMPONENTS

TOKEN = "tag_ pos_ lemma_ dep_ ent_type_ ent_iob ent_id_ ent_kb_id_ is_sent_start".split()
ANNOTATED = "TAG POS MORPH LEMMA DEP HEAD SENT_START ENT_IOB ENT_TYPE".split()


def told(doc: Doc) -> list[Any]:
    """Spell out all that components read of a Doc."""
    return [
        [[getattr(token, name) for name in TOKEN] for token in doc],
        [(str(token.morph), token.head.i, token.left_edge.i, token.right_edge.i) for token in doc],
        [[child.i for child in token.children] for token in doc],
        [(span.start, span.end, span.label_) for span in doc.ents],
        [doc.has_annotation(name) for name in ANNOTATED],
        {
            name: (group.attrs, [(span.start, span.end, span.label_, span.id_, span.kb_id_) for span in group])
            for name, group in doc.spans.items()
        },
    ]


@pytest.mark.parametrize("text", [SIGNING, APPOINTMENT, LOAN, WRAPPED, "Only this.", "\n", "e\u0301 \U0001f1f3\ud7ff"])
def test_what_the_model_says_survives(nlp: Language, text: str) -> None:
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name in COMPONENTS]):
        doc = nlp(text)
    packed = freeze(doc)
    assert packed is not None
    again = nlp.make_doc(text)
    assert thaw(again, packed)
    assert told(again) == told(doc)
    assert len(packed) < 400 + 6 * len(doc) + 40 * len(set(text.split()))


def test_what_finders_find_on_it_is_the_same(nlp: Language, read: Callable[[str], Doc]) -> None:
    before, *after = [name for name in nlp.pipe_names if name in COMPONENTS]
    with nlp.select_pipes(disable=after):
        packed = freeze(nlp(SIGNING))
    assert packed is not None
    with nlp.select_pipes(enable=[before]):
        doc = nlp(SIGNING)
    assert thaw(doc, packed)
    for name in after:
        doc = nlp.get_pipe(name)(doc)
    assert doc.user_data == read(SIGNING).user_data


def test_spans_and_their_attributes_survive() -> None:
    doc = spacy.blank("en")("Port of Larnvik names Maria Costa")
    spans = [Span(doc, 0, 3, label="ORG", kb_id="Q1"), Span(doc, 4, 6, label="PERSON", span_id="p1")]
    doc.spans["names"] = SpanGroup(doc, name="names", spans=spans, attrs={"scores": [0.1 + 0.2, 1 / 3]})
    packed = freeze(doc)
    assert packed is not None
    again = spacy.blank("en")(doc.text)
    assert thaw(again, packed)
    assert told(again) == told(doc)


def test_a_text_with_other_tokens_is_told() -> None:
    nlp = spacy.blank("en")
    packed = freeze(nlp("One two three"))
    assert packed is not None
    doc = nlp("One two")
    assert not thaw(doc, packed)


@pytest.mark.parametrize("extra", ["cats", "user_data", "attrs"])
def test_what_cannot_be_kept_is_not_kept(extra: str) -> None:
    doc = spacy.blank("en")("One two")
    if extra == "cats":
        doc.cats = {"news": 1.0}
    elif extra == "user_data":
        doc.user_data["other"] = 1
    else:
        doc.spans["names"] = SpanGroup(doc, name="names", spans=[doc[:1]], attrs={"pair": (1, 2)})
    assert freeze(doc) is None


def test_components_read_nothing_that_is_not_kept() -> None:
    package = Path(pipeline.__file__).parent
    sources = [path for name in ("layout", "find", "resolve", "relate") for path in (package / name).glob("*.py")]
    assert len(sources) > 50
    for path in sources:
        assert not re.search(r"\.(norm_?|tensor|vector|cats|sentiment)\b|\bNORM\b", path.read_text(encoding="utf-8")), (
            path
        )
