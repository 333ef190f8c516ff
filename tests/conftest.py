"""Fixtures that tests of the spaCy components share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.model import load_pipeline
from pipeline.settings import Settings

Read = Callable[[str], Doc]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Give the default model with all press components; loading it takes seconds, so it is loaded once."""
    return load_pipeline(Settings())


@pytest.fixture(scope="session")
def read(nlp: Language) -> Read:
    """Give a function that runs one text through the pipeline; a text that is read twice is parsed once."""
    return cache(nlp)
