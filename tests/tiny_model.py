"""A language model for tests of the run: quick to load, poor in judgement, and given to accidents on certain words.

It counts the texts that it is asked about in the file that COUNT_TEXTS names, so that a test sees what was spared, and
takes SLOW_TEXTS seconds for each, so that a test can interrupt it.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span


@Language.component("tiny_parser")
def parse(doc: Doc) -> Doc:
    """Hang all words of a sentence on its first one; a sentence ends behind a full stop."""
    start = 0
    for token in doc:
        if token.i and (doc[token.i - 1].text == "." or token.is_sent_start):
            start = token.i
        token.head = doc[start]
        token.dep_ = "ROOT" if token.i == start else "dep"
        token.tag_ = "NNP" if token.text[:1].isupper() else "NN"
        token.pos_ = "PROPN" if token.tag_ == "NNP" else "NOUN"
        token.lemma_ = token.lower_
    return doc


@Language.component("tiny_names")
def name(doc: Doc) -> Doc:
    """Take two capitalised words for a person, three and more for an organisation."""
    spans, start = [], None
    for token in [*doc, None]:
        if token is not None and token.text.isalpha() and token.text[0].isupper():
            start = token.i if start is None else start
            continue
        end = len(doc) if token is None else token.i
        if start is not None and end - start > 1:
            spans.append(Span(doc, start, end, label="PERSON" if end - start == 2 else "ORG"))
        start = None
    doc.ents = spans
    _count(doc)
    time.sleep(float(os.environ.get("SLOW_TEXTS", "0")))
    for word, accident in ACCIDENTS.items():
        if word in doc.text:
            accident()
    return doc


def load() -> Language:
    """Give the pipeline."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tiny_parser", name="parser")
    nlp.add_pipe("tiny_names", name="ner")
    return nlp


def _count(doc: Doc) -> None:
    if "COUNT_TEXTS" in os.environ:
        with Path(os.environ["COUNT_TEXTS"]).open("a", encoding="utf-8") as file:
            file.write(f"{doc.text[:40]!r}\n")


def _hang() -> None:
    while True:
        pass


def _hang_unheard() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM, signal.SIGPROF])
    _hang()


def _grow() -> None:
    held = [bytearray(b"x") * 25_000_000 for _ in range(40)]
    time.sleep(600)
    held.clear()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _raise() -> None:
    raise ValueError("odd text")


ACCIDENTS: dict[str, Callable[[], None]] = {
    "HANGS": _hang,
    "STUCK": _hang_unheard,
    "GROWS": _grow,
    "DIES": _die,
    "RAISES": _raise,
}
