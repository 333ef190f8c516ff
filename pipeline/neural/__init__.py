"""The parts of the package's own model that spaCy has none of: a quick encoder, a name tagger, and word classes by table.

Each is registered with spaCy under a `press_…` name, so that `spacy.load` and `spacy train` find it.
"""

from __future__ import annotations

from pipeline.neural import encoder, names, words

__all__ = ["encoder", "names", "words"]
