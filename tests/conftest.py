"""Fixtures that the tests of the spaCy components share: the whole pipeline, and Docs whose entities are drawn by hand."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.layout.component import PressLayout
from pipeline.model import load_pipeline
from pipeline.settings import Settings
from tools.corpus import CorpusRun, run_corpus

_DRAWN = re.compile(r"<([^<>|]+)\|([A-Z_]+)>")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Give the default model with all press components; loading it takes seconds, so it is loaded once."""
    return load_pipeline(Settings())


@pytest.fixture(scope="session")
def read(nlp: Language) -> Callable[[str], Doc]:
    """Give a function that runs one text through the whole pipeline; a text that is read twice is parsed once."""
    return cache(nlp)


@pytest.fixture(scope="session")
def corpus_run(tmp_path_factory: pytest.TempPathFactory) -> CorpusRun:
    """Run the command line over the corpus, once for all tests that look at what comes out."""
    return run_corpus(tmp_path_factory.mktemp("corpus-run") / "outputs")


@pytest.fixture(scope="session")
def draw() -> Callable[[str], Doc]:
    """Give a function that makes a Doc with the entities drawn in a text, "<Karin Lim|PERSON> left.", and its layout.

    What is tested on such a Doc holds whatever the model is. It has no tags and no parse.
    """
    blank = spacy.blank("en")

    def drawn(marked: str) -> Doc:
        text, entities, at = "", [], 0
        for found in _DRAWN.finditer(marked):
            text += marked[at : found.start()]
            entities.append((len(text), len(text) + len(found[1]), found[2]))
            text += found[1]
            at = found.end()
        doc = PressLayout()(blank.make_doc(text + marked[at:]))
        for token in doc:  # a line is a sentence
            token.is_sent_start = token.i == 0 or bool(token.is_sent_start)
        spans = [doc.char_span(start, end, label=label) for start, end, label in entities]
        assert None not in spans, f"an entity of {marked!r} does not end where a token ends"
        doc.ents = [span for span in spans if span is not None]
        return doc

    return drawn


@pytest.fixture(scope="session")
def buckets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the folder that a server of the S3 protocol shows: one for all tests, since s3fs keeps its connections."""
    folder = tmp_path_factory.mktemp("buckets")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "localbucket", str(folder), "--port", str(port)]
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server,
    ):
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "any")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield folder
        server.terminate()


@pytest.fixture
def s3(buckets: Path) -> str:
    """Give the address of a new bucket."""
    name = f"press-{len(list(buckets.iterdir()))}"
    (buckets / name).mkdir()
    return f"s3://{name}"
