"""The spaCy component `press_layout`: zones, facts and sentence starts from the layout of the text."""

from __future__ import annotations

import numpy as np
from spacy.attrs import IDX, IS_SPACE, LENGTH
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import records
from pipeline.layout.published import facts_of
from pipeline.layout.reader import Layout, read_layout


@Language.factory("press_layout", assigns=["token.is_sent_start", "doc.user_data"], default_config={"day_first": None})
def make_layout(nlp: Language, name: str, day_first: bool | None) -> PressLayout:  # noqa: ARG001  (spaCy hands all to the factory)
    """Make the component; it needs nothing of the pipeline but its tokenizer, and goes first."""
    return PressLayout(day_first=day_first)


class PressLayout:
    """Stores `records.Zone` and `records.Facts` on the Doc, and lets no sentence cross a real break of the text.

    Facts that are already there stay (loading knows more: metadata and file name). On a Doc that has been parsed the
    sentence starts stay as they are. `day_first` is as for `read_layout`.
    """

    def __init__(self, *, day_first: bool | None = None) -> None:
        """Keep the setting."""
        self.day_first = day_first

    def __call__(self, doc: Doc) -> Doc:
        """Read the layout of `doc.text` and store it."""
        layout = read_layout(doc.text, day_first=self.day_first)
        records.put(doc, records.Zone, layout.zones)
        if not records.has(doc, records.Facts):
            records.put(doc, records.Facts, [facts_of(doc.text, layout)])
        if not doc.has_annotation("SENT_START"):
            _start_sentences(doc, layout)
        return doc


def _start_sentences(doc: Doc, layout: Layout) -> None:
    """Start a sentence at the first token behind each break that is not white space."""
    offsets, lengths, blank = doc.to_array([IDX, LENGTH, IS_SPACE]).astype(np.int64).T
    places = np.flatnonzero(blank == 0)
    ends = (offsets + lengths)[places]
    # The first token that ends behind a break; several breaks may lie before one.
    behind = np.unique(np.searchsorted(ends, layout.breaks, side="right"))
    for at in places[behind[behind < len(places)]].tolist():
        doc[at].is_sent_start = True


__all__ = ["PressLayout", "make_layout"]
