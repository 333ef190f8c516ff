"""The model that comes with the package: tags, trees and names of English press releases.

`load()` gives a spaCy pipeline with tok2vec, tagger, parser, press_words (parts of speech, lemmas) and ner, all on one small network
(docs/model.md says what it was trained on and how good it is). Entity labels are PERSON, ORG, GPE, LOC, NORP, FAC, DATE, TITLE,
AGREEMENT and, for what must not be taken for those, EVENT, LAW, WORK_OF_ART, PRODUCT, PROGRAMME, AWARD.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

import pipeline.neural  # noqa: F401 (registers the components that the model is made of)

DATA = Path(__file__).parent / "data"


def load(**overrides: Any) -> Language:
    """Load the pipeline; `overrides` are those of `spacy.load` (`exclude`, `disable`, `config`, …)."""
    return spacy.load(DATA, **overrides)
